/* A list without rules whose rows are numbered under "STT" or "TT": the head and
 * the numbers say where it stands, and what no word crosses parts its columns. A
 * line that begins among the numbers and is none of them is a title or a total. */
#include "pdf_list.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"

#define WORDS_MOST 2000         /* of a page: with more no list is looked for */
#define APART_MOST 20.0         /* of the height, between two numbers */
#define NUMBERS_WIDE 3.0        /* of the height: they may stand so far behind their head */
#define TIGHT 0.35              /* between two lines of one cell */
#define GAP_MOST 0.9            /* or, in a text set wide, ... */
#define TELLS 0.12              /* ... a little more than elsewhere in the list */
#define LINES_MOST 8            /* of the head above "STT", and of the last row below its number */

static int
by_height(const void *a, const void *b)
{
    double x = box_middle((*(const struct word *const *)a)->at),
        y = box_middle((*(const struct word *const *)b)->at);

    return (x > y) - (x < y);
}

static bool
word_is(const struct list *l, const struct word *w, const char *text)
{
    return w->len == strlen(text) && strncasecmp(l->letters + w->start, text, w->len) == 0;
}

/* "7", "07", "7.": 7; else 0. */
static int
number_of(const struct list *l, const struct word *w)
{
    const char *text = l->letters + w->start;
    size_t n = 0;
    int number = 0;

    for (; n < w->len && n < 4 && isdigit((unsigned char)text[n]); n++)
        number = number * 10 + text[n] - '0';
    return n == 4 || (w->len > n && (w->len > n + 1 || strchr(".)", text[n]) == NULL)) ? 0 : number;
}

/* ---- where it stands ---------------------------------------------------------------------- */

static bool
is_first(const struct list *l, const struct word *w)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->words[i] != w && l->words[i]->at.x2 <= w->at.x1 + 1 &&
            box_beside(l->words[i]->at, w->at))
            return false;
    return true;
}

static void
row_add(struct list *l, const struct word *w)
{
    *ARRAY_MORE(l->rows, l->nrows) = (struct list_row){
        .y = box_middle(w->at), .top = w->at.y1, .bottom = w->at.y2, .number = w,
    };
}

/* The numbers below the head, one up each. Numbers of columns may stand before them. */
static void
numbers_find(struct list *l, const struct word *head)
{
    double right = head->at.x2 + NUMBERS_WIDE * l->tall;
    int last = 0, number;

    for (size_t i = 0; i < l->n; i++)
        if (l->words[i]->at.x1 > head->at.x2 && box_beside(l->words[i]->at, head->at))
            right = fmin(right, l->words[i]->at.x1);
    l->nrows = 0;
    row_add(l, head);
    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = l->words[i];

        if (box_middle(w->at) < head->at.y2 || (number = number_of(l, w)) == 0 ||
            w->at.x2 < head->at.x1 - l->tall ||
            w->at.x2 > right || !is_first(l, w))
            continue;
        if (number == 1 && last == 1 && l->nrows == 2)
            l->nrows = 1;
        else if (last > 0 && number != last + 1)
            break;
        if (box_middle(w->at) - l->rows[l->nrows - 1].y > APART_MOST * l->tall)
            break;
        row_add(l, w);
        last = number;
    }
}

/* All between the head and the last number, but lines that begin among the numbers. */
static void
words_use(struct list *l)
{
    double edge = list_edge(l) + RIVER_LEAST * l->tall;

    l->top = l->rows[0].top;
    l->bottom = l->rows[l->nrows - 1].bottom;
    for (size_t i = 0; i < l->n; i++)
        l->used[i] = box_middle(l->words[i]->at) > l->top &&
            box_middle(l->words[i]->at) < l->bottom;
    for (size_t i = 0; i < l->n; i++)
        if (l->used[i] && l->words[i]->at.x1 < edge && !list_number(l, l->words[i]) &&
            !box_beside(l->words[i]->at, l->rows[0].number->at))         /* "Số TT" */
            for (size_t k = 0; k < l->n; k++)
                l->used[k] = l->used[k] &&
                    (list_number(l, l->words[k]) || !box_beside(l->words[i]->at, l->words[k]->at));
}

/* ---- above its first line and below its last ------------------------------------------------------ */

/* What of these words stands in the strip on this line. */
static struct box
part_of(const struct list *l, size_t s, struct box line, bool used)
{
    struct box at = {0};

    for (size_t i = 0; i < l->n; i++)
        if (l->used[i] == used && list_strip(l, l->words[i]) == s &&
            box_beside(l->words[i]->at, line)) {
            at = at.x2 > 0 ? at : l->words[i]->at;
            box_grow(&at, l->words[i]->at);
        }
    return at;
}

/* The nearest line of the list in this strip. */
static struct box
next_to(const struct list *l, size_t s, struct box line)
{
    const struct word *near = NULL;

    for (size_t i = 0; i < l->n; i++)
        if (l->used[i] && list_strip(l, l->words[i]) == s &&
            (near == NULL ||
             fabs(box_middle(l->words[i]->at) - box_middle(line)) < fabs(box_middle(near->at) - box_middle(line))))
            near = l->words[i];
    return near != NULL ? part_of(l, s, near->at, true) : (struct box){0};
}

static bool
same_side(struct box a, struct box b)
{
    return fabs(a.x1 - b.x1) < SIDE_SAME || fabs(a.x2 - b.x2) < SIDE_SAME ||
           fabs(a.x1 + a.x2 - b.x1 - b.x2) < 2 * SIDE_SAME;
}

/* Each of its words stands in one column, set as the next line there. */
static bool
line_fits(const struct list *l, struct box line)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = l->words[i];
        size_t s = list_strip(l, w);

        if (l->used[i] || !box_beside(w->at, line))
            continue;
        if ((s == 0 && box_middle(line) > l->rows[0].y) ||
            (s > 0 && w->at.x1 <= l->strips[s - 1].to) ||
            (s + 1 < l->nstrips && w->at.x2 >= l->strips[s + 1].from) ||
                !same_side(part_of(l, s, line, false), next_to(l, s, line)))
            return false;
    }
    return true;
}

static const struct word *
word_next(const struct list *l, bool up)
{
    const struct word *next = NULL;

    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = l->words[i];
        bool there = up ? box_middle(w->at) < l->top + l->tall / 2
            : box_middle(w->at) > l->bottom - l->tall / 2;

        if (!l->used[i] && there &&
            (next == NULL || (box_middle(w->at) > box_middle(next->at)) == up))
            next = w;
    }
    return next;
}

/* How far the next line of a cell may be: as in the list, where it has such. */
static double
gap_most(const struct list *l)
{
    double least = GAP_MOST * l->tall;

    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->n && l->used[i] && l->words[i]->at.y1 > l->rows[1].y; k++) {
            double gap = l->words[k]->at.y1 - l->words[i]->at.y2;
            if (l->used[k] && gap > -TIGHT * l->tall &&
                list_strip(l, l->words[i]) == list_strip(l, l->words[k]))
                least = fmin(least, gap);
        }
    return fmax(least + TELLS * l->tall, TIGHT * l->tall);
}

static void
line_use(struct list *l, struct box line)
{
    for (size_t i = 0; i < l->n; i++) {
        struct strip *s = &l->strips[list_strip(l, l->words[i])];

        if (l->used[i] || !box_beside(l->words[i]->at, line))
            continue;
        l->used[i] = true;
        s->from = fmin(s->from, l->words[i]->at.x1);
        s->to = fmax(s->to, l->words[i]->at.x2);
    }
    list_bound(l);
}

static void
list_extend(struct list *l, bool up)
{
    double most = gap_most(l);


    for (int lines = 0; lines < LINES_MOST; lines++) {
        const struct word *w = word_next(l, up);
        struct box line;

        if (w == NULL || (up ? l->top - w->at.y2 : w->at.y1 - l->bottom) > most)
            return;
        line = w->at;
        if (!line_fits(l, line))
            return;
        line_use(l, line);
        l->top = fmin(l->top, line.y1);
        l->bottom = fmax(l->bottom, line.y2);
    }
}

/* ---- the lines of its columns ------------------------------------------------------------------------ */

static void
strips_fill(struct list *l)
{
    const struct word **words = xcalloc(l->n + 1, sizeof *words);

    for (size_t s = 1; s < l->nstrips; s++) {
        struct lines lines;
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
            if (l->used[i] && list_strip(l, l->words[i]) == s)
                words[n++] = l->words[i];
        lines_make(words, n, l->letters, false, &lines);
        for (size_t i = 0; i < lines.n; i++) {
            struct list_line *line = ARRAY_MORE(l->strips[s].v, l->strips[s].n);
            line->at = lines.v[i].at;
            line->lead = lines.v[i].v[0].lead;
            buf_adds(&line->text, buf_text(&lines.v[i].v[0].text));
        }
        lines_free(&lines);
    }
    free(words);
}

static void
list_clear(struct list *l)
{
    for (size_t s = 0; s < l->nstrips; s++) {
        for (size_t i = 0; i < l->strips[s].n; i++)
            buf_free(&l->strips[s].v[i].text);
        free(l->strips[s].v);
    }
    free(l->strips);
    l->strips = NULL;
    l->nstrips = 0;
}

/* ---- what goes out --------------------------------------------------------------------------------------- */

static struct piece *
piece_add(struct line *row, size_t column, const char *text, size_t n)
{
    struct piece *p = ARRAY_MORE(row->v, row->n);

    *p = (struct piece){ .at = row->at, .column = column, .over = 1 };
    buf_add(&p->text, text, n);
    return p;
}

/* "12/QĐ-" and "UBND" is one word. */
static void
text_join(struct piece *p, const struct buf *text)
{
    const char *before = buf_text(&p->text);
    bool one = p->text.len > 1 && before[p->text.len - 1] == '-' && before[p->text.len - 2] != ' ';

    buf_addf(&p->text, "%s%s", one ? "" : " ", buf_text(text));
}

static void
row_write(const struct list *l, size_t r, struct lines *out)
{
    struct line *row = ARRAY_MORE(out->v, out->n);
    const struct list_row *from = &l->rows[r];
    struct piece *p;

    row->at = (struct box){ from->number->at.x1, from->top, from->number->at.x2, from->bottom };
    p = piece_add(row, 0, l->letters + from->number->start, from->number->len);
    for (size_t s = 1; s < l->nstrips; s++) {
        struct piece *cell = from->blurred ? p : NULL;

        for (size_t i = 0; i < l->strips[s].n; i++) {
            const struct list_line *line = &l->strips[s].v[i];

            if (r < line->first || r > line->last)
                continue;
            if (cell != NULL)
                text_join(cell, &line->text);
            else
                cell = piece_add(row, s, buf_text(&line->text), line->text.len);
        }
    }
}

/* Those of the list go behind the others. */
static size_t
words_part(struct list *l, const struct word **words)
{
    const struct word **sorted = xcalloc(l->n + 1, sizeof *sorted);
    size_t left = 0, taken = l->n;

    for (size_t i = 0; i < l->n; i++)
        sorted[l->used[i] ? --taken : left++] = l->words[i];
    memcpy(words, sorted, l->n * sizeof *words);
    free(sorted);
    return left;
}

static bool
list_at(struct list *l, const struct word *head)
{
    l->tall = fmax(head->at.y2 - head->at.y1, 1);
    numbers_find(l, head);
    if (l->nrows < 2)
        return false;
    words_use(l);
    list_columns(l);
    if (l->nstrips < 3)
        return false;
    list_extend(l, true);
    list_extend(l, false);
    if (!list_headed(l))
        return false;
    list_blur(l);
    strips_fill(l);
    return list_rows(l);
}

size_t
list_take(const struct word **words, size_t n, const char *letters, struct lines *out)
{
    struct list l = { .words = words, .n = n, .letters = letters,
        .used = xcalloc(n + 1, sizeof *l.used) };
    size_t left = n;

    if (n > 1 && n <= WORDS_MOST)
        qsort(words, n, sizeof *words, by_height);
    for (size_t i = 0; i < n && n <= WORDS_MOST && left == n; i++) {
        if ((word_is(&l, words[i], "STT") || word_is(&l, words[i], "TT")) &&
            list_at(&l, words[i])) {
            for (size_t r = 0; r < l.nrows; r++)
                row_write(&l, r, out);
            left = words_part(&l, words);
        }
        list_clear(&l);
    }
    free(l.rows);
    free(l.used);
    return left;
}
