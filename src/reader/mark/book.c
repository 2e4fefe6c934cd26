/* The parts of a workbook: as they are in the package, or as they were changed. */
#include "book.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/problem.h"
#include "../zipbox.h"

static struct part *
changed(const struct marked_book *b, const char *name)
{
    for (size_t i = 0; i < b->nparts; i++)
        if (strcasecmp(b->parts[i].name, name) == 0)
            return &b->parts[i];
    return NULL;
}

bool
book_has(const struct marked_book *b, const char *name)
{
    return changed(b, name) != NULL || zipbox_find(b->box, name) != -1;
}

const struct part *
book_part(struct marked_book *b, const char *name, char **why)
{
    struct part *p = changed(b, name), read = {0};
    long member = zipbox_find(b->box, name);

    if (p != NULL)
        return p;
    if (member == -1) {
        cause_set(why, "a part of it is missing");
        return NULL;
    }
    if ((read.text = zipbox_read(b->box, (size_t)member, &read.n, why)) == NULL)
        return NULL;
    read.name = xstrdup(zipbox_name(b->box, (size_t)member, NULL));
    p = ARRAY_MORE(b->parts, b->nparts);
    *p = read;
    return p;
}

void
book_put(struct marked_book *b, const char *name, char *text, size_t n)
{
    struct part *p = changed(b, name);

    if (p == NULL) {
        p = ARRAY_MORE(b->parts, b->nparts);
        *p = (struct part){ .name = xstrdup(name), .fresh = true };
    }
    free(p->text);
    p->changed = true;
    p->text = text;
    p->n = n > 0 ? n : strlen(text);
}

int
book_edit(struct marked_book *b, const char *name, const struct edits *e, char **why)
{
    const struct part *p = book_part(b, name, why);
    size_t n = 0;
    char *text;

    if (p == NULL)
        return -1;
    text = edits_apply(p->text, p->n, e, &n);
    book_put(b, name, text, n);
    return 0;
}
