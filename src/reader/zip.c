/* A zip container is an office document or an archive; its members tell.
 * The files of an archive are opened like attachments of their own. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "charset.h"
#include "files.h"
#include "sniff.h"
#include "zipbox.h"

/* OOXML by its parts, OpenDocument by its first member; the first that fits. */
static const struct { const char *part; enum file_format kind; } packages[] = {
    { "xl/workbook.bin", FORMAT_XLSB }, { "xl/", FORMAT_XLSX }, { "word/", FORMAT_DOCX }, { "ppt/", FORMAT_PPTX },
    { "FixedDocSeq.fdseq", FORMAT_XPS }, { "FixedDocumentSequence.fdseq", FORMAT_XPS },
};
static const struct { const char *media; enum file_format kind; } documents[] = {
    { "application/vnd.oasis.opendocument.spreadsheet", FORMAT_ODS },
    { "application/vnd.oasis.opendocument.text", FORMAT_ODT },
    { "application/vnd.oasis.opendocument.", FORMAT_ODF },
    { "application/epub+zip", FORMAT_EPUB },
};
/* Apple's documents: the first two only hold tables or pages. */
static const struct { const char *part; enum file_format kind; } apple[] = {
    { "Index/CalculationEngine", FORMAT_NUMBERS }, { "Index/Tables/", FORMAT_NUMBERS }, { "Index/Document.iwa", FORMAT_PAGES },
    { "Index.zip", FORMAT_PAGES }, { "index.apxl", FORMAT_PAGES },
};

static bool
any_encrypted(const struct zipbox *box)
{
    for (size_t i = 0; i < zipbox_count(box); i++) {
        if (zipbox_encrypted(box, i))
            return true;
    }
    return false;
}

/* Of Office's packages: the list of types names them, whatever their parts are called. */
static bool
has_macros(struct zipbox *box)
{
    long member = zipbox_find(box, "[Content_Types].xml");
    char *why = NULL, *types = NULL;
    bool found = false;
    size_t n;

    for (size_t i = 0; i < zipbox_count(box) && !found; i++) {
        const char *name = zipbox_name(box, i, &(bool){false});

        found = strcasestr(name, "vbaProject") != NULL || strcasestr(name, "macrosheets/") != NULL;
    }
    if (!found && member != -1 && (types = zipbox_read(box, (size_t)member, &n, &why)) != NULL)
        found = strcasestr(types, "ms-office.vbaProject") != NULL ||
                strcasestr(types, "ms-excel.macrosheet") != NULL;
    free(types);
    free(why);
    return found;
}

static void
document_open(struct opening *o, struct zipbox *box, struct attachment *a, enum file_format kind)
{
    const struct format *format = format_of(kind);

    files_is(a, format);
    if (any_encrypted(box)) {
        flag_add(&a->flags, FLAG_ENCRYPTED);
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
    } else if (format->read_box != NULL) {
        format->read_box(o, box, a);
    }
}

/* OpenDocument says in its manifest that its parts are encrypted. */
static bool
odf_encrypted(struct zipbox *box)
{
    long member = zipbox_find(box, "META-INF/manifest.xml");
    char *why = NULL, *text;
    size_t n;
    bool found;

    if (member == -1 || (text = zipbox_read(box, (size_t)member, &n, &why)) == NULL) {
        free(why);
        return false;
    }
    found = memmem(text, n, "encryption-data", 15) != NULL;
    free(text);
    return found;
}

/* Their name tells a table from a page where the parts do not. */
static enum file_format
apple_kind(const char *name, const struct zipbox *box)
{
    const char *dot = name != NULL ? strrchr(name, '.') : NULL;
    const struct format_facts *called = format_ending(dot != NULL ? dot + 1 : NULL);

    for (size_t i = 0; i < ARRAY_LEN(apple); i++) {
        if (zipbox_has(box, apple[i].part))
            return called == &format_facts[FORMAT_NUMBERS] ? FORMAT_NUMBERS
                   : called == &format_facts[FORMAT_PAGES] ? FORMAT_PAGES : apple[i].kind;
    }
    return FORMATS;
}

static bool
is_document(struct opening *o, struct zipbox *box, struct attachment *a)
{
    long member = zipbox_find(box, "mimetype");
    char *why = NULL, *media = NULL;
    enum file_format kind;
    size_t n;

    for (size_t i = 0; i < ARRAY_LEN(packages) && zipbox_find(box, "[Content_Types].xml") != -1;
         i++) {
        if (zipbox_has(box, packages[i].part)) {
            if (has_macros(box))
                flag_add(&a->flags, FLAG_MACROS);
            document_open(o, box, a, packages[i].kind);
            return true;
        }
    }
    if ((kind = apple_kind(o->name, box)) != FORMATS) {
        document_open(o, box, a, kind);
        return true;
    }
    if (member != -1 && !zipbox_encrypted(box, (size_t)member))
        media = zipbox_read(box, (size_t)member, &n, &why);
    free(why);
    for (size_t i = 0; i < ARRAY_LEN(documents) && media != NULL; i++) {
        if (strncmp(media, documents[i].media, strlen(documents[i].media)) != 0)
            continue;
        free(media);
        document_open(o, box, a, documents[i].kind);
        if (odf_encrypted(box)) {
            flag_add(&a->flags, FLAG_ENCRYPTED);
            refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
        }
        return true;
    }
    free(media);
    return false;
}

/* ---- an archive --------------------------------------------------------------------- */

/* Vietnamese letters in UTF-8, as most archivers write them with or without
 * saying so; else in CP437 or windows-1258. */
static char *
member_name(const struct zipbox *box, size_t i, struct attachment *a)
{
    bool utf8;
    const char *raw = zipbox_name(box, i, &utf8);
    size_t n = strlen(raw);
    char *text, *clean;

    if (text_is_utf8(raw, n))
        text = xstrdup(raw);
    else {
        flag_add(&a->flags, FLAG_NAMES_GUESSED);
        text = charset_convert(charset_looks_1258((const unsigned char *)raw, n) ? "CP1258"
                                                                                 : "CP437",
                               raw, n, NULL);
    }
    clean = text_clean_line(text, n > 0 ? strlen(text) : 0);
    free(text);
    return clean;
}

static bool
is_folder_or_litter(const char *name)
{
    size_t n = strlen(name);
    const char *base = strrchr(name, '/') != NULL ? strrchr(name, '/') + 1 : name;

    return n == 0 || name[n - 1] == '/' || strncmp(name, "__MACOSX/", 9) == 0 ||
           strcmp(base, ".DS_Store") == 0 || strcasecmp(base, "thumbs.db") == 0 ||
           strcasecmp(base, "desktop.ini") == 0;
}

static void
member_add(struct opening *o, struct zipbox *box, size_t i, const char *name, struct attachment *a)
{
    struct incoming in = { .name = name };
    struct attachment *inner;
    char *why = NULL, *bytes;

    if ((bytes = zipbox_read(box, i, &in.n, &why)) != NULL) {
        in.bytes = bytes;
        files_add(o->files, &in, o->index, o->depth + 1);
        free(bytes);
    } else {
        inner = ARRAY_MORE(o->files->v, o->files->n);
        *inner = (struct attachment){ .name = text_cut(name, LIMIT_NAME),
                                      .type = xstrdup(format_facts[FORMAT_UNKNOWN].name),
                                      .inside = o->index };
        if (zipbox_encrypted(box, i))
            flag_add(&inner->flags, FLAG_ENCRYPTED);
        refuse(inner, zipbox_encrypted(box, i) ? ATTACHMENT_QUARANTINED : ATTACHMENT_UNREADABLE,
               "%s", why);
        shorten(a, "not every file in it could be read: %s", why);
    }
    free(why);
}

static void
archive_open(struct opening *o, struct zipbox *box, struct attachment *a)
{
    struct buf names = {0};

    if (o->depth >= LIMIT_ARCHIVE_DEPTH) {
        refuse(a, ATTACHMENT_UNREADABLE, "archives are nested deeper than %d", LIMIT_ARCHIVE_DEPTH);
        return;
    }
    a->status = ATTACHMENT_READ;
    for (size_t i = 0; i < zipbox_count(box); i++) {
        char *name = member_name(box, i, a);

        if (!is_folder_or_litter(name)) {
            buf_addf(&names, "%s\n", name);
            if (zipbox_name_cut(box, i))
                shorten(a, "the name of a file in it is longer than %d bytes; it was cut",
                        LIMIT_ENTRY_NAME);
            if (o->files->n >= LIMIT_ENTRIES || o->files->expanded > LIMIT_EXPANDED)
                shorten(
                    a, "not every file in it was opened: there are too many or they are too large");
            else
                member_add(o, box, i, name, a);
        }
        free(name);
    }
    a->text = names.len > 0 ? buf_take(&names) : NULL;
}

void
zip_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    char *why = NULL;
    struct zipbox *box = zipbox_open(o->files, bytes, n, &why);

    if (box == NULL)
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    else if (!is_document(o, box, a))
        archive_open(o, box, a);
    zipbox_close(box);
    free(why);
}
