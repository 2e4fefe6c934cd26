/* One line of an officer's mail to a command: an answer to a notice, or an order. */
#include "core/command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "parse.h"

/* The mail that a line names; NULL. */
static char *
first_code(const char *line)
{
    struct tokens t;
    char *number = NULL, *code = NULL;

    tokens_of(line, strlen(line), &t);
    for (size_t i = 0; i < t.n && code == NULL; i++)
        if (read_code(&t, i, "tn", 2000, &number) > i)
            code = xasprintf("TN-%s", number);
    tokens_free(&t);
    free(number);
    return code;
}

/* "TRẢ LỜI TN-...: " with what he wrote behind it, to be sent back as it stands. */
static void
own_words(struct command *out)
{
    for (size_t i = 0; i < out->choices.n; i++) {
        char *offer = out->choices.v[i];
        size_t n = strlen(offer);

        if (n < 2 || strcmp(offer + n - 2, ": ") != 0)
            continue;
        out->choices.v[i] = xasprintf("%s%s", offer, out->line);
        free(offer);
    }
}

/* "Có nên trả lại không?": how the order would be given. */
static void
offer_spoken_of(struct command *out)
{
    struct tokens t;
    struct hit hit;

    tokens_of(out->line, strlen(out->line), &t);
    hit = parse_spoken_of(&t);
    if (hit.rule != NULL)
        strings_add(&out->choices, command_usage(hit.rule, out->english));
    tokens_free(&t);
}

/* "Chưa rút vội": none of the orders has that word. */
static bool
speaks_of_recall(const char *line)
{
    static const char *const words[] = { "rut", "tra", "thu hoi" };
    struct tokens t;
    bool speaks;

    tokens_of(line, strlen(line), &t);
    speaks = SOMEWHERE(&t, words, NULL);
    tokens_free(&t);
    return speaks;
}

static void
say_unclear(struct command *out)
{
    free(out->cause);
    out->cause = xasprintf(out->english ? "\"%s\" is not clear; please answer with one of these lines" : "chưa rõ ý «%s»; đề nghị trả lời một trong các dòng sau", out->line);
}

/* No order, or one that only asks, or ends what the mail wants, with words beside it that belong to none:
 * "số liệu tính đến 31/5", "xong rồi, anh đã gọi điện". */
static bool
tells_unit(const struct command *c)
{
    if (c->rule == NULL)
        return c->problem == COMMAND_UNKNOWN;
    return c->problem != COMMAND_FINE && c->words != NULL &&
           (!c->rule->writes || c->rule->verb == VERB_CLOSE) && !parse_asks(c->line);
}

/* "Nhầm rồi em, hủy giúp anh" in answer to what was carried out: that order is meant. */
static void
offer_undo(const struct command_context *context, struct command *out)
{
    static const struct command undo = { .rule = &command_rules[VERB_UNDO] };

    if (context->act == NULL || out->rule != NULL || out->problem != COMMAND_UNKNOWN ||
        !reply_takes_back(out->line, &undo))
        return;
    strings_free(&out->choices);
    strings_take(&out->choices, xasprintf("%s %s", out->english ? "UNDO" : "HỦY", context->act));
    say_unclear(out);
}

/* "Em cho TN-... đạt giúp anh": what is spelt alike is said of that mail, before what may be ordered
 * about it; one of which more would be wanting is left out. */
static void
offer_about(const struct command_about *a, struct command *out)
{
    struct strings near = out->choices;

    out->choices = (struct strings){0};
    for (size_t i = 0; i < near.n; i++) {
        size_t n = strcspn(near.v[i], "<");

        if (strcmp(near.v[i] + n, "<mã>") == 0 || strcmp(near.v[i] + n, "<code>") == 0)
            strings_take(&out->choices, xasprintf("%.*s%s", (int)n, near.v[i], a->code));
        else if (near.v[i][n] == '\0')
            strings_add(&out->choices, near.v[i]);
    }
    strings_free(&near);
    command_offers(a, &out->choices);
}

/* Not understood in answer to a notice: what it could be answered with. */
static void
offer_instead(const struct command_context *context, struct command *out)
{
    char *named = first_code(out->line);
    const char *code = named != NULL ? named : context->code;
    const struct command_about *a = context->about == NULL || code == NULL
                                        ? NULL
                                        : context->about(context->arg, code);

    if (a != NULL && named == NULL && a->asks == ASKS_WORDS && tells_unit(out)) {
        strings_free(&out->choices);    /* what begins like an order is more likely what he would have the unit told */
        command_offers(a, &out->choices);
        own_words(out);
        if (out->rule != NULL)
            say_unclear(out);
    } else if (a != NULL && out->problem == COMMAND_UNKNOWN && out->choices.n > 0) {
        offer_about(a, out);
    }
    free(named);
    if (a != NULL && a->asks == ASKS_RECALL && out->problem == COMMAND_UNKNOWN &&
        speaks_of_recall(out->line))
        strings_free(&out->choices);
    if (a != NULL && out->problem != COMMAND_FINE && out->choices.n == 0 &&
        (out->rule == NULL || out->rule->verb == VERB_CONFIRM)) {
        command_offers(a, &out->choices);
        if (out->rule != NULL && context->tokens.n == 0)        /* nobody asked for a code */
            say_unclear(out);
    }
    if (out->problem == COMMAND_UNKNOWN && context->tokens.n > 0)
        strings_free(&out->choices);
    for (size_t i = 0; out->problem == COMMAND_UNKNOWN && i < context->tokens.n; i++)
        strings_take(&out->choices, xasprintf("%s %s", out->english ? "CONFIRM" : "ĐỒNG Ý", context->tokens.v[i]));
    if (out->problem == COMMAND_UNKNOWN && out->choices.n == 0)
        offer_spoken_of(out);
    offer_undo(context, out);
}

void
command_parse(const struct command_context *context, const char *line, struct command *out)
{
    char *clean = text_clean_line(line, strnlen(line, LIMIT_SUBJECT * 4)), *order;
    const char *text = parse_without_bullet(clean);

    *out = (struct command){ .line = xstrdup(text), .hour = -1, .english = context->english };
    order = reply_order(context, text, out);
    if (order != NULL || out->problem == COMMAND_FINE) {
        bool lent = out->lent;

        command_clear(out);
        parse_whole(context, order != NULL ? order : text, out);
        out->lent = out->lent || lent;
        offer_instead(context, out);
        if (order != NULL) {            /* what he wrote is what is kept */
            free(out->line);
            out->line = xstrdup(text);
        }
        command_doubt(out, text);
        command_points(out);
        command_holds(out);
        command_denies(out);
    }
    free(order);
    free(clean);
}
