/* A content stream of a PDF, operator by operator. */
#ifndef READER_PDF_CONTENT_H
#define READER_PDF_CONTENT_H

#include <stddef.h>

#define OPERANDS_MOST 6         /* the longest operator's */

struct operands {               /* before an operator: the last of each kind */
    double v[OPERANDS_MOST];
    int n;
    char name[64];              /* with its slash */
    size_t text;                /* bytes of strings */
};

typedef void operator_seen(void *arg, const char *word, size_t n);
/* *o begins as {0} and is what run finds its operands in. */
void operators_read(const char *bytes, size_t n, struct operands *o, operator_seen *run, void *arg);

#endif
