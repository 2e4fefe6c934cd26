/* What the daemon asks again and again is found without looking at every row of a table that
 * grows with the years. */
#include "store_scene.h"

static const struct { const char *name, *text; } statements[] = {
#define STATEMENT(name, text) { #name, text },
#include "../../src/store/statements.inc"
#undef STATEMENT
};

/* These look at all of something, and may: the reason stands behind each. */
static const char *const may_scan[] = {
    "MESSAGE_OUTCOMES",                                 /* counts, from the index alone; where metrics are asked for */
    "MESSAGE_FILES", "JOURNAL_ALL", "LETTER_ALL", "PURGE_COUNT",       /* put it all out: verify, backup, the outbox in full */
    "OBLIGATION_ALL", "SUBMISSION_CODES", "DOSSIER_ALL", /* the board and the export */
    "OBLIGATION_AS_OF",                                 /* an officer looks at the past */
    "COMMAND_TOUCHING", "UNDO_LETTERS", "LETTER_ABOUT", /* an officer takes an order back */
    "LETTER_LOST",                                      /* orders, after a restored backup */
    "CHAT_FAILED",                                      /* docketctl doctor */
    "CHAT_RECOVER",                                     /* once, at the start */
    "SNAPSHOT_COVERS",                                  /* the board, out of an index */
    "JOURNAL_LAST", "JOURNAL_AS_OF",                    /* from its end back to the one they want */
    "REQUEST_LIST", "BOUNCED_LIST",                     /* a few rows a year */
};

/* Small whatever happens: what waits, what is held now, what a statement made up itself. */
static const char *const no_scan[] = {
    "letter_waiting", "letter_unsent", "chat_waiting", "obligation_moved", "hold_now", "chat_link_officer", "chat_link_channel",
    "SCAN CONSTANT", "SCAN (subquery", "SCAN seen", "SCAN s\n", "SCAN last",
};

static bool
is_among(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, list[i]) == 0)
            return true;
    return false;
}

static bool
is_scan(const char *step)
{
    char line[256];

    snprintf(line, sizeof line, "%s\n", step);
    for (size_t i = 0; i < ARRAY_LEN(no_scan); i++)
        if (strstr(line, no_scan[i]) != NULL)
            return false;
    return strncmp(step, "SCAN ", 5) == 0;
}

static size_t
look(sqlite3 *db, const char *name, const char *text, bool *scans)
{
    char *sql = xasprintf("EXPLAIN QUERY PLAN %s", text);
    sqlite3_stmt *st = NULL;
    size_t steps = 0;

    *scans = false;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    for (; sqlite3_step(st) == SQLITE_ROW; steps++) {
        const char *step = (const char *)sqlite3_column_text(st, 3);

        if (!is_scan(step))
            continue;
        *scans = true;
        if (!is_among(name, may_scan, ARRAY_LEN(may_scan)))
            print_error("%s: %s\n", name, step);
    }
    sqlite3_finalize(st);
    free(sql);
    return steps;
}

static void
only_what_puts_all_out_looks_at_all(void **state)
{
    struct store *s = scene_open(STORE_WRITE);
    size_t wrong = 0, steps = 0;
    sqlite3 *db;

    (void)state;
    store_close(s);
    assert_int_equal(sqlite3_open(scene_path("docket.db"), &db), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        bool scans;

        steps += look(db, statements[i].name, statements[i].text, &scans);
        wrong += scans != is_among(statements[i].name, may_scan, ARRAY_LEN(may_scan));
        if (!scans && is_among(statements[i].name, may_scan, ARRAY_LEN(may_scan)))
            print_error("%s looks at few rows now: take it off the list\n", statements[i].name);
    }
    assert_int_equal(wrong, 0);
    assert_true(steps > ARRAY_LEN(statements) / 2);
    sqlite3_close(db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_what_puts_all_out_looks_at_all, scene_start, scene_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
