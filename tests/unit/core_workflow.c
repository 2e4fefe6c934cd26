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
    const struct step *step;

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED_INCOMPLETE, 900, &step));
    assert_int_equal(o.state, STATE_INCOMPLETE);
    assert_string_equal(step->letter, "incomplete");
    o.cure = 1500;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1200, &step));
    assert_int_equal(o.state, STATE_RECEIVED);
    assert_int_equal(o.first_received, 900);
    assert_int_equal(o.completed, 1200);
    assert_int_equal(o.cure, INSTANT_NONE);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1300, &step));
    assert_int_equal(o.completed, 1200);
}

/* A12: a mail without its file is registered, and answers nothing. */
static void
test_empty_answers_nothing(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED_EMPTY, 900, NULL));
    assert_int_equal(o.state, STATE_INCOMPLETE);
    assert_int_equal(o.first_received, INSTANT_NONE);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1100, NULL));
    assert_int_equal(o.first_received, 1100);
}

/* The Spam folder is read after the inbox: the earlier receipt counts. */
static void
test_folders_in_any_order(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1100, NULL));
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 800, NULL));
    assert_int_equal(o.first_received, 800);
}

static void
test_return_and_accept(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_false(workflow_apply(&o, EVENT_ACCEPTED, 1, NULL));     /* nothing is there yet */
    assert_int_equal(o.state, STATE_OPEN);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 900, NULL));
    assert_true(workflow_apply(&o, EVENT_RETURNED, 950, NULL));
    o.cure = 2000;
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1900, NULL));
    assert_int_equal(o.first_received, 900);                       /* a return never rewrites it */
    assert_int_equal(o.cure, INSTANT_NONE);
    assert_true(workflow_apply(&o, EVENT_ACCEPTED, 1950, NULL));
    assert_true(workflow_apply(&o, EVENT_SUBMITTED_INCOMPLETE, 1960, NULL));
    assert_int_equal(o.state, STATE_ACCEPTED);                     /* the officer's word stands */
    assert_true(workflow_apply(&o, EVENT_CONSOLIDATED, 1970, NULL));
    assert_false(workflow_apply(&o, EVENT_WAIVED, 1980, NULL));
}

/* A9: paper closes the obligation like mail, with its own date. */
static void
test_paper(void **state)
{
    struct obligation o = fresh();

    (void)state;
    assert_true(workflow_apply(&o, EVENT_ON_PAPER, 700, NULL));
    assert_int_equal(o.state, STATE_ON_PAPER);
    assert_int_equal(o.first_received, 700);
    assert_true(workflow_apply(&o, EVENT_SUBMITTED, 1400, NULL));
    assert_int_equal(o.first_received, 700);
}

/* No state is a trap: a report that comes is always taken. */
static void
test_every_state_takes_a_report(void **state)
{
    (void)state;
    for (int s = 0; s < STATES; s++) {
        assert_non_null(workflow_step((enum state)s, EVENT_SUBMITTED));
        assert_non_null(workflow_step((enum state)s, EVENT_SUBMITTED_INCOMPLETE));
        assert_non_null(workflow_step((enum state)s, EVENT_SUBMITTED_EMPTY));
    }
    for (int e = 0; e < EVENTS; e++)
        assert_non_null(event_names[e]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_clocks), cmocka_unit_test(test_empty_answers_nothing),
        cmocka_unit_test(test_folders_in_any_order), cmocka_unit_test(test_return_and_accept),
        cmocka_unit_test(test_paper), cmocka_unit_test(test_every_state_takes_a_report),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
