/* Walks over tables of members: write, fit, clear. */
#include "model/cell.h"
#include "record.h"

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

/* One that comes back from any reader of JSON as it is: a double keeps 15
 * digits, and "-0", "3.50" and "0.00001" come back in another spelling. */
static bool
plain_number(const char *text)
{
    static const char digits[] = "0123456789";
    const char *whole = text + (*text == '-'), *point = whole + strspn(whole, digits);
    size_t n = (size_t)(point - whole), part = *point == '.' ? strspn(point + 1, digits) : 0;

    if (n == 0 || (n > 1 && *whole == '0') || n + part > DIGITS_MOST)
        return false;
    if (*point == '\0')
        return whole == text || *whole != '0';
    return part > 0 && point[1 + part] == '\0' && point[part] != '0' && strncmp(point, ".0000", 5) != 0;
}

static void
write_scalar(struct buf *b, const struct member *m, const void *from)
{
    const char *text = *MEMBER_OF(char *const, from, m->at);

    if ((m->limit >> *MEMBER_OF(const unsigned, from, m->count) & 1) == 0)
        text_json(text, b);
    else if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || plain_number(text))
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
    case MEMBER_PLACE:
        write_place(b, *MEMBER_OF(const int, from, m->at), *MEMBER_OF(const int, from, m->count));
        break;
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

        holds = holds || kind == MEMBER_TEXTS || kind == MEMBER_ONE || kind == MEMBER_MAYBE ||
                kind == MEMBER_LIST;
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
