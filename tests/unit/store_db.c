/* The docket as a file: made, shared, rolled back, kept small. */
#include "store_scene.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

static void
a_new_docket_belongs_to_its_owner_alone(void **state)
{
    struct store *s;
    struct stat st;
    mode_t mask = umask(022);
    char *deeper = xstrdup(scene_path("var/state"));
    char *cause = NULL;

    (void)state;
    s = store_open(deeper, STORE_WRITE, &cause);
    assert_non_null(s);
    assert_int_equal(store_setting_put(s, "a", "1"), 0);
    assert_int_equal(stat(deeper, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(scene_path("var/state/docket.db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(scene_path("var/state/docket.db-wal"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    store_close(s);
    store_close(NULL);
    free(deeper);
    umask(mask);
}

static void
settings_and_numbers_are_remembered(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t number = 0;
    char *value = NULL;

    (void)state;
    assert_int_equal(store_setting(s, "key", &value), 1);
    assert_int_equal(store_setting_put(s, "key", "một"), 0);
    assert_int_equal(store_setting_put(s, "key", "hai ' ba \" bon; --"), 0);
    for (int i = 1; i <= 3; i++) {
        assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
        assert_int_equal(number, i);
    }
    assert_int_equal(store_next_number(s, "TN", 2024, &number), 0);
    assert_int_equal(number, 1);
    store_close(s);
    s = scene_open(STORE_WRITE);
    assert_int_equal(store_setting(s, "key", &value), 0);
    assert_string_equal(value, "hai ' ba \" bon; --");
    free(value);
    assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
    assert_int_equal(number, 4);
    store_close(s);
}

static void
a_rollback_takes_everything_back(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t number = 0, id = 0;

    (void)state;
    assert_int_equal(store_begin(s), 0);
    assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
    scene_put_message(s, "TN-2023-0001", 1);
    store_rollback(s);
    store_rollback(s);
    assert_int_equal(message_by_place(s, "INBOX", 7, 1, &id), 1);
    assert_int_equal(store_begin(s), 0);
    assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
    assert_int_equal(number, 1);
    assert_int_equal(store_commit(s), 0);
    store_close(s);
}

static void
a_reader_reads_while_the_daemon_writes(void **state)
{
    struct store *s, *r;
    char *cause = NULL, *value = NULL;

    (void)state;
    assert_null(store_open(scene_folder, STORE_READ, &cause));
    assert_non_null(strstr(cause, "docket.db"));
    free(cause);
    assert_int_equal(access(scene_path("docket.db"), F_OK), -1);
    s = scene_open(STORE_WRITE);
    assert_int_equal(store_setting_put(s, "a", "1"), 0);
    assert_int_equal(store_begin(s), 0);
    assert_int_equal(store_setting_put(s, "a", "2"), 0);
    r = scene_open(STORE_READ);
    assert_int_equal(store_setting(r, "a", &value), 0);
    assert_string_equal(value, "1");
    free(value);
    assert_int_equal(store_commit(s), 0);
    assert_int_equal(store_setting(r, "a", &value), 0);
    assert_string_equal(value, "2");
    free(value);
    assert_int_equal(store_setting_put(r, "a", "3"), -1);
    assert_false(store_broken(r));
    store_close(s);
    store_close(r);
    r = scene_open(STORE_READ);                 /* the daemon is not running */
    assert_int_equal(store_setting(r, "a", &value), 0);
    free(value);
    store_close(r);
}

/* Each takes a hundred numbers; in a transaction, as intake and docketctl do. */
static void
take_numbers(void)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t number;

    for (int i = 0; i < 100; i++)
        if (store_begin(s) != 0 || store_next_number(s, "TN", 2023, &number) != 0 || store_commit(s) != 0)
            _exit(1);
    store_close(s);
    _exit(0);
}

static void
writers_that_start_together_wait_for_each_other(void **state)
{
    struct store *s;
    pid_t child[4];
    int64_t number = 0;

    (void)state;
    for (int i = 0; i < 4; i++)
        if ((child[i] = fork()) == 0)
            take_numbers();
    for (int i = 0; i < 4; i++)
        assert_int_equal(scene_wait(child[i]), 0);
    s = scene_open(STORE_WRITE);
    assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
    assert_int_equal(number, 401);
    store_close(s);
}

static void
relaxed_commits_are_seen_at_once_and_settled_later(void **state)
{
    struct store *s = scene_open(STORE_WRITE), *r = scene_open(STORE_READ);
    char *value = NULL;

    (void)state;
    assert_int_equal(store_settle(s), 0);
    assert_int_equal(store_relax(s), 0);
    assert_int_equal(store_setting_put(s, "a", "1"), 0);
    assert_int_equal(store_setting(r, "a", &value), 0);
    free(value);
    assert_int_equal(store_settle(s), 0);
    assert_int_equal(store_settle(s), 0);
    assert_int_equal(store_begin(s), 0);
    assert_int_equal(store_setting_put(s, "a", "2"), 0);
    assert_int_equal(store_commit(s), 0);
    store_close(s);
    store_close(r);
}

static int flushes;

/* SQLite's, too: what a program defines comes before the library's. */
int
fdatasync(int fd)
{
    flushes++;
    return (int)syscall(SYS_fdatasync, fd);
}

static int
flushes_of_a_commit(struct store *s, const char *value)
{
    flushes = 0;
    assert_int_equal(store_setting_put(s, "a", value), 0);
    return flushes;
}

static void
only_firm_commits_wake_the_disk(void **state)
{
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    assert_int_equal(flushes_of_a_commit(s, "1"), 1);
    assert_int_equal(store_relax(s), 0);
    assert_int_equal(flushes_of_a_commit(s, "2"), 0);
    assert_int_equal(store_firm(s), 0);
    assert_int_equal(flushes_of_a_commit(s, "3"), 1);
    store_close(s);
}

/* A reader that never ends its snapshot must not let the log grow for ever
 * once it goes, nor stop the writer while it stays. */
static void
the_log_starts_anew_under_load(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    char *text = xmalloc(100001);
    sqlite3 *reader = NULL;
    off_t most = 0;
    struct stat st;

    (void)state;
    memset(text, 'x', 100000);
    text[100000] = '\0';
    assert_int_equal(store_relax(s), 0);
    assert_int_equal(sqlite3_open(scene_path("docket.db"), &reader), SQLITE_OK);
    assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM setting", NULL, NULL, NULL), SQLITE_OK);
    for (int i = 0; i < 1500; i++) {
        memset(text, 'a' + i % 26, 100000);
        assert_int_equal(store_setting_put(s, "text", text), 0);
        if (i == 300)
            sqlite3_close(reader);
        assert_int_equal(stat(scene_path("docket.db-wal"), &st), 0);
        most = st.st_size > most ? st.st_size : most;
    }
    assert_in_range(most, 16 << 20, 64 << 20);
    store_close(s);
    free(text);
}

/* A rebuild of ten years is larger than any memory. */
static void
a_docket_nowhere_takes_little_memory(void **state)
{
    struct store *s;
    char *text, key[16];
    struct rusage before, after;

    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip();                                     /* it keeps what was freed */
#endif
    s = scene_open(STORE_NOWHERE);
    text = xmalloc(1000001);
    memset(text, 'x', 1000000);
    text[1000000] = '\0';
    assert_non_null(s);
    getrusage(RUSAGE_SELF, &before);
    for (int i = 0; i < 64; i++) {
        snprintf(key, sizeof key, "%d", i);
        assert_int_equal(store_setting_put(s, key, text), 0);
    }
    getrusage(RUSAGE_SELF, &after);
    assert_in_range(after.ru_maxrss - before.ru_maxrss, 0, 24 << 10);      /* KiB of 64 MB */
    store_close(s);
    free(text);
}

static void
a_docket_of_another_version_is_refused_or_brought_up_to_date(void **state)
{
    char *cause = NULL;

    (void)state;
    store_close(scene_open(STORE_WRITE));
    assert_int_equal(scene_execute("PRAGMA user_version = 99"), SQLITE_OK);
    assert_null(store_open(scene_folder, STORE_WRITE, &cause));
    assert_non_null(strstr(cause, "run the newer docketd"));
    free(cause);
    cause = NULL;
    assert_null(store_open(scene_folder, STORE_READ, &cause));
    free(cause);
    cause = NULL;
    assert_int_equal(scene_execute("PRAGMA user_version = 0"), SQLITE_OK);
    assert_null(store_open(scene_folder, STORE_READ, &cause));
    assert_non_null(strstr(cause, "start docketd once"));
    free(cause);
}

static void
a_file_that_is_no_docket_is_refused(void **state)
{
    int fd = open(scene_path("docket.db"), O_WRONLY | O_CREAT, 0600);
    char junk[8192], *cause = NULL;

    (void)state;
    memset(junk, 'j', sizeof junk);
    assert_int_equal(write(fd, junk, sizeof junk), sizeof junk);
    close(fd);
    assert_null(store_open(scene_folder, STORE_WRITE, &cause));
    assert_non_null(strstr(cause, "not a database"));
    free(cause);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_new_docket_belongs_to_its_owner_alone),
        STORY(settings_and_numbers_are_remembered),
        STORY(a_rollback_takes_everything_back),
        STORY(a_reader_reads_while_the_daemon_writes),
        STORY(writers_that_start_together_wait_for_each_other),
        STORY(relaxed_commits_are_seen_at_once_and_settled_later),
        STORY(only_firm_commits_wake_the_disk),
        STORY(the_log_starts_anew_under_load),
        STORY(a_docket_nowhere_takes_little_memory),
        STORY(a_docket_of_another_version_is_refused_or_brought_up_to_date),
        STORY(a_file_that_is_no_docket_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
