/* OLE2 containers: XLS by freexl; DOC and MSG are kept; one that holds an
 * encrypted office document is quarantined. */
#include <errno.h>
#include <fcntl.h>
#include <freexl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"
#include "cells.h"
#include "charset.h"
#include "legacy.h"
#include "number.h"
#include "tools.h"

#define IN_MEMORY "\001workbook"        /* a name that is no file's */

static const void *workbook;
static size_t workbook_size;

/* freexl opens by name only, and the sandbox has no files: the reader's own
 * fopen gives it the bytes in memory. It stands in for the library's in the
 * whole process, where only the reader's preparation opens files to read. */
FILE *
fopen(const char *name, const char *mode)
{
    int fd;

    if (strcmp(name, IN_MEMORY) == 0)
        return fmemopen((void *)workbook, workbook_size, "rb");
    if (mode[0] != 'r' || strchr(mode, '+') != NULL) {
        errno = EACCES;
        return NULL;
    }
    fd = open(name, O_RDONLY | O_CLOEXEC);
    return fd == -1 ? NULL : fdopen(fd, "r");
}

/* ---- cells ---------------------------------------------------------------------- */

static void
text_add(struct sheet_writer *w, int row, int column, enum cell_type type, const char *text, enum legacy font)
{
    char *unicode = legacy_convert(font, text);

    cell_add(w, row, column, type, unicode, NULL, false);
    free(unicode);
}

static void
cell_read(struct sheet_writer *w, int row, int column, const FreeXL_CellValue *value, enum legacy font)
{
    char out[32];

    switch (value->type) {
    case FREEXL_CELL_INT:
        number_write(value->value.int_value, out);
        cell_add(w, row, column, CELL_NUMBER, out, NULL, false);
        break;
    case FREEXL_CELL_DOUBLE:
        number_write(value->value.double_value, out);
        cell_add(w, row, column, CELL_NUMBER, out, NULL, false);
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
        if (value->value.text_value != NULL)
            text_add(w, row, column, CELL_TEXT, value->value.text_value, font);
        break;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_TIME:
        cell_add(w, row, column, CELL_DATE, value->value.text_value, NULL, false);
        break;
    case FREEXL_CELL_DATETIME:
        snprintf(out, sizeof out, "%.31s", value->value.text_value);
        if (strlen(out) > 10)
            out[10] = 'T';
        cell_add(w, row, column, CELL_DATE, out, NULL, false);
        break;
    }
}

static void
sheet_cells(const void *book, struct sheet_writer *w, enum legacy font)
{
    unsigned rows = 0;
    unsigned short columns = 0;
    FreeXL_CellValue value;

    if (freexl_worksheet_dimensions(book, &rows, &columns) != FREEXL_OK)
        return;
    for (unsigned r = 0; r < rows && !w->full; r++) {
        for (unsigned short c = 0; c < columns && !w->full; c++) {
            if (freexl_get_cell_value(book, r, c, &value) == FREEXL_OK && value.type != FREEXL_CELL_NULL)
                cell_read(w, (int)r + 1, c + 1, &value, font);
        }
    }
}

/* Texts of all sheets together decide about old fonts. */
static enum legacy
font_guess(const void *book)
{
    unsigned n = 0, i = 0;
    const char *text;
    struct buf all = {0};
    enum legacy font;

    buf_adds(&all, "");
    if (freexl_get_info(book, FREEXL_BIFF_STRING_COUNT, &n) == FREEXL_OK) {
        for (; i < n && all.len < LIMIT_CELL_TEXT; i++) {
            if (freexl_get_SST_string(book, (unsigned short)i, &text) == FREEXL_OK && text != NULL)
                buf_addf(&all, "%s\n", text);
        }
    }
    font = legacy_guess(buf_text(&all));
    buf_free(&all);
    return font;
}

static void
book_read(const void *book, struct opening *o, struct attachment *a)
{
    unsigned n = 0, locked = 0;
    enum legacy font;

    if (freexl_get_info(book, FREEXL_BIFF_PASSWORD, &locked) == FREEXL_OK && locked == FREEXL_BIFF_OBFUSCATED) {
        flag_add(&a->flags, "encrypted");
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
        return;
    }
    font = font_guess(book);
    if (font != LEGACY_NONE)
        flag_add(&a->flags, legacy_names[font]);
    freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &n);
    for (unsigned short i = 0; i < n; i++) {
        const char *name = NULL;
        struct sheet_writer w = { .files = o->files, .a = a };

        freexl_get_worksheet_name(book, i, &name);
        if ((w.sheet = sheet_new(a, name != NULL ? name : "", name != NULL ? strlen(name) : 0)) == NULL)
            break;
        if (freexl_select_active_worksheet(book, i) == FREEXL_OK)
            sheet_cells(book, &w, font);
        if (strcmp(w.sheet->name, IDENTITY_SHEET) == 0)
            identity_take(a);
    }
    if (a->nsheets > 0 || a->identity.plan != NULL)
        a->status = ATTACHMENT_READ;
    else
        refuse(a, ATTACHMENT_UNREADABLE, "no sheet could be read of it");
}

static void
xls_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    const void *book = NULL;
    int rc;

    if (!tools_whole()) {
        tool_missing();
        return;
    }
    workbook = bytes;
    workbook_size = n;
    rc = freexl_open(IN_MEMORY, &book);
    if (rc == FREEXL_OK)
        book_read(book, o, a);
    else if (rc == FREEXL_BIFF_OBFUSCATED || rc == FREEXL_CRAFTED_FILE)
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password or made to mislead");
    else
        refuse(a, ATTACHMENT_UNREADABLE, "the workbook is damaged");
    if (book != NULL)
        freexl_close(book);
    workbook = NULL;
}

/* ---- what the container holds ---------------------------------------------------- */

static const struct { const char *stream, *type; file_reader *read; enum attachment_status status; const char *reason, *flag; } kinds[] = {
    { "EncryptedPackage", "office", NULL, ATTACHMENT_QUARANTINED, "it is protected by a password", "encrypted" },
    { "WordDocument", "doc", NULL, ATTACHMENT_STORED, "it is an old Word document, which is not opened", NULL },
    { "Workbook", "xls", xls_read, ATTACHMENT_UNREADABLE, NULL, NULL },
    { "Book", "xls", xls_read, ATTACHMENT_UNREADABLE, NULL, NULL },
    { "PowerPoint Document", "ppt", NULL, ATTACHMENT_STORED, "it is a presentation, which is not opened", NULL },
    { "__properties_version1.0", "msg", NULL, ATTACHMENT_STORED, "it is a saved Outlook message, which is not opened", NULL },
};

/* Directory entries begin with the stream's name in UTF-16 (MS-CFB 2.6.1) and
 * stand at multiples of 128 bytes. */
static bool
has_stream(const unsigned char *bytes, size_t n, const char *name)
{
    size_t len = strlen(name);

    for (size_t at = 512; at + 128 <= n; at += 128) {
        size_t i = 0;

        while (i < len && bytes[at + 2 * i] == (unsigned char)name[i] && bytes[at + 2 * i + 1] == 0)
            i++;
        if (i == len && bytes[at + 2 * i] == 0 && bytes[at + 64] == 2 * (len + 1))
            return true;
    }
    return false;
}

void
ole_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    if (has_stream(bytes, n, "_VBA_PROJECT_CUR") || has_stream(bytes, n, "VBA"))
        flag_add(&a->flags, "macros");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (!has_stream(bytes, n, kinds[i].stream))
            continue;
        free(a->type);
        a->type = xstrdup(kinds[i].type);
        a->status = kinds[i].status;
        if (kinds[i].reason != NULL)
            refuse(a, kinds[i].status, "%s", kinds[i].reason);
        if (kinds[i].flag != NULL)
            flag_add(&a->flags, kinds[i].flag);
        if (kinds[i].read != NULL)
            kinds[i].read(o, bytes, n, a);
        return;
    }
    refuse(a, ATTACHMENT_STORED, "its kind is not known; it is kept, but not opened");
}
