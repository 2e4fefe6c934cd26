/* A form filled in by people: what is read, what is wrong, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/form/reading.h"
#include "core/form/finding.h"
#include "core/form/validate.h"
#include "model/cell.h"
#include "model/rendition.h"

#define SHEET "Biểu 1"

/* ---- one value ---------------------------------------------------------------------- */

static const struct reading_habits usual;     /* nothing known of the rest of the file */

static const struct { enum field_type type; enum cell_type cell; const char *value, *text, *want; } readings[] = {
    {FIELD_INTEGER, CELL_NUMBER, "12", NULL, "12"}, {FIELD_INTEGER, CELL_NUMBER, "12.0", NULL, "12"},
    {FIELD_INTEGER, CELL_NUMBER, "12.5", NULL, NULL}, {FIELD_INTEGER, CELL_NUMBER, "12.000000000000002", NULL, "12"}, {FIELD_INTEGER, CELL_NUMBER, "12.0000001", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "1.234", NULL, "1234"},
    {FIELD_INTEGER, CELL_TEXT, "1 234", NULL, "1234"}, {FIELD_INTEGER, CELL_TEXT, "1\xc2\xa0" "234\xc2\xa0" "567", NULL, "1234567"},
    {FIELD_INTEGER, CELL_TEXT, "1,234", NULL, "1234"}, {FIELD_INTEGER, CELL_TEXT, " 07 ", NULL, "7"},
    {FIELD_INTEGER, CELL_TEXT, "-3", NULL, "-3"}, {FIELD_INTEGER, CELL_TEXT, "12,0", NULL, "12"},
    {FIELD_INTEGER, CELL_TEXT, "1.23", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "12 cuộc", NULL, "12"},
    {FIELD_INTEGER, CELL_TEXT, "mười hai", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "1.2345", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "12345678901234567890", NULL, NULL}, {FIELD_INTEGER, CELL_NUMBER, "1e300", NULL, NULL},
    {FIELD_INTEGER, CELL_NUMBER, "nan", NULL, NULL}, {FIELD_INTEGER, CELL_DATE, "2023-06-09", NULL, NULL},
    {FIELD_INTEGER, CELL_ERROR, "#REF!", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "1e5", NULL, NULL},
    {FIELD_DECIMAL, CELL_TEXT, "3,5", NULL, "3.5"}, {FIELD_DECIMAL, CELL_TEXT, "3.5", NULL, "3.5"},
    {FIELD_DECIMAL, CELL_TEXT, "1.234,5", NULL, "1234.5"}, {FIELD_DECIMAL, CELL_TEXT, "1,234.5", NULL, "1234.5"},
    {FIELD_DECIMAL, CELL_TEXT, "0.125", NULL, "0.125"}, {FIELD_DECIMAL, CELL_TEXT, "85%", NULL, "85"},
    {FIELD_DECIMAL, CELL_NUMBER, "12.5", NULL, "12.5"}, {FIELD_DECIMAL, CELL_NUMBER, "12.50", NULL, "12.5"},
    {FIELD_DECIMAL, CELL_NUMBER, "0.05", NULL, "0.05"}, {FIELD_DECIMAL, CELL_NUMBER, "0.00001", NULL, "1e-05"},
    {FIELD_DECIMAL, CELL_NUMBER, "007.5", NULL, "7.5"}, {FIELD_DECIMAL, CELL_NUMBER, "-0", NULL, "0"},
    {FIELD_DECIMAL, CELL_NUMBER, "0.85", "85%", "85"}, {FIELD_INTEGER, CELL_NUMBER, "0.12", "12%", NULL}, {FIELD_DECIMAL, CELL_TEXT, "1.2.3", NULL, NULL},
    {FIELD_DATE, CELL_DATE, "2023-06-09", NULL, "2023-06-09"}, {FIELD_DATE, CELL_TEXT, "9/6/2023", NULL, "2023-06-09"},
    {FIELD_DATE, CELL_TEXT, "09-06-2023", NULL, "2023-06-09"}, {FIELD_DATE, CELL_TEXT, "09.6.23", NULL, "2023-06-09"},
    {FIELD_DATE, CELL_TEXT, "2023-06-09", NULL, "2023-06-09"}, {FIELD_DATE, CELL_TEXT, "2023-06-09 00:00:00", NULL, "2023-06-09"},
    {FIELD_DATE, CELL_TEXT, "2023-06-09T07:00:00.000Z", NULL, "2023-06-09"}, {FIELD_DATE, CELL_TEXT, "9/6/2023 7:30", NULL, "2023-06-09"},
    {FIELD_DATE, CELL_TEXT, "45086", NULL, "2023-06-09"}, {FIELD_DATE, CELL_TEXT, "450861", NULL, NULL},
    {FIELD_DATE, CELL_TEXT, "7:30", NULL, NULL}, {FIELD_DATE, CELL_TEXT, "2023-06-09 lúc 7:30", NULL, NULL},
    {FIELD_DATE, CELL_TEXT, "ngày 9 tháng 6 năm 2023", NULL, "2023-06-09"},
    {FIELD_DATE, CELL_TEXT, "Ngày 09/06/2023", NULL, "2023-06-09"}, {FIELD_DATE, CELL_TEXT, "31/2/2023", NULL, NULL},
    {FIELD_DATE, CELL_TEXT, "tháng 6/2023", NULL, NULL}, {FIELD_DATE, CELL_TEXT, "9/6", NULL, NULL},
    {FIELD_DATE, CELL_TEXT, "6/13/2023", NULL, NULL}, {FIELD_DATE, CELL_NUMBER, "45086", NULL, "2023-06-09"},
    {FIELD_INTEGER, CELL_TEXT, "12;", NULL, "12"}, {FIELD_INTEGER, CELL_TEXT, "12.", NULL, "12"},
    {FIELD_INTEGER, CELL_TEXT, "……1.250……", NULL, "1250"}, {FIELD_INTEGER, CELL_TEXT, "12 (mười hai)", NULL, "12"}, {FIELD_INTEGER, CELL_TEXT, "mười hai (12)", NULL, "12"},
    {FIELD_INTEGER, CELL_TEXT, "Mười hai cuộc (12 cuộc)", NULL, "12"}, {FIELD_INTEGER, CELL_TEXT, "Mười hai (12) cuộc", NULL, "12"}, {FIELD_INTEGER, CELL_TEXT, "mười ba (12)", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "một nghìn hai trăm (1.200)", NULL, "1200"}, {FIELD_INTEGER, CELL_TEXT, "tăng (12)", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "12 (mười ba)", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "12 (15)", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "12 (tăng 3)", NULL, "12"}, {FIELD_INTEGER, CELL_TEXT, "12 lượt người;", NULL, "12"},
    {FIELD_INTEGER, CELL_TEXT, "42 (chưa tính T5)", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "42 (ước)", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "42 (dự kiến)", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "42 (số cũ)", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "42 (sai, sửa sau)", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "42 (năm 2022)", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "42 (huyện) + 10 (xã)", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "42 (tạm tính) cuộc", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "7 (còn một đơn chưa giải quyết)", NULL, "7"},
    {FIELD_INTEGER, CELL_TEXT, "42 (tăng so với năm 2022)", NULL, "42"}, {FIELD_INTEGER, CELL_TEXT, "8 (tám)", NULL, "8"},
    {FIELD_INTEGER, CELL_TEXT, "5 (bản quy ước)", NULL, "5"}, {FIELD_INTEGER, CELL_TEXT, "42 (đạt chỉ tiêu)", NULL, "42"},
    {FIELD_INTEGER, CELL_TEXT, "12 nghìn", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "hơn 12", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, "12/15", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "12-15", NULL, NULL},
    {FIELD_INTEGER, CELL_TEXT, ".5", NULL, NULL}, {FIELD_INTEGER, CELL_TEXT, "12 %", NULL, NULL},
    {FIELD_INTEGER, CELL_DATE, "1900-01-12", NULL, "12"}, {FIELD_INTEGER, CELL_DATE, "1900-05-29", NULL, "150"},
    {FIELD_INTEGER, CELL_DATE, "00:00:00", NULL, "0"}, {FIELD_DATE, CELL_NUMBER, "12", NULL, NULL},
    {FIELD_DATE, CELL_NUMBER, "45086.5", NULL, NULL},
    {FIELD_YESNO, CELL_TEXT, "Có", NULL, "yes"}, {FIELD_YESNO, CELL_TEXT, "không", NULL, "no"},
    {FIELD_YESNO, CELL_TEXT, "X", NULL, "yes"}, {FIELD_YESNO, CELL_BOOL, "true", NULL, "yes"},
    {FIELD_YESNO, CELL_TEXT, "\xe2\x98\x91", NULL, "yes"}, {FIELD_YESNO, CELL_TEXT, "có lẽ", NULL, NULL},
    {FIELD_TEXT, CELL_TEXT, "  Phường 1 \n", NULL, "Phường 1"}, {FIELD_TEXT, CELL_NUMBER, "3.5", "3,50", "3,50"},
};

static void
test_values_as_people_type_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(readings); i++) {
        struct field field = {.name = "f", .label = "F", .type = readings[i].type};
        struct arena texts = {0};
        char *got = NULL;
        enum reading r = reading_with(&field, &usual, readings[i].cell, readings[i].value, readings[i].text, &texts, &got);
        if ((got == NULL) != (readings[i].want == NULL) || (got != NULL && strcmp(got, readings[i].want) != 0))
            fail_msg("%s: %s instead of %s", readings[i].value, got, readings[i].want);
        assert_int_equal(r, readings[i].want != NULL ? READING_VALUE : READING_BAD);
        arena_free(&texts);
    }
}

/* What a statistical table prints where there is no figure. */
static void
test_marks_of_tables(void **state)
{
    static const struct { enum field_type type; const char *value; enum reading want; } marks[] = {
        {FIELD_INTEGER, "-", READING_ZERO}, {FIELD_INTEGER, "–", READING_ZERO}, {FIELD_INTEGER, "—", READING_ZERO},
        {FIELD_INTEGER, "Không", READING_ZERO}, {FIELD_INTEGER, "không có", READING_ZERO}, {FIELD_DECIMAL, "- ", READING_ZERO},
        {FIELD_INTEGER, "…", READING_EMPTY}, {FIELD_INTEGER, ".....", READING_EMPTY}, {FIELD_INTEGER, "____", READING_EMPTY},
        {FIELD_DATE, "-", READING_EMPTY}, {FIELD_DATE, "…/…/2023", READING_EMPTY}, {FIELD_TEXT, "………", READING_EMPTY},
        {FIELD_TEXT, "không", READING_VALUE}, {FIELD_INTEGER, "?", READING_BAD}, {FIELD_DATE, "31/2/2023", READING_BAD},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        struct field field = {.name = "f", .label = "F", .type = marks[i].type};
        struct arena texts = {0};
        char *got = NULL;
        enum reading r = reading_with(&field, &usual, CELL_TEXT, marks[i].value, NULL, &texts, &got);
        if (r != marks[i].want || (r == READING_ZERO && strcmp(got, "0") != 0))
            fail_msg("%s: %d", marks[i].value, (int)r);
        arena_free(&texts);
    }
}

/* What the whole file tells about its dates. */
static void
test_habits_of_a_file(void **state)
{
    static const struct { enum date_order order; const char *value, *want; } dates[] = {
        {ORDER_UNKNOWN, "6/5/2023", "2023-05-06"}, {ORDER_MONTH_FIRST, "6/5/2023", "2023-06-05"}, {ORDER_BOTH, "6/5/2023", NULL},
        {ORDER_BOTH, "6/6/2023", "2023-06-06"}, {ORDER_BOTH, "13/6/2023", "2023-06-13"}, {ORDER_MONTH_FIRST, "ngày 6/5/2023", "2023-05-06"},
    };
    struct field field = {.name = "f", .label = "F", .type = FIELD_DATE}, count = {.name = "n", .label = "N", .type = FIELD_INTEGER};
    struct arena texts = {0};
    char *got;

    (void)state;
    assert_int_equal(reading_order("6/13/23"), ORDER_MONTH_FIRST);
    assert_int_equal(reading_order("13-6-2023"), ORDER_DAY_FIRST);
    assert_int_equal(reading_order("6/5/2023"), ORDER_UNKNOWN);
    for (size_t i = 0; i < ARRAY_LEN(dates); i++) {
        reading_with(&field, &(struct reading_habits){.order = dates[i].order}, CELL_TEXT, dates[i].value, NULL, &texts, &got);
        if ((got == NULL) != (dates[i].want == NULL) || (got != NULL && strcmp(got, dates[i].want) != 0))
            fail_msg("%s: %s", dates[i].value, got);
    }
    assert_int_equal(reading_with(&count, &(struct reading_habits){.true_days = true}, CELL_DATE, "1900-01-11", NULL, &texts, &got), READING_VALUE);
    assert_string_equal(got, "12");
    assert_int_equal(reading_with(&count, &(struct reading_habits){.since_1904 = true}, CELL_DATE, "1904-01-13", NULL, &texts, &got), READING_BAD);
    arena_free(&texts);
}

static void
test_choices_are_folded(void **state)
{
    char *choices[] = {"xã", "phường", "cơ sở giáo dục", "Bình Thạnh", "Bình Thành"};
    struct field field = {.name = "f", .label = "F", .type = FIELD_CHOICE, .choices = {choices, 5}};
    struct arena texts = {0};
    char *got;

    (void)state;
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "CO SO GIAO DUC", NULL, &texts, &got), READING_VALUE);
    assert_string_equal(got, "cơ sở giáo dục");
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "Bình Thành", NULL, &texts, &got), READING_VALUE);
    assert_string_equal(got, "Bình Thành");
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "Binh Thanh", NULL, &texts, &got), READING_BAD);     /* two of them */
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "trường", NULL, &texts, &got), READING_BAD);
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "Công ty", NULL, &texts, &got), READING_BAD);
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "Trường học", NULL, &texts, &got), READING_VALUE);
    assert_string_equal(got, "cơ sở giáo dục");
    assert_int_equal(reading_with(&field, &usual, CELL_TEXT, "  ", NULL, &texts, &got), READING_EMPTY);
    arena_free(&texts);
}

/* ---- a form --------------------------------------------------------------------------- */

static char *kinds[] = {"xã", "phường"};
static char *one_term[] = {"candidates"}, *most[] = {"candidates.total"}, *sum[] = {"prev.active", "fresh", "-ended"};
static struct field fields[] = {
    {.name = "total", .label = "Tổng số đơn vị", .label_en = "Units", .type = FIELD_INTEGER, .required = true, .has_min = true},
    {.name = "none", .label = "Không có đơn vị", .type = FIELD_YESNO},
    {.name = "day", .label = "Số liệu đến ngày", .type = FIELD_DATE},
    {.name = "active", .label = "Đang duy trì", .type = FIELD_INTEGER}, {.name = "fresh", .label = "Mới", .type = FIELD_INTEGER},
    {.name = "ended", .label = "Chấm dứt", .type = FIELD_INTEGER},
    {.name = "note", .label = "Ghi chú", .type = FIELD_TEXT, .max_length = 5},
};
static struct field columns[] = {
    {.name = "kind", .label = "Loại", .type = FIELD_CHOICE, .required = true, .choices = {kinds, 2}},
    {.name = "name", .label = "Tên", .type = FIELD_TEXT, .required = true},
    {.name = "met", .label = "Đạt", .type = FIELD_INTEGER}, {.name = "total", .label = "Tổng", .type = FIELD_INTEGER},
};
static struct table tables[] = {{.name = "candidates", .label = "Danh sách", .columns = columns, .ncolumns = 4, .min_rows = 1,
                                 .max_rows = 3, .none_field = "none"}};
static struct section sections[] = {{.title = "1", .fields = fields, .nfields = ARRAY_LEN(fields), .tables = tables, .ntables = 1}};
static struct rule rules[] = {
    {.kind = RULE_ROWS, .left = "total", .right = {one_term, 1}},
    {.kind = RULE_AT_MOST, .left = "candidates.met", .right = {most, 1}},
    {.kind = RULE_SUM, .severity = SEVERITY_WARNING, .left = "active", .right = {sum, 3}, .message = "Không khớp kỳ trước."},
};
static const struct form form = {.version = "1", .sections = sections, .nsections = 1, .rules = rules, .nrules = 3};

/* d_FIELD in B1..B7, t_candidates in A10:D14. */
struct filled { struct attachment file; struct values values; struct findings findings; };

static void
name(struct attachment *a, const char *text, int row, int column, int last_row, int last_column)
{
    *ARRAY_MORE(a->names, a->nnames) = (struct name){xstrdup(text), xstrdup(SHEET), row, column, last_row, last_column};
}

static void
put(struct filled *f, const char *at, enum cell_type type, const char *value)
{
    struct sheet *s = &f->file.sheets[0];
    struct cell *c = ARRAY_MORE(s->cells, s->ncells);

    assert_true(cell_parse(at, &c->row, &c->column));
    c->type = type;
    c->value = xstrdup(value);
}

static void
begin(struct filled *f)
{
    *f = (struct filled){0};
    ARRAY_MORE(f->file.sheets, f->file.nsheets)->name = xstrdup(SHEET);
    name(&f->file, "t_candidates", 10, 1, 14, 4);
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        char *full = xasprintf("d_%s", fields[i].name);
        name(&f->file, full, (int)i + 1, 2, (int)i + 1, 2);
        free(full);
    }
}

static void
judge(struct filled *f, const struct values *previous)
{
    validate_extract(&form, NULL, &f->file, &f->values, &f->findings);
    validate_rules(&form, &f->values, previous, &f->findings);
}

static void
end(struct filled *f)
{
    attachment_clear(&f->file);
    values_free(&f->values);
    findings_free(&f->findings);
}

static void
finding_is(const struct filled *f, const char *code, const char *place)
{
    for (size_t i = 0; i < f->findings.n; i++) {
        const struct finding *x = &f->findings.v[i];
        assert_non_null(x->text);
        assert_non_null(x->text_en);
        assert_null(strchr(x->text, '{'));
        if (strcmp(x->code, code) == 0 && (place == NULL ? x->place == NULL : x->place != NULL && strcmp(x->place, place) == 0))
            return;
    }
    for (size_t i = 0; i < f->findings.n; i++)
        print_error("%s at %s: %s\n", f->findings.v[i].code, f->findings.v[i].place, f->findings.v[i].text);
    fail_msg("no finding %s at %s", code, place);
}

static void
value_is(const struct filled *f, const char *field, int row, const char *value, const char *place)
{
    const struct value *v = values_get(&f->values, field, row);

    assert_non_null(v);
    assert_string_equal(v->value, value);
    assert_string_equal(v->place, place);
}

static void
test_a_good_form(void **state)
{
    struct filled f;

    (void)state;
    begin(&f);
    put(&f, "B1", CELL_NUMBER, "2");
    put(&f, "B3", CELL_TEXT, "ngày 9 tháng 6 năm 2023");
    put(&f, "A10", CELL_TEXT, "Phường");
    put(&f, "B10", CELL_TEXT, "Phường 1");
    put(&f, "C10", CELL_NUMBER, "20");
    put(&f, "D10", CELL_NUMBER, "34");
    put(&f, "A12", CELL_TEXT, "xã");
    put(&f, "B12", CELL_TEXT, "Mỹ An");
    put(&f, "D14", CELL_TEXT, "  ");        /* blank, at the end */
    judge(&f, NULL);
    assert_int_equal(f.findings.n, 0);
    value_is(&f, "total", 0, "2", SHEET "!B1");
    value_is(&f, "day", 0, "2023-06-09", SHEET "!B3");
    value_is(&f, "candidates.kind", 1, "phường", SHEET "!A10");
    value_is(&f, "candidates.name", 3, "Mỹ An", SHEET "!B12");
    end(&f);
}

static void
test_wrong_cells_are_named(void **state)
{
    struct filled f;

    (void)state;
    begin(&f);
    put(&f, "B1", CELL_TEXT, "ba");
    put(&f, "B3", CELL_ERROR, "#REF!");
    put(&f, "B7", CELL_TEXT, "quá dài rồi");
    put(&f, "A10", CELL_TEXT, "trường học");
    put(&f, "B11", CELL_TEXT, "Phường 2");
    put(&f, "C11", CELL_NUMBER, "35");
    put(&f, "D11", CELL_NUMBER, "34");
    judge(&f, NULL);
    finding_is(&f, "type", SHEET "!B1");
    finding_is(&f, "type", SHEET "!B3");
    finding_is(&f, "length", SHEET "!B7");
    finding_is(&f, "choice", SHEET "!A10");
    finding_is(&f, "required", SHEET "!B10");
    finding_is(&f, "required", SHEET "!A11");
    finding_is(&f, "at_most", SHEET "!C11");
    assert_true(findings_blocking(&f.findings));
    end(&f);
}

static void
nothing_but_zeros_is_told(void **state)
{
    static const char *const cells[] = { "C10", "D10", "C11", "D11" };
    struct filled f;

    (void)state;
    for (int last = 0; last < 2; last++) {
        begin(&f);
        put(&f, "B1", CELL_NUMBER, last == 0 ? "0" : "2");
        for (size_t i = 0; i < 4; i++)
            put(&f, cells[i], CELL_NUMBER, "0");
        judge(&f, NULL);
        assert_int_equal(findings_get(&f.findings, "all-zero") != NULL, last == 0);
        assert_int_equal(findings_need_eyes(&f.findings), last == 0);
        end(&f);
    }
}

/* What stands in a cell or a label is no plural of ours. */
static void
a_count_is_said_in_its_number(void **state)
{
    struct findings f = {0};

    (void)state;
    finding_say(&f, FINDING_TOO_FEW_ROWS, SEVERITY_ERROR, NULL, &(struct finding_words){ .label = "day(s)", .value = "0", .limit = "1" });
    finding_say(&f, FINDING_TOO_FEW_ROWS, SEVERITY_ERROR, NULL, &(struct finding_words){ .label = "a", .value = "1", .limit = "2" });
    assert_string_equal(f.v[0].text_en, "Table “day(s)” needs at least 1 row, it has 0.");
    assert_string_equal(f.v[1].text_en, "Table “a” needs at least 2 rows, it has 1.");
    findings_free(&f);
}

static void
test_rows_and_the_none_box(void **state)
{
    struct filled f;

    (void)state;
    begin(&f);                              /* no row, no tick */
    put(&f, "B1", CELL_NUMBER, "0");
    judge(&f, NULL);
    finding_is(&f, "rows", SHEET "!A10");
    end(&f);
    begin(&f);                              /* A18: ticked, no row */
    put(&f, "B1", CELL_NUMBER, "0");
    put(&f, "B2", CELL_TEXT, "x");
    judge(&f, NULL);
    assert_int_equal(f.findings.n, 0);
    end(&f);
    begin(&f);                              /* ticked, and a row; total of two rows is wrong */
    put(&f, "B1", CELL_NUMBER, "-1");
    put(&f, "B2", CELL_TEXT, "x");
    put(&f, "A10", CELL_TEXT, "xã");
    put(&f, "B10", CELL_TEXT, "Mỹ An");
    judge(&f, NULL);
    finding_is(&f, "rows", SHEET "!A10");
    finding_is(&f, "rows", SHEET "!B1");
    finding_is(&f, "range", SHEET "!B1");
    end(&f);
}

static void
test_the_period_before(void **state)
{
    struct values previous = {0};
    struct filled f;

    (void)state;
    values_add(&previous, "active", 0, FIELD_INTEGER, "10", NULL);
    begin(&f);
    put(&f, "B1", CELL_NUMBER, "0");
    put(&f, "B2", CELL_TEXT, "x");
    put(&f, "B4", CELL_NUMBER, "12");
    put(&f, "B5", CELL_NUMBER, "3");
    put(&f, "B6", CELL_NUMBER, "2");
    judge(&f, &previous);
    finding_is(&f, "sum", SHEET "!B4");
    assert_string_equal(f.findings.v[0].text, "Không khớp kỳ trước.");
    assert_false(findings_blocking(&f.findings));       /* a warning */
    end(&f);
    begin(&f);
    put(&f, "B1", CELL_NUMBER, "0");
    put(&f, "B2", CELL_TEXT, "x");
    put(&f, "B4", CELL_NUMBER, "12");
    judge(&f, NULL);                                    /* nothing to compare with */
    assert_int_equal(f.findings.n, 0);
    end(&f);
    values_free(&previous);
}

/* A range turned inside out, as a damaged or hostile file has it. */
static void
test_a_range_inside_out(void **state)
{
    struct filled f;

    (void)state;
    begin(&f);
    for (size_t i = 0; i < f.file.nnames; i++)
        if (strcmp(f.file.names[i].name, "t_candidates") == 0)
            f.file.names[i].last_column = -2;
    put(&f, "B1", CELL_NUMBER, "0");
    judge(&f, NULL);
    finding_is(&f, "rows", NULL);
    end(&f);
}

/* 500 cells in well under a tenth of a millisecond. */
static void
test_cost(void **state)
{
    static struct field wide_columns[10];
    static struct table wide = {.name = "w", .label = "W", .columns = wide_columns, .ncolumns = 10, .max_rows = 50};
    static struct section wide_section = {.title = "1", .tables = &wide, .ntables = 1};
    const struct form big = {.sections = &wide_section, .nsections = 1};
    struct timespec from, to;
    struct filled f = {0};

    (void)state;
    for (int i = 0; i < 10; i++)
        wide_columns[i] = (struct field){.name = (char *)"abcdefghij" + i, .label = (char *)"L", .type = i < 6 ? FIELD_INTEGER : FIELD_TEXT};
    ARRAY_MORE(f.file.sheets, f.file.nsheets)->name = xstrdup(SHEET);
    name(&f.file, "t_w", 1, 1, 50, 10);
    for (int i = 0; i < 500; i++) {
        char at[16];
        cell_place(i / 10 + 1, i % 10 + 1, at);
        put(&f, at, i % 10 < 6 ? CELL_NUMBER : CELL_TEXT, i % 10 < 6 ? "123" : "Phường 1");
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int i = 0; i < 200; i++) {
        validate_extract(&big, NULL, &f.file, &f.values, &f.findings);
        validate_rules(&big, &f.values, NULL, &f.findings);
        assert_int_equal(f.values.n, 500);
        values_free(&f.values);
        findings_free(&f.findings);
        f.values = (struct values){0};
        f.findings = (struct findings){0};
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double us = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / 200e3;
    printf("%.0f microseconds a form\n", us);
    assert_true(us < 2000);     /* sanitizers and a busy machine */
    end(&f);
}

/* The sentences are those of the office's letters. */
static void
test_copies_that_must_come(void **state)
{
    static const struct { enum renditions asked; int have; const char *codes; } cases[] = {
        {RENDITIONS_ANY, 0, ""}, {RENDITIONS_BOTH, RENDITION_SIGNED | RENDITION_EDITABLE, ""},
        {RENDITIONS_BOTH, RENDITION_EDITABLE, "no-signed-copy "}, {RENDITIONS_BOTH, RENDITION_SIGNED, "no-editable-copy "},
        {RENDITIONS_BOTH, 0, "no-signed-copy no-editable-copy "}, {RENDITIONS_SIGNED, RENDITION_EDITABLE, "no-signed-copy "},
        {RENDITIONS_EDITABLE, RENDITION_EDITABLE, ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct report report = {.renditions = cases[i].asked};
        struct findings f = {0};
        char codes[100] = "";

        validate_renditions(&report, cases[i].have, &f);
        for (size_t k = 0; k < f.n; k++) {
            strcat(strcat(codes, f.v[k].code), " ");
            assert_int_equal(f.v[k].severity, SEVERITY_ERROR);
            assert_string_equal(f.v[k].text, strcmp(f.v[k].code, "no-signed-copy") == 0
                                                 ? "Chưa có bản ký, đóng dấu (PDF)."
                                                 : "Chưa có bản điện tử chỉnh sửa được (Word, Excel).");
        }
        assert_string_equal(codes, cases[i].codes);
        findings_free(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_as_people_type_them), cmocka_unit_test(test_marks_of_tables), cmocka_unit_test(test_habits_of_a_file),
        cmocka_unit_test(test_choices_are_folded),
        cmocka_unit_test(test_a_good_form), cmocka_unit_test(test_wrong_cells_are_named),
        cmocka_unit_test(a_count_is_said_in_its_number), cmocka_unit_test(test_rows_and_the_none_box), cmocka_unit_test(nothing_but_zeros_is_told), cmocka_unit_test(test_the_period_before), cmocka_unit_test(test_a_range_inside_out),
        cmocka_unit_test(test_copies_that_must_come),
        cmocka_unit_test(test_cost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
