/* Of several columns of figures that of the report is read, whatever stands beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/form/validate.h"

#define HALF "Báo cáo 6 tháng"
#define ANNUAL "Báo cáo năm"

static struct field fields[] = {
    { .name = "meetings", .label = "Số cuộc tuyên truyền", .type = FIELD_INTEGER, .required = true },
    { .name = "people", .label = "Số lượt người", .type = FIELD_INTEGER, .required = true },
    { .name = "wishes", .label = "Kiến nghị", .type = FIELD_TEXT },
};
static struct section sections[] = { { .title = "1", .fields = fields, .nfields = 3 } };

/* Rows of cells parted by "|"; empty ones are left out. */
static void
fill(struct sheet *s, int row, const char *cells)
{
    int column = 1;

    for (const char *p = cells; *p != '\0'; column++) {
        size_t n = strcspn(p, "|");
        bool number = strspn(p, "0123456789") == n;

        if (n > 0)
            *ARRAY_MORE(s->cells, s->ncells) =
                (struct cell){ row, column, number ? CELL_NUMBER : CELL_TEXT, xstrndup(p, n), NULL, false, false };
        p += n + (p[n] == '|');
    }
}

struct read { struct values v; struct findings f; };

static struct read
read_rows(const char *const *rows, const char *period, const char *title)
{
    struct form form = { .version = "1", .title = (char *)title, .sections = sections, .nsections = 1 };
    struct attachment a = { .type = xstrdup("xlsx") };
    struct read r = {0};

    ARRAY_MORE(a.sheets, a.nsheets)->name = xstrdup("Trang 1");
    for (int i = 0; rows[i] != NULL; i++)
        fill(&a.sheets[0], i + 1, rows[i]);
    validate_extract(&form, period, &a, &r.v, &r.f);
    attachment_clear(&a);
    return r;
}

static void
read_free(struct read *r)
{
    values_free(&r->v);
    findings_free(&r->f);
}

static void
judged(const char *marked, const char *period, const char *title, struct read *r)
{
    const struct value *meetings = values_get(&r->v, "meetings", 0), *people = values_get(&r->v, "people", 0);

    if (strchr(marked, '*') == NULL
            ? meetings != NULL || people != NULL || findings_get(&r->f, "two-readings") == NULL ||
                  strstr(findings_get(&r->f, "two-readings")->text, "hai dòng (“") == NULL
            : meetings == NULL || strcmp(meetings->value, "12") != 0 || people == NULL || strcmp(people->value, "9") != 0)
        fail_msg("%s (%s, %s): %s", marked, period != NULL ? period : "-", title != NULL ? title : "-",
                 meetings != NULL ? meetings->value : "nothing");
    read_free(r);
}

/* 12 stands under the heading marked by "*"; where none is marked the unit is asked. */
static void
heads_are(const char *marked, const char *period, const char *title)
{
    char head[300] = "TT|Nội dung|", first[100] = "1|Số cuộc tuyên truyền|", second[100] = "2|Số lượt người|";
    const char *rows[] = { head, first, second, NULL };
    int column = 0;

    for (const char *p = marked; *p != '\0'; p += strcspn(p, "|"), p += *p == '|') {
        char cells[2][16];

        snprintf(cells[0], 16, "%d|", *p == '*' ? 12 : 71 + column);
        snprintf(cells[1], 16, "%d|", *p == '*' ? 9 : 31 + column++);
        strncat(head, p + (*p == '*'), strcspn(p, "|") - (*p == '*'));
        strcat(head, "|");
        strcat(first, cells[0]);
        strcat(second, cells[1]);
    }
    struct read r = read_rows(rows, period, title);

    judged(marked, period, title, &r);
}

/* The same words beside lines under one label, which a document repeats in each; where nothing tells, the figures of
 * the second label are the same by chance. */
static void
lines_are(const char *marked, const char *period, const char *title, bool repeated)
{
    static const char *const labels[] = { "Số cuộc tuyên truyền", "Số lượt người" };
    char cells[20][200] = { "TT|Nội dung|Chỉ số|Số liệu" };
    const char *rows[21] = { cells[0] };
    size_t n = 1;

    for (int label = 0; label < 2; label++)
        for (const char *p = marked; *p != '\0'; p += strcspn(p, "|"), p += *p == '|', n++) {
            int own = label == 0 ? 12 : 9, other = label == 0 ? 71 + (int)n : 31;
            bool number = p == marked || repeated;

            snprintf(cells[n], 200, "%s|%s|%.*s|%d", number ? label == 0 ? "1" : "2" : "", number ? labels[label] : "",
                     (int)strcspn(p, "|") - (*p == '*'), p + (*p == '*'), *p == '*' ? own : other);
            rows[n] = cells[n];
        }
    struct read r = read_rows(rows, period, title);

    judged(marked, period, title, &r);
}

static void
told_by(const char *marked, const char *period, const char *title)
{
    heads_are(marked, period, title);
    lines_are(marked, period, title, false);
    lines_are(marked, period, title, true);
}

static void
the_column_of_the_period_is_read(void **state)
{
    static const char *const heads[] = {
        "Kỳ trước|*Kỳ này", "*Kỳ này|Kỳ trước", "Cùng kỳ|*Kỳ báo cáo", "Cùng kỳ năm trước|*Trong kỳ|Tăng/giảm", "Kỳ trước|*Kỳ này|So sánh (%)",
        "Kỳ trước|*Kỳ này|+/-", "Kỳ trước|*Kỳ này|Cộng", "Số liệu kỳ trước|*Số liệu kỳ này", "Năm trước|*Năm nay", "*Trong kỳ|Lũy kế",
        "Dự kiến|*Thực tế", "Kế hoạch|*Thực hiện|Đạt %", "Kế hoạch|*Thực hiện|Tỷ lệ", "Chỉ tiêu được giao|*Đạt được", "KH|*TH|% TH/KH",
        "*Kết quả thực hiện kế hoạch|Kế hoạch năm sau", "Mục tiêu|*Kết quả", "Kế hoạch kỳ này|*Thực hiện kỳ này|Thực hiện kỳ trước",
        "Bản gửi|*Bản chốt", "Số sơ bộ|*Số chính thức", "Số đã báo cáo|*Sau rà soát", "*Số liệu đã đính chính|Số liệu ban đầu", "Bản cũ|*Bản mới",
        "Quý I|Quý II|*Lũy kế", "Tháng 5|Tháng 6|*Lũy kế từ đầu năm", "Quý I|Quý II|*6 tháng", "Quý 1|Quý 2|*Cả 6 tháng", "*6 tháng|Quý I|Quý II",
        "Cùng kỳ|*Số vụ", "Ghi chú|*Kỳ này|Kỳ trước", "*Thực hiện|Dự kiến kỳ tới", "Kế hoạch|*Ước thực hiện",
        /* nothing tells */
        "Kỳ này|Tổng cộng", "Thực hiện|Lũy kế", "Nam|Nữ", "Quý I|Quý II", "Kết quả|Điều chỉnh", "Ban đầu|Điều chỉnh", "Đầu kỳ|Trong kỳ|Cuối kỳ",
        "Lần 1|Lần 2", "Kỳ trước|Năm trước", "Số bò|Số trâu", "Thực hiện|Ước thực hiện", "Dự kiến|Kế hoạch", "Chốt số 1|Chốt số 2", "Tặng quà|Thăm hỏi", "Chính thức|Hợp đồng", "Mới|Tái phạm",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        told_by(heads[i], "2023", NULL);
}

static void
the_months_of_the_report_tell_its_column(void **state)
{
    static const struct { const char *heads, *period, *title; } cases[] = {
        { "Quý I|Quý II|*6 tháng", "2023", HALF }, { "Kỳ này|Tổng cộng", "2023", HALF }, { "Quý I/2023|Quý II/2023|*6 tháng 2023|6 tháng 2022", "2023", HALF },
        { "*6 tháng đầu năm|Ước cả năm", "2023", HALF }, { "Năm 2022|*6 tháng|Kế hoạch 6 tháng cuối năm", "2023", HALF },
        { "Thực hiện 5 tháng|Ước 6 tháng", "2023", HALF }, { "Tháng 6|*Lũy kế 6 tháng", "2023", HALF }, { "Tháng này|*Lũy kế", "2023", HALF },
        { "6 tháng đầu năm|6 tháng cuối năm|*Cả năm", "2023", ANNUAL }, { "Quý I|Quý II|Quý III|Quý IV|*Năm 2023", "2023", ANNUAL },
        { "Quý I|*Quý II|6 tháng", "2023-Q2", NULL }, { "Quý trước|*Quý này|Lũy kế", "2023-Q2", NULL }, { "*Trong quý|Từ đầu năm", "2023-Q2", NULL },
        { "Tháng 5|*Tháng 6|Lũy kế", "2023-06", NULL }, { "*Tháng 6/2023|Tháng 6/2022", "2023-06", NULL }, { "T5|*T6|6T", "2023-06", NULL },
        { "6 tháng đầu năm|*6 tháng cuối năm", "2023-H2", NULL }, { "*6 tháng|Quý III|Quý IV", "2023-H2", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        told_by(cases[i].heads, cases[i].period, cases[i].title);
    const char *rows[] = { "TT|Chỉ tiêu|Kỳ này|Tổng cộng", "1|Số cuộc tuyên truyền|12|32", "2|Số lượt người|9|31", NULL };    /* "Chỉ tiêu" heads the labels */
    struct read r = read_rows(rows, "2023", HALF);

    assert_non_null(findings_get(&r.f, "two-readings"));
    read_free(&r);
}

/* An empty cell of its column is a gap; no figure beside it takes its place. */
static void
a_gap_in_its_column_is_a_gap(void **state)
{
    static const char *const heads[] = { "Nội dung|Kỳ trước|Kỳ này", "Nội dung|Kế hoạch|TH", "|Cùng kỳ|Số vụ" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        const char *rows[] = { heads[i], "Số cuộc tuyên truyền|7|", "Số lượt người|8|9", NULL };
        struct read r = read_rows(rows, "2023", HALF);

        assert_null(values_get(&r.v, "meetings", 0));
        assert_non_null(findings_get(&r.f, "required"));
        assert_string_equal(values_get(&r.v, "people", 0)->value, "9");
        read_free(&r);
    }
}

/* What all parts add up to, or the last of them, is what the whole must be. */
static void
a_whole_is_held_against_its_parts(void **state)
{
    static const struct { const char *row; bool told; } cases[] = {
        { "Số cuộc tuyên truyền|5|7|12", false }, { "Số cuộc tuyên truyền|5|7|7", false }, { "Số cuộc tuyên truyền|5||12", false },
        { "Số cuộc tuyên truyền|5|7|21", true },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *rows[] = { "Nội dung|Quý I|Quý II|6 tháng", cases[i].row, "Số lượt người|4|5|9", NULL };
        struct read r = read_rows(rows, "2023", HALF);

        assert_string_equal(values_get(&r.v, "meetings", 0)->value, strrchr(cases[i].row, '|') + 1);
        assert_int_equal(findings_get(&r.f, "sum") != NULL, cases[i].told);
        read_free(&r);
    }
}

/* The same before rows, where the labels stand side by side. */
static void
the_row_of_the_period_is_read(void **state)
{
    static const char *const tables[][4] = {
        { "Kỳ|Số cuộc tuyên truyền|Số lượt người", "Kỳ trước|7|8", "Kỳ này|12|9" }, { "TT|Kỳ|Số cuộc tuyên truyền|Số lượt người", "1|Kế hoạch|7|8", "2|Thực hiện|12|9" },
        { "|Số cuộc tuyên truyền|Số lượt người", "Quý I|5|4", "Quý II|7|5", "6 tháng|12|9" }, { "|Số cuộc tuyên truyền|Số lượt người", "Kỳ trước|5|4", "Kỳ này|12|9", "Cộng|17|13" },
        { "Đơn vị|Số cuộc tuyên truyền||Số lượt người", "|2022|2023|2022|2023", "Xã An Bình|7|12|8|9" }, { "Đơn vị|Số cuộc tuyên truyền||Số lượt người", "|KH|TH|KH|TH", "Xã An Bình|7|12|8|9" },
        { "TT|Đơn vị|Số cuộc tuyên truyền|Số lượt người", "A|B|cuộc|người", "1|Xã An Bình|12|9" },
        { "|Số cuộc tuyên truyền|Số lượt người", "Năm 2023|12|9", "Năm 2022|17|13" }, { "|Số cuộc tuyên truyền|Số lượt người", "Xã An Bình|12|9", "Cùng kỳ|17|13" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        const char *rows[] = { tables[i][0], tables[i][1], tables[i][2], tables[i][3], NULL };
        struct read r = read_rows(rows, "2023", HALF);

        assert_string_equal(values_get(&r.v, "meetings", 0)->value, "12");
        assert_string_equal(values_get(&r.v, "people", 0)->value, "9");
        assert_null(findings_get(&r.f, "two-readings"));
        read_free(&r);
    }
}

/* Under heads of two columns that nothing tells apart both figures are told, and no year is one. */
static void
columns_under_a_label_are_asked_about(void **state)
{
    static const char *const tables[][2] = { { "|Nam|Nữ|Nam|Nữ", "Xã An Bình|7|12|8|9" }, { "|2022|2023|2022|2023", "Xã An Bình|7||8|" } };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        const char *rows[] = { "Đơn vị|Số cuộc tuyên truyền||Số lượt người", tables[i][0], tables[i][1], NULL };
        struct read r = read_rows(rows, "2023", HALF);

        assert_null(values_get(&r.v, "meetings", 0));
        assert_null(values_get(&r.v, "people", 0));
        assert_int_equal(r.f.n, 2);
        read_free(&r);
    }
}

/* A label before several lines, each with a name of its own. */
static void
the_line_of_the_period_is_read(void **state)
{
    static const struct { const char *rows[6]; const char *meetings, *people; } cases[] = {
        { { "Nội dung|Chỉ số|Số liệu", "Số cuộc tuyên truyền|Kế hoạch|19", "|Thực hiện|12", "Số lượt người|Kế hoạch|20", "|Thực hiện|9" }, "12", "9" },
        { { "Nội dung|Chỉ số|Số liệu", "Số cuộc tuyên truyền|Năm 2023|12", "|Năm 2022|19", "Số lượt người|Năm 2023|9", "|Năm 2022|20" }, "12", "9" },
        { { "Nội dung|Chỉ số|Số liệu", "Số cuộc tuyên truyền|Cấp huyện|6", "|Cấp xã|6", "Số lượt người|người|9", "" }, NULL, "9" },
        { { "TT|Nội dung|Chỉ số|Số liệu", "1|Số cuộc tuyên truyền|2022|19", "2||2023|12", "3|Số lượt người|2022|20", "4||2023|9" }, "12", "9" },
        { { "Nội dung|Chỉ số|Số liệu", "Số cuộc tuyên truyền||12", "|Trong đó: cấp xã|6", "Số lượt người||9" }, "12", "9" },
        { { "Nội dung|Số liệu", "Số cuộc tuyên truyền", "- Kế hoạch|19", "- Thực hiện|12", "Số lượt người|9" }, "12", "9" },
        { { "Nội dung|Số liệu", "Số cuộc tuyên truyền", "- Cấp huyện|6", "- Cấp xã|6", "Số lượt người|9" }, NULL, "9" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct read r = read_rows(cases[i].rows, "2023", HALF);
        const struct value *meetings = values_get(&r.v, "meetings", 0);

        assert_string_equal(meetings != NULL ? meetings->value : "", cases[i].meetings != NULL ? cases[i].meetings : "");
        assert_string_equal(values_get(&r.v, "people", 0)->value, cases[i].people);
        assert_int_equal(r.f.n, meetings == NULL);
        read_free(&r);
    }
}

/* Of a row whose two figures are the same none is taken, where those of other rows differ: they are parts. */
static void
parts_that_are_the_same_are_asked_about(void **state)
{
    static const struct { const char *meetings, *people; bool asked; } cases[] = {
        { "6|6", "4|5", true }, { "6|6", "4|4", false }, { "0|0", "4|5", false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char first[100], second[100];
        const char *rows[] = { "Nội dung|Mỹ Thọ|Bình Thạnh", first, second, NULL };

        snprintf(first, 100, "Số cuộc tuyên truyền|%s", cases[i].meetings);
        snprintf(second, 100, "Số lượt người|%s", cases[i].people);
        struct read r = read_rows(rows, "2023", HALF);

        assert_int_equal(values_get(&r.v, "meetings", 0) == NULL, cases[i].asked);
        read_free(&r);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_column_of_the_period_is_read), cmocka_unit_test(the_months_of_the_report_tell_its_column),
        cmocka_unit_test(the_row_of_the_period_is_read), cmocka_unit_test(the_line_of_the_period_is_read), cmocka_unit_test(parts_that_are_the_same_are_asked_about), cmocka_unit_test(columns_under_a_label_are_asked_about), cmocka_unit_test(a_gap_in_its_column_is_a_gap),
        cmocka_unit_test(a_whole_is_held_against_its_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
