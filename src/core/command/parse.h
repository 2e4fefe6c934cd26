/* The parts of command_parse(): one line while it is read. */
#ifndef DOCKETD_CORE_COMMAND_PARSE_H
#define DOCKETD_CORE_COMMAND_PARSE_H

#include "core/calendar/calendar.h"
#include "core/command/command.h"
#include "core/language/index.h"
#include "core/language/tokens.h"

struct parse {
    const struct command_context *c;
    struct command *out;
    char *text;                 /* the line; what is read is blanked */
    struct tokens t;            /* of text, once verb, title and reason are out */
    bool *used;
    bool year_named;            /* "năm 2023" */
    bool before;                /* "trước ngày ..." */
    const char *sub;            /* "-Q2", "-06" of a period; NULL */
    char sub_store[CALENDAR_PART];
    struct named doubtful;      /* one name of several units */
    size_t doubtful_at, doubtful_end;
    bool bare;                  /* the verb alone takes no code from the mail under discussion */
};

bool parse_takes(const struct parse *, unsigned argument);
/* The text begins with the words of an order; with_code: and a code stands right behind them. */
bool parse_begins(const char *text, bool with_code);
/* A pointer into p->text as it was in the tokens: blanks [from, to). */
void parse_blank(struct parse *, const char *from, const char *to);
/* Says what is wrong; the first fault stands. Takes the text. */
void parse_fault(struct parse *, enum command_problem, char *cause);

char *parse_trimmed(const char *text, size_t n);        /* NULL: nothing but marks */
bool parse_one_of(const struct token *, const char *const *words, size_t n);
struct date parse_today(const struct parse *);

void parse_title(struct parse *);           /* "..." */
void parse_reason(struct parse *);          /* : ... [hạn dd/mm] */
void parse_loose_reason(struct parse *, size_t last);   /* without a colon: behind the last argument, else the first words that are none */
void parse_address(struct parse *);
void parse_fillers(struct parse *, size_t n);           /* of the first n words, uses those that say nothing */
void parse_arguments(struct parse *);       /* everything else, word by word */
void parse_period(struct parse *);          /* report, year and rounds to one period */
void parse_month(struct parse *);           /* a month to its two days */

/* Readers of words: the word behind what was read, or `at` if it is not there. */
size_t read_code(const struct tokens *, size_t at, const char *series, int year, char **code);
size_t read_date(const struct tokens *, size_t at, struct date today, bool ahead, struct date *out);
size_t read_time(const struct tokens *, size_t at, int *hour, int *minute);

/* How many words make this folded phrase; 0: it does not stand here. Spaces do
 * not count: "today" may have been taken for two syllables. */
size_t read_phrase(const struct tokens *, size_t at, const char *phrase);

/* Distance of two folded texts; more than `most` may be returned as most + 1. */
int words_distance(const char *a, const char *b, int most);

#endif
