/* A workbook may hold a sheet of the whole and sheets of its parts: communes, quarters,
 * annexes. All have the same labels, and the figures of the whole are the report's. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "labels_private.h"

#define WHOLE 8                 /* rank of a sheet that says it is the whole, ... */
#define ABOVE 4                 /* ... of an office above communes, ... */
#define PART 3                  /* ... and the highest of a part */
#define SUMS_LEAST 3            /* figures that are the sums of other sheets' */
#define SAID_MOST 5             /* sheets that are named */

static const struct { const char *word; int rank; } ranks[] = {
    { "tong hop", WHOLE }, { "tong cong", WHOLE }, { "cong", WHOLE }, { "chung", WHOLE }, { "toan", WHOLE }, { "ca", WHOLE },
    { "tinh", 5 }, { "huyen", ABOVE }, { "thi xa", ABOVE }, { "thanh pho", ABOVE }, { "tp", ABOVE }, { "tx", ABOVE }, { "6 thang", ABOVE },
    { "xa", PART }, { "phuong", PART }, { "thi tran", PART }, { "tt", PART }, { "p", PART }, { "ap", 2 }, { "khom", 2 }, { "thon", 2 },
    { "quy", 1 }, { "thang", 1 }, { "phu luc", 1 }, { "pl", 1 }, { "chi tiet", 1 }, { "phu bieu", 1 },
};

static int
rank_of(const char *folded)
{
    static const char *const before[] = { "bao cao", "bc", "bieu", "so lieu" };
    const char *said = folded;

    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        if (grid_begins(said, &before[i], 1))
            said += strlen(before[i]) + (said[strlen(before[i])] == ' ');
    if (strcmp(said, "th") == 0 || text_has_tokens(said, "tong hop") || (*said == '\0' && *folded == 'b'))
        return WHOLE;
    for (size_t i = 0; i < ARRAY_LEN(ranks); i++) {
        size_t n = strlen(ranks[i].word);
        if (strncmp(said, ranks[i].word, n) == 0 &&
            (said[n] == ' ' || said[n] == '\0' || isdigit((unsigned char)said[n])))
            return ranks[i].rank;
    }
    return 0;
}

/* By their names: one is above all others, or the only one that is called as no part is. */
static size_t
whole_by_names(const struct attachment *file, const size_t *shown, size_t n)
{
    size_t best = 0, plain = 0, unnamed = 0;
    int top = 0, most = 0, times = 0;

    for (size_t i = 0; i < n; i++) {
        char *folded = text_fold(file->sheets[shown[i]].name != NULL ? file->sheets[shown[i]].name : "");
        int rank = rank_of(folded);

        free(folded);
        times = rank > top ? 1 : times + (rank == top);
        best = rank > top ? i : best;
        top = rank > top ? rank : top;
        most += rank > 0 && rank <= PART;
        unnamed += rank == 0;
        plain = rank == 0 ? i : plain;
    }
    if (top > 0 && times == 1 && (top >= ABOVE || unnamed == 0))
        return best;
    return unnamed == 1 && (size_t)most == n - 1 ? plain : n;
}

/* Our own form, and sheets that others made after it; "Biểu 1 (2)" may be its second version. */
static size_t
whole_by_form(const struct search *s, const size_t *shown, size_t n)
{
    const struct sheet *sheets = s->file->sheets;
    size_t ours = n;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s->nnames; k++)
            if (sheets[shown[i]].name != NULL &&
                strcmp(s->names[k]->sheet, sheets[shown[i]].name) == 0) {
                if (ours != n && ours != i)
                    return n;
                ours = i;
            }
    for (size_t i = 0; i < n && ours < n; i++)
        if (i != ours && sheets[shown[i]].name != NULL &&
            strncmp(sheets[shown[i]].name, sheets[shown[ours]].name,
                    strlen(sheets[shown[ours]].name)) == 0)
            return n;
    return ours;
}

size_t
sheets_whole(const struct search *s, const size_t *shown, size_t n)
{
    size_t whole = n > 1 ? whole_by_form(s, shown, n) : n;

    return whole == n && n > 1 ? whole_by_names(s->file, shown, n) : whole;
}

/* ---- by their figures -------------------------------------------------------------------- */

static bool
number_of(const struct search *s, const struct field *field, double *out)
{
    for (size_t i = 0; i < s->nhits; i++)
        if (s->hits[i].field == field && s->hits[i].value != NULL && !s->hits[i].bad &&
            (field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL)) {
            *out = strtod(s->hits[i].value, NULL);
            return true;
        }
    return false;
}

static bool
adds_up(const struct search *sheets, size_t n, size_t whole)
{
    size_t equal = 0;

    for (size_t f = 0; f < sheets[whole].nhits; f++) {
        const struct field *field = sheets[whole].hits[f].field;
        double figure, part, sum = 0;
        size_t parts = 0;

        if (!number_of(&sheets[whole], field, &figure))
            continue;
        for (size_t i = 0; i < n; i++)
            if (i != whole && number_of(&sheets[i], field, &part)) {
                sum += part;
                parts++;
            }
        if (parts > 1 && sum != figure)
            return false;
        equal += parts > 1 && figure > 0;
    }
    return equal >= SUMS_LEAST;
}

size_t
sheets_sum(const struct search *sheets, size_t n)
{
    size_t whole = 0;

    while (whole < n && !adds_up(sheets, n, whole))
        whole++;
    return whole;
}

/* ---- what is passed over ------------------------------------------------------------------- */

void
sheets_only(const struct search *s, struct strings *to, const char *what)
{
    char *text = xasprintf("“%s” (trang “%s”)", what != NULL ? what : "", s->part);

    strings_once(to, text);
    free(text);
}

/* At most so many, the rest as "…". */
static void
tell(struct search *s, enum finding_kind kind, struct strings *names, const char *between,
     const char *whole)
{
    struct finding_words words = { .value = whole };
    struct buf said = {0};

    for (size_t i = 0; i < names->n && i < SAID_MOST; i++)
        buf_addf(&said, "%s%s", i > 0 ? between : "", names->v[i]);
    if (names->n > SAID_MOST)
        buf_addf(&said, "%s…", between);
    words.label = buf_text(&said);
    if (names->n > 0)
        finding_say(s->findings, kind, SEVERITY_WARNING, NULL, &words);
    buf_free(&said);
    strings_free(names);
}

void
sheets_tell(struct search *s, const char *whole)
{
    tell(s, FINDING_OTHER_SHEET, &s->passed, "”, “", whole);
    tell(s, FINDING_OTHER_ROWS, &s->rows, ", ", whole);
    tell(s, FINDING_OTHER_FIELDS, &s->fields, ", ", whole);
}
