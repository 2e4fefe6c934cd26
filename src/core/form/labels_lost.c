/* Tables of which a printed page shows the head in pieces: cut at the edge of a
 * column, or run over several lines. No row of theirs can be read, and of what
 * is not read somebody is told. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

#define LINES_MOST 3            /* a head that runs over, ... */
#define BELOW_MOST 3            /* ... and below it, where its first row stands */
#define HEADS_LEAST 3           /* fewer are a sentence's */

static const char *
word_next(const char *p, char word[static LABEL_MOST])
{
    size_t n = strcspn(p, " ");

    memcpy(word, p, n < LABEL_MOST ? n : LABEL_MOST - 1);
    word[n < LABEL_MOST ? n : LABEL_MOST - 1] = '\0';
    return p + n + (p[n] == ' ');
}

/* Of the words of `text`, how many stand in `among`, too. */
static size_t
words_in(const char *text, const char *among, size_t *all)
{
    char word[LABEL_MOST];
    size_t in = 0;

    *all = 0;
    for (const char *p = text; *p != '\0'; ++*all) {
        p = word_next(p, word);
        in += text_has_tokens(among, word);
    }
    return in;
}

static char *
column_words(const struct field *column)
{
    char *before = xstrndup(column->label, strcspn(column->label, "(")), *folded = text_fold(before);

    free(before);
    return folded;
}

/* Most of the columns' words stand in these lines, and little else does. */
static bool
is_head(const struct table *table, const char *lines)
{
    struct buf own = {0};
    size_t heads = text_has_tokens(lines, "stt") || text_has_tokens(lines, "tt"), all, in;

    buf_adds(&own, "stt tt");
    for (size_t c = 0; c < table->ncolumns; c++) {
        char *label = column_words(&table->columns[c]);

        in = words_in(label, lines, &all);
        heads += in * 2 + (all > 3) > all;          /* of a long one half */
        buf_addf(&own, " %s", label);
        free(label);
    }
    in = words_in(lines, buf_text(&own), &all);
    buf_free(&own);
    return heads >= HEADS_LEAST && heads * 2 >= table->ncolumns && in * 2 > all;
}

static bool
has_figure(const struct grid *g, size_t from, size_t to)
{
    char word[LABEL_MOST];

    for (; from < to; from++) {
        char *folded = text_fold(g->v[from].value);
        bool figure = false;

        for (const char *p = folded; *p != '\0' && !figure;) {
            p = word_next(p, word);
            figure = word[strspn(word, "0123456789")] == '\0';
        }
        free(folded);
        if (figure)
            return true;
    }
    return false;
}

/* Heads are words alone, and none of them is a field's. */
static bool
may_be_head(const struct search *s, const struct grid *g, size_t from, size_t to)
{
    return !label_within(s, g, from, to) && !has_figure(g, from, to);
}

static bool
row_below(const struct grid *g, size_t at)
{
    for (size_t i = 0, end; i < BELOW_MOST && at < g->n; i++, at = end) {
        end = grid_row_end(g, at);
        if (has_figure(g, at, end))
            return true;
    }
    return false;
}

static bool
lost_at(const struct search *s, const struct table *table, const struct grid *g, size_t at)
{
    struct buf lines = {0};
    bool lost = false;

    for (size_t i = 0, end; i < LINES_MOST && at < g->n && !lost; i++, at = end) {
        end = grid_row_end(g, at);
        if (!may_be_head(s, g, at, end))
            break;
        for (size_t k = at; k < end; k++) {
            char *folded = text_fold(g->v[k].value);
            buf_addf(&lines, "%s%s", lines.len > 0 ? " " : "", folded);
            free(folded);
        }
        lost = is_head(table, buf_text(&lines)) && row_below(g, end);
    }
    buf_free(&lines);
    return lost;
}

static void
find(struct search *s, const struct table *table, const struct grid *g)
{
    char place[PLACE_MOST];

    for (size_t at = 0; at < g->n; at = grid_row_end(g, at)) {
        if (!(g->printed ? lost_at(s, table, g, at) : lines_head(s, table, g, at)))
            continue;
        grid_place(s, g, g->v[at].row, 1, place);
        listing_of(s, table)->lost = arena_text(s->texts, place);
        listing_of(s, table)->pasted = !g->printed;
        return;
    }
}

void
lost_find(struct search *s, const struct grid *g)
{
    for (size_t i = 0; i < s->form->nsections && (g->printed || s->file->type == NULL); i++)
        for (size_t t = 0; t < s->form->sections[i].ntables; t++) {
            const struct table *table = &s->form->sections[i].tables[t];
            bool known = named_here(s, 't', table->name);

            for (size_t k = 0; k < s->nlistings && !known; k++)
                known = s->listings[k].table == table &&
                        (s->listings[k].seen || s->listings[k].broken || s->listings[k].lost != NULL);
            if (!known)
                find(s, table, g);
        }
}

bool
lost_still(const struct listing *l)
{
    return l->lost != NULL && !l->seen && !l->broken && l->n == 0;
}

void
lost_tell(const struct listing *l, struct findings *findings)
{
    struct finding_words words = { .label = l->table->label != NULL ? l->table->label : l->table->name };

    if (lost_still(l))
        finding_say(findings, l->pasted ? FINDING_PASTED : FINDING_WRAPPED, SEVERITY_WARNING, l->lost, &words);
}
