/* docketd: the daemon's main. See docketd(8). */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "config/config.h"
#include "daemon/loops.h"
#include "office/desk/fixed_clock.h"

static const char usage[] =
    "usage: docketd [-nv] [-c FILE] [--once] [--now TIME]\n"
    "  -c FILE     configuration (default " DOCKETD_ETC "/docketd.conf)\n"
    "  -n          check the configuration and exit\n"
    "  --once      drain the mailbox, tick the calendar, flush the outbox, exit\n"
    "  --now TIME  let the clock stand at TIME (2023-06-09T16:00, office time)\n"
    "  -v          say more; twice: debug\n";

struct arguments {
    const char *conf, *now;
    bool check, once;
    int verbose;
};

static bool
parse(int argc, char **argv, struct arguments *a)
{
    static const struct option options[] = {
        { "once", no_argument, NULL, 'o' },       { "now", required_argument, NULL, 't' },
        { "help", no_argument, NULL, 'h' },       { "version", no_argument, NULL, 'V' },
        { "config", required_argument, NULL, 'c' }, { NULL, 0, NULL, 0 },
    };
    int c;

    while ((c = getopt_long(argc, argv, "c:nvhV", options, NULL)) != -1) {
        switch (c) {
        case 'c': a->conf = optarg; break;
        case 'n': a->check = true; break;
        case 'o': a->once = true; break;
        case 't': a->now = optarg; break;
        case 'v': a->verbose++; break;
        case 'h': fputs(usage, stdout); exit(0);
        case 'V': puts("docketd " DOCKETD_VERSION); exit(0);
        default: return false;
        }
    }
    return optind == argc;
}

int
main(int argc, char **argv)
{
    struct arguments a = { .conf = DOCKETD_ETC "/docketd.conf" };
    struct problems problems = {0};
    struct desk *desk;
    char *cause = NULL, *codes;
    int rc = 1;

    log_open("docketd");
    if (!parse(argc, argv, &a)) {
        fputs(usage, stderr);
        return 2;
    }
    log_verbosity(a.verbose > 1    ? LOG_LEVEL_DEBUG
                  : a.verbose == 1 ? LOG_LEVEL_INFO
                                   : LOG_LEVEL_NOTICE);
    umask(077);
    setenv("TZ", "UTC0", 1);            /* the office's zone is in its configuration; libraries need not look for another */
    desk = desk_load(a.conf, &problems);
    if (desk == NULL)
        goto out;
    if (a.check) {
        codes = plan_codes(desk->plan);
        printf("%s: in order: %zu units, %zu reports, plan%s %s\n", a.conf, desk->plan->nunits,
               desk->plan->nreports, desk->plan->nothers > 0 ? "s" : "", codes);
        free(codes);
        settings_notes(desk->settings, true, stdout);
        plan_notes(desk->plan, moment_of(clock_now(), desk->settings->office.utc_offset).date, true,
                   stdout);
        plans_notes(desk->plan, true, stdout);
        rc = 0;
        goto out;
    }
    if (a.now != NULL && !fixed_clock(desk, a.now)) {
        rc = 2;
        goto out;
    }
    if (desk_secrets(desk, true, &problems) != 0)
        goto out;
    if (desk_lock(desk, &cause) != 0) {
        log_error("%s", cause);
        goto out;
    }
    if (a.once) {
        rc = supervisor_once(desk);
    } else {
        rc = supervisor_run(desk, a.conf);
        desk = NULL;
    }
out:
    free(cause);
    desk_refuse(&problems);
    problems_free(&problems);
    desk_free(desk);
    return rc;
}
