#include "pdf_font.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define CODES_MOST 65536
#define FONTS_MOST 64
#define NO_WIDTH   (-1.0)
#define THOUSANDTH 0.001

/* The fonts that a file need not describe (9.6.2.2), by their digits. */
static const struct { const char *part; double width; } common[] = {
    { "Courier", 0.6 }, { "Times", 0.5 }, { "", 0.556 },
};

static void
width_set(struct font *f, double code, double width)
{
    size_t i;

    if (!(code >= 0 && code < CODES_MOST))
        return;
    i = (size_t)code;
    if (i >= f->n) {
        f->widths = xreallocarray(f->widths, (i | 255) + 1, sizeof *f->widths);
        while (f->n <= (i | 255))
            f->widths[f->n++] = NO_WIDTH;
    }
    f->widths[i] = width;
}

static void
widths_listed(struct font *f, qpdf_data q, qpdf_oh list, double first, double unit)
{
    int n = pdf.qpdf_oh_is_array(q, list) ? pdf.qpdf_oh_get_array_n_items(q, list) : 0;

    for (int i = 0; i < n && i < CODES_MOST; i++)
        width_set(f, first + i, unit * pdf_number(q, pdf.qpdf_oh_get_array_item(q, list, i), 0));
}

/* "c [w1 w2 ...]" or "first last w" (9.7.4.3). */
static void
widths_paired(struct font *f, qpdf_data q, qpdf_oh list)
{
    int n = pdf.qpdf_oh_is_array(q, list) ? pdf.qpdf_oh_get_array_n_items(q, list) : 0;

    for (int i = 0; i + 1 < n && i < CODES_MOST;) {
        double first = pdf_number(q, pdf.qpdf_oh_get_array_item(q, list, i), NO_WIDTH);
        qpdf_oh next = pdf.qpdf_oh_get_array_item(q, list, i + 1);
        double last = pdf_number(q, next, NO_WIDTH), width;

        if (pdf.qpdf_oh_is_array(q, next)) {
            widths_listed(f, q, next, first, THOUSANDTH);
            i += 2;
            continue;
        }
        width = pdf_number(q, pdf.qpdf_oh_get_array_item(q, list, i + 2 < n ? i + 2 : i + 1), 0);
        for (double c = first; c >= 0 && c <= last && c < CODES_MOST; c++)
            width_set(f, c, THOUSANDTH * width);
        i += 3;
    }
}

static double
common_width(qpdf_data q, qpdf_oh font)
{
    qpdf_oh name = pdf.qpdf_oh_get_key_if_dict(q, font, "/BaseFont");
    const char *base = pdf.qpdf_oh_is_name(q, name) ? pdf.qpdf_oh_get_name(q, name) : "";
    size_t i = 0;

    while (strstr(base, common[i].part) == NULL)
        i++;
    return common[i].width;
}

static void
font_read(struct font *f, qpdf_data q, qpdf_oh font)
{
#define KEY(dict, key) pdf.qpdf_oh_get_key_if_dict(q, dict, key)
    qpdf_oh type = KEY(font, "/Subtype"), below = KEY(font, "/DescendantFonts"), matrix;
    double unit = THOUSANDTH;

    f->pairs = pdf.qpdf_oh_is_name_and_equals(q, type, "/Type0");
    f->drawn = pdf.qpdf_oh_is_name_and_equals(q, type, "/Type3");
    if (f->pairs && pdf.qpdf_oh_is_array(q, below) && pdf.qpdf_oh_get_array_n_items(q, below) > 0) {
        qpdf_oh inner = pdf.qpdf_oh_get_array_item(q, below, 0);

        f->other = THOUSANDTH * pdf_number(q, KEY(inner, "/DW"), 1000);
        f->guessed = !pdf.qpdf_oh_is_name_and_equals(q, KEY(font, "/Encoding"), "/Identity-H");
        widths_paired(f, q, KEY(inner, "/W"));
        return;
    }
    matrix = KEY(font, "/FontMatrix");
    if (f->drawn && pdf.qpdf_oh_is_array(q, matrix) && pdf.qpdf_oh_get_array_n_items(q, matrix) > 0)
        unit = pdf_number(q, pdf.qpdf_oh_get_array_item(q, matrix, 0), unit);
    widths_listed(f, q, KEY(font, "/Widths"), pdf_number(q, KEY(font, "/FirstChar"), 0), unit);
    f->guessed = f->n == 0;
    f->other = f->guessed ? common_width(q, font)
                          : unit * pdf_number(q, KEY(KEY(font, "/FontDescriptor"), "/MissingWidth"), 0);
#undef KEY
}

const struct font *
font_find(struct fonts *fonts, qpdf_data q, qpdf_oh font)
{
    static const struct font unknown = { .guessed = true, .other = 0.5 };
    int object = pdf.qpdf_oh_get_object_id(q, font);
    struct font *f;

    for (size_t i = 0; i < fonts->n && object != 0; i++) {
        if (fonts->v[i]->object == object)
            return fonts->v[i];
    }
    if (fonts->n == FONTS_MOST)
        return &unknown;
    f = *ARRAY_MORE(fonts->v, fonts->n) = xcalloc(1, sizeof *f);
    f->object = object;
    font_read(f, q, font);
    return f;
}

double
font_width(const struct font *f, const unsigned char *text, size_t n, size_t *codes, size_t *blanks)
{
    size_t step = f->pairs ? 2 : 1;
    double sum = 0;

    *codes = n / step;
    *blanks = 0;
    for (size_t i = 0; i + step <= n; i += step) {
        size_t code = f->pairs ? (size_t)text[i] << 8 | text[i + 1] : text[i];

        sum += code < f->n && f->widths[code] >= 0 ? f->widths[code] : f->other;
        *blanks += !f->pairs && code == ' ';
    }
    return sum;
}

void
fonts_free(struct fonts *fonts)
{
    for (size_t i = 0; i < fonts->n; i++) {
        free(fonts->v[i]->widths);
        free(fonts->v[i]);
    }
    free(fonts->v);
    *fonts = (struct fonts){0};
}
