/* Letter templates, parsed once into a tree. The tree holds the blocks; a
 * context only fills their cells. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "core/letter/markup.h"
#include "node.h"

#define SUBJECT     "Subject:"
#define SEGMENT     64                  /* of a key */

struct parser {
    struct letter_template *owner;
    const char *name, *at;
    int line, depth;
    bool markup;                        /* lines stand as they are */
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
    if (text.s != NULL) {
        node->text = xstrndup(text.s, text.n);
        node->first = strcspn(node->text, ".");
    }
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
    strings_free(&t->keys);
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
        cause_set(p->cause, "%s:%d: \"%.*s\" is no name of a value", p->name, p->line, (int)key.n,
                  key.s);
    return key_valid(key);
}

/* Behind a value "... day(s)" is of the number that it gives. */
static void
add_text(struct parser *p, struct node *parent, struct span text)
{
    const struct node *last = parent->nchild > 0 ? &parent->child[parent->nchild - 1] : NULL;
    size_t n = 0;

    if (last != NULL && last->kind == NODE_VALUE) {
        while (n < text.n && (text.s[n] == ' ' || islower((unsigned char)text.s[n])))
            n++;
        if (text.n - n >= 3 && memcmp(text.s + n, "(s)", 3) == 0) {
            char *key = xstrdup(last->text);

            node_add(p, parent, NODE_TEXT, (struct span){ text.s, n });
            node_add(p, parent, NODE_PLURAL, (struct span){ key, strlen(key) });
            text = (struct span){ text.s + n + 3, text.n - n - 3 };
            free(key);
        }
    }
    if (text.n > 0)
        node_add(p, parent, NODE_TEXT, text);
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
            add_text(p, parent, (struct span){ s->s, plain });
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
            cause_set(p->cause, "%s:%d: {{/%.*s}} closes nothing on this line", p->name, p->line,
                      (int)key.n, key.s);
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
    { "- ", PAGE_ITEM }, { "# ", PAGE_NUMBERED }, { "  ", PAGE_MORE }, { "|=", PAGE_HEAD }, { "|%", PAGE_BAR }, { "|", PAGE_ROW },
    { "## ", PAGE_TITLE }, { "> ", PAGE_ORDER },
    { "= ", PAGE_LINE }, { "=", PAGE_LINE },
};

static bool
parse_line(struct parser *p, struct node *parent, struct span s)
{
    struct node *line = node_add(p, parent, NODE_LINE, (struct span){0});
    struct span whole = trim(s);

    if (p->markup)
        return parse_inline(p, line, &whole, NULL, 0);
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
    if (line->block == PAGE_ROW || line->block == PAGE_HEAD || line->block == PAGE_ORDER ||
        line->block == PAGE_BAR)
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
        cause_set(p->cause,
                  found == NULL ? "%s:%d: there is no template \"%s\" to include"
                                : "%s:%d: \"%s\" is included too deep, or includes itself",
                  p->name, p->line, name);
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
            cause_set(p->cause, "%s:%d: {{/%.*s}} closes nothing", p->name, p->line, (int)key.n,
                      key.s);
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

    if (!next_line(p, &line) || line.n < strlen(SUBJECT) ||
        memcmp(line.s, SUBJECT, strlen(SUBJECT)) != 0) {
        cause_set(p->cause, "%s:1: the first line of a letter is \"" SUBJECT " ...\"", p->name);
        return false;
    }
    line = trim((struct span){ line.s + strlen(SUBJECT), line.n - strlen(SUBJECT) });
    if (!parse_cell(p, subject, line))
        return false;
    for (; *p->at == '\n'; p->at++)         /* the words begin here */
        p->line++;
    return true;
}

static void
keys_of(const struct node *node, struct strings *keys)
{
    const char *dot = node->text == NULL ? NULL : strrchr(node->text, '.');

    if (node->kind == NODE_VALUE || node->kind == NODE_SECTION || node->kind == NODE_INVERTED)
        strings_once(keys, dot != NULL ? dot + 1 : node->text);
    for (size_t i = 0; i < node->nchild; i++)
        keys_of(&node->child[i], keys);
}

bool
letter_template_uses(const struct letter_template *t, const char *key)
{
    return t->keys.n > 0 &&
           bsearch(&key, t->keys.v, t->keys.n, sizeof *t->keys.v, strings_order) != NULL;
}

struct letter_template *
letter_template_parse(const char *name, const char *text, letter_partial *partial, void *arg,
                      char **cause)
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
    if (t != NULL) {
        keys_of(&t->subject, &t->keys);
        keys_of(&t->body, &t->keys);
        if (t->keys.n > 0)
            qsort(t->keys.v, t->keys.n, sizeof *t->keys.v, strings_order);
    }
    free(clean);
    return t;
}

struct letter_template *
markup_parse(const char *name, const char *text, letter_partial *partial, void *arg, char **cause)
{
    struct letter_template *t = xcalloc(1, sizeof *t);
    struct parser p = { .owner = t, .at = text, .markup = true, .partial = partial, .arg = arg, .cause = cause };

    strings_add(&t->names, name);
    p.name = t->names.v[0];
    if (parse_lines(&p, &t->body, NULL))
        return t;
    letter_template_free(t);
    return NULL;
}
