/* A command in the words that read back as the same command. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/command/command.h"

static void
word(struct buf *b, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    buf_addc(b, ' ');
    buf_adds(b, text);
}

static void
day(struct buf *b, const char *before, struct date d)
{
    if (d.year != 0)
        buf_addf(b, " %s %02d/%02d/%d", before, d.day, d.month, d.year);
}

static void
units(struct buf *b, const struct command *c)
{
    for (size_t i = 0; i < c->nunits; i++) {
        buf_adds(b, i == 0 ? " " : ", ");
        buf_adds(b, unit_short(c->units[i]));
    }
    if (c->all && !(c->rule->verb == VERB_ACCEPT_ALL && c->level == NULL))
        buf_adds(b, c->level == NULL                    ? " TẤT CẢ"
                    : strcmp(c->level, "district") == 0 ? " các huyện, thành phố"
                    : strcmp(c->level, "commune") == 0  ? " các xã, phường"
                                                        : " các sở, ngành");
}

static void
period(struct buf *b, const struct command *c)
{
    const char *year = c->period, *sub = strchr(c->period, '-');

    if (c->report == NULL)
        return;
    if (c->nunits > 0 || c->all)
        buf_addc(b, ',');
    word(b, c->report->name);
    if (c->period[0] == '\0') {
        if (c->year != 0)
            buf_addf(b, " %d", c->year);
    } else if (strncmp(c->period, "DX:", 3) == 0 || sub == NULL || sub[1] == 'H') {
        word(b, c->period);
    } else {
        const char *name = sub[1] == 'Q' ? "quý" : sub[1] == 'W' ? "tuần" : "tháng";

        buf_addf(b, " %s %s %.*s", name, sub + 1 + (sub[1] == 'Q' || sub[1] == 'W'),
                 (int)(sub - year), year);
    }
}

static void
request(struct buf *b, const struct command *c)
{
    buf_addf(b, " \"%s\"", c->title == NULL ? "" : c->title);
    day(b, "hạn", c->day);
    if (c->hour >= 0)
        buf_addf(b, " %02d:%02d", c->hour, c->minute);
    if (c->nunits > 0 || c->all)
        buf_adds(b, " cho");
    units(b, c);
}

static void
days(struct buf *b, const struct command *c)
{
    enum verb v = c->rule->verb;

    day(b, v == VERB_PAPER ? "ngày" : v == VERB_REGISTER ? "từ" : "đến", c->day);
    if (v == VERB_REGISTER)
        day(b, "đến", c->to);
    if (v == VERB_EXTEND && c->hour >= 0)
        buf_addf(b, " %02d:%02d", c->hour, c->minute);
}

static void
list(struct buf *b, const struct command *c)
{
    for (size_t i = 0; (c->rule->takes & ARG_LIST) != 0 && i < c->codes.n; i++)
        buf_addf(b, "%s %s", i == 0 ? ":" : ",", c->codes.v[i]);
}

char *
command_say(const struct command *c)
{
    struct buf b = {0};

    if (c->rule == NULL)
        return xstrdup(c->line == NULL ? "" : c->line);
    buf_adds(&b, c->rule->name);
    if (c->rule->verb == VERB_REQUEST) {
        request(&b, c);
        return buf_take(&b);
    }
    word(&b, c->code);
    if (c->other != NULL)
        buf_addf(&b, " VỚI %s", c->other);
    if (c->dossier != NULL)
        buf_addf(&b, "%s %s", c->code != NULL ? " VÀO" : "", c->dossier);
    word(&b, c->mark);
    for (unsigned n = 1, any = 0; n < 31; n++)
        if (c->parts & 1u << n)
            buf_addf(&b, "%s %u", any++ > 0 ? "," : "", n);
    word(&b, c->act);
    word(&b, c->token);
    units(&b, c);
    period(&b, c);
    if (c->report == NULL && c->year != 0)
        buf_addf(&b, " năm %d", c->year);
    if (c->title != NULL && c->rule->verb == VERB_SELECT)
        buf_addf(&b, " \"%s\"", c->title);
    if ((c->rule->needs & ARG_NUMBER) == 0)
        days(&b, c);
    if (c->channel != NULL)
        buf_addf(&b, " qua %s", c->channel);
    if (c->number != NULL)
        buf_addf(&b, " số %s", c->number);
    if ((c->rule->needs & ARG_NUMBER) != 0)
        day(&b, "ngày", c->day);
    word(&b, c->address);
    if ((c->rule->needs & ARG_WORDS) != 0)
        word(&b, c->words);
    if (c->reason != NULL)
        buf_addf(&b, ": %s", c->reason);
    if ((c->rule->takes & ARG_CURE) != 0)
        day(&b, "hạn", c->to);
    list(&b, c);
    return buf_take(&b);
}
