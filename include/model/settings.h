/* What docketd.conf says, as plain structs. Filled by config/settings.c
 * through its option tables (defaults and ranges stand there), read-only
 * afterwards. Secrets are read from their files by settings_secrets, before
 * the first connection; nothing here is ever logged whole. */
#ifndef DOCKETD_MODEL_SETTINGS_H
#define DOCKETD_MODEL_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/mem.h"

enum tls_mode { TLS_IMPLICIT, TLS_STARTTLS, TLS_NONE, TLS_MODES };     /* "none": loopback only */
extern const char *const tls_mode_names[TLS_MODES];                    /* "implicit", "starttls", "none" */

enum oauth2_provider { OAUTH2_GOOGLE, OAUTH2_MICROSOFT, OAUTH2_OTHER, OAUTH2_PROVIDERS };
extern const char *const oauth2_provider_names[OAUTH2_PROVIDERS];     /* "google", "microsoft", "other" */

/* How access tokens are come by (RFC 6749, RFC 7636, RFC 8628). */
struct oauth2_settings {
    enum oauth2_provider provider;
    char *client_id;                /* NULL: the group is not in the file */
    char *client_secret_file, *client_secret;       /* NULL: a public client */
    char *tenant;                   /* Microsoft's */
    char *authorize_url, *token_url, *device_url, *scope;
    char *ca_file;                  /* NULL: the system's trust */
    char *token_file;               /* what docketctl login got and the daemon renews; absolute */
};

struct server {                     /* one peer: IMAP or SMTP */
    char *host;
    int port;
    enum tls_mode tls;
    char *ca_file;                  /* NULL: the system's trust */
    char *user;                     /* NULL: no authentication (SMTP only) */
    char *password_file;            /* a systemd credential is a file too; NULL: none */
    char *password;                 /* what it holds, once settings_secrets was called */
    char *oauth2_token_file;        /* holds a current access token, kept fresh by another program; NULL */
    bool use_oauth2;                /* tokens come from `oauth2` */
    const struct oauth2_settings *oauth2;   /* set where use_oauth2 is; not owned */
    int timeout;                    /* seconds: absolute deadline of one operation */
};

enum mark { MARK_KEYWORD, MARK_SEEN, MARK_MOVE, MARKS };               /* what is done in the mailbox after the commit */
extern const char *const mark_names[MARKS];                            /* "keyword", "seen", "move" */

struct mailbox_settings {
    struct server server;
    struct strings folders;         /* "INBOX", "Spam" */
    enum mark mark;
    char *keyword;                  /* "docketd" */
    char *move_to;                  /* folder */
    int poll;                       /* seconds between looks where IDLE is not offered, and at the other folders */
    bool idle;                      /* use IDLE when offered */
    instant go_live;                /* older mail is recorded without any letter, nobody is reminded before;
                                       INSTANT_NONE */
};

struct sending_settings {
    struct server server;
    int per_hour, per_day;          /* letters; 0: no limit */
    int attempts;                   /* then given up and reported */
    int retry_first, retry_most;    /* seconds: back-off doubles from one to the other */
    int per_sender_day;             /* automatic answers to one address in 24 h */
    int per_officer_day;            /* notices about mails to one officer in 24 h */
    int per_thread;                 /* ... and within one conversation, ever */
};

struct chat_settings {              /* notices to officers besides those by mail */
    char *urls_file;                /* one address a line; NULL: none */
    struct strings urls;            /* what it holds, once settings_secrets was called: tokens are in them */
    char *bot_file;                 /* the bot that officers write to; NULL: none */
    char *bot;                      /* its address, once settings_secrets was called */
    char *bot_name, *bot_server;    /* as officers find it; NULL: the service's own */
    char *ca_file;                  /* NULL: the system's trust */
    int per_hour;                   /* of one channel, the digest of what is more among them */
    int hours_from, hours_to;       /* minutes of the day between which they go out */
};

enum role { ROLE_VIEWER, ROLE_OFFICER, ROLE_LEAD, ROLES };
extern const char *const role_names[ROLES];                            /* "viewer", "officer", "lead" */

enum notices { NOTICES_ON, NOTICES_DAILY, NOTICES_OFF, NOTICES };
extern const char *const notices_names[NOTICES];                       /* "on", "daily", "off" */
enum tongue { TONGUE_OFFICE, TONGUE_VI, TONGUE_EN, TONGUES };          /* of the office: its first language */
extern const char *const tongue_names[TONGUES];                        /* "office", "vi", "en" */

struct officer {
    char *address;                  /* lower case */
    char *name;                     /* "đồng chí Nguyễn Văn A" */
    enum role role;
    enum notices notices;           /* how he is told of mails */
    enum tongue language;           /* of what he is written */
    char *phone;
};

/* What letters are written in, the first first. */
#define LANGUAGES 4
extern const char *const language_names[LANGUAGES];         /* "vi", "en", "vi+en", "en+vi" */

struct office_settings {
    char *name;                     /* {ten_co_quan} of the letters */
    char *from_name;                /* beside the address in From; NULL: none */
    char *address;                  /* the mailbox districts write to, From of every letter */
    char *contact, *phone;          /* "Cán bộ đầu mối" */
    int utc_offset;                 /* seconds east of UTC: +07:00 is 25200 */
    char *language;                 /* one of language_names */
    int hours_from, hours_to;       /* office hours in minutes of the day */
    struct strings authserv_ids;    /* whose Authentication-Results are believed (RFC 8601) */
    char *secret_file;              /* NULL: the daemon keeps one in the state folder */
    char *secret;                   /* key of message ids and tokens, once settings_secrets was called */
};

struct board_settings {
    char *folder;                   /* where it is written, absolute */
    char *templates;                /* folder, absolute */
    bool public;                    /* counts only: no unit, person or mail */
};

struct above_settings {             /* the office that consolidated reports are sent to */
    char *address;                  /* NULL: there is none */
    char *unit, *plan;              /* what this office is in that one's plan, and that plan's code; plan NULL: it is not said */
    char *key_file, *key;           /* key both offices have; NULL: the sender's address must do */
};

struct below_office {               /* a unit whose office runs docketd, too */
    char *unit;                     /* its code in the plan */
    char *key_file, *key;
};

struct alarm_settings {
    struct strings command;         /* program and its words; empty: none */
    int after;                      /* seconds without reading or sending */
};

struct settings {
    char *file;                     /* where it was read */
    struct office_settings office;
    struct mailbox_settings mailbox;
    struct sending_settings sending;
    struct oauth2_settings oauth2;
    struct officer *officers;
    size_t nofficers;
    int retention;                  /* seconds; 0: originals stay for ever */
    struct strings plan_files;      /* absolute; the first speaks for what they share */
    char *letters;                  /* folder of templates, absolute */
    struct board_settings board;
    struct alarm_settings alarm;
    struct above_settings above;
    struct below_office *below;
    size_t nbelow;
    char *metrics;                  /* file, absolute; NULL: none */
    struct chat_settings chat;
    char *state;                    /* folder: docket.db, raw/ */
    char *runtime;                  /* folder: FIFO, lock */
    char *reader;                   /* path of docket-reader */
    size_t message_most;            /* bytes; at most LIMIT_MESSAGE */
    int batch_messages;             /* messages that may share one commit */
    size_t batch_bytes;
    int readers;                    /* reader processes at work at once */
    int horizon;                    /* days ahead obligations are made */
    struct strings reminder_days;   /* "14", "7", "3", "1" */
    char *guide;                    /* file that goes with the first reminder, absolute; NULL: none */
    int cure_days;                  /* working days granted to complete a report (T5) */
};

/* Of the office's languages the first: "vi" or "en". */
const char *office_language(const struct office_settings *);
const struct officer *settings_officer(const struct settings *, const char *address);   /* NULL if none */
const char *settings_key_of(const struct settings *, const char *unit);     /* shared with that unit's office; NULL: none */
void settings_free(struct settings *);

#endif
