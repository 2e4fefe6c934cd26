/* Which text of a cell counts, in the office formats: each row of a table is
 * one way to write a figure, and what a clerk reads there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/mem.h"
#include "reader/reader.h"

struct part { const char *name, *text; };

/* A container of these parts, opened by its content. */
static struct attachment
open_parts(const char *name, const struct part *parts, size_t n)
{
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = zip_open_from_source(out, ZIP_CREATE, NULL);
    struct attachment a = {0};
    zip_stat_t st;
    char *bytes;

    assert_non_null(z);
    zip_source_keep(out);
    for (size_t i = 0; i < n; i++)
        assert_true(zip_file_add(z, parts[i].name, zip_source_buffer(z, parts[i].text, strlen(parts[i].text), 0), 0) >= 0);
    assert_int_equal(zip_close(z), 0);
    assert_int_equal(zip_source_open(out), 0);
    assert_int_equal(zip_source_stat(out, &st), 0);
    bytes = xmalloc(st.size);
    assert_int_equal(zip_source_read(out, bytes, st.size), st.size);
    zip_source_close(out);
    zip_source_free(out);
    reader_file(name, bytes, st.size, &a);
    free(bytes);
    return a;
}

#define W "xmlns:w=\"w\" xmlns:w14=\"w14\" xmlns:mc=\"mc\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/w\" xmlns:n=\"none\""
#define RUN(props, text) "<w:r><w:rPr>" props "</w:rPr><w:t>" text "</w:t></w:r>"
#define P(runs) "<w:p>" runs "</w:p>"
#define TC(runs) "<w:tc>" P(runs) "</w:tc>"

static const char word_styles[] = "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
    "<w:style w:type=\"character\" w:styleId=\"Gach\"><w:rPr><w:strike/></w:rPr></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"GachHai\"><w:basedOn w:val=\"Gach\"/></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"Mu\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
    "<w:style w:type=\"table\" w:styleId=\"Xanh\"><w:tblStylePr><w:tcPr><w:shd w:fill=\"1F4E79\"/></w:tcPr></w:tblStylePr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"An\"><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Cu\"><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\"/></w:rPr></w:style></w:styles>";
static const char word_theme[] = "<a:theme xmlns:a=\"a\"><a:minorFont><a:latin typeface=\".VnTime\"/></a:minorFont></a:theme>";
static const char word_rels[] = "<Relationships><Relationship Id=\"a\" Type=\"x/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"b\" Type=\"x/theme\" Target=\"theme.xml\"/></Relationships>";

static struct attachment
open_docx(const char *body)
{
    char *document = xasprintf("<w:document " W "><w:body>%s</w:body></w:document>", body);
    const struct part parts[] = { { "[Content_Types].xml", "<Types/>" }, { "word/document.xml", document },
                                  { "word/styles.xml", word_styles }, { "word/theme.xml", word_theme },
                                  { "word/_rels/document.xml.rels", word_rels } };
    struct attachment a = open_parts("a.docx", parts, ARRAY_LEN(parts));

    free(document);
    assert_int_equal(a.status, ATTACHMENT_READ);
    return a;
}

static void
runs_of_word(void **state)
{
    static const struct { const char *runs, *text, *flag; } rows[] = {
        { RUN("<w:strike/>", "10") RUN("", "12"), "12", "struck-text" },
        { RUN("<w:dstrike w:val=\"true\"/>", "10") RUN("<w:strike w:val=\"0\"/>", "12"), "12", "struck-text" },
        { RUN("<w:strike/><w:dstrike w:val=\"0\"/>", "10") RUN("", "12"), "12", "struck-text" },
        { RUN("<w:rStyle w:val=\"GachHai\"/>", "10") RUN("", "12"), "12", "struck-text" },
        { RUN("<w:rStyle w:val=\"Gach\"/><w:strike w:val=\"false\"/>", "12"), "12", NULL },
        { RUN("<w:vanish/>", "99") RUN("", "12"), "12", "hidden-text" },
        { "<w:pPr><w:pStyle w:val=\"An\"/></w:pPr>" RUN("", "99") RUN("<w:vanish w:val=\"off\"/>", "12"), "12", "hidden-text" },
        { RUN("", "12") RUN("<w:vertAlign w:val=\"superscript\"/>", "1"), "12", "raised-text" },
        { RUN("", "12") RUN("<w:rStyle w:val=\"Mu\"/>", "(a)"), "12", "raised-text" },
        { RUN("", "12") RUN("<w:vertAlign w:val=\"subscript\"/>", "2"), "12", "raised-text" },
        { RUN("", "12") RUN("<w:position w:val=\"-8\"/>", "2"), "12", "raised-text" },
        { RUN("<w:vertAlign w:val=\"subscript\"/>", "12"), "12", NULL },
        { RUN("", "CO") RUN("<w:vertAlign w:val=\"subscript\"/>", "2"), "CO2", NULL },     /* no note, but chemistry */
        { RUN("", "12") RUN("<w:position w:val=\"-2\"/>", "5"), "125", NULL },
        { RUN("<w:color w:val=\"FFFFFF\"/>", "99") RUN("", "12"), "12", "hidden-text" },
        { RUN("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"auto\"/>", "99") RUN("", "12"), "12", "hidden-text" },
        { RUN("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"1F4E79\"/>", "12"), "12", NULL },
        { RUN("<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"blue\"/>", "12"), "12", NULL },
        { "<w:pPr><w:shd w:val=\"pct50\" w:fill=\"auto\"/></w:pPr>" RUN("<w:color w:val=\"FFFFFF\"/>", "12"), "12", NULL },
        { RUN("<w:color w:val=\"FFFFFE\"/>", "1") RUN("<w:color w:val=\"auto\"/>", "2"), "12", NULL },
        { RUN("<w:sz w:val=\"2\"/>", "99") RUN("<w:sz w:val=\"24\"/>", "12"), "12", "hidden-text" },
        { RUN("<w:vanish/><w:sz w:val=\"24\"/>", "99") RUN("", "12"), "12", "hidden-text" },
        { RUN("<w:vertAlign w:val=\"superscript\"/>", "12"), "12", NULL },                   /* nothing it could mark */
        { RUN("", "5 km") RUN("<w:vertAlign w:val=\"superscript\"/>", "2"), "5 km2", NULL },
        { "<w:pPr><w:pStyle w:val=\"Cu\"/></w:pPr>" RUN("", "C«ng an"), "Công an", "tcvn3" },
        { RUN("<w:rFonts w:ascii=\"VNI-Times\"/>", "Coâng an"), "Công an", "vni" },
        { "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>" RUN("", " có"), "☑ có", NULL },
        { RUN("<w:rFonts w:ascii=\"Wingdings 2\"/>", "R") RUN("", " có"), "☑ có", NULL },
        { "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"o\"/><w:checkBox><w:default w:val=\"0\"/>"
          "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" RUN("", " có"),
          "☒ có", NULL },
        { "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"xã\"/>"
          "<w:listEntry w:val=\"phường\"/></w:ddList></w:ffData></w:fldChar></w:r>"
          "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" RUN("", "xã") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
          RUN("", " 12"), "phường 12", NULL },
        { RUN("", "12") "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:t>3</w:t></mc:Choice><mc:Fallback>"
          "<w:t>4</w:t></mc:Fallback></mc:AlternateContent></w:r>", "123", NULL },
        { RUN("", "12") "<w:r><mc:AlternateContent><mc:Choice Requires=\"n\"><w:t>3</w:t></mc:Choice><mc:Fallback>"
          "<w:t>4</w:t></mc:Fallback></mc:AlternateContent></w:r>", "124", NULL },
        { RUN("", "1\u200b2") RUN("", "\u00ad5"), "125", NULL },
        { "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" RUN("", "Bấm vào đây") "</w:sdtContent></w:sdt>"
          RUN("", "12"), "12", NULL },
        { "<w:sdt><w:sdtPr><w:tag w:val=\"n\"/><w:date w:fullDate=\"2023-06-05T00:00:00Z\"/></w:sdtPr><w:sdtContent>"
          RUN("", "6/5/") RUN("", "2023") "</w:sdtContent></w:sdt>", "05/06/2023", NULL },
        { "<w:sdt><w:sdtPr><w:date w:fullDate=\"2023-06-05T00:00:00Z\"/></w:sdtPr><w:sdtContent>"
          RUN("", "09:30 ngày 5 tháng 6") "</w:sdtContent></w:sdt>" RUN("", "."), "05/06/2023.", NULL },
        { "<w:sdt><w:sdtPr><w:date w:fullDate=\"2023-06-05T00:00:00Z\"/></w:sdtPr><w:sdtContent>"
          RUN("", "7/6/2023") "</w:sdtContent></w:sdt>", "05/06/2023; 7/6/2023", NULL },
        { RUN("", "một") "<w:r><w:br/></w:r>" RUN("", "hai"), "một\nhai", NULL },
        { RUN("", "a") "<w:r><w:pict><w:txbxContent>" P(RUN("", "hộp")) P(RUN("", "hai")) "</w:txbxContent></w:pict><w:t>b</w:t></w:r>" RUN("", "c"),
          "a\nhộp\nhai\nbc", NULL },
        { "<w:r><w:rPr><w:strike/></w:rPr><w:pict><w:txbxContent>" P(RUN("", "12")) "</w:txbxContent></w:pict><w:t>b</w:t></w:r>", "12", "struck-text" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *body = xasprintf("<w:tbl><w:tr><w:tc><w:p>%s</w:p></w:tc></w:tr></w:tbl>", rows[i].runs);
        struct attachment a = open_docx(body);

        assert_string_equal(a.tables[0].rows[0].cells.v[0], rows[i].text);
        if (rows[i].flag != NULL)
            assert_true(strings_has(&a.flags, rows[i].flag));
        else
            assert_false(strings_has(&a.flags, "struck-text") || strings_has(&a.flags, "hidden-text") ||
                         strings_has(&a.flags, "raised-text"));
        attachment_clear(&a);
        free(body);
    }
}

/* White letters are seen on the ground of their cell, their table's style, a page or a shape. */
static void
white_in_word(void **state)
{
#define WHITE RUN("<w:color w:val=\"FFFFFF\"/>", "98") RUN("", "12")
#define DARK "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"1F4E79\"/>"
    static const struct { const char *table, *text; } rows[] = {
        { "<w:tr><w:tc>" P(WHITE) "</w:tc></w:tr>", "12" },
        { "<w:tr><w:tc><w:tcPr>" DARK "</w:tcPr>" P(WHITE) "</w:tc></w:tr>", "9812" },
        { "<w:tblPr><w:tblStyle w:val=\"Xanh\"/></w:tblPr><w:tr><w:tc>" P(WHITE) "</w:tc></w:tr>", "9812" },
        { "<w:tblPr><w:tblStyle w:val=\"Gach\"/></w:tblPr><w:tr><w:tc>" P(WHITE) "</w:tc></w:tr>", "12" },
        { "<w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/></w:tcPr>" P(WHITE) "</w:tc></w:tr>", "12" },
        { "<w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr>" DARK "</w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc>" P(WHITE) "</w:tc></w:tr>", "12" },
        { "<w:tr><w:tc><w:p><w:r><w:txbxContent>" P(WHITE) "</w:txbxContent></w:r></w:p></w:tc></w:tr>", "9812" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *body = xasprintf("<w:tbl>%s</w:tbl>", rows[i].table);
        struct attachment a = open_docx(body);

        assert_string_equal(a.tables[0].rows[a.tables[0].nrows - 1].cells.v[0], rows[i].text);
        assert_int_equal(strings_has(&a.flags, "hidden-text"), strcmp(rows[i].text, "12") == 0);
        attachment_clear(&a);
        free(body);
    }
}

static void
cells_of_word_keep_their_columns(void **state)
{
    struct attachment a = open_docx("<w:tbl><w:tr>" TC(RUN("", "1")) TC(RUN("", "A"))
        "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" P(RUN("", "xã")) "</w:tc>" TC(RUN("", "9")) "</w:tr>"
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" TC(RUN("", "B"))
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" TC(RUN("", "8")) "</w:tr></w:tbl>");
    const struct strings *row = &a.tables[0].rows[1].cells;

    (void)state;
    assert_int_equal(row->n, 4);
    assert_string_equal(row->v[0], "");
    assert_string_equal(row->v[1], "B");
    assert_string_equal(row->v[2], "xã");
    assert_string_equal(row->v[3], "8");
    attachment_clear(&a);
}

/* ---- workbooks ------------------------------------------------------------------------------ */

static const char sheet_styles[] = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\";;;\"/></numFmts><fonts><font/>"
    "<font><strike/></font><font><name val=\".VnTime\"/></font><font><vertAlign val=\"superscript\"/></font><font><color rgb=\"FFFFFFFF\"/></font>"
    "<font><color theme=\"0\"/></font><font><color theme=\"0\" tint=\"-0.5\"/></font><font><sz val=\"1\"/></font></fonts><fills><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF1F4E79\"/></patternFill></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor theme=\"0\"/></patternFill></fill></fills>"
    "<cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/><xf fontId=\"0\" numFmtId=\"164\"/><xf fontId=\"3\"/>"
    "<xf fontId=\"4\" fillId=\"0\"/><xf fontId=\"4\" fillId=\"1\"/><xf fontId=\"5\" fillId=\"2\"/><xf fontId=\"6\"/><xf fontId=\"7\"/></cellXfs>"
    "</styleSheet>";

static const char top_rels[] = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char backslash_rels[] = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"\\xl\\workbook.xml\"/></Relationships>";

/* separator: of folders in the names of the parts and in what they point to; top: before each. */
static struct attachment
open_xlsx_at(const char *inside, char separator, const char *top)
{
    char *sheet = xasprintf("<worksheet xmlns:mc=\"m\" xmlns:n=\"none\">%s</worksheet>", inside), *names[6];
    struct part parts[] = {
        { "[Content_Types].xml", "<Types/>" },
        { "_rels/.rels", NULL },
        { "xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" id=\"r\"/></sheets></workbook>" },
        { "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"/xl/s.xml\"/>"
          "<Relationship Id=\"t\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>" },
        { "xl/s.xml", sheet }, { "xl/styles.xml", sheet_styles },
    };
    struct attachment a;

    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        parts[i].name = names[i] = xasprintf("%s%s", top, parts[i].name);
        for (char *p = names[i]; (p = strchr(p, '/')) != NULL; p++)
            *p = separator;
    }
    parts[1].text = separator == '/' ? top_rels : backslash_rels;
    a = open_parts("a.xlsx", parts, ARRAY_LEN(parts));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        free(names[i]);
    free(sheet);
    assert_int_equal(a.status, ATTACHMENT_READ);
    assert_int_equal(a.nsheets, 1);
    return a;
}

static struct attachment
open_xlsx(const char *inside, char separator)
{
    return open_xlsx_at(inside, separator, "");
}

static void
parts_by_any_name(void **state)
{
    static const struct { char separator; const char *top; } rows[] = {
        { '/', "/" }, { '\\', "/" }, { '/', "./" }, { '\\', ".\\" }, { '/', "//" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct attachment a = open_xlsx_at("<sheetData><row r=\"1\"><c><v>12</v></c></row></sheetData>", rows[i].separator, rows[i].top);

        assert_string_equal(a.sheets[0].cells[0].value, "12");
        attachment_clear(&a);
    }
}

#define IS(runs) "<c t=\"inlineStr\"><is>" runs "</is></c>"

static void
cells_of_a_workbook(void **state)
{
    static const struct { const char *cell, *value, *flag; } rows[] = {
        { "<c s=\"1\"><v>98</v></c>", NULL, "struck-text" },
        { "<c s=\"3\"><v>98</v></c>", "98", "hidden-text" },            /* hidden text is kept as such */
        { "<c s=\"4\"><v>12</v></c>", "12", NULL },
        { "<c s=\"5\"><v>98</v></c>", "98", "hidden-text" },             /* white letters */
        { "<c s=\"6\"><v>12</v></c>", "12", NULL },
        { "<c s=\"7\"><v>98</v></c>", "98", "hidden-text" },
        { "<c s=\"8\"><v>12</v></c>", "12", NULL },
        { "<c s=\"9\"><v>98</v></c>", "98", "hidden-text" },             /* of no size */
        { IS("<r><rPr><strike/></rPr><t>10</t></r><r><t>12</t></r>"), "12", "struck-text" },
        { IS("<r><rPr><strike val=\"0\"/></rPr><t>12</t></r>"), "12", NULL },
        { IS("<r><t>12</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1)</t></r>"), "12", "raised-text" },
        { IS("<r><t>12</t></r><r><rPr><vertAlign val=\"subscript\"/></rPr><t>2</t></r>"), "12", "raised-text" },
        { IS("<r><rPr><rFont val=\".VnTime\"/></rPr><t>C«ng</t></r><r><t> an</t></r>"), "Công an", "tcvn3" },
        { "<c s=\"2\" t=\"inlineStr\"><is><t>x\u00ad\u00e3ng</t></is></c>", "xưóng", "tcvn3" },
        { IS("<t>x\u00ad\u00e3ng</t>"), "xãng", NULL },
        { IS("<t>12_x000D_13</t>"), "12\n13", NULL },
        { IS("<t>1_x2013_2</t>"), "1–2", NULL },
        { IS("<rPh><t>9</t></rPh><t>12</t>"), "12", NULL },
        { "<c t=\"str\"><f>X()</f><v>a_x000D_b</v></c>", "a\nb", NULL },
        { IS("<mc:AlternateContent><mc:Choice Requires=\"n\"><t>5</t></mc:Choice><mc:Fallback><t>7</t></mc:Fallback>"
             "</mc:AlternateContent>"), "7", NULL },
        { "<c><f>A1+1</f></c>", "", "formula-without-result" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *inside = xasprintf("<sheetData><row r=\"1\">%s</row></sheetData>", rows[i].cell);
        struct attachment a = open_xlsx(inside, '/');

        assert_int_equal(a.sheets[0].ncells, rows[i].value != NULL);
        if (rows[i].value != NULL) {
            assert_string_equal(a.sheets[0].cells[0].value, rows[i].value);
            assert_int_equal(a.sheets[0].cells[0].hidden, rows[i].flag != NULL && strcmp(rows[i].flag, "hidden-text") == 0);
        }
        if (rows[i].flag != NULL)
            assert_true(strings_has(&a.flags, rows[i].flag));
        else
            assert_int_equal(a.flags.n, 0);
        attachment_clear(&a);
        free(inside);
    }
}

/* A program that has a workbook computed when it is opened stores a 0 with its formulas, and another keeps it:
 * what a formula adds up tells. */
static void
zeros_of_formulas(void **state)
{
    static const struct { const char *calculation, *formula, *value; bool known; } rows[] = {
        { "<calcPr fullCalcOnLoad=\"1\"/>", "1-1", "0", false },
        { "<calcPr fullCalcOnLoad=\"true\"/>", "1-1", "12", true },
        { "<calcPr fullCalcOnLoad=\"0\"/>", "1-1", "0", true },
        { "<calcPr calcId=\"191029\"/>", "1-1", "0", true },
        { "", "5+7", "0", false }, { "", "0+0", "0", true }, { "", "SUM(B1:C1)", "0", false }, { "", "SUM($C$1:C1;3)", "0", false },
        { "", "C1", "0", false }, { "", "B1", "0", true }, { "", "SUM(B1:B9)", "0", true }, { "", "COUNT(B1:B1)", "0", false },
        { "", "COUNTA(D1)", "0", false }, { "", "SUM(D1)", "0", true }, { "", "COUNT(D1:D1)", "0", true }, { "", "SUM(C1,E1)", "0", true },
        { "", "MAX(B1:C1)+SUM(F1)", "0", false }, { "", "SUM(F1)", "0", false }, { "", "SUM(C1", "0", true }, { "", "C1*2", "0", true },
        { "", "Khac!C1", "0", true }, { "", "IF(C1&gt;9,C1,B1)", "0", true }, { "", "SUM(C1)", "5", true }, { "", "", "0", true },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *book = xasprintf("<workbook><sheets><sheet name=\"S\" id=\"r\"/></sheets>%s</workbook>", rows[i].calculation);
        char *sheet = xasprintf("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>%s</f><v>%s</v></c><c r=\"B1\"><v>0</v></c><c r=\"C1\"><v>5</v></c>"
                                "<c r=\"D1\" t=\"str\"><v>x</v></c><c r=\"E1\"><v>-5</v></c><c r=\"F1\"><f>SUM(G1)</f></c></row></sheetData></worksheet>",
                                rows[i].formula, rows[i].value);
        const struct part parts[] = {
            { "[Content_Types].xml", "<Types/>" }, { "xl/workbook.xml", book }, { "xl/s.xml", sheet },
            { "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>" },
        };
        struct attachment a = open_parts("a.xlsx", parts, ARRAY_LEN(parts));

        assert_string_equal(a.sheets[0].cells[0].value, rows[i].known ? rows[i].value : "");
        assert_string_equal(a.sheets[0].cells[1].value, "0");           /* typed, not computed */
        attachment_clear(&a);
        free(book);
        free(sheet);
    }
}

static void
hidden_places_count_with_something_in_them(void **state)
{
    static const struct { const char *inside, *flag; } rows[] = {
        { "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"C1\"><v>1</v></c></row></sheetData>",
          "hidden-columns" },
        { "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"D1\"><v>1</v></c></row></sheetData>", NULL },
        { "<sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>", "hidden-rows" },
        { "<cols><col min=\"3\" max=\"3\" width=\"0\" customWidth=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"C1\"><v>1</v></c></row></sheetData>",
          "hidden-columns" },
        { "<sheetFormatPr zeroHeight=\"1\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>", NULL },     /* rows that are there show */
        { "<sheetData><row r=\"1\" ht=\"0\" customHeight=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>", "hidden-rows" },
        { "<cols><col min=\"1\" max=\"1\" width=\"0.5\"/></cols><sheetData><row r=\"1\" ht=\"15\"><c r=\"A1\"><v>1</v></c></row></sheetData>", NULL },
        { "<sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\"/></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData>", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct attachment a = open_xlsx(rows[i].inside, i % 2 == 0 ? '\\' : '/');

        assert_int_equal(a.sheets[0].ncells, 1);
        assert_int_equal(a.flags.n, rows[i].flag != NULL);
        assert_true(rows[i].flag == NULL || strings_has(&a.flags, rows[i].flag));
        attachment_clear(&a);
    }
}

/* ---- OpenDocument ------------------------------------------------------------------------------- */

#define ODF "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:svg=\"v\" xmlns:loext=\"l\" " \
            "xmlns:field=\"d\""

static const char odf_styles[] = "<office:font-face-decls><style:font-face style:name=\"F1\" svg:font-family=\"'.VnTime'\"/>"
    "</office:font-face-decls><office:automatic-styles>"
    "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>"
    "<style:style style:name=\"T2\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>"
    "<style:style style:name=\"T5\" style:family=\"text\"><style:text-properties style:text-position=\"sub 58%\"/></style:style>"
    "<style:style style:name=\"T6\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>"
    "<style:style style:name=\"ce2\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#1f4e79\"/></style:style>"
    "<style:style style:name=\"T3\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>"
    "<style:style style:name=\"T4\" style:family=\"text\" style:parent-style-name=\"T1\"/>"
    "<style:style style:name=\"P1\" style:family=\"paragraph\"><style:text-properties style:font-name=\"F1\"/></style:style>"
    "<style:style style:name=\"ce1\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\"/>"
    "</style:style></office:automatic-styles>";

static struct attachment
open_named(const char *name, const char *text)
{
    struct attachment a = {0};

    reader_file(name, text, strlen(text), &a);
    return a;
}

static struct attachment
open_odf(const char *kind, const char *body)
{
    char *content = xasprintf("<office:document-content " ODF ">%s<office:body><office:%s>%s</office:%s></office:body>"
                              "</office:document-content>", odf_styles, kind, body, kind);
    char *media = xasprintf("application/vnd.oasis.opendocument.%s", kind);
    const struct part parts[] = { { "mimetype", media }, { "content.xml", content } };
    struct attachment a = open_parts("a.odt", parts, ARRAY_LEN(parts));

    free(content);
    free(media);
    assert_int_equal(a.status, ATTACHMENT_READ);
    return a;
}

#define SPAN(style, text) "<text:span text:style-name=\"" style "\">" text "</text:span>"
#define CELL(text) "<table:table-cell><text:p>" text "</text:p></table:table-cell>"

static const struct { const char *paragraph, *text; } odf_rows[] = {
    { SPAN("T1", "10") "12", "12" },
    { SPAN("T4", "10") "12", "12" },
    { "12" SPAN("T2", "1"), "12" },
    { "12" SPAN("T5", "2"), "12" },
    { "CO" SPAN("T5", "2"), "CO2" },
    { SPAN("T3", "99") "12", "12" },
    { "12<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>chưa tính</text:p></text:note-body></text:note>", "12" },
    { "12<text:placeholder>nhập số</text:placeholder>", "12" },
    { "<loext:content-control loext:showing-place-holder=\"true\">chọn</loext:content-control>12", "12" },
    { "<loext:content-control loext:current-date=\"2023-06-05T00:00:00Z\">6/5/23</loext:content-control>", "05/06/2023" },
    { "<field:fieldmark field:type=\"x.FORMCHECKBOX\"><field:param field:name=\"Checkbox_Checked\" field:value=\"true\"/></field:fieldmark> có",
      "☒ có" },
    { "1\u200b2", "12" },
    { "một<text:line-break/>hai", "một\nhai" },
};

static void
text_of_opendocument(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(odf_rows); i++) {
        char *cell = xasprintf("<table:table><table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row>"
                               "</table:table>", odf_rows[i].paragraph);
        struct attachment t = open_odf("text", cell), s = open_odf("spreadsheet", cell);

        assert_string_equal(t.tables[0].rows[0].cells.v[0], odf_rows[i].text);
        assert_string_equal(s.sheets[0].cells[0].value, odf_rows[i].text);
        attachment_clear(&t);
        attachment_clear(&s);
        free(cell);
    }
}

static void
cells_of_opendocument(void **state)
{
    struct attachment a = open_odf("text", "<table:table><table:table-row>" CELL("1")
        "<table:table-cell table:number-rows-spanned=\"2\"><text:p>xã</text:p></table:table-cell>" CELL("9") "</table:table-row>"
        "<table:table-row>" CELL("2") "<table:covered-table-cell/>" CELL("8") "</table:table-row></table:table>"
        "<text:p text:style-name=\"P1\">C«ng an</text:p><table:table><table:table-row>" CELL(SPAN("T6", "98") "12")
        "<table:table-cell table:style-name=\"ce2\"><text:p>" SPAN("T6", "98") "</text:p></table:table-cell></table:table-row></table:table>");
    struct attachment bare = open_odf("text", "<table:table><table:table-row>"      /* as pandoc writes it: no covered cells */
        "<table:table-cell table:number-rows-spanned=\"2\"><text:p>xã</text:p></table:table-cell>" CELL("1") CELL("2") "</table:table-row>"
        "<table:table-row>" CELL("3") "<table:table-cell table:number-rows-spanned=\"2\"><text:p>4</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>cả</text:p></table:table-cell></table:table-row>"
        "<table:table-row>" CELL("5") CELL("6") CELL("7") "</table:table-row></table:table>");
    struct attachment s = open_odf("spreadsheet", "<table:table><table:table-column/><table:table-column table:visibility=\"collapse\"/>"
        "<table:table-row><table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"98\"><text:p>98</text:p>"
        "</table:table-cell>" CELL("x") "</table:table-row></table:table>");

    (void)state;
    assert_string_equal(a.tables[0].rows[1].cells.v[1], "xã");
    assert_string_equal(a.tables[0].rows[1].cells.v[2], "8");
    static const char *const filled[4][3] = { { "xã", "1", "2" }, { "xã", "3", "4" }, { "cả", "", "4" }, { "5", "6", "7" } };
    for (size_t r = 0; r < 4; r++) {
        assert_int_equal(bare.tables[0].rows[r].cells.n, 3);
        for (size_t c = 0; c < 3; c++)
            assert_string_equal(bare.tables[0].rows[r].cells.v[c], filled[r][c]);
    }
    attachment_clear(&bare);
    assert_non_null(strstr(a.text, "Công an"));
    assert_non_null(strstr(a.text, "\n12\t98"));
    assert_true(strings_has(&a.flags, "hidden-text"));
    assert_int_equal(s.sheets[0].ncells, 1);
    assert_true(strings_has(&s.flags, "struck-text") && strings_has(&s.flags, "hidden-columns"));
    attachment_clear(&a);
    attachment_clear(&s);
}

/* Columns and rows of no size, white letters, in the two kinds of one XML file. */
static void
what_nobody_sees_of_a_flat_sheet(void **state)
{
    static const char *const flags[] = { "hidden-text", "hidden-columns", "hidden-rows" };
    struct attachment files[2];
    char *ods = xasprintf("<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"t\" xmlns:table=\"b\" "
        "xmlns:style=\"s\" xmlns:fo=\"f\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:automatic-styles>"
        "<style:style style:name=\"w\" style:family=\"table-cell\"><style:text-properties fo:color=\"#ffffff\"/></style:style>"
        "<style:style style:name=\"h\" style:family=\"table-cell\"><style:text-properties text:display=\"none\" fo:font-size=\"12pt\"/></style:style>"
        "<style:style style:name=\"g\" style:family=\"table-cell\" style:parent-style-name=\"w\"><style:table-cell-properties fo:background-color=\"#1f4e79\"/></style:style>"
        "<style:style style:name=\"co\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"0in\"/></style:style>"
        "<style:style style:name=\"ro\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0.0mm\"/></style:style>"
        "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-column/><table:table-column/>"
        "<table:table-column table:style-name=\"co\"/><table:table-row>"
        "<table:table-cell table:style-name=\"h\" office:value-type=\"float\" office:value=\"98\"><text:p>98</text:p></table:table-cell>"
        "<table:table-cell table:style-name=\"g\"><text:p>12</text:p></table:table-cell>" CELL("7") "</table:table-row>"
        "<table:table-row table:style-name=\"ro\"><table:table-cell table:style-name=\"w\"><text:p>97</text:p></table:table-cell>" CELL("8")
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document>");
    static const char xml[] = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
        "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"w\"><Font ss:Color=\"#FFFFFF\"/></Style>"
        "<Style ss:ID=\"g\" ss:Parent=\"w\"><Interior ss:Color=\"#1F4E79\" ss:Pattern=\"Solid\"/></Style></Styles><Worksheet ss:Name=\"S\"><Table>"
        "<Column ss:Index=\"3\" ss:Width=\"0\"/><Row><Cell ss:StyleID=\"w\"><Data ss:Type=\"Number\">98</Data></Cell>"
        "<Cell ss:StyleID=\"g\"><Data ss:Type=\"String\">12</Data></Cell><Cell><Data ss:Type=\"Number\">7</Data></Cell></Row>"
        "<Row ss:Height=\"0\"><Cell ss:Index=\"2\"><Data ss:Type=\"Number\">8</Data></Cell></Row></Table></Worksheet></Workbook>";

    (void)state;
    files[0] = open_named("a.fods", ods);
    files[1] = open_named("a.xml", xml);
    for (size_t i = 0; i < 2; i++) {
        const struct sheet *sheet = &files[i].sheets[0];

        assert_int_equal(sheet->ncells, i == 0 ? 5 : 4);
        for (size_t k = 0; k < sheet->ncells; k++)
            assert_int_equal(sheet->cells[k].hidden, strcmp(sheet->cells[k].value, "12") != 0);
        for (size_t k = 0; k < ARRAY_LEN(flags); k++)
            assert_true(strings_has(&files[i].flags, flags[k]));
        attachment_clear(&files[i]);
    }
    free(ods);
}

static void
a_name_too_long_costs_that_name(void **state)
{
    char name[1025 + 1];
    const struct part parts[] = { { name, "a;12\n" }, { "b.csv", "b;12\n" } };
    struct attachment a;

    (void)state;
    memset(name, 'x', 1025);
    name[1025] = '\0';
    a = open_parts("a.zip", parts, ARRAY_LEN(parts));
    assert_int_equal(a.status, ATTACHMENT_READ);
    assert_true(strings_has(&a.flags, "truncated"));
    assert_non_null(strstr(a.text, "xx\nb.csv\n"));
    attachment_clear(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_word),
        cmocka_unit_test(white_in_word), cmocka_unit_test(cells_of_word_keep_their_columns),
        cmocka_unit_test(cells_of_a_workbook),
        cmocka_unit_test(parts_by_any_name), cmocka_unit_test(zeros_of_formulas), cmocka_unit_test(hidden_places_count_with_something_in_them),
        cmocka_unit_test(text_of_opendocument),
        cmocka_unit_test(cells_of_opendocument),
        cmocka_unit_test(what_nobody_sees_of_a_flat_sheet),
        cmocka_unit_test(a_name_too_long_costs_that_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
