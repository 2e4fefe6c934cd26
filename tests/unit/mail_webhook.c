/* Addresses to requests: what each service is sent, to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mail/webhook.h"

#define TEXT "TN-2026-0042: \"chờ\""
#define JSON_TEXT "TN-2026-0042: \\\"chờ\\\""

static const struct { const char *address, *method, *url, *authorization, *body; } golden[] = {
    { "zalo://12:ab_C/chat9", "POST", "https://bot-api.zaloplatforms.com/bot12:ab_C/sendMessage", NULL,
      "{\"chat_id\":\"chat9\",\"text\":\"" JSON_TEXT "\"}" },
    { "tgram://123456:AAE-x/-100200", "POST", "https://api.telegram.org/bot123456:AAE-x/sendMessage", NULL,
      "{\"chat_id\":\"-100200\",\"text\":\"" JSON_TEXT "\"}" },
    { "slack://T1/B2/c3", "POST", "https://hooks.slack.com/services/T1/B2/c3", NULL, "{\"text\":\"" JSON_TEXT "\"}" },
    { "mmosts://chat.office.example:8443/tok3n", "POST", "https://chat.office.example:8443/hooks/tok3n", NULL, "{\"text\":\"" JSON_TEXT "\"}" },
    { "mmost://thu@127.0.0.1/tok3n/", "POST", "http://127.0.0.1/hooks/tok3n", NULL, "{\"text\":\"" JSON_TEXT "\",\"username\":\"thu\"}" },
    { "ntfys://ntfy.office.example/bao-cao", "POST", "https://ntfy.office.example/", NULL, "{\"topic\":\"bao-cao\",\"message\":\"" JSON_TEXT "\"}" },
    { "ntfy://bao-cao", "POST", "https://ntfy.sh/", NULL, "{\"topic\":\"bao-cao\",\"message\":\"" JSON_TEXT "\"}" },
    { "ntfys://tk_1@h.example/t", "POST", "https://h.example/", "Bearer tk_1", "{\"topic\":\"t\",\"message\":\"" JSON_TEXT "\"}" },
    { "jsons://an:m%40t@h.example/a/b?x=1", "POST", "https://h.example/a/b", "Basic YW46bUB0",
      "{\"version\":\"1.0\",\"title\":\"docketd\",\"message\":\"" JSON_TEXT "\",\"type\":\"info\"}" },
    { "json://localhost:8080", "POST", "http://localhost:8080/", NULL,
      "{\"version\":\"1.0\",\"title\":\"docketd\",\"message\":\"" JSON_TEXT "\",\"type\":\"info\"}" },
};

static void each_service_gets_what_it_takes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(golden); i++) {
        struct webhook w;
        char *cause = NULL;

        assert_true(webhook_of(golden[i].address, TEXT, &w, &cause));
        assert_string_equal(w.method, golden[i].method);
        assert_string_equal(w.url, golden[i].url);
        assert_string_equal(w.body, golden[i].body);
        if (golden[i].authorization == NULL)
            assert_null(w.authorization);
        else
            assert_string_equal(w.authorization, golden[i].authorization);
        webhook_clear(&w);
    }
}

static void a_room_is_written_into_the_path(void **state)
{
    static const char before[] = "https://m.example/_matrix/client/v3/rooms/%21abc%3Am.example/send/m.room.message/";
    struct webhook w;
    char *cause = NULL;

    (void)state;
    assert_true(webhook_of("matrixs://t0ken@m.example/!abc:m.example", "x", &w, &cause));
    assert_string_equal(w.method, "PUT");
    assert_memory_equal(w.url, before, sizeof before - 1);
    assert_int_equal(strlen(w.url), sizeof before - 1 + 16);
    assert_string_equal(w.authorization, "Bearer t0ken");
    assert_string_equal(w.body, "{\"msgtype\":\"m.text\",\"body\":\"x\"}");
    webhook_clear(&w);
}

static void what_is_no_address_is_refused_without_repeating_it(void **state)
{
    static const char *const wrong[] = { "zalo://t0psecret", "tgram://t0psecret/a/b", "slack://t0psecret/b", "mmosts://t0psecret", "matrixs://h/!t0psecret",
                                         "mailto://t0psecret", "t0psecret", "jsons://", "jsons://h\x01t0psecret/", "exec:t0psecret" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct webhook w;
        char *cause = NULL;

        assert_false(webhook_of(wrong[i], "x", &w, &cause));
        assert_non_null(cause);
        assert_null(strstr(cause, "t0psecret"));
        webhook_clear(&w);
        free(cause);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_service_gets_what_it_takes),
        cmocka_unit_test(a_room_is_written_into_the_path),
        cmocka_unit_test(what_is_no_address_is_refused_without_repeating_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
