#include "odf_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "xml.h"

#define BASED_MOST  12                  /* styles upon styles */
#define STYLES_MOST 4000

static const struct odf_style *
find(const struct odf_styles *styles, const char *family, const char *name)
{
    for (size_t i = styles->n; i > 0 && name != NULL; i--) {    /* those of the content come last and go before */
        const struct odf_style *s = &styles->v[i - 1];

        if (strcmp(s->name, name) == 0 && strcmp(s->family, family) == 0)
            return s;
    }
    return NULL;
}

struct props
odf_style_props(const struct odf_styles *styles, const char *family, const char *name)
{
    const struct odf_style *chain[BASED_MOST], *s = find(styles, family, name);
    struct props out = {0};
    size_t n = 0;

    for (; s != NULL && n < BASED_MOST; s = find(styles, family, s->parent))
        chain[n++] = s;
    while (n > 0)
        props_over(&out, &chain[--n]->props);
    return out;
}

bool
odf_style_hides(const struct odf_styles *styles, const char *name)
{
    const struct odf_style *s = find(styles, "table", name);

    return s != NULL && s->not_displayed;
}

bool
odf_style_flat(const struct odf_styles *styles, const char *family, const char *name)
{
    const struct odf_style *s = find(styles, family, name);

    return s != NULL && s->flat;
}

static void
font_add(struct odf_styles *styles, const char **attributes)
{
    const char *name = xml_attribute(attributes, "name"),
               *family = xml_attribute(attributes, "font-family");

    if (name != NULL && family != NULL && styles->nfonts < LIMIT_ENTRIES)
        *ARRAY_MORE(styles->fonts, styles->nfonts) = (struct odf_font){ xstrdup(name),
                                                                        legacy_font(family) };
}

static enum legacy
font_find(const struct odf_styles *styles, const char *name)
{
    for (size_t i = 0; i < styles->nfonts; i++) {
        if (strcmp(styles->fonts[i].name, name) == 0)
            return styles->fonts[i].font;
    }
    return legacy_font(name);
}

/* "super 58%", "sub 58%", or how far it is raised: "33% 58%". */
static int
position(const char *value)
{
    long raised = strncmp(value, "super", 5) == 0 ? 1 : strncmp(value, "sub", 3) == 0 ? -1 : strtol(value, NULL, 10);

    return raised > 0 ? RAISED_LEAST : raised < 0 ? -RAISED_LEAST : 0;
}

static void
ground_property(struct props *to, const char *colour)
{
    props_look(to, LOOK_GROUND, strcmp(colour, "transparent") != 0 && !look_white(colour));
}

static void
text_properties(struct odf_styles *styles, struct props *to, const char **attributes)
{
    for (; attributes[0] != NULL; attributes += 2) {
        const char *colon = strchr(attributes[0], ':'),
                   *name = colon != NULL ? colon + 1 : attributes[0], *value = attributes[1];

        if (strcmp(name, "text-line-through-style") == 0 ||
            strcmp(name, "text-line-through-type") == 0)
            props_look(to, LOOK_STRUCK, strcmp(value, "none") != 0);
        else if (strcmp(name, "text-position") == 0)
            props_shift(to, position(value));
        else if (strcmp(name, "display") == 0)
            props_look(to, LOOK_HIDDEN, strcmp(value, "none") == 0);
        else if (strcmp(name, "font-name") == 0)
            props_font(to, font_find(styles, value));
        else if (strcmp(name, "font-family") == 0)
            props_font(to, legacy_font(value));
        else if (strcmp(name, "color") == 0)
            props_look(to, LOOK_WHITE, look_white(value));
        else if (strcmp(name, "background-color") == 0)
            ground_property(to, value);
        else if (strcmp(name, "font-size") == 0)
            props_look(to, LOOK_TINY, look_tiny(value));
    }
}

static void
size_properties(struct odf_style *to, const char **attributes)
{
    const char *width = xml_attribute(attributes, "column-width"),
               *height = xml_attribute(attributes, "row-height"),
               *size = width != NULL ? width : height;
    char *end;

    to->flat = size != NULL && strtod(size, &end) == 0 && end != size;
}

void
odf_style_start(struct odf_styles *styles, const char *name, const char **attributes)
{
    struct odf_style *last = styles->open ? &styles->v[styles->n - 1] : NULL;
    const char *display = xml_attribute(attributes, "display"),
               *ground = xml_attribute(attributes, "background-color");

    if (strcmp(name, "style") == 0) {
        const char *id = xml_attribute(attributes, "name"),
                   *family = xml_attribute(attributes, "family");

        styles->open = id != NULL && family != NULL && styles->n < STYLES_MOST;
        if (styles->open) {
            const char *parent = xml_attribute(attributes, "parent-style-name");

            *ARRAY_MORE(styles->v, styles->n) = (struct odf_style){ .family = xstrdup(family),
                                                                    .name = xstrdup(id),
                                                                    .parent = xstrdup(parent) };
        }
    } else if (strcmp(name, "font-face") == 0) {
        font_add(styles, attributes);
    } else if (last != NULL && strcmp(name, "text-properties") == 0) {
        text_properties(styles, &last->props, attributes);
    } else if (last != NULL && ground != NULL && strcmp(name, "paragraph-properties") == 0) {
        ground_property(&last->props, ground);
    } else if (last != NULL && strcmp(name, "table-properties") == 0) {
        if (ground != NULL)
            ground_property(&last->props, ground);
        last->not_displayed = display != NULL && strcmp(display, "false") == 0;
    } else if (last != NULL && strcmp(name, "table-cell-properties") == 0 && ground != NULL) {
        ground_property(&last->props, ground);
    } else if (last != NULL && (strcmp(name, "table-column-properties") == 0 ||
                                strcmp(name, "table-row-properties") == 0)) {
        if (ground != NULL)
            ground_property(&last->props, ground);
        size_properties(last, attributes);
    }
}

void
odf_style_end(struct odf_styles *styles, const char *name)
{
    if (strcmp(name, "style") == 0)
        styles->open = false;
}

void
odf_styles_free(struct odf_styles *styles)
{
    for (size_t i = 0; i < styles->n; i++) {
        free(styles->v[i].family);
        free(styles->v[i].name);
        free(styles->v[i].parent);
    }
    for (size_t i = 0; i < styles->nfonts; i++)
        free(styles->fonts[i].name);
    free(styles->v);
    free(styles->fonts);
}
