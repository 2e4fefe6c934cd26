/* Marking cells in whatever calls itself a workbook: it comes back, or a reason does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "reader/mark.h"
#include "reader/reader.h"

static struct cell_marks
wishes(void)
{
    struct cell_marks m = {0};
    const char *json = "{\"mended\": \"y\", \"marks\": [[\"Bi\\u1ec3u 1!C12\", \"x\"], [\"Sheet1!B2\", \"x\"],"
                       " [\"B\\u00e1o c\\u00e1o!A1\", \"x\"], [\"nowhere\", \"x\"], [1, 2], [\"Sheet1!ZZZZ9\", \"x\"]]}";

    assert_int_equal(cell_marks_parse(json, &m), 0);
    return m;
}

/* 0: it came back. */
static int
mark(const char *bytes, size_t n, struct buf *out)
{
    char hex[HASH_HEX], *base64 = base64_of(bytes, n), *why = NULL;
    struct cell_marks m = wishes();
    struct buf mail = {0};
    int rc;

    hash_of(bytes, n, hex);
    buf_adds(&mail, "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=a.xlsx\r\n"
                    "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.xlsx\r\n\r\n");
    for (const char *p = base64; *p != '\0'; p += strnlen(p, 76))
        buf_addf(&mail, "%.*s\r\n", (int)strnlen(p, 76), p);
    rc = reader_mark(mail.data, mail.len, hex, &m, out, &why);
    assert_true((rc == 0) == (why == NULL));
    assert_true((rc == 0) == (out->len > 0));
    free(why);
    free(base64);
    buf_free(&mail);
    cell_marks_free(&m);
    return rc;
}

static int
folder(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *e;
    int back = 0;

    assert_non_null(dir);
    while ((e = readdir(dir)) != NULL) {
        const char *dot = strrchr(e->d_name, '.');
        char *file = xasprintf("%s/%s", path, e->d_name), *bytes;
        struct buf once = {0}, twice = {0};
        size_t n = 0;

        if (dot != NULL && strcmp(dot, ".json") != 0 && *e->d_name != '.' &&
            (bytes = file_read(file, 8 << 20, &n, NULL)) != NULL) {
            if (mark(bytes, n, &once) == 0) {
                back++;
                assert_int_equal(mark(once.data, once.len, &twice), 0);     /* and once more */
            }
            free(bytes);
        }
        buf_free(&once);
        buf_free(&twice);
        free(file);
    }
    closedir(dir);
    return back;
}

static void
every_file_of_the_corpus(void **state)
{
    (void)state;
    assert_true(folder("tests/corpus/form") > 0);
    folder("tests/corpus/hostile");
}

static void
wishes_that_are_none(void **state)
{
    static const char *const none[] = { "", "{}", "[]", "{\"marks\": []}", "{\"marks\": [[1, 2]]}", "{\"marks\"", "nothing" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(none); i++) {
        struct cell_marks m = {0};

        assert_int_equal(cell_marks_parse(none[i], &m), -1);
        cell_marks_free(&m);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_of_the_corpus),
        cmocka_unit_test(wishes_that_are_none),
    };

    reader_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
