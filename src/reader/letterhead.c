/* The head of an official document is set in two columns: on the left the
 * issuing body and the number, on the right the national motto, place and
 * date; at the end the recipients on the left, the signer on the right. Lines
 * come from table cells (DOCX, ODT) or from columns parted by blanks (PDF). */
#include "letterhead.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "model/flag.h"
#include "model/paper.h"

#define HEAD_LINES 60                   /* the head stands among these */
#define LINES_MOST 4000
#define LINE_MOST 600
#define DAY_BELOW 8                     /* lines under the motto, among which the day stands */

struct line {
    char *text, *folded;
    int column;                 /* 0 left, 1 right */
    bool capitals;              /* no small letter */
};

struct lines { struct line *v; size_t n; };

/* ---- lines --------------------------------------------------------------------- */

static void
line_add(struct lines *l, const char *text, size_t n, int column)
{
    struct line *line;
    char *lower, *upper_left;

    if (l->n >= LINES_MOST || n > LINE_MOST)
        return;
    upper_left = text_clean_line(text, n);
    line = ARRAY_MORE(l->v, l->n);
    lower = text_lower(upper_left);
    *line = (struct line){ upper_left, text_fold(upper_left), column, false };
    if (strcmp(lower, upper_left) != 0) {       /* some capital, and no small letter besides marks of rank */
        line->capitals = true;
        for (const char *p = upper_left; *p != '\0' && line->capitals; p++)
            line->capitals = !islower((unsigned char)*p);
    }
    free(lower);
}

static bool
begins(const char *p, const char *with)
{
    return strncmp(p, with, strlen(with)) == 0;
}

/* Room to write a number or a day by hand parts no columns: "Số:      /BC-UBND", "ngày     tháng     năm 2023". */
static bool
room_to_write(const char *left, size_t n, const char *right)
{
    bool number = n <= strlen("Số :") && (begins(left, "Số") || begins(left, "So")),
         day = n >= strlen("ngày") && (begins(left + n - strlen("ngày"), "ngày") ||
                                       begins(left + n - strlen("ngay"), "ngay"));

    return *right == '/' || (number && strchr("-0123456789", *right) != NULL) ||
           (day && isdigit((unsigned char)*right)) || begins(right, "tháng ") || begins(right, "năm ") ||
           begins(right, "thang ") || begins(right, "nam ");
}

/* Columns of one line: parted by TAB or three blanks. */
static void
columns_add(struct lines *l, const char *line, size_t n)
{
    size_t i = 0, from = 0;
    int column = 0;

    while (i < n && line[i] == ' ')
        i++;
    from = i;
    if (i > 30)
        column = 1;
    for (; i < n; i++) {
        bool gap = line[i] == '\t' ||
                   (i + 2 < n && line[i] == ' ' && line[i + 1] == ' ' && line[i + 2] == ' ');

        if (!gap)
            continue;
        if (room_to_write(line + from, i - from, line + i + strspn(line + i, " \t")))
            continue;
        if (i > from)
            line_add(l, line + from, i - from, column);
        while (i < n && (line[i] == ' ' || line[i] == '\t'))
            i++;
        from = i--;
        column = 1;
    }
    line_add(l, line + from, n - from, column);
}

static void
text_lines(struct lines *l, const char *text)
{
    while (text != NULL && *text != '\0') {
        size_t n = strcspn(text, "\n");

        columns_add(l, text, n);
        text += n + (text[n] == '\n');
    }
}

static void
cell_lines(struct lines *l, const struct document_table *t)
{
    for (size_t r = 0; r < t->nrows; r++) {
        const struct strings *row = &t->rows[r].cells;

        for (size_t c = 0; c < row->n; c++) {
            for (const char *p = row->v[c]; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n')
                line_add(l, p, strcspn(p, "\n"), c > 0);
        }
    }
}

static void
lines_free(struct lines *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->v[i].text);
        free(l->v[i].folded);
    }
    free(l->v);
}

/* ---- what a line is ------------------------------------------------------------------ */

static bool
is_motto(const struct line *l)
{
    return strstr(l->folded, "cong hoa xa hoi chu nghia") != NULL ||
           strstr(l->folded, "tu do hanh phuc") != NULL ||
           strstr(l->folded, "dang cong san viet nam") != NULL;
}

/* "Số: 112/BC-CAH", "Số 76/BCĐ138": the part after "Số". */
static char *
number_of(const struct line *l)
{
    const char *p = strpbrk(l->text, ":/0123456789"), *slash = strchr(l->text, '/');

    if (!text_begins(l->folded, "so") || strlen(l->folded) > 40 || p == NULL || slash == NULL)
        return NULL;
    p += strspn(p, ": .");
    return *p != '\0' ? text_clean_line(p, strlen(p)) : NULL;
}

/* "ngày 09 tháng 6 năm 2023", also with blanks to be filled in, or "ngày 09/6/2023". */
static bool
date_of(const char *folded, const char *day, struct date *d)
{
    const char *month = strstr(day, " thang "),
               *year = month != NULL ? strstr(month, " nam ") : NULL;
    int used = 0;

    if (year != NULL) {
        *d = (struct date){ atoi(year + 5), atoi(month + 7), atoi(day + 5) };
        return true;
    }
    return sscanf(day, "ngay %2d %2d %4d%n", &d->day, &d->month, &d->year, &used) == 3 &&
           day[used] == '\0' && day > folded;
}

/* "Thanh Bình, ngày 09 tháng 6 năm 2023". */
static bool
place_and_date(const struct line *l, char **place, char **date)
{
    struct date d = {0};
    const char *day = strstr(l->folded, "ngay "), *comma;
    char iso[11];

    if (day == NULL || strlen(l->folded) > 80 || !date_of(l->folded, day, &d))
        return false;
    comma = strchr(l->text, ',');
    if (comma != NULL && day > l->folded)
        *place = text_clean_line(l->text, (size_t)(comma - l->text));
    if (date_valid(d)) {
        date_write(d, iso);
        *date = xstrdup(iso);
    }
    return *place != NULL || *date != NULL;
}

/* "Số:      /BC-UBND", "Số: …/KH-BCĐ138", "Số     -BC/HU": what it is a number of, and none is there. */
static bool
unnumbered(const struct line *l)
{
    const char *at = strpbrk(l->text, "/-"), *end;
    char *cut = at != NULL ? xstrndup(l->text, (size_t)(at - l->text)) : xstrdup("");
    char *before = text_fold(cut);
    bool none = strcmp(before, "so") == 0;

    free(before);
    free(cut);
    if (!none)
        return false;
    at += strspn(at, "/-_. ");
    for (end = at; *end != '\0' && *end != ' ' && !islower((unsigned char)*end); end++)
        ;
    return !isdigit((unsigned char)*at) && (*end == '\0' || *end == ' ');
}

/* A number goes before *folded, or none. */
static bool
skip_number(const char **folded)
{
    const char *p = *folded + strspn(*folded, " ");
    size_t n = strspn(p, "0123456789");

    *folded = p + n + strspn(p + n, " ");
    return n > 0;
}

static bool
skip_word(const char **folded, const char *word)
{
    bool is = text_begins(*folded, word);

    *folded += is ? strlen(word) : 0;
    return is;
}

/* "Cao Lãnh, ngày     tháng 6 năm 2023", "ngày …/…/2023": the whole line, and no day or no month in it. */
static bool
undated(const struct line *l)
{
    const char *day = strstr(l->folded, "ngay"), *p = day, *slash = strchr(l->text, '/');
    bool d, m, slashes = slash != NULL && strchr(slash + 1, '/') != NULL;

    if (p == NULL || strlen(l->folded) > 60 || (day > l->folded && strchr(l->text, ',') == NULL) ||
        !skip_word(&p, "ngay"))
        return false;
    d = skip_number(&p);
    if (skip_word(&p, "thang")) {
        m = skip_number(&p);
        return skip_word(&p, "nam") && (skip_number(&p), *p == '\0') && !(d && m);
    }
    m = skip_number(&p);
    return slashes && !(d && m && skip_number(&p)) && *p == '\0';
}

static const struct { const char *folded, *name; } urgencies[] = {
    { "hoa toc", "Hỏa tốc" }, { "thuong khan", "Thượng khẩn" }, { "khan", "Khẩn" },
};

static const struct { const char *folded, *name; } secrecies[] = {
    { "tuyet mat", "Tuyệt mật" }, { "toi mat", "Tối mật" }, { "mat", "Mật" },
};

/* ---- the pieces ------------------------------------------------------------------------- */

static void
marks_find(struct letterhead *h, const struct line *l)
{
    for (size_t i = 0; i < ARRAY_LEN(urgencies) && l->capitals && h->urgency == NULL; i++) {
        if (strcmp(l->folded, urgencies[i].folded) == 0)
            h->urgency = xstrdup(urgencies[i].name);
    }
    for (size_t i = 0; i < ARRAY_LEN(secrecies) && l->capitals && h->secrecy == NULL; i++) {
        if (strcmp(l->folded, secrecies[i].folded) == 0)
            h->secrecy = xstrdup(secrecies[i].name);
    }
}

static bool
is_generic_body(const char *folded)
{
    return strcmp(folded, "uy ban nhan dan") == 0 || strcmp(folded, "ubnd") == 0 ||
           strcmp(folded, "hoi dong nhan dan") == 0 || strcmp(folded, "cong an") == 0 ||
           strcmp(folded, "ban chi dao") == 0 || text_begins(folded, "dang bo");
}

/* The lines in capitals above the number: the body above, then the issuing
 * body; a name may take two lines. */
static void
issuer_find(struct letterhead *h, const struct lines *l, size_t number)
{
    size_t v[6], n = 0;
    struct buf b = {0};

    for (size_t i = 0; i < number && n < ARRAY_LEN(v); i++) {
        const struct line *line = &l->v[i];

        if (line->column == 0 && line->capitals && strlen(line->folded) > 3 && !is_motto(line))
            v[n++] = i;
    }
    if (n > 1 && !is_generic_body(l->v[v[0]].folded))
        h->above = xstrdup(l->v[v[0]].text);
    for (size_t i = h->above != NULL; i < n; i++)
        buf_addf(&b, "%s%s", b.len > 0 ? " " : "", l->v[v[i]].text);
    if (b.len > 0)
        h->issuer = xstrdup(buf_text(&b));
    buf_free(&b);
}

static bool
is_rule(const struct line *l)
{
    return *l->folded == '\0';
}

/* The lines under the name of the type, up to a rule or the first sentence. */
static void
subject_find(struct letterhead *h, const struct lines *l, size_t at)
{
    struct buf b = {0};

    for (size_t i = at + 1; i < l->n && i < at + 5; i++) {
        const struct line *line = &l->v[i];

        if (is_rule(line)) {
            if (b.len > 0)
                break;
            continue;
        }
        if (text_begins(line->folded, "kinh gui") || text_begins(line->folded, "can cu") ||
            text_begins(line->folded, "thuc hien") || text_begins(line->folded, "i") ||
            isdigit((unsigned char)*line->folded) || b.len > 300 ||
            (b.len > 0 && line->text[strlen(line->text) - 1] == ':'))       /* "Nội dung như sau:" */
            break;
        buf_addf(&b, "%s%s", b.len > 0 ? " " : "", line->text);
    }
    if (b.len > 0)
        h->subject = xstrdup(buf_text(&b));
    buf_free(&b);
}

static void
type_find(struct letterhead *h, const struct lines *l, size_t i)
{
    const struct line *line = &l->v[i];
    const char *type;

    if (h->type != NULL && (strcmp(h->type, PAPER_CORRECTION) != 0 || strcmp(line->folded, "bao cao") != 0))
        return;
    if (text_begins(line->folded, "v v") && h->subject == NULL) {    /* an official letter has no type name, only "V/v" */
        const char *p = line->text + strcspn(line->text, "vV") + 3;

        h->type = xstrdup("Công văn");
        h->subject = xstrdup(p + strspn(p, " :"));
        return;
    }
    type = line->capitals ? paper_type(line->folded) : NULL;
    if (type != NULL) {                 /* "(ĐÍNH CHÍNH)" above "BÁO CÁO": a report */
        free(h->type);
        free(h->subject);
        h->subject = NULL;
        h->type = xstrdup(type);
        subject_find(h, l, i);
    }
}

static void
recipients_find(struct letterhead *h, const struct lines *l, size_t at)
{
    for (size_t i = at + 1; i < l->n && h->recipients.n < 50; i++) {
        const struct line *line = &l->v[i];
        const char *p = line->text + strspn(line->text, "-–+•* ");
        size_t n = strlen(p);

        if (line->column != 0)
            continue;
        if (p == line->text)
            break;
        while (n > 0 && strchr(";.,", p[n - 1]) != NULL)
            n--;
        strings_take(&h->recipients, xstrndup(p, n));
    }
}

static bool
is_power(const char *folded)
{
    return text_begins(folded, "tm") || text_begins(folded, "kt") || text_begins(folded, "tl") ||
           text_begins(folded, "tuq") || text_begins(folded, "q");
}

/* Beside or below the recipients: office in capitals, then the name. */
static void
signer_find(struct letterhead *h, const struct lines *l, size_t from)
{
    struct buf position = {0};

    for (size_t i = from > 6 ? from - 6 : 0; i < l->n; i++) {
        const struct line *line = &l->v[i];

        if (is_rule(line) || (i >= from && line->column == 0 && line->text[0] == '-') ||
            text_begins(line->folded, "noi nhan") || *line->text == '(' || *line->text == '[')
            continue;
        if (line->capitals && (position.len > 0 || is_power(line->folded) || line->column == 1)) {
            buf_addf(&position, "%s%s", position.len > 0 ? " " : "", line->text);
        } else if (position.len > 0 && strlen(line->text) < 80 &&
                   strpbrk(line->text, ";:.0123456789") == NULL) {
            h->signer = xstrdup(line->text);
            break;
        }
    }
    if (h->signer != NULL)
        h->signer_position = xstrdup(buf_text(&position));
    buf_free(&position);
}

static void
end_find(struct letterhead *h, const struct lines *l)
{
    for (size_t i = l->n; i-- > 0;) {
        if (!text_begins(l->v[i].folded, "noi nhan"))
            continue;
        recipients_find(h, l, i);
        signer_find(h, l, i);
        return;
    }
}

/* "112": printed over the room for it; the year of a line that is wrapped is none. */
static bool
overlaid(const char *folded)
{
    size_t n = strlen(folded);

    return n > 0 && strspn(folded, "0123456789 ") == n && (n != 4 || !begins(folded, "20"));
}

/* Of its head, before a title that is no letter's. */
struct blanks { bool number, day, beside; size_t below; };

static void
blanks_find(const struct letterhead *h, const struct line *line, bool number, struct blanks *b)
{
    if (h->type != NULL && strcmp(h->type, "Công văn") != 0)
        return;
    b->below = is_motto(line) ? 0 : b->below + 1;
    b->number |= number && unnumbered(line);
    b->day |= b->below <= DAY_BELOW && undated(line);
    b->beside |= b->below <= DAY_BELOW && overlaid(line->folded);
}

static void
head_find(struct letterhead *h, const struct lines *l, bool *official, struct blanks *b)
{
    size_t number = 0;

    for (size_t i = 0; i < l->n && i < HEAD_LINES; i++) {
        const struct line *line = &l->v[i];
        bool first = h->number == NULL && (h->number = number_of(line)) != NULL;

        *official |= is_motto(line);
        marks_find(h, line);
        blanks_find(h, line, first, b);
        if (first)
            number = i;
        if (h->date == NULL && h->place == NULL)
            place_and_date(line, &h->place, &h->date);
        type_find(h, l, i);
    }
    if (h->number != NULL)
        issuer_find(h, l, number);
}

static void
letterhead_free(struct letterhead *h)
{
    free(h->above);
    free(h->issuer);
    free(h->number);
    free(h->place);
    free(h->date);
    free(h->type);
    free(h->subject);
    free(h->signer);
    free(h->signer_position);
    free(h->urgency);
    free(h->secrecy);
    strings_free(&h->recipients);
    free(h);
}

struct letterhead *
letterhead_find(struct attachment *a, bool pictured)
{
    struct letterhead *h = xcalloc(1, sizeof *h);
    struct lines head = {0}, end = {0};
    struct blanks blank = {0};
    bool official = false;

    /* The head may be a table; then the page's own lines follow it. */
    if (a->ntables > 0)
        cell_lines(&head, &a->tables[0]);
    text_lines(&head, a->text);
    head_find(h, &head, &official, &blank);
    if (a->ntables > 1)
        cell_lines(&end, &a->tables[a->ntables - 1]);
    if (official)
        end_find(h, &end);
    if (official && h->signer == NULL && h->recipients.n == 0)
        end_find(h, &head);
    lines_free(&head);
    lines_free(&end);
    if (official && !pictured && !blank.beside && blank.number)
        flag_add(&a->flags, FLAG_BLANK_NUMBER);
    if (official && !pictured && !blank.beside && blank.day && h->date == NULL)
        flag_add(&a->flags, FLAG_BLANK_DAY);
    if (official && (h->number != NULL || h->date != NULL))
        return h;
    letterhead_free(h);
    return NULL;
}
