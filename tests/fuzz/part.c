/* libFuzzer: the parts of an office document that stand inside its container,
 * where mutations of the whole seldom get: the first byte chooses which. */
#include <string.h>
#include <zip.h>

#include "base/mem.h"
#include "fuzz.h"

#define RELATION(id, type, target) "<Relationship Id='" id "' Type='x/" type "' Target='" target "'/>"
#define RELATIONS "<Relationships>" RELATION("r1", "worksheet", "sheet.xml") RELATION("r2", "sharedStrings", "shared.xml") \
                  RELATION("r3", "styles", "styles.xml") "</Relationships>"

/* A part without text is the input. */
struct part { const char *name, *text; };
#define WORKBOOK { "[Content_Types].xml", "" }, { "xl/_rels/workbook.xml.rels", RELATIONS }
#define BOOK { "xl/workbook.xml", "<workbook><sheets><sheet name='S' id='r1'/></sheets></workbook>" }
#define SHEET { "xl/sheet.xml", "<worksheet><sheetData><row><c s='1'><v>45086</v></c><c t='s'><v>0</v></c></row></sheetData></worksheet>" }
#define WORD { "[Content_Types].xml", "" }

static const struct part kinds[][5] = {
    { WORKBOOK, BOOK, { "xl/sheet.xml", NULL } },
    { WORKBOOK, { "xl/workbook.xml", NULL }, SHEET },
    { WORKBOOK, BOOK, SHEET, { "xl/shared.xml", NULL } },
    { WORKBOOK, BOOK, SHEET, { "xl/styles.xml", NULL } },
    { { "[Content_Types].xml", "" }, { "xl/_rels/workbook.xml.rels", NULL }, BOOK, SHEET },
    { WORD, { "word/document.xml", NULL } },
    { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" }, { "content.xml", NULL } },
    { { "mimetype", "application/vnd.oasis.opendocument.text" }, { "content.xml", NULL } },
};

static void
put(zip_t *zip, const char *name, const void *bytes, size_t n)
{
    zip_file_add(zip, name, zip_source_buffer(zip, bytes, n, 0), 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const size_t kind = n > 0 ? bytes[0] % ARRAY_LEN(kinds) : 0;
    zip_error_t error;
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, &error);
    struct attachment a;
    zip_stat_t st;
    char *box;

    zip_source_keep(out);
    for (const struct part *p = kinds[kind]; n > 0 && p < kinds[kind] + 5 && p->name != NULL; p++) {
        const char *text = p->text != NULL ? p->text : (const char *)bytes + 1;

        put(zip, p->name, text, p->text != NULL ? strlen(p->text) : n - 1);
        zip_set_file_compression(zip, zip_get_num_entries(zip, 0) - 1, ZIP_CM_STORE, 0);
    }
    if (n == 0 || zip_close(zip) != 0 || zip_source_stat(out, &st) != 0) {
        zip_discard(zip);
        zip_source_free(out);
        return n == 0 ? 0 : (abort(), 0);
    }
    box = xmalloc(st.size);
    zip_source_open(out);
    zip_source_read(out, box, st.size);
    zip_source_close(out);
    zip_source_free(out);
    reader_file("x", box, st.size, &a);
    attachment_clear(&a);
    free(box);
    return 0;
}
