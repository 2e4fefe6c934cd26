/* Opening and closing an IMAP connection, and choosing a folder. */
#include "mail/imap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "imap_private.h"
#include "mail/oauth2.h"
#include "mail/peer.h"

#define GOODBYE 3               /* seconds for LOGOUT */
#define TOKEN_MOST (16 << 10)

/* --- how a connection fails ---------------------------------------------- */

int
imap_dead(struct imap *im, const char *doing, char **cause)
{
    const char *why = tls_why(im->tls);
    char *bye = text_clean_line(im->guard.bye, strlen(im->guard.bye));

    im->dead = true;
    tls_fail(im->tls, "given up");
    cause_set(cause, "%s: %s: %s%s%s", im->peer, doing,
              why != NULL ? why : "the server's answer cannot be read",
              *bye != '\0' ? "; it said: " : "", bye);
    free(bye);
    return -1;
}

/* A BAD to this very command refuses it as a NO does. */
static bool
is_bad(const struct imap *im)
{
    char start[24];

    snprintf(start, sizeof start, "%d BAD", im->session->imap_tag);
    return strncasecmp(im->guard.tagged, start, strlen(start)) == 0;
}

int
imap_verdict(struct imap *im, int result, int no, const char *doing, char **cause)
{
    const char *said = im->session->imap_response;
    char *text;

    if (result == MAILIMAP_NO_ERROR)
        return 0;
    if (result != no && result != MAILIMAP_ERROR_PROTOCOL)
        return imap_dead(im, doing, cause);
    text = text_clean_line(said != NULL ? said : "", said != NULL ? strlen(said) : 0);
    cause_set(cause, "%s: %s: the server refused: %.200s", im->peer, doing, text);
    free(text);
    if (result == no || is_bad(im))
        return 1;
    im->dead = true;            /* an answer to another command */
    tls_fail(im->tls, "given up");
    return -1;
}

/* --- login --------------------------------------------------------------- */

/* A server may say it unasked, in its greeting and as it lets one in (RFC 3501, 7.1). */
static int
capability(struct imap *im, bool said, char **cause)
{
    struct mailimap_capability_data *data = NULL;
    int r;

    if (said)
        return 0;
    r = mailimap_capability(im->session, &data);
    if (r == MAILIMAP_NO_ERROR)
        mailimap_capability_data_free(data);
    return imap_verdict(im, r, MAILIMAP_ERROR_CAPABILITY, "asking what it can", cause);
}

static bool
offers(struct imap *im, const char *mechanism)
{
    const struct mailimap_capability_data *data =
        im->session->imap_connection_info->imap_capability;

    for (clistiter *i = data != NULL ? clist_begin(data->cap_list) : NULL; i != NULL;
         i = clist_next(i)) {
        const struct mailimap_capability *cap = clist_content(i);

        if (cap->cap_type == MAILIMAP_CAPABILITY_AUTH_TYPE &&
            strcasecmp(cap->cap_data.cap_auth_type, mechanism) == 0)
            return true;
    }
    return false;
}

static int
hear(struct imap *im)
{
    return mailimap_read_line(im->session) != NULL ? MAILIMAP_NO_ERROR : MAILIMAP_ERROR_STREAM;
}

/* One mechanism with one word of ours, at once where the server takes it so
 * (RFC 4959); `then` ends it where the server has more to say (RFC 7628, 3.2.3). */
static int
authenticate(struct imap *im, const char *mechanism, const char *words, const char *then)
{
    struct mailimap_response *response = NULL;
    bool at_once = mailimap_has_extension(im->session, "SASL-IR");
    char *command = at_once ? xasprintf("AUTHENTICATE %s %s\r\n", mechanism, words)
                            : xasprintf("AUTHENTICATE %s\r\n", mechanism);
    const char *next[] = { at_once ? then : words, at_once ? NULL : then };
    int r = mailimap_send_current_tag(im->session), type;

    if (r == MAILIMAP_NO_ERROR)
        r = imap_say(im, command) == 0 ? hear(im) : MAILIMAP_ERROR_STREAM;
    oauth2_free(command);
    for (size_t i = 0; r == MAILIMAP_NO_ERROR && i < ARRAY_LEN(next) && next[i] != NULL &&
                       im->session->imap_stream_buffer->str[0] == '+'; i++)
        r = imap_say(im, next[i]) == 0 && imap_say(im, "\r\n") == 0 ? hear(im)
                                                                    : MAILIMAP_ERROR_STREAM;
    if (r != MAILIMAP_NO_ERROR ||
        (r = mailimap_parse_response(im->session, &response)) != MAILIMAP_NO_ERROR)
        return r;
    type = response->rsp_resp_done->rsp_data.rsp_tagged->rsp_cond_state->rsp_type;
    mailimap_response_free(response);
    if (type != MAILIMAP_RESP_COND_STATE_OK)
        return MAILIMAP_ERROR_LOGIN;
    im->session->imap_state = MAILIMAP_STATE_AUTHENTICATED;
    return MAILIMAP_NO_ERROR;
}

static int
authenticate_plain(struct imap *im, const struct server *s)     /* RFC 4616 */
{
    struct buf b = {0};
    char *words;
    int r;

    buf_addc(&b, '\0');
    buf_adds(&b, s->user);
    buf_addc(&b, '\0');
    buf_adds(&b, s->password);
    words = base64_of(b.data, b.len);
    buf_free(&b);
    r = authenticate(im, "PLAIN", words, NULL);
    free(words);
    return r;
}

static int
present_token(struct imap *im, const struct server *s, const char *token, char **cause)
{
    bool bearer = !offers(im, "XOAUTH2") && offers(im, "OAUTHBEARER");
    char *words = oauth2_words(bearer, s, token);
    int r = authenticate(im, bearer ? "OAUTHBEARER" : "XOAUTH2", words, bearer ? "AQ==" : "");

    oauth2_free(words);
    return imap_verdict(im, r, MAILIMAP_ERROR_LOGIN, "login with an access token", cause);
}

/* A token that ended before its time is renewed once. 1: the server, or the
 * login server, refused for good. */
static int
authenticate_token(struct imap *im, const struct server *s, char **cause)
{
    bool final = false;
    char *token = s->oauth2 != NULL ? oauth2_token(s->oauth2, NULL, &final, cause)
                                    : file_read(s->oauth2_token_file, TOKEN_MOST, NULL, cause),
         *fresh, *said = NULL;
    int rc;

    if (token == NULL)
        return final ? 1 : -1;
    token[strcspn(token, "\r\n")] = '\0';
    rc = present_token(im, s, token, s->oauth2 != NULL ? &said : cause);
    if (rc == 1 && s->oauth2 != NULL &&
        (fresh = oauth2_token(s->oauth2, token, &final, NULL)) != NULL) {
        free(said);
        said = NULL;
        rc = present_token(im, s, fresh, &said);
        oauth2_free(fresh);
    }
    if (said != NULL)
        cause_set(cause, "%s", said);
    free(said);
    oauth2_free(token);
    return rc;
}

static int
login(struct imap *im, const struct server *s, char **cause)
{
    int r;

    if (s->oauth2 != NULL || s->oauth2_token_file != NULL)
        return authenticate_token(im, s, cause);
    if (offers(im, "PLAIN"))
        r = authenticate_plain(im, s);
    else if (!mailimap_has_extension(im->session, "LOGINDISABLED"))
        r = mailimap_login(im->session, s->user, s->password);
    else
        return cause_set(cause, "%s: the server offers no way to log in that we know", im->peer);
    return imap_verdict(im, r, MAILIMAP_ERROR_LOGIN, "login", cause);
}

/* --- opening ------------------------------------------------------------- */

/* Nothing that came in the clear may be read as if under TLS (RFC 3501 6.2.1):
 * it would stand in the buffer. */
static int
start_tls(struct imap *im, const struct server *s, char **cause)
{
    int r = mailimap_starttls(im->session);

    if (im->session->imap_stream->read_buffer_len > 0 || im->guard.line > 0)
        return cause_set(cause,
                         "%s: the server sent more in the clear after its answer to STARTTLS",
                         im->peer);
    if (imap_verdict(im, r, MAILIMAP_ERROR_STARTTLS, "STARTTLS", cause) != 0)
        return -1;
    return tls_start(im->tls, s, cause);
}

/* RFC 5530: the server cannot say now who may log in. */
static bool
is_temporary(const struct imap *im)
{
    return strcasestr(im->guard.tagged, " NO [UNAVAILABLE]") != NULL ||
           strcasestr(im->guard.tagged, " NO [INUSE]") != NULL ||
           strcasestr(im->guard.tagged, " NO [LIMIT]") != NULL;
}

static bool
greets(int r)
{
    return r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED || r == MAILIMAP_NO_ERROR_AUTHENTICATED;
}

/* Up to the server's greeting: the answer of libetpan, MAILIMAP_ERROR_... where none came that we can
 * read; then the port itself is looked at: how it wants to be spoken to. */
static int
greet(struct imap *im, const struct server *s, char **cause)
{
    int r = MAILIMAP_ERROR_STREAM;

    if ((im->session = mailimap_new(0, NULL)) == NULL ||
        (im->session->imap_stream = imap_stream_new(im)) == NULL) {
        cause_set(cause, "out of memory");
        return MAILIMAP_ERROR_MEMORY;
    }
    if (s->tls != TLS_IMPLICIT || tls_start(im->tls, s, cause) == 0) {
        r = mailimap_connect(im->session, im->session->imap_stream);
        if (greets(r))
            return r;
        imap_dead(im, "greeting", cause);
    }
    if (im->guard.nhead == 0 || im->guard.head[0] != '*')   /* else it speaks IMAP */
        peer_judge(s, false, cause);
    return r;
}

/* From the greeting, answered by r, to where mail can be read. */
static int
enter(struct imap *im, const struct server *s, int r, bool with_login, char **cause)
{
    if (r == MAILIMAP_NO_ERROR_AUTHENTICATED && s->tls == TLS_STARTTLS)
        return cause_set(cause, "%s: the server greets as logged in already, so TLS cannot start",
                         im->peer);
    if (s->tls == TLS_STARTTLS && start_tls(im, s, cause) != 0)
        return -1;
    if (capability(im, im->session->imap_connection_info->imap_capability != NULL &&
                           s->tls != TLS_STARTTLS, cause) != 0)     /* not what was said in the clear */
        return -1;
    if (r == MAILIMAP_NO_ERROR_AUTHENTICATED || !with_login)
        return 0;
    r = login(im, s, cause);
    im->refused = r == 1 && !is_temporary(im);
    if (r == 1 && !im->refused && cause != NULL) {
        free(*cause);
        *cause = xasprintf("%s: login: the server cannot take it now: %.150s", im->peer,
                           im->guard.tagged);
    }
    if (r != 0)
        return -1;
    return capability(im, strcasestr(im->guard.tagged, " OK [CAPABILITY ") != NULL, cause);
}

static bool
one_line(const char *text)
{
    return text != NULL && *text != '\0' && strpbrk(text, "\r\n") == NULL;
}

static struct imap *
reach(const struct server *s, bool with_login, bool *refused, char **cause)
{
    struct imap *im = xcalloc(1, sizeof *im);
    int r;

    im->peer = xasprintf("%s:%d", s->host, s->port);
    im->timeout = s->timeout;
    if (with_login && (!one_line(s->user) || (s->oauth2 == NULL && s->oauth2_token_file == NULL &&
                                              !one_line(s->password))))
        cause_set(cause, "%s: user and password must be one line each", im->peer);
    else if ((im->tls = tls_connect(s, cause)) != NULL && greets(r = greet(im, s, cause)) &&
             enter(im, s, r, with_login, cause) == 0) {
        im->idle = mailimap_has_extension(im->session, "IDLE");
        im->move = mailimap_has_extension(im->session, "MOVE");
        return im;
    }
    *refused = im->refused;
    im->dead = true;
    imap_close(im);
    return NULL;
}

struct imap *
imap_login(const struct server *s, bool *refused, char **cause)
{
    return reach(s, true, refused, cause);
}

struct imap *
imap_open(const struct server *s, char **cause)
{
    bool refused;

    return reach(s, true, &refused, cause);
}

int
imap_look(const struct server *s, char **cause)
{
    bool refused;
    struct imap *im = reach(s, false, &refused, cause);

    imap_close(im);
    return im != NULL ? 0 : -1;
}

void
imap_close(struct imap *im)
{
    if (im == NULL)
        return;
    if (im->tls != NULL) {
        if (im->dead || im->ahead != NULL)
            tls_fail(im->tls, "given up");
        tls_deadline(im->tls, im->timeout < GOODBYE ? im->timeout : GOODBYE, false);
        guard_begin(&im->guard);
    }
    if (im->session != NULL)
        mailimap_free(im->session);             /* LOGOUT, and frees the stream */
    tls_close(im->tls);
    free(im->ahead);
    free(im->peer);
    free(im);
}

bool
imap_can_idle(const struct imap *im)
{
    return im->idle;
}

void
imap_idle_never(struct imap *im)
{
    im->idle = false;
}

bool
imap_can_move(const struct imap *im)
{
    return im->move;
}
