/* The content of one MIME part. */
#ifndef READER_CONTENT_H
#define READER_CONTENT_H

#include <gmime/gmime.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"

struct format;

struct content {
    const unsigned char *bytes; /* into the message where nothing is encoded */
    size_t n;
    unsigned char *owned;
    char sha256[HASH_HEX];
    bool odd_encoding;          /* its transfer encoding has no name that is known: taken as it stands */
    unsigned found;             /* words of the format's skim, of a file that was only passed over */
};

/* mail: the message the part was parsed from, without a copy. */
void content_read(GMimePart *part, const char *mail, size_t size, struct content *c);
/* The same for a file: one with nothing in it to read is only measured, skimmed
 * and hashed: then its bytes are NULL. *format: what it is; NULL: not yet known. */
void content_sift(GMimePart *part, const char *mail, size_t size, const char *name,
                  struct content *c, const struct format **format);
void content_free(struct content *c);

#endif
