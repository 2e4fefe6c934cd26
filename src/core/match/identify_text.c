/* Running text: what a letter or a document says at its start. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "core/language/beside.h"
#include "core/language/passage.h"
#include "core/language/provinces.h"
#include "core/language/want.h"
#include "gather.h"

#define TITLE_READ 1500         /* bytes of a first page in which its title stands */
#define TITLE_LINES 3
#define LINE '.'                /* between lines, ... */
#define CELL '|'                /* ... and the cells of a row */

/* "X kính gửi báo cáo", "Kính gửi Phòng PV05 báo cáo của ...": it is sent; "Kính gửi: ..." names who gets it. */
static bool
sends(const struct tokens *t, size_t at)
{
    return tokens_are(t, at, "kinh gui") && !(at + 2 < t->n && t->v[at + 2].gap == ':') &&
           (at > 0 || tokens_paper(t, at + 2) < t->n);
}

/* Lines that name places and receivers, not the writer. */
static bool
line_counts(const struct match_index *index, const struct tokens *t, bool *end)
{
    /* "(Ví dụ: Đơn vị báo cáo: huyện A)" */
    static const char *const examples[] = { "vi du", "vd", "mau ghi", "ghi mau", "cach ghi", "huong dan ghi" };

    *end = tokens_are(t, 0, "tran trong") || tokens_are(t, 0, "noi nhan") ||
           tokens_are(t, 0, "best regards") || tokens_are(t, 0, "kinh thu");
    if (tokens_any(t, 0, examples, ARRAY_LEN(examples)))
        return false;
    for (size_t i = 0; i < t->n; i++) {
        const struct phrase *p = index_phrase(index, t, i);
        bool told = sends(t, i);
        if (p != NULL && p->nnames > 0)
            i += p->words - 1;                          /* "xã Tân Dương" is no street */
        else if (p != NULL && p->sense == SENSE_ADDRESS && !told &&
                 !(token_is(&t->v[i], "duong") && !token_fits(&t->v[i], "đường")))
            return false;
        if (i > 0 && tokens_are(t, i, "dong thap") &&
            (t->v[i].gap == ',' || token_is(&t->v[i - 1], "tinh")) && t->v[0].number >= 0)
            return false;
    }
    return !*end;
}

/* A line ends before this word: passage_read() put its mark between blanks. */
static bool
line_before(const struct tokens *t, size_t at)
{
    const char *end = t->v[at - 1].raw + t->v[at - 1].raw_len;
    static const char line[] = { ' ', LINE, ' ' };

    return t->v[at].raw > end &&
           memmem(end, (size_t)(t->v[at].raw - end), line, sizeof line) != NULL;
}

/* In a row of a table: a report's rows name communes, and none of them writes. */
static bool
in_row(const struct tokens *t, struct span at)
{
    size_t first = at.first, last = at.last;
    bool cell = false;

    while (first > 0 && !line_before(t, first))
        first--;
    while (last < t->n && !line_before(t, last))
        last++;
    for (size_t i = first + 1; i < last; i++)          /* a tab before the first is an indent */
        cell = cell || t->v[i].gap == CELL;
    return cell;
}

/* "UBND huyện Tam Nông báo cáo kết quả ...": he says who he is as a head would; not who is asked or quoted. */
static void
text_writer(struct gather *g, const struct gist *gist, int attachment)
{
    static const char *const reports[] = { "bao cao", "kinh bao cao", "xin bao cao", "tong hop bao cao" },
                             *const others[] = { "nghi", "cau", "do", "theo", "cua", "dao", "nghe", "ma" };
    const struct tokens *t = &gist->words;

    for (size_t i = 0; i < gist->nunits; i++) {
        const struct gist_unit *u = &gist->units[i];

        if (u->strong && u->at.last < t->n && token_gap(&t->v[u->at.last], " ") &&
            tokens_any(t, u->at.last, reports, ARRAY_LEN(reports)) &&
            !(u->at.first > 0 && token_among(&t->v[u->at.first - 1], others, ARRAY_LEN(others))))
            gather_quoted(g, SOURCE_HEAD, STRENGTH_STRONG, gist, u->at, attachment)->unit =
                xstrdup(u->unit->code);
    }
}

/* Who writes names himself first; a district tells of its communes later. */
static void
text_local(struct gather *g, enum source source, struct gist *gist, int attachment)
{
    size_t named = gist->nunits > 0 ? gist->units[0].at.first : WRITER_FIRST;
    bool local = gist->local.first != gist->local.last && !in_row(&gist->words, gist->local);

    gist->local_writes = local && gist->local.first < named && gist->local.first < WRITER_FIRST;
    if (gist->local_writes)
        gather_commune_rows(g, source, gist, attachment);
    if (local && attachment >= 0)
        gather_quoted(g, source, STRENGTH_WEAK, gist, gist->local, attachment)->matter =
            gist->local_writes ? MATTER_LOCAL_WRITES : MATTER_LOCAL;
}

/* Below a title its text begins: a row of a table, a label with its value, a
 * numbered heading, a sentence, a gap. */
static bool
ends_title(const char *line, const struct tokens *t)
{
    return t->n == 0 || strchr(line, '\t') != NULL || strchr(line, ':') != NULL ||
           t->v[0].number >= 0 || line[strlen(line) - 1] == '.';
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

/* A tab parts cells as a mark does. */
static void
mark_cells(struct tokens *t)
{
    for (size_t i = 1; i < t->n; i++) {
        const char *between = t->v[i - 1].raw + t->v[i - 1].raw_len;

        between += strspn(between, " ._\n");
        if (between < t->v[i].raw && *between == '\t' && t->v[i].gap != '*')
            t->v[i].gap = CELL;
    }
}

/* Lines that do not count are taken out of the text and of its words, up to the end. */
static void
keep_lines(const struct match_index *index, char *text, struct tokens *t, size_t most)
{
    size_t nwords = 0, kept = 0, first = 0, last = 0;
    bool end = false;

    for (char *line = text, *stop; *line != '\0' && !end; line = stop, first = last) {
        size_t len = strcspn(line, "\n");

        stop = line + len + (line[len] == '\n' ? 2 : 0);
        while (last < t->n && t->v[last].raw < stop)
            last++;
        if (!line_counts(index, &(struct tokens){ .v = t->v + first, .n = last - first }, &end))
            continue;
        for (size_t i = first; i < last; i++) {
            struct token word = t->v[i];
            size_t at = kept + (size_t)(word.raw - line);

            word.raw = text + at;
            t->v[nwords] = word;
            nwords += at + word.raw_len <= most;
        }
        memmove(text + kept, line, (size_t)(stop - line));
        kept += (size_t)(stop - line);
    }
    t->n = nwords;
    t->index = NULL;
    text[kept] = '\0';
    for (char *p = text; (p = strpbrk(p, "\n\t")) != NULL;)
        *p = *p == '\n' ? LINE : CELL;
}

/* Of a body the place may stand in the signature, which is no part of it. The words are those of
 * the first `read` bytes. */
static void
text_place(struct gather *g, enum source source, const char *text, size_t read,
           const struct tokens *words, size_t most, int attachment)
{
    const char *whole = attachment < 0 && g->m->text_full != NULL ? g->m->text_full : text;
    size_t seen = strncmp(whole, text, read) == 0 && (whole[read] == '\0' || whole[read] == '\n')
                      ? read
                      : 0;

    if (whole == text)
        most = TITLE_READ;
    if (index_names_province(g->index, words) ||        /* as good as never */
        (seen < most && provinces_within(index_provinces(g->index), whole + seen, most - seen)))
        gather_text_place(g, source, whole, most, attachment);
}

/* What the letter asks for, and what it says of the file. */
static void
letter_words(struct gather *g, const struct tokens *words)
{
    struct wanted *w = &g->out->beside;
    const struct phrase *owner;
    struct named named = {0};
    struct letter_says says;
    const bool doubt = w->answer;       /* of a word that stands in it (identify_marks.c) */

    *w = want_beside(words);
    w->answer = w->answer || doubt;
    w->adds = want_adds(words);
    beside_read(words, &says);
    owner = says.owner < words->n ? index_phrase(g->index, words, says.owner) : NULL;
    if (owner != NULL)
        phrase_named(owner, words, says.owner, g->day, &named);
    w->paper = says.paper;
    w->later = says.later;
    w->later_part = says.later_part;
    w->part = says.part;
    w->year = says.year;
    w->others = says.meant ||
                (owner != NULL && (named.sense == SENSE_LOCAL || named.sense == SENSE_COMMUNE));
}

void
gather_text(struct gather *g, enum source source, const char *text, size_t most, int attachment)
{
    size_t read = strnlen(text, most) + strcspn(text + strnlen(text, most), "\n");       /* whole lines */
    struct passage p;
    struct gist gist;

    if (attachment < 0 && g->known->letter != NULL)
        passage_lend(g->known->letter, &p);
    else
        passage_read(text, most, &p);
    if (attachment < 0)
        letter_words(g, &p.words);
    if (strchr(p.text, '\t') != NULL)
        mark_cells(&p.words);
    text_place(g, source, text, read, &p.words, most, attachment);
    keep_lines(g->index, p.text, &p.words, most);
    gist_of_words(g->index, &p.words, g->day, &gist);
    gather_unit_rows(g, source, STRENGTH_STRONG, &gist, attachment);
    gather_report_rows(g, source, STRENGTH_WEAK, &gist, attachment);
    text_local(g, source, &gist, attachment);
    if (attachment < 0)
        gather_matter_rows(g, source, &gist, attachment);
    if (attachment >= 0) {
        text_title(g, source, text, attachment);
        text_writer(g, &gist, attachment);
    }
    gist_free(&gist);
    p.words = (struct tokens){0};       /* they went into the gist */
    passage_free(&p);
}
