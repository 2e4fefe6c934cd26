/* The letters of a page, and which of them are struck out or not to be seen. Lines that strike
 * them out or stand under them rule no table. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "look.h"
#include "pdf_draw.h"
#include "pdf_library.h"

/* Parts of a letter's height, from its top: a line between these goes through it; further down it
 * stands under it, further up over it. */
#define THROUGH_FROM 0.33
#define THROUGH_TO   0.68
#define UNDER_TO     1.15
#define THICK        0.25       /* a line through letters is no thicker */
#define LINES_MOST   2          /* more are a pattern behind them */
#define APART        0.3        /* points between two lines */
#define BLANK        4.0        /* points: what is underlined may end with one */
#define TOUCH        1.5        /* points: a line that ends so near another meets it */
#define STEPS_MOST   20000000   /* pairs that are looked at on one page */

struct strike {
    struct box at;
    size_t rule;
    bool asked, table, used;
    double from, to;            /* of the letters over it; to: 0: none */
};
struct strikes { struct strike *v; size_t n, steps; };

/* ---- not to be seen --------------------------------------------------------------------- */

static void
letters_hide(struct letters *l, struct drawn *d)
{
    if (l->n > 0 && d->nveils > STEPS_MOST / l->n) {
        d->unplaced = true;
        return;
    }
    for (size_t i = 0; i < l->n; i++) {
        const struct box *at = &l->v[i].at;
        double x = (at->x1 + at->x2) / 2, y = (at->y1 + at->y2) / 2;

        for (size_t k = 0; k < d->nveils && l->v[i].look == 0; k++)
            l->v[i].look = box_holds(&d->veils[k], x, y) ? LOOK_HIDDEN : 0;
    }
}

/* ---- struck out ------------------------------------------------------------------------- */

static double
middle(const struct strike *s)
{
    return (s->at.y1 + s->at.y2) / 2;
}

static int
by_height(const void *a, const void *b)
{
    double x = middle(a), y = middle(b);

    return (x > y) - (x < y);
}

static void
strikes_collect(const struct drawn *d, struct strikes *out)
{
    for (size_t i = 0; i < d->nrules; i++) {
        struct box b = d->rules[i];

        if (b.y2 - b.y1 <= THIN && b.x2 - b.x1 > b.y2 - b.y1)
            *ARRAY_MORE(out->v, out->n) = (struct strike){ .at = b, .rule = i };
    }
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_height);
}

/* It ends at standing rules: a line of the table that letters stand over, or one that a hand drew
 * through a whole cell. */
static bool
is_tables(const struct drawn *d, struct strikes *all, struct strike *s)
{
    bool left = false, right = false;
    double y = middle(s);

    if (s->asked)
        return s->table;
    s->asked = true;
    for (size_t i = 0; i < d->nrules && all->steps < STEPS_MOST; i++, all->steps++) {
        const struct box *b = &d->rules[i];

        if (b->y2 - b->y1 <= b->x2 - b->x1 || y < b->y1 - TOUCH || y > b->y2 + TOUCH)
            continue;
        left |= fabs((b->x1 + b->x2) / 2 - s->at.x1) <= TOUCH;
        right |= fabs((b->x1 + b->x2) / 2 - s->at.x2) <= TOUCH;
    }
    return s->table = left && right;
}

static size_t
strike_first(const struct strikes *all, double y)
{
    size_t from = 0, to = all->n;

    while (from < to) {
        size_t between = from + (to - from) / 2;

        if (middle(&all->v[between]) < y)
            from = between + 1;
        else
            to = between;
    }
    return from;
}

static void
stand_over(struct strike *s, const struct letter *l)
{
    s->from = s->to == 0 ? l->at.x1 : fmin(s->from, l->at.x1);
    s->to = fmax(s->to, l->at.x2);
}

static void
letter_strike(const struct drawn *d, struct strikes *all, struct letter *l, bool digit)
{
    double tall = l->at.y2 - l->at.y1, x = (l->at.x1 + l->at.x2) / 2, last = -HUGE_VAL;
    struct strike *found[LINES_MOST];
    size_t lines = 0;

    for (size_t i = strike_first(all, l->at.y1 + THROUGH_FROM * tall);
         i < all->n && middle(&all->v[i]) <= l->at.y1 + UNDER_TO * tall && all->steps < STEPS_MOST;
         i++, all->steps++) {
        struct strike *s = &all->v[i];

        if (x < s->at.x1 || x > s->at.x2)
            continue;
        if (middle(s) > l->at.y1 + THROUGH_TO * tall) {
            stand_over(s, l);
            continue;
        }
        if (s->at.y2 - s->at.y1 > THICK * tall || middle(s) - last < APART ||
            (!digit && is_tables(d, all, s)))
            continue;
        if (lines == LINES_MOST)
            return;
        found[lines++] = s;
        last = middle(s);
    }
    for (size_t i = 0; i < lines; i++)
        found[i]->used = true;
    if (lines > 0)
        l->look |= LOOK_STRUCK;
}

/* It begins and ends with the letters over it. */
static bool
underlines(const struct strike *s)
{
    return s->to > 0 && fabs(s->from - s->at.x1) <= TOUCH && s->at.x2 - s->to <= BLANK &&
           s->to - s->at.x2 <= TOUCH;
}

static void
strikes_drop(struct drawn *d, struct strikes *all)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        if ((all->v[i].used || underlines(&all->v[i])) && !is_tables(d, all, &all->v[i]))
            d->rules[all->v[i].rule].x1 = HUGE_VAL;
    }
    for (size_t i = 0; i < d->nrules; i++) {
        if (d->rules[i].x1 < HUGE_VAL)
            d->rules[n++] = d->rules[i];
    }
    d->nrules = n;
}

static void
letters_strike(struct letters *l, struct drawn *d)
{
    struct strikes all = {0};

    strikes_collect(d, &all);
    for (size_t i = 0; i < l->n && all.n > 0; i++) {
        char c = l->text[l->v[i].start];

        letter_strike(d, &all, &l->v[i], c >= '0' && c <= '9');
    }
    strikes_drop(d, &all);
    free(all.v);
}

/* ---- a page ----------------------------------------------------------------------------- */

static size_t
letter_length(const char *s)
{
    unsigned char c = (unsigned char)*s;
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

    return strnlen(s, n);
}

bool
page_letters(PopplerPage *page, struct drawn *d, struct letters *out)
{
    char *text = pdf.poppler_page_get_text(page);
    PopplerRectangle *places = NULL;
    guint n = 0, i = 0;
    bool gap = true;

    *out = (struct letters){ .text = text };
    if (text == NULL || !pdf.poppler_page_get_text_layout(page, &places, &n))
        n = 0;
    for (const char *p = text; i < n && *p != '\0' && i < LIMIT_GLYPHS; i++) {
        size_t len = letter_length(p);

        if (*p == ' ' || *p == '\n' || *p == '\t') {
            gap = true;
        } else {
            *ARRAY_MORE(out->v, out->n) = (struct letter){
                .at = { places[i].x1, places[i].y1, places[i].x2, places[i].y2 },
                .start = (size_t)(p - text), .len = len, .gap = gap };
            gap = false;
        }
        p += len;
    }
    g_free(places);
    letters_hide(out, d);
    letters_strike(out, d);
    return i < LIMIT_GLYPHS;
}

void
page_letters_free(struct letters *l)
{
    free(l->v);
    g_free(l->text);
    *l = (struct letters){0};
}
