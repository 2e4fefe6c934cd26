/* What the files oauth2*.c share: the tokens as they are kept, and one request. */
#ifndef MAIL_OAUTH2_PRIVATE_H
#define MAIL_OAUTH2_PRIVATE_H

#include <jansson.h>

#include "base/buf.h"
#include "mail/oauth2.h"

#define TOKEN_MOST (16 << 10)

/* token_file. Times are INSTANT_NONE where there is none. */
struct grant {
    char *refresh, *access;         /* NULL: none */
    instant expires;                /* of access */
    instant got;                    /* when access came */
    instant granted;                /* when a person logged in */
    instant until;                  /* of refresh, where the provider says it */
    instant failed;                 /* the last request that failed, and how */
    char *failure;
    bool final;
};
void grant_clear(struct grant *);
/* 0; 1: nobody has logged in yet; -1 and *cause. */
int grant_read(const struct oauth2_settings *, struct grant *, char **cause);
int grant_write(const struct oauth2_settings *, const struct grant *, char **cause);
/* One process at a time renews: a descriptor to close, or -1 and *cause. */
int grant_lock(const struct oauth2_settings *, char **cause);

/* "a=b&c=d", each value escaped. */
void form_add(struct buf *, const char *key, const char *value);
/* Posts a form; the JSON object of the answer (owned), or NULL and *cause: the
 * server's error, in words that model/trouble knows. *error: its code ("" where
 * there is none), *final: no matter of the network or of an hour. */
json_t *oauth2_post(const struct oauth2_settings *, const char *url, struct buf *form,
                    char error[static 64], bool *final, char **cause);
/* The tokens of an answer into the grant. 0, or -1 and *cause. */
int grant_take(struct grant *, json_t *answer, instant now, char **cause);

#endif
