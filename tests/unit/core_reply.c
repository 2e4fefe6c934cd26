/* Answers to notices and orders as officers thumb them on a telephone: what is
 * done, and what is asked back with what to write instead. */
#include "command_office.h"

static struct command_about abouts[9];

/* TN-2023-0041 waits for its examination, 42 is one of two units', 43 nobody's
 * yet, 44 asks for time until 12/6, 45 is a stranger's, 46 a question that tells
 * of a paper, 47 asks for time without a day, 48 wants 41 back, 49 is kept in quarantine. */
static void
know_mails(void)
{
    static const struct { enum command_asks asks; size_t unit; bool report; int day; } mails[] = {
        { ASKS_VERDICT, 4, true, 0 }, { ASKS_PLACE, 99, true, 0 }, { ASKS_PLACE, 99, false, 0 }, { ASKS_TIME, 4, true, 12 },
        { ASKS_WHOSE, 4, true, 0 }, { ASKS_WORDS, 4, true, 0 }, { ASKS_TIME, 4, true, 0 },
        { ASKS_RECALL, 4, true, 0 }, { ASKS_RELEASE, 99, false, 0 },
    };

    for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
        abouts[i] = (struct command_about){ .asks = mails[i].asks, .code = xasprintf("TN-2023-00%zu", 41 + i) };
        abouts[i].unit = mails[i].unit == 99 ? NULL : &plan->units[mails[i].unit];
        abouts[i].report = mails[i].report ? &plan->reports[1] : NULL;
        snprintf(abouts[i].period, sizeof abouts[i].period, "%s", mails[i].report ? "2023" : "");
        if (mails[i].day != 0)
            abouts[i].day = DATE(2023, 6, mails[i].day);
    }
    abouts[1].candidates[0] = &plan->units[0];
    abouts[1].candidates[1] = &plan->units[1];
    abouts[7].wanted = xstrdup("TN-2023-0041");
    abouts[5].number = xstrdup("45/BC-BCĐ138");
    abouts[5].paper = abouts[5].sent = DATE(2023, 6, 7);
}

static const struct command_about *
about(void *arg, const char *code)
{
    (void)arg;
    for (size_t i = 0; i < ARRAY_LEN(abouts); i++)
        if (strcmp(abouts[i].code, code) == 0)
            return &abouts[i];
    return NULL;
}

/* The commands of one mail as one text: "A|B", an order that is asked back as
 * "?", the words it is told to send instead behind it. */
static char *
understood(const char *code, const char *text)
{
    struct command_context c = desk;
    struct commands got;
    struct buf b = {0};

    c.about = about;
    c.code = code;
    c.name = "đồng chí Nguyễn Văn An";
    if (code != NULL && strncmp(code, "GN", 2) == 0) {
        c.code = NULL;
        strings_add(&c.tokens, code);
    }
    commands_read(&c, "Re: [BVANTQ] thư", true, text, &got);
    for (size_t i = 0; i < got.n; i++) {
        char *said = command_say(&got.v[i]);

        buf_adds(&b, i > 0 ? "|" : "");
        buf_addf(&b, "%s%s", got.v[i].problem == COMMAND_FINE ? "" : "?", got.v[i].problem == COMMAND_FINE ? said : "");
        for (size_t k = 0; got.v[i].problem != COMMAND_FINE && k < got.v[i].choices.n && k < 2; k++)
            buf_addf(&b, "%s[%s]", k > 0 ? " " : "", got.v[i].choices.v[k]);
        free(said);
    }
    commands_free(&got);
    strings_free(&c.tokens);
    return buf_take(&b);
}

#define TIME "TN-2023-0044"
#define EXTENDED "GIA HẠN TN-2023-0044 Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023 đến "
#define ASKED ": theo đề nghị của đơn vị"
#define BACK "TRẢ LẠI TN-2023-0041: theo đề nghị rút lại của đơn vị"
#define APART "TN-2023-0049"
#define RELEASED "XÁC NHẬN THƯ TN-2023-0049"
#define LET_OUT "?[XÁC NHẬN TN-2023-0049] [TRẢ LỜI TN-2023-0049: ]"
#define LAP_VO "PHÂN LOẠI TN-2023-0043 Huyện Lấp Vò, Báo cáo định kỳ 6 tháng 2023"

static const struct reply_case { const char *code, *text, *means; } replies[] = {
#include "replies.inc"
};

static void
a_few_words_answer_a_notice(void **state)
{
    size_t wrong = 0;

    (void)state;
    know_mails();
    for (size_t i = 0; i < ARRAY_LEN(replies); i++) {
        char *means = understood(replies[i].code, replies[i].text);

        if (strcmp(means, replies[i].means) != 0) {
            print_message("%s «%s»\n  is %s\n not %s\n", replies[i].code == NULL ? "" : replies[i].code, replies[i].text, means, replies[i].means);
            wrong++;
        }
        free(means);
    }
    for (size_t i = 0; i < ARRAY_LEN(abouts); i++)
        command_about_clear(&abouts[i]);
    assert_int_equal(wrong, 0);
}

/* In answer to what was carried out, words of a mistake mean that order. */
static void
a_mistake_is_offered_the_undo_of_its_order(void **state)
{
    static const char *const mistakes[] = { "Nhầm rồi em, hủy giúp anh", "Thôi, khoan đã em", "Anh gửi nhầm huyện rồi", "đừng gia hạn nữa em ạ" },
                      *const others[] = { "Em gửi báo cáo tuần cho anh", "Cảm ơn em nhiều" };
    struct command_context c = desk;
    struct command got;

    (void)state;
    c.act = "GN-2023-0001";
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        command_parse(&c, mistakes[i], &got);
        assert_int_not_equal(got.problem, COMMAND_FINE);
        assert_int_equal(got.choices.n, 1);
        assert_string_equal(got.choices.v[0], "HỦY GN-2023-0001");
        command_clear(&got);
    }
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        command_parse(&c, others[i], &got);
        assert_false(strings_has(&got.choices, "HỦY GN-2023-0001"));
        command_clear(&got);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_few_words_answer_a_notice),
                                        cmocka_unit_test(a_mistake_is_offered_the_undo_of_its_order) };

    return cmocka_run_group_tests(tests, open_office, close_office);
}
