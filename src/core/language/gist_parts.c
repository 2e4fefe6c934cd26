/* Which part of a year a text names, in words or numbers, Vietnamese or
 * English. What speaks of one and cannot be read is said to be there. */
#include <string.h>

#include "base/mem.h"
#include "core/language/view.h"

/* ---- numbers ----------------------------------------------------------------------- */

/* accented: without these accents it is another word; NULL: any will do. */
struct numeral { const char *words; int number; const char *accented; };

/* Longer ones first. "năm" is a year more often than a five; "tuần sau" is the
 * next one and "tuần từ" begins a span, unless "sáu" and "tư" are written. */
static const struct numeral cardinals[] = {
    {"muoi mot", 11, NULL}, {"muoi hai", 12, NULL}, {"mot", 1, NULL}, {"hai", 2, NULL},
    {"ba", 3, NULL}, {"tu", 4, "tư"}, {"bon", 4, NULL}, {"sau", 6, "sáu"}, {"bay", 7, NULL},
    {"tam", 8, NULL}, {"chin", 9, NULL}, {"muoi", 10, NULL}, {"nhat", 1, NULL}, {"nhi", 2, NULL},
    {"i", 1, NULL}, {"ii", 2, NULL}, {"iii", 3, NULL}, {"iv", 4, NULL}, {"v", 5, NULL},
    {"vi", 6, NULL}, {"vii", 7, NULL}, {"viii", 8, NULL}, {"ix", 9, NULL}, {"x", 10, NULL},
    {"xi", 11, NULL}, {"xii", 12, NULL},
    {"one", 1, NULL}, {"two", 2, NULL}, {"three", 3, NULL}, {"four", 4, NULL}, {"five", 5, NULL},
    {"six", 6, NULL},
}, ordinals[] = {
    {"first", 1, NULL}, {"second", 2, NULL}, {"third", 3, NULL}, {"fourth", 4, NULL},
    {"1 st", 1, NULL}, {"2 nd", 2, NULL}, {"3 rd", 3, NULL}, {"4 th", 4, NULL},
    {"last", NO_SUCH_PART, NULL},
}, months[] = {
    {"january", 1, NULL}, {"february", 2, NULL}, {"march", 3, NULL}, {"april", 4, NULL},
    {"may", 5, NULL}, {"june", 6, NULL}, {"july", 7, NULL}, {"august", 8, NULL},
    {"september", 9, NULL}, {"october", 10, NULL}, {"november", 11, NULL}, {"december", 12, NULL},
    {"jan", 1, NULL}, {"feb", 2, NULL}, {"mar", 3, NULL}, {"apr", 4, NULL},
    {"jun", 6, NULL}, {"jul", 7, NULL}, {"aug", 8, NULL}, {"sep", 9, NULL}, {"sept", 9, NULL},
    {"oct", 10, NULL}, {"nov", 11, NULL}, {"dec", 12, NULL},
}, own_months[] = { {"gieng", 1, NULL}, {"chap", 12, NULL} };

/* The numeral at this word; *end: behind it. 0: none. */
static int
numeral_at(const struct view *s, size_t at, const struct numeral *v, size_t n, size_t *end)
{
    const char first = *view_word(s, at)->text;

    for (size_t i = 0; i < n; i++)
        if (*v[i].words == first && tokens_match(&s->g->words, at, v[i].words) &&
            (v[i].accented == NULL || token_written(view_word(s, at), v[i].accented))) {
            *end = at + tokens_in(v[i].words);
            return v[i].number;
        }
    return 0;
}
#define NUMERAL(S, AT, V, END) numeral_at(S, AT, V, ARRAY_LEN(V), END)

static bool
one_of(const struct token *t, const char *const *v, size_t n)
{
    for (size_t i = 0; i < n && v[i] != NULL; i++)
        if (token_is(t, v[i]))
            return true;
    return false;
}

/* Behind the name of a part: "thứ 24", "no. 2", "2", "II", "hai"; 0: no number. */
static int
number_at(const struct view *s, size_t at, size_t *end)
{
    static const char *const before[] = {"thu", "so", "no", "number"};

    if (one_of(view_word(s, at), before, ARRAY_LEN(before)))
        at++;
    *end = at + 1;
    if (view_word(s, at)->number > 0 && !view_year(s, at) &&
        token_gap(view_word(s, at + 1), "-/.") &&
        view_word(s, at + 1)->number > 0 && !view_year(s, at + 1) && !s->used[at + 1])
        return NO_SUCH_PART;                            /* "tuần 08/01" */
    if (view_word(s, at)->number > 0)
        return s->used[at] || view_year(s, at) ? 0 : view_word(s, at)->number;
    return NUMERAL(s, at, cardinals, end);
}

/* ---- the kinds ----------------------------------------------------------------------- */

bool
view_month_word(const struct view *s, size_t at)
{
    size_t end;

    return NUMERAL(s, at, months, &end) > 0;
}

int
view_number(const struct view *s, size_t at)
{
    int number = view_word(s, at)->number;

    for (size_t i = 0; i < ARRAY_LEN(cardinals) && number < 0; i++)
        if (token_is(view_word(s, at), cardinals[i].words))
            number = cardinals[i].number;
    return number;
}

/* How the parts of a recurrence are called. */
static const struct call {
    const char *names[4];
    bool alone;                     /* with any word behind it is such a part: "week ending ..." */
    const char *letters;            /* one of them with a number right behind it: "Q1", "T01" */
    bool ordinal;                   /* "first quarter"; of a week it is one of a month */
} calls[RECURRENCES] = {
    [RECUR_WEEKLY] = { { "tuan", "week", "weeks", "wk" }, true, "w", false },
    [RECUR_MONTHLY] = { { "thang" }, false, "tm", false },
    [RECUR_QUARTERLY] = { { "quy", "quarter", "qtr" }, false, "q", true },
    [RECUR_HALF_YEARLY] = { { "half" }, false, "h", true },
};

/* "tuần này", "last month": told from the day it was written on. */
static bool
relative(const struct view *s, size_t at)
{
    static const char *const behind[] = {"nay", "truoc", "qua", "roi", "vua", "toi", "sau", "dau",
                                         "cuoi", "of", "ending", "commencing", "beginning", "from",
                                         "tu"};
    static const char *const before[] = {"this", "last", "next", "previous", "past", "current", "s"};
    const char *const tail = at > 1 && token_is(view_word(s, at - 1), "s") ? view_word(s, at - 2)->text : "";

    return one_of(view_word(s, at + 1), behind, ARRAY_LEN(behind)) ||
           (at > 0 && !token_is(view_word(s, at - 1), "s") &&
            one_of(view_word(s, at - 1), before, ARRAY_LEN(before))) ||
           strcmp(tail, "last") == 0;
}

/* A word that stands in the name of the report itself says nothing of its
 * period; the last one may have the number behind it. */
static bool
in_report(const struct view *s, size_t at, bool last)
{
    for (size_t i = 0; i < s->nfound; i++)
        if (at >= s->found[i].at.first && at + !last < s->found[i].at.last)
            return true;
    return false;
}

static struct year_part
called_at(const struct view *s, const struct call *c, size_t at)
{
    const char *word = view_word(s, at)->text;
    struct year_part p = { .first = at };
    size_t behind;

    if (c->letters != NULL && word[0] != '\0' && word[1] == '\0' &&
        strchr(c->letters, word[0]) != NULL && view_word(s, at + 1)->number > 0 &&
        view_word(s, at + 1)->gap == 0) {
        p.number = view_word(s, at + 1)->number;
        p.end = at + 2;
        return p;
    }
    if (c->ordinal && (p.number = NUMERAL(s, at, ordinals, &behind)) > 0 &&
        one_of(view_word(s, behind), c->names, ARRAY_LEN(c->names))) {
        p.end = behind + 1;
        return p;
    }
    p.number = 0;
    for (size_t i = 0;
         i < ARRAY_LEN(c->names) && c->names[i] != NULL && !in_report(s, at, false); i++)
        if (token_is(view_word(s, at), c->names[i])) {
            bool gap = token_gap(view_word(s, at + 1), " .:-_#") || view_word(s, at + 1)->gap == 0;
            p.number = gap ? number_at(s, at + 1, &p.end) : 0;
            if (p.number == 0 && (relative(s, at) || (c->alone && !in_report(s, at, true) &&
                                                      view_word(s, at + 1)->gap == ' '))) {
                p.number = NO_SUCH_PART;
                p.end = at + 1;
            }
            return p;
        }
    return p;
}

/* "tuần 2 tháng 6", "second week of January": none of the year's. */
static bool
of_a_month(const struct view *s, struct year_part p)
{
    size_t end;

    p.end += token_is(view_word(s, p.end), "of") || token_is(view_word(s, p.end), "in");
    return token_is(view_word(s, p.end), "thang") || NUMERAL(s, p.end, months, &end) > 0;
}

/* "08/01-14/01": the days of a week, told otherwise. */
static bool
from_day_to_day(const struct view *s, size_t at)
{
    size_t to = at + 2;

    if (!view_between(view_word(s, at)->number, 1, 31) || !token_gap(view_word(s, at + 1), "/."))
        return false;
    to += view_year(s, to) && token_gap(view_word(s, to), "/.");
    return token_gap(view_word(s, to), "-*") && view_between(view_word(s, to)->number, 1, 31) &&
           token_gap(view_word(s, to + 1), "/.");
}

static struct year_part
week_at(const struct view *s, size_t at)
{
    struct year_part p = called_at(s, &calls[RECUR_WEEKLY], at);
    size_t end;

    if (p.number == 0 && NUMERAL(s, at, ordinals, &end) > 0 && token_is(view_word(s, end), "week"))
        return (struct year_part){ NO_SUCH_PART, at, end + 1, 0 };
    if (p.number == 0 && NUMERAL(s, at, months, &end) > 0 && view_year(s, end) && !s->used[at])
        return (struct year_part){ NO_SUCH_PART, at, end, 0 };
    if (p.number == 0 && from_day_to_day(s, at))
        return (struct year_part){ NO_SUCH_PART, at, at + 2, 0 };
    if (p.number > 0 && of_a_month(s, p))
        p.number = NO_SUCH_PART;
    return p;
}

/* "may" and "mar" are other words too: with a year beside them, or a capital. */
static int
month_named(const struct view *s, size_t at, size_t *end)
{
    int month = NUMERAL(s, at, months, end);

    return month > 0 && !s->used[at] && (strlen(view_word(s, at)->text) > 3 || view_year(s, *end) ||
                         (token_is_name(view_word(s, at)) && !s->shout)) ? month : 0;
}

/* "01/2024", "2024-01" */
static struct year_part
numbers_at(const struct view *s, size_t at)
{
    const struct token *a = view_word(s, at), *b = view_word(s, at + 1);
    bool year_first = view_year(s, at) && b->number > 0 && b->number < 32 && !view_year(s, at + 1);

    if (s->used[at] || !token_gap(b, "/-._ ") || token_gap(view_word(s, at + 2), "/") ||
        (at > 0 && token_is(view_word(s, at - 1), "so")))
        return (struct year_part){0};
    if (year_first && b->raw_len == 2)
        return (struct year_part){ b->number, at, at + 2, a->number };
    if (a->number >= 0 && a->number < 100 && view_year(s, at + 1) && a->raw_len <= 2 &&
        (a->raw_len == 2 || token_gap(b, "/-")))
        return (struct year_part){ a->number > 0 ? a->number : NO_SUCH_PART, at, at + 2,
                                   b->number };
    return (struct year_part){0};
}

static struct year_part
month_at(const struct view *s, size_t at)
{
    struct year_part p = called_at(s, &calls[RECUR_MONTHLY], at);
    size_t end;

    if (token_is(view_word(s, at), "thang") && token_is(view_word(s, at + 1), "nam"))
        return (struct year_part){ 0, at, at, 0 };               /* "báo cáo tháng, năm 2024" */
    if (p.number == 0 && token_is(view_word(s, at), "thang"))
        p.number = NUMERAL(s, at + 1, own_months, &p.end);
    if (p.number == 0 && (p.number = month_named(s, at, &end)) > 0)
        p.end = end;
    return p.number != 0 ? p : numbers_at(s, at);
}

/* "6 tháng đầu năm", "6 tháng cuối năm" */
static struct year_part
half_at(const struct view *s, size_t at)
{
    const struct token *t = view_word(s, at + 1);

    if (token_is(view_word(s, at), "thang") && (token_is(t, "dau") || token_is(t, "cuoi")))
        return (struct year_part){ token_is(t, "dau") ? 1 : 2, at, at + 2, 0 };
    return called_at(s, &calls[RECUR_HALF_YEARLY], at);
}

/* Whatever names one begins with a q; before it stands at most an ordinal of two words. */
bool
view_quarter_near(const struct view *s, size_t at)
{
    return *view_word(s, at)->text == 'q' || *view_word(s, at + 1)->text == 'q' ||
           *view_word(s, at + 2)->text == 'q';
}

static struct year_part
quarter_at(const struct view *s, size_t at)
{
    return called_at(s, &calls[RECUR_QUARTERLY], at);
}

static struct year_part (*const readers[RECURRENCES])(const struct view *, size_t) = {
    [RECUR_MONTHLY] = month_at,
    [RECUR_QUARTERLY] = quarter_at,
    [RECUR_HALF_YEARLY] = half_at,
    [RECUR_WEEKLY] = week_at,
};

/* ---- with its year ------------------------------------------------------------------- */

/* "2024-W02", "Q1/2024", "tuần 2 năm 2024", "January 2024", "T1/24" */
static void
year_beside(const struct view *s, struct year_part *p)
{
    static const char *const between[] = {"nam", "of", "in", "year", "cua"};
    const struct token *t = view_word(s, p->end);

    if (p->year != 0)
        return;
    if (p->first > 0 && view_year(s, p->first - 1) && token_gap(view_word(s, p->first), "-/_")) {
        p->year = view_word(s, --p->first)->number;
        return;
    }
    if (view_between(t->number, 20, 60) && t->raw_len == 2 && token_gap(t, "/")) {
        p->year = 2000 + t->number;
        p->end++;
        return;
    }
    for (size_t at = p->end; at <= p->end + 1; at++) {
        if (view_year(s, at) && !s->used[at]) {
            p->year = view_word(s, at)->number;
            p->end = at + 1;
            return;
        }
        if (!one_of(view_word(s, at), between, ARRAY_LEN(between)))
            return;
    }
}

struct year_part
view_part_at(const struct view *s, enum recurrence kind, size_t at)
{
    struct year_part p = {0};

    if (readers[kind] != NULL && at < s->g->words.n)
        p = readers[kind](s, at);

    if (p.number > 0)
        year_beside(s, &p);
    return p;
}

/* "tháng 4 và 5", "quý I, quý II", "weeks 2-3": which of them? */
static bool
another_follows(const struct view *s, enum recurrence kind, const struct year_part *p)
{
    static const char *const words[] = {"va", "den", "and", "to"};
    size_t at = p->end;
    bool and = one_of(view_word(s, at), words, ARRAY_LEN(words));
    char part[CALENDAR_PART];
    size_t end;
    int number;

    if (!and && !token_gap(view_word(s, at), ",&+-"))
        return false;
    at += and;
    if (at >= s->g->words.n || s->used[at])
        return false;
    number = view_word(s, at)->number > 0 ? view_word(s, at)->number
                                          : NUMERAL(s, at, cardinals, &end);
    return view_part_at(s, kind, at).number > 0 ||
           (p->year == 0 && calendar_part(kind, number, part) &&
            !token_is(view_word(s, at + 1), "thang"));
}

/* The first behind the report's name that can be read: "báo cáo tháng 4, nhiệm
 * vụ tháng 5"; else the first at all. */
static void
find_part(struct view *s, struct gist_report *r)
{
    size_t n = s->g->words.n;
    enum recurrence kind = r->report->recurrence;

    for (size_t k = 0; k < n && readers[kind] != NULL; k++) {
        struct year_part p = view_part_at(s, kind, (r->at.first + k) % n);
        bool several = p.number > 0 && another_follows(s, kind, &p);
        bool sure = !several && calendar_part(kind, p.number, r->part);

        if (p.number <= 0)
            continue;
        view_use(s, p.first, p.end);
        if (!sure)
            memcpy(r->part, "-?", 3);
        r->year_beside = p.year != 0;
        r->year = p.year != 0 ? p.year : r->year;
        if (sure || several)
            return;
    }
}

void
view_parts(struct view *s)
{
    for (size_t i = 0; i < s->g->nreports; i++)
        find_part(s, &s->g->reports[i]);
}
