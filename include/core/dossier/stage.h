/* The life of a dossier as one table. A row says what an event does in a
 * state, who may bring it about, and which letter tells the unit. What has no
 * row is not legal and changes nothing. */
#ifndef DOCKETD_CORE_DOSSIER_STAGE_H
#define DOCKETD_CORE_DOSSIER_STAGE_H

#include "model/dossier.h"

enum step {
    STEP_LIST_ACCEPTED,     /* an officer accepted the list that names it */
    STEP_PART,              /* a part came, others lack */
    STEP_WHOLE,             /* every part is there */
    STEP_LOST,              /* a part that stood stands no more: its mail was taken out, or it was found wrong */
    STEP_APPRAISE,
    STEP_RECOGNISE,
    STEP_REFUSE,
    STEP_DEFER,
    STEP_COMMEND,
    STEP_REOPEN,            /* what was decided is taken up again */
    STEP_DROP,
    STEPS
};
extern const char *const step_names[STEPS];         /* as history and journal keep them: "part", "whole", ... */

enum who { WHO_MAIL, WHO_OFFICER };     /* officer: his order alone */

struct stage_step {
    enum stage from;
    enum step step;
    enum who who;
    enum stage to;
    const char *letter;     /* to the unit; NULL: the mail that did it is answered, or nothing changes for the unit */
};
extern const struct stage_step stage_steps[];
extern const size_t stage_nsteps;

struct stage_row {
    const char *label, *label_en;   /* "Đang hoàn thiện"; a verb in {verdict} is the kind's */
    bool decided;           /* else it waits for somebody: it has a date */
};
extern const struct stage_row stage_rows[STAGES];

const struct stage_step *stage_find(enum stage, enum step);    /* NULL: not legal */
/* The label with the kind's own verb; owned by the caller. */
char *stage_say(enum stage, const struct report *, const char *language);

#endif
