/* The journal: append-only, each entry sealed by a hash over the one before. */
#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/docket.h"
#include "chain.h"
#include "db.h"

/* Netstrings (length:bytes,), so that no two different entries hash alike;
 * an absent text is "-". */
static void
add_part(struct buf *b, const char *text)
{
    if (text == NULL) {
        buf_addc(b, '-');
        return;
    }
    buf_addi(b, (long long)strlen(text));
    buf_addc(b, ':');
    buf_adds(b, text);
    buf_addc(b, ',');
}

/* Before the first entry. */
static void
chain_start(char hash[static HASH_HEX])
{
    memset(hash, '0', HASH_HEX - 1);
    hash[HASH_HEX - 1] = '\0';
}

static void
chain_hash(const char *before, const struct journal_row *row, char out[static HASH_HEX])
{
    struct buf b = {0};

    buf_adds(&b, before);
    buf_addc(&b, ' ');
    buf_addi(&b, row->number);
    buf_addc(&b, ' ');
    buf_addi(&b, row->at);
    buf_addc(&b, ' ');
    add_part(&b, row->actor);
    add_part(&b, row->event);
    add_part(&b, row->subject);
    add_part(&b, row->detail);
    hash_of(b.data, b.len, out);
    buf_free(&b);
}

/* The entry to append to; number 0 before the first. */
static int
last_entry(struct store *s, int64_t *number, char hash[static HASH_HEX])
{
    struct query q;
    int rc;

    chain_start(hash);
    *number = 0;
    ASK(&q, s, SQL_JOURNAL_LAST);
    if ((rc = query_next(&q)) == 0) {
        *number = get_int(&q);
        snprintf(hash, HASH_HEX, "%s", see_text(&q));
    }
    query_close(&q);
    return rc < 0 ? -1 : 0;
}

static int
append(struct store *s, struct journal_row *row)
{
    char before[HASH_HEX], hash[HASH_HEX];

    if (last_entry(s, &row->number, before) != 0)
        return -1;
    row->number++;
    chain_hash(before, row, hash);
    return query_run(QUERY(s, SQL_JOURNAL_ADD, INT(row->number), INT(row->at), TEXT(row->actor),
                           TEXT(row->event), TEXT(row->subject), TEXT(row->detail), TEXT(hash)));
}

int
journal_add(struct store *s, instant at, const char *actor, const char *event, const char *subject,
            const char *detail)
{
    struct journal_row row = { .at = at, .actor = (char *)actor, .event = (char *)event,
                               .subject = (char *)subject, .detail = (char *)detail };
    bool own;

    if (whole_begin(s, &own) != 0)
        return -1;
    return whole_end(s, own, append(s, &row));
}

static void
row_read(struct query *q, struct journal_row *row)
{
    row->number = get_int(q);
    row->at = get_int(q);
    row->actor = get_text(q);
    row->event = get_text(q);
    row->subject = get_text(q);
    row->detail = get_text(q);
}

static void
row_clear(struct journal_row *row)
{
    free(row->actor);
    free(row->event);
    free(row->subject);
    free(row->detail);
}

ROWS(list, struct journal_row, row_read, journal_rows_free)

int
journal_list(struct store *s, const char *subject, struct journal_row **rows, size_t *n)
{
    return list(subject == NULL ? QUERY(s, SQL_JOURNAL_ALL)
                                : QUERY(s, SQL_JOURNAL_OF_SUBJECT, TEXT(subject)),
                rows, n);
}

int
journal_head(struct store *s, int64_t *number)
{
    return query_int(QUERY(s, SQL_JOURNAL_HEAD), number);
}

int
journal_as_of(struct store *s, instant at, int64_t *number)
{
    struct query q;
    bool unknown = false;
    int rc;

    ASK(&q, s, SQL_JOURNAL_AS_OF, INT(at));
    if ((rc = query_next(&q)) == 0) {
        *number = get_int(&q);
        unknown = get_int(&q) != 0;
    }
    query_close(&q);
    return rc != 0 ? -1 : unknown;
}

void
journal_rows_free(struct journal_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        row_clear(&rows[i]);
    free(rows);
}

int
chain_walk(struct store *s, chain_fault *fault, void *arg)
{
    char before[HASH_HEX], expected[HASH_HEX];
    int64_t next = 1;
    struct query q;
    int rc;

    chain_start(before);
    ASK(&q, s, SQL_JOURNAL_ALL);
    for (; (rc = query_next(&q)) == 0; next++) {
        struct journal_row row = {0};
        const char *hash;

        row_read(&q, &row);
        hash = see_text(&q);
        chain_hash(before, &row, expected);
        if (row.number != next)
            fault(arg, "journal: entries %" PRId64 " to %" PRId64 " are missing", next,
                  row.number - 1);
        else if (strcmp(hash, expected) != 0)
            fault(arg, "journal: entry %" PRId64 " is not what was written", row.number);
        next = row.number;
        snprintf(before, sizeof before, "%s", hash);
        row_clear(&row);
    }
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

char *
journal_detail(const char *key, ...)
{
    struct buf b = {0};
    va_list ap;

    va_start(ap, key);
    for (const char *k = key; k != NULL; k = va_arg(ap, const char *)) {
        const char *value = va_arg(ap, const char *);

        if (value == NULL || !text_is_utf8(value, strlen(value)))
            continue;
        buf_addc(&b, b.len == 0 ? '{' : ',');
        text_json(k, &b);
        buf_addc(&b, ':');
        text_json(value, &b);
    }
    va_end(ap);
    buf_adds(&b, b.len == 0 ? "{}" : "}");
    return buf_take(&b);
}

char *
journal_detail_say(const char *detail, const char *language)
{
    json_t *object = detail == NULL ? NULL : json_loads(detail, 0, NULL);
    enum reason reason = reason_of(json_string_value(json_object_get(object, "reason")));
    char *sentence = reason_say(reason, json_string_value(json_object_get(object, "about")),
                                language),
         *text = NULL;

    if (sentence != NULL) {
        json_object_set_new(object, "reason", json_string(sentence));
        json_object_del(object, "about");
        text = json_dumps(object, JSON_COMPACT);
    }
    free(sentence);
    json_decref(object);
    return text != NULL ? text : xstrdup(detail);
}

int
store_look(struct store *s)
{
    int64_t number;

    return query_run(QUERY(s, SQL_LOOK)) != 0 ? -1 : journal_head(s, &number);
}

int
journal_last(struct store *s, instant *at)
{
    struct query q;
    int rc;

    *at = INSTANT_NONE;
    ASK(&q, s, SQL_JOURNAL_NEWEST);
    if ((rc = query_next(&q)) == 0)
        *at = get_instant(&q);
    query_close(&q);
    return rc < 0 ? -1 : 0;
}
