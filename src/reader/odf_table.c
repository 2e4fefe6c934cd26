/* OpenDocument: tables of a text. */
#include <string.h>

#include "odf.h"

/* Covered cells that the file does not hold, as pandoc 2.17 writes none: those that the cell to
 * the left spans and those that one above does. */
static void
cover(struct odf *o)
{
    struct odf_cell *c = &o->cells[o->doc.level];

    for (; c->lacks > 0; c->lacks--)
        doc_cell_spanned(&o->doc, c->rows);
    doc_cells_reaching(&o->doc);
}

static void
cell_start(struct odf_cell *c, const char **attributes)
{
    c->repeat = odf_count(attributes, "number-columns-repeated", DOC_SPAN_MOST);
    c->columns = odf_count(attributes, "number-columns-spanned", DOC_SPAN_MOST);
    c->rows = odf_count(attributes, "number-rows-spanned", LIMIT_ROWS);
}

void
odf_table_start(struct odf *o, const char *name, const char **attributes)
{
    if (strcmp(name, "table") == 0) {
        doc_table(&o->doc);
        o->cells[o->doc.level].lacks = 0;
    } else if (strcmp(name, "table-row") == 0) {
        doc_row(&o->doc);
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        if (*name == 't')
            cover(o);
        cell_start(&o->cells[o->doc.level], attributes);
        doc_cell(&o->doc);
    }
}

void
odf_table_end(struct odf *o, const char *name)
{
    struct odf_cell *c = &o->cells[o->doc.level];

    if (strcmp(name, "table-cell") == 0) {
        doc_cell_end(&o->doc, c->repeat, c->rows);
        c->lacks = c->repeat == 1 ? c->columns - 1 : 0;
    } else if (strcmp(name, "covered-table-cell") == 0) {
        for (int i = 0; i < c->repeat; i++)
            doc_cell_covered(&o->doc);
        c->lacks -= c->repeat;
    } else if (strcmp(name, "table-row") == 0) {
        cover(o);
        doc_row_end(&o->doc);
    } else if (strcmp(name, "table") == 0) {
        doc_table_end(&o->doc);
    }
}
