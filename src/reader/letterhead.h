/* The letterhead of a Vietnamese official document (Decree 30/2020, art. 8
 * and annex I), from a document's text and tables. */
#ifndef READER_LETTERHEAD_H
#define READER_LETTERHEAD_H

#include "model/message.h"

struct letterhead *letterhead_find(const struct attachment *a);         /* NULL: it has none */

#endif
