/* A signed PDF and the file it was made from are one document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/rendition.h"

static struct attachment
file(const char *type, const char *name, struct letterhead *h)
{
    return (struct attachment){ .type = (char *)type, .name = (char *)name, .status = ATTACHMENT_READ, .inside = -1,
                                .letterhead = h };
}

static int
pair(struct attachment a, struct attachment b)
{
    struct attachment both[] = { a, b };
    int out[2];

    renditions_pair(both, 2, out);
    assert_int_equal(out[1], -1);
    return out[0];
}

static void
names_that_differ_by_their_ending_are_a_pair(void **state)
{
    static const struct { const char *signed_copy, *editable; bool paired; } cases[] = {
        { "Báo cáo.pdf", "Báo cáo.docx", true },
        { "112-BC-CATP.signed.pdf", "112_BC_CATP.docx", true },
        { "112-BC-CATP_signed.pdf", "112-BC-CATP (bản Word).doc", true },
        { "31-BC-BCD138.pdf", "31-BC-BCĐ138 báo cáo 6 tháng.xlsx", true },
        { "Bao cao (đã ký).pdf", "Báo cáo.odt", true },
        { "scan0001.pdf", "Báo cáo.docx", false },
        { "112-BC-CATP.pdf", "113-BC-CATP.docx", false },
        { "6 tháng.pdf", "6 tháng Thanh Bình.docx", false },
        { NULL, NULL, false },
        { ".pdf", ".docx", false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int got = pair(file("pdf", cases[i].signed_copy, NULL),
                       file(strstr(cases[i].editable ? cases[i].editable : "", "xlsx") ? "xlsx" : "docx", cases[i].editable, NULL));

        if (got != (cases[i].paired ? 1 : -1))
            fail_msg("%s and %s: %d", cases[i].signed_copy, cases[i].editable, got);
    }
}

static void
a_document_number_makes_a_pair(void **state)
{
    struct letterhead a = { .number = (char *)"112/BC-CAH", .issuer = (char *)"CÔNG AN HUYỆN THANH BÌNH" }, b = a, other = a;
    struct letterhead draft = { .number = (char *)"/BC-CAH" };

    (void)state;
    other.issuer = (char *)"CÔNG AN HUYỆN TAM NÔNG";
    assert_int_equal(pair(file("pdf", "x.pdf", &a), file("docx", "y.docx", &b)), 1);
    assert_int_equal(pair(file("pdf", "x.pdf", &a), file("docx", "y.docx", &other)), -1);
    assert_int_equal(pair(file("pdf", "112-BC-CAH.pdf", NULL), file("docx", "bao cao.docx", &b)), 1);
    assert_int_equal(pair(file("pdf", "112-BC-CAH.pdf", NULL), file("docx", "bao cao.docx", &draft)), -1);
}

static void
only_files_that_open_and_lie_together_are_a_pair(void **state)
{
    struct attachment locked = file("pdf", "a.pdf", NULL), elsewhere = file("docx", "a.docx", NULL);

    (void)state;
    locked.status = ATTACHMENT_QUARANTINED;
    assert_int_equal(pair(locked, file("docx", "a.docx", NULL)), -1);
    elsewhere.inside = 0;
    assert_int_equal(pair(file("pdf", "a.pdf", NULL), elsewhere), -1);
    assert_int_equal(pair(file("png", "a.png", NULL), file("docx", "a.docx", NULL)), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_differ_by_their_ending_are_a_pair),
        cmocka_unit_test(a_document_number_makes_a_pair),
        cmocka_unit_test(only_files_that_open_and_lie_together_are_a_pair),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
