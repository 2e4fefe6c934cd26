#include "html_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cells.h"

/* A string of a style sheet: "\\0022" is a quotation mark, "\\," a comma. */
static size_t
css_string(const char *from, struct buf *out)
{
    const char *p = from;

    for (; *p != '\0' && *p != '"'; p++) {
        size_t digits = *p == '\\' ? strspn(p + 1, "0123456789abcdefABCDEF") : 0;
        char hex[5] = "";

        if (*p == '\\' && digits >= 4) {
            memcpy(hex, p + 1, 4);
            buf_addc(out, (char)strtol(hex, NULL, 16));
            p += 4;
        } else if (*p != '\\' || p[1] == '\0') {
            buf_addc(out, *p);
        } else {
            buf_addc(out, *++p);
        }
    }
    return (size_t)(p - from);
}

/* The header and footer of a sheet that Excel saved as a page. */
void
html_margins(struct attachment *a, const char *sheet)
{
    static const char *const names[] = { "mso-header-data:\"", "mso-footer-data:\"" };

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        for (const char *p = sheet; (p = strstr(p, names[i])) != NULL;) {
            struct buf codes = {0};

            p += strlen(names[i]);
            p += css_string(p, &codes);
            sheet_margin(a, buf_text(&codes));
            buf_free(&codes);
        }
}

bool
html_hidden_sheet(const void *bytes, size_t n)
{
    static const char *const states[] = { "<x:Visible>SheetHidden<", "<x:Visible>SheetVeryHidden<" };
    bool hidden = false;

    for (size_t i = 0; i < ARRAY_LEN(states) && !hidden; i++)
        hidden = memmem(bytes, n, states[i], strlen(states[i])) != NULL;
    return hidden;
}
