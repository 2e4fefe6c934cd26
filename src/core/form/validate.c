/* Our own forms, read by their defined names: d_FIELD is one cell, t_TABLE the
 * input cells of a table (rows x columns in the plan's order; the labels of a
 * table with fixed rows stand outside). */
#include "core/form/validate.h"
#include "model/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "core/form/finding.h"
#include "core/form/labels.h"
#include "core/form/reading.h"
#include "model/rendition.h"

#define PLACE_MOST 300

struct names {                  /* the attachment's defined names, sorted for lookup */
    const struct name **v;
    size_t n;
};

struct reader {
    const struct attachment *file;
    struct names names;
    struct values *values;
    struct findings *findings;
};

/* ---- lookup ---------------------------------------------------------------- */

static int
name_order(const void *a, const void *b)
{
    return strcasecmp((*(const struct name *const *)a)->name, (*(const struct name *const *)b)->name);
}

static bool
ours(const struct name *n)
{
    return n->name != NULL && n->sheet != NULL && (strncasecmp(n->name, "d_", 2) == 0 || strncasecmp(n->name, "t_", 2) == 0);
}

static void
names_sort(const struct attachment *file, struct names *out)
{
    out->v = xcalloc(file->nnames + 1, sizeof *out->v);
    out->n = 0;
    for (size_t i = 0; i < file->nnames; i++)
        if (ours(&file->names[i]))
            out->v[out->n++] = &file->names[i];
    qsort(out->v, out->n, sizeof *out->v, name_order);
}

static const struct name *
names_find(const struct names *names, const char *prefix, const char *name)
{
    char full[256];
    struct name key = {.name = full};
    const struct name *at = &key;
    const struct name *const *hit;

    if (snprintf(full, sizeof full, "%s%s", prefix, name) >= (int)sizeof full)
        return NULL;
    hit = bsearch(&at, names->v, names->n, sizeof *names->v, name_order);
    return hit != NULL ? *hit : NULL;
}

static const struct sheet *
sheet_named(const struct attachment *file, const char *name)
{
    for (size_t i = 0; i < file->nsheets; i++)
        if (file->sheets[i].name != NULL && strcmp(file->sheets[i].name, name) == 0)
            return &file->sheets[i];
    return NULL;
}

/* The first cell at or after this place: cells stand row by row, column by column. */
static size_t
cell_from(const struct sheet *sheet, int row, int column)
{
    size_t low = 0, high = sheet->ncells;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct cell *c = &sheet->cells[mid];
        if (c->row < row || (c->row == row && c->column < column))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static const struct cell *
cell_at(const struct sheet *sheet, int row, int column)
{
    size_t i = cell_from(sheet, row, column);

    return i < sheet->ncells && sheet->cells[i].row == row && sheet->cells[i].column == column ? &sheet->cells[i] : NULL;
}

/* "Biểu 1!D12"; without the sheet if its name is too long to print. */
static void
place_of(const struct sheet *sheet, int row, int column, char out[static PLACE_MOST])
{
    size_t len = strlen(sheet->name);

    if (len + 1 + 16 > PLACE_MOST) {
        cell_place(row, column, out);
        return;
    }
    memcpy(out, sheet->name, len);
    out[len] = '!';
    cell_place(row, column, out + len + 1);
}

/* ---- one cell -------------------------------------------------------------- */

static char *
choices_text(const struct field *field)
{
    struct buf list = {0};

    for (size_t i = 0; i < field->choices.n; i++) {
        buf_adds(&list, i > 0 ? ", " : "");
        buf_adds(&list, field->choices.v[i]);
    }
    return buf_take(&list);
}

void
validate_unreadable(const struct field *field, bool error, const char *shown, const char *place, struct findings *findings)
{
    static const enum finding_kind kinds[FIELD_TYPES] = {
        [FIELD_TEXT] = FINDING_CELL_ERROR, [FIELD_INTEGER] = FINDING_NOT_INTEGER, [FIELD_DECIMAL] = FINDING_NOT_DECIMAL,
        [FIELD_DATE] = FINDING_NOT_DATE, [FIELD_CHOICE] = FINDING_NOT_CHOICE, [FIELD_YESNO] = FINDING_NOT_YESNO,
    };
    char *choices = field->type == FIELD_CHOICE ? choices_text(field) : NULL;
    struct finding_words words = {.label = field->label, .label_en = field->label_en, .value = shown, .limit = choices};

    finding_say(findings, error ? FINDING_CELL_ERROR : kinds[field->type], SEVERITY_ERROR, place, &words);
    free(choices);
}

void
validate_missing(const struct field *field, const char *place, struct findings *findings)
{
    struct finding_words words = {.label = field->label, .label_en = field->label_en};

    if (field->required)
        finding_say(findings, FINDING_REQUIRED, SEVERITY_ERROR, place, &words);
    else if (field->evidence)
        finding_say(findings, FINDING_NO_EVIDENCE, SEVERITY_WARNING, place, &words);
}

/* Adds the value, or the finding; empty cells are the caller's. */
static enum reading
read_cell(struct reader *r, const struct field *field, const char *name, int row,
          const struct cell *cell, const char *place)
{
    char *value;
    enum reading got = reading_of(field, cell->type, cell->value, cell->text, &value);

    if (got == READING_VALUE)
        values_add(r->values, name, row, field->type, value, place);
    else if (got == READING_BAD)
        validate_unreadable(field, cell->type == CELL_ERROR, cell->text != NULL ? cell->text : cell->value, place,
                            r->findings);
    free(value);
    return got;
}

static void
read_scalar(struct reader *r, const struct field *field)
{
    const struct name *name = names_find(&r->names, "d_", field->name);
    const struct sheet *sheet = name != NULL ? sheet_named(r->file, name->sheet) : NULL;
    const struct cell *cell = sheet != NULL ? cell_at(sheet, name->row, name->column) : NULL;
    char place[PLACE_MOST] = "";

    if (sheet != NULL)
        place_of(sheet, name->row, name->column, place);
    if (cell == NULL || read_cell(r, field, field->name, 0, cell, place) == READING_EMPTY)
        validate_missing(field, *place != '\0' ? place : NULL, r->findings);
}

/* ---- tables ---------------------------------------------------------------- */

struct block {                  /* where a table stands */
    const struct table *table;
    const struct sheet *sheet;
    int row, column, rows, columns;
    char **full_names;          /* "table.column" */
};

static bool
blank(const struct cell *cell)
{
    return cell->value == NULL || cell->value[strspn(cell->value, " \t\n")] == '\0';
}

/* The row's cells by column, NULL where there is none; false if it is blank. */
static bool
row_cells(const struct block *b, int row, const struct cell **out)
{
    bool filled = false;

    memset(out, 0, (size_t)b->columns * sizeof *out);
    for (size_t i = cell_from(b->sheet, b->row + row, b->column); i < b->sheet->ncells; i++) {
        const struct cell *c = &b->sheet->cells[i];
        if (c->row != b->row + row || c->column < b->column || c->column >= b->column + b->columns)
            break;
        out[c->column - b->column] = c;
        filled = filled || !blank(c);
    }
    return filled;
}

static void
read_row(struct reader *r, const struct block *b, int row, const struct cell *const *cells)
{
    char place[PLACE_MOST];

    for (int c = 0; c < b->columns; c++) {
        const struct field *field = &b->table->columns[c];
        place_of(b->sheet, b->row + row, b->column + c, place);
        if (cells[c] == NULL || read_cell(r, field, b->full_names[c], row + 1, cells[c], place) == READING_EMPTY)
            validate_missing(field, place, r->findings);
    }
}

static int
smaller(int a, int b)
{
    return a < b ? a : b;
}

void
validate_rows(const struct form *form, const struct table *table, size_t filled, const char *place,
              const struct values *values, struct findings *findings)
{
    const struct value *none = table->none_field != NULL ? values_get(values, table->none_field, 0) : NULL;
    const struct field *none_field = none != NULL ? form_field(form, table->none_field) : NULL;
    bool ticked = none != NULL && none->value != NULL && strcmp(none->value, "yes") == 0;
    char count[24], limit[24];
    struct finding_words words = {.label = table->label != NULL ? table->label : table->name, .value = count, .limit = limit};

    snprintf(count, sizeof count, "%zu", filled);
    if (ticked && filled > 0 && none_field != NULL) {
        words.limit = none_field->label;
        words.limit_en = none_field->label_en;
        finding_say(findings, FINDING_NONE_BUT_ROWS, SEVERITY_ERROR, place, &words);
    } else if (!ticked && filled < table->min_rows) {
        snprintf(limit, sizeof limit, "%zu", table->min_rows);
        finding_say(findings, FINDING_TOO_FEW_ROWS, SEVERITY_ERROR, place, &words);
    } else if (table->max_rows > 0 && filled > table->max_rows) {
        snprintf(limit, sizeof limit, "%zu", table->max_rows);
        finding_say(findings, FINDING_TOO_MANY_ROWS, SEVERITY_ERROR, place, &words);
    }
}

static void
read_table(struct reader *r, const struct form *form, const struct table *table)
{
    const struct name *name = names_find(&r->names, "t_", table->name);
    bool stands = name != NULL && name->last_row >= name->row && name->last_column >= name->column;
    struct block b = {.table = table, .sheet = stands ? sheet_named(r->file, name->sheet) : NULL};
    const struct cell **cells;
    char place[PLACE_MOST] = "";
    size_t filled = 0;

    if (b.sheet != NULL) {
        b.row = name->row;
        b.column = name->column;
        b.rows = smaller(name->last_row - name->row + 1, LIMIT_ROWS);
        b.columns = smaller(name->last_column - name->column + 1, (int)table->ncolumns);
        place_of(b.sheet, b.row, b.column, place);
        b.full_names = xcalloc(table->ncolumns, sizeof *b.full_names);
        for (size_t c = 0; c < table->ncolumns; c++)
            b.full_names[c] = xasprintf("%s.%s", table->name, table->columns[c].name);
        cells = xcalloc(table->ncolumns, sizeof *cells);
        for (int row = 0; row < b.rows; row++) {
            if (!row_cells(&b, row, cells))
                continue;
            filled++;
            read_row(r, &b, row, cells);
        }
        free(cells);
        for (size_t c = 0; c < table->ncolumns; c++)
            free(b.full_names[c]);
        free(b.full_names);
    }
    validate_rows(form, table, filled, *place != '\0' ? place : NULL, r->values, r->findings);
}

void
validate_renditions(const struct report *report, int have, struct findings *findings)
{
    if (report->renditions & RENDITION_SIGNED & ~have)
        finding_say(findings, FINDING_NO_SIGNED, SEVERITY_ERROR, NULL, NULL);
    if (report->renditions & RENDITION_EDITABLE & ~have)
        finding_say(findings, FINDING_NO_EDITABLE, SEVERITY_ERROR, NULL, NULL);
}

/* ---- the door -------------------------------------------------------------- */

void
validate_extract(const struct form *form, const struct attachment *file, struct values *values,
                 struct findings *findings)
{
    struct reader r = {.file = file, .values = values, .findings = findings};

    names_sort(file, &r.names);
    if (r.names.n == 0)
        labels_extract(form, file, values, findings);
    /* Scalars first: a table asks whether its "none" box is ticked. */
    for (size_t s = 0; s < form->nsections && r.names.n > 0; s++)
        for (size_t f = 0; f < form->sections[s].nfields; f++)
            read_scalar(&r, &form->sections[s].fields[f]);
    for (size_t s = 0; s < form->nsections && r.names.n > 0; s++)
        for (size_t t = 0; t < form->sections[s].ntables; t++)
            read_table(&r, form, &form->sections[s].tables[t]);
    free(r.names.v);
}
