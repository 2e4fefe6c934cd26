/* Where the values of a form stand: which cells, rows, tables, sheets and files a careful clerk reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "core/form/finding.h"
#include "core/form/validate.h"

static char *kinds[] = {"xã", "phường", "doanh nghiệp"}, *levels[] = {"Cấp tỉnh", "Cấp huyện"}, *parts[] = {"awards.groups"};
static struct field fields[] = {
    {.name = "meetings", .label = "Số cuộc tuyên truyền", .label_en = "Meetings", .type = FIELD_INTEGER, .required = true},
    {.name = "people", .label = "Số lượt người", .type = FIELD_INTEGER, .required = true},
    {.name = "day", .label = "Ngày chốt số liệu", .type = FIELD_DATE},
    {.name = "wishes", .label = "Kiến nghị", .type = FIELD_TEXT},
    {.name = "groups", .label = "Tổng số tập thể", .type = FIELD_INTEGER},
};
static struct field columns[] = {
    {.name = "name", .label = "Tên đơn vị", .type = FIELD_TEXT, .required = true},
    {.name = "kind", .label = "Loại", .type = FIELD_CHOICE, .required = true, .choices = {kinds, 3}},
    {.name = "met", .label = "Số tiêu chí đạt", .type = FIELD_INTEGER, .required = true},
};
static struct field levels_columns[] = {
    {.name = "groups", .label = "Tập thể", .type = FIELD_INTEGER}, {.name = "people", .label = "Cá nhân", .type = FIELD_INTEGER},
};
static struct table tables[] = {
    {.name = "list", .label = "Danh sách", .columns = columns, .ncolumns = 3, .max_rows = 30},
    {.name = "awards", .label = "Khen thưởng", .columns = levels_columns, .ncolumns = 2, .max_rows = 2, .row_labels = {levels, 2}},
};
static struct field one[] = {{.name = "a", .label = "Số lượng", .type = FIELD_INTEGER}}, two[] = {{.name = "b", .label = "Số lượng", .type = FIELD_INTEGER}};
static struct section sections[] = {
    {.title = "1. Tuyên truyền", .fields = fields, .nfields = 5, .tables = tables, .ntables = 2},
    {.title = "2. Tập huấn", .fields = one, .nfields = 1}, {.title = "3. Kiểm tra", .fields = two, .nfields = 1},
};
static struct rule rules[] = {{.kind = RULE_SUM, .left = "groups", .right = {parts, 1}}};
static const struct form form = {.version = "1", .sections = sections, .nsections = 3, .rules = rules, .nrules = 1};

/* A sheet of rows parted by "/" with cells parted by "|": digits are numbers, "=" is a formula without a result,
 * "~" begins a cell that is hidden with its row or column. */
static struct sheet *
sheet(struct attachment *a, const char *name, const char *rows)
{
    struct sheet *s = ARRAY_MORE(a->sheets, a->nsheets);
    int row = 1, column = 1;

    s->name = xstrdup(name);
    for (const char *p = rows;; p++) {
        bool hidden = *p == '~';
        p += hidden;
        size_t n = strcspn(p, "|/");
        bool formula = n == 1 && *p == '=';
        if (n > 0)
            *ARRAY_MORE(s->cells, s->ncells) = (struct cell){row, column, strspn(p, "0123456789") == n ? CELL_NUMBER : CELL_TEXT,
                                                             xstrndup(p, formula ? 0 : n), NULL, formula, hidden};
        p += n;
        if (*p == '\0')
            return s;
        column = *p == '|' ? column + 1 : 1;
        row += *p == '/';
    }
}

static void
tell(const struct values *v, const struct findings *f, struct buf *out)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i].row > 0)
            buf_addf(out, "%s#%d=%s ", v->v[i].field, v->v[i].row, v->v[i].value);
        else
            buf_addf(out, "%s=%s ", v->v[i].field, v->v[i].value);
    for (size_t i = 0; i < f->n; i++)
        buf_addf(out, "!%s@%s ", f->v[i].code, f->v[i].place != NULL ? f->v[i].place : "");
}

static bool
same(struct attachment *files, size_t n, const char *want)
{
    struct message m = {.attachments = files, .nattachments = n};
    struct values v = {0};
    struct findings f = {0};
    struct buf got = {0};
    int list[4] = {0, 1, 2, 3};
    size_t used = n;

    if (validate_files(&form, NULL, &m, list, &used, &v, &f))
        validate_rules(&form, &v, NULL, &f);
    tell(&v, &f, &got);
    bool equal = strcmp(buf_text(&got), want) == 0;
    if (!equal)
        print_error("  got  %s\n  want %s\n", buf_text(&got), want);
    for (size_t i = 0; i < n; i++)
        attachment_clear(&files[i]);
    buf_free(&got);
    values_free(&v);
    findings_free(&f);
    return equal;
}

#define is(files, n, want) assert_true(same(files, n, want))
#define HEAD "STT|Tên đơn vị|Loại|Số tiêu chí đạt/"

static const struct { const char *rows, *want; } sheets[] = {
    /* what decorates a label */
    {"I. Số cuộc tuyên truyền|12/a) Số lượt người|5", "meetings=12 people=5 "},
    {"II.1. Số cuộc tuyên truyền (cuộc)|12/- Số lượt người (1)|5", "meetings=12 people=5 "},
    {"Mục 2: Số cuộc tuyên truyền [1]|12/(3) Số lượt người ¹|5", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền1|12/Số lượt người: ………|5", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền (ĐVT: cuộc)|12/Số lượt người\n(người)|5", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền (năm trước)|9/Số lượt người|5/Số cuộc tuyên truyền|12", "people=5 meetings=12 "},
    {"đ) Số cuộc tuyên truyền (nếu có)|12/Đ. Số lượt người; trong đó:|5", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền (ghi bằng số)|12/Số lượt người (%)|5/Kiến nghị|a", "meetings=12 wishes=a "},
    /* what decorates a figure */
    {"Số cuộc tuyên truyền|12;/Số lượt người|……5……", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền|12 (mười hai)/Số lượt người|5 lượt", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền: mười hai (12)/Số lượt người: 5 (năm)", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền: mười ba (12)/Số lượt người: 5 (sáu)", "!type@S!A1 !type@S!A2 "},
    {"Số cuộc tuyên truyền|12 (mười ba)/Số lượt người|5 nghìn", "!type@S!B1 !type@S!B2 "},
    {"Số cuộc tuyên truyền|-/Số lượt người|Không", "meetings=0 people=0 !zero@S!B1 !zero@S!B2 "},
    {"Số cuộc tuyên truyền|…/Số lượt người|5/Kiến nghị|a", "people=5 wishes=a "},
    {"Số cuộc tuyên truyền|=/Số lượt người|5", "people=5 !type@S!B1 "},
    {"Số cuộc tuyên truyền|12/Ngày chốt số liệu|6 - 5 - 2023/x|6 - 30 - 2023", "meetings=12 day=2023-05-06 "},
    /* which cell of a row */
    {"Nội dung|Năm trước|Kết quả/Số cuộc tuyên truyền|9|/Số lượt người|4|5/Kiến nghị||a", "people=5 wishes=a "},
    {"Nội dung|Kết quả|Năm trước/Số cuộc tuyên truyền|mười hai|9/Số lượt người|5|4", "people=5 !type@S!B2 "},
    /* what is hidden beside what is shown */
    {"Số cuộc tuyên truyền|~13|12/Số lượt người|~6|5", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền|12|~13/Số lượt người|5|~x", "meetings=12 people=5 "},
    {"Nội dung|~Kết quả|Kết quả/Số cuộc tuyên truyền|~13|12/Số lượt người|~6|5", "meetings=12 people=5 "},
    {"~Số cuộc tuyên truyền|~13/Số cuộc tuyên truyền|12/Số lượt người|5/~Số lượt người|~6", "meetings=12 people=5 "},
    {"~Số cuộc tuyên truyền|~x/Số cuộc tuyên truyền|12/~Số lượt người|~5", "meetings=12 !hidden-figure@S!B3 "},
    {"Số cuộc tuyên truyền/~12/Số lượt người|5", "people=5 !hidden-figure@S!A2 "},
    {"Nội dung|Kỳ trước|~Kỳ này/Số cuộc tuyên truyền|13|~12/Số lượt người|6|~5", "!hidden-figure@S!C2 !hidden-figure@S!C3 "},
    {"Nội dung|Kết quả|~Năm trước/Số cuộc tuyên truyền|12|~13/Số lượt người|5|~4", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền|Số lượt người/~13|~6/12|5", "meetings=12 people=5 "},
    {"Số cuộc tuyên truyền|~13/Số lượt người|5/Kiến nghị|a", "people=5 wishes=a !hidden-figure@S!B1 "},
    {"STT|Tên đơn vị|Loại|~Số tiêu chí đạt|Số tiêu chí đạt/1|Xã A|xã|~8|9/~2|~Xã B|~xã|~7|~8", "list.name#1=Xã A list.kind#1=xã list.met#1=9 !hidden-figure@S!B3 "},
    {HEAD "1|Xã A|~xã|9/2|Xã B|~xã|8", "list.name#1=Xã A list.met#1=9 list.name#2=Xã B list.met#2=8 !hidden-figure@S!C2 "},
    /* labels above */
    {"STT|Đơn vị|Số cuộc tuyên truyền|Số lượt người/(1)|(2)|(3)|(4)/1|Huyện A|12|5", "meetings=12 people=5 "},
    {"Đơn vị|Số cuộc tuyên truyền|Số lượt người/Xã A|7|3/Xã B|5|2/Tổng cộng|12|5", "meetings=12 people=5 "},
    {"Đơn vị|Số cuộc tuyên truyền|Số lượt người/Xã A|7|3/Xã B|5|3", "!two-readings@S!B3 !two-readings@S!C3 "},
    {"Đơn vị|Số cuộc tuyên truyền|Số lượt người/Hội Phụ nữ|7|3/Đoàn xã|7|3", "!two-readings@S!B3 !two-readings@S!C3 "},
    {"Số cuộc tuyên truyền/12/Số lượt người/5", "meetings=12 people=5 "},
    /* blocks of two that report, and of one that is copied */
    {"Xã Mỹ An/Số cuộc tuyên truyền|7/Số lượt người|3/2. Thị trấn Mỹ Thọ/Số cuộc tuyên truyền|5/Số lượt người|3", "!two-readings@S!B5 !two-readings@S!B6 "},
    {"Ấp 1/Số cuộc tuyên truyền|7/Số lượt người|3/Ấp 2/Số cuộc tuyên truyền|7/Số lượt người|0", "!two-readings@S!B5 !two-readings@S!B6 "},
    {"Mỹ An/Số cuộc tuyên truyền|7/Số lượt người|3/Tổng số tập thể|1/Mỹ Thọ/Số cuộc tuyên truyền|5/Số lượt người|4/Tổng số tập thể|1",
     "!two-readings@S!B6 !two-readings@S!B7 !two-readings@S!B8 "},
    {"Xã Tân Phú/Số cuộc tuyên truyền|7/Số lượt người|3/UBND xã Tân Phú, huyện Châu Thành/Số cuộc tuyên truyền|7/Số lượt người|3", "meetings=7 people=3 "},
    {"Xã Tân Phú/Số cuộc tuyên truyền|7/Số lượt người|3/Xã Tân Phú Trung/Số cuộc tuyên truyền|7/Số lượt người|3", "!two-readings@S!B5 !two-readings@S!B6 "},
    {"Don vi: xa Tan Phu/So cuoc tuyen truyen|7/So luot nguoi|3/Don vi: xa Tan Phu, huyen Chau Thanh/So cuoc tuyen truyen|7/So luot nguoi|3", "meetings=7 people=3 "},
    {"Don vi: xa Tan Phu/So cuoc tuyen truyen|7/So luot nguoi|3/Don vi bao cao: xa Tan An/So cuoc tuyen truyen|7/So luot nguoi|3", "!two-readings@S!B5 !two-readings@S!B6 "},
    {"UBND XA TAN PHU/So cuoc tuyen truyen|7/UBND XA TAN AN/So cuoc tuyen truyen|7", "!two-readings@S!B4 "},
    {"Xa kieu mau/So cuoc tuyen truyen|7/Xa dien hinh/So cuoc tuyen truyen|7", "meetings=7 "},
    {"UBND xã Mỹ An/Số cuộc tuyên truyền|7/Số lượt người|3/Ấp 1/Số cuộc tuyên truyền|7", "meetings=7 people=3 "},
    {"Số cuộc tuyên truyền|7/Số lượt người|3/Tóm tắt/Số cuộc tuyên truyền|8/Số lượt người|3", "people=3 !two-readings@S!B4 "},
    {"Nội dung|Xã Mỹ An|Xã Mỹ Thọ/Số cuộc tuyên truyền|7|7/Số lượt người|3|3", "!two-readings@S!C2 !two-readings@S!C3 "},
    /* a label that two sections have */
    {"1. Tuyên truyền/Số cuộc tuyên truyền|12/2. Tập huấn/Số lượng|3/3. Kiểm tra/Số lượng|4", "meetings=12 a=3 b=4 "},
    /* rows of a table */
    {HEAD "1|Xã A|xã|9/2|Tổng Công ty B|doanh nghiệp|8/|Tổng cộng||17",
     "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Tổng Công ty B list.kind#2=doanh nghiệp list.met#2=8 "},
    {HEAD "1|Xã A|xã|9/|Mang sang||9/2|Trung Bình B|doanh nghiệp|8/|Lũy kế||17/|Bình quân||8/Tổng|| xã|17",
     "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Trung Bình B list.kind#2=doanh nghiệp list.met#2=8 "},
    {HEAD "I|Khối xã/1|Xã A|xã|9/II|Khối doanh nghiệp||8/1|Cộng đồng C|doanh nghiệp|8/Cộng (I+II)|||17",
     "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Cộng đồng C list.kind#2=doanh nghiệp list.met#2=8 "},
    {"Tên đơn vị|Loại|Số tiêu chí đạt/Xã A|xã|9/Nhóm trẻ Hoa Sen||/Xã B|xã|8",
     "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Nhóm trẻ Hoa Sen list.name#3=Xã B list.kind#3=xã list.met#3=8 !required@S!B3 !required@S!C3 "},
    {"STT|Loại|Tên đơn vị|Số tiêu chí đạt/|Bạch Đằng||/1|xã|Xã A|9",
     "list.name#2=Xã A list.kind#2=xã list.met#2=9 !required@S!C2 !choice@S!B2 !required@S!D2 "},
    {HEAD "1|Xã A|xã|9/" HEAD "2|Xã B|xã|8/////3|Xã C|xã|7///|NGƯỜI LẬP BIỂU||",
     "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã B list.kind#2=xã list.met#2=8 list.name#3=Xã C list.kind#3=xã list.met#3=7 "},
    {HEAD "1|Xã A|xã|9/1|Số cuộc tuyên truyền|12/2|Số lượt người|5", "meetings=12 people=5 list.name#1=Xã A list.kind#1=xã list.met#1=9 "},
    {HEAD "1|Xã A|xã|9/2|Xã B||", "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã B !required@S!C3 !required@S!D3 "},
    {"STT|Cấp|Tập thể|Cá nhân/1|Cấp tỉnh|1|-/1|Số cuộc tuyên truyền|12/2|Số lượt người|5",
     "meetings=12 people=5 awards.groups#1=1 awards.people#1=0 !zero@S!D2 "},
    /* a total whose parts stand nowhere */
    {"Số cuộc tuyên truyền|12/Tổng số tập thể|6", "meetings=12 groups=6 "},
    {"Số cuộc tuyên truyền|12/Tổng số tập thể|6/Cấp|Tập thể|Cá nhân/Cấp tỉnh|1|2", "meetings=12 groups=6 awards.groups#1=1 awards.people#1=2 !sum@S!B2 "},
};

static void
test_which_cells(void **state)
{
    bool all = true;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sheets); i++) {
        struct attachment a = {.inside = -1};
        sheet(&a, "S", sheets[i].rows);
        all = same(&a, 1, sheets[i].want) && all;
    }
    assert_true(all);
}

/* One "xã" beside two rows. */
static void
test_a_cell_merged_downwards(void **state)
{
    struct attachment a = {.inside = -1};

    (void)state;
    strings_add(&sheet(&a, "S", HEAD "1|Xã A|xã|9/2|Xã B||8")->merged, "C2:C3");
    is(&a, 1, "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã B list.kind#2=xã list.met#2=8 ");
}

/* One figure of two lines or columns is nobody's; of one line and what is no label it is that line's. */
static void
test_a_figure_merged_over_two_labels(void **state)
{
    static const struct { const char *rows, *area, *want; } cases[] = {
        {"Số cuộc tuyên truyền|12/Số lượt người|/Tổng số tập thể|9", "B1:B2", "groups=9 !shared-figure@S!B1 "},
        {"Số buổi chiếu phim|12/Số lượt người|/Tổng số tập thể|9", "B1:B2", "groups=9 !shared-figure@S!B1 "},
        {"Đơn vị|Số cuộc tuyên truyền|Số lượt người|Tổng số tập thể/Huyện|12||9", "B2:C2", "groups=9 !shared-figure@S!B2 "},
        {"Nội dung|Kế hoạch|Thực hiện/Số cuộc tuyên truyền|12|/Tổng số tập thể|10|9", "B2:C2", "groups=9 !shared-figure@S!B2 "},
        {"Tổng số tập thể|9/Cấp|Tập thể|Cá nhân/Cấp tỉnh|5|6/Cấp huyện||7", "B3:B4", "groups=9 awards.people#1=6 awards.people#2=7 !shared-figure@S!B3 "},
        {"Số cuộc tuyên truyền|12/(trực tiếp)|/Số lượt người|9", "B1:B2", "meetings=12 people=9 "},
        {"Số cuộc tuyên truyền|12//Số lượt người|9", "B1:B2", "meetings=12 people=9 "},
        {"Nội dung|Kết quả|Ghi chú/Số cuộc tuyên truyền|12|/Số lượt người|9", "B2:C2", "meetings=12 people=9 "},
        {"Số cuộc tuyên truyền|0/Số lượt người|/Tổng số tập thể|9", "B1:B2", "meetings=0 groups=9 "},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct attachment a = {.inside = -1};

        strings_add(&sheet(&a, "S", cases[i].rows)->merged, cases[i].area);
        is(&a, 1, cases[i].want);
    }
}

static void
test_sheets_that_go_on_or_disagree(void **state)
{
    struct attachment a = {.inside = -1}, b = a, c = a, d = a;

    (void)state;
    sheet(&a, "1", "Số cuộc tuyên truyền|12/Số lượt người|5/" HEAD "1|Xã A|xã|9");
    sheet(&a, "2", "2|Xã B|xã|8");                                                  /* no head: the number goes on */
    is(&a, 1, "meetings=12 people=5 list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã B list.kind#2=xã list.met#2=8 ");
    sheet(&b, "1", "Số cuộc tuyên truyền|12/Số lượt người|5/" HEAD "1|Xã A|xã|9");
    sheet(&b, "1 (2)", "Số cuộc tuyên truyền|13/Số lượt người|5/" HEAD "1|Xã A|xã|7");
    is(&b, 1, "people=5 list.name#1=Xã A list.kind#1=xã !two-readings@1 (2)!B1 !two-readings@1 (2)!D4 ");
    sheet(&c, "1", "Số cuộc tuyên truyền|/Số lượt người|/" HEAD);                   /* a copy was filled in */
    sheet(&c, "1 (2)", "Số cuộc tuyên truyền|12/Số lượt người|5/" HEAD "1|Xã A|xã|9");
    is(&c, 1, "meetings=12 people=5 list.name#1=Xã A list.kind#1=xã list.met#1=9 ");
    sheet(&d, "1", "Số cuộc tuyên truyền|12/Số lượt người|5/" HEAD "1|Xã A|xã|9");
    sheet(&d, "1 (2)", "Số cuộc tuyên truyền|12/Số lượt người|5/" HEAD "1|Xã B|xã|9");
    is(&d, 1, "meetings=12 people=5 !two-readings@1 (2)!B4 ");
    struct attachment e = {.inside = -1}, f = e;
    sheet(&e, "Xã Mỹ An", "Số cuộc tuyên truyền|12/Số lượt người|5");               /* two that report; a copy of one */
    sheet(&e, "Xã Mỹ Thọ", "Số cuộc tuyên truyền|12/Số lượt người|5");
    is(&e, 1, "!two-readings@Xã Mỹ Thọ!B1 !two-readings@Xã Mỹ Thọ!B2 ");
    sheet(&f, "Xã Mỹ An", "Số cuộc tuyên truyền|12/Số lượt người|5");
    sheet(&f, "Xã Mỹ An (2)", "Số cuộc tuyên truyền|12/Số lượt người|5");
    is(&f, 1, "meetings=12 people=5 ");
}

/* Names belong to the sheet they point to. */
static void
test_names_of_a_copied_sheet(void **state)
{
    struct attachment a = {.inside = -1};

    (void)state;
    sheet(&a, "1", "x|12/y|5");
    sheet(&a, "1 (2)", "x|13/y|5");
    for (int i = 0; i < 4; i++)
        *ARRAY_MORE(a.names, a.nnames) = (struct name){xstrdup(i % 2 ? "d_people" : "d_meetings"), xstrdup(i < 2 ? "1" : "1 (2)"),
                                                       1 + i % 2, 2, 1 + i % 2, 2};
    is(&a, 1, "people=5 !two-readings@1 (2)!B1 ");
}

static void
test_files_that_hold_a_part_each(void **state)
{
    struct attachment a[2] = {{.inside = -1}, {.inside = -1}}, b[2] = {{.inside = -1}, {.inside = -1}};

    (void)state;
    a[0].text = xstrdup("BÁO CÁO\nTrong kỳ, huyện đã làm tốt.\n");
    sheet(&a[1], "S", "Số cuộc tuyên truyền|12/Số lượt người|5");
    is(a, 2, "meetings=12 people=5 ");
    b[0].name = xstrdup("a.xlsx");
    b[1].name = xstrdup("b.xlsx");
    sheet(&b[0], "S", "Số cuộc tuyên truyền|12/Số lượt người|5");
    sheet(&b[1], "S", "Số cuộc tuyên truyền|13/" HEAD "1|Xã A|xã|9");
    is(b, 2, "people=5 list.name#1=Xã A list.kind#1=xã list.met#1=9 !two-readings@b.xlsx: S!B1 ");
}

/* Of a printed page nothing tells where a text ends that runs over several lines. */
static void
test_lines_of_a_printed_page(void **state)
{
    struct attachment a = {.inside = -1, .type = xstrdup("pdf")}, b = {.inside = -1, .type = xstrdup("pdf")};

    (void)state;
    a.text = xstrdup("Số cuộc tuyên truyền: 12\nSố lượt người: 5\nKiến nghị: đề nghị hỗ trợ thêm\nkinh phí\n");
    is(&a, 1, "meetings=12 people=5 !wrapped@dòng 3 ");
    b.text = xstrdup("Số cuộc tuyên truyền: 12\nSố lượt người: 5\nSTT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1\tTrường\txã\t9\n\tMỹ An\n2\tXã B\txã\t8\n");
    is(&b, 1, "meetings=12 people=5 !wrapped@dòng 3 ");
}

/* Columns that nothing tells apart stand in one piece: said also where the file holds nothing else. */
static void
test_rows_of_a_printed_page_without_columns(void **state)
{
    struct attachment a = {.inside = -1, .type = xstrdup("pdf")}, b = {.inside = -1, .type = xstrdup("pdf")};

    (void)state;
    a.text = xstrdup("STT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1 Xã A xã 9\n2 Xã B xã 8\n");
    is(&a, 1, "!wrapped@dòng 1 ");
    b.text = xstrdup("STT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1\tXã A\txã\t9\n2 Xã B xã 8\n3 Xã C xã\n4\tXã D\txã\t7\n");
    is(&b, 1, "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã D list.kind#2=xã list.met#2=7 !wrapped@dòng 1 ");
}

/* A printed row without its choice, where others have one, may share theirs; a row that has words alone is the
 * rest of one where nothing numbers them. */
static void
test_printed_rows_that_lack_a_column(void **state)
{
    struct attachment a = {.inside = -1, .type = xstrdup("pdf"), .text = xstrdup("STT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1\tXã A\txã\t9\n2\tXã B\t\t8\n")},
                      b = {.inside = -1, .type = xstrdup("pdf"), .text = xstrdup("Tên đơn vị\tLoại\tSố tiêu chí đạt\nTrường Tiểu học\txã\t9\nTân An\nXã B\txã\t8\n")},
                      c = {.inside = -1, .type = xstrdup("docx"), .text = xstrdup("STT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1\tXã A\txã\t9\n2\tXã B\t\t8\n")};

    (void)state;
    is(&a, 1, "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã B list.met#2=8 !wrapped@dòng 3 ");
    is(&b, 1, "!wrapped@dòng 1 ");
    is(&c, 1, "list.name#1=Xã A list.kind#1=xã list.met#1=9 list.name#2=Xã B list.met#2=8 !required@dòng 3 ");
    struct attachment d = {.inside = -1, .type = xstrdup("pdf"), .text = xstrdup("STT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1\tXã A\txã\t9\nNơi nhận:\tTM. BAN CHỈ ĐẠO\n- Lưu: VT.\tTRƯỞNG BAN\n\tNguyễn An\n")};
    is(&d, 1, "list.name#1=Xã A list.kind#1=xã list.met#1=9 ");
}

/* A form pasted into a mail and sent as plain text: a figure stands below its label, and the next row's number
 * below that. Tables, and texts of several lines, are told; in a file paragraphs stand below their headings. */
static void
test_cells_in_lines_of_their_own(void **state)
{
    static const struct { const char *text, *want; } mails[] = {
        {"1\nSố cuộc tuyên truyền\n12\n2\nSố lượt người\n500\n3\nNgày chốt số liệu\n05/6/2023\n4\nKiến nghị\nHỗ trợ kinh phí\n5\n", "meetings=12 people=500 day=2023-06-05 wishes=Hỗ trợ kinh phí "},
        {"Số cuộc tuyên truyền\n\n12\n\ncuộc\nSố lượt người\n\n500\n", "meetings=12 people=500 "},
        {"1\nSố cuộc tuyên truyền\n\n2\nSố lượt người\n500\n3\nTổng số tập thể\n4\nNgày chốt số liệu\n05/6/2023\n", "people=500 day=2023-06-05 !required@dòng 2 "},
        {"1\nSố cuộc tuyên truyền\n12\n2\nSố lượt người\n500\n3\nKiến nghị\nHỗ trợ\nkinh phí\n", "meetings=12 people=500 !wrapped@dòng 8 "},
        {"1\nSố cuộc tuyên truyền\n12\n2\nSố lượt người\n500\nSTT\nTên đơn vị\nLoại\nSố tiêu chí đạt\n1\nXã A\nxã\n9\n", "meetings=12 people=500 !wrapped@dòng 8 "},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
        struct attachment a = {.inside = -1, .text = xstrdup(mails[i].text)};
        is(&a, 1, mails[i].want);
    }
    struct attachment b = {.inside = -1, .type = xstrdup("docx"), .text = xstrdup("Số cuộc tuyên truyền: 12\nSố lượt người: 5\nKiến nghị\nHỗ trợ\n")};
    is(&b, 1, "meetings=12 people=5 ");
}

static void
test_officers_hear_of_a_list_that_was_not_read(void **state)
{
    struct attachment a = {.inside = -1, .type = xstrdup("pdf"), .text = xstrdup("STT\tTên đơn vị\tLoại\tSố tiêu chí đạt\n1 Xã A xã 9\n")};
    struct values values = {0};
    struct findings findings = {0};

    (void)state;
    validate_extract(&form, 0, &a, &values, &findings);
    assert_true(findings_need_eyes(&findings));
    values_free(&values);
    findings_free(&findings);
    attachment_clear(&a);
}

/* A head in pieces, cut at its columns' edges or run over: a list stands there that nobody can read. A sentence of
 * its words is none, nor is one without rows, nor one that another file has whole. */
static void
test_a_printed_head_in_pieces(void **state)
{
    static const struct { const char *text, *want; } pages[] = {
        {"STT\tTên đơn vị Loại\t\tSố tiêu chí đ\n1 Trường THCxã\t\t9\n2 Xã B\txã\t8\n", "!wrapped@dòng 1 "},
        {"STT Tên đơn vị Loại Số tiêu chí đạt\n1 Xã A xã 9\n", "!wrapped@dòng 1 "},
        {"DANH SÁCH\n\t\t\tSố tiêu\nSTT\tTên đơn vị\tdoanh Loại\tchí đạt\n1\tXã A\tnghiệp\t9\n", "!wrapped@dòng 1 "},
        {"\tTên đơn\tLoại Số tiêu\nTT\tvị\t\tchí đạt\n1\tXã A\txã\t9\n", "!wrapped@dòng 1 "},
        {"Tên đơn vị Loại\t\tSố tiêu chí đ\nTrường THCxã\t\t9\n", "!wrapped@dòng 1 "},
        {"Ghi rõ tên đơn vị, loại và số tiêu chí đạt theo hướng dẫn của cơ quan thường trực tại công văn\nsố 12 năm 2023\n", ""},
        {"STT Tên đơn vị Loại Số tiêu chí đạt\nKhông có\n", ""},
    };
    struct attachment both[2] = {{.inside = -1, .type = xstrdup("pdf"), .name = xstrdup("a.pdf")},
                                {.inside = -1, .type = xstrdup("xlsx"), .name = xstrdup("b.xlsx")}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
        struct attachment a = {.inside = -1, .type = xstrdup("pdf"), .text = xstrdup(pages[i].text)};
        is(&a, 1, pages[i].want);
    }
    both[0].text = xstrdup("Số cuộc tuyên truyền: 12\nSố lượt người: 5\nSTT Tên đơn vị Loại Số tiêu chí đạt\n1 Xã A xã 9\n");
    sheet(&both[1], "S", HEAD "1|Xã A|xã|9");
    is(both, 2, "meetings=12 people=5 list.name#1=Xã A list.kind#1=xã list.met#1=9 ");
}

#define OF(meetings, people, day) "Số cuộc tuyên truyền|" meetings "/Số lượt người|" people "/Tổng số tập thể|" day

/* A sheet of the whole beside sheets of its parts, in any order: by its name, theirs, or the sums. */
static void
test_a_sheet_of_the_whole(void **state)
{
    static const struct { const char *names[3]; int whole; } books[] = {
        {{"Tổng hợp", "Mỹ Thọ", "Ba Sao"}, 0},     {{"Mỹ Thọ", "Ba Sao", "TH"}, 2},
        {{"Huyện Cao Lãnh", "Mỹ Thọ", "Ba Sao"}, 0}, {{"Quý I", "Quý II", "6 tháng"}, 2},
        {{"Xã Mỹ Thọ", "Biểu 1", "TT. Mỹ Thọ"}, 1}, {{"BC", "PL1", "PL2"}, 0},
        {{"Báo cáo xã A", "Báo cáo xã B", "Báo cáo toàn huyện"}, 2}, {{"Xã A", "Ấp 1", "Ấp 2"}, 0},
        {{"Sheet1", "Sheet2", "Sheet3"}, 1},       {{"Biểu 1", "Biểu 1 (2)", "Biểu 1 (3)"}, -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(books); i++) {
        struct attachment a = {.inside = -1};
        int whole = books[i].whole;

        for (int k = 0, part = 0; k < 3; k++)
            sheet(&a, books[i].names[k], k == whole ? OF("12", "9", "5") : part++ == 0 ? OF("7", "3", "1") : OF("5", "6", "4"));
        if (whole < 0)
            is(&a, 1, "!two-readings@Biểu 1 (2)!B1 !two-readings@Biểu 1 (2)!B2 !two-readings@Biểu 1 (2)!B3 ");
        else
            is(&a, 1, "meetings=12 people=9 groups=5 !other-sheet@ ");
    }
}

/* Rows that only a part has are left out and named; a figure that only a part has is used and named. */
static void
test_what_only_a_part_has(void **state)
{
    struct attachment a = { .inside = -1 };
    struct values v = {0};
    struct findings f = {0};

    (void)state;
    sheet(&a, "Tổng hợp", "Số cuộc tuyên truyền|12/Số lượt người|9/" HEAD "1|Xã A|xã|9");
    sheet(&a, "Mỹ Thọ", "Tổng số tập thể|4/" HEAD "1|Xã B|xã|8");
    sheet(&a, "Ba Sao", HEAD "1|Xã A|xã|9");
    validate_extract(&form, NULL, &a, &v, &f);
    assert_int_equal(f.n, 2);
    assert_non_null(strstr(f.v[0].text, "“Tổng hợp” được dùng và không có các dòng “Xã B” (trang “Mỹ Thọ”);"));
    assert_non_null(strstr(f.v[1].text, "“Tổng số tập thể” (trang “Mỹ Thọ”)"));
    assert_string_equal(values_get(&v, "groups", 0)->value, "4");
    assert_null(values_get(&v, "list.name", 2));
    values_free(&v);
    findings_free(&f);
    attachment_clear(&a);
}

/* A sheet that is hidden counts for nothing; what stands only there is told. */
static void
test_a_hidden_sheet(void **state)
{
    struct attachment a = { .inside = -1 };

    (void)state;
    sheet(&a, "Biểu", "Số cuộc tuyên truyền|12/Số lượt người|/Kiến nghị|không");
    sheet(&a, "Ẩn", "Số cuộc tuyên truyền|99/Số lượt người|5")->hidden = true;
    is(&a, 1, "meetings=12 wishes=không !hidden-figure@Ẩn!B2 ");
}

/* Two places that say the same, one of them more fully. */
static void
test_a_text_said_twice(void **state)
{
    struct attachment a = {.inside = -1};

    (void)state;
    sheet(&a, "1", "Số cuộc tuyên truyền|12/Số lượt người|5/Kiến nghị|thêm kinh phí");
    sheet(&a, "2", "Kiến nghị|Đề nghị thêm kinh phí");
    is(&a, 1, "meetings=12 people=5 wishes=Đề nghị thêm kinh phí ");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_cells), cmocka_unit_test(test_a_cell_merged_downwards),
        cmocka_unit_test(test_a_figure_merged_over_two_labels), cmocka_unit_test(test_sheets_that_go_on_or_disagree), cmocka_unit_test(test_names_of_a_copied_sheet),
        cmocka_unit_test(test_files_that_hold_a_part_each), cmocka_unit_test(test_lines_of_a_printed_page),
        cmocka_unit_test(test_rows_of_a_printed_page_without_columns), cmocka_unit_test(test_a_printed_head_in_pieces),
        cmocka_unit_test(test_cells_in_lines_of_their_own), cmocka_unit_test(test_printed_rows_that_lack_a_column), cmocka_unit_test(test_officers_hear_of_a_list_that_was_not_read),
        cmocka_unit_test(test_what_only_a_part_has), cmocka_unit_test(test_a_hidden_sheet),
        cmocka_unit_test(test_a_text_said_twice), cmocka_unit_test(test_a_sheet_of_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
