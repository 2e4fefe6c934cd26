/* Access tokens (RFC 6749, RFC 7636, RFC 8628) for login by XOAUTH2 and
 * OAUTHBEARER (RFC 7628). What a login gave is kept in token_file, of mode
 * 0600; a refresh token that was renewed stands there, flushed, before the
 * access token that came with it is used for the first time. Processes take
 * turns by a lock beside it. No token and no secret is ever in a log or a cause. */
#ifndef DOCKETD_MAIL_OAUTH2_H
#define DOCKETD_MAIL_OAUTH2_H

#include <stdbool.h>

#include "base/clock.h"
#include "model/settings.h"

/* A current access token, owned by the caller (oauth2_free). stale: one that
 * the mail server just refused, NULL: none; it is not given out again. NULL
 * and *cause; *final (may be NULL): nothing will help before a person acts.
 * After a failure the login server is left alone for a minute. */
char *oauth2_token(const struct oauth2_settings *, const char *stale, bool *final, char **cause);
void oauth2_free(char *token);                  /* NULL is safe; overwritten first */

/* What a person logs in with: random, for this login alone. */
struct oauth2_proof {
    char verifier[48], challenge[48];           /* PKCE, S256 */
    char state[32];
};
void oauth2_proof(struct oauth2_proof *);
/* Where the browser goes. user: proposed there. Owned by the caller. */
char *oauth2_authorize(const struct oauth2_settings *, const struct oauth2_proof *,
                       const char *redirect, const char *user);
/* The address the browser ended on, or the part of it behind the "?": the code
 * (owned), or NULL and *cause, which is the server's error, or that it answers
 * another login than this one. */
char *oauth2_answer(const struct oauth2_proof *, const char *address, char **cause);
/* The code for tokens, and these into token_file. 0, or -1 and *cause. */
int oauth2_redeem(const struct oauth2_settings *, const struct oauth2_proof *, const char *redirect,
                  const char *code, char **cause);

struct oauth2_device {
    char *device_code, *user_code, *address;    /* owned */
    int interval, lasts;                        /* seconds */
};
int oauth2_device(const struct oauth2_settings *, struct oauth2_device *, char **cause);
/* 0: it is done, the tokens are kept; 1: not yet; -1 and *cause. */
int oauth2_device_poll(const struct oauth2_settings *, struct oauth2_device *, char **cause);
void oauth2_device_clear(struct oauth2_device *);

/* When a person must log in again at the latest, where the provider said so
 * (INSTANT_NONE: it did not). 0, or -1: nobody has logged in. */
int oauth2_until(const struct oauth2_settings *, instant *until);

/* The first words of a login: for XOAUTH2, or for OAUTHBEARER; base64, owned. */
char *oauth2_words(bool bearer, const struct server *, const char *token);

#endif
