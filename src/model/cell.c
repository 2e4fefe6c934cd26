#include "model/cell.h"

#include <stddef.h>

void
cell_place(int row, int column, char out[static 16])
{
    char digits[16];
    size_t n = 0, used = 0;

    for (int c = column < CELL_LAST_COLUMN ? column : CELL_LAST_COLUMN; c > 0; c = (c - 1) / 26)
        digits[n++] = (char)('A' + (c - 1) % 26);
    while (n > 0)
        out[used++] = digits[--n];
    for (int r = row < CELL_LAST_ROW ? row : CELL_LAST_ROW; r > 0; r /= 10)
        digits[n++] = (char)('0' + r % 10);
    while (n > 0)
        out[used++] = digits[--n];
    out[used] = '\0';
}

bool
cell_parse(const char *place, int *row, int *column)
{
    int r = 0, c = 0;

    for (; *place >= 'A' && *place <= 'Z' && c <= CELL_LAST_COLUMN; place++)
        c = c * 26 + (*place - 'A' + 1);
    if (*place == '0')
        return false;
    for (; *place >= '0' && *place <= '9' && r <= CELL_LAST_ROW; place++)
        r = r * 10 + (*place - '0');
    if (*place != '\0' || r < 1 || r > CELL_LAST_ROW || c < 1 || c > CELL_LAST_COLUMN)
        return false;
    *row = r;
    *column = c;
    return true;
}
