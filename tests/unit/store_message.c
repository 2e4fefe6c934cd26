/* Messages and the folders they come from. */
#include "store_scene.h"

static void
a_message_is_found_by_place_hash_code_and_header(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct message_row r = scene_message("TN-2023-0001", 41), got = {0};
    int64_t id = 0;

    (void)state;
    r.sender_name = "Công an huyện Cao Lãnh";
    r.flagged = true;
    r.unclear = "Báo cáo nào?";
    assert_int_equal(message_put(s, &r, NULL, NULL), 0);
    assert_true(r.id > 0);
    assert_int_equal(message_by_place(s, "INBOX", 7, 41, &id), 0);
    assert_int_equal(id, r.id);
    assert_int_equal(message_by_place(s, "INBOX", 8, 41, &id), 1);
    assert_int_equal(message_by_place(s, "Spam", 7, 41, &id), 1);
    assert_int_equal(message_by_hash(s, r.sha256, &id), 0);
    assert_int_equal(message_by_hash(s, SOME_HASH, &id), 1);
    assert_int_equal(message_by_message_id(s, "TN-2023-0001", &id), 0);
    assert_int_equal(message_by_code(s, "TN-2023-0009", &got), 1);
    assert_int_equal(message_by_code(s, "TN-2023-0001", &got), 0);
    assert_int_equal(got.id, r.id);
    assert_int_equal(got.uidvalidity, 7);
    assert_int_equal(got.uid, 41);
    assert_int_equal(got.received, T0);
    assert_int_equal(got.entered, T0 + 5);
    assert_string_equal(got.sha256, r.sha256);
    assert_int_equal(got.size, 1234);
    assert_string_equal(got.folder, "INBOX");
    assert_string_equal(got.sender, r.sender);
    assert_string_equal(got.sender_name, r.sender_name);
    assert_string_equal(got.subject, "Báo cáo 6 tháng");
    assert_null(got.date);
    assert_int_equal(got.outcome, OUTCOME_FILED);
    assert_string_equal(got.unclear, "Báo cáo nào?");
    assert_string_equal(got.text, "Kính gửi");
    assert_true(got.flagged);
    assert_false(got.marked);
    assert_int_equal(got.duplicate_of, 0);
    message_row_clear(&got);
    assert_null(got.code);
    store_close(s);
}

static void
a_place_is_taken_once_and_the_same_bytes_as_often_as_they_come(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct message_row r = scene_message("TN-2023-0002", 41), got = {0};
    int64_t first = scene_put_message(s, "TN-2023-0001", 41), id = 0;

    (void)state;
    assert_int_equal(message_put(s, &r, NULL, NULL), -1);
    assert_int_equal(message_by_code(s, "TN-2023-0002", &got), 1);
    hash_of("TN-2023-0001", 12, r.sha256);
    r.folder = "Spam";
    r.outcome = OUTCOME_DUPLICATE;
    r.duplicate_of = first;
    assert_int_equal(message_put(s, &r, NULL, NULL), 0);
    assert_int_equal(message_by_hash(s, r.sha256, &id), 0);
    assert_int_equal(id, first);
    assert_int_equal(message_get(s, r.id, &got), 0);
    assert_int_equal(got.duplicate_of, first);
    message_row_clear(&got);
    r.code = "TN-2023-0003";                    /* two imports by hand have no place */
    r.folder = "import";
    r.uidvalidity = r.uid = 0;
    assert_int_equal(message_put(s, &r, NULL, NULL), 0);
    r.code = "TN-2023-0004";
    assert_int_equal(message_put(s, &r, NULL, NULL), 0);
    assert_int_equal(message_by_place(s, "import", 0, 0, &id), 1);
    r.duplicate_of = 999;
    r.code = "TN-2023-0005";
    assert_int_equal(message_put(s, &r, NULL, NULL), -1);
    store_close(s);
}

static void
every_outcome_has_its_word_and_a_reason(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct message_row *rows = NULL;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < OUTCOMES; i++) {
        char *code = xasprintf("TN-2023-%04d", i);
        struct message_row r = scene_message(code, 1 + (uint32_t)i);

        r.outcome = (enum outcome)i;
        if (r.outcome == OUTCOME_TOO_LARGE)
            r.sha256[0] = '\0';
        r.reason = REASON_NONE;
        assert_int_equal(message_put(s, &r, NULL, NULL), -1);
        r.reason = REASON_QUESTION;
        assert_int_equal(message_put(s, &r, NULL, NULL), 0);
        assert_int_equal(message_list(s, r.outcome, &rows, &n), 0);
        assert_int_equal(n, 1);
        assert_int_equal(rows[0].outcome, i);
        assert_string_equal(rows[0].sha256, r.sha256);
        message_row_clear(&rows[0]);
        free(rows);
        free(code);
    }
    assert_int_equal(message_outcome_put(s, 1, OUTCOME_REVIEW, REASON_OFFICER_REPEATS, "TN-2023-0009"), 0);
    assert_int_equal(message_list(s, OUTCOME_REVIEW, &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].id, 1);
    assert_int_equal(rows[0].reason, REASON_OFFICER_REPEATS);
    assert_string_equal(rows[0].about, "TN-2023-0009");
    message_row_clear(&rows[0]);
    message_row_clear(&rows[1]);
    free(rows);
    store_close(s);
}

static void
a_letterhead_is_kept_but_not_that_of_a_secret_document(void **state)
{
    static char *recipients[] = { "Như trên", "Lưu: VT" };
    struct letterhead open = { .issuer = "CÔNG AN HUYỆN TAM NÔNG", .number = "9/BC-CAH", .date = "2023-06-09", .type = "Báo cáo",
                               .subject = "Kết quả", .signer = "Nguyễn Văn Sáu", .recipients = { recipients, 2 } };
    struct letterhead secret = { .issuer = "CÔNG AN HUYỆN TAM NÔNG", .number = "10/KH", .subject = "phương án", .secrecy = "Mật" };
    struct attachment files[] = {
        { .name = "9-BC-CAH.docx", .type = "docx", .sha256 = SOME_HASH, .status = ATTACHMENT_READ, .letterhead = &open, .inside = -1 },
        { .name = "9-BC-CAH.signed.pdf", .type = "pdf", .sha256 = SOME_HASH, .status = ATTACHMENT_READ, .inside = -1 },
        { .name = "x.docx", .type = "docx", .sha256 = SOME_HASH, .status = ATTACHMENT_READ, .letterhead = &secret, .inside = -1 },
    };
    struct message facts = { .attachments = files, .nattachments = 3 };
    struct store *s = scene_open(STORE_WRITE);
    struct message_row r = scene_message("TN-2023-0001", 1);
    struct letterhead_row *heads = NULL;
    struct attachment_row *rows = NULL;
    size_t n = 0;

    (void)state;
    assert_int_equal(message_put(s, &r, &facts, NULL), 0);
    assert_int_equal(message_letterheads(s, r.id, &heads, &n), 0);
    assert_int_equal(n, 2);
    assert_string_equal(heads[0].head.number, "9/BC-CAH");
    assert_string_equal(heads[0].head.signer, "Nguyễn Văn Sáu");
    assert_int_equal(heads[0].head.recipients.n, 2);
    assert_string_equal(heads[0].head.recipients.v[1], "Lưu: VT");
    assert_int_equal(heads[1].attachment, 2);
    assert_string_equal(heads[1].head.secrecy, "Mật");
    assert_null(heads[1].head.issuer);
    assert_null(heads[1].head.subject);
    letterhead_rows_free(heads, n);
    assert_int_equal(message_attachments(s, r.id, &rows, &n), 0);
    assert_int_equal(rows[0].rendition_of, -1);
    assert_int_equal(rows[1].rendition_of, 0);
    attachment_rows_free(rows, n);
    store_close(s);
}

static void
attachments_and_evidence_come_back_as_they_went_in(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct attachment files[] = {
        { .name = "Biểu 1.xlsx", .type = "xlsx", .size = 9000, .sha256 = SOME_HASH, .status = ATTACHMENT_READ },
        { .name = "công văn.rar", .type = "rar", .size = 70000, .sha256 = SOME_HASH, .status = ATTACHMENT_STORED,
          .reason = "archives of this kind are not opened" },
    };
    struct message facts = { .attachments = files, .nattachments = 2 };
    struct evidences ev = {0}, got = {0};
    struct message_row r = scene_message("TN-2023-0001", 1);
    struct attachment_row *rows = NULL;
    struct evidence *e;
    int64_t id = 0;
    size_t n = 0;

    (void)state;
    e = evidence_add(&ev, SOURCE_FORM, STRENGTH_PROOF, "dong-thap-2023/HALF_YEAR");
    e->unit = xstrdup("h-cao-lanh");
    e->attachment = 0;
    e = evidence_add(&ev, SOURCE_SUBJECT, STRENGTH_WEAK, "BC 6 tháng");
    e->attachment = -1;
    assert_int_equal(message_put(s, &r, &facts, &ev), 0);
    assert_int_equal(message_attachments(s, r.id, &rows, &n), 0);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].name, "Biểu 1.xlsx");
    assert_string_equal(rows[0].status, "read");
    assert_null(rows[0].reason);
    assert_int_equal(rows[1].number, 1);
    assert_int_equal(rows[1].size, 70000);
    assert_string_equal(rows[1].reason, "archives of this kind are not opened");
    attachment_rows_free(rows, n);
    assert_int_equal(message_by_file(s, SOME_HASH, &id), 0);
    assert_int_equal(id, r.id);
    assert_int_equal(message_by_file(s, "0", &id), 1);
    assert_int_equal(message_evidence(s, r.id, &got), 0);
    assert_int_equal(got.n, 2);
    assert_int_equal(got.v[0].source, SOURCE_FORM);
    assert_string_equal(got.v[0].unit, "h-cao-lanh");
    assert_null(got.v[0].report);
    assert_int_equal(got.v[0].strength, STRENGTH_PROOF);
    assert_int_equal(got.v[1].attachment, -1);
    assert_string_equal(got.v[1].quote, "BC 6 tháng");
    evidences_free(&got);
    evidences_free(&ev);
    store_close(s);
}

static void
the_mailbox_is_told_after_the_commit(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct message_row large = scene_message("TN-2023-0004", 4);
    uint32_t *uids = NULL;
    size_t n = 0;

    (void)state;
    scene_put_message(s, "TN-2023-0001", 1);
    scene_put_message(s, "TN-2023-0002", 2);
    scene_put_message(s, "TN-2023-0003", 3);
    large.outcome = OUTCOME_TOO_LARGE;          /* left in the mailbox's care: owed no mark */
    assert_int_equal(message_put(s, &large, NULL, NULL), 0);
    assert_int_equal(message_marked_put(s, "INBOX", 7, (const uint32_t[]){ 1, 3 }, 2), 0);
    assert_int_equal(message_unmarked(s, "INBOX", 7, &uids, &n), 0);
    assert_int_equal(n, 1);
    assert_int_equal(uids[0], 2);
    free(uids);
    assert_int_equal(message_unmarked(s, "INBOX", 8, &uids, &n), 0);
    assert_int_equal(n, 0);
    assert_null(uids);
    store_close(s);
}

static void
a_folder_made_anew_is_read_from_its_start(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct journal_row *rows = NULL;
    uint32_t last = 99;
    instant at = 0;
    size_t n = 0;

    (void)state;
    assert_int_equal(mailbox_state(s, "INBOX", 7, 0, &last), 0);
    assert_int_equal(last, 0);
    assert_int_equal(mailbox_seen(s, "INBOX", 7, 4294967295u), 0);
    assert_int_equal(mailbox_state(s, "INBOX", 7, 0, &last), 0);
    assert_int_equal(last, 4294967295u);
    assert_int_equal(journal_list(s, "INBOX", &rows, &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(mailbox_state(s, "INBOX", 8, 0, &last), 0);
    assert_int_equal(last, 0);
    assert_int_equal(journal_list(s, "INBOX", &rows, &n), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].event, "uidvalidity");
    journal_rows_free(rows, n);
    assert_int_equal(mailbox_drained(s, &at), 0);
    assert_true(at == INSTANT_NONE);
    assert_int_equal(mailbox_drained_put(s, T0), 0);
    assert_int_equal(mailbox_drained(s, &at), 0);
    assert_true(at == T0);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_message_is_found_by_place_hash_code_and_header),
        STORY(a_place_is_taken_once_and_the_same_bytes_as_often_as_they_come),
        STORY(every_outcome_has_its_word_and_a_reason),
        STORY(a_letterhead_is_kept_but_not_that_of_a_secret_document),
        STORY(attachments_and_evidence_come_back_as_they_went_in),
        STORY(the_mailbox_is_told_after_the_commit),
        STORY(a_folder_made_anew_is_read_from_its_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
