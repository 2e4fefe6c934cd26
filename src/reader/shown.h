#ifndef DOCKETD_READER_SHOWN_H
#define DOCKETD_READER_SHOWN_H

#include <stdbool.h>

/* A person sees the page and we read the plain text: his own words in it stand on the page, too. */
bool shown_whole(const char *plain, const char *page);

#endif
