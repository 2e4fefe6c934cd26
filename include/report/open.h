/* What waits for an officer: one list of everything open, the oldest first. The
 * answer CẦN XỬ LÝ, the digest, the board and docketctl todo all show this one.
 *
 * Open are: a mail to classify, one that was not read, a question and a request
 * for more time until an officer answered or closed it, a report that waits for
 * the examination or for the word whose it is, a letter that failed (until one
 * to the same address was sent, or for OPEN_LETTER_DAYS), an address that sends
 * mail back. */
#ifndef DOCKETD_REPORT_OPEN_H
#define DOCKETD_REPORT_OPEN_H

#include <stddef.h>

#include "model/plan.h"
#include "report/about.h"

#define OPEN_LETTER_DAYS 30
#define OPEN_MOST 60                    /* shown at once */

struct json_t;

enum open_kind {
    OPEN_REVIEW,
    OPEN_UNREAD,                    /* too large, or not handed out */
    OPEN_QUESTION,
    OPEN_TIME,                      /* asks for more */
    OPEN_WHOSE,                     /* a stranger's report */
    OPEN_EXAMINATION,
    OPEN_LETTER,
    OPEN_ADDRESS,
    OPEN_KINDS
};
extern const char *const open_names[OPEN_KINDS];    /* "review", ... */

struct open_row {
    enum open_kind kind;
    instant since;
    char *code;                     /* of a mail; NULL */
    char *who;                      /* sender, recipient or address; NULL */
    char *subject;
    char *unclear;                  /* of a review; NULL */
    enum reason reason;
    char *about;                    /* what the reason names */
    const struct unit *unit;        /* NULL: not known; report and period the same */
    const struct report *report;
    char period[24];
    char *order;                    /* the line that answers it; ends with a space or colon where words are to follow; NULL */
};

struct open_list { struct open_row *v; size_t n; };

/* 0, or -1 after logging. */
int open_load(const struct about_from *, instant now, struct open_list *out);
void open_clear(struct open_list *);

/* As a template or a program reads it: {"n", "more" (beyond OPEN_MOST), "rows": [{"number", "kind": "review",
 * "is_review": true, "code", "who", "subject", "unclear", "reason", "unit", "report", "period", "since", "days", "order"}]};
 * what is not known is null. A new reference. 0, or -1 after logging. */
int open_facts(const struct about_from *, instant now, const char *language, struct json_t **facts);

#endif
