/* Who does what to a secret paper: the unit sends it with this mail, by another way or not at all,
 * or the reader is told what not to do with it. The first clause behind its grade that says so
 * counts. */
#include "core/language/secret_goes.h"

#include <string.h>

#include "base/mem.h"
#include "core/language/secret_paper.h"
#include "core/language/times.h"
#include "core/language/way.h"

#define REACH 24                /* words of a sentence behind the grade */
#define NEAR 3                  /* words between what turns a verb, and it */

/* A verb by which a paper goes somewhere, and what stands around it in its clause. */
struct deed {
    size_t first, at, end;      /* the clause, and the verb in it */
    bool own;                   /* the clause of the grade itself */
    bool this;                  /* the paper is here by the words around it */
    bool us, denied, mail, other, over, later;
};

static const char *const readers[] = { "anh", "chi", "phong", "a", "cho anh", "cho chi",
                                       "cho phong",
                                       "cho a" };

static bool
verb_at(const struct tokens *t, size_t i)
{
    static const struct { const char *word, *accented; } verbs[] = {
        { "gui", "gửi" }, { "gui", "gởi" }, { "nop", "nộp" }, { "chuyen", "chuyển" },
        { "dua", "đưa" }, { "kem", "kèm" }, { "mang", "mang" }, { "dem", "đem" },
    };
    bool is = false;

    for (size_t k = 0; k < ARRAY_LEN(verbs) && !is; k++)
        is = token_is(&t->v[i], verbs[k].word) && token_fits(&t->v[i], verbs[k].accented);
    return is;
}

/* A sentence ends before this word; a bracket belongs to what it follows. */
static bool
ended(const struct tokens *t, size_t i)
{
    return i >= t->n || (secret_sentence(t, i) && t->v[i].gap != '(');
}

static void
look_around(const struct tokens *t, struct deed *d)
{
    static const char *const us[] = { "em", "xa", "phuong", "huyen", "don vi", "minh", "toi", "tui",
                                      "ben", "chung", "co quan" },
                             *const past[] = { "hom", "bua", "roi" },
                             *const then[] = { "sau", "mai", "chieu", "tuan sau" },
                             *const wills[] = { "se" };
    size_t near = d->at > d->first + NEAR ? d->at - NEAR : d->first;

    d->us = WITHIN(t, d->first, d->at, us);
    for (size_t i = near; i < d->at; i++)
        d->denied = d->denied || token_denies(&t->v[i]);
    d->over = times_done(t, d->first, d->at) || times_over(t, d->at, d->end) ||
              WITHIN(t, d->at, d->end, past);
    d->later = WITHIN(t, d->at, d->end, then) || WITHIN(t, d->first, d->at, wills);
    for (size_t i = d->at; i < d->end; i++) {
        size_t words;
        const char *way = way_at(t, i, &words);

        d->mail = d->mail || way == way_mail || tokens_are(t, i, "thu nay");
        d->other = d->other || (way != NULL && way != way_mail) || tokens_are(t, i, "niem phong");
    }
}

/* "Không chuyển tiếp", "không gửi cho người khác": what the reader is not to do. */
static bool
forbids(const struct tokens *t, const struct deed *d)
{
    static const char *const thirds[] = { "cho ai", "cho nguoi", "nguoi khac", "noi khac", "khac",
                                          "ra ngoai", "lai", "tiep", "dau" };
    bool passes = token_is(&t->v[d->at], "chuyen") && !d->mail;

    return !d->us && (passes || WITHIN(t, d->at, d->end, thirds) || (d->other && !d->mail));
}

/* "Tài liệu này", "kèm theo", "đây là". */
static bool
is_this(const struct tokens *t, size_t paper, size_t to)
{
    static const char *const these[] = { "nay", "day la", "kem theo", "dinh kem", "gui kem",
                                         "kem" };

    return WITHIN(t, paper > 2 ? paper - 2 : 0, to + 1, these);
}

/* "... phụ lục mật, phụ lục này xã gửi qua cơ yếu": the same paper, named before the word end. */
static bool
same_paper(const struct tokens *t, size_t at, size_t end, size_t paper)
{
    return strcmp(t->v[at].text, t->v[paper].text) == 0 && token_is(&t->v[end], "nay");
}

/* "Gửi riêng", and to nobody who reads this. */
static bool
alone(const struct tokens *t, const struct deed *d, bool *reader)
{
    bool is = d->at + 1 < d->end && token_is(&t->v[d->at + 1], "rieng");

    *reader = ANY_AT(t, d->at + 1 + is, readers);
    return is;
}

static enum goes
sent(const struct tokens *t, const struct deed *d)
{
    static const char *const sure[] = { "giao lien", "quan buu", "gui duong", "gui bang duong" },
                             *const carried[] = { "mang", "dem" };
    bool reader, private = alone(t, d, &reader), now = !d->over && !d->later;

    if (d->mail || token_is(&t->v[d->at], "kem"))
        return now ? GOES_HERE : GOES_UNSAID;
    if (WITHIN(t, d->at, d->end, sure) || (private && !reader))
        return GOES_APART;
    if (d->other || ANY_AT(t, d->at, carried))
        return d->this ? GOES_UNSAID : GOES_APART;
    return reader && now && (d->us || private) ? GOES_HERE : GOES_UNSAID;
}

/* It is not of this paper: another is named, or who is spoken to is asked or does it. */
static bool
elsewhere(const struct tokens *t, const struct deed *d, size_t paper)
{
    static const char *const asks[] = { "de nghi", "mong", "nho", "vui long", "yeu cau", "cam",
                                        "dung",
                                        "phong", "anh", "chi", "quy" },
                             *const copies[] = { "ban", "con lai" };
    bool other = !d->own && WITHIN(t, d->first, d->mail ? d->at : d->end, copies);

    for (size_t i = d->first + 1; i < d->end && !d->own && !other; i++) {
        size_t named = secret_paper_at(t, i);

        other = named != SIZE_MAX && named >= d->first && !(i > d->at && d->mail) &&
                !same_paper(t, named, i, paper);
    }
    return other || WITHIN(t, d->first, d->at, asks);
}

/* "Văn bản mật số 12 phòng gửi": it came from the reader. */
static bool
from_reader(const struct tokens *t, const struct deed *d)
{
    static const char *const theirs[] = { "phong gui", "phong da gui", "anh gui", "chi gui",
                                          "tinh gui",
                                          "phong chuyen xuong" };

    return d->own && !d->denied && WITHIN(t, d->first, d->at, theirs);
}

static enum goes
weigh(const struct tokens *t, struct deed *d, size_t paper)
{
    look_around(t, d);
    if (from_reader(t, d))
        return GOES_APART;
    if (elsewhere(t, d, paper))
        return GOES_UNSAID;
    if (!d->denied)
        return sent(t, d);
    return !forbids(t, d) && (d->us || (d->own && !d->this)) ? GOES_APART : GOES_UNSAID;
}

/* The verb by which the unit sends the paper that is named behind it; SIZE_MAX. */
static size_t
sent_before(const struct tokens *t, size_t paper)
{
    static const char *const fill[] = { "cho", "anh", "chi", "phong", "a", "kem", "theo", "cac",
                                        "mot",
                                        "ban", "them", "quy" };
    size_t i = paper;

    while (i > 0 && !secret_clause(t, i) && !verb_at(t, i - 1) &&
           (ANY_AT(t, i - 1, fill) || t->v[i - 1].number >= 0))
        i--;
    return i > 0 && !secret_clause(t, i) && verb_at(t, i - 1) ? i - 1 : SIZE_MAX;
}

/* Behind a verb of sending: by what way it says, within the clause. */
static enum goes
object(const struct tokens *t, size_t verb, size_t to)
{
    struct deed d = { .first = verb, .at = verb, .end = to, .own = true };

    while (d.first > 0 && !secret_clause(t, d.first))
        d.first--;
    while (!ended(t, d.end) && !secret_clause(t, d.end))
        d.end++;
    look_around(t, &d);
    if (d.denied || elsewhere(t, &d, to))
        return GOES_UNSAID;
    if (d.other && !d.mail)
        return GOES_APART;
    return d.mail && d.us && !d.over && !d.later ? GOES_HERE : GOES_UNSAID;
}

enum goes
secret_goes(const struct tokens *t, size_t paper, size_t to)
{
    size_t verb = sent_before(t, paper), first = to;
    enum goes goes = GOES_UNSAID;

    if (verb != SIZE_MAX)
        return object(t, verb, to);
    for (size_t at = to; at < to + REACH && (at == to || !ended(t, at)) && at < t->n; at++) {
        struct deed d = { .at = at, .end = at + 1, .this = is_this(t, paper, to) };

        first = at > to && secret_clause(t, at) ? at : first;
        if (goes != GOES_UNSAID || !verb_at(t, at))
            continue;
        while (!ended(t, d.end) && !secret_clause(t, d.end))
            d.end++;
        d.first = first;
        d.own = first == to && !(to < t->n && secret_clause(t, to));
        goes = weigh(t, &d, paper);
    }
    return goes == GOES_HERE && (secret_denied(t, paper) || secret_matter(t, paper)) ? GOES_UNSAID
                                                                                     : goes;
}
