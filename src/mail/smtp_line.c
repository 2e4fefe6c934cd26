/* One connection. libcurl opens it (CURLOPT_CONNECT_ONLY: TLS, EHLO, login) and
 * then only carries octets. While it opens, replies are read in the header
 * callback, which alone sees them whole; of libcurl's verbose output, which
 * shows credentials, nothing is kept but which command was said last. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "loopback.h"
#include "mail/oauth2.h"
#include "mail/peer.h"
#include "smtp_private.h"
#include "tls.h"

#define TOKEN_MOST (16 << 10)
#define UNHEARD_MOST (64 << 10)         /* octets of answers that were not looked at yet */

/* --- answers -------------------------------------------------------------- */

static bool
answer_line(struct answer *a, const char *line, size_t n)
{
    size_t skip;

    if (n < 3 || !isdigit((unsigned char)line[0]) || !isdigit((unsigned char)line[1]) ||
        !isdigit((unsigned char)line[2]))
        return false;
    if (a->whole)
        buf_reset(&a->text);
    skip = a->text.len == 0 ? 0 : n < 4 ? n : 4;
    if (a->text.len + n < LIMIT_REPLY_KEPT) {
        if (skip == 0 && n > 3) {
            buf_add(&a->text, line, 3);
            skip = 4;
        }
        buf_addc(&a->text, ' ');
        buf_add(&a->text, line + skip, n - skip);
    }
    a->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
    a->whole = n < 4 || line[3] != '-';
    return a->whole;
}

bool
line_answer(struct line *l)
{
    bool whole = false;

    for (const char *p, *nl; !whole && l->heard < l->in.len; l->heard += (size_t)(nl + 1 - p)) {
        p = l->in.data + l->heard;
        if ((nl = memchr(p, '\n', l->in.len - l->heard)) == NULL)
            break;
        whole = answer_line(&l->answer, p, (size_t)(nl + 1 - p));
    }
    if (l->heard == l->in.len) {
        buf_reset(&l->in);
        l->heard = 0;
    }
    return whole;
}

/* --- libcurl's calls ------------------------------------------------------ */

/* "SIZE 52428800" (RFC 1870); "SIZE" and "SIZE 0" say no limit. */
static void
hear_size(struct line *l, const char *said, size_t n)
{
    char text[32];

    snprintf(text, sizeof text, "%.*s", (int)n, said);
    l->sizes = true;
    l->account->size = strtoul(text + strlen("SIZE"), NULL, 10);
}

static size_t
on_reply(char *bytes, size_t size, size_t n, void *context)
{
    struct line *l = context;
    size_t len = size * n;

    answer_line(&l->answer, bytes, len);
    if (l->step == STEP_HELLO && l->answer.code == 250 && len > 4) {
        l->pipelining = l->pipelining || strncasecmp(bytes + 4, "PIPELINING", 10) == 0;
        if (len >= 8 && strncasecmp(bytes + 4, "SIZE", 4) == 0)
            hear_size(l, bytes + 4, len - 4);
    }
    return len;
}

/* What is offered before STARTTLS counts for nothing (RFC 3207, 4.2). */
static int
on_talk(CURL *curl, curl_infotype type, char *bytes, size_t n, void *context)
{
    struct line *l = context;

    (void)curl;
    if (type != CURLINFO_HEADER_OUT || n < 5)
        return 0;
    if (memcmp(bytes, "EHLO ", 5) == 0) {
        l->step = STEP_HELLO;
        l->pipelining = l->sizes = false;
        l->account->size = 0;
    } else if (memcmp(bytes, "AUTH ", 5) == 0)
        l->step = STEP_AUTH;
    return 0;
}

static curl_socket_t
on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *a)
{
    const struct line *l = context;

    (void)purpose;
    if (l->account->server->tls == TLS_NONE && !is_loopback(&a->addr))
        return CURL_SOCKET_BAD;
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* --- opening -------------------------------------------------------------- */

static int
give_token(struct line *l, char **cause)
{
    struct account *a = l->account;
    const struct server *v = a->server;
    char *token = v->oauth2 != NULL
                      ? oauth2_token(v->oauth2, a->refused ? a->token : NULL, NULL, cause)
                      : file_read(v->oauth2_token_file, TOKEN_MOST, NULL, cause);

    a->refused = false;
    if (token == NULL)
        return -1;
    token[strcspn(token, "\r\n")] = '\0';
    oauth2_free(a->token);
    a->token = token;
    /* Left alone libcurl takes CRAM-MD5 first where it is offered. */
    curl_easy_setopt(l->curl, CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2");
    curl_easy_setopt(l->curl, CURLOPT_XOAUTH2_BEARER, token);
    return 0;
}

static int
credentials(struct line *l, char **cause)
{
    const struct server *v = l->account->server;

    if (v->user == NULL)
        return 0;
    curl_easy_setopt(l->curl, CURLOPT_USERNAME, v->user);
    if (v->oauth2 != NULL || v->oauth2_token_file != NULL)
        return give_token(l, cause);
    /* Left alone libcurl takes CRAM-MD5 and DIGEST-MD5 first, which a server
     * without the passwords in clear offers and cannot check. */
    if (!l->account->any_login)
        curl_easy_setopt(l->curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    curl_easy_setopt(l->curl, CURLOPT_PASSWORD, v->password != NULL ? v->password : "");
    return 0;
}

static void
options(struct line *l)
{
    const struct server *v = l->account->server;
    CURL *c = l->curl;

    curl_easy_setopt(c, CURLOPT_URL, l->account->url);
    curl_easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_PROXY, "");     /* the environment has no say */
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)v->timeout);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)v->timeout);
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)v->timeout);
    curl_easy_setopt(c, CURLOPT_USE_SSL,
                     v->tls == TLS_NONE ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (v->ca_file != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, v->ca_file);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, l->error);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_reply);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, l);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, l);
    curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_talk);
    curl_easy_setopt(c, CURLOPT_DEBUGDATA, l);
    curl_easy_setopt(c, CURLOPT_PRIVATE, l);
}

static int
begin(struct line *l, char **cause)
{
    options(l);
    if (credentials(l, cause) != 0)
        return -1;
    l->error[0] = '\0';
    buf_reset(&l->answer.text);
    l->answer.code = 0;
    l->answer.whole = false;
    l->step = STEP_GREETING;
    return curl_multi_add_handle(l->multi, l->curl) == CURLM_OK
               ? 0
               : cause_set(cause, "libcurl cannot start");
}

int
line_open(struct line *l, char **cause)
{
    if ((l->curl = curl_easy_init()) == NULL)
        return cause_set(cause, "libcurl cannot start");
    if (begin(l, cause) == 0)
        return 0;
    line_close(l);
    return -1;
}

/* A token may have ended before its time. A server that offers neither PLAIN nor
 * LOGIN is asked for what it does offer: nothing was said to it by then. */
static bool
worth_another(struct line *l, CURLcode rc)
{
    struct account *a = l->account;

    if (a->token != NULL && l->step == STEP_AUTH && l->answer.code >= 500) {
        a->refused = true;
        if (a->server->oauth2 == NULL || l->renewed)
            return false;
        return l->renewed = true;
    }
    if (rc != CURLE_LOGIN_DENIED || a->any_login || l->step == STEP_AUTH || l->answer.code >= 400)
        return false;
    return a->any_login = true;
}

/* libcurl only says "verification failed", but keeps GnuTLS's reasons. */
static char *
refused_certificate(const struct line *l)
{
    const char *tls = curl_version_info(CURLVERSION_NOW)->ssl_version;
    long status = 0;

    if (tls == NULL || strncmp(tls, "GnuTLS", 6) != 0 ||
        curl_easy_getinfo(l->curl, CURLINFO_SSL_VERIFYRESULT, &status) != CURLE_OK || status == 0)
        return NULL;
    return tls_refusal((unsigned)status);
}

/* What libcurl does not say: owned by the caller, NULL: nothing. A server that hangs up at once is not
 * called again. */
static char *
better_reason(const struct line *l, CURLcode rc)
{
    char *way = NULL;

    if (rc == CURLE_PEER_FAILED_VERIFICATION)
        return refused_certificate(l);
    if (l->step == STEP_GREETING && l->answer.code == 0 &&
        (rc == CURLE_OPERATION_TIMEDOUT || rc == CURLE_SSL_CONNECT_ERROR ||
         rc == CURLE_WEIRD_SERVER_REPLY))
        peer_judge(l->account->server, true, &way);
    return way;
}

int
line_opened(struct line *l, CURLcode rc)
{
    char *reason;

    if (rc == CURLE_OK) {
        l->open = true;
        l->error[0] = '\0';         /* of an address tried before */
        return 0;
    }
    if ((reason = better_reason(l, rc)) != NULL)
        snprintf(l->error, sizeof l->error, "%s", reason);
    free(reason);
    line_lose(l, curl_easy_strerror(rc));
    if (!worth_another(l, rc))
        return -1;
    curl_multi_remove_handle(l->multi, l->curl);
    curl_easy_reset(l->curl);
    return begin(l, NULL) == 0 ? 1 : -1;
}

/* --- octets --------------------------------------------------------------- */

curl_socket_t
line_socket(const struct line *l)
{
    curl_socket_t fd = CURL_SOCKET_BAD;

    curl_easy_getinfo(l->curl, CURLINFO_ACTIVESOCKET, &fd);
    return fd;
}

void
line_lose(struct line *l, const char *why)
{
    if (l->error[0] == '\0')
        snprintf(l->error, sizeof l->error, "%s", why);
}

char *
line_why(const struct line *l)
{
    return text_clean_line(l->error, strlen(l->error));
}

int
line_write(struct line *l)
{
    while (l->told < l->out.len) {
        size_t n = 0;
        CURLcode rc = curl_easy_send(l->curl, l->out.data + l->told, l->out.len - l->told, &n);

        if (rc == CURLE_AGAIN)
            return 0;
        if (rc != CURLE_OK) {
            line_lose(l, curl_easy_strerror(rc));
            return -1;
        }
        l->told += n;
    }
    buf_reset(&l->out);
    l->told = 0;
    return 0;
}

int
line_read(struct line *l)
{
    char bytes[4096];
    size_t n = 0;
    CURLcode rc;

    while ((rc = curl_easy_recv(l->curl, bytes, sizeof bytes, &n)) == CURLE_OK && n > 0) {
        if (l->in.len - l->heard > UNHEARD_MOST) {
            line_lose(l, "the server's answer has no end");
            return -1;
        }
        buf_add(&l->in, bytes, n);
    }
    if (rc == CURLE_AGAIN)
        return 0;
    line_lose(l, rc == CURLE_OK ? "the server closed the connection" : curl_easy_strerror(rc));
    return -1;
}

bool
line_idle(struct line *l)
{
    return line_read(l) == 0 && l->heard == l->in.len;
}

void
line_close(struct line *l)
{
    if (l->curl != NULL)
        curl_multi_remove_handle(l->multi, l->curl);
    curl_easy_cleanup(l->curl);
    buf_free(&l->answer.text);
    buf_free(&l->in);
    buf_free(&l->out);
    *l = (struct line){ .account = l->account, .multi = l->multi };
}
