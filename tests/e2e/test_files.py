"""Which file of a mail carries the form, and what is told where none was read: mails come from files, no servers."""
import datetime
import io
import json
import subprocess
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from office import BUILD, Nowhere, Office, named_cells
from servers import REPOSITORY
from test_path import VN, filled, mail
from test_rules import letters, outcome, received, warnings

JUNE = datetime.datetime(2023, 6, 6, 9, 0, tzinfo=VN)
SUBJECT = "Báo cáo 6 tháng đầu năm 2023 huyện Cao Lãnh"
FIGURES = {"Số cuộc tuyên truyền": 12, "Số lượt người được tuyên truyền": 1250, "Số tin, bài": 30, "Số lớp tập huấn": 3}


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def letter(desk, name="113-BC-BCD.docx"):
    paper = docx.Document()
    paper.add_paragraph("BÁO CÁO 6 THÁNG")
    paper.add_paragraph("Trong kỳ đơn vị đã làm tốt công tác tuyên truyền; số liệu tại phụ lục.")
    paper.save(desk.folder / name)
    return desk.folder / name


def workbook(desk, name, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(desk.folder / name)
    return desk.folder / name


def values(desk, code):
    return {f"{f}#{r}" if r else f: (v, place) for (text,) in
            desk.rows("SELECT s.form_values FROM submission s JOIN message m ON m.id = s.message WHERE m.code = ?", code)
            for f, r, _, v, place in json.loads(text)}


def test_the_form_is_found_whatever_stands_before_it(desk):
    figures = workbook(desk, "phu luc.xlsx", FIGURES.items())
    with zipfile.ZipFile(desk.folder / "ho so.zip", "w") as archive:
        for file in letter(desk), figures:
            archive.write(file, f"hs/{file.name}")
    for files in [letter(desk), figures], [figures, letter(desk)], [desk.folder / "ho so.zip"]:
        code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, *files), JUNE)
        if outcome(desk, code)[0] == "duplicate":       # the same files in another order
            continue
        assert values(desk, code)["campaigns"] == ("12", "Sheet!B1"), files


def test_a_report_in_words_alone_is_the_usual_and_waits_without_a_notice(desk):
    for n, lines in enumerate((["Trong kỳ, đơn vị đã làm tốt phong trào toàn dân bảo vệ an ninh Tổ quốc."],
                               ["Trong kỳ, đơn vị đã làm tốt phong trào toàn dân bảo vệ an ninh Tổ quốc: số cuộc tuyên truyền là 12 cuộc, số tin, bài: 9.",
                                "Tổng số tập thể được khen là 3; nhân rộng là 02 mô hình, chấm dứt 4 mô hình."])):
        paper = docx.Document()
        for line in ["BÁO CÁO", "Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc 6 tháng đầu năm 2023"] + lines:
            paper.add_paragraph(line)
        paper.save(desk.folder / f"11{n}-BC-BCD.docx")
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, desk.folder / "110-BC-BCD.docx"), JUNE)
    said = letters(desk, code)
    assert set(said) == {"received"} and "số liệu" not in said["received"]
    assert "Không đọc được số liệu nào của biểu mẫu (0/28 mục)" in " ".join(desk.ctl("do", f"TRA CỨU {code}", "--as", "canbo@pv05.example").split())
    assert "chưa có số liệu theo biểu mẫu" in " ".join(desk.ctl("do", "CẦN XỬ LÝ", "--as", "canbo@pv05.example").split())
    code = received(desk, mail(desk, "h-lap-vo", SUBJECT.replace("Cao Lãnh", "Lấp Vò"), desk.folder / "111-BC-BCD.docx"), JUNE)
    assert values(desk, code) == {"campaigns": ("12", "dòng 3"), "articles": ("9", "dòng 3"), "awards_groups": ("3", "dòng 4"), "models_copied": ("2", "dòng 4")}
    assert "Số liệu của 4 mục được đọc từ câu văn" in " ".join(letters(desk, code)["received"].split()) and "officer-notice" not in letters(desk, code)


def test_lists_without_the_single_figures_are_shown_to_an_officer(desk):
    rows = [["STT", "Tên đơn vị", "Loại", "Số tiêu chí đạt", "Tổng số tiêu chí", "Có kế hoạch riêng"], [1, "Xã Mỹ Thọ", "xã", 8, 10, "Có"], [],
            ["Khen thưởng theo cấp", "Tập thể", "Cá nhân"], ["Cấp tỉnh", 1, 2], [],
            ["STT", "Nội dung", "Có tổ chức", "Ngày tổ chức", "Số người dự"], [1, "Tháng An toàn giao thông", "Có", "05/6/2023", 80], [],
            ["Số buổi nói chuyện", 12], ["Lượt người nghe", 1450], ["Tin đăng", 9]]
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, workbook(desk, "bieu.xlsx", rows)), JUNE)
    assert outcome(desk, code)[0] == "filed" and "Đọc được 10/28 mục" in " ".join(letters(desk, code)["officer-notice"].split())


@pytest.mark.parametrize("name, rows, missing", [
    ("phu luc.xlsx", [("Số vụ", 12), ("Số người", 20)], True), ("Biểu số liệu.xlsx", [("Số vụ", 12)], True), ("DS mo hinh.xlsx", [("STT", "Tên"), (1, "Mô hình A")], True),
    ("phu luc.xlsx", FIGURES.items(), False), ("45-BC.xlsx", [("Số vụ", 12)], False), ("Bieu bao cao.xlsx", [("Số vụ", 12)], False)])
def test_a_covering_letter_and_an_annex_are_no_report(desk, name, rows, missing):
    cover = docx.Document()
    for line in ("V/v gửi báo cáo 6 tháng năm 2023", "Kính gửi: Công an Tỉnh", "UBND huyện kính gửi kèm theo báo cáo 6 tháng.", "Trân trọng./."):
        cover.add_paragraph(line)
    cover.save(desk.folder / "50-CV.docx")
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, desk.folder / "50-CV.docx", workbook(desk, name, rows)), JUNE)
    assert outcome(desk, code)[0] == "filed"
    said = " ".join(letters(desk, code).get("incomplete", "").split())
    assert ("«50-CV.docx» chỉ là văn bản gửi kèm" in said) == missing


def test_the_communes_own_papers_come_beside_the_units(desk):
    """By the line above a steering committee that has no place of its own."""
    def paper(name, above, figure):
        page = docx.Document()
        head = page.add_table(1, 2)
        head.cell(0, 0).text, head.cell(0, 1).text = f"{above}\nBAN CHỈ ĐẠO 138\nSố: 5/BC-BCĐ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nngày 05 tháng 6 năm 2023"
        for line in "BÁO CÁO", "Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc 6 tháng đầu năm 2023", f"Số cuộc tuyên truyền: {figure}":
            page.add_paragraph(line)
        page.save(desk.folder / name)
        return desk.folder / name

    papers = [paper("1.docx", "UBND XÃ MỸ THỌ", 4), paper("2.docx", "UBND HUYỆN CAO LÃNH", 12)]
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, *papers), JUNE)
    assert outcome(desk, code)[0] == "filed" and values(desk, code)["campaigns"][0] == "12"
    assert [w[:2] for w in warnings(desk, code)] == [("beside", "1.docx")]
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, papers[0]), JUNE)
    assert outcome(desk, code) == ("review", "local-document")


def test_a_file_in_which_nothing_stands_is_no_report(desk):
    names = "BC.docx", "BC.xlsx", "BC anh.docx", "Khung.docx"
    for name in (names[0], *names[2:]):
        paper = docx.Document()
        paper.add_paragraph("  ")
        if name == "BC anh.docx":
            paper.add_picture(io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\2\0\0\0" + bytes(4) + b"\0\0\0\0IEND" + bytes(4)))
        if name == "Khung.docx":
            paper.sections[0].footer.paragraphs[0].text = "Số cuộc tuyên truyền: 12"
        paper.save(desk.folder / name)
    workbook(desk, names[1], [])
    for unit, name in zip(("h-cao-lanh", "h-lap-vo", "h-lai-vung", "h-tam-nong"), names):
        code = received(desk, mail(desk, unit, "Báo cáo 6 tháng đầu năm 2023", desk.folder / name), JUNE)
        said = letters(desk, code)
        assert outcome(desk, code)[0] == "filed" and ("incomplete" in said) == (name in names[:2])
        assert name not in names[:2] or f"«{name}» không có nội dung" in " ".join(said["incomplete"].split())


def test_two_workbooks_with_a_part_each_are_one_report(desk):
    one = workbook(desk, "bieu 1.xlsx", list(FIGURES.items())[:2])
    two = workbook(desk, "bieu 2.xlsx", [*list(FIGURES.items())[2:], ("Số lượt người được tuyên truyền", 1300)])
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, one, two), JUNE)
    assert values(desk, code) == {"campaigns": ("12", "bieu 1.xlsx: Sheet!B1"), "articles": ("30", "bieu 2.xlsx: Sheet!B1"),
                                  "courses": ("3", "bieu 2.xlsx: Sheet!B2")}
    [(found, place, text)] = [w for w in warnings(desk, code) if w[0] == "two-readings"]
    assert place == "bieu 2.xlsx: Sheet!B3" and "“1250” và “1300”" in text


def test_a_form_is_known_by_its_cells_not_by_its_files_name(desk):
    rows = [["STT", "Tên đơn vị", "Loại", "Số tiêu chí đạt", "Tổng số tiêu chí", "Có kế hoạch riêng"],
            [1, "Xã Mỹ Thọ", "xã", 8, 10, "Có"], [], *FIGURES.items()]
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, workbook(desk, "updated final table.xlsx", rows)), JUNE)
    assert outcome(desk, code)[0] == "filed"
    assert values(desk, code)["candidates.name#1"] == ("Xã Mỹ Thọ", "Sheet!B2") and values(desk, code)["courses"][0] == "3"


def test_an_officers_filing_searches_the_same_files(desk):
    code = received(desk, mail(desk, "h-cao-lanh", "V/v gửi văn bản", letter(desk, "a.docx"), workbook(desk, "b.xlsx", FIGURES.items()),
                               sender="nguoi-la@dongthap.example"), JUNE)
    assert outcome(desk, code)[0] == "review" and not values(desk, code)
    desk.ctl("--now", "2023-06-07T08:00", "do", f"PHÂN LOẠI {code} huyện Cao Lãnh 6T 2023", "--as", "canbo@pv05.example")
    assert values(desk, code)["campaign_people"][0] == "1250"


def test_a_form_of_which_nothing_was_read_is_told(desk):
    form = desk.form("HALF_YEAR", "2023", "h-cao-lanh", desk.folder / "bieu.xlsx")
    book = openpyxl.load_workbook(form)
    book.defined_names.definedName.clear()
    for row in book["Biểu 1"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.encode("ascii", "replace").decode()        # a program that knows no Vietnamese
    book.save(form)
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, form), JUNE)
    assert [w[0] for w in warnings(desk, code)] == ["nothing-read"]


def test_the_officer_hears_how_much_of_the_form_was_found(desk):
    few = received(desk, mail(desk, "h-cao-lanh", SUBJECT, workbook(desk, "it.xlsx", list(FIGURES.items())[:2])), JUNE)
    letter = "Đọc được 2/28 mục của biểu mẫu; chưa thấy mục bắt buộc: Số tin, bài, Đang duy trì"
    for words in ("show", few), ("do", f"TRA CỨU {few}", "--as", "canbo@pv05.example"):
        assert letter in " ".join(desk.ctl(*words).split()), words
    told = letters(desk, few)
    assert letter in " ".join(told["officer-notice"].split()) and "Đọc được" not in told["received"]
    shown = json.loads(desk.ctl("show", few, "--json"))["submissions"][0]["form"]
    assert (shown["fields"], shown["found"]) == (28, 2) and "Số tin, bài" in shown["missing"]
    whole = received(desk, mail(desk, "h-lap-vo", "Báo cáo 6 tháng đầu năm 2023 huyện Lấp Vò", filled(desk, "h-lap-vo")), JUNE)
    assert "officer-notice" not in letters(desk, whole) and "/28 mục của biểu mẫu.\n" in desk.ctl("show", whole)


def test_a_small_page_that_is_called_a_workbook_is_a_document(desk):
    page = desk.folder / "so lieu.xls"
    page.write_text("<html><body><table><tr><td>Số cuộc tuyên truyền</td><td>12</td></tr>"
                    "<tr><td>Số tin, bài</td><td>25</td></tr></table></body></html>")
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, page), JUNE)
    assert {k: v for k, (v, _) in values(desk, code).items()} == {"campaigns": "12", "articles": "25"}
    assert "no-attachment" not in [w[0] for w in warnings(desk, code)]


# --- what says nothing, and what nobody could open ------------------------------------------------

LABELS = ["Số cuộc tuyên truyền", "Số lượt người được tuyên truyền", "Số tin, bài", "Đang duy trì", "Xây dựng mới", "Nhân rộng", "Chấm dứt",
          "Số cuộc kiểm tra, hướng dẫn", "Số đơn vị được kiểm tra", "Số lớp tập huấn", "Số người dự tập huấn", "Đơn thư đã nhận", "Đơn thư đã giải quyết",
          "Tổng số tập thể được khen", "Tổng số cá nhân được khen"]


def lines(desk, value, table=False, name="45-BC.docx"):
    paper = docx.Document()
    for line in "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", "Thông tin chung":
        paper.add_paragraph(line)
    grid = paper.add_table(len(LABELS), 2) if table else None
    for i, label in enumerate(LABELS):
        if table:
            grid.cell(i, 0).text, grid.cell(i, 1).text = label, value
        else:
            paper.add_paragraph(f"- {label}: {value}")
    paper.save(desk.folder / name)
    return desk.folder / name


@pytest.mark.parametrize("table", [False, True], ids=["lines", "table"])
@pytest.mark.parametrize("value", ["", "……", "... cuộc"])
def test_a_form_that_was_not_filled_in_is_told(desk, table, value):
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, lines(desk, value, table)), JUNE)
    told = letters(desk, code)
    assert set(told) == {"incomplete", "officer-notice"} and "“Số lớp tập huấn” chưa được điền" in " ".join(told["incomplete"].split())


def test_a_form_of_zeros_is_asked_about(desk):
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, lines(desk, "0")), JUNE)
    told = letters(desk, code)
    for letter in "received", "officer-notice":
        assert "Mọi số liệu trong biểu mẫu đều ghi 0" in " ".join(told[letter].split()), letter


@pytest.mark.parametrize("name, content", [("winmail.dat", b"\x78\x9f\x3e\x22" + b"x" * 2000), ("phu luc.rar", b"Rar!\x1a\x07\x00" + b"x" * 200),
                                           ("phu luc.xlsx", b"PK\x03\x04" + b"x" * 900)], ids=["wrapping", "archive", "broken"])
def test_officers_hear_of_a_companion_that_was_not_read(desk, name, content):
    (desk.folder / name).write_bytes(content)
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, lines(desk, "5"), desk.folder / name), JUNE)
    text = " ".join(letters(desk, code)["officer-notice"].split())
    assert name in text and "ông đọc được" in text


# --- words, years and sources ----------------------------------------------------------------------

def put(file, **cells):
    book = openpyxl.load_workbook(file)
    for name, sheet, ref in named_cells(book):
        if name[2:] in cells:
            sheet[ref.split(":")[0]].value = cells[name[2:]]
    book.save(file)
    return file


def test_a_form_of_another_year_is_told(desk):
    form = put(desk.form("SELECT_LIST", "2023", "h-lap-vo", desk.folder / "ds.xlsx"), year=2024, total=0, none=True)
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn điển hình năm 2023", form), datetime.datetime(2023, 4, 5, 9, 0, tzinfo=VN))
    assert "“Năm” ghi 2024, nhưng báo cáo này là của kỳ 2023" in " ".join(letters(desk, code)["incomplete"].split())


def test_words_that_correct_a_figure_are_told_and_sources_stay(desk):
    form = put(filled(desk, "h-cao-lanh"), campaigns=12)
    words = "Số cuộc tuyên truyền sửa lại là 13 (trong file ghi nhầm 12).\n"
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, form, text=words), JUNE)
    for letter in "received", "officer-notice":
        assert "Lời thư nói “Số cuộc tuyên truyền” là 13, tệp ghi 12" in " ".join(letters(desk, code)[letter].split())
    assert values(desk, code)["campaigns"][0] == "12"
    scan = desk.folder / "scan.pdf"
    scan.write_bytes((REPOSITORY / "tests/corpus/form/scan.pdf").read_bytes())
    later = received(desk, mail(desk, "h-cao-lanh", SUBJECT, scan, text="Gửi thêm bản scan có dấu.\n", message_id="<scan@x>"), JUNE + datetime.timedelta(hours=1))
    assert "Lời thư nói" not in " ".join(letters(desk, later)["received"].split())
    desk.ctl("--now", "2023-06-07T08:00", "do", "tổng hợp 6T 2023", "--as", "canbo@pv05.example", "-o", desk.folder / "sum.xlsx")
    rows = [row[2:7] for row in openpyxl.load_workbook(desk.folder / "sum.xlsx")["Nguồn số liệu"].iter_rows(min_row=5, values_only=True)]
    assert [(row[0], row[4]) for row in rows if row[0]] == [(code, form.name)]


def test_a_figure_called_wrong_in_other_words_is_told(desk):
    form = put(filled(desk, "h-cao-lanh"), campaigns=42)
    words = "So cuoc tuyen truyen trong file la 42 nhung dung phai la 45 a.\nBiểu mục 8 chưa tính 02 cá nhân, tổng cộng là 913.\n"
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, form, text=words), JUNE)
    for letter in "received", "officer-notice":
        said = " ".join(letters(desk, code)[letter].split())
        assert "Lời thư nói “Số cuộc tuyên truyền” là 45, tệp ghi 42" in said
        assert "có số trong tệp chưa đúng: “Biểu mục 8 chưa tính 02 cá nhân, tổng cộng là 913”" in said


@pytest.mark.parametrize("words, cells, told", [
    ("Huyện đã sửa số lớp tập huấn từ 2 thành 3.", {"articles": 9}, "Lời thư nói “Số lớp tập huấn” là 3, tệp ghi 2"),
    ("Em sửa chỉ tiêu 4 còn 15, gửi lại phòng.", {"articles": 9}, "nói đã sửa: “Em sửa chỉ tiêu 4 còn 15, gửi lại phòng”, nhưng"),
    ("Huyện gửi lại bản đã sửa số liệu.", {}, "vẫn như bản gửi trước (thư mã TN-2023-0001)"), ("Huyện gửi lại bản có chữ ký.", {}, None),
    ("Huyện đã sửa số lớp tập huấn từ 2 thành 3.", {"courses": 3}, None), ("Huyện gửi lại bản đã sửa số liệu.", {"articles": 9}, None),
])
def test_a_correction_that_the_file_does_not_have_is_told(desk, words, cells, told):
    form = put(filled(desk, "h-cao-lanh"), courses=2)
    received(desk, mail(desk, "h-cao-lanh", SUBJECT, form), JUNE)
    book = openpyxl.load_workbook(put(form, **cells))
    book.properties.title = "hai"                       # other bytes
    book.save(form)
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, form, text=words, message_id="<two@x>"), JUNE + datetime.timedelta(hours=1))
    said = " ".join(letters(desk, code)["received"].split())
    assert told in said if told else "hư nói" not in said


def test_figures_that_are_not_the_last_are_told(desk):
    said = ["Số liệu là số ước, chừng có số thiệt em báo lại.", "Mới có 11/13 xã gửi về, 2 xã còn lại em cập nhật sau."]
    for i, (unit, words) in enumerate(zip(["h-lap-vo", "h-tam-nong"], said)):
        form = filled(desk, unit)
        code = received(desk, mail(desk, unit, "Báo cáo 6 tháng đầu năm 2023", form, text=words + "\n", message_id=f"<open{i}@x>"), JUNE + datetime.timedelta(hours=i))
        assert words in " ".join(letters(desk, code)["officer-notice"].split())


def test_the_sums_hold_what_counts_and_name_the_rest(desk):
    def summed(order):
        desk.ctl("--now", "2023-06-07T08:00", "do", order, "--as", "canbo@pv05.example")
        path = desk.folder / f"{order.split()[0]}.xlsx"
        desk.ctl("--now", "2023-06-07T09:00", "do", "tổng hợp 6T 2023", "--as", "canbo@pv05.example", "-o", path)
        rows = list(openpyxl.load_workbook(path, data_only=True)["Số liệu"].iter_rows(values_only=True))
        column = next(i for row in rows for i, cell in enumerate(row) if cell == "Số cuộc tuyên truyền")
        notes = " ".join(str(cell) for row in rows[:3] for cell in row)
        return next((row[column] for row in rows if row[1] == "Tổng cộng")), notes

    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, put(filled(desk, "h-cao-lanh"), campaigns=12)), JUNE)
    total, notes = summed("dung nhac h cao lanh")
    assert total == 12 and "1 đơn vị có bản đang kiểm tra" in notes
    total, notes = summed(f"dat {code}")
    assert total == 12 and "không cộng" not in notes and "đang kiểm tra" not in notes
    newer = received(desk, mail(desk, "h-cao-lanh", SUBJECT, put(filled(desk, "h-cao-lanh"), campaigns=50), message_id="<two@x>"), JUNE + datetime.timedelta(hours=1))
    total, notes = summed("tiep tuc nhac h cao lanh")
    assert total == 12 and f"chưa lấy bản gửi sau, của: Huyện Cao Lãnh ({code})" in notes
    total, notes = summed(f"tra lai {newer}: thieu chu ky")
    assert total == 0 and "không cộng số liệu của: Huyện Cao Lãnh (Trả lại chỉnh sửa)" in notes
    third = received(desk, mail(desk, "h-cao-lanh", SUBJECT, put(filled(desk, "h-cao-lanh"), campaigns=60), message_id="<three@x>"), JUNE + datetime.timedelta(hours=2))
    assert summed("don vi h cao lanh")[0] == 12 and summed(f"dat {third}")[0] == 60


# --- what is called something else ------------------------------------------------------------------

@pytest.mark.parametrize("name, content, read", [
    ("BC.docx", b"<html><body><h1>Sign in</h1><p>Please log in</p></body></html>", False), ("BC.pdf", b"JVBERi0xLjQK \n" * 40, False),
    ("BC.xlsx", b"version https://git-lfs.example/spec\n", False), ("BC.docx", "abc".encode("utf-16"), False),
    ("BC.xls", "TT\tNội dung\tSố lượng\n1\tSố cuộc tuyên truyền\t12\n2\tSố tin, bài\t3\n".encode(), True),
    ("BC.doc", "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2023\n".encode(), True)])
def test_a_page_under_a_papers_name_is_no_paper(desk, name, content, read):
    (desk.folder / name).write_bytes(content)
    told = letters(desk, received(desk, mail(desk, "h-cao-lanh", SUBJECT, desk.folder / name), JUNE))
    assert ("received" in told) == read
    if not read:
        assert set(told) == {"incomplete", "officer-notice"} and f"Không đọc được tệp «{name}»" in " ".join(told["incomplete"].split())


def test_an_item_that_nobody_knows_is_told_where_the_others_are_there(desk):
    rows = [("Số cuộc tuyên truyền trong kỳ", 12), *[(label, 5) for label in LABELS[1:]]]
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, workbook(desk, "it.xlsx", rows)), JUNE)
    for letter in "received", "officer-notice":
        assert "Không tìm thấy mục “Số cuộc tuyên truyền”" in " ".join(letters(desk, code)[letter].split())


def test_a_folder_says_nothing_of_what_is_in_it(desk):
    figures = workbook(desk, "pl.xlsx", FIGURES.items())
    with zipfile.ZipFile(desk.folder / "m.zip", "w") as archive:
        for file in letter(desk, "BC.docx"), figures:
            archive.write(file, f"Ho so/{file.name}")
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, desk.folder / "m.zip"), JUNE)
    assert values(desk, code)["campaigns"][0] == "12"
    assert desk.rows("SELECT count(*) FROM submission") == [(1,)]


HEAD = ["STT", "Tên đơn vị", "Loại", "Số tiêu chí đạt", "Tổng số tiêu chí", "Có kế hoạch riêng"]


@pytest.mark.parametrize("at, row", [(0, ["", "Khối trường học"]), (0, ["*", "Khối trường học"]), (2, ["", "Toàn huyện", "", 17, 20]), (2, ["Σ", "", "", 17, 20])])
def test_heads_and_sums_are_no_candidates(desk, at, row):
    rows = [[1, "Phòng Giáo dục", "cơ quan", 8, 10, "Có"], [2, "Công ty An Bình", "doanh nghiệp", 9, 10, "Không"]]
    rows.insert(at, row)
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, workbook(desk, "it.xlsx", [*FIGURES.items(), [], HEAD, *rows])), JUNE)
    names = [v for k, (v, _) in values(desk, code).items() if k.startswith("candidates.name")]
    assert names == ["Phòng Giáo dục", "Công ty An Bình"] and "required" not in [w[0] for w in warnings(desk, code)]


def test_fixed_rows_are_known_by_their_label_wherever_it_stands(desk):
    head = ["", "STT", "Nội dung", "Có tổ chức", "Ngày tổ chức", "Số người dự"]
    rows = [[7, "", label, value] for label, value in FIGURES.items()]
    book = workbook(desk, "it.xlsx", [*rows, head, [8, 1, "Tháng An toàn giao thông", "Có", "", 300]])
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, book), JUNE)
    assert values(desk, code)["events.people#8"][0] == "300"


def test_a_figure_set_above_the_line_is_the_mark_of_a_note(desk):
    file = lines(desk, "12", table=True)
    paper = docx.Document(file)
    run = paper.tables[0].cell(0, 1).paragraphs[0].add_run("1")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:position {nsdecls("w")} w:val="8"/>'))
    paper.save(file)
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, file), JUNE)
    assert values(desk, code)["campaigns"][0] == "12"


def test_what_heads_a_later_sheet_is_no_title_of_the_first(desk):
    book = openpyxl.Workbook()
    for row in [["STT", "Nội dung", "Kết quả"], *[[i, *pair] for i, pair in enumerate(FIGURES.items(), 1)]]:
        book.active.append(row)
    book.create_sheet("2022").append(["Danh sách năm 2022"])
    book.save(desk.folder / "it.xlsx")
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, desk.folder / "it.xlsx"), JUNE)
    assert outcome(desk, code) == ("filed", "certain") and values(desk, code)["campaigns"][0] == "12"


def test_a_lists_second_page_without_a_head_is_told(desk):
    head = ["STT", "Loại", "Tên đơn vị", "Cấp quản lý"]
    one = workbook(desk, "ds 1.xlsx", [head, [1, "xã", "Xã Mỹ Thọ", "xã"], [2, "xã", "Xã Mỹ Hiệp", "xã"]])
    said = []
    for rows in [[[3, "xã", "Xã Mỹ Long", "xã"]], [head, [3, "xã", "Xã Mỹ Long", "xã"]]]:
        code = received(desk, mail(desk, "h-cao-lanh", "Danh sách lựa chọn điển hình năm 2023", one, workbook(desk, "ds 2.xlsx", rows)),
                        datetime.datetime(2023, 4, 5, 9 + len(said), 0, tzinfo=VN))
        said.append(("ds 2.xlsx", len([k for k in values(desk, code) if k.startswith("candidates.name")]),
                     [place for found, place, _ in warnings(desk, code) if found == "rows-left"]))
    assert said == [("ds 2.xlsx", 2, ["ds 2.xlsx"]), ("ds 2.xlsx", 3, [])]


def test_a_line_that_leads_on_is_none_of_the_title(desk):
    paper = docx.Document()
    head = paper.add_table(2, 2)
    for cell, text in zip((c for row in head.rows for c in row.cells),
                          ("ỦY BAN NHÂN DÂN\nHUYỆN CAO LÃNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
                           "Số: 45/BC-UBND", "Cao Lãnh, ngày 05 tháng 6 năm 2023")):
        cell.text = text
    for line in "", "BÁO CÁO", "Tình hình tín dụng đen trên địa bàn", "Nội dung thực hiện như sau:", "Đã rà soát.":
        paper.add_paragraph(line)
    paper.save(desk.folder / "bc.docx")
    done = subprocess.run([BUILD / "docket-reader", desk.folder / "bc.docx"], capture_output=True, text=True, check=True)
    assert '"subject": "Tình hình tín dụng đen trên địa bàn"' in done.stdout


def headed(desk, name, number, day, columns=False):
    """Between the columns of its head the room of a table, or that of a tab."""
    paper = docx.Document()
    left, right = ["UBND HUYỆN CAO LÃNH", "", number], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", day]
    if columns:
        for row in zip(left, right):
            paper.add_paragraph("\t".join(row))
    else:
        for cell, lines in zip(paper.add_table(1, 2).rows[0].cells, (left, right)):
            cell.text = "\n".join(lines)
    for line in "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", "", "Ngày    tháng    năm 2023", "Số:     /KH-BCĐ138", "Số cuộc tuyên truyền: 12":
        paper.add_paragraph(line)
    paper.save(desk.folder / name)
    return desk.folder / name


BLANK, WRITTEN = ("Số:      /BC-UBND", "Cao Lãnh, ngày     tháng     năm 2023"), ("Số: 45/BC-UBND", "Cao Lãnh, ngày 05/6/2023")
HEADS = [(*BLANK, "số và ngày"), ("Số: …/BC-UBND", "Cao Lãnh, ngày …/…/2023", "số và ngày"), ("So.......-BC/BCD", "ngay    thang 6 nam 2023", "số và ngày"),
         (BLANK[0], WRITTEN[1], "số"), (WRITTEN[0], "Cao Lãnh, ngày    /6/2023", "ngày"), (*WRITTEN, None), ("", WRITTEN[1], None)]


@pytest.mark.parametrize("columns", [False, True], ids=["table", "tabs"])
@pytest.mark.parametrize("number, day, wanting", HEADS)
def test_a_head_that_was_not_filled_in_is_told_to_its_unit_alone(desk, number, day, wanting, columns):
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, headed(desk, "bc.docx", number, day, columns)), JUNE)
    said = f"Văn bản «bc.docx» chưa ghi {wanting} ở đầu văn bản"
    told = letters(desk, code)
    assert outcome(desk, code) == ("filed", "certain") and (said in " ".join(told["received"].split())) == (wanting is not None)
    assert [w[0] for w in warnings(desk, code)].count("blank-head") == (wanting is not None)
    assert ("chưa ghi" in desk.ctl("show", code)) == (wanting is not None)
    desk.ctl("--now", "2023-06-12T09:00", "do", "tong hop 6T 2023", "--as", "canbo@pv05.example", "-o", desk.folder / "all.xlsx")
    assert "chưa ghi" not in str([[*row] for sheet in openpyxl.load_workbook(desk.folder / "all.xlsx") for row in sheet.values])


def test_but_not_beside_the_copy_that_was_stamped_or_with_a_picture_at_its_head(desk):
    scan, pasted = desk.folder / "bc.pdf", docx.Document(headed(desk, "b.docx", *BLANK))
    scan.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
                     b"trailer << /Root 1 0 R >>\n%%EOF\n")
    pasted.paragraphs[0].add_run()._r.append(parse_xml(
        f'<w:drawing {nsdecls("w", "a")}><a:blip/></w:drawing>'))
    pasted.save(desk.folder / "b.docx")
    head = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in "UBND HUYỆN CAO LÃNH\\par Số:    /BC-UBND\\par CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
                   "\\par Độc lập - Tự do - Hạnh phúc\\par Cao Lãnh, ngày    tháng    năm 2023\\par BÁO CÁO\\par Kết quả 6 tháng đầu năm 2023\\par ")
    for name, picture in ("bare.rtf", ""), ("stamped.rtf", "{\\pict\\pngblip 89504e47}"):
        (desk.folder / name).write_text(f"{{\\rtf1\\ansi {picture}{head}}}")
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, desk.folder / "bare.rtf"), JUNE)
    assert "blank-head" in [w[0] for w in warnings(desk, code)]
    for hour, files in enumerate([[headed(desk, "bc.docx", *BLANK), scan], [desk.folder / "b.docx"], [desk.folder / "stamped.rtf"]], 9):
        code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, *files), JUNE.replace(hour=hour))
        assert outcome(desk, code)[0] == "filed" and "blank-head" not in [w[0] for w in warnings(desk, code)]


# --- halves ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("twice", [False, True], ids=["apart", "one cell twice"])
def test_two_halves_of_our_form_in_one_mail_are_one_report(desk, twice):
    fields = [name[2:] for name, _, _ in named_cells(openpyxl.load_workbook(desk.form("HALF_YEAR", "2023", "h-cao-lanh", desk.folder / "a.xlsx")))
              if name.startswith("d_") and name[2:] not in ("data_to", "difficulties", "proposals")]
    desk.form("HALF_YEAR", "2023", "h-cao-lanh", desk.folder / "b.xlsx")
    files = [put(desk.folder / "a.xlsx", **{f: 5 for f in fields[:8]}), put(desk.folder / "b.xlsx", **{f: 5 for f in fields[7 if twice else 8:]})]
    code = received(desk, mail(desk, "h-cao-lanh", SUBJECT, *files), JUNE)
    assert outcome(desk, code) == (("review", "two-forms") if twice else ("filed", "certain"))
    if not twice:
        assert {k for k, _ in values(desk, code).items()} == set(fields) and "required" not in [w[0] for w in warnings(desk, code)]
