/* The letters as the sample office sends them: every template in both
 * languages, checked against the documented keys, rendered and composed. With
 * LETTERS_OUT=folder the mails are left there for tests/e2e/test_letter.py. */
#include "letter_scene.h"

static size_t
files_of(const char *language)
{
    char *path = xasprintf(LETTERS "/%s", language);
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, NULL, alphasort), count = 0;

    for (int i = 0; i < n; i++) {
        count += strstr(entries[i]->d_name, ".txt") != NULL;
        free(entries[i]);
    }
    free(entries);
    free(path);
    return (size_t)count;
}

static void
both_languages_have_every_letter_and_no_unknown_key(void **state)
{
    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++) {
        letter_template_free(template("vi", letter_names[i]));
        letter_template_free(template("en", letter_names[i]));
    }
    assert_int_equal(files_of("vi"), files_of("en"));
}

static void
every_letter_reads_well_in_both_languages(void **state)
{
    const char *out = getenv("LETTERS_OUT"), *languages[] = { "vi", "en" };

    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++)
        for (size_t l = 0; l < 2; l++) {
            struct letter_facts f = facts_for(letter_names[i], languages[l]);
            struct rendered r = {0};
            size_t length;
            char *mail, *path, *text, *line, *rest;

            render(letter_names[i], &f, &r);
            assert_memory_equal(r.subject, "[BVANTQ", 7);
            assert_null(strstr(r.text, "{{"));
            rest = text = xstrdup(r.text);
            while ((line = strsep(&rest, "\n")) != NULL)
                assert_true(text_length(line) <= 76 || strstr(line, "<mailto:") != NULL);
            mail = compose(letter_names[i], &f, &r, &length);
            if (out != NULL) {
                path = xasprintf("%s/%s-%s.eml", out, letter_names[i], languages[l]);
                assert_int_equal(file_write(path, mail, length, 0644, NULL), 0);
                free(path);
            }
            free(text);
            free(mail);
            rendered_free(&r);
        }
}

static void
an_acknowledgement_says_what_was_received(void **state)
{
    struct letter_facts f = facts_for("received", "vi");
    struct rendered r = {0};

    (void)state;
    render("received", &f, &r);
    assert_string_equal(r.subject, "[BVANTQ TN-2023-0042] Đã nhận báo cáo định kỳ 6 tháng 2023 của huyện Tháp Mười");
    assert_non_null(strstr(r.text, "Kính gửi: Ban Chỉ đạo 138 huyện Tháp Mười\n"));
    assert_non_null(strstr(r.text, "  Mã tiếp nhận   : TN-2023-0042\n"));
    assert_non_null(strstr(r.text, "  Thời điểm nhận : 09:30 ngày 07/6/2023 (giờ Việt Nam)\n"));
    assert_non_null(strstr(r.text, "  Thời hạn       : trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)\n"));
    assert_non_null(strstr(r.text, "  Kết quả        : ĐÚNG HẠN\n"));
    assert_non_null(strstr(r.text, "  Tệp kèm theo   : 2 tệp (1 văn bản)\n"));
    assert_non_null(strstr(r.text, "    2. 31-BC-BCD138.pdf (1,2 MB) - bản ký số của tệp 1\n"
                           "       2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\n"));
    rendered_free(&r);
}

static void
a_late_answer_to_a_request_is_reminded_of_the_request(void **state)
{
    struct letter_facts f = facts_for("late", "vi");
    struct report asked = reports[1];
    struct rendered r = {0};

    (void)state;
    f.items = &items[1];
    f.nitems = 1;
    items[1].report = &asked;
    render("late", &f, &r);
    assert_non_null(strstr(r.text, "quy định tại"));
    rendered_free(&r);
    asked.recurrence = RECUR_ON_REQUEST;
    render("late", &f, &r);
    assert_non_null(strstr(r.text, "đúng thời hạn nêu trong yêu cầu"));
    assert_null(strstr(r.text, "quy định tại"));
    rendered_free(&r);
    items[1].report = &reports[1];
}

static void
two_reports_in_one_mail_stand_in_a_table(void **state)
{
    struct letter_facts f = facts_for("received", "vi");
    struct rendered r = {0};

    (void)state;
    f.nitems = 2;
    render("received", &f, &r);
    assert_string_equal(r.subject, "[BVANTQ TN-2023-0042] Đã nhận 2 báo cáo của huyện Tháp Mười");
    assert_non_null(strstr(r.text, "trước 10/6/2023  Đúng hạn\n"));
    assert_non_null(strstr(r.text, "trước 10/4/2023  Trễ 61 ngày\n"));
    assert_non_null(strstr(r.text, "đúng thời hạn quy định"));
    rendered_free(&r);
}

static void
one_file_read_for_two_reports_has_one_remark(void **state)
{
    struct letter_facts f = facts_for("received", "vi");
    struct item two[2] = { f.items[0], f.items[1] };
    struct rendered r = {0};

    (void)state;
    f.items = two;
    f.nitems = 2;
    for (int i = 0; i < 2; i++) {
        two[i].findings = (struct findings){0};
        findings_add(&two[i].findings, SEVERITY_WARNING, "not-read", "DS.pdf", xstrdup("Tệp «DS.pdf» là ảnh."), xstrdup("A picture."));
    }
    render("received", &f, &r);
    assert_non_null(strstr(r.text, "\n- DS.pdf: Tệp «DS.pdf» là ảnh."));
    assert_null(strstr(strstr(r.text, "là ảnh.") + 1, "là ảnh."));
    rendered_free(&r);
    for (int i = 0; i < 2; i++)
        findings_free(&two[i].findings);
}

/* The quota is of the list that names candidates, in its year; other reports say nothing of it. */
static void
the_quota_stands_in_reminders_of_the_list_only(void **state)
{
    static struct table table = { .name = "candidates", .candidate_kind = "kind" };
    static struct section section = { .tables = &table, .ntables = 1 };
    static struct form list = { .sections = &section, .nsections = 1 };
    struct letter_owed owed[] = { { .unit = &units[0], .report = &reports[0], .period = "2023" },
                                  { .unit = &units[0], .report = &reports[1], .period = "2023" } };
    struct letter_facts f = facts_for("reminder", "vi");
    struct rendered r = {0};

    (void)state;
    reports[1].form = &list;
    render("reminder", &f, &r);
    assert_non_null(strstr(r.text, "Chỉ tiêu năm 2023 của quý đơn vị: 01 doanh nghiệp"));
    rendered_free(&r);
    f.period = "2024";
    render("reminder", &f, &r);
    assert_null(strstr(r.text, "Chỉ tiêu"));
    rendered_free(&r);
    f.period = "2023";
    f.report = &reports[0];
    f.owed = owed;
    f.nowed = 1;
    render("reminders", &f, &r);
    assert_null(strstr(r.text, "Chỉ tiêu"));
    rendered_free(&r);
    f.nowed = 2;
    render("reminders", &f, &r);
    assert_non_null(strstr(r.text, "Chỉ tiêu năm 2023 của quý đơn vị: 01 doanh nghiệp"));
    rendered_free(&r);
    reports[1].form = NULL;
}

static void
an_incomplete_report_names_its_cells(void **state)
{
    struct letter_facts f = facts_for("incomplete", "vi");
    struct rendered r = {0};

    (void)state;
    render("incomplete", &f, &r);
    assert_non_null(strstr(r.text, "- Biểu 1!D12: «Số cuộc tuyên truyền» phải là số nguyên, đang ghi «nhiều».\n"));
    assert_non_null(strstr(r.text, "trước ngày 15/6/2023 (chậm nhất hết ngày"));
    rendered_free(&r);
    f.language = "en";
    render("incomplete", &f, &r);
    assert_non_null(strstr(r.text, "- Biểu 1!D12: “Campaigns” must be a whole number"));
    assert_non_null(strstr(r.text, "before 15 June 2023 (by the end of 14 June 2023 at the"));
    rendered_free(&r);
}

static void
a_thousand_findings_make_no_endless_letter(void **state)
{
    struct findings many = {0};
    struct letter_facts f = facts_for("incomplete", "vi");
    struct rendered r = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        findings_add(&many, SEVERITY_ERROR, "type", "Biểu 1!A1", xstrdup("phải là số nguyên."), NULL);
    f.findings = &many;
    render("incomplete", &f, &r);
    assert_true(strlen(r.text) < 8000);
    assert_non_null(strstr(r.text, "- và 962 điểm khác.\n"));
    rendered_free(&r);
    findings_free(&many);
}

/* An acknowledgement to a forged address must not carry the forger's words. */
static void
a_stranger_hears_nothing_of_his_own_mail(void **state)
{
    struct letter_facts f = facts_for("unclear", "vi");
    struct rendered r = {0};

    (void)state;
    f.known_sender = false;
    render("unclear", &f, &r);
    assert_null(strstr(r.text, "Báo cáo 6 tháng năm 2023 - Tháp Mười"));
    assert_null(strstr(r.text, ".xlsx"));
    assert_non_null(strstr(r.text, "đơn vị gửi (huyện Tháp Mười hay"));
    rendered_free(&r);
}

static void
quarantine_quotes_nothing_even_to_officers(void **state)
{
    struct letter_facts f = facts_for("officer-notice", "vi");
    struct rendered r = {0};

    (void)state;
    f.notice = "quarantine";
    render("officer-notice", &f, &r);
    assert_string_equal(r.subject, "[BVANTQ TN-2023-0042] Thư bị cách ly");
    assert_null(strstr(r.text, "năm 2023 - Tháp Mười"));
    assert_null(strstr(r.text, ".xlsx"));
    rendered_free(&r);
}

/* What is unclear, why, and by which evidence: each half of a letter in its own language. */
static void
reasons_and_doubts_are_said_in_the_letters_language(void **state)
{
    static const char *const said[][2] = {
        { "vi", "đơn vị gửi (huyện Tháp Mười hay thành phố Cao Lãnh); kỳ báo cáo" },
        { "vi", "chưa chắc chắn kỳ báo cáo" },
        { "vi", "tiêu đề (mạnh): huyện Tháp Mười; «BC Tháp Mười»" },
        { "en", "the unit that sends it (huyện Tháp Mười or thành phố Cao Lãnh); the period" },
        { "en", "the period is not certain" },
        { "en", "subject (strong): huyện Tháp Mười; «BC Tháp Mười»" },
    };
    struct evidences evidences = {0};

    (void)state;
    evidence_add(&evidences, SOURCE_SUBJECT, STRENGTH_STRONG, "BC Tháp Mười")->unit = xstrdup("h-thap-muoi");
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        struct letter_facts f = facts_for("officer-notice", said[i][0]);
        struct rendered r = {0};

        f.notice = "review";
        f.unsure = UNSURE_UNIT | UNSURE_PERIOD;
        f.candidates = &candidates;
        f.evidences = &evidences;
        f.reason = NULL;
        f.why = REASON_PERIOD;
        render("officer-notice", &f, &r);
        if (strstr(r.html, said[i][1]) == NULL)
            print_error("%s: %s\n%s\n", said[i][0], said[i][1], r.text);
        assert_non_null(strstr(r.html, said[i][1]));
        rendered_free(&r);
    }
    evidences_free(&evidences);
}

static void
collect(const json_t *value, const char *prefix, struct strings *out)
{
    const char *key;
    json_t *inner;

    json_object_foreach((json_t *)value, key, inner) {
        char *full = xasprintf("%s%s%s", prefix, *prefix == '\0' ? "" : ".", key);

        if (!strings_has(out, full))
            strings_add(out, full);
        collect(json_is_array(inner) ? json_array_get(inner, 0) : inner, full, out);
        free(full);
    }
}

static void
every_value_of_a_context_is_a_documented_key(void **state)
{
    struct strings found = {0};

    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++) {
        struct letter_facts f = facts_for(letter_names[i], "vi");
        json_t *context = letter_context(&f);

        collect(context, "", &found);
        json_decref(context);
    }
    for (size_t i = 0; i < found.n; i++) {
        bool documented = false;

        for (size_t k = 0; k < letter_context_nkeys; k++)
            documented |= strcmp(letter_context_keys[k], found.v[i]) == 0;
        if (!documented)
            fail_msg("\"%s\" is in a context, but not among the keys", found.v[i]);
    }
    strings_free(&found);
}

/* What a template does not use need not be said: what it says is the same without it. */
static void
a_letter_has_all_that_its_template_asks_for(void **state)
{
    (void)state;
    for (size_t i = 0; letter_names[i] != NULL; i++) {
        struct letter_facts f = facts_for(letter_names[i], "vi");
        struct letter_template *t = template(f.language, letter_names[i]);
        json_t *all = letter_context(&f);
        struct rendered whole = {0}, asked = {0};

        letter_template_render(t, all, &whole);
        render(letter_names[i], &f, &asked);
        assert_string_equal(asked.subject, whole.subject);
        assert_string_equal(asked.text, whole.text);
        assert_string_equal(asked.html, whole.html);
        json_decref(all);
        letter_template_free(t);
        rendered_free(&whole);
        rendered_free(&asked);
    }
}

static void
same_words(char *got, const char *expected)
{
    assert_string_equal(got, expected);
    free(got);
}

static void
dates_as_the_decree_writes_them(void **state)
{
    (void)state;
    same_words(words_day((struct date){ 2024, 1, 5 }, "vi"), "05/01/2024");
    same_words(words_day((struct date){ 2023, 6, 9 }, "vi"), "09/6/2023");
    same_words(words_day((struct date){ 2023, 12, 31 }, "vi"), "31/12/2023");
    same_words(words_day((struct date){ 2023, 6, 9 }, "en"), "9 June 2023");
    same_words(words_moment(at(6, 7, 9, 30), OFFSET, "vi"), "09:30 ngày 07/6/2023");
    same_words(words_stamp(at(2, 7, 9, 30), OFFSET, "vi"), "07/02 09:30");
    same_words(words_deadline_weekday(at(6, 10, 0, 0), OFFSET, "vi"),
               "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023, Thứ Sáu)");
    same_words(words_deadline(at(6, 10, 17, 0), OFFSET, "vi"), "trước 17:00 ngày 10/6/2023");
    same_words(words_period("2023-Q2", "vi"), "quý II năm 2023");
    same_words(words_period("2023-06", "vi"), "tháng 6 năm 2023");
    same_words(words_period("2023-W07", "en"), "week 7 of 2023");
    same_words(words_period("2023-H1", "vi"), "6 tháng đầu năm 2023");
    same_words(words_period("2023", "vi"), "2023");
    same_words(words_period("DX:512", "vi"), "số 512");
    same_words(words_period("DX:512", "en"), "no. 512");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_have_every_letter_and_no_unknown_key),
        cmocka_unit_test(every_letter_reads_well_in_both_languages),
        cmocka_unit_test(an_acknowledgement_says_what_was_received),
        cmocka_unit_test(a_late_answer_to_a_request_is_reminded_of_the_request),
        cmocka_unit_test(two_reports_in_one_mail_stand_in_a_table), cmocka_unit_test(one_file_read_for_two_reports_has_one_remark),
        cmocka_unit_test(the_quota_stands_in_reminders_of_the_list_only),
        cmocka_unit_test(an_incomplete_report_names_its_cells),
        cmocka_unit_test(a_thousand_findings_make_no_endless_letter),
        cmocka_unit_test(a_stranger_hears_nothing_of_his_own_mail),
        cmocka_unit_test(quarantine_quotes_nothing_even_to_officers),
        cmocka_unit_test(reasons_and_doubts_are_said_in_the_letters_language),
        cmocka_unit_test(a_letter_has_all_that_its_template_asks_for),
        cmocka_unit_test(every_value_of_a_context_is_a_documented_key),
        cmocka_unit_test(dates_as_the_decree_writes_them),
    };
    return cmocka_run_group_tests_name("core_letter_context", tests, set_up, tear_down);
}
