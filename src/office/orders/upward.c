/* "GỬI CẤP TRÊN": the consolidated report to the office above, as one mail. What
 * was sent is sent: no undo calls it back, the next one takes its place. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "core/letter/context.h"
#include "core/letter/letter.h"
#include "model/package.h"
#include "order.h"
#include "office/post/sent.h"
#include "report/open.h"
#include "report/package.h"
#include "report/workbook.h"

#define BOOK_MOST (16ul << 20)
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* NULL after logging. */
static char *
workbook(struct order *o, const struct status *s, size_t *size)
{
    char *path = xasprintf("%s/upward-%d.xlsx", o->desk->settings->runtime, (int)getpid()),
         *cause = NULL, *bytes = NULL;
    struct workbook_sent *sent = NULL;
    size_t n = 0;

    if (order_sent_before(o, &sent, &n) == 0 &&
        workbook_report(o->desk->store, o->desk->plan, s, sent, n, &o->desk->settings->office, path,
                        &cause) == 0)
        bytes = file_read(path, BOOK_MOST, size, &cause);
    if (bytes == NULL)
        log_error("the workbook of %s %s could not be written: %s", s->report->code, s->period,
                  cause == NULL ? "see above" : cause);
    unlink(path);
    free(sent);
    free(cause);
    free(path);
    return bytes;
}

/* "HALF_YEAR_2023_so-3" */
static char *
file_name(const struct package *p, const char *language, const char *end)
{
    char *name =
        xasprintf(EITHER(language, "tong-hop_%s_%s_so-%d.%s", "consolidated_%s_%s_no-%d.%s"),
                  p->report, p->period, p->sequence, end);

    for (char *c = name; *c != '\0'; c++)
        *c = *c == ':' ? '-' : *c;
    return name;
}

/* Who is asked and has sent nothing yet, by name. */
static void
missing_units(const struct status *s, struct strings *out)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *ob = &s->rows[i].obligation;

        if (ob->tracked && count_expected(ob) && !count_received(ob))
            strings_add(out, s->rows[i].unit == NULL ? ob->unit : unit_short(s->rows[i].unit));
    }
}

static int
post(struct order *o, const struct status *s, const struct package *p,
     const struct letter_file *files, size_t nfiles)
{
    struct letter_unit *rows = xcalloc(s->n + 1, sizeof *rows);
    char *reason = xasprintf("upward:%s:%s:%d", p->report, p->period, p->sequence);
    struct strings missing = {0};
    struct posting letter = { .letter = "upward",
                              .reason = reason,
                              .to = o->desk->settings->above.address,
                              .priority = PRIORITY_ANSWER,
                              .by_hand = true,
                              .files = files,
                              .nfiles = nfiles,
                              .facts = { .report = s->report,
                                         .period = s->period,
                                         .officer = o->officer->name,
                                         .units = rows,
                                         .nunits = s->n,
                                         .lines = &missing,
                                         .sequence = p->sequence } };
    int rc;

    for (size_t i = 0; i < s->n; i++)
        rows[i] = (struct letter_unit){ .unit = s->rows[i].unit,
                                        .obligation = &s->rows[i].obligation,
                                        .last_reminder = INSTANT_NONE };
    missing_units(s, &missing);
    rc = post_letter(o->desk, &letter, o->now);
    strings_free(&missing);
    free(reason);
    free(rows);
    return rc;
}

/* ---- what goes up ---------------------------------------------------------------------------- */

struct parcel {
    struct status status;
    struct package *package;
    char *json, *book;
    size_t book_size;
};

static void
parcel_clear(struct parcel *p)
{
    status_clear(&p->status);
    package_free(p->package);
    free(p->json);
    free(p->book);
}

/* A letter that no server takes would only fail; what the office above cannot read is no report. 1: refused, said. */
static int
fits(struct order *o, const struct parcel *p)
{
    size_t data = strlen(p->json), mail = (data + p->book_size) / 57 * 78 + LETTER_ITSELF, most = 0, is;
    bool of_data = data > LIMIT_CELL_BYTES, of_server;
    char *size, *limit;

    if (order_mail_most(o, &most) != 0)
        return -1;
    of_server = most < LETTER_MOST;
    most = of_data ? LIMIT_CELL_BYTES : most;
    is = of_data ? data : mail;
    if (is <= most)
        return 0;
    size = text_size(is);
    limit = text_size(most);
    order_refuse(o, "too_large", "{s:s s:s s:s s:s s:b s:b}", "report",
                 report_said(o->c->report, order_language(o)), "period", o->c->period, "size", size,
                 "most", limit, "of_data", of_data, "of_server", !of_data && of_server);
    free(size);
    free(limit);
    return 1;
}

/* 1: it cannot go; said why. */
static int
parcel_make(struct order *o, struct parcel *p)
{
    const struct report *r = o->c->report;
    struct package_row last = {0};
    int rc;

    *p = (struct parcel){0};
    if (o->desk->settings->above.address == NULL)
        return order_refuse(o, "no_above", NULL);
    if (status_load(o->desk->store, o->desk->plan, r, o->c->period, o->now, &p->status) != 0)
        return -1;
    if (p->status.n == 0)
        return order_refuse(o, "nobody_owes", "{s:s s:s}", "report",
                            report_said(r, order_language(o)), "period", o->c->period);
    rc = package_last(o->desk->store, r->code, o->c->period, &last);
    if (rc >= 0)
        p->package = package_make(o->desk->store, o->desk->settings, &p->status, last.sequence + 1,
                                  last.hash);
    package_row_clear(&last);
    if (p->package == NULL)
        return -1;
    p->json = package_write(p->package);
    p->book = workbook(o, &p->status, &p->book_size);
    return p->book == NULL ? order_refuse(o, "no_file", "{s:s}", "name", r->code) : fits(o, p);
}

static int
send_parcel(struct order *o, const struct parcel *p)
{
    const char *l = office_language(&o->desk->settings->office);
    char *names[] = { file_name(p->package, l, "xlsx"), file_name(p->package, l, "json") };
    const struct letter_file files[] = { { names[0], XLSX, p->book, p->book_size },
                                         { names[1], "application/json", p->json, strlen(p->json) } };
    struct count c = status_count(&p->status);
    int rc = post(o, &p->status, p->package, files, ARRAY_LEN(files));

    if (rc == 0)
        rc = package_put(o->desk->store, p->package, o->now);
    if (rc == 0)
        rc = order_done(o, "sent_upward", "{s:s s:s s:i s:s s:i s:i}", "report",
                        report_said(o->c->report, order_language(o)), "period", o->c->period,
                        "number", p->package->sequence, "to", o->desk->settings->above.address, "n",
                        c.received, "count", c.expected);
    free(names[0]);
    free(names[1]);
    return rc;
}

int
order_upward(struct order *o)
{
    struct parcel p;
    int rc = parcel_make(o, &p);

    if (rc == 0 && p.package != NULL)
        rc = send_parcel(o, &p);
    parcel_clear(&p);
    return rc;
}

int
order_upward_goes(struct order *o)
{
    struct parcel p;
    int rc = parcel_make(o, &p);

    parcel_clear(&p);
    return rc;
}

/* ---- when it holds no longer ------------------------------------------------------------------- */

int
order_upward_outdated(struct order *o, int64_t entry)
{
    struct package_stale *stale = NULL;
    size_t n = 0;
    int rc = o->desk->settings->above.address == NULL
                 ? 0
                 : package_outdated(o->desk->store, entry, &stale, &n);

    for (size_t i = 0; i < n; i++) {
        const struct report *r = plan_report(o->desk->plan, stale[i].report);
        char *line = r == NULL ? NULL : upward_line(r, stale[i].period, strcmp(order_language(o), "en") == 0);

        if (r != NULL)
            order_note(o, "upward_outdated", "{s:s s:s s:i s:s}", "report", report_said(r, order_language(o)), "period",
                       stale[i].period, "number", stale[i].sequence, "line", line);
        free(line);
    }
    package_stale_free(stale, n);
    return rc;
}
