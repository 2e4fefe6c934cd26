/* A content stream of a PDF, operator by operator. */
#ifndef READER_PDF_CONTENT_H
#define READER_PDF_CONTENT_H

#include <stddef.h>

#define OPERANDS_MOST 6         /* the longest operator's */
#define STRING_MOST 4096        /* bytes of an operator's strings that are kept */

struct operands {               /* before an operator: the last of each kind */
    double v[OPERANDS_MOST];
    int n;
    char name[64];              /* with its slash */
    double sum;                 /* of all numbers */
    size_t text;                /* bytes of strings, and the first of them */
    unsigned char string[STRING_MOST];
};

typedef void operator_seen(void *arg, const char *word, size_t n);
/* *o begins empty and is what run finds its operands in. */
void operators_read(const char *bytes, size_t n, struct operands *o, operator_seen *run, void *arg);

#endif
