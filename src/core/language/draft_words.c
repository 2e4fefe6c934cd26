/* The words for drafts, and whose drafts they are. */
#include "base/mem.h"
#include "core/language/draft.h"

const char *const draft_words[] = { "ban thao", "ban du thao", "du thao", "ban nhap", "d thao",
                                    "dthao", "duthao", "draft", "ban gop y", "ban xin y kien",
                                    "ban lay y kien", "ban trinh ky" };
const size_t draft_nwords = ARRAY_LEN(draft_words);

size_t
draft_word_at(const struct tokens *t, size_t i)
{
    for (size_t k = 0; k < draft_nwords; k++)
        if (tokens_are(t, i, draft_words[k]) &&
            !(token_is(&t->v[i], "ban") && !token_fits(&t->v[i], "bản")))       /* "bàn thảo" */
            return tokens_in(draft_words[k]);
    return 0;
}

bool
draft_behind_others(const struct tokens *t, size_t at)
{
    static const char *const papers[] = { "luat", "nghi", "ke", "quyet", "quy", "thong", "van",
                                          "chi", "huong", "de" };

    return at < t->n && t->v[at].gap == ' ' && ANY_AT(t, at, papers);
}

bool
draft_others(const struct tokens *t, size_t at)
{
    size_t words = draft_word_at(t, at);

    return words > 0 && draft_behind_others(t, at + words);
}
