/* HTML as a person sees it: words in the order of the page, tables as tables.
 * What is not shown or struck out is no word; it is flagged. */
#ifndef READER_HTML_H
#define READER_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "doc.h"

/* Appends a page to a document. False: it is too large or too deep to be read. */
bool html_add(struct doc *d, const char *utf8, size_t n);

/* The text of a mail's page, not yet clean; what the page hides and which old
 * fonts it names goes to *flags. NULL as above. */
char *html_text(const char *utf8, size_t n, struct strings *flags);

/* The character set a page names at its head; "" if none. */
void html_charset(const void *bytes, size_t n, char out[static 40]);

#endif
