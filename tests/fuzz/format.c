/* libFuzzer: one format reader by itself, whatever the bytes look like: the
 * first byte chooses which. */
#include "files.h"
#include "fuzz.h"
#include "sniff.h"

static const enum file_format kinds[] = {
    FORMAT_CSV, FORMAT_HTML, FORMAT_TEXT, FORMAT_TNEF, FORMAT_OLE, FORMAT_ZIP, FORMAT_EML, FORMAT_RTF, FORMAT_MHT, FORMAT_FODS,
    FORMAT_FODT, FORMAT_XML_SHEET, FORMAT_XML_WORD,
};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct files f = {0};

    if (n < 2)
        return 0;
    files_add(&f, &(struct incoming){ .name = "x", .bytes = bytes + 1, .n = n - 1,
                                      .format = format_of(kinds[bytes[0] % ARRAY_LEN(kinds)]) }, -1, 0);
    for (size_t i = 0; i < f.n; i++)
        attachment_clear(&f.v[i]);
    free(f.v);
    return 0;
}
