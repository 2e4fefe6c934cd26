/* How a command begins: behind the answer to a FETCH that was asked for ahead. */
#include <stdlib.h>
#include <string.h>

#include "base/problem.h"
#include "imap_private.h"

static void
forget(struct imap *im)
{
    free(im->ahead);
    im->ahead = NULL;
}

bool
imap_is_ahead(struct imap *im, const char *command)
{
    bool is = im->ahead != NULL && strcmp(im->ahead, command) == 0;

    if (is)
        forget(im);
    return is;
}

/* Nobody wants it any more. */
static int
pass_over_ahead(struct imap *im, char **cause)
{
    struct response a = { .im = im };
    char *said = NULL;
    int rc;

    forget(im);
    tls_deadline(im->tls, im->timeout, true);
    rc = imap_pass_over(&a, "fetching messages", &said);
    if (rc < 0)
        cause_set(cause, "%s", said);
    free(said);
    return rc < 0 ? -1 : 0;
}

int
imap_begin(struct imap *im, bool steady, char **cause)
{
    if (im->dead)
        return cause_set(cause, "%s: the connection was given up before", im->peer);
    if (im->ahead != NULL && pass_over_ahead(im, cause) != 0)
        return -1;
    tls_deadline(im->tls, im->timeout, steady);
    guard_begin(&im->guard);
    return 0;
}
