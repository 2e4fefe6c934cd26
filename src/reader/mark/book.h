/* What the files of the marking share: a workbook on its way from its old
 * bytes to the new ones. */
#ifndef READER_MARK_BOOK_H
#define READER_MARK_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "edit.h"
#include "reader/mark.h"

#define MARK_COLOUR "FFFFC7CE"
#define MARK_AUTHOR "docketd"

struct part { char *name, *text; size_t n; bool changed, fresh; };     /* fresh: the file had none */

struct marked_book {
    struct zipbox *box;
    struct part *parts;         /* changed ones, as they shall be */
    size_t nparts;
    const char *mended;
};

/* The part as it is to be so far; NULL and *why: the file has none. It moves
 * with the next part that is taken or put. */
const struct part *book_part(struct marked_book *, const char *name, char **why);
void book_put(struct marked_book *, const char *name, char *text, size_t n);    /* takes text */
bool book_has(const struct marked_book *, const char *name);
int book_edit(struct marked_book *, const char *name, const struct edits *, char **why);

/* ---- styles: the fill ------------------------------------------------------------- */

struct fills;
struct fills *fills_read(struct marked_book *, const char *part, char **why);
size_t fills_marked(struct fills *, size_t style);    /* the same with our fill */
size_t fills_plain(struct fills *, size_t style);     /* the same without; itself where it has none */
int fills_write(struct fills *, char **why);
void fills_free(struct fills *);

/* ---- a sheet ------------------------------------------------------------------------ */

struct spot { int row, column; char *text; bool done; };
struct spots { struct spot *v; size_t n; };     /* by row and column, one a cell */

/* Fills the cells; drawing: "" or the id of the drawing its notes stand in, owned
 * by the caller; where there is none the sheet is told of `id`. */
int sheet_mark(struct marked_book *, const char *part, struct spots *, struct fills *,
               const char *id, char **drawing, char **why);

/* ---- comments ------------------------------------------------------------------------- */

/* id: of the relationship that sheet_mark wrote into the sheet, or may use. */
int notes_mark(struct marked_book *, const char *part, const struct spots *, const char *id,
               const char *drawing, char **why);
/* What a package must say of a part: from which other it is reached, and what it is (put is taken;
 * where `what` stands already nothing is added). */
int notes_relate(struct marked_book *, const char *part, const char *id, const char *type,
                 const char *target, char **why);
int notes_declare(struct marked_book *, const char *what, char *put, char **why);
char *notes_id(struct marked_book *, const char *part, char **why);     /* one that the sheet has not used; owned */

#endif
