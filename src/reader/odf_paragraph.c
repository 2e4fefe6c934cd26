/* The paragraphs of OpenDocument. What hangs on one is told within it: a box with paragraphs of its own. */
#include "odf.h"

static struct odf_paragraph *
here(struct odf *o)
{
    return o->open > 0 && o->open <= ODF_PARAGRAPHS_DEEP ? &o->paragraphs[o->open - 1] : NULL;
}

void
odf_paragraph_begin(struct odf *o, const char *style)
{
    o->open++;
    if (here(o) != NULL)
        *here(o) = (struct odf_paragraph){ .look = odf_style_props(&o->styles, "paragraph", style) };
}

void
odf_paragraph_end(struct odf *o)
{
    o->open -= o->open > 0;
}

void
odf_span_begin(struct odf *o, const char *style)
{
    struct odf_paragraph *p = here(o);

    if (p != NULL && p->nspans < ODF_SPANS_DEEP)
        p->spans[p->nspans] = odf_style_props(&o->styles, "text", style);
    if (p != NULL)
        p->nspans++;
}

void
odf_span_end(struct odf *o)
{
    struct odf_paragraph *p = here(o);

    if (p != NULL && p->nspans > 0)
        p->nspans--;
}

struct props
odf_looks(const struct odf *o)
{
    const struct odf_paragraph *p = here((struct odf *)o);
    struct props all = o->cell;

    if (p == NULL)
        return all;
    props_over(&all, &p->look);
    for (int i = 0; i < p->nspans && i < ODF_SPANS_DEEP; i++)
        props_over(&all, &p->spans[i]);
    return all;
}
