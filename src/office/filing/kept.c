/* Mails of the archive, filed later than they came. */
#include "office/filing/kept.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/problem.h"
#include "core/form/document.h"
#include "core/match/carrier.h"
#include "core/match/identify.h"
#include "office/desk/readers.h"
#include "store/purge.h"

int
kept_open(struct desk *desk, const char *sha256, char **cause)
{
    char facts[HASH_HEX], *why = NULL;
    int fd;

    if (desk->raw == NULL)              /* a docket that is only played with */
        return cause_set(cause, "no archive is open");
    fd = raw_get(desk->raw, sha256, &why);
    if (fd < 0 &&
        purge_facts(desk->archived != NULL ? desk->archived : desk->store, sha256, facts) == 0)
        cause_set(cause, "its original was removed when it was past the retention (docketctl purge); "
                         "what was read of it is kept");
    else if (fd < 0)
        cause_set(cause, "%s", why);
    free(why);
    return fd;
}

/* What docketctl purge left of a mail is our own reader's answer, and is
 * held against its hash. */
static char *
facts_text(struct desk *desk, const char *facts, size_t *n, char **cause)
{
    struct hash *h = hash_new();
    char hex[HASH_HEX], *text = NULL;
    int fd = raw_get(desk->raw, facts, cause);

    if (fd >= 0 && (text = fd_read(fd, facts, LIMIT_FACTS, n, cause)) != NULL)
        hash_add(h, text, *n);
    hash_hex(h, hex);
    hash_free(h);
    if (fd >= 0)
        close(fd);
    if (text != NULL && strcmp(hex, facts) != 0) {
        cause_set(cause, "archive: %s is not what its name says", facts);
        free(text);
        text = NULL;
    }
    return text;
}

struct message *
kept_facts(struct desk *desk, const char *sha256, char **cause)
{
    char facts[HASH_HEX], *text;
    struct message *m = NULL;
    size_t n = 0;

    if (desk->raw == NULL ||
        purge_facts(desk->archived != NULL ? desk->archived : desk->store, sha256, facts) != 0)
        return NULL;
    if ((text = facts_text(desk, facts, &n, cause)) != NULL)
        m = message_parse(text, n, cause);
    free(text);
    return m;
}

struct message *
kept_read(struct desk *desk, const struct message_row *m, char **cause)
{
    char *why = NULL;
    int fd = kept_open(desk, m->sha256, &why);
    struct message *facts = fd < 0 ? kept_facts(desk, m->sha256, cause)
                                   : readers_one(desk->settings->reader, fd, m->size, cause);

    if (fd >= 0)
        close(fd);
    if (facts == NULL && why != NULL)
        cause_set(cause, "%s", why);
    free(why);
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
