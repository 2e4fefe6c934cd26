/* TCVN3 (TCVN 5712:1993), VNI and Wingdings. Codes as fonts use them; capitals with
 * tones exist in TCVN3 only through another font (".VnTimeH"), so a converted
 * heading is in lower case. */
#include "legacy.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#define SAMPLE 20000                    /* bytes that are enough to guess from */
#define CLEAR_WIN 3                     /* words more than any other reading */

const enum flag legacy_flags[LEGACIES] = {
    FLAGS, FLAG_TCVN3, FLAG_VNI, FLAG_SYMBOLS, FLAG_SYMBOLS
};

/* Upper half of TCVN3, in the order of its codes; NULL: no letter. */
static const char *const tcvn3[128] = {
    [0x21] = "Ă", [0x22] = "Â", [0x23] = "Ê", [0x24] = "Ô", [0x25] = "Ơ", [0x26] = "Ư", [0x27] = "Đ", [0x28] = "ă",
    [0x29] = "â", [0x2A] = "ê", [0x2B] = "ô", [0x2C] = "ơ", [0x2D] = "ư", [0x2E] = "đ", [0x35] = "à", [0x36] = "ả",
    [0x37] = "ã", [0x38] = "á", [0x39] = "ạ", [0x3B] = "ằ", [0x3C] = "ẳ", [0x3D] = "ẵ", [0x3E] = "ắ", [0x46] = "ặ",
    [0x47] = "ầ", [0x48] = "ẩ", [0x49] = "ẫ", [0x4A] = "ấ", [0x4B] = "ậ", [0x4C] = "è", [0x4E] = "ẻ", [0x4F] = "ẽ",
    [0x50] = "é", [0x51] = "ẹ", [0x52] = "ề", [0x53] = "ể", [0x54] = "ễ", [0x55] = "ế", [0x56] = "ệ", [0x57] = "ì",
    [0x58] = "ỉ", [0x5C] = "ĩ", [0x5D] = "í", [0x5E] = "ị", [0x5F] = "ò", [0x61] = "ỏ", [0x62] = "õ", [0x63] = "ó",
    [0x64] = "ọ", [0x65] = "ồ", [0x66] = "ổ", [0x67] = "ỗ", [0x68] = "ố", [0x69] = "ộ", [0x6A] = "ờ", [0x6B] = "ở",
    [0x6C] = "ỡ", [0x6D] = "ớ", [0x6E] = "ợ", [0x6F] = "ù", [0x71] = "ủ", [0x72] = "ũ", [0x73] = "ú", [0x74] = "ụ",
    [0x75] = "ừ", [0x76] = "ử", [0x77] = "ữ", [0x78] = "ứ", [0x79] = "ự", [0x7A] = "ỳ", [0x7B] = "ỷ", [0x7C] = "ỹ",
    [0x7D] = "ý", [0x7E] = "ỵ",
};

/* VNI: a mark letter after the base letter; combining marks, NFC does the rest. */
static const struct { const char *mark, *combining; } vni_marks[] = {
    { "ù", "\u0301" }, { "ø", "\u0300" }, { "û", "\u0309" }, { "õ", "\u0303" }, { "ï", "\u0323" }, { "â", "\u0302" },
    { "á", "\u0302\u0301" }, { "à", "\u0302\u0300" }, { "å", "\u0302\u0309" }, { "ã", "\u0302\u0303" },
    { "ä", "\u0302\u0323" }, { "ê", "\u0306" }, { "é", "\u0306\u0301" }, { "è", "\u0306\u0300" }, { "ú", "\u0306\u0309" },
    { "ü", "\u0306\u0303" }, { "ë", "\u0306\u0323" },
    { "Ù", "\u0301" }, { "Ø", "\u0300" }, { "Û", "\u0309" }, { "Õ", "\u0303" }, { "Ï", "\u0323" }, { "Â", "\u0302" },
    { "Á", "\u0302\u0301" }, { "À", "\u0302\u0300" }, { "Å", "\u0302\u0309" }, { "Ã", "\u0302\u0303" },
    { "Ä", "\u0302\u0323" }, { "Ê", "\u0306" }, { "É", "\u0306\u0301" }, { "È", "\u0306\u0300" }, { "Ú", "\u0306\u0309" },
    { "Ü", "\u0306\u0303" }, { "Ë", "\u0306\u0323" },
};

static const struct { const char *code, *letter; } vni_letters[] = {
    { "ô", "ơ" }, { "ö", "ư" }, { "ñ", "đ" }, { "í", "í" }, { "ì", "ì" }, { "æ", "ỉ" }, { "ó", "ĩ" }, { "ò", "ị" }, { "î", "ỵ" },
    { "Ô", "Ơ" }, { "Ö", "Ư" }, { "Ñ", "Đ" }, { "Í", "Í" }, { "Ì", "Ì" }, { "Æ", "Ỉ" }, { "Ó", "Ĩ" }, { "Ò", "Ị" }, { "Î", "Ỵ" },
};

/* Words that official letters are made of, as they must read. */
static const char *const words[] = {
    "báo", "cáo", "của", "và", "các", "được", "trong", "huyện", "xã", "công", "hội", "tình", "hình", "kết", "quả", "thực",
    "hiện", "nhân", "dân", "an", "ninh", "trật", "tự", "bảo", "vệ", "tổ", "quốc", "phong", "trào", "số", "ngày", "tháng",
    "năm", "không", "có", "cho", "với", "người", "đơn", "vị", "cơ", "quan", "tỉnh", "đồng", "tháp", "cộng", "hòa", "chủ",
    "nghĩa", "việt", "độc", "lập", "hạnh", "phúc", "kính", "gửi", "thành", "phố", "tổng", "hợp", "về", "đến", "từ", "là",
    "nhiệm", "vụ", "tuyên", "truyền", "ủy", "ban", "trưởng", "phó", "nơi", "nhận", "những", "đã", "để", "theo", "việc",
};

static size_t
step(const char *s)
{
    unsigned char c = (unsigned char)*s;

    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static char *
from_tcvn3(const char *s)
{
    struct buf b = {0};

    buf_adds(&b, "");
    while (*s != '\0') {
        size_t n = step(s);
        unsigned c = n == 2 ? ((unsigned char)s[0] & 0x1Fu) << 6 | ((unsigned char)s[1] & 0x3Fu)
                            : 0;

        if (c >= 0x80 && c < 0x100 && tcvn3[c - 0x80] != NULL)
            buf_adds(&b, tcvn3[c - 0x80]);
        else
            buf_add(&b, s, strnlen(s, n));
        s += strnlen(s, n);
    }
    return buf_take(&b);
}

static const char *
vni_mark(const char *s, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(vni_marks); i++) {
        if (strlen(vni_marks[i].mark) == n && strncmp(vni_marks[i].mark, s, n) == 0)
            return vni_marks[i].combining;
    }
    return NULL;
}

static const char *
vni_letter(const char *s, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(vni_letters); i++) {
        if (strlen(vni_letters[i].code) == n && strncmp(vni_letters[i].code, s, n) == 0)
            return vni_letters[i].letter;
    }
    return NULL;
}

static char *
from_vni(const char *s)
{
    struct buf b = {0};
    bool vowel = false;                 /* a mark letter counts only behind one */

    buf_adds(&b, "");
    while (*s != '\0') {
        size_t n = strnlen(s, step(s));
        const char *mark = vowel ? vni_mark(s, n) : NULL, *letter = vni_letter(s, n);

        if (mark != NULL) {
            buf_adds(&b, mark);
            vowel = false;
        } else {
            vowel = (n == 1 && strchr("aeiouyAEIOUY", *s) != NULL) ||
                    (letter != NULL && strstr("ơƠưƯ", letter) != NULL);
            if (letter != NULL)
                buf_adds(&b, letter);
            else
                buf_add(&b, s, n);
        }
        s += n;
    }
    return buf_take(&b);
}

/* Ticks and boxes; what else these fonts draw is ornament. */
static const struct { enum legacy font; unsigned char code; const char *symbol; } symbols[] = {
    { LEGACY_WINGDINGS, 0x6F, "☐" }, { LEGACY_WINGDINGS, 0x71, "☐" }, { LEGACY_WINGDINGS, 0x72, "☐" },
    { LEGACY_WINGDINGS, 0xA8, "☐" }, { LEGACY_WINGDINGS, 0xFB, "✗" }, { LEGACY_WINGDINGS, 0xFC, "✓" },
    { LEGACY_WINGDINGS, 0xFD, "☒" }, { LEGACY_WINGDINGS, 0xFE, "☑" },
    { LEGACY_WINGDINGS2, 0x2A, "☐" }, { LEGACY_WINGDINGS2, 0x30, "☐" }, { LEGACY_WINGDINGS2, 0x4F, "✗" },
    { LEGACY_WINGDINGS2, 0x50, "✓" }, { LEGACY_WINGDINGS2, 0x51, "☒" }, { LEGACY_WINGDINGS2, 0x52, "☑" },
    { LEGACY_WINGDINGS2, 0x53, "☒" }, { LEGACY_WINGDINGS2, 0x54, "☒" }, { LEGACY_WINGDINGS2, 0xA3, "☐" },
};

/* One letter: below U+0100, or U+F000 and its code, as Office writes symbols. */
static unsigned
symbol_code(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;

    if (n == 1)
        return u[0];
    if (n == 2 && u[0] < 0xC4)
        return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
    return n == 3 && u[0] == 0xEF && u[1] >= 0x80 && u[1] < 0x84 ? (u[1] & 3u) << 6 | (u[2] & 0x3Fu)
                                                                 : 0;
}

static char *
from_symbols(enum legacy font, const char *s)
{
    struct buf b = {0};

    buf_adds(&b, "");
    while (*s != '\0') {
        size_t n = strnlen(s, step(s));
        unsigned code = symbol_code(s, n);

        for (size_t i = 0; i < ARRAY_LEN(symbols); i++) {
            if (symbols[i].font == font && symbols[i].code == code)
                buf_adds(&b, symbols[i].symbol);
        }
        if (code == ' ' || code == '\n' || code == '\t')
            buf_addc(&b, (char)code);
        s += n;
    }
    return buf_take(&b);
}

/* U+00AD goes: a hyphen that shows only where a line breaks. */
static char *
without_soft_hyphens(const char *utf8)
{
    char *copy = xstrdup(utf8), *to = copy;

    for (const char *from = copy; *from != '\0';) {
        if (from[0] == '\xC2' && from[1] == '\xAD')
            from += 2;
        else
            *to++ = *from++;
    }
    *to = '\0';
    return copy;
}

char *
legacy_convert(enum legacy kind, const char *utf8)
{
    char *raw, *clean;

    if (kind == LEGACY_NONE)
        return without_soft_hyphens(utf8);
    raw = kind == LEGACY_TCVN3 ? from_tcvn3(utf8)
          : kind == LEGACY_VNI ? from_vni(utf8)
                               : from_symbols(kind, utf8);
    clean = text_clean(raw, strlen(raw));
    free(raw);
    return clean;
}

enum legacy
legacy_font(const char *font)
{
    static const struct { const char *begin; enum legacy font; } fonts[] = {
        { ".Vn", LEGACY_TCVN3 }, { "VNI-", LEGACY_VNI }, { "Wingdings 2", LEGACY_WINGDINGS2 },
        { "Wingdings 3", LEGACY_NONE }, { "Wingdings", LEGACY_WINGDINGS },
    };

    while (*font == '\'' || *font == '"' || *font == ' ')          /* as style sheets write it */
        font++;
    for (size_t i = 0; i < ARRAY_LEN(fonts); i++) {
        if (strncasecmp(font, fonts[i].begin, strlen(fonts[i].begin)) == 0)
            return fonts[i].font;
    }
    return LEGACY_NONE;
}

static size_t
score(const char *text)
{
    char *lower = text_lower(text);
    size_t hits = 0;

    for (char *save = NULL, *w = strtok_r(lower, " \t\n.,;:/()-\"", &save); w != NULL;
         w = strtok_r(NULL, " \t\n.,;:/()-\"", &save)) {
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
            if (strcmp(words[i], w) == 0) {
                hits++;
                break;
            }
        }
    }
    free(lower);
    return hits;
}

/* Old fonts know Latin-1 letters only. Unicode writes about every other
 * Vietnamese letter beyond them (U+0102 to U+01B0, U+1EA0 to U+1EF9): such
 * text is not guessed about, and reading it another way would spoil it. */
static bool
may_be_legacy(const char *s)
{
    size_t latin1 = 0, beyond = 0;

    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (c < 0xC2)
            continue;
        latin1 += c == 0xC2 || c == 0xC3;
        beyond += (c >= 0xC4 && c <= 0xC6) || c == 0xE1;
    }
    return latin1 > 2 * beyond;
}

enum legacy
legacy_guess(const char *utf8)
{
    enum legacy best = LEGACY_NONE;
    size_t most, n = strnlen(utf8, SAMPLE);
    char *sample;

    while (n > 0 && ((unsigned char)utf8[n] & 0xC0) == 0x80)
        n--;
    sample = xstrndup(utf8, n);
    if (may_be_legacy(sample)) {
        most = score(sample) + CLEAR_WIN;
        for (enum legacy kind = LEGACY_TCVN3; kind < LEGACY_LETTERS; kind++) {
            char *reading = legacy_convert(kind, sample);
            size_t hits = score(reading);

            if (hits >= most) {
                most = hits + CLEAR_WIN;
                best = kind;
            }
            free(reading);
        }
    }
    free(sample);
    return best;
}
