/* Transfer encodings (RFC 2045, 6). All append to *out. */
#ifndef READER_DECODE_H
#define READER_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct base64 {                 /* a decoding that is under way */
    unsigned bits;
    int held;
    bool over;                  /* "=" was seen */
};

/* Decodes at most what fits: out has room for 3 bytes of every 4 of in, and 3
 * more. Returns the bytes written. */
size_t base64_step(struct base64 *, const char *in, size_t n, unsigned char *out);
size_t base64_rest(struct base64 *, unsigned char *out);       /* of a text that ends without its "=" */

void decode_base64(const char *in, size_t n, struct buf *out);
void decode_quoted(const char *in, size_t n, bool header, struct buf *out);     /* header: "_" is a space */

#endif
