/* Cells of any spreadsheet on their way into a sheet, limits kept. */
#ifndef READER_CELLS_H
#define READER_CELLS_H

#include "files.h"
#include "legacy.h"
#include "number.h"

struct sheet_writer {
    struct files *files;
    struct attachment *a;
    struct sheet *sheet;
    int last_row, rows;         /* rows with something in them */
    bool full;
    bool hidden;                /* the row or column of the next cell is */
};

struct sheet *sheet_add(struct attachment *a, const char *name, size_t n);      /* NULL: no more sheets */
/* The next cell, by its look (look.h): what is struck out is not to be read (false); what nobody sees is kept
 * as hidden. Sets w->hidden where it is, on top of what its row and column are. */
bool cell_looked_at(struct sheet_writer *w, unsigned look);
static inline bool
cell_shows(struct sheet_writer *w, unsigned look)
{
    return look == 0 || cell_looked_at(w, look);
}

/* value and text are copied and cleaned; text may be NULL. */
void cell_add(struct sheet_writer *w, int row, int column, enum cell_type type, const char *value,
              const char *text, bool formula);
/* A text in the font its cell is set in. */
void cell_add_typed(struct sheet_writer *w, int row, int column, const char *text, enum legacy font,
                    bool formula);
/* A number as the file stores it, by the format it is shown in. */
void cell_add_number(struct sheet_writer *w, int row, int column, const char *text,
                     enum number_kind kind, bool since_1904, bool formula);
/* The same with a text that is clean already; n: its length. */
void cell_add_text(struct sheet_writer *w, int row, int column, const char *clean, size_t n,
                   bool formula);
/* A formula whose result no program has stored: an empty cell, flagged. */
void cell_add_unknown(struct sheet_writer *w, int row, int column);
/* Cells stand row by row; a sheet written in another order is sorted. */
void sheet_sort(struct sheet *sheet);
/* Texts typed in a font from before Unicode, found by their words. */
void sheets_legacy(struct attachment *a);
/* "B7", "$B$7" or "A20:H39". */
bool area_parse(const char *text, int *row, int *column, int *last_row, int *last_column);
/* Texts that lost their letters to a program without Unicode are emptied, and
 * it is said. signs: what it wrote for each of them. */
void sheets_lost(struct attachment *a, const char *signs);
/* The last sheet held the hidden identity: takes it over and drops the sheet. */
void identity_take(struct attachment *a);
#define IDENTITY_SHEET "_docketd"

/* The header or footer of a sheet's pages, in the codes of its program (ECMA-376-1 18.3.1.46):
 * its lines stand beside the attachment. NULL is none. */
void sheet_margin(struct attachment *, const char *codes);

#endif
