/* A passage's index finds what reading word by word finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "any.h"
#include "base/buf.h"
#include "base/mem.h"
#include "core/language/passage.h"

static const char *const words[] = { "báo", "cáo", "sáu", "tháng", "gửi", "chưa", "ký", "bản", "nháp", "thử", "2023", "huyện" };
static const char *const phrases[] = { "ban nhap", "bao cao", "chua", "gui thu", "6 thang", "khong co" };

static void
any_text(struct buf *b)
{
    for (uint32_t n = any(60); n > 0; n--)
        buf_addf(b, "%s%s", words[any(ARRAY_LEN(words))], any(6) == 0 ? "\n" : any(4) == 0 ? ", " : " ");
}

static void
both_find_the_same(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct buf b = {0};
        struct passage p, lent;
        struct tokens plain;

        any_text(&b);
        passage_read(buf_text(&b), 1 + any(400), &p);
        passage_lend(&p, &lent);
        assert_non_null(p.words.index);
        plain = p.words;
        plain.index = NULL;
        for (size_t from = 0; from <= plain.n; from++) {
            size_t to = from + any(20);

            assert_int_equal(TOKENS_FIND(&p.words, from, phrases), TOKENS_FIND(&plain, from, phrases));
            assert_int_equal(TOKENS_FIND(&lent.words, from, phrases), TOKENS_FIND(&plain, from, phrases));
            assert_int_equal(tokens_within(&p.words, from, to, phrases, ARRAY_LEN(phrases)),
                             tokens_within(&plain, from, to, phrases, ARRAY_LEN(phrases)));
        }
        for (size_t i = 0; i < lent.words.n; i++)
            assert_memory_equal(lent.words.v[i].raw, p.words.v[i].raw, p.words.v[i].raw_len);
        passage_free(&lent);
        passage_free(&p);
        buf_free(&b);
    }
}

static void
lines_are_whole(void **state)
{
    struct passage p;

    (void)state;
    passage_read("một hai\nba bốn\nnăm", 10, &p);
    assert_string_equal(p.text, "một hai \n ba bốn");
    passage_free(&p);
    passage_read(NULL, 10, &p);
    assert_int_equal(p.words.n, 0);
    passage_free(&p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(both_find_the_same), cmocka_unit_test(lines_are_whole) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
