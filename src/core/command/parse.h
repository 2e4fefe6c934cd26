/* The parts of command_parse(): one line while it is read. */
#ifndef DOCKETD_CORE_COMMAND_PARSE_H
#define DOCKETD_CORE_COMMAND_PARSE_H

#include "core/calendar/calendar.h"
#include "core/command/command.h"
#include "core/language/day.h"
#include "core/language/index.h"
#include "core/language/tokens.h"

#define SAY(vi, en) (p->out->english ? (en) : (vi))     /* of literals: formats stay checked */

struct parse {
    const struct command_context *c;
    struct command *out;
    char *text;                 /* the line; what is read is blanked */
    struct tokens t;            /* of text, once verb, title and reason are out */
    bool *used;
    size_t verb;                /* byte of text at which its verb stood */
    bool year_named;            /* "năm 2023" */
    bool report_named;
    bool before;                /* "trước ngày ..." */
    const char *sub;            /* "-Q2", "-06" of a period; NULL */
    char sub_store[CALENDAR_PART];
    const struct phrase *name;  /* of the unit first named, at this word */
    size_t name_at;
    struct named doubtful;      /* one name of several units */
    size_t doubtful_at, doubtful_end;
    bool bare;                  /* the verb alone takes no code from the mail under discussion */
    bool lent_period;           /* report and period are those of the mail under discussion */
    struct date either;         /* the day may as well be this one */
    bool turned;                /* a word denies, excepts or conditions it: this one, behind so many units */
    size_t turned_at, kept;
    int more;                   /* days beyond the deadline that stands; 0: none */
    bool working;               /* ... working days */
};

struct hit {                    /* the words of an order in a line */
    const struct command_rule *rule;    /* NULL: there are none */
    size_t at, words;
};
struct hit parse_verb(const struct tokens *);
bool parse_is(const char *text, enum verb);             /* it gives this order */
struct hit parse_spoken_of(const struct tokens *);      /* it speaks of this one and gives none: "chưa trả lại vội" */
bool parse_waits(const struct token *);                 /* "chờ", "chớ": no polite "cho" */
bool parse_polite(const struct token *);                /* may stand before an order, and says nothing */

/* Words that only answer what a mail asks ("đồng ý nhé", "không được: ...",
 * "xong", "đến 12/12", "huyện Lấp Vò"): the order that they mean, the caller's.
 * NULL: they are none such. What may mean several is a fault in out. */
char *reply_order(const struct command_context *, const char *text, struct command *out);
/* Nothing but address and courtesy: "anh nhờ em nhé". */
bool reply_says_nothing(const char *text);
bool reply_leads_in(const char *text);                  /* ... or "vâng": before an order it is none */
bool reply_thanks(const char *text);                    /* it holds a word of thanks */
bool reply_only_particles(const char *text);            /* "nhé em" */
bool reply_agrees(const char *text);                    /* ... or "nhất trí": no reason to give more time */
/* Behind a refusal: why, without what is refused ("lùi hạn, vì ..."); the caller's. NULL: no word of that. */
char *reply_why_not(const char *text);
/* The mail of that code, if the answered notice told of it; NULL. */
const struct command_about *parse_about(const struct command_context *, const char *code);
/* Behind the leading marks of a list: "- ", "1. ", "* ". */
const char *parse_without_bullet(const char *line);
/* The line as an order, whatever it answers. */
void parse_whole(const struct command_context *, const char *line, struct command *out);
/* What an order does not say and the mail that it is about does. */
void reply_lend(struct parse *);
/* Faults where something is wanting or too much. */
void parse_wants(struct parse *);

bool parse_takes(const struct parse *, unsigned argument);
/* The text begins with the words of an order; with_code: and a code stands right behind them. */
bool parse_begins(const char *text, bool with_code);
/* A pointer into p->text as it was in the tokens: blanks [from, to). */
void parse_blank(struct parse *, const char *from, const char *to);
/* Says what is wrong; the first fault stands. Takes the text. */
void parse_fault(struct parse *, enum command_problem, char *cause);

char *parse_trimmed(const char *text, size_t n);        /* NULL: nothing but marks */
struct date parse_today(const struct parse *);
void parse_no_date(struct parse *, const struct tokens *, size_t from, size_t to);     /* the fault of a day that is in no calendar */

void parse_title(struct parse *);           /* "..." */
void parse_reason(struct parse *);          /* : ... [hạn dd/mm] */
void parse_loose_reason(struct parse *, size_t last);   /* without a colon: behind the last argument, else the first words that are none */
void parse_address(struct parse *);
void parse_fillers(struct parse *, size_t n);           /* of the first n words, uses those that say nothing */
void parse_arguments(struct parse *);       /* everything else, word by word */
size_t parse_take_day(struct parse *, size_t at);
size_t parse_take_more(struct parse *, size_t at);      /* "thêm 5 ngày" */
void parse_settle_day(struct parse *);                  /* "trước ngày 12/6": the day before */
instant parse_deadline(const struct parse *, const struct unit *, const struct report *, const char *period);    /* the unit's own, else the round's; INSTANT_NONE */
void parse_counted_day(struct parse *);                 /* once unit and period are known: the day that was counted, or two */
void parse_names(struct parse *);           /* a name that was another unit's when the report was due means that one (A25) */
void parse_period(struct parse *);          /* report, year and rounds to one period */
void parse_month(struct parse *);           /* a month to its two days */

/* Readers of words: the word behind what was read, or `at` if it is not there. */
size_t read_code(const struct tokens *, size_t at, const char *series, int year, char **code);

/* Distance of two folded texts; more than `most` may be returned as most + 1. */
int words_distance(const char *a, const char *b, int most);

/* Before the orders of a mail (opening.c): nothing but a greeting; a sentence that leads in to them.
 * Neither holds any back. */
bool opening_greets(const char *line);
bool opening_leads(const char *line);

/* asks.c: an order that writes, in a line that asks or goes on to say something
 * else, becomes ambiguous; its line to send instead is the choice. */
void command_doubt(struct command *, const char *text);
/* pointing.c: a reason that points to a file becomes ambiguous. */
void command_points(struct command *);
/* denying.c: a word that is no argument, and may turn the order round; what is then asked. */
void parse_turned(struct parse *, size_t at);
void parse_ask_turned(struct parse *);
bool parse_amid(struct parse *, size_t from, size_t to);  /* these words stand between arguments, and give no reason */
/* ... and so does a reason that denies the order, doubts it, puts it off or sets a condition. */
void command_denies(struct command *);
void commands_contradict(struct commands *);            /* two that cannot both be meant: "đạt" and "trả lại" of one report */
/* holding.c: so does one that tells of what the office itself waits for, asks or checks. */
void command_holds(struct command *);
bool parse_later(const struct tokens *);                /* "mai họp xong tính", "để mai coi": nothing is decided yet */
bool reply_takes_back(const char *words, const struct command *);      /* words beside that order: "à nhầm, đừng đạt nhé", "khoan đã" */
bool parse_asks(const char *text);                      /* it ends as a question does */
bool parse_little(const char *words);                   /* "nó đi em": no reason to tell anybody */

bool parse_room(struct commands *);                      /* for one line more; else that there are more is noted (split.c) */

/* papers.c: each is tried at a word and gives that behind what it took. */
size_t parse_take_dossier(struct parse *, size_t at);
size_t parse_take_parts(struct parse *, size_t at);
size_t parse_take_number(struct parse *, size_t at);
size_t parse_take_channel(struct parse *, size_t at);

#endif
