/* G6: whatever fails on a message's way, once or each time, the next message
 * is worked on, and this one ends in exactly one outcome with a reason. Every
 * statement of the docket on that way is made to fail in its turn. */
#include "office_scene.h"

#include "core/form/document.h"
#include "office/clerk/clerk.h"

#define RECEIVED 1686103200     /* 2023-06-07 09:00 +07 */

struct kind {
    const char *name, *from, *subject, *text, *file, *marks;
    enum outcome outcome;
};

static const struct kind kinds[] = {
    { "a report", "h-tam-nong@dongthap.example", "Báo cáo 6 tháng năm 2023", "Gửi báo cáo.", "bc.pdf", NULL, OUTCOME_FILED },
    { "a report without its file", "h-lap-vo@dongthap.example", "Báo cáo 6 tháng năm 2023", "Gửi báo cáo.", NULL, NULL, OUTCOME_FILED },
    { "a stranger's report", "ai@khac.example", "Báo cáo 6 tháng năm 2023 - huyện Lai Vung", "Gửi.", "bc.docx", NULL, OUTCOME_FILED },
    { "nobody knows what", "h-tan-hong@dongthap.example", "Gửi", "Gửi.", "a.pdf", NULL, OUTCOME_REVIEW },
    { "a question", "h-tan-hong@dongthap.example", "Xin cho hỏi hạn nộp báo cáo", "Hỏi.", NULL, NULL, OUTCOME_NOTE },
    { "a request for time", "h-tan-hong@dongthap.example", "Xin gia hạn báo cáo 6 tháng năm 2023", "Xin.", NULL, NULL, OUTCOME_NOTE },
    { "a commune's", "ubnd@xa.example", "Công an xã Tân Dương báo cáo 6 tháng 2023", "Gửi.", "b.docx", NULL, OUTCOME_WRONG_ROUTE },
    { "a secret", "h-tan-hong@dongthap.example", "[MẬT] Báo cáo 6 tháng", "Gửi.", "b.docx", NULL, OUTCOME_QUARANTINE },
    { "bulk mail", "ban@hang.example", "Báo giá", "Mời.", NULL, "List-Id", OUTCOME_IGNORED },
    { "an order", "canbo@pv05.example", "gia hạn tam nông 6T 2023 đến 14/06/2023: lũ", "", NULL, NULL, OUTCOME_COMMAND },
    { "a returned letter", "mailer-daemon@x.example", "Undelivered Mail Returned to Sender", "x", NULL, NULL, OUTCOME_BOUNCE },
};

static struct message *
message_of(const struct kind *k)
{
    struct message *m = message_new();

    ARRAY_MORE(m->from.v, m->from.n)->addr = xstrdup(k->from);
    m->counts.from = 1;
    m->subject = xstrdup(k->subject);
    m->text = xstrdup(k->text);
    m->text_full = xstrdup(k->text);
    m->message_id = xasprintf("%s@test.example", k->name);
    if (k->marks != NULL)
        strings_add(&m->list_headers, k->marks);
    if (k->file != NULL) {
        struct attachment *a = ARRAY_MORE(m->attachments, m->nattachments);
        const char *type = strrchr(k->file, '.') + 1;

        *a = (struct attachment){ .inside = -1, .name = xstrdup(k->file), .type = xstrdup(type), .size = 9000, .status = ATTACHMENT_READ };
        a->sha256 = xstrdup("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    }
    document_sort(m);
    return m;
}

/* Within the caller's transaction. left: statements that were not reached. */
static int
arrive(const struct kind *k, uint32_t uid, struct message_row *row, int *left)
{
    struct message *m = message_of(k);
    struct taken taken = {0};
    char sha256[65];
    int rc;

    snprintf(sha256, sizeof sha256, "%064u", uid);
    struct arrival at = { .folder = "INBOX", .uidvalidity = 1, .uid = uid, .received = RECEIVED, .size = 100, .sha256 = sha256 };
    rc = clerk_take(desk, &at, m, RECEIVED + 60, &taken);
    *left = store_fail_pending(desk->store);
    store_fail_nth(desk->store, 0);
    store_fail_each(desk->store, -1);
    *row = (struct message_row){0};
    if (rc == 0)
        assert_int_equal(message_by_code(desk->store, taken.code, row), 0);
    taken_clear(&taken);
    message_free(m);
    return rc;
}

static const struct kind next = { "the next", "h-thanh-binh@dongthap.example", "Cho hỏi", "Hỏi?", NULL, NULL, OUTCOME_NOTE };

static void
the_next_is_worked_on(uint32_t uid)
{
    struct message_row row;
    int left;

    assert_int_equal(arrive(&next, uid, &row, &left), 0);
    assert_int_equal(row.outcome, OUTCOME_NOTE);
    message_row_clear(&row);
}

/* The nth statement fails, once: the second try gives what should be. */
static void
what_fails_once_is_done_again(void **state)
{
    size_t tried = 0, own = 0;

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        int left = 0;

        for (int nth = 1; left == 0; nth++, tried++) {
            struct message_row row;
            int rc;

            assert_int_equal(store_begin(desk->store), 0);
            store_fail_nth(desk->store, nth);
            rc = arrive(&kinds[k], 1, &row, &left);
            own += rc != 0;
            if (rc == 0 && row.outcome != kinds[k].outcome)
                printf("%s, statement %d: %s\n", kinds[k].name, nth, outcome_names[row.outcome]);
            assert_true(rc != 0 || row.outcome == kinds[k].outcome);
            message_row_clear(&row);
            if (rc == 0)
                the_next_is_worked_on(2);
            store_rollback(desk->store);
        }
    }
    printf("%zu faults, %zu of the docket's own\n", tried, own);
    assert_true(tried > 300 && own < 80);       /* the marks around a part, for each kind a few */
}

/* One statement fails each time: the message ends in review, or as it should
 * where it does without, and the next is worked on; or the docket cannot be
 * written at all, and the mail comes again. */
static void
what_fails_always_ends_in_review(void **state)
{
    size_t review = 0, own = 0;

    (void)state;
    for (int statement = 0; store_fail_each(desk->store, statement); statement++)
        for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
            struct message_row row;
            int left, rc;

            store_fail_each(desk->store, -1);
            assert_int_equal(store_begin(desk->store), 0);
            store_fail_each(desk->store, statement);
            rc = arrive(&kinds[k], 1, &row, &left);
            assert_true(rc != 0 || row.outcome == kinds[k].outcome || (row.outcome == OUTCOME_REVIEW && row.reason == REASON_FAILED));
            review += rc == 0 && row.reason == REASON_FAILED;
            own += rc != 0;
            message_row_clear(&row);
            if (rc == 0)
                the_next_is_worked_on(2);
            store_rollback(desk->store);
        }
    store_fail_each(desk->store, -1);
    printf("%zu in review, %zu taken back\n", review, own);
    assert_true(review > 60);
}

/* Its row and the officers' notice are all that stands of it, and the docket is in order. */
static void
officers_hear_of_it(void **state)
{
    struct letter_row *letters = NULL;
    struct problems p = {0};
    size_t n = 0;
    bool found = false;

    (void)state;
    for (int statement = 0; !found && store_fail_each(desk->store, statement); statement++) {
        struct message_row row;
        int left;

        store_fail_each(desk->store, -1);
        assert_int_equal(store_begin(desk->store), 0);
        store_fail_each(desk->store, statement);
        found = arrive(&kinds[0], 1, &row, &left) == 0 && row.reason == REASON_FAILED;
        message_row_clear(&row);
        if (found)
            assert_int_equal(store_commit(desk->store), 0);
        else
            store_rollback(desk->store);
    }
    assert_true(found);
    assert_int_equal(letter_list(desk->store, true, &letters, &n), 0);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(letters[i].letter, "officer-notice");
        letter_row_clear(&letters[i]);
    }
    free(letters);
    store_verify(desk->store, &p);
    assert_int_equal(p.n, 1);           /* these mails are in no archive */
    assert_non_null(strstr(p.v[0].text, "archive"));
    problems_free(&p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(what_fails_once_is_done_again), SCENE(what_fails_always_ends_in_review), SCENE(officers_hear_of_it),
    };

    if (getenv("FAULTS") == NULL)
        assert_non_null(freopen("/dev/null", "w", stderr));         /* each fault is logged */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
