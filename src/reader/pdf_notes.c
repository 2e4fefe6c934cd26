/* Notes on a page that draw lines through its text: one that strikes it out, and a line that a
 * hand drew (ISO 32000-1, 12.5.6.7, 12.5.6.10). */
#include <math.h>

#include "base/limits.h"
#include "base/mem.h"
#include "pdf_draw.h"

#define LINES_MOST 200          /* of one note */

/* A line in the middle of the points that stand there. */
static void
strike_add(struct page *p, qpdf_oh list, int from, int n)
{
    struct box b = { HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL };
    double y;

    for (int i = from; i < from + n; i += 2) {
        double at_x = pdf_number(p->q, pdf.qpdf_oh_get_array_item(p->q, list, i), 0),
               at_y = pdf_number(p->q, pdf.qpdf_oh_get_array_item(p->q, list, i + 1), 0);

        place(p, at_x, at_y, &at_x, &at_y);
        b = box_around(b, (struct box){ at_x, at_y, at_x, at_y });
    }
    y = (b.y1 + b.y2) / 2;
    if (b.x2 - b.x1 > b.y2 - b.y1)
        rule_add(p, (struct box){ b.x1, y, b.x2, y });
}

static bool
is_kind(struct page *p, qpdf_oh note, const char *kind)
{
    return pdf.qpdf_oh_is_name_and_equals(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, note, "/Subtype"), kind);
}

static void
note_run(struct page *p, qpdf_oh note)
{
    static const struct { const char *kind, *places; int numbers; } notes[] = {
        { "/Line", "/L", 4 }, { "/StrikeOut", "/QuadPoints", 8 } };
    static const char *const pasted[] = { "/Stamp", "/Ink", "/FreeText" };

    for (size_t i = 0; i < ARRAY_LEN(pasted); i++)
        p->out->pasted |= is_kind(p, note, pasted[i]);
    for (size_t i = 0; i < ARRAY_LEN(notes); i++) {
        qpdf_oh list = pdf.qpdf_oh_get_key_if_dict(p->q, note, notes[i].places);
        int step = notes[i].numbers, n = 0;

        if (is_kind(p, note, notes[i].kind) && pdf.qpdf_oh_is_array(p->q, list))
            n = pdf.qpdf_oh_get_array_n_items(p->q, list);
        for (int k = 0; k + step <= n && k < step * LINES_MOST; k += step)
            strike_add(p, list, k, step);
    }
}

void
notes_run(struct page *p, qpdf_oh page)
{
    qpdf_oh notes = pdf.qpdf_oh_get_key_if_dict(p->q, page, "/Annots");
    int n = pdf.qpdf_oh_is_array(p->q, notes) ? pdf.qpdf_oh_get_array_n_items(p->q, notes) : 0;

    for (int i = 0; i < n && i < LIMIT_RULES; i++)
        note_run(p, pdf.qpdf_oh_get_array_item(p->q, notes, i));
}
