/* The whole corpus through the real service: in the sandbox, in an ordinary
 * or a whole child, everything reads as it does in the open. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "office/desk/readers.h"
#include "reader/reader.h"
#include "reader/service.h"

#define WALL_MS 30000

static int
answer(const void *bytes, size_t n, const void *arg)
{
    struct buf b = {0};

    (void)arg;
    message_pack(reader_message(bytes, n), &b);
    return fd_write_all(1, b.data, b.len) == 0 ? 0 : 1;
}

/* A file arrives as the only attachment of a mail. */
static void
as_mail(const char *name, const char *bytes, size_t n, struct buf *mail)
{
    char *base64;

    if (strcmp(name + strlen(name) - 4, ".eml") == 0) {
        buf_add(mail, bytes, n);
        return;
    }
    base64 = base64_of(bytes, n);
    buf_addf(mail, "From: a@x.example\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
                   "Content-Disposition: attachment; filename=\"%s\"\n\n%s\n", name, base64);
    free(base64);
}

static char *
in_the_open(const struct buf *mail)
{
    struct message *m = reader_message(mail->data, mail->len);
    struct buf b = {0};

    message_print(m, &b);
    message_free(m);
    return buf_take(&b);
}

static char *
in_the_cell(struct readers *r, const struct buf *mail)
{
    struct message *m = NULL;
    struct buf b = {0};
    char *cause = NULL;
    uint64_t id;
    int fd = memfd_create("mail", 0);

    assert_int_equal(fd_write_all(fd, mail->data, mail->len), 0);
    assert_int_equal(readers_submit(r, 1, fd, mail->len, &cause), 0);
    close(fd);
    assert_int_equal(readers_next(r, &id, &m, &cause), 1);
    if (m == NULL)
        return cause;
    message_print(m, &b);
    message_free(m);
    return buf_take(&b);
}

static void
same_inside_and_outside(void **state)
{
    const char *const folders[] = { "tests/corpus/mail", "tests/corpus/form", "tests/corpus/hostile" };
    char *cause = NULL;
    struct readers *r = readers_start("/proc/self/exe", 2, &cause);
    int tried = 0, wrong = 0;

    (void)state;
    assert_non_null(r);
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        DIR *d = opendir(folders[i]);
        struct dirent *e;

        while ((e = readdir(d)) != NULL) {
            struct buf mail = {0};
            char path[512], *bytes, *open, *cell;
            size_t n, len = strlen(e->d_name);

            if (e->d_name[0] == '.' || (len > 5 && strcmp(e->d_name + len - 5, ".json") == 0))
                continue;
            snprintf(path, sizeof path, "%s/%s", folders[i], e->d_name);
            assert_non_null(bytes = file_read(path, LIMIT_MESSAGE, &n, &cause));
            as_mail(e->d_name, bytes, n, &mail);
            open = in_the_open(&mail);
            cell = in_the_cell(r, &mail);
            if (strcmp(open, cell) != 0) {
                fprintf(stderr, "%s: in the open %.300s\nin the cell %.300s\n", path, open, cell);
                wrong++;
            }
            tried++;
            free(open);
            free(cell);
            free(bytes);
            buf_free(&mail);
        }
        closedir(d);
    }
    readers_stop(r);
    assert_true(tried > 50);
    assert_int_equal(wrong, 0);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(same_inside_and_outside) };

    if (argc == 3 && (strcmp(argv[1], "--serve") == 0 || strcmp(argv[1], "--whole") == 0)) {
        bool whole = strcmp(argv[1], "--whole") == 0;

        if (!whole)
            reader_ordinary();
        reader_prepare();
        return reader_serve(0, atoi(argv[2]), WALL_MS, answer, whole ? NULL : &(struct reader_whole){ "/proc/self/exe", "--whole" });
    }
#ifdef __SANITIZE_ADDRESS__
    puts("the sandbox has no room for a sanitizer: not run");
    return 0;
#endif
    reader_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
