/* What the parts that follow a page's drawing share: pdf_drawn.c reads paths, pdf_paint.c
 * colours and grounds, pdf_show.c letters, pdf_notes.c what was drawn on the page later. Places
 * are those of the page as it is shown. */
#ifndef READER_PDF_DRAW_H
#define READER_PDF_DRAW_H

#include "pdf_content.h"
#include "pdf_font.h"
#include "pdf_private.h"

#define STATES_DEEP 64
#define PATH_MOST 4096          /* pieces of one path */
#define THIN 4.0                /* a filled box of at most so many points is a rule */

struct matrix { double a, b, c, d, e, f; };

struct colour {
    double red, green, blue;
    bool known;
    bool counted;               /* its space: one number is grey, three are light, four are ink */
};

struct state {                  /* what "q" keeps (ISO 32000-1, 8.4.1) */
    struct matrix m;
    struct box clip;            /* around it */
    struct colour fill, stroke;
    double alpha;
    bool blends;
    int render;
    bool letterless;
    const struct font *font;    /* NULL: none yet */
    double size, letter_gap, word_gap, wide, leading, rise;
};

struct ground { struct box at; struct colour colour; };
enum sight { SIGHT_SEEN, SIGHT_RENDER, SIGHT_LOOK };    /* hidden by its mode, or by how it looks */
struct span { struct box at; size_t bytes; enum sight sight; bool guessed; };

struct page {
    qpdf_data q;
    struct drawn *out;
    qpdf_oh resources;
    struct box crop;
    struct state states[STATES_DEEP];
    int nstates, too_deep, forms;
    struct operands in;
    struct box pieces[PATH_MOST], subpaths[PATH_MOST];
    size_t npieces, nsubpaths;
    double x, y, from_x, from_y;        /* the path's last point and its subpath's first */
    size_t budget;              /* bytes of content still looked at */
    bool clips;                 /* the path is to bound what is drawn */
    struct matrix line, place;  /* where a line of text began, and where its next letter comes */
    size_t guessed;             /* letters since, whose width nobody told */
    struct fonts fonts;
    struct ground *grounds;
    struct span *spans;
    size_t ngrounds, nspans, nhidden;
};

struct operation { const char *name; int numbers; void (*run)(struct page *); };
extern const struct operation paint_operations[], show_operations[];    /* each ends with a NULL name */

static inline struct state *
state_of(struct page *p)
{
    return &p->states[p->nstates];
}

struct matrix times(struct matrix, struct matrix);
void place(struct page *, double x, double y, double *to_x, double *to_y);
void rule_add(struct page *, struct box);
struct box box_around(struct box, struct box);          /* both of them */
struct box box_common(struct box, struct box);          /* what lies in both; none: its ends are exchanged */
struct box box_placed(struct box, const struct matrix *);
double least(double, double);
double most(double, double);
bool box_holds(const struct box *, double x, double y);
qpdf_oh resource(struct page *, const char *kind, const char *name);

void notes_run(struct page *, qpdf_oh page);
void paint_begin(struct page *);
void paint_fill(struct page *);                         /* the path, before it is dropped */
void paint_picture(struct page *, struct box);          /* nobody knows its colours */
enum sight paint_sight(struct page *, const struct box *text);
void show_begin(struct page *);
/* Which letters of the page nobody sees goes to what was drawn. */
void show_end(struct page *);

#endif
