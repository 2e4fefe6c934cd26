/* Candidates: told apart by name, kind and place, and found again in what a
 * mail and its files say. */
#ifndef DOCKETD_CORE_DOSSIER_CANDIDATE_H
#define DOCKETD_CORE_DOSSIER_CANDIDATE_H

#include "model/docket.h"
#include "model/dossier.h"
#include "model/message.h"

/* What tells the candidates of a unit apart: kind, name and place, in one
 * spelling. A kind that stands before the name again does not count. Owned. */
char *candidate_key(const char *kind, const char *name, const char *place);
/* "xã Tân Mỹ", "Trường THPT Lấp Vò 1 (xã Tân Mỹ)": for people; owned. place: only where namesakes are about. */
char *candidate_say(const struct dossier *, bool place);

/* The candidates that the list's values name, in its order, as dossiers without
 * code and row; a row without a name is none. Owned. */
struct dossier *candidates_of(const struct form *, const struct values *, const struct plan *,
                              size_t *n);

/* Warnings: a candidate that stands there twice, one that a rule excludes (TT 124), a commune that is
 * another unit's. */
void candidates_check(const struct form *, const struct values *, const struct plan *, const struct unit *,
                      struct findings *);
/* The units that have a commune of the candidate's name, where this one has none: "Huyện Tân Hồng, Huyện Lai
 * Vung"; owned. NULL: it has one, nobody has, or the candidate is no commune. */
char *candidate_elsewhere(const struct dossier *, const struct plan *, const struct unit *);

/* This text names the candidate. Accents count where the text writes them. */
bool candidate_named(const struct dossier *, const struct plan *, const char *text);

/* A school, firm, commune or office that this title puts forward or names is none of these. */
bool candidate_another(const struct dossier *, size_t n, const char *title);

/* Whom a title puts forward or names, in other letters or for short ("Trường Trung học phổ thông X" for
 * "Trường THPT X"): marks the candidates. CALLED_SOMEBODY: one of them nobody can tell. */
enum called { CALLED_NOBODY, CALLED_CANDIDATE, CALLED_SOMEBODY };
enum called candidate_called(const struct dossier *, size_t n, const char *title, bool *to);
/* Kind, place and name are one, be the name in other letters: "Cty TNHH Hoà Bình", "Công ty TNHH Hòa Bình". */
bool candidate_same(const struct dossier *, const struct dossier *);

/* Who assesses and who decides: an officer's word, else the plan's route on the
 * day of the decision, or today. NULL: nobody is named. */
const char *candidate_assessor(const struct dossier *, const struct plan *, struct date today);
const char *candidate_decider(const struct dossier *, const struct plan *, struct date today);

/* Whose a file is. */
enum belongs {
    BELONGS_ONE,            /* to those marked: one, or several that its name or title names together */
    BELONGS_ASK,            /* nobody can tell */
    BELONGS_OTHER,          /* to one that is no candidate */
};
/* ds[n]: the dossiers of that unit (its code), kind and period. hinted[n]: those that the
 * thread or a code in the mail says; NULL: none. to[n] is set. */
enum belongs candidate_find(const struct dossier *ds, size_t n, const struct plan *, const char *unit,
                            const struct message *, const struct attachment *, const bool *hinted,
                            bool *to);

#endif
