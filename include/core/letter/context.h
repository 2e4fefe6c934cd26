/* What letters may say: facts in, the JSON context of the templates out.
 * Pure. One builder for all letters: set what the letter is about, leave the
 * rest zero; what is not set is null, and {{^key}} sees it empty. "has_files",
 * "has_warnings", "has_candidates": the list is not empty (for its heading).
 * Of findings, warnings and files at most 40 are listed; "more_findings", "more_warnings", "more_files" count the rest.
 *
 * The keys, for whoever edits etc/letters:
 *
 *   lang, tag           language; subject tag of the plan ("BVANTQ")
 *   office.name .address .contact .phone
 *   plan                "Kế hoạch số ... ngày ...", or its title while these are blank
 *   now, today          "08:00 ngày 07/6/2023", "07/6/2023"
 *
 *   code                receipt code of the mail: "TN-2023-0042"
 *   received, received_day
 *   mail_subject        subject of the mail; only if its sender is known, or to officers, and never
 *                       out of quarantine
 *   sender              his address
 *   unclear             what he must say: "đơn vị gửi (... hay ...)"
 *   doubt               why it was not filed, where nothing is unclear
 *   ended               ... for the unit is no more, or not yet
 *   draft               ... for it calls itself a draft: its time does not count
 *   sealed              ... for all of it is encrypted
 *   answered            when an answer came that did not say it
 *   asks_line           the line that would say it is asked for; else an officer decides
 *   sample_unit, sample_report, sample_period       what is known of it, else "(tên đơn vị)", ...
 *   candidates          list of texts: units that remain possible
 *   files_known         nfiles says how many
 *   ndocuments          documents, where two files are renditions of one
 *   evidence            list of texts, to officers: what speaks for what, under the same condition as mail_subject
 *   nfiles, files       list: .name .size .sha256 .note; under the same condition
 *
 *   unit, unit_full     "huyện Cao Lãnh", "Ban Chỉ đạo 138 huyện Cao Lãnh"
 *   nitems, several     reports in the mail; several: more than one
 *   items               list: .number and the next block, of each report
 *   report, report_inline           "Báo cáo năm", within a sentence "báo cáo năm"
 *   period
 *   deadline            "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)"
 *   deadline_weekday    the same with the weekday; deadline_short: "trước 10/6/2023"; before: "10/6/2023"
 *   result, result_caps             "Đúng hạn", "Trễ 3 ngày"; "ĐÚNG HẠN", "TRỄ HẠN 3 ngày"
 *   late                any of the reports is
 *   on_request          its deadline is set by a request, not by the plan
 *   uncounted           it came without its file and answers nothing yet (A12)
 *   version, earlier    its number among the versions of the report; code of the mail with the version before, and what
 *   again, replaces, added, kept    it is to that: the same once more; in its place; an addition; beside it, which stays
 *   findings, warnings  lists: .place .text, .report if there are several; errors and remarks
 *   cure                until when it may be completed or corrected
 *   new_deadline        after an extension
 *   now_is, returned, told          its state; it is sent back for correction; when the letter was sent that no longer holds ("title"; "holds": again),
 *                       or since when the mailbox is not read
 *
 *   before_hour         the deadline lies within a day: "before" is "17:00 ngày 10/6/2023"
 *   nothing_in          code of a mail that came for it, at "received", without a report
 *   time_code, time_at  code of a mail that asked for more time and waits for an answer; when it came
 *   days_left, working_days_left, stage_first, stage_urgent, stage_final     of a reminder
 *   weekend.day .weekday .last_working_day       if the last day is no working day
 *   quota, quota_period             "01 doanh nghiệp", of the list of candidates if that is (among) what is owed
 *   days_overdue, overdue           how long a deadline is over: a number of days; "3 ngày", on the last day itself "2 giờ"
 *
 *   owed                list: .number .unit .of (who owed it before the unit took its place) .report .report_inline .period .title .before .deadline
 *                       .deadline_short .deadline_weekday .days_left .working_days_left .days_overdue
 *                       .overdue ("3 ngày"; null before the deadline) .cure and why it is shown to an
 *                       officer: .held .unreachable .cure_over; .by, its plan, if they are of several
 *                       .now_is, its state
 *   nowed               how many
 *   searched            a unit says that it sent something, and the docket was looked through; searched_again: not for the first time
 *   said_day, since     the day that it names; from when on was looked
 *   came                list: .code .received .subject .sender (a stranger) .outcome, of the mails that were found; has_came, more_came
 *   came_strange        one of them is a stranger's
 *   came_waits          one of them waits for an officer; still_owed: something of owed is still to come
 *   unread_since        since when the mailbox is not read to its end
 *
 *   units               list: .number .unit .received .code .overdue .overdue_number .reminded
 *                       .last_reminder .bounced
 *   counts.total .received .on_time .late .accepted .open .overdue   of tracked units
 *   bounced             of the overdue ones, to how many a letter came back
 *
 *   dossiers            list: .code .candidate .unit .report .period .stage .wanting .unbound .left
 *                       .assessor .decider .decision .decided .until .evidence .criteria, and of its parts
 *                       .slots: .number .name .mark ("x", "!", " ") .note .document .earlier
 *                       .has_orders .orders: lines that an officer may send about it
 *   one_dossier, candidate, stage       there is one, of a candidate that is known; his name, its state
 *   wanting             required parts that one of them lacks
 *   asks                list of texts: what nobody could tell of its files; has_asks
 *   choices             list of texts: the dossiers they may belong to; has_choices
 *   officer             who decided, or is addressed
 *   title               of a request
 *   lines               list of texts: an officer's words, reasons
 *   marked, unmarked    lists of texts: names of files that go back with their wrong cells marked, and of
 *                       those in which they cannot be
 *   district            where a commune's mail belongs: "Ban Chỉ đạo 138 huyện Lấp Vò", of homonyms all, with
 *                       "hoặc" between them; districts: there are several; no_route: nobody is left to send it through
 *   has_words, words    to officers: the first lines of the sender's own words; more_words: lines left out
 *   until               the day until which time is asked for
 *   paper               "số 45/BC-BCĐ138 ngày 07/6/2023": the paper that is said to be sent
 *   has_offers, offers  orders to send back: .line, and .link that opens a mail with it
 *   file_order          .line and .link of the order that brings the files, where there are some
 *   notice.review .quarantine .bounce .undelivered .unproven .failed .too_large .not_obtainable .mailbox .mailbox_over .login .login_over
 *           .command .flagged .stranger .verdict .extension .note .taken .over .daily    which notice to an officer it is
 *   sequence            of a consolidated report: the how many-th of its period; sequence_before: the one it takes the place of
 *   wanted              the number of the one that did not come before it
 *   asked               the unit is asked to confirm what a stranger sent
 *   urgent              the mail bears a mark of urgency
 *   last_notice         no further notices today
 *   reason, recipient, reply        why; to whom a letter went; what the server said */
#ifndef DOCKETD_CORE_LETTER_CONTEXT_H
#define DOCKETD_CORE_LETTER_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/docket.h"
#include "model/message.h"
#include "model/settings.h"

struct letter_unit {            /* one unit's obligation, for tables */
    const struct unit *unit;
    const struct obligation *obligation;
    const char *code;               /* receipt code; NULL */
    int reminded;
    instant last_reminder;
    bool bounced;                   /* the last letter to it came back */
};

enum letter_why { LETTER_WHY_NONE, LETTER_WHY_HELD, LETTER_WHY_UNREACHABLE, LETTER_WHY_CURE };

struct letter_owed {                /* one report of several: of a reminder, of a notice about reminders */
    const struct unit *unit;
    const struct report *report;
    const char *period, *title;     /* title: of a request; NULL */
    const struct unit *of;          /* who owed it before the unit took its place; NULL: the unit itself */
    instant due, cure;
    int days_left, working_days_left, days_overdue;
    enum letter_why why;
    const struct obligation *stands;    /* its state is told; NULL: it is not */
};

struct letter_came { const char *code, *subject, *sender; instant received; enum outcome outcome; };   /* subject: NULL: not repeated; sender: NULL: the unit */
struct letter_search {          /* the docket was looked through for a mail that a unit says it sent */
    struct date said, since;        /* said: the day it names; {0} */
    const struct letter_came *came; /* since then, as they came */
    size_t ncame;
    bool again;                     /* it was told so before: no letter goes out once more */
    bool owes;                      /* something of owed is still to come */
    instant unread;                 /* since when the mailbox is not read to its end; INSTANT_NONE: it is */
};

enum letter_stage {
    LETTER_STAGE_NONE,
    LETTER_STAGE_FIRST,
    LETTER_STAGE_URGENT,
    LETTER_STAGE_FINAL
};

struct letter_facts {               /* nothing here is owned; an instant of 0 is none */
    const struct office_settings *office;
    const struct plan *plan;
    const char *language;           /* "vi", "en" */
    const struct letter_template *template;     /* words that it does not use need not be made; NULL: all */
    instant now;

    /* the mail it answers or is about */
    const char *code, *subject, *sender;
    unsigned unsure;                /* what its sender must say: UNSURE_UNIT, ... */
    instant received;
    instant answered;               /* when its sender answered, and did not say it */
    bool known_sender;              /* registered, authenticated or an officer: his words may be repeated */
    bool linked;                    /* it holds no file, but a link, or words that lead to one */
    const struct attachment *attachments;
    size_t nattachments;
    bool files_unknown;             /* the mail could not be read again: nothing is said of its files */
    const struct strings *candidates;   /* unit codes */
    const struct evidences *evidences;  /* for officers; NULL */

    /* what it concerns: items, or one obligation */
    const struct unit *unit;        /* NULL: that of the first item */
    const struct item *items;
    size_t nitems;
    const struct report *report;
    const char *period;
    instant due, new_due, cure;
    const struct obligation *stands;    /* as it is now; NULL: it is not told */
    bool holds;                     /* it holds again */
    instant told;                   /* when the letter went out that no longer holds; since when the mailbox is not read */
    const struct findings *findings;    /* besides those of the items */

    /* reminders */
    const char *nothing_in;         /* code of a mail that came for it without a report, at `received`; NULL */
    const char *time_code;          /* code of a mail that asked for more time and waits for an answer; NULL */
    instant time_at;                /* when it came */
    enum letter_stage stage;
    int days_left, working_days_left;
    instant overdue;                /* the deadline that is over at `now` */
    struct date last_working_day;

    const struct letter_owed *owed;
    size_t nowed;
    const struct letter_search *search;     /* NULL: nobody looked */

    /* tables of units */
    const struct letter_unit *units;
    size_t nunits;

    const struct dossiers_told *dossiers;       /* that it is about; NULL */

    /* officers' acts and notices */
    const char *officer, *title;
    const struct strings *route;        /* codes of units through which the mail must go; NULL */
    const struct strings *lines;
    const struct strings *marked, *unmarked;    /* names of files */
    const char *notice;             /* which of the keys notice.*: "review", "quarantine", ... */
    const char *reason, *recipient, *reply;     /* reason: somebody's words; NULL: */
    enum reason why;                            /* ... one of ours, */
    const char *about;                          /* ... and what it names */
    const char *words;              /* of the mail, its sender's own: to officers */
    const struct strings *offers;   /* orders that answer it, ready to be sent; one that ends with ": " wants words */
    struct date until;              /* until when it asks for time; {0} */
    const char *paper;              /* number of the paper that it says was sent, ... */
    struct date paper_day;          /* ... and its day; {0} */
    int sequence;                   /* of a consolidated report: the how many-th of its period, from 1 on; 0 */
    int wanted;                     /* ... that did not come before it; 0 */
    bool asked;                     /* it is put to the unit whose a stranger's mail is */
    bool urgent;                    /* KHẨN, ... (A27) */
    bool released;                  /* it lay in quarantine, which its sender was told */
    bool unanswered;                /* its sender, who is the unit, gets no receipt by himself */
    bool helped;                    /* its sender was sent form and deadline */
    bool last_notice;               /* no more today: what comes waits in the queue */
};

/* The reason says more than that something is not known: it is told as such. */
bool letter_doubt(enum reason);

struct json_t *letter_context(const struct letter_facts *);     /* a new reference */

/* All keys above, for letter_template_check. */
extern const char *const letter_context_keys[];
extern const size_t letter_context_nkeys;

/* The templates every language has, without ".txt"; NULL ends. Partials
 * ("footer", "files", ...) stand beside them and have no subject. */
extern const char *const letter_names[];

#endif
