/* Pages of markup from templates: the tags of letters (core/letter/letter.h),
 * but every line stands as it is written, without its indentation. A value is
 * escaped for HTML text and attributes in double quotes, so it can neither
 * make an element nor leave an attribute. Pure. */
#ifndef DOCKETD_CORE_LETTER_MARKUP_H
#define DOCKETD_CORE_LETTER_MARKUP_H

#include "base/buf.h"
#include "core/letter/letter.h"

/* As letter_template_parse; the text has no subject line. Check and free it
 * like a letter's. */
struct letter_template *markup_parse(const char *name, const char *text, letter_partial *partial,
                                     void *arg, char **cause);
void markup_render(const struct letter_template *, const struct json_t *context, struct buf *out);

#endif
