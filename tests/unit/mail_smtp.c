/* SMTP against servers that refuse, defer and die at every step. */
#include "mail_script.h"

#include "mail/smtp.h"

#define EHLO { NULL, "220 mx ready\r\n", AT_ONCE }, { "EHLO", "250-mx\r\n250-SIZE 50000000\r\n250 AUTH PLAIN\r\n", AT_ONCE }
#define LOGIN { "AUTH PLAIN", "334 \r\n", AT_ONCE }, { "AGJhb2Nhb0BwdjA1LmV4YW1wbGUAYSJiXGM=", "235 2.7.0 welcome\r\n", AT_ONCE }
#define READY EHLO, LOGIN
#define MAIL { "MAIL FROM:", "250 2.1.0 ok\r\n", AT_ONCE }
#define RCPT { "RCPT TO:", "250 2.1.5 ok\r\n", AT_ONCE }
#define DATA { "DATA", "354 go on\r\n", AT_ONCE }

static const char letter[] = "Subject: x\r\n\r\n.hidden\r\nend\r\n";

static enum smtp_result
send_from(struct smtp *s, const char *from, const char *to, const char *text, struct smtp_reply *reply)
{
    struct smtp_letter t = { .from = from, .to = to, .mail = text, .n = strlen(text) };

    smtp_send(s, &t);
    *reply = t.reply;
    return t.result;
}

static void
assert_result(const struct step *steps, size_t n, enum smtp_result expected, int code, const char *text)
{
    struct smtp_reply reply;
    struct peer peer;
    struct server server;
    struct smtp *s;
    enum smtp_result got;

    peer_begin(&peer, steps, n, -1);
    server = peer_server(&peer, TLS_NONE);
    server.timeout = steps[n - 1].reply == NULL ? 2 : PATIENCE;
    s = smtp_new(&server, NULL);
    assert_non_null(s);
    got = send_from(s, "baocao@pv05.example", "CL@dongthap.example", letter, &reply);
    smtp_free(s);
    peer_end(&peer);
    peer_forget(&peer);
    if (got != expected || reply.code != code || strstr(reply.text, text) == NULL)
        fail_msg("result %d code %d \"%s\", not %d %d \"%s\"", got, reply.code, reply.text, expected, code, text);
}

#define RESULT(expected, code, text, ...) \
    do { \
        static const struct step steps_[] = { __VA_ARGS__ }; \
        assert_result(steps_, ARRAY_LEN(steps_), expected, code, text); \
    } while (0)

/* --- the usual way -------------------------------------------------------- */

/* RFC 5321, 4.5.2, wherever the pieces end in which a letter is sent: the dot of a
 * line is said twice, and no other. */
static void
test_dots_at_the_edges_of_pieces(void **state)
{
    static const struct step steps[] = { READY, MAIL, RCPT, DATA, { ".", "250 ok\r\n", AT_ONCE } };
    enum { PIECE = 64 << 10 };

    (void)state;
    for (size_t at = PIECE - 2; at <= PIECE + 1; at++) {
        struct buf text = {0}, said = {0};
        struct smtp_reply reply;
        struct peer peer;
        struct server server;
        struct smtp *s;

        buf_adds(&text, ".first\r\n..two\r\na.b\r\n");
        while (text.len < at - 2)
            buf_adds(&text, text.len % 64 == 0 && text.len + 64 < at ? "\r\n" : "x");
        buf_cut(&text, at - 2);
        buf_adds(&text, "\r\n.edge\r\n.end");
        for (size_t i = 0; i < text.len; i++) {
            if (text.data[i] == '.' && (i == 0 || text.data[i - 1] == '\n'))
                buf_addc(&said, '.');
            buf_addc(&said, text.data[i]);
        }
        buf_adds(&said, "\r\n.\r\n");
        peer_begin(&peer, steps, ARRAY_LEN(steps), -1);
        server = peer_server(&peer, TLS_NONE);
        s = smtp_new(&server, NULL);
        assert_int_equal(send_from(s, "", "CL@dongthap.example", text.data, &reply), SMTP_SENT);
        smtp_free(s);
        peer_end(&peer);
        assert_non_null(strstr(buf_text(&peer.heard), said.data));
        peer_forget(&peer);
        buf_free(&text);
        buf_free(&said);
    }
}

static void
test_many_letters_on_one_connection(void **state)
{
    static const struct step steps[] = { READY,
        MAIL, RCPT, DATA, { ".", "250 2.0.0 queued as 1\r\n", AT_ONCE },
        { "MAIL FROM:<a@b.example>", "250 ok\r\n", AT_ONCE }, RCPT, DATA, { ".", "250 2.0.0 queued as 2\r\n", AT_ONCE },
        { "NOOP", "250 here\r\n", AT_ONCE } };
    struct smtp_reply reply;
    struct peer peer;
    struct server server;
    struct smtp *s;
    char *cause = NULL;

    (void)state;
    peer_begin(&peer, steps, ARRAY_LEN(steps), -1);
    server = peer_server(&peer, TLS_NONE);
    s = smtp_new(&server, NULL);
    assert_int_equal(send_from(s, "", "CL@dongthap.example", letter, &reply), SMTP_SENT);
    assert_int_equal(reply.code, 250);
    assert_string_equal(reply.text, "250 2.0.0 queued as 1");
    assert_int_equal(send_from(s, "a@b.example", "CL@dongthap.example", letter, &reply), SMTP_SENT);
    assert_int_equal(smtp_check(s, &cause), 0);
    smtp_free(s);
    peer_end(&peer);
    assert_non_null(strstr(buf_text(&peer.heard),
        "MAIL FROM:<> SIZE=28\r\nRCPT TO:<CL@dongthap.example>\r\nDATA\r\n"
        "Subject: x\r\n\r\n..hidden\r\nend\r\n.\r\n"
        "MAIL FROM:<a@b.example> SIZE=28\r\n"));
    peer_forget(&peer);
}

/* --- refusals ------------------------------------------------------------- */

static void
test_temporary(void **state)
{
    (void)state;
    RESULT(SMTP_TEMPORARY, 450, "4.2.0 greylisted", READY, MAIL, { "RCPT", "450 4.2.0 greylisted\r\n", AT_ONCE }, { "QUIT", "221 bye\r\n", AT_ONCE });
    RESULT(SMTP_TEMPORARY, 452, "4.3.1 full", READY, MAIL, RCPT, DATA, { ".", "452 4.3.1 full\r\n", AT_ONCE });
}

static void
test_of_the_letter_or_the_address(void **state)
{
    (void)state;
    RESULT(SMTP_ADDRESS, 550, "5.1.1 no such user", READY, MAIL, { "RCPT", "550 5.1.1 no such user\r\n", AT_ONCE }, { "QUIT", "221 bye\r\n", AT_ONCE });
    RESULT(SMTP_ADDRESS, 552, "5.2.2 full", READY, MAIL, RCPT, DATA, { ".", "552 5.2.2 full\r\n", AT_ONCE });
    RESULT(SMTP_LETTER, 552, "too large", READY, MAIL, RCPT, DATA, { ".", "552 too large\r\n", AT_ONCE });
    RESULT(SMTP_LETTER, 552, "5.3.4", READY, { "MAIL", "552 5.3.4 size exceeds limit\r\n", AT_ONCE });
    RESULT(SMTP_DOUBT, 554, "no mails today", READY, MAIL, RCPT, { "DATA", "554 no mails today\r\n", AT_ONCE });
    RESULT(SMTP_DOUBT, 550, "5.7.1", READY, MAIL, { "RCPT", "550 5.7.1 relay not permitted\r\n", AT_ONCE });
    RESULT(SMTP_DOUBT, 554, "5.2.252", READY, MAIL, RCPT, DATA, { ".", "554 5.2.252 SendAsDenied\r\n", AT_ONCE });
}

/* Whatever line of it says why (RFC 5321, 4.2.1). */
static void
test_all_lines_of_a_refusal_are_kept(void **state)
{
    (void)state;
    RESULT(SMTP_ADDRESS, 550, "550 5.1.1 User unknown call the postmaster", READY, MAIL,
           { "RCPT", "550-5.1.1 User unknown\r\n550 call the postmaster\r\n", AT_ONCE });
    RESULT(SMTP_ADDRESS, 550, "550 There is nobody 5.1.1 of this name", READY, MAIL,
           { "RCPT", "550-There is nobody\r\n550 5.1.1 of this name\r\n", AT_ONCE });
    RESULT(SMTP_DOUBT, 550, "550 see 10.5.1.1 and 5.1.12", READY, MAIL, { "RCPT", "550 see 10.5.1.1 and 5.1.12\r\n", AT_ONCE });
}

static void
test_of_the_channel(void **state)
{
    (void)state;
    RESULT(SMTP_CHANNEL, 554, "go away", { NULL, "554 go away\r\n", AT_ONCE });
    RESULT(SMTP_CHANNEL, 421, "busy", { NULL, "421 busy\r\n", THEN_GONE });
    RESULT(SMTP_CHANNEL, 535, "5.7.8 wrong", EHLO, { "AUTH", "334 \r\n", AT_ONCE }, { "AGJh", "535 5.7.8 wrong\r\n", AT_ONCE });
    RESULT(SMTP_CHANNEL, 454, "later", EHLO, { "AUTH", "454 4.7.0 later\r\n", AT_ONCE });
    RESULT(SMTP_CHANNEL, 530, "5.7.0 Authentication", READY, { "MAIL", "530 5.7.0 Authentication required\r\n", AT_ONCE });
    RESULT(SMTP_CHANNEL, 421, "4.7.0 too many", READY, { "MAIL", "421 4.7.0 too many\r\n", THEN_GONE });
    RESULT(SMTP_CHANNEL, 553, "5.7.1 not yours", READY, { "MAIL", "553 5.7.1 not yours\r\n", AT_ONCE }, { "QUIT", "221 bye\r\n", AT_ONCE });
    RESULT(SMTP_CHANNEL, 550, "5.4.5", READY, { "MAIL", "550 5.4.5 Daily limit\r\n", AT_ONCE });
    RESULT(SMTP_CHANNEL, 0, "", { NULL, "22", THEN_GONE });
    RESULT(SMTP_CHANNEL, 0, "", { NULL, "220 mx\r\n", AT_ONCE }, { "EHLO", "", THEN_GONE });
    RESULT(SMTP_CHANNEL, 0, "", READY, { "MAIL", "25", THEN_GONE });
    RESULT(SMTP_DROPPED, 0, "", READY, MAIL, RCPT, { "DATA", "35", THEN_GONE });
    RESULT(SMTP_DROPPED, 421, "4.4.2 idle", READY, MAIL, { "RCPT", "421 4.4.2 idle\r\n", THEN_GONE });
    RESULT(SMTP_DROPPED, 550, "5.4.5 Daily", READY, MAIL, RCPT, DATA, { ".", "550-5.4.5 Daily user sending\r\n550 5.4.5 Daily limit\r\n", AT_ONCE });
}

/* What a server without passwords in clear offers and cannot check is not asked for first. */
static void
test_plain_before_what_cannot_be_checked(void **state)
{
    (void)state;
    RESULT(SMTP_SENT, 250, "taken", { NULL, "220 mx\r\n", AT_ONCE }, { "EHLO", "250-mx\r\n250 AUTH DIGEST-MD5 CRAM-MD5 LOGIN PLAIN\r\n", AT_ONCE }, LOGIN,
           MAIL, RCPT, DATA, { ".", "250 taken\r\n", AT_ONCE });
    RESULT(SMTP_SENT, 250, "taken", { NULL, "220 mx\r\n", AT_ONCE }, { "EHLO", "250-mx\r\n250 AUTH CRAM-MD5 LOGIN\r\n", AT_ONCE },
           { "AUTH LOGIN", "334 VXNlcm5hbWU6\r\n", AT_ONCE }, { "YmFvY2", "334 UGFzc3dvcmQ6\r\n", AT_ONCE }, { "YSJi", "235 in\r\n", AT_ONCE },
           MAIL, RCPT, DATA, { ".", "250 taken\r\n", AT_ONCE });
}

static void
test_required_tls_is_required(void **state)
{
    static const struct step steps[] = { EHLO };
    static const struct step refused[] = { { NULL, "220 mx\r\n", AT_ONCE }, { "EHLO", "250-mx\r\n250 STARTTLS\r\n", AT_ONCE },
                                           { "STARTTLS", "454 no TLS now\r\n", AT_ONCE } };
    const struct { const struct step *v; size_t n; enum smtp_result expected; } cases[] = {
        { steps, ARRAY_LEN(steps), SMTP_CHANNEL }, { refused, ARRAY_LEN(refused), SMTP_CHANNEL } };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct smtp_reply reply;
        struct peer peer;
        struct server server;
        struct smtp *s;

        peer_begin(&peer, cases[i].v, cases[i].n, -1);
        server = peer_server(&peer, TLS_STARTTLS);
        s = smtp_new(&server, NULL);
        assert_int_equal(send_from(s, "", "CL@dongthap.example", letter, &reply), cases[i].expected);
        smtp_free(s);
        peer_end(&peer);
        assert_null(strstr(buf_text(&peer.heard), "AUTH"));
        assert_null(strstr(buf_text(&peer.heard), "MAIL"));
        peer_forget(&peer);
    }
}

/* --- connections that die ------------------------------------------------- */

static void
test_death_after_data(void **state)
{
    (void)state;
    RESULT(SMTP_UNKNOWN, 354, "no answer", READY, MAIL, RCPT, { "DATA", "354 go\r\n", THEN_GONE });
    RESULT(SMTP_UNKNOWN, 354, "no answer", READY, MAIL, RCPT, DATA, { ".", "", THEN_GONE });
    RESULT(SMTP_UNKNOWN, 354, "no answer", READY, MAIL, RCPT, DATA, { ".", "250 2.0", THEN_GONE });
    RESULT(SMTP_UNKNOWN, 354, "no answer", READY, MAIL, RCPT, DATA, { ".", NULL, AT_ONCE });    /* silence */
}

static void
test_next_letter_connects_again(void **state)
{
    static const struct step steps[] = { READY, MAIL, { "RCPT", "421 4.4.2 idle\r\n", THEN_GONE } };
    struct server server = { .host = (char[]){ "127.0.0.1" }, .tls = TLS_NONE, .timeout = PATIENCE, .user = (char[]){ "baocao@pv05.example" },
                             .password = (char[]){ "a\"b\\c" } };
    struct smtp_reply reply;
    struct peer peer;
    struct smtp *s;

    (void)state;
    peer_begin(&peer, steps, ARRAY_LEN(steps), -1);
    server.port = peer.port;
    s = smtp_new(&server, NULL);
    assert_int_equal(send_from(s, "", "CL@dongthap.example", letter, &reply), SMTP_DROPPED);
    peer_end(&peer);
    peer_forget(&peer);
    assert_int_equal(send_from(s, "", "CL@dongthap.example", letter, &reply), SMTP_CHANNEL);
    assert_int_equal(reply.code, 0);            /* nobody listens any more: no connection */
    smtp_free(s);
}

/* --- groups (RFC 2920) ---------------------------------------------------- */

#define GROUPS { NULL, "220 mx ready\r\n", AT_ONCE }, { "EHLO", "250-mx\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n", AT_ONCE }, LOGIN
/* Silent until the whole group was said. */
#define GROUP(answers) { "MAIL FROM:", "", AT_ONCE }, { "RCPT TO:", "", AT_ONCE }, { "DATA", answers, AT_ONCE }
#define OKAY "250 ok\r\n250 ok\r\n354 go\r\n"
#define MOST 3

/* Letters to a@, b@, c@ b.example, given as there is room; their answers in one line. */
static char *
run_many(const struct step *steps, size_t nsteps, size_t n, char **heard)
{
    static const char *const to[MOST] = { "a@b.example", "b@b.example", "c@b.example" };
    struct smtp_letter t[MOST] = { { .from = "" } };
    struct buf said = {0};
    struct server server;
    struct smtp *s;
    struct peer peer;
    size_t given = 0;

    peer_begin(&peer, steps, nsteps, -1);
    server = peer_server(&peer, TLS_NONE);
    s = smtp_new(&server, NULL);
    do {
        for (; given < n && smtp_room(s, to[given]); given++) {
            t[given] = (struct smtp_letter){ .from = "", .to = to[given], .mail = letter, .n = sizeof letter - 1 };
            smtp_give(s, &t[given]);
        }
        smtp_turn(s, -1);
        for (struct smtp_letter *d; (d = smtp_done(s)) != NULL;)
            buf_addf(&said, "%c %d %d; ", *d->to, d->result, d->reply.code);
    } while (given < n || smtp_busy(s));
    smtp_free(s);
    peer_end(&peer);
    *heard = buf_take(&peer.heard);
    return buf_take(&said);
}

static void
assert_many(const struct step *steps, size_t nsteps, size_t n, const char *expected, const char *said, const char *unsaid)
{
    char *heard, *got = run_many(steps, nsteps, n, &heard);

    assert_string_equal(got, expected);
    if (strstr(heard, said) == NULL || (unsaid != NULL && strstr(heard, unsaid) != NULL))
        fail_msg("it was said:\n%s", heard);
    free(heard);
    free(got);
}

#define MANY(n, expected, said, unsaid, ...) \
    do { \
        static const struct step steps_[] = { __VA_ARGS__ }; \
        assert_many(steps_, ARRAY_LEN(steps_), n, expected, said, unsaid); \
    } while (0)

static void
test_a_letter_costs_one_round_trip(void **state)
{
    (void)state;
    MANY(3, "a 0 250; b 0 250; c 0 250; ", "end\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<b@b.example>\r\nDATA\r\nSubject", "RSET",
         GROUPS, GROUP(OKAY), { ".", "", AT_ONCE }, GROUP("250 taken\r\n" OKAY), { ".", "", AT_ONCE }, GROUP("250 taken\r\n" OKAY),
         { ".", "250 taken\r\n", AT_ONCE });
}

static void
test_no_group_where_none_is_offered(void **state)
{
    (void)state;
    MANY(2, "a 0 250; b 0 250; ", "RCPT TO:<b@b.example>", "RSET",
         READY, MAIL, RCPT, DATA, { ".", "250 ok\r\n", AT_ONCE }, MAIL, RCPT, DATA, { ".", "250 ok\r\n", AT_ONCE });
}

/* Its text is not said, whatever DATA is answered, and the next letter goes on the same connection. */
static void
test_a_refusal_within_a_group(void **state)
{
    (void)state;
    MANY(2, "a 3 550; b 0 250; ", "DATA\r\nRSET\r\nMAIL", NULL,
         GROUPS, GROUP("250 ok\r\n550 5.1.1 nobody\r\n503 no recipient\r\n"), { "RSET", "250 ok\r\n", AT_ONCE }, GROUP(OKAY),
         { ".", "250 taken\r\n", AT_ONCE });
    MANY(2, "a 3 550; b 0 250; ", "RCPT TO:<a@b.example>\r\nDATA\r\n.\r\nMAIL", NULL,
         GROUPS, GROUP("250 ok\r\n550 5.1.1 nobody\r\n354 go\r\n"), { ".", "554 nobody to take it\r\n", AT_ONCE }, GROUP(OKAY),
         { ".", "250 taken\r\n", AT_ONCE });
    MANY(1, "a 7 553; ", "DATA", "Subject", GROUPS, GROUP("553-5.7.1 not\r\n553 yours\r\n503 no\r\n503 no\r\n"));
    MANY(2, "a 1 452; b 4 550; ", "MAIL", NULL,
         GROUPS, GROUP(OKAY), { ".", "", AT_ONCE }, GROUP("452 full\r\n250 ok\r\n550 no\r\n503 no\r\n"));
    MANY(2, "a 3 550; b 0 250; ", "RSET", NULL,         /* and without groups */
         READY, MAIL, { "RCPT", "550 5.1.1 nobody\r\n", AT_ONCE }, { "RSET", "250 ok\r\n", AT_ONCE }, MAIL, RCPT, DATA,
         { ".", "250 taken\r\n", AT_ONCE });
}

/* One is in doubt; of the one behind it nothing was said that counts. */
static void
test_death_between_two_letters(void **state)
{
    (void)state;
    MANY(2, "a 5 354; b 0 250; ", "RCPT TO:<b@b.example>", NULL,
         GROUPS, GROUP(OKAY), { ".", "", AT_ONCE }, { "MAIL", "", THEN_NEXT }, GROUPS, GROUP(OKAY), { ".", "250 taken\r\n", AT_ONCE });
    MANY(2, "a 0 250; b 0 250; ", "RCPT TO:<b@b.example>", NULL,
         GROUPS, GROUP(OKAY), { ".", "", AT_ONCE }, { "MAIL", "250 taken\r\n421 that is enough\r\n", THEN_NEXT }, GROUPS, GROUP(OKAY),
         { ".", "250 taken\r\n", AT_ONCE });
    MANY(2, "a 6 421; b 0 250; ", "RCPT TO:<b@b.example>", NULL,
         GROUPS, GROUP(OKAY), { ".", "", AT_ONCE }, GROUP("421 closing\r\n"), { NULL, "", THEN_NEXT }, GROUPS, GROUP(OKAY),
         { ".", "250 taken\r\n", AT_ONCE });
    MANY(2, "a 0 250; b 0 250; ", "RCPT TO:<b@b.example>", NULL,          /* once more and no oftener */
         GROUPS, GROUP(OKAY), { ".", "250 taken\r\n", THEN_NEXT }, GROUPS, GROUP(OKAY), { ".", "250 taken\r\n", AT_ONCE });
    MANY(2, "a 0 250; b 7 421; ", "MAIL", NULL,
         GROUPS, GROUP(OKAY), { ".", "250 taken\r\n", THEN_NEXT }, GROUPS, { "MAIL", "421 no\r\n", THEN_GONE });
    MANY(1, "a 6 0; ", "DATA", NULL, GROUPS, GROUP("250 ok\r\n250 ok\r\n250 what?\r\n"));
}

static void
test_a_long_text_arrives_whole(void **state)
{
    static const struct step steps[] = { GROUPS, GROUP(OKAY), { ".", "250 taken\r\n", AT_ONCE } };
    struct buf text = {0}, stuffed = {0};
    struct smtp_reply reply;
    struct server server;
    struct peer peer;
    struct smtp *s;

    (void)state;
    for (int i = 0; i < 40000; i++)         /* lines of all lengths, so that pieces end anywhere */
        buf_addf(&text, ".%.*s\r\n", i % 61, "-------------------------------------------------------------");
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '.')
            buf_addc(&stuffed, '.');
        buf_addc(&stuffed, text.data[i]);
    }
    buf_adds(&stuffed, ".\r\n");
    peer_begin(&peer, steps, ARRAY_LEN(steps), -1);
    server = peer_server(&peer, TLS_NONE);
    s = smtp_new(&server, NULL);
    assert_int_equal(send_from(s, "", "a@b.example", buf_text(&text), &reply), SMTP_SENT);
    smtp_free(s);
    peer_end(&peer);
    assert_non_null(strstr(buf_text(&peer.heard), buf_text(&stuffed)));
    peer_forget(&peer);
    buf_free(&text);
    buf_free(&stuffed);
}

/* --- what never reaches a server ------------------------------------------ */

static void
test_what_breaks_the_dialogue_is_refused(void **state)
{
    static const char *const bad[] = { "a@b.exa\rmple", "a@b.example\n", "a b@x.example", "<a@b.example>", "a@b.example> x",
                                       "\x01@b.example", "a\x7f@b.example" };
    struct server server = { .host = (char[]){ "127.0.0.1" }, .port = 1, .tls = TLS_NONE, .timeout = PATIENCE };
    struct smtp *s = smtp_new(&server, NULL);
    struct smtp_reply reply;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_int_equal(send_from(s, "", bad[i], letter, &reply), SMTP_ADDRESS);
        assert_int_equal(send_from(s, bad[i], "CL@dongthap.example", letter, &reply), SMTP_LETTER);
        assert_int_equal(reply.code, 0);
    }
    assert_int_equal(send_from(s, "", "", letter, &reply), SMTP_ADDRESS);
    assert_int_equal(send_from(s, "", "CL@dongthap.example", "a wo\nrd\r\n", &reply), SMTP_LETTER);
    assert_int_equal(send_from(s, "", "CL@dongthap.example", "a wo\rrd\r\n", &reply), SMTP_LETTER);
    assert_int_equal(send_from(s, "", "CL@dongthap.example", "a\r", &reply), SMTP_LETTER);
    smtp_free(s);
}

static void
test_host_is_a_name(void **state)
{
    struct server server = { .host = (char[]){ "mx.example/x@other.example" }, .port = 25, .tls = TLS_STARTTLS, .timeout = PATIENCE };
    char *cause = NULL;

    (void)state;
    assert_null(smtp_new(&server, &cause));
    assert_non_null(cause);
    free(cause);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_letters_on_one_connection),
        cmocka_unit_test(test_dots_at_the_edges_of_pieces),
        cmocka_unit_test(test_temporary),
        cmocka_unit_test(test_of_the_letter_or_the_address),
        cmocka_unit_test(test_all_lines_of_a_refusal_are_kept),
        cmocka_unit_test(test_of_the_channel),
        cmocka_unit_test(test_plain_before_what_cannot_be_checked),
        cmocka_unit_test(test_required_tls_is_required),
        cmocka_unit_test(test_death_after_data),
        cmocka_unit_test(test_next_letter_connects_again),
        cmocka_unit_test(test_a_letter_costs_one_round_trip),
        cmocka_unit_test(test_no_group_where_none_is_offered),
        cmocka_unit_test(test_a_refusal_within_a_group),
        cmocka_unit_test(test_death_between_two_letters),
        cmocka_unit_test(test_a_long_text_arrives_whole),
        cmocka_unit_test(test_what_breaks_the_dialogue_is_refused),
        cmocka_unit_test(test_host_is_a_name),
    };

    return cmocka_run_group_tests_name("mail_smtp", tests, NULL, NULL);
}
