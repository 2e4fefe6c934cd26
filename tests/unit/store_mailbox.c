/* How far the mailbox was read, and what it still has to give. */
#include "store_scene.h"

static void
a_mailbox_put_back_is_read_from_its_start(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct missing_row *rows = NULL, one = { .uid = 4, .received = INSTANT_NONE, .tries = 1, .next_try = T0 };
    uint32_t last = 99;
    size_t n = 0;

    (void)state;
    assert_int_equal(mailbox_state(s, "INBOX", 7, 1, &last), 0);
    assert_int_equal(mailbox_seen(s, "INBOX", 7, 4), 0);
    assert_int_equal(missing_put(s, "INBOX", 7, &one), 0);
    assert_int_equal(mailbox_state(s, "INBOX", 7, 5, &last), 0);
    assert_int_equal(last, 4);
    assert_int_equal(mailbox_state(s, "INBOX", 7, 0, &last), 0);        /* a server that does not say */
    assert_int_equal(last, 4);
    assert_int_equal(mailbox_state(s, "INBOX", 7, 3, &last), 0);
    assert_int_equal(last, 0);
    assert_int_equal(missing_list(s, "INBOX", 7, &rows, &n), 0);
    assert_int_equal(n, 0);
    free(rows);
    store_close(s);
}

static void
what_is_missing_is_remembered_until_it_comes(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct missing_row one = { .uid = 9, .size = 7, .received = T0, .tries = 1, .next_try = T0 }, *rows = NULL;
    size_t n = 0;

    (void)state;
    assert_int_equal(missing_put(s, "INBOX", 7, &one), 0);
    one.tries = 2;
    one.told = true;
    assert_int_equal(missing_put(s, "INBOX", 7, &one), 0);
    one.uid = 3;
    assert_int_equal(missing_put(s, "Spam", 7, &one), 0);
    assert_int_equal(missing_list(s, "INBOX", 7, &rows, &n), 0);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].uid, 9);
    assert_int_equal(rows[0].tries, 2);
    assert_true(rows[0].told && rows[0].received == T0 && rows[0].size == 7);
    free(rows);
    assert_int_equal(missing_gone(s, "INBOX", 7, 9), 0);
    assert_int_equal(missing_list(s, "INBOX", 7, &rows, &n), 0);
    assert_int_equal(n, 0);
    free(rows);
    store_close(s);
}

static void
trouble_is_told_when_it_is_another(void **state)
{
    static const struct { const char *trouble; bool changed; } looks[] = { { "", false }, { "no", true }, { "no", false }, { "never", true },
                                                                           { "", true }, { "", false } };
    struct store *s = scene_open(STORE_WRITE);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        bool changed = !looks[i].changed;

        assert_int_equal(mailbox_trouble(s, "Spam", looks[i].trouble, &changed), 0);
        assert_int_equal(changed, looks[i].changed);
    }
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mailbox_put_back_is_read_from_its_start, scene_start, scene_end),
        cmocka_unit_test_setup_teardown(what_is_missing_is_remembered_until_it_comes, scene_start, scene_end),
        cmocka_unit_test_setup_teardown(trouble_is_told_when_it_is_another, scene_start, scene_end),
    };

    return cmocka_run_group_tests_name("store_mailbox", tests, NULL, NULL);
}
