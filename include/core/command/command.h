/* The language of officers' mails and of `docketctl do`: a line of words to a
 * command, by one table. Pure: what the docket knows (periods, today, the mail
 * under discussion) is an argument, and nothing is carried out here.
 *
 * Case, accents and their spelling (NFC, NFD) do not count; every argument is
 * found by its shape, in any order; what is missing or may mean two things is
 * said, never guessed - but for the period, where the open one with the nearest
 * deadline is taken, and marked as taken so. */
#ifndef DOCKETD_CORE_COMMAND_H
#define DOCKETD_CORE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "core/language/index.h"
#include "model/settings.h"

enum verb {
    VERB_STATUS,
    VERB_MISSING,
    VERB_LATE,
    VERB_UNIT,
    VERB_CODE,
    VERB_SEARCH,
    VERB_QUEUE,
    VERB_OPEN,
    VERB_DEADLINES,
    VERB_SELECTED,
    VERB_REGISTER,
    VERB_CONSOLIDATE,
    VERB_UPWARD,
    VERB_CLASSIFY,
    VERB_ACCEPT,
    VERB_ACCEPT_ALL,
    VERB_INCOMPLETE,
    VERB_RETURN,
    VERB_PAPER,
    VERB_EXTEND,
    VERB_WAIVE,
    VERB_REMIND,
    VERB_REQUEST,
    VERB_PAUSE,
    VERB_RESUME,
    VERB_HALT,
    VERB_GO,
    VERB_CONTACT,
    VERB_DUPLICATE,
    VERB_WRONG_ROUTE,
    VERB_VOUCH,
    VERB_REJECT,
    VERB_TELL,
    VERB_CLOSE,
    VERB_FILES,
    VERB_VALUES,
    VERB_DOSSIER,
    VERB_APPRAISE,
    VERB_RECOGNISE,
    VERB_NOT_RECOGNISE,
    VERB_DEFER,
    VERB_COMMEND,
    VERB_LACK,
    VERB_PLACE,
    VERB_REOPEN,
    VERB_DROP,
    VERB_ROUTE,
    VERB_SELECT,
    VERB_LINK,
    VERB_UNLINK,
    VERB_UNDO,
    VERB_CONFIRM,
    VERB_HELP,
    VERBS
};

enum argument {
    ARG_UNIT = 1,               /* one unit */
    ARG_UNITS = 2,              /* several, or all */
    ARG_REPORT = 4,             /* report and period */
    ARG_CODE = 8,               /* receipt code */
    ARG_CODES = 16,             /* two of them */
    ARG_DAY = 32,               /* the day it is about: the last of an extension, that of a paper, a deadline */
    ARG_CURE = 64,              /* until when to correct; at the end of the reason */
    ARG_REASON = 128,           /* behind the colon */
    ARG_TITLE = 256,            /* in quotation marks */
    ARG_CHANNEL = 512,          /* how a paper came, and its number */
    ARG_ADDRESS = 1024,
    ARG_WORDS = 2048,           /* the rest of the line as it stands */
    ARG_YEAR = 4096,
    ARG_RANGE = 8192,           /* two days */
    ARG_ACT = 16384,            /* code of an earlier command: "GN-2023-0007" */
    ARG_TOKEN = 32768,          /* code of a confirmation */
    ARG_LIST = 65536,           /* receipt codes, as many as there are: one order for all */
    ARG_DOSSIER = 131072,       /* code of a dossier */
    ARG_SEEN = 262144,          /* mark of the documents that were seen: right behind that code */
    ARG_PARTS = 524288,         /* numbers of parts behind it */
    ARG_NUMBER = 1048576,        /* "số ..." of a decision */
};

struct command_rule {
    enum verb verb;
    const char *key;            /* for programs: "extend" */
    const char *name, *name_en; /* "GIA HẠN", "EXTEND" */
    const char *words;          /* folded, separated by "|"; "*" before one: also within a sentence */
    unsigned needs, takes;      /* arguments it must have, and may have besides */
    enum role right;
    bool writes;                /* changes the docket; every one that does can be undone */
    bool dangerous;             /* asks "ĐỒNG Ý <mã>" first */
    bool second;                /* from another officer */
    bool owed;                  /* tells or acts on what did not come: worth no more than the mailbox was read */
    const char *usage, *usage_en;       /* "GIA HẠN <đơn vị> <loại> <kỳ> đến dd/mm/yyyy: <lý do>"; begins with the name, and may be sent back as it stands */
    const char *help, *help_en;
};
extern const struct command_rule command_rules[VERBS];      /* by verb */
const char *command_usage(const struct command_rule *, bool english);

struct command_round {          /* a period of a report, as the docket and the calendar know it */
    const struct report *report;
    char period[24];
    instant due;                /* INSTANT_NONE: none */
    bool open;                  /* somebody still owes it */
};

struct command_own {            /* a deadline of a unit's own */
    const struct unit *unit;
    const struct report *report;
    char period[24];
    instant due;
};

/* What a mail asks of the officers. */
enum command_asks {
    ASKS_NOTHING,
    ASKS_PLACE,                 /* whose and what is it? */
    ASKS_VERDICT,               /* a report to be examined */
    ASKS_WHOSE,                 /* a stranger's: is it the unit's? */
    ASKS_TIME,                  /* more time for a report */
    ASKS_WORDS,                 /* a question, a note: to be answered, or done with */
    ASKS_RECALL,                /* its report back: to be returned, or not */
    ASKS_RELEASE,               /* out of quarantine: to be judged as any other, or not */
};
#define COMMAND_ALSO 3
#define COMMAND_OPEN 6
#define COMMAND_CANDIDATES 12   /* a district went over into up to ten */
struct command_about {          /* one mail, as the docket knows it */
    bool english;               /* how its orders are said */
    enum command_asks asks;
    char *code;                 /* "TN-2023-0041" */
    const struct unit *unit;    /* NULL: not known, or several; so are the next */
    const struct report *report;
    char period[24];
    struct command_also { const struct report *report; char period[24]; char *title; } also[COMMAND_ALSO];      /* more reports that time is asked for; NULL ends */
    struct command_also open[COMMAND_OPEN];     /* a mail to be placed that names no period: those that it may be of, and what a request is called; NULL ends */
    const struct unit *candidates[COMMAND_CANDIDATES];  /* units that it may be of; NULL ends */
    const struct unit *ended;   /* one that it names and that was gone when it came: those that followed stand in candidates */
    struct date day;            /* until when time is asked for; {0} */
    instant until;              /* by when what it asks time for is to come as it stands; 0: not known */
    char *number;               /* of the paper that it says was sent; NULL */
    struct date paper, sent;    /* the paper's own day, and when it went, if it says so (else again its own); {0} */
    const char *way;            /* by which it says that its report went, as orders name it; NULL */
    bool beside;                /* its letter asks something beside the report that was filed */
    char *wanted;               /* receipt code of the mail that it wants back; NULL: not known */
    struct command_about *waits;        /* the mail in review about which it answers our question; NULL */
    bool unplaced;              /* ... which was filed for nothing: it is not returned, but done with */
    bool refused;               /* somebody said that it is not the unit's, or no report */
    bool empty;                 /* it was filed and brought no report: not closed, but asked for one */
    bool stranger;              /* who asks for time, wants a report back or tells of a paper is in no unit's list: it is not offered */
};
void command_about_clear(struct command_about *);

struct command_context {
    const struct match_index *index;
    bool english;               /* who orders reads English */
    const struct command_round *rounds;
    size_t nrounds;
    const struct command_own *owns;
    size_t nowns;
    instant now;
    int utc_offset;
    /* What his mail answers: */
    const char *code;           /* receipt code of the mail under discussion; NULL */
    const char *act;            /* the one order that the letter told of: "GN-2023-0007"; NULL */
    struct strings tokens;      /* codes of the orders that it asked to confirm */
    const char *name;           /* his own: at the end of his mail it is no order; NULL */
    /* What the docket knows of the mail with this code; NULL: none such. */
    const struct command_about *(*about)(void *arg, const char *code);
    void *arg;
};

/* The orders by which the officer may answer what the mail asks, as far as they
 * can be filled in; where his own words are wanting, they end with ": ". */
void command_offers(const struct command_about *, struct strings *out);
/* The one that returns what the unit wants back; wanted is set. The caller frees it. */
char *command_recall(const struct command_about *);

enum command_scope {            /* of PHÂN LOẠI, for a mail that is filed already */
    SCOPE_MOVES,                /* it was filed wrongly: there no more, or for the one report no more */
    SCOPE_ADDS,                 /* "THÊM": there too */
    SCOPE_ALONE,                /* "RIÊNG": nowhere else */
};

enum command_problem {
    COMMAND_FINE,
    COMMAND_UNKNOWN,            /* no command: `choices` holds the usage of the nearest ones */
    COMMAND_AMBIGUOUS,          /* may mean several: `choices` holds the lines to send instead */
    COMMAND_WANTING,            /* an argument is missing or impossible */
};

struct command {
    const struct command_rule *rule;    /* NULL: unknown */
    enum command_problem problem;
    char *cause;                /* one sentence; NULL if fine */
    bool english;               /* how it is said: cause, choices, command_say */
    struct strings choices;
    char *line;                 /* as written, trimmed */
    const struct unit **units;
    size_t nunits;
    bool all;                   /* every unit that owes it (ARG_UNITS) */
    const char *level;          /* ... of this level: "district"; NULL */
    const char *kind;           /* ... and of this kind alone: "xã"; NULL */
    const struct report *report;
    char period[24];
    bool guessed;               /* the period was not written */
    int year;                   /* 0 */
    char *code, *other;         /* "TN-2023-0041" */
    struct strings codes;       /* further ones of a list: the same is ordered for each (commands_parse); all of an ARG_LIST */
    char *act;                  /* "GN-2023-0007" */
    char *dossier;              /* "HS-2023-0007" */
    char mark[9];               /* of the documents that were seen: "" or 8 characters in lower case */
    unsigned parts;             /* bit n: part n, from 1 on */
    char *token;                /* "GN-2023-0007-9F3A..." */
    struct date day, to;        /* {0}: none; `to` the second of a range, or of a cure */
    int hour, minute;           /* hour -1: none */
    enum command_scope scope;
    char *reason, *title, *channel, *number, *address, *words;
    bool lent_day;              /* the day is the one that was asked for */
    bool seen;                  /* it may only say that the mail was read */
    bool lent;                  /* it says what it is about only by what it answers */
};

/* One line. out is cleared first; command_clear frees what it holds. */
void command_parse(const struct command_context *, const char *line, struct command *out);
void command_clear(struct command *);
bool command_reaches(const struct command *, const struct unit *);      /* the unit is of the level and kind that it names, if it does */
/* It is asked back, for that cause, with its line to send again; one that has a fault keeps that. */
void command_distrust(struct command *, const char *vi, const char *en);

struct commands {
    struct command *v;
    size_t n;
    bool more;                  /* beyond LIMIT_COMMANDS: not read */
    bool forwarded;             /* out of the subject of a forwarded mail */
    bool thanks;                /* he says thanks */
};

/* The orders of one line: behind ";" another may begin, and a list of codes is
 * an order for each. */
void commands_parse(const struct command_context *, const char *line, struct commands *out);

/* The commands of a mail: its subject if that is one, else the lines of its
 * text, up to one that is none (kept, unknown), a farewell, or two empty lines.
 * own_subject: the subject is that of a letter of ours, answered. */
void commands_read(const struct command_context *, const char *subject, bool own_subject,
                   const char *text, struct commands *out);
void commands_free(struct commands *);

/* The command as one line that reads back as the same command. */
char *command_say(const struct command *);
const char *command_name(const struct command *);           /* "GIA HẠN", "EXTEND" */
const char *command_channel(const char *channel, bool english);     /* "giấy", "paper"; as it is if it has no other name */
/* The table as a section of the manual (mdoc). */
void command_mdoc(struct buf *);
/* The usage lines a role may send, and what each does. */
void command_help(enum role, bool english, struct strings *usage, struct strings *help);

#endif
