/* The commands of a mail: from its subject, or line by line. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "parse.h"

#define WRAPPED 60                      /* columns from which a line may have been broken by the mail program */

/* "Re: Fwd: [BVANTQ TN-2023-0041] tình hình": what the writer wrote himself. */
static const char *
bare_subject(const char *subject, bool *reply, bool *forward)
{
    static const struct { const char *text; bool forward; } prefixes[] = {
        {"re:", false}, {"re :", false}, {"tl:", false}, {"trả lời:", false}, {"tra loi:", false}, {"aw:", false},
        {"fwd:", true}, {"fw:", true}, {"chuyển tiếp:", true}, {"chuyen tiep:", true}, {"wg:", true},
    };
    bool more = true;

    *reply = *forward = false;
    while (more) {
        more = false;
        subject += strspn(subject, " \t");
        for (size_t i = 0; i < ARRAY_LEN(prefixes) && !more; i++)
            if (strncasecmp(subject, prefixes[i].text, strlen(prefixes[i].text)) == 0) {
                *(prefixes[i].forward ? forward : reply) = more = true;
                subject += strlen(prefixes[i].text);
            }
        if (!more && *subject == '[' && strchr(subject, ']') != NULL) {
            subject = strchr(subject, ']') + 1;
            more = true;
        }
    }
    return subject;
}

static bool
begins(const char *line, const char *const *phrases, size_t n)
{
    struct tokens t;
    bool found = false;

    tokens_of(line, 200, &t);
    for (size_t i = 0; i < n && !found; i++)
        found = read_phrase(&t, 0, phrases[i]) > 0;
    tokens_free(&t);
    return found;
}

static bool
is_greeting(const char *line)
{
    static const char *const words[] = {"kinh gui", "kinh thua", "kinh chao", "chao", "xin chao", "dear", "hi", "hello", "thua",
                                        "gui phong", "gui he thong", "kinh de nghi", "good morning", "alo"};

    return begins(line, words, ARRAY_LEN(words));
}

/* The head of a quoted mail that the reader did not know: "Từ: ...", "... đã viết:". */
static bool
is_quote(const char *line)
{
    static const char *const heads[] = {"Từ:", "From:", "Người gửi:", "Đã gửi:", "Sent:", "*From:", "*Từ:", "-----", "_____", ">"};
    static const char *const tails[] = {"viết:", "wrote:", "viet:"};
    size_t n = strlen(line);

    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        if (strncmp(line, heads[i], strlen(heads[i])) == 0)
            return true;
    for (size_t i = 0; i < ARRAY_LEN(tails); i++)
        if (n > strlen(tails[i]) && strcmp(line + n - strlen(tails[i]), tails[i]) == 0)
            return true;
    return false;
}

/* Where a mail ends that no reader cut: thanks, names of phones. */
static bool
is_farewell(const char *line)
{
    static const char *const words[] = {"tran trong", "cam on", "xin cam on", "tks", "thanks", "thank you", "best regards", "regards",
                                        "than", "than men", "sent from", "duoc gui tu", "da gui tu", "gui tu", "kind regards",
                                        "get outlook", "tai outlook", "sincerely", "het", "end", "dien thoai", "chuc"};

    return strncmp(line, "--", 2) == 0 || is_quote(line) || begins(line, words, ARRAY_LEN(words));
}

static bool
room(struct commands *out)
{
    out->more = out->more || out->n >= LIMIT_COMMANDS;
    return out->n < LIMIT_COMMANDS;
}

/* A long line broken by the mail program: the words behind it belong to its reason. */
static bool
continues(const struct commands *out, const char *last_line)
{
    const struct command *last = out->n > 0 ? &out->v[out->n - 1] : NULL;

    return last != NULL && last->rule != NULL &&
           ((last->rule->needs | last->rule->takes) & ARG_REASON) != 0 &&
           text_width(last_line) >= WRAPPED;
}

struct walk {
    const struct command_context *context;
    struct commands *out;
    char *last;                         /* the last line of commands, whole */
    size_t from;                        /* where its commands begin */
    int blank;                          /* empty lines in a row */
    bool end;
};

static void
keep(struct walk *w, struct commands *line, const char *text)
{
    w->from = w->out->n;
    for (size_t i = 0; i < line->n; i++)
        if (room(w->out))
            *ARRAY_MORE(w->out->v, w->out->n) = line->v[i];
        else
            command_clear(&line->v[i]);
    w->out->more = w->out->more || line->more;
    line->n = 0;
    commands_free(line);
    free(w->last);
    w->last = xstrdup(text);
}

/* The last line, and what belongs to it. */
static void
lengthen(struct walk *w, struct commands *line, const char *text)
{
    char *whole = xasprintf("%s %s", w->last, text);

    commands_free(line);
    while (w->out->n > w->from)
        command_clear(&w->out->v[--w->out->n]);
    commands_parse(w->context, whole, line);
    keep(w, line, whole);
    free(whole);
}

static void
take_line(struct walk *w, const char *text)
{
    struct commands line = {0};

    if (*text == '\0') {
        w->end = ++w->blank > 1 && w->out->n > 0;
        return;
    }
    if (is_farewell(text)) {
        w->end = true;
        return;
    }
    commands_parse(w->context, text, &line);
    if (line.v[0].rule != NULL && room(w->out))
        keep(w, &line, text);
    else if (line.v[0].rule == NULL && w->blank == 0 && continues(w->out, w->last))
        lengthen(w, &line, text);
    else if (line.v[0].rule != NULL || w->out->n > 0 || !is_greeting(text)) {
        w->end = true;
        if (line.v[0].rule == NULL && room(w->out))
            keep(w, &line, text);
    }
    commands_free(&line);
    w->blank = 0;
}

static void
read_text(const struct command_context *context, const char *text, struct commands *out)
{
    struct walk w = { .context = context, .out = out };

    while (text != NULL && *text != '\0' && !w.end) {
        size_t n = strcspn(text, "\n");
        char *line = text_clean_line(text, n);

        take_line(&w, line);
        free(line);
        text += n + (text[n] == '\n');
    }
    free(w.last);
}

static bool
starts_with_command(const struct commands *c)
{
    return c->n > 0 && c->v[0].rule != NULL;
}

void
commands_read(const struct command_context *context, const char *subject, bool own_subject,
              const char *text, struct commands *out)
{
    bool reply = false, forward = false;
    const char *bare = subject == NULL ? "" : bare_subject(subject, &reply, &forward);
    struct commands in_subject = {0};
    struct command none = {0}, *c = &none;

    *out = (struct commands){0};
    read_text(context, text, out);
    if (!own_subject && *bare != '\0') {
        commands_parse(context, bare, &in_subject);
        c = &in_subject.v[0];
    }
    /* An answer keeps the subject of what it answers: its text speaks first. */
    if (c->rule == NULL || (starts_with_command(out) && (reply || c->problem != COMMAND_FINE))) {
        if (c->rule == NULL && out->n == 0 && *bare != '\0' && !reply && !own_subject)
            *out = in_subject;
        else
            commands_free(&in_subject);
        return;
    }
    commands_free(out);
    *out = in_subject;
    out->forwarded = forward;
}

void
commands_free(struct commands *c)
{
    for (size_t i = 0; i < c->n; i++)
        command_clear(&c->v[i]);
    free(c->v);
    *c = (struct commands){0};
}
