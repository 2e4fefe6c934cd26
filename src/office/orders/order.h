/* One order at work; shared by the files of this wing. */
#ifndef DOCKETD_OFFICE_ORDERS_ORDER_H
#define DOCKETD_OFFICE_ORDERS_ORDER_H

#include <jansson.h>

#include "core/calendar/workflow.h"
#include "office/orders/orders.h"
#include "office/post/post.h"

struct order {
    struct desk *desk;
    instant now;
    const struct officer *officer;      /* who gives it */
    const char *via;                    /* "shell:root"; NULL: by mail */
    bool unit;                          /* a unit speaks for itself: officer holds its address and name */
    const struct message_row *mail;     /* NULL: the shell */
    const struct message *facts;        /* of that mail; NULL */
    struct command *c;
    struct command_row row;
    struct answer *out;
    json_t *before;                     /* what an undo puts back: {"obligation:12": {...}, ...} */
    json_t *acts;                       /* what it did to obligations (fold.h), by the same names; NULL: nothing */
    struct buf result;                  /* what was done or why not, for the command's row */
    const struct command_context *context;
    bool proven;                        /* there is evidence who sends it */
    bool played;                        /* in a docket that is only played with: nobody need confirm it */
    bool unread;                        /* the mailbox was not read to its end: what is owed may have come */
    bool whole;                         /* a mail is moved with all it was filed for */
    bool said_over;                     /* whose order stands there was said */
};

/* What one letter may weigh: what the server that sends said it takes, at most LETTER_MOST.
 * -1: the docket failed. */
int order_mail_most(struct order *, size_t *most);
/* How many bytes of files the mail of this answer still takes; in the shell as many as there are. */
int order_room(struct order *, size_t *room);
/* A file into the answer, as far as its mail takes it, else the answer says how to get it; takes
 * the bytes. The order's result is "file" either way. */
int order_file(struct order *, const char *name, const char *type, void *bytes, size_t size);

/* 0: done; 1: refused, and result says why; -1: the docket failed. */
typedef int order_handler(struct order *);

order_handler order_status, order_missing, order_late, order_unit;    /* query.c */
order_handler order_open, order_overview;                       /* overview.c */
order_handler order_deadlines, order_help;                      /* dates.c */
order_handler order_code;                                       /* mail.c */
order_handler order_search, order_queue, order_selected, order_register, order_consolidate; /* look.c */
order_handler order_upward;                                     /* upward.c */
order_handler order_accept, order_incomplete, order_return;                                         /* judge.c */
order_handler order_paper, order_extend, order_waive, order_contact;                                 /* act.c */
order_handler order_remind, order_pause, order_resume, order_halt, order_go;                         /* remind.c */
order_handler order_classify, order_duplicate, order_wrong_route, order_request;                    /* file.c */
order_handler order_vouch, order_disown;                                                            /* vouch.c */
order_handler order_tell, order_close, order_reject;            /* tell.c */
order_handler order_accept_all;                                 /* all.c */
order_handler order_files, order_values;                        /* figures.c */
order_handler order_dossier;                                                                        /* place.c */
order_handler order_appraise, order_recognise, order_not_recognise, order_defer, order_commend, order_reopen, order_drop,
    order_lack, order_place, order_route, order_select;                                             /* dossier.c, place.c */
order_handler order_link, order_unlink;                         /* link.c */
order_handler order_undo;                                                                           /* undo.c */
order_handler order_confirm;                                                                        /* confirm.c */

/* Its row of the docket; *made false: this line of this mail is there already. */
int order_row(struct order *, int line, bool *made);
struct order_place { size_t number, of; bool forwarded; };      /* which line of its mail */
typedef int order_worker(struct order *, const struct order_place *);
order_worker order_line;
/* One line, whatever becomes of it. 0: done; 1: not (yet), or known already; -1: the docket failed. */
int order_guard(struct order *, order_worker *, const struct order_place *);

/* ---- words ------------------------------------------------------------------- */

/* A sentence of the answer: its code in etc/letters/LANGUAGE/answers/done.txt,
 * refused.txt or note.txt, and what stands in it, as json_pack takes it
 * ("{s:s}"; NULL: nothing). The code of the first two is the order's result. */
int order_done(struct order *, const char *code, const char *format, ...);      /* returns 0 */
int order_refuse(struct order *, const char *code, const char *format, ...);    /* returns 1 */
int order_mail(struct order *, const char *code, struct message_row *m);        /* 1: there is none, and it is refused */
void order_note(struct order *, const char *code, const char *format, ...);
const char *order_language(const struct order *);       /* of the answer: "vi" */
const char *order_state(const struct order *, enum state);      /* "Đang kiểm tra" */
const char *order_outcome(const struct order *, enum outcome);  /* "chờ phân loại" */
int order_offset(const struct order *);
char *order_stamp(const struct order *, instant);       /* "07/6 09:30"; NULL: never */
/* Orders in the same words that were carried out before: what the level above may have; free *out. */
struct workbook_sent;
int order_sent_before(struct order *, struct workbook_sent **out, size_t *n);
/* What every part shows of an obligation: good, part, bad (at most one), late (days), state, received,
 * before, own_deadline (where it is not the round's). */
void order_put_row(const struct order *, json_t *row, const struct obligation *);
/* code, subject, sender, received, when, outcome, reason, unclear; hidden. */
void order_put_mail(const struct order *, json_t *row, const struct message_row *);
int order_loose_ends(struct order *, json_t *facts);        /* holds, waiting, bounced */
json_t *order_texts(struct strings *);                  /* as an array; empties them */
char *order_about(const struct order *, const struct unit *);           /* "Huyện Tam Nông, Báo cáo 6 tháng 2023" */

/* ---- the docket ---------------------------------------------------------------- */

/* The rounds that the calendar and the docket know, and what the docket knows
 * of each mail; order_context_clear frees what it made. */
int order_context(struct desk *, instant now, struct command_context *out);
void order_context_clear(struct command_context *);
/* Asked back where the page of the mail shows other words than the text that was read. */
void order_doubt_page(const struct message *facts, struct commands *);
void order_say_files(struct order *);           /* which files the mail encloses, and that nobody else got them */
/* What a letter to this officer told of: the one order that was carried out, codes of those that he may confirm. */
int order_of_letter(struct desk *, const struct letter_row *, const char *officer, char **act, struct strings *tokens);

struct targets {                        /* the obligations a command is about */
    struct obligation *v;
    size_t n;
};
int order_targets(struct order *, bool waiting, struct targets *out);   /* 1: refused, said why. waiting: of "all", who still owes */
void targets_clear(struct targets *);

/* 0: the unit is valid today, every one named is; 1: refused, said since when not. */
int order_exists(struct order *, const struct unit *);
int order_all_exist(struct order *);
int order_all_last(struct order *, instant due);       /* the units named are there still on its last day; 1: refused */

/* "ĐẠT TẤT CẢ": which ones, written into the order; then whom it reaches, said. 1: nobody. */
int order_all_listed(struct order *);
int order_all_said(struct order *);
int order_answers_wish(struct order *, const char *code);      /* it went back: those who wanted it back wait no longer */
int order_answers(struct order *, enum reason with);   /* the note whose code it names, if it does, waits no longer */
int order_upward_goes(struct order *);          /* 0: the consolidated report can be sent; 1: refused, said why */
/* What was sent upward and the docket left behind with entries behind this one is told, with the line that sends it again. */
int order_upward_outdated(struct order *, int64_t entry);
int order_request_goes(struct order *);         /* 0: there is whom to ask, in time; 1: refused */

/* Remember how it is before it changes. made: the order makes it. */
int order_touch(struct order *, const char *kind, const char *key, bool made);
int order_touch_id(struct order *, const char *kind, int64_t id, bool made);
/* Writes a changed obligation with its journal entry; takes back reminders that no longer hold. */
int order_put_obligation(struct order *, const struct obligation *, enum state from,
                         const char *why);
int order_put_outcome(struct order *, const struct message_row *, enum outcome, enum reason,
                      const char *about);
int order_journal(struct order *, const char *event, const char *subject, const char *detail);
const char *order_actor(const struct order *, char out[static 320]);
/* Touches the obligation and does this to it. 1: not legal in its state. */
int order_act(struct order *, struct obligation *, enum event, instant at, int64_t submission,
              instant cure);

struct order_kind {                     /* of things that orders touch */
    const char *name;
    json_t *(*read)(struct store *, const char *key);               /* NULL: the docket failed */
    int (*restore)(struct store *, const char *key, const json_t *before);
};
extern const struct order_kind order_kinds[];       /* in the order in which they are put back; obligations first */
extern const size_t order_nkinds;
const struct order_kind *order_kind(const char *thing, const char **key);       /* of "kind:key"; NULL: none */
/* How the things named in `of` are now. NULL: the docket failed. */
json_t *order_snapshot(struct store *, json_t *of);
/* Ends the order's row with what was touched. */
int order_finish(struct order *, enum command_state);
/* Ends another one that waits, and is not carried out; because of this order. */
int order_close_other(struct order *, const struct command_row *, enum command_state,
                      const char *why);

/* What the order's undo changed in a dossier: its history, and what stands in it now. */
int order_dossier_undone(struct order *, const char *code, const char *from_stage);

/* A version that counts from now on, or no longer; its obligation is made anew. 1: refused. */
int order_stand(struct order *, const struct submission_row *, enum standing, struct obligation *);
/* What the item of a mail brings becomes a version; what that makes or changes is touched. */
int order_file_item(struct order *, const struct message_row *, const struct message *, struct item *,
                    bool vouched, bool *repeated);
/* A version that came later than it counts: that is said. */
void order_say_newer(struct order *, const struct message_row *, const struct item *);
/* A mail in quarantine, as it was: judged as any other from now on (release.c). 1: refused. */
int order_release(struct order *, const struct message_row *);
/* Its words are written down, before its outcome changes; unclear: what must be said about it, NULL. */
int order_reveal(struct order *, const struct message_row *, const struct message *, const char *unclear);
/* Who answers for it, which of its files is still not run, and that what its sender was told of it is over. */
int order_say_released(struct order *, const struct message_row *, const struct message *);
/* What the mail delivered counts no longer (of `which`, NULL: all); its sender hears so. 1: refused. */
typedef bool order_versions(struct order *, const struct submission_row *);
int order_unfile(struct order *, const struct message_row *, order_versions *which,
                 size_t *dropped);
/* The last version that is vouched for, brought a report and counts, freed by submission_row_clear; 1: none. */
int order_in_force(struct order *, const struct obligation *, struct submission_row *);
/* The code of the last order that stands and touched that thing ("obligation", 7), for who wants to take it
 * back; NULL if there is none. */
char *order_last_on(struct order *, const char *kind, int64_t id);

/* ---- letters --------------------------------------------------------------------- */

/* To whom the unit's letter goes: the sender of m if he is registered for it, else the unit's address. */
int order_addressee(struct order *, const struct unit *, const struct message_row *m, char **to);
int order_letter(struct order *, const char *letter, const char *to, const char *about,
                 struct letter_facts, int64_t message, int64_t obligation);
/* Letters that an order wrote, or that say what a mail brought, and the reports that it changes,
 * with what their units hold about them: looked for before anything is changed. */
struct untold_letter {
    struct letter_row letter;
    struct obligation about;            /* id 0: none, or several */
    bool answered;                      /* another letter says what is so instead */
};
struct untold_report {
    struct obligation was;
    struct submission_row *v;
    size_t nv;
    struct letter_row *held;            /* letters about it that hold, the last last */
    size_t nheld;
};
struct untold {
    struct untold_letter *v;
    size_t n;
    struct untold_report *on;
    size_t non;
};
int untold_of_order(struct order *, const char *code, struct untold *out);
int untold_of_mail(struct order *, const struct message_row *, struct untold *out);
int untold_on(struct order *, const struct obligation *, struct untold *);       /* a report besides */
/* After the change: those that wait are taken back. A unit whose report counts otherwise than the
 * last letter says gets one that says how; who got another hears that it holds no longer. */
int untold_tell(struct order *, struct untold *, enum reason why);
void untold_clear(struct untold *);
/* Between untold.c, which letters, standing.c, what is true, and untell.c, the taking back. */
struct untold_said { bool any, sent, again; };  /* any: not verdicts alone; again: one about another */
struct untold_said untold_said(const struct untold *, const struct untold_report *);
bool untold_is_sent(const struct letter_row *);
bool untold_alone(const struct untold_letter *);         /* no other letter says it instead */
bool untold_has(const struct untold *, int64_t letter);
void untold_answer(struct untold *, const struct untold_report *);
int untold_add(struct order *, struct untold *, struct letter_row *);   /* takes the letter */
/* Days that a unit is told its report came late; 0: it is not there, or waived. */
int order_days_late(const struct order *, const struct obligation *);
void order_say_now(struct order *, const struct obligation *);          /* its state, its time, how late */
int untold_settle(struct order *, struct untold *, struct untold_report *,
                  struct strings *withdrawn);
/* An undo that names no order: those that stand about what it names, said in its cause and
 * offered as lines (which.c). */
int order_undo_which(struct order *);

/* Midnight after the last valid day. */
instant order_end_of_day(const struct order *, struct date last);
instant order_due(const struct order *);                 /* the day it names, whole; with an hour, what comes before it */
instant order_cure(const struct order *, struct date last, instant due);    /* the day named, else calendar_cure's */

/* The first order on a mail, to the other officers who had its notice. */
int order_tell_taken(struct order *);
/* Whose order stands on it, where it is another officer's: who, when, what, what takes it back. */
int order_say_over(struct order *, const struct obligation *);
int order_say_word(struct order *);             /* of the mail that is meant, where nothing was done about it */
bool order_may_undo(const struct order *, const struct command_row *);  /* his own, or he leads */
/* The order that this one takes the place of, found before and freed by command_row_clear; what
 * was another's is said in the answer, and told to him. */
int order_over(struct order *, struct command_row *found);
int order_tell_over(struct order *, const struct command_row *);
/* The last order that stands on that thing ("message", 7) said the same: *by, its code; NULL: it
 * did not. 0, or -1. */
int order_said_same(struct order *, const char *kind, int64_t id, char **by);
/* The same of any that stands since then. */
int order_said_since(struct order *, instant since, char **by);

/* A failed attempt: journalled each time, told to the leads once a day for each sender. */
int order_attempt(struct order *, enum reason why);

/* ---- confirmation ------------------------------------------------------------------ */

/* The code that this officer must send back; owned by the caller. */
/* Says how to confirm: in this answer, or by letter to the other officers. */
int order_ask(struct order *);
bool order_must_confirm(const struct order *, bool forwarded);
/* Carries it out: right, handler, row. */
int order_carry_out(struct order *);
void order_clear(struct order *);

#endif
