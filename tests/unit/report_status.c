/* The status table as an officer reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "report/status.h"

#define OFFSET 25200

static struct unit units[] = { { .name = "thành phố Cao Lãnh", .short_name = "TP Cao Lãnh" },
                               { .name = "huyện Tháp Mười", .short_name = "Huyện Tháp Mười" },
                               { .name = "Sở Tư pháp" } };
static struct report report = { .code = "SELECT_LIST", .name = "Danh sách lựa chọn" };

static instant
at(int month, int day, int hour)
{
    return instant_of((struct date){ 2024, month, day }, hour, 0, OFFSET);
}

static void
set_up(struct status *s, struct status_row rows[3], instant now)
{
    for (size_t i = 0; i < 3; i++)
        rows[i] = (struct status_row){ .unit = &units[i], .obligation = { .due = at(1, 5, 0), .due_original = at(1, 5, 0), .first_received = INSTANT_NONE,
                                       .unit = "u", .report = "SELECT_LIST", .period = "2024", .tracked = i < 2 } };
    rows[0].obligation.first_received = at(1, 3, 8);
    rows[0].obligation.state = STATE_RECEIVED;
    rows[0].code = "TN-2024-0001";
    *s = (struct status){ .report = &report, .period = "2024", .now = now, .due = at(1, 5, 0), .rows = rows, .n = 3 };
}

static void
an_officer_sees_who_has_not_reported(void **state)
{
    struct status_row rows[3];
    struct status s;
    char *text;

    (void)state;
    set_up(&s, rows, at(1, 3, 9));
    text = status_text(&s, OFFSET, "vi");
    assert_string_equal(text,
        "Danh sách lựa chọn, kỳ 2024\n"
        "Hạn: trước ngày 05/01/2024 (chậm nhất hết ngày 04/01/2024, Thứ Năm); còn 1 ngày\n"
        "Theo dõi: 2 | đã nhận 1 | đạt 0 | thiếu 0 | chưa nhận 1\n"
        "Tỷ lệ: đã nhận 1/2 (50%) | đúng hạn 1/2 (50%) | đủ 1/2 (50%)\n\n"
        "STT  Đơn vị                 Trạng thái               Ngày nhận    Mã tiếp nhận\n"
        "  1  TP Cao Lãnh            Đang kiểm tra            03/01 08:00  TN-2024-0001\n"
        "  2  Huyện Tháp Mười        Chưa nhận                -            -\n"
        "\nSở, ngành (không tính quá hạn): đã nhận 0/1\n");
    free(text);
}

static void
after_the_deadline_days_are_counted(void **state)
{
    struct status_row rows[3];
    struct status s;
    char *text;
    json_t *json;

    (void)state;
    set_up(&s, rows, at(1, 8, 9));
    text = status_text(&s, OFFSET, "vi");
    assert_non_null(strstr(text, "Huyện Tháp Mười        Quá hạn 4 ngày"));
    assert_null(strstr(text, "còn"));
    free(text);
    rows[0].obligation.first_received = at(1, 7, 8);
    text = status_text(&s, OFFSET, "vi");
    assert_non_null(strstr(text, "Đang kiểm tra, trễ 3"));
    free(text);
    rows[0].obligation.first_received = at(1, 3, 8);
    json = status_json(&s, OFFSET);
    assert_int_equal(json_array_size(json), 3);
    assert_true(json_is_true(json_object_get(json_array_get(json, 1), "overdue")));
    assert_int_equal(json_integer_value(json_object_get(json_array_get(json, 1), "days_late")), 4);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json, 0), "first_received")), "2024-01-03T01:00:00Z");
    json_decref(json);
}

/* A25: what a unit that is no more owed is answered by its heir or by nobody, and counted as before. */
static void
a_debt_of_a_unit_that_ended_is_shown_as_such(void **state)
{
    static struct unit district = { .code = "h", .short_name = "Huyện Tháp Mười", .valid_to = { 2024, 6, 30 } },
                       commune = { .code = "x", .short_name = "Xã Tháp Mười", .valid_from = { 2024, 7, 1 } };
    struct unit both[2];
    struct plan plan = { .units = both, .nunits = 2 };
    struct status_row rows[3];
    struct status s;
    char *text;
    json_t *json;

    (void)state;
    both[0] = district;
    both[1] = commune;
    set_up(&s, rows, at(6, 30, 12));
    s.plan = &plan;
    rows[1].unit = &both[0];
    text = status_text(&s, OFFSET, "vi");
    assert_null(strstr(text, "kết thúc"));
    free(text);
    s.now = at(7, 1, 12);
    text = status_text(&s, OFFSET, "vi");
    assert_non_null(strstr(text, "Huyện Tháp Mười đã kết thúc hoạt động ngày 30/6/2024; không đơn vị nào nộp thay\n"));
    assert_non_null(strstr(text, "Theo dõi: 2 | đã nhận 1 |"));
    free(text);
    both[0].successor = "x";
    text = status_text(&s, OFFSET, "vi");
    assert_non_null(strstr(text, "; nộp thay: Xã Tháp Mười\n"));
    free(text);
    json = status_json(&s, OFFSET);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json, 1), "ended")), "2024-06-30");
    assert_string_equal(json_string_value(json_object_get(json_array_get(json, 1), "answered_by")), "x");
    assert_true(json_is_null(json_object_get(json_array_get(json, 0), "ended")));
    json_decref(json);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_officer_sees_who_has_not_reported),
        cmocka_unit_test(after_the_deadline_days_are_counted),
        cmocka_unit_test(a_debt_of_a_unit_that_ended_is_shown_as_such),
    };
    return cmocka_run_group_tests_name("report_status", tests, NULL, NULL);
}
