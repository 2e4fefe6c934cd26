/* PDF: the text layer, its tables, form fields, and what kind of paper it is.
 * Scripts are never run, XFA is not read, a signature is noted and never
 * judged. */
#include "pdf.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "legacy.h"
#include "letterhead.h"
#include "pdf_library.h"
#include "pdf_private.h"
#include "skim.h"
#include "process/step.h"
#include "process/tools.h"

#define WORDS_LEAST 8                   /* letters on a page, below which it has no text layer */

void
pdf_prepare(void)
{
    pdf_library_load();
}

/* ---- pages ----------------------------------------------------------------------- */

/* Libraries do not come back from every file: what a page draws, its fields and
 * its text each have their own time. */
static struct drawings *
drawings_try(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct step outer = { -1, STEP_FILE };
    struct drawings *d = NULL;

    if (step_begin(o->index, STEP_DRAWING, &outer)) {
        d = drawings_open(bytes, n);
        step_end(outer);
    } else {
        shorten(a, "its tables were read without their lines: the reader failed on them");
    }
    return d;
}

static void
drawn_try(struct opening *o, struct drawings *d, int page, struct drawn *out)
{
    struct step outer = { -1, STEP_FILE };

    *out = (struct drawn){0};
    if (d == NULL || !step_begin(o->index, STEP_DRAWING, &outer))
        return;
    drawn_read(d, page, out);
    step_end(outer);
}

static void
fields_try(struct opening *o, PopplerPage *page, struct attachment *a)
{
    struct step outer = { -1, STEP_FILE };

    if (step_begin(o->index, STEP_FIELDS, &outer)) {
        pdf_fields(page, a);
        step_end(outer);
    } else {
        shorten(a, "its form fields were not read: the reader failed on them");
    }
}

enum page { PAGE_EMPTY, PAGE_READ, PAGE_LOST, PAGE_HIDDEN, PAGES };

/* What a page's letters are worth. Those that nobody sees do not count, but
 * over a picture they were recognised in it by a program. */
static enum page
page_is(const struct words *words, const struct drawn *d, struct attachment *a)
{
    if (words_lost(words, d))
        return PAGE_LOST;
    if (strlen(words->letters) < WORDS_LEAST)
        return d->nveils > 0 && !d->picture ? PAGE_HIDDEN : PAGE_EMPTY;
    if (d->hidden > 0 && d->picture) {
        flag_add(&a->flags, FLAG_OCR);
    } else if (d->hidden > d->shown) {
        flag_add(&a->flags, FLAG_HIDDEN_TEXT);
        return PAGE_HIDDEN;
    }
    if (d->unplaced)
        shorten(a, "a page holds text that nobody sees among the text that was read");
    return PAGE_READ;
}

/* Letters come within their cells, and rows may be told by what stands in them. */
static void
words_in_cells(const struct letters *letters, struct drawn *d, struct grids *grids,
               struct words *words, struct strings *flags)
{
    for (int pass = 0;; pass++) {
        grids_find(d, grids);
        words_make(letters, grids, words, flags);
        if (pass > 0 || !rows_find(grids, words, d))
            return;
        words_free(words);
        grids_free(grids);
    }
}

static enum page
page_take(struct pdf_text *t, PopplerPage *page, struct drawn *d)
{
    struct letters letters;
    struct grids grids;
    struct words words;
    double width = 0, height = 0;
    enum page is;

    if (!page_letters(page, d, &letters))
        shorten(t->a, "only the first %d letters of a page were read", LIMIT_GLYPHS);
    words_in_cells(&letters, d, &grids, &words, &t->a->flags);
    page_letters_free(&letters);
    if (grids.full)
        shorten(t->a, "a page draws more lines than are looked at; its tables may be incomplete");
    is = page_is(&words, d, t->a);
    pdf.poppler_page_get_size(page, &width, &height);
    if (is == PAGE_READ || is == PAGE_EMPTY)
        pdf_page(t, &words, &grids, width);
    words_free(&words);
    grids_free(&grids);
    return is;
}

static void
pages_read(struct opening *o, PopplerDocument *document, struct drawings *drawings,
           struct attachment *a, size_t *pages, bool *pasted)
{
    int n = pdf.poppler_document_get_n_pages(document);
    struct pdf_text t = { .a = a };

    if (n > LIMIT_PAGES)
        shorten(a, "only the first %d of its %d pages were read", LIMIT_PAGES, n);
    for (int i = 0; i < n && i < LIMIT_PAGES; i++) {
        PopplerPage *page = pdf.poppler_document_get_page(document, i);
        struct drawn d;

        if (page == NULL)
            continue;
        drawn_try(o, drawings, i, &d);
        pages[page_take(&t, page, &d)]++;
        *pasted |= i == 0 && d.pasted;
        drawn_free(&d);
        fields_try(o, page, a);
        g_object_unref(page);
    }
    a->text = text_clean(buf_text(&t.text), t.text.len);
    pdf_text_free(&t);
}

static void
refuse_pdf(struct attachment *a, GError *error)
{
    if (error != NULL && error->domain == pdf.poppler_error_quark() &&
        error->code == POPPLER_ERROR_ENCRYPTED) {
        flag_add(&a->flags, FLAG_ENCRYPTED);
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
    flag_add(&a->flags, legacy_flags[font]);
    free(a->text);
    a->text = text;
}

static void
document_read(struct opening *o, PopplerDocument *document, const unsigned char *bytes, size_t n,
              unsigned found, struct attachment *a)
{
    struct drawings *drawings = drawings_try(o, bytes, n, a);
    size_t pages[PAGES] = {0};
    bool pasted = drawings == NULL;

    pages_read(o, document, drawings, a, pages, &pasted);
    drawings_close(drawings);
    a->status = ATTACHMENT_READ;
    if (pages[PAGE_LOST] > 0 && pages[PAGE_READ] == 0)
        refuse(a, ATTACHMENT_UNREADABLE, "its fonts do not say which letters they show");
    else if (pages[PAGE_LOST] > 0)
        shorten(a, "%zu of its pages were not read: their fonts do not say which letters they show",
                pages[PAGE_LOST]);
    pdf_marks(a, found, pages[PAGE_READ] + pages[PAGE_LOST] + pages[PAGE_HIDDEN] == 0);
    convert_legacy(a);
    a->letterhead = letterhead_find(a, pasted || flag_on(&a->flags, FLAG_PDF_SIGNATURE) || flag_on(&a->flags, FLAG_OCR));
}

void
pdf_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    GError *error = NULL;
    GBytes *data;
    PopplerDocument *document;
    unsigned found = skim_words(&pdf_skim, bytes, n);

    if (!skim_must_read(&pdf_skim, found)) {
        pdf_skim.tell(a, found);
        return;
    }
    if (pdf_library_missing() != NULL) {
        tool_missing();
        refuse(a, ATTACHMENT_STORED, "it is kept, but %s, which reads PDF, is not installed",
               pdf_library_missing());
        return;
    }
    pdf_marks(a, found, false);
    data = g_bytes_new_static(bytes, n);
    document = pdf.poppler_document_new_from_bytes(data, NULL, &error);
    if (document == NULL) {
        refuse_pdf(a, error);
        g_clear_error(&error);
    } else {
        document_read(o, document, bytes, n, found, a);
        g_object_unref(document);
    }
    g_bytes_unref(data);
}
