/* What was asked for out of turn, in the request's own words, is no foreign matter. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"
#include "core/match/judge.h"

#define TITLE_READ 400          /* bytes */
#define WORDS_LEAST 2

/* Words of any request: they name none. */
static bool
common(const struct token *w)
{
    static const char *const words[] = { "bao", "cao", "dot", "xuat", "ve", "viec", "cong", "tac",
                                         "tinh", "hinh", "ket", "qua", "theo", "van", "so", "cv",
                                         "nam", "thang", "ngay", "cua", "va", "tren", "dia", "ban",
                                         "trong", "tai", "cac" };
    bool is = w->number >= 0 || strlen(w->text) < 2;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++)
        is = token_is(w, words[i]);
    return is;
}

static bool
has_word(const struct tokens *t, const struct token *w)
{
    for (size_t i = 0; i < t->n; i++)
        if (token_is(&t->v[i], w->text))
            return true;
    return false;
}

/* All words of `part` that are not common stand in `whole`, and there are some. */
static bool
covered(const struct tokens *part, const struct tokens *whole)
{
    size_t said = 0;

    for (size_t i = 0; i < part->n; i++) {
        if (common(&part->v[i]))
            continue;
        if (!has_word(whole, &part->v[i]))
            return false;
        said++;
    }
    return said >= WORDS_LEAST;
}

/* Some words that are not common follow each other in both. */
static bool
share_run(const struct tokens *a, const struct tokens *b)
{
    for (size_t i = 0; i + 1 < a->n; i++)
        for (size_t k = 0; k + 1 < b->n && !common(&a->v[i]) && !common(&a->v[i + 1]); k++)
            if (token_is(&b->v[k], a->v[i].text) && token_is(&b->v[k + 1], a->v[i + 1].text))
                return true;
    return false;
}

/* thread: in answer to the request itself, a part of its words is enough. */
static bool
in_words(const char *said, const char *title, bool thread)
{
    struct tokens s, t;
    bool in;

    tokens_of(said, TITLE_READ, &s);
    tokens_of(title, TITLE_READ, &t);
    in = covered(&s, &t) || (thread && share_run(&s, &t));
    tokens_free(&s);
    tokens_free(&t);
    return in;
}

static bool
names_dated(const struct judge *j, enum source source, int attachment)
{
    const struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++) {
        const struct report *r = e->v[i].report != NULL ? plan_report(j->plan, e->v[i].report) : NULL;
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

/* The subject holds the whole of the title: then what the title has, and what the files say beside it,
 * is no other matter. */
static bool
said_whole(const struct judge *j, const char *title)
{
    struct tokens s, t;
    bool whole;

    if (j->m->subject == NULL || names_dated(j, SOURCE_SUBJECT, -1))
        return false;
    tokens_of(j->m->subject, TITLE_READ, &s);
    tokens_of(title, TITLE_READ, &t);
    whole = covered(&t, &s);
    tokens_free(&s);
    tokens_free(&t);
    return whole;
}

static bool
of_title(const struct evidence *row, const char *title)
{
    struct tokens q, t;
    bool all = true;

    tokens_of(row->quote, TITLE_READ, &q);
    tokens_of(title, TITLE_READ, &t);
    for (size_t i = 0; i < q.n && all; i++)
        all = common(&q.v[i]) || has_word(&t, &q.v[i]);
    tokens_free(&q);
    tokens_free(&t);
    return all;
}

static void
asked_for(struct judge *j, const struct obligation *o, const char *title, bool thread)
{
    const bool whole = said_whole(j, title);
    struct evidences *e = &j->d->evidences;

    for (size_t i = 0; i < e->n; i++) {
        struct evidence *row = &e->v[i];
        bool matter = row->matter == MATTER_OUTSIDE || row->matter == MATTER_FOREIGN;
        if (matter && row->quote != NULL && row->source != SOURCE_BODY &&
            !names_dated(j, row->source, row->attachment) &&
            (in_words(row->quote, title, thread) || (whole && (row->source != SOURCE_SUBJECT || of_title(row, title)))))
            point_to(j, row, o);
    }
    if (whole)                          /* it names it */
        point_to(j, evidence_add(e, SOURCE_SUBJECT, STRENGTH_STRONG, title), o);
}

void
judge_requests(struct judge *j)
{
    const struct known *k = j->known;
    const char *period = k->thread != NULL ? k->thread->period : NULL;

    for (size_t i = 0; i < k->nrequests && k->titles != NULL && i < k->titles->n && j->unit != NULL; i++) {
        const struct obligation *o = &k->requests[i];
        bool thread = period != NULL && strcmp(period, o->period) == 0;
        if (strcmp(o->unit, j->unit->code) == 0 && (period == NULL || thread))
            asked_for(j, o, k->titles->v[i], thread);
    }
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
