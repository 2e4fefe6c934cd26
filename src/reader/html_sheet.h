/* What Excel leaves in the pages that it saves of its sheets. */
#ifndef READER_HTML_SHEET_H
#define READER_HTML_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "attachment.h"

void html_margins(struct attachment *, const char *style_sheet);        /* headers and footers of the sheet's pages */
bool html_hidden_sheet(const void *bytes, size_t n);    /* the page is that of a sheet that is hidden */

#endif
