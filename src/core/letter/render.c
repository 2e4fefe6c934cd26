/* A template against the keys it may use, and with a context to a page. */
#include <stdlib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "node.h"
#include "scope.h"

/* ---- check ------------------------------------------------------------------ */

struct keys {
    const char *const *v;
    size_t n;
    const char *scope[2 * DEPTH + 2];   /* full keys of the sections open, outermost first */
    size_t depth;
    char **cause;
};

static const char *
find_key(const struct keys *keys, const char *name)
{
    for (size_t d = keys->depth + 1; d-- > 0;) {
        const char *scope = d == 0 ? "" : keys->scope[d - 1];
        size_t n = strlen(scope);

        for (size_t i = 0; i < keys->n; i++) {
            const char *key = keys->v[i];

            if (*key == *(n > 0 ? scope : name) && strncmp(key, scope, n) == 0 &&
                (n == 0 || key[n] == '.') && strcmp(key + n + (n > 0), name) == 0)
                return key;
        }
    }
    return NULL;
}

static bool
check_node(struct keys *keys, const struct node *node)
{
    bool keyed = node->kind == NODE_VALUE || node->kind == NODE_SECTION ||
                 node->kind == NODE_INVERTED;
    bool element = keyed && strcmp(node->text, ".") == 0;
    const char *full = keyed && !element ? find_key(keys, node->text) : NULL;
    bool ok = true;

    if (element ? keys->depth == 0 : keyed && full == NULL) {
        cause_set(keys->cause, "%s:%d: no letter has a value \"%s\" here", node->source, node->line,
                  node->text);
        return false;
    }
    if (full != NULL && node->kind == NODE_SECTION)
        keys->scope[keys->depth++] = full;
    for (size_t i = 0; ok && i < node->nchild; i++)
        ok = check_node(keys, &node->child[i]);
    if (full != NULL && node->kind == NODE_SECTION)
        keys->depth--;
    return ok;
}

bool
letter_template_check(const struct letter_template *t, const char *const *v, size_t n, char **cause)
{
    struct keys keys = { .v = v, .n = n, .cause = cause };

    return check_node(&keys, &t->subject) && check_node(&keys, &t->body);
}

/* ---- render ----------------------------------------------------------------- */

/* What somebody wrote may end its own sentence: the template's full stop behind it is not written twice. */
static void
add_text(void *out, const char *text)
{
    const struct page *page = out;
    bool said = page->ncells > 0 && page->text.len > page->cells[page->ncells - 1] &&
                page->text.data[page->text.len - 1] == '.';

    page_add(out, text + (said && text[0] == '.' && text[1] != '.'));
}

static void
add_value(void *out, const char *text)
{
    page_add(out, text);
}

static void
add_line(void *out, const struct node *line, bool end)
{
    if (!end)
        page_line(out, line->block);
}

static void
add_cell(void *out)
{
    page_cell(out);
}

static void
render(const struct node *node, struct scopes *scopes, struct page *page)
{
    scope_walk(node, scopes, &(struct sink){ page, add_text, add_value, add_line, add_cell });
}

static char *
subject_of(const struct letter_part *part)
{
    struct scopes scopes = { .v = { part->context }, .n = 1 };
    struct page subject = {0};
    const char *words;
    char *line;
    size_t n;

    page_line(&subject, PAGE_PARAGRAPH);
    render(&part->template->subject, &scopes, &subject);
    words = page_text(&subject, &subject.lines[0], 0, &n);
    line = text_clean_line(words, n);
    page_free(&subject);
    return line;
}

void
letter_parts_render(const struct letter_part *parts, size_t n, const char *language,
                    struct rendered *out)
{
    struct page page = {0};

    out->subject = xstrdup("");
    for (size_t i = 0; i < n; i++) {
        struct scopes scopes = { .v = { parts[i].context }, .n = 1 };

        if (*out->subject == '\0') {
            free(out->subject);
            out->subject = subject_of(&parts[i]);
        }
        if (i > 0 && parts[i].template != parts[i - 1].template)    /* lines of one kind stay together */
            page_line(&page, PAGE_BREAK);
        render(&parts[i].template->body, &scopes, &page);
    }
    out->text = page_plain(&page);
    out->html = page_html(&page, language);
    page_free(&page);
}

void
letter_template_render(const struct letter_template *t, const json_t *context, struct rendered *out)
{
    const char *language = json_string_value(json_object_get(context, "lang"));

    letter_parts_render(&(struct letter_part){ t, context }, 1, language == NULL ? "vi" : language,
                        out);
}

static void
append(char **text, const char *between, const char *more)
{
    size_t n = strlen(*text);

    *text = xreallocarray(*text, n + strlen(between) + strlen(more) + 1, 1);
    stpcpy(stpcpy(*text + n, between), more);
}

void
rendered_append(struct rendered *first, const struct rendered *second)
{
    append(&first->text, "\n--------------------\n\n", second->text);
    append(&first->html, "<hr style=\"margin:24px 0\">\n", second->html);
}

void
rendered_free(struct rendered *r)
{
    free(r->subject);
    free(r->text);
    free(r->html);
    *r = (struct rendered){0};
}
