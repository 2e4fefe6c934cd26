"""What a mail is about: events and movements that are not the plan's, answers to requests, lists of nobody, figures told in words."""
import email
import email.policy
import io

import docx
import openpyxl
import pytest

from office import PLAN, Nowhere, Office
from test_believe import PDF, attached, docket, letters, mail, state       # noqa: F401
from test_rebuild import shell

OFFICER, SCAN = "canbo@pv05.example", [attached("application/pdf", "scan0001.pdf", PDF)]


@pytest.mark.parametrize("subject", ["Báo cáo hội thi tìm hiểu phong trào 6 tháng năm 2023", "Báo cáo an ninh 6 tháng",
                                     "Báo cáo phong trào toàn dân tập thể dục 6 tháng đầu năm 2023",
                                     "BC TDBVANTQ 6 tháng 2023 (liên hoan văn nghệ)"])
def test_another_matter_is_no_report_of_ours(docket, subject):
    assert docket(mail(subject, "Kính gửi Phòng.", SCAN)) == ("review", "foreign")
    assert state(docket) == [] and letters(docket) == ["unclear"] and letters(docket, OFFICER) == ["officer-notice"]


def test_what_the_report_tells_of_beside_our_own_is_none(docket):
    assert docket(mail("Báo cáo phong trào TDBVANTQ 6 tháng năm 2023 (kèm kết quả hội thi)", "Kính gửi.", SCAN)) == ("filed", "certain")
    assert letters(docket, OFFICER) == []


def test_an_answer_is_to_the_request_whose_words_it_says(docket):
    shell(docket.office, "2023-06-06T08:00", 'dot xuat "Thiệt hại do lũ" han 20/06/2023 17:00 cho huyện Cao Lãnh')
    assert docket(mail("Báo cáo thiệt hại do bão", "Kính gửi.", SCAN))[0] == "review"
    assert docket(mail("BC lũ", "Kính gửi.", SCAN)) == ("filed", "certain")
    assert docket.office.rows("SELECT report, state FROM obligation WHERE report = 'AD_HOC'") == [("AD_HOC", "received")]


@pytest.mark.parametrize("text", ["Năm nay huyện không lựa chọn được điển hình.", "ko co don vi nao du dieu kien de de xuat",
                                  "Huyện không có tập thể, cá nhân tiêu biểu để giới thiệu."])
def test_a_list_of_nobody_is_seen_by_an_officer(docket, text):
    assert docket(mail("Danh sách lựa chọn xây dựng điển hình năm 2024", text, SCAN), "2024-01-03T09:00") == ("filed", "nil")
    assert letters(docket) == ["received"] and letters(docket, OFFICER) == ["officer-notice"]


@pytest.mark.parametrize("text, reason", [
    ("Huyện không có cá nhân, tập thể nào đủ điều kiện.", "nil-words"), ("don vi khong co ca nhan, tap the nao du dieu kien", "nil-words"),
    ("Kính gửi Phòng PV05. Qua rà soát, huyện không có trường hợp nào đề nghị.", "nil-words"), ("Danh sách năm nay: không có.", "nil-words"),
    ("Huyện không có đơn vị nào đủ điều kiện thì làm thế nào ạ", "question"), ("Kính gửi Phòng. Nhờ phòng rà soát giúp huyện.", "question"),
])
def test_and_in_words_alone_a_paper_is_asked_for_by_all_that_is_told(docket, text, reason):
    assert docket(mail("Danh sách lựa chọn xây dựng điển hình năm 2024", text), "2024-01-03T09:00")[1] == reason
    told = [row[0] for row in docket.office.rows("SELECT CAST(mail AS TEXT) FROM letter_mail")]
    assert letters(docket) == (["incomplete"] if reason == "nil-words" else []) and letters(docket, OFFICER) == ["officer-notice"]
    assert docket.office.rows("SELECT count(*) FROM obligation WHERE state = 'incomplete'") == [(len(letters(docket)),)]
    assert "được tính" not in "".join(email.message_from_string(t, policy=email.policy.default).get_body(("plain",)).get_content() for t in told)


def test_a_list_that_came_before_is_not_of_nobody(docket):
    text = "Danh sách không có gì thay đổi so với danh sách đã gửi; không có vướng mắc."
    assert docket(mail("Danh sách lựa chọn xây dựng điển hình năm 2024", text, SCAN), "2024-01-03T09:00")[1] == "certain"


def test_figures_told_in_words_are_not_entered_and_the_sender_hears_what_is_missing(docket):
    docket(mail("Báo cáo 6 tháng năm 2023", "Tổng số mô hình là mười hai, xây dựng mới hai. Đã tổ chức ba mươi cuộc tuyên truyền."))
    assert docket.office.rows("SELECT form_values, complete FROM submission") == [("[]", 0)]
    assert letters(docket) == ["incomplete"] and letters(docket, OFFICER) == ["officer-notice"]


@pytest.mark.parametrize("text", ["Em là Trần Lấp Vò, gửi Phòng báo cáo.", "Bản giấy gửi qua đ/c Thanh Bình.", "Liên hệ: Nguyễn Thanh Bình.",
                                  "Theo công văn số 45/UBND-NC của UBND huyện Lấp Vò, hội nghị dời sang tuần sau."])
def test_who_is_called_like_a_district_sends_for_none(docket, text):
    assert docket(mail("Báo cáo 6 tháng năm 2023", text, SCAN)) == ("filed", "certain")


@pytest.mark.parametrize("text", ["Kính gửi Phòng PV05 báo cáo 6 tháng của huyện Tam Nông.", "Huyện Tam Nông gửi báo cáo 6 tháng"])
def test_the_report_of_another_unit_is_not_filed_for_the_sender(docket, text):
    assert docket(mail("Báo cáo 6 tháng năm 2023", text, SCAN)) == ("review", "text-other-unit")
    assert letters(docket) == ["unclear"] and letters(docket, OFFICER) == ["officer-notice"]


def test_a_district_that_the_plan_does_not_know_is_seen_by_an_officer(docket):
    assert docket(mail("Báo cáo 6 tháng năm 2023 huyện Chợ Mới", "Kính gửi.", SCAN))[0] == "filed"
    assert letters(docket, OFFICER) == ["officer-notice"]


def book(*sheets):
    """Each a name and rows of cells; below them what HALF_YEAR counts."""
    file, made = io.BytesIO(), openpyxl.Workbook()
    made.remove(made.active)
    for name, *rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows + [["STT", "Nội dung", "Kết quả"], [1, "Số mô hình xây dựng mới", 2], [2, "Số cuộc kiểm tra, hướng dẫn", 4],
                           [3, "Số lớp tập huấn", 1], [4, "Số người dự tập huấn", 40]]:
            sheet.append(row)
    made.save(file)
    return [attached("application/octet-stream", "bc.xlsx", file.getvalue())]


TITLE, FORM = ["BÁO CÁO 6 THÁNG NĂM 2023"], "Báo cáo 6 tháng năm 2023 - huyện Cao Lãnh"
OTHERS = {
    "cells": [("B1", TITLE, ["Kỳ", "6 tháng", "Đơn vị báo cáo:", "Huyện Tam Nông"])],
    "below a figure": [("B1", TITLE, ["Năm", 2023], [1, "Tên đơn vị", "CAH Tam Nông"])],
    "kind": [("B1", TITLE, ["Huyện:", "Tam Nông"])],
    "two of one name": [("B1", TITLE, ["Đơn vị: Hồng Ngự"])],
    "commune": [("B1", ["SỐ LIỆU XÃ PHÚ CƯỜNG"])],
    "township": [("B1", ["UBND THỊ TRẤN TRÀM CHIM"], TITLE)],
    "sheet": [("H. Tam Nong", TITLE)],
    "whose letter it goes with": [("B1", TITLE, ["(Kèm theo công văn số 45 của UBND huyện Tam Nông)"])],
    "behind a cover": [("Bia", ["TRANG BÌA"]), ("B1", ["UBND HUYỆN TAM NÔNG"], TITLE)],
}
OWN = {
    "cells": [("B1", TITLE, ["Đơn vị báo cáo", "Cao Lãnh", "Kỳ: 6 tháng"])],
    "columns": [("B1", TITLE, ["Đơn vị", "Huyện Tam Nông", "Huyện Lai Vung"])],
    "partners": [("B1", TITLE, ["Đơn vị phối hợp:", "Huyện Tam Nông"], ["(Các xã giáp ranh huyện Tam Nông)"])],
    "example": [("B1", TITLE, ["(Ví dụ: Đơn vị báo cáo: Huyện Tam Nông)"])],
    "communes": [("TH", ["UBND HUYỆN CAO LÃNH"], TITLE), ("Ba Sao", ["SỐ LIỆU XÃ BA SAO"])],
    "own commune": [("B1", ["SỐ LIỆU XÃ GÁO GIỒNG"])],
    "topic": [("B1", ["SỐ LIỆU XÃ NÔNG THÔN MỚI"], TITLE)],
    "candidate": [("B1", ["UBND HUYỆN CAO LÃNH"], TITLE, ["Tên đơn vị", "Trường THPT Lấp Vò 1"])],
    "person": [("B1", TITLE, ["Người lập biểu: Nguyễn Thanh Bình"])],
    "given name": [("B1", TITLE, ["Liên hệ: Thanh Bình"])],
    "cited": [("B1", TITLE, ["Theo công văn số 45 của UBND huyện Lấp Vò"])],
    "asked": [("B1", TITLE, ["Đề nghị huyện Tam Nông báo cáo bổ sung số liệu"])],
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_form_whose_head_names_another_unit_is_seen_by_an_officer(docket, name):
    assert docket(mail(FORM, "Kính gửi.", book(*OTHERS[name]))) == ("review", "document-other-unit")
    assert state(docket) == [] and letters(docket) == ["unclear"] and letters(docket, OFFICER) == ["officer-notice"]


@pytest.mark.parametrize("name", OWN)
def test_and_one_that_names_others_beside_its_own_is_filed(docket, name):
    assert docket(mail(FORM, "Kính gửi.", book(*OWN[name]))) == ("filed", "certain")


@pytest.mark.parametrize("said, reason", [("huyện Cao Lãnh", "certain"), ("huyện Tam Nông", "document-other-unit"), ("thành phố Cao Lãnh", "document-other-unit")])
def test_our_own_form_is_believed_by_what_its_sender_sees_too(docket, tmp_path, said, reason):
    path = Office(Nowhere, tmp_path / "office").form("HALF_YEAR", "2023", "h-cao-lanh", tmp_path / "form.xlsx")
    made = openpyxl.load_workbook(path)
    [head] = [cell for cell in made.worksheets[0]["A"] if " – kỳ " in str(cell.value)]
    head.value = head.value.replace("huyện Cao Lãnh", said)
    made.save(path)
    assert docket(mail(FORM, "Kính gửi.", [attached("application/octet-stream", "bieu.xlsx", path.read_bytes())]))[1] == reason


@pytest.mark.parametrize("subject, text, day, outcome", [
    ("6 tháng", "Em gửi báo cáo 6 tháng ạ.", "2023-06-06", ("filed", "certain")),
    ("6 tháng", "Báo cáo 6 tháng em gửi sau.", "2023-06-06", ("review", "only-period")),
    ("Danh sách lựa chọn xây dựng điển hình năm 2023", "Báo cáo triển khai đơn vị gửi sau.", "2023-04-06", ("filed", "certain")),
    ("Báo cáo năm 2023 (số liệu 9 tháng)", "Kính gửi.", "2023-10-10", ("filed", "certain")),
    ("Báo cáo 9 tháng năm 2023", "Kính gửi.", "2023-10-10", ("review", "outside")),
    ("Lựa chọn xây dựng điển hình năm 2023", "Huyện chọn xã Mỹ Thọ.", "2023-04-06", ("filed", "certain")),
])
def test_what_the_letter_says_it_brings(docket, subject, text, day, outcome):
    assert docket(mail(subject, text, SCAN), f"{day}T09:00") == outcome


def test_a_plan_is_one_though_its_letter_tells_of_the_report(docket):
    for n, subject in enumerate(["Kế hoạch tổ chức thực hiện năm 2023", "Gửi kế hoạch"]):
        file = [attached("application/pdf", f"KH {n}.pdf", PDF + b"%d" % n)]
        assert docket(mail(subject, "Kính gửi Phòng, báo cáo kết quả triển khai huyện gửi sau.", file), "2023-03-25T09:00")[0] == "filed"
    assert docket.office.rows("SELECT DISTINCT o.report FROM submission s JOIN obligation o ON o.id = s.obligation") == [("UNIT_PLAN",)]


def test_what_the_plan_asks_for_besides_is_no_rest_of_what_comes(docket):
    for n, (text, told) in enumerate([("Hồ sơ đề nghị công nhận đơn vị gửi sau.", []), ("KÍNH GỬI PHÒNG. HUYỆN GỬI BÁO CÁO 6 THÁNG.", []),
                                        ("Báo cáo tháng 6 huyện sẽ gửi sau ngày 15.", []),
                                        ("Danh sách mô hình đơn vị gửi sau.", ["officer-notice"])]):
        docket(mail("Báo cáo 6 tháng năm 2023", text, [attached("application/pdf", f"{n}.pdf", PDF + b"%d" % n)]))
        assert letters(docket, OFFICER) == told


def typed(*lines):
    file, paper = io.BytesIO(), docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(file)
    return [attached("application/octet-stream", "bc.docx", file.getvalue())]


@pytest.mark.parametrize("title, outcome", [("Kết quả xây dựng điển hình về phong trào TDBVANTQ năm 2023", "filed"),
                                            ("Kết quả xây dựng đơn vị điển hình", "filed"), ("Kết quả xây dựng xã Mỹ Thọ điển hình", "review")])
def test_who_builds_up_models_of_nobody_by_name_tells_of_the_round(docket, title, outcome):
    file = typed("BAN CHỈ ĐẠO 138", "HUYỆN CAO LÃNH", "BÁO CÁO", title, "Đã chọn và xây dựng 02 đơn vị.")
    assert docket(mail("Báo cáo năm 2023", "Kính gửi.", file), "2023-10-09T09:00")[0] == outcome


HEADS = {
    "period": ("form-head", 2, "Ban Chỉ đạo 138 huyện Cao Lãnh – kỳ 2022 – thời hạn: trước ngày 10/6/2022"),
    "half-year": ("form-head", 2, "Ban Chỉ đạo 138 huyện Cao Lãnh – kỳ 6 tháng đầu năm 2022"),
    "title": ("form-head", 1, "BAO CAO PHONG TRAO TDBVANTQ 6 THANG DAU NAM 2021"),
    "year's title": ("form-head", 1, "Báo cáo năm 2023 về phong trào toàn dân bảo vệ an ninh Tổ quốc"),
    "commune": ("local-document", 2, "xã Gáo Giồng, huyện Cao Lãnh – kỳ 2023"),
    "commune below": ("local-document", 4, "UBND xã Gáo Giồng"),
    "township above": ("local-document", 1, "UBND THỊ TRẤN MỸ THỌ"),
    "own title": ("certain", 1, "BÁO CÁO PHONG TRÀO TDBVANTQ 6 THÁNG ĐẦU NĂM 2023 (so với cùng kỳ năm 2022)"),
    "own words": ("certain", 2, "UBND huyện Cao Lãnh – kỳ 6 tháng đầu năm 2023"),
    "own body": ("certain", 4, "Công an huyện Cao Lãnh"),
    "of communes": ("certain", 4, "Đơn vị tổng hợp từ 18 xã, thị trấn"),
}


@pytest.mark.parametrize("name", HEADS)
def test_our_own_form_is_believed_by_its_period_and_lines_of_theirs_too(docket, tmp_path, name):
    reason, row, text = HEADS[name]
    path = Office(Nowhere, tmp_path / "office").form("HALF_YEAR", "2023", "h-cao-lanh", tmp_path / "form.xlsx")
    made = openpyxl.load_workbook(path)
    made.worksheets[0].cell(row, 1).value = text
    made.save(path)
    assert docket(mail(FORM, "Kính gửi.", [attached("application/octet-stream", "bieu.xlsx", path.read_bytes())]))[1] == reason
    assert letters(docket)[-1:] == ["unclear"] or reason == "certain"


def explained(folder, files):
    """What becomes of them as the report of xã Cái Bè, by the plan of today."""
    office = Office(Nowhere, folder / "office", plan=PLAN.parent / "dong-thap-2026.conf")
    (folder / "1.eml").write_text(mail("Báo cáo 6 tháng năm 2026", "Kính gửi.", files, sender="x-cai-be@dongthap.example"))
    return office.ctl("--now", "2026-06-05T09:00", "explain", folder / "1.eml", "--received", "2026-06-05T09:00")


@pytest.mark.parametrize("head, outcome", [("UBND XÃ PHƯỚC LẬP", "chờ phân loại"), ("SO LIEU XA PHUOC LAP", "chờ phân loại"),
                                           ("UBND XÃ HÒA KHÁNH", "đã vào sổ"), ("UBND HUYỆN CÁI BÈ", "đã vào sổ")])
def test_an_old_communes_name_is_that_of_who_has_its_place_now(tmp_path, head, outcome):
    assert explained(tmp_path, book(("B1", [head], ["BÁO CÁO 6 THÁNG NĂM 2026"]))).startswith(outcome)


@pytest.mark.parametrize("above, issuer, outcome", [("UBND XÃ CÁI BÈ", "CÔNG AN XÃ", "đã vào sổ"), ("UBND XÃ CÁI BÈ", "BAN CHỈ ĐẠO 138 XÃ", "đã vào sổ"),
                                                    ("UBND XÃ TÂN PHƯỚC 1", "CÔNG AN XÃ", "chờ phân loại"),
                                                    ("UBND XÃ CÁI BÈ", "TRƯỜNG THCS CÁI BÈ", "chờ phân loại")])
def test_whose_a_letterhead_is_stands_above_who_issues_it(tmp_path, above, issuer, outcome):
    file, paper = io.BytesIO(), docx.Document()
    left, right = paper.add_table(1, 2).rows[0].cells
    left.text = f"{above}\n{issuer}\nSố: 12/BC-X"
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐồng Tháp, ngày 05 tháng 6 năm 2026"
    for line in ("BÁO CÁO", "Kết quả công tác 6 tháng năm 2026", "Đã xây dựng 02 mô hình."):
        paper.add_paragraph(line)
    paper.save(file)
    assert explained(tmp_path, [attached("application/octet-stream", "bc.docx", file.getvalue())]).startswith(outcome)


def paper(left, *lines, rows=()):
    file, made = io.BytesIO(), docx.Document()
    for cell, text in zip(made.add_table(1, 2).rows[0].cells, ("UBND HUYỆN CAO LÃNH\n" + left, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                                                               "Độc lập - Tự do - Hạnh phúc\nCao Lãnh, ngày 05 tháng 6 năm 2023")):
        cell.text = text
    for line in lines:
        made.add_paragraph(line)
    if rows:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row):
                cell.text = text
    made.save(file)
    return attached("application/octet-stream", "vb.docx", file.getvalue())


NUMBER, WRONG = "Số: 131/UBND", ["Tại trang 2, số lớp tập huấn: 2 lớp; nay đính chính thành: 3 lớp."]
TABLE = [["STT", "Nội dung", "Kết quả"], ["1", "Số cuộc tuyên truyền", "12"], ["2", "Số tin, bài", "30"], ["3", "Số lớp tập huấn", "3"]]
CORRECTIONS = {
    "letter": ("correction", NUMBER + "\nV/v đính chính báo cáo 6 tháng đầu năm 2023", "Kính gửi: PV05", *WRONG),
    "figures": ("correction", NUMBER + "\nV/v điều chỉnh số liệu báo cáo 6 tháng đầu năm 2023", *WRONG),
    "notice": ("correction", NUMBER, "THÔNG BÁO", "Đính chính Báo cáo số 112/BC-UBND", *WRONG),
    "heading": ("correction", NUMBER, "ĐÍNH CHÍNH", "Báo cáo kết quả 6 tháng đầu năm 2023", *WRONG),
    "named paper": ("correction", NUMBER, "BẢN ĐÍNH CHÍNH", "Báo cáo 6 tháng đầu năm 2023", *WRONG),
    "short report": ("correction", NUMBER, "BÁO CÁO", "Đính chính số liệu báo cáo 6 tháng đầu năm 2023", *WRONG),
    "done in it": ("certain", NUMBER, "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023 (đã đính chính)", "Báo cáo này thay thế báo cáo số 112."),
    "above": ("certain", NUMBER, "(ĐÍNH CHÍNH)", "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", "", *WRONG),
    "whole": ("certain", NUMBER, "BÁO CÁO", "Đính chính kết quả 6 tháng đầu năm 2023", "", *("Các xã đã tổ chức tốt công tác tuyên truyền." for _ in range(90))),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_paper_that_corrects_a_report_does_not_take_its_place(docket, name):
    reason, *lines = CORRECTIONS[name]
    docket(mail(FORM, "Kính gửi.", [paper(NUMBER, "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", rows=TABLE)]))
    rows = TABLE[:1] + TABLE[3:] if reason == "correction" else []
    assert docket(mail(FORM, "Kính gửi Phòng.", [paper(*lines, rows=rows)]), "2023-06-07T09:00") == ("review" if rows else "filed", reason)
    assert state(docket) == [("received", 1 if rows else 2)] and letters(docket) == ["received", "unclear" if rows else "received"]
    assert docket.office.rows("SELECT count(*) FROM letter WHERE recipient = ? AND message = 2", OFFICER) == [(1,)] or not rows


@pytest.mark.parametrize("files, reason", [([paper(*CORRECTIONS["letter"][1:]), attached("application/pdf", "131-CV dinh chinh.pdf", PDF)], "correction"),
                                           ([attached("application/pdf", "131 CV dinh chinh bao cao 6 thang.pdf", PDF)], "correction"),
                                           ([attached("application/pdf", "BC 6 thang (dinh chinh).pdf", PDF)], "certain"),
                                           ([paper(*CORRECTIONS["letter"][1:]), paper(NUMBER, "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", rows=TABLE)], "certain")])
def test_nor_its_scan_but_the_corrected_report_beside_it(docket, files, reason):
    assert docket(mail(FORM, "Kính gửi.", files))[1] == reason
