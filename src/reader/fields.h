/* Header fields as they stand in the bytes (RFC 5322, 2.2). */
#ifndef READER_FIELDS_H
#define READER_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct field {
    const char *name, *value;   /* into the bytes; the value may be folded */
    size_t name_len, value_len;
};

struct fields {
    struct field *v;
    size_t n;
    size_t end;                 /* offset of the body */
    bool too_many;              /* a limit was reached: the rest is not here */
    bool broken;                /* a line that is no field stands among them */
};

void fields_parse(struct fields *f, const char *bytes, size_t n);
void fields_free(struct fields *f);
bool field_is(const struct field *f, const char *name);
const struct field *fields_find(const struct fields *f, const char *name);     /* the topmost */
int fields_count(const struct fields *f, const char *name);

/* Groups in groups without end: GMime calls itself for each. */
bool field_is_deep(const struct field *f);

/* The value in one line of clean text: unfolded, RFC 2047 words decoded when
 * asked, raw 8-bit bytes converted and flagged. */
char *field_text(const struct field *f, bool decode, struct strings *flags);
char *words_decode(const char *bytes, size_t n, struct strings *flags);

/* A parameter of a structured field (RFC 2045, 2231, and RFC 2047 where mail
 * programs put it); NULL if there is none. *twice: it is there more than once. */
char *field_parameter(const char *value, size_t n, const char *name, bool *twice,
                      struct strings *flags);

#endif
