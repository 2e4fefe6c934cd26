/* libFuzzer: the parts of an office document and of a mail that stand inside
 * a container or an encoding, where mutations of the whole seldom get: the
 * first byte chooses which. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/mem.h"
#include "reader/reader.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct { const char *first, *first_text, *part; } kinds[] = {
    { "[Content_Types].xml", "", "xl/workbook.xml" }, { "[Content_Types].xml", "", "word/document.xml" },
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml" },
    { "mimetype", "application/vnd.oasis.opendocument.text", "content.xml" },
};

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    reader_prepare();
    return 0;
}

static void
put(zip_t *zip, const char *name, const void *bytes, size_t n)
{
    zip_file_add(zip, name, zip_source_buffer(zip, bytes, n, 0), 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const size_t kind = n > 0 ? bytes[0] % ARRAY_LEN(kinds) : 0;
    zip_error_t error;
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, &error);
    struct attachment a;
    zip_stat_t st;
    char *box;

    if (n == 0)
        return 0;
    zip_source_keep(out);
    put(zip, kinds[kind].first, kinds[kind].first_text, strlen(kinds[kind].first_text));
    put(zip, kinds[kind].part, bytes + 1, n - 1);
    if (zip_close(zip) != 0 || zip_source_stat(out, &st) != 0)
        abort();
    box = xmalloc(st.size);
    zip_source_open(out);
    zip_source_read(out, box, st.size);
    zip_source_close(out);
    zip_source_free(out);
    reader_file("x", box, st.size, &a);
    attachment_clear(&a);
    free(box);
    return 0;
}
