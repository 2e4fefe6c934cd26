/* What a simulation shows: each letter as it would go out, and how each
 * obligation ends. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/calendar/count.h"
#include "office/post/budget.h"
#include "office/post/post.h"
#include "office/post/reach.h"
#include "office/post/withdraw.h"
#include "office/remind/reminding.h"
#include "report/status.h"
#include "store/docket.h"
#include "simulation.h"

/* ---- the outbox ----------------------------------------------------------------------- */

static void
at_now(const struct simulation *s, json_t *letter)
{
    struct moment m = moment_of(s->now, s->desk->settings->office.utc_offset);
    char day[11];

    date_write(m.date, day);
    json_object_set_new(letter, "day", json_string(day));
    json_object_set_new(letter, "hour", json_sprintf("%02d:%02d", m.hour, m.minute));
}

/* Takes the letter. Written once: (reason, recipient) is unique. */
static int
queue(struct simulation *s, const char *reason, int priority, const char *to,
      const struct reminder *r, json_t *letter)
{
    struct letter_row row = { .reason = xstrdup(reason),
                              .recipient = xstrdup(to),
                              .priority = priority,
                              .letter = xstrdup(
                                  json_string_value(json_object_get(letter, "letter"))),
                              .message_id = xasprintf("%s %s", reason, to),
                              .mail = xstrdup("simulated"),
                              .size = 9,
                              .created = s->now,
                              .next_try = s->now };
    char key[24];
    bool made = false;
    int rc = letter_put(s->desk->store, &row, &made);

    for (size_t i = 0; rc == 0 && made && r != NULL && i < r->nlines; i++)
        rc = reminded_put(s->desk->store, row.id, r->lines[i].obligation->id);
    snprintf(key, sizeof key, "%lld", (long long)row.id);
    if (rc == 0 && made)
        json_object_set(s->queue, key, letter);
    json_decref(letter);
    letter_row_clear(&row);
    return rc;
}

/* ---- one letter --------------------------------------------------------------------- */

static json_t *
letter_new(const struct simulation *s, const char *letter, const struct unit *unit, const char *to)
{
    json_t *row = json_pack("{s:s? s:s? s:s s:[]}", "unit", unit == NULL ? NULL : unit->code, "to",
                            to, "letter", letter, "reports");

    at_now(s, row);
    return row;
}

static void
add_report(json_t *letter, const char *unit, const char *report, const char *period,
           const struct remind_line *line, const char *why)
{
    json_t *row = json_pack("{s:s s:s s:s}", "unit", unit, "report", report, "period", period);

    if (line != NULL) {
        json_object_set_new(row, "stage",
                            json_string(line->stage == REMIND_BEFORE ? "before" : "overdue"));
        json_object_set_new(row, "level", json_integer(line->level));
        json_object_set_new(row, "days", json_integer(line->days));
    }
    if (why != NULL)
        json_object_set_new(row, "why", json_string(why));
    json_array_append_new(json_object_get(letter, "reports"), row);
}

static void
add_lines(json_t *letter, const struct remind_line *lines, size_t n, const char *why)
{
    for (size_t i = 0; i < n; i++)
        add_report(letter, lines[i].unit->code, lines[i].report->code, lines[i].obligation->period,
                   &lines[i], why);
}

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text == NULL ? "-" : text;
}

static void
print_letter(const json_t *letter, const char *l)
{
    char *unit = text_pad(text_of(letter, "unit"), 14);
    json_t *reports = json_object_get(letter, "reports"), *cc = json_object_get(letter, "cc");

    printf("%s %s  %s  %-10s  %s", text_of(letter, "day"), text_of(letter, "hour"), unit,
           text_of(letter, "letter"), text_of(letter, "to"));
    for (size_t i = 0; i < json_array_size(cc); i++)
        printf(", %s", json_string_value(json_array_get(cc, i)));
    puts(json_is_true(json_object_get(letter, "unsent"))
             ? EITHER(l, "  không gửi được trong ngày", "  not sent that day")
             : "");
    for (size_t i = 0; i < json_array_size(reports); i++) {
        json_t *r = json_array_get(reports, i), *level = json_object_get(r, "level");
        bool overdue = strcmp(text_of(r, "stage"), "overdue") == 0;

        printf("                    %s %s", text_of(r, "report"), text_of(r, "period"));
        if (json_object_get(letter, "unit") == NULL ||
            json_is_null(json_object_get(letter, "unit")))
            printf("  %s", text_of(r, "unit"));
        if (level != NULL)
            printf(EITHER(l, "  %s%d  (%d ngày)", "  %s%d  (%d days)"),
                   overdue ? EITHER(l, "quá hạn +", "overdue +")
                           : EITHER(l, "nhắc -", "reminder -"),
                   (int)json_integer_value(level),
                   (int)json_integer_value(json_object_get(r, "days")));
        if (json_object_get(r, "why") != NULL)
            printf("  %s", text_of(r, "why"));
        putchar('\n');
    }
    free(unit);
}

static void
give(struct simulation *s, json_t *letter)
{
    if (s->letters != NULL) {
        json_array_append_new(s->letters, letter);
        return;
    }
    print_letter(letter, office_language(&s->desk->settings->office));
    json_decref(letter);
}

static int
queue_notice(struct simulation *s, const struct reminding *r)
{
    json_t *notice = letter_new(s, "not-reminded", NULL, "officers");
    char *reason = xasprintf("reminding:%s", text_of(notice, "day"));
    int rc;

    for (size_t i = 0; i < r->plan.nheld; i++)
        add_lines(notice, r->plan.held[i].lines, r->plan.held[i].nlines, "held");
    for (size_t i = 0; i < r->plan.n; i++)
        if (r->to[i] == NULL)
            add_lines(notice, r->plan.v[i].lines, r->plan.v[i].nlines, "unreachable");
    for (size_t i = 0; i < r->ncures; i++)
        add_report(notice, r->cures[i].unit, r->cures[i].report, r->cures[i].period, NULL, "cure");
    rc = queue(s, reason, PRIORITY_ANSWER, "officers", NULL, notice);
    free(reason);
    return rc == 0 ? reminding_cures_shown(s->desk, s->now) : rc;
}

static void
add_leaders(struct simulation *s, json_t *letter, const struct reminder *r)
{
    struct strings leaders = {0};

    if (reach_leaders(s->desk, r, &leaders) == 0 && leaders.n > 0)
        json_object_set_new(letter, "cc", json_array());
    for (size_t i = 0; i < leaders.n; i++)
        json_array_append_new(json_object_get(letter, "cc"), json_string(leaders.v[i]));
    strings_free(&leaders);
}

int
simulated_letters(struct simulation *s, const struct reminding *r)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < r->plan.n; i++) {
        const struct reminder *one = &r->plan.v[i];
        json_t *letter;

        if (r->to[i] == NULL)
            continue;
        letter = letter_new(s, reminding_template(one), one->unit, r->to[i]);
        add_leaders(s, letter, one);
        add_lines(letter, one->lines, one->nlines, NULL);
        rc = queue(s, one->reason, PRIORITY_REMINDER, r->to[i], one, letter);
    }
    for (size_t i = 0; rc == 0 && i < r->plan.nescalations; i++) {
        json_t *letter = letter_new(s, "escalation", NULL, "leads");

        add_lines(letter, r->plan.escalations[i].lines, r->plan.escalations[i].nlines, NULL);
        rc = queue(s, r->plan.escalations[i].reason, PRIORITY_ANSWER, "leads", NULL, letter);
    }
    return rc == 0 && reminding_notice_due(r) ? queue_notice(s, r) : rc;
}

/* ---- sending ------------------------------------------------------------------------------ */

/* What waits since another day, and is not taken back, is skipped (A29). */
static int
expire(struct simulation *s)
{
    struct letter_row *rows = NULL;
    size_t n = 0;
    struct date today = moment_of(s->now, s->desk->settings->office.utc_offset).date;
    char day[11];
    int rc = 0;

    if (date_compare(today, s->expired) == 0)
        return 0;
    s->expired = today;
    if (json_object_size(s->queue) > 0)
        rc = letter_list(s->desk->store, false, &rows, &n);
    date_write(today, day);
    for (size_t i = 0; i < n; i++) {
        char key[24];
        json_t *letter;

        snprintf(key, sizeof key, "%lld", (long long)rows[i].id);
        letter = json_object_get(s->queue, key);
        if (letter != NULL && rows[i].state == LETTER_QUEUED &&
            rows[i].priority == PRIORITY_REMINDER && strcmp(text_of(letter, "day"), day) < 0) {
            json_object_set_new(letter, "unsent", json_true());
            give(s, json_incref(letter));
            json_object_del(s->queue, key);
        }
    }
    letter_rows_free(rows, n);
    return rc == 0 ? withdraw_expired(s->desk, s->now) : rc;
}

int
simulated_send(struct simulation *s)
{
    int rc = expire(s);

    s->open = INSTANT_NONE;
    while (rc == 0) {
        struct letter_row row = {0};
        char key[24];
        json_t *letter;

        rc = letter_next(s->desk->store, s->now, &row);
        if (rc == 0)
            rc = post_budget(s->desk, row.priority, s->now, &s->open);
        if (rc != 0 || s->open > s->now) {
            letter_row_clear(&row);
            break;
        }
        s->open = INSTANT_NONE;
        rc = letter_result(s->desk->store, row.id, LETTER_SENT, INSTANT_NONE, 250, "simulated",
                           s->now);
        snprintf(key, sizeof key, "%lld", (long long)row.id);
        if ((letter = json_object_get(s->queue, key)) != NULL) {
            at_now(s, letter);
            give(s, json_incref(letter));
            json_object_del(s->queue, key);
        } else {
            give(s, letter_new(s, row.letter, NULL, row.recipient));    /* of an order */
        }
        letter_row_clear(&row);
    }
    return rc < 0 ? -1 : 0;
}

/* ---- how it ends ------------------------------------------------------------------------ */

static void
put_time(json_t *row, const char *key, instant at)
{
    char text[21];

    if (at != INSTANT_NONE)
        instant_write(at, text);
    json_object_set_new(row, key, at == INSTANT_NONE ? json_null() : json_string(text));
}

static json_t *
end_json(const struct obligation *o, instant now, int offset)
{
    bool came = count_received(o);
    char *label = status_label(o, now, offset, "vi");
    json_t *row = json_pack("{s:s s:s s:s s:s s:b s:s}", "unit", o->unit, "report", o->report,
                            "period", o->period, "state", state_names[o->state], "tracked",
                            o->tracked, "label", label);

    put_time(row, "due", o->due);
    put_time(row, "first_received", o->first_received);
    json_object_set_new(row, "on_time",
                        !came || o->due == INSTANT_NONE ? json_null()
                                                        : json_boolean(count_on_time(o)));
    json_object_set_new(row, "days_late", json_integer(came ? count_days_late(o, now, offset) : 0));
    free(label);
    return row;
}

static void
print_end(const struct obligation *o, instant now, int offset, const char *l)
{
    char *label = status_label(o, now, offset, l), *unit = text_pad(o->unit, 14);
    char due[CTL_TIME], received[CTL_TIME];

    ctl_time(o->due, offset, due);
    ctl_time(o->first_received, offset, received);
    printf(EITHER(l, "%-12s %-8s %s  hạn %s  nhận %-16s  %s\n",
                  "%-12s %-8s %s  due %s  received %-16s  %s\n"),
           o->report, o->period, unit, due, received, label);
    free(label);
    free(unit);
}

/* What fell due in the time, and what something came for. */
int
simulated_end(struct simulation *s, instant from, instant to, bool json)
{
    int offset = s->desk->settings->office.utc_offset;
    struct obligation *rows = NULL;
    json_t *ends = json_array();
    size_t n = 0;
    int rc = obligation_list(s->desk->store, NULL, NULL, &rows, &n);

    if (rc == 0 && !json)
        puts("");
    for (size_t i = 0; rc == 0 && i < n; i++) {
        bool fell_due = rows[i].due >= from && rows[i].due <= to;

        if (!fell_due && rows[i].state == STATE_OPEN)
            continue;
        if (json)
            json_array_append_new(ends, end_json(&rows[i], to, offset));
        else
            print_end(&rows[i], to, offset, office_language(&s->desk->settings->office));
    }
    obligations_free(rows, n);
    if (rc != 0 || !json) {
        json_decref(ends);
        return rc;
    }
    return ctl_print_json(json_pack("{s:O s:o}", "letters", s->letters, "obligations", ends));
}
