/* Proof of the docket: SQLite's own checks, the docket's invariants, the
 * journal's chain, and that every message has its bytes in the archive. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/problem.h"
#include "model/docket.h"
#include "model/message.h"
#include "store/docket.h"
#include "chain.h"
#include "db.h"
#include "store/purge.h"

/* Of a submission: it counts. */
#define COUNTS " AND standing IN ('vouched', 'provisional')"
#define MOST 100                        /* sentences of one kind */

#define OWED(O) O ".report || '/' || " O ".period || '/' || " O ".unit"
#define SAYS(J, KEY) "json_extract(" J ".detail, '$." KEY "')"
#define TIME(T) "strftime('%Y-%m-%dT%H:%M:%SZ', " T ", 'unixepoch')"
/* What the journal's last entry about a subject says where it says any. */
#define LAST(SUBJECT, EVENTS, VALUE) \
    "(SELECT " VALUE " FROM journal AS j WHERE j.subject = " SUBJECT " AND j.event IN (" EVENTS ") AND " VALUE " IS NOT NULL " \
    "ORDER BY j.number DESC LIMIT 1)"

/* A question whose every row is a fault; its first column stands for %s.
 *
 * first_received is the receipt of a submission, complete or not (A11), or of
 * another copy of it (A10), and not after that of the first complete one. What came on paper (A9) has no
 * submission; the journal knows that it did. */
static const struct { const char *sentence, *query; } questions[] = {
    { "integrity: %s", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'" },
    { "a row of table %s names a row that is not there", "SELECT \"table\" FROM pragma_foreign_key_check" },

    /* messages */
    { "message %s is filed, but delivered nothing",
      "SELECT code FROM message AS m WHERE outcome = 'filed' AND NOT EXISTS (SELECT 1 FROM submission WHERE message = m.id)" },
    { "message %s delivered something, but is not filed",
      "SELECT code FROM message AS m WHERE outcome <> 'filed' "
      "AND EXISTS (SELECT 1 FROM submission WHERE message = m.id AND standing <> 'rejected')" },
    { "message %s is a duplicate of a later one",
      "SELECT code FROM message WHERE duplicate_of >= id" },
    { "message %s is called a duplicate of one with other bytes",
      "SELECT m.code FROM message AS m JOIN message AS d ON d.id = m.duplicate_of WHERE d.sha256 <> m.sha256" },
    { "message %s has no journal entry",
      "SELECT code FROM message AS m WHERE NOT EXISTS (SELECT 1 FROM journal WHERE subject = m.code AND event = 'message')" },
    { "message %s stands in the journal, but not in the docket",
      "SELECT DISTINCT subject FROM journal WHERE event = 'message' AND subject NOT IN (SELECT code FROM message)" },
    { "message %s has another outcome than the journal says",
      "SELECT code FROM message AS m WHERE outcome <> " LAST("m.code", "'message'", SAYS("j", "outcome")) },
    { "message %s came from elsewhere, at another time or with other bytes than the journal says",
      "SELECT m.code FROM message AS m JOIN journal AS j ON j.subject = m.code AND j.event = 'message' "
      "WHERE " SAYS("j", "received") " <> " TIME("m.received") " OR " SAYS("j", "folder") " <> m.folder "
      "OR m.uid <> 0 AND " SAYS("j", "place") " <> m.uidvalidity || '/' || m.uid OR " SAYS("j", "sha256") " <> coalesce(m.sha256, '') "
      "OR " SAYS("j", "size") " <> CAST(m.size AS TEXT)" },
    { "attachments of message %s are not numbered from 0 on",
      "SELECT m.code FROM attachment AS a JOIN message AS m ON m.id = a.message GROUP BY m.id, m.code "
      "HAVING max(a.number) + 1 <> count(*)" },
    { "evidence of message %s is not numbered from 0 on",
      "SELECT m.code FROM evidence AS e JOIN message AS m ON m.id = e.message GROUP BY m.id, m.code "
      "HAVING max(e.number) + 1 <> count(*)" },
    { "series %s is behind the numbers it gave",
      "SELECT g.name || ' ' || g.year FROM (SELECT substr(code, 1, 2) AS name, CAST(substr(code, 4, 4) AS INTEGER) AS year, "
      "max(CAST(substr(code, 9) AS INTEGER)) AS last FROM (SELECT code FROM message UNION ALL SELECT code FROM command UNION ALL SELECT code FROM dossier) GROUP BY 1, 2) "
      "AS g WHERE NOT EXISTS (SELECT 1 FROM series AS s WHERE s.name = g.name AND s.year = g.year AND s.last >= g.last)" },
    { "folder %s was read less far than its mails say",
      "SELECT name FROM folder AS f WHERE last_uid < (SELECT max(uid) FROM message WHERE folder = f.name AND uidvalidity = f.uidvalidity)" },

    /* versions */
    { "versions of obligation %s are not 1, 2, ...",
      "SELECT " OWED("o") " FROM submission AS s JOIN obligation AS o ON o.id = s.obligation "
      "GROUP BY o.id, o.report, o.period, o.unit HAVING max(s.version) <> count(*)" },
    { "submission of message %s was received later than its message, or earlier than any copy of it",
      "SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message WHERE s.received > m.received OR (s.received < m.received "
      "AND NOT EXISTS (SELECT 1 FROM message AS c WHERE c.received = s.received AND c.outcome = 'duplicate'))" },
    { "submission of message %s has no journal entry",
      "SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message JOIN obligation AS o ON o.id = s.obligation "
      "WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.subject = " OWED("o") " AND j.event = 'submission' "
      "AND " SAYS("j", "code") " = m.code AND " SAYS("j", "version") " = CAST(s.version AS TEXT))" },
    { "submission of message %s names a file that the message does not have",
      "SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message WHERE s.attachment >= 0 "
      "AND NOT EXISTS (SELECT 1 FROM attachment WHERE message = m.id AND number = s.attachment)" },
    { "submission of message %s is late by no day",
      "SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message WHERE s.late = 1 AND s.days_late = 0" },
    { "submission of message %s is complete with an error, or incomplete without one",
      "SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message "
      "WHERE s.complete = EXISTS (SELECT 1 FROM finding WHERE submission = s.id AND severity = 'error')" },
    { "findings of submission %s are not numbered from 0 on",
      "SELECT submission FROM finding GROUP BY submission HAVING max(number) + 1 <> count(*)" },
    { "values of submission %s cannot be read",
      "SELECT id FROM submission WHERE NOT json_valid(form_values)" },
    { "snapshot of submission %s cannot be read, or is another than its row says",
      "SELECT submission FROM snapshot WHERE NOT json_valid(content) OR json_extract(content, '$.hash') <> hash "
      "OR json_extract(content, '$.sequence') <> sequence" },
    { "packages of %s to the office above are not 1, 2, ...",
      "SELECT report || '/' || period FROM package GROUP BY report, period HAVING max(sequence) <> count(*)" },

    /* obligations */
    { "obligation %s was first received later than its first complete submission",
      "SELECT " OWED("o") " FROM obligation AS o WHERE first_received > "
      "(SELECT min(received) FROM submission WHERE obligation = o.id AND complete = 1" COUNTS ")" },
    { "obligation %s has a complete submission, but no first receipt",
      "SELECT " OWED("o") " FROM obligation AS o WHERE first_received IS NULL "
      "AND EXISTS (SELECT 1 FROM submission WHERE obligation = o.id AND complete = 1" COUNTS ")" },
    { "obligation %s was first received when none of its submissions was",
      "SELECT " OWED("o") " FROM obligation AS o WHERE first_received IS NOT NULL "
      "AND NOT EXISTS (SELECT 1 FROM submission WHERE obligation = o.id AND received = o.first_received" COUNTS ") "
      "AND NOT EXISTS (SELECT 1 FROM message WHERE outcome = 'duplicate' AND received = o.first_received) "
      "AND NOT EXISTS (SELECT 1 FROM journal WHERE subject = " OWED("o") " AND detail LIKE '%\"on-paper\"%')" },
    { "obligation %s was completed before it was received",
      "SELECT " OWED("o") " FROM obligation AS o WHERE completed < first_received" },
    { "obligation %s is open, but has a complete submission",
      "SELECT " OWED("o") " FROM obligation AS o WHERE state = 'open' "
      "AND EXISTS (SELECT 1 FROM submission WHERE obligation = o.id AND complete = 1" COUNTS ")" },
    { "obligation %s counts a submission of another one",
      "SELECT " OWED("o") " FROM obligation AS o JOIN submission AS s ON s.id = o.accepted WHERE s.obligation <> o.id" },
    { "obligation %s counts a submission that nobody vouched for",
      "SELECT " OWED("o") " FROM obligation AS o JOIN submission AS s ON s.id = o.accepted WHERE NOT (1" COUNTS ")" },
    { "obligation %s is in another state than the journal says",
      "SELECT " OWED("o") " FROM obligation AS o WHERE state <> coalesce("
      LAST(OWED("o"), "'submission', 'state', 'obligation'", "coalesce(" SAYS("j", "to") ", " SAYS("j", "state") ")") ", 'open')" },
    { "obligation %s has another deadline than the journal says",
      "SELECT " OWED("o") " FROM obligation AS o WHERE coalesce(" TIME("due") ", 'none') <> coalesce("
      LAST(OWED("o"), "'state', 'obligation'", SAYS("j", "due")) ", " TIME("due_original") ", 'none')" },
    { "obligation %s was changed or made by an entry that the journal does not have",
      "SELECT " OWED("w") " FROM (SELECT report, period, unit, until AS entry FROM obligation_was "
      "UNION SELECT report, period, unit, made FROM obligation) AS w WHERE entry > (SELECT coalesce(max(number), 0) FROM journal)" },
    { "obligation %s was once in another state than the journal says",
      "SELECT " OWED("w") " FROM obligation_was AS w WHERE w.made > 0 AND state <> coalesce((SELECT coalesce(" SAYS("j", "to") ", "
      SAYS("j", "state") ") AS said FROM journal AS j WHERE j.subject = " OWED("w") " AND j.event IN ('submission', 'state', 'obligation') "
      "AND j.number < w.until AND said IS NOT NULL ORDER BY j.number DESC LIMIT 1), 'open')" },

    /* dossiers */
    { "dossier %s is in another state than its steps say",
      "SELECT code FROM dossier AS d WHERE stage <> coalesce((SELECT to_stage FROM step WHERE dossier = d.id ORDER BY number DESC LIMIT 1), '')" },
    { "a step of dossier %s does not begin where the one before ended",
      "SELECT d.code FROM step AS s JOIN dossier AS d ON d.id = s.dossier JOIN step AS b ON b.dossier = s.dossier AND b.number = s.number - 1 "
      "WHERE b.to_stage <> s.from_stage" },
    { "steps of dossier %s are not numbered from 1 on",
      "SELECT d.code FROM step AS s JOIN dossier AS d ON d.id = s.dossier GROUP BY d.id, d.code HAVING max(s.number) <> count(*)" },
    { "dossier %s is in another state than the journal says",
      "SELECT code FROM dossier AS d WHERE stage <> coalesce(" LAST("d.code", "'dossier'", SAYS("j", "to")) ", '')" },
    { "dossier %s waits for somebody, and no day is set",
      "SELECT code FROM dossier WHERE until IS NULL AND stage NOT IN ('recognised', 'refused', 'commended', 'dropped')" },
    { "dossier %s was recognised on other documents than it has, and nobody decided",
      "SELECT code FROM dossier WHERE stage IN ('recognised', 'refused') AND decided_seen IS NULL" },
    { "what was found wrong in dossier %s cannot be read", "SELECT code FROM dossier WHERE NOT json_valid(faults)" },
    { "a file of dossier %s belongs to another unit, report or period",
      "SELECT d.code FROM piece AS p JOIN dossier AS d ON d.id = p.dossier JOIN obligation AS o ON o.id = p.obligation "
      "WHERE o.report <> d.report OR o.period <> d.period OR o.unit <> d.unit" },
    { "a file of message %s that counts for a dossier is not among its files",
      "SELECT m.code FROM piece AS p JOIN message AS m ON m.id = p.message WHERE NOT EXISTS "
      "(SELECT 1 FROM attachment AS a WHERE a.message = p.message AND a.number = p.attachment AND a.sha256 = p.sha256)" },

    /* letters */
    { "letter %s has no mail",
      "SELECT l.reason || ' to ' || l.recipient FROM letter AS l WHERE NOT EXISTS "
      "(SELECT 1 FROM letter_mail WHERE letter = l.id AND length(mail) = l.size)" },
    { "the mail of letter %s is not the one that was written",
      "SELECT l.reason || ' to ' || l.recipient FROM letter AS l JOIN letter_mail AS c ON c.letter = l.id "
      "WHERE instr(substr(c.mail, 1, 8192), CAST('<' || l.message_id || '>' AS BLOB)) = 0" },
    { "letter %s is sent, but was never tried",
      "SELECT reason || ' to ' || recipient FROM letter WHERE state IN ('sent', 'sending', 'unknown') AND attempts = 0" },
    { "letter %s has no journal entry",
      "SELECT l.reason || ' to ' || l.recipient FROM letter AS l WHERE NOT EXISTS (SELECT 1 FROM journal AS j "
      "WHERE j.subject = l.reason AND j.event = 'letter' AND " SAYS("j", "letter") " = l.letter AND " SAYS("j", "to") " = l.recipient)" },
    { "letter %s stands in the journal, but not in the docket",
      "SELECT j.subject || ' to ' || " SAYS("j", "to") " FROM journal AS j WHERE j.event = 'letter' AND " SAYS("j", "letter") " IS NOT NULL "
      "AND NOT EXISTS (SELECT 1 FROM letter WHERE reason = j.subject AND recipient = " SAYS("j", "to") ")" },
    { "letter %s ended otherwise than the journal says",
      "SELECT l.reason || ' to ' || l.recipient FROM letter AS l WHERE l.state IN ('sent', 'failed', 'withdrawn') "
      "AND NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.subject = l.reason AND j.event = 'letter' AND " SAYS("j", "state") " = l.state "
      "AND coalesce(" SAYS("j", "to") ", l.recipient) = l.recipient)" },
    { "letter %s was sent, but the docket does not say so",
      "SELECT j.subject || ' to ' || " SAYS("j", "to") " FROM journal AS j WHERE j.event = 'letter' AND " SAYS("j", "state") " = 'sent' "
      "AND NOT EXISTS (SELECT 1 FROM letter WHERE reason = j.subject AND recipient = " SAYS("j", "to") " AND state = 'sent')" },

    /* officers */
    { "order %s is not in the state that the journal says",
      "SELECT code FROM command AS c WHERE state <> coalesce(" LAST("c.code", "'command'", SAYS("j", "state")) ", '')" },
    { "order %s was given in other words, or by another officer, than the journal says",
      "SELECT c.code FROM command AS c JOIN journal AS j ON j.subject = c.code AND j.event = 'command' "
      "WHERE " SAYS("j", "line") " <> c.text OR (" SAYS("j", "line") " IS NOT NULL "
      "AND j.actor NOT IN ('officer:' || c.officer, 'unit:' || c.officer))" },
    { "order %s stands in the journal, but not in the docket",
      "SELECT DISTINCT subject FROM journal WHERE event = 'command' AND subject NOT IN (SELECT code FROM command)" },
    { "order %s is undone by one that was not carried out",
      "SELECT c.code FROM command AS c JOIN command AS u ON u.id = c.undone_by WHERE u.state <> 'done'" },
    { "the address %s of a unit has no journal entry",
      "SELECT unit || ' ' || address FROM contact AS c WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.event = 'contact' "
      "AND j.subject = c.unit AND " SAYS("j", "address") " = c.address)" },
    { "the bounced address %s has no journal entry",
      "SELECT address FROM bounced AS b WHERE NOT EXISTS (SELECT 1 FROM journal WHERE event = 'bounced' AND subject = b.address)" },
    { "the stop of reminders for \"%s\" has no journal entry",
      "SELECT unit FROM hold AS h WHERE NOT EXISTS (SELECT 1 FROM journal WHERE event = 'hold' AND coalesce(subject, '') = h.unit)" },
    { "the request %s was ordered by nobody",
      "SELECT period FROM request AS r WHERE NOT EXISTS (SELECT 1 FROM command "
      "WHERE state = 'done' AND instr(before_state, '\"request:' || r.period || '\"') > 0)" },

    { "the journal's guard %s is gone",
      "SELECT name FROM (SELECT 'journal_no_update' AS name UNION SELECT 'journal_no_delete') "
      "WHERE name NOT IN (SELECT name FROM sqlite_master WHERE type = 'trigger')" },
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

/* A row for each fault; with names, for each word that is not one of them. */
static int
ask(struct store *s, const char *sentence, const char *query, const char *const *names, size_t n,
    struct findings_of *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, query, -1, &st, NULL);

    out->left = MOST;
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        if ((rc = sqlite3_step(st)) == SQLITE_ROW) {
            const char *told = (const char *)sqlite3_column_text(st, 0);
            char *text;

            if (names != NULL && told != NULL && name_index(names, n, told) >= 0)
                continue;
            text = fill(sentence, told == NULL ? "?" : told);
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

/* Words that are stored and have a meaning: the program's own lists, not the schema, say which. */
static const struct { const char *sentence, *query; const char *const *names; size_t n; } words[] = {
    { "an obligation's state \"%s\" has no meaning", "SELECT DISTINCT state FROM obligation", state_names, STATES },
    { "an obligation's former state \"%s\" has no meaning", "SELECT DISTINCT state FROM obligation_was", state_names, STATES },
    { "a dossier's stage \"%s\" has no meaning", "SELECT DISTINCT stage FROM dossier", stage_names, STAGES },
    { "a mail's outcome \"%s\" has no meaning", "SELECT DISTINCT outcome FROM message", outcome_names, OUTCOMES },
    { "a letter's state \"%s\" has no meaning", "SELECT DISTINCT state FROM letter WHERE state <> 'sent'", letter_state_names, LETTER_STATES },
    { "the strength \"%s\" of evidence has no meaning", "SELECT DISTINCT strength FROM evidence", strength_names, STRENGTHS },
    { "a file's status \"%s\" has no meaning", "SELECT DISTINCT status FROM attachment", attachment_status_names, ATTACHMENT_STATUSES },
    { "a submission's standing \"%s\" has no meaning", "SELECT DISTINCT standing FROM submission", standing_names, STANDINGS },
};

/* The hash of a file's bytes; false: it cannot be read. */
static bool
file_hash(const char *path, char hex[static HASH_HEX])
{
    unsigned char bytes[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct hash *h = hash_new();
    ssize_t n = -1;

    while (fd != -1 && (n = read(fd, bytes, sizeof bytes)) > 0)
        hash_add(h, bytes, (size_t)n);
    hash_hex(h, hex);
    hash_free(h);
    if (fd != -1)
        close(fd);
    return n == 0;
}

/* Its original was removed by the rule of retention; what was read of it must stand. */
static void
purged(struct store *s, const char *code, const char *facts, struct findings_of *out)
{
    char *path = xasprintf("%s/raw/%.2s/%s", s->folder, facts, facts), hex[HASH_HEX];

    if (!file_hash(path, hex) || strcmp(hex, facts) != 0)
        add(out,
            "what was kept of message %s, whose original was removed, is not in the archive (%.2s/%s)",
            code, facts, facts);
    free(path);
}

static int
files(struct store *s, struct findings_of *out)
{
    struct query q;
    int rc;

    out->left = MOST;
    ASK(&q, s, SQL_MESSAGE_FILES);
    while ((rc = query_next(&q)) == 0) {
        const char *code = see_text(&q), *hash = see_text(&q);
        int64_t size = get_int(&q);
        char *path = xasprintf("%s/raw/%.2s/%s", s->folder, hash, hash), hex[HASH_HEX], facts[HASH_HEX];
        struct stat st;

        if (stat(path, &st) != 0 && purge_facts(s, hash, facts) == 0)
            purged(s, code, facts, out);
        else if (stat(path, &st) != 0)
            add(out, "the bytes of message %s are not in the archive (%.2s/%s)", code, hash, hash);
        else if (st.st_size != size)
            add(out, "the bytes of message %s in the archive are %" PRId64 ", not %" PRId64, code,
                (int64_t)st.st_size, size);
        else if (!file_hash(path, hex) || strcmp(hex, hash) != 0)
            add(out, "the bytes of message %s in the archive are not those that came (%.2s/%s)", code, hash, hash);
        free(path);
    }
    query_close(&q);
    return rc == 1 ? 0 : -1;
}

int
store_verify(struct store *s, struct problems *list)
{
    struct findings_of out = { .list = list };
    int rc = 0;

    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        rc |= ask(s, questions[i].sentence, questions[i].query, NULL, 0, &out);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        rc |= ask(s, words[i].sentence, words[i].query, words[i].names, words[i].n, &out);
    out.left = MOST;
    rc |= chain_walk(s, add, &out);
    rc |= files(s, &out);
    return rc;
}
