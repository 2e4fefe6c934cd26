/* Dossiers as they stand: loaded from the docket, and said. */
#ifndef DOCKETD_REPORT_DOSSIER_H
#define DOCKETD_REPORT_DOSSIER_H

#include "model/dossier.h"
#include "store/store.h"

struct json_t;

/* What stands in a dossier now; takes what d holds. 0, or -1: the docket failed. */
int dossier_look(struct store *, const struct plan *, struct dossier *d, struct dossier_told *out);
/* Slots, mark and what is wanting, out of the pieces. */
void dossier_fill(struct dossier_told *);
/* All of a report, period, unit; NULL: of any. By report, period, unit, as made. */
int dossier_load(struct store *, const struct plan *, const char *report, const char *period,
                 const char *unit, struct dossiers_told *out);

/* One file: who, how far, part by part. It says nothing of the mails in which
 * the parts came: the same documents give the same bytes. */
char *dossier_text(const struct dossier_told *, const struct plan *, struct date today, const char *language);
struct json_t *dossier_json(const struct dossier_told *, const struct plan *, struct date today);
/* Its steps and the mails that brought its files. */
int dossier_history(struct store *, const struct dossier_told *, int utc_offset, const char *language,
                    struct json_t **out);
char *dossier_history_text(const struct json_t *, const char *language);

/* How many stand where, of one kind and period. */
void dossier_count(const struct dossiers_told *, int out[static STAGES]);

#endif
