/* Opening files by what they contain. One struct files gathers everything
 * that came out of one mail, with what has been spent of the limits. */
#ifndef READER_FILES_H
#define READER_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attachment.h"
#include "base/buf.h"
#include "model/message.h"

struct files {
    struct attachment *v;
    size_t n;
    size_t expanded;            /* bytes inflated so far */
    size_t cells, cell_bytes;
    size_t text_bytes;          /* of running texts and tables */
    const char *wanted;         /* the hash of a file whose bytes are kept; NULL */
    struct buf *kept;
};

/* Where a format reader stands. */
struct opening {
    struct files *files;
    int index;                  /* of the file being opened: `inside` of what it contains */
    int depth;                  /* containers around it */
    const char *name;
};

struct format;

struct incoming {
    const char *name, *media_type;
    const char *sha256;         /* NULL: it is taken here */
    const void *bytes;          /* NULL: passed over already, there is nothing in it to read */
    unsigned found;             /* words that its format's skim found then */
    size_t n;
    const struct format *format;        /* NULL: it is found here */
};

/* Opens one file and what it contains. Returns its index. */
size_t files_add(struct files *f, const struct incoming *in, int inside, int depth);

typedef void file_reader(struct opening *o, const unsigned char *bytes, size_t n,
                         struct attachment *a);

/* What the container turns out to hold. */
void files_is(struct attachment *a, const struct format *format);

file_reader zip_read;           /* decides between archive and office document */
file_reader odf_flat_read, docx_flat_read, xml_sheet_read, rtf_read, mht_read, text_read, page_read,
    csv_read, pdf_read, ole_read, tnef_read, mail_read, edxml_read, wrapped_read, package_read;

struct cfb;
typedef void cfb_reader(struct opening *o, const struct cfb *c, struct attachment *a);
cfb_reader xls_read, word_read;

/* office documents: the container is open already */
struct zipbox;
typedef void box_reader(struct opening *o, struct zipbox *box, struct attachment *a);
box_reader xlsx_read, docx_read, ods_read, odt_read;

bool package_begins(const unsigned char *bytes, size_t n);     /* package.c */

#endif
