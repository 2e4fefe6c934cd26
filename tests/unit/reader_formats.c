/* Files that office programs open under one name or another: each is the same
 * small table, and what can only be kept says what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/format.h"
#include "reader/reader.h"

static const char flat[] = "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:table=\"t\" xmlns:text=\"x\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body>"
    "<office:spreadsheet><table:table table:name=\"S\"><table:table-row><table:table-cell><text:p>Số cuộc</text:p></table:table-cell>"
    "<table:table-cell office:value-type=\"float\" office:value=\"12\"><text:p>12</text:p></table:table-cell></table:table-row>"
    "</table:table></office:spreadsheet></office:body></office:document>";

static const char workbook[] = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"
    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles>"
    "<Style ss:ID=\"g\"><Font ss:StrikeThrough=\"1\"/></Style></Styles><Names><NamedRange ss:Name=\"d_x\" ss:RefersTo=\"='Biểu 1'!R1C2\"/>"
    "</Names><Worksheet ss:Name=\"Biểu 1\"><Table><Row><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">Số cuộc</Data></Cell>"
    "<Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><S>10</S>12<Sup>1</Sup></ss:Data>"
    "<Comment><ss:Data>9</ss:Data></Comment></Cell></Row>"
    "<Row ss:Index=\"4\"><Cell ss:Index=\"3\" ss:StyleID=\"g\"><Data ss:Type=\"Number\">98</Data></Cell>"
    "<Cell><Data ss:Type=\"DateTime\">2023-06-05T00:00:00.000</Data></Cell></Row></Table>"
    "<WorksheetOptions><PageSetup><Header x:Data=\"&amp;CMẬT\"/></PageSetup></WorksheetOptions></Worksheet></Workbook>";

static const char word[] = "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:styles>"
    "<w:style w:type=\"character\" w:styleId=\"T1\"><w:rPr><w:strike/></w:rPr></w:style></w:styles><w:body><w:tbl><w:tr>"
    "<w:tc><w:p><w:r><w:t>Số cuộc</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:rPr><w:rStyle w:val=\"T1\"/></w:rPr><w:t>10</w:t></w:r>"
    "<w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>";

static const char rtf[] = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset0 .VnTime;}{\\f2\\fcharset163 Times;}}"
    "{\\stylesheet{\\s0 Normal;}}{\\info{\\title no}}{\\*\\generator no;}{\\header no}"
    "\\pard\\intbl\\trowd\\cellx1000\\cellx2000{\\f0 S\\u7889? cu\\u7897?c}\\cell{\\strike 10}{\\striked1 11}12{\\super 1}{\\v 9}\\cell\\row"
    "\\trowd\\cellx1000\\cellx2000\\pard\\intbl{\\f1 C\\'abng an}\\cell{\\f2 x\\'e3}\\cell\\row\\pard\n"
    "{\\field{\\*\\fldinst FORMCHECKBOX {\\*\\formfield{\\fftype1\\ffres25\\ffdefres1}}}{\\fldrslt}} c\\'f3\\par}";

static const char archive[] = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    "Content-Transfer-Encoding: quoted-printable\n\n<table><tr><td>S=E1=BB=91 cu=E1=BB=99c<td>12</table>\n--b\n"
    "Content-Type: text/xml\n\n<xml/>\n--b--\n";

static struct attachment
open_text(const char *name, const char *text)
{
    struct attachment a = {0};

    reader_file(name, text, strlen(text), &a);
    return a;
}

static void
assert_row(const struct strings *row)
{
    assert_string_equal(row->v[0], "Số cuộc");
    assert_string_equal(row->v[1], "12");
}

static void
documents_in_one_file(void **state)
{
    static const struct { const char *name, *text; enum file_format kind; } rows[] = {
        { "a.doc", word, FORMAT_XML_WORD }, { "b.doc", rtf, FORMAT_RTF }, { "c.doc", archive, FORMAT_MHT },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct attachment a = open_text(rows[i].name, rows[i].text);

        assert_string_equal(a.type, format_facts[rows[i].kind].name);
        assert_int_equal(a.status, ATTACHMENT_READ);
        assert_int_equal(a.ntables, 1);
        assert_row(&a.tables[0].rows[0].cells);
        attachment_clear(&a);
    }
}

static void
text_of_rtf(void **state)
{
    struct attachment a = open_text("a.rtf", rtf);

    (void)state;
    assert_string_equal(a.tables[0].rows[1].cells.v[0], "Công an");
    assert_string_equal(a.tables[0].rows[1].cells.v[1], "xă");
    assert_string_equal(a.text, "Số cuộc\t12\nCông an\txă\n☒ có\n");
    assert_true(strings_has(&a.flags, "struck-text") && strings_has(&a.flags, "hidden-text") && strings_has(&a.flags, "raised-text"));
    attachment_clear(&a);
}

/* What stands in a cell, by its control words. */
static void
runs_of_rtf(void **state)
{
    static const struct { const char *runs, *text, *flag; } rows[] = {
        { "{\\insrsid15234567 2}{\\insrsid15234567\\charrsid1523456 50}", "250", NULL },      /* of all its digits */
        { "{\\b\\insrsid152345678901234567890 250}", "250", NULL },
        { "12\\emdash-a", "12–-a", NULL },                          /* a hyphen alone is text */
        { "{\\revised\\revauth1\\revdttm-2018113536 1}2", "12", "tracked-changes" },
        { "{\\deleted\\revauthdel1\\revdttmdel2018113536 9\\par 8}12", "12", "tracked-changes" },
        { "\\deleted 9\\plain 1\\deleted 9\\deleted0 2", "12", "tracked-changes" },
        { "{\\mvf 9}{\\mvt 12}", "12", "tracked-changes" },
        { "{\\deleted0 12}", "12", NULL },
        { "12{\\sub 2}", "12", "raised-text" },
        { "12{\\dn 2}", "12", "raised-text" },
        { "12{\\dn2 5}", "125", NULL },
        { "CO{\\sub 2}", "CO2", NULL },
        { "{\\cf2 99}{\\cf1 1}2", "12", "hidden-text" },
        { "{\\fs2 99}{\\fs24 12}", "12", "hidden-text" },
        { "{\\cf2\\chcbpat1 1}{\\cf2\\highlight1 2}", "12", NULL },
        { "{\\cf2\\chcbpat2 99}12", "12", "hidden-text" },
        { "{\\cf0 1}{\\cf9 2}", "12", NULL },
        { "\\cbpat1{\\cf2 1}2", "12", NULL },
        { "12\\cell{\\cf2 98}", "12", NULL },                   /* the next cell is dark */
        { "12\\cell\\cell{\\cf2 98}", "12", "hidden-text" },
        { "{\\deleted 9\\cell }12", "", "tracked-changes" },     /* the cell still stands there */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *file = xasprintf("{\\rtf1\\ansi{\\colortbl;\\red31\\green78\\blue121;\\red255\\green255\\blue255;}"
                               "\\trowd\\cellx1\\clcbpat1\\cellx2\\cellx3\\pard\\intbl%s%s\\cell\\row}",
                               *rows[i].runs == '{' ? "" : " ", rows[i].runs);
        struct attachment a = open_text("a.rtf", file);

        assert_string_equal(a.tables[0].rows[0].cells.v[0], rows[i].text);
        assert_int_equal(a.flags.n, rows[i].flag != NULL);
        assert_true(rows[i].flag == NULL || strings_has(&a.flags, rows[i].flag));
        attachment_clear(&a);
        free(file);
    }
}

/* Such programs let the lines of a cell stand; elsewhere a line's end says nothing. */
/* A text box tells what it holds in two ways; one in the head of a page is no part of the report. */
static void
boxes_in_rtf(void **state)
{
#define BOX "\\pard\\trowd\\cellx1\\cellx2\\intbl So cuoc\\cell 12\\cell\\row\\pard So lop: 7\\par"
    static const struct { const char *file, *text, *margin; size_t tables; } rows[] = {
        { "A{\\shp{\\*\\shpinst\\shpz0{\\sp{\\sn a}{\\sv 9}}{\\shptxt" BOX "}}{\\shprslt{\\*\\do{\\dptxbxtext" BOX "}}}}B\\par",
          "AB\n\nSo cuoc\t12\nSo lop: 7\n\n", "So lop: 7", 1 },
        { "A{\\*\\do\\dptxbx{\\dptxbxtext" BOX "}}B\\par", "AB\n\nSo cuoc\t12\nSo lop: 7\n\n", "So lop: 7", 1 },
        { "\\trowd\\cellx1\\cellx2\\pard\\intbl A\\cell B{\\shp{\\*\\shpinst{\\shptxt" BOX "}}}\\cell\\row\\pard C\\par",
          "A\tB\nC\n\nSo cuoc\t12\nSo lop: 7\n\n", "So lop: 7", 2 },
        { "{\\header{\\shp{\\*\\shpinst{\\shptxt" BOX "}}}}A\\par", "A\n", "So lop: 7", 0 },
        { "A{\\shp{\\*\\shpinst{\\shptxt DU THAO\\par}}}\\par", "A\n", "DU THAO", 0 },
        { "A\\par{\\shp{\\*\\shpinst{\\shptxt" BOX, "A\n\nSo cuoc\t12\nSo lop: 7\n\n", "So lop: 7", 1 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *file = xasprintf("{\\rtf1\\ansi %s}", rows[i].file);
        struct attachment a = open_text("a.rtf", file);

        assert_string_equal(a.text, rows[i].text);
        assert_true(strings_has(&a.margins, rows[i].margin));
        assert_int_equal(a.ntables, rows[i].tables);
        attachment_clear(&a);
        free(file);
    }
}

static void
lines_of_cells_in_rtf(void **state)
{
    struct attachment a = open_text("a.rtf", "{\\rtf1\\ansi\\trowd\\cellx1\\cellx2\\pard\\intbl Số cuộc\nMeetings\\cell 12\\cell\\row}"),
                      b = open_text("b.rtf", "{\\rtf1\\ansi\\trowd\\cellx1\\cellx2\\pard\\intbl So cu\noc\\cell 12\\cell\\row}"),
                      c = open_text("c.rtf", "{\\rtf1\\ansi{\\trowd\\cellx1\\cellx2\\pard\\intbl So cuoc\\cell 12\\cell\\row}{\\*\\x}\\par\\pard So lop: 7\\par}"),
                      d = open_text("d.rtf", "{\\rtf1\\ansi\\trowd\\cellx1\\cellx2\\pard\\intbl So cuoc\\cell 12}");

    (void)state;
    assert_string_equal(a.tables[0].rows[0].cells.v[0], "Số cuộc\nMeetings");
    assert_string_equal(b.tables[0].rows[0].cells.v[0], "So cuoc");
    assert_int_equal(c.tables[0].nrows, 1);             /* AbiWord: behind a row the end of a paragraph that says nothing of itself */
    assert_string_equal(c.text, "So cuoc\t12\n\nSo lop: 7\n");
    assert_string_equal(d.tables[0].rows[0].cells.v[1], "12");
    attachment_clear(&a);
    attachment_clear(&b);
    attachment_clear(&c);
    attachment_clear(&d);
}

/* Programs that know no code page: a cell may hold one letter of UTF-8 alone. */
static void
utf8_in_rtf(void **state)
{
    static const char *const heads[] = { "{\\rtf1\\ansi", "{\\rtf1\\ansi\\ansicpg1252", "{\\rtf1\\ansi\\ansicpg65001", "\xEF\xBB\xBF{\\rtf1",
                                         "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset163 Times;}}\\f0" };
    static const char *const bodies[] = { " Kế hoạch\\par c\xc3\xb3\\par}", " K\\'e1\\'ba\\'bf ho\\'e1\\'ba\\'a1ch\\par c\\'c3\\'b3\\par}" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(heads) * ARRAY_LEN(bodies); i++) {
        char *file = xasprintf("%s%s", heads[i / 2], bodies[i % 2]);
        struct attachment a = open_text("a.rtf", file);

        assert_string_equal(a.text, "Kế hoạch\ncó\n");
        attachment_clear(&a);
        free(file);
    }
}

static void
workbooks_in_one_file(void **state)
{
    struct attachment o = open_text("a.fods", flat), x = open_text("a.xls", workbook);
    const struct sheet *s = &x.sheets[0];

    (void)state;
    assert_string_equal(o.type, "fods");
    assert_string_equal(o.sheets[0].cells[0].value, "Số cuộc");
    assert_string_equal(o.sheets[0].cells[1].value, "12");
    assert_string_equal(x.type, "xml-xls");
    assert_true(strings_has(&x.margins, "MẬT"));
    assert_int_equal(s->ncells, 3);
    assert_string_equal(s->cells[1].value, "12");
    assert_string_equal(s->cells[2].value, "2023-06-05");
    assert_int_equal(s->cells[2].row, 4);
    assert_int_equal(s->cells[2].column, 4);
    assert_string_equal(s->merged.v[0], "A1:A2");
    assert_string_equal(x.names[0].sheet, "Biểu 1");
    assert_int_equal(x.names[0].column, 2);
    attachment_clear(&o);
    attachment_clear(&x);
}

/* What Excel calls "Unicode text", under the name of a workbook. */
static void
lines_of_cells(void **state)
{
    static const unsigned char wide[] = { 0xFF, 0xFE, 'S', 0, 0xD1, 0x1E, '\t', 0, '1', 0, '2', 0, '\n', 0 };
    struct attachment a = {0}, b = open_text("b.xls", "Số\t12\n");

    (void)state;
    reader_file("a.xls", wide, sizeof wide, &a);
    for (struct attachment *one = &a; one != NULL; one = one == &a ? &b : NULL) {
        assert_string_equal(one->type, "csv");
        assert_string_equal(one->sheets[0].cells[0].value, "Số");
        assert_string_equal(one->sheets[0].cells[1].value, "12");
        attachment_clear(one);
    }
}

static void
kinds_have_one_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORMATS; i++)
        assert_ptr_equal(format_named(format_facts[i].name), &format_facts[i]);
    assert_ptr_equal(format_ending("JPG"), &format_facts[FORMAT_JPEG]);
    assert_ptr_equal(format_ending("xlsm"), &format_facts[FORMAT_XLSX]);
    assert_ptr_equal(format_ending("xls"), &format_facts[FORMAT_XLS]);
    assert_ptr_equal(format_ending(NULL), &format_facts[FORMAT_UNKNOWN]);
    assert_string_equal(format_facts[FORMAT_XLSB].instead, "xlsx");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_in_one_file), cmocka_unit_test(text_of_rtf), cmocka_unit_test(runs_of_rtf), cmocka_unit_test(boxes_in_rtf), cmocka_unit_test(utf8_in_rtf), cmocka_unit_test(lines_of_cells_in_rtf), cmocka_unit_test(workbooks_in_one_file),
        cmocka_unit_test(lines_of_cells),        cmocka_unit_test(kinds_have_one_table),
    };

    reader_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
