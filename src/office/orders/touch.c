/* Before and after: what an order touched, so that it can be taken back.
 *
 * A touched thing is "kind:key" in two JSON objects: how it was, and how the
 * order left it; null: it was not there. With the latter stand, for an
 * obligation, what the order did to it (fold.h), and once the place of this
 * order among all that were carried out. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "office/filing/fold.h"
#include "order.h"

static json_t *
time_json(instant t)
{
    return t == INSTANT_NONE ? json_null() : json_integer(t);
}

static instant
time_of(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);

    return json_is_integer(v) ? json_integer_value(v) : INSTANT_NONE;
}

/* ---- obligation ----------------------------------------------------------------- */

static json_t *
obligation_read(struct store *s, const char *key)
{
    struct obligation o = {0};
    int rc = obligation_by_id(s, atoll(key), &o);
    json_t *out;

    if (rc != 0)
        return rc == 1 ? json_null() : NULL;
    out = json_pack("{s:s s:o s:o s:o s:o s:o s:I s:b}", "state", state_names[o.state], "due",
                    time_json(o.due), "due_original", time_json(o.due_original), "cure",
                    time_json(o.cure), "first_received", time_json(o.first_received), "completed",
                    time_json(o.completed), "accepted", (json_int_t)o.accepted, "tracked",
                    o.tracked);
    obligation_clear(&o);
    return out;
}

/* One that the order made goes last, when nothing names it any more. State and
 * clocks are then made anew where the orders tell how (fold.h). */
static int
obligation_restore(struct store *s, const char *key, const json_t *before)
{
    struct obligation o = {0};
    int rc = obligation_by_id(s, atoll(key), &o), state;

    if (rc != 0)
        return -1;
    if (json_is_null(before)) {
        o.accepted = 0;
    } else {
        state = name_index(state_names, STATES,
                           json_string_value(json_object_get(before, "state")));
        o.state = state < 0 ? o.state : (enum state)state;
        o.due = time_of(before, "due");
        o.due_original = time_of(before, "due_original");
        o.cure = time_of(before, "cure");
        o.first_received = time_of(before, "first_received");
        o.completed = time_of(before, "completed");
        o.accepted = json_integer_value(json_object_get(before, "accepted"));
        o.tracked = json_is_true(json_object_get(before, "tracked"));
    }
    rc = obligation_put(s, &o);
    obligation_clear(&o);
    return rc;
}

/* ---- message, submission ----------------------------------------------------------- */

static json_t *
message_state(struct store *s, const char *key)
{
    struct message_row m = {0};
    int rc = message_get(s, atoll(key), &m);
    json_t *out;

    if (rc != 0)
        return rc == 1 ? json_null() : NULL;
    out = json_pack("{s:s s:s s:s*}", "outcome", outcome_names[m.outcome], "reason",
                    reason_words[m.reason].code, "about", m.about);
    if (m.outcome == OUTCOME_QUARANTINE)        /* its words were not written down */
        json_object_set_new(out, "hidden", json_boolean(m.subject == NULL && m.text == NULL));
    message_row_clear(&m);
    return out;
}

static int
message_restore(struct store *s, const char *key, const json_t *before)
{
    int outcome = name_index(outcome_names, OUTCOMES,
                             json_string_value(json_object_get(before, "outcome")));

    if (outcome < 0 ||
        (json_is_true(json_object_get(before, "hidden")) && undo_reveal(s, atoll(key)) != 0))
        return -1;
    return message_outcome_put(s, atoll(key), (enum outcome)outcome,
                               reason_of(json_string_value(json_object_get(before, "reason"))),
                               json_string_value(json_object_get(before, "about")));
}

/* Key: "MESSAGE SUBMISSION"; true: vouched. */
static json_t *
submission_read(struct store *s, const char *key)
{
    struct submission_row *rows = NULL;
    char *end;
    int64_t message = strtoll(key, &end, 10), id = atoll(end);
    size_t n = 0;
    json_t *out = json_null();

    if (submission_of_message(s, message, &rows, &n) != 0)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (rows[i].id == id)
            out = rows[i].standing == STANDING_VOUCHED
                      ? json_true()
                      : json_string(standing_names[rows[i].standing]);
    submission_rows_free(rows, n);
    return out;
}

static int
submission_restore(struct store *s, const char *key, const json_t *before)
{
    const char *space = strchr(key, ' ');
    int standing = json_is_true(before)
                       ? STANDING_VOUCHED
                       : name_index(standing_names, STANDINGS, json_string_value(before));

    if (space == NULL)
        return -1;
    if (json_is_null(before))
        return undo_submission(s, atoll(space));
    return standing < 0 ? -1 : submission_standing_put(s, atoll(space), (enum standing)standing);
}

/* ---- contact, hold, request ------------------------------------------------------------ */

/* Key: "UNIT ADDRESS". */
static json_t *
contact_read(struct store *s, const char *key)
{
    char *unit = xstrndup(key, strcspn(key, " "));
    struct contact_row *rows = NULL;
    size_t n = 0;
    bool there = false;
    int rc = contact_of_unit(s, unit, &rows, &n);

    for (size_t i = 0; i < n; i++)
        there = there || (rows[i].valid_to == INSTANT_NONE &&
                          strcmp(rows[i].address, key + strlen(unit) + 1) == 0);
    contact_rows_free(rows, n);
    free(unit);
    return rc != 0 ? NULL : there ? json_true() : json_null();
}

static int
contact_restore(struct store *s, const char *key, const json_t *before)
{
    char *unit = xstrndup(key, strcspn(key, " "));
    int rc = json_is_null(before) ? undo_contact(s, unit, key + strlen(unit) + 1) : 0;

    free(unit);
    return rc;
}

/* Key: the address. */
static json_t *
bounced_read(struct store *s, const char *key)
{
    instant at = 0;
    int rc = bounced_get(s, key, &at);

    return rc < 0 ? NULL : rc == 0 ? json_integer(at) : json_null();
}

static int
bounced_restore(struct store *s, const char *key, const json_t *before)
{
    return json_is_null(before) ? 0 : bounced_put(s, key, json_integer_value(before), NULL);
}

/* Key: the unit's code; "": all. */
static json_t *
hold_read(struct store *s, const char *key)
{
    struct strings units = {0};
    json_t *out = hold_list(s, &units) != 0  ? NULL
                  : strings_has(&units, key) ? json_true()
                                             : json_null();

    strings_free(&units);
    return out;
}

static int
hold_restore(struct store *s, const char *key, const json_t *before)
{
    return undo_hold(s, key, !json_is_null(before));
}

static json_t *
request_read(struct store *s, const char *key)
{
    struct request_row r = {0};
    int rc = request_get(s, key, &r);

    request_row_clear(&r);
    return rc < 0 ? NULL : rc == 1 ? json_null() : json_true();
}

static int
request_restore(struct store *s, const char *key, const json_t *before)
{
    return json_is_null(before) ? undo_request(s, key) : 0;
}

/* ---- dossier, piece -------------------------------------------------------------------- */

/* What an order may change; what stands in it is made anew from its files. Key: its code. */
static json_t *
dossier_state(struct store *s, const char *key)
{
    struct dossier d = {0};
    int rc = dossier_by_code(s, key, &d);
    json_t *faults, *out;

    if (rc != 0)
        return rc == 1 ? json_null() : NULL;
    faults = json_array();
    for (size_t i = 0; i < d.faults.n; i++)
        json_array_append_new(faults, json_pack("[sss]", d.faults.v[i].part, d.faults.v[i].sha256, d.faults.v[i].why));
    out = json_pack("{s:s s:o s:s? s:s? s:s? s:s? s:s? s:s? s:o}", "stage", stage_names[d.stage],
                    "until", time_json(d.until), "assessor", d.assessor, "decider", d.decider,
                    "decision", d.decision, "decided", d.decided, "decided_seen", d.decided_seen,
                    "reason", d.reason, "faults", faults);
    dossier_clear(&d);
    return out;
}

static void
put_back(char **text, const json_t *before, const char *key)
{
    free(*text);
    *text = xstrdup(json_string_value(json_object_get(before, key)));
}

static int
dossier_restore(struct store *s, const char *key, const json_t *before)
{
    int stage = name_index(stage_names, STAGES, json_string_value(json_object_get(before, "stage"))), rc;
    const json_t *faults = json_object_get(before, "faults");
    struct dossier d = {0}, now = {0};

    if (stage < 0 || dossier_by_code(s, key, &now) != 0)
        return -1;
    d = now;
    d.faults = (struct faults){0};
    d.stage = (enum stage)stage;
    d.until = time_of(before, "until");
    put_back(&d.assessor, before, "assessor");
    put_back(&d.decider, before, "decider");
    put_back(&d.decision, before, "decision");
    put_back(&d.decided, before, "decided");
    put_back(&d.decided_seen, before, "decided_seen");
    put_back(&d.reason, before, "reason");
    for (size_t i = 0; i < json_array_size(faults); i++) {
        const char *part, *sha256, *why;

        if (json_unpack(json_array_get(faults, i), "[sss]", &part, &sha256, &why) == 0)
            *ARRAY_MORE(d.faults.v, d.faults.n) = (struct fault){ xstrdup(part), xstrdup(sha256), xstrdup(why) };
    }
    rc = dossier_put(s, &d);
    now = (struct dossier){ .faults = now.faults };
    dossier_clear(&now);
    dossier_clear(&d);
    return rc;
}

/* Key: "MESSAGE PIECE". */
static json_t *
piece_state(struct store *s, const char *key)
{
    struct pieces p = {0};
    char *end;
    int64_t message = strtoll(key, &end, 10), id = atoll(end);
    json_t *out = json_null();

    if (piece_list(s, PIECE_OF_MESSAGE, message, &p) != 0)
        return NULL;
    for (size_t i = 0; i < p.n; i++)
        if (p.v[i].id == id)
            out = json_pack("{s:I s:s?}", "dossier", (json_int_t)p.v[i].dossier, "part", p.v[i].part);
    pieces_free(&p);
    return out;
}

static int
piece_restore(struct store *s, const char *key, const json_t *before)
{
    const char *space = strchr(key, ' ');

    if (space == NULL)
        return -1;
    return json_is_null(before) ? undo_piece(s, atoll(space))
                                : piece_place(s, atoll(space), json_integer_value(json_object_get(before, "dossier")),
                                              json_string_value(json_object_get(before, "part")));
}

/* In the order in which they are put back: an obligation first lets go of what it counts. */
const struct order_kind order_kinds[] = {
    { "obligation", obligation_read, obligation_restore }, { "submission", submission_read, submission_restore },
    { "message", message_state, message_restore },         { "contact", contact_read, contact_restore },
    { "bounced", bounced_read, bounced_restore },
    { "dossier", dossier_state, dossier_restore },         { "piece", piece_state, piece_restore },
    { "hold", hold_read, hold_restore },                   { "request", request_read, request_restore },
};
const size_t order_nkinds = ARRAY_LEN(order_kinds);

const struct order_kind *
order_kind(const char *thing, const char **key)
{
    for (size_t i = 0; i < ARRAY_LEN(order_kinds); i++) {
        size_t n = strlen(order_kinds[i].name);

        if (strncmp(thing, order_kinds[i].name, n) == 0 && thing[n] == ':') {
            *key = thing + n + 1;
            return &order_kinds[i];
        }
    }
    return NULL;
}

/* ---- touching ---------------------------------------------------------------------------- */

int
order_touch(struct order *o, const char *name, const char *key, bool made)
{
    char *thing = xasprintf("%s:%s", name, key);
    const char *rest;
    const struct order_kind *kind = order_kind(thing, &rest);
    json_t *state = NULL;
    int rc = 0;

    if (o->before == NULL)
        o->before = json_object();
    if (json_object_get(o->before, thing) == NULL) {
        state = made ? json_null() : kind->read(o->desk->store, key);
        rc = state == NULL ? -1 : 0;
        json_object_set_new(o->before, thing, state);
    }
    free(thing);
    return rc;
}

int
order_touch_id(struct order *o, const char *kind, int64_t id, bool made)
{
    char key[24];

    snprintf(key, sizeof key, "%lld", (long long)id);
    return order_touch(o, kind, key, made);
}

int
order_act(struct order *o, struct obligation *ob, enum event event, instant at, int64_t submission,
          instant cure)
{
    struct fold_act act = { .event = event, .at = at, .submission = submission, .cure = cure };
    struct submission_row *v = NULL;
    char thing[40];
    size_t n = 0;
    int rc = order_touch_id(o, "obligation", ob->id, false);

    if (rc == 0)
        rc = submission_list(o->desk->store, ob->id, &v, &n);
    for (size_t i = 0; i < n; i++)
        act.after = v[i].version > act.after ? v[i].version : act.after;
    submission_rows_free(v, n);
    if (rc != 0 || !workflow_apply(ob, event, at))
        return rc != 0 ? -1 : 1;
    if (event == EVENT_ACCEPTED)
        ob->accepted = submission;
    if (cure != INSTANT_NONE)
        ob->cure = cure;
    snprintf(thing, sizeof thing, "obligation:%lld", (long long)ob->id);
    if (o->acts == NULL)
        o->acts = json_object();
    json_object_set_new(o->acts, thing, fold_act_json(&act));
    return 0;
}

json_t *
order_snapshot(struct store *s, json_t *of)
{
    json_t *out = json_object(), *unused;
    const char *thing, *key;

    json_object_foreach(of, thing, unused) {
        const struct order_kind *kind = order_kind(thing, &key);
        json_t *state = kind == NULL ? NULL : kind->read(s, key);

        if (state == NULL) {
            json_decref(out);
            return NULL;
        }
        json_object_set_new(out, thing, state);
    }
    return out;
}

/* How the order leaves what it touched, what it did, and when among all. */
static json_t *
left_behind(struct order *o)
{
    json_t *after = order_snapshot(o->desk->store, o->before), *state;
    const char *thing;
    int64_t number;

    if (after == NULL || store_next_number(o->desk->store, "ACT", 0, &number) != 0) {
        json_decref(after);
        return NULL;
    }
    json_object_foreach(after, thing, state) {
        json_t *act = json_object_get(o->acts, thing);

        if (strncmp(thing, "obligation:", strlen("obligation:")) == 0 && json_is_object(state))
            json_object_set_new(state, "act", act == NULL ? json_string("none") : json_incref(act));
    }
    json_object_set_new(after, "order", json_integer(number));
    return after;
}

int
order_finish(struct order *o, enum command_state state)
{
    json_t *after = o->before == NULL ? NULL : left_behind(o);
    char *before_text = o->before == NULL ? NULL
                                          : json_dumps(o->before, JSON_COMPACT | JSON_SORT_KEYS);
    char *after_text = after == NULL ? NULL : json_dumps(after, JSON_COMPACT | JSON_SORT_KEYS),
         *detail;
    int rc = o->before != NULL && after == NULL ? -1 : 0;

    if (rc == 0)
        rc = command_result(o->desk->store, o->row.id, state, buf_text(&o->result), before_text,
                            after_text);
    detail = journal_detail("line", o->row.text, "understood", o->row.understood, "state",
                            command_state_names[state], "result", buf_text(&o->result), "mail",
                            o->mail == NULL ? NULL : o->mail->code, "via", o->via, "before",
                            before_text, "after", after_text, NULL);
    if (rc == 0)
        rc = order_journal(o, "command", o->row.code, detail);
    free(detail);
    free(before_text);
    free(after_text);
    json_decref(after);
    return rc == 0 ? 0 : -1;
}

int
order_close_other(struct order *o, const struct command_row *other, enum command_state state,
                  const char *why)
{
    char *detail = journal_detail("command", o->row.code, "state", command_state_names[state],
                                  "result", why, NULL);
    int rc = command_result(o->desk->store, other->id, state, why, NULL, NULL);

    if (rc == 0)
        rc = order_journal(o, "command", other->code, detail);
    free(detail);
    return rc;
}
