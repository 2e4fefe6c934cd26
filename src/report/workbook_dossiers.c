/* The sheet of dossiers: of a kind of dossier its own, of a list those that it names. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/dossier/candidate.h"
#include "core/dossier/stage.h"
#include "report/dossier.h"
#include "workbook.h"

static bool
concerns(const struct report *kind, const struct report *report)
{
    return kind->nparts > 0 && (kind == report || (kind->candidates != NULL &&
                                                   strcmp(kind->candidates, report->code) == 0));
}

static void
put_row(struct compiled *c, lxw_worksheet *sheet, lxw_row_t row, const struct dossier_told *t)
{
    struct date today = moment_of(c->status->now, c->utc_offset).date;
    const char *decider = candidate_decider(&t->d, c->plan, today);
    char *name = candidate_say(&t->d, false),
         *stage = stage_say(t->d.stage, t->report, c->b.language);

    sheet_text(&c->b, sheet, row, 0, t->d.code);
    sheet_text(&c->b, sheet, row, 1, t->unit == NULL ? t->d.unit : unit_short(t->unit));
    sheet_text(&c->b, sheet, row, 2, name);
    sheet_text(&c->b, sheet, row, 3, t->d.kind);
    sheet_text(&c->b, sheet, row, 4, t->d.place);
    sheet_word(&c->b, sheet, row, 5, stage,
               t->wanting > 0 && !stage_rows[t->d.stage].decided ? LOOK_MISSING : LOOK_TEXT);
    sheet_number(&c->b, sheet, row, 6,
                 (double)(t->report->nparts -
                          (t->wanting < t->report->nparts ? t->wanting : t->report->nparts)));
    sheet_number(&c->b, sheet, row, 7, (double)t->report->nparts);
    sheet_text(&c->b, sheet, row, 8, decider == NULL ? book_say(&c->b, "chưa xác định", "not determined") : decider);
    sheet_text(&c->b, sheet, row, 9, t->d.decision);
    sheet_value(&c->b, sheet, row, 10, FIELD_DATE, t->d.decided);
    free(name);
    free(stage);
}

static int
write_kind(struct compiled *c, const struct report *kind)
{
    static const struct sheet_column columns[] = {
        { "Hồ sơ", "Dossier", 14, NULL }, { "Đơn vị đề nghị", "Proposed by", 22, NULL }, { "Đơn vị được chọn", "Candidate", 34, NULL }, { "Loại", "Kind", 16, NULL },
        { "Địa bàn", "Place", 20, NULL }, { "Tình trạng", "State", 22, NULL }, { "Thành phần đã có", "Parts there", 10, NULL }, { "Thành phần phải có", "Parts required", 10, NULL },
        { "Thẩm quyền", "Who decides", 28, NULL }, { "Quyết định", "Decision", 18, NULL }, { "Ngày", "Date", 12, NULL } };
    struct dossiers_told all;
    int rc = dossier_load(c->store, c->plan, kind->code, c->status->period, NULL, &all);

    if (rc == 0 && all.n > 0) {
        char *name = xasprintf("%s %s", book_say(&c->b, "Hồ sơ", "Dossiers"), kind->code);
        lxw_row_t row, first;
        lxw_worksheet *sheet;

        name[strlen(name) < 31 ? strlen(name) : 31] = '\0'; /* Excel's limit; the code is ASCII */
        sheet = book_sheet(&c->b, name, report_said(kind, c->b.language), c->note, columns,
                           ARRAY_LEN(columns), &row);
        first = row;
        for (size_t i = 0; i < all.n; i++)
            put_row(c, sheet, row++, &all.v[i]);
        sheet_filter(sheet, first, row, ARRAY_LEN(columns));
        free(name);
    }
    dossiers_told_clear(&all);
    return rc;
}

int
workbook_dossiers(struct compiled *c)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < c->plan->nreports; i++)
        if (concerns(&c->plan->reports[i], c->status->report))
            rc = write_kind(c, &c->plan->reports[i]);
    return rc;
}
