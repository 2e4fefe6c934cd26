/* XLSX and XLSM: the workbook around its sheets (ECMA-376). Macros and links are only flagged. */
#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "attachment.h"
#include "opc.h"
#include "xml.h"

#define WORKBOOK_REL "officeDocument"
#define DRAWINGS "xl/drawings/drawing"

struct sheet_entry { char *name, *target; bool hidden; };
struct named { char *name, *formula; };

/* ---- shared strings --------------------------------------------------------------- */

struct sharing {
    struct book *book;
    struct rich rich;
    size_t bytes;
    bool full;
};

static bool
is_shared(const char *name)
{
    return name[0] == 's' && name[1] == 'i' && name[2] == '\0';
}

static void
shared_start(void *arg, const char *name, const char **attributes)
{
    struct sharing *s = arg;

    if (is_shared(name))
        rich_begin(&s->rich);
    else if (!s->full)
        rich_start(&s->rich, name, attributes);
}

static void
shared_add(struct book *b, struct rich *rich)
{
    struct shared *to = ARRAY_MORE(b->shared, b->nshared);
    struct buf *text = &rich->text;

    if (text->len > LIMIT_CELL_TEXT) {
        shorten(b->a, "a cell has more than %d bytes; the rest of it was not read", LIMIT_CELL_TEXT);
        for (text->len = LIMIT_CELL_TEXT;
             text->len > 0 && ((unsigned char)text->data[text->len] & 0xC0) == 0x80;)
            text->len--;
        text->data[text->len] = '\0';
    }
    to->text = text_clean(buf_text(text), text->len);
    to->n = strlen(to->text);
    to->font_told = rich->font_told;
}

static void
shared_end(void *arg, const char *name)
{
    struct sharing *s = arg;
    struct book *b = s->book;

    rich_end(&s->rich, name);
    if (!is_shared(name) || s->full)
        return;
    s->bytes += s->rich.text.len;
    if (s->bytes > LIMIT_CELL_BYTES || b->nshared >= LIMIT_CELLS) {
        s->full = true;
        shorten(b->a, "its table of texts is larger than %lu MB; the rest was not read",
                LIMIT_CELL_BYTES >> 20);
        return;
    }
    shared_add(b, &s->rich);
}

static void
shared_text(void *arg, const char *utf8, int n)
{
    struct sharing *s = arg;

    rich_add(&s->rich, utf8, (size_t)n);
}

/* ---- styles --------------------------------------------------------------------------- */

struct own_format { int id; enum number_kind kind; bool hides; };
struct cell_font { enum legacy legacy; unsigned look, colour; };

struct styling {
    struct book *book;
    struct own_format *own;
    size_t nown;
    struct cell_font *fonts;
    size_t nfonts;
    struct ground { bool coloured; unsigned colour; } *grounds;     /* of fills: coloured ones are not white */
    size_t ngrounds;
    bool in_cells, in_font, in_fill;
};

static bool
is_off(const char *value)
{
    return value != NULL && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0);
}

/* In hexadecimal digits, of the theme (0: white), of the old palette. */
static bool
is_white(const char **attributes)
{
    const char *rgb = xml_attribute(attributes, "rgb"), *theme = xml_attribute(attributes, "theme"),
               *indexed = xml_attribute(attributes, "indexed");

    if (xml_attribute(attributes, "tint") != NULL)
        return false;
    return (rgb != NULL && look_white(rgb)) || (theme != NULL && strcmp(theme, "0") == 0) ||
           (indexed != NULL && (strcmp(indexed, "9") == 0 || strcmp(indexed, "1") == 0));
}

/* One number a colour; 0: it is not told, or shaded. */
static unsigned
colour_of(const char **attributes)
{
    const char *rgb = xml_attribute(attributes, "rgb"), *theme = xml_attribute(attributes, "theme");

    if (xml_attribute(attributes, "tint") != NULL)
        return 0;
    if (rgb != NULL)
        return 1u << 24 | ((unsigned)strtoul(rgb, NULL, 16) & 0xFFFFFF);
    return theme != NULL ? 2u << 24 | (unsigned)atoi(theme) : 0;
}

static void
fill_property(struct ground *ground, const char *name, const char **attributes)
{
    const char *pattern = xml_attribute(attributes, "patternType");

    if (strcmp(name, "patternFill") == 0) {
        ground->coloured = pattern != NULL && strcmp(pattern, "none") != 0;
    } else if (strcmp(name, "gradientFill") == 0) {
        ground->coloured = true;
    } else if (strcmp(name, "fgColor") == 0) {
        ground->colour = ground->coloured ? colour_of(attributes) : 0;
        ground->coloured = ground->coloured && !is_white(attributes);
    }
}

/* A cell's font, its ground and number format, and what they make of it. */
static struct cell_style
style_of(const struct styling *s, const char **attributes)
{
    const char *font = xml_attribute(attributes, "fontId"),
               *fill = xml_attribute(attributes, "fillId"),
               *id = xml_attribute(attributes, "numFmtId");
    size_t nfill = fill != NULL ? strtoul(fill, NULL, 10) : 0;
    size_t nfont = font != NULL ? strtoul(font, NULL, 10) : 0;
    int number = id != NULL ? atoi(id) : 0;
    struct cell_style style = { .kind = format_builtin(number) };

    for (size_t i = 0; i < s->nown && i < LIMIT_ENTRIES; i++) {
        if (s->own[i].id != number)
            continue;
        style.kind = s->own[i].kind;
        style.look = s->own[i].hides ? LOOK_HIDDEN : 0;
    }
    if (nfont < s->nfonts) {
        style.font = s->fonts[nfont].legacy;
        style.look |= s->fonts[nfont].look;
    }
    if (nfill < s->ngrounds && s->grounds[nfill].coloured)
        style.look |= LOOK_GROUND;
    if (nfill < s->ngrounds && nfont < s->nfonts && s->fonts[nfont].colour != 0 &&
        s->fonts[nfont].colour == s->grounds[nfill].colour)
        style.look |= LOOK_HIDDEN;
    style.look = look_seen(style.look);
    return style;
}

static void
font_property(struct cell_font *font, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");

    if (strcmp(name, "name") == 0 && value != NULL)
        font->legacy = legacy_font(value);
    else if (strcmp(name, "strike") == 0)
        font->look |= is_off(value) ? 0 : LOOK_STRUCK;
    else if (strcmp(name, "sz") == 0 && value != NULL)
        font->look |= look_tiny(value) ? LOOK_HIDDEN : 0;
    if (strcmp(name, "color") == 0) {
        font->look |= is_white(attributes) ? LOOK_WHITE : 0;
        font->colour = colour_of(attributes);
    }
}

static void
style_start(void *arg, const char *name, const char **attributes)
{
    struct styling *s = arg;

    if (strcmp(name, "numFmt") == 0 && s->nown < LIMIT_CELLS) {
        const char *id = xml_attribute(attributes, "numFmtId"),
                   *code = xml_attribute(attributes, "formatCode");

        if (id != NULL && code != NULL)
            *ARRAY_MORE(s->own, s->nown) = (struct own_format){ atoi(id), format_kind(code),
                                                                format_hides(code) };
    } else if (strcmp(name, "cellXfs") == 0) {
        s->in_cells = true;
    } else if (strcmp(name, "font") == 0 && s->nfonts < LIMIT_CELLS) {
        *ARRAY_MORE(s->fonts, s->nfonts) = (struct cell_font){0};
        s->in_font = true;
    } else if (s->in_font) {
        font_property(&s->fonts[s->nfonts - 1], name, attributes);
    } else if (strcmp(name, "fill") == 0 && s->ngrounds < LIMIT_CELLS) {
        *ARRAY_MORE(s->grounds, s->ngrounds) = (struct ground){0};
        s->in_fill = true;
    } else if (s->in_fill) {
        fill_property(&s->grounds[s->ngrounds - 1], name, attributes);
    } else if (s->in_cells && strcmp(name, "xf") == 0 && s->book->nstyles < LIMIT_CELLS) {
        *ARRAY_MORE(s->book->styles, s->book->nstyles) = style_of(s, attributes);
    }
}

static void
style_end(void *arg, const char *name)
{
    struct styling *s = arg;

    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
    else if (strcmp(name, "font") == 0)
        s->in_font = false;
    else if (strcmp(name, "fill") == 0)
        s->in_fill = false;
}

/* ---- the workbook ------------------------------------------------------------------------ */

struct binding {
    struct book *book;
    const char *part;
    struct rels rels;
    struct sheet_entry *sheets;
    size_t nsheets;
    struct named *names;
    size_t nnames;
    struct buf text;
    bool in_name;
};

static void
book_start(void *arg, const char *name, const char **attributes)
{
    struct binding *b = arg;
    const char *value;

    if (strcmp(name, "sheet") == 0 && b->nsheets <= LIMIT_SHEETS) {
        const char *state = xml_attribute(attributes, "state"), *id = xml_attribute(attributes, "id");

        value = xml_attribute(attributes, "name");
        *ARRAY_MORE(b->sheets, b->nsheets) = (struct sheet_entry){
            xstrdup(value != NULL ? value : ""),
            id != NULL ? rel_target(&b->rels, b->part, id, NULL) : NULL,
            state != NULL && strcmp(state, "visible") != 0,
        };
    } else if (strcmp(name, "workbookPr") == 0) {
        value = xml_attribute(attributes, "date1904");
        if (value != NULL)              /* an extension has an element of the same name */
            b->book->since_1904 = !is_off(value);
        if (b->book->since_1904)
            flag_add(&b->book->a->flags, FLAG_SINCE_1904);
    } else if (strcmp(name, "calcPr") == 0) {
        value = xml_attribute(attributes, "fullCalcOnLoad");
        b->book->recomputed = value != NULL && !is_off(value);
    } else if (strcmp(name, "definedName") == 0 && b->nnames < LIMIT_ENTRIES) {
        value = xml_attribute(attributes, "name");
        if (value == NULL || strncmp(value, "_xlnm.", 6) == 0)
            return;
        *ARRAY_MORE(b->names, b->nnames) = (struct named){ xstrdup(value), NULL };
        buf_reset(&b->text);
        b->in_name = true;
    }
}

static void
book_end(void *arg, const char *name)
{
    struct binding *b = arg;

    if (!b->in_name || strcmp(name, "definedName") != 0)
        return;
    b->names[b->nnames - 1].formula = xstrdup(buf_text(&b->text));
    b->in_name = false;
}

static void
book_text(void *arg, const char *utf8, int n)
{
    struct binding *b = arg;

    if (b->in_name && b->text.len < LIMIT_CELL_TEXT)
        buf_add(&b->text, utf8, (size_t)n);
}

/* "'Biểu 1'!$C$7" or "Sheet1!$A$20:$H$39"; anything else names no place. */
static void
name_resolve(struct attachment *a, const struct named *from)
{
    struct name place = {0}, *to;
    const char *formula = from->formula, *bang;
    struct buf sheet = {0};

    if (formula == NULL || (bang = strrchr(formula, '!')) == NULL ||
        !area_parse(bang + 1, &place.row, &place.column, &place.last_row, &place.last_column))
        return;
    if (*formula == '\'' && bang > formula + 1 && bang[-1] == '\'') {
        for (const char *p = formula + 1; p < bang - 1; p++) {
            buf_addc(&sheet, *p);
            if (p[0] == '\'' && p[1] == '\'')
                p++;
        }
    } else {
        buf_add(&sheet, formula, (size_t)(bang - formula));
    }
    to = ARRAY_MORE(a->names, a->nnames);
    *to = place;
    to->name = text_clean_line(from->name, strlen(from->name));
    to->sheet = text_clean_line(buf_text(&sheet), sheet.len);
    buf_free(&sheet);
}

static int
sheets_read(struct book *b, const struct binding *bind, char **why)
{
    for (size_t i = 0; i < bind->nsheets; i++) {
        const struct sheet_entry *e = &bind->sheets[i];
        long member = e->target != NULL ? zipbox_find(b->box, e->target) : -1;
        struct sheet *sheet;

        if ((sheet = sheet_add(b->a, e->name, strlen(e->name))) == NULL)
            return 0;
        sheet->hidden = e->hidden;
        if (member != -1 && xlsx_sheet(b, member, sheet, why) != 0)
            return -1;
        if (strcmp(sheet->name, IDENTITY_SHEET) == 0)
            identity_take(b->a);
        else if (e->hidden)
            flag_add(&b->a->flags, FLAG_HIDDEN_SHEET);
    }
    return 0;
}

/* A part that the workbook names by its relationship type; absent is fine. */
static int
side_part(struct book *b, const struct binding *bind, const char *type, const struct xml *how,
          void *arg, char **why)
{
    char *target = rel_target(&bind->rels, bind->part, NULL, type);
    long member = target != NULL ? zipbox_find(b->box, target) : -1;

    free(target);
    return member == -1 ? 0 : xml_member(b->box, (size_t)member, how, arg, why);
}

/* ---- what is drawn over the sheets -------------------------------------------------------- */

struct drawing { struct attachment *a; struct buf text; bool in_text; };

static void
drawing_start(void *arg, const char *name, const char **attributes)
{
    struct drawing *d = arg;

    (void)attributes;
    d->in_text = name[0] == 't' && name[1] == '\0';
}

static void
drawing_end(void *arg, const char *name)
{
    struct drawing *d = arg;

    d->in_text = false;
    if (name[0] != 'p' || name[1] != '\0')
        return;
    margins_add(d->a, buf_text(&d->text));
    buf_reset(&d->text);
}

static void
drawing_text(void *arg, const char *utf8, int n)
{
    struct drawing *d = arg;

    if (d->in_text && d->text.len < LIMIT_CELL_TEXT)
        buf_add(&d->text, utf8, (size_t)n);
}

/* Words in boxes. Whatever is damaged there costs no cell. */
static void
drawings_read(struct book *b)
{
    static const struct xml how = { drawing_start, drawing_end, drawing_text, NULL, NULL, NULL };
    struct drawing d = { .a = b->a };

    for (size_t i = 0; zipbox_has(b->box, DRAWINGS) && i < zipbox_count(b->box); i++) {
        char *why = NULL;

        if (strncmp(zipbox_name(b->box, i, &(bool){ false }), DRAWINGS, strlen(DRAWINGS)) == 0 &&
            xml_member(b->box, i, &how, &d, &why) != 0)
            shorten(b->a, "what is drawn over its sheets could not be read: %s", why);
        free(why);
    }
    buf_free(&d.text);
}

static int
book_read(struct book *b, struct binding *bind, char **why)
{
    static const char *const style_tail[] = { "cellStyles", "dxfs", "tableStyles", "colors", "extLst", NULL };
    static const struct xml book_how = { book_start, book_end, book_text, NULL, NULL, NULL };
    static const struct xml shared_how = { shared_start, shared_end, shared_text, NULL, NULL, NULL };
    static const struct xml style_how = { style_start, style_end, NULL, style_tail, "cellXfs", NULL };
    struct sharing sharing = { .book = b, .rich = { .a = b->a } };
    struct styling styling = { .book = b };
    long member = zipbox_find(b->box, bind->part);
    int rc = -1;

    if (member == -1) {
        *why = xstrdup("the workbook part is missing");
        return -1;
    }
    if (rels_read(b->box, bind->part, &bind->rels, why) == 0 &&
        xml_member(b->box, (size_t)member, &book_how, bind, why) == 0 &&
        side_part(b, bind, "sharedStrings", &shared_how, &sharing, why) == 0 &&
        side_part(b, bind, "styles", &style_how, &styling, why) == 0 &&
        sheets_read(b, bind, why) == 0)
        rc = 0;
    for (size_t i = 0; i < bind->nnames && rc == 0; i++)
        name_resolve(b->a, &bind->names[i]);
    rich_free(&sharing.rich);
    free(styling.own);
    free(styling.fonts);
    free(styling.grounds);
    return rc;
}

static void
book_clear(struct book *b, struct binding *bind)
{
    for (size_t i = 0; i < b->nshared; i++)
        free(b->shared[i].text);
    free(b->shared);
    free(b->styles);
    for (size_t i = 0; i < bind->nsheets; i++) {
        free(bind->sheets[i].name);
        free(bind->sheets[i].target);
    }
    free(bind->sheets);
    for (size_t i = 0; i < bind->nnames; i++) {
        free(bind->names[i].name);
        free(bind->names[i].formula);
    }
    free(bind->names);
    rels_free(&bind->rels);
    buf_free(&bind->text);
}

void
xlsx_read(struct opening *o, struct zipbox *box, struct attachment *a)
{
    struct book book = { .box = box, .files = o->files, .a = a };
    struct binding bind = { .book = &book };
    struct rels top = {0};
    char *why = NULL, *part = NULL;

    if (zipbox_has(box, "xl/externalLinks/"))
        flag_add(&a->flags, FLAG_EXTERNAL_LINKS);
    if (rels_read(box, "", &top, &why) == 0) {
        part = rel_target(&top, "", NULL, WORKBOOK_REL);
        bind.part = part != NULL ? part : "xl/workbook.xml";
        if (book_read(&book, &bind, &why) == 0)
            a->status = ATTACHMENT_READ;
        if (a->status == ATTACHMENT_READ)
            drawings_read(&book);
        sheets_legacy(a);
    }
    if (why != NULL)
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    free(why);
    free(part);
    rels_free(&top);
    book_clear(&book, &bind);
}
