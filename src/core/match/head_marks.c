/* Where the marks of a paper stand: at the head of its first page on a line of
 * their own or beside the letterhead, in the first cells of a sheet, in the
 * margins of its pages. A table may be about secrets: its headings are no marks. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "core/language/secret.h"
#include "gather.h"

#define HEAD_READ 1500          /* bytes of a first page in which its marks stand */
#define HEAD_ROWS 15            /* of a sheet or a table */
#define MARK_MOST 24            /* letters of such a line: "Độ mật: Tuyệt mật" */
#define MARGIN_MOST 120
#define COLUMNS_MOST 64
#define NUMBER_HEAD 8           /* bytes of "STT", with what stands around it */
#define BESIDE_MOST 3           /* a mark and what stands beside it: the issuer, the motto */

struct rows { struct strings *v; size_t n; };

struct head {
    struct marks found;
    unsigned grades;            /* those that stand in a row alone or among others, one bit each */
    bool marked;                /* one of them may be a mark */
};

static bool
short_line(const char *text, size_t most)
{
    size_t n = strlen(text);

    return n <= most || (n <= 4 * most && text_length(text) <= most);
}

/* With some capital letter and no small one. */
static bool
capitals(const char *text)
{
    char *lower = text_lower(text);
    bool all = strcmp(lower, text) != 0;

    for (const char *p = text; *p != '\0' && all; p++)
        all = !islower((unsigned char)*p);
    free(lower);
    return all;
}

static bool
is_number(const char *text)
{
    return *text != '\0' && text[strspn(text, "0123456789., ")] == '\0';
}

static bool
is_number_head(const char *text)
{
    char *folded = strlen(text) <= NUMBER_HEAD ? text_fold(text) : NULL;
    bool is = folded != NULL && (strcmp(folded, "stt") == 0 || strcmp(folded, "tt") == 0);

    free(folded);
    return is;
}

/* "NỘI DUNG | MẬT | GHI CHÚ": a name beside one of these is a heading, too. */
static bool
is_column_head(const char *text)
{
    static const char *const heads[] = { "noi dung", "chi tieu", "tieu chi", "ghi chu",
                                         "don vi tinh", "dvt", "danh muc", "hang muc", "so luong",
                                         "so lieu", "tong so", "tong cong", "tong", "cong", "loai",
                                         "phan loai", "loai tai lieu" };
    char *folded = text_fold(text);
    bool is = false;

    for (size_t i = 0; i < ARRAY_LEN(heads) && !is; i++)
        is = strcmp(folded, heads[i]) == 0;
    free(folded);
    return is;
}

/* Asked only where a name stands in the row. */
static bool
heads_columns(const struct strings *cells)
{
    bool heads = false;

    for (size_t i = 0; i < cells->n && !heads; i++)
        heads = is_column_head(cells->v[i]);
    return heads;
}

/* A row of a table, by its number of cells, its figures or its "STT". */
static bool
is_tabular(const struct strings *cells)
{
    size_t filled = 0;
    bool figures = false;

    for (size_t i = 0; i < cells->n; i++) {
        filled += text_has_words(cells->v[i]);
        figures = figures || is_number(cells->v[i]) || is_number_head(cells->v[i]);
    }
    return filled > BESIDE_MOST || figures;
}

/* A cell's or a paragraph's words: whether they call the page a draft. */
static void
read_draft(struct head *h, const char *text)
{
    h->found.draft = h->found.draft || (short_line(text, MARGIN_MOST) && marks_draft_line(text));
}

/* The only filled cell of its row. A list of the grades is about them, unless it
 * shouts. */
static void
alone(struct head *h, const char *text)
{
    enum grade grade;

    read_draft(h, text);
    if (!short_line(text, MARK_MOST))
        return;
    grade = secret_grade(text);
    if (grade == GRADE_NONE || capitals(text)) {
        marks_find(text, &h->found);
    } else {
        h->grades |= 1u << grade;
        h->marked = true;
    }
}

/* In one cell or in two. */
static bool
labelled(const char *text, const char *next)
{
    char *both;
    bool is = short_line(text, MARK_MOST) && secret_labelled(text);

    if (is || (!secret_may_be(text) && !secret_may_be(next)))
        return is;
    both = xasprintf("%s %s", text, next);
    is = short_line(both, MARK_MOST) && secret_labelled(both);
    free(both);
    return is;
}

/* Beside other words only a name itself in capitals is a mark, or one with its label. */
static void
beside(struct head *h, const struct strings *cells, size_t i, bool tabular)
{
    const char *text = cells->v[i];
    enum grade grade = secret_grade(text);
    struct marks marks = {0};

    if (!tabular)
        read_draft(h, text);
    h->found.secret = h->found.secret || labelled(text, i + 1 < cells->n ? cells->v[i + 1] : "");
    if (grade != GRADE_NONE) {
        h->grades |= 1u << grade;
        h->marked = h->marked || (!tabular && capitals(text) && !heads_columns(cells));
    } else if (!tabular && short_line(text, MARK_MOST) && capitals(text)) {
        marks_find(text, &marks);
        h->found.urgent = h->found.urgent || marks.urgent;
    }
}

static bool
blank(const char *text)
{
    return text[strspn(text, " \n\t")] == '\0';
}

static void
row_read(struct head *h, const struct strings *cells, const struct strings *below)
{
    bool tabular = is_tabular(cells);
    size_t filled = 0, last = 0;

    for (size_t i = 0; i < cells->n; i++) {
        if (blank(cells->v[i]))
            continue;
        filled++;
        last = i;
    }
    if (filled == 1 && !(last > 0 && below != NULL && last < below->n && is_number(below->v[last])))     /* else it heads figures */
        alone(h, cells->v[last]);
    for (size_t i = 0; i < cells->n && filled > 1; i++)
        beside(h, cells, i, tabular || (below != NULL && i < below->n && is_number(below->v[i])));
}

/* Empties the rows. */
static struct marks
rows_marks(struct rows *rows)
{
    struct head h = {0};

    for (size_t i = 0; i < rows->n; i++)
        row_read(&h, &rows->v[i], i + 1 < rows->n ? &rows->v[i + 1] : NULL);
    for (size_t i = 0; i < rows->n; i++)
        strings_free(&rows->v[i]);
    free(rows->v);
    *rows = (struct rows){0};
    h.found.secret = h.found.secret || (h.marked && (h.grades & (h.grades - 1)) == 0);
    return h.found;
}

/* ---- what has a head ----------------------------------------------------------------- */

/* Parted by TAB or three blanks. */
static void
segments(struct strings *row, const char *line, size_t n)
{
    for (size_t from = 0, i = 0; i <= n; i++) {
        bool gap = i == n || line[i] == '\t' || (i + 2 < n && strncmp(line + i, "   ", 3) == 0);

        if (!gap)
            continue;
        if (i > from || line[i] == '\t')
            strings_take(row, text_clean_line(line + from, i - from));
        while (i + 1 < n && line[i] == ' ' && line[i + 1] == ' ')
            i++;
        from = i + 1;
    }
}

struct marks
head_marks_of_text(const char *text)
{
    struct rows rows = {0};
    const char *line = text != NULL ? text : "", *stop = line + strcspn(line, "\f");

    while (line < stop && (size_t)(line - text) < HEAD_READ) {
        size_t len = strcspn(line, "\n\f");
        struct strings *row = ARRAY_MORE(rows.v, rows.n);

        *row = (struct strings){0};
        segments(row, line, len);
        line += len + (line[len] == '\n');
    }
    return rows_marks(&rows);
}

static void
add(struct marks *to, struct marks from)
{
    to->secret = to->secret || from.secret;
    to->perhaps = to->perhaps || from.perhaps;
    to->urgent = to->urgent || from.urgent;
    to->draft = to->draft || from.draft;
}

static struct marks
sheet_marks(const struct sheet *s)
{
    struct rows rows = {0};
    int first = s->ncells > 0 ? s->cells[0].row : 0, row = 0;

    for (size_t i = 0; i < s->ncells && s->cells[i].row < first + HEAD_ROWS; i++) {
        const struct cell *c = &s->cells[i];

        if (rows.n == 0 || c->row != row)
            *ARRAY_MORE(rows.v, rows.n) = (struct strings){0};
        row = c->row;
        while (rows.v[rows.n - 1].n + 1 < (size_t)c->column && rows.v[rows.n - 1].n < COLUMNS_MOST)
            strings_add(&rows.v[rows.n - 1], "");
        strings_add(&rows.v[rows.n - 1], c->text != NULL ? c->text : c->value);
    }
    return rows_marks(&rows);
}

/* A cell of several lines, one of which is a mark. */
static void
cell_marks(const char *cell, struct marks *found)
{
    bool lines = strchr(cell, '\n') != NULL;

    for (size_t n; lines; cell += n + 1) {
        char *line;

        n = strcspn(cell, "\n");
        line = xstrndup(cell, n);
        found->secret = found->secret || secret_labelled(line) ||
                        (secret_grade(line) != GRADE_NONE && capitals(line));
        found->draft = found->draft || marks_draft_line(line);
        free(line);
        if (cell[n] == '\0')
            break;
    }
}

/* A letterhead set as a table: its text joins the lines of a cell. */
static void
table_marks(const struct document_table *t, struct marks *found)
{
    for (size_t r = 0; r < t->nrows && r < HEAD_ROWS; r++) {
        const struct strings *cells = &t->rows[r].cells;

        for (size_t c = 0; c < cells->n && cells->n <= BESIDE_MOST; c++)
            cell_marks(cells->v[c], found);
    }
}

struct marks
head_marks(const struct attachment *a)
{
    struct marks all = head_marks_of_text(a->text);

    for (size_t i = 0; i < a->nsheets; i++)
        add(&all, sheet_marks(&a->sheets[i]));
    if (a->ntables > 0)
        table_marks(&a->tables[0], &all);
    for (size_t i = 0; i < a->margins.n; i++)
        if (short_line(a->margins.v[i], MARGIN_MOST))
            marks_find(a->margins.v[i], &all);
    return all;
}
