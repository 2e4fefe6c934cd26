/* What a file is, by its bytes; the name only where bytes cannot say. */
#ifndef READER_SNIFF_H
#define READER_SNIFF_H

#include "files.h"
#include "skim.h"

struct format {
    const char *type;               /* what the docket calls it */
    file_reader *read;              /* NULL: it is not opened */
    enum attachment_status status;  /* of one that is not opened */
    const char *reason;
    const struct skim *skim;        /* what can be told without reading it; NULL: nothing */
};

/* Never NULL. */
const struct format *sniff(const char *name, const unsigned char *bytes, size_t n);
const struct format *sniff_mail(void);         /* the format of what is declared a mail */
/* True if the bytes begin like the header of a mail. */
bool sniff_is_mail(const unsigned char *bytes, size_t n);

#endif
