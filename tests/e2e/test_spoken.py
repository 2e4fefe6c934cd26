"""An officer's and a unit's own words: an order with a file is an order, one that is taken back is none,
and a mail that only speaks of a report changes nothing."""
import datetime
import email
import email.policy
import io
import itertools
from email.message import EmailMessage

import docx
import pytest

from office import Nowhere, Office
from servers import AUTHSERV_ID

SERIAL = itertools.count(1)
CANBO, UNIT = "canbo@pv05.example", "h-lap-vo"


class Desk(Office):
    def __init__(self, folder):
        super().__init__(Nowhere, folder / "office", office={"language": "vi"})
        self.mails, self.at = folder, datetime.datetime(2023, 6, 8, 8, 0)

    def take(self, sender, subject, text, files=(), shown=None, server=AUTHSERV_ID):
        m = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=500))
        if server:
            m["Authentication-Results"] = f"{server}; dmarc=pass header.from={sender.split('@')[1]}"
        m["From"], m["To"], m["Subject"], m["Message-ID"] = sender, self.address, subject, f"<{next(SERIAL)}.spoken@{sender.split('@')[1]}>"
        m.set_content(text)
        if shown is not None:
            m.add_alternative(shown, subtype="html")
        for name in files:
            m.add_attachment(paper(name), filename=name, maintype="application", subtype="octet-stream")
        self.at += datetime.timedelta(minutes=1)
        file = self.mails / f"{next(SERIAL)}.eml"
        file.write_bytes(m.as_bytes())
        now = self.at.strftime("%Y-%m-%dT%H:%M:%S")
        done = self.run("docketctl", "--now", now, "import", file, "--received", now)
        assert done.returncode == 0, done.stderr
        return self.rows("SELECT outcome, reason FROM message ORDER BY id DESC LIMIT 1")[0]

    def told(self, who=CANBO):
        [(raw,)] = self.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.recipient = ? ORDER BY l.id DESC LIMIT 1", who)
        return " ".join(email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content().split())

    def status(self):
        return self.rows("SELECT state FROM obligation WHERE unit = ? AND report = 'HALF_YEAR' AND period = '2023'", UNIT)[0][0]

    def report(self):
        assert self.take(f"{UNIT}@dongthap.example", "Báo cáo 6 tháng năm 2023", "Kính gửi.\n", ["bao cao.docx"])[0] == "filed"


def paper(name):
    d, b = docx.Document(), io.BytesIO()
    for line in ("BAN CHỈ ĐẠO 138 HUYỆN LẤP VÒ", "Số: 12/BC-BCĐ138", "BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", f"{name} {next(SERIAL)}"):
        d.add_paragraph(line)
    d.save(b)
    return b.getvalue()


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    assert "ổn" in desk.ctl("verify")


@pytest.mark.parametrize("subject, text", [
    ("ghi nhận lấp vò 6T 2023 ngày 8/6 qua zalo", "Kèm file huyện gửi.\n"), ("lệnh", "ghi nhận lấp vò 6T 2023 ngày 8/6 qua zalo\n"),
    ("Báo cáo Lấp Vò", "ghi nhận lấp vò 6T 2023 ngày 8/6 qua giấy, bản scan kèm theo\n"),
])
def test_an_order_with_a_file_is_an_order(desk, subject, text):
    desk.at = datetime.datetime(2023, 6, 12, 9, 0)
    assert desk.take(CANBO, subject, text, ["12-BC.docx"]) == ("command", "officer")
    assert desk.status() == "on-paper"
    assert "ĐÚNG HẠN" in desk.told() and "12-BC.docx" in desk.told() and "không gửi cho đơn vị" in desk.told()
    assert desk.rows("SELECT count(*) FROM submission") == [(0,)]


def test_what_an_officer_passes_on_is_no_order(desk):
    assert desk.take(CANBO, "Báo cáo 6 tháng năm 2023 huyện Lấp Vò", "Gửi giùm huyện.\n", ["12-BC.docx"]) == ("filed", "certain")


@pytest.mark.parametrize("text, state", [
    ("à nhầm, đừng đạt nhé\n", "received"), ("khoan đã em\n", "received"), ("Thôi, để anh xem lại\n", "received"), ("chưa đạt nhé\n", "received"),
    ("", "accepted"), ("Cảm ơn em\n", "accepted"), ("Huyện làm không tệ.\n", "accepted"),
    ("Đừng quên báo huyện nhé\n", "accepted"),
])
def test_what_takes_an_order_back_beside_it_stops_it(desk, text, state):
    desk.report()
    desk.take(CANBO, "đạt TN-2023-0001", text)
    assert desk.status() == state
    assert ("rút lại lệnh" in desk.told()) == (state == "received")


@pytest.mark.parametrize("shown, state", [
    ("<div>Chào em</div>", "received"), ("<div>đạt TN-2023-0001</div>", "accepted"),
    ("<p><b>Đạt</b>&nbsp;TN-2023-0001</p><p>--<br>Nguyễn Văn An</p>", "accepted"), ("<div>đạt TN-2023-0002</div>", "received"),
])
def test_an_order_is_what_the_officer_sees(desk, shown, state):
    desk.report()
    desk.take(CANBO, "lệnh", "đạt TN-2023-0001\n", shown=shown)
    assert desk.status() == state
    assert ("khác nhau" in desk.told()) == (state == "received")


@pytest.mark.parametrize("subject, text", [
    ("Bổ sung TN-2023-0001", "Em sẽ bổ sung chữ ký trong chiều nay.\n"), ("Hỏi kết quả TN-2023-0001", "Cho em hỏi kết quả.\n"),
    ("đạt TN-2023-0001", "đạt TN-2023-0001\n"), ("Về TN-2023-0001", "Đơn vị đã có chữ ký.\n"),
])
def test_words_about_a_report_leave_it_as_it_is(desk, subject, text):
    desk.report()
    assert desk.take(f"{UNIT}@dongthap.example", subject, text)[0] == "note"
    assert desk.status() == "received" and desk.rows("SELECT count(*) FROM submission") == [(1,)]
    assert "Lấp Vò" in desk.told() or UNIT in desk.told()


@pytest.mark.parametrize("server, asked", [(None, True), ("mx.evil.example", False), (f"{AUTHSERV_ID}.evil.example", False)])
def test_another_servers_word_is_a_forgery(desk, server, asked):
    desk.report()
    desk.take(CANBO, "lệnh", "đạt TN-2023-0001\n", server=server)
    assert desk.status() == "received"
    codes = desk.rows("SELECT count(*) FROM letter WHERE recipient = ? AND subject LIKE '%Chờ xác nhận%'", CANBO)
    assert codes == [(int(asked),)]
    assert asked or "máy chủ khác" in desk.told("truongphong@pv05.example")


def test_words_that_nobody_understood_and_take_a_report_back_are_told(desk):
    """It is filed, since its day is kept by that; an officer reads what the letter says of it."""
    said = "Số này là chỉ tiêu giao chứ chưa phải kết quả."
    assert desk.take(f"{UNIT}@dongthap.example", "Báo cáo 6 tháng năm 2023", f"Kính gửi Phòng.\n{said}\n", ["bao cao.docx"]) == ("filed", "reserve")
    assert said in desk.told() and "cần đọc lời thư" in desk.told()
    todo = " ".join(desk.ctl("--now", "2023-06-08T09:00", "do", "cần xử lý", "--as", CANBO).split())
    assert "TN-2023-0001" in todo and "cần đọc lời thư" in todo
    assert desk.take(f"{UNIT}@dongthap.example", "Báo cáo 6 tháng năm 2023 (xem trước)", "Kính gửi Phòng.\n", ["bc.docx"]) == ("filed", "reserve")
