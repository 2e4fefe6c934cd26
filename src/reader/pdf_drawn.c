/* The rules of tables are strokes and thin filled boxes in a page's content
 * (ISO 32000-1, 8.5). Only what tells of them is followed: paths, matrices,
 * forms drawn within, and whether text is set to be seen. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "pdf_draw.h"
#include "pdf_library.h"

#define FORMS_DEEP 6
#define PARENTS_MOST 30
#define SLANT 0.6               /* points by which a rule may lean */

struct drawings { qpdf_data q; };

/* ---- paths ------------------------------------------------------------------------------ */

static void
piece_add(struct page *p, double x, double y, bool straight)
{
    struct box b = { least(p->x, x), least(p->y, y), most(p->x, x), most(p->y, y) }, *s;

    if (p->nsubpaths > 0 && p->nsubpaths <= PATH_MOST) {
        s = &p->subpaths[p->nsubpaths - 1];
        *s = box_around(*s, (struct box){ x, y, x, y });
    }
    if (straight && (b.x2 - b.x1 <= SLANT || b.y2 - b.y1 <= SLANT)) {
        if (p->npieces < PATH_MOST)
            p->pieces[p->npieces++] = b;
        else
            p->out->full = true;
    }
    p->x = x;
    p->y = y;
}

static void
subpath_begin(struct page *p, double x, double y)
{
    place(p, x, y, &p->x, &p->y);
    p->from_x = p->x;
    p->from_y = p->y;
    if (p->nsubpaths < PATH_MOST)
        p->subpaths[p->nsubpaths++] = (struct box){ p->x, p->y, p->x, p->y };
    else
        p->out->full = true;
}

static void
line_to(struct page *p, double x, double y)
{
    double to_x, to_y;

    place(p, x, y, &to_x, &to_y);
    piece_add(p, to_x, to_y, true);
}

static void
op_move(struct page *p)
{
    subpath_begin(p, p->in.v[0], p->in.v[1]);
}

static void
op_line(struct page *p)
{
    line_to(p, p->in.v[0], p->in.v[1]);
}

static void
op_close(struct page *p)
{
    piece_add(p, p->from_x, p->from_y, true);
}

static void
op_curve(struct page *p)
{
    double x, y;

    place(p, p->in.v[p->in.n - 2], p->in.v[p->in.n - 1], &x, &y);
    piece_add(p, x, y, false);
}

static void
op_box(struct page *p)
{
    double x = p->in.v[0], y = p->in.v[1], width = p->in.v[2], height = p->in.v[3];

    subpath_begin(p, x, y);
    line_to(p, x + width, y);
    line_to(p, x + width, y + height);
    line_to(p, x, y + height);
    op_close(p);
}

/* The path is done with; what is drawn from now on may be bound by it. */
static void
op_drop(struct page *p)
{
    struct box b = { HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL }, *clip = &state_of(p)->clip;

    for (size_t i = 0; i < p->nsubpaths && p->clips; i++)
        b = box_around(b, p->subpaths[i]);
    if (p->clips && p->nsubpaths > 0)
        *clip = box_common(*clip, b);
    p->clips = false;
    p->npieces = p->nsubpaths = 0;
}

static void
op_stroke(struct page *p)
{
    for (size_t i = 0; i < p->npieces; i++)
        rule_add(p, p->pieces[i]);
    op_drop(p);
}

static void
op_both(struct page *p)
{
    paint_fill(p);
    op_stroke(p);
}

static void
op_fill(struct page *p)
{
    paint_fill(p);
    for (size_t i = 0; i < p->nsubpaths; i++) {
        if (least(p->subpaths[i].x2 - p->subpaths[i].x1, p->subpaths[i].y2 - p->subpaths[i].y1) <=
            THIN)
            rule_add(p, p->subpaths[i]);
    }
    op_drop(p);
}

/* ---- states --------------------------------------------------------------------- */

static void
op_save(struct page *p)
{
    if (p->nstates + 1 == STATES_DEEP) {
        p->too_deep++;
        return;
    }
    p->states[p->nstates + 1] = p->states[p->nstates];
    p->nstates++;
}

static void
op_restore(struct page *p)
{
    if (p->too_deep > 0)
        p->too_deep--;
    else if (p->nstates > 0)
        p->nstates--;
}

static void
op_matrix(struct page *p)
{
    struct matrix m = { p->in.v[0], p->in.v[1], p->in.v[2], p->in.v[3], p->in.v[4], p->in.v[5] };

    state_of(p)->m = times(m, state_of(p)->m);
}

/* ---- what else is drawn ------------------------------------------------------------------- */

static void content_run(struct page *p, const char *bytes, size_t n);

static bool
numbers(qpdf_data q, qpdf_oh list, double *v, int n)
{
    if (!pdf.qpdf_oh_is_array(q, list) || pdf.qpdf_oh_get_array_n_items(q, list) < n)
        return false;
    for (int i = 0; i < n; i++)
        v[i] = pdf_number(q, pdf.qpdf_oh_get_array_item(q, list, i), 0);
    return true;
}

static void
form_run(struct page *p, qpdf_oh stream, qpdf_oh dict)
{
    qpdf_oh outer = p->resources, own = pdf.qpdf_oh_get_key_if_dict(p->q, dict, "/Resources");
    struct state kept = *state_of(p);
    int nstates = p->nstates;
    unsigned char *bytes = NULL;
    size_t n = 0;
    double m[6];

    if (p->forms == FORMS_DEEP)
        return;
    p->forms++;
    if (numbers(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, dict, "/Matrix"), m, 6))
        state_of(p)->m = times((struct matrix){ m[0], m[1], m[2], m[3], m[4], m[5] },
                               state_of(p)->m);
    if (pdf.qpdf_oh_is_dictionary(p->q, own))
        p->resources = own;
    pdf.qpdf_oh_get_stream_data(p->q, stream, qpdf_dl_generalized, NULL, &bytes, &n);
    if (bytes != NULL)
        content_run(p, (char *)bytes, n);
    free(bytes);
    p->resources = outer;
    p->nstates = nstates;
    *state_of(p) = kept;
    p->forms--;
}

static void
op_draw(struct page *p)
{
    qpdf_oh thing = resource(p, "/XObject", p->in.name), dict;
    const struct matrix *m = &state_of(p)->m;

    if (!pdf.qpdf_oh_is_stream(p->q, thing))
        return;
    dict = pdf.qpdf_oh_get_dict(p->q, thing);
    if (pdf.qpdf_oh_is_name_and_equals(p->q, pdf.qpdf_oh_get_key_if_dict(p->q, dict, "/Subtype"),
                                       "/Form")) {
        form_run(p, thing, dict);
        return;
    }
    paint_picture(p, box_placed((struct box){ 0, 0, 1, 1 }, m));
    p->out->pasted = true;
    p->out->picture |= 2 * fabs(m->a * m->d - m->b * m->c) >
                       (p->crop.x2 - p->crop.x1) * (p->crop.y2 - p->crop.y1);
}

/* A picture within the content. */
static void
op_inline(struct page *p)
{
    p->out->pasted = true;
}

static const struct operation path_operations[] = {
    { "m", 2, op_move }, { "l", 2, op_line }, { "h", 0, op_close }, { "re", 4, op_box },
    { "c", 6, op_curve }, { "v", 4, op_curve }, { "y", 4, op_curve },
    { "S", 0, op_stroke }, { "s", 0, op_stroke }, { "B", 0, op_both }, { "B*", 0, op_both },
    { "b", 0, op_both }, { "b*", 0, op_both }, { "f", 0, op_fill }, { "F", 0, op_fill }, { "f*", 0, op_fill },
    { "n", 0, op_drop }, { "q", 0, op_save }, { "Q", 0, op_restore }, { "cm", 6, op_matrix },
    { "Do", 0, op_draw }, { "ID", 0, op_inline }, { 0 },
};

static void
operator_run(void *arg, const char *word, size_t n)
{
    static const struct operation *const all[] = { path_operations, show_operations, paint_operations };
    struct page *p = arg;

    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        for (const struct operation *o = all[i]; o->name != NULL; o++) {
            if (strlen(o->name) != n || memcmp(o->name, word, n) != 0)
                continue;
            if (p->in.n >= o->numbers)
                o->run(p);
            return;
        }
    }
}

static void
content_run(struct page *p, const char *bytes, size_t n)
{
    if (n > p->budget)
        p->out->full = true;
    n = n > p->budget ? p->budget : n;
    p->budget -= n;
    operators_read(bytes, n, &p->in, operator_run, p);
}

/* ---- a page ------------------------------------------------------------------------------------ */

/* An entry of the page or of the nodes above it (7.7.3.4). */
static qpdf_oh
inherited(qpdf_data q, qpdf_oh node, const char *key)
{
    qpdf_oh found = pdf.qpdf_oh_get_key_if_dict(q, node, key);

    for (int i = 0; i < PARENTS_MOST && pdf.qpdf_oh_is_null(q, found); i++) {
        node = pdf.qpdf_oh_get_key_if_dict(q, node, "/Parent");
        found = pdf.qpdf_oh_get_key_if_dict(q, node, key);
    }
    return found;
}

static struct box
crop_box(qpdf_data q, qpdf_oh page)
{
    double media[4] = { 0, 0, 612, 792 }, crop[4];
    bool cropped = numbers(q, inherited(q, page, "/CropBox"), crop, 4);
    struct box m, c;

    numbers(q, inherited(q, page, "/MediaBox"), media, 4);
    m = (struct box){ least(media[0], media[2]), least(media[1], media[3]),
                      most(media[0], media[2]), most(media[1], media[3]) };
    if (!cropped)
        return m;
    c = (struct box){ least(crop[0], crop[2]), least(crop[1], crop[3]), most(crop[0], crop[2]),
                      most(crop[1], crop[3]) };
    c = box_common(m, c);
    return c.x1 < c.x2 && c.y1 < c.y2 ? c : m;
}

/* From the page's own space to the page as it is shown. */
static struct matrix
shown_by(struct box b, int quarters)
{
    switch (quarters) {
    case 1: return (struct matrix){ 0, 1, 1, 0, -b.y1, -b.x1 };
    case 2: return (struct matrix){ -1, 0, 0, 1, b.x2, -b.y1 };
    case 3: return (struct matrix){ 0, -1, -1, 0, b.y2, b.x2 };
    default: return (struct matrix){ 1, 0, 0, -1, -b.x1, b.y2 };
    }
}

void
drawn_read(struct drawings *d, int index, struct drawn *out)
{
    struct page *p;
    qpdf_oh page;
    unsigned char *bytes = NULL;
    size_t n = 0;
    int turned;

    *out = (struct drawn){0};
    if (d == NULL || index >= pdf.qpdf_get_num_pages(d->q))
        return;
    p = xcalloc(1, sizeof *p);
    page = pdf.qpdf_get_page_n(d->q, (size_t)index);
    p->q = d->q;
    p->out = out;
    p->crop = crop_box(d->q, page);
    p->budget = LIMIT_CONTENT;
    p->resources = inherited(d->q, page, "/Resources");
    turned = (int)fmod(pdf_number(d->q, inherited(d->q, page, "/Rotate"), 0), 360) / 90;
    p->states[0].m = shown_by(p->crop, (turned + 4) % 4);
    paint_begin(p);
    show_begin(p);
    pdf.qpdf_oh_get_page_content_data(d->q, page, &bytes, &n);
    if (bytes != NULL)
        content_run(p, (char *)bytes, n);
    free(bytes);
    p->nstates = 0;
    notes_run(p, page);
    show_end(p);
    free(p);
    pdf.qpdf_oh_release_all(d->q);
}

void
drawn_free(struct drawn *out)
{
    free(out->rules);
    free(out->veils);
    *out = (struct drawn){0};
}

struct drawings *
drawings_open(const unsigned char *bytes, size_t n)
{
    struct drawings *d = xcalloc(1, sizeof *d);

    d->q = pdf.qpdf_init();
    pdf.qpdf_silence_errors(d->q);
    pdf.qpdf_set_suppress_warnings(d->q, QPDF_TRUE);
    if ((pdf.qpdf_read_memory(d->q, "mail", (const char *)bytes, n, NULL) & QPDF_ERRORS) == 0)
        return d;
    drawings_close(d);
    return NULL;
}

void
drawings_close(struct drawings *d)
{
    if (d == NULL)
        return;
    pdf.qpdf_cleanup(&d->q);
    free(d);
}
