/* Reading a form by its labels, shared by labels.c and labels_table.c. */
#ifndef DOCKETD_CORE_LABELS_PARTS_H
#define DOCKETD_CORE_LABELS_PARTS_H

#include "base/limits.h"
#include "core/form/labels.h"
#include "core/form/reading.h"

#define PLACE_MOST 300
#define LABEL_MOST 400          /* bytes: a longer cell is no label */

struct label {                  /* one spelling of the label of a field or column */
    char *text;                 /* folded */
    const struct field *field;
    const struct table *table;  /* NULL: a scalar field */
    size_t column;
    bool shared;                /* another field has it too: names neither */
};

struct spot {                   /* a cell of any kind of grid */
    int row, column;
    enum cell_type type;
    const char *value, *text;
    char *folded;
};

struct grid {
    const char *name;           /* what places begin with; NULL: rows are lines of a text */
    struct spot *v;
    size_t n;
};

struct hit {                    /* what was found for one scalar field */
    const struct field *field;
    char *value;                /* NULL: the label stands, the value does not */
    char *place;
    bool bad;                   /* unreadable, or two readings: already told */
};

struct search {
    const struct form *form;
    struct label *labels;
    size_t nlabels;
    struct hit *hits;
    size_t nhits;
    struct values *values;
    struct findings *findings;  /* held back until the form is recognised */
    const struct table *tables[LIMIT_SHEETS];
    size_t filled[LIMIT_SHEETS], ntables;
};

/* labels.c */
char *label_fold(const char *text);         /* folded, without the numbering before it */
const struct label *label_in(const struct search *, const char *folded, const struct table *);     /* of this table; NULL: of a scalar field */
void grid_place(const struct grid *, int row, int column, char out[static PLACE_MOST]);
size_t grid_row_end(const struct grid *, size_t at);        /* behind the last cell of this row */

/* labels_table.c: if the row at `at` is the head of a table of the form that
 * was not read yet, reads the table; the first cell behind it, or `at`. */
size_t labels_table(struct search *, const struct grid *, size_t at);

/* labels_value.c: the cell in the row of the label at i that is its value; i:
 * there is none. *other: one that says something else, and nothing tells which
 * of the two is meant; i: none. */
bool labels_reads(const struct field *, const struct spot *);          /* as a value of that field */
size_t labels_value(const struct search *, const struct grid *, size_t i, const struct field *, size_t *other);

#endif
