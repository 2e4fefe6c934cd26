/* Parts of a file that are no result of the period: what is planned, last year's
 * figures. Their titles say so: of a sheet, above a table, over a chapter. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

#define TABLES_MISSED 4         /* that may stand otherwise in the lines */
#define TITLE_MOST 160          /* bytes: a longer line is a sentence */
#define YEARS_AHEAD 20
#define QUARTER 3               /* months */

/* An inner title ends no outer part. */
enum level { LEVEL_NONE, LEVEL_CHAPTER, LEVEL_TABLE, LEVEL_NUMBER, LEVEL_LINE, LEVEL_HEAD };

static const char *const tables[] = { "bang", "bieu" }, *const annexes[] = { "phu luc", "phan thu" };
static const char *const outlooks[] = { "phuong huong", "nhiem vu", "ke hoach", "chi tieu ke hoach", "du kien", "muc tieu", "giai phap" };
static const char *const ahead[] = { "cuoi nam", "thoi gian toi", "thoi gian den", "nam toi", "nam sau", "tiep theo",
                                     "ke tiep", "sap toi", "thang toi", "quy toi", "ky toi", "ky sau" };
static const char *const before[] = { "cung ky", "nam truoc", "ky truoc", "nam ngoai" };
static const char *const matters[] = { "so lieu", "ket qua", "tong hop", "thuc hien", "nam", "6 thang", "cung ky" };

static bool
has_one(const char *folded, const char *const *words, size_t n)
{
    bool has = false;

    for (size_t i = 0; i < n && !has; i++)
        has = text_has_tokens(folded, words[i]);
    return has;
}

static bool
capitals(const char *text)
{
    size_t upper = 0;

    for (; *text != '\0'; text++) {
        if (islower((unsigned char)*text))
            return false;
        upper += isupper((unsigned char)*text) != 0;
    }
    return upper > 3;
}

static bool
numbered(const char *text, const char *signs)
{
    size_t n = strspn(text, signs);

    return n > 0 && text[n] != '\0' && strchr(".)/:-", text[n]) != NULL;
}

/* "II", "B" in a cell of its own, before the title. */
static bool
enumerator(const struct spot *spot)
{
    const char *text = spot->value;

    return strlen(text) <= 5 && (text[strspn(text, "IVX. ")] == '\0' || text[strspn(text, "ABCD. ")] == '\0');
}

/* "Phần 2", "Phần II", "Phần A"; not "Phấn đấu", "Phân công". */
static bool
is_part(const char *bare)
{
    size_t n = strncmp(bare, "phan ", 5) == 0 ? strcspn(bare + 5, " ") : 0;

    return n == 1 || (n > 0 && (strspn(bare + 5, "0123456789") >= n || strspn(bare + 5, "ivx") >= n));
}

static enum level
level_of(const struct spot *spot)
{
    const char *text = spot->value + strspn(spot->value, " \t");

    if (grid_begins(spot->bare, annexes, ARRAY_LEN(annexes)) || is_part(spot->bare) || numbered(text, "IVX") ||
        numbered(text, "ABCD") || capitals(text))
        return LEVEL_CHAPTER;
    if (grid_begins(spot->bare, tables, ARRAY_LEN(tables)))
        return LEVEL_TABLE;
    return numbered(text, "0123456789") ? LEVEL_NUMBER : LEVEL_LINE;
}

/* Behind "Bảng số 2", "Phụ lục 02". */
static const char *
past_name(const char *bare)
{
    static const char *const names[] = { "bang", "bieu", "phu luc", "phan" };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        size_t n = strlen(names[i]);
        if (strncmp(bare, names[i], n) != 0 || bare[n] != ' ' || (i == ARRAY_LEN(names) - 1 && !is_part(bare)))
            continue;
        bare += n + 1;
        bare += strncmp(bare, "so ", 3) == 0 && isdigit((unsigned char)bare[3]) ? 3 : 0;
        return bare + strspn(bare, "0123456789ivx ");
    }
    return bare;
}

/* Behind "số liệu", "kết quả thực hiện". */
static const char *
past_figures(const char *said)
{
    while (grid_begins(said, matters, 4))
        for (int words = 0; words < 2; words++)
            said += strcspn(said, " ") + (said[strcspn(said, " ")] != '\0');
    return said;
}

static bool
says_other(const struct spot *spot, int year, bool strong)
{
    const char *said = past_name(spot->bare);
    int named = grid_year(spot->value);

    if (named != 0 && year != 0 && named != year)
        return strong || grid_begins(said, matters, ARRAY_LEN(matters));
    if (grid_begins(said, outlooks, ARRAY_LEN(outlooks)))
        return strong || has_one(said, ahead, ARRAY_LEN(ahead));
    if (strncmp(said, "chi tieu ", 9) == 0)
        return has_one(said, ahead, ARRAY_LEN(ahead));
    return strong && grid_begins(past_figures(said), before, ARRAY_LEN(before));
}

/* Another year than the report's, and a later one: "năm 2024", "2024 - 2025"; not "2023 - 2025". */
static bool
later_year(const char *text, int year)
{
    bool later = false;

    for (const char *p = text; year != 0 && *p != '\0'; p += strspn(p, "0123456789")) {
        p += strcspn(p, "0123456789");
        if (strspn(p, "0123456789") != 4)
            continue;
        if (atoi(p) == year)
            return false;
        later = later || (atoi(p) > year && atoi(p) < year + YEARS_AHEAD);
    }
    return later;
}

/* A time behind the report's own: in words, or of months; a single month may be that of writing. */
static bool
later_time(const struct search *s, const struct spot *spot, bool outlook)
{
    char *folded = text_fold(spot->value);
    struct months m = heading_months(folded);
    bool later = has_one(folded, ahead, ARRAY_LEN(ahead)) ||
                 (s->own.to > 0 && m.from > s->own.to && (outlook || m.to - m.from >= QUARTER - 1));

    free(folded);
    return later;
}

static const char *
past_opening(const char *said)
{
    static const char *const opens[] = { "cac", "mot so", "nhung", "bao cao", "giao" };

    for (size_t i = 0; i < ARRAY_LEN(opens); i++)
        if (text_begins(said, opens[i]))
            said += strlen(opens[i]) + (said[strlen(opens[i])] == ' ');
    return said;
}

static bool
is_outlook(const char *said)
{
    static const char *const others[] = { "chi tieu", "phan dau", "dinh huong", "trong tam",
                                          "cong tac trong tam", "chuong trinh cong tac" };

    return grid_begins(said, outlooks, ARRAY_LEN(outlooks)) ||
           grid_begins(said, others, ARRAY_LEN(others));
}

/* Of what was done; a report's own title may name what is to be done, too. */
static bool
says_done(const struct search *s, const struct spot *spot, const char *said)
{
    static const char *const words[] = { "ket qua", "da thuc hien", "tinh hinh", "so ket", "tong ket",
                                         "danh gia", "dat duoc", "da dat", "hoan thanh" };
    static const char *const begins[] = { "thuc hien", "viec thuc hien", "so lieu", "tong hop" };
    static const char *const early[] = { "dau nam" };

    if (has_one(said, words, ARRAY_LEN(words)) || grid_begins(said, begins, ARRAY_LEN(begins)) ||
        (has_one(said, early, 1) && !later_year(spot->value, s->year)))
        return true;
    return text_begins(said, "bao cao") && !is_outlook(past_opening(said));
}

/* Targets of a time to come: they are nobody's results, though nothing else stands in the file. */
static bool
says_ahead(const struct search *s, const struct spot *spot, enum level level)
{
    static const char *const always[] = { "phuong huong", "muc tieu", "dinh huong", "phan dau" };
    static const char *const times[] = { "thang cuoi nam", "sau thang cuoi nam", "t cuoi nam",
                                         "th cuoi nam", "quy", "thoi gian toi", "thoi gian den" };
    const char *said = past_opening(past_name(spot->bare));
    bool outlook, time;

    if (says_done(s, spot, past_name(spot->bare)))
        return false;
    outlook = is_outlook(said) && !text_begins(said, "ke hoach so") &&
              strstr(spot->value, "/KH") == NULL;       /* a paper that is named */
    time = later_time(s, spot, outlook);
    if (outlook && (time || later_year(spot->value, s->year)))
        return true;
    return level < LEVEL_NUMBER &&
           ((time && grid_begins(said, times, ARRAY_LEN(times))) || (s->done && outlook) ||
            grid_begins(said, always, ARRAY_LEN(always)));
}

/* Over a list: those under it are not, or no longer, what the report lists. */
static bool
says_against(const struct spot *spot, int year)
{
    static const char *const lists[] = { "danh sach", "don vi", "cac don vi", "nhung don vi", "cac truong hop", "truong hop", "mau",
                                         "cac xa", "cac phuong", "cac truong", "cac co quan", "cac doanh nghiep" };
    static const char *const words[] = { "ra khoi", "khong dat", "chua dat", "khong du", "chua du", "xin rut", "rut khoi", "rut ten", "du phong",
                                         "thoi xay dung", "thoi tham gia", "khong cong nhan", "khong duoc cong nhan", "bi loai",
                                         "loai khoi", "khong duoc chon", "khong de nghi", "mau vi du" };
    static const char *const examples[] = { "vi du", "huong dan ghi" };     /* not within "đơn vị dự kiến" */
    static const char *const both[] = { "va khong", "hoac khong", "dang ky", "y te du phong", "khong co" };
    const char *said = past_name(spot->bare);
    int named = grid_year(spot->value);
    bool list = grid_begins(said, lists, ARRAY_LEN(lists));

    if (grid_begins(said, examples, ARRAY_LEN(examples)))
        return true;
    if (!list && !grid_begins(said, words, ARRAY_LEN(words)) && strncmp(said, "dua ra", 6) != 0)
        return false;
    return (has_one(said, words, ARRAY_LEN(words)) && !has_one(said, both, ARRAY_LEN(both))) ||
           (list && named != 0 && year != 0 && named < year);
}

static bool
is_title(const struct grid *g, size_t from, size_t to, bool *apart)
{
    const struct spot *spot;

    *apart = to - from == 2 && enumerator(&g->v[from]);
    spot = &g->v[from + *apart];
    return to - from == 1u + *apart && spot->type == CELL_TEXT && spot->bare != NULL &&
           strlen(spot->value) <= TITLE_MOST;
}

void
chapter_list(struct search *s, const struct grid *g, size_t from, size_t to)
{
    bool apart, title = is_title(g, from, to, &apart);
    const struct spot *spot = &g->v[from + apart];

    if (title && strchr(".;", spot->value[strlen(spot->value) - 1]) == NULL)
        s->against = says_against(spot, s->year) ? arena_text(s->texts, spot->value) : NULL;
}

/* It goes on at this level; kind: of what is written so. */
static void
begin_aside(struct search *s, const struct spot *spot, enum level level, enum level kind)
{
    const char *ahead_of = says_ahead(s, spot, kind) ? arena_text(s->texts, spot->value) : NULL;

    s->chapter = (struct chapter){ .level = level, .aside = true, .ahead = ahead_of };
}

static void
take_measure(struct search *s, const struct grid *g, size_t from, size_t to)
{
    static const char *const heads[] = { "dvt", "don vi tinh", "don vi" };

    for (size_t i = from; i < to && to - from <= 2; i++)
        if (g->v[i].type == CELL_TEXT && grid_begins(g->v[i].folded, heads, ARRAY_LEN(heads)) &&
            strpbrk(g->v[i].value, ":(") != NULL)
            s->chapter.measure = &g->v[i];
}

/* The head over the labels or over all figures of a table says it: "Nhiệm vụ 6 tháng cuối năm | Số lượng". */
static bool
head_later(const struct search *s, const struct spot *spot)
{
    struct months m;
    int named = grid_year(spot->value);

    return spot->bare != NULL &&
           (says_other(spot, s->year, named > s->year && s->year != 0) ||
            (has_one(spot->bare, ahead, ARRAY_LEN(ahead)) &&
             heading_says(spot, s->year, &s->own, &m) == SAYS_ASIDE));
}

/* "STT | Nội dung | Số lượng": words alone, and a usual one among them. */
static bool
is_head(const struct grid *g, size_t from, size_t to)
{
    static const char *const usual[] = { "stt", "tt", "noi dung", "so luong", "so lieu", "ket qua",
                                         "dvt", "don vi tinh", "chi tieu", "ke hoach", "ghi chu" };
    bool usually = from == 0, words = true;

    for (size_t i = from; i < to && words; i++) {
        words = g->v[i].type == CELL_TEXT && strlen(g->v[i].value) <= LABEL_MOST &&
                (!isdigit((unsigned char)*g->v[i].value) || text_has_tokens(g->v[i].folded, "thang"));
        usually = usually || (words && grid_begins(g->v[i].folded, usual, ARRAY_LEN(usual)));
    }
    return words && usually;
}

static void
head_row(struct search *s, const struct grid *g, size_t from, size_t to)
{
    static const char *const done[] = { "ket qua", "thuc hien", "da " };
    static const char *const beside[] = { "ghi chu", "dvt", "don vi" };
    size_t label = from + grid_numbers(&g->v[from]);
    size_t later = 0, results = 0, figures = 0, last = label;

    if (label + 1 >= to || !is_head(g, from, to))
        return;
    for (size_t i = label + 1; i < to; i++) {
        struct months m;

        if (grid_begins(g->v[i].folded, beside, ARRAY_LEN(beside)))
            continue;
        figures++;
        last = head_later(s, &g->v[i]) ? i : last;
        later += last == i;
        results += grid_begins(g->v[i].folded, done, ARRAY_LEN(done)) ||
                   heading_says(&g->v[i], s->year, &s->own, &m) == SAYS_OWN;
    }
    if ((later > 0 && later == figures) || (results == 0 && head_later(s, &g->v[label])))
        begin_aside(s, &g->v[later > 0 ? last : label], LEVEL_HEAD, LEVEL_TABLE);
    else if (s->chapter.level == LEVEL_HEAD)
        s->chapter = (struct chapter){0};
}

/* What follows is of this part of the unit, or of the whole. */
static void
take_part(struct search *s, const struct spot *title)
{
    size_t n = strlen(title->value);

    if (label_whole(title))
        s->below = NULL;
    else if (n > 0 && strchr(".;", title->value[n - 1]) == NULL && part_named(title))
        s->below = arena_text(s->texts, title->value);
}

/* A title of its rank, or one that says of a table below that it tells what was done. */
static bool
ends_aside(const struct search *s, const struct spot *spot, enum level level)
{
    return ((int)level <= s->chapter.level &&
            (level < LEVEL_LINE || grid_begins(spot->bare, matters, ARRAY_LEN(matters)))) ||
           (level == LEVEL_TABLE && says_done(s, spot, past_name(spot->bare)));
}

void
chapter_row(struct search *s, const struct grid *g, size_t from, size_t to)
{
    bool apart, title = is_title(g, from, to, &apart);
    const struct spot *spot = &g->v[from + apart];
    enum level level;

    take_measure(s, g, from, to);
    if (text_begins(g->v[from].folded, "noi nhan")) {   /* the paper is signed: what follows is its annexes */
        s->chapter = (struct chapter){0};
        s->below = NULL;
    }
    if (to - from > 1u + apart && !(s->chapter.aside && s->chapter.level < LEVEL_HEAD))
        head_row(s, g, from, to);
    chapter_list(s, g, from, to);
    if (!title)
        return;
    take_part(s, spot);
    level = apart ? LEVEL_CHAPTER : level_of(spot);
    if (strchr(level < LEVEL_NUMBER ? ";" : ".;", spot->value[strlen(spot->value) - 1]) == NULL &&
        (says_other(spot, s->year, level < LEVEL_NUMBER) || says_ahead(s, spot, level)))
        begin_aside(s, spot, level, level);
    else if (s->chapter.aside && ends_aside(s, spot, level))
        s->chapter = (struct chapter){0};
    s->done = s->done || (level < LEVEL_NUMBER && says_done(s, spot, past_name(spot->bare)));
}

/* "Biểu 1 (2)" by Excel, "Biểu 1_2" by LibreOffice. */
static bool
is_copy(const char *name)
{
    const char *mark = strrchr(name, '(') != NULL ? strrchr(name, '(') : strrchr(name, '_');
    size_t digits = mark != NULL && mark != name ? strspn(mark + 1, "0123456789") : 0;

    return digits > 0 && strcmp(mark + 1 + digits, *mark == '(' ? ")" : "") == 0;
}

void
chapter_sheet(struct search *s, const char *name)
{
    char *folded = text_fold(name != NULL ? name : "");
    struct spot spot = { .value = name != NULL ? name : "",
                         .folded = folded,
                         .bare = label_bare(name != NULL ? name : "") };
    int named = grid_year(folded);
    bool aside = (named != 0 && s->year != 0 && named != s->year) ||
                 has_one(folded, before, ARRAY_LEN(before)) ||
                 (!text_has_tokens(folded, "ket qua") &&
                  has_one(folded, outlooks, ARRAY_LEN(outlooks)));

    if (aside || says_ahead(s, &spot, LEVEL_TABLE))
        begin_aside(s, &spot, LEVEL_NONE, LEVEL_TABLE);
    take_part(s, &spot);
    s->copied = is_copy(spot.value);
    free(spot.bare);
    free(folded);
}

/* The rows of a table stand in the lines as well: its title is above them there. */
static bool
begins_table(const struct grid *lines, size_t from, size_t to, const struct document_table *t)
{
    const struct strings *cells = &t->rows[0].cells;
    size_t at = from;

    for (size_t c = 0; c < cells->n; c++) {
        if (cells->v[c] == NULL || cells->v[c][strspn(cells->v[c], " \t\n")] == '\0')
            continue;
        if (at == to || strncmp(cells->v[c], lines->v[at].value, strcspn(cells->v[c], "\n")) != 0)
            return false;
        at++;
    }
    return at > from && at == to;
}

struct chapter *
chapters_of_tables(struct search *s, const struct grid *lines)
{
    struct chapter *chapters = xcalloc(s->file->ntables + 1, sizeof *chapters);
    size_t table = 0;

    s->chapter = (struct chapter){0};
    s->against = s->below = NULL;
    for (size_t i = 0, end; i < lines->n && table < s->file->ntables; i = end) {
        end = grid_row_end(lines, i);
        if (s->chapter.level == LEVEL_HEAD && begins_table(lines, i, end, &s->file->tables[table]))
            s->chapter = (struct chapter){0};
        chapter_row(s, lines, i, end);
        for (size_t k = table; k < s->file->ntables && k < table + TABLES_MISSED; k++)
            if (s->file->tables[k].nrows > 0 && begins_table(lines, i, end, &s->file->tables[k])) {
                chapters[k] = s->chapter;
                chapters[k].against = s->against;
                chapters[k].below = s->below;
                table = k + 1;
                break;
            }
    }
    s->chapter = (struct chapter){0};
    return chapters;
}
