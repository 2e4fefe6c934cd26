/* check, verify, form, options. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/config.h"
#include "core/calendar/calendar.h"
#include "ctl/ctl.h"
#include "mail/imap.h"
#include "mail/peer.h"
#include "mail/smtp.h"
#include "model/trouble.h"
#include "report/form.h"
#include "report/holds.h"
#include "store/purge.h"

static int
say(const char *what, int rc, char *cause)
{
    printf("%-14s %s\n", what,
           rc == 0         ? "in order"
           : cause != NULL ? cause
                           : "not in order; see the lines above");
    free(cause);
    return rc == 0 ? 0 : 1;
}

/* With what it means and what to do, where that is known. */
static char *
explained(char *cause)
{
    char *said = cause != NULL ? trouble_say(cause, false) : NULL;

    free(cause);
    return said;
}

/* One folder; its absence with the names of those that there are. */
static int
check_folder(struct imap *imap, const struct mailbox_settings *m, const char *name,
             struct imap_boxes *boxes, char **cause)
{
    const char *keyword = m->mark == MARK_KEYWORD ? m->keyword : NULL;
    struct imap_folder folder;
    bool absent = false;
    char *why = NULL, *names;
    int rc = imap_select_found(imap, name, keyword, boxes, &folder, &absent, &why);

    if (rc == 0 && keyword != NULL && !folder.keeps)
        printf(
            "%-14s note: the folder %s keeps no keywords: the docket alone will know what was read\n",
            "IMAP", name);
    if (rc == 1 && absent) {
        names = imap_folder_names(boxes, true);
        cause_set(cause, "there is no folder \"%s\"; there are: %s", name, names);
        free(names);
    } else if (rc != 0) {
        cause_set(cause, "%s", why);
    }
    free(why);
    return rc == 0 ? 0 : -1;
}

/* Only by its own name: what is read is moved there blindly. */
static int
check_move(struct imap *imap, const struct mailbox_settings *m, struct imap_boxes *boxes,
           char **cause)
{
    struct imap_folder folder;
    char *why = NULL, *names;
    int rc = imap_select(imap, m->move_to, NULL, &folder, &why);

    if (rc == 1 && (boxes->n > 0 || imap_list_folders(imap, boxes, NULL) == 0)) {
        names = imap_folder_names(boxes, true);
        cause_set(cause, "mailbox.move_to: there is no folder \"%s\"; there are: %s", m->move_to,
                  names);
        free(names);
    } else if (rc != 0) {
        cause_set(cause, "%s", why);
    }
    free(why);
    return rc == 0 ? 0 : -1;
}

static int
check_imap(struct desk *desk)
{
    const struct mailbox_settings *m = &desk->settings->mailbox;
    struct imap_boxes boxes = {0};
    char *cause = NULL;
    struct imap *imap =
        peer_way(&m->server, false, &cause) == 0 ? imap_open(&m->server, &cause) : NULL;
    int rc = imap == NULL ? -1 : 0;

    for (size_t i = 0; rc == 0 && i < m->folders.n; i++)
        rc = check_folder(imap, m, m->folders.v[i], &boxes, &cause);
    if (rc == 0 && m->mark == MARK_MOVE && !imap_can_move(imap))
        rc = cause_set(
            &cause, "the server does not offer MOVE; set mailbox.mark to \"keyword\" or \"seen\"");
    if (rc == 0 && m->mark == MARK_MOVE)
        rc = check_move(imap, m, &boxes, &cause);
    imap_boxes_free(&boxes);
    imap_close(imap);
    return say("IMAP", rc, explained(cause));
}

static int
check_smtp(struct desk *desk)
{
    const struct server *server = &desk->settings->sending.server;
    char *cause = NULL;
    struct smtp *smtp =
        peer_way(server, true, &cause) == 0 ? smtp_new(server, &cause) : NULL;
    int rc = smtp == NULL ? -1 : smtp_check(smtp, &cause);

    smtp_free(smtp);
    return say("SMTP", rc, explained(cause));
}

static int
verify(struct desk *desk)
{
    struct problems problems = {0};
    int64_t purged = 0;
    int rc = store_verify(desk->store, &problems);

    if (purge_count(desk->store, &purged) == 0 && purged > 0)
        printf("%-14s originals of %lld mails were removed past the retention; what was read of them is there\n", "archive",
               (long long)purged);

    problems_print(&problems, stdout);
    if (problems.n > 0)
        rc = -1;
    problems_free(&problems);
    return say("docket", rc, NULL);
}

int
ctl_verify(struct ctl *ctl)
{
    if (ctl_no_docket(ctl))
        return 0;
    return verify(ctl->desk);
}

static int
check_holds(struct desk *desk)
{
    struct strings holds = {0};
    int rc = holds_say(desk->store, desk->plan, desk->settings, clock_now(), "en", &holds);

    for (size_t i = 0; i < holds.n; i++)
        printf("%-14s stopped: %s\n", "reminders", holds.v[i]);
    strings_free(&holds);
    return rc == 0 ? 0 : 1;
}

int
ctl_check(struct ctl *ctl)
{
    int rc = say("configuration", 0, NULL);     /* it was read, or we would not be here */

    settings_notes(ctl->desk->settings, stdout);
    plan_notes(ctl->desk->plan, moment_of(clock_now(), ctl->desk->settings->office.utc_offset).date,
               stdout);
    rc |= verify(ctl->desk);
    rc |= check_holds(ctl->desk);
    rc |= check_imap(ctl->desk);
    rc |= check_smtp(ctl->desk);
    return rc;
}

/* A period that is not written is the one that is due next. */
static bool
round_of(const struct desk *desk, const struct report *report, const char *period,
         struct round *out)
{
    int offset = desk->settings->office.utc_offset;
    struct date today = moment_of(clock_now(), offset).date;
    struct round *rounds;
    size_t n = 0;
    bool found;

    if (period != NULL)
        return calendar_round(desk->plan, report, period, offset, out);
    rounds = calendar_rounds(desk->plan, report, date_add(today, 1), date_add(today, 800), offset,
                             &n);
    if ((found = n > 0))
        *out = rounds[0];
    free(rounds);
    return found;
}

int
ctl_form(struct ctl *ctl)
{
    const struct plan *plan = ctl->desk->plan;
    const char *period = ctl->argc > 2 ? ctl->argv[1] : NULL, *code = ctl->argv[ctl->argc - 1];
    const struct report *report = plan_report(plan, ctl->argv[0]);
    const struct unit *unit = plan_unit(plan, code);
    struct round round;
    char *cause = NULL;
    int rc = -1;

    if (ctl->output == NULL || strlen(ctl->output) < 5 || strcmp(ctl->output + strlen(ctl->output) - 5, ".xlsx") != 0)
        cause_set(&cause, "say where to write it: -o FILE.xlsx");
    else if (report == NULL)
        cause_set(&cause, "the plan has no report \"%s\"", ctl->argv[0]);
    else if (unit == NULL)
        cause_set(&cause, "the plan has no unit \"%s\"", code);
    else if (report->form == NULL)
        cause_set(&cause, "the report %s has no form", report->code);
    else if (!round_of(ctl->desk, report, period, &round))
        cause_set(&cause, "the report %s has no period \"%s\"; docketctl calendar lists them",
                  report->code, period == NULL ? "that is due next" : period);
    else
        rc = form_write(plan, round.report, round.period, unit, NULL, ctl->output, &cause);
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    return rc == 0 ? 0 : 1;
}

int
ctl_options(struct ctl *ctl)
{
    (void)ctl;
    settings_describe(stdout);
    return 0;
}
