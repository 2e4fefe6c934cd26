/* The commands of a mail: from its subject, or line by line. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
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

/* The head of a quoted mail that the reader did not know: "Từ: ...", "... đã viết:". */
static bool
is_quote(const char *line)
{
    static const char *const heads[] = {"Từ:", "From:", "Người gửi:", "Đã gửi:", "Sent:", "*From:",
                                        "*Từ:", "-----", "_____", ">"};
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
    static const char *const words[] = {"cam on", "xin cam on", "xin chan thanh cam on", "tks",
                                        "thanks", "thank you", "thank"};

    return begins(line, words, ARRAY_LEN(words));
}

/* Where a mail ends that no reader cut: thanks, names of phones. */
static bool
is_farewell(const char *line)
{
    static const char *const words[] = {"tran trong", "best regards", "regards", "than", "than men",
                                        "sent from", "duoc gui tu", "da gui tu", "gui tu",
                                        "kind regards", "get outlook", "tai outlook", "sincerely",
                                        "het", "end", "dien thoai", "chuc"};

    return strncmp(line, "--", 2) == 0 || is_quote(line) || is_thanks(line) || begins(line, words, ARRAY_LEN(words));
}

/* His name, his post, his telephone: "Nguyễn Văn A", "Phó Trưởng phòng". */
static bool
is_signature(const char *line, const char *name)
{
    static const char *const posts[] = {"pho truong phong", "truong phong", "pho phong",
                                        "doi truong", "pho doi truong", "can bo", "chuyen vien",
                                        "giam doc", "pho giam doc", "thieu ta", "trung ta",
                                        "thuong ta", "dai ta", "thieu uy", "trung uy", "thuong uy",
                                        "dai uy", "phong", "cong an tinh", "sdt", "dt", "tel",
                                        "mobile", "di dong", "hotline", "email"};
    struct tokens t;
    char *own = text_fold(name == NULL ? "" : name);
    bool all = true, mine = true;

    tokens_of(line, 200, &t);
    for (size_t i = 0; i < t.n; i++) {
        all = all && t.v[i].number < 0 && token_is_name(&t.v[i]);
        mine = mine && strstr(own, t.v[i].text) != NULL;
    }
    all = (all && t.n >= 2 && t.n <= 5) || (mine && t.n > 0) ||
          begins(line, posts, ARRAY_LEN(posts)) || t.n == 0;
    tokens_free(&t);
    free(own);
    return all;
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
        if (parse_room(w->out))
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

/* "Kính gửi phòng PV05, gia hạn ...", "Cảm ơn em, đồng ý": what stands behind it. */
static const char *
behind_greeting(const char *text)
{
    size_t n = strcspn(text, ",:.!;");
    char *head = xstrndup(text, n);
    bool opens = (opening_greets(head) || is_thanks(head)) && text[n] != '\0';
    const char *behind = opens ? text + n + 1 + strspn(text + n + 1, " !.") : "";

    free(head);
    return *behind != '\0' ? behind : text;
}

/* "Ok" beside it says no more where nothing was asked. */
static bool
only_thanks(const struct command_context *c, const char *text)
{
    bool asked = c->code != NULL || c->tokens.n > 0;

    return reply_thanks(text) && (reply_says_nothing(text) || (!asked && reply_leads_in(text)));
}

static const struct doubt { const char *vi, *en; } taken_back = {      /* "Đạt TN-...", and then "à nhầm, đừng đạt nhé" */
    "trong thư còn câu như rút lại lệnh này nên chưa thực hiện; nếu vẫn cần, đề nghị gửi lại lệnh",
    "another line of the mail seems to take the order back, so it is not carried out; if it is meant, please send it again",
}, beside = {                       /* the order is the subject of what he answers; his own words say something else, or ask */
    "tiêu đề là lệnh, nhưng trong thư còn câu khác hoặc câu hỏi nên chưa thực hiện; nếu vẫn cần, đề nghị gửi lại lệnh",
    "the subject gives an order and the text says something else, or asks; if the order is meant, please send it again",
};

/* Each order that changes something; taken: only those that these words take back, NULL: all. */
static void
distrust_writing(struct commands *orders, const struct doubt *doubt, const char *taken)
{
    for (size_t i = 0; i < orders->n; i++)
        if (orders->v[i].rule != NULL && orders->v[i].rule->writes &&
            (taken == NULL || reply_takes_back(taken, &orders->v[i])))
            command_distrust(&orders->v[i], doubt->vi, doubt->en);
}

/* It orders nothing, and asks or shows what follows: "anh chưa gửi lệnh này nhé:". */
static bool
leads_on(const struct commands *line, const char *text)
{
    size_t n = strlen(text);
    bool orders = false;

    for (size_t i = 0; i < line->n; i++)
        orders = orders || (line->v[i].problem == COMMAND_FINE && line->v[i].rule->writes);
    return !orders && n > 0 && (text[n - 1] == ':' || text[n - 1] == '?');
}

static void
take_orders(struct walk *w, struct commands *line, const char *text)
{
    for (size_t i = 0; w->wrong && i < line->n; i++)
        command_distrust(&line->v[i],
                         "lệnh này đứng sau một dòng chưa hiểu nên chưa được thực hiện; đề nghị gửi lại",
                         "this order stands behind a line that was not understood and is not carried out; please send it again");
    bool on = leads_on(line, text);

    if (parse_room(w->out))
        keep(w, line, text);
    w->wrong = w->wrong || on;
}

static void
take_prose(struct walk *w, struct commands *line, const char *text)
{
    bool first = w->out->n == 0;

    if (w->blank == 0 && continues(w->out, w->last)) {
        lengthen(w, line, text);
    } else if (reply_says_nothing(text) || (first && opening_greets(text))) {
        return;
    } else if (first && reply_leads_in(text)) {
        free(w->murmured);
        w->murmured = xstrdup(text);
    } else if (first && opening_leads(text)) {
        free(w->opened);
        w->opened = xstrdup(text);
    } else if ((!first || w->thanked != NULL) && is_signature(text, w->context->name)) {
        w->end = true;
    } else {
        w->wrong = true;
        distrust_writing(w->out, &taken_back, text);
        if (parse_room(w->out))
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
            command_distrust(&c->v[i],
                             "trong thư còn dòng khác chưa hiểu nên chưa thực hiện; đề nghị gửi lại lệnh",
                             "another line of the mail was not understood; please send the order again");
        fine += c->v[i].problem == COMMAND_FINE;
    }
    for (size_t i = 0; i < c->n; i++)
        if (fine > 0 && c->v[i].seen)
            command_clear(&c->v[i]);
        else
            c->v[kept++] = c->v[i];
    c->n = kept;
    commands_contradict(c);
}

/* Nothing but thanks, and an order waits for his word: he may think that it was done. */
static void
take_thanks(const struct walk *w, struct commands *out)
{
    if (out->n == 0 && w->thanked != NULL && w->context->tokens.n > 0)
        commands_parse(w->context, w->thanked, out);
}

/* His own words above a farewell or a quotation, whatever they are. said: the subject is an older
 * mail's, and they say something. */
static void
doubt_by_text(struct commands *orders, const char *text, bool said)
{
    bool end = text == NULL;

    if (said)
        distrust_writing(orders, &beside, NULL);
    while (!end && *text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = text_clean_line(text, n);

        end = is_farewell(line) && !is_thanks(line);
        if (!end)
            distrust_writing(orders, &taken_back, line);
        if (!end && parse_asks(line))
            distrust_writing(orders, &beside, NULL);
        free(line);
        text += n + (text[n] == '\n');
    }
}

/* "Em làm giúp anh": nothing that a unit should read. */
static bool
speaks_to_us(const char *words)
{
    static const char *const us[] = { "em", "anh", "chi", "nho", "sep", "dong chi", "oi", "giup" };
    struct tokens t;
    bool us_first;

    tokens_of(words, strlen(words), &t);
    us_first = tokens_any(&t, 0, us, ARRAY_LEN(us)) ||
               tokens_within(&t, 0, t.n, us + ARRAY_LEN(us) - 2, 2);
    tokens_free(&t);
    return us_first;
}

/* "Trả lại TN-..." above "Thiếu chữ ký của Trưởng ban": the text is the reason. False: it is none. */
static bool
complete_by_text(const struct command_context *context, const char *subject, const char *text,
                 const struct commands *said, struct commands *out)
{
    const struct command *c = &out->v[0];
    bool own = said->n > 0 && said->v[0].rule != NULL && !said->v[0].lent &&
               (said->v[0].code != NULL || said->v[0].nunits > 0),
         fine;
    struct commands whole = {0};
    struct buf line = {0};

    if (own || c->rule == NULL || c->problem != COMMAND_WANTING ||
        (c->rule->needs & ARG_REASON) == 0 || c->reason != NULL || text == NULL)
        return false;
    buf_addf(&line, "%s:", subject);
    for (size_t n; *text != '\0'; text += n + (text[n] == '\n')) {
        char *words = text_clean_line(text, n = strcspn(text, "\n"));
        bool end = is_farewell(words), greets = opening_greets(words);

        if (!end && !greets)
            buf_addf(&line, " %s", words);
        free(words);
        if (end)
            break;
    }
    if (!speaks_to_us(buf_text(&line) + strlen(subject) + 1))
        commands_parse(context, buf_text(&line), &whole);
    fine = whole.n == 1 && whole.v[0].problem == COMMAND_FINE;
    if (fine) {
        commands_free(out);
        *out = whole;
    } else {
        commands_free(&whole);
    }
    buf_free(&line);
    return fine;
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
    out->thanks = read_text(context, text, out) || only_thanks(context, bare);
    if (!own_subject && *bare != '\0') {
        commands_parse(context, bare, &in_subject);
        c = &in_subject.v[0];
    }
    if (!reply && in_subject.n == 1 && complete_by_text(context, bare, text, out, &in_subject)) {
        commands_free(out);
        *out = in_subject;
        out->forwarded = forward;
        return;
    }
    /* An answer keeps the subject of what it answers: its text speaks first, understood or not. */
    if (c->rule == NULL || (starts_with_command(out) && (reply || c->problem != COMMAND_FINE)) ||
        (reply && out->n > 0 && c->problem != COMMAND_FINE)) {
        if (c->rule == NULL && out->n == 0 && *bare != '\0' && !reply && !own_subject && !out->thanks)
            *out = in_subject;
        else
            commands_free(&in_subject);
        return;
    }
    bool said = reply && out->n > 0;

    commands_free(out);
    *out = in_subject;
    doubt_by_text(out, text, said);
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
