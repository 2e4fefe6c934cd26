/* Lines and their words. */
#include "core/language/lines.h"

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

void
lines_read(const char *text, size_t most, struct lines *out)
{
    size_t n = text != NULL ? strnlen(text, most) : 0;

    out->text = n > 0 ? parted(text, n + strcspn(text + n, "\n")) : xstrdup("");
    tokens_of(out->text, strlen(out->text), &out->words);
}

void
lines_lend(const struct lines *from, struct lines *out)
{
    const struct tokens *t = &from->words;

    out->text = xstrdup(from->text);
    out->words = (struct tokens){ .v = xcalloc(t->n + 1, sizeof *t->v), .n = t->n };
    for (size_t i = 0; i < t->n; i++) {
        out->words.v[i] = t->v[i];
        out->words.v[i].raw = out->text + (t->v[i].raw - from->text);
    }
}

void
lines_free(struct lines *l)
{
    free(l->text);
    tokens_free(&l->words);
    l->text = NULL;
}
