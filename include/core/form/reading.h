/* From what stands in a cell to the canonical value of a field's type. */
#ifndef DOCKETD_CORE_FORM_READING_H
#define DOCKETD_CORE_FORM_READING_H

#include "base/arena.h"
#include "model/message.h"
#include "model/plan.h"

enum reading {
    READING_VALUE,
    READING_ZERO,       /* a value too: the mark of a statistical table, "-" or "không", for 0; to be said */
    READING_EMPTY,      /* nothing, or drawn blanks: "……", "… / … / 2023" */
    READING_BAD
};

/* "6/13/2023" and "13/6/2023" tell how a file writes its dates. */
enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST, ORDER_BOTH };
enum date_order reading_order(const char *text);    /* ORDER_UNKNOWN: no date, or it tells nothing */

/* What the whole file tells about one of its cells. */
struct reading_habits {
    enum date_order order;      /* ORDER_BOTH: a date with two meanings is not read; ORDER_UNKNOWN: day first */
    bool true_days;             /* days are counted as OpenDocument does: without a 29 February 1900 */
    bool since_1904;
};

/* The canonical value of one cell ("12", "3.5", "2023-06-09", "yes", a choice
 * as the plan spells it, trimmed text) in *out, of the texts given; *out is
 * NULL unless READING_VALUE or READING_ZERO. text may be NULL (equal to
 * value). A number in a date's style is a number where the form asks for one,
 * and the other way round, where the two cannot be mistaken. */
enum reading reading_with(const struct field *, const struct reading_habits *, enum cell_type,
                          const char *value, const char *text, struct arena *texts, char **out);

#endif
