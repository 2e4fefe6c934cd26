/* DOCX: paragraphs, tables, content controls (ECMA-376-1, 17). What was
 * deleted with tracked changes is left out; fields show their last result. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "charset.h"
#include "doc.h"
#include "opc.h"
#include "xml.h"
#include "zipbox.h"

#define CONTROLS_DEEP 16

struct open_control {
    char *tag;
    size_t from;                /* where its text begins */
    int level;                  /* in which buffer of the document */
    bool placeholder, content;
    const char *checked;
};

struct docx {
    struct doc doc;
    struct open_control controls[CONTROLS_DEEP];
    int ncontrols, too_deep;
    int skip;                   /* elements open whose text does not count */
    bool in_text, in_run;
    int span;
};

/* Fallback repeats what Choice holds, for old programs. */
static const char *const skipped[] = { "del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "comment", NULL };

static bool
is_on(const char *value)
{
    return value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0);
}

/* ---- content controls ------------------------------------------------------------ */

static void
control_begin(struct docx *d)
{
    if (d->ncontrols == CONTROLS_DEEP || d->too_deep > 0)
        d->too_deep++;
    else
        d->controls[d->ncontrols++] = (struct open_control){0};
}

static void
control_property(struct docx *d, const char *name, const char *value)
{
    struct open_control *c = d->ncontrols > 0 ? &d->controls[d->ncontrols - 1] : NULL;

    if (c == NULL || c->content)
        return;
    if (value != NULL && (strcmp(name, "tag") == 0 || (strcmp(name, "alias") == 0 && c->tag == NULL))) {
        free(c->tag);
        c->tag = xstrdup(value);
    } else if (strcmp(name, "showingPlcHdr") == 0) {
        c->placeholder = is_on(value);
    } else if (strcmp(name, "checked") == 0) {
        c->checked = is_on(value) ? "true" : "false";
    } else if (strcmp(name, "sdtContent") == 0) {
        c->content = true;
        c->level = d->doc.level;
        c->from = d->doc.levels[d->doc.level].text.len;
    }
}

static void
control_end(struct docx *d)
{
    struct open_control *c;
    const struct buf *text;

    if (d->too_deep > 0) {
        d->too_deep--;
        return;
    }
    if (d->ncontrols == 0)
        return;
    c = &d->controls[--d->ncontrols];
    text = &d->doc.levels[c->level].text;
    if (c->tag != NULL && *c->tag != '\0' && d->doc.a->ncontrols < LIMIT_ENTRIES) {
        struct control *to = ARRAY_MORE(d->doc.a->controls, d->doc.a->ncontrols);
        size_t from = c->from < text->len ? c->from : text->len, n = text->len - from;

        while (n > 0 && text->data[from + n - 1] == '\n')
            n--;
        to->tag = text_clean_line(c->tag, strlen(c->tag));
        if (c->checked != NULL)
            to->value = xstrdup(c->checked);
        else
            to->value = c->placeholder || !c->content ? xstrdup("") : text_clean(buf_text(text) + from, n);
    }
    free(c->tag);
    c->tag = NULL;
}

/* ---- elements ------------------------------------------------------------------------ */

static void
run_property(struct docx *d, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val"), *font;

    if (strcmp(name, "vanish") == 0 && is_on(value))
        flag_add(&d->doc.a->flags, "hidden-text");
    if (strcmp(name, "rFonts") == 0 && (font = xml_attribute(attributes, "ascii")) != NULL)
        d->doc.font = legacy_font(font);
}

static void
on_start(void *arg, const char *name, const char **attributes)
{
    struct docx *d = arg;
    const char *value = xml_attribute(attributes, "val");

    if (d->skip > 0 || xml_among(skipped, name)) {
        if (d->skip == 0 && (strcmp(name, "del") == 0 || strcmp(name, "moveFrom") == 0))
            flag_add(&d->doc.a->flags, "tracked-changes");
        d->skip++;
        return;
    }
    if (strcmp(name, "t") == 0) {
        d->in_text = true;
    } else if (strcmp(name, "r") == 0) {
        d->in_run = true;
        d->doc.font = LEGACY_NONE;
    } else if (strcmp(name, "tab") == 0 && d->in_run) {
        doc_add(&d->doc, "\t", 1);
    } else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) {
        doc_line(&d->doc);
    } else if (strcmp(name, "noBreakHyphen") == 0) {
        doc_add(&d->doc, "-", 1);
    } else if (strcmp(name, "tbl") == 0) {
        doc_table(&d->doc);
    } else if (strcmp(name, "tr") == 0) {
        doc_row(&d->doc);
    } else if (strcmp(name, "tc") == 0) {
        d->span = 1;
        doc_cell(&d->doc);
    } else if (strcmp(name, "gridSpan") == 0) {
        d->span = value != NULL ? atoi(value) : 1;
    } else if (strcmp(name, "sdt") == 0) {
        control_begin(d);
    } else if (strcmp(name, "ins") == 0 || strcmp(name, "moveTo") == 0) {
        flag_add(&d->doc.a->flags, "tracked-changes");
    } else if (d->in_run) {
        run_property(d, name, attributes);
    }
    control_property(d, name, value);
}

static void
on_end(void *arg, const char *name)
{
    struct docx *d = arg;

    if (d->skip > 0) {
        d->skip--;
        return;
    }
    d->in_text = false;
    if (strcmp(name, "p") == 0)
        doc_line(&d->doc);
    else if (strcmp(name, "r") == 0)
        d->in_run = false;
    else if (strcmp(name, "tc") == 0)
        doc_cell_end(&d->doc, d->span);
    else if (strcmp(name, "tr") == 0)
        doc_row_end(&d->doc);
    else if (strcmp(name, "tbl") == 0)
        doc_table_end(&d->doc);
    else if (strcmp(name, "sdt") == 0)
        control_end(d);
}

static void
on_text(void *arg, const char *utf8, int n)
{
    struct docx *d = arg;

    if (d->in_text && d->skip == 0)
        doc_add(&d->doc, utf8, (size_t)n);
}

void
docx_read(struct opening *o, struct zipbox *box, struct attachment *a)
{
    static const struct xml how = { on_start, on_end, on_text, NULL, NULL };
    struct docx d = {0};
    struct rels top = {0};
    char *why = NULL, *part = NULL;
    long member = -1;

    (void)o;
    doc_begin(&d.doc, a);
    if (zipbox_has(box, "word/vbaProject"))
        flag_add(&a->flags, "macros");
    if (rels_read(box, "", &top, &why) == 0) {
        part = rel_target(&top, "", NULL, "officeDocument");
        member = zipbox_find(box, part != NULL ? part : "word/document.xml");
        if (member == -1)
            why = xstrdup("the document part is missing");
        else if (xml_member(box, (size_t)member, &how, &d, &why) == 0)
            a->status = ATTACHMENT_READ;
    }
    while (d.ncontrols > 0)
        control_end(&d);
    doc_end(&d.doc);
    if (why != NULL)
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    free(why);
    free(part);
    rels_free(&top);
}
