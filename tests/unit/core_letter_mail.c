/* From a rendered letter to the bytes of a mail, and who may claim to answer
 * one. What a mail library makes of the bytes is tests/e2e/test_letter.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "core/letter/letter.h"

static struct rendered sample = { .subject = "[BVANTQ TN-2023-0042] Đã nhận báo cáo định kỳ 6 tháng 2023 của huyện Tháp Mười",
                                  .text = "Kính gửi: huyện\n\nHết.\n", .html = "<div lang=\"vi\"><p>Kính</p></div>\n" };

static struct letter_head
head(void)
{
    return (struct letter_head){ .from_name = "Phòng \"PV05\", Công an tỉnh", .from = "baocao@pv05.example",
                                 .to = "h-thap-muoi@dongthap.example", .message_id = "ack.0123@pv05.example",
                                 .auto_submitted = "auto-replied", .date = 1686105060, .utc_offset = 25200 };
}

static char *
composed(const struct letter_head *h, const struct letter_file *files, size_t nfiles)
{
    char *cause = NULL, *mail;
    size_t length;

    mail = letter_compose(h, &sample, files, nfiles, &length, &cause);
    assert_null(cause);
    assert_int_equal(strlen(mail), length);
    return mail;
}

static void
every_line_is_ascii_short_and_ends_in_crlf(void **state)
{
    struct letter_head h = head();
    char name[700] = "";
    struct letter_file file = { .name = name, .media_type = "application/vnd.ms-excel", .bytes = "\0\xff\r\n.\r\n", .size = 7 };
    char *mail, *line, *end;

    (void)state;
    for (int i = 0; i < 40; i++)
        strcat(name, "Biểu số \"1\"; ");
    mail = composed(&h, &file, 1);
    for (line = mail; *line != '\0'; line = end + 2) {
        end = strstr(line, "\r\n");
        assert_non_null(end);
        assert_true(end - line <= 78 || strncmp(line, "Message-ID: ", 12) == 0);
        for (const char *c = line; c < end; c++)
            assert_true(*c >= ' ' && *c <= '~');
    }
    assert_non_null(strstr(mail, "\r\nDate: Wed, 07 Jun 2023 09:31:00 +0700\r\n"));
    assert_non_null(strstr(mail, "\r\nAuto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n"));
    assert_non_null(strstr(mail, "\r\nSubject: [BVANTQ TN-2023-0042] =?UTF-8?B?"));
    free(mail);
}

static void
the_same_letter_gives_the_same_bytes(void **state)
{
    struct letter_head h = head();
    char *first = composed(&h, NULL, 0), *second = composed(&h, NULL, 0), *other;

    (void)state;
    assert_string_equal(first, second);
    h.message_id = "ack.0124@pv05.example";
    other = composed(&h, NULL, 0);
    assert_string_not_equal(strstr(first, "boundary="), strstr(other, "boundary="));
    free(first);
    free(second);
    free(other);
}

static void
a_thread_is_kept_and_capped(void **state)
{
    struct letter_head h = head();
    struct strings ids = {0};
    char *mail, id[32];

    (void)state;
    for (int i = 0; i < 30; i++) {
        snprintf(id, sizeof id, "m%d@x.example", i);
        strings_add(&ids, id);
    }
    strings_add(&ids, "evil>\r\nBcc: a@b");
    h.in_reply_to = "m29@x.example";
    h.references = &ids;
    mail = composed(&h, NULL, 0);
    assert_non_null(strstr(mail, "\r\nIn-Reply-To: <m29@x.example>\r\n"));
    assert_non_null(strstr(mail, "\r\nReferences: <m0@x.example> <m21@x.example>"));
    assert_null(strstr(mail, "<m20@x.example>"));
    assert_null(strstr(mail, "Bcc"));
    free(mail);
    h.in_reply_to = "no id\r\nBcc: a@b";
    h.references = NULL;
    mail = composed(&h, NULL, 0);
    assert_null(strstr(mail, "In-Reply-To"));
    free(mail);
    strings_free(&ids);
}

static void
refuses(const struct letter_head *h, const struct rendered *r, const struct letter_file *file, const char *expected)
{
    char *cause = NULL;
    size_t length;

    assert_null(letter_compose(h, r, file, file != NULL, &length, &cause));
    assert_string_equal(cause, expected);
    free(cause);
}

static void
what_may_not_stand_in_a_header_is_refused(void **state)
{
    struct rendered bad = { .subject = "a\r\nBcc: x@y.example", .text = "", .html = "" };
    struct letter_file file = { .name = "a", .media_type = "text/plain\r\nX: y", .bytes = "", .size = 0 };
    struct letter_head h = head();

    (void)state;
    refuses(&h, &bad, NULL, "Subject: holds control characters");
    refuses(&h, &sample, &file, "attachment 1: not a media type");
    file = (struct letter_file){ .name = "a\nb", .media_type = "text/plain", .bytes = "", .size = 0 };
    refuses(&h, &sample, &file, "attachment 1: the file name is not clean UTF-8");
    h.to = "a@b.example, c@d.example";
    refuses(&h, &sample, NULL, "To: not one plain mail address");
    h.to = "a@b.example\r\nRCPT TO:<c@d.example>";
    refuses(&h, &sample, NULL, "To: not one plain mail address");
    h = head();
    h.from_name = "a\nb";
    refuses(&h, &sample, NULL, "From: the name holds control characters");
    h = head();
    h.message_id = "a b@c";
    refuses(&h, &sample, NULL, "Message-ID: not an identifier of the form a@b");
    h = head();
    h.auto_submitted = "yes";
    refuses(&h, &sample, NULL, "Auto-Submitted: none of auto-replied, auto-generated, no");
}

static void
only_we_can_make_our_ids(void **state)
{
    char *id = letter_message_id("secret", "ack:TN-2023-0042 a@b.example", "baocao@pv05.example");
    char *again = letter_message_id("secret", "ack:TN-2023-0042 a@b.example", "baocao@pv05.example");
    char *other = letter_message_id("secret", "ack-TN-2023-0042 a@b.example", "baocao@pv05.example");
    char *longer = letter_message_id("secret", "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 "
                                     "0123456789 0123456789 0123456789 0123456789 0123456789", "baocao@pv05.example");

    (void)state;
    assert_true(strlen(id) <= 73 && strlen(longer) <= 73);     /* nobody folds or encodes them */
    assert_string_equal(id, again);
    assert_string_not_equal(id, other);
    assert_true(strlen(longer) < 200);
    assert_true(letter_id_is_ours("secret", id));
    assert_true(letter_id_is_ours("secret", longer));
    assert_false(letter_id_is_ours("other", id));
    assert_false(letter_id_is_ours("secret", ""));
    assert_false(letter_id_is_ours("secret", "ack.@pv05.example"));
    again[0] = 'b';                     /* another reason, the old proof */
    assert_false(letter_id_is_ours("secret", again));
    free(again);
    again = xstrdup(id);
    again[strlen(again) - 1] = 'x';     /* another office */
    assert_false(letter_id_is_ours("secret", again));
    free(id);
    free(again);
    free(other);
    free(longer);
}

/* For test_letter.py: names and files that are hard on a reader. */
static void
leave_one_with_files(void **state)
{
    const char *out = getenv("LETTERS_OUT");
    struct letter_head h = head();
    struct strings cc = {0};
    struct letter_file files[] = {
        { .name = "Biểu số 01 - Danh sách lựa chọn, xây dựng điển hình của thành phố Cao Lãnh (bản chính thức).xlsx",
          .media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .bytes = "PK\3\4\0\xff", .size = 6 },
        { .name = "plain.txt", .media_type = "text/plain", .bytes = "a\n", .size = 2 },
    };
    char *mail, *path;

    (void)state;
    strings_add(&cc, "lanhdao@dongthap.example");
    strings_add(&cc, "vanthu@dongthap.example");
    h.cc = &cc;
    h.reply_to = "traloi@pv05.example";
    mail = composed(&h, files, 2);
    if (out != NULL) {
        path = xasprintf("%s/with-files.eml", out);
        assert_int_equal(file_write(path, mail, strlen(mail), 0644, NULL), 0);
        free(path);
    }
    free(mail);
    strings_free(&cc);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_ascii_short_and_ends_in_crlf),
        cmocka_unit_test(the_same_letter_gives_the_same_bytes),
        cmocka_unit_test(a_thread_is_kept_and_capped),
        cmocka_unit_test(what_may_not_stand_in_a_header_is_refused),
        cmocka_unit_test(only_we_can_make_our_ids),
        cmocka_unit_test(leave_one_with_files),
    };
    return cmocka_run_group_tests_name("core_letter_mail", tests, NULL, NULL);
}
