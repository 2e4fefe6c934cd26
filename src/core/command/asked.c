#include "core/command/asked.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

#define NUMBER_MOST 60                  /* bytes of a paper's number */
#define WORDS_MOST 4000                 /* bytes of a mail that are looked at */

void
asked_clear(struct asked *a)
{
    free(a->number);
    *a = (struct asked){0};
}

static bool
any_of(const struct tokens *t, size_t at, const char *const *words, size_t n)
{
    return at < t->n && parse_one_of(&t->v[at], words, n);
}

/* "số 45/BC-BCĐ138 ngày 07/6/2023". The first byte behind it. */
static size_t
take_paper(const struct tokens *t, size_t at, struct date today, struct asked *out)
{
    const char *from, *to;
    struct date day;
    size_t i = at + 1, end;

    if (!token_is(&t->v[at], "so") || i >= t->n || t->v[i].number < 0)
        return at;
    from = to = t->v[i].raw;
    while (*to != '\0' && !isspace((unsigned char)*to) && strchr(",;()", *to) == NULL)
        to++;
    while (to > from && to[-1] == '.')
        to--;
    if (to - from > NUMBER_MOST || memchr(from, '/', (size_t)(to - from)) == NULL || !isalpha((unsigned char)from[strcspn(from, "/") + 1]))
        return at;
    while (i < t->n && t->v[i].raw < to)
        i++;
    if (out->number != NULL) {          /* two papers: which is meant? */
        out->number[0] = '\0';
        return i;
    }
    out->number = xstrndup(from, (size_t)(to - from));
    end = read_date(t, i, today, false, &day);
    if (end > i)
        out->paper = day;
    return end > i ? end : i;
}

static bool
ends_clause(const struct tokens *t, size_t at)
{
    return at >= t->n || (t->v[at].gap != 0 && strchr(",.;:!?", t->v[at].gap) != NULL);
}

/* The words of the clause before a day: does the unit wish or promise there, and
 * is that what the day belongs to? "Xin gia hạn do họp đến 12/6": a reason. */
static bool
wishes(const struct tokens *t, size_t at)
{
    static const char *const words[] = { "xin", "gia han", "lui", "hoan", "khat", "nop", "gui", "cho", "de nghi", "hen", "se nop", "se gui", "se bao cao", "du kien", "keo dai", "mong", "nho", "trinh",
                                         "extend", "extension", "submit", "send", "until" };
    static const char *const whys[] = { "do", "vì", "bởi", "tại", "because" };
    static const char *const folded[] = { "do", "vi", "boi", "tai", "because" }, *const no[] = { "khong", "ko", "chua", "kho", "cannot", "not" };
    bool wish = false, denied = false;
    size_t i = at;

    while (i > 0 && !ends_clause(t, i))
        i--;
    for (; i < at; i++) {
        bool unit = i > 0 && token_is(&t->v[i - 1], "don"), term = i > 0 && token_is(&t->v[i - 1], "han"), why = false;

        for (size_t k = 0; k < ARRAY_LEN(whys) && !unit; k++)
            why = why || (token_is(&t->v[i], folded[k]) && token_fits(&t->v[i], whys[k]));
        denied = denied || any_of(t, i, no, ARRAY_LEN(no));
        if (why)
            wish = false;
        else if (tokens_any(t, i, words, ARRAY_LEN(words)) && !term && !(token_is(&t->v[i], "cho") && !token_fits(&t->v[i], "cho")))
            wish = true;                /* "hạn nộp 10/6" stands already, "chờ" is no "cho" */
    }
    return wish && !denied;
}

/* "Đến 15/6 huyện sẽ nộp"; and "đến 12/6 mới xong" is no day to send on. */
static bool
promises_behind(const struct tokens *t, size_t end)
{
    static const char *const words[] = { "se nop", "se gui", "nop", "gui", "xin nop", "xin gui" };
    bool promised = false;

    for (size_t i = end; i < t->n && (i == end || !ends_clause(t, i)); i++)
        promised = promised || tokens_any(t, i, words, ARRAY_LEN(words));
    return promised;
}

/* A day by which something will be done: what stands before it says so, or at
 * least (sure false) it is still to come. */
static size_t
take_future(const struct tokens *t, size_t at, struct date today, bool *sure, struct date *day)
{
    static const char *const openers[] = { "den", "toi", "sang", "vao", "truoc", "het", "cham", "nhat", "lui", "until", "to", "by" };
    static const char *const between[] = { "ngay", "het", "cuoi", "hom", "sang", "chieu" };
    static const char *const only_then[] = { "moi", "thi moi" }, *const figures[] = { "tinh", "so lieu", "tu" };
    size_t end = read_date(t, at, today, true, day), i = at;
    bool first;

    if (end == at || date_compare(*day, today) <= 0)
        return at;
    while (i > 0 && any_of(t, i - 1, between, ARRAY_LEN(between)))
        i--;
    *sure = i > 0 && any_of(t, i - 1, openers, ARRAY_LEN(openers));
    first = *sure && ends_clause(t, i - 1) && promises_behind(t, end);
    if (tokens_any(t, end, only_then, ARRAY_LEN(only_then)) || (i > 0 && tokens_any(t, i - 1, figures, ARRAY_LEN(figures))) ||
        (i > 1 && tokens_any(t, i - 2, figures, ARRAY_LEN(figures))) || (!wishes(t, at) && !first && !(i <= 1 && ends_clause(t, end)))) {
        *day = (struct date){0};
        return end;
    }
    if (i > 0 && token_is(&t->v[i - 1], "truoc"))
        *day = date_add(*day, -1);
    return end;
}

struct days { struct date day; int n; };

static void
count(struct days *d, struct date day)
{
    if (d->n > 0 && date_compare(d->day, day) == 0)
        return;
    d->day = day;
    d->n++;
}

void
asked_read(const char *words, struct date today, struct asked *out)
{
    static const char *const others[] = { "hoac", "hay", "or" }, *const later[] = { "them", "tre", "cham" };
    struct days sure = {0}, any = {0};
    bool last_sure = false;
    struct tokens t;

    *out = (struct asked){0};
    tokens_of(words, strnlen(words, WORDS_MOST), &t);
    for (size_t at = 0; at < t.n;) {
        struct date day = {0};
        bool is_sure = false, working = false;
        size_t end = take_paper(&t, at, today, out);

        if (end == at && (end = take_future(&t, at, today, &is_sure, &day)) > at && day.year != 0) {
            is_sure = is_sure || (last_sure && any_of(&t, at - 1, others, ARRAY_LEN(others)));
            last_sure = is_sure;
            count(&any, day);
            if (is_sure)
                count(&sure, day);
        }
        if (end == at && any_of(&t, at, later, ARRAY_LEN(later)))
            end = read_count(&t, at + 1, &out->more, &working) > at + 1 ? at + 2 : at;
        at = end > at ? end : at + 1;
    }
    tokens_free(&t);
    if (sure.n == 1 || (sure.n == 0 && any.n == 1))
        out->day = sure.n == 1 ? sure.day : any.day;
    if (out->number != NULL && out->number[0] == '\0') {
        free(out->number);
        out->number = NULL;
    }
}
