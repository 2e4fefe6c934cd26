/* What can answer a report: the parts that people send, and those that mail
 * programs, phones and servers add. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/form/document.h"

#define PAGE 200000

struct file {
    enum file_role want;
    const char *type, *name, *media, *text, *flag;
    size_t size;
    enum attachment_status status;
};

static struct attachment *
add(struct message *m, const struct file *f, int inside)
{
    struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);

    *a = (struct attachment){ .inside = inside, .size = f->size, .status = f->status, .name = xstrdup(f->name),
                              .type = xstrdup(f->type), .media_type = xstrdup(f->media), .text = xstrdup(f->text) };
    if (f->flag != NULL)
        strings_add(&a->flags, f->flag);
    return a;
}

static const struct file alone[] = {
    { FILE_DOCUMENT, "pdf", "scan0001.pdf", "application/pdf", "", NULL, 900, ATTACHMENT_READ },
    { FILE_DOCUMENT, "xlsx", NULL, "application/octet-stream", NULL, NULL, 9000, ATTACHMENT_READ },
    { FILE_DOCUMENT, "doc", "112-BC.doc", NULL, NULL, NULL, 9000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "csv", "so lieu.csv", "text/csv", "a;1", NULL, 40, ATTACHMENT_READ },
    { FILE_DOCUMENT, "unknown", "BC 6 thang.xlsx", NULL, NULL, NULL, 700, ATTACHMENT_STORED },     /* damaged: to be said */
    { FILE_DOCUMENT, "txt", "BC 6 thang.pdf", "application/pdf", "JVBERi0x", NULL, 700, ATTACHMENT_READ },
    { FILE_DOCUMENT, "rar", "ho so.rar", NULL, NULL, NULL, 7000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "jpeg", "z4412345678901_0123456789abcdef.jpg", "image/jpeg", NULL, NULL, PAGE, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "heic", "IMG_2201.HEIC", "image/heic", NULL, NULL, 6000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "heic", "BC 6T.7z", "application/octet-stream", NULL, NULL, 6000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "xps", "BC 6T.xps", "application/octet-stream", NULL, NULL, 6000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "jpeg", "image0.jpeg", "image/jpeg", NULL, "inline", PAGE, ATTACHMENT_STORED },      /* a page, from a phone */
    { FILE_DOCUMENT, "txt", "45-BC-BCD138.txt", "text/plain", "Số cuộc: 12", NULL, 30, ATTACHMENT_READ },
    { FILE_DOCUMENT, "txt", "h-cao-lanh.txt", "text/plain", "1. Số cuộc tuyên truyền: 12\n2. Số lượt người dự: 1.250 lượt\n3. Số tin, bài:30",
      NULL, 90, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "h-cao-lanh.txt", "text/plain", "Số cuộc tuyên truyền: 12\nSố tin, bài: nhiều\nGửi lúc: 12:30\nSố điện thoại: 12/3",
      NULL, 90, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "ATT00003.txt", "text/plain", "Số cuộc tuyên truyền: 12\nSố lượt người dự: 1.250\nSố tin, bài: 30", NULL, 90, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "log.txt", "text/plain", "Size: 12\nStatus: 200\nSent: 3\nQueue: 4", NULL, 90, ATTACHMENT_READ },
    { FILE_DOCUMENT, "rtf", "bao cao 6 thang.rtf", "application/rtf", NULL, NULL, 4000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "rtf", "van ban.rtf", "application/rtf", NULL, NULL, 90000, ATTACHMENT_STORED },
    { FILE_DOCUMENT, "rtf", "bl.rtf", "application/rtf", "Số cuộc: 12", NULL, 4000, ATTACHMENT_READ },
    { FILE_CONTEXT, "rtf", "ATT00001.rtf", "application/rtf", "Trân trọng", NULL, 4000, ATTACHMENT_READ },
    /* pressed, not written */
    { FILE_CONTEXT, "txt", NULL, "text/vnd.google.email-reaction+json", "{\"emoji\":\"x\"}", NULL, 30, ATTACHMENT_READ },
    { FILE_CONTEXT, "ics", NULL, "text/calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY", NULL, 200, ATTACHMENT_READ },
    { FILE_CONTEXT, "ics", "invite.ics", "application/ics", "BEGIN:VCALENDAR\nMETHOD:REQUEST", NULL, 200, ATTACHMENT_READ },
    { FILE_CONTEXT, "ics", "han-bao-cao.ics", "text/calendar", "BEGIN:VCALENDAR", NULL, 200, ATTACHMENT_READ },
    /* signatures, keys, cards */
    { FILE_CONTEXT, "unknown", "smime.p7s", "application/pkcs7-signature", NULL, NULL, 4000, ATTACHMENT_STORED },
    { FILE_CONTEXT, "txt", "signature.asc", "application/pgp-signature", "-----BEGIN PGP SIGNATURE-----", NULL, 800, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "OpenPGP_0x12AB.asc", "application/pgp-keys", "-----BEGIN PGP PUBLIC KEY BLOCK-----", NULL, 3000, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "Nguyen Van A.vcf", "text/vcard", "BEGIN:VCARD", NULL, 300, ATTACHMENT_READ },
    /* what servers and programs add */
    { FILE_CONTEXT, "html", NULL, "text/x-amp-html", "Báo cáo 6 tháng", NULL, 900, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "ATT00001.txt", "text/plain", "\n", NULL, 2, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "ATT00002.txt", "text/plain", "Danh sach thu noi bo", NULL, 30, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "DeliveryReceipt.txt", "text/plain", "Da gui den: Bao cao 6 thang 2023", NULL, 60, ATTACHMENT_READ },
    { FILE_CONTEXT, "rtf", NULL, "application/rtf", NULL, NULL, 2000, ATTACHMENT_STORED },
    { FILE_CONTEXT, "unknown", "~$-BC-BCD138.docx", NULL, NULL, NULL, 162, ATTACHMENT_STORED },
    { FILE_CONTEXT, "unknown", "BC 6T/~$-BC-BCD138.docx", NULL, NULL, NULL, 162, ATTACHMENT_STORED },
    { FILE_CONTEXT, "unknown", "._BC 6 thang.xlsx", NULL, NULL, NULL, 4096, ATTACHMENT_UNREADABLE },
    { FILE_CONTEXT, "txt", ".~lock.BC 6 thang.ods#", "text/plain", NULL, NULL, 80, ATTACHMENT_STORED },
    { FILE_CONTEXT, "empty", "BC 6 thang.xlsx", NULL, NULL, NULL, 0, ATTACHMENT_UNREADABLE },
    { FILE_CONTEXT, "tnef", "winmail.dat", "application/ms-tnef", NULL, NULL, 400, ATTACHMENT_READ },
    { FILE_CONTEXT, "json", "Bao cao.json", "application/json", "{}", NULL, 40, ATTACHMENT_READ },
    { FILE_CONTEXT, "txt", "Bao cao.gsheet", NULL, "{\"url\": 1}", NULL, 40, ATTACHMENT_READ },
    /* pictures of a signature */
    { FILE_CONTEXT, "gif", "sig.gif", "image/gif", NULL, NULL, 50, ATTACHMENT_STORED },
    { FILE_CONTEXT, "png", "image001.png", "image/png", NULL, NULL, 30000, ATTACHMENT_STORED },
    { FILE_CONTEXT, "png", "Logo CA tinh.png", "image/png", NULL, NULL, 60000, ATTACHMENT_STORED },
    { FILE_CONTEXT, "jpeg", "huy hieu.jpg", "image/jpeg", NULL, NULL, 6000, ATTACHMENT_STORED },
    { FILE_CONTEXT, "png", NULL, "image/png", NULL, "inline", 40000, ATTACHMENT_STORED },
    /* somewhere else */
    { FILE_LINK, "html", "Mail Drop Attachment.html", "text/html", "Bao cao.xlsx", NULL, 70, ATTACHMENT_READ },
    { FILE_LINK, "html", "Báo cáo 6 tháng.html", "text/html", "Mở trong trình duyệt", NULL, 900, ATTACHMENT_READ },
    { FILE_DOCUMENT, "html", "bieu.xls", "application/vnd.ms-excel", "Số cuộc\t12", NULL, 90, ATTACHMENT_READ },
    { FILE_LINK, "txt", "bc.xlsx", "message/external-body", "Content-Type: application/octet-stream", NULL, 50, ATTACHMENT_READ },
};

static void
each_part_for_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(alone); i++) {
        struct message *m = message_new();

        add(m, &alone[i], -1);
        document_sort(m);
        if (m->attachments[0].role != alone[i].want)
            print_error("%s %s: %d\n", alone[i].media, alone[i].name, m->attachments[0].role);
        assert_int_equal(m->attachments[0].role, alone[i].want);
        assert_int_equal(document_count(m), alone[i].want == FILE_DOCUMENT);
        message_free(m);
    }
}

static const struct file zip = { FILE_DOCUMENT, "zip", "ho so.zip", NULL, "", NULL, 9000, ATTACHMENT_READ };
static const struct file mail = { FILE_CONTEXT, "eml", NULL, "message/rfc822", "Gửi báo cáo 6 tháng 2023", NULL, 900, ATTACHMENT_READ };
static const struct file paper = { FILE_DOCUMENT, "pdf", "bc.pdf", NULL, "", NULL, 9000, ATTACHMENT_READ };
static const struct file logo = { FILE_CONTEXT, "png", "logo.png", NULL, NULL, NULL, 900, ATTACHMENT_STORED };

static void
an_archive_is_what_it_holds(void **state)
{
    const struct { const struct file *inside[2]; size_t documents; } cases[] = {
        { { NULL, NULL }, 0 }, { { &logo, NULL }, 0 }, { { &logo, &paper }, 1 }, { { &paper, &paper }, 1 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct message *m = message_new();

        add(m, &zip, -1);
        for (size_t k = 0; k < 2 && cases[i].inside[k] != NULL; k++)
            add(m, cases[i].inside[k], 0);
        document_sort(m);
        assert_int_equal(document_count(m), cases[i].documents);
        assert_int_equal(m->attachments[0].role, cases[i].documents > 0 ? FILE_DOCUMENT : FILE_CONTEXT);
        message_free(m);
    }
}

/* Words that somebody forwards are nobody's report; files that were attached
 * to them may be one, unless the office itself had sent them. */
static void
a_forwarded_mail_is_only_a_cover(void **state)
{
    struct message *m = message_new();
    struct mailbox_address *to = ARRAY_MORE(m->to.v, m->to.n);
    struct attachment *a;

    (void)state;
    *to = (struct mailbox_address){ .addr = xstrdup("Baocao@pv05.example") };
    add(m, &mail, -1);
    document_sort(m);
    assert_int_equal(document_count(m), 0);
    add(m, &paper, 0);
    document_sort(m);
    assert_int_equal(document_count(m), 1);
    a = &m->attachments[0];
    a->from = xstrdup("baocao@pv05.example");
    document_sort(m);
    assert_int_equal(document_count(m), 0);
    message_free(m);
}

static void
gestures(void **state)
{
    struct message *m = message_new();

    (void)state;
    assert_false(document_gesture(m));
    add(m, &alone[0], -1);
    add(m, &(struct file){ FILE_CONTEXT, "ics", NULL, "text/calendar", "x", NULL, 9, ATTACHMENT_READ }, -1);
    document_sort(m);
    assert_false(document_gesture(m));                  /* a report with an invitation beside it */
    m->attachments[0].size = 0;
    document_sort(m);
    assert_true(document_gesture(m));
    message_free(m);
}

static void
what_is_wanting(void **state)
{
    static const struct { const char *text, *file; bool needs, link; } cases[] = {
        { "Gửi báo cáo.", NULL, true, false },
        { "Tệp ở https://drive.google.example/file/d/abc", NULL, true, true },
        { "Gửi báo cáo.", "Mail Drop.html", true, true },
        { "Link: https://kho.dongthap.example/s/AbCd", NULL, true, true },
        { "Kính gửi Phòng.\nhttps://kho.example/s/AbCd?x=1\nTrân trọng.", NULL, true, true },
        { "File ở đây anh nhé <https://kho.example/abc>", NULL, true, true },
        { "Em tải lên nhóm Zalo của Phòng rồi ạ", NULL, true, true },
        { "Em chia sẻ thư mục trên Google Drive, đã cấp quyền.", NULL, true, true },
        { "Gửi báo cáo.\nWebsite: https://song-tra.example", NULL, true, false },
        { "Gửi báo cáo.\nwww.song-tra.example", NULL, true, false },
        { "Gửi báo cáo.\nhttps://www.facebook.com/songtra", NULL, true, false },
        { "Cho em hỏi mẫu báo cáo ở link nào? https://so.example/x", NULL, true, false },
        { "Zalo: 0277 3000 000", NULL, true, false },
        { "Gửi báo cáo.", NULL, false, false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct message *m = message_new();
        struct report report = { .needs_attachment = cases[i].needs };
        struct findings f = {0};

        m->text = xstrdup(cases[i].text);
        if (cases[i].file != NULL)
            add(m, &(struct file){ FILE_LINK, "html", cases[i].file, NULL, "bc.xlsx", NULL, 90, ATTACHMENT_READ }, -1);
        document_sort(m);
        document_wanting(m, &report, &f);
        assert_int_equal(f.n, cases[i].needs);
        if (f.n > 0)
            assert_int_equal(strstr(f.v[0].text, "liên kết") != NULL, cases[i].link);
        findings_free(&f);
        message_free(m);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_for_itself), cmocka_unit_test(an_archive_is_what_it_holds),
        cmocka_unit_test(a_forwarded_mail_is_only_a_cover), cmocka_unit_test(gestures), cmocka_unit_test(what_is_wanting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
