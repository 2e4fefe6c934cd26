/* The text of an old Word document, as far as it can be had without its
 * formatting: what was deleted under tracking may still be in it. */
#ifndef READER_WORD_H
#define READER_WORD_H

#include "model/message.h"
#include "cfb.h"

void word_text(const struct cfb *, struct attachment *a);

#endif
