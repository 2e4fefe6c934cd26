/* "Trừ Lai Vung", ": chưa duyệt", ": nếu huyện có công văn", "à không": words of an order that deny,
 * except, doubt, postpone or condition it. It is asked back: what it says it does not yet mean. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

#define AMONG(t, at, list) ((at) < (t)->n && token_among(&(t)->v[at], list, ARRAY_LEN(list)))

struct spelt { const char *folded, *accented; };        /* its first word as it is written, or without any accents */

static bool
spelt_at(const struct tokens *t, size_t at, const struct spelt *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tokens_are(t, at, list[i].folded) && token_fits(&t->v[at], list[i].accented))
            return true;
    return false;
}
#define SPELT(t, at, list) spelt_at(t, at, list, ARRAY_LEN(list))

static bool
denies_at(const struct tokens *t, size_t at)
{
    static const struct spelt no[] = { { "khong", "không" }, { "khoi", "khỏi" },
                                       { "chang", "chẳng" }, { "chua", "chưa" },
                                       { "dung", "đừng" },   { "hong", "hông" },
                                       { "ko", "ko" },       { "khg", "khg" },
                                       { "hok", "hok" } };
    static const char *const deeds[] = {
        "nhac", "gia", "gui", "tinh", "cho", "mien", "ghi", "tra"
    };

    return SPELT(t, at, no) && (!token_is(&t->v[at], "dung") || token_written(&t->v[at], "đừng") ||
                                AMONG(t, at + 1, deeds)); /* "dung" is as well "đúng", "dùng" */
}

/* ---- beside the arguments ------------------------------------------------------------ */

static bool
condition_at(const struct tokens *t, size_t at)
{
    static const struct spelt ifs[] = { { "neu", "nếu" },         { "khi nao", "khi" },
                                        { "chung nao", "chừng" }, { "mien la", "miễn" },
                                        { "voi dieu kien", "với" }, { "if", "if" },
                                        { "unless", "unless" } };
    static const char *const told[] = { "tren", "trong", "tai", "o", "ro" },        /* "lý do nêu trên" */
                             *const named[] = { "da", "nhu", "duoc", "do" };

    return SPELT(t, at, ifs) &&
           !(token_is(&t->v[at], "neu") && !token_written(&t->v[at], "nếu") &&
             (at + 1 == t->n || AMONG(t, at + 1, told) || (at > 0 && AMONG(t, at - 1, named))));
}

static bool
unsure_at(const struct tokens *t, size_t at)
{
    static const struct spelt words[] = { { "hinh nhu", "hình" },    { "co le", "có" },
                                          { "chac la", "chắc" },     { "nghe noi", "nghe" },
                                          { "khong chac", "không" }, { "chua chac", "chưa" },
                                          { "maybe", "maybe" },      { "probably", "probably" } };

    return SPELT(t, at, words) &&
           !(token_is(&t->v[at], "co") && !token_fits(&t->v[at + 1], "lẽ"));        /* "có lễ" */
}

/* Not a word of the order, and it turns what stands behind it. */
static bool
turns_at(const struct parse *p, size_t at)
{
    static const struct spelt besides[] = { { "tru", "trừ" },       { "ngoai", "ngoài" },
                                            { "rieng", "riêng" },   { "con", "còn" },
                                            { "chu khong", "chứ" },
                                            { "except", "except" }, { "but", "but" },
                                            { "not", "not" },       { "without", "without" } },
                              yet[] = { { "hen", "hẹn" },   { "hua", "hứa" }, { "xin", "xin" },
                                        { "dinh", "định" }, { "se", "sẽ" },   { "muon", "muốn" } };
    static const char *const wonders[] = { "ma sao", "tai sao", "vi sao", "sao con", "sao lai" },
                             *const brings[] = { "nop", "gui" },
                             *const owes[] = { "nop", "gui", "bao", "co" };
    const struct tokens *t = &p->t;
    enum verb v = p->out->rule->verb;

    if (denies_at(t, at))
        return !(v == VERB_REMIND && token_is(&t->v[at], "chua") &&
                 AMONG(t, at + 1, owes)); /* "các huyện chưa nộp" */
    if (token_is(&t->v[at], "con") && !(at > 0 && token_gap(&t->v[at], ",;-(")))
        return false;
    return SPELT(t, at, besides) || condition_at(t, at) || unsure_at(t, at) ||
           ANY_AT(t, at, wonders) ||
           (v == VERB_PAPER && SPELT(t, at, yet) && AMONG(t, at + 1, brings));
}

void
parse_turned(struct parse *p, size_t at)
{
    if (p->out->rule->verb == VERB_PAPER && tokens_are(&p->t, at, "khong so"))
        p->used[at] = true; /* "giấy không số" */
    if (p->turned || p->used[at] || !p->out->rule->writes || !turns_at(p, at))
        return;
    p->turned = true;
    p->turned_at = at;
    p->kept = p->out->nunits;
}

/* Words without a colon, "vì" or any mark before them, and arguments on both
 * sides, are no reason: "đến khoảng 15/6", "hẹn nộp giấy ngày 5/6". */
bool
parse_amid(struct parse *p, size_t from, size_t to)
{
    static const char *const why[] = { "vi", "do", "ly", "because", "reason" };
    char *words;
    bool little;

    if (!p->out->rule->writes || from == 0 || AMONG(&p->t, from - 1, why) ||
        token_gap(&p->t.v[from], ",;:-(."))
        return false;
    words = tokens_quote(&p->t, from, to);
    little = parse_little(words);
    free(words);
    if (!little && !p->turned) {
        p->turned = true;
        p->turned_at = from;
        p->kept = p->out->nunits;
    }
    return !little;
}

/* The order as far as it was before that word. */
void
parse_ask_turned(struct parse *p)
{
    struct command *c = p->out, kept = *c;
    char *said, *line;

    if (!p->turned || c->problem != COMMAND_FINE ||
        (p->kept == c->nunits && c->words != NULL && !parse_takes(p, ARG_REASON)))
        return; /* "đạt chưa em": not understood */
    if (p->kept > 0 && p->kept < c->nunits)
        kept.nunits = p->kept;
    if (p->used[p->turned_at]) /* it was taken for a part of the reason */
        kept.reason = NULL;
    said = command_say(&kept);
    line = (c->rule->needs & ARG_REASON) != 0 && kept.reason == NULL ? xasprintf("%s: ", said)
                                                                     : xstrdup(said);
    char *word = tokens_quote(&p->t, p->turned_at, p->turned_at + 1);

    parse_fault(p, COMMAND_AMBIGUOUS,
                xasprintf(SAY("chưa rõ ý «%s» trong lệnh này nên chưa thực hiện; nếu là "
                              "lệnh, đề nghị gửi dòng sau",
                              "\"%s\" may turn this order round, so it is not carried "
                              "out; if it is meant, please send this line"),
                          word));
    strings_take(&c->choices, line);
    free(word);
    free(said);
}

/* ---- behind the colon ---------------------------------------------------------------- */

/* Nothing but these words, or a mark behind them. */
static bool
ends(const struct tokens *t, size_t at)
{
    static const char *const tails[] = { "dau", "gi", "het",  "nhe", "nha",  "a",    "em",   "anh",
                                         "chi", "da", "roi",  "vay", "nua",  "lai",  "luon", "voi",
                                         "thi", "oi", "duoc", "cai", "chua", "xong", "giup" };

    while (at < t->n && token_among(&t->v[at], tails, ARRAY_LEN(tails)) && !tokens_clause(t, at))
        at++;
    return at == t->n || tokens_clause(t, at);
}

/* "À", "ơ": before one's own correction. */
static size_t
behind_sigh(const struct tokens *t)
{
    static const char *const sighs[] = { "a", "o", "u", "ua", "chet", "oi", "ay", "ah", "da" };
    size_t at = 0;

    while (AMONG(t, at, sighs))
        at++;
    return at;
}

/* "Thôi khỏi", "bỏ qua dòng này", "nhầm thư khác", "test": the line itself is
 * not meant. */
static bool
takes_back(const struct command *c, const struct tokens *t)
{
    static const struct spelt stops[] = { { "thoi", "thôi" },
                                          { "khoi", "khỏi" },
                                          { "khoan", "khoan" },
                                          { "hold on", "hold" },
                                          { "never mind", "never" } };
    static const char *const trial[] = { "test",     "testing",  "thu",     "nhap",
                                         "test thu", "chay thu", "gui thu", "lam thu" },
                             *const mine[] = { "thu khac", "thu nay", "dong nay", "dong khac", "lenh",
                                               "tn", "roi", "this line" },
                             *const alone[] = { "thu", "dong", "ma", "mail" },        /* not "nhầm dòng 3 với dòng 4" */
                             *const drops[] = { "bo qua", "huy", "bo", "quen", "ignore", "cancel", "hoan" };
    size_t at = behind_sigh(t);
    bool letter = c->rule->verb == VERB_TELL, sigh = at > 0;

    if (tokens_are(t, at, "nham") && token_fits(&t->v[at], "nhầm"))
        return sigh || ends(t, at + 1) || ANY_AT(t, at + 1, mine) ||
               (AMONG(t, at + 1, alone) && ends(t, at + 2));
    for (size_t i = 0; i < ARRAY_LEN(trial); i++)
        if (tokens_are(t, at, trial[i]) && !token_written(&t->v[at], "thư") &&
            !token_written(&t->v[at], "thu") && ends(t, at + tokens_in(trial[i])))
            return true;
    if (denies_at(t, at) && ends(t, at + 1) && t->n <= at + 3) /* "không", "à chưa đâu" */
        return true;
    for (size_t i = 0; i < ARRAY_LEN(drops) && !letter; i++)
        if (tokens_are(t, at, drops[i]) &&
            (ends(t, at + tokens_in(drops[i])) || ANY_AT(t, at + tokens_in(drops[i]), mine)))
            return true;
    return !letter && SPELT(t, at, stops) &&
           !(token_is(&t->v[at], "khoan") && tokens_number(t, at + 1) >= 0); /* "khoản 2" */
}

/* Other names of what the order does, as one says that it is not done. */
static const char *const deeds_of[VERBS][6] = {
    [VERB_RETURN] = { "tra" },
    [VERB_INCOMPLETE] = { "thieu" },
    [VERB_LACK] = { "thieu" },
    [VERB_WAIVE] = { "mien", "duyet", "dong y" },
    [VERB_REJECT] = { "tu choi" },
    [VERB_EXTEND] = { "gia han", "duyet", "dong y", "cho lui", "cho gia" },
    [VERB_PAPER] = { "nhan", "thay", "nop", "gui", "co bao cao", "co giay" },
    [VERB_DEFER] = { "hoan" },
};

/* "Chưa trả", "không thiếu gì", "chưa thấy", "chưa coi": it, or what it stands
 * on, is not so. */
static bool
denies_deed(const struct command *c, const struct tokens *t, size_t at)
{
    static const char *const weighs[] = { "coi", "xem", "duyet", "quyet", "chac", "trinh", "hoi" },
                             *const between[] = { "duoc", "co", "dong" },
                             *const others[] = { "huyen", "xa", "phuong", "don vi", "thanh pho", "mem", "file",
                                                 "mail", "dien tu", "excel" };      /* "chưa gửi bản mềm" */
    const char *const *deeds = deeds_of[c->rule->verb];
    size_t next = at + 1;

    if (!denies_at(t, at))
        return false;
    for (size_t i = 0; i < 6 && deeds[i] != NULL; i++)
        if (tokens_are(t, next, deeds[i]) ||
            (AMONG(t, next, between) && tokens_are(t, next + 1, deeds[i])))
            return !tokens_within(t, at, t->n, others, ARRAY_LEN(others));
    return c->rule->verb != VERB_REJECT && c->rule->verb != VERB_TELL && AMONG(t, next, weighs) &&
           ends(t, next + 1);
}

static bool
doubts_at(const struct tokens *t, size_t at)
{
    static const struct spelt later[] = {
        { "de coi", "để" }, { "de xem", "để" }, { "de tinh", "để" }, { "de hoi", "để" }
    };

    return unsure_at(t, at) || (SPELT(t, at, later) && ends(t, at + 2)) ||
           (tokens_are(t, at, "khoang") && t->n == at + 1);
}

/* Why a unit has more time may be what it waits for; not what the office does. */
static bool
undecided(const struct tokens *t, size_t at)
{
    static const struct spelt waits[] = { { "cho", "chờ" }, { "doi", "đợi" } };
    static const char *const what[] = { "duyet", "y kien", "van ban", "cong van", "to trinh",
                                        "xin y kien", "lanh dao duyet", "truong phong", "pho phong",
                                        "sep", "giay de nghi" },
                             *const whom[] = { "toi", "anh", "chi" },
                             *const asks[] = { "hoi lai", "hoi da", "xin y kien lanh dao", "trinh da" },
                             *const units[] = { "huyen", "xa", "phuong", "don vi", "thanh pho", "ubnd",
                                                "huong dan", "chi dao", "cap tren" };
    bool written = token_written(&t->v[at], "chờ") || token_written(&t->v[at], "đợi");

    if (tokens_within(t, at, t->n, units, ARRAY_LEN(units)))
        return false;
    return (SPELT(t, at, waits) && ANY_AT(t, at + 1, what)) || (written && ANY_AT(t, at + 1, whom)) ||
           ANY_AT(t, at, asks) || (at == 0 && parse_later(t)) ||
           (at == 0 && t->n > 2 && token_written(&t->v[t->n - 1], "đã"));
}

/* Whole in brackets: a note to himself. */
static bool
noted(const char *reason, const struct tokens *t)
{
    static const char *const leaves[] = { "de", "se", "chua", "lat", "mai", "chieu" };
    size_t n = strlen(reason);

    return n > 2 && reason[0] == '(' && reason[n - 1] == ')' && AMONG(t, 0, leaves);
}

static bool
reason_turns(const struct command *c, const struct tokens *t)
{
    static const char *const then[] = { "thi" };
    enum verb v = c->rule->verb;
    bool tells = (c->rule->takes & ARG_CURE) != 0 || v == VERB_REJECT, weak = false;

    if (takes_back(c, t) || noted(c->reason, t))
        return true;
    if (v == VERB_TELL)
        return false; /* what he writes to others is theirs to read */
    for (size_t at = 0; at < t->n && !weak; at++) {
        bool first = at == behind_sigh(t), begins = first || tokens_clause(t, at);

        if (condition_at(t, at))        /* "nếu không phát sinh thì ghi số 0" */
            weak = !tells || (first && TOKENS_FIND(t, at, then) >= t->n);
        else if (begins)
            weak = (denies_deed(c, t, at) && (first || !tells)) ||
                   (doubts_at(t, at) && (first || !tells)) ||
                   (!tells && undecided(t, at));
    }
    return weak;
}

/* "Xin gia hạn Lấp Vò": it may be what the unit wrote. */
static bool
begs(const struct command *c)
{
    static const char *const ways[] = { "xin gia han", "xin phep gia han", "xin duoc gia han",
                                        "xin lui", "xin keo dai" };
    struct tokens t;
    bool is;

    if (c->rule->verb != VERB_EXTEND || c->code != NULL)
        return false;
    tokens_of(c->line, strlen(c->line), &t);
    is = ANY_AT(&t, behind_sigh(&t), ways);
    tokens_free(&t);
    return is;
}

void
command_denies(struct command *c)
{
    struct tokens t;
    char *order;
    bool turns;

    if (c->problem != COMMAND_FINE || c->rule == NULL || !c->rule->writes || c->reason == NULL)
        return;
    tokens_of(c->reason, strlen(c->reason), &t);
    turns = t.n > 0 && reason_turns(c, &t);
    tokens_free(&t);
    if (!turns && !begs(c))
        return;
    if (turns) {
        free(c->reason);
        c->reason = NULL;
    }
    c->problem = COMMAND_AMBIGUOUS;
    c->cause = xasprintf(c->english ? "\"%s\" may deny, put off or ask for what it orders, so it "
                                      "is not carried out; if it is meant, please send this line"
                                    : "«%s» còn như chưa quyết, từ chối hay đề nghị nên chưa thực "
                                      "hiện; nếu là lệnh, đề nghị gửi dòng sau",
                         c->line);
    order = command_say(c);
    strings_take(&c->choices, turns && (c->rule->needs & ARG_REASON) != 0 ? xasprintf("%s: ", order)
                                                                          : xstrdup(order));
    free(order);
}

/* ---- beside another order ------------------------------------------------------------ */

static bool
same_matter(const struct command *a, const struct command *b)
{
    bool same =
        a->nunits + b->nunits == 0 && a->code == NULL && b->code == NULL && a->all == b->all;

    if (a->code != NULL && b->code != NULL)
        return strcmp(a->code, b->code) == 0;
    for (size_t i = 0; i < a->nunits; i++)
        for (size_t k = 0; k < b->nunits; k++)
            same = same || a->units[i] == b->units[k];
    return same && (a->report == NULL || b->report == NULL ||
                    (a->report == b->report && strcmp(a->period, b->period) == 0));
}

static bool
against(const struct command *a, const struct command *b)
{
    static const enum verb pairs[][2] = {
        { VERB_ACCEPT, VERB_RETURN }, { VERB_ACCEPT, VERB_INCOMPLETE },
        { VERB_ACCEPT, VERB_REJECT }, { VERB_VOUCH, VERB_REJECT },
        { VERB_EXTEND, VERB_REJECT }, { VERB_EXTEND, VERB_WAIVE },
        { VERB_REMIND, VERB_WAIVE },  { VERB_REMIND, VERB_PAUSE },
        { VERB_PAUSE, VERB_RESUME },  { VERB_HALT, VERB_GO },
    };
    enum verb v = a->rule->verb, w = b->rule->verb;
    bool is = v == VERB_EXTEND && w == VERB_EXTEND && date_compare(a->day, b->day) != 0;

    for (size_t i = 0; i < ARRAY_LEN(pairs) && !is; i++)
        is = (v == pairs[i][0] && w == pairs[i][1]) || (w == pairs[i][0] && v == pairs[i][1]);
    return is && same_matter(a, b);
}

void
commands_contradict(struct commands *c)
{
    static const char vi[] = "trong thư có hai lệnh trái nhau về cùng một việc "
                             "nên chưa thực hiện; đề nghị gửi lại lệnh đúng",
                      en[] = "two orders of the mail contradict each other, so "
                             "neither is carried out; please send the right one";

    for (size_t i = 0; i < c->n; i++)
        for (size_t k = i + 1; k < c->n; k++)
            if (c->v[i].rule != NULL && c->v[k].rule != NULL && against(&c->v[i], &c->v[k])) {
                command_distrust(&c->v[i], vi, en);
                command_distrust(&c->v[k], vi, en);
            }
}
