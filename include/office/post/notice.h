/* What officers are told without having asked, and journal details. */
#ifndef DOCKETD_OFFICE_POST_NOTICE_H
#define DOCKETD_OFFICE_POST_NOTICE_H

#include "core/letter/context.h"
#include "office/desk/desk.h"
#include "office/post/post.h"
#include "store/docket.h"

/* A letter that could not be delivered, once per letter; in the caller's transaction. */
int notice_letter_failed(struct desk *, const struct letter_row *, const char *reply, instant now);
/* A mail that needs an officer: review, quarantine, bounce, too large, urgent. */
int notice_message(struct desk *, const struct message_row *, struct letter_facts);

/* To one officer, as he wishes to be told: at once, in the day's list, or not. */
int notice_officer(struct desk *, const struct officer *, const struct posting *, instant now);
/* To each, at most so many of this letter in 24 hours as the configuration allows. */
int notice_capped(struct desk *, enum role least, const struct posting *, instant now);
int notice_officers(struct desk *, enum role least, const struct posting *, instant now);

#endif
