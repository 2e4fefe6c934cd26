/* Text as it arrives from mail programs: NFD, look-alikes, controls. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/address.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/spelling.h"
#include "base/text.h"

static void
folds(const char *text, const char *expected)
{
    char *folded = text_fold(text);

    assert_string_equal(folded, expected);
    assert_int_equal(text_has_words(text), *expected != '\0');
    free(folded);
}

static void
folding_goes_on_behind_what_is_there(void **state)
{
    struct buf b = {0};

    (void)state;
    text_fold_add(" Sông Trà, xã", strlen(" Sông Trà,"), &b);
    buf_addc(&b, '/');
    text_fold_add("- Đèo", strlen("- Đèo"), &b);
    assert_string_equal(buf_text(&b), "song tra/deo");
    buf_free(&b);
    folds("– … ☐", "");
    folds("… Я", "я");
}

static void
cleans(const char *bytes, size_t n, const char *expected)
{
    char *clean = text_clean(bytes, n);

    assert_string_equal(clean, expected);
    assert_true(text_is_utf8(clean, strlen(clean)));
    free(clean);
}

static void
cleans_to_line(const char *text, const char *expected)
{
    char *clean = text_clean_line(text, strlen(text));

    assert_string_equal(clean, expected);
    free(clean);
}

static void
folding_ignores_accents_case_and_punctuation(void **state)
{
    (void)state;
    folds("TP. Cao Lãnh", "tp cao lanh");
    folds("  Báo cáo 6 tháng – H.Cao Lãnh (2023) ", "bao cao 6 thang h cao lanh 2023");
    folds("", "");
    folds("…—", "");
}

static void
nfd_and_nfc_fold_alike(void **state)
{
    (void)state;
    folds("huyện Lấp Vò", "huyen lap vo");
    folds("huye\xcc\xa3\xcc\x82n La\xcc\x82\xcc\x81p Vo\xcc\x80", "huyen lap vo");
    folds("huy\xc3\xaa\xcc\xa3n", "huyen");
}

static void
all_four_d_fold_alike(void **state)
{
    (void)state;
    folds("Đồng Tháp", "dong thap");
    folds("đồng tháp", "dong thap");
    folds("\xc3\x90\xe1\xbb\x93ng", "dong");        /* U+00D0 Eth */
    folds("\xc6\x89\xe1\xbb\x93ng", "dong");        /* U+0189 African D */
    folds("138/ĐP", "138 dp");
}

static void
tone_placement_does_not_count(void **state)
{
    (void)state;
    folds("Hòa", "hoa");
    folds("Hoà", "hoa");
    folds("Ủy ban", "uy ban");
    folds("Uỷ ban", "uy ban");
    folds("Bình Thạnh", "binh thanh");
    folds("Bình Thành", "binh thanh");
}

static void
invisible_characters_do_not_split_words(void **state)
{
    (void)state;
    folds("Cao L\xc2\xad\xc3\xa3nh", "cao lanh");               /* soft hyphen */
    folds("\xef\xbb\xbf" "Cao\xe2\x80\x8b L\xc3\xa3nh", "cao lanh");   /* byte order mark, zero-width space */
    folds("Cao\xc2\xa0L\xc3\xa3nh", "cao lanh");                /* no-break space */
}

static void
tokens_are_whole(void **state)
{
    (void)state;
    assert_true(text_has_tokens("bao cao huyen thap muoi 2023", "thap muoi"));
    assert_true(text_has_tokens("dong thap muoi", "thap muoi"));
    assert_true(text_has_tokens("thap muoi", "thap muoi"));
    assert_false(text_has_tokens("thap muoi hai", "p muoi"));
    assert_false(text_has_tokens("nghi tan", "ng"));
    assert_false(text_has_tokens("cao lanhx cao", "cao lanh"));
    assert_true(text_has_tokens("cao lanhx cao lanh", "cao lanh"));
    assert_false(text_has_tokens("cao lanh", ""));
    assert_true(text_begins("cao lanh", "cao lanh"));
    assert_true(text_begins("cao lanh 2023", "cao"));
    assert_false(text_begins("cao lanhx", "cao lanh"));
    assert_false(text_begins("xa cao lanh", "cao lanh"));
}

static void
cleaning_composes_and_drops_controls(void **state)
{
    (void)state;
    cleans("Huye\xcc\xa3\xcc\x82n", 9, "Huyện");
    cleans("a\r\nb\rc\n", 7, "a\nb\nc\n");
    cleans("a\0b\x1b[31mc\x7f\xc2\x85" "d", 13, "ab[31mcd");
    cleans("\xe2\x80\xae" "fdp.exe", 10, "fdp.exe");            /* right-to-left override */
    cleans("x\xff\xc3y", 4, "x\xef\xbf\xbd\xef\xbf\xbdy");
    cleans("\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");   /* a surrogate is no character */
    cleans("\xe2\x80\x8b" "1" "\xe2\x81\xa0" "2" "\xef\xbb\xbf" "\xef\xb8\x8f", 14, "12");   /* what no page shows */
    cleans("\xc2\xad", 2, "\xc2\xad");                         /* a letter of TCVN3 */
    cleans("\tx", 2, "\tx");
    cleans("１．２５０（２） ％＠＜ Ａ", strlen("１．２５０（２） ％＠＜ Ａ"), "1.250(2) %＠＜ A");
    cleans("1\xe3\x80\x80" "2\xe2\x80\x89" "5\xef\xbf\xbc", 12, "1 2 5");
    cleans("", 0, "");
    cleans(NULL, 0, "");
}

static void
one_line_is_one_line(void **state)
{
    (void)state;
    cleans_to_line("  Biểu  1\r\n\tsố\xc2\xa0 liệu \n", "Biểu 1 số liệu");
    cleans_to_line("plain words", "plain words");
    cleans_to_line(" plain  words ", "plain words");
    cleans_to_line(" \n ", "");
    cleans_to_line("a\xe2\x80\xa8" "b", "a b");                 /* U+2028 */
}

static void
too_many_marks_on_a_letter_are_left_out(void **state)
{
    struct buf b = {0};
    char *clean;

    (void)state;
    buf_addc(&b, 'x');
    for (int i = 0; i < 40; i++)                /* src/base/text.c keeps 30 */
        buf_adds(&b, "\xcc\xa4");
    buf_addc(&b, 'y');
    clean = text_clean(b.data, b.len);
    assert_int_equal(strlen(clean), 1 + 30 * 2 + 1);
    free(clean);
    buf_free(&b);
}

static void
utf8_is_checked(void **state)
{
    /* what a gateway hangs on an old mail */
    const char footed[] = "B\xe1o c\xe1o th\xe1ng, ng\xe0y mai. Thư này đã được quét";

    (void)state;
    assert_true(text_is_utf8("báo cáo", strlen("báo cáo")));
    assert_true(text_is_utf8("", 0));
    assert_false(text_is_utf8("0123456\0", 8));
    assert_false(text_is_utf8("01234567\x80", 9));
    assert_false(text_is_utf8("\xc0\xaf", 2));
    assert_false(text_is_utf8("\xf4\x90\x80\x80", 4));
    assert_false(text_is_utf8("\xe1\xbb", 2));
    assert_true(text_is_mostly_utf8("Huyện Lấp Vò, xã Định\xe1", strlen("Huyện Lấp Vò, xã Định\xe1")));
    assert_false(text_is_mostly_utf8("b\xe1o c\xe1o", 7));
    assert_false(text_is_mostly_utf8("ò\xe1", 3));
    assert_false(text_is_mostly_utf8("bao cao", 7));
    assert_false(text_is_mostly_utf8(footed, strlen(footed)));
}

static void
columns_line_up(void **state)
{
    char *p;

    (void)state;
    assert_int_equal(text_width("Huyện Lấp Vò"), 12);
    assert_int_equal(text_width("Huye\xcc\xa3\xcc\x82n"), 5);
    assert_int_equal(text_length("Huyện"), 5);
    p = text_pad("Huyện", 8);
    assert_string_equal(p, "Huyện   ");
    free(p);
    p = text_pad("Huyện Tháp Mười", 8);
    assert_string_equal(p, "Huyện T…");
    free(p);
    p = text_cut("Huyện Tháp Mười", 6);
    assert_string_equal(p, "Huyện…");
    free(p);
    p = text_cut("Huyện", 5);
    assert_string_equal(p, "Huyện");
    free(p);
}

static void
lower_case_and_sizes(void **state)
{
    static const struct { unsigned long long bytes; const char *text; } sizes[] = {
        { 0, "0 byte" }, { 1023, "1023 byte" }, { 84 << 10, "84 KB" }, { 1258291, "1,2 MB" },
        { 1048575, "1,0 MB" }, { 3ull << 30, "3,0 GB" },
    };
    char *p = text_lower("HUYỆN ĐỒNG");

    (void)state;
    assert_string_equal(p, "huyện đồng");
    free(p);
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        p = text_size(sizes[i].bytes);
        assert_string_equal(p, sizes[i].text);
        free(p);
    }
}

static void
addresses_are_plain(void **state)
{
    static const char *const good[] = { "h-cao-lanh@dongthap.example", "a.b+c@x.example", "root@localhost" };
    static const char *const bad[] = {
        "", "a", "@x.example", "a@", "a b@x.example", "a@x.example\n", "a\r\nRCPT TO:<b>@x.example",
        "\"a b\"@x.example", "<a@x.example>", "a@x..example", ".a@x.example", "a@-x.example", "a@[127.0.0.1]",
        "a@b@x.example", "ă@x.example", "a,b@x.example",
    };
    char *p;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(address_is(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(address_is(bad[i]));
    assert_false(address_is(NULL));
    p = address_fold("CanBo@PV05.Example");
    assert_string_equal(p, "canbo@pv05.example");
    free(p);
}

static void
same_spelling(const char *a, const char *b, bool same)
{
    char *x = spelling_of(a), *y = spelling_of(b);

    if ((strcmp(x, y) == 0) != same)
        fail_msg("\"%s\" and \"%s\": %s, %s", a, b, x, y);
    free(x);
    free(y);
}

static void
spelling_keeps_accents_and_moves_tones(void **state)
{
    (void)state;
    same_spelling("Hoà Long", "hòa  long", true);
    same_spelling("An Thạnh Thuỷ", "AN THẠNH THỦY", true);
    same_spelling("TP. Sa-Đéc ", "tp sa đéc", true);
    same_spelling("Nguyễn", "Nguye\xcc\x82\xcc\x83n", true);
    same_spelling("Mỹ Quý", "mĩ quí", true);
    same_spelling("Thuý", "Thúi", false);
    same_spelling("Tân Thành", "Tân Thạnh", false);
    same_spelling("Mỹ Tho", "Mỹ Thọ", false);
    same_spelling("Lấp Vò", "Lập Vò", false);
    same_spelling("Sa Đéc", "Sa Dec", false);
    same_spelling("", " - ", true);
}

/* Wherever it stands, in a word of eight bytes, behind the last of them, at the end. */
static void
the_first_byte_that_json_escapes_is_found(void **state)
{
    (void)state;
    for (size_t n = 0; n < 40; n++) {
        char text[41];

        memset(text, 0xC3, n);
        text[n] = '\0';
        assert_int_equal(text_plain(text, n), n);
        for (size_t at = 0; at < n; at++)
            for (const char *c = "\"\\\n\x1f"; *c != '\0'; c++) {
                text[at] = *c;
                assert_int_equal(text_plain(text, n), at);
                text[at] = '~';
            }
    }
}

static void
a_text_is_written_as_json(void **state)
{
    static const struct { const char *text, *json; } cases[] = {
        {"", "\"\""}, {"huyện Cao Lãnh", "\"huyện Cao Lãnh\""}, {"a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""},
        {"1\n2\t3\r", "\"1\\n2\\t3\\r\""}, {"\x1f!", "\"\\u001F!\""},
    };
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf_reset(&b);
        text_json(cases[i].text, &b);
        assert_string_equal(buf_text(&b), cases[i].json);
    }
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_ignores_accents_case_and_punctuation),
        cmocka_unit_test(nfd_and_nfc_fold_alike),
        cmocka_unit_test(all_four_d_fold_alike),
        cmocka_unit_test(tone_placement_does_not_count),
        cmocka_unit_test(invisible_characters_do_not_split_words),
        cmocka_unit_test(tokens_are_whole),
        cmocka_unit_test(folding_goes_on_behind_what_is_there),
        cmocka_unit_test(cleaning_composes_and_drops_controls),
        cmocka_unit_test(one_line_is_one_line),
        cmocka_unit_test(too_many_marks_on_a_letter_are_left_out),
        cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(columns_line_up),
        cmocka_unit_test(lower_case_and_sizes),
        cmocka_unit_test(addresses_are_plain),
        cmocka_unit_test(spelling_keeps_accents_and_moves_tones),
        cmocka_unit_test(the_first_byte_that_json_escapes_is_found),
        cmocka_unit_test(a_text_is_written_as_json),
    };

    return cmocka_run_group_tests_name("base_text", tests, NULL, NULL);
}
