/* Files that go with a letter: the prefilled form, the calendar entry. */
#ifndef DOCKETD_OFFICE_FILING_ENCLOSE_H
#define DOCKETD_OFFICE_FILING_ENCLOSE_H

#include "core/letter/letter.h"
#include "model/docket.h"
#include "office/desk/desk.h"

#define ENCLOSED_MOST (4ul << 20)       /* bytes of one */

struct enclosures { struct letter_file *v; size_t n; };
void enclosures_clear(struct enclosures *);

/* Takes name and bytes. False, after logging: with this one the letter would be larger than LETTER_MOST. */
bool enclose(struct enclosures *, char *name, const char *type, void *bytes, size_t size);
/* A letter without its form is still a letter: only a broken docket is -1. */
int enclose_form(struct desk *, const struct unit *, const struct report *, const char *period,
                 struct enclosures *);
/* One entry a deadline that lies ahead; of none no file. */
void enclose_deadlines(const struct desk *, const struct unit *, const struct obligation *const *,
                       size_t n, instant now, struct enclosures *);
/* calendar.guide, where there is one; a letter without it is still a letter. */
void enclose_guide(const struct desk *, struct enclosures *);

#endif
