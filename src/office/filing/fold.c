/* Versions and orders to the state of their obligation. */
#include "office/filing/fold.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "store/docket.h"

struct acts {
    struct fold_act *v;
    json_int_t *order;                  /* when it was carried out, among all orders */
    size_t n;
    bool opaque;                        /* one does not tell what it did */
};

/* As an order's row keeps them. */
static const char *const event_names[EVENTS] = {
    [EVENT_SUBMITTED] = "submitted", [EVENT_SUBMITTED_INCOMPLETE] = "submitted-incomplete", [EVENT_SUBMITTED_EMPTY] = "submitted-empty",
    [EVENT_ACCEPTED] = "accepted", [EVENT_FOUND_INCOMPLETE] = "found-incomplete", [EVENT_RETURNED] = "returned",
    [EVENT_ON_PAPER] = "on-paper", [EVENT_WAIVED] = "waived", [EVENT_EXTENDED] = "extended", [EVENT_CANCELLED] = "cancelled",
    [EVENT_REOPENED] = "reopened",
};

/* ---- what versions did ------------------------------------------------------------- */

bool
fold_counts(const struct submission_row *v)
{
    return v->standing == STANDING_VOUCHED || v->standing == STANDING_PROVISIONAL;
}

static enum event
event_of(const struct findings *f)
{
    if (findings_get(f, "no-attachment") != NULL)
        return EVENT_SUBMITTED_EMPTY;
    return findings_blocking(f) ? EVENT_SUBMITTED_INCOMPLETE : EVENT_SUBMITTED;
}

/* An event that the table does not allow leaves the state as it is; the version
 * is kept all the same. What came without its document takes nobody's place, and gives up its own to the first that has one. */
void
fold_version(struct obligation *o, const struct submission_row *v, const struct findings *f)
{
    enum event event = event_of(f);
    bool answered = o->first_received != INSTANT_NONE;

    if (findings_get(f, "addition") != NULL && o->accepted != 0) {     /* it answers what was asked, and is no version of its own */
        if (o->state == STATE_RETURNED || o->state == STATE_INCOMPLETE)
            workflow_apply(o, event, v->received);
        return;
    }

    workflow_apply(o, event, v->received);
    if (v->complete || o->accepted == 0 || (!answered && event != EVENT_SUBMITTED_EMPTY))
        o->accepted = v->id;
}

int
fold_count(struct desk *desk, struct obligation *o, const struct submission_row *v)
{
    struct findings f = {0};
    int rc = submission_findings(desk->store, v->id, &f);

    if (rc == 0)
        fold_version(o, v, &f);
    findings_free(&f);
    return rc;
}

/* ---- what orders did --------------------------------------------------------------- */

json_t *
fold_act_json(const struct fold_act *a)
{
    return json_pack("{s:s s:I s:I s:o s:i}", "event", event_names[a->event], "at",
                     (json_int_t)a->at, "submission", (json_int_t)a->submission, "cure",
                     a->cure == INSTANT_NONE ? json_null() : json_integer(a->cure), "after",
                     a->after);
}

static bool
read_act(const json_t *json, struct fold_act *out)
{
    const json_t *cure = json_object_get(json, "cure");
    int event = name_index(event_names, EVENTS, json_string_value(json_object_get(json, "event")));

    *out = (struct fold_act){ .event = (enum event)event,
                              .at = json_integer_value(json_object_get(json, "at")),
                              .submission = json_integer_value(json_object_get(json, "submission")),
                              .cure = json_is_integer(cure) ? json_integer_value(cure)
                                                            : INSTANT_NONE,
                              .after = (int)json_integer_value(json_object_get(json, "after")) };
    return event >= 0;
}

static void
add_act(struct acts *acts, const struct command_row *row, const char *thing)
{
    json_t *after = json_loads(row->after, 0, NULL),
           *act = json_object_get(json_object_get(after, thing), "act");
    json_int_t order = json_integer_value(json_object_get(after, "order"));
    struct fold_act a;
    size_t at = acts->n;

    acts->opaque = acts->opaque || act == NULL;
    if (json_is_object(act) && read_act(act, &a)) {
        acts->v = xreallocarray(acts->v, acts->n + 1, sizeof *acts->v);
        acts->order = xreallocarray(acts->order, acts->n + 1, sizeof *acts->order);
        for (; at > 0 && acts->order[at - 1] > order; at--) {
            acts->v[at] = acts->v[at - 1];
            acts->order[at] = acts->order[at - 1];
        }
        acts->v[at] = a;
        acts->order[at] = order;
        acts->n++;
    }
    json_decref(after);
}

static int
acts_on(struct desk *desk, int64_t obligation, struct acts *out)
{
    struct command_row *rows = NULL;
    char *thing = xasprintf("obligation:%lld", (long long)obligation);
    size_t n = 0;
    int rc = command_touching(desk->store, thing, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        add_act(out, &rows[i], thing);
    command_rows_free(rows, n);
    free(thing);
    return rc;
}

/* ---- one after the other -------------------------------------------------------------- */

static bool
counts(const struct submission_row *v, size_t n, int64_t submission)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].id == submission)
            return fold_counts(&v[i]);
    return false;
}

static void
act_on(struct obligation *o, const struct fold_act *a, const struct submission_row *v, size_t n)
{
    if ((a->submission != 0 && !counts(v, n, a->submission)) || !workflow_apply(o, a->event, a->at))
        return;
    if (a->event == EVENT_ACCEPTED)
        o->accepted = a->submission;
    if (a->cure != INSTANT_NONE)
        o->cure = a->cure;
}

/* The versions stand as their mails came. An order was given with the first "after" of them there, by number:
 * an older mail that was placed since comes before those, and before what was said of them. */
static int
next_number(const struct submission_row *v, size_t n)
{
    int least = v->version;

    for (size_t i = 1; i < n; i++)
        least = v[i].version < least ? v[i].version : least;
    return least;
}

static int
fold(struct desk *desk, struct obligation *o, const struct submission_row *v, size_t n,
     const struct acts *acts)
{
    bool cancelled = o->state == STATE_CANCELLED;
    size_t done = 0;
    int rc = 0;

    o->state = STATE_OPEN;
    o->first_received = o->completed = o->cure = INSTANT_NONE;
    o->accepted = 0;
    for (size_t i = 0; rc == 0 && i < n; i++) {
        int next = acts->n > done ? next_number(&v[i], n - i) : 0;

        for (; done < acts->n && acts->v[done].after < next; done++)
            act_on(o, &acts->v[done], v, n);
        if (fold_counts(&v[i]))
            rc = fold_count(desk, o, &v[i]);
    }
    for (; done < acts->n; done++)
        act_on(o, &acts->v[done], v, n);
    if (cancelled && o->state == STATE_OPEN)    /* the plan no longer asks for it */
        o->state = STATE_CANCELLED;
    return rc;
}

int
fold_obligation(struct desk *desk, struct obligation *o)
{
    struct submission_row *v = NULL;
    struct acts acts = {0};
    size_t n = 0;
    int rc = submission_list(desk->store, o->id, &v, &n);

    if (rc == 0)
        rc = acts_on(desk, o->id, &acts);
    if (rc == 0)
        rc = acts.opaque ? 1 : fold(desk, o, v, n, &acts);
    submission_rows_free(v, n);
    free(acts.v);
    free(acts.order);
    return rc;
}

int
fold_elsewhere(struct desk *desk, const struct obligation *o, bool *is)
{
    struct acts acts = {0};
    int rc = o->id == 0 || o->first_received == INSTANT_NONE ? 0 : acts_on(desk, o->id, &acts);

    *is = false;
    for (size_t i = 0; i < acts.n; i++)
        *is = *is || (acts.v[i].event == EVENT_ON_PAPER && acts.v[i].at == o->first_received);
    free(acts.v);
    free(acts.order);
    return rc;
}

int
fold_wanting(struct desk *desk, const struct obligation *o, int64_t submission, char **reason)
{
    struct command_row *rows = NULL;
    char *thing = xasprintf("obligation:%lld", (long long)o->id);
    const char *words = NULL;
    bool wanting = false;
    size_t n = 0;
    int rc = command_touching(desk->store, thing, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        json_t *after = json_loads(rows[i].after, 0, NULL);
        struct fold_act a;

        if (read_act(json_object_get(json_object_get(after, thing), "act"), &a) &&
            a.submission == submission) {
            wanting = a.event == EVENT_FOUND_INCOMPLETE || a.event == EVENT_RETURNED;
            words = rows[i].understood == NULL ? NULL : strstr(rows[i].understood, ": ");
        }
        json_decref(after);
    }
    *reason = wanting && words != NULL ? xstrdup(words + 2) : NULL;
    command_rows_free(rows, n);
    free(thing);
    return rc != 0 ? -1 : !wanting;
}
