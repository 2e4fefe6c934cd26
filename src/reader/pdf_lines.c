#include "pdf_lines.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define COLUMN_SURE 1.0         /* of the height: a gap that parts columns */
#define COLUMN_LEAST 0.5        /* one that does if the other gaps of its line are far smaller */
#define FAR_SMALLER 2.5
#define BLANK 0.25              /* width of a blank, of the height */
#define PARAGRAPH_MOST 0.8      /* of the height between two lines of one paragraph */
#define LABEL_MOST 100          /* bytes before its colon */
#define BLOCK_MOST 2.0          /* and between two lines of one table */
#define GAP_SAME 0.12           /* by which gaps of one kind differ */
#define ROW_LINES_MOST 12
#define ALONE_MOST 3            /* lines of one piece within a table */

/* ---- lines ------------------------------------------------------------------------------ */

static double
middle(const struct word *w)
{
    return (w->at.y1 + w->at.y2) / 2;
}

static double
height(struct box b)
{
    return fmax(b.y2 - b.y1, 1);
}

static int
by_height(const void *a, const void *b)
{
    double x = middle(*(const struct word *const *)a), y = middle(*(const struct word *const *)b);

    return (x > y) - (x < y);
}

static int
by_side(const void *a, const void *b)
{
    double x = (*(const struct word *const *)a)->at.x1, y = (*(const struct word *const *)b)->at.x1;

    return (x > y) - (x < y);
}

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The usual gap between the words of a line; 0 if there are too few to tell. */
static double
usual_gap(const struct word **words, size_t n)
{
    double *gaps = xcalloc(n + 1, sizeof *gaps), usual;

    for (size_t i = 1; i < n; i++)
        gaps[i - 1] = words[i]->at.x1 - words[i - 1]->at.x2;
    if (n > 1)
        qsort(gaps, n - 1, sizeof *gaps, by_number);
    usual = n > 4 ? gaps[(n - 1) / 4] : 0;
    free(gaps);
    return usual;
}

static bool
parts(double gap, double usual, double tall)
{
    if (usual > COLUMN_LEAST * tall && usual < COLUMN_SURE * tall)      /* words set wide to fill the line */
        return gap > FAR_SMALLER * usual;
    return gap > COLUMN_SURE * tall ||
           (usual > 0 && gap > COLUMN_LEAST * tall && gap > FAR_SMALLER * usual);
}

static void
line_add(struct lines *out, const struct word **words, size_t n, const char *letters, bool columns)
{
    struct line *l = ARRAY_MORE(out->v, out->n);
    double usual;

    qsort(words, n, sizeof *words, by_side);
    usual = usual_gap(words, n);
    l->at = words[0]->at;
    for (size_t i = 0; i < n; i++) {
        struct piece *p = l->n > 0 ? &l->v[l->n - 1] : NULL;

        if (p == NULL ||
            (columns && parts(words[i]->at.x1 - p->at.x2, usual, height(words[i]->at)))) {
            p = ARRAY_MORE(l->v, l->n);
            p->at = words[i]->at;
            p->lead = words[i]->at.x2 - words[i]->at.x1;
        } else {
            *ARRAY_MORE(p->cuts, p->ncuts) = (struct cut){ p->text.len, p->at.x2, words[i]->at.x1 };
            buf_addc(&p->text, ' ');
        }
        buf_add(&p->text, letters + words[i]->start, words[i]->len);
        box_grow(&p->at, words[i]->at);
        box_grow(&l->at, words[i]->at);
    }
}

static bool
on_line(struct box line, struct box word)
{
    return fmin(line.y2, word.y2) - fmax(line.y1, word.y1) > fmin(height(line), height(word)) / 2;
}

void
lines_make(const struct word **words, size_t n, const char *letters, bool columns,
           struct lines *out)
{
    size_t from = 0;
    struct box at = {0};

    *out = (struct lines){0};
    if (n > 1)
        qsort(words, n, sizeof *words, by_height);
    for (size_t i = 0; i < n; i++) {
        if (i > from && !on_line(at, words[i]->at)) {
            line_add(out, words + from, i - from, letters, columns);
            from = i;
        }
        if (i == from)
            at = words[i]->at;
    }
    if (n > from)
        line_add(out, words + from, n - from, letters, columns);
}

void
lines_free(struct lines *l)
{
    for (size_t i = 0; i < l->n; i++) {
        for (size_t k = 0; k < l->v[i].n; k++)
            piece_clear(&l->v[i].v[k]);
        free(l->v[i].v);
    }
    free(l->v);
    *l = (struct lines){0};
}

/* ---- rows without rules ------------------------------------------------------------------------ */

static bool
has_figure(const struct line *l)
{
    for (size_t i = 1; i < l->n; i++) {
        if (holds_figure(&l->v[i]))
            return true;
    }
    return false;
}

/* A title, or prose: it stands over columns and in none. */
static bool
is_across(const struct line *l)
{
    return l->n == 1 && l->v[0].over != 1;
}

static double
gap_above(const struct line *l)
{
    return (l->at.y1 - l[-1].at.y2) / height(l->at);
}

/* Whether these lines can be one row: a figure is alone in its cell. */
static bool
can_be_row(const struct line *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < v[i].n; k++) {
            for (size_t j = i + 1; j < n; j++) {
                for (size_t m = 0; m < v[j].n; m++) {
                    if (v[j].v[m].column == v[i].v[k].column &&
                        (holds_figure(&v[j].v[m]) || holds_figure(&v[i].v[k])))
                        return false;
                }
            }
        }
    }
    return n <= ROW_LINES_MOST;
}

/* Up to where lines are so near that they are one row. */
static size_t
row_end(const struct line *v, size_t n, size_t from, double near)
{
    size_t to = from + 1;

    while (to < n && gap_above(&v[to]) <= near && !is_across(&v[to]) && !is_across(&v[to - 1]))
        to++;
    return to;
}

static struct piece *
piece_in(struct line *l, size_t column)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].column == column)
            return &l->v[i];
    }
    return NULL;
}

static int
by_column(const void *a, const void *b)
{
    size_t x = ((const struct piece *)a)->column, y = ((const struct piece *)b)->column;

    return (x > y) - (x < y);
}

static void
row_join(struct line *to, struct line *from)
{
    for (size_t k = 0; k < from->n; k++) {
        struct piece *p = &from->v[k], *q = piece_in(to, p->column);

        if (q == NULL) {
            *ARRAY_MORE(to->v, to->n) = *p;
            continue;
        }
        buf_addf(&q->text, " %s", buf_text(&p->text));
        box_grow(&q->at, p->at);
        piece_clear(p);
    }
    qsort(to->v, to->n, sizeof *to->v, by_column);
    box_grow(&to->at, from->at);
    free(from->v);
    *from = (struct line){0};
}

/* The gaps within rows and between them are of two kinds, and no row that
 * comes of it holds two figures in one cell; else every line is a row. */
static bool
rows_tell(const struct line *v, size_t n, double *near)
{
    double narrow = BLOCK_MOST, wide = -BLOCK_MOST;
    size_t figures = 0, lines = 0;

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            narrow = fmin(narrow, gap_above(&v[i]));
        if (i > 0)
            wide = fmax(wide, gap_above(&v[i]));
        lines += v[i].n > 1;
        figures += v[i].n > 1 && has_figure(&v[i]);
    }
    *near = fmax(narrow, 0) + GAP_SAME;
    if (2 * figures < lines || wide < *near + GAP_SAME)
        return false;
    for (size_t from = 0, to; from < n; from = to) {
        to = row_end(v, n, from, *near);
        if (!can_be_row(v + from, to - from))
            return false;
    }
    return true;
}

/* Returns how many lines are left. */
static size_t
block_rows(struct line *v, size_t n)
{
    size_t kept = 0;
    double near;

    if (!rows_tell(v, n, &near))
        return n;
    for (size_t from = 0, to; from < n; from = to) {
        to = row_end(v, n, from, near);
        for (size_t i = from + 1; i < to; i++)
            row_join(&v[from], &v[i]);
        v[kept++] = v[from];
    }
    return kept;
}

/* Lines of several pieces, with few others between and behind them; words
 * alone below such another are the head of the next. */
static size_t
block_end(const struct lines *l, size_t from)
{
    size_t alone = 0, to = from + 1;

    for (; to < l->n && gap_above(&l->v[to]) <= BLOCK_MOST && alone < ALONE_MOST; to++) {
        if (alone > 0 && l->v[to].n > 2 && !has_figure(&l->v[to]) && !holds_figure(&l->v[to].v[0]))
            break;
        alone = l->v[to].n > 1 ? 0 : alone + 1;
    }
    return to;
}

void
lines_align(struct lines *l)
{
    size_t kept = 0, n;

    for (size_t from = 0, to; from < l->n; from = to) {
        to = l->v[from].n > 1 ? block_end(l, from) : from + 1;
        n = columns_align(l->v + from, to - from) ? block_rows(l->v + from, to - from) : to - from;
        memmove(l->v + kept, l->v + from, n * sizeof *l->v);
        kept += n;
    }
    l->n = kept;
}

/* ---- paragraphs ----------------------------------------------------------------------------- */

/* "- ", "+", "•", "1.", "a)", "II.": what begins a new line on purpose. */
static bool
is_item(const char *text)
{
    size_t n = strspn(text, "0123456789IVXivx");

    if (n == 0 && isalpha((unsigned char)*text))
        n = 1;
    return strchr("-+*", *text) != NULL || strncmp(text, "\xe2\x80\xa2", 3) == 0 ||
           strncmp(text, "\xe2\x80\x93", 3) == 0 ||
           (n > 0 && strchr(".)/", text[n]) != NULL && text[n] != '\0');
}

static bool
sentence_ends(const char *text)
{
    size_t n = strlen(text);

    return n > 0 && strchr(".;:!?", text[n - 1]) != NULL;
}

/* "Kiến nghị: không": a line of its own. */
static bool
is_labelled(const char *text)
{
    const char *colon = strchr(text, ':');

    return colon != NULL && colon - text < LABEL_MOST;
}

/* A small letter or a figure: no sentence begins so. */
bool
begins_small(const char *text)
{
    char *lower, *first = xstrndup(text, 4);
    bool small;

    for (size_t i = 1; first[i] != '\0'; i++) {
        if (((unsigned char)first[i] & 0xC0) != 0x80)
            first[i] = '\0';
    }
    lower = text_lower(first);
    small = strcmp(first, lower) == 0;
    free(lower);
    free(first);
    return small;
}

bool
line_goes_on(const struct line *upper, const struct line *lower, double room)
{
    double tall = height(upper->at);
    const char *above, *below;

    if (upper->n != 1 || lower->n != 1 || lower->at.y1 - upper->at.y2 > PARAGRAPH_MOST * tall ||
        fabs(height(lower->at) - tall) > 0.35 * tall || lower->v[0].lead + BLANK * tall < room)
        return false;
    above = buf_text(&upper->v[0].text);
    below = buf_text(&lower->v[0].text);
    return !is_item(below) &&
           (!sentence_ends(above) || begins_small(below) || !is_labelled(below));
}
