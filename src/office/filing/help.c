#include "office/filing/help.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/count.h"
#include "core/form/document.h"
#include "core/language/asked.h"
#include "core/language/want.h"
#include "core/language/way.h"
#include "office/post/channel.h"

#define AHEAD (60 * DAY)            /* deadlines that somebody may ask for now */
#define BEHIND (60 * DAY)
#define MOST 4                      /* reports in one letter */
#define AROUND 2                    /* days before the one on which a unit says it sent something */
#define MONTH 30                    /* days that are looked through if it names none */

/* A report that the mail names, whenever it is due; else those of these weeks. */
static bool
is_meant(const struct decision *d, const struct obligation *o, instant now)
{
    bool named = false;

    if (!count_expected(o) || o->due == INSTANT_NONE || o->due < now - BEHIND)
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

/* done: what is complete, too. */
static int
find_owed(struct desk *desk, const struct unit *unit, const struct decision *d, instant now,
          bool done, struct help *h)
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

        if (report == NULL || !is_meant(d, o, now) || (!done && count_complete(o)))
            continue;
        h->search.owes = h->search.owes || !count_complete(o);
        h->owing[h->n] = o;
        h->owed[h->n++] = (struct letter_owed){
            .unit = unit, .report = report, .period = o->period, .due = o->due, .stands = o
        };
    }
    return 0;
}

static int
form_and_deadline(struct desk *desk, const struct unit *unit, const struct decision *d, instant now,
                  struct posting *p, struct help *h)
{
    int rc = find_owed(desk, unit, d, now, false, h);

    for (size_t i = 0; rc == 0 && i < h->n; i++)
        rc = enclose_form(desk, unit, h->owed[i].report, h->owed[i].period, &h->files);
    if (rc != 0 || h->n == 0)           /* nothing is owed: an officer answers */
        return rc;
    enclose_deadlines(desk, unit, h->owing, h->n, now, &h->files);
    h->forms = true;
    p->letter = "help";
    p->facts.unit = unit;
    p->facts.owed = h->owed;
    p->facts.nowed = h->n;
    p->files = h->files.v;
    p->nfiles = h->files.n;
    return 0;
}

/* ---- what it says it sent before ---------------------------------------------------------- */

enum whose { OWN, STRANGER, OTHER };

/* By who writes, the plan and the addresses that officers noted. */
static int
whose_is(struct desk *desk, const struct unit *unit, const struct message_row *row,
         const struct message_row *m, enum whose *whose)
{
    struct strings units = {0};
    bool own = text_same(m->sender, row->sender);
    int rc = own ? 0 : contact_is(desk->store, unit, m->sender, row->received, &own);

    if (rc == 0)
        rc = contact_units(desk->store, m->sender, row->received, &units);
    *whose = own ? OWN
             : units.n == 0 && plan_unit_of_address(desk->plan, m->sender) == NULL ? STRANGER
                                                                                   : OTHER;
    strings_free(&units);
    return rc;
}

/* Of another unit's mails, and of a stranger's that came to nothing, it hears nothing here. */
static bool
may_hear(const struct message_row *row, const struct message_row *m, enum whose whose)
{
    if (m->id == row->id || m->outcome == OUTCOME_COMMAND || m->outcome == OUTCOME_BOUNCE ||
        m->reason == REASON_THANKS || m->reason == REASON_RECEIPT)
        return false;
    return whose == OWN ||
           (whose == STRANGER && (m->outcome == OUTCOME_FILED || m->outcome == OUTCOME_REVIEW));
}

static int
find_mails(struct desk *desk, const struct unit *unit, const struct message_row *row,
           struct help *h)
{
    int offset = desk->settings->office.utc_offset;
    char *sender = address_fold(row->sender);
    size_t n = 0;
    int rc = message_about_unit(desk->store, unit->code, sender,
                                instant_of(h->search.since, 0, 0, offset), &h->mails, &h->nmails);

    h->came = xcalloc(h->nmails + 1, sizeof *h->came);
    for (size_t i = 0; rc == 0 && i < h->nmails; i++) {
        const struct message_row *m = &h->mails[i];
        enum whose whose;

        rc = whose_is(desk, unit, row, m, &whose);
        if (rc == 0 && may_hear(row, m, whose))
            h->came[n++] = (struct letter_came){
                .code = m->code, .received = m->received, .outcome = m->outcome,
                .sender = whose == OWN ? NULL : m->sender,
                .subject = whose == OWN && m->outcome != OUTCOME_QUARANTINE ? m->subject : NULL
            };
    }
    h->search.came = h->came;
    h->search.ncame = n;
    free(sender);
    return rc;
}

/* Once for each day that it names, until it is reminded again; one that names none is told what
 * was told before. */
static int
told_before(struct desk *desk, const struct unit *unit, const struct message_row *row,
            struct help *h)
{
    const struct obligation *o = h->owing[0];
    struct reminded all = {0};
    struct letter_row letter = {0};
    struct reminded_row last;
    int64_t since = 0;
    char day[11] = "", *to = address_fold(row->sender);
    int rc = reminded_list(desk->store, o->report, o->period, &all);

    last = reminded_of(&all, o->id);
    free(all.v);
    if (h->search.said.year != 0)
        date_write(h->search.said, day);
    h->reason = xasprintf("searched:%s:%s:%s:%d:%s", unit->code, o->report, o->period, last.count,
                          day);
    if (rc == 0)
        rc = letter_by_reason(desk->store, h->reason, to, &letter);
    h->search.again = rc == 0;
    letter_row_clear(&letter);
    if (rc == 1 && *day == '\0') {
        rc = letter_to_since(desk->store, to, PRIORITY_ACKNOWLEDGEMENT, "searched",
                             last.last == INSTANT_NONE ? row->entered - MONTH * DAY : last.last,
                             &since);
        h->search.again = since > 0;
    }
    free(to);
    return rc < 0 ? -1 : 0;
}

/* A report that it says it sent, and when: what came of it is looked up and told. */
static int
look_for_it(struct desk *desk, const struct unit *unit, const struct message_row *row,
            const struct decision *d, struct posting *p, struct help *h)
{
    struct date today = moment_of(row->received, desk->settings->office.utc_offset).date;
    struct channel mailbox;
    int rc = find_owed(desk, unit, d, row->entered, true, h);

    if (rc != 0 || h->n == 0)
        return rc;
    h->search.since = h->search.said.year != 0 ? date_add(h->search.said, -AROUND)
                                               : date_add(today, -MONTH);
    rc = channel_get(desk, CHANNEL_MAILBOX, &mailbox);
    h->search.unread = rc == 0 ? mailbox.since : INSTANT_NONE;
    channel_clear(&mailbox);
    if (rc < 0 || find_mails(desk, unit, row, h) != 0 || told_before(desk, unit, row, h) != 0)
        return -1;
    h->searched = true;
    p->letter = h->search.again ? NULL : "searched";
    p->reason = h->reason;
    p->facts.unit = unit;
    p->facts.owed = h->owed;
    p->facts.nowed = h->n;
    p->facts.search = &h->search;
    return 0;
}

/* ---- what brought no report ----------------------------------------------------------------- */

/* It speaks of a report that is owed, and none came with it: it went elsewhere, or is to come. */
static int
without_report(struct desk *desk, const struct unit *unit, const struct decision *d, instant now,
               struct posting *p, struct help *h)
{
    int rc = find_owed(desk, unit, d, now, false, h);

    if (rc != 0 || h->n == 0)
        return rc;
    p->letter = "no-file";
    p->facts.unit = unit;
    p->facts.owed = h->owed;
    p->facts.nowed = h->n;
    p->obligation = h->n == 1 ? h->owing[0]->id : 0;    /* what answers it is of that report */
    return 0;
}

/* ---- which of these it is ------------------------------------------------------------------- */

/* Its registered sender writes of itself, and waits for no answer about another mail. */
static bool
of_itself(struct desk *desk, const struct message_row *row, const struct decision *d,
          const struct unit *unit)
{
    bool own = false;

    if (contact_is(desk->store, unit, row->sender, row->received, &own) != 0)
        return false;
    for (size_t i = 0; i < d->evidences.n; i++)         /* "huyện Lai Vung nộp chưa ạ" */
        own = own && (d->evidences.v[i].unit == NULL || d->evidences.v[i].matter != MATTER_NONE ||
                      strcmp(d->evidences.v[i].unit, unit->code) == 0);
    return own && d->asked == NULL;
}

struct said {
    const char *way;
    bool here, wanted;              /* it was sent to this mailbox, they say; form or deadline is asked for */
    bool handed, absent, names_paper;       /* absent.c; they speak of a paper, or of sending one */
    struct date day;                /* ... then; {0} */
};

static struct said
read_said(const struct desk *desk, const struct message_row *row, const struct message *m)
{
    struct asked asked = {0};
    struct tokens words, subject;
    struct said said = {0};
    bool elsewhere;

    tokens_letter(m->text, &words);
    tokens_letter(m->subject, &subject);
    elsewhere = want_elsewhere(&words);
    said.way = way_in(&words) != NULL ? way_in(&words) : way_in(&subject);
    said.wanted = want_help(&words) || want_help(&subject);
    if (m->text != NULL)
        asked_read(m->text, moment_of(row->received, desk->settings->office.utc_offset).date,
                   &asked);
    said.day = asked.sent;
    said.here = (way_here(&words, asked.sent.year != 0) && !elsewhere) ||
                way_asked(&words) ||
                (words.n == 0 && (way_here(&subject, false) || way_asked(&subject)));
    said.handed = elsewhere || want_handed(&words);
    said.absent = want_absent(&words);
    said.names_paper = want_paper_named(words.n > 0 ? &words : &subject);
    asked_clear(&asked);
    tokens_free(&words);
    tokens_free(&subject);
    return said;
}

/* A promise in answer to us is heard, and not answered. */
static bool
expects_word(const struct decision *d, const struct said *said)
{
    bool named = d->nitems > 0 && d->items[0].report != NULL;

    return (d->reason == REASON_WORDS || d->reason == REASON_QUESTION) &&
           (said->handed || (d->reason == REASON_WORDS && !d->answers &&
                             (said->names_paper || (named && said->absent))));
}

int
help_find(struct desk *desk, const struct message_row *row, const struct message *m,
          const struct decision *d, struct posting *p, struct help *h)
{
    const struct unit *unit = d->nitems > 0 ? d->items[0].unit : NULL;
    struct said said;
    bool way;
    int rc = 0;

    if (row->outcome != OUTCOME_NOTE || !d->sender_registered || row->sender == NULL ||
        p->letter != NULL || (d->matter != MATTER_QUESTION && d->matter != MATTER_NONE))
        return 0;
    if (unit == NULL &&
        contact_unit(desk->store, desk->plan, row->sender, row->received, &unit) != 0)
        return -1;
    if (unit == NULL)
        return 0;
    said = read_said(desk, row, m);
    way = said.way != NULL && said.way != way_mail;
    if (d->nitems == 1 && d->items[0].report != NULL && d->items[0].period != NULL &&
        (way || post_in_thread(desk, m) > 0))       /* it says so itself, or a letter of ours asked for it */
        h->paper = want_paper(m->text);
    if (h->paper != NULL || (way && d->matter == MATTER_NONE)) {
        p->letter = "paper";
        p->facts.title = h->paper;
        p->facts.unit = unit;
        return 0;
    }
    if (said.here && of_itself(desk, row, d, unit)) {
        h->search.said = said.day;
        rc = look_for_it(desk, unit, row, d, p, h);
    }
    if (rc == 0 && said.wanted && !h->searched)
        rc = form_and_deadline(desk, unit, d, row->entered, p, h);
    if (rc == 0 && h->owed == NULL && d->asked == NULL && document_count(m) == 0 &&
        expects_word(d, &said))
        rc = without_report(desk, unit, d, row->entered, p, h);
    return rc;
}

void
help_clear(struct help *h)
{
    obligations_free(h->rows, h->nrows);
    free(h->owed);
    free(h->owing);
    free(h->came);
    message_rows_free(h->mails, h->nmails);
    free(h->reason);
    free(h->paper);
    enclosures_clear(&h->files);
}
