/* base64 in long strides and letter by letter is the same, whatever stands between the letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "any.h"
#include "base/mem.h"
#include "../../src/reader/decode.h"

/* Of exactly the room that is promised. */
static size_t
decode(const char *in, size_t n, size_t stride, unsigned char **out)
{
    struct base64 state = {0};
    size_t got = 0;

    *out = xmalloc(3 * n / 4 + 3);
    for (size_t i = 0; i < n; i += stride)
        got += base64_step(&state, in + i, n - i < stride ? n - i : stride, *out + got);
    return got;
}

static void
long_strides_and_letters_are_the_same(void **state)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t n = any(300), whole, single;
        uint32_t line = any(2) == 0 ? 78 : 20 + any(100), odd = 20 + any(400);
        bool pair = any(2) == 0;        /* the line's end is CR LF, as IMAP sends it */
        char *in = xmalloc(n + 1);
        unsigned char *a, *b;

        for (size_t i = 0; i < n; i++)
            in[i] = any(odd) == 0               ? (char)any(256)
                    : i % line == line - 1         ? '\n'
                    : pair && i % line == line - 2 ? '\r'
                                                   : letters[any(64)];
        whole = decode(in, n, n + 1, &a);
        single = decode(in, n, 1, &b);
        assert_int_equal(whole, single);
        assert_memory_equal(a, b, whole);
        free(in);
        free(a);
        free(b);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(long_strides_and_letters_are_the_same) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
