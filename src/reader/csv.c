/* CSV and TSV: the separator is the one that most lines agree on. The values
 * stay texts: what "1.250" means is for those who know the field. */
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "legacy.h"

#define LINES_PROBED 50

static const char separators[] = { ';', '\t', ',', '|' };

struct tally { size_t lines, times; };  /* lines with a separator, and how often it stands in all */

/* How a separator would do in the first lines; one within quotes is none. */
static struct tally
tally_of(const char *text, char separator)
{
    struct tally t = {0};
    size_t count = 0;
    int lines = 0;
    bool quoted = false;

    for (const char *p = text; lines < LINES_PROBED; p++) {
        quoted ^= *p == '"';
        count += !quoted && *p == separator;
        if (*p != '\0' && (*p != '\n' || quoted))
            continue;
        t.lines += count > 0;
        t.times += count;
        count = 0;
        lines++;
        if (*p == '\0')
            break;
    }
    return t;
}

/* The one that parts the most lines, and then the oftenest: prose has commas
 * and semicolons too, but not in every line. */
static char
separator_find(const char *text)
{
    struct tally best = {0};
    char found = ',';

    for (size_t s = 0; s < sizeof separators; s++) {
        struct tally t = tally_of(text, separators[s]);

        if (t.lines > best.lines || (t.lines == best.lines && t.times > best.times)) {
            best = t;
            found = separators[s];
        }
    }
    return found;
}

/* One field (RFC 4180); *p ends on the separator, the line end or the end. */
static void
field_take(const char **p, char separator, struct buf *out)
{
    bool quoted = **p == '"';

    buf_reset(out);
    if (quoted)
        (*p)++;
    for (; **p != '\0'; (*p)++) {
        if (quoted && **p == '"') {
            if ((*p)[1] != '"') {
                quoted = false;
                continue;
            }
            (*p)++;
        } else if (!quoted && (**p == separator || **p == '\n')) {
            break;
        }
        buf_addc(out, **p);
    }
}

static void
rows_read(struct sheet_writer *w, const char *text)
{
    char separator = separator_find(text);
    struct buf field = {0};
    int row = 1, column = 1;

    if (strncmp(text, "sep=", 4) == 0 && text[4] != '\0' && text[5] == '\n') {      /* Excel's own line */
        separator = text[4];
        text += 6;
    }
    for (const char *p = text; *p != '\0' && !w->full;) {
        field_take(&p, separator, &field);
        cell_add(w, row, column, CELL_TEXT, buf_text(&field), NULL, false);
        column++;
        if (*p == '\n') {
            row++;
            column = 1;
        }
        if (*p != '\0')
            p++;
    }
    buf_free(&field);
}

void
csv_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct sheet_writer w = { .files = o->files, .a = a };
    char *text;
    enum legacy font;

    text_read(o, bytes, n, a);
    font = legacy_guess(a->text);
    text = legacy_convert(font, a->text);
    if (font != LEGACY_NONE)
        flag_add(&a->flags, legacy_flags[font]);
    free(a->text);
    a->text = NULL;
    if ((w.sheet = sheet_add(a, "", 0)) != NULL)
        rows_read(&w, text);
    sheets_lost(a, "?");
    free(text);
}
