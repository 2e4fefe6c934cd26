/* What officers ask about several mails, and the files they ask for. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "report/status.h"
#include "report/workbook.h"
#include "core/calendar/words.h"
#include "core/dossier/candidate.h"
#include "order.h"

#define SEARCH_MOST 20
#define SEARCH_TEXT 2000                /* code points of a mail's words that are searched */
#define BOOK_MOST (16ul << 20)
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* ---- lists of mails ----------------------------------------------------------------- */

int
order_queue(struct order *o)
{
    struct message_row *rows = NULL;
    json_t *list = json_array();
    size_t n = 0;
    int rc = message_open(o->desk->store, OUTCOME_REVIEW, &rows, &n);

    for (size_t i = 0; rc == 0 && i < n; i++) {
        json_t *row = json_object();

        order_put_mail(o, row, &rows[i]);
        json_array_append_new(list, row);
    }
    answer_add(o->out, "queue", json_pack("{s:I s:o}", "n", (json_int_t)n, "rows", list));
    buf_addf(&o->result, "%zu waiting", n);
    message_rows_free(rows, n);
    return rc;
}

static bool
holds(const char *text, const char *folded)
{
    char *cut, *mine;
    bool found;

    if (text == NULL)
        return false;
    cut = text_cut(text, SEARCH_TEXT);
    mine = text_fold(cut);
    found = strstr(mine, folded) != NULL;
    free(cut);
    free(mine);
    return found;
}

static int
matches(struct order *o, const struct message_row *m, const char *folded, bool *yes)
{
    struct attachment_row *files = NULL;
    size_t n = 0;
    int rc = 0;

    *yes = m->outcome != OUTCOME_QUARANTINE && m->outcome != OUTCOME_COMMAND &&
           (holds(m->subject, folded) || holds(m->sender, folded) ||
            holds(m->sender_name, folded) || holds(m->code, folded) || holds(m->text, folded));
    if (*yes || m->outcome == OUTCOME_QUARANTINE)
        return 0;
    rc = message_attachments(o->desk->store, m->id, &files, &n);
    for (size_t i = 0; i < n; i++)
        *yes = *yes || holds(files[i].name, folded);
    attachment_rows_free(files, n);
    return rc;
}

/* Of these mails, until enough are found; *before: the last one looked at. */
static int
search_some(struct order *o, const struct message_row *rows, size_t n, const char *folded,
            int64_t *before, json_t *list)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < n && json_array_size(list) < SEARCH_MOST; i++) {
        bool yes = false;

        *before = rows[i].id;
        rc = matches(o, &rows[i], folded, &yes);
        if (yes) {
            json_t *row = json_object();

            order_put_mail(o, row, &rows[i]);
            json_array_append_new(list, row);
        }
    }
    return rc;
}

/* The latest first. All mails may have to be looked at, but never all at once. */
int
order_search(struct order *o)
{
    char *folded = text_fold(o->c->words);
    json_t *list = json_array();
    int64_t before = INT64_MAX;
    size_t n = *folded != '\0', found;
    int rc = 0;

    while (rc == 0 && n > 0 && json_array_size(list) < SEARCH_MOST) {
        struct message_row *rows;

        rc = message_before(o->desk->store, before, &rows, &n);
        if (rc == 0)
            rc = search_some(o, rows, n, folded, &before, list);
        message_rows_free(rows, n);
    }
    found = json_array_size(list);
    answer_add(o->out, "found",
               json_pack("{s:s s:I s:b s:o}", "words", o->c->words, "n", (json_int_t)found, "more",
                         found == SEARCH_MOST, "rows", list));
    buf_addf(&o->result, "%zu found", found);
    free(folded);
    return rc;
}

/* ---- selected units ------------------------------------------------------------------- */

/* The report whose form lists candidates. */
static const struct report *
selection(const struct plan *plan)
{
    for (size_t i = 0; i < plan->nreports; i++)
        if (form_candidates(plan->reports[i].form) != NULL)
            return &plan->reports[i];
    return NULL;
}

static int
names_of(struct order *o, const struct table *table, const struct obligation *row,
              struct buf *names, int *count)
{
    const struct field *named = table_candidate(table);
    char *name = xasprintf("%s.%s", table->name, named == NULL ? "" : named->name),
         *kinds = xasprintf("%s.%s", table->name, table->candidate_kind);
    struct values v = {0};
    int rc = row->accepted == 0 ? 0 : submission_values(o->desk->store, row->accepted, &v);

    for (size_t i = 0; i < v.n; i++) {
        const struct value *kind;

        if (strcmp(v.v[i].field, name) != 0)
            continue;
        kind = values_get(&v, kinds, v.v[i].row);
        buf_addf(names, "%s%s%s%s", names->len > 0 ? "; " : "", kind == NULL ? "" : kind->value,
                 kind == NULL ? "" : " ", v.v[i].value);
        ++*count;
    }
    values_free(&v);
    free(name);
    free(kinds);
    return rc;
}

/* One unit's choice beside what it was to choose; how many. */
static int
selected_row(struct order *o, const struct status_row *r, const struct report *report,
             const char *period, json_t *rows, int *total)
{
    const struct unit *u = r->unit;
    bool quota = unit_quota_holds(u, period);
    struct buf names = {0};
    int count = 0,
        rc = names_of(o, form_candidates(report->form), &r->obligation, &names, &count);
    bool doubt = count == 0 || (quota && u->quota_exact != 0 && count != u->quota_exact);

    json_array_append_new(rows, json_pack("{s:s s:s? s:i s:s s:b}", "unit", unit_short(u), "quota",
                                          quota ? u->quota : NULL, "n", count, "names",
                                          buf_text(&names), "part", doubt));
    *total += count;
    buf_free(&names);
    return rc;
}

/* Candidates that no list named, of units whose quota the plan states all the
 * same: the province chooses its own. */
static int
selected_otherwise(struct order *o, const struct report *list, const char *period, json_t *rows,
                   int *total)
{
    const struct plan *plan = o->desk->plan;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < plan->nreports * plan->nunits; i++) {
        const struct report *kind = &plan->reports[i / plan->nunits];
        const struct unit *u = &plan->units[i % plan->nunits];
        struct dossier *v = NULL;
        struct buf names = {0};
        size_t n = 0;
        int count = 0;

        if (kind->nparts == 0 || kind->candidates == NULL ||
            strcmp(kind->candidates, list->code) != 0 || u->quota == NULL || plan_owes(list, u))
            continue;
        rc = dossier_list(o->desk->store, kind->code, period, u->code, &v, &n);
        for (size_t k = 0; k < n; k++)
            if (v[k].listed && v[k].stage != STAGE_DROPPED) {
                char *name = candidate_say(&v[k], false);

                buf_addf(&names, "%s%s", count++ > 0 ? ", " : "", name);
                free(name);
            }
        json_array_append_new(
            rows, json_pack("{s:s s:s? s:i s:s s:b}", "unit", unit_short(u), "quota", u->quota, "n",
                            count, "names", buf_text(&names), "part",
                            count == 0 || (u->quota_exact != 0 && count != u->quota_exact)));
        *total += count;
        buf_free(&names);
        dossiers_free(v, n);
    }
    return rc;
}

int
order_selected(struct order *o)
{
    const struct report *r = selection(o->desk->plan);
    json_t *rows;
    char period[8];
    struct status s;
    int total = 0, rc;

    if (r == NULL)
        return order_refuse(o, "no_selection", NULL);
    snprintf(period, sizeof period, "%d",
             o->c->year != 0 ? o->c->year : moment_of(o->now, order_offset(o)).date.year);
    if ((rc = status_load(o->desk->store, o->desk->plan, r, period, o->now, &s)) != 0)
        return -1;
    rows = json_array();
    for (size_t i = 0; rc == 0 && i < s.n; i++)
        if (s.rows[i].unit != NULL && s.rows[i].obligation.tracked)
            rc = selected_row(o, &s.rows[i], r, period, rows, &total);
    if (rc == 0)
        rc = selected_otherwise(o, r, period, rows, &total);
    answer_add(o->out, "selected",
               json_pack("{s:s s:s s:i s:o}", "report", report_said(r, order_language(o)), "period",
                         period, "n", total, "rows", rows));
    buf_addf(&o->result, "%d selected", total);
    status_clear(&s);
    return rc;
}

/* ---- workbooks --------------------------------------------------------------------------- */

/* The file at path into the answer; the path is removed. */
static int
enclose(struct order *o, const char *path, const char *name, int written, char *cause)
{
    char *bytes = NULL;
    size_t n = 0;
    int rc;

    if (written == 0)
        bytes = file_read(path, BOOK_MOST, &n, &cause);
    unlink(path);
    if (bytes != NULL) {
        rc = order_file(o, name, XLSX, bytes, n);
    } else {
        log_error("%s could not be written: %s", name, cause == NULL ? "see above" : cause);
        rc = order_refuse(o, "no_file", "{s:s}", "name", name);
    }
    free(cause);
    return rc;
}

static char *
scratch(const struct order *o)
{
    return xasprintf("%s/answer-%d.xlsx", o->desk->settings->runtime, (int)getpid());
}

static int
enclose_csv(struct order *o, enum register_book book, instant from, instant to, const char *what,
            const char *days)
{
    struct buf b = {0};
    char *name = xasprintf("%s_%s.csv", what, days);
    int rc = csv_register(o->desk->store, o->desk->plan, book, from, to,
                          &o->desk->settings->office, &b);

    if (rc == 0) {
        size_t n = b.len;

        rc = order_file(o, name, "text/csv", buf_take(&b), n);
    }
    buf_free(&b);
    free(name);
    return rc;
}

int
order_register(struct order *o)
{
    const char *l = office_language(&o->desk->settings->office);
    int offset = o->desk->settings->office.utc_offset;
    struct date today = moment_of(o->now, offset).date;
    int year = o->c->year != 0 ? o->c->year : today.year;
    struct date from = o->c->day.year != 0 ? o->c->day : (struct date){ year, 1, 1 };
    struct date to = o->c->to.year != 0 ? o->c->to
                     : o->c->year != 0  ? (struct date){ year, 12, 31 }
                                        : today;
    instant begin = instant_of(from, 0, 0, offset), end = instant_of(date_add(to, 1), 0, 0, offset);
    char *path = scratch(o), *days, *name, *cause = NULL;
    int rc = workbook_register(o->desk->store, o->desk->plan, begin, end,
                               &o->desk->settings->office, path, &cause);

    days = xasprintf("%04d%02d%02d_%04d%02d%02d", from.year, from.month, from.day, to.year, to.month,
                     to.day);
    name = xasprintf(EITHER(l, "so-den_%s.xlsx", "register_%s.xlsx"), days);
    rc = enclose(o, path, name, rc, cause);
    if (rc == 0)
        rc = enclose_csv(o, REGISTER_INCOMING, begin, end, EITHER(l, "so-den", "register"), days);
    if (rc == 0)
        rc = enclose_csv(o, REGISTER_TRACKING, begin, end, EITHER(l, "so-theo-doi", "tracking"), days);
    free(days);
    free(name);
    free(path);
    return rc;
}

/* The same order carried out before: what the level above may have. */
int
order_sent_before(struct order *o, struct workbook_sent **out, size_t *n)
{
    struct command_row *rows = NULL;
    size_t nrows = 0;
    int rc = command_since(o->desk->store, 0, &rows, &nrows);

    for (size_t i = 0; rc == 0 && i < nrows; i++) {
        struct journal_row *history = NULL;
        size_t entries = 0;

        if (rows[i].id == o->row.id || rows[i].state != COMMAND_DONE ||
            rows[i].understood == NULL || strcmp(rows[i].understood, o->row.understood) != 0)
            continue;
        rc = journal_list(o->desk->store, rows[i].code, &history, &entries);
        if (rc == 0 && entries > 0)
            *ARRAY_MORE(*out, *n) = (struct workbook_sent){ history[0].at, history[0].number };
        journal_rows_free(history, entries);
    }
    command_rows_free(rows, nrows);
    return rc;
}

int
order_consolidate(struct order *o)
{
    const char *l = office_language(&o->desk->settings->office);
    struct workbook_sent *sent = NULL;
    size_t nsent = 0;
    char *path = scratch(o),
         *name = xasprintf(EITHER(l, "tong-hop_%s_%s.xlsx", "consolidated_%s_%s.xlsx"), o->c->report->code, o->c->period), *cause = NULL;
    struct status s;
    int rc = order_sent_before(o, &sent, &nsent) != 0
                 ? -1
                 : status_load(o->desk->store, o->desk->plan, o->c->report, o->c->period, o->now,
                               &s);

    if (rc == 0) {
        for (char *p = name; *p != '\0'; p++)
            *p = *p == ':' ? '-' : *p;
        rc = workbook_report(o->desk->store, o->desk->plan, &s, sent, nsent,
                             &o->desk->settings->office, path, &cause);
        rc = enclose(o, path, name, rc, cause);
        status_clear(&s);
    }
    free(sent);
    free(name);
    free(path);
    return rc;
}
