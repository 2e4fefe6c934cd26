/* One notice goes out: a request by libcurl, or a program's standard input. */
#include "mail/webhook.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/problem.h"
#include "loopback.h"

#define ANSWER_MOST (16 << 10)
#define ARGUMENTS 16

/* ---- a request ------------------------------------------------------------------------- */

static size_t
on_body(char *bytes, size_t size, size_t n, void *context)
{
    struct buf *b = context;

    if (b->len + size * n <= ANSWER_MOST)
        buf_add(b, bytes, size * n);
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

static enum webhook_result
judge(const struct webhook *w, long status, const struct buf *answer, char **cause)
{
    json_t *object = w->says_ok ? json_loadb(buf_text(answer), answer->len, 0, NULL) : NULL;
    bool no = object != NULL && json_is_false(json_object_get(object, "ok"));

    json_decref(object);
    if (status >= 200 && status < 300 && !no)
        return WEBHOOK_SENT;
    cause_set(cause,
              no ? "it answered \"ok\": false, with status %ld" : "it answered with status %ld",
              status);
    return status >= 500 || status == 429 || status == 408 ? WEBHOOK_LATER : WEBHOOK_NEVER;
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

static void describe(CURL *c, const struct webhook *w, const char *ca_file, int seconds,
                     struct curl_slist *headers, struct buf *answer)
{
    bool plain = strncmp(w->url, "http://", 7) == 0;

    curl_easy_setopt(c, CURLOPT_URL, w->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)seconds);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, w->method);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, w->body);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, plain ? (void *)c : NULL);
    if (ca_file != NULL)
        curl_easy_setopt(c, CURLOPT_CAINFO, ca_file);
}

static enum webhook_result
request(const struct webhook *w, const char *ca_file, int seconds, char **cause)
{
    CURL *c = curl_easy_init();
    char *line = w->authorization != NULL ? xasprintf("Authorization: %s", w->authorization) : NULL;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    struct buf answer = {0};
    enum webhook_result result;
    curl_off_t sent = 0;
    long status = 0;
    CURLcode rc;

    if (line != NULL)
        headers = curl_slist_append(headers, line);
    describe(c, w, ca_file, seconds, headers, &answer);
    rc = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(c, CURLINFO_SIZE_UPLOAD_T, &sent);
    result = rc == CURLE_OK ? judge(w, status, &answer, cause) : failed(rc, sent, cause);
    curl_slist_free_all(headers);
    curl_easy_cleanup(c);
    buf_free(&answer);
    free(line);
    return result;
}

/* ---- a program ------------------------------------------------------------------------- */

static _Noreturn void
become(const struct webhook *w, int in)
{
    char *words = xstrdup(w->program), *rest = words, *argv[ARGUMENTS + 1], *word;
    int n = 0, none = open("/dev/null", O_RDWR);

    while (n < ARGUMENTS && (word = strsep(&rest, " ")) != NULL)
        if (*word != '\0')
            argv[n++] = word;
    argv[n] = NULL;
    dup2(in, STDIN_FILENO);
    dup2(none, STDOUT_FILENO);
    dup2(none, STDERR_FILENO);
    signal(SIGPIPE, SIG_DFL);
    execv(argv[0], argv);
    _exit(127);
}

/* Its end within the time; else it is ended. */
static int
await(pid_t pid, int seconds)
{
    int64_t end = clock_monotonic_ms() + seconds * INT64_C(1000);
    int status = 0;

    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct timespec t = { .tv_nsec = 20 * 1000000L };

        if (clock_monotonic_ms() >= end) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return -1;
        }
        nanosleep(&t, NULL);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static enum webhook_result
run(const struct webhook *w, int seconds, char **cause)
{
    int ends[2], status;
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) != 0 || (pid = fork()) == -1) {
        cause_set(cause, "%s", strerror(errno));
        return WEBHOOK_LATER;
    }
    if (pid == 0)
        become(w, ends[0]);
    close(ends[0]);
    fd_write_all(ends[1], w->body, strlen(w->body));    /* a short text: it fits in the pipe */
    close(ends[1]);
    status = await(pid, seconds);
    if (status == 0)
        return WEBHOOK_SENT;
    cause_set(cause, status == 127 ? "its program cannot be run" : "its program ended with %d",
              status);
    return status == -1 ? WEBHOOK_UNKNOWN : status == 127 ? WEBHOOK_NEVER : WEBHOOK_LATER;
}

enum webhook_result
webhook_send(const struct webhook *w, const char *ca_file, int seconds, char **cause)
{
    return w->program != NULL ? run(w, seconds, cause) : request(w, ca_file, seconds, cause);
}
