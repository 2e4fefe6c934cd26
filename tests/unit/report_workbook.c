/* Workbooks out of a small docket. With WORKBOOKS_OUT=folder they are left
 * there for tests/e2e/test_workbook.py, which opens them. */
#include "store_scene.h"

#include "base/file.h"
#include "config/config.h"
#include "report/workbook.h"

#define OFFSET 25200

static struct plan *plan;

static void
put(struct store *s, int64_t message, int64_t obligation, const struct values *values)
{
    struct submission_row row = { .message = message, .received = T0, .complete = true, .attachment = 0,
                                  .content_hash = SOME_HASH };
    struct obligation o = {0};

    row.obligation = obligation;
    assert_int_equal(submission_put(s, &row, values, NULL), 0);
    assert_int_equal(obligation_by_id(s, obligation, &o), 0);
    o.state = STATE_RECEIVED;
    o.first_received = T0;
    o.accepted = row.id;
    assert_int_equal(obligation_put(s, &o), 0);
    obligation_clear(&o);
}

/* Two districts have reported, one has not; one writes a formula into a text. */
static void
fill(struct store *s)
{
    static char long_text[40000];       /* more than a cell may hold */
    struct values a = {0}, b = {0};
    int64_t first = scene_put_obligation(s, plan->units[0].code), second = scene_put_obligation(s, plan->units[1].code);
    struct message_row quarantine = scene_message("TN-2023-0003", 3), note = scene_message("TN-2023-0004", 4),
                       released = scene_message("TN-2023-0005", 5), formula = scene_message("TN-2023-0006", 6);
    struct letterhead head = { .issuer = "CÔNG AN HUYỆN THANH BÌNH", .number = "112/BC-CAH", .date = "2023-06-08", .type = "Báo cáo",
                               .subject = "=1+1 kết quả 6 tháng", .urgency = "Khẩn" }, draft = { .number = "BC-CAH" }, secret = head;
    struct attachment files[] = {
        { .name = "a.docx", .type = "docx", .sha256 = SOME_HASH, .letterhead = &draft, .inside = -1 },
        { .name = "b.pdf", .type = "pdf", .sha256 = SOME_HASH, .letterhead = &head, .inside = -1 },
    };
    struct message facts = { .attachments = files, .nattachments = 2 };

    scene_put_obligation(s, plan->units[2].code);
    values_add(&a, "data_to", 0, FIELD_DATE, "2023-06-01", "Biểu 1!C8");
    values_add(&a, "campaigns", 0, FIELD_INTEGER, "12", "Biểu 1!C10");
    values_add(&a, "difficulties", 0, FIELD_TEXT, "=SUM(B1:B3)", "Biểu 1!C90");
    values_add(&a, "candidates.name", 2, FIELD_TEXT, "+Công ty A", "Biểu 1!B20");
    values_add(&a, "candidates.own_plan", 2, FIELD_YESNO, "yes", "Biểu 1!F20");
    values_add(&b, "campaign_people", 0, FIELD_INTEGER, "nan", "Biểu 1!C11");       /* no figure that a program could add */
    values_add(&b, "campaigns", 0, FIELD_INTEGER, "30", "Biểu 1!C10");
    memset(long_text, 'x', sizeof long_text - 1);
    values_add(&b, "difficulties", 0, FIELD_TEXT, long_text, "Biểu 1!C90");
    values_add(&b, "events.people", 3, FIELD_INTEGER, "120", "Biểu 1!E60");
    put(s, scene_put_message(s, "TN-2023-0001", 1), first, &a);
    put(s, scene_put_message(s, "TN-2023-0002", 2), second, &b);
    quarantine.outcome = OUTCOME_QUARANTINE;
    quarantine.received = T0 + 60;
    quarantine.subject = "Tài liệu mật về phương án";
    secret.secrecy = "Mật";
    note.outcome = OUTCOME_NOTE;
    note.received = T0 + 120;
    assert_int_equal(message_put(s, &note, &facts, NULL), 0);
    files[0].letterhead = &secret;
    assert_int_equal(message_put(s, &quarantine, &facts, NULL), 0);
    released.outcome = OUTCOME_REVIEW;
    released.received = T0 + 180;
    assert_int_equal(message_put(s, &released, &facts, NULL), 0);
    formula.outcome = OUTCOME_REVIEW;
    formula.received = T0 + 240;
    formula.subject = " =1+2, \"ba\"";
    assert_int_equal(message_put(s, &formula, NULL, NULL), 0);
    values_free(&a);
    values_free(&b);
}

static char *
place(const char *name, const struct office_settings *office, const char *end)
{
    const char *out = getenv("WORKBOOKS_OUT");

    return xasprintf("%s/%s-%s.%s", out != NULL ? out : scene_folder, name, office_language(office), end);
}

static void
write_all(struct store *s, const struct office_settings *office)
{
    char *report = place("report", office, "xlsx"), *reg = place("register", office, "xlsx"), *cause = NULL;
    struct status status;

    assert_int_equal(status_load(s, plan, plan_report(plan, "HALF_YEAR"), "2023", T0 + 86400 * 3, &status), 0);
    assert_int_equal(workbook_report(s, plan, &status, NULL, 0, office, report, &cause), 0);
    assert_int_equal(workbook_register(s, plan, T0 - 86400, T0 + 86400, office, reg, &cause), 0);
    for (int book = 0; book < REGISTER_BOOKS; book++) {
        char *path = place(book == REGISTER_INCOMING ? "book0" : "book1", office, "csv");
        struct buf csv = {0};

        assert_int_equal(csv_register(s, plan, (enum register_book)book, T0 - 86400, T0 + 86400, office, &csv), 0);
        assert_int_equal(file_write(path, csv.data, csv.len, 0600, &cause), 0);
        buf_free(&csv);
        free(path);
    }
    assert_int_equal(access(report, R_OK), 0);
    assert_int_equal(access(reg, R_OK), 0);
    assert_int_equal(workbook_report(s, plan, &status, NULL, 0, office, "/nonexistent/x.xlsx", &cause), -1);
    assert_non_null(cause);
    free(cause);
    status_clear(&status);
    free(report);
    free(reg);
}

static void
what_came_in_becomes_workbooks(void **state)
{
    struct office_settings offices[] = { { .utc_offset = OFFSET, .language = (char[]){ "vi+en" } },
                                         { .utc_offset = OFFSET, .language = (char[]){ "en+vi" } } };
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    fill(s);
    for (size_t i = 0; i < ARRAY_LEN(offices); i++)
        write_all(s, &offices[i]);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { STORY(what_came_in_becomes_workbooks) };
    struct problems problems = {0};
    int rc;

    plan = plan_read("etc/plans/dong-thap-2023.conf", &problems);
    problems_print(&problems, stderr);
    if (plan == NULL)
        return 1;
    rc = cmocka_run_group_tests_name("report_workbook", tests, NULL, NULL);
    plan_free(plan);
    return rc;
}
