"""What the plan leaves open and how it was settled (rules A1 to A29), mail by mail: no servers,
mails come from files, letters are read in the outbox.
"""
import datetime
import email
import email.policy
import json
import re

import docx
import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from office import Nowhere, Office, changed_plan, named_cells
from test_path import VN, body, filled, mail

IN_TIME = datetime.datetime(2023, 4, 6, 9, 0, tzinfo=VN)


def a_scan(desk, name="BC.pdf", note=b""):
    (desk.folder / name).write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                                     b"trailer<</Root 1 0 R>>\n%%EOF\n" + note)
    return desk.folder / name


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def received(desk, raw, at=IN_TIME):
    """The code under which the mail stands in the docket."""
    file = desk.folder / "mail.eml"
    file.write_bytes(raw)
    moment = f"{at:%Y-%m-%dT%H:%M:%S}"
    return desk.ctl("--now", moment, "import", file, "--received", moment).split(": ")[1].split(",")[0]


def outcome(desk, code):
    [row] = desk.rows("SELECT outcome, reason FROM message WHERE code = ?", code)
    return row


def letters(desk, code, name=None):
    """What goes out about the mail: {letter: its text}."""
    rows = desk.rows("SELECT l.letter, c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id "
                     "JOIN message m ON m.id = l.message WHERE m.code = ? ORDER BY l.id", code)
    return {letter: body(email.message_from_bytes(raw, policy=email.policy.default)) for letter, raw in rows}


def warnings(desk, code):
    """(code, place, text) of what was found in the mail."""
    return desk.rows("SELECT f.code, f.place, f.text FROM finding f JOIN submission s ON s.id = f.submission "
                     "JOIN message m ON m.id = s.message WHERE m.code = ? ORDER BY f.number", code)


def answers(desk, unit, report="SELECT_LIST", period="2023"):
    [row] = desk.rows("SELECT state FROM obligation WHERE unit = ? AND report = ? AND period = ?", unit, report, period)
    return row[0]


# --- the list of selected units ---------------------------------------------------------

GOOD = {"managed_by": "huyện", "grade": "Xuất sắc", "decision_number": "12/QĐ-UBND"}


def a_list(desk, unit, *candidates, period="2023", table="candidates", **scalars):
    """The office's form with one row per candidate: {"kind": ..., "name": ...}; the file and the place of each kind."""
    file = filled(desk, unit, "SELECT_LIST", period, **{"year": int(period), "total": len(candidates), **scalars})
    book = openpyxl.load_workbook(file)
    [(sheet, ref)] = [(s, r) for n, s, r in named_cells(book) if n == f"t_{table}"]
    left, top, _, _ = range_boundaries(ref)
    columns = ["kind", "name", "locality", "managed_by", "decision_number", "decision_date", "grade", "head", "note"]
    places = []
    for i, candidate in enumerate(candidates):
        for column, value in {**GOOD, **candidate}.items():
            sheet.cell(top + i, left + columns.index(column)).value = value
        places.append(f"{sheet.title}!{sheet.cell(top + i, left).coordinate}")
    book.save(file)
    return file, places


def sends(desk, unit, *candidates, at=IN_TIME, subject="Danh sách lựa chọn xây dựng điển hình", **more):
    file, places = a_list(desk, unit, *candidates, **more)
    return received(desk, mail(desk, unit, subject, file), at), places


def a_report(desk, unit="h-tan-hong", at=IN_TIME, subject="Báo cáo 6 tháng", change=lambda raw: raw, **values):
    return received(desk, change(mail(desk, unit, subject, filled(desk, unit, **values))), at)


def june(day, *clock):
    return datetime.datetime(2023, 6, day, *(clock or (9, 0)), tzinfo=VN)


def clocks(desk, unit="h-tan-hong", report="HALF_YEAR", period="2023"):
    [row] = desk.rows("SELECT first_received, completed FROM obligation WHERE unit = ? AND report = ? AND period = ?",
                      unit, report, period)
    return [t and datetime.datetime.fromtimestamp(t, VN) for t in row]


# A1: "trước ngày D" is strict.
def test_a1_before_the_tenth_ends_with_the_ninth(desk):
    code = a_report(desk, at=june(9, 23, 59, 59))
    assert "ĐÚNG HẠN" in letters(desk, code)["received"]
    assert "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)" in letters(desk, code)["received"]
    code = a_report(desk, "h-lap-vo", june(10, 0, 0, 0))
    assert "TRỄ HẠN 1 ngày" in letters(desk, code)["late"]


# A3: two reports due on one day come in one mail, each in its file.
def test_a3_one_mail_answers_what_its_files_are(desk):
    selected, _ = a_list(desk, "h-lap-vo", {"kind": "xã", "name": "Mỹ An Hưng A"})
    selected = selected.rename(desk.folder / "ds.xlsx")
    code = received(desk, mail(desk, "h-lap-vo", "Gửi Phòng PV05", selected, filled(desk, "h-lap-vo", "IMPL_2023")))
    assert outcome(desk, code)[0] == "filed"
    assert [answers(desk, "h-lap-vo", r) for r in ("SELECT_LIST", "IMPL_2023")] == ["received", "received"]
    assert desk.rows("SELECT count(*) FROM obligation WHERE state <> 'open'") == [(2,)]


# A4: the period is the year of the deadline.
def test_a4_a_list_mailed_in_december_is_for_the_year_to_come(desk):
    scan = a_scan(desk, "danh sach lua chon.pdf")
    code = received(desk, mail(desk, "h-lap-vo", "Danh sách lựa chọn xây dựng điển hình", scan),
                    datetime.datetime(2023, 12, 28, 9, 0, tzinfo=VN))
    assert answers(desk, "h-lap-vo", period="2024") == "received" and "ĐÚNG HẠN" in letters(desk, code)["received"]


# A5: 5 January governs; changes until 31 March are a new version.
def test_a5_a_changed_list_is_a_new_version_and_not_late(desk):
    at = datetime.datetime(2024, 1, 3, 9, 0, tzinfo=VN)
    sends(desk, "h-lap-vo", {"kind": "xã", "name": "Mỹ An Hưng A"}, period="2024", at=at)
    changed, _ = sends(desk, "h-lap-vo", {"kind": "xã", "name": "Mỹ An Hưng B"}, period="2024",
                       at=at.replace(month=3, day=31, hour=23), subject="Điều chỉnh danh sách lựa chọn năm 2024")
    assert outcome(desk, changed)[0] == "filed"
    assert desk.rows("SELECT version, late FROM submission ORDER BY version") == [(1, 0), (2, 0)]
    assert list(letters(desk, changed)) == ["received"] and "ĐÚNG HẠN" in letters(desk, changed)["received"]
    [(name,)] = desk.rows("SELECT v.value FROM obligation o JOIN value v ON v.submission = o.accepted "
                          "WHERE o.report = 'SELECT_LIST' AND o.period = '2024' AND o.unit = 'h-lap-vo' AND v.field = 'candidates.name'")
    assert name == "Mỹ An Hưng B"


# A10: received is when the first copy lay in the mailbox.
def test_a10_neither_the_senders_clock_nor_ours_decides(desk):
    """Received on the 9th, dated the 11th by its sender, read on the 12th."""
    file = desk.folder / "mail.eml"
    file.write_bytes(b"Date: Sun, 11 Jun 2023 08:00:00 +0700\r\n" + mail(desk, "h-tan-hong", "Báo cáo 6 tháng", filled(desk, "h-tan-hong")))
    desk.ctl("--now", "2023-06-12T08:00", "import", file, "--received", "2023-06-09T23:59:59")
    assert clocks(desk)[0] == june(9, 23, 59, 59)
    assert desk.rows("SELECT date, m.received < entered, late FROM message m JOIN submission s ON s.message = m.id") == \
        [("2023-06-11T08:00:00+07:00", 1, 0)]


def test_a10_the_first_copy_counts_whenever_it_is_read(desk):
    """The one in Spam came in time and is read after the late one in the inbox."""
    file = filled(desk, "h-tan-hong")
    received(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng", file), june(12))
    assert clocks(desk)[0] == june(12)
    code = received(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng", file), june(8))
    assert outcome(desk, code)[0] == "duplicate" and clocks(desk) == [june(8), june(8)]
    assert "ĐÚNG HẠN" in letters(desk, code)["received"]
    assert "ổn" in desk.ctl("verify")


# A11: the first version decides timeliness, the complete one completeness.
def test_a11_incomplete_but_in_time_has_two_dates(desk):
    a_report(desk, at=june(8), campaigns="nhiều")
    assert clocks(desk) == [june(8), None] and answers(desk, "h-tan-hong", "HALF_YEAR") == "incomplete"
    code = a_report(desk, at=june(20), campaigns=3)
    assert clocks(desk) == [june(8), june(20)] and answers(desk, "h-tan-hong", "HALF_YEAR") == "received"
    assert "ĐÚNG HẠN" in letters(desk, code)["received"]


def test_a11_who_sent_early_has_no_less_time_than_who_did_not(desk):
    """Five working days, or what is left until the deadline: the later of both; an officer may name another day."""
    def do(day, line):
        done = desk.run("docketctl", "--now", f"2023-06-{day:02}T08:00", "do", line, "--as", "canbo@pv05.example")
        assert done.returncode == 0, done.stdout
        return " ".join(done.stdout.split())

    early, late = (a_report(desk, at=june(1), campaigns="nhiều"), a_report(desk, "h-lap-vo", june(8), campaigns="nhiều"))
    assert "bổ sung trước ngày 10/6/2023" in " ".join(letters(desk, early)["incomplete"].split())
    assert "bổ sung trước ngày 16/6/2023" in " ".join(letters(desk, late)["incomplete"].split())
    assert "trước ngày 10/6/2023" in do(1, f"tra lai {early}: sai bieu mau")
    assert "trước ngày 07/6/2023" in do(2, f"tra lai {early}: sai bieu mau, han 06/6")
    again = a_report(desk, at=june(3), campaigns="vài")
    assert "bổ sung trước ngày 07/6/2023" in " ".join(letters(desk, again)["incomplete"].split())     # the officer's day
    do(5, "gia han h tan hong 6T 2023 den 20/06/2023: bao")
    [state] = desk.rows("SELECT state, due = cure FROM obligation WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR' AND period = '2023'")
    assert state == ("incomplete", 1)
    whole = a_report(desk, at=june(19))
    assert clocks(desk) == [june(1), june(19)] and "ĐÚNG HẠN" in letters(desk, whole)["received"]
    assert "ổn" in desk.ctl("verify")


def test_a11_an_officer_may_say_with_his_reason_that_it_was_not_late(desk):
    """The line was down on the 9th: what came on the 12th counts as in time, what has not come by then does not."""
    a_report(desk, at=june(12))
    for unit, status in (("h tan hong", 0), ("h lap vo", 1)):
        done = desk.run("docketctl", "--now", "2023-06-13T08:00", "do",
                        f"gia han {unit} 6T 2023 den 12/06/2023: su co duong truyen", "--as", "canbo@pv05.example")
        assert done.returncode == status, done.stdout
    told = json.loads(desk.ctl("--now", "2023-06-13T08:00", "status", "HALF_YEAR", "2023", "--json"))
    assert [(u["late"], u["days_late"]) for u in told if u["unit"] == "h-tan-hong"] == [(False, 0)]
    assert "su co duong truyen" in desk.ctl("journal", "HALF_YEAR/2023/h-tan-hong")


# A12: registered, but no answer.
def test_a12_a_mail_without_its_file_answers_nothing(desk):
    code = received(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng năm 2023"), june(8))
    assert outcome(desk, code)[0] == "filed" and clocks(desk) == [None, None]
    assert answers(desk, "h-tan-hong", "HALF_YEAR") == "incomplete"


def ask_for(desk, number, due, day):
    done = desk.run("docketctl", "--now", f"{day}T08:00", "do", f'dot xuat "Công văn số {number}/CV-PV05" han {due} 17:00 '
                    "cho h tan hong", "--as", "truongphong@pv05.example")
    agree = re.search(r"ĐỒNG\s+Ý\s+(\S+)", done.stdout + done.stderr)[1]
    desk.ctl("--now", f"{day}T08:01", "do", f"dong y {agree}", "--as", "truongphong@pv05.example")


# A13: ad hoc reports exist only as requests.
def test_a13_an_ad_hoc_report_needs_an_open_request(desk):
    subject = "Báo cáo đột xuất theo công văn số 512 - huyện Tân Hồng"
    scan = a_scan(desk, "bc dot xuat.pdf")
    before = received(desk, mail(desk, "h-tan-hong", subject, scan), june(1))
    assert outcome(desk, before) == ("review", "no-request")
    ask_for(desk, 512, "16/06/2023", "2023-06-02")
    scan = a_scan(desk, "bc dot xuat.pdf", b"%2")
    after = received(desk, mail(desk, "h-tan-hong", subject, scan), june(5))
    assert outcome(desk, after)[0] == "filed" and answers(desk, "h-tan-hong", "AD_HOC", "DX:512") == "received"


# A28, of a deadline at an hour: on that day minutes and hours, then days.
def test_a28_four_minutes_late_are_no_day(desk):
    def told(now, line):
        done = desk.run("docketctl", "--now", now, "do", line, "--as", "truongphong@pv05.example")
        return done.stdout

    ask_for(desk, 512, "16/06/2023", "2023-06-02")
    status = told("2023-06-16T17:04", "tinh hinh dot xuat")
    assert "Quá hạn 4 phút" in status and "hôm nay là ngày cuối" not in status
    assert "hôm nay là ngày cuối" in told("2023-06-16T16:59", "tinh hinh dot xuat")
    assert "xem lại năm và tháng" in " ".join(told("2023-06-16T18:00", "ghi nhan h tan hong dot xuat ngay 15/5/2023 qua giay").split())
    at = datetime.datetime(2023, 6, 16, 19, 30, tzinfo=VN)
    code = received(desk, mail(desk, "h-tan-hong", "Báo cáo đột xuất theo công văn số 512", a_scan(desk, "bc dot xuat.pdf")), at)
    assert "TRỄ HẠN 2 giờ 30 phút" in letters(desk, code)["late"]
    assert "trễ 2 giờ 30 " in told("2023-06-20T08:00", "tinh hinh dot xuat")


def test_a13_a_request_of_old_is_not_thought_of(desk):
    ask_for(desk, 101, "16/02/2023", "2023-02-02")
    code = received(desk, mail(desk, "h-tan-hong", "Báo cáo đột xuất theo công văn số 101", a_scan(desk, "bc.pdf")), june(1).replace(month=2))
    desk.ctl("--now", "2023-02-20T08:00", "do", f"dat {code}", "--as", "truongphong@pv05.example")
    ask_for(desk, 512, "16/06/2024", "2024-06-02")
    scan = a_scan(desk, "bc dot xuat.pdf", b"%2")
    after = received(desk, mail(desk, "h-tan-hong", "Báo cáo đột xuất của huyện Tân Hồng", scan), june(5).replace(year=2024))
    assert outcome(desk, after)[0] == "filed" and answers(desk, "h-tan-hong", "AD_HOC", "DX:512") == "received"


# A14: "dịp cuối năm" is no deadline; a target is the office's to set.
def test_a14_a_dossier_has_no_deadline_and_is_never_overdue(desk):
    scan = a_scan(desk, "TTr.pdf")
    subject = "Hồ sơ đề nghị công nhận xã Tân Phước điển hình năm 2023"
    code = received(desk, mail(desk, "h-tan-hong", subject, scan), datetime.datetime(2023, 12, 28, 9, 0, tzinfo=VN))
    assert outcome(desk, code)[0] == "filed" and "Kế hoạch không quy định thời hạn" in letters(desk, code)["received"]
    assert desk.rows("SELECT due, state FROM obligation WHERE report = 'DOSSIER'") == [(None, "received")]


def test_a14_an_office_may_set_itself_a_target(tmp_path):
    """30 November: the dossiers become a yearly report of the units it names."""
    def target(text):
        at = text.index('code = "DOSSIER"')
        return text[:at] + text[at:].replace('recurrence = "undated";', 'recurrence = "yearly"; dues = ( { by = "11-30"; } );', 1)

    (tmp_path / "office").mkdir()
    office = Office(Nowhere, tmp_path / "office", plan=changed_plan(tmp_path / "office/target.conf", target))
    assert '"DOSSIER"' in office.ctl("calendar", "2023", "--json") and "2023-11-30" in office.ctl("calendar", "2023", "--json")
    assert "DOSSIER" not in Office(Nowhere, tmp_path / "other").ctl("calendar", "2023", "--json")


# A20: six months come once a year; nothing else of the kind is asked for.
@pytest.mark.parametrize("what", ["6 tháng cuối năm 2023", "9 tháng năm 2023", "quý III năm 2023", "tháng 8 năm 2023"])
def test_a20_what_nobody_asks_for_waits_for_an_officer(desk, what):
    code = received(desk, mail(desk, "h-tan-hong", f"Báo cáo {what} huyện Tân Hồng", a_scan(desk)),
                    datetime.datetime(2023, 9, 25, 9, 0, tzinfo=VN))
    assert outcome(desk, code) == ("review", "outside")


# A21: the plan sets no window for figures.
def test_a21_figures_may_end_on_any_day(desk):
    for day in (datetime.date(2022, 6, 14), datetime.date(2023, 6, 30), None):
        code = a_report(desk, at=june(8), data_to=day, campaigns=day.year if day else 1)
        assert warnings(desk, code) == [], day
        told = desk.rows("SELECT value FROM value v JOIN submission s ON s.id = v.submission JOIN message m ON m.id = s.message "
                         "WHERE m.code = ? AND field = 'data_to'", code)
        assert told == ([(day.isoformat(),)] if day else [])


# A24: by the hash of the file.
def test_a24_the_same_file_again_is_a_duplicate_and_a_changed_one_a_version(desk):
    file = filled(desk, "h-tan-hong", campaigns=1)
    received(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng", file), june(8))
    again = received(desk, mail(desk, "h-tan-hong", "Gửi lại báo cáo 6 tháng", file), june(12))
    changed = received(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng", filled(desk, "h-tan-hong", campaigns=2)), june(13))
    assert [outcome(desk, c)[0] for c in (again, changed)] == ["duplicate", "filed"]
    assert all("ĐÚNG HẠN" in letters(desk, c)["received"] for c in (again, changed))
    assert desk.rows("SELECT version, late FROM submission") == [(1, 0), (2, 0)] and clocks(desk)[0] == june(8)


# --- who, and what is no report --------------------------------------------------------------

# A19: Công an huyện, UBND, an office, a private address.
@pytest.mark.parametrize("sender, subject", [
    ("bcd138@thanhbinh.example", "Báo cáo 6 tháng năm 2023 của Ban Chỉ đạo 138 huyện Thanh Bình"),
    ("cah@thanhbinh.example", "Báo cáo 6 tháng năm 2023 - Công an huyện Thanh Bình"),
    ("vanphong@thanhbinh.example", "UBND huyện Thanh Bình: báo cáo 6 tháng năm 2023"),
    ("nguyenvanb.thanhbinh@gmail.example", "BC 6 tháng 2023 h. Thanh Bình"),
])
def test_a19_whoever_writes_for_a_district_writes_for_its_committee(desk, sender, subject):
    scan = a_scan(desk, "BC.pdf")
    code = received(desk, mail(desk, None, subject, scan, sender=sender), june(8))
    assert outcome(desk, code)[0] == "filed" and answers(desk, "h-thanh-binh", "HALF_YEAR") == "received"


# A23: II.4: communes and schools go through their district.
def test_a23_a_commune_is_sent_through_its_district(tmp_path):
    """Not counted; the sender is told the route, and the district has the copy."""
    desk = Office(Nowhere, tmp_path / "office")
    scan = a_scan(desk, "bien ban hop xet.pdf")
    raw = mail(desk, None, "UBND xã Tân Mỹ, huyện Thanh Bình gửi hồ sơ đề nghị công nhận", scan, sender="ubnd@tanmy.example")
    authentic = b"Authentication-Results: mx.pv05.example; dkim=pass header.d=tanmy.example\r\n"
    code = received(desk, authentic + raw, datetime.datetime(2023, 11, 20, 9, 0, tzinfo=VN))
    assert outcome(desk, code)[0] == "wrong-route" and desk.rows("SELECT count(*) FROM submission") == [(0,)]
    told = desk.rows("SELECT l.recipient FROM letter l WHERE l.letter = 'wrong-route' ORDER BY 1")
    assert told == [("h-thanh-binh@dongthap.example",), ("ubnd@tanmy.example",)]
    assert "Đề nghị gửi qua Ban Chỉ đạo 138 huyện Thanh Bình" in " ".join(letters(desk, code)["wrong-route"].split())


# A26: MẬT, TỐI MẬT, TUYỆT MẬT.
@pytest.mark.parametrize("where", ["subject", "file name", "first page"])
def test_a26_a_mark_of_secrecy_quarantines_and_nothing_is_quoted(desk, where):
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "BAN CHỈ ĐẠO 138\nHUYỆN TÂN HỒNG\n-------\nSố: 12/BC-BCĐ138"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\nTân Hồng, ngày 08 tháng 6 năm 2023"
    if where == "first page":
        document.add_paragraph("TỐI MẬT")
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph("Kế hoạch bí danh Lam Sơn")
    file = desk.folder / ("MẬT Lam Sơn.docx" if where == "file name" else "Lam Sơn.docx")
    document.save(file)
    subject = ("[TUYỆT MẬT] " if where == "subject" else "") + "Báo cáo 6 tháng năm 2023 Lam Sơn"
    code = received(desk, mail(desk, "h-tan-hong", subject, file, text="Về Lam Sơn.\n"), june(8))
    assert outcome(desk, code)[0] == "quarantine" and desk.rows("SELECT count(*) FROM submission") == [(0,)]
    told = letters(desk, code)
    assert set(told) == {"secret", "officer-notice"} and not any("Lam Sơn" in text for text in told.values())
    assert desk.rows("SELECT count(*) FROM letter WHERE subject LIKE '%Lam%'") == [(0,)]


# A27: KHẨN, THƯỢNG KHẨN, HỎA TỐC.
@pytest.mark.parametrize("mark", ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])
def test_a27_an_urgent_mail_is_shown_to_the_officers_at_once(desk, mark):
    calm, urgent = a_report(desk, at=june(8)), a_report(desk, "h-lap-vo", june(8), f"{mark}: Báo cáo 6 tháng")
    assert list(letters(desk, calm)) == ["received"]
    assert outcome(desk, urgent)[0] == "filed" and set(letters(desk, urgent)) == {"received", "officer-notice"}


# --- dossiers ------------------------------------------------------------------------------------

def a_document(desk, name, kind, signer):
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH\n-------\nSố: 12/HS-BCĐ138"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\nThanh Bình, ngày 20 tháng 11 năm 2023"
    document.add_paragraph(kind)
    document.add_paragraph("Về việc xét, công nhận điển hình")
    document.add_paragraph("-----")
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    foot.cell(0, 1).text = f"TRƯỞNG BAN\n\n{signer}"
    document.save(desk.folder / name)
    return desk.folder / name


# A15: who signs parts 2 and 3 the plan does not say.
def test_a15_parts_and_signers_of_a_dossier_are_asked_for_and_never_refused(desk):
    files = [a_document(desk, "TTr 12.docx", "TỜ TRÌNH", "Nguyễn Văn Sáu"), a_document(desk, "BB hop xet.docx", "BIÊN BẢN", "")]
    subject, at = "Hồ sơ đề nghị công nhận xã Tân Mỹ điển hình năm 2023", datetime.datetime(2023, 11, 20, 9, 0, tzinfo=VN)
    code = received(desk, mail(desk, "h-thanh-binh", subject, *files), at)
    assert warnings(desk, code) == [
        ("part", None, "Chưa thấy thành phần “Báo cáo kết quả xây dựng điển hình (theo Bộ Tiêu chí)” trong các tệp kèm theo."),
        ("signer", "BB hop xet.docx", "Chưa thấy người ký “Biên bản họp xét, đề nghị công nhận”.")]
    assert answers(desk, "h-thanh-binh", "DOSSIER") == "received" and "Chưa thấy người ký" in letters(desk, code)["received"]
    files.append(a_document(desk, "BC ket qua xay dung.docx", "BÁO CÁO", "Nguyễn Văn Sáu"))
    files[1] = a_document(desk, "BB hop xet.docx", "BIÊN BẢN", "Trần Văn Bảy")
    assert warnings(desk, received(desk, mail(desk, "h-thanh-binh", subject, *files), at)) == []


# --- plans of offices that report more often ---------------------------------------------------------

OFTEN = """reports = (
    { code = "MONTH"; name = "Báo cáo tháng"; recurrence = "monthly"; dues = ( { before = "25"; } ); first = "2023-01-01";
      subject_words = ["báo cáo tháng", "báo cáo công tác tháng"]; who = { levels = ["district"]; }; },
    { code = "QUARTER"; name = "Báo cáo quý"; recurrence = "quarterly"; first = "2023-01-01";
      dues = ( { before = "03-20"; }, { before = "06-20"; }, { before = "09-20"; }, { before = "12-20"; } );
      subject_words = ["báo cáo quý", "báo cáo công tác quý"]; who = { levels = ["district"]; }; },
    { code = "WEEK"; name = "Báo cáo tuần"; recurrence = "weekly"; dues = ( { before = "05"; } ); first = "2023-01-01";
      subject_words = ["báo cáo tuần"]; who = { levels = ["district"]; }; },
"""


def test_the_part_of_the_year_that_a_subject_names(tmp_path):
    """A report on April that comes in May is April's; which one it is is not guessed twice."""
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace("reports = (\n", OFTEN, 1))
    desk = Office(Nowhere, tmp_path / "office", plan=plan)
    filed = {}
    for number, (day, subject, expected) in enumerate((
            ("2023-05-22", "Báo cáo tháng 5 năm 2023 - huyện Lấp Vò", "MONTH 2023-05"),
            ("2023-05-22", "Báo cáo tháng 4 năm 2023 - huyện Lấp Vò", "MONTH 2023-04"),
            ("2023-05-22", "Báo cáo công tác tháng 5, phương hướng nhiệm vụ tháng 6 năm 2023", "MONTH 2023-05"),
            ("2023-06-20", "Báo cáo tháng", "MONTH 2023-06 flagged"),
            ("2023-06-21", "Báo cáo tháng", "period"),
            ("2023-07-22", "BC T7/2023", "MONTH 2023-07"),
            ("2023-10-18", "Báo cáo tháng 9", "MONTH 2023-09"),
            ("2023-10-18", "Báo cáo tháng 2", "period"),
            ("2023-10-18", "Báo cáo tháng 13 năm 2023", "period"),
            ("2023-12-22", "Báo cáo tháng 12 năm 2023, phương hướng nhiệm vụ tháng 01 năm 2024", "MONTH 2023-12"),
            ("2024-01-03", "Báo cáo tháng 12", "MONTH 2023-12"),
            ("2023-06-18", "Báo cáo quý I năm 2023", "QUARTER 2023-Q1"),
            ("2023-06-18", "BC quý 2/2023", "QUARTER 2023-Q2"),
            ("2023-06-22", "Báo cáo tháng 6 và báo cáo quý II năm 2023", "MONTH 2023-06, QUARTER 2023-Q2 flagged"),
            ("2023-05-22", "Báo cáo tháng 4 và tháng 5 năm 2023", "period"),
            ("2023-05-22", "Báo cáo quý I, II năm 2023", "period"),
            ("2023-06-15", "Báo cáo tuần 24", "WEEK 2023-W24"),
            ("2023-06-15", "Báo cáo tuần 2 tháng 6 năm 2023", "period"),
            ("2024-01-05", "Báo cáo tháng 4", "period"),
            ("2023-06-07", "Báo cáo 6 tháng đầu năm 2023", "HALF_YEAR 2023"))):
        at = datetime.datetime.fromisoformat(day + "T09:00").replace(tzinfo=VN)
        code = received(desk, mail(desk, "h-lap-vo", subject, a_scan(desk, note=b"%d" % number)), at)
        [(reason, flagged)] = desk.rows("SELECT reason, flagged FROM message WHERE code = ?", code)
        rounds = [f"{r} {p}" for r, p in desk.rows(
            "SELECT o.report, o.period FROM obligation o JOIN submission s ON s.obligation = o.id "
            "JOIN message m ON m.id = s.message WHERE m.code = ? ORDER BY 1", code)]
        filed[day, subject] = (expected, ", ".join(rounds) + " flagged" * flagged if rounds else reason)
    assert [(case, *both) for case, both in filed.items() if both[0] != both[1]] == []
