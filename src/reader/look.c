/* A figure that is struck out is no longer said; one that is not shown never
 * was; one raised behind words is the mark of a footnote, unless it makes a
 * square or a cube of a unit of length; so is one lowered behind a figure. */
#include "look.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void
props_look(struct props *to, unsigned look, bool on)
{
    to->said |= look;
    to->look = on ? to->look | look : to->look & ~look;
}

unsigned
look_shifted(int half_points)
{
    return half_points >= RAISED_LEAST ? LOOK_RAISED : half_points <= -RAISED_LEAST ? LOOK_LOWERED : 0;
}

void
props_shift(struct props *to, int half_points)
{
    props_look(to, LOOK_RAISED | LOOK_LOWERED, false);
    props_look(to, look_shifted(half_points), true);
}

void
props_font(struct props *to, enum legacy font)
{
    to->font = font;
    to->font_said = true;
}

void
props_over(struct props *to, const struct props *over)
{
    to->look = (to->look & ~over->said) | over->look;
    to->said |= over->said;
    if (over->font_said)
        props_font(to, over->font);
}

bool
look_white(const char *colour)
{
    size_t n = strlen(colour);

    return strcasecmp(colour, "white") == 0 || (n >= 6 && strcasecmp(colour + n - 6, "ffffff") == 0);
}

bool
look_tiny(const char *points)
{
    char *end;
    double size = strtod(points, &end);

    return end != points && size < SIZE_LEAST && (*end == '\0' || strncmp(end, "pt", 2) == 0);
}

unsigned
look_seen(unsigned look)
{
    bool white = (look & LOOK_WHITE) && !(look & LOOK_GROUND);

    return (look & ~(unsigned)(LOOK_WHITE | LOOK_GROUND | LOOK_TINY | LOOK_STRUCK_TWICE)) |
           (white || (look & LOOK_TINY) ? LOOK_HIDDEN : 0) |
           (look & LOOK_STRUCK_TWICE ? LOOK_STRUCK : 0);
}

static bool
is_blank(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!isspace((unsigned char)text[i]))
            return false;
    }
    return true;
}

/* The line that a run goes on. */
static const char *
line_of(const char *before, size_t *n)
{
    const char *feed = memrchr(before, '\n', *n);

    if (feed == NULL)
        return before;
    *n -= (size_t)(feed + 1 - before);
    return feed + 1;
}

/* "km" before a raised 2; "xã An" before it is no unit. */
static bool
is_length(const char *line, size_t n)
{
    static const char *const units[] = { "m", "km", "hm", "dam", "dm", "cm", "mm" };
    size_t from = n;

    while (from > 0 && isalpha((unsigned char)line[from - 1]))
        from--;
    if (from > 0 && (unsigned char)line[from - 1] >= 0x80)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (strlen(units[i]) == n - from && strncmp(units[i], line + from, n - from) == 0)
            return true;
    }
    return false;
}

static bool
is_figure(const char *line, size_t n)
{
    while (n > 0 && isspace((unsigned char)line[n - 1]))
        n--;
    return n > 0 && isdigit((unsigned char)line[n - 1]);
}

bool
look_judged(unsigned look, const char *before, size_t nbefore, const char *run, size_t n,
            struct strings *flags)
{
    const char *line;

    look |= look & LOOK_TINY ? LOOK_HIDDEN : 0;
    look &= LOOK_STRUCK | LOOK_HIDDEN | LOOK_RAISED | LOOK_LOWERED;
    if (look == 0)
        return true;
    if (look & (LOOK_STRUCK | LOOK_HIDDEN)) {
        if (!is_blank(run, n))
            flag_add(flags, look & LOOK_HIDDEN ? FLAG_HIDDEN_TEXT : FLAG_STRUCK_TEXT);
        return false;
    }
    line = line_of(before, &nbefore);
    if (is_blank(run, n) || is_blank(line, nbefore) ||
        (look == LOOK_LOWERED && !is_figure(line, nbefore)) ||
        (n == 1 && (*run == '2' || *run == '3') && is_length(line, nbefore)))
        return true;
    flag_add(flags, FLAG_RAISED_TEXT);
    return false;
}
