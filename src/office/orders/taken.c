/* Who has taken it: the first order on a mail is told to the others who had
 * its notice, and a second officer hears whose word his own stands over. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "office/post/notice.h"
#include "order.h"

static int
had_notice(struct desk *desk, const char *code, const char *officer, bool *had)
{
    char *reason = xasprintf("notice:%s", code);
    struct letter_row row = {0};
    int rc = letter_by_reason(desk->store, reason, officer, &row);

    *had = rc == 0;
    letter_row_clear(&row);
    free(reason);
    return rc < 0 ? -1 : 0;
}

static int
told_before(struct desk *desk, const char *prefix, bool *told)
{
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc = letter_begun(desk->store, prefix, &rows, &n);

    *told = n > 0;
    letter_rows_free(rows, n);
    return rc;
}

int
order_tell_taken(struct order *o)
{
    const struct settings *s = o->desk->settings;
    char *reason = o->c->code == NULL ? NULL : xasprintf("taken:%s", o->c->code);
    struct message_row m = {0};
    struct strings lines = {0};
    bool told = true;
    int rc = reason == NULL ? 1 : told_before(o->desk, reason, &told);

    if (rc == 0 && !told)
        rc = message_by_code(o->desk->store, o->c->code, &m);
    strings_add(&lines, o->row.understood);
    for (size_t i = 0; rc == 0 && !told && i < s->nofficers; i++) {
        const struct officer *to = &s->officers[i];
        struct posting p = { .letter = "officer-notice",
                             .reason = reason,
                             .priority = PRIORITY_ANSWER,
                             .message = m.id,
                             .facts = { .notice = "taken",
                                        .code = m.code,
                                        .sender = m.sender,
                                        .lines = &lines,
                                        .title = o->officer->name } };
        bool had = false;

        if (strcmp(to->address, o->officer->address) == 0)
            continue;
        rc = had_notice(o->desk, m.code, to->address, &had);
        if (rc == 0 && had)
            rc = notice_officer(o->desk, to, &p, o->now);
    }
    strings_free(&lines);
    message_row_clear(&m);
    free(reason);
    return rc < 0 ? -1 : 0;
}

/* What orders say of a mail: how good it is, that it counts, or that it does not. A later one takes
 * the place of some: who accepts what another confirmed agrees with him. */
enum word { ON_CONTENT = 1, COUNTS = 2, COUNTS_NOT = 4, ALL_WORDS = 7 };
static const struct { enum verb verb; enum word is; unsigned over; } words[] = {
    { VERB_ACCEPT, ON_CONTENT, ON_CONTENT },    { VERB_INCOMPLETE, ON_CONTENT, ON_CONTENT },
    { VERB_RETURN, ON_CONTENT, ON_CONTENT },    { VERB_VOUCH, COUNTS, COUNTS_NOT },
    { VERB_CLASSIFY, COUNTS, ALL_WORDS },       { VERB_REJECT, COUNTS_NOT, ALL_WORDS },
    { VERB_DUPLICATE, COUNTS_NOT, ALL_WORDS },  { VERB_WRONG_ROUTE, COUNTS_NOT, ALL_WORDS },
};

/* Of those that an order of this verb takes the place of; 0: of none. */
static unsigned
over_words(enum verb verb)
{
    unsigned over = 0;

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        over |= words[i].verb == verb ? words[i].over : 0;
    return over;
}

static unsigned
word_of(const struct command_row *row)
{
    unsigned is = 0;

    for (size_t i = 0; row->understood != NULL && i < ARRAY_LEN(words); i++) {
        const char *vi = command_rules[words[i].verb].name,
                   *en = command_rules[words[i].verb].name_en;

        if (strncmp(row->understood, vi, strlen(vi)) == 0 ||
            strncmp(row->understood, en, strlen(en)) == 0)
            is |= words[i].is;
    }
    return is;
}

/* The last order that stands on this thing, if it came after the one that was found. of: such words; 0: any. */
static int
later_word(struct order *o, const char *kind, int64_t id, unsigned of, struct command_row *found)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, kind, id, &rows, &n);

    for (size_t i = n; rc == 0 && i-- > 0;) {
        if (rows[i].id <= found->id || rows[i].id == o->row.id || (of != 0 && (word_of(&rows[i]) & of) == 0))
            continue;
        command_row_clear(found);
        *found = rows[i];
        rows[i] = (struct command_row){0};
    }
    command_rows_free(rows, n);
    return rc;
}

/* On the mail that the order is about, or that is under discussion, and on what it was filed for. */
static int
word_on_mail(struct order *o, unsigned of, struct command_row *found)
{
    const char *code = o->c->code != NULL   ? o->c->code
                       : o->context != NULL ? o->context->code
                                            : NULL;
    struct message_row m = {0};
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = code == NULL ? 1 : submission_of_code(o->desk->store, code, &m, &v, &n);

    if (rc == 0)
        rc = later_word(o, "message", m.id, of, found);
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = later_word(o, "obligation", v[i].obligation, of, found);
    submission_rows_free(v, n);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
}

bool
order_may_undo(const struct order *o, const struct command_row *row)
{
    return settings_officer(o->desk->settings, row->officer) == NULL ||
           strcmp(row->officer, o->officer->address) == 0 || o->officer->role >= ROLE_LEAD;
}

/* Whose it is; his own he knows. */
static void
say_word(struct order *o, const struct command_row *row, bool replaced)
{
    const struct officer *other = row->code == NULL ? NULL
                                                    : settings_officer(o->desk->settings, row->officer);
    char *when;

    if (row->code == NULL || o->said_over || strcmp(row->officer, o->officer->address) == 0)
        return;
    when = words_moment(row->at, order_offset(o), order_language(o));
    order_note(o, "earlier", "{s:s s:s s:s s:s s:s s:b s:b}", "when", when, "officer",
               other == NULL || other->name == NULL ? row->officer : other->name, "address",
               row->officer, "act", row->code, "understood",
               row->understood == NULL ? row->text : row->understood, "replaced", replaced, "theirs",
               !order_may_undo(o, row));
    o->said_over = true;
    free(when);
}

int
order_say_over(struct order *o, const struct obligation *ob)
{
    struct command_row row = {0};
    int rc = later_word(o, "obligation", ob->id, 0, &row);

    if (rc == 0)
        say_word(o, &row, false);
    command_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

int
order_say_word(struct order *o)
{
    struct command_row row = {0};
    int rc = word_on_mail(o, 0, &row);

    if (rc == 0)
        say_word(o, &row, false);
    command_row_clear(&row);
    return rc;
}

int
order_over(struct order *o, struct command_row *found)
{
    unsigned over = over_words(o->c->rule->verb);

    return !o->unit && o->c->code != NULL && over != 0 ? word_on_mail(o, over, found) : 0;
}

int
order_tell_over(struct order *o, const struct command_row *over)
{
    const struct officer *other = over->code == NULL || strcmp(over->officer, o->officer->address) == 0
                                      ? NULL
                                      : settings_officer(o->desk->settings, over->officer);
    char *reason = xasprintf("over:%s", o->row.code);
    struct strings lines = {0};
    struct posting p = { .letter = "officer-notice",
                         .reason = reason,
                         .priority = PRIORITY_ANSWER,
                         .facts = { .notice = "over",
                                    .code = o->c->code,
                                    .lines = &lines,
                                    .title = o->officer->name } };
    int rc = 0;

    say_word(o, over, true);
    if (other != NULL) {
        strings_take(&lines, xasprintf("%s: %s", over->code, over->understood));
        strings_take(&lines, xasprintf("%s: %s", o->row.code, o->row.understood));
        rc = notice_officer(o->desk, other, &p, o->now);
    }
    strings_free(&lines);
    free(reason);
    return rc;
}

/* The code of the last of these that said what this order says; NULL. */
static char *
same_words(const struct order *o, const struct command_row *rows, size_t n)
{
    char *now = text_fold(o->row.understood), *by = NULL;

    for (size_t i = n; i-- > 0 && by == NULL;) {
        char *then = rows[i].understood == NULL || rows[i].state != COMMAND_DONE ||
                             rows[i].undone_by != 0 || rows[i].id == o->row.id
                         ? NULL
                         : text_fold(rows[i].understood);

        by = then != NULL && strcmp(then, now) == 0 ? xstrdup(rows[i].code) : NULL;
        free(then);
    }
    free(now);
    return by;
}

int
order_said_same(struct order *o, const char *kind, int64_t id, char **by)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_on(o->desk->store, kind, id, &rows, &n);

    *by = rc == 0 && n > 0 ? same_words(o, &rows[n - 1], 1) : NULL;
    command_rows_free(rows, n);
    return rc;
}

int
order_said_since(struct order *o, instant since, char **by)
{
    struct command_row *rows = NULL;
    size_t n = 0;
    int rc = command_since(o->desk->store, since, &rows, &n);

    *by = rc == 0 ? same_words(o, rows, n) : NULL;
    command_rows_free(rows, n);
    return rc;
}
