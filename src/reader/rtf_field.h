/* A form field of RTF: its tick or choice stands only in its description. */
#ifndef READER_RTF_FIELD_H
#define READER_RTF_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

struct rtf_field {
    int type, result, otherwise;        /* type: 1 checkbox, 2 choice */
    bool in_entry;
    struct buf entry;
    struct strings entries;
};

bool rtf_field_word(struct rtf_field *, const char *word, int value);  /* true: it was one of a field's */
void rtf_field_text(struct rtf_field *, const char *utf8, size_t n);
void rtf_field_entry_end(struct rtf_field *);
char *rtf_field_shown(const struct rtf_field *);        /* what a page shows; NULL: its text stands in the document */
void rtf_field_free(struct rtf_field *);

#endif
