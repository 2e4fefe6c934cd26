#include "webhook_request.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "loopback.h"

static size_t
on_body(char *bytes, size_t size, size_t n, void *context)
{
    struct request *r = context;

    if (r->answer->len + size * n <= r->most)
        buf_add(r->answer, bytes, size * n);
    return size * n;
}

static curl_socket_t
on_socket(void *plain, curlsocktype purpose, struct curl_sockaddr *a)
{
    (void)purpose;
    if (plain != NULL && !is_loopback(&a->addr))
        return CURL_SOCKET_BAD;
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static int
on_wait(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct request *r = context;

    (void)a, (void)b, (void)c, (void)d;
    return *r->stop != 0;
}

/* Whether anything may have arrived. */
static enum webhook_result
failed(CURLcode rc, curl_off_t sent, char **cause)
{
    cause_set(cause, "%s",
              curl_easy_strerror(rc)); /* never the error buffer: it may hold the address */
    return sent > 0 && (rc == CURLE_OPERATION_TIMEDOUT || rc == CURLE_GOT_NOTHING ||
                        rc == CURLE_RECV_ERROR)
               ? WEBHOOK_UNKNOWN
               : WEBHOOK_LATER;
}

static void
describe(CURL *c, const struct webhook *w, struct request *r, struct curl_slist *headers)
{
    bool plain = strncmp(w->url, "http://", 7) == 0;

    curl_easy_setopt(c, CURLOPT_URL, w->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)r->seconds);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, w->method);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, w->body);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, r);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, plain ? (void *)c : NULL);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_wait);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, r);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, r->stop == NULL ? 1L : 0L);
    if (r->ca_file != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, r->ca_file);
}

enum webhook_result
request_run(const struct webhook *w, struct request *r, char **cause)
{
    CURL *c = curl_easy_init();
    char *line = w->authorization != NULL ? xasprintf("Authorization: %s", w->authorization) : NULL;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_off_t sent = 0;
    CURLcode rc;

    if (line != NULL)
        headers = curl_slist_append(headers, line);
    describe(c, w, r, headers);
    rc = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r->status);
    curl_easy_getinfo(c, CURLINFO_SIZE_UPLOAD_T, &sent);
    curl_slist_free_all(headers);
    curl_easy_cleanup(c);
    free(line);
    return rc == CURLE_OK ? WEBHOOK_SENT : failed(rc, sent, cause);
}
