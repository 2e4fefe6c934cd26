/* What offices below reported of their own units: a row for each value, from
 * the sum back to unit, version and cell. */
#include <stdlib.h>

#include "core/calendar/workflow.h"
#include "workbook.h"

static const struct sheet_column columns[] = { { "STT", "No.", 6, NULL }, { "Đơn vị gửi", "Sent by", 26, NULL }, { "Mã tiếp nhận", "Receipt", 15, NULL },
                                               { "Báo cáo tổng hợp số", "Whole report no.", 12, NULL }, { "Đơn vị cấp dưới", "Unit below", 28, NULL },
                                               { "Trạng thái ở cấp dưới", "State below", 20, NULL }, { "Mục", "Item", 30, NULL }, { "Dòng", "Row", 7, NULL },
                                               { "Số liệu", "Figure", 14, NULL }, { "Mã ở cấp dưới", "Receipt below", 15, NULL }, { "Phiên bản", "Version", 9, NULL },
                                               { "Tệp", "File", 28, NULL }, { "Vị trí", "Place", 16, NULL }, { "Ghi chú", "Remark", 30, NULL } };

static const char *const lacks[PACKAGE_IS][2] = {
    [PACKAGE_BLANK] = { "bỏ trống", "left empty" }, [PACKAGE_MISSING] = { "chưa có", "none yet" }, [PACKAGE_WAIVED] = { "được miễn", "waived" } };
static const enum look looks[PACKAGE_IS] = { [PACKAGE_BLANK] = LOOK_BLANK, [PACKAGE_MISSING] = LOOK_MISSING, [PACKAGE_WAIVED] = LOOK_WAIVED };

static const char *
label_of(const struct compiled *c, const char *field)
{
    const struct field *f = form_field(c->form, field);

    return f == NULL ? field : book_say(&c->b, f->label, f->label_en);
}

static void
write_value(struct compiled *c, lxw_worksheet *sheet, lxw_row_t row, const struct package_value *v)
{
    sheet_text(&c->b, sheet, row, 6, label_of(c, v->field));
    if (v->row > 0)
        sheet_number(&c->b, sheet, row, 7, v->row);
    if (v->value == NULL)
        sheet_word(&c->b, sheet, row, 8, book_say(&c->b, lacks[v->is][0], lacks[v->is][1]),
                   looks[v->is]);
    else
        sheet_value(&c->b, sheet, row, 8, v->type, v->value);
    sheet_text(&c->b, sheet, row, 12, v->place);
}

static void
write_unit(struct compiled *c, lxw_worksheet *sheet, lxw_row_t row, const struct reported *u,
           const struct package_unit *b, bool itself)
{
    sheet_text(&c->b, sheet, row, 1, reported_name(u));
    sheet_text(&c->b, sheet, row, 2, u->version.message_code);
    sheet_number(&c->b, sheet, row, 3, u->below->sequence);
    sheet_text(&c->b, sheet, row, 4, b->name == NULL ? b->unit : b->name);
    sheet_text(&c->b, sheet, row, 5, state_said(b->state, c->b.language));
    sheet_text(&c->b, sheet, row, 9, b->source);
    if (b->version > 0)
        sheet_number(&c->b, sheet, row, 10, b->version);
    sheet_text(&c->b, sheet, row, 11, b->file);
    sheet_text(&c->b, sheet, row, 13, itself ? book_say(&c->b, "đơn vị gửi thẳng, không cộng ở đây", "reports to us itself, not added here") : NULL);
}

void
workbook_below(struct compiled *c)
{
    lxw_worksheet *sheet = NULL;
    lxw_row_t row = 0, first = 0;

    for (size_t i = 0; i < c->nunits; i++) {
        const struct reported *u = &c->units[i];

        if (u->below != NULL && sheet == NULL) {
            sheet = book_sheet(&c->b, book_say(&c->b, "Cấp dưới", "Below"), report_said(c->status->report, c->b.language), c->note, columns, ARRAY_LEN(columns), &row);
            first = row;
        }
        for (size_t k = 0; u->below != NULL && k < u->below->nunits; k++) {
            const struct package_unit *b = &u->below->units[k];
            bool itself = counted_itself(c, b);

            for (size_t v = 0; v < b->nvalues; v++, row++) {
                sheet_number(&c->b, sheet, row, 0, (double)(row - first) + 1);
                write_unit(c, sheet, row, u, b, itself);
                write_value(c, sheet, row, &b->values[v]);
            }
        }
    }
    if (sheet != NULL)
        sheet_filter(sheet, first, row, ARRAY_LEN(columns));
}
