#include "html_style.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define RULES_MOST 300
#define OFF_PAGE   (-900)               /* pixels to the left: nobody scrolls there */

/* ---- declarations ------------------------------------------------------------------- */

static void
display(struct html_look *l, const char *value)
{
    l->gone |= strcmp(value, "none") == 0;
}

static void
visibility(struct html_look *l, const char *value)
{
    l->invisible = strcmp(value, "hidden") == 0 || strcmp(value, "collapse") == 0;
}

static void
hide_all(struct html_look *l, const char *value)
{
    l->gone |= strcmp(value, "all") == 0;
}

static void
opacity(struct html_look *l, const char *value)
{
    char *end;

    l->gone |= strtod(value, &end) == 0 && end != value;
}

static void
font_size(struct html_look *l, const char *value)
{
    char *end;
    double size = strtod(value, &end);

    if (end == value)                   /* "large" */
        l->tiny = false;
    else if (size == 0 || (size <= 1 && (strncmp(end, "px", 2) == 0 || strncmp(end, "pt", 2) == 0)))
        l->tiny = true;
    else if (strncmp(end, "px", 2) == 0 || strncmp(end, "pt", 2) == 0 || strncmp(end, "cm", 2) == 0)
        l->tiny = false;
}

/* A box without height is a usual hiding place for a mail's first words. */
static void
height(struct html_look *l, const char *value)
{
    char *end;

    l->gone |= strtod(value, &end) == 0 && end != value && *end != '%';
}

static void
offset(struct html_look *l, const char *value)
{
    l->gone |= strtod(value, NULL) < OFF_PAGE;
}

static void
decoration(struct html_look *l, const char *value)
{
    l->struck |= strstr(value, "line-through") != NULL;
}

static void
vertical(struct html_look *l, const char *value)
{
    l->raised |= strncmp(value, "super", 5) == 0;
    l->lowered |= strncmp(value, "sub", 3) == 0;
}

static void
font_family(struct html_look *l, const char *value)
{
    l->font = legacy_font(value);
}

static void
white_space(struct html_look *l, const char *value)
{
    l->pre = strncmp(value, "pre", 3) == 0;
}

static void
colour(struct html_look *l, const char *value)
{
    l->colour = html_colour(value);
}

static void
ground(struct html_look *l, const char *value)
{
    if (strncasecmp(value, "transparent", 11) != 0 || strstr(value, "url") != NULL)
        l->ground = html_colour(value);         /* else the one below is seen */
}

static const struct { const char *name; void (*read)(struct html_look *, const char *value); } properties[] = {
    { "display", display }, { "visibility", visibility }, { "mso-hide", hide_all }, { "opacity", opacity },
    { "font-size", font_size }, { "max-height", height }, { "left", offset }, { "text-indent", offset },
    { "text-decoration", decoration }, { "text-decoration-line", decoration }, { "vertical-align", vertical },
    { "font-family", font_family }, { "white-space", white_space }, { "color", colour }, { "background", ground },
    { "background-color", ground },
};

long
html_colour(const char *value)
{
    static const struct { const char *name; long colour; } named[] = { { "white", 0xFFFFFF }, { "black", 0 } };
    unsigned long digits;
    int r, g, b;
    char *end;

    for (size_t i = 0; i < ARRAY_LEN(named); i++) {
        if (strcasecmp(value, named[i].name) == 0)
            return named[i].colour;
    }
    if (sscanf(value, "rgb(%d,%d,%d)", &r, &g, &b) == 3)
        return ((long)(r & 0xFF) << 16) | ((long)(g & 0xFF) << 8) | (b & 0xFF);
    if (*value != '#')
        return COLOUR_UNKNOWN;
    digits = strtoul(value + 1, &end, 16);
    if (end - value == 4)
        return (long)(((digits >> 8 & 15) * 17) << 16 | ((digits >> 4 & 15) * 17) << 8 |
                      (digits & 15) * 17);
    return end - value == 7 ? (long)digits : COLOUR_UNKNOWN;
}

/* One "name: value" in lower case, without blanks around it and "!important". */
static void
declaration(struct html_look *l, char *text)
{
    char *value = strchr(text, ':'), *end;

    if (value == NULL)
        return;
    *value++ = '\0';
    value += strspn(value, " \t\r\n");
    if ((end = strchr(value, '!')) != NULL)
        *end = '\0';
    for (end = value + strlen(value); end > value && isspace((unsigned char)end[-1]);)
        *--end = '\0';
    text += strspn(text, " \t\r\n");
    text[strcspn(text, " \t\r\n")] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(properties); i++) {
        if (strcmp(properties[i].name, text) == 0)
            properties[i].read(l, value);
    }
}

void
html_declarations(struct html_look *l, const char *text)
{
    char *copy = xstrdup(text), *save = NULL;

    for (char *p = copy; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    for (char *one = strtok_r(copy, ";", &save); one != NULL; one = strtok_r(NULL, ";", &save))
        declaration(l, one);
    free(copy);
}

/* ---- style sheets --------------------------------------------------------------------- */

/* Whether one of its properties is looked at here. */
static bool
matters(const char *declarations)
{
    for (size_t i = 0; i < ARRAY_LEN(properties); i++) {
        if (strcasestr(declarations, properties[i].name) != NULL)
            return true;
    }
    return false;
}

static void
rule_add(struct html_styles *s, const char *selector, size_t n, char *declarations)
{
    char *one;

    while (n > 0 && isspace((unsigned char)*selector)) {
        selector++;
        n--;
    }
    while (n > 0 && isspace((unsigned char)selector[n - 1]))
        n--;
    one = xstrndup(selector, n);
    bool simple = one[strcspn(one, " \t\r\n>+~:[*@")] == '\0' && s->n < RULES_MOST;

    s->grounds |= strstr(declarations, simple ? "background-image" : "background") != NULL;
    if (n > 0 && simple && matters(declarations))
        *ARRAY_MORE(s->rules, s->n) = (struct html_rule){ one, xstrdup(declarations) };
    else
        free(one);
}

/* Past a comment or a block within braces. */
static const char *
past(const char *at, const char *end, const char *close)
{
    const char *found = memmem(at, (size_t)(end - at), close, strlen(close));

    return found != NULL ? found + strlen(close) : end;
}

/* Inside of "@media" the rules go on; of others nothing is read. */
void
html_styles_add(struct html_styles *s, const char *sheet, size_t n)
{
    const char *at = sheet, *end = sheet + n, *selector = sheet;

    while (at < end) {
        if (end - at > 1 && at[0] == '/' && at[1] == '*') {
            at = selector = past(at, end, "*/");
        } else if (*at == '{' && selector < at &&
                   memchr(selector, '@', (size_t)(at - selector)) == NULL) {
            const char *close = past(at, end, "}");
            char *declarations = xstrndup(at + 1, close > at + 1 ? (size_t)(close - at - 2) : 0);

            for (const char *comma;
                 (comma = memchr(selector, ',', (size_t)(at - selector))) != NULL;
                 selector = comma + 1)
                rule_add(s, selector, (size_t)(comma - selector), declarations);
            rule_add(s, selector, (size_t)(at - selector), declarations);
            free(declarations);
            at = selector = close;
        } else {
            if (*at == '{' || *at == '}' || *at == ';')
                selector = at + 1;
            at++;
        }
    }
}

static bool
has_class(const char *classes, const char *name, size_t n)
{
    for (; *classes != '\0'; classes += strcspn(classes, " \t\r\n")) {
        classes += strspn(classes, " \t\r\n");
        if (strcspn(classes, " \t\r\n") == n && strncmp(classes, name, n) == 0 && n > 0)
            return true;
    }
    return false;
}

/* "td", ".xl65", "td.xl65", "#x". */
static bool
fits(const char *selector, const char *tag, const char *classes, const char *id)
{
    size_t n = strcspn(selector, ".#");

    if (n > 0 && (strlen(tag) != n || strncasecmp(selector, tag, n) != 0))
        return false;
    for (selector += n; *selector != '\0'; selector += n + 1) {
        n = strcspn(selector + 1, ".#");
        if (*selector == '.' && (classes == NULL || !has_class(classes, selector + 1, n)))
            return false;
        if (*selector == '#' &&
            (id == NULL || strlen(id) != n || strncmp(selector + 1, id, n) != 0))
            return false;
    }
    return true;
}

void
html_styles_apply(const struct html_styles *s, struct html_look *l, const char *tag,
                  const char *classes, const char *id, const char *style)
{
    for (size_t i = 0; i < s->n; i++) {
        if (fits(s->rules[i].selector, tag, classes, id))
            html_declarations(l, s->rules[i].declarations);
    }
    if (style != NULL)
        html_declarations(l, style);
}

unsigned
html_look_bits(const struct html_styles *s, const struct html_look *l)
{
    bool hidden = l->gone || l->tiny || l->invisible ||
                  (!s->grounds && l->colour != COLOUR_UNKNOWN && l->colour == l->ground);

    return (hidden ? LOOK_HIDDEN : 0) | (l->struck ? LOOK_STRUCK : 0) |
           (l->raised ? LOOK_RAISED : 0) | (l->lowered ? LOOK_LOWERED : 0);
}

void
html_styles_free(struct html_styles *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->rules[i].selector);
        free(s->rules[i].declarations);
    }
    free(s->rules);
    *s = (struct html_styles){0};
}
