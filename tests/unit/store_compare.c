/* Two dockets side by side. */
#include "store_scene.h"

#include "store/compare.h"

static int
count(void *arg, int n, char **values, char **names)
{
    (void)n, (void)names;
    for (size_t i = 0; compare_tables[i] != NULL; i++)
        if (strcmp(values[0], compare_tables[i]) == 0)
            return 0;
    for (const struct aside *a = compare_aside; a->table != NULL; a++)
        if (a->column == NULL && strcmp(values[0], a->table) == 0)
            return 0;
    ++*(int *)arg;
    print_error("table %s is neither compared nor set aside\n", values[0]);
    return 0;
}

/* A table added to the schema is added here, too. */
static void
no_table_is_forgotten(void **state)
{
    sqlite3 *db = NULL;
    int forgotten = 0;

    (void)state;
    store_close(scene_open(STORE_WRITE));
    assert_int_equal(sqlite3_open(scene_path("docket.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
                                  count, &forgotten, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(forgotten, 0);
}

struct told { int n; char text[256]; };

static void
tell(void *arg, const struct difference *d)
{
    struct told *t = arg;

    t->n++;
    snprintf(t->text, sizeof t->text, "%s %s %s %s", d->row, d->column == NULL ? "-" : d->column, d->kept == NULL ? "-" : d->kept,
             d->rebuilt == NULL ? "-" : d->rebuilt);
}

static int
differences(struct store *a, struct store *b, struct told *t)
{
    int64_t rows;

    *t = (struct told){0};
    for (size_t i = 0; compare_tables[i] != NULL; i++)
        assert_int_equal(compare_table(a, b, i, &rows, tell, t), 0);
    return t->n;
}

static void
every_difference_is_told(void **state)
{
    struct store *a = scene_open(STORE_WRITE), *b = store_open(scene_folder, STORE_NOWHERE, NULL);
    int64_t id = scene_put_message(a, "TN-2023-0001", 1);
    struct told t;

    (void)state;
    assert_int_equal(differences(a, b, &t), 1);
    assert_string_equal(t.text, "TN-2023-0001 - TN-2023-0001 -");
    assert_int_equal(differences(b, a, &t), 1);
    assert_string_equal(t.text, "TN-2023-0001 - - TN-2023-0001");
    scene_put_message(b, "TN-2023-0001", 1);
    assert_int_equal(differences(a, b, &t), 0);
    assert_int_equal(message_outcome_put(a, id, OUTCOME_NOTE, REASON_CERTAIN, NULL), 0);
    assert_int_equal(differences(a, b, &t), 1);
    assert_string_equal(t.text, "TN-2023-0001 outcome note filed");
    store_close(a);
    store_close(b);
}

/* When an obligation was made, older programs did not keep. */
static void
what_was_not_kept_is_no_difference(void **state)
{
    struct store *old = scene_open(STORE_WRITE), *new = store_open(scene_folder, STORE_NOWHERE, NULL);
    struct told t;

    (void)state;
    scene_put_obligation(old, "h-song-tra");
    scene_put_obligation(new, "h-song-tra");
    assert_int_equal(journal_add(new, 1686103200, "system", "start", NULL, NULL), 0);
    assert_int_equal(differences(old, new, &t), 1);         /* the entry alone */
    assert_int_equal(differences(new, old, &t), 2);
    store_close(old);
    store_close(new);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { STORY(no_table_is_forgotten), STORY(every_difference_is_told),
                                       STORY(what_was_not_kept_is_no_difference) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
