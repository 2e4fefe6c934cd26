/* What a PDF is told to be without being parsed (ISO 32000-1, 7.5.7, 9.3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/reader/skim.h"
#include "base/mem.h"
#include "model/message.h"

#define SCAN "%PDF-1.4\n<</Type/Page/Resources<</XObject<</I 5 0 R>>>>>>\n<</Subtype/Image>>\n%%EOF"

static unsigned
found_in(const char *text, size_t n)
{
    unsigned char *exact = xmalloc(n);          /* a byte too far is seen by the sanitizer */
    unsigned found;

    memcpy(exact, text, n);
    found = skim_words(&pdf_skim, exact, n);
    free(exact);
    return found;
}

static void
a_scan_needs_no_reader(void **state)
{
    struct attachment a = {0};
    unsigned found = found_in(SCAN, strlen(SCAN));

    (void)state;
    assert_false(skim_must_read(&pdf_skim, found));
    pdf_skim.tell(&a, found);
    assert_int_equal(a.status, ATTACHMENT_READ);
    assert_string_equal(a.text, "");
    assert_int_equal(a.flags.n, 1);
    assert_string_equal(a.flags.v[0], "scan");
    attachment_clear(&a);
}

static void
what_may_hold_words_is_read(void **state)
{
    static const char *const more[] = { "/Font", "/ObjStm", "/AcroForm", "/Encrypt" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(more); i++) {
        char *text = xasprintf("%s%s", SCAN, more[i]);      /* the word ends where the bytes end */

        assert_true(skim_must_read(&pdf_skim, found_in(text, strlen(text))));
        assert_false(skim_must_read(&pdf_skim, found_in(text, strlen(text) - 1)));
        free(text);
    }
}

static void
every_length_is_looked_at_to_its_end(void **state)
{
    (void)state;
    for (size_t n = 1; n <= strlen(SCAN); n++)
        assert_false(skim_must_read(&pdf_skim, found_in(SCAN, n)));
}

static void
no_page_is_damage(void **state)
{
    struct attachment a = {0};

    (void)state;
    pdf_skim.tell(&a, found_in("%PDF-1.4 / // %%EOF", 19));
    assert_int_equal(a.status, ATTACHMENT_UNREADABLE);
    assert_non_null(strstr(a.reason, "damaged"));
    attachment_clear(&a);
}

static void
marks_become_flags(void **state)
{
    struct attachment a = {0};

    (void)state;
    pdf_skim.tell(&a, found_in(SCAN "/JavaScript/XFA/EmbeddedFiles", strlen(SCAN) + 29));
    assert_true(strings_has(&a.flags, "scripts"));
    assert_true(strings_has(&a.flags, "xfa"));
    assert_true(strings_has(&a.flags, "embedded-files"));
    assert_false(strings_has(&a.flags, "pdf-signature"));
    attachment_clear(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_needs_no_reader),
        cmocka_unit_test(what_may_hold_words_is_read),
        cmocka_unit_test(every_length_is_looked_at_to_its_end),
        cmocka_unit_test(no_page_is_damage),
        cmocka_unit_test(marks_become_flags),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
