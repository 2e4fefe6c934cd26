/* Structs as packed bytes, by tables: what a reader's child answers. The texts stand together in front,
 * each with its NUL, so that reading makes no copy of them; behind them, of each record, a bit per member
 * that is there and then those members, in the order of the table. A number is seven bits a byte, the
 * lowest first, and the last byte has its high bit clear. */
#include "record.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "model/cell.h"

#define FRONT sizeof(uint64_t)          /* how many bytes of texts */

/* ---- writing ------------------------------------------------------------------ */

struct pack { struct buf *texts, rest; };

static void pack_record(struct pack *p, const struct record *record, const void *from);

static void
pack_number(struct pack *p, uint64_t n)
{
    for (; n > 0x7F; n >>= 7)
        buf_addc(&p->rest, (char)(n | 0x80));
    buf_addc(&p->rest, (char)n);
}

static void
pack_text(struct pack *p, const char *text)
{
    buf_add(p->texts, text, strlen(text) + 1);
}

static void
pack_texts(struct pack *p, const struct strings *list)
{
    pack_number(p, list->n);
    for (size_t i = 0; i < list->n; i++)
        pack_text(p, list->v[i]);
}

static void
pack_list(struct pack *p, const struct record *of, const void *v, size_t n)
{
    pack_number(p, n);
    for (size_t i = 0; i < n; i++)
        pack_record(p, of, MEMBER_OF(const char, v, i * of->size));
}

static void
pack_place(struct pack *p, int row, int column)
{
    pack_number(p, (unsigned)(row < CELL_LAST_ROW ? row : CELL_LAST_ROW));
    pack_number(p, (unsigned)(column < CELL_LAST_COLUMN ? column : CELL_LAST_COLUMN));
}

static void
pack_member(struct pack *p, const struct member *m, const void *from)
{
    const int *numbers = MEMBER_OF(const int, from, m->at);

    switch (m->kind) {
    case MEMBER_TEXT:
    case MEMBER_SCALAR: pack_text(p, *MEMBER_OF(char *const, from, m->at)); break;
    case MEMBER_TEXTS: pack_texts(p, MEMBER_OF(const struct strings, from, m->at)); break;
    case MEMBER_INT:
    case MEMBER_NAME: pack_number(p, (unsigned)*numbers); break;
    case MEMBER_SIZE: pack_number(p, *MEMBER_OF(const uint64_t, from, m->at)); break;
    case MEMBER_FLAG: break;
    case MEMBER_ONE: pack_record(p, m->of, numbers); break;
    case MEMBER_MAYBE: pack_record(p, m->of, *MEMBER_OF(const void *const, from, m->at)); break;
    case MEMBER_LIST:
        pack_list(p, m->of, *MEMBER_OF(const void *const, from, m->at),
                  *MEMBER_OF(const size_t, from, m->count));
        break;
    case MEMBER_PLACE: pack_place(p, *numbers, *MEMBER_OF(const int, from, m->count)); break;
    case MEMBER_AREA:
        pack_place(p, numbers[0], numbers[1]);
        pack_place(p, numbers[2], numbers[3]);
        break;
    }
}

static void
pack_record(struct pack *p, const struct record *record, const void *from)
{
    uint64_t there = 0;

    if (record->bare) {
        pack_member(p, record->members, from);
        return;
    }
    for (size_t i = 0; i < record->n; i++)
        there |= (uint64_t)!member_absent(&record->members[i], from) << i;
    pack_number(p, there);
    for (size_t i = 0; i < record->n; i++)
        if ((there >> i & 1) != 0)
            pack_member(p, &record->members[i], from);
}

void
record_pack(struct buf *b, const struct record *record, const void *from)
{
    struct pack p = { .texts = b };
    size_t start = b->len;
    uint64_t size = 0;

    assert(record->n <= 64);
    buf_add(b, &size, FRONT);
    pack_record(&p, record, from);
    size = b->len - start - FRONT;
    memcpy(b->data + start, &size, FRONT);
    buf_add(b, p.rest.data, p.rest.len);
    buf_free(&p.rest);
}

/* ---- reading -------------------------------------------------------------------- */

struct unpack {
    const unsigned char *at, *end;
    char *text, *text_end;
    size_t room;                        /* bytes that may still be allocated */
    const struct member *where;         /* of the fault */
    const char *what;
};

static int unpack_record(struct unpack *u, const struct record *record, void *to);

static int
fault(struct unpack *u, const struct member *m, const char *what)
{
    u->where = m;
    u->what = what;
    return -1;
}

static int
take_long_number(struct unpack *u, const struct member *m, uint64_t most, uint64_t *out)
{
    uint64_t n = 0, byte = 0x80;

    for (int shift = 0; byte > 0x7F; shift += 7) {
        if (u->at == u->end)
            return fault(u, m, "is cut off");
        byte = *u->at++;
        if (shift > 63 || (byte & 0x7F) << shift >> shift != (byte & 0x7F))
            return fault(u, m, "is out of range");
        n |= (byte & 0x7F) << shift;
    }
    *out = n;
    return n <= most ? 0 : fault(u, m, "is out of range");
}

/* 0 to most, or a fault. Nearly all are one byte. */
static inline int
take_number(struct unpack *u, const struct member *m, uint64_t most, uint64_t *out)
{
    if (u->at == u->end || *u->at > 0x7F || *u->at > most)
        return take_long_number(u, m, most, out);
    *out = *u->at++;
    return 0;
}

static int
take_int(struct unpack *u, const struct member *m, int least, uint64_t most, int *out)
{
    uint64_t n;

    if (take_number(u, m, most, &n) != 0)
        return -1;
    *out = (int)(unsigned)n;
    return *out >= least ? 0 : fault(u, m, "is out of range");
}

static int
take_text(struct unpack *u, const struct member *m, char **out)
{
    size_t room = (size_t)(u->text_end - u->text), n = strnlen(u->text, room);

    if (n == room)
        return fault(u, m, "is a text without an end");
    if (n > m->most)
        return fault(u, m, "is longer than it may be");
    if (!text_is_utf8(u->text, n))
        return fault(u, m, "is no UTF-8");
    *out = u->text;
    u->text += n + 1;
    return 0;
}

/* An array of n elements as the count before it says, none of which is shorter than a byte of what is left. */
static int
take_array(struct unpack *u, const struct member *m, size_t size, size_t left, void **v, size_t *n)
{
    uint64_t count;

    if (take_number(u, m, UINT64_MAX, &count) != 0)
        return -1;
    if (count > left)
        return fault(u, m, "is cut off");
    if (count > m->limit || count * size > u->room)
        return fault(u, m, "holds more than it may");
    u->room -= count * size;
    *n = (size_t)count;
    *v = *n > 0 ? xcalloc(*n, size) : NULL;
    return 0;
}

static int
take_texts(struct unpack *u, const struct member *m, struct strings *list)
{
    void *v = NULL;
    int rc = take_array(u, m, sizeof *list->v, (size_t)(u->text_end - u->text), &v, &list->n);

    list->v = v;
    for (size_t i = 0; rc == 0 && i < list->n; i++)
        rc = take_text(u, m, &list->v[i]);
    return rc;
}

static int
take_list(struct unpack *u, const struct member *m, void **v, size_t *n)
{
    int rc = take_array(u, m, m->of->size, (size_t)(u->end - u->at), v, n);

    for (size_t i = 0; rc == 0 && i < *n; i++)
        rc = unpack_record(u, m->of, MEMBER_OF(char, *v, i * m->of->size));
    return rc;
}

static int
take_place(struct unpack *u, const struct member *m, int *row, int *column)
{
    return take_int(u, m, 1, CELL_LAST_ROW, row) != 0 ? -1
                                                      : take_int(u, m, 1, CELL_LAST_COLUMN, column);
}

static int
take_member(struct unpack *u, const struct member *m, void *to)
{
    void *at = MEMBER_OF(char, to, m->at);
    int *numbers = at;

    switch (m->kind) {
    case MEMBER_TEXT:
    case MEMBER_SCALAR: return take_text(u, m, at);
    case MEMBER_TEXTS: return take_texts(u, m, at);
    case MEMBER_INT: return take_int(u, m, INT_MIN, UINT_MAX, numbers);
    case MEMBER_NAME: return take_int(u, m, 0, m->limit - 1, numbers);
    case MEMBER_SIZE: return take_number(u, m, UINT64_MAX, at);
    case MEMBER_FLAG: *(bool *)at = true; return 0;
    case MEMBER_ONE: return unpack_record(u, m->of, at);
    case MEMBER_MAYBE:
        *(void **)at = xcalloc(1, m->of->size);
        return unpack_record(u, m->of, *(void **)at);
    case MEMBER_LIST: return take_list(u, m, at, MEMBER_OF(size_t, to, m->count));
    case MEMBER_PLACE: return take_place(u, m, numbers, MEMBER_OF(int, to, m->count));
    case MEMBER_AREA:
        return take_place(u, m, numbers, numbers + 1) != 0
                   ? -1
                   : take_place(u, m, numbers + 2, numbers + 3);
    }
    return -1;
}

static int
unpack_record(struct unpack *u, const struct record *record, void *to)
{
    uint64_t there;

    if (record->bare)
        return take_member(u, record->members, to);
    assert(record->n > 0);
    if (take_number(u, NULL, UINT64_MAX >> (64 - record->n), &there) != 0)
        return -1;
    for (size_t i = 0; i < record->n; i++) {
        const struct member *m = &record->members[i];

        if ((there >> i & 1) != 0) {
            if (take_member(u, m, to) != 0)
                return -1;
        } else if (m->required) {
            return fault(u, m, "is missing");
        } else if (m->kind == MEMBER_INT) {
            *MEMBER_OF(int, to, m->at) = m->absent;
        }
    }
    return 0;
}

int
record_unpack(const struct record *record, char *bytes, size_t n, void *to, char **cause)
{
    struct unpack u = { .end = (unsigned char *)bytes + n, .room = LIMIT_ANSWER_BUILT };
    uint64_t size = n;
    int rc;

    if (n >= FRONT)
        memcpy(&size, bytes, FRONT);
    if (n < FRONT || size > n - FRONT)
        return cause_set(cause, "the answer is cut off");
    u.text = bytes + FRONT;
    u.text_end = u.text + size;
    u.at = (unsigned char *)u.text_end;
    rc = unpack_record(&u, record, to);
    if (rc == 0 && (u.at != u.end || u.text != u.text_end))
        rc = fault(&u, NULL, "goes on behind its end");
    if (rc != 0)
        cause_set(cause, "%.*s %s", u.where != NULL ? (int)u.where->key_size : 10,
                  u.where != NULL ? u.where->written + BEFORE_KEY : "the answer", u.what);
    return rc;
}
