/* What an order leaves out and the mail under discussion has. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stance.h"

static void
lend_unit(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->unit != NULL && c->nunits == 0 && !c->all && p->doubtful.n == 0 && c->words == NULL) {
        *ARRAY_MORE(c->units, c->nunits) = a->unit;
        c->lent = true;
    }
}

static void
lend_report(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;
    bool other = c->report != NULL && c->report != a->report;

    if (a->report == NULL || other || c->year != 0 || p->sub != NULL || c->period[0] != '\0' ||
        c->all)
        return;
    c->report = a->report;
    memcpy(c->period, a->period, sizeof c->period);
    if (a->report->recurrence == RECUR_ON_REQUEST && a->open[0].report != NULL && a->open[1].report == NULL)
        memcpy(c->period, a->open[0].period, sizeof c->period);        /* the unit's only one */
    p->lent_period = c->period[0] != '\0';      /* else the nearest, which is said */
    c->lent = true;
}

/* Nothing stands beside the order that might narrow it. */
static bool
bare_order(const struct parse *p)
{
    struct reply r;
    bool bare;

    reply_read(p->text, &r);
    bare = r.left == 0 && r.stance == STANCE_NONE;
    reply_clear(&r);
    return bare;
}

/* A request for more time says until when; why, is the request itself. */
static void
lend_day(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->asks != ASKS_TIME || c->nunits != 1 || c->units[0] != a->unit)
        return;
    if (c->code == NULL)
        c->code = xstrdup(a->code);
    if (c->day.year == 0 && p->more == 0 && bare_order(p)) {
        c->day = a->day;
        c->lent_day = true;
    }
    if (c->reason == NULL && c->words == NULL)
        c->reason = xstrdup("theo đề nghị của đơn vị");
}

/* "từ chối: ..." of a report: not good, or not the unit's? And a unit is told
 * why it gets no more time. */
static void
refuse_what(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->asks == ASKS_TIME && c->reason == NULL) {
        parse_fault(p, COMMAND_WANTING,
                    xstrdup(SAY("chưa có lý do để trả lời đơn vị (ghi sau dấu hai chấm)",
                                "the reason to give the unit, behind a colon, is missing")));
        strings_take(&c->choices, xasprintf("%s %s: ", SAY("TỪ CHỐI", "DENY"), a->code));
    } else if (a->asks == ASKS_VERDICT && c->lent) {
        parse_fault(
            p, COMMAND_AMBIGUOUS,
            xstrdup(SAY(
                "chưa rõ từ chối báo cáo này để chỉnh sửa, hay vì không phải của đơn vị; đề nghị gửi lại một trong các lệnh sau",
                "it is not clear whether the report is to be corrected, or is not the unit's; please answer with one of these lines")));
        strings_take(&c->choices, xasprintf("%s %s: %s", SAY("TRẢ LẠI", "RETURN"), a->code,
                                            c->reason == NULL ? "" : c->reason));
        strings_take(&c->choices, xasprintf("%s %s", SAY("TỪ CHỐI", "DENY"), a->code));
    }
}

/* The paper that the mail tells of, where the order names none. */
static void
lend_paper(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->sent.year == 0 || (a->number == NULL && a->way == NULL) || c->day.year != 0 ||
        c->number != NULL || c->words != NULL || c->nunits != 1 || c->units[0] != a->unit)
        return;
    if (c->code == NULL)
        c->code = xstrdup(a->code);
    c->day = a->sent;
    c->number = xstrdup(a->number);
    if (c->channel == NULL)
        c->channel = xstrdup(a->way != NULL ? a->way : "giấy");
    c->lent = true;
}

/* A wish to have a report back is no report: what is said of one is said of what it wants. */
static void
lend_wanted(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    free(c->code);
    c->code = xstrdup(a->wanted);
    if (c->rule->verb == VERB_RETURN && (c->reason == NULL || parse_little(c->reason))) {
        free(c->reason);
        c->reason = xstrdup(SAY("theo đề nghị rút lại của đơn vị", "the unit wants it back"));
    }
}

/* The day by which he says that something is due; year 0: none. hard: only "hạn ..." says so. */
static struct date
told_day(const struct parse *p, const char *words, bool hard)
{
    static const char *const due[] = { "han", "deadline", "den", "toi", "truoc", "nop", "gui",
                                       "sang", "nhat", "until", "by", "before" };
    static const char *const between[] = { "la", "het", "ngay", "cuoi", "moi", "bao", "cao", "cham",
                                           "lai", "vao", "is", "the" };
    struct date day = {0}, said = {0};
    struct tokens t;

    tokens_of(words, strlen(words), &t);
    for (size_t at = 0; at < t.n && said.year == 0; at++) {
        bool is = false, before = false;

        if (read_date(&t, at, parse_today(p), true, &day) == at ||
            date_compare(day, parse_today(p)) < 0)
            continue;
        for (size_t i = at; i-- > 0 && (token_among(&t.v[i], between, ARRAY_LEN(between)) ||
                                        token_among(&t.v[i], due, ARRAY_LEN(due)));) {
            is = is || token_among(&t.v[i], due, hard ? 2 : ARRAY_LEN(due));
            before = before || token_is(&t.v[i], "truoc") || token_is(&t.v[i], "before");
        }
        if (is)
            said = before ? date_add(day, -1) : day;
    }
    tokens_free(&t);
    return said;
}

/* A letter that names another deadline than the one that stands changes none: the
 * unit would be late by a day that it was given. */
static void
tell_deadline(struct parse *p, const struct command_about *a)
{
    struct date day = p->out->reason == NULL ? (struct date){ 0 }
                                             : told_day(p, p->out->reason, a->asks != ASKS_TIME);
    instant due = a->unit == NULL || a->report == NULL
                      ? INSTANT_NONE
                      : parse_deadline(p, a->unit, a->report, a->period);

    if (day.year == 0 || (a->asks != ASKS_TIME && due == INSTANT_NONE) ||
        (due != INSTANT_NONE && date_compare(day, calendar_last_day(due, p->c->utc_offset)) == 0))
        return;
    parse_fault(
        p, COMMAND_AMBIGUOUS,
        xstrdup(SAY(
            "thư trả lời nêu một thời hạn khác thời hạn đang áp dụng; TRẢ LỜI không đổi thời hạn. Để đổi, đề nghị gửi dòng sau (hoặc trả lời mà không nêu ngày)",
            "the words name another deadline than the one that stands, and REPLY changes none. To change it, please send this line (or answer without a day)")));
    strings_take(&p->out->choices,
                 xasprintf(SAY("GIA HẠN %s đến %02d/%02d/%d: theo đề nghị của đơn vị",
                               "EXTEND %s until %02d/%02d/%d: as the unit asked"),
                           a->code, day.day, day.month, day.year));
    if (a->asks == ASKS_TIME)
        strings_take(&p->out->choices, xasprintf("%s %s: ", SAY("TỪ CHỐI", "DENY"), a->code));
}

void
reply_lend(struct parse *p)
{
    struct command *c = p->out;
    enum verb v = c->rule->verb;
    const struct command_about *a = parse_about(p->c, c->code != NULL ? c->code : p->c->code);

    if (a != NULL && v == VERB_REJECT)
        refuse_what(p, a);
    if (a != NULL && a->wanted != NULL && c->code != NULL &&
        (v == VERB_RETURN || v == VERB_INCOMPLETE || v == VERB_ACCEPT))
        lend_wanted(p, a);
    if (a != NULL && v == VERB_TELL)
        tell_deadline(p, a);
    if (a == NULL || (v != VERB_EXTEND && v != VERB_PAPER && v != VERB_CLASSIFY))
        return;
    if (v != VERB_CLASSIFY && c->code != NULL && c->nunits > 0 && a->unit != NULL &&
        (c->nunits > 1 || c->units[0] != a->unit)) {
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xasprintf(SAY("%s là thư của %s, lệnh lại nêu đơn vị khác",
                                  "%s is a mail of %s; the order names another unit"),
                              a->code, unit_short(a->unit)));
        return;
    }
    lend_unit(p, a);
    if (c->nunits == 1 && (v == VERB_CLASSIFY || c->units[0] == a->unit))
        lend_report(p, a);
    if (v == VERB_EXTEND)
        lend_day(p, a);
    if (v == VERB_PAPER)
        lend_paper(p, a);
}
