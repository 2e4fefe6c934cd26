/* What the files imap*.c share: one connection and how it fails. */
#ifndef MAIL_IMAP_PRIVATE_H
#define MAIL_IMAP_PRIVATE_H

#include <libetpan/libetpan.h>

#include "mail/imap.h"
#include "guard.h"
#include "tls.h"

struct imap {
    char *peer;                 /* "host:port" for the log */
    int timeout;
    struct tls *tls;
    mailimap *session;          /* owns the stream */
    struct guard guard;
    bool refused;               /* the login */
    bool dead;
    bool idle, move;            /* what the server can */
    bool news;                  /* EXISTS came since the last list was asked for */
    char *ahead;                /* a FETCH that was sent and is not answered yet; NULL: none */
};

/* A stream of libetpan over our connection; NULL when memory ends. */
mailstream *imap_stream_new(struct imap *);
/* Reads into the stream's buffer what is there already: 1 something, 0 nothing, -1 dead. */
int imap_stream_fill(struct imap *);

int imap_say(struct imap *, const char *text);  /* sends it now; -1 dead */

/* Every command begins so, behind what was asked for ahead: -1 if the connection is dead. */
int imap_begin(struct imap *, bool steady, char **cause);
/* This FETCH is on its way already: its answer comes next. */
bool imap_is_ahead(struct imap *, const char *command);
/* What a libetpan result means: 0 done; 1 the server refused: `no` (its own code
 * for the tagged NO of this command) or a BAD to it; else the connection is dead: -1. */
int imap_verdict(struct imap *, int result, int no, const char *doing, char **cause);
int imap_dead(struct imap *, const char *doing, char **cause);

/* ---- responses read by ourselves (imap_response.c) ---- */

enum responded { RESPONSE_DEAD = -1, RESPONSE_DONE, RESPONSE_REFUSED, RESPONSE_ROW };
enum word { WORD_END, WORD_BROKEN, WORD_ATOM, WORD_STRING, WORD_LITERAL, WORD_OPEN, WORD_CLOSE };

struct response {
    struct imap *im;
    char *at;                   /* what is left of the line in hand */
    char *word;                 /* of the last atom or string; until the next line */
    size_t length;
    uint64_t literal;           /* octets that follow this line */
    bool inline_text;           /* a text stands in the line itself */
};

int imap_command(struct response *, struct imap *, const char *command);      /* sends it; -1 dead */
enum responded response_next(struct response *);     /* the next line: a row behind its "* ", or how it ended */
enum word response_word(struct response *);
bool response_is(const struct response *, const char *word);
bool response_number(const struct response *, uint64_t most, uint64_t *number);
/* After WORD_LITERAL exactly one of: kept (owned), passed over, or octets in
 * pieces and then response_more. -1 dead. */
int response_literal(struct response *, char **text);
int response_skip(struct response *);
int response_octets(struct response *, void *to, size_t n);
int response_more(struct response *);
int response_end(struct response *, enum responded, const char *doing, char **cause);    /* 0; 1 refused; -1 dead */

/* ---- rows of FETCH (imap_row.c) ---- */

struct row {
    struct imap_item item;
    bool dated, flags, odd;     /* odd: something in it is not as RFC 3501 has it */
    bool text;                  /* a message text came with it */
};

/* Where the text of a row goes: 0, or -1: nothing more is taken. */
typedef int text_taker(void *arg, struct response *, struct row *);

/* "3 FETCH (UID 12 ...)": 1 it was one; 0 something else; -1 dead. text NULL: passed over. */
int imap_row(struct response *, const char *keyword, struct row *, text_taker *text, void *arg);
/* Reads an answer to its end; of its rows only the news count. As response_end. */
int imap_pass_over(struct response *, const char *doing, char **cause);

char *imap_set_text(const uint32_t *sorted_uids, size_t n);     /* "1:3,7", owned by the caller */
struct mailimap_set *imap_set(const uint32_t *sorted_uids, size_t n);
/* Sorted, without doubles; *n is what remains. */
uint32_t *imap_sorted(const uint32_t *uids, size_t *n);
/* How many of these sorted uids one command line holds. */
size_t imap_portion(const uint32_t *sorted_uids, size_t n);
char *imap_folder_name(const char *utf8);       /* modified UTF-7 (RFC 3501, 5.1.3); NULL: it cannot be written */
char *imap_folder_shown(const char *wire);      /* back to UTF-8; as it stands where it is none */

#endif
