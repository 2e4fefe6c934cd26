#include "office/filing/about.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar/words.h"
#include "core/calendar/workflow.h"
#include "office/desk/letters.h"
#include "report/about.h"

int
about_mail(struct desk *desk, const struct message_row *m, struct command_about *out)
{
    return about_read(&(struct about_from){ desk->store, desk->plan,
                                            desk->settings->office.utc_offset,
                                            strcmp(desk->letters->of[0].name, "en") == 0, NULL },
                      m, out);
}

char *
about_stranger(const struct desk *desk, const struct message_row *m)
{
    bool en = strcmp(desk->letters->of[0].name, "en") == 0;

    return xasprintf(en ? "%s is in no unit's list: perhaps the unit asked for nothing. Please ask it before you decide; the order must name the unit."
                        : "Địa chỉ %s không có trong danh bạ của đơn vị nào: chưa chắc đơn vị đã đề nghị. Đề nghị hỏi lại đơn vị trước khi quyết định; lệnh phải nêu rõ đơn vị.", m->sender == NULL ? "-" : m->sender);
}

static int
name_request(struct desk *desk, const char *period, struct strings *lines)
{
    struct request_row r = {0};
    int rc = strncmp(period, "DX:", 3) != 0 ? 1 : request_get(desk->store, period, &r);

    if (rc == 0 && r.title != NULL && r.due != INSTANT_NONE) {
        char *due = words_deadline(r.due, desk->settings->office.utc_offset, desk->letters->of[0].name);

        strings_take(lines, xasprintf("%s: «%s», %s", period, r.title, due));
        free(due);
    } else if (rc == 0 && r.title != NULL) {
        strings_take(lines, xasprintf("%s: «%s»", period, r.title));
    }
    request_row_clear(&r);
    return rc < 0 ? -1 : 0;
}

int
about_requests(struct desk *desk, const struct command_about *a, struct strings *lines)
{
    int rc = name_request(desk, a->period, lines);

    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(a->open) && a->open[i].report != NULL; i++)
        rc = name_request(desk, a->open[i].period, lines);
    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(a->also) && a->also[i].report != NULL; i++)
        rc = name_request(desk, a->also[i].period, lines);
    return rc == 0 && a->waits != NULL ? about_requests(desk, a->waits, lines) : rc;
}

static bool
may_be_meant(const struct desk *desk, const struct obligation *o)
{
    const struct report *r = plan_report(desk->plan, o->report);

    return r != NULL && r->recurrence == RECUR_ON_REQUEST && states[o->state].owes;
}

int
about_open_requests(struct desk *desk, const struct unit *unit, struct open_requests *out)
{
    int rc = obligation_of_unit(desk->store, unit->code, &out->rows, &out->nrows);

    for (size_t i = 0; rc == 0 && i < out->nrows && out->n < OPEN_REQUESTS; i++) {
        const struct obligation *o = &out->rows[i];
        struct request_row *request = &out->requests[out->n];

        if (!may_be_meant(desk, o) || (rc = request_get(desk->store, o->period, request)) != 0) {
            rc = rc < 0 ? -1 : 0;
            continue;
        }
        out->owed[out->n++] = (struct letter_owed){ .unit = unit, .report = plan_report(desk->plan, o->report),
                                                    .period = o->period, .title = request->title,
                                                    .due = o->due == INSTANT_NONE ? 0 : o->due };
    }
    return rc < 0 ? -1 : 0;
}

void
open_requests_clear(struct open_requests *o)
{
    for (size_t i = 0; i < o->n; i++)
        request_row_clear(&o->requests[i]);
    obligations_free(o->rows, o->nrows);
    *o = (struct open_requests){0};
}

char *
about_ended(const struct desk *desk, const struct message_row *m, const struct command_about *a)
{
    struct date day = moment_of(m->received, desk->settings->office.utc_offset).date;

    return a->ended == NULL ? NULL
                            : words_ended(desk->plan, a->ended, day, (struct date){ 0 },
                                          desk->letters->of[0].name);
}

int
asking_of(struct desk *desk, const struct message_row *m, struct asking *a, struct letter_facts *f)
{
    *a = (struct asking){0};
    if (about_mail(desk, m, &a->about) != 0)
        return -1;
    command_offers(&a->about, &a->offers);
    f->offers = &a->offers;
    f->words = m->text;
    f->until = a->about.asks == ASKS_TIME ? a->about.day : (struct date){0};
    f->paper = a->about.number;
    f->paper_day = a->about.paper;
    if (f->unit == NULL)
        f->unit = a->about.unit;
    if (f->report == NULL && a->about.period[0] != '\0') {
        f->report = a->about.report;
        f->period = a->about.period;
    }
    return 0;
}

void
asking_clear(struct asking *a)
{
    command_about_clear(&a->about);
    strings_free(&a->offers);
}

const struct command_about *
about_code(void *arg, const char *code)
{
    struct abouts *list = arg;
    struct message_row m = {0};
    struct command_about *about = NULL;
    int rc;

    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i]->code, code) == 0)
            return list->v[i];
    rc = message_by_code(list->desk->store, code, &m);
    if (rc == 0) {
        about = xcalloc(1, sizeof *about);
        *ARRAY_MORE(list->v, list->n) = about;
        rc = about_mail(list->desk, &m, about);
    }
    list->failed = list->failed || rc < 0;
    message_row_clear(&m);
    return about;
}

void
abouts_clear(struct abouts *list)
{
    for (size_t i = 0; i < list->n; i++) {
        command_about_clear(list->v[i]);
        free(list->v[i]);
    }
    free(list->v);
    *list = (struct abouts){ .desk = list->desk };
}
