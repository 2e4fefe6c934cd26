/* Letters about dossiers: to the unit, to the officers. */
#include "dossier_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/calendar/calendar.h"
#include "office/post/notice.h"
#include "office/post/post.h"
#include "office/post/reach.h"

static struct letter_facts
facts_of(const struct dossier_told *t, struct dossiers_told *one)
{
    *one = (struct dossiers_told){ .v = (struct dossier_told *)t, .n = 1 };
    return (struct letter_facts){ .unit = t->unit,
                                  .report = t->report,
                                  .period = t->d.period,
                                  .known_sender = true,
                                  .dossiers = one };
}

int
dossier_letter(struct desk *desk, const char *letter, struct dossier_told *t, const char *to,
               const char *reason, const char *words, instant now)
{
    struct dossiers_told one;
    struct strings lines = {0};
    struct posting p = {
        .letter = letter, .reason = reason, .priority = PRIORITY_ANSWER, .facts = facts_of(t, &one)
    };
    char *reached = NULL;
    int rc = 0;

    if (to == NULL && t->unit != NULL)
        rc = reach_unit(desk, t->unit, now, &reached);
    p.to = to != NULL ? to : reached;
    if (words != NULL)
        strings_add(&lines, words);
    p.facts.lines = &lines;
    p.facts.cure = t->wanting > 0 && t->d.until != INSTANT_NONE ? t->d.until : 0;
    if (rc == 0 && p.to != NULL)
        rc = post_letter(desk, &p, now);
    else if (rc == 0)
        log_notice("%s: its unit has no address, letter \"%s\" is not written", t->d.code, letter);
    strings_free(&lines);
    free(reached);
    return rc;
}

int
dossier_ask_officers(struct desk *desk, struct dossiers_told *told, const char *reason,
                     const char *code, int64_t message, instant now)
{
    struct posting p = { .letter = "dossier-asks",
                         .reason = reason,
                         .priority = PRIORITY_ANSWER,
                         .message = message,
                         .facts = { .known_sender = true, .code = code, .dossiers = told } };

    if (told->n > 0) {
        p.facts.unit = told->v[0].unit;
        p.facts.report = told->v[0].report;
        p.facts.period = told->v[0].d.period;
    }
    return notice_capped(desk, ROLE_OFFICER, &p, now);
}

int
dossier_notice(struct desk *desk, struct dossiers_told *told, const char *code, int64_t message,
               instant now)
{
    bool needed = told->nasks > 0;
    char *reason;
    int rc;

    for (size_t i = 0; i < told->n; i++)
        needed = needed || (told->v[i].wanting == 0 && told->v[i].d.code != NULL);
    if (!needed)
        return 0;
    reason = xasprintf("dossier-asks:%s", code);
    rc = dossier_ask_officers(desk, told, reason, code, message, now);
    free(reason);
    return rc;
}

/* ---- the day that was set ------------------------------------------------------------ */

/* Each is put before the officers once, and again after so many working days. */
int
dossier_tick(struct desk *desk, instant now)
{
    struct dossier *rows = NULL;
    struct dossiers_told due = {0};
    size_t n = 0;
    char day[11];
    int rc = dossier_due(desk->store, now, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct dossier_told t;

        rc = dossier_look(desk->store, desk->plan, &rows[i], &t);
        if (rc != 0 || t.report == NULL) {
            dossier_told_clear(&t);
            continue;
        }
        t.d.until = calendar_cure(desk->plan, desk->settings, now, INSTANT_NONE);
        rc = dossier_put(desk->store, &t.d);
        *ARRAY_MORE(due.v, due.n) = t;
    }
    if (rc == 0 && due.n > 0) {
        char *reason;

        date_write(moment_of(now, desk->settings->office.utc_offset).date, day);
        reason = xasprintf("dossier-due:%s", day);
        rc = journal_add(desk->store, now, "calendar", "dossiers", day, NULL);
        if (rc == 0)
            rc = dossier_ask_officers(desk, &due, reason, NULL, 0, now);
        free(reason);
    }
    dossiers_told_clear(&due);
    dossiers_free(rows, n);
    return rc;
}
