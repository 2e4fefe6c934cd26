/* Row by row: each question lists a table by what names a row to people, then
 * the columns that must be the same. Ids of rows are said by such names, too. */
#include "store/compare.h"

#include <string.h>

#include "db.h"

#define OWED(O) O ".report || '/' || " O ".period || '/' || " O ".unit"
#define CODE(ID) "(SELECT code FROM message WHERE id = " ID ")"
#define ABOUT(ID) "(SELECT " OWED("q") " FROM obligation AS q WHERE q.id = " ID ")"
/* Numbers of entries move where another program wrote more or fewer of them. */
#define ENTRY(NUMBER) "(SELECT strftime('%Y-%m-%dT%H:%M:%SZ', j.at, 'unixepoch') FROM journal AS j WHERE j.number = " NUMBER ")"
/* Older programs wrote a quote and a backslash within a value in the long way. */
#define QUOTES(JSON) "replace(replace(" JSON ", '\\u0022', '\\\"'), '\\u005c', '\\\\')"

const char *const compare_tables[] = { "message", "attachment", "letterhead", "evidence", "obligation", "obligation_was", "submission", "finding", "letter", "reminded",
                                       "command", "contact", "bounced", "chat_link", "request", "hold", "dossier", "piece", "step", "package", "snapshot", "series", "journal", NULL };

static const char *const questions[] = {
    "SELECT code, folder, uidvalidity, uid, received, entered, sha256, size, message_id, sender, sender_name, subject, date, "
    "outcome, reason, about, unclear, flagged, " CODE("m.duplicate_of") " AS duplicate_of, text FROM message AS m ORDER BY 1",

    "SELECT " CODE("a.message") " || ' file ' || (a.number + 1), name, type, size, sha256, status, reason, "
    "rendition_of FROM attachment AS a ORDER BY 1, a.number",

    "SELECT " CODE("l.message") " || ' letterhead of file ' || (l.attachment + 1), issuer, doc_number, place, doc_date, type, subject, "
    "signer, signer_position, urgency, secrecy, recipients FROM letterhead AS l ORDER BY 1, l.attachment",

    "SELECT " CODE("e.message") " || ' evidence ' || (e.number + 1), source, unit, report, matter, period, strength, quote, attachment "
    "FROM evidence AS e ORDER BY 1, e.number",

    "SELECT " OWED("o") ", due, due_original, cure, state, first_received, completed, (SELECT s.version FROM submission AS s "
    "WHERE s.id = o.accepted) AS accepted, tracked, " ENTRY("o.made") " AS made FROM obligation AS o ORDER BY 1",

    "SELECT " OWED("w") " || ' until ' || " ENTRY("w.until") ", due, due_original, cure, state, first_received, completed, tracked, "
    ENTRY("w.made") " AS made FROM obligation_was AS w ORDER BY 1, until",

    "SELECT " ABOUT("s.obligation") " || ' version ' || version, " CODE("s.message") " AS message, received, complete, late, "
    "days_late, attachment, content_hash, standing, " QUOTES("form_values") " AS form_values FROM submission AS s ORDER BY 1",

    "SELECT " ABOUT("s.obligation") " || ' version ' || s.version || ' finding ' || (f.number + 1), severity, f.code, place, text, "
    "text_en FROM finding AS f JOIN submission AS s ON s.id = f.submission ORDER BY 1",

    "SELECT reason || ' to ' || recipient, letter, priority, " CODE("l.message") " AS message, " ABOUT("l.obligation") " AS obligation, "
    "message_id, subject, envelope_from, created, state, attempts, doubts, tried, sent, reply FROM letter AS l ORDER BY 1",

    "SELECT l.reason || ' to ' || l.recipient || ' about ' || " ABOUT("r.obligation") " FROM reminded AS r "
    "JOIN letter AS l ON l.id = r.letter ORDER BY 1",

    "SELECT code, " CODE("c.message") " AS message, line, at, officer, text, understood, state, result, before_state, after_state, "
    "(SELECT u.code FROM command AS u WHERE u.id = c.undone_by) AS undone_by FROM command AS c ORDER BY 1",

    "SELECT unit || ' ' || address || ' ' || id, valid_from, valid_to, author FROM contact ORDER BY 1",
    "SELECT address, at, reply FROM bounced ORDER BY 1",
    "SELECT officer || ' on ' || channel || ' since ' || since, chat, ended FROM chat_link ORDER BY 1",
    "SELECT period, title, opened, due, author FROM request ORDER BY 1",
    "SELECT unit || ' ' || id, since, author, ended FROM hold ORDER BY 1",
    "SELECT code, report, period, unit, key, kind, name, place, level, evidence, listed, stage, have, seen, until, assessor, decider, "
    "decision, decided, decided_seen, reason, faults FROM dossier ORDER BY 1",
    "SELECT " CODE("p.message") " || ' file ' || (p.attachment + 1) || ' for ' || " ABOUT("p.obligation") " || ' ' || "
    "coalesce((SELECT code FROM dossier WHERE id = p.dossier), '-') || ' ' || coalesce(part, '-'), name, sha256, rendition, doc_number, "
    "doc_date, met, total, several FROM piece AS p ORDER BY 1",
    "SELECT (SELECT code FROM dossier WHERE id = s.dossier) || ' step ' || s.number, at, actor, event, from_stage, to_stage, seen, about, "
    "note FROM step AS s ORDER BY 1",
    "SELECT report || '/' || period || ' ' || sequence, hash, made FROM package ORDER BY 1",
    "SELECT " ABOUT("s.obligation") " || ' version ' || s.version, p.sequence, p.hash, content FROM snapshot AS p "
    "JOIN submission AS s ON s.id = p.submission ORDER BY 1",
    "SELECT name || ' ' || year, last FROM series WHERE name <> 'settled' ORDER BY 1",

    "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') || ' ' || actor || ' ' || event || coalesce(' ' || subject, ''), "
    "json_remove(detail, '$.reason', '$.about', '$.why', '$.before', '$.after') AS detail FROM journal ORDER BY 1, 2",
};

const struct aside compare_aside[] = {
    { "folder", NULL, "đã đọc hộp thư đến đâu", "how far the mailbox was read" },
    { "missing", NULL, "thư mà hộp thư còn phải giao", "what the mailbox has still to give" },
    { "setting", NULL, "những gì các tiến trình nhớ giữa hai lượt", "what the loops remember between two looks" },
    { "chat", NULL, "nhắc lại lời của thư", "they repeat what letters say" },
    { "chat_code", NULL, "mã đã hết hạn hoặc đã dùng", "codes that ran out or were used" },
    { "chat_heard", NULL, "chỉ biết có tin nhắn, không biết nội dung", "that a chat wrote, not what" },
    { "obligation", "made", "của sổ mở trước phiên bản 11, chưa ghi nghĩa vụ được lập khi nào",
      "of a docket begun before version 11, which does not say when an obligation was made" },
    { "letter_mail", NULL, "mẫu thư khi đó và bảng tính kèm giờ ghi",
      "the bytes hold templates as they were then, and workbooks with the time they were written" },
    { "letter", "size", "của các thư ấy", "of these bytes" },
    { "letter", "next_try, reply_code", "lúc gửi lại, và số của câu trả lời đã được so sánh",
      "when it is tried again, and the number of a reply whose words are compared" },
    { "message", "marked", "đã đánh dấu trong hộp thư hay chưa", "whether the mailbox was told" },
    { "series", "settled", "số giúp việc ghi bền vững", "a number that makes commits durable" },
    { "journal", "reason, about, why, before, after", "chương trình cũ ghi bằng lời khác; thư và lệnh thì được so sánh",
      "older programs wrote them in other words; messages and commands are compared" },
    { NULL, NULL, NULL, NULL },
};

/* ---- walking ---------------------------------------------------------------- */

struct side {
    struct store *store;
    sqlite3_stmt *st;
    bool row;                           /* one is at hand */
};

static int
step(struct side *side)
{
    int rc = sqlite3_step(side->st);

    side->row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_fault(side->store, "compare");
}

static int
start(struct side *side, struct store *s, const char *question)
{
    *side = (struct side){ .store = s };
    if (sqlite3_prepare_v2(s->db, question, -1, &side->st, NULL) != SQLITE_OK)
        return store_fault(s, "compare");
    return step(side);
}

static const char *
text_of(const struct side *side, int column)
{
    return side->row ? (const char *)sqlite3_column_text(side->st, column) : NULL;
}

static bool
same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* An older program did not keep it: there is nothing to compare with. */
static bool
kept_later(const char *column)
{
    static const char *const later[] = { "made" };

    for (size_t i = 0; i < ARRAY_LEN(later); i++)
        if (strcmp(column, later[i]) == 0)
            return true;
    return false;
}

static void
columns(const struct side *kept, const struct side *rebuilt, compare_told *told, void *arg)
{
    for (int i = 1; i < sqlite3_column_count(kept->st); i++) {
        struct difference d = { text_of(kept, 0), sqlite3_column_name(kept->st, i),
                                text_of(kept, i), text_of(rebuilt, i) };

        if (!same(d.kept, d.rebuilt) && !(d.kept == NULL && kept_later(d.column)))
            told(arg, &d);
    }
}

static int
order(const struct side *kept, const struct side *rebuilt)
{
    const char *a = text_of(kept, 0), *b = text_of(rebuilt, 0);

    if (!kept->row || !rebuilt->row)
        return rebuilt->row - kept->row;
    return same(a, b) ? 0 : a == NULL ? -1 : b == NULL ? 1 : strcmp(a, b);
}

int
compare_table(struct store *kept, struct store *rebuilt, size_t table, int64_t *rows,
              compare_told *told, void *arg)
{
    struct side a = {0}, b = {0};
    int rc = start(&a, kept, questions[table]) != 0 || start(&b, rebuilt, questions[table]) != 0
                 ? -1
                 : 0;

    for (*rows = 0; rc == 0 && (a.row || b.row);) {
        int before = order(&a, &b);
        const char *row = text_of(before <= 0 ? &a : &b, 0);
        struct difference d = { row, NULL, before < 0 ? row : NULL, before > 0 ? row : NULL };

        if (before == 0)
            columns(&a, &b, told, arg);
        else
            told(arg, &d);
        *rows += before <= 0;
        if (before <= 0)
            rc = step(&a);
        if (before >= 0 && rc == 0)
            rc = step(&b);
    }
    sqlite3_finalize(a.st);
    sqlite3_finalize(b.st);
    return rc;
}
