/* Words of a text that is being read. */
#include "core/language/view.h"


const struct token view_end = {.text = "", .number = -1, .gap = '$', .raw = "", .hash = WORD_HASH};

bool
view_none(struct span s)
{
    return s.first == s.last;
}

void
view_mark(struct span *s, size_t first, size_t last)
{
    if (view_none(*s))
        *s = (struct span){first, last};
}

void
view_use(struct view *s, size_t first, size_t last)
{
    for (size_t i = first; i < last && i < s->g->words.n; i++)
        s->used[i] = true;
}

struct named
view_named(const struct view *s, const struct phrase *p, size_t at)
{
    struct named n;

    phrase_named(p, &s->g->words, at, s->day, &n);
    return n;
}
