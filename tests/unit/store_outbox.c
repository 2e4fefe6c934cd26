/* Letters on their way. */
#include "store_scene.h"

static int64_t
put(struct store *s, const char *reason, const char *to, int priority, instant created)
{
    struct letter_row r = scene_letter(reason, to, priority, created);
    bool made = false;

    assert_int_equal(letter_put(s, &r, &made), 0);
    assert_true(made);
    return r.id;
}

static int64_t
next(struct store *s, instant now)
{
    struct letter_row r = {0};
    int rc = letter_next(s, now, &r);
    int64_t id = rc == 1 ? 0 : r.id;

    assert_true(rc >= 0);
    if (rc == 0) {
        assert_int_equal(r.size, 14);
        assert_memory_equal(r.mail, "Subject: x\r\n\r\n", 14);
    }
    letter_row_clear(&r);
    return id;
}

static void
the_same_reason_writes_to_a_recipient_once(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct letter_row r = scene_letter("ack:TN-2023-0001", "a@x.example", 0, T0), got = {0};
    bool made = false;

    (void)state;
    put(s, "ack:TN-2023-0001", "a@x.example", 0, T0);
    assert_int_equal(letter_put(s, &r, &made), 0);
    assert_false(made);
    put(s, "ack:TN-2023-0001", "b@x.example", 0, T0);
    assert_int_equal(letter_by_message_id(s, r.message_id, &got), 1);
    r = scene_letter("remind:1", "a@x.example", 2, T0);
    assert_int_equal(letter_put(s, &r, &made), 0);
    assert_int_equal(letter_by_message_id(s, r.message_id, &got), 0);
    assert_string_equal(got.reason, "remind:1");
    assert_null(got.mail);
    assert_int_equal(got.size, 14);
    letter_row_clear(&got);
    store_close(s);
}

static void
acknowledgements_go_first_and_the_oldest_of_them(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t remind = put(s, "remind", "a@x.example", 2, T0), old = put(s, "ack1", "a@x.example", 0, T0 + 1);
    int64_t new = put(s, "ack2", "a@x.example", 0, T0 + 2);
    instant at = 0;

    (void)state;
    assert_int_equal(next(s, T0 - 1), 0);
    assert_int_equal(letter_due(s, T0 - 1), 1);
    assert_int_equal(letter_due(s, T0), 0);
    assert_int_equal(letter_next_time(s, &at), 0);
    assert_int_equal(at, T0);
    assert_int_equal(next(s, T0), remind);
    assert_int_equal(next(s, T0 + 9), old);
    assert_int_equal(letter_sending(s, old, T0 + 9), 0);
    assert_int_equal(letter_sending(s, old, T0 + 9), 1);        /* somebody has it in hand */
    assert_int_equal(next(s, T0 + 9), new);
    assert_int_equal(letter_sending(s, new, T0 + 9), 0);
    assert_int_equal(letter_sending(s, remind, T0 + 9), 0);
    assert_int_equal(letter_under_way(s, &at), 0);
    assert_int_equal(at, 3);
    assert_int_equal(next(s, T0 + 9), 0);
    assert_int_equal(letter_due(s, T0 + 9), 1);
    assert_int_equal(letter_next_time(s, &at), 0);
    assert_true(at == INSTANT_NONE);
    store_close(s);
}

static void
a_deferred_letter_waits_its_turn_and_a_sent_one_never_changes(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t id = put(s, "ack", "a@x.example", 0, T0), count = 0;
    struct letter_row r = {0};

    (void)state;
    assert_int_equal(letter_sending(s, id, T0), 0);
    assert_int_equal(letter_result(s, id, LETTER_QUEUED, T0 + 300, 450, "4.2.0 greylisted", T0), 0);
    assert_int_equal(next(s, T0 + 299), 0);
    assert_int_equal(next(s, T0 + 300), id);
    assert_int_equal(letter_sending(s, id, T0 + 300), 0);
    assert_int_equal(letter_result(s, id, LETTER_SENT, T0 + 999, 250, "2.0.0 ok", T0 + 301), 0);
    assert_int_equal(letter_result(s, id, LETTER_FAILED, T0, 550, "no", T0 + 302), -1);
    assert_int_equal(letter_result(s, 999, LETTER_FAILED, T0, 550, "no", T0 + 302), -1);
    assert_int_equal(letter_by_reason(s, "ack", "a@x.example", &r), 0);
    assert_int_equal(r.state, LETTER_SENT);
    assert_int_equal(r.attempts, 2);
    assert_int_equal(r.sent, T0 + 301);
    assert_true(r.next_try == INSTANT_NONE);
    assert_int_equal(r.reply_code, 250);
    assert_string_equal(r.reply, "2.0.0 ok");
    letter_row_clear(&r);
    assert_int_equal(letter_to_since(s, "a@x.example", 0, NULL, T0, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(letter_to_since(s, "a@x.example", 1, NULL, T0, &count), 0);
    assert_int_equal(count, 0);
    assert_int_equal(letter_to_since(s, "b@x.example", 0, NULL, T0, &count), 0);
    assert_int_equal(count, 0);
    assert_int_equal(letter_to_since(s, "a@x.example", 0, "digest", T0, &count), 0);
    assert_int_equal(count, 0);
    store_close(s);
}

static void
a_letter_in_hand_when_the_courier_died_is_unknown(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    int64_t id = put(s, "ack", "a@x.example", 0, T0);
    struct letter_row before = {0}, after = {0};
    int found = -1;

    (void)state;
    put(s, "waits", "a@x.example", 1, T0);
    assert_int_equal(letter_by_reason(s, "ack", "a@x.example", &before), 0);
    assert_int_equal(letter_recover(s, T0 + 60, &found), 0);
    assert_int_equal(found, 0);
    assert_int_equal(letter_sending(s, id, T0), 0);
    store_close(s);
    s = scene_open(STORE_WRITE);
    assert_int_equal(letter_recover(s, T0 + 60, &found), 0);
    assert_int_equal(found, 1);
    assert_int_equal(letter_by_reason(s, "ack", "a@x.example", &after), 0);
    assert_int_equal(after.state, LETTER_UNKNOWN);
    assert_int_equal(after.next_try, T0 + 60);
    assert_string_equal(after.message_id, before.message_id);
    assert_int_equal(after.doubts, 1);
    letter_row_clear(&before);
    letter_row_clear(&after);
    assert_int_equal(letter_sending(s, id, T0 + 60), 0);        /* G3: not a third time */
    assert_int_equal(letter_recover(s, T0 + 120, &found), 0);
    assert_int_equal(found, 1);
    assert_int_equal(letter_by_reason(s, "ack", "a@x.example", &after), 0);
    assert_int_equal(after.state, LETTER_FAILED);
    assert_int_equal(next(s, T0 + 999), 2);
    letter_row_clear(&after);
    store_close(s);
}

static void
every_state_can_be_stored_and_listed(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    struct letter_row *rows = NULL;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < LETTER_STATES; i++) {
        int64_t id = put(s, letter_state_names[i], "a@x.example", 1, T0 + i);

        assert_int_equal(letter_sending(s, id, T0), 0);
        assert_int_equal(letter_result(s, id, (enum letter_state)i, T0 + 1, 0, NULL, T0 + 2), 0);
    }
    assert_int_equal(letter_list(s, true, &rows, &n), 0);
    assert_int_equal(n, LETTER_STATES);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(letter_state_names[rows[i].state], rows[i].reason);
        assert_null(rows[i].mail);
        letter_row_clear(&rows[i]);
    }
    free(rows);
    assert_int_equal(letter_list(s, false, &rows, &n), 0);
    assert_int_equal(n, LETTER_STATES - 1);
    for (size_t i = 0; i < n; i++) {
        assert_true(rows[i].state != LETTER_SENT);
        letter_row_clear(&rows[i]);
    }
    free(rows);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(the_same_reason_writes_to_a_recipient_once),
        STORY(acknowledgements_go_first_and_the_oldest_of_them),
        STORY(a_deferred_letter_waits_its_turn_and_a_sent_one_never_changes),
        STORY(a_letter_in_hand_when_the_courier_died_is_unknown),
        STORY(every_state_can_be_stored_and_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
