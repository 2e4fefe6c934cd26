/* base64 and quoted-printable, forgiving: what is no letter of the alphabet
 * is passed over (RFC 2045 6.8), a bad "=XX" stays as it is. */
#include "decode.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define BAD 0xFFFFFFFFu

/* Four letters at once: one table for each place in the group, already
 * shifted. A value with any of the upper bits set is no letter. */
static uint32_t place[4][256];

static void
tables_fill(void)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    if (place[0]['B'] != 0)
        return;
    memset(place, 0xFF, sizeof place);
    for (uint32_t i = 0; i < 64; i++) {
        for (int k = 0; k < 4; k++)
            place[k][(unsigned char)letters[i]] = i << (18 - 6 * k);
    }
}

#ifdef __x86_64__
/* 32 letters at once (Muła and Lemire, "Faster Base64 Encoding and Decoding using AVX2
 * Instructions", 2018), and over the ends of lines that hold whole groups of four, as lines of
 * 76 do. Stops at anything else; writes up to 32 bytes too many. */
__attribute__((target("avx2"))) static void
letters_decode(const unsigned char **in, const unsigned char *end, unsigned char **out)
{
    const __m256i low =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                                                  0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A));
    const __m256i high =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08,
                                                  0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10));
    const __m256i shift = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i pack = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    const __m256i slash = _mm256_set1_epi8('/');

    while (end - *in >= 48) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)*in);
        __m256i upper = _mm256_and_si256(_mm256_srli_epi32(v, 4), slash);
        __m256i lower = _mm256_and_si256(v, slash);
        __m256i bad = _mm256_and_si256(_mm256_shuffle_epi8(low, lower), _mm256_shuffle_epi8(high, upper));
        uint32_t good = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bad, _mm256_setzero_si256()));
        int letters = good == ~0u ? 32 : __builtin_ctz(~good) & ~3;

        upper = _mm256_add_epi8(_mm256_cmpeq_epi8(v, slash), upper);
        v = _mm256_add_epi8(v, _mm256_shuffle_epi8(shift, upper));
        v = _mm256_maddubs_epi16(v, _mm256_set1_epi32(0x01400140));
        v = _mm256_madd_epi16(v, _mm256_set1_epi32(0x00011000));
        v = _mm256_shuffle_epi8(v, pack);
        v = _mm256_permutevar8x32_epi32(v, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7));
        _mm256_storeu_si256((__m256i *)(void *)*out, v);
        *in += letters;
        *out += letters / 4 * 3;
        if (letters == 32)
            continue;
        if (memcmp(*in, "\r\n", 2) != 0)
            break;
        *in += 2;
    }
}

static bool
is_wide(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
static void
letters_decode(const unsigned char **in, const unsigned char *end, unsigned char **out)
{
    (void)in;
    (void)end;
    (void)out;
}

static bool
is_wide(void)
{
    return false;
}
#endif

size_t
base64_step(struct base64 *state, const char *in, size_t n, unsigned char *out)
{
    const unsigned char *s = (const unsigned char *)in, *end = s + n;
    unsigned char *o = out;

    tables_fill();
    while (s < end && !state->over) {
        uint32_t v;

        if (state->held == 0 && is_wide())
            letters_decode(&s, end, &o);
        while (state->held == 0 && end - s >= 4) {
            v = place[0][s[0]] | place[1][s[1]] | place[2][s[2]] | place[3][s[3]];
            if (v > 0xFFFFFF)
                break;
            v = __builtin_bswap32(v << 8);
            memcpy(o, &v, 4);                   /* the fourth byte is written over next */
            o += 3;
            s += 4;
        }
        if (s == end)
            break;
        state->over = *s == '=' && state->held >= 2;
        v = place[3][*s++];
        if (v == BAD)
            continue;
        state->bits = state->bits << 6 | v;
        if (++state->held == 4) {
            *o++ = (unsigned char)(state->bits >> 16);
            *o++ = (unsigned char)(state->bits >> 8);
            *o++ = (unsigned char)state->bits;
            *state = (struct base64){0};
        }
    }
    if (state->over && state->held > 0) {
        if (state->held == 3)
            *o++ = (unsigned char)(state->bits >> 10);
        *o++ = (unsigned char)(state->bits >> (state->held == 3 ? 2 : 4));
        state->held = 0;
    }
    return (size_t)(o - out);
}

size_t
base64_rest(struct base64 *state, unsigned char *out)
{
    size_t n = 0;

    if (state->over || state->held < 2)
        return 0;
    if (state->held == 3)
        out[n++] = (unsigned char)(state->bits >> 10);
    out[n++] = (unsigned char)(state->bits >> (state->held == 3 ? 2 : 4));
    return n;
}

void
decode_base64(const char *in, size_t n, struct buf *out)
{
    unsigned char chunk[3 * 1024 + 4];
    struct base64 state = {0};

    while (n > 0) {
        size_t step = n < 4096 ? n : 4096;

        buf_add(out, chunk, base64_step(&state, in, step, chunk));
        if (state.over)                         /* a second word may follow the "=" in one header */
            state = (struct base64){0};
        in += step;
        n -= step;
    }
    buf_add(out, chunk, base64_rest(&state, chunk));
}

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=" and a line end, with the blanks some relays add: a soft line break. */
static size_t
soft_break(const char *in, size_t n)
{
    size_t i = 1;

    while (i < n && (in[i] == ' ' || in[i] == '\t' || in[i] == '\r'))
        i++;
    return i == n || in[i] == '\n' ? (i < n ? i + 1 : n) : 0;
}

void
decode_quoted(const char *in, size_t n, bool header, struct buf *out)
{
    size_t i = 0, step;

    while (i < n) {
        if (header && in[i] == '_') {
            buf_addc(out, ' ');
            i++;
        } else if (in[i] != '=') {
            buf_addc(out, in[i++]);
        } else if (i + 2 < n && hex(in[i + 1]) >= 0 && hex(in[i + 2]) >= 0) {
            buf_addc(out, (char)(hex(in[i + 1]) << 4 | hex(in[i + 2])));
            i += 3;
        } else if (!header && (step = soft_break(in + i, n - i)) > 0) {
            i += step;
        } else {
            buf_addc(out, in[i++]);
        }
    }
}
