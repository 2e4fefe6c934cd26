/* What a text says of what was asked for out of turn, by the words of the request's title. */
#ifndef CORE_MATCH_REQUEST_WORDS_H
#define CORE_MATCH_REQUEST_WORDS_H

#include "base/clock.h"
#include "core/language/tokens.h"
#include "model/docket.h"

#define TITLE_READ 400          /* bytes */
#define WORDS_LEAST 2           /* of a title, among others */

struct request {                /* one that the unit has open */
    const struct obligation *o;
    struct tokens title;
    const struct tokens *names;         /* of units, in the mail; NULL */
    struct date today;                  /* the mail's */
    bool dated, thread;                 /* the title names a day; the mail answers the request itself */
};

/* The title, which outlives it, without "báo cáo"; names and thread stay. */
void request_read(struct request *, const char *title, struct date today);

/* Words of any request: they name none. */
bool request_common(const struct token *);
bool request_has_word(const struct tokens *, const struct token *);

enum dates { DATES_SILENT, DATES_SAME, DATES_OTHER };
enum dates request_dates(const struct tokens *said, const struct request *);

/* How many words from here on are the title's too, or say nothing; what they say is added. 0: another matter. */
size_t request_step(const struct tokens *, size_t at, const struct request *, size_t *said);
/* All words that are not common stand in the title, and there are some, or it names the title's day. */
bool request_within(const struct tokens *, const struct request *);
/* Some words that are not common follow each other in both. */
bool request_share_run(const struct tokens *, const struct tokens *);
/* "Tháng 8", "tuần 34", "năm 2022", of which the title says nothing: a report of its own. */
bool request_other_round(const struct tokens *said, const struct request *);

/* It says another number or day, and not only more than the title. */
bool request_differs(const struct tokens *, const struct request *);
/* A paper's title holds all that was asked for; a part of it, or nearly all, beside other words; or tells of
 * something else: "thiệt hại do bão" where the flood's was asked for. *words: how many the request has. */
enum fit { FIT_NOT, FIT_MAY, FIT_NAMES };
enum fit request_fit(const struct tokens *, const struct request *, size_t *words);

#endif
