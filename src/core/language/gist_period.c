/* When: dates and codes that are no years, years, quarters, months. */
#include "core/language/view.h"

#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"

/* ---- numbers that are no years: codes, dates, symbols -------------------------- */

bool
gist_receipt_at(const struct tokens *t, size_t at, size_t *words)
{
    *words = 3;
    return at + 2 < t->n && token_is(&t->v[at], "tn") && t->v[at + 1].number >= YEAR_FIRST &&
           t->v[at + 1].gap == '-' && t->v[at + 2].number >= 0 && t->v[at + 2].gap == '-' &&
           t->v[at + 2].raw_len >= 4;
}

/* "ngày 9 tháng 6 năm 2023", "9/6/2023", "ngày 9-6": the word after it, or 0. */
static size_t
date_at(const struct view *s, size_t at)
{
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
    return view_gap(next, "/") || (at == 0 && view_gap(next, "-") && next->raw_len <= 4);
}

void
view_numbers(struct view *s)
{
    for (size_t i = 0; i < s->g->words.n; i++) {
        size_t n, end;
        if (gist_receipt_at(&s->g->words, i, &n))
            view_use(s, i, i + n);
        if (!s->used[i] && (end = date_at(s, i)) > i)
            view_use(s, i, end);
        if (view_year(s, i) && in_symbol(s, i))
            view_use(s, i, i + 1);
    }
}

/* ---- periods that the plan does not have --------------------------------------------- */

/* "2", "II"; 0: no number */
static int
number_of(const struct token *t)
{
    static const char *const roman[] = {"i", "ii", "iii", "iv"};

    for (size_t i = 0; i < ARRAY_LEN(roman); i++)
        if (token_is(t, roman[i]) && t->gap != 0)
            return (int)i + 1;
    return t->number > 0 ? t->number : 0;
}

static int
quarter_at(const struct view *s, size_t at)
{
    const struct token *n = view_word(s, at + 1);

    if (!token_is(view_word(s, at), "quy") && !(token_is(view_word(s, at), "q") && n->gap == 0))
        return 0;
    return view_between(number_of(n), 1, 4) && (n->gap == ' ' || n->gap == 0) ? number_of(n) : 0;
}

static bool
found_that_recurs(const struct view *s, enum recurrence recurrence)
{
    for (size_t i = 0; i < s->nfound; i++)
        if (s->found[i].report->recurrence == recurrence)
            return true;
    return false;
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
        if (quarter_at(s, i) && !quarters)
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

/* A year called one ("năm 2023") outweighs a number that only looks like it. */
void
view_years(struct view *s)
{
    struct gist *g = s->g;
    bool nam, certain = false;

    for (size_t i = 0; i < g->words.n; i++) {
        int year = named_year(s, i, &nam);
        struct gist_report *r = report_before(g, i);
        if (year == 0)
            continue;
        if (view_year(s, i + 1) && view_gap(view_word(s, i + 1), "-*")) {        /* "2021 - 2025" */
            view_mark(&g->outside, i, i + 2);
            i++;
            continue;
        }
        if (r != NULL && r->year == 0)
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

/* ---- which part of the year ---------------------------------------------------------------- */

#define NO_SUCH_PART 99

static int
month_at(const struct view *s, size_t at)
{
    return token_is(view_word(s, at), "thang") && !s->used[at + 1] ? view_word(s, at + 1)->number
                                                                   : 0;
}

/* "tuần 24"; "tuần 2 tháng 6" is not the year's second. */
static int
week_at(const struct view *s, size_t at)
{
    if (!token_is(view_word(s, at), "tuan"))
        return 0;
    return token_is(view_word(s, at + 2), "thang") ? NO_SUCH_PART : view_word(s, at + 1)->number;
}

/* "6 tháng đầu năm", "6 tháng cuối năm" */
static int
half_at(const struct view *s, size_t at)
{
    const struct token *t = view_word(s, at + 1);

    return !token_is(view_word(s, at), "thang") ? 0
           : token_is(t, "dau")                 ? 1
           : token_is(t, "cuoi")                ? 2
                                                : 0;
}

static int (*const part_at[RECURRENCES])(const struct view *, size_t) = {
    [RECUR_MONTHLY] = month_at, [RECUR_QUARTERLY] = quarter_at, [RECUR_HALF_YEARLY] = half_at, [RECUR_WEEKLY] = week_at,
};

/* "tháng 4 và 5", "quý I, quý II": which of them? */
static bool
another_follows(const struct view *s, enum recurrence kind, size_t at)
{
    bool and = token_is(view_word(s, at), "va") || token_is(view_word(s, at), "den");
    char part[CALENDAR_PART];

    if (!and && !view_gap(view_word(s, at), ",&+-"))
        return false;
    at += and;
    if (at >= s->g->words.n || s->used[at])
        return false;
    return part_at[kind](s, at) > 0 || (calendar_part(kind, number_of(view_word(s, at)), part) &&
                                        !token_is(view_word(s, at + 1), "thang"));
}

/* The first behind the report's name: "báo cáo tháng 4, nhiệm vụ tháng 5"; else the first at all. */
static void
find_part(struct view *s, struct gist_report *r)
{
    size_t n = s->g->words.n;
    enum recurrence kind = r->report->recurrence;

    for (size_t k = 0; k < n && part_at[kind] != NULL; k++) {
        size_t i = (r->at.first + k) % n, next = i + 2;
        int number = part_at[kind](s, i), year;
        bool nam;
        if (number <= 0)
            continue;
        if (another_follows(s, kind, next) || !calendar_part(kind, number, r->part))
            memcpy(r->part, "-?", 3);
        next += token_is(view_word(s, next), "nam");
        year = next < n ? named_year(s, next, &nam) : 0;
        r->year_beside = year != 0;
        r->year = year != 0 ? year : r->year;
        return;
    }
}

void
view_parts(struct view *s)
{
    for (size_t i = 0; i < s->g->nreports; i++)
        find_part(s, &s->g->reports[i]);
}

/* ---- requests --------------------------------------------------------------------- */

/* "theo CV số 512", "Công văn 512/CAT-PV05". */
void
view_request(struct view *s)
{
    static const char *const before[] = {"cong van so", "cong van", "yeu cau so", "cv so"};

    for (size_t i = 0; i < s->g->words.n && s->g->request == 0; i++)
        for (size_t k = 0; k < ARRAY_LEN(before); k++) {
            size_t words = k == 0 ? 3 : k == 1 ? 2 : k == 2 ? 3 : 2;
            if (tokens_are(&s->g->words, i, before[k]) && view_word(s, i + words)->number > 0) {
                s->g->request = view_word(s, i + words)->number;
                break;
            }
        }
}
