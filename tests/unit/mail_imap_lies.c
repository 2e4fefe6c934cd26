/* IMAP against servers that lie, stall, die and refuse TLS: the connection is given up. */
#include "imap_scene.h"

#include "base/limits.h"

/* As src/mail/guard.c has them. */
#define DEPTH_MOST 20
#define LITERAL_MOST (LIMIT_MESSAGE + LIMIT_MESSAGE / 4)

/* --- servers that must be left -------------------------------------------- */

static void
assert_fetch_dies(const char *answer, const char *reason)
{
    const struct step steps[] = { OPENED, { "UID FETCH", answer, AT_ONCE } };
    struct story s;

    begin(&s, steps, ARRAY_LEN(steps), -1);
    open_folder(&s);
    assert_int_equal(fetch(&s, 1, 2), -1);
    assert_holds(s.cause, reason);
    assert_int_equal(s.begun, s.whole + s.broken);
    free(s.cause);
    s.cause = NULL;
    assert_int_equal(fetch(&s, 1, 2), -1);      /* dead is dead */
    end(&s);
}

/* The server is blameless: the first cause is told, not what followed from it. */
static void
test_the_receivers_own_reason_is_told(void **state)
{
    STORY(s, OPENED, { "UID FETCH", "* 1 FETCH (UID 1 " DATE " BODY[] {5}\r\nabcde)\r\n%T OK done\r\n", AT_ONCE });

    (void)state;
    open_folder(&s);
    s.refuses = true;
    assert_int_equal(fetch(&s, 1, 1), -1);
    assert_string_equal(s.cause, "archive: no space left");
    assert_int_equal(s.broken, 1);
    end(&s);
}

static void
assert_announced_dies(const char *place, unsigned long n, const char *reason)
{
    char *answer = xasprintf("* %s {%lu}\r\n", place, n);

    assert_fetch_dies(answer, reason);
    free(answer);
}

static void
test_lies_about_size(void **state)
{
    static const char *const places[] = { "1 FETCH (UID 1 BODY[]", "1 FETCH (UID 1 BODY[TEXT]", "LIST () \"/\"" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        assert_announced_dies(places[i], LITERAL_MOST + 1, "announced a literal larger than any we take");
        if (i > 0)
            assert_announced_dies(places[i], LIMIT_LINE + 1, "too large for a protocol line");
    }
}

static void
test_messages_nobody_asked_for(void **state)
{
    (void)state;
    assert_fetch_dies("* 1 FETCH (UID 7 BODY[] {2}\r\nab)\r\n%T OK done\r\n", "not asked for");
    assert_fetch_dies("* 1 FETCH (UID 1 BODY[] {2}\r\nab)\r\n* 1 FETCH (UID 1 BODY[] {2}\r\nab)\r\n%T OK done\r\n", "not asked for");
    assert_fetch_dies("* 1 FETCH (UID 1 BODY[] {2}\r\nab UID 2)\r\n%T OK done\r\n", "two uids");
}

static void
test_a_line_without_end_and_deep_nesting(void **state)
{
    struct buf b = {0};

    (void)state;
    buf_adds(&b, "* 1 FETCH (FLAGS (");
    while (b.len <= LIMIT_LINE)
        buf_adds(&b, "keyword ");
    assert_fetch_dies(b.data, "a line without end");
    buf_reset(&b);
    buf_adds(&b, "* 1 FETCH ");
    for (int i = 0; i <= DEPTH_MOST; i++)
        buf_addc(&b, '(');
    assert_fetch_dies(b.data, "nested too deep");
    buf_free(&b);
    assert_fetch_dies("* 1 FETCH (BODYSTRUCTURE \t((", "nested too deep");
    assert_fetch_dies("* 1 FETCH (BODY (", "nested too deep");
}

static void
test_bye_is_told(void **state)
{
    static const struct step steps[] = { OPENED, { "UID FETCH", "* BYE \033[31mgoing down at 5\r\n", THEN_GONE } };
    struct story s;

    (void)state;
    begin(&s, steps, ARRAY_LEN(steps), -1);
    open_folder(&s);
    assert_int_equal(fetch(&s, 1, 1), -1);
    assert_holds(s.cause, "going down at 5");
    assert_null(strchr(s.cause, '\033'));
    end(&s);
}

/* The connection ends after every possible byte: no half message is taken for
 * a whole one, nothing loops, and what was delivered had arrived. */
static void
test_end_at_every_byte(void **state)
{
    static const struct step steps[] = {
        OPENED,
        { "UID FETCH", "* 1 FETCH (UID 1 " DATE " BODY[] {10}\r\n0123456789)\r\n* 2 FETCH (UID 2 BODY[] {3}\r\na\r\n " DATE ")\r\n"
          "%T OK done\r\n", AT_ONCE },
        { "UID STORE", "%T OK done\r\n", AT_ONCE } };
    struct story s;
    int result = -1, seen_whole = 0;
    long cut = 0;

    (void)state;
    for (; result != 0 && cut < 2000; cut++) {
        const uint32_t uids[] = { 1, 2 };

        begin(&s, steps, ARRAY_LEN(steps), cut);
        s.imap = imap_open(&s.server, &s.cause);
        result = s.imap == NULL ? -1 : imap_select(s.imap, "INBOX", "docketd", &s.folder, &s.cause);
        result = result != 0 ? result : fetch(&s, 1, 2);
        result = result != 0 ? result : imap_mark(s.imap, uids, 2, MARK_SEEN, NULL, NULL, &s.cause);
        assert_int_equal(s.begun, s.whole + s.broken);
        assert_true(s.whole >= seen_whole);
        assert_true(s.broken <= 1);
        assert_true(result == 0 || s.cause != NULL);
        seen_whole = s.whole;
        end(&s);
    }
    assert_int_equal(result, 0);
    assert_int_equal(seen_whole, 2);
    assert_true(cut > 400);
}

/* Nobody has that long: the whole of an answer has its time, not each byte. */
static void
test_an_answer_without_end(void **state)
{
    static const struct step greeting[] = { { NULL, "* O", DRIPPING } }, silent[] = { { NULL, NULL, AT_ONCE } };
    static const struct step literal[] = { OPENED,
        { "UID FETCH", "* 1 FETCH (UID 1 BODY[] {60000}\r\n", AT_ONCE }, { NULL, "012", DRIPPING } };
    struct story s;

    (void)state;
    begin(&s, greeting, ARRAY_LEN(greeting), -1);
    s.server.timeout = 2;
    assert_null(imap_open(&s.server, &s.cause));
    assert_holds(s.cause, "too slow");
    end(&s);
    begin(&s, literal, ARRAY_LEN(literal), -1);
    open_folder(&s);
    s.imap->timeout = 1;
    assert_int_equal(fetch(&s, 1, 1), -1);
    assert_holds(s.cause, "too slow");
    assert_int_equal(s.broken, 1);
    end(&s);
    begin(&s, silent, ARRAY_LEN(silent), -1);
    s.server.timeout = 1;
    assert_null(imap_open(&s.server, &s.cause));
    assert_holds(s.cause, "did not answer in time");
    end(&s);
}

/* 40 KiB at 20 KiB/s take longer than the time of an answer, and arrive. */
static void
test_a_slow_line_is_not_a_dead_one(void **state)
{
    struct buf b = {0};
    struct step steps[] = { OPENED, { "UID FETCH", NULL, PACED } };
    struct story s;

    (void)state;
    buf_addf(&b, "* 1 FETCH (UID 1 BODY[] {%d}\r\n", 40 << 10);
    for (int i = 0; i < 40 << 10; i++)
        buf_addc(&b, 'x');
    buf_adds(&b, ")\r\n%T OK done\r\n");
    steps[ARRAY_LEN(steps) - 1].reply = b.data;
    begin(&s, steps, ARRAY_LEN(steps), -1);
    open_folder(&s);
    s.imap->timeout = 1;
    assert_int_equal(fetch(&s, 1, 1), 0);
    assert_int_equal(s.whole, 1);
    end(&s);
    buf_free(&b);
}

/* --- TLS that is not to be had -------------------------------------------- */

static void
assert_starttls_refused(const struct step *steps, size_t n, const char *reason)
{
    struct story s;

    begin(&s, steps, n, -1);
    s.server.tls = TLS_STARTTLS;
    assert_null(imap_open(&s.server, &s.cause));
    assert_holds(s.cause, reason);
    peer_end(&s.peer);
    assert_null(strstr(buf_text(&s.peer.heard), s.server.user));
    peer_forget(&s.peer);
    buf_free(&s.got);
    free(s.cause);
}

static void
test_starttls(void **state)
{
    static const struct step more[] = { GREETING, { "STARTTLS", "%T OK go\r\n* OK more\r\n", AT_ONCE } };
    static const struct step refused[] = { GREETING, { "STARTTLS", "%T NO not here\r\n", AT_ONCE } };
    static const struct step plain[] = { GREETING, { "STARTTLS", "%T OK go\r\n", AT_ONCE }, { NULL, "* 1 OK sure\r\n", AT_ONCE } };
    static const struct step logged_in[] = { { NULL, "* PREAUTH welcome\r\n", AT_ONCE } };

    (void)state;
    assert_starttls_refused(more, ARRAY_LEN(more), "more in the clear");
    assert_starttls_refused(refused, ARRAY_LEN(refused), "not here");
    assert_starttls_refused(plain, ARRAY_LEN(plain), "no TLS");
    assert_starttls_refused(logged_in, ARRAY_LEN(logged_in), "logged in already");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_receivers_own_reason_is_told),
        cmocka_unit_test(test_lies_about_size),
        cmocka_unit_test(test_messages_nobody_asked_for),
        cmocka_unit_test(test_a_line_without_end_and_deep_nesting),
        cmocka_unit_test(test_bye_is_told),
        cmocka_unit_test(test_end_at_every_byte),
        cmocka_unit_test(test_an_answer_without_end),
        cmocka_unit_test(test_a_slow_line_is_not_a_dead_one),
        cmocka_unit_test(test_starttls),
    };

    return cmocka_run_group_tests_name("mail_imap_lies", tests, NULL, NULL);
}
