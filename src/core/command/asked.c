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

/* A day by which something will be done: what stands before it says so, or at
 * least (sure false) it is still to come. */
static size_t
take_future(const struct tokens *t, size_t at, struct date today, bool *sure, struct date *day)
{
    static const char *const openers[] = { "den", "toi", "sang", "vao", "truoc", "het", "cham", "nhat", "lui", "until", "to", "by" };
    static const char *const between[] = { "ngay", "het", "cuoi", "hom", "sang", "chieu" };
    size_t end = read_date(t, at, today, true, day), i = at;

    if (end == at || date_compare(*day, today) <= 0)
        return at;
    while (i > 0 && any_of(t, i - 1, between, ARRAY_LEN(between)))
        i--;
    *sure = i > 0 && any_of(t, i - 1, openers, ARRAY_LEN(openers));
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
    struct days sure = {0}, any = {0};
    struct tokens t;

    *out = (struct asked){0};
    tokens_of(words, strnlen(words, WORDS_MOST), &t);
    for (size_t at = 0; at < t.n;) {
        struct date day = {0};
        bool is_sure = false, working = false;
        size_t end = take_paper(&t, at, today, out);

        if (end == at && (end = take_future(&t, at, today, &is_sure, &day)) > at) {
            count(&any, day);
            if (is_sure)
                count(&sure, day);
        }
        if (end == at && token_is(&t.v[at], "them"))
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
