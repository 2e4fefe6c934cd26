/* Running text: what a letter or a document says at its start. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/language/view.h"
#include "gather.h"

#define TITLE_READ 1500         /* bytes of a first page in which its title stands */
#define TITLE_LINES 3
#define LINE '.'                /* between lines, ... */
#define CELL '|'                /* ... and the cells of a row */
#define LOCAL_FIRST 30          /* words within which a writer has said who he is */

/* Lines that name places and receivers, not the writer. */
static bool
line_counts(const struct match_index *index, const struct tokens *t, bool *end)
{
    *end = tokens_are(t, 0, "tran trong") || tokens_are(t, 0, "noi nhan") ||
           tokens_are(t, 0, "best regards") || tokens_are(t, 0, "kinh thu");
    for (size_t i = 0; i < t->n; i++) {
        const struct phrase *p = index_phrase(index, t, i);
        bool told = i > 0 && tokens_are(t, i, "kinh gui") && !(i + 2 < t->n && t->v[i + 2].gap == ':');   /* "X kính gửi báo cáo" */
        if (p != NULL && p->nnames > 0)
            i += p->words - 1;                          /* "xã Tân Dương" is no street */
        else if (p != NULL && p->sense == SENSE_ADDRESS && !told &&
                 !(token_is(&t->v[i], "duong") && !view_accent_fits(&t->v[i], "đường")))
            return false;
        if (i > 0 && tokens_are(t, i, "dong thap") &&
            (t->v[i].gap == ',' || token_is(&t->v[i - 1], "tinh")) && t->v[0].number >= 0)
            return false;
    }
    return !*end;
}

/* In a row of a table: a report's rows name communes, and none of them writes. */
static bool
in_row(const struct tokens *t, struct span at)
{
    size_t i = at.first;

    while (i > 0 && t->v[i].gap != LINE && t->v[i].gap != CELL)
        i--;
    if (t->v[i].gap == CELL)
        return true;
    for (i = at.last; i < t->n && t->v[i].gap != LINE; i++)
        if (t->v[i].gap == CELL)
            return true;
    return false;
}

/* Who writes names himself first; a district tells of its communes later. */
static void
text_local(struct gather *g, enum source source, struct gist *gist, int attachment)
{
    size_t named = gist->nunits > 0 ? gist->units[0].at.first : LOCAL_FIRST;
    bool local = gist->local.first != gist->local.last && !in_row(&gist->words, gist->local);

    gist->local_writes = local && gist->local.first < named && gist->local.first < LOCAL_FIRST;
    if (gist->local_writes)
        gather_commune_rows(g, source, gist, attachment);
    if (local && attachment >= 0)
        gather_quoted(g, source, STRENGTH_WEAK, gist, gist->local, attachment)->matter =
            gist->local_writes ? MATTER_LOCAL_WRITES : MATTER_LOCAL;
}

/* Below a title its text begins: a row of a table, a label with its value, a
 * numbered heading, a gap. */
static bool
ends_title(const char *line, const struct tokens *t)
{
    return t->n == 0 || strchr(line, '\t') != NULL || strchr(line, ':') != NULL ||
           t->v[0].number >= 0;
}

/* "BÁO CÁO", and below it what on: where no letterhead was found. */
static void
text_title(struct gather *g, enum source source, const char *text, int attachment)
{
    struct buf title = {0};
    struct gist gist;
    int lines = 0;

    for (const char *line = text, *stop = text + strnlen(text, TITLE_READ);
         line < stop && lines < TITLE_LINES;) {
        size_t len = strcspn(line, "\n"), from = strspn(line, " \t");
        char *copy = xstrndup(line + (from < len ? from : len), from < len ? len - from : 0);
        struct tokens t;
        tokens_of(copy, strlen(copy), &t);
        if (lines > 0 && ends_title(copy, &t))
            lines = TITLE_LINES;
        else if (lines > 0 || (tokens_are(&t, 0, "bao cao") && token_is_name(&t.v[1])))
            buf_addf(&title, "%s ", copy);
        lines += title.len > 0;
        tokens_free(&t);
        free(copy);
        line += len + (line[len] == '\n');
    }
    gist_of(g->index, buf_text(&title), TITLE_READ, g->day, &gist);
    gather_foreign(g, source, &gist, attachment);
    gist_free(&gist);
    buf_free(&title);
}

void
gather_text(struct gather *g, enum source source, const char *text, size_t most, int attachment)
{
    struct buf kept = {0};
    struct gist gist;
    bool end = false;

    for (const char *line = text, *stop = text + strnlen(text, most); line < stop && !end;) {
        size_t len = strcspn(line, "\n");
        char *copy = xstrndup(line, len);
        struct tokens t;
        for (char *tab = copy; (tab = strchr(tab, '\t')) != NULL;)
            *tab = CELL;
        tokens_of(copy, len, &t);
        if (line_counts(g->index, &t, &end)) {
            buf_adds(&kept, copy);
            buf_adds(&kept, " . ");
        }
        tokens_free(&t);
        free(copy);
        line += len + (line[len] == '\n');
    }
    if (attachment < 0 && g->m->text_full != NULL)      /* the signature, too */
        gather_text_place(g, source, g->m->text_full, most, -1);
    else
        gather_text_place(g, source, text, TITLE_READ, attachment);
    gist_of(g->index, buf_text(&kept), most, g->day, &gist);
    gather_unit_rows(g, source, STRENGTH_STRONG, &gist, attachment);
    gather_report_rows(g, source, STRENGTH_WEAK, &gist, attachment);
    text_local(g, source, &gist, attachment);
    if (attachment < 0)
        gather_matter_rows(g, source, &gist, attachment);
    else
        text_title(g, source, text, attachment);
    gist_free(&gist);
    buf_free(&kept);
}
