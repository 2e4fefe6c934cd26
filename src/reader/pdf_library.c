#include "pdf_library.h"

#include <dlfcn.h>

#define POPPLER "libpoppler-glib.so.8"
#define QPDF "libqpdf.so.29"

struct pdf_library pdf;
static const char *missing = POPPLER;

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
pdf_library_load(void)
{
    void *poppler = dlopen(POPPLER, RTLD_NOW | RTLD_LOCAL),
         *qpdf = dlopen(QPDF, RTLD_NOW | RTLD_LOCAL);
    bool whole = true;

    if (poppler == NULL)
        return;
    missing = QPDF;
    if (qpdf == NULL)
        return;
#define LOAD_POPPLER(f)                                     \
    *(void **)&pdf.f = dlsym(poppler, #f);                  \
    whole &= pdf.f != NULL;
#define LOAD_QPDF(f)                                        \
    *(void **)&pdf.f = dlsym(qpdf, #f);                     \
    whole &= pdf.f != NULL;
    POPPLER_FUNCTIONS(LOAD_POPPLER)
    QPDF_FUNCTIONS(LOAD_QPDF)
    if (!whole)
        return;
    missing = NULL;
    warm_up();
}

const char *
pdf_library_missing(void)
{
    return missing;
}

double
pdf_number(qpdf_data q, qpdf_oh thing, double other)
{
    return pdf.qpdf_oh_is_number(q, thing) ? pdf.qpdf_oh_get_numeric_value(q, thing) : other;
}
