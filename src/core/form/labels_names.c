/* Our own forms, read by their defined names: d_FIELD is one cell, t_TABLE the
 * input cells of a table (rows x columns in the plan's order; the labels of a
 * table with fixed rows stand outside). A name belongs to the sheet it points
 * to: a copied sheet has names of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "labels_private.h"

/* ---- cells ------------------------------------------------------------------ */

static bool
blank(const struct cell *cell)
{
    return (cell->value == NULL || cell->value[strspn(cell->value, " \t\n")] == '\0') &&
           !cell->formula;
}

static struct spot
spot_of(const struct cell *c)
{
    bool computed = c->value != NULL && *c->value != '\0';

    return (struct spot){ .row = c->row,
                          .column = c->column,
                          .type = computed ? c->type : CELL_ERROR,
                          .value = computed ? c->value : "",
                          .text = c->text,
                          .hidden = c->hidden,
                          .no_result = c->formula && !computed };
}

static void
read_scalar(struct search *s, const struct grid *g, const struct sheet *sheet,
            const struct field *field)
{
    const struct name *name = name_find(s, sheet, 'd', field->name);
    size_t i = name != NULL ? sheet_from(sheet, name->row, name->column) : 0;

    if (name == NULL)
        return;
    if (i < sheet->ncells && sheet->cells[i].row == name->row &&
        sheet->cells[i].column == name->column && !blank(&sheet->cells[i])) {
        struct spot spot = spot_of(&sheet->cells[i]);
        found_at(s, g, field, &spot);
    } else {
        found_none(s, g, field, name->row, name->column);
    }
}

/* The nearest label before the cell is another field's: rows were put in, and the name stayed behind. */
static bool
left_behind(const struct search *s, const struct sheet *sheet, const struct name *name,
            const struct field *field)
{
    size_t i = sheet_from(sheet, name->row, name->column), len = strlen(field->label);
    const struct label *label = NULL;

    while (label == NULL && i-- > 0 && sheet->cells[i].row == name->row) {
        const struct cell *c = &sheet->cells[i];
        struct spot spot = spot_of(c);

        if (spot.type != CELL_TEXT)
            continue;
        if (strncmp(spot.value, field->label, len) == 0 && strspn(spot.value + len, " *") == strcspn(spot.value + len, "\n"))
            return false;                       /* as we print it, over its English line */
        spot.folded = label_fold(spot.value);
        spot.bare = label_bare(spot.value);
        label = label_at(s, &spot, NULL);
        free(spot.folded);
        free(spot.bare);
    }
    return label != NULL && label->field != field;
}

/* Where one name is not to be believed, none of its sheet is: labels tell. */
static bool
believed(const struct search *s, const struct sheet *sheet)
{
    for (size_t i = 0; i < s->form->nsections; i++)
        for (size_t f = 0; f < s->form->sections[i].nfields; f++) {
            const struct field *field = &s->form->sections[i].fields[f];
            const struct name *name = name_find(s, sheet, 'd', field->name);

            if (name != NULL && left_behind(s, sheet, name, field))
                return false;
        }
    return true;
}

/* The row's cells by column, NULL where there is none; false if it is blank. */
static bool
row_cells(const struct sheet *sheet, const struct name *n, int row, int columns,
          const struct cell **out)
{
    bool filled = false;

    memset(out, 0, (size_t)columns * sizeof *out);
    for (size_t i = sheet_from(sheet, n->row + row, n->column); i < sheet->ncells; i++) {
        const struct cell *c = &sheet->cells[i];
        if (c->row != n->row + row || c->column >= n->column + columns)
            break;
        out[c->column - n->column] = blank(c) ? NULL : c;
        filled = filled || !blank(c);
    }
    return filled;
}

static int
smaller(int a, int b)
{
    return a < b ? a : b;
}

static void
read_table(struct search *s, const struct grid *g, const struct sheet *sheet,
           const struct table *table)
{
    const struct name *n = name_find(s, sheet, 't', table->name);
    int rows = n != NULL ? smaller(n->last_row - n->row + 1, LIMIT_ROWS) : 0;
    int columns = n != NULL ? smaller(n->last_column - n->column + 1, (int)table->ncolumns) : 0;
    const struct cell **cells = xcalloc(table->ncolumns, sizeof *cells);
    char place[PLACE_MOST];

    for (int row = 0; row < rows && columns > 0; row++) {
        struct line *line;
        if (!row_cells(sheet, n, row, columns, cells))
            continue;
        line = line_begin(s, table, row + 1);
        for (int c = 0; c < columns; c++) {
            struct spot spot = cells[c] != NULL ? spot_of(cells[c]) : (struct spot){0};
            grid_place(s, g, n->row + row, n->column + c, place);
            line_put(s, line, (size_t)c, cells[c] != NULL ? &spot : NULL, place);
        }
    }
    free(cells);
    if (columns > 0 && rows > 0 && listing_of(s, table)->place == NULL) {
        grid_place(s, g, n->row, n->column, place);
        listing_of(s, table)->place = arena_text(s->texts, place);
        listing_of(s, table)->seen = true;
    }
}

bool
names_read(struct search *s, const struct sheet *sheet)
{
    struct grid g = { .name = sheet->name };
    bool any = false;

    for (size_t i = 0; i < s->nnames && !any; i++)
        any = sheet->name != NULL && strcmp(s->names[i]->sheet, sheet->name) == 0;
    s->ours = s->ours || any;
    if (any && !believed(s, sheet))
        return false;
    for (size_t i = 0; i < s->form->nsections && any; i++) {
        const struct section *section = &s->form->sections[i];
        for (size_t f = 0; f < section->nfields; f++)
            read_scalar(s, &g, sheet, &section->fields[f]);
        for (size_t t = 0; t < section->ntables; t++)
            read_table(s, &g, sheet, &section->tables[t]);
    }
    return any;
}
