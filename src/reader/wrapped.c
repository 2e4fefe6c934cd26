/* A file within a signature, or one that is encrypted. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "cms.h"
#include "files.h"
#include "sniff.h"

/* "BC.pdf.p7m" holds "BC.pdf". */
static char *
name_within(const char *name)
{
    size_t n = name != NULL ? strlen(name) : 0;

    return n > 4 && strcasecmp(name + n - 4, ".p7m") == 0 ? xstrndup(name, n - 4) : xstrdup(name);
}

void
wrapped_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct buf content = {0};
    enum cms kind = *bytes != 0x30 ? CMS_ENCRYPTED : cms_open(bytes, n, &content);
    char *name;

    if (kind == CMS_ENCRYPTED) {
        flag_add(&a->flags, FLAG_ENCRYPTED);
        refuse(a, ATTACHMENT_QUARANTINED, "it is encrypted");
    } else if (kind == CMS_DETACHED) {
        files_is(a, format_of(FORMAT_SIGNATURE));
    } else if (kind == CMS_NONE) {
        files_is(a, format_of(FORMAT_KEY));
    } else if (content.len == 0) {
        refuse(a, ATTACHMENT_UNREADABLE, "it is damaged");
    } else if (o->depth >= LIMIT_ARCHIVE_DEPTH) {
        refuse(a, ATTACHMENT_UNREADABLE, "archives are nested deeper than %d", LIMIT_ARCHIVE_DEPTH);
    } else {
        name = name_within(o->name);
        a->status = ATTACHMENT_READ;
        flag_add(&a->flags, FLAG_SIGNATURE_UNCHECKED);
        files_add(o->files,
                  &(struct incoming){ .name = name, .bytes = content.data, .n = content.len },
                  o->index, o->depth + 1);
        free(name);
    }
    buf_free(&content);
}
