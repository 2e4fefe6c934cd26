/* Formulas of an old workbook as its sheets store them: signs in the order in which they are
 * computed (MS-XLS 2.5.198). Sums alone are understood. */
#include "xls_formula.h"

#include <string.h>

#include "base/mem.h"
#include "cfb.h"
#include "model/cell.h"

enum sign {
    SIGN_ADD = 0x03,
    SIGN_BRACKETS = 0x15,
    SIGN_NOTE = 0x19,           /* a sum of one thing, or blanks in what was typed */
    SIGN_WHOLE = 0x1E,
    SIGN_FUNCTION = 0x22,
    SIGN_CELL = 0x24,
    SIGN_AREA = 0x25
};
#define NOTES 0x51              /* the kinds of notes that change nothing */

static const struct { enum sign sign; size_t size; } signs[] = {
    { SIGN_ADD, 1 }, { SIGN_BRACKETS, 1 }, { SIGN_NOTE, 4 }, { SIGN_WHOLE, 3 }, { SIGN_FUNCTION, 4 },
    { SIGN_CELL, 5 }, { SIGN_AREA, 9 },
};

static size_t
sign_size(enum sign sign)
{
    for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
        if (signs[i].sign == sign)
            return signs[i].size;
    }
    return 0;
}

static bool
is_sum(unsigned function)
{
    return function == 4 || function == 5 || function == 7;     /* SUM, AVERAGE, MAX */
}

static void
place_add(struct buf *out, const char *before, const unsigned char *row, const unsigned char *column)
{
    char place[16];

    cell_place((int)little(row, 2) + 1, (int)(little(column, 2) & 0xFF) + 1, place);
    buf_adds(out, before);
    buf_adds(out, place);
}

bool
xls_sum(const unsigned char *at, size_t n, struct buf *out)
{
    size_t size;

    for (const unsigned char *end = at + n; at < end; at += size) {
        enum sign sign = *at >= 0x20 ? (*at & 0x1F) | 0x20 : *at;
        const char *plus = out->len > 0 ? "+" : "";

        size = sign_size(sign);
        if (size == 0 || size > (size_t)(end - at) || (sign == SIGN_NOTE && (at[1] & ~NOTES) != 0) ||
            (sign == SIGN_FUNCTION && !is_sum(little(at + 2, 2))))
            return false;
        if (sign == SIGN_WHOLE)
            buf_addf(out, "%s%u", plus, (unsigned)little(at + 1, 2));
        else if (sign == SIGN_CELL)
            place_add(out, plus, at + 1, at + 3);
        else if (sign == SIGN_AREA)
            place_add(out, plus, at + 1, at + 5);
        if (sign == SIGN_AREA)
            place_add(out, ":", at + 3, at + 7);
    }
    return out->len > 0;
}
