/* The life of an obligation: which steps are legal, and the two clocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/calendar/workflow.h"

static struct obligation
fresh(void)
{
    return (struct obligation){.due = 1000, .cure = INSTANT_NONE, .first_received = INSTANT_NONE, .completed = INSTANT_NONE};
}

/* A11: first incomplete and on time, complete later: timeliness stays the first one's. */
static void
test_two_clocks(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED_INCOMPLETE, 900));
    assert_int_equal(o.state, STATE_INCOMPLETE);
    o.cure = 1500;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1200));
    assert_int_equal(o.state, STATE_RECEIVED);
    assert_int_equal(o.first_received, 900);
    assert_int_equal(o.completed, 1200);
    assert_int_equal(o.cure, INSTANT_NONE);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1300));
    assert_int_equal(o.completed, 1200);
}

/* A12: a mail without its file is registered, and answers nothing. */
static void
test_empty_answers_nothing(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED_EMPTY, 900));
    assert_int_equal(o.state, STATE_INCOMPLETE);
    assert_int_equal(o.first_received, INSTANT_NONE);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1100));
    assert_int_equal(o.first_received, 1100);
}

/* The Spam folder is read after the inbox: the earlier receipt counts. */
static void
test_folders_in_any_order(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1100));
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 800));
    assert_int_equal(o.first_received, 800);
}

static void
test_return_and_accept(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_false(workflow_apply(&o, EVENT_ACCEPTED, 1));     /* nothing is there yet */
    assert_int_equal(o.state, STATE_OPEN);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 900));
    assert_true(workflow_apply(&o, EVENT_RETURNED, 950));
    o.cure = 2000;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1900));
    assert_int_equal(o.first_received, 900);                       /* a return never rewrites it */
    assert_int_equal(o.cure, INSTANT_NONE);
    assert_true(workflow_apply(&o, EVENT_ACCEPTED, 1950));
    assert_true(workflow_apply(&o, EVENT_SUBMITTED_INCOMPLETE, 1960));
    assert_int_equal(o.state, STATE_ACCEPTED);                     /* the officer's word stands */
    assert_false(workflow_apply(&o, EVENT_WAIVED, 1980));
}

/* What is granted to who has not sent is granted to who has to correct. */
static void
test_an_extension_moves_a_cure_that_ends_before_it(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 400));
    assert_true(workflow_apply(&o, EVENT_RETURNED, 500));
    o.cure = 800;
    o.due = 1500;
    assert_true(workflow_apply(&o, EVENT_EXTENDED, 600));
    assert_int_equal(o.cure, 1500);
    o.cure = 2000;
    assert_true(workflow_apply(&o, EVENT_EXTENDED, 600));
    assert_int_equal(o.cure, 2000);
    o.cure = INSTANT_NONE;
    assert_true(workflow_apply(&o, EVENT_EXTENDED, 600));
    assert_int_equal(o.cure, INSTANT_NONE);
}

/* A9: paper closes the obligation like mail, with its own date. */
static void
test_paper(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_ON_PAPER, 700));
    assert_int_equal(o.state, STATE_ON_PAPER);
    assert_int_equal(o.first_received, 700);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1400));
    assert_int_equal(o.first_received, 700);
}

/* No state is a trap: a report that comes is always taken. None is there in
 * vain: each is reached, and each event is legal somewhere. */
static void
test_every_state_and_event_serves(void **state)
{
    bool reached[STATES] = { [STATE_OPEN] = true }, legal[EVENTS] = {0};

    (void)state;
    for (int s = 0; s < STATES; s++) {
        assert_non_null(state_names[s]);
        assert_non_null(states[s].label);
        assert_non_null(states[s].label_en);
        assert_true(states[s].asked || !(states[s].owes || states[s].accepted || states[s].arrived));
        assert_true(workflow_allows((enum state)s, EVENT_SUBMITTED));
        assert_true(workflow_allows((enum state)s, EVENT_SUBMITTED_INCOMPLETE));
        assert_true(workflow_allows((enum state)s, EVENT_SUBMITTED_EMPTY));
        for (int e = 0; e < EVENTS; e++) {
            legal[e] = legal[e] || states[s].next[e] != 0;
            if (states[s].next[e] != 0)
                reached[states[s].next[e] - 1] = true;
        }
    }
    for (int s = 0; s < STATES; s++)
        assert_true(reached[s]);
    for (int e = 0; e < EVENTS; e++)
        assert_true(legal[e]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_clocks), cmocka_unit_test(test_empty_answers_nothing),
        cmocka_unit_test(test_folders_in_any_order), cmocka_unit_test(test_return_and_accept),
        cmocka_unit_test(test_an_extension_moves_a_cure_that_ends_before_it), cmocka_unit_test(test_paper), cmocka_unit_test(test_every_state_and_event_serves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
