/* The reports that a place of a mail names. */
#include "kinds.h"

#include <string.h>

bool
kinds_have(const struct kinds *k, const struct report *r)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i] == r)
            return true;
    return false;
}

/* Words of a document allow this report: they name it, or another kind of
 * dossier, for one "tờ trình" is as good a part of the one as of the other. */
bool
kinds_allow(const struct kinds *k, const struct report *r)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i] == r || (r != NULL && r->nparts > 0 && k->v[i]->nparts > 0))
            return true;
    return k->n == 0;
}

static void
add(struct kinds *k, const struct report *r)
{
    if (r != NULL && k->n < KINDS_SEEN && !kinds_have(k, r))
        k->v[k->n++] = r;
}

bool
kinds_ours(const struct judge *j, int attachment)
{
    return attachment >= 0 && judge_row(j, SOURCE_LETTERHEAD, MATTER_OURS, attachment) != NULL;
}

/* Reports a source names; of one attachment, or of any that is not ours. */
struct kinds
kinds_named(const struct judge *j, enum source source, int attachment)
{
    const struct evidences *e = &j->d->evidences;
    struct kinds k = {0};

    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].report != NULL && e->v[i].source == source &&
            (attachment == KINDS_ANY || e->v[i].attachment == attachment) && !kinds_ours(j, e->v[i].attachment))
            add(&k, plan_report(j->plan, e->v[i].report));
    return k;
}

/* An archive that was opened is a folder: "ho so.zip" is just what people call one. */
static bool
only_folder(const struct judge *j, int attachment)
{
    const struct evidences *e = &j->d->evidences;
    bool opened = false, plain = true;

    for (size_t i = 0; i < j->m->nattachments; i++)
        opened = opened || j->m->attachments[i].inside == attachment;
    for (size_t i = 0; i < e->n && opened; i++)
        if (e->v[i].attachment == attachment && e->v[i].report != NULL && e->v[i].quote != NULL)
            plain = plain && strchr(e->v[i].quote, ' ') == strrchr(e->v[i].quote, ' ');     /* two syllables at most */
    return opened && plain;
}

/* What one file shows itself to be: by its title, else by its name. */
struct kinds
kinds_of_file(const struct judge *j, int attachment)
{
    struct kinds k = kinds_named(j, SOURCE_LETTERHEAD, attachment);

    return k.n > 0 || only_folder(j, attachment) ? k : kinds_named(j, SOURCE_FILE_NAME, attachment);
}

struct kinds
kinds_of_files(const struct judge *j)
{
    struct kinds all = {0};

    for (size_t i = 0; i < j->m->nattachments; i++) {
        struct kinds k = kinds_of_file(j, (int)i);
        for (size_t n = 0; n < k.n; n++)
            add(&all, k.v[n]);
    }
    return all;
}

bool
kinds_supported(const struct judge *j, const struct report *r)
{
    struct kinds files = kinds_of_files(j);

    return kinds_have(&files, r);
}
