#include "cms.h"

#include <stdbool.h>
#include <string.h>

#define DEEP 12                         /* pieces within pieces */

struct der { const unsigned char *at, *end; };
struct value { unsigned tag; struct der in; };          /* of no definite length: up to the end of what is around it */

/* X.690: a tag of one byte, then a length; 0x80 is "until the end mark". */
static bool
take(struct der *d, struct value *v, bool *open)
{
    size_t n;

    if (d->end - d->at < 2)
        return false;
    v->tag = *d->at++;
    n = *d->at++;
    *open = n == 0x80;
    if (n > 0x80) {
        size_t bytes = n - 0x80;

        if (bytes > sizeof n || (size_t)(d->end - d->at) < bytes)
            return false;
        for (n = 0; bytes > 0; bytes--)
            n = n << 8 | *d->at++;
    }
    v->in.at = d->at;
    if (*open) {
        v->in.end = d->end;
        return true;
    }
    if (n > (size_t)(d->end - d->at))
        n = (size_t)(d->end - d->at);   /* cut off: what is there */
    v->in.end = d->at += n;
    return true;
}

/* Past a value of no definite length. */
static bool
skip_open(struct der *d, int depth)
{
    struct value v;
    bool open;

    while (d->end - d->at >= 2 && (d->at[0] != 0 || d->at[1] != 0)) {
        if (depth > DEEP || !take(d, &v, &open))
            return false;
        if (open) {
            d->at = v.in.at;
            if (!skip_open(d, depth + 1))
                return false;
        }
    }
    d->at += d->end - d->at >= 2 ? 2 : 0;
    return true;
}

/* The next value at this level, and past it. */
static bool
next(struct der *d, struct value *v)
{
    bool open;

    if (!take(d, v, &open) || (v->tag == 0 && v->in.at == v->in.end))
        return false;
    if (open) {
        d->at = v->in.at;
        if (!skip_open(d, 0))
            return false;
        v->in.end = d->at;
    }
    return true;
}

/* An octet string, whole or in pieces. */
static void
octets(const struct value *v, struct buf *out, int depth)
{
    struct der d = v->in;
    struct value piece;

    if ((v->tag & 0x20) == 0) {
        buf_add(out, v->in.at, (size_t)(v->in.end - v->in.at));
        return;
    }
    while (depth < DEEP && next(&d, &piece))
        octets(&piece, out, depth + 1);
}

static bool
is_oid(const struct value *v, const char *bytes)
{
    size_t n = strlen(bytes);

    return v->tag == 6 && (size_t)(v->in.end - v->in.at) == n && memcmp(v->in.at, bytes, n) == 0;
}

/* version, digestAlgorithms, encapContentInfo { eContentType, [0] eContent } */
static enum cms
signed_open(struct der d, struct buf *out)
{
    struct value sequence, v;

    if (!next(&d, &sequence) || !next(&sequence.in, &v) || !next(&sequence.in, &v) ||
        !next(&sequence.in, &v))
        return CMS_NONE;
    d = v.in;
    if (!next(&d, &v) || !next(&d, &v) || v.tag != 0xA0)
        return CMS_DETACHED;
    d = v.in;
    if (!next(&d, &v))
        return CMS_DETACHED;
    octets(&v, out, 0);
    return CMS_SIGNED;
}

enum cms
cms_open(const void *bytes, size_t n, struct buf *out)
{
    struct der d = { bytes, (const unsigned char *)bytes + n };
    struct value info, type, content;

    if (!next(&d, &info) || info.tag != 0x30 || !next(&info.in, &type) ||
        !next(&info.in, &content) || content.tag != 0xA0)
        return CMS_NONE;
    if (is_oid(&type, "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"))
        return signed_open(content.in, out);
    return is_oid(&type, "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03") ||
                   is_oid(&type, "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17")
               ? CMS_ENCRYPTED
               : CMS_NONE;
}
