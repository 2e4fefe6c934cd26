"""Dossiers: candidates out of lists, documents out of mails in any order, and what officers decide.
No servers: mails come from files, letters are read in the outbox.
"""
import datetime
import itertools
import json
import re
import sqlite3

import docx
import openpyxl
import pytest

from office import Nowhere, Office, changed_plan
from test_path import VN, mail
from test_rules import letters, outcome, received, sends, warnings

NOVEMBER = datetime.datetime(2023, 11, 20, 9, 0, tzinfo=VN)
SUBJECT = "Hồ sơ đề nghị công nhận {} điển hình năm 2023"
KINDS = {"TTr": "TỜ TRÌNH", "BC": "BÁO CÁO", "BB": "BIÊN BẢN"}


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def paper(desk, name, kind, about, day=20, text="", issuer="ỦY BAN NHÂN DÂN\nXÃ TÂN MỸ", more=()):
    """A document with a letterhead: name "TTr.docx", kind "TTr"; more: further kinds in the same file."""
    document = docx.Document()
    for what in (kind, *more):
        head = document.add_table(1, 2)
        head.cell(0, 0).text = f"{issuer}\n-------\nSố: {day}/{what}-UBND"
        head.cell(0, 1).text = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\n"
                                f"Thanh Bình, ngày {day:02} tháng 11 năm 2023")
        document.add_paragraph(KINDS[what])
        document.add_paragraph(f"Về việc công nhận {about} điển hình")
        document.add_paragraph("-----")
        document.add_paragraph(text)
        foot = document.add_table(1, 2)
        foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
        foot.cell(0, 1).text = "CHỦ TỊCH\n\nNguyễn Văn Sáu"
    document.save(desk.folder / name)
    return desk.folder / name


def selected(desk, unit="h-thanh-binh", *candidates):
    """The list comes; the codes of its candidates' dossiers."""
    before = {c for c, in desk.rows("SELECT code FROM dossier")} if (desk.state / "docket.db").exists() else set()
    code, _ = sends(desk, unit, *(candidates or ({"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"},)))
    assert outcome(desk, code)[0] == "filed"
    return [c for c, in desk.rows("SELECT code FROM dossier ORDER BY id") if c not in before]


def dossier(desk, code):
    return json.loads(desk.ctl("--now", "2023-12-01T08:00", "dossier", code, "--json"))


def parts(desk, code):
    return {p["part"]: p["state"] for p in dossier(desk, code)["parts"]}


def order(desk, line, at="2023-12-01T08:00", who="canbo@pv05.example"):
    done = desk.run("docketctl", "--now", at, "do", line, "--as", who)
    assert "Sanitizer" not in done.stderr, done.stderr
    return " ".join(done.stdout.split())


def test_candidates_come_from_the_list_one_row_each(desk):
    first, second = selected(desk, "h-thanh-binh", {"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"},
                             {"kind": "doanh nghiệp", "name": "Công ty TNHH Hòa Bình", "locality": "xã Tân Phú", "managed_by": "huyện"})
    one, other = dossier(desk, first), dossier(desk, second)
    assert (one["candidate"], one["kind"], one["stage"], one["decider"]) == ("Tân Mỹ", "xã", "selected", "Ban Chỉ đạo 138 cấp huyện")
    assert (other["kind"], other["place"], other["decider"]) == ("doanh nghiệp", "xã Tân Phú", "Ban Chỉ đạo 138/ĐP Tỉnh")
    assert "Xuất sắc" in one["evidence"] and one["wanting"] == 3
    desk.rebuilt()


def test_one_letter_says_what_a_dossier_lacks(desk):
    [hs] = selected(desk)
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), paper(desk, "TTr.docx", "TTr", "xã Tân Mỹ")), NOVEMBER)
    told = letters(desk, code)
    assert list(told) == ["dossier"] and warnings(desk, code) == []
    assert "[x] 1. Tờ trình" in told["dossier"] and "[ ] 2. Báo cáo kết quả" in told["dossier"] and "[ ] 3. Biên bản" in told["dossier"]
    assert "thiếu 2 thành phần" in desk.rows("SELECT subject FROM letter WHERE letter = 'dossier'")[0][0]
    assert dossier(desk, hs)["stage"] == "incomplete"
    code = received(desk, mail(desk, "h-thanh-binh", "Bổ sung hồ sơ đề nghị công nhận năm 2023", paper(desk, "BB.docx", "BB", "xã Tân Mỹ"),
                               paper(desk, "BC.docx", "BC", "xã Tân Mỹ", text="Xã tự đánh giá đạt 30/34 tiêu chí.")), NOVEMBER)
    assert dossier(desk, hs)["stage"] == "complete" and set(letters(desk, code)) == {"received", "dossier-asks"}
    [results] = [p for p in dossier(desk, hs)["parts"] if p["part"] == "RESULTS"]
    assert results["file"]["criteria"] == {"met": 30, "total": 34}
    seen = dossier(desk, hs)["seen"]
    assert f"THẨM ĐỊNH {hs} {seen}" in letters(desk, code)["dossier-asks"]
    assert "văn bản ghi đạt 30/34 (chỉ" in letters(desk, code)["dossier-asks"]
    desk.rebuilt()
    words = "Tình trạng", "Thành phần", "ghi đạt", "Lịch sử", "Tệp đã nhận", "không"         # in the language of the office
    text = desk.ctl("dossier", hs, "--all")
    assert all(word in text for word in words[:-1])
    desk.conf.write_text(desk.conf.read_text().replace("office = { ", 'office = { language = "en"; ', 1))
    text = desk.ctl("dossier", hs, "--all")
    assert not any(word in text for word in words) and "meets 30 of 34 criteria" in text and "History:" in text


def test_another_number_of_criteria_is_shown_beside_the_plans(desk):
    [hs] = selected(desk)
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), paper(desk, "BC.docx", "BC", "xã Tân Mỹ", text="Xã đạt 30/36 tiêu chí.")), NOVEMBER)
    assert f"Hồ sơ {hs}" in letters(desk, code)["dossier"] and "văn bản ghi đạt 30/36 (bộ tiêu chí có 34)" in letters(desk, code)["dossier"]
    desk.rebuilt()


def test_namesakes_may_send_the_same_bytes(desk):
    """A file that another district sent before is no repetition: it counts for this one too."""
    tan_my = {"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"}
    codes = selected(desk, "h-lap-vo", tan_my) + selected(desk, "h-thanh-binh", tan_my)
    files = [paper(desk, f"{k}.docx", k, "xã Tân Mỹ", issuer="BAN CHỈ ĐẠO 138\nHUYỆN") for k in KINDS]
    for unit in ("h-lap-vo", "h-thanh-binh"):
        sent = [received(desk, mail(desk, unit, SUBJECT.format("xã Tân Mỹ"), file), NOVEMBER + datetime.timedelta(hours=hour))
                for hour, file in enumerate(files)]
        assert [outcome(desk, code)[0] for code in sent] == ["filed"] * 3
    assert [dossier(desk, hs)["stage"] for hs in codes] == ["complete"] * 2
    again = received(desk, mail(desk, "h-lap-vo", SUBJECT.format("xã Tân Mỹ"), files[1]), NOVEMBER + datetime.timedelta(days=1))
    assert outcome(desk, again)[:2] == ("duplicate", "same-files") and "received" in letters(desk, again)
    desk.rebuilt()


# --- officers ----------------------------------------------------------------------------------------

def whole(desk, unit="h-thanh-binh", name="xã Tân Mỹ", at=NOVEMBER):
    received(desk, mail(desk, unit, SUBJECT.format(name), *(paper(desk, f"{k}.docx", k, name) for k in KINDS)), at)


def steps(desk, code):
    return [(e, f, t) for e, f, t in desk.rows("SELECT event, from_stage, to_stage FROM step s JOIN dossier d ON d.id = s.dossier "
                                               "WHERE d.code = ? ORDER BY number", code)]


def test_from_the_list_to_commendation(desk):
    [hs] = selected(desk)
    [(listed,)] = desk.rows("SELECT code FROM message")
    order(desk, f"ĐẠT {listed}", at="2023-04-10T09:00")
    assert dossier(desk, hs)["stage"] == "building"
    whole(desk)
    seen = dossier(desk, hs)["seen"]
    assert "Không" not in order(desk, f"THẨM ĐỊNH {hs} {seen}")
    said = order(desk, f"CÔNG NHẬN {hs} {seen} số 12/QĐ-BCĐ138 ngày 30/11/2023")
    assert "Đã công nhận" in said and "12/QĐ-BCĐ138" in said
    one = dossier(desk, hs)
    assert (one["stage"], one["decision"], one["decided"], one["decided_seen"]) == ("recognised", "12/QĐ-BCĐ138", "2023-11-30", seen)
    order(desk, f"KHEN THƯỞNG {hs} {seen} số 99/QĐ-UBND ngày 01/12/2023")
    assert dossier(desk, hs)["stage"] == "commended"
    assert [t for _, _, t in steps(desk, hs)] == ["selected", "building", "complete", "appraisal", "recognised", "commended"]
    subjects = [s for s, in desk.rows("SELECT subject FROM letter WHERE letter = 'dossier-step' ORDER BY id")]
    assert len(subjects) == 3 and "Đã công nhận" in subjects[1] and "Đã khen thưởng" in subjects[2]
    desk.rebuilt()


@pytest.mark.parametrize("kind", KINDS)
def test_an_order_names_what_was_seen(desk, kind):
    """A part that came since refuses the order, and the answer shows which."""
    [hs] = selected(desk)
    whole(desk)
    seen = dossier(desk, hs)["seen"]
    received(desk, mail(desk, "h-thanh-binh", "Thay thế: " + SUBJECT.format("xã Tân Mỹ"),
                        paper(desk, f"{kind} moi.docx", kind, "xã Tân Mỹ", day=25)), NOVEMBER + datetime.timedelta(hours=1))
    said = order(desk, f"THẨM ĐỊNH {hs} {seen}")
    now = dossier(desk, hs)
    assert now["stage"] == "complete" and now["seen"] != seen and now["seen"] in said
    assert f"{kind}.docx" in said and f"{kind} moi.docx" in said
    assert len(re.findall(" -> ", said)) == 1
    assert "Đang thẩm định" in order(desk, f"THẨM ĐỊNH {hs} {now['seen']}")
    desk.rebuilt()


def test_every_move_backwards_has_a_letter_and_every_order_can_be_undone(desk):
    [hs] = selected(desk)
    whole(desk)
    seen = dossier(desk, hs)["seen"]
    said = order(desk, f"THIẾU {hs} 3: thiếu chữ ký của thư ký, hạn 15/12")
    assert dossier(desk, hs)["stage"] == "incomplete" and parts(desk, hs)["MINUTES"] == "invalid"
    [(subject,)] = desk.rows("SELECT subject FROM letter WHERE letter = 'dossier'")
    assert "thiếu 1 thành phần" in subject
    order(desk, "HỦY " + re.search(r"GN-2023-\d{4}", said)[0], at="2023-12-01T08:01")
    assert dossier(desk, hs)["stage"] == "complete" and dossier(desk, hs)["seen"] == seen
    order(desk, f"THẨM ĐỊNH {hs} {seen}", at="2023-12-01T08:02")
    order(desk, f"HOÃN {hs} {seen} đến 20/12/2023: chờ xác minh", at="2023-12-01T08:03")
    assert dossier(desk, hs)["stage"] == "deferred"
    order(desk, f"KHÔNG CÔNG NHẬN {hs} {seen}: không đạt tiêu chí 5", at="2023-12-01T08:04")
    assert (dossier(desk, hs)["stage"], dossier(desk, hs)["reason"]) == ("refused", "không đạt tiêu chí 5")
    said = order(desk, f"MỞ LẠI {hs}: có tài liệu mới", at="2023-12-01T08:05")
    assert dossier(desk, hs)["stage"] == "appraisal"
    order(desk, "HỦY " + re.search(r"GN-2023-\d{4}", said)[0], at="2023-12-01T08:06")
    assert dossier(desk, hs)["stage"] == "refused"
    backwards = [(e, f, t) for e, f, t in steps(desk, hs) if e not in ("selected", "undone", "whole")]
    assert len(desk.rows("SELECT 1 FROM letter WHERE letter IN ('dossier', 'dossier-step', 'withdrawn') AND recipient LIKE 'h-thanh-binh%'")) >= len(backwards)
    desk.rebuilt()


def test_the_day_that_was_set_brings_it_back_to_the_officers(desk):
    [hs] = selected(desk)
    whole(desk)
    seen = dossier(desk, hs)["seen"]
    order(desk, f"THẨM ĐỊNH {hs} {seen}")
    order(desk, f"HOÃN {hs} {seen} đến 05/12/2023: chờ xác minh")
    for day, asked in (("2023-12-05", 0), ("2023-12-06", 2)):
        desk.run("docketd", "--once", "--now", f"{day}T08:00:00")
        assert len(desk.rows("SELECT 1 FROM letter WHERE reason LIKE 'dossier-due:%'")) == asked
    desk.rebuilt()


def test_nobody_is_named_after_the_districts_ended(desk):
    [hs] = selected(desk)
    whole(desk)
    late = "2025-07-02T08:00"
    seen = dossier(desk, hs)["seen"]
    assert json.loads(desk.ctl("--now", late, "dossier", hs, "--json"))["decider"] is None
    order(desk, f"THẨM ĐỊNH {hs} {seen}", at=late)
    said = order(desk, f"CÔNG NHẬN {hs} {seen} số 1/QĐ ngày 01/07/2025", at=late)
    assert "chưa xác định" in said and dossier(desk, hs)["stage"] == "appraisal"
    order(desk, f"THẨM QUYỀN {hs}: UBND xã Tân Mỹ -> Công an tỉnh", at=late)
    assert "Đã công nhận" in order(desk, f"CÔNG NHẬN {hs} {seen} số 1/QĐ ngày 01/07/2025", at=late)
    one = dossier(desk, hs)
    assert (one["assessor"], one["decider"], one["stage"]) == ("UBND xã Tân Mỹ", "Công an tỉnh", "recognised")
    desk.rebuilt()


# --- lists that change ----------------------------------------------------------------------------------

def test_a_new_list_deletes_nobody_and_asks(desk):
    [hs] = selected(desk)
    [other] = selected(desk, "h-thanh-binh", {"kind": "xã", "name": "Tân Phú", "managed_by": "xã"})
    assert dossier(desk, hs)["listed"] is False and dossier(desk, other)["listed"] is True and dossier(desk, hs)["stage"] == "selected"
    asked = desk.rows("SELECT l.subject FROM letter l WHERE l.reason LIKE 'dossier-left:%'")
    assert len(asked) == 2
    order(desk, f"THÔI {hs}: huyện thay bằng xã Tân Phú")
    assert dossier(desk, hs)["stage"] == "dropped"
    desk.rebuilt()


@pytest.mark.parametrize("subject, stays", [
    ("Danh sách lựa chọn bổ sung năm 2023", True), ("Bổ sung danh sách lựa chọn năm 2023", True), ("Danh sách lựa chọn 2023, đăng ký thêm 1 xã", True),
    ("Danh sách lựa chọn năm 2023 (thay thế, bổ sung)", False), ("Danh sách lựa chọn năm 2023", False)])
def test_a_list_that_adds_keeps_who_stood_before(desk, subject, stays):
    [first] = selected(desk)
    code, _ = sends(desk, "h-thanh-binh", {"kind": "xã", "name": "Tân Phú", "managed_by": "xã"}, subject=subject)
    assert desk.rows("SELECT name, listed FROM dossier ORDER BY id") == [("Tân Mỹ", int(stays)), ("Tân Phú", 1)]
    assert ("list-added" in [c for c, _, _ in warnings(desk, code)]) == stays
    assert ("vẫn giữ nguyên" in " ".join(letters(desk, code)["received"].split())) == stays and ("officer-notice" in letters(desk, code)) == stays
    whole, _ = sends(desk, "h-thanh-binh", *({"kind": "xã", "name": n, "managed_by": "xã"} for n in ("Tân Phú", "Tân Hòa")), subject=subject)
    assert "list-added" not in [c for c, _, _ in warnings(desk, whole)]         # it names one of them again: it is the whole list
    assert desk.rows("SELECT name FROM dossier WHERE listed ORDER BY id") == [("Tân Phú",), ("Tân Hòa",)]
    desk.rebuilt()


def test_a_new_list_may_write_names_in_other_letters(desk):
    def firm(name):
        return {"kind": "doanh nghiệp", "name": name, "managed_by": "huyện"}
    codes = selected(desk, "h-thanh-binh", firm("Cty TNHH Hòa Bình"), {"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"})
    more = selected(desk, "h-thanh-binh", firm("CÔNG TY TNHH HOÀ BÌNH"), firm("Công ty Trách nhiệm hữu hạn Hòa Bình"), {"kind": "xã", "name": "UBND xã Tân Mỹ", "managed_by": "xã"})
    assert more == [] and [dossier(desk, c)["listed"] for c in codes] == [True, True]
    assert desk.rows("SELECT count(*) FROM letter WHERE reason LIKE 'dossier-left:%'") == [(0,)]
    desk.rebuilt()


def test_lists_of_an_older_docket_get_their_dossiers(desk):
    [hs] = selected(desk)
    with sqlite3.connect(desk.state / "docket.db") as docket:
        docket.execute("DELETE FROM step")
        docket.execute("DELETE FROM dossier")
    desk.run("docketd", "--once", "--now", "2023-04-07T08:00:00")
    desk.run("docketd", "--once", "--now", "2023-04-08T08:00:00")
    assert desk.rows("SELECT name, unit, stage FROM dossier") == [("Tân Mỹ", "h-thanh-binh", "selected")]


def test_who_cannot_be_a_candidate_is_warned_about(desk):
    code, _ = sends(desk, "h-thanh-binh", {"kind": "cơ sở giáo dục", "name": "Trường Tiểu học Tân Mỹ"})
    assert [c for c, _, _ in warnings(desk, code)] == ["candidate-excluded"] and outcome(desk, code)[0] == "filed"
    code, _ = sends(desk, "h-lap-vo", {"kind": "xã", "name": "Định Yên"}, {"kind": "xã", "name": "Xã Định Yên"})
    assert "candidate-twice" in [c for c, _, _ in warnings(desk, code)]
    assert len(desk.rows("SELECT 1 FROM dossier WHERE unit = 'h-lap-vo'")) == 1
    desk.rebuilt()


def test_a_list_is_taken_back_with_the_mail(desk):
    """An officer says that the list was another district's: nobody is deleted, the officers are asked."""
    [hs] = selected(desk)
    [(code,)] = desk.rows("SELECT code FROM message")
    order(desk, f"phân loại {code} huyện Tam Nông danh sách 2023", at="2023-04-07T09:00")
    assert desk.rows("SELECT unit, listed FROM dossier ORDER BY id") == [("h-thanh-binh", 0), ("h-tam-nong", 1)]
    desk.rebuilt()


def test_the_provinces_own_candidate_is_chosen_by_an_officer(desk):
    said = order(desk, 'CHỌN ca-tinh năm 2023 "Công ty Cổ phần Hùng Vương": doanh nghiệp, tỉnh, phường 1')
    [(hs, unit)] = desk.rows("SELECT code, unit FROM dossier")
    assert unit == "ca-tinh" and dossier(desk, hs)["decider"] == "Ban Chỉ đạo 138/ĐP Tỉnh"
    chosen = order(desk, "danh sách điển hình 2023")
    assert "✓ Công an Tỉnh" in chosen and "Công ty Cổ phần Hùng" in chosen and "Tổng: 1" in chosen
    assert "một trong" in order(desk, 'CHỌN ca-tinh năm 2023 "xã Tân Mỹ": xã, tỉnh') and "chỉ tiêu" not in said
    second = order(desk, 'CHỌN ca-tinh năm 2023 "Trường Trung cấp Sen Hồng": cơ sở giáo dục, tỉnh, phường 2')
    assert "chỉ tiêu của Công an Tỉnh là 01 đơn vị" in second and "nay đã chọn 2" in second
    order(desk, "HỦY " + re.search(r"GN-2023-\d{4}", second)[0])
    order(desk, "HỦY " + re.search(r"GN-2023-\d{4}", said)[0])
    assert dossier(desk, hs)["stage"] == "dropped"
    desk.rebuilt()


# --- another kind, in the plan alone -------------------------------------------------------------------------

COMMENDATION = """
    { code = "COMMENDATION"; name = "Hồ sơ đề nghị khen thưởng"; name_en = "Dossier for commendation"; recurrence = "undated";
      who = { levels = ["district"]; }; candidates = "DOSSIER"; verdict = "khen thưởng";
      subject_words = ["hồ sơ đề nghị khen thưởng", "đề nghị khen thưởng"];
      parts = ( { code = "LIST"; name = "Tờ trình kèm danh sách"; types = ["Tờ trình"]; words = ["tờ trình"]; },
                { code = "COUNCIL"; name = "Biên bản họp Hội đồng thi đua, khen thưởng"; types = ["Biên bản"]; words = ["biên bản"]; },
                { code = "MERITS"; name = "Báo cáo thành tích có xác nhận"; types = ["Báo cáo"]; words = ["báo cáo thành tích"]; renditions = "any"; } ); },
"""


def test_a_second_kind_stands_in_the_plan_alone(tmp_path):
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace("reports = (\n", "reports = (" + COMMENDATION, 1))
    desk = Office(Nowhere, tmp_path / "office", plan=plan)
    [hs] = selected(desk)
    whole(desk)
    seen = dossier(desk, hs)["seen"]
    order(desk, f"THẨM ĐỊNH {hs} {seen}")
    order(desk, f"CÔNG NHẬN {hs} {seen} số 12/QĐ ngày 30/11/2023")
    [(second,)] = desk.rows("SELECT code FROM dossier WHERE report = 'COMMENDATION'")
    received(desk, mail(desk, "h-thanh-binh", "Hồ sơ đề nghị khen thưởng xã Tân Mỹ năm 2023",
                        *(paper(desk, f"{k} kt.docx", k, "khen thưởng xã Tân Mỹ", day=2) for k in KINDS)),
             datetime.datetime(2023, 12, 4, 9, 0, tzinfo=VN))
    one = dossier(desk, second)
    assert (one["candidate"], one["stage"], one["wanting"]) == ("Tân Mỹ", "complete", 0)
    order(desk, f"THẨM ĐỊNH {second} {one['seen']}", at="2023-12-05T08:00")
    assert "Đã khen thưởng" in order(desk, f"CÔNG NHẬN {second} {one['seen']} số 5/QĐ ngày 05/12/2023", at="2023-12-05T08:01")
    desk.rebuilt()


# --- answers ---------------------------------------------------------------------------------------------------

def test_mail_workbook_board_and_shell_say_the_same(desk):
    first = selected(desk)[0]
    second = selected(desk, "h-lap-vo", {"kind": "xã", "name": "Định Yên", "managed_by": "xã"})[0]
    whole(desk)
    seen = dossier(desk, first)["seen"]
    order(desk, f"THẨM ĐỊNH {first} {seen}")
    order(desk, f"CÔNG NHẬN {first} {seen} số 12/QĐ-BCĐ138 ngày 30/11/2023")
    said = order(desk, "HỒ SƠ năm 2023")
    assert "Đã công nhận : 1" in said and "Được chọn : 1" in said and "12/QĐ-BCĐ138" in said and second in said
    assert first in order(desk, f"tra cứu {first}") and "Đã công nhận" in order(desk, first)
    desk.ctl("--now", "2023-12-01T08:00", "board", "-o", desk.folder / "board")
    page = (desk.folder / "board/index.html").read_text()
    assert first in page and "Đã công nhận: 1" in page and "Định Yên" in page
    desk.ctl("--now", "2023-12-01T08:00", "board", "--public", "-o", desk.folder / "public")
    page = (desk.folder / "public/index.html").read_text()
    assert "Đã công nhận: 1" in page and "Định Yên" not in page and first not in page
    book = desk.folder / "hoso.xlsx"
    desk.ctl("--now", "2023-12-01T08:00", "do", "TỔNG HỢP danh sách lựa chọn 2023", "--as", "canbo@pv05.example", "-o", book)
    sheet = openpyxl.load_workbook(book)["Hồ sơ DOSSIER"]
    rows = {row[0].value: [c.value for c in row] for row in sheet.iter_rows()}
    assert rows[first][5] == "Đã công nhận" and rows[first][6:8] == [3, 3] and rows[second][6:8] == [0, 3]
    listed = desk.ctl("--now", "2023-12-01T08:00", "dossier")
    assert first in listed and second in listed


# --- the year 2023 ---------------------------------------------------------------------------------------------------

# footnote 3: who chooses what; the other seven one of any kind. Tân Hội, Tân Thạnh and their like have namesakes.
YEAR = {
    "tp-cao-lanh": ("phường", "Phường 1", "xã"), "h-lap-vo": ("xã", "Tân Mỹ", "xã"),
    "tp-sa-dec": ("doanh nghiệp", "Công ty Cổ phần Sa Giang", "huyện"), "tp-hong-ngu": ("cơ quan", "Phòng Tài chính - Kế hoạch", "huyện"),
    "h-cao-lanh": ("cơ sở giáo dục", "Trường THPT Kiến Văn", "huyện"), "h-tan-hong": ("xã", "Tân Phước", "xã"),
    "h-hong-ngu": ("xã", "Thường Phước 1", "xã"), "h-tam-nong": ("thị trấn", "Tràm Chim", "xã"), "h-thap-muoi": ("xã", "Trường Xuân", "xã"),
    "h-thanh-binh": ("xã", "Tân Mỹ", "xã"), "h-lai-vung": ("xã", "Tân Phước", "xã"), "h-chau-thanh": ("doanh nghiệp", "Công ty TNHH An Hiệp", "huyện"),
}


def name_of(kind, name):
    return name if name.startswith("Phường") or kind not in ("xã", "thị trấn") else f"{kind} {name}"


def test_the_year_2023_of_all_districts(desk):
    """Lists in April, parts in every order in November, namesakes, a commune that writes directly, decisions in December."""
    codes = {}
    for unit, (kind, name, level) in YEAR.items():
        [codes[unit]] = selected(desk, unit, {"kind": kind, "name": name, "managed_by": level})
    assert len(set(codes.values())) == 12 and desk.rows("SELECT count(*) FROM finding WHERE code = 'quota'") == [(0,)]
    orders = list(itertools.permutations(KINDS))
    for number, (unit, (kind, name, _)) in enumerate(YEAR.items()):
        about, issuer = name_of(kind, name), "BAN CHỈ ĐẠO 138\n" + {"h": "HUYỆN", "tp": "THÀNH PHỐ"}[unit.split("-")[0]]
        for hour, what in enumerate(orders[number % 6]):
            file = paper(desk, f"{what}.docx", what, about, issuer=issuer)
            received(desk, mail(desk, unit, SUBJECT.format(about), file), NOVEMBER + datetime.timedelta(hours=hour))
        if number % 3 == 0:                                         # minutes that replace the first ones
            file = paper(desk, "BB thay the.docx", "BB", about, day=28, issuer=issuer)
            received(desk, mail(desk, unit, "Thay thế biên bản: " + SUBJECT.format(about), file), NOVEMBER + datetime.timedelta(days=8))
    straight = received(desk, mail(desk, "x", "UBND xã Tân Phước gửi hồ sơ đề nghị công nhận điển hình năm 2023",
                                   paper(desk, "TTr.docx", "TTr", "xã Tân Phước"), sender="ubnd@tanphuoc.example"), NOVEMBER)
    assert outcome(desk, straight)[0] != "filed"
    for unit, code in codes.items():
        one = dossier(desk, code)
        assert (one["unit"], one["stage"], one["wanting"]) == (unit, "complete", 0), (unit, one)
        order(desk, f"THẨM ĐỊNH {code} {one['seen']}", at="2023-12-05T08:00")
    for number, (unit, code) in enumerate(codes.items()):
        seen = dossier(desk, code)["seen"]
        line = (f"CÔNG NHẬN {code} {seen} số {number + 1}/QĐ-BCĐ138 ngày 06/12/2023" if number % 4
                else f"KHÔNG CÔNG NHẬN {code} {seen}: chưa đạt đủ tiêu chí")
        order(desk, line, at="2023-12-06T08:00")
    said = order(desk, "hồ sơ 2023", at="2023-12-07T08:00")
    assert "Đã công nhận : 9" in said and "Không công nhận : 3" in said
    deciders = {dossier(desk, c)["decider"] for u, c in codes.items() if YEAR[u][2] == "xã"}
    assert deciders == {"Ban Chỉ đạo 138 cấp huyện"}
    assert {dossier(desk, c)["decider"] for u, c in codes.items() if YEAR[u][2] == "huyện"} == {"Ban Chỉ đạo 138/ĐP Tỉnh"}
    desk.rebuilt()
