/* dossier [CODE | REPORT [PERIOD]]: one dossier part by part, or how far all are. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/dossier/candidate.h"
#include "core/dossier/stage.h"
#include "ctl/ctl.h"
#include "report/dossier.h"
#include "store/docket.h"

static struct date
today_of(const struct ctl *ctl)
{
    return moment_of(clock_now(), ctl->desk->settings->office.utc_offset).date;
}

static int
show_one(struct ctl *ctl, const struct dossier_told *t)
{
    int offset = ctl->desk->settings->office.utc_offset;
    json_t *history = NULL, *o;
    char *text;

    if (ctl->all &&
        dossier_history(ctl->desk->store, t, offset, ctl_language(ctl), &history) != 0) {
        json_decref(history);
        return -1;
    }
    if (ctl->json) {
        o = dossier_json(t, ctl->desk->plan, today_of(ctl));
        if (history != NULL)
            json_object_set(o, "history", history);
        json_decref(history);
        return ctl_print_json(o);
    }
    text = dossier_text(t, ctl->desk->plan, today_of(ctl), ctl_language(ctl));
    fputs(text, stdout);
    free(text);
    if (history != NULL) {
        text = dossier_history_text(history, ctl_language(ctl));
        fputs(text, stdout);
        free(text);
    }
    json_decref(history);
    return 0;
}

static int
show_list(struct ctl *ctl, const struct dossiers_told *all)
{
    json_t *list = json_array();

    for (size_t i = 0; i < all->n; i++) {
        const struct dossier_told *t = &all->v[i];
        char *name = candidate_say(&t->d, true),
             *stage = stage_say(t->d.stage, t->report, ctl_language(ctl)),
             *cell = ctl_cell(name, 34),
             *unit = ctl_cell(t->unit == NULL ? t->d.unit : unit_short(t->unit), 18);

        if (ctl->json)
            json_array_append_new(list, dossier_json(t, ctl->desk->plan, today_of(ctl)));
        else
            printf("%s  %s  %s  %s%s\n", t->d.code, unit, cell, stage,
                   t->d.listed ? "" : TELL(ctl, " (danh sách không còn tên)", " (the list names it no more)"));
        free(unit);
        free(cell);
        free(stage);
        free(name);
    }
    if (all->n == 0 && !ctl->json)
        puts(TELL(ctl, "Sổ chưa có hồ sơ nào.", "The docket has no dossier yet."));
    return ctl_print_list(ctl, list);
}

int
ctl_dossier(struct ctl *ctl)
{
    const char *what = ctl->argc > 0 ? ctl->argv[0] : NULL;
    const struct report *r = what == NULL ? NULL : plan_report(ctl->desk->plan, what);
    struct dossiers_told all = {0};
    struct dossier d = {0};
    int rc;

    if (ctl_no_docket(ctl))
        return 0;
    if (what != NULL && r == NULL) {
        rc = dossier_by_code(ctl->desk->store, what, &d);
        if (rc == 1)
            fprintf(stderr,
                    "docketctl: there is no dossier \"%s\", and no such report in the plan\n",
                    what);
        if (rc == 0)
            rc = dossier_look(ctl->desk->store, ctl->desk->plan, &d, ARRAY_MORE(all.v, all.n));
        if (rc == 0)
            rc = show_one(ctl, &all.v[0]);
    } else {
        rc = dossier_load(ctl->desk->store, ctl->desk->plan, what,
                          ctl->argc > 1 ? ctl->argv[1] : NULL, NULL, &all);
        if (rc == 0)
            rc = show_list(ctl, &all);
    }
    dossiers_told_clear(&all);
    return rc == 0 ? 0 : 1;
}
