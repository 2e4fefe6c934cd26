/* A person's configuration with another value in it: all else stays to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/edit.h"

static const struct { const char *text, *path, *value, *becomes; } cases[] = {
    /* a value alone */
    { "a = 1; # one\nb = 2;\n", "b", "3", "a = 1; # one\nb = 3;\n" },
    { "a = \"x\"  # first half\n    \"y;\\\"\"; b = 2;", "a", "\"z\"", "a = \"z\"; b = 2;" },
    { "g = { a = [1, 2]; /* a = 9; */ b : { a = 3 } }", "g.b.a", "4", "g = { a = [1, 2]; /* a = 9; */ b : { a = 4 } }" },
    { "l = ( { a = \"}\"; }, { a = 2; } ); a = 5;", "a", "6", "l = ( { a = \"}\"; }, { a = 2; } ); a = 6;" },
    { "@include \"x.conf\"\n# a = 7;\na=true\n", "a", "false", "@include \"x.conf\"\n# a = 7;\na=false\n" },
    { "a = 1 b = 2", "b", "3", "a = 1 b = 3" },
    { "ab = 1; a = 2;", "a", "3", "ab = 1; a = 3;" },
    /* one that is not there yet */
    { "g = {\n    a = 1;\n    # b = \"x\";   # why\n};\n", "g.b", "2", "g = {\n    a = 1;\n    b = 2;   # why\n};\n" },
    { "g = {\n    a = 1;\n};\nb = 3;\n", "g.b", "2", "g = {\n    a = 1;\n    b = 2;\n};\nb = 3;\n" },
    { "g = { a = 1; };\n", "g.b", "2", "g = { a = 1; b = 2; };\n" },
    { "a = 1;", "b", "2", "a = 1;\nb = 2;\n" },
    { "g = {\n    h = {\n    };\n    # b = 1;\n};\n# b = 4;\n", "g.h.b", "2", "g = {\n    h = {\n        b = 2;\n    };\n    # b = 1;\n};\n# b = 4;\n" },
    /* one that goes */
    { "a = 1;\nb = 2; # two\nc = 3;\n", "b", NULL, "a = 1;\nc = 3;\n" },
    { "g = { a = 1; b = 2; };\n", "g.a", NULL, "g = {  b = 2; };\n" },
    { "a = 1;\n", "b", NULL, "a = 1;\n" },
};

static void only_the_value_changes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct setting_edit e = { cases[i].path, cases[i].value };
        char *cause = NULL, *text = settings_edit(cases[i].text, &e, 1, &cause);

        assert_non_null(text);
        assert_string_equal(text, cases[i].becomes);
        free(text);
    }
}

static void the_sample_takes_every_option_of_its_own(void **state)
{
    struct setting_edit e[] = {
        { "mailbox.server.host", "\"h\"" }, { "mailbox.go_live", "\"2026-01-01\"" }, { "office.name", "\"\\\"N\\\"\"" },
        { "office.authserv_ids", NULL }, { "mailbox.server.ca_file", "\"c\"" }, { "sending.server.port", "465" },
    };
    char *cause = NULL, *text = settings_edit(settings_sample, e, ARRAY_LEN(e), &cause), *again;

    (void)state;
    assert_non_null(text);
    assert_non_null(strstr(text, "\n        host = \"h\";\n        port = 993;"));
    assert_non_null(strstr(text, "\n    go_live = \"2026-01-01\";  "));
    assert_null(strstr(text, "authserv_ids"));
    assert_non_null(strstr(text, "        ca_file = \"c\";\n    };\n    folders"));
    again = settings_edit(text, e, ARRAY_LEN(e), &cause);
    assert_string_equal(text, again);           /* twice is once */
    free(again);
    free(text);
}

static void a_group_that_is_not_there_is_named(void **state)
{
    struct setting_edit e = { "mailbox.server.host", "1" };
    char *cause = NULL;

    (void)state;
    assert_null(settings_edit("a = 1;\n", &e, 1, &cause));
    assert_string_equal(cause, "mailbox: there is no such group in the file");
    free(cause);
}

static void a_text_keeps_its_quotes(void **state)
{
    char *text = settings_quoted("a \"b\" \\c");

    (void)state;
    assert_string_equal(text, "\"a \\\"b\\\" \\\\c\"");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_value_changes),
        cmocka_unit_test(the_sample_takes_every_option_of_its_own),
        cmocka_unit_test(a_group_that_is_not_there_is_named),
        cmocka_unit_test(a_text_keeps_its_quotes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
