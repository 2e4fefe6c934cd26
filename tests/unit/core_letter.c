/* Templates and pages: what an office may write, and what a value may not do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/text.h"
#include "core/letter/letter.h"

static const char *
partial(const char *name, void *arg)
{
    (void)arg;
    if (strcmp(name, "footer") == 0)
        return "--\nsmall {{code}}\n";
    return strcmp(name, "loop") == 0 ? "{{>loop}}\n" : NULL;
}

static void
rendered(const char *template, const char *json, struct rendered *out)
{
    char *cause = NULL;
    struct letter_template *t = letter_template_parse("sample", template, partial, NULL, &cause);
    json_t *context = json_loads(json, 0, NULL);

    assert_null(cause);
    assert_non_null(t);
    assert_non_null(context);
    letter_template_render(t, context, out);
    json_decref(context);
    letter_template_free(t);
}

static void
gives(const char *template, const char *json, const char *subject, const char *text)
{
    struct rendered r = {0};

    rendered(template, json, &r);
    assert_string_equal(r.subject, subject);
    assert_string_equal(r.text, text);
    rendered_free(&r);
}

static void
refused(const char *template, const char *cause_expected)
{
    char *cause = NULL;

    assert_null(letter_template_parse("bad", template, partial, NULL, &cause));
    assert_string_equal(cause, cause_expected);
    free(cause);
}

static void
a_full_stop_is_written_once(void **state)
{
    (void)state;
    gives("Subject: s\n\n= Back: {{tag}}.\n= {{words}}. End...\n= .\n", "{\"tag\": \"no stamp.\", \"words\": \"storm\"}", "s",
          "Back: no stamp.\nstorm. End...\n.\n");
}

static void
values_and_sections(void **state)
{
    (void)state;
    gives("Subject: [{{tag}}] {{#late}}late{{/late}}{{^late}}in time{{/late}}\n\nDear {{unit.name}},\n",
          "{\"tag\": \"X\", \"unit\": {\"name\": \"huyện Cao Lãnh\"}, \"late\": false}",
          "[X] in time", "Dear huyện Cao Lãnh,\n");
    gives("Subject: s\n\n{{#files}}\n- {{name}} ({{n}}) of {{tag}}\n{{/files}}\n{{^files}}\nnone\n{{/files}}\n{{#words}}\n- {{.}}\n{{/words}}\n",
          "{\"tag\": \"X\", \"files\": [{\"name\": \"a\", \"n\": 1}, {\"name\": \"b\", \"n\": 2}], \"words\": [\"c\"]}",
          "s", "- a (1) of X\n- b (2) of X\n- c\n");
    gives("Subject: s\n\n{{^files}}\nnone\n{{/files}}\n{{unknown}}\n", "{\"files\": []}", "s", "none\n");
    gives("Subject: s\n\n{{! a note }}\ntext\n\n{{>footer}}\n", "{\"code\": \"TN-1\"}", "s", "text\n\n--\nsmall TN-1\n");
}

/* "N day(s)" of a template is of the number; what a value holds stays as it is. */
static void
a_plural_goes_by_its_number(void **state)
{
    (void)state;
    gives("Subject: {{n}} mail(s)\n\n- {{n}} older day(s) late{{#rows}}, {{.}} part(s){{/rows}}; {{text}} a thing(s); free(s)\n",
          "{\"n\": 1, \"rows\": [\"1\", 2, 0], \"text\": \"1 day(s)\"}", "1 mail",
          "- 1 older day late, 1 part, 2 parts, 0 parts; 1 day(s) a things; free(s)\n");
}

/* Within a list, null hides the letter's own value of that name. */
static void
null_in_a_list_is_empty(void **state)
{
    (void)state;
    gives("Subject: s\n\n{{#rows}}\n- {{report}}{{^report}}-{{/report}}\n{{/rows}}\n",
          "{\"report\": \"outer\", \"rows\": [{\"report\": null}, {}]}", "s", "- -\n- outer\n");
}

static void
blocks_as_text(void **state)
{
    (void)state;
    gives("Subject: s\n\n| Mã | {{code}}\n| Thời hạn | before\n\n# one\n  deadbeef\n# two\n\n=   [x] kept   as is\n",
          "{\"code\": \"TN-1\"}", "s",
          "  Mã       : TN-1\n  Thời hạn : before\n\n    1. one\n       deadbeef\n    2. two\n\n  [x] kept   as is\n");
    gives("Subject: s\n\n|= STT | Đơn vị | Kết quả |\n| 1 | Huyện Tân Hồng | Đúng hạn |\n", "{}", "s",
          "  STT  Đơn vị          Kết quả\n  1    Huyện Tân Hồng  Đúng hạn\n");
}

static void
text_is_wrapped_and_nfc(void **state)
{
    char *line, *rest;
    struct rendered r = {0};

    (void)state;
    /* "e" + combining circumflex + acute: NFC makes one letter of it. */
    rendered("Subject: s\n\n{{words}} {{words}} {{words}} {{words}} {{words}} {{words}} {{words}} {{words}}\n\n| L | {{words}} {{long}} {{words}}\n",
             "{\"words\": \"tie\\u0302\\u0301n đo\\u0302\\u0323 thu\\u031b\\u0323c hie\\u0323\\u0302n\", "
             "\"long\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}", &r);
    assert_non_null(strstr(r.text, "tiến độ thực hiện"));
    rest = r.text;
    while ((line = strsep(&rest, "\n")) != NULL)
        assert_true(text_length(line) <= 76);
    rendered_free(&r);
}

/* In a row's last cell, that is: to be copied it must be whole. */
static void
an_address_is_not_cut(void **state)
{
    struct rendered r = {0};

    (void)state;
    rendered("Subject: s\n\n| {{unit}} | {{unit}} | {{at}}\n",
             "{\"unit\": \"Phường Mỹ Phước Tây Nam Sông Hậu\", \"at\": \"p-my-phuoc-tay@dongthap.example\"}", &r);
    assert_non_null(strstr(r.text, " p-my-phuoc-tay@dongthap.example\n"));
    rendered_free(&r);
}

/* A value is data: it makes no line, no cell, no header, no markup, no tag. */
static void
a_value_stays_a_value(void **state)
{
    struct rendered r = {0};

    (void)state;
    rendered("Subject: {{v}}\n\n{{v}}\n\n| a | {{v}}\n\n- {{v}}\n",
             "{\"v\": \"x\\r\\nBcc: all@example\\n\\n| c | d\\n- <b>&\\\"'{{code}}\\u202e\\u001b[2J\"}", &r);
    assert_string_equal(r.subject, "x Bcc: all@example | c | d - <b>&\"'{{code}}[2J");
    assert_string_equal(r.text, "x Bcc: all@example | c | d - <b>&\"'{{code}}[2J\n\n"
                        "  a : x Bcc: all@example | c | d - <b>&\"'{{code}}[2J\n\n"
                        "- x Bcc: all@example | c | d - <b>&\"'{{code}}[2J\n");
    assert_null(strstr(r.html, "<b>"));
    assert_non_null(strstr(r.html, "&lt;b&gt;&amp;&quot;&#39;{{code}}"));
    rendered_free(&r);
}

static void
malformed_templates_are_refused(void **state)
{
    (void)state;
    refused("no subject\n", "bad:1: the first line of a letter is \"Subject: ...\"");
    refused("Subject: {{a\n", "bad:1: \"{{\" without \"}}\"");
    refused("Subject: s\n\n{{#a}}\nx\n", "bad:3: {{#a}} is never closed");
    refused("Subject: s\n\nx {{#a}} y\n", "bad:3: {{#a}} is not closed on its line");
    refused("Subject: s\n{{/a}}\n", "bad:2: {{/a}} closes nothing");
    refused("Subject: s\n{{#a}}\n{{/b}}\n", "bad:3: {{/b}} closes nothing");
    refused("Subject: s\n| {{#a}} | {{/a}} |\n", "bad:2: {{#a}} is not closed on its line");
    refused("Subject: s\n{{A b}}\n", "bad:2: \"A b\" is no name of a value");
    refused("Subject: s\n{{>nothing}}\n", "bad:2: there is no template \"nothing\" to include");
    refused("Subject: s\n{{>loop}}\n", "loop:1: \"loop\" is included too deep, or includes itself");
}

static void
checked(const char *template, const char *cause_expected)
{
    static const char *const keys[] = { "code", "files", "files.name", "words" };
    char *cause = NULL;
    struct letter_template *t = letter_template_parse("t", template, partial, NULL, NULL);
    bool ok = letter_template_check(t, keys, 4, &cause);

    assert_int_equal(ok, cause_expected == NULL);
    if (cause_expected != NULL)
        assert_string_equal(cause, cause_expected);
    free(cause);
    letter_template_free(t);
}

static void
unknown_names_are_found_before_a_letter_is_made(void **state)
{
    (void)state;
    checked("Subject: {{code}}\n{{#files}}\n{{name}} {{code}}\n{{/files}}\n{{#words}}\n{{.}}\n{{/words}}\n{{>footer}}\n", NULL);
    checked("Subject: {{name}}\n", "t:1: no letter has a value \"name\" here");
    checked("Subject: s\n{{^files}}\n{{name}}\n{{/files}}\n", "t:3: no letter has a value \"name\" here");
    checked("Subject: s\n{{.}}\n", "t:2: no letter has a value \".\" here");
}

static void
two_languages_make_one_letter(void **state)
{
    struct rendered vi = {0}, en = {0};

    (void)state;
    rendered("Subject: a\n\nKính gửi\n", "{\"lang\": \"vi\"}", &vi);
    rendered("Subject: b\n\nDear\n", "{\"lang\": \"en\"}", &en);
    rendered_append(&vi, &en);
    assert_string_equal(vi.subject, "a");
    assert_string_equal(vi.text, "Kính gửi\n\n--------------------\n\nDear\n");
    assert_non_null(strstr(vi.html, "<div lang=\"en\""));
    rendered_free(&vi);
    rendered_free(&en);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_sections), cmocka_unit_test(a_full_stop_is_written_once), cmocka_unit_test(a_plural_goes_by_its_number),
        cmocka_unit_test(null_in_a_list_is_empty),
        cmocka_unit_test(blocks_as_text),
        cmocka_unit_test(text_is_wrapped_and_nfc), cmocka_unit_test(an_address_is_not_cut),
        cmocka_unit_test(a_value_stays_a_value),
        cmocka_unit_test(malformed_templates_are_refused),
        cmocka_unit_test(unknown_names_are_found_before_a_letter_is_made),
        cmocka_unit_test(two_languages_make_one_letter),
    };
    return cmocka_run_group_tests_name("core_letter", tests, NULL, NULL);
}
