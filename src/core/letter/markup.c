#include "core/letter/markup.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/letter/page.h"
#include "scope.h"

/* One line without controls in NFC; plain ASCII is that already. */
static void
add_value(void *out, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    char *clean;

    while (*s >= ' ' && *s < 0x7f)
        s++;
    if (*s == '\0') {
        page_escape(out, text, (size_t)((const char *)s - text));
        return;
    }
    clean = text_clean_line(text, strlen(text));
    page_escape(out, clean, strlen(clean));
    free(clean);
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
