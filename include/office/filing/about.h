/* What a mail asks of the officers, and what is known of it: the notice offers
 * the orders that answer it, and a few words in answer become one of them. */
#ifndef DOCKETD_OFFICE_FILING_ABOUT_H
#define DOCKETD_OFFICE_FILING_ABOUT_H

#include "core/command/command.h"
#include "core/letter/context.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* Freed by command_about_clear. */
int about_mail(struct desk *, const struct message_row *, struct command_about *out);

/* The same for a notice: what the facts of its letter point to. */
struct asking {
    struct command_about about;
    struct strings offers;
};
int asking_of(struct desk *, const struct message_row *, struct asking *, struct letter_facts *);
void asking_clear(struct asking *);
/* That who asks for a unit is in no unit's list; owned by the caller. */
char *about_stranger(const struct desk *, const struct message_row *);
/* What each request is called whose code stands in a line that is offered ("DX:2"). */
int about_requests(struct desk *, const struct command_about *, struct strings *lines);
#define OPEN_REQUESTS 12
struct open_requests {          /* of a unit, as its letter names them; freed by open_requests_clear */
    struct letter_owed owed[OPEN_REQUESTS];
    struct request_row requests[OPEN_REQUESTS];
    size_t n, nrows;
    struct obligation *rows;
};
int about_open_requests(struct desk *, const struct unit *, struct open_requests *);
void open_requests_clear(struct open_requests *);
/* Of a unit that it names and that was gone when it came: since when, and who is there
 * instead; the caller frees it. NULL: it names none. */
char *about_ended(const struct desk *, const struct message_row *, const struct command_about *);

/* Those that one mail of orders, or one line, names: looked up once each. */
struct abouts {
    struct desk *desk;
    struct command_about **v;
    size_t n;
    bool failed;                /* the docket did */
};
/* For command_context.about; arg is the list. */
const struct command_about *about_code(void *abouts, const char *code);
void abouts_clear(struct abouts *);

#endif
