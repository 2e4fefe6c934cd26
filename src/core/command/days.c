/* The day that an order is about: written, said by today, or by the deadline
 * that stands. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

static bool
year_written(const struct tokens *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (t->v[i].number >= 2000 || (i > from + 1 && t->v[i].number >= 0 &&
                                       t->v[i - 1].number >= 0 && t->v[i - 2].number >= 0))
            return true;
    return false;
}

/* "từ 10/6 đến 15/6": where it begins is no day to extend to. */
static bool
only_begins(const struct parse *p, size_t at)
{
    return p->out->rule->verb == VERB_EXTEND && at > 0 &&
           (token_is(&p->t.v[at - 1], "tu") || token_is(&p->t.v[at - 1], "from"));
}

void
parse_no_date(struct parse *p, const struct tokens *t, size_t from, size_t to)
{
    char *said = tokens_quote(t, from, to);

    parse_fault(p, COMMAND_WANTING,
                xasprintf(SAY("không có ngày «%s»; đề nghị ghi lại ngày (dd/mm/yyyy)", "there is no day \"%s\"; please write the day again (dd/mm/yyyy)"), said));
    free(said);
}

size_t
parse_take_day(struct parse *p, size_t at)
{
    struct command *c = p->out;
    bool ahead = c->rule->verb != VERB_PAPER && c->rule->verb != VERB_REGISTER &&
                 !parse_takes(p, ARG_NUMBER);
    bool before = at > 0 &&
                  (token_is(&p->t.v[at - 1], "truoc") || token_is(&p->t.v[at - 1], "before"));
    struct date d;
    struct day said = {0};
    size_t end;

    if (!parse_takes(p, ARG_DAY | ARG_RANGE))
        return at;
    if ((end = read_date(&p->t, at, parse_today(p), ahead, &d)) == at &&
        (end = read_day_word(&p->t, at, parse_today(p), ahead, &said)) > at)
        d = said.date;
    if (end == at && (end = read_no_date(&p->t, at, parse_today(p))) > at) {
        parse_no_date(p, &p->t, at, end);
        return end;
    }
    if (end == at || only_begins(p, at))
        return end;
    if (c->day.year == 0) {
        c->day = d;
        p->either = said.either;
        p->before = before && ahead;
    } else if (c->to.year == 0 && parse_takes(p, ARG_RANGE)) {
        c->to = date_compare(d, c->day) < 0 && !year_written(&p->t, at, end)
                    ? (struct date){ d.year + 1, d.month, d.day }
                    : d;
    } else {
        return at;                      /* a second day: which counts? */
    }
    return end;
}

/* "trước ngày D": the day before is the last one (A1); "trước 16:00 ngày D" is
 * an hour of that day. */
void
parse_settle_day(struct parse *p)
{
    if (p->before && p->out->hour < 0)
        p->out->day = date_add(p->out->day, -1);
}

static struct date
working_days(const struct parse *p, struct date from, int n)
{
    while (n-- > 0)
        from = calendar_working_after(index_plan(p->c->index), date_add(from, 1));
    return from;
}

/* "thêm 5 ngày", "gia hạn 1 tuần", "5 ngày nữa": from the deadline that stands;
 * what is said to end then ("đến 5 ngày nữa") counts from today. */
size_t
parse_take_more(struct parse *p, size_t at)
{
    const struct tokens *t = &p->t;
    bool added = token_is(&t->v[at], "them"), until = at > 0 && token_is(&t->v[at - 1], "den"), working = false;
    size_t from = at + added, end;
    int n = 0;

    if (!parse_takes(p, ARG_DAY) || p->out->rule->verb == VERB_PAPER || p->out->day.year != 0 ||
        p->more != 0 || from >= t->n || (!added && t->v[from].number < 0))
        return at;
    if ((end = read_count(t, from, &n, &working)) == from)
        return at;
    end += end < t->n && token_is(&t->v[end], "nua");
    if (p->out->rule->verb == VERB_EXTEND && !until) {
        p->more = n;
        p->working = working;
    } else {
        p->out->day = working ? working_days(p, parse_today(p), n) : date_add(parse_today(p), n);
    }
    return end;
}

/* ---- what it counts from --------------------------------------------------------- */

instant
parse_deadline(const struct parse *p, const struct unit *u, const struct report *r,
               const char *period)
{
    for (size_t i = 0; u != NULL && i < p->c->nowns; i++)
        if (p->c->owns[i].unit == u && p->c->owns[i].report == r &&
            strcmp(p->c->owns[i].period, period) == 0)
            return p->c->owns[i].due;
    for (size_t i = 0; i < p->c->nrounds; i++)
        if (p->c->rounds[i].report == r && strcmp(p->c->rounds[i].period, period) == 0)
            return p->c->rounds[i].due;
    return INSTANT_NONE;
}

static instant
deadline(const struct parse *p, const struct unit *u)
{
    return parse_deadline(p, u, p->out->report, p->out->period);
}

static void
count_on(struct parse *p)
{
    struct command *c = p->out;
    const struct command_about *a = parse_about(p->c, c->code);
    instant due = a != NULL && a->until != 0 && c->nunits == 1 && c->units[0] == a->unit
                      ? a->until
                      : deadline(p, c->nunits > 0 ? c->units[0] : NULL);
    bool same = !c->all;

    if (c->report == NULL || c->period[0] == '\0')
        return;
    for (size_t i = 1; i < c->nunits; i++)
        same = same && deadline(p, c->units[i]) == due;
    if (due == INSTANT_NONE || !same) {
        parse_fault(
            p, COMMAND_WANTING,
            xstrdup(
                due == INSTANT_NONE
                    ? SAY("báo cáo này không có thời hạn để cộng thêm; đề nghị ghi rõ ngày (dd/mm/yyyy)",
                          "this report has no deadline to add to; please write the day (dd/mm/yyyy)")
                    : SAY("các đơn vị có thời hạn khác nhau; đề nghị ghi rõ ngày (dd/mm/yyyy)",
                          "the units have different deadlines; please write the day (dd/mm/yyyy)")));
        return;
    }
    struct date last = calendar_last_day(due, p->c->utc_offset);
    c->day = p->working ? working_days(p, last, p->more) : date_add(last, p->more);
}

void
parse_counted_day(struct parse *p)
{
    struct command *c = p->out;
    struct date days[] = { c->day, p->either };

    if (p->more != 0 && c->day.year == 0)
        count_on(p);
    if (p->either.year == 0)
        return;
    parse_fault(p, COMMAND_AMBIGUOUS,
                xstrdup(SAY("ngày này có thể hiểu hai cách; đề nghị gửi lại một trong các lệnh sau",
                            "the day may be read in two ways; please send one of these lines")));
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        c->day = days[i];
        strings_take(&c->choices, command_say(c));
    }
}
