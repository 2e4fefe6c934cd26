/* The parts of match(): one look at the rows of evidence, shared. */
#ifndef DOCKETD_CORE_MATCH_JUDGE_H
#define DOCKETD_CORE_MATCH_JUDGE_H

#include "core/calendar/calendar.h"
#include "core/language/index.h"
#include "core/language/tokens.h"
#include "core/match/authres.h"
#include "core/match/known.h"
#include "core/match/own.h"
#include "model/docket.h"
#include "model/message.h"

#define FORM_LEAST 3            /* fields: fewer, and a file shares some words with the form */
#define LIST_LEAST 2            /* of a form of candidates: whom, and of what kind */

struct judge {
    const struct match_index *index;
    const struct plan *plan;
    const struct message *m;
    const struct known *known;
    struct decision *d;
    struct tokens subject, words;       /* of its text; made once for all that ask */
    size_t files;               /* attachments that count */
    bool typed;                 /* no file, but the form is filled in within its text */
    bool other;                 /* what came is not the report, by the words of the letter (judge_said_other) */
    enum authres proof;
    enum own_subject own;
    const struct unit *unit;    /* NULL: not decided */
    const struct obligation *titled;    /* the request whose whole title the subject or a paper says; NULL */
    bool weaker;                /* no source that can decide names a unit */
    enum reason doubt;          /* first reason for review */
    enum reason beside;         /* what else it asks for, though it be filed */
};

int judge_offset(const struct judge *);             /* of the office */
struct date judge_day(const struct judge *);        /* on which the mail came, at the office */
void judge_doubt(struct judge *, enum reason why);
void judge_settle(struct judge *, enum outcome, enum reason, enum matter);

/* What no words make a report: our own letters, secrets, bounces, machines' mail, orders: settled. */
bool judge_no_report(struct judge *);
/* Somebody whose words are never dropped: at the least an officer sees them. */
bool judge_known_person(const struct judge *);
/* An answer to us, or our own subject come back. */
bool judge_is_reply(const struct judge *);
/* Its words ask leave to send the report on a day that its deadline does not allow. */
bool judge_wants_day(const struct judge *);
/* Words to the office, and no report: settled. */
bool judge_words(struct judge *);
/* A mail program's receipt or a calendar's answer, without a file: settled. */
bool judge_receipt(struct judge *);

/* What came with files is a draft, by all that is said of it, the mail's words among it. An
 * issued paper that asks for guidance is none: sets beside. */
bool judge_draft(struct judge *);

/* The signed copy is to follow the report, by the letter or the subject: filed, and all are told. */
void judge_copy_later(struct judge *);

/* All that came only says what was wrong in a report, and is none. */
bool judge_only_corrects(const struct judge *, const struct report *);

/* Number or day of a paper are not filled in at its head: filed, and the unit hears of it. */
void judge_blank_head(struct judge *);

/* Its paper or its letter addresses another body alone: filed, and all are told. */
void judge_toward(struct judge *);

/* Lists and dossiers name communes and schools as candidates; reports do not. */
bool judge_about_candidates(const struct judge *);
/* A commune, school or firm writes past its unit: settled. */
bool judge_local_sender(struct judge *);
/* By its head or name the file is a paper of a commune of the unit. */
bool judge_own_commune(const struct judge *, int file);
/* The mail delivers a report and a dossier. */
bool judge_mixed(const struct judge *);
/* ... and each of its files shows which of the two it belongs to. */
bool judge_parted(const struct judge *);
/* Doubts a unit that stands only in a text that tells of a commune too. */
void judge_beside_commune(struct judge *);
/* What no other rule understood, and seems to take the report back: an officer reads it. */
void judge_reserve(struct judge *);

/* Whose it is: sets unit, candidates, flagged. */
void judge_unit(struct judge *);
/* What a unit says in the words of a request that it has open points to that request. */
void judge_requests(struct judge *);
struct request;
/* Which of several open requests the unit names where we asked it: a row of SOURCE_ANSWER, if it is one alone. */
void judge_request_answer(struct judge *, const struct request *, size_t n);
/* The request's title gives this number as its letter's: "theo CV số 512" for "DX:512". */
bool judge_request_numbered(const struct known *, size_t request, const char *period);
/* The subject or a paper names a day that is none of the request's title, and not about that of the mail. */
bool judge_request_other_day(const struct judge *, size_t request);
bool judge_thread_other_day(const struct judge *);          /* ... of the request that the mail answers */
/* The report of the year, named only by its number beside the next year's plan. */
void judge_year(struct judge *);
/* Papers of an earlier round beside this one's: rows of MATTER_EARLIER; they are kept and are no report. */
void judge_earlier(struct judge *);
bool judge_is_earlier(const struct judge *, int file);
bool judge_earlier_year(const struct judge *, int year);       /* one of them is of this year */
/* By the file's title, else by its name where its text does not say otherwise; 0: none, -1: several. */
int judge_year_of(const struct judge *, int file, const struct report *);
/* What it delivers: sets the items, flagged. */
void judge_items(struct judge *);
/* A report that selects units, and files that are lists of others: rows of MATTER_ROSTER. */
bool judge_selects(const struct report *);
bool judge_roster(const struct judge *, int file);
bool judge_other_list(const struct judge *, const struct report *);    /* it selects, and these are its files */
enum reason judge_other_paper(const struct judge *, const struct report *);    /* why a paper with another title is not this */
bool judge_only_rosters(const struct judge *);      /* and nothing that may be the list */
void judge_rosters(struct judge *);
/* The mail or its list says that it adds to a list that came before. */
bool judge_extends(const struct judge *, const struct item *);
/* A file that shows itself to be another paper than what the items are ends somewhere, too: it is delivered
 * as the unit's plan, or said to count for nothing. Adds items and findings, sets flagged. */
void judge_files(struct judge *);
/* No more came than what the letter says to be something else than this report: pictures of which nothing is
 * read, or the form that the unit could not open. *name: one of them. */
bool judge_said_other(const struct judge *, const struct report *, const char **name);
/* Nothing of the report is wanted but itself, if that, and what comes is another matter by title, name or
 * letter, which adds nothing to it: why; REASON_NONE: it may be the report, or belong to it. */
enum reason judge_other_matter(const struct judge *, const struct report *, const char *period);
/* Nothing stands in any file: "Document1.docx" without a word. */
bool judge_empty(const struct judge *, const char **name);
/* Nothing but pictures came, and neither their names nor the letter speak of a page: an officer sees them. */
bool judge_pictures(const struct judge *);
/* Nothing but pictures came to a report that was returned, and no word says that they show its pages: it waits. */
bool judge_bare_picture(const struct judge *, const struct item *, const char **name);
/* The mail only adds to this report where that came before: its words or its files' names say so, and no
 * file is the report itself. */
bool judge_adds(const struct judge *, const struct report *);
/* No file is more than an annex to this report, by its name or head. */
bool judge_annexes(const struct judge *, const struct report *);
/* ... and that did come before. What is added may be any paper. */
bool judge_added(const struct judge *, const struct report *, const char *period);
/* ... and lacks nothing itself. */
bool judge_adds_to_whole(const struct judge *, const struct report *, const char *period);
/* Nothing names a report, and what comes adds to one that the unit sent before: an annex without its
 * report, what was forgotten. Delivers it there; doubts where two may be meant. false: it is none. */
bool judge_annex(struct judge *);
/* By its title or name the file is something that is no report of the plan. */
bool judge_shows_other(const struct judge *, int file);
/* The file is a paper of its own and shows nothing else than that it might be this report. */
bool judge_may_be(const struct judge *, int file, const struct report *);
/* It says that a report comes with it, and is none itself. */
bool judge_cover(const struct judge *, int file);
/* Whatever the file is called, a form of the plan stands in it. */
bool judge_form_stands(const struct judge *, const struct attachment *);
/* Marks the files that are printed copies of others; copy: one for each file. */
void judge_copies(const struct judge *, bool *copy);
/* One file shows itself to be this report, and another one to be something else. */
bool judge_apart(const struct judge *, const struct report *);
/* What is said of a report's period, in the parts that periods are written of:
 * "2023" and "-Q2". "": nobody names it; "?": two places name it differently,
 * or there is none of this name. */
struct period_hint { char year[5], part[CALENDAR_PART]; };
void period_hint_add(struct period_hint *, const char *period);           /* "2023-04", "2023", "-04" */
bool period_hint_fits(const struct period_hint *, const char *period);    /* of a round; silence fits all */

/* The round a report belongs to by the hint; NULL: not sure. *due is
 * INSTANT_NONE for a report without dates. *flag: an officer should look. The
 * text is the caller's. */
char *judge_period(const struct judge *, const struct report *, const struct period_hint *, instant *due,
                   bool *flag);
/* Its papers bear a date of the round before or an older one, and say nowhere that they are of this one. */
bool judge_paper_old(const struct judge *, const struct item *);
bool judge_answered(const struct judge *, const struct report *, const char *period);      /* by the unit, before */

/* Rows of evidence; attachment -2: any. */
/* Each document that was sent shows this by its name or title, and
 * none holds a form of the plan; false if none was sent. */
bool judge_all_files(const struct judge *, enum matter, enum matter or);
/* The same, also of a file in which a form of the plan stands. */
bool judge_every_file(const struct judge *, enum matter);
bool judge_file_shows(const struct judge *, enum matter, int file);    /* by itself, or by the name of what it came in */
/* A list of which subject, letter or file says that nobody is on it: flagged (A18). */
void judge_nil(struct judge *);
/* Words beyond the plan's own: in the subject that names the report, or in the
 * name or title of whatever was sent. */
bool judge_foreign(const struct judge *);
/* The title above a form that is typed into the mail names another matter wholly. */
bool judge_typed_foreign(const struct judge *);
/* He who writes sits in another province, by his own words or, for a stranger, by any. */
bool judge_elsewhere(const struct judge *);
bool judge_has(const struct judge *, enum source);
bool judge_says(const struct judge *, enum source, enum matter);
const struct evidence *judge_row(const struct judge *, enum source, enum matter, int attachment);

#endif
