/* Dossiers at work: files of mails become pieces, lists become candidates, and
 * what stands decides how far a dossier is. What counts is made anew from the
 * docket's rows whenever a mail or an order changed them, so the order in which
 * mails come does not matter. All in the caller's transaction. */
#ifndef DOCKETD_OFFICE_DOSSIER_H
#define DOCKETD_OFFICE_DOSSIER_H

#include "core/dossier/stage.h"
#include "model/dossier.h"
#include "model/message.h"
#include "office/desk/desk.h"
#include "store/docket.h"

/* A mail was filed for this item, at row->entered: its files become pieces of
 * the unit's dossiers of that kind, its list names candidates; nothing where the
 * report is neither. out: which dossiers it touched and what nobody can tell,
 * for its answer. */
int dossier_filed(struct desk *, const struct item *, const struct message *, const struct message_row *,
                  struct dossiers_told *out);

/* A mail that was filed by somebody's word: the same, out of the archive. Who sent it hears what is missing. */
int dossier_retake(struct desk *, const char *code, const char *actor, instant now);

/* What counts for this obligation may be another than before: of a list, its
 * candidates; of a dossier kind, the parts that stand. about: code of the mail
 * or order that did it. */
int dossier_follow(struct desk *, const struct obligation *, const char *actor, const char *about,
                   instant now);

struct dossier_act {                /* who does a step, because of what */
    const char *actor, *about, *note;
    instant now;
    instant until;                  /* the day that it sets; 0: the rule's */
};
/* One step: row, history, journal, and what follows for kinds that take their
 * candidates from here. t->d is changed. 1: not legal; nothing changed. */
int dossier_step(struct desk *, struct dossier_told *t, enum step, const struct dossier_act *);
/* What stands in it may be another than at the last look. */
int dossier_restage(struct desk *, struct dossier_told *, const struct dossier_act *);
/* Its row was put back from stage `from` by taking an order back: a step of its own. */
int dossier_undone(struct desk *, const struct dossier *, enum stage from, const struct dossier_act *);
/* A candidate that no list named: by an officer, or out of another kind. *made false: it was there. */
int dossier_open(struct desk *, const struct report *, const char *period, const struct unit *,
                 struct dossier *like, const struct dossier_act *, bool *made);

/* Letters: to the unit about one dossier; to the officers, what they may order.
 * reason: unique; officers' letters name what made it necessary. */
int dossier_letter(struct desk *, const char *letter, struct dossier_told *, const char *to,
                   const char *reason, const char *words, instant now);
int dossier_ask_officers(struct desk *, struct dossiers_told *, const char *reason, const char *code,
                         int64_t message, instant now);

/* The same where a mail made it necessary: a dossier is whole, or something must be asked. */
int dossier_notice(struct desk *, struct dossiers_told *, const char *code, int64_t message, instant now);

/* Lists that were filed before the plan, or this program, knew of dossiers: their candidates are
 * made. Nothing where they are there. */
int dossier_keep(struct desk *, instant now);
/* Dossiers whose day has come are put before the officers again, once a day. */
int dossier_tick(struct desk *, instant now);

#endif
