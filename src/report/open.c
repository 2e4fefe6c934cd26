#include "report/open.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/calendar/words.h"
#include "core/calendar/workflow.h"

enum open_kind {
    OPEN_REVIEW,
    OPEN_UNREAD,                    /* too large, or not handed out */
    OPEN_QUESTION,
    OPEN_TIME,                      /* asks for more */
    OPEN_WHOSE,                     /* a stranger's report */
    OPEN_EXAMINATION,
    OPEN_LETTER,
    OPEN_ADDRESS,
    OPEN_QUARANTINE,                /* kept apart: to be let out, or not */
    OPEN_UPWARD,                    /* what the office above has is outdated */
    OPEN_KINDS
};

struct open_row {
    enum open_kind kind;
    instant since;
    char *code;                     /* of a mail; NULL */
    char *who;                      /* sender, recipient or address; NULL */
    char *subject;
    char *unclear;                  /* of a review; NULL */
    enum reason reason;
    char *about;                    /* what the reason names */
    const struct unit *unit;        /* NULL: not known; report and period the same */
    const struct report *report;
    char period[24];
    int sequence;                   /* of what was sent upward; 0 */
    bool plain;                     /* a report of which no figure of its form was read */
    struct command_about asked;     /* by a mail: what may answer it */
};

struct open_list {
    struct about_from from;         /* how it is said apart */
    instant now;
    struct open_row *v;
    size_t n;
};

static const char *const open_names[OPEN_KINDS] = {
    "review", "unread", "question", "time", "whose", "examination", "failed", "bounced", "quarantine", "upward",
};

static const char *const open_flags[OPEN_KINDS] = {
    "is_review", "is_unread", "is_question", "is_time", "is_whose", "is_examination", "is_failed", "is_bounced", "is_quarantine",
    "is_upward",
};

static const enum open_kind kind_of[] = {
    [ASKS_NOTHING] = OPEN_KINDS,   [ASKS_PLACE] = OPEN_REVIEW, [ASKS_VERDICT] = OPEN_EXAMINATION,
    [ASKS_WHOSE] = OPEN_WHOSE,     [ASKS_TIME] = OPEN_TIME,    [ASKS_WORDS] = OPEN_QUESTION,
    [ASKS_RECALL] = OPEN_QUESTION, [ASKS_RELEASE] = OPEN_QUARANTINE,
};

/* ---- mails ---------------------------------------------------------------------------- */

/* A text, a scan: the officer who examines it finds no figures entered. */
static int
has_no_values(const struct about_from *from, const struct message_row *m, bool *none)
{
    int64_t filled = 0;
    int rc = submission_filled(from->store, m->id, &filled);

    *none = filled == 0;
    return rc;
}

static int
add_mail(const struct about_from *from, const struct message_row *m, struct open_list *out)
{
    struct command_about a = {0};
    struct open_row *row;
    bool plain = false, unread = m->outcome == OUTCOME_TOO_LARGE || m->outcome == OUTCOME_NOT_OBTAINABLE;
    int rc = about_read(from, m, &a);

    if (rc == 0 && a.asks == ASKS_VERDICT && a.report != NULL && a.report->form != NULL)
        rc = has_no_values(from, m, &plain);
    if (rc != 0 || kind_of[a.asks] == OPEN_KINDS) {
        command_about_clear(&a);
        return rc;
    }
    row = ARRAY_MORE(out->v, out->n);
    *row = (struct open_row){ .kind = unread ? OPEN_UNREAD : kind_of[a.asks],
                              .plain = plain,
                              .since = m->received,
                              .code = xstrdup(m->code),
                              .who = xstrdup(m->sender),
                              .subject = m->outcome == OUTCOME_QUARANTINE ? NULL : xstrdup(m->subject),
                              .unclear = xstrdup(m->unclear),
                              .reason = m->reason,
                              .about = xstrdup(m->about),
                              .unit = a.unit,
                              .report = a.report,
                              .asked = a };
    memcpy(row->period, a.period, sizeof row->period);
    return 0;
}

static const enum outcome listed[] = { OUTCOME_REVIEW, OUTCOME_TOO_LARGE, OUTCOME_NOT_OBTAINABLE, OUTCOME_NOTE, OUTCOME_QUARANTINE };

static bool
is_listed(enum outcome outcome)
{
    for (size_t i = 0; i < ARRAY_LEN(listed); i++)
        if (listed[i] == outcome)
            return true;
    return false;
}

/* A note that asks: what was said in passing waits for nobody. */
static bool
waits(const struct message_row *m)
{
    return m->outcome != OUTCOME_NOTE
               ? m->reason != REASON_CLOSED
               : m->reason == REASON_EXTENSION || m->reason == REASON_QUESTION ||
                     m->reason == REASON_RECALL;
}

static int
add_mails(const struct about_from *from, enum outcome outcome, struct open_list *out)
{
    struct message_row *rows = NULL;
    size_t n = 0;
    int rc = message_open(from->store, outcome, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (waits(&rows[i]))
            rc = add_mail(from, &rows[i], out);
    message_rows_free(rows, n);
    return rc;
}

/* A unit says that its report went another way: until an officer recorded that. */
static int
add_papers(const struct about_from *from, instant now, struct open_list *out)
{
    struct numbers mails = {0};
    int rc = message_paper(from->store, now - OPEN_LETTER_DAYS * DAY, &mails);

    for (size_t i = 0; rc == 0 && i < mails.n; i++) {
        struct message_row m = {0};

        rc = message_get(from->store, mails.v[i], &m) == 0 ? 0 : -1;
        if (rc == 0 && !waits(&m))
            rc = add_mail(from, &m, out);
        message_row_clear(&m);
    }
    free(mails.v);
    return rc;
}

/* ---- reports ---------------------------------------------------------------------------- */

static int
by_id(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* A mail of two reports is one line; so is one that is listed for itself. */
static int
add_versions(const struct about_from *from, struct numbers *mails, struct open_list *out)
{
    int rc = 0;

    if (mails->n > 0)
        qsort(mails->v, mails->n, sizeof *mails->v, by_id);
    for (size_t i = 0; rc == 0 && i < mails->n; i++) {
        struct message_row m = {0};

        if (i > 0 && mails->v[i] == mails->v[i - 1])
            continue;
        rc = message_get(from->store, mails->v[i], &m) == 0 ? 0 : -1;
        if (rc == 0 && !(is_listed(m.outcome) && waits(&m)))
            rc = add_mail(from, &m, out);
        message_row_clear(&m);
    }
    return rc;
}

static bool
may_wait(enum state state)
{
    return state != STATE_OPEN && !states[state].accepted && state != STATE_WAIVED &&
           state != STATE_CANCELLED;
}

static int
add_reports(const struct about_from *from, struct open_list *out)
{
    struct obligation_group *groups = NULL;
    struct numbers mails = {0};
    size_t n = 0;
    int rc = obligation_groups(from->store, NULL, &groups, &n);

    for (size_t i = 0; rc == 0 && i < n; i++)
        if (may_wait(groups[i].state))
            rc = submission_waiting(from->store, &groups[i], &mails);
    obligation_groups_free(groups, n);
    if (rc == 0)
        rc = add_versions(from, &mails, out);
    free(mails.v);
    return rc;
}

/* ---- letters and addresses ---------------------------------------------------------------- */

static int
add_address(const struct about_from *from, enum open_kind kind, const char *address,
            const char *subject, instant since, instant now, struct open_list *out)
{
    const struct unit *unit = NULL;
    int rc = contact_unit(from->store, from->plan, address, now, &unit);

    if (rc == 0)
        *ARRAY_MORE(out->v, out->n) = (struct open_row){ .kind = kind,
                                                         .since = since,
                                                         .who = xstrdup(address),
                                                         .subject = xstrdup(subject),
                                                         .unit = unit };
    return rc;
}

static int
add_letters(const struct about_from *from, instant now, struct open_list *out)
{
    struct letter_row *rows = NULL;
    size_t n = 0;
    int rc = letter_list(from->store, false, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct letter_row *l = &rows[i];

        if (l->state != LETTER_FAILED || now - l->created >= OPEN_LETTER_DAYS * DAY ||
            (rc = letter_reached(from->store, l->recipient, l->created)) == 0)
            continue;
        if (rc == 1)
            rc = add_address(from, OPEN_LETTER, l->recipient,
                             l->subject == NULL ? l->letter : l->subject, l->created, now, out);
    }
    letter_rows_free(rows, n);
    return rc;
}

static int
add_addresses(const struct about_from *from, instant now, struct open_list *out)
{
    struct strings list = {0};
    int rc = bounced_list(from->store, &list);

    for (size_t i = 0; rc == 0 && i < list.n; i++) {
        instant since = now;

        rc = bounced_get(from->store, list.v[i], &since) < 0 ? -1 : 0;
        if (rc == 0)
            rc = add_address(from, OPEN_ADDRESS, list.v[i], NULL, since, now, out);
    }
    strings_free(&list);
    return rc;
}

/* ---- what the office above has ------------------------------------------------------------ */

char *
upward_line(const struct report *r, const char *period, bool english)
{
    struct command c = { .rule = &command_rules[VERB_UPWARD], .report = r, .hour = -1, .english = english };

    snprintf(c.period, sizeof c.period, "%s", period);
    return command_say(&c);
}

static int
add_upward(const struct about_from *from, struct open_list *out)
{
    struct package_stale *stale = NULL;
    size_t n = 0;
    int rc = from->above == NULL ? 0 : package_outdated(from->store, 0, &stale, &n);

    for (size_t i = 0; i < n; i++) {
        const struct report *r = plan_report(from->plan, stale[i].report);
        struct open_row *row = r == NULL ? NULL : ARRAY_MORE(out->v, out->n);

        if (row == NULL)
            continue;
        *row = (struct open_row){ .kind = OPEN_UPWARD, .since = stale[i].since, .who = xstrdup(from->above), .report = r,
                                  .sequence = stale[i].sequence };
        snprintf(row->period, sizeof row->period, "%s", stale[i].period);
    }
    package_stale_free(stale, n);
    return rc;
}

/* ---- the list -------------------------------------------------------------------------------- */

static int
oldest_first(const void *a, const void *b)
{
    const struct open_row *x = a, *y = b;
    int order = (x->since > y->since) - (x->since < y->since);

    if (order != 0 || x->kind != y->kind)
        return order != 0 ? order : (x->kind > y->kind) - (x->kind < y->kind);
    return strcmp(x->code != NULL  ? x->code
                  : x->who != NULL ? x->who
                                   : "",
                  y->code != NULL  ? y->code
                  : y->who != NULL ? y->who
                                   : "");
}

void
open_free(struct open_list *list)
{
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        struct open_row *r = &list->v[i];

        free(r->code);
        free(r->who);
        free(r->subject);
        free(r->unclear);
        free(r->about);
        command_about_clear(&r->asked);
    }
    if (list != NULL)
        free(list->v);
    free(list);
}

int
open_read(const struct about_from *from, instant now, struct open_list **list)
{
    struct open_list *out = xcalloc(1, sizeof *out);
    int rc = 0;

    out->from = *from;
    out->now = now;
    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(listed); i++)
        rc = add_mails(from, listed[i], out);
    if (rc == 0)
        rc = add_papers(from, now, out);
    if (rc == 0)
        rc = add_reports(from, out);
    if (rc == 0)
        rc = add_letters(from, now, out);
    if (rc == 0)
        rc = add_addresses(from, now, out);
    if (rc == 0)
        rc = add_upward(from, out);
    if (rc == 0 && out->n > 0)
        qsort(out->v, out->n, sizeof *out->v, oldest_first);
    *list = out;
    if (rc == 0)
        return 0;
    open_free(out);
    *list = NULL;
    return rc;
}

/* ---- said in a language -------------------------------------------------------------------- */

static char *
offered(const struct open_row *r, bool english)
{
    struct command_about asked = r->asked;
    struct strings offers = {0};
    char *line;

    asked.english = english;
    command_offers(&asked, &offers);
    line = offers.n == 0 ? NULL : xstrdup(offers.v[r->kind == OPEN_UNREAD ? offers.n - 1 : 0]);
    strings_free(&offers);
    return line;
}

/* The line that answers it; ends with a space or colon where words are to follow; NULL: none does. */
static char *
order_of(const struct open_row *r, bool english)
{
    const struct command_rule *contact = &command_rules[VERB_CONTACT];

    if (r->kind == OPEN_UPWARD)
        return upward_line(r->report, r->period, english);
    if (r->kind != OPEN_LETTER && r->kind != OPEN_ADDRESS)
        return offered(r, english);
    return r->unit == NULL ? NULL      /* this address as it is, or changed by who sends it */
                           : xasprintf("%s %s %s", english ? contact->name_en : contact->name, unit_short(r->unit),
                                       r->kind == OPEN_LETTER ? "" : r->who);
}

static void
put(json_t *row, const char *key, const char *text)
{
    json_object_set_new(row, key, text == NULL ? json_null() : json_string(text));
}

static void
put_taken(json_t *row, const char *key, char *text)
{
    put(row, key, text);
    free(text);
}

/* What is not classified, and a report that was filed though its own mail speaks against it. */
static bool
says_why(const struct open_row *r)
{
    static const enum reason beside[] = { REASON_RESERVE, REASON_TOWARD, REASON_COPY_LATER };
    bool is = r->kind == OPEN_REVIEW;

    for (size_t i = 0; i < ARRAY_LEN(beside) && !is; i++)
        is = r->kind == OPEN_EXAMINATION && r->reason == beside[i];
    return is;
}

static json_t *
open_json(const struct open_list *list, size_t i, const char *language)
{
    const struct open_row *r = &list->v[i];
    json_t *row = json_object();

    put(row, "kind", open_names[r->kind]);
    json_object_set_new(row, open_flags[r->kind], json_true());
    json_object_set_new(row, "plain", json_boolean(r->plain));
    put(row, "code", r->code);
    put(row, "who", r->who);
    put(row, "subject", r->subject);
    put(row, "unclear", r->unclear);
    put_taken(row, "reason", says_why(r) ? reason_say(r->reason, r->about, language) : NULL);
    put(row, "unit", r->unit == NULL ? NULL : unit_short(r->unit));
    put(row, "report", r->report == NULL ? NULL : report_said(r->report, language));
    put_taken(row, "period", *r->period == '\0' ? NULL : words_period(r->period, language));
    json_object_set_new(row, "sequence", json_integer(r->sequence));
    put_taken(row, "since", words_stamp(r->since, list->from.utc_offset, language));
    json_object_set_new(row, "days", json_integer((list->now - r->since) / DAY));
    put_taken(row, "order", order_of(r, strcmp(language, "en") == 0));
    json_object_set_new(row, "number", json_integer((json_int_t)i + 1));
    return row;
}

json_t *
open_say(const struct open_list *list, const char *language)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < list->n && i < OPEN_MOST; i++)
        json_array_append_new(rows, open_json(list, i, language));
    return json_pack("{s:I s:I s:o}", "n", (json_int_t)list->n, "more",
                     (json_int_t)(list->n - json_array_size(rows)), "rows", rows);
}

int
open_facts(const struct about_from *from, instant now, const char *language, json_t **facts)
{
    struct open_list *list;

    if (open_read(from, now, &list) != 0)
        return -1;
    *facts = open_say(list, language);
    open_free(list);
    return 0;
}
