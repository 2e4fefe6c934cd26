/* The format table: how a kind of file is recognised and what becomes of it. */
#include "sniff.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fields.h"

#define PROBE 4096                      /* bytes that decide whether it is text */

static const char not_opened[] = "it is kept, but files of this kind are not opened";
static const char picture[] = "it is a picture: kept, but nothing is read from it";
static const char runs[] = "it is a program or a shortcut, which no report needs";

#define ROW(k) [k] = { .kind = (k),
static const struct format formats[FORMATS] = {
    ROW(FORMAT_EMPTY) .status = ATTACHMENT_UNREADABLE, .reason = "it is empty" },
    ROW(FORMAT_PDF) .read = pdf_read, .status = ATTACHMENT_UNREADABLE, .skim = &pdf_skim },
    ROW(FORMAT_XLSX) .read_box = xlsx_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_XLS) .read_cfb = xls_read, .status = ATTACHMENT_UNREADABLE, .reason = "it is damaged" },
    ROW(FORMAT_ODS) .read_box = ods_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_FODS) .read = odf_flat_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_XML_SHEET) .read = xml_sheet_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_CSV) .read = csv_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_DOCX) .read_box = docx_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_DOC) .read_cfb = word_read, .status = ATTACHMENT_UNREADABLE, .reason = "it is damaged" },
    ROW(FORMAT_ODT) .read_box = odt_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_FODT) .read = odf_flat_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_XML_WORD) .read = docx_flat_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_RTF) .read = rtf_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_HTML) .read = page_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_MHT) .read = mht_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_TEXT) .read = text_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_XML) .read = text_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_JSON) .read = text_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_PACKAGE) .read = package_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_CALENDAR) .read = text_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_CARD) .read = text_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_EML) .read = mail_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_EDXML) .read = edxml_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_MSG) .status = ATTACHMENT_STORED, .reason = "it is a saved Outlook message, which is not opened" },
    ROW(FORMAT_XLSB) .status = ATTACHMENT_STORED, .reason = "it is a binary workbook, which is not opened" },
    ROW(FORMAT_NUMBERS) .status = ATTACHMENT_STORED, .reason = "it is a Numbers table, which is not opened" },
    ROW(FORMAT_PAGES) .status = ATTACHMENT_STORED, .reason = "it is a Pages document, which is not opened" },
    ROW(FORMAT_WPS) .status = ATTACHMENT_STORED, .reason = "it is a document of Works or WPS, which is not opened" },
    ROW(FORMAT_ABW) .status = ATTACHMENT_STORED, .reason = "it is a document of AbiWord, which is not opened" },
    ROW(FORMAT_PPTX) .status = ATTACHMENT_STORED, .reason = "it is a presentation, which is not opened" },
    ROW(FORMAT_PPT) .status = ATTACHMENT_STORED, .reason = "it is a presentation, which is not opened" },
    ROW(FORMAT_ODF) .status = ATTACHMENT_STORED, .reason = not_opened },
    ROW(FORMAT_XPS) .status = ATTACHMENT_STORED, .reason = "it is an XPS document, which is not opened" },
    ROW(FORMAT_EPUB) .status = ATTACHMENT_STORED, .reason = not_opened },
    ROW(FORMAT_ZIP) .read = zip_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_RAR) .status = ATTACHMENT_STORED, .reason = "it is a RAR archive, which is not opened" },
    ROW(FORMAT_7Z) .status = ATTACHMENT_STORED, .reason = "it is a 7-Zip archive, which is not opened" },
    ROW(FORMAT_GZIP) .status = ATTACHMENT_STORED, .reason = not_opened },
    ROW(FORMAT_TNEF) .read = tnef_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_PNG) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_JPEG) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_GIF) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_BMP) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_TIFF) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_WEBP) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_HEIC) .status = ATTACHMENT_STORED, .reason = picture },
    ROW(FORMAT_WRAPPED) .read = wrapped_read, .status = ATTACHMENT_UNREADABLE },
    ROW(FORMAT_SIGNATURE) .status = ATTACHMENT_STORED, .reason = "it is a detached signature, which is not checked" },
    ROW(FORMAT_KEY) .status = ATTACHMENT_STORED, .reason = "it is a key or a certificate" },
    ROW(FORMAT_EXE) .status = ATTACHMENT_QUARANTINED, .reason = runs },
    ROW(FORMAT_ELF) .status = ATTACHMENT_QUARANTINED, .reason = runs },
    ROW(FORMAT_LNK) .status = ATTACHMENT_QUARANTINED, .reason = runs },
    ROW(FORMAT_SCRIPT) .status = ATTACHMENT_QUARANTINED, .reason = runs },
    ROW(FORMAT_VIDEO) .status = ATTACHMENT_STORED, .reason = not_opened },
    ROW(FORMAT_OFFICE) .status = ATTACHMENT_QUARANTINED, .reason = "it is protected by a password" },
    ROW(FORMAT_OLE) .read = ole_read, .status = ATTACHMENT_STORED },
    ROW(FORMAT_UNKNOWN) .status = ATTACHMENT_STORED, .reason = "its kind is not known; it is kept, but not opened" },
};

static const struct { enum file_format format; size_t at, n; const char *bytes; } magics[] = {
    { FORMAT_ZIP, 0, 4, "PK\3\4" },
    { FORMAT_ZIP, 0, 4, "PK\5\6" },
    { FORMAT_OLE, 0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" },
    { FORMAT_JPEG, 0, 3, "\xFF\xD8\xFF" },
    { FORMAT_PNG, 0, 8, "\x89PNG\r\n\x1A\n" },
    { FORMAT_RAR, 0, 6, "Rar!\x1A\x07" },
    { FORMAT_7Z, 0, 6, "7z\xBC\xAF\x27\x1C" },
    { FORMAT_RTF, 0, 5, "{\\rtf" },
    { FORMAT_RTF, 0, 8, "\xEF\xBB\xBF{\\rtf" },
    { FORMAT_TNEF, 0, 4, "\x78\x9F\x3E\x22" },
    { FORMAT_GZIP, 0, 3, "\x1F\x8B\x08" },
    { FORMAT_GIF, 0, 4, "GIF8" },
    { FORMAT_TIFF, 0, 4, "II*\0" },
    { FORMAT_TIFF, 0, 4, "MM\0*" },
    { FORMAT_WEBP, 8, 4, "WEBP" },
    { FORMAT_HEIC, 4, 8, "ftypheic" },
    { FORMAT_HEIC, 4, 8, "ftypheix" },
    { FORMAT_HEIC, 4, 8, "ftyphevc" },
    { FORMAT_HEIC, 4, 8, "ftypmif1" },
    { FORMAT_HEIC, 4, 8, "ftypavif" },
    { FORMAT_VIDEO, 4, 4, "ftyp" },
    { FORMAT_ELF, 0, 4, "\x7F" "ELF" },
    { FORMAT_LNK, 0, 8, "L\0\0\0\1\x14\2\0" },
    { FORMAT_WRAPPED, 0, 27, "-----BEGIN PGP MESSAGE-----" },
    { FORMAT_SIGNATURE, 0, 29, "-----BEGIN PGP SIGNATURE-----" },
    { FORMAT_KEY, 0, 36, "-----BEGIN PGP PUBLIC KEY BLOCK-----" },
    { FORMAT_KEY, 0, 27, "-----BEGIN CERTIFICATE-----" },
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

/* A message of PKCS #7: its type stands within its first bytes (RFC 5652, 3). */
static bool
is_wrapped(const unsigned char *bytes, size_t n)
{
    return n > 32 && *bytes == 0x30 && memmem(bytes, 20, "\x2A\x86\x48\x86\xF7\x0D\x01", 7) != NULL;
}

/* RFC 9580, 4.2, 5.1, 5.3: what is encrypted begins with the key of its session, for a reader's
 * key or of a password. */
static bool
is_pgp(const unsigned char *bytes, size_t n)
{
    static const size_t heads[] = { 2, 3, 5 };          /* of old, by the bytes of their length */
    unsigned tag, version;
    size_t head;

    if (n < 32 || *bytes < 0x80 || (*bytes < 0xC0 && (*bytes & 3) == 3))
        return false;
    tag = *bytes < 0xC0 ? *bytes >> 2 & 0xF : *bytes & 0x3F;
    head = *bytes < 0xC0 ? heads[*bytes & 3] : bytes[1] < 192 ? 2 : 3;
    version = bytes[head];
    return (tag == 1 && (version == 3 || version == 6)) || (tag == 3 && version >= 4 && version <= 6);
}

/* A PE file; "MZ" alone also begins words. */
static bool
is_exe(const unsigned char *bytes, size_t n)
{
    size_t at;

    if (n < 64 || memcmp(bytes, "MZ", 2) != 0)
        return false;
    at = (size_t)bytes[60] | (size_t)bytes[61] << 8 | (size_t)bytes[62] << 16 |
         (size_t)bytes[63] << 24;
    return (at < n - 4 && memcmp(bytes + at, "PE\0\0", 4) == 0) || memchr(bytes, '\0', 64) != NULL;
}

static bool
is_text(const unsigned char *bytes, size_t n)
{
    size_t odd = 0;

    if (n >= 2 &&
        ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        return true;
    n = n < PROBE ? n : PROBE;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\0')
            return false;
        odd += bytes[i] < ' ' && strchr("\t\n\r\f\x1B", bytes[i]) == NULL;
    }
    return odd * 100 <= n;
}

static bool
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

static bool
has_near(const unsigned char *bytes, size_t n, const char *word)
{
    return memmem(bytes, n < PROBE ? n : PROBE, word, strlen(word)) != NULL;
}

/* Behind declaration, comments and DOCTYPE, whatever its prefix. */
static bool
root_is(const unsigned char *p, size_t n, const char *name)
{
    const char *at = (const char *)p, *end = at + (n < PROBE ? n : PROBE), *stop;
    size_t len;

    while (at < end && (*at == '<' ? at + 1 < end && (at[1] == '?' || at[1] == '!') : true)) {
        bool comment = end - at > 4 && strncmp(at, "<!--", 4) == 0;

        if (*at != '<') {
            at++;
            continue;
        }
        stop = memmem(at, (size_t)(end - at), comment ? "-->" : ">", comment ? 3 : 1);
        at = stop == NULL ? end : stop + 1;
    }
    if (at >= end)
        return false;
    at++;
    stop = at;
    while (stop < end && strchr(" \t\r\n/>", *stop) == NULL)
        stop++;
    for (const char *c = at; c < stop; c++)
        at = *c == ':' ? c + 1 : at;
    len = (size_t)(stop - at);
    return len == strlen(name) && strncasecmp(at, name, len) == 0;
}

/* Office documents as one XML file name their language in the first tag. */
static enum file_format
sniff_xml(const unsigned char *p, size_t n)
{
    if (has_near(p, n, "urn:schemas-microsoft-com:office:spreadsheet"))
        return FORMAT_XML_SHEET;
    if (has_near(p, n, "schemas.microsoft.com/office/word/2003/wordml") ||
        has_near(p, n, "schemas.microsoft.com/office/2006/xmlPackage"))
        return FORMAT_XML_WORD;
    if (has_near(p, n, "urn:oasis:names:tc:opendocument") && has_near(p, n, "<office:document"))
        return has_near(p, n, "opendocument.spreadsheet") ? FORMAT_FODS : FORMAT_FODT;
    if (root_is(p, n, "abiword"))
        return FORMAT_ABW;
    return root_is(p, n, "edXML") ? FORMAT_EDXML : FORMAT_XML;
}

/* A mail that nobody sent: pages and pictures as a browser or Word saves them. */
static bool
is_web_archive(const unsigned char *bytes, size_t n)
{
    static const char *const sent[] = { "To", "Cc", "Received", "Message-ID", "Return-Path", "Delivered-To" };
    struct fields f;
    const struct field *type;
    char *text;
    bool found;

    fields_parse(&f, (const char *)bytes, n < PROBE ? n : PROBE);
    type = fields_find(&f, "Content-Type");
    text = type != NULL ? field_text(type, false, NULL) : NULL;
    found = text != NULL && fields_find(&f, "MIME-Version") != NULL &&
            (strncasecmp(text, "multipart/related", 17) == 0 || strncasecmp(text, "text/html", 9) == 0);
    for (size_t i = 0; i < ARRAY_LEN(sent); i++)
        found = found && fields_find(&f, sent[i]) == NULL;
    free(text);
    fields_free(&f);
    return found;
}

/* Most lines have a TAB within: a table, whatever its name. */
static bool
most_have_tabs(const unsigned char *p, size_t n)
{
    const unsigned char *end = p + (n < PROBE ? n : PROBE);
    size_t lines = 0, tabbed = 0;

    while (p < end) {
        const unsigned char *stop = memchr(p, '\n', (size_t)(end - p)), *first = p;

        stop = stop != NULL ? stop : end;
        while (first < stop && (*first == ' ' || *first == '\t'))
            first++;
        lines += first < stop && *first != '\r';
        tabbed += memchr(first, '\t', (size_t)(stop - first)) != NULL;
        p = stop + 1;
    }
    return tabbed > 2 && 2 * tabbed > lines;
}

/* Lines of cells: Excel's "text", also under the name of a workbook. */
static bool
is_lines_of_cells(const char *name, const unsigned char *bytes, size_t n)
{
    const char *dot = name != NULL ? strrchr(name, '.') : NULL;
    const struct format_facts *called = format_ending(dot != NULL ? dot + 1 : NULL);

    return called == &format_facts[FORMAT_CSV] || most_have_tabs(bytes, n) ||
           ((called == &format_facts[FORMAT_XLS] || called == &format_facts[FORMAT_XLSX]) && has_near(bytes, n, "\t"));
}

static enum file_format
sniff_text(const char *name, const unsigned char *bytes, size_t n)
{
    size_t at = skip_space(bytes, n), left = n - at;
    const unsigned char *p = bytes + at;
    unsigned char narrow[PROBE / 2] = {0};

    if (n > 2 && (*bytes == 0xFF || *bytes == 0xFE)) {      /* UTF-16: by its lower bytes */
        for (at = 0; at < sizeof narrow && 2 * at + 3 < n; at++)
            narrow[at] = bytes[2 * at + 2 + (*bytes == 0xFE)];
        return sniff_text(name, narrow, at);
    }
    if (begins(p, left, "BEGIN:VCALENDAR"))
        return FORMAT_CALENDAR;
    if (begins(p, left, "BEGIN:VCARD"))
        return FORMAT_CARD;
    if (begins(p, left, "<!doctype html") || begins(p, left, "<html") || begins(p, left, "<head") ||
        begins(p, left, "<body") || begins(p, left, "<table") || begins(p, left, "<meta") ||
        (begins(p, left, "<") && has_near(p, left, "<html")))
        return FORMAT_HTML;
    if (begins(p, left, "<?xml") || begins(p, left, "<office:document") ||
        (begins(p, left, "<") && root_is(p, left, "edXML")))
        return sniff_xml(p, left);
    if (package_begins(p, left))
        return FORMAT_PACKAGE;
    if (left > 1 && (*p == '{' || *p == '[') && name != NULL && ends_with(name, ".json"))
        return FORMAT_JSON;
    if (is_web_archive(p, left))
        return FORMAT_MHT;
    if (sniff_is_mail(bytes, n))
        return FORMAT_EML;
    /* A table of lines looks like any text: here the name decides, or its TABs. */
    return is_lines_of_cells(name, bytes, n) ? FORMAT_CSV : FORMAT_TEXT;
}

const struct format *
format_of(enum file_format kind)
{
    return &formats[kind];
}

static enum file_format
kind_of(const char *name, const unsigned char *bytes, size_t n)
{
    if (n == 0)
        return FORMAT_EMPTY;
    for (size_t i = 0; i < ARRAY_LEN(magics); i++) {
        if (n >= magics[i].at + magics[i].n &&
            memcmp(bytes + magics[i].at, magics[i].bytes, magics[i].n) == 0)
            return magics[i].format;
    }
    if (memmem(bytes, n < 1024 ? n : 1024, "%PDF-", 5) != NULL)     /* ISO 32000-1, annex H: within the first 1024 bytes */
        return FORMAT_PDF;
    if (is_wrapped(bytes, n) || is_pgp(bytes, n))
        return FORMAT_WRAPPED;
    if (is_exe(bytes, n))
        return FORMAT_EXE;
    if (is_script(name))
        return FORMAT_SCRIPT;
    if (is_text(bytes, n))
        return sniff_text(name, bytes, n);
    return n > 14 && memcmp(bytes, "BM", 2) == 0 ? FORMAT_BMP : FORMAT_UNKNOWN;
}

const struct format *
sniff(const char *name, const unsigned char *bytes, size_t n)
{
    return format_of(kind_of(name, bytes, n));
}
