/* A spreadsheet of the office's own, as rows of texts. */
#ifndef DOCKETD_CTL_TABLE_H
#define DOCKETD_CTL_TABLE_H

#include "base/mem.h"

/* The first sheet of an XLSX, ODS, XLS or CSV file, read by docket-reader at `reader`. 0, or -1 and *cause. */
int table_read(const char *reader, const char *path, struct strings **rows, size_t *n, char **cause);
void table_free(struct strings *rows, size_t n);

#endif
