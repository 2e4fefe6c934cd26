/* purge [--dry-run]: originals past the retention of docketd.conf are removed,
 * each with a journal entry; what the reader found in them is kept first. */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "ctl/ctl.h"
#include "office/filing/kept.h"
#include "store/docket.h"
#include "store/purge.h"

struct purge {
    struct desk *desk;
    instant now;
    bool only_say;
    size_t removed, left;               /* left: the reader cannot read them whole, so nothing could stand for them */
    uint64_t bytes;
    char *cause;
};

/* The answer of the reader into the archive, under its own hash. */
static int
keep_facts(struct purge *p, const struct message *m, char facts[static HASH_HEX])
{
    json_t *value = message_write(m);
    char *text = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(15));
    struct raw_file *file = text == NULL ? NULL : raw_begin(p->desk->raw, &p->cause);
    int rc = file == NULL ? -1 : raw_add(file, text, strlen(text), &p->cause);

    if (rc == 0 && (rc = raw_keep(p->desk->raw, &file, 1, &p->cause)) == 0)
        memcpy(facts, raw_hash(file), HASH_HEX);
    raw_end(file);
    json_decref(value);
    free(text);
    return rc;
}

static int
note(struct purge *p, const struct message_row *row, const char *facts)
{
    char *detail = journal_detail("sha256", row->sha256, "facts", facts, NULL);
    int rc = store_begin(p->desk->store);

    if (rc == 0)
        rc = store_end(p->desk->store, journal_add(p->desk->store, p->now, "shell", "purge", row->code, detail));
    free(detail);
    return rc;
}

static void
say(const struct purge *p, const struct message_row *row)
{
    char when[CTL_TIME], *size = text_size(row->size);

    ctl_time(row->received, p->desk->settings->office.utc_offset, when);
    printf("%s  %s  %8s  %s\n", row->code, when, size, row->sender != NULL ? row->sender : "-");
    free(size);
}

/* What is kept stands before the entry that names it, and the entry before the
 * original goes: cut off in between, the next run does it once more. */
static int
remove_original(struct purge *p, const struct message_row *row)
{
    struct message *m = p->only_say ? NULL : kept_read(p->desk, row, &p->cause);
    char facts[HASH_HEX];
    int rc = 0;

    if (!p->only_say && m == NULL) {
        log_warning("%s stays: %s", row->code, p->cause != NULL ? p->cause : "it cannot be read");
        free(p->cause);
        p->cause = NULL;
        p->left++;
        return 0;
    }
    if (!p->only_say)
        rc = keep_facts(p, m, facts) != 0 || note(p, row, facts) != 0
                 ? -1
                 : raw_remove(p->desk->raw, row->sha256, &p->cause);
    if (rc == 0) {
        say(p, row);
        p->removed++;
        p->bytes += row->size;
    }
    message_free(m);
    return rc;
}

/* An original that is gone already needs no second word. */
static int
consider(struct purge *p, const char *code)
{
    struct message_row row = {0};
    int rc = message_by_code(p->desk->store, code, &row), fd;
    char *cause = NULL;

    if (rc == 0 && (fd = raw_get(p->desk->raw, row.sha256, &cause)) >= 0) {
        close(fd);
        rc = remove_original(p, &row);
    }
    free(cause);
    message_row_clear(&row);
    return rc;
}

int
ctl_purge(struct ctl *ctl)
{
    struct purge p = { .desk = ctl->desk, .now = clock_now(), .only_say = ctl->dry_run };
    struct strings codes = {0};
    int retention = ctl->desk->settings->retention, rc = 0;
    char *bytes;

    if (retention == 0) {
        puts(TELL(ctl, "Chưa ghi storage.retention: giữ mọi bản gốc.",
                  "storage.retention is not set: every original stays."));
        return 0;
    }
    rc = purge_list(p.desk->store, p.now - retention, &codes);
    for (size_t i = 0; rc == 0 && i < codes.n; i++)
        rc = consider(&p, codes.v[i]);
    bytes = text_size(p.bytes);
    printf("%zu %s, %s", p.removed, p.only_say ? TELL(ctl, "bản gốc sẽ bị xóa", "originals would be removed")
                                               : TELL(ctl, "bản gốc đã bị xóa", "originals removed"), bytes);
    if (p.left > 0)
        printf(TELL(ctl, "; giữ lại %zu bản không đọc được trọn vẹn", "; %zu stay that cannot be read whole"), p.left);
    puts(p.only_say || p.removed == 0 ? "."
                                      : TELL(ctl, "; những gì đọc được từ chúng vẫn giữ, nên sổ vẫn lập lại được.",
                                             "; what was read of them is kept, so the docket can still be made again."));
    if (rc != 0)
        log_error("%s", p.cause != NULL ? p.cause : "the docket could not be written; see the lines above");
    free(bytes);
    free(p.cause);
    strings_free(&codes);
    return rc == 0 ? 0 : 1;
}
