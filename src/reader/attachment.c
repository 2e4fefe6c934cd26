#include "attachment.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/cell.h"

#define MARGINS_MOST 60         /* lines */
#define MARGIN_MOST  300        /* bytes of one; a longer one is no mark */
#define FIGURE_MOST  40         /* bytes of a cell that may hold one */

void
refuse(struct attachment *a, enum attachment_status status, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    free(a->reason);
    a->status = status;
    a->reason = xvasprintf(format, ap);
    va_end(ap);
}

void
shorten(struct attachment *a, const char *format, ...)
{
    va_list ap;

    flag_add(&a->flags, FLAG_TRUNCATED);
    if (a->reason != NULL)              /* the first limit reached is the one named */
        return;
    va_start(ap, format);
    a->reason = xvasprintf(format, ap);
    va_end(ap);
}

bool
text_bound(char *text, size_t most)
{
    size_t n = most;

    if (strlen(text) <= most)
        return false;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    text[n] = '\0';
    return true;
}

void
area_add(struct attachment *a, size_t table, const char *text, const struct area *area)
{
    const char *p = text + strspn(text, " \n");
    char from[16], to[16];

    if (*p < '0' || *p > '9' || strlen(p) > FIGURE_MOST || a->shared.n >= LIMIT_ROWS ||
        (area->last_row <= area->row && area->last_column <= area->column))
        return;
    cell_place(area->row, area->column, from);
    cell_place(area->last_row, area->last_column, to);
    strings_take(&a->shared, xasprintf("%zu!%s:%s", table, from, to));
}

void
margins_add(struct attachment *a, const char *text)
{
    while (text != NULL && *text != '\0' && a->margins.n < MARGINS_MOST) {
        size_t n = strcspn(text, "\n");
        char *line = n <= MARGIN_MOST ? text_clean_line(text, n) : xstrdup("");
        if (*line != '\0')
            strings_once(&a->margins, line);
        free(line);
        text += n + (text[n] == '\n');
    }
}
