/* Shared by the files of this wing. */
#ifndef DOCKETD_OFFICE_DOSSIER_PRIVATE_H
#define DOCKETD_OFFICE_DOSSIER_PRIVATE_H

#include "office/dossier/dossier.h"
#include "report/dossier.h"

/* When an officer is asked to look at it; INSTANT_NONE: it waits for nobody. */
instant dossier_until(const struct desk *, const struct dossier *, const struct report *, instant now);
/* Pieces of the obligation that nobody could place are tried again. */
int dossier_rebind(struct desk *, const struct obligation *);
/* A unit's dossiers of a kind that has no list: its own one, made here. */
int dossier_own(struct desk *, const struct obligation *, const struct dossier_act *);

#endif
