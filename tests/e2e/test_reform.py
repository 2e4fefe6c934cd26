"""An office across 1 July 2025, when its districts ended and communes took to reporting themselves: whom
letters, orders and requests reach, and what becomes of a report that a district still owed.
"""
import datetime
import email
import email.policy
import itertools
import re

import pytest

from office import REPOSITORY, Nowhere, Office
from servers import AUTHSERV_ID
from test_orders import VN, confirmation, mail, order, put, run, said

SERIAL = itertools.count(1)
PASSES = f"{AUTHSERV_ID}; dmarc=pass header.from=dongthap.example; dmarc=pass header.from=mail.example"
MORNING, AFTER = datetime.datetime(2025, 6, 25, 8, 0, tzinfo=VN), datetime.datetime(2025, 7, 2, 8, 0, tzinfo=VN)


@pytest.fixture
def desk(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address=f"reform-{next(SERIAL)}@pv05.example", office={"language": "vi"},
                    plan=REPOSITORY / "etc/plans/dong-thap-2026.conf", sending={"per_hour": 1000})
    office.at = MORNING
    run(office)
    yield office
    office.rebuilt()


def send(desk, unit, subject):
    put(desk, mail(desk, f"{unit}@dongthap.example", subject, "Kính gửi.\n", auth=PASSES, files=[("bao cao.pdf", b"%PDF-1.4 r")]))
    [(code,)] = desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")
    return code


def asked(desk):
    return {u for u, in desk.rows("SELECT unit FROM obligation WHERE period LIKE 'DX:%'")}


def test_a_request_reaches_who_is_there_now_and_when_it_is_due(desk):
    assert "kết thúc hoạt động ngày 30/6/2025, trước thời hạn này" in said(
        order(desk, 'đột xuất "Lũ" hạn 10/7/2025 16:00 cho huyện Tam Nông'))
    answer = order(desk, 'đột xuất "Lũ" hạn 28/6/2025 16:00 cho Tam Nông')
    order(desk, confirmation(answer), reply_to=answer)
    assert asked(desk) == {"h-tam-nong"}
    assert "ĐỒNG Ý" not in said(order(desk, 'đột xuất "Lũ" hạn 10/7/2025 16:00 cho các huyện'))
    desk.at = AFTER
    run(desk)
    answer = order(desk, 'đột xuất "Lũ" hạn 10/7/2025 16:00 cho Tam Nông')
    order(desk, confirmation(answer), reply_to=answer)
    assert asked(desk) == {"h-tam-nong", "x-tam-nong"}
    assert "xã Tam Nông" in said(desk.letters("x-tam-nong@dongthap.example")[-1])


def test_all_communes_at_once(desk):
    desk.at = AFTER
    run(desk)
    answer = order(desk, 'đột xuất "Lũ" hạn 10/7/2025 16:00 cho các xã, phường')
    order(desk, confirmation(answer), reply_to=answer)
    assert len(asked(desk)) == 102


def test_no_extension_beyond_the_end_of_a_unit(desk):
    assert "trước thời hạn này" in said(order(desk, "gia hạn huyện Tam Nông 6T 2025 đến 15/7/2025: bão"))


@pytest.mark.parametrize("subject, text", [("Xin gia hạn nộp báo cáo năm 2025", "Xin nộp đến hết ngày 30/10/2025."), ("Xin gia hạn", "Đơn vị xin lùi thêm 5 ngày."),
                                           ("Xin gia hạn báo cáo 6 tháng năm 2025", "Đơn vị xin nộp trễ 5 ngày.")])
def test_who_is_no_more_is_told_that_it_owes_nothing(desk, subject, text):
    desk.at = AFTER
    run(desk)
    put(desk, mail(desk, "h-tam-nong@dongthap.example", subject, text, auth=PASSES))
    letter, notice = said(desk.letters("h-tam-nong@dongthap.example")[-1]), said(desk.letters("canbo@pv05.example")[-1])
    assert "huyện Tam Nông đã kết thúc hoạt động ngày 30/6/2025; nay là: " in letter and "không có thời hạn nào để gia hạn" in letter
    assert "xã Tam Nông" in letter and "không thay đổi" not in letter
    assert "đã kết thúc hoạt động ngày 30/6/2025" in notice and "GIA HẠN TN" not in notice
    put(desk, mail(desk, "x-tam-nong@dongthap.example", "Xin gia hạn", "Xã xin lùi báo cáo thêm 5 ngày.", auth=PASSES))
    assert "không thay đổi" in said(desk.letters("x-tam-nong@dongthap.example")[-1])


def test_what_a_district_owed_may_come_after_its_end_and_is_an_officers_to_file(desk):
    desk.at = AFTER
    run(desk)
    code = send(desk, "x-tam-nong", "Báo cáo 6 tháng năm 2025 - Tam Nông")
    assert desk.rows("SELECT outcome, reason FROM message WHERE code = ?", code) == [("review", "not-there")]
    assert "Đã gán" in said(order(desk, f"phân loại {code} Tam Nông 6T 2025"))      # the one that owed it
    assert desk.rows("SELECT state FROM obligation WHERE unit = 'h-tam-nong' AND report = 'HALF_YEAR' AND period = '2025'") != [("open",)]
    told = [m["Subject"] for m in desk.letters("x-tam-nong@dongthap.example")]      # who wrote for the district hears of it
    assert any("báo cáo định kỳ 6 tháng 2025" in s for s in told), told
    assert not desk.letters("h-tam-nong@dongthap.example")


def test_a_debt_of_a_district_is_nobodys_and_counts_as_before(desk):
    before = desk.ctl("status", "HALF_YEAR", "2025", "--now", "2025-06-30T12:00").splitlines()
    desk.at = AFTER
    run(desk)
    after = desk.ctl("status", "HALF_YEAR", "2025", "--now", "2025-07-02T12:00")
    assert "Huyện Tam Nông đã kết thúc hoạt động ngày 30/6/2025; không đơn vị nào nộp thay" in after
    counted = [line for line in before if line.startswith("Theo dõi")]
    assert counted and counted[0] in after
    desk.ctl("board", "-o", desk.folder / "board", "--now", "2025-07-02T12:00")
    page = (desk.folder / "board/unit-h-tam-nong.html").read_text()
    assert "kết thúc 30/6/2025; không đơn vị nào nộp thay" in page


def test_a_stranger_below_is_sent_through_no_district(desk):
    desk.at = AFTER
    run(desk)
    put(desk, mail(desk, "thpt@mail.example", "Trường THPT Tháp Mười - báo cáo 6 tháng năm 2026", "Kính gửi.\n", auth=PASSES,
                   files=[("BC.pdf", b"%PDF-1.4 s")]))
    [letter] = desk.letters("thpt@mail.example")
    assert "huyện" not in said(letter) and "gửi qua" not in letter["Subject"]


def offered(desk, subject):
    """What an officer is offered about a stranger's mail, and the notice's words."""
    put(desk, mail(desk, f"nguoi{next(SERIAL)}@mail.example", subject, "Kính gửi.\n", auth=PASSES, files=[("BC.pdf", b"%%PDF-1.4 %d" % next(SERIAL))]))
    text = said(desk.letters("canbo@pv05.example")[-1])
    return set(re.findall(r"PHÂN LOẠI \S+ ((?:Xã|Phường|Huyện|TP) [^,…<]+?)(?:,| …)", text)), text


def test_a_unit_that_is_gone_is_offered_to_nobody(desk):
    assert offered(desk, "UBND xã Tân Nghĩa - báo cáo 6 tháng")[0] == {"Huyện Cao Lãnh"}
    desk.at = AFTER
    run(desk)
    assert offered(desk, "UBND xã Tân Nghĩa - báo cáo 6 tháng")[0] == {"Phường Mỹ Ngãi"}
    units, text = offered(desk, "UBND xã Tân Huề, huyện Thanh Bình - báo cáo 6 tháng")
    assert units == {"Xã Tân Long"} and "Huyện Thanh Bình" not in text.split("viết:")[1]
    units, text = offered(desk, "Báo cáo 6 tháng huyện Tam Nông")
    assert "Huyện Tam Nông đã kết thúc hoạt động ngày 30/6/2025" in text and "Đơn vị có thể: - xã Tràm Chim" in text
    assert len(units) == 6 and "Xã Tràm Chim" in units and "Huyện Tam Nông" not in units
    assert offered(desk, "Báo cáo 6 tháng năm 2025 huyện Tam Nông")[0] == {"Huyện Tam Nông"}       # what it still owed
    assert offered(desk, "Hội LHPN huyện Lấp Vò - báo cáo 6 tháng")[0].isdisjoint({"Huyện Lấp Vò"})


def test_where_nobody_followed_that_is_said(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address=f"reform-{next(SERIAL)}@pv05.example", office={"language": "vi"})
    office.at = AFTER
    run(office)
    units, text = offered(office, "UBND xã Tân Nghĩa - báo cáo 6 tháng")
    assert units == set() and "Kế hoạch không nêu đơn vị nào thay" in text


@pytest.mark.parametrize("day, subject", [
    ("2025-07-05", "Báo cáo 6 tháng đầu năm 2025"), ("2025-08-05", "Báo cáo năm 2024"), ("2026-12-01", "Báo cáo 6 tháng năm 2023"),
    ("2025-07-05", "Danh sách lựa chọn điển hình năm 2026"), ("2025-07-05", "Báo cáo 6 tháng đầu năm 2026"), ("2027-01-10", "Báo cáo năm")])
def test_a_unit_that_is_gone_hears_so(tmp_path, day, subject):
    """Whatever it sends and of whatever period: the reason is that nobody is there any more, and the officers read the same."""
    office = Office(Nowhere, tmp_path / "office", office={"language": "vi"})
    file = tmp_path / "mail.eml"
    file.write_bytes(mail(office, "h-lap-vo@dongthap.example", subject, "Kính gửi.\n", auth=PASSES, files=[("BC.pdf", b"%PDF-1.4 g")]))
    office.ctl("--now", f"{day}T09:00", "import", file, "--received", f"{day}T09:00")
    gone = "uyện Lấp Vò đã kết thúc hoạt động ngày 30/6/2025; Kế hoạch không nêu đơn vị nào thay"
    for to, words in (("h-lap-vo@dongthap.example", f"ghi nhận là báo cáo: h{gone}. Cán bộ sẽ xem thư này."), ("canbo@pv05.example", f"Lý do : H{gone}")):
        [(raw,)] = office.rows("SELECT m.mail FROM letter l JOIN letter_mail m ON m.letter = l.id WHERE l.recipient = ?", to)
        text = said(email.message_from_bytes(raw, policy=email.policy.default))
        assert words in text and "Chưa xác định được" not in text and text.count("kết thúc hoạt động") == 1
