/* What a mail says, place by place: the rows that a decision rests on. */
#ifndef DOCKETD_MODEL_EVIDENCE_H
#define DOCKETD_MODEL_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

/* Where in a mail it stands. */
enum source {
    SOURCE_THREAD,          /* it answers a letter of ours, by an id that only we can make */
    SOURCE_FORM,            /* what docketctl form hid in the form */
    SOURCE_LETTERHEAD,
    SOURCE_SENDER,          /* a registered address */
    SOURCE_ANSWER,          /* a line in answer to a question of ours */
    SOURCE_REFERENCE,       /* a receipt code in the subject: anyone can write one */
    SOURCE_SUBJECT,
    SOURCE_FILE_NAME,
    SOURCE_DOCUMENT,        /* the text of a file */
    SOURCE_BODY,
    SOURCE_MARK,            /* of secrecy or urgency */
    SOURCE_HEAD,            /* first lines of a file that is no official document: issuing body, title */
    SOURCES
};
extern const char *const source_names[SOURCES];     /* as stored: "thread", "file name", ... */

/* What a mail speaks of besides reports. */
enum matter {
    MATTER_NONE,
    MATTER_OUTSIDE,         /* a report the plan does not know, or of another field */
    MATTER_ASKED,           /* the words of a paper that asks for reports */
    MATTER_FOREIGN,         /* words that the plan's own do not cover: perhaps a paper of another regime */
    MATTER_COMMUNE,         /* a commune of the row's unit, by name; several rows of one quote: homonyms */
    MATTER_LOCAL,           /* a commune, school or firm */
    MATTER_LOCAL_WRITES,    /* ... as the body that writes */
    MATTER_ELSEWHERE,       /* a unit of another province */
    MATTER_EXTENSION,       /* asks for more time */
    MATTER_QUESTION,
    MATTER_THANKS,
    MATTER_REPLACES,
    MATTER_AUTOREPLY,
    MATTER_BOUNCE,
    MATTER_COMMAND,
    MATTER_PLAN,            /* a unit's plan, no report */
    MATTER_SECRET,
    MATTER_URGENT,
    MATTER_NOUN,            /* a file called a report or list, of no certain kind */
    MATTER_ANSWER,          /* settles what a letter of ours asked (decision only) */
    MATTER_OWN,             /* the unit says that a stranger's mail is its own, ... */
    MATTER_NOT_OWN,         /* ... or is not */
    MATTER_NIL,             /* "không có đơn vị đủ điều kiện" (A18) */
    MATTER_KIND,            /* names candidates of one kind; the quote is the kind as plans write it */
    MATTER_TWO_KINDS,       /* a covering letter and what it covers: which is meant? */
    MATTER_PAPER,           /* by its type a paper that is no report: "Quyết định"; the quote is the type */
    MATTER_OURS,            /* an attached document of the office itself */
    MATTER_ROSTER,          /* a list of persons or things, not of selected units; the quote is its title */
    MATTER_EARLIER,         /* a paper of an earlier round beside this one's; the quote is its name */
    MATTER_DANGEROUS,       /* a file that is not opened (decision only) */
    MATTERS
};
extern const char *const matter_names[MATTERS];     /* as stored: "", "OUTSIDE", ... */

enum strength { STRENGTH_WEAK, STRENGTH_STRONG, STRENGTH_PROOF, STRENGTHS };    /* proof: keyed thread or form identity */
extern const char *const strength_names[STRENGTHS]; /* as stored: "weak", "strong", "proof" */

struct evidence {
    enum source source;
    enum matter matter;
    char *unit, *report, *period;   /* codes it points to; NULL: says nothing of it */
    enum strength strength;
    char *quote;            /* the words it was found in */
    int attachment;         /* index, or -1 */
};
/* What the words of a mail ask for or tell beside what comes with it (core/language/want.h). */
struct wanted {
    bool advice, time, guidance, rest, copy, answer, unmeant, reference, adds, corrects;
    bool paper, later, later_part, part, others;    /* of the file: core/language/beside.h; others: it is theirs, or meant for them */
    int year;                   /* 0: none is said */
};
struct evidences {
    struct evidence *v;
    size_t n;
    struct wanted beside;       /* not stored, nor is ... */
    bool strange;               /* ... that who writes is said to sit where the plan has nobody */
};
struct evidence *evidence_add(struct evidences *, enum source, enum strength, const char *quote);
void evidence_drop(struct evidences *, size_t at);
/* "HALF_YEAR", "QUESTION": the report, else the matter; NULL for neither. */
const char *evidence_about(const struct evidence *);
/* What all rows agree on that say anything of it (offsetof unit, report or period); NULL: nothing, or not all. */
const char *evidences_agree(const struct evidences *, size_t member);
void evidences_free(struct evidences *);

#endif
