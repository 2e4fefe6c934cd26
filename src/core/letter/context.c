/* What letters may say: the facts of the docket as the JSON context of the
 * templates. Words of a stranger's mail are left out: an acknowledgement must
 * not carry his text to a forged address. */
#include "core/letter/context.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "model/trouble.h"
#include "put.h"

#define REPLY_MOST 400                  /* code points of a server's words and their meaning */
#define ROUTE_MOST 4
#define EVIDENCE_MOST 4                 /* TRA CỨU has all */

/* ---- office ------------------------------------------------------------- */

static void
put_office(json_t *c, const struct letter_facts *f)
{
    int offset = f->office->utc_offset;
    json_t *office = json_object();

    put_known(office, "name", f->office->name);
    put_known(office, "address", f->office->address);
    put_known(office, "contact", f->office->contact);
    put_known(office, "phone", f->office->phone);
    json_object_set_new(c, "office", office);
    letter_put_text(c, "lang", f->language);
    if (wants(f, "now"))
        put_taken(c, "now", words_moment(f->now, offset, f->language));
    if (wants(f, "today"))
        put_taken(c, "today", words_day(moment_of(f->now, offset).date, f->language));
}

/* ---- the mail --------------------------------------------------------------------- */

static void
put_mail(json_t *c, const struct letter_facts *f)
{
    int offset = f->office->utc_offset;
    json_t *candidates = json_array();

    put_known(c, "code", f->code);
    put_known(c, "sender", f->sender);
    if (wants(f, "sample_unit") || wants(f, "sample_report") || wants(f, "sample_period"))
        put_sample(c, f);
    put_doubt(c, f);
    put_flag(c, "linked", f->linked);
    put_flag(c, "sealed", f->why == REASON_SEALED);
    if (wants(f, "mail_subject"))
        put_cut(c, "mail_subject", may_repeat(f) ? f->subject : NULL);
    if (is_set(f->received))
        put_taken(c, "received", words_moment(f->received, offset, f->language));
    if (is_set(f->answered))
        put_taken(c, "answered", words_moment(f->answered, offset, f->language));
    if (is_set(f->received) && wants(f, "received_day"))
        put_taken(c, "received_day", words_day(moment_of(f->received, offset).date, f->language));
    for (size_t i = 0; f->candidates != NULL && i < f->candidates->n; i++) {
        const struct unit *unit = plan_unit(f->plan, f->candidates->v[i]);

        if (unit != NULL)
            json_array_append_new(candidates, json_string(unit->name));
    }
    put_flag(c, "has_candidates", json_array_size(candidates) > 0);
    put_list(c, "candidates", candidates);
    put_files(c, f);
}

static void
put_evidence(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array();

    for (size_t i = 0;
         f->evidences != NULL && f->notice != NULL && may_repeat(f) && i < f->evidences->n; i++) {
        char *words = words_evidence(&f->evidences->v[i], f->plan, f->language);

        json_array_append_new(list, json_string(words));
        free(words);
    }
    put_most(c, "evidence", list, EVIDENCE_MOST);
}

/* ---- what it concerns ---------------------------------------------------------------- */

static void
put_due(json_t *c, const struct letter_facts *f, instant due)
{
    int offset = f->office->utc_offset;
    char *before = is_set(due) && (wants(f, "before") || wants(f, "deadline_short"))
                       ? words_before(due, offset, f->language)
                       : NULL;

    letter_put_text(c, "before", before);
    if (wants(f, "deadline_short"))
        put_taken(c, "deadline_short",
                  before != NULL ? xasprintf(EITHER(f->language, "trước %s", "before %s"), before)
                                 : NULL);
    if (wants(f, "deadline"))
        put_taken(c, "deadline", is_set(due) ? words_deadline(due, offset, f->language) : NULL);
    if (wants(f, "deadline_weekday"))
        put_taken(c, "deadline_weekday", is_set(due) ? words_deadline_weekday(due, offset, f->language) : NULL);
    free(before);
}

static void
put_report(json_t *c, const struct letter_facts *f, const struct report *report, const char *period)
{
    if (report != NULL) {
        const char *name = say(f, report->name, report->name_en);

        letter_put_text(c, "report", name);
        if (wants(f, "report_inline"))
            put_taken(c, "report_inline", inline_name(name));
    }
    if (period != NULL)
        put_taken(c, "period", words_period(period, f->language));
}

/* What is said of an item, and where there is only one by the letter itself. */
static void
put_item(json_t *c, const struct letter_facts *f, const struct item *first,
         const struct item *result)
{
    put_report(c, f, first->report, first->period);
    put_due(c, f, first->has_due ? first->due : INSTANT_NONE);
    put_result(c, f, result);
}

static void
put_items(json_t *c, const struct letter_facts *f)
{
    const struct unit *unit = letter_unit_of(f);
    json_t *list = json_array();

    for (size_t i = 0; i < f->nitems; i++) {
        const struct item *item = &f->items[i];
        json_t *one = json_object(), *said = f->nitems == 1 ? c : one;      /* the row of one finds the letter's */

        put_item(said, f, item, item);
        put_number(one, "number", (int64_t)i + 1);
        if (item->unit != unit)         /* one mail for two units: each row says whose it is */
            put_taken(one, "report", xasprintf("%s (%s)", json_string_value(json_object_get(said, "report")),
                                               item->unit->name));
        json_array_append_new(list, one);
    }
    put_number(c, "nitems", (int64_t)f->nitems);
    put_flag(c, "several", f->nitems > 1);
    put_list(c, "items", list);
}

/* What all have in common: the worst delay. */
static void
put_worst(json_t *c, const struct letter_facts *f)
{
    const struct item *worst = &f->items[0];

    for (size_t i = 1; i < f->nitems; i++)
        if (f->items[i].days_late > worst->days_late)
            worst = &f->items[i];
    put_item(c, f, &f->items[0], worst);
}

/* A file that is read for two reports has its remark once, and for neither alone. */
static bool
said_before(json_t *list, const json_t *one)
{
    size_t i;
    json_t *old;

    json_array_foreach(list, i, old)
        if (json_object_get(one, "place") != NULL && json_equal(json_object_get(old, "place"), json_object_get(one, "place")) &&
            json_equal(json_object_get(old, "text"), json_object_get(one, "text"))) {
            letter_put_text(old, "report", NULL);
            return true;
        }
    return false;
}

static void
add_findings(const struct letter_facts *f, const struct findings *findings,
             const struct report *report, json_t *errors, json_t *warnings)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->v[i];
        json_t *one = json_object(),
               *list = finding->severity == SEVERITY_ERROR ? errors : warnings;

        put_cut(one, "place", finding->place);
        letter_put_text(one, "text", say(f, finding->text, finding->text_en));
        letter_put_text(one, "report", f->nitems > 1 && report != NULL ? say(f, report->name, report->name_en) : NULL);
        if (f->nitems > 1 && said_before(list, one))
            json_decref(one);
        else
            json_array_append_new(list, one);
    }
}

static void
put_findings(json_t *c, const struct letter_facts *f)
{
    json_t *errors = json_array(), *warnings = json_array();

    for (size_t i = 0; i < f->nitems; i++)
        add_findings(f, &f->items[i].findings, f->items[i].report, errors, warnings);
    if (f->findings != NULL)
        add_findings(f, f->findings, NULL, errors, warnings);
    put_flag(c, "has_findings", json_array_size(errors) > 0);
    put_flag(c, "has_warnings", json_array_size(warnings) > 0);
    put_some(c, "findings", errors);
    put_some(c, "warnings", warnings);
}

/* The quota belongs to the report whose form lists candidates, in the period it holds for. */
static void
put_quota(json_t *c, const struct letter_facts *f, const struct unit *unit,
          const struct report *report, const char *period)
{
    if (report == NULL || period == NULL || form_candidates(report->form) == NULL ||
        !unit_quota_holds(unit, period))
        return;
    letter_put_text(c, "quota", unit->quota);
    put_taken(c, "quota_period", words_period(period, f->language));
}

static void
put_subject_matter(json_t *c, const struct letter_facts *f)
{
    const struct unit *unit = letter_unit_of(f);
    int offset = f->office->utc_offset;

    if (unit != NULL) {
        letter_put_text(c, "unit", unit->name);
        letter_put_text(c, "unit_full", unit->holder != NULL ? unit->holder : unit->name);
        put_quota(c, f, unit, f->report, f->period);
        for (size_t i = 0; i < f->nowed; i++)
            put_quota(c, f, unit, f->owed[i].report, f->owed[i].period);
    }
    put_items(c, f);
    if (f->nitems > 1) {
        put_worst(c, f);
    } else if (f->nitems == 0) {
        put_report(c, f, f->report, f->period);
        put_due(c, f, f->due);
    }
    put_findings(c, f);
    if (is_set(f->cure) && wants(f, "cure"))
        put_taken(c, "cure", words_deadline(f->cure, offset, f->language));
    put_flag(c, "returned", f->stands != NULL && f->stands->state == STATE_RETURNED);
    put_known(c, "now_is", f->stands == NULL ? NULL : letter_state(f, f->stands->state));
    put_flag(c, "holds", f->holds);
    if (is_set(f->told))
        put_taken(c, "told", words_moment(f->told, offset, f->language));
    if (is_set(f->new_due))
        put_taken(c, "new_deadline", words_deadline(f->new_due, offset, f->language));
}

/* ---- reminders and tables ---------------------------------------------------------------- */

static void
put_reminder(json_t *c, const struct letter_facts *f)
{
    int offset = f->office->utc_offset;
    struct date last = is_set(f->due) ? calendar_last_day(f->due, offset) : (struct date){0};

    put_flag(c, "before_hour", is_set(f->due) && instant_of(moment_of(f->due, offset).date, 0, 0, offset) != f->due);
    put_known(c, "nothing_in", f->nothing_in);
    put_known(c, "time_code", f->time_code);
    if (f->time_code != NULL)
        put_taken(c, "time_at", words_moment(f->time_at, offset, f->language));
    put_number(c, "days_left", f->days_left);
    put_number(c, "working_days_left", f->working_days_left);
    put_number(c, "days_overdue", is_set(f->overdue) ? calendar_days_late(f->now, f->overdue, offset) : 0);
    put_taken(c, "overdue", is_set(f->overdue) ? words_late(f->overdue, f->now, offset, f->language) : NULL);
    put_flag(c, "stage_first", f->stage == LETTER_STAGE_FIRST);
    put_flag(c, "stage_urgent", f->stage == LETTER_STAGE_URGENT);
    put_flag(c, "stage_final", f->stage == LETTER_STAGE_FINAL);
    if (f->last_working_day.year != 0 && last.year != 0 &&
        date_compare(f->last_working_day, last) != 0) {
        json_t *weekend = json_object();

        put_taken(weekend, "day", words_day(last, f->language));
        letter_put_text(weekend, "weekday", words_weekday(last, f->language));
        put_taken(weekend, "last_working_day", words_day(f->last_working_day, f->language));
        json_object_set_new(c, "weekend", weekend);
    }
}

static json_t *
owed(const struct letter_facts *f, const struct letter_owed *o, int number)
{
    json_t *row = json_object();

    put_number(row, "number", number);
    letter_put_text(row, "unit", unit_short(o->unit));
    put_report(row, f, o->report, o->period);
    letter_put_text(row, "title", o->title);
    letter_put_text(row, "of", o->of != NULL ? unit_short(o->of) : NULL);
    put_owed_by(row, f, o->report);
    put_due(row, f, o->due);
    put_number(row, "days_left", o->days_left);
    put_number(row, "working_days_left", o->working_days_left);
    put_number(row, "days_overdue", o->days_overdue);
    put_taken(row, "overdue", o->days_overdue > 0 ? words_late(o->due, f->now, f->office->utc_offset, f->language) : NULL);
    put_taken(row, "cure", is_set(o->cure) ? words_deadline(o->cure, f->office->utc_offset, f->language) : NULL);
    letter_put_text(row, "now_is", o->stands == NULL ? NULL : letter_state(f, o->stands->state));
    put_flag(row, "held", o->why == LETTER_WHY_HELD);
    put_flag(row, "unreachable", o->why == LETTER_WHY_UNREACHABLE);
    put_flag(row, "cure_over", o->why == LETTER_WHY_CURE);
    return row;
}

static void
put_owed(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array();
    bool held = false;

    for (size_t i = 0; i < f->nowed; i++) {
        json_array_append_new(list, owed(f, &f->owed[i], (int)i + 1));
        held = held || f->owed[i].why == LETTER_WHY_HELD;
    }
    put_flag(c, "has_held", held);
    put_number(c, "nowed", (int64_t)f->nowed);
    put_list(c, "owed", list);
}

/* ---- officers ------------------------------------------------------------------------------ */

static bool
exists(const struct letter_facts *f, const struct unit *unit)
{
    return unit != NULL && unit_valid_on(unit, moment_of(f->now, f->office->utc_offset).date);
}

/* At least one unit is left through which a commune may send its mail. */
static bool
any_route(const struct letter_facts *f)
{
    for (size_t i = 0; i < f->plan->ncommunes; i++)
        if (exists(f, plan_unit(f->plan, f->plan->communes[i].unit)))
            return true;
    return false;
}

/* More than a few are no help; who is no more is no way. A unit of the plan has nobody above it here. */
static void
put_route(json_t *c, const struct letter_facts *f)
{
    struct buf b = {0};
    size_t n = 0;

    for (size_t i = 0; f->route != NULL && f->route->n <= ROUTE_MOST && i < f->route->n; i++) {
        const struct unit *unit = plan_unit(f->plan, f->route->v[i]);

        if (!exists(f, unit))
            continue;
        n++;
        buf_addf(&b, "%s%s", b.len == 0 ? "" : EITHER(f->language, " hoặc ", " or "),
                 unit->holder != NULL ? unit->holder : unit->name);
    }
    put_found(c, "district", b.len > 0 ? buf_take(&b) : NULL);
    put_flag(c, "districts", n > 1);
    put_flag(c, "no_route", n == 0 && (f->unit != NULL || !any_route(f)));
}

/* What it means and what to do, where that is known; and what was said. */
static void
put_reply(json_t *c, const struct letter_facts *f)
{
    char *said = f->reply == NULL ? NULL : trouble_say(f->reply, strcmp(f->language, "en") == 0);

    put_found(c, "reply", said == NULL ? NULL : text_cut(said, REPLY_MOST));
    free(said);
}

static void
put_texts(json_t *c, const char *key, const struct strings *texts)
{
    json_t *list = json_array();

    for (size_t i = 0; texts != NULL && i < texts->n; i++)
        json_array_append_new(list, json_string(texts->v[i]));
    put_list(c, key, list);
}

static void
put_officer(json_t *c, const struct letter_facts *f)
{
    put_known(c, "officer", f->officer);
    put_known(c, "title", f->title);
    put_number(c, "sequence", f->sequence);
    put_number(c, "sequence_before", f->sequence > 1 ? f->sequence - 1 : 0);
    put_number(c, "wanted", f->wanted);
    put_route(c, f);
    put_found(c, "reason", reason_to_look(f));
    put_known(c, "recipient", f->recipient);
    put_reply(c, f);
    put_flag(c, "asked", f->asked);
    put_flag(c, "urgent", f->urgent);
    put_flag(c, "unanswered", f->unanswered);
    put_flag(c, "released", f->released);
    put_flag(c, "helped", f->helped);
    put_flag(c, "last_notice", f->last_notice);
    put_texts(c, "lines", f->lines);
    put_texts(c, "marked", f->marked);
    put_texts(c, "unmarked", f->unmarked);
    if (f->notice != NULL)
        json_object_set_new(c, "notice", json_pack("{s:b}", f->notice, 1));
}

json_t *
letter_context(const struct letter_facts *f)
{
    json_t *c = json_object();

    put_office(c, f);
    put_plan(c, f);
    put_mail(c, f);
    put_evidence(c, f);
    put_notice(c, f);
    put_subject_matter(c, f);
    put_reminder(c, f);
    put_owed(c, f);
    put_search(c, f);
    put_units(c, f);
    put_dossiers(c, f);
    put_officer(c, f);
    return c;
}
