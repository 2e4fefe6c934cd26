/* libFuzzer: any bytes as one file, recognised by content. Seeds decide which
 * format is tried: tests/corpus/form and hostile. */
#include "base/buf.h"
#include "base/mem.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct message *m = message_new(), *back;
    struct buf answer = {0};
    char *cause = NULL;

    reader_file("x", bytes, n, ARRAY_MORE(m->attachments, m->nattachments));
    m->attachments[0].inside = -1;
    message_print(m, &answer);
    back = message_parse(answer.data, answer.len, &cause);
    if (back == NULL)
        abort();
    message_free(back);
    message_free(m);
    buf_free(&answer);
    return 0;
}
