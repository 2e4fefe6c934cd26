/* libetpan's stream over our own connection, with the guard in between: we
 * verify the certificate, and the parser behind has no bounds of its own. */
#include <stdlib.h>
#include <string.h>

#include "imap_private.h"

#define BUFFER (16 << 10)       /* one TLS record; longer reads go straight to the reader of a literal */

/* After a violation nothing of the bytes may reach the parser. */
static ssize_t
guarded(struct imap *im, const char *bytes, ssize_t n)
{
    const char *wrong;

    if (n > 0 && (wrong = guard_feed(&im->guard, bytes, (size_t)n)) != NULL) {
        tls_fail(im->tls, wrong);
        return -1;
    }
    return n;
}

static ssize_t
low_read(mailstream_low *low, void *to, size_t n)
{
    struct imap *im = low->data;

    return guarded(im, to, tls_read(im->tls, to, n));
}

static ssize_t
low_write(mailstream_low *low, const void *from, size_t n)
{
    struct imap *im = low->data;

    return tls_write(im->tls, from, n) == 0 ? (ssize_t)n : -1;
}

static int
low_close(mailstream_low *low)
{
    (void)low;                  /* imap_close closes the connection */
    return 0;
}

static int
low_fd(mailstream_low *low)
{
    return tls_fd(((struct imap *)low->data)->tls);
}

static void
low_free(mailstream_low *low)
{
    free(low);
}

static mailstream_low_driver driver = {
    .mailstream_read = low_read,
    .mailstream_write = low_write,
    .mailstream_close = low_close,
    .mailstream_get_fd = low_fd,
    .mailstream_free = low_free,
};

mailstream *
imap_stream_new(struct imap *im)
{
    mailstream_low *low = mailstream_low_new(im, &driver);
    mailstream *stream = low != NULL ? mailstream_new(low, BUFFER) : NULL;

    if (stream == NULL)
        free(low);
    return stream;
}

int
imap_stream_fill(struct imap *im)
{
    mailstream *s = im->session->imap_stream;
    ssize_t r;

    if (s->read_buffer_len > 0)
        return 1;
    r = guarded(im, s->read_buffer, tls_read_now(im->tls, s->read_buffer, s->buffer_max_size));
    if (r > 0)
        s->read_buffer_len = (size_t)r;
    return r > 0 ? 1 : (int)r;
}

int
imap_say(struct imap *im, const char *text)
{
    mailstream *s = im->session->imap_stream;

    return mailstream_write(s, text, strlen(text)) < 0 || mailstream_flush(s) < 0 ? -1 : 0;
}
