/* The orders by which an officer may answer what a mail asks, ready to be sent
 * back: one home for the notice, its links, and what is said to an answer that
 * was not understood. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/command/command.h"

void
command_about_clear(struct command_about *a)
{
    free(a->code);
    free(a->number);
    free(a->wanted);
    for (size_t i = 0; i < ARRAY_LEN(a->open); i++)
        free(a->open[i].title);
    if (a->waits != NULL)
        command_about_clear(a->waits);
    free(a->waits);
    *a = (struct command_about){0};
}

static struct command
about_it(enum verb verb, const struct command_about *a, const struct unit **unit)
{
    struct command c = { .rule = &command_rules[verb],
                         .code = a->code,
                         .report = a->report,
                         .hour = -1,
                         .english = a->english };

    memcpy(c.period, a->period, sizeof c.period);
    c.units = unit;
    c.nunits = *unit != NULL;
    return c;
}

static const char *
name_of(enum verb verb, const struct command_about *a)
{
    return command_name(&(struct command){ .rule = &command_rules[verb], .english = a->english });
}

static void
offer_words(enum verb verb, const struct command_about *a, struct strings *out)
{
    strings_take(out, xasprintf("%s %s: ", name_of(verb, a), a->code));
}

static void
offer(enum verb verb, const struct command_about *a, struct strings *out)
{
    strings_take(out, xasprintf("%s %s", name_of(verb, a), a->code));
}

/* Its whole name is longer, and no clearer. */
static void
offer_vouch(const struct command_about *a, struct strings *out)
{
    strings_take(out, xasprintf("%s %s", a->english ? name_of(VERB_VOUCH, a) : "XÁC NHẬN", a->code));
}

static void
offer_rounds(struct command *c, const struct command_also *of, size_t n, struct strings *out)
{
    for (size_t i = 0; i < n && of[i].report != NULL; i++) {
        c->report = of[i].report;
        memcpy(c->period, of[i].period, sizeof c->period);
        strings_take(out, command_say(c));
    }
}

/* Of what is sent on request nothing is open. */
static bool
none_asked(const struct command_about *a)
{
    return a->report != NULL && a->report->recurrence == RECUR_ON_REQUEST && a->period[0] == '\0' &&
           a->open[0].report == NULL && a->unit != NULL;
}

/* Without its unit or report it is begun only: it ends with a space, and is asked back as it stands. */
static void
offer_place(const struct command_about *a, struct strings *out)
{
    const struct unit *const *units = a->unit != NULL ? &a->unit : a->candidates;      /* the first of these may be none */

    for (size_t i = 0;
         i < ARRAY_LEN(a->candidates) && (i == 0 || (a->unit == NULL && units[i] != NULL)); i++) {
        const struct unit *unit = units[i];
        struct command c = about_it(VERB_CLASSIFY, a, &unit);
        char *line;

        if (unit == NULL || none_asked(a))      /* the report alone would stand where the unit belongs */
            c.report = NULL;
        if (unit != NULL && a->open[0].report != NULL) {
            offer_rounds(&c, a->open, COMMAND_OPEN, out);
            continue;
        }
        line = command_say(&c);
        strings_take(out, xasprintf("%s%s", line, c.report == NULL ? " " : ""));
        free(line);
    }
}

/* One line for each report. */
static void
offer_time(const struct command_about *a, struct strings *out)
{
    const struct unit *unit = a->unit;
    struct command c = about_it(VERB_EXTEND, a, &unit);

    if (unit == NULL || a->report == NULL || a->day.year == 0) {
        strings_take(out, xasprintf(a->english ? "%s %s until " : "%s %s đến ", name_of(VERB_EXTEND, a), a->code));
    } else {
        c.day = a->day;
        c.reason = (char *)(a->english ? "as the unit asks" : "theo đề nghị của đơn vị");
        strings_take(out, command_say(&c));
        offer_rounds(&c, a->also, COMMAND_ALSO, out);
    }
}

/* Without its day it is begun only. */
static void
offer_paper(const struct command_about *a, struct strings *out)
{
    const struct unit *unit = a->unit;
    struct command c = about_it(VERB_PAPER, a, &unit);
    char *line;

    if ((a->number == NULL && a->way == NULL) || unit == NULL || a->report == NULL)
        return;
    c.day = a->sent;
    c.channel = (char *)(a->way != NULL ? a->way : "giấy");
    c.number = a->number;
    line = command_say(&c);
    strings_take(out, a->sent.year != 0 ? xstrdup(line) : xasprintf("%s %s ", line, a->english ? "on" : "ngày"));
    free(line);
}

char *
command_recall(const struct command_about *a)
{
    if (a->unplaced)
        return xasprintf("%s %s", name_of(VERB_CLOSE, a), a->wanted);
    return xasprintf(a->english ? "%s %s: the unit wants it back"
                                : "%s %s: theo đề nghị rút lại của đơn vị",
                     name_of(VERB_RETURN, a), a->wanted);
}

void
command_offers(const struct command_about *a, struct strings *out)
{
    switch (a->asks) {
    case ASKS_PLACE:
        offer_place(a, out);
        offer_words(VERB_TELL, a, out);
        offer(VERB_CLOSE, a, out);
        break;
    case ASKS_VERDICT:
        offer(VERB_ACCEPT, a, out);
        offer_words(VERB_RETURN, a, out);
        offer_words(VERB_INCOMPLETE, a, out);
        if (a->beside)
            offer_words(VERB_TELL, a, out);
        break;
    case ASKS_WHOSE:
        offer_vouch(a, out);
        offer(VERB_REJECT, a, out);
        break;
    case ASKS_TIME:
        offer_time(a, out);
        offer_words(VERB_REJECT, a, out);
        break;
    case ASKS_WORDS:
        if (a->refused)
            offer_vouch(a, out);
        offer_paper(a, out);
        offer_words(VERB_TELL, a, out);
        if (a->waits != NULL) {
            offer_place(a->waits, out);
            offer(VERB_CLOSE, a->waits, out);
        }
        if (a->empty)
            offer_words(VERB_INCOMPLETE, a, out);
        else
            offer(VERB_CLOSE, a, out);
        break;
    case ASKS_RECALL:
        if (a->wanted != NULL)
            strings_take(out, command_recall(a));
        offer_words(VERB_TELL, a, out);
        offer(VERB_CLOSE, a, out);
        break;
    case ASKS_RELEASE:
        offer_vouch(a, out);
        offer_words(VERB_TELL, a, out);
        offer(VERB_CLOSE, a, out);
        break;
    case ASKS_NOTHING:
        break;
    }
}
