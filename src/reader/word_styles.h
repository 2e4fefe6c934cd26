/* The styles of an old Word document: how runs look whose own properties do not say it. */
#ifndef READER_WORD_STYLES_H
#define READER_WORD_STYLES_H

#include "word_props.h"

struct word_styles {
    struct word_style { unsigned based; struct props props; } *v;
    size_t n;
};

void word_styles_read(const struct word_stream *word, const struct word_stream *table,
                      struct word_styles *);
/* The style of a paragraph or of letters with what it is based on; {0}: there is none. */
struct props word_style(const struct word_styles *, unsigned style);

#endif
