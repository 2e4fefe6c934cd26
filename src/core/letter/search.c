/* What was found when a unit said that it had sent something. */
#include "put.h"

#define CAME_MOST 8

static bool
waits(enum outcome outcome)
{
    return outcome == OUTCOME_REVIEW || outcome == OUTCOME_TOO_LARGE ||
           outcome == OUTCOME_NOT_OBTAINABLE;
}

static json_t *
came(const struct letter_facts *f, const struct letter_came *m)
{
    json_t *row = json_object();

    letter_put_text(row, "code", m->code);
    put_taken(row, "received", words_moment(m->received, f->office->utc_offset, f->language));
    put_cut(row, "subject", m->subject);
    letter_put_text(row, "sender", m->sender);
    letter_put_text(row, "outcome", outcome_said(m->outcome, f->language));
    return row;
}

void
put_search(json_t *c, const struct letter_facts *f)
{
    const struct letter_search *s = f->search;
    json_t *list;
    bool wait = false, strange = false;

    if (s == NULL)
        return;
    list = json_array();
    for (size_t i = 0; i < s->ncame; i++) {
        json_array_append_new(list, came(f, &s->came[i]));
        wait = wait || waits(s->came[i].outcome);
        strange = strange || s->came[i].sender != NULL;
    }
    put_flag(c, "searched", true);
    put_flag(c, "searched_again", s->again);
    put_found(c, "said_day", s->said.year == 0 ? NULL : words_day(s->said, f->language));
    put_taken(c, "since", words_day(s->since, f->language));
    put_flag(c, "has_came", s->ncame > 0);
    put_flag(c, "came_waits", wait);
    put_flag(c, "came_strange", strange);
    put_flag(c, "still_owed", s->owes);
    if (s->unread != INSTANT_NONE)
        put_taken(c, "unread_since", words_moment(s->unread, f->office->utc_offset, f->language));
    put_most(c, "came", list, CAME_MOST);
}
