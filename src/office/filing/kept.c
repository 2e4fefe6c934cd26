/* Mails of the archive, filed later than they came. */
#include "office/filing/kept.h"

#include <unistd.h>

#include "base/problem.h"
#include "core/form/document.h"
#include "core/match/carrier.h"
#include "core/match/identify.h"
#include "office/desk/readers.h"

struct message *
kept_read(struct desk *desk, const struct message_row *m, char **cause)
{
    int fd = desk->raw != NULL ? raw_get(desk->raw, m->sha256, cause)
                               : cause_set(cause, "no archive is open");     /* a docket that is only played with */
    struct message *facts = fd < 0 ? NULL : readers_one(desk->settings->reader, fd, m->size, cause);

    if (fd >= 0)
        close(fd);
    return facts;
}

void
kept_item(struct desk *desk, const struct message *facts, const struct unit *unit,
          const struct report *report, const char *period, struct item *out)
{
    const struct known nothing = { .office = &desk->settings->office };
    struct evidences e = {0};

    *out = (struct item){ .unit = unit, .report = report, .period = xstrdup(period) };
    identify(desk->index, facts, &nothing, &e);
    out->files = carriers(&e, facts, out, true, &out->nfiles);
    out->attachment = out->nfiles > 0 ? out->files[0] : -1;
    evidences_free(&e);
    document_wanting(facts, report, &out->findings);
}
