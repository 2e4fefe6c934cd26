/* A list without rules whose rows are numbered: which words of the page are its,
 * its columns, and what stands in each of its rows. */
#ifndef READER_PDF_LIST_H
#define READER_PDF_LIST_H

#include "pdf_lines.h"

#define RIVER_LEAST 0.12        /* of the height, in which no word stands: between columns */
#define NEAR 0.4                /* of the height: what stands so beside a number */
#define SIDE_SAME 2.0           /* points by which lines differ that are set at one side, or centred */

struct list_line {              /* a printed line of one column */
    struct box at;
    double lead;                /* width of its first word */
    struct buf text;
    size_t first, last;         /* the rows it stands in; 0: the head */
};

struct strip {                  /* a column */
    double x1, x2;              /* half way to its neighbours, ... */
    double from, to;            /* ... and where its words stand */
    struct list_line *v;
    size_t n;
};

struct list_row {
    double y;                   /* the middle of its number's line */
    double top, bottom;
    const struct word *number;
    bool blurred;               /* words of it are cut, or are printed over others */
};

struct list {
    const struct word **words;  /* of the whole page, outside tables with rules; from the top */
    size_t n;
    const char *letters;
    bool *used;                 /* of them, those of this list */
    double tall;                /* the height of its letters */
    double top, bottom;
    struct list_row *rows;      /* the first is the head */
    size_t nrows;
    struct strip *strips;       /* the first holds the numbers */
    size_t nstrips;
};

/* Moves the words of the page's first such list behind the others and adds its
 * rows to out; how many others there are: n if there is no list. */
size_t list_take(const struct word **, size_t n, const char *letters, struct lines *out);

static inline double
box_middle(struct box b)
{
    return (b.y1 + b.y2) / 2;
}

/* On one line. */
static inline bool
box_beside(struct box a, struct box b)
{
    double shared = (a.y2 < b.y2 ? a.y2 : b.y2) - (a.y1 > b.y1 ? a.y1 : b.y1);

    return 2 * shared > a.y2 - a.y1 || 2 * shared > b.y2 - b.y1;
}

/* pdf_list_columns.c */
bool list_number(const struct list *, const struct word *);    /* some row's, or their head */
double list_edge(const struct list *);                         /* where the numbers end */
void list_columns(struct list *);               /* of the words that are used */
void list_bound(struct list *);                 /* once more, as their words have become wider */
size_t list_strip(const struct list *, const struct word *);
bool list_headed(const struct list *);          /* each has words in the head */
void list_blur(struct list *);                  /* rows of which nobody knows where their cells end */

/* pdf_list_rows.c: lays the printed lines into rows. Where several ways are possible,
 * or words are cut, the rows are blurred; false: there is no way. */
bool list_rows(struct list *);

#endif
