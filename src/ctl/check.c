/* check, verify, form, options. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
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

/* 1 where it is not in order. */
static int
say(const struct ctl *ctl, const char *vi, const char *en, int rc, char *cause)
{
    char *what = text_pad(TELL(ctl, vi, en), 14);

    printf("%s %s\n", what,
           rc == 0         ? TELL(ctl, "ổn", "in order")
           : cause != NULL ? cause
                           : TELL(ctl, "chưa ổn; xem các dòng trên", "not in order; see the lines above"));
    free(what);
    free(cause);
    return rc == 0 ? 0 : 1;
}

/* With what it means and what to do, where that is known. */
static char *
explained(const struct ctl *ctl, char *cause)
{
    char *said = cause != NULL ? trouble_say(cause, ctl_english(ctl)) : NULL;

    free(cause);
    return said;
}

/* Why a folder cannot be selected; where it is absent, with the names of those that there are. */
static void
no_folder(const struct ctl *ctl, const char *option, const char *name, bool absent, const char *why,
          const struct imap_boxes *boxes, char **cause)
{
    char *names = absent ? imap_folder_names(boxes, ctl_english(ctl)) : NULL;

    if (absent)
        cause_set(cause, TELL(ctl, "%skhông có thư mục \"%s\"; đang có: %s",
                              "%sthere is no folder \"%s\"; there are: %s"), option, name, names);
    else
        cause_set(cause, "%s", why);
    free(names);
}

/* One folder; its absence with the names of those that there are. */
static int
check_folder(const struct ctl *ctl, struct imap *imap, const char *name, struct imap_boxes *boxes,
             char **cause)
{
    const struct mailbox_settings *m = &ctl->desk->settings->mailbox;
    const char *keyword = m->mark == MARK_KEYWORD ? m->keyword : NULL;
    struct imap_folder folder;
    bool absent = false;
    char *why = NULL;
    int rc = imap_select_found(imap, name, keyword, boxes, &folder, &absent, &why);

    if (rc == 0 && keyword != NULL && !folder.keeps)
        printf(TELL(ctl, "%-14s chú ý: thư mục %s không giữ nhãn: chỉ sổ biết thư nào đã đọc\n",
                    "%-14s note: the folder %s keeps no keywords: the docket alone will know what was read\n"),
               "IMAP", name);
    if (rc != 0)
        no_folder(ctl, "", name, rc == 1 && absent, why, boxes, cause);
    free(why);
    return rc == 0 ? 0 : -1;
}

/* Only by its own name: what is read is moved there blindly. */
static int
check_move(const struct ctl *ctl, struct imap *imap, struct imap_boxes *boxes, char **cause)
{
    const struct mailbox_settings *m = &ctl->desk->settings->mailbox;
    struct imap_folder folder;
    char *why = NULL;
    int rc = imap_select(imap, m->move_to, NULL, &folder, &why);

    if (rc != 0)
        no_folder(ctl, "mailbox.move_to: ", m->move_to,
                  rc == 1 && (boxes->n > 0 || imap_list_folders(imap, boxes, NULL) == 0), why, boxes,
                  cause);
    free(why);
    return rc == 0 ? 0 : -1;
}

static int
check_imap(const struct ctl *ctl)
{
    const struct mailbox_settings *m = &ctl->desk->settings->mailbox;
    struct imap_boxes boxes = {0};
    char *cause = NULL;
    struct imap *imap =
        peer_way(&m->server, false, &cause) == 0 ? imap_open(&m->server, &cause) : NULL;
    int rc = imap == NULL ? -1 : 0;

    for (size_t i = 0; rc == 0 && i < m->folders.n; i++)
        rc = check_folder(ctl, imap, m->folders.v[i], &boxes, &cause);
    if (rc == 0 && m->mark == MARK_MOVE && !imap_can_move(imap))
        rc = cause_set(
            &cause, "%s",
            TELL(ctl, "máy chủ không có lệnh MOVE; đặt mailbox.mark là \"keyword\" hoặc \"seen\"",
                 "the server does not offer MOVE; set mailbox.mark to \"keyword\" or \"seen\""));
    if (rc == 0 && m->mark == MARK_MOVE)
        rc = check_move(ctl, imap, &boxes, &cause);
    imap_boxes_free(&boxes);
    imap_close(imap);
    return say(ctl, "IMAP", "IMAP", rc, explained(ctl, cause));
}

static int
check_smtp(const struct ctl *ctl)
{
    const struct server *server = &ctl->desk->settings->sending.server;
    char *cause = NULL;
    struct smtp *smtp =
        peer_way(server, true, &cause) == 0 ? smtp_new(server, &cause) : NULL;
    int rc = smtp == NULL ? -1 : smtp_check(smtp, &cause);

    smtp_free(smtp);
    return say(ctl, "SMTP", "SMTP", rc, explained(ctl, cause));
}

static int
verify(const struct ctl *ctl)
{
    struct store *store = ctl->desk->store;
    struct problems problems = {0};
    int64_t purged = 0;
    int rc = store_verify(store, &problems);

    if (purge_count(store, &purged) == 0 && purged > 0)
        printf(
            TELL(
                ctl,
                "kho thư        bản gốc của %lld thư đã được xóa vì quá hạn lưu; những gì đọc được từ chúng vẫn còn\n",
                "archive        originals of %lld mails were removed past the retention; what was read of them is there\n"),
            (long long)purged);
    problems_print(&problems, stdout);
    if (problems.n > 0)
        rc = -1;
    problems_free(&problems);
    return say(ctl, "sổ", "docket", rc, NULL);
}

int
ctl_verify(struct ctl *ctl)
{
    if (ctl_no_docket(ctl))
        return 0;
    return verify(ctl);
}

static int
check_holds(const struct ctl *ctl)
{
    const struct desk *desk = ctl->desk;
    struct strings holds = {0};
    int rc = holds_say(desk->store, desk->plan, desk->settings, clock_now(), ctl_language(ctl),
                       &holds);

    for (size_t i = 0; i < holds.n; i++)
        printf(TELL(ctl, "nhắc           đang dừng: %s\n", "reminders      stopped: %s\n"), holds.v[i]);
    strings_free(&holds);
    return rc == 0 ? 0 : 1;
}

int
ctl_check(struct ctl *ctl)
{
    const struct settings *s = ctl->desk->settings;
    int rc = say(ctl, "cấu hình", "configuration", 0, NULL);     /* it was read, or we would not be here */

    settings_notes(s, ctl_english(ctl), stdout);
    plan_notes(ctl->desk->plan, moment_of(clock_now(), s->office.utc_offset).date, ctl_english(ctl),
               stdout);
    rc |= verify(ctl);
    rc |= check_holds(ctl);
    rc |= check_imap(ctl);
    rc |= check_smtp(ctl);
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
    const struct report *report;
    const struct unit *unit = plan_unit(plan, code);
    struct round round;
    char *cause = NULL;
    int rc = -1;

    if (ctl->output == NULL || strlen(ctl->output) < 5 || strcmp(ctl->output + strlen(ctl->output) - 5, ".xlsx") != 0) {
        fputs("docketctl: form needs -o FILE.xlsx\n", stderr);
        return 2;
    }
    if ((report = ctl_report(ctl, ctl->argv[0])) == NULL)
        return 1;
    else if (unit == NULL)
        cause_set(&cause, "the plan has no unit \"%s\"; docketctl plan export lists them", code);
    else if (report->form == NULL)
        cause_set(&cause, "the report %s has no form", report->code);
    else if (!round_of(ctl->desk, report, period, &round))
        cause_set(&cause, "the report %s has no period \"%s\"; docketctl calendar lists them",
                  report->code, period == NULL ? "that is due next" : period);
    else
        rc = form_write(plan, round.report, round.period, unit, NULL, ctl->output, &cause);
    if (rc == 0)
        printf("%s: %s %s\n", ctl->output, round.report->code, round.period);
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
