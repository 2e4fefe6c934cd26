/* Tables of a form that a district typed: head, rows, fixed rows; what stands
 * among the rows and is none: totals, heads of groups, column numbers. */
#include "labels_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define SIGMA "\xce\xa3"        /* over columns that are added up */
#define PAUSE_MOST 2            /* blank rows that do not end a table */

/* ---- what a row is ------------------------------------------------------------------ */

/* Where the values begin: labels stand before. */
static int
first_column(const struct head *h)
{
    int first = 0;

    for (size_t c = 0; c < h->table->ncolumns; c++)
        first = h->at[c] > 0 && (first == 0 || h->at[c] < first) ? h->at[c] : first;
    return first;
}

/* The number of a fixed row by its label; 0 if the row is none of them. */
static int
fixed_row(const struct head *h, const struct grid *g, size_t from, size_t to)
{
    const struct table *table = h->table;
    int first = first_column(h);

    for (size_t i = from; i < to && g->v[i].column < first; i++)
        for (size_t k = 0; k < table->row_labels.n; k++) {
            char *label = label_fold(table->row_labels.v[k]);
            bool same = strcmp(label, g->v[i].folded) == 0 ||
                        (g->v[i].bare != NULL && strcmp(label, g->v[i].bare) == 0);
            free(label);
            if (same)
                return (int)k + 1;
        }
    return 0;
}

/* The cell of a column; one merged downwards counts for each of its rows. */
static const struct spot *
cell_of(const struct head *h, const struct grid *g, size_t from, size_t to, size_t column)
{
    const struct spot *own = grid_at(g, from, to, h->at[column]);

    for (size_t i = from; own == NULL && i-- > 0 && g->v[from].row - g->v[i].row <= MERGED_MOST;)
        if (g->v[i].column == h->at[column])
            return g->v[i].last_row >= g->v[from].row ? &g->v[i] : NULL;
    return own;
}

struct shape {                  /* of a row: what tells candidates from totals and titles */
    int number;                 /* its number; 0: none */
    bool ordinal;               /* "I", "A": a group's */
    size_t texts, hard;         /* its own cells in columns of text; in others, and readable */
    bool chosen;                /* some of them is no figure: a choice, a date, yes or no */
};

static struct shape
shape_of(const struct search *s, const struct head *h, const struct grid *g, size_t from, size_t to)
{
    const struct spot *number = h->number > 0 ? grid_at(g, from, to, h->number) : NULL;
    const char *p = number != NULL ? number->folded : g->v[from].folded;
    struct shape shape = {0};

    if (number != NULL && *p != '\0' && p[strspn(p, "0123456789")] == '\0')
        shape.number = atoi(p);
    shape.ordinal = *p != '\0' &&
                    (p[strspn(p, "ivx")] == '\0' || (isalpha((unsigned char)*p) && p[1] == '\0'));
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        const struct field *field = &h->table->columns[c];
        const struct spot *spot = h->at[c] > 0 ? grid_at(g, from, to, h->at[c]) : NULL;
        if (spot == NULL)
            continue;
        shape.texts += field->type == FIELD_TEXT;
        if (field->type == FIELD_TEXT || !spot_reads(s, field, spot))
            continue;
        shape.hard++;
        shape.chosen = shape.chosen ||
                       (field->type != FIELD_INTEGER && field->type != FIELD_DECIMAL);
    }
    return shape;
}

/* Made of the rows above, and no sum of them. */
static bool
carried(const struct spot *spot)
{
    static const struct { const char *folded, *accented; } words[] = {
        { "luy ke", "lũy kế" }, { "luy ke", "luỹ kế" }, { "trung binh", "trung bình" },
        { "binh quan", "bình quân" }, { "mang sang", "mang sang" }, { "chuyen sang", "chuyển sang" },
    };
    char *lower = text_lower(spot->value);
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++)
        is = text_begins(spot->folded, words[i].folded) &&
             (text_begins(lower, words[i].accented) || text_begins(lower, words[i].folded));
    free(lower);
    return is;
}

static bool
total_row(const struct head *h, const struct grid *g, size_t from, size_t to,
          const struct shape *shape)
{
    bool certain;

    if (g->v[from].type == CELL_TEXT && g->v[from].column == h->number &&
        label_total(g->v[from].value, g->v[from].folded, &certain) && certain)
        return true;
    for (size_t i = from; i < to && i < from + 2 && !shape->chosen; i++)
        if (g->v[i].type == CELL_TEXT &&
            ((label_total(g->v[i].value, g->v[i].folded, &certain) &&
              (certain || shape->number == 0)) ||
             (shape->number == 0 && (label_whole(&g->v[i]) || carried(&g->v[i]) ||
                                     strcmp(g->v[i].value, SIGMA) == 0))))
            return true;
    return false;
}

/* "I | Khối trường học", "A. Cơ quan", a title across the table. */
static bool
group_row(const struct grid *g, size_t from, size_t to, const struct shape *shape)
{
    const struct spot *first = &g->v[from];

    if (shape->chosen || shape->number > 0)
        return false;
    if (shape->ordinal && to - from > 1)
        return true;
    if (shape->hard > 0 || to - from != 1 || first->type != CELL_TEXT)
        return false;
    return first->last_column > first->column ||
           (first->bare != NULL && strcmp(first->bare, first->folded) != 0 &&
            strpbrk(first->value, ".)") != NULL && isalpha((unsigned char)*first->value));
}

static bool
row_has_value(const struct head *h, const struct grid *g, size_t from, size_t to)
{
    for (size_t c = 0; c < h->table->ncolumns; c++)
        if (h->at[c] > 0 && grid_at(g, from, to, h->at[c]) != NULL)
            return true;
    return false;
}

/* Above rows with numbers one without, of a name alone: what they have in common. */
static bool
names_group(const struct search *s, const struct head *h, const struct grid *g, size_t at,
            size_t end, const struct shape *shape)
{
    struct shape next = {0};
    size_t values = 0;

    for (size_t c = 0; c < h->table->ncolumns; c++)
        values += h->at[c] > 0 && grid_at(g, at, end, h->at[c]) != NULL;
    if (h->number == 0 || shape->number > 0 || shape->texts != 1 || values != 1 || end == g->n)
        return false;
    next = shape_of(s, h, g, end, grid_row_end(g, end));
    return next.number > 0;
}

/* After more than a few blank rows only what plainly goes on is a row. */
static bool
goes_on(const struct head *h, const struct shape *shape)
{
    return shape->hard > 0 && (h->number > 0 ? shape->number == h->last + 1
                                             : shape->hard + shape->texts == h->matched);
}

enum what { WHAT_ROW, WHAT_NONE, WHAT_HEAD, WHAT_END };

static enum what
what_is(struct search *s, const struct head *h, const struct grid *g, size_t at, int last, int *row)
{
    size_t end = grid_row_end(g, at);
    struct shape shape = shape_of(s, h, g, at, end);
    struct head other;
    size_t labels = 0;
    bool fixed = h->table->row_labels.n > 0, head = head_find(s, g, at, end, &other);

    free(other.at);
    if (head)
        return other.table == h->table ? WHAT_HEAD : WHAT_END;
    *row = fixed ? fixed_row(h, g, at, end) : 0;
    if (*row > 0)
        return row_has_value(h, g, at, end) ? WHAT_ROW : WHAT_NONE;
    for (size_t i = at; i < end; i++) {
        labels += label_within(s, g, i, i + 1);
        if ((i < at + 2 && (labels > 0 || label_section(s, &g->v[i]))) || labels > 1)
            return WHAT_END;
    }
    if (g->v[at].row > last + PAUSE_MOST + 1 && !goes_on(h, &shape))
        return WHAT_END;
    if (fixed || labels_numbering(g, at, end) || !row_has_value(h, g, at, end) ||
        total_row(h, g, at, end, &shape) || group_row(g, at, end, &shape) ||
        labels_group(h, g, at, end) || names_group(s, h, g, at, end, &shape))
        return WHAT_NONE;
    if (h->last > 0 && shape.number == 0 && shape.hard == 0)    /* the others are numbered: a signature, a note */
        return g->v[at].row > last + 1 ? WHAT_END : WHAT_NONE;
    return WHAT_ROW;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* What is missing of numbers that go up one by one. */
static void
note_unread(struct search *s, struct head *h, int number, bool itself)
{
    int n = h->last > 0 ? h->last + 1 : number;

    for (; n < number + itself && n < h->last + LIMIT_ROWS; n++) {
        char *list = h->unread != NULL ? xasprintf("%s, %d", h->unread, n) : xasprintf("%d", n);
        h->unread = arena_text(s->texts, list);
        free(list);
    }
}

/* A choice that is blank in a printed row, and not in others: it may be merged with theirs. */
static bool
maybe_merged(const struct search *s, const struct head *h, const struct grid *g, size_t from, size_t to,
             size_t c)
{
    bool others = false;

    for (size_t i = 0; i < g->n && !others; i++)
        others = g->v[i].column == h->at[c] && g->v[i].row > g->v[from].row - MERGED_MOST &&
                 g->v[i].row < g->v[from].row + MERGED_MOST && spot_reads(s, &h->table->columns[c], &g->v[i]);
    return others && h->table->columns[c].type == FIELD_CHOICE && h->table->columns[c].required &&
           cell_of(h, g, from, to, c) == NULL;
}

static void
tell_merged(struct search *s, struct line *line, size_t c, const char *place)
{
    const struct field *field = &line->table->columns[c];
    struct finding_words words = { .label = field->label, .label_en = field->label_en };

    line->cells[c].place = arena_text(s->texts, place);
    finding_say(&line->findings, FINDING_MERGED, SEVERITY_ERROR, place, &words);
}

static void
read_row(struct search *s, struct head *h, const struct grid *g, size_t from, size_t to, int row)
{
    struct shape shape = shape_of(s, h, g, from, to);
    struct line *line = line_begin(s, h->table, row);
    char place[PLACE_MOST];

    if (g->printed && shape.number > 0 && h->last > 0)
        note_unread(s, h, shape.number, false);
    h->last = shape.number > 0 ? shape.number : h->last;
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        if (h->at[c] == 0)
            continue;
        grid_place(s, g, g->v[from].row, h->at[c], place);
        if (g->printed && maybe_merged(s, h, g, from, to, c))
            tell_merged(s, line, c, place);
        else if (!shared_cell(s, g, line, c, cell_of(h, g, from, to, c), place))
            line_put(s, line, c, cell_of(h, g, from, to, c), place);
    }
}

/* A6: no column for it, so in no row; or under a name that nobody knows. */
static void
tell_columns(struct search *s, const struct head *h)
{
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        const struct field *field = &h->table->columns[c];
        struct finding_words words = { .label = field->label, .label_en = field->label_en };

        if (h->at[c] == 0 && (field->evidence || field->required))
            finding_say(s->findings,
                        field->evidence ? FINDING_NO_EVIDENCE_COLUMN : FINDING_NO_COLUMN,
                        SEVERITY_WARNING, NULL, &words);
    }
}

/* A printed line whose columns nothing tells apart: several figures in one piece. */
static bool
blurred(const struct grid *g, size_t at, size_t end)
{
    size_t figures = 0;

    for (const char *p = g->v[at].value; end - at == 1 && g->v[at].type == CELL_TEXT && *p != '\0';
         p += strcspn(p, " "), p += strspn(p, " ")) {
        size_t n = strspn(p, "0123456789.,");
        figures += n > 0 && (p[n] == ' ' || p[n] == '\0');
    }
    return figures > 1;
}

/* A printed line among numbered rows that has no number, and is no total or title. */
static bool
wrapped(const struct search *s, const struct head *h, const struct grid *g, size_t at, int last,
        enum what what)
{
    size_t end = grid_row_end(g, at);
    struct shape shape = shape_of(s, h, g, at, end);

    return (what == WHAT_ROW || what == WHAT_NONE) && h->table->row_labels.n == 0 &&
           shape.number == 0 && g->v[at].row == last + 1 && row_has_value(h, g, at, end) &&
           !labels_numbering(g, at, end) && !total_row(h, g, at, end, &shape) &&
           !group_row(g, at, end, &shape) && !labels_group(h, g, at, end);
}

/* "Nơi nhận:", "TM. BAN CHỈ ĐẠO": what a paper ends with, near below its list. */
static bool
paper_ends(const struct grid *g, size_t at, size_t end)
{
    static const char *const words[] = { "noi nhan", "tm", "kt" };

    for (size_t i = at; i < end; i++)
        if (grid_begins(g->v[i].folded, words, ARRAY_LEN(words)))
            return true;
    return false;
}

/* "3 doanh nghiệp Công ty ...": a printed row of which nobody knows what stands in which
 * column; 0: none. */
static int
row_unread(const struct head *h, const struct grid *g, size_t at, size_t end)
{
    const char *text = g->v[at].value, *behind = text + strspn(text, "0123456789");
    bool whole = h->number > 0 && g->v[at].column == h->number && end - at == 1 && *behind == ' ';
    int number = whole ? atoi(text) : 0;

    return number > 0 && (h->last == 0 || number == h->last + 1) ? number : 0;
}

/* Where rows have no numbers, the rest of a name is told from a name by what stands beside it. */
static bool
only_words(const struct search *s, const struct head *h, const struct grid *g, size_t at, size_t end)
{
    struct shape shape = shape_of(s, h, g, at, end);
    bool hard = false;

    for (size_t c = 0; c < h->table->ncolumns; c++)
        hard = hard || (h->at[c] > 0 && h->table->columns[c].required &&
                        h->table->columns[c].type != FIELD_TEXT);
    return hard && h->table->row_labels.n == 0 && shape.hard == 0;
}

static void
tell_broken(struct search *s, const struct head *h, const struct grid *g, size_t at)
{
    struct finding_words words = { .label = h->table->label != NULL ? h->table->label : h->table->name,
                                   .limit = h->unread };
    char place[PLACE_MOST];

    grid_place(s, g, g->v[at].row, 1, place);
    finding_say(s->findings, h->broken ? FINDING_WRAPPED : FINDING_ROWS_WRAPPED, SEVERITY_WARNING,
                place, &words);
}

/* Reads the rows below the head; returns the first cell behind the table. */
static size_t
read_table(struct search *s, struct head *h, const struct grid *g, size_t at)
{
    int last = at > 0 ? g->v[at - 1].row : g->n > 0 ? g->v[0].row - 1 : 0;
    size_t rows = 0;

    while (at < g->n && rows < LIMIT_ROWS) {
        size_t end = grid_row_end(g, at);
        int row = 0, unread = g->printed ? row_unread(h, g, at, end) : 0;
        enum what what = unread > 0 ? WHAT_NONE : what_is(s, h, g, at, last, &row);
        if (what == WHAT_END || (g->printed && h->number > 0 && what == WHAT_NONE && unread == 0 &&
                                 paper_ends(g, at, end)))
            break;
        if (unread > 0) {
            note_unread(s, h, unread, true);
            h->last = unread;
        } else if (g->printed && ((h->number == 0 && what == WHAT_ROW && only_words(s, h, g, at, end)) ||
                           (h->number > 0 && wrapped(s, h, g, at, last, what)) ||
                           (what == WHAT_NONE && blurred(g, at, end))))
            h->broken = true;
        last = g->v[end - 1].row;
        if (what == WHAT_HEAD) {
            struct head before = *h;
            free(h->at);
            head_find(s, g, at, end, h);
            h->last = before.last;
            h->broken = before.broken;
            h->unread = before.unread;
            end = head_take(s, g, at, h);
        } else if (what == WHAT_ROW) {
            read_row(s, h, g, at, end, row);
            rows++;
        } else {
            chapter_list(s, g, at, end);
        }
        at = end;
    }
    return at;
}

/* Where no column can be told by what stands in it, the number says that the rows go on. */
static bool
next_name(const struct head *h, const struct grid *g, size_t from, size_t to,
          const struct shape *shape)
{
    bool name = false, plain = h->number > 0 && shape->number == h->last + 1;

    for (size_t c = 0; c < h->table->ncolumns && plain; c++) {
        if (h->at[c] == 0)
            continue;
        plain = h->table->columns[c].type == FIELD_TEXT;
        name = name || (h->table->columns[c].required && grid_at(g, from, to, h->at[c]) != NULL);
    }
    return plain && name;
}

/* What the next grid begins with is numbered on, and its columns are others. */
static void
tell_left(struct search *s, const struct grid *g, size_t from, size_t to, const struct shape *shape)
{
    const struct table *t = s->open.table;
    struct finding_words words = { .label = t->label != NULL ? t->label : t->name };
    char place[PLACE_MOST];

    if (t->candidate_kind == NULL || s->open.last == 0 || shape->number != s->open.last + 1 ||
        to - from < 2)
        return;
    grid_place(s, g, g->v[from].row, 1, place);
    finding_say(s->findings, FINDING_ROWS_LEFT, SEVERITY_WARNING, place, &words);
}

static bool
begin(struct search *s, const struct grid *g, size_t at, struct head *h, size_t *behind)
{
    struct shape shape;
    size_t end = grid_row_end(g, at);

    if (head_find(s, g, at, end, h)) {
        *behind = head_take(s, g, at, h);
        return true;
    }
    if (at > 0 || s->open.table == NULL)
        return false;
    shape = shape_of(s, &s->open, g, at, end);
    if (s->open.number == 0 && s->open.table->candidate_kind == NULL)
        return false;
    if (!goes_on(&s->open, &shape) && !next_name(&s->open, g, at, end, &shape)) {
        tell_left(s, g, at, end, &shape);
        return false;
    }
    *h = s->open;
    s->open = (struct head){0};
    *behind = at;
    return true;
}

/* "Tên đơn vị" and "Loại" stand in many tables: where the head has few of our
 * columns, some row must choose what the plan lets it choose from. */
static bool
anothers(const struct search *s, const struct head *h, size_t from)
{
    bool chooses = false;

    if (h->matched * 2 >= h->table->ncolumns || h->table->row_labels.n > 0)
        return false;
    for (size_t c = 0; c < h->table->ncolumns; c++) {
        if (h->at[c] == 0 || h->table->columns[c].type != FIELD_CHOICE)
            continue;
        chooses = true;
        for (size_t i = from; i < s->npending; i++)
            if (s->pending[i].cells[c].value != NULL)
                return false;
    }
    return chooses;
}

static bool
told_by_tables(const struct search *s, const struct grid *g, const struct table *table)
{
    for (size_t i = 0; i < s->nlistings; i++)
        if (s->listings[i].table == table)
            return (g->name == NULL && s->listings[i].file == s->nfile) ||
                   named_here(s, 't', table->name);
    return named_here(s, 't', table->name);
}

size_t
labels_table(struct search *s, const struct grid *g, size_t at)
{
    struct head head;
    size_t behind, before = s->npending;

    if (!begin(s, g, at, &head, &behind))
        return at;
    behind = read_table(s, &head, g, behind);
    head.broken = head.broken || (head.unread != NULL && s->npending == before);
    if (anothers(s, &head, before) || told_by_tables(s, g, head.table))
        lines_drop(s, before);
    else if (head.broken) {
        lines_drop(s, before);
        listing_of(s, head.table)->broken = true;
        tell_broken(s, &head, g, at);
    } else {
        listing_of(s, head.table)->seen = true;
        if (head.unread != NULL)
            tell_broken(s, &head, g, at);
        if (s->npending > before)
            tell_columns(s, &head);
    }
    free(s->open.at);
    s->open = (struct head){0};
    if (behind == g->n && g->name != NULL)
        s->open = head;
    else
        free(head.at);
    return behind;
}
