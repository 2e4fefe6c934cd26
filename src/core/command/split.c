/* One line, several orders: the same for each code of a list, and one behind
 * the other. What is behind a separator is an order only if it begins like one
 * and says what it is about; else it stays with the words before. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "parse.h"

/* How many bytes of a separator stand here; 0: none. firm: what follows need
 * not name a code at once. */
static size_t
separator(const char *at, bool *firm)
{
    static const struct { const char *text; bool firm; } marks[] = {
        { ";", true }, { ". ", true }, { ",", false }, { " và ", false }, { " va ", false }, { " and ", false }, { " rồi ", false },
    };

    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (strncmp(at, marks[i].text, strlen(marks[i].text)) == 0) {
            *firm = marks[i].firm;
            return strlen(marks[i].text);
        }
    return 0;
}

/* Behind an opening quotation mark: its end, else the next byte. */
static const char *
behind_quote(const char *at)
{
    static const struct { const char *open, *close; } quotes[] = { {"\"", "\""}, {"“", "”"}, {"«", "»"} };

    for (size_t i = 0; i < ARRAY_LEN(quotes); i++) {
        size_t n = strlen(quotes[i].open);
        const char *end = strncmp(at, quotes[i].open, n) == 0 ? strstr(at + n, quotes[i].close)
                                                              : NULL;

        if (end != NULL)
            return end + strlen(quotes[i].close);
    }
    return at + 1;
}

static bool
names_something(const struct command *c)
{
    return c->code != NULL || c->act != NULL || c->nunits > 0 || c->all || c->address != NULL ||
           c->title != NULL || c->token != NULL || c->problem == COMMAND_FINE;
}

static bool
begins_order(const struct command_context *context, const char *text, bool firm)
{
    struct command_context alone = *context;
    struct command c;
    bool begins;

    if (!parse_begins(text, !firm))
        return false;
    alone.code = NULL;
    command_parse(&alone, text, &c);
    begins = c.rule != NULL && names_something(&c);
    command_clear(&c);
    return begins;
}

/* Where the first order ends and the next begins; NULL: there is no other. */
static const char *
next_order(const struct command_context *context, const char *line, size_t *end)
{
    bool firm = false;

    if (parse_is(line, VERB_TELL))     /* all behind it is what the sender is to read */
        return NULL;
    for (const char *at = line; *at != '\0'; at = behind_quote(at)) {
        size_t n = at > line ? separator(at, &firm) : 0;

        if (n > 0 && begins_order(context, at + n, firm)) {
            *end = (size_t)(at - line);
            return at + n;
        }
    }
    return NULL;
}

bool
parse_room(struct commands *out)
{
    out->more = out->more || out->n >= LIMIT_COMMANDS;
    return out->n < LIMIT_COMMANDS;
}

static void
add(const struct command_context *context, const char *part, struct commands *out)
{
    struct command c;
    size_t first = out->n;

    if (!parse_room(out))
        return;
    command_parse(context, part, &c);
    *ARRAY_MORE(out->v, out->n) = c;
    for (size_t i = 0; c.problem == COMMAND_FINE && c.rule->verb != VERB_ACCEPT_ALL &&
                       i < c.codes.n && parse_room(out);
         i++) {
        struct command other = c;
        char *said;

        *(c.code != NULL ? &other.code : &other.act) = c.codes.v[i];
        other.codes = (struct strings){0};
        said = command_say(&other);
        command_parse(context, said, &other);
        *ARRAY_MORE(out->v, out->n) = other;
        free(said);
    }
    if (c.problem == COMMAND_FINE && c.rule->verb != VERB_ACCEPT_ALL && c.codes.n > 0) {   /* each row of the docket holds its own order */
        char *said;

        strings_free(&out->v[first].codes);
        said = command_say(&out->v[first]);
        free(out->v[first].line);
        out->v[first].line = said;
    }
}

/* A whole line in quotation marks is somebody's, and perhaps an example; in the marks by which a
 * mailer writes bold letters it is his own. Without them, owned by the caller. */
static char *
unmarked(const char *line, bool *quoted)
{
    static const struct { const char *open, *close; bool quote; } marks[] = {
        { "\"", "\"", true }, { "“", "”", true }, { "”", "”", true }, { "“", "“", true }, { "«", "»", true }, { "„", "“", true }, { "'", "'", true }, { "‘", "’", true }, { "*", "*", false }, { "_", "_", false },
    };
    size_t n = strlen(line), shown = n;

    *quoted = false;
    while (shown > 0 && strchr(" .,;!", line[shown - 1]) != NULL)
        shown--;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        size_t open = strlen(marks[i].open), close = strlen(marks[i].close);

        if (shown <= open + close || strncmp(line, marks[i].open, open) != 0 ||
            strncmp(line + shown - close, marks[i].close, close) != 0)
            continue;
        *quoted = marks[i].quote;
        return xstrndup(line + open, shown - open - close);
    }
    return xstrndup(line, n);
}

static void
distrust_quoted(struct command *c)
{
    if (c->rule != NULL && c->rule->writes)
        command_distrust(c,
                         "lệnh này nằm trong dấu ngoặc kép; nếu đúng là lệnh, đề nghị gửi lại không có dấu",
                         "this order stands in quotation marks; if it is meant, please send it without them");
}

void
commands_parse(const struct command_context *context, const char *line, struct commands *out)
{
    char *whole = xstrndup(line, strnlen(line, LIMIT_SUBJECT * 4));
    bool quoted;
    char *rest = unmarked(whole, &quoted);
    const char *from = parse_without_bullet(rest), *next;
    size_t end = 0, first = out->n;

    while ((next = next_order(context, from, &end)) != NULL) {
        char *part = xstrndup(from, end);

        if (!reply_leads_in(part))  /* "vâng, đạt TN-..." */
            add(context, part, out);
        free(part);
        from = next;
    }
    add(context, from, out);
    for (size_t i = first; quoted && i < out->n; i++)
        distrust_quoted(&out->v[i]);
    commands_contradict(out);
    free(rest);
    free(whole);
}
