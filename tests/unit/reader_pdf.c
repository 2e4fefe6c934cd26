/* One step beyond each cap on a page of a PDF, and a page whose drawing the
 * reader does not survive: what was read is kept, and the rest is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "reader/reader.h"
#include "../../src/reader/process/step.h"
#include "leaks.h"

static void
read_page(const struct buf *content, struct attachment *a)
{
    struct buf b = {0};

    buf_adds(&b, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                 "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 2000]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                 "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n");
    buf_addf(&b, "4 0 obj<</Length %zu>>stream\n", content->len);
    buf_add(&b, content->data, content->len);
    buf_adds(&b, "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    *a = (struct attachment){0};
    reader_file("x.pdf", b.data, b.len, a);
    buf_free(&b);
}

static void
expect(struct buf *content, const char *reason, const char *text)
{
    struct attachment a;

    read_page(content, &a);
    assert_int_equal(a.status, ATTACHMENT_READ);
    assert_true(strings_has(&a.flags, "truncated"));
    assert_string_equal(a.reason, reason);
    assert_non_null(strstr(a.text, text));
    attachment_clear(&a);
    buf_free(content);
}

static void
word_at(struct buf *b, int x, int y, const char *word)
{
    buf_addf(b, "BT /F 8 Tf %d %d Td (%s) Tj ET\n", x, y, word);
}

static void
letters_beyond_the_cap(void **state)
{
    struct buf b = {0};

    (void)state;
    word_at(&b, 10, 1990, "first words");
    for (int i = 0; i <= LIMIT_GLYPHS / 100; i++) {
        buf_addf(&b, "BT /F 6 Tf %d %d Td (", 10 + i % 5 * 380, 1900 - i / 5 * 8);
        for (int k = 0; k < 100; k++)
            buf_addc(&b, 'n');
        buf_adds(&b, ") Tj ET\n");
    }
    expect(&b, "only the first 100000 letters of a page were read", "first words");
}

static void
cells_beyond_the_cap(void **state)
{
    struct buf b = {0};

    (void)state;
    word_at(&b, 10, 1990, "a table with more places than are looked at");
    for (int i = 0; i <= 142; i++)              /* 142 * 142 > LIMIT_GRID */
        buf_addf(&b, "10 %d m 1430 %d l S %d 10 m %d 1430 l S\n", 10 + 10 * i, 10 + 10 * i, 10 + 10 * i, 10 + 10 * i);
    expect(&b, "a page draws more lines than are looked at; its tables may be incomplete", "a table with more places");
}

static void
rules_beyond_the_cap(void **state)
{
    struct buf b = {0};

    (void)state;
    word_at(&b, 10, 1990, "a page of many strokes");
    for (int i = 0; i <= LIMIT_RULES; i++)
        buf_addf(&b, "%d %d m %d %d l S\n", i % 100 * 20, i / 100 * 2, i % 100 * 20 + 4, i / 100 * 2);
    expect(&b, "a page draws more lines than are looked at; its tables may be incomplete", "a page of many strokes");
}

static void
content_beyond_the_cap(void **state)
{
    struct buf b = {0};

    (void)state;
    word_at(&b, 10, 1990, "a page of many blanks");
    while (b.len <= LIMIT_CONTENT)
        buf_adds(&b, "                                                                                          ");
    expect(&b, "a page draws more lines than are looked at; its tables may be incomplete", "a page of many blanks");
}

/* What a child does that is started again after it died of a page's drawing. */
static void
a_drawing_that_failed_costs_the_lines_only(void **state)
{
    struct step note = { -1, STEP_FILE }, failed = { 0, STEP_DRAWING };
    struct buf b = {0};

    (void)state;
    word_at(&b, 13, 105, "So cuoc");
    word_at(&b, 103, 105, "12");
    buf_adds(&b, "10 100 90 20 re S 100 100 50 20 re S\n");
    step_watch(&note, &failed, 1);
    expect(&b, "its tables were read without their lines: the reader failed on them", "So cuoc\t12");
    step_watch(NULL, NULL, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_beyond_the_cap),
        cmocka_unit_test(cells_beyond_the_cap),
        cmocka_unit_test(rules_beyond_the_cap),
        cmocka_unit_test(content_beyond_the_cap),
        cmocka_unit_test(a_drawing_that_failed_costs_the_lines_only),
    };

    LEAKS_ASIDE(reader_prepare());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
