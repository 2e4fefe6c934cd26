/* A text of a workbook: plain, or runs that look each in its own way
 * (ECMA-376-1, 18.4.8). Shared texts and texts within a cell are built alike. */
#ifndef READER_XLSX_RICH_H
#define READER_XLSX_RICH_H

#include "base/buf.h"
#include "legacy.h"
#include "model/message.h"

struct rich {
    struct attachment *a;
    struct buf text;            /* as read */
    struct buf run;             /* the run that is being read */
    unsigned look;
    enum legacy font;
    bool in_text, in_phonetic, in_props;
    bool font_told;             /* a run was set in a font of its own */
};

void rich_begin(struct rich *);         /* a new text */
/* The elements within it. True: it was one of a text's. */
bool rich_start(struct rich *, const char *name, const char **attributes);
void rich_end(struct rich *, const char *name);
void rich_add(struct rich *, const char *utf8, size_t n);
void rich_free(struct rich *);

/* "_x000D_" stands for a character XML cannot hold (ECMA-376-1 22.9.2.19). */
void rich_unescape(char *text);

#endif
