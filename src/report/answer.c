/* Text and HTML side by side. */
#include "report/answer.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/letter/page.h"

#define LINE_COLUMNS 76
#define CELL_MOST 48                    /* columns of one cell; longer is cut with "…" */
#define BAR_COLUMNS 24
#define LABEL_COLUMNS 13

static void
html_text(struct answer *a, const char *text)
{
    page_escape(&a->html, text, strlen(text));
}

/* Words to LINE_COLUMNS, later lines under the first word. */
static void
wrap(struct buf *out, const char *text, size_t indent)
{
    char *copy = xstrdup(text), *rest = copy, *word;
    size_t at = indent;

    while ((word = strsep(&rest, " ")) != NULL) {
        size_t w = text_width(word);

        if (at > indent && at + 1 + w > LINE_COLUMNS) {
            buf_addf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            buf_addc(out, ' ');
            at++;
        }
        buf_adds(out, word);
        at += w;
    }
    buf_addc(out, '\n');
    free(copy);
}

void
answer_title(struct answer *a, char *title)
{
    if (a->title == NULL)
        a->title = title;
    else
        free(title);
}

void
answer_head(struct answer *a, const char *text)
{
    wrap(&a->text, text, 0);
    buf_adds(&a->html, "<h3 style=\"margin:14px 0 4px;font-size:16px\">");
    html_text(a, text);
    buf_adds(&a->html, "</h3>\n");
}

void
answer_line(struct answer *a, const char *format, ...)
{
    va_list ap;
    char *text;

    va_start(ap, format);
    text = xvasprintf(format, ap);
    va_end(ap);
    wrap(&a->text, text, 0);
    buf_adds(&a->html, "<p style=\"margin:2px 0\">");
    html_text(a, text);
    buf_adds(&a->html, "</p>\n");
    free(text);
}

void
answer_item(struct answer *a, const char *format, ...)
{
    va_list ap;
    char *text;

    va_start(ap, format);
    text = xvasprintf(format, ap);
    va_end(ap);
    buf_adds(&a->text, "  - ");
    wrap(&a->text, text, 4);
    buf_adds(&a->html, "<p style=\"margin:2px 0 2px 16px\">– ");
    html_text(a, text);
    buf_adds(&a->html, "</p>\n");
    free(text);
}

void
answer_order(struct answer *a, const char *line)
{
    buf_addf(&a->text, "  %s\n", line);         /* not wrapped: it is sent back as it stands */
    buf_adds(&a->html, "<p style=\"margin:4px 0 4px 16px;font-family:monospace;font-size:14px\">");
    html_text(a, line);
    buf_adds(&a->html, "</p>\n");
}

void
answer_pair(struct answer *a, const char *label, const char *value)
{
    char *padded;

    if (value == NULL || *value == '\0')
        return;
    padded = text_pad(label, LABEL_COLUMNS);
    buf_addf(&a->text, "%s: ", padded);
    wrap(&a->text, value, LABEL_COLUMNS + 2);
    buf_adds(&a->html, "<p style=\"margin:2px 0\"><span style=\"color:#57606a\">");
    html_text(a, label);
    buf_adds(&a->html, ":</span> ");
    html_text(a, value);
    buf_adds(&a->html, "</p>\n");
    free(padded);
}

void
answer_bar(struct answer *a, int part, int whole)
{
    int full = whole > 0 ? part * BAR_COLUMNS / whole : 0,
        percent = whole > 0 ? part * 100 / whole : 0;

    buf_addc(&a->text, '[');
    for (int i = 0; i < BAR_COLUMNS; i++)
        buf_addc(&a->text, i < full ? '#' : '-');
    buf_addf(&a->text, "] %d/%d (%d%%)\n", part, whole, percent);
    buf_addf(
        &a->html,
        "<table role=\"presentation\" style=\"border-collapse:collapse;width:100%%;max-width:360px\"><tr>"
        "<td style=\"border:1px solid #57606a;padding:0\"><div style=\"width:%d%%;background:#1f6feb;height:12px\"></div></td>"
        "<td style=\"padding-left:8px;white-space:nowrap\">%d/%d (%d%%)</td></tr></table>\n",
        percent, part, whole, percent);
}

void
answer_gap(struct answer *a)
{
    buf_addc(&a->text, '\n');
    buf_adds(&a->html, "<div style=\"height:10px\"></div>\n");
}

void
answer_file(struct answer *a, const char *name, const char *type, void *bytes, size_t size)
{
    *ARRAY_MORE(a->files, a->nfiles) = (struct letter_file){ .name = xstrdup(name),
                                                             .media_type = xstrdup(type),
                                                             .bytes = bytes,
                                                             .size = size };
}

/* ---- tables -------------------------------------------------------------------- */

void
answer_table_begin(struct answer_table *t, const char *const *heads)
{
    *t = (struct answer_table){0};
    for (; heads[t->ncolumns] != NULL && t->ncolumns < ANSWER_COLUMNS; t->ncolumns++)
        strings_add(&t->cells, heads[t->ncolumns]);
}

void
answer_table_row(struct answer_table *t, enum tone tone, const char *const *cells)
{
    if (t->n < ARRAY_LEN(t->tones))
        t->tones[t->n] = tone;
    t->n++;
    for (size_t i = 0; i < t->ncolumns; i++) {
        char *line = cells[i] == NULL ? xstrdup("-") : text_clean_line(cells[i], strlen(cells[i]));

        strings_take(&t->cells, line);
    }
}

static void
text_row(struct answer *a, const struct answer_table *t, size_t row, const size_t *widths)
{
    for (size_t c = 0; c < t->ncolumns; c++) {
        const char *cell = t->cells.v[row * t->ncolumns + c];
        char *padded = c + 1 < t->ncolumns || text_width(cell) > widths[c]
                           ? text_pad(cell, widths[c])
                           : xstrdup(cell);

        buf_addf(&a->text, "%s%s", c > 0 ? "  " : "", padded);
        free(padded);
    }
    buf_addc(&a->text, '\n');
}

static void
html_row(struct answer *a, const struct answer_table *t, size_t row)
{
    static const char *const edges[] = { [TONE_PLAIN] = "#d0d7de", [TONE_GOOD] = "#1a7f37", [TONE_DOUBT] = "#bf8700", [TONE_BAD] = "#cf222e" };
    enum tone tone = row == 0 || row > ARRAY_LEN(t->tones) ? TONE_PLAIN : t->tones[row - 1];
    const char *tag = row == 0 ? "th" : "td";

    buf_addf(&a->html, "<tr style=\"border-bottom:1px solid #d0d7de;border-left:4px solid %s\">",
             row == 0 ? "#57606a" : edges[tone]);
    for (size_t c = 0; c < t->ncolumns; c++) {
        buf_addf(
            &a->html,
            "<%s style=\"font-family:Arial,sans-serif;font-size:14px;padding:3px 6px;text-align:left;vertical-align:top\">",
            tag);
        html_text(a, t->cells.v[row * t->ncolumns + c]);
        buf_addf(&a->html, "</%s>", tag);
    }
    buf_adds(&a->html, "</tr>\n");
}

/* A row fits the letter: what is widest is cut first (the HTML part has it whole). */
static void
fit(size_t *widths, size_t n)
{
    size_t whole = n > 0 ? 2 * (n - 1) : 0;

    for (size_t c = 0; c < n; c++)
        whole += widths[c];
    while (whole > LINE_COLUMNS) {
        size_t widest = 0;

        for (size_t c = 1; c < n; c++)
            widest = widths[c] > widths[widest] ? c : widest;
        widths[widest]--;
        whole--;
    }
}

void
answer_table_end(struct answer *a, struct answer_table *t)
{
    size_t widths[ANSWER_COLUMNS] = {0};

    for (size_t i = 0; i < t->cells.n; i++) {
        size_t w = text_width(t->cells.v[i]);

        if (w > widths[i % t->ncolumns])
            widths[i % t->ncolumns] = w < CELL_MOST ? w : CELL_MOST;
    }
    fit(widths, t->ncolumns);
    buf_adds(&a->html, "<table style=\"border-collapse:collapse;margin:4px 0 10px\">\n");
    for (size_t row = 0; row <= t->n; row++) {
        text_row(a, t, row, widths);
        html_row(a, t, row);
    }
    buf_adds(&a->html, "</table>\n");
    strings_free(&t->cells);
    *t = (struct answer_table){0};
}

static void
file_free(struct letter_file *f)
{
    free(f->name);
    free(f->media_type);
    free((void *)f->bytes);
}

struct answer_mark
answer_mark(const struct answer *a)
{
    return (struct answer_mark){ a->text.len, a->html.len, a->nfiles };
}

void
answer_back(struct answer *a, struct answer_mark mark)
{
    buf_cut(&a->text, mark.text);
    buf_cut(&a->html, mark.html);
    while (a->nfiles > mark.files)
        file_free(&a->files[--a->nfiles]);
}

void
answer_clear(struct answer *a)
{
    buf_free(&a->text);
    buf_free(&a->html);
    free(a->title);
    for (size_t i = 0; i < a->nfiles; i++)
        file_free(&a->files[i]);
    free(a->files);
    *a = (struct answer){0};
}
