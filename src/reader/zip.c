/* A zip container is an office document or an archive; its members tell. */
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "files.h"
#include "zipbox.h"

static const struct { const char *prefix, *type; box_reader *read; } packages[] = {
    { "xl/", "xlsx", xlsx_read },
    { "word/", "docx", NULL },
    { "ppt/", "pptx", NULL },
};

static void
set_type(struct attachment *a, const char *type)
{
    free(a->type);
    a->type = xstrdup(type);
}

static bool
any_encrypted(const struct zipbox *box)
{
    for (size_t i = 0; i < zipbox_count(box); i++) {
        if (zipbox_encrypted(box, i))
            return true;
    }
    return false;
}

static void
box_open(struct opening *o, struct zipbox *box, struct attachment *a)
{
    if (any_encrypted(box)) {
        refuse(a, ATTACHMENT_QUARANTINED, "it is protected by a password");
        flag_add(&a->flags, "encrypted");
        return;
    }
    if (zipbox_find(box, "[Content_Types].xml") != -1) {
        for (size_t i = 0; i < ARRAY_LEN(packages); i++) {
            if (!zipbox_has(box, packages[i].prefix))
                continue;
            set_type(a, packages[i].type);
            if (packages[i].read != NULL)
                packages[i].read(o, box, a);
            else
                refuse(a, ATTACHMENT_STORED, "it is kept, but files of this kind are not opened");
            return;
        }
    }
    refuse(a, ATTACHMENT_STORED, "it is kept, but files of this kind are not opened");
}

void
zip_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    char *why = NULL;
    struct zipbox *box = zipbox_open(o->files, bytes, n, &why);

    if (box == NULL)
        refuse(a, ATTACHMENT_UNREADABLE, "%s", why);
    else
        box_open(o, box, a);
    zipbox_close(box);
    free(why);
}
