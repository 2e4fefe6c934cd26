/* One-time codes: "GN-2023-0012-9F3A07C2B4D1E865". The second half is keyed
 * with the office's own secret over officer, verb, row and expiry, so it is of
 * use to nobody else, for nothing else, once, and for a day. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "core/calendar/words.h"
#include "office/post/notice.h"
#include "parts.h"

#define VALID (24 * 3600)
#define TOKEN_HEX 16

char *
order_token(const struct desk *desk, const struct command_row *row, enum verb verb,
            const char *officer)
{
    const char *secret = desk->settings->office.secret;
    char *text = xasprintf("confirm\n%s\n%s\n%lld\n%s\n%s\n%lld", officer, command_rules[verb].key,
                           (long long)row->id, row->code, row->understood,
                           (long long)row->at + VALID);
    char hex[HASH_HEX];

    hash_keyed(secret, strlen(secret), text, hex);
    free(text);
    hex[TOKEN_HEX] = '\0';
    for (char *c = hex; *c != '\0'; c++)
        *c = (char)toupper((unsigned char)*c);
    return xasprintf("%s-%s", row->code, hex);
}

/* ---- asking -------------------------------------------------------------------- */

/* Officers besides the one who orders that may second it. */
static bool
may_second(const struct order *o, const struct officer *other)
{
    return other->role >= o->c->rule->right && other->role >= ROLE_OFFICER &&
           strcmp(other->address, o->officer->address) != 0;
}

static bool
needs_second(const struct order *o)
{
    const struct settings *s = o->desk->settings;

    for (size_t i = 0; o->c->rule->second && i < s->nofficers; i++)
        if (may_second(o, &s->officers[i]))
            return true;
    return false;
}

bool
order_must_confirm(const struct order *o, bool forwarded)
{
    const struct command_rule *r = o->c->rule;

    if (r->verb == VERB_CONFIRM)
        return false;
    return !o->proven || r->dangerous || (r->writes && (forwarded || o->c->all));
}

/* The seconding officer gets the code by a letter of his own. */
static int
ask_second(struct order *o, const struct officer *other, const char *until)
{
    char *token = order_token(o->desk, &o->row, o->c->rule->verb, other->address),
         *reason = xasprintf("confirm:%s", o->row.code);
    struct answer a = {0};
    struct posting p = { .letter = "transcript", .reason = reason, .to = other->address, .priority = PRIORITY_ANSWER, .body = &a,
                         .message = o->mail == NULL ? 0 : o->mail->id,
                         .facts = { .officer = other->name } };
    int rc;

    answer_add(&a, "second",
               json_pack("{s:s s:s s:s s:s s:s}", "officer", o->officer->name, "address",
                         o->officer->address, "understood", o->row.understood, "token", token,
                         "until", until));
    rc = post_letter(o->desk, &p, o->now);
    answer_clear(&a);
    free(reason);
    free(token);
    return rc;
}

int
order_ask(struct order *o)
{
    const struct settings *s = o->desk->settings;
    char *until = words_moment(o->row.at + VALID, s->office.utc_offset, order_language(o)), *token;
    int rc = 0;

    buf_reset(&o->result);
    buf_adds(&o->result, "waits for a confirmation");
    if (o->proven && needs_second(o)) {
        for (size_t i = 0; rc == 0 && i < s->nofficers; i++)
            if (may_second(o, &s->officers[i]))
                rc = ask_second(o, &s->officers[i], until);
        answer_add(o->out, "confirm", json_pack("{s:b s:s}", "second", true, "until", until));
    } else {
        token = order_token(o->desk, &o->row, o->c->rule->verb, o->officer->address);
        answer_add(o->out, "confirm",
                   json_pack("{s:b s:s s:s}", "proven", o->proven, "token", token, "until", until));
        free(token);
    }
    free(until);
    return rc;
}

/* ---- answering -------------------------------------------------------------------- */

static bool
right_token(const struct order *o, const struct command_row *row, enum verb verb)
{
    char *wanted = order_token(o->desk, row, verb, o->officer->address);
    bool same = hash_same(wanted, o->c->token);

    free(wanted);
    return same;
}

/* The waiting command, carried out in the name of the officer who gave it. */
static int
carry_out(struct order *o, struct command_row *row, struct command *c, const struct officer *giver)
{
    struct order waiting = { .desk = o->desk, .now = o->now, .officer = giver, .via = o->via, .mail = o->mail, .c = c, .row = *row,
                             .out = o->out, .context = o->context, .proven = true };
    int rc;

    order_note(o, "order", "{s:s}", "understood", row->understood);
    rc = order_carry_out(&waiting);
    if (rc >= 0)
        buf_addf(&o->result, "confirmed %s: %s", row->code, buf_text(&waiting.result));
    buf_free(&waiting.result);
    json_decref(waiting.before);
    json_decref(waiting.acts);
    return rc;
}

static int
wrong(struct order *o)
{
    order_refuse(o, "wrong_token", NULL);
    return order_attempt(o, REASON_WRONG_CODE) == 0 ? 1 : -1;
}

/* What is carried out is what was confirmed, to the letter. */
static bool
still_says(const struct command *c, const struct command_row *row)
{
    char *said = command_say(c);
    bool same = strcmp(said, row->understood) == 0;

    free(said);
    return same && c->problem == COMMAND_FINE;
}

static int
judge(struct order *o, struct command_row *row)
{
    const struct officer *giver = settings_officer(o->desk->settings, row->officer);
    struct command c = {0};
    int rc;

    command_parse(o->context, row->understood, &c);
    if (c.rule == NULL || giver == NULL || !right_token(o, row, c.rule->verb)) {
        rc = wrong(o);
    } else if (row->state == COMMAND_EXPIRED ||
               (row->state == COMMAND_WAITING && o->now > row->at + VALID)) {
        rc = row->state == COMMAND_EXPIRED
                 ? 0
                 : order_close_other(o, row, COMMAND_EXPIRED, "24 hours are over");
        rc = rc < 0 ? -1 : order_refuse(o, "token_over", NULL);
    } else if (row->state != COMMAND_WAITING) {
        rc = order_refuse(o, "handled", "{s:s}", "act", row->code);
    } else if (!still_says(&c, row)) {
        rc = order_refuse(o, "no_longer", NULL);
    } else {
        rc = carry_out(o, row, &c, giver);
    }
    command_clear(&c);
    return rc;
}

int
order_confirm(struct order *o)
{
    const char *dash = strrchr(o->c->token, '-');
    char *code = xstrndup(o->c->token, dash == NULL ? 0 : (size_t)(dash - o->c->token));
    struct command_row row = {0};
    int rc = command_by_code(o->desk->store, code, &row);

    rc = rc < 0 ? -1 : rc == 1 ? wrong(o) : judge(o, &row);
    command_row_clear(&row);
    free(code);
    return rc;
}
