/* SHA-256, HMAC, random bytes and base64: the door to nettle. */
#include "base/hash.h"

#include <errno.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif
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

/* ---- base64 ------------------------------------------------------------- */

#ifdef __x86_64__
/* 24 bytes at once (Muła and Lemire, "Faster Base64 Encoding and Decoding using AVX2
 * Instructions", 2018), as long as 28 may be read. Returns how many were encoded. */
__attribute__((target("avx2"))) static size_t
letters_encode(const unsigned char *in, size_t n, char *out)
{
    const __m256i order = _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10));
    const __m256i shift = _mm256_broadcastsi128_si256(
        _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                      '0' - 52, '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0));
    size_t at = 0;

    for (; n - at >= 28; at += 24, out += 32) {
        __m256i v = _mm256_loadu2_m128i((const __m128i *)(const void *)(in + at + 12),
                                        (const __m128i *)(const void *)(in + at));
        __m256i class, odd, even;

        v = _mm256_shuffle_epi8(v, order);
        odd = _mm256_mulhi_epu16(_mm256_and_si256(v, _mm256_set1_epi32(0x0FC0FC00)), _mm256_set1_epi32(0x04000040));
        even = _mm256_mullo_epi16(_mm256_and_si256(v, _mm256_set1_epi32(0x003F03F0)), _mm256_set1_epi32(0x01000010));
        v = _mm256_or_si256(odd, even);
        class = _mm256_and_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(26), v), _mm256_set1_epi8(13));
        class = _mm256_or_si256(_mm256_subs_epu8(v, _mm256_set1_epi8(51)), class);
        v = _mm256_add_epi8(v, _mm256_shuffle_epi8(shift, class));
        _mm256_storeu_si256((__m256i *)(void *)out, v);
    }
    return at;
}
#endif

char *
base64_of(const void *bytes, size_t n)
{
    size_t length = BASE64_ENCODE_RAW_LENGTH(n);
    char *text = xmalloc(length + 1);
    size_t done = 0;

#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        done = letters_encode(bytes, n, text);
#endif
    base64_encode_raw(text + done / 3 * 4, n - done, (const uint8_t *)bytes + done);
    text[length] = '\0';
    return text;
}

void
base64_add(struct buf *out, const void *bytes, size_t n, const char *line_end)
{
    size_t left = BASE64_ENCODE_RAW_LENGTH(n), end = strlen(line_end);
    char *text = base64_of(bytes, n), *to;
    const char *from = text;

    buf_room(out, left + (left / BASE64_LINE + 1) * end);
    to = out->data + out->len;
    while (left > 0) {
        size_t take = left < BASE64_LINE ? left : BASE64_LINE;

        to = mempcpy(mempcpy(to, from, take), line_end, end);
        from += take;
        left -= take;
    }
    *to = '\0';
    out->len = (size_t)(to - out->data);
    free(text);
}
