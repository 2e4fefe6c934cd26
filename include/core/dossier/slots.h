/* Which documents of a dossier stand, part by part. It does not matter in which
 * mails and in what order they came: of two documents for one part the one
 * with the later date stands, where neither is dated or both are of one day
 * the one that came later; and one that nobody can use takes nobody's place. */
#ifndef DOCKETD_CORE_DOSSIER_SLOTS_H
#define DOCKETD_CORE_DOSSIER_SLOTS_H

#include "model/dossier.h"

/* One slot for each part of the kind; out has room for r->nparts. Pieces that
 * do not count, or of which the part is not known, fill none. */
void slots_fill(const struct report *, const struct pieces *, const struct faults *,
                struct slot *out);
/* Mark of the documents that stand: 8 characters of a hash over them. What
 * an order names as seen. The same documents give the same mark. */
void slots_seen(const struct slot *, size_t n, char out[static 9]);
size_t slots_wanting(const struct slot *, size_t n);        /* required parts that are missing or invalid */
char *slots_have(const struct slot *, size_t n);            /* codes of those present, sorted, one space between; owned */

/* What the officers and the unit are told of a part: "thiếu", "chưa dùng được: ..."; owned. */
char *slot_say(const struct slot *, const char *language);

#endif
