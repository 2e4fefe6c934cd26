/* Loading and opening the desk. */
#include "office/desk/desk.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "config/config.h"
#include "office/desk/board.h"
#include "office/desk/letters.h"

#define SECRET_BYTES 32
#define LOCK_PATIENCE 3000              /* ms */

/* Reports a missing file against the option that names it. */
static void
check_exists(const char *conf, const char *key, const char *path, struct problems *problems)
{
    if (access(path, R_OK) != 0)
        problem_add(problems, conf, 0, key, "%s: %s", path, strerror(errno));
}

struct desk *
desk_load(const char *conf, struct problems *problems)
{
    struct desk *desk = xcalloc(1, sizeof *desk);
    char *cause = NULL;

    desk->settings = settings_read(conf, problems);
    if (desk->settings == NULL)
        goto bad;
    for (size_t i = 0; i < desk->settings->plan_files.n; i++)
        check_exists(conf, "plan", desk->settings->plan_files.v[i], problems);
    check_exists(conf, "letters", desk->settings->letters, problems);
    check_exists(conf, "board.templates", desk->settings->board.templates, problems);
    if (problems->n > 0)
        goto bad;
    desk->plan = plans_read(&desk->settings->plan_files, problems);
    desk->letters = letters_load(desk->settings, desk->plan, &cause);
    if (cause != NULL)
        problem_add(problems, NULL, 0, NULL, "%s", cause);         /* it names the file */
    free(cause);
    cause = NULL;
    desk->board = board_styles_load(desk->settings->board.templates,
                                    desk->settings->office.language, &cause);
    if (cause != NULL)
        problem_add(problems, NULL, 0, NULL, "%s", cause);
    if (desk->plan == NULL || desk->letters == NULL || desk->board == NULL ||
        settings_suit(desk->settings, desk->plan, problems) != 0)
        goto bad;
    desk->index = match_index_new(desk->plan);
    return desk;
bad:
    free(cause);
    desk_free(desk);
    return NULL;
}

static int
read_secret(struct settings *s, const char *path, char **cause)
{
    size_t n = 0;

    s->office.secret = file_read(path, 4096, &n, cause);
    if (s->office.secret == NULL)
        return -1;
    s->office.secret[strcspn(s->office.secret, "\r\n")] = '\0';
    return 0;
}

/* The office's key makes Message-IDs and tokens that nobody else can make. A
 * new one is drawn at first start; losing it only makes old letters strangers. */
static int
own_secret(struct settings *s, struct problems *problems)
{
    unsigned char bytes[SECRET_BYTES];
    char hex[HASH_HEX], *path = xasprintf("%s/secret", s->state), *cause = NULL;
    int rc = -1;

    if (folder_make(s->state, 0700, &cause) != 0)
        goto out;
    if (access(path, F_OK) != 0) {
        random_bytes(bytes, sizeof bytes);
        hash_of(bytes, sizeof bytes, hex);
        if (file_write(path, hex, strlen(hex), 0600, &cause) != 0)
            goto out;
    }
    rc = read_secret(s, path, &cause);
out:
    if (cause != NULL)
        problem_add(problems, path, 0, NULL, "%s", cause);
    free(cause);
    free(path);
    return rc;
}

int
desk_secrets(struct desk *desk, bool passwords, struct problems *problems)
{
    const struct rlimit none = { 0, 0 };
    struct settings *s = desk->settings;
    char *cause = NULL;

    setrlimit(RLIMIT_CORE, &none);      /* from here on a core would hold secrets */
    if ((passwords ? settings_secrets(s, problems) : settings_own_secret(s, problems)) != 0)
        return -1;
    if (folder_make(s->runtime, 0700, &cause) != 0) {
        problem_add(problems, s->runtime, 0, NULL, "%s", cause);
        free(cause);
        return -1;
    }
    return s->office.secret != NULL ? 0 : own_secret(s, problems);
}

bool
desk_of_another(const struct desk *desk, struct stat *st)
{
    return geteuid() == 0 && stat(desk->settings->state, st) == 0 && st->st_uid != 0;
}

int
desk_become_owner(const struct desk *desk, char **cause)
{
    const char *folder = desk->settings->state;
    struct stat st;

    if (!desk_of_another(desk, &st))
        return 0;
    if (setgroups(0, NULL) != 0 || setgid(st.st_gid) != 0 || setuid(st.st_uid) != 0)
        return cause_set(cause, "cannot work as the owner of %s: %s", folder, strerror(errno));
    return 0;
}

/* The loops of a daemon just killed need a moment to follow it. */
static bool
lock_within(int fd, int ms)
{
    for (int64_t end = clock_monotonic_ms() + ms; flock(fd, LOCK_EX | LOCK_NB) != 0;) {
        struct timespec t = { .tv_nsec = 50 * 1000000L };

        if (clock_monotonic_ms() >= end)
            return false;
        nanosleep(&t, NULL);
    }
    return true;
}

int
desk_lock(const struct desk *desk, char **cause)
{
    char *path = xasprintf("%s/lock", desk->settings->state);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), rc = 0;

    if (fd == -1)
        rc = cause_set(cause, "%s: %s", path, strerror(errno));
    else if (!lock_within(fd, LOCK_PATIENCE)) {
        rc = cause_set(cause, "%s: another docketd works on this docket; end it first", path);
        close(fd);
    }
    free(path);
    return rc;                          /* the descriptor stays open: it is the lock */
}

void
desk_secret_seen(struct desk *desk)
{
    char *path = xasprintf("%s/secret", desk->settings->state);

    if (desk->settings->office.secret == NULL && access(path, R_OK) == 0)
        read_secret(desk->settings, path, NULL);
    free(path);
}

int
desk_open(struct desk *desk, enum store_mode mode, char **cause)
{
    if ((desk->store = store_open(desk->settings->state, mode, cause)) == NULL)
        return -1;
    if (mode == STORE_NOWHERE)
        return 0;
    if ((desk->raw = raw_open(desk->settings->state, cause)) == NULL) {
        desk_close(desk);
        return -1;
    }
    return 0;
}

void
desk_close(struct desk *desk)
{
    raw_close(desk->raw);
    store_close(desk->store);
    desk->raw = NULL;
    desk->store = NULL;
}

void
desk_free(struct desk *desk)
{
    if (desk == NULL)
        return;
    desk_close(desk);
    match_index_free(desk->index);
    free(desk->rounds);
    letters_free(desk->letters);
    board_styles_free(desk->board);
    plan_free(desk->plan);
    settings_free(desk->settings);
    free(desk);
}

void
desk_refuse(const struct problems *problems)
{
    problems_print(problems, stderr);
}
