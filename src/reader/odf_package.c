#include "odf_package.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "xml.h"
#include "zipbox.h"

#define HEAD_MOST 4096                  /* bytes within which a program names itself */

/* A module of a library; the lists of libraries stand in every document that had one. */
bool
odf_has_macros(const struct zipbox *box)
{
    static const char *const lists[] = {
        "script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml", "", NULL
    };

    for (size_t i = 0; i < zipbox_count(box); i++) {
        const char *name = zipbox_name(box, i, &(bool){false}), *slash = strrchr(name, '/');

        if ((strncmp(name, "Scripts/", 8) == 0 && slash[1] != '\0') ||
            (strncmp(name, "Basic/", 6) == 0 && !xml_among(lists, slash + 1)))
            return true;
    }
    return false;
}

bool
odf_flat_writes_zeros(const void *bytes, size_t n)
{
    static const char *const programs[] = { "generator>SheetJS" };

    for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
        if (memmem(bytes, n < HEAD_MOST ? n : HEAD_MOST, programs[i], strlen(programs[i])) != NULL)
            return true;
    }
    return false;
}

bool
odf_writes_zeros(struct zipbox *box)
{
    long member = zipbox_find(box, "meta.xml");
    char *why = NULL, *bytes;
    size_t n = 0;
    bool writes;

    bytes = member != -1 ? zipbox_read(box, (size_t)member, &n, &why) : NULL;
    writes = bytes != NULL && odf_flat_writes_zeros(bytes, n);
    free(bytes);
    free(why);
    return writes;
}
