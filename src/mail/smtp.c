/* Letters dealt out to the lines of one server. One line carries them; others
 * are opened beside it, while it works on, only where that was asked for, and
 * a server that takes no more of them costs no letter. */
#include "mail/smtp.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/problem.h"
#include "mail/oauth2.h"
#include "smtp_private.h"

#define GOODBYE 3000            /* ms for QUIT */

struct smtp {
    struct account account;
    CURLM *multi;
    struct line lines[SMTP_LINES];
    int width;                  /* lines that are to be used */
    int most;                   /* ... and what the server was found to take */
    struct smtp_letter *again;  /* that have no line, or lost it before it said anything: these go first */
    struct smtp_letter *done;
};

#define EACH_LINE(s, l) (struct line *l = (s)->lines; l < (s)->lines + SMTP_LINES; l++)

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
    s->width = 1;
    s->most = SMTP_LINES;
    s->account.server = server;
    s->account.url = xasprintf(strchr(server->host, ':') != NULL ? "%s://[%s]:%d" : "%s://%s:%d",
                               server->tls == TLS_IMPLICIT ? "smtps" : "smtp", server->host,
                               server->port);
    if ((s->multi = curl_multi_init()) == NULL) {
        cause_set(cause, "libcurl cannot start");
        smtp_free(s);
        return NULL;
    }
    for EACH_LINE(s, l)
        *l = (struct line){ .account = &s->account, .multi = s->multi };
    return s;
}

/* --- lines ---------------------------------------------------------------- */

static int
count_open(struct smtp *s)
{
    int n = 0;

    for EACH_LINE(s, l)
        n += l->open;
    return n;
}

/* QUIT to all that are open from the nth on, then their answers. */
static void
leave(struct smtp *s, int nth)
{
    int64_t end = clock_monotonic_ms() + GOODBYE;
    struct line *leaving[SMTP_LINES];
    size_t n = 0;

    for EACH_LINE(s, l) {
        if (l->open && nth-- > 0)
            continue;
        if (l->open && l->first == NULL && line_idle(l)) {
            buf_adds(&l->out, "QUIT\r\n");
            if (line_write(l) == 0)
                leaving[n++] = l;
        }
        if (l->curl != NULL && (n == 0 || leaving[n - 1] != l))
            line_close(l);
    }
    for (size_t i = 0; i < n; i++) {
        struct pollfd p = { .fd = line_socket(leaving[i]), .events = POLLIN };
        int64_t left = end - clock_monotonic_ms();

        if (line_idle(leaving[i]) && left > 0)
            poll(&p, 1, (int)left);
        line_close(leaving[i]);
    }
}

void
smtp_width(struct smtp *s, int lines)
{
    int there = 0;

    if (lines <= 1) {
        s->width = 1;
        s->most = SMTP_LINES;
        if (!smtp_busy(s))
            leave(s, 1);
        return;
    }
    s->width = lines < s->most ? lines : s->most;
    for EACH_LINE(s, l)
        there += l->curl != NULL;
    for EACH_LINE(s, l)
        if (l->curl == NULL && there > 0 && there < s->width && line_open(l, NULL) == 0)
            there++;
}

void
smtp_free(struct smtp *s)
{
    if (s == NULL)
        return;
    leave(s, 0);
    curl_multi_cleanup(s->multi);
    oauth2_free(s->account.token);
    free(s->account.url);
    free(s);
}

/* --- dealing out ---------------------------------------------------------- */

static bool
carries(const struct line *l, const char *to)
{
    for (const struct smtp_letter *t = l->first; t != NULL; t = t->next)
        if (strcasecmp(t->to, to) == 0)
            return true;
    return false;
}

/* Where a letter may go now; NULL: nowhere yet. */
static struct line *
line_for(struct smtp *s, const char *to)
{
    struct line *found = NULL;
    int open = 0;

    for EACH_LINE(s, l) {
        if (carries(l, to))
            return talk_room(l) ? l : NULL;
        if (l->open && open++ < s->width && talk_room(l) &&
            (found == NULL || (found->first != NULL && l->first == NULL)))
            found = l;
    }
    if (open > 0)
        return found;
    for EACH_LINE(s, l)
        if (l->curl != NULL)            /* it is being opened */
            return l->first == NULL ? l : NULL;
    return s->lines;
}

static void
refuse(struct smtp *s, struct smtp_letter *t, enum smtp_result whose, const char *why)
{
    t->result = whose;
    snprintf(t->reply.text, sizeof t->reply.text, "%s", why);
    letter_append(&s->done, t);
}

static void
put(struct smtp *s, struct line *l, struct smtp_letter *t)
{
    char *cause = NULL;

    if (l->open && l->first == NULL && !line_idle(l))
        line_close(l);
    if (l->curl == NULL && line_open(l, &cause) != 0) {
        refuse(s, t, SMTP_CHANNEL, cause);
        free(cause);
        return;
    }
    if (l->first == NULL)
        l->deadline = clock_monotonic_ms() + s->account.server->timeout * 1000LL;
    letter_append(&l->first, t);
}

bool
smtp_room(struct smtp *s, const char *to)
{
    return s->again == NULL && line_for(s, to) != NULL;
}

static void
deal(struct smtp *s)
{
    struct line *l;

    while (s->again != NULL && (l = line_for(s, s->again->to)) != NULL) {
        struct smtp_letter *t = s->again;

        s->again = t->next;
        t->next = NULL;
        put(s, l, t);
    }
}

static bool
is_clean(const char *address)
{
    for (const unsigned char *p = (const unsigned char *)address; *p != '\0'; p++)
        if (*p <= ' ' || *p == 0x7f || *p == '<' || *p == '>')
            return false;
    return true;
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

void
smtp_give(struct smtp *s, struct smtp_letter *t)
{
    *t = (struct smtp_letter){ .from = t->from, .to = t->to, .mail = t->mail, .n = t->n };
    if (!is_clean(t->from))
        refuse(s, t, SMTP_LETTER,
               "the sender's address holds a character that no address may hold");
    else if (!is_clean(t->to) || *t->to == '\0')
        refuse(s, t, SMTP_ADDRESS,
               "a recipient's address holds a character that no address may hold");
    else if (!ends_lines_well(t->mail, t->n))
        refuse(s, t, SMTP_LETTER, "the letter has a line end that is not CR LF");
    else
        letter_append(&s->again, t);
    deal(s);
}

/* --- a turn --------------------------------------------------------------- */

/* A server that takes no more lines than there are is asked for no more. Where
 * none can be opened, all that wait have the same answer. */
static void
lost(struct smtp *s, struct line *l)
{
    int others = count_open(s) - l->open;

    while (others == 0 && !l->open && s->again != NULL) {
        struct smtp_letter *t = s->again;

        s->again = t->next;
        letter_append(&l->first, t);
    }
    talk_lost(l, others == 0, &s->done, &s->again);
    line_close(l);
    if (others > 0)
        s->width = s->most = others;
}

static bool
say(struct line *l)
{
    do {
        talk_say(l);
        if (l->out.len == 0)
            return true;
        if (line_write(l) != 0)
            return false;
    } while (l->out.len == 0);
    return true;
}

static void
hear(struct smtp *s, struct line *l, bool said)
{
    int rc = line_read(l);

    while (line_answer(l))
        if (talk_hear(l, &s->done) != 0) {
            rc = -1;
            break;
        }
    if (rc == 0 && said && l->first != NULL && clock_monotonic_ms() >= l->deadline) {
        line_lose(l, "the server does not answer");
        rc = -1;
    }
    if (rc != 0 || !said)
        lost(s, l);
}

static void
await(struct smtp *s, int bell)
{
    struct curl_waitfd fds[SMTP_LINES + 1];
    int64_t now = clock_monotonic_ms(), ms = INT32_MAX;
    unsigned n = 0;

    for EACH_LINE(s, l) {
        if (!l->open || l->first == NULL)
            continue;
        fds[n++] = (struct curl_waitfd){ .fd = line_socket(l), .events = CURL_WAIT_POLLIN |
                                         (l->out.len > 0 ? CURL_WAIT_POLLOUT : 0) };
        ms = l->deadline - now < ms ? l->deadline - now : ms;
    }
    if (bell != -1)
        fds[n++] = (struct curl_waitfd){ .fd = bell, .events = CURL_WAIT_POLLIN };
    curl_multi_poll(s->multi, fds, n, ms < 0 ? 0 : (int)ms, NULL);
}

static void
go_on_opening(struct smtp *s)
{
    const CURLMsg *m;
    int n;

    curl_multi_perform(s->multi, &n);
    while ((m = curl_multi_info_read(s->multi, &n)) != NULL) {
        struct line *l = NULL;

        if (m->msg != CURLMSG_DONE ||
            curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&l) != CURLE_OK)
            continue;
        l->deadline = clock_monotonic_ms() + s->account.server->timeout * 1000LL;
        if (line_opened(l, m->data.result) < 0)
            lost(s, l);
    }
}

void
smtp_turn(struct smtp *s, int bell)
{
    bool said[SMTP_LINES], all = true;

    deal(s);
    for EACH_LINE(s, l)
        all = (said[l - s->lines] = !l->open || l->first == NULL || say(l)) && all;
    if (all && s->done == NULL && smtp_busy(s))
        await(s, bell);
    for EACH_LINE(s, l)
        if (l->open && l->first != NULL)
            hear(s, l, said[l - s->lines]);
    go_on_opening(s);
}

struct smtp_letter *
smtp_done(struct smtp *s)
{
    struct smtp_letter *t = s->done;

    if (t != NULL)
        s->done = t->next;
    return t;
}

bool
smtp_busy(const struct smtp *s)
{
    bool busy = s->again != NULL || s->done != NULL;

    for (size_t i = 0; i < SMTP_LINES && !busy; i++)
        busy = s->lines[i].first != NULL;
    return busy;
}

/* --- one by one ----------------------------------------------------------- */

static void
finish(struct smtp *s)
{
    while (smtp_done(s) == NULL)
        smtp_turn(s, -1);
}

void
smtp_send(struct smtp *s, struct smtp_letter *t)
{
    smtp_give(s, t);
    finish(s);
}

size_t
smtp_size(const struct smtp *s)
{
    return s->account.size;
}

int
smtp_check(struct smtp *s, char **cause)
{
    struct smtp_letter noop = { .to = "" };

    letter_append(&s->again, &noop);
    finish(s);
    return noop.result == SMTP_SENT
               ? 0
               : cause_set(cause, "%s:%d: %s", s->account.server->host, s->account.server->port,
                           noop.reply.text);
}
