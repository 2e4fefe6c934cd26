/* The orders of a whole mail: its subject, its lines, and what stands between and below them. */
#include "command_office.h"

static size_t
read_mail(const char *subject, const char *text, struct commands *out)
{
    commands_read(&desk, subject, false, text, out);
    return out->n;
}

static void
the_subject_is_a_command(void **state)
{
    struct commands c;

    (void)state;
    assert_int_equal(read_mail("Re: Fwd: [BVANTQ] tình hình 6T 2023", "", &c), 1);
    assert_int_equal(c.v[0].rule->verb, VERB_STATUS);
    commands_free(&c);
    assert_int_equal(read_mail("chưa nộp 6T", "Trân trọng,\nNguyễn Văn A", &c), 1);
    commands_free(&c);
    assert_int_equal(read_mail("Fwd: gia hạn Tam Nông 6T 2023 đến 14/6: bão", "", &c), 1);
    assert_true(c.forwarded);
    commands_free(&c);
}

/* What the text says beside it: "": the order is done. */
static void
an_order_in_the_subject_is_weighed_by_the_text(void **state)
{
    static const struct { const char *subject, *text, *means; } mails[] = {
        { "đạt TN-2023-0041", "Kính gửi hệ thống.\nTrân trọng", "ĐẠT TN-2023-0041" }, { "đạt TN-2023-0041", "Báo cáo tốt.", "ĐẠT TN-2023-0041" },
        { "Re: đạt TN-2023-0041", "Em ơi đạt chưa?", NULL }, { "Re: đạt TN-2023-0041", "Lệnh này gửi hôm qua rồi mà", NULL }, { "Re: đạt TN-2023-0041", "", "ĐẠT TN-2023-0041" },
        { "Re: gia hạn Tam Nông 6T 2023 đến 14/6: bão", "Đã làm chưa em?", NULL }, { "đạt TN-2023-0041", "Sếp ơi cho đạt cái này được không?", NULL },
        { "Re: đạt TN-2023-0041", "Không, đừng đạt", NULL }, { "đạt TN-2023-0041", "có được không em", NULL },
        { "trả lại TN-2023-0041", "Thiếu chữ ký của Trưởng ban", "TRẢ LẠI TN-2023-0041: Thiếu chữ ký của Trưởng ban" }, { "trả lại TN-2023-0041", "Em xem giúp anh", NULL },
        { "Trả lại TN-2023-0041", "Chào em,\nSố liệu mục 2 sai.\nTrân trọng", "TRẢ LẠI TN-2023-0041: Số liệu mục 2 sai." },
        { "", "\"đạt TN-2023-0041\"", NULL }, { "", "“đạt TN-2023-0041”", NULL }, { "", "*trả lại TN-2023-0041: sai số liệu*", "TRẢ LẠI TN-2023-0041: sai số liệu" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
        struct commands c;
        bool fine = read_mail(mails[i].subject, mails[i].text, &c) == 1 && c.v[0].problem == COMMAND_FINE;
        char *said = fine ? command_say(&c.v[0]) : xstrdup("?");

        if (strcmp(said, mails[i].means == NULL ? "?" : mails[i].means) != 0)
            print_error("\"%s\" / \"%s\": %s\n", mails[i].subject, mails[i].text, said);
        assert_string_equal(said, mails[i].means == NULL ? "?" : mails[i].means);
        free(said);
        commands_free(&c);
    }
}

static void
an_answer_is_read_before_its_subject(void **state)
{
    struct commands c;

    (void)state;
    assert_int_equal(read_mail("Re: tình hình 6T 2023", "NHẮC TẤT CẢ 6T 2023\n", &c), 1);
    assert_int_equal(c.v[0].rule->verb, VERB_REMIND);
    commands_free(&c);
    commands_read(&desk, "Re: [BVANTQ] Tình hình báo cáo 6 tháng", true, "Cảm ơn em", &c);
    assert_int_equal(c.n, 0);
    commands_free(&c);
    assert_int_equal(read_mail("Re: [BVANTQ TN-2023-0041] huyện Lấp Vò: người gửi chưa đăng ký, cần xác nhận", "chưa xác nhận", &c), 1);
    assert_string_equal(c.v[0].line, "chưa xác nhận");      /* and no word of the subject */
    commands_free(&c);
    assert_int_equal(read_mail("Cảm ơn", "", &c), 0);
    commands_free(&c);
    assert_int_equal(read_mail("Về báo cáo quý", "Cảm ơn em nhiều nhé.\nNguyễn Văn An", &c), 0);
    commands_free(&c);
    assert_int_equal(read_mail("Cảm ơn em, tình hình 6T", "Cảm ơn", &c), 1);
    commands_free(&c);
}

static void
lines_end_where_commands_end(void **state)
{
    struct commands c;

    (void)state;
    assert_int_equal(read_mail("việc sáng nay", "Chào em,\n\ntinh hinh 6t\n\nchua nop 6t\nTrân trọng\nhuy GN-2023-0001\n", &c), 2);
    commands_free(&c);
    assert_int_equal(read_mail("", "tinh hinh\n\nTừ: PV05 <a@pv05.example>\nĐã gửi: x\nhuy GN-2023-0001\n", &c), 1);
    commands_free(&c);
    assert_int_equal(read_mail("", "tinh hinh\nVào 08:00, PV05 <a@pv05.example> đã viết:\nhuy GN-2023-0001\n", &c), 1);
    commands_free(&c);
    assert_int_equal(read_mail("", "tinh hinh\n\n\nhuy GN-2023-0001\n", &c), 1);
    commands_free(&c);
    assert_int_equal(read_mail("", "tinh hinh\nlàm ơn nhanh lên nhé\nhuy GN-2023-0001\n", &c), 3);
    assert_null(c.v[1].rule);                   /* named, and what is behind it is asked about */
    assert_int_equal(c.v[2].problem, COMMAND_AMBIGUOUS);
    commands_free(&c);
    assert_int_equal(read_mail("", "gia hạn Tam Nông 6T 2023 đến 14/06/2023: đơn vị đang sắp xếp lại tổ chức\nbộ máy công an xã\n", &c), 1);
    assert_string_equal(c.v[0].reason, "đơn vị đang sắp xếp lại tổ chức bộ máy công an xã");
    commands_free(&c);
}

static void
ten_commands_a_mail(void **state)
{
    struct commands c;
    char *text = xasprintf("%s%s%s", "tinh hinh\nchua nop\ntre han\nhang cho\n", "tinh hinh\nchua nop\ntre han\nhang cho\n",
                           "tinh hinh\nchua nop\ntre han\nhang cho\n");

    (void)state;
    assert_int_equal(read_mail("", text, &c), LIMIT_COMMANDS);
    assert_true(c.more);
    commands_free(&c);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_subject_is_a_command),
        cmocka_unit_test(an_answer_is_read_before_its_subject),
        cmocka_unit_test(an_order_in_the_subject_is_weighed_by_the_text),
        cmocka_unit_test(lines_end_where_commands_end),
        cmocka_unit_test(ten_commands_a_mail),
    };

    return cmocka_run_group_tests_name("core: the orders of a mail", tests, open_office, close_office);
}
