#!/usr/bin/python3
"""Reports as districts write them: python-docx, LibreOffice, by hand. Needs
python3-docx and LibreOffice."""
import datetime
import io
import zipfile

import docx
import docx.enum.style
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from corpus import HERE, put
from make_form import converted, expected_form, our_form, rezip, spreadsheet, values

W = nsdecls("w")


def report():
    """A report in the layout of Decree 30/2020."""
    d = docx.Document()
    head = d.add_table(1, 2)
    head.cell(0, 0).text = "CÔNG AN TỈNH ĐỒNG THÁP\nCÔNG AN HUYỆN THANH BÌNH\n-------\nSố: 112/BC-CAH"
    head.cell(0, 1).text = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\n"
                            "Thanh Bình, ngày 09 tháng 6 năm 2023")
    d.add_paragraph("KHẨN")
    d.add_paragraph("BÁO CÁO")
    d.add_paragraph("Kết quả 6 tháng đầu năm 2023 xây dựng phong trào\ntoàn dân bảo vệ an ninh Tổ quốc")
    d.add_paragraph("-----")
    d.add_paragraph("Kính gửi: Công an Tỉnh (PV05)")
    t = d.add_table(3, 3)
    t.cell(0, 0).merge(t.cell(0, 1)).text = "Nội dung"
    t.cell(0, 2).text = "Kết quả"
    t.cell(1, 0).merge(t.cell(2, 0)).text = "Tuyên truyền"
    t.cell(1, 1).text, t.cell(1, 2).text = "Số cuộc", "12"
    t.cell(2, 1).text, t.cell(2, 2).text = "Số lượt người", "1.250"
    p = d.add_paragraph("Tổng số: ")
    p._p.append(parse_xml(f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>99</w:delText></w:r></w:del>'))
    p._p.append(parse_xml(f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>12</w:t></w:r></w:ins>'))
    d.element.body.append(parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:alias w:val="Số cuộc"/><w:tag w:val="so_cuoc"/></w:sdtPr>'
        '<w:sdtContent><w:p><w:r><w:t>12</w:t></w:r></w:p></w:sdtContent></w:sdt>'))
    d.element.body.append(parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:tag w:val="trong"/><w:showingPlcHdr/></w:sdtPr>'
        '<w:sdtContent><w:p><w:r><w:t>Bấm để nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>'))
    foot = d.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT, PV05."
    foot.cell(0, 1).text = "KT. TRƯỞNG CÔNG AN HUYỆN\nPHÓ TRƯỞNG CÔNG AN HUYỆN\n\n(Ký, đóng dấu)\n\nThượng tá Nguyễn Văn Sáu"
    out = io.BytesIO()
    d.save(out)
    return out.getvalue()


def letterheads():
    """A letter, a draft that is secret, a date in figures, a party body."""
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    cases = {
        "letter": (["UBND TỈNH ĐỒNG THÁP\nBAN CHỈ ĐẠO 138/ĐP\nSố: 76/BCĐ138\nV/v báo cáo 6 tháng đầu năm 2023",
                    motto + "Đồng Tháp, ngày 5 tháng 6 năm 2023"], ["Kính gửi: PV05"],
                   {"issuer": "BAN CHỈ ĐẠO 138/ĐP", "number": "76/BCĐ138", "place": "Đồng Tháp", "date": "2023-06-05",
                    "type": "Công văn", "subject": "báo cáo 6 tháng đầu năm 2023"}),
        "secret-draft": (["ỦY BAN NHÂN DÂN\nHUYỆN TAM NÔNG\n____\nSố:     /BC-UBND", motto + "Tam Nông, ngày     tháng     năm 2023"],
                         ["MẬT", "BÁO CÁO", "Sơ kết phong trào", "____"],
                         {"issuer": "ỦY BAN NHÂN DÂN HUYỆN TAM NÔNG", "number": "/BC-UBND", "place": "Tam Nông", "date": None,
                          "type": "Báo cáo", "subject": "Sơ kết phong trào", "secrecy": "Mật"}),
        "figures": (["CÔNG AN TỈNH ĐỒNG THÁP\nPHÒNG CẢNH SÁT QLHC\nSố 15/TTr-PC06", motto + "Cao Lãnh, ngày 01/6/2023"],
                    ["HỎA TỐC", "TỜ TRÌNH", "Về việc đề nghị công nhận", "Kính gửi: PV05"],
                    {"issuer": "PHÒNG CẢNH SÁT QLHC", "number": "15/TTr-PC06", "place": "Cao Lãnh", "date": "2023-06-01",
                     "type": "Tờ trình", "subject": "Về việc đề nghị công nhận", "urgency": "Hỏa tốc"}),
        "party": (["ĐẢNG BỘ HUYỆN CHÂU THÀNH\nHUYỆN ỦY\n*\nSố 20-BC/HU", "ĐẢNG CỘNG SẢN VIỆT NAM\nChâu Thành, ngày 02 tháng 06 năm 2023"],
                  ["BÁO CÁO", "kết quả quý II", "-----"],
                  {"issuer": "ĐẢNG BỘ HUYỆN CHÂU THÀNH HUYỆN ỦY", "number": "20-BC/HU", "date": "2023-06-02", "type": "Báo cáo"}),
    }
    for name, (head, body, expected) in cases.items():
        d = docx.Document()
        t = d.add_table(1, 2)
        t.cell(0, 0).text, t.cell(0, 1).text = head
        for line in body:
            d.add_paragraph(line)
        out = io.BytesIO()
        d.save(out)
        put("form", f"letterhead-{name}.docx", out.getvalue(),
            {"status": "read", "flags": ["blank-number", "blank-day"] if expected["number"][0] == "/" else None, "letterhead": expected})


LETTERHEAD = {
    "issuer": "CÔNG AN HUYỆN THANH BÌNH", "number": "112/BC-CAH", "place": "Thanh Bình", "date": "2023-06-09",
    "type": "Báo cáo", "urgency": "Khẩn",
    "subject": "Kết quả 6 tháng đầu năm 2023 xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc",
    "recipients": ["Như trên", "Lưu: VT, PV05"], "signer": "Thượng tá Nguyễn Văn Sáu",
    "signer_position": "KT. TRƯỞNG CÔNG AN HUYỆN PHÓ TRƯỞNG CÔNG AN HUYỆN"}
TABLE = [["Nội dung", "", "Kết quả"], ["Tuyên truyền", "Số cuộc", "12"], ["Tuyên truyền", "Số lượt người", "1.250"]]


def texts():
    data = report()
    put("form", "report.docx", data, {
        "type": "docx", "status": "read", "flags~": ["tracked-changes"], "letterhead": LETTERHEAD, "text~": "Tổng số: 12\n",
        "controls": [{"tag": "so_cuoc", "value": "12"}, {"tag": "trong", "value": ""}]})
    simple = docx.Document()
    t = simple.add_table(3, 3)
    t.cell(0, 0).merge(t.cell(0, 1)).text = "Nội dung"
    t.cell(0, 2).text = "Kết quả"
    t.cell(1, 0).merge(t.cell(2, 0)).text = "Tuyên truyền"
    t.cell(1, 1).text, t.cell(1, 2).text, t.cell(2, 1).text, t.cell(2, 2).text = "Số cuộc", "12", "Số lượt người", "1.250"
    out = io.BytesIO()
    simple.save(out)
    put("form", "merged-table.docx", out.getvalue(), {"status": "read", "letterhead": None, "tables": [TABLE]})
    put("form", "merged-table.odt", converted(out.getvalue(), ".docx", "odt"), {"type": "odt", "status": "read", "tables": [TABLE]})
    for kind in ("doc", "rtf"):
        put("form", f"merged-table.{kind}", converted(out.getvalue(), ".docx", kind), {"type": kind, "status": "read", "tables": [TABLE]})
    wide_table()
    styled()
    put("form", "report.odt", converted(data, ".docx", "odt"), {
        "type": "odt", "status": "read", "letterhead": LETTERHEAD, "text~": "Tổng số: 12\n"})
    put("form", "report-saved.docx", converted(data, ".docx", "docx"), {"status": "read", "letterhead": LETTERHEAD})


def styled():
    """Struck, raised, lowered and hidden by styles of letters, one upon another, and of a paragraph; and not so, in spite of one."""
    d = docx.Document()
    styles = {}
    for name, base in (("Gach", None), ("GachHai", "Gach"), ("Cao", None), ("Thap", None)):
        styles[name] = d.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        styles[name].base_style = styles.get(base)
    styles["Gach"].font.strike = styles["Cao"].font.superscript = styles["Thap"].font.subscript = True
    hidden = d.styles.add_style("An", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    hidden.font.hidden = True
    t = d.add_table(1, 6)
    for cell, runs in zip(t.rows[0].cells, ([("10", "Gach"), ("12", None)], [("10", "GachHai"), ("12", None)], [("12", None), ("1", "Cao")],
                                            [("12", None), ("2", "Thap")], [("12", None)], [("12", "GachHai")])):
        for text, style in runs:
            cell.paragraphs[0].add_run(text, style)
    t.cell(0, 4).add_paragraph("99", hidden)
    t.cell(0, 5).paragraphs[0].runs[0].font.strike = False
    d.add_paragraph("Trắng")
    white = d.add_table(2, 2)
    for row, column, text in ((0, 0, "98"), (0, 1, "98"), (1, 0, "98"), (1, 1, "12")):
        white.cell(row, column).paragraphs[0].add_run(text).font.color.rgb = docx.shared.RGBColor(*[255 * (text == "98")] * 3)
    white.cell(1, 0).paragraphs[0].add_run("12")
    for cell in white.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="1F4E79"/>'))
    out = io.BytesIO()
    d.save(out)
    expected = {"status": "read", "flags~": ["struck-text", "raised-text", "hidden-text"], "tables": [[["12"] * 6], [["98"] * 2, ["12"] * 2]]}
    put("form", "styled.docx", out.getvalue(), expected)
    for kind in ("doc", "odt", "rtf"):
        put("form", f"styled.{kind}", converted(out.getvalue(), ".docx", kind), {"type": kind, **expected})


def commented():
    """What stands in a margin beside a report and its figure."""
    note = "<office:annotation><text:p>sai, phải là 99</text:p></office:annotation>"
    flat = ('<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
            f'<text:p>BÁO CÁO{note}</text:p><table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Số cuộc</text:p>'
            f'</table:table-cell><table:table-cell><text:p>12{note}</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document>')
    for kind in ("doc", "rtf", "odt"):
        put("form", f"commented.{kind}", converted(flat.encode(), ".fodt", kind),
            {"status": "read", "flags": ["comments"], "text~": "BÁO CÁO\nSố cuộc\t12\n", "tables": [[["Số cuộc", "12"]]]})


def wide_table():
    """A row of seven framed cells, which has no room beside the text of a DOC; the first of the last is empty."""
    d = docx.Document()
    rows = [["TT", "Xã", "A", "B", "C", "D", "E"], ["1", "Tân Phú", "4", "400", "10", "1", "40"], ["", "Tổng cộng", "12", "1.250", "30", "3", "120"]]
    t = d.add_table(len(rows), 7)
    t.style = "Table Grid"
    for row, words in zip(t.rows, rows):
        for cell, word in zip(row.cells, words):
            cell.text = word
    out = io.BytesIO()
    d.save(out)
    put("form", "wide-table.doc", converted(out.getvalue(), ".docx", "doc"), {"type": "doc", "status": "read", "tables": [rows]})


def boxed():
    """A table and a line in frames that hang on a paragraph; a page's head has one, too."""
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("svg", "svg-compatible")))
    rows = [["TT", "Tên đơn vị", "Số cuộc"], ["1", "Tân Phú", "12"]]
    table = ("<table:table><table:table-column table:number-columns-repeated='3'/>" + "".join("<table:table-row>" + "".join(
        f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in row) + "</table:table-row>" for row in rows) + "</table:table>")

    def frame(words, y):
        return (f'<draw:frame draw:style-name="Frame" draw:name="K{y}" text:anchor-type="paragraph" svg:width="16cm" svg:height="3cm" svg:x="0cm" '
                f'svg:y="{y}cm"><draw:text-box>{words}</draw:text-box></draw:frame>')
    flat = (f'<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3" {spaces} office:mimetype="application/vnd.oasis.opendocument.text">'
            '<office:styles><style:style style:name="Frame" style:family="graphic"/></office:styles><office:body><office:text>'
            f'<text:p>BÁO CÁO</text:p><text:p>Số liệu:{frame(table, 0)}{frame("<text:p>Số lớp: 7</text:p>", 4)}</text:p><text:p>Nơi nhận</text:p>'
            '</office:text></office:body></office:document>')
    lines, line = "TT\tTên đơn vị\tSố cuộc\n1\tTân Phú\t12\n", "Số lớp: 7\n"
    behind = "BÁO CÁO\nSố liệu:\nNơi nhận\n\n" + lines
    for kind in ("doc", "rtf", "odt", "docx"):
        put("form", f"boxed.{kind}", converted(flat.encode(), ".fodt", kind), {"type": kind, "status": "read", "tables": [rows], **(
            {"text~": behind, "margins": [" ".join(row) for row in rows] + ["Số lớp: 7"]} if kind in ("doc", "rtf") else
            {"text~": lines + line + "Số liệu:\n" if kind == "odt" else "Số liệu:\n" + lines + line})})


def old_fonts():
    """A run in .VnTime, a document that only its words betray, one in VNI."""
    d = docx.Document()
    r = d.add_paragraph().add_run("C«ng an huyÖn LÊp Vß")
    r.font.name = ".VnTime"
    d.add_paragraph("Viết bằng Unicode: café")
    out = io.BytesIO()
    d.save(out)
    put("form", "tcvn3-run.docx", out.getvalue(),
        {"flags": ["tcvn3"], "text": "Công an huyện Lấp Vò\nViết bằng Unicode: café\n"})
    d = docx.Document()
    d.add_paragraph("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc. B¸o c¸o kÕt qu¶ cña huyÖn Thanh B×nh")
    out = io.BytesIO()
    d.save(out)
    put("form", "tcvn3-words.docx", out.getvalue(), {"flags": ["tcvn3"], "text":
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc. Báo cáo kết quả của huyện Thanh Bình\n"})
    d = docx.Document()
    d.add_paragraph("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM, baùo caùo keát quaû cuûa huyeän Laáp Voø, tænh Ñoàng Thaùp")
    out = io.BytesIO()
    d.save(out)
    put("form", "vni.docx", out.getvalue(), {"flags": ["vni"], "text":
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, báo cáo kết quả của huyện Lấp Vò, tỉnh Đồng Tháp\n"})
    d = docx.Document()
    d.add_paragraph("Le café de l'été à la fenêtre, où êtes-vous? Das Mädchen trägt Öl.")
    out = io.BytesIO()
    d.save(out)
    put("form", "french.docx", out.getvalue(), {"flags": None, "text~": "café de l'été à la fenêtre"})


def ods():
    form = our_form()
    names = {"names": [{"name": "bang", "sheet": "Biểu 1", "ref": "A3:B10"}, {"name": "so_cuoc", "sheet": "Biểu 1", "ref": "B3"}]}
    cells = values(expected_form("1262.5"))
    yes = next(c for c in cells if c["at"] == "B6")
    yes["type"], yes["value"] = "number", 1             # LibreOffice keeps a boolean as a number with a format
    spreadsheet("libreoffice.ods", converted(form, ".xlsx", "ods"), "ods", cells=cells, **names)
    content = ('<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
               '<office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="2">'
               '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="7"/>'
               '</table:table-row><table:table-row table:number-rows-repeated="1048574">'
               '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
               '</office:spreadsheet></office:body></office:document-content>').encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", content)
    put("form", "repeated.ods", out.getvalue(), {"status": "read", "sheets": [{"cells": [
        {"at": at, "value": 7} for at in ("A1", "B1", "C1", "A2", "B2", "C2")]}]})
    row = (b'</table:table-row><table:table-row><table:table-cell office:value-type="float" office:value="0" table:formula="of:=X()"><text:p>#NAME?</text:p>'
           b'</table:table-cell><table:table-cell office:value-type="date" office:date-value="2023-06-09T23:59:59.9"><text:p>x</text:p>'
           b'</table:table-cell><table:table-cell office:value-type="time" office:time-value="PT296296H17M35.9998S"/>'
           b'<table:table-cell><draw:custom-shape><text:p>box</text:p></draw:custom-shape></table:table-cell>'
           b'<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>'
           b'<text:p>x</text:p></table:table-cell></table:table-row>')
    copy = (b'<table:table table:name="\'file:///C:/2022.ods\'#S" table:style-name="h"><table:table-source/><table:table-row>'
            b'<table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table></office:spreadsheet>')
    odd = content.replace(b"</table:table-row>", row, 1).replace(b"</office:spreadsheet>", copy).replace(
        b'xmlns:text="x"><office:body>', b'xmlns:text="x" xmlns:draw="d" xmlns:style="s"><office:automatic-styles>'
        b'<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>')
    put("form", "odd-cells.ods", rezip(out.getvalue(), {"content.xml": odd}), {
        "status": "read", "flags": None, "sheets": [{"cells": [
            {"at": at, "value": 7} for at in ("A1", "B1", "C1", "A2", "B2", "C2")] + [
            {"at": "A3", "type": "error", "value": "#NAME?", "formula": True},
            {"at": "B3", "type": "date", "value": "2023-06-10T00:00:00"},
            {"at": "C3", "type": "date", "value": "296296:17:36"}, {"at": "E3", "type": "text", "value": "x"}]}]})
    many = content.replace(b'rows-repeated="2"', b'rows-repeated="1001"')
    put("hostile", "repeated.ods", rezip(out.getvalue(), {"content.xml": many}),
        {"status": "read", "flags": ["truncated"], "reason": "a row is repeated more than 1000 times; the rest was not read"})


def archives():
    def box(members, **how):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in members:
                z.writestr(name, data, **how)
        return out.getvalue()

    inner = box([("sâu.txt", "đáy"), ("a/", b"")])
    data = box([("Báo cáo/số 1.txt", "một"), ("__MACOSX/x", b"y"), ("trong.zip", inner), ("virus.exe", b"MZ" + bytes(200))])
    put("form", "archive.zip", data, {"type": "zip", "status": "read", "text": "Báo cáo/số 1.txt\ntrong.zip\nvirus.exe\n"})
    from make_mail import mixed, part
    a = b"Content-Disposition: attachment; filename=a.zip\r\n"
    mixed("archive", [part(a, data)], {"attachments": [
        {"type": "zip", "status": "read", "inside": None}, {"name": "Báo cáo/số 1.txt", "text": "một", "inside": 0},
        {"name": "trong.zip", "inside": 0}, {"name": "sâu.txt", "text": "đáy", "inside": 2},
        {"name": "virus.exe", "status": "quarantined", "inside": 0}]})
    cp437 = box([("B\xe0o c\xe0o.txt", b"x")])
    raw = cp437.replace("B\xe0o c\xe0o.txt".encode(), b"B\xa0o c\xa0o.txt\0\0")
    assert raw
    deep = b"x"
    for _ in range(6):
        deep = box([("in.zip", deep)])
    mixed("deep-archive", [part(a, deep)], {"attachments": [
        {"status": "read"}, {"status": "read"}, {"status": "read"},
        {"status": "unreadable", "reason": "archives are nested deeper than 3"}]})


def pdf(objects):
    """A PDF of these objects, the first one the catalogue."""
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.7\n")
    for i, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (i, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for at in places:
        out.write(b"%010d 00000 n \n" % at)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def pdfs():
    head = {k: LETTERHEAD[k] for k in ("number", "place", "date", "type", "issuer", "signer")}
    put("form", "report.pdf", converted(report(), ".docx", "pdf"),
        {"type": "pdf", "status": "read", "flags": ["struck-text"], "letterhead": head, "text~": "Tổng số: 12\n"})
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]%s>>"
    tree = [b"<</Type/Catalog/Pages 2 0 R%s>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    field = b"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/P 3 0 R%s>>"
    state = b"/AP<</N<</%s 14 0 R/Off 14 0 R>>>>/AS/%s"
    fields = b" ".join(b"%d 0 R" % n for n in (*range(4, 10), 12, 13))
    form = pdf([tree[0] % (b"/AcroForm<</Fields[%s]>>" % fields), tree[1],
                page % (b"/Contents 15 0 R/Resources<</Font<</F 16 0 R>>>>/Annots[%s]" % fields.replace(b"9 0 R", b"10 0 R 11 0 R")),
                field % b"/FT/Tx/T(so_cuoc)/V(12)",
                field % (b"/FT/Tx/T(don_vi)/V<FEFF" + "Huyện Lấp Vò".encode("utf-16-be").hex().encode() + b">"),
                field % b"/FT/Ch/Ff 131072/T(loai)/Opt[(xa)(phuong)]/V(phuong)",
                field % b"/FT/Sig/T(ky)/V<</Type/Sig/ByteRange[0 1 2 3]/Filter/Adobe.PPKLite/Contents<00>>>",
                field % (b"/FT/Btn/T(co_ke_hoach)/V/Yes" + state % (b"Yes", b"Yes")),
                b"<</FT/Btn/Ff 49152/T(xep_loai)/V/b/Kids[10 0 R 11 0 R]>>",
                field % (b"/Parent 9 0 R" + state % (b"a", b"Off")), field % (b"/Parent 9 0 R" + state % (b"b", b"b")),
                field % b"/FT/Ch/Ff 2097152/T(ngay_hoi)/Opt[(19/8)(18/11)(2/9)]/V[(19/8)(2/9)]/I[0 2]",
                field % b"/FT/Btn/Ff 65536/T(gui)", b"<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 1>>stream\nq\nendstream",
                b"<</Length 37>>stream\nBT /F 9 Tf 9 9 Td (ten meetings) Tj ET\nendstream",
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"])
    put("form", "acroform.pdf", form, {"status": "read", "text~": "ten meetings", "flags~": ["pdf-signature"], "fields": [
        {"name": "so_cuoc", "type": "text", "value": "12"}, {"name": "don_vi", "type": "text", "value": "Huyện Lấp Vò"},
        {"name": "loai", "type": "choice", "value": "phuong"}, {"name": "ky", "type": "signature", "value": None},
        {"name": "co_ke_hoach", "type": "checkbox", "value": "true"}, {"name": "xep_loai", "type": "radio", "value": "2"},
        {"name": "ngay_hoi", "type": "choice", "value": "19/8\n2/9"}, {"name": "gui", "type": "button", "value": None}]})
    scan = pdf([tree[0] % b"", tree[1], page % b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>",
                b"<</Length 27>>stream\nq 200 0 0 200 0 0 cm /I Do Q\nendstream",
                b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream"])
    put("form", "scan.pdf", scan, {"status": "read", "flags": ["scan"], "letterhead": None})
    put("hostile", "no-object.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"%%EOF", {"type": "pdf", "status": "unreadable"})
    locked = converted(report(), ".docx", 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
                       '"DocumentOpenPassword":{"type":"string","value":"x"}}')
    put("hostile", "locked.pdf", locked, {"status": "quarantined", "flags~": ["encrypted"], "text": None})


def old_formats():
    """XLS as LibreOffice writes it, DOC, CSV, an OOXML container locked by a password."""
    cells = [c for c in values(expected_form()) if c["at"] not in ("B6", "B7", "B8", "B10")]
    for c in cells:
        c.pop("text", None)
    put("form", "libreoffice.xls", converted(our_form(), ".xlsx", "xls"), {
        "type": "xls", "status": "read",
        "identity": {"plan": "dong-thap-2023", "report": "HALF_YEAR", "period": "2023", "unit": "TB", "version": "1"},
        "sheets": [{"name": "Biểu 1", "cells~": [c for c in cells if "value" in c]}]})
    put("form", "old.doc", converted(report(), ".docx", "doc"), {
        "type": "doc", "status": "read", "letterhead": LETTERHEAD, "flags~": ["tracked-changes"], "text~": "Số cuộc\t12\n"})
    put("form", "semicolons.csv", "STT;Tên đơn vị;Số cuộc\r\n1;\"Xã Tân Phú; huyện \"\"Thanh Bình\"\"\";1.250\r\n".encode("utf-8-sig"),
        {"type": "csv", "status": "read", "text": None, "sheets": [{"cells": [
            {"at": "A1", "value": "STT"}, {"at": "B1", "value": "Tên đơn vị"}, {"at": "C1", "value": "Số cuộc"},
            {"at": "A2", "value": "1"}, {"at": "B2", "value": 'Xã Tân Phú; huyện "Thanh Bình"'}, {"at": "C2", "type": "text"}]}]})
    blank = "Báo cáo; kỳ 2023,x\n\n1,\"Khó khăn;\nDifficulties\",12\n2,a; b,3\n"
    put("form", "blank-lines.csv", blank.encode(), {"sheets": [{"cells": [{"at": at, "value": value} for at, value in (
        ("A1", "Báo cáo; kỳ 2023"), ("B1", "x"), ("A3", "1"), ("B3", "Khó khăn;\nDifficulties"), ("C3", "12"),
        ("A4", "2"), ("B4", "a; b"), ("C4", "3"))]}]})
    twice = '"S&#7889; cu&#x1ED9;c&#10;Meetings","12 &#; &#x; AT&#38;T &#999999999;"\n'
    put("form", "escaped-twice.csv", twice.encode(), {"sheets": [{"cells": [
        {"at": "A1", "value": "Số cuộc\nMeetings"}, {"at": "B1", "value": "12 &#; &#x; AT&T &#999999999;"}]}]})
    lost = "S? cu?c,12\n?ang duy tr\u00ec,17\nT?p hu?n,3\nC?n g\u00ec n?a?,Có\n?i?n h\u00ecnh,Xã nào?\nX\u00e2y d?ng,1\n"
    put("form", "lost-letters.csv", lost.encode(), {"flags": ["letters-lost"], "sheets": [{"cells": [
        {"value": v} for v in ("", "12", "", "17", "", "3", "", "Có", "", "", "", "1")]}]})
    tabs = 'STT\tNội dung\tKết quả\n1\t"Số cuộc\nMeetings"\t12\n2\tSố tin, bài\t30\n'
    put("form", "unicode-text.txt", tabs.encode("utf-16"), {"type": "csv", "text": None, "sheets": [{"cells~": [
        {"at": "B2", "type": "text", "value": "Số cuộc\nMeetings"}, {"at": "C3", "type": "text", "value": "30"}]}]})
    indented = "\tKính gửi: PV05\n\tBáo cáo kết quả:\n- Số cuộc:\t12\n- Số bài: 30\n- Khác: 1\n"
    put("form", "indented.txt", indented.encode(), {"type": "txt", "sheets": None, "text": indented})
    put("form", "utf16.tsv", "STT\tTên\n1\tLấp Vò, x\n".encode("utf-16"), {"type": "csv", "status": "read", "sheets": [{"cells": [
        {"at": "A1"}, {"at": "B1", "value": "Tên"}, {"at": "A2"}, {"at": "B2", "value": "Lấp Vò, x"}]}]})
    put("form", "1258.csv", b"\xd0\xf4\xf2n vi\xf2,12\nHuy\xea\xf2n La\xecp Vo\xcc,x\n",
        {"status": "read", "sheets": [{"cells": [{"value": "Độn vị"}, {"value": "12"}, {"value": "Huyện Láp Vò"}, {"value": "x"}]}]})
    put("form", "page.html", "<html><body><table><tr><td>Số cuộc<td>12</table></body></html>".encode(),
        {"type": "html", "status": "read", "text": "Số cuộc\t12\n"})


def old_workbook():
    """What an XLS can hold besides numbers and words; the long text goes over several records."""
    book = openpyxl.Workbook()
    s, hidden = book.active, book.create_sheet("Ẩn")
    s.title, hidden.sheet_state = "Biểu 1", "hidden"
    long = "Khó khăn, vướng mắc 😀 " * 700
    for at, value in {"A1": "BÁO CÁO", "A2": True, "A3": "=1/0", "A4": '="Xã "&"Tân Phú"', "A5": 0.75, "A6": -1234.5, "A7": long,
                      "A8": datetime.datetime(2023, 6, 9, 8, 30), "A9": 123456789012, "A10": 0.1, "B10": 2, "C10": 3, "A11": "=2*3"}.items():
        s[at] = value
    s["A5"].number_format, s["A8"].number_format = "0%", "dd/mm/yyyy hh:mm"
    s.merge_cells("A1:D1")
    s.row_dimensions[2].hidden = True
    hidden["A1"] = "thầm"
    book.defined_names.append(openpyxl.workbook.defined_name.DefinedName("so_cuoc", attr_text="'Biểu 1'!$A$10:$C$10"))
    out = io.BytesIO()
    book.save(out)
    put("form", "odd-cells.xls", converted(out.getvalue(), ".xlsx", "xls"), {
        "type": "xls", "status": "read", "flags~": ["hidden-sheet", "hidden-rows"],
        "names": [{"name": "so_cuoc", "sheet": "Biểu 1", "ref": "A10:C10"}],
        "sheets": [{"name": "Biểu 1", "merged": ["A1:D1"], "cells~": [
            {"at": "A2", "type": "bool", "value": True}, {"at": "A3", "type": "error", "value": "#DIV/0!", "formula": True},
            {"at": "A4", "type": "text", "value": "Xã Tân Phú", "formula": True}, {"at": "A5", "type": "number", "value": 0.75, "text": "75%"},
            {"at": "A6", "value": -1234.5}, {"at": "A7", "type": "text", "value": long}, {"at": "A8", "type": "date", "value": "2023-06-09T08:30:00"},
            {"at": "A9", "value": 123456789012}, {"at": "A10", "value": 0.1}, {"at": "B10", "value": 2}, {"at": "C10", "value": 3},
            {"at": "A11", "value": 6, "formula": True}]},
            {"name": "Ẩn", "hidden": True, "cells": [{"at": "A1", "value": "thầm"}]}]})


def damaged_workbooks():
    """An XLS cut off, and one whose chains of sectors end too early."""
    whole = (HERE / "form/odd-cells.xls").read_bytes()
    put("hostile", "cut.xls", whole[:20000], {"type": "ole", "status": "unreadable"})
    table = 512 * (1 + int.from_bytes(whole[0x4C:0x50], "little"))
    short = b"".join((n + 1 if (n + 1) % 8 else 0xFFFFFFFE).to_bytes(4, "little") for n in range(128))
    put("hostile", "cut-chain.xls", whole[:table] + short + whole[table + 512:], {"type": "xls", "status": "read", "flags~": ["truncated"],
                                                                              "reason": "the file is damaged: the end of its workbook is missing"})


def tnef():
    def attribute(level, ident, data):
        return bytes([level]) + ident.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data + (sum(data) & 0xFFFF).to_bytes(2, "little")

    def text16(ident, text):
        raw = (text + "\0").encode("utf-16-le")
        return (ident << 16 | 0x1F).to_bytes(4, "little") + b"\1\0\0\0" + len(raw).to_bytes(4, "little") + raw + bytes(-len(raw) % 4)

    props = b"\2\0\0\0" + (0x0E200003).to_bytes(4, "little") + bytes(4) + text16(0x3707, "Báo cáo.txt")
    data = (b"\x78\x9f\x3e\x22\1\0" + attribute(1, 0x00069006, b"\0\0\1\0") + attribute(2, 0x00069002, bytes(14)) +
            attribute(2, 0x00018010, b"BOCO~1.TXT\0") + attribute(2, 0x0006800F, "nội dung".encode()) + attribute(2, 0x00069005, props))
    from make_mail import mixed, part
    mixed("winmail", [part(b"Content-Type: application/ms-tnef; name=winmail.dat\r\n", data)], {"attachments": [
        {"type": "tnef", "status": "read", "text": "Báo cáo.txt\n"}, {"name": "Báo cáo.txt", "text": "nội dung", "inside": 0}]})
    put("hostile", "cut.tnef", data[:-20], {"type": "tnef", "status": "read", "flags": ["truncated"]})


def forwarded():
    from make_mail import HEAD, b64, mixed, part
    inner = (HEAD + "Subject: Báo cáo xã\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; "
             "charset=utf-8\r\n\r\nXã gửi huyện\r\n--c\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n12\r\n--c--\r\n".encode())
    expected = {"attachments": [{"name": None, "subject": "Báo cáo xã", "type": "eml", "status": "read", "text~": "Xã gửi huyện", "inside": None},
                                {"name": "a.txt", "text": "12", "inside": 0}]}
    mixed("forwarded", [b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n"], expected)
    mixed("forwarded-file", [part(b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=x.eml\r\n", inner)],
          {"attachments": [{**expected["attachments"][0], "name": "x.eml"}, expected["attachments"][1]]})
    doubtful = inner.replace(b"boundary=c", b"boundary=c; boundary=d")       # doubtful, but nothing of it is lost
    mixed("forwarded-doubtful", [b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + doubtful + b"\r\n"],
          {"attachments": [{"status": "read", "flags": ["raw-8bit-header", "doubtful-structure"], "text~": "Xã gửi huyện"}, {"name": "a.txt"}]})


if __name__ == "__main__":
    commented()
    boxed()
    pdfs()
    old_formats()
    old_workbook()
    damaged_workbooks()
    tnef()
    forwarded()
    texts()
    letterheads()
    old_fonts()
    ods()
    archives()
