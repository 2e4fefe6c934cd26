/* What was asked for out of turn, in the request's own words, is no foreign matter. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/spelling.h"
#include "base/text.h"
#include "core/language/tokens.h"
#include "core/match/judge.h"
#include "gather.h"

#define TITLE_READ 400          /* bytes */
#define WORDS_LEAST 2           /* of a title, among others */
#define NEAR 31                 /* days: a report may bear the date of its day */

struct request {                /* one that the unit has open */
    struct tokens title;
    const struct tokens *names;         /* of units, in the subject; NULL */
    struct date today;                  /* the mail's */
    bool dated, thread;                 /* the title names a day; the mail answers the request itself */
};

static bool
bare(const struct token *w)
{
    for (size_t i = 0; i < w->raw_len; i++)
        if ((unsigned char)w->raw[i] >= 0x80)
            return false;
    return true;
}

/* "Bão" is no "báo"; what has no accents may be either. */
static bool
same_word(const struct token *a, const struct token *b)
{
    char *x, *y;
    bool same;

    if (!token_is(a, b->text) || bare(a) || bare(b))
        return token_is(a, b->text);
    x = xstrndup(a->raw, a->raw_len);
    y = xstrndup(b->raw, b->raw_len);
    char *first = spelling_of(x), *second = spelling_of(y);

    same = strcmp(first, second) == 0;
    free(first);
    free(second);
    free(x);
    free(y);
    return same;
}

/* Words of any request: they name none. "Bẩn" is no "bàn". */
static bool
common(const struct token *w)
{
    static const char *const words[] = { "đột", "xuất", "về", "việc", "công", "tác", "tình", "hình",
                                         "kết", "quả", "theo", "văn", "số", "cv", "năm", "tháng",
                                         "ngày", "của", "và", "trên", "địa", "bàn", "trong", "tại",
                                         "các", "nhanh", "gấp", "khẩn", "lễ", "dịp", "yêu", "cầu",
                                         "gửi", "nộp", "kính", "này", "vụ", "do", "gây", "ra",
                                         "ảnh", "hưởng" };
    bool is = w->number >= 0 || strlen(w->text) < 2;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++) {
        char *folded = text_fold(words[i]);

        is = token_is(w, folded) && token_fits(w, words[i]);
        free(folded);
    }
    return is;
}

static bool
has_word(const struct tokens *t, const struct token *w)
{
    for (size_t i = 0; i < t->n; i++)
        if (same_word(&t->v[i], w))
            return true;
    return false;
}

/* A day and month, "2/9", or a feast that falls on it; how many words say it, 0: none stands here. */
static size_t
dated(const struct tokens *t, size_t at, int *day, int *month)
{
    static const struct { const char *feast; int day, month; } feasts[] = {
        { "quoc khanh", 2, 9 }, { "tet duong lich", 1, 1 }, { "giai phong mien nam", 30, 4 }, { "quoc te lao dong", 1, 5 },
    };

    size_t word;

    for (size_t i = 0; i < ARRAY_LEN(feasts); i++)
        if (tokens_are(t, at, feasts[i].feast)) {
            *day = feasts[i].day;
            *month = feasts[i].month;
            return tokens_in(feasts[i].feast);
        }
    word = tokens_are(t, at + 1, "thang");
    *day = tokens_number(t, at);
    *month = tokens_number(t, at + 1 + word);
    if (*day <= 0 || *day > 31 || *month <= 0 || *month > 12 ||
        (at > 0 && token_is(&t->v[at - 1], "so")) || !(word || token_gap(&t->v[at + 1], "/-.")))
        return 0;
    return 2 + word;
}

enum dates { DATES_SILENT, DATES_SAME, DATES_OTHER };

/* "BC đột xuất 30/4" is no answer about "dịp 2/9"; the day of its mail says nothing. */
static enum dates
dates_of(const struct tokens *said, const struct request *r)
{
    enum dates all = DATES_SILENT;
    int day, month, d, m;

    for (size_t i = 0; i < said->n; i++) {
        bool same = false;

        if (dated(said, i, &day, &month) == 0)
            continue;
        for (size_t k = 0; k < r->title.n; k++)
            same = same || (dated(&r->title, k, &d, &m) > 0 && d == day && m == month);
        int64_t off = date_day((struct date){ r->today.year, month, day }) - date_day(r->today);
        if (same)
            return DATES_SAME;
        if (r->dated && llabs(off) > NEAR)
            all = DATES_OTHER;
    }
    return all;
}

/* "An ninh trật tự", "ANTT", "an ninh": one matter; how many words say it, 0: it does not stand here. */
static size_t
security(const struct tokens *t, size_t at)
{
    static const char *const names[] = { "an ninh trat tu", "an ninh", "antt" };

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (tokens_are(t, at, names[i]))
            return tokens_in(names[i]);
    return 0;
}

/* "Trả lời yêu cầu báo cáo lũ lụt", "công an xã báo cáo": whose answer it is says nothing of what it is
 * about, unless the title has it; how many words. */
static size_t
answers(const struct tokens *t, size_t at, const struct request *r)
{
    static const char *const words[] = { "tra loi", "phuc dap", "phan hoi", "hoi dap", "dap ung",
                                         "thuc hien", "chi dao", "de nghi", "quy phong", "phong",
                                         "cong an huyen", "cong an xa", "cong an phuong", "cong an",
                                         "bao cao" };

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (tokens_are(t, at, words[i]) && tokens_find(&r->title, 0, &words[i], 1) >= r->title.n)
            return tokens_in(words[i]);
    return 0;
}

/* "Bão số 4", where the title says "bão số 5". */
static bool
other_number(const struct tokens *part, size_t at, const struct request *r)
{
    bool other = false;

    if (at < 2 || part->v[at].number < 0 || !token_is(&part->v[at - 1], "so") ||
        common(&part->v[at - 2]))
        return false;
    for (size_t i = 0; i + 2 < r->title.n && !other; i++)
        other = same_word(&r->title.v[i], &part->v[at - 2]) &&
                token_is(&r->title.v[i + 1], "so") &&
                r->title.v[i + 2].number != part->v[at].number;
    return other;
}

/* How many words from here on are the title's too, or say nothing; what they say is added. 0: another matter. */
static size_t
step(const struct tokens *part, size_t at, const struct request *r, size_t *said)
{
    int day, month;
    size_t n = dated(part, at, &day, &month), of = 0;

    if (other_number(part, at, r))
        return 0;
    if (n > 0 && (part->v[at].number >= 0 || r->dated))
        return n;
    if ((n = security(part, at)) > 0) {
        for (size_t i = 0; i < r->title.n && of == 0; i++)
            of = security(&r->title, i);
        *said += of > 0;
        return of > 0 ? n : 0;
    }
    if ((n = answers(part, at, r)) > 0)
        return n;
    if (common(&part->v[at]) || (r->names != NULL && has_word(r->names, &part->v[at])))
        return 1;
    *said += 1;
    return has_word(&r->title, &part->v[at]);
}

/* All words that are not common stand in the title, and there are some, or it names the title's day. */
static bool
within(const struct tokens *part, const struct request *r)
{
    const enum dates dates = dates_of(part, r);
    size_t said = dates == DATES_SAME;

    for (size_t i = 0, n; i < part->n; i += n)
        if ((n = step(part, i, r, &said)) == 0)
            return false;
    return said > 0 && dates != DATES_OTHER;
}

/* Some words that are not common follow each other in both. */
static bool
share_run(const struct tokens *a, const struct tokens *b)
{
    for (size_t i = 0; i + 1 < a->n; i++)
        for (size_t k = 0; k + 1 < b->n && !common(&a->v[i]) && !common(&a->v[i + 1]); k++)
            if (same_word(&b->v[k], &a->v[i]) && same_word(&b->v[k + 1], &a->v[i + 1]))
                return true;
    return false;
}

/* In answer to the request itself a part of its words is enough. */
static bool
in_words(const char *said, const struct request *r)
{
    struct tokens s;
    bool in;

    tokens_of(said, TITLE_READ, &s);
    in = within(&s, r) || (r->thread && share_run(&s, &r->title));
    tokens_free(&s);
    return in;
}

/* "Tháng 8", "tuần 34", "năm 2022", of which the title says nothing: a report of its own. */
static bool
other_round(const struct tokens *said, const struct request *r)
{
    static const char *const rounds[] = { "thang", "tuan", "quy", "nam" };
    int day, month;

    for (size_t i = 0, n; i + 1 < said->n; i += n > 0 ? n : 1) {
        bool in = said->v[i + 1].number < 0 || said->v[i + 1].number == r->today.year ||
                  !token_among(&said->v[i], rounds, ARRAY_LEN(rounds));

        n = dated(said, i, &day, &month);
        for (size_t k = 0; k + 1 < r->title.n && !in && n == 0; k++)
            in = token_is(&r->title.v[k], said->v[i].text) &&
                 r->title.v[k + 1].number == said->v[i + 1].number;
        if (!in && n == 0)
            return true;
    }
    return dates_of(said, r) == DATES_OTHER;
}

static bool
names_dated(const struct judge *j, enum source source, int attachment)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++) {
        const struct report *r = e->v[i].report != NULL ? plan_report(j->plan, e->v[i].report)
                                                        : NULL;
        if (r != NULL && r->recurrence != RECUR_ON_REQUEST && e->v[i].source == source &&
            e->v[i].attachment == attachment)
            return true;
    }
    return false;
}

static void
point_to(struct judge *j, struct evidence *row, const struct obligation *o)
{
    row->matter = MATTER_NONE;
    row->strength = STRENGTH_STRONG;
    free(row->report);
    free(row->period);
    row->report = xstrdup(o->report);
    row->period = xstrdup(o->period);
    j->d->flagged = j->d->flagged || !judge_has(j, SOURCE_THREAD);
}

static bool
is_report(const struct tokens *t)
{
    static const char *const report[] = { "bao cao" };

    return TOKENS_FIND(t, 0, report) < t->n;
}

/* The subject holds the whole of the title: then what the title has, and what the files say beside it,
 * is no other matter. */
static bool
said_whole(const struct judge *j, const struct request *r)
{
    size_t said = 0, paper = tokens_paper(&j->subject, 0);

    if (paper < j->subject.n && !is_report(&j->subject) &&
        !has_word(&r->title, &j->subject.v[paper]))
        return false;                   /* "Danh sách" where no list was asked for */
    for (size_t i = 0; i < r->title.n; i++) {
        if (common(&r->title.v[i]))
            continue;
        if (!has_word(&j->subject, &r->title.v[i]))
            return false;
        said++;
    }
    return said >= WORDS_LEAST && !names_dated(j, SOURCE_SUBJECT, -1);
}

/* Shortened: it is called a report, and nothing in it is of another matter. */
static bool
said_in_short(const struct judge *j, const struct request *r)
{
    return is_report(&j->subject) && !names_dated(j, SOURCE_SUBJECT, -1) &&
           within(&j->subject, r);
}

/* All its words are the title's, or common. */
static bool
of_title(const struct evidence *row, const struct request *r)
{
    struct tokens q;
    size_t n = 1, said = 0;

    tokens_of(row->quote, TITLE_READ, &q);
    for (size_t i = 0; i < q.n && n > 0; i += n)
        n = step(&q, i, r, &said);
    tokens_free(&q);
    return n > 0;
}

/* Behind the words that a file's name or title says, it goes on with another matter: "thiệt hại do bão"
 * where the flood's was asked for. */
static bool
goes_on(const struct judge *j, const struct evidence *row, const struct request *r)
{
    const struct attachment *a = row->attachment >= 0 ? &j->m->attachments[row->attachment] : NULL;
    const char *title = a != NULL && a->letterhead != NULL ? a->letterhead->subject : NULL;
    char *text = a != NULL && row->source == SOURCE_FILE_NAME ? gather_stem(attachment_title(a))
                                                              : xstrdup(title != NULL ? title : "");
    const char *from = strstr(text, row->quote);
    struct tokens t;
    size_t n = 1, said = 0;

    tokens_of(from != NULL ? from : "", TITLE_READ, &t);
    for (size_t i = 0; i < t.n && n > 0 && (i == 0 || token_gap(&t.v[i], " _")); i += n)
        n = step(&t, i, r, &said);
    tokens_free(&t);
    free(text);
    return n == 0;
}

/* "Trả lời yêu cầu báo cáo ...": the paper answers one that asks, and is none itself. */
static void
answer_asks_nothing(struct judge *j, const struct obligation *o)
{
    static const char *const answer[] = { "tra loi", "phuc dap", "phan hoi", "dap ung",
                                          "thuc hien" };
    struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n && TOKENS_FIND(&j->subject, 0, answer) < j->subject.n; i++)
        if (e->v[i].source == SOURCE_SUBJECT && e->v[i].matter == MATTER_ASKED)
            point_to(j, &e->v[i], o);
}

static void
asked_for(struct judge *j, const struct obligation *o, const struct request *r)
{
    const bool whole = said_whole(j, r), brief = said_in_short(j, r);
    struct evidences *e = &j->d->evidences;
    bool named = whole || brief;

    if (!r->thread && other_round(&j->subject, r))
        return;
    for (size_t i = 0; i < e->n; i++) {
        struct evidence *row = &e->v[i];
        bool matter = row->matter == MATTER_OUTSIDE || row->matter == MATTER_FOREIGN,
             title = row->source == SOURCE_SUBJECT;
        if (matter && row->quote != NULL && row->source != SOURCE_BODY &&
            !names_dated(j, row->source, row->attachment) &&
            ((in_words(row->quote, r) && (title ? r->thread : !goes_on(j, row, r))) || (title ? brief || (whole && of_title(row, r)) : whole))) {
            point_to(j, row, o);
            named = true;
        }
    }
    if (named)
        answer_asks_nothing(j, o);
    if (whole || brief)                 /* it names it */
        point_to(j, evidence_add(e, SOURCE_SUBJECT, STRENGTH_STRONG, j->m->subject), o);
}

/* Words of the subject and of the files' names that name a unit; their text, the caller's, outlives
 * them. */
static char *
names_of(const struct judge *j, struct tokens *out)
{
    const struct evidences *e = &j->d->evidences;
    struct buf b = {0};

    for (size_t i = 0; i < e->n; i++)
        if ((e->v[i].source == SOURCE_SUBJECT || e->v[i].source == SOURCE_FILE_NAME) &&
            e->v[i].unit != NULL && e->v[i].quote != NULL)
            buf_addf(&b, "%s, ", e->v[i].quote);
    tokens_of(buf_text(&b), b.len, out);
    return buf_take(&b);
}

static void
read_title(const struct judge *j, const char *title, struct request *r)
{
    int day, month;

    tokens_of(title, TITLE_READ, &r->title);
    for (size_t i = 0; i < r->title.n; i++)         /* then "bao" is a storm, without accents, too */
        if (tokens_are(&r->title, i, "bao cao")) {
            r->title.n -= 2;
            memmove(r->title.v + i, r->title.v + i + 2, (r->title.n - i) * sizeof *r->title.v);
        }
    r->today = judge_day(j);
    for (size_t i = 0; i < r->title.n && !r->dated; i++)
        r->dated = dated(&r->title, i, &day, &month) > 0;
}

void
judge_requests(struct judge *j)
{
    const struct known *k = j->known;
    const char *period = k->thread != NULL ? k->thread->period : NULL;
    struct tokens names;
    char *text;

    if (k->nrequests == 0 || k->titles == NULL || j->unit == NULL)
        return;
    text = names_of(j, &names);
    for (size_t i = 0; i < k->nrequests && i < k->titles->n; i++) {
        const struct obligation *o = &k->requests[i];
        struct request r = { .names = &names,
                             .thread = period != NULL && strcmp(period, o->period) == 0 };

        if (strcmp(o->unit, j->unit->code) != 0 || (period != NULL && !r.thread))
            continue;
        read_title(j, k->titles->v[i], &r);
        asked_for(j, o, &r);
        tokens_free(&r.title);
    }
    tokens_free(&names);
    free(text);
}

bool
judge_request_other_day(const struct judge *j, size_t at)
{
    struct request r = {0};
    bool other;

    if (j->known->titles == NULL || at >= j->known->titles->n)
        return false;
    read_title(j, j->known->titles->v[at], &r);
    other = dates_of(&j->subject, &r) == DATES_OTHER;
    tokens_free(&r.title);
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
