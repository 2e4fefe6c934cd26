/* A decision in words and in JSON. */
#include "core/match/explain.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const words[OUTCOMES] = {
    [OUTCOME_FILED] = "auto", [OUTCOME_REVIEW] = "review", [OUTCOME_DUPLICATE] = "ignore", [OUTCOME_QUARANTINE] = "quarantine",
    [OUTCOME_IGNORED] = "ignore", [OUTCOME_BOUNCE] = "bounce", [OUTCOME_COMMAND] = "command", [OUTCOME_NOTE] = "review",
    [OUTCOME_WRONG_ROUTE] = "review", [OUTCOME_HISTORIC] = "ignore", [OUTCOME_TOO_LARGE] = "review", [OUTCOME_NOT_OBTAINABLE] = "review",
};

const char *
decision_word(const struct decision *d)
{
    return d->outcome == OUTCOME_FILED && d->flagged ? "auto-flag" : words[d->outcome];
}

static json_t *
text(const char *s)
{
    json_t *j = s != NULL ? json_string(s) : json_null();

    return j != NULL ? j : json_null();
}

static const char *
matter_word(enum matter matter)
{
    return matter != MATTER_NONE ? matter_names[matter] : NULL;
}

/* What is no report shows in `report` what it is, and in `period` the report
 * and period it speaks of: "HALF_YEAR 2023". */
static json_t *
item_write(const struct decision *d, const struct item *item)
{
    bool speaks = d->matter == MATTER_EXTENSION || d->matter == MATTER_QUESTION ||
                  d->matter == MATTER_COMMAND;
    bool other = speaks || d->matter == MATTER_SECRET;
    const char *report = other                  ? matter_names[d->matter]
                         : item->report != NULL ? item->report->code
                                                : NULL;
    char *period = speaks && item->report != NULL && item->period != NULL
                       ? xasprintf("%s %s", item->report->code, item->period)
                       : xstrdup(speaks && item->report != NULL ? item->report->code
                                                                : item->period);
    json_t *j = json_pack("{s:o, s:o, s:o}", "unit",
                          text(item->unit != NULL ? item->unit->code : NULL), "report",
                          text(report), "period", text(period));

    free(period);
    json_object_set_new(j, "on_time",
                        item->has_due && !other ? json_boolean(item->on_time) : json_null());
    if (item->has_due && !other && item->days_late > 0)
        json_object_set_new(j, "days_late", json_integer(item->days_late));
    if (item->attachment >= 0)
        json_object_set_new(j, "attachment", json_integer(item->attachment));
    return j;
}

static json_t *
evidence_write(const struct evidence *e)
{
    json_t *points = json_object();

    if (e->unit != NULL)
        json_object_set_new(points, "unit", text(e->unit));
    if (e->report != NULL)
        json_object_set_new(points, "report", text(e->report));
    if (e->matter != MATTER_NONE)
        json_object_set_new(points, "matter", text(matter_names[e->matter]));
    if (e->period != NULL)
        json_object_set_new(points, "period", text(e->period));
    return json_pack("{s:o, s:o, s:o, s:o}", "source", text(source_names[e->source]), "points_to",
                     points, "strength", text(strength_names[e->strength]), "quote",
                     text(e->quote));
}

json_t *
decision_write(const struct decision *d)
{
    json_t *items = json_array(), *evidence = json_array(), *candidates = json_array();

    for (size_t i = 0; i < d->nitems; i++)
        json_array_append_new(items, item_write(d, &d->items[i]));
    for (size_t i = 0; i < d->evidences.n; i++)
        json_array_append_new(evidence, evidence_write(&d->evidences.v[i]));
    for (size_t i = 0; i < d->candidates.n; i++)
        json_array_append_new(candidates, text(d->candidates.v[i]));
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:b, s:b, s:b, s:b, s:o, s:o, s:o}",
                     "decision", decision_word(d), "outcome", outcome_names[d->outcome], "reason",
                     text(reason_words[d->reason].en), "items", items, "evidence", evidence,
                     "candidates", candidates, "sender_registered", (int)d->sender_registered,
                     "sender_verified", (int)d->sender_verified, "answer", (int)d->may_reply,
                     "urgent", (int)d->urgent, "replaces", json_boolean(d->replaces), "matter",
                     text(matter_word(d->matter)), "unclear", text(d->unclear));
}
