/* Walks over tables of members: write, read, clear. */
#include "model/cell.h"
#include "record.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "model/plan.h"


/* ---- writing ---------------------------------------------------------------- */

bool
member_absent(const struct member *m, const void *from)
{
    switch (m->kind) {
    case MEMBER_TEXT:
    case MEMBER_SCALAR:
        return *MEMBER_OF(char *const, from, m->at) == NULL;
    case MEMBER_TEXTS:
        return MEMBER_OF(const struct strings, from, m->at)->n == 0;
    case MEMBER_INT:
        return *MEMBER_OF(const int, from, m->at) == m->absent;
    case MEMBER_SIZE:
        return *MEMBER_OF(const uint64_t, from, m->at) == 0;
    case MEMBER_FLAG:
        return !*MEMBER_OF(const bool, from, m->at);
    case MEMBER_MAYBE:
        return *MEMBER_OF(void *const, from, m->at) == NULL;
    case MEMBER_LIST:
        return *MEMBER_OF(const size_t, from, m->count) == 0;
    case MEMBER_ONE:
        for (size_t i = 0; i < m->of->n; i++) {
            if (!member_absent(&m->of->members[i], MEMBER_OF(const char, from, m->at)))
                return false;
        }
        return true;
    case MEMBER_NAME:
    case MEMBER_PLACE:
    case MEMBER_AREA:
        return false;
    }
    return false;
}

static void
write_texts(struct buf *b, const struct strings *list)
{
    buf_addc(b, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i > 0)
            buf_addc(b, ',');
        text_json(list->v[i], b);
    }
    buf_addc(b, ']');
}

static void
write_list(struct buf *b, const struct record *of, const void *v, size_t n)
{
    buf_addc(b, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addc(b, ',');
        record_write(b, of, MEMBER_OF(const char, v, i * of->size));
    }
    buf_addc(b, ']');
}

static void
write_scalar(struct buf *b, const struct member *m, const void *from)
{
    const char *text = *MEMBER_OF(char *const, from, m->at);

    if ((m->limit >> *MEMBER_OF(const unsigned, from, m->count) & 1) == 0)
        text_json(text, b);
    else if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || is_plain_number(text))
        buf_adds(b, text);
    else
        text_json(text, b);
}

static void
write_area(struct buf *b, const int *area)
{
    char first[16], last[16];

    cell_place(area[0], area[1], first);
    cell_place(area[2], area[3], last);
    if (area[0] == area[2] && area[1] == area[3])
        buf_addf(b, "\"%s\"", first);
    else
        buf_addf(b, "\"%s:%s\"", first, last);
}

static void
write_place(struct buf *b, int row, int column)
{
    char place[16];

    cell_place(row, column, place);
    text_json(place, b);
}

static void
write_member(struct buf *b, const struct member *m, const void *from)
{
    switch (m->kind) {
    case MEMBER_TEXT: text_json(*MEMBER_OF(char *const, from, m->at), b); break;
    case MEMBER_SCALAR: write_scalar(b, m, from); break;
    case MEMBER_TEXTS: write_texts(b, MEMBER_OF(const struct strings, from, m->at)); break;
    case MEMBER_INT: buf_addi(b, *MEMBER_OF(const int, from, m->at)); break;
    case MEMBER_SIZE: buf_addf(b, "%llu", (unsigned long long)*MEMBER_OF(const uint64_t, from, m->at)); break;
    case MEMBER_FLAG: buf_adds(b, "true"); break;
    case MEMBER_NAME: text_json(m->names[*MEMBER_OF(const unsigned, from, m->at)], b); break;
    case MEMBER_ONE: record_write(b, m->of, MEMBER_OF(const char, from, m->at)); break;
    case MEMBER_MAYBE: record_write(b, m->of, *MEMBER_OF(void *const, from, m->at)); break;
    case MEMBER_LIST:
        write_list(b, m->of, *MEMBER_OF(void *const, from, m->at),
                   *MEMBER_OF(const size_t, from, m->count));
        break;
    case MEMBER_PLACE: write_place(b, *MEMBER_OF(const int, from, m->at), *MEMBER_OF(const int, from, m->count)); break;
    case MEMBER_AREA: write_area(b, MEMBER_OF(const int, from, m->at)); break;
    }
}

void
record_write(struct buf *b, const struct record *record, const void *from)
{
    size_t first = 1;           /* instead of the comma */

    if (record->bare) {
        write_member(b, record->members, from);
        return;
    }
    for (size_t i = 0; i < record->n; i++) {
        const struct member *m = &record->members[i];

        if (member_absent(m, from))
            continue;
        if (first > 0)
            buf_addc(b, '{');
        buf_add(b, m->written + first, BEFORE_KEY + m->key_size + AFTER_KEY - first);
        write_member(b, m, from);
        first = 0;
    }
    buf_adds(b, first > 0 ? "{}" : "}");
}

static void clear_members(const struct record *record, void *from, bool texts);

/* ---- reading ----------------------------------------------------------------- */

static int read_record(struct scan *t, const struct record *record, void *to);

/* Adds a step to the path of a failure, on the way out: a member, or an element of a list. */
static int
failed_at(struct scan *t, const struct member *m, size_t index)
{
    char *inner = buf_take(&t->where);
    const char *dot = *inner != '\0' && *inner != '[' ? "." : "";

    if (m != NULL)
        buf_addf(&t->where, "%.*s%s%s", (int)m->key_size, m->written + BEFORE_KEY, dot, inner);
    else
        buf_addf(&t->where, "[%zu]%s%s", index, dot, inner);
    free(inner);
    return -1;
}

static int
read_texts(struct scan *t, const struct member *m, struct strings *list)
{
    int rc = scan_take(t, '[');

    while (rc == 0 && scan_next(t, ']', list->n == 0, &rc)) {
        char *text = NULL;

        if (list->n == m->limit)
            return scan_fail(t, "holds more than it may");
        if (scan_string(t, m->most, &text) != 0)
            return failed_at(t, NULL, list->n);
        strings_take(list, text);
    }
    return rc;
}

static int
read_list(struct scan *t, const struct member *m, void **v, size_t *n)
{
    int rc = scan_take(t, '[');

    while (rc == 0 && scan_next(t, ']', *n == 0, &rc)) {
        if (*n == m->limit)
            return scan_fail(t, "holds more than it may");
        *v = array_more(*v, *n, m->of->size);
        (*n)++;
        if (read_record(t, m->of, (char *)*v + (*n - 1) * m->of->size) != 0)
            return failed_at(t, NULL, *n - 1);
    }
    return rc;
}

static int
read_name(struct scan *t, const struct member *m, unsigned *out)
{
    char name[32];
    int index;

    if (scan_word(t, name, sizeof name) != 0)
        return -1;
    index = name_index(m->names, m->limit, name);
    if (index < 0)
        return scan_fail(t, "is none of the words that may stand here");
    *out = (unsigned)index;
    return 0;
}

static int
read_int(struct scan *t, int *out)
{
    uint64_t value = 0;

    if (scan_integer(t, INT_MIN, INT_MAX, &value) != 0)
        return -1;
    *out = (int)(int64_t)value;
    return 0;
}

static int
read_place(struct scan *t, int *row, int *column)
{
    char place[16];

    if (scan_word(t, place, sizeof place) != 0)
        return -1;
    return cell_parse(place, row, column) ? 0 : scan_fail(t, "is no cell");
}

static int
read_area(struct scan *t, int *area)
{
    char first[32], *last;

    if (scan_word(t, first, sizeof first) != 0)
        return -1;
    last = strchr(first, ':');
    if (last != NULL)
        *last++ = '\0';
    if (!cell_parse(first, &area[0], &area[1]) ||
        !cell_parse(last != NULL ? last : first, &area[2], &area[3]))
        return scan_fail(t, "is no area of cells");
    return 0;
}

static int
read_member(struct scan *t, const struct member *m, void *to)
{
    switch (m->kind) {
    case MEMBER_TEXT: return scan_string(t, m->most, MEMBER_OF(char *, to, m->at));
    case MEMBER_SCALAR: return scan_scalar(t, m->most, MEMBER_OF(char *, to, m->at));
    case MEMBER_TEXTS: return read_texts(t, m, MEMBER_OF(struct strings, to, m->at));
    case MEMBER_INT: return read_int(t, MEMBER_OF(int, to, m->at));
    case MEMBER_SIZE: return scan_integer(t, 0, UINT64_MAX, MEMBER_OF(uint64_t, to, m->at));
    case MEMBER_FLAG: return scan_bool(t, MEMBER_OF(bool, to, m->at));
    case MEMBER_NAME: return read_name(t, m, MEMBER_OF(unsigned, to, m->at));
    case MEMBER_ONE: return read_record(t, m->of, MEMBER_OF(char, to, m->at));
    case MEMBER_MAYBE:
        *MEMBER_OF(void *, to, m->at) = xcalloc(1, m->of->size);
        return read_record(t, m->of, *MEMBER_OF(void *, to, m->at));
    case MEMBER_LIST: return read_list(t, m, MEMBER_OF(void *, to, m->at), MEMBER_OF(size_t, to, m->count));
    case MEMBER_PLACE: return read_place(t, MEMBER_OF(int, to, m->at), MEMBER_OF(int, to, m->count));
    case MEMBER_AREA: return read_area(t, MEMBER_OF(int, to, m->at));
    }
    return -1;
}

/* The member whose key is next, and its colon. Members come in the order of
 * the table when we wrote them, byte for byte: that is looked for first. */
static int
take_member(struct scan *t, const struct record *record, size_t guess)
{
    const char *key;
    size_t n;

    for (size_t k = guess; k < record->n; k++) {
        const char *written = record->members[k].written + 1;

        n = record->members[k].key_size + BEFORE_KEY - 1 + AFTER_KEY;
        if ((size_t)(t->end - t->at) > n && t->at[1] == written[1] && memcmp(t->at, written, n) == 0) {
            t->at += n;
            return (int)k;
        }
    }
    if (scan_key(t, &key, &n) != 0)
        return -1;
    for (size_t k = 0; k < record->n; k++)
        if (record->members[k].key_size == n &&
            memcmp(record->members[k].written + BEFORE_KEY, key, n) == 0)
            return (int)k;
    return scan_fail(t, "has a key that is not known");
}

static int
missing(struct scan *t, const struct record *record, uint64_t seen)
{
    for (size_t i = 0; i < record->n; i++) {
        const struct member *m = &record->members[i];

        if ((seen >> i & 1) == 0 && m->required) {
            scan_fail(t, "is missing");
            return failed_at(t, m, 0);
        }
    }
    return 0;
}

static void
set_absent(const struct record *record, void *to)
{
    for (size_t i = 0; i < record->n; i++) {
        if (record->members[i].kind == MEMBER_INT)
            *MEMBER_OF(int, to, record->members[i].at) = record->members[i].absent;
    }
}

static int
read_record(struct scan *t, const struct record *record, void *to)
{
    uint64_t seen = 0;
    size_t guess = 0;
    int rc;

    set_absent(record, to);
    if (record->bare)
        return read_member(t, record->members, to);
    rc = scan_take(t, '{');
    while (rc == 0 && scan_next(t, '}', seen == 0, &rc)) {
        int k = take_member(t, record, guess);

        if (k < 0)
            return -1;
        if ((seen >> k & 1) != 0)
            return scan_fail(t, "has a key twice");
        seen |= UINT64_C(1) << k;
        guess = (size_t)k + 1;
        if (read_member(t, &record->members[k], to) != 0)
            return failed_at(t, &record->members[k], 0);
    }
    return rc != 0 ? rc : missing(t, record, seen);
}

int
record_read(const struct record *record, const char *json, size_t n, void *to, char **cause)
{
    struct scan t = { .at = json, .end = json + n };
    int rc = read_record(&t, record, to);

    assert(record->n <= 64);
    if (rc == 0 && (scan_peek(&t) != '\0' || t.at < t.end))
        rc = scan_fail(&t, "goes on behind its end");
    if (rc != 0)
        cause_set(cause, "%s %s", t.where.len > 0 ? buf_text(&t.where) : "the answer", t.what);
    buf_free(&t.where);
    free(t.what);
    return rc;
}

/* ---- fitting ------------------------------------------------------------------- */

/* Between letters. */
static bool
fit_text(char *text, size_t most)
{
    size_t n = most;

    if (text == NULL || strnlen(text, most + 1) <= most)
        return false;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    text[n] = '\0';
    return true;
}

static size_t
fit_texts(struct strings *list, const struct member *m)
{
    size_t cut = list->n > m->limit;

    while (list->n > m->limit)
        free(list->v[--list->n]);
    for (size_t i = 0; i < list->n; i++)
        cut += fit_text(list->v[i], m->most);
    return cut;
}

static size_t
fit_list(void *v, size_t *n, const struct member *m)
{
    size_t cut = *n > m->limit;

    while (*n > m->limit)
        clear_members(m->of, MEMBER_OF(char, v, --*n * m->of->size), true);
    for (size_t i = 0; i < *n; i++)
        cut += record_fit(m->of, MEMBER_OF(char, v, i * m->of->size));
    return cut;
}

size_t
record_fit(const struct record *record, void *from)
{
    size_t cut = 0;

    for (size_t i = 0; i < record->n; i++) {
        const struct member *m = &record->members[i];
        void **v = MEMBER_OF(void *, from, m->at);

        switch (m->kind) {
        case MEMBER_TEXT:
        case MEMBER_SCALAR: cut += fit_text(*v, m->most); break;
        case MEMBER_TEXTS: cut += fit_texts(MEMBER_OF(struct strings, from, m->at), m); break;
        case MEMBER_ONE: cut += record_fit(m->of, v); break;
        case MEMBER_MAYBE: cut += *v != NULL ? record_fit(m->of, *v) : 0; break;
        case MEMBER_LIST: cut += fit_list(*v, MEMBER_OF(size_t, from, m->count), m); break;
        default: break;
        }
    }
    return cut;
}

/* ---- clearing ------------------------------------------------------------------ */

/* Memory of its own, beside its texts: a form has a thousand cells that have none. */
static bool
holds_memory(const struct record *record)
{
    bool holds = false;

    for (size_t i = 0; i < record->n; i++) {
        enum member_kind kind = record->members[i].kind;

        holds = holds || kind == MEMBER_TEXTS || kind == MEMBER_ONE || kind == MEMBER_MAYBE || kind == MEMBER_LIST;
    }
    return holds;
}

static void
clear_members(const struct record *record, void *from, bool texts)
{
    for (size_t i = 0; i < record->n; i++) {
        const struct member *m = &record->members[i];
        void **v = MEMBER_OF(void *, from, m->at);
        size_t n;

        switch (m->kind) {
        case MEMBER_TEXT:
        case MEMBER_SCALAR: free(texts ? *v : NULL); break;
        case MEMBER_TEXTS:
            if (texts)
                strings_free(MEMBER_OF(struct strings, from, m->at));
            else
                free(*v);
            break;
        case MEMBER_ONE: clear_members(m->of, v, texts); break;
        case MEMBER_MAYBE:
            if (*v != NULL)
                clear_members(m->of, *v, texts);
            free(*v);
            break;
        case MEMBER_LIST:
            n = texts || holds_memory(m->of) ? *MEMBER_OF(size_t, from, m->count) : 0;
            for (size_t k = 0; k < n; k++)
                clear_members(m->of, MEMBER_OF(char, *v, k * m->of->size), texts);
            free(*v);
            break;
        default: break;
        }
    }
}

void
record_clear(const struct record *record, void *from)
{
    clear_members(record, from, true);
    memset(from, 0, record->size);
}

void
record_clear_in_place(const struct record *record, void *from)
{
    clear_members(record, from, false);
    memset(from, 0, record->size);
}
