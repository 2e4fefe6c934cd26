/* Sheets, tables of documents and lines of text as one kind of grid. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"
#include "model/cell.h"

#define YEAR_LEAST 1990
#define YEAR_MOST 2100
#define COLUMNS_HEADED 1000     /* columns beyond have no heading */
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

void
grid_clear(struct grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        free(g->v[i].folded);
        free(g->v[i].bare);
    }
    free(g->v);
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

/* ---- what stands above a cell ----------------------------------------------------- */

static const char *const result_heads[] = { "ket qua", "so lieu", "so luong", "thuc hien", "trong ky", "ky nay", "ky bao cao", "nam nay", "gia tri" };
static const char *const corrections[] = { "sau", "da dieu chinh", "da dinh chinh", "da sua" };

bool
grid_begins(const char *folded, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_begins(folded, words[i]))
            return true;
    return false;
}

struct heads {
    size_t v[COLUMNS_HEADED + 1];       /* by column: the nearest words above, +1; 0: none */
    size_t row;                         /* first cell of the last row in which a result is headed, +1; 0: none */
    int result;                         /* its column, where there is only one */
    int column;                         /* where its table begins */
    int last;                           /* of the columns under the report's own year; 0: it does not head several */
};

int
grid_year(const char *text)
{
    int year = 0;

    for (const char *p = text; *p != '\0'; p += strspn(p, "0123456789")) {
        p += strcspn(p, "0123456789");
        if (strspn(p, "0123456789") != 4 || atoi(p) < YEAR_LEAST || atoi(p) > YEAR_MOST)
            continue;
        if (year != 0 && year != atoi(p))
            return 0;
        year = atoi(p);
    }
    return year;
}

/* Words, or a row of nothing but years: figures are no heading. */
static bool
heading(const struct grid *g, size_t from, size_t to, const struct spot *spot)
{
    static const char *const heads[] = { "stt", "tt", "noi dung", "chi tieu", "tieu chi", "so lieu" };
    bool years = true, words = false;

    if (spot->type == CELL_TEXT && isalpha((unsigned char)*spot->folded))
        return true;
    for (size_t i = from; i < to; i++) {
        years = years && grid_year(g->v[i].value) != 0;
        words = words ||
                (g->v[i].type == CELL_TEXT && grid_begins(g->v[i].folded, heads, ARRAY_LEN(heads)));
    }
    return words || (years && to - from > 1);
}

/* Where columns are told apart by their years, that of the report's own: -1: others
 * alone, or more than one; 0: no years stand above them. */
static int
own_column(const struct grid *g, size_t from, size_t to, int year)
{
    int own = 0, others = 0, column = 0;

    for (size_t i = from; i < to && year != 0; i++) {
        int named = !g->v[i].hidden && heading(g, from, to, &g->v[i]) ? grid_year(g->v[i].value)
                                                                      : 0;

        own += named == year;
        others += named != 0 && named != year;
        column = named == year ? g->v[i].column : column;
    }
    return others == 0 || own == 0 ? 0 : own == 1 ? column : -1;
}

/* "Sau điều chỉnh", "Số liệu mới": beside it what it corrects stands. "Điều chỉnh" may be the
 * figure or by how much it changed: nobody knows. */
static bool
corrected(const char *folded)
{
    static const char *const figure[] = { "so lieu ", "ket qua ", "so " };
    const char *said = folded;

    for (size_t i = 0; i < ARRAY_LEN(figure) && said == folded; i++)
        said += strncmp(folded, figure[i], strlen(figure[i])) == 0 ? strlen(figure[i]) : 0;
    if (strcmp(said, "moi") == 0 || strcmp(said, "chinh thuc") == 0)
        return true;
    return grid_begins(said, corrections, ARRAY_LEN(corrections)) &&
           (strncmp(said, "sau", 3) != 0 || text_has_tokens(said, "chinh") || text_has_tokens(said, "sua") || text_has_tokens(said, "ra soat"));
}

struct choice { int totals, results, corrections, total, result, correction, cells; };

/* What the words of a row, from one column to another, say of results. Behind a
 * label's cell: "Tổng số" at the left is a row. A row with a figure heads nothing. */
static struct choice
choose(const struct grid *g, size_t from, size_t to, int first, int last)
{
    struct choice c = {0};

    for (size_t i = from; i < to; i++) {
        const struct spot *spot = &g->v[i];
        if (spot->type != CELL_TEXT || !isalpha((unsigned char)*spot->folded))
            return (struct choice){0};
        if (spot->column < first || spot->column > last || spot->hidden)
            continue;
        c.cells++;
        if (i > from && label_whole(spot)) {
            c.totals++;
            c.total = spot->column;
        } else if (i > from && corrected(spot->folded)) {
            c.corrections++;
            c.correction = spot->column;
        } else if (grid_begins(spot->folded, result_heads, ARRAY_LEN(result_heads))) {
            c.results++;
            c.result = spot->column;
        }
    }
    return c;
}

static int
chosen(const struct choice *c)
{
    if (c->corrections > 0)
        return c->corrections == 1 && c->totals == 0 ? c->correction : 0;
    return c->totals == 1 ? c->total : c->totals == 0 && c->results == 1 ? c->result : 0;
}

/* The last column under the head of the report's own year. */
static int
span_end(const struct grid *g, size_t from, size_t to, int column)
{
    for (size_t i = from; i < to; i++)
        if (g->v[i].column == column)
            return g->v[i].last_column > column ? g->v[i].last_column
                   : i + 1 < to                 ? g->v[i + 1].column - 1
                                                : COLUMNS_HEADED;
    return column;
}

static void
take_words(struct heads *h, const struct grid *g, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct spot *spot = &g->v[i];
        if (spot->type != CELL_TEXT || !isalpha((unsigned char)*spot->folded))      /* figures are no heading */
            continue;
        for (int c = spot->column; c <= spot->last_column && c <= COLUMNS_HEADED; c++)
            h->v[c] = i + 1;
    }
}

static void
take_heads(struct heads *h, const struct grid *g, size_t from, size_t to, int year)
{
    int own = own_column(g, from, to, year);
    bool below = h->last > 0 && g->v[from].nth == g->v[h->row - 1].nth + 1;     /* within the columns of the own year */
    struct choice c = choose(g, from, to, below ? h->result : 0, below ? h->last : COLUMNS_HEADED);

    take_words(h, g, from, to);
    if (own != 0) {
        h->row = from + 1;
        h->column = 1;
        h->result = own > 0 ? own : 0;
        h->last = own > 0 ? span_end(g, from, to, own) : 0;
    } else if (below && c.cells > 1) {
        h->result = chosen(&c);
        h->last = 0;
    } else if (!below && (c.totals == 1 || c.results + c.corrections > 0)) {
        h->row = from + 1;
        h->column = g->v[from].column;
        h->result = chosen(&c);
        h->last = 0;
    }
}

/* The result is headed over the table that the cell is in: no blank row between. */
static int
result_of(const struct heads *h, const struct grid *g, const struct spot *spot)
{
    const struct spot *first = h->row > 0 ? &g->v[h->row - 1] : NULL;

    return first != NULL && h->column <= spot->column && h->result > spot->column &&
                   spot->row - first->row == spot->nth - first->nth
               ? h->result
               : 0;
}

void
grid_heads(struct grid *g, int year)
{
    struct heads *h = xcalloc(1, sizeof *h);

    for (size_t i = 0, end; i < g->n; i = end) {
        end = grid_row_end(g, i);
        for (size_t k = i; k < end; k++) {
            g->v[k].over = g->v[k].column <= COLUMNS_HEADED ? h->v[g->v[k].column] : 0;
            g->v[k].result = result_of(h, g, &g->v[k]);
        }
        take_heads(h, g, i, end, year);
    }
    free(h);
}

const char *
grid_over(const struct grid *g, const struct spot *spot)
{
    return spot->over > 0 ? g->v[spot->over - 1].folded : "";
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
