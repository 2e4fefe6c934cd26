/* A mail of orders: evidence, lines, transcript. */
#include "office/orders/orders.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "core/match/authres.h"
#include "core/match/identify.h"
#include "office/post/notice.h"
#include "parts.h"

#define SERIES "GN"                     /* "mã thao tác": what an undo names */
#define STALE (3 * DAY)                 /* a weekend without the daemon */
#define UNPROVEN_MOST 20                /* orders in one address's name that wait or were refused within an hour */

order_handler *const order_handlers[VERBS] = {
    [VERB_STATUS] = order_status, [VERB_MISSING] = order_missing, [VERB_LATE] = order_late, [VERB_UNIT] = order_unit,
    [VERB_CODE] = order_code, [VERB_SEARCH] = order_search, [VERB_QUEUE] = order_queue, [VERB_DEADLINES] = order_deadlines,
    [VERB_SELECTED] = order_selected, [VERB_REGISTER] = order_register, [VERB_CONSOLIDATE] = order_consolidate,
    [VERB_CLASSIFY] = order_classify, [VERB_ACCEPT] = order_accept, [VERB_INCOMPLETE] = order_incomplete,
    [VERB_RETURN] = order_return, [VERB_PAPER] = order_paper, [VERB_EXTEND] = order_extend, [VERB_WAIVE] = order_waive,
    [VERB_REMIND] = order_remind, [VERB_REQUEST] = order_request, [VERB_PAUSE] = order_pause, [VERB_RESUME] = order_resume,
    [VERB_CONTACT] = order_contact, [VERB_DUPLICATE] = order_duplicate, [VERB_WRONG_ROUTE] = order_wrong_route,
    [VERB_VOUCH] = order_vouch, [VERB_REJECT] = order_reject, [VERB_UNDO] = order_undo, [VERB_CONFIRM] = order_confirm, [VERB_HELP] = order_help,
};

/* ---- one line ------------------------------------------------------------------- */

static int
new_row(struct order *o, int line, bool *made)
{
    int64_t number;
    int year = moment_of(o->now, o->desk->settings->office.utc_offset).date.year;

    if (store_next_number(o->desk->store, SERIES, year, &number) != 0)
        return -1;
    o->row = (struct command_row){ .code = xasprintf(SERIES "-%d-%04lld", year, (long long)number),
                                   .message = o->mail == NULL ? 0 : o->mail->id, .line = line, .at = o->now,
                                   .officer = xstrdup(o->officer->address), .text = xstrdup(o->c->line),
                                   .understood = command_say(o->c), .state = COMMAND_WAITING };
    return command_put(o->desk->store, &o->row, made);
}

void
order_clear(struct order *o)
{
    command_row_clear(&o->row);
    json_decref(o->before);
    buf_free(&o->result);
    o->before = NULL;
}

int
order_carry_out(struct order *o)
{
    int rc = order_handlers[o->c->rule->verb](o);

    if (rc < 0)
        return -1;
    if (rc == 1) {
        json_decref(o->before);
        o->before = NULL;
    }
    if (order_finish(o, rc == 0 ? COMMAND_DONE : COMMAND_REFUSED) != 0)
        return -1;
    if (rc == 0 && o->before != NULL && o->unit)
        answer_line(o->out, "Nếu nhầm, đề nghị báo cán bộ đầu mối, nêu mã %s.", o->row.code);
    else if (rc == 0 && o->before != NULL)
        answer_line(o->out, "Sai? Trả lời \"HỦY %s\".", o->row.code);
    return rc;
}

/* Not understood, or not unambiguously: what could be meant. */
static int
ask_back(struct order *o)
{
    const struct command *c = o->c;

    answer_title(o->out, xstrdup(c->rule == NULL ? "Không hiểu lệnh" : "Đề nghị gửi lại lệnh"));
    order_refuse(o, "%s.", c->cause);
    if (c->choices.n > 0 && c->rule == NULL)
        answer_line(o->out, "Có phải là:");
    for (size_t i = 0; i < c->choices.n; i++)
        answer_order(o->out, c->choices.v[i]);
    if (c->rule != NULL && c->choices.n == 0)
        answer_order(o->out, c->rule->usage);
    if (c->rule == NULL && c->choices.n == 0)
        order_help(o);
    buf_reset(&o->result);
    buf_adds(&o->result, c->cause);
    return order_finish(o, COMMAND_REFUSED) == 0 ? 1 : -1;
}

int
order_attempt(struct order *o, enum reason why)
{
    const struct message_row *m = o->mail;
    char day[11], *reason, *detail = journal_detail("sender", o->officer->address, "reason", reason_words[why].code, "via", o->via, NULL);
    int rc = journal_add(o->desk->store, o->now, "intake", "attempt", m == NULL ? o->row.code : m->code, detail);

    date_write(moment_of(o->now, o->desk->settings->office.utc_offset).date, day);
    reason = xasprintf("attempt:%s:%s", o->officer->address, day);
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = m == NULL ? 0 : m->id,
                         .facts = { .notice = "command", .sender = o->officer->address, .why = why } };
    if (m != NULL) {
        p.facts.code = m->code;
        p.facts.subject = m->subject;
        p.facts.received = m->received;
    }
    if (rc == 0)
        rc = post_officers(o->desk, ROLE_LEAD, &p, o->now);
    log_notice("an order from %s is not carried out: %s", o->officer->address, reason_words[why].en);
    free(reason);
    free(detail);
    return rc;
}

static int
forbid(struct order *o)
{
    order_refuse(o, "lệnh %s cần quyền cao hơn (%s)", o->c->rule->name, role_names[o->c->rule->right]);
    if (order_attempt(o, REASON_NO_RIGHT) != 0)
        return -1;
    return order_finish(o, COMMAND_REFUSED) == 0 ? 1 : -1;
}

static int
wait_for_word(struct order *o)
{
    char *detail = journal_detail("line", o->row.text, "understood", o->row.understood, "state", "waiting", "mail",
                                 o->mail == NULL ? NULL : o->mail->code, "via", o->via, NULL);
    int rc = order_ask(o);

    if (rc == 0)
        rc = order_journal(o, "command", o->row.code, detail);
    free(detail);
    return rc == 0 ? 1 : -1;
}

static void
say_understood(struct order *o, size_t number, size_t of)
{
    char *said = command_say(o->c);

    if (of > 1)
        answer_line(o->out, "%zu. «%s»", number, o->c->line);
    answer_line(o->out, "Đã hiểu: %s%s", said, o->c->guessed ? " (thư không ghi kỳ: lấy kỳ đang mở có hạn gần nhất)" : "");
    if (o->c->rule->writes)
        answer_title(o->out, xasprintf("Kết quả lệnh: %s", said));
    free(said);
}

/* 0: done; 1: not (yet), or known already. */
static int
take_command(struct order *o, size_t number, size_t of, bool forwarded)
{
    bool made = false;
    int rc = new_row(o, (int)number, &made);

    if (rc != 0 || !made)
        return rc != 0 ? -1 : 1;
    if (o->c->problem != COMMAND_FINE) {
        if (of > 1)
            answer_line(o->out, "%zu. «%s»", number, o->c->line);
        return ask_back(o);
    }
    say_understood(o, number, of);
    if (o->officer->role < o->c->rule->right)
        return forbid(o);
    if (order_must_confirm(o, forwarded))
        return wait_for_word(o);
    return order_carry_out(o);
}

/* ---- who sends it ------------------------------------------------------------------ */

struct origin {
    bool passed, failed;                /* what the office's server says of the sender */
    bool thread;                        /* it answers a letter that went to him */
    bool own_subject;
    char *code;                         /* of the mail under discussion */
};

static bool
same_subject(const char *theirs, const char *ours)
{
    char *a = text_fold(theirs == NULL ? "" : theirs), *b = text_fold(ours == NULL ? "" : ours);
    size_t n = strlen(a), m = strlen(b);
    bool same = m > 0 && n >= m && strcmp(a + n - m, b) == 0;

    free(a);
    free(b);
    return same;
}

static int
look_at_thread(struct desk *desk, const char *id, const struct message *facts, struct origin *from)
{
    const char *secret = desk->settings->office.secret, *sender = message_sender(facts);
    struct letter_row letter = {0};
    struct message_row about = {0};
    char *folded = text_address_fold(sender);
    int rc = secret != NULL && letter_id_is_ours(secret, id) ? letter_by_message_id(desk->store, id, &letter) : 1;

    if (rc == 0 && strcmp(letter.recipient, folded) == 0) {
        from->thread = true;
        from->own_subject = same_subject(facts->subject, letter.subject);
        if (letter.message != 0)
            rc = message_get(desk->store, letter.message, &about);
        if (rc == 0 && about.code != NULL && about.outcome != OUTCOME_COMMAND)
            from->code = xstrdup(about.code);
    }
    free(folded);
    message_row_clear(&about);
    letter_row_clear(&letter);
    return rc < 0 ? -1 : 0;
}

static int
find_origin(struct desk *desk, const struct message *facts, struct origin *from)
{
    enum authres proof = authres_of(facts, &desk->settings->office);
    int rc = 0;

    *from = (struct origin){ .passed = proof == AUTHRES_PASS, .failed = proof == AUTHRES_FAIL };
    for (size_t i = 0; rc == 0 && i < facts->in_reply_to.n && !from->thread; i++)
        rc = look_at_thread(desk, facts->in_reply_to.v[i], facts, from);
    if (from->code == NULL)
        from->code = identify_receipt_code(facts);
    return rc;
}

/* A signed mail can be sent again by whoever got hold of it: its Message-ID and
 * its Date are under the signature. Seen before: nothing happens. */
static int
seen_before(struct order *o, bool *seen)
{
    int64_t first = 0;
    int rc = o->facts->message_id == NULL ? 1 : message_by_message_id(o->desk->store, o->facts->message_id, &first);

    *seen = rc == 0 && first != o->mail->id;
    if (*seen)
        log_notice("%s: its Message-ID was seen before; its orders are not carried out again", o->mail->code);
    return rc < 0 ? -1 : 0;
}

/* Old orders, and those that cannot be told from a repetition, are asked about. */
static bool
stale(const struct order *o)
{
    instant sent;

    if (o->facts->message_id == NULL || o->now - o->mail->received > STALE)
        return true;
    return o->facts->date != NULL && instant_parse(o->facts->date, o->desk->settings->office.utc_offset, &sent) &&
           (o->mail->received - sent > STALE || sent - o->mail->received > DAY);
}

/* ---- the transcript ---------------------------------------------------------------------- */

static int
post_transcript(struct order *o, const char *to)
{
    char *reason = xasprintf("answer:%s", o->mail->code);
    struct posting p = { .letter = "transcript", .reason = reason, .to = to, .priority = PRIORITY_ANSWER, .answers = o->facts,
                         .message = o->mail->id, .answer = o->out,
                         .facts = { .title = o->out->title == NULL ? "Kết quả lệnh" : o->out->title,
                                    .officer = o->officer == NULL ? NULL : o->officer->name } };
    int rc = o->out->text.len == 0 ? 0 : post_letter(o->desk, &p, o->now);

    free(reason);
    return rc;
}

/* What an unproven mail may still hold: codes of confirmations. */
static void
only_confirmations(struct commands *c)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].rule != NULL && c->v[i].rule->verb == VERB_CONFIRM)
            c->v[kept++] = c->v[i];
        else
            command_clear(&c->v[i]);
    }
    c->n = kept;
}

static int
weigh(struct order *o, const struct origin *from, struct commands *list)
{
    size_t n = list->n;
    int64_t waiting = 0, refused = 0;

    o->proven = (from->passed || (from->thread && !from->failed)) && !stale(o);
    if (o->proven)
        return 0;
    if (command_count(o->desk->store, o->officer->address, COMMAND_WAITING, o->now - HOUR, &waiting) != 0 ||
        command_count(o->desk->store, o->officer->address, COMMAND_REFUSED, o->now - HOUR, &refused) != 0)
        return -1;
    if (!from->failed && waiting + refused < UNPROVEN_MOST)
        return 0;                       /* each is to be confirmed */
    if (refused < UNPROVEN_MOST)
        only_confirmations(list);
    else
        commands_free(list);            /* somebody is guessing codes */
    if (n == list->n)
        return 0;
    return order_attempt(o, from->failed ? REASON_FORGED_ORDER : REASON_MANY_ORDERS);
}

static int
run_commands(struct order *o, struct commands *list)
{
    int rc = 0;

    if (list->n > 1)
        answer_title(o->out, xasprintf("Kết quả %zu lệnh", list->n));
    for (size_t i = 0; rc >= 0 && i < list->n; i++) {
        o->c = &list->v[i];
        if (i > 0)
            answer_gap(o->out);
        rc = take_command(o, i + 1, list->n, list->forwarded);
        order_clear(o);
    }
    if (rc >= 0 && list->more)
        answer_line(o->out, "Mỗi thư tối đa %d lệnh; các dòng sau chưa được đọc.", LIMIT_COMMANDS);
    return rc < 0 ? -1 : 0;
}

static int
officer_orders(struct desk *desk, const struct officer *officer, const struct message_row *row, const struct message *facts,
               instant now)
{
    struct command_context context;
    struct commands list = {0};
    struct answer out = {0};
    struct origin from = {0};
    struct order o = { .desk = desk, .now = now, .officer = officer, .mail = row, .facts = facts, .out = &out, .context = &context };
    bool seen = false;
    int rc = seen_before(&o, &seen);

    if (rc != 0 || seen)
        return rc;
    rc = order_context(desk, now, &context);
    if (rc == 0)
        rc = find_origin(desk, facts, &from);
    if (rc == 0) {
        context.code = from.code;
        commands_read(&context, facts->subject, from.own_subject, facts->text, &list);
        rc = weigh(&o, &from, &list);
    }
    if (rc == 0)
        rc = run_commands(&o, &list);
    if (rc == 0)
        rc = post_transcript(&o, officer->address);
    commands_free(&list);
    answer_clear(&out);
    free(from.code);
    free((void *)context.rounds);
    return rc;
}

/* The officers hear what a unit said, and how to take it back. */
static int
tell_verdict(struct order *o)
{
    char *reason = xasprintf("notice:%s", o->mail->code), *undo = xasprintf("HỦY %s", o->row.code);
    struct strings lines = {0};
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = o->mail->id,
                         .facts = { .notice = "verdict", .code = o->c->code, .sender = o->mail->sender, .lines = &lines } };
    int rc;

    strings_add(&lines, buf_text(&o->result));
    if (o->before != NULL)
        strings_add(&lines, undo);
    rc = post_officers(o->desk, ROLE_OFFICER, &p, o->now);
    strings_free(&lines);
    free(undo);
    free(reason);
    return rc;
}

/* ---- a unit asks about itself ---------------------------------------------------------------- */

static int
unit_of(struct desk *desk, const char *sender, instant now, const struct unit **out)
{
    struct strings units = {0};
    char *folded = text_address_fold(sender);
    int rc = contact_units(desk->store, folded, now, &units);

    *out = plan_unit_of_address(desk->plan, folded);
    if (rc == 0 && *out == NULL && units.n == 1)
        *out = plan_unit(desk->plan, units.v[0]);
    strings_free(&units);
    free(folded);
    return rc;
}

static int
unit_asks(struct desk *desk, const struct message_row *row, const struct message *facts, const struct decision *d, instant now)
{
    const struct unit *unit = NULL;
    struct command about = { .rule = &command_rules[VERB_UNIT], .units = &unit, .nunits = 1, .hour = -1 };
    struct answer out = {0};
    struct order o = { .desk = desk, .now = now, .mail = row, .facts = facts, .out = &out, .c = &about };
    int64_t today = 0;
    int rc = unit_of(desk, row->sender, now, &unit);

    if (rc == 0)
        rc = post_today(desk, row->sender, PRIORITY_ANSWER, NULL, now, &today);
    if (rc != 0 || unit == NULL || !d->sender_verified || !d->answer ||
        (desk->settings->sending.per_sender_day != 0 && today >= desk->settings->sending.per_sender_day))
        return rc;
    rc = order_unit(&o);
    if (rc == 0)
        rc = post_transcript(&o, row->sender);
    answer_clear(&out);
    buf_free(&o.result);
    return rc;
}

/* "XÁC NHẬN" or "TỪ CHỐI" of a unit that was told of a stranger's mail (T14): an
 * order about that mail alone, whose undo is the officers'. */
int
orders_unit_word(struct desk *desk, const struct message_row *row, const struct message *facts, const struct decision *d, instant now)
{
    const struct unit *unit = NULL;
    struct officer speaker = { .address = row->sender, .role = ROLE_OFFICER };
    struct command c = { .rule = &command_rules[d->matter == MATTER_OWN ? VERB_VOUCH : VERB_REJECT], .line = d->asked,
                         .code = d->asked, .hour = -1 };
    struct answer out = {0};
    struct order o = { .desk = desk, .now = now, .officer = &speaker, .unit = true, .mail = row, .facts = facts, .c = &c, .out = &out };
    bool made = false;
    int rc = unit_of(desk, row->sender, now, &unit);

    speaker.name = unit == NULL ? row->sender : unit->name;
    if (rc == 0)
        rc = new_row(&o, 1, &made);
    if (rc == 0 && made)
        rc = order_carry_out(&o) < 0 ? -1 : post_transcript(&o, row->sender);
    if (rc == 0 && made)
        rc = tell_verdict(&o);
    order_clear(&o);
    answer_clear(&out);
    return rc;
}

int
orders_take(struct desk *desk, const struct message_row *row, const struct message *facts, const struct decision *d, instant now)
{
    const char *sender = message_sender(facts);
    const struct officer *officer = sender == NULL ? NULL : settings_officer(desk->settings, sender);

    if (sender == NULL)
        return 0;
    return officer != NULL ? officer_orders(desk, officer, row, facts, now) : unit_asks(desk, row, facts, d, now);
}

/* ---- the shell ----------------------------------------------------------------------------- */

int
orders_shell(struct desk *desk, const struct officer *officer, const char *via, const char *line, instant now, struct answer *out)
{
    struct command_context context;
    struct command c = {0};
    struct order o = { .desk = desk, .now = now, .officer = officer, .via = via, .out = out, .context = &context, .c = &c, .proven = true };
    int rc = order_context(desk, now, &context);

    if (rc == 0) {
        command_parse(&context, line, &c);
        rc = take_command(&o, 1, 1, false);
    }
    order_clear(&o);
    command_clear(&c);
    free((void *)context.rounds);
    return rc;
}

static json_t *
date_json(struct date d)
{
    char text[11];

    if (d.year == 0)
        return json_null();
    date_write(d, text);
    return json_string(text);
}

static json_t *
texts_json(const struct strings *list)
{
    json_t *out = json_array();

    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(out, json_string(list->v[i]));
    return out;
}

static json_t *
command_json(const struct order *o, const struct command *c)
{
    static const char *const problems[] = { "fine", "unknown", "ambiguous", "incomplete" };
    const struct command_rule *r = c->rule;
    json_t *units = json_array(), *out;
    char *said = command_say(c), time[8] = "";

    for (size_t i = 0; i < c->nunits; i++)
        json_array_append_new(units, json_string(c->units[i]->code));
    if (c->hour >= 0)
        snprintf(time, sizeof time, "%02d:%02d", c->hour % 24, c->minute % 60);
    out = json_pack("{s:s s:s s:s? s:s? s:s s:o s:b s:s? s:s? s:s? s:b s:i}", "line", c->line, "problem", problems[c->problem], "command",
                    r == NULL ? NULL : r->key, "name", r == NULL ? NULL : r->name, "understood", said, "units", units, "all", c->all,
                    "level", c->level, "report", c->report == NULL ? NULL : c->report->code, "period",
                    c->period[0] == '\0' ? NULL : c->period, "period_guessed", c->guessed, "year", c->year);
    json_object_update_new(out, json_pack("{s:o s:o s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:o}", "date", date_json(c->day), "date_to",
                                          date_json(c->to), "time", time[0] == '\0' ? NULL : time, "code", c->code, "other_code", c->other, "undoes", c->act,
                                          "reason", c->reason, "title", c->title, "channel", c->channel, "number", c->number, "address",
                                          c->address, "words", c->words, "cause", c->cause, "choices", texts_json(&c->choices)));
    if (r != NULL)
        json_object_update_new(out, json_pack("{s:s s:b s:b s:b s:b s:s s:s}", "right", role_names[r->right], "allowed",
                                              o->officer == NULL || o->officer->role >= r->right, "writes", r->writes, "reversible",
                                              r->writes && r->verb != VERB_UNDO && r->verb != VERB_REMIND, "confirm",
                                              order_must_confirm(o, false), "effect", r->help, "effect_en", r->help_en));
    free(said);
    return out;
}

struct json_t *
orders_consider(struct desk *desk, const struct officer *officer, const char *line, instant now)
{
    struct command_context context;
    struct command c = {0};
    struct order o = { .desk = desk, .now = now, .officer = officer, .context = &context, .c = &c, .proven = true };
    json_t *out = NULL;

    if (order_context(desk, now, &context) == 0) {
        command_parse(&context, line, &c);
        out = command_json(&o, &c);
    }
    command_clear(&c);
    free((void *)context.rounds);
    return out;
}
