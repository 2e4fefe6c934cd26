/* Onset, nucleus and coda of a Vietnamese syllable without its accents. */
#include "core/language/syllable.h"

#include <string.h>

/* Every word of every mail comes by here: what its letters make is looked up. */
#define PAIR(A, B) (((A) & 31) * 32 + ((B) & 31))
enum { ONSET = 1, CODA = 2 };
static const unsigned char clusters[PAIR('z', 'z') + 1] = {
    /* of consonants; beside them there are "ngh", "gi" and "qu" */
    [PAIR('b', 0)] = ONSET,          [PAIR('c', 0)] = ONSET | CODA,   [PAIR('d', 0)] = ONSET,
    [PAIR('g', 0)] = ONSET,          [PAIR('h', 0)] = ONSET,          [PAIR('k', 0)] = ONSET,
    [PAIR('l', 0)] = ONSET,          [PAIR('m', 0)] = ONSET | CODA,   [PAIR('n', 0)] = ONSET | CODA,
    [PAIR('p', 0)] = ONSET | CODA,   [PAIR('r', 0)] = ONSET,          [PAIR('s', 0)] = ONSET,
    [PAIR('t', 0)] = ONSET | CODA,   [PAIR('v', 0)] = ONSET,          [PAIR('x', 0)] = ONSET,
    [PAIR('c', 'h')] = ONSET | CODA, [PAIR('g', 'h')] = ONSET,        [PAIR('k', 'h')] = ONSET,
    [PAIR('n', 'g')] = ONSET | CODA, [PAIR('n', 'h')] = ONSET | CODA, [PAIR('p', 'h')] = ONSET,
    [PAIR('t', 'h')] = ONSET,        [PAIR('t', 'r')] = ONSET,
};

enum { A = 1, E, I, O, U, Y };
#define ONE(V) (V)
#define TWO(V, W) ((V) * 7 + (W))
#define THREE(V, W, X) (TWO(V, W) * 7 + (X))
static const unsigned char vowels[256] = { ['a'] = A, ['e'] = E, ['i'] = I, ['o'] = O, ['u'] = U, ['y'] = Y };
enum { OPEN = 1, ANY };             /* open: never before a consonant */
static const unsigned char nuclei[THREE(Y, Y, Y) + 1] = {
    [TWO(A, I)] = OPEN,      [TWO(A, O)] = OPEN,      [TWO(A, U)] = OPEN,
    [TWO(A, Y)] = OPEN,      [TWO(E, O)] = OPEN,      [TWO(E, U)] = OPEN,
    [TWO(I, A)] = OPEN,      [TWO(I, U)] = OPEN,      [TWO(O, I)] = OPEN,
    [TWO(U, A)] = ANY,       [TWO(U, I)] = OPEN,      [TWO(U, U)] = OPEN,
    [THREE(I, E, U)] = OPEN, [THREE(Y, E, U)] = OPEN, [THREE(O, A, I)] = OPEN,
    [THREE(O, A, Y)] = OPEN, [THREE(U, O, I)] = OPEN, [THREE(U, O, U)] = OPEN,
    [THREE(U, A, Y)] = OPEN, [THREE(U, Y, A)] = OPEN, [THREE(U, Y, U)] = OPEN,
    [THREE(O, A, O)] = OPEN, [THREE(O, E, O)] = OPEN, [ONE(A)] = ANY,
    [ONE(E)] = ANY,          [ONE(I)] = ANY,          [ONE(O)] = ANY,
    [ONE(U)] = ANY,          [ONE(Y)] = ANY,          [TWO(I, E)] = ANY,
    [TWO(Y, E)] = ANY,       [TWO(O, A)] = ANY,       [TWO(O, E)] = ANY,
    [TWO(O, O)] = ANY,       [TWO(U, O)] = ANY,       [TWO(U, E)] = ANY,
    [TWO(U, Y)] = ANY,       [THREE(U, Y, E)] = ANY,
};

static unsigned
vowel(char c)
{
    return vowels[(unsigned char)c];
}

static bool
is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool
cluster(const char *text, size_t len, unsigned as)
{
    if (len == 0)
        return true;
    if (len > 2)
        return as == ONSET && len == 3 && memcmp(text, "ngh", 3) == 0;
    return is_letter(text[0]) && (len == 1 || is_letter(text[1])) &&
           (clusters[PAIR(text[0], len == 1 ? 0 : text[1])] & as) != 0;
}

static bool
rhyme(const char *text, size_t len)
{
    size_t n = 0;
    unsigned key = 0, v;

    while (n < len && (v = vowel(text[n])) != 0) {
        if (n++ == 3)
            return false;
        key = key * 7 + v;
    }
    return nuclei[key] == ANY ? cluster(text + n, len - n, CODA) : nuclei[key] == OPEN && n == len;
}

bool
syllable_is(const char *folded, size_t len)
{
    size_t n = 0;

    while (n < len && vowel(folded[n]) == 0)
        n++;
    if (cluster(folded, n, ONSET) && rhyme(folded + n, len - n))
        return true;
    return len > 2 &&
           ((folded[0] == 'g' && folded[1] == 'i') || (folded[0] == 'q' && folded[1] == 'u')) &&
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
