"""Workbooks for people: typed cells, no formula that a sender could have written."""
import csv
import datetime
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from test_figures import CANBO, Desk

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = REPOSITORY / os.environ.get("BUILD", "build")


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workbooks")
    subprocess.run([BUILD / "unit/report_workbook"], cwd=REPOSITORY, env={**os.environ, "WORKBOOKS_OUT": str(folder)},
                   check=True, capture_output=True)
    books = {path.stem.removesuffix("-vi"): openpyxl.load_workbook(path) for path in folder.glob("*.xlsx")}
    for path in folder.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") and b"\n" not in path.read_bytes().replace(b"\r\n", b"")
        books[path.stem.removesuffix("-vi")] = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    return books


def rows(sheet, first=4):
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]


def column(sheet, label, row=3):
    return next(cell.column - 1 for cell in sheet[row] if cell.value == label)


def test_no_formula_is_a_senders(books):
    formulas = [cell.value for book in books.values() if not isinstance(book, list) for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas and all(re.fullmatch(r"=SUM\(([A-Z]+)\d+(:\1\d+)?\)", f) for f in formulas)


def test_values_stand_side_by_side_with_their_totals(books):
    sheet = books["report"]["Số liệu"]
    data = rows(sheet, 5)
    assert [row[1] for row in data] == ["TP Cao Lãnh", "TP Sa Đéc", "TP Hồng Ngự", "Tổng cộng", "Số đơn vị có số liệu"]
    at = column(sheet, "Số cuộc tuyên truyền", 4)
    assert [row[at] for row in data] == [12, 30, "chưa có", "=SUM(E5:E7)", "chưa đủ 2/3"]
    assert data[0][column(sheet, "Số liệu tính đến ngày", 4)] == datetime.datetime(2023, 6, 1)
    text = sheet.cell(5, column(sheet, "Khó khăn, vướng mắc", 4) + 1)
    assert text.value == "=SUM(B1:B3)" and text.data_type == "s"
    people = column(sheet, "Số lượt người được tuyên truyền", 4)
    assert data[1][people] == "nan" and sheet.cell(6, people + 1).data_type == "s"
    long = sheet.cell(6, text.column).value         # cut where it is seen, not left out
    assert long.startswith("xxx") and long.endswith("x…") and len(long) <= 32767


def test_tables_keep_unit_and_row(books):
    book = books["report"]
    assert rows(book.worksheets[2])[0][:3] == ["TP Cao Lãnh", 2, "+Công ty A"]
    assert rows(book.worksheets[3])[0][:2] == ["TP Sa Đéc", "Ngày hội đại đoàn kết toàn dân tộc (18/11)"]
    states = rows(book["Tình hình"])
    assert [row[2] for row in states] == ["Đang kiểm tra", "Đang kiểm tra", "Quá hạn 3 ngày"]
    assert states[0][4] == datetime.datetime(2023, 6, 9, 13, 0)


def test_the_register_has_the_ten_columns_and_quotes_nothing_secret(books):
    sheet = books["register"].active
    assert [cell.value for cell in sheet[3]][:6] == ["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng văn bản",
                                                     "Tên loại và trích yếu nội dung"]
    data = rows(sheet)
    assert len(data) == 6 and len(data[0]) == 10
    assert data[0][2] == "Ban Chỉ đạo 138 thành phố Cao Lãnh" and data[0][9] == "TN-2023-0001"
    assert data[0][1] is None                   # the office's own number, never our code
    assert data[0][6].startswith("Ban Chỉ đạo 138/ĐP Tỉnh")         # A8: the addressee the plan names for the report
    assert data[4][3:6] == [None, None, None] and data[4][9] == "TN-2023-0005, chờ phân loại"       # secret, out of quarantine
    assert data[2][3:6] == [None, None, None] and data[2][9] == "TN-2023-0003, cách ly"


def test_the_register_says_what_stands_in_the_letterhead(books):
    assert rows(books["register"].active)[3][2:6] + rows(books["register"].active)[3][9:] == [
        "CÔNG AN HUYỆN THANH BÌNH", "112/BC-CAH", datetime.datetime(2023, 6, 8), "Báo cáo =1+1 kết quả 6 tháng",
        "TN-2023-0004, thư trao đổi, khẩn"]


def test_the_tracking_book_has_its_seven_columns(books):
    sheet = books["register"]["Sổ theo dõi giải quyết"]
    assert [cell.value for cell in sheet[3]] == [
        "Số đến", "Tên loại, số và ký hiệu, ngày tháng và tác giả văn bản", "Đơn vị hoặc người nhận", "Thời hạn giải quyết",
        "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời", "Ghi chú"]
    data = rows(sheet)
    assert data[3][1] == "Báo cáo số 112/BC-CAH ngày 08/6/2023 của CÔNG AN HUYỆN THANH BÌNH"
    assert data[0][4] == "Đang kiểm tra" and data[4][4] == "Chờ phân loại" and data[2][1] == "Thư của h-cao-lanh@dongthap.example"


def test_the_same_books_as_csv(books):
    register, tracking = books["book0"], books["book1"]
    for table, sheet in (register, books["register"].worksheets[0]), (tracking, books["register"].worksheets[1]):
        assert table[0] == [cell.value for cell in sheet[3]] and len(table) == 7
        assert all(len(row) == len(table[0]) for row in table)
    assert register[4][2:6] == ["CÔNG AN HUYỆN THANH BÌNH", "112/BC-CAH", "08/06/2023", "Báo cáo =1+1 kết quả 6 tháng"]
    assert register[1][0] == "09/06/2023 13:00"
    assert register[6][5].replace(" ", "") == "'=1+2,\"ba\"" and not any(cell.strip().startswith(("=", "+", "-", "@")) for row in register + tracking for cell in row)


OURS = re.compile("[đĐơƠưƯăĂ\u1ea0-\u1ef9]")


def headings(sheet, row):
    return [cell.value for cell in sheet[row]]


def test_an_english_office_has_english_books(books):
    """Headings, words and names of sheets; what units and the plan wrote stays as they wrote it."""
    report, register = books["report-en"], books["register-en"]
    ours, theirs = report.sheetnames, books["report"].sheetnames
    assert [name for name in ours if name[0] not in "0123456789"] == ["Status", "Figures", "Sources", "Findings", "Chart"]
    assert len(ours) == len(theirs) and not set(ours) & {name for name in theirs if name[0] not in "0123456789"}
    assert headings(report["Status"], 3) == ["No.", "Unit", "State", "Due (before)", "Received on", "Days late", "Receipt"]
    assert [row[2] for row in rows(report["Status"])] == ["Being examined", "Being examined", "Overdue by 3 days"]
    data = rows(report["Figures"], 5)
    assert [row[1] for row in data][3:] == ["Total", "Units with figures"]
    at = headings(report["Figures"], 4).index("Information meetings")
    assert [row[at] for row in data] == [12, 30, "none yet", "=SUM(E5:E7)", "not all, 2/3"]
    assert register.sheetnames == ["Register of incoming documents", "Tracking book"]
    assert len(headings(register.worksheets[0], 3)) == 10 and len(headings(register.worksheets[1], 3)) == 7
    assert rows(register.worksheets[0])[4][9] == "TN-2023-0005, to be classified" and rows(register.worksheets[1])[0][4] == "Being examined"
    assert rows(register.worksheets[1])[3][1] == "Báo cáo no. 112/BC-CAH of 8 June 2023 from CÔNG AN HUYỆN THANH BÌNH"
    for name in ("Status", "Sources", "Findings", "Chart"):
        assert not any(OURS.search(str(cell)) for row in range(2, 5) for cell in headings(report[name], row)[:7] if cell), name
    for book, table in zip(register.worksheets, (books["book0-en"], books["book1-en"])):
        assert table[0] == headings(book, 3) and not any(OURS.search(cell) for cell in table[0])


# --- a round of the shipped plan: late, missing, waived, empty and zero beside each other ---------

AT = "2023-06-17T08:00"


def consolidated(desk, now, name):
    path = desk.folder_of_mails / name
    done = desk.run("docketctl", "--now", now, "do", "tong hop 6T 2023", "--as", CANBO, "-o", path)
    assert done.returncode == 0, done.stdout + done.stderr
    return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    d = Desk(tmp_path_factory.mktemp("consolidated"))
    d.sends("tp-cao-lanh", "2023-06-05T08:00", d.filled("tp-cao-lanh", campaigns=12, courses=3))
    d.sends("tp-sa-dec", "2023-06-07T09:00", d.filled("tp-sa-dec", campaigns=0))
    d.orders("2023-06-08T09:10", "MIỄN HUYỆN THÁP MƯỜI 6T 2023: bão")
    d.sends("tp-hong-ngu", "2023-06-12T10:00", d.filled("tp-hong-ngu", campaigns=30, courses=None))
    d.first = consolidated(d, AT, "first.xlsx")
    d.again = consolidated(d, "2023-06-17T09:00", "again.xlsx")
    d.sends("h-tan-hong", "2023-06-18T10:00", d.filled("h-tan-hong", campaigns=5))
    d.second = consolidated(d, "2023-06-18T11:00", "second.xlsx")
    d.same = consolidated(d, "2023-06-18T12:00", "same.xlsx")
    d.sends("h-tan-hong", "2023-06-19T10:00", d.filled("h-tan-hong", campaigns=6))
    d.third = consolidated(d, "2023-06-19T11:00", "third.xlsx")
    return d


def figures_of(path):
    sheet = openpyxl.load_workbook(path)["Số liệu"]
    heads = {cell.value: cell.column - 1 for cell in sheet[4]}
    return heads, {row[1].value: row for row in sheet.iter_rows(min_row=5) if row[1].value}


def test_what_is_not_there_is_told_by_word_and_ground(desk):
    heads, units = figures_of(desk.first)
    at = heads["Số cuộc tuyên truyền"]
    cells = {name: units[name][at] for name in ("TP Sa Đéc", "Huyện Cao Lãnh", "Huyện Tháp Mười")}
    cells["late"], cells["empty"] = units["TP Hồng Ngự"][2], units["TP Hồng Ngự"][heads["Số lớp tập huấn"]]
    assert [c.value for c in cells.values()] == [0, "chưa có", "được miễn", "Thiếu thành phần, trễ 3 ngày", "bỏ trống"]
    assert len({c.fill.fgColor.rgb for c in cells.values()}) == 5


def test_nothing_is_red_before_its_day(tmp_path):
    desk = Desk(tmp_path)
    books = [openpyxl.load_workbook(consolidated(desk, f"2023-06-{day}T09:00", f"{day}.xlsx"))["Tình hình"] for day in ("05", "12")]
    (state, due), (overdue, same) = ([cell for cell in book[4][2:4]] for book in books)
    assert state.value == "Chưa nhận" and overdue.value == "Quá hạn 3 ngày" and state.fill.fgColor.rgb != overdue.fill.fgColor.rgb
    assert due.number_format == same.number_format == "dd/mm/yyyy" and due.value.hour == 0      # "before" a day, not an hour of it


def test_sums_are_formulas_and_say_of_how_many(desk):
    heads, units = figures_of(desk.first)
    at = heads["Số cuộc tuyên truyền"]
    assert units["Tổng cộng"][at].value == "=SUM(D5:D13)".replace("D", openpyxl.utils.get_column_letter(at + 1))
    assert units["Số đơn vị có số liệu"][at].value == "chưa đủ 3/8" and units["Số đơn vị có số liệu"][heads["Số lớp tập huấn"]].value == "chưa đủ 2/8"
    cached = openpyxl.load_workbook(desk.first, data_only=True)["Số liệu"]
    assert [row[at] for row in cached.iter_rows(min_row=5, values_only=True) if row[1] == "Tổng cộng"] == [42]


def test_each_value_leads_to_its_cell(desk):
    sheet = openpyxl.load_workbook(desk.first)["Nguồn số liệu"]
    heads = {cell.value: cell.column - 1 for cell in sheet[4]}
    row = next(r for r in sheet.iter_rows(min_row=5, values_only=True) if r[1] == "TP Cao Lãnh")
    form = openpyxl.load_workbook(desk.folder_of_mails / row[heads["Tệp"]])
    place = row[heads["Số cuộc tuyên truyền"]]
    assert row[2] == "TN-2023-0001" and row[heads["Người gửi"]] == "tp-cao-lanh@dongthap.example"
    assert form[place.split("!")[0]][place.split("!")[1]].value == 12


def test_a_late_arrival_makes_a_numbered_addendum(desk):
    names = {p: [n for n in openpyxl.load_workbook(p).sheetnames if n.startswith("Phụ lục")] for p in
             (desk.first, desk.again, desk.second, desk.same, desk.third)}
    assert list(names.values()) == [[], [], ["Phụ lục số 1"], ["Phụ lục số 1"], ["Phụ lục số 2"]]
    sheet = openpyxl.load_workbook(desk.second)["Phụ lục số 1"]
    changes = [r for r in sheet.iter_rows(min_row=4, values_only=True) if r[0]]
    assert {r[0] for r in changes} == {"Huyện Tân Hồng"} and "09:00 ngày 17/6/2023" in sheet["A2"].value
    assert ("Huyện Tân Hồng", "Số cuộc tuyên truyền", "chưa có", 5) in changes
    assert changes[0][1:] == ("Tình trạng", "Quá hạn 8 ngày", "Đang kiểm tra, trễ 9 ngày")
    changes = [r for r in openpyxl.load_workbook(desk.third)["Phụ lục số 2"].iter_rows(min_row=4, values_only=True) if r[0]]
    assert changes == [("Huyện Tân Hồng", "Số cuộc tuyên truyền", 5, 6)]


def test_it_is_printed_with_its_titles_and_filtered(desk):
    book = openpyxl.load_workbook(desk.third)
    for sheet in book:
        assert sheet.print_title_rows and sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.orientation == "landscape"
    assert book["Tình hình"].auto_filter.ref == "A3:G12" and len(book["Biểu đồ"]._charts) == 1
    assert book["Số liệu"].auto_filter.ref.endswith("13")                    # the totals stay where they are


READ = """const X = require(process.argv[1]), out = {};
const book = X.readFile(process.argv[2], {cellFormula: true, cellDates: true});
for (const n of book.SheetNames) for (const [k, c] of Object.entries(book.Sheets[n]))
  if (k[0] !== '!') out[n + '!' + k] = [c.t, c.v instanceof Date ? 'date' : c.v, c.f || null];
console.log(JSON.stringify(out))"""


@pytest.fixture(scope="session")
def sheetjs():
    """Another reader of workbooks, from npm, for tests alone."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here")
    kept = BUILD.resolve() / "npm-xlsx"
    if not (kept / "package/xlsx.js").exists():
        kept.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", "xlsx@0.18.5"], cwd=kept, check=True, capture_output=True, timeout=300)
        subprocess.run(["tar", "xzf", "xlsx-0.18.5.tgz"], cwd=kept, check=True)
    return kept / "package/xlsx.js"


def test_another_reader_finds_the_same_types(desk, sheetjs):
    told = json.loads(subprocess.run(["node", "-e", READ, sheetjs, desk.third], check=True, capture_output=True, text=True).stdout)
    book = openpyxl.load_workbook(desk.third)
    kinds = {"n": "n", "s": "s", "d": "d", "f": "n"}
    for sheet in book:
        for row in sheet:
            for cell in row:
                if cell.value is None or type(cell).__name__ == "MergedCell":
                    continue
                kind, value, formula = told[f"{sheet.title}!{cell.coordinate}"]
                assert kind == kinds[cell.data_type], (sheet.title, cell.coordinate)
                assert (formula is not None) == (cell.data_type == "f")
                assert not formula or re.fullmatch(r"SUM\(([A-Z]+)\d+(:\1\d+)?\)", formula)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_adds_up_the_same(desk, tmp_path):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "ods", "--outdir", tmp_path, desk.third],
                   check=True, capture_output=True, timeout=300)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx", "--outdir", tmp_path,
                    tmp_path / "third.ods"], check=True, capture_output=True, timeout=300)
    ours, theirs = (openpyxl.load_workbook(p, data_only=True)["Số liệu"] for p in (desk.third, tmp_path / "third.xlsx"))
    for row in ours.iter_rows():
        for cell in row:
            assert theirs[cell.coordinate].value == cell.value or cell.is_date, cell.coordinate
