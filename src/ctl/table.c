/* A spreadsheet's first sheet as rows of texts. Like whatever is not ours it is
 * opened by docket-reader, as the only file of a mail. */
#include "ctl/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/problem.h"
#include "office/desk/readers.h"

#define TABLE_MOST (8u << 20)
#define COLUMNS_MOST 64

static void
as_mail(const char *path, const void *bytes, size_t n, struct buf *out)
{
    size_t end = strlen(path);
    bool csv = end > 4 && strcasecmp(path + end - 4, ".csv") == 0;

    buf_addf(out, "From: table@office.invalid\r\nMIME-Version: 1.0\r\nContent-Type: %s\r\n"
                  "Content-Disposition: attachment; filename=\"table.%s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
             csv ? "text/csv; charset=utf-8" : "application/octet-stream", csv ? "csv" : "xlsx");
    base64_add(out, bytes, n, "\r\n");
}

/* A day as plan files write it, whatever the sheet shows; all else as it is shown. */
static const char *
shown(const struct cell *c)
{
    if (c->text != NULL && c->type != CELL_DATE && c->type != CELL_BOOL)
        return c->text;
    return c->value != NULL ? c->value : "";
}

static void
take_cells(const struct sheet *sheet, struct strings **rows, size_t *n)
{
    for (size_t i = 0; i < sheet->ncells; i++) {
        const struct cell *c = &sheet->cells[i];

        if (c->row < 1 || c->column < 1 || c->column > COLUMNS_MOST)
            continue;
        while (*n < (size_t)c->row)
            ARRAY_MORE(*rows, *n);
        while ((*rows)[c->row - 1].n + 1 < (size_t)c->column)
            strings_add(&(*rows)[c->row - 1], "");
        strings_add(&(*rows)[c->row - 1], shown(c));
    }
}

static struct message *
facts_of(const char *reader, const char *path, char **cause)
{
    struct buf mail = {0};
    struct message *facts = NULL;
    size_t n = 0;
    char *bytes = file_read(path, TABLE_MOST, &n, cause);
    int fd = bytes != NULL ? memfd_create("table", MFD_CLOEXEC) : -1;

    if (bytes != NULL)
        as_mail(path, bytes, n, &mail);
    if (bytes != NULL && (fd == -1 || write(fd, mail.data, mail.len) != (ssize_t)mail.len))
        cause_set(cause, "%s: %s", path, strerror(errno));
    else if (bytes != NULL)
        facts = readers_one(reader, fd, mail.len, cause);
    if (fd != -1)
        close(fd);
    buf_free(&mail);
    free(bytes);
    return facts;
}

int
table_read(const char *reader, const char *path, struct strings **rows, size_t *n, char **cause)
{
    struct message *facts = facts_of(reader, path, cause);
    int rc = facts == NULL ? -1 : 0;

    if (rc == 0 && (facts->nattachments == 0 || facts->attachments[0].nsheets == 0))
        rc = cause_set(cause, "%s: no table was found in it%s%s", path,
                       facts->nattachments > 0 && facts->attachments[0].reason != NULL ? ": " : "",
                       facts->nattachments > 0 && facts->attachments[0].reason != NULL
                           ? facts->attachments[0].reason
                           : "");
    if (rc == 0)
        take_cells(&facts->attachments[0].sheets[0], rows, n);
    message_free(facts);
    return rc;
}

void
table_free(struct strings *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        strings_free(&rows[i]);
    free(rows);
}
