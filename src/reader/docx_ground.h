/* On what ground the letters of a Word document stand: white ones are seen on any other than white. */
#ifndef READER_DOCX_GROUND_H
#define READER_DOCX_GROUND_H

#include "doc.h"
#include "docx_style.h"

struct docx_ground {
    enum { OF_PARAGRAPH, OF_TABLE, OF_CELL } told;      /* whose properties are being read */
    int boxes;                  /* open: shapes, which may have any colour */
};

/* An element outside of a run's properties. */
void docx_ground_start(struct docx_ground *, struct doc *, const struct styles *,
                       struct props *paragraph, const char *name, const char **attributes);
void docx_ground_end(struct docx_ground *, const char *name);

#endif
