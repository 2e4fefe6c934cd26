/* What the sender wrote himself. */
#ifndef READER_OWN_H
#define READER_OWN_H

char *own_words(const char *text);      /* without what he quotes; owned by the caller */

#endif
