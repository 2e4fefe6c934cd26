/* Who writes, and about what: gathers evidence, decides nothing. */
#ifndef DOCKETD_CORE_MATCH_IDENTIFY_H
#define DOCKETD_CORE_MATCH_IDENTIFY_H

#include "core/language/index.h"
#include "core/match/known.h"
#include "model/docket.h"
#include "model/message.h"

/* One row per piece of evidence, strongest source first: thread, form
 * identity, issuing body, registered sender, an answer line ("Đơn vị: ...;
 * Loại: ...; Kỳ: ..."), subject, file name, document, body. A row about one
 * attachment carries its index. A row's `report` may be one of the words
 * below: what the mail speaks of besides reports. Period "?": years that
 * contradict each other. A unit row is weak where the name may be another
 * unit's ("Cao Lãnh"); what a source is worth is for match() to say. */
void identify(const struct match_index *, const struct message *, const struct known *, struct evidences *out);

#define MATTER_OUTSIDE   "OUTSIDE"              /* a report the plan does not know, or of another field */
#define MATTER_COMMUNE   "COMMUNE"              /* a commune of the row's unit, by name; several rows of one quote: homonyms */
#define MATTER_LOCAL     "LOCAL"                /* a commune, school or firm */
#define MATTER_LOCAL_WRITES "LOCAL_WRITES"      /* ... as the body that writes */
#define MATTER_ELSEWHERE "ELSEWHERE"            /* a unit of another province */
#define MATTER_EXTENSION "EXTENSION_REQUEST"
#define MATTER_QUESTION  "QUESTION"
#define MATTER_THANKS    "THANKS"
#define MATTER_REPLACES  "REPLACES"
#define MATTER_AUTOREPLY "AUTOREPLY"
#define MATTER_BOUNCE    "BOUNCE"
#define MATTER_COMMAND   "COMMAND"
#define MATTER_PLAN      "PLAN"                 /* a unit's plan, no report */
#define MATTER_SECRET    "SECRET_QUARANTINE"
#define MATTER_URGENT    "URGENT"
#define MATTER_NOUN      "NOUN"                 /* a file called a report or list, of no certain kind */
#define MATTER_ANSWER    "ANSWER"               /* settles what a letter of ours asked (decision only) */
#define MATTER_OWN       "OWN"                  /* the unit says that a stranger's mail is its own, ... */
#define MATTER_NOT_OWN   "NOT_OWN"              /* ... or is not */
#define MATTER_NIL       "NIL"                  /* "không có đơn vị đủ điều kiện" (A18) */
#define MATTER_KIND      "KIND"                 /* names candidates of one kind; the quote is the kind as plans write it */
#define MATTER_TWO_KINDS "TWO_KINDS"            /* a covering letter and what it covers: which is meant? */
#define MATTER_OURS      "OURS"                 /* an attached document of the office itself */

/* The receipt code in the subject ("TN-2023-0042"), owned by the caller; NULL.
 * Anyone can write one: it proves nothing. */
char *identify_receipt_code(const struct message *);

#endif
