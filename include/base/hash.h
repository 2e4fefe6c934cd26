/* SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104), by nettle. */
#ifndef DOCKETD_BASE_HASH_H
#define DOCKETD_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

#define HASH_SIZE 32
#define HASH_HEX (2 * HASH_SIZE + 1)

struct hash;                                    /* one running digest */
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *bytes, size_t n);
void hash_hex(struct hash *h, char out[static HASH_HEX]);   /* ends it; h starts anew */
void hash_free(struct hash *h);

void hash_of(const void *bytes, size_t n, char out[static HASH_HEX]);
void hash_bytes(const void *bytes, size_t n, unsigned char out[static HASH_SIZE]);
void hash_keyed(const void *key, size_t key_len, const char *text, char out[static HASH_HEX]);
bool hash_same(const char *a, const char *b);   /* constant time in the length of b */
void random_bytes(void *out, size_t n);         /* getrandom(2); exits if the kernel has none */

char *base64_of(const void *bytes, size_t n);   /* one line, RFC 4648 */
struct buf;
/* Lines of 76 letters, each with this end: "\r\n" in a mail (RFC 2045, 6.8). */
void base64_add(struct buf *, const void *bytes, size_t n, const char *line_end);

#endif
