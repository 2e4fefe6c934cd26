/* The words of a text, and phrases among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/language/syllable.h"
#include "core/language/tokens.h"

/* As words with one blank between two. */
static char *
said(const char *text, size_t most)
{
    struct tokens t;
    struct buf b = {0};

    tokens_of(text, most, &t);
    for (size_t i = 0; i < t.n; i++) {
        assert_int_equal(t.v[i].hash, word_hash(t.v[i].text));
        buf_addf(&b, i > 0 ? " %s" : "%s", t.v[i].text);
    }
    tokens_free(&t);
    return buf_take(&b);
}

static void
words_are_folded_and_written_out(void **state)
{
    static const struct { const char *text, *words; } lines[] = {
        { "BC 6T/2023 - CATP Cao Lãnh", "bao cao 6 thang 2023 catp cao lanh" }, { "DSlựa chọn, xãTân Quy", "danh sach lua chon xa tan quy" },
        { "Kh 06th 6TĐN T7 tháng sáu tháng", "ke hoach 6 thang 6 thang dau nam thang 7 thang 6 thang" },
        { "thapmuoi vinhlong 000123BCĐ138", "thap muoi vinh long 123 bcd 138" }, { "Đã gởi, em goi mail roi, GỞI LẠI", "da gui em gui mail roi gui lai" }, { "gọi anh; goi dien, ten goi, gói thầu", "goi anh goi dien ten goi goi thau" },
        { "– “Đề nghị” … ß", "de nghi ss" }, { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        char *words = said(lines[i].text, SIZE_MAX);

        assert_string_equal(words, lines[i].words);
        free(words);
    }
    char *none = said(NULL, 10), *start = said("gửi báo cáo", strlen("gửi báo"));

    assert_string_equal(none, "");
    assert_string_equal(start, "gui bao");
    free(none);
    free(start);
}

/* More words, and longer ones, than the first guess has room for. */
static void
any_number_of_words_has_room(void **state)
{
    struct buf b = {0};
    struct tokens t;

    (void)state;
    for (int i = 0; i < 1000; i++)
        buf_adds(&b, i % 2 == 0 ? "1a" : "ŉŉŉ ");
    tokens_of(buf_text(&b), b.len, &t);
    assert_int_equal(t.n, 1000);
    assert_string_equal(t.v[0].text, "1");
    assert_int_equal(t.v[t.n - 2].number, 1);
    tokens_free(&t);
    buf_free(&b);
}

static void
a_syllable_is_told_by_its_letters(void **state)
{
    static const char *const yes[] = { "a", "nghieng", "quyet", "gi", "giua", "khuyu", "thuong", "yeu", "oanh", "ngoeo", "qua" },
                      *const no[] = { "", "b", "bc", "word", "aia", "aint", "ngha1", "nghh", "zo", "tuau", "ieun", "xy\xCE\xB1" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(yes); i++)
        assert_true(syllable_is(yes[i], strlen(yes[i])) || (print_error("%s\n", yes[i]), false));
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        assert_false(syllable_is(no[i], strlen(no[i])) && (print_error("%s\n", no[i]), true));
    assert_int_equal(syllable_split("thapmuoi", 8), 4);
    assert_int_equal(syllable_split("word", 4), 0);
}

static bool
behind_a_mark(const struct tokens *t, size_t at)
{
    return t->v[at].gap == ',';
}

static void
phrases_are_found_one_after_the_other(void **state)
{
    static const char *const phrases[] = { "du thao", "nhap" }, *const du[] = { "du", "thao lan" }, *const second[] = { "nhap" }, *const longer[] = { "thao lan" };
    struct tokens t;

    (void)state;
    tokens_of("Gửi dự thảo; bản nháp, dự thảo 2. Dự kiến", SIZE_MAX, &t);
    assert_int_equal(TOKENS_FIND(&t, 0, phrases), 1);
    assert_int_equal(TOKENS_FIND(&t, 2, phrases), 4);
    assert_int_equal(TOKENS_FIND(&t, 5, phrases), 5);
    assert_true(TOKENS_FIND(&t, 6, phrases) >= t.n && TOKENS_FIND(&t, 100, phrases) >= t.n);
    assert_int_equal(TOKENS_FIND(&t, 0, du), 1);
    assert_true(SOMEWHERE(&t, phrases, behind_a_mark) && SOMEWHERE(&t, phrases, NULL));
    assert_false(SOMEWHERE(&t, second, behind_a_mark));
    assert_false(SOMEWHERE(&t, longer, NULL));
    tokens_free(&t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded_and_written_out), cmocka_unit_test(any_number_of_words_has_room),
        cmocka_unit_test(a_syllable_is_told_by_its_letters), cmocka_unit_test(phrases_are_found_one_after_the_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
