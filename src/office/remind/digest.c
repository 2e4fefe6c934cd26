/* The digest: what happened, and what stands - as facts for the letter, the
 * latter also as a fingerprint that tells whether it changed. */
#include "office/remind/health.h"
#include "office/remind/digest.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/calendar/remind.h"
#include "core/calendar/words.h"
#include "office/desk/letters.h"
#include "office/post/channel.h"
#include "office/post/post.h"
#include "report/answer.h"
#include "report/holds.h"
#include "report/open.h"
#include "report/status.h"
#include "store/docket.h"

#define LAST_DAY "digest.day"           /* the day that was looked at */
#define LAST_AT "digest.at"             /* what came since is new */
#define LAST_PRINT "digest.print"       /* of what the last one said */
#define BEHIND 45                       /* days for which an elapsed deadline is told */
#define AHEAD 30
#define NAMES_MOST 30

struct digest {
    struct desk *desk;
    instant now, since;
    const char *language;       /* of who reads it */
    json_t *facts;              /* of the template etc/letters/LANGUAGE/answers/digest.txt */
    size_t news;                /* what happened since the last one */
    struct hash *print;         /* of what stands: owed, waiting, unreachable */
};

static const char *
language(const struct digest *d)
{
    return d->language;
}

/* Into the list of this name. */
static void
add(struct digest *d, const char *list, json_t *row)
{
    json_t *rows = json_object_get(d->facts, list);

    if (rows == NULL)
        json_object_set_new(d->facts, list, rows = json_array());
    json_array_append_new(rows, row);
}

/* The lists that are printed have a heading where there is anything in them. */
static void
head(struct digest *d, const char *list, const char *flag)
{
    json_object_set_new(d->facts, flag, json_boolean(json_object_get(d->facts, list) != NULL));
}

static void
fact(struct digest *d, const char *text)
{
    hash_add(d->print, text, strlen(text) + 1);
}

/* ---- when -------------------------------------------------------------------------- */

/* The week's first working day, and the days on which the last two reminders fall. */
static bool
digest_day(const struct desk *desk, struct date today)
{
    int offset = desk->settings->office.utc_offset;
    struct date monday = date_add(today, -date_weekday(today));
    bool is = date_compare(calendar_working_after(desk->plan, monday), today) == 0;

    for (size_t i = 0; i < desk->plan->nreports && !is; i++) {
        size_t n = 0;
        struct round *r = calendar_rounds(desk->plan, &desk->plan->reports[i], today,
                                          date_add(today, 15), offset, &n);

        for (size_t k = 0; k < n && !is; k++)
            is = date_compare(calendar_reminder_day(desk->plan, &r[k], 1), today) == 0 ||
                 date_compare(calendar_reminder_day(desk->plan, &r[k], 3), today) == 0;
        free(r);
    }
    return is;
}

/* ---- what ---------------------------------------------------------------------------- */

static int
last_read(struct digest *d)
{
    instant read;

    if (mailbox_drained(d->desk->store, &read) != 0)
        return -1;
    answer_put(d->facts, "read_at",
               read == INSTANT_NONE
                   ? NULL
                   : words_moment(read, d->desk->settings->office.utc_offset, language(d)));
    return 0;
}

static int
what_came(struct digest *d)
{
    struct message_row *rows = NULL;
    size_t n = 0, filed = 0, waiting = 0, other = 0;
    int rc = message_since(d->desk->store, d->since, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        filed += rows[i].outcome == OUTCOME_FILED;
        waiting += rows[i].outcome == OUTCOME_REVIEW;
        other += rows[i].outcome != OUTCOME_FILED && rows[i].outcome != OUTCOME_REVIEW &&
                 rows[i].outcome != OUTCOME_COMMAND;
        d->news += rows[i].outcome != OUTCOME_COMMAND && rows[i].outcome != OUTCOME_IGNORED;
    }
    message_rows_free(rows, n);
    json_object_set_new(d->facts, "came",
                        json_pack("{s:I s:I s:I}", "filed", (json_int_t)filed, "waiting",
                                  (json_int_t)waiting, "other", (json_int_t)other));
    return rc != 0 ? rc : last_read(d);
}

static void
add_name(const struct digest *d, json_t *names, const struct status_row *r)
{
    json_t *name;

    if (json_array_size(names) == NAMES_MOST)
        return;
    name = json_pack("{s:s s:b}", "unit", unit_short(r->unit), "more", json_array_size(names) > 0);
    answer_put(name, "own_deadline",
               status_own_deadline(&r->obligation, d->desk->settings->office.utc_offset,
                                   language(d)));
    json_array_append_new(names, name);
}

/* One round: how many came, and who did not. */
static int
round_line(struct digest *d, const struct report *r, const char *period)
{
    int offset = d->desk->settings->office.utc_offset;
    struct count c = {0};
    json_t *names = json_array();
    struct status s;

    if (status_load(d->desk->store, d->desk->plan, r, period, d->now, &s) != 0)
        return -1;
    for (size_t i = 0; i < s.n; i++) {
        const struct obligation *o = &s.rows[i].obligation;

        if (!o->tracked || !count_expected(o))
            continue;
        count_add(&c, o, d->now);
        fact(d, o->unit);
        fact(d, state_names[o->state]);
        fact(d, d->now >= o->due ? "over" : "ahead");
        if (!count_received(o) && s.rows[i].unit != NULL)
            add_name(d, names, &s.rows[i]);
    }
    if (c.received < c.expected) {
        json_t *row = json_pack("{s:s s:b s:i s:i s:O}", "report", report_said(r, language(d)), "over",
                                d->now >= s.due, "count", c.received, "expected", c.expected,
                                "names", names);

        answer_put(row, "period", words_period(period, language(d)));
        answer_put(row, "deadline", words_deadline(s.due, offset, language(d)));
        add(d, "owed", row);
    }
    json_decref(names);
    status_clear(&s);
    return 0;
}

static int
what_is_owed(struct digest *d)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_due_between(d->desk->store, d->now - (instant)BEHIND * 86400,
                                    d->now + (instant)AHEAD * 86400, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct report *r = calendar_report(d->desk->plan, rows[i].report, rows[i].period);
        bool told = false;

        for (size_t k = 0; k < i && !told; k++)
            told = strcmp(rows[k].report, rows[i].report) == 0 &&
                   strcmp(rows[k].period, rows[i].period) == 0;
        if (!told && r != NULL)
            rc = round_line(d, r, rows[i].period);
    }
    obligations_free(rows, n);
    return rc;
}

/* Everything that waits for an officer. */
static int
what_is_open(struct digest *d)
{
    struct about_from from = { d->desk->store, d->desk->plan, d->desk->settings->office.utc_offset,
                               false, d->desk->settings->above.address };
    json_t *open, *row;
    size_t i;

    if (open_facts(&from, d->now, language(d), &open) != 0)
        return -1;
    json_array_foreach(json_object_get(open, "rows"), i, row) {
        const char *code = json_string_value(json_object_get(row, "code")),
                   *who = json_string_value(json_object_get(row, "who"));

        fact(d, json_string_value(json_object_get(row, "kind")));
        fact(d, code != NULL ? code : who != NULL ? who : "");
        if (json_integer_value(json_object_get(row, "sequence")) > 0)
            fact(d, json_string_value(json_object_get(row, "order")));
    }
    json_object_set_new(d->facts, "open", open);
    return 0;
}

static int
what_is_held(struct digest *d)
{
    struct strings holds = {0};
    int rc = holds_say(d->desk->store, d->desk->plan, d->desk->settings, d->now, language(d),
                       &holds);

    for (size_t i = 0; i < holds.n; i++) {
        if (i < NAMES_MOST)
            add(d, "holds", json_string(holds.v[i]));
        fact(d, holds.v[i]);
    }
    head(d, "holds", "has_holds");
    strings_free(&holds);
    return rc;
}

/* What the numbers below cannot know, first. */
static int
what_is_unread(struct digest *d)
{
    int offset = d->desk->settings->office.utc_offset;
    instant since;
    bool is;
    int rc = health_unread(d->desk, d->now, &is, &since);

    if (rc != 0 || !is)
        return rc;
    json_object_set_new(d->facts, "unread", json_true());
    answer_put(d->facts, "unread_since",
               since == INSTANT_NONE ? NULL : words_moment(since, offset, language(d)));
    return 0;
}

/* Why letters of the last days came late. */
static int
what_rested(struct digest *d)
{
    int offset = d->desk->settings->office.utc_offset;
    struct channel ch;
    int rc = channel_last(d->desk, CHANNEL_SENDING, &ch);

    if (rc == 0 && ch.until >= d->since) {
        json_t *rested = json_pack("{s:s?}", "reply", ch.reply);

        answer_put(rested, "from", words_moment(ch.since, offset, language(d)));
        answer_put(rested, "to", words_moment(ch.until, offset, language(d)));
        json_object_set_new(d->facts, "rested", rested);
        d->news++;
    }
    channel_clear(&ch);
    return rc < 0 ? -1 : 0;
}

/* What failed since stands among what is open; it is news. */
static int
what_failed(struct digest *d)
{
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc = letter_list(d->desk->store, false, &rows, &n);

    for (size_t i = 0; i < n; i++)
        d->news += rows[i].state == LETTER_FAILED && rows[i].created >= d->since;
    letter_rows_free(rows, n);
    return rc;
}

static int
what_was_ordered(struct digest *d)
{
    struct command_row *rows = NULL;
    size_t n = 0, shown = 0;
    int rc = command_since(d->desk->store, d->since, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        if (rows[i].before == NULL && rows[i].state != COMMAND_WAITING)
            continue;                   /* a question */
        if (shown++ < NAMES_MOST)
            add(d, "orders",
                json_pack("{s:s s:s s:s s:b s:b}", "act", rows[i].code, "officer", rows[i].officer,
                          "order", rows[i].understood == NULL ? rows[i].text : rows[i].understood,
                          "undone", rows[i].undone_by != 0, "unconfirmed",
                          rows[i].state == COMMAND_WAITING));
        d->news++;
    }
    head(d, "orders", "has_orders");
    command_rows_free(rows, n);
    return rc;
}

/* ---- the tick -------------------------------------------------------------------------- */

static int
setting(struct desk *desk, const char *key, char **value)
{
    int rc = store_setting(desk->store, key, value);

    if (rc == 1)
        *value = xstrdup("");
    return rc < 0 ? -1 : 0;
}

static int
gather(struct digest *d)
{
    static int (*const parts[])(struct digest *) = { what_is_unread, what_came,       what_is_open,
                                                     what_is_owed,   what_is_held,    what_rested,
                                                     what_failed,    what_was_ordered };
    int rc = 0;

    d->print = hash_new();
    d->facts = json_object();
    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(parts); i++)
        rc = parts[i](d);
    return rc;
}

static void
clear(struct digest *d)
{
    json_decref(d->facts);
    hash_free(d->print);
}

/* Gathered anew for who reads another language than the office. */
static int
post_one(const struct digest *d, const struct officer *to, const char *reason)
{
    struct digest own = { .desk = d->desk,
                          .now = d->now,
                          .since = d->since,
                          .language = letters_of(d->desk->letters, to)->name };
    bool same = strcmp(own.language, d->language) == 0;
    struct answer out = {0};
    struct posting p = { .letter = "digest",
                         .reason = reason,
                         .to = to->address,
                         .priority = PRIORITY_DIGEST,
                         .body = &out,
                         .facts = { .officer = to->name } };
    int rc = same ? 0 : gather(&own);

    answer_add(&out, "digest", json_incref(same ? d->facts : own.facts));
    if (rc == 0)
        rc = post_letter(d->desk, &p, d->now);
    answer_clear(&out);
    if (!same)
        clear(&own);
    return rc;
}

static int
post_digest(struct digest *d, const char *day, const char *last_print)
{
    const struct settings *s = d->desk->settings;
    char *reason = xasprintf("digest:%s", day), print[HASH_HEX], at[24];
    int rc = 0;

    hash_hex(d->print, print);
    if (d->news > 0 || strcmp(print, last_print) != 0) {
        snprintf(at, sizeof at, "%" PRId64, d->now);
        for (size_t i = 0; rc == 0 && i < s->nofficers; i++)
            rc = post_one(d, &s->officers[i], reason);
        if (rc == 0)
            rc = store_setting_put(d->desk->store, LAST_AT, at);
    }
    if (rc == 0)
        rc = store_setting_put(d->desk->store, LAST_PRINT, print);
    free(reason);
    return rc;
}

static int
make(struct desk *desk, const char *day, instant now)
{
    struct digest d = { .desk = desk, .now = now, .language = desk->letters->of[0].name };
    char *at = NULL, *print = NULL;
    int rc = setting(desk, LAST_AT, &at) != 0 || setting(desk, LAST_PRINT, &print) != 0 ? -1 : 0;

    if (rc == 0)
        d.since = *at == '\0' ? now - 7 * 86400 : strtoll(at, NULL, 10);
    if (rc == 0)
        rc = gather(&d);
    if (rc == 0)
        rc = post_digest(&d, day, print);
    if (rc == 0)
        rc = store_setting_put(desk->store, LAST_DAY, day);
    clear(&d);
    free(print);
    free(at);
    return rc;
}

int
digest_tick(struct desk *desk, instant now)
{
    struct date today = moment_of(now, desk->settings->office.utc_offset).date;
    char day[11], *last = NULL;
    int rc = 0;

    date_write(today, day);
    if (!remind_hours(desk->plan, desk->settings, now))
        return 0;
    if (setting(desk, LAST_DAY, &last) != 0)
        return -1;
    bool done = strcmp(last, day) == 0 || !digest_day(desk, today);
    free(last);
    if (done)
        return 0;
    if (store_begin(desk->store) != 0)
        return -1;
    rc = make(desk, day, now);
    return store_end(desk->store, rc);
}
