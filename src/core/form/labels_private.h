/* Reading a form out of files, shared by the labels_*.c: what is searched
 * (grids), what is searched for (labels), and what was found (hits, lines). */
#ifndef DOCKETD_CORE_LABELS_PRIVATE_H
#define DOCKETD_CORE_LABELS_PRIVATE_H

#include "base/limits.h"
#include "core/form/finding.h"
#include "core/form/cell.h"
#include "core/form/reading.h"

#define PLACE_MOST 600
#define LABEL_MOST 400          /* bytes: a longer cell is no label */
#define MERGED_MOST 200         /* rows below its first cell in which a merged area is looked for */

struct label {                  /* one spelling of the label of a field or column */
    char *text;                 /* folded */
    const struct field *field;
    const struct table *table;  /* NULL: a scalar field */
    const struct section *section;
    size_t column;
    bool shared;                /* another field has it too: names it only in its own section */
};

struct spot {                   /* a cell of any kind of grid */
    int row, column;
    int nth;                    /* its row, blank ones not counted */
    int last_row, last_column;  /* of the area it is merged over */
    bool repeated;              /* of a document: the cell above reaches here, and its text is repeated */
    enum cell_type type;
    const char *value, *text;
    bool hidden;                /* with its row or column: it counts for nothing */
    bool no_result;             /* a formula that no program has computed */
    size_t over;                /* the nearest words above it, +1; 0: none */
    size_t columns;             /* of its table, as told apart in its grid, +1; 0: they are not */
    char *folded;               /* without the numbering before it */
    char *bare;                 /* without what else decorates a label */
};

enum says {                     /* what a heading says of the figures that it heads */
    SAYS_NOTHING, SAYS_ASIDE, SAYS_DRAFT, SAYS_BESIDE, SAYS_PART, SAYS_RESULT, SAYS_SINCE, SAYS_WHOLE, SAYS_OWN, SAYS_NEW, SAYS_FINAL, SAYS_EITHER,
    SAYS_PLAN, SAYS_QUARTER, SAYS_MONTH, SAYS         /* these of words alone */
};

#define CHOICE_MOST 16

struct months { int from, to; bool any; };      /* to 0: none; any: "6 tháng", of either half */

struct choice {                 /* among columns or rows, by their headings */
    int n[SAYS], at[SAYS];      /* how many say so, and the last of them */
    struct span { struct months m; int at; enum says says; } spans[CHOICE_MOST];
    size_t nspans;
};

struct columns {                /* of a table, as its head tells them apart */
    size_t row;                 /* first cell of the head's last row, +1; 0: no head */
    int column;                 /* where the table begins */
    int result;                 /* the column of the report's own figures; 0: none, or more */
    int last;                   /* of the columns under it; 0: it does not head several */
    int plain;                  /* the last column that is headed and not beside */
    int known;                  /* how many headings say something */
    int aside[CHOICE_MOST], parts[CHOICE_MOST];     /* columns of other periods, plans; of the result's parts, where they are all */
    size_t naside, nparts;
};

struct grid {
    const char *name;           /* what places begin with; "": a file of rows; NULL: rows are lines of a text */
    bool printed;               /* lines of a page: what stood in one cell may stand in several */
    struct spot *v;
    size_t n;
    struct columns *columns;
    size_t ncolumns;
};

struct hit {                    /* what was found for one scalar field */
    const struct field *field;
    char *value;                /* NULL: the label stands, the value does not */
    char *place;
    int grid;                   /* where the value stands */
    char *over;                 /* the words above it there; NULL */
    const char *part;           /* the title of a part of the unit over it; NULL */
    int block, seen, row;       /* where it stands; where its label was met last, and in which row */
    const char *ahead, *ahead_at;       /* the title of the targets it stands among, and where: it is no result; NULL */
    char *veiled, *veiled_at;   /* a hidden cell that holds it: it counts for nothing; NULL */
    bool bad;                   /* unreadable, or two readings: already told */
    bool told;                  /* in a sentence */
    bool alone;                 /* its label ends a line of text: a heading, or a gap where the form stands there */
};

struct doubt {                  /* a second figure of a row, where nothing tells which of the two is the report's */
    const struct field *field;
    int first;                  /* the column of the other */
    bool asked;                 /* they differ: told */
    char *value, *over, *place;
};

struct pair {                   /* a field that stands in two blocks of a file */
    const struct field *field;
    int block, other;
    bool differ;                /* told */
    const char *value, *place;
};

struct line {                   /* one row of a table of the form */
    const struct table *table;
    int number, grid;
    bool aside;                 /* of a part that is */
    const char *ahead;          /* ... the title that says it tells what is to be done; NULL */
    const char *against;        /* the title that says it is not to be listed; NULL */
    size_t shown, veiled;       /* cells that hold something */
    const char *veiled_at;      /* the first that is hidden */
    bool lacks;                 /* one that is hidden must be there */
    unsigned key;               /* of what names the row: equal lines have equal keys; 0: not asked for */
    struct line_cell { char *value, *place; } *cells;      /* by column; NULL: none */
    struct findings findings;
};

struct listing {                /* a table of the form, as read so far */
    const struct table *table;
    struct line *v;
    size_t n;
    int file;                   /* the last one that gave rows */
    const char *ahead;          /* the title of the targets that rows of it stand among; NULL */
    char *place;                /* where our own form has it; NULL */
    bool seen;                  /* its head stands somewhere, or its name */
    bool broken;                /* its head stands somewhere, and its rows cannot be read: told */
    char *lost;                 /* where its head stands in pieces, so that no row of it can be read; NULL */
    bool pasted;                /* each cell of it stands in a line of its own */
    size_t veiled;              /* hidden cells, which count for nothing, ... */
    const char *veiled_at;      /* ... the first of them, ... */
    bool lacks;                 /* ... and some must be there */
    bool torn;                  /* two copies of the form list others: told, and none is taken */
};

struct head {                   /* of a table: where its columns stand in the grid */
    const struct table *table;
    int *at;                    /* grid column of each table column; 0: none */
    size_t matched;
    int number;                 /* grid column of the rows' numbers; 0: none */
    int last;                   /* the number read last */
    const char *unread;         /* numbers of printed rows that are cut or lost: "2, 3"; NULL */
    bool broken;                /* rows run over several printed lines: which words belong to which nothing tells */
};

struct chapter {                   /* of a file, by the title it stands under */
    int level;                  /* of the title: a title of a lower one is within it */
    bool aside;                 /* what it tells is no result of the period: a plan, another year */
    const char *ahead;          /* the title that says it tells what is to be done; NULL */
    const struct spot *measure; /* "ĐVT: nghìn người" over its figures; NULL */
    const char *against;        /* of a table: the title that says its rows are not to be listed; NULL */
    const char *below;          /* of a table: the title of the part of the unit that it stands below; NULL */
};

struct labels { struct label *v; size_t n; bool made; };

struct search {
    const struct form *form;
    int year;                   /* of the report's period; 0: not known */
    struct months own;          /* those of its period */
    struct labels *labels;      /* of the form: made when the first is asked for */
    const struct attachment *file;
    int nfile;                  /* its number, from 1 */
    bool told_file;             /* places begin with the file's name */
    struct reading_habits habits;
    const struct name **names;  /* our defined names in the file, sorted */
    size_t nnames;
    const struct sheet *here;   /* the sheet whose named cells were read already */
    int grid;                   /* number of the grid searched, over all files */
    int whole;                  /* grid of the file's sheet of the whole; 0: nothing tells */
    const char *part;           /* name of the sheet that is searched */
    struct strings passed;      /* parts that say otherwise than the whole, ... */
    struct strings rows, fields;        /* ... rows of a list and fields that stand only in a part, with its name */
    bool veiled;                /* it is hidden */
    bool repeats;               /* it gives a field that an earlier grid gave: a copy of the form */
    bool ours;                  /* some file has our names or our identity */
    const char *over;           /* the words above the value in hand; NULL */
    const char *line;           /* what names its line, of several under one label; NULL */
    struct { int row, column; } stacked;        /* the last of them, and where the label stands; 0: none */
    struct doubt *doubts;       /* of this grid */
    size_t ndoubts;
    bool told;                  /* sentences gave a figure: what they leave out is no gap of a form */
    const struct section *section;  /* whose title stood last */
    struct chapter chapter;         /* that is searched */
    const char *below;          /* the title of a part of the unit that stood last: "Xã Mỹ An"; NULL */
    bool parts;                 /* the rows that are read are parts each: equal figures are two */
    int block;                  /* a grid, or one of several in it that have the same labels, ... */
    int first;                  /* ... and the first of the file */
    bool copied;                /* the sheet is called as programs call a copy: "Biểu 1 (2)" */
    struct pair *pairs;
    size_t npairs;
    const char *against;        /* the title over a list whose rows are not to be listed; NULL */
    struct strings refused;     /* such titles that were told */
    bool done;                  /* a title of this grid has said what was done */
    bool skipped;               /* figures stood aside, ... */
    bool all;                   /* ... and as there are no others they are taken */
    struct head open;           /* a table that reached the end of its grid: the next may go on with it */
    struct hit *hits;
    size_t nhits;
    struct listing *listings;
    size_t nlistings;
    struct line *pending;       /* of this grid */
    size_t npending;
    struct findings *findings;  /* held back until the form is recognised */
    struct arena *texts;        /* values and places are its, in hits, lines and listings */
};

/* label.c */
char *label_fold(const char *text);         /* folded, without the numbering before it */
char *label_bare(const char *text);         /* without list marks, units, footnote and column numbers either */
void labels_free(struct labels *);
/* The label a cell is: of this table; NULL: of a scalar field. */
const struct label *label_at(const struct search *, const struct spot *, const struct table *);
/* "Số cuộc: 12", "Số cuộc ..... 12" in one cell: the label, and *value behind the mark; NULL. */
const struct label *label_colon(const struct search *, const struct spot *, const char **value);
/* Some cell of these is a scalar field's label, either way. */
bool label_within(const struct search *, const struct grid *, size_t from, size_t to);
bool label_total(const char *text, const char *folded, bool *certain);   /* "Tổng cộng"; not "Tổng Công ty" */
bool label_whole(const struct spot *);        /* of all, beside its parts: "Cộng", "Toàn huyện" */
bool label_section(struct search *, const struct spot *);      /* a section's title: remembers it */

/* grid.c */
void grid_sheet(struct grid *, const struct sheet *);
void grid_table(struct grid *, const struct document_table *, const char *name);
/* Figures of the table of this number that are merged over several cells, as its file has them: "2!B3:B4". */
void grid_shared(struct grid *, const struct strings *areas, size_t table);
void grid_line(struct grid *, char *line, int number);     /* cells parted by TABs; cut in place */
/* Cuts it in two where two tables stand side by side, each with its own numbers. */
bool grid_part(struct grid *, struct grid *beside);
void grid_clear(struct grid *);
size_t grid_from(const struct grid *, int row);              /* the first cell at or behind this row */
size_t grid_row_end(const struct grid *, size_t at);        /* behind the last cell of this row */
const struct spot *grid_at(const struct grid *, size_t from, size_t to, int column);
bool grid_begins(const char *folded, const char *const *words, size_t n);      /* with one of these */
bool grid_numbers(const struct spot *);            /* a column of numbers begins with it: "STT" */
void grid_place(const struct search *, const struct grid *, int row, int column,
                char out[static PLACE_MOST]);

/* heading.c */
int grid_year(const char *text);            /* that it names: "6 tháng 2022", "2023"; 0: none, or several */
struct months heading_months(const char *folded);
struct months heading_own(const char *period, const char *title);       /* of a report, by its form's title where its period is a year */
/* year, own: the report's; *m: the months that it names, where they count. */
enum says heading_says(const struct spot *, int year, const struct months *own, struct months *m);
void choice_add(struct choice *, enum says, const struct months *, int at);
int choice_made(const struct choice *);                     /* which of them is the report's; 0: none, or nothing tells */
int choice_only(const struct choice *);                     /* the one that nothing speaks against; 0: none, or more */
bool choice_tiled(const struct choice *, int at);           /* the parts beside it are all of its months */

/* columns.c */
const char *columns_over(const struct grid *, const struct spot *);       /* the words above it, folded; "" */
void columns_find(const struct search *, struct grid *);    /* sets `over` and `columns`, once all cells stand */
int columns_result(const struct grid *, const struct spot *label);     /* 0: none, or more */
bool columns_aside(const struct grid *, const struct spot *label, int column);     /* others are not */

/* labels_chapter.c */
void chapter_row(struct search *, const struct grid *, size_t from, size_t to);       /* a title begins or ends a part */
void chapter_list(struct search *, const struct grid *, size_t from, size_t to);      /* ... of a list */
void chapter_sheet(struct search *, const char *name);      /* its name may say so of the whole sheet */
struct chapter *chapters_of_tables(struct search *, const struct grid *lines);           /* of each table of the file; to be freed */

/* labels_parts.c: the title is that of one among others of a unit: "UBND xã Mỹ An", "Ấp 3", "Quý II". */
bool part_named(const struct spot *title);
bool parts_differ(const char *one, const char *other);      /* both are, and not the same */

/* labels_sheets.c: of the sheets that are shown, by index, the one whose figures are the report's; n: none tells. */
size_t sheets_whole(const struct search *, const size_t *shown, size_t n);
size_t sheets_sum(const struct search *sheets, size_t n);   /* each searched alone: the one that adds up the others; n: none */
void sheets_tell(struct search *, const char *whole);       /* parts that were passed over, and what stands only there */
void sheets_only(const struct search *, struct strings *to, const char *what);     /* stands only in the part that is searched */

/* labels.c */
void search_file(struct search *, const struct attachment *);

/* prose.c: figures that stand in sentences, of fields that stand nowhere else. */
void prose_read(struct search *, const struct attachment *);

/* found.c */
/* As found in this place, which has been worked out. */
void found(struct search *, const struct field *, const struct spot *, const char *place);
void found_at(struct search *, const struct grid *, const struct field *, const struct spot *);
/* Of several figures nothing tells which is meant, or whether all together are: equal ones, too. What names each; NULL. */
void found_several(struct search *, const struct grid *, const struct field *, const struct spot *const *figures,
                   const struct spot *const *names, size_t n);
/* The second of two in a row; where others of the same columns differ none is taken, though these are the same. */
void found_again(struct search *, const struct grid *, const struct field *, const struct spot *, int first);
void doubts_settle(struct search *);       /* of the grid */
void pairs_settle(struct search *);        /* of the file */
void found_shared(struct search *, const struct grid *, const struct field *, const struct spot *, const struct spot *other);
void found_none(struct search *, const struct grid *, const struct field *, int row, int column);
void found_alone(struct search *, const struct grid *, const struct field *, const struct spot *label);
/* Labels that stand alone are gaps where half of the form is there; else they are none of it. */
void found_settle(struct search *);
bool found_aside(struct search *, const struct field *);       /* here it is no figure of the report */
bool found_half(const struct search *);     /* half of the form's scalar fields */
struct hit *hit_of(struct search *, const struct field *);
bool values_agree(const struct field *, const char *, const char *);

/* A figure of such a part that tells what is to be done: it is no result, and noted to be told. */
void found_ahead(struct search *, const struct field *, const char *place);

/* labels_head.c: the table whose head these cells are; false: of none. Its columns are the caller's. */
bool head_find(const struct search *, const struct grid *, size_t from, size_t to, struct head *);
/* The head and, where it has two rows, its second; the first cell behind. */
size_t head_take(const struct search *, const struct grid *, size_t at, struct head *);

/* labels_group.c: the row heads a group of candidates and names none. */
bool labels_group(const struct head *, const struct grid *, size_t from, size_t to);

/* labels_row.c: what the row [from, to) of a table is. */
struct shape {                  /* what tells candidates from totals and titles */
    int number;                 /* its number; 0: none */
    bool ordinal;               /* "I", "A": a group's */
    size_t texts, hard;         /* its own cells in columns of text; in others, and readable */
    bool chosen;                /* some of them is no figure: a choice, a date, yes or no */
};
enum what { WHAT_ROW, WHAT_NONE, WHAT_TITLE, WHAT_HEAD, WHAT_END };     /* TITLE: of rows, or a name alone */
struct shape row_shape(const struct search *, const struct head *, const struct grid *, size_t from, size_t to);
bool row_has_value(const struct head *, const struct grid *, size_t from, size_t to);
bool row_is_total(const struct head *, const struct grid *, size_t from, size_t to, const struct shape *);
/* "I | Khối trường học", "A. Cơ quan", a title across the table. */
bool row_heads_group(const struct grid *, size_t from, size_t to, const struct shape *);
/* After more than a few blank rows only what plainly goes on is a row. */
bool row_goes_on(const struct head *, const struct shape *);
/* The cell of a column; one merged downwards counts for each of its rows. NULL: none. */
const struct spot *row_cell(const struct head *, const struct grid *, size_t from, size_t to, size_t column);
/* Of the row that begins at `at`, where `last` was the one before. *row: its number among fixed rows; 0. */
enum what row_is(struct search *, const struct head *, const struct grid *, size_t at, int last, int *row);

/* labels_table.c: if a table of the form begins or goes on in the row at `at`,
 * reads it; the first cell behind it, or `at`. */
size_t labels_table(struct search *, const struct grid *, size_t at);

/* labels_shared.c: one figure that is merged over the lines or columns of several labels. *other: what names
 * another of them; NULL: it is told with that. */
bool shared_by(const struct search *, const struct grid *, const struct spot *, const struct field *,
               const struct spot **other);
const struct spot *shared_above(const struct search *, const struct grid *, size_t label, const struct field *,
                                const struct spot **other);
bool shared_cell(const struct search *, const struct grid *, struct line *, size_t column, const struct spot *,
                 const char *place);        /* of a table's row: told there */
void shared_tell(const struct field *, const struct spot *, const struct spot *other, const char *place,
                 struct findings *);

/* labels_across.c: labels side by side with their figures below; as above. */
size_t labels_across(struct search *, const struct grid *, size_t at);
const struct spot *labels_below(struct search *, const struct grid *, size_t i, const struct field *);     /* NULL: none */
bool labels_numbering(const struct grid *, size_t from, size_t to);    /* "(1) (2) (3)" */

/* labels_value.c: the cell in the row of the label at i that is its value; i:
 * there is none. *other: one that says something else, and nothing tells which
 * of the two is meant; i: none. */
size_t labels_value(const struct search *, const struct grid *, size_t i, const struct field *,
                    size_t *other);
/* The result's column has another figure than all its parts add up to, which is `sum`. */
bool labels_differ(const struct search *, const struct grid *, const struct spot *label, const struct spot *value,
                    const struct field *, char sum[static 32]);
/* labels_stacked.c: the label stands before several lines, each with a name and a figure of its own: those are
 * read, by the names that of the report. false: there is no more than one line. */
#define STACKED_MOST 30
bool labels_stacked(struct search *, const struct grid *, size_t label, const struct field *);
size_t labels_sublines(const struct search *, const struct grid *, size_t label, const struct field *);   /* below it; label: none */

/* Reads a cell as a value of the field, by the habits of its file. */
enum reading spot_read(const struct search *, const struct field *, const struct spot *, struct arena *,
                       char **out);
bool spot_reads(const struct search *, const struct field *, const struct spot *);

/* A figure counted in thousands: of its measure's cell in this row, or over the table; NULL: it is not. */
const char *scale_of(const struct search *, const struct grid *, const struct spot *, const struct field *);
bool blank_value(const char *value, const struct field *);     /* nothing, or only what the field counts: "… cuộc" */

/* labels_names.c: our own forms, by their defined names. */
bool names_read(struct search *, const struct sheet *);    /* false: the sheet has none */

/* names.c: kind is 'd' of a field, 't' of a table */
void names_sort(struct search *);
const struct name *name_find(const struct search *, const struct sheet *, char kind, const char *name);    /* NULL: none */
bool named_here(const struct search *, char kind, const char *name);    /* read by its name */
bool named_all(const struct search *);      /* so was the whole form */

/* labels_lines.c: forms in a mail's own text, each cell in a line of its own. */
const struct spot *lines_below(const struct search *, const struct grid *, size_t i, const struct field *);    /* NULL: none */
void lines_lost(struct search *, const struct grid *, size_t i, const struct field *);     /* told */
bool lines_head(const struct search *, const struct table *, const struct grid *, size_t at);

/* labels_lost.c: tables whose head stands on a printed page in pieces. */
void lost_find(struct search *, const struct grid *);
bool lost_still(const struct listing *);    /* and is found nowhere else */
void lost_tell(const struct listing *, struct findings *);

/* listing.c */
struct listing *listing_of(struct search *, const struct table *);     /* made if there is none */
struct line *line_begin(struct search *, const struct table *, int number);
void line_put(struct search *, struct line *, size_t column, const struct spot *,
              const char *place);
void lines_drop(struct search *, size_t from);      /* of those pending */
void listings_settle(struct search *);      /* the lines of a grid join those of the grids before */
void listings_free(struct search *);

#endif
