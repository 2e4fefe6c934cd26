/* The page of a letter as HTML: one <div>, inline styles only (mail clients
 * drop style sheets), readable on a phone. Everything is escaped here. */
#include <string.h>

#include "core/letter/page.h"

#define BODY  "font-family:Arial,'Helvetica Neue',sans-serif;font-size:16px;line-height:1.5;color:#1f2328;" \
              "overflow-wrap:anywhere"
#define SIDE_BY_SIDE 3                  /* columns that a telephone of 360 px has room for */
/* Cells say their font themselves: Outlook and LibreOffice let none into a table. */
#define FONT(SIZE) "font-family:Arial,sans-serif;font-size:" SIZE ";"
#define MAILTO "mailto:"                /* the only links that a letter has */
#define LABEL FONT("16px") "padding:3px 12px 3px 0;vertical-align:top;text-align:left;font-weight:normal;color:#57606a;" \
              "white-space:nowrap"
#define CELL  FONT("14px") "padding:4px 10px 4px 0;vertical-align:top;text-align:left;border-bottom:1px solid #d8dee4;" \
              "overflow-wrap:anywhere"
#define SHORT 12                        /* octets of a cell that is never broken: a year, a heading */

void
page_escape(struct buf *out, const char *s, size_t n)
{
    size_t from = 0;

    for (size_t i = 0; i < n; i++) {
        const char *entity;

        if ((unsigned char)(s[i] - '"') > '>' - '"')    /* nearly all */
            continue;
        entity = s[i] == '&' ? "&amp;" : s[i] == '<' ? "&lt;" : s[i] == '>' ? "&gt;"
                 : s[i] == '"' ? "&quot;" : s[i] == '\'' ? "&#39;" : NULL;
        if (entity == NULL)
            continue;
        buf_add(out, s + from, i - from);
        buf_adds(out, entity);
        from = i + 1;
    }
    buf_add(out, s + from, n - from);
}

static size_t
cell(const struct page *page, const struct page_line *line, size_t i, struct buf *out)
{
    size_t n;
    const char *s = page_text(page, line, i, &n);

    page_escape(out, s, n);
    return n;
}

static void
html_paragraph(const struct page *page, size_t from, size_t to, struct buf *out)
{
    struct buf words = {0};

    for (size_t i = from; i < to; i++) {
        size_t n;

        page_text(page, &page->lines[i], 0, &n);
        if (n > 0 && words.len > 0)
            buf_addc(&words, ' ');
        cell(page, &page->lines[i], 0, &words);
    }
    if (words.len > 0) {
        buf_adds(out, "<p style=\"margin:0 0 14px\">");
        buf_add(out, words.data, words.len);
        buf_adds(out, "</p>\n");
    }
    buf_free(&words);
}

static void
html_list(const struct page *page, size_t from, size_t to, struct buf *out)
{
    const char *tag = page->lines[from].kind == PAGE_NUMBERED ? "ol" : "ul";

    buf_addf(out, "<%s style=\"margin:0 0 14px;padding-left:24px\">\n", tag);
    for (size_t i = from; i < to; i++) {
        const struct page_line *line = &page->lines[i];
        bool last = i + 1 == to || page->lines[i + 1].kind != PAGE_MORE;

        if (line->kind == PAGE_MORE)
            buf_adds(out, "<br><span style=\"font-size:13px;color:#57606a\">");
        else
            buf_adds(out, "<li>");
        cell(page, line, 0, out);
        buf_adds(out, line->kind == PAGE_MORE ? "</span>" : "");
        buf_adds(out, last ? "</li>\n" : "");
    }
    buf_addf(out, "</%s>\n", tag);
}

static void
html_pair(const struct page *page, const struct page_line *line, struct buf *out)
{
    bool head = line->kind == PAGE_HEAD;

    buf_adds(out, "<tr><th scope=\"row\" style=\"" LABEL "\">");
    cell(page, line, 0, out);
    buf_adds(out, "</th><td style=\"" FONT("16px") "padding:3px 0;vertical-align:top");
    buf_adds(out, head ? ";font-weight:bold\">" : "\">");
    cell(page, line, 1, out);
    buf_adds(out, "</td></tr>\n");
}

static void
html_row(const struct page *page, const struct page_line *line, struct buf *out)
{
    const char *tag = line->kind == PAGE_HEAD ? "th" : "td";

    buf_adds(out, "<tr>");
    for (size_t c = 0; c < line->ncells; c++) {
        size_t n;

        page_text(page, line, c, &n);
        buf_addf(out, "<%s style=\"" CELL "%s\">", tag, n <= SHORT ? ";white-space:nowrap" : "");
        cell(page, line, c, out);
        buf_addf(out, "</%s>", tag);
    }
    buf_adds(out, "</tr>\n");
}

/* What a telephone has no room for side by side stands one below the other: the
 * first cell, the second, and the others each behind the heading of its column. */
static void
html_stacked(const struct page *page, const struct page_line *head, const struct page_line *line,
             struct buf *out)
{
    bool more = false;

    buf_adds(out, "<div style=\"padding:7px 0;border-bottom:1px solid #d8dee4\"><strong>");
    cell(page, line, 0, out);
    buf_adds(out, "</strong>");
    for (size_t c = 1; c < line->ncells; c++) {
        size_t n;
        const char *text = page_text(page, line, c, &n);

        if (n == 0 || (n == 1 && *text == '-'))
            continue;
        buf_adds(out, c == 1 ? "<br>" : more ? " · " : "<br><span style=\"font-size:14px;color:#57606a\">");
        more = more || c > 1;
        if (c > 1 && head != NULL && cell(page, head, c, out) > 0)
            buf_adds(out, ": ");
        page_escape(out, text, n);
    }
    buf_adds(out, more ? "</span></div>\n" : "</div>\n");
}

static void
html_stack(const struct page *page, size_t from, size_t to, struct buf *out)
{
    const struct page_line *first = &page->lines[from],
                           *head = first->kind == PAGE_HEAD && to > from + 1 ? first : NULL;

    buf_adds(out, "<div style=\"margin:0 0 14px;border-top:1px solid #d8dee4\">\n");
    for (size_t i = from + (head != NULL); i < to; i++)
        html_stacked(page, head, &page->lines[i], out);
    buf_adds(out, "</div>\n");
}

static void
html_rows(const struct page *page, size_t from, size_t to, struct buf *out)
{
    bool pairs = page->lines[from].ncells == 2;

    if (page->lines[from].ncells > SIDE_BY_SIDE) {
        html_stack(page, from, to, out);
        return;
    }
    buf_adds(out, "<table style=\"border-collapse:collapse;margin:0 0 14px\">\n");
    for (size_t i = from; i < to; i++) {
        if (pairs)
            html_pair(page, &page->lines[i], out);
        else
            html_row(page, &page->lines[i], out);
    }
    buf_adds(out, "</table>\n");
}

static void
html_lines(const struct page *page, size_t from, size_t to, struct buf *out)
{
    buf_adds(out, "<p style=\"margin:0 0 14px\">");
    for (size_t i = from; i < to; i++) {
        size_t n, indent = 0;
        const char *s = page_text(page, &page->lines[i], 0, &n);

        buf_adds(out, i > from ? "<br>\n" : "");
        for (; indent < n && s[indent] == ' '; indent++)
            buf_adds(out, "&nbsp;");
        page_escape(out, s + indent, n - indent);
    }
    buf_adds(out, "</p>\n");
}

static void
html_title(const struct page *page, const struct page_line *line, struct buf *out)
{
    buf_adds(out, "<h3 style=\"margin:18px 0 6px;font-size:17px\">");
    cell(page, line, 0, out);
    buf_adds(out, "</h3>\n");
}

static void
html_orders(const struct page *page, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++) {
        const struct page_line *line = &page->lines[i];
        size_t n = 0;
        const char *link = line->ncells > 1 ? page_text(page, line, 1, &n) : NULL;
        bool linked = link != NULL && n > strlen(MAILTO) &&
                      memcmp(link, MAILTO, strlen(MAILTO)) == 0;

        buf_adds(out, "<p style=\"margin:0 0 8px;padding:6px 10px;border-left:4px solid #1f6feb;"
                      "font-family:monospace;font-size:15px\">");
        if (linked) {                   /* tall enough for a thumb */
            buf_adds(out, "<a href=\"");
            page_escape(out, link, n);
            buf_adds(out, "\" style=\"display:block;padding:6px 0;color:#0550ae\">");
        }
        cell(page, line, 0, out);
        buf_adds(out, linked ? "</a></p>\n" : "</p>\n");
    }
}

/* The widths stand in the table and its cells: what is empty has none of its own. */
static void
html_bar(const struct page *page, const struct page_line *line, struct buf *out)
{
    struct page_bar bar = page_bar(page, line);

    buf_adds(out,
             "<table role=\"presentation\" width=\"100%\" style=\"border-collapse:collapse;"
             "width:100%;max-width:420px;table-layout:fixed;margin:0 0 14px\"><tr>"
             "<td bgcolor=\"#d0d7de\" style=\"background:#d0d7de;padding:0\">");
    if (bar.percent > 0)
        buf_addf(out,
                 "<div style=\"width:%d%%;height:14px;line-height:14px;background:#1f6feb\"></div>",
                 bar.percent);
    buf_addf(out,
             "</td><td width=\"36%%\" style=\"width:36%%;padding:0 0 0 10px;" FONT("14px") "\">"
             "%ld/%ld%s</td></tr></table>\n",
             bar.part, bar.whole, bar.share);
}

char *
page_html(const struct page *page, const char *language)
{
    struct buf out = {0};
    bool small = false;

    buf_adds(&out, "<div lang=\"");
    page_escape(&out, language, strlen(language));
    buf_adds(&out, "\" style=\"" BODY "\">\n");
    for (size_t i = 0, end; i < page->nlines; i = end) {
        end = page_block(page, i);
        switch (page->lines[i].kind) {
        case PAGE_BREAK:
            break;
        case PAGE_SMALL:
            if (!small)
                buf_adds(
                    &out,
                    "<div style=\"border-top:1px solid #d8dee4;padding-top:10px;font-size:13px;color:#57606a\">\n");
            small = true;
            break;
        case PAGE_ITEM:
        case PAGE_NUMBERED:
            html_list(page, i, end, &out);
            break;
        case PAGE_ROW:
        case PAGE_HEAD:
            html_rows(page, i, end, &out);
            break;
        case PAGE_TITLE:
            html_title(page, &page->lines[i], &out);
            end = i + 1;
            break;
        case PAGE_ORDER:
            html_orders(page, i, end, &out);
            break;
        case PAGE_BAR:
            html_bar(page, &page->lines[i], &out);
            break;
        case PAGE_LINE:
            html_lines(page, i, end, &out);
            break;
        default:
            html_paragraph(page, i, end, &out);
        }
    }
    buf_adds(&out, small ? "</div>\n</div>\n" : "</div>\n");
    return buf_take(&out);
}
