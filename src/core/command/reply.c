/* What a few words mean that answer a notice: "đồng ý nhé" is an order about
 * the mail that the notice told of, by what that mail asks. Every word must be
 * accounted for; one that is not, and it is no such answer. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "parse.h"

/* SURE: it is so; TIME, GOOD: yes, to more time or to a report, and to nothing else; YET: not (yet). */
enum stance { STANCE_NONE, STANCE_SEEN, STANCE_SURE, STANCE_YES, STANCE_TIME, STANCE_GOOD, STANCE_NO, STANCE_YET, STANCE_DONE };

/* alone: only where nothing but a mark follows, "không biết" is no refusal. */
static const struct { const char *words; enum stance stance; bool alone; } stances[] = {
    {"dong y", STANCE_YES, false}, {"dong i", STANCE_YES, false}, {"nhat tri", STANCE_YES, false}, {"chap thuan", STANCE_YES, false}, {"chap nhan", STANCE_YES, false},
    {"phe duyet", STANCE_YES, false}, {"duyet", STANCE_YES, false}, {"thong nhat", STANCE_YES, false}, {"tan thanh", STANCE_YES, false},
    {"duoc", STANCE_YES, true}, {"dc", STANCE_YES, true}, {"cho phep", STANCE_YES, false}, {"duoc roi", STANCE_YES, true},
    {"duoc nhe", STANCE_YES, true}, {"dung", STANCE_YES, true}, {"dung roi", STANCE_YES, true}, {"dung vay", STANCE_YES, true},
    {"phai", STANCE_YES, true}, {"phai roi", STANCE_YES, true}, {"dy", STANCE_YES, true}, {"yes", STANCE_YES, true},
    {"xac nhan", STANCE_SURE, false}, {"agree", STANCE_YES, false}, {"agreed", STANCE_YES, false}, {"approved", STANCE_YES, false},
    {"dong y gia han", STANCE_TIME, false}, {"dong y cho gia han", STANCE_TIME, false}, {"cho gia han", STANCE_TIME, false},
    {"duyet gia han", STANCE_TIME, false}, {"chap nhan gia han", STANCE_TIME, false}, {"chap thuan gia han", STANCE_TIME, false},
    {"nhat tri gia han", STANCE_TIME, false}, {"nhat tri cho gia han", STANCE_TIME, false}, {"duyet cho gia han", STANCE_TIME, false},
    {"khong", STANCE_NO, true}, {"khong dong y gia han", STANCE_NO, false}, {"khong dong y cho gia han", STANCE_NO, false},
    {"khong cho gia han", STANCE_NO, false}, {"khong gia han", STANCE_NO, false}, {"khong duyet gia han", STANCE_NO, false},
    {"khong dong y", STANCE_NO, false}, {"khong duyet", STANCE_NO, false}, {"khong dat", STANCE_NO, false},
    {"khong duoc", STANCE_NO, false}, {"khong chap nhan", STANCE_NO, false}, {"khong chap thuan", STANCE_NO, false},
    {"khong nhat tri", STANCE_NO, false}, {"khong thong nhat", STANCE_NO, false}, {"khong cho phep", STANCE_NO, false},
    {"khong phai", STANCE_NO, true}, {"chua dat", STANCE_NO, false}, {"chua duoc", STANCE_YET, false}, {"chua dong y", STANCE_YET, false},
    {"chua dat yeu cau", STANCE_NO, false}, {"khong dat yeu cau", STANCE_NO, false}, {"no", STANCE_NO, true},
    {"dat", STANCE_GOOD, false}, {"dat yeu cau", STANCE_GOOD, false}, {"dat roi", STANCE_GOOD, true},
    {"bo qua", STANCE_DONE, false}, {"khong phai bao cao", STANCE_DONE, false}, {"khong tinh", STANCE_DONE, true},
    {"xong", STANCE_DONE, false}, {"da xong", STANCE_DONE, false}, {"xong roi", STANCE_DONE, false}, {"xu ly xong", STANCE_DONE, false},
    {"da xu ly", STANCE_DONE, false}, {"da xu ly xong", STANCE_DONE, false}, {"da giai quyet", STANCE_DONE, false},
    {"khong can xu ly", STANCE_DONE, false}, {"da lam", STANCE_DONE, true}, {"done", STANCE_DONE, true},
    {"ok", STANCE_SEEN, false}, {"u", STANCE_SEEN, true}, {"uh", STANCE_SEEN, true}, {"oke", STANCE_SEEN, false}, {"okay", STANCE_SEEN, false}, {"okie", STANCE_SEEN, false},
    {"okey", STANCE_SEEN, false}, {"da xem", STANCE_SEEN, false}, {"da nhan", STANCE_SEEN, true}, {"da biet", STANCE_SEEN, false},
    {"da ro", STANCE_SEEN, false}, {"ro", STANCE_SEEN, true}, {"vang", STANCE_SEEN, true}, {"noted", STANCE_SEEN, false},
};

struct reply {
    const char *text;
    struct tokens t;
    struct strings codes;
    enum stance stance;
    const char *reason;         /* what stands behind a refusal; NULL */
    size_t left;                /* words that are not accounted for */
    bool torn;                  /* says both yes and no */
    char *rest;                 /* the text without stance and codes */
};

static bool
is_noise(const struct token *t)
{
    static const char *const words[] = {
        "em", "anh", "chi", "dong", "co", "chu", "bac", "minh", "toi", "ta", "chung", "nhe", "nha", "nhen", "nghen", "a", "oi", "voi",
        "giup", "ho", "gium", "cam", "on", "xin", "vui", "long", "kinh", "chao", "gui", "thua", "vang", "da", "u", "uh", "um", "roi",
        "luon", "nhu", "vay", "the", "thi", "cu", "cho", "ve", "viec", "de", "nghi", "nay", "cua", "don", "vi", "bao", "cao", "mail",
        "email", "phong", "ban", "he", "thong", "hoan", "toan", "y", "kien", "la", "thanks", "thank", "you", "tks", "do", "lai", "thu",
        "y", "kien", "cac", "dc", "ok", "please", "i", "it", "nhung", "gap", "di", "theo", "noi", "dung", "tren", "may", "sep", "to", "ho", "nhieu",
    };

    return parse_one_of(t, words, ARRAY_LEN(words)) && !token_is(t, "nhung");
}

/* "ko đồng ý": on a telephone "không" is seldom written out. */
static size_t
phrase_at(const struct tokens *t, size_t at, const char *words)
{
    static const char *const no[] = { "ko", "k", "khg", "kg", "hok", "hk" };
    size_t rest;

    if (strncmp(words, "khong", 5) != 0 || !parse_one_of(&t->v[at], no, ARRAY_LEN(no)))
        return tokens_phrase(t, at, words);
    rest = words[5] == '\0' ? 0 : tokens_phrase(t, at + 1, words + 6);
    return words[5] == '\0' || rest > 0 ? 1 + rest : 0;
}

static size_t
stance_at(const struct tokens *t, size_t at, enum stance *stance)
{
    size_t best = 0;

    for (size_t i = 0; i < ARRAY_LEN(stances); i++) {
        size_t n = phrase_at(t, at, stances[i].words), end = at + n;
        bool apart = end >= t->n || t->v[end].gap != ' ' || is_noise(&t->v[end]);

        if (n > best && (!stances[i].alone || apart)) {
            best = n;
            *stance = stances[i].stance;
        }
    }
    return best;
}

static bool
is_particle(const struct token *t)
{
    static const char *const words[] = { "nhe", "nha", "nhen", "nghen", "a", "em", "anh", "chi", "oi", "voi", "giup", "thoi", "vi", "do",
                                         "ly", "boi", "luon", "gap" };

    return parse_one_of(t, words, ARRAY_LEN(words));
}

bool
reply_only_particles(const char *text)
{
    struct tokens t;
    bool only = true;

    tokens_of(text, strlen(text), &t);
    for (size_t i = 0; i < t.n; i++)
        only = only && is_particle(&t.v[i]);
    tokens_free(&t);
    return only;
}

/* Why not: what stands behind the refusal, if that is more than courtesy. */
static const char *
reason_from(const struct tokens *t, size_t at)
{
    bool more = false;

    while (at < t->n && is_particle(&t->v[at]))
        at++;
    for (size_t i = at; i < t->n; i++)
        more = more || !is_noise(&t->v[i]);
    return more ? t->v[at].raw : NULL;
}

/* What was seen, and then agreed to, is agreed to. */
static void
take_stance(struct reply *r, enum stance is)
{
    if (r->stance == STANCE_NONE || r->stance == STANCE_SEEN || (r->stance == STANCE_YES && (is == STANCE_TIME || is == STANCE_GOOD)))
        r->stance = is;
    else if (is != STANCE_SEEN && is != r->stance)
        r->torn = true;
}

static void
blank(struct reply *r, size_t from, size_t to)
{
    const struct token *a = &r->t.v[from], *z = &r->t.v[to - 1];

    memset(r->rest + (a->raw - r->text), ' ', (size_t)(z->raw + z->raw_len - a->raw));
}

static bool
denies(const struct reply *r)
{
    return r->stance == STANCE_NO || r->stance == STANCE_YET;
}

static void
read_words(const char *text, struct reply *r)
{
    *r = (struct reply){ .text = text, .rest = xstrdup(text) };
    tokens_of(text, strlen(text), &r->t);
    for (size_t at = 0, end; at < r->t.n; at = end) {
        enum stance is = STANCE_NONE;
        char *code = NULL;

        end = read_code(&r->t, at, "tn", 2000, &code);
        if (end > at) {
            strings_take(&r->codes, xasprintf("TN-%s", code));
            free(code);
            blank(r, at, end);
            continue;
        }
        if (denies(r) && r->t.v[at].gap == ':' && (r->reason = reason_from(&r->t, at)) != NULL)
            return;
        if ((end = at + stance_at(&r->t, at, &is)) > at) {
            take_stance(r, is);
            blank(r, at, end);
            continue;
        }
        if (denies(r) && (r->reason = reason_from(&r->t, at)) != NULL)
            return;
        end = at + 1;
        if (is_noise(&r->t.v[at]) && strchr(":;", r->t.v[at].gap) == NULL)
            continue;
        r->left++;
    }
}

static void
reply_clear(struct reply *r)
{
    tokens_free(&r->t);
    strings_free(&r->codes);
    free(r->rest);
}

/* ---- what it means --------------------------------------------------------------- */

static const struct command_about *
about_of(const struct command_context *c, const char *code)
{
    return code == NULL || c->about == NULL ? NULL : c->about(c->arg, code);
}

static void
unsure(struct command *out, const struct command_about *a, const char *cause)
{
    out->rule = &command_rules[VERB_CONFIRM];
    out->problem = COMMAND_AMBIGUOUS;
    out->cause = xasprintf(out->english ? "\"%s\" is not clear%s; please answer with one of these lines" : "chưa rõ ý «%s»%s; đề nghị trả lời một trong các dòng sau",
                           out->line, cause);
    if (a != NULL)
        command_offers(a, &out->choices);
}

/* The answer to "do you confirm?". */
static char *
confirmed(const struct command_context *c, const struct reply *r, struct command *out)
{
    if (r->left > 0 || r->codes.n > 0 || r->stance == STANCE_NONE || r->stance == STANCE_DONE || r->stance == STANCE_YET)
        return NULL;
    if (c->tokens.n == 1 && (r->stance == STANCE_YES || r->stance == STANCE_SURE))
        return xasprintf("ĐỒNG Ý %s", c->tokens.v[0]);
    if (c->tokens.n == 1 && r->stance == STANCE_NO)
        return xasprintf("HỦY %.*s", (int)(strrchr(c->tokens.v[0], '-') - c->tokens.v[0]), c->tokens.v[0]);
    unsure(out, NULL, c->tokens.n > 1 ? (out->english ? ", the letter asks about several orders" : ", thư hỏi về nhiều lệnh") : "");
    for (size_t i = 0; i < c->tokens.n; i++)
        strings_take(&out->choices, xasprintf("%s %s", out->english ? "CONFIRM" : "ĐỒNG Ý", c->tokens.v[i]));
    return NULL;
}

/* "đến 12/12", "thêm 5 ngày", "huyện Lấp Vò": the words of an order without its
 * verb. NULL: they are more, or something else. */
static char *
completed(const struct command_context *c, const char *verb, const char *code, const char *rest, const char *tail)
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
        if (parse_one_of(&r->t.v[i], words, ARRAY_LEN(words)))
            return true;
    return false;
}

static char *
on_time(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    static const char tail[] = ": theo đề nghị của đơn vị";

    if (r->stance == STANCE_NO)
        return r->left > 0 ? NULL : xasprintf("TỪ CHỐI %s: %s", a->code, r->reason == NULL ? "" : r->reason);
    if ((r->stance == STANCE_YES || r->stance == STANCE_TIME) && r->left == 0)
        return xasprintf("GIA HẠN %s%s", a->code, tail);
    if (r->stance == STANCE_DONE || r->stance == STANCE_YET || r->left == 0 ||
        (r->stance == STANCE_NONE && about_himself(r)))
        return NULL;
    return completed(c, "GIA HẠN", a->code, r->rest, tail);
}

static char *
on_place(const struct command_context *c, const struct command_about *a, const struct reply *r)
{
    if (r->left == 0 && r->stance == STANCE_DONE)
        return xasprintf("XONG %s", a->code);
    if (r->left == 0 && r->stance == STANCE_YES && a->unit != NULL && a->report != NULL)
        return xasprintf("PHÂN LOẠI %s", a->code);
    return r->left > 0 && r->stance != STANCE_NO && r->stance != STANCE_DONE ? completed(c, "PHÂN LOẠI", a->code, r->rest, "") : NULL;
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
        return bare && (r->stance == STANCE_NO || (r->stance == STANCE_YET && r->reason != NULL))
                   ? xasprintf("TRẢ LẠI %s: %s", a->code, r->reason == NULL ? "" : r->reason)
               : bare && (r->stance == STANCE_YES || r->stance == STANCE_GOOD) ? xasprintf("ĐẠT %s", a->code)
                                                  : NULL;
    case ASKS_WHOSE:
        return bare && (r->stance == STANCE_YES || r->stance == STANCE_SURE) ? xasprintf("XÁC NHẬN %s", a->code)
               : bare && r->stance == STANCE_NO && r->reason == NULL  ? xasprintf("TỪ CHỐI %s", a->code)
                                                                      : NULL;
    case ASKS_WORDS:
        return bare && r->stance == STANCE_DONE ? xasprintf("XONG %s", a->code) : NULL;
    default:
        return NULL;
    }
}

/* For each code what it means there; the same for all, or asked about. */
static char *
for_codes(const struct command_context *c, const struct reply *r, struct command *out)
{
    struct strings lines = {0};
    const struct command_about *a = NULL;
    char *line = NULL;

    for (size_t i = 0; i < r->codes.n || (i == 0 && c->code != NULL); i++) {
        a = about_of(c, r->codes.n > 0 ? r->codes.v[i] : c->code);
        line = a == NULL || r->torn ? NULL : meant(c, a, r);
        if (line != NULL)
            strings_take(&lines, line);
    }
    line = lines.n == 1 && r->codes.n < 2 ? xstrdup(lines.v[0]) : NULL;
    if (line == NULL && lines.n > 1) {
        unsure(out, NULL, out->english ? " for several codes" : " cho nhiều mã");
        for (size_t i = 0; i < lines.n; i++)
            strings_add(&out->choices, lines.v[i]);
    } else if (line == NULL && a != NULL && a->asks != ASKS_NOTHING && r->stance != STANCE_NONE && (r->left == 0 || r->torn)) {
        unsure(out, a, r->stance == STANCE_SEEN ? (out->english ? ": agreed, or only seen" : ": đồng ý, hay chỉ là đã xem") : "");
    }
    strings_free(&lines);
    return line;
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
    read_words(text, &r);
    if (r.codes.n > 0 && (r.stance == STANCE_SEEN || r.stance == STANCE_GOOD)) {        /* "ok TN-...": an order as it stands */
        reply_clear(&r);
        return NULL;
    }
    if (c->tokens.n > 0)
        line = confirmed(c, &r, out);
    out->seen = r.stance == STANCE_SEEN && r.left == 0;
    if (line == NULL && out->problem == COMMAND_FINE && (r.stance != STANCE_NONE || parse_verb(&r.t).rule == NULL))
        line = for_codes(c, &r, out);
    out->lent = line != NULL && r.codes.n == 0;
    reply_clear(&r);
    return line;
}

static bool
courtesy(const char *text, enum stance most)
{
    struct reply r;
    bool only;

    read_words(text, &r);
    only = r.t.n > 0 && r.left == 0 && r.stance <= most && r.codes.n == 0;
    reply_clear(&r);
    return only;
}

bool
reply_says_nothing(const char *text)
{
    return courtesy(text, STANCE_NONE);
}

bool
reply_leads_in(const char *text)
{
    return courtesy(text, STANCE_SEEN);
}

/* ---- what the mail lends ----------------------------------------------------------- */

static void
lend_unit(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->unit != NULL && c->nunits == 0 && !c->all && p->doubtful.n == 0 && c->words == NULL) {
        *ARRAY_MORE(c->units, c->nunits) = a->unit;
        c->lent = true;
    }
}

static void
lend_report(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;
    bool other = c->report != NULL && c->report != a->report;

    if (a->report == NULL || other || c->year != 0 || p->sub != NULL || c->period[0] != '\0' || c->all)
        return;
    c->report = a->report;
    memcpy(c->period, a->period, sizeof c->period);
    p->lent_period = true;
    c->lent = true;
}

/* Nothing stands beside the order that might narrow it. */
static bool
bare_order(const struct parse *p)
{
    struct reply r;
    bool bare;

    read_words(p->text, &r);
    bare = r.left == 0 && r.stance == STANCE_NONE;
    reply_clear(&r);
    return bare;
}

/* A request for more time says until when; why, is the request itself. */
static void
lend_day(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->asks != ASKS_TIME || c->nunits != 1 || c->units[0] != a->unit)
        return;
    if (c->code == NULL)
        c->code = xstrdup(a->code);
    if (c->day.year == 0 && p->more == 0 && bare_order(p)) {
        c->day = a->day;
        c->lent_day = true;
    }
    if (c->reason == NULL && c->words == NULL)
        c->reason = xstrdup("theo đề nghị của đơn vị");
}

/* "từ chối: ..." of a report: not good, or not the unit's? And a unit is told
 * why it gets no more time. */
static void
refuse_what(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->asks == ASKS_TIME && c->reason == NULL) {
        parse_fault(p, COMMAND_WANTING, xstrdup(SAY("chưa có lý do để trả lời đơn vị (ghi sau dấu hai chấm)", "the reason to give the unit, behind a colon, is missing")));
        strings_take(&c->choices, xasprintf("%s %s: ", SAY("TỪ CHỐI", "DENY"), a->code));
    } else if (a->asks == ASKS_VERDICT && c->lent) {
        parse_fault(p, COMMAND_AMBIGUOUS, xstrdup(SAY("chưa rõ từ chối báo cáo này để chỉnh sửa, hay vì không phải của đơn vị; đề nghị gửi lại một trong các lệnh sau", "it is not clear whether the report is to be corrected, or is not the unit's; please answer with one of these lines")));
        strings_take(&c->choices, xasprintf("%s %s: %s", SAY("TRẢ LẠI", "RETURN"), a->code, c->reason == NULL ? "" : c->reason));
        strings_take(&c->choices, xasprintf("%s %s", SAY("TỪ CHỐI", "DENY"), a->code));
    }
}

/* The paper that the mail tells of, where the order names none. */
static void
lend_paper(struct parse *p, const struct command_about *a)
{
    struct command *c = p->out;

    if (a->number == NULL || c->day.year != 0 || c->number != NULL || c->words != NULL || c->nunits != 1 || c->units[0] != a->unit)
        return;
    if (c->code == NULL)
        c->code = xstrdup(a->code);
    c->day = a->paper;
    c->number = xstrdup(a->number);
    if (c->channel == NULL)
        c->channel = xstrdup("giấy");
    c->lent = true;
}

void
reply_lend(struct parse *p)
{
    struct command *c = p->out;
    enum verb v = c->rule->verb;
    const struct command_about *a = about_of(p->c, c->code != NULL ? c->code : p->c->code);

    if (a != NULL && v == VERB_REJECT)
        refuse_what(p, a);
    if (a == NULL || (v != VERB_EXTEND && v != VERB_PAPER && v != VERB_CLASSIFY))
        return;
    if (v != VERB_CLASSIFY && c->code != NULL && c->nunits > 0 && a->unit != NULL && (c->nunits > 1 || c->units[0] != a->unit)) {
        parse_fault(p, COMMAND_AMBIGUOUS, xasprintf(SAY("%s là thư của %s, lệnh lại nêu đơn vị khác", "%s is a mail of %s; the order names another unit"), a->code, unit_short(a->unit)));
        return;
    }
    lend_unit(p, a);
    if (c->nunits == 1 && (v == VERB_CLASSIFY || c->units[0] == a->unit))
        lend_report(p, a);
    if (v == VERB_EXTEND)
        lend_day(p, a);
    if (v == VERB_PAPER)
        lend_paper(p, a);
}
