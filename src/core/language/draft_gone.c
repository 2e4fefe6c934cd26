/* A draft that was: sent before, and what took its place. */
#include "base/mem.h"
#include "core/language/draft.h"
#include "core/language/times.h"

#define FAR 6                   /* words */
#define TURN 4                  /* words between what turns a draft into none, and it */

/* "thay dự thảo", "không phải là bản nháp", "replaces the draft": within a clause. */
bool
draft_turned(const struct tokens *t, size_t at)
{
    static const char *const words[] = {
        "khong", "ko", "thay", "phai", "not", "sau", "tu", "tai", "trong", "replace", "replaces",
        "replacing", "after",
    };
    bool no = false;

    for (size_t i = at; i-- > 0 && at - i <= TURN && !no && !token_gap(&t->v[i + 1], ",;:([");)
        no = ANY_AT(t, i, words) || (token_is(&t->v[i], "bo") && token_fits(&t->v[i], "bỏ"));
    return no;
}

static bool
final_at(const struct tokens *t, size_t at)
{
    static const char *const open[] = { "se", "chua", "cho", "doi", "khi", "mai", "khong", "ko" };

    return !WITHIN(t, at > TURN ? at - TURN : 0, at, open);
}

/* The final paper is what comes with these words. */
static bool
final_here(const struct tokens *t)
{
    static const char *const papers[] = { "ban chinh thuc", "bao cao chinh thuc", "gui chinh thuc",
                                          "ban chinh", "ban hoan chinh", "ban da ky" };

    return SOMEWHERE(t, papers, final_at) && !later_told(t);
}

/* "Bản dự thảo (đã) gửi (xin ý kiến) ngày 01/6", "đã gửi dự thảo" */
static bool
sent_before(const struct tokens *t, size_t at)
{
    static const char *const days[] = { "hom", "ngay", "bua" },
                             *const earlier[] = { "da gui", "da goi" };
    size_t first = tokens_clause_first(t, at);
    bool sent, over;

    over = sent = WITHIN(t, first, at, earlier);
    for (size_t i = at + draft_word_at(t, at); i < at + 2 * FAR && !tokens_clause(t, i); i++) {
        sent = sent || token_is(&t->v[i], "gui") || token_is(&t->v[i], "goi");
        over = over || ANY_AT(t, i, earlier) || times_over_at(t, i) ||
               (ANY_AT(t, i, days) && tokens_number(t, i + 1) > 0);
    }
    return sent && over;
}

/* "Sau khi tiếp thu góp ý đối với bản dự thảo, ...": nothing is sent before it is named. */
static bool
taken_in(const struct tokens *t, size_t at)
{
    static const char *const taken[] = { "tiep thu", "tren co so" },
                             *const sends[] = { "gui", "goi", "nop", "la", "trinh" };
    size_t first = tokens_clause_first(t, at), end = at + draft_word_at(t, at);

    return WITHIN(t, first, at, taken) && !WITHIN(t, first, at, sends) &&
           !(end < t->n && token_is(&t->v[end], "nay") && token_fits(&t->v[end], "này"));
}

/* The draft named at this word is an earlier paper than the one that comes. */
bool
draft_is_gone(const struct tokens *t, size_t at)
{
    return (sent_before(t, at) && (draft_turned(t, at) || final_here(t))) ||
           (taken_in(t, at) && final_here(t));
}

bool
draft_gone(const struct tokens *t, size_t at)
{
    bool is = false;

    for (size_t i = at; i > 0 && at - i < FAR && !is && !tokens_clause(t, i); i--)
        is = draft_word_at(t, i - 1) > 0 && draft_is_gone(t, i - 1);
    return is;
}
