/* Rates by round and by unit. */
#include "report/rates.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "store/docket.h"

#define NAME_COLUMNS 34
#define SHARE_COLUMNS 15

/* ---- counting -------------------------------------------------------------------- */

static void
add(struct rate *r, const struct obligation *o, instant now, int utc_offset)
{
    int days;

    count_add(&r->count, o, now);
    if (count_lead(o, utc_offset, &days))
        *ARRAY_MORE(r->leads, r->nleads) = days;
}

static struct rate *
round_of(struct rates *r, const struct obligation *o)
{
    struct rate *last = r->nrounds == 0 ? NULL : &r->rounds[r->nrounds - 1];

    if (last != NULL && strcmp(last->report, o->report) == 0 &&
        strcmp(last->period, o->period) == 0)
        return last;                    /* rows come by round */
    last = ARRAY_MORE(r->rounds, r->nrounds);
    *last = (struct rate){ .report = xstrdup(o->report), .period = xstrdup(o->period) };
    return last;
}

/* By the plan's units; what the plan has no more stands behind them. */
static struct rate *
unit_of(struct rates *r, const struct plan *plan, const struct obligation *o)
{
    const struct unit *u = plan_unit(plan, o->unit);
    struct rate *rate;

    if (u != NULL)
        return &r->units[u - plan->units];
    for (size_t i = plan->nunits; i < r->nunits; i++)
        if (strcmp(r->units[i].unit, o->unit) == 0)
            return &r->units[i];
    rate = ARRAY_MORE(r->units, r->nunits);
    *rate = (struct rate){ .unit = xstrdup(o->unit) };
    return rate;
}

static int
by_plan(const void *a, const void *b, void *plan)
{
    const struct rate *x = a, *y = b;
    const struct report *p = plan_report(plan, x->report), *q = plan_report(plan, y->report);

    if (p != q)
        return p == NULL || (q != NULL && p > q) ? 1 : -1;
    return strcmp(x->period, y->period);
}

static void
drop_empty(struct rates *r)
{
    size_t kept = 0;

    for (size_t i = 0; i < r->nunits; i++) {
        if (r->units[i].count.expected + r->units[i].count.waived > 0)
            r->units[kept++] = r->units[i];
        else
            free(r->units[i].unit);
    }
    r->nunits = kept;
}

int
rates_load(struct store *store, const struct plan *plan, const char *report, const char *period,
           instant now, int64_t entry, int utc_offset, struct rates *out)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = entry < 0 ? obligation_list(store, report, period, &rows, &n)
                       : obligation_list_as_of(store, entry, report, period, &rows, &n);

    *out = (struct rates){ .plan = plan, .now = now, .utc_offset = utc_offset };
    for (size_t i = 0; i < plan->nunits; i++)
        *ARRAY_MORE(out->units, out->nunits) = (struct rate){ .unit = xstrdup(plan->units[i].code) };
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].tracked || rows[i].state == STATE_CANCELLED)
            continue;
        add(round_of(out, &rows[i]), &rows[i], now, utc_offset);
        if (count_asked_by(&rows[i], now))
            add(unit_of(out, plan, &rows[i]), &rows[i], now, utc_offset);
    }
    obligations_free(rows, n);
    drop_empty(out);
    if (out->nrounds > 0)
        qsort_r(out->rounds, out->nrounds, sizeof *out->rounds, by_plan, (void *)plan);
    return rc;
}

void
rates_clear(struct rates *r)
{
    for (size_t i = 0; i < r->nrounds; i++) {
        free(r->rounds[i].report);
        free(r->rounds[i].period);
        free(r->rounds[i].leads);
    }
    for (size_t i = 0; i < r->nunits; i++) {
        free(r->units[i].unit);
        free(r->units[i].leads);
    }
    free(r->rounds);
    free(r->units);
    *r = (struct rates){0};
}

/* ---- for people -------------------------------------------------------------------- */

static const struct words {
    const char *title, *whom, *round, *unit, *heads[4], *rest, *last_day, *early, *late,
        *half, *day, *days;
} vietnamese = { "Tỷ lệ tính đến", "các đơn vị theo dõi", "Báo cáo, kỳ",
                 "Đơn vị (các kỳ đã đến hạn)", { "Đã nhận", "Đúng hạn", "Đủ", "Đạt" },
                 "  Quá hạn  Miễn  Trung vị so với hạn\n", "đúng ngày cuối", "sớm", "trễ",
                 ",5", "ngày", "ngày" },
  english = { "Rates as of", "tracked units", "Report, period", "Unit (rounds due by now)",
              { "Received", "On time", "Complete", "Accepted" },
              "  Overdue  Waived  Median against the deadline\n", "on the last day", "early by",
              "late by", ".5", "day", "days" };

static const struct words *
words_of(const char *language)
{
    return strcmp(language, "en") == 0 ? &english : &vietnamese;
}

/* "sớm 3,5 ngày", "đúng ngày cuối", "trễ 2 ngày", "-" */
static char *
median(const struct rate *r, const struct words *w)
{
    int twice = r->nleads == 0 ? 0 : count_median_twice(r->leads, r->nleads);

    if (r->nleads == 0)
        return xstrdup("-");
    if (twice == 0)
        return xstrdup(w->last_day);
    return xasprintf("%s %d%s %s", twice > 0 ? w->early : w->late, abs(twice) / 2,
                     twice % 2 != 0 ? w->half : "", abs(twice) == 2 ? w->day : w->days);
}

static void
add_row(struct buf *b, const struct rate *r, const char *name, const char *language)
{
    const struct count *c = &r->count;
    const int parts[] = { c->received, c->on_time, c->complete, c->accepted };
    char *cell = text_pad(name, NAME_COLUMNS), *middle = median(r, words_of(language));

    buf_adds(b, cell);
    free(cell);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        char *share = words_share(parts[i], c->expected, language);

        cell = text_pad(share, SHARE_COLUMNS);
        buf_addf(b, "  %s", cell);
        free(cell);
        free(share);
    }
    buf_addf(b, "  %7d  %4d  %s\n", c->overdue, c->waived, middle);
    free(middle);
}

static void
add_head(struct buf *b, const char *what, const struct words *w)
{
    char *cell = text_pad(what, NAME_COLUMNS);

    buf_adds(b, cell);
    free(cell);
    for (size_t i = 0; i < ARRAY_LEN(w->heads); i++) {
        cell = text_pad(w->heads[i], SHARE_COLUMNS);
        buf_addf(b, "  %s", cell);
        free(cell);
    }
    buf_adds(b, w->rest);
}

char *
rates_text(const struct rates *r, const char *language)
{
    const struct words *w = words_of(language);
    struct buf b = {0};
    char *when = words_moment(r->now, r->utc_offset, language);

    buf_addf(&b, "%s %s (%s)\n\n", w->title, when, w->whom);
    add_head(&b, w->round, w);
    for (size_t i = 0; i < r->nrounds; i++) {
        char *name = xasprintf("%s %s", r->rounds[i].report, r->rounds[i].period);

        add_row(&b, &r->rounds[i], name, language);
        free(name);
    }
    buf_adds(&b, "\n");
    add_head(&b, w->unit, w);
    for (size_t i = 0; i < r->nunits; i++) {
        const struct unit *u = plan_unit(r->plan, r->units[i].unit);

        add_row(&b, &r->units[i], u == NULL ? r->units[i].unit : unit_short(u),
                language);
    }
    free(when);
    return buf_take(&b);
}

/* ---- for programs ------------------------------------------------------------------- */

static json_t *
percent(int part, int whole)
{
    return whole == 0 ? json_null() : json_integer(count_percent(part, whole));
}

static json_t *
rate_json(const struct rate *r)
{
    const struct count *c = &r->count;

    return json_pack("{s:s* s:s* s:s* s:i s:i s:i s:i s:i s:i s:i s:i s:o s:o s:o s:o s:o}", "report",
                     r->report, "period", r->period, "unit", r->unit, "expected", c->expected,
                     "received", c->received, "on_time", c->on_time, "complete", c->complete,
                     "accepted", c->accepted, "waived", c->waived, "overdue", c->overdue,
                     "incomplete", c->unfinished, "received_percent",
                     percent(c->received, c->expected), "on_time_percent",
                     percent(c->on_time, c->expected), "complete_percent",
                     percent(c->complete, c->expected), "accepted_percent",
                     percent(c->accepted, c->expected), "median_days_before_deadline",
                     r->nleads == 0 ? json_null()
                                    : json_real(count_median_twice(r->leads, r->nleads) / 2.0));
}

static json_t *
list_json(const struct rate *v, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, rate_json(&v[i]));
    return list;
}

struct json_t *
rates_json(const struct rates *r)
{
    char when[21];

    instant_write(r->now, when);
    return json_pack("{s:s s:o s:o}", "as_of", when, "rounds", list_json(r->rounds, r->nrounds),
                     "units", list_json(r->units, r->nunits));
}
