/* Reasons by their codes, and in words. */
#include "model/reason.h"

#include <string.h>

#include "base/mem.h"

enum reason
reason_of(const char *code)
{
    for (int i = 1; code != NULL && i < REASONS; i++)
        if (strcmp(reason_words[i].code, code) == 0)
            return (enum reason)i;
    return REASON_NONE;
}

char *
reason_say(enum reason reason, const char *about, const char *language)
{
    const char *sentence = strcmp(language, "vi") == 0 ? reason_words[reason].vi
                                                       : reason_words[reason].en;
    size_t before = sentence == NULL ? 0 : strcspn(sentence, "%");

    if (sentence == NULL || sentence[before] == '\0')
        return xstrdup(sentence);
    return xasprintf("%.*s%s%s", (int)before, sentence, about == NULL ? "" : about,
                     sentence + before + 2);
}

bool
reason_settled(enum reason r)
{
    return r == REASON_TIME_GRANTED || r == REASON_TIME_REFUSED || r == REASON_ANSWERED ||
           r == REASON_CLOSED;
}
