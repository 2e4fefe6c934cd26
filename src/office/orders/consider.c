/* What a line would be taken for, for programs. */
#include <stdio.h>
#include <stdlib.h>

#include "order.h"
#include "report/json.h"

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
    out = json_pack("{s:s s:s s:s? s:s? s:s s:o s:b s:s? s:s? s:s? s:b s:i}", "line", c->line,
                    "problem", problems[c->problem], "command", r == NULL ? NULL : r->key, "name",
                    r == NULL ? NULL : r->name, "understood", said, "units", units, "all", c->all,
                    "level", c->level, "report", c->report == NULL ? NULL : c->report->code,
                    "period", c->period[0] == '\0' ? NULL : c->period, "period_guessed", c->guessed,
                    "year", c->year);
    json_object_update_new(
        out, json_pack("{s:o s:o s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:s? s:o}",
                       "date", json_day(c->day), "date_to", json_day(c->to), "time",
                       time[0] == '\0' ? NULL : time, "code", c->code, "other_code", c->other,
                       "undoes", c->act, "reason", c->reason, "title", c->title, "channel",
                       c->channel, "number", c->number, "address", c->address, "words", c->words,
                       "cause", c->cause, "choices", json_texts(&c->choices)));
    if (r != NULL)
        json_object_update_new(out, json_pack("{s:s s:b s:b s:b s:b s:s s:s}", "right",
                                              role_names[r->right], "allowed",
                                              o->officer == NULL || o->officer->role >= r->right,
                                              "writes", r->writes, "reversible",
                                              r->writes && r->verb != VERB_UNDO &&
                                                  r->verb != VERB_REMIND && r->verb != VERB_UPWARD,
                                              "confirm", order_must_confirm(o, false), "effect",
                                              r->help, "effect_en", r->help_en));
    free(said);
    return out;
}

struct json_t *
orders_consider(struct desk *desk, const struct officer *officer, const char *line, instant now)
{
    struct command_context context;
    struct commands list = {0};
    struct order o = { .desk = desk, .now = now, .officer = officer, .context = &context, .proven = true };
    json_t *out = NULL, *further = json_array();

    if (order_context(desk, now, &context) == 0)
        commands_parse(&context, line, &list);
    for (size_t i = 0; i < list.n; i++) {
        o.c = &list.v[i];
        if (i == 0)
            out = command_json(&o, o.c);
        else
            json_array_append_new(further, command_json(&o, o.c));
    }
    if (list.n > 1)
        json_object_set(out, "further", further);
    json_decref(further);
    commands_free(&list);
    order_context_clear(&context);
    return out;
}
