/* Forms that districts typed themselves: values beside or below the labels of
 * the plan's form, in sheets, document tables, controls and lines of text. */
#include "core/form/labels.h"
#include "model/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/form/finding.h"
#include "labels_parts.h"

/* ---- labels -------------------------------------------------------------------------- */

/* "1.2. Số cuộc" is "so cuoc". */
char *
label_fold(const char *text)
{
    char *folded = text_fold(text), *start = folded + strspn(folded, "0123456789 "), *kept;

    if (*start == '\0')
        return folded;
    kept = xstrdup(start);
    free(folded);
    return kept;
}

static void
add_label(struct search *s, char *text, const struct field *field, const struct table *table, size_t column)
{
    if (*text == '\0') {
        free(text);
        return;
    }
    *ARRAY_MORE(s->labels, s->nlabels) = (struct label){text, field, table, column, false};
}

/* As printed; without what stands in brackets; with its English line. */
static void
add_labels(struct search *s, const struct field *field, const struct table *table, size_t column)
{
    const char *bracket = strchr(field->label, '(');

    add_label(s, label_fold(field->label), field, table, column);
    if (bracket != NULL) {
        char *before = xstrndup(field->label, (size_t)(bracket - field->label));
        add_label(s, label_fold(before), field, table, column);
        free(before);
    }
    if (field->label_en != NULL) {
        char *two = xasprintf("%s %s", field->label, field->label_en);
        add_label(s, label_fold(two), field, table, column);
        free(two);
    }
}

static int
label_order(const void *a, const void *b)
{
    return strcmp(((const struct label *)a)->text, ((const struct label *)b)->text);
}

static void
collect_labels(struct search *s)
{
    for (size_t i = 0; i < s->form->nsections; i++) {
        const struct section *section = &s->form->sections[i];
        for (size_t f = 0; f < section->nfields; f++)
            add_labels(s, &section->fields[f], NULL, 0);
        for (size_t t = 0; t < section->ntables; t++)
            for (size_t c = 0; c < section->tables[t].ncolumns; c++)
                add_labels(s, &section->tables[t].columns[c], &section->tables[t], c);
    }
    if (s->nlabels > 0)
        qsort(s->labels, s->nlabels, sizeof *s->labels, label_order);
    for (size_t i = 1; i < s->nlabels; i++)
        if (strcmp(s->labels[i].text, s->labels[i - 1].text) == 0 && s->labels[i].table == s->labels[i - 1].table &&
            s->labels[i].field != s->labels[i - 1].field)
            s->labels[i].shared = s->labels[i - 1].shared = true;
}

const struct label *
label_in(const struct search *s, const char *folded, const struct table *table)
{
    size_t low = 0, high = s->nlabels;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(s->labels[mid].text, folded) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < s->nlabels && strcmp(s->labels[low].text, folded) == 0; low++)
        if (s->labels[low].table == table && !s->labels[low].shared)
            return &s->labels[low];
    return NULL;
}

/* ---- scalar fields --------------------------------------------------------------------- */

static void
tell_two(struct search *s, struct hit *old, const char *value, const char *place)
{
    struct finding_words words = {.label = old->field->label, .label_en = old->field->label_en, .value = old->value, .limit = value};

    finding_say(s->findings, FINDING_TWO_READINGS, SEVERITY_ERROR, place, &words);
    old->bad = true;
}

static struct hit *
hit_of(struct search *s, const struct field *field)
{
    for (size_t i = 0; i < s->nhits; i++)
        if (s->hits[i].field == field)
            return &s->hits[i];
    struct hit *h = ARRAY_MORE(s->hits, s->nhits);
    h->field = field;
    return h;
}

static void
found(struct search *s, const struct field *field, enum cell_type type, const char *value, const char *text, const char *place)
{
    struct hit *h = hit_of(s, field);
    bool placed = h->value != NULL;     /* the place is that of the value kept */
    char *got;
    enum reading r = reading_of(field, type, value, text, &got);

    if (r == READING_BAD && !h->bad) {
        validate_unreadable(field, type == CELL_ERROR, text != NULL ? text : value, place, s->findings);
        h->bad = true;
    } else if (r == READING_VALUE && h->value != NULL && !h->bad && strcmp(h->value, got) != 0) {
        tell_two(s, h, got, place);
    } else if (r == READING_VALUE && h->value == NULL) {
        h->value = got;
        got = NULL;
    }
    if (!placed) {
        free(h->place);
        h->place = xstrdup(place);
    }
    free(got);
}

void
grid_place(const struct grid *g, int row, int column, char out[static PLACE_MOST])
{
    char at[16];

    if (g->name == NULL) {
        snprintf(out, PLACE_MOST, "dòng %d", row);
        return;
    }
    cell_place(row, column, at);
    snprintf(out, PLACE_MOST, "%.200s!%s", g->name, at);
}

/* "Số cuộc: 12" in one cell or line. Running text is no form: what does not
 * read as a value there ("Kiến nghị: 12 mô hình ...") is not held against it. */
static void
label_and_value(struct search *s, const char *text, const char *place)
{
    const char *colon = strchr(text, ':');
    const struct label *label;
    char *head, *folded, *got = NULL;

    if (colon == NULL || colon - text > LABEL_MOST)
        return;
    head = xstrndup(text, (size_t)(colon - text));
    folded = label_fold(head);
    label = label_in(s, folded, NULL);
    if (label != NULL && reading_of(label->field, CELL_TEXT, colon + 1, NULL, &got) == READING_VALUE)
        found(s, label->field, CELL_TEXT, colon + 1, NULL, place);
    free(got);
    free(folded);
    free(head);
}

static void
found_at(struct search *s, const struct grid *g, const struct field *field, size_t i)
{
    char place[PLACE_MOST];

    grid_place(g, g->v[i].row, g->v[i].column, place);
    found(s, field, g->v[i].type, g->v[i].value, g->v[i].text, place);
}

static void
scalar_at(struct search *s, const struct grid *g, size_t i)
{
    const struct label *label = label_in(s, g->v[i].folded, NULL);
    size_t other = i, value = label != NULL ? labels_value(s, g, i, label->field, &other) : i;
    char place[PLACE_MOST];

    if (label == NULL) {
        grid_place(g, g->v[i].row, g->v[i].column, place);
        label_and_value(s, g->v[i].value, place);
    } else if (g->name == NULL && (value == i || !labels_reads(label->field, &g->v[value]))) {
        return;                         /* a heading, or a sentence: running text is no form */
    } else if (value == i) {
        grid_place(g, g->v[i].row, g->v[i].column + 1, place);
        found(s, label->field, CELL_TEXT, "", NULL, place);
    } else {
        found_at(s, g, label->field, value);
        if (other != i)
            found_at(s, g, label->field, other);
    }
}

size_t
grid_row_end(const struct grid *g, size_t i)
{
    size_t end = i;

    while (end < g->n && g->v[end].row == g->v[i].row)
        end++;
    return end;
}

/* ---- grids ---------------------------------------------------------------------------------- */

static void
search_grid(struct search *s, const struct grid *g)
{
    for (size_t i = 0; i < g->n;) {
        size_t end = grid_row_end(g, i), behind = labels_table(s, g, i);
        if (behind > i) {
            i = behind;
            continue;
        }
        for (; i < end; i++)
            scalar_at(s, g, i);
    }
}

static struct spot *
add_spot(struct grid *g, int row, int column, enum cell_type type, const char *value, const char *text)
{
    struct spot *spot = ARRAY_MORE(g->v, g->n);

    *spot = (struct spot){row, column, type, value, text, NULL};
    spot->folded = type == CELL_TEXT && strlen(value) <= LABEL_MOST ? label_fold(value) : xstrdup(type == CELL_TEXT ? "" : value);
    return spot;
}

static void
grid_clear(struct grid *g)
{
    for (size_t i = 0; i < g->n; i++)
        free(g->v[i].folded);
    free(g->v);
}

static bool
filled(const char *value)
{
    return value != NULL && value[strspn(value, " \t\n")] != '\0';
}

static void
search_sheets(struct search *s, const struct attachment *file)
{
    for (size_t i = 0; i < file->nsheets; i++) {
        const struct sheet *sheet = &file->sheets[i];
        struct grid g = {.name = sheet->name != NULL ? sheet->name : ""};
        for (size_t c = 0; c < sheet->ncells && !sheet->hidden; c++)
            if (filled(sheet->cells[c].value))
                add_spot(&g, sheet->cells[c].row, sheet->cells[c].column, sheet->cells[c].type, sheet->cells[c].value,
                         sheet->cells[c].text);
        search_grid(s, &g);
        grid_clear(&g);
    }
}

static void
search_tables(struct search *s, const struct attachment *file)
{
    for (size_t i = 0; i < file->ntables; i++) {
        char name[32];
        struct grid g = {.name = name};
        snprintf(name, sizeof name, "Bảng %zu", i + 1);
        for (size_t r = 0; r < file->tables[i].nrows; r++)
            for (size_t c = 0; c < file->tables[i].rows[r].cells.n; c++)
                if (filled(file->tables[i].rows[r].cells.v[c]))
                    add_spot(&g, (int)r + 1, (int)c + 1, CELL_TEXT, file->tables[i].rows[r].cells.v[c], NULL);
        search_grid(s, &g);
        grid_clear(&g);
    }
}

/* Content controls and PDF fields: by the field's name or its label. */
static void
search_control(struct search *s, const char *tag, const char *value)
{
    const struct field *field = form_field(s->form, strncasecmp(tag, "d_", 2) == 0 ? tag + 2 : tag);
    char *folded = label_fold(tag);
    const struct label *label = field == NULL ? label_in(s, folded, NULL) : NULL;

    if (field != NULL || label != NULL)
        found(s, field != NULL ? field : label->field, CELL_TEXT, value != NULL ? value : "", NULL, tag);
    free(folded);
}

static void
search_controls(struct search *s, const struct attachment *file)
{
    for (size_t i = 0; i < file->ncontrols; i++)
        search_control(s, file->controls[i].tag != NULL ? file->controls[i].tag : "", file->controls[i].value);
    for (size_t i = 0; i < file->nfields; i++) {
        const struct form_field *f = &file->fields[i];
        if (f->kind != FORM_SIGNATURE && f->kind != FORM_BUTTON)
            search_control(s, f->name != NULL ? f->name : "", f->value);
    }
}

/* The cells of a line, parted by TABs in place. */
static void
add_line(struct grid *g, char *line, int number)
{
    int column = 1;

    for (char *cell = line; cell != NULL; column++) {
        char *end = strchr(cell, '\t');
        if (end != NULL)
            *end++ = '\0';
        if (filled(cell))
            add_spot(g, number, column, CELL_TEXT, cell, NULL);
        cell = end;
    }
}

/* Lines, and tables of HTML and PDF, whose rows are lines. */
static void
search_lines(struct search *s, const char *text)
{
    struct grid g = {0};
    char *copy = xstrdup(text), *line = copy;

    for (int number = 1; line != NULL && number < LIMIT_ROWS; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        add_line(&g, line, number);
        line = end;
    }
    search_grid(s, &g);
    grid_clear(&g);
    free(copy);
}

/* ---- the end ----------------------------------------------------------------------------------- */

/* The form typed again, not just some of its words: then its gaps count. */
static bool
retyped(const struct search *s)
{
    size_t scalars = 0;

    for (size_t i = 0; i < s->form->nsections; i++)
        scalars += s->form->sections[i].nfields;
    return s->form->required || (s->nhits > 1 && s->nhits * 2 >= scalars);
}

static void
emit(struct search *s, struct values *values, struct findings *findings)
{
    bool gaps = retyped(s);

    for (size_t i = 0; i < s->nhits; i++) {
        const struct hit *h = &s->hits[i];
        if (h->value != NULL && !h->bad)
            values_add(values, h->field->name, 0, h->field->type, h->value, h->place);
        else if (h->value == NULL && !h->bad && gaps)
            validate_missing(h->field, h->place, s->findings);
    }
    for (size_t i = 0; i < s->values->n; i++) {
        const struct value *v = &s->values->v[i];
        values_add(values, v->field, v->row, v->type, v->value, v->place);
    }
    for (size_t i = 0; i < s->ntables && gaps; i++)
        validate_rows(s->form, s->tables[i], s->filled[i], NULL, values, s->findings);
    for (size_t i = 0; i < s->findings->n; i++) {
        const struct finding *f = &s->findings->v[i];
        findings_add(findings, f->severity, f->code, f->place, xstrdup(f->text), xstrdup(f->text_en));
    }
}

/* What a form that must come lacks altogether. */
static void
demand(struct search *s)
{
    for (size_t i = 0; i < s->form->nsections && s->form->required; i++)
        for (size_t f = 0; f < s->form->sections[i].nfields; f++)
            hit_of(s, &s->form->sections[i].fields[f]);
}

void
labels_extract(const struct form *form, const struct attachment *file, struct values *values, struct findings *findings)
{
    struct values rows = {0};
    struct findings held = {0};
    struct search s = {.form = form, .values = &rows, .findings = &held};

    collect_labels(&s);
    search_sheets(&s, file);
    search_tables(&s, file);
    search_controls(&s, file);
    search_lines(&s, file->text);
    if (s.nhits > 1 || s.ntables > 0) {         /* a single word like "Năm" is no form */
        demand(&s);
        emit(&s, values, findings);
    }
    for (size_t i = 0; i < s.nhits; i++) {
        free(s.hits[i].value);
        free(s.hits[i].place);
    }
    for (size_t i = 0; i < s.nlabels; i++)
        free(s.labels[i].text);
    free(s.hits);
    free(s.labels);
    values_free(&rows);
    findings_free(&held);
}
