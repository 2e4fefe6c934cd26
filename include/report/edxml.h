/* A document of the docket, or what became of it, as an edXML file (QCVN
 * 102:2016/BTTTT) that the office's own document system can take in. docketd
 * has no part in the state's axis: nothing is sent, nobody is registered, and
 * the ids of units are those of the plan. */
#ifndef DOCKETD_REPORT_EDXML_H
#define DOCKETD_REPORT_EDXML_H

#include <stddef.h>

#include "base/buf.h"
#include "base/clock.h"
#include "model/message.h"
#include "model/plan.h"
#include "model/settings.h"
#include "store/store.h"

struct edxml_organ { char *id, *name, *address; };      /* address: of its mail */

struct edxml {
    struct edxml_organ from;
    char *code;                         /* receipt code of the mail */
    char *id;                           /* of the document, as it says itself; NULL: made from what is known */
    struct letterhead head;             /* subject is never NULL */
    bool accepted;                      /* an officer found the report good */
};

struct edxml_file { const char *name, *media_type; const void *bytes; size_t size; };

/* What is told of a mail. 1: there is none with this code, 2: it is in
 * quarantine or was not read, -1 after logging. */
int edxml_load(struct store *, const struct plan *, const char *code, struct edxml *);
void edxml_clear(struct edxml *);

void edxml_document(const struct edxml *, const struct settings *, const struct edxml_file *, size_t n,
                    instant now, struct buf *out);
/* Status message: 03 "it was received", 06 "it is dealt with". */
enum edxml_status { EDXML_RECEIVED = 3, EDXML_DONE = 6 };
void edxml_status(const struct edxml *, const struct settings *, enum edxml_status, instant now,
                  struct buf *out);

#endif
