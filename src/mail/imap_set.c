/* Sets of uids and folder names, as commands write them. */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "imap_private.h"

#define RANGES_MOST 300         /* at most 22 octets each: under the 8,000 a server must take (RFC 2683, 3.2.1.5) */

static int
by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

uint32_t *
imap_sorted(const uint32_t *uids, size_t *n)
{
    uint32_t *v = xreallocarray(NULL, *n, sizeof *v);
    size_t kept = 0;

    if (*n > 0)
        memcpy(v, uids, *n * sizeof *v);
    qsort(v, *n, sizeof *v, by_number);
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || v[kept - 1] != v[i])
            v[kept++] = v[i];
    *n = kept;
    return v;
}

/* The end of the run of consecutive uids that begins at i. */
static size_t
run_end(const uint32_t *uids, size_t i, size_t n)
{
    while (i + 1 < n && uids[i + 1] == uids[i] + 1)
        i++;
    return i + 1;
}

size_t
imap_portion(const uint32_t *uids, size_t n)
{
    size_t end = 0;

    for (int ranges = 0; end < n && ranges < RANGES_MOST; ranges++)
        end = run_end(uids, end, n);
    return end;
}

struct mailimap_set *
imap_set(const uint32_t *uids, size_t n)
{
    struct mailimap_set *set = mailimap_set_new_empty();

    for (size_t i = 0, end; i < n; i = end) {
        end = run_end(uids, i, n);
        mailimap_set_add_interval(set, uids[i], uids[end - 1]);
    }
    return set;
}

char *
imap_folder_name(const char *utf8)
{
    size_t in = strlen(utf8), room = 4 * in + 8, left = room;
    char *out = xmalloc(room + 1), *from = (char *)utf8, *to = out;
    iconv_t cd = iconv_open("UTF-7-IMAP", "UTF-8");
    bool fine = cd != (iconv_t)-1 && strpbrk(utf8, "\r\n") == NULL &&
        iconv(cd, &from, &in, &to, &left) != (size_t)-1 && iconv(cd, NULL, NULL, &to, &left) != (size_t)-1;

    *to = '\0';
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    if (!fine) {
        free(out);
        return NULL;
    }
    return out;
}
