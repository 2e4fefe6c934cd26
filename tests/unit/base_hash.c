/* Digests against their standards' own examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/hash.h"

static void
sha256_of_fips_180(void **state)
{
    char out[HASH_HEX];
    struct hash *h = hash_new();

    (void)state;
    hash_of("abc", 3, out);
    assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_of("", 0, out);
    assert_string_equal(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int round = 0; round < 2; round++) {
        hash_add(h, "a", 1);
        hash_add(h, "bc", 2);
        hash_hex(h, out);
        assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    hash_free(h);
}

static void
hmac_of_rfc_4231(void **state)
{
    char out[HASH_HEX];

    (void)state;
    hash_keyed("Jefe", 4, "what do ya want for nothing?", out);
    assert_string_equal(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void
sameness_is_exact(void **state)
{
    (void)state;
    assert_true(hash_same("abc", "abc"));
    assert_false(hash_same("abc", "abd"));
    assert_false(hash_same("ab", "abc"));
    assert_false(hash_same("abcabc", "abc"));
    assert_false(hash_same("", "abc"));
    assert_false(hash_same("abc", ""));
    assert_true(hash_same("", ""));
}

static void
base64_of_rfc_4648(void **state)
{
    static const struct { const char *plain, *coded; } cases[] = {
        { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foobar", "Zm9vYmFy" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = base64_of(cases[i].plain, strlen(cases[i].plain));

        assert_string_equal(text, cases[i].coded);
        free(text);
    }
}

/* In long strides as letter by letter: every length, every six bits. */
static void
base64_of_any_length(void **state)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[200];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 83 + i / 3);
    for (size_t n = 0; n <= sizeof bytes; n++) {
        char *text = base64_of(bytes, n);

        assert_int_equal(strlen(text), (n + 2) / 3 * 4);
        for (size_t bit = 0; bit < 8 * n; bit += 6) {
            size_t at = bit / 8;
            unsigned two = (unsigned)bytes[at] << 8 | (at + 1 < n ? bytes[at + 1] : 0u);

            assert_int_equal(text[bit / 6], letters[two >> (10 - bit % 8) & 63]);
        }
        free(text);
    }
}

static void
base64_in_lines_of_rfc_2045(void **state)
{
    static const char bytes[58];
    struct buf b = {0};

    (void)state;
    base64_add(&b, bytes, 0, "\r\n");
    assert_int_equal(b.len, 0);
    base64_add(&b, bytes, 57, "\n");
    assert_int_equal(b.len, 77);
    buf_reset(&b);
    base64_add(&b, bytes, 58, "\r\n");
    assert_int_equal(b.len, 76 + 2 + 4 + 2);
    assert_string_equal(b.data + 76, "\r\nAA==\r\n");
    buf_free(&b);
}

static void
random_bytes_differ(void **state)
{
    unsigned char a[32] = {0}, b[32] = {0};

    (void)state;
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_fips_180),
        cmocka_unit_test(hmac_of_rfc_4231),
        cmocka_unit_test(sameness_is_exact),
        cmocka_unit_test(base64_of_rfc_4648),
        cmocka_unit_test(base64_of_any_length),
        cmocka_unit_test(base64_in_lines_of_rfc_2045),
        cmocka_unit_test(random_bytes_differ),
    };

    return cmocka_run_group_tests_name("base_hash", tests, NULL, NULL);
}
