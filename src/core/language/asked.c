#include "core/language/asked.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/language/day.h"

#define NUMBER_MOST 60                  /* bytes of a paper's number */
#define WORDS_MOST 4000                 /* bytes of a mail that are looked at */

void
asked_clear(struct asked *a)
{
    free(a->number);
    *a = (struct asked){0};
}

static bool
any_of(const struct tokens *t, size_t at, const char *const *words, size_t n)
{
    return at < t->n && token_among(&t->v[at], words, n);
}

/* "số 45/BC-BCĐ138 ngày 07/6/2023". The first byte behind it. */
static size_t
take_paper(const struct tokens *t, size_t at, struct date today, struct asked *out)
{
    const char *from, *to;
    struct date day;
    size_t i = at + 1, end;

    if (!token_is(&t->v[at], "so") || i >= t->n || t->v[i].number < 0)
        return at;
    from = to = t->v[i].raw;
    while (*to != '\0' && !isspace((unsigned char)*to) && strchr(",;()", *to) == NULL)
        to++;
    while (to > from && to[-1] == '.')
        to--;
    if (to - from > NUMBER_MOST || memchr(from, '/', (size_t)(to - from)) == NULL ||
        !isalpha((unsigned char)from[strcspn(from, "/") + 1]))
        return at;
    while (i < t->n && t->v[i].raw < to)
        i++;
    if (out->number != NULL) {          /* two papers: which is meant? */
        out->number[0] = '\0';
        return i;
    }
    out->number = xstrndup(from, (size_t)(to - from));
    end = read_date(t, i, today, false, &day);
    if (end > i)
        out->paper = day;
    return end > i ? end : i;
}

/* The first word of the clause in which this one stands; behind "nên" the reason is over. */
static size_t
clause_of(const struct tokens *t, size_t at)
{
    while (!tokens_clause(t, at) && !(token_is(&t->v[at - 1], "nen") && token_fits(&t->v[at - 1], "nên")))
        at--;
    return at;
}

/* What the words [from, at) give a day for: the last wish or promise of the unit among them, if
 * nothing behind it takes the day for itself. "Xin gia hạn do họp đến 12/6": a reason; "đề nghị phòng
 * trả lời trước 12/6": somebody else's. */
static bool
wishes(const struct tokens *t, size_t from, size_t at)
{
    static const char *const words[] = { "xin", "gia han", "lui", "hoan", "khat", "nop", "gui", "cho",
                                         "de nghi", "hen", "se nop", "se gui", "se bao cao",
                                         "du kien", "keo dai", "mong", "nho", "trinh", "se co",
                                         "se xong", "hoan thanh", "hua", "cam ket", "han moi",
                                         "will", "extend", "extension", "submit", "send", "until" },
                             *const others[] = { "cho biet", "tra loi", "phan hoi", "huong dan",
                                                 "xac nhan", "lien he", "cho y kien", "nghi phep",
                                                 "di cong tac", "to chuc", "tap huan", "hop", "hoi", "phong gui" },
                             *const no[] = { "khong", "ko", "chua", "kho", "cannot", "not" },
                             *const not_theirs[] = { "han", "phong" },   /* "hạn nộp 10/6", "phòng gửi" */
                             *const allowed[] = { "cho em", "cho xa", "cho phuong", "cho huyen",
                                                  "cho don vi", "cho ubnd", "cho tui", "cho ben em" };
    static const char *const whys[] = { "do", "vì", "bởi", "tại", "because" },
                             *const folded[] = { "do", "vi", "boi", "tai", "because" };
    bool wish = false, denied = false;

    for (size_t i = from; i < at; i++) {
        bool unit = i > from && token_is(&t->v[i - 1], "don"),
             term = i > from && any_of(t, i - 1, not_theirs, ARRAY_LEN(not_theirs)) &&
                    !tokens_any(t, i, allowed, ARRAY_LEN(allowed)),
             taken = tokens_any(t, i, others, ARRAY_LEN(others));

        for (size_t k = 0; k < ARRAY_LEN(whys) && !unit; k++)
            taken = taken || (token_is(&t->v[i], folded[k]) && token_fits(&t->v[i], whys[k]));
        denied = denied || any_of(t, i, no, ARRAY_LEN(no));
        if (taken)
            wish = false;
        else if (tokens_any(t, i, words, ARRAY_LEN(words)) && !term &&
                 !(token_is(&t->v[i], "cho") && !token_fits(&t->v[i], "cho")))
            wish = true;                /* "chờ" is no "cho" */
    }
    return wish && !denied;
}

/* "Khoảng", "bên em", "phải tới", "báo cáo 6 tháng": nothing before a day that it might belong to. */
static bool
only_fill(const struct tokens *t, size_t from, size_t to)
{
    static const char *const fill[] = { "khoang", "chac", "co", "le", "phai", "em", "ben", "huyen",
                                        "don", "vi", "xa", "phuong", "sang", "tuan", "sau", "thi",
                                        "nen", "neu", "a", "da", "tam", "ngay", "hom", "chung",
                                        "toi", "den", "vao", "truoc", "het", "cham", "nhat",
                                        "tuc", "we", "about", "by" },
             *const report[] = { "bao", "cao", "bc", "thang", "dau", "nam", "quy" };

    while (from < to && any_of(t, from, report, ARRAY_LEN(report)))
        from += 1 + (tokens_number(t, from + 1) >= 0 && from + 1 < to);
    while (from < to && any_of(t, from, fill, ARRAY_LEN(fill)))
        from++;
    return from == to;
}

/* "Đến 15/6 huyện sẽ nộp", "khoảng 15/6 mới xong": what is done then is the report. */
static bool
promises_behind(const struct tokens *t, size_t end)
{
    static const char *const done[] = { "nop", "gui", "xong", "lam xong", "hoan thanh",
                                        "co so lieu", "co du", "co bao cao", "co ket qua", "co ban",
                                        "bao cao", "trinh", "ky", "submit", "send" },
                             *const others[] = { "hop", "to chuc", "tap huan", "nghi", "sua",
                                                 "phong", "kiem tra", "cong an tinh" };
    size_t i = end;

    while (i < t->n && (i == end || !tokens_clause(t, i)) &&
           !tokens_any(t, i, done, ARRAY_LEN(done)) && !tokens_any(t, i, others, ARRAY_LEN(others)))
        i++;
    return i < t->n && (i == end || !tokens_clause(t, i)) &&
           tokens_any(t, i, done, ARRAY_LEN(done));
}

/* "Qua tuần", "cuối tuần": to come, and no day. */
static size_t
read_span(const struct tokens *t, size_t at, struct date today, struct date *day)
{
    static const char *const spans[] = { "tuan sau", "tuan toi", "sang tuan", "qua tuan",
                                         "dau tuan", "cuoi tuan", "thang sau", "thang toi", "next week" };

    *day = date_add(today, 7);
    return tokens_any(t, at, spans, ARRAY_LEN(spans)) ? at + 2 : at;
}

/* "thứ sáu ngày 16/6": one day, said twice; {0} where the two differ. */
static size_t
read_day(const struct tokens *t, size_t at, struct date today, struct date *day)
{
    size_t end = read_date(t, at, today, true, day), again;
    struct date written;

    if (end == at || t->v[at].number >= 0 || t->v[end - 1].number >= 0 || end >= t->n ||
        !(t->v[end].number >= 0 || token_is(&t->v[end], "ngay")))
        return end;
    again = read_date(t, end, today, true, &written);
    if (again > end)
        *day = date_weekday(*day) == date_weekday(written) ? written : (struct date){0};
    return again;
}

/* The first of the words before a day that only say so: "vào cuối ngày", "đến thứ ba,". */
static size_t
before_day(const struct tokens *t, size_t at)
{
    static const char *const between[] = { "ngay", "het", "cuoi", "hom", "sang", "chieu" };

    if (at > 1 && (token_is(&t->v[at - 2], "thu") || tokens_are(t, at - 2, "chu nhat")))
        at -= 2;
    while (at > 0 && any_of(t, at - 1, between, ARRAY_LEN(between)))
        at--;
    return at;
}

/* A clause of nothing but a day and what opens it: "(đến hết ngày 15/6)"; without an opener it says
 * when what stands before it will be done: "em nộp trễ chút, 15/6 nhé". */
static bool
stands_alone(const struct tokens *t, size_t first, size_t at, size_t end, bool opened)
{
    static const char *const whys[] = { "vi", "do", "boi", "because" },
                             *const tail[] = { "nhe", "a", "anh", "chi", "nha", "duoc", "khong",
                                               "ko" };
    bool behind = first > 0 && token_gap(&t->v[first], ",:");
    size_t before = behind ? clause_of(t, first - 1) : first;

    while (end < t->n && any_of(t, end, tail, ARRAY_LEN(tail)))
        end++;
    return only_fill(t, first, at) && tokens_clause(t, end) &&
           (first == 0 ||
            (opened && !(behind && tokens_within(t, before, first, whys, ARRAY_LEN(whys)))) ||
            wishes(t, before, first));
}

/* The word at i is said of a day that is none of the unit's: "số liệu tính đến 15/6", "trước hạn 10/6". */
static bool
of_another(const struct tokens *t, size_t first, size_t i)
{
    static const char *const figures[] = { "tinh", "so lieu", "tu" },
                             *const moved[] = { "gia", "lui", "doi", "hoan", "cham", "moi" };

    return (i > first && tokens_any(t, i - 1, figures, ARRAY_LEN(figures))) ||
           (i > first + 1 && tokens_any(t, i - 2, figures, ARRAY_LEN(figures))) ||
           (i > first + 1 && token_is(&t->v[i - 1], "han") &&
            !any_of(t, i - 2, moved, ARRAY_LEN(moved)));
}

/* "Báo cáo 6 tháng 1": the half-year's report and a number, and no sixth of January. */
static bool
of_report(const struct tokens *t, size_t at)
{
    return at > 1 && tokens_are(t, at - 2, "bao cao") && tokens_are(t, at + 1, "thang") &&
           (t->v[at].number == 6 || t->v[at].number == 9) && !token_gap(&t->v[at], ",;:.-(");
}

struct future {
    struct date day;
    bool sure;                  /* what stands before it says so */
    bool span;                  /* no day is named, and this one lies in it */
};

/* A day by which something will be done, or at least is still to come; {0}: said of something else. */
static size_t
take_future(const struct tokens *t, size_t at, struct date today, struct future *out)
{
    static const char *const openers[] = { "den", "toi", "sang", "vao", "truoc", "het", "cham",
                                           "nhat", "lui", "tuc", "until", "to", "by" };
    size_t end = read_day(t, at, today, &out->day), i = before_day(t, at), first;
    bool only_then, before;

    out->span = end == at;
    if (out->span)
        end = read_span(t, at, today, &out->day);
    only_then = tokens_are(t, end, "moi") || tokens_are(t, end, "thi moi");
    if (end == at || date_compare(out->day, today) <= 0)
        return end == at || out->day.year != 0 ? at : end;
    out->sure = i > 0 && any_of(t, i - 1, openers, ARRAY_LEN(openers));
    before = i > 0 && token_is(&t->v[i - 1], "truoc");
    first = clause_of(t, i > 0 && out->sure ? i - 1 : i);
    if (of_report(t, at) || of_another(t, first, i) || !((wishes(t, first, at) && !only_then) ||
                                     (only_fill(t, first, i) && promises_behind(t, end)) ||
                                     stands_alone(t, first, i, end, out->sure)))
        out->day = (struct date){0};
    else if (before)
        out->day = date_add(out->day, -1);
    return end;
}

/* "gửi từ hôm 08/6": done then, and not only begun. */
static bool
sent_from(const struct tokens *t, size_t from)
{
    static const char *const sent[] = { "gui", "nop", "chuyen", "cao", "roi", "sent" };

    return from > 0 && token_is(&t->v[from], "tu") && any_of(t, from - 1, sent, ARRAY_LEN(sent));
}

/* A day on which something was done; not "tính đến 31/5", "hạn 10/6". */
static size_t
take_past(const struct tokens *t, size_t at, struct date today, struct date *day)
{
    static const char *const bounds[] = { "den", "toi", "tu", "het", "han", "truoc", "sau", "cuoi",
                                          "until", "from", "before", "after", "by" };
    size_t end = read_date(t, at, today, false, day), i = before_day(t, at);

    if (end == at || date_compare(*day, today) > 0 ||
        (i > 0 && any_of(t, i - 1, bounds, ARRAY_LEN(bounds)) && !sent_from(t, i - 1)))
        *day = (struct date){0};
    return end;
}

struct days { struct date day; int n; };

static void
count(struct days *d, struct date day)
{
    if (d->n > 0 && date_compare(d->day, day) == 0)
        return;
    d->day = day;
    d->n++;
}

void
asked_read(const char *words, struct date today, struct asked *out)
{
    static const char *const others[] = { "hoac", "hay", "or" }, *const later[] = { "them", "tre", "cham" };
    struct days sure = {0}, any = {0}, past = {0};
    bool last_sure = false;
    struct tokens t;

    *out = (struct asked){0};
    tokens_of(words, strnlen(words, WORDS_MOST), &t);
    for (size_t at = 0; at < t.n;) {
        struct future to_come = {0};
        struct date day = {0};
        bool working = false;
        size_t end = take_paper(&t, at, today, out);

        if (end == at && (end = take_future(&t, at, today, &to_come)) > at &&
            to_come.day.year != 0) {
            last_sure = to_come.sure || (last_sure && any_of(&t, at - 1, others, ARRAY_LEN(others)));
            if (date_compare(out->latest, to_come.day) < 0)
                out->latest = to_come.day;
            if (!to_come.span)
                count(&any, to_come.day);
            if (!to_come.span && last_sure)
                count(&sure, to_come.day);
        }
        if (end == at && (end = take_past(&t, at, today, &day)) > at && day.year != 0)
            count(&past, day);
        if (end == at && any_of(&t, at, later, ARRAY_LEN(later)))
            end = read_count(&t, at + 1, &out->more, &working) > at + 1 ? at + 2 : at;
        at = end > at ? end : at + 1;
    }
    tokens_free(&t);
    if (sure.n == 1 || (sure.n == 0 && any.n == 1))
        out->day = sure.n == 1 ? sure.day : any.day;
    if (past.n == 1)
        out->sent = past.day;
    if (out->number != NULL && out->number[0] == '\0') {
        free(out->number);
        out->number = NULL;
    }
}
