"""Officers by mail: a line from a telephone moves the docket, if and only if it is that officer;
and every move can be taken back.
"""
import datetime
import email
import email.policy
import email.utils
import html
import imaplib
import itertools
import json
import re
import shutil
import sqlite3
from email.message import EmailMessage

import openpyxl
import pytest

from office import REPOSITORY, Office
from servers import AUTHSERV_ID, wait_until
from test_believe import PDF

VN = datetime.timezone(datetime.timedelta(hours=7))
MORNING = datetime.datetime(2023, 6, 8, 8, 0, tzinfo=VN)
CANBO, LEAD = "canbo@pv05.example", "truongphong@pv05.example"
LINE = "gia han tam nong 6T 2023 den 14/06/2023: sap xep"
PASS = f"{AUTHSERV_ID}; dmarc=pass header.from=pv05.example"
FAIL = f"{AUTHSERV_ID}; dmarc=fail header.from=pv05.example"
SERIAL = itertools.count(1)
# An undone order leaves its own rows, its journal, how things were in between and its letters; all else is as it was.
OWN = {"journal", "obligation_was", "command", "letter", "letter_mail", "series", "setting", "folder", "message", "evidence", "sqlite_sequence"}


@pytest.fixture
def desk(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address=f"orders-{next(SERIAL)}@pv05.example", office={"language": "vi"})
    office.at = MORNING
    run(office)
    yield office
    office.rebuilt()


# --- an office at work ---------------------------------------------------------------

def run(desk, minutes=1):
    desk.at += datetime.timedelta(minutes=minutes)
    return desk.once("--now", desk.at.strftime("%Y-%m-%dT%H:%M:%S"))


def mail(desk, sender, subject, text="", auth=PASS, reply_to=None, files=(), as_html=False):
    m = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=500))
    if auth:
        m["Authentication-Results"] = auth
    m["From"], m["To"], m["Subject"] = sender, desk.address, subject
    m["Message-ID"] = f"<{next(SERIAL)}.order@pv05.example>"
    if reply_to is not None:
        m["In-Reply-To"] = m["References"] = reply_to["Message-ID"]
    if as_html:
        m.set_content("".join(f"<div>{html.escape(line)}</div>" for line in text.splitlines()), subtype="html")
    else:
        m.set_content(text)
    for name, content in files:
        m.add_attachment(content, filename=name, maintype="application", subtype="pdf")
    return m.as_bytes()


def put(desk, raw):
    desk.at += datetime.timedelta(minutes=1)
    with desk.servers.mailbox(desk.address) as imap:
        assert imap.append("INBOX", None, imaplib.Time2Internaldate(desk.at), raw)[0] == "OK"
    run(desk, 0)


def body(letter):
    return letter.get_body(("plain",)).get_content()


def order(desk, line, sender=CANBO, **more):
    """Sends a line; the answer, or None."""
    sent = "SELECT count(*) FROM letter WHERE state = 'sent' AND recipient = ?"
    [(before,)] = desk.rows(sent, sender)
    put(desk, mail(desk, sender, more.pop("subject", "lệnh"), line + "\n", **more))
    [(now,)] = desk.rows(sent, sender)
    return desk.letters(sender)[-1] if now > before else None


def test_what_was_not_done_is_said_in_the_subject(desk):
    subjects = [order(desk, line)["Subject"] for line in ("xem TN-2023-0999", "đạt TN-2023-0999", "tình hình 6T 2023; xem TN-2023-0999")]
    assert subjects[0] == "[BVANTQ] Không thực hiện được" and all("hực hiện" in s or "Kết quả" in s for s in subjects), subjects


def said(letter):
    """The answer's words as one line: wrapping does not count."""
    return re.sub(r"\s+", " ", body(letter))


def state(desk, unit, report="HALF_YEAR", period="2023"):
    return desk.rows("SELECT state, due, first_received FROM obligation WHERE unit = ? AND report = ? AND period = ?",
                     unit, report, period)[0]


def report_mail(desk, unit, text="Báo cáo kèm theo.\n", subject="Báo cáo 6 tháng năm 2023", sender=None):
    put(desk, mail(desk, sender or f"{unit}@dongthap.example", subject, text, auth=None,
                   files=[("BC.pdf", (PDF if sender else b"%PDF-1.4 ") + b"%d" % next(SERIAL))]))
    return desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]


def docket(desk):
    """All that an order may change: every table but those that keep what happened."""
    tables = [t for t, in desk.rows("SELECT name FROM sqlite_master WHERE type = 'table'") if t not in OWN]
    everything = {t: desk.rows(f"SELECT * FROM {t} ORDER BY 1, 2") for t in tables}
    everything["outcomes"] = desk.rows("SELECT code, outcome, reason FROM message WHERE outcome <> 'command' ORDER BY id")
    return everything


def code_of(letter):
    return re.search(r"HỦY (GN-\d+-\d+)", said(letter))[1]


def confirmation(letter):
    return re.search(r"ĐỒNG Ý (\S+)", body(letter))[0]


# --- asking ----------------------------------------------------------------------------

def test_an_officer_asks_from_a_telephone(desk):
    report_mail(desk, "h-tan-hong")
    answer = order(desk, "", subject="tinh hinh 6T 2023")
    text = said(answer)
    assert "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023, Thứ Sáu); còn 1 ngày" in text
    assert "đã nhận 1" in text and "Huyện Tân Hồng" in text and "1/12" in text
    assert "Tình hình" in answer["Subject"]
    page = answer.get_body(("html",)).get_content()
    assert "<table" in page and "Huyện Tân Hồng" in page
    missing = said(order(desk, "Cho xem những huyện nào chưa nộp báo cáo 6 tháng ạ?"))
    assert "Tổng: 11/12" in missing and "NHẮC TẤT CẢ" in missing and "Huyện Tân Hồng" not in missing
    assert "Không ghi" not in missing
    rows = [line for line in body(answer).splitlines() if re.match(r"\s*\d+\. ", line)]
    assert len({line.index("TN-" if "TN-" in line else " -") for line in rows if "TN-" in line}) == 1


def test_html_alone_is_read(desk):
    answer = order(desk, "Chào em,\ntinh hinh 6t\nchua nop 6t\nTrân trọng", as_html=True)
    assert "Kết quả 2 lệnh" in answer["Subject"]


QUOTES = {
    "gmail": "Vào Th 5, 8 thg 6, 2023 vào lúc 08:00 Phòng PV05 <{office}> đã viết:\n> huy GN-2023-0001\n> nhac tam nong 6T\n",
    "gmail in English": "On Thu, Jun 8, 2023 at 8:00 AM PV05 <{office}> wrote:\n\n> huy GN-2023-0001\n",
    "outlook": "________________________________\nFrom: PV05 <{office}>\nSent: Thursday, June 8, 2023 8:00 AM\nTo: canbo\nSubject: x\n\n"
               "huy GN-2023-0001\n",
    "outlook in Vietnamese": "Từ: PV05 <{office}>\nĐã gửi: Thứ Năm, 8 Tháng 6 2023 8:00 SA\nĐến: canbo\nChủ đề: x\n\nhuy GN-2023-0001\n",
    "ios": "Đã gửi từ iPhone của tôi\n\nVào 08:00, 8 thg 6, 2023, PV05 <{office}> đã viết:\n\n> huy GN-2023-0001\n",
    "signature": "-- \nNguyễn Văn An\nhuy GN-2023-0001\n",
}


@pytest.mark.parametrize("client", QUOTES)
def test_what_is_quoted_is_no_order(desk, client):
    order(desk, "chua nop 6T 2023\n\n" + QUOTES[client].format(office=desk.address), subject="Re: [BVANTQ] Bản tin")
    assert desk.rows("SELECT understood FROM command") == [("CHƯA NỘP Báo cáo định kỳ 6 tháng 2023",)]


def test_what_is_not_clear_changes_nothing(desk):
    before = docket(desk)
    text = said(order(desk, "gia han cao lanh 6T 2023 den 14/06/2023: mua lu"))
    assert "GIA HẠN TP Cao Lãnh" in text and "GIA HẠN Huyện Cao Lãnh" in text
    text = said(order(desk, "xoa het"))
    assert "«xoa het»" in text and "không có lệnh xóa" in text and "TRỢ GIÚP" in text
    assert docket(desk) == before


def test_workbooks_come_as_attachments(desk, tmp_path):
    report_mail(desk, "h-tan-hong")
    for line in ("sổ đến", "tổng hợp 6T 2023"):
        file, *others = order(desk, line).iter_attachments()
        assert [f.get_filename()[-4:] for f in others] == [".csv"] * (2 if line == "sổ đến" else 0)
        path = tmp_path / file.get_filename()
        path.write_bytes(file.get_content())
        assert openpyxl.load_workbook(path).sheetnames


# --- doing and undoing -----------------------------------------------------------------

def undone(desk, letter, before, sender=CANBO):
    assert docket(desk) != before
    answer = order(desk, f"hủy {code_of(letter)}", sender=sender)
    assert "Đã hoàn tác" in said(answer)
    assert docket(desk) == before
    assert "ổn" in desk.ctl("verify")


def test_every_act_can_be_undone(desk):
    code = report_mail(desk, "h-tan-hong")
    lines = [
        f"ĐẠT {code}", f"thieu {code}: chua co ban ky han 12/6", f"trả lại {code}: sai biểu mẫu, trước ngày 15/6/2023",
        "ghi nhan huyen lai vung 6T 2023 ngay 08/06/2023 qua giay so 77/BC-BCD138",
        "gia han tam nong 6T 2023 den 14/06/2023: sap xep to chuc", "dung nhac tam nong",
    ]
    for line in lines:
        before = docket(desk)
        undone(desk, order(desk, line), before)


def test_dangerous_acts_wait_for_a_word(desk):
    for line in ("dừng nhắc", "miễn Tam Nông 6T 2023: bão lụt",
                 "ĐỘT XUẤT \"Báo cáo nhanh theo Công văn 512/CAT\" hạn 20/06/2023 17:00 cho Tam Nông, Lấp Vò"):
        before = docket(desk)
        answer = order(desk, line)
        assert docket(desk) == before and "CHƯA thực hiện" in said(answer)
        confirmed = order(desk, confirmation(answer), subject="Re: " + answer["Subject"], reply_to=answer)
        undone(desk, confirmed, before)
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'request'") == [(2,)]


def test_a_request_reaches_the_units(desk):
    answer = order(desk, "đột xuất \"Tình hình tội phạm dịp lễ\" hạn 20/6/2023 17:00 cho Tam Nông")
    order(desk, confirmation(answer), reply_to=answer)
    assert desk.rows("SELECT unit, report, due FROM obligation WHERE period LIKE 'DX:%'") == \
        [("h-tam-nong", "AD_HOC", int(datetime.datetime(2023, 6, 20, 17, 0, tzinfo=VN).timestamp()))]
    assert any("Tình hình tội phạm dịp lễ" in m["Subject"] for m in desk.letters("h-tam-nong@dongthap.example"))


def test_an_answer_to_a_request_is_filed_for_it(desk):
    answer = order(desk, "đột xuất \"Tình hình tội phạm dịp lễ\" hạn 20/6/2023 17:00 cho Tam Nông, Lấp Vò")
    order(desk, confirmation(answer), reply_to=answer)
    asked = [m for m in desk.letters("h-lap-vo@dongthap.example") if "Đột xuất" in m["Subject"]][-1]
    put(desk, mail(desk, "h-lap-vo@dongthap.example", "Re: " + asked["Subject"], "Kính gửi báo cáo.\n", auth=None, reply_to=asked,
                   files=[("bc.pdf", b"%PDF-1.4 dx")]))
    assert desk.rows("SELECT unit FROM obligation WHERE period LIKE 'DX:%' AND state <> 'open'") == [("h-lap-vo",)]
    [period] = desk.rows("SELECT period FROM request")[0]
    assert "Tổng: 1/2" in said(order(desk, f"chưa nộp {period}"))


def test_paper_closes_the_obligation(desk):
    text = said(order(desk, "ghi nhan huyen lai vung 6T 2023 ngay 08/06/2023 qua giay so 77/BC-BCD138"))
    assert "77/BC-BCD138" in text and "ĐÚNG HẠN" in text
    assert state(desk, "h-lai-vung")[0] == "on-paper"
    table = said(order(desk, "tình hình 6T 2023"))
    assert "Đã nộp qua kênh khác 08/6" in table and "08/6 00:00" not in table


def test_paper_after_a_mail_names_the_mail(desk):
    code = report_mail(desk, "h-lai-vung")
    assert f"cũng đã gửi thư {code}" in said(order(desk, "ghi nhan huyen lai vung 6T 2023 ngay 07/06/2023 qua giay so 77/BC"))


def test_an_extension_says_both_halves(desk):
    text = said(order(desk, "gia han tam nong 6T 2023 den 14/06/2023: sap xep to chuc"))
    assert "chậm nhất hết ngày 14/6/2023 (trước ngày 15/6/2023)" in text
    assert state(desk, "h-tam-nong")[1] == int(datetime.datetime(2023, 6, 15, tzinfo=VN).timestamp())
    letter = desk.letters("h-tam-nong@dongthap.example")[-1]
    assert "15/6/2023" in body(letter) and "sap xep to chuc" in body(letter)


def test_a_mail_nobody_could_place_is_classified(desk):
    code = report_mail(desk, None, subject="Báo cáo 6 tháng năm 2023 - Cao Lãnh", sender="phongtrao.caolanh@mail.example")
    assert desk.rows("SELECT outcome FROM message WHERE code = ?", code) == [("review",)]
    assert code in said(order(desk, "hàng chờ"))
    before = docket(desk)
    answer = order(desk, f"phan loai {code} h cao lanh 6T 2023")
    assert "ĐÚNG HẠN" in said(answer) and state(desk, "h-cao-lanh")[0] in ("received", "incomplete")
    assert code in [m["Subject"] for m in desk.letters("h-cao-lanh@dongthap.example")][-1]
    undone(desk, answer, before)
    notice = next(m for m in desk.letters(CANBO) if code in m["Subject"])       # the notice lends its code
    other = report_mail(desk, "h-tan-hong")
    answer = said(order(desk, f"ĐẠT {other}", subject="Re: " + notice["Subject"], reply_to=notice))
    assert f"trả lời về {code}, dòng lệnh ghi {other}" in answer
    order(desk, "phân loại huyện Cao Lãnh 6T 2023", subject="Re: " + notice["Subject"], reply_to=notice)
    assert state(desk, "h-cao-lanh")[0] in ("received", "incomplete")


def test_duplicates_and_wrong_routes_are_set_aside(desk):
    first = report_mail(desk, "h-tan-hong")
    second = report_mail(desk, None, subject="Báo cáo 6 tháng năm 2023 - Cao Lãnh", sender="a@mail.example")
    for line in (f"trung {second} voi {first}", f"SAI TUYẾN {second}"):
        before = docket(desk)
        undone(desk, order(desk, line), before)
    before = state(desk, "h-tan-hong")
    assert "không phải bản trùng" in said(order(desk, f"trung {first} voi {second}")) and state(desk, "h-tan-hong") == before


def test_reminding_one_and_all(desk):
    order(desk, "nhac tam nong 6T 2023")
    assert len(desk.letters("h-tam-nong@dongthap.example")) >= 1
    answer = order(desk, "NHẮC TẤT CẢ 6T 2023")
    assert "CHƯA thực hiện" in said(answer) and "Chờ xác nhận lệnh" in answer["Subject"] and "Kết quả" not in answer["Subject"]
    assert "Đã gửi 12 thư nhắc" in said(order(desk, confirmation(answer), reply_to=answer))


def test_a_contact_needs_a_second_officer(desk):
    before = docket(desk)
    answer = order(desk, "đầu mối Tam Nông pho.tamnong@mail.example")
    assert "cán bộ thứ hai" in said(answer) and "ĐỒNG Ý" not in body(answer)
    asked = desk.letters(LEAD)[-1]
    assert order(desk, confirmation(asked)) is not None and docket(desk) == before     # the first may not second himself
    done = order(desk, confirmation(asked), sender=LEAD)
    assert desk.rows("SELECT unit, address FROM contact") == [("h-tam-nong", "pho.tamnong@mail.example")]
    undone(desk, done, before, sender=LEAD)


def test_a_new_contact_is_known_and_written_to(desk):
    answer = order(desk, "đầu mối Tam Nông pho.tamnong@mail.example", sender=LEAD)
    asked = desk.letters(CANBO)[-1]
    assert "CHỜ cán bộ thứ hai" in said(answer)
    order(desk, confirmation(asked))
    report_mail(desk, "h-tam-nong", sender="pho.tamnong@mail.example")
    assert state(desk, "h-tam-nong")[0] in ("received", "incomplete")


def test_what_changed_since_is_not_undone(desk):
    first = order(desk, "gia han tam nong 6T 2023 den 14/06/2023: bao")
    order(desk, "gia han tam nong 6T 2023 den 16/06/2023: bao")
    before = docket(desk)
    assert "hoàn tác các lệnh sau trước" in said(order(desk, f"huy {code_of(first)}"))
    assert docket(desk) == before


def test_the_server_tells_of_new_mail(servers, tmp_path):
    """IDLE: the next look of docketd's own would come tomorrow. And Exim's own verdict on the sender."""
    office = Office(servers, tmp_path / "office", address=f"orders-{next(SERIAL)}@pv05.example", mailbox={"poll": "24h"})
    with office.running():
        for i in range(3):
            servers.send(CANBO, [office.address], mail(office, CANBO, "trợ giúp", auth=None), auth=True)
            wait_until(lambda: len(office.letters(CANBO)) > i)


# --- the shell ----------------------------------------------------------------------------------

def shell(desk, line, *words, officer=CANBO):
    return desk.run("docketctl", "--now", desk.at.strftime("%Y-%m-%dT%H:%M:%S"), "do", line, "--as", officer, *words)


def test_the_shell_speaks_the_same_language(desk):
    before = docket(desk)
    seen = json.loads(shell(desk, LINE, "--dry-run", "--json").stdout)
    assert (seen["command"], seen["units"], seen["report"], seen["period"], seen["date"], seen["right"]) == \
        ("extend", ["h-tam-nong"], "HALF_YEAR", "2023", "2023-06-14", "officer")
    assert docket(desk) == before and desk.rows("SELECT count(*) FROM command") == [(0,)]
    done = shell(desk, LINE)
    assert done.returncode == 0 and "Đã gia hạn" in re.sub(r"\s+", " ", done.stdout)
    code = re.search(r"HỦY (GN-\S+\d)", done.stdout)[1]
    assert shell(desk, f"hủy {code}").returncode == 0 and docket(desk) == before
    assert shell(desk, LINE, officer="ai@do.example").returncode == 2
    assert shell(desk, "don vi cao lanh").returncode == 1
    assert "ổn" in desk.ctl("verify")


# --- unasked ------------------------------------------------------------------------------------

def digests(desk, who=CANBO):
    return [m for m in desk.letters(who) if "Bản tin" in m["Subject"]]


def at(desk, *when):
    desk.at = datetime.datetime(*when, tzinfo=VN)
    run(desk, 0)


def test_the_digest_speaks_when_something_changed(desk):
    assert len(digests(desk)) == 1                              # 8 June: the day before the last one
    at(desk, 2023, 6, 8, 9, 0)
    assert len(digests(desk)) == 1                              # once a day
    report_mail(desk, "h-tan-hong")
    at(desk, 2023, 6, 12, 8, 0)                                 # Monday, and the deadline has passed
    text = said(digests(desk)[-1])
    assert len(digests(desk)) == 2 == len(digests(desk, LEAD))
    assert "1 đã vào sổ" in text and "1/12" in text and "ĐÃ QUÁ HẠN" in text and "Huyện Tam Nông" in text
    at(desk, 2023, 6, 13, 8, 0)                                 # Tuesday
    at(desk, 2023, 6, 19, 8, 0)                                 # Monday: nothing new
    assert len(digests(desk)) == 2
    order(desk, "gia han tam nong 6T 2023 den 30/06/2023: sap xep")
    at(desk, 2023, 6, 26, 8, 0)
    assert "GIA HẠN Huyện Tam Nông" in said(digests(desk)[-1])


def test_an_office_writes_its_answers_itself(servers, tmp_path):
    """As with letters: what it changes stands in the next answer; a name that means nothing is refused with its line."""
    folder = tmp_path / "letters"
    shutil.copytree(REPOSITORY / "etc/letters", folder)
    desk = Office(servers, tmp_path / "office", address=f"orders-{next(SERIAL)}@pv05.example", letters=folder)
    missing = folder / "vi/answers/missing.txt"
    text = missing.read_text()
    missing.write_text(text.replace("Tổng:", "Cộng tất cả:"))
    assert desk.run("docketd", "-n").returncode == 0
    desk.at = MORNING
    run(desk)
    assert "Cộng tất cả: 12/12" in said(order(desk, "chua nop 6T 2023"))
    for wrong, line in ((text + "{{unti}}\n", len(text.splitlines()) + 1), (text.replace("{{/rows}}", ""), 9)):
        missing.write_text(wrong)
        done = desk.run("docketd", "-n")
        assert done.returncode != 0 and re.search(rf"vi/answers/missing:{line}: ", done.stderr + done.stdout), done.stderr
    missing.unlink()
    assert desk.run("docketd", "-n").stderr == f"{missing}: there is no such template\n"


def test_what_one_mail_cannot_carry_is_said_with_the_way_to_get_it(desk, tmp_path):
    """The server said how much a mail may weigh; the office's shell has no such limit."""
    def takes(size):
        with sqlite3.connect(desk.state / "docket.db") as docket:
            docket.execute("INSERT INTO setting VALUES ('courier.size', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (str(size),))

    def files(letter):
        return [part.get_filename() for part in letter.iter_attachments()]

    code = report_mail(desk, "h-cao-lanh")
    takes(60000)
    answer = order(desk, "TỔNG HỢP 6T 2023")
    assert files(answer) == [] and "KHÔNG gửi kèm tong-hop_HALF_YEAR_2023.xlsx" in said(answer)
    [line] = re.findall(r"docketctl do '([^']*)' --as canbo@pv05.example", said(answer))
    assert desk.run("docketctl", "do", line, "--as", CANBO, "-o", tmp_path / "x.xlsx").returncode == 0
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames
    takes(60000)
    answer = order(desk, f"GỬI TỆP {code}")
    assert files(answer) == [] and "không gửi, vượt 0" in said(answer)
    takes(60000)
    answer = order(desk, "XUẤT SỔ 2023")
    assert files(answer) == [] and said(answer).count("KHÔNG gửi kèm") == 3
    takes(0)
    assert files(order(desk, "TỔNG HỢP 6T 2023")) == ["tong-hop_HALF_YEAR_2023.xlsx"]
    takes(100000)                       # three orders share the room of one mail
    answer = order(desk, "TỔNG HỢP 6T 2023\nTỔNG HỢP 6T 2023\nTỔNG HỢP 6T 2023")
    assert len(files(answer)) < 3 and len(files(answer)) + said(answer).count("KHÔNG gửi kèm") == 3
