/* Files in a temporary folder, and what the log lets through. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

static char folder[] = "/tmp/docketd-file-XXXXXX";

static int
make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int
drop_folder(void **state)
{
    char *command = xasprintf("rm -rf %s", folder);
    int rc = system(command);

    (void)state;
    free(command);
    return rc;
}

static void
what_is_written_is_read(void **state)
{
    char *path = xasprintf("%s/a", folder), *temporary = xasprintf("%s.tmp", path), *cause = NULL, *text;
    size_t n = 0;
    struct stat st;

    (void)state;
    assert_int_equal(file_write(temporary, "left by a crash", 15, 0644, &cause), 0);
    assert_int_equal(file_write(path, "a\0b", 3, 0600, &cause), 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(temporary, &st), -1);
    text = file_read(path, 3, &n, &cause);
    assert_non_null(text);
    assert_int_equal(n, 3);
    assert_memory_equal(text, "a\0b", 4);
    free(text);
    assert_null(file_read(path, 2, &n, &cause));
    assert_non_null(strstr(cause, "larger than the 2 bytes"));
    free(cause);
    free(path);
    free(temporary);
}

static void
reading_needs_no_size_in_advance(void **state)
{
    char *cause = NULL, *text;
    size_t n = 0;

    (void)state;
    text = file_read("/proc/self/status", 1 << 20, &n, &cause);
    assert_non_null(text);
    assert_int_equal(strlen(text), n);
    assert_true(n > 100);
    free(text);
    assert_null(file_read("/dev/zero", 100000, &n, &cause));
    assert_non_null(cause);
    free(cause);
}

static void
a_failed_write_says_why_and_leaves_nothing(void **state)
{
    char *path = xasprintf("%s/none/a", folder), *cause = NULL;

    (void)state;
    assert_int_equal(file_write(path, "x", 1, 0600, &cause), -1);
    assert_non_null(strstr(cause, "No such file"));
    free(cause);
    free(path);
}

static void
folders_are_made_with_their_parents(void **state)
{
    char *path = xasprintf("%s/b/c//d/", folder), *below = xasprintf("%s/f/g", folder),
         *file = xasprintf("%s/f", folder), *cause = NULL;

    (void)state;
    assert_int_equal(folder_make(path, 0700, &cause), 0);
    assert_int_equal(folder_make(path, 0700, &cause), 0);
    assert_int_equal(folder_sync(path, &cause), 0);
    assert_int_equal(file_write(file, "", 0, 0600, &cause), 0);
    assert_int_equal(folder_make(below, 0700, &cause), -1);
    assert_non_null(cause);
    free(cause);
    free(path);
    free(below);
    free(file);
}

/* What log_error writes to stderr. */
static char *
logged(const char *argument)
{
    char *path = xasprintf("%s/log", folder), *text, *cause = NULL;
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), kept = dup(STDERR_FILENO);

    dup2(fd, STDERR_FILENO);
    log_error("subject %s", argument);
    log_debug("not said");
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(fd);
    text = file_read(path, 1 << 20, NULL, &cause);
    free(path);
    return text;
}

static void
a_log_line_is_one_harmless_line(void **state)
{
    char *line, *much = xmalloc(100001);

    (void)state;
    log_open("docketd");
    log_as("intake");
    line = logged("Báo cáo\n\x1b[2J\xe2\x80\xae\xff");
    assert_non_null(strstr(line, "docketd intake: error: subject Báo cáo\\x0a\\x1b[2J\\xe2\\x80\\xae\\xff\n"));
    assert_int_equal(strcspn(line, "\n") + 1, strlen(line));
    free(line);
    memset(much, '\n', 100000);
    much[100000] = '\0';
    line = logged(much);
    assert_true(strlen(line) <= 4096);
    assert_int_equal(line[strlen(line) - 1], '\n');
    free(line);
    free(much);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(reading_needs_no_size_in_advance),
        cmocka_unit_test(a_failed_write_says_why_and_leaves_nothing),
        cmocka_unit_test(folders_are_made_with_their_parents),
        cmocka_unit_test(a_log_line_is_one_harmless_line),
    };

    return cmocka_run_group_tests_name("base_file", tests, make_folder, drop_folder);
}
