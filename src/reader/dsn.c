/* Fields of a delivery report (RFC 3464): groups of fields, parted by empty
 * lines, all kept in one list in their order. */
#include "dsn.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "fields.h"

void
dsn_read(struct message *m, const char *bytes, size_t n)
{
    while (n > 0 && m->ndsn < LIMIT_HEADER_FIELDS) {
        struct fields f;

        fields_parse(&f, bytes, n);
        for (size_t i = 0; i < f.n && m->ndsn < LIMIT_HEADER_FIELDS; i++) {
            struct control *c = ARRAY_MORE(m->dsn, m->ndsn);
            char *name = text_clean_line(f.v[i].name, f.v[i].name_len);

            c->tag = text_lower(name);
            c->value = field_text(&f.v[i], true, NULL);
            free(name);
        }
        if (f.end == 0 || f.too_many)
            n = 0;
        bytes += f.end;
        n -= n > 0 ? f.end : 0;
        fields_free(&f);
    }
}
