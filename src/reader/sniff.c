/* The format table: how a kind of file is recognised and what becomes of it. */
#include "sniff.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "fields.h"

#define PROBE 4096                      /* bytes that decide whether it is text */

static const char not_opened[] = "it is kept, but files of this kind are not opened";
static const char picture[] = "it is a picture: kept, but nothing is read from it";
static const char runs[] = "it is a program or a shortcut, which no report needs";

enum {
    F_EMPTY, F_PDF, F_ZIP, F_OLE, F_RTF, F_TNEF, F_RAR, F_7Z, F_GZIP, F_PNG, F_JPEG, F_GIF, F_BMP, F_TIFF, F_WEBP,
    F_HEIC, F_EXE, F_ELF, F_LNK, F_SCRIPT, F_VIDEO, F_EML, F_HTML, F_XML, F_JSON, F_CALENDAR, F_TEXT, F_CSV, F_UNKNOWN,
};

static const struct format formats[] = {
    [F_EMPTY] = { "empty", NULL, ATTACHMENT_UNREADABLE, "it is empty" },
    [F_PDF] = { "pdf", pdf_read, ATTACHMENT_UNREADABLE, NULL, .skim = &pdf_skim },
    [F_ZIP] = { "zip", zip_read, ATTACHMENT_UNREADABLE, NULL },
    [F_OLE] = { "ole", ole_read, ATTACHMENT_STORED, NULL },
    [F_RTF] = { "rtf", NULL, ATTACHMENT_STORED, not_opened },
    [F_TNEF] = { "tnef", tnef_read, ATTACHMENT_UNREADABLE, NULL },
    [F_RAR] = { "rar", NULL, ATTACHMENT_STORED, "it is a RAR archive, which is not opened" },
    [F_7Z] = { "7z", NULL, ATTACHMENT_STORED, "it is a 7-Zip archive, which is not opened" },
    [F_GZIP] = { "gzip", NULL, ATTACHMENT_STORED, not_opened },
    [F_PNG] = { "png", NULL, ATTACHMENT_STORED, picture },
    [F_JPEG] = { "jpeg", NULL, ATTACHMENT_STORED, picture },
    [F_GIF] = { "gif", NULL, ATTACHMENT_STORED, picture },
    [F_BMP] = { "bmp", NULL, ATTACHMENT_STORED, picture },
    [F_TIFF] = { "tiff", NULL, ATTACHMENT_STORED, picture },
    [F_WEBP] = { "webp", NULL, ATTACHMENT_STORED, picture },
    [F_HEIC] = { "heic", NULL, ATTACHMENT_STORED, picture },
    [F_EXE] = { "exe", NULL, ATTACHMENT_QUARANTINED, runs },
    [F_ELF] = { "elf", NULL, ATTACHMENT_QUARANTINED, runs },
    [F_LNK] = { "lnk", NULL, ATTACHMENT_QUARANTINED, runs },
    [F_SCRIPT] = { "script", NULL, ATTACHMENT_QUARANTINED, runs },
    [F_VIDEO] = { "video", NULL, ATTACHMENT_STORED, not_opened },
    [F_EML] = { "eml", mail_read, ATTACHMENT_UNREADABLE, NULL },
    [F_HTML] = { "html", page_read, ATTACHMENT_STORED, NULL },
    [F_XML] = { "xml", text_read, ATTACHMENT_STORED, NULL },
    [F_JSON] = { "json", text_read, ATTACHMENT_STORED, NULL },
    [F_CALENDAR] = { "ics", text_read, ATTACHMENT_STORED, NULL },
    [F_TEXT] = { "txt", text_read, ATTACHMENT_STORED, NULL },
    [F_CSV] = { "csv", csv_read, ATTACHMENT_STORED, NULL },
    [F_UNKNOWN] = { "unknown", NULL, ATTACHMENT_STORED, "its kind is not known; it is kept, but not opened" },
};

static const struct { int format; size_t at, n; const char *bytes; } magics[] = {
    { F_ZIP, 0, 4, "PK\3\4" },
    { F_ZIP, 0, 4, "PK\5\6" },
    { F_OLE, 0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" },
    { F_JPEG, 0, 3, "\xFF\xD8\xFF" },
    { F_PNG, 0, 8, "\x89PNG\r\n\x1A\n" },
    { F_RAR, 0, 6, "Rar!\x1A\x07" },
    { F_7Z, 0, 6, "7z\xBC\xAF\x27\x1C" },
    { F_RTF, 0, 5, "{\\rtf" },
    { F_TNEF, 0, 4, "\x78\x9F\x3E\x22" },
    { F_GZIP, 0, 3, "\x1F\x8B\x08" },
    { F_GIF, 0, 4, "GIF8" },
    { F_TIFF, 0, 4, "II*\0" },
    { F_TIFF, 0, 4, "MM\0*" },
    { F_WEBP, 8, 4, "WEBP" },
    { F_HEIC, 4, 8, "ftypheic" },
    { F_HEIC, 4, 8, "ftypmif1" },
    { F_VIDEO, 4, 4, "ftyp" },
    { F_ELF, 0, 4, "\x7F" "ELF" },
    { F_LNK, 0, 8, "L\0\0\0\1\x14\2\0" },
};

/* Text that runs when it is opened: only the name can tell. */
static const char *const script_ends[] = {
    ".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".hta", ".bat", ".cmd", ".ps1", ".scr", ".com", ".pif", ".msi", ".jar",
    ".url", ".scf", ".reg", ".exe", ".dll", ".lnk", ".cpl", ".chm", ".iso", ".img", ".vhd",
};

static bool
ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), k = strlen(end);

    return n >= k && strcasecmp(name + n - k, end) == 0;
}

static bool
is_script(const char *name)
{
    size_t n = name != NULL ? strlen(name) : 0;

    while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == '.'))     /* Windows drops them */
        n--;
    for (size_t i = 0; i < ARRAY_LEN(script_ends) && n > 0; i++) {
        size_t k = strlen(script_ends[i]);

        if (n >= k && strncasecmp(name + n - k, script_ends[i], k) == 0)
            return true;
    }
    return false;
}

/* A PE file; "MZ" alone also begins words. */
static bool
is_exe(const unsigned char *bytes, size_t n)
{
    size_t at;

    if (n < 64 || memcmp(bytes, "MZ", 2) != 0)
        return false;
    at = (size_t)bytes[60] | (size_t)bytes[61] << 8 | (size_t)bytes[62] << 16 | (size_t)bytes[63] << 24;
    return (at < n - 4 && memcmp(bytes + at, "PE\0\0", 4) == 0) || memchr(bytes, '\0', 64) != NULL;
}

static bool
is_text(const unsigned char *bytes, size_t n)
{
    size_t odd = 0;

    if (n >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        return true;
    n = n < PROBE ? n : PROBE;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\0')
            return false;
        odd += bytes[i] < ' ' && strchr("\t\n\r\f\x1B", bytes[i]) == NULL;
    }
    return odd * 100 <= n;
}

bool
sniff_is_mail(const unsigned char *bytes, size_t n)
{
    static const char *const usual[] = {
        "From", "To", "Subject", "Date", "Received", "Message-ID", "MIME-Version", "Return-Path", "Delivered-To",
        "Content-Type", "Reply-To", "Sender", "X-Mailer",
    };
    struct fields f;
    size_t known = 0;

    fields_parse(&f, (const char *)bytes, n < PROBE * 4 ? n : PROBE * 4);
    for (size_t i = 0; i < ARRAY_LEN(usual); i++)
        known += fields_find(&f, usual[i]) != NULL;
    if (f.n == 0 || f.v[0].name > (const char *)bytes + 200)
        known = 0;
    fields_free(&f);
    return known >= 2;
}

static size_t
skip_space(const unsigned char *bytes, size_t n)
{
    size_t i = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (i < n && isspace(bytes[i]))
        i++;
    return i;
}

static bool
begins(const unsigned char *bytes, size_t n, const char *word)
{
    return n >= strlen(word) && strncasecmp((const char *)bytes, word, strlen(word)) == 0;
}

static int
sniff_text(const char *name, const unsigned char *bytes, size_t n)
{
    size_t at = skip_space(bytes, n), left = n - at;
    const unsigned char *p = bytes + at;

    if (begins(p, left, "BEGIN:VCALENDAR"))
        return F_CALENDAR;
    if (begins(p, left, "<!doctype html") || begins(p, left, "<html") || begins(p, left, "<head") || begins(p, left, "<body") ||
        begins(p, left, "<table") || (begins(p, left, "<") && memmem(p, left < PROBE ? left : PROBE, "<html", 5) != NULL))
        return F_HTML;
    if (begins(p, left, "<?xml"))
        return F_XML;
    if (left > 1 && (*p == '{' || *p == '[') && name != NULL && ends_with(name, ".json"))
        return F_JSON;
    if (sniff_is_mail(bytes, n))
        return F_EML;
    /* A table of lines looks like any text: here the name decides. */
    return name != NULL && (ends_with(name, ".csv") || ends_with(name, ".tsv") || ends_with(name, ".tab")) ? F_CSV : F_TEXT;
}

const struct format *
sniff_mail(void)
{
    return &formats[F_EML];
}

const struct format *
sniff(const char *name, const unsigned char *bytes, size_t n)
{
    if (n == 0)
        return &formats[F_EMPTY];
    for (size_t i = 0; i < ARRAY_LEN(magics); i++) {
        if (n >= magics[i].at + magics[i].n && memcmp(bytes + magics[i].at, magics[i].bytes, magics[i].n) == 0)
            return &formats[magics[i].format];
    }
    if (memmem(bytes, n < 1024 ? n : 1024, "%PDF-", 5) != NULL)     /* ISO 32000-1, annex H: within the first 1024 bytes */
        return &formats[F_PDF];
    if (is_exe(bytes, n))
        return &formats[F_EXE];
    if (is_script(name))
        return &formats[F_SCRIPT];
    if (is_text(bytes, n))
        return &formats[sniff_text(name, bytes, n)];
    if (n > 14 && memcmp(bytes, "BM", 2) == 0)
        return &formats[F_BMP];
    return &formats[F_UNKNOWN];
}
