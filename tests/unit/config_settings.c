/* docketd.conf: the shipped file is right, every option row refuses what it
 * should, and secrets come only from files that are secret. Run from the root
 * of the repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "config_files.h"

static void no_problem(struct problems *problems)
{
    problems_print(problems, stderr);
    assert_int_equal(problems->n, 0);
}

static void shipped_file_is_the_sample_office(void **state)
{
    struct problems problems = {0};
    struct settings *s = settings_read("etc/docketd.conf", &problems);

    (void)state;
    no_problem(&problems);
    assert_non_null(s);
    assert_string_equal(s->office.address, "baocao@pv05.example");
    assert_int_equal(s->office.utc_offset, 25200);
    assert_string_equal(s->office.authserv_ids.v[0], "mx.pv05.example");
    assert_int_equal(settings_officer(s, "canbo@pv05.example")->role, ROLE_OFFICER);
    assert_int_equal(settings_officer(s, "TruongPhong@pv05.example")->role, ROLE_LEAD);
    assert_string_equal(s->mailbox.server.host, "imap.pv05.example");
    assert_int_equal(s->mailbox.server.tls, TLS_IMPLICIT);
    assert_int_equal(s->sending.server.port, 587);
    assert_int_equal(s->sending.server.tls, TLS_STARTTLS);
    assert_int_equal(s->mailbox.folders.n, 2);
    assert_int_equal(s->mailbox.go_live == INSTANT_NONE, 1);
    assert_int_equal(s->message_most, 35 << 20);
    assert_string_equal(s->reminder_days.v[0], "14");
    assert_int_equal(s->office.hours_to, 17 * 60);
    assert_int_equal(s->plan_files.v[0][0], '/');
    assert_int_equal(access(s->plan_files.v[0], R_OK), 0);
    assert_null(s->office.secret);
    assert_null(s->mailbox.server.password);
    settings_free(s);
}

/* What the shipped file spells out is also what an office gets that leaves it out. */
static void a_short_file_has_the_same_defaults(void **state)
{
    struct problems problems = {0};
    struct settings *full = settings_read("etc/docketd.conf", &problems);
    struct settings *s = settings_read("tests/corpus/config/short.conf", &problems);

    (void)state;
    no_problem(&problems);
    assert_int_equal(s->mailbox.server.port, full->mailbox.server.port);
    assert_int_equal(s->mailbox.poll, full->mailbox.poll);
    assert_string_equal(s->mailbox.keyword, full->mailbox.keyword);
    assert_int_equal(s->mailbox.folders.n, full->mailbox.folders.n);
    assert_int_equal(s->sending.server.port, full->sending.server.port);
    assert_int_equal(s->sending.per_day, full->sending.per_day);
    assert_int_equal(s->sending.retry_most, full->sending.retry_most);
    assert_string_equal(s->state, full->state);
    assert_string_equal(s->reader, full->reader);
    assert_int_equal(s->batch_bytes, full->batch_bytes);
    assert_int_equal(s->horizon, full->horizon);
    assert_int_equal(s->reminder_days.n, full->reminder_days.n);
    assert_null(s->sending.server.user);
    settings_free(s);
    settings_free(full);
}

static void bad_files_are_refused_line_by_line(void **state)
{
    (void)state;
    expect_problems("tests/corpus/config/settings", read_settings_for_problems);
}

static void every_row_refuses_what_it_should(void **state)
{
    (void)state;
    exercise_rows(&settings_options, read_settings_for_problems);
}

/* ---- secrets ---------------------------------------------------------------- */

static struct settings *office_with_password(const char *folder, const char *text, mode_t mode)
{
    struct problems problems = {0};
    char *conf = xasprintf("%s/docketd.conf", folder), *password = xasprintf("%s/password", folder);
    struct settings *s;

    write_file(conf, "plan = \"p\"; office = { name = \"A\"; address = \"a@a.example\"; };\n"
               "officers = ( { address = \"o@a.example\"; name = \"O\"; } );\n"
               "mailbox = { server = { host = \"127.0.0.1\"; tls = \"none\"; user = \"a\"; password_file = \"password\"; }; };\n"
               "sending = { server = { host = \"::1\"; tls = \"none\"; }; };\n");
    unlink(password);
    if (text) {
        write_file(password, text);
        chmod(password, mode);
    }
    s = settings_read(conf, &problems);
    no_problem(&problems);
    free(password);
    free(conf);
    return s;
}

static char *secret_problem(const char *text, mode_t mode)
{
    char folder[] = "/tmp/docketd-config-XXXXXX", *problem = NULL;
    struct problems problems = {0};
    struct settings *s = office_with_password(mkdtemp(folder), text, mode);

    if (settings_secrets(s, &problems) == 0)
        problem = xasprintf("fine: %s", s->mailbox.server.password);
    else
        problem = xstrdup(problems.v[0].text + strlen(folder) + strlen("/password "));
    assert_true(problems.n <= 1);
    assert_null(s->office.secret);
    problems_free(&problems);
    settings_free(s);
    remove_folder(folder);
    return problem;
}

static void secrets_come_from_secret_files(void **state)
{
    static const struct { const char *text; mode_t mode; const char *said; } cases[] = {
        { "s3cret word\n", 0600, "fine: s3cret word" },
        { "s3cret word\r\n", 0640, "fine: s3cret word" },
        { "s3cret\n", 0644, "is open to other users (mode 0644); chmod it to 0600 or 0640" },
        { "s3cret\n", 0620, "is open to other users (mode 0620); chmod it to 0600 or 0640" },
        { "\n", 0600, "is empty" },
        { "one\ntwo\n", 0600, "must hold one line without control characters" },
        { NULL, 0, "cannot be opened: No such file or directory" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *said = secret_problem(cases[i].text, cases[i].mode);
        assert_string_equal(said, cases[i].said);
        free(said);
    }
}

static void a_credential_is_looked_for_where_systemd_puts_it(void **state)
{
    struct problems problems = {0};
    struct settings *s;

    (void)state;
    setenv("CREDENTIALS_DIRECTORY", "/run/credentials/test.service", 1);
    s = settings_read("tests/corpus/config/credential.conf", &problems);
    unsetenv("CREDENTIALS_DIRECTORY");
    no_problem(&problems);
    assert_string_equal(s->mailbox.server.password_file, "/run/credentials/test.service/imap-password");
    assert_string_equal(s->office.secret_file, "/run/credentials/test.service/key");
    assert_int_equal(settings_own_secret(s, &problems), -1);
    assert_string_equal(problems.v[0].key, "office.secret_file");
    problems_free(&problems);
    settings_free(s);
}

static void officers_and_units_do_not_share_an_address(void **state)
{
    struct problems problems = {0};
    struct settings *s = settings_read("etc/docketd.conf", &problems);
    struct plan *plan = plan_read("etc/plans/dong-thap-2023.conf", &problems);

    (void)state;
    assert_int_equal(settings_suit(s, plan, &problems), 0);
    no_problem(&problems);
    strings_add(&plan->units[3].addresses, "canbo@pv05.example");
    strings_add(&plan->units[4].addresses, "baocao@pv05.example");
    assert_int_equal(settings_suit(s, plan, &problems), -1);
    assert_int_equal(problems.n, 2);
    assert_string_equal(problems.v[0].key, "officers");
    assert_string_equal(problems.v[1].key, "office.address");
    problems_free(&problems);
    plan_free(plan);
    settings_free(s);
}

/* ---- the manual ---------------------------------------------------------------- */

static void the_manual_has_every_option(void **state)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);

    (void)state;
    settings_describe(out);
    fclose(out);
    assert_non_null(strstr(text, ".Ss mailbox.server\n"));
    assert_non_null(strstr(text, ".It Ic password_file\n"));
    assert_non_null(strstr(text, ".It Ic subject_tag\n"));
    assert_null(strstr(text, ".It Ic password\n"));
    every_row_is_described(&settings_options, text);
    every_row_is_described(&plan_options, text);
    free(text);
}

/* src/docketd.conf.5 carries the tables between two marks. */
static void the_manual_page_is_not_behind_the_tables(void **state)
{
    static const char from[] = ".\\\" BEGIN docketctl options\n", to[] = ".\\\" END docketctl options\n";
    char *cause = NULL, *text = NULL, *page, *begin, *end;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);

    (void)state;
    settings_describe(out);
    fclose(out);
    page = file_read("src/docketd.conf.5", 1 << 20, &n, &cause);
    assert_non_null(page);
    begin = strstr(page, from);
    end = strstr(page, to);
    assert_true(begin && end);
    *end = '\0';
    if (strcmp(begin + strlen(from), text) != 0)
        print_message("put the output of docketctl options between the marks of src/docketd.conf.5\n");
    assert_string_equal(begin + strlen(from), text);
    free(page);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_file_is_the_sample_office),
        cmocka_unit_test(a_short_file_has_the_same_defaults),
        cmocka_unit_test(bad_files_are_refused_line_by_line),
        cmocka_unit_test(every_row_refuses_what_it_should),
        cmocka_unit_test(secrets_come_from_secret_files),
        cmocka_unit_test(a_credential_is_looked_for_where_systemd_puts_it),
        cmocka_unit_test(officers_and_units_do_not_share_an_address),
        cmocka_unit_test(the_manual_has_every_option),
        cmocka_unit_test(the_manual_page_is_not_behind_the_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
