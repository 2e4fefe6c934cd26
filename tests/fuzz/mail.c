/* libFuzzer: any bytes as a whole mail; the daemon must take the answer. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "reader/reader.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    reader_prepare();
    return 0;
}

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
