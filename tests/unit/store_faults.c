/* kill -9, a full disk, a damaged page: the docket stays what it was. */
#include "store_scene.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

/* ---- kill -9 --------------------------------------------------------------- */

/* Commits batches of three until it is killed; tells each commit through the pipe. */
static void
work_until_killed(int pipe_end)
{
    struct store *s = scene_open(STORE_WRITE);
    char code[32];

    for (uint32_t uid = 1;; uid += 3) {
        if (store_begin(s) != 0)
            _exit(1);
        for (uint32_t i = uid; i < uid + 3; i++) {
            snprintf(code, sizeof code, "TN-2023-%04u", i);
            scene_put_message(s, code, i);
            if (journal_add(s, T0, "intake", "message", code, NULL) != 0)
                _exit(1);
        }
        if (mailbox_seen(s, "INBOX", 7, uid + 2) != 0 || store_commit(s) != 0 || write(pipe_end, "", 1) != 1)
            _exit(1);
    }
}

static void
kill_minus_nine_loses_no_commit_and_leaves_no_half(void **state)
{
    (void)state;
    for (int round = 0; round < 5; round++) {
        int p[2], told = 0;
        pid_t child;
        struct store *s;
        uint32_t last = 0;
        int64_t id;
        char junk;

        assert_int_equal(pipe(p), 0);
        if ((child = fork()) == 0)
            work_until_killed(p[1]);
        close(p[1]);
        while (told < 10 && read(p[0], &junk, 1) == 1)
            told++;
        usleep((useconds_t)round * 317);
        kill(child, SIGKILL);
        assert_int_equal(scene_wait(child), 128 + SIGKILL);
        while (read(p[0], &junk, 1) == 1)
            told++;
        close(p[0]);
        s = scene_open(STORE_WRITE);
        assert_int_equal(mailbox_state(s, "INBOX", 7, 0, &last), 0);
        assert_true(last >= (uint32_t)told * 3);
        assert_int_equal(last % 3, 0);
        assert_int_equal(message_by_place(s, "INBOX", 7, last, &id), 0);
        assert_int_equal(message_by_place(s, "INBOX", 7, last + 1, &id), 1);
        store_close(s);
        scene_end(NULL);
        scene_start(NULL);
    }
}

/* ---- a full disk ------------------------------------------------------------ */

static void
limit(rlim_t bytes)
{
    struct rlimit r;

    getrlimit(RLIMIT_FSIZE, &r);
    r.rlim_cur = bytes == 0 ? r.rlim_max : bytes;
    setrlimit(RLIMIT_FSIZE, &r);
}

/* The disk is full at every place of the batch's way into the log. */
static void
a_full_disk_stops_the_batch_and_nothing_else(void **state)
{
    char *text = xmalloc(20001);
    int failed = 0;

    (void)state;
    memset(text, 'x', 20000);
    text[20000] = '\0';
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t room = 1; room < 100000; room += 2500) {
        struct store *s = scene_open(STORE_WRITE);
        struct message_row r = scene_message("TN-2023-0001", 1), got = {0};
        struct problems list = {0};
        struct stat st;
        int rc;

        r.text = text;
        assert_int_equal(stat(scene_path("docket.db-wal"), &st), 0);
        limit((rlim_t)st.st_size + room);
        rc = store_begin(s);
        if (rc == 0)
            rc = message_put(s, &r, NULL, NULL);
        if (rc == 0)
            rc = journal_add(s, T0, "intake", "message", r.code, NULL);
        if (rc == 0)
            rc = store_commit(s);
        if (rc != 0)
            store_rollback(s);
        limit(0);
        failed += rc != 0;
        assert_false(store_broken(s));
        assert_int_equal(message_by_code(s, r.code, &got), rc == 0 ? 0 : 1);
        message_row_clear(&got);
        if (rc != 0) {                          /* there is room again: the same connection goes on */
            assert_int_equal(store_begin(s), 0);
            assert_int_equal(message_put(s, &r, NULL, NULL), 0);
            assert_int_equal(journal_add(s, T0, "intake", "message", r.code, NULL), 0);
            assert_int_equal(store_commit(s), 0);
        }
        assert_int_equal(store_verify(s, &list), 0);
        for (size_t i = 0; i < list.n; i++)     /* this mail was never filed nor kept, its number not drawn; the rest is well */
            if (strstr(list.v[i].text, "delivered nothing") == NULL && strstr(list.v[i].text, "archive") == NULL &&
                strstr(list.v[i].text, "series TN") == NULL)
                fail_msg("%s", list.v[i].text);
        problems_free(&list);
        store_close(s);
        scene_end(NULL);
        scene_start(NULL);
    }
    assert_in_range(failed, 10, 39);
    free(text);
}

/* ---- a damaged page ------------------------------------------------------------ */

static void
fill(void)
{
    struct store *s = scene_open(STORE_WRITE);
    char code[32];

    assert_int_equal(store_begin(s), 0);
    for (uint32_t i = 1; i <= 200; i++) {
        snprintf(code, sizeof code, "TN-2023-%04u", i);
        scene_put_message(s, code, i);
        assert_int_equal(journal_add(s, T0, "intake", "message", code, NULL), 0);
    }
    assert_int_equal(store_commit(s), 0);
    store_close(s);
}

static void
a_damaged_page_stops_everything(void **state)
{
    int64_t id = 0;
    char junk[4096];
    struct stat empty, st;
    struct problems list = {0};
    struct store *s;
    int fd, rc = 0;

    (void)state;
    store_close(scene_open(STORE_WRITE));
    assert_int_equal(stat(scene_path("docket.db"), &empty), 0);
    fill();
    memset(junk, 0xa5, sizeof junk);
    fd = open(scene_path("docket.db"), O_WRONLY);
    assert_int_equal(fstat(fd, &st), 0);
    for (off_t at = empty.st_size; at < st.st_size; at += 4096)      /* the schema stays whole */
        assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
    close(fd);
    s = scene_open(STORE_WRITE);
    assert_false(store_broken(s));
    for (uint32_t uid = 1; uid <= 200 && rc >= 0; uid++) {
        struct message_row row = {0};

        rc = message_by_place(s, "INBOX", 7, uid, &id);
        if (rc == 0)
            rc = message_get(s, id, &row);
        message_row_clear(&row);
    }
    assert_int_equal(rc, -1);
    assert_true(store_broken(s));
    assert_int_equal(store_begin(s), -1);
    store_verify(s, &list);
    assert_true(list.n > 0);
    problems_free(&list);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(kill_minus_nine_loses_no_commit_and_leaves_no_half),
        STORY(a_full_disk_stops_the_batch_and_nothing_else),
        STORY(a_damaged_page_stops_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
