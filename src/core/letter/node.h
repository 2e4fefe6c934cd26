/* The tree of a parsed template, between template.c (parse) and
 * render.c (check, render). */
#ifndef DOCKETD_CORE_LETTER_NODE_H
#define DOCKETD_CORE_LETTER_NODE_H

#include "base/mem.h"
#include "core/letter/page.h"

#define DEPTH 16                        /* sections and partials within each other; a partial that includes itself ends here */

enum node_kind {
    NODE_ROOT,
    NODE_TEXT,
    NODE_VALUE,
    NODE_PLURAL,                        /* "s", where the value before it is not 1 */
    NODE_SECTION,
    NODE_INVERTED,
    NODE_LINE,
    NODE_CELL
};

struct node {
    enum node_kind kind;
    enum page_kind block;               /* of a NODE_LINE */
    char *text;                         /* of a NODE_TEXT; the key of a value, plural or section */
    size_t first;                       /* bytes of the key's first part; 0: it is ".", the element itself */
    const char *source;                 /* template name, for problems */
    int line;
    struct node *child;
    size_t nchild;
};

struct letter_template {
    struct strings names;               /* the template and its partials: what node.source points to */
    struct strings keys;                /* that it uses, the last part of each, sorted */
    struct node subject, body;
};

#endif
