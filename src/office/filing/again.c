#include "office/filing/again.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/form/document.h"
#include "core/form/finding.h"
#include "model/package.h"
#include "office/filing/fold.h"
#include "office/filing/standing.h"
#include "office/post/withdraw.h"

/* ---- what stands --------------------------------------------------------------- */

/* A consolidated report bears a number, and the highest is in force. */
static bool
numbered(const struct desk *desk, const struct obligation *o)
{
    struct package *p = NULL;
    bool is = o->accepted != 0 && snapshot_get(desk->store, o->accepted, &p) == 0;

    package_free(p);
    return is;
}

/* A part of a dossier takes the place of the same part alone. */
static bool
takes_turns(const struct desk *desk, const struct obligation *o)
{
    const struct report *r = plan_report(desk->plan, o->report);

    return r != NULL && r->nparts == 0 && !numbered(desk, o);
}

/* It had come by then and took the place of what came before: a mail without its document,
 * or one that only added to the report, took none. 1: yes. */
static int
took_place(struct desk *desk, const struct submission_row *v, instant received)
{
    struct findings f = {0};
    int rc;

    if (!fold_counts(v) || v->received > received)
        return 0;
    rc = submission_findings(desk->store, v->id, &f);
    rc = rc != 0 ? -1
                 : findings_get(&f, "no-attachment") == NULL && findings_get(&f, "addition") == NULL;
    findings_free(&f);
    return rc;
}

int
again_since(struct desk *desk, const struct obligation *o, instant received, int64_t *message)
{
    struct submission_row *v = NULL;
    size_t n = 0;
    int rc = takes_turns(desk, o) ? submission_list(desk->store, o->id, &v, &n) : 0;

    *message = 0;
    for (size_t i = n; rc == 0 && *message == 0 && i-- > 0;)
        if ((rc = took_place(desk, &v[i], received)) == 1) {
            *message = v[i].message;
            rc = 0;
        }
    submission_rows_free(v, n);
    return rc;
}

/* One mail that came by two ways. */
static int
same_mail(struct desk *desk, const struct submission_row *v, const struct message *m, bool *same)
{
    struct message_row row = {0};
    int rc = message_get(desk->store, v->message, &row);

    *same = rc == 0 && m->message_id != NULL && row.message_id != NULL &&
            strcmp(row.message_id, m->message_id) == 0;
    message_row_clear(&row);
    return rc == 0 ? 0 : -1;
}

/* It holds a file that the mail of that version did not. */
static int
brings_more(struct desk *desk, const struct obligation *o, const struct submission_row *v,
            const struct message *m, bool *more)
{
    int rc = 0;

    *more = false;
    for (size_t i = 0; rc >= 0 && !*more && i < m->nattachments; i++) {
        const struct attachment *a = &m->attachments[i];
        int64_t mail = v->message;

        if (a->inside >= 0 || a->sha256 == NULL || !attachment_counts(a))
            continue;
        rc = submission_by_file(desk->store, o->id, a->sha256, &mail);
        *more = rc == 1 || (rc == 0 && mail != v->message);
    }
    return rc < 0 ? -1 : 0;
}

/* The last of its own content that stands, else the last that does not: its place in v. */
static int
walk(struct desk *desk, const struct obligation *o, const char *hash, instant received,
     const struct submission_row *v, size_t n, enum again *is, size_t *was)
{
    bool turns = takes_turns(desk, o);
    int rc = 0;

    *is = AGAIN_NOT;
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        bool same = strcmp(v[i].content_hash, hash) == 0;

        if (same && v[i].standing == STANDING_REJECTED && *is != AGAIN_STANDS) {
            *is = AGAIN_REFUSED;
            *was = i;
        } else if (same && v[i].standing != STANDING_REJECTED && *is != AGAIN_STANDS) {
            *is = AGAIN_STANDS;
            *was = i;
        } else if (!same && turns && *is == AGAIN_STANDS &&
                   (rc = took_place(desk, &v[i], received)) == 1) {
            *is = AGAIN_OVER;
        }
    }
    return rc < 0 ? -1 : 0;
}

/* A second copy of one mail is no word of anybody, whatever became of the first. */
static int
look_for_copy(struct desk *desk, const char *hash, const struct message *m,
              const struct submission_row *v, size_t n, enum again *is, size_t *was)
{
    bool copy = false;
    int rc = 0;

    for (size_t i = 0; rc == 0 && !copy && i < n; i++)
        if (strcmp(v[i].content_hash, hash) == 0 &&
            (rc = same_mail(desk, &v[i], m, &copy)) == 0 && copy) {
            *is = AGAIN_STANDS;
            *was = i;
        }
    return rc;
}

int
again_find(struct desk *desk, const struct obligation *o, const char *hash, const struct message *m,
           instant received, struct known_again *out)
{
    struct submission_row *v = NULL;
    size_t n = 0, was = 0;
    int64_t same = 0;
    bool more = false;
    int rc = o->id == 0 ? 1 : submission_same_content(desk->store, o->id, hash, &same);

    *out = (struct known_again){0};
    if (rc != 0)
        return rc < 0 ? -1 : 0;
    rc = submission_list(desk->store, o->id, &v, &n);
    if (rc == 0)
        rc = walk(desk, o, hash, received, v, n, &out->is, &was);
    if (rc == 0 && out->is != AGAIN_STANDS)
        rc = look_for_copy(desk, hash, m, v, n, &out->is, &was);
    else if (rc == 0 && states[o->state].owes)
        rc = brings_more(desk, o, &v[was], m, &more);
    if (more)
        out->is = AGAIN_NOT;
    if (rc == 0 && out->is != AGAIN_NOT) {
        out->was = v[was];
        v[was] = (struct submission_row){0};
    }
    submission_rows_free(v, n);
    return rc;
}

void
known_again_clear(struct known_again *k)
{
    submission_row_clear(&k->was);
}

/* ---- what is said of it -------------------------------------------------------------- */

/* An officer's last word on that version is that it wants something. */
static int
say_wanting(struct desk *desk, struct item *item, const struct obligation *o,
            const struct submission_row *v, enum finding_kind kind, enum severity severity)
{
    char *reason = NULL, *said;
    int rc = fold_wanting(desk, o, v->id, &reason);

    if (rc != 0)
        return rc < 0 ? -1 : 0;
    said = xasprintf(reason == NULL ? "%s" : " («%s»)", reason == NULL ? "" : reason);
    finding_say(&item->findings, kind, severity, NULL,
                &(struct finding_words){ .value = v->message_code, .limit = said });
    free(said);
    free(reason);
    return 0;
}

/* What was said of the same content before is said again. */
static int
say_again(struct desk *desk, struct item *item, const struct obligation *o,
          const struct submission_row *v)
{
    standing_beside(item, v, BESIDE_AGAIN);
    findings_free(&item->findings);
    if (submission_findings(desk->store, v->id, &item->findings) != 0)
        return -1;
    return states[o->state].owes
               ? say_wanting(desk, item, o, v, FINDING_STILL_WANTING, SEVERITY_ERROR)
               : 0;
}

static void
say_refused(struct item *item, const char *code)
{
    finding_say(&item->findings, FINDING_REFUSED_BEFORE, SEVERITY_WARNING, NULL,
                &(struct finding_words){ .value = code });
}

/* One of its files came from the same sender in a mail that an officer refused, perhaps with others
 * or as no report at all. */
static int
refused_file(struct desk *desk, struct item *item, const struct filing *f)
{
    const char *sender = message_sender(f->facts);
    struct message_row row = {0};
    int64_t mail = 0;
    int rc = 1;

    for (size_t i = 0; rc == 1 && i < f->facts->nattachments && sender != NULL; i++) {
        const struct attachment *a = &f->facts->attachments[i];

        if (a->sha256 != NULL && attachment_counts(a))
            rc = message_refused(desk->store, a->sha256, f->message, sender, &mail);
    }
    if (rc == 0 && (rc = message_get(desk->store, mail, &row)) == 0)
        say_refused(item, row.code);
    message_row_clear(&row);
    return rc < 0 ? -1 : 0;
}

int
again_remark(struct desk *desk, struct item *item, const struct filing *f,
             const struct obligation *o, const struct known_again *k)
{
    if (k->is == AGAIN_REFUSED)
        say_refused(item, k->was.message_code);
    else if (k->is == AGAIN_NOT && refused_file(desk, item, f) != 0)
        return -1;
    return k->is == AGAIN_OVER
               ? say_wanting(desk, item, o, &k->was, FINDING_WANTING_BEFORE, SEVERITY_WARNING)
               : 0;
}

/* ---- its clocks and its standing ------------------------------------------------------- */

/* The version came earlier than we knew: the same mail or file lay in a folder
 * that is read later. The clocks that it set go back (A10, A24). */
static int
set_back(struct desk *desk, const struct submission_row *v, struct obligation *o, const char *code,
         instant received, instant now)
{
    bool first = o->first_received == v->received, completed = o->completed == v->received;
    char *subject, *detail;
    int rc;

    if (received >= v->received || !(first || completed))
        return 0;
    o->first_received = first ? received : o->first_received;
    o->completed = completed ? received : o->completed;
    if (submission_received_put(desk->store, v->id, received,
                                o->due == INSTANT_NONE
                                    ? 0
                                    : calendar_days_late(received, o->due,
                                                         desk->settings->office.utc_offset)) != 0)
        return -1;
    subject = obligation_name(o->report, o->period, o->unit);
    detail = journal_detail("code", code, "reason", reason_words[REASON_CAME_EARLIER].code, NULL);
    rc = obligation_put(desk->store, o);
    if (rc == 0)
        rc = journal_add(desk->store, now, "intake", "submission", subject, detail);
    free(subject);
    free(detail);
    return rc;
}

/* The unit sends itself what a stranger sent before: that is its word. */
static int
vouch(struct desk *desk, const struct submission_row *v, struct obligation *o,
      const struct filing *f)
{
    int rc = standing_put(desk, v, STANDING_VOUCHED, o);

    if (rc == 1)                        /* it counts at least from now on */
        rc = fold_count(desk, o, v);
    if (rc == 0)
        rc = obligation_put(desk->store, o);
    if (rc == 0)
        rc = withdraw_about(desk, o->unit, o->id, f->now);
    return rc != 0 ? rc : standing_journal(desk, v, o, f, "vouched");
}

int
again_repeat(struct desk *desk, struct item *item, const struct filing *f, struct obligation *o,
             const struct submission_row *was)
{
    int rc = 0;

    item->rejected = was->standing == STANDING_REJECTED;
    if (f->vouched && (was->standing == STANDING_PROVISIONAL || was->standing == STANDING_ASIDE))
        rc = vouch(desk, was, o, f);
    if (rc == 0)
        rc = set_back(desk, was, o, f->code, f->received, f->now);
    if (rc == 0)
        rc = say_again(desk, item, o, was);
    standing_time(desk, item, f->received, o);
    item->obligation = o->id;
    return rc;
}

int
again_repeats(struct desk *desk, int64_t first, struct item *item)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = submission_of_message(desk->store, first, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        struct obligation o = {0};

        if (rc == 0 && rows[i].obligation == item->obligation &&
            (rc = obligation_by_id(desk->store, item->obligation, &o)) == 0)
            rc = say_again(desk, item, &o, &rows[i]);
        obligation_clear(&o);
    }
    submission_rows_free(rows, n);
    return rc;
}

int
again_set_back(struct desk *desk, int64_t first, const char *code, instant received, instant now)
{
    struct submission_row *rows = NULL;
    size_t n = 0;
    int rc = submission_of_message(desk->store, first, &rows, &n);

    for (size_t i = 0; i < n; i++) {
        struct obligation o = {0};

        if (rc == 0 && obligation_by_id(desk->store, rows[i].obligation, &o) == 0)
            rc = set_back(desk, &rows[i], &o, code, received, now);
        obligation_clear(&o);
    }
    submission_rows_free(rows, n);
    return rc;
}
