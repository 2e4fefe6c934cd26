/* A dossier: the nomination of one candidate, the documents that came for it,
 * and how far it is. Plain structs; texts are owned by the struct they stand in. */
#ifndef DOCKETD_MODEL_DOSSIER_H
#define DOCKETD_MODEL_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "model/plan.h"

enum stage {                /* of a dossier */
    STAGE_SELECTED,         /* a list names the candidate */
    STAGE_BUILDING,         /* the list was accepted */
    STAGE_INCOMPLETE,       /* some of its parts are there */
    STAGE_COMPLETE,         /* all are */
    STAGE_APPRAISAL,        /* an officer took it up */
    STAGE_RECOGNISED,       /* decided: yes, ... */
    STAGE_REFUSED,          /* ... no, ... */
    STAGE_DEFERRED,         /* ... not yet */
    STAGE_COMMENDED,
    STAGE_DROPPED,          /* no longer a candidate */
    STAGES
};
extern const char *const stage_names[STAGES];       /* as stored: "selected", "building", ... */

/* One file that came for a dossier, as one of its parts. */
struct piece {
    int64_t id;
    int64_t dossier;        /* 0: nobody knows yet whose it is */
    char *part;             /* code; NULL: nobody knows yet which it is */
    int64_t message;
    int attachment;
    instant received;
    char *name;             /* of the file */
    char *sha256;
    int rendition;          /* bits of model/rendition.h; 0: nobody can open it */
    char *number, *date;    /* of the document, from its letterhead; date "2023-11-20"; NULL */
    int met, total;         /* "đạt 30/34 tiêu chí", as the document says; total 0: it does not */
    bool several;           /* it seems to hold more than one part */
    bool counts;            /* read only: its mail counts for the unit */
    char *message_code;     /* read only */
};
struct pieces { struct piece *v; size_t n; };
void pieces_free(struct pieces *);

enum slot_state { SLOT_MISSING, SLOT_PRESENT, SLOT_INVALID, SLOT_STATES };
extern const char *const slot_state_names[SLOT_STATES];     /* "missing", "present", "invalid" */

enum slot_fault {           /* why what came does not fill it */
    SLOT_FINE,
    SLOT_UNREADABLE,        /* nobody can open it */
    SLOT_NO_SIGNED,         /* only the editable copy is there */
    SLOT_NO_EDITABLE,       /* only the signed one */
    SLOT_FOUND_WRONG,       /* an officer said so: why */
    SLOT_FAULTS
};
extern const char *const slot_fault_names[SLOT_FAULTS];

struct slot {               /* one part of a dossier, filled or not; borrows everything */
    const struct part *part;
    enum slot_state state;
    enum slot_fault fault;
    const char *why;        /* SLOT_FOUND_WRONG: the officer's words */
    const struct piece *piece;      /* the document that stands; NULL: none */
    const struct piece *copy;       /* its other rendition; NULL */
    size_t earlier;         /* documents it took the place of */
};

/* What an officer found wrong with one document of one part. */
struct fault { char *part, *sha256, *why; };
struct faults { struct fault *v; size_t n; };

struct dossier {
    int64_t id;
    char *code;             /* "HS-2023-0007"; NULL: what came and belongs to no dossier yet */
    char *report, *period, *unit;       /* codes */
    char *key;              /* tells candidates of the unit apart */
    char *kind, *name, *place, *level;  /* of the candidate, as the list writes them; kind, place, level may be NULL */
    char *evidence;         /* that it was eligible, in words; NULL: none came (A6) */
    bool listed;            /* the list that counts names it */
    enum stage stage;
    char *have;             /* codes of the parts that stood when it was last looked at, one space between */
    char seen[9];           /* mark of the documents that stood then */
    instant until;          /* when an officer is asked to look at it; INSTANT_NONE: it waits for nobody */
    char *assessor, *decider;           /* an officer's word; NULL: the plan's route */
    char *decision, *decided;           /* number and day ("2023-12-10") of the decision; NULL */
    char *decided_seen;     /* mark of what it was decided on; NULL */
    char *reason;           /* of the last step that needs one; NULL */
    struct faults faults;
};
void dossier_clear(struct dossier *);
void dossiers_free(struct dossier *, size_t n);

/* A dossier as people are told of it: what stands in it now. */
struct dossier_told {
    struct dossier d;               /* code NULL: what came for the unit and belongs to no dossier yet */
    const struct unit *unit;        /* NULL: the plan has it no longer */
    const struct report *report;
    struct pieces pieces;
    struct slot *slots;             /* one for each part of the report */
    size_t wanting;                 /* required parts missing or invalid */
    char seen[9];                   /* mark of the documents that stand now */
};

enum ask {                          /* what a person must say of a file */
    ASK_WHOSE,                      /* of which candidate it is */
    ASK_LIST,                       /* it names one that is no candidate: on which list it stands */
    ASK_WHICH,                      /* which part it is */
    ASK_SEVERAL,                    /* it seems to hold several parts */
    ASKS
};
struct dossier_ask { enum ask what; char *file; };

struct dossiers_told {              /* of one mail */
    struct dossier_told *v;
    size_t n;
    struct dossier_ask *asks;
    size_t nasks;
    struct strings choices;         /* "HS-2023-0007 xã Tân Mỹ": those it may be of */
};
void dossier_told_clear(struct dossier_told *);
void dossiers_told_clear(struct dossiers_told *);

/* One step, as it is kept for ever. */
struct step_row {
    int64_t dossier;
    instant at;
    char *actor, *event;
    enum stage from, to;
    char *seen;             /* mark of the documents that stood then */
    char *about;            /* receipt code of the mail, or code of the order; NULL */
    char *note;
};

#endif
