/* Reading one line of office Vietnamese. */
#include "core/language/gist.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/language/view.h"

#define RESULTS_MOST 20         /* words of a candidate's name */
#define GAP_MOST 4              /* words that "..." stands for in a report's words */
#define KINDS_MOST 14           /* ... where all kinds of units are told over */

/* ---- which reports ------------------------------------------------------------------------ */

/* Before the second stands "và", "kèm", a comma or a dash, with only fillers
 * in between. */
static bool
joined(const struct view *s, struct span a, struct span b, bool dossier)
{
    static const char *const fillers[] = {"bao", "cao", "gui", "cac", "ca", "theo", "nop", "dong", "thoi"};
    size_t i = b.first;

    while (i > a.last) {
        const struct token *before = view_word(s, i - 1);
        bool filler = false;
        if (dossier && token_is(before, "kem"))         /* its own report */
            return false;
        if (token_gap(view_word(s, i), "+&;,-*/|"))
            return true;
        if (token_is(before, "va") || token_is(before, "kem") || token_is(before, "cung") ||
            token_is(before, "and"))
            return true;
        for (size_t k = 0; k < ARRAY_LEN(fillers); k++)
            filler = filler || token_is(before, fillers[k]);
        if (!filler)
            return false;
        i--;
    }
    return token_gap(view_word(s, i), "+&;,-*/|");
}

static bool
already(const struct gist *g, const struct report *r)
{
    for (size_t i = 0; i < g->nreports; i++)
        if (g->reports[i].report == r)
            return true;
    return false;
}

static bool
is_dossier(const struct view *s, size_t i)
{
    return index_rank(s->index, s->found[i].report) == RANK_DOSSIER;
}

/* "Tờ trình danh sách lựa chọn": a dossier by its word, a list by what it covers. */
static bool
covers_another(const struct view *s, size_t best)
{
    bool another = false;

    for (size_t i = 0; i < s->nfound; i++)
        another = another || index_rank(s->index, s->found[i].report) == RANK_LIST;
    for (size_t i = 0; i < s->nfound; i++)
        another = another &&
                  (!is_dossier(s, i) || tokens_are(&s->g->words, s->found[i].at.first, "to trinh"));
    return another && s->nfound > 0 && is_dossier(s, best);
}

/* "Tờ trình về việc báo cáo 6 tháng" covers that report: a dossier's proposes somebody. */
static void
drop_cover(struct view *s)
{
    static const char *const proposing[] = { "de nghi", "cong nhan", "khen thuong", "ho so" };
    const struct tokens *t = &s->g->words;
    bool report = false;
    size_t kept = 0;

    for (size_t i = 0; i < s->nfound; i++) {
        enum rank rank = index_rank(s->index, s->found[i].report);

        report = report || rank == RANK_PART || rank == RANK_YEAR;
    }
    if (!report || TOKENS_FIND(t, 0, proposing) < t->n)
        return;
    for (size_t i = 0; i < s->nfound; i++)
        if (!is_dossier(s, i) || !tokens_are(t, s->found[i].at.first, "to trinh"))
            s->found[kept++] = s->found[i];
    s->nfound = kept;
}

/* The one with precedence, and those the text joins to another one. */
static void
choose_reports(struct view *s)
{
    struct gist *g = s->g;
    size_t best = 0;

    if (s->nfound > 1)
        drop_cover(s);
    for (size_t i = 1; i < s->nfound; i++)
        if (index_rank(s->index, s->found[i].report) > index_rank(s->index, s->found[best].report))
            best = i;
    g->two_kinds = covers_another(s, best);
    for (size_t i = 0; i < s->nfound && g->nreports < GIST_REPORTS; i++) {
        const struct report *r = s->found[i].report;
        bool plan = index_rank(s->index, r) == RANK_PLAN;
        bool tied = (i > 0 && r != s->found[i - 1].report &&
                     joined(s, s->found[i - 1].at, s->found[i].at, is_dossier(s, i - 1))) ||
                    (i + 1 < s->nfound && r != s->found[i + 1].report &&
                     joined(s, s->found[i].at, s->found[i + 1].at, is_dossier(s, i)));
        if ((i == best || (tied && !plan)) && !already(g, r))
            g->reports[g->nreports++] = s->found[i];
    }
}

/* "Báo cáo năm 2023 và danh sách năm 2024": joined to another report, and of another
 * year, the bare word is the plan's list. */
static void
find_list(struct view *s)
{
    struct gist *g = s->g;
    const struct report *list = g->nreports == 1 ? index_only(s->index, RANK_LIST) : NULL;
    int year = 0, own = 0;

    for (size_t i = 0; i < g->words.n && list != NULL && g->nreports == 1; i++) {
        struct span at = { i, i + 2 }, first = g->reports[0].at;
        size_t k = i + 2 + token_is(view_word(s, i + 2), "nam");
        bool before = i < first.first;

        if (s->used[i] || !tokens_are(&g->words, i, "danh sach") || !view_year(s, k) ||
            !(before ? joined(s, at, first, false) : joined(s, first, at, false)))
            continue;
        year = view_word(s, k)->number;
        for (size_t y = 0; y < g->words.n; y++)
            own = y != k && view_year(s, y) ? view_word(s, y)->number : own;
        if (own == 0 || own == year || list == g->reports[0].report)
            return;
        g->reports[g->nreports++] = (struct gist_report){ .report = list, .at = at };
        view_use(s, i, i + 2);
    }
}

/* Only words that say of a report that it is one. */
static bool
only_work(const struct view *s, size_t from, size_t to)
{
    static const char *const words[] = {"thuc hien", "trien khai"};

    for (size_t i = from, k; i < to; i += 2) {
        for (k = 0; k < ARRAY_LEN(words) && !tokens_are(&s->g->words, i, words[k]); k++)
            ;
        if (k == ARRAY_LEN(words))
            return false;
    }
    return true;
}

/* "năm 2023" behind the head of a phrase "... năm", with the subject's matter
 * in between or nothing but "thực hiện": the word after "năm"; 0. */
static size_t
elided_end(const struct view *s, size_t from)
{
    for (size_t k = from; k + 1 < s->g->words.n; k++)
        if (token_is(view_word(s, k), "nam") && view_year(s, k + 1) && !s->used[k])
            return !view_none(s->g->our_topic) || only_work(s, from, k) ? k + 1 : 0;
    return 0;
}

/* The report that the longest phrase at the start of these words names; NULL. */
static const struct report *
report_called(const struct match_index *index, const char *words)
{
    struct tokens t;
    const struct phrase *p;

    tokens_of(words, strlen(words), &t);
    p = index_phrase(index, &t, 0);
    tokens_free(&t);
    return p != NULL && p->sense == SENSE_REPORT ? p->report : NULL;
}

/* How many words one of these phrases takes here; 0. */
static size_t
stands(const struct view *s, size_t at, const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tokens_are(&s->g->words, at, phrases[i]))
            return tokens_in(phrases[i]);
    return 0;
}

/* "điển hình" of one who is built up, from here on: the word after it; 0. Not "các ... điển hình", "mô
 * hình điển hình", "điển hình và phong trào": those tell of the round. */
static size_t
model_end(const struct view *s, size_t from)
{
    static const char *const others[] = { "phong trao", "mo hinh", "ke hoach", "cac", "nhung" },
                      *const joins[] = { "va", "tien tien", "phong trao" };
    size_t i = from;

    while (i < s->g->words.n && i < from + RESULTS_MOST &&
           !tokens_are(&s->g->words, i, "dien hinh") &&
           stands(s, i, others, ARRAY_LEN(others)) == 0)
        i++;
    return tokens_are(&s->g->words, i, "dien hinh") &&
                   stands(s, i + 2, joins, ARRAY_LEN(joins)) == 0 &&
                   !token_gap(view_word(s, i + 2), ",;&+")
               ? i + 2
               : 0;
}

/* "Kết quả xây dựng Trường X điển hình ... năm 2026", "... điển hình theo Bộ Tiêu chí": the dossier's
 * own report on its candidate, though a year stands there. "Kết quả xây dựng điển hình" of nobody by name
 * may as well be the round's. */
static void
find_results(struct view *s)
{
    static const char *const heads[] = { "ket qua", "bao cao" }, *const criteria[] = { "bo tieu chi" },
                      *const models[] = { "dien hinh" },
                      *const nobody[] = { "dien hinh", "don vi dien hinh" },
                      *const builds[] = { "xay dung", "thuc hien xay dung", "viec xay dung",
                                          "qua trinh xay dung", "cong tac xay dung" };
    const struct tokens *t = &s->g->words;
    const struct report *r = s->nfound > 0 || !view_none(s->g->outside)
                                 ? NULL
                                 : index_only(s->index, RANK_DOSSIER);
    size_t by = r != NULL ? TOKENS_FIND(t, 0, criteria) : t->n,
           model = by < t->n ? TOKENS_FIND(t, 0, models) : t->n;

    for (size_t i = 0; r != NULL && i < t->n && s->g->nreports == 0; i++) {
        size_t head = stands(s, i, heads, ARRAY_LEN(heads)),
               build = head > 0 ? stands(s, i + head, builds, ARRAY_LEN(builds)) : 0,
               name = i + head + build,
               end = build > 0 && stands(s, name, nobody, ARRAY_LEN(nobody)) == 0 ? model_end(s, name) : 0;

        if (end == 0 && head > 0 && by < t->n && by > i && model < t->n && model_end(s, model) > 0)
            end = by + 3;
        if (end > 0)
            s->g->reports[s->g->nreports++] = (struct gist_report){ .report = r, .at = { i, end } };
    }
}

/* "Báo cáo lựa chọn xã, cơ quan, doanh nghiệp điển hình ... năm 2023": the list, though a year stands there. */
static void
find_listed(struct view *s)
{
    static const char *const head[] = { "bao cao" };
    const struct tokens *t = &s->g->words;
    size_t i = TOKENS_FIND(t, 0, head), of = i + 2 + (tokens_are(t, i + 2, "ket qua") ? 2 : 0), n;
    const struct report *r = s->nfound > 0 || s->g->nreports > 0 || i >= t->n
                                 ? NULL
                                 : index_gapped(s->index, t, of, KINDS_MOST, &n);

    if (r != NULL && index_rank(s->index, r) == RANK_LIST)
        s->g->reports[s->g->nreports++] = (struct gist_report){ .report = r, .at = { i, of + n } };
}

/* "tổng kết phong trào TDBVANTQ năm 2023", "kết quả thực hiện năm 2023": the
 * plan's "tổng kết năm", "kết quả năm" taken apart. */
static void
find_elided(struct view *s)
{
    static const struct { const char *head[1], *whole; } heads[] = {
        {{"tong ket"}, "tong ket nam"}, {{"ket qua"}, "ket qua nam"}, {{"bao cao"}, "bao cao nam"},
    };
    const struct tokens *t = &s->g->words;

    for (size_t h = 0; h < ARRAY_LEN(heads) && s->nfound == 0 && view_none(s->g->outside); h++)
        for (size_t i = TOKENS_FIND(t, 0, heads[h].head); i < t->n && s->g->nreports == 0;
             i = TOKENS_FIND(t, i + 1, heads[h].head)) {
            size_t end = view_word(s, i + 2)->number < 0 ? elided_end(s, i + 2) : 0;
            const struct report *r = end > 0 ? report_called(s->index, heads[h].whole) : NULL;

            if (r != NULL)
                s->g->reports[s->g->nreports++] = (struct gist_report){.report = r, .at = {i, end}};
        }
}

/* "01 thị trấn", "xã Định Yên": of one kind. The plan's own list of kinds is none. */
static void
find_kind(struct view *s)
{
    static const struct { const char *folded[1], *accented, *kind; } kinds[] = {
        {{"xa"}, "xã", "xã"}, {{"phuong"}, "phường", "phường"}, {{"thi tran"}, "thị", "thị trấn"},
    };
    const struct tokens *t = &s->g->words;
    size_t n = 0;

    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        size_t i = TOKENS_FIND(t, 0, kinds[k].folded);

        while (i < t->n && (!token_fits(&t->v[i], kinds[k].accented) || tokens_are(t, i, "xa hoi")))
            i = TOKENS_FIND(t, i + 1, kinds[k].folded);
        if (i < t->n) {
            s->g->kind = kinds[k].kind;
            n++;
        }
    }
    if (n != 1)
        s->g->kind = NULL;
}

/* "danh sách đơn vị lựa chọn điển hình": where nothing names a report as it stands. */
static void
find_gapped(struct view *s)
{
    struct gist *g = s->g;

    for (size_t i = 0, n; i < g->words.n && g->nreports == 0 && s->nfound == 0; i++) {
        const struct report *r = s->used[i] ? NULL : index_gapped(s->index, &g->words, i, GAP_MOST, &n);
        if (r != NULL)
            g->reports[g->nreports++] = (struct gist_report){.report = r, .at = {i, i + n}};
    }
}

/* Of the two, the report aside: "báo cáo năm 2026 và kế hoạch năm 2027". */
static void
plan_beside(struct view *s, size_t at)
{
    struct gist *g = s->g;
    struct span plan = { at, at + 2 }, report = g->reports[0].at;
    bool first = at < report.first;
    size_t end = first ? report.first : g->words.n, i = plan.last;

    if (!(first ? joined(s, plan, report, false)
                : at >= report.last && joined(s, report, plan, false)))
        return;
    g->plan = plan;
    g->plan_beside = true;
    while (i < end && !view_year(s, i))
        i++;
    g->plan_year = i < end ? view_word(s, i)->number : 0;
}

/* "Kế hoạch ..." before any "báo cáo" or "kết quả", or joined to a report. */
static void
find_plan(struct view *s)
{
    static const char *const plan[] = {"ke hoach"}, *const report[] = {"bao cao", "ket qua"};
    struct gist *g = s->g;
    size_t at = TOKENS_FIND(&g->words, 0, plan);

    if (at < g->words.n && at < TOKENS_FIND(&g->words, 0, report))
        view_mark(&g->plan, at, at + 2);
    for (; at < g->words.n && g->nreports > 0 &&
           index_rank(s->index, g->reports[0].report) != RANK_PLAN && !g->plan_beside;
         at = TOKENS_FIND(&g->words, at + 1, plan))
        plan_beside(s, at);
}

/* The longest phrase here; a name that is written otherwise gives way to a shorter one: "xã Long Bình
 * điển hình" names no "xã Long Bình Điền". */
static const struct phrase *
phrase_at(const struct view *s, size_t at)
{
    const struct phrase *p = index_phrase(s->index, &s->g->words, at), *shorter;

    if (p == NULL || p->nnames == 0 ||
        (shorter = index_phrase_most(s->index, &s->g->words, at, p->words - 1)) == NULL ||
        shorter->nnames == 0)
        return p;
    return view_named(s, p, at).unlike && !view_named(s, shorter, at).unlike ? shorter : p;
}

void
gist_of(const struct match_index *index, const char *text, size_t most_bytes, struct date day,
        struct gist *g)
{
    struct tokens words;

    tokens_of(text, most_bytes, &words);
    gist_of_words(index, &words, day, g);
}

void
gist_of_words(const struct match_index *index, const struct tokens *words, struct date day,
              struct gist *g)
{
    struct view s = {.index = index, .g = g, .day = day};

    memset(g, 0, sizeof *g);
    g->words = *words;
    g->used = s.used = xcalloc(g->words.n + 1, sizeof *s.used);
    s.phrases = xcalloc(g->words.n + 1, sizeof *s.phrases);
    for (size_t i = 0; i < g->words.n; i++)
        s.phrases[i] = phrase_at(&s, i);
    view_numbers(&s);
    view_request(&s);
    view_phrases(&s);
    view_former(&s);
    view_communes(&s);
    view_strange(&s);
    view_lengths(&s);
    view_outside(&s);
    choose_reports(&s);
    find_list(&s);
    find_results(&s);
    find_listed(&s);
    find_elided(&s);
    find_gapped(&s);
    view_years(&s);
    view_parts(&s);
    view_topic(&s);
    find_kind(&s);
    find_plan(&s);
    free(s.phrases);
}

void
gist_free(struct gist *g)
{
    tokens_free(&g->words);
    free(g->used);
}
