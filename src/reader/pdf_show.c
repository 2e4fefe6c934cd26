/* Where a page's letters stand (ISO 32000-1, 9.4), so that those are found again among
 * Poppler's which nobody sees. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "look.h"
#include "pdf_draw.h"

#define SPANS_MOST 50000
#define FOOT (-0.2)             /* of the size: below the line, and above it */
#define HEAD 0.8
#define GUESSED_MOST 8          /* letters of unknown width, behind which nobody knows the next one's place */
#define SAME_PLACE 0.25         /* of the height: how far a shadow is cast */

static const struct matrix unmoved = { 1, 0, 0, 1, 0, 0 };

/* ---- lines ------------------------------------------------------------------------------ */

static void
line_begin(struct page *p, double x, double y)
{
    p->line = times((struct matrix){ 1, 0, 0, 1, x, y }, p->line);
    p->place = p->line;
    p->guessed = 0;
}

static void
op_begin(struct page *p)
{
    p->line = unmoved;
    line_begin(p, 0, 0);
}

static void op_move(struct page *p) { line_begin(p, p->in.v[0], p->in.v[1]); }
static void op_feed(struct page *p) { line_begin(p, 0, -state_of(p)->leading); }

static void
op_move_leading(struct page *p)
{
    state_of(p)->leading = -p->in.v[1];
    op_move(p);
}

static void
op_matrix(struct page *p)
{
    const double *v = p->in.v;

    p->line = (struct matrix){ v[0], v[1], v[2], v[3], v[4], v[5] };
    line_begin(p, 0, 0);
}

static void op_letter_gap(struct page *p) { state_of(p)->letter_gap = p->in.v[0]; }
static void op_word_gap(struct page *p) { state_of(p)->word_gap = p->in.v[0]; }
static void op_wide(struct page *p) { state_of(p)->wide = p->in.v[0] / 100; }
static void op_leading(struct page *p) { state_of(p)->leading = p->in.v[0]; }
static void op_rise(struct page *p) { state_of(p)->rise = p->in.v[0]; }
static void op_render(struct page *p) { state_of(p)->render = (int)p->in.v[0]; }

/* A composite font's codes are letters only by its own table or a known set of
 * characters; "Identity" alone names none (9.10.2). */
static void
op_font(struct page *p)
{
    qpdf_oh font = resource(p, "/Font", p->in.name);
    struct state *s = state_of(p);

    s->letterless =
        pdf.qpdf_oh_is_name_and_equals(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, font, "/Subtype"),
                                       "/Type0") &&
        pdf.qpdf_oh_is_name_and_equals(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, font, "/Encoding"),
                                       "/Identity-H") &&
        pdf.qpdf_oh_is_null(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, font, "/ToUnicode"));
    s->font = font_find(&p->fonts, p->q, font);
    s->size = p->in.v[0];
}

/* ---- letters ------------------------------------------------------------------------------ */

/* Letters so small that nobody reads them; how large a drawn letter is its font does not say. */
static bool
is_tiny(const struct state *s, const struct matrix *m)
{
    return !s->font->drawn && s->size * hypot(m->c, m->d) < SIZE_LEAST;
}

/* White letters under black ones are a rim around them, or their shadow: they hide nothing. */
static bool
stands_again(struct page *p, const struct span *new)
{
    for (size_t i = p->nspans; i-- > 0;) {
        struct span *s = &p->spans[i];

        if (s->bytes == new->bytes && s->sight != new->sight &&
            fabs(s->at.x1 - new->at.x1) + fabs(s->at.y1 - new->at.y1) <
                SAME_PLACE * (new->at.y2 - new->at.y1)) {
            p->nhidden -= s->sight != SIGHT_SEEN;
            s->sight = SIGHT_SEEN;
            return true;
        }
    }
    return false;
}

static void
span_add(struct page *p, struct span s)
{
    if (p->nspans == SPANS_MOST) {
        p->out->unplaced |= s.sight == SIGHT_LOOK;
        return;
    }
    if ((s.sight == SIGHT_LOOK || (s.sight == SIGHT_SEEN && p->nhidden > 0)) && stands_again(p, &s))
        s.sight = SIGHT_SEEN;
    p->nhidden += s.sight != SIGHT_SEEN;
    *ARRAY_MORE(p->spans, p->nspans) = s;
}

/* adjust: what the numbers between the strings take back, in thousandths. */
static void
text_show(struct page *p, double adjust)
{
    struct state *s = state_of(p);
    size_t kept = p->in.text < STRING_MOST ? p->in.text : STRING_MOST, codes, blanks;
    struct matrix m = times(p->place, s->m);
    struct span span = { .bytes = p->in.text };
    double far;

    *((s->render & 3) == 3 ? &p->out->hidden : &p->out->shown) += p->in.text;
    p->out->letterless += s->letterless ? p->in.text : 0;
    if (s->font == NULL || kept == 0)
        return;
    far = font_width(s->font, p->in.string, kept, &codes, &blanks) * s->size +
          s->letter_gap * (double)codes + s->word_gap * (double)blanks;
    far = s->wide * (far * (double)p->in.text / (double)kept - adjust * s->size / 1000);
    span.at = box_placed((struct box){ 0, s->rise + FOOT * s->size, far, s->rise + HEAD * s->size }, &m);
    p->guessed += s->font->guessed || kept < p->in.text ? codes : 0;
    span.guessed = p->guessed > GUESSED_MOST;
    span.sight = paint_sight(p, &span.at);
    if (span.sight == SIGHT_SEEN && is_tiny(s, &m))
        span.sight = SIGHT_LOOK;
    span_add(p, span);
    p->place = times((struct matrix){ 1, 0, 0, 1, far, 0 }, p->place);
}

static void op_show(struct page *p) { text_show(p, 0); }
static void op_show_all(struct page *p) { text_show(p, p->in.sum); }

static void
op_show_line(struct page *p)
{
    op_feed(p);
    op_show(p);
}

static void
op_show_spaced(struct page *p)
{
    state_of(p)->word_gap = p->in.v[0];
    state_of(p)->letter_gap = p->in.v[1];
    op_show_line(p);
}

const struct operation show_operations[] = {
    { "BT", 0, op_begin }, { "Td", 2, op_move }, { "TD", 2, op_move_leading }, { "Tm", 6, op_matrix }, { "T*", 0, op_feed },
    { "Tc", 1, op_letter_gap }, { "Tw", 1, op_word_gap }, { "Tz", 1, op_wide }, { "TL", 1, op_leading }, { "Ts", 1, op_rise },
    { "Tr", 1, op_render }, { "Tf", 1, op_font }, { "Tj", 0, op_show }, { "TJ", 0, op_show_all }, { "'", 0, op_show_line },
    { "\"", 2, op_show_spaced }, { 0 },
};

void
show_begin(struct page *p)
{
    state_of(p)->wide = 1;
    p->line = p->place = unmoved;
}

/* Letters over a picture that nobody sees were recognised in it by a program; those of a page
 * that shows fewer than it hides are no text of its own. */
void
show_end(struct page *p)
{
    struct drawn *d = p->out;
    bool own = !d->picture && d->hidden <= d->shown;

    for (size_t i = 0; i < p->nspans; i++) {
        const struct span *s = &p->spans[i];

        if (s->sight == SIGHT_SEEN || (s->sight == SIGHT_RENDER && !own))
            continue;
        d->unplaced |= s->guessed;
        *ARRAY_MORE(d->veils, d->nveils) = s->at;
    }
    d->unplaced |= own && d->hidden > 0 && p->nspans == SPANS_MOST;
    free(p->spans);
    free(p->grounds);
    fonts_free(&p->fonts);
}
