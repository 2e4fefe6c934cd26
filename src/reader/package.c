/* A lower office's report, written by its docketd (model/package.h). */
#include "model/package.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/problem.h"
#include "base/text.h"
#include "files.h"

bool
package_begins(const unsigned char *bytes, size_t n)
{
    return n >= strlen(PACKAGE_BEGIN) && memcmp(bytes, PACKAGE_BEGIN, strlen(PACKAGE_BEGIN)) == 0;
}

void
package_read(struct opening *o, const unsigned char *bytes, size_t n, struct attachment *a)
{
    char *cause = NULL;

    if (n > LIMIT_CELL_BYTES || o->files->text_bytes + n > LIMIT_CELL_BYTES)
        cause_set(&cause, "it is larger than %lu bytes", LIMIT_CELL_BYTES);
    else if (!text_is_utf8((const char *)bytes, n))
        cause_set(&cause, "it is not UTF-8");
    else
        a->package = package_parse((const char *)bytes, n, &cause);
    if (a->package != NULL) {
        o->files->text_bytes += n;
        a->status = ATTACHMENT_READ;
    } else {
        refuse(a, ATTACHMENT_UNREADABLE, "it is a report of another docketd that cannot be read: %s", cause);
    }
    free(cause);
}
