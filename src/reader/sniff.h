/* What a file is, by its bytes; the name only where bytes cannot say. */
#ifndef READER_SNIFF_H
#define READER_SNIFF_H

#include "files.h"
#include "model/format.h"
#include "skim.h"

struct format {
    enum file_format kind;          /* of the table in model/format.h */
    file_reader *read;              /* NULL: it is not opened, or */
    box_reader *read_box;           /* it is a container that is open already, */
    cfb_reader *read_cfb;           /* or a compound file */
    enum attachment_status status;  /* of one that is not opened */
    const char *reason;
    const struct skim *skim;        /* what can be told without reading it; NULL: nothing */
};

/* Both are never NULL. */
const struct format *sniff(const char *name, const unsigned char *bytes, size_t n);
const struct format *format_of(enum file_format kind);
/* True if the bytes begin like the header of a mail. */

#endif
