/* The reader service and its client. This program is also the service: called
 * with --serve it does what the message tells it, in the real sandbox. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/reader/process/step.h"
#include "base/buf.h"
#include "base/file.h"
#include "office/desk/readers.h"
#include "reader/sandbox.h"
#include "reader/service.h"

/* A message's time, which a service of one place has soon run out of. */
#define WALL_MS(places) ((places) == 1 ? 2000 : 6000)

/* ---- what a reader should never do ---------------------------------------- */

static void
say(const char *subject)
{
    struct message *m = message_new();
    struct buf b = {0};

    m->subject = strdup(subject);
    message_pack(m, &b);
    fd_write_all(1, b.data, b.len);
    buf_free(&b);
    message_free(m);
}

static void
open_file(void)
{
    say(open("/etc/passwd", O_RDONLY) == -1 ? "refused" : "opened");
}

static void
write_file(void)
{
    say(open("/tmp", O_WRONLY | O_TMPFILE, 0600) == -1 ? "refused" : "opened");
}

static void
open_socket(void)
{
    say(socket(AF_INET, SOCK_STREAM, 0) == -1 ? "refused" : "opened");
}

static void
fork_child(void)
{
    say(fork() == -1 ? "refused" : "forked");
}

static void
exec_shell(void)
{
    execl("/bin/true", "true", NULL);
    say("refused");
}

static void
trace_parent(void)
{
    say(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == -1 ? "refused" : "traced");
}

static void
kill_parent(void)
{
    kill(getppid(), SIGKILL);
    say("refused");
}

static void
run_made_code(void)
{
    say(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? "refused"
                                                                                                             : "mapped");
}

static void
hang(void)
{
    for (volatile int i = 0;; i++)
        ;
}

static void
eat_memory(void)
{
    for (;;) {
        char *p = malloc(1 << 20);

        if (p == NULL)
            abort();
        memset(p, 1, 1 << 20);
    }
}

static void
talk_garbage(void)
{
    fd_write_all(1, "headers: nonsense", 17);
}

static void
lie(void)
{
    say("no UTF-8: \xff");
}

static void
talk_much(void)
{
    char block[65536];

    memset(block, ' ', sizeof block);
    for (;;)
        if (fd_write_all(1, block, sizeof block) != 0)
            _exit(0);
}

static void
ask_more(void)
{
    _exit(READER_EXIT_MORE);
}

static void
read_well(void)
{
    say("well read");
}

/* Six files, of which some end the reader, from the second on. */
static void
open_files(int deadly, void (*end)(void))
{
    struct step outer = { -1, STEP_FILE };
    int opened = 0;
    char text[32];

    for (int i = 0; i < 6; i++) {
        if (!step_begin(i, STEP_FILE, &outer))
            continue;
        if (i >= 1 && i <= deadly)
            end();
        step_end(outer);
        opened++;
    }
    snprintf(text, sizeof text, "opened %d of 6", opened);
    say(text);
}

/* A container dies after one of its members did: what follows then has the
 * numbers of the members. */
static void
stumble_within(void)
{
    struct step outer = { -1, STEP_FILE }, inner = { -1, STEP_FILE };
    char text[32];
    int opened = 0;

    if (step_begin(0, STEP_FILE, &outer)) {
        if (step_begin(1, STEP_FILE, &inner))
            step_end(inner);
        if (step_begin(2, STEP_FILE, &inner))
            abort();
        abort();
    }
    for (int i = 1; i <= 3; i++) {
        if (!step_begin(i, STEP_FILE, &outer))
            continue;
        step_end(outer);
        opened++;
    }
    snprintf(text, sizeof text, "opened %d of 3", opened);
    say(text);
}

static void leave(void) { exit(1); }
static void stumble_once(void) { open_files(1, abort); }
static void leave_once(void) { open_files(1, leave); }
static void stumble_often(void) { open_files(5, abort); }
static void stay(void) { open_files(1, hang); }

static const struct { const char *order; void (*act)(void); } acts[] = {
    { "well", read_well }, { "open", open_file }, { "write", write_file }, { "socket", open_socket }, { "fork", fork_child },
    { "exec", exec_shell }, { "ptrace", trace_parent }, { "kill", kill_parent }, { "code", run_made_code }, { "hang", hang },
    { "more", ask_more }, { "worse", ask_more }, { "memory", eat_memory }, { "garbage", talk_garbage }, { "lie", lie }, { "much", talk_much }, { "die", abort },
    { "stumble", stumble_once }, { "fall", stumble_often }, { "stay", stay }, { "leave", leave_once }, { "within", stumble_within },
};

static int
obey(const void *bytes, size_t n, const void *arg)
{
    (void)arg;
    for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
        if (n == strlen(acts[i].order) && memcmp(bytes, acts[i].order, n) == 0)
            acts[i].act();
    }
    return 0;
}

/* What the ordinary reader hands over, the whole one reads; or not. */
static int
obey_whole(const void *bytes, size_t n, const void *arg)
{
    (void)arg;
    if (n == 4 && memcmp(bytes, "more", 4) == 0)
        say("read by the whole reader");
    else
        abort();
    return 0;
}

/* ---- the client's view --------------------------------------------------------- */

static void
submit(struct readers *r, uint64_t id, const char *order)
{
    char *cause = NULL;
    int fd = memfd_create("message", 0);

    assert_int_equal(fd_write_all(fd, order, strlen(order)), 0);
    assert_int_equal(readers_submit(r, id, fd, strlen(order), &cause), 0);
    close(fd);
}

/* The subject that came back, or what went wrong. */
static char *
outcome(const char *order, int places)
{
    struct readers *r;
    struct message *m = NULL;
    char *cause = NULL, *text;
    uint64_t id = 0;

    r = readers_start("/proc/self/exe", places, &cause);
    assert_non_null(r);
    submit(r, 7, order);
    assert_int_equal(readers_next(r, &id, &m, &cause), 1);
    assert_int_equal(id, 7);
    text = strdup(m != NULL ? m->subject : cause);
    message_free(m);
    free(cause);
    readers_stop(r);
    return text;
}

static void
expect_of(int places, const char *order, const char *wanted)
{
    char *got = outcome(order, places);

    assert_string_equal(got, wanted);
    free(got);
}

static void
expect(const char *order, const char *wanted)
{
    expect_of(2, order, wanted);
}

static void
a_message_is_read(void **state)
{
    (void)state;
    expect("well", "well read");
}

static void
a_file_cannot_be_opened(void **state)
{
    (void)state;
    expect("open", "refused");
    expect("write", "refused");
}

/* The rest ends the child: SIGSYS, "bad system call". */
static void
other_escapes_are_deadly(void **state)
{
    const char *const orders[] = { "socket", "fork", "exec", "ptrace", "kill", "code" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(orders); i++)
        expect(orders[i], "it could not be read: the reader died of signal 31");
}

static void
a_hanging_reader_is_stopped(void **state)
{
    (void)state;
    expect_of(1, "hang", "it could not be read in the time allowed");
}

static void
a_greedy_reader_dies(void **state)
{
    (void)state;
    expect("memory", "it could not be read: the reader died of signal 31");      /* abort() asks for tgkill */
    expect("much", "it gave more content than allowed");
}

static void
nonsense_is_not_believed(void **state)
{
    char *got = outcome("garbage", 2);

    (void)state;
    assert_non_null(strstr(got, "the answer is cut off"));
    free(got);
    got = outcome("lie", 2);
    assert_non_null(strstr(got, "subject is no UTF-8"));
    free(got);
    expect("", "it could not be read: the reader gave up");
}

static void
some_need_the_whole_reader(void **state)
{
    (void)state;
    expect("more", "read by the whole reader");
    expect("worse", "it could not be read: the reader died of signal 31");
}

/* One bad file never takes the others of its mail away; after some, and when
 * time is over, those behind it are left out. */
static void
a_deadly_file_is_left_out(void **state)
{
    (void)state;
    expect("stumble", "opened 5 of 6");
    expect("leave", "opened 5 of 6");
    expect("within", "opened 3 of 3");
    expect("fall", "opened 1 of 6");
    expect_of(1, "stay", "opened 1 of 6");
}

/* One bad message never stops the next (G6). */
static void
the_others_are_read(void **state)
{
    const char *const orders[] = { "well", "die", "well", "hang", "garbage", "more", "well", "worse", "much", "more", "well" };
    char *cause = NULL;
    struct readers *r = readers_start("/proc/self/exe", 3, &cause);
    struct message *m;
    bool seen[ARRAY_LEN(orders)] = {0};
    uint64_t id;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(orders); i++)
        submit(r, i, orders[i]);
    for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
        assert_int_equal(readers_next(r, &id, &m, &cause), 1);
        assert_true(id < ARRAY_LEN(orders) && !seen[id]);
        seen[id] = true;
        assert_int_equal(m != NULL, strcmp(orders[id], "well") == 0 || strcmp(orders[id], "more") == 0);
        message_free(m);
        free(cause);
        cause = NULL;
    }
    assert_int_equal(readers_next(r, &id, &m, &cause), 0);
    readers_stop(r);
}

/* More than the sockets hold: neither side waits for the other for ever. */
static void
a_thousand_at_once(void **state)
{
    char *cause = NULL;
    struct readers *r = readers_start("/proc/self/exe", 2, &cause);
    struct message *m;
    uint64_t id, sum = 0;

    (void)state;
    for (uint64_t i = 0; i < 1000; i++)
        submit(r, i, "well");
    while (readers_next(r, &id, &m, &cause) == 1) {
        assert_non_null(m);
        sum += id;
        message_free(m);
    }
    assert_int_equal(sum, 999 * 1000 / 2);
    readers_stop(r);
}

static void
a_dead_service_is_noticed(void **state)
{
    char *cause = NULL;
    struct readers *r = readers_start("/bin/true", 1, &cause);
    struct message *m;
    uint64_t id;
    int fd = memfd_create("message", 0);

    (void)state;
    assert_non_null(r);
    if (readers_submit(r, 1, fd, 0, &cause) == 0)
        assert_int_equal(readers_next(r, &id, &m, &cause), -1);
    assert_non_null(cause);
    free(cause);
    close(fd);
    readers_stop(r);
    cause = NULL;
    assert_null(readers_start("/nowhere/docket-reader", 1, &cause));
    assert_non_null(strstr(cause, "/nowhere/docket-reader"));
    free(cause);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_read),
        cmocka_unit_test(a_file_cannot_be_opened),
        cmocka_unit_test(other_escapes_are_deadly),
        cmocka_unit_test(a_hanging_reader_is_stopped),
        cmocka_unit_test(a_greedy_reader_dies),
        cmocka_unit_test(nonsense_is_not_believed),
        cmocka_unit_test(some_need_the_whole_reader),
        cmocka_unit_test(a_deadly_file_is_left_out),
        cmocka_unit_test(the_others_are_read),
        cmocka_unit_test(a_thousand_at_once),
        cmocka_unit_test(a_dead_service_is_noticed),
    };

#ifdef __SANITIZE_ADDRESS__
    puts("the sandbox has no room for a sanitizer: not run");
    return argc < 0 || argv == NULL || obey(NULL, 0, NULL) + obey_whole("more", 4, NULL) + (int)ARRAY_LEN(tests) == 0;
#endif
    if (argc == 3 && strcmp(argv[1], "--serve") == 0)
        return reader_serve(0, atoi(argv[2]), WALL_MS(atoi(argv[2])), obey, &(struct reader_whole){ "/proc/self/exe", "--whole" });
    if (argc == 3 && strcmp(argv[1], "--whole") == 0)
        return reader_serve(0, atoi(argv[2]), WALL_MS(atoi(argv[2])), obey_whole, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
