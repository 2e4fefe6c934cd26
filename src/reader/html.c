#include "html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "html_sheet.h"
#include "html_style.h"
#include "html_tree.h"

/* A table is a grid where it has cells beside each other and a row of it is
 * laid out where a grid stands within it: marks on Gumbo's nodes, in the bits
 * it does not use. */
#define MARK_GRID   (1 << 20)
#define MARK_LAYOUT (1 << 21)

enum role { ROLE_INLINE, ROLE_BLOCK, ROLE_SKIPPED, ROLE_TABLE, ROLE_ROW, ROLE_CELL, ROLE_QUOTE };

struct frame {                  /* an element that is open */
    const GumboNode *node;
    struct html_look look;
    enum role role;
    bool grid;                  /* of a table: a grid of it is open; of a row: it is a row of that */
};

#define COLUMNS_HIDDEN 64

struct page {
    struct doc *d;
    const GumboNode *table;     /* the last that began, ... */
    size_t columns;             /* ... how many of its columns have been described, ... */
    bool hidden[COLUMNS_HIDDEN];        /* ... and which of them are not shown */
    const GumboNode *root;
    struct html_styles styles;
    struct frame *open;
    size_t nopen;
    bool space;                 /* white space is owed */
    int skipped;                /* elements open whose text is none */
};

/* ---- words ------------------------------------------------------------------------------ */

static struct frame *
top(struct page *p)
{
    return &p->open[p->nopen - 1];
}

static void
page_line(struct page *p)
{
    doc_line(p->d);
    p->space = false;
}

static void
page_word(struct page *p, const char *word, size_t n)
{
    const struct frame *f = top(p);
    struct doc *d = p->d;
    const struct buf *here = &d->levels[d->level].text;
    unsigned look = html_look_bits(&p->styles, &f->look);

    if (!look_counts(look, here->len > 0 ? here->data : "", here->len, word, n, &d->a->flags))
        return;
    if (p->space && !doc_at_line(d))
        doc_add(d, " ", 1);
    p->space = false;
    d->font = f->look.font;
    doc_add(d, word, n);
    d->font = LEGACY_NONE;
}

/* A no-break space fills an empty cell as often as it parts words. */
static size_t
blank_at(const char *s)
{
    if (s[0] == '\xC2' && s[1] == '\xA0')
        return 2;
    return isspace((unsigned char)*s) ? 1 : 0;
}

static void
page_text(struct page *p, const char *s)
{
    bool pre = top(p)->look.pre;

    while (*s != '\0') {
        size_t n = blank_at(s);

        if (pre && *s == '\n') {
            page_line(p);
        } else if (pre && n > 0) {
            page_word(p, *s == '\t' ? "\t" : " ", 1);
        } else if (n > 0) {
            p->space = true;
        } else {
            while (s[n] != '\0' && blank_at(s + n) == 0)
                n++;
            page_word(p, s, n);
        }
        s += n;
    }
}

/* ---- elements ------------------------------------------------------------------------------ */

static const struct { GumboTag tag; enum role role; } roles[] = {
    { GUMBO_TAG_TABLE, ROLE_TABLE }, { GUMBO_TAG_TR, ROLE_ROW }, { GUMBO_TAG_TD, ROLE_CELL }, { GUMBO_TAG_TH, ROLE_CELL },
    { GUMBO_TAG_BLOCKQUOTE, ROLE_QUOTE }, { GUMBO_TAG_HEAD, ROLE_SKIPPED }, { GUMBO_TAG_TITLE, ROLE_SKIPPED },
    { GUMBO_TAG_SCRIPT, ROLE_SKIPPED }, { GUMBO_TAG_STYLE, ROLE_SKIPPED }, { GUMBO_TAG_TEMPLATE, ROLE_SKIPPED },
    { GUMBO_TAG_NOSCRIPT, ROLE_SKIPPED }, { GUMBO_TAG_IFRAME, ROLE_SKIPPED }, { GUMBO_TAG_DATALIST, ROLE_SKIPPED },
    { GUMBO_TAG_P, ROLE_BLOCK }, { GUMBO_TAG_DIV, ROLE_BLOCK }, { GUMBO_TAG_LI, ROLE_BLOCK }, { GUMBO_TAG_UL, ROLE_BLOCK },
    { GUMBO_TAG_OL, ROLE_BLOCK }, { GUMBO_TAG_DL, ROLE_BLOCK }, { GUMBO_TAG_DT, ROLE_BLOCK }, { GUMBO_TAG_DD, ROLE_BLOCK },
    { GUMBO_TAG_H1, ROLE_BLOCK }, { GUMBO_TAG_H2, ROLE_BLOCK }, { GUMBO_TAG_H3, ROLE_BLOCK }, { GUMBO_TAG_H4, ROLE_BLOCK },
    { GUMBO_TAG_H5, ROLE_BLOCK }, { GUMBO_TAG_H6, ROLE_BLOCK }, { GUMBO_TAG_HR, ROLE_BLOCK }, { GUMBO_TAG_PRE, ROLE_BLOCK },
    { GUMBO_TAG_CENTER, ROLE_BLOCK }, { GUMBO_TAG_FORM, ROLE_BLOCK }, { GUMBO_TAG_FIELDSET, ROLE_BLOCK },
    { GUMBO_TAG_ADDRESS, ROLE_BLOCK }, { GUMBO_TAG_SECTION, ROLE_BLOCK }, { GUMBO_TAG_ARTICLE, ROLE_BLOCK },
    { GUMBO_TAG_HEADER, ROLE_BLOCK }, { GUMBO_TAG_FOOTER, ROLE_BLOCK }, { GUMBO_TAG_MAIN, ROLE_BLOCK },
    { GUMBO_TAG_CAPTION, ROLE_BLOCK }, { GUMBO_TAG_DETAILS, ROLE_BLOCK }, { GUMBO_TAG_SUMMARY, ROLE_BLOCK },
};

/* What a tag alone makes of its words. */
static const struct { GumboTag tag; const char *style; } looks[] = {
    { GUMBO_TAG_DEL, "text-decoration:line-through" }, { GUMBO_TAG_S, "text-decoration:line-through" },
    { GUMBO_TAG_STRIKE, "text-decoration:line-through" }, { GUMBO_TAG_SUP, "vertical-align:super" },
    { GUMBO_TAG_SUB, "vertical-align:sub" },
    { GUMBO_TAG_PRE, "white-space:pre" }, { GUMBO_TAG_TEXTAREA, "white-space:pre" },
};

static enum role
role_of(GumboTag tag)
{
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        if (roles[i].tag == tag)
            return roles[i].role;
    }
    return ROLE_INLINE;
}

static const char *
attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);

    return a != NULL ? a->value : NULL;
}

static bool
has_mark(const GumboNode *node, int mark)
{
    return ((int)node->parse_flags & mark) != 0;
}

static void
mark(GumboNode *node, int mark)
{
    node->parse_flags = (GumboParseFlags)((int)node->parse_flags | mark);
}

/* A table is a grid; the rows around it are laid out. What has no cells beside each other is no
 * more than a frame within its cell. */
static void
mark_grid(const GumboNode *cell)
{
    bool within = true;

    for (GumboNode *n = cell->parent; n != NULL && n->type == GUMBO_NODE_ELEMENT; n = n->parent) {
        if (n->v.element.tag == GUMBO_TAG_TABLE && within) {
            if (has_mark(n, MARK_GRID))
                return;
            mark(n, MARK_GRID);
            within = false;
        } else if (n->v.element.tag == GUMBO_TAG_TR && !within) {
            if (has_mark(n, MARK_LAYOUT))
                return;
            mark(n, MARK_LAYOUT);
        }
    }
}

static bool
is_cell(const GumboNode *n)
{
    return n->type == GUMBO_NODE_ELEMENT &&
           (n->v.element.tag == GUMBO_TAG_TD || n->v.element.tag == GUMBO_TAG_TH);
}

/* The first text in a node that is more than blanks; NULL. */
static const char *
first_text(const GumboNode *node)
{
    int up;

    for (const GumboNode *n = node; n != NULL; n = html_next(n, node, true, &up)) {
        const char *text = n->type == GUMBO_NODE_TEXT ? n->v.text.text : "";

        for (size_t blank; *text != '\0'; text += blank) {
            blank = strspn(text, " \t\r\n");
            blank += strncmp(text + blank, "\xc2\xa0", 2) == 0 ? 2 : 0;
            if (blank == 0)
                return text;
        }
    }
    return NULL;
}

static bool
is_nested(const GumboNode *cell)
{
    for (const GumboNode *n = cell->parent; n != NULL; n = n->parent)
        if (is_cell(n))
            return true;
    return false;
}

/* Other cells make a row of a grid, also empty ones. Within a cell they do where they say
 * something beside words: a value that stands alone among empty cells, or before what it
 * counts, is its cell's. */
static bool
cell_beside(const GumboNode *cell)
{
    const GumboVector *row = &cell->parent->v.element.children;
    bool nested = false;

    for (size_t i = cell->index_within_parent + 1; i < row->length; i++) {
        const char *text;

        if (!is_cell(row->data[i]))
            continue;
        if (!nested && !(nested = is_nested(cell)))
            return true;
        text = first_text(cell);
        if (text == NULL || isdigit((unsigned char)*text))
            return false;
        if (first_text(row->data[i]) != NULL)
            return true;
    }
    return false;
}

/* The first walk: marks, and the style sheets wherever they stand. */
static void
look_ahead(struct page *p)
{
    int up;

    for (const GumboNode *n = p->root; n != NULL; n = html_next(n, p->root, true, &up)) {
        if (n->type != GUMBO_NODE_ELEMENT)
            continue;
        if (is_cell(n) && n->parent->type == GUMBO_NODE_ELEMENT && cell_beside(n))
            mark_grid(n);
        else if (n->v.element.tag == GUMBO_TAG_STYLE && n->v.element.children.length > 0) {
            const GumboNode *sheet = n->v.element.children.data[0];

            if (sheet->type == GUMBO_NODE_TEXT) {
                html_styles_add(&p->styles, sheet->v.text.text, strlen(sheet->v.text.text));
                html_margins(p->d->a, sheet->v.text.text);
            }
        }
    }
}

static struct html_look
look_of(const struct page *p, const GumboNode *node)
{
    struct html_look l = p->nopen > 0 ? p->open[p->nopen - 1].look
                                      : (struct html_look){ .ground = 0xFFFFFF };
    GumboTag tag = node->v.element.tag;
    const char *value;

    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        if (looks[i].tag == tag)
            html_declarations(&l, looks[i].style);
    }
    if (attribute(node, "hidden") != NULL)
        l.gone = true;
    if ((value = attribute(node, "bgcolor")) != NULL)
        l.ground = html_colour(value);
    if (tag == GUMBO_TAG_FONT && (value = attribute(node, "face")) != NULL)
        l.font = legacy_font(value);
    if (tag == GUMBO_TAG_FONT && (value = attribute(node, "color")) != NULL)
        l.colour = html_colour(value);
    html_styles_apply(&p->styles, &l, gumbo_normalized_tagname(tag), attribute(node, "class"),
                      attribute(node, "id"), attribute(node, "style"));
    return l;
}

/* What a person typed or ticked in a page that was saved. */
static void
input(struct page *p, const GumboNode *node)
{
    const char *type = attribute(node, "type"), *value = attribute(node, "value");

    if (type != NULL && (strcasecmp(type, "checkbox") == 0 || strcasecmp(type, "radio") == 0))
        page_text(p, attribute(node, "checked") != NULL ? "☒" : "☐");
    else if (value != NULL && (type == NULL || strcasecmp(type, "text") == 0 ||
                               strcasecmp(type, "number") == 0 || strcasecmp(type, "date") == 0 ||
                               strcasecmp(type, "tel") == 0 || strcasecmp(type, "email") == 0))
        page_text(p, value);
}

static int
span(const GumboNode *node, const char *name, int most)
{
    const char *value = attribute(node, name);
    long n = value != NULL ? strtol(value, NULL, 10) : 1;

    return n < 1 ? 1 : n > most ? most : (int)n;
}

/* "<col width=0 style='display:none'>", as Excel writes a hidden column. */
static void
column(struct page *p, const GumboNode *node)
{
    struct html_look look = look_of(p, node);
    const char *width = attribute(node, "width");
    bool hidden = look.gone || look.invisible || (width != NULL && strcmp(width, "0") == 0);

    for (int n = span(node, "span", DOC_SPAN_MOST); n > 0 && p->columns < COLUMNS_HIDDEN; n--)
        p->hidden[p->columns++] = hidden;
}

static struct frame *
nearest(struct page *p, enum role role)
{
    for (size_t i = p->nopen; i > 0; i--) {
        if (p->open[i - 1].role == role)
            return &p->open[i - 1];
        if (p->open[i - 1].role == ROLE_TABLE)
            return NULL;
    }
    return NULL;
}

/* A cell of a hidden column keeps its place, and its words are hidden. */
static void
hide_cell(struct page *p, struct html_look *look)
{
    const struct frame *table = nearest(p, ROLE_TABLE);
    size_t at = doc_column(p->d);

    if (table == NULL || table->node != p->table || at >= p->columns || !p->hidden[at])
        return;
    look->gone = false;
    look->invisible = true;
}

static void
row_begin(struct page *p, struct frame *row, struct frame *table)
{
    row->grid = table != NULL && has_mark(table->node, MARK_GRID) &&
                !has_mark(row->node, MARK_LAYOUT) && !row->look.gone;
    if (table != NULL && row->grid != table->grid) {
        if (row->grid)
            doc_table(p->d);
        else
            doc_table_end(p->d);
        table->grid = row->grid;
    }
    if (row->grid)
        doc_row(p->d);
}

static void
block(struct page *p)
{
    if (!doc_at_line(p->d))
        page_line(p);
    p->space = false;
}

static void
enter(struct page *p, const GumboNode *node)
{
    struct frame f = { .node = node, .role = role_of(node->v.element.tag), .look = look_of(p, node) }, *row;
    bool in_grid;

    if (node->v.element.tag == GUMBO_TAG_OPTION && attribute(node, "selected") == NULL)
        f.role = ROLE_SKIPPED;
    row = f.role == ROLE_CELL ? nearest(p, ROLE_ROW) : NULL;
    if (f.role == ROLE_TABLE) {
        p->table = node;
        p->columns = 0;
    } else if (row != NULL && row->grid) {
        doc_cells_reaching(p->d);
        hide_cell(p, &f.look);
    } else if (node->v.element.tag == GUMBO_TAG_COL) {
        column(p, node);
    }
    in_grid = row != NULL && row->grid && !f.look.gone;
    if (f.role == ROLE_ROW)
        row_begin(p, &f, nearest(p, ROLE_TABLE));
    *ARRAY_MORE(p->open, p->nopen) = f;         /* row may have moved */
    p->skipped += f.role == ROLE_SKIPPED;
    if (in_grid) {
        doc_cell(p->d);
        p->space = false;
    } else if (f.role != ROLE_INLINE && f.role != ROLE_SKIPPED && (f.role != ROLE_ROW || !f.grid)) {
        block(p);
    }
    if (f.role == ROLE_QUOTE)
        p->d->quoted++;
    if (p->skipped == 0 && node->v.element.tag == GUMBO_TAG_BR)
        page_line(p);
    else if (p->skipped == 0 && node->v.element.tag == GUMBO_TAG_INPUT)
        input(p, node);
}

static void
leave(struct page *p)
{
    struct frame f = p->open[--p->nopen], *row = f.role == ROLE_CELL ? nearest(p, ROLE_ROW) : NULL;

    p->skipped -= f.role == ROLE_SKIPPED;
    if (row != NULL && row->grid && !f.look.gone)
        doc_cell_end(p->d, span(f.node, "colspan", DOC_SPAN_MOST),
                     span(f.node, "rowspan", LIMIT_ROWS));
    else if (f.role == ROLE_ROW && f.grid) {
        doc_cells_reaching(p->d);
        doc_row_end(p->d);
    } else if (f.role == ROLE_TABLE && f.grid)
        doc_table_end(p->d);
    else if (f.role != ROLE_INLINE && f.role != ROLE_SKIPPED)
        block(p);
    if (f.role == ROLE_QUOTE)
        p->d->quoted--;
}

static void
walk(struct page *p)
{
    const GumboNode *node = p->root;
    int up;

    while (node != NULL) {
        const GumboNode *next = html_next(node, p->root, true, &up);

        if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
            enter(p, node);
        else if (p->skipped == 0 &&
                 (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
                  node->type == GUMBO_NODE_WHITESPACE))
            page_text(p, node->v.text.text);
        for (; up > 0 && p->nopen > 0; up--)
            leave(p);
        node = next;
    }
}

bool
html_add(struct doc *d, const char *utf8, size_t n)
{
    struct html_tree *t = html_tree_new(utf8, n);
    struct page p = { .d = d };

    if (t == NULL)
        return false;
    p.root = html_tree_root(t);
    look_ahead(&p);
    walk(&p);
    html_styles_free(&p.styles);
    free(p.open);
    html_tree_free(t);
    return true;
}

char *
html_text(const char *utf8, size_t n, struct strings *flags)
{
    struct attachment page = {0};
    struct doc d;
    char *text = NULL;

    doc_begin(&d, &page);
    if (html_add(&d, utf8, n))
        text = doc_text(&d);
    else
        free(doc_text(&d));
    for (size_t i = 0; i < page.flags.n; i++)
        strings_once(flags, page.flags.v[i]);
    attachment_clear(&page);
    return text;
}

void
html_charset(const void *bytes, size_t n, char out[static 40])
{
    char head[2049];
    const char *at;
    size_t len;

    n = n < sizeof head - 1 ? n : sizeof head - 1;
    memcpy(head, bytes, n);
    head[n] = '\0';
    *out = '\0';
    if ((at = strcasestr(head, "charset=")) == NULL)
        return;
    at += strlen("charset=");
    at += strspn(at, "\"' ");
    len = strcspn(at, "\"' ;/>\r\n");
    if (len > 0 && len < 40) {
        memcpy(out, at, len);
        out[len] = '\0';
    }
}
