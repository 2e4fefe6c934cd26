/* Which part of a dossier a file is: by what the document calls itself, else by
 * its name and title, else by what stands at its head. */
#ifndef DOCKETD_CORE_DOSSIER_PART_H
#define DOCKETD_CORE_DOSSIER_PART_H

#include "model/docket.h"
#include "model/message.h"

struct part_guess {
    const struct part *part;        /* NULL: not known */
    bool several;                   /* it holds the heads of more than one: never cut, always asked about */
};
struct part_guess part_of(const struct report *, const struct attachment *);

/* Nobody is seen to have signed a part, or somebody of another level: warnings (A15). others: files that are no
 * parts, a bit for each of the first 64. */
void part_signers(const struct report *, const struct message *, uint64_t others, struct findings *);

/* Parts that no file of the mail is: warnings, for a mail whose dossiers are not known yet. A reply adds to
 * what came before it, and need not hold everything. */
void part_missing(const struct report *, const struct message *, struct findings *);

/* "đạt 30/34 tiêu chí", "28 trên 34 tiêu chí": what the document says of itself. False: it does not. */
bool criteria_read(const char *text, int *met, int *total);

/* The folded words of `phrase` stand in `text`. */
bool words_stand(const char *text, const char *phrase);

#endif
