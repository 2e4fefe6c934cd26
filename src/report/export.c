/* The docket's reports as JSON. */
#include "report/export.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/count.h"
#include "report/json.h"
#include "store/docket.h"

#define VERSION_OF_SCHEMA 1

/* ---- the plan ---------------------------------------------------------------------- */

static json_t *
units_json(const struct plan *plan)
{
    json_t *list = json_array();

    for (size_t i = 0; i < plan->nunits; i++) {
        const struct unit *u = &plan->units[i];

        json_array_append_new(list, json_pack("{s:s s:s s:s? s:s? s:s? s:s? s:b s:o s:o}", "code", u->code,
                                              "name", u->name, "level", u->level, "kind", u->kind,
                                              "parent", u->parent, "successor", u->successor,
                                              "tracked", u->tracked, "valid_from",
                                              json_day(u->valid_from), "valid_to",
                                              json_day(u->valid_to)));
    }
    return list;
}

static json_t *
reports_json(const struct plan *plan)
{
    json_t *list = json_array();

    for (size_t i = 0; i < plan->nreports; i++)
        json_array_append_new(list, json_pack("{s:s s:s s:s s:s? s:s}", "code", plan->reports[i].code, "plan",
                                              plan_of_report(plan, &plan->reports[i])->code,
                                              "name", plan->reports[i].name, "name_en",
                                              plan->reports[i].name_en, "recurrence",
                                              recurrence_names[plan->reports[i].recurrence]));
    return list;
}

/* ---- one version ---------------------------------------------------------------------- */

/* As the field's type wants it; what a sender wrote instead stays a text. */
static json_t *
value_json(const struct value *v)
{
    const char *text = v->value == NULL ? "" : v->value;
    bool integer = v->type == FIELD_INTEGER;
    char *end;

    if (integer || v->type == FIELD_DECIMAL) {
        long long n = strtoll(text, &end, 10);

        if (integer && *text != '\0' && *end == '\0')
            return json_integer(n);
        double d = strtod(text, &end);
        if (*text != '\0' && *end == '\0')
            return json_real(d);
    }
    if (v->type == FIELD_YESNO && (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0))
        return json_boolean(strcmp(text, "yes") == 0);
    return json_string(text);
}

static json_t *
values_json(const struct values *values)
{
    json_t *list = json_array();

    for (size_t i = 0; i < values->n; i++) {
        const struct value *v = &values->v[i];

        if (v->value != NULL)
            json_array_append_new(list, json_pack("{s:s s:i s:s s:o s:s?}", "field", v->field, "row",
                                                  v->row, "type", field_type_names[v->type], "value",
                                                  value_json(v), "place", v->place));
    }
    return list;
}

static int
source_json(struct store *store, const struct submission_row *v, json_t *out)
{
    struct attachment_row *files = NULL;
    size_t n = 0;
    int rc = message_attachments(store, v->message, &files, &n);

    json_object_set_new(out, "file", json_null());
    json_object_set_new(out, "sha256", json_null());
    for (size_t i = 0; i < n; i++) {
        if (files[i].number != v->attachment)
            continue;
        json_object_set_new(out, "file", files[i].name == NULL ? json_null() : json_string(files[i].name));
        json_object_set_new(out, "sha256", files[i].sha256 == NULL ? json_null() : json_string(files[i].sha256));
    }
    attachment_rows_free(files, n);
    return rc;
}

static json_t *
version_json(struct store *store, const struct submission_row *v)
{
    struct values values = {0};
    struct findings findings = {0};
    json_t *out = NULL;

    if (submission_values(store, v->id, &values) == 0 &&
        submission_findings(store, v->id, &findings) == 0)
        out = json_pack("{s:s s:i s:o s:b s:s s:o s:o}", "code", v->message_code, "version", v->version,
                        "received", json_instant(v->received), "complete", v->complete, "standing",
                        standing_names[v->standing], "values", values_json(&values), "findings",
                        json_findings(&findings));
    if (out != NULL && source_json(store, v, out) != 0) {
        json_decref(out);
        out = NULL;
    }
    values_free(&values);
    findings_free(&findings);
    return out;
}

/* The one whose content counts; null: there is none. */
static json_t *
counted_json(struct store *store, const struct obligation *o)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    json_t *out = NULL;

    if (o->accepted == 0)
        return json_null();
    if (submission_list(store, o->id, &rows, &n) != 0)
        return NULL;
    for (size_t i = 0; i < n && out == NULL; i++)
        if (rows[i].id == o->accepted)
            out = version_json(store, &rows[i]);
    submission_rows_free(rows, n);
    return out;
}

/* ---- rounds ------------------------------------------------------------------------------ */

static json_t *
obligation_json(struct store *store, const struct obligation *o, instant now, int utc_offset)
{
    json_t *version = counted_json(store, o);

    if (version == NULL)
        return NULL;
    return json_pack("{s:s s:s s:b s:o s:o s:o s:o s:o s:b s:b s:b s:b s:i s:o}", "unit", o->unit, "state",
                     state_names[o->state], "tracked", o->tracked, "due", json_instant(o->due),
                     "due_original", json_instant(o->due_original), "cure", json_instant(o->cure),
                     "first_received", json_instant(o->first_received), "completed",
                     json_instant(o->completed), "expected", count_expected(o), "received",
                     count_received(o), "on_time", count_on_time(o), "overdue", count_overdue(o, now),
                     "days_late", count_days_late(o, now, utc_offset), "version", version);
}

static json_t *
counts_json(const struct count *c)
{
    return json_pack("{s:i s:i s:i s:i s:i s:i s:i}", "expected", c->expected, "received", c->received,
                     "on_time", c->on_time, "complete", c->complete, "accepted", c->accepted,
                     "waived", c->waived, "overdue", c->overdue);
}

/* Rows of one round stand together: *at is moved behind them. */
static json_t *
round_json(struct store *store, const struct obligation *rows, size_t n, size_t *at, instant now,
           int utc_offset)
{
    const struct obligation *first = &rows[*at];
    struct count count = {0};
    json_t *list = json_array();

    for (; *at < n && strcmp(rows[*at].report, first->report) == 0 &&
           strcmp(rows[*at].period, first->period) == 0;
         (*at)++) {
        json_t *one = obligation_json(store, &rows[*at], now, utc_offset);

        if (one == NULL) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, one);
        if (rows[*at].tracked)
            count_add(&count, &rows[*at], now);
    }
    return json_pack("{s:s s:s s:o s:o}", "report", first->report, "period", first->period, "counts",
                     counts_json(&count), "obligations", list);
}

static json_t *
rounds_json(struct store *store, const char *report, const char *period, instant now,
            int utc_offset)
{
    struct obligation *rows = NULL;
    json_t *list = NULL;
    size_t n = 0;

    if (obligation_list(store, report, period, &rows, &n) == 0)
        list = json_array();
    for (size_t at = 0; list != NULL && at < n;) {
        json_t *one = round_json(store, rows, n, &at, now, utc_offset);

        if (one == NULL) {
            json_decref(list);
            list = NULL;
        } else {
            json_array_append_new(list, one);
        }
    }
    obligations_free(rows, n);
    return list;
}

json_t *
export_json(struct store *store, const struct plan *plan, const struct settings *settings,
            const char *report, const char *period, instant now)
{
    json_t *rounds = rounds_json(store, report, period, now, settings->office.utc_offset);
    int64_t entry = 0;

    if (rounds == NULL || journal_head(store, &entry) != 0) {
        json_decref(rounds);
        return NULL;
    }
    return json_pack("{s:s s:i s:s s:o s:I s:s s:{s:s s:s} s:s s:o s:o s:o}", "format", "docketd-export",
                     "version", VERSION_OF_SCHEMA, "program", DOCKETD_VERSION, "made",
                     json_instant(now), "journal", (json_int_t)entry, "plan", plan->code, "office", "name",
                     settings->office.name, "address", settings->office.address, "title",
                     plan->title == NULL ? "" : plan->title, "reports", reports_json(plan), "units",
                     units_json(plan), "rounds", rounds);
}
