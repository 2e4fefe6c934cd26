/* One line: its row, evidence of rights, its handler, its answer. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/calendar/words.h"
#include "office/remind/health.h"
#include "order.h"

#define SERIES "GN"                     /* "mã thao tác": what an undo names */

static order_handler *const order_handlers[VERBS] = {
    [VERB_STATUS] = order_status,
    [VERB_MISSING] = order_missing,
    [VERB_LATE] = order_late,
    [VERB_UNIT] = order_unit,
    [VERB_CODE] = order_code,
    [VERB_SEARCH] = order_search,
    [VERB_QUEUE] = order_queue,
    [VERB_DEADLINES] = order_deadlines,
    [VERB_SELECTED] = order_selected,
    [VERB_REGISTER] = order_register,
    [VERB_CONSOLIDATE] = order_consolidate,
    [VERB_UPWARD] = order_upward,
    [VERB_CLASSIFY] = order_classify,
    [VERB_ACCEPT] = order_accept,
    [VERB_INCOMPLETE] = order_incomplete,
    [VERB_RETURN] = order_return,
    [VERB_PAPER] = order_paper,
    [VERB_EXTEND] = order_extend,
    [VERB_WAIVE] = order_waive,
    [VERB_REMIND] = order_remind,
    [VERB_REQUEST] = order_request,
    [VERB_PAUSE] = order_pause,
    [VERB_RESUME] = order_resume,
    [VERB_HALT] = order_halt,
    [VERB_GO] = order_go,
    [VERB_CONTACT] = order_contact,
    [VERB_DUPLICATE] = order_duplicate,
    [VERB_WRONG_ROUTE] = order_wrong_route,
    [VERB_VOUCH] = order_vouch,
    [VERB_REJECT] = order_reject,
    [VERB_UNDO] = order_undo,
    [VERB_CONFIRM] = order_confirm,
    [VERB_HELP] = order_help,
    [VERB_OPEN] = order_open,
    [VERB_ACCEPT_ALL] = order_accept_all,
    [VERB_TELL] = order_tell,
    [VERB_CLOSE] = order_close,
    [VERB_FILES] = order_files,
    [VERB_VALUES] = order_values,
    [VERB_DOSSIER] = order_dossier,
    [VERB_APPRAISE] = order_appraise,
    [VERB_RECOGNISE] = order_recognise,
    [VERB_NOT_RECOGNISE] = order_not_recognise,
    [VERB_DEFER] = order_defer,
    [VERB_COMMEND] = order_commend,
    [VERB_LACK] = order_lack,
    [VERB_PLACE] = order_place,
    [VERB_REOPEN] = order_reopen,
    [VERB_DROP] = order_drop,
    [VERB_ROUTE] = order_route,
    [VERB_SELECT] = order_select,
    [VERB_LINK] = order_link,
    [VERB_UNLINK] = order_unlink,
};

int
order_row(struct order *o, int line, bool *made)
{
    int64_t number;
    int year = moment_of(o->now, o->desk->settings->office.utc_offset).date.year;

    if (store_next_number(o->desk->store, SERIES, year, &number) != 0)
        return -1;
    o->row = (struct command_row){ .code = xasprintf(SERIES "-%d-%04lld", year, (long long)number),
                                   .message = o->mail == NULL ? 0 : o->mail->id,
                                   .line = line,
                                   .at = o->now,
                                   .officer = xstrdup(o->officer->address),
                                   .text = xstrdup(o->c->line),
                                   .understood = command_say(o->c),
                                   .state = COMMAND_WAITING };
    return command_put(o->desk->store, &o->row, made);
}

void
order_clear(struct order *o)
{
    command_row_clear(&o->row);
    json_decref(o->before);
    json_decref(o->acts);
    buf_free(&o->result);
    o->before = o->acts = NULL;
    o->said_over = false;
}

int
order_carry_out(struct order *o)
{
    struct command_row over = {0};
    int64_t entry = 0;
    int rc = o->c->rule->writes && (journal_head(o->desk->store, &entry) != 0 || order_over(o, &over) != 0)
                 ? -1
                 : order_handlers[o->c->rule->verb](o);

    if (rc == 0 && o->before != NULL)   /* else it was so already */
        rc = order_tell_over(o, &over);
    command_row_clear(&over);
    if (rc < 0)
        return -1;
    if (rc == 1) {
        json_decref(o->before);
        o->before = NULL;
    }
    if (order_finish(o, rc == 0 ? COMMAND_DONE : COMMAND_REFUSED) != 0)
        return -1;
    if (rc == 0 && o->c->rule->writes && !o->unit && order_tell_taken(o) != 0)
        return -1;
    if (rc == 0 && o->before != NULL && o->unit)
        order_note(o, "mistake_unit", "{s:s}", "act", o->row.code);
    else if (rc == 0 && o->before != NULL)
        order_note(o, "mistake", "{s:s}", "act", o->row.code);
    return rc == 0 && o->c->rule->writes && !o->unit && order_upward_outdated(o, entry) != 0 ? -1
                                                                                             : rc;
}

/* Not understood, or not unambiguously: what could be meant. */
static int
ask_back(struct order *o)
{
    const struct command *c = o->c;
    json_t *choices;

    if (c->rule != NULL && c->rule->verb == VERB_UNDO && c->act == NULL && order_undo_which(o) != 0)
        return -1;
    choices = json_array();
    for (size_t i = 0; i < c->choices.n; i++)
        json_array_append_new(choices, json_string(c->choices.v[i]));
    answer_add(o->out, "unclear",
               json_pack("{s:b s:b s:s s:o s:s?}", "unknown", c->rule == NULL, "maybe",
                         c->rule == NULL && c->choices.n > 0, "cause", c->cause, "choices", choices,
                         "usage",
                         c->rule != NULL && c->choices.n == 0 ? command_usage(c->rule, c->english)
                                                              : NULL));
    if (c->rule == NULL && c->choices.n == 0)
        order_help(o);
    buf_reset(&o->result);
    buf_adds(&o->result, c->cause);
    return order_say_word(o) == 0 && order_finish(o, COMMAND_REFUSED) == 0 ? 1 : -1;
}

int
order_attempt(struct order *o, enum reason why)
{
    const struct message_row *m = o->mail;
    char day[11], *reason,
        *detail = journal_detail("sender", o->officer->address, "reason", reason_words[why].code,
                                 "via", o->via, NULL);
    int rc = journal_add(o->desk->store, o->now, "intake", "attempt",
                         m == NULL ? o->row.code : m->code, detail);

    date_write(moment_of(o->now, o->desk->settings->office.utc_offset).date, day);
    reason = xasprintf("attempt:%s:%s", o->officer->address, day);
    struct posting p = { .letter = "officer-notice",
                         .reason = reason,
                         .priority = PRIORITY_ANSWER,
                         .message = m == NULL ? 0 : m->id,
                         .facts = {
                             .notice = "command", .sender = o->officer->address, .why = why } };
    if (m != NULL) {
        p.facts.code = m->code;
        p.facts.subject = m->subject;
        p.facts.received = m->received;
    }
    if (rc == 0)
        rc = post_officers(o->desk, ROLE_LEAD, &p, o->now);
    log_notice("an order from %s is not carried out: %s", o->officer->address,
               reason_words[why].en);
    free(reason);
    free(detail);
    return rc;
}

static int
forbid(struct order *o)
{
    order_refuse(o, "no_right", "{s:s s:s}", "order", command_name(o->c), "role",
                 role_names[o->c->rule->right]);
    if (order_attempt(o, REASON_NO_RIGHT) != 0)
        return -1;
    return order_finish(o, COMMAND_REFUSED) == 0 ? 1 : -1;
}

static int
wait_for_word(struct order *o)
{
    char *detail = journal_detail("line", o->row.text, "understood", o->row.understood, "state",
                                  "waiting", "mail", o->mail == NULL ? NULL : o->mail->code, "via",
                                  o->via, NULL);
    int rc = order_ask(o);

    if (rc == 0)
        rc = order_journal(o, "command", o->row.code, detail);
    free(detail);
    return rc == 0 ? 1 : -1;
}

/* Which of the mail's lines, where there are several. */
static void
say_line(struct order *o, const struct order_place *at)
{
    if (at->of > 1)
        answer_add(o->out, "line",
                   json_pack("{s:I s:s}", "number", (json_int_t)at->number, "line", o->c->line));
}

/* waits: it is not carried out yet, and its subject does not say so. */
static void
say_understood(struct order *o, bool waits)
{
    char *said = command_say(o->c);

    answer_add(o->out, "understood",
               json_pack("{s:s s:b s:b s:b}", "understood", said, "guessed", o->c->guessed, "writes",
                         o->c->rule->writes && !waits, "waits", waits));
    free(said);
}

/* Nobody is telephoned or written to for a report that lies in a mailbox that was not read. */
static int
look_whether_read(struct order *o, struct unread *u)
{
    *u = (struct unread){0};
    if (!o->c->rule->owed || o->played)
        return 0;
    if (health_misses(o->desk, o->now, o->mail != NULL, u) != 0)
        return -1;
    o->unread = u->failed || (u->is && u->since != INSTANT_NONE);      /* never: mail comes by hand */
    return 0;
}

static void
say_unread(struct order *o, const struct unread *u)
{
    char *since = u->is && u->since != INSTANT_NONE
                      ? words_moment(u->since, order_offset(o), order_language(o))
                      : NULL;

    if (u->is)
        order_note(o, "unread", "{s:s? s:b}", "since", since, "failed", u->failed);
    free(since);
}

/* The code in the line counts; a slip of the finger is seen by this. */
static void
say_other_mail(struct order *o)
{
    const char *thread = o->context != NULL ? o->context->code : NULL;

    if (o->c->rule->writes && thread != NULL && o->c->code != NULL &&
        strcmp(thread, o->c->code) != 0)
        order_note(o, "other_mail", "{s:s s:s}", "about", thread, "code", o->c->code);
}

/* Known before anybody is asked to confirm it; said why. */
static bool
cannot_be(struct order *o)
{
    switch (o->c->rule->verb) {
    case VERB_REQUEST:
        return order_request_goes(o) != 0;
    case VERB_UPWARD:
        return order_upward_goes(o) != 0;
    case VERB_ACCEPT_ALL:
        return order_all_said(o) != 0;
    case VERB_EXTEND: case VERB_REMIND: case VERB_CONTACT:
        return order_all_exist(o) != 0;
    default:
        return false;
    }
}

int
order_line(struct order *o, const struct order_place *at)
{
    struct unread unread;
    bool made = false;
    int rc = order_all_listed(o);

    if (rc == 0)
        rc = order_row(o, (int)at->number, &made);
    if (rc != 0 || !made)
        return rc != 0 ? -1 : 1;
    say_line(o, at);
    if (o->c->problem != COMMAND_FINE)
        return ask_back(o);
    if (look_whether_read(o, &unread) != 0)
        return -1;
    say_understood(o,
                   o->officer->role >= o->c->rule->right && order_must_confirm(o, at->forwarded));
    say_other_mail(o);
    if (o->officer->role < o->c->rule->right)
        return forbid(o);
    if (cannot_be(o))
        return order_finish(o, COMMAND_REFUSED) == 0 ? 1 : -1;
    say_unread(o, &unread);
    if (order_must_confirm(o, at->forwarded))
        return wait_for_word(o);
    rc = order_carry_out(o);
    return rc == 1 && o->c->rule->writes && order_say_word(o) != 0 ? -1 : rc;
}

/* Something went wrong that is not the docket's own fault: the line is answered,
 * and what comes behind it is worked on (G6). */
static int
say_failed(struct order *o, int number)
{
    bool made = false;

    order_clear(o);
    if (order_row(o, number, &made) != 0)
        return -1;
    if (!made)
        return 1;
    log_error("%s: this order could not be carried out; nothing of it was kept", o->row.code);
    order_refuse(o, "failed", "{s:s}", "line", o->c->line);
    return order_finish(o, COMMAND_REFUSED) == 0 ? 1 : -1;
}

int
order_guard(struct order *o, order_worker *work, const struct order_place *at)
{
    struct answer_mark mark = answer_mark(o->out);
    int rc, end;

    if (store_part_begin(o->desk->store) != 0)
        return -1;
    rc = work(o, at);
    end = store_part_end(o->desk->store, rc < 0 ? rc : 0);
    if (end == 0)
        return rc;
    answer_back(o->out, mark);
    return end < 0 ? -1 : say_failed(o, (int)at->number);
}
