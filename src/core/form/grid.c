/* Sheets, tables of documents and lines of text as one kind of grid. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"
#include "model/cell.h"

#define FILE_MOST 200           /* bytes of a file's name in a place, ... */
#define NAME_MOST 300           /* ... of a sheet's, ... */
#define ROW_MOST 64             /* ... and of the words for row and column: PLACE_MOST holds all */

static bool
filled(const char *value)
{
    return value != NULL && value[strspn(value, " \t\n")] != '\0';
}

static struct spot *
add_spot(struct grid *g, int row, int column, enum cell_type type, const char *value,
         const char *text)
{
    struct spot *spot = ARRAY_MORE(g->v, g->n);
    bool words = type == CELL_TEXT && strlen(value) <= LABEL_MOST;

    *spot = (struct spot){ .row = row,
                           .column = column,
                           .last_row = row,
                           .last_column = column,
                           .type = type,
                           .value = value,
                           .text = text };
    spot->nth = g->n > 1 ? spot[-1].nth + (spot[-1].row != row) : 0;
    spot->folded = words ? label_fold(value) : xstrdup(type == CELL_TEXT ? "" : value);
    spot->bare = words ? label_bare(value) : NULL;
    return spot;
}

static struct spot *
spot_of(struct grid *g, int row, int column)
{
    size_t low = 0, high = g->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (g->v[mid].row < row || (g->v[mid].row == row && g->v[mid].column < column))
            low = mid + 1;
        else
            high = mid;
    }
    return low < g->n && g->v[low].row == row && g->v[low].column == column ? &g->v[low] : NULL;
}

static void
merge(struct grid *g, const char *area)
{
    const char *colon = strchr(area, ':');
    char *first = colon != NULL ? xstrndup(area, (size_t)(colon - area)) : NULL;
    int row, column, last_row, last_column;
    struct spot *spot;

    if (first != NULL && cell_parse(first, &row, &column) &&
        cell_parse(colon + 1, &last_row, &last_column) &&
        (spot = spot_of(g, row, column)) != NULL) {
        spot->last_row = last_row;
        spot->last_column = last_column;
    }
    free(first);
}

void
grid_sheet(struct grid *g, const struct sheet *sheet)
{
    g->name = sheet->name != NULL ? sheet->name : "";
    for (size_t i = 0; i < sheet->ncells; i++) {
        const struct cell *c = &sheet->cells[i];
        if (filled(c->value))
            add_spot(g, c->row, c->column, c->type, c->value, c->text)->hidden = c->hidden;
        else if (c->formula && c->value != NULL)
            add_spot(g, c->row, c->column, CELL_ERROR, c->value, NULL)->no_result = true;
    }
    for (size_t i = 0; i < sheet->merged.n; i++)
        merge(g, sheet->merged.v[i]);
}

void
grid_table(struct grid *g, const struct document_table *table, const char *name)
{
    g->name = name;
    for (size_t r = 0; r < table->nrows; r++)
        for (size_t c = 0; c < table->rows[r].cells.n; c++)
            if (filled(table->rows[r].cells.v[c]))
                add_spot(g, (int)r + 1, (int)c + 1, CELL_TEXT, table->rows[r].cells.v[c], NULL);
}

void
grid_shared(struct grid *g, const struct strings *areas, size_t table)
{
    for (size_t i = 0; i < areas->n; i++) {
        const char *area = strchr(areas->v[i], '!'), *colon = strchr(areas->v[i], ':');
        struct spot *below;
        char last[16];
        int row, column, last_row, last_column;

        if (area == NULL || colon == NULL || strtoul(areas->v[i], NULL, 10) != table)
            continue;
        merge(g, area + 1);
        snprintf(last, sizeof last, "%.*s", (int)(colon - area - 1), area + 1);
        if (cell_parse(last, &row, &column) && cell_parse(colon + 1, &last_row, &last_column) &&
            last_row > row && (below = spot_of(g, last_row, column)) != NULL)
            below->repeated = true;
    }
}

void
grid_line(struct grid *g, char *line, int number)
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

static const char *const numbers[] = { "stt", "tt", "so tt" };

bool
grid_numbers(const struct spot *spot)
{
    return grid_begins(spot->folded, numbers, ARRAY_LEN(numbers));
}

static bool
heads_numbers(const struct spot *spot)
{
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(numbers) && spot->type == CELL_TEXT && !is; i++)
        is = strcmp(spot->folded, numbers[i]) == 0;
    return is;
}

/* The second head of numbers in a row: another table stands beside the first. g->n: there is none. */
static size_t
second_head(const struct grid *g)
{
    int row = 0;

    for (size_t i = 0; i < g->n; i++) {
        if (!heads_numbers(&g->v[i]))
            continue;
        if (row == g->v[i].row)
            return i;
        row = g->v[i].row;
    }
    return g->n;
}

static void
take_spot(struct grid *g, const struct spot *spot)
{
    struct spot *to = ARRAY_MORE(g->v, g->n);

    *to = *spot;
    to->nth = g->n > 1 ? to[-1].nth + (to[-1].row != to->row) : 0;
}

bool
grid_part(struct grid *g, struct grid *beside)
{
    size_t at = second_head(g);
    struct grid left = *g;

    *beside = (struct grid){ .name = g->name, .printed = g->printed };
    if (at == g->n)
        return false;
    left.v = NULL;
    left.n = 0;
    for (size_t i = 0; i < g->n; i++)
        take_spot(g->v[i].row >= g->v[at].row && g->v[i].column >= g->v[at].column ? beside : &left, &g->v[i]);
    free(g->v);
    *g = left;
    return true;
}

void
grid_clear(struct grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        free(g->v[i].folded);
        free(g->v[i].bare);
    }
    free(g->v);
    free(g->columns);
}

size_t
grid_from(const struct grid *g, int row)
{
    size_t low = 0, high = g->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (g->v[mid].row < row)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

size_t
grid_row_end(const struct grid *g, size_t i)
{
    size_t end = i;

    while (end < g->n && g->v[end].row == g->v[i].row)
        end++;
    return end;
}

const struct spot *
grid_at(const struct grid *g, size_t from, size_t to, int column)
{
    for (size_t i = from; i < to; i++)
        if (g->v[i].column == column)
            return &g->v[i];
    return NULL;
}

bool
grid_begins(const char *folded, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_begins(folded, words[i]))
            return true;
    return false;
}

static void
column_letters(int column, char out[static 16])
{
    char at[16];

    cell_place(1, column, at);
    snprintf(out, 16, "%.*s", (int)strcspn(at, "0123456789"), at);
}

static char *
put_most(char *to, const char *text, size_t most)
{
    size_t n = strnlen(text, most);

    memcpy(to, text, n);
    to[n] = '\0';
    return to + n;
}

/* "Biểu 1!D12"; of a file without sheets "dòng 12, cột D"; with the file's name where there are more. */
void
grid_place(const struct search *s, const struct grid *g, int row, int column,
           char out[static PLACE_MOST])
{
    const char *file = s->told_file && s->file->name != NULL ? s->file->name : "";
    char at[16];

    if (*file != '\0')
        out = stpcpy(put_most(out, file, FILE_MOST), ": ");
    if (g->name == NULL) {
        snprintf(out, ROW_MOST, "dòng %d", row);
    } else if (*g->name == '\0') {
        column_letters(column, at);
        snprintf(out, ROW_MOST, "dòng %d, cột %s", row, at);
    } else {                            /* made for every cell of a form */
        cell_place(row, column, at);
        stpcpy(stpcpy(put_most(out, g->name, NAME_MOST), "!"), at);
    }
}
