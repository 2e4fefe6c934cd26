/* A question is no order, and the rest of a sentence is no reason. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse.h"

/* As it is written, or without any accents: "chữa" asks nothing. */
struct asking { const char *folded, *written; };

static const struct asking last_words[] = {
    {"chua", "chưa"}, {"gi", "gì"}, {"nao", "nào"}, {"khong", "không"}, {"ko", "ko"}, {NULL, "chứ"}, {NULL, "à"},
    {NULL, "hả"}, {NULL, "đâu"}, {"hong", "hông"}, {"hok", "hok"},
};
static const struct asking first_words[] = {
    {"sau", "sau"}, {"thi", "thì"}, {"di", "đi"}, {"gi", "gì"}, {"dau", "đâu"}, {NULL, "để"}, {NULL, "họ"}, {"nao", "nào"},
};

static bool
is_written(const struct token *t, const struct asking *w)
{
    char *lower = token_lower(t);
    bool is = (w->folded != NULL && strcmp(lower, w->folded) == 0) ||
              strcmp(lower, w->written) == 0;

    free(lower);
    return is;
}

static bool
among(const struct token *t, const struct asking *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_written(t, &words[i]))
            return true;
    return false;
}

/* Without the marks that may stand behind a question's. */
static size_t
spoken(const char *text)
{
    size_t end = strlen(text);

    while (end > 0 && strchr(" .!\"')", text[end - 1]) != NULL)
        end--;
    return end;
}

/* "... gì vậy em" */
bool
parse_asks(const char *text)
{
    static const char *const behind[] = { "em", "anh", "chi", "vay", "the", "nhi", "ban", "oi",
                                          "nhe", "ta", "sep" };
    static const char *const ways[] = { "the nao", "tai sao", "vi sao", "ra sao", "lam sao",
                                        "duoc khong", "phai khong" };
    size_t end = spoken(text);
    struct tokens t;
    bool asks;

    if (end > 0 && text[end - 1] == '?')
        return true;
    tokens_of(text, end, &t);
    while (t.n > 1 && token_among(&t.v[t.n - 1], behind, ARRAY_LEN(behind)))
        t.n--;
    asks = t.n > 1 && among(&t.v[t.n - 1], last_words, ARRAY_LEN(last_words));
    for (size_t i = 0; i < ARRAY_LEN(ways) && t.n > 2; i++)
        asks = asks || tokens_are(&t, t.n - 2, ways[i]);
    tokens_free(&t);
    return asks;
}

static bool
goes_on(const char *words)
{
    struct tokens t;
    bool on;

    tokens_of(words, strlen(words), &t);
    on = t.n > 0 && (among(&t.v[0], first_words, ARRAY_LEN(first_words)) || tokens_are(&t, 0, "cho nao") ||
                     tokens_are(&t, 0, "de anh") || tokens_are(&t, 0, "de em") || tokens_are(&t, 0, "de hoi"));
    tokens_free(&t);
    return on;
}

/* "trả lại nó đi", "trả lại cho họ nhé em": said to us, and no reason to tell the unit. */
bool
parse_little(const char *words)
{
    static const struct asking little[] = {
        {"no", "nó"}, {"ho", "họ"}, {"di", "đi"}, {"nhe", "nhé"}, {"nha", "nha"}, {"em", "em"}, {"anh", "anh"}, {"chi", "chị"},
        {"cho", "cho"}, {"giup", "giúp"}, {"luon", "luôn"}, {"thoi", "thôi"}, {"ngay", "ngay"}, {"don", "đơn"}, {"vi", "vị"}, {"huyen", "huyện"}, {"xa", "xã"}, {"phuong", "phường"},
        {"chung", "chúng"}, {"nay", "này"}, {"voi", "với"}, {"gap", "gấp"}, {"lai", "lại"}, {"ok", "ok"}, {"it", "it"}, {"them", "them"}, {"please", "please"}, {"now", "now"}, {"gui", "gửi"}, {"nop", "nộp"},
    };
    struct tokens t;
    bool nothing;

    tokens_of(words, strlen(words), &t);
    nothing = t.n > 0;
    for (size_t i = 0; i < t.n; i++)
        nothing = nothing && among(&t.v[i], little, ARRAY_LEN(little));
    tokens_free(&t);
    return nothing;
}

/* "thiếu à: chữ ký?", "trả lại: có cần không?" ask us, "trả lại: sao giờ mới gửi?" is told; and
 * who writes the code out means an order. */
static bool
asks_us(const struct command *c, const char *text)
{
    size_t end = spoken(text);
    struct tokens t;
    char *head;
    bool us;

    if ((c->rule->verb != VERB_RETURN && c->rule->verb != VERB_INCOMPLETE) || c->code == NULL ||
        strcasestr(text, c->code) != NULL)
        return false;
    head = xstrndup(text, strcspn(text, ":"));
    tokens_of(text, end, &t);
    us = parse_asks(head) || (end > 0 && text[end - 1] == '?' && t.n > 0 &&
                               among(&t.v[t.n - 1], last_words, ARRAY_LEN(last_words)));
    tokens_free(&t);
    free(head);
    return us;
}

static bool
names_day(const char *words)
{
    for (const char *c = strchr(words, '/'); c != NULL; c = strchr(c + 1, '/'))
        if (c > words && isdigit((unsigned char)c[-1]) && isdigit((unsigned char)c[1]))
            return true;
    return false;
}

/* "Hôm qua đến 15/6 rồi": another day than the one that was taken. */
static bool
goes_until(const char *words)
{
    static const char *const until[] = { "den", "toi", "het", "sang" };
    struct tokens t;
    bool goes;

    tokens_of(words, strlen(words), &t);
    goes = tokens_any(&t, 0, until, ARRAY_LEN(until));
    tokens_free(&t);
    return goes;
}

static bool
asks(const struct command *c, const char *text)
{
    const char *words = c->reason != NULL ? c->reason : c->words;

    if (c->reason != NULL && strstr(text, c->reason) != NULL &&
        (c->rule->verb == VERB_TELL ? reply_only_particles : parse_little)(c->reason))
        return true;
    if (strchr(text, ':') != NULL)      /* what is told to others may well be a question */
        return asks_us(c, text) || (c->rule->verb == VERB_EXTEND && parse_asks(text));
    return parse_asks(text) ||
           (words != NULL &&
            (goes_on(words) ||
             ((c->rule->verb == VERB_REJECT || (c->rule->verb == VERB_EXTEND && goes_until(words))) &&
              names_day(words))));
}

/* "Trả lại TN-2023-0001: xã": little as it is, he wrote out where it belongs. */
static bool
wrote_out(const struct command *c, const char *text)
{
    const char *colon = strchr(text, ':');

    return c->code != NULL && c->reason != NULL && colon != NULL &&
           strcasestr(text, c->code) != NULL && !reply_only_particles(c->reason) &&
           strcmp(colon + 1 + strspn(colon + 1, " "), c->reason) == 0;
}

void
command_doubt(struct command *c, const char *text)
{
    char *order;
    bool words, kept = wrote_out(c, text);

    if (c->problem != COMMAND_FINE || c->rule == NULL || !asks(c, text) ||
        (!c->rule->writes && c->rule->verb != VERB_CONFIRM))
        return;
    words = !kept &&
            (c->words != NULL || (c->reason != NULL && strstr(text, c->reason) != NULL));
    free(c->words);
    c->words = NULL;
    if (words) {                        /* else the reason is not his own */
        free(c->reason);
        c->reason = NULL;
    }
    order = command_say(c);
    if (kept && strcmp(text, order) == 0) {     /* what was offered, sent back */
        free(order);
        return;
    }
    c->problem = COMMAND_AMBIGUOUS;
    c->cause = xasprintf(c->english ? "\"%s\" may be a question or half a sentence; to order it, send this line"
                                    : "«%s» có thể là câu hỏi hay câu nói dở; nếu là lệnh, đề nghị gửi dòng sau",
                         c->line);
    strings_take(&c->choices, words ? xasprintf("%s: ", order) : xstrdup(order));      /* his own words are wanting */
    free(order);
}

/* An order behind a line that was not understood may stand in a quotation that
 * nobody knew for one, and in our own words: it is asked about. */
void
command_distrust(struct command *c, const char *vi, const char *en)
{
    if (c->problem != COMMAND_FINE)
        return;
    c->problem = COMMAND_AMBIGUOUS;
    c->cause = xstrdup(c->english ? en : vi);
    strings_take(&c->choices, command_say(c));
}

/* ---- taken back in the same mail ---------------------------------------------------- */

static bool
begins_sentence(const struct tokens *t, size_t at)
{
    return at == 0 || token_gap(&t->v[at], ",.;:!?\n-(");
}

/* "Đừng", and neither "dùng" nor "đúng". */
static bool
stops_at(const struct tokens *t, size_t at)
{
    static const char *const stops[] = { "đừng", "khoan", "thôi", "không", "ko", "k", "chưa", "hủy",
                                         "huỷ", "dừng", "bỏ", "chờ", "đợi", "hoãn", "ngưng", "chớ",
                                         "quên", "wait", "don", "dont", "not", "no", "stop",
                                         "cancel" };
    static const char *const more[] = { "quen", "can", "sao", "co gi", "kem", "phai nhac", "lo" };       /* "đừng quên báo huyện" */
    char *lower = token_lower(&t->v[at]);
    bool stops_here = false;

    for (size_t i = 0;
         i < ARRAY_LEN(stops) && !stops_here && !tokens_any(t, at + 1, more, ARRAY_LEN(more)); i++)
        stops_here = strcmp(lower, stops[i]) == 0;
    free(lower);
    return stops_here || tokens_phrase(t, at, "dung co") > 0 ||
           tokens_phrase(t, at, "huy lenh") > 0 || tokens_phrase(t, at, "de anh") > 0 ||
           tokens_phrase(t, at, "de toi") > 0 || tokens_phrase(t, at, "de chi") > 0;
}

static bool
names_order(const struct tokens *t, size_t at, const struct command_rule *rule)
{
    bool names = false;

    for (const char *p = rule->words; *p != '\0' && !names; p += strcspn(p, "|"), p += *p == '|') {
        char phrase[64];

        snprintf(phrase, sizeof phrase, "%.*s", (int)strcspn(p + (*p == '*'), "|"), p + (*p == '*'));
        names = tokens_phrase(t, at, phrase) > 0;
    }
    return names;
}

/* "Không", "dung" ("đừng" without its accents) before the order's own words. */
static bool
turns(const struct tokens *t, size_t at, const struct command_rule *rule)
{
    static const char *const no[] = { "khong", "ko", "k", "chua", "dung", "khoan", "not", "dont" };
    bool turned = false;

    for (size_t i = at > 3 ? at - 3 : 0; i < at; i++)
        turned = turned || token_among(&t->v[i], no, ARRAY_LEN(no));
    return turned && names_order(t, at, rule);
}

bool
reply_takes_back(const char *words, const struct command *c)
{
    static const char *const leads[] = { "a", "o", "oi", "ay", "chet", "nhe", "em", "anh", "chi",
                                         "ma", "nhung", "ah", "sorry", "xin", "loi", "thi", "vay",
                                         "hay", "please" };
    bool back = false, first = true;
    struct tokens t;

    tokens_of(words, strlen(words), &t);
    for (size_t at = 0; at < t.n && !back; at++) {
        first = begins_sentence(&t, at) || first;
        back = token_is(&t.v[at], "nham") || (first && stops_at(&t, at)) || turns(&t, at, c->rule);
        first = first && token_among(&t.v[at], leads, ARRAY_LEN(leads));
    }
    tokens_free(&t);
    return back;
}
