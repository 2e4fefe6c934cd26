/* Times that are over: the one table of them, for all that tells what came with a mail from what
 * came before it. */
#include "core/language/times.h"

#include "base/mem.h"

static const char *const earlier[] = {
    "hom qua", "hom kia", "hom truoc", "hom no", "hom bua", "hom ray", "hom thu", "bua truoc",
    "bua hom", "bua no", "bua kia", "bua qua", "sang qua", "chieu qua", "toi qua", "hoi sang",
    "hoi nay", "luc nay", "luc sang", "luc truoc", "tuan truoc", "lan truoc", "truoc day",
    "truoc do",
};

/* "Lúc nãy"; "lúc này" is now. */
static bool
is_earlier(const struct tokens *t, size_t at)
{
    return !token_is(&t->v[at + 1], "nay") || token_fits(&t->v[at + 1], "nãy");
}

bool
times_over_at(const struct tokens *t, size_t at)
{
    return tokens_any(t, at, earlier, ARRAY_LEN(earlier)) && is_earlier(t, at);
}

bool
times_over(const struct tokens *t, size_t from, size_t to)
{
    size_t at = TOKENS_FIND(t, from, earlier);

    while (at < t->n && !is_earlier(t, at))
        at = TOKENS_FIND(t, at + 1, earlier);
    return at < to && at < t->n;
}

bool
times_done(const struct tokens *t, size_t from, size_t to)
{
    while (from < to && !(token_is(&t->v[from], "da") && token_fits(&t->v[from], "đã")))
        from++;
    return from < to;
}
