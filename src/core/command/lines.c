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
        found = tokens_phrase(&t, 0, phrases[i]) > 0;
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

    if (n > 0 && line[n - 1] == ':' && strchr(line, '@') != NULL)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        if (strncmp(line, heads[i], strlen(heads[i])) == 0)
            return true;
    for (size_t i = 0; i < ARRAY_LEN(tails); i++)
        if (n > strlen(tails[i]) && strcmp(line + n - strlen(tails[i]), tails[i]) == 0)
            return true;
    return false;
}

static bool
is_thanks(const char *line)
{
    static const char *const words[] = {"cam on", "xin cam on", "xin chan thanh cam on", "tks", "thanks", "thank you", "thank"};

    return begins(line, words, ARRAY_LEN(words));
}

/* Where a mail ends that no reader cut: thanks, names of phones. */
static bool
is_farewell(const char *line)
{
    static const char *const words[] = {"tran trong", "best regards", "regards", "than", "than men", "sent from", "duoc gui tu", "da gui tu", "gui tu", "kind regards",
                                        "get outlook", "tai outlook", "sincerely", "het", "end", "dien thoai", "chuc"};

    return strncmp(line, "--", 2) == 0 || is_quote(line) || is_thanks(line) || begins(line, words, ARRAY_LEN(words));
}

/* His name, his post, his telephone: "Nguyễn Văn A", "Phó Trưởng phòng". */
static bool
is_signature(const char *line, const char *name)
{
    static const char *const posts[] = {"pho truong phong", "truong phong", "pho phong", "doi truong", "pho doi truong", "can bo",
                                        "chuyen vien", "giam doc", "pho giam doc", "thieu ta", "trung ta", "thuong ta", "dai ta",
                                        "thieu uy", "trung uy", "thuong uy", "dai uy", "phong", "cong an tinh", "sdt", "dt", "tel",
                                        "mobile", "di dong", "hotline", "email"};
    struct tokens t;
    char *own = text_fold(name == NULL ? "" : name);
    bool all = true, mine = true;

    tokens_of(line, 200, &t);
    for (size_t i = 0; i < t.n; i++) {
        all = all && t.v[i].number < 0 && token_is_name(&t.v[i]);
        mine = mine && strstr(own, t.v[i].text) != NULL;
    }
    all = (all && t.n >= 2 && t.n <= 5) || (mine && t.n > 0) || begins(line, posts, ARRAY_LEN(posts)) || t.n == 0;
    tokens_free(&t);
    free(own);
    return all;
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

    if (last != NULL && last->rule != NULL && last->rule->verb == VERB_TELL)
        return true;                    /* his letter goes on to the first empty line */
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
    bool wrong;                         /* a line was not understood */
    char *opened;                       /* one was passed over as an opening sentence; NULL */
    char *murmured;                     /* or as a word of assent, to what nobody knows; NULL */
    char *thanked;                      /* or as thanks; NULL */
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

/* "Đề nghị hệ thống thực hiện giúp:": a sentence before the orders. */
static bool
is_opening(const char *text)
{
    static const char *const words[] = {"de nghi", "nho", "xin", "vui long", "em", "anh", "toi", "minh", "chi", "dong chi", "da",
                                        "vang", "theo", "sau khi", "qua"};

    return strpbrk(text, "0123456789@<") == NULL && begins(text, words, ARRAY_LEN(words));
}

/* "Kính gửi phòng PV05, gia hạn ...", "Cảm ơn em, đồng ý": what stands behind it. */
static const char *
behind_greeting(const char *text)
{
    size_t n = strcspn(text, ",:.!;");

    bool opens = (is_greeting(text) || is_thanks(text)) && text[n] != '\0';
    const char *behind = opens ? text + n + 1 + strspn(text + n + 1, " !.") : "";

    return *behind != '\0' ? behind : text;
}

/* "Ok" beside it says no more where nothing was asked. */
static bool
only_thanks(const struct command_context *c, const char *text)
{
    bool asked = c->code != NULL || c->tokens.n > 0;

    return reply_thanks(text) && (reply_says_nothing(text) || (!asked && reply_leads_in(text)));
}

/* An order behind a line that was not understood may stand in a quotation that
 * nobody knew for one, and in our own words: it is asked about. */
void
command_distrust(struct command *c, const char *cause)
{
    if (c->problem != COMMAND_FINE)
        return;
    c->problem = COMMAND_AMBIGUOUS;
    c->cause = xstrdup(cause);
    strings_take(&c->choices, command_say(c));
}

/* "Đạt TN-...", and then "à nhầm, đừng đạt nhé". */
static void
doubt_taken_back(struct commands *orders, const char *words)
{
    for (size_t i = 0; i < orders->n; i++)
        if (orders->v[i].rule != NULL && orders->v[i].rule->writes && reply_takes_back(words, &orders->v[i]))
            command_distrust(&orders->v[i], orders->v[i].english ? "another line of the mail seems to take the order back, so it is not carried out; if it is meant, please send it again"
                                                         : "trong thư còn câu như rút lại lệnh này nên chưa thực hiện; nếu vẫn cần, đề nghị gửi lại lệnh");
}

static void
take_orders(struct walk *w, struct commands *line, const char *text)
{
    for (size_t i = 0; w->wrong && i < line->n; i++)
        command_distrust(&line->v[i], line->v[i].english ? "this order stands behind a line that was not understood and is not carried out; please send it again"
                                                : "lệnh này đứng sau một dòng chưa hiểu nên chưa được thực hiện; đề nghị gửi lại");
    if (room(w->out))
        keep(w, line, text);
}

static void
take_prose(struct walk *w, struct commands *line, const char *text)
{
    bool first = w->out->n == 0;

    if (w->blank == 0 && continues(w->out, w->last)) {
        lengthen(w, line, text);
    } else if (reply_says_nothing(text) || (first && is_greeting(text))) {
        return;
    } else if (first && reply_leads_in(text)) {
        free(w->murmured);
        w->murmured = xstrdup(text);
    } else if (first && is_opening(text)) {
        free(w->opened);
        w->opened = xstrdup(text);
    } else if ((!first || w->thanked != NULL) && is_signature(text, w->context->name)) {
        w->end = true;
    } else {
        w->wrong = true;
        doubt_taken_back(w->out, text);
        if (room(w->out))
            keep(w, line, text);
    }
}

static void
take_line(struct walk *w, const char *text)
{
    struct commands line = {0};

    if (*text == '\0') {
        w->end = w->wrong || (++w->blank > 1 && w->out->n > 0);
        return;
    }
    if (w->out->n == 0 && only_thanks(w->context, text)) {
        free(w->thanked);               /* what he orders may stand behind it */
        w->thanked = xstrdup(text);
        w->blank = 0;
        return;
    }
    if (is_farewell(text) && !(w->out->n == 0 && is_thanks(text))) {
        w->end = true;
        return;
    }
    commands_parse(w->context, w->out->n == 0 ? behind_greeting(text) : text, &line);
    if (line.v[0].rule != NULL)
        take_orders(w, &line, text);
    else
        take_prose(w, &line, text);
    commands_free(&line);
    w->blank = 0;
}

/* What is only an answer by its place must be all that he says; and having seen
 * it is nothing besides an order. */
static void
weigh_answers(struct walk *w)
{
    struct commands *c = w->out;
    size_t kept = 0, fine = 0;
    bool more = w->wrong || w->opened != NULL;

    for (size_t i = 0; i < c->n; i++)
        more = more || (c->v[i].problem != COMMAND_FINE && !c->v[i].seen);
    for (size_t i = 0; i < c->n; i++) {
        if (more && c->v[i].lent && (c->v[i].rule->writes || c->v[i].rule->verb == VERB_CONFIRM))
            command_distrust(&c->v[i], c->v[i].english ? "another line of the mail was not understood; please send the order again"
                                              : "trong thư còn dòng khác chưa hiểu nên chưa thực hiện; đề nghị gửi lại lệnh");
        fine += c->v[i].problem == COMMAND_FINE;
    }
    for (size_t i = 0; i < c->n; i++)
        if (fine > 0 && c->v[i].seen)
            command_clear(&c->v[i]);
        else
            c->v[kept++] = c->v[i];
    c->n = kept;
}

/* Nothing but thanks, and an order waits for his word: he may think that it was done. */
static void
take_thanks(const struct walk *w, struct commands *out)
{
    if (out->n == 0 && w->thanked != NULL && w->context->tokens.n > 0)
        commands_parse(w->context, w->thanked, out);
}

/* His own words above a farewell or a quotation, whatever they are. */
static void
doubt_by_text(struct commands *orders, const char *text)
{
    bool end = text == NULL;

    while (!end && *text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = text_clean_line(text, n);

        end = is_farewell(line) && !is_thanks(line);
        if (!end)
            doubt_taken_back(orders, line);
        free(line);
        text += n + (text[n] == '\n');
    }
}

/* True: he said thanks. */
static bool
read_text(const struct command_context *context, const char *text, struct commands *out)
{
    struct walk w = { .context = context, .out = out };
    bool thanks;

    while (text != NULL && *text != '\0' && !w.end) {
        size_t n = strcspn(text, "\n");
        char *line = text_clean_line(text, n);

        take_line(&w, line);
        free(line);
        text += n + (text[n] == '\n');
    }
    weigh_answers(&w);
    if (out->n == 0 && (w.opened != NULL || w.murmured != NULL))        /* nothing came behind it */
        commands_parse(context, w.opened != NULL ? w.opened : w.murmured, out);
    take_thanks(&w, out);
    free(w.opened);
    free(w.murmured);
    thanks = w.thanked != NULL;
    free(w.thanked);
    free(w.last);
    return thanks;
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
    bool thanks = read_text(context, text, out) || only_thanks(context, bare);
    if (!own_subject && *bare != '\0') {
        commands_parse(context, bare, &in_subject);
        c = &in_subject.v[0];
    }
    /* An answer keeps the subject of what it answers: its text speaks first. */
    if (c->rule == NULL || (starts_with_command(out) && (reply || c->problem != COMMAND_FINE))) {
        if (c->rule == NULL && out->n == 0 && *bare != '\0' && !reply && !own_subject && !thanks)
            *out = in_subject;
        else
            commands_free(&in_subject);
        return;
    }
    commands_free(out);
    *out = in_subject;
    doubt_by_text(out, text);
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
