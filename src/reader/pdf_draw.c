/* Places on a page, what its drawing names, and the rules that it draws. */
#include "pdf_draw.h"

#include <math.h>

#include "base/limits.h"
#include "base/mem.h"

#define DOT 0.3                 /* points: less is not seen */

struct matrix
times(struct matrix m, struct matrix n)
{
    return (struct matrix){ m.a * n.a + m.b * n.c,       m.a * n.b + m.b * n.d,
                            m.c * n.a + m.d * n.c,       m.c * n.b + m.d * n.d,
                            m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f };
}

void
place(struct page *p, double x, double y, double *to_x, double *to_y)
{
    const struct matrix *m = &state_of(p)->m;

    *to_x = m->a * x + m->c * y + m->e;
    *to_y = m->b * x + m->d * y + m->f;
}

double
least(double a, double b)
{
    return a < b ? a : b;
}

double
most(double a, double b)
{
    return a > b ? a : b;
}

struct box
box_around(struct box a, struct box b)
{
    return (struct box){ least(a.x1, b.x1), least(a.y1, b.y1), most(a.x2, b.x2), most(a.y2, b.y2) };
}

struct box
box_common(struct box a, struct box b)
{
    return (struct box){ most(a.x1, b.x1), most(a.y1, b.y1), least(a.x2, b.x2), least(a.y2, b.y2) };
}

struct box
box_placed(struct box b, const struct matrix *m)
{
    double xs[] = { m->a * b.x1 + m->c * b.y1, m->a * b.x1 + m->c * b.y2, m->a * b.x2 + m->c * b.y1,
                    m->a * b.x2 + m->c * b.y2 },
           ys[] = { m->b * b.x1 + m->d * b.y1, m->b * b.x1 + m->d * b.y2, m->b * b.x2 + m->d * b.y1,
                    m->b * b.x2 + m->d * b.y2 };
    struct box out = { xs[0], ys[0], xs[0], ys[0] };

    for (size_t i = 1; i < ARRAY_LEN(xs); i++)
        out = box_around(out, (struct box){ xs[i], ys[i], xs[i], ys[i] });
    return (struct box){ out.x1 + m->e, out.y1 + m->f, out.x2 + m->e, out.y2 + m->f };
}

bool
box_holds(const struct box *b, double x, double y)
{
    return x >= b->x1 && x <= b->x2 && y >= b->y1 && y <= b->y2;
}

void
rule_add(struct page *p, struct box b)
{
    double width = b.x2 - b.x1, height = b.y2 - b.y1;

    if (!isfinite(width) || !isfinite(height) || most(width, height) < DOT)
        return;
    if (p->out->nrules >= LIMIT_RULES)
        p->out->full = true;
    else
        *ARRAY_MORE(p->out->rules, p->out->nrules) = b;
}

qpdf_oh
resource(struct page *p, const char *kind, const char *name)
{
    return pdf.qpdf_oh_get_key_if_dict(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, p->resources, kind),
                                       name);
}
