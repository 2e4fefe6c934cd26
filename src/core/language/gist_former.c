/* A district that has ended says where a place lies: "xã Mỹ Thọ (huyện Cao Lãnh cũ)",
 * "phường 1, TP Cao Lãnh". It names no unit of its own, and of several of one name
 * only those that have its land. */
#include "core/language/view.h"

#include <string.h>

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

void
view_former(struct view *s)
{
    struct gist *g = s->g;

    for (size_t i = 0; i < g->nunits && s->day.year != 0;) {
        if (unit_valid_on(g->units[i].unit, s->day) || !place_in(s, &g->units[i])) {
            i++;
        } else {
            narrow(s, i);
            i = 0;
        }
    }
}
