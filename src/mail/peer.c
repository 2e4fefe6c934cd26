#include "mail/peer.h"

#include <string.h>
#include <strings.h>

#include "base/problem.h"
#include "tls.h"

#define LINE_MOST 1024
#define LINES_MOST 100

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
