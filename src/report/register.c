/* The register of incoming documents (Decree 30/2020, annex IV): which mails stand in it, and what is told of each. */
#include "register.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "core/calendar/workflow.h"

#define NUMBER_FIELD "doc_number"       /* of our forms: number and date of the document itself */
#define DATE_FIELD   "doc_date"

/* What stands in the register: what people sent, not what machines did. */
static const enum outcome kept[] = { OUTCOME_FILED, OUTCOME_REVIEW, OUTCOME_NOTE, OUTCOME_WRONG_ROUTE, OUTCOME_QUARANTINE,
                                     OUTCOME_TOO_LARGE, OUTCOME_NOT_OBTAINABLE };
static const struct { const char *remark, *remark_en, *progress, *progress_en; } told[OUTCOMES] = {
    [OUTCOME_FILED] = { "", "", NULL, NULL },
    [OUTCOME_REVIEW] = { "chờ phân loại", "to be classified", "Chờ phân loại", "To be classified" },
    [OUTCOME_NOTE] = { "thư trao đổi", "correspondence", NULL, NULL },
    [OUTCOME_WRONG_ROUTE] = { "sai tuyến", "wrong route", "Đã báo sai tuyến", "Told that the route is wrong" },
    [OUTCOME_QUARANTINE] = { "cách ly", "in quarantine", "Cách ly, chờ cán bộ", "In quarantine, waits for an officer" },
    [OUTCOME_TOO_LARGE] = { "chưa mở: quá lớn", "not opened: too large", "Chờ cán bộ mở", "Waits for an officer to open it" },
    [OUTCOME_NOT_OBTAINABLE] = { "chưa mở: máy chủ không giao", "not opened: the server does not give it", "Chờ cán bộ mở",
                                 "Waits for an officer to open it" },
};

static int
by_arrival(const void *a, const void *b)
{
    const struct message_row *x = &((const struct register_entry *)a)->message,
                             *y = &((const struct register_entry *)b)->message;

    return x->received != y->received ? (x->received > y->received) - (x->received < y->received)
                                      : (x->id > y->id) - (x->id < y->id);
}

/* Author and title of a filed mail are those of the report it delivered. */
static int
describe_filed(struct store *store, const struct plan *plan, const char *language,
               struct register_entry *e)
{
    struct submission_row *rows = NULL;
    struct obligation o = {0};
    struct values values = {0};
    const struct value *number, *date;
    const struct report *report;
    const struct unit *unit;
    size_t n = 0;
    int rc = submission_of_message(store, e->message.id, &rows, &n);

    if (rc != 0 || n == 0)
        goto out;
    rc = obligation_by_id(store, rows[0].obligation, &o);
    if (rc == 0)
        rc = submission_values(store, rows[0].id, &values);
    if (rc != 0)
        goto out;
    unit = plan_unit(plan, o.unit);
    report = calendar_report(plan, o.report, o.period);
    number = values_get(&values, NUMBER_FIELD, 0);
    date = values_get(&values, DATE_FIELD, 0);
    if (e->author == NULL)
        e->author = xstrdup(unit == NULL           ? o.unit
                            : unit->holder != NULL ? unit->holder
                                                   : unit->name);
    if (e->subject == NULL)
        e->subject = xasprintf(EITHER(language, "%s, kỳ %s%s", "%s, period %s%s"),
                               report == NULL ? o.report : report_said(report, language), o.period,
                               n > 1 ? EITHER(language, " và báo cáo khác", " and others") : "");
    e->cure = o.cure;
    e->progress = state_said(o.state, language);
    e->to = report == NULL ? NULL : report->attributes[ATTR_TO];
    if (e->number == NULL)
        e->number = number == NULL ? NULL : xstrdup(number->value);
    if (e->date == NULL)
        e->date = date == NULL ? NULL : xstrdup(date->value);
out:
    submission_rows_free(rows, n);
    obligation_clear(&o);
    values_free(&values);
    return rc < 0 ? -1 : 0;
}

static bool
is_secret(const struct letterhead_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].head.secrecy != NULL)
            return true;
    return false;
}

/* Of several documents the one that is most of a document: a draft lacks its
 * number, an annex its type. */
struct letterhead *
register_main_document(struct letterhead_row *rows, size_t n)
{
    struct letterhead *best = NULL;
    int most = 0;

    for (size_t i = 0; i < n; i++) {
        struct letterhead *h = &rows[i].head;
        int known = 2 * (h->number != NULL && strpbrk(h->number, "0123456789") != NULL) +
                    (h->date != NULL) + (h->type != NULL) + (h->issuer != NULL);

        if (known > most)
            best = h;
        most = known > most ? known : most;
    }
    return best;
}

static char *
title_of(const struct letterhead *h)
{
    if (h->subject == NULL)
        return xstrdup(h->type);
    return h->type == NULL ? xstrdup(h->subject) : xasprintf("%s %s", h->type, h->subject);
}

/* The document's own words, where it has a letterhead; nothing of what is in
 * quarantine, and nothing beside a secret document. */
static int
describe_document(struct store *store, struct register_entry *e)
{
    struct letterhead_row *rows = NULL;
    size_t n = 0;
    int rc = message_letterheads(store, e->message.id, &rows, &n);
    const struct letterhead *h = rc == 0 && !is_secret(rows, n) ? register_main_document(rows, n)
                                                                : NULL;

    e->secret = is_secret(rows, n);
    if (h != NULL) {
        e->author = xstrdup(h->issuer);
        e->number = xstrdup(h->number);
        e->date = xstrdup(h->date);
        e->subject = title_of(h);
        e->type = xstrdup(h->type);
        e->urgency = xstrdup(h->urgency);
    }
    letterhead_rows_free(rows, n);
    return rc;
}

static int
describe(struct store *store, const struct plan *plan, const char *language,
         struct register_entry *e)
{
    const struct message_row *m = &e->message;

    if (m->outcome != OUTCOME_QUARANTINE && describe_document(store, e) != 0)
        return -1;
    if (m->outcome == OUTCOME_FILED && describe_filed(store, plan, language, e) != 0)
        return -1;
    if (e->author == NULL)
        e->author = xstrdup(m->sender);
    if (e->subject == NULL)             /* what is in quarantine is not quoted (A26) */
        e->subject = xstrdup(m->outcome == OUTCOME_QUARANTINE || e->secret ? NULL : m->subject);
    return 0;
}

int
register_load(struct store *store, const struct plan *plan, instant from, instant to,
              const char *language, struct register_entry **out, size_t *n)
{
    int rc = 0;

    *out = NULL;
    *n = 0;

    for (size_t i = 0; rc == 0 && i < ARRAY_LEN(kept); i++) {
        struct message_row *rows = NULL;
        size_t nrows = 0;

        rc = message_list(store, kept[i], &rows, &nrows);
        for (size_t k = 0; k < nrows; k++) {
            if (rc != 0 || rows[k].received < from || rows[k].received >= to) {
                message_row_clear(&rows[k]);
                continue;
            }
            *ARRAY_MORE(*out, *n) = (struct register_entry){
                .message = rows[k],
                .cure = INSTANT_NONE,
                .progress = EITHER(language, told[kept[i]].progress, told[kept[i]].progress_en),
                .remark = EITHER(language, told[kept[i]].remark, told[kept[i]].remark_en)
            };
            rc = describe(store, plan, language, &(*out)[*n - 1]);
        }
        free(rows);
    }
    if (*n > 0)
        qsort(*out, *n, sizeof **out, by_arrival);
    return rc;
}

void
register_free(struct register_entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        message_row_clear(&entries[i].message);
        free(entries[i].author);
        free(entries[i].subject);
        free(entries[i].type);
        free(entries[i].number);
        free(entries[i].date);
        free(entries[i].urgency);
    }
    free(entries);
}
