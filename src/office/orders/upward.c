/* "GỬI CẤP TRÊN": the consolidated report to the office above, as one mail. What
 * was sent is sent: no undo calls it back, the next one takes its place. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "core/letter/context.h"
#include "core/letter/letter.h"
#include "model/package.h"
#include "order.h"
#include "report/package.h"
#include "report/workbook.h"

#define BOOK_MOST (16ul << 20)
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* NULL after logging. */
static char *
workbook(struct order *o, const struct status *s, size_t *size)
{
    char *path = xasprintf("%s/upward-%d.xlsx", o->desk->settings->runtime, (int)getpid()), *cause = NULL, *bytes = NULL;
    struct workbook_sent *sent = NULL;
    size_t n = 0;

    if (order_sent_before(o, &sent, &n) == 0 &&
        workbook_report(o->desk->store, o->desk->plan, s, sent, n, &o->desk->settings->office, path, &cause) == 0)
        bytes = file_read(path, BOOK_MOST, size, &cause);
    if (bytes == NULL)
        log_error("the workbook of %s %s could not be written: %s", s->report->code, s->period, cause == NULL ? "see above" : cause);
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
    char *name = xasprintf(EITHER(language, "tong-hop_%s_%s_so-%d.%s", "consolidated_%s_%s_no-%d.%s"), p->report, p->period, p->sequence, end);

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
post(struct order *o, const struct status *s, const struct package *p, const struct letter_file *files, size_t nfiles)
{
    struct letter_unit *rows = xcalloc(s->n + 1, sizeof *rows);
    char *reason = xasprintf("upward:%s:%s:%d", p->report, p->period, p->sequence);
    struct strings missing = {0};
    struct posting letter = { .letter = "upward", .reason = reason, .to = o->desk->settings->above.address, .priority = PRIORITY_ANSWER,
                              .by_hand = true, .files = files, .nfiles = nfiles,
                              .facts = { .report = s->report, .period = s->period, .officer = o->officer->name, .units = rows,
                                         .nunits = s->n, .lines = &missing, .sequence = p->sequence } };
    int rc;

    for (size_t i = 0; i < s->n; i++)
        rows[i] = (struct letter_unit){ .unit = s->rows[i].unit, .obligation = &s->rows[i].obligation, .last_reminder = INSTANT_NONE };
    missing_units(s, &missing);
    rc = post_letter(o->desk, &letter, o->now);
    strings_free(&missing);
    free(reason);
    free(rows);
    return rc;
}

/* 1: the workbook could not be made; said. */
static int
send_package(struct order *o, const struct status *s, const struct package *p)
{
    size_t size = 0;
    const char *l = office_language(&o->desk->settings->office);
    char *json = package_write(p), *book = workbook(o, s, &size), *names[] = { file_name(p, l, "xlsx"), file_name(p, l, "json") };
    const struct letter_file files[] = { { names[0], XLSX, book, size }, { names[1], "application/json", json, strlen(json) } };
    int rc = book == NULL ? order_refuse(o, "no_file", "{s:s}", "name", names[0]) : post(o, s, p, files, ARRAY_LEN(files));

    if (rc == 0)
        rc = package_put(o->desk->store, p, o->now);
    free(names[0]);
    free(names[1]);
    free(book);
    free(json);
    return rc;
}

static int
send_status(struct order *o, const struct status *s)
{
    struct package_row last;
    struct package *p = NULL;
    struct count c = status_count(s);
    int rc = package_last(o->desk->store, s->report->code, s->period, &last);

    if (rc >= 0)
        p = package_make(o->desk->store, o->desk->settings, s, last.sequence + 1, last.hash);
    rc = p == NULL ? -1 : send_package(o, s, p);
    if (rc == 0)
        rc = order_done(o, "sent_upward", "{s:s s:s s:i s:s s:i s:i}", "report", report_said(s->report, order_language(o)), "period",
                        s->period, "number", p->sequence, "to", o->desk->settings->above.address, "n", c.received, "count", c.expected);
    package_free(p);
    package_row_clear(&last);
    return rc;
}

int
order_upward(struct order *o)
{
    const struct report *r = o->c->report;
    struct status s;
    int rc;

    if (o->desk->settings->above.address == NULL)
        return order_refuse(o, "no_above", NULL);
    if (status_load(o->desk->store, o->desk->plan, r, o->c->period, o->now, &s) != 0)
        return -1;
    rc = s.n == 0 ? order_refuse(o, "nobody_owes", "{s:s s:s}", "report", report_said(r, order_language(o)), "period", o->c->period)
                  : send_status(o, &s);
    status_clear(&s);
    return rc;
}
