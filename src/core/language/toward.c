/* Receivers: the names behind "kính gửi" at the head of a letter or of a paper. One that may be this
 * office or stand above it makes all of them right; a person, or a body that is not known, says nothing. */
#include "core/language/toward.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/times.h"
#include "core/language/way.h"

#define ADDRESS_WITHIN 80       /* words of a letter, in which it is addressed */
#define LEAD_MOST 4             /* words before "gửi": "dạ em xin kính" */
#define NAME_WORDS 2            /* that make a body: "so noi", "phong tham" */

enum side { SIDE_NONE, SIDE_OURS, SIDE_OTHERS };

struct receivers {
    const struct match_index *index;
    const struct tokens *t;
    const char *office;
    size_t first;               /* the first of others; t->n: none */
    bool ours;
};

/* ---- a body ----------------------------------------------------------------------------- */

static bool
in_name(const char *name, const char *words)
{
    char *folded = name != NULL ? text_fold(name) : NULL;
    bool in = folded != NULL && text_has_tokens(folded, words);

    free(folded);
    return in;
}

/* The office of a "Sở Nội vụ" is not another one. */
static bool
own_name(const struct receivers *r, size_t at)
{
    const struct plan *plan = index_plan(r->index);
    struct buf words = {0};
    bool own;

    for (size_t i = at; i < r->t->n && i < at + NAME_WORDS; i++)
        buf_addf(&words, "%s%s", i > at ? " " : "", r->t->v[i].text);
    own = in_name(r->office, buf_text(&words));
    for (size_t i = 0; i < plan->nunits && !own; i++)
        own = plan->units[i].host && (in_name(plan->units[i].name, buf_text(&words)) ||
                                      in_name(plan->units[i].holder, buf_text(&words)));
    buf_free(&words);
    return own;
}

/* "PC04", "PX03": how the departments of a province's police are called. */
static bool
code_at(const struct tokens *t, size_t at)
{
    const char *text = at + 1 < t->n ? t->v[at].text : "";

    return text[0] == 'p' && text[1] >= 'a' && text[1] <= 'z' && text[2] == '\0' &&
           t->v[at + 1].gap == 0 && t->v[at + 1].number > 0 && t->v[at + 1].number < 100;
}

/* Such a code is another's only where the plan says which is the office's own. */
static bool
has_code(const struct match_index *index)
{
    const struct plan *plan = index_plan(index);
    bool has = false;

    for (size_t i = 0; i < plan->nunits; i++)
        for (size_t k = 0; plan->units[i].host && k < plan->units[i].aliases_strong.n; k++) {
            struct tokens t;

            tokens_of(plan->units[i].aliases_strong.v[k], 200, &t);
            has = has || code_at(&t, 0) || (t.n > 0 && token_is(&t.v[0], "phong") && code_at(&t, 1));
            tokens_free(&t);
        }
    return has;
}

static bool
host_at(const struct receivers *r, size_t at)
{
    const struct phrase *p = at < r->t->n ? index_phrase(r->index, r->t, at) : NULL;

    return p != NULL && p->sense == SENSE_HOST;
}

/* "Sở Nội vụ", "MTTQ tỉnh", "Phòng PC04"; "số 12" is none. */
static bool
other_at(const struct receivers *r, size_t at)
{
    static const char *const departments[] = {
        "phong canh sat", "phong an ninh", "phong tham muu", "phong to chuc", "phong hau can",
        "phong cong tac", "phong noi vu", "phong lao dong", "phong tu phap", "phong van hoa",
        "phong giao duc", "phong tai chinh", "phong y te", "phong kinh te", "phong nong nghiep",
        "phong tai nguyen",
    };
    const struct tokens *t = r->t;
    size_t code = at + token_is(&t->v[at], "phong");

    bool so = token_is(&t->v[at], "so");

    if (code_at(t, code))
        return !host_at(r, code) && has_code(r->index);
    if (so && !token_fits(&t->v[at], "sở"))
        return false;
    return (way_body(t, at) || ANY_AT(t, at, departments) ||
            (so && token_written(&t->v[at], "sở") && at + 1 < t->n && t->v[at + 1].number < 0 &&
             token_is_name(&t->v[at + 1]))) &&
           !own_name(r, at);
}

static enum side
side_at(const struct receivers *r, size_t at)
{
    /* This office, or one above it, or its steering committee; a committee and council of any place
     * may have it copied to us. */
    static const char *const ours[] = {
        "ubnd", "uy ban nhan dan", "uy ban tinh", "uy ban huyen", "ban chi dao", "bcd", "cong an",
        "ca tinh", "bo cong an", "ban chi huy cong an", "tinh uy", "huyen uy", "thanh uy", "dang uy",
        "hdnd", "van phong", "cap tren", "phong",
    };

    if (host_at(r, at))
        return SIDE_OURS;
    if (ANY_AT(r->t, at, ours) && !(token_is(&r->t->v[at], "phong") && other_at(r, at)))
        return code_at(r->t, at + 1) && !host_at(r, at + 1) ? SIDE_NONE : SIDE_OURS;
    return other_at(r, at) ? SIDE_OTHERS : SIDE_NONE;
}

/* ---- who is addressed --------------------------------------------------------------------- */

/* What stands before a word: a new line, and one of these marks. */
static bool
breaks(const struct tokens *t, size_t at, const char *marks)
{
    bool line = at == 0, mark = marks == NULL;

    for (const char *p = at > 0 ? t->v[at - 1].raw + t->v[at - 1].raw_len : NULL;
         p != NULL && p < t->v[at].raw; p++) {
        line = line || *p == '\n';
        mark = mark || strchr(marks, *p) != NULL;
    }
    return line && mark;
}

/* Where the names end: a paper is named, or what is done with it, or another clause begins. */
static bool
ends_names(const struct tokens *t, size_t at, size_t first)
{
    static const char *const more[] = { "van ban", "cong van", "file", "tep", "so lieu", "bieu",
                                        "ho so", "theo", "cua", "ve", "kem", "tong hop", "lai" },
                             *const also[] = { "dong gui", "dong kinh gui", "kinh gui" };
    bool sends = token_is(&t->v[at], "gui") &&
                 !(at > 0 && ANY_AT(t, at - 1, also)) && !(at > 1 && ANY_AT(t, at - 2, also));

    return token_gap(&t->v[at], ".!?") || tokens_name_paper(t, at) || ANY_AT(t, at, more) || sends ||
           (at > first && breaks(t, at, NULL) && !breaks(t, at, "-+*;,:"));
}

/* "Phòng PC04, Công an tỉnh": the second is where the first belongs. */
static bool
belongs(const struct tokens *t, size_t at, size_t before)
{
    static const char *const above[] = { "cong an", "ca tinh", "ubnd", "uy ban" };

    return before < at && (token_is(&t->v[before], "phong") || code_at(t, before)) &&
           token_gap(&t->v[at], ",") && ANY_AT(t, at, above);
}

/* Takes the names from this word on. */
static void
take_names(struct receivers *r, size_t first)
{
    static const char *const done[] = { "roi" };
    const struct tokens *t = r->t;
    size_t at = first, other = t->n;
    bool taken = false, ours = false;

    for (; at < t->n && !ends_names(t, at, first); at++) {
        enum side side;

        if (token_gap(&t->v[at], ",;:(") || breaks(t, at, NULL) || token_is(&t->v[at], "va"))
            taken = false;
        side = taken ? SIDE_NONE : side_at(r, at);
        taken = taken || side != SIDE_NONE;
        ours = ours || (side == SIDE_OURS && !belongs(t, at, other));
        if (side == SIDE_OTHERS && other == t->n)
            other = at;
    }
    if (WITHIN(t, first, at + 2, done) || times_over(t, first, at + 2))
        return;
    r->ours = r->ours || ours;
    r->first = r->first == t->n ? other : r->first;
}

/* "Kính gửi", "Dạ em gửi", at the head of a line; "đã gửi" tells of before. */
static bool
opens(const struct tokens *t, size_t at)
{
    static const char *const lead[] = { "kinh", "xin", "em", "huyen", "xa", "phuong", "don", "vi",
                                        "dong" };
    size_t i = at;

    if (!(token_is(&t->v[at], "gui") || token_is(&t->v[at], "goi")))
        return false;
    while (i > 0 && at - i < LEAD_MOST && !breaks(t, i, NULL) &&
           (ANY_AT(t, i - 1, lead) ||
            (token_is(&t->v[i - 1], "da") && token_written(&t->v[i - 1], "dạ"))))
        i--;
    return breaks(t, i, NULL) || (i > 0 && token_gap(&t->v[i], ".;"));
}

char *
toward_others(const struct match_index *index, const char *office, const struct tokens *t)
{
    struct receivers r = { index, t, office, t->n, false };
    size_t end;

    for (size_t i = 0; i + 1 < t->n && i < ADDRESS_WITHIN; i++)
        if (opens(t, i))
            take_names(&r, i + 1);
    for (end = r.first + 1; end < t->n && !token_gap(&t->v[end], ",;:(.") &&
                            !breaks(t, end, NULL) && !ends_names(t, end, r.first); end++)
        ;
    return r.first < t->n && !r.ours ? tokens_quote(t, r.first, end) : NULL;
}
