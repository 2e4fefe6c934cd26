#include "rtf_field.h"

#include <string.h>

#include "base/limits.h"

#define NO_RESULT 25                    /* nobody has changed it */

enum { FIELD_CHECKBOX = 1, FIELD_CHOICE = 2 };

bool
rtf_field_word(struct rtf_field *f, const char *word, int value)
{
    if (strcmp(word, "fftype") == 0)
        f->type = value;
    else if (strcmp(word, "ffres") == 0)
        f->result = value;
    else if (strcmp(word, "ffdefres") == 0)
        f->otherwise = value;
    else if (strcmp(word, "ffl") == 0)
        f->in_entry = true;
    else
        return false;
    return true;
}

void
rtf_field_text(struct rtf_field *f, const char *utf8, size_t n)
{
    if (f->in_entry && f->entry.len < LIMIT_CELL_TEXT)
        buf_add(&f->entry, utf8, n);
}

void
rtf_field_entry_end(struct rtf_field *f)
{
    if (f->in_entry && f->entries.n < LIMIT_ENTRIES)
        strings_add(&f->entries, buf_text(&f->entry));
    buf_reset(&f->entry);
    f->in_entry = false;
}

char *
rtf_field_shown(const struct rtf_field *f)
{
    int chosen = f->result == NO_RESULT ? f->otherwise : f->result;

    if (f->type == FIELD_CHECKBOX)
        return xstrdup(chosen != 0 ? "☒" : "☐");
    if (f->type == FIELD_CHOICE && chosen >= 0 && (size_t)chosen < f->entries.n)
        return xstrdup(f->entries.v[chosen]);
    return NULL;
}

void
rtf_field_free(struct rtf_field *f)
{
    buf_free(&f->entry);
    strings_free(&f->entries);
    *f = (struct rtf_field){0};
}
