/* docketctl login: a person consents, in a browser on this machine, in one
 * anywhere else, or with a code; the tokens go where the daemon finds them. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "base/problem.h"
#include "ctl/ctl.h"
#include "mail/imap.h"
#include "mail/oauth2.h"
#include "mail/smtp.h"
#include "model/trouble.h"
#include "office/desk/stop.h"

#define REQUEST_MOST 8192
#define PATIENCE 600            /* seconds for a person to consent */

static const char done_page[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
    "<!doctype html><meta charset=utf-8><title>docketd</title><p>Đã nhận. Có thể đóng trang này. / Received. You may close this page.\n";
static const char other_page[] =
    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/* ---- the browser's answer ------------------------------------------------------------ */

/* On this machine alone, on a port of the kernel's choice (RFC 8252, 7.3). */
static int
listen_here(int *port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd == -1 || bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, 8) != 0 ||
        getsockname(fd, (struct sockaddr *)&a, &n) != 0) {
        if (fd != -1)
            close(fd);
        return -1;
    }
    *port = ntohs(a.sin_port);
    return fd;
}

/* The path of a GET, owned; NULL: it is none. What a caller says slowly is not waited for. */
static char *
requested(int caller)
{
    char text[REQUEST_MOST];
    struct pollfd p = { .fd = caller, .events = POLLIN };
    size_t n = 0;
    ssize_t r;

    while (n < sizeof text - 1 && poll(&p, 1, 2000) == 1 &&
           (r = read(caller, text + n, sizeof text - 1 - n)) > 0) {
        n += (size_t)r;
        text[n] = '\0';
        if (strchr(text, '\n') != NULL)
            break;
    }
    text[n] = '\0';
    if (strncmp(text, "GET ", 4) != 0)
        return NULL;
    return xstrndup(text + 4, strcspn(text + 4, " \r\n"));
}

/* What a browser brought that is an answer; others (an icon) are sent away. */
static char *
answer_of_browser(int listener)
{
    int caller = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    char *path = caller != -1 ? requested(caller) : NULL;
    bool ours = path != NULL && strchr(path, '?') != NULL && strstr(path, "state=") != NULL;

    if (caller != -1) {
        const char *page = ours ? done_page : other_page;

        fd_write_all(caller, page, strlen(page));
        close(caller);
    }
    if (!ours) {
        free(path);
        return NULL;
    }
    return path;
}

/* From the browser on this machine, or pasted by a person; NULL: neither came. */
static char *
await_answer(int listener)
{
    struct pollfd p[2] = { { .fd = listener, .events = POLLIN },
                           { .fd = STDIN_FILENO, .events = POLLIN } };
    int64_t end = clock_monotonic_ms() + PATIENCE * INT64_C(1000), left;
    char *answer = NULL, *line = NULL;
    size_t cap = 0;

    while (answer == NULL && !stop && (left = end - clock_monotonic_ms()) > 0) {
        if (poll(p, 2, (int)left) <= 0)
            continue;
        if (p[0].revents != 0)
            answer = answer_of_browser(listener);
        else if (getline(&line, &cap, stdin) <= 0)
            p[1].fd = -1;               /* nobody pastes: the browser alone */
        else if (line[strspn(line, " \r\n")] != '\0')
            answer = xstrdup(line);
    }
    if (line != NULL)
        explicit_bzero(line, cap);
    free(line);
    return answer;
}

static int
by_browser(struct oauth2_settings *o, const char *user, char **cause)
{
    struct oauth2_proof proof;
    int port, listener = listen_here(&port), rc = -1;
    char *redirect, *url, *answer, *code;

    if (listener == -1)
        return cause_set(cause, "no port of this machine can be listened on: %s", strerror(errno));
    oauth2_proof(&proof);
    redirect = xasprintf(
        o->provider == OAUTH2_MICROSOFT ? "http://localhost:%d/" : "http://127.0.0.1:%d/", port);
    url = oauth2_authorize(o, &proof, redirect, user);
    printf(
        "Mở địa chỉ này bằng trình duyệt, đăng nhập %s và đồng ý:\n\n%s\n\n"
        "Nếu trình duyệt ở máy khác: trang cuối sẽ báo không mở được; chép địa chỉ của trang đó dán vào đây rồi Enter.\n"
        "(Open this address in a browser, log in and consent. In a browser elsewhere the last page will not open:\n"
        "paste its address here and press Enter.)\n> ",
        user, url);
    fflush(stdout);
    answer = await_answer(listener);
    close(listener);
    code = answer != NULL ? oauth2_answer(&proof, answer, cause) : NULL;
    if (answer == NULL)
        cause_set(cause, "no answer came");
    else if (code != NULL)
        rc = oauth2_redeem(o, &proof, redirect, code, cause);
    oauth2_free(answer);
    oauth2_free(code);
    explicit_bzero(&proof, sizeof proof);
    free(redirect);
    free(url);
    return rc;
}

static int
by_device(struct oauth2_settings *o, char **cause)
{
    struct oauth2_device d;
    int64_t end;
    int rc;

    if (o->device_url == NULL)
        return cause_set(cause, "this provider gives no device codes for mail; leave --device out");
    if ((rc = oauth2_device(o, &d, cause)) == 0) {
        printf(
            "Trên điện thoại hay máy bất kỳ, mở %s và nhập mã: %s\n(On any device open this address and enter this code.)\n",
            d.address, d.user_code);
        fflush(stdout);
        end = clock_monotonic_ms() + d.lasts * INT64_C(1000);
        do
            rest_seconds(d.interval);
        while ((rc = oauth2_device_poll(o, &d, cause)) == 1 && !stop && clock_monotonic_ms() < end);
        if (rc == 1)
            rc = cause_set(cause, "login server: expired_token");
    }
    oauth2_device_clear(&d);
    return rc;
}

/* ---- does it serve? -------------------------------------------------------------------- */

static int
try_servers(const struct settings *s, char **cause)
{
    struct imap *imap = NULL;
    struct smtp *smtp = NULL;
    int rc = 0;

    if (s->mailbox.server.oauth2 != NULL) {
        imap = imap_open(&s->mailbox.server, cause);
        rc = imap != NULL ? 0 : -1;
        imap_close(imap);
    }
    if (rc == 0 && s->sending.server.oauth2 != NULL) {
        smtp = smtp_new(&s->sending.server, cause);
        rc = smtp != NULL ? smtp_check(smtp, cause) : -1;
        smtp_free(smtp);
    }
    return rc;
}

static void
say_until(const struct settings *s)
{
    instant until;
    char when[CTL_TIME];

    if (oauth2_until(&s->oauth2, &until) != 0 || until == INSTANT_NONE)
        return;
    ctl_time(until, s->office.utc_offset, when);
    printf("Chú ý: phép này chỉ đến %s; trước đó phải chạy docketctl login lần nữa.\n"
           "(Note: this grant ends then; run docketctl login again before.)\n",
           when);
}

int
ctl_login(struct ctl *ctl)
{
    struct settings *s = ctl->desk->settings;
    bool imap = s->mailbox.server.oauth2 != NULL;
    const char *user = imap ? s->mailbox.server.user : s->sending.server.user;
    char *cause = NULL, *said;
    int rc;

    if (!imap && s->sending.server.oauth2 == NULL)
        rc = cause_set(&cause, "no server of %s says oauth2 = true: there is nothing to log in to",
                       s->file);
    else if ((rc = ctl->device ? by_device(&s->oauth2, &cause)
                               : by_browser(&s->oauth2, user, &cause)) == 0) {
        puts("\nĐã đăng nhập. / Logged in.");
        say_until(s);
        if ((rc = try_servers(s, &cause)) == 0)
            puts("Máy chủ thư nhận phép này. / The mail servers take it.");
    }
    if (cause != NULL) {
        said = trouble_say(cause, false);
        fprintf(stderr, "docketctl: %s\n", said);
        free(said);
    }
    free(cause);
    return rc == 0 ? 0 : 1;
}
