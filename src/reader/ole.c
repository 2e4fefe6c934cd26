/* What a compound file holds: an old workbook is read, an old document's text
 * too; one that holds an encrypted office document is quarantined. */
#include <string.h>

#include "cfb.h"
#include "files.h"
#include "sniff.h"

static const struct { const char *stream; enum file_format kind; } kinds[] = {
    { "EncryptedPackage", FORMAT_OFFICE }, { "WordDocument", FORMAT_DOC }, { "Workbook", FORMAT_XLS }, { "Book", FORMAT_XLS },
    { "PowerPoint Document", FORMAT_PPT }, { "__properties_version1.0", FORMAT_MSG }, { "MatOST", FORMAT_WPS },
};

static void
open_as(struct opening *o, const struct cfb *c, enum file_format kind, struct attachment *a)
{
    const struct format *format = format_of(kind);

    files_is(a, format);
    if (kind == FORMAT_OFFICE)
        flag_add(&a->flags, FLAG_ENCRYPTED);
    if (format->read_cfb != NULL)
        format->read_cfb(o, c, a);
}

void
ole_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    struct cfb c;
    bool opened = cfb_open(&c, bytes, n), found = false;

    if (opened && (cfb_has(&c, "_VBA_PROJECT_CUR", true) || cfb_has(&c, "VBA", true)))
        flag_add(&a->flags, FLAG_MACROS);
    /* What stands at the top says what it is; a damaged tree shows nothing there. */
    for (int anywhere = 0; opened && anywhere < 2 && !found; anywhere++) {
        for (size_t i = 0; i < ARRAY_LEN(kinds) && !found; i++) {
            found = cfb_has(&c, kinds[i].stream, anywhere);
            if (found)
                open_as(o, &c, kinds[i].kind, a);
        }
    }
    cfb_close(&c);
    if (!opened)
        refuse(a, ATTACHMENT_UNREADABLE, "the file is damaged: what it holds is listed nowhere");
    else if (!found)
        refuse(a, ATTACHMENT_STORED, "its kind is not known; it is kept, but not opened");
}
