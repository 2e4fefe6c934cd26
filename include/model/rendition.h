/* One document that comes as two files: the PDF that was signed or scanned,
 * and the file it can be edited in. Facts by name and letterhead, no judgement. */
#ifndef DOCKETD_MODEL_RENDITION_H
#define DOCKETD_MODEL_RENDITION_H

#include "model/message.h"

/* Which kinds of rendition a set of files holds: bits. */
enum { RENDITION_SIGNED = 1, RENDITION_EDITABLE = 2 };

int rendition_of(const char *type, const char *status);        /* 0: neither, or nobody can open it */

/* out[i]: the editable file that file i is the PDF of; -1. They are a pair if
 * their names are the same but for the ending and words like "signed", or if
 * they bear the same document number, in the letterhead or at the head of the
 * name ("112-BC-CAH.signed.pdf"), and came in the same container. */
void renditions_pair(const struct attachment *files, size_t n, int *out);

#endif
