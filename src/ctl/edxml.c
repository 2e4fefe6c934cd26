/* edxml CODE: a mail's document, or what became of it, for the office's document system. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "ctl/ctl.h"
#include "office/desk/readers.h"
#include "office/filing/kept.h"
#include "report/edxml.h"
#include "store/raw.h"

#define ID "MessageHeader/DocumentId"

/* What it calls itself, where it came as edXML. */
static void
take_id(struct edxml *e, const struct message *facts)
{
    for (size_t i = 0; i < facts->nattachments && e->id == NULL; i++)
        for (size_t k = 0; k < facts->attachments[i].ncontrols && e->id == NULL; k++)
            if (strcmp(facts->attachments[i].controls[k].tag, ID) == 0)
                e->id = xstrdup(facts->attachments[i].controls[k].value);
}

struct taken { struct edxml_file *v; size_t n; };

static int
take_files(struct ctl *ctl, const struct message_row *m, const struct message *facts,
           struct taken *out, char **cause)
{
    int fd = kept_open(ctl->desk, m->sha256, cause), rc = fd < 0 ? -1 : 0;

    for (size_t i = 0; i < facts->nattachments && rc == 0; i++) {
        const struct attachment *a = &facts->attachments[i];
        void *bytes;

        if (a->inside >= 0 || a->sha256 == NULL || a->size == 0 || attachment_may_act(a))
            continue;
        bytes = readers_part(ctl->desk->settings->reader, fd, a->sha256, (size_t)a->size, cause);
        if (bytes == NULL)
            rc = -1;
        else
            *ARRAY_MORE(out->v, out->n) = (struct edxml_file){
                a->name != NULL ? a->name : "tep", a->media_type != NULL ? a->media_type : "application/octet-stream",
                bytes, (size_t)a->size };
    }
    if (fd >= 0)
        close(fd);
    return rc;
}

static int
make(struct ctl *ctl, struct edxml *e, struct buf *out, char **cause)
{
    const struct settings *s = ctl->desk->settings;
    struct message_row m = {0};
    struct message *facts = NULL;
    struct taken files = {0};
    int rc = message_by_code(ctl->desk->store, e->code, &m);

    if (rc == 0 && (facts = kept_read(ctl->desk, &m, cause)) == NULL)
        rc = -1;
    if (rc == 0)
        take_id(e, facts);
    if (rc == 0 && ctl->status != NULL)
        edxml_status(e, s, strcmp(ctl->status, "06") == 0 ? EDXML_DONE : EDXML_RECEIVED, clock_now(), out);
    else if (rc == 0 && (rc = take_files(ctl, &m, facts, &files, cause)) == 0)
        edxml_document(e, s, files.v, files.n, clock_now(), out);
    for (size_t i = 0; i < files.n; i++)
        free((void *)files.v[i].bytes);
    free(files.v);
    message_free(facts);
    message_row_clear(&m);
    return rc == 0 ? 0 : -1;
}

/* What may not be said: one sentence; NULL: all may. */
static const char *
refusal(const struct ctl *ctl, const struct edxml *e, int loaded)
{
    if (loaded == 1)
        return "there is no such mail in the docket";
    if (loaded == 2)
        return "it is in quarantine, bears a mark of secrecy or was not read; an officer opens it by hand";
    if (ctl->status != NULL && strcmp(ctl->status, "06") == 0 && !e->accepted)
        return "no officer has found it good yet: 06 would say that it is dealt with";
    return NULL;
}

int
ctl_edxml(struct ctl *ctl)
{
    const char *code = ctl->argv[0], *why;
    struct edxml e = {0};
    struct buf out = {0};
    char *cause = NULL, *place;
    int rc;

    if (ctl->output == NULL ||
        (ctl->status != NULL && strcmp(ctl->status, "03") != 0 && strcmp(ctl->status, "06") != 0)) {
        fputs("docketctl: edxml needs -o FILE; --status is 03, received, or 06, dealt with\n", stderr);
        return 2;
    }
    rc = edxml_load(ctl->desk->store, ctl->desk->plan, code, &e);
    why = rc < 0 ? NULL : refusal(ctl, &e, rc);
    if (why != NULL)
        fprintf(stderr, "docketctl: %s: %s\n", code, why);
    if (rc == 0 && why == NULL)
        rc = make(ctl, &e, &out, &cause);
    if (rc == 0 && why == NULL) {
        place = ctl_place(ctl, ctl->output);
        rc = file_write(place, out.data, out.len, 0600, &cause);
        free(place);
        if (rc == 0)
            printf("%s\n", ctl->output);
    }
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    buf_free(&out);
    edxml_clear(&e);
    return rc == 0 && why == NULL ? 0 : 1;
}
