/* import, explain, read: mails from files and from the archive. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "core/match/explain.h"
#include "ctl/ctl.h"
#include "office/clerk/clerk.h"
#include "office/desk/readers.h"
#include "office/desk/wake.h"
#include "office/filing/kept.h"
#include "store/docket.h"
#include "store/raw.h"

static bool
received_time(const struct ctl *ctl, const struct stat *st, instant *out)
{
    if (ctl->received == NULL) {
        *out = clock_is_set() ? clock_now() : (instant)st->st_mtime;
        return true;
    }
    if (instant_parse(ctl->received, ctl->desk->settings->office.utc_offset, out))
        return true;
    fprintf(stderr, "docketctl: --received %s: not a time; write 2023-06-09T16:00\n",
            ctl->received);
    return false;
}

/* The file into the archive's temporary space: hash, size, descriptor. */
static struct raw_file *
load(struct ctl *ctl, int operand, instant *received, char **cause)
{
    const char *path = ctl->argv[operand];
    struct raw_file *raw = NULL;
    struct stat st;
    char bytes[65536];
    ssize_t n = 0;
    int fd = ctl_open(ctl, operand);

    if (fd == -1 || fstat(fd, &st) != 0)
        cause_set(cause, "%s: %s", path, strerror(errno));
    else if (!S_ISREG(st.st_mode) || (size_t)st.st_size > ctl->desk->settings->message_most)
        cause_set(cause, "%s: not a file, or larger than the limit of a message", path);
    else if (received_time(ctl, &st, received))
        raw = raw_begin(ctl->desk->raw, cause);
    while (raw != NULL && (n = read(fd, bytes, sizeof bytes)) > 0) {
        if (raw_add(raw, bytes, (size_t)n, cause) != 0)
            n = -1;
        if (n < 0)
            break;
    }
    if (raw != NULL && n < 0) {
        cause_set(cause, "%s: %s", path, strerror(errno));
        raw_end(raw);
        raw = NULL;
    }
    if (fd != -1)
        close(fd);
    return raw;
}

static int
take(struct ctl *ctl, const struct arrival *at, const struct message *facts, struct raw_file *raw,
     struct taken *taken, char **cause)
{
    struct store *store = ctl->desk->store;
    int rc = raw_keep(ctl->desk->raw, &raw, 1, cause);

    if (rc == 0 && (rc = store_begin(store)) == 0) {
        rc = clerk_take(ctl->desk, at, facts, clock_now(), taken);
        rc = store_end(store, rc);
    }
    return rc;
}

/* What became of it; taken NULL: nothing. */
static void
say_taken(struct ctl *ctl, const char *path, const struct taken *taken)
{
    struct message_row m = {0};
    char *reason;

    if (taken == NULL || taken->code == NULL)
        printf("%s: %s\n", path,
               taken == NULL ? TELL(ctl, "không nhận được", "not taken")
                             : TELL(ctl, "đã có trong sổ", "known already"));
    else if (message_by_code(ctl->desk->store, taken->code, &m) != 0)
        printf("%s: %s\n", path, taken->code);
    else {
        reason = reason_say(m.reason, m.about, ctl_language(ctl));
        printf("%s: %s, %s (%s)\n", path, taken->code, outcome_said(m.outcome, ctl_language(ctl)), reason);
        free(reason);
    }
    message_row_clear(&m);
}

static int
import_file(struct ctl *ctl, int operand)
{
    const char *path = ctl->argv[operand];
    char *cause = NULL;
    struct taken taken = {0};
    instant received = 0;
    struct raw_file *raw = load(ctl, operand, &received, &cause);
    struct message *facts = NULL;
    int rc = -1;

    if (raw == NULL)
        goto out;
    struct arrival at = { .folder = "import",
                          .by_hand = true,
                          .received = received,
                          .size = raw_size(raw),
                          .sha256 = raw_hash(raw) };
    /* A file has no place in a mailbox: its hash gives it one, so that a second import changes nothing. */
    sscanf(at.sha256, "%8x%8x", &at.uidvalidity, &at.uid);
    at.uidvalidity &= INT32_MAX;
    at.uid &= INT32_MAX;
    facts = readers_one(ctl->desk->settings->reader, raw_fd(raw), raw_size(raw), &cause);
    if (facts == NULL)
        goto out;
    rc = take(ctl, &at, facts, raw, &taken, &cause);
    say_taken(ctl, path, rc == 0 ? &taken : NULL);
out:
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    taken_clear(&taken);
    message_free(facts);
    raw_end(raw);
    return rc;
}

int
ctl_import(struct ctl *ctl)
{
    int rc = 0;

    for (int i = 0; i < ctl->argc; i++)
        if (import_file(ctl, i) != 0)
            rc = 1;
    wake_after_entry(ctl->desk->settings->runtime);
    return rc;
}

/* ---- looking only ------------------------------------------------------------------ */

static int
print_decision(struct ctl *ctl, const struct decision *d)
{
    char *reason;

    if (ctl->json)
        return ctl_print_json(decision_write(d));
    reason = reason_say(d->reason, NULL, ctl_language(ctl));
    printf("%s%s: %s\n", outcome_said(d->outcome, ctl_language(ctl)),
           d->flagged ? TELL(ctl, ", cán bộ nên xem", ", an officer should look") : "", reason);
    free(reason);
    for (size_t i = 0; i < d->nitems; i++) {
        const struct item *it = &d->items[i];

        printf("  %s  %s  %s  %s\n", it->unit ? it->unit->code : "-",
               it->report ? it->report->code : "-", it->period ? it->period : "-",
               !it->has_due  ? ""
               : it->on_time ? TELL(ctl, "đúng hạn", "on time")
                             : TELL(ctl, "trễ hạn", "late"));
        ctl_print_findings(ctl, &it->findings);
    }
    for (size_t i = 0; i < d->candidates.n; i++)
        printf("  %s %s\n",
               d->outcome == OUTCOME_WRONG_ROUTE ? TELL(ctl, "gửi qua", "goes through")
                                                 : TELL(ctl, "có thể là:", "possible:"),
               d->candidates.v[i]);
    ctl_print_evidences(&d->evidences);
    return 0;
}

int
ctl_explain(struct ctl *ctl)
{
    char *cause = NULL, *bytes = NULL, hash[HASH_HEX];
    struct decision d = {0};
    struct message *facts = NULL;
    struct stat st;
    int fd = ctl_open(ctl, 0), rc = -1;
    size_t n = 0;

    if (fd == -1 || fstat(fd, &st) != 0) {
        cause_set(&cause, "%s: %s", ctl->argv[0], strerror(errno));
        goto out;
    }
    if (!S_ISREG(st.st_mode)) {
        cause_set(&cause, "%s: not a file", ctl->argv[0]);
        goto out;
    }
    bytes = fd_read(fd, ctl->argv[0], ctl->desk->settings->message_most, &n, &cause);
    if (bytes == NULL || lseek(fd, 0, SEEK_SET) != 0)
        goto out;
    hash_of(bytes, n, hash);
    struct arrival at = { .folder = "explain", .by_hand = true, .size = n, .sha256 = hash };
    if (!received_time(ctl, &st, &at.received))
        goto out;
    facts = readers_one(ctl->desk->settings->reader, fd, n, &cause);
    if (facts == NULL)
        goto out;
    rc = clerk_consider(ctl->desk, &at, facts, &d);
    if (rc == 0)
        rc = print_decision(ctl, &d);
out:
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    free(bytes);
    message_free(facts);
    decision_clear(&d);
    if (fd != -1)
        close(fd);
    return rc == 0 ? 0 : 1;
}

int
ctl_read(struct ctl *ctl)
{
    struct message_row row = {0};
    struct message *facts = NULL;
    char *cause = NULL;
    int rc = message_by_code(ctl->desk->store, ctl->argv[0], &row);

    if (rc == 1)
        cause_set(&cause, "there is no mail %s in the docket", ctl->argv[0]);
    if (rc == 0)
        facts = kept_read(ctl->desk, &row, &cause);
    rc = facts != NULL ? ctl_print_json(message_write(facts)) : 1;
    if (cause != NULL)
        log_error("%s", cause);
    free(cause);
    message_free(facts);
    message_row_clear(&row);
    return rc;
}
