#include "core/letter/markup.h"

#include <string.h>

#include "core/letter/page.h"
#include "scope.h"

static void
add_value(void *out, const char *text)
{
    page_escape(out, text, strlen(text));
}

static void
add_text(void *out, const char *text)
{
    buf_adds(out, text);
}

static void
add_line(void *out, const struct node *line, bool end)
{
    if (end && line->nchild > 0)
        buf_addc(out, '\n');
}

void
markup_render(const struct letter_template *t, const struct json_t *context, struct buf *out)
{
    struct scopes scopes = { .v = { context }, .n = 1 };

    scope_walk(&t->body, &scopes,
               &(struct sink){ .out = out,
                               .text = add_text,
                               .value = add_value,
                               .line = add_line });
}
