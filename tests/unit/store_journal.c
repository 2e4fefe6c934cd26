/* The journal and the proof of the docket. */
#include "store_scene.h"

static void
add(struct store *s, const char *event, const char *subject, const char *detail)
{
    assert_int_equal(journal_add(s, T0, "intake", event, subject, detail), 0);
}

/* What verify says, one sentence a line; the caller frees. */
static char *
verdict(void)
{
    struct store *s = scene_open(STORE_READ);
    struct problems list = {0};
    char *text = xstrdup("");

    store_verify(s, &list);
    for (size_t i = 0; i < list.n; i++) {
        char *more = xasprintf("%s%s\n", text, list.v[i].text);

        free(text);
        text = more;
    }
    problems_free(&list);
    store_close(s);
    return text;
}

static void
assert_verdict(const char *expected)
{
    char *text = verdict();

    assert_string_equal(text, expected);
    free(text);
}

static void
entries_come_back_in_order_and_by_subject(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct journal_row *rows = NULL;
    size_t n = 0;

    (void)state;
    add(s, "message", "TN-2023-0001", "{\"outcome\": \"filed\"}");
    add(s, "start", NULL, NULL);
    add(s, "letter", "TN-2023-0001", NULL);
    assert_int_equal(journal_list(s, NULL, &rows, &n), 0);
    assert_int_equal(n, 3);
    assert_int_equal(rows[0].number, 1);
    assert_int_equal(rows[2].number, 3);
    assert_string_equal(rows[0].detail, "{\"outcome\": \"filed\"}");
    assert_null(rows[1].subject);
    journal_rows_free(rows, n);
    assert_int_equal(journal_list(s, "TN-2023-0001", &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_string_equal(rows[1].event, "letter");
    assert_string_equal(rows[1].actor, "intake");
    journal_rows_free(rows, n);
    store_close(s);
}

static void
the_journal_is_append_only(void **state)
{
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    add(s, "state", "HALF_YEAR/2023/h-cao-lanh", NULL);
    assert_int_equal(scene_execute("UPDATE journal SET actor = 'nobody'"), SQLITE_CONSTRAINT);
    assert_int_equal(scene_execute("DELETE FROM journal"), SQLITE_CONSTRAINT);
    assert_verdict("");
    store_close(s);
}

#define GUARD(WHAT) "the journal's guard journal_no_" WHAT " is gone\n"

static void
tampering_shows(void **state)
{
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    for (int i = 0; i < 6; i++)
        add(s, "state", "HALF_YEAR/2023/h-cao-lanh", "{\"to\": \"accepted\"}");
    store_close(s);
    assert_verdict("");
    assert_int_equal(scene_execute("DROP TRIGGER journal_no_update; UPDATE journal SET actor = 'officer' WHERE number = 2"), SQLITE_OK);
    assert_verdict(GUARD("update") "journal: entry 2 is not what was written\n");
    assert_int_equal(scene_execute("UPDATE journal SET actor = 'intake' WHERE number = 2"), SQLITE_OK);
    assert_verdict(GUARD("update"));
    assert_int_equal(scene_execute("UPDATE journal SET event = 'sta', subject = 'te' || subject WHERE number = 3"), SQLITE_OK);
    assert_verdict(GUARD("update") "journal: entry 3 is not what was written\n");
    assert_int_equal(scene_execute("UPDATE journal SET event = 'state', subject = substr(subject, 3) WHERE number = 3"), SQLITE_OK);
    assert_int_equal(scene_execute("DROP TRIGGER journal_no_delete; DELETE FROM journal WHERE number = 4"), SQLITE_OK);
    assert_verdict(GUARD("delete") GUARD("update") "journal: entries 4 to 4 are missing\n");
    assert_int_equal(scene_execute("UPDATE journal SET number = number - 1 WHERE number > 4"), SQLITE_OK);
    assert_verdict(GUARD("delete") GUARD("update") "journal: entry 4 is not what was written\njournal: entry 5 is not what was written\n");
}

/* One message filed as it should be, with its file, entries and letter. */
static void
whole_docket(void)
{
    struct store *s = scene_open(STORE_WRITE);
    struct raw *raw = raw_open(scene_folder, NULL);
    struct raw_file *f = raw_begin(raw, NULL);
    struct message_row m = scene_message("TN-2023-0001", 1);
    struct submission_row sub = { .received = T0, .complete = true, .attachment = -1, .content_hash = (char *)"h" };
    struct letter_row l = scene_letter("ack:TN-2023-0001", "a@x.example", 0, T0);
    struct obligation o = scene_obligation("h-cao-lanh");
    char mail[64];
    int64_t number;
    bool made = false;

    assert_int_equal(raw_add(f, "mail", 4, NULL), 0);
    memcpy(m.sha256, raw_hash(f), HASH_HEX);
    m.size = 4;
    assert_int_equal(raw_keep(raw, &f, 1, NULL), 0);
    raw_end(f);
    raw_close(raw);
    assert_int_equal(store_begin(s), 0);
    assert_int_equal(obligation_make(s, &o, &made), 0);
    assert_int_equal(message_put(s, &m, NULL, NULL), 0);
    sub.message = m.id;
    sub.obligation = o.id;
    assert_int_equal(submission_put(s, &sub, NULL, NULL), 0);
    o.state = STATE_RECEIVED;
    o.first_received = o.completed = T0;
    o.accepted = sub.id;
    assert_int_equal(obligation_put(s, &o), 0);
    l.mail = mail;
    l.size = (size_t)snprintf(mail, sizeof mail, "Message-ID: <%s>\r\n\r\n", l.message_id);
    assert_int_equal(letter_put(s, &l, &made), 0);
    assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
    add(s, "submission", "HALF_YEAR/2023/h-cao-lanh", "{\"code\": \"TN-2023-0001\", \"version\": \"1\", \"to\": \"received\"}");
    add(s, "message", "TN-2023-0001", "{\"outcome\": \"filed\"}");
    add(s, "letter", "ack:TN-2023-0001", "{\"letter\": \"received\", \"to\": \"a@x.example\"}");
    assert_int_equal(store_commit(s), 0);
    store_close(s);
}

static void
every_broken_promise_is_one_sentence(void **state)
{
    static const struct { const char *harm, *heal, *sentence; } cases[] = {
        { "UPDATE message SET outcome = 'filed', code = 'TN-2023-0009'", "UPDATE message SET code = 'TN-2023-0001'",
          "message TN-2023-0009 has no journal entry\n"
          "message TN-2023-0001 stands in the journal, but not in the docket\n"
          "series TN 2023 is behind the numbers it gave\n"
          "submission of message TN-2023-0009 has no journal entry\n" },
        { "UPDATE obligation SET first_received = first_received + 1", "UPDATE obligation SET first_received = first_received - 1",
          "obligation HALF_YEAR/2023/h-cao-lanh was first received later than its first complete submission\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was first received when none of its submissions was\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was completed before it was received\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was changed or made by an entry that the journal does not have\n" },
        { "UPDATE obligation SET first_received = NULL", "UPDATE obligation SET first_received = completed",
          "obligation HALF_YEAR/2023/h-cao-lanh has a complete submission, but no first receipt\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was changed or made by an entry that the journal does not have\n" },
        { "UPDATE obligation SET state = 'open'", "UPDATE obligation SET state = 'received'",
          "obligation HALF_YEAR/2023/h-cao-lanh is open, but has a complete submission\n"
          "obligation HALF_YEAR/2023/h-cao-lanh is in another state than the journal says\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was changed or made by an entry that the journal does not have\n" },
        { "UPDATE obligation SET state = 'lost'", "UPDATE obligation SET state = 'received'",
          "obligation HALF_YEAR/2023/h-cao-lanh is in another state than the journal says\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was changed or made by an entry that the journal does not have\n"
          "an obligation's state \"lost\" has no meaning\n" },
        { "UPDATE submission SET standing = 'lost'", "UPDATE submission SET standing = 'vouched'",
          "obligation HALF_YEAR/2023/h-cao-lanh was first received when none of its submissions was\n"
          "obligation HALF_YEAR/2023/h-cao-lanh counts a submission that nobody vouched for\n"
          "a submission's standing \"lost\" has no meaning\n" },
        { "INSERT INTO evidence (message, number, source, strength, attachment) VALUES (1, 0, 'subject', 'lost', -1)", "DELETE FROM evidence",
          "the strength \"lost\" of evidence has no meaning\n" },
        { "INSERT INTO attachment (message, number, status, size) VALUES (1, 0, 'lost', 0)", "DELETE FROM attachment",
          "a file's status \"lost\" has no meaning\n" },
        { "UPDATE message SET outcome = 'lost'", "UPDATE message SET outcome = 'filed'",
          "message TN-2023-0001 delivered something, but is not filed\n"
          "message TN-2023-0001 has another outcome than the journal says\n"
          "a mail's outcome \"lost\" has no meaning\n" },
        { "UPDATE obligation SET unit = 'tp-cao-lanh'", "UPDATE obligation SET unit = 'h-cao-lanh'",
          "submission of message TN-2023-0001 has no journal entry\n"
          "obligation HALF_YEAR/2023/tp-cao-lanh is in another state than the journal says\n" },
        { "UPDATE submission SET version = 2", "UPDATE submission SET version = 1",
          "versions of obligation HALF_YEAR/2023/h-cao-lanh are not 1, 2, ...\n"
          "submission of message TN-2023-0001 has no journal entry\n" },
        { "UPDATE submission SET form_values = '['", "UPDATE submission SET form_values = '[]'",
          "values of submission 1 cannot be read\n" },
        { "DELETE FROM letter_mail", "INSERT INTO letter_mail SELECT id, CAST('Message-ID: <' || message_id || '>' || char(13, 10, 13, 10) AS BLOB) FROM letter",
          "letter ack:TN-2023-0001 to a@x.example has no mail\n" },
        { "UPDATE letter SET state = 'sent', next_try = NULL, sent = 1", "UPDATE letter SET state = 'queued', next_try = 1, sent = NULL",
          "letter ack:TN-2023-0001 to a@x.example is sent, but was never tried\n"
          "letter ack:TN-2023-0001 to a@x.example ended otherwise than the journal says\n" },
        { "UPDATE letter SET state = 'withdrawn', next_try = NULL", "UPDATE letter SET state = 'queued', next_try = 1",
          "letter ack:TN-2023-0001 to a@x.example ended otherwise than the journal says\n" },
        { "UPDATE letter SET state = 'lost', next_try = NULL", "UPDATE letter SET state = 'queued', next_try = 1",
          "a letter's state \"lost\" has no meaning\n" },
        { "UPDATE letter SET message_id = 'x@x.example'", "UPDATE letter SET message_id = (SELECT substr(CAST(mail AS TEXT), 14, "
          "length(mail) - 18) FROM letter_mail)", "the mail of letter ack:TN-2023-0001 to a@x.example is not the one that was written\n" },
        { "UPDATE submission SET complete = 0", "UPDATE submission SET complete = 1",
          "submission of message TN-2023-0001 is complete with an error, or incomplete without one\n" },
        { "UPDATE obligation SET due = due + 1", "UPDATE obligation SET due = due - 1",
          "obligation HALF_YEAR/2023/h-cao-lanh has another deadline than the journal says\n"
          "obligation HALF_YEAR/2023/h-cao-lanh was changed or made by an entry that the journal does not have\n" },
        { "UPDATE message SET size = 5", "UPDATE message SET size = 4",
          "the bytes of message TN-2023-0001 in the archive are 4, not 5\n" },
        { "UPDATE letter SET message = 77", "UPDATE letter SET message = NULL",
          "a row of table letter names a row that is not there\n" },
        { "PRAGMA foreign_keys = OFF; UPDATE submission SET message = 77", "UPDATE submission SET message = 1",
          "a row of table submission names a row that is not there\n"
          "message TN-2023-0001 is filed, but delivered nothing\n" },
    };

    (void)state;
    whole_docket();
    assert_verdict("");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(scene_execute(cases[i].harm), SQLITE_OK);
        assert_verdict(cases[i].sentence);
        assert_int_equal(scene_execute(cases[i].heal), SQLITE_OK);
        assert_int_equal(scene_execute("DELETE FROM obligation_was WHERE until > (SELECT max(number) FROM journal)"), SQLITE_OK);
        assert_verdict("");
    }
}

/* A9: the paper came first, the mail later. */
static void
what_came_on_paper_needs_no_mail(void **state)
{
    struct store *s;

    (void)state;
    whole_docket();
    assert_int_equal(scene_execute("UPDATE obligation SET first_received = first_received - 1"), SQLITE_OK);
    s = scene_open(STORE_WRITE);
    add(s, "state", "HALF_YEAR/2023/h-cao-lanh", "{\"from\": \"open\", \"to\": \"on-paper\"}");
    add(s, "state", "HALF_YEAR/2023/h-cao-lanh", "{\"from\": \"on-paper\", \"to\": \"received\"}");
    store_close(s);
    assert_verdict("");
}

static void
a_lost_file_of_the_archive_is_missed(void **state)
{
    char *text;

    (void)state;
    whole_docket();
    assert_int_equal(chdir(scene_folder), 0);
    assert_int_equal(rename("raw", "elsewhere"), 0);
    text = verdict();
    assert_non_null(strstr(text, "the bytes of message TN-2023-0001 are not in the archive"));
    free(text);
    assert_int_equal(chdir("/"), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(entries_come_back_in_order_and_by_subject),
        STORY(the_journal_is_append_only),
        STORY(tampering_shows),
        STORY(every_broken_promise_is_one_sentence),
        STORY(what_came_on_paper_needs_no_mail),
        STORY(a_lost_file_of_the_archive_is_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
