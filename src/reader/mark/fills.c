/* xl/styles.xml: each style that a marked cell has, once more with our fill
 * (ECMA-376-1, 18.8.10, 18.8.20). */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"
#include "book.h"

struct format {
    char *same; /* all but its fill: what two have in common that look alike otherwise */
    size_t fill, marked;        /* marked: its copy with our fill, counted from 1; 0: none */
};

struct fills {
    struct marked_book *book;
    char *part;
    struct tag fills, formats;  /* begin of the two lists */
    size_t fills_end, formats_end;
    size_t nfills, ours;        /* ours: our fill, counted from 1; 0: none yet */
    struct format *v;
    size_t n, had;
    struct buf more;            /* formats to add */
    struct buf own;             /* attributes of the one that is read */
    size_t own_fill, inner;     /* inner: where what it holds begins */
    const char *text;
    int prefix;
    bool in_fills, in_formats;
};

static void
format_begin(struct fills *s, const struct tag *t)
{
    buf_reset(&s->own);
    s->own_fill = 0;
    s->inner = t->end;
    for (const char **a = t->attributes; a[0] != NULL; a += 2) {
        char *value = xml_escaped(a[1]);

        if (strcmp(a[0], "fillId") == 0)
            s->own_fill = strtoul(a[1], NULL, 10);
        else if (strcmp(a[0], "applyFill") != 0)
            buf_addf(&s->own, " %s=\"%s\"", a[0], value);
        free(value);
    }
}

static void
on_start(void *arg, const struct tag *t)
{
    struct fills *s = arg;

    if (t->depth == 1)
        s->prefix = t->prefix;
    if (t->depth == 2) {
        s->in_fills = strcmp(t->name, "fills") == 0;
        s->in_formats = strcmp(t->name, "cellXfs") == 0;
        s->fills = s->in_fills ? *t : s->fills;
        s->formats = s->in_formats ? *t : s->formats;
    }
    if (s->in_fills && t->depth == 3)
        s->nfills++;
    if (s->in_fills && t->depth == 5 && strcmp(t->name, "fgColor") == 0)
        for (const char **a = t->attributes; a[0] != NULL; a += 2)
            if (strcmp(a[0], "rgb") == 0 && strcmp(a[1], MARK_COLOUR) == 0)
                s->ours = s->nfills;
    if (s->in_formats && t->depth == 3)
        format_begin(s, t);
}

static void
on_end(void *arg, const struct tag *t)
{
    struct fills *s = arg;

    if (s->in_formats && t->depth == 3) {
        struct format *f = ARRAY_MORE(s->v, s->n);
        size_t inner = t->at > s->inner ? t->at - s->inner : 0;

        f->fill = s->own_fill;
        f->same = xasprintf("%s>%.*s", buf_text(&s->own), (int)inner, s->text + s->inner);
    }
    if (t->depth == 2 && s->in_fills)
        s->fills_end = t->at;
    if (t->depth == 2 && s->in_formats)
        s->formats_end = t->at;
    if (t->depth == 2)
        s->in_fills = s->in_formats = false;
}

struct fills *
fills_read(struct marked_book *book, const char *part, char **why)
{
    const struct part *p = book_part(book, part, why);
    struct fills *s = xcalloc(1, sizeof *s);
    struct scan scan = { .start = on_start, .end = on_end, .arg = s };

    s->book = book;
    s->part = xstrdup(part);
    if (p != NULL) {
        scan.text = s->text = p->text;
        scan.n = p->n;
    }
    if (p == NULL || scan_run(&scan, why) != 0 ||
        (s->n == 0 && cause_set(why, "its styles are missing") != 0)) {
        fills_free(s);
        return NULL;
    }
    s->had = s->n;
    if (s->ours == 0)
        s->ours = s->nfills + 1;
    return s;
}

static bool
is_ours(const struct fills *s, size_t style)
{
    return style < s->n && s->v[style].fill + 1 == s->ours && s->ours <= s->nfills;
}

size_t
fills_plain(struct fills *s, size_t style)
{
    for (size_t i = 0; is_ours(s, style) && i < s->had; i++)
        if (!is_ours(s, i) && strcmp(s->v[i].same, s->v[style].same) == 0)
            return i;
    return style;
}

size_t
fills_marked(struct fills *s, size_t style)
{
    const char *inner;
    struct format *copy;
    size_t attributes;

    if (style >= s->had || is_ours(s, style))
        return style < s->had ? style : fills_marked(s, 0);
    if (s->v[style].marked > 0)
        return s->v[style].marked - 1;
    copy = ARRAY_MORE(s->v, s->n);
    s->v[style].marked = s->n;
    copy->fill = s->ours - 1;
    copy->same = xstrdup(s->v[style].same);
    /* a ">" within an attribute is written out, so the first one ends them */
    attributes = strcspn(copy->same, ">");
    inner = copy->same + attributes + 1;
    buf_addf(&s->more, "<%.*sxf%.*s fillId=\"%zu\" applyFill=\"1\">%s</%.*sxf>", s->prefix,
             s->text + s->formats.at + 1, (int)attributes, copy->same, copy->fill, inner,
             s->prefix, s->text + s->formats.at + 1);
    return s->n - 1;
}

int
fills_write(struct fills *s, char **why)
{
    const char *prefix = s->text + s->formats.at + 1;
    struct edits e = {0};
    int rc, n = s->prefix;

    if (s->n == s->had)
        return 0;
    if (s->fills.at == 0)
        return cause_set(why, "its list of fills is missing");
    if (s->ours > s->nfills) {
        edit_attribute(&e, s->text, &s->fills, "count", s->ours);
        edit_inside(&e, s->text, &s->fills, s->fills_end,
                    xasprintf("<%.*sfill><%.*spatternFill patternType=\"solid\"><%.*sfgColor "
                              "rgb=\"" MARK_COLOUR "\"/><%.*sbgColor indexed=\"64\"/>"
                              "</%.*spatternFill></%.*sfill>",
                              n, prefix, n, prefix, n, prefix, n, prefix, n, prefix, n, prefix));
    }
    edit_attribute(&e, s->text, &s->formats, "count", s->n);
    edit_inside(&e, s->text, &s->formats, s->formats_end, buf_take(&s->more));
    rc = book_edit(s->book, s->part, &e, why);
    edits_free(&e);
    return rc;
}

void
fills_free(struct fills *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n; i++)
        free(s->v[i].same);
    free(s->v);
    buf_free(&s->more);
    buf_free(&s->own);
    free(s->part);
    free(s);
}
