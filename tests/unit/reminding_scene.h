/* What happens to a docket of its own on the days of a story, and the letters that come of it. */
#ifndef DOCKETD_TESTS_REMINDING_SCENE_H
#define DOCKETD_TESTS_REMINDING_SCENE_H

#include "office_scene.h"

#include "base/buf.h"
#include "core/calendar/workflow.h"
#include "office/post/post.h"
#include "office/post/withdraw.h"
#include "office/remind/obligations.h"
#include "office/remind/reminding.h"
#include "office/remind/health.h"
#include "office/remind/watch.h"
#include "report/status.h"

#define HALF_YEAR_14 "2023-05-26T07:30"
#define HALF_YEAR_7 "2023-06-02T07:30"

static inline instant
at(const char *local)
{
    instant t = 0;

    assert_true(instant_parse(local, 25200, &t));
    clock_set(t);
    return t;
}

static inline void
keep(instant now)
{
    assert_int_equal(store_begin(desk->store), 0);
    assert_int_equal(obligations_keep(desk, now), 0);
    assert_int_equal(withdraw_expired(desk, now), 0);
    assert_int_equal(store_commit(desk->store), 0);
}

/* A day of docketd --once: calendar, mailbox, calendar. */
static inline void
day(const char *local)
{
    instant now = at(local);
    int rc = REMINDING_MORE;

    keep(now);
    reminding_tick(desk, now);
    assert_int_equal(mailbox_drained_put(desk->store, now), 0);
    while (rc == REMINDING_MORE)
        rc = reminding_tick(desk, now);
    assert_int_equal(rc, 0);
}

static inline struct letter_row
letter(const char *reason, bool *found)
{
    struct letter_row *rows = NULL, out = {0};
    size_t n = 0;

    *found = false;
    assert_int_equal(letter_list(desk->store, true, &rows, &n), 0);
    for (size_t i = 0; i < n; i++) {
        if (!*found && strcmp(rows[i].reason, reason) == 0) {
            assert_int_equal(letter_by_reason(desk->store, rows[i].reason, rows[i].recipient, &out), 0);
            *found = true;
        }
        letter_row_clear(&rows[i]);
    }
    free(rows);
    return out;
}

static inline bool
stands(const char *reason)
{
    bool found;
    struct letter_row row = letter(reason, &found);

    letter_row_clear(&row);
    return found;
}

static inline size_t
count(const char *prefix, enum letter_state state)
{
    struct letter_row *rows = NULL;
    size_t n = 0, found = 0;

    assert_int_equal(letter_list(desk->store, true, &rows, &n), 0);
    for (size_t i = 0; i < n; i++) {
        found += rows[i].state == state && strncmp(rows[i].reason, prefix, strlen(prefix)) == 0;
        letter_row_clear(&rows[i]);
    }
    free(rows);
    return found;
}

static inline struct obligation
owed(const char *unit, const char *report, const char *period)
{
    struct obligation o = {0};

    assert_int_equal(obligation_get(desk->store, unit, report, period, &o), 0);
    return o;
}

static inline void
arrives(const char *unit, const char *report, const char *period, enum event event)
{
    struct obligation o = owed(unit, report, period);

    assert_true(workflow_apply(&o, event, clock_now()));
    assert_int_equal(obligation_put(desk->store, &o), 0);
    assert_int_equal(withdraw_about(desk, unit, o.id, clock_now()), 0);
    obligation_clear(&o);
}

static inline void
mail_of(const char *unit, enum outcome outcome)
{
    struct message *facts = message_new();
    struct evidences e = {0};
    struct message_row row = { .code = xstrdup("TN-2023-0001"), .folder = xstrdup("INBOX"), .uidvalidity = 1, .uid = 1,
                               .received = clock_now(), .entered = clock_now(), .outcome = outcome,
                               .reason = REASON_NO_UNIT };

    memset(row.sha256, 'a', HASH_HEX - 1);
    evidence_add(&e, SOURCE_SUBJECT, STRENGTH_WEAK, "Cao Lãnh")->unit = xstrdup(unit);
    assert_int_equal(message_put(desk->store, &row, facts, &e), 0);
    evidences_free(&e);
    message_row_clear(&row);
    message_free(facts);
}

#endif
