/* libFuzzer: any bytes as a whole mail; the daemon must take the answer. */
#include "base/buf.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct message *m = reader_message(bytes, n), *back;
    struct buf answer = {0};
    char *cause = NULL;

    message_print(m, &answer);
    back = message_parse(answer.data, answer.len, &cause);
    if (back == NULL)
        abort();
    message_free(back);
    message_free(m);
    buf_free(&answer);
    return 0;
}
