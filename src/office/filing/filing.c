/* One item to one version of an obligation. */
#include "office/filing/filing.h"
#include "office/filing/again.h"
#include "office/filing/fold.h"
#include "office/filing/standing.h"
#include "office/filing/package.h"
#include "office/post/withdraw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/remind.h"
#include "core/form/coverage.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "model/package.h"
#include "store/docket.h"

instant
filing_cure(const struct desk *desk, const struct item *item, instant from, instant now)
{
    return item->cure > now ? item->cure
                            : calendar_cure(desk->plan, desk->settings, from,
                                            item->has_due ? item->due : INSTANT_NONE);
}

/* A version that counts came after this mail did. */
static int
overtaken(struct desk *desk, struct item *item, instant received, const struct obligation *o)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_list(desk->store, o->id, &v, &n);

    item->older = false;
    for (size_t i = 0; i < n; i++)
        item->older = item->older || (v[i].arrived > received && fold_counts(&v[i]));
    submission_rows_free(v, n);
    return rc;
}

int
filing_timing(struct desk *desk, struct item *item, instant received, struct obligation *existing)
{
    int offset = desk->settings->office.utc_offset;
    struct round round;
    int rc;

    item->report = calendar_terms(desk->plan, item->report, item->period);
    rc = obligation_get(desk->store, item->unit->code, item->report->code, item->period,
                            existing);

    if (rc < 0)
        return -1;
    if (rc == 1) {
        bool known = calendar_round(desk->plan, item->report, item->period, offset, &round);

        *existing = (struct obligation){ .due = known ? round.due : INSTANT_NONE,
                                         .cure = INSTANT_NONE,
                                         .first_received = INSTANT_NONE,
                                         .completed = INSTANT_NONE,
                                         .unit = xstrdup(item->unit->code),
                                         .report = xstrdup(item->report->code),
                                         .period = xstrdup(item->period),
                                         .tracked = item->unit->tracked &&
                                                    plan_owes(item->report, item->unit) };
        existing->due_original = existing->due;
    }
    item->obligation = existing->id;
    if (existing->accepted != 0 && overtaken(desk, item, received, existing) != 0)
        return -1;
    return standing_time(desk, item, received, existing);
}

/* ---- the rows ------------------------------------------------------------------- */

/* What makes a version: the whole report of an office below, the files that carry the form, else all files, else
 * the words. */
static void
content_hash(const struct desk *desk, const struct item *item, const struct message *m,
             char out[static HASH_HEX])
{
    const struct package *package = package_of_item(desk, m, item, &(int){ 0 });
    struct hash *h;

    if (package != NULL) {
        memcpy(out, package->hash, HASH_HEX);
        return;
    }
    h = hash_new();
    for (size_t i = 0; i < item->nfiles; i++)
        hash_add(h, m->attachments[item->files[i]].sha256, HASH_HEX - 1);
    for (size_t i = 0; i < m->nattachments && item->nfiles == 0; i++)
        if (attachment_counts(&m->attachments[i]))
            hash_add(h, m->attachments[i].sha256, HASH_HEX - 1);
    if (document_count(m) == 0 && m->text != NULL)
        hash_add(h, m->text, strlen(m->text));
    hash_hex(h, out);
    hash_free(h);
}

static int
journal_version(struct desk *desk, const struct item *item, const struct filing *f,
                const struct obligation *o, enum state before, int version)
{
    char number[16];
    char *subject = obligation_name(o->report, o->period, o->unit), *detail = NULL;
    int rc;

    snprintf(number, sizeof number, "%d", version);
    detail = journal_detail("code", f->code, "version", number, "from", state_names[before], "to",
                            state_names[o->state], "timeliness",
                            !item->has_due  ? "no deadline"
                            : item->on_time ? "on time"
                                            : "late",
                            NULL);
    rc = journal_add(desk->store, f->now, "intake", "submission", subject, detail);
    free(subject);
    free(detail);
    return rc;
}

/* The version whose content counted until now. */
static int
find_earlier(struct desk *desk, struct item *item, const struct obligation *o)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = o->first_received == INSTANT_NONE || o->accepted == 0
                 ? 0
                 : submission_list(desk->store, o->id, &v, &n);

    for (size_t i = 0; i < n; i++) {
        if (v[i].id == o->accepted)
            standing_beside(item, &v[i], BESIDE_KEPT);
    }
    submission_rows_free(v, n);
    return rc;
}

int
filing_after_word(struct desk *desk, struct item *item, const struct message *m, instant received,
                  const struct obligation *o, bool *is)
{
    struct known_again before;
    char hash[HASH_HEX];

    *is = false;
    if (o->state != STATE_ACCEPTED || item->older || findings_blocking(&item->findings))
        return 0;
    content_hash(desk, item, m, hash);
    if (again_find(desk, o, hash, m, received, &before) != 0)
        return -1;
    *is = before.is != AGAIN_STANDS;
    known_again_clear(&before);
    return *is ? find_earlier(desk, item, o) : 0;
}

/* What is wrong with the added file itself; what a report must hold is asked of the report. */
static void
keep_of_file(struct findings *all)
{
    static const char *const codes[] = { "unreadable", "encrypted", "not-opened", "no-document", "read-in-part" };
    struct findings kept = {0};

    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < ARRAY_LEN(codes); k++)
            if (strcmp(all->v[i].code, codes[k]) == 0)
                findings_add(&kept, SEVERITY_WARNING, codes[k], all->v[i].place,
                             xstrdup(all->v[i].text), xstrdup(all->v[i].text_en));
    findings_free(all);
    *all = kept;
}

/* The version in force lacks nothing itself, whatever an officer still wants with it. */
static int
in_force_whole(struct desk *desk, const struct obligation *o, bool *is)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = submission_list(desk->store, o->id, &v, &n);

    for (size_t i = 0; i < n; i++)
        *is = *is || (v[i].id == o->accepted && v[i].complete);
    submission_rows_free(v, n);
    return rc;
}

/* Its own figures are those of a whole form, or most of one. */
static bool
holds_form(const struct item *item)
{
    struct coverage c;
    bool holds;

    if (item->report->form == NULL || findings_get(&item->findings, "figures-kept") != NULL)
        return false;
    coverage_of(item->report->form, &item->values, &c);
    holds = c.found * 3 >= c.fields;
    coverage_free(&c);
    return holds;
}

static const char *
name_of_file(const struct message *m)
{
    for (size_t i = 0; i < m->nattachments; i++)
        if (attachment_counts(&m->attachments[i]))
            return attachment_title(&m->attachments[i]);
    return NULL;
}

/* The version in force lacks something, which no annex brings: it lacks that still. */
static int
still_wanting(struct desk *desk, struct item *item, const struct message *m,
              const struct obligation *o)
{
    struct findings had = {0};
    struct finding_words words = { .value = name_of_file(m) };
    int rc = submission_findings(desk->store, o->accepted, &had);
    bool report = findings_get(&had, "no-attachment") == NULL;

    keep_of_file(&item->findings);
    values_free(&item->values);
    if (rc == 0 && report)
        rc = find_earlier(desk, item, o);
    if (rc == 0 && report)
        words.value = item->earlier;
    finding_say(&item->findings, report ? FINDING_ANNEX_BESIDE : FINDING_ANNEX_ONLY,
                report ? SEVERITY_WARNING : SEVERITY_ERROR, NULL, &words);
    findings_free(&had);
    return rc == 0 ? filing_take_over(desk, o->accepted, item) : -1;
}

int
filing_addition(struct desk *desk, struct item *item, const struct message *m,
                const struct obligation *o, bool *is)
{
    *is = false;
    if (!item->adds || item->older || (item->extends && o->accepted != 0) || holds_form(item))
        return 0;
    if (item->annex && o->accepted == 0 && o->state == STATE_OPEN) {
        finding_say(&item->findings, FINDING_ANNEX_FIRST, SEVERITY_WARNING, NULL,
                    &(struct finding_words){ .value = name_of_file(m) });
        *is = true;
    }
    if (o->accepted == 0)
        return 0;
    if (in_force_whole(desk, o, is) != 0 || (*is && find_earlier(desk, item, o) != 0))
        return -1;
    if (!*is) {
        *is = item->annex;
        return item->annex ? still_wanting(desk, item, m, o) : 0;
    }
    keep_of_file(&item->findings);
    values_free(&item->values);
    finding_say(&item->findings, FINDING_ADDITION, SEVERITY_WARNING, NULL, &(struct finding_words){ .value = item->earlier });
    return 0;
}

/* What came before others that count has its place among them, and in what was said of them. */
static int
count_version(struct desk *desk, const struct item *item, struct obligation *o,
              const struct submission_row *row)
{
    if (!fold_counts(row))
        return 0;
    if (item->older)                    /* an older docketd's order: the ones that came later stand as they are */
        return fold_obligation(desk, o) < 0 ? -1 : 0;
    fold_version(o, row, &item->findings);
    return 0;
}

/* The one in force came later: of this one nothing is asked. */
static void
stay_behind(struct item *item)
{
    item->beside = item->beside == BESIDE_NONE ? BESIDE_NONE : BESIDE_OLDER;
    for (size_t i = 0; i < item->findings.n; i++)
        if (strcmp(item->findings.v[i].code, "no-attachment") != 0)
            item->findings.v[i].severity = SEVERITY_WARNING;
}

static int
write_version(struct desk *desk, struct item *item, const struct filing *f, struct obligation *o,
              char *hash)
{
    bool blocked = findings_blocking(&item->findings), made = false;
    struct submission_row row = { .message = f->message,
                                  .received = f->received,
                                  .complete = !blocked,
                                  .late = item->has_due && !item->on_time,
                                  .days_late = item->days_late,
                                  .attachment = item->attachment,
                                  .content_hash = hash };
    enum state before = o->state;
    const struct package *package = package_of_item(desk, f->facts, item, &(int){ 0 });

    /* A stranger may file what nobody filed yet, for the unit and an officer to
     * look at; what the unit itself sent he does not replace (G7), and a file in
     * which nothing can be read silences no reminder of it. */
    row.standing = f->vouched                                               ? STANDING_VOUCHED
                   : o->first_received != INSTANT_NONE                      ? STANDING_ASIDE
                   : blocked && item->values.n == 0 && item->report->form != NULL ? STANDING_ASIDE
                                                                            : STANDING_PROVISIONAL;

    if (o->id == 0 && obligation_make(desk->store, o, &made) != 0)
        return -1;
    row.obligation = item->obligation = o->id;
    if (find_earlier(desk, item, o) != 0 ||
        submission_put(desk->store, &row, &item->values, &item->findings) != 0)
        return -1;
    if (package != NULL && snapshot_put(desk->store, row.id, package) != 0)
        return -1;
    if (count_version(desk, item, o, &row) != 0)
        return -1;
    item->version = row.version;
    if (item->older && o->accepted != row.id)
        stay_behind(item);
    else if (item->beside == BESIDE_KEPT && o->accepted == row.id)
        item->beside = item->adds || findings_get(&item->findings, "list-added") != NULL
                           ? BESIDE_ADDED
                           : BESIDE_REPLACED;
    else if (findings_get(&item->findings, "addition") != NULL)
        item->beside = BESIDE_ADDED;
    if (obligation_put(desk->store, o) != 0)
        return -1;
    /* What answers nothing takes no reminder back (A12). */
    if (!remind_waits(o) && withdraw_about(desk, o->unit, o->id, f->now) != 0)
        return -1;
    return journal_version(desk, item, f, o, before, row.version);
}

/* The unit's own comes: what a stranger sent for it before, and nobody has confirmed,
 * stands aside with its clock. What an officer decided on stays. 0, -1. */
static int
step_aside(struct desk *desk, const struct submission_row *v, struct obligation *o,
           const struct filing *f)
{
    int rc = standing_put(desk, v, STANDING_ASIDE, o);

    if (rc == 1)                        /* an older docketd's order: nobody can tell what is left without it */
        return submission_standing_put(desk->store, v->id, v->standing);
    return rc != 0 ? rc : standing_journal(desk, v, o, f, "aside");
}

static int
strangers_aside(struct desk *desk, struct item *item, const struct filing *f, struct obligation *o)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = !f->vouched || o->id == 0 || states[o->state].decided || o->cure != INSTANT_NONE
                 ? 0
                 : submission_list(desk->store, o->id, &rows, &n);

    for (size_t i = 0; i < n; i++)
        if (rc == 0 && rows[i].standing == STANDING_PROVISIONAL)
            rc = step_aside(desk, &rows[i], o, f);
    submission_rows_free(rows, n);
    return rc != 0 ? -1 : n > 0 ? standing_time(desk, item, f->received, o) : 0;
}

/* Of who is exempted nothing is asked: what is wrong is only remarked. */
static void
ask_nothing(struct item *item)
{
    for (size_t i = 0; i < item->findings.n; i++)
        if (strcmp(item->findings.v[i].code, "no-attachment") != 0)
            item->findings.v[i].severity = SEVERITY_WARNING;
    finding_say(&item->findings, FINDING_WAIVED, SEVERITY_WARNING, NULL, NULL);
}

int
filing_write(struct desk *desk, struct item *item, const struct filing *f, bool *repeated)
{
    struct obligation o = {0};
    struct known_again before = {0};
    char hash[HASH_HEX];
    int rc = filing_timing(desk, item, f->received, &o);

    *repeated = false;
    if (rc >= 0 && filing_examine(desk, item, f->facts) != 0)
        rc = -1;
    content_hash(desk, item, f->facts, hash);
    if (rc == 0)
        rc = again_find(desk, &o, hash, f->facts, f->received, &before);
    *repeated = rc == 0 && before.is == AGAIN_STANDS;
    if (*repeated)
        rc = again_repeat(desk, item, f, &o, &before.was);
    else if (rc == 0 && (rc = again_remark(desk, item, f, &o, &before)) == 0 &&
             (rc = strangers_aside(desk, item, f, &o)) == 0 &&
             (rc = f->vouched ? filing_list(desk, item, &o) : 0) == 0) {
        if (item->waived)
            ask_nothing(item);
        rc = write_version(desk, item, f, &o, hash);
    }
    known_again_clear(&before);
    obligation_clear(&o);
    return rc;
}
