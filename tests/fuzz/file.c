/* libFuzzer: any bytes as one file, recognised by content. Seeds decide which
 * format is tried: tests/corpus/form and hostile. */
#include "base/mem.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct message *m = message_new();

    reader_file("x", bytes, n, ARRAY_MORE(m->attachments, m->nattachments));
    m->attachments[0].inside = -1;
    fuzz_answer(m);
    return 0;
}
