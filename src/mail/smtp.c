/* Sending by libcurl's easy interface: one handle, so one connection for many
 * letters. Replies are read in the header callback, which alone sees them
 * whole; libcurl's verbose output would show credentials and is never on. */
#include "mail/smtp.h"

#include <ctype.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/problem.h"
#include "base/text.h"
#include "tls.h"

#define TOKEN_MOST (16 << 10)
#define GOODBYE 3               /* seconds for QUIT */

struct smtp {
    CURL *curl;
    const struct server *server;
    char *url;
    char error[CURL_ERROR_SIZE];
    /* of the transfer in hand */
    const char *mail;
    size_t left;
    int code;                   /* of the last reply */
    char line[LIMIT_REPLY_KEPT + 1];    /* its last line */
    bool data;                  /* DATA was answered 354 */
};

/* --- libcurl's calls ------------------------------------------------------ */

static size_t
on_reply(char *bytes, size_t size, size_t n, void *context)
{
    struct smtp *s = context;
    size_t len = size * n, keep = len < sizeof s->line - 1 ? len : sizeof s->line - 1;

    if (len >= 3 && isdigit((unsigned char)bytes[0]) && isdigit((unsigned char)bytes[1]) && isdigit((unsigned char)bytes[2])) {
        if (s->code >= 400 && strncmp(bytes, "221", 3) == 0)
            return len;         /* libcurl says QUIT after a refusal */
        memcpy(s->line, bytes, keep);
        s->line[keep] = '\0';
        s->code = atoi(s->line);
        s->data = s->data || s->code == 354;
    }
    return len;
}

static size_t
on_read(char *to, size_t size, size_t n, void *context)
{
    struct smtp *s = context;
    size_t room = size * n, give = s->left < room ? s->left : room;

    if (give > 0)
        memcpy(to, s->mail, give);
    s->mail += give;
    s->left -= give;
    return give;
}

static size_t
on_body(char *bytes, size_t size, size_t n, void *context)
{
    (void)bytes, (void)context;
    return size * n;            /* the answer to NOOP; nothing for stdout */
}

static bool
is_loopback(const struct curl_sockaddr *a)
{
    if (a->family == AF_INET)
        return ntohl(((const struct sockaddr_in *)(const void *)&a->addr)->sin_addr.s_addr) >> 24 == 127;
    return a->family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)&a->addr)->sin6_addr);
}

static curl_socket_t
on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *a)
{
    const struct smtp *s = context;

    (void)purpose;
    if (s->server->tls == TLS_NONE && !is_loopback(a))
        return CURL_SOCKET_BAD;
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* --- setting up ----------------------------------------------------------- */

static int
credentials(struct smtp *s, char **cause)
{
    const struct server *v = s->server;
    char *token;

    if (v->user == NULL)
        return 0;
    curl_easy_setopt(s->curl, CURLOPT_USERNAME, v->user);
    if (v->oauth2_token_file == NULL) {
        curl_easy_setopt(s->curl, CURLOPT_PASSWORD, v->password != NULL ? v->password : "");
        return 0;
    }
    if ((token = file_read(v->oauth2_token_file, TOKEN_MOST, NULL, cause)) == NULL)
        return -1;
    token[strcspn(token, "\r\n")] = '\0';
    curl_easy_setopt(s->curl, CURLOPT_XOAUTH2_BEARER, token);
    free(token);
    return 0;
}

/* All options anew for every transfer; the connection stays (curl_easy_reset(3)). */
static int
prepare(struct smtp *s, char **cause)
{
    const struct server *v = s->server;
    CURL *c = s->curl;

    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, s->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_PROXY, "");     /* the environment has no say */
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)v->timeout);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)v->timeout);
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)v->timeout);     /* of its QUIT, too */
    curl_easy_setopt(c, CURLOPT_USE_SSL, v->tls == TLS_NONE ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (v->ca_file != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, v->ca_file);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->error);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_reply);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, s);
    s->error[0] = s->line[0] = '\0';
    s->code = 0;
    s->data = false;
    return credentials(s, cause);
}

struct smtp *
smtp_new(const struct server *server, char **cause)
{
    static bool started;
    struct smtp *s;

    if (server->host[strspn(server->host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:")] != '\0') {
        cause_set(cause, "\"%s\" is no host name", server->host);
        return NULL;
    }
    if (!started && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        cause_set(cause, "libcurl cannot start");
        return NULL;
    }
    started = true;
    s = xcalloc(1, sizeof *s);
    s->server = server;
    s->url = xasprintf(strchr(server->host, ':') != NULL ? "%s://[%s]:%d" : "%s://%s:%d",
                       server->tls == TLS_IMPLICIT ? "smtps" : "smtp", server->host, server->port);
    if ((s->curl = curl_easy_init()) == NULL) {
        cause_set(cause, "libcurl cannot start");
        smtp_free(s);
        return NULL;
    }
    return s;
}

/* Left to itself, libcurl says QUIT at the end and waits two minutes for the answer. */
static void
goodbye(struct smtp *s)
{
    curl_socket_t fd = CURL_SOCKET_BAD;

    if (curl_easy_getinfo(s->curl, CURLINFO_ACTIVESOCKET, &fd) != CURLE_OK || fd == CURL_SOCKET_BAD ||
        prepare(s, NULL) != 0)
        return;
    curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, "QUIT");
    curl_easy_setopt(s->curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(s->curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, (long)GOODBYE);
    curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)GOODBYE);
    curl_easy_perform(s->curl);
}

void
smtp_free(struct smtp *s)
{
    if (s == NULL)
        return;
    if (s->curl != NULL)
        goodbye(s);
    curl_easy_cleanup(s->curl);
    free(s->url);
    free(s);
}

/* --- what a result means -------------------------------------------------- */

static const CURLcode unsafe[] = {      /* a peer that is not the one configured */
    CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED,
};
static const CURLcode channel[] = {     /* greeting, EHLO, STARTTLS, AUTH */
    CURLE_LOGIN_DENIED, CURLE_REMOTE_ACCESS_DENIED, CURLE_USE_SSL_FAILED,
};

static bool
one_of(CURLcode rc, const CURLcode *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == rc)
            return true;
    return false;
}

/* The enhanced code after "550 " (RFC 3463). 5.4.5 is the daily quota of some
 * large providers: tomorrow the same letter is taken. */
static bool
is_quota(const struct smtp *s)
{
    return s->code == 550 && strncmp(s->line + 4, "5.4.5", 5) == 0;
}

static bool
wants_login(int code)                   /* RFC 4954: not about this letter */
{
    return code == 530 || code == 534 || code == 535;
}

static enum smtp_result
result_of(const struct smtp *s, CURLcode rc)
{
    if (rc == CURLE_OK)
        return SMTP_SENT;
    if (s->data && s->code < 400)       /* the answer to the final dot never came, or too late */
        return SMTP_UNKNOWN;
    if (s->code >= 400 && s->code < 500)
        return SMTP_TEMPORARY;
    if (s->code >= 500 && s->code < 600) {
        if (is_quota(s))
            return SMTP_TEMPORARY;
        if (wants_login(s->code) || one_of(rc, channel, ARRAY_LEN(channel)))
            return SMTP_REFUSED;
        /* A refused letter is CURLE_SEND_ERROR before its text and
         * CURLE_WEIRD_SERVER_REPLY after it; a refused connection is the latter, too. */
        return rc == CURLE_SEND_ERROR || s->data ? SMTP_PERMANENT : SMTP_REFUSED;
    }
    return one_of(rc, unsafe, ARRAY_LEN(unsafe)) ? SMTP_REFUSED : SMTP_TEMPORARY;
}

/* libcurl only says "verification failed", but keeps GnuTLS's reasons. */
static char *
refused_certificate(const struct smtp *s)
{
    const char *tls = curl_version_info(CURLVERSION_NOW)->ssl_version;
    long status = 0;

    if (tls == NULL || strncmp(tls, "GnuTLS", 6) != 0 || curl_easy_getinfo(s->curl, CURLINFO_SSL_VERIFYRESULT, &status) != CURLE_OK ||
        status == 0)
        return NULL;
    return tls_refusal((unsigned)status);
}

static void
tell(const struct smtp *s, CURLcode rc, enum smtp_result result, struct smtp_reply *reply)
{
    bool said = rc == CURLE_OK || s->code >= 400;
    char *refused = rc == CURLE_PEER_FAILED_VERIFICATION ? refused_certificate(s) : NULL;
    const char *why = refused != NULL ? refused : s->error[0] != '\0' ? s->error : curl_easy_strerror(rc);
    char *text = said ? text_clean_line(s->line, strlen(s->line)) : text_clean_line(why, strlen(why));

    reply->code = s->code;
    snprintf(reply->text, sizeof reply->text, "%s%s", result == SMTP_UNKNOWN ? "no answer after the text was sent: " : "", text);
    free(text);
    free(refused);
}

/* --- sending -------------------------------------------------------------- */

/* libcurl passes CR LF through into MAIL FROM and RCPT TO. */
static bool
is_clean(const char *address)
{
    for (const unsigned char *p = (const unsigned char *)address; *p != '\0'; p++)
        if (*p <= ' ' || *p == 0x7f || *p == '<' || *p == '>')
            return false;
    return true;
}

static enum smtp_result
refuse(struct smtp_reply *reply, const char *why)
{
    reply->code = 0;
    snprintf(reply->text, sizeof reply->text, "%s", why);
    return SMTP_PERMANENT;
}

/* RFC 5321 2.3.8: CR and LF stand together and never alone. */
static bool
ends_lines_well(const char *mail, size_t n)
{
    for (const char *p = mail, *end = mail + n; p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        if (p == mail || p[-1] != '\r')
            return false;
    for (const char *p = mail, *end = mail + n; p < end && (p = memchr(p, '\r', (size_t)(end - p))) != NULL; p++)
        if (p + 1 == end || p[1] != '\n')
            return false;
    return true;
}

enum smtp_result
smtp_send(struct smtp *s, const char *envelope_from, const struct strings *recipients, const char *mail, size_t n,
          struct smtp_reply *reply)
{
    struct curl_slist *list = NULL;
    enum smtp_result result;
    char *cause = NULL;
    CURLcode rc;

    *reply = (struct smtp_reply){0};
    if (!is_clean(envelope_from))
        return refuse(reply, "the sender's address holds a character that no address may hold");
    if (recipients->n == 0)
        return refuse(reply, "no recipient");
    for (size_t i = 0; i < recipients->n; i++)
        if (!is_clean(recipients->v[i]) || *recipients->v[i] == '\0')
            return refuse(reply, "a recipient's address holds a character that no address may hold");
    if (!ends_lines_well(mail, n))
        return refuse(reply, "the letter has a line end that is not CR LF");
    if (prepare(s, &cause) != 0) {
        refuse(reply, cause);
        free(cause);
        return SMTP_REFUSED;
    }
    s->mail = mail;
    s->left = n;
    for (size_t i = 0; i < recipients->n; i++)
        list = curl_slist_append(list, recipients->v[i]);
    curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, envelope_from);
    curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, list);
    curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
    curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)n);
    rc = curl_easy_perform(s->curl);
    curl_slist_free_all(list);
    result = result_of(s, rc);
    tell(s, rc, result, reply);
    return result;
}

int
smtp_check(struct smtp *s, char **cause)
{
    struct smtp_reply reply = {0};
    CURLcode rc;

    if (prepare(s, cause) != 0)
        return -1;
    curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    curl_easy_setopt(s->curl, CURLOPT_NOBODY, 1L);
    if ((rc = curl_easy_perform(s->curl)) == CURLE_OK)
        return 0;
    tell(s, rc, SMTP_TEMPORARY, &reply);
    return cause_set(cause, "%s:%d: %s", s->server->host, s->server->port, reply.text);
}
