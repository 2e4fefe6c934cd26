"""What waits for an officer: one list, the same by mail, in the digest, on the board and in the shell; and what ends each."""
import datetime
import html
import json
import re

import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login
from test_orders import CANBO, MORNING, SERIAL, VN, body, mail, order, put, report_mail, run, said
from test_path import filled

KNOWN = {"huyện Lấp Vò": "h-lap-vo@dongthap.example", "huyện Tam Nông": "h-tam-nong@dongthap.example"}


@pytest.fixture
def desk(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address=f"todo-{next(SERIAL)}@pv05.example", office={"language": "vi"})
    office.at = MORNING
    run(office)
    yield office
    office.rebuilt()


def code(desk):
    return desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]


def send(desk, sender, subject, text="Kính gửi.\n", **more):
    put(desk, mail(desk, sender, subject, text, auth=None, **more))
    return code(desk)


def form(desk, unit):
    file = filled(desk, unit, "HALF_YEAR")
    return file.name, file.read_bytes()


def todo(desk):
    """[(kind, code or address, order)] as the shell lists it."""
    rows = json.loads(desk.ctl("--now", desk.at.strftime("%Y-%m-%dT%H:%M:%S"), "todo", "--json"))["rows"]
    return [(r["kind"], r["code"] or r["who"], r["order"]) for r in rows]


def waiting(desk):
    """Something of each kind, in this order."""
    opened = [("review", send(desk, "pt.caolanh@mail.example", "Báo cáo 6 tháng năm 2023 - Cao Lãnh", files=[("BC.pdf", b"%PDF-1.4 c")])),
              ("time", send(desk, KNOWN["huyện Lấp Vò"], "Xin gia hạn báo cáo 6 tháng", "Xin gia hạn nộp báo cáo 6 tháng do mưa lũ.\n")),
              ("question", send(desk, KNOWN["huyện Tam Nông"], "Hỏi về biểu mẫu", "Cho hỏi chỉ tiêu số 3 được tính như thế nào ạ?\n"))]
    opened.append(("examination", send(desk, "h-tan-hong@dongthap.example", "Báo cáo 6 tháng năm 2023", files=[form(desk, "h-tan-hong")])))
    opened.append(("whose", send(desk, "la@mail.example", "Báo cáo 6 tháng năm 2023 của huyện Cao Lãnh", files=[form(desk, "h-cao-lanh")])))
    return opened


def shown(desk):
    """Every place that lists it: {where: its text as one line}."""
    desk.ctl("--now", desk.at.strftime("%Y-%m-%dT%H:%M:%S"), "board", "-o", desk.folder / "board")
    page = html.unescape(re.sub(r"<[^>]*>", " ", (desk.folder / "board/index.html").read_text()))
    shell = desk.ctl("--now", desk.at.strftime("%Y-%m-%dT%H:%M:%S"), "todo")
    answer = body(order(desk, "cần xử lý"))
    desk.at = datetime.datetime(2023, 6, 12, 8, 0, tzinfo=VN)          # a day on which there is a digest
    run(desk)
    digest = body([m for m in desk.letters(CANBO) if "Bản tin" in m["Subject"]][-1])
    return {where: re.sub(r"\s+", " ", text) for where, text in
            {"shell": shell, "mail": answer, "board": page, "digest": digest}.items()}


def test_everything_open_is_one_list_wherever_it_is_read(desk):
    opened = waiting(desk)
    listed = todo(desk)
    assert [(kind, what) for kind, what, _ in listed] == opened
    assert all(line for _, _, line in listed)
    for where, text in shown(desk).items():
        text = text[max(text.find("Cần xử lý"), 0):]
        places = [(text.find(what), text.find(re.sub(r"\s+", " ", line).strip())) for _, what, line in listed]
        assert all(a >= 0 and b >= 0 for a, b in places), (where, places, text)
        assert places == sorted(places), where                        # the oldest first


def test_each_ends_by_the_line_that_stands_with_it(desk):
    opened = dict(waiting(desk))
    lines = {kind: line for kind, _, line in todo(desk)}
    assert lines["question"].startswith("TRẢ LỜI ") and lines["time"].startswith("GIA HẠN ") and lines["whose"].startswith("XÁC NHẬN")
    for kind, more in (("question", "theo mục II của Kế hoạch"), ("examination", ""), ("whose", "")):
        order(desk, lines[kind] + more)
        assert kind not in [k for k, what, _ in todo(desk) if what == opened[kind]], kind
    answer = order(desk, f"TỪ CHỐI {opened['time']}: không có lý do")
    assert "time" not in [k for k, _, _ in todo(desk)], said(answer)
    order(desk, f"XONG {opened['review']}")
    assert [k for k, _, _ in todo(desk)] == ["examination"]           # the stranger's report, now the unit's, is to be examined
    order(desk, f"đạt {opened['whose']}")
    assert "Không có việc nào" in said(order(desk, "còn việc gì không"))


def test_the_bare_question_is_answered_with_every_open_report(desk):
    """Units beside the reports that are open: on time, late, incomplete, own deadline."""
    order(desk, "gia hạn tam nông 6T 2023 đến 20/6/2023: mưa lũ")
    report_mail(desk, "h-tan-hong")
    answer = order(desk, "tình hình")
    text = said(answer)
    assert "Tình hình các báo cáo đang mở" in answer["Subject"] and "Đã nhận 1/12" in text
    assert re.search(r"Huyện Tam Nông : .*hạn riêng: trước 21/6/2023", text) and "Báo cáo năm" not in text
    assert re.search(r"\(\d\) ◐ Thiếu thành phần", text) and re.search(r"\(\d\) ✗ Quá hạn 60 ngày", text)
    assert "thư không ghi kỳ" not in text


def test_a_letter_that_failed_and_its_address_wait(tmp_path):
    """Until the address is good again: the line that says so stands with it."""
    box = {"server": login(tmp_path / "office", Mailbox({})), "folders": ["INBOX"]}
    desk = Office(Nowhere, tmp_path / "office", office={"language": "vi"}, mailbox=box,
                  sending={"server": login(tmp_path / "office", Relay(rcpt=lambda line: "550 5.1.1 no such user" if "h-tam-nong@" in line else None))})
    desk.at = datetime.datetime(2023, 6, 6, 8, 0, tzinfo=VN)
    run(desk)
    kinds = {kind for kind, _, _ in todo(desk)}
    lines = [line for kind, what, line in todo(desk) if what == "h-tam-nong@dongthap.example"]
    assert kinds <= {"failed", "bounced"} and kinds and all(line.startswith("ĐẦU MỐI Huyện Tam Nông ") for line in lines) and lines
    desk.at += datetime.timedelta(days=31)
    assert "failed" not in {kind for kind, _, _ in todo(desk)}


def test_a_period_that_is_not_known_leaves_no_gap(desk):
    """An ad-hoc report that nobody asked for: the row ends with the report."""
    send(desk, KNOWN["huyện Tam Nông"], "Báo cáo đột xuất", files=[("BC.pdf", b"%PDF-1.4 c")])
    [(unit, report, period)] = [(r["unit"], r["report"], r["period"]) for r in json.loads(
        desk.ctl("--now", desk.at.strftime("%Y-%m-%dT%H:%M:%S"), "todo", "--json"))["rows"]]
    assert unit and report and not period
    for where, text in shown(desk).items():
        assert report + ", " in text and report + " ," not in text, (where, text)


def test_a_draft_waits_until_its_report_has_come(desk):
    draft = send(desk, KNOWN["huyện Lấp Vò"], "Dự thảo báo cáo 6 tháng năm 2023", "Huyện gửi dự thảo.\n", files=[("Du thao.pdf", b"%PDF-1.4 d")])
    send(desk, KNOWN["huyện Lấp Vò"], "Báo cáo 6 tháng năm 2023", "Huyện gửi báo cáo.\n")       # without its file
    assert ("review", draft) in [row[:2] for row in todo(desk)]
    report = report_mail(desk, "h-lap-vo")
    assert draft not in [row[1] for row in todo(desk)] and draft not in body(order(desk, "chờ phân loại"))
    assert draft in body(order(desk, f"tra cứu {draft}"))
    order(desk, f"phân loại {report} Lấp Vò năm 2023")                                         # it was another one
    assert ("review", draft) in [row[:2] for row in todo(desk)]
    later = send(desk, KNOWN["huyện Lấp Vò"], "Dự thảo báo cáo năm 2023", "Huyện gửi dự thảo.\n", files=[("Du thao.pdf", b"%PDF-1.4 e")])
    assert ("review", later) in [row[:2] for row in todo(desk)]
