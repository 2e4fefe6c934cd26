/* A unit wants a report back: which mail of its own it means. */
#include "office/filing/takeback.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/calendar/calendar.h"
#include "core/language/gist.h"
#include "core/language/want.h"
#include "office/filing/fold.h"

struct found { int64_t mail; struct obligation about; instant received; size_t n; };

static void
found_clear(struct found *f)
{
    obligation_clear(&f->about);
    *f = (struct found){0};
}

/* The last of the unit's versions that counts, or the one of this mail. */
static int
of_obligation(struct desk *desk, const struct obligation *o, int64_t mail, struct found *out)
{
    struct submission_row *v = NULL;
    size_t n = 0, last = SIZE_MAX;
    int rc = submission_list(desk->store, o->id, &v, &n);

    for (size_t i = 0; i < n; i++)
        if (fold_counts(&v[i]) && (mail == 0 || v[i].message == mail))
            last = i;
    if (rc == 0 && last != SIZE_MAX) {
        obligation_clear(&out->about);
        rc = obligation_by_id(desk->store, o->id, &out->about);
        out->mail = v[last].message;
        out->received = v[last].received;
        out->n++;
    }
    submission_rows_free(v, n);
    return rc < 0 ? -1 : 0;
}

/* The paper's number stands in what the mail was called, said, or brought. */
static int
bears(struct desk *desk, int64_t mail, const char *number, bool *is)
{
    struct letterhead_row *heads = NULL;
    struct message_row row = {0};
    size_t n = 0, length = strcspn(number, " ,");
    char *bare = xstrndup(number, length);
    int rc = message_get(desk->store, mail, &row);

    if (rc == 0)
        rc = message_letterheads(desk->store, mail, &heads, &n);
    *is = (row.subject != NULL && strstr(row.subject, bare) != NULL) || (row.text != NULL && strstr(row.text, bare) != NULL);
    for (size_t i = 0; i < n; i++)
        *is = *is || (heads[i].head.number != NULL && strncmp(heads[i].head.number, bare, length) == 0);
    letterhead_rows_free(heads, n);
    message_row_clear(&row);
    free(bare);
    return rc;
}

static bool
meant(const struct obligation *o, const struct item *item, int64_t mail)
{
    return o->first_received != INSTANT_NONE &&
           (mail != 0 || item == NULL || item->report == NULL ||
            (strcmp(item->report->code, o->report) == 0 &&
             (item->period == NULL || strcmp(item->period, o->period) == 0)));
}

/* All that the unit sent and that fits what is named. */
static int
search(struct desk *desk, const char *unit, const struct item *item, int64_t mail,
       const char *number, struct found *out)
{
    struct obligation *rows = NULL;
    size_t n = 0;
    int rc = obligation_of_unit(desk->store, unit, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct found one = {0};
        bool fits = true;

        if (!meant(&rows[i], item, mail))
            continue;
        rc = of_obligation(desk, &rows[i], mail, &one);
        if (rc == 0 && one.n > 0 && number != NULL)
            rc = bears(desk, one.mail, number, &fits);
        if (rc == 0 && one.n > 0 && fits && one.received >= out->received) {
            one.n += out->n;
            found_clear(out);
            *out = one;
        } else {
            out->n += one.n > 0 && fits;
            found_clear(&one);
        }
    }
    obligations_free(rows, n);
    return rc;
}

/* "thư vừa gửi": the last. */
static bool
just_sent(const char *text)
{
    static const char *const words[] = { "vua gui", "vua roi", "vua nop", "moi gui", "moi nop", "luc nay", "just sent" };
    struct tokens t;
    bool just;

    tokens_letter(text, &t);
    just = SOMEWHERE(&t, words, NULL);
    tokens_free(&t);
    return just;
}

/* A mail of its own that waits for its classification: it counts for nothing yet. */
static int
waits(struct desk *desk, const char *unit, const struct message *m, const struct message_row *row,
      bool *is)
{
    const char *sender = message_sender(m);
    const struct unit *writer = NULL;
    int rc = contact_unit(desk->store, desk->plan, row->sender, row->received, &writer);

    *is = row->outcome == OUTCOME_REVIEW && row->sender != NULL && sender != NULL &&
          (strcasecmp(row->sender, sender) == 0 ||
           (writer != NULL && strcmp(writer->code, unit) == 0));
    return rc;
}

/* By receipt code, report, or paper's number; unnamed, only what it sent alone. */
static int
find(struct desk *desk, const char *unit, const struct message *m, const struct item *item,
     struct found *out)
{
    char *code = gist_receipt_code(m->subject, LETTER_READ), *number = want_paper(m->subject);
    struct message_row row = {0};
    bool is = false;
    int rc = 0;

    if (code == NULL)
        code = gist_receipt_code(m->text, LETTER_READ);
    if (number == NULL && m->text != NULL)
        number = want_paper(m->text);
    if (code != NULL && (rc = message_by_code(desk->store, code, &row)) == 0)
        rc = search(desk, unit, NULL, row.id, NULL, out);
    if (rc == 0 && out->n == 0 && code != NULL)
        rc = waits(desk, unit, m, &row, &is);
    if (is)
        *out = (struct found){ .mail = row.id, .n = 1 };
    if (rc >= 0 && out->n == 0 && code == NULL)
        rc = search(desk, unit, item, 0,
                    item != NULL && item->report != NULL && item->period != NULL ? NULL : number,
                    out);
    if (rc >= 0 && out->n > 1 && code == NULL && number == NULL &&
        (item == NULL || item->report == NULL) && !just_sent(m->subject) && !just_sent(m->text))
        found_clear(out);               /* of several none is guessed */
    message_row_clear(&row);
    free(number);
    free(code);
    return rc < 0 ? -1 : 0;
}

/* It sent nothing, and an officer recorded that it came another way. */
static int
recorded(struct desk *desk, struct item *item)
{
    struct obligation o = {0};
    int rc = item->unit == NULL || item->report == NULL || item->period == NULL
                 ? 1
                 : obligation_get(desk->store, item->unit->code, item->report->code, item->period,
                                  &o);

    if (rc == 0)
        rc = fold_elsewhere(desk, &o, &item->elsewhere);
    item->first = item->elsewhere ? o.first_received : 0;
    obligation_clear(&o);
    return rc < 0 ? -1 : 0;
}

int
takeback_find(struct desk *desk, const struct message *m, instant received, struct decision *d)
{
    const struct unit *unit = d->nitems > 0 ? d->items[0].unit : NULL;
    struct message_row row = {0};
    struct found found = {0};
    struct item *item;
    int rc = unit != NULL
                 ? 0
                 : contact_unit(desk->store, desk->plan, message_sender(m), received, &unit);

    if (rc == 0 && unit != NULL)
        rc = find(desk, unit->code, m, d->nitems > 0 ? &d->items[0] : NULL, &found);

    if (rc == 0 && found.mail != 0)
        rc = message_get(desk->store, found.mail, &row);
    if (rc == 0 && row.code != NULL) {
        if (d->nitems == 0)
            ARRAY_MORE(d->items, d->nitems)->attachment = -1;
        item = &d->items[0];
        item->unit = unit;
        item->obligation = found.about.id;
        item->report = found.about.id == 0
                           ? NULL
                           : calendar_report(desk->plan, found.about.report, found.about.period);
        free(item->period);
        item->period = xstrdup(found.about.period);
        free(item->earlier);
        item->earlier = xstrdup(row.code);
        item->earlier_at = row.received;
    } else if (rc == 0 && d->nitems > 0) {
        d->items[0].unit = d->items[0].unit != NULL ? d->items[0].unit : unit;
        rc = recorded(desk, &d->items[0]);
    }
    message_row_clear(&row);
    found_clear(&found);
    return rc < 0 ? -1 : 0;
}
