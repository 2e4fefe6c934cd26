/* The commands of docketctl. Each is one row of the table in docketctl.c and
 * one function here; exit status 0 done, 1 not, 2 wrong usage. */
#ifndef DOCKETD_CTL_CTL_H
#define DOCKETD_CTL_CTL_H

#include <stdbool.h>
#include <stdio.h>

#include "core/calendar/words.h"
#include "office/desk/desk.h"

struct ctl_entry { const char *name, *operands, *help; };    /* a command, as its table tells it */

struct ctl {
    const struct ctl_entry *entries;    /* all of them */
    size_t nentries;
    struct desk *desk;
    const char *conf;           /* the configuration's path */
    int argc; /* operands only; of a command with options of its own: all its words, its name first */
    char **argv;
    bool json, all;
    const char *output;         /* -o FILE */
    const char *received;       /* --received TIME */
    const char *from, *to;      /* --from, --to */
    const char *as_of;          /* --as-of TIME */
    const char *scenario;
    bool rates;                 /* --rates */
    bool tracking;              /* --tracking */
    const char *status;         /* --status 03|06 */
    const char *as;             /* --as OFFICER */
    bool dry_run;
    bool public;                /* --public */
    bool device;                /* --device */
    const char *keep;           /* --keep N */
    int *opened;                /* operands that root opened, -errno where it could not; NULL: not yet */
    char *place;                /* where files are made that root carries on; NULL: where they are asked for */
    bool no_docket;             /* the daemon has not run: what the plan asks for is owed by nobody yet */
};

int ctl_status(struct ctl *);
int ctl_todo(struct ctl *);
int ctl_show(struct ctl *);
int ctl_dossier(struct ctl *);
int ctl_import(struct ctl *);
int ctl_explain(struct ctl *);
int ctl_read(struct ctl *);
int ctl_board(struct ctl *);
int ctl_register(struct ctl *);
int ctl_export(struct ctl *);
int ctl_edxml(struct ctl *);
int ctl_outbox(struct ctl *);
int ctl_journal(struct ctl *);
int ctl_check(struct ctl *);
int ctl_verify(struct ctl *);
int ctl_rebuild(struct ctl *);
int ctl_form(struct ctl *);
int ctl_do(struct ctl *);
int ctl_upward(struct ctl *);
int ctl_orders(struct ctl *);
int ctl_options(struct ctl *);
int ctl_calendar(struct ctl *);
int ctl_plan(struct ctl *);
int ctl_simulate(struct ctl *);
#define CTL_UNKNOWN 3           /* exit status of doctor: it could not look */
int ctl_doctor(struct ctl *);
int ctl_backup(struct ctl *);
int ctl_purge(struct ctl *);
int ctl_restore(struct ctl *);
int ctl_setup(struct ctl *);
int ctl_login(struct ctl *);
int ctl_help(struct ctl *);
int ctl_completion(struct ctl *);

struct buf;
void ctl_setup_options(struct buf *);           /* appends " --address ..." */

/* An operand, opened for reading: a descriptor of the caller's, or -1 with errno. */
int ctl_open(struct ctl *, int operand);
/* Where the file (or folder) asked for at path is to be made; the caller frees. */
char *ctl_place(const struct ctl *, const char *path);

/* What a person reads is in the office's first language. */
const char *ctl_language(const struct ctl *);
bool ctl_english(const struct ctl *);

/* Of the plan; NULL: there is none, which was said with those that there are. */
const struct report *ctl_report(const struct ctl *, const char *code);
#define TELL(ctl, vi, en) EITHER(ctl_language(ctl), vi, en)

/* Says so where there is no docket ("[]" to programs), and nothing else. */
bool ctl_no_docket(const struct ctl *);

/* The newest whole backup in a folder, or the folder itself if it is one; owned; NULL. */
char *ctl_backup_newest(const char *folder);
/* Docket and archive of a state folder or of a backup: in order, and every mail is there. */
int ctl_copy_verify(const char *folder, char **cause);

/* Prints a JSON value (and drops the reference). */
struct json_t;
int ctl_print_json(struct json_t *);
int ctl_print_list(const struct ctl *, struct json_t *);       /* with --json; else it is dropped */
/* Text from a mail, safe for a terminal: cleaned, padded to columns (0: as long as it is). */
char *ctl_cell(const char *text, size_t columns);
struct findings;
void ctl_print_findings(const struct ctl *, const struct findings *);       /* a line each, as the next */
struct evidences;
void ctl_print_evidences(const struct evidences *);     /* a line each */
#define CTL_TIME 64
/* What keeps letters back now, if anything does: an officer or a restore, the channel, a limit. */
int ctl_sending(struct ctl *);
void ctl_time(instant t, int utc_offset,
              char out[static CTL_TIME]); /* "09:30 07/06/2023", "-" for none */

#endif
