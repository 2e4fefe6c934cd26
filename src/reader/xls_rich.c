#include "xls_rich.h"

#include <stdlib.h>
#include <string.h>

#include "look.h"

struct xls_font
xls_font(const struct xls_fonts *fonts, int index)
{
    int i = index - (index > 4);

    return i >= 0 && (size_t)i < fonts->n ? fonts->v[i] : (struct xls_font){0};
}

/* Past so many letters of UTF-16. */
static const char *
past(const char *utf8, size_t letters)
{
    while (letters > 0 && *utf8 != '\0') {
        unsigned char c = (unsigned char)*utf8;
        size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

        letters -= n == 4 && letters > 1 ? 2 : 1;
        utf8 += strnlen(utf8, n);
    }
    return utf8;
}

static void
run_add(struct buf *out, struct attachment *a, struct xls_font font, const char *run, size_t n)
{
    char *text, *unicode;

    if (n == 0 || !look_counts(font.look, buf_text(out), out->len, run, n, &a->flags))
        return;
    text = xstrndup(run, n);
    unicode = font.legacy != LEGACY_NONE ? legacy_convert(font.legacy, text) : NULL;
    if (unicode != NULL)
        flag_add(&a->flags, legacy_flags[font.legacy]);
    buf_adds(out, unicode != NULL ? unicode : text);
    free(unicode);
    free(text);
}

char *
xls_rich(const struct xls_fonts *fonts, struct xls_font cell, struct attachment *a,
         const char *text, const struct biff_runs *runs)
{
    const char *at = text;
    struct buf out = {0};
    struct xls_font font = cell;
    size_t from = 0;

    buf_adds(&out, "");
    for (size_t i = 0; i < runs->n; i++) {
        const char *end = runs->v[i].at > from ? past(at, runs->v[i].at - from) : at;

        run_add(&out, a, font, at, (size_t)(end - at));
        from = runs->v[i].at > from ? runs->v[i].at : from;
        font = xls_font(fonts, (int)runs->v[i].font);
        at = end;
    }
    run_add(&out, a, font, at, strlen(at));
    return buf_take(&out);
}
