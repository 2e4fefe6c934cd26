/* What the words mean with which a mail server, a login server or our own
 * connection refuses: one sentence for the office's administrator, with what to
 * click. Providers' words change; what is not in the table is shown as it came. */
#ifndef DOCKETD_MODEL_TROUBLE_H
#define DOCKETD_MODEL_TROUBLE_H

#include <stdbool.h>

struct trouble {
    const char *words;      /* a part of what was said, case apart; "a|b": both stand in it */
    const char *vi, *en;
};

/* NULL: these words are not known (NULL is safe). */
const struct trouble *trouble_of(const char *said);
/* The sentence, and what was said in brackets; only what was said where it is
 * not known. Owned by the caller. */
char *trouble_say(const char *said, bool english);

/* Seconds for which a server asks to be left alone in what it said
 * ("Suggested Backoff Time: 61230 milliseconds"); an hour at most, 0: it does not. */
int trouble_pause(const char *said);

#endif
