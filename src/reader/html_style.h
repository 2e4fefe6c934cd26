/* What a page's styles decide about its words: whether they are shown, struck
 * out, raised, and in which font. Simple selectors (tag, .class, #id) count. */
#ifndef READER_HTML_STYLE_H
#define READER_HTML_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "look.h"

#define COLOUR_UNKNOWN (-1L)

struct html_look {              /* of an element; children begin with their parent's */
    bool gone;                  /* it and all in it takes no place on the page */
    bool tiny, invisible;       /* as long as nothing within says otherwise */
    bool struck, raised, lowered;
    bool pre;                   /* line breaks and blanks count */
    enum legacy font;
    long colour, ground;        /* 0xRRGGBB or COLOUR_UNKNOWN */
};

struct html_styles {
    struct html_rule { char *selector, *declarations; } *rules;
    size_t n;
    bool grounds;               /* a style sheet colours the ground of something: then words are not compared with it */
};

void html_styles_add(struct html_styles *, const char *sheet, size_t n);
/* The rules that fit, then the element's own style, each NULL or as written. */
void html_styles_apply(const struct html_styles *, struct html_look *, const char *tag,
                       const char *classes, const char *id, const char *style);
void html_declarations(struct html_look *, const char *text);
long html_colour(const char *value);
unsigned html_look_bits(const struct html_styles *, const struct html_look *);
void html_styles_free(struct html_styles *);

#endif
