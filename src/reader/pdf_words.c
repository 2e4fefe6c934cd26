/* Letters to words: by the gaps between them, and by the cells they stand in. */
#include "pdf_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "legacy.h"
#include "look.h"
#include "pdf_library.h"

#define BLANK_LEAST 0.2         /* of the height: a gap that is a blank whatever the file says */
#define BLANK_NONE 0.1          /* and one that is none: no font has so narrow a blank */

/* Parts of the height of what a mark stands behind. */
#define SMALLER     0.9         /* letters of the mark, if they do not stand on the line: <sup> is 0.83 */
#define FAR_SMALLER 0.75        /* wherever they stand: 0.58 to 0.67 with office programs */
#define RAISED_BY   0.2         /* its foot above the other's: 0.1 if it stands on the line */
#define LOWERED_BY  0.05

#define LETTERLESS_MOST 20      /* one in so many letters may come from a font without any: a bullet */
#define ODD_LEAST 5

/* gap: the file says that there is one. */
static bool
word_ends(const struct word *w, const struct letter *l, bool gap)
{
    double height = fmax(w->at.y2 - w->at.y1, 1), width = l->at.x1 - w->at.x2;
    bool one_line = fmin(w->at.y2, l->at.y2) - fmax(w->at.y1, l->at.y1) > height / 2;

    if (w->grid != l->grid || w->cell != l->cell || !one_line || width < -height)
        return true;
    return gap ? width < 0 || width >= BLANK_NONE * height : width > BLANK_LEAST * height;
}

/* How a smaller letter that stands right behind a word looks there; right: where the word and
 * its mark end. */
static unsigned
beside(const struct word *w, const struct letter *l, double right)
{
    double height = fmax(w->at.y2 - w->at.y1, 1), own = l->at.y2 - l->at.y1, gap = l->at.x1 - right,
           shared = fmin(w->at.y2, l->at.y2) - fmax(w->at.y1, l->at.y1);

    if (w->grid != l->grid || w->cell != l->cell || own >= SMALLER * height || 2 * shared < own ||
        gap > BLANK_LEAST * height || gap < -BLANK_LEAST * height)
        return 0;
    if (l->at.y2 < w->at.y2 - RAISED_BY * height)
        return LOOK_RAISED;
    return own < FAR_SMALLER * height || l->at.y2 > w->at.y2 + LOWERED_BY * height ? LOOK_LOWERED : 0;
}

/* The mark of a note behind the last word. */
static bool
is_mark(const struct words *words, const struct buf *letters, const char *text,
        const struct letter *l, double right, struct strings *flags)
{
    const struct word *w = words->n > 0 ? &words->v[words->n - 1] : NULL;

    return w != NULL && !look_counts(beside(w, l, fmax(right, w->at.x2)), letters->data + w->start,
                                     w->len, text, l->len, flags);
}

static void
letter_add(struct words *out, struct buf *letters, const char *text, const struct letter *l,
           bool gap)
{
    struct word *w = out->n > 0 ? &out->v[out->n - 1] : NULL;

    if (w == NULL || word_ends(w, l, gap)) {
        w = ARRAY_MORE(out->v, out->n);
        *w = (struct word){ .at = l->at, .grid = l->grid, .cell = l->cell, .start = letters->len };
    }
    w->at = (struct box){ fmin(w->at.x1, l->at.x1), fmin(w->at.y1, l->at.y1),
                          fmax(w->at.x2, l->at.x2), fmax(w->at.y2, l->at.y2) };
    w->len += l->len;
    buf_add(letters, text, l->len);
}

/* Letters that do not count leave no column's gap behind the word before them. */
static void
letter_skip(struct words *out, const struct letter *l)
{
    struct word *w = out->n > 0 ? &out->v[out->n - 1] : NULL;
    double height = w != NULL ? fmax(w->at.y2 - w->at.y1, 1) : 0;

    if (w != NULL && w->grid == l->grid && w->cell == l->cell && l->at.x1 - w->at.x2 < height &&
        l->at.x1 > w->at.x1 && fabs(l->at.y2 - w->at.y2) < height / 2)
        w->at.x2 = fmax(w->at.x2, l->at.x2 - BLANK_LEAST * height);
}

void
words_make(const struct letters *l, const struct grids *grids, struct words *out,
           struct strings *flags)
{
    struct buf letters = {0};
    double mark = -1;           /* where the mark behind the last word ends */
    bool gap = true;

    *out = (struct words){0};
    buf_adds(&letters, "");
    for (size_t i = 0; i < l->n; i++) {
        struct letter *here = &l->v[i];
        const char *text = l->text + here->start;

        here->grid = GRID_NONE;
        grids_cell(grids, (here->at.x1 + here->at.x2) / 2, (here->at.y1 + here->at.y2) / 2,
                   &here->grid, &here->cell);
        gap |= here->gap;
        if (!look_counts(here->look, "", 0, text, here->len, flags)) {
            letter_skip(out, here);
            gap = true;
            continue;
        }
        if (is_mark(out, &letters, text, here, mark, flags)) {
            mark = here->at.x2;
        } else {
            letter_add(out, &letters, text, here, gap);
            mark = -1;
        }
        gap = false;
    }
    out->letters = buf_take(&letters);
}

/* Signs that stand in no word but at its ends, and what is no letter at all. */
static bool
is_odd(const char *word, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++) {
        if (strchr("\"#$*<=>[\\]^{|}~!?", word[i]) != NULL)
            return true;
    }
    return memmem(word, n, "\xEF\xBF\xBD", 3) != NULL || memmem(word, n, "\xEE", 1) != NULL;
}

static bool
is_word(const char *word, size_t n)
{
    char *copy = xstrndup(word, n), *folded = text_fold(copy);
    bool is = strlen(folded) > 1 && strpbrk(folded, "aeiouy") != NULL &&
              strpbrk(folded, "0123456789") == NULL;

    free(folded);
    free(copy);
    return is;
}

/* Fonts that keep their letters to themselves, told by the file or by what
 * comes of it: more nonsense than words. */
bool
words_lost(const struct words *w, const struct drawn *d)
{
    size_t odd = 0, words = 0;

    if (d->letterless * LETTERLESS_MOST > d->shown + d->hidden)
        return true;
    for (size_t i = 0; i < w->n; i++) {
        const char *word = w->letters + w->v[i].start;

        if (is_odd(word, w->v[i].len))
            odd++;
        else
            words += is_word(word, w->v[i].len);
    }
    return odd >= ODD_LEAST && odd > words && legacy_guess(w->letters) == LEGACY_NONE;
}

void
words_free(struct words *w)
{
    free(w->v);
    free(w->letters);
    *w = (struct words){0};
}
