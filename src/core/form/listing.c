/* The rows of a form's tables. A table goes on in another grid, or the same
 * rows stand there once more; two that say different things of one row are two
 * readings, and neither is taken. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

static void
line_clear(struct line *l)
{
    findings_free(&l->findings);
}

struct listing *
listing_of(struct search *s, const struct table *table)
{
    struct listing *l;

    for (size_t i = 0; i < s->nlistings; i++)
        if (s->listings[i].table == table)
            return &s->listings[i];
    l = ARRAY_MORE(s->listings, s->nlistings);
    l->table = table;
    return l;
}

struct line *
line_begin(struct search *s, const struct table *table, int number)
{
    struct line *l = ARRAY_MORE(s->pending, s->npending);

    listing_of(s, table);
    *l = (struct line){ .table = table, .number = number, .grid = s->grid,
                        .ahead = table->candidate_kind == NULL ? s->chapter.ahead : NULL,
                        .aside = s->chapter.aside &&
                                 (!s->all || (table->candidate_kind == NULL && s->chapter.ahead != NULL)),
                        .against = table->row_labels.n == 0 ? s->against : NULL };
    l->cells = arena_zeroed(s->texts, table->ncolumns, sizeof *l->cells);
    return l;
}

void
line_put(struct search *s, struct line *l, size_t column, const struct spot *spot,
         const char *place)
{
    const struct field *field = &l->table->columns[column];
    char *got = NULL;
    enum reading r = spot == NULL ? READING_EMPTY : spot_read(s, field, spot, s->texts, &got);

    l->cells[column].place = arena_text(s->texts, place);
    if (spot != NULL && (spot->hidden || s->veiled)) {
        l->veiled_at = l->veiled++ == 0 ? l->cells[column].place : l->veiled_at;
        l->lacks = l->lacks || field->required;
        return;
    }
    l->shown += spot != NULL;
    l->cells[column].value = got;
    if (r == READING_EMPTY)
        cell_missing(field, place, &l->findings);
    else if (r == READING_BAD && spot->no_result)
        cell_no_result(field, place, &l->findings);
    else if (r == READING_BAD)
        cell_unreadable(field, spot->type == CELL_ERROR,
                            spot->text != NULL ? spot->text : spot->value, place, &l->findings);
    else if (r == READING_ZERO)
        cell_zero(field, spot->value, place, &l->findings);
}

/* ---- lines of several grids ---------------------------------------------------- */

/* The column that names a row: the first text that must be there. */
static size_t
name_column(const struct table *t)
{
    for (size_t c = 0; c < t->ncolumns; c++)
        if (t->columns[c].type == FIELD_TEXT && t->columns[c].required)
            return c;
    return 0;
}

/* Worked out at the first comparison: most tables stand in one grid and need none. */
static unsigned
key_of(struct line *l)
{
    const char *name = l->cells[name_column(l->table)].value;
    char *folded;

    if (l->key != 0 || name == NULL)
        return l->key;
    folded = text_fold(name);
    l->key = 5381;
    for (const char *p = folded; *p != '\0'; p++)
        l->key = l->key * 33 + (unsigned char)*p;
    free(folded);
    return l->key;
}

static bool
same_row(struct line *a, struct line *b)
{
    size_t c = name_column(a->table);
    char *x, *y;
    bool same;

    if (a->table->row_labels.n > 0)
        return a->number == b->number;
    if (a->cells[c].value == NULL || b->cells[c].value == NULL || key_of(a) != key_of(b))
        return false;
    x = text_fold(a->cells[c].value);
    y = text_fold(b->cells[c].value);
    same = strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

static void
tell_two(struct search *s, const char *label, const char *label_en, const char *a, const char *b,
         const char *place)
{
    struct finding_words words = { .label = label, .label_en = label_en, .value = a, .limit = b };

    finding_say(s->findings, FINDING_TWO_READINGS, SEVERITY_ERROR, place, &words);
}

/* The same row once more: what it adds is taken, what it denies is told. */
static void
join(struct search *s, struct line *old, struct line *new)
{
    for (size_t c = 0; c < old->table->ncolumns; c++) {
        const struct field *field = &old->table->columns[c];
        if (new->cells[c].value == NULL ||
            (old->cells[c].value == NULL && old->cells[c].place != NULL &&
             *old->cells[c].place == '\0'))
            continue;                           /* torn before */
        if (old->cells[c].value == NULL) {
            old->cells[c] = new->cells[c];
        } else if (!values_agree(field, old->cells[c].value, new->cells[c].value)) {
            tell_two(s, field->label, field->label_en, old->cells[c].value, new->cells[c].value,
                     new->cells[c].place);
            old->cells[c].value = NULL;
            *old->cells[c].place = '\0';
        }
    }
}

static struct line *
row_before(struct listing *l, struct line *new)
{
    for (size_t i = 0; i < l->n && l->v[i].grid != new->grid; i++)     /* grids come one by one */
        if (same_row(&l->v[i], new))
            return &l->v[i];
    return NULL;
}

static bool
others_before(const struct listing *l, int grid)
{
    return l->n > 0 && l->v[0].grid != grid;
}

/* A copy of the form that lists somebody else. */
static bool
torn(struct search *s, struct listing *l, const struct line *new)
{
    size_t c = name_column(new->table);
    const char *label = l->table->label != NULL ? l->table->label : l->table->name;

    if (!s->repeats || !others_before(l, new->grid) || l->table->row_labels.n > 0)
        return l->torn;
    if (!l->torn)
        tell_two(s, label, NULL, l->v[0].cells[c].value, new->cells[c].value, new->cells[c].place);
    l->torn = true;
    return true;
}

/* The sheet of the whole has the table. A part's rows may be among its own, or are passed over. */
static bool
is_part(struct search *s, struct listing *l, struct line *new)
{
    const char *name = new->cells[name_column(new->table)].value;
    bool part = s->whole != 0 && s->grid != s->whole && l->n > 0 && l->v[0].grid == s->whole;

    if (part && row_before(l, new) == NULL)
        sheets_only(s, &s->rows, name != NULL ? name : l->table->label);
    return part;
}

/* Of its hidden cells; true: it has no others. On a sheet that is hidden an old copy may stand. */
static bool
note_veiled(const struct search *s, struct listing *l, const struct line *new)
{
    if (new->veiled > 0 && !new->aside && !(s->veiled && l->n > 0)) {
        l->veiled_at = l->veiled == 0 ? new->veiled_at : l->veiled_at;
        l->veiled += new->veiled;
        l->lacks = l->lacks || (new->lacks && new->shown > 0);
    }
    return new->veiled > 0 && new->shown == 0;
}

static void
tell_against(struct search *s, const struct line *new)
{
    struct finding_words words = { .label = new->against, .value = new->table->label };

    if (strings_has(&s->refused, new->against))
        return;
    strings_add(&s->refused, new->against);
    finding_say(s->findings, FINDING_OTHER_LIST, SEVERITY_WARNING, NULL, &words);
}

static void
settle(struct search *s, struct line *new)
{
    struct listing *l = listing_of(s, new->table);
    struct line *old;
    int last = l->n > 0 ? l->v[l->n - 1].number : 0;

    old = new->aside ? NULL : row_before(l, new);
    s->skipped = s->skipped || (new->aside && new->ahead == NULL);
    l->ahead = l->ahead == NULL ? new->ahead : l->ahead;
    if (new->against != NULL) {
        tell_against(s, new);
        line_clear(new);
    } else if (note_veiled(s, l, new) || new->aside || is_part(s, l, new)) {
        line_clear(new);
    } else if (old != NULL) {
        join(s, old, new);
        line_clear(new);
    } else if (torn(s, l, new) || l->n >= LIMIT_ROWS) {
        line_clear(new);
    } else {
        new->number = new->number > last || l->table->row_labels.n > 0 ? new->number : last + 1;
        *ARRAY_MORE(l->v, l->n) = *new;
        l->file = s->nfile;
    }
}

void
lines_drop(struct search *s, size_t from)
{
    while (s->npending > from)
        line_clear(&s->pending[--s->npending]);
}

void
listings_settle(struct search *s)
{
    for (size_t i = 0; i < s->npending; i++)
        settle(s, &s->pending[i]);
    free(s->pending);
    s->pending = NULL;
    s->npending = 0;
}

void
listings_free(struct search *s)
{
    for (size_t i = 0; i < s->nlistings; i++) {
        for (size_t k = 0; k < s->listings[i].n; k++)
            line_clear(&s->listings[i].v[k]);
        free(s->listings[i].v);
    }
    free(s->listings);
}
