/* Every spreadsheet reader writes its cells through here. */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"

struct sheet *
sheet_new(struct attachment *a, const char *name, size_t n)
{
    struct sheet *s;

    if (a->nsheets >= LIMIT_SHEETS) {
        shorten(a, "only the first %d sheets were read", LIMIT_SHEETS);
        return NULL;
    }
    s = ARRAY_MORE(a->sheets, a->nsheets);
    s->name = text_clean_line(name, n);
    return s;
}

static bool
limits_kept(struct sheet_writer *w, int row, size_t bytes)
{
    if (row != w->last_row)
        w->rows++;
    w->last_row = row;
    if (w->rows > LIMIT_ROWS)
        shorten(w->a, "the sheet %s has more than %d rows; the rest was not read", w->sheet->name, LIMIT_ROWS);
    else if (w->files->cells >= LIMIT_CELLS)
        shorten(w->a, "it has more than %d cells; the rest was not read", LIMIT_CELLS);
    else if (w->files->cell_bytes + bytes > LIMIT_CELL_BYTES)
        shorten(w->a, "its cells hold more than %lu MB of text; the rest was not read", LIMIT_CELL_BYTES >> 20);
    else
        return true;
    w->full = true;
    return false;
}

static char *
cell_text(struct sheet_writer *w, const char *text)
{
    size_t n = strlen(text);
    char *clean;

    if (n > LIMIT_CELL_TEXT) {
        shorten(w->a, "a cell of the sheet %s has more than %d bytes; the rest of it was not read", w->sheet->name,
                LIMIT_CELL_TEXT);
        for (n = LIMIT_CELL_TEXT; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80; n--)
            ;
    }
    clean = text_clean(text, n);
    text_bound(clean, LIMIT_CELL_TEXT);         /* composing may lengthen it */
    w->files->cell_bytes += n;
    return clean;
}

void
cell_add(struct sheet_writer *w, int row, int column, enum cell_type type, const char *value, const char *text,
         bool formula)
{
    struct cell *c;

    if (w->full || row < 1 || column < 1 || (*value == '\0' && text == NULL) ||
        !limits_kept(w, row, strlen(value) + (text != NULL ? strlen(text) : 0)))
        return;
    c = ARRAY_MORE(w->sheet->cells, w->sheet->ncells);
    *c = (struct cell){ .row = row, .column = column, .type = type, .formula = formula };
    c->value = cell_text(w, value);
    if (text != NULL && strcmp(text, value) != 0)
        c->text = cell_text(w, text);
    w->files->cells++;
}

void
cell_add_text(struct sheet_writer *w, int row, int column, const char *clean, size_t n, bool formula)
{
    if (w->full || row < 1 || column < 1 || n == 0 || !limits_kept(w, row, n))
        return;
    *ARRAY_MORE(w->sheet->cells, w->sheet->ncells) =
        (struct cell){ .row = row, .column = column, .type = CELL_TEXT, .value = xstrndup(clean, n), .formula = formula };
    w->files->cells++;
    w->files->cell_bytes += n;
}

static char *
identity_value(const struct sheet *s, const char *key)
{
    for (size_t i = 0; i < s->ncells; i++) {
        if (s->cells[i].column != 1 || strcmp(s->cells[i].value, key) != 0)
            continue;
        for (size_t k = 0; k < s->ncells; k++) {
            if (s->cells[k].row == s->cells[i].row && s->cells[k].column == 2)
                return xstrdup(s->cells[k].value);
        }
    }
    return NULL;
}

static void
sheet_drop(struct sheet *s)
{
    for (size_t i = 0; i < s->ncells; i++) {
        free(s->cells[i].value);
        free(s->cells[i].text);
    }
    free(s->cells);
    strings_free(&s->merged);
    free(s->name);
}

void
identity_take(struct attachment *a)
{
    struct sheet *s = &a->sheets[a->nsheets - 1];
    struct identity *id = &a->identity;

    if (id->plan == NULL)               /* a second sheet of the name changes nothing */
        *id = (struct identity){ identity_value(s, "plan"), identity_value(s, "report"), identity_value(s, "period"),
                                 identity_value(s, "unit"), identity_value(s, "version") };
    sheet_drop(s);
    a->nsheets--;
}
