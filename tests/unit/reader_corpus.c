/* Every input of tests/corpus/ against the expectation beside it: INPUT.json
 * holds what must be found, as a part of what docket-reader prints. A key
 * with "~" at its end asks for a piece of a text, or for some elements of a
 * list; lists otherwise agree in length. */
#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/reader/process/step.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "reader/reader.h"
#include "leaks.h"

static int wrong;

static void agree(const char *where, const json_t *wanted, const json_t *got);

static void
differ(const char *where, const json_t *wanted, const json_t *got)
{
    char *w = json_dumps(wanted, JSON_ENCODE_ANY), *g = json_dumps(got, JSON_ENCODE_ANY);

    fprintf(stderr, "%s: wanted %s, got %.400s\n", where, w, g != NULL ? g : "nothing");
    wrong++;
    free(w);
    free(g);
}

/* Every member of one is in the other. */
static bool
is_part(const json_t *wanted, const json_t *got)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)wanted, key, value) {
        if (!json_equal(value, json_object_get(got, key)))
            return false;
    }
    return json_is_object(wanted) && json_is_object(got);
}

static bool
holds(const json_t *list, const json_t *element)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (is_part(element, json_array_get(list, i)) || json_equal(json_array_get(list, i), element) ||
            (json_is_string(element) && json_is_string(json_array_get(list, i)) &&
             strstr(json_string_value(json_array_get(list, i)), json_string_value(element)) != NULL))
            return true;
    }
    return false;
}

static void
contain(const char *where, const json_t *wanted, const json_t *got)
{
    if (json_is_string(wanted)) {
        if (!json_is_string(got) || strstr(json_string_value(got), json_string_value(wanted)) == NULL)
            differ(where, wanted, got);
        return;
    }
    for (size_t i = 0; i < json_array_size(wanted); i++) {
        if (!holds(got, json_array_get(wanted, i)))
            differ(where, json_array_get(wanted, i), got);
    }
}

static void
agree_object(const char *where, const json_t *wanted, const json_t *got)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)wanted, key, value) {
        size_t n = strlen(key);
        char deeper[512], plain[64];

        snprintf(deeper, sizeof deeper, "%.400s.%s", where, key);
        snprintf(plain, sizeof plain, "%.*s", (int)(key[n - 1] == '~' ? n - 1 : n), key);
        if (key[n - 1] == '~')
            contain(deeper, value, json_object_get(got, plain));
        else
            agree(deeper, value, json_object_get(got, plain));
    }
}

static void
agree(const char *where, const json_t *wanted, const json_t *got)
{
    char deeper[512];

    if (json_is_null(wanted)) {
        if (got != NULL)
            differ(where, wanted, got);
    } else if (json_is_object(wanted) && json_is_object(got)) {
        agree_object(where, wanted, got);
    } else if (json_is_array(wanted) && json_array_size(wanted) == json_array_size(got)) {
        for (size_t i = 0; i < json_array_size(wanted); i++) {
            snprintf(deeper, sizeof deeper, "%.400s[%zu]", where, i);
            agree(deeper, json_array_get(wanted, i), json_array_get(got, i));
        }
    } else if (got == NULL || !json_equal(wanted, got)) {
        differ(where, wanted, got);
    }
}

/* As the daemon gets it: packed, unpacked and checked again. */
static json_t *
facts_of_mail(const char *where, const void *bytes, size_t n)
{
    struct message *m = reader_message(bytes, n), *back;
    struct buf b = {0};
    char *cause = NULL;
    json_t *json;
    size_t packed;

    message_pack(m, &b);
    packed = b.len;
    back = message_unpack(buf_take(&b), packed, &cause);
    if (back == NULL) {
        fprintf(stderr, "%s: the daemon would refuse the answer: %s\n", where, cause);
        wrong++;
        free(cause);
        back = message_new();
    }
    json = message_write(back);
    message_free(back);
    message_free(m);
    return json;
}

static json_t *
facts(const char *where, const char *name, const void *bytes, size_t n)
{
    struct attachment a = {0};
    struct buf text = {0};
    json_t *json;

    if (strcmp(name + strlen(name) - 4, ".eml") == 0)
        return facts_of_mail(where, bytes, n);
    reader_file(name, bytes, n, &a);
    attachment_print(&a, &text);
    json = json_loadb(buf_text(&text), text.len, 0, NULL);
    attachment_clear(&a);
    buf_free(&text);
    return json;
}

static void
try_one(const char *folder, const char *expectation)
{
    char path[512], input[512], *bytes, *cause = NULL;
    size_t n = 0;
    json_error_t error;
    json_t *wanted, *got;

    snprintf(path, sizeof path, "%s/%s", folder, expectation);
    snprintf(input, sizeof input, "%s/%.*s", folder, (int)(strlen(expectation) - strlen(".json")), expectation);
    wanted = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    bytes = file_read(input, LIMIT_MESSAGE, &n, &cause);
    if (wanted == NULL || bytes == NULL) {
        fprintf(stderr, "%s: %s\n", path, wanted == NULL ? error.text : cause);
        wrong++;
    } else {
        got = facts(input, strrchr(input, '/') + 1, bytes, n);
        agree(input, wanted, got);
        json_decref(got);
    }
    json_decref(wanted);
    free(bytes);
    free(cause);
}

static void
try_all(const char *folder)
{
    struct dirent **v = NULL;
    int n = scandir(folder, &v, NULL, alphasort), tried = 0;

    wrong = 0;
    for (int i = 0; i < n; i++) {
        size_t len = strlen(v[i]->d_name);

        if (len > 5 && strcmp(v[i]->d_name + len - 5, ".json") == 0) {
            try_one(folder, v[i]->d_name);
            tried++;
        }
        free(v[i]);
    }
    free(v);
    assert_true(tried > 0);
    assert_int_equal(wrong, 0);
}

static void mails_are_read(void **state) { (void)state; try_all("tests/corpus/mail"); }
static void forms_are_read(void **state) { (void)state; try_all("tests/corpus/form"); }
static void bad_files_are_refused(void **state) { (void)state; try_all("tests/corpus/hostile"); }

/* What a child does that is started again after a death in the form fields of
 * the mail's first file: they are left out and said to be, and nothing else. */
static void
fields_that_failed_cost_only_themselves(void **state)
{
    static const char part[] = "--b\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: binary\n\n";
    struct step note = { -1, STEP_FILE }, failed = { 0, STEP_FIELDS };
    size_t n = 0;
    char *pdf = file_read("tests/corpus/form/acroform.pdf", LIMIT_MESSAGE, &n, NULL);
    struct buf b = {0};
    struct message *m;

    (void)state;
    assert_non_null(pdf);
    buf_adds(&b, "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 2; i++) {
        buf_adds(&b, part);
        buf_add(&b, pdf, n);
        buf_adds(&b, "\n");
    }
    buf_adds(&b, "--b--\n");
    step_watch(&note, &failed, 1);
    m = reader_message(b.data, b.len);
    step_watch(NULL, NULL, 0);
    assert_int_equal(m->nattachments, 2);
    assert_int_equal(m->attachments[0].nfields, 0);
    assert_string_equal(m->attachments[0].reason, "its form fields were not read: the reader failed on them");
    assert_true(strings_has(&m->attachments[0].flags, "truncated"));
    assert_string_equal(m->attachments[0].text, "ten meetings\n");
    assert_int_equal(m->attachments[1].nfields, 8);
    assert_null(m->attachments[1].reason);
    message_free(m);
    buf_free(&b);
    free(pdf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mails_are_read),
        cmocka_unit_test(forms_are_read),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(fields_that_failed_cost_only_themselves),
    };

    LEAKS_ASIDE(reader_prepare());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
