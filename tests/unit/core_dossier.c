/* Dossiers: what is legal when, which documents stand, whose a file is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "core/dossier/candidate.h"
#include "core/dossier/part.h"
#include "core/dossier/slots.h"
#include "core/dossier/stage.h"
#include "model/rendition.h"

/* ---- the table ------------------------------------------------------------------- */

static const int how_far[STAGES] = {
    [STAGE_DROPPED] = -1, [STAGE_SELECTED] = 0, [STAGE_BUILDING] = 1, [STAGE_INCOMPLETE] = 2, [STAGE_COMPLETE] = 3,
    [STAGE_APPRAISAL] = 4, [STAGE_DEFERRED] = 5, [STAGE_REFUSED] = 6, [STAGE_RECOGNISED] = 6, [STAGE_COMMENDED] = 7,
};

/* Every state, every event. */
static void
no_state_is_a_dead_end(void **state)
{
    (void)state;
    for (int from = 0; from < STAGES; from++) {
        bool out = false;

        for (int step = 0; step < STEPS; step++) {
            enum stage to = stage_after((enum stage)from, (enum step)step);
            bool back;

            if (to == STAGES)
                continue;
            out = out || (step >= STEP_APPRAISE && to != (enum stage)from);
            back = how_far[to] < how_far[from];
            if (back)
                assert_non_null(stage_letter((enum step)step, to));
            /* What comes never lowers; what an officer decides a mail does not. */
            if (step == STEP_PART || step == STEP_WHOLE)
                assert_false(back);
            if (stage_rows[to].decided && to != (enum stage)from)
                assert_true(step >= STEP_APPRAISE);
        }
        assert_true(out);
        for (int step = STEP_PART; step <= STEP_LOST; step++)       /* nothing that happens is without an answer */
            assert_true(step == STEP_LOST && (from == STAGE_SELECTED || from == STAGE_BUILDING) ? true
                        : stage_after((enum stage)from, (enum step)step) != STAGES);
    }
}

static void
a_kind_names_its_verdict(void **state)
{
    struct report r = { .verdict = "khen thưởng" };
    char *yes = stage_say(STAGE_RECOGNISED, &r, "vi"), *no = stage_say(STAGE_REFUSED, NULL, "vi");

    (void)state;
    assert_string_equal(yes, "Đã khen thưởng");
    assert_string_equal(no, "Không công nhận");
    free(yes);
    free(no);
}

/* ---- slots -------------------------------------------------------------------------- */

static char *types_proposal[] = { "Tờ trình", "Công văn" }, *types_results[] = { "Báo cáo" }, *types_minutes[] = { "Biên bản" };
static char *words_results[] = { "kết quả xây dựng" };
static struct part parts[] = {
    { .code = "PROPOSAL", .name = "Tờ trình", .types = { types_proposal, 2 }, .required = true },
    { .code = "RESULTS", .name = "Báo cáo", .types = { types_results, 1 }, .words = { words_results, 1 }, .required = true },
    { .code = "MINUTES", .name = "Biên bản", .types = { types_minutes, 1 }, .required = true },
};
static struct report kind = { .code = "DOSSIER", .parts = parts, .nparts = 3 };

#define PIECE(PART, SHA, AT, DATE) { .part = PART, .sha256 = SHA, .received = AT, .date = DATE, .rendition = RENDITION_SIGNED, .counts = true }

/* Every order of the pieces gives the same slots. */
static void
permute(struct piece *v, size_t n, size_t at, const char *want)
{
    struct pieces p = { v, n };
    struct slot s[3];
    char seen[9];

    if (at < n) {
        for (size_t i = at; i < n; i++) {
            struct piece t = v[at];

            v[at] = v[i];
            v[i] = t;
            permute(v, n, at + 1, want);
            t = v[at];
            v[at] = v[i];
            v[i] = t;
        }
        return;
    }
    slots_fill(&kind, &p, NULL, s);
    slots_seen(s, 3, seen);
    assert_string_equal(seen, want);
    assert_int_equal(slots_wanting(s, 3), 0);
    assert_string_equal(s[2].piece->sha256, "m2");
    assert_int_equal(s[2].earlier, 1);
    assert_int_equal(s[0].earlier, 0);
}

static void
the_order_of_mails_does_not_matter(void **state)
{
    struct piece v[] = { PIECE("PROPOSAL", "p", 10, "2023-11-20"), PIECE("RESULTS", "r", 30, NULL),
                         PIECE("MINUTES", "m2", 20, "2023-11-18"), PIECE("MINUTES", "m1", 40, "2023-11-10"),
                         PIECE("PROPOSAL", "p", 50, "2023-11-20") };
    struct pieces p = { v, 5 };
    struct slot s[3];
    char seen[9];

    (void)state;
    slots_fill(&kind, &p, NULL, s);
    slots_seen(s, 3, seen);
    permute(v, 5, 0, seen);
}

static void
what_cannot_be_used_takes_nobodys_place(void **state)
{
    struct piece v[] = { PIECE("MINUTES", "good", 10, NULL), PIECE("MINUTES", "bad", 20, NULL) };
    struct pieces p = { v, 2 };
    struct fault f = { "MINUTES", "good", "thiếu chữ ký" };
    struct faults faults = { &f, 1 };
    struct slot s[3];

    (void)state;
    v[1].rendition = 0;
    slots_fill(&kind, &p, NULL, s);
    assert_string_equal(s[2].piece->sha256, "good");
    assert_int_equal(s[2].state, SLOT_PRESENT);
    slots_fill(&kind, &p, &faults, s);          /* an officer found it wrong */
    assert_int_equal(s[2].state, SLOT_INVALID);
    v[1].rendition = RENDITION_EDITABLE;
    slots_fill(&kind, &p, &faults, s);          /* another one mends it */
    assert_string_equal(s[2].piece->sha256, "bad");
    assert_int_equal(s[2].state, SLOT_PRESENT);
    v[0].counts = v[1].counts = false;
    slots_fill(&kind, &p, NULL, s);
    assert_int_equal(s[2].state, SLOT_MISSING);
    assert_int_equal(slots_wanting(s, 3), 3);
}

static void
a_part_says_which_copy_counts(void **state)
{
    struct piece v[] = { PIECE("MINUTES", "word", 10, NULL), PIECE("MINUTES", "scan", 20, NULL) };
    struct pieces one = { v, 1 }, both = { v, 2 };
    struct slot s[3];

    (void)state;
    v[0].rendition = RENDITION_EDITABLE;
    parts[2].renditions = RENDITIONS_SIGNED;
    slots_fill(&kind, &one, NULL, s);
    assert_int_equal(s[2].fault, SLOT_NO_SIGNED);
    slots_fill(&kind, &both, NULL, s);
    assert_int_equal(s[2].state, SLOT_PRESENT);
    assert_string_equal(s[2].piece->sha256, "scan");
    parts[2].renditions = RENDITIONS_BOTH;
    slots_fill(&kind, &both, NULL, s);
    assert_int_equal(s[2].state, SLOT_PRESENT);
    assert_non_null(s[2].copy);
    parts[2].renditions = RENDITIONS_ANY;
}

/* ---- files ----------------------------------------------------------------------------- */

/* A file that is called minutes, whose paper has this type and title. */
static bool
is_minutes(const char *type, const char *title, const char *text)
{
    struct letterhead h = { .type = (char *)type, .subject = (char *)title };
    struct attachment a = { .name = "Bien ban hop xet.docx", .letterhead = &h, .text = (char *)text };

    return part_of(&kind, &a).part == &parts[2];
}

static void
what_a_paper_is_titled_goes_before_its_name(void **state)
{
    static char *titles[] = { "công nhận", "điển hình" };
    static const struct { const char *type, *title, *text; bool minutes; } rows[] = {
        { "Biên bản", "Họp xét, đề nghị công nhận Trường THPT A", NULL, true }, { "Biên bản", NULL, NULL, true },
        { "Biên bản", "Hôm nay, ngày 06/11/2026, tại hội trường", "BIÊN BẢN\n", true }, { "Biên bản", "Cuộc họp", NULL, true },
        { "Biên bản", "Hôm nay, ngày 06/11/2026", "BIÊN BẢN HỌP XÉT, ĐỀ NGHỊ CÔNG NHẬN\nHôm nay", true }, { NULL, NULL, NULL, true },
        { "Biên bản", "Hôm nay, ngày 06/11/2026", "BIÊN BẢN HỌP SƠ KẾT 6 THÁNG\nHôm nay", false },
        { "Biên bản", "Họp sơ kết phong trào 6 tháng đầu năm", "BIÊN BẢN\n", false }, { "Biên bản", "Bàn giao tài sản", NULL, false },
        { "Biên bản", "Hội nghị giao ban", NULL, false }, { "Biên bản", "Hồi 8 giờ 30, tại hội trường", NULL, true },
        { "Giấy mời", "Họp xét công nhận điển hình", NULL, false }, { "Quyết định", "Thành lập Hội đồng xét công nhận", NULL, false },
        { "Kế hoạch", "Xây dựng Trường THPT A điển hình", NULL, false }, { "Thông báo", NULL, NULL, false },
    };

    (void)state;
    parts[2].titles = (struct strings){ titles, 2 };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (is_minutes(rows[i].type, rows[i].title, rows[i].text) != rows[i].minutes)
            fail_msg("%s %s", rows[i].type, rows[i].title);
    parts[2].titles = (struct strings){0};
}

static const char *
part_named(const char *name, const char *type, const char *text, bool *several)
{
    struct letterhead h = { .type = (char *)type };
    struct attachment a = { .name = (char *)name, .text = (char *)text, .letterhead = type == NULL ? NULL : &h };
    struct part_guess g = part_of(&kind, &a);

    *several = g.several;
    return g.part == NULL ? NULL : g.part->code;
}

static void
what_a_document_calls_itself_goes_before_its_name(void **state)
{
    bool several;

    (void)state;
    assert_string_equal(part_named("to trinh.pdf", "BIÊN BẢN", NULL, &several), "MINUTES");
    assert_string_equal(part_named("TTr 12.docx", NULL, NULL, &several), "PROPOSAL");
    assert_string_equal(part_named("scan0001.pdf", NULL, "UBND XÃ TÂN MỸ\nBIÊN BẢN HỌP XÉT\nHôm nay\n", &several), "MINUTES");
    assert_string_equal(part_named("BC ket qua.docx", NULL, "BIÊN BẢN HỌP XÉT\nHôm nay\n", &several), "MINUTES");
    assert_null(part_named("scan0001.pdf", NULL, NULL, &several));
    assert_null(part_named("bao cao kem bien ban.pdf", NULL, NULL, &several));
    assert_null(part_named("ho so.pdf", NULL, "TỜ TRÌNH\nKính gửi\nBÁO CÁO\nPhần một\nBIÊN BẢN\nHôm nay\n", &several));
    assert_true(several);
    assert_string_equal(part_named("x.pdf", "TỜ TRÌNH", "TỜ TRÌNH\nKèm theo: báo cáo và biên bản họp.\n", &several), "PROPOSAL");
    assert_false(several);
}

static void
criteria_are_read_and_never_judged(void **state)
{
    static const struct { const char *text; int met, total; } rows[] = {
        { "xã đạt 28/34 tiêu chí.", 28, 34 }, { "đạt 34 trên 34 tiêu chí", 34, 34 },
        { "Kết quả: 30 trên tổng số 34 tiêu chí", 30, 34 }, { "đạt 0/34 tiêu chí", 0, 34 },
        { "ngày 28/11 theo Bộ tiêu chí", 0, 0 }, { "40/34 tiêu chí", 0, 0 }, { "34 tiêu chí", 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int met = 0, total = 0;

        assert_int_equal(criteria_read(rows[i].text, &met, &total), rows[i].total > 0);
        assert_int_equal(met, rows[i].met);
        assert_int_equal(total, rows[i].total);
    }
}

/* ---- candidates ---------------------------------------------------------------------------- */

static char *names[] = { "xã Tân Thành", "xã Tân Thạnh", "xã Tân Phú", "xã Tân Phú Đông", "phường 1", "xã Tân Mỹ" };
static struct communes communes[] = { { "h-x", { names, 6 } } };
static struct candidate_kind kinds[] = { { .name = "xã", .level = "xã" }, { .name = "phường", .level = "xã" },
                                         { .name = "doanh nghiệp" } };
static struct unit units[] = { { .code = "h-x", .name = "huyện Tân Mỹ", .kind = "huyện" } };
static struct plan plan = { .communes = communes, .ncommunes = 1, .candidate_kinds = kinds, .ncandidate_kinds = 3,
                            .units = units, .nunits = 1 };

static void
namesakes_are_told_apart(void **state)
{
    static const struct { const char *kind, *name, *text; bool named; } rows[] = {
        { "xã", "Tân Thành", "Tờ trình đề nghị công nhận xã Tân Thành", true },
        { "xã", "Tân Thành", "Tờ trình đề nghị công nhận xã Tân Thạnh", false },
        { "xã", "Xã Tân Thành", "To trinh xa Tan Thanh.pdf", true },
        { "xã", "Tân Phú", "đề nghị công nhận xã Tân Phú Đông", false },
        { "xã", "Tân Phú Đông", "đề nghị công nhận xã Tân Phú Đông", true },
        { "xã", "Tân Mỹ", "BAN CHỈ ĐẠO 138 HUYỆN TÂN MỸ", false },
        { "xã", "Tân Mỹ", "Hồ sơ X. Tân Mĩ", true },
        { "phường", "1", "Hồ sơ của 1 đơn vị", false },
        { "phường", "1", "Hồ sơ P.1", true },
        { "phường", "Phường 1", "Hồ sơ phường 1", true },
        { "doanh nghiệp", "Công ty Hoà Bình", "hồ sơ Công ty Hòa Bình", true },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct dossier d = { .kind = (char *)rows[i].kind, .name = (char *)rows[i].name, .unit = "h-x" };

        if (candidate_named(&d, &plan, rows[i].text) != rows[i].named)
            fail_msg("%s %s in \"%s\"", rows[i].kind, rows[i].name, rows[i].text);
    }
}

static void
one_candidate_has_one_key(void **state)
{
    char *a = candidate_key("xã", "Xã Mỹ Quý", NULL), *b = candidate_key("xã", "Mỹ Quí", "xã Mỹ Quí"),
         *c = candidate_key("doanh nghiệp", "Công ty A", "xã Tân Mỹ"), *d = candidate_key("doanh nghiệp", "Công ty A", "xã Tân Phú");

    (void)state;
    assert_string_equal(a, b);
    assert_string_not_equal(c, d);
    free(a);
    free(b);
    free(c);
    free(d);
}

static void
one_candidate_is_written_in_many_ways(void **state)
{
    static const struct { const char *kind, *one, *other; bool same; } rows[] = {
        { "xã", "Xã Tân Phú", "UBND xã Tân Phú", true }, { "xã", "Tân Phú", "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ", true },
        { "doanh nghiệp", "Cty TNHH Hoà Bình", "Công ty Trách nhiệm hữu hạn Hòa Bình", true },
        { "cơ sở giáo dục", "Trường TH Tân Mỹ", "Trường tiểu học Tân Mỹ", true }, { "cơ sở giáo dục", "Truong TH Tan My", "Trường Tiểu học Tân Mỹ", true },
        { "xã", "Tân Thành", "Xã Tân Thạnh", false }, { "doanh nghiệp", "Cty CP Hòa Bình", "Cty TNHH Hòa Bình", false },
        { "cơ sở giáo dục", "Trường THCS Tân Mỹ", "Trường TH Tân Mỹ", false }, { "xã", "Tân Phú", "Tân Phú Đông", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dossier a = { .kind = (char *)rows[i].kind, .name = (char *)rows[i].one }, b = { .kind = (char *)rows[i].kind, .name = (char *)rows[i].other };

        if (candidate_same(&a, &b) != rows[i].same || candidate_same(&b, &a) != rows[i].same)
            fail_msg("%s, %s", rows[i].one, rows[i].other);
    }
}

/* A commune puts forward others than itself. */
static void
who_issues_it_is_no_candidate_for_that(void **state)
{
    struct unit commune = { .code = "x-p", .name = "xã Tân Phú", .kind = "xã" };
    struct plan p = plan;
    struct dossier ds[] = { { .unit = "x-p", .kind = "xã", .name = "Tân Phú" }, { .unit = "x-p", .kind = "doanh nghiệp", .name = "Công ty Hòa Bình" } };
    struct message m = { .subject = "Hồ sơ đề nghị công nhận Công ty Hòa Bình" };
    struct letterhead h = { .type = "Biên bản", .issuer = "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ", .subject = "Cuộc họp" };
    struct attachment a = { .name = "BB.docx", .letterhead = &h };
    bool to[2];

    (void)state;
    p.units = &commune;
    assert_int_equal(candidate_find(ds, 2, &p, "x-p", &m, &a, NULL, to), BELONGS_ONE);
    assert_true(!to[0] && to[1]);
    m.subject = "Hồ sơ đề nghị công nhận xã Tân Phú";
    assert_int_equal(candidate_find(ds, 2, &p, "x-p", &m, &a, NULL, to), BELONGS_ONE);
    assert_true(to[0] && !to[1]);
}

static void
whose_a_file_is(void **state)
{
    struct dossier ds[] = { { .unit = "h-x", .kind = "xã", .name = "Tân Thành" }, { .unit = "h-x", .kind = "xã", .name = "Tân Phú" } };
    struct message m = { .subject = "Hồ sơ đề nghị công nhận xã Tân Thành và xã Tân Phú" };
    struct letterhead h = { .subject = "Về việc đề nghị công nhận xã Tân Phú" };
    struct attachment joint = { .name = "TTr xa Tan Thanh, xa Tan Phu.pdf" }, titled = { .name = "TTr 12.docx", .letterhead = &h },
                      bare = { .name = "BB.pdf" }, torn = { .name = "BB xa Tan Thanh.docx", .letterhead = &h };
    bool to[2], hinted[2] = { true, false };

    (void)state;
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &joint, NULL, to), BELONGS_ONE);
    assert_true(to[0] && to[1]);
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &titled, NULL, to), BELONGS_ONE);
    assert_true(!to[0] && to[1]);
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &bare, NULL, to), BELONGS_ASK);
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &bare, hinted, to), BELONGS_ONE);
    assert_true(to[0] && !to[1]);
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &torn, NULL, to), BELONGS_ASK);      /* name and title disagree */
    m.subject = "Bổ sung biên bản";
    assert_int_equal(candidate_find(ds, 1, &plan, "h-x", &m, &bare, NULL, to), BELONGS_ONE);
    m.subject = "Hồ sơ đề nghị công nhận xã Tân Mỹ";                                        /* no candidate of the list */
    assert_int_equal(candidate_find(ds, 1, &plan, "h-x", &m, &bare, NULL, to), BELONGS_OTHER);
    h.subject = "Về việc đề nghị công nhận xã Tân Mỹ";              /* nor does a code in the mail make it one */
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &titled, hinted, to), BELONGS_OTHER);
    assert_true(!to[0] && !to[1]);
    assert_int_equal(candidate_find(NULL, 0, &plan, "h-x", &m, &titled, NULL, to), BELONGS_OTHER);
    h.subject = "Về việc đề nghị công nhận Trường THCS Tân Mỹ";
    m.subject = "Hồ sơ";
    assert_int_equal(candidate_find(NULL, 0, &plan, "h-x", &m, &titled, NULL, to), BELONGS_OTHER);
    assert_int_equal(candidate_find(ds, 2, &plan, "h-x", &m, &titled, NULL, to), BELONGS_OTHER);
}

/* A title that puts forward somebody else does not go to the only candidate. */
static void
a_title_names_another_body(void **state)
{
    static const struct { const char *candidate, *title; bool another; } rows[] = {
        { "Trường THPT Long Hưng", "Họp xét, đề nghị công nhận Công ty TNHH Bảy Hồng điển hình năm 2026", true },
        { "Trường THPT Long Hưng", "Họp xét, đề nghị công nhận Trường THPT Tân Hương điển hình năm 2026", true },
        { "Trường THPT Long Hưng", "Họp xét, đề nghị công nhận Trường THCS Long Hưng điển hình năm 2026", true },
        { "Trường THPT Long Hưng", "Kết quả xây dựng xã Long Hưng điển hình năm 2026", true },
        { "Trường THPT Long Hưng", "KẾT QUẢ XÂY DỰNG TRƯỜNG THCS LONG HƯNG ĐIỂN HÌNH", true },
        { "Trường THPT Long Hưng", "BB hop xet cong ty Bay Hong.docx", true },
        { "Trường THPT Long Hưng", "Đề nghị công nhận Trường Trung học phổ thông Long Hưng điển hình", false },
        { "Trường THPT Long Hưng", "Họp xét, đề nghị công nhận đơn vị điển hình của xã Long Hưng năm 2026", false },
        { "Trường THPT Long Hưng", "Đề nghị công nhận cơ quan, doanh nghiệp, cơ sở giáo dục điển hình năm 2026", false },
        { "Trường THPT Long Hưng", "Kết quả xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc", false },
        { "Trường THPT Long Hưng", "Biên bản họp trường", false },
        { "Công ty cổ phần Sa Giang", "Đề nghị công nhận Cty CP Sa Giang điển hình", false },
        { "Công ty TNHH Bảy Hồng", "Đề nghị công nhận Công ty TNHH MTV Bảy Hồng điển hình", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dossier d = { .unit = "h-x", .kind = "cơ sở giáo dục", .name = (char *)rows[i].candidate };

        if (candidate_another(&d, 1, rows[i].title) != rows[i].another)
            fail_msg("%s, \"%s\"", rows[i].candidate, rows[i].title);
    }
}

/* The commune issues the papers of all; whom a title puts forward, it is. 0: the commune, 1: the school,
 * 2: the firm, 3: the station, -1: somebody is asked. */
static void
whom_a_title_puts_forward(void **state)
{
    static const struct { const char *title; int whose; } rows[] = {
        { "Đề nghị công nhận xã Tân Phú điển hình", 0 }, { "Đề nghị công nhận UBND xã Tân Phú điển hình", 0 },
        { "Đề nghị công nhận Trường THPT Tân Phú điển hình", 1 },
        { "Đề nghị công nhận Trường Trung học phổ thông Tân Phú điển hình", 1 },
        { "ĐỀ NGHỊ CÔNG NHẬN TRƯỜNG TRUNG HỌC PHỔ THÔNG TÂN PHÚ ĐIỂN HÌNH", 1 },
        { "De nghi cong nhan truong trung hoc pho thong Tan Phu dien hinh", 1 },
        { "Kết quả xây dựng Công ty TNHH Hoà Bình điển hình", 2 }, { "Kết quả xây dựng Cty TNHH Hòa Bình điển hình", 2 },
        { "Họp xét Công ty Trách nhiệm hữu hạn Hòa Bình", 2 }, { "Kết quả xây dựng Trạm Y tế điển hình", 3 },
        { "Họp xét, đề nghị công nhận điển hình", 0 }, { "Kết quả xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc", 0 },
        { "Đề nghị công nhận Cty TNHH MTV Hòa Bình điển hình", -1 }, { "Đề nghị công nhận Chợ Tân Phú điển hình", -1 },
        { "Đề nghị công nhận Công ty TNHH Hòa Bính điển hình", -1 },
    };
    struct dossier ds[] = { { .unit = "h-x", .kind = "xã", .name = "UBND xã Tân Phú" }, { .unit = "h-x", .kind = "cơ sở giáo dục", .name = "Trường THPT Tân Phú" },
                            { .unit = "h-x", .kind = "doanh nghiệp", .name = "Cty TNHH Hòa Bình" }, { .unit = "h-x", .kind = "cơ quan", .name = "Trạm Y tế xã Tân Phú" } };
    struct message m = { .subject = "Hồ sơ" };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct letterhead h = { .subject = (char *)rows[i].title, .issuer = "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ" };
        struct attachment a = { .name = "VB.docx", .letterhead = &h };
        bool to[4] = { false };
        enum belongs whose = candidate_find(ds, 4, &plan, "h-x", &m, &a, NULL, to);
        int sum = to[0] + to[1] + to[2] + to[3];

        if ((rows[i].whose < 0) != (whose != BELONGS_ONE) || (rows[i].whose >= 0 && (!to[rows[i].whose] || sum != 1)))
            fail_msg("\"%s\": %d of %d", rows[i].title, whose, sum);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_state_is_a_dead_end),
        cmocka_unit_test(a_kind_names_its_verdict),
        cmocka_unit_test(the_order_of_mails_does_not_matter),
        cmocka_unit_test(what_cannot_be_used_takes_nobodys_place),
        cmocka_unit_test(a_part_says_which_copy_counts),
        cmocka_unit_test(what_a_document_calls_itself_goes_before_its_name),
        cmocka_unit_test(what_a_paper_is_titled_goes_before_its_name),
        cmocka_unit_test(criteria_are_read_and_never_judged),
        cmocka_unit_test(namesakes_are_told_apart),
        cmocka_unit_test(one_candidate_has_one_key),
        cmocka_unit_test(one_candidate_is_written_in_many_ways),
        cmocka_unit_test(who_issues_it_is_no_candidate_for_that),
        cmocka_unit_test(whose_a_file_is), cmocka_unit_test(a_title_names_another_body),
        cmocka_unit_test(whom_a_title_puts_forward),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
