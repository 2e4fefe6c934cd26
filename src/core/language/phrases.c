/* Phrases among the words of a line. */
#include <string.h>

#include "base/mem.h"
#include "core/language/tokens.h"

#define BESIDE 4u              /* words */

bool
token_among(const struct token *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (token_is(t, words[i]))
            return true;
    return false;
}

bool
token_denies(const struct token *t)
{
    static const struct { const char *folded, *accented; } words[] = {
        { "khong", "không" }, { "ko", "ko" }, { "k", "k" }, { "chua", "chưa" },
        { "chang", "chẳng" }, { "hong", "hông" }, { "hong", "hổng" }, { "hok", "hok" },
    };
    bool denies = false;

    for (size_t i = 0; i < ARRAY_LEN(words) && !denies; i++)
        denies = token_is(t, words[i].folded) && token_fits(t, words[i].accented);
    return denies;
}

bool
tokens_fit(const struct tokens *t, size_t at, const char *accented)
{
    bool any = false;

    for (size_t k = at > BESIDE ? at - BESIDE : 0; k <= at + BESIDE && k < t->n; k++)
        for (size_t b = 0; b < t->v[k].raw_len; b++)
            any = any || (unsigned char)t->v[k].raw[b] >= 0x80;
    return any ? token_written(&t->v[at], accented) : token_fits(&t->v[at], accented);
}

int
tokens_number(const struct tokens *t, size_t at)
{
    return at < t->n ? t->v[at].number : -1;
}

size_t
tokens_in(const char *phrase)
{
    size_t n = 1;

    for (; *phrase != '\0'; phrase++)
        n += *phrase == ' ';
    return n;
}

bool
tokens_match(const struct tokens *t, size_t at, const char *phrase)
{
    for (; at < t->n; at++, phrase++) {
        const char *word = t->v[at].text;

        for (; *word != '\0' && *word == *phrase; word++)
            phrase++;
        if (*word != '\0' || (*phrase != ' ' && *phrase != '\0'))
            return false;
        if (*phrase == '\0')
            return true;
    }
    return false;
}

uint64_t
tokens_starts(const char *const *phrases, size_t n)
{
    uint64_t starts = 0;

    for (size_t i = 0; i < n; i++)
        starts |= word_bit(word_hash(phrases[i]));
    return starts;
}

#define KNOWN 1024u             /* places for tables of phrases, a power of two, more than there are */
#define HEADS 116               /* phrases of one; a longer one is worked out each time */

/* Where the first words of a table's phrases stand in an index, worked out at its first use: the
 * same tables are asked for every mail. Known by its place, and by its first and last phrase,
 * as a place on the stack is used again. */
struct known {
    const char *const *phrases;
    const char *first, *last;
    uint32_t n;
    uint8_t heads[HEADS];
};

static uint8_t
head_of(const char *phrase)
{
    return (uint8_t)(word_hash(phrase) % INDEX_HEADS);
}

static const uint8_t *
heads_of(const char *const *phrases, size_t n)
{
    static _Thread_local struct known known[KNOWN];
    struct known *k = &known[((uintptr_t)phrases >> 3) % KNOWN];

    if (n > HEADS || n == 0)
        return NULL;
    if (k->phrases == phrases && k->n == n && k->first == phrases[0] && k->last == phrases[n - 1])
        return k->heads;
    k->phrases = phrases;
    k->first = phrases[0];
    k->last = phrases[n - 1];
    k->n = (uint32_t)n;
    for (size_t i = 0; i < n; i++)
        k->heads[i] = head_of(phrases[i]);
    return k->heads;
}

/* The same by the words' index: only where a phrase's first word stands. */
static size_t
look_up(const struct tokens *t, size_t from, size_t to, const char *const *phrases, size_t n)
{
    const uint8_t *heads = heads_of(phrases, n);

    for (size_t k = 0; k < n; k++) {
        size_t i = t->index[heads != NULL ? heads[k] : head_of(phrases[k])];

        while (i < to && (i < from || !tokens_are(t, i, phrases[k])))
            i = t->index[INDEX_HEADS + i];
        to = i < to ? i : to;
    }
    return to;
}

static size_t
find(const struct tokens *t, size_t from, size_t to, const char *const *phrases, size_t n)
{
    if (t->index != NULL)
        return from < to ? look_up(t, from, to, phrases, n) : from;

    const uint64_t starts = tokens_starts(phrases, n);

    while (from < to &&
           ((starts & word_bit(t->v[from].hash)) == 0 || !tokens_any(t, from, phrases, n)))
        from++;
    return from;
}

size_t
tokens_find(const struct tokens *t, size_t from, const char *const *phrases, size_t n)
{
    return find(t, from, t->n, phrases, n);
}

bool
tokens_within(const struct tokens *t, size_t from, size_t to, const char *const *phrases, size_t n)
{
    const size_t end = to < t->n ? to : t->n;

    return find(t, from, end, phrases, n) < end;
}

bool
tokens_somewhere(const struct tokens *t, const char *const *phrases, size_t n,
                 bool (*holds)(const struct tokens *, size_t at))
{
    size_t at = tokens_find(t, 0, phrases, n);

    while (at < t->n && holds != NULL && !holds(t, at))
        at = tokens_find(t, at + 1, phrases, n);
    return at < t->n;
}

static const char *const papers[] = {"bao cao", "so ket", "tong ket", "ket qua", "danh sach",
                                     "ho so", "to trinh", "dang ky", "de xuat", "bien ban", "list",
                                     "de nghi cong nhan"};

bool
tokens_name_paper(const struct tokens *t, size_t at)
{
    return tokens_any(t, at, papers, ARRAY_LEN(papers));
}

size_t
tokens_paper(const struct tokens *t, size_t from)
{
    return tokens_find(t, from, papers, ARRAY_LEN(papers));
}

size_t
tokens_event(const struct tokens *t, size_t from)
{
    static const char *const events[] = {"hoi thi", "hoi thao", "hoi dien", "hoi trai", "cuoc thi",
                                         "ngay hoi", "lien hoan", "toa dam", "dien dan", "tap huan",
                                         "le phat dong", "le ra mat"};

    return TOKENS_FIND(t, from, events);
}

size_t
tokens_phrase(const struct tokens *t, size_t at, const char *phrase)
{
    size_t i = at;

    while (*phrase != '\0') {
        if (i >= t->n)
            return 0;
        for (const char *c = t->v[i].text; *c != '\0'; c++, phrase++) {
            phrase += *phrase == ' ';
            if (*c != *phrase)
                return 0;
        }
        i++;
    }
    return i - at;
}

size_t
tokens_marks(const struct tokens *t, size_t first, size_t last)
{
    size_t n = 0;

    for (size_t i = first + 1; i < last && i < t->n; i++)
        n += token_gap(&t->v[i], ",;:([|");
    return n;
}

bool
tokens_clause(const struct tokens *t, size_t at)
{
    size_t lines = 0;

    if (at == 0 || at >= t->n || token_gap(&t->v[at], ",;:!?(*"))
        return true;
    for (const char *p = t->v[at - 1].raw + t->v[at - 1].raw_len, *stop = t->v[at].raw; p < stop;
         p++) {
        lines += *p == '\n';
        if (((*p == '.' || *p == '-') && p + 1 < stop) || lines > 1)
            return true;
    }
    return lines > 0 && token_is_name(&t->v[at]);
}

size_t
tokens_clause_first(const struct tokens *t, size_t at)
{
    while (!tokens_clause(t, at))
        at--;
    return at;
}

bool
tokens_apart(const struct tokens *t, size_t at)
{
    return at > 0 && at < t->n &&
           (token_gap(&t->v[at], "([-_*:") ||
            (t->v[at].raw != t->v[at - 1].raw && t->v[at].raw[-1] == '_'));     /* "BC" is two words */
}
