/* Whose was it? What a unit answers, in its own words, that was asked about a stranger's mail. */
#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"
#include "core/language/want.h"

#define READ 1000               /* bytes */

static const char *const disowns[] = { "khong phai cua", "khong phai la cua", "khong phai do",
                                       "khong phai thu cua", "khong phai bao cao cua",
                                       "khong phai don vi", "khong gui bao cao", "khong gui thu",
                                       "khong co gui", "khong he gui", "chua gui bao cao",
                                       "chua he gui", "chua gui thu", "chua gui gi", "chua co gui",
                                       "khong gui van ban nay", "gia mao", "khong thuoc don vi",
                                       "khong biet thu nay", "khong biet dia chi", "not ours",
                                       "not from us", "did not send", "have not sent" };
static const char *const owns[] = { "dung la cua", "dung cua", "dung la bao cao cua",
                                    "dung la thu cua", "la cua don vi", "la cua chung toi",
                                    "chinh la cua", "chinh don vi", "dung la don vi",
                                    "do don vi gui", "do chung toi gui", "is ours", "it is ours",
                                    "from us" };
/* A whole clause, but for courtesy. */
static const char *const no[] = { "khong phai", "khong dung", "khong", "sai" },
                         *const yes[] = { "dung", "dung roi", "dung vay", "phai", "phai roi",
                                          "chinh xac" };

static bool
courteous(const struct token *t)
{
    static const char *const words[] = { "da", "vang", "a", "em", "anh", "chi", "nhe", "thua",
                                         "phong", "kinh", "gui", "chao", "nha" };
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++)
        is = token_is(t, words[i]);
    return is;
}

static bool
parted(const struct tokens *t, size_t at)
{
    return at == 0 || at >= t->n || token_gap(&t->v[at], ",.;:!");
}

/* A clause that is one of these phrases, with nothing around it. */
static bool
all_said(const struct tokens *t, const char *const *phrases, size_t n)
{
    for (size_t at = 0; at < t->n; at++) {
        bool first = parted(t, at) || courteous(&t->v[at - 1]);

        for (size_t i = 0; first && i < n; i++) {
            size_t end = at + tokens_in(phrases[i]);

            if (!tokens_are(t, at, phrases[i]))
                continue;
            while (end < t->n && !parted(t, end) && courteous(&t->v[end]))
                end++;
            if (parted(t, end))
                return true;
        }
    }
    return false;
}

static bool
undenied(const struct tokens *t, size_t at)
{
    return at == 0 || !(token_is(&t->v[at - 1], "khong") || token_is(&t->v[at - 1], "chua") ||
                        token_is(&t->v[at - 1], "phai") || token_is(&t->v[at - 1], "not"));
}

enum verdict
want_verdict(const char *text)
{
    static const char *const doubts[] = { "nhung", "co the", "hinh nhu", "co le", "chac la",
                                          "de kiem tra", "se kiem tra", "but", "maybe" };
    struct tokens t;
    bool own, not, doubtful;

    if (text == NULL || strchr(text, '?') != NULL)
        return VERDICT_NONE;
    tokens_of(text, READ, &t);
    own = SOMEWHERE(&t, owns, undenied) || all_said(&t, yes, ARRAY_LEN(yes));
    not = SOMEWHERE(&t, disowns, NULL) || all_said(&t, no, ARRAY_LEN(no));
    doubtful = SOMEWHERE(&t, doubts, NULL);
    tokens_free(&t);
    return own == not || doubtful ? VERDICT_NONE : own ? VERDICT_OWN : VERDICT_NOT;
}
