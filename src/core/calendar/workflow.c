/* The life of an obligation: the table, and the two clocks that move with it. */
#include "core/calendar/workflow.h"

#include <string.h>

#define TO(STATE) 1 + STATE_##STATE

/* What is missing is refused. A version that comes after the officer's word is
 * looked at again if it is complete; if it is not, the word stands and only
 * the sender hears of it. An exemption stands whatever is sent all the same. */
const struct state_row states[STATES] = {
    [STATE_OPEN] = { "Chưa nhận", "Not received", .asked = true, .owes = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(INCOMPLETE),
        [EVENT_SUBMITTED_EMPTY] = TO(INCOMPLETE), [EVENT_ON_PAPER] = TO(ON_PAPER),
        [EVENT_WAIVED] = TO(WAIVED), [EVENT_EXTENDED] = TO(OPEN),
        [EVENT_CANCELLED] = TO(CANCELLED) } },
    [STATE_RECEIVED] = { "Đang kiểm tra", "Being examined", .asked = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(INCOMPLETE),
        [EVENT_SUBMITTED_EMPTY] = TO(RECEIVED), [EVENT_ACCEPTED] = TO(ACCEPTED),
        [EVENT_FOUND_INCOMPLETE] = TO(INCOMPLETE), [EVENT_RETURNED] = TO(RETURNED),
        [EVENT_ON_PAPER] = TO(ON_PAPER), [EVENT_EXTENDED] = TO(RECEIVED),
        [EVENT_WAIVED] = TO(WAIVED) } },
    [STATE_INCOMPLETE] = { "Thiếu thành phần", "Incomplete", .asked = true, .owes = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(INCOMPLETE),
        [EVENT_SUBMITTED_EMPTY] = TO(INCOMPLETE), [EVENT_ACCEPTED] = TO(ACCEPTED),
        [EVENT_FOUND_INCOMPLETE] = TO(INCOMPLETE), [EVENT_RETURNED] = TO(RETURNED),
        [EVENT_ON_PAPER] = TO(ON_PAPER), [EVENT_WAIVED] = TO(WAIVED),
        [EVENT_EXTENDED] = TO(INCOMPLETE), [EVENT_CANCELLED] = TO(CANCELLED) } },
    [STATE_RETURNED] = { "Trả lại chỉnh sửa", "Returned", .asked = true, .owes = true, .decided = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(INCOMPLETE),
        [EVENT_SUBMITTED_EMPTY] = TO(RETURNED), [EVENT_ACCEPTED] = TO(ACCEPTED),
        [EVENT_FOUND_INCOMPLETE] = TO(INCOMPLETE), [EVENT_RETURNED] = TO(RETURNED),
        [EVENT_ON_PAPER] = TO(ON_PAPER), [EVENT_WAIVED] = TO(WAIVED),
        [EVENT_EXTENDED] = TO(RETURNED) } },
    [STATE_ACCEPTED] = { "Đạt yêu cầu", "Accepted", .asked = true, .accepted = true, .decided = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(ACCEPTED),
        [EVENT_SUBMITTED_EMPTY] = TO(ACCEPTED), [EVENT_ACCEPTED] = TO(ACCEPTED),
        [EVENT_FOUND_INCOMPLETE] = TO(INCOMPLETE), [EVENT_RETURNED] = TO(RETURNED),
        [EVENT_EXTENDED] = TO(ACCEPTED) } },
    [STATE_ON_PAPER] = { "Đã nộp qua kênh khác", "Received by other means", .asked = true, .arrived = true, .decided = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(ON_PAPER),
        [EVENT_SUBMITTED_EMPTY] = TO(ON_PAPER), [EVENT_ACCEPTED] = TO(ACCEPTED),
        [EVENT_RETURNED] = TO(RETURNED), [EVENT_EXTENDED] = TO(ON_PAPER) } },
    [STATE_WAIVED] = { "Được miễn", "Waived", .decided = true, .next = {
        [EVENT_SUBMITTED] = TO(WAIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(WAIVED),
        [EVENT_SUBMITTED_EMPTY] = TO(WAIVED), [EVENT_ON_PAPER] = TO(ON_PAPER) } },
    [STATE_CANCELLED] = { "Không áp dụng", "Not asked for", .decided = true, .next = {
        [EVENT_SUBMITTED] = TO(RECEIVED), [EVENT_SUBMITTED_INCOMPLETE] = TO(CANCELLED),
        [EVENT_SUBMITTED_EMPTY] = TO(CANCELLED), [EVENT_REOPENED] = TO(OPEN) } },
};

const char *
state_said(enum state state, const char *language)
{
    return strcmp(language, "en") == 0 ? states[state].label_en : states[state].label;
}

bool
workflow_allows(enum state from, enum event event)
{
    return states[from].next[event] != 0;
}

static void
earliest(instant *clock, instant at)
{
    if (*clock == INSTANT_NONE || at < *clock)
        *clock = at;
}

/* A11: the first version decides timeliness, complete or not; A12: a mail
 * without its file is none; A9: paper counts like mail. */
static void
move_clocks(struct obligation *o, enum event event, instant at)
{
    bool whole = event == EVENT_SUBMITTED || event == EVENT_ON_PAPER;

    if (whole || event == EVENT_SUBMITTED_INCOMPLETE)
        earliest(&o->first_received, at);
    if (whole)
        earliest(&o->completed, at);
}

bool
workflow_apply(struct obligation *o, enum event event, instant at)
{
    if (!workflow_allows(o->state, event))
        return false;
    move_clocks(o, event, at);
    o->state = (enum state)(states[o->state].next[event] - 1);
    if (!states[o->state].owes || o->state == STATE_OPEN)
        o->cure = INSTANT_NONE;
    if (event == EVENT_EXTENDED && o->cure != INSTANT_NONE && o->cure < o->due)
        o->cure = o->due;
    return true;
}
