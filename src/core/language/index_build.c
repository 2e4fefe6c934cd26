/* Fills the table with all phrases of a plan and of the lexicon. */
#include "index_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/spelling.h"
#include "base/text.h"
#include "core/language/cover.h"
#include "core/language/draft.h"
#include "core/language/lexicon.h"
#include "core/language/names.h"
#include "core/language/provinces.h"
#include "home.h"

#define SQUEEZED_LEAST 6    /* bytes: "lap vo" */

static uint64_t
hash_tokens(const struct tokens *t)
{
    uint64_t h = HASH_START;

    for (size_t i = 0; i < t->n; i++)
        h = hash_word(h, &t->v[i]);
    return h;
}

static char *
join(const struct tokens *t)
{
    struct buf b = {0};

    for (size_t i = 0; i < t->n; i++) {
        if (i > 0)
            buf_addc(&b, ' ');
        buf_adds(&b, t->v[i].text);
    }
    return buf_take(&b);
}

static void
place(struct match_index *x, size_t i)
{
    size_t at = x->hashes[i] & (x->nslots - 1);

    while (x->slots[at] != 0)
        at = (at + 1) & (x->nslots - 1);
    x->slots[at] = i + 1;
}

static void
grow(struct match_index *x)
{
    free(x->slots);
    x->nslots = x->nslots > 0 ? 4 * x->nslots : 1024;
    x->slots = xcalloc(x->nslots, sizeof *x->slots);
    for (size_t i = 0; i < x->n; i++)
        place(x, i);
}

/* The phrase of these words, made if it is new. NULL for no words. */
static struct phrase *
phrase_of(struct match_index *x, const char *words, bool *isnew)
{
    struct tokens t;
    struct phrase *p = NULL;

    tokens_of(words, strlen(words), &t);
    if (t.n > 0 && t.n <= PHRASE_MOST) {
        uint64_t hash = hash_tokens(&t);

        p = index_exact(x, hash, &t, 0, t.n);
        *isnew = p == NULL;
        if (p == NULL) {
            if ((x->n + 1) * 2 > x->nslots)
                grow(x);
            x->hashes = xreallocarray(x->hashes, x->n + 1, sizeof *x->hashes);
            x->hashes[x->n] = hash;
            p = ARRAY_MORE(x->v, x->n);
            p->text = join(&t);
            p->words = t.n;
            place(x, x->n - 1);
            x->firsts[t.v[0].hash % FIRST_WORDS].lengths |= (uint16_t)(1u << (t.n - 1));
        }
        p->marks = tokens_marks(&t, 0, t.n) > p->marks ? tokens_marks(&t, 0, t.n) : p->marks;
    }
    tokens_free(&t);
    return p;
}

static void
add_sense(struct match_index *x, const char *words, enum sense sense)
{
    bool isnew;
    struct phrase *p = phrase_of(x, words, &isnew);

    if (p != NULL && isnew)
        p->sense = sense;
    if (p != NULL && sense == SENSE_PROVINCE) {
        p->province = true;
        x->firsts[word_hash(p->text) % FIRST_WORDS].provinces |= (uint16_t)(1u << (p->words - 1));
    }
}

/* A unit is there once; its commune of the same name beside it. */
static struct bearer *
name_of(const struct phrase *p, const struct unit *unit, bool commune)
{
    for (size_t i = 0; i < p->nnames; i++)
        if (p->names[i].unit == unit && p->names[i].commune == commune)
            return &p->names[i];
    return NULL;
}

static void add_unit(struct match_index *, const char *words, const struct unit *, bool strong);

/* "LaiVung", "thapmuoi": as file names are written. */
static void
add_squeezed(struct match_index *x, const struct phrase *p, const struct unit *unit, bool strong)
{
    struct tokens t;
    char *one, *to;

    if (p->words < 2 || strlen(p->text) < SQUEEZED_LEAST || strpbrk(p->text, "0123456789") != NULL)
        return;
    one = to = xstrdup(p->text);
    for (const char *from = one; *from != '\0'; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    tokens_of(one, strlen(one), &t);
    if (t.n == 1)                           /* else it is taken apart again, and is the name */
        add_unit(x, one, unit, strong);
    tokens_free(&t);
    free(one);
}

static void
add_unit(struct match_index *x, const char *words, const struct unit *unit, bool strong)
{
    bool isnew;
    struct phrase *p = words != NULL ? phrase_of(x, words, &isnew) : NULL;
    struct bearer *name;

    if (p == NULL || p->sense == SENSE_HOST || (!isnew && p->nnames == 0))
        return;
    if (isnew)
        p->sense = unit->host ? SENSE_HOST : SENSE_UNIT;
    if ((name = name_of(p, unit, false)) == NULL) {
        name = ARRAY_MORE(p->names, p->nnames);
        *name = (struct bearer){ .unit = unit, .written = spelling_of(words) };
    }
    name->strong = name->strong || strong;
    add_squeezed(x, p, unit, strong);
}

struct naming { struct match_index *index; const struct unit *unit; };

static void
take_name(void *arg, const char *words, bool strong)
{
    struct naming *to = arg;

    add_unit(to->index, words, to->unit, strong);
}

/* How the kind before a commune's name is written for short. A number alone
 * ("p1") is too often something else. */
static const struct { const char *kind, *form; bool numbers; } forms_of_commune[] = {
    {"xã", "x", false}, {"xã", "cax", false}, {"phường", "p", false}, {"phường", "cap", false}, {"phường", "ca p", true},
    {"phường", "cong an p", true}, {"phường", "ubnd p", true}, {"thị trấn", "tt", false}, {"thị trấn", "catt", false},
};

static void
add_commune_name(struct match_index *x, const char *words, const struct unit *unit)
{
    bool isnew;
    struct phrase *p = phrase_of(x, words, &isnew);

    if (p == NULL || (!isnew && p->nnames == 0))
        return;
    p->sense = SENSE_UNIT;
    *ARRAY_MORE(p->names, p->nnames) =
        (struct bearer){ .unit = unit, .written = spelling_of(words), .commune = true };
}

static void
add_commune(struct match_index *x, const struct unit *unit, const char *name)
{
    add_commune_name(x, name, unit);
    for (size_t i = 0; i < ARRAY_LEN(forms_of_commune); i++) {
        size_t kind = strlen(forms_of_commune[i].kind);
        char *form;
        if (strncmp(name, forms_of_commune[i].kind, kind) != 0 || name[kind] != ' ' ||
            (isdigit((unsigned char)name[kind + 1]) && !forms_of_commune[i].numbers))
            continue;
        form = xasprintf("%s%s", forms_of_commune[i].form, name + kind);
        add_commune_name(x, form, unit);
        free(form);
    }
}

static void
add_communes(struct match_index *x)
{
    for (size_t i = 0; i < x->plan->ncommunes; i++) {
        const struct communes *c = &x->plan->communes[i];
        const struct unit *unit = plan_unit(x->plan, c->unit);
        for (size_t k = 0; unit != NULL && k < c->names.n; k++)
            add_commune(x, unit, c->names.v[k]);
    }
}

/* "danh sách ... điển hình" */
static bool
add_gapped(struct match_index *x, const char *words, const struct report *r)
{
    const char *gap = strstr(words, "...");
    struct gapped *g;
    struct tokens head, tail;

    if (gap == NULL)
        return false;
    tokens_of(words, (size_t)(gap - words), &head);
    tokens_of(gap + 3, strlen(gap + 3), &tail);
    g = ARRAY_MORE(x->gapped, x->ngapped);
    *g = (struct gapped){join(&head), join(&tail), head.n, tail.n, r};
    tokens_free(&head);
    tokens_free(&tail);
    return true;
}

static void
add_report(struct match_index *x, const struct report *r)
{
    for (size_t i = 0; i < r->subject_words.n; i++) {
        bool isnew;
        if (add_gapped(x, r->subject_words.v[i], r))
            continue;
        struct phrase *p = phrase_of(x, r->subject_words.v[i], &isnew);
        if (p == NULL || !isnew)
            continue;
        p->sense = SENSE_REPORT;
        p->report = r;
    }
}

/* "bệnh viện" is nobody's own word where hospitals report themselves. */
static void
add_within(struct match_index *x, const struct unit *unit, const char *name)
{
    struct tokens t;

    tokens_of(name, strlen(name), &t);
    for (size_t at = 0; at < t.n; at++) {
        uint64_t h = HASH_START;

        for (size_t n = 1; n <= PHRASE_MOST && at + n <= t.n; n++) {
            struct phrase *p;
            h = hash_word(h, &t.v[at + n - 1]);
            p = index_exact(x, h, &t, at, n);
            if (p != NULL && p->sense == SENSE_LOCAL &&
                (p->nwithin == 0 || p->within[p->nwithin - 1] != unit)) {
                p->within = xreallocarray(p->within, p->nwithin + 1, sizeof *p->within);
                p->within[p->nwithin++] = unit;
            }
        }
    }
    tokens_free(&t);
}

static char *
report_words(const struct plan *plan, bool english)
{
    struct buf b = {0};

    for (size_t i = 0; i < plan->nreports; i++) {
        const char *en = plan->reports[i].name_en, *name = english && en != NULL ? en : plan->reports[i].name;
        struct tokens t;

        tokens_of(name, strlen(name), &t);
        for (size_t k = 0; k < t.n; k++)
            buf_addf(&b, "%s ", t.v[k].text);
        tokens_free(&t);
    }
    return buf_take(&b);
}

/* What a plan says of its own and of others' matters stands in place of the lexicon's words for them. */
static bool
speaks_for(const struct plan *plan, const struct word_sense *w)
{
    switch (w->sense) {
    case SENSE_OTHER_TOPIC: return plan->other_topics.n == 0;
    case SENSE_OUR_TOPIC:
    case SENSE_OUR_WORD: return plan->own_topics.n == 0;
    case SENSE_OUTSIDE: return !home_rhythm(plan, w->phrase);
    default: return true;
    }
}

struct match_index *
match_index_new(const struct plan *plan)
{
    struct match_index *x = xcalloc(1, sizeof *x);

    x->plan = plan;
    x->cover = cover_new(plan);
    grow(x);
    /* The plan's words come first: what an office declares outweighs the lexicon. */
    for (int host = 1; host >= 0; host--)
        for (size_t i = 0; i < plan->nunits; i++)
            if (plan->units[i].host == host)
                names_each(&plan->units[i], take_name, &(struct naming){ x, &plan->units[i] });
    add_communes(x);
    x->ranks = xcalloc(plan->nreports + 1, sizeof *x->ranks);
    for (size_t i = 0; i < plan->nreports; i++) {
        add_report(x, &plan->reports[i]);
        x->ranks[i] = report_rank(&plan->reports[i]);
    }
    x->names[0] = report_words(plan, false);
    x->names[1] = report_words(plan, true);
    for (size_t i = 0; i < plan->own_topics.n; i++)
        add_sense(x, plan->own_topics.v[i], SENSE_OUR_TOPIC);
    for (size_t i = 0; i < plan->other_topics.n; i++)
        add_sense(x, plan->other_topics.v[i], SENSE_OTHER_TOPIC);
    for (size_t i = 0; i < lexicon_size; i++)
        if (speaks_for(plan, &lexicon[i]))
            add_sense(x, lexicon[i].phrase, lexicon[i].sense);
    for (size_t i = 0; i < draft_nwords; i++)
        add_sense(x, draft_words[i], SENSE_QUESTION);
    for (size_t i = 0; i < lexicon_nprovinces; i++)
        if (!home_province(plan, lexicon_provinces[i])) {
            add_sense(x, lexicon_provinces[i], SENSE_PROVINCE);
            provinces_add(&x->provinces, lexicon_provinces[i]);
        }
    for (size_t i = 0; i < plan->nunits; i++) {
        add_within(x, &plan->units[i], plan->units[i].name);
        add_within(x, &plan->units[i], plan->units[i].holder);
        if (plan->units[i].kind != NULL && !plan->units[i].host)
            strings_once(&x->kinds, plan->units[i].kind);
    }
    return x;
}

void
match_index_free(struct match_index *x)
{
    if (x == NULL)
        return;
    for (size_t i = 0; i < x->n; i++) {
        free(x->v[i].text);
        for (size_t k = 0; k < x->v[i].nnames; k++)
            free(x->v[i].names[k].written);
        free(x->v[i].names);
        free(x->v[i].within);
    }
    free(x->v);
    free(x->hashes);
    free(x->slots);
    free(x->ranks);
    free(x->names[0]);
    free(x->names[1]);
    for (size_t i = 0; i < x->ngapped; i++) {
        free(x->gapped[i].head);
        free(x->gapped[i].tail);
    }
    free(x->gapped);
    cover_free(x->cover);
    strings_free(&x->provinces);
    strings_free(&x->kinds);
    free(x);
}
