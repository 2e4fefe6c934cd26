/* Evidence: from every place of a mail one row for each thing it says, and
 * none from where nobody speaks for himself. */
#include "match_scene.h"

#include "core/match/own.h"

static struct message *mail;
static struct evidences rows;

static void
gather(const struct written *w, const struct known *known)
{
    struct known k = known != NULL ? *known : (struct known){0};

    k.office = &office;
    message_free(mail);
    evidences_free(&rows);
    mail = scene_mail(w);
    identify(words, mail, &k, &rows);
}

static const struct evidence *
at(enum source source, const char *unit, const char *report, enum matter matter)
{
    for (size_t i = 0; i < rows.n; i++) {
        const struct evidence *e = &rows.v[i];
        if (e->source == source && e->matter == matter && (unit == NULL || (e->unit != NULL && strcmp(e->unit, unit) == 0)) &&
            (report == NULL || (e->report != NULL && strcmp(e->report, report) == 0)))
            return e;
    }
    return NULL;
}

static bool
from(enum source source)
{
    for (size_t i = 0; i < rows.n; i++)
        if (rows.v[i].source == source)
            return true;
    return false;
}

static void
the_subject_names_unit_report_and_period(void **state)
{
    const struct evidence *e;

    (void)state;
    gather(&(struct written){ .subject = "Báo cáo 6 tháng năm 2023 - huyện Sông Trà" }, NULL);
    e = at(SOURCE_SUBJECT, "h-song-tra", NULL, MATTER_NONE);
    assert_non_null(e);
    assert_int_equal(e->strength, STRENGTH_STRONG);
    assert_string_equal(e->quote, "huyện Sông Trà");
    e = at(SOURCE_SUBJECT, NULL, "HALF", MATTER_NONE);
    assert_non_null(e);
    assert_string_equal(e->period, "2023");
    gather(&(struct written){ .subject = "bao cao 6 thang 2023 huyen song tra" }, NULL);
    assert_non_null(at(SOURCE_SUBJECT, "h-song-tra", NULL, MATTER_NONE));
    assert_non_null(at(SOURCE_SUBJECT, NULL, "HALF", MATTER_NONE));
}

static void
a_name_of_two_units_decides_for_neither(void **state)
{
    (void)state;
    gather(&(struct written){ .subject = "Báo cáo năm 2023 - Mỹ Lộc" }, NULL);
    assert_int_equal(at(SOURCE_SUBJECT, "h-my-loc", NULL, MATTER_NONE)->strength, STRENGTH_WEAK);
    assert_int_equal(at(SOURCE_SUBJECT, "tp-my-loc", NULL, MATTER_NONE)->strength, STRENGTH_WEAK);
    gather(&(struct written){ .subject = "Báo cáo năm 2023 - TP Mỹ Lộc" }, NULL);
    assert_int_equal(at(SOURCE_SUBJECT, "tp-my-loc", NULL, MATTER_NONE)->strength, STRENGTH_STRONG);
    assert_null(at(SOURCE_SUBJECT, "h-my-loc", NULL, MATTER_NONE));
}

/* "xã Bình Thạnh" is not "xã Bình Thành"; a tone left out says nothing, and in most names another is a slip. */
static void
a_name_in_another_tone_is_weak(void **state)
{
    static const struct { const char *subject, *unit; enum strength strength; } cases[] = {
        { "Báo cáo năm 2023 - huyện Phú Thành", "h-phu-thanh", STRENGTH_STRONG }, { "Bao cao nam 2023 huyen Phu Thanh", "h-phu-thanh", STRENGTH_STRONG },
        { "Báo cáo năm 2023 - huyện Phú Thanh", "h-phu-thanh", STRENGTH_STRONG }, { "Báo cáo năm 2023 - huyện Phú Thạnh", "h-phu-thanh", STRENGTH_WEAK },
        { "Báo cáo năm 2023 - huyện Phù Thành", "h-phu-thanh", STRENGTH_WEAK },   { "Báo cáo năm 2023 - huyện Sông Trạ", "h-song-tra", STRENGTH_STRONG },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        gather(&(struct written){ .subject = cases[i].subject }, NULL);
        assert_int_equal(at(SOURCE_SUBJECT, cases[i].unit, NULL, MATTER_NONE)->strength, cases[i].strength);
    }
}

static void
a_sender_that_failed_is_weak(void **state)
{
    static const struct { const char *found; enum strength strength; } cases[] = {
        { NULL, STRENGTH_STRONG }, { "mx.van-phong.example; dmarc=pass header.from=tinh.example", STRENGTH_STRONG },
        { "mx.van-phong.example; dmarc=none; spf=none", STRENGTH_STRONG },
        { "mx.van-phong.example; dmarc=fail header.from=tinh.example", STRENGTH_WEAK },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        gather(&(struct written){ .subject = "Gửi", .found = cases[i].found }, NULL);
        assert_int_equal(at(SOURCE_SENDER, "h-song-tra", NULL, MATTER_NONE)->strength, cases[i].strength);
    }
    gather(&(struct written){ .from = "ai@khac.example", .subject = "Gửi" }, NULL);
    assert_false(from(SOURCE_SENDER));
}

static void
files_speak_by_name_title_and_words(void **state)
{
    (void)state;
    gather(&(struct written){ .subject = "Gửi", .file = "bao cao 6 thang 2023 huyen Song Tra.docx" }, NULL);
    assert_int_equal(at(SOURCE_FILE_NAME, "h-song-tra", NULL, MATTER_NONE)->attachment, 0);
    assert_non_null(at(SOURCE_FILE_NAME, NULL, "HALF", MATTER_NONE));
    gather(&(struct written){ .subject = "Gửi", .file = "a.docx", .issuer = "UBND HUYỆN SÔNG TRÀ", .title = "Báo cáo năm 2023" }, NULL);
    assert_non_null(at(SOURCE_LETTERHEAD, "h-song-tra", NULL, MATTER_NONE));
    assert_non_null(at(SOURCE_LETTERHEAD, NULL, "YEAR", MATTER_NONE));
    gather(&(struct written){ .subject = "Gửi", .file = "a.docx", .content = "UBND huyện Sông Trà\nBáo cáo năm 2023" }, NULL);
    assert_non_null(at(SOURCE_DOCUMENT, "h-song-tra", NULL, MATTER_NONE));
    gather(&(struct written){ .subject = "Gửi", .file = "a.docx", .issuer = "SỞ XÂY DỰNG" }, NULL);
    assert_non_null(at(SOURCE_LETTERHEAD, NULL, NULL, MATTER_OURS));
}

static void
words_that_were_forwarded_say_nothing(void **state)
{
    (void)state;
    gather(&(struct written){ .subject = "Fwd: nhờ xem", .forwarded = "UBND huyện Mỹ Lộc gửi báo cáo 6 tháng năm 2023." }, NULL);
    assert_false(from(SOURCE_DOCUMENT));
    assert_false(from(SOURCE_FILE_NAME));
    assert_null(at(SOURCE_BODY, "h-my-loc", NULL, MATTER_NONE));
}

static void
another_matter_is_seen_wherever_it_stands(void **state)
{
    (void)state;
    gather(&(struct written){ .subject = "Báo cáo 6 tháng năm 2023 về bình đẳng giới" }, NULL);
    assert_string_equal(at(SOURCE_SUBJECT, NULL, NULL, MATTER_FOREIGN)->quote, "bình đẳng giới");
    gather(&(struct written){ .subject = "Báo cáo 6 tháng", .file = "bao cao binh dang gioi.docx" }, NULL);
    assert_non_null(at(SOURCE_FILE_NAME, NULL, NULL, MATTER_FOREIGN));
    gather(&(struct written){ .subject = "Báo cáo 6 tháng", .file = "a.docx", .title = "Kết quả công tác hòa giải" }, NULL);
    assert_non_null(at(SOURCE_LETTERHEAD, NULL, NULL, MATTER_FOREIGN));
    gather(&(struct written){ .subject = "Báo cáo 6 tháng năm 2023 về trồng cây xanh", .file = "cay xanh ven duong.docx" }, NULL);
    assert_null(at(SOURCE_SUBJECT, NULL, NULL, MATTER_FOREIGN));
    assert_null(at(SOURCE_FILE_NAME, NULL, NULL, MATTER_FOREIGN));
}

static void
a_commune_is_seen_in_a_files_name(void **state)
{
    (void)state;
    gather(&(struct written){ .subject = "Báo cáo năm 2023", .file = "BC nam 2023 xa Phu An.docx" }, NULL);
    assert_non_null(at(SOURCE_FILE_NAME, NULL, NULL, MATTER_LOCAL));
    assert_non_null(at(SOURCE_FILE_NAME, "h-song-tra", NULL, MATTER_COMMUNE));
}

static void
our_own_words_are_not_the_senders(void **state)
{
    const char *ours = "[CAYXANH TN-2023-0001] Đã nhận đề nghị gia hạn báo cáo 6 tháng 2023";
    const struct known known = { .letter_subject = ours };
    char *behind = xasprintf("Ngoài văn phòng: %s", ours), *answer = xasprintf("Re: %s", ours);

    (void)state;
    gather(&(struct written){ .subject = behind }, NULL);
    assert_null(at(SOURCE_SUBJECT, NULL, NULL, MATTER_EXTENSION));
    gather(&(struct written){ .subject = answer }, &known);
    assert_null(at(SOURCE_SUBJECT, NULL, NULL, MATTER_EXTENSION));
    gather(&(struct written){ .subject = "Xin gia hạn báo cáo 6 tháng" }, NULL);
    assert_non_null(at(SOURCE_SUBJECT, NULL, NULL, MATTER_EXTENSION));
    free(behind);
    free(answer);
}

static void
our_subject_is_known_behind_anything(void **state)
{
    static const struct { const char *subject; enum own_subject want; } cases[] = {
        { "[CAYXANH Nhắc hạn] Báo cáo 6 tháng", OWN_ANSWERED }, { "Re: [CAYXANH] x", OWN_ANSWERED }, { "RE[2]: Fw: [cayxanh] x", OWN_ANSWERED },
        { "Trả lời: Re: [CAYXANH] x", OWN_ANSWERED }, { "AW: [CAYXANH] x", OWN_ANSWERED },
        { "Automatic reply: [CAYXANH] x", OWN_WRAPPED }, { "Đã đọc: [CAYXANH] x", OWN_WRAPPED }, { "Re: Accepted: [CAYXANH] x", OWN_WRAPPED },
        { "Tôi đi vắng [CAYXANH] x", OWN_WRAPPED }, { "*** [CAYXANH] x", OWN_WRAPPED },
        { "Về CAYXANH", OWN_NONE }, { "[CAYXANHX] x", OWN_NONE }, { "", OWN_NONE }, { NULL, OWN_NONE }, { "Auto: ours", OWN_ANSWERED },
        { "Absent: ours", OWN_WRAPPED },
    };
    size_t before;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(own_subject(cases[i].subject, plan, "ours", &before), cases[i].want);
    own_subject("Re: [CAYXANH] x", plan, NULL, &before);
    assert_int_equal(before, 3);
}

static void
a_thread_is_proof_and_a_code_is_not(void **state)
{
    const struct obligation o = { .unit = (char *)"h-my-loc", .report = (char *)"YEAR", .period = (char *)"2023" };

    (void)state;
    gather(&(struct written){ .subject = "Gửi" }, &(struct known){ .thread = &o });
    assert_int_equal(at(SOURCE_THREAD, "h-my-loc", "YEAR", MATTER_NONE)->strength, STRENGTH_PROOF);
    gather(&(struct written){ .subject = "Về thư TN-2023-0042" }, &(struct known){ .cited = &o });
    assert_int_equal(at(SOURCE_REFERENCE, "h-my-loc", "YEAR", MATTER_NONE)->strength, STRENGTH_WEAK);
}

static int
clear(void **state)
{
    evidences_free(&rows);
    message_free(mail);
    return scene_done(state);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_subject_names_unit_report_and_period), cmocka_unit_test(a_name_of_two_units_decides_for_neither),
        cmocka_unit_test(a_name_in_another_tone_is_weak), cmocka_unit_test(a_sender_that_failed_is_weak), cmocka_unit_test(files_speak_by_name_title_and_words),
        cmocka_unit_test(words_that_were_forwarded_say_nothing), cmocka_unit_test(another_matter_is_seen_wherever_it_stands),
        cmocka_unit_test(a_commune_is_seen_in_a_files_name), cmocka_unit_test(our_own_words_are_not_the_senders),
        cmocka_unit_test(our_subject_is_known_behind_anything), cmocka_unit_test(a_thread_is_proof_and_a_code_is_not),
    };

    return cmocka_run_group_tests(tests, scene_plan, clear);
}
