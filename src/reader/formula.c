/* Only sums and counts are understood, of this sheet's cells; of everything else the stored 0 is
 * believed. */
#include "formula.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/cell.h"

#define ZEROS_MOST   2000       /* of one sheet */
#define FORMULA_MOST 1000       /* bytes */
#define CELLS_MOST   10000000   /* that are looked at for one sheet */
#define ROUNDS       8          /* sums of sums */
#define NAME_MOST    16

enum counted { COUNTED_FIGURES, COUNTED_NUMBERS, COUNTED_ALL };     /* more than 0; numbers; whatever stands there */
static const struct { const char *name; enum counted what; } functions[] = {
    { "SUM", COUNTED_FIGURES }, { "AVERAGE", COUNTED_FIGURES }, { "MAX", COUNTED_FIGURES },
    { "COUNT", COUNTED_NUMBERS }, { "COUNTA", COUNTED_ALL },
};

struct sum {
    const char *at;
    const struct sheet *sheet;
    size_t *looked;
    bool more;                  /* than nothing was found */
};

void
zeros_note(struct zeros *z, int row, int column, const char *formula)
{
    if (z->n < ZEROS_MOST && strlen(formula) <= FORMULA_MOST)
        *ARRAY_MORE(z->v, z->n) = (struct zero){ row, column, xstrdup(formula) };
}

/* ---- cells -------------------------------------------------------------------------------- */

static bool
is_unknown(const struct cell *c)
{
    return c->formula && *c->value == '\0';
}

/* False: one is less than nothing, and the others may make up for it. */
static bool
area_count(struct sum *sum, enum counted what, int row, int column, int last_row, int last_column)
{
    const struct sheet *s = sum->sheet;

    for (size_t i = sheet_from(s, row, column); i < s->ncells && s->cells[i].row <= last_row; i++) {
        const struct cell *c = &s->cells[i];
        double value = c->type == CELL_NUMBER ? strtod(c->value, NULL) : 0;

        if (++*sum->looked > CELLS_MOST)
            return false;
        if (c->column < column || c->column > last_column)
            continue;
        if (value < 0)
            return false;
        sum->more |= value > 0 || is_unknown(c) || what == COUNTED_ALL ||
                     (what == COUNTED_NUMBERS && c->type == CELL_NUMBER);
    }
    return true;
}

/* ---- formulas ------------------------------------------------------------------------------- */

static bool sum_read(struct sum *, enum counted what, char end);

static void
word_take(struct sum *sum, char *word)
{
    size_t n = 0;

    while (isalnum((unsigned char)*sum->at) && n + 1 < NAME_MOST)
        word[n++] = (char)toupper((unsigned char)*sum->at++);
    word[n] = '\0';
}

static bool
name_read(struct sum *sum, enum counted what)
{
    char word[NAME_MOST];
    int row, column, last_row, last_column;

    word_take(sum, word);
    if (*sum->at == '(') {
        sum->at++;
        for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
            if (strcmp(functions[i].name, word) == 0)
                return sum_read(sum, functions[i].what, ')');
        }
        return false;
    }
    if (!cell_parse(word, &row, &column))
        return false;
    last_row = row;
    last_column = column;
    if (*sum->at == ':') {
        sum->at++;
        word_take(sum, word);
        if (!cell_parse(word, &last_row, &last_column))
            return false;
    }
    return area_count(sum, what, row, column, last_row, last_column);
}

/* Its parts, up to where it ends. False: it is no sum. */
static bool
sum_read(struct sum *sum, enum counted what, char end)
{
    for (;;) {
        char *behind;

        if (isalpha((unsigned char)*sum->at)) {
            if (!name_read(sum, what))
                return false;
        } else if (isdigit((unsigned char)*sum->at)) {
            sum->more |= strtod(sum->at, &behind) > 0;
            sum->at = behind;
        } else {
            return false;
        }
        if (*sum->at == end) {
            sum->at += end != '\0';
            return true;
        }
        if (*sum->at == '\0' || strchr(end == ')' ? "+,;" : "+", *sum->at) == NULL)
            return false;
        sum->at++;
    }
}

/* "of:=SUM([.C5:.C7])", "=SUM($C$5:$C$7)": the signs that only programs need are left out. */
static char *
bare(const char *formula)
{
    char *copy = xstrdup(formula), *to = copy;
    const char *from = strchr(formula, '=');

    for (from = from != NULL ? from + 1 : formula; *from != '\0'; from++) {
        bool point = *from == '.' && isalpha((unsigned char)from[1]);

        if (strchr("[]$ ", *from) == NULL && !point)
            *to++ = *from;
    }
    *to = '\0';
    return copy;
}

static bool
is_more(const char *formula, const struct sheet *sheet, size_t *looked)
{
    char *text = bare(formula);
    struct sum sum = { .at = text, .sheet = sheet, .looked = looked };
    bool more = sum_read(&sum, COUNTED_FIGURES, '\0') && sum.more;

    free(text);
    return more;
}

static struct cell *
cell_of(struct sheet *s, const struct zero *z)
{
    size_t i = sheet_from(s, z->row, z->column);

    return i < s->ncells && s->cells[i].row == z->row && s->cells[i].column == z->column
               ? &s->cells[i]
               : NULL;
}

void
zeros_judge(const struct zeros *z, struct attachment *a, struct sheet *sheet)
{
    size_t looked = 0;
    bool again = z->n > 0;

    for (int round = 0; round < ROUNDS && again; round++) {
        again = false;
        for (size_t i = 0; i < z->n; i++) {
            struct cell *c = cell_of(sheet, &z->v[i]);

            if (c == NULL || *c->value == '\0' || !is_more(z->v[i].formula, sheet, &looked))
                continue;
            flag_add(&a->flags, FLAG_NO_RESULT);
            c->type = CELL_TEXT;
            *c->value = '\0';
            again = true;
        }
    }
}

void
zeros_free(struct zeros *z)
{
    for (size_t i = 0; i < z->n; i++)
        free(z->v[i].formula);
    free(z->v);
    *z = (struct zeros){0};
}
