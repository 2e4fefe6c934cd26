/* Dossiers in letters: how far each is, part by part, and what must be asked. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "core/dossier/candidate.h"
#include "core/dossier/slots.h"
#include "core/dossier/stage.h"
#include "put.h"

static const char *const marks[SLOT_STATES] = { [SLOT_MISSING] = " ", [SLOT_PRESENT] = "x", [SLOT_INVALID] = "!" };

/* "số 12/BB-BCĐ138 ngày 20/11/2023" of its letterhead; NULL. */
static char *
document_of(const struct letter_facts *f, const struct piece *p)
{
    struct date d;
    char *day = p->date != NULL && date_parse(p->date, &d) ? words_day(d, f->language) : NULL,
         *said = NULL;

    if (p->number != NULL || day != NULL)
        said = xasprintf("%s%s%s%s", p->number == NULL ? "" : EITHER(f->language, "số ", "No. "),
                         p->number == NULL ? "" : p->number,
                         day == NULL ? "" : EITHER(f->language, p->number == NULL ? "ngày " : " ngày ", " of "),
                         day == NULL ? "" : day);
    free(day);
    return said;
}

/* one: its documents are of one dossier; others are of whomever, and take nobody's place. */
static json_t *
slot_json(const struct letter_facts *f, const struct slot *s, size_t number, bool one)
{
    json_t *o = json_object();

    put_number(o, "number", (int64_t)number);
    letter_put_text(o, "name", s->part->name);
    letter_put_text(o, "mark", marks[s->state]);
    put_taken(o, "note", s->state == SLOT_PRESENT ? NULL
                         : s->state == SLOT_MISSING && !s->part->required
                             ? xstrdup(EITHER(f->language, "không bắt buộc", "not required"))
                             : slot_say(s, f->language));
    if (s->piece != NULL)
        put_taken(o, "document", document_of(f, s->piece));
    put_number(o, "earlier", one ? (int64_t)s->earlier : 0);
    return o;
}

/* "30/34": of the newest document that says so, and what the plan says where that is
 * another number; read, never concluded from. */
static char *
criteria_of(const struct letter_facts *f, const struct dossier_told *t)
{
    const struct candidate_kind *kind = t->d.kind == NULL ? NULL
                                                          : plan_candidate_kind(f->plan, t->d.kind);

    for (size_t i = 0; i < t->report->nparts; i++) {
        const struct piece *p = t->slots[i].piece;

        if (p != NULL && p->total > 0)
            return kind == NULL || kind->criteria == 0 || kind->criteria == p->total
                       ? xasprintf("%d/%d", p->met, p->total)
                       : xasprintf(EITHER(f->language, "%d/%d (bộ tiêu chí có %d)",
                                          "%d/%d (the set has %d)"),
                                   p->met, p->total, kind->criteria);
    }
    return NULL;
}

static void
put_decision(json_t *o, const struct letter_facts *f, const struct dossier *d)
{
    int offset = f->office->utc_offset;
    struct date today = moment_of(f->now, offset).date, day;
    const char *assessor = candidate_assessor(d, f->plan, today),
               *decider = candidate_decider(d, f->plan, today);
    const char *none = EITHER(f->language, "chưa xác định", "not determined");

    letter_put_text(o, "assessor", assessor == NULL ? none : assessor);
    letter_put_text(o, "decider", decider == NULL ? none : decider);
    letter_put_text(o, "decision", d->decision);
    if (d->decided != NULL && date_parse(d->decided, &day))
        put_taken(o, "decided", words_day(day, f->language));
    if (d->until != INSTANT_NONE)
        put_taken(o, "until", words_day(calendar_last_day(d->until, offset), f->language));
}

static json_t *
dossier_json(const struct letter_facts *f, const struct dossier_told *t)
{
    json_t *o = json_object(), *slots = json_array();

    letter_put_text(o, "code", t->d.code);
    put_flag(o, "unbound", t->d.code == NULL);
    if (t->d.name != NULL)
        put_taken(o, "candidate", candidate_say(&t->d, true));
    letter_put_text(o, "unit", t->unit == NULL ? t->d.unit : t->unit->name);
    letter_put_text(o, "period", t->d.period);
    letter_put_text(o, "evidence", t->d.evidence);
    put_flag(o, "left", t->d.code != NULL && !t->d.listed);
    if (t->report != NULL) {
        letter_put_text(o, "report", say(f, t->report->name, t->report->name_en));
        put_taken(o, "stage", stage_say(t->d.stage, t->report, f->language));
        put_taken(o, "criteria", criteria_of(f, t));
        for (size_t i = 0; i < t->report->nparts; i++)
            json_array_append_new(slots, slot_json(f, &t->slots[i], i + 1, t->d.code != NULL));
        put_number(o, "wanting", (int64_t)t->wanting);
    }
    put_decision(o, f, &t->d);
    put_list(o, "slots", slots);
    return o;
}

/* What an officer may order now, as lines that he sends back. */
static void
put_orders(json_t *o, const struct letter_facts *f, const struct dossier_told *t)
{
    static const struct { enum step step; const char *line; } orders[] = {
        { STEP_APPRAISE, "THẨM ĐỊNH %s %s" },
        { STEP_RECOGNISE, "CÔNG NHẬN %s %s số <số quyết định> ngày <dd/mm/yyyy>" },
        { STEP_REFUSE, "KHÔNG CÔNG NHẬN %s %s: <lý do>" },
        { STEP_DEFER, "HOÃN %s %s đến <dd/mm/yyyy>: <lý do>" },
        { STEP_COMMEND, "KHEN THƯỞNG %s %s số <số quyết định> ngày <dd/mm/yyyy>" },
    };
    json_t *list = json_array();

    for (size_t i = 0;
         f->dossiers->nasks == 0 && t->d.code != NULL && t->d.listed && i < ARRAY_LEN(orders);
         i++) {
        const char *at = strstr(orders[i].line, "%s");
        char *line;

        if (stage_after(t->d.stage, orders[i].step) == STAGES)
            continue;
        line = xasprintf("%.*s%s %s%s", (int)(at - orders[i].line), orders[i].line, t->d.code,
                         t->seen, at + 5);
        json_array_append_new(list, json_string(line));
        free(line);
    }
    put_flag(o, "has_orders", json_array_size(list) > 0);
    put_list(o, "orders", list);
}

static char *
ask_say(const struct letter_facts *f, const struct dossier_ask *a)
{
    static const char *const said[ASKS][2] = {
        [ASK_WHOSE] = { "%s: chưa rõ là hồ sơ của đơn vị nào được chọn",
                        "%s: it is not clear whose dossier it belongs to" },
        [ASK_LIST] = { "%s: đơn vị nêu trong văn bản chưa có trong danh sách lựa chọn",
                       "%s: the one that it names is not on the list of those selected" },
        [ASK_WHICH] = { "%s: chưa rõ là thành phần nào của hồ sơ",
                        "%s: it is not clear which part of the dossier it is" },
        [ASK_SEVERAL] = { "%s: có vẻ gồm nhiều thành phần trong một tệp; đề nghị gửi mỗi thành "
                          "phần một tệp",
                          "%s: it seems to hold several parts in one file; please send each part "
                          "as a file of its own" },
    };
    char *cut = text_cut(!may_repeat(f) || a->file[0] == '\0' ? EITHER(f->language, "(tệp)", "(file)") : a->file,
                         ECHO_MOST);
    const char *at = strstr(said[a->what][english(f)], "%s");
    char *line = xasprintf("%s%s", cut, at + 2);

    free(cut);
    return line;
}

static void
put_member(json_t *c, json_t *list, const char *key)
{
    json_object_set(c, key, json_object_get(json_array_get(list, 0), key));
}

void
put_dossiers(json_t *c, const struct letter_facts *f)
{
    json_t *list = json_array(), *asks = json_array(), *choices = json_array();
    size_t wanting = 0;

    for (size_t i = 0; f->dossiers != NULL && i < f->dossiers->n; i++) {
        json_array_append_new(list, dossier_json(f, &f->dossiers->v[i]));
        put_orders(json_array_get(list, i), f, &f->dossiers->v[i]);
        wanting += f->dossiers->v[i].wanting;
    }
    if (json_array_size(list) == 1) {
        put_flag(c, "one_dossier", true);
        put_member(c, list, "candidate");
        put_member(c, list, "stage");
    }
    for (size_t i = 0; f->dossiers != NULL && i < f->dossiers->nasks; i++) {
        char *line = ask_say(f, &f->dossiers->asks[i]);

        json_array_append_new(asks, json_string(line));
        free(line);
    }
    for (size_t i = 0; f->dossiers != NULL && i < f->dossiers->choices.n; i++)
        json_array_append_new(choices, json_string(f->dossiers->choices.v[i]));
    put_number(c, "wanting", (int64_t)wanting);
    put_flag(c, "has_asks", json_array_size(asks) > 0);
    put_flag(c, "has_choices", json_array_size(choices) > 0);
    put_list(c, "dossiers", list);
    put_list(c, "asks", asks);
    put_list(c, "choices", choices);
}
