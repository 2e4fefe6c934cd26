/* Answers as text and as HTML: columns stand under one another in Vietnamese,
 * rows fit a letter, and what somebody wrote never becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/text.h"
#include "report/answer.h"

#define TABLE "Subject: {{title}}\n\n## {{title}}\n|= Đơn vị | Trạng thái | Mã\n{{#rows}}\n| {{unit}} | {{state}} | {{code}}\n{{/rows}}\n\n" \
              "|% {{part}} | {{whole}}\n\n> {{order}}\n"
#define NOTE "Subject: none\n\n- {{text}}\n"

/* Of a template for each part. */
static void
write_answer(const struct answer *a, const char *const texts[], struct rendered *out)
{
    struct letter_part parts[4];
    struct letter_template *of[4];

    for (size_t i = 0; i < a->nparts; i++) {
        char *cause = NULL;

        of[i] = i > 0 && texts[i] == texts[i - 1] ? of[i - 1]
                                                  : letter_template_parse("part", texts[i], NULL, NULL, &cause);
        assert_null(cause);
        parts[i] = (struct letter_part){ of[i], a->parts[i].facts };
    }
    letter_parts_render(parts, a->nparts, "vi", out);
    for (size_t i = 0; i < a->nparts; i++)
        if (i == 0 || of[i] != of[i - 1])
            letter_template_free(of[i]);
}

static void
render(json_t *facts, struct rendered *out)
{
    struct answer a = {0};

    answer_add(&a, "table", facts);
    write_answer(&a, (const char *const[]){ TABLE }, out);
    answer_clear(&a);
}

static void
columns_stand_under_one_another(void **state)
{
    struct rendered r = {0};
    char *copy, *rest, *line;
    size_t at = 0, rows = 0;

    (void)state;
    render(json_pack("{s:[{s:s s:s s:s},{s:s s:s s:s}]}", "rows", "unit", "Huyện Lấp Vò", "state", "Đạt yêu cầu", "code",
                     "TN-2023-0042", "unit", "Huyện Tha\xcc\x81p Mu\xcc\x9bo\xcc\x9b\xcc\x80i", "state", "Quá hạn 3 ngày",
                     "code", "TN-2023-0043"), &r);     /* NFD */
    rest = copy = xstrdup(r.text);
    while ((line = strsep(&rest, "\n")) != NULL) {
        char *mark = strstr(line, rows == 0 ? "Mã" : "TN-");

        if (mark == NULL)
            continue;
        *mark = '\0';
        assert_true(rows == 0 || text_width(line) == at);
        at = text_width(line);
        rows++;
    }
    assert_int_equal(rows, 3);
    free(copy);
    rendered_free(&r);
}

/* Nothing is cut: what is too long goes on below, within its column. */
static void
rows_fit_a_letter(void **state)
{
    const char *longer = "Báo cáo kết quả triển khai, thực hiện Kế hoạch xây dựng xã, phường, thị trấn điển hình";
    struct rendered r = {0};
    char *rest, *line;

    (void)state;
    render(json_pack("{s:[{s:s s:s s:s}]}", "rows", "unit", longer, "state", longer, "code", "TN-2023-0042"), &r);
    assert_non_null(strstr(r.html, longer));
    assert_non_null(strstr(r.text, "điển"));
    for (rest = r.text; (line = strsep(&rest, "\n")) != NULL;)
        assert_true(text_width(line) <= 76);
    rendered_free(&r);
}

static void
nothing_becomes_markup_or_a_line(void **state)
{
    const char *evil = "<script>x</script>\nSubject: x & \"y\" {{title}}";
    struct rendered r = {0};

    (void)state;
    render(json_pack("{s:s s:[{s:s s:s s:s}] s:s s:s s:s}", "title", evil, "rows", "unit", evil, "state", evil, "code", evil,
                     "part", evil, "whole", evil, "order", evil), &r);
    assert_null(strstr(r.html, "<script"));
    assert_null(strstr(r.text, "\nSubject"));
    assert_null(strchr(r.subject, '\n'));
    rendered_free(&r);
}

static void
a_bar_has_a_width(void **state)
{
    static const struct { int part, whole; const char *text; } bars[] = {
        { 8, 12, "[################--------] 8/12 (67%)" }, { 0, 12, "[------------------------] 0/12 (0%)" },
        { 12, 12, "[########################] 12/12 (100%)" }, { 0, 0, "[------------------------] 0/0" },
        { 13, 12, "[########################] 13/12 (100%)" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        struct rendered r = {0};

        render(json_pack("{s:i s:i}", "part", bars[i].part, "whole", bars[i].whole), &r);
        assert_non_null(strstr(r.text, bars[i].text));
        assert_null(strstr(r.html, "width:0%"));        /* a cell of no width is none */
        rendered_free(&r);
    }
}

/* The first subject names the mail; lines of one part stay together. */
static void
parts_are_one_letter(void **state)
{
    static const char *const texts[] = { "Subject:\n\n= first\n", NOTE, NOTE };
    struct answer a = {0};
    struct rendered r = {0};
    struct answer_mark mark;

    (void)state;
    answer_add(&a, "first", json_object());
    answer_add(&a, "note", json_pack("{s:s}", "text", "a"));
    answer_add(&a, "note", json_pack("{s:s}", "text", "b"));
    mark = answer_mark(&a);
    answer_add(&a, "note", json_pack("{s:s}", "text", "c"));
    answer_file(&a, "a.xlsx", "x/y", xstrdup("bytes"), 5);
    answer_back(&a, mark);
    assert_int_equal(a.nfiles, 0);
    write_answer(&a, texts, &r);
    assert_string_equal(r.subject, "none");
    assert_string_equal(r.text, "first\n\n- a\n- b\n");
    rendered_free(&r);
    answer_clear(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_stand_under_one_another),
        cmocka_unit_test(rows_fit_a_letter),
        cmocka_unit_test(nothing_becomes_markup_or_a_line),
        cmocka_unit_test(a_bar_has_a_width),
        cmocka_unit_test(parts_are_one_letter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
