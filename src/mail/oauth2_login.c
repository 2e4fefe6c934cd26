/* A person logs in: by a browser (RFC 6749, 4.1, with RFC 7636), or with a code
 * on another device (RFC 8628). And the words of a login at a mail server. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "oauth2_private.h"

/* RFC 4648, 5, without "=". */
static void
base64url(const void *bytes, size_t n, char *out, size_t room)
{
    char *text = base64_of(bytes, n);
    size_t i;

    for (i = 0; i + 1 < room && text[i] != '\0' && text[i] != '='; i++)
        out[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
    out[i] = '\0';
    oauth2_free(text);
}

void
oauth2_proof(struct oauth2_proof *p)
{
    unsigned char bytes[32], hash[HASH_SIZE];

    random_bytes(bytes, sizeof bytes);
    base64url(bytes, sizeof bytes, p->verifier, sizeof p->verifier);
    hash_bytes(p->verifier, strlen(p->verifier), hash);
    base64url(hash, sizeof hash, p->challenge, sizeof p->challenge);
    random_bytes(bytes, 16);
    base64url(bytes, 16, p->state, sizeof p->state);
}

char *oauth2_authorize(const struct oauth2_settings *o, const struct oauth2_proof *p,
                       const char *redirect, const char *user)
{
    struct buf b = {0};
    char *url;

    form_add(&b, "client_id", o->client_id);
    form_add(&b, "redirect_uri", redirect);
    form_add(&b, "response_type", "code");
    form_add(&b, "scope", o->scope);
    form_add(&b, "state", p->state);
    form_add(&b, "code_challenge", p->challenge);
    form_add(&b, "code_challenge_method", "S256");
    form_add(&b, "login_hint", user);
    if (o->provider == OAUTH2_GOOGLE) { /* without these no refresh token the second time */
        form_add(&b, "access_type", "offline");
        form_add(&b, "prompt", "consent");
    }
    url = xasprintf("%s%c%s", o->authorize_url, strchr(o->authorize_url, '?') != NULL ? '&' : '?',
                    buf_text(&b));
    buf_free(&b);
    return url;
}

/* The value of a key in "a=b&c=d"; owned, NULL: none. */
static char *
parameter(const char *query, const char *key)
{
    size_t n = strlen(key);

    for (const char *p = query; *p != '\0'; p += strcspn(p, "&"), p += *p == '&')
        if (strncmp(p, key, n) == 0 && p[n] == '=') {
            size_t length = strcspn(p + n + 1, "& \t\r\n#");
            int plain = 0;
            char *text = curl_easy_unescape(NULL, p + n + 1, (int)length, &plain),
                 *value = text != NULL && strlen(text) == (size_t)plain ? xstrdup(text) : NULL;

            curl_free(text);
            return value;
        }
    return NULL;
}

char *
oauth2_answer(const struct oauth2_proof *p, const char *address, char **cause)
{
    const char *query = strchr(address, '?') != NULL ? strchr(address, '?') + 1 : address;
    char *state = parameter(query, "state"), *code = parameter(query, "code"),
         *error = parameter(query, "error"), *more = parameter(query, "error_description"), *clean;

    if (state == NULL || !hash_same(state, p->state)) {
        cause_set(cause, "this address answers another login: open the address printed last");
    } else if (error != NULL || code == NULL) {
        char *said = xasprintf("%s%s%s", error != NULL ? error : "no code",
                               more != NULL ? ": " : "", more != NULL ? more : "");

        clean = text_clean_line(said, strlen(said));
        cause_set(cause, "login server: %.300s", clean);
        free(clean);
        free(said);
    }
    if (state == NULL || error != NULL || (code != NULL && !hash_same(state, p->state))) {
        oauth2_free(code);
        code = NULL;
    }
    free(state);
    free(error);
    free(more);
    return code;
}

/* A new login replaces the grant that was kept before. */
static int
keep(const struct oauth2_settings *o, json_t *answer, char **cause)
{
    struct grant g;
    int lock = grant_lock(o, cause), rc;

    if (lock == -1)
        return -1;
    memset(&g, 0, sizeof g);
    grant_clear(&g);
    g.granted = clock_now();
    rc = grant_take(&g, answer, g.granted, cause);
    if (rc == 0 && g.refresh == NULL)
        rc = cause_set(
            cause, "login server: it gave no refresh token; its access would end within the hour");
    if (rc == 0)
        rc = grant_write(o, &g, cause);
    grant_clear(&g);
    close(lock);
    return rc;
}

int oauth2_redeem(const struct oauth2_settings *o, const struct oauth2_proof *p,
                  const char *redirect, const char *code, char **cause)
{
    struct buf form = {0};
    char error[64];
    bool final;
    json_t *answer;
    int rc;

    form_add(&form, "grant_type", "authorization_code");
    form_add(&form, "code", code);
    form_add(&form, "redirect_uri", redirect);
    form_add(&form, "code_verifier", p->verifier);
    form_add(&form, "client_id", o->client_id);
    form_add(&form, "client_secret", o->client_secret);
    answer = oauth2_post(o, o->token_url, &form, error, &final, cause);
    rc = answer != NULL ? keep(o, answer, cause) : -1;
    json_decref(answer);
    return rc;
}

/* ---- another device ------------------------------------------------------------------ */

static int
seconds_of(json_t *answer, const char *key, int usual, int most)
{
    json_t *value = json_object_get(answer, key);
    json_int_t n = json_is_integer(value) ? json_integer_value(value) : usual;

    return n < 1 ? usual : n > most ? most : (int)n;
}

int
oauth2_device(const struct oauth2_settings *o, struct oauth2_device *d, char **cause)
{
    static const char *const keys[] = { "device_code", "user_code", "verification_uri" };
    char **const at[] = { &d->device_code, &d->user_code, &d->address }, error[64];
    struct buf form = {0};
    bool final;
    json_t *answer;

    *d = (struct oauth2_device){0};
    form_add(&form, "client_id", o->client_id);
    form_add(&form, "scope", o->scope);
    if ((answer = oauth2_post(o, o->device_url, &form, error, &final, cause)) == NULL)
        return -1;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const char *text = json_string_value(json_object_get(answer, keys[i]));

        *at[i] = text != NULL ? text_clean_line(text, strlen(text)) : xstrdup("");
    }
    d->interval = seconds_of(answer, "interval", 5, 300);
    d->lasts = seconds_of(answer, "expires_in", 900, 3600);
    json_decref(answer);
    return *d->device_code != '\0' && *d->user_code != '\0'
               ? 0
               : cause_set(cause, "login server: its answer holds no code");
}

int
oauth2_device_poll(const struct oauth2_settings *o, struct oauth2_device *d, char **cause)
{
    struct buf form = {0};
    char error[64], *why = NULL;
    bool final;
    json_t *answer;
    int rc;

    form_add(&form, "grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    form_add(&form, "device_code", d->device_code);
    form_add(&form, "client_id", o->client_id);
    form_add(&form, "client_secret", o->client_secret);
    answer = oauth2_post(o, o->token_url, &form, error, &final, &why);
    if (answer != NULL)
        rc = keep(o, answer, cause);
    else if (strcmp(error, "authorization_pending") == 0 || strcmp(error, "slow_down") == 0 ||
             !final)
        rc = 1;
    else
        rc = cause_set(cause, "%s", why);
    if (strcmp(error, "slow_down") == 0)
        d->interval += 5;               /* RFC 8628, 3.5 */
    json_decref(answer);
    free(why);
    return rc;
}

void
oauth2_device_clear(struct oauth2_device *d)
{
    oauth2_free(d->device_code);
    free(d->user_code);
    free(d->address);
    *d = (struct oauth2_device){0};
}

/* ---- at a mail server ------------------------------------------------------------------ */

/* RFC 5801, 4: a "," or "=" in a name is written apart. */
static void
add_name(struct buf *b, const char *name)
{
    for (; *name != '\0'; name++)
        if (*name == ',' || *name == '=')
            buf_adds(b, *name == ',' ? "=2C" : "=3D");
        else
            buf_addc(b, *name);
}

char *
oauth2_words(bool bearer, const struct server *s, const char *token)
{
    struct buf b = {0};
    char *words;

    if (bearer) {
        buf_adds(&b, "n,a=");
        add_name(&b, s->user);
        buf_addf(&b, ",\001host=%s\001port=%d", s->host, s->port);
    } else {
        buf_addf(&b, "user=%s", s->user);
    }
    buf_addf(&b, "\001auth=Bearer %s\001\001", token);
    words = base64_of(b.data, b.len);
    explicit_bzero(b.data, b.cap);
    buf_free(&b);
    return words;
}
