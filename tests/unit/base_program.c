/* A program of the office's own: its input, its end, what it does not get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/program.h"

static int run(const char *script, const char *input, int seconds)
{
    char *const words[] = { (char *)"/bin/sh", (char *)"-c", (char *)script, NULL };

    return program_run(words, input, seconds);
}

static void it_reads_the_text(void **state)
{
    (void)state;
    assert_int_equal(run("test \"$(cat)\" = 'một dòng'", "một dòng\n", 30), 0);
    assert_int_equal(run("cat >/dev/null; exit 3", "x", 30), 3);
    assert_int_equal(run("exit 0", "it does not read this", 30), 0);
}

static void it_gets_nothing_of_ours(void **state)
{
    (void)state;
    setenv("SECRET_OF_OURS", "x", 1);
    assert_int_equal(run("test -z \"$SECRET_OF_OURS\"", "", 30), 0);
    assert_int_equal(run("test \"$LANG\" = C.UTF-8", "", 30), 0);
}

static void its_end_is_told_apart(void **state)
{
    char *const none[] = { (char *)"/nowhere/program", NULL };

    (void)state;
    assert_int_equal(program_run(none, "", 30), PROGRAM_NONE);
    assert_int_equal(run("kill -9 $$", "", 30), PROGRAM_KILLED);
    assert_int_equal(run("exec sleep 600", "", 1), PROGRAM_KILLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reads_the_text),
        cmocka_unit_test(it_gets_nothing_of_ours),
        cmocka_unit_test(its_end_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
