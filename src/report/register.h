/* The register while it is made: its entries. */
#ifndef REPORT_REGISTER_H
#define REPORT_REGISTER_H

#include "report/workbook.h"
#include "store/docket.h"

struct register_entry {
    struct message_row message;
    char *author, *subject, *type, *number, *date, *urgency;
    bool secret;                        /* a document in it says so */
    const char *to;                     /* A8: one mailbox, but each report has its addressee in the plan */
    instant cure;                       /* until when what is missing is to come; INSTANT_NONE */
    const char *progress, *remark;      /* in the office's language */
};

/* Mails received in [from, to) that stand in the register, by arrival: 0, or -1. */
int register_load(struct store *, const struct plan *, instant from, instant to, const char *language,
                  struct register_entry **, size_t *n);
/* Of several documents the one that is most of a document; NULL: none is any. */
struct letterhead *register_main_document(struct letterhead_row *, size_t n);
void register_free(struct register_entry *, size_t n);

#endif
