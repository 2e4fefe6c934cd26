/* ODT and ODS (OpenDocument 1.3), zipped or flat: one content.xml, one reader.
 * Tables of a text are document tables, tables of a spreadsheet are sheets. */
#include "odf.h"
#include "odf_package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "xml.h"
#include "zipbox.h"

/* "note" is a footnote: its mark and its body. "placeholder" is a hint. */
static const char *const skipped[] = {
    "tracked-changes", "annotation", "annotation-end", "ruby-text", "forms", "deletion", "note", "placeholder", NULL
};

/* Not shown, unless their condition says otherwise. */
static const char *const hidden[] = { "hidden-text", "hidden-paragraph", NULL };

/* They lie over the sheet and may hang on a cell; their words are not its value. */
static const char *const shapes[] = {
    "shapes", "frame", "custom-shape", "g", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path", "connector", "caption",
    "measure", NULL
};

static const char *const paragraphs[] = { "p", "h", NULL };

/* ---- text --------------------------------------------------------------------------------- */

static void
add_to_cell(struct odf *o, const struct props *as, const char *utf8, size_t n)
{
    char *text, *unicode;

    if (o->text.len > LIMIT_CELL_TEXT ||
        !look_counts(as->look, buf_text(&o->text), o->text.len, utf8, n, &o->doc.a->flags))
        return;
    if (as->font == LEGACY_NONE) {
        buf_add(&o->text, utf8, n);
        return;
    }
    text = xstrndup(utf8, n);
    unicode = legacy_convert(as->font, text);
    flag_add(&o->doc.a->flags, legacy_flags[as->font]);
    buf_adds(&o->text, unicode);
    free(unicode);
    free(text);
}

static void
add(struct odf *o, const char *utf8, size_t n)
{
    struct props as = odf_looks(o);

    if (o->drawn > 0) {
        buf_add(&o->aside, utf8, n);
    } else if (o->spreadsheet && o->in_cell) {
        add_to_cell(o, &as, utf8, n);
    } else if (!o->spreadsheet) {
        o->doc.look = as.look | (o->shapes > 0 ? LOOK_GROUND : 0);
        o->doc.font = as.font;
        doc_add(&o->doc, utf8, n);
        o->doc.look = 0;
        o->doc.font = LEGACY_NONE;
    }
}

/* ---- controls and fields --------------------------------------------------------------- */

static bool
is_true(const char *value)
{
    return value != NULL && strcmp(value, "true") == 0;
}

/* A control whose text is a hint or only shows a day it holds. */
static void
control_begin(struct odf *o, const char **attributes)
{
    const char *day = xml_attribute(attributes, "current-date");
    struct date d;
    char text[16];

    if (day != NULL && sscanf(day, "%4d-%2d-%2d", &d.year, &d.month, &d.day) == 3 &&
        date_valid(d)) {
        snprintf(text, sizeof text, "%02d/%02d/%04d", d.day, d.month, d.year);
        add(o, text, strlen(text));
        o->replaced = 1;
    } else if (is_true(xml_attribute(attributes, "showing-place-holder"))) {
        o->replaced = 1;
    }
}

static void
field_parameter_of(struct odf *o, const char **attributes)
{
    const char *name = xml_attribute(attributes, "name"),
               *value = xml_attribute(attributes, "value");

    if (o->field == NULL || name == NULL || value == NULL)
        return;
    if (strcmp(name, "Dropdown_ListEntry") == 0 && o->entries.n < LIMIT_ENTRIES)
        strings_add(&o->entries, value);
    else if (strcmp(name, "Dropdown_Selected") == 0)
        o->chosen = atoi(value);
    else if (strcmp(name, "Checkbox_Checked") == 0)
        o->chosen = is_true(value);
}

/* A tick or the entry chosen stands only in the field's parameters. */
static void
field_end(struct odf *o)
{
    const char *shown = "";

    if (o->field != NULL && strstr(o->field, "CHECKBOX") != NULL)
        shown = o->chosen ? "☒" : "☐";
    else if (o->field != NULL && strstr(o->field, "DROPDOWN") != NULL && o->chosen >= 0 &&
             (size_t)o->chosen < o->entries.n)
        shown = o->entries.v[o->chosen];
    add(o, shown, strlen(shown));
    free(o->field);
    o->field = NULL;
    strings_free(&o->entries);
    o->chosen = 0;
}

/* ---- elements ------------------------------------------------------------------------------ */

/* White letters are seen on any other ground, and a shape may have one. */
static void
ground(struct odf *o, const char *name, const char **attributes)
{
    static const struct { const char *name; enum doc_ground ground; } grounds[] = {
        { "table", GROUND_TABLE }, { "table-row", GROUND_ROW }, { "table-cell", GROUND_CELL },
    };
    const char *style = xml_attribute(attributes, "style-name");

    for (size_t i = 0; i < ARRAY_LEN(grounds); i++) {
        if (strcmp(name, grounds[i].name) == 0 &&
            (odf_style_props(&o->styles, name, style).look & LOOK_GROUND))
            doc_ground(&o->doc, grounds[i].ground);
    }
    o->shapes += o->shapes > 0 || xml_among(shapes, name);
}

static void
text_start(struct odf *o, const char *name, const char **attributes)
{
    odf_table_start(o, name, attributes);
    if (xml_among(paragraphs, name) && !doc_at_line(&o->doc)) {
        doc_line(&o->doc);              /* of a box that hangs on some other */
    } else if (strcmp(name, "image") == 0) {
        doc_picture(&o->doc);
    }
    ground(o, name, attributes);
}

static void
text_end(struct odf *o, const char *name)
{
    o->shapes -= o->shapes > 0;
    if (xml_among(paragraphs, name))
        doc_line(&o->doc);
    odf_table_end(o, name);
}

static void
paragraph_start(struct odf *o, const char *name, const char **attributes)
{
    const char *style = xml_attribute(attributes, "style-name");

    if (xml_among(paragraphs, name)) {
        odf_paragraph_begin(o, style);
    } else if (strcmp(name, "span") == 0) {
        odf_span_begin(o, style);
    } else if (strcmp(name, "s") == 0 && o->open > 0) {
        for (int spaces = odf_count(attributes, "c", 200); spaces > 0; spaces--)
            add(o, " ", 1);
    } else if (strcmp(name, "tab") == 0 && o->open > 0) {
        add(o, "\t", 1);
    } else if (strcmp(name, "line-break") == 0) {
        add(o, "\n", 1);
    } else if (strcmp(name, "content-control") == 0) {
        control_begin(o, attributes);
    } else if (strcmp(name, "fieldmark") == 0 || strcmp(name, "fieldmark-start") == 0) {
        free(o->field);
        o->field = xstrdup(xml_attribute(attributes, "type"));
    } else if (strcmp(name, "param") == 0) {
        field_parameter_of(o, attributes);
    }
}

/* True: nothing within counts. */
static bool
left_out(struct odf *o, const char *name, const char **attributes)
{
    if (o->skip == 0 && xml_among(hidden, name) && !is_true(xml_attribute(attributes, "is-hidden")))
        return false;
    if (o->skip == 0 && !xml_among(hidden, name) && !xml_among(skipped, name))
        return false;
    if (strcmp(name, "tracked-changes") == 0)
        flag_add(&o->doc.a->flags, FLAG_TRACKED_CHANGES);
    if (strcmp(name, "annotation") == 0 && !o->spreadsheet)
        flag_add(&o->doc.a->flags, FLAG_COMMENTS);
    if (o->skip == 0 && xml_among(hidden, name))
        flag_add(&o->doc.a->flags, FLAG_HIDDEN_TEXT);
    o->skip++;
    return true;
}

static void
on_start(void *arg, const char *name, const char **attributes)
{
    struct odf *o = arg;

    if (left_out(o, name, attributes))
        return;
    if (o->replaced > 0) {
        o->replaced++;
        return;
    }
    if (strcmp(name, "document") == 0) {                /* a flat one says at its head what it is */
        const char *media = xml_attribute(attributes, "mimetype");

        o->spreadsheet = media != NULL && strstr(media, "spreadsheet") != NULL;
    }
    if (strcmp(name, "module") == 0)                    /* of a Basic library, in a flat one */
        flag_add(&o->doc.a->flags, FLAG_MACROS);
    odf_style_start(&o->styles, name, attributes);
    paragraph_start(o, name, attributes);
    if (o->drawn > 0 || (o->spreadsheet && xml_among(shapes, name)))
        o->drawn++;
    else if (o->spreadsheet)
        odf_sheet_start(o, name, attributes);
    else
        text_start(o, name, attributes);
}

/* Each of its elements: the lines of a drawn box stand beside the sheet. */
static void
drawn_end(struct odf *o)
{
    o->drawn--;
    if (o->open > 0 || o->aside.len == 0)
        return;
    margins_add(o->doc.a, buf_text(&o->aside));
    buf_reset(&o->aside);
}

static void
on_end(void *arg, const char *name)
{
    struct odf *o = arg;

    if (o->skip > 0) {
        o->skip--;
        return;
    }
    if (o->replaced > 0 && --o->replaced > 0)
        return;
    odf_style_end(&o->styles, name);
    if (xml_among(paragraphs, name)) {
        odf_paragraph_end(o);
    } else if (strcmp(name, "span") == 0) {
        odf_span_end(o);
    } else if (strcmp(name, "fieldmark") == 0 || strcmp(name, "fieldmark-start") == 0) {
        field_end(o);
    }
    if (o->drawn > 0)
        drawn_end(o);
    else if (o->spreadsheet)
        odf_sheet_end(o, name);
    else
        text_end(o, name);
}

static void
on_text(void *arg, const char *utf8, int n)
{
    struct odf *o = arg;

    if (o->open > 0 && o->skip == 0 && o->replaced == 0)
        add(o, utf8, (size_t)n);
}

static const struct xml how = { on_start, on_end, on_text, NULL, NULL, NULL };

/* ---- headers and footers, of the pages of a text or a table --------------------------- */

struct margin { struct odf odf; int open; };

static void
margin_start(void *arg, const char *name, const char **attributes)
{
    static const char *const margins[] = {
        "header", "header-left", "header-first", "footer", "footer-left", "footer-first", NULL
    };
    struct margin *m = arg;

    if (m->open > 0 || xml_among(margins, name)) {
        m->open++;
        on_start(&m->odf, name, attributes);
    }
}

static void
margin_end(void *arg, const char *name)
{
    struct margin *m = arg;

    if (m->open > 0) {
        m->open--;
        on_end(&m->odf, name);
    }
}

static void
margin_text(void *arg, const char *utf8, int n)
{
    struct margin *m = arg;

    if (m->open > 0)
        on_text(&m->odf, utf8, n);
}

static const struct xml margin_how = { margin_start, margin_end, margin_text, NULL, NULL, NULL };

static void
margins_begin(struct margin *m, struct attachment *aside)
{
    *m = (struct margin){0};
    doc_begin(&m->odf.doc, aside);
}

static void
margins_end(struct margin *m, struct attachment *a)
{
    doc_margin_end(&m->odf.doc, a);
    free(m->odf.field);
    strings_free(&m->odf.entries);
    odf_styles_free(&m->odf.styles);
}

/* Of the part that also holds the styles. */
static void
margins_read(struct attachment *a, struct zipbox *box, long styles)
{
    struct attachment aside = {0};
    struct margin m;
    char *why = NULL;

    margins_begin(&m, &aside);
    if (styles != -1)
        xml_member(box, (size_t)styles, &margin_how, &m, &why);     /* faults were named with the styles */
    free(why);
    margins_end(&m, a);
}

static void
margins_read_flat(struct attachment *a, const unsigned char *bytes, size_t n)
{
    struct attachment aside = {0};
    struct margin m;
    char *why = NULL;

    margins_begin(&m, &aside);
    xml_bytes(bytes, n, &margin_how, &m, &why);
    free(why);
    margins_end(&m, a);
}

static void
begin(struct odf *o, struct opening *at, struct attachment *a)
{
    *o = (struct odf){ .files = at->files };
    doc_begin(&o->doc, a);
}

static void
end(struct odf *o, char *why)
{
    struct attachment *a = o->doc.a;

    doc_end(&o->doc);
    if (o->spreadsheet) {
        sheets_legacy(a);
        free(a->text);
        a->text = NULL;
    }
    if (why != NULL)
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    else
        a->status = ATTACHMENT_READ;
    free(why);
    free(o->type);
    free(o->value);
    free(o->field);
    strings_free(&o->entries);
    buf_free(&o->text);
    buf_free(&o->aside);
    zeros_free(&o->sums);
    odf_styles_free(&o->styles);
}

/* What the content's own styles are based on; a part of its own. */
static void
common_start(void *arg, const char *name, const char **attributes)
{
    odf_style_start(arg, name, attributes);
}

static void
common_end(void *arg, const char *name)
{
    odf_style_end(arg, name);
}

static void
odf_read(struct opening *at, struct zipbox *box, struct attachment *a, bool spreadsheet)
{
    static const struct xml common = { common_start, common_end, NULL, NULL, NULL, NULL };
    long member = zipbox_find(box, "content.xml"), styles = zipbox_find(box, "styles.xml");
    struct odf o;
    char *why = NULL;

    begin(&o, at, a);
    o.spreadsheet = spreadsheet;
    o.zeros = spreadsheet && odf_writes_zeros(box);
    if (odf_has_macros(box))
        flag_add(&a->flags, FLAG_MACROS);
    if (member == -1)
        why = xstrdup("the content part is missing");
    else if (styles == -1 || xml_member(box, (size_t)styles, &common, &o.styles, &why) == 0)
        xml_member(box, (size_t)member, &how, &o, &why);
    if (why == NULL)
        margins_read(a, box, styles);
    end(&o, why);
}

void
ods_read(struct opening *o, struct zipbox *box, struct attachment *a)
{
    odf_read(o, box, a, true);
}

void
odt_read(struct opening *o, struct zipbox *box, struct attachment *a)
{
    odf_read(o, box, a, false);
}

void
odf_flat_read(struct opening *at, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct odf o;
    char *why = NULL;

    begin(&o, at, a);
    o.zeros = odf_flat_writes_zeros(bytes, n);
    if (xml_bytes(bytes, n, &how, &o, &why) == 0)
        margins_read_flat(a, bytes, n);
    end(&o, why);
}
