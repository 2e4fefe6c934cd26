/* A district that has ended says where a place lies: "xã Mỹ Thọ (huyện Cao Lãnh cũ)",
 * "phường 1, TP Cao Lãnh". It names no unit of its own, and of several of one name
 * only those that have its land. */
#include "core/language/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NEAR 5                  /* words between the place and its district */

static bool
near(struct span a, struct span b)
{
    return (a.last <= b.first && b.first - a.last <= NEAR) ||
           (b.last <= a.first && a.first - b.last <= NEAR);
}

static bool
lies_in(const struct view *s, const struct gist_unit *place, const struct gist_unit *district)
{
    return near(place->at, district->at) && unit_valid_on(place->unit, s->day) &&
           unit_follows(district->unit, place->unit, s->day);
}

/* One of that name lies there, and this one does not. */
static bool
other_of_name(const struct view *s, const struct gist_unit *u, const struct gist_unit *district)
{
    bool other = false;

    for (size_t i = 0; i < s->g->nunits; i++)
        other = other || (s->g->units[i].at.first == u->at.first &&
                          lies_in(s, &s->g->units[i], district));
    return other && !lies_in(s, u, district);
}

/* The only one that its words name. */
static bool
alone(const struct gist *g, size_t at)
{
    bool alone = true;

    for (size_t i = 0; i < g->nunits; i++)
        alone = alone && (i == at || g->units[i].at.first != g->units[at].at.first);
    return alone;
}

static bool
place_in(const struct view *s, const struct gist_unit *district)
{
    bool found = false;

    for (size_t i = 0; i < s->g->nunits && !found; i++)
        found = lies_in(s, &s->g->units[i], district);
    return found;
}

/* Takes the district out, and whom it rules out. */
static void
narrow(struct view *s, size_t at)
{
    struct gist *g = s->g;
    const struct gist_unit district = g->units[at];
    struct gist_unit kept[GIST_UNITS];
    size_t n = 0;

    for (size_t i = 0; i < g->nunits; i++)
        if (i != at && !other_of_name(s, &g->units[i], &district))
            kept[n++] = g->units[i];
    memcpy(g->units, kept, n * sizeof *kept);
    g->nunits = n;
    for (size_t i = 0; i < n; i++)
        if (lies_in(s, &g->units[i], &district) && alone(g, i))
            g->units[i].strong = true;
}

/* "xã Mỹ Hiệp - Cao Lãnh": the bare name behind a place is the district's that it lay in, whoever
 * bears it now. */
static const struct unit *
district_behind(const struct view *s, const struct gist_unit *u)
{
    const struct phrase *p = s->phrases[u->at.first];

    for (size_t i = 0; p != NULL && i < p->nnames; i++)
        for (size_t k = 0; k < s->g->nunits && !unit_valid_on(p->names[i].unit, s->day); k++) {
            const struct gist_unit *place = &s->g->units[k];
            if (place->at.last == u->at.first && unit_valid_on(place->unit, s->day) &&
                unit_follows(p->names[i].unit, place->unit, s->day))
                return p->names[i].unit;
        }
    return NULL;
}

static void
name_districts(struct view *s)
{
    struct gist *g = s->g;

    for (size_t i = 0; i < g->nunits; i++) {
        const struct unit *district = district_behind(s, &g->units[i]);
        struct span at = g->units[i].at;
        size_t n = 0;

        if (district == NULL || district == g->units[i].unit)
            continue;
        for (size_t k = 0; k < g->nunits; k++)
            if (k == i || g->units[k].at.first != at.first)
                g->units[n++] = g->units[k];
        g->nunits = n;
        for (size_t k = 0; k < n; k++)
            if (g->units[k].at.first == at.first)
                g->units[k] = (struct gist_unit){ district, true, at };
    }
}

/* "P1 TP Cao Lãnh": a number alone may be anything; before a city it is its ward. */
static void
take_ward(struct view *s, const struct gist_unit *city)
{
    struct gist *g = s->g;
    struct span at = { city->at.first - 2, city->at.first };
    char *name = xasprintf("phường %d", view_word(s, at.first + 1)->number);
    const struct phrase *p;
    struct tokens t;
    struct named named = {0};

    tokens_of(name, strlen(name), &t);
    p = index_phrase(s->index, &t, 0);
    if (p != NULL && p->nnames > 0)
        phrase_named(p, &t, 0, s->day, &named);
    for (size_t i = 0; i < named.n; i++)
        if (named.sense != SENSE_COMMUNE && g->nunits < GIST_UNITS)
            g->units[g->nunits++] = (struct gist_unit){ named.units[i], false, at };
        else if (named.sense == SENSE_COMMUNE && named.units[i] == city->unit &&
                 g->ncommunes < GIST_UNITS)
            g->communes[g->ncommunes++] = (struct gist_unit){ named.units[i], false, at };
    if (named.n > 0)
        view_use(s, at.first, at.last);
    if (g->ncommunes > 0 && g->communes[g->ncommunes - 1].at.first == at.first) {
        view_mark(&g->local, at.first, at.last);
        g->local_writes = g->local_writes || at.first == 0 || token_gap(view_word(s, at.first), "-*:|");
    }
    tokens_free(&t);
    free(name);
}

static void
numbered_wards(struct view *s)
{
    static const char *const cities[] = { "thành phố", "thị xã" };

    for (size_t i = 0; i < s->g->nunits; i++) {
        const struct gist_unit city = s->g->units[i];
        size_t at = city.at.first;
        bool is = false;

        for (size_t k = 0; k < ARRAY_LEN(cities) && city.unit->kind != NULL; k++)
            is = is || strcmp(city.unit->kind, cities[k]) == 0;
        if (is && at >= 2 && token_is(view_word(s, at - 2), "p") &&
            view_between(view_word(s, at - 1)->number, 1, 30) && !s->used[at - 2] &&
            !s->used[at - 1])
            take_ward(s, &city);
    }
}

void
view_former(struct view *s)
{
    struct gist *g = s->g;

    numbered_wards(s);
    if (s->day.year != 0)
        name_districts(s);
    for (size_t i = 0; i < g->nunits && s->day.year != 0;) {
        if (unit_valid_on(g->units[i].unit, s->day) || !place_in(s, &g->units[i])) {
            i++;
        } else {
            narrow(s, i);
            i = 0;
        }
    }
}
