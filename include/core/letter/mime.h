/* The lower half of a mail of ours: header fields folded at 76 columns, RFC
 * 2047 words, RFC 2231 file names. */
#ifndef DOCKETD_CORE_LETTER_MIME_H
#define DOCKETD_CORE_LETTER_MIME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct field_line {             /* one header field while it is written */
    struct buf *out;
    size_t at;                  /* column */
    bool begun;                 /* something stands behind the name: the line may be folded */
};

struct field_line mime_field(struct buf *out, const char *name);        /* "Name:" */
void mime_word(struct field_line *, const char *word);      /* as it stands, on a new line if it does not fit behind another */
void mime_text(struct field_line *, const char *utf8);      /* words; from the first that is not plain on, encoded */
void mime_phrase(struct field_line *, const char *utf8);    /* a display name */
void mime_end(struct field_line *);

/* ; filename="..." or its RFC 2231 form, each parameter on a line of its own. */
void mime_file_name(struct buf *out, const char *utf8);

bool mime_plain(const char *text);      /* printable ASCII only */

#endif
