#include "core/match/own.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define PREFIX_MOST 4           /* letters of "Re", "Fwd", "Antw"; "Accepted" says more */

static const char *
tag_in(const char *subject, const char *tag)
{
    char *mark = xasprintf("[%s", tag);
    const char *at = subject;

    while ((at = strcasestr(at, mark)) != NULL && strchr(" ]", at[strlen(mark)]) == NULL)
        at++;
    free(mark);
    return at;
}

/* The first of the tags of the plans in force. */
static const char *
tagged(const char *subject, const struct plan *plan)
{
    const char *first = plan->subject_tag == NULL ? NULL : tag_in(subject, plan->subject_tag);

    for (size_t i = 0; i < plan->nothers; i++) {
        const char *at = tag_in(subject, plan->others[i]->subject_tag);

        if (at != NULL && (first == NULL || at < first))
            first = at;
    }
    return first;
}

static bool
is_prefix(const char *word, size_t n)
{
    static const char *const longer[] = {"Trả lời", "Tra loi", "Chuyển tiếp", "Chuyen tiep"};
    bool letters = n > 0 && n <= PREFIX_MOST;

    for (size_t i = 0; i < n && letters; i++)
        letters = isalpha((unsigned char)word[i]) != 0;
    for (size_t i = 0; i < ARRAY_LEN(longer) && !letters; i++)
        letters = strlen(longer[i]) == n && strncasecmp(word, longer[i], n) == 0;
    return letters;
}

/* "Re: ", "Fwd: TL : ", "RE[2]: " */
static bool
only_prefixes(const char *text, const char *end)
{
    while (text < end) {
        const char *colon = memchr(text, ':', (size_t)(end - text)), *last = colon;
        if (colon == NULL)
            return false;
        while (last > text && strchr(" []0123456789", last[-1]) != NULL)
            last--;
        if (!is_prefix(text, (size_t)(last - text)))
            return false;
        for (text = colon + 1; text < end && isspace((unsigned char)*text); text++)
            ;
    }
    return true;
}

enum own_subject
own_subject(const char *subject, const struct plan *plan, const char *letter, size_t *before)
{
    const char *at = subject != NULL ? tagged(subject, plan) : NULL;

    if (subject != NULL && at == NULL && letter != NULL)
        at = strstr(subject, letter);
    *before = at != NULL ? (size_t)(at - subject) : subject != NULL ? strlen(subject) : 0;
    if (at == NULL)
        return OWN_NONE;
    while (*before > 0 && isspace((unsigned char)subject[*before - 1]))
        --*before;
    return only_prefixes(subject, subject + *before) ? OWN_ANSWERED : OWN_WRAPPED;
}
