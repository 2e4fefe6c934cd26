/* What can be told of a file from the names in it, in one pass and without
 * parsing it: half of all reports bring a scan, and a scan has nothing to read. */
#ifndef READER_SKIM_H
#define READER_SKIM_H

#include <stdbool.h>
#include <stddef.h>

#define SKIM_WORD_MOST 16

struct attachment;

struct skim {
    const char *const *words;   /* each begins with "/"; to NULL */
    unsigned must;              /* bits of the words of which none may be there for a file to be told unread */
    void (*tell)(struct attachment *, unsigned found);  /* what a file that need not be read is */
};

/* Bit i: words[i] stands in it. */
unsigned skim_words(const struct skim *, const unsigned char *bytes, size_t n);
bool skim_must_read(const struct skim *, unsigned found);

extern const struct skim pdf_skim;
/* Flags for what a PDF is made of; scan: it has no words, if it has pictures. */
void pdf_marks(struct attachment *, unsigned found, bool scan);

#endif
