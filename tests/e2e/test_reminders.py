"""Reminders on real servers: what goes out, with what, and what takes it back."""
import datetime
import email
import email.policy
import json
import re

import pytest

from office import Office, changed_plan
from servers import wait_until
from test_calendar import EVERY_WORD
from test_path import append, body, filled, mail, mine

VN = datetime.timezone(datetime.timedelta(hours=7))
TRACKED = 12


def test_a_reminder_goes_out_with_form_and_calendar_entry(desk):
    desk.once("--now", "2023-06-02T07:30")
    [letter] = mine(desk, "h-tan-hong")
    assert letter["Subject"].startswith("[BVANTQ Nhắc hạn] Báo cáo định kỳ 6 tháng 2023 - trước ngày 10/6/2023")
    assert "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023, Thứ Sáu)" in body(letter)
    assert letter["Auto-Submitted"] == "auto-generated"
    files = {part.get_filename(): part for part in letter.iter_attachments()}
    assert set(files) == {"HALF_YEAR_2023_h-tan-hong.xlsx", "han-bao-cao.ics"}
    entry = files["han-bao-cao.ics"].get_content()
    entry = entry if isinstance(entry, str) else entry.decode()
    assert "DTSTART;VALUE=DATE:20230609" in entry and "METHOD:PUBLISH" in entry
    desk.once("--now", "2023-06-02T15:00")
    assert len(mine(desk, "h-tan-hong")) == 1


def test_the_guide_goes_with_the_first_reminder_alone(servers, tmp_path):
    (tmp_path / "huong-dan-2026.pdf").write_bytes(b"%PDF-1.4 of the office")
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace('valid_to = "2025-06-30";', ""))
    desk = Office(servers, tmp_path / "office", plan=plan, address="huong-dan.baocao@pv05.example",
                  calendar={"guide": tmp_path / "huong-dan-2026.pdf", "reminder_days": [7, 3]})
    for day, files in (("2023-06-02", {"huong-dan.pdf"}), ("2023-06-06", set())):
        desk.once("--now", f"{day}T07:30")
        letter = mine(desk, "h-tan-hong")[-1]
        assert {part.get_filename() for part in letter.iter_attachments()} == {"HALF_YEAR_2023_h-tan-hong.xlsx", "han-bao-cao.ics"} | files


def test_a_weekly_report_is_reminded_of_with_its_hour(servers, tmp_path):
    desk = Office(servers, tmp_path / "office", address="weekly@pv05.example", plan=EVERY_WORD, office={"language": "vi+en"})
    desk.once("--now", "2024-03-05T07:30")
    rows = desk.rows("SELECT l.recipient, l.subject, c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id")
    letters = {r: (s, body(email.message_from_bytes(m, policy=email.policy.default))) for r, s, m in rows}
    subject, text = letters["a@mau.example"]
    assert subject == "[MAU Nhắc hạn] Báo cáo tuần tuần 10 năm 2024 - trước 17:00 ngày 08/3/2024 (còn 3 ngày) - huyện A"
    assert "trước 17:00 ngày 08/3/2024, Thứ Sáu; còn 3 ngày" in text and "before 17:00 on 8 March 2024, Friday" in text
    desk.once("--now", "2024-03-14T07:30")          # of the week before, this week and the month
    told = [r for r, in desk.rows("SELECT recipient FROM letter WHERE reason LIKE 'remind:2024-03-14:%' ORDER BY 1")]
    assert told == ["a@mau.example", "b1@mau.example", "b@mau.example", "chutich.a@mau.example"]
    letters = {r: (s, body(email.message_from_bytes(m, policy=email.policy.default))) for r, s, m in desk.rows(
        "SELECT l.recipient, l.subject, c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE reason LIKE 'remind:2024-03-14:%'")}
    assert "Reminder" in letters["b1@mau.example"][0] and "Kính gửi" not in letters["b1@mau.example"][1]     # language = "en"
    subject, text = letters["b@mau.example"]                                                               # "en+vi"
    assert "Reminder" in subject and text.index("To: UBND huyện B") < text.index("Kính gửi")
    assert "ổn" in desk.ctl("verify")


def test_a_report_in_the_mailbox_is_found_before_its_sender_is_reminded(desk):
    file = filled(desk, "h-hong-ngu")
    append(desk, mail(desk, "h-hong-ngu", "Báo cáo 6 tháng", file), datetime.datetime(2023, 6, 2, 6, 50, tzinfo=VN))
    desk.once("--now", "2023-06-02T07:30")
    assert ["Nhắc hạn" in m["Subject"] for m in mine(desk, "h-hong-ngu")] == [False]
    assert desk.rows("SELECT count(*) FROM letter WHERE reason LIKE 'remind:%'") == [(TRACKED - 1,)]


def test_a_report_that_arrives_takes_the_waiting_reminder_back(servers, tmp_path):
    desk = Office(servers, tmp_path / "office", address="withdraw@pv05.example", sending={"per_hour": 1})
    file = filled(desk, "h-lap-vo")
    desk.once("--now", "2023-06-02T07:30")
    waiting = [r for r, in desk.rows("SELECT reason FROM letter WHERE state = 'queued'")]
    assert "remind:2023-06-02:h-lap-vo" in waiting
    append(desk, mail(desk, "h-lap-vo", "Báo cáo 6 tháng", file), datetime.datetime(2023, 6, 2, 8, 0, tzinfo=VN))
    desk.once("--now", "2023-06-02T08:05")
    assert desk.rows("SELECT state FROM letter WHERE reason = 'remind:2023-06-02:h-lap-vo'") == [("withdrawn",)]
    desk.rebuilt()


def test_a_unit_whose_mail_is_in_review_is_held_and_shown(desk):
    raw = mail(desk, "h-cao-lanh", "Cao Lãnh gửi", sender="caolanh@gmail.example", text="Gửi Phòng báo cáo Cao Lãnh.\n")
    append(desk, raw, datetime.datetime(2023, 6, 1, 8, 0, tzinfo=VN))
    desk.once("--now", "2023-06-02T07:30")
    assert desk.rows("SELECT outcome FROM message") == [("review",)]
    held = {u for u, in desk.rows("SELECT DISTINCT unit FROM evidence WHERE unit IS NOT NULL")}
    reminded = {r.rsplit(":", 1)[1] for r, in desk.rows("SELECT reason FROM letter WHERE reason LIKE 'remind:%'")}
    assert held and not held & reminded and len(reminded) == TRACKED - len(held & {"h-cao-lanh", "tp-cao-lanh"})
    assert desk.rows("SELECT DISTINCT letter FROM letter WHERE reason = 'reminding:2023-06-02'") == [("not-reminded",)]


def test_the_docket_verifies_after_a_year_of_reminders(desk):
    for day in ("2023-03-31T08:00", "2023-04-10T08:00", "2023-06-12T08:00", "2023-06-19T08:00"):
        desk.once("--now", day)
    assert "ổn" in desk.ctl("verify")


def test_the_running_daemon_drains_before_it_reminds(desk):
    """Decided at a tick, posted at a later one: the intake was woken in between."""
    with desk.running("--now", "2023-06-02T07:30"):
        wait_until(lambda: mine(desk, "h-tan-hong"))
    assert len(mine(desk, "h-tan-hong")) == 1, desk.said()
    [(detail,)] = desk.rows("SELECT detail FROM journal WHERE subject = 'remind:2023-06-02:h-tan-hong' AND actor = 'clerk'")
    assert json.loads(detail)["letter"] == "reminder"


def test_once_from_cron_needs_one_run(servers, tmp_path):
    """No --now: the clock runs on between decision and draining."""
    today = datetime.datetime.now(VN).date()
    due = today + datetime.timedelta(days=8)
    swapped = f'["{today}"]' if today.weekday() > 4 else "[]"

    def soon(text):
        text = re.sub(r'valid_to = "[^"]*";', "", text).replace('before = "06-10"', f'before = "{due:%m-%d}"')
        return text.replace('@include "holidays-vn.conf"', f"holidays = []; working_saturdays = {swapped};")

    (tmp_path / "office").mkdir()
    desk = Office(servers, tmp_path / "office", address="cron@pv05.example", plan=changed_plan(tmp_path / "soon.conf", soon),
                  office={"hours_from": "00:00", "hours_to": "23:59"})
    desk.once()
    assert desk.rows(f"SELECT count(*) FROM letter WHERE reason = 'remind:{today}:h-tan-hong'") == [(1,)]
    desk.rebuilt()


def test_who_wrote_is_answered_although_reminders_fill_the_budget(servers, tmp_path):
    desk = Office(servers, tmp_path / "office", address="budget@pv05.example", sending={"per_hour": 8, "per_day": 8})
    file = filled(desk, "tp-hong-ngu")
    desk.once("--now", "2023-06-02T07:30")
    assert desk.rows("SELECT count(*) FROM letter WHERE state = 'sent'") == [(6,)]
    append(desk, mail(desk, "tp-hong-ngu", "Báo cáo 6 tháng", file), datetime.datetime(2023, 6, 2, 8, 0, tzinfo=VN))
    desk.once("--now", "2023-06-02T08:05")
    assert desk.rows("SELECT state FROM letter WHERE reason LIKE 'ack:%'") == [("sent",)]
    desk.rebuilt()


def delivery_report(desk, letter, address, action="failed"):
    """What a mail server says of a letter of ours (RFC 3464)."""
    return "\r\n".join([
        "From: Mail Delivery System <MAILER-DAEMON@dongthap.example>", f"To: {desk.address}",
        "Subject: Undelivered Mail Returned to Sender", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", "I am sorry.", "--b", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.dongthap.example", "",
        f"Final-Recipient: rfc822; {address}", f"Action: {action}", "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 no such mailbox", "", "--b", "Content-Type: text/rfc822-headers", "",
        f"Message-ID: {letter['Message-ID']}", f"To: {address}", "", "--b--", ""]).encode()


@pytest.mark.parametrize("action, spared", [("failed", True), ("delayed", False)])
def test_an_address_that_sends_a_reminder_back_is_spared_the_next(servers, tmp_path, action, spared):
    desk = Office(servers, tmp_path / "office", address=f"{action}@pv05.example")
    desk.once("--now", "2023-06-02T07:30")
    [letter] = mine(desk, "h-thanh-binh")
    append(desk, delivery_report(desk, letter, "h-thanh-binh@dongthap.example", action),
           datetime.datetime(2023, 6, 2, 7, 40, tzinfo=VN))
    desk.once("--now", "2023-06-06T08:00")
    next_one = desk.rows("SELECT count(*) FROM letter WHERE reason = 'remind:2023-06-06:h-thanh-binh'")
    assert next_one == [(0 if spared else 1,)]
    assert desk.rows("SELECT count(*) > 0 FROM letter WHERE reason = 'reminding:2023-06-06'") == [(int(spared),)]
    desk.rebuilt()


def at_eight(desk, *days):
    for day in days:
        desk.once("--now", f"2023-06-{day:02}T08:05")


def told(desk, unit):
    return [(t, d) for t, d in desk.rows("SELECT letter, strftime('%d', created, 'unixepoch', '+7 hours') FROM letter WHERE recipient LIKE ? "
                                         "AND letter IN ('reminder', 'overdue', 'reminders', 'completing') ORDER BY id", unit + "@%")]


def officers(desk):
    return "\n".join(body(email.message_from_bytes(m, policy=email.policy.default)) for m, in desk.rows(
        "SELECT c.mail FROM letter AS l JOIN letter_mail AS c ON c.letter = l.id WHERE l.letter = 'not-reminded' ORDER BY l.id"))


def test_what_docketd_itself_found_incomplete_is_shown_when_its_day_is_over(desk):
    file = filled(desk, "h-lap-vo", courses=None)
    append(desk, mail(desk, "h-lap-vo", "Báo cáo 6 tháng", file), datetime.datetime(2023, 6, 5, 9, 0, tzinfo=VN))
    at_eight(desk, 5, 6, 9, 12)
    assert desk.rows("SELECT state, cure FROM obligation WHERE unit = 'h-lap-vo' AND first_received IS NOT NULL") == [("incomplete", None)]
    assert "quá hạn bổ sung" not in officers(desk)
    at_eight(desk, 13, 14, 15)                      # each of two officers, once
    assert officers(desk).count("quá hạn bổ") == 2 and "Lấp Vò" in officers(desk)


def test_who_says_that_a_paper_went_is_not_written_to_until_it_was_looked_for(desk):
    raw = mail(desk, "h-hong-ngu", "báo cáo 6 tháng", text="Huyện nộp bản giấy số 77/BC-BCĐ138 cho chị Bình hôm 31/5 rồi.\n")
    append(desk, raw, datetime.datetime(2023, 6, 1, 9, 0, tzinfo=VN))
    at_eight(desk, 1, 2, 6, 7)
    todo = desk.ctl("--now", "2023-06-08T09:00", "todo")
    assert "GHI NHẬN TN-2023-0001 Huyện Hồng Ngự" in todo and "qua giấy số 77/BC-BCĐ138" in todo
    for line in ("nhắc huyện hồng ngự 6T 2023", "nhắc huyện hồng ngự, huyện tân hồng 6T 2023"):
        answer = desk.run("docketctl", "--now", "2023-06-07T09:00", "do", line, "--as", "canbo@pv05.example").stdout
        assert "Huyện Hồng Ngự: không nhắc, có thư chờ" in answer
    assert told(desk, "h-hong-ngu") == [] and "Hồng Ngự" in officers(desk) and "GHI NHẬN" in officers(desk)
    at_eight(desk, 8, 12)
    assert [d for _, d in told(desk, "h-hong-ngu")] == ["08", "12"]


@pytest.mark.parametrize("word, state", [("XÁC NHẬN", "incomplete"), ("TỪ CHỐI", "open")])
def test_a_strangers_file_that_nobody_can_read_silences_no_reminder(desk, tmp_path, word, state):
    (tmp_path / "BC 6T.xlsx").write_bytes(b"no workbook")
    raw = mail(desk, "h-lai-vung", "Báo cáo 6 tháng huyện Lai Vung", tmp_path / "BC 6T.xlsx", sender="an@gmail.example")
    append(desk, raw, datetime.datetime(2023, 6, 1, 9, 0, tzinfo=VN))
    at_eight(desk, 1, 2, 6)
    asked = mine(desk, "h-lai-vung")[0]
    assert "Không đọc được tệp" in body(asked) and [d for _, d in told(desk, "h-lai-vung")] == ["02", "06"]
    answer = email.message.EmailMessage(policy=email.policy.SMTP)
    answer["From"], answer["To"], answer["Subject"] = "h-lai-vung@dongthap.example", desk.address, "Re: " + asked["Subject"]
    answer["In-Reply-To"], answer["Message-ID"] = asked["Message-ID"], "<word@dongthap.example>"
    answer.set_content(word)
    append(desk, answer.as_bytes(), datetime.datetime(2023, 6, 6, 9, 0, tzinfo=VN))
    desk.once("--now", "2023-06-06T09:05")
    assert desk.rows("SELECT state FROM obligation WHERE unit = 'h-lai-vung' AND report = 'HALF_YEAR'") == [(state,)]
    desk.rebuilt()
