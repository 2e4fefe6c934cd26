/* libFuzzer: any bytes as a whole mail; the daemon must take the answer. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_answer(reader_message(bytes, n));
    return 0;
}
