/* Dockets of earlier versions are brought up to date. */
#include "store_scene.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/buf.h"

extern const char v1[], upgrades_text[];        /* store_v1.sql; upgrades.sql, in the program */
__asm__(".section .rodata\n"
        ".global v1\n"
        "v1:\n"
        ".incbin \"tests/unit/store_v1.sql\"\n"
        ".byte 0\n"
        ".previous\n");

static unsigned long long room = 1ull << 50;      /* free on the disk */

int
statvfs(const char *restrict path, struct statvfs *restrict v)
{
    (void)path;
    *v = (struct statvfs){ .f_frsize = 1, .f_bavail = room };
    return 0;
}

static void
make_old(const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;

    assert_int_equal(sqlite3_open(scene_path("docket.db"), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
    sqlite3_close(db);
}

static void
is_about(struct message_row *m, enum reason reason, const char *about)
{
    assert_int_equal(m->reason, reason);
    if (about == NULL)
        assert_null(m->about);
    else
        assert_string_equal(m->about, about);
    message_row_clear(m);
}

static void
a_docket_of_version_1_keeps_its_rows(void **state)
{
    struct store *s;
    struct message_row m = {0};
    struct obligation o = {0};
    struct values v = {0};
    char *cause = NULL;
    struct evidences e = {0};
    int64_t number = 0;
    bool made = false;

    (void)state;
    make_old(v1);
    assert_null(store_open(scene_folder, STORE_READ, &cause));
    assert_non_null(strstr(cause, "its version is 1"));
    free(cause);
    store_close(scene_open(STORE_WRITE));
    s = scene_open(STORE_WRITE);
    assert_int_equal(message_by_code(s, "TN-2023-0041", &m), 0);
    assert_string_equal(m.text, "Kính gửi");
    is_about(&m, REASON_OTHER, "form identity");
    assert_int_equal(message_get(s, 2, &m), 0);
    is_about(&m, REASON_SECRET, NULL);
    assert_int_equal(message_get(s, 3, &m), 0);
    is_about(&m, REASON_OFFICER_REPEATS, "TN-2023-0041");
    assert_int_equal(message_evidence(s, 1, &e), 0);
    assert_string_equal(e.v[0].report, "HALF_YEAR");
    assert_int_equal(e.v[0].matter, MATTER_NONE);
    assert_int_equal(e.v[1].source, SOURCE_FILE_NAME);
    assert_int_equal(e.v[1].matter, MATTER_QUESTION);
    assert_null(e.v[1].report);
    evidences_free(&e);
    assert_int_equal(obligation_get(s, "h-cao-lanh", "HALF_YEAR", "2023", &o), 0);
    assert_int_equal(o.accepted, 1);
    assert_int_equal(o.state, STATE_RECEIVED);
    obligation_clear(&o);
    assert_int_equal(submission_values(s, 1, &v), 0);
    assert_string_equal(values_get(&v, "so_cuoc", 0)->value, "12");
    values_free(&v);
    assert_int_equal(store_next_number(s, "TN", 2023, &number), 0);
    assert_int_equal(number, 44);
    assert_int_equal(contact_put(s, "h-cao-lanh", "b@x.example", T0, "officer", &made), 0);
    assert_true(made);
    store_close(s);
}

/* Without comments, spaces and the quotation marks around names. */
static void
add_bare(struct buf *b, const char *sql)
{
    for (const char *at = sql; *at != '\0'; at++) {
        if (at[0] == '-' && at[1] == '-')
            at += strcspn(at, "\n") - 1;
        else if (strchr(" \n\"", *at) == NULL)
            buf_addc(b, *at);
    }
}

/* A line for each row. */
static void
add_rows(struct buf *b, sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *text = (const char *)sqlite3_column_text(st, i);

            add_bare(b, text != NULL ? text : "-");
            buf_addc(b, '|');
        }
        buf_addc(b, '\n');
    }
    sqlite3_finalize(st);
}

/* The version, tables, indexes, triggers and views; those of one table in their order, as
 * SQLite goes by it. With rows: what stands in the tables, too. */
static char *
shape(bool rows)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    struct buf b = {0};

    assert_int_equal(sqlite3_open(scene_path("docket.db"), &db), SQLITE_OK);
    add_rows(&b, db, "PRAGMA user_version");
    add_rows(&b, db, "SELECT type, tbl_name, name, sql FROM sqlite_schema ORDER BY 1, 2, rowid");
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1", -1, &st, NULL), SQLITE_OK);
    while (rows && sqlite3_step(st) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(st, 0);
        char *sql = xasprintf("SELECT '%s', * FROM %s ORDER BY 2", table, table);

        add_rows(&b, db, sql);
        free(sql);
    }
    sqlite3_finalize(st);
    sqlite3_close(db);
    return buf_take(&b);
}

/* The sections before this one; to be freed. */
static char *
history(int version)
{
    char line[32];
    const char *end;

    snprintf(line, sizeof line, "\n-- version %d\n", version);
    end = strstr(upgrades_text, line);
    return end == NULL ? NULL : xasprintf("%.*s; PRAGMA user_version = %d;", (int)(end - upgrades_text), upgrades_text, version - 1);
}

/* An order given before the change is undone after it: what it kept of a mail is in codes too. */
static void
what_an_order_kept_of_a_mail_is_in_codes(void **state)
{
    static const char before[] = "{\"message 3\":{\"outcome\":\"review\",\"reason\":\"the period is not certain\"},\"submission 3 1\":true}";
    static const char after[] =
        "{\"message 3\":{\"outcome\":\"duplicate\",\"reason\":\"an officer said that it repeats TN-2023-0041\"},\"submission 3 1\":null}";
    char *old = history(7), *cause = NULL;
    char *sql = xasprintf("%s INSERT INTO command (code, line, at, officer, text, state, before_state, after_state) "
                          "VALUES ('GN-2023-0001', 1, 1686290400, 'a', 'trung', 'done', '%s', '%s'), ('GN-2023-0002', 1, 1686290400, 'a', "
                          "'tinh hinh', 'done', NULL, '{}');", old, before, after);
    struct command_row c = {0};
    struct store *s;

    (void)state;
    make_old(sql);
    s = store_open(scene_folder, STORE_WRITE, &cause);
    assert_non_null(s);
    assert_int_equal(command_by_code(s, "GN-2023-0001", &c), 0);
    assert_string_equal(c.before, "{\"message 3\":{\"outcome\":\"review\",\"reason\":\"period\"},\"submission 3 1\":true}");
    assert_string_equal(c.after, "{\"message 3\":{\"outcome\":\"duplicate\",\"reason\":\"officer-repeats\",\"about\":"
                                 "\"TN-2023-0041\"},\"submission 3 1\":null}");
    command_row_clear(&c);
    assert_int_equal(command_by_code(s, "GN-2023-0002", &c), 0);
    assert_null(c.before);
    assert_string_equal(c.after, "{}");
    command_row_clear(&c);
    store_close(s);
    free(sql);
    free(old);
}

/* Who makes the docket again is told what an older program decided. */
static void
it_is_remembered_until_when_an_older_program_kept_it(void **state)
{
    struct store *s;
    char *value = NULL;

    make_old(v1);
    s = scene_open(STORE_WRITE);
    assert_int_equal(store_setting(s, STORE_UPGRADED, &value), 0);
    assert_int_equal(strncmp(value, "1 ", 2), 0);
    free(value);
    store_close(s);
    scene_end(state);
    scene_start(state);
    s = scene_open(STORE_WRITE);
    assert_int_equal(store_setting(s, STORE_UPGRADED, &value), 1);      /* a new docket */
    store_close(s);
}

/* What upgrades.sql makes of version 1 is what schema.sql says. It fails when only
 * one of them has what is new, and when a section that was released is edited. */
static void
becomes_as_a_new_one(const char *old_docket, bool rows, void **state)
{
    char *old, *new;

    make_old(old_docket);
    store_close(scene_open(STORE_WRITE));
    assert_int_equal(scene_execute("DELETE FROM setting WHERE key = '" STORE_UPGRADED "'"), SQLITE_OK);
    old = shape(rows);
    scene_end(state);
    scene_start(state);
    store_close(scene_open(STORE_WRITE));
    new = shape(rows);
    assert_string_equal(old, new);
    free(old);
    free(new);
}

static void
an_old_docket_becomes_what_a_new_one_is(void **state)
{
    becomes_as_a_new_one(v1, false, state);
}

static void
an_empty_one_has_the_rows_of_a_new_one(void **state)
{
    char *old = history(2);

    becomes_as_a_new_one(old, true, state);
    free(old);
}

static void
a_migration_that_fails_changes_nothing(void **state)
{
    char *cause = NULL, *before, *after;

    (void)state;
    make_old(v1);
    make_old("CREATE TABLE request (something TEXT)");      /* in the way of version 2, after its first tables */
    before = shape(true);
    assert_null(store_open(scene_folder, STORE_WRITE, &cause));
    assert_non_null(strstr(cause, "request"));
    free(cause);
    after = shape(true);
    assert_string_equal(before, after);
    free(before);
    free(after);
    make_old("DROP TABLE request");
    store_close(scene_open(STORE_WRITE));
}

static int
number_at(const char *name, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    int number = -1;

    if (sqlite3_open_v2(scene_path(name), &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        number = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return number;
}

static int
version_at(const char *name)
{
    return number_at(name, "PRAGMA user_version");
}

/* A column behind a long text costs a walk through the text's pages. */
static void
what_may_be_long_stands_last(void **state)
{
    (void)state;
    store_close(scene_open(STORE_WRITE));
    assert_int_equal(number_at("docket.db", "SELECT max(cid) = sum((name = 'form_values') * cid) FROM pragma_table_info('submission')"), 1);
    assert_int_equal(number_at("docket.db", "SELECT max(cid) = sum((name = 'text') * cid) FROM pragma_table_info('message')"), 1);
    assert_int_equal(number_at("docket.db", "SELECT max(cid) = sum((name = 'mail') * cid) FROM pragma_table_info('letter_mail')"), 1);
}

/* What refers to a table that is made anew finds its rows again. */
static void
letters_and_mails_are_carried_over(void **state)
{
    char *old = history(22),
         *sql = xasprintf("%s "
                          "INSERT INTO message (id, code, folder, uidvalidity, uid, received, entered, sha256, size, outcome, reason, flagged, marked, about, text) "
                          "VALUES (4, 'TN-2023-0004', 'INBOX', 1, 7, 5, 6, '%064d', 9, 'review', 'no-unit', 0, 1, 'it', 'words');"
                          "INSERT INTO attachment (message, number, status, size) VALUES (4, 0, 'read', 3);"
                          "INSERT INTO letter (id, reason, recipient, letter, priority, message, message_id, envelope_from, size, created, next_try, state, attempts, "
                          "doubts, reply_code) VALUES (3, 'ask:TN-2023-0004', 'a@x.example', 'unclear', 1, 4, 'm@x.example', '', 4, 6, 7, 'queued', 0, 0, 0);"
                          "INSERT INTO letter_mail (letter, mail) VALUES (3, X'6d61696c');", old, 0);

    (void)state;
    make_old(sql);
    store_close(scene_open(STORE_WRITE));
    assert_int_equal(number_at("docket.db", "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(number_at("docket.db", "SELECT count(*) FROM letter AS l JOIN letter_mail AS c ON c.letter = l.id JOIN message AS m ON m.id = l.message "
                                            "JOIN attachment AS a ON a.message = m.id WHERE l.next_try = 7 AND l.state = 'queued' AND m.about = 'it' AND m.text = 'words'"), 1);
    assert_int_equal(number_at("docket.db", "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('letter', 'message')"), 13);
    free(old);
    free(sql);
}

/* A docket may be larger than the memory that the service has. */
static void
a_large_docket_is_not_held_in_memory(void **state)
{
    char *old = history(21),
         *sql = xasprintf("%s WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
                          "INSERT INTO message (id, code, folder, uidvalidity, uid, received, entered, sha256, size, outcome, reason, flagged, marked, text) "
                          "SELECT i, 'TN-2023-' || i, 'INBOX', 1, i, 5, 6, printf('%%064d', i), 9, 'review', 'no-unit', 0, 1, printf('%%08000d', i) FROM n;", old);

    (void)state;
    make_old(sql);
    sqlite3_memory_highwater(1);
    store_close(scene_open(STORE_WRITE));
    assert_in_range(sqlite3_memory_highwater(0), 1, 20 << 20);         /* of 32 MB */
    assert_int_equal(number_at("docket.db", "SELECT sum(length(text) = 8000) FROM message"), 4000);
    free(old);
    free(sql);
}

/* From each version that was released: a copy of it is there first, of the last three upgrades. */
static void
the_docket_as_it_was_is_kept(void **state)
{
    char name[32], *old;
    int v;

    for (v = 1; (old = history(v + 1)) != NULL; v++) {
        unlink(scene_path("docket.db"));
        unlink(scene_path("docket.db-wal"));
        unlink(scene_path("docket.db-shm"));
        make_old(old);
        store_close(scene_open(STORE_WRITE));
        snprintf(name, sizeof name, "docket-v%d.db", v);
        assert_int_equal(version_at(name), v);
        snprintf(name, sizeof name, "docket-v%d.db", v - 3);
        assert_int_equal(access(scene_path(name), F_OK), -1);
        free(old);
    }
    assert_true(v >= 22);
    assert_int_equal(version_at("docket.db"), v);       /* no section stands behind this program's version */
    scene_end(state);
    scene_start(state);
    store_close(scene_open(STORE_WRITE));               /* a new docket has nothing before it */
    assert_int_equal(access(scene_path("docket-v0.db"), F_OK), -1);
}

static void
without_a_copy_nothing_is_changed(void **state)
{
    char *cause = NULL;

    (void)state;
    make_old(v1);
    assert_int_equal(mkdir(scene_path("docket-v1.db.half"), 0700), 0);  /* in the way */
    assert_null(store_open(scene_folder, STORE_WRITE, &cause));
    assert_non_null(strstr(cause, "could not be copied, so it is not brought up to date"));
    assert_int_equal(version_at("docket.db"), 1);
    free(cause);
    rmdir(scene_path("docket-v1.db.half"));
}

/* Before anything of it changes; of a small one nobody asks. */
static void
without_room_a_large_one_is_refused(void **state)
{
    char *cause = NULL;

    (void)state;
    make_old(v1);
    assert_int_equal(truncate(scene_path("docket.db"), 150 << 20), 0);
    room = 599ull << 20;
    assert_null(store_open(scene_folder, STORE_WRITE, &cause));
    assert_non_null(strstr(cause, "to bring it, 150,0 MB, up to date needs 600,0 MB of free disk in its folder, and 599,0 MB are free; nothing was changed"));
    assert_int_equal(version_at("docket.db"), 1);
    assert_int_equal(access(scene_path("docket-v1.db"), F_OK), -1);
    free(cause);
    room = 600ull << 20;
    store_close(scene_open(STORE_WRITE));
    room = 1ull << 50;
}

static void
room_is_asked_for_a_large_one_only(void **state)
{
    (void)state;
    make_old(v1);
    room = 0;
    store_close(scene_open(STORE_WRITE));
    room = 1ull << 50;
}

static void
a_newer_docket_is_left_alone(void **state)
{
    char *cause = NULL;

    (void)state;
    store_close(scene_open(STORE_WRITE));
    make_old("PRAGMA user_version = 99");
    assert_null(store_open(scene_folder, STORE_WRITE, &cause));
    assert_non_null(strstr(cause, "run the newer docketd"));
    free(cause);
    make_old("PRAGMA user_version = 98");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_docket_of_version_1_keeps_its_rows),
        STORY(what_an_order_kept_of_a_mail_is_in_codes),
        STORY(an_old_docket_becomes_what_a_new_one_is),
        STORY(an_empty_one_has_the_rows_of_a_new_one),
        STORY(a_migration_that_fails_changes_nothing),
        STORY(it_is_remembered_until_when_an_older_program_kept_it),
        STORY(letters_and_mails_are_carried_over),
        STORY(a_large_docket_is_not_held_in_memory),
        STORY(the_docket_as_it_was_is_kept),
        STORY(what_may_be_long_stands_last),
        STORY(without_a_copy_nothing_is_changed),
        STORY(without_room_a_large_one_is_refused),
        STORY(room_is_asked_for_a_large_one_only),
        STORY(a_newer_docket_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
