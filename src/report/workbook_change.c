/* The addendum: what changed since the workbook that was sent before. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "core/calendar/words.h"
#include "workbook.h"

struct change {                         /* while its sheet is written */
    struct compiled *c;
    lxw_worksheet *sheet;
    lxw_row_t row;
    const char *unit;
};

/* What a workbook tells of the docket: two that are equal here say the same. */
static void
print_of(const struct status *s, char out[static HASH_HEX])
{
    struct hash *h = hash_new();

    for (size_t i = 0; i < s->n; i++) {
        const struct obligation *o = &s->rows[i].obligation;
        char *line = xasprintf("%s %d %lld %lld %lld\n", o->unit, o->state, (long long)o->due,
                               (long long)o->first_received, (long long)o->accepted);

        hash_add(h, line, strlen(line));
        free(line);
    }
    hash_hex(h, out);
    hash_free(h);
}

/* ---- what it is called -------------------------------------------------------------- */

static char *
label_in(const struct book *b, const struct field *fields, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].name, name) == 0)
            return xstrdup(book_say(b, fields[i].label, fields[i].label_en));
    return NULL;
}

/* "Số cuộc tuyên truyền", "Danh sách đơn vị, dòng 2: Loại" */
static char *
label_of(const struct book *b, const struct form *form, const char *name, int row)
{
    const char *dot = strchr(name, '.');

    for (size_t s = 0; s < form->nsections; s++) {
        const struct section *section = &form->sections[s];
        char *label = dot == NULL ? label_in(b, section->fields, section->nfields, name) : NULL,
             *whole;

        if (label != NULL)
            return label;
        for (size_t t = 0; dot != NULL && t < section->ntables; t++) {
            const struct table *table = &section->tables[t];

            if (strncmp(table->name, name, (size_t)(dot - name)) != 0 ||
                table->name[dot - name] != '\0' ||
                (label = label_in(b, table->columns, table->ncolumns, dot + 1)) == NULL)
                continue;
            whole = xasprintf(EITHER(b->language, "%s, dòng %d: %s", "%s, row %d: %s"),
                              table->label == NULL ? table->name : table->label, row, label);
            free(label);
            return whole;
        }
    }
    return xstrdup(name);
}

/* ---- what changed --------------------------------------------------------------------- */

static void
begin_row(struct change *d, const char *what)
{
    sheet_text(&d->c->b, d->sheet, d->row, 0, d->unit);
    sheet_text(&d->c->b, d->sheet, d->row, 1, what);
}

static void
write_side(struct change *d, lxw_col_t column, enum field_type type, const char *value)
{
    if (value == NULL)
        sheet_word(&d->c->b, d->sheet, d->row, column, book_say(&d->c->b, "chưa có", "none yet"), LOOK_MISSING);
    else
        sheet_value(&d->c->b, d->sheet, d->row, column, type, value);
}

static void
write_change(struct change *d, const struct value *v, const char *before, const char *now)
{
    char *label;

    if (before != NULL && now != NULL && strcmp(before, now) == 0)
        return;
    label = label_of(&d->c->b, d->c->form, v->field, v->row);
    begin_row(d, label);
    write_side(d, 2, v->type, before);
    write_side(d, 3, v->type, now);
    d->row++;
    free(label);
}

static void
compare_values(struct change *d, const struct values *before, const struct values *now)
{
    for (size_t i = 0; i < now->n; i++) {
        const struct value *v = &now->v[i], *was = values_get(before, v->field, v->row);

        write_change(d, v, was == NULL ? NULL : was->value, v->value);
    }
    for (size_t i = 0; i < before->n; i++)
        if (values_get(now, before->v[i].field, before->v[i].row) == NULL)
            write_change(d, &before->v[i], before->v[i].value, NULL);
}

static void
compare_state(struct change *d, const struct obligation *was, instant then,
              const struct obligation *now)
{
    int offset = d->c->utc_offset;
    char *before = was == NULL ? NULL : status_label(was, then, offset, d->c->b.language),
         *after = status_label(now, d->c->status->now, offset, d->c->b.language);

    if (was == NULL || was->state != now->state || was->first_received != now->first_received) {
        begin_row(d, book_say(&d->c->b, "Tình trạng", "State"));
        write_side(d, 2, FIELD_TEXT, before);
        write_side(d, 3, FIELD_TEXT, after);
        d->row++;
    }
    if (was == NULL || was->due != now->due) {
        begin_row(d, book_say(&d->c->b, "Thời hạn (trước)", "Due (before)"));
        sheet_time(&d->c->b, d->sheet, d->row, 2, was == NULL ? INSTANT_NONE : was->due, offset);
        sheet_time(&d->c->b, d->sheet, d->row, 3, now->due, offset);
        d->row++;
    }
    free(before);
    free(after);
}

static int
compare_unit(struct change *d, const struct status *then, const struct reported *u)
{
    const struct obligation *now = &u->row->obligation, *was = NULL;
    struct values before = {0};
    int rc = 0;

    for (size_t i = 0; i < then->n && was == NULL; i++)
        if (strcmp(then->rows[i].obligation.unit, now->unit) == 0)
            was = &then->rows[i].obligation;
    d->unit = reported_name(u);
    compare_state(d, was, then->now, now);
    if (d->c->form == NULL || (was != NULL && was->accepted == now->accepted))
        return 0;
    if (was != NULL && was->accepted != 0)      /* what was undone since is known no more */
        rc = submission_values(d->c->store, was->accepted, &before) < 0 ? -1 : 0;
    if (rc == 0)
        compare_values(d, &before, &u->values);
    values_free(&before);
    return rc;
}

static int
write_sheet(struct compiled *c, const struct status *then, int number)
{
    static const struct sheet_column columns[] = { { "Đơn vị", "Unit", 28, NULL }, { "Nội dung", "What", 50, NULL }, { "Bản đã gửi", "As it was sent", 30, NULL }, { "Nay", "Now", 30, NULL } };
    const char *l = c->b.language;
    char *name = xasprintf(EITHER(l, "Phụ lục số %d", "Addendum no. %d"), number),
         *when = words_moment(then->now, c->utc_offset, l),
         *title = xasprintf("%s: %s", name, report_said(c->status->report, l)),
         *note = xasprintf(EITHER(l, "%s; thay đổi so với bản đã gửi lúc %s", "%s; what changed since it was sent at %s"), c->note, when);
    struct change d = { .c = c };
    lxw_row_t first;
    int rc = 0;

    d.sheet = book_sheet(&c->b, name, title, note, columns, ARRAY_LEN(columns), &d.row);
    first = d.row;
    for (size_t i = 0; rc == 0 && i < c->nunits; i++)
        rc = compare_unit(&d, then, &c->units[i]);
    sheet_filter(d.sheet, first, d.row, ARRAY_LEN(columns));
    free(name);
    free(when);
    free(title);
    free(note);
    return rc;
}

/* Each time what was sent differed from what was sent before, it was one more
 * addendum; sent again unchanged it is the same one. */
int
workbook_changes(struct compiled *c, const struct workbook_sent *sent, size_t n)
{
    char now[HASH_HEX], last[HASH_HEX] = "", one[HASH_HEX];
    struct status base = {0}, s;
    int number = 0, rc = 0;

    print_of(c->status, now);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        rc = status_load_as_of(c->store, c->plan, c->status->report, c->status->period, sent[i].at,
                               sent[i].entry, &s);
        if (rc != 0)
            break;
        print_of(&s, one);
        number += *last != '\0' && strcmp(last, one) != 0;
        memcpy(last, one, sizeof last);
        if (strcmp(one, now) != 0) {
            status_clear(&base);
            base = s;
        } else {
            status_clear(&s);
        }
    }
    number += *last != '\0' && strcmp(last, now) != 0;
    if (rc == 0 && number > 0)
        rc = write_sheet(c, &base, number);
    status_clear(&base);
    return rc;
}
