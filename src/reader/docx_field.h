/* A form field of a DOCX, as Word made them before content controls. */
#ifndef READER_DOCX_FIELD_H
#define READER_DOCX_FIELD_H

#include <stddef.h>
#include <stdbool.h>

#include "base/mem.h"

/* A form field from before content controls (ECMA-376-1, 17.16.17). */
struct old_field {
    enum { OLD_NONE, OLD_TEXT, OLD_CHECKBOX, OLD_CHOICE } kind;
    char *name;
    int chosen;                 /* of the entries; of a checkbox: 1 ticked */
    struct strings entries;
    size_t from;
    int level;                  /* in which buffer of the document */
    bool result;                /* its result is being read */
};

/* One element of its properties; value: its "val" or NULL. */
void docx_field_property(struct old_field *, const char *name, const char *value);
void docx_field_clear(struct old_field *);

#endif
