/* A docket of its own for each test: a real folder, real files. */
#ifndef STORE_SCENE_H
#define STORE_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/problem.h"
#include "store/docket.h"
#include "store/raw.h"
#include "store/store.h"
#include "scene_remove.h"

#define T0 INT64_C(1686290400)              /* 2023-06-09T06:00:00Z */
#define SOME_HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static char scene_folder[64];

static inline int
scene_start(void **state)
{
    (void)state;
    snprintf(scene_folder, sizeof scene_folder, "/tmp/docketd-store-XXXXXX");
    return mkdtemp(scene_folder) == NULL ? -1 : 0;
}

static inline int
scene_end(void **state)
{
    (void)state;
    return scene_remove(scene_folder);
}

static inline const char *
scene_path(const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/%s", scene_folder, name);
    return path;
}

/* Behind the store's back. */
static inline int
scene_execute(const char *sql)
{
    sqlite3 *db = NULL;
    int rc;

    assert_int_equal(sqlite3_open(scene_path("docket.db"), &db), SQLITE_OK);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return rc;
}

static inline struct store *
scene_open(enum store_mode mode)
{
    char *cause = NULL;
    struct store *s = store_open(scene_folder, mode, &cause);

    if (s == NULL)
        fail_msg("%s", cause);
    return s;
}

/* A message row like those the clerk makes; texts are literals. */
static inline struct message_row
scene_message(const char *code, uint32_t uid)
{
    struct message_row r = { .code = (char *)code, .folder = "INBOX", .uidvalidity = 7, .uid = uid,
                             .received = T0, .entered = T0 + 5, .size = 1234, .message_id = (char *)code,
                             .sender = "h-cao-lanh@dongthap.example", .subject = "Báo cáo 6 tháng",
                             .outcome = OUTCOME_FILED, .reason = REASON_CERTAIN, .text = "Kính gửi" };

    hash_of(code, strlen(code), r.sha256);
    return r;
}

static inline int64_t
scene_put_message(struct store *s, const char *code, uint32_t uid)
{
    struct message_row r = scene_message(code, uid);

    assert_int_equal(message_put(s, &r, NULL, NULL), 0);
    return r.id;
}

static inline struct obligation
scene_obligation(const char *unit)
{
    return (struct obligation){ .unit = (char *)unit, .report = "HALF_YEAR", .period = "2023", .due = T0 + 3600,
                                .due_original = T0 + 3600, .cure = INSTANT_NONE, .state = STATE_OPEN,
                                .first_received = INSTANT_NONE, .completed = INSTANT_NONE, .tracked = true };
}

static inline int64_t
scene_put_obligation(struct store *s, const char *unit)
{
    struct obligation o = scene_obligation(unit);
    bool made = false;

    assert_int_equal(obligation_make(s, &o, &made), 0);
    assert_true(made);
    return o.id;
}

static inline struct letter_row
scene_letter(const char *reason, const char *recipient, int priority, instant created)
{
    static int count;
    static char ids[100][32];
    char *id = ids[count++ % 100];

    snprintf(id, sizeof ids[0], "%d@pv05.example", count);
    return (struct letter_row){ .reason = (char *)reason, .recipient = (char *)recipient, .letter = "received",
                                .priority = priority, .message_id = id, .subject = "Đã nhận", .envelope_from = "",
                                .mail = "Subject: x\r\n\r\n", .size = 14, .created = created, .next_try = created };
}

/* Waits for a child; its exit status, or 128 + signal. */
static inline int
scene_wait(pid_t child)
{
    int status = 0;

    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, scene_start, scene_end)

#endif
