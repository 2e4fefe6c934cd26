/* A value's place in libconfig text, and another value in it. The text is one
 * that libconfig has read or will read: here it is only walked over. */
#include "config/edit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/problem.h"

#define INDENT 4

/* ---- walking ---------------------------------------------------------------- */

static const char *line_end(const char *p)
{
    return p + strcspn(p, "\n");
}

/* Blanks and comments (libconfig, "Configuration File Grammar"). */
static const char *skip_blank(const char *p)
{
    for (;;) {
        const char *end;

        p += strspn(p, " \t\r\n\f");
        if (*p == '#' || strncmp(p, "//", 2) == 0)
            p = line_end(p);
        else if (strncmp(p, "/*", 2) == 0)
            p = (end = strstr(p + 2, "*/")) != NULL ? end + 2 : p + strlen(p);
        else
            return p;
    }
}

static const char *skip_string(const char *p)
{
    for (p++; *p != '\0' && *p != '"'; p++)
        if (*p == '\\' && p[1] != '\0')
            p++;
    return *p == '"' ? p + 1 : p;
}

/* Past a value: a scalar, strings side by side (they are one), or brackets. */
static const char *skip_value(const char *p)
{
    int depth = 0;

    for (p = skip_blank(p); *p != '\0'; p = depth > 0 ? skip_blank(p) : p) {
        if (*p == '"') {
            const char *next = skip_blank(p = skip_string(p));

            if (depth == 0 && *next != '"')
                return p;
            p = next;
            continue;
        }
        if (strchr("{[(", *p) != NULL)
            depth++;
        else if (strchr("}])", *p) != NULL)
            depth--;
        else if (depth == 0)
            return p + strcspn(p, " \t\r\n;,}])#");
        if (*p++ != '\0' && depth == 0)
            return p;
    }
    return p;
}

struct place {
    const char *key, *value, *end;      /* end: behind the value */
};

/* The option of this name among the members that begin at p. */
static bool find_member(const char *p, const char *name, size_t n, struct place *out)
{
    for (p = skip_blank(p); *p != '\0' && *p != '}';) {
        size_t length = strcspn(p, " \t\r\n=:#/{}");

        if (*p == '@') {                /* @include "file" */
            p = skip_blank(line_end(p));
            continue;
        }
        out->key = p;
        p = skip_blank(p + length);
        if (length == 0 || (*p != '=' && *p != ':'))
            return false;
        out->value = skip_blank(p + 1);
        out->end = skip_value(out->value);
        if (length == n && strncmp(out->key, name, n) == 0)
            return true;
        p = skip_blank(out->end);
        if (*p == ';' || *p == ',')
            p = skip_blank(p + 1);
    }
    return false;
}

/* 0: found; 1: its group is there and it is not: *group is where the members
 * begin, *name its last word; -1: not even the group. */
static int find(const char *text, const char *path, struct place *out, const char **group,
                const char **name)
{
    *group = text;
    for (*name = path;;) {
        size_t n = strcspn(*name, ".");

        if (!find_member(*group, *name, n, out))
            return (*name)[n] == '\0' ? 1 : -1;
        if ((*name)[n] == '\0')
            return 0;
        if (*out->value != '{')
            return -1;
        *group = out->value + 1;
        *name += n + 1;
    }
}

/* ---- changing --------------------------------------------------------------- */

static const char *line_start(const char *text, const char *p)
{
    while (p > text && p[-1] != '\n')
        p--;
    return p;
}

static char *spliced(const char *text, const char *from, const char *to, const char *between)
{
    return xasprintf("%.*s%s%s", (int)(from - text), text, between, to);
}

/* The option with its line, or its lines, where nothing else stands on them. */
static char *taken_out(const char *text, const struct place *at)
{
    const char *from = line_start(text, at->key), *to = skip_blank(at->end);
    bool alone = from + strspn(from, " \t") == at->key;

    to = *to == ';' || *to == ',' ? to + 1 : at->end;
    if (alone && strchr("\n#", to[strspn(to, " \t")]) != NULL)
        to = *line_end(to) == '\n' ? line_end(to) + 1 : line_end(to);
    else
        from = at->key;
    return spliced(text, from, to, "");
}

/* The end of a group's members: its brace, or the end of the text. */
static const char *group_end(const char *text, const char *group)
{
    return group == text ? text + strlen(text) : skip_value(group - 1) - 1;
}

/* "    # go_live = "2023-03-15T07:00";   # remark": the line that waits for the option. */
static const char *waiting_line(const char *from, const char *to, const char *name,
                                const char **hash)
{
    for (const char *p = from; p < to; p = *line_end(p) == '\n' ? line_end(p) + 1 : to) {
        const char *word = p + strspn(p, " \t");

        if (*word != '#')
            continue;
        *hash = word++;
        word += strspn(word, " \t");
        if (strncmp(word, name, strlen(name)) == 0 &&
            word[strlen(name) + strspn(word + strlen(name), " \t")] == '=')
            return p;
    }
    return NULL;
}

static char *put_in(const char *text, const char *group, const char *name, const char *value)
{
    const char *end = group_end(text, group), *hash, *line = waiting_line(group, end, name, &hash),
               *remark;
    char *member = xasprintf("%s = %s;", name, value), *changed, *whole;

    if (line != NULL) {
        remark = hash + strcspn(hash, ";\n");
        changed = spliced(text, hash, *remark == ';' ? remark + 1 : remark, member);
    } else if (group == text) {
        changed = xasprintf("%s%s%s\n", text, end > text && end[-1] != '\n' ? "\n" : "", member);
    } else if (line_start(text, end) <= group) {        /* { all = on; one = line; } */
        whole = xasprintf("%s ", member);
        changed = spliced(text, end, end, whole);
        free(whole);
    } else {
        line = line_start(text, end);
        whole = xasprintf("%*s%s\n", (int)strspn(line, " \t") + INDENT, "", member);
        changed = spliced(text, line, line, whole);
        free(whole);
    }
    free(member);
    return changed;
}

static char *edited(const char *text, const struct setting_edit *e, char **cause)
{
    struct place at;
    const char *group, *name;
    int found = find(text, e->path, &at, &group, &name);

    if (found == 0 && e->value == NULL)
        return taken_out(text, &at);
    if (found == 0)
        return spliced(text, at.value, at.end, e->value);
    if (e->value == NULL)
        return xstrdup(text);
    if (found == 1)
        return put_in(text, group, name, e->value);
    cause_set(cause, "%.*s: there is no such group in the file",
              (int)(name - e->path) + (int)strcspn(name, "."), e->path);
    return NULL;
}

char *settings_edit(const char *text, const struct setting_edit *edits, size_t n, char **cause)
{
    char *now = xstrdup(text);

    for (size_t i = 0; now != NULL && i < n; i++) {
        char *next = edited(now, &edits[i], cause);

        free(now);
        now = next;
    }
    return now;
}

char *settings_quoted(const char *text)
{
    struct buf b = {0};

    buf_addc(&b, '"');
    for (; *text != '\0'; text++)
        buf_addf(&b, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    buf_addc(&b, '"');
    return buf_take(&b);
}
