/* The values of every unit's form side by side, where they come from, and its tables. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/words.h"
#include "workbook.h"

#define NAME_MOST 31                    /* characters of a sheet's name */
#define LEGEND    "; \"chưa có\" là chưa nhận báo cáo, \"bỏ trống\" là đã nhận nhưng ô không điền, 0 là đơn vị ghi số không"
#define LEGEND_EN "; \"none yet\": no report was received; \"left empty\": it was, but nothing stands in the cell; 0: the unit wrote a nought"

static double
column_width(const struct field *field)
{
    return field->type == FIELD_TEXT ? 30 : 13;
}

bool
field_counts(const struct field *field)
{
    return field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL;
}

/* What a unit has of one field. */
static const char *
text_of(const struct reported *u, const char *field, int row)
{
    const struct value *v = values_get(&u->values, field, row);

    return v == NULL ? NULL : v->value;
}

/* One cell of a unit that has a form, or the word for what is not there. */
static void
write_value(struct compiled *c, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
            const struct reported *u, const struct field *field, const char *value)
{
    if (u->values.n == 0)
        sheet_word(&c->b, sheet, row, column, reported_lack(c, u), reported_look(c, u));
    else if (value == NULL && field->type != FIELD_TEXT)
        sheet_word(&c->b, sheet, row, column, book_say(&c->b, "bỏ trống", "left empty"), LOOK_BLANK);
    else
        sheet_value(&c->b, sheet, row, column, field->type, value);
}

/* ---- side by side ------------------------------------------------------------------ */

static struct sheet_column *
columns_of(const struct compiled *c, const struct sheet_column *first, size_t nfirst, double width)
{
    struct sheet_column *columns = xcalloc(nfirst + c->nfields, sizeof *columns);

    memcpy(columns, first, nfirst * sizeof *columns);
    for (size_t f = 0; f < c->nfields; f++)
        columns[nfirst + f] = (struct sheet_column){ c->fields[f]->label, c->fields[f]->label_en,
                                                     width > 0 ? width : column_width(c->fields[f]),
                                                     c->sections[f] };
    return columns;
}

/* Totals, and of how many units each is. */
static void
write_totals(struct compiled *c, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t row,
             lxw_col_t column)
{
    sheet_word(&c->b, sheet, row, 1, book_say(&c->b, "Tổng cộng", "Total"), LOOK_TOTAL);
    sheet_word(&c->b, sheet, row + 1, 1, book_say(&c->b, "Số đơn vị có số liệu", "Units with figures"), LOOK_NOTED);
    for (size_t f = 0; f < c->nfields; f++, column++) {
        double total = 0, one;
        int known = 0;
        char *cover;

        for (size_t i = 0; i < c->nunits; i++) {
            const struct reported *u = &c->units[i];
            const char *name = c->fields[f]->name, *text = text_of(u, name, 0);

            if (text != NULL && count_expected(&u->row->obligation))
                known += u->below == NULL ? 1 : package_known(u->below, name, counted_itself, c);
            total += sheet_is_number(text, &one) ? one : 0;
        }
        if (!field_counts(c->fields[f]))
            continue;
        cover = sum_cover(known, c);
        sheet_sum(&c->b, sheet, first, row, column, total);
        sheet_word(&c->b, sheet, row + 1, column, cover,
                   known < c->asked ? LOOK_MISSING : LOOK_NOTED);
        free(cover);
    }
}

/* "; không cộng số liệu của: Huyện Tam Nông (Trả lại)", of the units for which `is` holds. */
static void
name_units(const struct compiled *c, bool (*is)(const struct reported *), const char *before,
           struct buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < c->nunits; i++) {
        const struct reported *u = &c->units[i];
        char *label;

        if (!u->had || !is(u))
            continue;
        label =
            u->how == COUNTED_STRANGE
                ? xstrdup(book_say(&c->b, "người gửi chưa được xác nhận", "sender not confirmed"))
            : u->how == COUNTED_BEFORE
                ? xstrdup(u->source.code)
                : status_label(&u->row->obligation, c->status->now, c->utc_offset, c->b.language);
        buf_addf(out, "%s%s (%s)", n++ > 0 ? ", " : before, reported_name(u), label);
        free(label);
    }
}

static bool
left_out(const struct reported *u)
{
    return !counted_in(u->how);
}

static bool
replaced_unseen(const struct reported *u)
{
    return u->how == COUNTED_BEFORE;
}

static bool
faulty(const struct reported *u)
{
    return u->how == COUNTED_FORCE && u->row->obligation.state == STATE_INCOMPLETE;
}

/* What the sums leave out, and what in them should not be relied on: an officer sent the report back, nobody has
 * said yet that it is the unit's; something in it is missing or wrong; no officer has seen it. */
static char *
doubtful(const struct compiled *c)
{
    struct buf b = {0};
    size_t unseen = 0;

    name_units(c, left_out, book_say(&c->b, "; không cộng số liệu của: ", "; the sums leave out: "), &b);
    name_units(c, replaced_unseen, book_say(&c->b, "; lấy số liệu của bản đã chấp nhận, chưa lấy bản gửi sau, của: ",
                                            "; figures of the version accepted before, not of the newer one, of: "), &b);
    name_units(c, faulty, book_say(&c->b, "; tổng gồm cả số liệu chưa chắc chắn của: ", "; the sums hold figures not to be relied on, of: "), &b);
    for (size_t i = 0; i < c->nunits; i++)
        unseen += c->units[i].values.n > 0 && c->units[i].how == COUNTED_FORCE &&
                  c->units[i].row->obligation.state == STATE_RECEIVED;
    if (unseen > 0)
        buf_addf(&b, EITHER(c->b.language, "; %zu đơn vị có bản đang kiểm tra, cán bộ chưa chấp nhận", "; of %zu units the version is still being examined"), unseen);
    return buf_take(&b);
}

void
workbook_values(struct compiled *c)
{
    static const struct sheet_column first_columns[] = { { "STT", "No.", 6, NULL }, { "Đơn vị", "Unit", 26, NULL }, { "Tình trạng", "State", 20, NULL } };
    struct sheet_column *columns = columns_of(c, first_columns, 3, 0);
    char *doubts = doubtful(c), *note = xasprintf("%s%s%s", c->note, doubts, book_say(&c->b, LEGEND, LEGEND_EN));
    lxw_row_t row, first;
    lxw_worksheet *sheet = book_sheet(&c->b, book_say(&c->b, "Số liệu", "Figures"),
                                      report_said(c->status->report, c->b.language), note, columns,
                                      c->nfields + 3, &row);

    first = row;
    for (size_t i = 0; i < c->nunits; i++, row++) {
        const struct reported *u = &c->units[i];
        char *label = status_label(&u->row->obligation, c->status->now, c->utc_offset,
                                   c->b.language);

        sheet_number(&c->b, sheet, row, 0, (double)i + 1);
        sheet_text(&c->b, sheet, row, 1, reported_name(u));
        sheet_word(&c->b, sheet, row, 2, label, reported_look(c, u));
        for (size_t f = 0; f < c->nfields; f++)
            write_value(c, sheet, row, (lxw_col_t)(f + 3), u, c->fields[f],
                        text_of(u, c->fields[f]->name, 0));
        free(label);
    }
    sheet_filter(sheet, first, row, c->nfields + 3);
    if (row > first)
        write_totals(c, sheet, first, row, 3);
    free(columns);
    free(doubts);
    free(note);
}

void
workbook_sources(struct compiled *c)
{
    static const struct sheet_column first_columns[] = { { "STT", "No.", 6, NULL }, { "Đơn vị", "Unit", 26, NULL }, { "Mã tiếp nhận", "Receipt", 15, NULL },
                                                         { "Phiên bản", "Version", 9, NULL }, { "Nhận lúc", "Received at", 17, NULL }, { "Người gửi", "Sender", 28, NULL },
                                                         { "Tệp", "File", 30, NULL } };
    struct sheet_column *columns = columns_of(c, first_columns, 7, 14);
    char *note = xasprintf("%s; %s", c->note, book_say(&c->b, "mỗi ô ghi vị trí của số liệu trong tệp của đơn vị",
                                                 "each cell says where in the unit's file the figure stands"));
    lxw_row_t row, first;
    lxw_worksheet *sheet = book_sheet(&c->b, book_say(&c->b, "Nguồn số liệu", "Sources"),
                                      report_said(c->status->report, c->b.language), note, columns,
                                      c->nfields + 7, &row);

    first = row;
    for (size_t i = 0; i < c->nunits; i++) {
        const struct reported *u = &c->units[i];

        if (u->version.id == 0)
            continue;
        sheet_number(&c->b, sheet, row, 0, (double)i + 1);
        sheet_text(&c->b, sheet, row, 1, reported_name(u));
        sheet_text(&c->b, sheet, row, 2, u->source.code);
        sheet_number(&c->b, sheet, row, 3, u->source.version);
        sheet_time(&c->b, sheet, row, 4, u->source.received, c->utc_offset);
        sheet_text(&c->b, sheet, row, 5, u->source.sender);
        sheet_text(&c->b, sheet, row, 6, u->source.file);
        for (size_t f = 0; f < c->nfields; f++) {
            const struct value *v = values_get(&u->values, c->fields[f]->name, 0);

            sheet_text(&c->b, sheet, row, (lxw_col_t)(f + 7), v == NULL ? NULL : v->place);
        }
        row++;
    }
    sheet_filter(sheet, first, row, c->nfields + 7);
    free(columns);
    free(note);
}

/* ---- tables ------------------------------------------------------------------------- */

/* Its values from the third column on, then where it stands; sums[column] grow. False: the row is empty. */
static bool
write_row(struct compiled *c, lxw_worksheet *sheet, lxw_row_t at, const struct table *t,
          const struct reported *u, int row, double *sums)
{
    const char *place = NULL;
    bool any = false;
    double one;

    for (size_t i = 0; i < t->ncolumns; i++) {
        char *name = xasprintf("%s.%s", t->name, t->columns[i].name);
        const struct value *v = values_get(&u->values, name, row);

        if (v != NULL && v->value != NULL) {
            any = true;
            place = place == NULL ? v->place : place;
            sums[i] += field_counts(&t->columns[i]) && sheet_is_number(v->value, &one) ? one : 0;
        }
        sheet_value(&c->b, sheet, at, (lxw_col_t)(i + 2), t->columns[i].type,
                    v == NULL ? NULL : v->value);
        free(name);
    }
    sheet_text(&c->b, sheet, at, (lxw_col_t)(t->ncolumns + 2), u->source.code);
    sheet_text(&c->b, sheet, at, (lxw_col_t)(t->ncolumns + 3), u->source.file);
    sheet_text(&c->b, sheet, at, (lxw_col_t)(t->ncolumns + 4), place);
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

static struct sheet_column *
table_columns(const struct table *t)
{
    struct sheet_column *columns = xcalloc(t->ncolumns + 5, sizeof *columns);

    columns[0] = (struct sheet_column){ "Đơn vị", "Unit", 26, NULL };
    columns[1] = t->row_labels.n > 0 ? (struct sheet_column){ "Nội dung", "What", 36, NULL }
                                      : (struct sheet_column){ "STT", "No.", 6, NULL };
    for (size_t i = 0; i < t->ncolumns; i++)
        columns[i + 2] = (struct sheet_column){ t->columns[i].label, t->columns[i].label_en,
                                                column_width(&t->columns[i]), NULL };
    columns[t->ncolumns + 2] = (struct sheet_column){ "Mã tiếp nhận", "Receipt", 15, NULL };
    columns[t->ncolumns + 3] = (struct sheet_column){ "Tệp", "File", 26, NULL };
    columns[t->ncolumns + 4] = (struct sheet_column){ "Vị trí", "Place", 14, NULL };
    return columns;
}

static void
write_sums(struct compiled *c, lxw_worksheet *sheet, const struct table *t, lxw_row_t first,
           lxw_row_t at, const double *sums)
{
    int known = 0;
    char *cover, *label;

    for (size_t i = 0; i < c->nunits; i++)
        if (c->units[i].values.n > 0 && count_expected(&c->units[i].row->obligation))
            known += c->units[i].below == NULL ? 1 : c->units[i].total.known;
    cover = sum_cover(known, c);
    label = xasprintf("%s, %s", book_say(&c->b, "Tổng cộng", "Total"), cover);
    sheet_word(&c->b, sheet, at, 0, label, LOOK_TOTAL);
    for (size_t i = 0; i < t->ncolumns; i++)
        if (field_counts(&t->columns[i]))
            sheet_sum(&c->b, sheet, first, at, (lxw_col_t)(i + 2), sums[i]);
    free(cover);
    free(label);
}

static void
write_table(struct compiled *c, const struct table *t, int number)
{
    struct sheet_column *columns = table_columns(t);
    double *sums = xcalloc(t->ncolumns + 1, sizeof *sums);
    char *name = sheet_name(t, number), *doubts = doubtful(c), *note = xasprintf("%s%s", c->note, doubts);
    lxw_row_t at, first;
    lxw_worksheet *sheet = book_sheet(&c->b, name, t->label == NULL ? t->name : t->label, note,
                                      columns, t->ncolumns + 5, &at);

    first = at;
    for (size_t i = 0; i < c->nunits; i++) {
        const struct reported *u = &c->units[i];

        for (int row = 1, last = values_last_row(&u->values, t->name); row <= last; row++) {
            if (!write_row(c, sheet, at, t, u, row, sums))
                continue;
            sheet_text(&c->b, sheet, at, 0, reported_name(u));
            if ((size_t)row <= t->row_labels.n)
                sheet_text(&c->b, sheet, at, 1, t->row_labels.v[row - 1]);
            else
                sheet_number(&c->b, sheet, at, 1, row);
            at++;
        }
    }
    sheet_filter(sheet, first, at, t->ncolumns + 5);
    if (at > first)
        write_sums(c, sheet, t, first, at, sums);
    else
        worksheet_write_string(
            sheet, at, 0,
            book_say(&c->b, "Không đơn vị nào điền bảng này.", "No unit filled in this table."),
            c->b.look[LOOK_NOTE]);
    free(columns);
    free(sums);
    free(doubts);
    free(note);
    free(name);
}

void
workbook_tables(struct compiled *c)
{
    int number = 0;

    for (size_t s = 0; s < c->form->nsections; s++)
        for (size_t t = 0; t < c->form->sections[s].ntables; t++)
            write_table(c, &c->form->sections[s].tables[t], ++number);
}
