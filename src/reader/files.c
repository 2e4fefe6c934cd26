/* Opening one file: what it is, how large, its hash, then its reader. */
#include "files.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "sniff.h"
#include "process/step.h"

/* What all files of a mail say together fits into the answer. */
static void
text_budget(struct files *f, struct attachment *a)
{
    size_t n = a->text != NULL ? strlen(a->text) : 0;

    for (size_t i = 0; i < a->ntables; i++) {
        for (size_t r = 0; r < a->tables[i].nrows; r++) {
            for (size_t c = 0; c < a->tables[i].rows[r].cells.n; c++)
                n += strlen(a->tables[i].rows[r].cells.v[c]);
        }
    }
    f->text_bytes += n;
    if (f->text_bytes <= LIMIT_CELL_BYTES)
        return;
    shorten(
        a,
        "the files of this mail hold more than %lu MB of text; the text of this one was left out",
        LIMIT_CELL_BYTES >> 20);
    free(a->text);
    a->text = NULL;
    for (size_t i = 0; i < a->ntables; i++) {
        for (size_t r = 0; r < a->tables[i].nrows; r++)
            strings_free(&a->tables[i].rows[r].cells);
        free(a->tables[i].rows);
    }
    free(a->tables);
    a->tables = NULL;
    a->ntables = 0;
}

void
files_is(struct attachment *a, const struct format *format)
{
    free(a->type);
    free(a->reason);
    a->type = xstrdup(format_facts[format->kind].name);
    a->status = format->status;
    a->reason = xstrdup(format->reason);
}

static void
open_as(const struct format *format, struct opening *o, const struct incoming *in,
        struct attachment *a)
{
    struct step outer = { -1, STEP_FILE };

    files_is(a, format);
    if (format->read == NULL)
        return;
    if (in->bytes == NULL) {
        format->skim->tell(a, in->found);
    } else if (step_begin(o->index, STEP_FILE, &outer)) {
        format->read(o, in->bytes, in->n, a);
        step_end(outer);
    } else {
        refuse(a, ATTACHMENT_UNREADABLE, "the reader failed on it, or on one before it");
    }
}

/* Where the bytes do not say it, the label does: signatures and keys. */
static const struct format *
labelled(const char *media_type, const struct format *found)
{
    static const struct { const char *media; enum file_format kind; } labels[] = {
        { "application/pkcs7-signature", FORMAT_SIGNATURE }, { "application/x-pkcs7-signature", FORMAT_SIGNATURE },
        { "application/pgp-signature", FORMAT_SIGNATURE }, { "application/pgp-keys", FORMAT_KEY },
        { "application/pgp-encrypted", FORMAT_KEY },
    };

    for (size_t i = 0; i < ARRAY_LEN(labels) && media_type != NULL; i++) {
        if (strcmp(labels[i].media, media_type) == 0 &&
            (found->kind == FORMAT_UNKNOWN || found->kind == FORMAT_TEXT))
            return format_of(labels[i].kind);
    }
    return found;
}

size_t
files_add(struct files *f, const struct incoming *in, int inside, int depth)
{
    size_t index = f->n;
    struct attachment a = { .inside = inside, .size = in->n };
    struct opening o = { f, (int)index, depth, in->name };
    char digest[HASH_HEX];

    ARRAY_MORE(f->v, f->n);             /* what it contains comes after it */
    if (in->name != NULL)
        a.name = text_cut(in->name, LIMIT_NAME);
    a.media_type = xstrdup(in->media_type);
    if (in->sha256 == NULL)
        hash_of(in->bytes, in->n, digest);
    a.sha256 = xstrdup(in->sha256 != NULL ? in->sha256 : digest);
    if (f->wanted != NULL && in->bytes != NULL && strcmp(f->wanted, a.sha256) == 0 &&
        f->kept->len == 0)
        buf_add(f->kept, in->bytes, in->n);
    open_as(labelled(in->media_type,
                     in->format != NULL ? in->format : sniff(in->name, in->bytes, in->n)),
            &o, in, &a);
    text_budget(f, &a);
    f->v[index] = a;
    return index;
}
