/* Onset, nucleus and coda of a Vietnamese syllable without its accents. */
#include "core/language/syllable.h"

#include <string.h>

#include "base/mem.h"

typedef char part[4];               /* filled up with NUL: compared as a whole */

static const part onsets[] = {      /* of consonants; beside them there are "gi" and "qu" */
    "", "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
    "ch", "gh", "kh", "ng", "nh", "ph", "th", "tr", "ngh",
};
static const part open_nuclei[] = {      /* never before a consonant */
    "ai", "ao", "au", "ay", "eo", "eu", "ia", "iu", "oi", "ua", "ui", "uu", "ieu", "yeu", "oai", "oay", "uoi", "uou", "uay",
    "uya", "uyu", "oao", "oeo",
};
static const part nuclei[] = {"a", "e", "i", "o", "u", "y", "ie", "ye", "oa", "oe", "oo", "uo", "ue", "uy", "uye", "ua"};
static const part codas[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

/* Every word of every mail comes by here, more than once. */
static bool
among(const part *list, size_t n, const char *text, size_t len)
{
    part key = {0};

    if (len >= sizeof key)
        return false;
    for (size_t i = 0; i < len; i++)
        key[i] = text[i];
    for (size_t i = 0; i < n; i++)
        if (memcmp(list[i], key, sizeof key) == 0)
            return true;
    return false;
}

static bool
is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool
rhyme(const char *text, size_t len)
{
    size_t vowels = 0;

    while (vowels < len && is_vowel(text[vowels]))
        vowels++;
    if (vowels == len && among(open_nuclei, ARRAY_LEN(open_nuclei), text, len))
        return true;
    return among(nuclei, ARRAY_LEN(nuclei), text, vowels) &&
           among(codas, ARRAY_LEN(codas), text + vowels, len - vowels);
}

bool
syllable_is(const char *folded, size_t len)
{
    size_t n = 0;

    while (n < len && !is_vowel(folded[n]))
        n++;
    if (among(onsets, ARRAY_LEN(onsets), folded, n) && rhyme(folded + n, len - n))
        return true;
    return len > 2 && ((folded[0] == 'g' && folded[1] == 'i') || (folded[0] == 'q' && folded[1] == 'u')) &&
           rhyme(folded + 2, len - 2);
}

size_t
syllable_split(const char *folded, size_t len)
{
    size_t at = 0;

    if (len < 4 || len > 14 || syllable_is(folded, len))
        return 0;
    for (size_t i = 2; i + 2 <= len; i++) {
        if (!syllable_is(folded, i) || !syllable_is(folded + i, len - i))
            continue;
        if (at != 0)
            return 0;
        at = i;
    }
    return at;
}
