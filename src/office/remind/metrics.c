#include "office/remind/metrics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "store/docket.h"

static void
head(struct buf *b, const char *name, const char *help)
{
    buf_addf(b, "# HELP docketd_%s %s\n# TYPE docketd_%s gauge\n", name, help, name);
}

static void
gauge(struct buf *b, const char *name, const char *help, int64_t value)
{
    head(b, name, help);
    buf_addf(b, "docketd_%s %lld\n", name, (long long)value);
}

/* A moment that never was is 0, as node_exporter's users expect. */
static int64_t
moment(instant at)
{
    return at == INSTANT_NONE ? 0 : at;
}

static const enum outcome shown[] = { OUTCOME_FILED, OUTCOME_REVIEW, OUTCOME_DUPLICATE, OUTCOME_QUARANTINE, OUTCOME_BOUNCE };

static int
outcomes(struct desk *desk, struct buf *b)
{
    int64_t counts[OUTCOMES] = {0}, others = 0, failures = 0;

    if (message_outcomes(desk->store, counts, &failures) != 0)
        return -1;
    head(b, "mails", "Mails in the docket by what became of them.");
    for (size_t i = 0; i < OUTCOMES; i++)
        others += counts[i];
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        others -= counts[shown[i]];
        buf_addf(b, "docketd_mails{outcome=\"%s\"} %lld\n", outcome_names[shown[i]],
                 (long long)counts[shown[i]]);
    }
    buf_addf(b, "docketd_mails{outcome=\"other\"} %lld\n", (long long)others);
    gauge(b, "reader_failures", "Mails that the reader failed on and that wait for an officer.", failures);
    return 0;
}

static int
letters(struct desk *desk, struct buf *b)
{
    int64_t sent = 0, failed = 0;

    if (letter_ends(desk->store, &sent, &failed) != 0)
        return -1;
    head(b, "letters", "Letters in the docket by how they ended.");
    buf_addf(b, "docketd_letters{state=\"sent\"} %lld\ndocketd_letters{state=\"failed\"} %lld\n",
             (long long)sent, (long long)failed);
    return 0;
}

static int
write_all(struct desk *desk, const struct health *h, struct buf *b)
{
    const struct { const char *name, *help; int64_t value; } gauges[] = {
        { "written_timestamp_seconds", "When these numbers were written.", h->now },
        { "mailbox_last_success_timestamp_seconds", "When the mailbox was last read to its end; 0: never.", moment(h->read) },
        { "mailbox_failing", "1: the mailbox cannot be read now.", h->mailbox.since != INSTANT_NONE },
        { "mailbox_logins_refused", "Logins refused in a row.", h->mailbox.logins },
        { "letters_waiting", "Letters that wait.", h->waiting },
        { "letters_waiting_oldest_timestamp_seconds", "When the first of them was written; 0: none waits.", moment(h->oldest) },
        { "letters_last_success_timestamp_seconds", "When the last letter went out; 0: never.", moment(h->sent) },
        { "sending_failing", "1: the server takes no letters now.", h->sending.since != INSTANT_NONE },
        { "sending_paused", "1: sending is paused until an officer's order.", h->paused != INSTANT_NONE },
        { "sending_limit", "1: a sending limit is reached.", h->open > h->now },
        { "review_waiting", "Mails that wait for an officer.", h->review },
        { "review_oldest_timestamp_seconds", "Since when the first of them; 0: none waits.", moment(h->review_oldest) },
        { "backup_last_success_timestamp_seconds", "When the last backup ended; 0: never.", moment(h->backup) },
    };

    head(b, "info", "The running version.");
    buf_addf(b, "docketd_info{version=\"%s\"} 1\n", DOCKETD_VERSION);
    for (size_t i = 0; i < ARRAY_LEN(gauges); i++)
        gauge(b, gauges[i].name, gauges[i].help, gauges[i].value);
    return outcomes(desk, b) != 0 ? -1 : letters(desk, b);
}

int
metrics_write(struct desk *desk, const struct health *h)
{
    const char *file = desk->settings->metrics;
    struct buf b = {0};
    char *cause = NULL;
    int rc = file == NULL ? 0 : write_all(desk, h, &b);

    if (file != NULL && rc == 0 && file_replace(file, buf_text(&b), b.len, 0644, &cause) != 0)
        log_warning("the metrics are not written: %s", cause);
    free(cause);
    buf_free(&b);
    return rc;
}
