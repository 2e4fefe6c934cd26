/* Mails made to break parsers: each ends in seconds with its problem named,
 * and nothing of it is believed. Too large to keep in the corpus. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "reader/reader.h"
#include "leaks.h"

#define SECONDS_MOST 10

static struct message *
read_buf(struct buf *b)
{
    clock_t begun = clock();
    struct message *m = reader_message(b->data, b->len), *back;
    struct buf answer = {0};
    char *cause = NULL;

    assert_true((clock() - begun) / CLOCKS_PER_SEC < SECONDS_MOST);
    message_print(m, &answer);
    assert_true(answer.len <= LIMIT_ANSWER);
    back = message_parse(answer.data, answer.len, &cause);      /* the daemon would take it */
    if (back == NULL)
        fail_msg("%s", cause);
    message_free(back);
    buf_free(&answer);
    buf_free(b);
    return m;
}

static bool
mentions(const struct message *m, const char *piece)
{
    for (size_t i = 0; i < m->problems.n; i++) {
        if (strstr(m->problems.v[i], piece) != NULL)
            return true;
    }
    return false;
}

static void
fifty_thousand_nested_parts(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, "From: a@x.example\nContent-Type: multipart/mixed; boundary=b0\n\n");
    for (int i = 0; i < 50000; i++)
        buf_addf(&b, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
    m = read_buf(&b);
    assert_true(strings_has(&m->flags, "doubtful-structure"));
    assert_true(mentions(m, "nested"));
    message_free(m);
}

static void
fifty_thousand_nested_mails(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    for (int i = 0; i < 50000; i++)
        buf_adds(&b, "From: a@x.example\nContent-Type: message/rfc822\n\n");
    m = read_buf(&b);
    assert_true(m->nattachments <= LIMIT_ARCHIVE_DEPTH + 1);
    message_free(m);
}

static void
half_a_million_headers(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, "From: a@x.example\n");
    for (int i = 0; i < 500000; i++)
        buf_adds(&b, "X-A: b\n");
    buf_adds(&b, "\ntext\n");
    m = read_buf(&b);
    assert_true(strings_has(&m->flags, "doubtful-structure"));
    assert_true(mentions(m, "more than 1000 fields"));
    message_free(m);
}

static void
headers_of_a_part_without_end(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n");
    for (int i = 0; i < 200000; i++)
        buf_adds(&b, "X-A: b\n");
    buf_adds(&b, "\ntext\n--b--\n");
    m = read_buf(&b);
    message_free(m);
}

static void
a_million_parentheses(void **state)
{
    const char *const fields[] = { "From", "To", "Content-Type", "Date", "Message-ID", "References", "Content-Disposition" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        struct buf b = {0};

        buf_addf(&b, "%s: ", fields[i]);
        for (int k = 0; k < 1000000; k++)
            buf_addc(&b, '(');
        buf_adds(&b, "\n\ntext\n");
        message_free(read_buf(&b));
    }
}

static void
an_address_field_without_end(void **state)
{
    const char *const pieces[] = { "a@x.example,", "a:", "<", "\"", "a@[", ";,", "=?utf-8?q?=61?= ", "\\" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        struct buf b = {0};
        struct message *m;

        buf_adds(&b, "From: ");
        while (b.len < LIMIT_HEADER_BYTES - 1000)
            buf_adds(&b, pieces[i]);
        buf_adds(&b, "\n\ntext\n");
        m = read_buf(&b);
        assert_true(m->from.n <= LIMIT_ADDRESSES);
        assert_null(message_sender(m));
        message_free(m);
    }
}

static void
too_many_parts(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 100000; i++)
        buf_adds(&b, "--b\nContent-Disposition: attachment\n\nx\n");
    m = read_buf(&b);
    assert_true(m->nattachments <= LIMIT_PARTS);
    assert_true(mentions(m, "more than 500 parts"));
    message_free(m);
}

static void
odd_boundaries(void **state)
{
    const char *const boundaries[] = { "\"\\\"\"", "", "\"\"", "a; boundary=b", "\"a\"; boundary=\"b\"", "--", "=", "\" \"" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(boundaries); i++) {
        struct buf b = {0};

        buf_addf(&b, "From: a@x.example\nContent-Type: multipart/mixed; boundary=%s\n\n--\"\n\nx\n--a\n\ny\n--b\n\nz\n--b--\n--a--\n",
                 boundaries[i]);
        message_free(read_buf(&b));
    }
}

static void
two_boundaries_are_doubtful(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, "From: a@x.example\nContent-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n--b\n\ny\n--b--\n");
    m = read_buf(&b);
    assert_true(strings_has(&m->flags, "doubtful-structure"));
    message_free(m);
}

static void
a_body_of_thirty_megabytes(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, "From: a@x.example\n\n");
    while (b.len < (30u << 20))
        buf_adds(&b, "Vào ngày đẹp trời, On <b>a</b> &amp; dòng chữ dài\n");
    m = read_buf(&b);
    assert_true(strlen(m->text_full) <= LIMIT_TEXT);
    assert_true(strings_has(&m->flags, "truncated"));
    message_free(m);
}

static void
nothing_at_all(void **state)
{
    const char *const mails[] = { "", "\n", "\n\n", ":", "From", "From: ", "\xFF\xFE\xFF", "--b--" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
        struct buf b = {0};

        buf_adds(&b, mails[i]);
        buf_addc(&b, '\n');
        message_free(read_buf(&b));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifty_thousand_nested_parts),
        cmocka_unit_test(fifty_thousand_nested_mails),
        cmocka_unit_test(half_a_million_headers),
        cmocka_unit_test(headers_of_a_part_without_end),
        cmocka_unit_test(a_million_parentheses),
        cmocka_unit_test(an_address_field_without_end),
        cmocka_unit_test(too_many_parts),
        cmocka_unit_test(odd_boundaries),
        cmocka_unit_test(two_boundaries_are_doubtful),
        cmocka_unit_test(a_body_of_thirty_megabytes),
        cmocka_unit_test(nothing_at_all),
    };

    LEAKS_ASIDE(reader_prepare());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
