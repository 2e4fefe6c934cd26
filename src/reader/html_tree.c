#include "html_tree.h"

#include <setjmp.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

/* What Gumbo holds, in one ring: a page that is given up or done with is freed
 * without walking it. */
struct block {
    struct block *before, *after;
    size_t size;
    max_align_t bytes[];
};

struct html_tree {
    GumboOutput *output;
    struct block ring;
    size_t held;
    jmp_buf too_much;
};

static void *
take(void *data, size_t n)
{
    struct html_tree *t = data;
    struct block *b;

    if (n > LIMIT_HTML || t->held + n > LIMIT_HTML)
        longjmp(t->too_much, 1);
    b = xmalloc(sizeof *b + n);
    b->size = n;
    b->before = &t->ring;
    b->after = t->ring.after;
    t->ring.after->before = b;
    t->ring.after = b;
    t->held += n;
    return b->bytes;
}

static void
give_back(void *data, void *bytes)
{
    struct html_tree *t = data;
    struct block *b;

    if (bytes == NULL)
        return;
    b = (struct block *)(void *)((char *)bytes - offsetof(struct block, bytes));
    b->before->after = b->after;
    b->after->before = b->before;
    t->held -= b->size;
    free(b);
}

struct html_tree *
html_tree_new(const char *utf8, size_t n)
{
    struct html_tree *t = xcalloc(1, sizeof *t);
    GumboOptions options = kGumboDefaultOptions;

    t->ring.before = t->ring.after = &t->ring;
    options.allocator = take;
    options.deallocator = give_back;
    options.userdata = t;
    options.max_errors = 0;
    if (setjmp(t->too_much) != 0) {
        html_tree_free(t);
        return NULL;
    }
    t->output = gumbo_parse_with_options(&options, utf8, n);
    return t;
}

GumboNode *
html_tree_root(struct html_tree *t)
{
    return t->output->root;
}

void
html_tree_free(struct html_tree *t)
{
    if (t == NULL)
        return;
    for (struct block *b = t->ring.after, *next; b != &t->ring; b = next) {
        next = b->after;
        free(b);
    }
    free(t);
}

static const GumboVector *
children(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE
               ? &node->v.element.children
               : NULL;
}

GumboNode *
html_next(const GumboNode *node, const GumboNode *root, bool down, int *up)
{
    const GumboVector *below = down ? children(node) : NULL;

    *up = 0;
    if (below != NULL && below->length > 0)
        return below->data[0];
    for (; node != root && node->parent != NULL; node = node->parent) {
        const GumboVector *beside = children(node->parent);

        *up += node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
        if (beside != NULL && node->index_within_parent + 1 < beside->length)
            return beside->data[node->index_within_parent + 1];
    }
    *up += 1;
    return NULL;
}
