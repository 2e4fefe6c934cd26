/* Codes among words, and how far two words lie apart. */
#include <string.h>

#include "base/mem.h"
#include "parse.h"

static bool
is(const struct tokens *t, size_t at, const char *word)
{
    return at < t->n && token_is(&t->v[at], word);
}

size_t
read_code(const struct tokens *t, size_t at, const char *series, int year, char **code)
{
    int first = tokens_number(t, at + 1), second = tokens_number(t, at + 2);

    if (!is(t, at, series) || first < 0)
        return at;
    if (first >= 2000 && first <= 2099 && second >= 0) {
        *code = xasprintf("%d-%04d", first, second);
        return at + 3;
    }
    if (t->v[at + 1].raw_len < 3 &&
        (t->v[at + 1].gap != '-' || (at + 2 < t->n && t->v[at + 2].gap == 0)))
        return at;                      /* "TN 6T": the unit, not a code */
    *code = xasprintf("%d-%04d", year, first);
    return at + 2;
}

/* Levenshtein, one row; the texts are short words of ASCII. */
int
words_distance(const char *a, const char *b, int most)
{
    size_t n = strlen(a), m = strlen(b);
    int row[64];

    if (n >= ARRAY_LEN(row) || m >= ARRAY_LEN(row))
        return most + 1;
    for (size_t j = 0; j <= m; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int corner = row[0];

        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int best = corner + (a[i - 1] != b[j - 1]), up = row[j] + 1, left = row[j - 1] + 1;

            best = up < best ? up : best;
            best = left < best ? left : best;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[m];
}
