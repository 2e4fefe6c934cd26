/* The defined names of our own forms, by sheet. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "labels_private.h"

static int
name_order(const void *a, const void *b)
{
    const struct name *x = *(const struct name *const *)a, *y = *(const struct name *const *)b;
    int order = strcmp(x->sheet, y->sheet);

    return order != 0 ? order : strcasecmp(x->name, y->name);
}

static bool
ours(const struct name *n)
{
    return n->name != NULL && n->sheet != NULL &&
           (strncasecmp(n->name, "d_", 2) == 0 || strncasecmp(n->name, "t_", 2) == 0);
}

void
names_sort(struct search *s)
{
    free(s->names);
    s->names = xcalloc(s->file->nnames + 1, sizeof *s->names);
    s->nnames = 0;
    for (size_t i = 0; i < s->file->nnames; i++)
        if (ours(&s->file->names[i]))
            s->names[s->nnames++] = &s->file->names[i];
    qsort(s->names, s->nnames, sizeof *s->names, name_order);
}

const struct name *
name_find(const struct search *s, const struct sheet *sheet, char kind, const char *name)
{
    char full[256];
    struct name key = { .name = full, .sheet = sheet->name };
    const struct name *at = &key;
    const struct name *const *hit;

    if (sheet->name == NULL || strlen(name) + 3 > sizeof full)
        return NULL;
    full[0] = kind;
    full[1] = '_';
    stpcpy(full + 2, name);
    hit = bsearch(&at, s->names, s->nnames, sizeof *s->names, name_order);
    return hit != NULL ? *hit : NULL;
}

bool
named_here(const struct search *s, char kind, const char *name)
{
    return s->here != NULL && name_find(s, s->here, kind, name) != NULL;
}

bool
named_all(const struct search *s)
{
    for (size_t i = 0; i < s->form->nsections; i++) {
        const struct section *section = &s->form->sections[i];

        for (size_t f = 0; f < section->nfields; f++)
            if (!named_here(s, 'd', section->fields[f].name))
                return false;
        for (size_t t = 0; t < section->ntables; t++)
            if (!named_here(s, 't', section->tables[t].name))
                return false;
    }
    return true;
}
