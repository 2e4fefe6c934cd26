/* The words of a plan, folded once: unit aliases, communes, report phrases,
 * beside the field's own words. Built when the plan is loaded,
 * read-only afterwards. */
#ifndef DOCKETD_CORE_LANGUAGE_INDEX_H
#define DOCKETD_CORE_LANGUAGE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "model/plan.h"

struct match_index;
struct cover;
struct token;
struct tokens;

/* Borrows the plan, which must outlive it. */
struct match_index *match_index_new(const struct plan *);
void match_index_free(struct match_index *);        /* NULL is safe */

/* ---- for identify and match -------------------------------------------- */

enum sense {
    SENSE_UNIT,             /* names one unit beyond doubt */
    SENSE_UNIT_WEAK,        /* may name these units: counts only with support */
    SENSE_HOST,             /* the office itself: never a candidate */
    SENSE_REPORT,
    SENSE_PROVINCE,         /* another province: the unit before it is not ours */
    SENSE_REGION,           /* a name that holds a unit's name and is none */
    SENSE_OUTSIDE,          /* a report the regime does not know (A20) */
    SENSE_ASKING,           /* words by which reports are asked for: whoever answers may keep them */
    SENSE_OTHER_TOPIC,      /* a report of another field */
    SENSE_OUR_TOPIC,
    SENSE_OUR_WORD,         /* of our field, but of others too: "phong trào" */
    SENSE_OUTLOOK,          /* "phương hướng ...": what follows is about the future */
    SENSE_EXTENSION,        /* asks for more time */
    SENSE_GRANTED,          /* speaks of an extension already given */
    SENSE_NIL,              /* there is no candidate */
    SENSE_QUESTION, SENSE_THANKS, SENSE_REPLACES, SENSE_AUTOREPLY, SENSE_BOUNCE,
    SENSE_COMMUNE,          /* a commune of these units, by name */
    SENSE_LOCAL,            /* a commune, school or firm that writes: "UBND xã" */
    SENSE_COMMAND,          /* an officer's command word */
    SENSE_ADDRESS,          /* a postal address or telephone line */
    SENSE_PLAIN             /* a known phrase without weight: keeps its words from being read otherwise */
};

struct bearer {             /* of a name */
    const struct unit *unit;
    char *written;          /* as the plan writes it, by its accents (base/spelling.h) */
    bool strong;
    bool commune;           /* a commune of the unit, not the unit itself */
};

struct phrase {
    char *text;             /* folded words */
    size_t words;
    size_t marks;           /* commas and the like within the name as it is written: not more in a text */
    enum sense sense;       /* SENSE_UNIT: `names` say what, by the day */
    struct bearer *names;
    size_t nnames;
    bool province;          /* ... and another province is called so */
    const struct unit **within;     /* SENSE_LOCAL: units that have it in their own names */
    size_t nwithin;
    const struct report *report;
};

/* What a phrase means on a day. One name may mean several units one after the
 * other (A25): who is there on that day counts before who is not; a commune of
 * a unit that is there before a unit that is not. Of names that only accents
 * tell apart the one that is written counts. */
#define NAMED_MOST 12
struct named {
    enum sense sense;       /* SENSE_UNIT, SENSE_UNIT_WEAK and SENSE_COMMUNE name units; else the phrase's own */
    const struct unit *units[NAMED_MOST];
    size_t n;
    bool unlike;            /* written with other accents than the name of the first: perhaps another's */
};
/* The phrase as it stands at this word; day {0}: any day. */
void phrase_named(const struct phrase *, const struct tokens *, size_t at, struct date day,
                  struct named *out);

/* A report named by two phrases with up to `gap` words between ("danh sách ...
 * điển hình"), the first one at this word; *words: how many it takes. NULL. */
const struct report *index_gapped(const struct match_index *, const struct tokens *, size_t at,
                                  size_t gap, size_t *words);
/* The name of one of the plan's reports has this word. */
bool index_report_word(const struct match_index *, const struct token *, bool english);
const struct plan *index_plan(const struct match_index *);
const struct cover *index_cover(const struct match_index *);
/* Units of this kind report themselves on that day; {0}: on any. */
bool index_has_kind(const struct match_index *, const char *kind, struct date day);
/* The longest phrase that begins at this word; NULL if none. */
const struct phrase *index_phrase(const struct match_index *, const struct tokens *, size_t at);
const struct phrase *index_phrase_most(const struct match_index *, const struct tokens *, size_t at, size_t most);     /* ... of at most so many words */
/* Another province has its name somewhere in these words, whatever else stands there. */
bool index_names_province(const struct match_index *, const struct tokens *);
const struct strings *index_provinces(const struct match_index *);     /* the others' (provinces.h) */
/* What kind of report it is by its recurrence and words, in order of precedence
 * where a line names two without joining them: a dossier holds reports, a part
 * of a year stands in a report about it. The later wins. */
enum rank {
    RANK_PLAN,              /* a unit's plan: told by the words around it */
    RANK_ONCE,
    RANK_YEAR,
    RANK_REQUEST,
    RANK_LIST,              /* periodic, its words name no part of time */
    RANK_PART,              /* of a part of the year */
    RANK_DOSSIER
};
enum rank report_rank(const struct report *);
enum rank index_rank(const struct match_index *, const struct report *);     /* the same, kept */
/* The plan's report of this rank; NULL: it has none, or several. */
const struct report *index_only(const struct match_index *, enum rank);

#endif
