/* Sending by libcurl's easy interface: one handle, so one connection for many
 * letters. Replies are read in the header callback, which alone sees them
 * whole. Of libcurl's verbose output, which shows credentials, nothing is kept
 * but which command was said last. */
#include "mail/smtp.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/problem.h"
#include "base/text.h"
#include "mail/oauth2.h"
#include "loopback.h"
#include "tls.h"

#define TOKEN_MOST (16 << 10)
#define GOODBYE 3               /* seconds for QUIT */

struct smtp {
    CURL *curl;
    const struct server *server;
    char *url;
    char error[CURL_ERROR_SIZE];
    bool any_login;             /* the server offers neither PLAIN nor LOGIN */
    char *token;                /* the access token of the last login */
    bool refused;               /* ... which the server did not take */
    /* of the transfer in hand */
    const char *mail;
    size_t left;
    int code;                   /* of the last reply */
    struct buf reply;           /* the last reply, its lines in one */
    bool ended;                 /* it came to its last line */
    enum step {
        STEP_HELLO,
        STEP_AUTH,
        STEP_MAIL,
        STEP_RCPT,
        STEP_DATA
    } step; /* the last command */
    bool data;                  /* DATA was answered 354 */
};

/* --- libcurl's calls ------------------------------------------------------ */

/* "550-5.1.1 one" and "550 two" become "550 5.1.1 one two". */
static size_t
on_reply(char *bytes, size_t size, size_t n, void *context)
{
    struct smtp *s = context;
    size_t len = size * n, skip;

    if (len < 3 || !isdigit((unsigned char)bytes[0]) || !isdigit((unsigned char)bytes[1]) ||
        !isdigit((unsigned char)bytes[2]))
        return len;
    if (s->code >= 400 && strncmp(bytes, "221", 3) == 0)
        return len;             /* libcurl says QUIT after a refusal */
    if (s->ended)
        buf_reset(&s->reply);
    skip = s->reply.len == 0 ? 0 : len < 4 ? len : 4;
    if (s->reply.len + len < LIMIT_REPLY_KEPT) {
        if (skip == 0 && len > 3) {
            buf_add(&s->reply, bytes, 3);
            skip = 4;
        }
        buf_addc(&s->reply, ' ');
        buf_add(&s->reply, bytes + skip, len - skip);
    }
    s->code = atoi((char[]){ bytes[0], bytes[1], bytes[2], '\0' });
    s->ended = len < 4 || bytes[3] != '-';
    s->data = s->data || s->code == 354;
    return len;
}

static int
on_talk(CURL *curl, curl_infotype type, char *bytes, size_t n, void *context)
{
    static const char *const commands[] = { [STEP_AUTH] = "AUTH ",
                                            [STEP_MAIL] = "MAIL FROM:",
                                            [STEP_RCPT] = "RCPT TO:",
                                            [STEP_DATA] = "DATA\r\n" };
    struct smtp *s = context;

    (void)curl;
    for (enum step i = STEP_AUTH; type == CURLINFO_HEADER_OUT && i <= STEP_DATA; i++)
        if (n >= strlen(commands[i]) && memcmp(bytes, commands[i], strlen(commands[i])) == 0 &&
            (i != STEP_DATA || s->step == STEP_RCPT))
            s->step = i;
    return 0;
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

static curl_socket_t
on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *a)
{
    const struct smtp *s = context;

    (void)purpose;
    if (s->server->tls == TLS_NONE && !is_loopback(&a->addr))
        return CURL_SOCKET_BAD;
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* --- setting up ----------------------------------------------------------- */

static int
give_token(struct smtp *s, char **cause)
{
    const struct server *v = s->server;
    char *token = v->oauth2 != NULL
                      ? oauth2_token(v->oauth2, s->refused ? s->token : NULL, NULL, cause)
                      : file_read(v->oauth2_token_file, TOKEN_MOST, NULL, cause);

    s->refused = false;
    if (token == NULL)
        return -1;
    token[strcspn(token, "\r\n")] = '\0';
    oauth2_free(s->token);
    s->token = token;
    /* Left alone libcurl takes CRAM-MD5 first where it is offered. */
    curl_easy_setopt(s->curl, CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2");
    curl_easy_setopt(s->curl, CURLOPT_XOAUTH2_BEARER, token);
    return 0;
}

static int
credentials(struct smtp *s, char **cause)
{
    const struct server *v = s->server;

    if (v->user == NULL)
        return 0;
    curl_easy_setopt(s->curl, CURLOPT_USERNAME, v->user);
    if (v->oauth2 != NULL || v->oauth2_token_file != NULL)
        return give_token(s, cause);
    /* Left alone libcurl takes CRAM-MD5 and DIGEST-MD5 first, which a server
     * without the passwords in clear offers and cannot check. */
    if (!s->any_login)
        curl_easy_setopt(s->curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    curl_easy_setopt(s->curl, CURLOPT_PASSWORD, v->password != NULL ? v->password : "");
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
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)v->timeout); /* of its QUIT, too */
    curl_easy_setopt(c, CURLOPT_USE_SSL,
                     v->tls == TLS_NONE ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (v->ca_file != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, v->ca_file);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->error);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_reply);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, s);
    curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_talk);
    curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
    s->error[0] = '\0';
    buf_reset(&s->reply);
    s->code = 0;
    s->step = STEP_HELLO;
    s->data = s->ended = false;
    return credentials(s, cause);
}

struct smtp *
smtp_new(const struct server *server, char **cause)
{
    static bool started;
    struct smtp *s;

    if (server->host[strspn(server->host,
                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:")] !=
        '\0') {
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

    if (curl_easy_getinfo(s->curl, CURLINFO_ACTIVESOCKET, &fd) != CURLE_OK ||
        fd == CURL_SOCKET_BAD || prepare(s, NULL) != 0)
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
    buf_free(&s->reply);
    oauth2_free(s->token);
    free(s->url);
    free(s);
}

/* --- what a result means -------------------------------------------------- */

/* Whose a permanent refusal is by its enhanced code (RFC 3463); what is not
 * here says nothing certain: 5.7.1 is said of a recipient, of a text and of an
 * account. */
static const struct { const char *code; enum smtp_result whose; } owners[] = {
    { "5.1.1", SMTP_ADDRESS }, { "5.1.2", SMTP_ADDRESS }, { "5.1.3", SMTP_ADDRESS }, { "5.1.4", SMTP_ADDRESS },
    { "5.1.6", SMTP_ADDRESS }, { "5.1.10", SMTP_ADDRESS }, { "5.2.1", SMTP_ADDRESS }, { "5.2.2", SMTP_ADDRESS },
    { "5.2.3", SMTP_LETTER }, { "5.3.4", SMTP_LETTER }, { "5.6.0", SMTP_LETTER }, { "5.6.1", SMTP_LETTER },
    { "5.6.2", SMTP_LETTER }, { "5.6.3", SMTP_LETTER }, { "5.6.6", SMTP_LETTER }, { "5.6.7", SMTP_ADDRESS },
    { "5.1.7", SMTP_CHANNEL }, { "5.1.8", SMTP_CHANNEL }, { "5.4.5", SMTP_CHANNEL }, { "5.4.6", SMTP_CHANNEL },
    { "5.7.8", SMTP_CHANNEL }, { "5.7.9", SMTP_CHANNEL }, { "5.7.11", SMTP_CHANNEL }, { "5.7.14", SMTP_CHANNEL },
};

static bool
word_in(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = text; (p = strstr(p, word)) != NULL; p += n)
        if ((p == text || strchr(" #(", p[-1]) != NULL) && strchr("0123456789.", p[n]) == NULL)
            return true;
    return false;
}

/* Of several lines any may carry the code. */
static enum smtp_result
owner(const struct smtp *s)
{
    for (size_t i = 0; i < ARRAY_LEN(owners); i++)
        if (word_in(buf_text(&s->reply), owners[i].code))
            return owners[i].whose;
    return SMTP_DOUBT;
}

static bool
wants_login(int code)                   /* RFC 4954: not about this letter */
{
    return code == 530 || code == 534 || code == 535;
}

/* Before RCPT the server knows nothing of a letter but its size. */
static enum smtp_result
result_of(const struct smtp *s, CURLcode rc)
{
    enum smtp_result whose = s->code >= 500 ? owner(s) : SMTP_TEMPORARY;
    bool size = whose == SMTP_LETTER || (s->code == 552 && whose == SMTP_DOUBT);

    if (rc == CURLE_OK)
        return SMTP_SENT;
    if (s->data && s->code < 400)       /* the answer to the final dot never came, or too late */
        return SMTP_UNKNOWN;
    if (s->step >= STEP_MAIL && s->step != STEP_RCPT && size)
        return SMTP_LETTER;
    if (s->step <= STEP_MAIL || wants_login(s->code))
        return SMTP_CHANNEL;
    return s->code < 400 || s->code == 421 || whose == SMTP_CHANNEL ? SMTP_DROPPED : whose;
}

/* libcurl only says "verification failed", but keeps GnuTLS's reasons. */
static char *
refused_certificate(const struct smtp *s)
{
    const char *tls = curl_version_info(CURLVERSION_NOW)->ssl_version;
    long status = 0;

    if (tls == NULL || strncmp(tls, "GnuTLS", 6) != 0 ||
        curl_easy_getinfo(s->curl, CURLINFO_SSL_VERIFYRESULT, &status) != CURLE_OK || status == 0)
        return NULL;
    return tls_refusal((unsigned)status);
}

static void
tell(const struct smtp *s, CURLcode rc, enum smtp_result result, struct smtp_reply *reply)
{
    bool said = rc == CURLE_OK || s->code >= 400;
    char *refused = rc == CURLE_PEER_FAILED_VERIFICATION ? refused_certificate(s) : NULL;
    const char *why = refused != NULL       ? refused
                      : s->error[0] != '\0' ? s->error
                                            : curl_easy_strerror(rc);
    char *text = said ? text_clean_line(buf_text(&s->reply), s->reply.len)
                      : text_clean_line(why, strlen(why));

    reply->code = said || result == SMTP_UNKNOWN ? s->code : 0;
    reply->envelope = said && (s->step == STEP_MAIL || s->step == STEP_RCPT);
    snprintf(reply->text, sizeof reply->text, "%s%s",
             result == SMTP_UNKNOWN ? "no answer after the text was sent: " : "", text);
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
refuse(struct smtp_reply *reply, enum smtp_result whose, const char *why)
{
    reply->code = 0;
    snprintf(reply->text, sizeof reply->text, "%s", why);
    return whose;
}

/* RFC 5321 2.3.8: CR and LF stand together and never alone. */
static bool
ends_lines_well(const char *mail, size_t n)
{
    for (const char *p = mail, *end = mail + n;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        if (p == mail || p[-1] != '\r')
            return false;
    for (const char *p = mail, *end = mail + n;
         p < end && (p = memchr(p, '\r', (size_t)(end - p))) != NULL; p++)
        if (p + 1 == end || p[1] != '\n')
            return false;
    return true;
}

/* A server that offers neither PLAIN nor LOGIN is asked once more for what it
 * does offer: nothing was said to it by then. */
static CURLcode
perform(struct smtp *s)
{
    CURLcode rc = curl_easy_perform(s->curl);

    if (rc != CURLE_OK && s->token != NULL && s->step == STEP_AUTH && s->code >= 500) {
        s->refused = true;              /* it may have ended before its time: another, once */
        if (s->server->oauth2 != NULL && give_token(s, NULL) == 0) {
            buf_reset(&s->reply);
            s->code = 0;
            s->step = STEP_HELLO;
            rc = curl_easy_perform(s->curl);
        }
        return rc;
    }
    if (rc != CURLE_LOGIN_DENIED || s->any_login || s->step == STEP_AUTH || s->code >= 400)
        return rc;
    s->any_login = true;
    curl_easy_setopt(s->curl, CURLOPT_LOGIN_OPTIONS, NULL);
    return curl_easy_perform(s->curl);
}

static enum smtp_result
deliver(struct smtp *s, const char *envelope_from, struct curl_slist *list, const char *mail,
        size_t n, struct smtp_reply *reply)
{
    enum smtp_result result;
    char *cause = NULL;
    CURLcode rc;

    if (prepare(s, &cause) != 0) {
        refuse(reply, SMTP_CHANNEL, cause);
        free(cause);
        return SMTP_CHANNEL;
    }
    s->mail = mail;
    s->left = n;
    curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, envelope_from);
    curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, list);
    curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
    curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)n);
    rc = perform(s);
    result = result_of(s, rc);
    tell(s, rc, result, reply);
    return result;
}

enum smtp_result
smtp_send(struct smtp *s, const char *envelope_from, const struct strings *recipients,
          const char *mail, size_t n, struct smtp_reply *reply)
{
    struct curl_slist *list = NULL;
    enum smtp_result result;

    *reply = (struct smtp_reply){0};
    if (!is_clean(envelope_from))
        return refuse(reply, SMTP_LETTER,
                      "the sender's address holds a character that no address may hold");
    if (recipients->n == 0)
        return refuse(reply, SMTP_LETTER, "no recipient");
    for (size_t i = 0; i < recipients->n; i++)
        if (!is_clean(recipients->v[i]) || *recipients->v[i] == '\0')
            return refuse(reply, SMTP_ADDRESS,
                          "a recipient's address holds a character that no address may hold");
    if (!ends_lines_well(mail, n))
        return refuse(reply, SMTP_LETTER, "the letter has a line end that is not CR LF");
    for (size_t i = 0; i < recipients->n; i++)
        list = curl_slist_append(list, recipients->v[i]);
    result = deliver(s, envelope_from, list, mail, n, reply);
    curl_slist_free_all(list);
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
    if ((rc = perform(s)) == CURLE_OK)
        return 0;
    tell(s, rc, SMTP_CHANNEL, &reply);
    return cause_set(cause, "%s:%d: %s", s->server->host, s->server->port, reply.text);
}
