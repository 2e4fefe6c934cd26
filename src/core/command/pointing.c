/* A reason that only points to a file: the officer's file goes to no unit, so it would read nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

#define REACH 5                         /* words between pointing and what is pointed to */

/* "kèm", "đính kèm thư này"; what hangs on a mail that the unit has is said. */
static size_t
enclosed_at(const struct tokens *t, size_t at)
{
    static const char *const words[] = { "gui kem theo", "dinh kem", "gui kem", "kem theo", "kem",
                                         "attached", "attachment", "enclosed" },
                             *const theirs[] = { "thu nhac", "thu truoc", "thu ngay", "thong bao",
                                                 "ke hoach", "cong van", "thu cua", "thu tn",
                                                 "mau" };
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(words) && n == 0; i++)
        n = tokens_are(t, at, words[i]) ? tokens_in(words[i]) : 0;
    return n > 0 && !tokens_within(t, at + n, at + n + 3, theirs, ARRAY_LEN(theirs)) ? n : 0;
}

/* "như file kèm", "chi tiết xem file đính kèm": where it begins; n: nowhere. */
static size_t
pointing(const struct tokens *t)
{
    static const char *const points[] = { "chi tiet", "nhu", "xem", "theo", "trong", "o",
                                          "noi dung", "see", "as", "in" };

    for (size_t at = 0; at < t->n; at++)
        for (size_t k = at + 1;
             tokens_any(t, at, points, ARRAY_LEN(points)) && k < t->n && k <= at + REACH; k++)
            if (enclosed_at(t, k) > 0)
                return at;
    return t->n;
}

/* The reason without it; NULL: nothing is left. */
static char *
rest_of(const char *reason, const struct tokens *t, size_t at)
{
    char *rest = xstrndup(reason, (size_t)(t->v[at].raw - reason)), *trimmed;
    size_t n = strlen(rest);

    while (n > 0 && strchr(" ,;:.(-", rest[n - 1]) != NULL)
        rest[--n] = '\0';
    trimmed = n > 0 ? parse_trimmed(rest, n) : NULL;
    free(rest);
    return trimmed;
}

void
command_points(struct command *c)
{
    struct tokens t;
    char *rest, *order;
    size_t at;

    if (c->problem != COMMAND_FINE || c->rule == NULL || !c->rule->writes || c->reason == NULL)
        return;
    tokens_of(c->reason, strlen(c->reason), &t);
    if ((at = pointing(&t)) < t.n) {
        rest = rest_of(c->reason, &t, at);
        free(c->reason);
        c->reason = rest;
        order = command_say(c);
        c->problem = COMMAND_AMBIGUOUS;
        c->cause = xasprintf(
            c->english
                ? "\"%s\" points to a file, and an officer's file is not sent to the unit; please write what it is to read"
                : "«%s» chỉ sang tệp kèm theo, mà tệp của cán bộ không được gửi cho đơn vị; đề nghị ghi nội dung bằng lời",
            c->line);
        strings_take(&c->choices, rest == NULL ? xasprintf("%s: ", order) : xstrdup(order));
        free(order);
    }
    tokens_free(&t);
}
