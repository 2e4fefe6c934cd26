/* The page of a letter: built line by line, and written as plain text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/count.h"
#include "core/letter/page.h"

#define COLUMNS_MOST 12                 /* cells of one row that get a column of their own */
#define INDENT 2                        /* of rows */
#define BAR_COLUMNS 24

void
page_line(struct page *page, enum page_kind kind)
{
    struct page_line *line = ARRAY_MORE(page->lines, page->nlines);

    line->kind = kind;
    line->cell = page->ncells;
}

void
page_cell(struct page *page)
{
    *ARRAY_MORE(page->cells, page->ncells) = page->text.len;
    page->lines[page->nlines - 1].ncells++;
}

void
page_add(struct page *page, const char *text)
{
    buf_adds(&page->text, text);
}

void
page_free(struct page *page)
{
    buf_free(&page->text);
    free(page->cells);
    free(page->lines);
    *page = (struct page){0};
}

const char *
page_text(const struct page *page, const struct page_line *line, size_t i, size_t *n)
{
    size_t cell = line->cell + i, end;

    if (i >= line->ncells) {
        *n = 0;
        return "";
    }
    end = cell + 1 < page->ncells ? page->cells[cell + 1] : page->text.len;
    *n = end - page->cells[cell];
    return buf_text(&page->text) + page->cells[cell];
}

static enum page_kind
family(enum page_kind kind)
{
    return kind == PAGE_HEAD ? PAGE_ROW : kind;
}

size_t
page_block(const struct page *page, size_t from)
{
    const struct page_line *first = &page->lines[from];
    size_t i = from + 1;

    for (; i < page->nlines; i++) {
        const struct page_line *line = &page->lines[i];
        bool more = line->kind == PAGE_MORE &&
                    (first->kind == PAGE_ITEM || first->kind == PAGE_NUMBERED);

        if ((!more && family(line->kind) != family(first->kind)) || first->kind == PAGE_BAR ||
            first->kind == PAGE_TITLE)
            break;
        if (family(line->kind) == PAGE_ROW && line->ncells != first->ncells)
            break;
    }
    return i;
}

/* ---- plain text -------------------------------------------------------------- */

static size_t
width(const char *s, size_t n)          /* NFC: a code point, a column */
{
    const uint64_t each = 0x0101010101010101u;
    size_t w = n;
    uint64_t word;

    for (; n >= sizeof word; n -= sizeof word, s += sizeof word) {
        memcpy(&word, s, sizeof word);  /* 10xxxxxx goes on with a letter */
        w -= ((word >> 7 & ~(word >> 6) & each) * each) >> 56;
    }
    while (n-- > 0)
        w -= ((unsigned char)*s++ & 0xc0) == 0x80;
    return w;
}

static size_t
bytes_of(const char *s, size_t n, size_t columns)
{
    size_t i = 0;

    while (i < n && columns-- > 0)
        do
            i++;
        while (i < n && ((unsigned char)s[i] & 0xc0) == 0x80);
    return i;
}

static void
spaces(struct buf *out, size_t n)
{
    while (n-- > 0)
        buf_addc(out, ' ');
}

struct wrap {
    size_t at;                  /* columns already on the line */
    size_t hang, most;
};

static void
wrap_break(struct buf *out, struct wrap *w)
{
    buf_addc(out, '\n');
    spaces(out, w->hang);
    w->at = w->hang;
}

/* Writes of a word what no line has room for; returns the rest, which this one has. */
static const char *
wrap_word(struct buf *out, const char *s, size_t n, size_t columns, struct wrap *w)
{
    while (w->at + columns > w->most && w->at < w->most) {
        size_t fit = bytes_of(s, n, w->most - w->at);

        buf_add(out, s, fit);
        s += fit;
        n -= fit;
        columns = width(s, n);
        wrap_break(out, w);
    }
    w->at += columns;
    return s;
}

/* Words of s, broken before column `most`; a word longer than a line is cut.
 * What stands one space apart on one line is written at once. */
static void
wrap(struct buf *out, const char *s, size_t n, struct wrap *w, bool first)
{
    const char *end = s + n, *from = s, *to = s;        /* fits, and is not yet written */

    while (s < end) {
        size_t len = 0, columns = 0;

        if (*s == ' ') {
            s++;
            continue;
        }
        for (; s + len < end && s[len] != ' '; len++)
            columns += ((unsigned char)s[len] & 0xc0) != 0x80;
        if (from < to && to + 1 == s && w->at + 1 + columns <= w->most) {
            w->at += 1 + columns;
        } else {
            buf_add(out, from, (size_t)(to - from));
            if (!first && w->at + 1 + columns > w->most) {
                wrap_break(out, w);
            } else if (!first) {
                buf_addc(out, ' ');
                w->at++;
            }
            from = wrap_word(out, s, len, columns, w);
        }
        s += len;
        to = s;
        first = false;
    }
    buf_add(out, from, (size_t)(to - from));
}

static void
plain_paragraph(const struct page *page, size_t from, size_t to, struct buf *out)
{
    struct wrap w = { .most = LETTER_COLUMNS };
    size_t start = out->len;

    for (size_t i = from; i < to; i++) {
        size_t n;
        const char *s = page_text(page, &page->lines[i], 0, &n);

        wrap(out, s, n, &w, out->len == start);
    }
    if (out->len > start)
        buf_addc(out, '\n');
}

static void
plain_list(const struct page *page, size_t from, size_t to, struct buf *out)
{
    int number = 0;

    for (size_t i = from; i < to; i++) {
        const struct page_line *line = &page->lines[i];
        struct wrap w = { .hang = page->lines[from].kind == PAGE_NUMBERED ? 7 : 2, .most = LETTER_COLUMNS };
        size_t n;
        const char *s = page_text(page, line, 0, &n);

        w.at = w.hang;
        if (line->kind == PAGE_NUMBERED)
            buf_addf(out, "%5d. ", ++number);
        else if (line->kind == PAGE_ITEM)
            buf_adds(out, "- ");
        else
            spaces(out, w.hang);
        wrap(out, s, n, &w, true);
        buf_addc(out, '\n');
    }
}

/* As it stands if it fits, else wrapped under its own indent. */
static void
plain_lines(const struct page *page, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++) {
        size_t n, indent = 0;
        const char *s = page_text(page, &page->lines[i], 0, &n);
        struct wrap w = { .most = LETTER_COLUMNS };

        while (indent < n && indent < LETTER_COLUMNS / 2 && s[indent] == ' ')
            indent++;
        spaces(out, indent);
        w.at = w.hang = indent;
        if (width(s, n) <= LETTER_COLUMNS)
            buf_add(out, s + indent, n - indent);
        else
            wrap(out, s + indent, n - indent, &w, true);
        buf_addc(out, '\n');
    }
}

/* Widths that fit: natural ones, the widest column giving way. */
static void
column_widths(const struct page *page, size_t from, size_t to, size_t columns, size_t gap,
              size_t widths[])
{
    size_t total = INDENT + gap * (columns - 1);

    for (size_t c = 0; c < columns; c++)
        for (size_t i = from; i < to; i++) {
            size_t n, w;
            const char *s = page_text(page, &page->lines[i], c, &n);

            w = width(s, n);
            widths[c] = w > widths[c] ? w : widths[c];
        }
    for (size_t c = 0; c < columns; c++) {
        widths[c] = widths[c] > LETTER_COLUMNS ? LETTER_COLUMNS : widths[c] == 0 ? 1 : widths[c];
        total += widths[c];
    }
    for (; total > LETTER_COLUMNS; total--) {
        size_t widest = 0;

        for (size_t c = 1; c < columns; c++)
            if (widths[c] > widths[widest])
                widest = c;
        if (widths[widest] <= 1)
            break;
        widths[widest]--;
    }
}

static size_t
longest_word(const char *s, size_t n)
{
    size_t most = 0, columns = 0;

    for (size_t i = 0; i < n; i++) {
        columns = s[i] == ' ' ? 0 : columns + (((unsigned char)s[i] & 0xc0) != 0x80);
        most = columns > most ? columns : most;
    }
    return most;
}

/* One row: cells side by side, each wrapped within its column. Beside the last one there is room:
 * an address in it is never cut. */
static void
plain_row(const struct page *page, const struct page_line *line, size_t columns, const char *gap,
          const size_t widths[], struct buf *out)
{
    struct buf wrapped[COLUMNS_MOST] = {0};
    const char *rest[COLUMNS_MOST];
    bool more = true;

    for (size_t c = 0; c < columns; c++) {
        struct wrap w = { .most = widths[c] };
        size_t n;
        const char *s = page_text(page, line, c, &n);
        size_t word = c + 1 == columns ? longest_word(s, n) : 0;

        w.most = word > w.most && word <= LETTER_COLUMNS ? word : w.most;
        wrap(&wrapped[c], s, n, &w, true);
        rest[c] = buf_text(&wrapped[c]);
    }
    for (bool first = true; more; first = false) {
        more = false;
        spaces(out, INDENT);
        for (size_t c = 0; c < columns; c++) {
            size_t n = strcspn(rest[c], "\n"), w = width(rest[c], n);

            if (c > 0 && first)
                buf_adds(out, gap);
            else if (c > 0)
                spaces(out, strlen(gap));
            buf_add(out, rest[c], n);
            spaces(out, w < widths[c] ? widths[c] - w : 0);
            rest[c] += n + (rest[c][n] == '\n');
            more |= *rest[c] != '\0';
        }
        while (out->len > 0 && out->data[out->len - 1] == ' ')
            out->data[--out->len] = '\0';
        buf_addc(out, '\n');
    }
    for (size_t c = 0; c < columns; c++)
        buf_free(&wrapped[c]);
}

static void
plain_rows(const struct page *page, size_t from, size_t to, struct buf *out)
{
    size_t columns = page->lines[from].ncells, widths[COLUMNS_MOST] = {0};
    const char *gap = columns == 2 ? " : " : "  ";

    columns = columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
    column_widths(page, from, to, columns, strlen(gap), widths);
    for (size_t i = from; i < to; i++)
        plain_row(page, &page->lines[i], columns, gap, widths, out);
}

static long
number_of(const struct page *page, const struct page_line *line, size_t i)
{
    char digits[16];
    size_t n;
    const char *s = page_text(page, line, i, &n);

    snprintf(digits, sizeof digits, "%.*s", (int)n, s);
    return strtol(digits, NULL, 10);
}

struct page_bar
page_bar(const struct page *page, const struct page_line *line)
{
    struct page_bar bar = { number_of(page, line, 0), number_of(page, line, 1), 0, "" };

    if (bar.whole <= 0)                 /* of nothing there is no share */
        return bar;
    if (bar.part > 0)
        bar.percent = bar.part >= bar.whole ? 100 : count_percent((int)bar.part, (int)bar.whole);
    snprintf(bar.share, sizeof bar.share, " (%d%%)", bar.percent);
    return bar;
}

static void
plain_bar(const struct page *page, const struct page_line *line, struct buf *out)
{
    struct page_bar bar = page_bar(page, line);

    buf_addc(out, '[');
    for (int i = 0; i < BAR_COLUMNS; i++)
        buf_addc(out, i < bar.percent * BAR_COLUMNS / 100 ? '#' : '-');
    buf_addf(out, "] %ld/%ld%s\n", bar.part, bar.whole, bar.share);
}

static void
plain_order(const struct page *page, const struct page_line *line, struct buf *out)
{
    size_t n;
    const char *s = page_text(page, line, 0, &n);

    spaces(out, INDENT);
    buf_add(out, s, n);
    buf_addc(out, '\n');
    if (line->ncells > 1 && (s = page_text(page, line, 1, &n), n) > 0) {
        spaces(out, INDENT);
        buf_addf(out, "<%.*s>\n", (int)n, s);
    }
}

static void
plain_block(const struct page *page, size_t from, size_t to, struct buf *out)
{
    switch (page->lines[from].kind) {
    case PAGE_ITEM:
    case PAGE_NUMBERED:
        plain_list(page, from, to, out);
        break;
    case PAGE_ROW:
    case PAGE_HEAD:
        plain_rows(page, from, to, out);
        break;
    case PAGE_LINE:
        plain_lines(page, from, to, out);
        break;
    case PAGE_BAR:
        plain_bar(page, &page->lines[from], out);
        break;
    case PAGE_ORDER:
        for (size_t i = from; i < to; i++)
            plain_order(page, &page->lines[i], out);
        break;
    case PAGE_SMALL:
        buf_adds(out, "--\n");
        break;
    default:
        plain_paragraph(page, from, to, out);
    }
}

char *
page_plain(const struct page *page)
{
    struct buf out = {0};
    bool gap = false;

    buf_adds(&out, "");
    for (size_t i = 0, end; i < page->nlines; i = end) {
        size_t before = out.len, begin;

        end = page_block(page, i);
        gap = gap || page->lines[i].kind == PAGE_BREAK;
        if (page->lines[i].kind == PAGE_BREAK)
            continue;
        if (gap && before > 0)
            buf_addc(&out, '\n');
        begin = out.len;
        plain_block(page, i, end, &out);
        if (out.len > begin)
            gap = false;
        else
            buf_cut(&out, before);
    }
    return buf_take(&out);
}
