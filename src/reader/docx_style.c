/* Styles of a Word document (ECMA-376-1, 17.7), as far as they decide what is
 * read: struck, hidden, raised, white, and the font. */
#include "docx_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "xml.h"
#include "zipbox.h"

#define BASED_MOST 12                   /* styles upon styles */

static const struct { const char *name; unsigned look; } toggles[] = {
    { "strike", LOOK_STRUCK }, { "dstrike", LOOK_STRUCK_TWICE }, { "vanish", LOOK_HIDDEN },
};

bool
docx_is_on(const char *value)
{
    return value == NULL ||
           (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0);
}

/* Letters of the old fonts lie where the second of the names counts. */
static void
font_read(const struct styles *styles, struct props *to, const char **attributes)
{
    const char *font = xml_attribute(attributes, "hAnsi"),
               *theme = xml_attribute(attributes, "hAnsiTheme");

    font = font != NULL ? font : xml_attribute(attributes, "ascii");
    theme = theme != NULL ? theme : xml_attribute(attributes, "asciiTheme");
    if (theme != NULL)
        props_font(to, styles->theme[strncmp(theme, "major", 5) != 0]);
    else if (font != NULL)
        props_font(to, legacy_font(font));
}

/* ECMA-376-1 17.3.5: a pattern in "color" over "fill"; a "clear" one shows the fill alone. */
bool
docx_shades(const char **attributes)
{
    const char *pattern = xml_attribute(attributes, "val"), *fill = xml_attribute(attributes, "fill");
    bool clear = pattern == NULL || strcmp(pattern, "clear") == 0 || strcmp(pattern, "nil") == 0;

    return !clear || (fill != NULL && strcmp(fill, "auto") != 0 && !look_white(fill));
}

/* What has a ground of its own goes before what it stands on. */
static void
ground_read(struct props *to, const char **attributes)
{
    const char *fill = xml_attribute(attributes, "fill");

    if (docx_shades(attributes) || (fill != NULL && look_white(fill)))
        props_look(to, LOOK_GROUND, docx_shades(attributes));
}

void
props_read(const struct styles *styles, struct props *to, const char *name, const char **attributes)
{
    const char *value = xml_attribute(attributes, "val");

    for (size_t i = 0; i < ARRAY_LEN(toggles); i++) {
        if (strcmp(name, toggles[i].name) == 0)
            props_look(to, toggles[i].look, docx_is_on(value));
    }
    if (strcmp(name, "rFonts") == 0)
        font_read(styles, to, attributes);
    else if (strcmp(name, "shd") == 0)
        ground_read(to, attributes);
    else if (value == NULL)
        return;
    else if (strcmp(name, "vertAlign") == 0)
        props_shift(to, strcmp(value, "superscript") == 0 ? RAISED_LEAST
                        : strcmp(value, "subscript") == 0 ? -RAISED_LEAST : 0);
    else if (strcmp(name, "position") == 0)
        props_shift(to, atoi(value));
    else if (strcmp(name, "color") == 0)
        props_look(to, LOOK_WHITE, look_white(value));
    else if (strcmp(name, "highlight") == 0)
        props_look(to, LOOK_GROUND, strcmp(value, "white") != 0 && strcmp(value, "none") != 0);
    else if (strcmp(name, "sz") == 0)
        props_look(to, LOOK_TINY, atoi(value) < 2 * SIZE_LEAST);
}

static const struct named_style *
style_find(const struct styles *styles, const char *id)
{
    for (size_t i = 0; i < styles->n && id != NULL; i++) {
        if (strcmp(styles->v[i].id, id) == 0)
            return &styles->v[i];
    }
    return NULL;
}

struct props
style_props(const struct styles *styles, const char *id)
{
    const struct named_style *chain[BASED_MOST], *s = style_find(styles, id);
    struct props out = {0};
    size_t n = 0;

    for (; s != NULL && n < BASED_MOST; s = style_find(styles, s->based))
        chain[n++] = s;
    while (n > 0)
        props_over(&out, &chain[--n]->props);
    return out;
}

/* ---- the parts ------------------------------------------------------------------------ */

struct styling { struct styles *styles; bool in_style, in_run, in_plain; };

static void
style_start(void *arg, const char *name, const char **attributes)
{
    struct styling *s = arg;
    struct named_style *last = s->styles->n > 0 ? &s->styles->v[s->styles->n - 1] : NULL;
    const char *value = xml_attribute(attributes, "val");

    if (strcmp(name, "style") == 0) {
        const char *id = xml_attribute(attributes, "styleId");

        s->in_style = id != NULL && s->styles->n < LIMIT_ENTRIES;
        if (s->in_style)
            *ARRAY_MORE(s->styles->v, s->styles->n) = (struct named_style){ .id = xstrdup(id) };
    } else if (strcmp(name, "rPrDefault") == 0) {
        s->in_plain = true;
    } else if (strcmp(name, "rPr") == 0) {
        s->in_run = true;
    } else if (strcmp(name, "tblStylePr") == 0) {       /* of some of a table's cells only */
        s->in_style = false;
    } else if (s->in_style && last != NULL && strcmp(name, "basedOn") == 0 && value != NULL &&
               last->based == NULL) {
        last->based = xstrdup(value);
    } else if (last != NULL && !s->in_run && strcmp(name, "shd") == 0) {
        if (docx_shades(attributes))    /* its paragraphs, or some of a table's cells */
            props_look(&last->props, LOOK_GROUND, true);
    } else if (s->in_run && (s->in_plain || s->in_style)) {
        props_read(s->styles, s->in_plain || last == NULL ? &s->styles->plain : &last->props, name,
                   attributes);
    }
}

static void
style_end(void *arg, const char *name)
{
    struct styling *s = arg;

    if (strcmp(name, "style") == 0)
        s->in_style = false;
    else if (strcmp(name, "rPrDefault") == 0)
        s->in_plain = false;
    else if (strcmp(name, "rPr") == 0)
        s->in_run = false;
}

struct theming { struct styles *styles; int which; };   /* which: of its two fonts; -1: none */

static void
theme_start(void *arg, const char *name, const char **attributes)
{
    struct theming *t = arg;
    const char *font = xml_attribute(attributes, "typeface");

    if (strcmp(name, "majorFont") == 0)
        t->which = 0;
    else if (strcmp(name, "minorFont") == 0)
        t->which = 1;
    else if (t->which >= 0 && strcmp(name, "latin") == 0 && font != NULL)
        t->styles->theme[t->which] = legacy_font(font);
}

static void
theme_end(void *arg, const char *name)
{
    struct theming *t = arg;

    if (strcmp(name, "majorFont") == 0 || strcmp(name, "minorFont") == 0)
        t->which = -1;
}

static int
part_read(struct zipbox *box, const char *part, const struct rels *rels, const char *type,
          const struct xml *how, void *arg, char **why)
{
    char *target = rel_target(rels, part, NULL, type);
    long member = target != NULL ? zipbox_find(box, target) : -1;

    free(target);
    return member == -1 ? 0 : xml_member(box, (size_t)member, how, arg, why);
}

static const struct xml of_theme = { theme_start, theme_end, NULL, NULL, NULL, NULL };
static const struct xml of_styles = { style_start, style_end, NULL, NULL, NULL, NULL };

int
styles_read_flat(const void *bytes, size_t n, struct styles *styles, char **why)
{
    struct theming theming = { styles, -1 };
    struct styling styling = { .styles = styles };

    if (xml_bytes(bytes, n, &of_theme, &theming, why) != 0)
        return -1;
    return xml_bytes(bytes, n, &of_styles, &styling, why);
}

int
styles_read(struct zipbox *box, const char *part, const struct rels *rels, struct styles *styles,
            char **why)
{
    struct theming theming = { styles, -1 };
    struct styling styling = { .styles = styles };

    if (part_read(box, part, rels, "theme", &of_theme, &theming, why) != 0)
        return -1;
    return part_read(box, part, rels, "styles", &of_styles, &styling, why);
}

void
styles_free(struct styles *styles)
{
    for (size_t i = 0; i < styles->n; i++) {
        free(styles->v[i].id);
        free(styles->v[i].based);
    }
    free(styles->v);
}
