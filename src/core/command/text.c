/* The officer's own words in a command: a title, a reason, an address. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "parse.h"

/* ---- title ------------------------------------------------------------------- */

void
parse_title(struct parse *p)
{
    static const struct { const char *open, *close; } quotes[] = {
        {"\"", "\""}, {"“", "”"}, {"“", "“"}, {"”", "”"}, {"«", "»"}, {"„", "“"}, {"'", "'"}, {"‘", "’"},
    };

    for (size_t i = 0; i < ARRAY_LEN(quotes) && p->out->title == NULL; i++) {
        const char *open = strstr(p->text, quotes[i].open), *begin, *end;

        if (open == NULL)
            continue;
        begin = open + strlen(quotes[i].open);
        if ((end = strstr(begin, quotes[i].close)) == NULL)
            continue;
        p->out->title = parse_trimmed(begin, (size_t)(end - begin));
        for (char *c = p->out->title; c != NULL && *c != '\0'; c++)
            *c = *c == '"' ? '\'' : *c;         /* it is said again in quotation marks */
        parse_blank(p, open, end + strlen(quotes[i].close));
    }
}

/* ---- reason ------------------------------------------------------------------ */

/* "... hạn 12/6", "... trước ngày 12/6" at the end: until when to correct. */
static void
cut_cure(struct parse *p)
{
    static const char *const openers[] = {"han", "truoc", "den", "chot", "by", "before", "until"};
    static const char *const fillers[] = {"han", "den", "het", "cuoi", "nop", "lai", "la", "ngay", "cham", "nhat", "truoc",
                                          "gui"};
    struct tokens t;

    tokens_of(p->out->reason, strlen(p->out->reason), &t);
    for (size_t i = 0; i < t.n; i++) {
        size_t at = i, end;
        bool before = false;

        if (!parse_one_of(&t.v[i], openers, ARRAY_LEN(openers)))
            continue;
        for (; at < t.n && (at == i || parse_one_of(&t.v[at], fillers, ARRAY_LEN(fillers))); at++)
            before = before || token_is(&t.v[at], "truoc") || token_is(&t.v[at], "before");
        end = read_date(&t, at, parse_today(p), true, &p->out->to);
        if (end == at || end != t.n) {
            p->out->to = (struct date){0};
            continue;
        }
        if (before)
            p->out->to = date_add(p->out->to, -1);
        while (i > 1 && parse_one_of(&t.v[i - 1], fillers, ARRAY_LEN(fillers)))
            i--;                        /* "..., gửi lại trước ngày 14/6" */
        char *reason = parse_trimmed(p->out->reason, (size_t)(t.v[i].raw - p->out->reason));
        size_t n = reason == NULL ? 0 : strlen(reason);
        while (n > 0 && strchr("(,; ", reason[n - 1]) != NULL)
            reason[--n] = '\0';
        tokens_free(&t);
        free(p->out->reason);
        p->out->reason = reason;
        return;
    }
    tokens_free(&t);
}

void
parse_reason(struct parse *p)
{
    for (const char *c = strchr(p->text, ':'); c != NULL; c = strchr(c + 1, ':')) {
        if (strspn(p->text, " ") == (size_t)(c - p->text))
            continue;                   /* "GHI NHẬN: ...": behind the verb itself */
        if (c > p->text && isdigit((unsigned char)c[-1]) && isdigit((unsigned char)c[1]))
            continue;                   /* an hour */
        if (c - p->text >= 2 && toupper((unsigned char)c[-1]) == 'X' && isdigit((unsigned char)c[1]))
            continue;                   /* the period "DX:512" */
        p->out->reason = parse_trimmed(c, strlen(c));
        parse_blank(p, c, c + strlen(c));
        break;
    }
    if (p->out->reason != NULL && parse_takes(p, ARG_CURE))
        cut_cure(p);
}

/* Without a colon: what stands behind the last argument, else the first words
 * that are none. */
void
parse_loose_reason(struct parse *p, size_t last)
{
    static const char *const openers[] = {"vi", "ly", "do", "because", "reason", "noi", "dung"};
    const struct tokens *t = &p->t;
    size_t from = last, to = t->n;

    if (from >= t->n) {
        for (from = 0; from < t->n && p->used[from]; from++)
            ;
        for (to = from; to < t->n && !p->used[to]; to++)
            ;
    }
    while (from < to && parse_one_of(&t->v[from], openers, ARRAY_LEN(openers)))
        p->used[from++] = true;
    if (from >= to)
        return;
    const char *begin = t->v[from].raw, *end = t->v[to - 1].raw + t->v[to - 1].raw_len;

    p->out->reason = parse_trimmed(begin, to == t->n ? strlen(begin) : (size_t)(end - begin));
    for (size_t i = from; i < to; i++)
        p->used[i] = true;
    if (p->out->reason != NULL && parse_takes(p, ARG_CURE))
        cut_cure(p);
}

void
parse_address(struct parse *p)
{
    const char *at = strchr(p->text, '@'), *from = at, *to = at;
    char *raw;

    if (at == NULL)
        return;
    while (from > p->text && !isspace((unsigned char)from[-1]) && strchr("<(,;:\"", from[-1]) == NULL)
        from--;
    while (*to != '\0' && !isspace((unsigned char)*to) && strchr(">),;\"", *to) == NULL)
        to++;
    while (to > at && to[-1] == '.')
        to--;
    raw = xstrndup(from, (size_t)(to - from));
    if (text_is_address(raw))
        p->out->address = text_address_fold(raw);
    else
        parse_fault(p, COMMAND_WANTING, xasprintf("«%s» không phải là một địa chỉ thư", raw));
    free(raw);
    parse_blank(p, from, to);
}
