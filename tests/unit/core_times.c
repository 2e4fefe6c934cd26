/* Times that are over, and what may be now. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "core/language/times.h"

static void
what_is_over_is_told_from_now(void **state)
{
    static const struct { const char *text; bool over, done; } rows[] = {
        { "em đã gửi hôm qua", true, true },
        { "em da gui hom qua", true, true },
        { "Lúc nãy em gửi", true, false },
        { "luc nay em gui", true, false },
        { "lần trước em gửi nhầm", true, false },
        { "lúc này em gửi", false, false },
        { "dạ sáng nay em gửi, trước hạn", false, false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct tokens t;

        tokens_of(rows[i].text, strlen(rows[i].text), &t);
        assert_int_equal(times_over(&t, 0, t.n), rows[i].over);
        assert_int_equal(times_done(&t, 0, t.n), rows[i].done);
        tokens_free(&t);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_over_is_told_from_now) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
