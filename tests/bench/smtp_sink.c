/* An SMTP server that takes every mail and keeps none, for make bench.
 *
 *   smtp_sink LOG PORT      on 127.0.0.1; until SIGTERM
 *
 * LOG gets one line a mail, at once: octets, first recipient, Message-ID,
 * In-Reply-To and the monotonic clock in seconds. One process, poll(2); EHLO offers PIPELINING, 8BITMIME and
 * AUTH PLAIN (any password). */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 64, LINE = 4096 };

struct client {
    char line[LINE];            /* of the line in hand: what fits */
    size_t have, length;        /* bytes kept; bytes seen, LF not counted */
    bool in_data, in_header;
    size_t octets;
    char recipient[320], id[320], answers[320];
    char out[LINE];
    size_t out_len;
};

static struct pollfd fds[CLIENTS + 1];
static struct client *clients[CLIENTS + 1];
static FILE *mail_log;
static volatile sig_atomic_t stop;

static void
on_signal(int number)
{
    (void)number;
    stop = 1;
}

static void
flush(int fd, struct client *c)
{
    size_t done = 0;

    while (done < c->out_len) {
        ssize_t n = write(fd, c->out + done, c->out_len - done);

        if (n <= 0)
            break;
        done += (size_t)n;
    }
    c->out_len = 0;
}

static void
say(int fd, struct client *c, const char *text)
{
    size_t n = strlen(text);

    if (c->out_len + n > sizeof c->out)
        flush(fd, c);
    memcpy(c->out + c->out_len, text, n);
    c->out_len += n;
}

/* The value behind "Name:" of a header line, without the white space around it. */
static void
keep_header(const char *line, const char *name, char *out, size_t most)
{
    size_t n = strlen(name);

    if (strncasecmp(line, name, n) == 0)
        snprintf(out, most, "%.300s", line + n + strspn(line + n, " \t"));
}

static void
data_line(int fd, struct client *c)
{
    struct timespec t;

    if (strcmp(c->line, ".") == 0) {
        clock_gettime(CLOCK_MONOTONIC, &t);
        fprintf(mail_log, "%zu\t%s\t%s\t%s\t%lld.%09ld\n", c->octets, c->recipient, c->id, c->answers, (long long)t.tv_sec, t.tv_nsec);
        fflush(mail_log);
        c->in_data = false;
        say(fd, c, "250 2.0.0 taken\r\n");
        return;
    }
    c->octets += c->length + 1;
    if (!c->in_header)
        return;
    c->in_header = c->have > 0;
    keep_header(c->line, "Message-ID:", c->id, sizeof c->id);
    keep_header(c->line, "In-Reply-To:", c->answers, sizeof c->answers);
}

/* False when the client leaves. */
static bool
command_line(int fd, struct client *c)
{
    if (strncasecmp(c->line, "EHLO", 4) == 0) {
        say(fd, c, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 60000000\r\n");
    } else if (strncasecmp(c->line, "AUTH", 4) == 0) {
        say(fd, c, "235 2.7.0 welcome\r\n");
    } else if (strncasecmp(c->line, "MAIL", 4) == 0) {
        c->recipient[0] = c->id[0] = c->answers[0] = '\0';
        say(fd, c, "250 2.1.0 ok\r\n");
    } else if (strncasecmp(c->line, "RCPT TO:", 8) == 0) {
        if (c->recipient[0] == '\0')
            snprintf(c->recipient, sizeof c->recipient, "%.300s", c->line + 8);
        say(fd, c, "250 2.1.5 ok\r\n");
    } else if (strncasecmp(c->line, "DATA", 4) == 0) {
        c->in_data = c->in_header = true;
        c->octets = 0;
        say(fd, c, "354 go on\r\n");
    } else if (strncasecmp(c->line, "QUIT", 4) == 0) {
        say(fd, c, "221 2.0.0 bye\r\n");
        return false;
    } else {
        say(fd, c, "250 2.0.0 ok\r\n");
    }
    return true;
}

static bool
feed(int fd, struct client *c, const char *p, size_t n)
{
    for (const char *end = p + n; p < end;) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        size_t piece = (size_t)((nl != NULL ? nl : end) - p);
        size_t fits = piece < LINE - 1 - c->have ? piece : LINE - 1 - c->have;

        memcpy(c->line + c->have, p, fits);
        c->have += fits;
        c->length += piece;
        p += piece + 1;
        if (nl == NULL)
            break;
        if (c->have > 0 && c->have == c->length && c->line[c->have - 1] == '\r')
            c->have--;
        c->line[c->have] = '\0';
        if (c->in_data)
            data_line(fd, c);
        else if (!command_line(fd, c))
            return false;
        c->have = c->length = 0;
    }
    return true;
}

static void
take_client(int listener, nfds_t *n)
{
    int fd = accept(listener, NULL, NULL);

    if (fd == -1)
        return;
    if (*n > CLIENTS) {
        close(fd);
        return;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
    fds[*n] = (struct pollfd){ .fd = fd, .events = POLLIN };
    clients[*n] = calloc(1, sizeof **clients);
    say(fd, clients[*n], "220 sink ESMTP\r\n");
    flush(fd, clients[*n]);
    ++*n;
}

int
main(int argc, char **argv)
{
    static char bytes[1 << 17];
    struct sigaction action = { .sa_handler = on_signal };
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    nfds_t n = 1;

    if (argc != 3 || (mail_log = fopen(argv[1], "a")) == NULL) {
        fprintf(stderr, "usage: smtp_sink LOG PORT\n");
        return 2;
    }
    at.sin_port = htons((uint16_t)atoi(argv[2]));
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    fds[0] = (struct pollfd){ .fd = socket(AF_INET, SOCK_STREAM, 0), .events = POLLIN };
    setsockopt(fds[0].fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
    if (bind(fds[0].fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fds[0].fd, CLIENTS) != 0) {
        perror("smtp_sink");
        return 1;
    }
    while (!stop) {
        if (poll(fds, n, -1) < 0)
            continue;
        for (nfds_t i = n; i-- > 1;) {
            ssize_t got = fds[i].revents != 0 ? read(fds[i].fd, bytes, sizeof bytes) : -2;
            bool stays = got == -2 || (got > 0 && feed(fds[i].fd, clients[i], bytes, (size_t)got));

            flush(fds[i].fd, clients[i]);
            if (stays)
                continue;
            close(fds[i].fd);
            free(clients[i]);
            fds[i] = fds[--n];
            clients[i] = clients[n];
        }
        if (fds[0].revents & POLLIN)
            take_client(fds[0].fd, &n);
    }
    return 0;
}
