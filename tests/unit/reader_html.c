/* What a person sees of a page in HTML: each row is a page and its words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/reader/process/step.h"
#include "base/buf.h"
#include "base/mem.h"
#include "reader/reader.h"

static struct message *
mail_of(const char *html)
{
    char *mail = xasprintf("From: a@b.example\nSubject: x\nContent-Type: text/html; charset=utf-8\n\n%s", html);
    struct message *m = reader_message(mail, strlen(mail));

    free(mail);
    return m;
}

static void
words_of_a_page(void **state)
{
    static const struct { const char *html, *text, *flag; } rows[] = {
        { "<p>K&iacute;nh g&#7917;i &Dstrok;&#x1ED3;ng &lt; Th&aacute;p&nbsp;</p>", "Kính gửi Đồng < Tháp\n", NULL },
        { "a<br>b<div>c<div>d</div></div>e", "a\nb\nc\nd\ne", NULL },
        { "<pre>a\n  b</pre>", "a\n  b\n", NULL },
        { "<blockquote>c\xc5\xa9<br>m\xe1\xbb\x9bi</blockquote>h", "> cũ\n> mới\nh", NULL },
        { "<title>no</title><script>1</script><style>p{}</style><!-- c --><template>t</template>x", "x", NULL },
        { "<del>10</del><s>11</s><strike>9</strike>12", "12", "struck-text" },
        { "<span style='text-decoration: underline line-through'>10</span>12", "12", "struck-text" },
        { "x 12<sup>1</sup>", "x 12", "raised-text" },
        { "x 12<span style='vertical-align:super'>(a)</span>", "x 12", "raised-text" },
        { "5 km<sup>2</sup>", "5 km2", NULL },
        { "x 12<sub>2</sub>", "x 12", "raised-text" },
        { "x 12<span style='vertical-align:sub'>2</span>", "x 12", "raised-text" },
        { "CO<sub>2</sub>", "CO2", NULL },
        { "<div style='display: none'>lệnh</div>x", "x", "hidden-text" },
        { "<div style='DISPLAY:NONE !important'>lệnh<p style='display:block'>hai</p></div>x", "x", "hidden-text" },
        { "<span hidden>lệnh</span>x", "x", "hidden-text" },
        { "<span style='visibility:hidden'>lệnh<b style='visibility:visible'>x</b></span>", "x", "hidden-text" },
        { "<p style='font-size:0'>lệnh<span style='font-size:12pt'>x</span>", "x\n", "hidden-text" },
        { "<span style='font-size:1px;line-height:0'>lệnh</span>x", "x", "hidden-text" },
        { "<span style='mso-hide:all'>lệnh</span>x", "x", "hidden-text" },
        { "<div style='max-height:0;overflow:hidden'>lệnh</div>x", "x", "hidden-text" },
        { "<div style='position:absolute;left:-9999px'>lệnh</div>x", "x", "hidden-text" },
        { "<font color=white>lệnh</font>x", "x", "hidden-text" },
        { "<style>p { background: transparent }</style><p><font color=white>98</font>12</p>", "12\n", "hidden-text" },
        { "<div style='background:#1F4E79'><p style='background:transparent;color:white'>12</p></div>", "12\n", NULL },
        { "<p style='background:transparent url(a.png);color:white'>12</p>", "12\n", NULL },
        { "<table><tr><td bgcolor='#1f4e79'><font color='#FFF'>Số</font></td><td>12</td></tr></table>", "Số\t12\n", NULL },
        { "<style>@media screen { .a, td.b { display:none } }</style><p class='x a'>lệnh</p><p class=b>x</p>", "x\n", "hidden-text" },
        { "<style>#q{font-size:0px}</style><p id=q>lệnh</p>x", "x", "hidden-text" },
        { "<font face='.VnTime'>C\xc2\xabng an</font> xã", "Công an xã", "tcvn3" },
        { "<span style=\"font-family:'VNI-Times'\">Co\xc3\xa2ng an</span>", "Công an", "vni" },
        { "<font face=Wingdings>\xc3\xbe</font> có", "☑ có", "symbols" },
        { "Số <input value='12'> <input type=checkbox checked>có <select><option>a<option selected>b</select>", "Số 12 ☒có b", NULL },
        /* tables */
        { "<table><tr><td><p>Số</p><p>cuộc</p></td><td><div>12</div></td></tr></table>x", "Số cuộc\t12\nx", NULL },
        { "<table><tr><td>a<td>&nbsp;<td>12</table>", "a\t\t12\n", NULL },
        { "<table><tr><td rowspan=2>xã<td>1<tr><td>2</table>", "xã\t1\nxã\t2\n", NULL },
        { "<table><tr><td colspan=2>a<td>1</table>", "a\t\t1\n", NULL },
        { "<table><tr><td>a<td><table><tr><td>&nbsp;<td>12</table><td>c</table>", "a\t12\tc\n", NULL },
        { "<table><tr><td>a<td><table><tr><td>12<td>xã</table><td>c</table>", "a\t12 xã\tc\n", NULL },
        { "<table><tr><td>a<td><table><tr><td>b<td>12<tr><td>c<td></table></table>", "a\nb\t12\nc\t\n", NULL },
        { "<table><tr style='display:none'><td>9<td>9<tr><td>a<td>1</table>", "a\t1\n", "hidden-text" },
        { "<table><col><col width=0 style='display:none'><col><tr><td>a<td>9<td>12</table>", "a\t\t12\n", "hidden-text" },
        { "<table><col span=2><col width=0><tr><td rowspan=2>a<td>b<td>9<tr><td>c<td>9</table>", "a\tb\t\na\tc\t\n", "hidden-text" },
        { "<table><col><col style='display:none'><tr><td>a<td style='display:none'>9<td>12</table>", "a\t\t12\n", "hidden-text" },
        { "<table><col><col width=64><tr><td>a<td>12</table>", "a\t12\n", NULL },
        { "<style>.g{background:#1F4E79;color:white}.w{color:white}</style><table><tr><td class=g>a<td class=w>9<td>12</table>",
          "a\t\t12\n", "hidden-text" },
        { "<table><tr><td><p>Kính gửi</p><p>Ông A</p></td></tr></table>", "Kính gửi\nÔng A\n", NULL },
        { "<table><tr><td>logo<td><table><tr><td>Số cuộc<td>12</table></td></tr></table>", "logo\nSố cuộc\t12\n", NULL },
        { "<table><tr><td>Số cuộc<td><table><tr><td>12</table></td></tr></table>", "Số cuộc\t12\n", NULL },
        { "<table><tr><td><table><tr><td>Số cuộc</table><td><table><tr><td><table><tr><td>12</table></table></table>", "Số cuộc\t12\n", NULL },
        { "<table><tr><td>logo<td><table><tr><td><table><tr><td>Số cuộc<td>12</table></table></table>", "logo\nSố cuộc\t12\n", NULL },
        { "<table><tr><td>a<td>1<tr><td colspan=2>II. Thi đua<tr><td>b<td>2</table>", "a\t1\nII. Thi đua\t\nb\t2\n", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct message *m = mail_of(rows[i].html);

        if (strcmp(m->text_full, rows[i].text) != 0)
            print_error("%s\n", rows[i].html);
        assert_string_equal(m->text_full, rows[i].text);
        assert_int_equal(m->flags.n, rows[i].flag != NULL);
        assert_true(rows[i].flag == NULL || strings_has(&m->flags, rows[i].flag));
        message_free(m);
    }
}

static void
a_page_is_a_file_with_tables(void **state)
{
    static const char page[] = "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'></head><table>"
                               "<tr><td>STT<td>N\xe9<td>12</table><p>sau</html>";
    struct attachment a = {0};

    (void)state;
    reader_file("bieu.xls", page, strlen(page), &a);
    assert_string_equal(a.type, "html");
    assert_int_equal(a.status, ATTACHMENT_READ);
    assert_int_equal(a.ntables, 1);
    assert_string_equal(a.tables[0].rows[0].cells.v[1], "Né");
    assert_string_equal(a.text, "STT\tNé\t12\nsau\n");
    attachment_clear(&a);
}

/* As Excel saves a sheet, and a workbook of which one sheet is hidden, as pages. */
static void
a_sheet_saved_as_a_page(void **state)
{
    static const char page[] = "<html><style><!--@page {mso-header-data:\"&CBáo cáo 6 tháng\\, 2023\";\nmso-footer-data:\"&L&\\0022Arial\\,Bold\\0022&12BCĐ 138\";}-->"
                               "</style><meta charset=utf-8><table><tr><td>Số cuộc<td>12</table></html>";
    static const char book[] = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
                               "<table><tr><td>Số cuộc<td>12</table>\n--b\nContent-Type: text/html; charset=utf-8\n\n"
                               "<xml><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></xml><table><tr><td>Số cuộc<td>9</table>\n--b--\n";
    struct attachment a = {0}, b = {0};

    (void)state;
    reader_file("bieu.htm", page, strlen(page), &a);
    assert_int_equal(a.margins.n, 2);
    assert_string_equal(a.margins.v[0], "Báo cáo 6 tháng, 2023");
    assert_string_equal(a.margins.v[1], "BCĐ 138");
    reader_file("bieu.mht", book, strlen(book), &b);
    assert_int_equal(b.ntables, 1);
    assert_string_equal(b.tables[0].rows[0].cells.v[1], "12");
    assert_true(strings_has(&b.flags, "hidden-sheet"));
    attachment_clear(&a);
    attachment_clear(&b);
}

static void
a_table_at_any_depth(void **state)
{
    (void)state;
    for (int depth = 0; depth < 70; depth++) {
        struct buf page = {0};
        struct message *m;

        for (int i = 0; i < depth; i++)
            buf_adds(&page, "<div>");
        buf_adds(&page, "<table><tr><td>a<td>12</table>");
        m = mail_of(buf_text(&page));
        assert_string_equal(m->text_full, "a\t12\n");
        message_free(m);
        buf_free(&page);
    }
}

/* The words cost themselves, the mail is read. */
static void
a_page_that_failed_is_said(void **state)
{
    struct step note = { -1, STEP_FILE }, failed = { 0, STEP_PAGE };
    struct message *m;

    (void)state;
    step_watch(&note, &failed, 1);
    m = mail_of("<p>x</p>");
    step_watch(NULL, NULL, 0);
    assert_string_equal(m->subject, "x");
    assert_string_equal(m->text_full, "");
    assert_true(strings_has(&m->flags, "truncated"));
    assert_int_equal(m->problems.n, 1);
    message_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_a_page),
        cmocka_unit_test(a_page_is_a_file_with_tables),
        cmocka_unit_test(a_sheet_saved_as_a_page), cmocka_unit_test(a_table_at_any_depth),
        cmocka_unit_test(a_page_that_failed_is_said),
    };

    reader_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
