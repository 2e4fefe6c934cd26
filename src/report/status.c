/* The status table. */
#include "report/status.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/count.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "report/json.h"
#include "store/docket.h"

#define NAME_COLUMNS 21                 /* the table fits a terminal of 80 columns */
#define STATE_COLUMNS 23
#define WHEN_COLUMNS 11
#define SEASON (90 * DAY)              /* so long a round that was not finished is looked after */

/* ---- loading --------------------------------------------------------------------- */

static int
below_of(struct store *store, struct status_row *row)
{
    struct snapshot_cover cover;
    int rc = snapshot_cover(store, row->obligation.accepted, &cover);

    row->sequence = cover.sequence;
    row->known = cover.known;
    row->expected = cover.expected;
    return rc < 0 ? -1 : 0;
}

static int
code_of(struct store *store, struct status_row *row)
{
    struct submission_row *versions = NULL;
    size_t n = 0;
    int rc;

    if (row->obligation.accepted == 0)
        return 0;
    rc = submission_list(store, row->obligation.id, &versions, &n);
    for (size_t i = 0; i < n; i++)
        if (versions[i].id == row->obligation.accepted)
            row->code = xstrdup(versions[i].message_code);
    submission_rows_free(versions, n);
    return rc == 0 ? below_of(store, row) : rc;
}

/* Tracked units first, each group as it stands in the plan. */
static int
by_plan(const void *a, const void *b)
{
    const struct status_row *x = a, *y = b;

    if (x->obligation.tracked != y->obligation.tracked)
        return x->obligation.tracked ? -1 : 1;
    if (x->unit == NULL || y->unit == NULL)
        return (x->unit == NULL) - (y->unit == NULL);
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static int
sent_upward(struct store *store, struct status *s)
{
    struct package_row last;
    int rc = package_last(store, s->report->code, s->period, &last);

    s->upward = last.sequence;
    s->upward_at = last.at;
    s->upward_outdated = last.outdated;
    package_row_clear(&last);
    return rc < 0 ? -1 : 0;
}

int
status_load_as_of(struct store *store, const struct plan *plan, const struct report *report,
                  const char *period, instant now, int64_t entry, struct status *out)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = entry < 0 ? obligation_list(store, report->code, period, &rows, &n)
                       : obligation_list_as_of(store, entry, report->code, period, &rows, &n);

    *out = (struct status){ .plan = plan,
                            .report = calendar_terms(plan, report, period),
                            .period = xstrdup(period),
                            .now = now,
                            .due = INSTANT_NONE };
    for (size_t i = 0; i < n; i++) {
        struct status_row *row = ARRAY_MORE(out->rows, out->n);

        row->obligation = rows[i];
        row->unit = plan_unit(plan, rows[i].unit);
        if (out->due == INSTANT_NONE || (rows[i].tracked && rows[i].due_original != INSTANT_NONE))
            out->due = rows[i].due_original;
        if (rc == 0)
            rc = code_of(store, row);
    }
    free(rows);
    if (rc == 0 && entry < 0)
        rc = sent_upward(store, out);
    if (out->n > 0)
        qsort(out->rows, out->n, sizeof *out->rows, by_plan);
    if (rc != 0)
        status_clear(out);
    return rc;
}

int
status_load(struct store *store, const struct plan *plan, const struct report *report,
            const char *period, instant now, struct status *out)
{
    return status_load_as_of(store, plan, report, period, now, -1, out);
}

void
status_clear(struct status *s)
{
    for (size_t i = 0; i < s->n; i++) {
        obligation_clear(&s->rows[i].obligation);
        free(s->rows[i].code);
    }
    free(s->rows);
    free(s->period);
    *s = (struct status){0};
}

void
rounds_clear(struct rounds *r)
{
    for (size_t i = 0; i < r->n; i++)
        status_clear(&r->v[i]);
    free(r->v);
}

int
status_periods(struct store *store, const struct report *report, instant from, struct strings *out)
{
    struct obligation_group *rows = NULL;
    size_t n = 0;
    int rc = obligation_groups(store, report->code, &rows, &n);

    for (size_t i = 0; i < n; i++)
        if ((rows[i].due == INSTANT_NONE || rows[i].due >= from) && !strings_has(out, rows[i].period))
            strings_add(out, rows[i].period);
    obligation_groups_free(rows, n);
    return rc;
}

/* ---- words ------------------------------------------------------------------------ */

char *
status_label(const struct obligation *o, instant now, int utc_offset, const char *language)
{
    const char *label = state_said(o->state, language);
    char *late = words_late_of(o, now, utc_offset, language), *said;

    if (count_overdue(o, now) && o->state == STATE_OPEN)
        said = xasprintf(EITHER(language, "Quá hạn %s", "Overdue by %s"), late);
    else
        said = late != NULL && count_received(o)
                   ? xasprintf(EITHER(language, "%s, trễ %s", "%s, %s late"), label, late)
                   : xstrdup(label);
    free(late);
    return said;
}

char *
status_own_deadline(const struct obligation *o, int utc_offset, const char *language)
{
    return o->due == INSTANT_NONE || o->due == o->due_original
               ? NULL
               : words_before(o->due, utc_offset, language);
}

/* "07/6 09:30", padded */
static char *
when_cell(instant t, int utc_offset, const char *l)
{
    char *text = t == INSTANT_NONE ? xstrdup("-") : words_stamp(t, utc_offset, l);
    char *cell = text_pad(text, WHEN_COLUMNS);

    free(text);
    return cell;
}

/* "Hạn: trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023, Thứ Sáu); còn 1 ngày" */
static void
add_deadline(struct buf *b, const struct status *s, int utc_offset, const char *l)
{
    char *deadline, *days;
    int64_t left;

    if (s->due == INSTANT_NONE) {
        buf_adds(b, EITHER(l, "Không có thời hạn\n", "No deadline\n"));
        return;
    }
    left = date_day(calendar_last_day(s->due, utc_offset)) -
           date_day(moment_of(s->now, utc_offset).date);
    deadline = words_deadline_weekday(s->due, utc_offset, l);
    days = words_days(left, l);
    buf_addf(b, EITHER(l, "Hạn: %s", "Due: %s"), deadline);
    if (left > 0)
        buf_addf(b, EITHER(l, "; còn %s", "; %s left"), days);
    buf_adds(b, left == 0 && s->now < s->due ? EITHER(l, "; hôm nay là ngày cuối\n", "; today is the last day\n") : "\n");
    free(days);
    free(deadline);
}

static struct count
count(const struct status *s, bool tracked)
{
    struct count c = {0};

    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *o = &s->rows[i].obligation;

        if (o->tracked == tracked)
            count_add(&c, o, s->now);
    }
    return c;
}

static void
add_shares(struct buf *b, const struct count *c, const char *l)
{
    char *received = words_share(c->received, c->expected, l),
         *on_time = words_share(c->on_time, c->expected, l),
         *complete = words_share(c->complete, c->expected, l);

    buf_addf(b, EITHER(l, "Tỷ lệ: đã nhận %s | đúng hạn %s | đủ %s\n\n",
                    "Share: received %s | on time %s | complete %s\n\n"), received, on_time, complete);
    free(received);
    free(on_time);
    free(complete);
}

static void
add_row(struct buf *b, const struct status_row *row, int number, instant now, int utc_offset,
        const char *l)
{
    const struct obligation *o = &row->obligation;
    const char *name = row->unit == NULL ? o->unit : unit_short(row->unit);
    char *label = status_label(o, now, utc_offset, l);
    char *unit = text_pad(name, NAME_COLUMNS), *state = text_pad(label, STATE_COLUMNS);
    char *when = when_cell(o->first_received, utc_offset, l),
         *own = status_own_deadline(o, utc_offset, l);

    buf_addf(b, "%3d  %s  %s  %s  %s%s%s\n", number, unit, state, when,
             row->code != NULL ? row->code : "-",
             own == NULL ? "" : EITHER(l, ", hạn riêng: trước ", ", own deadline: before "),
             own == NULL ? "" : own);
    free(own);
    free(when);
    free(label);
    free(unit);
    free(state);
}

/* Whether the unit is no more, and who answers what it owed. */
static bool
ended(const struct status *s, const struct status_row *row, int utc_offset, const struct unit **heir)
{
    struct date today = moment_of(s->now, utc_offset).date;
    bool gone = row->unit != NULL && row->unit->valid_to.year != 0 &&
                date_compare(row->unit->valid_to, today) < 0;

    *heir = gone ? plan_heir(s->plan, row->unit, today) : NULL;
    return gone;
}

/* A25: what is missing for good, and what another answers. */
static void
add_ended(struct buf *b, const struct status *s, int utc_offset, const char *l)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct status_row *row = &s->rows[i];
        const struct unit *heir;
        char *day;

        if (!ended(s, row, utc_offset, &heir) || count_received(&row->obligation))
            continue;
        day = words_day(row->unit->valid_to, l);
        buf_addf(b, EITHER(l, "%s đã kết thúc hoạt động ngày %s; %s%s\n", "%s ended on %s; %s%s\n"),
                 unit_short(row->unit), day,
                 heir != NULL ? EITHER(l, "nộp thay: ", "in its place: ")
                              : EITHER(l, "không đơn vị nào nộp thay", "nobody reports in its place"),
                 heir != NULL ? unit_short(heir) : "");
        free(day);
    }
}

/* What stands for more than one unit says for how many. */
static void
add_below(struct buf *b, const struct status *s, const char *l)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct status_row *row = &s->rows[i];
        char *cover = words_cover(row->known, row->expected, l);

        if (row->sequence > 0)
            buf_addf(b, EITHER(l, "%s: báo cáo tổng hợp số %d, %s đơn vị cấp dưới\n",
                               "%s: whole report no. %d, %s units below\n"),
                     row->unit == NULL ? row->obligation.unit : unit_short(row->unit), row->sequence, cover);
        free(cover);
    }
}

static void
add_upward(struct buf *b, const struct status *s, int utc_offset, const char *l)
{
    char *when;

    if (s->upward == 0)
        return;
    when = words_moment(s->upward_at, utc_offset, l);
    buf_addf(b,
             EITHER(l, "Đã gửi cấp trên: bản tổng hợp số %d, lúc %s",
                    "Sent upward: whole report no. %d, at %s"),
             s->upward, when);
    if (s->upward_outdated)
        buf_addf(b, EITHER(l, "; sổ đã thay đổi từ đó, gửi lại: docketctl upward %s %s --as CÁN_BỘ",
                           "; outdated since, send it again: docketctl upward %s %s --as OFFICER"), s->report->code, s->period);
    buf_adds(b, "\n");
    free(when);
}

struct count
status_count(const struct status *s)
{
    return count(s, true);
}

bool
status_open(const struct status *s)
{
    struct count c = status_count(s);

    return s->due == INSTANT_NONE || s->now < s->due ||
           (c.accepted < c.expected && s->now - s->due < SEASON);
}

char *
status_line(const struct status *s, int utc_offset, const char *l)
{
    struct count c = status_count(s);
    char *period = words_period(s->period, l), *before = words_before(s->due, utc_offset, l),
         *text = xasprintf(
             EITHER(l, "%s, kỳ %s (hạn trước %s): đã nhận %d/%d, đúng hạn %d, đạt %d, chưa nhận %d\n",
                 "%s, period %s (due before %s): received %d/%d, on time %d, accepted %d, missing %d\n"),
             report_said(s->report, l), period, before, c.received, c.expected, c.on_time, c.accepted,
             c.expected - c.received);

    free(before);
    free(period);
    return text;
}

/* Of several in force, the one that asks for it. */
static void
add_plan(struct buf *b, const struct status *s, const char *l)
{
    char *name = s->plan != NULL && s->plan->nothers > 0 ? words_plan(plan_of_report(s->plan, s->report), l) : NULL;

    if (name != NULL)
        buf_addf(b, EITHER(l, "Theo: %s (%s)\n", "Under: %s (%s)\n"), name, plan_of_report(s->plan, s->report)->code);
    free(name);
}

char *
status_text(const struct status *s, int utc_offset, const char *l)
{
    struct buf b = {0};
    struct count c = count(s, true), others = count(s, false);
    char *unit = text_pad(EITHER(l, "Đơn vị", "Unit"), NAME_COLUMNS),
         *state = text_pad(EITHER(l, "Trạng thái", "State"), STATE_COLUMNS);
    char *period = words_period(s->period, l);
    int number = 0;

    buf_addf(&b, EITHER(l, "%s, kỳ %s\n", "%s, period %s\n"), report_said(s->report, l), period);
    add_plan(&b, s, l);
    add_deadline(&b, s, utc_offset, l);
    buf_addf(&b, EITHER(l, "Theo dõi: %d | đã nhận %d | đạt %d | thiếu %d | chưa nhận %d\n",
                     "Tracked: %d | received %d | accepted %d | incomplete %d | missing %d\n"), c.expected,
             c.received, c.accepted, c.unfinished, c.expected - c.received);
    add_shares(&b, &c, l);
    buf_addf(&b,
             EITHER(l, "STT  %s  %s  Ngày nhận    Mã tiếp nhận\n",
                    "No.  %s  %s  Received     Receipt\n"),
             unit, state);
    for (size_t i = 0; i < s->n; i++)
        if (s->rows[i].obligation.tracked || s->rows[i].obligation.state != STATE_OPEN)
            add_row(&b, &s->rows[i], ++number, s->now, utc_offset, l);
    if (others.expected > 0)
        buf_addf(&b, EITHER(l, "\nSở, ngành (không tính quá hạn): đã nhận %d/%d\n",
                     "\nUnits that are not tracked: received %d/%d\n"), others.received,
                 others.expected);
    add_ended(&b, s, utc_offset, l);
    add_below(&b, s, l);
    add_upward(&b, s, utc_offset, l);
    free(period);
    free(unit);
    free(state);
    return buf_take(&b);
}

/* ---- for programs ------------------------------------------------------------------- */

static json_t *
below_json(const struct status_row *row)
{
    return row->sequence == 0 ? json_null()
                              : json_pack("{s:i s:i s:i}", "sequence", row->sequence, "known", row->known, "expected",
                                          row->expected);
}

struct json_t *
status_json(const struct status *s, int utc_offset)
{
    json_t *list = json_array();

    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *o = &s->rows[i].obligation;
        const struct unit *heir;
        bool received = count_received(o), gone = ended(s, &s->rows[i], utc_offset, &heir);
        int days = count_days_late(o, s->now, utc_offset);

        json_array_append_new(list,
                              json_pack("{s:s s:s s:s s:s s:o s:o s:b s:b s:i s:b s:s? s:o s:s? s:o}", "unit",
                                        o->unit, "report", o->report, "period", o->period, "state",
                                        state_names[o->state], "due", json_instant(o->due),
                                        "first_received", json_instant(o->first_received), "late",
                                        received && days > 0, "overdue", count_overdue(o, s->now),
                                        "days_late", days, "tracked", o->tracked, "code",
                                        s->rows[i].code, "ended", json_day(gone ? s->rows[i].unit->valid_to
                                                      : (struct date){0}),
                                        "answered_by", heir != NULL ? heir->code : NULL, "below",
                                        below_json(&s->rows[i])));
        if (s->plan != NULL && s->plan->nothers > 0)
            json_object_set_new(json_array_get(list, i), "plan",
                                json_string(plan_of_report(s->plan, s->report)->code));
    }
    return list;
}
