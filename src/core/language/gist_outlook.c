/* What a report says of the time ahead is not its period: "BC 6T 2023, PH 6T
 * cuối năm" is the report of the first half of the year. */
#include "core/language/view.h"

#include <string.h>

#include "base/mem.h"

#define BETWEEN 6               /* words between the opening and its period */

/* Sure with any period behind them; the others are the report's own work ("kết
 * quả thực hiện nhiệm vụ 6 tháng") unless they open a clause and look ahead. */
static const char *const sure[] = {"ph", "phnv", "phuong huong"};
static const char *const likely[] = {"nv", "nhiem vu", "ke hoach", "muc tieu", "chi tieu",
                                     "dinh huong", "giai phap", "chuong trinh"};
static const char *const fillers[] = {"va", "trong", "tam", "cong", "tac", "cac", "cua", "cho",
                                      "thuc", "hien", "ct", "tt", "gp"};

static size_t
one_of(const struct view *s, size_t at, const char *const *phrases, size_t n)
{
    const char first = view_word(s, at)->text[0];

    for (size_t i = 0; i < n; i++)
        if (*phrases[i] == first && tokens_are(&s->g->words, at, phrases[i]))
            return tokens_in(phrases[i]);
    return 0;
}
/* Its first letter and some of the others in their order: "p", "ph", "phg" of "phuong". */
static bool
short_for(const struct token *t, const char *word, size_t len)
{
    const char *c = t->text;

    if (*c != *word || strlen(c) > 3)
        return false;
    for (size_t i = 0; i < len && *c != '\0'; i++)
        c += *c == word[i];
    return *c == '\0' && strlen(t->text) < len;
}

/* "P.hướng", "n/vụ", "phương hg"; both words cut short only with a mark between them: "p/h". */
static size_t
shortened(const struct view *s, size_t at, const char *const *phrases, size_t n)
{
    const struct token *a = view_word(s, at), *b = view_word(s, at + 1);

    for (size_t i = 0; i < n; i++) {
        const char *blank = *phrases[i] == *a->text ? strchr(phrases[i], ' ') : NULL, *second;
        bool first_whole, second_whole, first_short, second_short;
        size_t len;

        if (blank == NULL || *(second = blank + 1) != *b->text)
            continue;
        len = (size_t)(blank - phrases[i]);
        first_whole = strncmp(a->text, phrases[i], len) == 0 && a->text[len] == '\0';
        second_whole = token_is(b, second);
        first_short = short_for(a, phrases[i], len);
        second_short = short_for(b, second, strlen(second));
        if ((first_short && second_whole) || (first_whole && second_short) ||
            (first_short && second_short && token_gap(b, "/")))
            return 2;
    }
    return 0;
}

static size_t
one_or_short(const struct view *s, size_t at, const char *const *phrases, size_t n)
{
    size_t words = shortened(s, at, phrases, n);

    return words > 0 ? words : one_of(s, at, phrases, n);
}
#define ONE_OR_SHORT(S, AT, LIST) one_or_short(S, AT, LIST, ARRAY_LEN(LIST))
#define ONE_OF(S, AT, LIST) one_of(S, AT, LIST, ARRAY_LEN(LIST))

static bool
later_year(const struct view *s, size_t at)
{
    bool later = false;

    for (size_t i = 0; i < at && view_year(s, at); i++)
        later = later || (view_year(s, i) && view_word(s, i)->number < view_word(s, at)->number);
    return later;
}

static bool
period_at(const struct view *s, size_t at, bool ahead)
{
    static const char *const ends[] = {"cuoi", "toi", "sau", "con lai", "tiep theo"},
                      *const times[] = {"thoi gian toi", "thoi gian sap toi", "thoi gian tiep"};
    bool months = view_between(view_word(s, at)->number, 1, 12) &&
                  token_is(view_word(s, at + 1), "thang"),
         year = token_is(view_word(s, at), "nam");

    if (ONE_OF(s, at, times) > 0)
        return true;
    if (!ahead)
        return months || year || token_is(view_word(s, at), "quy") || view_year(s, at);
    return (months && ONE_OF(s, at + 2, ends) > 0) || (year && ONE_OF(s, at + 1, ends) > 0) ||
           later_year(s, at + year);
}

static bool
opens_clause(const struct view *s, size_t at)
{
    static const char *const joints[] = {"va", "and", "cung", "kem"};

    static const char *const counts[] = {"mot", "so", "cac", "nhung"};

    while (at > 0 && token_gap(view_word(s, at), " _") && ONE_OF(s, at - 1, counts) > 0)
        at--;
    return at == 0 || token_gap(view_word(s, at), ",;&+-*/|(:") || ONE_OF(s, at - 1, joints) > 0;
}

/* A report that is named itself ends it. */
static bool
report_at(const struct view *s, const struct phrase *p, size_t at, bool first)
{
    static const char *const nouns[] = {"bao cao", "ket qua", "so ket", "tong ket"};

    return first ? ONE_OF(s, at, nouns) > 0
                 : p != NULL && p->sense == SENSE_REPORT && tokens_name_paper(&s->g->words, at);
}

/* How many words open a look ahead here; 0: none does. */
static size_t
opening_at(const struct view *s, size_t at)
{
    bool certain = ONE_OR_SHORT(s, at, sure) > 0;
    size_t i = at, n;

    if (!certain && (ONE_OR_SHORT(s, at, likely) == 0 || !opens_clause(s, at)))
        return 0;
    while (i < at + BETWEEN &&
           ((n = ONE_OR_SHORT(s, i, sure)) > 0 || (n = ONE_OR_SHORT(s, i, likely)) > 0 ||
            (n = ONE_OF(s, i, fillers)) > 0))
        i += n;
    while (!certain && i < at + BETWEEN && !period_at(s, i, true) && !report_at(s, NULL, i, true) &&
           token_gap(view_word(s, i + 1), " _"))
        i++;                            /* "KH tuyên truyền 6T cuối năm": what on */
    return period_at(s, i, !certain) ? i - at : 0;
}

/* Until a dash, a bracket, a unit's name or a report. */
static size_t
end_of(const struct view *s, size_t from, bool first)
{
    size_t i = from;

    for (; i < s->g->words.n && !token_gap(view_word(s, i), "-*([|:"); i++) {
        const struct phrase *p = s->phrases[i];
        enum sense sense = p != NULL ? view_named(s, p, i).sense : SENSE_PLAIN;
        if (sense == SENSE_UNIT || sense == SENSE_LOCAL || report_at(s, p, i, first))
            break;
    }
    return i;
}

/* The words behind a first one, which may be cut short. */
static uint64_t
seconds(const char *const *phrases, size_t n)
{
    uint64_t words = 0;

    for (size_t i = 0; i < n; i++)
        if (strchr(phrases[i], ' ') != NULL)
            words |= word_bit(word_hash(strchr(phrases[i], ' ') + 1));
    return words;
}

void
view_openers(struct view *s)
{
    s->opens = tokens_starts(sure, ARRAY_LEN(sure)) | tokens_starts(likely, ARRAY_LEN(likely));
    s->opens_second = seconds(sure, ARRAY_LEN(sure)) | seconds(likely, ARRAY_LEN(likely));
}

static bool
may_open(const struct view *s, size_t at)
{
    const struct token *word = view_word(s, at), *next = view_word(s, at + 1);

    return (s->opens & word_bit(word->hash)) != 0 ||
           (strlen(word->text) <= 3 &&
            ((s->opens_second & word_bit(next->hash)) != 0 || token_gap(next, "/")));
}

size_t
view_outlook(struct view *s, const struct phrase *p, size_t at)
{
    size_t words = p != NULL && p->sense == SENSE_OUTLOOK ? p->words : 0, end;

    if (words == 0 && !s->used[at] && may_open(s, at))
        words = opening_at(s, at);
    if (words == 0)
        return at;
    end = end_of(s, at + words, at == 0);
    if (at == 0 && !report_at(s, NULL, end, true))      /* it looks ahead, and nothing else */
        return at;
    view_use(s, at, end);
    return end;
}
