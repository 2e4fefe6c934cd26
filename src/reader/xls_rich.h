/* A text of an old workbook whose letters look each in their own way. */
#ifndef READER_XLS_RICH_H
#define READER_XLS_RICH_H

#include "biff.h"
#include "legacy.h"
#include "model/message.h"

struct xls_font { enum legacy legacy; unsigned look, colour; };
struct xls_fonts { struct xls_font *v; size_t n; };

struct xls_font xls_font(const struct xls_fonts *, int index);     /* as cells and runs count them: there is no font 4 */
/* The text without what is struck out or raised, old fonts converted; owned.
 * cell: the font up to the first run. */
char *xls_rich(const struct xls_fonts *, struct xls_font cell, struct attachment *a,
               const char *text, const struct biff_runs *runs);

#endif
