/* The life of a dossier as one table: the stage in which each step leaves it. */
#ifndef DOCKETD_CORE_DOSSIER_STAGE_H
#define DOCKETD_CORE_DOSSIER_STAGE_H

#include "model/dossier.h"

enum step {                 /* those from STEP_APPRAISE on are an officer's orders */
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

struct stage_row {
    const char *label, *label_en;   /* "Đang hoàn thiện"; a verb in {verdict} is the kind's */
    bool decided;           /* else it waits for somebody: it has a date */
};
extern const struct stage_row stage_rows[STAGES];

enum stage stage_after(enum stage, enum step);      /* STAGES: not legal, and changes nothing */
/* The letter that tells the unit of a step that ended in `to`; NULL: the mail
 * that did it is answered, or nothing changes for the unit. */
const char *stage_letter(enum step, enum stage to);
/* The label with the kind's own verb; owned by the caller. */
char *stage_say(enum stage, const struct report *, const char *language);

#endif
