/* What holds between the parts of a plan: codes, addresses and aliases are
 * given once, and everything named is there. */
#include <ctype.h>
#include <libconfig.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/spelling.h"
#include "base/text.h"
#include "plan.h"

bool period_valid(const char *p)
{
    static const char *const shapes[] = { "dddd", "dddd-Hd", "dddd-Qd", "dddd-dd", "dddd-Wdd" };

    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        size_t k = 0;

        while (shapes[i][k] &&
               (shapes[i][k] == 'd' ? isdigit((unsigned char)p[k]) != 0 : p[k] == shapes[i][k]))
            k++;
        if (shapes[i][k] == '\0' && p[k] == '\0')
            return true;
    }
    return false;
}

/* ---- given once --------------------------------------------------------------------- */

struct claim {                      /* a word that belongs to one owner */
    char *word;
    size_t owner;
};

struct claims {
    void *tree;                     /* of struct claim, by word: a country has 11,000 units */
};

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct claim *)a)->word, ((const struct claim *)b)->word);
}

static void claim_free(void *claim)
{
    free(((struct claim *)claim)->word);
    free(claim);
}

static void claims_free(struct claims *c)
{
    tdestroy(c->tree, claim_free);
}

/* Takes ownership of word. The claim of another owner (or of anybody, when
 * `once`), else NULL. */
static const struct claim *claim(struct claims *c, char *word, size_t owner, bool once)
{
    struct claim *new = xmalloc(sizeof *new), **found;

    *new = (struct claim){ word, owner };
    found = tsearch(new, &c->tree, by_word);
    if (found == NULL || *found == new)
        return NULL;
    claim_free(new);
    return once || (*found)->owner != owner ? *found : NULL;
}

static const char *unit_label(const struct plan *plan, size_t i)
{
    return plan->units[i].code ? plan->units[i].code : "another unit";
}

static void
check_codes(struct options_run *run, const struct plan *plan, const struct config_setting_t *units,
            const struct config_setting_t *reports)
{
    struct claims taken = {0};

    for (size_t i = 0; i < plan->nunits; i++)
        if (plan->units[i].code && claim(&taken, text_lower(plan->units[i].code), i, true))
            options_problem(run, options_element(units, i), "code",
                            "%s is the code of another unit", plan->units[i].code);
    for (size_t i = 0; i < plan->nreports; i++)
        if (plan->reports[i].code &&
            claim(&taken, text_lower(plan->reports[i].code), plan->nunits + i, true))
            options_problem(run, options_element(reports, i), "code",
                            "%s is the code of another report or unit", plan->reports[i].code);
    claims_free(&taken);
}

static void
check_addresses(struct options_run *run, const struct plan *plan,
                const struct config_setting_t *units)
{
    struct claims taken = {0};
    const struct claim *other;

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct strings *addresses = &plan->units[i].addresses;
        for (size_t k = 0; k < addresses->n; k++)
            if ((other = claim(&taken, xstrdup(addresses->v[k]), i, true)))
                options_problem(run, options_element(units, i), "addresses",
                                "%s is already registered for %s", addresses->v[k],
                                unit_label(plan, other->owner));
    }
    claims_free(&taken);
}

/* One ended before the other began: the day tells which is meant (A25). */
static bool
apart(const struct unit *a, const struct unit *b)
{
    return (a->valid_to.year && b->valid_from.year &&
            date_compare(a->valid_to, b->valid_from) < 0) ||
           (b->valid_to.year && a->valid_from.year && date_compare(b->valid_to, a->valid_from) < 0);
}

/* Both are written with accents, and with others. */
static bool
told_apart(const char *folded, const char *spelling, const struct strings *aliases)
{
    bool apart = strcmp(spelling, folded) != 0;

    for (size_t i = 0; i < aliases->n && apart; i++) {
        char *other = spelling_of(aliases->v[i]);

        apart = strcmp(other, spelling) != 0 && strcmp(other, folded) != 0;
        free(other);
    }
    return apart;
}

/* Whoever else has it has it at another time, or with other accents. Each
 * further owner takes it under a longer word. */
static void
check_alias(struct options_run *run, const struct plan *plan, const struct config_setting_t *unit,
            size_t i, const char *alias, struct claims *taken)
{
    char *folded = text_fold(alias), *spelling = spelling_of(alias), *key = xstrdup(folded);
    const struct claim *other;

    if (folded[0] == '\0')
        options_problem(run, unit, "aliases_strong", "\"%s\" has no letter or digit", alias);
    while (folded[0] != '\0' && (other = claim(taken, xstrdup(key), i, false)) != NULL) {
        const struct unit *owner = &plan->units[other->owner];
        char *longer = xasprintf("%s|", key);

        free(key);
        key = longer;
        if (!apart(owner, &plan->units[i]) &&
            !told_apart(folded, spelling, &owner->aliases_strong)) {
            options_problem(run, unit, "aliases_strong",
                            "\"%s\" reads like \"%s\" of %s; an alias two units share is a weak one",
                            alias, folded, unit_label(plan, other->owner));
            break;
        }
    }
    free(key);
    free(spelling);
    free(folded);
}

static void
check_aliases(struct options_run *run, const struct plan *plan,
              const struct config_setting_t *units)
{
    struct claims taken = {0};

    for (size_t i = 0; i < plan->nunits; i++)
        for (size_t k = 0; k < plan->units[i].aliases_strong.n; k++)
            check_alias(run, plan, options_element(units, i), i, plan->units[i].aliases_strong.v[k],
                        &taken);
    claims_free(&taken);
}

/* A mail that says no more could be either. */
static void
check_subject_words(struct options_run *run, const struct plan *plan,
                    const struct config_setting_t *reports)
{
    struct claims taken = {0};

    for (size_t i = 0; i < plan->nreports; i++)
        for (size_t k = 0; k < plan->reports[i].subject_words.n; k++) {
            const char *words = plan->reports[i].subject_words.v[k];
            const struct claim *other = claim(&taken, text_fold(words), i, false);

            if (other)
                options_problem(run, options_element(reports, i), "subject_words",
                                "the subject words \"%s\" stand for %s and for %s: take them from one of the two",
                                words, plan->reports[other->owner].code, plan->reports[i].code);
        }
    claims_free(&taken);
}

/* ---- named and there ------------------------------------------------------------------ */

static const struct unit *unit_of(const struct plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->nunits; i++)
        if (same_text(plan->units[i].code, code))
            return &plan->units[i];
    return NULL;
}

static bool is_level(const struct plan *plan, const char *level)
{
    for (size_t i = 0; i < plan->nunits; i++)
        if (same_text(plan->units[i].level, level))
            return true;
    return false;
}

static void
check_relative(struct options_run *run, const struct plan *plan,
               const struct config_setting_t *place, const char *key, const struct unit *u,
               const char *code)
{
    if (code && unit_of(plan, code) == NULL)
        options_problem(run, place, key, "there is no unit %s", code);
    else if (same_text(code, u->code))
        options_problem(run, place, key, "a unit cannot be its own %s", key);
}

/* Follows one kind of link from a unit: true if it never ends. */
static bool goes_round(const struct plan *plan, const struct unit *u, size_t link)
{
    size_t steps = 0;

    while (u && steps++ <= plan->nunits)
        u = unit_of(plan, *(char *const *)(const void *)((const char *)u + link));
    return u != NULL;
}

static void
check_relatives(struct options_run *run, const struct plan *plan,
                const struct config_setting_t *units)
{
    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];
        const struct config_setting_t *place = options_element(units, i);

        check_relative(run, plan, place, "parent", u, u->parent);
        check_relative(run, plan, place, "successor", u, u->successor);
        for (size_t k = 0; k < u->nsuccessors; k++)
            check_relative(run, plan, options_element(options_member(place, "successors"), k), "unit", u,
                           u->successors[k].unit);
        if (u->parent && !same_text(u->parent, u->code) &&
            goes_round(plan, u, offsetof(struct unit, parent)))
            options_problem(run, place, "parent", "the units above %s go round in a circle",
                            unit_label(plan, i));
        if (u->successor && !same_text(u->successor, u->code) &&
            goes_round(plan, u, offsetof(struct unit, successor)))
            options_problem(run, place, "successor", "the successors of %s go round in a circle",
                            unit_label(plan, i));
    }
}

static void check_communes(struct options_run *run, const struct plan *plan)
{
    const struct config_setting_t *communes = options_member(run->root, "communes");

    for (size_t i = 0; i < plan->ncommunes; i++)
        if (plan->communes[i].unit && unit_of(plan, plan->communes[i].unit) == NULL)
            options_problem(run, options_element(communes, i), "unit", "there is no unit %s",
                            plan->communes[i].unit);
}

static void
check_who(struct options_run *run, const struct plan *plan, const struct config_setting_t *reports)
{
    for (size_t i = 0; i < plan->nreports; i++) {
        const struct report *r = &plan->reports[i];
        const struct config_setting_t *who = options_member(options_element(reports, i), "who");

        for (size_t k = 0; k < r->who_levels.n; k++)
            if (!is_level(plan, r->who_levels.v[k]))
                options_problem(run, who, "levels", "no unit is of level %s", r->who_levels.v[k]);
        for (size_t k = 0; k < r->who_units.n; k++)
            if (unit_of(plan, r->who_units.v[k]) == NULL)
                options_problem(run, who, "units", "there is no unit %s", r->who_units.v[k]);
        for (size_t k = 0; k < r->who_except.n; k++)
            if (unit_of(plan, r->who_except.v[k]) == NULL)
                options_problem(run, who, "except", "there is no unit %s", r->who_except.v[k]);
    }
}

/* ---- days ------------------------------------------------------------------------------ */

static int by_date(const void *a, const void *b)
{
    return date_compare(*(const struct date *)a, *(const struct date *)b);
}

static bool has_day(const struct date *days, size_t n, struct date d)
{
    return n > 0 && bsearch(&d, days, n, sizeof *days, by_date) != NULL;
}

static void sort_days(struct date *days, size_t *n)
{
    size_t kept = 0;

    if (*n > 0)
        qsort(days, *n, sizeof *days, by_date);
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || date_compare(days[kept - 1], days[i]) != 0)
            days[kept++] = days[i];
    *n = kept;
}

static void check_days(struct options_run *run, struct plan *plan)
{
    char iso[11];

    sort_days(plan->holidays, &plan->nholidays);
    sort_days(plan->working_saturdays, &plan->nworking_saturdays);
    for (size_t i = 0; i < plan->nworking_saturdays; i++) {
        struct date d = plan->working_saturdays[i];

        date_write(d, iso);
        if (date_weekday(d) < 5)
            options_problem(run, run->root, "working_saturdays", "%s is no Saturday or Sunday",
                            iso);
        if (has_day(plan->holidays, plan->nholidays, d))
            options_problem(run, run->root, "working_saturdays", "%s is among the holidays too",
                            iso);
    }
}

void plan_check(struct options_run *run, void *object)
{
    struct plan *plan = object;
    const struct config_setting_t *units = options_member(run->root, "units"),
                                  *reports = options_member(run->root, "reports");

    check_codes(run, plan, units, reports);
    check_addresses(run, plan, units);
    check_aliases(run, plan, units);
    check_subject_words(run, plan, reports);
    check_relatives(run, plan, units);
    check_communes(run, plan);
    check_who(run, plan, reports);
    dossiers_check(run, plan);
    check_days(run, plan);
}
