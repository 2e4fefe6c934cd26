/* docket-reader: the only part of docketd that touches bytes from strangers.
 *   docket-reader --serve N     the daemon's service on standard input, N messages at once
 *   docket-reader --mark SHA256 of the mail on standard input the XLSX with this hash, with cells marked
 *                               as descriptor 3 says (reader/mark.h)
 *   docket-reader --part HASH   of the mail on standard input the file with this hash
 *   docket-reader FILE          the facts of a mail or of one file, as JSON */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "reader/extract.h"
#include "reader/mark.h"
#include "reader/reader.h"
#include "reader/service.h"

#define WALL_MS (1000 * LIMIT_READER_WALL)
#define MARKS_BYTES (1ul << 20)
#define PIECE (64ul << 10)           /* of output */

/* One member a line, straight from the text: a tree of it would take as much
 * memory as all the reading before. */
static void
indent(struct buf *out, const char *p, int *depth)
{
    *depth -= *p == ']' || *p == '}';
    if (*p == ']' || *p == '}')
        buf_addf(out, "\n%*s", 2 * *depth, "");
    buf_addc(out, *p);
    *depth += *p == '[' || *p == '{';
    if (*p == ':')
        buf_addc(out, ' ');
    else if (*p != ']' && *p != '}')
        buf_addf(out, "\n%*s", 2 * *depth, "");
}

static int
print_lines(const struct buf *json)
{
    struct buf out = {0};
    bool quoted = false;
    int depth = 0, rc = 0;

    for (const char *p = buf_text(json); *p != '\0' && rc == 0; p++) {
        if (!quoted && (strncmp(p, "[]", 2) == 0 || strncmp(p, "{}", 2) == 0)) {
            buf_add(&out, p++, 2);
        } else if (!quoted && strchr("[]{},:", *p) != NULL) {
            indent(&out, p, &depth);
        } else {
            quoted ^= *p == '"';
            if (*p == '\\')
                buf_addc(&out, *p++);
            buf_addc(&out, *p);
        }
        if (out.len >= PIECE) {
            rc = fd_write_all(1, out.data, out.len);
            buf_reset(&out);
        }
    }
    buf_addc(&out, '\n');
    rc = rc != 0 ? rc : fd_write_all(1, out.data, out.len);
    buf_free(&out);
    return rc;
}

/* For a person: what it is decides whether it is read as a mail or as a file. */
static int
answer_file(const void *bytes, size_t n, const void *name)
{
    struct attachment a = {0};
    struct buf json = {0};

    if (reader_is_mail(bytes, n)) {
        message_print(reader_message(bytes, n), &json);
        return print_lines(&json);
    }
    reader_file(name, bytes, n, &a);
    attachment_print(&a, &json);
    if (print_lines(&json) != 0)
        return 1;
    if (a.status == ATTACHMENT_READ)
        return 0;
    fprintf(stderr, "docket-reader: %s: %s\n", (const char *)name,
            a.reason != NULL ? a.reason : "it is not read");
    return 1;
}

static int
read_file(const char *path)
{
    char *name = text_clean_line(strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path,
                                 strlen(strrchr(path, '/') != NULL ? strrchr(path, '/') + 1
                                                                   : path));
    char *cause = NULL;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC), rc = -1;

    if (fd == -1 || fstat(fd, &st) != 0)
        cause = strdup(strerror(errno));
    else if (!S_ISREG(st.st_mode))
        cause = strdup("it is no plain file");
    else if (st.st_size > (off_t)LIMIT_MESSAGE)
        cause = strdup("it is larger than a mail may be");
    else
        rc = reader_run(fd, (size_t)st.st_size, WALL_MS, answer_file, name, 1, &cause);
    if (cause != NULL)
        fprintf(stderr, "docket-reader: %s: %s\n", path, cause);
    free(cause);
    free(name);
    return rc == 0 ? 0 : 1;
}

static int
answer_part(const void *bytes, size_t n, const void *sha256)
{
    const struct attachment *file;
    struct buf part = {0};

    reader_extract(bytes, n, sha256, &file, &part);
    return file != NULL && fd_write_all(1, part.data, part.len) == 0 ? 0 : 1;
}

static int
take_part(const char *sha256)
{
    char *cause = NULL;
    struct stat st;
    int rc = fstat(0, &st) == 0
                 ? reader_run(0, (size_t)st.st_size, WALL_MS, answer_part, sha256, 1, &cause)
                 : -1;

    free(cause);
    return rc == 0 ? 0 : 1;
}

struct marking { const char *sha256; struct cell_marks marks; };

static int
answer_marked(const void *bytes, size_t n, const void *arg)
{
    const struct marking *m = arg;
    struct buf out = {0};
    char *why = NULL;
    int rc = reader_mark(bytes, n, m->sha256, &m->marks, &out, &why);

    if (rc == 0)
        rc = fd_write_all(1, out.data, out.len);
    else
        fprintf(stderr, "%s\n", why);
    return rc == 0 ? 0 : 1;
}

/* The reason of a refusal is its words on standard error, its status 1. */
static int
mark_file(const char *sha256)
{
    struct marking m = { .sha256 = sha256 };
    char *cause = NULL, *json = file_read("/dev/fd/3", MARKS_BYTES, NULL, &cause);
    struct stat st;
    int rc = -1;

    if (json != NULL && cell_marks_parse(json, &m.marks) == 0 && fstat(0, &st) == 0)
        rc = reader_run(0, (size_t)st.st_size, WALL_MS, answer_marked, &m, 1, &cause);
    if (cause != NULL)
        fprintf(stderr, "%s\n", cause);
    return rc == 0 ? 0 : 1;
}

int
main(int argc, char **argv)
{
    log_open("docket-reader");
    /* One heap that grows in small steps: a child starts with few pages. */
    mallopt(M_ARENA_MAX, 1);
    if (argc == 3 && strcmp(argv[1], "--serve") == 0)
        return reader_serve_mails(argv[2]);
    if (argc == 3 && strcmp(argv[1], READER_WHOLE) == 0)
        return reader_serve_whole(argv[2]);
    if (argc == 3 && strcmp(argv[1], "--part") == 0) {
        reader_prepare();
        return take_part(argv[2]);
    }
    if (argc == 3 && strcmp(argv[1], "--mark") == 0) {
        reader_prepare();
        return mark_file(argv[2]);
    }
    if (argc == 2 && argv[1][0] != '-') {
        reader_prepare();
        return read_file(argv[1]);
    }
    fprintf(stderr, "usage: docket-reader FILE\n       docket-reader --serve N\n");
    return 2;
}
