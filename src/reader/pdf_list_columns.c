/* The columns of a numbered list: what no word crosses parts them. Words that run from
 * one into the next, or stand over others, make their rows unreadable. */
#include "pdf_list.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#define RIVER_SURE 0.6          /* a blank between words is narrower */
#define BLANK 0.25              /* a gap between columns is wider, ... */
#define BLANK_MOST 0.4          /* ... or as wide as this where nothing else speaks for one text */
#define OVER 0.25               /* of the height: words that share more stand over one another */

bool
list_number(const struct list *l, const struct word *w)
{
    for (size_t r = 0; r < l->nrows; r++)
        if (l->rows[r].number == w)
            return true;
    return false;
}

double
list_edge(const struct list *l)
{
    double edge = 0;

    for (size_t r = 0; r < l->nrows; r++)
        edge = fmax(edge, l->rows[r].number->at.x2);
    return edge;
}

size_t
list_strip(const struct list *l, const struct word *w)
{
    double x = (w->at.x1 + w->at.x2) / 2;
    size_t s = 0;

    while (s + 1 < l->nstrips && x > l->strips[s].x2)
        s++;
    return s;
}

static int
by_side(const void *a, const void *b)
{
    double x = (*(const struct word *const *)a)->at.x1, y = (*(const struct word *const *)b)->at.x1;

    return (x > y) - (x < y);
}

static void
strip_split(struct list *l, size_t s, double x)
{
    ARRAY_MORE(l->strips, l->nstrips);
    memmove(l->strips + s + 1, l->strips + s, (l->nstrips - 1 - s) * sizeof *l->strips);
    l->strips[s].x2 = l->strips[s].to = l->strips[s + 1].x1 = l->strips[s + 1].from = x;
}

void
list_bound(struct list *l)
{
    l->strips[0].x1 = -INFINITY;
    for (size_t s = 1; s < l->nstrips; s++)
        l->strips[s - 1].x2 = l->strips[s].x1 = (l->strips[s - 1].to + l->strips[s].from) / 2;
    l->strips[l->nstrips - 1].x2 = INFINITY;
}

/* The nearest word at the right of this one, on its line. */
static const struct word *
word_right(const struct list *l, const struct word *w)
{
    const struct word *next = NULL;

    for (size_t i = 0; i < l->n; i++) {
        const struct word *right = l->words[i];
        if (l->used[i] && right != w && right->at.x1 > w->at.x1 && box_beside(w->at, right->at) &&
            (next == NULL || right->at.x1 < next->at.x1))
            next = right;
    }
    return next;
}

/* Of the lines that have words of both columns none parts them by more than a blank. */
static bool
are_one(const struct list *l, const struct strip *left, const struct strip *right)
{
    bool any = false;

    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = l->words[i], *next;

        if (!l->used[i] || list_number(l, w) || w->at.x1 < left->from || w->at.x2 > left->to ||
            (next = word_right(l, w)) == NULL || next->at.x1 < right->from ||
                next->at.x2 > right->to)
            continue;
        if (next->at.x1 - w->at.x2 > RIVER_SURE * l->tall)
            return false;
        any = true;
    }
    return any;
}

static bool
fills(const struct list *l, const struct strip *s, bool head)
{
    double below = (l->rows[0].y + l->rows[1].y) / 2;

    for (size_t i = 0; i < l->n; i++)
        if (l->used[i] && !list_number(l, l->words[i]) &&
            (box_middle(l->words[i]->at) < below) == head &&
            l->words[i]->at.x1 >= s->from && l->words[i]->at.x2 <= s->to)
            return true;
    return false;
}

/* Figures set to the right of their head, or a head in the middle above short words. */
static bool
complete(const struct list *l, const struct strip *left, const struct strip *right)
{
    bool head = fills(l, left, true);

    return head != fills(l, right, true) && !fills(l, left, !head) && !fills(l, right, head);
}

static bool
is_bare_head(const struct list *l, size_t s)
{
    return s > 0 && s < l->nstrips && !fills(l, &l->strips[s], false);
}

/* Words without a head of their own, and heads without words at both sides: whose they
 * are nothing tells. */
static bool
between_heads(const struct list *l, size_t left, size_t right)
{
    bool first = !fills(l, &l->strips[left], true), second = !fills(l, &l->strips[right], true);

    return (first && is_bare_head(l, left - 1) && is_bare_head(l, right)) ||
           (second && is_bare_head(l, left) && is_bare_head(l, right + 1));
}

bool
list_headed(const struct list *l)
{
    for (size_t s = 1; s < l->nstrips; s++)
        if (!fills(l, &l->strips[s], true))
            return false;
    return true;
}

/* What no word crosses; a blank that all lines have at one place is none. */
static void
rivers_find(struct list *l, const struct word **words, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct strip *last = l->nstrips > 0 ? &l->strips[l->nstrips - 1] : NULL;
        if (last == NULL || words[i]->at.x1 - last->to > RIVER_LEAST * l->tall)
            *ARRAY_MORE(l->strips, l->nstrips) =
                (struct strip){ .from = words[i]->at.x1, .to = words[i]->at.x2 };
        else
            last->to = fmax(last->to, words[i]->at.x2);
    }
    for (size_t i = 1; i < l->nstrips; i++) {
        if (kept > 0 && !between_heads(l, kept, i) &&
            (are_one(l, &l->strips[kept], &l->strips[i]) ||
             complete(l, &l->strips[kept], &l->strips[i])))
            l->strips[kept].to = l->strips[i].to;
        else
            l->strips[++kept] = l->strips[i];
    }
    l->nstrips = l->nstrips > 0 ? kept + 1 : 0;
}

static void
strips_find(struct list *l)
{
    const struct word **words = xcalloc(l->n + 1, sizeof *words);
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++)
        if (l->used[i] && !list_number(l, l->words[i]))
            words[n++] = l->words[i];
    if (n > 1)
        qsort(words, n, sizeof *words, by_side);
    *ARRAY_MORE(l->strips, l->nstrips) = (struct strip){ .to = list_edge(l) };
    rivers_find(l, words, n);
    list_bound(l);
    free(words);
}

/* ---- words that are cut, or stand over others -------------------------------------------------- */

/* The rows whose numbers stand so near: `reach` more than the one above it and the one below. */
static void
blur_at(struct list *l, struct box at, size_t reach)
{
    size_t above = 0, below = l->nrows;

    for (size_t r = 0; r < l->nrows; r++) {
        above = l->rows[r].y <= box_middle(at) + NEAR * l->tall ? r : above;
        below = l->rows[r].y >= box_middle(at) - NEAR * l->tall && r < below ? r : below;
    }
    for (size_t r = 1; r < l->nrows; r++)
        l->rows[r].blurred = l->rows[r].blurred || (r + reach >= above && r <= below + reach);
}

/* It stands farther to the left than the head of its column. */
static bool
before_head(const struct list *l, const struct word *w)
{
    double head = INFINITY;

    for (size_t i = 0; i < l->n; i++)
        if (l->used[i] && box_middle(l->words[i]->at) < (l->rows[0].y + l->rows[1].y) / 2 &&
            list_strip(l, l->words[i]) == list_strip(l, w))
            head = fmin(head, l->words[i]->at.x1);
    return w->at.x1 < head - SIDE_SAME;
}

/* Words end where the next column's begin: they were cut there, or are one text that a
 * gap parts by chance. */
static bool
is_cut(const struct list *l, const struct word *w, const struct word *next)
{
    double gap = next->at.x1 - w->at.x2;

    return gap >= 0 && gap < BLANK_MOST * l->tall && list_strip(l, w) > 0 &&
        list_strip(l, next) > list_strip(l, w) &&
           box_beside(w->at, next->at) && !isdigit((unsigned char)l->letters[w->start]) &&
           (gap < BLANK * l->tall || before_head(l, next));
}

void
list_blur(struct list *l)
{
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->n && l->used[i]; k++) {
            struct box a = l->words[i]->at, b = l->words[k]->at;

            if (k != i && l->used[k] && fmin(a.x2, b.x2) - fmax(a.x1, b.x1) > OVER * l->tall &&
                fmin(a.y2, b.y2) - fmax(a.y1, b.y1) > OVER * l->tall)
                blur_at(l, a, 1);       /* of which row it is nobody knows */
            else if (l->used[k] && is_cut(l, l->words[i], l->words[k]))
                blur_at(l, a, 0);
        }
}

static size_t
crossing(struct list *l, double x, bool blur)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++) {
        if (!l->used[i] || l->words[i]->at.x1 >= x - 0.5 || l->words[i]->at.x2 <= x + 0.5)
            continue;
        if (blur)
            blur_at(l, l->words[i]->at, 0);
        n++;
    }
    return n;
}

/* Two heads over one column: words of some rows run from one into the other, and were cut there. */
static void
strips_part(struct list *l)
{
    const struct word *head = l->rows[0].number;

    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = l->words[i], *left = NULL;
        double x = w->at.x1 - 0.6;

        if (!l->used[i] || w == head || !box_beside(w->at, head->at))
            continue;
        for (size_t k = 0; k < l->n; k++)
            if (l->used[k] && box_beside(l->words[k]->at, head->at) &&
                l->words[k]->at.x1 < w->at.x1 &&
                (left == NULL || l->words[k]->at.x1 > left->at.x1))
                left = l->words[k];
        if (left == NULL || list_strip(l, left) != list_strip(l, w) ||
            w->at.x1 - left->at.x2 < RIVER_SURE * l->tall ||
            crossing(l, x, false) >= l->nrows)
            continue;
        crossing(l, x, true);
        strip_split(l, list_strip(l, w), x);
    }
}

void
list_columns(struct list *l)
{
    strips_find(l);
    if (l->nstrips > 1)
        strips_part(l);
}
