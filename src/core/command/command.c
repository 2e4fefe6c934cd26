/* One line of an officer's mail to a command. */
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
    free(c->reason);
    free(c->title);
    free(c->channel);
    free(c->number);
    free(c->address);
    free(c->words);
    *c = (struct command){0};
}

/* ---- the verb ------------------------------------------------------------------ */

struct hit {
    const struct command_rule *rule;
    size_t at, words;
};

static const char *const polite[] = {
    "xin", "vui", "long", "de", "nghi", "nho", "hay", "cho", "toi", "minh", "em", "anh", "chi", "biet", "xem", "lenh", "please",
    "show", "me", "kinh", "da", "thua", "nhe", "giup", "dong", "chi", "cac", "them", "hoi", "can", "you", "the",
};

static bool
is_polite(const struct token *t)
{
    for (size_t i = 0; i < ARRAY_LEN(polite); i++)
        if (token_is(t, polite[i]))
            return true;
    return false;
}

/* The longest phrase of any command at this word. inside: only those that may
 * stand within a sentence. */
static void
look(const struct tokens *t, size_t at, bool inside, struct hit *best)
{
    for (size_t v = 0; v < VERBS; v++) {
        const char *p = command_rules[v].words;

        while (*p != '\0') {
            size_t n = strcspn(p, "|"), words;
            bool anywhere = *p == '*';
            char phrase[64];

            memcpy(phrase, p + anywhere, n - anywhere);
            phrase[n - anywhere] = '\0';
            words = anywhere || !inside ? read_phrase(t, at, phrase) : 0;
            if (words > best->words)
                *best = (struct hit){ &command_rules[v], at, words };
            p += n + (p[n] == '|');
        }
    }
}

/* "đơn vị nào nộp trễ" asks for no unit, "xem ai chưa nộp" for no code: what
 * follows is the question. */
static bool
says_little(const struct tokens *t, const struct hit *front)
{
    char *code = NULL;
    bool found = false;

    if (front->rule->verb == VERB_UNIT)
        return front->at + 2 < t->n && token_is(&t->v[front->at + 2], "nao");
    if (front->rule->verb != VERB_CODE)
        return false;
    for (size_t i = 0; i < t->n && !found; i++)
        found = read_code(t, i, "tn", 2000, &code) > i;
    free(code);
    return !found;
}

/* "TN-2023-0041 và TN-2023-0042 đạt" */
static size_t
leading_codes(const struct tokens *t)
{
    size_t at = 0, end = 0;

    do {
        static const char *const series[] = { "tn", "gn" };

        at = end;
        end += at > 0 && at < t->n && token_is(&t->v[at], "va");
        for (size_t i = 0; i < ARRAY_LEN(series) && end <= at + 1; i++) {
            char *code = NULL;

            end = read_code(t, end, series[i], 2000, &code);
            free(code);
        }
    } while (end > at + 1);
    return at;
}

static struct hit
find_verb(const struct tokens *t)
{
    struct hit front = {0}, inside = {0};

    for (size_t at = leading_codes(t); at < t->n; at++) {
        look(t, at, false, &front);
        if (!is_polite(&t->v[at]))
            break;
    }
    if (front.rule != NULL && !says_little(t, &front))
        return front;
    for (size_t at = 0; at < t->n; at++)
        look(t, at, true, &inside);
    return inside.rule != NULL ? inside : front;
}

bool
parse_begins(const char *text, bool with_code)
{
    struct tokens t;
    struct hit front = {0};
    char *code = NULL;
    bool begins;

    tokens_of(text, strlen(text), &t);
    for (size_t at = 0; at < t.n; at++) {
        look(&t, at, false, &front);
        if (!is_polite(&t.v[at]))
            break;
    }
    begins = front.rule != NULL;
    if (begins && with_code) {
        size_t at = front.at + front.words;

        begins = read_code(&t, at, "tn", 2000, &code) > at || (code == NULL && read_code(&t, at, "gn", 2000, &code) > at);
        free(code);
    }
    tokens_free(&t);
    return begins;
}

/* ---- what is no command ----------------------------------------------------------- */

/* The commands whose words are nearest to how the line begins. */
static void
nearest_commands(const struct tokens *t, struct strings *out)
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
                near = words_distance(begin, phrase, most) <= most && most * 3 <= (int)strlen(phrase);
            }
            if (near)
                strings_add(out, command_rules[v].usage);
        }
}

static void
unknown(struct command *out, const struct tokens *t)
{
    out->problem = COMMAND_UNKNOWN;
    out->cause = xasprintf("Không hiểu lệnh: «%s»", out->line);
    nearest_commands(t, &out->choices);
    for (size_t i = 0; i < t->n && i < 2; i++)
        if (token_is(&t->v[i], "xoa") || token_is(&t->v[i], "delete")) {
            free(out->cause);
            out->cause = xasprintf("Không hiểu lệnh: «%s». Hệ thống không có lệnh xóa", out->line);
        }
}

/* ---- what is missing ---------------------------------------------------------------- */

/* Units whose name is nearly the words that were not understood. */
static void
suggest_units(struct parse *p)
{
    const struct plan *plan = index_plan(p->c->index);
    char *asked = text_fold(p->out->words);

    for (size_t i = 0; i < plan->nunits && p->out->choices.n < NEAREST_MOST; i++) {
        const struct unit *u = &plan->units[i];
        const char *name = u->kind != NULL && strncmp(u->name, u->kind, strlen(u->kind)) == 0 ? u->name + strlen(u->kind) : u->name;
        char *bare = text_fold(name), *whole = text_fold(u->name);

        if (!u->host && (words_distance(asked, bare, 2) <= 2 || words_distance(asked, whole, 2) <= 2)) {
            struct command choice = *p->out;

            choice.units = &u;
            choice.nunits = 1;
            strings_take(&p->out->choices, command_say(&choice));
        }
        free(bare);
        free(whole);
    }
    free(asked);
}

static void
check_unit(struct parse *p)
{
    struct command *c = p->out;

    if (p->doubtful.n > 0) {
        char *name = tokens_quote(&p->t, p->doubtful_at, p->doubtful_end);

        parse_fault(p, COMMAND_AMBIGUOUS, xasprintf("«%s» có %zu đơn vị, đề nghị gửi lại một trong các lệnh sau", name,
                                                    p->doubtful.n));
        free(name);
        for (size_t i = 0; i < p->doubtful.n; i++) {
            struct command choice = *c;

            choice.units = xcalloc(c->nunits + 1, sizeof *choice.units);
            for (size_t k = 0; k < c->nunits; k++)
                choice.units[k] = c->units[k];
            choice.units[choice.nunits++] = p->doubtful.units[i];
            strings_take(&c->choices, command_say(&choice));
            free(choice.units);
        }
        return;
    }
    if (parse_takes(p, ARG_UNIT) && c->nunits > 1 && c->rule->verb != VERB_WRONG_ROUTE)
        parse_fault(p, COMMAND_AMBIGUOUS, xstrdup("lệnh này dành cho một đơn vị; thư nêu nhiều đơn vị"));
    if (c->nunits > 0 || (c->all && (c->rule->needs & ARG_UNITS) != 0) || (c->rule->needs & (ARG_UNIT | ARG_UNITS)) == 0)
        return;
    if (c->words != NULL) {
        parse_fault(p, COMMAND_WANTING, xasprintf("không có đơn vị nào tên «%s»", c->words));
        suggest_units(p);
    } else {
        parse_fault(p, COMMAND_WANTING, xstrdup("chưa rõ đơn vị"));
    }
}

/* What was understood and is of no use here is not dropped either. */
static void
check_surplus(struct parse *p)
{
    const struct command *c = p->out;
    const struct { unsigned argument; bool there; const char *what; } surplus[] = {
        { ARG_CODE | ARG_CODES, c->code != NULL, "mã tiếp nhận" },
        { ARG_ACT | ARG_TOKEN, c->act != NULL, "mã thao tác" },
        { ARG_UNIT | ARG_UNITS, c->nunits > 0, "tên đơn vị" },
        { ARG_YEAR | ARG_REPORT | ARG_RANGE, c->year != 0 && c->period[0] == '\0', "năm" },
    };

    for (size_t i = 0; i < ARRAY_LEN(surplus); i++)
        if (surplus[i].there && !parse_takes(p, surplus[i].argument))
            parse_fault(p, COMMAND_WANTING, xasprintf("lệnh %s không dùng %s; đề nghị ghi lại", c->rule->name, surplus[i].what));
    if (p->sub != NULL && !parse_takes(p, ARG_REPORT | ARG_RANGE))
        parse_fault(p, COMMAND_WANTING, xasprintf("lệnh %s không dùng tháng, quý, tuần; đề nghị ghi lại", c->rule->name));
}

static void
check_wants(struct parse *p)
{
    struct command *c = p->out;
    unsigned needs = c->rule->needs;
    const struct { unsigned argument; bool there; const char *cause; } wants[] = {
        { ARG_CODE, c->code != NULL, "chưa có mã tiếp nhận (TN-...)" },
        { ARG_CODES, c->code != NULL && c->other != NULL, "cần hai mã tiếp nhận" },
        { ARG_ACT, c->act != NULL, "chưa có mã thao tác (GN-...)" },
        { ARG_TOKEN, c->token != NULL, "chưa có mã xác nhận" },
        { ARG_WORDS, c->words != NULL, "chưa có từ khóa" },
        { ARG_ADDRESS, c->address != NULL, "chưa có địa chỉ thư" },
        { ARG_TITLE, c->title != NULL, "chưa có tên yêu cầu, đặt trong dấu ngoặc kép" },
        { ARG_DAY, c->day.year != 0, "chưa có ngày (dd/mm/yyyy)" },
        { ARG_REASON, c->reason != NULL, "chưa có nội dung, lý do (ghi sau dấu hai chấm)" },
    };

    check_unit(p);
    for (size_t i = 0; i < ARRAY_LEN(wants); i++)
        if ((needs & wants[i].argument) != 0 && !wants[i].there)
            parse_fault(p, COMMAND_WANTING, xstrdup(wants[i].cause));
    if (c->words != NULL && (needs & ARG_WORDS) == 0)
        parse_fault(p, COMMAND_WANTING, xasprintf("không hiểu «%s» trong lệnh này", c->words));
    check_surplus(p);
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
        p->out->token = n > 0 ? text : NULL;
        if (n > 0)
            return;
    } else if (*text != '\0') {
        p->out->words = text;
        return;
    }
    free(text);
}

/* What the words say beyond the verb: a status of one unit is that unit's. */
static const struct command_rule *
second_thought(const struct command *c)
{
    enum verb v = c->rule->verb;

    if ((v == VERB_STATUS || v == VERB_MISSING || v == VERB_LATE) && c->nunits == 1 && !c->all)
        return &command_rules[VERB_UNIT];
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

        parse_blank(p, p->text + (first->raw - line), p->text + (last->raw - line) + last->raw_len);
        for (size_t i = 0; i < verb.at; i++)        /* "xin", "cho xem" */
            if (is_polite(&whole->v[i]))
                parse_blank(p, p->text + (whole->v[i].raw - line), p->text + (whole->v[i].raw - line) + whole->v[i].raw_len);
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
    if (c->code == NULL && (c->rule->needs & ARG_CODE) != 0 && !p->bare && p->c->code != NULL)
        c->code = xstrdup(p->c->code);
}

/* A code, or a unit, stands for what it has; the report only narrows it. */
static bool
report_left_out(const struct parse *p)
{
    const struct command *c = p->out;

    return (c->rule->needs & ARG_REPORT) == 0 && (c->rule->needs & (ARG_CODE | ARG_UNIT)) != 0 &&
           (c->rule->verb == VERB_UNIT || (c->report == NULL && c->year == 0 && p->sub == NULL && c->period[0] == '\0'));
}

static void
understand(struct parse *p, const char *line, struct hit verb, const struct tokens *whole)
{
    const struct command_rule *other;

    read_arguments(p, line, verb, whole);
    if ((other = second_thought(p->out)) != NULL) {
        char *kept = p->out->line;

        p->out->line = NULL;
        command_clear(p->out);
        *p->out = (struct command){ .line = kept, .rule = other, .hour = -1 };
        tokens_free(&p->t);
        free(p->used);
        p->used = NULL;
        p->doubtful = (struct named){0};
        read_arguments(p, line, verb, whole);
    }
    if (p->out->rule->verb == VERB_PAUSE && p->out->nunits == 0 && p->doubtful.n == 0)
        p->out->all = true;             /* nobody named is everybody: to be confirmed as such */
    if (p->out->all && p->out->nunits > 0) {        /* "tất cả ... trừ": not in the language */
        p->out->all = false;
        parse_fault(p, COMMAND_AMBIGUOUS, xstrdup("lệnh nêu cả «tất cả» và tên đơn vị"));
    }
    if (p->out->rule->verb == VERB_REGISTER)
        parse_month(p);
    if (parse_takes(p, ARG_REPORT) && !report_left_out(p))
        parse_period(p);
    check_wants(p);
}

/* Leading marks of a list: "- ", "1. ", "* ". */
static const char *
without_bullet(const char *line)
{
    const char *p = line;
    size_t digits = strspn(p, "0123456789");

    if (digits > 0 && digits < 3 && (p[digits] == '.' || p[digits] == ')') && p[digits + 1] == ' ')
        p += digits + 2;
    while (*p == '-' || *p == '*' || *p == '+' || *p == '>' || *p == ' ' || strncmp(p, "•", 3) == 0 || strncmp(p, "–", 3) == 0)
        p += (unsigned char)*p >= 0x80 ? 3 : 1;
    return p;
}

void
command_parse(const struct command_context *context, const char *line, struct command *out)
{
    struct parse p = { .c = context, .out = out };
    struct tokens whole;
    struct hit verb;
    char *clean = text_clean_line(line, strnlen(line, LIMIT_SUBJECT * 4));
    const char *text = without_bullet(clean);
    char *code = NULL;

    *out = (struct command){ .line = xstrdup(text), .hour = -1 };
    tokens_of(text, strlen(text), &whole);
    verb = find_verb(&whole);
    if (verb.rule == NULL && whole.n > 0 && read_code(&whole, 0, "tn", 2000, &code) == whole.n)
        verb.rule = &command_rules[VERB_CODE];          /* the code alone */
    if (verb.rule == NULL && strspn(text, "? ") == strlen(text) && *text == '?')
        verb.rule = &command_rules[VERB_HELP];
    if (verb.rule == NULL) {
        unknown(out, &whole);
    } else {
        out->rule = verb.rule;
        p.bare = read_phrase(&whole, verb.at, "ok") == verb.words || read_phrase(&whole, verb.at, "okay") == verb.words;
        understand(&p, text, verb, &whole);
    }
    free(code);
    free(clean);
    free(p.text);
    free(p.used);
    tokens_free(&p.t);
    tokens_free(&whole);
}
