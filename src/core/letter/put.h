/* Values into the context of a letter, for the files that build it. */
#ifndef DOCKETD_CORE_LETTER_PUT_H
#define DOCKETD_CORE_LETTER_PUT_H

#include <jansson.h>

#include "core/calendar/words.h"
#include "core/letter/context.h"

#define ECHO_MOST 120                   /* code points of a subject or file name that are repeated */

bool english(const struct letter_facts *);
const char *say(const struct letter_facts *, const char *vi, const char *en);   /* en NULL: vi */
bool is_set(instant);
bool wants(const struct letter_facts *, const char *key);   /* the template uses it: for words that cost something */
bool may_repeat(const struct letter_facts *);
char *inline_name(const char *);

/* NULL is null. A taken text is freed, a cut one shortened to ECHO_MOST. */
void letter_put_text(json_t *, const char *key, const char *text);
void put_known(json_t *, const char *key, const char *text);        /* NULL: no key */
void put_found(json_t *, const char *key, char *text);              /* the same, freed */
void put_taken(json_t *, const char *key, char *text);
void put_cut(json_t *, const char *key, const char *text);
void put_number(json_t *, const char *key, int64_t);
void put_flag(json_t *, const char *key, bool);             /* false: no key; */
void put_either(json_t *, const char *key, bool);           /* ... in a row, where the letter may have one of that name */
/* At most so many of them, and the number of the rest as "more_KEY"; takes the list. */
void put_most(json_t *, const char *key, json_t *list, size_t most);
void put_some(json_t *, const char *key, json_t *list);     /* as many as a hostile workbook may have said of it */
void put_list(json_t *, const char *key, json_t *list);     /* takes it; empty: no key */

const char *letter_state(const struct letter_facts *, enum state);      /* "Đang kiểm tra", "Being examined" */
bool uncounted(const struct item *);                       /* result.c: it has no file, which answers nothing */
void put_result(json_t *, const struct letter_facts *, const struct item *);    /* result.c */
void put_plan(json_t *, const struct letter_facts *);       /* plans.c */
void put_owed_by(json_t *row, const struct letter_facts *, const struct report *);  /* of owed reports of several plans, its own */
const struct unit *letter_unit_of(const struct letter_facts *);     /* doubt.c: that it is about; NULL */
void put_sample(json_t *, const struct letter_facts *);
void put_doubt(json_t *, const struct letter_facts *);      /* "unclear", "doubt", "draft", "ended" */
char *reason_to_look(const struct letter_facts *);          /* to officers; NULL: none */
void put_notice(json_t *, const struct letter_facts *);     /* notice.c */
void put_files(json_t *, const struct letter_facts *);      /* files.c */
void put_search(json_t *, const struct letter_facts *);     /* search.c */
void put_units(json_t *, const struct letter_facts *);  /* units.c */
void put_dossiers(json_t *, const struct letter_facts *);   /* dossiers.c */

#endif
