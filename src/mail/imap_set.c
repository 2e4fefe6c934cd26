/* Sets of uids and folder names, as commands write them. */
#include <iconv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
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

char *
imap_set_text(const uint32_t *uids, size_t n)
{
    struct buf b = {0};

    for (size_t i = 0, end; i < n; i = end) {
        end = run_end(uids, i, n);
        buf_addf(&b, "%s%" PRIu32, i > 0 ? "," : "", uids[i]);
        if (end - i > 1)
            buf_addf(&b, ":%" PRIu32, uids[end - 1]);
    }
    return buf_take(&b);
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

/* NULL where the text is none of the first encoding. */
static char *
converted(const char *text, const char *to, const char *from)
{
    size_t in = strlen(text), room = 4 * in + 8, left = room;
    char *out = xmalloc(room + 1), *source = (char *)text, *end = out;
    iconv_t cd = iconv_open(to, from);
    bool fine = cd != (iconv_t)-1 && iconv(cd, &source, &in, &end, &left) != (size_t)-1 &&
        iconv(cd, NULL, NULL, &end, &left) != (size_t)-1;

    *end = '\0';
    if (cd != (iconv_t)-1)
        iconv_close(cd);
    if (!fine) {
        free(out);
        return NULL;
    }
    return out;
}

char *
imap_folder_name(const char *utf8)
{
    return strpbrk(utf8, "\r\n") == NULL ? converted(utf8, "UTF-7-IMAP", "UTF-8") : NULL;
}

char *
imap_folder_shown(const char *wire)
{
    char *utf8 = converted(wire, "UTF-8", "UTF-7-IMAP"),
         *clean = text_clean_line(utf8 != NULL ? utf8 : wire, strlen(utf8 != NULL ? utf8 : wire));

    free(utf8);
    return clean;
}
