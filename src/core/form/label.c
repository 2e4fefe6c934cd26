/* The labels of a form, and what people write around them: list marks before,
 * units of measure, footnote marks and column numbers behind. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

/* A share of what is counted is another figure: "Số cuộc (%)"; a rate may be written with its sign. */
static bool
is_share(const char *text, const char *folded)
{
    return strchr(text, '%') != NULL && strstr(folded, "ty le") == NULL;
}

/* "1.2. Số cuộc" is "so cuoc". */
char *
label_fold(const char *text)
{
    char *folded = text_fold(text), *start = folded + strspn(folded, "0123456789 "), *kept;

    if (*start == '\0')
        return folded;
    kept = is_share(text, folded) ? xasprintf("%s %%", start) : xstrdup(start);
    free(folded);
    return kept;
}

/* ---- before a label ------------------------------------------------------------ */

static const char *const bullets[] = { " ", "\t", "\n", "\xc2\xa0", "-", "+", "*", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa2",
                                       "\xe2\x97\x8f", "\xe2\x96\xaa", "\xe2\x96\xa0", "\xe2\x97\xa6", "\xe2\x9e\xa2", "\xef\x82\xb7", "\xc2\xb7" };

static const char *
past_bullets(const char *p)
{
    for (size_t i = 0; i < ARRAY_LEN(bullets); i++)
        if (strncmp(p, bullets[i], strlen(bullets[i])) == 0) {
            p += strlen(bullets[i]);
            i = (size_t)-1;
        }
    return p;
}

/* A number, a Roman numeral or one letter: "đ" is the fifth of a list. */
static size_t
enumerator(const char *p)
{
    size_t digits = strspn(p, "0123456789"), roman = strspn(p, "IVXivx");

    if (strncmp(p, "đ", 2) == 0 || strncmp(p, "Đ", 2) == 0)
        return 2;
    if (digits > 0)
        return digits <= 3 ? digits : 0;
    if (roman > 0 && !isalpha((unsigned char)p[roman]) && (unsigned char)p[roman] < 0x80)
        return roman;
    return isalpha((unsigned char)*p) && !isalpha((unsigned char)p[1]) && (unsigned char)p[1] < 0x80
               ? 1
               : 0;
}

static const char *const references[] = { "Mục ", "Phần ", "Chỉ tiêu ", "Câu ", "Điểm ", "Khoản ", "Tiêu chí ", "Nội dung " };

/* Behind "II.1.", "a)", "(3)", "Mục 2:"; p if there is none. */
static const char *
past_enumerators(const char *p)
{
    const char *start = p;

    for (size_t i = 0; i < ARRAY_LEN(references); i++) {
        size_t n = strlen(references[i]);
        if (strncasecmp(p, references[i], n) == 0 && enumerator(p + n) > 0)
            p += n;
    }
    for (;;) {
        bool open = *p == '(' || *p == '[';
        size_t n = enumerator(p + open);
        const char *sign = p + open + n;
        if (n == 0 || strchr(".)/:]", *sign) == NULL || *sign == '\0' ||
            (open && *sign != ')' && *sign != ']'))
            break;
        start = p = past_bullets(sign + 1);
    }
    return start;
}

/* ---- behind a label ---------------------------------------------------------------- */

/* "(1)", "(1=2+3)", "[a]", "(*)": marks; a year is none. */
static bool
only_marks(const char *folded)
{
    for (const char *p = folded; *p != '\0';) {
        size_t n = strcspn(p, " ");
        if (!(n == 1 || (n <= 2 && isdigit((unsigned char)*p)) || strspn(p, "ivx") >= n))
            return false;
        p += n + (p[n] == ' ');
    }
    return true;
}

/* What measures, and does not choose among what is counted ("học sinh"). */
static const char *const measures =
    " cuoc luot nguoi buoi lop tin bai dot lan vu viec don vi cai chiec ban to quyen cuon ho mo hinh tap the "
    "ca nhan truong hop hoi nghi ";

static bool
measures_only(const char *folded, const char *own)
{
    for (const char *p = folded; *p != '\0';) {
        size_t n = strcspn(p, " ");
        char *word = xstrndup(p, n);
        bool known = text_has_tokens(own, word) || text_has_tokens(measures + 1, word);
        free(word);
        if (!known)
            return false;
        p += n + (p[n] == ' ');
    }
    return *folded != '\0';
}

/* How it is to be filled in. */
static bool
instructs(const char *folded)
{
    static const char *const words[] = { "neu co", "co khong", "ghi so", "ghi bang so", "bang so",
                                         "ghi ro", "ghi cu the", "bat buoc", "so luong" };
    bool is = strncmp(folded, "dvt ", 4) == 0 || strncmp(folded, "don vi tinh ", 12) == 0;

    for (size_t i = 0; i < ARRAY_LEN(words) && !is; i++)
        is = strcmp(folded, words[i]) == 0;
    return is;
}

static bool
decoration(const char *inside, const char *before)
{
    char *folded = text_fold(inside), *own = text_fold(before);
    bool is = (only_marks(folded) && !is_share(inside, own)) || instructs(folded) ||
              measures_only(folded, own);

    free(folded);
    free(own);
    return is;
}

static const char *const tails[] = { " ", "\t", "\n", "\xc2\xa0", ":", ".", ";", ",", "*", "_",
                                     "trong đó", "Trong đó", "TRONG ĐÓ", "\xe2\x80\xa6", "\xe2\x80\xa0",
                                     "\xe2\x80\xa1", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3", "\xe2\x81\xb0", "\xe2\x81\xb4", "\xe2\x81\xb5",
                                     "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9" };

static bool
cut_tail(char *s)
{
    size_t len = strlen(s), digits = 0;

    for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
        size_t n = strlen(tails[i]);
        if (len >= n && strcmp(s + len - n, tails[i]) == 0) {
            s[len - n] = '\0';
            return true;
        }
    }
    while (digits < len && isdigit((unsigned char)s[len - digits - 1]))     /* the mark of a footnote: "truyền1" */
        digits++;
    if (digits == 0 || digits > 2 || digits == len ||
        (!isalpha((unsigned char)s[len - digits - 1]) && (unsigned char)s[len - digits - 1] < 0x80))
        return false;
    s[len - digits] = '\0';
    return true;
}

/* "(cuộc)", "[1]" at the end; or the label's own measure behind a comma or line end. */
static bool
cut_bracket(char *s)
{
    size_t len = strlen(s);
    char last = len > 0 ? s[len - 1] : '\0', *open = strrchr(s, last == ')'   ? '('
                                                                : last == ']' ? '['
                                                                : last == '}' ? '{'
                                                                              : '\n');

    if (open == NULL || open == s)
        return false;
    if (*open != '\n')
        s[len - 1] = '\0';
    *open++ = '\0';
    if (decoration(open, s))
        return true;
    open[-1] = last == ')' ? '(' : last == ']' ? '[' : last == '}' ? '{' : '\n';
    s[len - 1] = last;
    return false;
}

char *
label_bare(const char *text)
{
    char *copy = xstrdup(past_enumerators(past_bullets(text))), *folded;

    while (cut_tail(copy) || cut_bracket(copy))
        ;
    folded = label_fold(copy);
    free(copy);
    return folded;
}

/* ---- the labels of a form -------------------------------------------------------------- */

static const struct table titles;       /* stands for "the title of a section" among the labels */

static void
add_label(struct labels *all, char *text, const struct label *of)
{
    struct label *l;

    if (*text == '\0') {
        free(text);
        return;
    }
    l = ARRAY_MORE(all->v, all->n);
    *l = *of;
    l->text = text;
}

/* As printed; without what stands in brackets; with its English line. */
static void
add_labels(struct labels *all, const struct label *of)
{
    const struct field *field = of->field;
    const char *bracket = strchr(field->label, '(');

    add_label(all, label_fold(field->label), of);
    if (bracket != NULL) {
        char *before = xstrndup(field->label, (size_t)(bracket - field->label));
        add_label(all, label_fold(before), of);
        free(before);
    }
    if (field->label_en != NULL) {
        char *two = xasprintf("%s %s", field->label, field->label_en);
        add_label(all, label_fold(two), of);
        free(two);
    }
}

static int
label_order(const void *a, const void *b)
{
    return strcmp(((const struct label *)a)->text, ((const struct label *)b)->text);
}

static void
mark_shared(struct labels *all)
{
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = i + 1; k < all->n && strcmp(all->v[k].text, all->v[i].text) == 0;
             k++)
            if (all->v[k].table == all->v[i].table &&
                all->v[k].field != all->v[i].field)
                all->v[i].shared = all->v[k].shared = true;
}

static void
collect(struct labels *all, const struct form *form)
{
    for (size_t i = 0; i < form->nsections; i++) {
        const struct section *section = &form->sections[i];
        if (section->title != NULL)
            add_label(all, label_fold(section->title),
                      &(struct label){ .table = &titles, .section = section });
        for (size_t f = 0; f < section->nfields; f++)
            add_labels(all, &(struct label){ .field = &section->fields[f], .section = section });
        for (size_t t = 0; t < section->ntables; t++)
            for (size_t c = 0; c < section->tables[t].ncolumns; c++)
                add_labels(all, &(struct label){ .field = &section->tables[t].columns[c],
                                               .table = &section->tables[t],
                                               .section = section,
                                               .column = c });
    }
    if (all->n > 0)
        qsort(all->v, all->n, sizeof *all->v, label_order);
    mark_shared(all);
    all->made = true;
}

void
labels_free(struct labels *all)
{
    for (size_t i = 0; i < all->n; i++)
        free(all->v[i].text);
    free(all->v);
}

static const struct label *
named_so(const struct search *s, const char *folded, const struct table *table)
{
    const struct label *labels;
    size_t low = 0, high;

    if (!s->labels->made)
        collect(s->labels, s->form);
    labels = s->labels->v;
    high = s->labels->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(labels[mid].text, folded) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < s->labels->n && strcmp(labels[low].text, folded) == 0; low++)
        if (labels[low].table == table &&
            (!labels[low].shared || (table == NULL && labels[low].section == s->section)))
            return &labels[low];
    return NULL;
}

const struct label *
label_at(const struct search *s, const struct spot *spot, const struct table *table)
{
    const struct label *label = named_so(s, spot->folded, table);

    return label == NULL && spot->bare != NULL ? named_so(s, spot->bare, table) : label;
}

/* What of the text stands before this mark is a label. */
static const struct label *
label_before(const struct search *s, const char *text, const char *mark)
{
    char *before = xstrndup(text, (size_t)(mark - text));
    struct spot head = { .type = CELL_TEXT, .folded = label_fold(before), .bare = label_bare(before) };
    const struct label *label = label_at(s, &head, NULL);

    free(head.folded);
    free(head.bare);
    free(before);
    return label;
}

const struct label *
label_colon(const struct search *s, const struct spot *spot, const char **value)
{
    static const char *const marks[] = { ":", "...", "\xe2\x80\xa6", "___", "=" };
    const struct label *label = NULL;

    for (size_t i = 0; i < ARRAY_LEN(marks) && label == NULL && spot->type == CELL_TEXT; i++) {
        const char *mark = strstr(spot->value, marks[i]);

        if (mark == NULL || mark == spot->value || mark - spot->value > LABEL_MOST)
            continue;
        label = label_before(s, spot->value, mark);
        *value = mark + strlen(marks[i]);
    }
    return label;
}

bool
label_within(const struct search *s, const struct grid *g, size_t from, size_t to)
{
    const char *value;

    for (size_t i = from; i < to; i++)
        if (label_at(s, &g->v[i], NULL) != NULL || label_colon(s, &g->v[i], &value) != NULL)
            return true;
    return false;
}

bool
label_section(struct search *s, const struct spot *spot)
{
    const struct label *title = spot->type == CELL_TEXT && !isdigit((unsigned char)*spot->folded)
                                    ? label_at(s, spot, &titles)
                                    : NULL;

    if (title != NULL)
        s->section = title->section;
    return title != NULL;
}

/* ---- totals -------------------------------------------------------------------------- */

static const struct { const char *folded, *accented; } totals[] = {
    { "tong cong", "tổng cộng" }, { "tong so", "tổng số" }, { "tong", "tổng" }, { "cong", "cộng" }, { "total", "total" },
};

static const char *const wholes[] = { "toan huyen", "toan tinh", "toan thanh pho", "toan thi xa", "toan xa", "toan phuong", "toan don vi", "ca huyen", "ca xa", "ca phuong", "ca tinh", "ca nam" };

static bool
ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

/* "Tổng", "Cộng (I+II)", "Tổng số: 02"; uncertain with other words behind:
 * "Tổng cộng toàn huyện". With its marks "Công ty" is no "Cộng". */
bool
label_total(const char *text, const char *folded, bool *certain)
{
    char *lower = text_lower(text);
    bool total = false;

    for (size_t i = 0; i < ARRAY_LEN(totals) && !total; i++) {
        size_t n = strlen(totals[i].folded);
        const char *rest = folded + n;
        if (strncmp(folded, totals[i].folded, n) != 0 || (*rest != ' ' && *rest != '\0'))
            continue;
        if (!ascii(lower) && strstr(lower, totals[i].accented) == NULL)
            continue;
        total = true;
        *certain = rest[strspn(rest, " 0123456789ivx")] == '\0';
    }
    free(lower);
    return total;
}

bool
label_whole(const struct spot *spot)
{
    bool certain = false, whole = false;

    for (size_t i = 0; i < ARRAY_LEN(wholes) && !whole; i++)
        whole = text_begins(spot->folded, wholes[i]);
    return whole || (label_total(spot->value, spot->folded, &certain) &&
                     (certain || text_has_tokens(spot->folded, "toan")));
}
