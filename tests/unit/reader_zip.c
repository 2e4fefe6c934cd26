/* A plain archive is read in place, all else by libzip: whatever byte of an archive is
 * changed, the members and their bytes are those that libzip finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/buf.h"
#include "base/mem.h"
#include "../../src/reader/files.h"
#include "../../src/reader/zip_plain.h"
#include "../../src/reader/zipbox.h"

static const char *const names[] = { "a/b.xml", "\xC4\x91.txt" };
static const char *const texts[] = { "<a>mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm</a>", "stored" };

static unsigned char *
archive(size_t *n)
{
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = zip_open_from_source(out, ZIP_CREATE, NULL);
    unsigned char *bytes;
    zip_stat_t st;

    zip_source_keep(out);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        zip_file_add(z, names[i], zip_source_buffer(z, texts[i], strlen(texts[i]), 0), 0);
    assert_int_equal(zip_close(z), 0);
    assert_int_equal(zip_source_open(out), 0);
    assert_int_equal(zip_source_stat(out, &st), 0);
    bytes = xmalloc(*n = st.size);
    assert_int_equal(zip_source_read(out, bytes, st.size), st.size);
    zip_source_close(out);
    zip_source_free(out);
    return bytes;
}

static void
told_member(struct buf *b, const char *name, bool utf8, const char *bytes, size_t n)
{
    buf_addf(b, "%s\x01%d%d\x02", name, utf8, bytes != NULL);
    buf_add(b, bytes, bytes != NULL ? n : 0);
}

static void
by_libzip(const void *bytes, size_t n, struct buf *told)
{
    zip_source_t *source = zip_source_buffer_create(bytes, n, 0, NULL);
    zip_t *z = zip_open_from_source(source, ZIP_RDONLY, NULL);
    char *text = xmalloc(1 << 20);

    for (zip_int64_t i = 0; z != NULL && i < zip_get_num_entries(z, 0); i++) {
        zip_stat_t st = {0};
        zip_file_t *file;
        zip_int64_t got = -1;
        const char *strict;

        zip_stat_index(z, (zip_uint64_t)i, ZIP_FL_ENC_RAW, &st);
        strict = zip_get_name(z, (zip_uint64_t)i, ZIP_FL_ENC_STRICT);
        if (st.encryption_method == ZIP_EM_NONE && (file = zip_fopen_index(z, (zip_uint64_t)i, 0)) != NULL) {
            got = zip_fread(file, text, 1 << 20);
            if (got >= 0 && zip_fread(file, text + got, 1) != 0)    /* the checksum is looked at behind the end */
                got = -1;
            zip_fclose(file);
        }
        told_member(told, st.name, strict != NULL && strcmp(strict, st.name) == 0, got >= 0 ? text : NULL, (size_t)got);
    }
    free(text);
    z != NULL ? zip_discard(z) : zip_source_free(source);
}

static void
by_box(const void *bytes, size_t n, struct buf *told)
{
    struct files files = {0};
    char *why = NULL;
    struct zipbox *box = zipbox_open(&files, bytes, n, &why);

    for (size_t i = 0; box != NULL && i < zipbox_count(box); i++) {
        size_t size = 0;
        bool utf8;
        char *text = zipbox_read(box, i, &size, &why);
        const char *name = zipbox_name(box, i, &utf8);

        told_member(told, name, utf8, text, size);
        free(text);
    }
    zipbox_close(box);
    free(why);
}

static bool
compare(const void *bytes, size_t n)
{
    struct buf expected = {0}, told = {0};
    struct plain_member *v;
    size_t members;
    bool plain = zip_plain_list(bytes, n, &v, &members);

    free(v);
    by_libzip(bytes, n, &expected);
    by_box(bytes, n, &told);
    if (plain || told.len > 0) {        /* else it is refused: two members of one name */
        assert_int_equal(told.len, expected.len);
        assert_memory_equal(buf_text(&told), buf_text(&expected), told.len);
    }
    buf_free(&expected);
    buf_free(&told);
    return plain;
}

static void
both_find_the_same(void **state)
{
    size_t n, plain = 0;
    unsigned char *bytes = archive(&n);

    (void)state;
    assert_true(compare(bytes, n));
    for (size_t i = 0; i < n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] ^= (unsigned char)(1 << bit);
            if (bytes[i] != '\\')               /* which is made a slash */
                plain += compare(bytes, n);
            bytes[i] ^= (unsigned char)(1 << bit);
        }
    }
    assert_in_range(plain, n, 8 * n - 1);
    for (size_t end = 0; end < n; end++)
        assert_false(compare(bytes, end));
    free(bytes);
}

/* XML is read in place, and read anew where it turns out not to be plain. */
static void
a_member_is_had_as_a_whole_and_anew(void **state)
{
    struct files files = {0};
    char *why = NULL, *text;
    size_t n;
    unsigned char *bytes = archive(&n);
    struct zipbox *box = zipbox_open(&files, bytes, n, &why);
    struct member *m = member_open(box, 0, &why);

    (void)state;
    for (int i = 0; i < 2; i++) {
        text = member_whole(m, &n);
        assert_int_equal(n, strlen(texts[0]));
        assert_string_equal(text, texts[0]);
        memset(text, 'x', n);
        free(text);
        assert_int_equal(files.expanded, n);            /* counted once */
    }
    member_close(m);
    files.expanded = 100ul << 20;                       /* the budget is spent: refused as in pieces */
    m = member_open(box, 0, &why);
    assert_null(member_whole(m, &n));
    member_close(m);
    zipbox_close(box);
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(both_find_the_same), cmocka_unit_test(a_member_is_had_as_a_whole_and_anew) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
