/* A struct from JSON text, by its table. */
#include "record.h"

#include <assert.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "model/cell.h"
#include "model/plan.h"

struct reading {
    const char *what;           /* is wrong, */
    struct buf where;           /* and where, from the inside out */
};

static int
read_record(struct reading *r, const struct record *record, const json_t *from, void *to);

static int
wrong(struct reading *r, const char *what)
{
    r->what = what;
    return -1;
}

/* Adds a step to the path of a failure, on the way out: a member, or an element of a list. */
static int
wrong_at(struct reading *r, const struct member *m, size_t index)
{
    char *inner = buf_take(&r->where);
    const char *dot = *inner != '\0' && *inner != '[' ? "." : "";

    if (m != NULL)
        buf_addf(&r->where, "%.*s%s%s", (int)m->key_size, m->written + BEFORE_KEY, dot, inner);
    else
        buf_addf(&r->where, "[%zu]%s%s", index, dot, inner);
    free(inner);
    return -1;
}

static int
read_text(struct reading *r, const struct member *m, const json_t *from, char **out)
{
    if (!json_is_string(from))
        return wrong(r, "is no text");
    if (json_string_length(from) > m->most)
        return wrong(r, "is longer than it may be");
    *out = xstrdup(json_string_value(from));
    return 0;
}

static int
read_scalar(struct reading *r, const struct member *m, const json_t *from, char **out)
{
    if (json_is_string(from))
        return read_text(r, m, from, out);
    if (!json_is_number(from) && !json_is_boolean(from))
        return wrong(r, "is neither text, number nor boolean");
    *out = json_dumps(from, JSON_ENCODE_ANY | JSON_REAL_PRECISION(DIGITS_MOST));
    return 0;
}

static int
read_texts(struct reading *r, const struct member *m, const json_t *from, struct strings *list)
{
    if (!json_is_array(from))
        return wrong(r, "is no list");
    if (json_array_size(from) > m->limit)
        return wrong(r, "holds more than it may");
    for (size_t i = 0; i < json_array_size(from); i++) {
        char *text = NULL;

        if (read_text(r, m, json_array_get(from, i), &text) != 0)
            return wrong_at(r, NULL, i);
        strings_take(list, text);
    }
    return 0;
}

static int
read_list(struct reading *r, const struct member *m, const json_t *from, void **v, size_t *n)
{
    if (!json_is_array(from))
        return wrong(r, "is no list");
    if (json_array_size(from) > m->limit)
        return wrong(r, "holds more than it may");
    *n = json_array_size(from);
    *v = *n > 0 ? xcalloc(*n, m->of->size) : NULL;
    for (size_t i = 0; i < *n; i++)
        if (read_record(r, m->of, json_array_get(from, i), MEMBER_OF(char, *v, i * m->of->size)) !=
            0)
            return wrong_at(r, NULL, i);
    return 0;
}

static int
read_name(struct reading *r, const struct member *m, const json_t *from, unsigned *out)
{
    int index = json_is_string(from) ? name_index(m->names, m->limit, json_string_value(from)) : -1;

    if (index < 0)
        return wrong(r, "is none of the words that may stand here");
    *out = (unsigned)index;
    return 0;
}

static int
read_number(struct reading *r, const json_t *from, json_int_t least, json_int_t most,
            json_int_t *out)
{
    if (!json_is_integer(from))
        return wrong(r, "is no whole number");
    *out = json_integer_value(from);
    return *out >= least && *out <= most ? 0 : wrong(r, "is out of range");
}

static int
read_place(struct reading *r, const json_t *from, int *row, int *column)
{
    return json_is_string(from) && cell_parse(json_string_value(from), row, column) ? 0 : wrong(r, "is no cell");
}

static int
read_area(struct reading *r, const json_t *from, int *area)
{
    char first[32] = "", *last;

    if (json_is_string(from) && json_string_length(from) < sizeof first)
        memcpy(first, json_string_value(from), json_string_length(from) + 1);
    last = strchr(first, ':');
    if (last != NULL)
        *last++ = '\0';
    if (!cell_parse(first, &area[0], &area[1]) ||
        !cell_parse(last != NULL ? last : first, &area[2], &area[3]))
        return wrong(r, "is no area of cells");
    return 0;
}

static int
read_member(struct reading *r, const struct member *m, const json_t *from, void *to)
{
    void *at = MEMBER_OF(char, to, m->at);
    json_int_t number = 0;
    int rc = 0;

    switch (m->kind) {
    case MEMBER_TEXT: return read_text(r, m, from, at);
    case MEMBER_SCALAR: return read_scalar(r, m, from, at);
    case MEMBER_TEXTS: return read_texts(r, m, from, at);
    case MEMBER_INT:
        rc = read_number(r, from, INT_MIN, INT_MAX, &number);
        *(int *)at = (int)number;
        return rc;
    case MEMBER_SIZE:
        rc = read_number(r, from, 0, INT64_MAX, &number);
        *(uint64_t *)at = (uint64_t)number;
        return rc;
    case MEMBER_FLAG:
        *(bool *)at = json_is_true(from);
        return json_is_boolean(from) ? 0 : wrong(r, "is neither true nor false");
    case MEMBER_NAME: return read_name(r, m, from, at);
    case MEMBER_ONE: return read_record(r, m->of, from, at);
    case MEMBER_MAYBE:
        *(void **)at = xcalloc(1, m->of->size);
        return read_record(r, m->of, from, *(void **)at);
    case MEMBER_LIST: return read_list(r, m, from, at, MEMBER_OF(size_t, to, m->count));
    case MEMBER_PLACE: return read_place(r, from, at, MEMBER_OF(int, to, m->count));
    case MEMBER_AREA: return read_area(r, from, at);
    }
    return -1;
}

static const struct member *
member_of(const struct record *record, const char *key)
{
    size_t n = strlen(key);

    for (size_t k = 0; k < record->n; k++)
        if (record->members[k].key_size == n &&
            memcmp(record->members[k].written + BEFORE_KEY, key, n) == 0)
            return &record->members[k];
    return NULL;
}

/* Of the members that were not there. */
static int
absent(struct reading *r, const struct record *record, uint64_t seen, void *to)
{
    for (size_t i = 0; i < record->n; i++) {
        const struct member *m = &record->members[i];

        if ((seen >> i & 1) != 0)
            continue;
        if (m->required) {
            wrong(r, "is missing");
            return wrong_at(r, m, 0);
        }
        if (m->kind == MEMBER_INT)
            *MEMBER_OF(int, to, m->at) = m->absent;
    }
    return 0;
}

static int
read_record(struct reading *r, const struct record *record, const json_t *from, void *to)
{
    uint64_t seen = 0;
    const char *key;
    json_t *value;

    if (record->bare)
        return read_member(r, record->members, from, to);
    if (!json_is_object(from))
        return wrong(r, "is no object");
    json_object_foreach ((json_t *)(uintptr_t)from, key, value) {
        const struct member *m = member_of(record, key);

        if (m == NULL)
            return wrong(r, "has a key that is not known");
        seen |= UINT64_C(1) << (m - record->members);
        if (read_member(r, m, value, to) != 0)
            return wrong_at(r, m, 0);
    }
    return absent(r, record, seen, to);
}

int
record_read(const struct record *record, const char *json, size_t n, void *to, char **cause)
{
    struct reading r = {0};
    json_error_t error = {0};
    json_t *tree = json_loadb(json, n, JSON_REJECT_DUPLICATES, &error);
    int rc;

    assert(record->n <= 64);
    if (tree == NULL)
        return cause_set(cause, "line %d: %s", error.line, error.text);
    rc = read_record(&r, record, tree, to);
    if (rc != 0)
        cause_set(cause, "%s %s", r.where.len > 0 ? buf_text(&r.where) : "the whole", r.what);
    buf_free(&r.where);
    json_decref(tree);
    return rc;
}
