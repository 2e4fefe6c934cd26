/* When: dates and codes that are no years, years, quarters, months. */
#include "core/language/view.h"

#include <string.h>

#include "base/mem.h"

/* ---- numbers that are no years: codes, dates, symbols -------------------------- */

/* "TN 2023 6", "TN 2023-2024", "TN 2023-06-05" may be a unit's short name and when: a number that is not
 * written in full needs the hyphens of a code, or to be called one. */
static bool
receipt_number(const struct tokens *t, size_t at)
{
    static const char hyphen[] = "-*";
    const struct token *number = &t->v[at + 2], *next = at + 3 < t->n ? number + 1 : NULL;
    bool named = at > 0 && (token_is(&t->v[at - 1], "ma") || token_is(&t->v[at - 1], "thu")),
         hyphens = token_gap(&t->v[at + 1], hyphen) && token_gap(number, hyphen);

    if (number->raw_len >= 4)
        return hyphens || named || !view_between(number->number, YEAR_FIRST, YEAR_LAST);
    if (next != NULL && (next->gap == 0 || (next->number >= 0 && token_gap(next, "-/."))))
        return false;
    return named || hyphens || (at == 0 && token_gap(number, hyphen));
}

bool
gist_receipt_at(const struct tokens *t, size_t at, size_t *words)
{
    static const char between[] = " -_./*";

    *words = 3;
    return at + 2 < t->n && token_is(&t->v[at], "tn") &&
           view_between(t->v[at + 1].number, YEAR_FIRST, YEAR_LAST) &&
           (t->v[at + 1].gap == 0 || token_gap(&t->v[at + 1], between)) &&
           t->v[at + 2].number > 0 && token_gap(&t->v[at + 2], between) && receipt_number(t, at);
}

char *
gist_receipt_code(const char *text, size_t most_bytes)
{
    struct tokens t;
    char *code = NULL;
    size_t words;

    tokens_of(text != NULL ? text : "", most_bytes, &t);
    for (size_t i = 0; i < t.n && code == NULL; i++)
        if (gist_receipt_at(&t, i, &words))
            code = xasprintf("TN-%d-%04d", t.v[i + 1].number, t.v[i + 2].number);
    tokens_free(&t);
    return code;
}

/* "12 January 2024", "January 12, 2024": the word after it, or 0. The week of "week
 * 2 January" is no day. */
static size_t
english_date(const struct view *s, size_t at)
{
    bool day_first = view_between(view_word(s, at)->number, 1, 31);
    size_t day = day_first ? at : at + 1, end = at + 2;
    const struct token *before = view_word(s, at - (at > 0));

    if (!view_between(view_word(s, day)->number, 1, 31) || !view_month_word(s, at + day_first) ||
        (day_first && (token_is(before, "week") || token_is(before, "wk") || token_is(before, "tuan"))))
        return 0;
    return view_year(s, end) ? end + 1 : end;
}

/* "ngày 9 tháng 6 năm 2023", "9/6/2023", "ngày 9-6": the word after it, or 0. */
static size_t
date_at(const struct view *s, size_t at)
{
    if (english_date(s, at) > 0)
        return english_date(s, at);
    bool named = token_is(view_word(s, at), "ngay");
    size_t i = named ? at + 1 : at;

    if (!view_between(view_word(s, i)->number, 1, 31))
        return 0;
    if (token_is(view_word(s, i + 1), "thang") &&
        view_between(view_word(s, i + 2)->number, 1, 12)) {
        if (token_is(view_word(s, i + 3), "nam") && view_year(s, i + 4))
            return i + 5;
        return view_year(s, i + 3) ? i + 4 : i + 3;
    }
    char gap = view_word(s, i + 1)->gap;
    if (!view_between(view_word(s, i + 1)->number, 1, 12) ||
        (gap != '/' && gap != '-' && !(gap == ' ' && named)))
        return 0;
    if (view_year(s, i + 2) && (view_word(s, i + 2)->gap == gap || gap == '/'))
        return i + 3;
    return named ? i + 2 : 0;
}

/* "512/2022/QĐ-UBND", "2045/BC-BCĐ138", a file "2045-BC.pdf": a document's number. */
static bool
in_symbol(const struct view *s, size_t at)
{
    const struct token *next = view_word(s, at + 1);

    if (next->number >= 0 || token_is(view_word(s, at - (at > 0)), "nam"))
        return false;
    return token_gap(next, "/") || (at == 0 && token_gap(next, "-") && next->raw_len <= 4);
}

/* "từ tháng 12/2022 đến tháng 5/2023": since when and until when its figures count, and none of its year;
 * the word behind it, 0: none stands here. */
static size_t
months_span(const struct view *s, size_t at)
{
    static const char *const joints[] = { "den", "toi" };
    const struct tokens *t = &s->g->words;
    size_t to = at + 5;

    if (!tokens_are(t, at, "tu thang") || !view_between(view_word(s, at + 2)->number, 1, 12) ||
        !view_year(s, at + 3) || !token_among(view_word(s, at + 4), joints, ARRAY_LEN(joints)))
        return 0;
    to += token_is(view_word(s, to), "thang");
    return view_between(view_word(s, to)->number, 1, 12) && view_year(s, to + 1) ? to + 2 : 0;
}

void
view_numbers(struct view *s)
{
    for (size_t i = 0; i < s->g->words.n; i++) {
        size_t n, end;

        if (token_is(view_word(s, i), "tu") && (end = months_span(s, i)) > i)
            view_use(s, i, end);
        if (view_word(s, i)->number < 0 && view_word(s, i + 1)->number < 0)
            continue;
        if (gist_receipt_at(&s->g->words, i, &n))
            view_use(s, i, i + n);
        if (i > 0 && token_is(view_word(s, i), "lieu") && token_gap(view_word(s, i - 1), "(") &&
            token_is(view_word(s, i + 2), "thang"))
            view_use(s, i + 1, i + 3);          /* "Báo cáo năm 2023 (số liệu 9 tháng)": what it counts */
        if (!s->used[i] && (end = date_at(s, i)) > i)
            view_use(s, i, end);
        if (view_year(s, i) && in_symbol(s, i))
            view_use(s, i, i + 1);
    }
}

/* ---- periods that the plan does not have --------------------------------------------- */

static bool
found_that_recurs(const struct view *s, enum recurrence recurrence)
{
    for (size_t i = 0; i < s->nfound; i++)
        if (s->found[i].report->recurrence == recurrence)
            return true;
    return false;
}

/* "sáu tháng (6T)": what a report's own words say as well. */
void
view_lengths(struct view *s)
{
    for (size_t i = 0; i + 1 < s->g->words.n; i++)
        for (size_t k = 0; k + 1 < s->g->words.n && !s->used[i] && token_is(view_word(s, i + 1), "thang"); k++)
            if (s->used[k] && token_is(view_word(s, k + 1), "thang") && view_number(s, k) > 0 &&
                view_number(s, k) == view_number(s, i))
                view_use(s, i, i + 2);
}

void
view_outside(struct view *s)
{
    struct gist *g = s->g;
    bool months = found_that_recurs(s, RECUR_MONTHLY),
         quarters = found_that_recurs(s, RECUR_QUARTERLY);

    for (size_t i = 0; i < g->words.n; i++) {
        const struct token *t = view_word(s, i), *next = view_word(s, i + 1);
        if (s->used[i])
            continue;
        if (!quarters && view_quarter_near(s, i) && view_part_at(s, RECUR_QUARTERLY, i).number > 0)
            view_mark(&g->outside, i, i + 2);
        else if (view_between(t->number, 1, 24) && token_is(next, "thang") && !s->used[i + 1])
            view_mark(&g->outside, i, i + 2);
        else if (view_between(t->number, 2, 50) && token_is(next, "nam") && !view_year(s, i + 2))
            view_mark(&g->outside, i, i + 2);        /* "tổng kết 10 năm" */
        else if (token_is(t, "thang") && view_between(next->number, 1, 12) && !months)
            view_mark(&g->outside, i, i + 2);
        else if (view_between(t->number, 1, 12) && next->gap == '/' && view_year(s, i + 1) &&
                 s->nfound == 0 && !token_is(view_word(s, i - (i > 0)), "so"))
            view_mark(&g->outside, i, i + 2);        /* "6/2023": a month or half a year? */
    }
}

/* ---- years ------------------------------------------------------------------------------ */

/* The report whose words stand last before this one. */
static struct gist_report *
report_before(struct gist *g, size_t at)
{
    struct gist_report *found = NULL;

    for (size_t i = 0; i < g->nreports; i++)
        if (g->reports[i].at.last <= at &&
            (found == NULL || g->reports[i].at.first > found->at.first))
            found = &g->reports[i];
    return found;
}

/* The year at this word, or 0: "2023", "năm 23". */
static int
named_year(const struct view *s, size_t at, bool *nam)
{
    int year = view_word(s, at)->number;

    *nam = at > 0 &&
           (token_is(view_word(s, at - 1), "nam") || token_is(view_word(s, at - 1), "ky"));
    if (*nam && view_between(year, 20, 60) && view_word(s, at)->raw_len == 2)
        year += 2000;
    return s->used[at] || !view_between(year, YEAR_FIRST, YEAR_LAST) ? 0 : year;
}

/* "Theo mẫu (năm) 2021": the year of the template. */
static bool
of_template(const struct view *s, size_t at)
{
    at -= at > 0 && token_is(view_word(s, at - 1), "nam");
    return at > 0 && token_is(view_word(s, at - 1), "mau") && token_fits(view_word(s, at - 1), "mẫu");
}


/* A year called one ("năm 2023") outweighs a number that only looks like it. */
void
view_years(struct view *s)
{
    struct gist *g = s->g;
    bool nam, certain = false;

    for (size_t i = 0; i < g->words.n; i++) {
        int year = view_word(s, i)->number > 0 ? named_year(s, i, &nam) : 0;
        struct gist_report *r;

        if (year == 0 || of_template(s, i))
            continue;
        if (view_year(s, i + 1) && token_gap(view_word(s, i + 1), "-*")) {        /* "2021 - 2025" */
            view_mark(&g->outside, i, i + 2);
            i++;
            continue;
        }
        if ((r = report_before(g, i)) != NULL && r->year == 0)
            r->year = year;
        if (g->year == 0 || (nam && !certain)) {
            g->years_differ = false;
            g->year = year;
            certain = nam;
        } else if (year != g->year && nam == certain) {
            g->years_differ = true;
        }
    }
}

/* ---- requests --------------------------------------------------------------------- */

/* "theo CV số 512", "Công văn 512/CAT-PV05". */
void
view_request(struct view *s)
{
    static const char *const before[] = {"cong van so", "cong van", "yeu cau so", "cv so"};

    const struct tokens *t = &s->g->words;

    for (size_t i = TOKENS_FIND(t, 0, before); i < t->n && s->g->request == 0;
         i = TOKENS_FIND(t, i + 1, before))
        for (size_t k = 0; k < ARRAY_LEN(before) && s->g->request == 0; k++) {
            int number = view_word(s, i + tokens_in(before[k]))->number;

            if (number > 0 && tokens_are(t, i, before[k]))
                s->g->request = number;
        }
}
