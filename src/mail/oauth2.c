/* Requests to a login server, by libcurl; and the tokens that come of them. */
#include "mail/oauth2.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "oauth2_private.h"

#define ANSWER_MOST (64 << 10)
#define PATIENCE 30                     /* seconds a request may take */
#define SLACK 60                        /* seconds before its end a token is renewed */
#define REST 60                         /* seconds between a failure and the next request */
#define SKEW 300                        /* seconds by which two clocks may differ unsaid */
#define LASTS 3600                      /* an access token whose end is not told */
#define TESTING_DAYS 7                  /* Google ends what an unpublished client got after so many */

/* ---- one request ------------------------------------------------------------------- */

struct response {
    struct buf body;
    instant date;                       /* the server's clock; INSTANT_NONE */
};

static size_t
on_body(char *bytes, size_t size, size_t n, void *context)
{
    struct response *a = context;

    if (a->body.len + size * n > ANSWER_MOST)
        return 0;
    buf_add(&a->body, bytes, size * n);
    return size * n;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *context)
{
    struct response *a = context;
    char *line = xstrndup(bytes, size * n);

    if (strncasecmp(line, "Date:", 5) == 0) {
        time_t at = curl_getdate(line + 5, NULL);

        a->date = at == (time_t)-1 ? INSTANT_NONE : (instant)at;
    }
    free(line);
    return size * n;
}

void
form_add(struct buf *b, const char *key, const char *value)
{
    char *escaped = value != NULL ? curl_easy_escape(NULL, value, 0) : NULL;

    if (escaped != NULL)
        buf_addf(b, "%s%s=%s", b->len > 0 ? "&" : "", key, escaped);
    curl_free(escaped);
}

static void
form_free(struct buf *form)
{
    if (form->data != NULL)
        explicit_bzero(form->data, form->cap);
    buf_free(form);
}

/* No redirect is followed: a form with a secret goes to one address alone. */
static CURLcode perform(const struct oauth2_settings *o, const char *url, const struct buf *form,
                        struct response *a, long *status, char error[static CURL_ERROR_SIZE])
{
    CURL *c = curl_easy_init();
    CURLcode rc = CURLE_FAILED_INIT;

    error[0] = '\0';
    if (c == NULL)
        return rc;
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)PATIENCE);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)form->len);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, form->data);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, a);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, a);
    if (o->ca_file != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, o->ca_file);
    if ((rc = curl_easy_perform(c)) == CURLE_OK)
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, status);
    curl_easy_cleanup(c);
    return rc;
}

static const char *
text_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

/* "invalid_grant: Token has been expired or revoked. invalid_rapt (clocks differ by 900 s)" */
static void
describe(json_t *object, long status, instant date, char **cause)
{
    const char *code = text_of(object, "error"), *more = text_of(object, "error_description"),
               *sub = text_of(object, "error_subtype");
    char *said = xasprintf("%s%s%.*s %s", code, *more != '\0' ? ": " : "",
                           (int)strcspn(more, "\r\n"), more, sub);
    char *clean = text_clean_line(said, strlen(said)), *cut = text_cut(clean, 300);
    instant now = clock_now();
    bool skewed =
        date != INSTANT_NONE && !clock_is_set() && (now - date > SKEW || date - now > SKEW);

    if (*code == '\0')
        cause_set(cause, "login server: it answered with status %ld", status);
    else if (skewed)
        cause_set(cause, "login server: %s (clocks differ by %lld s)", cut,
                  (long long)(now - date));
    else
        cause_set(cause, "login server: %s", cut);
    free(said);
    free(clean);
    free(cut);
}

json_t *oauth2_post(const struct oauth2_settings *o, const char *url, struct buf *form,
                    char error[static 64], bool *final, char **cause)
{
    struct response a = { .date = INSTANT_NONE };
    char why[CURL_ERROR_SIZE];
    long status = 0;
    CURLcode rc = url == NULL ? CURLE_URL_MALFORMAT : perform(o, url, form, &a, &status, why);
    json_t *object = rc == CURLE_OK
                         ? json_loadb(buf_text(&a.body), a.body.len, JSON_REJECT_DUPLICATES, NULL)
                         : NULL;

    form_free(form);
    if (a.body.data != NULL)
        explicit_bzero(a.body.data, a.body.cap);
    buf_free(&a.body);
    snprintf(error, 64, "%s", text_of(object, "error"));
    *final = rc == CURLE_OK && status >= 400 && status < 500 && status != 408 && status != 429;
    if (rc != CURLE_OK)
        cause_set(cause, "login server: %s",
                  url == NULL      ? "no address of it is known"
                  : why[0] != '\0' ? why
                                   : curl_easy_strerror(rc));
    else if (status != 200 || !json_is_object(object))
        describe(object, status, a.date, cause);
    else
        return object;
    json_decref(object);
    return NULL;
}

/* ---- tokens ------------------------------------------------------------------------- */

/* A token goes into a line of a protocol. */
static bool
is_token(const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i < n; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return false;
    return n > 0 && n < TOKEN_MOST;
}

int
grant_take(struct grant *g, json_t *answer, instant now, char **cause)
{
    const char *access = text_of(answer, "access_token"),
               *refresh = text_of(answer, "refresh_token");
    json_t *lasts = json_object_get(answer, "expires_in"),
           *ends = json_object_get(answer, "refresh_token_expires_in");
    json_int_t seconds = json_is_integer(lasts) ? json_integer_value(lasts) : LASTS;

    if (!is_token(access) || (*refresh != '\0' && !is_token(refresh)))
        return cause_set(cause, "login server: its answer holds no token");
    oauth2_free(g->access);
    g->access = xstrdup(access);
    if (*refresh != '\0') {             /* renewed: the one before may be void now */
        oauth2_free(g->refresh);
        g->refresh = xstrdup(refresh);
    }
    if (json_is_integer(ends) && json_integer_value(ends) > 0)
        g->until = now + json_integer_value(ends);
    g->got = now;
    g->expires = now + (seconds < 0 || seconds > 30 * DAY ? LASTS : seconds);
    free(g->failure);
    g->failure = NULL;
    g->failed = INSTANT_NONE;
    g->final = false;
    return 0;
}

static bool
is_current(const struct grant *g, const char *stale, instant now)
{
    return g->access != NULL && g->expires - SLACK > now && g->got <= now &&
           (stale == NULL || strcmp(stale, g->access) != 0);
}

/* What the login server was told already it is not asked again at once. */
static bool
rests(const struct grant *g, instant now)
{
    return g->failure != NULL && now >= g->failed && now - g->failed < REST;
}

static int
renew(const struct oauth2_settings *o, struct grant *g, instant now, char **cause)
{
    struct buf form = {0};
    char error[64], *why = NULL;
    json_t *answer;
    int rc;

    form_add(&form, "grant_type", "refresh_token");
    form_add(&form, "refresh_token", g->refresh);
    form_add(&form, "client_id", o->client_id);
    form_add(&form, "client_secret", o->client_secret);
    if (o->provider == OAUTH2_MICROSOFT)
        form_add(&form, "scope", o->scope);
    answer = oauth2_post(o, o->token_url, &form, error, &g->final, &why);
    rc = answer != NULL ? grant_take(g, answer, now, &why) : -1;
    json_decref(answer);
    if (rc != 0) {
        bool aged = strcmp(error, "invalid_grant") == 0 && o->provider == OAUTH2_GOOGLE &&
                    g->granted != INSTANT_NONE && now - g->granted >= TESTING_DAYS * DAY &&
                    now - g->granted < (TESTING_DAYS + 1) * DAY;

        free(g->failure);
        g->failure = xasprintf("%s%s", why, aged ? " (granted 7 days ago)" : "");
        g->failed = now;
        cause_set(cause, "%s", g->failure);
    }
    free(why);
    /* Before anybody uses what came; a failure is kept too, for the other processes. */
    if (grant_write(o, g, rc == 0 ? cause : NULL) != 0)
        return -1;
    return rc;
}

char *
oauth2_token(const struct oauth2_settings *o, const char *stale, bool *final, char **cause)
{
    struct grant g = {0};
    instant now = clock_now();
    char *token = NULL;
    int lock, rc;

    if (final != NULL)
        *final = false;
    if ((lock = grant_lock(o, cause)) == -1)
        return NULL;
    rc = grant_read(o, &g, cause);
    if (rc == 0 && !is_current(&g, stale, now)) {
        if (rests(&g, now))
            rc = cause_set(cause, "%s", g.failure);
        else if (g.refresh == NULL || (stale != NULL && now - g.got < REST && now >= g.got))
            rc = cause_set(
                cause,
                g.refresh == NULL
                    ? "the access token has ended and there is no refresh token: run docketctl login"
                    : "the mail server refuses an access token that is new");
        else
            rc = renew(o, &g, now, cause);
    } else if (rc == 1) {
        cause_set(cause, "nobody has logged in yet: run docketctl login");
        g.final = true;
    }
    if (rc == 0)
        token = xstrdup(g.access);
    else if (final != NULL)
        *final = g.final;
    grant_clear(&g);
    close(lock);
    return token;
}

int
oauth2_until(const struct oauth2_settings *o, instant *until)
{
    struct grant g = {0};
    int rc = grant_read(o, &g, NULL);

    *until = g.until;
    grant_clear(&g);
    return rc == 0 ? 0 : -1;
}
