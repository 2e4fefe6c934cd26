"""Workbooks for people: typed cells, no formula that a sender could have written."""
import datetime
import os
import subprocess
from pathlib import Path

import openpyxl
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = REPOSITORY / os.environ.get("BUILD", "build")


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workbooks")
    subprocess.run([BUILD / "unit/report_workbook"], cwd=REPOSITORY, env={**os.environ, "WORKBOOKS_OUT": str(folder)},
                   check=True, capture_output=True)
    return {path.stem: openpyxl.load_workbook(path) for path in folder.glob("*.xlsx")}


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def column(sheet, label):
    return next(cell.column - 1 for cell in sheet[3] if cell.value == label)


def test_no_cell_is_a_formula(books):
    assert all(cell.data_type != "f" for book in books.values() for sheet in book for row in sheet for cell in row)


def test_values_stand_side_by_side_with_their_totals(books):
    sheet = books["report"]["Số liệu"]
    data = rows(sheet)
    assert [row[1] for row in data] == ["TP Cao Lãnh", "TP Sa Đéc", "Tổng cộng"]
    assert [row[column(sheet, "Số cuộc tuyên truyền")] for row in data] == [12, 30, 42]
    assert data[0][column(sheet, "Số liệu tính đến ngày")] == datetime.datetime(2023, 6, 1)
    assert data[0][column(sheet, "Khó khăn, vướng mắc")] == '=SUM(B1:B3)'


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
    assert len(data) == 5 and len(data[0]) == 10
    assert data[0][2] == "Ban Chỉ đạo 138 thành phố Cao Lãnh" and data[0][9] == "TN-2023-0001"
    assert data[0][1] is None                   # the office's own number, never our code
    assert data[0][6].startswith("Ban Chỉ đạo 138/ĐP Tỉnh")         # A8: the addressee the plan names for the report
    assert data[4][3:6] == [None, None, None] and data[4][9] == "TN-2023-0005, chờ phân loại"       # secret, out of quarantine
    assert data[2][3:6] == [None, None, None] and data[2][9] == "TN-2023-0003, cách ly"


def test_the_register_says_what_stands_in_the_letterhead(books):
    assert rows(books["register"].active)[3][2:6] + rows(books["register"].active)[3][9:] == [
        "CÔNG AN HUYỆN THANH BÌNH", "112/BC-CAH", datetime.datetime(2023, 6, 8), "Báo cáo =1+1 kết quả 6 tháng",
        "TN-2023-0004, thư trao đổi, khẩn"]
