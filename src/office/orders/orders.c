/* A mail of orders: evidence, lines, transcript. */
#include "office/orders/orders.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "core/letter/letter.h"
#include "core/match/authres.h"
#include "core/match/identify.h"
#include "office/desk/letters.h"
#include "office/post/notice.h"
#include "order.h"

#define STALE (3 * DAY)                 /* a weekend without the daemon */
#define UNPROVEN_MOST 20                /* orders in one address's name that wait or were refused within an hour */

/* ---- who sends it ------------------------------------------------------------------ */

struct origin {
    bool passed, failed;                /* what the office's server says of the sender */
    bool thread;                        /* it answers a letter that went to him */
    bool own_subject;
    char *code;                         /* of the mail under discussion */
    char *act;                          /* the one order that the letter told of */
    struct strings tokens;              /* of those that it asked to confirm */
};

static void
origin_clear(struct origin *from)
{
    free(from->code);
    free(from->act);
    strings_free(&from->tokens);
}

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
    char *folded = address_fold(sender);
    int rc = secret != NULL && letter_id_is_ours(secret, id)
                 ? letter_by_message_id(desk->store, id, &letter)
                 : 1;

    if (rc == 0 && strcmp(letter.recipient, folded) == 0) {
        from->thread = true;
        from->own_subject = same_subject(facts->subject, letter.subject);
        if (letter.message != 0)
            rc = message_get(desk->store, letter.message, &about);
        if (rc == 0 && about.code != NULL && about.outcome != OUTCOME_COMMAND)
            from->code = xstrdup(about.code);
        if (rc == 0)
            rc = order_of_letter(desk, &letter, folded, &from->act, &from->tokens);
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
    for (size_t i = facts->references.n; rc == 0 && i-- > 0 && !from->thread;)
        rc = look_at_thread(desk, facts->references.v[i], facts, from);
    if (from->failed)                   /* a forged officer confirms nothing by his thread */
        strings_free(&from->tokens);
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
    int rc = o->facts->message_id == NULL
                 ? 1
                 : message_by_message_id(o->desk->store, o->facts->message_id, &first);

    *seen = rc == 0 && first != o->mail->id;
    if (*seen)
        log_notice("%s: its Message-ID was seen before; its orders are not carried out again",
                   o->mail->code);
    return rc < 0 ? -1 : 0;
}

/* Old orders, and those that cannot be told from a repetition, are asked about. */
static bool
stale(const struct order *o)
{
    instant sent;

    if (o->facts->message_id == NULL || o->now - o->mail->received > STALE)
        return true;
    return o->facts->date != NULL &&
           instant_parse(o->facts->date, o->desk->settings->office.utc_offset, &sent) &&
           (o->mail->received - sent > STALE || sent - o->mail->received > DAY);
}

/* ---- the transcript ---------------------------------------------------------------------- */

static int
post_transcript(struct order *o, const char *to)
{
    char *reason = xasprintf("answer:%s", o->mail->code);
    struct posting p = { .letter = "transcript", .reason = reason, .to = to, .priority = PRIORITY_ANSWER, .in_reply_to = o->facts,
                         .message = o->mail->id, .body = o->out,
                         .facts = { .officer = o->officer == NULL ? NULL : o->officer->name } };
    int rc = o->out->nparts == 0 ? 0 : post_letter(o->desk, &p, o->now);

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
    if (command_count(o->desk->store, o->officer->address, COMMAND_WAITING, o->now - HOUR,
                      &waiting) != 0 ||
        command_count(o->desk->store, o->officer->address, COMMAND_REFUSED, o->now - HOUR,
                      &refused) != 0)
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

/* 0: all are done; 1: not all; -1. */
static int
run_commands(struct order *o, struct commands *list)
{
    int rc = 0;

    if (list->n > 1)
        answer_add(o->out, "several", json_pack("{s:I}", "n", (json_int_t)list->n));
    for (size_t i = 0; rc >= 0 && i < list->n; i++) {
        int one;

        o->c = &list->v[i];
        one = order_guard(o, order_line, &(struct order_place){ i + 1, list->n, list->forwarded });
        rc = one == 0 ? rc : one;
        order_clear(o);
    }
    if (rc >= 0 && list->more)
        order_note(o, "more", "{s:i}", "most", LIMIT_COMMANDS);
    return rc;
}

static bool
any_understood(const struct commands *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].rule != NULL)
            return true;
    return false;
}

/* A responder's words are orders to nobody: what is not understood is answered
 * so many times a day, and in one conversation, as anybody is; what is, as
 * often as an officer is told of mails. */
static int
may_answer(struct order *o, bool understood, bool *may)
{
    const struct sending_settings *s = &o->desk->settings->sending;
    int64_t answers = 0, refused = 0;

    if (post_today(o->desk, o->officer->address, PRIORITY_ANSWER, "transcript", o->now, &answers) !=
            0 ||
        command_count(o->desk->store, o->officer->address, COMMAND_REFUSED, o->now - DAY,
                      &refused) != 0)
        return -1;
    *may = understood ? answers < s->per_officer_day
                      : refused <= s->per_sender_day && answers < s->per_officer_day &&
                            post_in_thread(o->desk, o->facts) < s->per_thread;
    if (!*may)
        log_notice(
            "%s: %s had %lld answers in 24 hours, %lld lines refused: the mail is recorded, not answered",
            o->mail->code, o->officer->address, (long long)answers, (long long)refused);
    return 0;
}

/* The orders of the mail, by what it answers. */
static int
read_orders(struct order *o, struct command_context *context, struct origin *from,
            struct commands *list)
{
    int rc = order_context(o->desk, o->now, context);

    context->english = strcmp(order_language(o), "en") == 0;
    if (rc == 0)
        rc = find_origin(o->desk, o->facts, from);
    if (rc != 0)
        return rc;
    context->code = from->code;
    context->act = from->act;
    context->tokens = from->tokens;
    context->name = o->officer->name;
    commands_read(context, o->facts->subject, from->own_subject, o->facts->text, list);
    return 0;
}

/* A report that he passes on says no such thing: an order has its verb, and says
 * of what, or is whole by what it answers. */
static bool
orders_something(const struct command *c)
{
    return c->rule != NULL && (c->rule->writes || c->rule->verb == VERB_CONFIRM) &&
           (c->problem == COMMAND_FINE || c->code != NULL || c->act != NULL || c->nunits > 0);
}

int
orders_given(struct desk *desk, const struct message *facts, instant now, bool *given)
{
    const char *sender = message_sender(facts);
    struct command_context context = {0};
    struct commands list = {0};
    struct origin from = {0};
    struct order o = { .desk = desk, .now = now, .facts = facts, .context = &context,
                       .officer = sender == NULL ? NULL : settings_officer(desk->settings, sender) };
    int rc = o.officer == NULL ? 0 : read_orders(&o, &context, &from, &list);

    *given = false;
    for (size_t i = 0; i < list.n; i++)
        *given = *given || orders_something(&list.v[i]);
    commands_free(&list);
    origin_clear(&from);
    if (o.officer != NULL)
        order_context_clear(&context);
    return rc;
}

/* Everything he sent is quoted, or nothing: he may think that something was ordered. */
static void
say_none(struct order *o)
{
    answer_add(o->out, "unclear",
               json_pack("{s:b s:b s:s s:o}", "unknown", true, "maybe", false, "cause",
                         strcmp(order_language(o), "en") == 0
                             ? "no order is seen above what the mail quotes; if one is meant, please write it first"
                             : "không thấy lệnh nào phía trên phần trích dẫn của thư; nếu cần, đề nghị ghi lệnh ở đầu thư",
                         "choices", json_array()));
}

static int
officer_orders(struct desk *desk, const struct officer *officer, const struct message_row *row,
               const struct message *facts, instant now)
{
    struct command_context context;
    struct commands list = {0};
    struct answer out = {0};
    struct origin from = {0};
    struct order o = { .desk = desk, .now = now, .officer = officer, .mail = row, .facts = facts, .out = &out, .context = &context };
    bool seen = false, may = false, none;
    int rc = seen_before(&o, &seen);

    if (rc != 0 || seen)
        return rc;
    rc = read_orders(&o, &context, &from, &list);
    order_doubt_page(facts, &list);
    none = list.n == 0 && !list.thanks;
    if (rc == 0)
        rc = weigh(&o, &from, &list);
    if (rc == 0 && none && o.proven)
        say_none(&o);
    if (rc == 0)
        rc = run_commands(&o, &list) < 0 ? -1 : 0;
    if (rc == 0 && list.n > 0)
        order_say_files(&o);
    if (rc == 0)
        rc = may_answer(&o, any_understood(&list), &may);
    if (rc == 0 && may)
        rc = post_transcript(&o, officer->address);
    commands_free(&list);
    answer_clear(&out);
    origin_clear(&from);
    order_context_clear(&context);
    return rc;
}

/* What was done or not, each sentence a line. */
static void
outcome_lines(const struct order *o, struct strings *lines)
{
    struct answer done = {0};
    struct rendered words = {0};
    char *rest, *line;

    for (size_t i = 0; i < o->out->nparts; i++)
        if (strcmp(o->out->parts[i].template, "done") == 0 ||
            strcmp(o->out->parts[i].template, "refused") == 0)
            answer_add(&done, o->out->parts[i].template, json_incref(o->out->parts[i].facts));
    letters_answer(letters_of(o->desk->letters, NULL), &done, &words);
    for (rest = words.text; (line = strsep(&rest, "\n")) != NULL;)
        if (*line != '\0')
            strings_add(lines, line);
    rendered_free(&words);
    answer_clear(&done);
}

/* The officers hear what a unit said, and how to take it back. */
static int
tell_verdict(struct order *o)
{
    char *reason = xasprintf("notice:%s", o->mail->code), *undo = xasprintf(strcmp(order_language(o), "en") == 0 ? "UNDO %s" : "HỦY %s", o->row.code);
    struct strings lines = {0};
    struct posting p = { .letter = "officer-notice", .reason = reason, .priority = PRIORITY_ANSWER, .message = o->mail->id,
                         .facts = { .notice = "verdict", .code = o->c->code, .sender = o->mail->sender, .lines = &lines } };
    int rc;

    outcome_lines(o, &lines);
    if (o->before != NULL)
        strings_add(&lines, undo);
    rc = notice_officers(o->desk, ROLE_OFFICER, &p, o->now);
    strings_free(&lines);
    free(undo);
    free(reason);
    return rc;
}

/* ---- a unit asks about itself ---------------------------------------------------------------- */

static int
unit_asks(struct desk *desk, const struct message_row *row, const struct message *facts,
          const struct decision *d, instant now)
{
    const struct unit *unit = NULL;
    struct command about = { .rule = &command_rules[VERB_UNIT], .units = &unit, .nunits = 1, .hour = -1 };
    struct answer out = {0};
    struct order o = { .desk = desk, .now = now, .mail = row, .facts = facts, .out = &out, .c = &about };
    int64_t today = 0;
    int rc = contact_unit(desk->store, desk->plan, row->sender, now, &unit);

    if (rc == 0)
        rc = post_today(desk, row->sender, PRIORITY_ANSWER, NULL, now, &today);
    if (rc != 0 || unit == NULL || !d->sender_verified || !d->may_reply ||
        (desk->settings->sending.per_sender_day != 0 &&
         today >= desk->settings->sending.per_sender_day))
        return rc;
    rc = order_unit(&o);
    if (rc == 0)
        rc = post_transcript(&o, row->sender);
    answer_clear(&out);
    buf_free(&o.result);
    return rc;
}

static int
unit_line(struct order *o, const struct order_place *at)
{
    bool made = false;
    int rc = order_row(o, (int)at->number, &made);

    return rc != 0 || !made ? rc : order_carry_out(o);
}

/* "XÁC NHẬN" or "TỪ CHỐI" of a unit that was told of a stranger's mail (T14): an
 * order about that mail alone, whose undo is the officers'. */
int
orders_unit_word(struct desk *desk, const struct message_row *row, const struct message *facts,
                 const struct decision *d, instant now)
{
    const struct unit *unit = NULL;
    struct officer speaker = { .address = row->sender, .role = ROLE_OFFICER };
    struct command c = { .rule = &command_rules[d->matter == MATTER_OWN ? VERB_VOUCH : VERB_REJECT], .line = d->asked,
                         .code = d->asked, .hour = -1 };
    struct answer out = {0};
    struct order o = { .desk = desk, .now = now, .officer = &speaker, .unit = true, .mail = row, .facts = facts, .c = &c, .out = &out };
    int rc = contact_unit(desk->store, desk->plan, row->sender, now, &unit);

    speaker.name = unit == NULL ? row->sender : unit->name;
    if (rc == 0)
        rc = order_guard(&o, unit_line, &(struct order_place){ 1, 1, false }) < 0 ? -1 : 0;
    if (rc == 0 && out.nparts > 0)
        rc = post_transcript(&o, row->sender);
    if (rc == 0 && out.nparts > 0)
        rc = tell_verdict(&o);
    order_clear(&o);
    answer_clear(&out);
    return rc;
}

int
orders_take(struct desk *desk, const struct message_row *row, const struct message *facts,
            const struct decision *d, instant now)
{
    const char *sender = message_sender(facts);
    const struct officer *officer = sender == NULL ? NULL
                                                   : settings_officer(desk->settings, sender);

    if (sender == NULL)
        return 0;
    return officer != NULL ? officer_orders(desk, officer, row, facts, now)
                           : unit_asks(desk, row, facts, d, now);
}

/* ---- the shell ----------------------------------------------------------------------------- */

static int
one_line(struct order *o, const char *line)
{
    struct command_context context;
    struct commands list = {0};
    int rc = order_context(o->desk, o->now, &context);

    context.english = strcmp(order_language(o), "en") == 0;
    o->context = &context;
    if (rc == 0) {
        commands_parse(&context, line, &list);
        rc = run_commands(o, &list);
    }
    o->context = NULL;
    commands_free(&list);
    order_context_clear(&context);
    return rc;
}

int
orders_shell(struct desk *desk, const struct officer *officer, const char *via, const char *line,
             instant now, struct answer *out)
{
    struct order o = { .desk = desk, .now = now, .officer = officer, .via = via, .out = out, .proven = true };

    return one_line(&o, line);
}

int
orders_play(struct desk *desk, const struct officer *officer, const char *line, instant now,
            struct answer *out)
{
    struct order o = { .desk = desk, .now = now, .officer = officer, .via = "simulate", .out = out, .proven = true, .played = true };

    return one_line(&o, line);
}
