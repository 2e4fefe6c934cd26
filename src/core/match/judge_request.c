/* What was asked for out of turn, in the request's own words, is no foreign matter. */
#include "request_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/form/document.h"
#include "core/match/judge.h"
#include "gather.h"

/* In answer to the request itself a part of its words is enough. */
static bool
in_words(const char *said, const struct request *r)
{
    struct tokens s;
    bool in;

    tokens_of(said, TITLE_READ, &s);
    in = request_within(&s, r) || (r->thread && request_share_run(&s, &r->title));
    tokens_free(&s);
    return in;
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

/* By a part of its title it is known, but an officer should look. */
static void
point_to(struct judge *j, struct evidence *row, const struct obligation *o)
{
    row->matter = MATTER_NONE;
    row->strength = STRENGTH_STRONG;
    free(row->report);
    free(row->period);
    row->report = xstrdup(o->report);
    row->period = xstrdup(o->period);
    j->d->flagged = j->d->flagged || (!judge_has(j, SOURCE_THREAD) && j->titled != o);
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
        !request_has_word(&r->title, &j->subject.v[paper]))
        return false;                   /* "Danh sách" where no list was asked for */
    for (size_t i = 0; i < r->title.n; i++) {
        if (request_common(&r->title.v[i]))
            continue;
        if (!request_has_word(&j->subject, &r->title.v[i]))
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
           request_within(&j->subject, r);
}

/* All its words are the title's, or common. */
static bool
of_title(const struct evidence *row, const struct request *r)
{
    struct tokens q;
    size_t n = 1, said = 0;

    tokens_of(row->quote, TITLE_READ, &q);
    for (size_t i = 0; i < q.n && n > 0; i += n)
        n = request_step(&q, i, r, &said);
    tokens_free(&q);
    return n > 0;
}

/* The file's name or title from which the row is; the caller's. */
static char *
text_of(const struct judge *j, const struct evidence *row)
{
    const struct attachment *a = row->attachment >= 0 ? &j->m->attachments[row->attachment] : NULL;

    if (a == NULL)
        return xstrdup("");
    return row->source == SOURCE_FILE_NAME ? gather_stem(attachment_title(a)) : gather_title(a);
}

/* Behind the words that a file's name or title says, it goes on with another matter: "thiệt hại do bão"
 * where the flood's was asked for. */
static bool
goes_on(const struct judge *j, const struct evidence *row, const struct request *r)
{
    char *text = text_of(j, row);
    const char *from = strstr(text, row->quote);
    struct tokens t;
    size_t n = 1, said = 0;

    tokens_of(from != NULL ? from : "", TITLE_READ, &t);
    for (size_t i = 0; i < t.n && n > 0 && (i == 0 || token_gap(&t.v[i], " _")); i += n)
        n = request_step(&t, i, r, &said);
    n = request_differs(&t, r) ? 0 : n;
    tokens_free(&t);
    free(text);
    return n == 0;
}

/* The subject names the request, and the paper's own title tells of nothing else. */
static bool
may_be_of(const struct judge *j, const struct evidence *row, const struct request *r)
{
    char *text = text_of(j, row);
    struct tokens t;
    size_t words;
    bool may;

    tokens_of(text, TITLE_READ, &t);
    may = request_fit(&t, r, &words) != FIT_NOT;
    tokens_free(&t);
    free(text);
    return may;
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

/* What the row quotes of another matter is what was asked for. */
static bool
row_tells(const struct judge *j, const struct evidence *row, const struct request *r, bool whole,
          bool brief)
{
    const bool title = row->source == SOURCE_SUBJECT, in = in_words(row->quote, r);

    if (names_dated(j, row->source, row->attachment))
        return false;
    if (title)
        return (r->thread && in) || brief || (whole && of_title(row, r));
    return (in && !goes_on(j, row, r)) || ((whole || brief) && may_be_of(j, row, r));
}

/* The title's day, if it has one: without it the text may be of another. */
static bool
names_its_day(const struct tokens *said, const struct request *r)
{
    return !r->dated || request_dates(said, r) == DATES_SAME;
}

static void
asked_for(struct judge *j, const struct obligation *o, const struct request *r)
{
    const bool whole = said_whole(j, r), brief = said_in_short(j, r);
    struct evidences *e = &j->d->evidences;
    bool named = whole || brief;

    if (!r->thread && request_other_round(&j->subject, r))
        return;
    if (whole && names_its_day(&j->subject, r))
        j->titled = o;
    for (size_t i = 0; i < e->n; i++) {
        struct evidence *row = &e->v[i];

        if ((row->matter == MATTER_OUTSIDE || row->matter == MATTER_FOREIGN) &&
            row->quote != NULL && row->source != SOURCE_BODY &&
            row_tells(j, row, r, whole, brief)) {
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

/* ---- the papers ------------------------------------------------------------------------ */

static bool
points(const struct evidence *row, const struct obligation *o)
{
    return row->report != NULL && row->period != NULL && strcmp(row->report, o->report) == 0 &&
           strcmp(row->period, o->period) == 0;
}

/* What the file shows of another matter is said of the request. */
static void
point_file(struct judge *j, int file, enum source source, const char *title,
           const struct obligation *o)
{
    struct evidences *e = &j->d->evidences;
    bool named = false;

    for (size_t i = 0; i < e->n; i++) {
        struct evidence *row = &e->v[i];

        if (row->attachment != file)
            continue;
        if (row->matter == MATTER_OUTSIDE || row->matter == MATTER_FOREIGN)
            point_to(j, row, o);
        named = named || (points(row, o) && row->source == source);
    }
    if (!named) {
        struct evidence *row = evidence_add(e, source, STRENGTH_STRONG, title);

        row->attachment = file;
        point_to(j, row, o);
    }
}

/* Another request says all this one does, and more: "thiệt hại do bão", "thiệt hại do bão số 5". */
static bool
outdone(const struct request *v, size_t n, const bool *named, size_t at)
{
    bool is = false;
    size_t own, others;

    for (size_t i = 0; i < n && !is; i++)
        is = i != at && named[i] && request_fit(&v[i].title, &v[at], &own) == FIT_NAMES &&
             (request_fit(&v[at].title, &v[i], &others) != FIT_NAMES || own == others);
    return is;
}

/* The requests that all words of a text name; false: none. */
static bool
titled(struct judge *j, int file, enum source source, const char *text, const struct request *v,
       size_t n)
{
    bool *named = xcalloc(n + 1, sizeof *named), any = false;
    struct tokens t;
    size_t words;

    tokens_of(text, TITLE_READ, &t);
    for (size_t i = 0; i < n; i++)
        named[i] = request_fit(&t, &v[i], &words) == FIT_NAMES;
    for (size_t i = 0; i < n; i++)
        if (named[i] && !outdone(v, n, named, i)) {
            j->titled = names_its_day(&t, &v[i]) ? v[i].o : j->titled;
            point_file(j, file, source, text, v[i].o);
            any = true;
        }
    tokens_free(&t);
    free(named);
    return any;
}

/* By its title, else by its name. */
static void
file_names(struct judge *j, int file, const struct request *v, size_t n)
{
    const struct attachment *a = &j->m->attachments[file];
    enum source source = a->letterhead != NULL ? SOURCE_LETTERHEAD : SOURCE_HEAD;
    char *title = gather_title(a), *stem = gather_stem(attachment_title(a));

    if (names_dated(j, source, file) || !titled(j, file, source, title, v, n))
        if (!names_dated(j, source, file) && !names_dated(j, SOURCE_FILE_NAME, file))
            titled(j, file, SOURCE_FILE_NAME, stem, v, n);
    free(stem);
    free(title);
}

/* ---- the mail -------------------------------------------------------------------------- */

static bool
pointed(const struct judge *j, bool subject, const struct obligation *o)
{
    const struct evidences *e = &j->d->evidences;
    bool is = false;

    for (size_t i = 0; i < e->n && !is; i++)
        is = points(&e->v[i], o) && (e->v[i].source == SOURCE_SUBJECT) == subject &&
             (subject || e->v[i].attachment >= 0);
    return is;
}

/* Beside the requests that the subject names it speaks of this one, which a paper names: "báo cáo lừa đảo
 * qua mạng và rà soát camera". */
static bool
speaks_of(const struct judge *j, const struct request *v, size_t n, size_t at)
{
    const struct tokens *s = &j->subject, *title = &v[at].title;
    bool beside = false, speaks = false;

    for (size_t i = 0; i < n; i++)
        beside = beside || pointed(j, true, v[i].o);
    for (size_t i = 0; beside && i + 1 < s->n && !speaks; i++) {
        struct tokens run = { .v = s->v + i, .n = 2 };

        speaks = request_share_run(&run, title);
        for (size_t k = 0; k < n && speaks; k++)
            speaks = !pointed(j, true, v[k].o) || !request_share_run(&run, &v[k].title);
    }
    return speaks;
}

static void
name_beside(struct judge *j, const struct request *r)
{
    struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].source == SOURCE_SUBJECT && e->v[i].quote != NULL &&
            (e->v[i].matter == MATTER_OUTSIDE || e->v[i].matter == MATTER_FOREIGN) &&
            in_words(e->v[i].quote, r))
            point_to(j, &e->v[i], r->o);
    point_to(j, evidence_add(e, SOURCE_SUBJECT, STRENGTH_STRONG, j->m->subject), r->o);
}

/* One of these stands here, and not in the title. */
static bool
beyond_title(const struct tokens *t, size_t at, const struct request *r, const char *const *words,
             size_t n)
{
    return token_among(&t->v[at], words, n) && !request_has_word(&r->title, &t->v[at]);
}

/* "Xin gia hạn báo cáo rà soát camera đến 30/8", "báo cáo 6 tháng và báo cáo rà soát camera": behind a
 * "báo cáo" stands nothing but what the title has, and no round of another one. */
static bool
spoken_of(const struct tokens *t, const struct request *r)
{
    static const char *const report[] = { "bao cao" }, *const rounds[] = { "thang", "quy", "nam", "tuan" },
                             *const ends[] = { "den", "toi", "sang", "vao", "do", "vi", "cham", "tre",
                                               "truoc", "them", "va", "xin", "nha", "nhe", "a", "duoc" };
    bool spoken = false;

    for (size_t at = TOKENS_FIND(t, 0, report); at < t->n && !spoken;
         at = TOKENS_FIND(t, at + 1, report)) {
        size_t end = at + 2;
        bool round = false;

        for (; end < t->n && !tokens_clause(t, end) &&
               !beyond_title(t, end, r, ends, ARRAY_LEN(ends)); end++)
            round = round || beyond_title(t, end, r, rounds, ARRAY_LEN(rounds));
        spoken = !round && request_within(&(struct tokens){ .v = t->v + at + 2, .n = end - at - 2 }, r);
    }
    return spoken;
}

/* The subject names it beside a report of the plan, or words do with which nothing comes. */
static void
name_spoken(struct judge *j, const struct request *r)
{
    struct evidences *e = &j->d->evidences;

    if (!pointed(j, true, r->o) && spoken_of(&j->subject, r))
        name_beside(j, r);
    else if (j->files == 0 && !names_dated(j, SOURCE_BODY, -1) && spoken_of(&j->words, r))
        point_to(j, evidence_add(e, SOURCE_BODY, STRENGTH_STRONG, r->title.v[0].raw), r->o);
}

static void
name_all(struct judge *j, const struct request *v, size_t n)
{
    for (size_t i = 0; i < j->m->nattachments; i++)
        if (attachment_counts(&j->m->attachments[i]) &&
            judge_row(j, SOURCE_LETTERHEAD, MATTER_OURS, (int)i) == NULL)
            file_names(j, (int)i, v, n);
    for (size_t i = 0; i < n; i++)
        if (j->known->thread == NULL || v[i].thread)
            asked_for(j, v[i].o, &v[i]);
    for (size_t i = 0; i < n && j->known->thread == NULL; i++)
        if (pointed(j, false, v[i].o) && !pointed(j, true, v[i].o) && speaks_of(j, v, n, i))
            name_beside(j, &v[i]);
    for (size_t i = 0; i < n && j->known->thread == NULL; i++)
        name_spoken(j, &v[i]);
}

void
judge_requests(struct judge *j)
{
    const struct known *k = j->known;
    const char *period = k->thread != NULL ? k->thread->period : NULL;
    struct request *v = NULL;
    size_t n = 0;
    struct tokens names;
    char *text;

    if (k->nrequests == 0 || k->titles == NULL || j->unit == NULL)
        return;
    text = names_of(j, &names);
    for (size_t i = 0; i < k->nrequests && i < k->titles->n; i++) {
        struct request *r;

        if (strcmp(k->requests[i].unit, j->unit->code) != 0)
            continue;
        r = ARRAY_MORE(v, n);
        *r = (struct request){ .o = &k->requests[i], .names = &names };
        r->thread = period != NULL && strcmp(period, r->o->period) == 0;
        request_read(r, k->titles->v[i], judge_day(j));
    }
    if (n > 0)
        name_all(j, v, n);
    if (n > 1 && k->asked != NULL)
        judge_request_answer(j, v, n);
    for (size_t i = 0; i < n; i++)
        tokens_free(&v[i].title);
    free(v);
    tokens_free(&names);
    free(text);
}
