/* What a unit's own words ask for or tell, of the few things that need no
 * person to answer. Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_WANT_H
#define DOCKETD_CORE_LANGUAGE_WANT_H

#include <stdbool.h>

/* It asks for the form or the deadline: "xin mẫu báo cáo", "hạn nộp là ngày nào?". */
bool want_help(const char *text);
/* The number of an official document, with its date where that stands behind it:
 * "45/BC-BCĐ138 ngày 08/6/2023"; owned by the caller. NULL: none. */
char *want_paper(const char *text);

#endif
