/* What waits for an officer: one list of everything open, the oldest first. The
 * answer CẦN XỬ LÝ, the digest, the board and docketctl todo all show this one.
 *
 * Open are: a mail to classify, one that was not read, a question and a request
 * for more time until an officer answered or closed it, a report that waits for
 * the examination or for the word whose it is, a report that its unit says it sent on paper, a letter that failed (until one
 * to the same address was sent, or for OPEN_LETTER_DAYS), an address that sends
 * mail back, a whole report sent upward that the docket has left behind. */
#ifndef DOCKETD_REPORT_OPEN_H
#define DOCKETD_REPORT_OPEN_H

#include "report/about.h"

#define OPEN_LETTER_DAYS 30
#define OPEN_MOST 60                    /* shown at once */

struct json_t;

char *upward_line(const struct report *, const char *period, bool english);     /* the order that sends it again; the caller's */

/* As a template or a program reads it: {"n", "more" (beyond OPEN_MOST), "rows": [{"number", "kind": "review",
 * "is_review": true, "code", "who", "subject", "unclear", "reason", "unit", "report", "period", "sequence" (0), "since", "days", "order"}]};
 * what is not known is null. A new reference. 0, or -1 after logging. */
int open_facts(const struct about_from *, instant now, const char *language, struct json_t **facts);

/* The same in two steps, for what is said in several languages. The list lives no longer than the store and plan. */
struct open_list;
int open_read(const struct about_from *, instant now, struct open_list **);     /* 0, or -1 after logging, and NULL */
struct json_t *open_say(const struct open_list *, const char *language);
void open_free(struct open_list *);     /* NULL is safe */

#endif
