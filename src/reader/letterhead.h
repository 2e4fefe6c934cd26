/* The letterhead of a Vietnamese official document (Decree 30/2020, art. 8
 * and annex I), from a document's text and tables. */
#ifndef READER_LETTERHEAD_H
#define READER_LETTERHEAD_H

#include "model/message.h"

/* NULL: it has none. Flags the attachment where its lines for number or day are not filled in; pictured: a
 * picture stands at its head, and may say what they do not. */
struct letterhead *letterhead_find(struct attachment *a, bool pictured);

#endif
