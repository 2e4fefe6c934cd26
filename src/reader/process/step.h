/* What a child is about while it opens files. A child that dies in a step is
 * started again and leaves that step out: a file that breaks or hangs a
 * library costs its own content and not the mail's. */
#ifndef READER_STEP_H
#define READER_STEP_H

#include <stdbool.h>
#include <stddef.h>

enum step_part { STEP_FILE, STEP_FIELDS, STEP_DRAWING, STEP_PAGE, STEP_PARTS };     /* STEP_PAGE: of a mail's own words */

struct step {
    int file;                           /* its index in the mail, of a page that of the next file; -1: in none */
    int part;                           /* of enum step_part */
};

/* In a child, before it reads: where it says what it is about, shared with the
 * process that started it, and what failed before. Without it steps are free. */
void step_watch(struct step *note, const struct step *failed, size_t nfailed);

/* False: leave it out. True: it has so much processor time, and *outer goes
 * to step_end. A step may stand in another. */
bool step_begin(int file, enum step_part part, struct step *outer);
void step_end(struct step outer);

#endif
