/* Nothing that the reader saw ends in the reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/form/coverage.h"
#include "core/form/remarks.h"
#include "model/flag.h"
#include "model/format.h"

/* One document, with this flag or of that kind. */
static struct findings
remarks_on(enum flag flag, enum file_format kind, enum attachment_status status, bool form)
{
    struct attachment a = { .name = "a.x", .type = (char *)format_facts[kind].name, .status = status, .inside = -1, .role = FILE_DOCUMENT,
                            .size = 1 };
    struct message m = { .attachments = &a, .nattachments = 1 };
    struct findings f = {0};

    if (flag != FLAGS)
        flag_add(&a.flags, flag);
    remarks_add(&f, &m, form);
    strings_free(&a.flags);
    return f;
}

static void
every_flag_that_is_to_be_told_is(void **state)
{
    (void)state;
    for (int flag = 0; flag < FLAGS; flag++) {
        struct findings f = remarks_on(flag, FORMAT_XLSX, ATTACHMENT_READ, false);

        assert_non_null(flag_facts[flag].name);
        assert_int_equal(f.n > 0, flag_facts[flag].end == FLAG_IS_REMARKED);
        for (size_t i = 0; i < f.n; i++) {
            assert_non_null(strstr(f.v[i].text, "ệp «a.x»"));
            assert_non_null(strstr(f.v[i].text_en, "he file “a.x”"));
        }
        findings_free(&f);
    }
}

static void
what_was_kept_and_not_opened_is_asked_for_anew(void **state)
{
    (void)state;
    for (int kind = 0; kind < FORMATS; kind++) {
        struct findings f = remarks_on(FLAGS, kind, ATTACHMENT_STORED, true);
        const char *instead = format_facts[kind].instead;

        assert_int_equal(findings_get(&f, "not-opened") != NULL, instead != NULL);
        assert_true(instead == NULL || strstr(findings_get(&f, "not-opened")->text, instead) != NULL);
        assert_int_equal(findings_get(&f, "not-read") != NULL, format_facts[kind].class == FORMAT_IS_PICTURE && instead == NULL);
        findings_free(&f);
    }
}

static void
a_locked_file_is_told(void **state)
{
    struct findings f = remarks_on(FLAG_ENCRYPTED, FORMAT_OFFICE, ATTACHMENT_QUARANTINED, true);

    (void)state;
    assert_true(findings_blocking(&f));
    assert_string_equal(f.v[0].code, "encrypted");
    assert_string_equal(f.v[0].text, "Tệp «a.x» được đặt mật khẩu hoặc mã hóa nên không mở được; đề nghị gửi lại bản không đặt mật khẩu.");
    findings_free(&f);
}

/* "BC.docx" with bytes of no known kind: its sender meant a document, and nothing was read. */
static void
a_document_by_its_name_alone_is_not_received(void **state)
{
    struct attachment file = { .name = (char *)"BC.docx", .type = (char *)"unknown", .status = ATTACHMENT_STORED, .size = 9,
                               .role = FILE_DOCUMENT };
    const struct message m = { .attachments = &file, .nattachments = 1 };
    struct findings f = {0};

    (void)state;
    remarks_add(&f, &m, true);
    assert_int_equal(f.n, 1);
    assert_string_equal(f.v[0].code, "unreadable");
    assert_true(findings_blocking(&f));
    findings_free(&f);
}

static void
the_words_of_the_mail_have_remarks_too(void **state)
{
    struct message m = {0};
    struct findings f = {0};

    (void)state;
    flag_add(&m.flags, FLAG_TRUNCATED);
    flag_add(&m.flags, FLAG_HIDDEN_TEXT);
    remarks_add(&f, &m, true);
    assert_int_equal(f.n, 2);
    assert_string_equal(f.v[0].text, "Chỉ đọc được một phần của nội dung thư.");
    assert_string_equal(f.v[1].text, "Nội dung thư có chữ ẩn; phần đó không được tính.");
    findings_free(&f);
    strings_free(&m.flags);
}

static void
what_was_read_off_a_printed_page_is_told(void **state)
{
    struct attachment files[] = { { .name = (char *)"a.xlsx", .type = (char *)"xlsx" }, { .name = (char *)"b.pdf", .type = (char *)"pdf" } };
    const struct message m = { .attachments = files, .nattachments = 2 };
    struct findings f = {0};

    (void)state;
    remarks_sources(&f, &m, (const int[]){ 0 }, 1);
    assert_int_equal(f.n, 0);
    remarks_sources(&f, &m, (const int[]){ 0, 1 }, 2);
    assert_int_equal(f.n, 1);
    assert_string_equal(f.v[0].code, "from-pdf");
    assert_string_equal(f.v[0].place, "b.pdf");
    assert_false(findings_blocking(&f));
    findings_free(&f);
}

/* XML that no program here knows is no paper that was read; beside one it is told, and no more. */
static void
xml_of_an_unknown_program_is_told(void **state)
{
    struct attachment files[] = { { .name = (char *)"a.abw", .type = (char *)"xml", .status = ATTACHMENT_READ, .role = FILE_DOCUMENT, .text = (char *)"<abiword>BÁO CÁO</abiword>", .inside = -1 },
                                  { .name = (char *)"b.pdf", .type = (char *)"pdf", .status = ATTACHMENT_READ, .role = FILE_DOCUMENT, .inside = -1 } };

    (void)state;
    for (size_t n = 1; n <= 2; n++) {
        const struct message m = { .attachments = files, .nattachments = n };
        struct findings f = {0};

        remarks_misnamed(&f, &m);
        assert_int_equal(f.n, 1);
        assert_string_equal(f.v[0].code, "unreadable");
        assert_string_equal(f.v[0].place, "a.abw");
        assert_true(findings_blocking(&f) == (n == 1));
        findings_free(&f);
    }
}

/* A table whose figures are not found keeps them to itself; where the form has none, it keeps nothing, and who
 * writes sentences hides no form. */
static void
only_a_form_of_figures_is_missed(void **state)
{
    struct field field = { .name = "a", .label = "A", .required = true };
    struct section section = { .fields = &field, .nfields = 1 };
    struct form form = { .sections = &section, .nsections = 1 };
    const struct report report = { .form = &form };
    struct table_row rows[2] = { { .cells = { .n = 2, .v = (char *[]){ (char *)"Số buổi", (char *)"12" } } },
                                 { .cells = { .n = 2, .v = (char *[]){ (char *)"Số lượt", (char *)"1.450" } } } };
    struct document_table table = { .rows = rows, .nrows = 2 };
    struct attachment page = { .type = (char *)format_facts[FORMAT_DOCX].name, .status = ATTACHMENT_READ, .text = (char *)"Đã làm tốt.",
                               .inside = -1, .role = FILE_DOCUMENT, .size = 1 };
    const struct message m = { .attachments = &page, .nattachments = 1 };
    const struct item item = { .report = &report, .files = &(int){ 0 }, .nfiles = 1 };

    (void)state;
    for (enum field_type type = 0; type < FIELD_TYPES; type++) {
        field.type = type;
        page.ntables = 0;
        assert_false(coverage_poor(&item, &m));
        page.tables = &table;
        page.ntables = 1;
        assert_int_equal(coverage_poor(&item, &m), type == FIELD_INTEGER || type == FIELD_DECIMAL);
        table.nrows = 1;                /* a page's head with its number */
        assert_false(coverage_poor(&item, &m));
        table.nrows = 2;
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flag_that_is_to_be_told_is),
        cmocka_unit_test(what_was_kept_and_not_opened_is_asked_for_anew),
        cmocka_unit_test(a_locked_file_is_told),
        cmocka_unit_test(a_document_by_its_name_alone_is_not_received),
        cmocka_unit_test(the_words_of_the_mail_have_remarks_too),
        cmocka_unit_test(what_was_read_off_a_printed_page_is_told),
        cmocka_unit_test(xml_of_an_unknown_program_is_told),
        cmocka_unit_test(only_a_form_of_figures_is_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
