/* status [REPORT [PERIOD]]: what is owed, what came, what is late. */
#include <jansson.h>
#include <stdlib.h>

#include "ctl/ctl.h"
#include "report/holds.h"
#include "report/status.h"

struct wanted {
    struct ctl *ctl;
    json_t *list;                   /* NULL: print text */
    int printed;
};

static int
show(struct wanted *w, const struct report *report, const char *period)
{
    struct desk *desk = w->ctl->desk;
    int offset = desk->settings->office.utc_offset;
    struct status s;
    char *text;

    if (status_load(desk->store, desk->plan, report, period, clock_now(), &s) != 0)
        return -1;
    if (w->list != NULL) {
        json_t *rows = status_json(&s, offset);

        json_array_extend(w->list, rows);
        json_decref(rows);
    } else if (s.n > 0) {
        text = status_text(&s, offset);
        printf("%s%s", w->printed++ > 0 ? "\n" : "", text);
        free(text);
    }
    status_clear(&s);
    return 0;
}

static int
show_report(struct wanted *w, const struct report *report)
{
    struct strings periods = {0};
    int rc = status_periods(w->ctl->desk->store, report, &periods);

    for (size_t i = 0; rc == 0 && i < periods.n; i++)
        rc = show(w, report, periods.v[i]);
    strings_free(&periods);
    return rc;
}

/* As long as an officer stopped reminders, nobody is surprised that none went out. */
static int
show_holds(struct ctl *ctl)
{
    struct strings holds = {0};
    int rc = holds_say(ctl->desk->store, ctl->desk->plan, ctl->desk->settings->office.utc_offset,
                       &holds);

    for (size_t i = 0; i < holds.n; i++)
        printf("Đang dừng nhắc: %s\n", holds.v[i]);
    strings_free(&holds);
    return rc;
}

int
ctl_status(struct ctl *ctl)
{
    const struct plan *plan = ctl->desk->plan;
    const struct report *report = ctl->argc > 0 ? plan_report(plan, ctl->argv[0]) : NULL;
    struct wanted w = { .ctl = ctl, .list = ctl->json ? json_array() : NULL };
    int rc = 0;

    if (ctl->argc > 0 && report == NULL) {
        fprintf(stderr, "docketctl: the plan has no report \"%s\"; it has", ctl->argv[0]);
        for (size_t i = 0; i < plan->nreports; i++)
            fprintf(stderr, " %s", plan->reports[i].code);
        fputs("\n", stderr);
        return 1;
    }
    if (report == NULL && ctl_no_docket(ctl)) {
        json_decref(w.list);
        return 0;
    }
    if (ctl->no_docket)
        rc = 0;
    else if (ctl->argc > 1)
        rc = show(&w, report, ctl->argv[1]);
    else if (report != NULL)
        rc = show_report(&w, report);
    else
        for (size_t i = 0; rc == 0 && i < plan->nreports; i++)
            rc = show_report(&w, &plan->reports[i]);
    if (w.list != NULL)
        rc = rc == 0 ? ctl_print_json(w.list) : rc;
    else if (rc == 0 && w.printed == 0 && report != NULL)
        printf("Sổ không có nghĩa vụ báo cáo %s%s%s nào%s.\n", report->code,
               ctl->argc > 1 ? " kỳ " : "", ctl->argc > 1 ? ctl->argv[1] : "",
               ctl->no_docket ? ": docketd chưa chạy lần nào" : "");
    else if (rc == 0 && w.printed == 0)
        puts("Sổ chưa có nghĩa vụ báo cáo nào.");
    if (!ctl->json && rc == 0)
        rc = ctl_sending(ctl, "Việc gửi thư đang tạm dừng từ",
                         "Đã hết hạn mức gửi thư; các thư còn lại chờ đến");
    if (rc == 0 && !ctl->json)
        rc = show_holds(ctl);
    return rc == 0 ? 0 : 1;
}
