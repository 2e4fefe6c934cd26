#include "office/remind/daily.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/remind.h"
#include "office/filing/about.h"
#include "office/post/post.h"
#include "store/docket.h"

#define LISTED_MOST 40
#define LISTED "daily:"                 /* setting: the last entry of the journal that this officer was told */

struct list {
    struct strings lines, offers;
    size_t left_out;
    int64_t last;                       /* entry of the journal */
};

/* The first order that answers this mail, unless an officer settled it already. */
static int
offer(struct desk *desk, const char *code, struct list *out)
{
    struct message_row m = {0};
    struct command_about about = {0};
    struct strings offers = {0};
    int rc = code == NULL ? 1 : message_by_code(desk->store, code, &m);

    if (rc == 0 && !reason_settled(m.reason))
        rc = about_mail(desk, &m, &about);
    if (rc == 0)
        command_offers(&about, &offers);
    if (offers.n > 0)
        strings_once(&out->offers, offers.v[0]);
    strings_free(&offers);
    command_about_clear(&about);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}

static int
add(struct desk *desk, const struct journal_row *row, struct list *out)
{
    json_t *detail = json_loads(row->detail == NULL ? "{}" : row->detail, 0, NULL);
    const char *says = json_string_value(json_object_get(detail, "says"));
    int rc = 0;

    out->last = row->number;
    if (says != NULL && out->lines.n < LISTED_MOST) {
        strings_add(&out->lines, says);
        rc = offer(desk, json_string_value(json_object_get(detail, "code")), out);
    } else {
        out->left_out++;
    }
    json_decref(detail);
    return rc;
}

/* What came since the office opened waits for tomorrow: a list is of a day. */
static instant
opened(const struct desk *desk, instant now)
{
    const struct office_settings *o = &desk->settings->office;

    return instant_of(moment_of(now, o->utc_offset).date, o->hours_from / 60, o->hours_from % 60,
                      o->utc_offset);
}

static int
gather(struct desk *desk, const struct officer *o, instant before, struct list *out)
{
    char *about = xasprintf("notice:%s", o->address), *key = xasprintf(LISTED "%s", o->address), *last = NULL;
    struct journal_row *rows = NULL;
    size_t n = 0;
    int rc = store_setting(desk->store, key, &last);
    int64_t told = rc == 0 ? strtoll(last, NULL, 10) : 0;

    rc = rc < 0 ? -1 : journal_list(desk->store, about, &rows, &n);
    for (size_t i = 0; rc == 0 && i < n; i++)
        if (rows[i].number > told && rows[i].at < before)
            rc = add(desk, &rows[i], out);
    journal_rows_free(rows, n);
    free(about);
    free(key);
    free(last);
    return rc;
}

static int
post(struct desk *desk, const struct officer *o, const char *reason, struct list *l, instant now)
{
    struct posting p = { .letter = "officer-notice", .reason = reason, .to = o->address, .priority = PRIORITY_DIGEST,
                         .facts = { .notice = "daily", .officer = o->name, .lines = &l->lines, .offers = &l->offers } };
    char *key = xasprintf(LISTED "%s", o->address), last[24];
    int rc;

    if (l->left_out > 0)
        strings_take(&l->lines, xasprintf("… %zu", l->left_out));
    snprintf(last, sizeof last, "%" PRId64, l->last);
    rc = post_letter(desk, &p, now);
    if (rc == 0)
        rc = store_setting_put(desk->store, key, last);
    free(key);
    return rc;
}

static int
tell(struct desk *desk, const struct officer *o, const char *reason, instant now)
{
    struct letter_row today = {0};
    struct list l = {0};
    int rc = letter_by_reason(desk->store, reason, o->address, &today);

    if (rc == 1)                        /* none went out today */
        rc = gather(desk, o, opened(desk, now), &l);
    else if (rc == 0)
        rc = 1;
    if (rc == 0 && l.lines.n > 0)
        rc = post(desk, o, reason, &l, now);
    strings_free(&l.lines);
    strings_free(&l.offers);
    letter_row_clear(&today);
    return rc < 0 ? -1 : 0;
}

int
daily_tick(struct desk *desk, instant now)
{
    const struct settings *s = desk->settings;
    char day[11], *reason;
    bool any = false;
    int rc = 0;

    for (size_t i = 0; i < s->nofficers; i++)
        any = any || s->officers[i].notices == NOTICES_DAILY;
    if (!any || !remind_hours(desk->plan, s, now))
        return 0;
    if (store_begin(desk->store) != 0)
        return -1;
    date_write(moment_of(now, s->office.utc_offset).date, day);
    reason = xasprintf("daily:%s", day);
    for (size_t i = 0; rc == 0 && i < s->nofficers; i++)
        if (s->officers[i].notices == NOTICES_DAILY)
            rc = tell(desk, &s->officers[i], reason, now);
    free(reason);
    return store_end(desk->store, rc);
}
