/* A form is searched for in all that its files hold: sheets, document tables,
 * controls and lines of text. Values stand in our named cells, else beside or
 * below the labels of the plan's form. */
#include "core/form/labels.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "labels_private.h"
#include "model/flag.h"

/* ---- what is found ------------------------------------------------------------------ */

static void
tell_two(struct search *s, struct hit *old, const char *value, const char *place)
{
    struct finding_words words = {.label = old->field->label, .label_en = old->field->label_en, .value = old->value, .limit = value};

    finding_say(s->findings, FINDING_TWO_READINGS, SEVERITY_ERROR, place, &words);
    old->bad = true;
}

struct hit *
hit_of(struct search *s, const struct field *field)
{
    for (size_t i = 0; i < s->nhits; i++)
        if (s->hits[i].field == field)
            return &s->hits[i];
    struct hit *h = ARRAY_MORE(s->hits, s->nhits);
    h->field = field;
    return h;
}

/* Texts agree if one says all that the other does. */
bool
values_agree(const struct field *field, const char *a, const char *b)
{
    char *x, *y;
    bool agree = strcmp(a, b) == 0;

    if (agree || field->type != FIELD_TEXT)
        return agree;
    x = text_fold(a);
    y = text_fold(b);
    agree = *x != '\0' && *y != '\0' && (text_has_tokens(x, y) || text_has_tokens(y, x));
    free(x);
    free(y);
    return agree;
}

static void
tell_bad(struct search *s, struct hit *h, const struct spot *spot, const char *place)
{
    if (spot->no_result)
        validate_no_result(h->field, place, s->findings);
    else
        validate_unreadable(h->field, spot->type == CELL_ERROR,
                            spot->text != NULL ? spot->text : spot->value, place, s->findings);
    h->bad = true;
}

static void
keep(struct search *s, struct hit *h, enum reading r, char **got, const struct spot *spot,
     const char *place)
{
    if (r == READING_ZERO)
        validate_zero(h->field, spot->value, place, s->findings);
    h->value = *got;
    h->grid = s->grid;
    *got = NULL;
    free(h->place);
    h->place = xstrdup(place);
}

static void
found(struct search *s, const struct field *field, const struct spot *spot, const char *place)
{
    struct hit *h = hit_of(s, field);
    char *got;
    enum reading r = spot_read(s, field, spot, &got);

    if (r == READING_BAD && !h->bad)
        tell_bad(s, h, spot, place);
    else if (got != NULL && h->value == NULL && !h->bad)
        keep(s, h, r, &got, spot, place);
    else if (got != NULL && h->value != NULL) {
        s->repeats = s->repeats || h->grid != s->grid;
        if (!h->bad && !values_agree(field, h->value, got))
            tell_two(s, h, got, place);
        else if (strlen(got) > strlen(h->value) && field->type == FIELD_TEXT) {
            free(h->value);
            keep(s, h, r, &got, spot, place);
        }
    }
    if (h->place == NULL)
        h->place = xstrdup(place);
    free(got);
}

/* Of a page that was printed: the text goes on in the line below, and where it
 * ends nothing tells. */
static bool
goes_on(const struct search *s, const struct grid *g, const struct spot *spot)
{
    size_t from = grid_from(g, spot->row + 1), to = from < g->n ? grid_row_end(g, from) : from;
    const struct spot *below = from < g->n && g->v[from].row == spot->row + 1
                                   ? grid_at(g, from, to, spot->column)
                                   : NULL;
    const char *value;
    char *lower;
    bool on;

    if (below == NULL || label_at(s, below, NULL) != NULL || label_colon(s, below, &value) != NULL)
        return false;
    if (spot->column > 1)
        return g->v[from].column > 1;
    lower = text_lower(below->value);
    on = to - from == 1 && (below->bare == NULL || strcmp(below->bare, below->folded) == 0) &&
         *lower == *below->value && strncmp(lower, below->value, 4) == 0;
    free(lower);
    return on;
}

static void
tell_wrapped(struct search *s, struct hit *h, const char *place)
{
    struct finding_words words = { .label = h->field->label, .label_en = h->field->label_en };

    if (!h->bad && h->value == NULL)
        finding_say(s->findings, FINDING_WRAPPED, SEVERITY_WARNING, place, &words);
    h->bad = h->bad || h->value == NULL;
    if (h->place == NULL)
        h->place = xstrdup(place);
}

void
found_at(struct search *s, const struct grid *g, const struct field *field, const struct spot *spot)
{
    char place[PLACE_MOST];

    grid_place(s, g, spot->row, spot->column, place);
    if (named_here(s, 'd', field->name))
        return;
    if (field->type == FIELD_TEXT && g->printed && goes_on(s, g, spot))
        tell_wrapped(s, hit_of(s, field), place);
    else
        found(s, field, spot, place);
}

void
found_none(struct search *s, const struct grid *g, const struct field *field, int row, int column)
{
    found_at(s, g, field,
             &(struct spot){ .row = row, .column = column, .type = CELL_TEXT, .value = "" });
}

/* ---- scalar fields --------------------------------------------------------------------- */

/* "Số cuộc: 12" in one cell or line. Running text is no form: what does not
 * read as a value there ("Kiến nghị: 12 mô hình ...") is not held against it. */
static bool
label_and_value(struct search *s, const struct grid *g, const struct spot *spot)
{
    struct spot value = *spot;
    const struct label *label = label_colon(s, spot, &value.value);

    value.text = NULL;
    if (label == NULL || !spot_reads(s, label->field, &value))
        return false;
    found_at(s, g, label->field, &value);
    return true;
}

static void
scalar_at(struct search *s, const struct grid *g, size_t i)
{
    const struct spot *spot = &g->v[i], *below;
    const struct label *label = label_at(s, spot, NULL);
    size_t other = i, value = label != NULL ? labels_value(s, g, i, label->field, &other) : i;

    if (value == i && label_and_value(s, g, spot))      /* of "Số cuộc: –" the sign is dropped when it is folded */
        return;
    if (label == NULL)
        return;
    if (g->name == NULL && (value == i || !spot_reads(s, label->field, &g->v[value]))) {
        return;                         /* a heading, or a sentence: running text is no form */
    } else if (value != i) {
        found_at(s, g, label->field, &g->v[value]);
        if (other != i)
            found_at(s, g, label->field, &g->v[other]);
    } else if ((below = labels_below(s, g, i, label->field)) != NULL) {
        found_at(s, g, label->field, below);
    } else {
        found_none(s, g, label->field, spot->row, spot->last_column + 1);
    }
}

/* ---- grids ---------------------------------------------------------------------------------- */

static void
search_grid(struct search *s, struct grid *g)
{
    s->section = NULL;
    grid_heads(g);
    for (size_t i = 0; i < g->n;) {
        size_t end = grid_row_end(g, i), behind = labels_table(s, g, i);
        if (behind == i)
            behind = labels_across(s, g, i);
        if (behind > i) {
            i = behind;
            continue;
        }
        for (; i < end; i++)
            if (!label_section(s, &g->v[i]))
                scalar_at(s, g, i);
    }
    grid_clear(g);
    listings_settle(s);
}

static void
begin_grid(struct search *s)
{
    s->grid++;
    s->repeats = false;
    s->here = NULL;
}

static void
search_sheet(struct search *s, const struct sheet *sheet)
{
    struct grid g = {0};

    begin_grid(s);
    if (names_read(s, sheet))
        s->here = sheet;                /* what lost its name is found by its label */
    if (!named_all(s))
        grid_sheet(&g, sheet);
    search_grid(s, &g);
}

static void
search_sheets(struct search *s)
{
    size_t hidden = 0;

    for (size_t i = 0; i < s->file->nsheets; i++)
        hidden += s->file->sheets[i].hidden;
    for (size_t i = 0; i < s->file->nsheets; i++)
        if (!s->file->sheets[i].hidden || hidden == s->file->nsheets)
            search_sheet(s, &s->file->sheets[i]);
}

static void
search_tables(struct search *s)
{
    for (size_t i = 0; i < s->file->ntables; i++) {
        char *name = xasprintf("Bảng %zu", i + 1);
        struct grid g = {0};
        begin_grid(s);
        grid_table(&g, &s->file->tables[i], name);
        search_grid(s, &g);
        free(name);
    }
}

/* Content controls and PDF fields: by the field's name or its label. */
static void
search_control(struct search *s, const char *tag, const char *value)
{
    const struct field *field = form_field(s->form, strncasecmp(tag, "d_", 2) == 0 ? tag + 2 : tag);
    struct spot head = { .type = CELL_TEXT, .folded = label_fold(tag), .bare = label_bare(tag) };
    const struct label *label = field == NULL ? label_at(s, &head, NULL) : NULL;

    if (field != NULL || label != NULL)
        found(s, field != NULL ? field : label->field,
              &(struct spot){ .type = CELL_TEXT, .value = value != NULL ? value : "" }, tag);
    free(head.folded);
    free(head.bare);
}

static void
search_controls(struct search *s)
{
    begin_grid(s);
    for (size_t i = 0; i < s->file->ncontrols; i++)
        search_control(s, s->file->controls[i].tag != NULL ? s->file->controls[i].tag : "",
                       s->file->controls[i].value);
    for (size_t i = 0; i < s->file->nfields; i++) {
        const struct form_field *f = &s->file->fields[i];
        if (f->kind != FORM_SIGNATURE && f->kind != FORM_BUTTON)
            search_control(s, f->name != NULL ? f->name : "", f->value);
    }
}

/* Lines, and tables of HTML and PDF, whose rows are lines. */
static void
search_lines(struct search *s)
{
    struct grid g = {0};
    char *copy = xstrdup(s->file->text), *line = copy;

    begin_grid(s);
    g.printed = s->file->type != NULL && strcmp(s->file->type, "pdf") == 0;
    for (int number = 1; line != NULL && number < LIMIT_ROWS; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        grid_line(&g, line, number);
        line = end;
    }
    search_grid(s, &g);
    free(copy);
}

/* ---- files ------------------------------------------------------------------------------------ */

static void
heed_date(struct reading_habits *h, const char *text)
{
    enum date_order order = text != NULL && strlen(text) < 16 ? reading_order(text) : ORDER_UNKNOWN;

    if (order != ORDER_UNKNOWN)
        h->order = h->order == ORDER_UNKNOWN || h->order == order ? order : ORDER_BOTH;
}

/* A file that writes "6/13/2023" writes 5 June "6/5/2023". */
static struct reading_habits
habits_of(const struct attachment *file)
{
    struct reading_habits h = { .since_1904 = flag_on(&file->flags, FLAG_SINCE_1904),
                                .true_days = file->type != NULL &&
                                             (strcmp(file->type, "ods") == 0 ||
                                              strcmp(file->type, "fods") == 0) };

    for (size_t i = 0; i < file->nsheets; i++)
        for (size_t k = 0; k < file->sheets[i].ncells; k++)
            if (file->sheets[i].cells[k].type == CELL_TEXT)
                heed_date(&h, file->sheets[i].cells[k].value);
    for (size_t i = 0; i < file->ntables; i++)
        for (size_t r = 0; r < file->tables[i].nrows; r++)
            for (size_t c = 0; c < file->tables[i].rows[r].cells.n; c++)
                heed_date(&h, file->tables[i].rows[r].cells.v[c]);
    return h;
}

void
search_file(struct search *s, const struct attachment *file)
{
    s->file = file;
    s->nfile++;
    s->habits = habits_of(file);
    names_sort(s);
    search_sheets(s);
    search_tables(s);
    search_controls(s);
    search_lines(s);
    free(s->open.at);
    s->open = (struct head){0};
}
