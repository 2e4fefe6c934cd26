/* The page of a letter: blocks of lines of cells, filled by the template, then
 * written as plain text and as HTML. A cell only ever grows by text, so
 * nothing that is put into one can become a line, a cell or markup. */
#ifndef DOCKETD_CORE_LETTER_PAGE_H
#define DOCKETD_CORE_LETTER_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define LETTER_COLUMNS 76

enum page_kind {
    PAGE_PARAGRAPH, PAGE_ITEM, PAGE_NUMBERED, PAGE_MORE, PAGE_ROW, PAGE_HEAD, PAGE_LINE,
    PAGE_TITLE,                 /* a heading */
    PAGE_ORDER,                 /* a line to send back as it stands */
    PAGE_BAR,                   /* two cells, a number and the whole it is part of */
    PAGE_SMALL,                 /* small print from here on */
    PAGE_BREAK                  /* an empty line: the block before ends */
};

struct page_line {
    enum page_kind kind;
    size_t cell, ncells;        /* in page.cells */
};

struct page {
    struct buf text;            /* of all cells, in order */
    size_t *cells;              /* where each begins in text */
    size_t ncells;
    struct page_line *lines;
    size_t nlines;
};

void page_line(struct page *, enum page_kind);
void page_cell(struct page *);
void page_add(struct page *, const char *text);             /* to the last cell; clean NFC text without line ends */
void page_free(struct page *);

/* Text of cell i of a line (not NUL-terminated) and its length. */
const char *page_text(const struct page *, const struct page_line *, size_t i, size_t *n);
/* The first line after `from` that is of another kind (rows and heads are one, an item keeps its further lines). */
size_t page_block(const struct page *, size_t from);

struct page_bar { long part, whole; int percent; char share[8]; };      /* 0 to 100; " (67%)", "" of nothing */
struct page_bar page_bar(const struct page *, const struct page_line *);

char *page_plain(const struct page *);                      /* the text part */
char *page_html(const struct page *, const char *language); /* one <div> */
void page_escape(struct buf *, const char *text, size_t n); /* for HTML text and attributes */

#endif
