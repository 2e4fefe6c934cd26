/* Names of provinces, however they are run together. */
#include "core/language/provinces.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static char *
squeezed(char *words)
{
    char *to = words;

    for (const char *from = words; *from != '\0'; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return words;
}

void
provinces_add(struct strings *provinces, const char *name)
{
    strings_take(provinces, squeezed(xstrdup(name)));
}

bool
provinces_have(const struct strings *provinces, const char *word, size_t len)
{
    for (size_t i = 0; i < provinces->n; i++)
        if (strncasecmp(word, provinces->v[i], len) == 0 && provinces->v[i][len] == '\0')
            return true;
    return false;
}

bool
provinces_within(const struct strings *provinces, const char *text, size_t most_bytes)
{
    char *start = xstrndup(text, most_bytes), *folded = squeezed(text_fold(start));
    bool found = false;

    for (size_t i = 0; i < provinces->n && *folded != '\0' && !found; i++)
        found = strstr(folded, provinces->v[i]) != NULL;
    free(folded);
    free(start);
    return found;
}
