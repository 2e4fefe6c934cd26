#include "attachment.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define MARGINS_MOST 60         /* lines */
#define MARGIN_MOST  300        /* bytes of one; a longer one is no mark */

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
