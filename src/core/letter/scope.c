#include "scope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* "a.b": a in the innermost scope that has it, then b in it. */
static const json_t *
value_of(const struct scopes *scopes, const struct node *node)
{
    const char *key = node->text;
    size_t n = node->first;
    const json_t *value = NULL;

    if (n == 0)
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

/* Plain ASCII is clean already. */
static void
put_text(const char *text, const struct sink *sink)
{
    const char *s = text;
    char *clean = NULL;

    while (*s >= ' ' && *s < 0x7f)
        s++;
    if (*s != '\0')
        clean = text_clean_line(text, strlen(text));
    sink->value(sink->out, clean != NULL ? clean : text);
    free(clean);
}

#define NUMBER 32

/* A value as text; number holds one that is none. */
static const char *
said(const json_t *value, char number[static NUMBER])
{
    *number = '\0';
    if (json_is_integer(value))
        snprintf(number, NUMBER, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        snprintf(number, NUMBER, "%.15g", json_real_value(value));
    return json_is_string(value) ? json_string_value(value) : number;
}

static void
walk_children(const struct node *node, struct scopes *scopes, const struct sink *sink)
{
    for (size_t i = 0; i < node->nchild; i++)
        scope_walk(&node->child[i], scopes, sink);
}

static void
walk_section(const struct node *node, struct scopes *scopes, const struct sink *sink)
{
    const json_t *value = value_of(scopes, node);
    size_t n = !stands(value) ? 0 : json_is_array(value) ? json_array_size(value) : 1;

    for (size_t i = 0; i < n; i++) {
        scopes->v[scopes->n++] = json_is_array(value) ? json_array_get(value, i) : value;
        walk_children(node, scopes, sink);
        scopes->n--;
    }
}

void
scope_walk(const struct node *node, struct scopes *scopes, const struct sink *sink)
{
    char number[NUMBER];
    const char *value;

    switch (node->kind) {
    case NODE_TEXT:
        sink->text(sink->out, node->text);
        break;
    case NODE_VALUE:
        value = said(value_of(scopes, node), number);
        if (*value != '\0')
            put_text(value, sink);
        break;
    case NODE_PLURAL:
        if (strcmp(said(value_of(scopes, node), number), "1") != 0)
            sink->text(sink->out, "s");
        break;
    case NODE_SECTION:
        walk_section(node, scopes, sink);
        break;
    case NODE_INVERTED:
        if (!stands(value_of(scopes, node)))
            walk_children(node, scopes, sink);
        break;
    case NODE_LINE:
        sink->line(sink->out, node, false);
        walk_children(node, scopes, sink);
        sink->line(sink->out, node, true);
        break;
    case NODE_CELL:
        if (sink->cell != NULL)
            sink->cell(sink->out);
        /* fall through */
    case NODE_ROOT:
        walk_children(node, scopes, sink);
        break;
    }
}
