/* A table of texts as a file that a spreadsheet opens. */
#ifndef DOCKETD_REPORT_TABLE_H
#define DOCKETD_REPORT_TABLE_H

#include <stdio.h>

#include "base/mem.h"

/* The first row is the heading. 0, or -1 and *cause. */
int table_xlsx(const char *path, const char *title, const struct strings *rows, size_t n, char **cause);
/* RFC 4180, UTF-8 with a byte order mark, without which spreadsheets take it for another character set. */
void table_csv(const struct strings *rows, size_t n, FILE *out);

#endif
