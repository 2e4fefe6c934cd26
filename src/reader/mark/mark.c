/* Which file, which cells, and the package around them: members that were not
 * changed keep their bytes as they were packed. */
#include "reader/mark.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/text.h"
#include "book.h"
#include "model/cell.h"
#include "model/flag.h"
#include "../files.h"
#include "../opc.h"
#include "reader/extract.h"
#include "../xml.h"
#include "../zipbox.h"

/* ---- what is asked -------------------------------------------------------------------- */

int
cell_marks_parse(const char *json, struct cell_marks *out)
{
    json_t *o = json_loads(json, JSON_REJECT_DUPLICATES, NULL), *list = json_object_get(o, "marks"),
           *one;
    const char *mended = json_string_value(json_object_get(o, "mended"));
    size_t i;

    json_array_foreach(list, i, one) {
        const char *place = json_string_value(json_array_get(one, 0)),
                   *text = json_string_value(json_array_get(one, 1));

        if (place != NULL && text != NULL && out->n < MARKS_MOST)
            *ARRAY_MORE(out->v, out->n) = (struct cell_mark){ xstrdup(place), xstrdup(text) };
    }
    out->mended = xstrdup(mended == NULL ? "" : mended);
    json_decref(o);
    return out->n > 0 ? 0 : -1;
}

void
cell_marks_free(struct cell_marks *m)
{
    for (size_t i = 0; i < m->n; i++) {
        free(m->v[i].place);
        free(m->v[i].text);
    }
    free(m->v);
    free(m->mended);
}

/* ---- what may go back ------------------------------------------------------------------- */

static int
check_plain(const struct attachment *a, char **why)
{
    static const enum flag no[] = { FLAG_MACROS, FLAG_ENCRYPTED, FLAG_EMBEDDED, FLAG_EMBEDDED_FILES, FLAG_EXTERNAL_LINKS,
                                    FLAG_SCRIPTS, FLAG_TRUNCATED, FLAG_HIDDEN_SHEET };

    if (a->status != ATTACHMENT_READ || a->type == NULL || strcmp(a->type, "xlsx") != 0)
        return cause_set(why, "it is no XLSX file");
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        if (flag_on(&a->flags, no[i]) &&
            !(no[i] == FLAG_HIDDEN_SHEET && a->identity.report != NULL))
            return cause_set(why, "it holds what is not sent back: %s", flag_facts[no[i]].name);
    return 0;
}

/* Parts that a form may have. Signatures, macros, links and objects are none. */
static int
check_parts(const struct marked_book *b, char **why)
{
    static const char *const known[] = { "[Content_Types].xml", "_rels/", "docProps/", "docMetadata/", "customXml/", "xl/workbook.xml", "xl/_rels/",
                                         "xl/worksheets/", "xl/theme/", "xl/styles.xml", "xl/sharedStrings.xml", "xl/calcChain.xml", "xl/comments",
                                         "xl/threadedComments/", "xl/persons/", "xl/drawings/", "xl/media/", "xl/charts/", "xl/printerSettings/",
                                         "xl/tables/", "xl/metadata.xml" };

    for (size_t i = 0; i < zipbox_count(b->box); i++) {
        const char *name = zipbox_name(b->box, i, NULL), *dot = strrchr(name, '.');
        bool folder = *name != '\0' && name[strlen(name) - 1] == '/',
             fine = dot == NULL || strcasecmp(dot, ".bin") != 0 ||
                    strncmp(name, "xl/printerSettings/", 19) == 0;

        for (size_t k = 0; fine && !folder && k < ARRAY_LEN(known); k++)
            if (strncasecmp(name, known[k], strlen(known[k])) == 0)
                break;
            else
                fine = k + 1 < ARRAY_LEN(known);
        if (!fine || zipbox_encrypted(b->box, i) || zipbox_name_cut(b->box, i))
            return cause_set(why, "it has a part that no form has");
    }
    return 0;
}

/* ---- sheets ------------------------------------------------------------------------------- */

struct sheets { struct { char *name, *id; } *v; size_t n; };

static void
sheet_start(void *arg, const char *name, const char **attributes)
{
    struct sheets *s = arg;
    const char *called = xml_attribute(attributes, "name"), *id = NULL;

    if (strcmp(name, "sheet") != 0)
        return;
    for (const char **a = attributes; a[0] != NULL; a += 2)     /* "sheetId" is another */
        if (strlen(a[0]) > 3 && strcmp(a[0] + strlen(a[0]) - 3, ":id") == 0)
            id = a[1];
    if (called != NULL && id != NULL) {
        ARRAY_MORE(s->v, s->n);
        s->v[s->n - 1].name = text_clean_line(called, strlen(called));
        s->v[s->n - 1].id = xstrdup(id);
    }
}

static void
sheet_end(void *arg, const char *name)
{
    (void)arg;
    (void)name;
}

static int
by_place(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
                            : (x->column > y->column) - (x->column < y->column);
}

/* The marks of one sheet; several of one cell become one. */
static void
spots_of(const struct cell_marks *marks, const char *sheet, struct spots *out)
{
    size_t n = strlen(sheet), kept = 0;

    for (size_t i = 0; i < marks->n; i++) {
        const char *place = marks->v[i].place;
        struct spot s = {0};

        if (strncmp(place, sheet, n) != 0 || place[n] != '!' ||
            !cell_parse(place + n + 1, &s.row, &s.column))
            continue;
        s.text = xstrdup(marks->v[i].text);
        *ARRAY_MORE(out->v, out->n) = s;
    }
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_place);
    for (size_t i = 1; i < out->n; i++) {
        if (by_place(&out->v[kept], &out->v[i]) == 0) {
            char *both = xasprintf("%s\n%s", out->v[kept].text, out->v[i].text);

            free(out->v[kept].text);
            free(out->v[i].text);
            out->v[kept].text = both;
        } else {
            out->v[++kept] = out->v[i];
        }
    }
    out->n = out->n > 0 ? kept + 1 : 0;
}

static int
mark_sheet(struct marked_book *b, const char *part, struct spots *spots, struct fills *styles,
           char **why)
{
    char *id = notes_id(b, part, why), *drawing = NULL;
    int rc = sheet_mark(b, part, spots, styles, id, &drawing, why);

    if (rc == 0)
        rc = notes_mark(b, part, spots, id, drawing, why);
    free(drawing);
    free(id);
    return rc;
}

/* The part that says how cells look; some programs write none. Owned. */
static char *
styles_part(struct marked_book *b, const char *workbook, const struct rels *rels, char **why)
{
    char *part = rel_target(rels, workbook, NULL, "styles");

    if (part != NULL)
        return part;
    part = xstrdup("xl/styles.xml");
    book_put(
        b, part,
        xstrdup("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                "<borders count=\"1\"><border/></borders>"
                "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
                "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
                "xfId=\"0\"/></cellXfs>"
                "</styleSheet>"),
        0);
    if (notes_relate(b, workbook, "rIdMarkStyles", "styles", part, why) == 0 &&
        notes_declare(b, part,
                      xasprintf("<Override PartName=\"/%s\" ContentType=\"application/vnd."
                                "openxmlformats-officedocument.spreadsheetml.styles+xml\"/>",
                                part),
                      why) == 0)
        return part;
    free(part);
    return NULL;
}

static int
mark_all(struct marked_book *b, const char *workbook, const struct rels *rels,
         const struct sheets *sheets, const struct cell_marks *marks, char **why)
{
    char *part = styles_part(b, workbook, rels, why);
    struct fills *styles = part == NULL ? NULL : fills_read(b, part, why);
    int rc = styles == NULL ? -1 : 0, marked = 0;

    free(part);
    for (size_t i = 0; rc == 0 && i < sheets->n; i++) {
        struct spots spots = {0};

        spots_of(marks, sheets->v[i].name, &spots);
        part = rel_target(rels, workbook, sheets->v[i].id, NULL);
        if (spots.n > 0)
            rc = part == NULL ? -1 : mark_sheet(b, part, &spots, styles, why);
        marked += spots.n > 0;
        free(part);
        for (size_t k = 0; k < spots.n; k++)
            free(spots.v[k].text);
        free(spots.v);
    }
    if (rc == 0)
        rc = marked == 0 ? cause_set(why, "none of the places is in it") : fills_write(styles, why);
    fills_free(styles);
    return rc;
}

static int
mark_book(struct marked_book *b, const struct cell_marks *marks, char **why)
{
    static const struct xml how = { sheet_start, sheet_end, NULL, NULL, NULL, NULL };
    struct rels package = {0}, rels = {0};
    struct sheets sheets = {0};
    char *workbook = NULL;
    const struct part *p = NULL;
    int rc = check_parts(b, why) != 0 || rels_read(b->box, "", &package, why) != 0 ? -1 : 0;

    if (rc == 0 && (workbook = rel_target(&package, "", NULL, "officeDocument")) == NULL)
        rc = cause_set(why, "it has no workbook");
    if (workbook != NULL)
        rc = (p = book_part(b, workbook, why)) == NULL
               ? -1
               : xml_bytes(p->text, p->n, &how, &sheets, why);
    if (rc == 0 && p != NULL && strstr(p->text, "purl.oclc.org") != NULL)
        rc = cause_set(why, "it is of the strict kind of OOXML");
    if (rc == 0)
        rc = rels_read(b->box, workbook, &rels, why);
    if (rc == 0)
        rc = mark_all(b, workbook, &rels, &sheets, marks, why);
    for (size_t i = 0; i < sheets.n; i++) {
        free(sheets.v[i].name);
        free(sheets.v[i].id);
    }
    free(sheets.v);
    free(workbook);
    rels_free(&package);
    rels_free(&rels);
    return rc;
}

/* ---- the package ---------------------------------------------------------------------------- */

/* A name that is written otherwise in the file would come to stand beside it. */
static zip_int64_t
put_part(zip_t *zip, const struct part *p)
{
    zip_source_t *s = zip_source_buffer(zip, p->text, p->n, 0);
    zip_int64_t at = s == NULL || (!p->fresh && zip_name_locate(zip, p->name, 0) < 0)
                         ? -1
                         : zip_file_add(zip, p->name, s, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);

    if (at < 0)
        zip_source_free(s);
    return at;
}

static int
put_parts(zip_t *zip, const struct marked_book *b)
{
    for (size_t i = 0; i < b->nparts; i++) {
        zip_int64_t at = b->parts[i].changed ? put_part(zip, &b->parts[i]) : 0;

        if (at < 0)
            return -1;
        if (b->parts[i].changed)
            zip_file_set_dostime(zip, (zip_uint64_t)at, 0, (1 << 5) | 1,
                                 0); /* 1980-01-01: the same bytes each time */
    }
    return 0;
}

static int
pack(const struct marked_book *b, const struct buf *file, struct buf *out, char **why)
{
    zip_error_t error;
    zip_source_t *source;
    zip_t *zip = NULL;
    zip_int64_t n = 0;
    char piece[16 << 10];
    int rc = -1;

    zip_error_init(&error);
    if ((source = zip_source_buffer_create(file->data, file->len, 0, &error)) != NULL) {
        zip_source_keep(source);
        zip = zip_open_from_source(source, 0, &error);
    }
    if (zip != NULL && put_parts(zip, b) == 0 && zip_close(zip) == 0 &&
        zip_source_open(source) == 0) {
        while ((n = zip_source_read(source, piece, sizeof piece)) > 0)
            buf_add(out, piece, (size_t)n);
        zip_source_close(source);
        rc = n == 0 ? 0 : -1;
        zip = NULL;
    }
    if (zip != NULL)
        zip_discard(zip);
    zip_source_free(source);
    zip_error_fini(&error);
    return rc == 0 ? 0 : cause_set(why, "it could not be packed again");
}

int
reader_mark(const void *mail, size_t n, const char *sha256, const struct cell_marks *marks,
            struct buf *out, char **why)
{
    struct files limits = {0};
    struct marked_book b = { .mended = marks->mended };
    const struct attachment *a;
    struct buf file = {0};
    struct message *m = reader_extract(mail, n, sha256, &a, &file);
    int rc = a == NULL                    ? cause_set(why, "the mail has no such file")
             : file.len > MARK_BYTES_MOST ? cause_set(why, "it is larger than what is sent back")
                                          : check_plain(a, why);

    if (rc == 0 && (b.box = zipbox_open(&limits, file.data, file.len, why)) == NULL)
        rc = -1;
    if (rc == 0)
        rc = mark_book(&b, marks, why);
    if (rc == 0)
        rc = pack(&b, &file, out, why);
    for (size_t i = 0; i < b.nparts; i++) {
        free(b.parts[i].name);
        free(b.parts[i].text);
    }
    free(b.parts);
    zipbox_close(b.box);
    buf_free(&file);
    message_free(m);
    return rc;
}
