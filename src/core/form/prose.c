/* A report that is told in sentences: "Số cuộc tuyên truyền là 12 cuộc". Only a clause that begins with
 * a field's label and holds nothing but its figure is read, and no sentence that tells of more than the
 * report's own period and unit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/tokens.h"
#include "labels_private.h"
#include "number.h"

#define LINE_READ   4000        /* bytes of a paragraph */
#define LABEL_LEAST 2           /* words */
#define LABEL_SHORT 3           /* of fewer another thing may be said, unless a mark or word tells its figure */
#define LABEL_WORDS 16
#define WRAP_LEAST  50          /* bytes of a line that a program broke */

struct sentence {
    const struct tokens *t;
    size_t end;
    bool own;                   /* so far it tells of nothing but this report */
};

/* One of these marks stands between the word and the one before; "1.450" is one number. */
static bool
parted(const struct tokens *t, size_t at, const char *marks)
{
    const struct token *a = &t->v[at - 1], *b = &t->v[at];
    const char *from = a->raw + a->raw_len;

    if (a->raw == b->raw || (a->number >= 0 && b->number >= 0 && b->raw == from + 1))
        return false;
    return from < b->raw && strcspn(from, marks) < (size_t)(b->raw - from);
}

static size_t
part_end(const struct tokens *t, size_t at, const char *marks)
{
    size_t end = at + 1;

    while (end < t->n && !parted(t, end, marks))
        end++;
    return end;
}

/* Of another time, a plan, a comparison: which figure is whose nothing tells. */
static bool
tells_more(const struct search *s, const struct tokens *t, size_t from, size_t to)
{
    static const char *const other[] = { "cung ky", "nam truoc", "ky truoc", "nam ngoai", "so voi",
                                         "ke hoach", "chi tieu", "du kien", "phan dau", "muc tieu",
                                         "thoi gian toi", "cuoi nam", "quy" };
    bool more = tokens_within(t, from, to, other, ARRAY_LEN(other));

    for (size_t i = from; i < to && !more; i++)
        more = t->v[i].number > 1990 && t->v[i].number < 2100 && t->v[i].number != s->year;
    return more;
}

/* "Trong 6 tháng đầu năm 2023, đơn vị đã tổ chức": it says no more than the report's title, whose
 * words it may have; nor does "Kính gửi Phòng", "UBND huyện báo cáo như sau". */
static bool
says_nothing(const struct search *s, const struct tokens *t, size_t from, size_t to)
{
    static const char *const plain[] = { "trong", "ky", "dau", "nam", "qua", "ket", "cu", "the",
                                         "nhu", "sau", "don", "vi", "da", "ve", "cong", "tac", "tuyen",
                                         "truyen", "noi", "dung", "to", "chuc", "duoc", "thuc", "hien",
                                         "so", "lieu", "tinh", "den", "nay", "bao", "cao", "va", "tot",
                                         "lam", "day", "manh", "tang", "cuong" };
    static const char *const opens[] = { "kinh gui", "xin gui" },
                             *const closes[] = { "bao cao", "nhu sau" };
    bool half = s->own.any || s->own.to - s->own.from == 5, nothing = true;
    char *title;

    if (t->v[from].number >= 0 && to - from > 1 && !token_is(&t->v[from + 1], "thang"))
        from++;                         /* "1. Kết quả" */
    if (tokens_any(t, from, opens, ARRAY_LEN(opens)) ||
        (to - from >= 2 && tokens_any(t, to - 2, closes, ARRAY_LEN(closes))))
        return true;
    title = text_fold(s->form->title != NULL ? s->form->title : "");
    for (size_t i = from; i < to && nothing; i++) {
        const struct token *w = &t->v[i];
        bool thang = token_is(w, "thang"), month = i + 1 < to && token_is(&t->v[i + 1], "thang");

        if (thang || w->number >= 0)
            nothing = thang ? half && i > from && t->v[i - 1].number == 6
                            : (month && w->number == 6) || w->number == s->year;
        else
            nothing = strlen(w->text) == 1 || token_among(w, plain, ARRAY_LEN(plain)) ||
                      text_has_tokens(title, w->text);
    }
    free(title);
    return nothing;
}

/* The longest label that begins here; *behind: the word after it. */
static const struct label *
label_of(const struct search *s, const struct tokens *t, size_t at, size_t *behind)
{
    const struct label *found = NULL;
    char text[LABEL_MOST + 64] = "";

    for (size_t n = 0; n < LABEL_WORDS && at + n < t->n; n++) {
        const char *word = t->v[at + n].text;
        struct spot spot = { .type = CELL_TEXT, .folded = text };
        const struct label *label;

        if (strlen(text) + strlen(word) + 2 > sizeof text)
            break;
        stpcpy(stpcpy(text + strlen(text), n > 0 ? " " : ""), word);
        label = n + 1 >= LABEL_LEAST ? label_at(s, &spot, NULL) : NULL;
        if (label != NULL) {
            found = label;
            *behind = at + n + 1;
        }
    }
    return found;
}

/* The words [from, to) as they are written, with the bracket that closes behind them. */
static char *
written(const struct tokens *t, size_t from, size_t to)
{
    const char *start = t->v[from].raw, *end = t->v[to - 1].raw + t->v[to - 1].raw_len;

    return xstrndup(start, (size_t)(end - start) + (*end == ')'));
}

/* Twice, and not the same: neither is taken. */
static void
take(struct search *s, const struct grid *g, const struct spot *line, const struct field *field,
     char *value)
{
    struct hit *h = s->chapter.aside || named_here(s, 'd', field->name) ? NULL : hit_of(s, field);
    char place[PLACE_MOST];

    grid_place(s, g, line->row, line->column, place);
    if (h == NULL)
        found_ahead(s, field, place);
    if (h == NULL || h->bad)
        return;
    s->told = s->told || h->value == NULL || strcmp(h->value, value) == 0;
    if (h->value != NULL && !h->told)
        return;                         /* behind its label, as in a form */
    if (h->value != NULL && strcmp(h->value, value) != 0) {
        finding_say(s->findings, FINDING_TWO_READINGS, SEVERITY_WARNING, place,
                    &(struct finding_words){ .label = field->label,
                                             .label_en = field->label_en,
                                             .value = h->value,
                                             .limit = value });
        h->bad = true;
    }
    h->value = value;
    h->place = arena_text(s->texts, place);
    h->told = true;
    h->alone = false;
}

/* "12 cuộc", "12 (mười hai) cuộc"; "mười hai" only behind a mark or word that says it is the figure. */
static bool
figure(struct search *s, const struct grid *g, const struct spot *line, const struct field *field,
       const char *text, bool announced)
{
    struct spot value = { .type = CELL_TEXT, .value = text };
    double number;
    char *got = NULL;
    char plain[24];

    if (strpbrk(text, "0123456789") != NULL) {
        if (spot_read(s, field, &value, s->texts, &got) != READING_VALUE)
            return false;
    } else if (announced && number_words(text, field->label, &number)) {
        snprintf(plain, sizeof plain, "%.0f", number);
        got = arena_text(s->texts, plain);
    }
    if (got != NULL)
        take(s, g, line, field, got);
    return got != NULL;
}

/* *at: the clause; behind it, where it was read. */
static bool
read_clause(struct search *s, const struct grid *g, const struct spot *line,
            const struct sentence *in, size_t *at)
{
    static const char *const leads[] = { "va", "voi", "tong", "trong do", "cu the" },
                             *const joins[] = { "la", "dat", "duoc", "co", "gom" };
    const struct tokens *t = in->t;
    size_t i = *at, behind = i, words, end;
    const struct label *label;
    bool announced, read;
    char *text;

    while (i + 1 < in->end && (strlen(t->v[i].text) == 1 || t->v[i].number >= 0) && t->v[i + 1].gap != ' ')
        i++;                            /* "a)", "1." */
    while ((label = label_of(s, t, i, &behind)) == NULL && i < in->end &&
           tokens_any(t, i, leads, ARRAY_LEN(leads)))
        i++;
    if (label == NULL || behind >= in->end ||
        (label->field->type != FIELD_INTEGER && label->field->type != FIELD_DECIMAL))
        return false;
    words = behind - i;
    announced = parted(t, behind, ":=");
    for (; behind + 1 < in->end && token_among(&t->v[behind], joins, ARRAY_LEN(joins)); behind++)
        announced = true;
    if (parted(t, behind, ",;") || (!announced && words < LABEL_SHORT))
        return false;
    end = part_end(t, behind, ",;.");
    text = written(t, behind, end);
    read = figure(s, g, line, label->field, text, announced);
    free(text);
    *at = end;
    return read;
}

static void
read_line(struct search *s, const struct grid *g, const struct spot *line)
{
    struct tokens t;
    struct sentence in = { .t = &t };

    tokens_of(line->value, LINE_READ, &t);
    for (size_t at = 0; at < t.n;) {
        size_t end = part_end(&t, at, ",;.:"), before = at;

        if (at >= in.end) {
            in.end = part_end(&t, at, ".");
            in.own = !tells_more(s, &t, at, in.end);
        }
        if (in.own && read_clause(s, g, line, &in, &at))
            continue;
        in.own = in.own && says_nothing(s, &t, before, end);
        at = end;
    }
    tokens_free(&t);
}

/* ---- lines ------------------------------------------------------------------------- */

/* A program broke the paragraph here. */
static bool
goes_on(const char *line, const char *end)
{
    unsigned char next = (unsigned char)end[1];
    size_t digits = strspn(end + 1, "0123456789");
    bool small = (next >= 'a' && next <= 'z') ||
                 (next >= 0x80 && strncmp(end + 1, "\xc4\x90", 2) != 0) ||
                 (digits > 0 && strchr(".)/", end[1 + digits]) == NULL);

    return end - line >= WRAP_LEAST && strchr(".;:", end[-1]) == NULL && small;
}

static void
paragraphs(struct grid *g, char *text)
{
    char *line = text;

    for (int number = 1; line != NULL && number < LIMIT_ROWS;) {
        char *end = strchr(line, '\n'), *last = line;
        int first = number++;

        for (; end != NULL && goes_on(last, end); number++) {
            *end = ' ';
            last = end + 1;
            end = strchr(last, '\n');
        }
        if (end != NULL)
            *end++ = '\0';
        grid_line(g, line, first);
        line = end;
    }
}

void
prose_read(struct search *s, const struct attachment *file)
{
    char *text = file->nsheets == 0 && file->text != NULL ? xstrdup(file->text) : NULL;
    struct grid g = {0};

    if (text == NULL)
        return;
    s->file = file;
    s->chapter = (struct chapter){0};
    s->grid++;
    paragraphs(&g, text);
    for (size_t i = 0, end; i < g.n; i = end) {
        end = grid_row_end(&g, i);
        chapter_row(s, &g, i, end);
        if (end - i == 1 && g.v[i].type == CELL_TEXT)
            read_line(s, &g, &g.v[i]);
    }
    grid_clear(&g);
    free(text);
}
