/* Waiting for new mail: IDLE (RFC 2177), else NOOP from time to time. IDLE is
 * spoken line by line here: libetpan drops what comes before the "+" and does
 * not look at what came with it. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "imap_private.h"

#define SLICE (25 * 60 * 1000)  /* ms; servers log out after 29 minutes of one IDLE */

enum waited { WAIT_DEAD = -1, WAIT_TIME, WAIT_NEWS, WAIT_CALLED };

static bool
is_news(const char *line)
{
    unsigned count;
    char word[8] = "";

    return sscanf(line, "* %u %7s", &count, word) == 2 && strcasecmp(word, "EXISTS") == 0;
}

/* One line of the answer; NULL: dead. */
static const char *
next_line(struct imap *im)
{
    return mailimap_read_line(im->session);
}

/* Sleeps until the server sends something, wake_fd is readable or time is up. */
static enum waited
sleep_until(struct imap *im, int64_t end, int wake_fd)
{
    struct pollfd p[2] = { { .fd = tls_fd(im->tls), .events = POLLIN }, { .fd = wake_fd, .events = POLLIN } };
    int64_t left = end - clock_monotonic_ms();
    int n;

    if (left <= 0)
        return WAIT_TIME;
    if (im->session->imap_stream->read_buffer_len > 0 || tls_pending(im->tls))
        return WAIT_NEWS;
    n = poll(p, 2, left > INT32_MAX ? INT32_MAX : (int)left);
    if (n < 0)
        return errno == EINTR ? WAIT_CALLED : WAIT_DEAD;
    if (p[1].revents != 0)
        return WAIT_CALLED;
    return n > 0 ? WAIT_NEWS : WAIT_TIME;
}

/* Told with an answer to whatever command. */
static bool
has_news(const struct imap *im)
{
    const struct mailimap_selection_info *info = im->session->imap_selection_info;

    return im->news || (info != NULL && info->sel_has_exists);
}

/* --- IDLE ---------------------------------------------------------------- */

/* 1: idling; 0: the server refused; -1 dead. */
static int
idle_start(struct imap *im, bool *news)
{
    const char *line = NULL;

    if (mailimap_send_current_tag(im->session) != MAILIMAP_NO_ERROR ||
        imap_say(im, "IDLE\r\n") != 0)
        return -1;
    while ((line = next_line(im)) != NULL && *line == '*')
        *news = *news || is_news(line);
    return line == NULL ? -1 : *line == '+';
}

static int
idle_end(struct imap *im, bool *news)
{
    char tag[16];
    const char *line = NULL;

    tls_deadline(im->tls, im->timeout, false);
    if (imap_say(im, "DONE\r\n") != 0)
        return -1;
    while ((line = next_line(im)) != NULL && *line == '*')
        *news = *news || is_news(line);
    snprintf(tag, sizeof tag, "%d OK", im->session->imap_tag);
    return line != NULL && strncasecmp(line, tag, strlen(tag)) == 0 ? 0 : -1;
}

static enum waited
idle(struct imap *im, int64_t end, int wake_fd, bool *news)
{
    enum waited w = WAIT_NEWS;
    const char *line;
    int there;

    while (!*news && w == WAIT_NEWS && (w = sleep_until(im, end, wake_fd)) == WAIT_NEWS) {
        tls_deadline(im->tls, im->timeout, false);
        guard_begin(&im->guard);
        there = imap_stream_fill(im);           /* a TLS record may hold no data of ours */
        if (there < 0 || (there > 0 && (line = next_line(im)) == NULL))
            return WAIT_DEAD;
        if (there > 0)
            *news = is_news(line);
    }
    return w;
}

static enum waited
wait_idling(struct imap *im, int64_t end, int wake_fd)
{
    bool news = false;
    enum waited w = WAIT_TIME;
    int started = idle_start(im, &news);

    if (started == 0)
        im->idle = false;                       /* offered, yet refused: from now on NOOP */
    if (started <= 0)
        return started < 0 ? WAIT_DEAD : WAIT_TIME;
    w = idle(im, end, wake_fd, &news);
    if (w == WAIT_DEAD || idle_end(im, &news) != 0)
        return WAIT_DEAD;
    return news ? WAIT_NEWS : w;
}

/* --- NOOP ---------------------------------------------------------------- */

static enum waited
wait_asking(struct imap *im, int64_t end, int wake_fd)
{
    enum waited w = sleep_until(im, end, wake_fd);

    if (w == WAIT_DEAD || w == WAIT_CALLED)
        return w;
    tls_deadline(im->tls, im->timeout, false);
    guard_begin(&im->guard);
    if (mailimap_noop(im->session) != MAILIMAP_NO_ERROR)
        return WAIT_DEAD;
    return has_news(im) ? WAIT_NEWS : WAIT_TIME;
}

int
imap_wait(struct imap *im, int seconds, int wake_fd, char **cause)
{
    int64_t now = clock_monotonic_ms(), end = now + seconds * INT64_C(1000);
    enum waited w = WAIT_TIME;

    if (imap_begin(im, false, cause) != 0)
        return -1;
    /* Told with the answer to an earlier command, after the last list was asked for. */
    if (has_news(im))
        w = WAIT_NEWS;
    while (w == WAIT_TIME && (now = clock_monotonic_ms()) < end) {
        int64_t slice = end - now > SLICE ? now + SLICE : end;

        tls_deadline(im->tls, im->timeout, false);
        guard_begin(&im->guard);
        w = im->idle ? wait_idling(im, slice, wake_fd) : wait_asking(im, slice, wake_fd);
    }
    im->news = false;
    if (im->session->imap_selection_info != NULL)
        im->session->imap_selection_info->sel_has_exists = 0;
    if (w == WAIT_DEAD)
        return imap_dead(im, "waiting for mail", cause);
    return w == WAIT_NEWS ? 1 : 0;
}
