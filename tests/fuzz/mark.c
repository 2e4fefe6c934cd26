/* libFuzzer: the parts of a workbook that marking changes, as any bytes; zeros
 * part sheet, styles, comments and drawing. What comes out is walked once more. */
#include <string.h>

#include "base/mem.h"
#include "files.h"
#include "fuzz.h"
#include "mark/book.h"
#include "zipbox.h"

static void
nothing(void *arg, const struct tag *t)
{
    (void)arg;
    (void)t;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char empty[22] = { 'P', 'K', 5, 6 };
    static const char *const names[] = { "xl/worksheets/s.xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml" };
    struct files limits = {0};
    char *why = NULL, *drawing = NULL, *text = xmalloc(n + 1), *part = text;
    struct marked_book b = { .box = zipbox_open(&limits, empty, sizeof empty, &why), .mended = "x" };
    struct spot at[] = { { 1, 2, (char *)"a", false }, { 3, 1, (char *)"<&", false }, { 9, 9, (char *)"c", false } };
    struct spots spots = { at, ARRAY_LEN(at) };
    struct fills *fills;

    memcpy(text, bytes, n);
    text[n] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(names); i++, part += strlen(part) + (part + strlen(part) < text + n))
        book_put(&b, names[i], xstrdup(part), 0);
    book_put(&b, "[Content_Types].xml", xstrdup("<Types></Types>"), 0);
    fills = b.box == NULL ? NULL : fills_read(&b, names[1], &why);
    if (fills != NULL && sheet_mark(&b, names[0], &spots, fills, "rId9", &drawing, &why) == 0 &&
        notes_mark(&b, names[0], &spots, "rId9", "", &why) == 0 && fills_write(fills, &why) == 0) {
        const struct part *p = book_part(&b, names[0], &why);
        const struct scan scan = { p->text, p->n, nothing, NULL, NULL };

        if (scan_run(&scan, &why) != 0)
            abort();
    }
    fills_free(fills);
    for (size_t i = 0; i < b.nparts; i++) {
        free(b.parts[i].name);
        free(b.parts[i].text);
    }
    free(b.parts);
    zipbox_close(b.box);
    free(drawing);
    free(text);
    free(why);
    return 0;
}
