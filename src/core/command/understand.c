/* The words of one line to a command and its arguments. */
#include "core/command/command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "parse.h"

#define NEAREST_MOST 3

void
command_clear(struct command *c)
{
    free(c->cause);
    strings_free(&c->choices);
    free(c->line);
    free(c->units);
    free(c->code);
    free(c->other);
    strings_free(&c->codes);
    free(c->act);
    free(c->token);
    free(c->dossier);
    free(c->reason);
    free(c->title);
    free(c->channel);
    free(c->number);
    free(c->address);
    free(c->words);
    *c = (struct command){0};
}

/* ---- what is no command ----------------------------------------------------------- */

/* The commands whose words are nearest to how the line begins. */
static void
nearest_commands(const struct tokens *t, bool english, struct strings *out)
{
    for (int most = 0; most <= 3 && out->n == 0; most++)
        for (size_t v = 0; v < VERBS && out->n < NEAREST_MOST; v++) {
            const char *p = command_rules[v].words;
            bool near = false;

            for (; *p != '\0' && !near; p += strcspn(p, "|"), p += *p == '|') {
                char phrase[64], begin[64] = "";
                size_t n = strcspn(p, "|"), star = *p == '*', words = 1, len = 0;

                memcpy(phrase, p + star, n - star);
                phrase[n - star] = '\0';
                for (const char *c = phrase; *c != '\0'; c++)
                    words += *c == ' ';
                for (size_t i = 0; i < words && i < t->n; i++) {
                    size_t w = strlen(t->v[i].text);

                    if (len + w + 2 >= sizeof begin)
                        break;
                    begin[len] = ' ';
                    len += i > 0;
                    memcpy(begin + len, t->v[i].text, w + 1);
                    len += w;
                }
                near = words_distance(begin, phrase, most) <= most &&
                       most * 3 <= (int)strlen(phrase);
            }
            if (near)
                strings_add(out, command_usage(&command_rules[v], english));
        }
}

/* "Goi lai cho toi", "nhan zalo cho huyen"; not the southern "goi lai thu nay", which sends. */
static bool
calls(const struct tokens *t)
{
    static const char *const calling[] = { "goi lai", "goi dien", "goi zalo", "goi cho", "goi ve", "dien thoai",
                                           "dien cho", "alo", "nhan tin", "nhan zalo", "zalo", "sms", "nt",
                                           "call", "phone" },
                             *const papers[] = { "thu", "mail", "email", "bao cao", "cong van", "van ban",
                                                 "file", "tep", "tn", "mau", "bieu" };

    return TOKENS_FIND(t, 0, calling) < t->n && TOKENS_FIND(t, 0, papers) >= t->n;
}

static bool
deletes(const struct tokens *t)
{
    static const char *const words[] = { "xoa", "delete" };

    return tokens_within(t, 0, 2, words, ARRAY_LEN(words));
}

/* What nobody can order here; told instead of the nearest that can be. */
static const struct { bool (*is)(const struct tokens *); const char *vi, *en; } never[] = {
    { deletes, "Hệ thống không có lệnh xóa", "There is no order to delete" },
    { calls, "Hệ thống không gọi điện và không nhắn tin hay Zalo cho đơn vị, chỉ gửi thư",
      "Units are not telephoned and sent no messages, only letters" },
};

static void
unknown(struct command *out, const struct tokens *t)
{
    bool spoken_of = parse_spoken_of(t).rule != NULL, named = false;

    out->problem = COMMAND_UNKNOWN;
    for (size_t i = 0; i < ARRAY_LEN(never) && !named; i++) {
        named = never[i].is(t);
        if (named)
            out->cause = xasprintf(out->english ? "The order is not understood: \"%s\". %s"
                                                : "Không hiểu lệnh: «%s». %s",
                                   out->line, out->english ? never[i].en : never[i].vi);
    }
    if (named)
        return;
    if (spoken_of)
        out->cause = xasprintf(out->english ? "\"%s\" gives no order" : "«%s» chưa phải là một lệnh", out->line);
    else
        out->cause = xasprintf(out->english ? "The order is not understood: \"%s\""
                                            : "Không hiểu lệnh: «%s»",
                               out->line);
    if (!spoken_of)
        nearest_commands(t, out->english, &out->choices);
}

/* ---- one line --------------------------------------------------------------------------- */

/* "tìm thư của huyện Lai Vung" looks for the district's name. */
static const char *
search_words(const char *text)
{
    static const char *const before[] = {"thư ", "của ", "về ", "có ", "từ ", "cua ", "thu ", "tu khoa ", "từ khóa ", "for "};

    for (size_t i = 0; i < ARRAY_LEN(before);) {
        text += strspn(text, " :");
        if (strncasecmp(text, before[i], strlen(before[i])) == 0) {
            text += strlen(before[i]);
            i = 0;
        } else {
            i++;
        }
    }
    return text;
}

static void
rest_of_line(struct parse *p)
{
    const char *begin = parse_takes(p, ARG_WORDS) ? search_words(p->text) : p->text;
    char *text = text_clean_line(begin, strlen(begin));

    if (parse_takes(p, ARG_TOKEN)) {            /* "GN-2023-0012-9F3A..." */
        size_t n = 0;

        for (const char *c = text; *c != '\0'; c++)
            if (isalnum((unsigned char)*c) || *c == '-')
                text[n++] = (char)toupper((unsigned char)*c);
        text[n] = '\0';
        if (strncmp(text, "GN", 2) == 0 || strncmp(text, "TN", 2) == 0) {
            p->out->token = text;
            return;
        }
    } else if (*text != '\0') {
        p->out->words = text;
        return;
    }
    free(text);
}

/* "THIẾU HS-2023-0007 3: ...": of a dossier, not of a mail. */
static bool
has_dossier(const struct parse *p)
{
    char *code = NULL;
    bool is = false;

    for (size_t i = 0; i < p->t.n && !is; i++)
        is = read_code(&p->t, i, "hs", 2000, &code) > i;
    free(code);
    return is;
}

/* What the words say beyond the verb: a status of one unit is that unit's. */
static const struct command_rule *
second_thought(const struct parse *p)
{
    static const char *const reminding[] = { "nhac", "don doc", "reminder", "reminders" };
    const struct command *c = p->out;
    enum verb v = c->rule->verb;

    if ((v == VERB_STATUS || v == VERB_MISSING || v == VERB_LATE) && c->nunits == 1 && !c->all)
        return &command_rules[VERB_UNIT];
    if ((v == VERB_INCOMPLETE || v == VERB_RETURN) && c->code == NULL && has_dossier(p))
        return &command_rules[VERB_LACK];
    if ((v == VERB_HALT || v == VERB_GO) && TOKENS_FIND(&p->t, 0, reminding) < p->t.n)
        return &command_rules[v == VERB_HALT ? VERB_PAUSE : VERB_RESUME];       /* "ngưng gửi thư nhắc" */
    if (v == VERB_CODE && c->code == NULL && has_dossier(p))
        return &command_rules[VERB_DOSSIER];
    if (v == VERB_QUEUE && c->code != NULL)
        return &command_rules[VERB_CLASSIFY];
    if (v == VERB_CONFIRM && c->token != NULL && strncmp(c->token, "TN", 2) == 0)   /* a mail's code, not a confirmation's */
        return &command_rules[VERB_VOUCH];
    return NULL;
}

static void
read_arguments(struct parse *p, const char *line, struct hit verb, const struct tokens *whole)
{
    struct command *c = p->out;

    free(p->text);
    p->text = xstrdup(line);
    if (verb.words > 0) {
        const struct token *first = &whole->v[verb.at], *last = &whole->v[verb.at + verb.words - 1];

        p->verb = (size_t)(first->raw - line);
        parse_blank(p, p->text + (first->raw - line), p->text + (last->raw - line) + last->raw_len);
        for (size_t i = 0; i < verb.at; i++)        /* "xin", "cho xem" */
            if (parse_polite(&whole->v[i]) && !token_is(&whole->v[i], "cac"))      /* "các huyện" are some */
                parse_blank(p, p->text + (whole->v[i].raw - line),
                            p->text + (whole->v[i].raw - line) + whole->v[i].raw_len);
    }
    if (parse_takes(p, ARG_WORDS | ARG_TOKEN)) {
        rest_of_line(p);
        return;
    }
    if (parse_takes(p, ARG_TITLE))
        parse_title(p);
    if (parse_takes(p, ARG_ADDRESS))
        parse_address(p);
    if (parse_takes(p, ARG_REASON))
        parse_reason(p);
    tokens_of(p->text, strlen(p->text), &p->t);
    p->used = xcalloc(p->t.n + 1, sizeof *p->used);
    parse_arguments(p);
    if (c->code == NULL && (c->rule->needs & ARG_CODE) != 0 && !p->bare && p->c->code != NULL) {
        c->code = xstrdup(p->c->code);
        c->lent = true;
    }
    if (c->rule->verb == VERB_DUPLICATE && c->code != NULL && c->other == NULL &&
        p->c->code != NULL &&
        strcmp(c->code, p->c->code) != 0) { /* "trùng với TN-...": the mail that he answers */
        c->other = c->code;
        c->code = xstrdup(p->c->code);
        c->lent = true;
    }
    if (c->act == NULL && c->code == NULL && (c->rule->needs & ARG_ACT) != 0 && p->c->act != NULL) {
        c->act = xstrdup(p->c->act);
        c->lent = true;
    }
    reply_lend(p);
}

/* A code, or a unit, stands for what it has; the report only narrows it. */
static bool
report_left_out(const struct parse *p)
{
    const struct command *c = p->out;

    return (c->rule->needs & ARG_REPORT) == 0 && (c->rule->needs & (ARG_CODE | ARG_UNIT)) != 0 &&
           (c->rule->verb == VERB_UNIT ||
            (c->report == NULL && c->year == 0 && p->sub == NULL && c->period[0] == '\0'));
}

static void
understand(struct parse *p, const char *line, struct hit verb, const struct tokens *whole)
{
    const struct command_rule *other;

    read_arguments(p, line, verb, whole);
    if ((other = second_thought(p)) != NULL) {
        char *kept = p->out->line;

        p->out->line = NULL;
        command_clear(p->out);
        *p->out = (struct command){ .line = kept, .rule = other, .hour = -1, .english = p->c->english };
        tokens_free(&p->t);
        free(p->used);
        p->used = NULL;
        p->doubtful = (struct named){0};
        p->name = NULL;
        p->lent_period = false;
        p->sub = NULL;
        p->year_named = p->before = p->turned = false;
        read_arguments(p, line, verb, whole);
    }
    if (p->out->rule->verb == VERB_PAUSE && p->out->nunits == 0 && p->doubtful.n == 0)
        p->out->all = true;             /* nobody named is everybody: to be confirmed as such */
    if (p->out->all && p->out->nunits > 0) {        /* "tất cả ... trừ": not in the language */
        p->out->all = false;
        parse_fault(p, COMMAND_AMBIGUOUS,
                    xstrdup(SAY("lệnh nêu cả «tất cả» và tên đơn vị",
                                "the order says \"all\" and names units as well")));
    }
    if (p->out->rule->verb == VERB_REGISTER)
        parse_month(p);
    if (parse_takes(p, ARG_REPORT) && !report_left_out(p) && !p->lent_period) {
        parse_period(p);
        parse_names(p);
    }
    parse_counted_day(p);
    parse_wants(p);
}

const char *
parse_without_bullet(const char *line)
{
    const char *p = line;
    size_t digits = strspn(p, "0123456789"),
           mark = digits > 0 && digits < 3 ? digits : isalpha((unsigned char)*p) && p[1] == ')';

    if (mark > 0 && strchr(".)/:", p[mark]) != NULL && p[mark] != '\0' && !isdigit((unsigned char)p[mark + 1]))
        p += mark + 1;
    while (*p == '-' || *p == '*' || *p == '+' || *p == '>' || *p == ' ' ||
           strncmp(p, "•", 3) == 0 || strncmp(p, "–", 3) == 0)
        p += (unsigned char)*p >= 0x80 ? 3 : 1;
    return p;
}

/* "nhắc lai vung": the verb's last word is the first of a unit's name. */
static bool
begins_name(const struct command_context *c, const struct tokens *t, size_t at)
{
    const struct phrase *p = c->index == NULL ? NULL : index_phrase(c->index, t, at);
    struct named named;

    if (p == NULL || p->nnames == 0 || p->words < 2)
        return false;
    phrase_named(p, t, at, (struct date){0}, &named);
    return named.n > 0 && !named.unlike;
}

void
parse_whole(const struct command_context *context, const char *line, struct command *out)
{
    struct parse p = { .c = context, .out = out };
    struct tokens whole;
    struct hit verb;
    char *clean = text_clean_line(line, strnlen(line, LIMIT_SUBJECT * 4));
    const char *text = parse_without_bullet(clean);
    char *code = NULL;

    *out = (struct command){ .line = xstrdup(text), .hour = -1, .english = context->english };
    tokens_of(text, strlen(text), &whole);
    verb = parse_verb(&whole);
    verb.words -= verb.words > 1 && begins_name(context, &whole, verb.at + verb.words - 1);
    if (verb.rule == NULL && whole.n > 0 && read_code(&whole, 0, "tn", 2000, &code) == whole.n)
        verb.rule = &command_rules[VERB_CODE];          /* the code alone */
    else if (verb.rule == NULL && whole.n > 0 && code == NULL && read_code(&whole, 0, "hs", 2000, &code) == whole.n)
        verb.rule = &command_rules[VERB_DOSSIER];
    if (verb.rule == NULL && strspn(text, "? ") == strlen(text) && *text == '?')
        verb.rule = &command_rules[VERB_HELP];
    if (verb.rule == NULL) {
        unknown(out, &whole);
    } else {
        out->rule = verb.rule;
        p.bare = tokens_phrase(&whole, verb.at, "ok") == verb.words ||
                 tokens_phrase(&whole, verb.at, "okay") == verb.words;
        understand(&p, text, verb, &whole);
    }
    free(code);
    free(clean);
    free(p.text);
    free(p.used);
    tokens_free(&p.t);
    tokens_free(&whole);
}
