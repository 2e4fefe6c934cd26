/* How libFuzzer calls every target: once to prepare, then with any bytes. */
#ifndef FUZZ_H
#define FUZZ_H

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

/* The daemon takes the answer; frees m. */
static inline void
fuzz_answer(struct message *m)
{
    struct buf answer = {0};
    char *cause = NULL;
    struct message *back;
    size_t n;

    message_pack(m, &answer);
    n = answer.len;
    back = message_unpack(buf_take(&answer), n, &cause);
    if (back == NULL)
        abort();
    message_free(back);
    message_free(m);
}

#endif
