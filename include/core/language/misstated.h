/* A figure that the sender's own words call wrong, and the right one beside it: "ô đơn thư ghi 7 là
 * chưa đúng, đúng ra là 8", "3 chứ không phải 2". Pure. */
#ifndef DOCKETD_CORE_LANGUAGE_MISSTATED_H
#define DOCKETD_CORE_LANGUAGE_MISSTATED_H

#include "core/language/tokens.h"

#define FIGURE_MOST 24          /* bytes */

struct misstated {
    size_t first, end;          /* the words of what is said */
    char right[FIGURE_MOST];
    char wrong[FIGURE_MOST];    /* ""; not said */
    bool changed;               /* "sửa ... thành": the file should have it */
    bool older;                 /* something sent before is spoken of, or what was done about it */
};
/* The first that stands at this word or behind it; false: none. */
bool misstated_find(const struct tokens *, size_t from, struct misstated *out);
bool misstated_told(const struct tokens *);

#endif
