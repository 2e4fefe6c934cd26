/* Items of the decision, one for each report that a mail delivers. */
#ifndef CORE_MATCH_DELIVER_H
#define CORE_MATCH_DELIVER_H

#include "core/match/judge.h"
#include "kinds.h"

/* Of the unit that was decided; takes the period. */
struct item *deliver_item(struct judge *, const struct report *, char *period);
void deliver_due(struct judge *, struct item *, instant due);
/* The report with the period that the mail says or the day tells; doubts where neither does. */
void deliver(struct judge *, const struct report *);
/* deliver_request.c: the same of an ad hoc report: of each request that a paper names, or the subject. */
void deliver_requests(struct judge *, const struct report *);
/* In answer to one request its papers may be another's: delivered beside it, or in doubt where they all are. */
void deliver_request_papers(struct judge *, const struct report *, const char *thread);
bool deliver_answers(const struct judge *, int file, const struct report *);    /* the file names an open request */
/* What was asked for, of the one request that the mail names; else the report's name. */
const char *deliver_title(const struct judge *, const struct report *);
/* The title of the paper names another period of the report than this one. */
bool deliver_titled_otherwise(const struct judge *, const struct report *, const char *period);
bool delivered(const struct judge *, const struct report *, const char *period);        /* NULL: of any period */
/* A3: a report in a file of its own, beside this one that is named, counts as well. What was
 * answered before comes along to be read. */
void deliver_beside(struct judge *, const struct report *);
/* In answer to a letter about this report come only papers that are titled as one other, and the words do
 * not speak of this one: the other is delivered, where it is still owed. */
bool deliver_instead(struct judge *, const struct report *);

/* deliver_proof.c: what our own form or thread, or a receipt code, says; words: of the subject or answer. */
void deliver_proven(struct judge *, const struct evidence *);
bool deliver_by_proof(struct judge *, const struct kinds *words);

#endif
