/* What a compound file holds: an old workbook is read, an old document's text
 * too; one that holds an encrypted office document is quarantined. */
#include <stdlib.h>
#include <string.h>

#include "cfb.h"
#include "charset.h"
#include "files.h"
#include "word.h"

static const struct { const char *stream, *type; file_reader *read; enum attachment_status status; const char *reason, *flag; } kinds[] = {
    { "EncryptedPackage", "office", NULL, ATTACHMENT_QUARANTINED, "it is protected by a password", "encrypted" },
    { "WordDocument", "doc", NULL, ATTACHMENT_STORED, "it is an old Word document: only its bare text is read", NULL },
    { "Workbook", "xls", xls_read, ATTACHMENT_UNREADABLE, NULL, NULL },
    { "Book", "xls", xls_read, ATTACHMENT_UNREADABLE, NULL, NULL },
    { "PowerPoint Document", "ppt", NULL, ATTACHMENT_STORED, "it is a presentation, which is not opened", NULL },
    { "__properties_version1.0", "msg", NULL, ATTACHMENT_STORED, "it is a saved Outlook message, which is not opened", NULL },
};

static void
open_as(struct opening *o, const struct cfb *c, size_t kind, struct attachment *a)
{
    unsigned char *stream;
    size_t n;

    free(a->type);
    a->type = xstrdup(kinds[kind].type);
    refuse(a, kinds[kind].status, "%s", kinds[kind].reason != NULL ? kinds[kind].reason : "it is damaged");
    if (kinds[kind].flag != NULL)
        flag_add(&a->flags, kinds[kind].flag);
    if (strcmp(kinds[kind].type, "doc") == 0)
        word_text(c, a);
    if (kinds[kind].read == NULL || (stream = cfb_stream(c, kinds[kind].stream, &n)) == NULL)
        return;
    free(a->reason);
    a->reason = NULL;
    kinds[kind].read(o, stream, n, a);
    free(stream);
}

void
ole_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct cfb c;
    bool opened = cfb_open(&c, bytes, n), found = false;

    if (opened && (cfb_has(&c, "_VBA_PROJECT_CUR", true) || cfb_has(&c, "VBA", true)))
        flag_add(&a->flags, "macros");
    /* What stands at the top says what it is; a damaged tree shows nothing there. */
    for (int anywhere = 0; opened && anywhere < 2 && !found; anywhere++) {
        for (size_t i = 0; i < ARRAY_LEN(kinds) && !found; i++) {
            found = cfb_has(&c, kinds[i].stream, anywhere);
            if (found)
                open_as(o, &c, i, a);
        }
    }
    cfb_close(&c);
    if (!opened)
        refuse(a, ATTACHMENT_UNREADABLE, "the file is damaged: what it holds is listed nowhere");
    else if (!found)
        refuse(a, ATTACHMENT_STORED, "its kind is not known; it is kept, but not opened");
}
