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
        buf_addf(&b, "%d %d m %d %d l S\n", 200 + i % 90 * 20, i / 90 * 2, 204 + i % 90 * 20, i / 90 * 2);
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

/* Words at the left of their columns and figures at the right, as spreadsheets set them. */
static const struct { int x; const char *word; } heads[] = { {20, "No"}, {60, "Name"}, {160, "Kind"}, {240, "Met it"}, {300, "In all"}, {360, "Plan"} };

static void
list_print(struct buf *b, size_t nheads)
{
    for (size_t i = 0; i < nheads; i++)
        word_at(b, heads[i].x, 1900, heads[i].word);
    for (int row = 0, y = 1885; row < 3; row++, y -= 15) {
        word_at(b, 53, y, row == 0 ? "1" : row == 1 ? "2" : "3");
        word_at(b, 60, y, row == 0 ? "Long Hung A" : "An Hoa");
        word_at(b, 160, y, "xa");
        word_at(b, 293, y, row == 0 ? "9" : "8");
        word_at(b, 348, y, "10");
    }
}

static void
expect_text(struct buf *b, const char *text)
{
    struct attachment a;

    read_page(b, &a);
    assert_string_equal(a.text, text);
    attachment_clear(&a);
    buf_free(b);
}

static void
a_list_without_rules_has_columns(void **state)
{
    struct buf b = {0}, c = {0};

    (void)state;
    list_print(&b, 5);
    expect_text(&b, "No\tName\tKind\tMet it\tIn all\n1\tLong Hung A\txa\t9\t10\n2\tAn Hoa\txa\t8\t10\n3\tAn Hoa\txa\t8\t10\n");
    list_print(&c, 6);                       /* a column that stays empty */
    expect_text(&c, "No\tName\tKind\tMet it\tIn all\tPlan\n1\tLong Hung A\txa\t9\t10\n2\tAn Hoa\txa\t8\t10\n3\tAn Hoa\txa\t8\t10\n");
}

/* Heads that do not begin where their words do, and a column that stays empty: which one nothing tells. */
static void
a_list_whose_columns_nothing_tells_is_not_guessed(void **state)
{
    struct buf b = {0};
    static const struct { int x; const char *word; } centred[] = { {20, "No"}, {80, "Name"}, {175, "Kind"}, {262, "Met"}, {322, "All"}, {392, "Set"} };

    (void)state;
    for (size_t i = 0; i < 6; i++)
        word_at(&b, centred[i].x, 1900, centred[i].word);
    for (int y = 1885; y > 1850; y -= 15) {
        word_at(&b, 22, y, "1");
        word_at(&b, 60, y, y > 1870 ? "Long Hung A" : y > 1860 ? "An Hoa" : "Tan My");
        word_at(&b, 160, y, "xa lon");
        word_at(&b, 305, y, "9");
        word_at(&b, 365, y, "10");
    }
    expect_text(&b, "No\tName\tKind\tMet\tAll\tSet\n1 Long Hung A xa lon 9 10\n1 An Hoa xa lon 9 10\n1 Tan My xa lon 9 10\n");
}

struct set { int x, y; const char *word; };

static void
expect_list(const struct set *set, size_t n, const char *text)
{
    struct buf b = {0};

    for (size_t i = 0; i < n; i++)
        word_at(&b, set[i].x, set[i].y, set[i].word);
    expect_text(&b, text);
}

#define HEADS "STT\tName of unit\tKind\tPlace\n"
#define HEAD {20, 1900, "STT"}, {60, 1905, "Name"}, {60, 1895, "of unit"}, {160, 1900, "Kind"}, {240, 1900, "Place"}

/* The numbers say which of the lines of a long name are one row's, at the top of it, in the middle or at the end. */
static void
a_numbered_list_is_read_by_its_rows(void **state)
{
    static const struct set top[] = { HEAD, {22, 1875, "1"}, {60, 1875, "Long Hung"}, {60, 1865, "A School"}, {160, 1875, "xa"},
        {240, 1875, "Lap Vo,"}, {240, 1865, "Dong Thap"}, {22, 1851, "2"}, {60, 1851, "An Hoa Number"}, {60, 1841, "One"}, {60, 1831, "School"}, {160, 1851, "truong"} };
    static const struct set middle[] = { HEAD, {22, 1870, "1"}, {60, 1875, "Long Hung"}, {60, 1865, "A School"}, {160, 1870, "xa"},
        {240, 1875, "Lap Vo,"}, {240, 1865, "Dong Thap"}, {22, 1841, "2"}, {60, 1851, "An Hoa Number"}, {60, 1841, "One"}, {60, 1831, "School"}, {160, 1841, "truong"} };
    static const struct set end[] = { HEAD, {22, 1865, "1"}, {60, 1875, "Long Hung"}, {60, 1865, "A School"}, {160, 1865, "xa"},
        {240, 1875, "Lap Vo,"}, {240, 1865, "Dong Thap"}, {22, 1831, "2"}, {60, 1851, "An Hoa Number"}, {60, 1841, "One"}, {60, 1831, "School"}, {160, 1831, "truong"} };
    static const char *text = HEADS "1\tLong Hung A School\txa\tLap Vo, Dong Thap\n2\tAn Hoa Number One School\ttruong\n";

    static const struct set number[] = { HEAD, {22, 1875, "1"}, {60, 1875, "School of"}, {60, 1865, "1"}, {160, 1875, "xa"}, {240, 1875, "Lap Vo"},
        {22, 1851, "2"}, {60, 1851, "An Hoa"}, {160, 1851, "truong"} };

    static const struct set two[] = { {12, 1900, "So"}, {24, 1900, "TT"}, {60, 1905, "Name"}, {60, 1895, "of unit"}, {160, 1900, "Kind"}, {240, 1900, "Place"},
        {22, 1875, "1"}, {60, 1875, "School of"}, {60, 1865, "An Hoa"}, {160, 1875, "xa"}, {240, 1875, "Lap Vo"} };

    (void)state;
    expect_list(two, ARRAY_LEN(two), "TT\tName of unit\tKind\tPlace\n1\tSchool of An Hoa\txa\tLap Vo\n");
    expect_list(number, ARRAY_LEN(number), HEADS "1\tSchool of 1\txa\tLap Vo\n2\tAn Hoa\ttruong\n");
    expect_list(top, ARRAY_LEN(top), text);
    expect_list(middle, ARRAY_LEN(middle), text);
    expect_list(end, ARRAY_LEN(end), text);
}

/* A kind in the middle of two rows is both's. */
static void
a_cell_merged_downwards_is_each_rows(void **state)
{
    static const struct set set[] = { HEAD, {22, 1875, "1"}, {60, 1875, "Long Hung A"}, {160, 1867, "xa lon"}, {240, 1875, "Lap Vo"},
        {22, 1859, "2"}, {60, 1859, "An Hoa"}, {240, 1859, "An Hoa"}, {22, 1843, "3"}, {60, 1843, "Tan My"}, {160, 1843, "truong"}, {240, 1843, "Tan My"} };

    (void)state;
    expect_list(set, ARRAY_LEN(set), HEADS "1\tLong Hung A\txa lon\tLap Vo\n2\tAn Hoa\txa lon\tAn Hoa\n3\tTan My\ttruong\tTan My\n");
}

/* Words that run into the next column, or over those of the next row: no cell of such a row is known. */
static void
rows_that_are_cut_or_overprinted_stay_in_one_piece(void **state)
{
    static const struct set cut[] = { HEAD, {22, 1875, "1"}, {60, 1875, "Long Hung"}, {160, 1875, "xa"}, {240, 1875, "Lap Vo"},
        {22, 1861, "2"}, {61, 1861, "The School of Long Hung A"}, {160, 1861, "truong"}, {240, 1861, "An Hoa"},
        {22, 1847, "3"}, {60, 1847, "Tan My"}, {160, 1847, "xa"}, {240, 1847, "An Hoa"},
        {22, 1833, "4"}, {60, 1833, "The School of Long Hung A"}, {160, 1833, "truong"}, {240, 1833, "An Hoa"} };
    static const struct set over[] = { HEAD, {22, 1875, "1"}, {60, 1875, "Long Hung"}, {160, 1875, "xa"}, {240, 1875, "Lap Vo"},
        {22, 1861, "2"}, {60, 1861, "The School of"}, {160, 1861, "xa"}, {240, 1861, "An Hoa"},
        {60, 1850, "Number One"}, {22, 1847, "3"}, {60, 1847, "Tan My"}, {160, 1847, "xa"}, {240, 1847, "An Hoa"},
        {22, 1833, "4"}, {60, 1833, "Binh Thanh"}, {160, 1833, "xa"},
        {22, 1819, "5"}, {60, 1819, "Hoa An"}, {160, 1819, "xa"} };

    (void)state;
    expect_list(cut, ARRAY_LEN(cut), HEADS "1\tLong Hung\txa\tLap Vo\n2 The School of Long Hung Atruong An Hoa\n3\tTan My\txa\tAn Hoa\n"
                "4 The School of Long Hung A truong An Hoa\n");
    expect_list(over, ARRAY_LEN(over), HEADS "1 Long Hung xa Lap Vo\n2 The School of xa An Hoa\n3 Number Tan My One xa An Hoa\n4 Binh Thanh xa\n5\tHoa An\txa\n");
}

/* Heads of which nobody knows what stands below them. */
static void
a_numbered_list_whose_columns_nothing_tells_is_not_guessed(void **state)
{
    struct buf b = {0};
    static const struct { int x; const char *word; } centred[] = { {20, "STT"}, {80, "Name"}, {175, "Kind"}, {262, "Met"}, {322, "All"}, {392, "Set"} };

    (void)state;
    for (size_t i = 0; i < 6; i++)
        word_at(&b, centred[i].x, 1900, centred[i].word);
    for (int y = 1885; y > 1850; y -= 15) {
        word_at(&b, 22, y, y > 1870 ? "1" : y > 1860 ? "2" : "3");
        word_at(&b, 60, y, y > 1870 ? "Long Hung A" : y > 1860 ? "An Hoa" : "Tan My");
        word_at(&b, 160, y, "xa lon");
        word_at(&b, 305, y, "9");
        word_at(&b, 365, y, "10");
    }
    expect_text(&b, "STT\tName\tKind\tMet\tAll\tSet\n1 Long Hung A xa lon 9 10\n2 An Hoa xa lon 9 10\n3 Tan My xa lon 9 10\n");
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
        cmocka_unit_test(a_list_without_rules_has_columns),
        cmocka_unit_test(a_list_whose_columns_nothing_tells_is_not_guessed),
        cmocka_unit_test(a_numbered_list_is_read_by_its_rows), cmocka_unit_test(a_cell_merged_downwards_is_each_rows),
        cmocka_unit_test(rows_that_are_cut_or_overprinted_stay_in_one_piece),
        cmocka_unit_test(a_numbered_list_whose_columns_nothing_tells_is_not_guessed),
    };

    LEAKS_ASIDE(reader_prepare());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
