/* Whom a phrase names on a day. */
#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"
#include "core/language/index.h"
#include "core/language/tokens.h"

#define THERE 2
#define TONE 2                  /* bytes of a combining tone */

static bool
there(const struct unit *unit, struct date day)
{
    return day.year == 0 || unit_valid_on(unit, day);
}

/* Who is there before who is not; the unit itself before what lies below it. */
static int
nearness(const struct bearer *name, struct date day)
{
    return (there(name->unit, day) ? THERE : 0) + (name->commune ? 0 : 1);
}

struct sieve {
    struct date day;
    int nearness;
    const char *spelling;           /* NULL: no name is written like this */
};

static bool
passes(const struct sieve *s, const struct bearer *name)
{
    return nearness(name, s->day) == s->nearness &&
           (s->spelling == NULL || strcmp(name->written, s->spelling) == 0);
}

/* "xã Bình Thành" is not "xã Bình Thạnh": equal only without accents. */
static void
keep_written(const struct phrase *p, struct sieve *s, const char *spelling)
{
    struct sieve closer = { s->day, s->nearness, spelling };

    for (size_t i = 0; i < p->nnames; i++)
        if (passes(&closer, &p->names[i]))
            *s = closer;
}

static const struct bearer *
collect(const struct phrase *p, const struct sieve *s, struct named *out)
{
    const struct bearer *first = NULL;

    for (size_t i = 0; i < p->nnames && out->n < NAMED_MOST; i++) {
        if (!passes(s, &p->names[i]))
            continue;
        first = first != NULL ? first : &p->names[i];
        out->units[out->n++] = p->names[i].unit;
    }
    return first;
}

static bool
own_word(const struct phrase *p, struct date day)
{
    for (size_t i = 0; i < p->nwithin; i++)
        if (there(p->within[i], day))
            return true;
    return false;
}

/* Words that places bear in more than one tone; in any other a tone that is
 * not the name's is a slip ("Lấp Vó"). Without it, as spelling_of writes them. */
static const char *const many_tones[] = { "thanh", "phu" };

/* A word of a name beside that of a text. */
struct pair {
    const char *name, *text;
    size_t n, m;
    bool accented;                  /* there are accents in the text */
};

static bool
is_ascii(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* Bytes of the tone behind a word, as spelling_of sets it. */
static size_t
tone_of(const char *word, size_t n)
{
    return n > TONE && (unsigned char)word[n - TONE] == 0xCC ? TONE : 0;
}

static bool
has_many_tones(const struct pair *p)
{
    size_t bare = p->n - tone_of(p->name, p->n);
    bool many = false;

    for (size_t i = 0; i < ARRAY_LEN(many_tones); i++)
        many = many || (bare == strlen(many_tones[i]) && memcmp(p->name, many_tones[i], bare) == 0);
    return many;
}

/* "Bình Thạnh" is written for no "Bình Thành". A tone that was left out says nothing. */
static bool
other_tone(const struct pair *p)
{
    return tone_of(p->name, p->n) > 0 && p->m == p->n && has_many_tones(p) &&
           memcmp(p->name, p->text, p->n - TONE) == 0 && memcmp(p->name, p->text, p->n) != 0;
}

/* What is written counts, letters and tone; what was left out does not, but in a
 * word of many tones within a name that has accents. */
static bool
unlike(const struct pair *p)
{
    size_t toned = tone_of(p->name, p->n), tone = tone_of(p->text, p->m), bare = p->m - tone;

    if (!is_ascii(p->text, bare) && (bare != p->n - toned || memcmp(p->name, p->text, bare) != 0))
        return true;
    if (tone > 0)
        return toned == 0 || memcmp(p->name + p->n - toned, p->text + bare, TONE) != 0;
    return toned > 0 && p->accented && has_many_tones(p);
}

static bool
any_word(const char *name, const char *text, bool (*differs)(const struct pair *))
{
    struct pair p = { .name = name, .text = text, .accented = !is_ascii(text, strlen(text)) };
    bool found = false;

    while (*p.name != '\0' && *p.text != '\0' && !found) {
        p.n = strcspn(p.name, " ");
        p.m = strcspn(p.text, " ");
        found = differs(&p);
        p.name += p.n + (p.name[p.n] == ' ');
        p.text += p.m + (p.text[p.m] == ' ');
    }
    return found;
}

void
phrase_named(const struct phrase *p, const struct tokens *t, size_t at, struct date day,
             struct named *out)
{
    struct sieve s = { .day = day };
    char *raw = NULL, *spelling = NULL;
    const struct bearer *first;

    *out = (struct named){ .sense = own_word(p, day) ? SENSE_PLAIN : p->sense };
    if (p->nnames == 0 || p->sense == SENSE_HOST)
        return;
    for (size_t i = 0; i < p->nnames; i++) {
        int near = nearness(&p->names[i], day);

        s.nearness = near > s.nearness ? near : s.nearness;
    }
    if (p->province && s.nearness < THERE) {
        out->sense = SENSE_PROVINCE;
        return;
    }
    raw = tokens_quote(t, at, at + p->words);
    spelling = spelling_of(raw);
    if (p->nnames > 1)
        keep_written(p, &s, spelling);
    first = collect(p, &s, out);
    out->sense = first->commune ? SENSE_COMMUNE
                 : out->n == 1 && first->strong && !any_word(first->written, spelling, other_tone)
                     ? SENSE_UNIT
                     : SENSE_UNIT_WEAK;
    out->unlike = !is_ascii(first->written, strlen(first->written)) &&    /* an alias may have no accents */
                  any_word(first->written, spelling, unlike);
    free(spelling);
    free(raw);
}
