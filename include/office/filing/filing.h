/* Filing: one item of a decision becomes a version of its obligation. */
#ifndef DOCKETD_OFFICE_FILING_H
#define DOCKETD_OFFICE_FILING_H

#include "model/docket.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

struct filing {                     /* a message row on its way in */
    int64_t message;                /* its id; 0 while only considered */
    const char *code;
    const struct message *facts;
    instant received, now;
    bool vouched;                   /* by the unit's registered address or an officer: may take the place of an earlier version */
};

/* The deadline of a unit's report: the obligation's own (extensions count),
 * else the calendar's. Sets has_due, due, on_time, days_late of the item by
 * the version that decides timeliness. existing: the row, cleared by the
 * caller; id 0 if there is none yet. -1: the docket failed. */
int filing_timing(struct desk *, struct item *, instant received, struct obligation *existing);

/* By when what is wrong or wanting in the item is to come: the day an officer named, while it is
 * not over, else the days counted from `from`, never ending before its deadline. */
instant filing_cure(const struct desk *, const struct item *, instant from, instant now);

/* The accepted values of the period before: for rules with "prev."
 * terms and for prefilled forms. None is no failure. */
int filing_previous(struct desk *, const struct unit *, const struct report *, const char *period,
                    struct values *out);

/* Values and findings of the item out of the message, once. */
int filing_examine(struct desk *, struct item *, const struct message *);
/* Values and findings of an earlier version, by its id, are the item's, too; not what it lacked of files. 0, or -1
 * after logging. */
int filing_take_over(struct desk *, int64_t version, struct item *);
/* What only an officer may file: a list with a kind of candidate that the unit
 * cannot have is perhaps another unit's (A16). NULL: nothing. */
const struct finding *filing_doubt(const struct item *);

/* Whether a version of the item, examined, would put aside what an officer accepted; then item->earlier names that.
 * o: the obligation as it is. 0, or -1 after logging. */
int filing_after_word(struct desk *, struct item *, const struct message *, instant received,
                      const struct obligation *o, bool *is);

/* An item that adds, examined, leaves the version in force where it is (o: the obligation as it is): then its own
 * figures do not count, and that is among its findings. What the version in force was asked for, an annex leaves
 * wanting; that is said, too. 0, or -1 after logging. */
int filing_addition(struct desk *, struct item *, const struct message *, const struct obligation *o, bool *is);

/* A list that says that it adds, and names nobody of the one in force: their candidates are its own, too.
 * 0, or -1 after logging. */
int filing_list(struct desk *, struct item *, const struct obligation *);

/* Writes version, values, findings, obligation and journal. Sets item->state.
 * *repeated: the same content was filed before; nothing was written (A24). */
int filing_write(struct desk *, struct item *, const struct filing *, bool *repeated);

#endif
