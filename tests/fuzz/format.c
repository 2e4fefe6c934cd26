/* libFuzzer: one format reader by itself, whatever the bytes look like: the
 * first byte chooses which. */
#include "files.h"
#include "fuzz.h"
#include "sniff.h"

static const struct format formats[] = {
    { .type = "csv", .read = csv_read }, { .type = "html", .read = page_read }, { .type = "txt", .read = text_read },
    { .type = "tnef", .read = tnef_read }, { .type = "ole", .read = ole_read }, { .type = "zip", .read = zip_read },
    { .type = "eml", .read = mail_read }, { .type = "xls", .read = xls_read },
};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct strings problems = {0};
    struct files f = { .problems = &problems };

    if (n < 2)
        return 0;
    files_add(&f, &(struct incoming){ .name = "x", .bytes = bytes + 1, .n = n - 1,
                                      .format = &formats[bytes[0] % ARRAY_LEN(formats)] }, -1, 0);
    for (size_t i = 0; i < f.n; i++)
        attachment_clear(&f.v[i]);
    free(f.v);
    strings_free(&problems);
    return 0;
}
