/* Cryptographic messages (RFC 5652) opened by their structure alone: what a
 * signature wraps is taken out, nothing is checked and nothing is claimed. */
#ifndef READER_CMS_H
#define READER_CMS_H

#include <stddef.h>

#include "base/buf.h"

enum cms { CMS_NONE, CMS_SIGNED, CMS_DETACHED, CMS_ENCRYPTED };

/* What the bytes are; of CMS_SIGNED the content is appended to *out. */
enum cms cms_open(const void *bytes, size_t n, struct buf *out);

#endif
