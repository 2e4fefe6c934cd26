/* Styles of OpenDocument, as far as they decide what is read: struck, hidden,
 * raised, fonts from before Unicode, tables that are not displayed. */
#ifndef READER_ODF_STYLE_H
#define READER_ODF_STYLE_H

#include "look.h"

struct odf_styles {
    struct odf_style { char *family, *name, *parent; struct props props; bool not_displayed, flat; } *v;
    size_t n;
    struct odf_font { char *name; enum legacy font; } *fonts;
    size_t nfonts;
    bool open;                  /* the last of them is being read */
};

void odf_style_start(struct odf_styles *, const char *name, const char **attributes);
void odf_style_end(struct odf_styles *, const char *name);
/* With what it is based on; {0} if there is none. */
struct props odf_style_props(const struct odf_styles *, const char *family, const char *name);
bool odf_style_hides(const struct odf_styles *, const char *name);      /* of a table */
bool odf_style_flat(const struct odf_styles *, const char *family, const char *name);   /* a row or column of no height or width */
void odf_styles_free(struct odf_styles *);

#endif
