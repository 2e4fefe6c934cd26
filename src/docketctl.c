/* docketctl: the shell of the same office. See docketctl(1). */
#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "ctl/ctl.h"
#include "ctl/hand.h"
#include "office/desk/fixed_clock.h"
#include "office/remind/obligations.h"

enum need { NEED_WORDS, NEED_NOTHING, NEED_PLAN, NEED_READ, NEED_WRITE, NEED_SERVERS, NEED_LOGIN };

static const struct command {
    const char *name, *operands, *help;
    int least, most;
    enum need need;
    int (*run)(struct ctl *);
} commands[] = {
    { "status", "[REPORT [PERIOD]] [--rates] [--as-of TIME] [--json]", "what is owed, what came, what is late; now or at an earlier instant", 0, 2, NEED_READ, ctl_status },
    { "todo", "[--json]", "everything that waits for an officer, the oldest first", 0, 0, NEED_READ, ctl_todo },
    { "show", "CODE [--json]", "all of one mail: sender, files, findings, evidence, history", 1, 1, NEED_READ, ctl_show },
    { "dossier", "[CODE | REPORT [PERIOD]] [--all] [--json]", "one dossier part by part, or how far all are; --all: with its history", 0, 2, NEED_READ, ctl_dossier },
    { "read", "CODE", "what the reader finds in a kept mail, as JSON", 1, 1, NEED_READ, ctl_read },
    { "explain", "FILE.eml [--received TIME] [--json]", "what would be decided about a mail, and why", 1, 1, NEED_READ, ctl_explain },
    { "import", "FILE.eml... [--received TIME]", "take mails from files as if they had come by IMAP", 1, 10000, NEED_WRITE, ctl_import },
    { "board", "-o FOLDER [--public]", "write the board's pages into a folder", 0, 0, NEED_READ, ctl_board },
    { "register", "[YEAR | --from DATE --to DATE] [--tracking] -o FILE", "register of incoming documents and tracking book, as .xlsx or .csv", 0, 1,
      NEED_READ, ctl_register },
    { "export", "[REPORT [PERIOD]] --json [-o FILE]", "what the docket knows of its reports, for other programs", 0, 2, NEED_READ, ctl_export },
    { "edxml", "CODE [--status 03|06] -o FILE", "a mail's document, or what became of it, as edXML", 1, 1, NEED_READ, ctl_edxml },
    { "outbox", "[--all] [--json]", "letters that wait, failed or (all) were sent", 0, 0, NEED_READ, ctl_outbox },
    { "journal", "[SUBJECT] [--json]", "every decision and who made it", 0, 1, NEED_READ, ctl_journal },
    { "do", "'LINE' --as OFFICER [--dry-run] [--json] [-o FILE]", "carry out an officer's order, as by mail; TRỢ GIÚP lists them", 1, 1,
      NEED_WRITE, ctl_do },
    { "upward", "REPORT PERIOD --as OFFICER [--dry-run] [--json]", "send the consolidated report to the office above: the order GỬI CẤP TRÊN, to be confirmed by do", 2, 2,
      NEED_WRITE, ctl_upward },
    { "orders", "", "the language of officers' orders, as mdoc", 0, 0, NEED_NOTHING, ctl_orders },
    { "form", "REPORT [PERIOD] UNIT -o FILE.xlsx", "write the form of a report, prefilled for a unit; of the period that is due next", 2, 3, NEED_PLAN, ctl_form },
    { "calendar", "[YEAR] [--json]", "deadlines of a year, the working days before them, the days of reminders", 0, 1, NEED_PLAN, ctl_calendar },
    { "plan", "check|show|diff|new|import|export [FILE ...] [-o FILE] [--json]",
      "look at a plan before it is used: what is wrong, what it says and does not, what a new one changes; its units as a table", 1, 17,
      NEED_NOTHING, ctl_plan },
    { "simulate", "--from DATE --to DATE [--scenario FILE] [--json]", "play a time through: what would be sent to whom and when; changes nothing", 0, 0, NEED_PLAN, ctl_simulate },
    { "check", "", "configuration, docket, IMAP and SMTP login", 0, 0, NEED_SERVERS, ctl_check },
    { "verify", "", "prove the journal's chain and the docket's invariants", 0, 0, NEED_READ, ctl_verify },
    { "rebuild", "[-o FOLDER]", "make the docket again from archive and journal, and say where the two differ", 0, 0, NEED_READ, ctl_rebuild },
    { "doctor", "[--json]", "is it alive, and what is to be done: 0 all is well, 1 look, 2 act, 3 it could not be seen", 0, 0, NEED_READ, ctl_doctor },
    { "backup", "DIR [--keep N]", "copy docket and archive into a new folder of DIR while the daemon runs; of older ones keep N", 1, 1, NEED_READ, ctl_backup },
    { "purge", "[--dry-run]", "remove originals past the retention that nobody needs any more, each with a journal entry", 0, 0, NEED_WRITE, ctl_purge },
    { "restore", "DIR", "put the newest backup in DIR, or the backup DIR itself, where no docket is; sending is then paused", 1, 1, NEED_PLAN, ctl_restore },
    { "setup", "[--language vi|en] [--unattended] [--dry-run] [--no-test] [--ANSWER TEXT ...]",
      "ask what the configuration needs, try each answer, write the file", 0, 0, NEED_WORDS, ctl_setup },
    { "login", "[--device]", "log in by OAuth 2.0: get the tokens that the servers of docketd.conf ask for", 0, 0, NEED_LOGIN, ctl_login },
    { "help", "[COMMAND | orders [vi|en]]", "the commands, one of them, or what officers may order", 0, 2, NEED_NOTHING, ctl_help },
    { "completion", "bash|zsh", "completion for a shell, from this table", 1, 1, NEED_NOTHING, ctl_completion },
    { "options", "", "the options of docketd.conf, as mdoc", 0, 0, NEED_NOTHING, ctl_options },
};

static int
usage(FILE *out)
{
    fputs("usage: docketctl [-c FILE] [--now TIME] COMMAND [OPERAND ...]\n\n", out);
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        fprintf(out, "  %s %s\n        %s\n", commands[i].name, commands[i].operands,
                commands[i].help);
    return out == stdout ? 0 : 2;
}

static const struct command *
find(const char *name)
{
    for (size_t i = 0; name != NULL && i < ARRAY_LEN(commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* An option that the command's own line does not name would be ignored, so it
 * is refused; NULL: there is none. */
static const char *
stray(const struct command *command, const struct ctl *ctl)
{
    const struct { bool given; const char *name; } options[] = {
        { ctl->json, "--json" },              { ctl->all, "--all" },         { ctl->output != NULL, "-o" },
        { ctl->received != NULL, "--received" }, { ctl->from != NULL, "--from" }, { ctl->to != NULL, "--to" },
        { ctl->scenario != NULL, "--scenario" }, { ctl->as != NULL, "--as" },  { ctl->dry_run, "--dry-run" },
        { ctl->public, "--public" },         { ctl->device, "--device" },
        { ctl->rates, "--rates" },           { ctl->tracking, "--tracking" },     { ctl->status != NULL, "--status" },
        { ctl->as_of != NULL, "--as-of" },   { ctl->keep != NULL, "--keep" },
    };

    for (size_t i = 0; i < ARRAY_LEN(options); i++)
        if (options[i].given && strstr(command->operands, options[i].name) == NULL)
            return options[i].name;
    return NULL;
}

/* Up to the first word that is no option ("+"), or all of them. */
static bool
parse(int argc, char **argv, const char *how, struct ctl *ctl, const char **now)
{
    static const struct option options[] = {
        { "config", required_argument, NULL, 'c' },   { "now", required_argument, NULL, 'n' },
        { "json", no_argument, NULL, 'j' },           { "all", no_argument, NULL, 'a' },
        { "output", required_argument, NULL, 'o' },   { "received", required_argument, NULL, 'r' },
        { "from", required_argument, NULL, 'f' },     { "to", required_argument, NULL, 't' },
        { "scenario", required_argument, NULL, 's' }, { "as", required_argument, NULL, 'A' },
        { "dry-run", no_argument, NULL, 'd' },        { "help", no_argument, NULL, 'h' },
        { "public", no_argument, NULL, 'p' },         { "device", no_argument, NULL, 'D' },
        { "rates", no_argument, NULL, 'R' },
        { "as-of", required_argument, NULL, 'O' },    { "tracking", no_argument, NULL, 'T' },
        { "status", required_argument, NULL, 'S' },
        { "keep", required_argument, NULL, 'k' },
        { "version", no_argument, NULL, 'V' },        { NULL, 0, NULL, 0 },
    };
    int c;

    while ((c = getopt_long(argc, argv, how, options, NULL)) != -1) {
        switch (c) {
        case 'c': ctl->conf = optarg; break;
        case 'n': *now = optarg; break;
        case 'j': ctl->json = true; break;
        case 'a': ctl->all = true; break;
        case 'o': ctl->output = optarg; break;
        case 'r': ctl->received = optarg; break;
        case 'f': ctl->from = optarg; break;
        case 't': ctl->to = optarg; break;
        case 's': ctl->scenario = optarg; break;
        case 'A': ctl->as = optarg; break;
        case 'd': ctl->dry_run = true; break;
        case 'p': ctl->public = true; break;
        case 'D': ctl->device = true; break;
        case 'R': ctl->rates = true; break;
        case 'T': ctl->tracking = true; break;
        case 'S': ctl->status = optarg; break;
        case 'O': ctl->as_of = optarg; break;
        case 'k': ctl->keep = optarg; break;
        case 'h': exit(usage(stdout));
        case 'V': puts("docketctl " DOCKETD_VERSION); exit(0);
        default: return false;
        }
    }
    ctl->argc = argc - optind;
    ctl->argv = argv + optind;
    return true;
}

/* Who only looks need not wait for the daemon's first run. */
static enum store_mode
mode_of(const struct command *command, const struct settings *s)
{
    char *path = xasprintf("%s/docket.db", s->state);
    bool none = access(path, F_OK) != 0 && errno == ENOENT;

    free(path);
    return command->need >= NEED_WRITE ? STORE_WRITE : none ? STORE_NOWHERE : STORE_READ;
}

/* What the plan asks for stands in the docket also before the daemon's first
 * run; a docket that is only read stays as it is. */
static int
open_docket(struct desk *desk, enum store_mode mode, char **cause)
{
    int rc;

    if (desk_open(desk, mode, cause) != 0)
        return -1;
    if (mode == STORE_READ)
        return 0;
    if (store_begin(desk->store) != 0)
        return cause_set(cause, "the docket could not be written; see the line above");
    rc = obligations_keep(desk, clock_now());
    if (rc == 0)
        rc = store_commit(desk->store);
    if (rc != 0) {
        store_rollback(desk->store);
        cause_set(cause, "the docket could not be written; see the line above");
    }
    return rc;
}

/* A file of root's own may not be read or written once the user has changed. 0:
 * go on; 1: all is done, *status says how it ended; -1 and *cause. */
static int
become_owner(const struct command *command, struct ctl *ctl, int *status, char **cause)
{
    struct stat st;
    int rc = 0;

    if (command->need < NEED_READ || !desk_of_another(ctl->desk, &st))
        return 0;
    if (strncmp(command->operands, "FILE", 4) == 0)
        hand_open(ctl);
    if (strstr(command->operands, "-o ") != NULL)
        rc = hand_begin(ctl, st.st_uid, command->run == ctl_rebuild, status, cause);
    if (rc != 0)
        return rc;
    if (desk_become_owner(ctl->desk, cause) != 0)
        return -1;
    fprintf(stderr, "docketctl: working as uid %ld, the owner of %s\n", (long)geteuid(),
            ctl->desk->settings->state);
    return 0;
}

/* Somebody else's docket, and we are not root: said with whom to be. */
static bool
is_closed(const struct command *command, const struct ctl *ctl)
{
    const char *state = ctl->desk->settings->state;
    char *path = xasprintf("%s/docket.db", state);
    bool closed = command->need >= NEED_READ &&
                  access(path, command->need >= NEED_WRITE ? R_OK | W_OK : R_OK) != 0 &&
                  (errno == EACCES || errno == EROFS);
    struct stat st;
    const struct passwd *owner = closed && stat(state, &st) == 0 ? getpwuid(st.st_uid) : NULL;

    free(path);
    if (closed)
        fprintf(
            stderr,
            TELL(
                ctl,
                "docketctl: sổ ở %s là của tài khoản %s: chạy lệnh này bằng root (sudo) hoặc bằng tài khoản đó\n",
                "docketctl: the docket in %s belongs to %s: run this as root (sudo) or as that user\n"),
            state, owner != NULL ? owner->pw_name : "?");
    return closed;
}

static int
run(const struct command *command, struct ctl *ctl, const char *now)
{
    struct problems problems = {0};
    enum store_mode mode;
    char *cause = NULL;
    int rc = command->run == ctl_doctor ? CTL_UNKNOWN : 1, hand;

    if (command->need <= NEED_NOTHING)
        return command->run(ctl);
    ctl->desk = desk_load(ctl->conf, &problems);
    if (ctl->desk == NULL)
        goto out;
    if (now != NULL && !fixed_clock(ctl->desk, now)) {
        rc = 2;
        goto out;
    }
    if (is_closed(command, ctl))
        goto out;
    hand = become_owner(command, ctl, &rc, &cause);
    if (cause != NULL)
        log_error("%s", cause);
    if (hand != 0)
        goto out;
    if (command->need >= NEED_WRITE &&
        desk_secrets(ctl->desk, command->need >= NEED_SERVERS, &problems) != 0)
        goto out;
    if (command->need == NEED_READ)
        desk_secret_seen(ctl->desk);
    if (command->need == NEED_LOGIN) {
        rc = command->run(ctl);
        goto out;
    }
    mode = mode_of(command, ctl->desk->settings);
    ctl->no_docket = mode == STORE_NOWHERE;
    if (command->need >= NEED_READ && open_docket(ctl->desk, mode, &cause) != 0) {
        log_error("%s", cause);
        goto out;
    }
    rc = command->run(ctl);
out:
    desk_refuse(&problems);
    problems_free(&problems);
    free(cause);
    hand_end(ctl);
    desk_free(ctl->desk);
    return rc;
}

int
main(int argc, char **argv)
{
    const char *now = NULL;
    const struct command *command;
    struct ctl_entry entries[ARRAY_LEN(commands)];
    struct ctl ctl = { .entries = entries, .nentries = ARRAY_LEN(entries), .conf = DOCKETD_ETC "/docketd.conf" };

    for (size_t i = 0; i < ARRAY_LEN(entries); i++)
        entries[i] = (struct ctl_entry){ commands[i].name, commands[i].operands, commands[i].help };
    log_open("docketctl");
    log_to_person();
    log_verbosity(LOG_LEVEL_WARNING);
    umask(077);
    setenv("TZ", "UTC0", 1);            /* the office's zone is in its configuration; libraries need not look for another */
    if (!parse(argc, argv, "+c:o:hV", &ctl, &now) || ctl.argc == 0)
        return usage(stderr);
    command = find(ctl.argv[0]);
    if (command != NULL && command->need == NEED_WORDS)
        return command->run(&ctl);
    optind = 0;
    if (!parse(argc, argv, "c:o:hV", &ctl, &now))
        return usage(stderr);
    if (command == NULL) {
        fprintf(stderr, "docketctl: there is no command \"%s\"; docketctl --help lists them\n",
                ctl.argv[0]);
        return 2;
    }
    ctl.argc--;
    ctl.argv++;
    if (stray(command, &ctl) != NULL)
        fprintf(stderr, "docketctl: %s takes no %s\n", command->name, stray(command, &ctl));
    if (now != NULL && command->need == NEED_NOTHING) {
        fprintf(stderr, "docketctl: %s takes no --now\n", command->name);
        return 2;
    }
    if (stray(command, &ctl) != NULL || ctl.argc < command->least || ctl.argc > command->most) {
        fprintf(stderr, "usage: docketctl %s %s\n", command->name, command->operands);
        return 2;
    }
    return run(command, &ctl, now);
}
