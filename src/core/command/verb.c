/* Which order a line gives: the words of the table at its front, or within it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

static const char *const polite[] = { "xin", "vui", "long", "de", "nghi", "nho", "hay", "cho",
                                      "toi", "minh", "em", "anh", "chi", "biet", "xem", "lenh",
                                      "please", "show", "me", "kinh", "da", "thua", "nhe", "giup",
                                      "dong", "cac", "them", "hoi", "can", "you", "the",
                                      "vang", "u", "uh", "um", "uhm", "ok", "oke", "okay", "okie",
                                      "chao", "gui", "he", "thong", "lam", "on", "phien", "roi",
                                      "thi", "cu", "duoc" };

bool
parse_waits(const struct token *t)
{
    return token_is(t, "cho") && !token_fits(t, "cho") && (token_fits(t, "chớ") || token_fits(t, "chờ"));
}

bool
parse_polite(const struct token *t)
{
    for (size_t i = 0; i < ARRAY_LEN(polite); i++)
        if (token_is(t, polite[i]))
            return !parse_waits(t) && !(token_is(t, "can") && !token_fits(t, "cần"));       /* "cân nhắc" */
    return false;
}

/* "gửi giúp anh tệp": courtesies within the words of an order. */
static size_t
phrase_at(const struct tokens *t, size_t at, const char *phrase)
{
    static const char *const between[] = { "giup", "ho", "gium", "cho", "anh", "em", "toi", "minh",
                                           "chi", "lai", "luon", "voi" };
    size_t n = tokens_phrase(t, at, phrase), i = at;

    if (n > 0)
        return n;
    while (*phrase != '\0') {
        size_t len = strcspn(phrase, " ");
        char word[32];

        while (i > at && i < t->n && token_among(&t->v[i], between, ARRAY_LEN(between)))
            i++;
        snprintf(word, sizeof word, "%.*s", (int)len, phrase);
        if (i >= t->n || !token_is(&t->v[i], word))
            return 0;
        i++;
        phrase += len + (phrase[len] == ' ');
    }
    return i - at;
}

/* The longest phrase of any command at this word. inside: only those that may
 * stand within a sentence. */
static void
look(const struct tokens *t, size_t at, bool inside, struct hit *best)
{
    for (size_t v = 0; v < VERBS; v++) {
        bool queue = v == VERB_QUEUE && token_fits(&t->v[at], "chờ");        /* "chờ phân loại" */
        const char *p = parse_waits(&t->v[at]) && !queue ? "" : command_rules[v].words;

        while (*p != '\0') {
            size_t n = strcspn(p, "|"), words;
            bool anywhere = *p == '*';
            char phrase[64];

            memcpy(phrase, p + anywhere, n - anywhere);
            phrase[n - anywhere] = '\0';
            words = anywhere || !inside ? phrase_at(t, at, phrase) : 0;
            if (words > best->words)
                *best = (struct hit){ &command_rules[v], at, words };
            p += n + (p[n] == '|');
        }
    }
}

/* "đơn vị nào nộp trễ" asks for no unit, "xem ai chưa nộp" for no code, "đồng ý
 * cho ... lùi đến" confirms nothing: what follows is said. */
static bool
says_little(const struct tokens *t, const struct hit *front)
{
    const char *series = front->rule->verb == VERB_CONFIRM ? "gn" : "tn";
    char *code = NULL;
    bool found = false;

    if (front->rule->verb == VERB_UNIT)
        return front->at + 2 < t->n && token_is(&t->v[front->at + 2], "nao");
    if (front->rule->verb != VERB_CODE && front->rule->verb != VERB_CONFIRM)
        return false;
    for (size_t i = 0; i < t->n && !found; i++)
        found = read_code(t, i, series, 2000, &code) > i;
    free(code);
    return !found;
}

/* "TN-2023-0041 và TN-2023-0042 đạt" */
static size_t
leading_codes(const struct tokens *t)
{
    size_t at = 0, end = 0;

    do {
        static const char *const series[] = { "tn", "gn" };

        at = end;
        end += at > 0 && at < t->n && token_is(&t->v[at], "va");
        for (size_t i = 0; i < ARRAY_LEN(series) && end <= at + 1; i++) {
            char *code = NULL;

            end = read_code(t, end, series[i], 2000, &code);
            free(code);
        }
    } while (end > at + 1);
    return at;
}

/* "ok" may only mean that it was read: "ok duyệt" is its second word. */
static bool
is_ok(const struct tokens *t, const struct hit *h)
{
    return h->words == 1 && (token_is(&t->v[h->at], "ok") || token_is(&t->v[h->at], "okay"));
}

static struct hit
at_front(const struct tokens *t, size_t from)
{
    struct hit front = {0};

    for (size_t at = from; at < t->n; at++) {
        struct hit here = {0};

        if (tokens_are(t, at, "roi hay"))       /* "cho anh xem roi hay duyet" */
            return here;
        look(t, at, false, &here);
        if (here.words > front.words || (here.words > 0 && is_ok(t, &front)))
            front = here;
        if (!parse_polite(&t->v[at]))
            break;
    }
    return front;
}

/* "Thôi không đạt" drops no candidate: nobody is named. */
static bool
only_stops(const struct tokens *t, const struct hit *front)
{
    bool dossier = false;
    char *code = NULL;

    for (size_t i = 0; i < t->n && !dossier; i++)
        dossier = read_code(t, i, "hs", 2000, &code) > i;
    free(code);
    return front->rule != NULL && front->rule->verb == VERB_DROP && !dossier &&
           front->words == 1 && token_is(&t->v[front->at], "thoi") && t->n > 1;
}

struct hit
parse_verb(const struct tokens *t)
{
    struct hit front = at_front(t, leading_codes(t)), inside = {0};

    if (front.rule != NULL && !says_little(t, &front) && !only_stops(t, &front))
        return front;
    for (size_t at = 0; at < t->n; at++)
        look(t, at, true, &inside);
    return inside.rule != NULL || only_stops(t, &front) ? inside : front;
}

struct hit
parse_spoken_of(const struct tokens *t)
{
    static const char *const before[] = { "khong", "ko", "k", "chua", "dung", "khoan", "tam",
                                          "chang", "co", "nen", "sao", "tai", "vi", "lai", "phai",
                                          "neu", "thoi", "dont", "don", "t", "do", "not", "should",
                                          "we", "i", "why", "tu", "voi", "vang", "hay", "la",
                                          "muon", "dinh", "cho", "can" };
    static const char *const no[] = { "khong", "ko", "khoan", "thoi", "not", "dont" };
    struct hit hit = {0};
    bool turned = false, denied = false;

    for (size_t at = leading_codes(t); at < t->n && hit.rule == NULL; at++) {
        bool turns = token_among(&t->v[at], before, ARRAY_LEN(before));

        if (turned)
            look(t, at, false, &hit);
        if (!turns && !parse_polite(&t->v[at]))
            break;
        turned = turned || turns;
        denied = denied || (hit.rule == NULL && token_among(&t->v[at], no, ARRAY_LEN(no)));
    }
    if (denied && hit.rule != NULL && hit.rule->verb == VERB_REMIND)
        hit.rule = &command_rules[VERB_PAUSE];          /* has a name of its own */
    return hit;
}

bool
parse_begins(const char *text, bool with_code)
{
    struct tokens t;
    struct hit front;
    char *code = NULL;
    bool begins;

    tokens_of(text, strlen(text), &t);
    front = at_front(&t, 0);
    begins = front.rule != NULL;
    if (begins && with_code) {
        size_t at = front.at + front.words;

        begins = read_code(&t, at, "tn", 2000, &code) > at ||
                 (code == NULL && read_code(&t, at, "gn", 2000, &code) > at);
        free(code);
    }
    tokens_free(&t);
    return begins;
}

bool
parse_is(const char *text, enum verb verb)
{
    struct tokens t;
    struct hit hit;

    tokens_of(text, strlen(text), &t);
    hit = parse_verb(&t);
    tokens_free(&t);
    return hit.rule != NULL && hit.rule->verb == verb;
}
