/* Which request is meant by the few words with which a unit answers our question, by a number or a day. */
#include "request_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/calendar.h"
#include "core/form/document.h"
#include "core/language/draft.h"
#include "core/match/judge.h"
#include "gather.h"

#define ANSWER_WORDS 30         /* more, and it tells something else besides */
#define PLACE_WORDS 6           /* "của yêu cầu thứ hai ạ" */
#define NONE ((size_t)-1)

/* A paper's title names another day than was asked about. */
static bool
titles_differ(const struct judge *j, const struct request *r)
{
    bool other = false;

    for (size_t i = 0; i < j->m->nattachments && r->dated && !other; i++) {
        char *title = gather_title(&j->m->attachments[i]);
        struct tokens t;

        tokens_of(title, TITLE_READ, &t);
        other = attachment_counts(&j->m->attachments[i]) && request_dates(&t, r) == DATES_OTHER;
        tokens_free(&t);
        free(title);
    }
    return other;
}

bool
judge_request_other_day(const struct judge *j, size_t at)
{
    struct request r = {0};
    bool other;

    if (j->known->titles == NULL || at >= j->known->titles->n)
        return false;
    request_read(&r, j->known->titles->v[at], judge_day(j));
    other = request_dates(&j->subject, &r) == DATES_OTHER || titles_differ(j, &r);
    tokens_free(&r.title);
    return other;
}

bool
judge_thread_other_day(const struct judge *j)
{
    const struct obligation *o = j->known->thread;
    bool other = false;

    for (size_t i = 0; i < j->known->nrequests && o != NULL && j->files > 0; i++)
        other = other || (strcmp(j->known->requests[i].unit, o->unit) == 0 &&
                          strcmp(j->known->requests[i].period, o->period) == 0 &&
                          judge_request_other_day(j, i));
    return other;
}

bool
judge_request_numbered(const struct known *k, size_t at, const char *period)
{
    int number = atoi(period + (strncmp(period, "DX:", 3) == 0 ? 3 : 0));
    struct tokens t;
    bool is = false;

    if (k->titles == NULL || at >= k->titles->n || number <= 0)
        return false;
    tokens_of(k->titles->v[at], TITLE_READ, &t);
    for (size_t i = 0; i < t.n && !is; i++)
        is = t.v[i].number == number && i > 0 &&
             (token_is(&t.v[i - 1], "so") || token_is(&t.v[i - 1], "cv") ||
              token_is(&t.v[i - 1], "van"));
    tokens_free(&t);
    return is;
}

/* ---- in answer to our question ----------------------------------------------------------- */

/* The number by which our letter names it. */
static int
number_of(const struct request *r)
{
    return strncmp(r->o->period, "DX:", 3) == 0 ? atoi(r->o->period + 3) : -1;
}

/* "Công văn số 2", "biểu số 2": of something else. */
static bool
of_request(const struct tokens *t, size_t at)
{
    static const char *const before[] = { "yeu", "cau", "dx", "dot", "xuat", "la", "cho", "cua", "vao", "ma", "voi", "theo", "ky",
                                          "muc", "va", "hoac", "a", "da", "vang", "thua", "bao", "cao", "do", "thu", "cai", "viec", "request" };

    return at == 0 || token_gap(&t->v[at], ",;.:(-") || token_among(&t->v[at - 1], before, ARRAY_LEN(before));
}

/* "DX:2", "số 2", "yêu cầu 2", "2": the number that stands here; -1: it is none of a request. */
static int
number_said(const struct tokens *t, size_t at)
{
    static const char *const leads[] = { "dx", "cau", "request" };
    int number = tokens_number(t, at);

    if (number <= 0 || (at + 1 < t->n && token_gap(&t->v[at + 1], "/")) || token_gap(&t->v[at], "/") ||
        (at + 1 < t->n && (token_is(&t->v[at + 1], "thang") || token_is(&t->v[at + 1], "gio"))))
        return -1;
    if (t->n == 1 || (at > 0 && token_among(&t->v[at - 1], leads, ARRAY_LEN(leads))))
        return number;
    return at > 0 && token_is(&t->v[at - 1], "so") && of_request(t, at - 1) ? number : -1;
}

/* "Yêu cầu thứ hai", "cái đầu": its place in our letter; 0: none is said, or two are. */
static size_t
place_said(const struct tokens *t)
{
    static const char *const leads[] = { "cau", "cai", "vu", "xuat", "request" };
    static const struct { const char *words; size_t place; } places[] = {
        { "thu nhat", 1 }, { "thu hai", 2 }, { "thu ba", 3 }, { "thu tu", 4 }, { "thu nam", 5 },
        { "thu 1", 1 },    { "thu 2", 2 },   { "thu 3", 3 },  { "thu 4", 4 },  { "thu 5", 5 },
        { "dau", 1 },      { "first", 1 },   { "second", 2 },
    };
    size_t place = 0;

    for (size_t i = 1; i < t->n; i++)
        for (size_t k = 0; k < ARRAY_LEN(places); k++) {
            if (!tokens_are(t, i, places[k].words) ||
                !token_among(&t->v[i - 1], leads, ARRAY_LEN(leads)))
                continue;
            if (place != 0 && place != places[k].place)
                return 0;
            place = places[k].place;
        }
    return place;
}

/* A day of its deadline as our letters write it: the last one, or the one before which it is due. */
static bool
is_due_on(const struct judge *j, const struct request *r, int day, int month)
{
    struct date due = moment_of(r->o->due, judge_offset(j)).date,
                last = calendar_last_day(r->o->due, judge_offset(j));

    return r->o->due != INSTANT_NONE && ((due.day == day && due.month == month) ||
                                         (last.day == day && last.month == month));
}

/* A day on which something is due, or all that is said: not "em gửi ngày 5/9". */
static bool
says_due(const struct tokens *t, size_t at)
{
    static const char *const due[] = { "han", "truoc", "yeu cau", "dot xuat" };

    return t->n <= 4 || TOKENS_FIND(t, 0, due) < at;
}

static bool
names_due(const struct judge *j, const struct tokens *t, const struct request *r)
{
    bool names = false;

    for (size_t i = 0; i + 1 < t->n && !names; i++) {
        size_t word = token_is(&t->v[i + 1], "thang");
        int month = tokens_number(t, i + 1 + word);

        names = (word || token_gap(&t->v[i + 1], "/-.")) && says_due(t, i) &&
                is_due_on(j, r, tokens_number(t, i), month);
    }
    return names;
}

static bool
names_number(const struct tokens *t, const struct request *r)
{
    bool names = false;

    for (size_t i = 0; i < t->n && !names; i++)
        names = number_said(t, i) > 0 && number_said(t, i) == number_of(r);
    return names;
}

static bool
names_title(const struct tokens *t, const struct request *r)
{
    size_t words;

    return request_fit(t, r, &words) == FIT_NAMES || request_within(t, r) || request_share_run(t, &r->title);
}

/* The only one that is named so; NONE: none or several are. */
static size_t
only_named(const struct judge *j, const struct tokens *t, const struct request *v, size_t n, int way)
{
    size_t found = NONE;

    for (size_t i = 0; i < n; i++) {
        bool names = way == 0   ? names_number(t, &v[i])
                     : way == 1 ? names_title(t, &v[i])
                                : names_due(j, t, &v[i]);

        if (names && found != NONE)
            return NONE;
        found = names ? i : found;
    }
    return found;
}

/* By its place alone: "hai" might be the "hại" of a title. Its place and its number may differ, once others
 * are done. */
static size_t
placed(const struct tokens *t, const struct request *v, size_t n)
{
    size_t place = t->n <= PLACE_WORDS ? place_said(t) : 0;

    return place > 0 && place <= n && number_of(&v[place - 1]) == (int)place ? place - 1 : NONE;
}

/* By number, title and day; what disagrees settles nothing. */
static size_t
answered(const struct judge *j, const struct tokens *t, const struct request *v, size_t n)
{
    size_t found = NONE;

    for (int way = 0; way < 3; way++) {
        size_t one = only_named(j, t, v, n, way);

        if (one != NONE && found != NONE && one != found)
            return NONE;
        found = one != NONE ? one : found;
    }
    return found;
}

/* A word of another one's title beside it: "báo cáo camera hạn 5/9", where the other is due that day. */
static bool
speaks_of_other(const struct tokens *t, const struct request *v, size_t n, size_t one)
{
    bool other = false;

    for (size_t w = 0; w < t->n && one != NONE && !other; w++)
        for (size_t i = 0; i < n && !other; i++)
            other = i != one && !request_common(&t->v[w]) && request_has_word(&v[i].title, &t->v[w]) &&
                    !request_has_word(&v[one].title, &t->v[w]);
    return other;
}

void
judge_request_answer(struct judge *j, const struct request *v, size_t n)
{
    const char *text = j->m->text != NULL ? j->m->text : "";
    struct tokens t;
    struct evidence *row;
    size_t one;

    tokens_of(text, LETTER_READ, &t);
    one = t.n == 0 || t.n > ANSWER_WORDS || strchr(text, '?') != NULL ? NONE : answered(j, &t, v, n);
    if (speaks_of_other(&t, v, n, one))
        one = NONE;
    if (one == NONE && strchr(text, '?') == NULL)
        one = placed(&t, v, n);
    tokens_free(&t);
    if (one == NONE || judge_has(j, SOURCE_ANSWER))
        return;
    row = evidence_add(&j->d->evidences, SOURCE_ANSWER, STRENGTH_STRONG, text);
    row->report = xstrdup(v[one].o->report);
    row->period = xstrdup(v[one].o->period);
}
