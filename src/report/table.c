/* Rows of texts, every cell a text: "0012" keeps its zeros, "=1+1" stays what it is. */
#include "report/table.h"

#include <string.h>

#include "sheet.h"

#define WIDTH 24.0

int
table_xlsx(const char *path, const char *title, const struct strings *rows, size_t n, char **cause)
{
    lxw_workbook *book = sheet_book(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, title);
    lxw_format *text = workbook_add_format(book), *head = workbook_add_format(book);

    format_set_num_format_index(text, 49);              /* "@": what is typed in later stays a text too */
    format_set_bold(head);
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_set_column(sheet, 0, n > 0 ? (lxw_col_t)(rows[0].n - 1) : 0, WIDTH, text);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < rows[i].n; c++)
            if (rows[i].v[c][0] != '\0')
                worksheet_write_string(sheet, (lxw_row_t)i, (lxw_col_t)c, rows[i].v[c],
                                       i == 0 ? head : text);
    return sheet_close(book, path, cause);
}

static void
csv_cell(const char *text, FILE *out)
{
    if (strpbrk(text, ",;\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++)
        fputs(*text == '"' ? "\"\"" : (char[]){ *text, '\0' }, out);
    fputc('"', out);
}

void
table_csv(const struct strings *rows, size_t n, FILE *out)
{
    fputs("\xef\xbb\xbf", out);
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < rows[i].n; c++) {
            fputs(c > 0 ? "," : "", out);
            csv_cell(rows[i].v[c], out);
        }
        fputs("\r\n", out);
    }
}
