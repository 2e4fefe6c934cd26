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
                near = words_distance(begin, phrase, most) <= most && most * 3 <= (int)strlen(phrase);
            }
            if (near)
                strings_add(out, command_usage(&command_rules[v], english));
        }
}

static void
unknown(struct command *out, const struct tokens *t)
{
    out->problem = COMMAND_UNKNOWN;
    out->cause = xasprintf(out->english ? "The order is not understood: \"%s\"" : "Không hiểu lệnh: «%s»", out->line);
    nearest_commands(t, out->english, &out->choices);
    for (size_t i = 0; i < t->n && i < 2; i++)
        if (token_is(&t->v[i], "xoa") || token_is(&t->v[i], "delete")) {
            free(out->cause);
            out->cause = xasprintf(out->english ? "The order is not understood: \"%s\". There is no order to delete" : "Không hiểu lệnh: «%s». Hệ thống không có lệnh xóa",
                                   out->line);
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

        if (!u->host && unit_valid_on(u, parse_today(p)) &&
            (words_distance(asked, bare, 2) <= 2 || words_distance(asked, whole, 2) <= 2)) {
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

        parse_fault(p, COMMAND_AMBIGUOUS, xasprintf(SAY("«%s» có %zu đơn vị, đề nghị gửi lại một trong các lệnh sau", "\"%s\" may be %zu units, please send one of these lines"), name,
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
        parse_fault(p, COMMAND_AMBIGUOUS, xstrdup(SAY("lệnh này dành cho một đơn vị; thư nêu nhiều đơn vị", "this order is for one unit; the mail names several")));
    if (c->nunits > 0 || (c->all && (c->rule->needs & ARG_UNITS) != 0) || (c->rule->needs & (ARG_UNIT | ARG_UNITS)) == 0)
        return;
    if (c->words != NULL) {
        parse_fault(p, COMMAND_WANTING, xasprintf(SAY("không có đơn vị nào tên «%s»", "there is no unit called \"%s\""), c->words));
        suggest_units(p);
    } else {
        parse_fault(p, COMMAND_WANTING, xstrdup(SAY("chưa rõ đơn vị", "the unit is not clear")));
    }
}

/* What was understood and is of no use here is not dropped either. */
static void
check_surplus(struct parse *p)
{
    const struct command *c = p->out;
    const struct { unsigned argument; bool there; const char *what; } surplus[] = {
        { ARG_CODE | ARG_CODES, c->code != NULL, SAY("mã tiếp nhận", "receipt code") },
        { ARG_DOSSIER, c->dossier != NULL, SAY("mã hồ sơ", "code of a dossier") },
        { ARG_ACT | ARG_TOKEN, c->act != NULL, SAY("mã thao tác", "code of an order") },
        { ARG_UNIT | ARG_UNITS, c->nunits > 0, SAY("tên đơn vị", "unit") },
        { ARG_YEAR | ARG_REPORT | ARG_RANGE, c->year != 0 && c->period[0] == '\0', SAY("năm", "year") },
    };

    for (size_t i = 0; i < ARRAY_LEN(surplus); i++)
        if (surplus[i].there && !parse_takes(p, surplus[i].argument))
            parse_fault(p, COMMAND_WANTING, xasprintf(SAY("lệnh %s không dùng %s; đề nghị ghi lại", "%s takes no %s; please write it again"), command_name(c), surplus[i].what));
    if (p->sub != NULL && !parse_takes(p, ARG_REPORT | ARG_RANGE))
        parse_fault(p, COMMAND_WANTING, xasprintf(SAY("lệnh %s không dùng tháng, quý, tuần; đề nghị ghi lại", "%s takes no month, quarter or week; please write it again"), command_name(c)));
}

static void
ask_reason(struct command *c)
{
    char *said = command_say(c);

    strings_take(&c->choices, xasprintf("%s: ", said));
    free(said);
}

/* What a mail brought is not guessed from what is owed next. */
static void
ask_report(struct parse *p)
{
    struct command *c = p->out, choice = *c;

    parse_fault(p, COMMAND_WANTING, xstrdup(SAY("chưa rõ loại báo cáo và kỳ báo cáo", "the report and its period are not clear")));
    for (size_t i = 0; i < p->c->nrounds && c->choices.n < NEAREST_MOST + 2; i++) {
        if (!p->c->rounds[i].open)
            continue;
        choice.report = p->c->rounds[i].report;
        memcpy(choice.period, p->c->rounds[i].period, sizeof choice.period);
        strings_take(&c->choices, command_say(&choice));
    }
}

static void
check_wants(struct parse *p)
{
    struct command *c = p->out;
    unsigned needs = c->rule->needs;
    const struct { unsigned argument; bool there; const char *cause; } wants[] = {
        { ARG_CODE, c->code != NULL, SAY("chưa có mã tiếp nhận (TN-...)", "the receipt code (TN-...) is missing") },
        { ARG_CODES, c->code != NULL && c->other != NULL, SAY("cần hai mã tiếp nhận", "two receipt codes are needed") },
        { ARG_ACT, c->act != NULL, SAY("chưa có mã thao tác (GN-...)", "the code of the order (GN-...) is missing") },
        { ARG_DOSSIER, c->dossier != NULL, SAY("chưa có mã hồ sơ (HS-...)", "the code of the dossier (HS-...) is missing") },
        { ARG_SEEN, c->mark[0] != '\0',
          SAY("chưa có dấu của các văn bản (8 ký tự in trong thư hỏi, đứng ngay sau mã hồ sơ)",
              "the mark of the documents (8 letters of the letter that asks, behind the dossier's code) is missing") },
        { ARG_PARTS, c->parts != 0, SAY("chưa có số của thành phần", "the number of the part is missing") },
        { ARG_NUMBER, c->number != NULL, SAY("chưa có số quyết định (số ...)", "the number of the decision (number ...) is missing") },
        { ARG_TOKEN, c->token != NULL, SAY("chưa có mã xác nhận", "the code of the confirmation is missing") },
        { ARG_WORDS, c->words != NULL, SAY("chưa có từ khóa", "the words to look for are missing") },
        { ARG_ADDRESS, c->address != NULL, SAY("chưa có địa chỉ thư", "the mail address is missing") },
        { ARG_TITLE, c->title != NULL, SAY("chưa có tên yêu cầu, đặt trong dấu ngoặc kép", "the name of the request, in quotation marks, is missing") },
        { ARG_DAY, c->day.year != 0, SAY("chưa có ngày (dd/mm/yyyy)", "the day (dd/mm/yyyy) is missing") },
        { ARG_REASON, c->reason != NULL, SAY("chưa có nội dung, lý do (ghi sau dấu hai chấm)", "the words or the reason, behind a colon, are missing") },
    };

    check_unit(p);
    if (c->rule->verb == VERB_CLASSIFY && c->guessed && c->code != NULL && c->nunits == 1 && !p->report_named)
        ask_report(p);
    for (size_t i = 0; i < ARRAY_LEN(wants); i++)
        if ((needs & wants[i].argument) != 0 && !wants[i].there) {
            bool last = c->problem == COMMAND_FINE && wants[i].argument == ARG_REASON;

            parse_fault(p, COMMAND_WANTING, xstrdup(wants[i].cause));
            if (last)                   /* only his words are wanting */
                ask_reason(c);
        }
    if (c->words != NULL && (needs & ARG_WORDS) == 0)
        parse_fault(p, COMMAND_WANTING, xasprintf(SAY("không hiểu «%s» trong lệnh này", "\"%s\" is not understood in this order"), c->words));
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
    const struct command *c = p->out;
    enum verb v = c->rule->verb;

    if ((v == VERB_STATUS || v == VERB_MISSING || v == VERB_LATE) && c->nunits == 1 && !c->all)
        return &command_rules[VERB_UNIT];
    if ((v == VERB_INCOMPLETE || v == VERB_RETURN) && c->code == NULL && has_dossier(p))
        return &command_rules[VERB_LACK];
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

        parse_blank(p, p->text + (first->raw - line), p->text + (last->raw - line) + last->raw_len);
        for (size_t i = 0; i < verb.at; i++)        /* "xin", "cho xem" */
            if (parse_polite(&whole->v[i]))
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
    if (c->code == NULL && (c->rule->needs & ARG_CODE) != 0 && !p->bare && p->c->code != NULL) {
        c->code = xstrdup(p->c->code);
        c->lent = true;
    }
    if (c->rule->verb == VERB_DUPLICATE && c->code != NULL && c->other == NULL && p->c->code != NULL &&
        strcmp(c->code, p->c->code) != 0) {             /* "trùng với TN-...": the mail that he answers */
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
           (c->rule->verb == VERB_UNIT || (c->report == NULL && c->year == 0 && p->sub == NULL && c->period[0] == '\0'));
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
        p->year_named = p->before = false;
        read_arguments(p, line, verb, whole);
    }
    if (p->out->rule->verb == VERB_PAUSE && p->out->nunits == 0 && p->doubtful.n == 0)
        p->out->all = true;             /* nobody named is everybody: to be confirmed as such */
    if (p->out->all && p->out->nunits > 0) {        /* "tất cả ... trừ": not in the language */
        p->out->all = false;
        parse_fault(p, COMMAND_AMBIGUOUS, xstrdup(SAY("lệnh nêu cả «tất cả» và tên đơn vị", "the order says \"all\" and names units as well")));
    }
    if (p->out->rule->verb == VERB_REGISTER)
        parse_month(p);
    if (parse_takes(p, ARG_REPORT) && !report_left_out(p) && !p->lent_period) {
        parse_period(p);
        parse_names(p);
    }
    parse_counted_day(p);
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
parse_whole(const struct command_context *context, const char *line, struct command *out)
{
    struct parse p = { .c = context, .out = out };
    struct tokens whole;
    struct hit verb;
    char *clean = text_clean_line(line, strnlen(line, LIMIT_SUBJECT * 4));
    const char *text = without_bullet(clean);
    char *code = NULL;

    *out = (struct command){ .line = xstrdup(text), .hour = -1, .english = context->english };
    tokens_of(text, strlen(text), &whole);
    verb = parse_verb(&whole);
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
        p.bare = tokens_phrase(&whole, verb.at, "ok") == verb.words || tokens_phrase(&whole, verb.at, "okay") == verb.words;
        understand(&p, text, verb, &whole);
    }
    free(code);
    free(clean);
    free(p.text);
    free(p.used);
    tokens_free(&p.t);
    tokens_free(&whole);
}

/* The mail that a line names; NULL. */
static char *
first_code(const char *line)
{
    struct tokens t;
    char *number = NULL, *code = NULL;

    tokens_of(line, strlen(line), &t);
    for (size_t i = 0; i < t.n && code == NULL; i++)
        if (read_code(&t, i, "tn", 2000, &number) > i)
            code = xasprintf("TN-%s", number);
    tokens_free(&t);
    free(number);
    return code;
}

/* Not understood in answer to a notice: what it could be answered with. */
static void
offer_instead(const struct command_context *context, struct command *out)
{
    char *named = first_code(out->line);
    const char *code = named != NULL ? named : context->code;
    const struct command_about *a = context->about == NULL || code == NULL ? NULL : context->about(context->arg, code);

    free(named);
    if (a != NULL && out->problem != COMMAND_FINE && out->choices.n == 0 && (out->rule == NULL || out->rule->verb == VERB_CONFIRM))
        command_offers(a, &out->choices);
}

void
command_parse(const struct command_context *context, const char *line, struct command *out)
{
    char *clean = text_clean_line(line, strnlen(line, LIMIT_SUBJECT * 4)), *order;
    const char *text = without_bullet(clean);

    *out = (struct command){ .line = xstrdup(text), .hour = -1, .english = context->english };
    order = reply_order(context, text, out);
    if (order != NULL || out->problem == COMMAND_FINE) {
        bool lent = out->lent;

        command_clear(out);
        parse_whole(context, order != NULL ? order : text, out);
        out->lent = out->lent || lent;
        offer_instead(context, out);
        if (order != NULL) {            /* what he wrote is what is kept */
            free(out->line);
            out->line = xstrdup(text);
        }
        command_doubt(out, text);
    }
    free(order);
    free(clean);
}
