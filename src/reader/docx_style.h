/* How the runs of a Word document look: styles, fonts of the theme. */
#ifndef READER_DOCX_STYLE_H
#define READER_DOCX_STYLE_H

#include "look.h"
#include "opc.h"

struct styles {
    struct named_style { char *id, *based; struct props props; } *v;
    size_t n;
    struct props plain;         /* of text without a style */
    enum legacy theme[2];       /* of headings, of text */
};

/* Those of one document part; what is missing is plain. -1 and *why. */
int styles_read(struct zipbox *box, const char *part, const struct rels *rels,
                struct styles *styles, char **why);
int styles_read_flat(const void *bytes, size_t n, struct styles *styles, char **why);   /* of a document in one file */
void styles_free(struct styles *styles);

/* One element below a run's properties; */
void props_read(const struct styles *styles, struct props *to, const char *name,
                const char **attributes);
bool docx_shades(const char **attributes);      /* a "shd" that is no white ground */
/* A style with what it is based on. */
struct props style_props(const struct styles *styles, const char *id);

bool docx_is_on(const char *value);     /* of a property that is there */

#endif
