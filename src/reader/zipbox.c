/* Archives behind limits: members, inflated bytes, ratio. Two members of one
 * name are refused: nothing says which one counts. What is not plain, or not
 * small, is libzip's, which only the whole reader has. */
#include "zipbox.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/problem.h"
#include "files.h"
#include "process/tools.h"
#include "zip_plain.h"

#define RATIO_FROM (1ul << 20)
#define WHOLE_MOST (8ul << 20)  /* of a plain member: larger ones are never in memory as a whole */
#define PIECE (32ul << 10)

struct entry {
    char *name;                 /* as name_settle leaves it, whatever the writer used */
    uint64_t packed;
    bool encrypted, utf8;
    bool cut;                   /* the name is longer */
};

struct zipbox {
    const void *bytes;
    size_t size;
    zip_t *zip;                 /* NULL as long as it is not needed */
    struct plain_member *plain; /* as many as entries; NULL: it is not plain */
    struct libdeflate_decompressor *inflater;
    struct entry *v;
    size_t n;
    struct files *files;
};

struct member {
    struct zipbox *box;
    zip_file_t *file;           /* NULL: the bytes are in whole */
    char *whole;
    const struct plain_member *plain;
    const struct entry *entry;
    uint64_t inflated;
};

static bool
has_twins(const struct zipbox *box, const char **twin)
{
    const char **names = xcalloc(box->n + 1, sizeof *names);
    bool found = false;
    size_t n = 0;

    for (size_t i = 0; i < box->n; i++) {
        if (!box->v[i].cut)
            names[n++] = box->v[i].name;
    }
    qsort(names, n, sizeof *names, strings_order);
    for (size_t i = 1; i < n && !found; i++) {
        found = strcmp(names[i - 1], names[i]) == 0;
        *twin = names[i];
    }
    free(names);
    return found;
}

/* From the top of the archive, folders parted by "/". */
static void
name_settle(char *name)
{
    size_t top = 0;

    for (char *p = name; (p = strchr(p, '\\')) != NULL; p++)
        *p = '/';
    while (name[top] == '/' || (name[top] == '.' && name[top + 1] == '/'))
        top++;
    if (top > 0 && name[top] != '\0')
        memmove(name, name + top, strlen(name + top) + 1);
}

static int
entries_list(struct zipbox *box, char **why)
{
    zip_int64_t n = zip_get_num_entries(box->zip, 0);
    const char *twin = NULL;

    if (n < 0 || n > LIMIT_ENTRIES)
        return cause_set(why, "the archive has more than %d members", LIMIT_ENTRIES);
    box->v = xcalloc((size_t)n, sizeof *box->v);
    for (zip_int64_t i = 0; i < n; i++) {
        struct entry *e = &box->v[box->n];
        zip_stat_t st;
        const char *guessed;

        if (zip_stat_index(box->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW, &st) != 0 ||
            (st.valid & ZIP_STAT_NAME) == 0)
            return cause_set(why, "the archive's list of members is damaged");
        guessed = zip_get_name(box->zip, (zip_uint64_t)i, ZIP_FL_ENC_STRICT);
        *e = (struct entry){ .name = xstrdup(st.name),
                             .packed = st.comp_size,
                             .utf8 = guessed != NULL && strcmp(guessed, st.name) == 0 };
        e->cut = text_bound(e->name, LIMIT_ENTRY_NAME);
        name_settle(e->name);
        e->encrypted = (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
                       st.encryption_method != ZIP_EM_NONE;
        box->n++;
    }
    if (has_twins(box, &twin))
        return cause_set(why, "two members of the archive have one name");
    return 0;
}

static int
plain_open(struct zipbox *box, char **why)
{
    const char *twin = NULL;

    box->v = xcalloc(box->n + 1, sizeof *box->v);
    for (size_t i = 0; i < box->n; i++) {
        box->v[i] = (struct entry){ .name = xstrndup(box->plain[i].name, box->plain[i].name_size),
                                    .packed = box->plain[i].packed,
                                    .utf8 = box->plain[i].utf8 };
        name_settle(box->v[i].name);
    }
    return has_twins(box, &twin) ? cause_set(why, "two members of the archive have one name") : 0;
}

static int
libzip_open(struct zipbox *box, char **why)
{
    zip_error_t error;
    zip_source_t *source;

    tool_missing();
    zip_error_init(&error);
    source = zip_source_buffer_create(box->bytes, box->size, 0, &error);
    if (source != NULL && (box->zip = zip_open_from_source(source, ZIP_RDONLY, &error)) == NULL)
        zip_source_free(source);
    if (box->zip == NULL)
        cause_set(why, "the archive is damaged: %s", zip_error_strerror(&error));
    zip_error_fini(&error);
    return box->zip != NULL ? 0 : -1;
}

struct zipbox *
zipbox_open(struct files *files, const void *bytes, size_t n, char **why)
{
    struct zipbox *box = xcalloc(1, sizeof *box);
    int rc;

    *box = (struct zipbox){ .bytes = bytes, .size = n, .files = files };
    if (zip_plain_list(bytes, n, &box->plain, &box->n))
        rc = plain_open(box, why);
    else
        rc = libzip_open(box, why) != 0 || entries_list(box, why) != 0 ? -1 : 0;
    if (rc != 0) {
        zipbox_close(box);
        box = NULL;
    }
    return box;
}

void
zipbox_close(struct zipbox *box)
{
    if (box == NULL)
        return;
    if (box->zip != NULL)
        zip_discard(box->zip);
    for (size_t i = 0; i < box->n; i++)
        free(box->v[i].name);
    free(box->v);
    zip_plain_done(box->inflater);
    free(box->plain);
    free(box);
}

size_t
zipbox_count(const struct zipbox *box)
{
    return box->n;
}

const char *
zipbox_name(const struct zipbox *box, size_t i, bool *utf8)
{
    if (utf8 != NULL)
        *utf8 = box->v[i].utf8;
    return box->v[i].name;
}

long
zipbox_find(const struct zipbox *box, const char *name)
{
    for (size_t i = 0; i < box->n; i++) {
        if (strcmp(box->v[i].name, name) == 0)
            return (long)i;
    }
    for (size_t i = 0; i < box->n; i++) {       /* OPC names do not differ in case (ECMA-376-2, 6.2.2.3) */
        if (strcasecmp(box->v[i].name, name) == 0)
            return (long)i;
    }
    return -1;
}

bool
zipbox_has(const struct zipbox *box, const char *prefix)
{
    for (size_t i = 0; i < box->n; i++) {
        if (strncasecmp(box->v[i].name, prefix, strlen(prefix)) == 0)
            return true;
    }
    return false;
}

bool
zipbox_name_cut(const struct zipbox *box, size_t i)
{
    return box->v[i].cut;
}

bool
zipbox_encrypted(const struct zipbox *box, size_t i)
{
    return box->v[i].encrypted;
}

struct member *
member_open(struct zipbox *box, size_t i, char **why)
{
    struct member *m;
    zip_file_t *file = NULL;
    char *whole = NULL;

    if (box->v[i].encrypted) {
        cause_set(why, "the member %zu of the archive is encrypted", i + 1);
        return NULL;
    }
    if (box->plain != NULL && box->plain[i].size <= WHOLE_MOST &&
        (box->plain[i].size <= RATIO_FROM ||
         box->plain[i].size / LIMIT_RATIO <= box->plain[i].packed))
        whole = zip_plain_take(&box->plain[i], &box->inflater);
    if (whole == NULL && box->zip == NULL && libzip_open(box, why) != 0)
        return NULL;
    if (whole == NULL && (file = zip_fopen_index(box->zip, i, 0)) == NULL) {
        cause_set(why, "the member %zu of the archive is damaged: %s", i + 1,
                  zip_strerror(box->zip));
        return NULL;
    }
    m = xcalloc(1, sizeof *m);
    *m = (struct member){ .box = box, .file = file, .whole = whole, .entry = &box->v[i],
                          .plain = whole != NULL ? &box->plain[i] : NULL };
    return m;
}

static zip_int64_t
some(struct member *m, void *out, size_t room)
{
    size_t n;

    if (m->plain == NULL)
        return zip_fread(m->file, out, room);
    n = m->plain->size - m->inflated < room ? m->plain->size - m->inflated : room;
    memcpy(out, m->whole + m->inflated, n);
    return (zip_int64_t)n;
}

static long
member_next(struct member *m, void *out, size_t room, char **why)
{
    zip_int64_t n = some(m, out, room);

    if (n < 0)
        return cause_set(why, "a member of the archive is damaged: %s", zip_file_strerror(m->file));
    m->inflated += (uint64_t)n;
    m->box->files->expanded += (size_t)n;
    if (m->box->files->expanded > LIMIT_EXPANDED)
        return cause_set(why, "the archives of this mail unpack to more than %lu MB",
                         LIMIT_EXPANDED >> 20);
    if (m->inflated > RATIO_FROM && m->inflated / LIMIT_RATIO > m->entry->packed)
        return cause_set(why, "a member of the archive unpacks to more than %d times its size",
                         LIMIT_RATIO);
    return (long)n;
}

long
member_fill(struct member *m, void *out, size_t room, char **why)
{
    size_t got = 0;
    long n = 1;

    while (got < room && n > 0) {
        if ((n = member_next(m, (char *)out + got, room - got, why)) < 0)
            return -1;
        got += (size_t)n;
    }
    return (long)got;
}

char *
member_whole(struct member *m, size_t *n)
{
    char *whole = m->whole;

    if (m->plain == NULL)
        return NULL;
    *n = m->plain->size;
    if (whole == NULL)
        return zip_plain_take(m->plain, &m->box->inflater);
    if (m->inflated > 0 || m->box->files->expanded + *n > LIMIT_EXPANDED)
        return NULL;
    m->box->files->expanded += *n;
    m->whole = NULL;
    return whole;
}

void
member_close(struct member *m)
{
    if (m == NULL)
        return;
    if (m->file != NULL)
        zip_fclose(m->file);
    free(m->whole);
    free(m);
}

char *
zipbox_read(struct zipbox *box, size_t i, size_t *n, char **why)
{
    struct member *m = member_open(box, i, why);
    struct buf b = {0};
    char *piece;
    long got = -1;

    if (m == NULL)
        return NULL;
    if ((piece = member_whole(m, n)) != NULL) {
        member_close(m);
        return piece;
    }
    piece = xmalloc(PIECE);
    buf_adds(&b, "");
    while ((got = member_fill(m, piece, PIECE, why)) > 0)
        buf_add(&b, piece, (size_t)got);
    free(piece);
    member_close(m);
    if (got < 0) {
        buf_free(&b);
        return NULL;
    }
    *n = b.len;
    return buf_take(&b);
}
