"""Reports that a letter could not be delivered, in the words of many mail systems: tied to their letter by the id
they quote, whatever their structure; the address is good again when its owner writes from it."""
import email
import email.policy
import re

import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login

UNIT, TO = "h-thap-muoi", "h-thap-muoi@dongthap.example"
HEAD = "From: MAILER-DAEMON@dongthap.example\r\nTo: baocao@pv05.example\r\nDate: Tue, 6 Jun 2023 09:00:00 +0700\r\n"
COPY = f"Return-Path: <baocao@pv05.example>\r\nFrom: baocao@pv05.example\r\nTo: {TO}\r\nMessage-ID: <@ID@>\r\nSubject: x\r\n\r\nbody\r\n"
NO_FIELDS = {
    "words": f"Return-Path: <>\r\n{HEAD}Subject: failure notice\r\n\r\nHi. I was not able to deliver your message.\r\n\r\n<{TO}>:\r\n"
             f"no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n{COPY}",
    "odd-subject": f"Return-Path: <>\r\n{HEAD}Subject: Your mail of yesterday\r\n\r\nIt found nobody.\r\n\r\n{COPY}",
    "marked": f"X-Failed-Recipients: {TO}\r\n{HEAD.replace('MAILER-DAEMON', 'post')}Subject: Mail delivery failed: returning message to sender\r\n"
              f"\r\n  {TO}\r\n    Unrouteable address\r\n\r\n------ This is a copy of the message's headers. ------\r\n\r\n{COPY}",
    "a-mail-in-it": f"Return-Path: <>\r\n{HEAD}Subject: Returned mail\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                    f"--b\r\n\r\nNobody lives here.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{COPY}\r\n--b--\r\n",
    "quoted": f"Return-Path: <>\r\n{HEAD}Subject: Undeliverable: x\r\n\r\nDelivery has failed.\r\n\r\n> Message-ID: <@ID@>\r\n> To: {TO}\r\n",
}
FIELDS = {
    "expired": ("delayed", "4.4.7", True), "expired-5": ("delayed", "5.4.7", True), "late": ("delayed", "4.4.1", False), "4.4.70": ("delayed", "4.4.70", False),
}


@pytest.fixture
def desk(tmp_path):
    office = Office(Nowhere(), tmp_path / "office")
    take(office, f"From: {TO}\r\nSubject: Báo cáo kết quả 6 tháng đầu năm 2023\r\nMessage-ID: <1@x.example>\r\n\r\nkính gửi\r\n", "08:00")
    assert office.rows("SELECT count(*) FROM letter WHERE recipient = ?", TO) == [(1,)]
    yield office
    office.rebuilt()


def take(desk, text, at):
    file = desk.folder / f"{at.replace(':', '')}.eml"
    file.write_bytes(text.encode())
    desk.ctl("--now", f"2023-06-06T{at}", "import", file, "--received", f"2023-06-06T{at}")


def ours(desk):
    return desk.rows("SELECT message_id FROM letter WHERE recipient = ?", TO)[0][0]


def bounced(desk):
    return [a for a, in desk.rows("SELECT address FROM bounced WHERE at IS NOT NULL")]


def notices(desk):
    return desk.rows("SELECT count(*) FROM letter WHERE reason LIKE 'bounce:%' AND recipient = 'canbo@pv05.example'")[0][0]


def notice(desk):
    [mail] = desk.rows("SELECT m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id WHERE reason LIKE 'bounce:%' AND recipient = 'canbo@pv05.example'")
    return email.message_from_bytes(mail[0], policy=email.policy.default).get_body(("plain",)).get_content()


@pytest.mark.parametrize("case", NO_FIELDS)
def test_a_report_in_words(desk, case):
    take(desk, NO_FIELDS[case].replace("@ID@", "forged.0123456789abcdef@pv05.example"), "09:00")
    assert bounced(desk) == [] and notices(desk) == 0           # anyone can write that
    take(desk, NO_FIELDS[case].replace("@ID@", ours(desk)), "10:00")
    take(desk, NO_FIELDS[case].replace("@ID@", ours(desk)) + "\r\n", "10:01")
    assert bounced(desk) == [TO] and notices(desk) == 1         # once
    assert desk.rows("SELECT outcome FROM message WHERE received >= 1686020400 ORDER BY id") == [("bounce",)] * 2


@pytest.mark.parametrize("case", FIELDS)
def test_delivery_time_expired(desk, case):
    action, status, failed = FIELDS[case]
    take(desk, f"Return-Path: <>\r\n{HEAD}Subject: Delivery status notification\r\nMIME-Version: 1.0\r\n"
               "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"
               f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {TO}\r\n"
               f"Action: {action}\r\nStatus: {status}\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{ours(desk)}>\r\n\r\n--b--\r\n", "10:00")
    assert bounced(desk) == [TO] * failed and notices(desk) == failed


def fields(to, status, diagnostic, original=""):
    return (f"Return-Path: <>\r\n{HEAD}Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"
            f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {to}\r\n"
            f"Action: failed\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {diagnostic}\r\n\r\n{original}--b--\r\n")


@pytest.mark.parametrize("status, diagnostic, dead", [
    ("5.2.2", "552 5.2.2 mailbox full", False), ("5.0.0", "552 exceeded storage allocation", False), ("5.0.0", "452 4.2.2 over quota, given up", False),
    ("5.7.1", "550 5.7.1 looks like spam", False), ("5.3.4", "552 5.3.4 message too big", False), ("5.1.1", "550 5.1.1 user unknown", True),
    ("5.0.0", "550 no such user", True), ("5.1.10", "550 5.1.10 not found", True), ("5.2.1", "550 5.2.1 disabled", True), ("5.1.1", "550 10.5.2.2 says no", True), ("5.4.4", "x", True)])
def test_a_letter_that_failed_for_another_reason_than_its_address(desk, status, diagnostic, dead):
    take(desk, fields(TO, status, diagnostic, f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{ours(desk)}>\r\n\r\n"), "10:00")
    assert bounced(desk) == [TO] * dead and notices(desk) == 1
    text = " ".join(notice(desk).split())
    assert ("địa chỉ không sai" in text) != dead and ("Đề nghị kiểm tra địa chỉ" in text) == dead


def in_words(kind, desk, reason, status="5.0.0"):
    """OpenSMTPD's fields give neither a code nor a diagnostic; qmail and the like have no fields."""
    if kind == "qmail":
        return NO_FIELDS["words"].replace("no mailbox here by that name. (#5.1.1)", reason).replace("@ID@", ours(desk))
    return (f"{HEAD}Subject: Delivery status notification: failed\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;boundary=\"1/mx\"\r\n\r\n--1/mx\r\n"
            "Content-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n    Hi!\r\n\r\n    An error has occurred while attempting to deliver "
            f"a message for\r\n    the following list of recipients:\r\n\r\n{TO}: {reason}\r\n\r\n    Below is a copy of the original message:\r\n\r\n--1/mx\r\n"
            f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {TO}\r\nAction: failed\r\nStatus: {status}\r\n\r\n"
            f"--1/mx\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{ours(desk)}>\r\n\r\n--1/mx--\r\n")


@pytest.mark.parametrize("kind", ["opensmtpd", "qmail"])
@pytest.mark.parametrize("reason, dead", [
    ("550 5.1.1 no such user", True), ("550 User unknown", True), ("550 5.2.1 disabled", True), ("552 5.2.2 mailbox full", False), ("554 5.7.1 looks like spam", False),
    ("552 5.3.4 too big", False), ("552 exceeded storage allocation", False), ("550 The mailbox is full", False), ("554 The user is over quota", False)])
def test_the_reason_stands_in_the_words_alone(desk, kind, reason, dead):
    take(desk, in_words(kind, desk, reason), "10:00")
    assert bounced(desk) == [TO] * dead and notices(desk) == 1
    assert reason in " ".join(notice(desk).split())


def test_a_report_that_encloses_nothing_of_the_letter(tmp_path):
    relay = Relay()
    desk = Office(Nowhere(), tmp_path / "office", sending={"server": login(tmp_path / "office", relay)})
    take(desk, f"From: {TO}\r\nSubject: Báo cáo kết quả 6 tháng đầu năm 2023\r\nMessage-ID: <1@x.example>\r\n\r\nkính gửi\r\n", "08:00")
    take(desk, fields(TO, "5.1.10", "550 5.1.10 RecipientNotFound"), "08:30")
    assert notices(desk) == 0                                   # nothing went there yet
    desk.run("docketd", "--once", "--now", "2023-06-06T08:40:00")
    for at, to in (("09:00", TO), ("09:10", TO), ("09:20", "nobody@dongthap.example")):
        take(desk, fields(to, "5.1.10", f"550 5.1.10 RecipientNotFound {at}"), at)
    assert bounced(desk) == [] and notices(desk) == 1           # anyone can write that: told, and no more
    desk.rebuilt()


def test_what_holds_a_reminder_back_is_told_as_it_is(tmp_path):
    folder = tmp_path / "office"
    desk = Office(Nowhere(), folder, office={"language": "vi"}, mailbox={"server": login(folder, Mailbox({})), "folders": ["INBOX"]}, sending={"server": login(folder, Relay())})
    desk.run("docketd", "--once", "--now", "2023-06-06T08:00:00")
    take(desk, NO_FIELDS["words"].replace("@ID@", ours(desk)), "10:00")
    desk.run("docketd", "--once", "--now", "2023-06-08T08:00:00")
    [(mail,)] = desk.rows("SELECT m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id WHERE l.letter = 'not-reminded' LIMIT 1")
    text = email.message_from_bytes(mail, policy=email.policy.default).get_body(("plain",)).get_content()
    assert "địa chỉ" in text and "Thư chờ phân loại" not in " ".join(text.split())


def returned(desk):
    take(desk, NO_FIELDS["words"].replace("@ID@", ours(desk)), "10:00")
    assert bounced(desk) == [TO]


def test_the_unit_writes_from_it_again(desk):
    returned(desk)
    take(desk, f"Return-Path: <>\r\nAuto-Submitted: auto-replied\r\nFrom: {TO}\r\nSubject: Tự động trả lời\r\n\r\nđi vắng\r\n", "10:30")
    assert bounced(desk) == [TO]                                # a machine's word
    take(desk, f"From: {TO}\r\nSubject: Xin hỏi\r\nMessage-ID: <9@x.example>\r\n\r\nHộp thư đã dùng lại được.\r\n", "11:00")
    assert bounced(desk) == []


def test_an_officer_says_that_it_is_good(desk):
    returned(desk)
    asked = desk.run("docketctl", "--now", "2023-06-06T11:00", "do", f"đầu mối huyện Tháp Mười {TO}", "--as", "canbo@pv05.example")
    assert "cán bộ thứ hai" in asked.stdout
    [(mail,)] = desk.rows("SELECT m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id WHERE recipient LIKE 'truongphong%' "
                          "ORDER BY l.id DESC LIMIT 1")
    text = email.message_from_bytes(mail, policy=email.policy.default).get_body(("plain",)).get_content()
    said = desk.ctl("--now", "2023-06-06T11:01", "do", re.search(r"ĐỒNG Ý \S+", text)[0], "--as", "truongphong@pv05.example")
    assert "dùng lại" in said and bounced(desk) == []
    desk.ctl("--now", "2023-06-06T11:02", "do", "hủy GN-2023-0001", "--as", "truongphong@pv05.example")
    assert bounced(desk) == [TO]
