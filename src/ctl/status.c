/* status [REPORT [PERIOD]]: what is owed, what came, what is late; now or at any
 * instant before, row by row or as rates. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/words.h"
#include "ctl/ctl.h"
#include "office/post/channel.h"
#include "report/holds.h"
#include "report/rates.h"
#include "report/status.h"
#include "store/docket.h"

struct view {
    instant now;
    int64_t entry;                      /* of the journal up to which is told; -1: all */
};

/* The past is what the journal had by then. */
static int
look_back(struct ctl *ctl, struct view *v)
{
    int rc;

    *v = (struct view){ clock_now(), -1 };
    if (ctl->as_of == NULL || ctl->no_docket)
        return 0;
    if (!instant_parse(ctl->as_of, ctl->desk->settings->office.utc_offset, &v->now) ||
        v->now > clock_now()) {
        fprintf(stderr, "docketctl: --as-of %s: not a time that is past; write 2023-06-09T16:00\n",
                ctl->as_of);
        return -1;
    }
    rc = journal_as_of(ctl->desk->store, v->now, &v->entry);
    if (rc == 1)
        fprintf(
            stderr,
            "docketctl: --as-of %s: an older docketd kept this docket then, and not how it stood; "
            "docketctl rebuild -o FOLDER makes one that knows\n",
            ctl->as_of);
    return rc == 0 ? 0 : -1;
}

static int
show_rates(struct ctl *ctl, const struct view *v, const char *report, const char *period)
{
    struct desk *desk = ctl->desk;
    struct rates r;
    int rc = rates_load(desk->store, desk->plan, report, period, v->now, v->entry,
                        desk->settings->office.utc_offset, &r);

    if (rc == 0 && ctl->json) {
        rc = ctl_print_json(rates_json(&r));
    } else if (rc == 0) {
        char *text = rates_text(&r, office_language(&desk->settings->office));

        fputs(text, stdout);
        free(text);
    }
    rates_clear(&r);
    return rc == 0 ? 0 : 1;
}

/* period NULL: every one the docket knows. A round nobody is asked for is none. */
static int
load(struct desk *desk, const struct view *v, const struct report *report, const char *period,
     struct rounds *out)
{
    struct strings periods = {0};
    int rc = 0;

    if (period != NULL)
        strings_add(&periods, period);
    else
        rc = status_periods(desk->store, report, 0, &periods);
    for (size_t i = 0; rc == 0 && i < periods.n; i++) {
        struct status s;

        rc = status_load_as_of(desk->store, desk->plan, report, periods.v[i], v->now, v->entry, &s);
        if (rc == 0 && s.n > 0)
            *ARRAY_MORE(out->v, out->n) = s;
        else if (rc == 0)
            status_clear(&s);
    }
    strings_free(&periods);
    return rc;
}

/* What can still be acted on first, the next deadline before the others; then the last that is over. */
static int
by_need(const void *a, const void *b)
{
    const struct status *x = a, *y = b;
    bool open = status_open(x);

    if (open != status_open(y))
        return open ? -1 : 1;
    if (x->due == y->due)
        return strcmp(x->report->code, y->report->code);
    return ((x->due != INSTANT_NONE && x->due < y->due) || y->due == INSTANT_NONE) == open ? -1 : 1;
}

/* Rounds that are over take a line each, unless they alone were asked for. */
static void
print(struct rounds *r, bool whole, int offset, const char *language)
{
    bool over = false;

    if (!whole && r->n > 0)
        qsort(r->v, r->n, sizeof *r->v, by_need);
    for (size_t i = 0; i < r->n; i++) {
        bool line = !whole && !status_open(&r->v[i]);
        char *text = line ? status_line(&r->v[i], offset, language)
                          : status_text(&r->v[i], offset, language);

        printf("%s%s%s", i > 0 && (!line || !over) ? "\n" : "",
               line && !over ? EITHER(language, "Các kỳ đã qua (docketctl status LOẠI KỲ để xem từng đơn vị):\n",
                                   "Rounds that are over (docketctl status REPORT PERIOD shows each unit):\n")
                             : "",
               text);
        over = line;
        free(text);
    }
}

static json_t *
json_of(const struct rounds *r, int offset)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->n; i++) {
        json_t *rows = status_json(&r->v[i], offset);

        json_array_extend(list, rows);
        json_decref(rows);
    }
    return list;
}

/* As long as reminders are stopped, nobody is surprised that none went out. */
static int
show_holds(struct ctl *ctl)
{
    struct strings holds = {0};
    int rc = holds_say(ctl->desk->store, ctl->desk->plan, ctl->desk->settings, clock_now(),
                       office_language(&ctl->desk->settings->office), &holds);

    for (size_t i = 0; i < holds.n; i++)
        printf(EITHER(office_language(&ctl->desk->settings->office), "Đang dừng nhắc: %s\n",
                      "Reminders are stopped: %s\n"),
               holds.v[i]);
    strings_free(&holds);
    return rc;
}

/* What the numbers above rest on: how far the mailbox was read, and why not further. */
static int
show_mailbox(struct ctl *ctl)
{
    struct channel ch;
    const char *l = office_language(&ctl->desk->settings->office);
    char when[CTL_TIME], *reply;
    instant read;
    int rc = mailbox_drained(ctl->desk->store, &read) != 0
                 ? -1
                 : channel_get(ctl->desk, CHANNEL_MAILBOX, &ch);

    if (rc < 0)
        return -1;
    ctl_time(read, ctl->desk->settings->office.utc_offset, when);
    printf(EITHER(l, "\nHộp thư đọc lần cuối: %s\n", "\nThe mailbox was last read: %s\n"),
           read == INSTANT_NONE ? EITHER(l, "chưa lần nào", "never") : when);
    if (rc == 0) {
        reply = ctl_cell(ch.reply, 0);
        ctl_time(ch.since, ctl->desk->settings->office.utc_offset, when);
        printf(EITHER(l, "Hộp thư không đọc được từ %s: %s\n",
                      "The mailbox cannot be read since %s: %s\n"),
               when, reply);
        free(reply);
    }
    channel_clear(&ch);
    return 0;
}

static int
state_of_desk(struct ctl *ctl)
{
    int rc = show_mailbox(ctl);

    if (rc == 0)
        rc = ctl_sending(ctl);
    return rc == 0 ? show_holds(ctl) : rc;
}

int
ctl_status(struct ctl *ctl)
{
    const struct plan *plan = ctl->desk->plan;
    const char *period = ctl->argc > 1 ? ctl->argv[1] : NULL,
               *l = office_language(&ctl->desk->settings->office);
    const struct report *report = ctl->argc > 0 ? ctl_report(ctl, ctl->argv[0]) : NULL;
    int offset = ctl->desk->settings->office.utc_offset, rc = 0;
    struct rounds rounds = {0};
    struct view view;

    if (ctl->argc > 0 && report == NULL)
        return 1;
    if (look_back(ctl, &view) != 0)
        return 1;
    if ((report == NULL || ctl->rates) && ctl_no_docket(ctl))
        return 0;
    if (ctl->rates)
        return show_rates(ctl, &view, report == NULL ? NULL : report->code, period);
    for (size_t i = 0; rc == 0 && !ctl->no_docket && i < plan->nreports; i++)
        if (report == NULL || report == &plan->reports[i])
            rc = load(ctl->desk, &view, &plan->reports[i], period, &rounds);
    if (rc == 0 && ctl->json)
        rc = ctl_print_json(json_of(&rounds, offset));
    else if (rc == 0 && rounds.n > 0)
        print(&rounds, report != NULL, offset, office_language(&ctl->desk->settings->office));
    else if (rc == 0 && report != NULL)
        printf(EITHER(l, "Sổ không có nghĩa vụ báo cáo %s%s%s nào%s.\n", "The docket has no obligation %s%s%s%s.\n"),
               report->code, period != NULL ? EITHER(l, " kỳ ", " of period ") : "",
               period != NULL ? period : "",
               !ctl->no_docket ? "" : EITHER(l, ": docketd chưa chạy lần nào", ": docketd has not run yet"));
    else if (rc == 0)
        puts(EITHER(l, "Sổ chưa có nghĩa vụ báo cáo nào.", "The docket has no obligation yet."));
    if (rc == 0 && !ctl->json && ctl->as_of == NULL && (report == NULL || rounds.n > 0))
        rc = state_of_desk(ctl);
    rounds_clear(&rounds);
    return rc == 0 ? 0 : 1;
}
