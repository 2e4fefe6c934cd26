/* simulate: a year played through before anybody trusts a plan with it. What
 * decides is the daemon's own: obligations_keep, reminding_look, the courier's
 * limits. In place of sending a letter is printed and stands as sent. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "office/remind/obligations.h"
#include "office/remind/reminding.h"
#include "scenario.h"
#include "simulation.h"

/* ---- time passes -------------------------------------------------------------------- */

static int
tick(struct simulation *s)
{
    struct reminding r = {0};
    int rc;

    clock_set(s->now);
    rc = obligations_keep(s->desk, s->now);
    if (rc == 0)
        rc = reminding_look(s->desk, s->now, &r);
    if (rc == 0 && reminding_any(&r))
        rc = simulated_letters(s, &r);
    reminding_clear(&r);
    return rc == 0 ? simulated_send(s) : rc;
}

/* What the daemon has to be up for; what officers and senders did waits. */
static bool
waits(const struct simulation *s, const struct happening *h)
{
    return s->down && h->happen != happen_up && h->happen != happen_clock;
}

/* Everything up to now, in its order; what waits is done when the daemon comes
 * up, with its own time of receipt. */
static int
happen_all(struct simulation *s, struct happenings *list, char **cause)
{
    bool was_down;

    do {
        was_down = s->down;
        for (size_t i = 0; i < list->n && list->v[i].at <= s->now; i++) {
            struct happening *h = &list->v[i];

            if (h->happen == NULL || waits(s, h))
                continue;
            if (h->happen(s, h, cause) != 0)
                return -1;
            h->happen = NULL;           /* it happens once, whatever the clock does */
        }
    } while (was_down && !s->down);
    return 0;
}

/* Nothing is decided between what happens and the beginning of office hours;
 * what waits for the sending limits goes out in between. */
static instant
next_look(struct simulation *s, const struct happenings *list)
{
    const struct office_settings *office = &s->desk->settings->office;
    struct date today = moment_of(s->now, office->utc_offset).date;
    instant next = instant_of(today, office->hours_from / 60, office->hours_from % 60,
                              office->utc_offset);

    if (next <= s->now)
        next += DAY;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].happen != NULL && list->v[i].at > s->now && list->v[i].at < next)
            next = list->v[i].at;
    s->only_sends = s->open != INSTANT_NONE && s->open > s->now && s->open < next;
    return s->only_sends ? s->open : next;
}

static int
play(struct simulation *s, struct happenings *list, instant to, char **cause)
{
    while (s->now <= to) {
        s->jump = INSTANT_NONE;
        if (happen_all(s, list, cause) != 0)
            return -1;
        if (!s->down && s->jump == INSTANT_NONE &&
            (s->only_sends ? simulated_send(s) : tick(s)) != 0)
            return -1;
        s->now = s->jump != INSTANT_NONE ? s->jump : next_look(s, list);
    }
    return 0;
}

/* ---- the command ---------------------------------------------------------------------- */

/* A day as the end of the time means all of it. */
static bool
bounds(const struct ctl *ctl, instant *from, instant *to)
{
    int offset = ctl->desk->settings->office.utc_offset;
    struct date d;

    if (ctl->from == NULL || ctl->to == NULL || !instant_parse(ctl->from, offset, from) ||
        !instant_parse(ctl->to, offset, to)) {
        fputs("docketctl: say from when to when: --from 2023-01-01 --to 2024-01-31\n", stderr);
        return false;
    }
    if (date_parse(ctl->to, &d))
        *to += DAY - 1;
    if (*to < *from)
        fprintf(stderr, "docketctl: --to %s is before --from %s\n", ctl->to, ctl->from);
    return *to >= *from;
}

int
ctl_simulate(struct ctl *ctl)
{
    struct happenings list = {0};
    struct simulation s = { .desk = ctl->desk, .open = INSTANT_NONE };
    instant from = 0, to = 0;
    char *cause = NULL;
    int offset = ctl->desk->settings->office.utc_offset, rc = -1;

    if (!bounds(ctl, &from, &to))
        return 2;
    if (ctl->scenario != NULL && scenario_read(ctl->scenario, offset, &list, &cause) != 0)
        goto out;
    if (ctl->desk->settings->office.secret == NULL)
        ctl->desk->settings->office.secret = xstrdup("simulated");      /* no letter leaves */
    s.now = from;
    clock_set(from);
    if (desk_open(ctl->desk, STORE_NOWHERE, &cause) != 0 || obligations_keep(ctl->desk, from) != 0)
        goto out;
    s.letters = ctl->json ? json_array() : NULL;
    s.queue = json_object();
    rc = play(&s, &list, to, &cause);
    if (rc == 0)
        rc = simulated_end(&s, from, to, ctl->json);
out:
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    json_decref(s.letters);
    json_decref(s.queue);
    scenario_free(&list);
    return rc == 0 ? 0 : 1;
}
