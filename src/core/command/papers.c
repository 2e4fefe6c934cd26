/* A dossier, its parts, a paper and its way, as an order names them. */
#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/language/way.h"
#include "parse.h"

/* "HS-2023-0007", and right behind it the mark of what was seen. */
size_t
parse_take_dossier(struct parse *p, size_t at)
{
    struct command *c = p->out;
    char *number = NULL;
    size_t end = read_code(&p->t, at, "hs", parse_today(p).year, &number), n = 0;
    const char *raw;

    if (end == at || c->dossier != NULL || !parse_takes(p, ARG_DOSSIER)) {
        free(number);
        return at;
    }
    c->dossier = xasprintf("HS-%s", number);
    free(number);
    raw = end < p->t.n && parse_takes(p, ARG_SEEN) ? p->t.v[end].raw : "";
    while (n < 8 && isxdigit((unsigned char)raw[n]))
        n++;
    if (n < 8 || isalnum((unsigned char)raw[n]))
        return end;
    for (size_t i = 0; i < 8; i++)
        c->mark[i] = (char)tolower((unsigned char)raw[i]);
    while (end < p->t.n && p->t.v[end].raw < raw + 8)
        end++;
    return end;
}

/* "1, 2 và 3" behind a dossier. */
size_t
parse_take_parts(struct parse *p, size_t at)
{
    int n = p->t.v[at].number;

    if (!parse_takes(p, ARG_PARTS) || p->out->dossier == NULL)
        return at;
    if (n < 1 || n > 30)
        return p->out->parts != 0 && (token_is(&p->t.v[at], "va") || token_is(&p->t.v[at], "and")) ? at + 1 : at;
    p->out->parts |= 1u << n;
    return at + 1;
}

/* "số 77/BC-BCĐ138": as it stands, up to the next space. */
size_t
parse_take_number(struct parse *p, size_t at)
{
    const struct tokens *t = &p->t;
    size_t i = at + 1;
    const char *from, *to;

    if (!parse_takes(p, ARG_CHANNEL | ARG_NUMBER) ||
        !(token_is(&t->v[at], "so") || token_is(&t->v[at], "number")) || i >= t->n ||
        t->v[i].number < 0 || p->out->number != NULL)
        return at;
    from = to = t->v[i].raw;
    while (*to != '\0' && !isspace((unsigned char)*to) && *to != ',' && *to != ';')
        to++;
    while (to > from && to[-1] == '.')
        to--;
    while (i < t->n && t->v[i].raw < to)
        i++;
    if (p->out->day.year != 0 && i < t->n && token_is(&t->v[i], "ngay")) {     /* that of the paper itself */
        struct date its;
        size_t end = read_date(t, i, parse_today(p), false, &its);

        if (end > i) {
            to = t->v[end - 1].raw + t->v[end - 1].raw_len;
            i = end;
        }
    }
    p->out->number = xstrndup(from, (size_t)(to - from));
    return i;
}

size_t
parse_take_channel(struct parse *p, size_t at)
{
    size_t words = 0;
    const char *way = parse_takes(p, ARG_CHANNEL) ? way_at(&p->t, at, &words) : NULL;

    if (way != NULL && p->out->channel == NULL)
        p->out->channel = xstrdup(way);
    return at + words;
}
