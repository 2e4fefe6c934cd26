/* A line of text as folded words, for comparing with phrases: letters and
 * digits apart ("BCD138" is "bcd 138"), numbers without leading zeros, the
 * field's abbreviations written out ("BC" is "bao cao", "6T" is "6 thang"). */
#ifndef DOCKETD_CORE_LANGUAGE_TOKENS_H
#define DOCKETD_CORE_LANGUAGE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct token {
    const char *text;           /* folded; NUL-terminated */
    int number;                 /* value of up to 6 digits; -1: no number */
    char gap;                   /* what stands before: '^' the start, 0 nothing, ' ', else the strongest mark: , ; - / ( [ * ... */
    const char *raw;            /* the words it came from, in the original */
    size_t raw_len;
    uint32_t hash;              /* word_hash of text */
};

struct tokens {
    struct token *v;
    size_t n;
    char *store;
    const uint16_t *index;      /* borrowed: INDEX_HEADS first words by hash, then of each word the next; NULL: none */
};
#define INDEX_HEADS 256u        /* a power of two */
#define INDEX_END UINT16_MAX

void tokens_of(const char *utf8, size_t most_bytes, struct tokens *out);
/* Of a letter or its subject, as far as it is heard for what it asks and tells; NULL: no words. */
#define LETTER_READ 3000        /* bytes */
void tokens_letter(const char *text, struct tokens *out);
void tokens_free(struct tokens *);

/* The original words [first, last) as one text, owned by the caller. */
char *tokens_quote(const struct tokens *, size_t first, size_t last);
/* The word as it is written, accents and all, in small letters; owned by the caller. */
char *token_lower(const struct token *);
bool token_written(const struct token *, const char *accented); /* in these letters, large or small */
/* It is written with these accents, or with none at all. */
bool token_fits(const struct token *, const char *accented);
/* A word that says no: "không", "chưa", "hông". */
bool token_denies(const struct token *);
bool token_gap(const struct token *, const char *marks);        /* one of these marks stands before it */
bool token_among(const struct token *, const char *const *words, size_t n);
/* Its number; -1: none, or no word is there. */
int tokens_number(const struct tokens *, size_t at);
/* The word begins with a capital letter or is a number. */
bool token_is_name(const struct token *);

/* ... with these accents, or with none where the words beside it have none. */
bool tokens_fit(const struct tokens *, size_t at, const char *accented);

/* ---- phrases.c: folded words with a blank between two ---------------------------- */

bool tokens_match(const struct tokens *, size_t at, const char *phrase);
/* "báo cáo", "danh sách", "tờ trình", ...: a word for a paper that reports, at this token. */
bool tokens_name_paper(const struct tokens *, size_t at);
size_t tokens_paper(const struct tokens *, size_t from);        /* ... as tokens_find does */
size_t tokens_event(const struct tokens *, size_t from);        /* "hội thi", "ngày hội": a report of it is no report of ours */
/* How many words make this folded phrase; 0: it does not stand here. Spaces do
 * not count: "today" may have been taken for two syllables. */
size_t tokens_phrase(const struct tokens *, size_t at, const char *phrase);
/* Marks that part what stands before from what stands behind, between these words. */
size_t tokens_marks(const struct tokens *, size_t first, size_t last);
/* A clause begins at this word, behind a mark or a full stop, or on a line of its own; t->n: so it does. */
bool tokens_clause(const struct tokens *, size_t at);
/* The word at which the clause of this one begins. */
size_t tokens_clause_first(const struct tokens *, size_t at);
/* In a title this word stands behind a dash, a bracket or an underline. */
bool tokens_apart(const struct tokens *, size_t at);
/* Words of a folded phrase. */
size_t tokens_in(const char *phrase);
/* The first token from `from` on at which one of these phrases stands; t->n or more: none. */
size_t tokens_find(const struct tokens *, size_t from, const char *const *phrases, size_t n);
#define TOKENS_FIND(t, from, list) tokens_find(t, from, list, ARRAY_LEN(list))

/* One of these phrases stands somewhere, and there this holds; NULL: whatever stands around it. */
bool tokens_somewhere(const struct tokens *, const char *const *phrases, size_t n, bool (*holds)(const struct tokens *, size_t at));
#define SOMEWHERE(t, list, holds) tokens_somewhere(t, list, ARRAY_LEN(list), holds)

/* The words that may begin one of these phrases, as a set of word_bit. */
uint64_t tokens_starts(const char *const *phrases, size_t n);

/* FNV-1a of a word, up to a blank. */
#define WORD_HASH 2166136261u
static inline uint32_t
word_hash_add(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 16777619u;
}

static inline uint32_t
word_hash(const char *word)
{
    uint32_t hash = WORD_HASH;

    for (; *word != '\0' && *word != ' '; word++)
        hash = word_hash_add(hash, *word);
    return hash;
}

/* In a set of words: most words that are none of them have another bit. */
static inline uint64_t
word_bit(uint32_t hash)
{
    return (uint64_t)1 << (hash >> 26);
}

/* Asked thousands of times for a mail; the first letter mostly says no. */
static inline bool
token_is(const struct token *t, const char *folded)
{
    return t->text[0] == folded[0] && strcmp(t->text, folded) == 0;
}

/* The tokens [at, at + words) are this folded phrase. */
static inline bool
tokens_are(const struct tokens *t, size_t at, const char *phrase)
{
    return at < t->n && t->v[at].text[0] == phrase[0] && tokens_match(t, at, phrase);
}

/* One of these phrases is. */
static inline bool
tokens_any(const struct tokens *t, size_t at, const char *const *phrases, size_t n)
{
    char first = at < t->n ? t->v[at].text[0] : '\0';

    for (size_t i = 0; i < n; i++)
        if (*phrases[i] == first && tokens_match(t, at, phrases[i]))
            return true;
    return false;
}
#define ANY_AT(t, at, list) tokens_any(t, at, list, ARRAY_LEN(list))

/* One of these phrases begins within the words [from, to). */
bool tokens_within(const struct tokens *, size_t from, size_t to, const char *const *phrases, size_t n);
#define WITHIN(t, from, to, list) tokens_within(t, from, to, list, ARRAY_LEN(list))

#endif
