/* One report in one period as a workbook: state, values, tables. */
#include "report/workbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/calendar/count.h"
#include "core/calendar/words.h"
#include "store/docket.h"
#include "sheet.h"

#define NAME_MOST 31                    /* characters of a sheet's name */

struct compiled {                       /* the values whose content counts, unit by unit */
    struct book b;
    const struct status *status;
    struct values *values;              /* as status.rows */
    char *note;
};

static const char *
unit_name(const struct status_row *row)
{
    return row->unit == NULL ? row->obligation.unit : unit_short(row->unit);
}

/* ---- the state of every unit ---------------------------------------------------- */

static void
write_state(struct compiled *c, int utc_offset)
{
    static const struct sheet_column columns[] = { { "STT", 6 }, { "Đơn vị", 34 }, { "Trạng thái", 22 },
                                                   { "Thời hạn (trước)", 18 }, { "Ngày nhận", 18 }, { "Số ngày trễ", 10 },
                                                   { "Mã tiếp nhận", 16 } };
    lxw_row_t row;
    lxw_worksheet *sheet = book_sheet(&c->b, "Tình hình", c->status->report->name, c->note, columns,
                                      ARRAY_LEN(columns), &row);

    for (size_t i = 0; i < c->status->n; i++, row++) {
        const struct status_row *r = &c->status->rows[i];
        const struct obligation *o = &r->obligation;
        char *label = status_label(o, c->status->now, utc_offset, "vi");
        int late = count_received(o) ? count_days_late(o, c->status->now, utc_offset) : 0;

        sheet_number(&c->b, sheet, row, 0, (double)i + 1);
        sheet_text(&c->b, sheet, row, 1, unit_name(r));
        sheet_text(&c->b, sheet, row, 2, label);
        sheet_time(&c->b, sheet, row, 3, o->due, utc_offset);
        sheet_time(&c->b, sheet, row, 4, o->first_received, utc_offset);
        sheet_text(&c->b, sheet, row, 5, NULL);
        if (late > 0)
            sheet_number(&c->b, sheet, row, 5, late);
        sheet_text(&c->b, sheet, row, 6, r->code);
        free(label);
    }
}

/* ---- values side by side ---------------------------------------------------------- */

static double
column_width(const struct field *field)
{
    return field->type == FIELD_TEXT ? 30 : 16;
}

static bool
is_number(const struct field *field)
{
    return field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL;
}

static size_t
scalars(const struct form *form, const struct field ***out)
{
    const struct field **fields = NULL;
    size_t n = 0;

    for (size_t s = 0; s < form->nsections; s++)
        for (size_t f = 0; f < form->sections[s].nfields; f++)
            *ARRAY_MORE(fields, n) = &form->sections[s].fields[f];
    *out = fields;
    return n;
}

static void
write_totals(struct compiled *c, lxw_worksheet *sheet, lxw_row_t row, const struct field **fields,
             size_t n)
{
    worksheet_write_string(sheet, row, 0, "", c->b.look[LOOK_TOTAL]);
    worksheet_write_string(sheet, row, 1, "Tổng cộng", c->b.look[LOOK_TOTAL]);
    for (size_t f = 0; f < n; f++) {
        double total = 0;

        for (size_t i = 0; i < c->status->n; i++) {
            const struct value *v = values_get(&c->values[i], fields[f]->name, 0);

            total += v != NULL && v->value != NULL ? strtod(v->value, NULL) : 0;
        }
        if (is_number(fields[f]))
            worksheet_write_number(sheet, row, (lxw_col_t)(f + 2), total, c->b.look[LOOK_TOTAL]);
        else
            worksheet_write_blank(sheet, row, (lxw_col_t)(f + 2), c->b.look[LOOK_TOTAL]);
    }
}

static void
write_scalars(struct compiled *c)
{
    const struct field **fields;
    size_t n = scalars(c->status->report->form, &fields);
    struct sheet_column *columns = xcalloc(n + 2, sizeof *columns);
    lxw_worksheet *sheet;
    lxw_row_t row;

    columns[0] = (struct sheet_column){ "STT", 6 };
    columns[1] = (struct sheet_column){ "Đơn vị", 30 };
    for (size_t f = 0; f < n; f++)
        columns[f + 2] = (struct sheet_column){ fields[f]->label, column_width(fields[f]) };
    sheet = book_sheet(&c->b, "Số liệu", c->status->report->name, c->note, columns, n + 2, &row);
    for (size_t i = 0; i < c->status->n; i++) {
        if (c->values[i].n == 0)
            continue;
        sheet_number(&c->b, sheet, row, 0, (double)i + 1);
        sheet_text(&c->b, sheet, row, 1, unit_name(&c->status->rows[i]));
        for (size_t f = 0; f < n; f++) {
            const struct value *v = values_get(&c->values[i], fields[f]->name, 0);

            sheet_value(&c->b, sheet, row, (lxw_col_t)(f + 2), fields[f]->type,
                        v == NULL ? NULL : v->value);
        }
        row++;
    }
    write_totals(c, sheet, row, fields, n);
    free(columns);
    free(fields);
}

/* ---- tables ------------------------------------------------------------------------- */

static int
last_row(const struct values *values, const char *table)
{
    size_t n = strlen(table);
    int last = 0;

    for (size_t i = 0; i < values->n; i++)
        if (strncmp(values->v[i].field, table, n) == 0 && values->v[i].field[n] == '.' &&
            values->v[i].row > last)
            last = values->v[i].row;
    return last;
}

static bool
write_row(struct compiled *c, lxw_worksheet *sheet, lxw_row_t at, const struct table *t,
          size_t unit, int row)
{
    bool any = false;

    for (size_t i = 0; i < t->ncolumns; i++) {
        char *name = xasprintf("%s.%s", t->name, t->columns[i].name);
        const struct value *v = values_get(&c->values[unit], name, row);

        sheet_value(&c->b, sheet, at, (lxw_col_t)(i + 2), t->columns[i].type,
                    v == NULL ? NULL : v->value);
        any |= v != NULL;
        free(name);
    }
    return any;
}

/* Names of sheets are at most 31 characters and without some marks. */
static char *
sheet_name(const struct table *t, int number)
{
    char *label = text_cut(t->label == NULL ? t->name : t->label, NAME_MOST - 4);
    char *name = xasprintf("%d. %s", number, label);

    for (char *p = name; (p = strpbrk(p, "[]:*?/\\'")) != NULL; p++)
        *p = ' ';
    free(label);
    return name;
}

static void
write_table(struct compiled *c, const struct table *t, int number)
{
    struct sheet_column *columns = xcalloc(t->ncolumns + 2, sizeof *columns);
    char *name = sheet_name(t, number);
    lxw_worksheet *sheet;
    lxw_row_t at;

    columns[0] = (struct sheet_column){ "Đơn vị", 28 };
    columns[1] = (struct sheet_column){ t->row_labels.n > 0 ? "Nội dung" : "STT",
                                        t->row_labels.n > 0 ? 36 : 6 };
    for (size_t i = 0; i < t->ncolumns; i++)
        columns[i + 2] = (struct sheet_column){ t->columns[i].label, column_width(&t->columns[i]) };
    sheet = book_sheet(&c->b, name, t->label == NULL ? t->name : t->label, c->note, columns,
                       t->ncolumns + 2, &at);
    for (size_t u = 0; u < c->status->n; u++)
        for (int row = 1, last = last_row(&c->values[u], t->name); row <= last; row++) {
            if (!write_row(c, sheet, at, t, u, row))
                continue;
            sheet_text(&c->b, sheet, at, 0, unit_name(&c->status->rows[u]));
            if ((size_t)row <= t->row_labels.n)
                sheet_text(&c->b, sheet, at, 1, t->row_labels.v[row - 1]);
            else
                sheet_number(&c->b, sheet, at, 1, row);
            at++;
        }
    free(columns);
    free(name);
}

/* ---- the workbook --------------------------------------------------------------------- */

static int
load_values(struct store *store, struct compiled *c)
{
    c->values = xcalloc(c->status->n + 1, sizeof *c->values);
    for (size_t i = 0; i < c->status->n; i++)
        if (c->status->rows[i].obligation.accepted != 0
            && submission_values(store, c->status->rows[i].obligation.accepted, &c->values[i]) != 0)
            return -1;
    return 0;
}

int
workbook_report(struct store *store, const struct status *status, int utc_offset, const char *path,
                char **cause)
{
    struct compiled c = { .status = status };
    const struct form *form = status->report->form;
    char *period = words_period(status->period, "vi"),
         *now = words_moment(status->now, utc_offset, "vi");
    int rc = load_values(store, &c), number = 0;

    if (rc != 0)
        goto out;
    c.note = xasprintf("Kỳ %s, tính đến %s", period, now);
    c.b.book = sheet_book(path);
    sheet_looks(&c.b);
    write_state(&c, utc_offset);
    if (form != NULL)
        write_scalars(&c);
    for (size_t s = 0; form != NULL && s < form->nsections; s++)
        for (size_t t = 0; t < form->sections[s].ntables; t++)
            write_table(&c, &form->sections[s].tables[t], ++number);
    rc = sheet_close(c.b.book, path, cause);
out:
    for (size_t i = 0; i < status->n; i++)
        values_free(&c.values[i]);
    free(c.values);
    free(c.note);
    free(period);
    free(now);
    return rc;
}
