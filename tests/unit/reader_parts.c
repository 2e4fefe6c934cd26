/* How the parts of a mail are understood: encodings, labels, wrappers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reader/reader.h"

#define HEAD "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"

static struct message *
mail_of(const char *rest)
{
    char *mail = xasprintf(HEAD "%s", rest);
    struct message *m = reader_message(mail, strlen(mail));

    free(mail);
    return m;
}

static struct message *
file_of(const char *fields, const char *body)
{
    char *rest = xasprintf("Content-Type: multipart/mixed; boundary=b\n\n--b\n%s\n\n%s\n--b--\n", fields, body);
    struct message *m = mail_of(rest);

    free(rest);
    assert_int_equal(m->nattachments, 1);
    return m;
}

#define CSV64 "U+G7kSBjdeG7mWM7MTIKU+G7kSBjdeG7mWM7MTIKU+G7kSBjdeG7mWM7MTIK"

static void
encodings_by_their_word(void **state)
{
    static const char *const rows[] = {
        "Content-Transfer-Encoding: base64;\n",
        "Content-Transfer-Encoding: BASE64 (as ever)\n",
        "Content-Transfer-Encoding: \"base64\"\n",
        "Content-Transfer-Encoding: 8bit\n",            /* it is base64 all the same */
        "",
        "Content-Transfer-Encoding: x-own\n",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *fields = xasprintf("Content-Type: application/octet-stream; name=a.csv\n%sX-Last: 1", rows[i]);
        struct message *m = file_of(fields, CSV64);

        assert_string_equal(m->attachments[0].type, "csv");
        assert_int_equal(m->attachments[0].sheets[0].ncells, 6);
        assert_string_equal(m->attachments[0].sheets[0].cells[0].value, "Số cuộc");
        message_free(m);
        free(fields);
    }
}

#define CSV_UU "begin 644 a.csv\n>4^&[D2!C=>&[F6,[,3(*4^&[D2!C=>&[F6,[,3(*\n`\nend\n"

static void
uuencoded_behind_its_first_line(void **state)
{
    struct message *m = file_of("Content-Type: application/octet-stream; name=a.csv\nContent-Transfer-Encoding: x-uuencode",
                                "words before it\n" CSV_UU);

    (void)state;
    assert_string_equal(m->attachments[0].type, "csv");
    assert_int_equal(m->attachments[0].sheets[0].ncells, 4);
    assert_string_equal(m->attachments[0].sheets[0].cells[0].value, "Số cuộc");
    message_free(m);
}

static void
what_stays_encoded_is_not_read(void **state)
{
    struct message *m = file_of("Content-Type: application/octet-stream; name=a.docx\nContent-Transfer-Encoding: x-own", CSV_UU);

    (void)state;
    assert_int_equal(m->attachments[0].status, ATTACHMENT_UNREADABLE);
    assert_string_equal(m->attachments[0].reason, "its transfer encoding is not known");
    message_free(m);
}

static void
an_unknown_encoding_is_said(void **state)
{
    struct message *m = file_of("Content-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: x-own", "\x01\x02%%\x03\x04\x05\x06");

    (void)state;
    assert_true(strings_has(&m->flags, "encoding-unknown"));
    assert_int_equal(m->attachments[0].status, ATTACHMENT_UNREADABLE);
    message_free(m);
}

static void
a_field_in_encoded_words(void **state)
{
    struct message *m = file_of("Content-Type: application/octet-stream\nContent-Disposition: =?utf-8?q?attachment=3B_filename=3D_?=\n"
                                " =?utf-8?b?QsOhbyBjw6FvLmNzdg==?=", "a;1\nb;2");

    (void)state;
    assert_string_equal(m->attachments[0].name, "Báo cáo.csv");
    assert_string_equal(m->attachments[0].type, "csv");
    message_free(m);
}

static void
valid_utf8_is_no_latin1(void **state)
{
    static const char *const labels[] = { "iso-8859-1", "windows-1252", "windows-1258", "us-ascii", "iso-8859-15" };
    struct message *m;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        char *rest = xasprintf("Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: 8bit\n\nHuyện Cao Lãnh gửi", labels[i]);

        m = mail_of(rest);
        assert_string_equal(m->text_full, "Huyện Cao Lãnh gửi");
        assert_true(strings_has(&m->flags, "charset-guessed"));
        message_free(m);
        free(rest);
    }
    m = mail_of("Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9 \xc3 part");
    assert_string_equal(m->text_full, "café Ã part");
    message_free(m);
}

/* ContentInfo { signedData { 1, {}, { data, content } } }, of definite length and in pieces. */
static void
what_a_signature_wraps_is_read(void **state)
{
    static const char whole[] = "MG4GCSqGSIb3DQEHAqBhMF8CAQExADBYBgkqhkiG9w0BBwGgSwRJQ29udGVudC1UeXBlOiB0ZXh0L2NzdjsgbmFtZT1iLmNzdgpD"
        "b250ZW50LVRyYW5zZmVyLUVuY29kaW5nOiA4Yml0CgpTLDEyCg==";
    static const char pieces[] = "MIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwGggCSABBhDb250ZW50LVR5cGU6IHRleHQvY3N2OyAEDG5hbWU9Yi5j"
        "c3YKCgQFUywxMgoAAAAAAAAAAAAAAAA=";
    static const char encrypted[] = "MDQGCSqGSIb3DQEHA6AnMCUCAQAxADAeeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4";
    struct message *m;

    (void)state;
    for (int i = 0; i < 2; i++) {
        m = file_of("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64",
                    i == 0 ? whole : pieces);
        assert_string_equal(m->attachments[0].name, "b.csv");
        assert_string_equal(m->attachments[0].type, "csv");
        assert_true(strings_has(&m->flags, "signature-unchecked"));
        message_free(m);
    }
    for (int i = 0; i < 2; i++) {
        m = file_of(i == 0 ? "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64"
                           : "Content-Type: application/pkcs7-mime; name=BC.xlsx.p7m\nContent-Transfer-Encoding: base64", encrypted);
        assert_int_equal(m->attachments[0].status, ATTACHMENT_QUARANTINED);
        assert_true(strings_has(&m->attachments[0].flags, "encrypted"));
        assert_int_equal(strings_has(&m->flags, "encrypted"), i == 0);          /* the mail itself, or a file of it */
        message_free(m);
    }
}

/* The first packet of what PGP encrypts: a key of its session. */
static void
pgp_without_letters_is_encrypted(void **state)
{
    static const struct { const char *head; bool is; } rows[] = {
        { "\x84\x5e\x03\x12", true }, { "\x85\x01\x0c\x03", true }, { "\xc1\x5e\x03\x12", true }, { "\xc1\xc1\x4c\x03", true },
        { "\x8c\x0d\x04\x09", true }, { "\xc3\x0d\x04\x09", true }, { "\x85\x01\x0c\x02", false }, { "\x87\x03\x03\x03", false },
        { "\x90\x0d\x03\x01", false }, { "\xa3\x01\x03\x03", false }, { "abcd", false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        unsigned char bytes[64] = {0};
        struct attachment a = {0};

        memcpy(bytes, rows[i].head, 4);
        reader_file("BC.xlsx.gpg", bytes, sizeof bytes, &a);
        assert_int_equal(strings_has(&a.flags, "encrypted"), rows[i].is);
        attachment_clear(&a);
    }
}

static void
signatures_are_typed(void **state)
{
    static const struct { const char *fields, *body, *type; } rows[] = {
        { "Content-Type: application/pgp-signature; name=signature.asc", "-----BEGIN PGP SIGNATURE-----\nx", "signature" },
        { "Content-Type: application/pkcs7-signature; name=smime.p7s", "x", "signature" },
        { "Content-Type: application/pgp-keys", "-----BEGIN PGP PUBLIC KEY BLOCK-----\nx", "key" },
        { "Content-Type: application/octet-stream; name=encrypted.asc", "-----BEGIN PGP MESSAGE-----\nx", "p7m" },
        { "Content-Type: application/octet-stream; name=b.abw",
          "<?xml version=\"1.0\"?>\n<!DOCTYPE abiword PUBLIC \"-//ABISOURCE//DTD AWML 1.0 Strict//EN\" \"a\">\n<abiword><p>12</p></abiword>", "abw" },
        { "Content-Type: text/vcard; name=a.vcf", "BEGIN:VCARD\nFN:A\nEND:VCARD", "vcf" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct message *m = file_of(rows[i].fields, rows[i].body);

        assert_string_equal(m->attachments[0].type, rows[i].type);
        message_free(m);
    }
}

static void
a_report_in_plain_parts(void **state)
{
    struct message *m = mail_of("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/global-delivery-status\n\n"
                                "Reporting-MTA: dns; mx.example\n\nAction: failed\n--b\nContent-Type: text/rfc822-headers\n\n"
                                "Message-ID: <own@example>\n--b--\n");
    bool id = false, failed = false;

    (void)state;
    for (size_t i = 0; i < m->ndsn; i++) {
        id |= strcmp(m->dsn[i].tag, "message-id") == 0 && strcmp(m->dsn[i].value, "<own@example>") == 0;
        failed |= strcmp(m->dsn[i].tag, "action") == 0 && strcmp(m->dsn[i].value, "failed") == 0;
    }
    assert_true(id && failed);
    message_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_by_their_word),     cmocka_unit_test(an_unknown_encoding_is_said),
        cmocka_unit_test(uuencoded_behind_its_first_line),     cmocka_unit_test(an_unknown_encoding_is_said),
        cmocka_unit_test(what_stays_encoded_is_not_read),     cmocka_unit_test(an_unknown_encoding_is_said),
        cmocka_unit_test(a_field_in_encoded_words),    cmocka_unit_test(valid_utf8_is_no_latin1),
        cmocka_unit_test(what_a_signature_wraps_is_read), cmocka_unit_test(pgp_without_letters_is_encrypted), cmocka_unit_test(signatures_are_typed),
        cmocka_unit_test(a_report_in_plain_parts),
    };

    reader_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
