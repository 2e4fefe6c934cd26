/* Letter templates: parsed once into a tree, checked against the keys a
 * context may have, rendered to a page. The tree holds the blocks, the context
 * only fills their cells. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/problem.h"
#include "base/text.h"
#include "core/letter.h"
#include "core/letter_page.h"

#define SUBJECT     "Subject:"
#define DEPTH       16                  /* sections and partials within each other; a partial that includes itself ends here */
#define SEGMENT     64                  /* of a key */

enum node_kind { NODE_ROOT, NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERTED, NODE_LINE, NODE_CELL };

struct node {
    enum node_kind kind;
    enum page_kind block;               /* of a NODE_LINE */
    char *text;                         /* of a NODE_TEXT; the key of a value or section */
    const char *source;                 /* template name, for problems */
    int line;
    struct node *child;
    size_t nchild;
};

struct letter_template {
    struct strings names;               /* the template and its partials: what node.source points to */
    struct node subject, body;
};

struct parser {
    struct letter_template *owner;
    const char *name, *at;
    int line, depth;
    letter_partial *partial;
    void *arg;
    char **cause;
};

struct span { const char *s; size_t n; };

/* ---- tree ------------------------------------------------------------------ */

static void
node_clear(struct node *node)
{
    for (size_t i = 0; i < node->nchild; i++)
        node_clear(&node->child[i]);
    free(node->child);
    free(node->text);
}

static struct node *
node_add(struct parser *p, struct node *parent, enum node_kind kind, struct span text)
{
    struct node *node = ARRAY_MORE(parent->child, parent->nchild);

    node->kind = kind;
    node->source = p->name;
    node->line = p->line;
    if (text.s != NULL)
        node->text = xstrndup(text.s, text.n);
    return node;
}

void
letter_template_free(struct letter_template *t)
{
    if (t == NULL)
        return;
    node_clear(&t->subject);
    node_clear(&t->body);
    strings_free(&t->names);
    free(t);
}

/* ---- parse ----------------------------------------------------------------- */

static struct span
trim(struct span s)
{
    while (s.n > 0 && (s.s[0] == ' ' || s.s[0] == '\t')) {
        s.s++;
        s.n--;
    }
    while (s.n > 0 && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static bool
next_line(struct parser *p, struct span *line)
{
    if (*p->at == '\0')
        return false;
    line->s = p->at;
    line->n = strcspn(p->at, "\n");
    p->at += line->n + (p->at[line->n] == '\n');
    p->line++;
    return true;
}

/* The tag "{{...}}" that s begins with: its inside, and behind it the rest. */
static bool
take_tag(struct parser *p, struct span *s, struct span *inside)
{
    const char *end = memmem(s->s, s->n, "}}", 2);

    if (end == NULL) {
        cause_set(p->cause, "%s:%d: \"{{\" without \"}}\"", p->name, p->line);
        return false;
    }
    *inside = trim((struct span){ s->s + 2, (size_t)(end - s->s) - 2 });
    s->n -= (size_t)(end + 2 - s->s);
    s->s = end + 2;
    return true;
}

static bool
key_valid(struct span key)
{
    if (key.n == 1 && key.s[0] == '.')
        return true;
    for (size_t i = 0; i < key.n; i++)
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789_.", key.s[i]) == NULL)
            return false;
    return key.n > 0 && key.n < SEGMENT && key.s[0] != '.' && key.s[key.n - 1] != '.';
}

static bool
good_key(struct parser *p, struct span key)
{
    if (!key_valid(key))
        cause_set(p->cause, "%s:%d: \"%.*s\" is no name of a value", p->name, p->line, (int)key.n, key.s);
    return key_valid(key);
}

/* Text and tags until the end of s, or until the section `closing` closes. */
static bool
parse_inline(struct parser *p, struct node *parent, struct span *s, const char *closing, int depth)
{
    while (s->n > 0) {
        const char *open = memmem(s->s, s->n, "{{", 2);
        size_t plain = open == NULL ? s->n : (size_t)(open - s->s);
        struct span tag, key;
        struct node *section;

        if (plain > 0)
            node_add(p, parent, NODE_TEXT, (struct span){ s->s, plain });
        s->s += plain;
        s->n -= plain;
        if (s->n == 0)
            break;
        if (!take_tag(p, s, &tag))
            return false;
        if (tag.n > 0 && strchr("#^/", tag.s[0]) == NULL) {
            if (!good_key(p, tag))
                return false;
            node_add(p, parent, NODE_VALUE, tag);
            continue;
        }
        key = tag.n == 0 ? tag : trim((struct span){ tag.s + 1, tag.n - 1 });
        if (!good_key(p, key))
            return false;
        if (tag.s[0] == '/') {
            if (closing != NULL && strlen(closing) == key.n && memcmp(closing, key.s, key.n) == 0)
                return true;
            cause_set(p->cause, "%s:%d: {{/%.*s}} closes nothing on this line", p->name, p->line, (int)key.n, key.s);
            return false;
        }
        if (depth >= DEPTH) {
            cause_set(p->cause, "%s:%d: sections too deep in each other", p->name, p->line);
            return false;
        }
        section = node_add(p, parent, tag.s[0] == '#' ? NODE_SECTION : NODE_INVERTED, key);
        if (!parse_inline(p, section, s, section->text, depth + 1))
            return false;
    }
    if (closing != NULL)
        cause_set(p->cause, "%s:%d: {{#%s}} is not closed on its line", p->name, p->line, closing);
    return closing == NULL;
}

static bool
parse_cell(struct parser *p, struct node *line, struct span s)
{
    struct node *cell = node_add(p, line, NODE_CELL, (struct span){0});

    return parse_inline(p, cell, &s, NULL, 0);
}

/* "| a | b |": the cells are those of the template, whatever the values hold. */
static bool
parse_row(struct parser *p, struct node *line, struct span s)
{
    s = trim(s);
    if (s.n > 0 && s.s[s.n - 1] == '|')
        s.n--;
    for (;;) {
        const char *bar = memchr(s.s, '|', s.n);
        size_t n = bar == NULL ? s.n : (size_t)(bar - s.s);

        if (!parse_cell(p, line, trim((struct span){ s.s, n })))
            return false;
        if (bar == NULL)
            return true;
        s.s += n + 1;
        s.n -= n + 1;
    }
}

static const struct mark { const char *mark; enum page_kind kind; } marks[] = {
    { "- ", PAGE_ITEM }, { "# ", PAGE_NUMBERED }, { "  ", PAGE_MORE }, { "|=", PAGE_HEAD }, { "|", PAGE_ROW },
    { "= ", PAGE_LINE }, { "=", PAGE_LINE },
};

static bool
parse_line(struct parser *p, struct node *parent, struct span s)
{
    struct node *line = node_add(p, parent, NODE_LINE, (struct span){0});
    struct span whole = trim(s);

    line->block = PAGE_PARAGRAPH;
    if (whole.n == 0 || (whole.n == 2 && memcmp(whole.s, "--", 2) == 0)) {
        line->block = whole.n == 0 ? PAGE_BREAK : PAGE_SMALL;
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        size_t n = strlen(marks[i].mark);

        if (s.n < n || memcmp(s.s, marks[i].mark, n) != 0)
            continue;
        line->block = marks[i].kind;
        s.s += n;
        s.n -= n;
        break;
    }
    if (line->block == PAGE_ROW || line->block == PAGE_HEAD)
        return parse_row(p, line, s);
    return parse_cell(p, line, line->block == PAGE_LINE ? s : trim(s));
}

static bool parse_lines(struct parser *p, struct node *parent, const char *closing);

static bool
parse_partial(struct parser *p, struct node *parent, struct span key)
{
    char *name = xstrndup(key.s, key.n), *text = NULL;
    const char *found = p->partial == NULL ? NULL : p->partial(name, p->arg);
    struct parser inner = *p;
    bool ok = false;

    if (found == NULL || p->depth >= DEPTH) {
        cause_set(p->cause, found == NULL ? "%s:%d: there is no template \"%s\" to include"
                  : "%s:%d: \"%s\" is included too deep, or includes itself", p->name, p->line, name);
        goto out;
    }
    strings_add(&p->owner->names, name);
    text = text_clean(found, strlen(found));
    inner.name = p->owner->names.v[p->owner->names.n - 1];
    inner.at = text;
    inner.line = 0;
    inner.depth = p->depth + 1;
    ok = parse_lines(&inner, parent, NULL);
out:
    free(text);
    free(name);
    return ok;
}

/* A line that is one tag alone: '#', '^', '/', '>', '!'; else 0. */
static char
control_of(struct span line, struct span *key)
{
    struct span s = trim(line);

    if (s.n < 5 || memcmp(s.s, "{{", 2) != 0 || strchr("#^/>!", s.s[2]) == NULL
        || (const char *)memmem(s.s, s.n, "}}", 2) != s.s + s.n - 2)
        return 0;
    *key = trim((struct span){ s.s + 3, s.n - 5 });
    return s.s[2];
}

static bool
parse_control(struct parser *p, struct node *parent, char control, struct span key)
{
    struct node *section;

    if (control == '!')
        return true;
    if (!good_key(p, key))
        return false;
    if (control == '>')
        return parse_partial(p, parent, key);
    if (p->depth >= DEPTH) {
        cause_set(p->cause, "%s:%d: sections too deep in each other", p->name, p->line);
        return false;
    }
    section = node_add(p, parent, control == '#' ? NODE_SECTION : NODE_INVERTED, key);
    p->depth++;
    if (!parse_lines(p, section, section->text))
        return false;
    p->depth--;
    return true;
}

/* Lines until the end, or until the section `closing` closes. */
static bool
parse_lines(struct parser *p, struct node *parent, const char *closing)
{
    int opened = p->line;
    struct span line, key;

    while (next_line(p, &line)) {
        char control = control_of(line, &key);

        if (control == '/') {
            if (closing != NULL && strlen(closing) == key.n && memcmp(closing, key.s, key.n) == 0)
                return true;
            cause_set(p->cause, "%s:%d: {{/%.*s}} closes nothing", p->name, p->line, (int)key.n, key.s);
            return false;
        }
        if (control != 0 ? !parse_control(p, parent, control, key) : !parse_line(p, parent, line))
            return false;
    }
    if (closing != NULL)
        cause_set(p->cause, "%s:%d: {{#%s}} is never closed", p->name, opened, closing);
    return closing == NULL;
}

static bool
parse_subject(struct parser *p, struct node *subject)
{
    struct span line;

    if (!next_line(p, &line) || line.n < strlen(SUBJECT) || memcmp(line.s, SUBJECT, strlen(SUBJECT)) != 0) {
        cause_set(p->cause, "%s:1: the first line of a letter is \"" SUBJECT " ...\"", p->name);
        return false;
    }
    line = trim((struct span){ line.s + strlen(SUBJECT), line.n - strlen(SUBJECT) });
    return parse_cell(p, subject, line);
}

struct letter_template *
letter_template_parse(const char *name, const char *text, letter_partial *partial, void *arg, char **cause)
{
    struct letter_template *t = xcalloc(1, sizeof *t);
    char *clean = text_clean(text, strlen(text));
    struct parser p = { .owner = t, .at = clean, .partial = partial, .arg = arg, .cause = cause };

    strings_add(&t->names, name);
    p.name = t->names.v[0];
    if (!parse_subject(&p, &t->subject) || !parse_lines(&p, &t->body, NULL)) {
        letter_template_free(t);
        t = NULL;
    }
    free(clean);
    return t;
}

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

        for (size_t i = 0; i < keys->n; i++)
            if (strncmp(keys->v[i], scope, n) == 0 && (n == 0 || keys->v[i][n] == '.')
                && strcmp(keys->v[i] + n + (n > 0), name) == 0)
                return keys->v[i];
    }
    return NULL;
}

static bool
check_node(struct keys *keys, const struct node *node)
{
    bool keyed = node->kind == NODE_VALUE || node->kind == NODE_SECTION || node->kind == NODE_INVERTED;
    bool element = keyed && strcmp(node->text, ".") == 0;
    const char *full = keyed && !element ? find_key(keys, node->text) : NULL;
    bool ok = true;

    if (element ? keys->depth == 0 : keyed && full == NULL) {
        cause_set(keys->cause, "%s:%d: no letter has a value \"%s\" here", node->source, node->line, node->text);
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

struct scopes {
    const json_t *v[2 * DEPTH + 2];
    size_t n;
};

/* "a.b": a in the innermost scope that has it, then b in it. */
static const json_t *
find_value(const struct scopes *scopes, const char *key)
{
    size_t n = strcspn(key, ".");
    const json_t *value = NULL;

    if (strcmp(key, ".") == 0)
        return scopes->v[scopes->n - 1];
    for (size_t i = scopes->n; i-- > 0 && value == NULL;)
        value = json_object_getn(scopes->v[i], key, n);
    while (value != NULL && key[n] == '.') {
        key += n + 1;
        n = strcspn(key, ".");
        value = json_object_getn(value, key, n);
    }
    return value;
}

static bool
stands(const json_t *value)
{
    switch (value == NULL ? JSON_NULL : json_typeof(value)) {
    case JSON_OBJECT:   return json_object_size(value) > 0;
    case JSON_ARRAY:    return json_array_size(value) > 0;
    case JSON_STRING:   return json_string_length(value) > 0;
    case JSON_INTEGER:  return json_integer_value(value) != 0;
    case JSON_REAL:
    case JSON_TRUE:     return true;
    default:            return false;
    }
}

/* One line without controls in NFC; plain ASCII is that already. */
static void
add_text(struct page *page, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    char *clean;

    while (*s >= ' ' && *s < 0x7f)
        s++;
    if (*s == '\0') {
        page_add(page, text);
        return;
    }
    clean = text_clean_line(text, strlen(text));
    page_add(page, clean);
    free(clean);
}

static void
add_value(struct page *page, const json_t *value)
{
    char number[32];

    if (json_is_string(value)) {
        add_text(page, json_string_value(value));
    } else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        page_add(page, number);
    } else if (json_is_real(value)) {
        snprintf(number, sizeof number, "%.15g", json_real_value(value));
        page_add(page, number);
    }
}

static void render_children(const struct node *node, struct scopes *scopes, struct page *page);

static void
render_within(const struct node *node, struct scopes *scopes, const json_t *scope, struct page *page)
{
    scopes->v[scopes->n++] = scope;
    render_children(node, scopes, page);
    scopes->n--;
}

static void
render_section(const struct node *node, struct scopes *scopes, struct page *page)
{
    const json_t *value = find_value(scopes, node->text), *element;
    size_t i;

    if (!stands(value))
        return;
    if (!json_is_array(value)) {
        render_within(node, scopes, value, page);
        return;
    }
    json_array_foreach(value, i, element)
        render_within(node, scopes, element, page);
}

static void
render(const struct node *node, struct scopes *scopes, struct page *page)
{
    switch (node->kind) {
    case NODE_TEXT:
        page_add(page, node->text);
        break;
    case NODE_VALUE:
        add_value(page, find_value(scopes, node->text));
        break;
    case NODE_SECTION:
        render_section(node, scopes, page);
        break;
    case NODE_INVERTED:
        if (!stands(find_value(scopes, node->text)))
            render_children(node, scopes, page);
        break;
    case NODE_LINE:
        page_line(page, node->block);
        render_children(node, scopes, page);
        break;
    case NODE_CELL:
        page_cell(page);
        /* fall through */
    case NODE_ROOT:
        render_children(node, scopes, page);
        break;
    }
}

static void
render_children(const struct node *node, struct scopes *scopes, struct page *page)
{
    for (size_t i = 0; i < node->nchild; i++)
        render(&node->child[i], scopes, page);
}

void
letter_template_render(const struct letter_template *t, const json_t *context, struct rendered *out)
{
    struct scopes scopes = { .v = { context }, .n = 1 };
    const char *language = json_string_value(json_object_get(context, "lang"));
    struct page subject = {0}, page = {0};
    const char *words;
    size_t n;

    page_line(&subject, PAGE_PARAGRAPH);
    render(&t->subject, &scopes, &subject);
    words = page_text(&subject, &subject.lines[0], 0, &n);
    out->subject = text_clean_line(words, n);
    render(&t->body, &scopes, &page);
    out->text = page_plain(&page);
    out->html = page_html(&page, language == NULL ? "vi" : language);
    page_free(&subject);
    page_free(&page);
}

void
rendered_append(struct rendered *first, const struct rendered *second)
{
    char *text = xasprintf("%s\n--------------------\n\n%s", first->text, second->text);
    char *html = xasprintf("%s<hr style=\"margin:24px 0\">\n%s", first->html, second->html);

    free(first->text);
    free(first->html);
    first->text = text;
    first->html = html;
}

void
rendered_free(struct rendered *r)
{
    free(r->subject);
    free(r->text);
    free(r->html);
    *r = (struct rendered){0};
}
