/* Tables of a form that a district typed: head, rows, fixed rows. */
#include "labels_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

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
           row_cell(h, g, from, to, c) == NULL;
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
    struct shape shape = row_shape(s, h, g, from, to);
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
        else if (!shared_cell(s, g, line, c, row_cell(h, g, from, to, c), place))
            line_put(s, line, c, row_cell(h, g, from, to, c), place);
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
    struct shape shape = row_shape(s, h, g, at, end);

    return (what == WHAT_ROW || what == WHAT_NONE) && h->table->row_labels.n == 0 &&
           shape.number == 0 && g->v[at].row == last + 1 && row_has_value(h, g, at, end) &&
           !labels_numbering(g, at, end) && !row_is_total(h, g, at, end, &shape) &&
           !row_heads_group(g, at, end, &shape) && !labels_group(h, g, at, end);
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
    struct shape shape = row_shape(s, h, g, at, end);
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

static bool
told_by_tables(const struct search *s, const struct grid *g, const struct table *table)
{
    for (size_t i = 0; i < s->nlistings; i++)
        if (s->listings[i].table == table)
            return (g->name == NULL && s->listings[i].file == s->nfile) ||
                   named_here(s, 't', table->name);
    return named_here(s, 't', table->name);
}

static void
tell_title(struct search *s, const struct head *h, const struct grid *g, size_t at)
{
    struct finding_words words = { .label = h->table->label != NULL ? h->table->label : h->table->name,
                                   .value = g->v[at].value };
    char place[PLACE_MOST];

    grid_place(s, g, g->v[at].row, g->v[at].column, place);
    finding_say(s->findings, FINDING_TITLE, SEVERITY_WARNING, place, &words);
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
        enum what what = unread > 0 ? WHAT_NONE : row_is(s, h, g, at, last, &row);
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
            if (what == WHAT_TITLE && !told_by_tables(s, g, h->table))
                tell_title(s, h, g, at);
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
    shape = row_shape(s, &s->open, g, at, end);
    if (s->open.number == 0 && s->open.table->candidate_kind == NULL)
        return false;
    if (!row_goes_on(&s->open, &shape) && !next_name(&s->open, g, at, end, &shape)) {
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
