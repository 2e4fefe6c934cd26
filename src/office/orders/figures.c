/* What came with a mail, for the officer who examines it: its files, and the
 * values that were read beside those of the period before. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "office/desk/readers.h"
#include "office/filing/filing.h"
#include "office/filing/kept.h"
#include "store/raw.h"
#include "order.h"

#define ROWS_MOST 80

/* ---- values ------------------------------------------------------------------------ */

struct figures {
    const struct values *now, *before;
    const char *language;
    json_t *rows;
    size_t left_out;
};

static void
put_row(struct figures *b, const char *label, const char *now, const char *before)
{
    if (json_array_size(b->rows) >= ROWS_MOST)
        b->left_out++;
    else
        json_array_append_new(b->rows, json_pack("{s:s s:s? s:s?}", "name", label, "text", now, "last", before));
}

/* As people write it. */
static char *
said(const struct figures *b, const struct value *v)
{
    struct date day;

    if (v == NULL)
        return NULL;
    if (v->type == FIELD_DATE && date_parse(v->value, &day))
        return words_day(day, b->language);
    if (strcmp(b->language, "vi") == 0 && (strcmp(v->value, "yes") == 0 || strcmp(v->value, "no") == 0))
        return xstrdup(*v->value == 'y' ? "có" : "không");
    return xstrdup(v->value);
}

static void
field_row(struct figures *b, const struct field *f)
{
    char *now = said(b, values_get(b->now, f->name, 0)),
         *before = said(b, values_get(b->before, f->name, 0));

    if (now != NULL || before != NULL)
        put_row(b, f->label, now, before);
    free(now);
    free(before);
}

/* One row of a table as a text: its cells, one behind the other; NULL: it has none. */
static char *
cells_of(const struct figures *f, const struct values *v, const struct table *t, int row)
{
    struct buf b = {0};

    for (size_t c = 0; c < t->ncolumns; c++) {
        char *name = xasprintf("%s.%s", t->name, t->columns[c].name), *cell = said(f, values_get(v, name, row));

        if (cell != NULL)
            buf_addf(&b, "%s%s", b.len > 0 ? "; " : "", cell);
        free(cell);
        free(name);
    }
    return b.len > 0 ? buf_take(&b) : NULL;
}

static void
table_rows(struct figures *b, const struct table *t)
{
    for (int row = 1; row <= (int)t->max_rows; row++) {
        char *now = cells_of(b, b->now, t, row), *before = cells_of(b, b->before, t, row);
        char *label = (size_t)row <= t->row_labels.n ? xstrdup(t->row_labels.v[row - 1])
                                                     : xasprintf("%s (%d)", t->label, row);

        if (now != NULL || before != NULL)
            put_row(b, label, now, before);
        free(label);
        free(now);
        free(before);
    }
}

static void
form_rows(struct figures *b, const struct form *form)
{
    for (size_t s = 0; s < form->nsections; s++) {
        for (size_t f = 0; f < form->sections[s].nfields; f++)
            field_row(b, &form->sections[s].fields[f]);
        for (size_t t = 0; t < form->sections[s].ntables; t++)
            table_rows(b, &form->sections[s].tables[t]);
    }
}

static int
say_values(struct order *o, const struct submission_row *v, const struct obligation *ob)
{
    const struct unit *u = plan_unit(o->desk->plan, ob->unit);
    const struct report *r = calendar_report(o->desk->plan, ob->report, ob->period);
    struct values now = {0}, before = {0};
    struct figures b = { .now = &now, .before = &before, .language = order_language(o), .rows = json_array() };
    int rc = submission_values(o->desk->store, v->id, &now);

    if (rc == 0 && u != NULL && r != NULL)
        rc = filing_previous(o->desk, u, r, ob->period, &before);
    if (rc == 0 && r != NULL && r->form != NULL && now.n > 0)
        form_rows(&b, r->form);
    answer_add(o->out, "values",
               json_pack("{s:s s:s s:s s:s s:b s:I s:b s:o}", "code", o->c->code, "unit",
                         u == NULL ? ob->unit : unit_short(u), "report",
                         r == NULL ? ob->report : r->name, "period", ob->period, "n",
                         json_array_size(b.rows) > 0, "left", (json_int_t)b.left_out, "first_stays",
                         before.n == 0, "rows", b.rows));
    values_free(&now);
    values_free(&before);
    return rc;
}

int
order_values(struct order *o)
{
    struct message_row m = {0};
    struct submission_row *v = NULL;
    size_t n = 0, said = 0;
    int rc = submission_of_code(o->desk->store, o->c->code, &m, &v, &n);

    if (rc == 1)
        return order_refuse(o, "no_mail", "{s:s}", "code", o->c->code);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        struct obligation ob = {0};

        rc = obligation_by_id(o->desk->store, v[i].obligation, &ob);
        if (rc == 0 && v[i].standing != STANDING_REJECTED && said++ < SIZE_MAX)
            rc = say_values(o, &v[i], &ob);
        obligation_clear(&ob);
    }
    if (rc == 0 && said == 0)
        rc = order_refuse(o, "not_filed", "{s:s}", "code", o->c->code);
    else if (rc == 0)
        buf_addf(&o->result, "values of %s", o->c->code);
    submission_rows_free(v, n);
    message_row_clear(&m);
    return rc;
}

/* ---- files ---------------------------------------------------------------------------- */

static char *
name_of(const struct attachment *a, size_t number)
{
    const char *title = attachment_title(a);
    char *name = title == NULL || *title == '\0' ? xasprintf("tep-%zu", number + 1) : xstrdup(title);

    for (char *c = name; *c != '\0'; c++)       /* a name, never a path */
        *c = *c == '/' || *c == '\\' || (unsigned char)*c < 0x20 ? '_' : *c;
    return name;
}

/* Why it does not go along, as files.txt knows it; NULL: it does. */
static const char *
left_out(const struct attachment *a, size_t room)
{
    return attachment_may_act(a) ? "rejected" : (size_t)a->size > room ? "over" : NULL;
}

struct parcel { json_t *rows; size_t n, sent, room; };

static void
attach(struct order *o, const struct message_row *m, const struct attachment *a, size_t number,
       struct parcel *p)
{
    const char *why = left_out(a, p->room);
    char *name = name_of(a, number), *size = text_size(a->size), *cause = NULL;
    int fd = why == NULL ? kept_open(o->desk, m->sha256, &cause) : -1;
    void *bytes = fd < 0 ? NULL
                         : readers_part(o->desk->settings->reader, fd, a->sha256, (size_t)a->size,
                                        &cause);
    json_t *row = json_pack("{s:s s:s}", "name", name, "size", size);

    if (fd >= 0)
        close(fd);
    if (cause != NULL)
        log_warning("%s: file %zu could not be taken out again: %s", m->code, number + 1, cause);
    if (bytes != NULL) {
        p->room -= (size_t)a->size;
        p->sent++;
        answer_file(o->out, name, "application/octet-stream", bytes, (size_t)a->size);
    } else {
        json_object_set_new(row, why != NULL ? why : "unread", json_true());
    }
    p->n++;
    json_array_append_new(p->rows, row);
    free(name);
    free(size);
    free(cause);
}

static int
send_files(struct order *o, const struct message_row *m, const struct message *facts)
{
    struct parcel p = {0};
    char *most;

    if (order_room(o, &p.room) != 0)
        return -1;
    most = text_size(p.room);
    p.rows = json_array();
    for (size_t i = 0; i < facts->nattachments; i++)
        if (facts->attachments[i].inside < 0 && attachment_counts(&facts->attachments[i]))
            attach(o, m, &facts->attachments[i], i, &p);
    if (p.n == 0) {
        json_decref(p.rows);
        free(most);
        return order_refuse(o, "no_files", "{s:s}", "code", m->code);
    }
    answer_add(o->out, "files",
               json_pack("{s:s s:I s:I s:s s:o}", "code", m->code, "n", (json_int_t)p.sent, "count",
                         (json_int_t)p.n, "most", most, "files", p.rows));
    free(most);
    buf_addf(&o->result, "files of %s", m->code);
    return 0;
}

int
order_files(struct order *o)
{
    struct message_row m = {0};
    struct message *facts = NULL;
    char *cause = NULL;
    int rc = order_mail(o, o->c->code, &m);

    if (rc == 0 && m.outcome == OUTCOME_QUARANTINE)
        rc = order_refuse(o, "quarantined", "{s:s}", "code", m.code);
    else if (rc == 0 && (facts = kept_read(o->desk, &m, &cause)) == NULL)
        rc = order_refuse(o, "unreadable", "{s:s}", "code", m.code);
    if (facts != NULL)
        rc = send_files(o, &m, facts);
    free(cause);
    message_free(facts);
    message_row_clear(&m);
    return rc;
}
