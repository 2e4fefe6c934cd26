"""The list of candidates: kinds, quota, nobody at all, evidence (rules A6, A16 to A18). No servers."""
import datetime

import docx
import openpyxl
import pytest

from office import Nowhere, Office, changed_plan
from test_path import VN, mail
from test_rules import answers, desk, letters, outcome, received, sends, warnings        # noqa: F401


def test_the_plan_says_where_the_candidates_stand(tmp_path):
    """DANH SÁCH ĐIỂN HÌNH finds them whatever the plan calls the table and its columns."""
    def renamed(text):
        return (text.replace('name = "candidates"', 'name = "chosen"').replace('["candidates"]', '["chosen"]')
                .replace('"candidates.', '"chosen.').replace('{ name = "name"; label = "Tên đơn vị"', '{ name = "ten"; label = "Tên đơn vị"')
                .replace('candidate_kind = "kind"', 'candidate_kind = "loai"').replace('{ name = "kind"; label = "Loại"', '{ name = "loai"; label = "Loại"'))
    office = Office(Nowhere, tmp_path / "office", plan=changed_plan(tmp_path / "plan.conf", renamed))
    code, _ = sends(office, "h-tam-nong", {"kind": "xã", "name": "An Hòa"}, table="chosen")
    assert outcome(office, code)[0] == "filed"
    said = office.ctl("--now", "2023-03-10T10:00", "do", "danh sach dien hinh 2023", "--as", "canbo@pv05.example")
    assert "xã An Hòa" in said and "Tổng: 1" in said


# A16: a huyện has no phường, a thành phố no thị trấn.
@pytest.mark.parametrize("unit, name, kind", [
    ("h-tam-nong", "huyện Tam Nông", "phường"), ("tp-sa-dec", "thành phố Sa Đéc", "thị trấn")])
def test_a16_an_impossible_kind_waits_for_an_officer(desk, unit, name, kind):
    code, [place] = sends(desk, unit, {"kind": kind, "name": "An Hòa"})
    assert outcome(desk, code) == ("review", "candidates")
    assert (unit, place) in desk.rows("SELECT unit, quote FROM evidence WHERE source = 'form'")
    assert desk.rows("SELECT count(*) FROM submission") == [(0,)]
    told = letters(desk, code)
    assert f"{place}: {name} không có “{kind}”" in told["unclear"].replace("\n  ", " ")
    assert place in told["officer-notice"]
    # The officer may file it all the same; its time stays.
    desk.ctl("--now", "2023-04-12T08:00", "do", f"phan loai {code} {unit} DS 2023", "--as", "canbo@pv05.example")
    assert answers(desk, unit) == "received"
    assert ("candidate-kind", place) in [w[:2] for w in warnings(desk, code)]
    assert desk.rows("SELECT late FROM submission") == [(0,)]


@pytest.mark.parametrize("name, told", [("Tân Phước", True), ("Xã Tân Phước", True), ("UBND xã Tân Phước", True), ("Định An", False), ("Không Có", False)])
def test_a_commune_of_another_district_is_pointed_out(desk, name, told):
    code, _ = sends(desk, "h-lap-vo", {"kind": "xã", "name": name})
    assert outcome(desk, code)[0] == "filed"
    said = " ".join(letters(desk, code)["received"].split())
    assert ("không thuộc địa bàn của quý đơn vị (có ở: Huyện Tân Hồng, Huyện Lai Vung)" in said) == told
    assert ("officer-notice" in letters(desk, code)) == told


def test_a16_both_languages_say_it(tmp_path):
    desk = Office(Nowhere, tmp_path / "office", office={"language": "vi+en"})
    code, [place] = sends(desk, "h-tam-nong", {"kind": "phường", "name": "An Hòa"})
    text = " ".join(letters(desk, code)["unclear"].split())
    assert "huyện Tam Nông không có “phường”; loại đơn vị có thể lựa chọn: xã, thị trấn," in text
    assert "huyện Tam Nông has no “phường”; the kinds it may choose from: xã, thị trấn," in text


def test_a16_a_word_of_the_sender_does_not_make_it_possible(desk):
    code, _ = sends(desk, "h-tam-nong", {"kind": "phường", "name": "An Hòa"})
    [(asked,)] = desk.rows("SELECT message_id FROM letter WHERE letter = 'unclear'")
    raw = mail(desk, "h-tam-nong", "Re: Đã nhận thư", text="Đơn vị: huyện Tam Nông; Loại: danh sách lựa chọn; Kỳ: 2023\n")
    answer = received(desk, raw.replace(b"MIME-Version", f"In-Reply-To: <{asked}>\r\nMIME-Version".encode(), 1))
    assert outcome(desk, answer)[1] == "answer"
    assert outcome(desk, code)[0] == "review"


# A17: "chọn 01" in 2023, "ít nhất 1" later.
@pytest.mark.parametrize("unit, kinds, quota", [
    ("tp-sa-dec", ["doanh nghiệp"], None),
    ("tp-sa-dec", ["phường"], "01 doanh nghiệp"),                       # one, but not of the kind
    ("tp-sa-dec", ["doanh nghiệp", "doanh nghiệp"], "01 doanh nghiệp"),
    ("tp-sa-dec", ["doanh nghiệp", "phường"], "01 doanh nghiệp"),
    ("h-tan-hong", ["thị trấn"], None),                                 # one of any kind
    ("h-tan-hong", ["xã", "cơ quan"], "01 đơn vị"),
])
def test_a17_in_2023_one_of_the_named_kind_else_a_warning(desk, unit, kinds, quota):
    code, _ = sends(desk, unit, *[{"kind": k, "name": f"Đơn vị {i}"} for i, k in enumerate(kinds)])
    assert outcome(desk, code)[0] == "filed" and answers(desk, unit) == "received"      # never a rejection
    assert [c for c, _, _ in warnings(desk, code)] == ([] if quota is None else ["quota"])
    told = letters(desk, code)
    if quota is None:
        assert "officer-notice" not in told and "Chỉ tiêu" not in told["received"]
    else:
        [(_, _, text)] = warnings(desk, code)
        assert f"Chỉ tiêu của quý đơn vị là {quota}, danh sách có" in text
        assert "Chỉ tiêu của quý đơn vị" in told["received"] and "Chỉ tiêu của quý đơn vị" in told["officer-notice"]


@pytest.mark.parametrize("kinds", [["phường"], ["phường", "xã", "cơ quan"]])
def test_a17_in_other_years_at_least_one_of_any_kind(desk, kinds):
    code, _ = sends(desk, "tp-sa-dec", *[{"kind": k, "name": f"Đơn vị {i}"} for i, k in enumerate(kinds)], period="2024",
                    at=datetime.datetime(2024, 1, 3, 9, 0, tzinfo=VN))
    assert warnings(desk, code) == [] and answers(desk, "tp-sa-dec", period="2024") == "received"


def test_a17_a_list_without_anybody_is_incomplete(desk):
    code, _ = sends(desk, "tp-sa-dec")
    assert [c for c, _, _ in warnings(desk, code)] == ["rows"] and answers(desk, "tp-sa-dec") == "incomplete"


# A18: "không có đơn vị đủ điều kiện".
def test_a18_a_nil_report_counts_and_is_flagged(desk):
    code, _ = sends(desk, "tp-sa-dec", none_eligible="x")
    assert outcome(desk, code) == ("filed", "nil")
    assert desk.rows("SELECT flagged FROM message WHERE code = ?", code) == [(1,)]
    assert answers(desk, "tp-sa-dec") == "received" and warnings(desk, code) == []
    assert "officer-notice" in letters(desk, code)


# A6: evidence may arrive later.
def test_a6_missing_evidence_is_a_warning(desk):
    code, _ = sends(desk, "h-lap-vo", {"kind": "xã", "name": "Mỹ An Hưng A", "grade": None, "decision_number": None})
    assert [c for c, _, _ in warnings(desk, code)] == ["evidence", "evidence"]
    assert outcome(desk, code)[0] == "filed" and answers(desk, "h-lap-vo") == "received"
    assert "Chưa kèm minh chứng" in letters(desk, code)["received"]


def test_a_list_that_names_nobody_who_could_be_read_is_shown_to_an_officer(desk):
    paper = docx.Document()
    paper.add_paragraph("DANH SÁCH LỰA CHỌN ĐƠN VỊ XÂY DỰNG ĐIỂN HÌNH NĂM 2023")
    for name in "Xã Mỹ An Hưng A (xã)", "Trường Trung học phổ thông Lấp Vò 1 (cơ sở giáo dục)":
        paper.add_paragraph(name, style="List Number")
    paper.save(desk.folder / "danh sach.docx")
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình", desk.folder / "danh sach.docx"))
    assert outcome(desk, code)[0] == "filed" and "Không đọc được số liệu nào của biểu mẫu (0/" in " ".join(letters(desk, code)["officer-notice"].split())


def a_table(desk, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(desk.folder / "DS.xlsx")
    return desk.folder / "DS.xlsx"


HEAD, STATION, SCHOOL = ["Tên đơn vị", "Loại", "Cấp quản lý"], ["Trạm Y tế", "cơ quan", "xã"], ["Trường THPT Lấp Vò 1", "cơ sở giáo dục", "huyện"]


@pytest.mark.parametrize("one, other", [("Khối cơ quan", "Khối trường học:"), ("I. Cấp xã", "II. Cấp huyện"), ("Huyện Lấp Vò", "Thành phố Sa Đéc"),
                                        ("Cơ quan", "Cơ sở giáo dục"), ("CÁC CƠ QUAN, ĐƠN VỊ", "cac truong hoc"), ("Cấp xã quản lý", "Do huyện quản lý")])
@pytest.mark.parametrize("numbered", [False, True])
def test_the_head_of_a_group_is_no_candidate(desk, one, other, numbered):
    rows = [HEAD, [one], STATION, [other], SCHOOL]
    if numbered:
        rows = [[n, *row] for n, row in zip(["STT", 1, 1.1, 2, 2.1], rows)]
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình 2023", a_table(desk, *rows)))
    assert desk.rows("SELECT name FROM dossier ORDER BY id") == [("Trạm Y tế",), ("Trường THPT Lấp Vò 1",)]
    assert "required" not in [c for c, _, _ in warnings(desk, code)]


@pytest.mark.parametrize("one, other", [("Cụm 1", "CỤM THI ĐUA SỐ 2"), ("Nhóm 1: cơ quan", "nhom 2 truong hoc"), ("Đợt 1", "Bổ sung"), ("Ngành y tế", "Khu vực phía Bắc")])
def test_a_title_among_rows_without_numbers_is_no_candidate(desk, one, other):
    received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình 2023", a_table(desk, HEAD, [one], STATION, [other], SCHOOL)))
    assert desk.rows("SELECT name FROM dossier ORDER BY id") == [("Trạm Y tế",), ("Trường THPT Lấp Vò 1",)]


@pytest.mark.parametrize("title, told", [("Tuyến biên giới", True), ("TÔN GIÁO", True), ("Giữ lại:", True), ("Duy trì", True), ("tuyen bien gioi", True),
                                         ("Công ty Lúa Vàng", False), ("Huyện đội Lấp Vò", False), ("Phía Nam sông Hậu", False)])
def test_words_alone_above_a_row_are_no_candidate_and_are_told(desk, title, told):
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình 2023", a_table(desk, HEAD, STATION, [title], SCHOOL)))
    said = {c: place for c, place, _ in warnings(desk, code)}
    assert (said.get("title-row"), "required" in said) == (("Sheet!A3", False) if told else (None, True))
    assert desk.rows("SELECT name FROM dossier ORDER BY id") == ([("Trạm Y tế",), ("Trường THPT Lấp Vò 1",)] if told else [])


@pytest.mark.parametrize("head, one, other, more", [
    (HEAD, STATION, SCHOOL, ["read"]), (["STT", *HEAD], [1, *STATION], [2, *SCHOOL], ["read"]),
    (["STT", "Tên đơn vị", "Ghi chú"], [1, "Trạm Y tế", ""], [2, "Trường THPT Lấp Vò 1", ""], ["read"]),
    (["STT", *HEAD], [1, *STATION], [2, "Trường THPT Lấp Vò 1", "huyện"], ["rows-left"]),
    (["STT", *HEAD], [1, *STATION], [1, "Nguyễn Văn A", "Chủ tịch", "xã"], []), (HEAD, STATION, ["Nguyễn Văn A", "Chủ tịch", "xã"], [])])
def test_a_list_goes_on_in_a_table_without_a_head(desk, head, one, other, more):
    paper = docx.Document()
    paper.add_paragraph("DANH SÁCH LỰA CHỌN ĐƠN VỊ XÂY DỰNG ĐIỂN HÌNH NĂM 2023")
    for rows in (head, one), (other,):
        table = paper.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row):
                cell.text = str(text)
        paper.add_paragraph("")
    paper.save(desk.folder / "DS.docx")
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình 2023", desk.folder / "DS.docx"))
    names = [n for n, in desk.rows("SELECT name FROM dossier ORDER BY id")]
    assert names == ["Trạm Y tế", "Trường THPT Lấp Vò 1"][:1 + ("read" in more)]
    assert ("rows-left" in [c for c, _, _ in warnings(desk, code)]) == ("rows-left" in more)


@pytest.mark.parametrize("kind, name, read", [
    ("Loại", "Tên cơ quan, đơn vị", 1), ("Loại hình", "Tên đơn vị, địa phương", 1), ("Loai", "Ten", 1), ("Loại", "Đơn vị", 1),
    ("Loại đơn vị", "Đơn vị đăng ký xây dựng", 1), ("Ghi chú", "Tên mô hình", 0), ("Chức vụ", "Tên", 0), ("Nội dung", "Đơn vị", 0)])
def test_the_column_of_names_has_many_names(desk, kind, name, read):
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình 2023", a_table(desk, ["STT", kind, name], [1, "xã", "Định Yên"])))
    assert desk.rows("SELECT count(*) FROM dossier") == [(read,)] and "officer-notice" in letters(desk, code)


def test_the_heads_of_a_table_are_no_title(desk):
    paper = docx.Document()
    head = paper.add_table(1, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN LẤP VÒ\nSố: 9/DS-UBND"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLấp Vò, ngày 20 tháng 3 năm 2023"
    paper.add_paragraph("DANH SÁCH")
    paper.add_paragraph("Đăng ký xây dựng xã, phường kiểu mẫu năm 2023")
    table = paper.add_table(0, 4)
    for row in ["STT", "Loại", "Tên đơn vị", "Cấp quản lý"], ["1", "xã", "Định Yên", "xã"]:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    paper.save(desk.folder / "DS.docx")
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn năm 2023", desk.folder / "DS.docx"))
    assert outcome(desk, code)[0] == "filed" and desk.rows("SELECT name FROM dossier") == [("Định Yên",)]


@pytest.mark.parametrize("title, head, row", [
    ("DANH SÁCH CÁ NHÂN ĐIỂN HÌNH ĐỀ NGHỊ KHEN THƯỞNG NĂM 2022", ["STT", "Họ và tên", "Chức vụ"], [1, "Nguyễn Văn Bé", "Trưởng ấp"]),
    ("DANH SÁCH HỘ GIA ĐÌNH AN TOÀN VỀ AN NINH, TRẬT TỰ NĂM 2022", ["STT", "Chủ hộ", "Ấp"], [1, "Trần Văn Tư", "Ấp 1"]),
    ("DANH SÁCH CAMERA AN NINH LẮP ĐẶT NĂM 2022", ["STT", "Vị trí", "Số mắt"], [1, "Ngã ba chợ", 4]),
    ("DANH SÁCH THÀNH VIÊN TỔ BẢO VỆ AN NINH", ["STT", "Họ tên", "Năm sinh"], [1, "Nguyễn A", 1980])])
def test_another_list_is_called_one(desk, title, head, row):
    """And not a list of another year, which the line that is asked for could mend."""
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình năm 2023", a_table(desk, [title], head, row)))
    assert outcome(desk, code) == ("review", "other-list")
    told = " ".join(letters(desk, code)["unclear"].split())
    assert "danh sách trong tệp là danh sách khác" in told and "Chưa xác định được" not in told


def test_a_list_without_a_title_is_read_beside_another_report(desk):
    paper = docx.Document()
    paper.add_paragraph("BÁO CÁO KẾT QUẢ THỰC HIỆN PHONG TRÀO TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC NĂM 2023")
    paper.save(desk.folder / "BC.docx")
    received(desk, mail(desk, "h-lap-vo", "Báo cáo năm 2023 và danh sách lựa chọn năm 2024", desk.folder / "BC.docx", a_table(desk, HEAD, STATION, SCHOOL)),
             datetime.datetime(2024, 1, 2, 9, 0, tzinfo=VN))
    assert desk.rows("SELECT o.report, s.attachment FROM submission s JOIN obligation o ON o.id = s.obligation ORDER BY o.report") == [("ANNUAL", 0), ("SELECT_LIST", 1)]
    assert desk.rows("SELECT name FROM dossier WHERE period = '2024' ORDER BY id") == [("Trạm Y tế",), ("Trường THPT Lấp Vò 1",)]


@pytest.mark.parametrize("name", ["Huyện đoàn Lấp Vò", "Khối Dân vận huyện", "Nhóm trẻ Hoa Mai", "Cơ quan Huyện ủy", "Xã Tân Mỹ", "Doanh nghiệp tư nhân Hai Lúa"])
def test_a_name_that_stands_alone_is_asked_about_and_not_dropped(desk, name):
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình 2023", a_table(desk, HEAD, [name], SCHOOL)))
    assert [w[0] for w in warnings(desk, code)].count("required") == 2


# --- when, and what counts as received ----------------------------------------------------
