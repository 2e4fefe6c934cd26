/* Kinds of files: what each is called in the docket and what it is good for.
 * How they are recognised and opened is the reader's part of the table. */
#ifndef DOCKETD_MODEL_FORMAT_H
#define DOCKETD_MODEL_FORMAT_H

#include <stdbool.h>

enum file_format {
    FORMAT_EMPTY,
    FORMAT_PDF,
    FORMAT_XLSX,
    FORMAT_XLS,
    FORMAT_ODS,
    FORMAT_FODS,
    FORMAT_XML_SHEET,
    FORMAT_CSV,
    FORMAT_DOCX,
    FORMAT_DOC,
    FORMAT_ODT,
    FORMAT_FODT,
    FORMAT_XML_WORD,
    FORMAT_RTF,
    FORMAT_HTML,
    FORMAT_MHT,
    FORMAT_TEXT,
    FORMAT_XML,
    FORMAT_JSON,
    FORMAT_PACKAGE,
    FORMAT_CALENDAR,
    FORMAT_CARD,
    FORMAT_EML,
    FORMAT_EDXML,
    FORMAT_MSG,
    FORMAT_XLSB,
    FORMAT_NUMBERS,
    FORMAT_PAGES,
    FORMAT_WPS,
    FORMAT_ABW,
    FORMAT_PPTX,
    FORMAT_PPT,
    FORMAT_ODF,
    FORMAT_XPS,
    FORMAT_EPUB,
    FORMAT_ZIP,
    FORMAT_RAR,
    FORMAT_7Z,
    FORMAT_GZIP,
    FORMAT_TNEF,
    FORMAT_PNG,
    FORMAT_JPEG,
    FORMAT_GIF,
    FORMAT_BMP,
    FORMAT_TIFF,
    FORMAT_WEBP,
    FORMAT_HEIC,
    FORMAT_WRAPPED,
    FORMAT_SIGNATURE,
    FORMAT_KEY,
    FORMAT_EXE,
    FORMAT_ELF,
    FORMAT_LNK,
    FORMAT_SCRIPT,
    FORMAT_VIDEO,
    FORMAT_OFFICE,
    FORMAT_OLE,
    FORMAT_UNKNOWN,
    FORMATS
};

enum format_class {             /* what a file of the kind can be to an office */
    FORMAT_IS_NOTHING,
    FORMAT_IS_PAPER,            /* a document */
    FORMAT_IS_WORDS,            /* text: a document if its name says so */
    FORMAT_IS_PICTURE,
    FORMAT_IS_ARCHIVE,
    FORMAT_IS_MAIL,
};

struct format_facts {
    const char *name;           /* the docket's word: struct attachment, type */
    enum format_class class;
    bool form;                  /* once read it is searched for the values of a form */
    int rendition;              /* RENDITION_SIGNED or RENDITION_EDITABLE; 0 */
    const char *instead;        /* it could hold a form but is not opened: the ending of what to send in its place; NULL */
    const char *endings;        /* of its name, in lower case, each behind a blank */
};

extern const struct format_facts format_facts[FORMATS];

/* By the docket's word or by the ending of a name, whatever its case; NULL is
 * FORMAT_UNKNOWN. Never NULL. */
const struct format_facts *format_named(const char *type);
const struct format_facts *format_ending(const char *ending);

#endif
