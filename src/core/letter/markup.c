#include "core/letter/markup.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/letter/page.h"
#include "scope.h"

static void
add_value(struct buf *out, const json_t *value)
{
    char *clean;

    if (json_is_string(value)) {
        clean = text_clean_line(json_string_value(value), json_string_length(value));
        page_escape(out, clean, strlen(clean));
        free(clean);
    } else if (json_is_integer(value)) {
        buf_addi(out, json_integer_value(value));
    } else if (json_is_real(value)) {
        buf_addf(out, "%.15g", json_real_value(value));
    }
}

static void render(const struct node *node, struct scopes *scopes, struct buf *out);

static void
render_children(const struct node *node, struct scopes *scopes, struct buf *out)
{
    for (size_t i = 0; i < node->nchild; i++)
        render(&node->child[i], scopes, out);
}

static void
render_section(const struct node *node, struct scopes *scopes, struct buf *out)
{
    const json_t *value = scope_value(scopes, node->text);
    size_t n = !scope_stands(value) ? 0 : json_is_array(value) ? json_array_size(value) : 1;

    for (size_t i = 0; i < n; i++) {
        scopes->v[scopes->n++] = json_is_array(value) ? json_array_get(value, i) : value;
        render_children(node, scopes, out);
        scopes->n--;
    }
}

static void
render(const struct node *node, struct scopes *scopes, struct buf *out)
{
    switch (node->kind) {
    case NODE_TEXT:
        buf_adds(out, node->text);
        break;
    case NODE_VALUE:
        add_value(out, scope_value(scopes, node->text));
        break;
    case NODE_SECTION:
        render_section(node, scopes, out);
        break;
    case NODE_INVERTED:
        if (!scope_stands(scope_value(scopes, node->text)))
            render_children(node, scopes, out);
        break;
    case NODE_LINE:
        render_children(node, scopes, out);
        if (node->nchild > 0)
            buf_addc(out, '\n');
        break;
    case NODE_CELL:
    case NODE_ROOT:
        render_children(node, scopes, out);
        break;
    }
}

void
markup_render(const struct letter_template *t, const struct json_t *context, struct buf *out)
{
    struct scopes scopes = { .v = { context }, .n = 1 };

    render(&t->body, &scopes, out);
}
