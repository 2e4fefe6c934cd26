#include "word_props.h"

#include <stdlib.h>

#include "base/limits.h"
#include "cfb.h"

#define PAGE      512                   /* of properties; its last byte counts the runs */
#define RUNS_MOST (2 * LIMIT_CELLS)
#define CELL_SIZE 20                    /* of a cell's description in a row's */
#define REACHES   0x20                  /* its flags: merged down, and the first of those */
#define FIRST     0x40
#define WHITE_OLD 8                     /* of the sixteen colours (MS-DOC 2.9.119) */
#define SHADE_SIZE 10                   /* two colours and a pattern (2.9.249) */

enum {
    S_DELETED = 0x0800,
    S_INSERTED = 0x0801,
    S_STRIKE = 0x0837,
    S_HIDDEN = 0x083C,
    S_DSTRIKE = 0x2A53,
    S_LEVEL = 0x2A48,
    S_POSITION = 0x4845,
    S_STYLE = 0x4A30,
    S_SIZE = 0x4A43,
    S_COLOUR_OLD = 0x2A42,
    S_COLOUR = 0x6870,
    S_HIGHLIGHT = 0x2A0C,
    S_SHADE_OLD = 0x4866,               /* of letters, then of paragraphs and of a row's cells */
    S_SHADE = 0xCA71,
    S_P_SHADE_OLD = 0x442D,
    S_P_SHADE = 0xC64D,
    S_CELLS_OLD = 0xD609,
    S_CELLS = 0xD612,
    S_FONT = 0x4A4F,
    S_SYMBOL = 0x6A09,
    S_IN_TABLE = 0x2416,
    S_ROW_END = 0x2417,
    S_ROW = 0xD608,
    S_TABS = 0xC615,
    S_HUGE = 0x6646,
    S_TABLE = 0x646B,
};

uint32_t
word_number(const struct word_stream *s, size_t at)
{
    return at < s->n && s->n - at >= 4 ? little(s->v + at, 4) : 0;
}

static void
run_add(struct word_runs *out, const unsigned char *page, unsigned at, bool paragraphs,
        uint32_t from, uint32_t to)
{
    unsigned style = 0;
    size_t n;

    if (at == 0 || at >= PAGE - 2 || out->n >= RUNS_MOST)
        return;
    n = page[at++];
    if (paragraphs) {
        n = n != 0 ? 2 * n - 1 : 2 * (size_t)page[at++];
        style = at + 2 < PAGE ? little(page + at, 2) : 0;
        at += 2;
        n = n > 2 ? n - 2 : 0;
    }
    if (at + n > PAGE - 1)
        n = at < PAGE - 1 ? PAGE - 1 - at : 0;
    *ARRAY_MORE(out->v, out->n) = (struct word_run){ from, to, page + at, n, NULL, 0, style };
}

static void
page_read(const unsigned char *page, bool paragraphs, struct word_runs *out)
{
    unsigned n = page[PAGE - 1], step = paragraphs ? 13 : 1;

    for (unsigned i = 0; i < n && 4 * (n + 1) + step * (i + 1) < PAGE; i++)
        run_add(out, page, 2u * page[4 * (n + 1) + step * i], paragraphs, little(page + 4 * i, 4),
                little(page + 4 * (i + 1), 4));
}

static int
by_place(const void *a, const void *b)
{
    const struct word_run *x = a, *y = b;

    return (x->from > y->from) - (x->from < y->from);
}

void
word_runs_read(const struct word_stream *word, const struct word_stream *table, size_t at,
               bool paragraphs, struct word_runs *out)
{
    size_t from = word_number(word, at), size = word_number(word, at + 4),
           n = size >= 4 ? (size - 4) / 8 : 0;

    for (size_t i = 0; i < n && i < LIMIT_CELLS && from + size <= table->n; i++) {
        uint64_t page = (uint64_t)word_number(table, from + 4 * (n + 1) + 4 * i) * PAGE;

        if (page + PAGE <= word->n)
            page_read(word->v + page, paragraphs, out);
    }
    if (out->n > 0)
        qsort(out->v, out->n, sizeof *out->v, by_place);
}

const struct word_run *
word_run_at(const struct word_runs *runs, uint32_t place, uint32_t *end)
{
    size_t low = 0, high = runs->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (runs->v[mid].to <= place)
            low = mid + 1;
        else
            high = mid;
    }
    *end = UINT32_MAX;
    if (low == runs->n)
        return NULL;
    *end = place < runs->v[low].from ? runs->v[low].from : runs->v[low].to;
    return place < runs->v[low].from ? NULL : &runs->v[low];
}

/* ---- single properties (MS-DOC 2.6) -------------------------------------------------------- */

struct property { unsigned id; const unsigned char *value; size_t n; };

/* The next one of a run's list; its size is in its number, or before its value. */
static bool
property_next(const unsigned char **at, const unsigned char *end, struct property *p)
{
    static const size_t sizes[8] = { 1, 1, 2, 4, 2, 2, 0, 3 };
    const unsigned char *value = *at + 2;

    if (end - *at < 3)
        return false;
    p->id = little(*at, 2);
    p->n = sizes[p->id >> 13];
    if (p->n == 0) {
        p->n = *value++;
        if (p->id == S_TABS && p->n == 255)
            return false;
        if (p->id == S_ROW && value < end) {
            p->n = p->n + 256u * *value++;
            p->n -= p->n > 0;
        }
    }
    if ((size_t)(end - value) < p->n)
        return false;
    p->value = value;
    *at = value + p->n;
    return true;
}

/* Where there are none, they have no place either. */
static const unsigned char *
end_of(const unsigned char *props, size_t n)
{
    return n > 0 ? props + n : props;
}

void
word_runs_more(struct word_runs *runs, const struct word_stream *data)
{
    for (size_t i = 0; i < runs->n; i++) {
        struct word_run *run = &runs->v[i];
        const unsigned char *at = run->props;
        struct property p;

        while (property_next(&at, run->props + run->n, &p)) {
            size_t from = p.id == S_HUGE || p.id == S_TABLE ? little(p.value, 4) : data->n, size;

            if (from >= data->n || data->n - from < 2)
                continue;
            size = little(data->v + from, 2);
            run->more = data->v + from + 2;
            run->nmore = size < data->n - from - 2 ? size : data->n - from - 2;
        }
    }
}

static void
paragraph_properties(const unsigned char *at, size_t n, struct word_paragraph *out)
{
    const unsigned char *end = end_of(at, n);
    struct property p;

    while (n > 0 && property_next(&at, end, &p)) {
        if (p.id == S_IN_TABLE)
            out->in_table = *p.value != 0;
        else if (p.id == S_ROW_END)
            out->row_end = *p.value != 0;
        else if (p.id == S_ROW) {
            out->row = p.value;
            out->n = p.n;
        }
    }
}

struct word_paragraph
word_paragraph(const struct word_run *run)
{
    struct word_paragraph out = {0};

    if (run != NULL) {
        paragraph_properties(run->props, run->n, &out);
        paragraph_properties(run->more, run->nmore, &out);
    }
    return out;
}

/* Their number, their edges, then what each of them is (MS-DOC 2.9.321). */
size_t
word_row(const struct word_paragraph *p, int edges[static WORD_CELLS_MOST + 1],
         bool down[static WORD_CELLS_MOST])
{
    size_t cells = p->n > 0 ? *p->row : 0, at = 1 + 2 * (cells + 1);

    if (cells == 0 || cells > WORD_CELLS_MOST || p->n < at)
        return 0;
    for (size_t i = 0; i <= cells; i++)
        edges[i] = (int16_t)little(p->row + 1 + 2 * i, 2);
    for (size_t i = 0; i < cells; i++)
        down[i] = p->n >= at + (i + 1) * CELL_SIZE &&
                  (p->row[at + i * CELL_SIZE] & (REACHES | FIRST)) == REACHES;
    return cells;
}

/* On, off, as the style says or otherwise (MS-DOC 2.9.327). */
static void
toggle(struct props *to, unsigned look, unsigned char value)
{
    bool styled = to->look & look;

    props_look(to, look, value & 0x80 ? styled != (value & 1) : value & 1);
}

/* Red, green, blue, and whether it is none (MS-DOC 2.9.43). */
static bool
is_white(const unsigned char *colour)
{
    return colour[3] == 0 && (colour[0] & colour[1] & colour[2]) == 0xFF;
}

/* Two of the sixteen colours and a pattern, in one number (MS-DOC 2.9.250). */
static bool
shades_old(const unsigned char *at)
{
    unsigned shade = little(at, 2), back = shade >> 5 & 0x1F;

    return shade != 0xFFFF && (shade >> 10 != 0 || (back != 0 && back != WHITE_OLD));
}

static bool
shades(const unsigned char *at)
{
    unsigned pattern = little(at + 8, 2);

    return (pattern != 0 && pattern != 0xFFFF) || (at[7] == 0 && !is_white(at + 4));
}

/* One of these is a ground of a colour; size: of each. */
static bool
any_shades(const struct property *p)
{
    bool old = p->id == S_CELLS_OLD || p->id == S_P_SHADE_OLD || p->id == S_SHADE_OLD;
    size_t size = old ? 2 : SHADE_SIZE;

    for (size_t at = 0; at + size <= p->n; at += size) {
        if (old ? shades_old(p->value + at) : shades(p->value + at))
            return true;
    }
    return false;
}

static void
look_property(const struct property *p, struct props *to)
{
    switch (p->id) {
    case S_STRIKE: toggle(to, LOOK_STRUCK, *p->value); break;
    case S_DSTRIKE: toggle(to, LOOK_STRUCK_TWICE, *p->value); break;
    case S_HIDDEN: toggle(to, LOOK_HIDDEN, *p->value); break;
    case S_COLOUR_OLD: props_look(to, LOOK_WHITE, *p->value == WHITE_OLD); break;
    case S_COLOUR: props_look(to, LOOK_WHITE, is_white(p->value)); break;
    case S_SIZE: props_look(to, LOOK_TINY, little(p->value, 2) < 2 * SIZE_LEAST); break;
    case S_HIGHLIGHT: props_look(to, LOOK_GROUND, *p->value != 0 && *p->value != WHITE_OLD); break;
    case S_SHADE: case S_SHADE_OLD: case S_P_SHADE: case S_P_SHADE_OLD:
        if (any_shades(p))
            props_look(to, LOOK_GROUND, true);
        break;
    case S_POSITION: props_shift(to, (int16_t)little(p->value, 2)); break;
    case S_LEVEL:
        props_shift(to, *p->value == 1 ? RAISED_LEAST : *p->value == 2 ? -RAISED_LEAST : 0);
        break;
    }
}

void
word_props(const unsigned char *props, size_t n, struct props *to)
{
    const unsigned char *end = end_of(props, n);
    struct property p;

    while (property_next(&props, end, &p))
        look_property(&p, to);
}

static bool
list_shades(const unsigned char *at, size_t n)
{
    const unsigned char *end = end_of(at, n);
    struct property p;

    while (n > 0 && property_next(&at, end, &p)) {
        if ((p.id == S_CELLS || p.id == S_CELLS_OLD) && any_shades(&p))
            return true;
    }
    return false;
}

bool
word_row_shades(const struct word_runs *paragraphs, uint32_t place)
{
    uint32_t end;
    const struct word_run *run = word_run_at(paragraphs, place, &end);

    while (run != NULL && run < paragraphs->v + paragraphs->n - 1 && !word_paragraph(run).row_end)
        run++;
    return run != NULL && (list_shades(run->props, run->n) || list_shades(run->more, run->nmore));
}

int
word_run_style(const struct word_run *run)
{
    const unsigned char *at = run != NULL ? run->props : NULL;
    struct property p;
    int style = -1;

    while (at != NULL && property_next(&at, run->props + run->n, &p))
        style = p.id == S_STYLE ? (int)little(p.value, 2) : style;
    return style;
}

struct word_look
word_look(const struct word_run *run, struct props styled)
{
    struct word_look out = { .font = -1 };
    const unsigned char *at = run != NULL ? run->props : NULL;
    struct property p;

    while (at != NULL && property_next(&at, run->props + run->n, &p)) {
        switch (p.id) {
        case S_DELETED: out.deleted |= *p.value & 1; break;
        case S_INSERTED: out.changed |= *p.value & 1; break;
        case S_FONT: out.font = (int)little(p.value, 2); break;
        case S_SYMBOL:
            out.font = (int)little(p.value, 2);
            out.symbol = little(p.value + 2, 2);
            break;
        default: look_property(&p, &styled);
        }
    }
    out.look = styled.look;
    return out;
}
