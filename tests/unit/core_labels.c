/* Forms that districts typed themselves are read by their labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/form/validate.h"

static char *kinds[] = {"xã", "phường", "cơ sở giáo dục"}, *days[] = {"Ngày hội Biên phòng toàn dân (3/3)", "Tháng An toàn giao thông"};
static struct field fields[] = {
    {.name = "meetings", .label = "Số cuộc tuyên truyền", .label_en = "Meetings", .type = FIELD_INTEGER, .required = true},
    {.name = "people", .label = "Số lượt người", .type = FIELD_INTEGER, .required = true},
    {.name = "wishes", .label = "Kiến nghị", .type = FIELD_TEXT},
};
static struct field columns[] = {
    {.name = "name", .label = "Tên đơn vị", .type = FIELD_TEXT, .required = true},
    {.name = "kind", .label = "Loại", .type = FIELD_CHOICE, .required = true, .choices = {kinds, 3}},
    {.name = "place", .label = "Địa bàn (xã/phường/thị trấn)", .type = FIELD_TEXT},
};
static struct field day_columns[] = {
    {.name = "held", .label = "Có tổ chức", .type = FIELD_YESNO}, {.name = "people", .label = "Số người dự", .type = FIELD_INTEGER},
};
static struct table tables[] = {
    {.name = "candidates", .label = "Danh sách", .columns = columns, .ncolumns = 3, .max_rows = 30},
    {.name = "days", .label = "Ngày hội", .columns = day_columns, .ncolumns = 2, .max_rows = 2, .row_labels = {days, 2}},
};
static struct section sections[] = {{.title = "1", .fields = fields, .nfields = 3, .tables = tables, .ntables = 2}};
static const struct form form = {.version = "1", .sections = sections, .nsections = 1};

static const struct form half_year = {.version = "1", .title = "Báo cáo 6 tháng", .sections = sections, .nsections = 1};

/* Rows of cells separated by "|"; empty ones are left out. */
static void
fill(struct attachment *a, const char *const *rows, size_t n)
{
    struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);

    s->name = xstrdup("Trang 1");
    for (size_t r = 0; r < n; r++) {
        int column = 1;
        for (const char *p = rows[r]; *p != '\0'; column++) {
            size_t len = strcspn(p, "|");
            if (len > 0)
                *ARRAY_MORE(s->cells, s->ncells) = (struct cell){(int)r + 1, column,
                    p[strspn(p, "0123456789")] == '|' || p[strspn(p, "0123456789")] == '\0' ? CELL_NUMBER : CELL_TEXT,
                    xstrndup(p, len), NULL, false, false};
            p += len + (p[len] == '|');
        }
    }
}

/* A workbook of these rows, as a report of that period; NULL: of none. */
static void
extract(const char *const *rows, size_t n, const char *period, struct values *v, struct findings *f)
{
    struct attachment a = { .type = xstrdup("xlsx") };

    *v = (struct values){0};
    *f = (struct findings){0};
    fill(&a, rows, n);
    validate_extract(&form, period, &a, v, f);
    attachment_clear(&a);
}

static void
value_is(const struct values *v, const char *field, int row, const char *value, const char *place)
{
    const struct value *got = values_get(v, field, row);

    if (got == NULL)
        fail_msg("no %s in row %d", field, row);
    assert_string_equal(got->value, value);
    assert_string_equal(got->place, place);
}

static bool
has(const struct findings *f, const char *code, const char *place)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].code, code) == 0 && f->v[i].place != NULL && strcmp(f->v[i].place, place) == 0)
            return true;
    return false;
}

static void
test_a_typed_sheet(void **state)
{
    static const char *const rows[] = {
        "BÁO CÁO 6 THÁNG", "", "1. Số cuộc tuyên truyền||12", "2|SO LUOT NGUOI|1.250", "Kiến nghị: tăng kinh phí", "",
        "STT|Tên đơn vị|LOẠI|Địa bàn|Ghi chú", "(1)|(2)|(3)|(4)|(5)", "1|Phường An Lộc|phuong|An Lộc|",
        "2|Trường THPT A|Cơ sở giáo dục||x", "|Tổng cộng|2", "", "", "", "|Ngày hội|Có tổ chức|Số người dự",
        "1|Tháng An toàn giao thông|có|300", "2|Ngày hội Biên phòng toàn dân (3/3)|không|",
    };
    struct values v;
    struct findings f;

    (void)state;
    extract(rows, ARRAY_LEN(rows), NULL, &v, &f);
    for (size_t i = 0; i < f.n; i++)
        print_error("%s: %s\n", f.v[i].place, f.v[i].text);
    assert_int_equal(f.n, 0);
    value_is(&v, "meetings", 0, "12", "Trang 1!C3");
    value_is(&v, "people", 0, "1250", "Trang 1!C4");
    value_is(&v, "wishes", 0, "tăng kinh phí", "Trang 1!A5");
    value_is(&v, "candidates.name", 1, "Phường An Lộc", "Trang 1!B9");
    value_is(&v, "candidates.kind", 1, "phường", "Trang 1!C9");
    value_is(&v, "candidates.place", 1, "An Lộc", "Trang 1!D9");
    value_is(&v, "candidates.kind", 2, "cơ sở giáo dục", "Trang 1!C10");
    assert_null(values_get(&v, "candidates.name", 3));
    value_is(&v, "days.held", 2, "yes", "Trang 1!C16");
    value_is(&v, "days.people", 2, "300", "Trang 1!D16");
    value_is(&v, "days.held", 1, "no", "Trang 1!C17");
    values_free(&v);
    findings_free(&f);
}

static void
test_wrong_and_missing(void **state)
{
    static const char *const rows[] = {
        "Số cuộc tuyên truyền|nhiều", "Số lượt người|", "Tên đơn vị|Loại", "Xã Mỹ An|trại giam", "|xã",
    };
    struct values v;
    struct findings f;

    (void)state;
    extract(rows, ARRAY_LEN(rows), NULL, &v, &f);
    assert_true(has(&f, "type", "Trang 1!B1"));
    assert_true(has(&f, "required", "Trang 1!B2"));
    assert_true(has(&f, "choice", "Trang 1!B4"));
    assert_true(has(&f, "required", "Trang 1!A5"));
    values_free(&v);
    findings_free(&f);
}

/* Two places that differ: told, and neither is taken. */
static void
test_two_readings(void **state)
{
    static const char *const rows[] = {"Số cuộc tuyên truyền|12", "Số lượt người|5", "Số cuộc tuyên truyền Meetings|13"};
    struct values v;
    struct findings f;

    (void)state;
    extract(rows, ARRAY_LEN(rows), NULL, &v, &f);
    assert_int_equal(f.n, 1);
    assert_true(has(&f, "two-readings", "Trang 1!B3"));
    assert_null(values_get(&v, "meetings", 0));
    value_is(&v, "people", 0, "5", "Trang 1!B2");
    values_free(&v);
    findings_free(&f);
}

/* A unit of measure, last year's figure and a remark may stand in the row; of
 * two figures that nothing tells apart none is taken. */
static void
test_more_than_one_cell_behind_a_label(void **state)
{
    static const char *const rows[] = {
        "STT|Nội dung|Đơn vị tính|Năm trước|Kết quả|Ghi chú", "1|Số cuộc tuyên truyền|cuộc|9|12|tăng", "2|Kiến nghị|||không|",
        "", "Số lượt người|5|6",
    };
    struct values v;
    struct findings f;

    (void)state;
    extract(rows, ARRAY_LEN(rows), NULL, &v, &f);
    value_is(&v, "meetings", 0, "12", "Trang 1!E2");
    value_is(&v, "wishes", 0, "không", "Trang 1!E3");
    assert_null(values_get(&v, "people", 0));
    assert_int_equal(f.n, 1);
    assert_true(has(&f, "two-readings", "Trang 1!C5"));
    values_free(&v);
    findings_free(&f);
}

/* As HTML and PDF come: rows are lines, cells are parted by TABs. */
static void
test_a_table_in_a_text(void **state)
{
    struct attachment a = {.inside = -1};
    struct values v = {0};
    struct findings f = {0};

    (void)state;
    a.text = xstrdup("Kính gửi\nSố lượt người\nKiến nghị\nSTT\tNội dung\tKết quả\n1\tSố cuộc tuyên truyền\t12\n2\tSố lượt người\t1.250\n"
                     "Kiến nghị: không\n\nSTT\tTên đơn vị\tLoại\n1\tXã Mỹ An\tXã\n");
    validate_extract(&form, NULL, &a, &v, &f);
    assert_int_equal(f.n, 0);
    value_is(&v, "meetings", 0, "12", "dòng 5");
    value_is(&v, "people", 0, "1250", "dòng 6");
    value_is(&v, "wishes", 0, "không", "dòng 7");
    value_is(&v, "candidates.name", 1, "Xã Mỹ An", "dòng 10");
    attachment_clear(&a);
    values_free(&v);
    findings_free(&f);
}

static void
test_a_document(void **state)
{
    struct attachment a = {.inside = -1};
    struct values v = {0};
    struct findings f = {0};
    struct document_table *t = ARRAY_MORE(a.tables, a.ntables);

    (void)state;
    for (int r = 0; r < 2; r++) {
        struct table_row *row = ARRAY_MORE(t->rows, t->nrows);
        strings_add(&row->cells, r == 0 ? "STT" : "1");
        strings_add(&row->cells, r == 0 ? "Tên đơn vị" : "Xã Mỹ An");
        strings_add(&row->cells, r == 0 ? "Loại" : "Xã");
    }
    *ARRAY_MORE(a.controls, a.ncontrols) = (struct control){xstrdup("people"), xstrdup("1 250")};
    a.text = xstrdup("BÁO CÁO\n- Số cuộc tuyên truyền: 12\nKiến nghị: không\n");
    validate_extract(&form, NULL, &a, &v, &f);
    assert_int_equal(f.n, 0);
    value_is(&v, "candidates.name", 1, "Xã Mỹ An", "Bảng 1!B2");
    value_is(&v, "people", 0, "1250", "people");
    value_is(&v, "meetings", 0, "12", "dòng 2");
    attachment_clear(&a);
    values_free(&v);
    findings_free(&f);
}

/* A district's own outline shares a word or two with the form: no complaint. */
static void
test_another_document_is_left_alone(void **state)
{
    struct attachment a = {.inside = -1};
    struct values v = {0};
    struct findings f = {0};

    (void)state;
    a.text = xstrdup("BÁO CÁO\nSố cuộc tuyên truyền: mười hai cuộc, nhiều hơn năm trước\nKiến nghị: không\n");
    validate_extract(&form, NULL, &a, &v, &f);
    assert_int_equal(f.n, 0);
    assert_int_equal(v.n, 0);
    values_free(&v);
    attachment_clear(&a);
}

/* Years tell columns apart: that of the report's own period is read, whatever order they stand in. */
static void
the_column_of_the_own_year_is_read(void **state)
{
    static const struct { const char *rows[4], *period, *value, *place; } cases[] = {
        { { "TT|Nội dung|6 tháng 2022|6 tháng 2023", "1|Số cuộc tuyên truyền|7|12", "2|Số lượt người|8|9" }, "2023", "12", "Trang 1!D2" },
        { { "TT|Nội dung|6 tháng 2023|6 tháng 2022", "1|Số cuộc tuyên truyền|12|7", "2|Số lượt người|8|9" }, "2023", "12", "Trang 1!C2" },
        { { "TT|Nội dung|2022|2023", "1|Số cuộc tuyên truyền|7|12", "2|Số lượt người|8|9" }, "2023", "12", "Trang 1!D2" },
        { { "Nội dung|Thực hiện 2022|Thực hiện 2023|So sánh", "Số cuộc tuyên truyền|7|12|5", "Số lượt người|8|9|1" }, "2023", "12", "Trang 1!C2" },
        { { "Nội dung|Kết quả 2023|Kế hoạch 2024", "Số cuộc tuyên truyền|12|7", "Số lượt người|8|9" }, "2023", "12", "Trang 1!B2" },
        { { "|Năm 2022|Năm 2023", "Số cuộc tuyên truyền|7|12", "Số lượt người|8|9" }, "2023", "12", "Trang 1!C2" },
        { { "||2022|2023", "1|Số cuộc tuyên truyền|7|12", "2|Số lượt người|8|9" }, "2023", "12", "Trang 1!D2" },
        { { "Nội dung|Năm 2022||Năm 2023|", "|Kế hoạch|Thực hiện|Kế hoạch|Thực hiện", "Số cuộc tuyên truyền|6|7|10|12", "Số lượt người|6|7|10|12" }, "2023", "12", "Trang 1!E3" },
        { { "Nội dung|Năm 2022||Năm 2023|", "|Quý I|Cộng|Quý I|Cộng", "Số cuộc tuyên truyền|6|7|10|12", "Số lượt người|6|7|10|12" }, "2023", "12", "Trang 1!E3" },
        { { "TT|Chỉ tiêu|Quý I|Quý II|Cộng", "1|Số cuộc tuyên truyền|5|7|12", "2|Số lượt người|4|5|9" }, "2023", "12", "Trang 1!E2" },
        { { "TT|Chỉ tiêu|Toàn huyện|Trong đó: Thị trấn|Xã Định An", "1|Số cuộc tuyên truyền|12|7|5", "2|Số lượt người|9|1|2" }, "2023", "12", "Trang 1!C2" },
        { { "Chỉ tiêu|Tháng 1|Tháng 2|Tổng cộng", "Kết quả khác|1|2|3", "Số cuộc tuyên truyền|5|7|12", "Số lượt người|1|2|3" }, "2023", "12", "Trang 1!D3" },
        { { "Chỉ tiêu|Xã A|Xã B|Cả huyện", "Số cuộc tuyên truyền|5|7|12", "Số lượt người|1|2|3" }, "2023", "12", "Trang 1!D2" },
        { { "Chỉ tiêu|Số liệu ban đầu|Số liệu sau điều chỉnh", "Số cuộc tuyên truyền|7|12", "Số lượt người|1|2" }, "2023", "12", "Trang 1!C2" },
        { { "Chỉ tiêu|Số mới|Số cũ", "Số cuộc tuyên truyền|12|7", "Số lượt người|1|2" }, "2023", "12", "Trang 1!B2" },
        { { "Chỉ tiêu|Sơ bộ|Chính thức", "Số cuộc tuyên truyền|7|12", "Số lượt người|1|2" }, "2023", "12", "Trang 1!C2" },
        { { "Chỉ tiêu|Ban đầu|Điều chỉnh", "Số cuộc tuyên truyền|7|12", "Số lượt người|1|2" }, "2023", NULL, NULL },
        { { "TT|Chỉ tiêu|Quý I|Quý II", "1|Số cuộc tuyên truyền|5|7", "2|Số lượt người|4|5" }, "2023", NULL, NULL },
        { { "Nội dung|6 tháng 2022|6 tháng 2023", "Số cuộc tuyên truyền|7|12", "Số lượt người|8|9" }, NULL, NULL, NULL },
        { { "Nội dung|6 tháng 2021|6 tháng 2022", "Số cuộc tuyên truyền|7|12", "Số lượt người|8|9" }, "2023", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct values v;
        struct findings f;

        extract(cases[i].rows, cases[i].rows[3] != NULL ? 4 : 3, cases[i].period, &v, &f);
        if (cases[i].value != NULL)
            value_is(&v, "meetings", 0, cases[i].value, cases[i].place);
        else
            assert_null(values_get(&v, "meetings", 0));
        values_free(&v);
        findings_free(&f);
    }
}

/* A table, a chapter or a sheet that says it is a plan or another year's is no result, whatever order they stand in. */
static void
what_stands_aside_is_no_figure(void **state)
{
    static const char *const titles[][2] = {
        { "Bảng 1: Kết quả 6 tháng", "Bảng 2: Phương hướng" }, { "I. KẾT QUẢ", "II. PHƯƠNG HƯỚNG, NHIỆM VỤ" }, { "Bảng 1. Năm 2023", "Bảng 2. Năm 2022" },
        { "1. Kết quả", "2. Nhiệm vụ 6 tháng cuối năm" }, { "Biểu số 01: Kết quả thực hiện kế hoạch", "Biểu số 02: Kế hoạch" },
        { "I\tKết quả 6 tháng 2023", "II\tPhương hướng" }, { "Phụ lục 1: Kết quả", "Phụ lục 2: Số liệu cùng kỳ năm trước" }, { "Kết quả công tác", "Dự kiến thời gian tới" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(titles) * 2; i++) {
        bool turned = i % 2 == 1;
        char *main = xasprintf("%s\nNội dung\tSố lượng\nSố cuộc tuyên truyền\t12\nSố lượt người\t9\n", titles[i / 2][0]);
        char *aside = xasprintf("%s\nNội dung\tSố lượng\nSố cuộc tuyên truyền\t20\nSố lượt người\t15\n", titles[i / 2][1]);
        struct attachment a = { .type = xstrdup("pdf"), .text = xasprintf("%s%s", turned ? aside : main, turned ? main : aside) };
        struct values v = {0};
        struct findings f = {0};

        validate_extract(&form, "2023", &a, &v, &f);
        value_is(&v, "meetings", 0, "12", turned ? "dòng 7" : "dòng 3");
        assert_int_equal(f.n, 0);
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
        free(main);
        free(aside);
    }
}

/* So does a table whose head says it. */
static void
what_a_head_puts_aside_is_no_figure(void **state)
{
    static const struct { const char *head; bool aside; } rows[] = {
        { "Nhiệm vụ 6 tháng cuối năm\tSố lượng", true }, { "STT\tChỉ tiêu 6 tháng cuối năm 2023\tSố lượng", true },
        { "Kế hoạch thời gian tới\tSố lượng", true }, { "Nội dung\tDự kiến 6 tháng cuối năm\tGhi chú", true }, { "Nội dung\tChỉ tiêu năm 2024", true },
        { "Phương hướng năm tới\tSố lượng\tGhi chú", true }, { "Nội dung\tSố lượng", false }, { "Chỉ tiêu\tKết quả", false },
        { "Nhiệm vụ\tSố lượng", false }, { "Nhiệm vụ cuối năm\tKết quả thực hiện", false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows) * 2; i++) {
        bool turned = i % 2 == 1;
        const char *head = rows[i / 2].head, *first = strncmp(head, "STT", 3) == 0 ? "1\t" : "", *second = *first != '\0' ? "2\t" : "";
        char *main = xstrdup("Nội dung\tSố lượng\nSố cuộc tuyên truyền\t12\nSố lượt người\t9\n");
        char *aside = xasprintf("%s\n%sSố cuộc tuyên truyền\t20\n%sSố lượt người\t15\n", head, first, second);
        struct attachment a = { .type = xstrdup("pdf"), .text = xasprintf("%s%s", turned ? aside : main, turned ? main : aside) };
        struct values v = {0};
        struct findings f = {0};

        validate_extract(&form, "2023", &a, &v, &f);
        if ((f.n == 0) != rows[i / 2].aside)
            fail_msg("%s", head);
        if (rows[i / 2].aside)
            value_is(&v, "meetings", 0, "12", turned ? "dòng 5" : "dòng 2");
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
        free(main);
        free(aside);
    }
}

/* Nor are targets of a time to come, where nothing else stands: said once. */
static void
targets_alone_are_no_results(void **state)
{
    static const struct { const char *title; bool taken; } rows[] = {
        { "PHUONG HUONG, NHIEM VU 6 THANG CUOI NAM", false }, { "2. Một số nhiệm vụ trọng tâm 6 tháng cuối năm 2023", false }, { "Chỉ tiêu năm 2024", false },
        { "B. Kế hoạch quý III/2023", false }, { "6 THÁNG CUỐI NĂM 2023", false }, { "III. Nhiệm vụ thời gian đến.", false }, { "Bảng 2. Mục tiêu 2024 - 2025", false },
        { "II. PHƯƠNG HƯỚNG", false }, { "Phấn đấu trong năm 2024 đạt:", false }, { "Nội dung\tChỉ tiêu năm 2024", false }, { "I. KẾT QUẢ\nĐã làm tốt.\nII. NHIỆM VỤ, GIẢI PHÁP", false },
        { "Kế hoạch năm 2023", true }, { "BÁO CÁO CÔNG TÁC VÀ PHƯƠNG HƯỚNG THỜI GIAN TỚI", true }, { "Kế hoạch số 15/KH-BCĐ ngày 10/01/2024", true }, { "Năm 2024", true },
        { "Kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm", true }, { "II. PHƯƠNG HƯỚNG\nTiếp tục.\nBiểu số liệu 6 tháng", true }, { "NHIỆM VỤ 1: TUYÊN TRUYỀN", true },
        { "II. PHƯƠNG HƯỚNG\nTiếp tục.\nNơi nhận:\tTM. BAN CHỈ ĐẠO", true }, { "Tháng 7 năm 2023", true }, { "Tình hình thực hiện chỉ tiêu cuối năm", true },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct attachment a = { .type = xstrdup("pdf"), .text = xasprintf("%s\nSố cuộc tuyên truyền\t20\nSố lượt người\t15\n", rows[i].title) };
        struct values v = {0};
        struct findings f = {0};

        validate_extract(&half_year, "2023", &a, &v, &f);
        if ((values_get(&v, "meetings", 0) != NULL) != rows[i].taken || f.n != !rows[i].taken || (f.n > 0 && strcmp(f.v[0].code, "ahead") != 0))
            fail_msg("%s: %zu findings", rows[i].title, f.n);
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
    }
}

/* Sheets of other years beside that of the report; alone, they are what was sent. */
static void
a_sheet_of_another_year_stands_aside(void **state)
{
    static const char *const names[] = { "2021", "Số liệu 2022", "Biểu 1" };
    const char *last[] = { "Số cuộc tuyên truyền|12", "Số lượt người|9" }, *rows[] = { "Số cuộc tuyên truyền|7", "Số lượt người|8" };

    (void)state;
    for (int alone = 0; alone < 2; alone++) {
        struct attachment a = { .type = xstrdup("xlsx") };
        struct values v = {0};
        struct findings f = {0};

        for (size_t i = 0; i < (alone ? 1 : 3); i++) {
            fill(&a, i == 2 ? last : rows, 2);
            free(a.sheets[i].name);
            a.sheets[i].name = xstrdup(names[i]);
        }
        validate_extract(&form, "2023", &a, &v, &f);
        value_is(&v, "meetings", 0, alone ? "7" : "12", alone ? "2021!B1" : "Biểu 1!B1");
        assert_int_equal(f.n, 0);
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
    }
}

/* Thousands are no figure of ours: neither taken as they stand nor multiplied. */
static void
a_figure_in_thousands_is_asked_about(void **state)
{
    static const struct { const char *rows[4]; bool taken; } cases[] = {
        { { "TT|Nội dung|ĐVT|Số liệu", "1|Số lượt người|nghìn lượt|12", "2|Số cuộc tuyên truyền|cuộc|9" }, false },
        { { "TT|Nội dung|ĐVT|Số liệu", "1|Số lượt người|Ngàn người|12", "2|Số cuộc tuyên truyền|cuộc|9" }, false },
        { { "ĐVT: nghìn người", "Nội dung|Số liệu", "Số lượt người|12", "Số cuộc tuyên truyền|9" }, false },
        { { "TT|Nội dung|ĐVT|Số liệu", "1|Số lượt người|lượt|12", "2|Số cuộc tuyên truyền|cuộc|9" }, true },
        { { "ĐVT: triệu đồng", "Nội dung|Số liệu", "Số lượt người|12", "Số cuộc tuyên truyền|9" }, true },
        { { "Nội dung|Số liệu|Ghi chú", "Số lượt người|12|nguồn ngân sách", "Số cuộc tuyên truyền|9|" }, true },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct values v;
        struct findings f;

        extract(cases[i].rows, cases[i].rows[3] != NULL ? 4 : 3, "2023", &v, &f);
        assert_int_equal(values_get(&v, "people", 0) != NULL, cases[i].taken);
        assert_int_equal(findings_get(&f, "type") != NULL, !cases[i].taken);
        assert_non_null(values_get(&v, "meetings", 0));
        values_free(&v);
        findings_free(&f);
    }
}

/* Measures below labels are no values; a longer head is the column's where the table is known. */
static void
measures_and_longer_heads_are_understood(void **state)
{
    static const char *const rows[] = { "Số cuộc tuyên truyền|Số lượt người", "(cuộc)|lượt người", "12|9" };
    static const char *const unit[] = { "Đơn vị|Số cuộc tuyên truyền|Số lượt người", "ĐVT|cuộc|lượt", "Xã Mỹ An|12|9" };
    static const char *const list[] = { "STT|Tên đơn vị|Loại đơn vị|Địa bàn", "1|Xã Mỹ An|xã|Mỹ An", "", "Tên đơn vị|Địa bàn", "Xã Mỹ Hội|Mỹ Hội" };
    struct attachment a = { .type = xstrdup("xlsx") }, b = { .type = xstrdup("xlsx") };
    struct values v = {0};
    struct findings f = {0};

    (void)state;
    fill(&a, rows, 3);
    validate_extract(&form, "2023", &a, &v, &f);
    value_is(&v, "meetings", 0, "12", "Trang 1!A3");
    assert_int_equal(f.n, 0);
    values_free(&v);
    attachment_clear(&a);
    a = (struct attachment){ .type = xstrdup("xlsx") };
    fill(&a, unit, ARRAY_LEN(unit));
    validate_extract(&form, "2023", &a, &v, &f);
    value_is(&v, "meetings", 0, "12", "Trang 1!B3");
    assert_int_equal(f.n, 0);
    values_free(&v);
    fill(&b, list, ARRAY_LEN(list));
    validate_extract(&form, "2023", &b, &v, &f);
    value_is(&v, "candidates.kind", 1, "xã", "Trang 1!C2");
    assert_non_null(findings_get(&f, "not-found"));         /* the second list has no column of the kind */
    values_free(&v);
    findings_free(&f);
    attachment_clear(&a);
    attachment_clear(&b);
}

/* Rows were put in, and the names stayed: none of the sheet's is believed. */
static void
names_left_behind_are_not_believed(void **state)
{
    static const char *const rows[] = { "Biểu", "Số cuộc tuyên truyền|12", "Số lượt người|9" };
    struct attachment a = { .type = xstrdup("xlsx") };
    struct values v = {0};
    struct findings f = {0};

    (void)state;
    fill(&a, rows, 3);
    *ARRAY_MORE(a.names, a.nnames) = (struct name){ xstrdup("d_meetings"), xstrdup("Trang 1"), 1, 2, 1, 2 };
    *ARRAY_MORE(a.names, a.nnames) = (struct name){ xstrdup("d_people"), xstrdup("Trang 1"), 2, 2, 2, 2 };
    validate_extract(&form, "2023", &a, &v, &f);
    value_is(&v, "meetings", 0, "12", "Trang 1!B2");
    value_is(&v, "people", 0, "9", "Trang 1!B3");
    assert_int_equal(f.n, 0);
    values_free(&v);
    findings_free(&f);
    attachment_clear(&a);
}

/* A line to write on, and other marks between a label and its value. */
static void
a_value_behind_leaders_is_read(void **state)
{
    static const char *const lines[] = { "Số cuộc tuyên truyền ............ 12", "1. Số cuộc tuyên truyền: .....12..... cuộc", "- Số cuộc tuyên truyền ……12…… cuộc",
                                         "Số cuộc tuyên truyền ____12____", "Số cuộc tuyên truyền = 12" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        struct attachment a = { .type = xstrdup("docx"), .text = xasprintf("%s\nSố lượt người: 9\n", lines[i]) };
        struct values v = {0};
        struct findings f = {0};

        validate_extract(&form, "2023", &a, &v, &f);
        value_is(&v, "meetings", 0, "12", "dòng 1");
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
    }
}

/* A form in lines of text with nothing behind its labels was not filled in; headings of a report are no form. */
static void
a_form_of_lines_that_is_empty_is_told(void **state)
{
    static const struct { const char *text; size_t required; } cases[] = {
        { "BÁO CÁO\nSố cuộc tuyên truyền:\nSố lượt người:\nKiến nghị:\n", 2 },
        { "1. Số cuộc tuyên truyền: ………… cuộc\n2. Số lượt người: ........\n", 2 },
        { "Số cuộc tuyên truyền\t\nSố lượt người\tlượt\n", 2 },
        { "Số cuộc tuyên truyền: 12\nSố lượt người: ……\n", 1 },
        { "Số cuộc tuyên truyền ____\nSố lượt người ____ lượt\n", 2 },
        { "Số cuộc tuyên truyền\nĐã tổ chức nhiều cuộc.\n", 0 },
        { "Số lượt người: rất đông, không đếm được\nSố cuộc tuyên truyền: nhiều\n", 0 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct attachment a = { .type = xstrdup("docx"), .text = xstrdup(cases[i].text) };
        struct values v = {0};
        struct findings f = {0};
        size_t required = 0;

        validate_extract(&form, "2023", &a, &v, &f);
        for (size_t k = 0; k < f.n; k++)
            required += strcmp(f.v[k].code, "required") == 0;
        if (required != cases[i].required)
            print_error("%s", cases[i].text);
        assert_int_equal(required, cases[i].required);
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
    }
}

/* "meetings people"; "-": not read. */
static const struct { const char *text, *want; bool told; } sentences[] = {
    { "Số cuộc tuyên truyền là 12 cuộc.", "12 -", true },
    { "Số cuộc tuyên truyền: 12 cuộc.", "12 -", false },
    { "Trong 6 tháng đầu năm 2023, số cuộc tuyên truyền là 12 cuộc, số lượt người: 1.450 lượt người.", "12 1450", true },
    { "Tổng số cuộc tuyên truyền: 12 (mười hai) cuộc; tổng số lượt người đạt 1450.", "12 1450", true },
    { "UBND huyện báo cáo như sau: số cuộc tuyên truyền là mười hai cuộc", "12 -", true },
    { "so cuoc tuyen truyen la 12 cuoc, so luot nguoi la 60", "12 60", true },
    { "Kính gửi Phòng, số lượt người là một nghìn hai trăm lượt.", "- 1200", true },
    { "a) Tổng số lượt người: 02 người", "- 2", true },
    { "Trong kỳ, đơn vị đã thực hiện tốt công tác tuyên truyền; số cuộc\ntuyên truyền là 12 cuộc.", "12 -", true },
    { "Số cuộc tuyên truyền là 12 cuộc.\nCùng kỳ năm trước, số cuộc tuyên truyền là 20 cuộc.", "12 -", true },
    { "Số cuộc tuyên truyền là 12 cuộc.\nII. PHƯƠNG HƯỚNG 6 THÁNG CUỐI NĂM\nSố cuộc tuyên truyền là 20 cuộc.", "12 -", true },
    { "Số cuộc tuyên truyền là 12 cuộc.\nII. PHƯƠNG HƯỚNG 6 THÁNG CUỐI NĂM\nPhấn đấu làm tốt.\nSố lượt người: 30", "12 -", true },
    { "Số cuộc tuyên truyền là 12. Số lượt người là 1.450. Kết quả tốt.", "12 1450", true },
    { "Trong kỳ, đơn vị đã thực hiện tốt công tác tuyên truyền, số cuộc tuyên truyền là\n12 cuộc, số lượt người là 60.", "12 60", true },
    { "Số cuộc tuyên truyền là 12 cuộc, tăng 3 cuộc so với cùng kỳ.", "- -", false },
    { "Số cuộc tuyên truyền là 12 cuộc với 60 lượt người.", "- -", false },
    { "Số cuộc tuyên truyền là khoảng 12 cuộc.", "- -", false },
    { "Số cuộc tuyên truyền trên 12 cuộc.", "- -", false },
    { "Tại xã Tân Phước, số cuộc tuyên truyền là 12 cuộc.", "- -", false },
    { "Xã Tân Phước: số cuộc tuyên truyền là 12 cuộc.", "- -", false },
    { "Trong tháng 5, số cuộc tuyên truyền là 12 cuộc.", "- -", false },
    { "Quý I: số cuộc tuyên truyền là 12 cuộc.", "- -", false },
    { "Năm 2022, số cuộc tuyên truyền là 12 cuộc.", "- -", false },
    { "Phấn đấu đạt chỉ tiêu, số cuộc tuyên truyền là 12 cuộc.", "- -", false },
    { "Số cuộc tuyên truyền được duy trì; số lượt người ngày càng tăng.", "- -", false },
    { "Số cuộc tuyên truyền là năm sau.", "- -", false },
    { "Số cuộc tuyên truyền là 12 cuộc.\nSố cuộc tuyên truyền là 13 cuộc.", "- -", false },
};

static void
figures_in_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sentences); i++) {
        struct attachment a = { .type = xstrdup("docx"), .text = xstrdup(sentences[i].text) };
        struct values v = {0};
        struct findings f = {0};
        const struct value *meetings, *people;
        char got[48];

        validate_extract(&half_year, "2023", &a, &v, &f);
        meetings = values_get(&v, "meetings", 0);
        people = values_get(&v, "people", 0);
        snprintf(got, sizeof got, "%s %s", meetings != NULL ? meetings->value : "-", people != NULL ? people->value : "-");
        if (strcmp(got, sentences[i].want) != 0 || (findings_get(&f, "from-words") != NULL) != sentences[i].told || findings_blocking(&f))
            fail_msg("%s: %s, told %d", sentences[i].text, got, findings_get(&f, "from-words") != NULL);
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
    }
}

/* One word alone is no form, unless the file says that it is one. */
static void
a_form_by_its_identity(void **state)
{
    (void)state;
    for (int known = 0; known < 2; known++) {
        static const char *const rows[] = { "Kiến nghị|không" };
        struct attachment a = { .type = xstrdup("xlsx"), .identity.report = known ? xstrdup("HALF_YEAR") : NULL };
        struct values v = {0};
        struct findings f = {0};

        fill(&a, rows, 1);
        validate_extract(&form, "2023", &a, &v, &f);
        assert_int_equal(v.n, known);
        values_free(&v);
        findings_free(&f);
        attachment_clear(&a);
    }
}

/* A label of words with its figure is one, and below the rows of a list its columns are none of it. */
static void
a_figure_under_another_head(void **state)
{
    static const struct { const char *rows[4], *place, *name; } cases[] = {
        { { "Nội dung|Kết quả", "Số cuộc tuyên truyền|12", "", "" }, "Trang 1!B2", NULL },
        { { "STT|Tên đơn vị|Loại|Có kế hoạch riêng", "1|Mỹ An|Xã|x", "3.1|Số cuộc tuyên truyền||12", "" }, "Trang 1!D3", NULL },
        { { "STT|Tên đơn vị|Loại|Có kế hoạch riêng", "1|Mỹ An|Xã|x", "STT|Nội dung|Kết quả|Kế hoạch", "1|Số cuộc tuyên truyền|12|20" }, "Trang 1!C4", "Trang 1!B2" },
        { { "STT|Nội dung|Kết quả|STT|Nội dung|Kết quả", "1|Số cuộc tuyên truyền|12|7|Số lượt người|9", "", "" }, "Trang 1!C2", NULL },       /* side by side */
        { { "STT|Nội dung|Kết quả||STT|Tên đơn vị|Loại", "1|Số cuộc tuyên truyền|12||1|Mỹ An|Xã", "2|Số lượt người|9", "" }, "Trang 1!C2", "Trang 1!F2" },
        { { "STT|Tên đơn vị|Loại|STT|Nội dung|Kết quả", "1|Mỹ An|Xã|1|Số cuộc tuyên truyền|12", "|||2|Số lượt người|9", "" }, "Trang 1!F2", "Trang 1!B2" },
        { { "Nội dung|Kết quả", "Số lượt người|9 đơn vị", "Số cuộc tuyên truyền|12 (cuộc tuyên truyền)", "" }, "Trang 1!B3", NULL },           /* a figure is no head */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct values v;
        struct findings f;

        extract(cases[i].rows, 4, "2023", &v, &f);
        value_is(&v, "meetings", 0, "12", cases[i].place);
        if (cases[i].name != NULL)
            value_is(&v, "candidates.name", 1, "Mỹ An", cases[i].name);
        values_free(&v);
        findings_free(&f);
    }
}

/* Under a title that says they are left out, rows of a list do not count, and that is told. */
static void
who_is_left_out_is_no_candidate(void **state)
{
    static const struct { const char *title; bool out; } cases[] = {
        { "Đơn vị đưa ra khỏi danh sách", true }, { "Danh sách đơn vị không đủ điều kiện", true }, { "II|Không đạt", true }, { "Danh sách dự phòng", true },
        { "Các đơn vị chưa đạt", true }, { "Đơn vị đã được công nhận năm 2022", true }, { "Danh sách đơn vị (tiếp theo)", false },
        { "Các xã xin rút", true }, { "Đơn vị rút tên", true }, { "Mẫu (ví dụ)", true }, { "Ví dụ cách ghi:", true }, { "Các đơn vị dự kiến nhân rộng", false },
        { "Danh sách đơn vị chưa đạt, đăng ký phấn đấu", false }, { "Đơn vị đạt và không đạt", false }, { "Không có đơn vị nào xin rút.", false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *rows[] = { "STT|Tên đơn vị|Loại", "1|Mỹ An|Xã", cases[i].title, "STT|Tên đơn vị|Loại", "1|Mỹ Thọ|Xã" };
        struct values v;
        struct findings f;

        extract(rows, ARRAY_LEN(rows), "2023", &v, &f);
        assert_string_equal(values_get(&v, "candidates.name", 1)->value, "Mỹ An");
        assert_int_equal(values_get(&v, "candidates.name", 2) == NULL, cases[i].out);
        assert_int_equal(findings_get(&f, "other-list") != NULL, cases[i].out);
        values_free(&v);
        findings_free(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_typed_sheet), cmocka_unit_test(test_wrong_and_missing), cmocka_unit_test(test_two_readings),
        cmocka_unit_test(test_a_document), cmocka_unit_test(test_more_than_one_cell_behind_a_label),
        cmocka_unit_test(test_a_table_in_a_text), cmocka_unit_test(the_column_of_the_own_year_is_read), cmocka_unit_test(a_value_behind_leaders_is_read),
        cmocka_unit_test(what_stands_aside_is_no_figure),
        cmocka_unit_test(what_a_head_puts_aside_is_no_figure), cmocka_unit_test(targets_alone_are_no_results), cmocka_unit_test(a_sheet_of_another_year_stands_aside),
        cmocka_unit_test(a_figure_in_thousands_is_asked_about),
        cmocka_unit_test(measures_and_longer_heads_are_understood),
        cmocka_unit_test(a_form_of_lines_that_is_empty_is_told), cmocka_unit_test(figures_in_sentences), cmocka_unit_test(a_form_by_its_identity), cmocka_unit_test(a_figure_under_another_head), cmocka_unit_test(who_is_left_out_is_no_candidate),
        cmocka_unit_test(names_left_behind_are_not_believed),
        cmocka_unit_test(test_another_document_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
