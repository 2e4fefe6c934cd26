/* Who has taken it: the first order on a mail is told to the others who had
 * its notice, and a second officer hears whose word his own stands over. */
#include <stdlib.h>
#include <string.h>

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

/* The last order that stands on this thing, if it came after the one that was found. */
static int
later_word(struct order *o, const char *kind, int64_t id, struct command_row *found)
{
    struct command_row *rows = NULL, none = {0};
    size_t n = 0;
    int rc = command_on(o->desk->store, kind, id, &rows, &n);

    if (rc == 0 && n > 0 && rows[n - 1].id != o->row.id && rows[n - 1].id > found->id) {
        command_row_clear(found);
        *found = rows[n - 1];
        rows[n - 1] = none;
    }
    command_rows_free(rows, n);
    return rc;
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
order_say_over(struct order *o, const struct obligation *ob, bool replaced)
{
    struct command_row row = {0};
    int rc = later_word(o, "obligation", ob->id, &row);

    if (rc == 0)
        say_word(o, &row, replaced);
    command_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

int
order_say_word(struct order *o)
{
    const char *code = o->c->code != NULL     ? o->c->code
                       : o->context != NULL ? o->context->code
                                            : NULL;
    struct message_row m = {0};
    struct submission_row *v = NULL;
    struct command_row row = {0};
    size_t n = 0;
    int rc = code == NULL ? 1 : submission_of_code(o->desk->store, code, &m, &v, &n);

    if (rc == 0)
        rc = later_word(o, "message", m.id, &row);
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = later_word(o, "obligation", v[i].obligation, &row);
    if (rc == 0)
        say_word(o, &row, false);
    command_row_clear(&row);
    submission_rows_free(v, n);
    message_row_clear(&m);
    return rc < 0 ? -1 : 0;
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
