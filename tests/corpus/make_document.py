#!/usr/bin/python3
"""Reports as districts write them: python-docx, LibreOffice, by hand. Needs
python3-docx and LibreOffice."""
import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from corpus import put
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


LETTERHEAD = {
    "issuer": "CÔNG AN HUYỆN THANH BÌNH", "number": "112/BC-CAH", "place": "Thanh Bình", "date": "2023-06-09",
    "type": "Báo cáo", "urgency": "Khẩn",
    "subject": "Kết quả 6 tháng đầu năm 2023 xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc",
    "recipients": ["Như trên", "Lưu: VT, PV05"], "signer": "Thượng tá Nguyễn Văn Sáu",
    "signer_position": "KT. TRƯỞNG CÔNG AN HUYỆN PHÓ TRƯỞNG CÔNG AN HUYỆN"}
TABLE = [["Nội dung", "", "Kết quả"], ["Tuyên truyền", "Số cuộc", "12"], ["", "Số lượt người", "1.250"]]


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
    put("form", "report.odt", converted(data, ".docx", "odt"), {
        "type": "odt", "status": "read", "letterhead": LETTERHEAD, "text~": "Tổng số: 12\n"})
    put("form", "report-saved.docx", converted(data, ".docx", "docx"), {"status": "read", "letterhead": LETTERHEAD})


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
    many = content.replace(b'rows-repeated="2"', b'rows-repeated="1000000"')
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


if __name__ == "__main__":
    texts()
    old_fonts()
    ods()
    archives()
