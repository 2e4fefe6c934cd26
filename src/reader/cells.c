/* Every spreadsheet reader writes its cells through here. */
#include "cells.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attachment.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "charset.h"
#include "legacy.h"
#include "look.h"
#include "model/cell.h"

#define LOST_LEAST 5            /* cells with question marks in their words: the letters are gone */

/* "B7" or "$B$7". */
static bool
place_parse(const char **at, int *row, int *column)
{
    const char *p = *at;
    char plain[16];
    size_t n = 0;

    for (; *p != '\0' && *p != ':' && n + 1 < sizeof plain; p++) {
        if (*p != '$')
            plain[n++] = *p;
    }
    plain[n] = '\0';
    *at = p;
    return cell_parse(plain, row, column);
}

bool
area_parse(const char *text, int *row, int *column, int *last_row, int *last_column)
{
    if (!place_parse(&text, row, column))
        return false;
    *last_row = *row;
    *last_column = *column;
    return *text == '\0' || (text++, place_parse(&text, last_row, last_column) && *text == '\0');
}

struct sheet *
sheet_add(struct attachment *a, const char *name, size_t n)
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
        shorten(w->a, "the sheet %s has more than %d rows; the rest was not read", w->sheet->name,
                LIMIT_ROWS);
    else if (w->files->cells >= LIMIT_CELLS)
        shorten(w->a, "it has more than %d cells; the rest was not read", LIMIT_CELLS);
    else if (w->files->cell_bytes + bytes > LIMIT_CELL_BYTES)
        shorten(w->a, "its cells hold more than %lu MB of text; the rest was not read",
                LIMIT_CELL_BYTES >> 20);
    else
        return true;
    w->full = true;
    return false;
}

/* "Số cuộc&#10;Meetings": a program escaped its text twice, and no page shows
 * it so. What is no letter's number stays as it is. */
static char *
references_undo(const char *text, size_t n)
{
    const char *end = text + n, *at = text, *ref;
    struct buf b = {0};

    buf_adds(&b, "");
    while ((ref = memmem(at, (size_t)(end - at), "&#", 2)) != NULL) {
        bool hex = ref + 2 < end && (ref[2] | 0x20) == 'x';
        const char *digits = ref + (hex ? 3 : 2);
        size_t len = strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");
        unsigned long c = len > 0 && len < 8 && digits[len] == ';'
                              ? strtoul(digits, NULL, hex ? 16 : 10)
                              : 0;

        buf_add(&b, at, (size_t)(ref - at));
        at = c > 0 && c <= 0x10FFFF ? digits + len + 1 : ref + 2;
        if (c > 0 && c <= 0x10FFFF)
            charset_add(&b, (uint32_t)c);
        else
            buf_adds(&b, "&#");
    }
    buf_add(&b, at, (size_t)(end - at));
    return buf_take(&b);
}

static char *
cell_text(struct sheet_writer *w, const char *text)
{
    char *plain = strstr(text, "&#") != NULL ? references_undo(text, strlen(text)) : NULL, *clean;
    size_t n;

    text = plain != NULL ? plain : text;
    n = strlen(text);

    if (n > LIMIT_CELL_TEXT) {
        shorten(w->a, "a cell of the sheet %s has more than %d bytes; the rest of it was not read",
                w->sheet->name, LIMIT_CELL_TEXT);
        for (n = LIMIT_CELL_TEXT; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80; n--)
            ;
    }
    clean = text_clean(text, n);
    text_bound(clean, LIMIT_CELL_TEXT);         /* composing may lengthen it */
    w->files->cell_bytes += n;
    free(plain);
    return clean;
}

bool
cell_looked_at(struct sheet_writer *w, unsigned look)
{
    if (look & LOOK_HIDDEN) {
        flag_add(&w->a->flags, FLAG_HIDDEN_TEXT);
        w->hidden = true;
    }
    return look_counts(look & ~(unsigned)LOOK_HIDDEN, "", 0, "x", 1, &w->a->flags);
}

void
cell_add(struct sheet_writer *w, int row, int column, enum cell_type type, const char *value,
         const char *text, bool formula)
{
    struct cell *c;

    if (w->full || row < 1 || column < 1 || (*value == '\0' && text == NULL) ||
        !limits_kept(w, row, strlen(value) + (text != NULL ? strlen(text) : 0)))
        return;
    c = ARRAY_MORE(w->sheet->cells, w->sheet->ncells);
    *c = (struct cell){ .row = row, .column = column, .type = type, .formula = formula, .hidden = w->hidden };
    c->value = cell_text(w, value);
    if (text != NULL && strcmp(text, value) != 0)
        c->text = cell_text(w, text);
    w->files->cells++;
}

void
cell_add_unknown(struct sheet_writer *w, int row, int column)
{
    flag_add(&w->a->flags, FLAG_NO_RESULT);
    if (w->full || row < 1 || column < 1 || !limits_kept(w, row, 0))
        return;
    *ARRAY_MORE(w->sheet->cells, w->sheet->ncells) = (struct cell){ .row = row,
                                                                    .column = column,
                                                                    .type = CELL_TEXT,
                                                                    .value = xstrdup(""),
                                                                    .formula = true,
                                                                    .hidden = w->hidden };
    w->files->cells++;
}

void
cell_add_text(struct sheet_writer *w, int row, int column, const char *clean, size_t n,
              bool formula)
{
    if (memmem(clean, n, "&#", 2) != NULL) {
        char *copy = xstrndup(clean, n);

        cell_add(w, row, column, CELL_TEXT, copy, NULL, formula);
        free(copy);
        return;
    }
    if (w->full || row < 1 || column < 1 || n == 0 || !limits_kept(w, row, n))
        return;
    *ARRAY_MORE(w->sheet->cells, w->sheet->ncells) = (struct cell){ .row = row,
                                                                    .column = column,
                                                                    .type = CELL_TEXT,
                                                                    .value = xstrndup(clean, n),
                                                                    .formula = formula,
                                                                    .hidden = w->hidden };
    w->files->cells++;
    w->files->cell_bytes += n;
}

void
cell_add_typed(struct sheet_writer *w, int row, int column, const char *text, enum legacy font,
               bool formula)
{
    char *unicode;

    if (font == LEGACY_NONE) {
        cell_add(w, row, column, CELL_TEXT, text, NULL, formula);
        return;
    }
    unicode = legacy_convert(font, text);
    if (strcmp(unicode, text) != 0)
        flag_add(&w->a->flags, legacy_flags[font]);
    cell_add(w, row, column, CELL_TEXT, unicode, NULL, formula);
    free(unicode);
}

void
cell_add_number(struct sheet_writer *w, int row, int column, const char *text,
                enum number_kind kind, bool since_1904, bool formula)
{
    char out[32], hundredfold[32], shown[34];

    if (*text == '\0')
        return;
    if (!number_canonical(text, out)) {
        cell_add(w, row, column, CELL_TEXT, text, NULL, formula);
    } else if (kind == NUMBER_PERCENT) {
        number_write(strtod(text, NULL) * 100, hundredfold);
        snprintf(shown, sizeof shown, "%s%%", hundredfold);
        cell_add(w, row, column, CELL_NUMBER, out, shown, formula);
    } else if (kind != NUMBER_PLAIN && serial_write(strtod(text, NULL), kind, since_1904, shown)) {
        cell_add(w, row, column, CELL_DATE, shown, NULL, formula);
    } else {
        cell_add(w, row, column, CELL_NUMBER, out, NULL, formula);
    }
}

/* ---- a sheet, once it is read ------------------------------------------------------ */

static int
by_place(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;

    return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
                            : (x->column > y->column) - (x->column < y->column);
}

void
sheet_sort(struct sheet *s)
{
    for (size_t i = 1; i < s->ncells; i++) {
        if (by_place(&s->cells[i - 1], &s->cells[i]) > 0) {
            qsort(s->cells, s->ncells, sizeof *s->cells, by_place);
            return;
        }
    }
}

static enum legacy
font_guess(const struct attachment *a)
{
    struct buf all = {0};
    enum legacy font;

    for (size_t i = 0; i < a->nsheets; i++) {
        const struct sheet *s = &a->sheets[i];

        for (size_t k = 0; k < s->ncells && all.len < LIMIT_CELL_TEXT; k++) {
            if (s->cells[k].type == CELL_TEXT) {
                buf_adds(&all, s->cells[k].value);
                buf_addc(&all, '\n');
            }
        }
    }
    font = legacy_guess(buf_text(&all));
    buf_free(&all);
    return font;
}

void
sheets_legacy(struct attachment *a)
{
    bool told = false;                  /* by fonts */
    enum legacy font;

    for (size_t i = 1; i < LEGACY_LETTERS; i++)
        told |= flag_on(&a->flags, legacy_flags[i]);
    font = told ? LEGACY_NONE : font_guess(a);
    if (font != LEGACY_NONE)
        flag_add(&a->flags, legacy_flags[font]);
    for (size_t i = 0; i < a->nsheets; i++) {
        for (size_t k = 0; k < a->sheets[i].ncells; k++) {
            struct cell *c = &a->sheets[i].cells[k];
            char *unicode;

            if (c->type != CELL_TEXT ||
                (font == LEGACY_NONE && strstr(c->value, "\xC2\xAD") == NULL))
                continue;
            unicode = legacy_convert(font, c->value);
            text_bound(unicode, LIMIT_CELL_TEXT);
            free(c->value);
            c->value = unicode;
        }
    }
}

/* "Ch? th? hai", "?i?n": a question mark stands behind words, never within or before one. */
static bool
has_lost_letters(const char *text, const char *signs, bool doubted)
{
    for (const char *p = strpbrk(text, signs); p != NULL; p = strpbrk(p + 1, signs)) {
        bool before = p > text && (isalpha((unsigned char)p[-1]) || (unsigned char)p[-1] >= 0x80);

        if (isalpha((unsigned char)p[1]) || (unsigned char)p[1] >= 0x80 || (doubted && before))
            return true;
    }
    return false;
}

void
sheets_lost(struct attachment *a, const char *signs)
{
    size_t lost = 0, texts = 0;

    for (size_t i = 0; i < a->nsheets; i++) {
        for (size_t k = 0; k < a->sheets[i].ncells; k++) {
            texts += a->sheets[i].cells[k].type == CELL_TEXT;
            lost += a->sheets[i].cells[k].type == CELL_TEXT &&
                    has_lost_letters(a->sheets[i].cells[k].value, signs, false);
        }
    }
    if (lost < LOST_LEAST || lost * 4 < texts)
        return;
    flag_add(&a->flags, FLAG_LETTERS_LOST);
    for (size_t i = 0; i < a->nsheets; i++) {
        for (size_t k = 0; k < a->sheets[i].ncells; k++) {
            struct cell *c = &a->sheets[i].cells[k];

            if (c->type == CELL_TEXT && has_lost_letters(c->value, signs, true))
                *c->value = '\0';
        }
    }
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
        *id = (struct identity){ identity_value(s, "plan"), identity_value(s, "report"),
                                 identity_value(s, "period"), identity_value(s, "unit"),
                                 identity_value(s, "version") };
    sheet_drop(s);
    a->nsheets--;
}

/* ---- beside the cells ------------------------------------------------------------------- */

/* Behind one code: a side of the page, a font, a size, a colour, a number of its own. */
static const char *
past_code(const char *p)
{
    const char *quote;

    if (*p == '"')
        return (quote = strchr(p + 1, '"')) != NULL ? quote + 1 : p + strlen(p);
    if (*p >= '0' && *p <= '9')
        return p + strspn(p, "0123456789");
    if (*p == 'K') {
        size_t n = strspn(p + 1, "0123456789ABCDEFabcdef+-");
        return p + 1 + (n < 6 ? n : 6);
    }
    return *p != '\0' ? p + 1 : p;
}

void
sheet_margin(struct attachment *a, const char *codes)
{
    struct buf text = {0};

    for (const char *p = codes; p != NULL && *p != '\0';) {
        if (*p != '&') {
            buf_addc(&text, *p++);
        } else if (p[1] == '&') {
            buf_addc(&text, '&');
            p += 2;
        } else {
            if (p[1] == 'L' || p[1] == 'C' || p[1] == 'R')
                buf_addc(&text, '\n');
            p = past_code(p + 1);
        }
    }
    margins_add(a, buf_text(&text));
    buf_free(&text);
}
