/* The clerk's desk: all that a process of docketd has at hand. Loaded once
 * from the configuration before the fork (desk_load); the docket and the
 * archive are opened by each process for itself (desk_open). */
#ifndef DOCKETD_OFFICE_DESK_H
#define DOCKETD_OFFICE_DESK_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/problem.h"
#include "core/language/index.h"
#include "model/plan.h"
#include "model/settings.h"
#include "store/raw.h"
#include "store/store.h"

struct known_round;
struct letters;                     /* parsed templates of etc/letters */
struct board_styles;                /* of etc/board */

struct desk {
    struct settings *settings;
    struct plan *plan;
    struct letters *letters;
    struct board_styles *board;
    struct match_index *index;      /* folded aliases of the plan */
    struct known_round *rounds;     /* periods around `rounds_day`: mails of one day share them (recall.c) */
    size_t nrounds;
    int64_t rounds_day;
    struct store *store;            /* NULL until desk_open */
    struct raw *raw;
    struct store *archived;         /* while a docket is made again: the one whose archive is read; NULL: `store` */
};

/* Settings, plan, templates; every problem is collected. NULL if there is one. */
struct desk *desk_load(const char *conf, struct problems *);
/* The office's own key (made in the state folder at first use) and, for work
 * that opens connections, the passwords. 0, or -1 with problems. */
int desk_secrets(struct desk *, bool passwords, struct problems *);
/* The office's own key if it can be read; for who only looks. */
void desk_secret_seen(struct desk *);
/* Root works on a docket whose folder (*st) is another's. */
bool desk_of_another(const struct desk *, struct stat *st);
/* Root works as the owner of the state folder, so that what it makes there
 * the service can use. 0, or -1 and *cause. */
int desk_become_owner(const struct desk *, char **cause);
/* One docketd at a time works on a docket. The lock lasts as long as this
 * process and the loops forked from it. 0, or -1 and *cause. */
int desk_lock(const struct desk *, char **cause);
/* Docket and archive for this process. 0, or -1 and *cause. */
int desk_open(struct desk *, enum store_mode, char **cause);
void desk_close(struct desk *);     /* docket and archive only */
void desk_free(struct desk *);      /* NULL is safe */

/* Prints problems as "file:line: key: what is wrong", one a line. */
void desk_refuse(const struct problems *);

#endif
