/* What a few words mean that answer a notice: "đồng ý nhé" is an order about
 * the mail that the notice told of, by what that mail asks. Every word must be
 * accounted for; one that is not, and it is no such answer. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stance.h"

static void
unsure(struct command *out, const struct command_about *a, const char *cause)
{
    out->rule = &command_rules[VERB_CONFIRM];
    out->problem = COMMAND_AMBIGUOUS;
    out->cause =
        xasprintf(out->english ? "\"%s\" is not clear%s; please answer with one of these lines"
                               : "chưa rõ ý «%s»%s; đề nghị trả lời một trong các dòng sau",
                  out->line, cause);
    if (a != NULL)
        command_offers(a, &out->choices);
}

/* The answer to "do you confirm?". */
static char *
confirmed(const struct command_context *c, const struct reply *r, struct command *out)
{
    if (r->left > 0 || r->codes.n > 0 || (r->stance == STANCE_NONE && !reply_thanks(r->text)) ||
        r->stance == STANCE_DONE || r->stance == STANCE_YET)
        return NULL;
    if (c->tokens.n == 1 && !r->torn && (r->stance == STANCE_YES || r->stance == STANCE_SURE))
        return xasprintf("ĐỒNG Ý %s", c->tokens.v[0]);
    if (c->tokens.n == 1 && !r->torn && r->stance == STANCE_NO)
        return xasprintf("HỦY %.*s", (int)(strrchr(c->tokens.v[0], '-') - c->tokens.v[0]), c->tokens.v[0]);
    unsure(out, NULL,
           c->tokens.n > 1 ? (out->english ? ", the letter asks about several orders"
                                           : ", thư hỏi về nhiều lệnh")
                           : "");
    for (size_t i = 0; i < c->tokens.n; i++)
        strings_take(&out->choices, xasprintf("%s %s", out->english ? "CONFIRM" : "ĐỒNG Ý", c->tokens.v[i]));
    return NULL;
}

/* "đến 12/12", "thêm 5 ngày", "huyện Lấp Vò": the words of an order without its
 * verb. NULL: they are more, or something else. */
static char *
completed(const struct command_context *c, const char *verb, const char *code, const char *rest,
          const char *tail)
{
    char *line = xasprintf("%s %s %s%s", verb, code, rest, tail);
    struct command got;
    bool fits;

    parse_whole(c, line, &got);
    fits = got.problem == COMMAND_FINE || (got.problem == COMMAND_AMBIGUOUS && got.choices.n > 0);
    fits = fits && !got.lent_day;       /* "để anh hỏi lại" names none */
    if (got.rule != NULL && got.rule->verb == VERB_CLASSIFY)
        fits = (got.nunits > 0 || got.report != NULL || got.choices.n > 0) && got.words == NULL;
    command_clear(&got);
    if (fits)
        return line;
    free(line);
    return NULL;
}

/* "đến 12/6 anh mới về" says when he is there. */
static bool
about_himself(const struct reply *r)
{
    static const char *const words[] = { "moi", "ve" };

    for (size_t i = 0; i < r->t.n; i++)
        if (token_among(&r->t.v[i], words, ARRAY_LEN(words)))
            return true;
    return false;
}

/* "Để mai đồng ý", "hôm qua đã duyệt": when he agrees, and not until when. */
static bool
agrees_then(const struct reply *r)
{
    static const char *const until[] = { "den", "toi", "het", "cho", "them", "ngay", "thi" };
    struct tokens t;
    bool says = false;
    size_t stance = 0;

    while (r->text[stance] != '\0' && r->text[stance] == r->rest[stance])
        stance++;
    tokens_of(r->rest, stance, &t);
    for (size_t i = 0; i < t.n; i++)
        says = says || t.v[i].number >= 0 || token_among(&t.v[i], until, ARRAY_LEN(until));
    says = t.n > 0 && !says;
    tokens_free(&t);
    return says;
}

static char *
on_time(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    static const char tail[] = ": theo đề nghị của đơn vị";

    if (r->stance == STANCE_NO || r->stance == STANCE_NO_TIME)
        return r->left > 0 ? NULL : xasprintf("TỪ CHỐI %s: %s", a->code, r->reason == NULL ? "" : r->reason);
    if ((r->stance == STANCE_YES || r->stance == STANCE_TIME) && r->left == 0)
        return xasprintf("GIA HẠN %s%s", a->code, tail);
    if (r->stance == STANCE_DONE || r->stance == STANCE_YET || r->left == 0 ||
        (r->stance == STANCE_NONE && about_himself(r)) ||
        (r->stance != STANCE_NONE && agrees_then(r)))
        return NULL;
    return completed(c, "GIA HẠN", a->code, r->rest, tail);
}

/* The deadline's day as our notice writes it: its last one, or the one before which it is due. */
static bool
is_due_on(const struct command_context *c, const struct command_also *of, int day, int month)
{
    for (size_t i = 0; i < c->nrounds; i++) {
        const struct command_round *round = &c->rounds[i];
        struct date due = moment_of(round->due, c->utc_offset).date,
                    last = moment_of(round->due - 1, c->utc_offset).date;

        if (round->report == of->report && strcmp(round->period, of->period) == 0 && round->due != INSTANT_NONE)
            return (due.day == day && due.month == month) || (last.day == day && last.month == month);
    }
    return false;
}

/* Words of a line that name no request. */
static const char *const beside[] = { "yeu", "cau", "so", "dx", "han", "ngay", "truoc", "dot", "xuat", "bao", "cao", "la", "cho", "cua",
                                      "cai", "theo", "em", "nhe", "nha", "a", "vao", "do", "giup", "anh" };

static bool
in_title(const struct tokens *title, const struct token *w)
{
    bool in = false;

    for (size_t i = 0; i < title->n && !in; i++)
        if (token_is(&title->v[i], w->text)) {
            char *lower = token_lower(&title->v[i]);

            in = token_fits(w, lower);
            free(lower);
        }
    return in;
}

/* Every word that says something stands in the request's title, and one does. */
static bool
titled(const struct tokens *t, const char *title)
{
    static const char *const matters[] = { "vu", "viec", "ve", "tinh", "hinh", "cong", "tac", "ket", "qua" };
    struct tokens words;
    size_t said = 0;
    bool all = true;

    tokens_of(title, strlen(title), &words);
    for (size_t i = 0; i < t->n && all; i++) {
        bool plain = token_among(&t->v[i], beside, ARRAY_LEN(beside)) ||
                     token_among(&t->v[i], matters, ARRAY_LEN(matters));

        all = plain || in_title(&words, &t->v[i]);
        said += !plain;
    }
    tokens_free(&words);
    return all && said > 0;
}

/* "Vụ lũ", "ma túy học đường": by the words of its title, where they are no other's as well. */
static const struct command_also *
open_titled(const struct command_about *a, const struct reply *r)
{
    const struct command_also *found = NULL;
    size_t fits = 0;

    for (size_t i = 0; i < COMMAND_OPEN && a->open[i].report != NULL && r->stance == STANCE_NONE; i++)
        if (a->open[i].title != NULL && titled(&r->t, a->open[i].title)) {
            found = &a->open[i];
            fits++;
        }
    return fits == 1 ? found : NULL;
}

/* "Số 2", "hạn 5/9", and nothing else: of several requests that are open the one of that number or day. */
static const struct command_also *
which_open(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    const struct command_also *found = NULL;
    size_t said = 0, fits = 0, n;

    for (size_t at = 0; at < r->t.n; at += n) {
        int number = tokens_number(&r->t, at), month = tokens_number(&r->t, at + 1);
        bool day = month > 0 && token_gap(&r->t.v[at + 1], "/-.");

        n = number > 0 && day ? 2 : 1;
        if (number <= 0 && !token_among(&r->t.v[at], beside, ARRAY_LEN(beside)))
            return NULL;
        said += number > 0;
        for (size_t i = 0; number > 0 && i < COMMAND_OPEN && a->open[i].report != NULL; i++) {
            const struct command_also *of = &a->open[i];
            bool is = of->report->recurrence == RECUR_ON_REQUEST &&
                      (day ? is_due_on(c, of, number, month)
                           : strncmp(of->period, "DX:", 3) == 0 && atoi(of->period + 3) == number);

            fits += is;
            found = is ? of : found;
        }
    }
    return said == 1 && fits == 1 ? found : NULL;
}

static char *
on_place(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    const struct command_also *of = a->unit == NULL ? NULL : which_open(c, a, r);

    if (of == NULL && a->unit != NULL)
        of = open_titled(a, r);
    if (of != NULL)
        return xasprintf("PHÂN LOẠI %s %s", a->code, of->period);
    if (r->left == 0 && r->stance == STANCE_DONE)
        return xasprintf("XONG %s", a->code);
    if (r->left == 0 && r->stance == STANCE_YES && a->unit != NULL && a->report != NULL)
        return xasprintf("PHÂN LOẠI %s", a->code);
    return r->left > 0 && r->stance != STANCE_NO && r->stance != STANCE_DONE
               ? completed(c, "PHÂN LOẠI", a->code, r->rest, "")
               : NULL;
}

/* "Cho rút", "ok trả lại nhé": what the unit asks for, and nothing besides. */
static bool
gives_back(const struct reply *r)
{
    static const char *const words[] = { "tra", "rut", "hoi", "hoan" };
    struct tokens t;
    size_t n = 0;

    tokens_of(r->rest, strlen(r->rest), &t);
    for (size_t i = 0; i < t.n; i++)
        n += token_among(&t.v[i], words, ARRAY_LEN(words));
    tokens_free(&t);
    return n == r->left && !r->torn &&
           (r->stance == STANCE_YES || (n > 0 && r->stance <= STANCE_SEEN));
}

/* "Đồng ý, hạn 12/6", "cho rút, gửi lại trước 12/6": given back, and by when it is to come again. The
 * day must be all that he adds. */
static char *
back_by_a_day(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    static const char *const given[] = { "tra", "rut", "hoi", "hoan", "cho", "lai", "ho", "ve" };
    char *base = command_recall(a), *line;
    struct command plain, got;
    struct tokens t;
    size_t at = 0;
    bool whole;

    tokens_of(r->rest, strlen(r->rest), &t);
    while (at < t.n && token_among(&t.v[at], given, ARRAY_LEN(given)))
        at++;
    whole = at < t.n && (at > 0 || r->stance != STANCE_NONE) && r->stance <= STANCE_YES && !r->torn;
    line = xasprintf("%s, %s", base, whole ? t.v[at].raw : "");
    parse_whole(c, base, &plain);
    parse_whole(c, line, &got);
    whole = whole && got.problem == COMMAND_FINE && got.to.year != 0 && got.reason != NULL &&
            plain.reason != NULL && strcmp(got.reason, plain.reason) == 0;
    command_clear(&plain);
    command_clear(&got);
    tokens_free(&t);
    free(base);
    if (whole)
        return line;
    free(line);
    return NULL;
}

static char *
on_recall(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    if (r->stance == STANCE_DONE && r->left == 0)
        return xasprintf("XONG %s", a->code);
    if (a->wanted == NULL)
        return NULL;
    return gives_back(r) ? command_recall(a) : back_by_a_day(c, a, r);
}

static char *
meant(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    bool bare = r->left == 0;

    switch (a->asks) {
    case ASKS_TIME:
        return on_time(c, a, r);
    case ASKS_PLACE:
        return on_place(c, a, r);
    case ASKS_VERDICT:
        return bare && (r->stance == STANCE_NO || r->stance == STANCE_BAD ||
                        (r->stance == STANCE_YET && r->reason != NULL))
                   ? xasprintf("TRẢ LẠI %s: %s", a->code, r->reason == NULL ? "" : r->reason)
               : bare && (r->stance == STANCE_YES || r->stance == STANCE_GOOD)
                   ? xasprintf("ĐẠT %s", a->code)
               : bare && r->stance == STANCE_SURE && r->codes.n > 0     /* what was offered, tapped once more */
                   ? xasprintf("XÁC NHẬN %s", a->code)
                   : NULL;
    case ASKS_WHOSE:
        return bare && (r->stance == STANCE_YES || r->stance == STANCE_SURE) ? xasprintf("XÁC NHẬN %s", a->code)
               : bare && r->stance == STANCE_NO && r->reason == NULL  ? xasprintf("TỪ CHỐI %s", a->code)
                                                                      : NULL;
    case ASKS_RECALL:
        return on_recall(c, a, r);
    case ASKS_RELEASE:
        return bare && r->stance == STANCE_DONE ? xasprintf("XONG %s", a->code)
               : reply_releases(r)              ? xasprintf("XÁC NHẬN %s", a->code)
                                                : on_place(c, a, r);
    case ASKS_WORDS:
        return bare && r->stance == STANCE_DONE ? xasprintf("XONG %s", a->code)
               : bare && r->stance == STANCE_SURE && r->codes.n > 0    /* it is the unit's after all */
                   ? xasprintf("XÁC NHẬN %s", a->code)
                   : NULL;
    default:
        return NULL;
    }
}

/* "Ok cho họ thêm mấy hôm": the word accepts no report, where it answers something else. */
static bool
only_ok(const struct reply *r)
{
    struct hit verb = parse_verb(&r->t);

    return r->stance == STANCE_SEEN && verb.rule != NULL && verb.rule->verb == VERB_ACCEPT &&
           verb.words == 1 && parse_polite(&r->t.v[verb.at]);
}

/* For each code what it means there; the same for all, or asked about. */
static char *
for_codes(const struct command_context *c, const struct reply *r, struct command *out)
{
    struct strings lines = {0};
    const struct command_about *a = NULL;
    char *line = NULL;

    for (size_t i = 0; i < r->codes.n || (i == 0 && c->code != NULL); i++) {
        a = parse_about(c, r->codes.n > 0 ? r->codes.v[i] : c->code);
        line = a == NULL || r->torn ? NULL : meant(c, a, r);
        if (line != NULL)
            strings_take(&lines, line);
    }
    line = lines.n == 1 && r->codes.n < 2 ? xstrdup(lines.v[0]) : NULL;
    if (line == NULL && lines.n > 1) {
        unsure(out, NULL, out->english ? " for several codes" : " cho nhiều mã");
        for (size_t i = 0; i < lines.n; i++)
            strings_add(&out->choices, lines.v[i]);
    } else if (line == NULL && a != NULL && a->asks != ASKS_NOTHING && r->stance != STANCE_NONE &&
               (r->left == 0 || r->torn || only_ok(r))) {
        unsure(out, a,
               r->stance == STANCE_SEEN
                   ? (out->english ? ": agreed, or only seen" : ": đồng ý, hay chỉ là đã xem")
               : a->refused
                   ? (out->english ? ": the mail was rejected and counts for nothing"
                                   : ": thư này đã bị từ chối, không tính là báo cáo")
                   : "");
    }
    strings_free(&lines);
    return line;
}

/* "Cho đơn vị thêm 3 ngày" asks for no unit. */
static bool
has_verb(const struct command_context *c, const struct reply *r)
{
    const struct command_rule *rule = parse_verb(&r->t).rule;
    const struct command_about *a = parse_about(c, c->code);

    if (rule == NULL || a == NULL)
        return rule != NULL;
    return !(rule->verb == VERB_UNIT && a->asks == ASKS_TIME) &&
           !(rule->verb == VERB_PAPER && a->asks == ASKS_RELEASE);      /* "ghi nhận" what lies in quarantine */
}

/* "đạt TN-1, TN-2" is an order of its own; so is whatever begins with a verb
 * that takes no other meaning here. */
char *
reply_order(const struct command_context *c, const char *text, struct command *out)
{
    struct reply r;
    char *line = NULL;

    if (c->about == NULL && c->tokens.n == 0)
        return NULL;
    reply_read(text, &r);
    if (r.codes.n > 0 && (r.stance == STANCE_SEEN || r.stance == STANCE_GOOD)) {        /* "ok TN-...": an order as it stands */
        reply_clear(&r);
        return NULL;
    }
    if (c->tokens.n > 0)
        line = confirmed(c, &r, out);
    out->seen = r.stance == STANCE_SEEN && r.left == 0;
    if (line == NULL && out->problem == COMMAND_FINE &&
        (r.stance != STANCE_NONE || !has_verb(c, &r)))
        line = for_codes(c, &r, out);
    out->lent = line != NULL && r.codes.n == 0;
    reply_clear(&r);
    return line;
}
