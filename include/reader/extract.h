/* One file out of a mail, with what the reader found in it. */
#ifndef DOCKETD_READER_EXTRACT_H
#define DOCKETD_READER_EXTRACT_H

#include "base/buf.h"
#include "model/message.h"

/* The mail's facts, owned by the caller; *file: the first one with this hash
 * among them, its bytes in out; NULL: none has it. */
struct message *reader_extract(const void *mail, size_t n, const char *sha256,
                               const struct attachment **file, struct buf *out);

#endif
