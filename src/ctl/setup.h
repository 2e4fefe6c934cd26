/* What the files setup*.c share: the questions of `docketctl setup`, what was
 * answered, and the connections that the answers were tried with. */
#ifndef CTL_SETUP_H
#define CTL_SETUP_H

#include <stdbool.h>

#include "base/mem.h"
#include "mail/imap.h"
#include "model/plan.h"
#include "model/settings.h"

enum asked {
    ASKED_ADDRESS,
    ASKED_PROVIDER,
    ASKED_IMAP,
    ASKED_SMTP,
    ASKED_USER,
    ASKED_PASSWORD,
    ASKED_FOLDERS,
    ASKED_PLAN,
    ASKED_OFFICE,
    ASKED_CONTACT,
    ASKED_OFFICERS,
    ASKED_GO_LIVE,
    QUESTIONS
};
/* Said by an option alone, never asked for. */
enum told { TOLD_CA_FILE, TOLD_STATE, TOLD_RUNTIME, TOLDS };

struct preset {
    const char *name;
    const char *domains;        /* " gmail.com ": addresses that are surely there */
    const char *imap, *smtp; /* "host:port/tls"; "mail.%s" takes the address's domain; NULL: ask */
    const char *authserv; /* its name in Authentication-Results, where it is always the same */
    bool fixed;                 /* the servers are these: nobody is asked for them */
    bool no_password;           /* it takes tokens alone: its client id is asked for instead */
};

struct setup {
    const char *conf;
    char *folder;               /* of conf */
    const char *apart;          /* its name, where it is one of several offices; NULL */
    char *state, *runtime;      /* where docket and locks are; NULL: where they usually are */
    char *shared;               /* where plans, letters and board lie */
    bool lent, nowhere;         /* ... in a folder neither of conf nor around it; there are none */
    char *text;                 /* conf as it stands; the sample where there is none */
    struct settings *old;       /* NULL: nothing is configured yet */
    bool english, unattended, dry_run, no_test;
    bool some;                  /* options say what is to change: nothing else is asked */
    char *given[QUESTIONS];     /* by option; NULL */
    char *told[TOLDS];
    char *answer[QUESTIONS];    /* as taken; NULL: not asked, as it was */
    const struct preset *preset;
    struct server imap, smtp;   /* as answered */
    struct strings plans;       /* files that are plans, in the order shown */
    struct plan *plan;
    struct officer *officers;
    size_t nofficers;
    char *reader;               /* docket-reader */
    char *authserv; /* who signs Authentication-Results in this mailbox; NULL: nobody was seen to */
};

/* A sentence in the language of the person who answers. */
#define WORDS(s, vi, en, ...) xasprintf((s)->english ? en : vi, ##__VA_ARGS__)
#define PUT(s, vi, en, ...) printf((s)->english ? en "\n" : vi "\n", ##__VA_ARGS__)

struct question {
    const char *key, *operand;  /* --key OPERAND */
    const char *vi, *en;        /* the question */
    const char *vi_token, *en_token;    /* ... where there is no password; NULL: the same */
    bool secret;
    /* The answer that Enter gives; owned; NULL: there is none. */
    char *(*proposal)(struct setup *);
    /* Tries it. False and *why: one sentence, ask again. */
    bool (*take)(struct setup *, const char *answer, char **why);
    bool (*needless)(const struct setup *);     /* not asked at all; NULL: asked */
};
extern const struct question setup_questions[QUESTIONS];
extern const char *const setup_told[TOLDS];     /* their option's names */

/* ---- setup_servers.c: answers that are tried on a server ---- */
char *setup_propose_provider(struct setup *), *setup_propose_imap(struct setup *),
    *setup_propose_smtp(struct setup *), *setup_propose_user(struct setup *),
    *setup_propose_folders(struct setup *);
bool setup_take_provider(struct setup *, const char *, char **),
    setup_take_imap(struct setup *, const char *, char **),
    setup_take_smtp(struct setup *, const char *, char **),
    setup_take_user(struct setup *, const char *, char **),
    setup_take_password(struct setup *, const char *, char **),
    setup_take_folders(struct setup *, const char *, char **);
bool setup_servers_known(const struct setup *);
bool setup_by_token(const struct setup *);      /* login is by docketctl login, after this */

/* ---- setup_test.c: a mail to oneself. 0; 1: it has not come yet (*why); -1: it was refused (*why). ---- */
int setup_test(struct setup *, char **why);

/* ---- setup_write.c: the file, as a person would write it ---- */
char *setup_text(const struct setup *, char **cause);           /* owned */
/* Where the telephone of "Trực ban, 0277 3000 000" begins: it stands last. NULL: there is none. */
const char *setup_phone(const char *contact);
char *setup_officers_text(const struct officer *, size_t n);    /* "Tên <địa chỉ> vai trò, ..." */
/* Secrets, then the file once the whole of it was read again. 0, or -1 and *why. */
int setup_write(struct setup *, const char *text, char **why);

/* ---- setup_place.c: where things lie ---- */
void setup_find_shared(struct setup *);         /* needs conf, folder and reader */
bool setup_is_private(const struct setup *);
char *setup_programs(const struct setup *);     /* "/home/an/docketd/build/", "" where they are installed; the caller's */
void setup_place_state(struct setup *);
/* False, after saying why: it would end in nothing. */
bool setup_may_begin(const struct setup *);

void setup_server_clear(struct server *);

#endif
