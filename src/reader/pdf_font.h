/* How wide the letters of a PDF's fonts are (ISO 32000-1, 9.6, 9.7). */
#ifndef READER_PDF_FONT_H
#define READER_PDF_FONT_H

#include <stdbool.h>
#include <stddef.h>

#include "pdf_library.h"

struct font {
    int object;                 /* its number in the file; 0: it has none */
    bool pairs;                 /* a code is two bytes */
    bool drawn;                 /* its letters are drawings: their size is not the font's */
    bool guessed;               /* nobody says how wide they are */
    double other;               /* of codes that are not in the list */
    double *widths;             /* in parts of the size; less than 0: not said */
    size_t n;
};

struct fonts { struct font **v; size_t n; };

const struct font *font_find(struct fonts *, qpdf_data, qpdf_oh font);
/* How far a text goes in parts of the size; *codes, *blanks: letters and blanks (code 32 of one byte) in it. */
double font_width(const struct font *, const unsigned char *, size_t n, size_t *codes,
                  size_t *blanks);
void fonts_free(struct fonts *);

#endif
