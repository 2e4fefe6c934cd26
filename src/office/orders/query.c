/* What officers ask about reports and units. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "office/post/reach.h"
#include "office/remind/reminding.h"
#include "report/holds.h"
#include "report/status.h"
#include "parts.h"

#define AHEAD 366                       /* days of deadlines shown */

static char *
stamp(const struct order *o, instant at)
{
    return at == INSTANT_NONE ? xstrdup("-")
                              : words_stamp(at, o->desk->settings->office.utc_offset, "vi");
}

static void
say_deadline(struct order *o, instant due)
{
    int offset = o->desk->settings->office.utc_offset;
    char *deadline;
    int64_t left;

    if (due == INSTANT_NONE)
        return;
    left = date_day(words_last_day(due, offset)) - date_day(moment_of(o->now, offset).date);
    deadline = words_deadline_weekday(due, offset, "vi");
    if (left > 0)
        answer_line(o->out, "Hạn: %s; còn %lld ngày", deadline, (long long)left);
    else
        answer_line(o->out, "Hạn: %s%s", deadline, left == 0 ? "; hôm nay là ngày cuối" : "");
    free(deadline);
}

/* Heading and deadline of one report's period; what every table begins with. */
static void
open_table(struct order *o, const char *what, instant due)
{
    const struct command *c = o->c;
    char *period = words_period(c->period, "vi"),
         *now = words_moment(o->now, o->desk->settings->office.utc_offset, "vi");
    char *head = xasprintf("%s: %s, kỳ %s", what, c->report->name, period);

    answer_title(o->out, xasprintf("%s %s %s - %s", what, c->report->name, period, now));
    answer_head(o->out, head);
    say_deadline(o, due);
    free(head);
    free(period);
    free(now);
}

static bool
asked(const struct order *o, const struct unit *u, const struct obligation *row)
{
    if (o->c->level != NULL &&
        (u == NULL || u->level == NULL || strcmp(u->level, o->c->level) != 0))
        return false;
    for (size_t i = 0; i < o->c->nunits; i++)
        if (o->c->units[i] == u)
            return true;
    return o->c->nunits == 0 && (o->c->level != NULL || row->tracked);
}

static const char *
name_of(const struct status_row *r)
{
    return r->unit == NULL ? r->obligation.unit : unit_short(r->unit);
}

/* ---- status (T12) ------------------------------------------------------------------ */

struct counts { struct count asked, others; };

static struct counts
count(const struct order *o, const struct status *s)
{
    struct counts n = {0};

    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *row = &s->rows[i].obligation;
        bool is_asked = asked(o, s->rows[i].unit, row);

        count_add(is_asked ? &n.asked : &n.others, row, o->now);
    }
    return n;
}

static enum tone
tone_of(const struct obligation *row, instant now)
{
    if (states[row->state].accepted || states[row->state].arrived)
        return TONE_GOOD;
    if (count_unfinished(row))
        return TONE_DOUBT;
    return count_overdue(row, now) ? TONE_BAD : TONE_PLAIN;
}

static void
status_table(struct order *o, const struct status *s)
{
    static const char *const heads[] = { "STT", "Đơn vị", "Trạng thái", "Ngày nhận", "Mã tiếp nhận", NULL };
    struct answer_table t;
    int number = 0;

    answer_table_begin(&t, heads);
    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *row = &s->rows[i].obligation;
        char place[16], *label, *when;

        if (!asked(o, s->rows[i].unit, row))
            continue;
        snprintf(place, sizeof place, "%2d", ++number);
        label = status_label(row, o->now, o->desk->settings->office.utc_offset);
        when = stamp(o, row->first_received);
        answer_table_row(&t, tone_of(row, o->now),
                         (const char *const[]){ place, name_of(&s->rows[i]), label, when,
                                                s->rows[i].code });
        free(label);
        free(when);
    }
    answer_table_end(o->out, &t);
}

/* Mails that wait and addresses that send back, below the table. */
static int
loose_ends(struct order *o)
{
    struct message_row *waiting = NULL;
    struct strings bounced = {0}, holds = {0};
    size_t n = 0;
    int rc = message_list(o->desk->store, OUTCOME_REVIEW, &waiting, &n);

    if (rc == 0)
        rc = bounced_list(o->desk->store, &bounced);
    if (rc == 0)
        rc = holds_say(o->desk->store, o->desk->plan, o->desk->settings->office.utc_offset, &holds);
    for (size_t i = 0; i < holds.n; i++)
        answer_line(o->out, "Đang dừng nhắc: %s", holds.v[i]);
    strings_free(&holds);
    if (rc == 0) {
        answer_line(o->out, "Chờ phân loại: %zu thư%s", n,
                    n > 0 ? " (gửi \"CHỜ PHÂN LOẠI\" để xem)" : "");
        answer_line(o->out, "Địa chỉ bị trả lại thư: %zu", bounced.n);
    }
    message_rows_free(waiting, n);
    strings_free(&bounced);
    return rc;
}

int
order_status(struct order *o)
{
    struct status s;
    struct counts n;
    int rc = status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now, &s);

    if (rc != 0)
        return -1;
    n = count(o, &s);
    open_table(o, "Tình hình", s.due);
    answer_line(o->out, "Theo dõi: %d | đã nhận %d | đạt %d | thiếu %d | chưa nhận %d",
                n.asked.expected, n.asked.received, n.asked.accepted, n.asked.unfinished,
                n.asked.expected - n.asked.received);
    answer_bar(o->out, n.asked.received, n.asked.expected);
    answer_gap(o->out);
    status_table(o, &s);
    if (n.others.expected > 0 && o->c->level == NULL)
        answer_line(o->out, "Đơn vị không theo dõi quá hạn: đã nhận %d/%d", n.others.received,
                    n.others.expected);
    rc = loose_ends(o);
    status_clear(&s);
    buf_addf(&o->result, "đã nhận %d/%d", n.asked.received, n.asked.expected);
    return rc;
}

/* ---- who has not reported -------------------------------------------------------------- */

static int
missing_row(struct order *o, struct answer_table *t, const struct status_row *r, int number,
            struct reminded_row reminded)
{
    char place[16], times[16], *last = stamp(o, reminded.last), *to = NULL;
    int rc = r->unit == NULL ? 0 : reach_unit(o->desk, r->unit, o->now, &to);

    snprintf(place, sizeof place, "%2d", number);
    snprintf(times, sizeof times, "%d", reminded.count);
    answer_table_row(t, tone_of(&r->obligation, o->now),
                     (const char *const[]){ place, name_of(r), times, last,
                                            to != NULL ? to : "chưa có đầu mối" });
    free(last);
    free(to);
    return rc;
}

int
order_missing(struct order *o)
{
    static const char *const heads[] = { "STT", "Đơn vị", "Đã nhắc", "Lần cuối", "Đầu mối", NULL };
    struct reminded reminded;
    struct answer_table t;
    struct status s;
    int number = 0, total = 0,
        rc = status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now, &s);

    if (rc != 0)
        return -1;
    rc = reminded_list(o->desk->store, o->c->report->code, o->c->period, &reminded);
    open_table(o, "Chưa nhận", s.due);
    answer_table_begin(&t, heads);
    for (size_t i = 0; rc == 0 && i < s.n; i++) {
        const struct obligation *row = &s.rows[i].obligation;

        if (!asked(o, s.rows[i].unit, row) || !count_expected(row))
            continue;
        total++;
        if (!count_received(row))
            rc = missing_row(o, &t, &s.rows[i], ++number, reminded_of(&reminded, row->id));
    }
    answer_table_end(o->out, &t);
    answer_line(o->out, "Tổng: %d/%d%s", number, total,
                number > 0 ? ". Để nhắc ngay, trả lời:" : "");
    if (number > 0) {
        struct command remind = { .rule = &command_rules[VERB_REMIND], .all = true, .report = o->c->report, .hour = -1 };
        char *line;

        memcpy(remind.period, o->c->period, sizeof remind.period);
        line = command_say(&remind);
        answer_order(o->out, line);
        free(line);
    }
    buf_addf(&o->result, "chưa nhận %d/%d", number, total);
    free(reminded.v);
    status_clear(&s);
    return rc;
}

int
order_late(struct order *o)
{
    static const char *const heads[] = { "STT", "Đơn vị", "Trạng thái", "Ngày nhận", "Trễ (ngày)", "Mã", NULL };
    struct answer_table t;
    struct status s;
    int offset = o->desk->settings->office.utc_offset, number = 0;

    if (status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now, &s) != 0)
        return -1;
    open_table(o, "Trễ hạn", s.due);
    answer_table_begin(&t, heads);
    for (size_t i = 0; i < s.n; i++) {
        const struct obligation *row = &s.rows[i].obligation;
        int late = count_days_late(row, o->now, offset);
        char place[16], days[16], *label, *when;

        if (!asked(o, s.rows[i].unit, row) || late == 0)
            continue;
        snprintf(place, sizeof place, "%2d", ++number);
        snprintf(days, sizeof days, "%d", late);
        label = status_label(row, o->now, offset);
        when = stamp(o, row->first_received);
        answer_table_row(&t, TONE_BAD,
                         (const char *const[]){ place, name_of(&s.rows[i]), label, when, days,
                                                s.rows[i].code });
        free(label);
        free(when);
    }
    answer_table_end(o->out, &t);
    answer_line(o->out, "Tổng: %d đơn vị", number);
    buf_addf(&o->result, "%d đơn vị trễ hạn", number);
    status_clear(&s);
    return 0;
}

/* ---- one unit ---------------------------------------------------------------------------- */

static int
codes_of(struct order *o, const struct obligation *row, char **codes)
{
    struct submission_row *versions = NULL;
    struct buf b = {0};
    size_t n = 0;
    int rc = submission_list(o->desk->store, row->id, &versions, &n);

    for (size_t i = 0; i < n; i++)
        buf_addf(&b, "%s%s", i > 0 ? ", " : "", versions[i].message_code);
    submission_rows_free(versions, n);
    *codes = b.len > 0 ? buf_take(&b) : NULL;
    return rc;
}

static int
unit_contacts(struct order *o, const struct unit *u)
{
    struct contact_row *rows = NULL;
    size_t n = 0;
    int rc = contact_of_unit(o->desk->store, u->code, &rows, &n);
    struct buf b = {0};
    bool held = false;

    for (size_t i = 0; i < u->addresses.n; i++)
        buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", u->addresses.v[i]);
    for (size_t i = 0; i < n; i++)
        if (rows[i].valid_to == INSTANT_NONE)
            buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", rows[i].address);
    contact_rows_free(rows, n);
    answer_pair(o->out, "Địa chỉ", b.len > 0 ? buf_text(&b) : "chưa có");
    buf_free(&b);
    if (rc == 0)
        rc = hold_stands(o->desk->store, u->code, &held);
    if (held)
        answer_pair(o->out, "Nhắc hạn", "đang dừng");
    return rc;
}

int
order_unit(struct order *o)
{
    static const char *const heads[] = { "Báo cáo", "Kỳ", "Trước ngày", "Trạng thái", "Ngày nhận", "Mã", NULL };
    const struct unit *u = o->c->units[0];
    int offset = o->desk->settings->office.utc_offset;
    struct obligation *rows = NULL;
    struct answer_table t;
    size_t n = 0;
    int shown = 0, rc = obligation_of_unit(o->desk->store, u->code, &rows, &n);
    char year[8];

    snprintf(year, sizeof year, "%d", o->c->year);
    answer_title(o->out, xasprintf("%s: báo cáo và thư", unit_short(u)));
    answer_head(o->out, unit_short(u));
    if (rc == 0)
        rc = unit_contacts(o, u);
    answer_table_begin(&t, heads);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct report *r = plan_report(o->desk->plan, rows[i].report);
        char *label, *when, *before, *codes = NULL;

        if ((o->c->year != 0 && strncmp(rows[i].period, year, 4) != 0) ||
            (o->c->report != NULL && o->c->report != r))
            continue;
        rc = codes_of(o, &rows[i], &codes);
        label = status_label(&rows[i], o->now, offset);
        when = stamp(o, rows[i].first_received);
        before = rows[i].due == INSTANT_NONE ? NULL : words_before(rows[i].due, offset, "vi");
        answer_table_row(&t, tone_of(&rows[i], o->now),
                         (const char *const[]){ r == NULL ? rows[i].report : r->name,
                                                rows[i].period, before, label, when, codes });
        shown++;
        free(label);
        free(when);
        free(before);
        free(codes);
    }
    answer_table_end(o->out, &t);
    if (shown == 0)
        answer_line(o->out, "Không có báo cáo nào phải nộp%s%s.", o->c->year != 0 ? " năm " : "",
                    o->c->year != 0 ? year : "");
    buf_addf(&o->result, "%d báo cáo", shown);
    obligations_free(rows, n);
    return rc;
}

/* ---- deadlines and help -------------------------------------------------------------------- */

static char *
reminder_days(struct order *o, const struct round *r)
{
    const struct strings *days = remind_days(o->desk->settings, r->report);
    struct buf b = {0};

    for (size_t i = 0; i < days->n; i++) {
        struct date d = calendar_reminder_day(o->desk->plan, r, atoi(days->v[i]));

        buf_addf(&b, "%s%d/%d", b.len > 0 ? ", " : "", d.day, d.month);
    }
    return b.len > 0 ? buf_take(&b) : xstrdup("-");
}

/* With an hour the year would not fit, and stands in the table's title. */
static char *
named_day(const struct round *r, int offset)
{
    struct moment m = moment_of(r->due, offset);

    return m.hour == 0 && m.minute == 0
               ? words_day(r->before, "vi")
               : xasprintf("%02d:%02d %d/%d", m.hour, m.minute, m.date.day, m.date.month);
}

static void
deadline_rows(struct order *o, struct answer_table *t, const struct report *report,
              struct date from, struct date to)
{
    size_t n = 0;
    struct round *rounds = calendar_rounds(o->desk->plan, report, from, to,
                                           o->desk->settings->office.utc_offset, &n);

    for (size_t i = 0; i < n; i++) {
        char *before = named_day(&rounds[i], o->desk->settings->office.utc_offset),
             *day = words_day(rounds[i].last_day, "vi");
        char *last = xasprintf("%s, %s", day, words_weekday(rounds[i].last_day, "vi")),
             *days = reminder_days(o, &rounds[i]);

        answer_table_row(t, TONE_PLAIN,
                         (const char *const[]){ report->name, rounds[i].period, before, last,
                                                days });
        free(before);
        free(day);
        free(last);
        free(days);
    }
    free(rounds);
}

static int
request_rows(struct order *o, struct answer_table *t, instant from)
{
    struct request_row *rows = NULL;
    size_t n = 0;
    int offset = o->desk->settings->office.utc_offset, rc = request_list(o->desk->store, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        char *before, *last;

        if (rows[i].due < from)
            continue;
        before = words_before(rows[i].due, offset, "vi");
        last = words_day(words_last_day(rows[i].due, offset), "vi");
        answer_table_row(t, TONE_PLAIN,
                         (const char *const[]){ rows[i].title, rows[i].period, before, last,
                                                NULL });
        free(before);
        free(last);
    }
    request_rows_free(rows, n);
    return rc;
}

int
order_deadlines(struct order *o)
{
    static const char *const heads[] = { "Báo cáo", "Kỳ", "Trước ngày", "Ngày cuối", "Ngày nhắc", NULL };
    int offset = o->desk->settings->office.utc_offset;
    struct date today = moment_of(o->now, offset).date;
    struct date from = o->c->year != 0 ? (struct date){ o->c->year, 1, 1 } : today;
    struct date to = o->c->year != 0 ? (struct date){ o->c->year, 12, 31 } : date_add(today, AHEAD);
    struct answer_table t;
    int rc;

    answer_title(o->out, xasprintf("Lịch hạn%s", o->c->year != 0 ? "" : " sắp tới"));
    answer_head(o->out, "Lịch hạn báo cáo");
    answer_table_begin(&t, heads);
    for (size_t i = 0; i < o->desk->plan->nreports; i++)
        deadline_rows(o, &t, &o->desk->plan->reports[i], from, to);
    rc = request_rows(o, &t, instant_of(from, 0, 0, offset));
    answer_table_end(o->out, &t);
    buf_adds(&o->result, "lịch hạn");
    return rc;
}

int
order_help(struct order *o)
{
    struct strings usage = {0}, help = {0};

    command_help(o->officer->role, strncmp(o->desk->settings->office.language, "en", 2) == 0,
                 &usage, &help);
    answer_title(o->out, xstrdup("Danh sách lệnh"));
    answer_head(o->out, "Các lệnh, mỗi dòng một lệnh; không cần dấu, không phân biệt hoa thường");
    for (size_t i = 0; i < usage.n; i++) {
        answer_order(o->out, usage.v[i]);
        answer_item(o->out, "%s", help.v[i]);
    }
    answer_line(o->out,
                "Không ghi kỳ: lấy kỳ đang mở có hạn gần nhất. Tối đa 10 lệnh trong một thư.");
    strings_free(&usage);
    strings_free(&help);
    buf_adds(&o->result, "danh sách lệnh");
    return 0;
}
