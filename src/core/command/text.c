/* The officer's own words in a command: a title, a reason, an address. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/mem.h"
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

/* Where a cure date stands among the words of a reason. */
struct cure {
    size_t from, to;                    /* tokens */
    bool before, hour;                  /* "trước ngày ..."; an hour is named */
    bool none;                          /* "hạn 31/6": there is no such day */
    struct date day;
};

static bool
opens_clause(const struct tokens *t, size_t at)
{
    return at == 0 || token_gap(&t->v[at], ",;.(");
}

/* Is the day said as a deadline? "Số liệu đến 31/5", "từ 15/12 đến 14/6" tell of the report. */
static bool
is_deadline(const struct tokens *t, const struct cure *c, size_t day)
{
    static const char *const sure[] = {"han", "chot", "cham nhat", "by"},
                             *const doing[] = {"gui", "nop", "bo sung", "sua", "chinh",
                                               "hoan thien", "hoan thanh", "lam lai", "xong",
                                               "send", "submit", "correct"},
                             *const figures[] = {"so lieu", "tinh", "phat sinh", "giai doan", "tu",
                                                 "figures", "data", "from"};
    bool truoc = tokens_within(t, c->from, day, (const char *const[]){"truoc", "before"}, 2), does = false, figured = false;
    size_t at = c->from;

    if (tokens_within(t, c->from, day, sure, ARRAY_LEN(sure)) || opens_clause(t, at))
        return true;
    if (tokens_within(t, at, day, doing, ARRAY_LEN(doing)) ||
        tokens_any(t, at - 1, doing, ARRAY_LEN(doing)))
        return true;
    do {
        at--;
        does = does || tokens_any(t, at, doing, ARRAY_LEN(doing));
        figured = figured || tokens_any(t, at, figures, ARRAY_LEN(figures));
    } while (!opens_clause(t, at));
    return truoc && (does || !figured);
}

/* "hạn 12/6", "trước ngày 12/6", "gửi lại chậm nhất hết ngày 12/6" from this word on. */
static bool
cure_at(struct parse *p, const struct tokens *t, size_t i, struct cure *out)
{
    static const char *const openers[] = {"han", "truoc", "den", "chot", "by", "before", "until",
                                          "cham", "trong", "vao"};
    static const char *const fillers[] = {"han", "den", "het", "cuoi", "nop", "lai", "la", "ngay",
                                          "cham", "nhat", "truoc", "gui", "trong", "vao"};
    size_t at = i, end, day;
    int hour, minute;

    if (!token_among(&t->v[i], openers, ARRAY_LEN(openers)))
        return false;
    *out = (struct cure){ .from = i };
    for (; at < t->n && (at == i || token_among(&t->v[at], fillers, ARRAY_LEN(fillers))); at++)
        out->before = out->before || token_is(&t->v[at], "truoc") || token_is(&t->v[at], "before");
    end = read_time(t, at, &hour, &minute);
    out->hour = end > at;
    day = at = end;
    if ((out->to = read_date(t, at, parse_today(p), true, &out->day)) == at) {
        out->to = read_no_date(t, at, parse_today(p));
        out->none = out->to > at;
    }
    if (out->to == at)
        return false;
    out->hour = out->hour || read_time(t, out->to, &hour, &minute) > out->to;
    while (out->from > 1 && token_among(&t->v[out->from - 1], fillers, ARRAY_LEN(fillers)))
        out->from--;                    /* "..., gửi lại trước ngày 14/6" */
    return is_deadline(t, out, day);
}

/* Only polite words stand behind it. */
static bool
cure_ends(const struct tokens *t, const struct cure *c)
{
    static const char *const polite[] = {"nhe", "nha", "a", "gap", "voi", "em", "anh", "chi",
                                         "giup", "please", "nhen"};
    size_t at = c->to;

    while (at < t->n && token_among(&t->v[at], polite, ARRAY_LEN(polite)))
        at++;
    return at == t->n;
}

/* "hạn 12/6, cần bản ký": between marks. Any other date belongs to the reason itself. */
static bool
cure_stands_apart(const struct tokens *t, const struct cure *c)
{
    return token_is(&t->v[c->from], "han") && strchr("^,;.(", t->v[c->from].gap) != NULL &&
           strchr(",;.)", t->v[c->to].gap) != NULL;
}

static char *
without_cure(const char *text, const struct tokens *t, const struct cure *c)
{
    const char *tail = t->v[c->to - 1].raw + t->v[c->to - 1].raw_len;
    char *head = parse_trimmed(text, (size_t)(t->v[c->from].raw - text)), *rest, *whole;
    size_t n = head == NULL ? 0 : strlen(head);

    while (n > 0 && strchr("(,;. ", head[n - 1]) != NULL)
        head[--n] = '\0';
    if (cure_ends(t, c))
        return head;
    rest = parse_trimmed(tail, strlen(tail));
    whole = n == 0 || rest == NULL ? rest : xasprintf("%s; %s", head, rest);
    free(head);
    if (whole != rest)
        free(rest);
    return whole;
}

static void
cut_cure(struct parse *p)
{
    struct tokens t;
    struct cure c;
    size_t i = 0;

    tokens_of(p->out->reason, strlen(p->out->reason), &t);
    while (i < t.n &&
           !(cure_at(p, &t, i, &c) && (c.hour || cure_ends(&t, &c) || cure_stands_apart(&t, &c))))
        i++;
    if (i < t.n && c.hour) {
        parse_fault(
            p, COMMAND_WANTING,
            xstrdup(SAY("hạn bổ sung tính theo ngày; đề nghị chỉ ghi ngày (hạn dd/mm)",
                        "a day to correct by has no hour; please write the day alone (by dd/mm)")));
    } else if (i < t.n && c.none) {
        parse_no_date(p, &t, c.from, c.to);
    } else if (i < t.n) {
        char *reason = without_cure(p->out->reason, &t, &c);

        p->out->to = c.before ? date_add(c.day, -1) : c.day;
        free(p->out->reason);
        p->out->reason = reason;
    }
    tokens_free(&t);
}

/* "... Cảm ơn em!": what is said to us is not told to the unit. */
static void
cut_courtesy(char *reason)
{
    size_t end = strlen(reason);

    while (end > 0 && strchr(" .!", reason[end - 1]) != NULL)
        end--;
    while (end > 0 && strchr(".!;", reason[end - 1]) == NULL)
        end--;
    if (end == 0 || !reply_says_nothing(reason + end))
        return;
    reason[reason[end - 1] == ';' ? end - 1 : end] = '\0';
    cut_courtesy(reason);
}

static void
tidy_reason(struct parse *p)
{
    if (p->out->reason != NULL && p->out->rule->verb != VERB_TELL)
        cut_courtesy(p->out->reason);
    if (p->out->reason != NULL && parse_takes(p, ARG_CURE))
        cut_cure(p);
}

void
parse_reason(struct parse *p)
{
    for (const char *c = strchr(p->text, ':'); c != NULL; c = strchr(c + 1, ':')) {
        if (strspn(p->text, " ") == (size_t)(c - p->text) && p->out->rule->verb != VERB_TELL)
            continue;                   /* "GHI NHẬN: ...": behind the verb itself */
        if (c > p->text && isdigit((unsigned char)c[-1]) && isdigit((unsigned char)c[1]))
            continue;                   /* an hour */
        if (c - p->text >= 2 && toupper((unsigned char)c[-1]) == 'X' &&
            isdigit((unsigned char)c[1]))
            continue;                   /* the period "DX:512" */
        p->out->reason = parse_trimmed(c, strlen(c));
        parse_blank(p, c, c + strlen(c));
        break;
    }
    tidy_reason(p);
}

/* Without a colon the words beside an order may be a part of it. */
static void
only_why(struct parse *p, bool colon)
{
    char *reason = p->out->reason;
    bool none = reason != NULL && (reply_only_particles(reason) || (p->out->rule->verb == VERB_EXTEND && parse_little(reason)) ||        /* "nhé em", "cho huyện" */
                                   (p->out->rule->verb == VERB_EXTEND && reply_agrees(reason)));

    if (reason == NULL || (!none && (colon || p->out->rule->verb != VERB_REJECT)))
        return;
    p->out->reason = none ? NULL : reply_why_not(reason);
    free(reason);
}

/* Without a colon: what stands behind the last argument, else the first words
 * that are none. */
void
parse_loose_reason(struct parse *p, size_t last)
{
    static const char *const openers[] = {"vi", "ly", "do", "because", "reason", "noi", "dung"};
    static const char *const asides[] = {"giup", "ho", "anh", "em", "chi", "la", "rang", "don", "vi", "cho", "voi", "nhe"};     /* said to us, not to the sender */
    const struct tokens *t = &p->t;
    size_t from = last, to = t->n;

    if (from >= t->n) {
        for (from = 0; from < t->n && p->used[from]; from++)
            ;
        for (to = from; to < t->n && !p->used[to]; to++)
            ;
        if (from < to && parse_amid(p, from, to))
            return;
    }
    bool letter = p->out->rule->verb == VERB_TELL;

    while (from < to && token_among(&t->v[from], letter ? asides : openers,
                                    letter ? ARRAY_LEN(asides) : ARRAY_LEN(openers)))
        p->used[from++] = true;
    if (from >= to)
        return;
    const char *begin = t->v[from].raw, *end = t->v[to - 1].raw + t->v[to - 1].raw_len;

    p->out->reason = parse_trimmed(begin, to == t->n ? strlen(begin) : (size_t)(end - begin));
    if (p->out->reason != NULL && strchr(p->out->reason, '(') == NULL)
        p->out->reason[strcspn(p->out->reason, ")")] = '\0';           /* "(bão)" */
    only_why(p, t->v[from].gap == ':');
    for (size_t i = from; i < to; i++)
        p->used[i] = true;
    tidy_reason(p);
}

void
parse_address(struct parse *p)
{
    const char *at = strchr(p->text, '@'), *from = at, *to = at;
    char *raw;

    if (at == NULL)
        return;
    while (from > p->text && !isspace((unsigned char)from[-1]) &&
           strchr("<(,;:\"", from[-1]) == NULL)
        from--;
    while (*to != '\0' && !isspace((unsigned char)*to) && strchr(">),;\"", *to) == NULL)
        to++;
    while (to > at && to[-1] == '.')
        to--;
    raw = xstrndup(from, (size_t)(to - from));
    if (address_is(raw))
        p->out->address = address_fold(raw);
    else
        parse_fault(
            p, COMMAND_WANTING,
            xasprintf(SAY("«%s» không phải là một địa chỉ thư", "\"%s\" is no mail address"), raw));
    free(raw);
    parse_blank(p, from, to);
}
