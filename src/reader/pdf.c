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
#include "tools.h"

#define LIBRARY "libpoppler-glib.so.8"
#define WORDS_LEAST 8                   /* letters on a page, below which it has no text layer */

#define FUNCTIONS(F)                                                                                            \
    F(poppler_document_new_from_bytes) F(poppler_document_get_n_pages) F(poppler_document_get_page)             \
    F(poppler_page_get_text) F(poppler_page_get_text_layout) F(poppler_page_get_form_field_mapping) F(poppler_page_free_form_field_mapping)     \
    F(poppler_form_field_get_field_type) F(poppler_form_field_get_name) F(poppler_form_field_text_get_text)     \
    F(poppler_form_field_button_get_button_type) F(poppler_form_field_button_get_state)                         \
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

static char *
field_value(PopplerFormField *field, struct attachment *a)
{
    gchar *text;
    char *value = NULL;

    switch (pdf.poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT:
        text = pdf.poppler_form_field_text_get_text(field);
        value = xstrdup(text != NULL ? text : "");
        g_free(text);
        break;
    case POPPLER_FORM_FIELD_BUTTON:
        if (pdf.poppler_form_field_button_get_button_type(field) != POPPLER_FORM_BUTTON_PUSH)
            value = xstrdup(pdf.poppler_form_field_button_get_state(field) ? "true" : "false");
        break;
    case POPPLER_FORM_FIELD_CHOICE:
        value = choice_value(field);
        break;
    case POPPLER_FORM_FIELD_SIGNATURE:
        flag_add(&a->flags, "pdf-signature");
        break;
    case POPPLER_FORM_FIELD_UNKNOWN:
        break;
    }
    return value;
}

static void
fields_read(PopplerPage *page, struct attachment *a)
{
    GList *list = pdf.poppler_page_get_form_field_mapping(page);

    /* Poppler's list begins with the last one. */
    for (GList *at = g_list_last(list); at != NULL && a->nfields < LIMIT_ENTRIES; at = at->prev) {
        PopplerFormField *field = ((PopplerFormFieldMapping *)at->data)->field;
        gchar *name = pdf.poppler_form_field_get_name(field);
        char *value = field_value(field, a);

        if (value != NULL && name != NULL) {
            struct control *to = ARRAY_MORE(a->fields, a->nfields);

            to->tag = text_clean_line(name, strlen(name));
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

static void
pages_read(PopplerDocument *document, struct attachment *a, bool *any_text)
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
        fields_read(page, a);
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

    (void)o;
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
        pages_read(document, a, &any_text);
        a->status = ATTACHMENT_READ;
        pdf_marks(a, found, !any_text);
        convert_legacy(a);
        a->letterhead = letterhead_find(a);
        g_object_unref(document);
    }
    g_bytes_unref(data);
}
