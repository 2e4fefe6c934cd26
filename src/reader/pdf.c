/* PDF: the text layer, form fields, and what kind of paper it is. Scripts are
 * never run, XFA is not read, a signature is noted and never judged. Poppler
 * is loaded by name so that ordinary readers do not carry its fifty
 * libraries; the types come from its header. */
#include "pdf.h"

#include <dlfcn.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "charset.h"
#include "files.h"
#include "legacy.h"
#include "letterhead.h"
#include "skim.h"
#include "step.h"
#include "tools.h"

#define LIBRARY "libpoppler-glib.so.8"
#define WORDS_LEAST 8                   /* letters on a page, below which it has no text layer */

#define FUNCTIONS(F)                                                                                            \
    F(poppler_document_new_from_bytes) F(poppler_document_get_n_pages) F(poppler_document_get_page)             \
    F(poppler_page_get_text) F(poppler_page_get_text_layout) F(poppler_page_get_form_field_mapping) F(poppler_page_free_form_field_mapping)     \
    F(poppler_form_field_get_field_type) F(poppler_form_field_get_name) F(poppler_form_field_text_get_text)     \
    F(poppler_form_field_get_alternate_ui_name) F(poppler_form_field_button_get_button_type) F(poppler_form_field_button_get_state)                         \
    F(poppler_form_field_choice_get_n_items) F(poppler_form_field_choice_is_item_selected)                      \
    F(poppler_form_field_choice_get_item) F(poppler_form_field_choice_get_text)                                 \
    F(poppler_form_field_choice_is_editable) F(poppler_error_quark)

static struct {
#define MEMBER(f) __typeof__(&f) f;
    FUNCTIONS(MEMBER)
} pdf;
static bool loaded;

/* A document that stays open keeps what poppler sets up for its first one,
 * so that no child has to do it again. */
static void
warm_up(void)
{
    static const char sample[] =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        "4 0 obj<</Length 30>>stream\nBT /F 9 Tf 9 9 Td (a b) Tj ET  \nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    GBytes *data = g_bytes_new_static(sample, sizeof sample - 1);
    PopplerDocument *document = pdf.poppler_document_new_from_bytes(data, NULL, NULL);
    PopplerPage *page = document != NULL ? pdf.poppler_document_get_page(document, 0) : NULL;

    if (page != NULL) {
        g_free(pdf.poppler_page_get_text(page));
        g_object_unref(page);
    }
    g_bytes_unref(data);
}

void
pdf_prepare(void)
{
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

    if (library == NULL)
        return;
    loaded = true;
#define LOAD(f)                                     \
    *(void **)&pdf.f = dlsym(library, #f);          \
    loaded &= pdf.f != NULL;
    FUNCTIONS(LOAD)
    if (loaded)
        warm_up();
}

/* ---- form fields -------------------------------------------------------------- */

static char *
choice_value(PopplerFormField *field)
{
    struct buf b = {0};
    gchar *typed = pdf.poppler_form_field_choice_is_editable(field) ? pdf.poppler_form_field_choice_get_text(field) : NULL;
    int n = pdf.poppler_form_field_choice_get_n_items(field);

    for (int i = 0; i < n && i < LIMIT_ENTRIES; i++) {
        gchar *item;

        if (!pdf.poppler_form_field_choice_is_item_selected(field, i))
            continue;
        item = pdf.poppler_form_field_choice_get_item(field, i);
        buf_addf(&b, "%s%s", b.len > 0 ? "\n" : "", item != NULL ? item : "");
        g_free(item);
    }
    if (b.len == 0 && typed != NULL)
        buf_adds(&b, typed);
    g_free(typed);
    return b.len > 0 ? buf_take(&b) : xstrdup("");
}

static enum form_kind
field_kind(PopplerFormField *field)
{
    switch (pdf.poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT: return FORM_TEXT;
    case POPPLER_FORM_FIELD_CHOICE: return FORM_CHOICE;
    case POPPLER_FORM_FIELD_SIGNATURE: return FORM_SIGNATURE;
    case POPPLER_FORM_FIELD_BUTTON: break;
    case POPPLER_FORM_FIELD_UNKNOWN: return FORM_BUTTON;
    }
    switch (pdf.poppler_form_field_button_get_button_type(field)) {
    case POPPLER_FORM_BUTTON_CHECK: return FORM_CHECKBOX;
    case POPPLER_FORM_BUTTON_RADIO: return FORM_RADIO;
    case POPPLER_FORM_BUTTON_PUSH: break;
    }
    return FORM_BUTTON;
}

/* position: of a button in its group, whose names Poppler does not tell. */
static char *
field_value(PopplerFormField *field, enum form_kind kind, int position)
{
    gchar *text = NULL;
    char *value = NULL;

    switch (kind) {
    case FORM_TEXT:
        text = pdf.poppler_form_field_text_get_text(field);
        value = xstrdup(text != NULL ? text : "");
        break;
    case FORM_CHECKBOX:
        value = xstrdup(pdf.poppler_form_field_button_get_state(field) ? "true" : "false");
        break;
    case FORM_RADIO:
        if (!pdf.poppler_form_field_button_get_state(field))
            break;
        text = pdf.poppler_form_field_get_alternate_ui_name(field);
        value = text != NULL && *text != '\0' ? xstrdup(text) : xasprintf("%d", position);
        break;
    case FORM_CHOICE:
        value = choice_value(field);
        break;
    case FORM_SIGNATURE:
    case FORM_BUTTON:
    case FORM_KINDS:
        break;
    }
    g_free(text);
    return value;
}

/* The buttons of a radio group are one field. */
static struct form_field *
field_new(struct attachment *a, const char *name, enum form_kind kind, int *position)
{
    struct form_field *last = a->nfields > 0 ? &a->fields[a->nfields - 1] : NULL;
    char *clean = text_clean_line(name, strlen(name));

    if (kind == FORM_RADIO && last != NULL && last->kind == FORM_RADIO && strcmp(last->name, clean) == 0) {
        free(clean);
        ++*position;
        return last;
    }
    *position = 1;
    last = ARRAY_MORE(a->fields, a->nfields);
    last->name = clean;
    last->kind = kind;
    if (kind == FORM_RADIO)
        last->value = xstrdup("");
    return last;
}

static void
fields_read(PopplerPage *page, struct attachment *a)
{
    GList *list = pdf.poppler_page_get_form_field_mapping(page);
    int position = 0;

    /* Poppler's list begins with the last one. */
    for (GList *at = g_list_last(list); at != NULL && a->nfields < LIMIT_ENTRIES; at = at->prev) {
        PopplerFormField *field = ((PopplerFormFieldMapping *)at->data)->field;
        gchar *name = pdf.poppler_form_field_get_name(field);
        struct form_field *to = field_new(a, name != NULL ? name : "", field_kind(field), &position);
        char *value = field_value(field, to->kind, position);

        if (to->kind == FORM_SIGNATURE)
            flag_add(&a->flags, "pdf-signature");
        if (value != NULL) {
            free(to->value);
            to->value = text_clean(value, strnlen(value, LIMIT_CELL_TEXT));
        }
        free(value);
        g_free(name);
    }
    pdf.poppler_page_free_form_field_mapping(list);
}

/* ---- pages ----------------------------------------------------------------------- */

static size_t
letters(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += (unsigned char)*text > ' ' && ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static size_t
char_length(const char *s)
{
    unsigned char c = (unsigned char)*s;
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

    return strnlen(s, n);
}

/* What stands between two letters of one line that have a gap between them,
 * measured by their height: nothing, a blank, or the next column. */
static const char *
gap_between(const PopplerRectangle *left, const PopplerRectangle *right)
{
    double height = left->y2 - left->y1, gap = right->x1 - left->x2;

    if (height <= 0 || right->x2 <= right->x1)
        return "";
    if (gap > height || gap < -4 * height)
        return "\t";
    return gap > 0.2 * height ? " " : "";
}

/* Poppler's text sets columns side by side without anything in between. */
static char *
page_text(PopplerPage *page)
{
    char *words = pdf.poppler_page_get_text(page);
    PopplerRectangle *places = NULL;
    guint n = 0, i = 0;
    struct buf b = {0};

    if (words == NULL || !pdf.poppler_page_get_text_layout(page, &places, &n)) {
        char *plain = xstrdup(words != NULL ? words : "");

        g_free(words);
        return plain;
    }
    buf_adds(&b, "");
    for (const char *p = words; *p != '\0'; i++) {
        size_t len = char_length(p);

        buf_add(&b, p, len);
        if (*p != '\n' && p[len] != '\n' && p[len] != '\0' && i + 1 < n && *p != ' ' && p[len] != ' ')
            buf_adds(&b, gap_between(&places[i], &places[i + 1]));
        p += len;
    }
    g_free(places);
    g_free(words);
    return buf_take(&b);
}

/* Poppler does not come back from every form: its time is counted, and the
 * text is kept. */
static void
fields_try(struct opening *o, PopplerPage *page, struct attachment *a)
{
    struct step outer = { -1, STEP_FILE };

    if (step_begin(o->index, STEP_FIELDS, &outer)) {
        fields_read(page, a);
        step_end(outer);
    } else {
        shorten(a, "its form fields were not read: the reader failed on them");
    }
}

static void
pages_read(struct opening *o, PopplerDocument *document, struct attachment *a, bool *any_text)
{
    int n = pdf.poppler_document_get_n_pages(document);
    struct buf text = {0};

    if (n > LIMIT_PAGES)
        shorten(a, "only the first %d of its %d pages were read", LIMIT_PAGES, n);
    for (int i = 0; i < n && i < LIMIT_PAGES; i++) {
        PopplerPage *page = pdf.poppler_document_get_page(document, i);
        char *words;

        if (page == NULL)
            continue;
        words = page_text(page);
        *any_text |= letters(words) >= WORDS_LEAST;
        if (text.len + strlen(words) <= LIMIT_TEXT)
            buf_addf(&text, "%s\n", words);
        else
            shorten(a, "only the first %lu KB of its text were read", LIMIT_TEXT >> 10);
        free(words);
        fields_try(o, page, a);
        g_object_unref(page);
    }
    a->text = text_clean(buf_text(&text), text.len);
    buf_free(&text);
}

static void
refuse_pdf(struct attachment *a, GError *error)
{
    if (error != NULL && error->domain == pdf.poppler_error_quark() && error->code == POPPLER_ERROR_ENCRYPTED) {
        flag_add(&a->flags, "encrypted");
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
    } else {
        refuse(a, ATTACHMENT_UNREADABLE, "the PDF is damaged");
    }
}

static void
convert_legacy(struct attachment *a)
{
    enum legacy font = legacy_guess(a->text);
    char *text;

    if (font == LEGACY_NONE)
        return;
    text = legacy_convert(font, a->text);
    flag_add(&a->flags, legacy_names[font]);
    free(a->text);
    a->text = text;
}

void
pdf_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    GError *error = NULL;
    GBytes *data;
    PopplerDocument *document;
    unsigned found = skim_words(&pdf_skim, bytes, n);
    bool any_text = false;

    if (!skim_must_read(&pdf_skim, found)) {
        pdf_skim.tell(a, found);
        return;
    }
    if (!loaded) {
        tool_missing();
        refuse(a, ATTACHMENT_STORED, "it is kept, but %s, which reads PDF, is not installed", LIBRARY);
        return;
    }
    pdf_marks(a, found, false);
    data = g_bytes_new_static(bytes, n);
    document = pdf.poppler_document_new_from_bytes(data, NULL, &error);
    if (document == NULL) {
        refuse_pdf(a, error);
        g_clear_error(&error);
    } else {
        pages_read(o, document, a, &any_text);
        a->status = ATTACHMENT_READ;
        pdf_marks(a, found, !any_text);
        convert_legacy(a);
        a->letterhead = letterhead_find(a);
        g_object_unref(document);
    }
    g_bytes_unref(data);
}
