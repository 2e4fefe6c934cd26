/* The colours of a page's drawing, as far as they tell which letters are not to be seen: those of
 * the colour of their ground, and those that something was painted over. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "pdf_draw.h"

#define GROUNDS_MOST 4000
#define SUBPATHS_MOST 64        /* of one path that are looked at for frames */
#define SAME_COLOUR 0.04        /* of full light: no eye tells it apart */
#define CLEAR 0.02              /* of what is opaque: letters so faint are not seen */
#define EDGE 0.1                /* of a text's length, in which its ground may end */

static const struct colour white = { 1, 1, 1, true, true }, unknown;

/* ---- colours (8.6.8) -------------------------------------------------------------------- */

static void
colour_set(struct colour *c, const struct operands *in)
{
    const double *v = in->v;

    c->known = c->counted && (in->n == 1 || in->n == 3 || in->n == 4);
    if (in->n == 1)
        c->red = c->green = c->blue = v[0];
    else if (in->n == 3)
        *c = (struct colour){ v[0], v[1], v[2], c->known, c->counted };
    else if (in->n == 4)
        *c = (struct colour){ 1 - least(1, v[0] + v[3]), 1 - least(1, v[1] + v[3]),
                              1 - least(1, v[2] + v[3]), c->known, c->counted };
}

static void
colour_plain(struct colour *c, const struct operands *in)
{
    c->counted = true;
    colour_set(c, in);
}

/* Of other spaces nobody knows here which number is white. */
static void
space_set(struct page *p, struct colour *c)
{
    static const char *const counted[] = { "/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray",
                                           "/CalRGB", "/ICCBased" };
    qpdf_oh kind = resource(p, "/ColorSpace", p->in.name);

    if (pdf.qpdf_oh_is_array(p->q, kind) && pdf.qpdf_oh_get_array_n_items(p->q, kind) > 0)
        kind = pdf.qpdf_oh_get_array_item(p->q, kind, 0);
    *c = (struct colour){0};
    for (size_t i = 0; i < ARRAY_LEN(counted); i++)
        c->counted |= strcmp(p->in.name, counted[i]) == 0 ||
                      pdf.qpdf_oh_is_name_and_equals(p->q, kind, counted[i]);
    c->known = c->counted;
}

static bool
same_colour(const struct colour *a, const struct colour *b)
{
    return a->known && b->known && fabs(a->red - b->red) <= SAME_COLOUR &&
           fabs(a->green - b->green) <= SAME_COLOUR && fabs(a->blue - b->blue) <= SAME_COLOUR;
}

static void op_fill_plain(struct page *p) { colour_plain(&state_of(p)->fill, &p->in); }
static void op_fill_space(struct page *p) { space_set(p, &state_of(p)->fill); }
static void op_fill_colour(struct page *p) { colour_set(&state_of(p)->fill, &p->in); }
static void op_line_plain(struct page *p) { colour_plain(&state_of(p)->stroke, &p->in); }
static void op_line_space(struct page *p) { space_set(p, &state_of(p)->stroke); }
static void op_line_colour(struct page *p) { colour_set(&state_of(p)->stroke, &p->in); }

/* What shines through (11.6.4). */
static void
op_state(struct page *p)
{
    qpdf_oh set = resource(p, "/ExtGState", p->in.name), alpha, mode, mask;
    struct state *s = state_of(p);

    alpha = pdf.qpdf_oh_get_key_if_dict(p->q, set, "/ca");
    mode = pdf.qpdf_oh_get_key_if_dict(p->q, set, "/BM");
    mask = pdf.qpdf_oh_get_key_if_dict(p->q, set, "/SMask");
    s->alpha = pdf_number(p->q, alpha, s->alpha);
    if (!pdf.qpdf_oh_is_null(p->q, mode))
        s->blends = !pdf.qpdf_oh_is_name_and_equals(p->q, mode, "/Normal");
    if (!pdf.qpdf_oh_is_null(p->q, mask))
        s->blends |= !pdf.qpdf_oh_is_name_and_equals(p->q, mask, "/None");
}

/* ---- grounds ---------------------------------------------------------------------------- */

/* Letters that stood there before are seen no more. */
static void
spans_cover(struct page *p, const struct box *b)
{
    for (size_t i = 0; i < p->nspans; i++) {
        struct span *s = &p->spans[i];
        double y = (s->at.y1 + s->at.y2) / 2;

        if (s->sight == SIGHT_SEEN && box_holds(b, s->at.x1 + THIN / 2, y) &&
            box_holds(b, s->at.x2 - THIN / 2, y)) {
            s->sight = SIGHT_LOOK;
            p->nhidden++;
        }
    }
}

static void
ground_add(struct page *p, struct box b, struct colour c)
{
    b = box_common(b, state_of(p)->clip);
    if (!(b.x1 < b.x2 && b.y1 < b.y2) || p->ngrounds == GROUNDS_MOST)
        return;
    *ARRAY_MORE(p->grounds, p->ngrounds) = (struct ground){ b, c };
    if (c.known)
        spans_cover(p, &b);
}

/* A path within another's box: what lies between them may be painted alone. */
static bool
is_frame(const struct page *p, size_t i)
{
    const struct box *a = &p->subpaths[i];

    if (p->nsubpaths > SUBPATHS_MOST)
        return true;
    for (size_t k = 0; k < p->nsubpaths; k++) {
        const struct box *b = &p->subpaths[k];

        if (k != i && a->x1 < b->x2 && b->x1 < a->x2 && a->y1 < b->y2 && b->y1 < a->y2)
            return true;
    }
    return false;
}

void
paint_fill(struct page *p)
{
    const struct state *s = state_of(p);
    bool opaque = s->alpha >= 1 && !s->blends;

    for (size_t i = 0; i < p->nsubpaths; i++) {
        const struct box *b = &p->subpaths[i];

        if (least(b->x2 - b->x1, b->y2 - b->y1) > THIN)
            ground_add(p, *b, opaque && !is_frame(p, i) ? s->fill : unknown);
    }
}

void
paint_picture(struct page *p, struct box b)
{
    ground_add(p, b, unknown);
}

static void
op_shade(struct page *p)
{
    paint_picture(p, state_of(p)->clip);
}

static struct colour
ground_at(const struct page *p, double x, double y)
{
    if (p->ngrounds == GROUNDS_MOST)
        return unknown;
    for (size_t i = p->ngrounds; i-- > 0;) {
        if (box_holds(&p->grounds[i].at, x, y))
            return p->grounds[i].colour;
    }
    return white;
}

enum sight
paint_sight(struct page *p, const struct box *text)
{
    const struct state *s = state_of(p);
    int mode = s->render & 3;
    double edge = EDGE * (text->x2 - text->x1), y = (text->y1 + text->y2) / 2,
           xs[] = { text->x1 + edge, (text->x1 + text->x2) / 2, text->x2 - edge };

    if (mode == 3)
        return SIGHT_RENDER;
    if (s->alpha <= CLEAR)
        return SIGHT_LOOK;
    if (!p->out->full && (text->x2 < s->clip.x1 || text->x1 > s->clip.x2 ||
                          text->y2 < s->clip.y1 || text->y1 > s->clip.y2))
        return SIGHT_LOOK;
    for (size_t i = 0; i < ARRAY_LEN(xs); i++) {
        struct colour ground = ground_at(p, xs[i], y);

        if ((mode != 1 && !same_colour(&s->fill, &ground)) ||
            (mode != 0 && !same_colour(&s->stroke, &ground)))
            return SIGHT_SEEN;
    }
    return SIGHT_LOOK;
}

/* ---- clips (8.5.4) ----------------------------------------------------------------------- */

static void
op_clip(struct page *p)
{
    p->clips = true;
}

const struct operation paint_operations[] = {
    { "g", 1, op_fill_plain }, { "rg", 3, op_fill_plain }, { "k", 4, op_fill_plain }, { "cs", 0, op_fill_space },
    { "sc", 0, op_fill_colour }, { "scn", 0, op_fill_colour }, { "G", 1, op_line_plain }, { "RG", 3, op_line_plain },
    { "K", 4, op_line_plain }, { "CS", 0, op_line_space }, { "SC", 0, op_line_colour }, { "SCN", 0, op_line_colour },
    { "gs", 0, op_state }, { "sh", 0, op_shade }, { "W", 0, op_clip }, { "W*", 0, op_clip }, { 0 },
};

void
paint_begin(struct page *p)
{
    struct state *s = state_of(p);

    s->fill = s->stroke = (struct colour){ .known = true, .counted = true };
    s->alpha = 1;
    s->clip = (struct box){ -HUGE_VAL, -HUGE_VAL, HUGE_VAL, HUGE_VAL };
}
