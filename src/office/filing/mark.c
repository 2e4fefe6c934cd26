#include "office/filing/kept.h"
#include "office/filing/mark.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "model/cell.h"
#include "office/desk/marker.h"

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

static bool
is_cell(const char *place)
{
    const char *bang = place == NULL ? NULL : strrchr(place, '!');
    int row, column;

    return bang != NULL && cell_parse(bang + 1, &row, &column);
}

/* NULL: no cell of it is wrong. */
static char *
marks_of(const struct findings *f, bool english)
{
    json_t *list = json_array(), *all;
    char *text = NULL;

    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].severity == SEVERITY_ERROR && is_cell(f->v[i].place))
            json_array_append_new(list, json_pack("[s,s]", f->v[i].place,
                                                  english && f->v[i].text_en != NULL
                                                      ? f->v[i].text_en : f->v[i].text));
    all = json_pack("{s:s, s:O}", "mended",
                    english ? "Nothing is wrong here any more." : "Ô này không còn lỗi.", "marks",
                    list);
    if (json_array_size(list) > 0)
        text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    json_decref(list);
    return text;
}

/* Whatever it was called, what goes back is called a workbook without macros. */
static char *
name_of(const struct attachment *a)
{
    const char *name = a->name == NULL ? "bieu" : a->name, *dot = strrchr(name, '.');

    return dot != NULL && strcasecmp(dot, ".xlsx") == 0 ? xstrdup(name)
                                                        : xasprintf("%s.xlsx", name);
}

static void
mark_file(struct desk *desk, const struct message_row *row, const struct attachment *a,
          const char *json, struct marked *out)
{
    char *cause = NULL, *name = name_of(a);
    struct buf bytes = {0};
    int fd = row->sha256[0] == '\0' || a->sha256 == NULL ? -1
                                                         : kept_open(desk, row->sha256, &cause);
    int rc = fd == -1 ? -1
                      : marker_run(desk->settings->reader, fd, a->sha256, json, &bytes, &cause);

    if (rc == 0) {
        size_t n = bytes.len;

        strings_add(enclose(&out->files, xstrdup(name), XLSX, buf_take(&bytes), n) ? &out->names
                                                                                   : &out->not,
                    name);
    } else {
        strings_add(&out->not, attachment_title(a) == NULL ? name : attachment_title(a));
        log_info("%s: a file goes not back with its cells marked: %s", row->code,
                 cause == NULL ? "it cannot be had" : cause);
    }
    if (fd != -1)
        close(fd);
    free(cause);
    free(name);
    buf_free(&bytes);
}

void
mark_files(struct desk *desk, const struct message_row *row, const struct message *m,
           const struct decision *d, struct marked *out)
{
    bool english = strcmp(office_language(&desk->settings->office), "en") == 0;

    for (size_t i = 0; i < d->nitems; i++) {
        int file = d->items[i].attachment;
        char *json = marks_of(&d->items[i].findings, english);

        if (json != NULL && file >= 0 && (size_t)file < m->nattachments)
            mark_file(desk, row, &m->attachments[file], json, out);
        free(json);
    }
}

void
marked_clear(struct marked *m)
{
    enclosures_clear(&m->files);
    strings_free(&m->names);
    strings_free(&m->not);
}
