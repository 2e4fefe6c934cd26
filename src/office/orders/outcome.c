/* What an order makes of a mail: its outcome, and the versions that it brings. */
#include <stdio.h>
#include <stdlib.h>

#include "office/filing/filing.h"
#include "order.h"

int
order_put_outcome(struct order *o, const struct message_row *m, enum outcome outcome,
                  enum reason reason, const char *about)
{
    char *detail = journal_detail("command", o->row.code, "outcome", outcome_names[outcome],
                                  "reason", reason_words[reason].code, "about", about, NULL);
    int rc = order_touch_id(o, "message", m->id, false);

    if (rc == 0)
        rc = message_outcome_put(o->desk->store, m->id, outcome, reason, about);
    if (rc == 0)
        rc = order_journal(o, "message", m->code, detail);
    free(detail);
    return rc;
}

/* How the obligation is before it is filed to; one that filing makes is null. */
static int
touch_target(struct order *o, const struct item *item, int64_t *id)
{
    struct obligation ob = {0};
    int rc = obligation_get(o->desk->store, item->unit->code, item->report->code, item->period, &ob);

    *id = rc == 0 ? ob.id : 0;
    obligation_clear(&ob);
    return rc < 0 ? -1 : rc == 1 ? 0 : order_touch_id(o, "obligation", *id, false);
}

static int
touch_made(struct order *o, const struct message_row *m, const struct item *item, int64_t known)
{
    struct submission_row *v = NULL;
    struct obligation ob = {0};
    size_t n = 0;
    char key[64];
    int rc = obligation_get(o->desk->store, item->unit->code, item->report->code, item->period, &ob) == 0
                 ? 0
                 : -1;

    if (rc == 0 && known == 0)
        rc = order_touch_id(o, "obligation", ob.id, true);
    if (rc == 0)
        rc = submission_of_message(o->desk->store, m->id, &v, &n);
    for (size_t i = 0; i < n; i++) {
        snprintf(key, sizeof key, "%lld %lld", (long long)m->id, (long long)v[i].id);
        if (rc == 0 && v[i].obligation == ob.id)
            rc = order_touch(o, "submission", key, true);
    }
    submission_rows_free(v, n);
    obligation_clear(&ob);
    return rc;
}

void
order_say_newer(struct order *o, const struct message_row *m, const struct item *item)
{
    if (item->beside == BESIDE_OLDER)
        order_note(o, "newer_stands", "{s:s s:s}", "code", m->code, "other", item->earlier);
}

int
order_file_item(struct order *o, const struct message_row *m, const struct message *facts,
                struct item *item, bool vouched, bool *repeated)
{
    struct filing f = { .message = m->id, .code = m->code, .facts = facts, .received = m->received, .now = o->now,
                        .vouched = vouched };
    int64_t known;
    int rc = touch_target(o, item, &known);

    if (rc == 0)
        rc = filing_write(o->desk, item, &f, repeated);
    return rc != 0 || *repeated ? rc : touch_made(o, m, item, known);
}
