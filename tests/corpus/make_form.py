#!/usr/bin/python3
"""Forms from several producers: openpyxl, xlsxwriter, LibreOffice, and parts
written by hand. Needs python3-openpyxl, python3-xlsxwriter, python3-xlwt and LibreOffice."""
import datetime
import io
import json
import struct
import subprocess
import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from corpus import put

DAY = datetime.datetime(2023, 6, 9)


def converted(data, suffix, to, filter_name=None):
    """The same document as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("in" + suffix)
        path.write_bytes(data)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                        to if filter_name is None else f"{to}:{filter_name}", "--outdir", folder + "/out", str(path)],
                       check=True, capture_output=True)
        return next((Path(folder) / "out").iterdir()).read_bytes()


def our_form():
    """What docketctl form writes, filled in as a district would."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet.merge_cells("A1:C1")
    sheet["A1"] = "BÁO CÁO 6 THÁNG ĐẦU NĂM 2023"
    rows = [("Số cuộc tuyên truyền", 12), ("Số lượt người", 1250.5), ("Ngày chốt số liệu", DAY), ("Có mô hình mới", True),
            ("Tỉ lệ", 0.75), ("Tổng", "=B3+B4"), ("Ghi chú", "Không có khó khăn\nkiến nghị: không"), ("Giờ", datetime.time(8, 30))]
    for i, (label, value) in enumerate(rows, 3):
        sheet.cell(i, 1, label)
        sheet.cell(i, 2, value)
    sheet["B5"].number_format = "dd/mm/yyyy"
    sheet["B7"].number_format = "0%"
    sheet["B10"].number_format = "hh:mm"
    sheet["B3"].comment = Comment("ghi số nguyên", "PV05")
    hidden = book.create_sheet("_docketd")
    hidden.sheet_state = "veryHidden"
    for row in [("plan", "dong-thap-2023"), ("report", "HALF_YEAR"), ("period", "2023"), ("unit", "TB"), ("version", "1")]:
        hidden.append(row)
    for name, area in (("so_cuoc", "$B$3"), ("bang", "$A$3:$B$10")):
        book.defined_names.append(DefinedName(name, attr_text="'Biểu 1'!" + area))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def expected_form(formula_value=None):
    cells = [
        {"at": "A1", "type": "text", "value": "BÁO CÁO 6 THÁNG ĐẦU NĂM 2023"},
        {"at": "A3", "type": "text", "value": "Số cuộc tuyên truyền"}, {"at": "B3", "type": "number", "value": "12"},
        {"at": "A4"}, {"at": "B4", "type": "number", "value": "1250.5"},
        {"at": "A5"}, {"at": "B5", "type": "date", "value": "2023-06-09"},
        {"at": "A6"}, {"at": "B6", "type": "bool", "value": "true"},
        {"at": "A7"}, {"at": "B7", "type": "number", "value": "0.75", "text": "75%"},
        {"at": "A8"}, {"at": "B8", "type": "number" if formula_value else "text", "value": formula_value or "", "formula": True},
        {"at": "A9"}, {"at": "B9", "type": "text", "value": "Không có khó khăn\nkiến nghị: không"},
        {"at": "A10"}, {"at": "B10", "type": "date", "value": "08:30:00"}]
    return cells


def values(cells):
    """Numbers and booleans stand as such in the JSON."""
    for c in cells:
        if c.get("type") == "number":
            c["value"] = float(c["value"]) if "." in c["value"] else int(c["value"])
        if c.get("type") == "bool":
            c["value"] = c["value"] == "true"
    return cells


def spreadsheet(name, data, kind, formula_value=None, cells=None, **more):
    put("form", name, data, {
        "type": kind, "status": "read",
        "identity": {"plan": "dong-thap-2023", "report": "HALF_YEAR", "period": "2023", "unit": "TB", "version": "1"},
        "sheets": [{"name": "Biểu 1", "merged": ["A1:C1"], "cells": cells or values(expected_form(formula_value))}],
        **more})


def sheets():
    form = our_form()
    names = {"names": [{"name": "so_cuoc", "sheet": "Biểu 1", "ref": "B3"}, {"name": "bang", "sheet": "Biểu 1", "ref": "A3:B10"}]}
    spreadsheet("openpyxl.xlsx", form, "xlsx", **names)
    lo_names = {"names": [names["names"][1], names["names"][0]]}
    spreadsheet("libreoffice.xlsx", converted(form, ".xlsx", "xlsx"), "xlsx", "1262.5", **lo_names)


def writer(fill, **options):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book)
    book.close()
    return out.getvalue()


def looks():
    """Figures struck out, raised, hidden: as each of three programs writes them."""
    def fill(book):
        sheet = book.add_worksheet("S")
        struck, raised, nothing, legacy = (book.add_format(f) for f in (
            {"font_strikeout": True}, {"font_script": 1}, {"num_format": ";;;"}, {"font_name": ".VnTime"}))
        sheet.write_rich_string("A1", struck, "10", book.add_format({"bold": True}), "12")
        sheet.write_rich_string("A2", "12", raised, "1)", "  ")
        sheet.write_number("A3", 98, struck)
        sheet.write_number("A4", 99, nothing)
        sheet.write_rich_string("A5", "xã ", legacy, "C\u00abng an", "  ")
        sheet.write_string("A6", "98", struck)
        sheet.write_number("C8", 7)
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
    data, flags = writer(fill), ["struck-text", "raised-text", "hidden-text", "hidden-rows", "hidden-columns", "tcvn3"]
    for kind in ("xlsx", "xls", "ods"):
        put("form", f"looks.{kind}", data if kind == "xlsx" else converted(data, ".xlsx", kind), {
            "type": kind, "status": "read",
            "flags~": [f for f in flags if kind != "ods" or f != "hidden-text"],
            "sheets": [{"name": "S", "cells": [{"at": "A1", "value": "12"}, {"at": "A2", "value": "12  "}] + (
                [] if kind != "ods" else [{"at": "A4"}]) + [
                {"at": "A5", "value": "xã Công an  "}, {"at": "C8", "value": 7}]}]})


def uncomputed():
    """Formulas whose result the program that wrote them does not know: an empty text, or a 0."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, text in enumerate(("5+7", "SUM(B1:B2)", "A1*2", 'IF(B1=5,"","x")', '"a"&"b"')):
        sheet.write(row, 0, xlwt.Formula(text))
    sheet.write(0, 1, 0)
    out = io.BytesIO()
    book.save(out)
    put("form", "uncomputed.xls", out.getvalue(), {"type": "xls", "status": "read", "flags": ["formula-without-result"], "sheets": [{"cells": [
        {"at": "A1", "value": "", "formula": True}, {"at": "B1", "value": 0}, {"at": "A2", "value": ""}, {"at": "A3", "value": ""}]}]})
    cell = '<table:table-cell office:value-type="float" office:value="%d"%s><text:p>%d</text:p></table:table-cell>'
    content = ('<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
               '<table:table table:name="S"><table:table-row>' + "".join(cell % (n, f' table:formula="of:=7-7"' * f, n) for n, f in ((0, 1), (0, 0), (12, 1))) +
               '</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>')
    for name, program in (("uncomputed", "SheetJS 0.18.5"), ("computed", "LibreOffice/7.4.7.2$Linux_X86_64")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as z:
            z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            z.writestr("content.xml", content)
            z.writestr("meta.xml", f'<m:document-meta xmlns:m="m"><m:meta><m:generator>{program}</m:generator></m:meta></m:document-meta>')
        known = name == "computed"
        put("form", f"{name}.ods", out.getvalue(), {"status": "read", "flags": None if known else ["formula-without-result"], "sheets": [{"cells": [
            {"at": "A1", "value": 0 if known else "", "formula": True}, {"at": "B1", "value": 0}, {"at": "C1", "value": 12, "formula": True}]}]})


def before_unicode():
    """A workbook of Excel 95 by SheetJS (npm, as tests/e2e/test_workbook.py keeps it), which writes "_" for letters it has not."""
    rows = [["STT", "Nội dung", "Kết quả"], [1, "Số cuộc tuyên truyền", 12], [2, "Số tin, bài", 30], [3, "so_lieu", 4]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xls"
        subprocess.run(["node", "-e", "const X = require(process.argv[1]), b = X.utils.book_new();"
                        "X.utils.book_append_sheet(b, X.utils.aoa_to_sheet(JSON.parse(process.argv[3])), 'S');"
                        "X.writeFile(b, process.argv[2], { bookType: 'biff5' })",
                        Path("../../build/npm-xlsx/package/xlsx.js").resolve(), path, json.dumps(rows)], check=True)
        put("form", "before-unicode.xls", path.read_bytes(), {"type": "xls", "status": "read", "flags": ["letters-lost"], "sheets": [{"cells": [
            {"value": v} for v in ("STT", "", "", 1, "", 12, 2, "", 30, 3, "", 4)]}]})


def odd_cells():
    def fill(book):
        sheet = book.add_worksheet("Tờ 'một' 1")
        day, both, time = (book.add_format({"num_format": f}) for f in ('dd"/"mm"/"yyyy', "yyyy-mm-dd hh:mm", "[h]:mm"))
        sheet.write_number("A1", 45086, day)
        sheet.write_number("A2", 45086.5, both)
        sheet.write_number("A3", 1.5, time)
        sheet.write_number("A4", 60, day)                       # 1900-02-29 never was
        sheet.write_number("A5", 1, day)
        sheet.write_number("A6", 0.1 + 0.2)
        sheet.write_number("A7", 1e21)
        sheet.write_number("A8", -3)
        sheet.write_rich_string("B1", "Huyện ", book.add_format({"bold": True}), "Lấp Vò")
        sheet.write_string("B2", "_x0041_ &lt; _x00e9")
        sheet.write_formula("B3", '=IF(1,"có")', None, "có")
        sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
        sheet.write_boolean("B5", False)
        sheet.write_string("XFD12", "cuối")
        book.add_worksheet("ẩn").hide()
        book.define_name("o", "='Tờ ''một'' 1'!$B$1")
    put("form", "odd-cells.xlsx", writer(fill), {
        "status": "read", "flags~": ["hidden-sheet"], "names": [{"name": "o", "sheet": "Tờ 'một' 1", "ref": "B1"}],
        "sheets": [{"name": "Tờ 'một' 1", "cells": [
            {"at": "A1", "type": "date", "value": "2023-06-09"}, {"at": "B1", "value": "Huyện Lấp Vò"},
            {"at": "A2", "type": "date", "value": "2023-06-09T12:00:00"}, {"at": "B2", "value": "_x0041_ &lt; _x00e9"},
            {"at": "A3", "type": "date", "value": "36:00:00"}, {"at": "B3", "type": "text", "value": "có", "formula": True},
            {"at": "A4", "type": "number", "value": 60}, {"at": "B4", "type": "error", "value": "#DIV/0!", "formula": True},
            {"at": "A5", "type": "date", "value": "1900-01-01"}, {"at": "B5", "type": "bool", "value": False},
            {"at": "A6", "type": "number", "value": 0.3}, {"at": "A7", "type": "number"}, {"at": "A8", "value": -3},
            {"at": "XFD12", "value": "cuối"}]}, {"name": "ẩn", "hidden": True}]})
    put("form", "since-1904.xlsx", writer(
        lambda b: b.add_worksheet().write_number("A1", 43624, b.add_format({"num_format": 14})), date_1904=True),
        {"sheets": [{"cells": [{"type": "date", "value": "2023-06-09"}]}]})


def rezip(data, edit):
    """The container with some members replaced: edit maps a name to new bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, edit.get(info.filename, old.read(info)))
        for name in edit.keys() - set(old.namelist()):
            new.writestr(name, edit[name])
    return out.getvalue()


def small(book):
    book.add_worksheet("S").write_string("A1", "x")


SHEET = (b'<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
         b'<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Kh\xc3\xb4ng</x:t><x:rPh><x:t>no</x:t></x:rPh></x:is><x:v>no</x:v></x:c>'
         b'<x:c><x:v>7</x:v></x:c></x:row><x:row hidden="1"><x:c t="d"><x:v>2023-06-09</x:v></x:c></x:row></x:sheetData></x:worksheet>')


def by_hand():
    base = writer(small)
    put("form", "prefixed-no-places.xlsx", rezip(base, {"xl/worksheets/sheet1.xml": SHEET}),
        {"status": "read", "flags~": ["hidden-rows"], "sheets": [{"cells": [
            {"at": "A1", "value": "Không"}, {"at": "B1", "value": 7}, {"at": "A2", "type": "date", "value": "2023-06-09"}]}]})
    put("form", "tail-first.xlsx", rezip(base, {"xl/worksheets/sheet1.xml": SHEET.replace(b"<x:sheetData>", b"<x:pageMargins/><x:sheetData>")}),
        {"status": "read", "sheets": [{"cells~": [{"at": "B1", "value": 7}]}]})
    put("form", "macros.xlsm", rezip(base, {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}),
        {"type": "xlsx", "status": "read", "flags": ["macros", "external-links"]})


def old_font():
    """One cell that only its font betrays, as a workbook and as an old one."""
    def fill(book):
        s = book.add_worksheet("S")
        s.write_string("A1", "LÊp Vß", book.add_format({"font_name": ".VnTime"}))
        s.write_string("A2", "café", book.add_format({"font_name": "Arial"}))
    expected = {"status": "read", "flags": ["tcvn3"], "sheets": [{"cells": [{"at": "A1", "value": "Lấp Vò"}, {"at": "A2", "value": "café"}]}]}
    put("form", "tcvn3-cell.xlsx", writer(fill), expected)
    put("form", "tcvn3-cell.xls", converted(writer(fill), ".xlsx", "xls"), expected)


def margins():
    """Excel's record for the headers of even and first pages, which LibreOffice does not write: over one it wrote."""
    def fill(book):
        s = book.add_worksheet("S")
        s.write("A1", "x")
        s.set_header("&C" + "y" * 120)
    def text(t):
        return struct.pack("<HB", len(t), 1) + t.encode("utf-16-le")
    old = converted(writer(fill), ".xlsx", "xls")
    at = old.index(b"y" * 120)
    at = old.rindex(b"\x14\x00", 0, at)
    size = struct.unpack_from("<H", old, at + 2)[0]
    record = struct.pack("<HHQ16xHHHHH", 0x89C, 0, 0, 3, len("&RTỐI MẬT"), 0, len("&CMẬT"), 0) + text("&RTỐI MẬT") + text("&CMẬT")
    put("form", "margins.xls", old[:at] + struct.pack("<HH", 0x89C, size) + record.ljust(size, b"\0") + old[at + 4 + size:],
        {"status": "read", "margins": ["TỐI MẬT", "MẬT"]})


def wrong_checksum(archive, content):
    right = struct.pack("<I", zlib.crc32(content))
    assert archive.count(right) == 2        # before the member and in the directory
    return archive.replace(right, bytes([right[0] ^ 1]) + right[1:])


def hostile():
    base = writer(small)
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "boom">]><worksheet><sheetData/></worksheet>'
    put("hostile", "doctype.xlsx", rezip(base, {"xl/worksheets/sheet1.xml": entity}),
        {"status": "unreadable", "reason": "the XML in it has a DOCTYPE, which office files never have", "text": None})
    put("hostile", "doctype-utf16.xlsx", rezip(base, {"xl/sharedStrings.xml": entity.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")}),
        {"status": "unreadable", "reason~": "DOCTYPE"})
    put("hostile", "deep.xlsx", rezip(base, {"xl/workbook.xml": b"<a>" * 101 + b"</a>" * 101}),
        {"status": "unreadable", "reason": "the XML in it is nested too deeply"})
    twins = io.BytesIO()
    with zipfile.ZipFile(twins, "w") as z:
        z.writestr("[Content_Types].xml", b"<x/>")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(2):
                z.writestr("xl/workbook.xml", b"<x/>")
    put("hostile", "twin-members.xlsx", twins.getvalue(),
        {"status": "unreadable", "reason": "two members of the archive have one name"})
    put("hostile", "blanks.xlsx", rezip(base, {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (3 << 20) + b"</worksheet>"}),
        {"status": "unreadable", "reason~": "unpacks to more than"})
    many = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(300))
    put("hostile", "long-cells.xlsx", rezip(base, {
        "xl/sharedStrings.xml": b"<sst><si><t>" + b"A" * 30000 + b"</t></si></sst>",
        "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + many + b"</sheetData></worksheet>"}),
        {"status": "read", "reason~": "MB of text", "flags": ["truncated"]})
    put("hostile", "cut.xlsx", base[:len(base) // 2], {"status": "unreadable"})
    tail = SHEET.replace(b"</x:worksheet>", b"<x:dataValidations>" + b"<x:dataValidation/>" * 10000)
    put("hostile", "broken-tail.xlsx", rezip(base, {"xl/worksheets/sheet1.xml": tail + b"<cut"}),
        {"status": "read", "sheets": [{"cells~": [{"at": "B1", "value": 7}]}]})
    put("hostile", "wrong-checksum.xlsx", wrong_checksum(rezip(base, {"xl/worksheets/sheet1.xml": tail}), tail),
        {"status": "unreadable", "reason~": "CRC"})
    put("hostile", "no-workbook.xlsx", rezip(base, {"_rels/.rels": b"<Relationships/>", "xl/workbook.xml": b"<workbook><sheets>"}),
        {"status": "unreadable", "reason~": "damaged"})


if __name__ == "__main__":
    sheets()
    odd_cells()
    uncomputed()
    before_unicode()
    looks()
    by_hand()
    old_font()
    margins()
    hostile()
