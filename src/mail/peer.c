#include "mail/peer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/problem.h"
#include "tls.h"

#define LINE_MOST 1024
#define LINES_MOST 100
#define GLANCE 3                /* seconds: a server that greets later is left to the whole patience */

/* One line without its end; false: the connection ended, or it is no line. */
static bool
hear(struct tls *t, char line[static LINE_MOST])
{
    size_t n = 0;

    while (n < LINE_MOST - 1 && tls_read(t, line + n, 1) == 1 && line[n] != '\n')
        n++;
    if (line[n] != '\n')
        return false;
    line[n] = '\0';
    line[strcspn(line, "\r")] = '\0';
    return true;
}

/* Says it, then hears lines until one begins so. */
static bool
ask(struct tls *t, const char *say, const char *until)
{
    char line[LINE_MOST] = "";

    if (tls_write(t, say, strlen(say)) != 0)
        return false;
    for (int i = 0; i < LINES_MOST && hear(t, line); i++)
        if (strncasecmp(line, until, strlen(until)) == 0)
            return true;
    return false;
}

/* RFC 3501, 6.2.1; RFC 3207. */
static bool
starttls(struct tls *t, bool smtp)
{
    if (!smtp)
        return ask(t, "", "* ") && ask(t, "a STARTTLS\r\n", "a OK");
    return ask(t, "", "220 ") && ask(t, "EHLO localhost\r\n", "250 ") &&
           ask(t, "STARTTLS\r\n", "220 ");
}

int
peer_expires(const struct server *s, bool smtp, instant *until, char **cause)
{
    struct tls *t;
    int rc = 0;

    *until = INSTANT_NONE;
    if (s->tls == TLS_NONE)
        return 0;
    if ((t = tls_connect(s, cause)) == NULL)
        return -1;
    if (s->tls == TLS_STARTTLS && !starttls(t, smtp))
        rc = cause_set(cause, "%s port %d: STARTTLS was refused", s->host, s->port);
    if (rc == 0)
        rc = tls_start(t, s, cause);
    if (rc == 0)
        *until = tls_expires(t);
    tls_close(t);
    return rc;
}

/* ---- which way a port is spoken to -------------------------------------------------- */

static const struct { const char *begins; bool imap, smtp; const char *is; } greetings[] = {
    { "* ", true, false, "the port speaks IMAP, not SMTP" },
    { "220", false, true, "the port speaks SMTP, not IMAP" },
    { "554", false, true, "the port speaks SMTP, not IMAP" },
    { "421", false, true, "the port speaks SMTP, not IMAP" },
    { "+OK", false, false, "the port speaks POP3" },
    { "", false, false, "the port greets as no mail server does" },
};

/* NULL: it is what is looked for. */
static const char *
is_other(const char *line, bool smtp)
{
    size_t i = 0;

    while (strncmp(line, greetings[i].begins, strlen(greetings[i].begins)) != 0)
        i++;
    return (smtp ? greetings[i].smtp : greetings[i].imap) ? NULL : greetings[i].is;
}

/* What the server says first; nothing is said to it. `tls`: under TLS, *encrypted tells whether
 * there was any, be its certificate good or not. */
static bool
glance(const struct server *s, bool tls, char line[static LINE_MOST], bool *encrypted)
{
    struct server quick = *s;
    struct tls *t;
    char *unused = NULL;
    bool heard;

    quick.timeout = s->timeout < GLANCE ? s->timeout : GLANCE;
    quick.tls = TLS_STARTTLS;
    if ((t = tls_connect(&quick, NULL)) == NULL)
        return false;
    tls_deadline(t, quick.timeout, false);
    heard = (!tls || tls_start(t, &quick, &unused) == 0) && hear(t, line);
    *encrypted = tls && (heard || tls_expires(t) != INSTANT_NONE);
    tls_close(t);
    free(unused);
    return heard;
}

int
peer_way(const struct server *s, bool smtp, char **cause)
{
    bool at_once = s->tls == TLS_IMPLICIT, encrypted = false;
    char line[LINE_MOST];
    const char *other = NULL;

    if (glance(s, at_once, line, &encrypted))
        other = is_other(line, smtp);
    else if (at_once && !encrypted && glance(s, false, line, &encrypted))
        other = (other = is_other(line, smtp)) != NULL
                    ? other : "the port greets before TLS, so it is no port for TLS at once";
    else if (!at_once && (glance(s, true, line, &encrypted) || encrypted))
        other = "the port waits for TLS at once";
    return other == NULL ? 0 : cause_set(cause, "%s port %d: %s", s->host, s->port, other);
}

void
peer_judge(const struct server *s, bool smtp, char **cause)
{
    char *way = NULL;

    if (cause == NULL || peer_way(s, smtp, &way) == 0)
        return;
    free(*cause);
    *cause = way;
}
