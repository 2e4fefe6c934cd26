/* libFuzzer: a reader that lies. The last byte says how many bytes of the packed answer for the mail before
 * are changed, and three bytes each before it say which one and to what: the daemon refuses the answer, or
 * has a message that can be printed. */
#include "fuzz.h"

static void
change(struct buf *answer, const uint8_t *end, size_t n)
{
    for (size_t i = 0; i < n; i++, end -= 3)
        answer->data[(end[-3] << 8 | end[-2]) % answer->len] = (char)end[-1];
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    size_t changes = n > 0 ? bytes[n - 1] % 16 : 0, mail = n > 3 * changes + 1 ? n - 3 * changes - 1 : 0, size;
    struct message *m = reader_message(bytes, mail), *back;
    struct buf answer = {0}, text = {0};
    char *cause = NULL;

    message_pack(m, &answer);
    size = answer.len;
    if (mail > 0)
        change(&answer, bytes + n - 1, changes);
    back = message_unpack(buf_take(&answer), size, &cause);
    if (back != NULL)
        message_print(back, &text);
    message_free(back);
    message_free(m);
    buf_free(&text);
    free(cause);
    return 0;
}
