/* How a run of text looks on its page, and whether a clerk reads it. */
#ifndef READER_LOOK_H
#define READER_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "legacy.h"

#define RAISED_LEAST 4          /* half-points above or below the line: less is taste, and no mark of a note */
#define SIZE_LEAST   2          /* points: smaller letters are not to be seen */

/* White letters, and a ground that is not: look_seen tells what comes of both. */
enum {
    LOOK_STRUCK = 1,
    LOOK_HIDDEN = 2,
    LOOK_RAISED = 4,
    LOOK_WHITE = 8,
    LOOK_GROUND = 16,
    LOOK_LOWERED = 32,
    LOOK_TINY = 64,
    LOOK_STRUCK_TWICE = 128
};

struct props {                  /* what a style or a run says of its text */
    unsigned look, said;        /* said: which of the looks it speaks of */
    enum legacy font;
    bool font_said;
};

void props_look(struct props *to, unsigned look, bool on);
void props_shift(struct props *to, int half_points);    /* above the line; below it: less than 0 */
void props_font(struct props *to, enum legacy font);
void props_over(struct props *to, const struct props *over);    /* what over says goes before */

bool look_white(const char *colour);            /* "#FFFFFF", "FFFFFFFF", "white" */
bool look_tiny(const char *points);             /* "1", "1.5pt": letters of no size that is read */
unsigned look_seen(unsigned look);              /* white on white is hidden, and what is too small */
unsigned look_shifted(int half_points);         /* LOOK_RAISED, LOOK_LOWERED or neither */

/* Whether a run that looks so counts behind the words that stand before it in
 * its cell or line. What does not is flagged: "struck-text", "hidden-text",
 * "raised-text" (the mark of a footnote: above the line, or behind a figure below it). */
bool look_judged(unsigned look, const char *before, size_t nbefore, const char *run, size_t n,
                 struct strings *flags);
static inline bool              /* nearly all looks like nothing, and every run and cell is asked about */
look_counts(unsigned look, const char *before, size_t nbefore, const char *run, size_t n,
            struct strings *flags)
{
    return look == 0 || look_judged(look, before, nbefore, run, n, flags);
}

#endif
