/* One report in one period as a workbook: what is loaded, and its first and last sheets. */
#include "workbook.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar/calendar.h"
#include "core/calendar/words.h"

/* ---- the state of every unit ------------------------------------------------------- */

static void
write_state(struct compiled *c)
{
    static const struct sheet_column columns[] = { { "STT", "No.", 6, NULL }, { "Đơn vị", "Unit", 34, NULL }, { "Trạng thái", "State", 24, NULL },
                                                   { "Thời hạn (trước)", "Due (before)", 18, NULL }, { "Ngày nhận", "Received on", 18, NULL },
                                                   { "Số ngày trễ", "Days late", 14, NULL }, { "Mã tiếp nhận", "Receipt", 16, NULL } };
    lxw_row_t row, first;
    lxw_worksheet *sheet = book_sheet(&c->b, book_say(&c->b, "Tình hình", "Status"),
                                      report_said(c->status->report, c->b.language), c->note,
                                      columns, ARRAY_LEN(columns), &row);

    first = row;
    for (size_t i = 0; i < c->nunits; i++, row++) {
        const struct reported *u = &c->units[i];
        const struct obligation *o = &u->row->obligation;
        char *label = status_label(o, c->status->now, c->utc_offset, c->b.language);
        char *late = words_late_of(o, c->status->now, c->utc_offset, c->b.language);
        int days = calendar_days_past(count_late_at(o, c->status->now), o->due, c->utc_offset);

        sheet_number(&c->b, sheet, row, 0, (double)i + 1);
        sheet_text(&c->b, sheet, row, 1, reported_name(u));
        sheet_word(&c->b, sheet, row, 2, label, reported_look(c, u));
        sheet_time(&c->b, sheet, row, 3, o->due, c->utc_offset);
        sheet_time(&c->b, sheet, row, 4, o->first_received, c->utc_offset);
        sheet_text(&c->b, sheet, row, 5, late);         /* within a day: words; else what can be sorted */
        if (days > 0)
            sheet_number(&c->b, sheet, row, 5, days);
        sheet_text(&c->b, sheet, row, 6, u->row->code);
        free(late);
        free(label);
    }
    sheet_filter(sheet, first, row, ARRAY_LEN(columns));
}

/* Four numbers and their picture. */
static void
write_chart(struct compiled *c)
{
    static const struct sheet_column columns[] = { { "Tình trạng", "State", 24, NULL }, { "Số đơn vị", "Units", 12, NULL } };
    const struct count *n = &c->count;
    const struct { const char *vi, *en; int number; enum look look; } rows[] = {
        { "Đã nhận, đúng hạn", "Received on time", n->on_time, LOOK_TEXT },
        { "Đã nhận, trễ hạn", "Received late", n->received - n->on_time, LOOK_LATE },
        { "Chưa nhận", "Not received", n->expected - n->received, LOOK_MISSING },
        { "Được miễn", "Waived", n->waived, LOOK_WAIVED },
    };
    const char *name = book_say(&c->b, "Biểu đồ", "Chart");
    lxw_row_t row;
    lxw_worksheet *sheet = book_sheet(&c->b, name, report_said(c->status->report, c->b.language),
                                      c->note, columns, ARRAY_LEN(columns), &row);
    lxw_chart *chart = workbook_add_chart(c->b.book, LXW_CHART_BAR);
    lxw_chart_series *series;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        sheet_word(&c->b, sheet, row + (lxw_row_t)i, 0, book_say(&c->b, rows[i].vi, rows[i].en),
                   rows[i].look);
        sheet_number(&c->b, sheet, row + (lxw_row_t)i, 1, rows[i].number);
    }
    series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, name, row, 0, row + 3, 0);
    chart_series_set_values(series, name, row, 1, row + 3, 1);
    chart_series_set_labels(series);
    chart_title_set_name(chart, c->note);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_reverse(chart->y_axis);
    worksheet_insert_chart(sheet, row + 5, 0, chart);
}

/* ---- what was found ---------------------------------------------------------------- */

static int
write_findings(struct compiled *c)
{
    static const struct sheet_column columns[] = { { "Đơn vị", "Unit", 28, NULL }, { "Mã tiếp nhận", "Receipt", 16, NULL }, { "Phiên bản", "Version", 10, NULL },
                                                   { "Mức", "Severity", 12, NULL }, { "Vị trí", "Place", 20, NULL }, { "Nội dung", "What", 70, NULL } };
    lxw_row_t row, first;
    lxw_worksheet *sheet = book_sheet(&c->b, book_say(&c->b, "Lỗi, thiếu", "Findings"),
                                      report_said(c->status->report, c->b.language), c->note,
                                      columns, ARRAY_LEN(columns), &row);
    int rc = 0;

    first = row;
    for (size_t i = 0; rc == 0 && i < c->nunits; i++) {
        const struct reported *u = &c->units[i];
        struct findings found = {0};

        if (u->version.id != 0)
            rc = submission_findings(c->store, u->version.id, &found);
        for (size_t f = 0; f < found.n; f++) {
            bool error = found.v[f].severity == SEVERITY_ERROR;

            if (strcmp(found.v[f].code, "blank-head") == 0)
                continue;               /* between the unit and the clerk: what it reports is whole */
            sheet_text(&c->b, sheet, row, 0, reported_name(u));
            sheet_text(&c->b, sheet, row, 1, u->version.message_code);
            sheet_number(&c->b, sheet, row, 2, u->version.version);
            sheet_word(&c->b, sheet, row, 3,
                       error ? book_say(&c->b, "lỗi", "error") : book_say(&c->b, "lưu ý", "note"),
                       error ? LOOK_MISSING : LOOK_LATE);
            sheet_text(&c->b, sheet, row, 4, found.v[f].place);
            sheet_text(&c->b, sheet, row++, 5, book_say(&c->b, found.v[f].text, found.v[f].text_en));
        }
        findings_free(&found);
    }
    sheet_filter(sheet, first, row, ARRAY_LEN(columns));
    if (row == first)
        worksheet_write_string(sheet, row, 0,
                               book_say(&c->b, "Không có lỗi hay thiếu sót nào.",
                                        "Nothing wrong or missing was found."),
                               c->b.look[LOOK_NOTE]);
    return rc;
}

/* ---- loading --------------------------------------------------------------------------- */

static int
load_source(struct store *store, struct reported *u)
{
    struct message_row m = {0};
    struct attachment_row *files = NULL;
    size_t n = 0;
    int rc = message_get(store, u->source.message, &m);

    if (rc == 0)
        rc = message_attachments(store, m.id, &files, &n);
    if (rc == 0) {
        u->source.sender = xstrdup(m.sender);
        for (size_t i = 0; i < n; i++)
            if (files[i].number == u->source.attachment)
                u->source.file = xstrdup(files[i].name);
    }
    attachment_rows_free(files, n);
    message_row_clear(&m);
    return rc == 0 ? 0 : -1;
}

/* The version at `at`, and the one before from which its figures were taken over. */
static int
versions_take(struct store *store, struct submission_row *versions, size_t at, struct reported *u)
{
    struct findings found = {0};
    const struct submission_row *from = &versions[at];
    int rc = submission_findings(store, from->id, &found);

    while (rc == 0 && from > versions && from->attachment < 0 && findings_get(&found, "figures-kept") != NULL)
        from--;
    u->source.message = from->message;
    u->source.version = from->version;
    u->source.attachment = from->attachment;
    u->source.received = from->received;
    u->source.code = xstrdup(from->message_code);
    u->version = versions[at];
    versions[at] = (struct submission_row){0};
    findings_free(&found);
    return rc;
}

static int
load_unit(struct store *store, struct reported *u)
{
    const struct obligation *o = &u->row->obligation;
    struct submission_row *versions = NULL;
    size_t n = 0, at = 0;
    int rc;

    if (o->accepted == 0)
        return 0;
    rc = submission_list(store, o->id, &versions, &n);
    if (rc == 0)
        rc = counted_version(store, o, versions, n, &at, &u->how);
    if (rc == 0 && at < n)
        rc = versions_take(store, versions, at, u);
    submission_rows_free(versions, n);
    if (rc == 0 && u->version.id != 0)
        rc = submission_values(store, u->version.id, &u->values) != 0 || load_source(store, u) != 0
                 ? -1
                 : 0;
    u->had = u->values.n > 0;
    if (!counted_in(u->how))
        values_free(&u->values);
    return rc;
}

/* Once every unit's own version is known. */
static int
load_below(struct compiled *c)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < c->nunits; i++)
        if (c->units[i].version.id != 0 && counted_in(c->units[i].how))
            rc = snapshot_get(c->store, c->units[i].version.id, &c->units[i].below);
    c->asked = c->count.expected;
    for (size_t i = 0; rc >= 0 && i < c->nunits; i++) {
        struct reported *u = &c->units[i];

        if (u->below == NULL)
            continue;
        values_free(&u->values);
        u->total = package_total(c->form, u->below, counted_itself, c, &u->values);
        c->asked += count_expected(&u->row->obligation) ? u->total.expected - 1 : 0;
    }
    return rc < 0 ? -1 : 0;
}

static int
load(struct compiled *c)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < c->status->n; i++) {
        const struct obligation *o = &c->status->rows[i].obligation;

        if (o->state == STATE_CANCELLED || (!o->tracked && !count_received(o)))
            continue;
        count_add(&c->count, o, c->status->now);
        *ARRAY_MORE(c->units, c->nunits) = (struct reported){ .row = &c->status->rows[i] };
        rc = load_unit(c->store, &c->units[c->nunits - 1]);
    }
    for (size_t s = 0; c->form != NULL && s < c->form->nsections; s++)
        for (size_t f = 0; f < c->form->sections[s].nfields; f++) {
            size_t n = c->nfields;

            *ARRAY_MORE(c->sections, n) = c->form->sections[s].title;
            *ARRAY_MORE(c->fields, c->nfields) = &c->form->sections[s].fields[f];
        }
    return rc == 0 ? load_below(c) : rc;
}

static void
compiled_clear(struct compiled *c)
{
    for (size_t i = 0; i < c->nunits; i++) {
        values_free(&c->units[i].values);
        submission_row_clear(&c->units[i].version);
        package_free(c->units[i].below);
        free(c->units[i].source.code);
        free(c->units[i].source.sender);
        free(c->units[i].source.file);
    }
    free(c->units);
    free(c->fields);
    free(c->sections);
    free(c->note);
}

/* ---- the workbook --------------------------------------------------------------------- */

int
workbook_report(struct store *store, const struct plan *plan, const struct status *status,
                const struct workbook_sent *sent, size_t nsent,
                const struct office_settings *office, const char *path, char **cause)
{
    struct compiled c = { .store = store,
                          .plan = plan,
                          .status = status,
                          .form = status->report->form,
                          .utc_offset = office->utc_offset };
    const char *language = office_language(office);
    char *period = words_period(status->period, language),
         *now = words_moment(status->now, c.utc_offset, language);
    int rc = load(&c), closed;

    c.note = xasprintf(EITHER(language, "Kỳ %s, tính đến %s", "Period %s, as of %s"), period, now);
    book_begin(&c.b, path, language);
    if (rc == 0) {
        write_state(&c);
        rc = workbook_changes(&c, sent, nsent);
    }
    if (rc == 0 && c.form != NULL) {
        workbook_values(&c);
        workbook_tables(&c);
        workbook_sources(&c);
        workbook_below(&c);
    }
    if (rc == 0)
        rc = workbook_dossiers(&c);
    if (rc == 0)
        rc = write_findings(&c);
    write_chart(&c);
    closed = sheet_close(c.b.book, path, cause);
    compiled_clear(&c);
    free(period);
    free(now);
    return rc != 0 ? -1 : closed;
}
