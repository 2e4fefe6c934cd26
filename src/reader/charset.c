/* Character sets. An 8-bit set is a table of 256 code points drawn from iconv
 * before the sandbox is up: glibc's converters are shared objects of five
 * mappings each, and every mapping makes every fork of the service slower. */
#include "charset.h"

#include <ctype.h>
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "process/tools.h"

#define UNKNOWN 0xFFFD

struct table {
    const char *name;
    bool ready;
    uint16_t map[256];
};

static struct table tables[] = {
    { .name = "CP1252" }, { .name = "CP1258" }, { .name = "CP1250" }, { .name = "CP1251" }, { .name = "CP1253" },
    { .name = "CP1254" }, { .name = "CP1255" }, { .name = "CP1256" }, { .name = "CP1257" }, { .name = "CP437" },
    { .name = "CP850" }, { .name = "CP852" }, { .name = "CP866" }, { .name = "CP874" }, { .name = "KOI8-R" },
    { .name = "KOI8-U" }, { .name = "MACINTOSH" }, { .name = "ISO-8859-2" }, { .name = "ISO-8859-3" },
    { .name = "ISO-8859-4" }, { .name = "ISO-8859-5" }, { .name = "ISO-8859-6" }, { .name = "ISO-8859-7" },
    { .name = "ISO-8859-8" }, { .name = "ISO-8859-9" }, { .name = "ISO-8859-10" }, { .name = "ISO-8859-13" },
    { .name = "ISO-8859-14" }, { .name = "ISO-8859-15" }, { .name = "ISO-8859-16" }, { .name = "VISCII" },
};

/* Sets of more than one byte a character; kept open, see reader_prepare. */
static const char *const wide[] = {
    "GB18030", "BIG5-HKSCS", "EUC-KR", "UHC", "CP932", "EUC-JP", "ISO-2022-JP-2", "ISO-2022-KR", "UTF-7",
    "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "EUC-TW", "HZ", "ISO-2022-CN",
};
static iconv_t opened[ARRAY_LEN(wide)];

/* Names as mails write them, without punctuation, in lower case. */
static const struct { const char *alias, *name; } aliases[] = {
    { "usascii", "CP1252" }, { "ascii", "CP1252" }, { "ansix341968", "CP1252" }, { "iso88591", "CP1252" },
    { "latin1", "CP1252" }, { "iso885911", "CP874" }, { "tis620", "CP874" }, { "latin2", "ISO-8859-2" },
    { "latin9", "ISO-8859-15" }, { "koi8", "KOI8-R" }, { "koi8r", "KOI8-R" }, { "koi8u", "KOI8-U" },
    { "macintosh", "MACINTOSH" }, { "macroman", "MACINTOSH" }, { "mac", "MACINTOSH" }, { "viscii", "VISCII" },
    { "iso88598i", "ISO-8859-8" }, { "iso88598e", "ISO-8859-8" },
    { "gb2312", "GB18030" }, { "gbk", "GB18030" }, { "gb18030", "GB18030" }, { "cp936", "GB18030" },
    { "euccn", "GB18030" }, { "xgbk", "GB18030" }, { "big5", "BIG5-HKSCS" }, { "big5hkscs", "BIG5-HKSCS" },
    { "cp950", "BIG5-HKSCS" }, { "euckr", "UHC" }, { "ksc56011987", "UHC" }, { "ksc5601", "UHC" }, { "cp949", "UHC" },
    { "uhc", "UHC" }, { "shiftjis", "CP932" }, { "sjis", "CP932" }, { "xsjis", "CP932" }, { "cp932", "CP932" },
    { "windows31j", "CP932" }, { "eucjp", "EUC-JP" }, { "iso2022jp", "ISO-2022-JP-2" }, { "iso2022jp1", "ISO-2022-JP-2" },
    { "iso2022jp2", "ISO-2022-JP-2" }, { "iso2022jpms", "ISO-2022-JP-2" }, { "iso2022kr", "ISO-2022-KR" },
    { "utf7", "UTF-7" }, { "unicode11utf7", "UTF-7" }, { "utf16", "UTF-16" }, { "utf16le", "UTF-16LE" },
    { "utf16be", "UTF-16BE" }, { "utf32", "UTF-32" }, { "euctw", "EUC-TW" }, { "hzgb2312", "HZ" }, { "hz", "HZ" },
    { "iso2022cn", "ISO-2022-CN" }, { "ucs2", "UTF-16" },
};

/* One byte at a time from the converter's first state: CP1258 keeps a letter
 * back to see whether a tone follows; composing is left to NFC. */
static bool
table_fill(struct table *t)
{
    iconv_t cd = iconv_open("UTF-16LE", t->name);

    if (cd == (iconv_t)-1)
        return false;
    for (int i = 0; i < 256; i++) {
        char in = (char)i, *from = &in, *to;
        unsigned char out[8];
        size_t left = 1, room = sizeof out;

        to = (char *)out;
        iconv(cd, NULL, NULL, NULL, NULL);
        t->map[i] = UNKNOWN;
        if (iconv(cd, &from, &left, &to, &room) == (size_t)-1)
            continue;
        iconv(cd, NULL, NULL, &to, &room);
        if (sizeof out - room == 2)
            t->map[i] = (uint16_t)(out[0] | out[1] << 8);
    }
    iconv_close(cd);
    if (strcmp(t->name, "CP1252") == 0 || strcmp(t->name, "CP1258") == 0) {
        for (int i = 0x80; i < 0xA0; i++) {     /* what Windows maps to the C1 controls */
            if (t->map[i] == UNKNOWN)
                t->map[i] = (uint16_t)i;
        }
    }
    t->ready = true;
    return true;
}

static bool closed;

void
charset_close(void)
{
    closed = true;
}

/* In place of the library's, so that it holds for GMime too, which then
 * leaves alone what it cannot convert; all that counts is converted here. */
iconv_t
iconv_open(const char *to, const char *from)
{
    static iconv_t (*real)(const char *, const char *);

    if (closed) {
        errno = EINVAL;
        return (iconv_t)-1;
    }
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "iconv_open");
    return real(to, from);
}

int
charset_give(int fd)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        if ((!tables[i].ready && !table_fill(&tables[i])) ||
            fd_write_all(fd, tables[i].map, sizeof tables[i].map) != 0)
            return -1;
    }
    return 0;
}

int
charset_take(int fd)
{
    charset_close();
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        tables[i].ready = pread(fd, tables[i].map, sizeof tables[i].map, (off_t)(i * sizeof tables[i].map)) ==
                          (ssize_t)sizeof tables[i].map;
        if (!tables[i].ready)
            return -1;
    }
    return 0;
}

static iconv_t
wide_open(size_t i)
{
    if (opened[i] == NULL)
        opened[i] = iconv_open("UTF-8", wide[i]);
    return opened[i];
}

void
charset_prepare(bool whole)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        if (!tables[i].ready)
            table_fill(&tables[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(wide) && whole; i++)
        wide_open(i);
}

static const struct table *
table_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        if (strcmp(tables[i].name, name) == 0)
            return tables[i].ready || table_fill(&tables[i]) ? &tables[i] : NULL;
    }
    return NULL;
}

/* "x-windows-1258" and "CP1258" are one set; "ISO_8859-2:1987" is another. */
static void
name_of(const char *charset, char out[static 32])
{
    char plain[32];
    size_t n = 0;
    const char *digits;

    if (strncasecmp(charset, "x-", 2) == 0)
        charset += 2;
    for (const char *p = charset; *p != '\0' && *p != ':' && *p != '*' && n + 1 < sizeof plain;
         p++) {
        if (isalnum((unsigned char)*p))
            plain[n++] = (char)tolower((unsigned char)*p);
    }
    plain[n] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(aliases); i++) {
        if (strcmp(aliases[i].alias, plain) == 0) {
            snprintf(out, 32, "%s", aliases[i].name);
            return;
        }
    }
    digits = plain + strcspn(plain, "0123456789");
    if (strncmp(plain, "iso8859", 7) == 0)
        snprintf(out, 32, "ISO-8859-%.4s", plain + 7);
    else if (strncmp(plain, "win", 3) == 0 || strncmp(plain, "cp", 2) == 0 ||
             strncmp(plain, "ibm", 3) == 0 || strncmp(plain, "dos", 3) == 0)
        snprintf(out, 32, "CP%.8s", digits);
    else
        snprintf(out, 32, "%s", plain);
}

void
charset_add(struct buf *b, uint32_t c)
{
    char out[4];

    if (c < 0x80) {
        buf_addc(b, (char)c);
    } else if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        buf_add(b, out, 2);
    } else if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        buf_add(b, out, 3);
    } else {
        out[0] = (char)(0xF0 | c >> 18);
        out[1] = (char)(0x80 | (c >> 12 & 0x3F));
        out[2] = (char)(0x80 | (c >> 6 & 0x3F));
        out[3] = (char)(0x80 | (c & 0x3F));
        buf_add(b, out, 4);
    }
}

void
charset_utf16(struct buf *out, const unsigned char *bytes, size_t n, bool double_byte)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t c = double_byte ? (uint32_t)bytes[2 * i] | (uint32_t)bytes[2 * i + 1] << 8
                                 : bytes[i];

        if (c >= 0xD800 && c < 0xDC00 && i + 1 < n && (bytes[2 * i + 3] & 0xFC) == 0xDC) {
            c = 0x10000 + ((c - 0xD800) << 10) +
                (((uint32_t)bytes[2 * i + 2] | (uint32_t)bytes[2 * i + 3] << 8) - 0xDC00);
            i++;
        }
        charset_add(out, (c >= 0xD800 && c < 0xE000) || c == 0 ? UNKNOWN : c);
    }
}

static char *
by_table(const struct table *t, const unsigned char *bytes, size_t n)
{
    struct buf b = {0};

    buf_adds(&b, "");
    for (size_t i = 0; i < n; i++)
        charset_add(&b, t->map[bytes[i]]);
    return buf_take(&b);
}

static char *
by_iconv(iconv_t cd, const char *bytes, size_t n)
{
    struct buf b = {0};
    char *from = (char *)bytes, chunk[4096];
    bool flush = false;

    buf_adds(&b, "");
    iconv(cd, NULL, NULL, NULL, NULL);
    for (;;) {
        char *to = chunk;
        size_t room = sizeof chunk, rc;

        rc = flush ? iconv(cd, NULL, NULL, &to, &room) : iconv(cd, &from, &n, &to, &room);
        buf_add(&b, chunk, sizeof chunk - room);
        if (rc != (size_t)-1) {
            if (flush)
                return buf_take(&b);
            flush = true;
        } else if (errno == EILSEQ && n > 0) {
            buf_adds(&b, "\xEF\xBF\xBD");
            from++;
            n--;
        } else if (errno != E2BIG) {        /* cut inside a character */
            buf_adds(&b, "\xEF\xBF\xBD");
            return buf_take(&b);
        }
    }
}

bool
charset_looks_1258(const unsigned char *bytes, size_t n)
{
    static const char vowels[] = "aeiouyAEIOUY\xE2\xE3\xEA\xF4\xF5\xFD\xC2\xC3\xCA\xD4\xD5\xDD";
    static const char tones[] = "\xCC\xD2\xDE\xEC\xF2";
    size_t hits = 0;

    for (size_t i = 1; i < n; i++) {
        if (bytes[i] >= 0x80 && strchr(tones, (char)bytes[i]) != NULL && bytes[i - 1] != 0 &&
            strchr(vowels, (char)bytes[i - 1]) != NULL)
            hits++;
    }
    return hits > 0;
}

/* U+0300 to U+036F: text as macOS and iOS write it. */
static bool
has_combining(const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if ((bytes[i] == 0xCC && bytes[i + 1] >= 0x80) || (bytes[i] == 0xCD && bytes[i + 1] < 0xB0))
            return true;
    }
    return false;
}

static char *
guess(const unsigned char *bytes, size_t n, struct strings *flags)
{
    const struct table *t;

    if (text_is_utf8((const char *)bytes, n)) {
        if (has_combining(bytes, n))
            flag_add(flags, FLAG_NFD);
        return xstrndup((const char *)bytes, n);
    }
    flag_add(flags, FLAG_CHARSET_GUESSED);
    if (text_is_mostly_utf8((const char *)bytes, n))    /* cut inside a letter, or patched by a program */
        return text_clean((const char *)bytes, n);
    t = table_find(charset_looks_1258(bytes, n) ? "CP1258" : "CP1252");
    return t != NULL ? by_table(t, bytes, n) : text_clean((const char *)bytes, n);
}

static bool
is_ascii(const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] >= 0x80 || bytes[i] == 0x1B)
            return false;
    }
    return true;
}

bool
charset_is_utf8(const unsigned char *bytes, size_t n)
{
    size_t letters = 0;

    for (size_t i = 0; i < n && letters < 2; i++)
        letters += bytes[i] >= 0xC2;
    return letters >= 2 && text_is_utf8((const char *)bytes, n);
}

char *
charset_convert(const char *charset, const void *bytes, size_t n, struct strings *flags)
{
    const struct table *t;
    char name[32] = "";

    if (charset == NULL || *charset == '\0')
        return guess(bytes, n, flags);
    name_of(charset, name);
    if (strncmp(name, "utf8", 4) == 0 || strcmp(name, "unknown8bit") == 0)
        return guess(bytes, n, flags);
    for (size_t i = 0; i < ARRAY_LEN(wide); i++) {
        iconv_t cd;

        if (strcmp(wide[i], name) != 0)
            continue;
        if ((cd = wide_open(i)) != (iconv_t)-1)
            return by_iconv(cd, bytes, n);
        tool_missing();
        opened[i] = NULL;
    }
    if (charset_is_utf8(bytes, n)) {
        flag_add(flags, FLAG_CHARSET_GUESSED);
        return guess(bytes, n, flags);
    }
    /* Plain 7-bit text is the same in every 8-bit set; "us-ascii" with 8-bit
     * letters is some other set. */
    if (is_ascii(bytes, n))
        return xstrndup(bytes, n);
    if (strcasestr(charset, "ascii") == NULL && (t = table_find(name)) != NULL)
        return by_table(t, bytes, n);
    flag_add(flags, FLAG_CHARSET_UNKNOWN);
    return guess(bytes, n, flags);
}
