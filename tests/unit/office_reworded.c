/* Every sentence that says a reason is reworded here: nothing but the words may change. */
/* The table of the program, and in its place one with other sentences. */
#define reason_words words_of_the_program
#include "../../src/model/reason_words.c"
#undef reason_words
struct reason_text reason_words[REASONS];

#include "office_scene.h"

#include "office/clerk/clerk.h"
#include "office/orders/orders.h"
#include "office/post/withdraw.h"

#define NOW 1686200400                  /* 2023-06-08 12:00 +07 */
#define SHA(C) #C #C #C #C #C #C #C #C
#define HASH(C) SHA(C) SHA(C) SHA(C) SHA(C) SHA(C) SHA(C) SHA(C) SHA(C)

static int
open_office(void **state)
{
    for (int i = 1; i < REASONS; i++)
        reason_words[i] = (struct reason_text){ words_of_the_program[i].code, "nothing to say", "không có gì để nói" };
    clock_set(NOW);
    return scene_start(state) != 0 || store_begin(desk->store) != 0;
}

static int
close_office(void **state)
{
    store_rollback(desk->store);
    return scene_end(state);
}

static void
comes(const char *in, uint32_t uid, const char *hash, const char *subject, struct message_row *row)
{
    struct arrival at = { .folder = in, .uidvalidity = 1, .uid = uid, .received = NOW, .size = 100, .sha256 = hash };
    struct message *m = message_new();
    struct mailbox_address *from = ARRAY_MORE(m->from.v, m->from.n);
    struct taken taken = {0};

    from->addr = xstrdup("h-tam-nong@dongthap.example");
    m->counts.from = 1;
    m->subject = xstrdup(subject);
    assert_int_equal(clerk_take(desk, &at, m, NOW, &taken), 0);
    assert_int_equal(message_by_code(desk->store, taken.code, row), 0);
    taken_clear(&taken);
    message_free(m);
}

static void
a_secret_is_one_in_any_folder(void **state)
{
    struct message_row first, again;

    (void)state;
    comes("INBOX", 1, HASH(a), "MẬT: báo cáo", &first);
    comes("Spam", 1, HASH(a), "what another reader made of it", &again);
    assert_int_equal(first.reason, REASON_SECRET);
    assert_int_equal(again.reason, REASON_SAME_BYTES);
    assert_null(first.subject);
    assert_null(again.subject);
    message_row_clear(&first);
    message_row_clear(&again);
}

static void
order(const char *line)
{
    struct answer answer = {0};

    assert_int_equal(orders_shell(desk, &desk->settings->officers[1], "shell:test", line, NOW, &answer), 0);
    answer_clear(&answer);
}

static void
an_undone_order_gives_the_reason_back(void **state)
{
    struct message_row first, second, row = {0};
    char *line;

    (void)state;
    comes("INBOX", 1, HASH(b), "Kính gửi phòng", &first);
    comes("INBOX", 2, HASH(c), "Kính gửi quý phòng", &second);
    line = xasprintf("trung %s %s", second.code, first.code);
    order(line);
    assert_int_equal(message_get(desk->store, second.id, &row), 0);
    assert_int_equal(row.reason, REASON_OFFICER_REPEATS);
    assert_string_equal(row.about, first.code);
    message_row_clear(&row);
    order("hoan tac GN-2023-0001");
    assert_int_equal(message_get(desk->store, second.id, &row), 0);
    assert_int_equal(row.reason, second.reason);
    assert_null(row.about);
    message_row_clear(&row);
    message_row_clear(&first);
    message_row_clear(&second);
    free(line);
}

/* What replay goes by (ctl/replay.c). */
static void
the_journal_names_the_reason_by_its_code(void **state)
{
    struct strings letters = {0};
    struct journal_row *rows = NULL;
    size_t n = 0;

    (void)state;
    strings_add(&letters, "remind:2023-06-02:h-tam-nong");
    assert_int_equal(withdraw_journal(desk, 0, &letters, REASON_EXPIRED, NOW), 0);
    assert_int_equal(journal_list(desk->store, "remind:2023-06-02:h-tam-nong", &rows, &n), 0);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].detail, "{\"state\":\"withdrawn\",\"reason\":\"expired\"}");
    journal_rows_free(rows, n);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_secret_is_one_in_any_folder, open_office, close_office),
        cmocka_unit_test_setup_teardown(an_undone_order_gives_the_reason_back, open_office, close_office),
        cmocka_unit_test_setup_teardown(the_journal_names_the_reason_by_its_code, open_office, close_office),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
