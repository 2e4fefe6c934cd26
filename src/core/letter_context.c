/* What letters may say: the facts of the docket as the JSON context of the
 * templates. Words of a stranger's mail are left out: an acknowledgement must
 * not carry his text to a forged address. */
#include "core/letter_context.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "core/words.h"

#define LISTED_MOST 40                  /* findings, files: a hostile workbook has thousands */
#define ECHO_MOST 120                   /* code points of a subject or file name that are repeated */

static const char *const states_en[STATES] = {
    [STATE_OPEN] = "Not received", [STATE_RECEIVED] = "Being examined", [STATE_INCOMPLETE] = "Incomplete",
    [STATE_RETURNED] = "Returned", [STATE_ACCEPTED] = "Accepted", [STATE_CONSOLIDATED] = "Consolidated",
    [STATE_ON_PAPER] = "Received by other means", [STATE_WAIVED] = "Waived", [STATE_CANCELLED] = "Not asked for",
};

static bool
english(const struct letter_facts *f)
{
    return strcmp(f->language, "en") == 0;
}

static const char *
say(const struct letter_facts *f, const char *vi, const char *en)
{
    return english(f) && en != NULL ? en : vi;
}

#define SAY(f, vi, en) (english(f) ? (en) : (vi))     /* of literals: formats stay checked */

static bool
known(instant t)
{
    return t != 0 && t != INSTANT_NONE;
}

/* May the words of the mail be repeated? To a sender we know, and to officers;
 * never those of a mail that bears marks of a secret (A26). */
static bool
may_repeat(const struct letter_facts *f)
{
    if (f->notice != NULL)
        return strcmp(f->notice, "quarantine") != 0;
    return f->known_sender;
}

/* ---- values --------------------------------------------------------------------- */

/* What is not known is null, not missing: within a list the template would
 * else find the letter's own value of that name. */
static void
put(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text == NULL ? json_null() : json_string(text));
}

static void
put_taken(json_t *object, const char *key, char *text)
{
    put(object, key, text);
    free(text);
}

static void
put_cut(json_t *object, const char *key, const char *text)
{
    put_taken(object, key, text == NULL ? NULL : text_cut(text, ECHO_MOST));
}

static void
put_number(json_t *object, const char *key, int64_t n)
{
    json_object_set_new(object, key, json_integer(n));
}

static void
put_flag(json_t *object, const char *key, bool flag)
{
    json_object_set_new(object, key, json_boolean(flag));
}

/* At most LISTED_MOST of them; the number of the rest as "more_KEY". */
static void
put_some(json_t *object, const char *key, json_t *list)
{
    size_t n = json_array_size(list);
    char *more = xasprintf("more_%s", key);

    put_number(object, more, n > LISTED_MOST ? (int64_t)(n - LISTED_MOST) : 0);
    while (n > LISTED_MOST)
        json_array_remove(list, --n);
    json_object_set_new(object, key, list);
    free(more);
}

static void
put_list(json_t *object, const char *key, json_t *list)
{
    if (json_array_size(list) > 0)
        json_object_set(object, key, list);
    json_decref(list);
}

/* "Báo cáo năm" within a sentence: "báo cáo năm". */
static char *
inline_name(const char *name)
{
    size_t first = 1;
    char *head, *lower, *text;

    while (((unsigned char)name[first] & 0xc0) == 0x80)
        first++;
    if (name[0] == '\0' || (name[first] >= 'A' && name[first] <= 'Z'))
        return xstrdup(name);
    head = xstrndup(name, first);
    lower = text_lower(head);
    text = xasprintf("%s%s", lower, name + first);
    free(head);
    free(lower);
    return text;
}

/* ---- office and plan ------------------------------------------------------------- */

static void
put_plan(json_t *c, const struct letter_facts *f)
{
    const struct plan *plan = f->plan;

    put(c, "tag", plan->subject_tag);
    if (plan->number != NULL && plan->date != NULL)
        put_taken(c, "plan", xasprintf(SAY(f, "Kế hoạch số %s ngày %s", "Plan No. %s of %s"), plan->number, plan->date));
    else
        put(c, "plan", plan->title);
}

static void
put_office(json_t *c, const struct letter_facts *f)
{
    int offset = f->office->utc_offset;

    json_object_set_new(c, "office", json_pack("{s:s?, s:s?, s:s?, s:s?}", "name", f->office->name,
                                               "address", f->office->address, "contact", f->office->contact,
                                               "phone", f->office->phone));
    put(c, "lang", f->language);
    put_taken(c, "now", words_moment(f->now, offset, f->language));
    put_taken(c, "today", words_day(moment_of(f->now, offset).date, f->language));
}

/* ---- the mail --------------------------------------------------------------------- */

static const struct { const char *flag, *vi, *en; } file_notes[] = {
    { "pdf-signature", "bản ký số", "digitally signed" },
    { "scan", "bản scan", "scanned" },
    { "macros", "có macro, không chạy", "holds macros, not run" },
    { "hidden-sheet", "có trang tính ẩn", "has hidden sheets" },
};

static char *
file_note(const struct letter_facts *f, const struct attachment *a)
{
    if (a->status == ATTACHMENT_UNREADABLE)
        return xstrdup(SAY(f, "không đọc được", "could not be read"));
    if (a->status == ATTACHMENT_QUARANTINED)
        return xstrdup(SAY(f, "không mở, chuyển cán bộ xem xét", "not opened, an officer will look at it"));
    for (size_t i = 0; i < ARRAY_LEN(file_notes); i++)
        if (strings_has(&a->flags, file_notes[i].flag))
            return xstrdup(say(f, file_notes[i].vi, file_notes[i].en));
    if (a->inside >= 0 && (size_t)a->inside < f->nattachments) {
        char *name = text_cut(f->attachments[a->inside].name == NULL ? "?" : f->attachments[a->inside].name, ECHO_MOST);
        char *note = xasprintf(SAY(f, "trong tệp %s", "inside %s"), name);

        free(name);
        return note;
    }
    return NULL;
}

/* Pictures of a signature are no files anybody sent on purpose. */
static void
put_files(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->nattachments; i++) {
        const struct attachment *a = &f->attachments[i];
        json_t *file;

        if (strings_has(&a->flags, "inline"))
            continue;
        file = json_object();
        put_cut(file, "name", a->name == NULL || *a->name == '\0' ? SAY(f, "(không tên)", "(no name)") : a->name);
        put_taken(file, "size", text_size(a->size));
        put(file, "sha256", a->sha256);
        put_taken(file, "note", file_note(f, a));
        json_array_append_new(list, file);
    }
    put_number(c, "nfiles", (int64_t)json_array_size(list));
    if (!may_repeat(f))
        json_array_clear(list);
    put_flag(c, "has_files", json_array_size(list) > 0);
    put_some(c, "files", list);
}

static void
put_mail(json_t *c, const struct letter_facts *f)
{
    int offset = f->office->utc_offset;
    json_t *candidates = json_array();

    put(c, "code", f->code);
    put(c, "sender", f->sender);
    put(c, "unclear", f->unclear);
    put_cut(c, "mail_subject", may_repeat(f) ? f->subject : NULL);
    if (known(f->received)) {
        put_taken(c, "received", words_moment(f->received, offset, f->language));
        put_taken(c, "received_day", words_day(moment_of(f->received, offset).date, f->language));
    }
    for (size_t i = 0; f->candidates != NULL && i < f->candidates->n; i++) {
        const struct unit *unit = plan_unit(f->plan, f->candidates->v[i]);

        if (unit != NULL)
            json_array_append_new(candidates, json_string(unit->name));
    }
    put_flag(c, "has_candidates", json_array_size(candidates) > 0);
    put_list(c, "candidates", candidates);
    put_files(c, f);
}

/* ---- what it concerns ---------------------------------------------------------------- */

static void
put_result(json_t *c, const struct letter_facts *f, const struct item *item)
{
    put_number(c, "days_late", item->days_late);
    put_flag(c, "late", item->has_due && !item->on_time);
    if (!item->has_due) {
        put(c, "result", SAY(f, "Không quy định thời hạn", "No deadline"));
        put(c, "result_caps", SAY(f, "Kế hoạch không quy định thời hạn", "The plan sets no deadline"));
    } else if (item->on_time) {
        put(c, "result", SAY(f, "Đúng hạn", "On time"));
        put(c, "result_caps", SAY(f, "ĐÚNG HẠN", "ON TIME"));
    } else {
        put_taken(c, "result", xasprintf(SAY(f, "Trễ %d ngày", "%d day(s) late"), item->days_late));
        put_taken(c, "result_caps", xasprintf(SAY(f, "TRỄ HẠN %d ngày", "LATE by %d day(s)"), item->days_late));
    }
}

static void
put_due(json_t *c, const struct letter_facts *f, instant due)
{
    int offset = f->office->utc_offset;
    char *before = known(due) ? words_before(due, offset, f->language) : NULL;

    put(c, "before", before);
    put_taken(c, "deadline_short", known(due) ? xasprintf(SAY(f, "trước %s", "before %s"), before) : NULL);
    put_taken(c, "deadline", known(due) ? words_deadline(due, offset, f->language) : NULL);
    put_taken(c, "deadline_weekday", known(due) ? words_deadline_weekday(due, offset, f->language) : NULL);
    free(before);
}

static void
put_report(json_t *c, const struct letter_facts *f, const struct report *report, const char *period)
{
    if (report != NULL) {
        const char *name = say(f, report->name, report->name_en);

        put(c, "report", name);
        put_taken(c, "report_inline", inline_name(name));
    }
    if (period != NULL)
        put_taken(c, "period", words_period(period, f->language));
}

static const struct unit *
unit_of(const struct letter_facts *f)
{
    return f->unit != NULL ? f->unit : f->nitems > 0 ? f->items[0].unit : NULL;
}

static void
put_items(json_t *c, const struct letter_facts *f)
{
    const struct unit *unit = unit_of(f);
    json_t *list = json_array();

    for (size_t i = 0; i < f->nitems; i++) {
        const struct item *item = &f->items[i];
        json_t *one = json_object();

        put_number(one, "number", (int64_t)i + 1);
        put_report(one, f, item->report, item->period);
        if (item->unit != unit)         /* one mail for two units: each row says whose it is */
            put_taken(one, "report", xasprintf("%s (%s)", json_string_value(json_object_get(one, "report")),
                                               item->unit->name));
        put_due(one, f, item->has_due ? item->due : INSTANT_NONE);
        put_result(one, f, item);
        json_array_append_new(list, one);
    }
    put_number(c, "nitems", (int64_t)f->nitems);
    put_flag(c, "several", f->nitems > 1);
    put_list(c, "items", list);
}

/* The one item, or what all have in common: the worst delay. */
static void
put_first_item(json_t *c, const struct letter_facts *f)
{
    const struct item *worst = &f->items[0];

    for (size_t i = 1; i < f->nitems; i++)
        if (f->items[i].days_late > worst->days_late)
            worst = &f->items[i];
    put_report(c, f, f->items[0].report, f->items[0].period);
    put_due(c, f, f->items[0].has_due ? f->items[0].due : INSTANT_NONE);
    put_result(c, f, worst);
}

static void
add_findings(const struct letter_facts *f, const struct findings *findings, const struct report *report,
             json_t *errors, json_t *warnings)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->v[i];
        json_t *one = json_object();

        put_cut(one, "place", finding->place);
        put(one, "text", say(f, finding->text, finding->text_en));
        put(one, "report", f->nitems > 1 && report != NULL ? say(f, report->name, report->name_en) : NULL);
        json_array_append_new(finding->severity == SEVERITY_ERROR ? errors : warnings, one);
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
    put_flag(c, "has_warnings", json_array_size(warnings) > 0);
    put_some(c, "findings", errors);
    put_some(c, "warnings", warnings);
}

static bool
quota_holds(const struct unit *unit, const char *period)
{
    return unit->quota != NULL && (unit->quota_period == NULL || (period != NULL && strcmp(unit->quota_period, period) == 0));
}

static void
put_subject_matter(json_t *c, const struct letter_facts *f)
{
    const struct unit *unit = unit_of(f);
    int offset = f->office->utc_offset;

    if (unit != NULL) {
        put(c, "unit", unit->name);
        put(c, "unit_full", unit->holder != NULL ? unit->holder : unit->name);
        put(c, "unit_short", unit->short_name != NULL ? unit->short_name : unit->name);
        if (quota_holds(unit, f->period))
            put(c, "quota", unit->quota);
    }
    put_items(c, f);
    if (f->nitems > 0) {
        put_first_item(c, f);
    } else {
        put_report(c, f, f->report, f->period);
        put_due(c, f, f->due);
    }
    put_findings(c, f);
    if (known(f->cure)) {
        put_taken(c, "cure", words_deadline(f->cure, offset, f->language));
        put_taken(c, "cure_before", words_before(f->cure, offset, f->language));
    }
    if (known(f->new_due))
        put_taken(c, "new_deadline", words_deadline(f->new_due, offset, f->language));
}

/* ---- reminders and tables ---------------------------------------------------------------- */

static void
put_reminder(json_t *c, const struct letter_facts *f)
{
    struct date last = known(f->due) ? words_last_day(f->due, f->office->utc_offset) : (struct date){0};

    put_number(c, "days_left", f->days_left);
    put_number(c, "working_days_left", f->working_days_left);
    put_number(c, "days_overdue", f->days_overdue);
    put_flag(c, "stage_first", f->stage == LETTER_STAGE_FIRST);
    put_flag(c, "stage_urgent", f->stage == LETTER_STAGE_URGENT);
    put_flag(c, "stage_final", f->stage == LETTER_STAGE_FINAL);
    if (f->last_working_day.year != 0 && last.year != 0 && date_compare(f->last_working_day, last) != 0) {
        json_t *weekend = json_object();

        put_taken(weekend, "day", words_day(last, f->language));
        put(weekend, "weekday", words_weekday(last, f->language));
        put_taken(weekend, "last_working_day", words_day(f->last_working_day, f->language));
        json_object_set_new(c, "weekend", weekend);
    }
}

static json_t *
owed(const struct letter_facts *f, const struct letter_owed *o, int number)
{
    json_t *row = json_object();

    put_number(row, "number", number);
    put(row, "unit", o->unit->short_name != NULL ? o->unit->short_name : o->unit->name);
    put_report(row, f, o->report, o->period);
    put(row, "title", o->title);
    put_due(row, f, o->due);
    put_number(row, "days_left", o->days_left);
    put_number(row, "working_days_left", o->working_days_left);
    put_number(row, "days_overdue", o->days_overdue);
    put_taken(row, "overdue", o->days_overdue > 0 ? xasprintf(SAY(f, "%d ngày", "%d day(s)"), o->days_overdue) : NULL);
    put_taken(row, "cure", known(o->cure) ? words_deadline(o->cure, f->office->utc_offset, f->language) : NULL);
    put_flag(row, "held", o->why == LETTER_WHY_HELD);
    put_flag(row, "unreachable", o->why == LETTER_WHY_UNREACHABLE);
    put_flag(row, "cure_over", o->why == LETTER_WHY_CURE);
    return row;
}

static void
put_owed(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->nowed; i++)
        json_array_append_new(list, owed(f, &f->owed[i], (int)i + 1));
    put_number(c, "nowed", (int64_t)f->nowed);
    put_list(c, "owed", list);
}

struct tally { int total, received, on_time, late, accepted, incomplete, open, overdue; };

static int
overdue_days(const struct letter_facts *f, const struct obligation *o)
{
    int offset = f->office->utc_offset;

    if ((o->state != STATE_OPEN && o->state != STATE_INCOMPLETE) || known(o->first_received) || !known(o->due)
        || f->now < o->due)
        return 0;
    return (int)(date_day(moment_of(f->now, offset).date) - date_day(words_last_day(o->due, offset)));
}

static void
count(const struct obligation *o, int overdue, struct tally *t)
{
    bool answered = known(o->first_received), received = answered || o->state == STATE_ON_PAPER;

    if (o->state == STATE_WAIVED || o->state == STATE_CANCELLED)
        return;
    t->total++;
    t->received += received;
    t->on_time += answered && (!known(o->due) || o->first_received < o->due);
    t->late += answered && known(o->due) && o->first_received >= o->due;
    t->accepted += o->state == STATE_ACCEPTED || o->state == STATE_CONSOLIDATED;
    t->incomplete += o->state == STATE_INCOMPLETE || o->state == STATE_RETURNED;
    t->open += !received;
    t->overdue += overdue > 0;
}

static json_t *
standing(const struct letter_facts *f, const struct letter_standing *s, int number, int overdue, int overdue_number)
{
    const struct obligation *o = s->obligation;
    int offset = f->office->utc_offset;
    json_t *row = json_object();

    put_number(row, "number", number);
    put(row, "unit", s->unit->short_name != NULL ? s->unit->short_name : s->unit->name);
    put(row, "state", english(f) ? states_en[o->state] : state_labels[o->state]);
    put_taken(row, "overdue", overdue > 0 ? xasprintf(SAY(f, "%d ngày", "%d day(s)"), overdue) : NULL);
    put_number(row, "overdue_number", overdue_number);
    put(row, "code", s->code == NULL ? "-" : s->code);
    put_taken(row, "received", known(o->first_received) ? words_stamp(o->first_received, offset, f->language)
              : xstrdup("-"));
    put_taken(row, "reminded", xasprintf("%d", s->reminded));
    put_taken(row, "last_reminder", known(s->last_reminder) ? words_stamp(s->last_reminder, offset, f->language)
              : xstrdup("-"));
    put_flag(row, "bounced", s->bounced);
    return row;
}

static void
put_standings(json_t *c, const struct letter_facts *f)
{
    struct tally counts = {0}, others = {0};
    json_t *list = json_array();
    int returned = 0;

    for (size_t i = 0; i < f->nstandings; i++) {
        const struct letter_standing *s = &f->standings[i];
        int overdue = overdue_days(f, s->obligation);

        returned += s->bounced;
        count(s->obligation, overdue, s->obligation->tracked ? &counts : &others);
        if (s->obligation->tracked)
            json_array_append_new(list, standing(f, s, (int)json_array_size(list) + 1, overdue, counts.overdue));
    }
    if (f->nstandings > 0)
        json_object_set_new(c, "counts",
                            json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "total", counts.total, "received",
                                      counts.received, "on_time", counts.on_time, "late", counts.late, "accepted",
                                      counts.accepted, "incomplete", counts.incomplete, "open", counts.open, "overdue",
                                      counts.overdue));
    if (others.total > 0)
        json_object_set_new(c, "others", json_pack("{s:i, s:i}", "total", others.total, "received", others.received));
    put_list(c, "standings", list);
    put_number(c, "waiting", f->waiting);
    put_number(c, "bounced", f->bounced > 0 ? f->bounced : returned);
}

/* ---- officers ------------------------------------------------------------------------------ */

static void
put_officer(json_t *c, const struct letter_facts *f)
{
    json_t *lines = json_array(), *parts = json_array();
    int missing = 0;

    put(c, "officer", f->officer);
    put(c, "title", f->title);
    put(c, "district", f->district);
    put(c, "candidate", f->candidate);
    put(c, "reason", f->reason);
    put(c, "recipient", f->recipient);
    put_cut(c, "reply", f->reply);
    for (size_t i = 0; f->lines != NULL && i < f->lines->n; i++)
        json_array_append_new(lines, json_string(f->lines->v[i]));
    for (size_t i = 0; i < f->nparts; i++) {
        missing += !f->parts[i].present;
        json_array_append_new(parts, json_pack("{s:s, s:i, s:s}", "mark", f->parts[i].present ? "x" : " ", "number",
                                               (int)i + 1, "name", f->parts[i].name));
    }
    put_list(c, "lines", lines);
    put_list(c, "parts", parts);
    put_number(c, "missing", missing);
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
    put_subject_matter(c, f);
    put_reminder(c, f);
    put_owed(c, f);
    put_standings(c, f);
    put_officer(c, f);
    return c;
}
