"""Forms as other programs see them: written by docketd, filled in by openpyxl, saved again by LibreOffice, read by docket-reader."""
import datetime
import json
import os
import shutil
import subprocess
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from office import Nowhere, Office, named_cells

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = REPOSITORY / os.environ.get("BUILD", "build")
DAY = datetime.datetime(2023, 6, 9)


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    subprocess.run([BUILD / "unit/report_form"], cwd=REPOSITORY, env={**os.environ, "FORMS_OUT": str(folder)},
                   check=True, capture_output=True)
    return folder


def inputs(book):
    """{name: [cell, ...]} of the input cells, row by row."""
    return {name: [cell for row in sheet[ref] for cell in row] if ":" in ref else [sheet[ref]]
            for name, sheet, ref in named_cells(book)}


def facts(path):
    done = subprocess.run([BUILD / "docket-reader", path], capture_output=True, check=True)
    return json.loads(done.stdout)


def read_back(path):
    """Identity, and {name: {place: (type, value)}} of what docket-reader found in the named cells."""
    file = facts(path)
    cells = {(sheet["name"], cell["at"]): cell for sheet in file["sheets"] for cell in sheet["cells"]}
    found = {}
    for name in file["names"]:
        if name["name"][:2] not in ("d_", "t_"):
            continue
        left, top, right, bottom = range_boundaries(name["ref"])
        places = [f"{get_column_letter(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)]
        found[name["name"]] = {at: (cells[name["sheet"], at]["type"], cells[name["sheet"], at]["value"])
                               for at in places if (name["sheet"], at) in cells}
    return file["identity"], found


def libreoffice(path, folder, to="xlsx"):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder.mkdir()
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to,
                    "--outdir", folder, path], check=True, capture_output=True)
    return folder / f"{path.stem}.{to}"


def test_a_form_is_locked_but_for_its_input_cells(forms):
    for path in forms.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        sheet = book["Biểu 1"]
        named = {cell.coordinate for cells in inputs(book).values() for cell in cells}
        merged = {f"{get_column_letter(c)}{r}" for area in sheet.merged_cells.ranges
                  for r in range(area.min_row, area.max_row + 1) for c in range(area.min_col + 1, area.max_col + 1)}
        unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert sheet.protection.sheet and sheet.protection.password is None
        assert unlocked - merged == named, path.name
        assert book["_docketd"].sheet_state == "hidden" and book.active.title == "Biểu 1"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.page_setup.paperSize == 9 and sheet.print_title_rows == "$1:$2" and sheet.freeze_panes == "A3"


def test_a_figure_merged_over_two_labels_is_nobodys(tmp_path):
    """A document repeats what is merged: the reader says where."""
    labels = ["Số cuộc tuyên truyền", "Số lượt người được tuyên truyền", "Số tin, bài"]
    file, cells = docx.Document(), "".join
    table = file.add_table(3, 2)
    for row, label in enumerate(labels):
        table.cell(row, 0).text = label
    table.cell(0, 1).text, table.cell(2, 1).text = "12", "9"
    table.cell(0, 1).merge(table.cell(1, 1))
    file.save(tmp_path / "a.docx")
    rows = cells(f"<tr><td>{label}</td>{value}</tr>" for label, value in zip(labels, ("<td rowspan=2>12</td>", "", "<td>9</td>")))
    (tmp_path / "a.html").write_text(f"<html><meta charset=utf-8><table>{rows}</table></html>")
    for name in ("a.docx", "a.html"):
        assert facts(tmp_path / name)["shared"] == ["1!B1:B2"], name
        values, findings = imported(tmp_path / name, tmp_path / f"office-{name}")
        assert values == {("articles", 0): "9"} and "shared-figure" in findings, name


def test_every_input_says_what_it_takes(forms):
    book = openpyxl.load_workbook(forms / "THU.xlsx")
    sheet, cells = book["Biểu 1"], inputs(book)
    rules = {name: next(v for v in sheet.data_validations.dataValidation if cells[name][0].coordinate in v.sqref)
             for name in cells if name.startswith("d_")}
    assert {name: rule.type for name, rule in rules.items() if rule.type} == {
        "d_chu": "textLength", "d_so": "whole", "d_thap_phan": "decimal", "d_ngay": "date", "d_loai": "list",
        "d_xa": "list", "d_co": "list"}
    assert (rules["d_so"].formula1, rules["d_so"].formula2, rules["d_so"].prompt) == ("1", "9", "Nhập số nguyên từ 1 đến 9.")
    assert rules["d_co"].formula1 == '"Có,Không"'
    assert rules["d_loai"].formula1 == "_docketd!$D$1:$D$2" and book["_docketd"]["D1"].value == "cơ quan, tổ chức"
    assert rules["d_xa"].formula1 == "_docketd!$D$3:$D$145" and book["_docketd"]["D145"].value == "xã số 143"
    assert rules["d_ngay"].errorStyle == "warning"
    labels = [cell.value for row in sheet.iter_rows(max_col=2) for cell in row if isinstance(cell.value, str)]
    assert any(label.startswith("=1+1 <b>&") for label in labels)


FILLED = {"d_data_to": [DAY], "d_campaigns": [12], "d_models_active": [17], "d_difficulties": ["=SUM(A1)\nDòng hai: “khó”"],
          "t_candidates": ["Công ty A", "doanh nghiệp", 9, 10, "Có", "Xã B", "xã", 7, 10, "Không"]}
EXPECTED = {"d_data_to": [("date", "2023-06-09")], "d_campaigns": [("number", 12)], "d_models_active": [("number", 17)],
            "d_difficulties": [("text", "=SUM(A1)\nDòng hai: “khó”")],
            "t_candidates": [("text", "Công ty A"), ("text", "doanh nghiệp"), ("number", 9), ("number", 10), ("text", "Có"),
                             ("text", "Xã B"), ("text", "xã"), ("number", 7), ("number", 10), ("text", "Không")]}
IDENTITY = {"plan": "dong-thap-2023", "report": "HALF_YEAR", "period": "2023", "unit": "tp-sa-dec", "version": "1"}


def fill(source, target):
    book = openpyxl.load_workbook(source)
    cells = inputs(book)
    for name, values in FILLED.items():
        for cell, value in zip(cells[name], values):
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"            # openpyxl would make a formula of "=..."
    book.save(target)
    return target


def test_what_was_filled_in_is_read_back(forms, tmp_path):
    empty = forms / "HALF_YEAR-tp-sa-dec.xlsx"
    filled = fill(empty, tmp_path / "filled.xlsx")
    identity, names = read_back(empty)
    assert identity == IDENTITY and all(not cells for cells in names.values())
    for saved in filled, libreoffice(filled, tmp_path / "again"):
        identity, found = read_back(saved)
        assert identity == IDENTITY
        assert found.keys() == names.keys()
        assert {name: list(cells.values()) for name, cells in found.items() if cells} == EXPECTED


def test_the_period_before_stands_beside_the_field(forms):
    book = openpyxl.load_workbook(forms / "HALF_YEAR-tp-sa-dec.xlsx")
    cell = inputs(book)["d_models_active"][0]
    assert cell.offset(column=1).value == "kỳ trước: 17"


def imported(file, folder):
    """The values and the codes of findings that a docket gets of this file, sent by its unit."""
    office, mail = Office(Nowhere, folder), EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "tp-sa-dec@dongthap.example", office.address, "Báo cáo 6 tháng thành phố Sa Đéc"
    mail["Message-ID"] = "<x@dongthap.example>"
    mail.set_content("Kính gửi PV05 báo cáo.\n")
    mail.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename=file.name)
    (folder / "m.eml").write_bytes(mail.as_bytes())
    office.run("docketctl", "--now", "2023-06-06T10:00:00+07:00", "import", folder / "m.eml")
    [(values,)] = office.rows("SELECT form_values FROM submission")
    return ({(field, row): value for field, row, _, value, *_ in json.loads(values)},
            {code for (code,) in office.rows("SELECT code FROM finding")})


def test_a_form_printed_as_pdf_is_read_as_the_form_and_said_to_be(forms, tmp_path):
    workbook = fill(forms / "HALF_YEAR-tp-sa-dec.xlsx", tmp_path / "filled.xlsx")
    values, findings = imported(workbook, tmp_path / "one")
    printed, said = imported(libreoffice(workbook, tmp_path / "printed", "pdf"), tmp_path / "two")
    assert len(values) == 14 and printed == values
    assert said == findings | {"from-pdf"}
