/* DOCX: paragraphs, tables, content controls (ECMA-376-1, 17). What was
 * deleted with tracked changes is left out; fields show their last result. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "doc.h"
#include "docx_control.h"
#include "docx_field.h"
#include "docx_ground.h"
#include "docx_style.h"
#include "opc.h"
#include "xml.h"
#include "zipbox.h"

#define BOXES_DEEP 4

struct docx {
    struct doc doc;
    struct styles styles;
    struct controls controls;
    struct old_field field;
    int skip;                   /* elements open whose text does not count */
    struct place {
        bool in_text, in_run, in_props;
        struct props paragraph, run_style, run;
    } now, outer[BOXES_DEEP];   /* outer: in which the box hangs that is open */
    int boxes;                  /* open */
    struct docx_ground ground;
    int span;
    bool goes_on;               /* the cell above reaches down to this one */
};

static const char *const skipped[] = { "del", "moveFrom", "instrText", "delText", "delInstrText", "comment", NULL };

/* ---- form fields of old ------------------------------------------------------------ */

/* A tick or the entry chosen stands only in the field's properties. */
static void
field_described(struct docx *d)
{
    struct old_field *f = &d->field;
    const char *shown = f->chosen ? "☒" : "☐";

    if (f->kind == OLD_CHOICE)
        shown = f->chosen >= 0 && (size_t)f->chosen < f->entries.n ? f->entries.v[f->chosen] : "";
    if (f->kind == OLD_CHECKBOX || f->kind == OLD_CHOICE)
        doc_add(&d->doc, shown, strlen(shown));
    if (f->kind == OLD_CHECKBOX)
        shown = f->chosen ? "true" : "false";
    if (f->kind == OLD_CHECKBOX || f->kind == OLD_CHOICE)
        control_add(d->doc.a, f->name, text_clean_line(shown, strlen(shown)));
}

static void
field_mark(struct docx *d, const char *type)
{
    struct old_field *f = &d->field;

    if (type == NULL)
        return;
    if (strcmp(type, "separate") == 0) {
        f->result = true;
        f->level = d->doc.level;
        f->from = d->doc.levels[d->doc.level].text.len;
    } else if (strcmp(type, "end") == 0) {
        if (f->kind == OLD_TEXT && f->result && f->level == d->doc.level)
            control_add(d->doc.a, f->name, control_text(&d->doc, f->level, f->from));
        docx_field_clear(f);
    }
}

/* ---- elements ------------------------------------------------------------------------ */

/* The properties of a run go before its text. */
static void
run_looks(struct docx *d)
{
    struct props all = d->styles.plain;

    props_over(&all, &d->now.paragraph);
    props_over(&all, &d->now.run_style);
    props_over(&all, &d->now.run);
    d->doc.look = all.look | (d->ground.boxes > 0 ? LOOK_GROUND : 0);
    d->doc.font = all.font;
}

static void
run_begin(struct docx *d)
{
    d->now.in_run = true;
    d->now.run = d->now.run_style = (struct props){0};
    run_looks(d);
}

/* A letter of a font of symbols, by its code in that font. */
static void
symbol(struct docx *d, const char *font, const char *code)
{
    unsigned long c = code != NULL ? strtoul(code, NULL, 16) & 0xFF : 0;
    char utf8[] = { (char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F)), '\0' };
    enum legacy was = d->doc.font;

    d->doc.font = font != NULL ? legacy_font(font) : LEGACY_NONE;
    if (d->doc.font >= LEGACY_LETTERS && c >= 0x21)
        doc_add(&d->doc, c < 0x80 ? (char[]){ (char)c, '\0' } : utf8, c < 0x80 ? 1 : 2);
    d->doc.font = was;
}

static void
run_element(struct docx *d, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");

    if (strcmp(name, "t") == 0)
        d->now.in_text = true;
    else if (strcmp(name, "rPr") == 0)
        d->now.in_props = true;
    else if (d->now.in_props && strcmp(name, "rStyle") == 0)
        d->now.run_style = style_props(&d->styles, value);
    else if (d->now.in_props)
        props_read(&d->styles, &d->now.run, name, attributes);
    else if (strcmp(name, "tab") == 0)
        doc_add(&d->doc, "\t", 1);
    else if (strcmp(name, "noBreakHyphen") == 0)
        doc_add(&d->doc, "-", 1);
    else if (strcmp(name, "sym") == 0 && !control_replaces(&d->controls, "", 0))
        symbol(d, xml_attribute(attributes, "font"), xml_attribute(attributes, "char"));
    else if (strcmp(name, "blip") == 0 || strcmp(name, "imagedata") == 0)
        doc_picture(&d->doc);
    else if (strcmp(name, "fldChar") == 0)
        field_mark(d, xml_attribute(attributes, "fldCharType"));
    else
        docx_field_property(&d->field, name, value);
}

static void
table_element(struct docx *d, const char *name, const char *value)
{
    if (strcmp(name, "tbl") == 0) {
        doc_table(&d->doc);
    } else if (strcmp(name, "tr") == 0) {
        doc_row(&d->doc);
    } else if (strcmp(name, "gridBefore") == 0) {
        doc_gap(&d->doc, value != NULL ? atoi(value) : 0);
    } else if (strcmp(name, "tc") == 0) {
        d->span = 1;
        d->goes_on = false;
        doc_cell(&d->doc);
    } else if (strcmp(name, "gridSpan") == 0) {
        d->span = value != NULL ? atoi(value) : 1;
    } else if (strcasecmp(name, "vMerge") == 0) {
        d->goes_on = value == NULL || strcmp(value, "restart") != 0;
    }
}

/* Paragraphs within a paragraph, on a run of which they hang. */
static void
box_begin(struct docx *d)
{
    if (!doc_at_line(&d->doc))
        doc_line(&d->doc);
    if (d->boxes < BOXES_DEEP)
        d->outer[d->boxes] = d->now;
    d->boxes++;
    d->now = (struct place){0};
}

static void
box_end(struct docx *d)
{
    if (d->boxes > 0 && --d->boxes < BOXES_DEEP)
        d->now = d->outer[d->boxes];
    if (d->now.in_run)
        run_looks(d);
}

/* What stands across the page: "DỰ THẢO". */
static void
watermark(struct docx *d, const char *text)
{
    doc_line(&d->doc);
    if (text != NULL)
        doc_add(&d->doc, text, strlen(text));
    doc_line(&d->doc);
}

static void
on_start(void *arg, const char *name, const char **attributes)
{
    struct docx *d = arg;
    const char *value = xml_attribute(attributes, "val");

    if (d->skip > 0 || xml_among(skipped, name)) {
        if (d->skip == 0 && (strcmp(name, "del") == 0 || strcmp(name, "moveFrom") == 0))
            flag_add(&d->doc.a->flags, FLAG_TRACKED_CHANGES);
        d->skip++;
        return;
    }
    if (flat_has_macros(name, attributes))
        flag_add(&d->doc.a->flags, FLAG_MACROS);
    if (flat_is_other_part(name, attributes)) {
        d->skip++;
        return;
    }
    if (strcmp(name, "p") == 0)
        d->now.paragraph = (struct props){0};
    else if (strcmp(name, "pStyle") == 0)
        d->now.paragraph = style_props(&d->styles, value);
    else if (strcmp(name, "r") == 0)
        run_begin(d);
    else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
        doc_line(&d->doc);
    else if (strcmp(name, "sdt") == 0)
        control_begin(&d->controls);
    else if (strcmp(name, "ins") == 0 || strcmp(name, "moveTo") == 0)
        flag_add(&d->doc.a->flags, FLAG_TRACKED_CHANGES);
    else if (strcmp(name, "commentReference") == 0)
        flag_add(&d->doc.a->flags, FLAG_COMMENTS);
    else if (strcmp(name, "txbxContent") == 0)
        box_begin(d);
    else if (strcmp(name, "textpath") == 0)
        watermark(d, xml_attribute(attributes, "string"));
    else if (strcmp(name, "altChunk") == 0)
        flag_add(&d->doc.a->flags, FLAG_EMBEDDED);
    else if (d->now.in_run)
        run_element(d, name, attributes);
    table_element(d, name, value);
    if (!d->now.in_props)
        docx_ground_start(&d->ground, &d->doc, &d->styles, &d->now.paragraph, name, attributes);
    control_property(&d->controls, &d->doc, name, attributes);
}

static void
run_end(struct docx *d)
{
    d->now.in_run = d->now.in_props = false;
    d->doc.look = 0;
    d->doc.font = LEGACY_NONE;
}

static void
on_end(void *arg, const char *name)
{
    struct docx *d = arg;

    if (d->skip > 0) {
        d->skip--;
        return;
    }
    d->now.in_text = false;
    docx_ground_end(&d->ground, name);
    if (strcmp(name, "p") == 0) {
        control_say(&d->controls, &d->doc);
        doc_line(&d->doc);
    } else if (strcmp(name, "r") == 0) {
        run_end(d);
    } else if (strcmp(name, "rPr") == 0 && d->now.in_run) {
        d->now.in_props = false;
        run_looks(d);
    } else if (strcmp(name, "ffData") == 0) {
        field_described(d);
    } else if (strcmp(name, "tc") == 0 && d->goes_on) {
        doc_cell_above(&d->doc, d->span);
        d->goes_on = false;
    } else if (strcmp(name, "tc") == 0) {
        doc_cell_end(&d->doc, d->span, 1);
    } else if (strcmp(name, "tr") == 0) {
        doc_row_end(&d->doc);
    } else if (strcmp(name, "tbl") == 0) {
        doc_table_end(&d->doc);
    } else if (strcmp(name, "sdt") == 0) {
        control_end(&d->controls, &d->doc);
    } else if (strcmp(name, "txbxContent") == 0) {
        box_end(d);
    }
}

static void
on_text(void *arg, const char *utf8, int n)
{
    struct docx *d = arg;
    bool repeats = d->field.result && d->field.kind >= OLD_CHECKBOX;

    if (d->now.in_text && d->skip == 0 && !repeats && !control_replaces(&d->controls, utf8, (size_t)n))
        doc_add(&d->doc, utf8, (size_t)n);
}

static const struct xml how = { on_start, on_end, on_text, NULL, NULL, NULL };

static void
docx_clear(struct docx *d)
{
    while (d->controls.n > 0)
        control_end(&d->controls, &d->doc);
    docx_field_clear(&d->field);
}

/* Headers and footers are parts of their own, as many as there are kinds of pages. */
static void
margins_read(const struct docx *d, struct zipbox *box, const char *part, const struct rels *rels)
{
    for (size_t i = 0; i < rels->n && i < LIMIT_ENTRIES; i++) {
        struct attachment aside = {0};
        struct docx margin = { .styles = d->styles };
        char *target, *why = NULL;
        long member;

        if (strcmp(rels->v[i].type, "header") != 0 && strcmp(rels->v[i].type, "footer") != 0)
            continue;
        target = rel_target(rels, part, rels->v[i].id, NULL);
        member = target != NULL ? zipbox_find(box, target) : -1;
        doc_begin(&margin.doc, &aside);
        if (member != -1 && xml_member(box, (size_t)member, &how, &margin, &why) != 0)
            shorten(d->doc.a, "the header or footer of its pages could not be read: %s", why);
        docx_clear(&margin);
        doc_margin_end(&margin.doc, d->doc.a);
        free(target);
        free(why);
    }
}

static void
document_read(struct docx *d, struct zipbox *box, const char *part, char **why)
{
    struct rels rels = {0};
    long member = zipbox_find(box, part);

    if (member == -1)
        *why = xstrdup("the document part is missing");
    else if (rels_read(box, part, &rels, why) == 0 &&
             styles_read(box, part, &rels, &d->styles, why) == 0 &&
             xml_member(box, (size_t)member, &how, d, why) == 0)
        d->doc.a->status = ATTACHMENT_READ;
    if (d->doc.a->status == ATTACHMENT_READ)
        margins_read(d, box, part, &rels);
    rels_free(&rels);
}

static void
docx_end(struct docx *d, char *why)
{
    docx_clear(d);
    styles_free(&d->styles);
    doc_end(&d->doc);
    if (why != NULL)
        refuse(d->doc.a, ATTACHMENT_UNREADABLE, "%s", why);
    free(why);
}

void
docx_read(struct opening *o, struct zipbox *box, struct attachment *a)
{
    struct docx d = {0};
    struct rels top = {0};
    char *why = NULL, *part = NULL;

    (void)o;
    doc_begin(&d.doc, a);
    if (zipbox_has(box, "word/embeddings/"))
        flag_add(&a->flags, FLAG_EMBEDDED);
    if (rels_read(box, "", &top, &why) == 0) {
        part = rel_target(&top, "", NULL, "officeDocument");
        document_read(&d, box, part != NULL ? part : "word/document.xml", &why);
    }
    docx_end(&d, why);
    if (a->text != NULL && a->text[strspn(a->text, " \t\n\f")] == '\0' && zipbox_has(box, "word/media/"))
        flag_add(&a->flags, FLAG_SCAN);         /* pages of pictures */
    free(part);
    rels_free(&top);
}

/* The same as one XML file: the whole package, or WordprocessingML of 2003. */
void
docx_flat_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct docx d = {0};
    char *why = NULL;

    (void)o;
    doc_begin(&d.doc, a);
    if (styles_read_flat(bytes, n, &d.styles, &why) == 0 &&
        xml_bytes(bytes, n, &how, &d, &why) == 0)
        a->status = ATTACHMENT_READ;
    docx_end(&d, why);
}
