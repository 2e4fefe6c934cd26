/* SHA-256, HMAC, random bytes and base64: the door to nettle. */
#include "base/hash.h"

#include <errno.h>
#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"

#define BASE64_LINE 76

_Static_assert(HASH_SIZE == SHA256_DIGEST_SIZE, "HASH_SIZE is SHA-256's");

struct hash {
    struct sha256_ctx sha;
};

static void
hex_of(const uint8_t digest[static HASH_SIZE], char out[static HASH_HEX])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < HASH_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[2 * HASH_SIZE] = '\0';
}

struct hash *
hash_new(void)
{
    struct hash *h = xmalloc(sizeof *h);

    sha256_init(&h->sha);
    return h;
}

void
hash_add(struct hash *h, const void *bytes, size_t n)
{
    sha256_update(&h->sha, n, bytes);
}

void
hash_hex(struct hash *h, char out[static HASH_HEX])
{
    uint8_t digest[HASH_SIZE];

    sha256_digest(&h->sha, sizeof digest, digest);
    hex_of(digest, out);
}

void
hash_free(struct hash *h)
{
    free(h);
}

void
hash_of(const void *bytes, size_t n, char out[static HASH_HEX])
{
    struct hash h;

    sha256_init(&h.sha);
    hash_add(&h, bytes, n);
    hash_hex(&h, out);
}

void
hash_bytes(const void *bytes, size_t n, unsigned char out[static HASH_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, n, bytes);
    sha256_digest(&sha, HASH_SIZE, out);
}

void
hash_keyed(const void *key, size_t key_len, const char *text, char out[static HASH_HEX])
{
    struct hmac_sha256_ctx mac;
    uint8_t digest[HASH_SIZE];

    hmac_sha256_set_key(&mac, key_len, key);
    hmac_sha256_update(&mac, strlen(text), (const uint8_t *)text);
    hmac_sha256_digest(&mac, sizeof digest, digest);
    hex_of(digest, out);
}

bool
hash_same(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b);
    unsigned char differs = na != nb;

    for (size_t i = 0; i < nb; i++)
        differs |= (unsigned char)((na > 0 ? a[i % na] : '\0') ^ b[i]);
    return differs == 0;
}

void
random_bytes(void *out, size_t n)
{
    unsigned char *at = out;

    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            log_error("getrandom: %s", strerror(errno));
            exit(1);
        }
        at += got;
        n -= (size_t)got;
    }
}

char *
base64_of(const void *bytes, size_t n)
{
    size_t length = BASE64_ENCODE_RAW_LENGTH(n);
    char *text = xmalloc(length + 1);

    base64_encode_raw(text, n, bytes);
    text[length] = '\0';
    return text;
}

void
base64_add(struct buf *out, const void *bytes, size_t n, const char *line_end)
{
    char *text = base64_of(bytes, n);

    for (size_t at = 0, length = strlen(text); at < length; at += BASE64_LINE)
        buf_addf(out, "%.*s%s", BASE64_LINE, text + at, line_end);
    free(text);
}
