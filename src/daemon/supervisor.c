/* The daemon's parent: forks the three loops and keeps them running. It
 * touches neither mail nor docket itself. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/kernel.h"
#include "base/log.h"
#include "base/mem.h"
#include "daemon/loops.h"
#include "daemon/status_line.h"
#include "fatal.h"
#include "office/desk/stop.h"
#include "office/remind/alarm.h"
#include "report/holds.h"

#define BACKOFF_FIRST 1                 /* seconds before a dead loop starts again ... */
#define BACKOFF_MOST 60
#define HOPELESS 16                     /* seconds of back-off: it ended five times in a row */
#define STEADY 60                       /* ... and how long it must live to be trusted again */
#define GRACE 30                        /* seconds a loop has to finish its step */

static volatile sig_atomic_t reload;

static int loop_intake(struct desk *desk) { return intake_run(desk, false); }
static int loop_calendar(struct desk *desk) { return calendar_run(desk, false, true); }
static int loop_courier(struct desk *desk) { return courier_run(desk, false, -1); }

static int loop_herald(struct desk *desk) { return herald_run(desk, false); }
static bool
has_chat(const struct desk *desk)
{
    return desk->settings->chat.urls.n > 0 || desk->settings->chat.bot != NULL;
}

static struct loop {
    const char *name;
    int (*run)(struct desk *);
    bool (*wanted)(const struct desk *);        /* NULL: always */
    pid_t pid;                          /* 0: not running */
    int64_t started, again;             /* monotonic ms */
    int backoff;
    bool told;                          /* the administrator, that it ends again and again */
} loops[] = {
    { .name = "intake", .run = loop_intake },
    { .name = "calendar", .run = loop_calendar },
    { .name = "courier", .run = loop_courier },
    { .name = "herald", .run = loop_herald, .wanted = has_chat },
};

static void
on_signal(int number)
{
    if (number == SIGHUP)
        reload = 1;
    else if (number != SIGCHLD)
        stop = 1;
}

static const int our_signals[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };

/* No SA_RESTART: a signal ends every wait, so that no loop sleeps through it. */
static void
signals(void)
{
    struct sigaction sa = { .sa_handler = on_signal };

    for (size_t i = 0; i < ARRAY_LEN(our_signals); i++)
        sigaction(our_signals[i], &sa, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* Held, they come in nothing but the supervisor's sleep, so that it never
 * sleeps on one that came before. */
static void
signals_hold(int how)
{
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < ARRAY_LEN(our_signals); i++)
        sigaddset(&set, our_signals[i]);
    sigprocmask(how, &set, NULL);
}

/* The child's whole life. It follows its parent into death, so that kill -9
 * of the daemon leaves no loop behind beside a new one. */
static _Noreturn void
loop_main(struct desk *desk, int (*run)(struct desk *), pid_t parent)
{
    char *cause = NULL;
    int rc;

    signals_hold(SIG_UNBLOCK);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    signal(SIGHUP, SIG_IGN);
    if (desk_open(desk, STORE_WRITE, &cause) != 0) {
        log_error("%s", cause);
        _exit(1);
    }
    rc = run(desk);
    desk_close(desk);
    _exit(rc == 0 ? 0 : 1);
}

static pid_t
loop_fork(struct desk *desk, int (*run)(struct desk *))
{
    pid_t parent = getpid(), pid = fork();

    if (pid == 0)
        loop_main(desk, run, parent);
    if (pid == -1)
        log_error("cannot fork: %s", strerror(errno));
    return pid;
}

static void
start_due(struct desk *desk)
{
    for (size_t i = 0; i < ARRAY_LEN(loops); i++) {
        struct loop *l = &loops[i];

        if (l->pid > 0 || clock_monotonic_ms() < l->again)
            continue;
        if (l->wanted != NULL && !l->wanted(desk)) {
            l->again =
                clock_monotonic_ms() + HOUR * INT64_C(1000); /* until another configuration */
            continue;
        }
        l->started = clock_monotonic_ms();
        l->again = l->started + BACKOFF_FIRST * 1000;
        l->pid = loop_fork(desk, l->run);
    }
}

static void
reap(void)
{
    pid_t pid;
    int status;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (size_t i = 0; i < ARRAY_LEN(loops); i++) {
            struct loop *l = &loops[i];
            bool steady = clock_monotonic_ms() - l->started > STEADY * 1000LL;

            if (l->pid != pid)
                continue;
            l->pid = 0;
            if (l->run == loop_intake)
                fatal_blame(status);
            l->backoff = steady || l->backoff == 0 ? BACKOFF_FIRST : l->backoff * 2;
            if (l->backoff > BACKOFF_MOST)
                l->backoff = BACKOFF_MOST;
            l->again = clock_monotonic_ms() + l->backoff * 1000LL;
            if (!stop)
                log_warning("%s ended (%s %d); it starts again in %d s", l->name,
                            WIFSIGNALED(status) ? "signal" : "status",
                            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
                            l->backoff);
        }
    }
}

/* SIGTERM to all; each finishes the step in hand. */
static void
end_all(void)
{
    int64_t until = clock_monotonic_ms() + GRACE * 1000LL;
    bool left = true;

    for (size_t i = 0; i < ARRAY_LEN(loops); i++)
        if (loops[i].pid > 0)
            kill(loops[i].pid, SIGTERM);
    while (left && clock_monotonic_ms() < until) {
        struct timespec t = { .tv_nsec = 20 * 1000000L };

        nanosleep(&t, NULL);
        reap();
        left = false;
        for (size_t i = 0; i < ARRAY_LEN(loops); i++)
            left |= loops[i].pid > 0;
    }
    for (size_t i = 0; i < ARRAY_LEN(loops); i++)
        if (loops[i].pid > 0)
            kill(loops[i].pid, SIGKILL);
    reap();
}

/* What is read, from where, for whom: the first line of every log. */
static void
say_start(const struct desk *desk)
{
    const struct settings *s = desk->settings;
    struct buf folders = {0};
    char *codes = plan_codes(desk->plan), *live = holds_go_live(s, clock_now(), "en");

    for (size_t i = 0; i < s->mailbox.folders.n; i++)
        buf_addf(&folders, "%s%s", i > 0 ? ", " : "", s->mailbox.folders.v[i]);
    log_notice("docketd " DOCKETD_VERSION " reads %s of %s at %s:%d, sends by %s:%d; "
               "plan %s: %zu units, %zu reports; %zu officers; docket %s",
               buf_text(&folders), s->mailbox.server.user, s->mailbox.server.host,
               s->mailbox.server.port, s->sending.server.host, s->sending.server.port,
               codes, desk->plan->nunits, desk->plan->nreports, s->nofficers, s->state);
    if (live != NULL)
        log_notice("%s", live);
    if (!kernel_landlock())
        log_notice("this kernel has no Landlock: mails are opened behind seccomp alone");
    free(codes);
    free(live);
    buf_free(&folders);
}

/* A broken configuration changes nothing: the old one stays. */
static struct desk *
read_again(struct desk *old, const char *conf)
{
    struct problems problems = {0};
    struct desk *new = desk_load(conf, &problems);

    reload = 0;
    if (new != NULL && desk_secrets(new, true, &problems) != 0) {
        desk_free(new);
        new = NULL;
    }
    if (new != NULL && strcmp(new->settings->state, old->settings->state) != 0) {
        problem_add(&problems, conf, 0, "storage.state",
                    "another docket needs a restart, not a reload");
        desk_free(new);
        new = NULL;
    }
    if (new == NULL) {
        desk_refuse(&problems);
        log_error("%s was not taken over: the configuration read before stays in force", conf);
        problems_free(&problems);
        return old;
    }
    problems_free(&problems);
    stop = 1;                           /* keeps reap() quiet */
    end_all();
    stop = 0;
    for (size_t i = 0; i < ARRAY_LEN(loops); i++)
        loops[i].again = loops[i].backoff = 0;
    desk_free(old);
    log_notice("%s was read again and is in force", conf);
    say_start(new);
    return new;
}

/* What a loop cannot do for itself: its docket may be what is broken. The
 * command may take its time, so a child of its own runs it. */
static void
alarm_about(const struct desk *desk, const char *name)
{
    char *words = xasprintf("docketd, %s\nIts part \"%s\" ends again and again; the log says why.\n"
                            "docketctl doctor says what to do.\n",
                            desk->settings->office.address, name);

    if (desk->settings->alarm.command.n > 0 && fork() == 0) {
        signals_hold(SIG_UNBLOCK);
        alarm_ring(desk, words);
        _exit(0);
    }
    free(words);
}

static void
look_after(const struct desk *desk)
{
    for (size_t i = 0; i < ARRAY_LEN(loops); i++) {
        struct loop *l = &loops[i];

        if (l->backoff < HOPELESS)
            l->told = false;
        else if (!l->told && (l->told = true))
            alarm_about(desk, l->name);
    }
}

/* Until a loop is to start again or the watchdog wants to hear, or a signal. */
static void
sleep_long(int says)
{
    int64_t least = HOUR * 1000LL, now = clock_monotonic_ms();
    uint64_t watchdog = 0;              /* microseconds */
    struct pollfd said = { .fd = says, .events = POLLIN };
    struct timespec t;
    sigset_t none;

    if (sd_watchdog_enabled(0, &watchdog) > 0)
        least = (int64_t)(watchdog / 2000);
    for (size_t i = 0; i < ARRAY_LEN(loops); i++)
        if (loops[i].pid <= 0 && loops[i].again - now < least)
            least = loops[i].again - now;
    least = least < 0 ? 0 : least;
    t = (struct timespec){ .tv_sec = least / 1000, .tv_nsec = least % 1000 * 1000000L };
    sigemptyset(&none);
    if (ppoll(&said, 1, &t, &none) > 0)
        status_line_pass_on();
}

int
supervisor_run(struct desk *desk, const char *conf)
{
    int says;

    signals();
    signals_hold(SIG_BLOCK);
    fatal_prepare();
    says = status_line_open();
    say_start(desk);
    sd_notify(0, "READY=1\nSTATUS=the mailbox is read for the first time");
    mem_settle();                       /* what reading the plan took: every loop would inherit it */
    while (!stop) {
        reap();
        look_after(desk);
        if (reload)
            desk = read_again(desk, conf);
        start_due(desk);
        sd_notify(0, "WATCHDOG=1");
        mem_leave_code();
        sleep_long(says);
    }
    sd_notify(0, "STOPPING=1");
    end_all();
    desk_free(desk);
    log_notice("ended");
    return 0;
}

/* ---- once -------------------------------------------------------------------- */

static int intake_done = -1; /* the courier's end of the pipe: closed when nothing more comes */

static int once_intake(struct desk *desk) { return intake_run(desk, true); }
static int once_before(struct desk *desk) { return calendar_run(desk, true, false); }
static int once_after(struct desk *desk) { return calendar_run(desk, true, true); }
static int once_courier(struct desk *desk) { return courier_run(desk, true, intake_done); }

/* 1: it failed over a mail, and may fare better now. */
static int
await(pid_t pid)
{
    int status = 1;

    if (pid <= 0)
        return -1;
    while (waitpid(pid, &status, 0) == -1)
        if (errno != EINTR)
            return -1;
        else if (stop)
            kill(pid, SIGTERM);
    if (fatal_blame(status))
        return 1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

static int once_herald(struct desk *desk) { return herald_run(desk, true); }

/* The courier works beside the intake and ends when nothing more can come. */
int
supervisor_once(struct desk *desk)
{
    int ends[2], rc;
    pid_t courier;

    signals();
    fatal_prepare();
    if (pipe(ends) != 0) {
        log_error("cannot make a pipe: %s", strerror(errno));
        return 1;
    }
    intake_done = ends[0];
    rc = await(loop_fork(desk, once_before));           /* what is owed, before it is looked for */
    courier = fork();
    if (courier == 0) {
        close(ends[1]);
        loop_main(desk, once_courier, getppid());
    }
    close(ends[0]);
    if (rc == 0) {
        while ((rc = await(loop_fork(desk, once_intake))) == 1)
            ;
        if (await(loop_fork(desk, once_after)) !=
            0) /* reminders only after the mailbox is drained; the digest says if it is not */
            rc = -1;
    }
    close(ends[1]);
    if (await(courier) != 0)
        rc = -1;
    if (has_chat(desk) && await(loop_fork(desk, once_herald)) != 0) /* no mail waits for a chat */
        rc = -1;
    return rc == 0 ? 0 : 1;
}
