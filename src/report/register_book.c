/* The two books of annex IV out of the same entries, as a workbook and as CSV. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "core/calendar/calendar.h"
#include "core/calendar/words.h"
#include "register.h"
#include "sheet.h"

#define COLUMNS_MOST 10

struct entry_cell {                           /* texts are the cell's own */
    enum { AS_TEXT, AS_DATE, AS_TIME } kind;
    char *text;                         /* a date in ISO 8601 */
    instant at;
};

static const struct book_columns {
    const char *name, *english;
    struct sheet_column columns[COLUMNS_MOST];
    size_t n;
} books[REGISTER_BOOKS] = {
    [REGISTER_INCOMING] = { "Sổ đăng ký văn bản đến", "Register of incoming documents", {
        { "Ngày đến", "Date of arrival", 17, NULL }, { "Số đến", "Arrival no.", 8, NULL }, { "Tác giả", "Author", 30, NULL }, { "Số, ký hiệu", "Number and symbol", 18, NULL },
        { "Ngày tháng văn bản", "Date of the document", 13, NULL }, { "Tên loại và trích yếu nội dung", "Type and summary of the content", 44, NULL },
        { "Đơn vị hoặc người nhận", "Unit or person receiving it", 18, NULL }, { "Ngày chuyển", "Passed on", 12, NULL }, { "Ký nhận", "Signature", 12, NULL }, { "Ghi chú", "Remark", 26, NULL } }, 10 },
    [REGISTER_TRACKING] = { "Sổ theo dõi giải quyết", "Tracking book", {
        { "Số đến", "Arrival no.", 8, NULL }, { "Tên loại, số và ký hiệu, ngày tháng và tác giả văn bản", "Type, number and symbol, date and author of the document", 50, NULL }, { "Đơn vị hoặc người nhận", "Unit or person receiving it", 30, NULL },
        { "Thời hạn giải quyết", "To be dealt with by", 17, NULL }, { "Tiến độ giải quyết", "Progress", 26, NULL }, { "Số, ký hiệu văn bản trả lời", "Number and symbol of the reply", 18, NULL },
        { "Ghi chú", "Remark", 26, NULL } }, 7 },
};

/* ---- what stands in a row ------------------------------------------------------------ */

static struct entry_cell
text(const char *t)
{
    return (struct entry_cell){ AS_TEXT, xstrdup(t), INSTANT_NONE };
}

static struct entry_cell
note_of(const struct register_entry *e)
{
    char *urgency = text_lower(e->urgency != NULL ? e->urgency : "");
    char *note = xasprintf("%s%s%s%s%s", e->message.code, *e->remark != '\0' ? ", " : "", e->remark,
                           *urgency != '\0' ? ", " : "", urgency);

    free(urgency);
    return (struct entry_cell){ AS_TEXT, note, INSTANT_NONE };
}

static void
incoming(const struct register_entry *e, struct entry_cell *c)
{
    c[0] = (struct entry_cell){ AS_TIME, NULL, e->message.received };
    c[2] = text(e->author);
    c[3] = text(e->number);
    c[4] = (struct entry_cell){ AS_DATE, xstrdup(e->date), INSTANT_NONE };
    c[5] = text(e->subject);
    c[6] = text(e->to);
    c[9] = note_of(e);
}

/* "Báo cáo số 112/BC-CAH ngày 08/6/2023 của Công an huyện Thanh Bình"; what is not known is left out. */
static struct entry_cell
document(const struct register_entry *e, const char *l)
{
    struct buf b = {0};
    struct date day;
    bool dated = e->date != NULL && date_parse(e->date, &day);
    char *when = dated ? words_day(day, l) : NULL;

    buf_adds(&b, e->type != NULL ? e->type : e->subject != NULL ? e->subject : EITHER(l, "Thư", "Mail"));
    if (e->number != NULL)
        buf_addf(&b, EITHER(l, " số %s", " no. %s"), e->number);
    if (when != NULL)
        buf_addf(&b, EITHER(l, " ngày %s", " of %s"), when);
    if (e->author != NULL)
        buf_addf(&b, EITHER(l, " của %s", " from %s"), e->author);
    free(when);
    return (struct entry_cell){ AS_TEXT, buf_take(&b), INSTANT_NONE };
}

static void
tracking(const struct register_entry *e, const char *language, struct entry_cell *c)
{
    c[1] = document(e, language);
    c[2] = text(e->to);
    c[3] = (struct entry_cell){ AS_TIME, NULL, e->cure };
    c[4] = text(e->progress);
    c[6] = note_of(e);
}

static void
cells_of(enum register_book book, const struct register_entry *e, const char *language,
         struct entry_cell *cells)
{
    memset(cells, 0, COLUMNS_MOST * sizeof *cells);
    if (book == REGISTER_INCOMING)
        incoming(e, cells);
    else
        tracking(e, language, cells);
}

static void
cells_clear(struct entry_cell *cells)
{
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        free(cells[i].text);
}

/* ---- as a workbook ------------------------------------------------------------------- */

static void
write_row(const struct book *b, lxw_worksheet *sheet, lxw_row_t row, const struct entry_cell *cells,
          size_t n, int utc_offset)
{
    for (size_t i = 0; i < n; i++) {
        lxw_col_t column = (lxw_col_t)i;

        if (cells[i].kind == AS_TIME)
            sheet_time(b, sheet, row, column, cells[i].at, utc_offset);
        else
            sheet_value(b, sheet, row, column, cells[i].kind == AS_DATE ? FIELD_DATE : FIELD_TEXT,
                        cells[i].text);
    }
}

static void
write_book(struct book *b, enum register_book which, const char *note,
           const struct register_entry *entries, size_t n, int utc_offset)
{
    const struct book_columns *book = &books[which];
    const char *name = book_say(b, book->name, book->english);
    lxw_row_t row, first;
    lxw_worksheet *sheet = book_sheet(b, name, name, note, book->columns, book->n, &row);

    first = row;
    for (size_t i = 0; i < n; i++, row++) {
        struct entry_cell cells[COLUMNS_MOST];

        cells_of(which, &entries[i], b->language, cells);
        write_row(b, sheet, row, cells, book->n, utc_offset);
        cells_clear(cells);
    }
    sheet_filter(sheet, first, row, book->n);
}

int
workbook_register(struct store *store, const struct plan *plan, instant from, instant to,
                  const struct office_settings *office, const char *path, char **cause)
{
    struct register_entry *entries = NULL;
    struct book b = {0};
    size_t n = 0;
    const char *language = office_language(office);
    char *first = words_day(moment_of(from, office->utc_offset).date, language),
         *last = words_day(calendar_last_day(to, office->utc_offset), language);
    char *note = xasprintf(EITHER(language, "Thư nhận từ ngày %s đến hết ngày %s",
                                  "Mails received from %s to the end of %s"),
                           first, last);
    int rc = register_load(store, plan, from, to, language, &entries, &n);

    if (rc == 0) {
        book_begin(&b, path, language);
        for (int which = 0; which < REGISTER_BOOKS; which++)
            write_book(&b, (enum register_book)which, note, entries, n, office->utc_offset);
        rc = sheet_close(b.book, path, cause);
    }
    register_free(entries, n);
    free(first);
    free(last);
    free(note);
    return rc;
}

/* ---- as CSV ------------------------------------------------------------------------------ */

/* RFC 4180. What a program of tables would take for a formula gets an
 * apostrophe, as such a program would show it (TAB and CR have become blanks). */
static void
add_field(struct buf *b, const char *t, bool first)
{
    static const char *const starts[] = { "=", "+", "-", "@", "＝", "＋", "－", "＠" };
    char *line = text_clean_line(t == NULL ? "" : t, t == NULL ? 0 : strlen(t));
    const char *begin = line + strspn(line, " ");

    if (!first)
        buf_addc(b, ',');
    buf_addc(b, '"');
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (strncmp(begin, starts[i], strlen(starts[i])) == 0)
            buf_addc(b, '\'');
    for (const char *p = line; *p != '\0'; p++) {
        if (*p == '"')
            buf_addc(b, '"');
        buf_addc(b, *p);
    }
    buf_addc(b, '"');
    free(line);
}

static void
add_cell(struct buf *b, const struct entry_cell *c, bool first, int utc_offset)
{
    struct moment m = moment_of(c->at == INSTANT_NONE ? 0 : c->at, utc_offset);
    struct date day;
    char when[32] = "";

    if (c->kind == AS_TIME && c->at != INSTANT_NONE)
        snprintf(when, sizeof when, "%02d/%02d/%04d %02d:%02d", m.date.day, m.date.month, m.date.year,
                 m.hour, m.minute);
    else if (c->kind == AS_DATE && c->text != NULL && date_parse(c->text, &day))
        snprintf(when, sizeof when, "%02d/%02d/%04d", day.day, day.month, day.year);
    add_field(b, *when != '\0' ? when : c->text, first);
}

int
csv_register(struct store *store, const struct plan *plan, enum register_book which, instant from,
             instant to, const struct office_settings *office, struct buf *out)
{
    const struct book_columns *book = &books[which];
    const char *language = office_language(office);
    struct register_entry *entries = NULL;
    size_t n = 0;
    int rc = register_load(store, plan, from, to, language, &entries, &n);

    buf_adds(out, "\xef\xbb\xbf");     /* without it Excel takes UTF-8 for the code page of its machine */
    for (size_t i = 0; i < book->n; i++)
        add_field(out, EITHER(language, book->columns[i].label, book->columns[i].english), i == 0);
    buf_adds(out, "\r\n");
    for (size_t i = 0; i < n; i++) {
        struct entry_cell cells[COLUMNS_MOST];

        cells_of(which, &entries[i], language, cells);
        for (size_t k = 0; k < book->n; k++)
            add_cell(out, &cells[k], k == 0, office->utc_offset);
        buf_adds(out, "\r\n");
        cells_clear(cells);
    }
    register_free(entries, n);
    return rc;
}
