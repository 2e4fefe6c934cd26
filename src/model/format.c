#include "model/format.h"

#include <string.h>
#include <strings.h>

#include "model/rendition.h"

#define PAPER   FORMAT_IS_PAPER
#define WORDS   FORMAT_IS_WORDS
#define PICTURE FORMAT_IS_PICTURE
#define ARCHIVE FORMAT_IS_ARCHIVE
#define NOTHING FORMAT_IS_NOTHING
#define EDIT    RENDITION_EDITABLE
#define ENDING_MOST 9

const struct format_facts format_facts[FORMATS] = {
    [FORMAT_EMPTY]     = { "empty", NOTHING, false, 0, NULL, "" },
    [FORMAT_PDF]       = { "pdf", PAPER, true, RENDITION_SIGNED, NULL, " pdf" },
    [FORMAT_XLSX]      = { "xlsx", PAPER, true, EDIT, NULL, " xlsx xlsm xltx xltm" },
    [FORMAT_XLS]       = { "xls", PAPER, true, EDIT, NULL, " xls xlt" },
    [FORMAT_ODS]       = { "ods", PAPER, true, EDIT, NULL, " ods ots" },
    [FORMAT_FODS]      = { "fods", PAPER, true, EDIT, NULL, " fods" },
    [FORMAT_XML_SHEET] = { "xml-xls", PAPER, true, EDIT, NULL, "" },
    [FORMAT_CSV]       = { "csv", PAPER, true, EDIT, NULL, " csv tsv tab" },
    [FORMAT_DOCX]      = { "docx", PAPER, true, EDIT, NULL, " docx docm dotx dotm" },
    [FORMAT_DOC]       = { "doc", PAPER, true, EDIT, NULL, " doc dot" },
    [FORMAT_ODT]       = { "odt", PAPER, true, EDIT, NULL, " odt ott" },
    [FORMAT_FODT]      = { "fodt", PAPER, true, EDIT, NULL, " fodt" },
    [FORMAT_XML_WORD]  = { "xml-doc", PAPER, true, EDIT, NULL, "" },
    [FORMAT_RTF]       = { "rtf", WORDS, true, EDIT, NULL, " rtf" },
    [FORMAT_HTML]      = { "html", WORDS, true, 0, NULL, " html htm" },
    [FORMAT_MHT]       = { "mht", WORDS, true, EDIT, NULL, " mht mhtml" },
    [FORMAT_TEXT]      = { "txt", WORDS, true, 0, NULL, " txt text" },
    [FORMAT_XML]       = { "xml", WORDS, false, 0, NULL, " xml" },
    [FORMAT_JSON]      = { "json", NOTHING, false, 0, NULL, " json" },
    [FORMAT_PACKAGE]   = { "package", PAPER, false, EDIT, NULL, "" },
    [FORMAT_CALENDAR]  = { "ics", NOTHING, false, 0, NULL, " ics" },
    [FORMAT_CARD]      = { "vcf", NOTHING, false, 0, NULL, " vcf" },
    [FORMAT_EML]       = { "eml", FORMAT_IS_MAIL, false, 0, NULL, " eml" },
    [FORMAT_EDXML]     = { "edxml", FORMAT_IS_MAIL, false, 0, NULL, " edxml" },
    [FORMAT_MSG]       = { "msg", ARCHIVE, false, 0, "eml", " msg" },
    [FORMAT_XLSB]      = { "xlsb", PAPER, false, 0, "xlsx", " xlsb" },
    [FORMAT_NUMBERS]   = { "numbers", PAPER, false, 0, "xlsx", " numbers" },
    [FORMAT_PAGES]     = { "pages", PAPER, false, 0, "docx", " pages" },
    [FORMAT_WPS]       = { "wps", PAPER, false, 0, "docx", " wps et" },
    [FORMAT_ABW]       = { "abw", PAPER, false, 0, "docx", " abw zabw" },
    [FORMAT_PPTX]      = { "pptx", PAPER, false, 0, "docx", " pptx pptm" },
    [FORMAT_PPT]       = { "ppt", PAPER, false, 0, "docx", " ppt" },
    [FORMAT_ODF]       = { "odf", PAPER, false, 0, "odt", " odp odg odf" },
    [FORMAT_XPS]       = { "xps", PAPER, false, 0, "docx", " xps oxps" },
    [FORMAT_EPUB]      = { "epub", NOTHING, false, 0, NULL, " epub" },
    [FORMAT_ZIP]       = { "zip", ARCHIVE, false, 0, NULL, " zip" },
    [FORMAT_RAR]       = { "rar", ARCHIVE, false, 0, "zip", " rar" },
    [FORMAT_7Z]        = { "7z", ARCHIVE, false, 0, "zip", " 7z" },
    [FORMAT_GZIP]      = { "gzip", ARCHIVE, false, 0, "zip", " gz tgz tar" },
    [FORMAT_TNEF]      = { "tnef", ARCHIVE, false, 0, NULL, "" },
    [FORMAT_PNG]       = { "png", PICTURE, false, 0, NULL, " png" },
    [FORMAT_JPEG]      = { "jpeg", PICTURE, false, 0, NULL, " jpg jpeg" },
    [FORMAT_GIF]       = { "gif", PICTURE, false, 0, NULL, " gif" },
    [FORMAT_BMP]       = { "bmp", PICTURE, false, 0, NULL, " bmp" },
    [FORMAT_TIFF]      = { "tiff", PICTURE, false, 0, NULL, " tif tiff" },
    [FORMAT_WEBP]      = { "webp", PICTURE, false, 0, NULL, " webp" },
    [FORMAT_HEIC]      = { "heic", PICTURE, false, 0, "jpg", " heic heif avif" },
    [FORMAT_WRAPPED]   = { "p7m", ARCHIVE, false, 0, NULL, " p7m pgp gpg" },
    [FORMAT_SIGNATURE] = { "signature", NOTHING, false, 0, NULL, " p7s asc sig" },
    [FORMAT_KEY]       = { "key", NOTHING, false, 0, NULL, "" },
    [FORMAT_EXE]       = { "exe", NOTHING, false, 0, NULL, "" },
    [FORMAT_ELF]       = { "elf", NOTHING, false, 0, NULL, "" },
    [FORMAT_LNK]       = { "lnk", NOTHING, false, 0, NULL, "" },
    [FORMAT_SCRIPT]    = { "script", NOTHING, false, 0, NULL, "" },
    [FORMAT_VIDEO]     = { "video", NOTHING, false, 0, NULL, "" },
    [FORMAT_OFFICE]    = { "office", PAPER, false, 0, NULL, "" },
    [FORMAT_OLE]       = { "ole", PAPER, false, 0, NULL, "" },
    [FORMAT_UNKNOWN]   = { "unknown", NOTHING, false, 0, NULL, "" },
};

const struct format_facts *
format_named(const char *type)
{
    for (size_t i = 0; type != NULL && i < FORMATS; i++) {
        if (strcasecmp(format_facts[i].name, type) == 0)
            return &format_facts[i];
    }
    return &format_facts[FORMAT_UNKNOWN];
}

const struct format_facts *
format_ending(const char *ending)
{
    size_t n = ending != NULL ? strlen(ending) : 0;

    for (size_t i = 0; n > 0 && n <= ENDING_MOST && i < FORMATS; i++) {
        for (const char *at = format_facts[i].endings; (at = strchr(at, ' ')) != NULL;) {
            at++;
            if (strncasecmp(at, ending, n) == 0 && (at[n] == ' ' || at[n] == '\0'))
                return &format_facts[i];
        }
    }
    return &format_facts[FORMAT_UNKNOWN];
}
