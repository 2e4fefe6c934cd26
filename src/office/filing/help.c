#include "office/filing/help.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/language/want.h"
#include "core/language/way.h"

#define AHEAD (60 * DAY)            /* deadlines that somebody may ask for now */
#define BEHIND (60 * DAY)
#define MOST 4                      /* reports in one letter */

/* A report that the mail names, whenever it is due; else those of these weeks. */
static bool
is_meant(const struct decision *d, const struct obligation *o, instant now)
{
    bool named = false;

    if (!count_expected(o) || count_complete(o) || o->due == INSTANT_NONE ||
        o->due < now - BEHIND)
        return false;
    for (size_t i = 0; i < d->nitems; i++) {
        const struct item *item = &d->items[i];

        named = named || item->report != NULL;
        if (item->report != NULL && strcmp(item->report->code, o->report) == 0)
            return item->period == NULL || strcmp(item->period, o->period) == 0;
    }
    return !named && o->due < now + AHEAD;
}

static int
by_due(const void *a, const void *b)
{
    const struct obligation *x = a, *y = b;

    return (x->due > y->due) - (x->due < y->due);
}

static int
find_owed(struct desk *desk, const struct unit *unit, const struct decision *d, instant now,
          struct help *h)
{
    if (obligation_of_unit(desk->store, unit->code, &h->rows, &h->nrows) != 0)
        return -1;
    if (h->nrows > 0)
        qsort(h->rows, h->nrows, sizeof *h->rows, by_due);
    h->owed = xcalloc(h->nrows + 1, sizeof *h->owed);
    h->owing = xcalloc(h->nrows + 1, sizeof *h->owing);
    for (size_t i = 0; i < h->nrows && h->n < MOST; i++) {
        const struct obligation *o = &h->rows[i];
        const struct report *report = calendar_report(desk->plan, o->report, o->period);

        if (report == NULL || !is_meant(d, o, now))
            continue;
        h->owing[h->n] = o;
        h->owed[h->n++] = (struct letter_owed){
            .unit = unit, .report = report, .period = o->period, .due = o->due
        };
    }
    return 0;
}

static int
form_and_deadline(struct desk *desk, const struct unit *unit, const struct decision *d, instant now,
                  struct posting *p, struct help *h)
{
    int rc = find_owed(desk, unit, d, now, h);

    for (size_t i = 0; rc == 0 && i < h->n; i++)
        rc = enclose_form(desk, unit, h->owed[i].report, h->owed[i].period, &h->files);
    if (rc != 0 || h->n == 0)           /* nothing is owed: an officer answers */
        return rc;
    enclose_deadlines(desk, unit, h->owing, h->n, now, &h->files);
    p->letter = "help";
    p->facts.unit = unit;
    p->facts.owed = h->owed;
    p->facts.nowed = h->n;
    p->files = h->files.v;
    p->nfiles = h->files.n;
    return 0;
}

int
help_find(struct desk *desk, const struct message_row *row, const struct message *m,
          const struct decision *d, struct posting *p, struct help *h)
{
    const struct unit *unit = d->nitems > 0 ? d->items[0].unit : NULL;
    struct tokens words, subject;
    bool way, wanted;

    if (row->outcome != OUTCOME_NOTE || !d->sender_registered || p->letter != NULL ||
        (d->matter != MATTER_QUESTION && d->matter != MATTER_NONE))
        return 0;
    if (unit == NULL && contact_unit(desk->store, desk->plan, row->sender, row->received, &unit) != 0)
        return -1;
    if (unit == NULL)
        return 0;
    tokens_letter(m->text, &words);
    tokens_letter(m->subject, &subject);
    way = way_in(&words) != NULL || way_in(&subject) != NULL;
    wanted = want_help(&words) || want_help(&subject);
    tokens_free(&words);
    tokens_free(&subject);
    if (d->nitems == 1 && d->items[0].report != NULL && d->items[0].period != NULL &&
        (way || post_in_thread(desk, m) > 0))       /* it says so itself, or a letter of ours asked for it */
        h->paper = want_paper(m->text);
    if (h->paper != NULL || (way && d->matter == MATTER_NONE)) {
        p->letter = "paper";
        p->facts.title = h->paper;
        p->facts.unit = unit;
        return 0;
    }
    return wanted ? form_and_deadline(desk, unit, d, row->entered, p, h) : 0;
}

void
help_clear(struct help *h)
{
    obligations_free(h->rows, h->nrows);
    free(h->owed);
    free(h->owing);
    free(h->paper);
    enclosures_clear(&h->files);
}
