/* IMAP: the usual way, what a server may refuse or write oddly, and waiting. */
#include "imap_scene.h"

/* --- the usual way -------------------------------------------------------- */

static void
test_story(void **state)
{
    struct imap_item *items = NULL;
    size_t n = 0;
    STORY(s, GREETING, CAPABLE("AUTH=LOGIN"),
          { "LOGIN \"baocao@pv05.example\" \"a\\\"b\\\\c\"", "%T OK in\r\n", AT_ONCE }, CAPABLE("MOVE"), SELECTED,
          { "UID FETCH 5:* (UID FLAGS INTERNALDATE RFC822.SIZE)",
            "* 3 FETCH (UID 9 FLAGS (DocketD) " DATE " RFC822.SIZE 7)\r\n"
            "* 1 FETCH (UID 4 FLAGS () " DATE " RFC822.SIZE 1)\r\n"
            "* 2 FETCH (UID 6 FLAGS (\\Seen \\Recent) " DATE " RFC822.SIZE 5)\r\n"
            "* 2 FETCH (FLAGS (\\Seen))\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 6:9 (UID INTERNALDATE BODY.PEEK[])",
            "* 2 FETCH (UID 6 " DATE " BODY[] {5}\r\na\r\n.b)\r\n"
            "* 2 FETCH (FLAGS (\\Seen))\r\n"
            "* 3 FETCH (UID 7 BODY[] {0}\r\n " DATE ")\r\n"
            "* 4 FETCH (UID 8 BODY[] NIL)\r\n%T OK done\r\n", AT_ONCE },
          { "UID STORE 6 +FLAGS.SILENT (docketd)", "%T OK stored\r\n", AT_ONCE },
          { "UID STORE 6:7,9 +FLAGS.SILENT (\\Seen)", "%T OK stored\r\n", AT_ONCE },
          { "UID MOVE 9 Done", "%T OK moved\r\n", AT_ONCE }, { "LOGOUT", "* BYE\r\n%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    assert_int_equal(s.folder.uidvalidity, 77);
    assert_int_equal(s.folder.uidnext, 10);
    assert_true(s.folder.keeps);
    assert_false(imap_can_idle(s.imap));
    assert_true(imap_can_move(s.imap));
    assert_int_equal(imap_list(s.imap, 5, "docketd", &items, &n, &s.cause), 0);
    assert_int_equal(n, 2);
    assert_int_equal(items[0].uid, 6);
    assert_int_equal(items[0].size, 5);
    assert_false(items[0].marked);
    assert_int_equal(items[0].received, 1686304805);
    assert_int_equal(items[1].uid, 9);
    assert_true(items[1].marked);
    free(items);
    assert_int_equal(fetch(&s, 6, 9), 0);
    assert_string_equal(buf_text(&s.got), "<6 a\r\n.b 6 2023-06-09T10:00:05Z 5><7  7 2023-06-09T10:00:05Z 0>");
    assert_int_equal(imap_mark(s.imap, (const uint32_t[]){ 6 }, 1, MARK_KEYWORD, "docketd", NULL, &s.cause), 0);
    assert_int_equal(imap_mark(s.imap, (const uint32_t[]){ 9, 6, 7 }, 3, MARK_SEEN, NULL, NULL, &s.cause), 0);
    assert_int_equal(imap_mark(s.imap, (const uint32_t[]){ 9 }, 1, MARK_MOVE, NULL, "Done", &s.cause), 0);
    end(&s);
}

/* Each question would cost a round trip. */
static void
test_what_a_server_says_unasked_is_not_asked(void **state)
{
    STORY(s, { NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n", AT_ONCE },
          { "AUTHENTICATE PLAIN AGJhb2Nhb0BwdjA1LmV4YW1wbGUAYSJiXGM=",
            "%T OK [CAPABILITY IMAP4rev1 IDLE MOVE] in\r\n", AT_ONCE },
          { "LOGOUT", "* BYE\r\n%T OK done\r\n", AT_ONCE });

    (void)state;
    s.imap = imap_open(&s.server, &s.cause);
    assert_non_null(s.imap);
    assert_true(imap_can_idle(s.imap));
    assert_true(imap_can_move(s.imap));
    end(&s);
}

static void
test_folder_name_is_modified_utf7(void **state)
{
    struct imap_folder f;
    STORY(s, LOGGED_IN, { "SELECT \"[Gmail]/Th&AbA- r&AOE-c\"", "%T NO no such folder\r\n", AT_ONCE });

    (void)state;
    s.imap = imap_open(&s.server, &s.cause);
    assert_non_null(s.imap);
    assert_int_equal(imap_select(s.imap, "[Gmail]/Thư rác", "docketd", &f, &s.cause), 1);
    assert_holds(s.cause, "no such folder");
    assert_int_equal(imap_select(s.imap, "INBOX\r\nx LOGOUT", "docketd", &f, NULL), 1);
    end(&s);
}

static void
test_password_of_two_lines_is_never_sent(void **state)
{
    struct server server = { .host = (char[]){ "127.0.0.1" }, .port = 1, .tls = TLS_NONE, .timeout = PATIENCE,
                             .user = (char[]){ "u" }, .password = (char[]){ "p\r\nx LOGOUT" } };
    char *cause = NULL;

    (void)state;
    assert_null(imap_open(&server, &cause));
    assert_holds(cause, "one line");
    free(cause);
}

/* --- refusals: the connection lives --------------------------------------- */

static void
test_no_to_store_is_told_and_survived(void **state)
{
    const uint32_t uid = 6;
    STORY(s, OPENED, { "UID STORE", "%T NO read-only folder\r\n", AT_ONCE }, { "UID MOVE", "%T NO [TRYCREATE] none\r\n", AT_ONCE },
          { "UID STORE", "%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_SEEN, NULL, NULL, &s.cause), 1);
    assert_holds(s.cause, "read-only folder");
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_MOVE, NULL, "Done", NULL), 1);
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_KEYWORD, "two words", NULL, NULL), 1);
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_KEYWORD, "docketd", NULL, NULL), 0);
    end(&s);
}

static void
test_no_after_a_row_is_not_overlooked(void **state)
{
    STORY(s, OPENED, { "UID FETCH", "* 1 FETCH (UID 1 " DATE " BODY[] {2}\r\nok)\r\n%T NO disk error\r\n", AT_ONCE },
          { "UID FETCH", "%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    assert_int_equal(fetch(&s, 1, 2), 1);
    assert_holds(s.cause, "disk error");
    assert_int_equal(s.whole, 1);
    assert_int_equal(fetch(&s, 2, 2), 0);
    end(&s);
}

/* Asked for once; another command finds its own answer behind it, news included. */
static void
test_what_is_asked_for_ahead(void **state)
{
    STORY(s, OPENED,
          { "UID FETCH 1:2 ", "* 1 FETCH (UID 1 BODY[] {1}\r\na)\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 3 ", "* 3 FETCH (UID 3 BODY[] {1}\r\nc)\r\n* 4 EXISTS\r\n%T OK done\r\n", AT_ONCE },
          { "UID STORE 1 ", "%T OK kept\r\n", AT_ONCE },
          { "UID FETCH 3 ", "* 3 FETCH (UID 3 BODY[] {1}\r\nc)\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 5 ", "%T NO disk error\r\n", AT_ONCE },
          { "UID FETCH 6 ", "%T OK none\r\n", AT_ONCE },
          { "UID FETCH 7 ", NULL, AT_ONCE });

    (void)state;
    open_folder(&s);
    imap_fetch_ahead(s.imap, (const uint32_t[]){ 2, 1 }, 2);
    assert_int_equal(fetch(&s, 1, 2), 0);
    imap_fetch_ahead(s.imap, (const uint32_t[]){ 3 }, 1);
    assert_int_equal(imap_mark(s.imap, (const uint32_t[]){ 1 }, 1, MARK_KEYWORD, "docketd", NULL, &s.cause), 0);
    assert_true(s.imap->news);
    assert_int_equal(fetch(&s, 3, 3), 0);
    assert_string_equal(buf_text(&s.got), "<1 a 1 never 1><3 c 3 never 1>");
    imap_fetch_ahead(s.imap, (const uint32_t[]){ 5 }, 1);
    assert_int_equal(fetch(&s, 6, 6), 0);           /* a refusal of what is not wanted */
    assert_null(s.cause);
    imap_fetch_ahead(s.imap, (const uint32_t[]){ 7 }, 1);
    imap_close(s.imap);
    peer_end(&s.peer);
    assert_null(strstr(buf_text(&s.peer.heard), "LOGOUT"));       /* nobody would hear its answer */
    peer_forget(&s.peer);
    buf_free(&s.got);
}

static void
test_uid_after_the_text_is_fetched_singly(void **state)
{
    STORY(s, OPENED,
          { "UID FETCH 1:2 ", "* 1 FETCH (BODY[] {1}\r\na UID 1)\r\n* 2 FETCH (BODY[] {1}\r\nb UID 2)\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 1 ", "* 1 FETCH (BODY[] {1}\r\na UID 1)\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 2 ", "* 2 FETCH (BODY[] {1}\r\nb UID 2)\r\n%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    assert_int_equal(fetch(&s, 1, 2), 0);
    assert_string_equal(buf_text(&s.got), "<1 a 1 never 1><2 b 2 never 1>");
    end(&s);
}

/* Whatever a server does to one row or one message, the others come. */
static void
test_what_is_not_given_keeps_nothing_back(void **state)
{
    STORY(s, OPENED, { "UID FETCH 1:5 ",
            "* 1 FETCH (UID 1 BODY[] NIL)\r\n"
            "* 2 FETCH (UID 2 BODY[TEXT] {2}\r\nab)\r\n"
            "* 3 FETCH (UID 3 INTERNALDATE NIL BODY[] {3}\r\nabc)\r\n"
            "* 4 FETCH (UID 4 " DATE " BODY[] \"a \\\"b\\\\\")\r\n"
            "* 5 FETCH (X-ODD (1 \"two\" {3}\r\nthr (())) FLAGS (\\Seen) UID 5 BODY[] \"\")\r\n%T OK done\r\n", AT_ONCE },
          { "NOOP", "* 6 EXISTS\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 2 (UID)", "* 2 FETCH (UID 2)\r\n%T OK done\r\n", AT_ONCE },
          { "NOOP", "* 5 EXPUNGE\r\n%T OK done\r\n", AT_ONCE },
          { "UID FETCH 9 (UID)", "%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    assert_int_equal(fetch(&s, 1, 5), 0);
    assert_string_equal(buf_text(&s.got), "<3 abc 3 never 3><4 a \"b\\ 4 2023-06-09T10:00:05Z 5><5  5 never 0>");
    assert_int_equal(imap_exists(s.imap, 2, &s.cause), 1);
    assert_int_equal(imap_exists(s.imap, 9, &s.cause), 0);
    end(&s);
}

static void
assert_listed(const struct imap_item *item, uint32_t uid, uint64_t size, const char *received, bool marked)
{
    char at[21] = "never";

    if (item->received != INSTANT_NONE)
        instant_write(item->received, at);
    assert_int_equal(item->uid, uid);
    assert_int_equal(item->size, size);
    assert_int_equal(item->sized, size > 0);
    assert_string_equal(at, received);
    assert_int_equal(item->marked, marked);
}

static void
test_odd_rows_are_listed(void **state)
{
    struct imap_item *items = NULL;
    size_t n = 0;
    STORY(s, OPENED, { "UID FETCH 1:* ",
            "* 1 FETCH (UID 1 FLAGS () INTERNALDATE NIL RFC822.SIZE 7)\r\n"
            "* 2 FETCH (UID 2 FLAGS NIL INTERNALDATE \"09-Jun-2023 10:00:05 Z\" RFC822.SIZE NIL)\r\n"
            "* 3 FETCH (FLAGS (docketd) UID 3 INTERNALDATE \"yesterday\" RFC822.SIZE -1)\r\n"
            "* 4 FETCH (UID 4 FLAGS (a {4}\r\nb)(d c) RFC822.SIZE 12 X (1 (2 3)) INTERNALDATE \" 9-JUN-2023 17:00:05 +0700\")\r\n"
            "* 5 FETCH (UID 5 " DATE " RFC822.SIZE 3\r\n"
            "* 6 FETCH (UID 6)\r\n* 7 FETCH (FLAGS (\\Seen))\r\n%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    assert_int_equal(imap_list(s.imap, 1, "docketd", &items, &n, &s.cause), 0);
    assert_int_equal(n, 6);
    assert_listed(&items[0], 1, 7, "never", false);
    assert_listed(&items[1], 2, 0, "2023-06-09T10:00:05Z", false);
    assert_listed(&items[2], 3, 0, "never", true);
    assert_listed(&items[3], 4, 12, "2023-06-09T10:00:05Z", false);
    assert_listed(&items[4], 5, 3, "2023-06-09T10:00:05Z", false);
    assert_listed(&items[5], 6, 0, "never", false);
    free(items);
    end(&s);
}

/* A row that names nobody, or a list that breaks off with a refusal: the search says who is there. */
static void
test_a_doubtful_list_is_completed(void **state)
{
    static const char *const answers[] = { "* 1 FETCH (UID 1 RFC822.SIZE 7)\r\n* 2 FETCH (UID NIL RFC822.SIZE 8)\r\n%T OK done\r\n",
                                           "* 1 FETCH (UID 1 RFC822.SIZE 7)\r\n* 2 FETCH oops\r\n%T OK done\r\n",
                                           "* 1 FETCH (UID 1 RFC822.SIZE 7)\r\n%T NO [SERVERBUG] row\r\n",
                                           "* 1 FETCH (UID 1 RFC822.SIZE 7)\r\n%T BAD row\r\n" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        const struct step steps[] = { OPENED, { "UID FETCH 1:* ", answers[i], AT_ONCE },
                                      { "UID SEARCH UID 1:*", "* SEARCH 3 1\r\n* SEARCH 2\r\n%T OK done\r\n", AT_ONCE },
                                      { "UID FETCH 4:* ", "%T NO not now\r\n", AT_ONCE }, { "UID SEARCH", "%T NO not now\r\n", AT_ONCE } };
        struct imap_item *items = NULL;
        size_t n = 0;
        struct story s;

        begin(&s, steps, ARRAY_LEN(steps), -1);
        open_folder(&s);
        assert_int_equal(imap_list(s.imap, 1, NULL, &items, &n, &s.cause), 0);
        assert_int_equal(n, 3);
        assert_listed(&items[0], 1, 7, "never", false);
        assert_listed(&items[2], 3, 0, "never", false);
        free(items);
        assert_int_equal(imap_list(s.imap, 4, NULL, &items, &n, &s.cause), 1);
        assert_holds(s.cause, "not now");
        end(&s);
    }
}

static void
test_bad_refuses_as_no_does(void **state)
{
    struct imap_folder f;
    const uint32_t uid = 6;
    STORY(s, LOGGED_IN, { "SELECT Spam", "%T BAD no such mailbox\r\n", AT_ONCE }, SELECTED,
          { "UID STORE", "%T BAD unrecognized flag\r\n", AT_ONCE }, { "UID FETCH", "%T BAD not this one\r\n", AT_ONCE },
          { "UID STORE", "%T OK done\r\n", AT_ONCE }, { "UID STORE", "A7 BAD whose?\r\n", AT_ONCE });

    (void)state;
    s.imap = imap_open(&s.server, &s.cause);
    assert_non_null(s.imap);
    assert_int_equal(imap_select(s.imap, "Spam", "docketd", &f, NULL), 1);
    assert_int_equal(imap_select(s.imap, "INBOX", "docketd", &f, NULL), 0);
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_KEYWORD, "docketd", NULL, NULL), 1);
    assert_int_equal(fetch(&s, 6, 6), 1);
    assert_holds(s.cause, "not this one");
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_KEYWORD, "docketd", NULL, NULL), 0);
    assert_int_equal(imap_mark(s.imap, &uid, 1, MARK_KEYWORD, "docketd", NULL, NULL), -1);
    end(&s);
}

static void
test_which_keywords_are_kept(void **state)
{
    static const struct { const char *flags; bool keeps; } cases[] = {
        { "* OK [PERMANENTFLAGS (\\Seen \\*)] any\r\n", true }, { "* OK [PERMANENTFLAGS (\\Seen DOCKETD)] ours\r\n", true },
        { "* OK [PERMANENTFLAGS (\\Seen \\Deleted Junk)] others\r\n", false }, { "", true } };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *answer = xasprintf("%s* 0 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n%%T OK s\r\n", cases[i].flags);
        const struct step steps[] = { LOGGED_IN, { "SELECT", answer, AT_ONCE } };
        struct story s;

        begin(&s, steps, ARRAY_LEN(steps), -1);
        open_folder(&s);
        assert_int_equal(s.folder.keeps, cases[i].keeps);
        assert_int_equal(s.folder.uidnext, 0);
        end(&s);
        free(answer);
    }
}

static void
test_folders_are_found_by_their_path(void **state)
{
    struct imap_boxes boxes;
    STORY(s, LOGGED_IN, { "LIST \"\" \"*\"",
            "* LIST (\\HasChildren) \".\" INBOX\r\n* LIST (\\HasNoChildren \\Junk) \".\" \"INBOX.Spam\"\r\n"
            "* LIST (\\Noselect) \".\" Archive\r\n* LIST () \".\" {12}\r\nArchive.2023\r\n"
            "* LIST () NIL \"Th&AbA- r&AOE-c\"\r\n* LIST oops\r\n%T OK done\r\n", AT_ONCE });

    (void)state;
    s.imap = imap_open(&s.server, &s.cause);
    assert_non_null(s.imap);
    assert_int_equal(imap_list_folders(s.imap, &boxes, &s.cause), 0);
    assert_int_equal(boxes.n, 5);
    assert_string_equal(imap_find_folder(&boxes, "inbox")->name, "INBOX");
    assert_string_equal(imap_find_folder(&boxes, "Spam")->name, "INBOX.Spam");
    assert_true(imap_find_folder(&boxes, "Spam")->junk);
    assert_string_equal(imap_find_folder(&boxes, "Archive/2023")->name, "Archive.2023");
    assert_true(imap_find_folder(&boxes, "Archive")->closed);
    assert_non_null(imap_find_folder(&boxes, "Thư rác"));
    assert_null(imap_find_folder(&boxes, "Junk"));
    assert_null(imap_find_folder(&boxes, "Spa"));
    imap_boxes_free(&boxes);
    end(&s);
}

/* --- waiting -------------------------------------------------------------- */

#define FOR_EVER (2 * PATIENCE) /* only news or the bell ends the wait in time */

static void
assert_wait(const struct step *steps, size_t n, int seconds, int expected)
{
    struct imap_item *items = NULL;
    size_t count = 0;
    struct story s;

    begin(&s, steps, n, -1);
    open_folder(&s);
    assert_int_equal(imap_list(s.imap, 1, NULL, &items, &count, &s.cause), 0);
    free(items);
    assert_int_equal(imap_wait(s.imap, seconds, -1, &s.cause), expected);
    end(&s);
}

static void
test_news_in_every_place(void **state)
{
#define LISTED { "UID FETCH", "%T OK done\r\n", AT_ONCE }
    static const struct step earlier[] = { OPENED, { "UID FETCH", "* 4 EXISTS\r\n%T OK done\r\n", AT_ONCE } };
    static const struct step before[] = { OPENED, LISTED, { "IDLE", "* 4 EXISTS\r\n+ idling\r\n", AT_ONCE }, { "DONE", "6 OK done\r\n", AT_ONCE } };
    static const struct step with[] = { OPENED, LISTED, { "IDLE", "+ idling\r\n* 1 FETCH (FLAGS ())\r\n* 4 EXISTS\r\n", AT_ONCE }, { "DONE", "6 OK done\r\n", AT_ONCE } };
    static const struct step late[] = { OPENED, LISTED, { "IDLE", "+ idling\r\n* OK still here\r\n", AT_ONCE }, { "DONE", "* 4 EXISTS\r\n6 OK done\r\n", AT_ONCE } };
    static const struct step none[] = { OPENED, LISTED, { "IDLE", "+ idling\r\n* OK still here\r\n* 2 EXPUNGE\r\n", AT_ONCE }, { "DONE", "6 OK done\r\n", AT_ONCE } };
    static const struct step refused[] = { OPENED, LISTED, { "IDLE", "%T NO never\r\n", AT_ONCE }, { "NOOP", "* 4 EXISTS\r\n%T OK done\r\n", AT_ONCE } };
    static const struct step quiet[] = { OPENED, LISTED, { "IDLE", "%T BAD what\r\n", AT_ONCE }, { "NOOP", "%T OK done\r\n", AT_ONCE } };

    (void)state;
    assert_wait(earlier, ARRAY_LEN(earlier), FOR_EVER, 1);
    assert_wait(before, ARRAY_LEN(before), FOR_EVER, 1);
    assert_wait(with, ARRAY_LEN(with), FOR_EVER, 1);
    assert_wait(late, ARRAY_LEN(late), 1, 1);
    assert_wait(none, ARRAY_LEN(none), 1, 0);
    assert_wait(refused, ARRAY_LEN(refused), 1, 1);
    assert_wait(quiet, ARRAY_LEN(quiet), 1, 0);
}

static void
test_wait_is_woken_and_dies(void **state)
{
    static const struct step idling[] = { OPENED, { "UID FETCH", "%T OK done\r\n", AT_ONCE }, { "IDLE", "+ idling\r\n", AT_ONCE },
                                          { "DONE", "6 OK done\r\n", THEN_GONE } };
    struct imap_item *items = NULL;
    struct story s;
    size_t n = 0;
    int bell[2];

    (void)state;
    assert_int_equal(pipe(bell), 0);
    assert_int_equal(write(bell[1], "x", 1), 1);
    begin(&s, idling, ARRAY_LEN(idling), -1);
    open_folder(&s);
    assert_int_equal(imap_list(s.imap, 1, NULL, &items, &n, &s.cause), 0);
    assert_int_equal(imap_wait(s.imap, FOR_EVER, bell[0], &s.cause), 0);
    assert_int_equal(imap_wait(s.imap, FOR_EVER, -1, &s.cause), -1);        /* the peer is gone */
    end(&s);
    close(bell[0]);
    close(bell[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_story),
        cmocka_unit_test(test_what_a_server_says_unasked_is_not_asked),
        cmocka_unit_test(test_folder_name_is_modified_utf7),
        cmocka_unit_test(test_password_of_two_lines_is_never_sent),
        cmocka_unit_test(test_no_to_store_is_told_and_survived),
        cmocka_unit_test(test_no_after_a_row_is_not_overlooked),
        cmocka_unit_test(test_what_is_not_given_keeps_nothing_back),
        cmocka_unit_test(test_odd_rows_are_listed),
        cmocka_unit_test(test_a_doubtful_list_is_completed),
        cmocka_unit_test(test_bad_refuses_as_no_does),
        cmocka_unit_test(test_which_keywords_are_kept),
        cmocka_unit_test(test_folders_are_found_by_their_path),
        cmocka_unit_test(test_uid_after_the_text_is_fetched_singly),
        cmocka_unit_test(test_what_is_asked_for_ahead),
        cmocka_unit_test(test_news_in_every_place),
        cmocka_unit_test(test_wait_is_woken_and_dies),
    };

    return cmocka_run_group_tests_name("mail_imap", tests, NULL, NULL);
}
