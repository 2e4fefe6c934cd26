/* Lines and their words. */
#include "core/language/passage.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

static char *
parted(const char *text, size_t n)
{
    const char *stop = text + n;
    struct buf b = {0};

    buf_room(&b, n);
    while (text < stop) {
        size_t len = strcspn(text, "\n");

        buf_add(&b, text, len);
        text += len;
        if (text++ < stop)
            buf_add(&b, " \n ", 3);
    }
    return buf_take(&b);
}

/* From the last word to the first, so that the first of a chain stands first. */
static void
index_make(struct passage *p)
{
    const size_t n = p->words.n;

    if (n >= INDEX_END)
        return;
    p->index = xcalloc(INDEX_HEADS + n, sizeof *p->index);
    memset(p->index, 0xFF, INDEX_HEADS * sizeof *p->index);
    for (size_t i = n; i-- > 0;) {
        uint16_t *head = &p->index[p->words.v[i].hash % INDEX_HEADS];

        p->index[INDEX_HEADS + i] = *head;
        *head = (uint16_t)i;
    }
    p->words.index = p->index;
}

void
passage_read(const char *text, size_t most, struct passage *out)
{
    size_t n = text != NULL ? strnlen(text, most) : 0;

    out->text = n > 0 ? parted(text, n + strcspn(text + n, "\n")) : xstrdup("");
    tokens_of(out->text, strlen(out->text), &out->words);
    out->index = NULL;
    index_make(out);
}

void
passage_lend(const struct passage *from, struct passage *out)
{
    const struct tokens *t = &from->words;

    *out = (struct passage){ .text = xstrdup(from->text) };
    out->words = (struct tokens){ .v = xcalloc(t->n + 1, sizeof *t->v), .n = t->n, .index = t->index };
    for (size_t i = 0; i < t->n; i++) {
        out->words.v[i] = t->v[i];
        out->words.v[i].raw = out->text + (t->v[i].raw - from->text);
    }
}

void
passage_free(struct passage *p)
{
    free(p->text);
    free(p->index);
    tokens_free(&p->words);
    *p = (struct passage){0};
}
