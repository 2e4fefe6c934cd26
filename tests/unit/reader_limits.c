/* One step beyond each cap on a mail, and mails that are none: each ends with
 * its problem named, and the daemon takes what is told of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "reader/reader.h"
#include "leaks.h"

#define BEGIN "From: a@x.example\n"
#define MIXED "Content-Type: multipart/mixed; boundary="

static struct message *
read_buf(struct buf *b)
{
    struct message *m = reader_message(b->data, b->len), *back;
    struct buf answer = {0};
    char *cause = NULL;
    size_t packed;

    message_pack(m, &answer);
    packed = answer.len;
    assert_true(packed <= LIMIT_ANSWER);
    back = message_unpack(buf_take(&answer), packed, &cause);   /* the daemon would take it */
    if (back == NULL)
        fail_msg("%s", cause);
    message_free(back);
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
parts_nested_too_deeply(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, BEGIN MIXED "b0\n\n");
    for (int i = 0; i <= LIMIT_DEPTH; i++)
        buf_addf(&b, "--b%d\n" MIXED "b%d\n\n", i, i + 1);
    for (int i = LIMIT_DEPTH + 1; i >= 0; i--)
        buf_addf(&b, "--b%d--\n", i);
    m = read_buf(&b);
    assert_true(strings_has(&m->flags, "doubtful-structure"));
    assert_true(mentions(m, "nested deeper than 30"));
    message_free(m);
}

static void
mails_nested_too_deeply(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    for (int i = 0; i < LIMIT_ARCHIVE_DEPTH + 2; i++)
        buf_adds(&b, BEGIN "Content-Type: message/rfc822\n\n");
    buf_adds(&b, BEGIN "\nthe last\n");
    m = read_buf(&b);
    assert_int_equal(m->nattachments, LIMIT_ARCHIVE_DEPTH + 1);
    assert_string_equal(m->attachments[LIMIT_ARCHIVE_DEPTH].reason, "mails are nested deeper than 3");
    message_free(m);
}

static void
too_many_fields(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, BEGIN);
    for (int i = 0; i < LIMIT_HEADER_FIELDS; i++)
        buf_adds(&b, "X-A: b\n");
    buf_adds(&b, "\ntext\n");
    m = read_buf(&b);
    assert_true(strings_has(&m->flags, "doubtful-structure"));
    assert_true(mentions(m, "more than 1000 fields"));
    message_free(m);
}

static void
a_header_too_long(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, BEGIN "X-A:");
    while (b.len <= LIMIT_HEADER_BYTES)
        buf_adds(&b, "          a folded line of blanks and words\n");
    buf_adds(&b, "\ntext\n");
    m = read_buf(&b);
    assert_true(mentions(m, "or 256 KB; the rest and the body are not read"));
    assert_null(m->text_full);
    message_free(m);
}

static void
comments_are_no_content(void **state)
{
    const char *const fields[] = { "From", "To", "Content-Type", "Date", "Message-ID", "References", "Content-Disposition" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        struct buf b = {0};

        buf_addf(&b, "%s: (one (in another)) (without end\n\ntext\n", fields[i]);
        message_free(read_buf(&b));
    }
}

/* Of each kind, one more than is taken. */
static void
too_many_addresses(void **state)
{
    const struct { const char *piece; bool doubtful; } pieces[] = { { "a@x.example, ", false }, { "a:;, ", true } };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        struct buf b = {0};
        struct message *m;

        buf_adds(&b, "From: ");
        for (int k = 0; k < LIMIT_ADDRESSES; k++)
            buf_adds(&b, pieces[i].piece);
        buf_addf(&b, "%sb@x.example\n\ntext\n", pieces[i].doubtful ? "a:;, " : "");
        m = read_buf(&b);
        assert_true(m->from.n <= LIMIT_ADDRESSES);
        assert_null(message_sender(m));
        assert_true(mentions(m, pieces[i].doubtful ? "nests groups" : "more than 200 addresses"));
        message_free(m);
    }
}

static void
too_many_parts(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, BEGIN MIXED "b\n\n");
    for (int i = 0; i < LIMIT_PARTS; i++)       /* and the multipart itself */
        buf_adds(&b, "--b\nContent-Disposition: attachment\n\nx\n");
    buf_adds(&b, "--b--\n");
    m = read_buf(&b);
    assert_int_equal(m->nattachments, LIMIT_PARTS - 1);
    assert_true(mentions(m, "more than 500 parts"));
    message_free(m);
}

static void
odd_boundaries(void **state)
{
    const char *const boundaries[] = { "", "\"\"", "--", "=", "\" \"" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(boundaries); i++) {
        struct buf b = {0};

        buf_addf(&b, BEGIN MIXED "%s\n\n--\n\nx\n--a\n\ny\n--a--\n", boundaries[i]);
        message_free(read_buf(&b));
    }
}

static void
a_boundary_given_twice_is_doubtful(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, BEGIN MIXED "a; boundary=a\n\n--a\n\nx\n--a--\n");
    m = read_buf(&b);
    assert_true(strings_has(&m->flags, "doubtful-structure"));
    message_free(m);
}

static void
a_text_too_long(void **state)
{
    struct buf b = {0};
    struct message *m;

    (void)state;
    buf_adds(&b, BEGIN "\n");
    while (b.len <= LIMIT_TEXT)
        buf_adds(&b, "Vào ngày đẹp trời, On <b>a</b> &amp; dòng chữ dài\n");
    buf_adds(&b, "dòng cuối\n");
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
        cmocka_unit_test(parts_nested_too_deeply),
        cmocka_unit_test(mails_nested_too_deeply),
        cmocka_unit_test(too_many_fields),
        cmocka_unit_test(a_header_too_long),
        cmocka_unit_test(comments_are_no_content),
        cmocka_unit_test(too_many_addresses),
        cmocka_unit_test(too_many_parts),
        cmocka_unit_test(odd_boundaries),
        cmocka_unit_test(a_boundary_given_twice_is_doubtful),
        cmocka_unit_test(a_text_too_long),
        cmocka_unit_test(nothing_at_all),
    };

    LEAKS_ASIDE(reader_prepare());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
