/* One-time codes: "GN-2023-0012-9F3A07C2B4D1E865". The second half is keyed
 * with the office's own secret over officer, verb, row and expiry, so it is of
 * use to nobody else, for nothing else, once, and for a day. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "core/calendar/words.h"
#include "order.h"

#define VALID (24 * 3600)
#define TOKEN_HEX 16

static char *
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

    if (r->verb == VERB_CONFIRM || o->played)
        return false;
    return !o->proven || r->dangerous ||
           (r->writes && (forwarded || o->c->all || (r->owed && o->unread)));
}

/* The seconding officer gets the code by a letter of his own. */
static int
ask_second(struct order *o, const struct officer *other, const char *until)
{
    char *token = order_token(o->desk, &o->row, o->c->rule->verb, other->address),
         *reason = xasprintf("confirm:%s", o->row.code);
    struct answer a = {0};
    struct posting p = { .letter = "transcript",
                         .reason = reason,
                         .to = other->address,
                         .priority = PRIORITY_ANSWER,
                         .body = &a,
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
    struct order waiting = { .desk = o->desk,
                             .now = o->now,
                             .officer = giver,
                             .via = o->via,
                             .mail = o->mail,
                             .c = c,
                             .row = *row,
                             .out = o->out,
                             .context = o->context,
                             .proven = true };
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
    bool same = false;

    for (int english = 0; english < 2 && !same; english++) {       /* as it was said to him who gave it */
        struct command one = *c;
        char *said;

        one.english = english != 0;
        said = command_say(&one);
        same = strcmp(said, row->understood) == 0;
        free(said);
    }
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

/* ---- in the thread ----------------------------------------------------------------- */

/* Of a row that needs a second officer its giver knows no code. */
static void
add_token(struct desk *desk, const struct command_row *row, const char *officer,
          const struct command_context *c, struct strings *tokens)
{
    struct command command = {0};

    command_parse(c, row->understood, &command);
    if (command.rule != NULL && command.problem == COMMAND_FINE &&
        (!command.rule->second || strcmp(row->officer, officer) != 0))
        strings_take(tokens, order_token(desk, row, command.rule->verb, officer));
    command_clear(&command);
}

static int
of_second(struct desk *desk, const char *code, const char *officer, const struct command_context *c,
          struct strings *tokens)
{
    struct command_row row = {0};
    int rc = command_by_code(desk->store, code, &row);

    if (rc == 0 && row.state == COMMAND_WAITING)
        add_token(desk, &row, officer, c, tokens);
    command_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

/* What an order was that can be taken back: itself, or the one that it confirmed. *code: taken, or left. */
static int
done_code(struct desk *desk, const struct command_row *row, char **code)
{
    struct command_row waited = {0};
    const char *gn = row->understood == NULL ? NULL : strstr(row->understood, "GN-"),
               *dash = strrchr(row->understood == NULL ? "" : row->understood, '-');
    char *named = gn == NULL || dash <= gn ? NULL : xstrndup(gn, (size_t)(dash - gn));
    int rc = 1;

    if (row->before != NULL && row->undone_by == 0)
        *code = xstrdup(row->code);
    else if (named != NULL)
        rc = command_by_code(desk->store, named, &waited);
    if (rc == 0 && waited.state == COMMAND_DONE && waited.before != NULL && waited.undone_by == 0)
        *code = xstrdup(waited.code);
    command_row_clear(&waited);
    free(named);
    return rc < 0 ? -1 : 0;
}

int
order_of_letter(struct desk *desk, const struct letter_row *letter, const char *officer, char **act,
                struct strings *tokens)
{
    static const char second[] = "confirm:";
    struct command_context c;
    struct command_row *rows = NULL;
    struct strings done = {0};
    size_t n = 0;
    int rc;

    if (strcmp(letter->letter, "transcript") != 0)
        return 0;
    rc = order_context(desk, letter->created, &c);
    if (rc == 0 && strncmp(letter->reason, second, strlen(second)) == 0)
        rc = of_second(desk, letter->reason + strlen(second), officer, &c, tokens);
    else if (rc == 0)
        rc = command_since(desk->store, letter->created, &rows, &n);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        char *code = NULL;

        if (rows[i].message != letter->message || strcmp(rows[i].officer, officer) != 0)
            continue;
        if (rows[i].state == COMMAND_WAITING)
            add_token(desk, &rows[i], officer, &c, tokens);
        if (rows[i].state == COMMAND_DONE)
            rc = done_code(desk, &rows[i], &code);
        if (code != NULL)
            strings_take(&done, code);
    }
    if (done.n == 1)                    /* of several none is meant */
        *act = xstrdup(done.v[0]);
    strings_free(&done);
    command_rows_free(rows, n);
    order_context_clear(&c);
    return rc;
}
