/* The archive of raw messages. */
#include "store_scene.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>

static struct raw *
open_raw(void)
{
    char *cause = NULL;
    struct raw *raw = raw_open(scene_folder, &cause);

    if (raw == NULL)
        fail_msg("%s", cause);
    return raw;
}

static int
count(const char *folder)
{
    DIR *d = opendir(scene_path(folder));
    struct dirent *e;
    int n = 0;

    assert_non_null(d);
    while ((e = readdir(d)) != NULL)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static struct raw_file *
file_of(struct raw *raw, const char *text)
{
    struct raw_file *f = raw_begin(raw, NULL);

    assert_non_null(f);
    assert_int_equal(raw_add(f, text, strlen(text), NULL), 0);
    return f;
}

static void
assert_kept(struct raw *raw, const char *text)
{
    char hash[HASH_HEX], got[100] = {0};
    int fd;

    hash_of(text, strlen(text), hash);
    fd = raw_get(raw, hash, NULL);
    assert_true(fd >= 0);
    assert_int_equal(read(fd, got, sizeof got - 1), strlen(text));
    assert_string_equal(got, text);
    assert_int_equal(write(fd, "x", 1), -1);
    close(fd);
}

static void
a_message_is_written_in_pieces_and_kept_under_its_hash(void **state)
{
    struct raw *raw = open_raw();
    struct raw_file *f = raw_begin(raw, NULL);
    struct stat st;

    (void)state;
    assert_int_equal(raw_add(f, "te", 2, NULL), 0);
    assert_int_equal(raw_add(f, "", 0, NULL), 0);
    assert_int_equal(raw_add(f, "st", 2, NULL), 0);
    assert_int_equal(raw_size(f), 4);
    assert_string_equal(raw_hash(f), SOME_HASH);
    assert_string_equal(raw_hash(f), SOME_HASH);
    assert_int_equal(count("raw/tmp"), 1);
    assert_int_equal(raw_keep(raw, &f, 1, NULL), 0);
    raw_end(f);
    assert_int_equal(count("raw/tmp"), 0);
    assert_int_equal(stat(scene_path("raw/9f/" SOME_HASH), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(scene_path("raw/9f"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(count("raw"), 257);
    assert_kept(raw, "test");
    raw_close(raw);
}

static void
another_process_reads_it_while_it_has_no_name(void **state)
{
    struct raw *raw = open_raw();
    struct raw_file *f = file_of(raw, "mail");
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        const char *bytes = mmap(NULL, raw_size(f), PROT_READ, MAP_PRIVATE, raw_fd(f), 0);

        _exit(bytes == MAP_FAILED || memcmp(bytes, "mail", 4) != 0);
    }
    assert_int_equal(scene_wait(child), 0);
    raw_end(f);
    assert_int_equal(count("raw/tmp"), 0);
    raw_close(raw);
}

static void
many_are_kept_together_twins_among_them(void **state)
{
    struct raw *raw = open_raw();
    struct raw_file *f[20];
    char text[32];

    (void)state;
    for (int again = 0; again < 2; again++) {           /* kept again: renamed over */
        for (int i = 0; i < 20; i++) {
            snprintf(text, sizeof text, "mail %d", i / 2);
            f[i] = file_of(raw, text);
        }
        assert_int_equal(raw_keep(raw, f, 20, NULL), 0);
        for (int i = 0; i < 20; i++)
            raw_end(f[i]);
        assert_int_equal(count("raw/tmp"), 0);
        for (int i = 0; i < 10; i++) {
            snprintf(text, sizeof text, "mail %d", i);
            assert_kept(raw, text);
        }
    }
    assert_int_equal(raw_keep(raw, f, 0, NULL), 0);
    raw_close(raw);
}

static void
only_a_hash_is_looked_up(void **state)
{
    struct raw *raw = open_raw();
    char *cause = NULL;

    (void)state;
    assert_int_equal(raw_get(raw, "../journal", &cause), -1);
    assert_non_null(strstr(cause, "is no SHA-256"));
    free(cause);
    cause = NULL;
    assert_int_equal(raw_get(raw, SOME_HASH, &cause), -1);
    assert_non_null(strstr(cause, "No such file"));
    free(cause);
    raw_close(raw);
}

/* A writer that is killed leaves a stray; the next to open removes it, but
 * nothing that another process is writing. */
static void
strays_are_removed_and_work_in_hand_is_not(void **state)
{
    struct raw *raw = open_raw(), *second;
    struct raw_file *mine = file_of(raw, "in hand");
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        struct raw *theirs = open_raw();

        file_of(theirs, "cut off");
        raise(SIGKILL);
    }
    assert_int_equal(scene_wait(child), 128 + SIGKILL);
    assert_int_equal(count("raw/tmp"), 2);
    second = open_raw();
    assert_int_equal(count("raw/tmp"), 1);
    raw_close(second);
    assert_int_equal(raw_keep(raw, &mine, 1, NULL), 0);
    raw_end(mine);
    assert_kept(raw, "in hand");
    raw_close(raw);
}

static void
a_full_disk_is_a_sentence_and_leaves_nothing(void **state)
{
    struct rlimit old, small;
    struct raw *raw = open_raw();
    struct raw_file *f = raw_begin(raw, NULL);
    char bytes[4096] = {0}, *cause = NULL;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 6000;
    setrlimit(RLIMIT_FSIZE, &small);
    assert_int_equal(raw_add(f, bytes, sizeof bytes, &cause), 0);
    assert_int_equal(raw_add(f, bytes, sizeof bytes, &cause), -1);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_non_null(strstr(cause, "cannot write"));
    free(cause);
    raw_end(f);
    assert_int_equal(count("raw/tmp"), 0);
    raw_close(raw);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_message_is_written_in_pieces_and_kept_under_its_hash),
        STORY(another_process_reads_it_while_it_has_no_name),
        STORY(many_are_kept_together_twins_among_them),
        STORY(only_a_hash_is_looked_up),
        STORY(strays_are_removed_and_work_in_hand_is_not),
        STORY(a_full_disk_is_a_sentence_and_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
