/* What came before: the same mail in another folder, the same file in another mail. Only
 * what still counts is repeated by it; else the mail brings a version of its own. */
#ifndef DOCKETD_OFFICE_AGAIN_H
#define DOCKETD_OFFICE_AGAIN_H

#include "office/filing/filing.h"

enum again {
    AGAIN_NOT,                      /* nobody sent that before, or more comes with it */
    AGAIN_REFUSED,                  /* what brought it before was taken out */
    AGAIN_OVER,                     /* another took its place since: it takes it back */
    AGAIN_STANDS                    /* the version that counts, or a copy of a refused mail */
};

struct known_again {
    enum again is;
    struct submission_row was;      /* the version it was; none for AGAIN_NOT */
};
void known_again_clear(struct known_again *);

/* What a content that comes now is to the versions of o. 0, or -1 after logging. */
int again_find(struct desk *, const struct obligation *o, const char *hash, const struct message *,
               instant received, struct known_again *out);
/* The mail whose version took the place of all before it, of those that had come by then; 0:
 * there is none. */
int again_since(struct desk *, const struct obligation *o, instant received, int64_t *message);

/* It stands, and the item is it once more: the item says so, the clocks go back if it is the
 * earlier, and what a stranger sent is vouched for by the unit. */
int again_repeat(struct desk *, struct item *, const struct filing *, struct obligation *o,
                 const struct submission_row *was);
/* It does not stand: a new version that unit and officers should know for what it was. */
int again_remark(struct desk *, struct item *, const struct filing *, const struct obligation *o,
                 const struct known_again *);

/* What the mail `first` delivered towards the item's obligation is in it once
 * more: its findings are the item's. */
int again_repeats(struct desk *, int64_t first, struct item *);
/* The mail `first` came in once more: if earlier than we knew, the clocks that
 * it set go back (A10). */
int again_set_back(struct desk *, int64_t first, const char *code, instant received, instant now);

#endif
