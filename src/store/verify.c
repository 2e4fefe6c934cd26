/* Proof of the docket: SQLite's own checks, the docket's invariants, the
 * journal's chain, and that every message has its bytes in the archive. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"
#include "chain.h"
#include "db.h"

/* Of a submission: it counts. */
#define COUNTS " AND standing IN ('vouched', 'provisional')"
#define MOST 100                        /* sentences of one kind */

/* A question whose every row is a fault; its first column stands for %s.
 *
 * first_received is the receipt of a submission, complete or not (A11), and
 * not after that of the first complete one. What came on paper (A9) has no
 * submission; the journal knows that it did. */
static const struct { const char *sentence, *query; } questions[] = {
    { "message %s is filed, but delivered nothing",
      "SELECT code FROM message AS m WHERE outcome = 'filed' AND NOT EXISTS (SELECT 1 FROM submission WHERE message = m.id)" },
    { "message %s is a duplicate of a later one",
      "SELECT code FROM message WHERE duplicate_of >= id" },
    { "message %s has no journal entry",
      "SELECT code FROM message AS m WHERE NOT EXISTS (SELECT 1 FROM journal WHERE subject = m.code)" },
    { "attachments of message %s are not numbered from 0 on",
      "SELECT m.code FROM attachment AS a JOIN message AS m ON m.id = a.message GROUP BY m.id, m.code "
      "HAVING max(a.number) + 1 <> count(*)" },
    { "versions of obligation %s are not 1, 2, ...",
      "SELECT o.report || '/' || o.period || '/' || o.unit FROM submission AS s JOIN obligation AS o ON o.id = s.obligation "
      "GROUP BY o.id, o.report, o.period, o.unit HAVING max(s.version) <> count(*)" },
    { "submission of message %s was received at another time than its message",
      "SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message WHERE s.received <> m.received" },
    { "values of submission %s cannot be read",
      "SELECT id FROM submission WHERE NOT json_valid(form_values)" },
    { "obligation %s was first received later than its first complete submission",
      "SELECT report || '/' || period || '/' || unit FROM obligation AS o WHERE first_received > "
      "(SELECT min(received) FROM submission WHERE obligation = o.id AND complete = 1" COUNTS ")" },
    { "obligation %s has a complete submission, but no first receipt",
      "SELECT report || '/' || period || '/' || unit FROM obligation AS o WHERE first_received IS NULL "
      "AND EXISTS (SELECT 1 FROM submission WHERE obligation = o.id AND complete = 1" COUNTS ")" },
    { "obligation %s was first received when none of its submissions was",
      "SELECT report || '/' || period || '/' || unit FROM obligation AS o WHERE first_received IS NOT NULL "
      "AND NOT EXISTS (SELECT 1 FROM submission WHERE obligation = o.id AND received = o.first_received" COUNTS ") "
      "AND NOT EXISTS (SELECT 1 FROM journal WHERE subject = o.report || '/' || o.period || '/' || o.unit "
      "AND detail LIKE '%\"on-paper\"%')" },
    { "obligation %s is open, but has a complete submission",
      "SELECT report || '/' || period || '/' || unit FROM obligation AS o WHERE state = 'open' "
      "AND EXISTS (SELECT 1 FROM submission WHERE obligation = o.id AND complete = 1" COUNTS ")" },
    { "obligation %s counts a submission of another one",
      "SELECT o.report || '/' || o.period || '/' || o.unit FROM obligation AS o JOIN submission AS s ON s.id = o.accepted "
      "WHERE s.obligation <> o.id" },
    { "obligation %s counts a submission that nobody vouched for",
      "SELECT o.report || '/' || o.period || '/' || o.unit FROM obligation AS o JOIN submission AS s ON s.id = o.accepted "
      "WHERE NOT (1" COUNTS ")" },
    { "obligation %s changed its state without a journal entry",
      "SELECT report || '/' || period || '/' || unit FROM obligation AS o WHERE state <> 'open' "
      "AND NOT EXISTS (SELECT 1 FROM journal WHERE subject = o.report || '/' || o.period || '/' || o.unit)" },
    { "letter %s has no mail",
      "SELECT l.reason || ' to ' || l.recipient FROM letter AS l WHERE NOT EXISTS "
      "(SELECT 1 FROM letter_mail WHERE letter = l.id AND length(mail) = l.size)" },
    { "letter %s is sent, but was never tried",
      "SELECT reason || ' to ' || recipient FROM letter WHERE state IN ('sent', 'sending', 'unknown') AND attempts = 0" },
};

struct findings_of {
    struct problems *list;
    int left;                           /* of the present kind */
};

static void add(void *arg, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
add(void *arg, const char *format, ...)
{
    struct findings_of *out = arg;
    va_list ap;
    char *text;

    if (out->left-- <= 0) {
        if (out->left == -1)
            problem_add(out->list, NULL, 0, NULL, "and more of the same kind");
        return;
    }
    va_start(ap, format);
    text = xvasprintf(format, ap);
    va_end(ap);
    problem_add(out->list, NULL, 0, NULL, "%s", text);
    free(text);
}

/* The sentence with the words in place of its %s. */
static char *
fill(const char *sentence, const char *words)
{
    size_t before = strcspn(sentence, "%");

    if (sentence[before] == '\0')
        return xstrdup(sentence);
    return xasprintf("%.*s%s%s", (int)before, sentence, words, sentence + before + 2);
}

static int
ask(struct store *s, const char *sentence, const char *query, struct findings_of *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, query, -1, &st, NULL);

    out->left = MOST;
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        if ((rc = sqlite3_step(st)) == SQLITE_ROW) {
            const char *words = (const char *)sqlite3_column_text(st, 0);
            char *text = fill(sentence, words == NULL ? "?" : words);

            add(out, "%s", text);
            free(text);
        }
    }
    if (rc != SQLITE_DONE) {
        store_fault(s, "verify");
        add(out, "a check could not be made: %s", sqlite3_errmsg(s->db));
    }
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

static int
files(struct store *s, struct findings_of *out)
{
    struct query q;
    int rc;

    out->left = MOST;
    query_open(&q, s, SQL_MESSAGE_FILES);
    while ((rc = query_next(&q)) == 0) {
        const char *code = see_text(&q), *hash = see_text(&q);
        int64_t size = get_int(&q);
        char *path = xasprintf("%s/raw/%.2s/%s", s->folder, hash, hash);
        struct stat st;

        if (stat(path, &st) != 0)
            add(out, "the bytes of message %s are not in the archive (%.2s/%s)", code, hash, hash);
        else if (st.st_size != size)
            add(out, "the bytes of message %s in the archive are %" PRId64 ", not %" PRId64, code, (int64_t)st.st_size, size);
        free(path);
    }
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
store_verify(struct store *s, struct problems *list)
{
    struct findings_of out = { .list = list };
    int rc = ask(s, "integrity: %s", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'", &out);

    rc |= ask(s, "a row of table %s names a row that is not there", "SELECT \"table\" FROM pragma_foreign_key_check", &out);
    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        rc |= ask(s, questions[i].sentence, questions[i].query, &out);
    out.left = MOST;
    rc |= chain_walk(s, add, &out);
    rc |= files(s, &out);
    return rc;
}
