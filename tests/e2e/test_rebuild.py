"""The docket made again from its archive and its journal is the same docket (G5); whatever
was changed in it by other hands is found. (Most other stories end with a rebuild, too.)
"""
import datetime
import shutil
import sqlite3
import time

import pytest

from office import Office, changed_plan
from test_reminders import delivery_report
from test_orders import mail as order_mail
from test_path import append, filled, mail, mine

VN = datetime.timezone(datetime.timedelta(hours=7))
CANBO, LEAD = "canbo@pv05.example", "truongphong@pv05.example"


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=VN)


def order(desk, when, line, who=CANBO):
    append(desk, order_mail(desk, who, "lệnh", line + "\n"), at(when))
    desk.once("--now", when)


def shell(desk, when, line, who=CANBO):
    """The answer; an order that asks for a word gets it."""
    said = desk.run("docketctl", "--now", when, "do", line, "--as", who).stdout
    if "\n    ĐỒNG Ý" in said or "  ĐỒNG Ý" in said:
        shell(desk, when, said[said.index("ĐỒNG Ý"):].splitlines()[0], who)


def year(desk):
    """Mails in folders and from files, reminders, orders by mail and by shell, confirmed and undone, a
    bounce, a letter that no server takes, a mailbox made anew."""
    desk.once("--now", "2023-05-26T08:00")
    [letter] = [m for m in mine(desk, "h-thanh-binh") if "Nhắc hạn" in m["Subject"]]
    append(desk, delivery_report(desk, letter, "h-thanh-binh@dongthap.example"), at("2023-05-26T09:00"))
    append(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng", filled(desk, "h-tan-hong", campaigns=7)), at("2023-06-01T10:00"))
    append(desk, mail(desk, "h-lap-vo", "Gửi anh chị", text="Em gửi ạ.\n"), at("2023-06-01T11:00"), folder="Spam")
    desk.once("--now", "2023-06-02T08:00")
    order(desk, "2023-06-02T09:00", "PHÂN LOẠI TN-2023-0001 huyện Lấp Vò 6T 2023")
    order(desk, "2023-06-02T09:10", "GIA HẠN huyện Tam Nông 6T 2023 đến 14/06/2023: mưa lũ")
    order(desk, "2023-06-02T09:20", "THIẾU TN-2023-0003: thiếu phụ lục\nĐẦU MỐI huyện Tân Hồng moi@tanhong.example")
    shell(desk, "2023-06-02T10:00", "DỪNG NHẮC huyện Châu Thành")
    shell(desk, "2023-06-02T10:05", "MIỄN huyện Hồng Ngự 6T 2023: sáp nhập")
    shell(desk, "2023-06-02T10:08", 'ĐỘT XUẤT "Tình hình lũ" hạn 20/06/2023 09:00 cho huyện Tân Hồng, huyện Tam Nông')
    shell(desk, "2023-06-02T10:09", "HỦY GN-2023-0002")
    append(desk, mail(desk, "h-tan-hong", "Thay thế báo cáo 6 tháng", filled(desk, "h-tan-hong", campaigns=9, difficulties='Thiếu "cán bộ"')), at("2023-06-05T10:00"))
    desk.once("--now", "2023-06-06T08:00")
    file = desk.folder / "thu.eml"
    file.write_bytes(mail(desk, "h-cao-lanh", "Báo cáo 6 tháng", filled(desk, "h-cao-lanh", campaigns="nhiều")))
    desk.ctl("--now", "2023-06-06T09:00", "import", file)
    for day in ("2023-06-08T08:00", "2023-06-12T08:00", "2023-06-19T08:00", "2023-12-01T08:00"):
        desk.once("--now", day)


@pytest.fixture(scope="module")
def played(servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    refused = changed_plan(folder / "plan.conf", lambda text: text.replace("tp-sa-dec@dongthap.example", "nosuchuser@dongthap.example"))
    desk = Office(servers, folder / "office", address="year@pv05.example", plan=refused)
    year(desk)
    return desk


@pytest.fixture
def copy(played, tmp_path):
    """The year's docket and archive, to be changed."""
    office = Office(played.servers, tmp_path / "office", address="year@pv05.example", plan=played.folder.parent / "plan.conf")
    shutil.copytree(played.state, office.state)
    return office


def test_a_year_is_made_again(played):
    assert "ổn" in played.ctl("verify")
    rows = dict(played.rows("SELECT 'letter', count(*) FROM letter UNION SELECT 'command', count(*) FROM command UNION "
                            "SELECT 'message', count(*) FROM message UNION SELECT 'bounced', count(*) FROM bounced UNION "
                            "SELECT 'failed', count(*) FROM letter WHERE state = 'failed'"))
    assert rows["letter"] > 60 and rows["command"] >= 9 and rows["message"] == 8 and rows["bounced"] == 2 and rows["failed"] > 0
    played.rebuilt()


def test_it_can_be_kept(played, tmp_path):
    played.ctl("rebuild", "-o", tmp_path / "new")
    with sqlite3.connect(tmp_path / "new/docket.db") as made:
        assert made.execute("SELECT hash FROM journal ORDER BY number DESC LIMIT 1").fetchall() == \
            played.rows("SELECT hash FROM journal ORDER BY number DESC LIMIT 1")
    again = played.run("docketctl", "rebuild", "-o", tmp_path / "new")
    assert again.returncode == 1 and "stands there already" in again.stderr


@pytest.mark.parametrize("change, told", [
    ("UPDATE message SET received = received + 1 WHERE code = 'TN-2023-0003'", "TN-2023-0003: received là "),
    ("UPDATE message SET sender = 'x@y.example' WHERE code = 'TN-2023-0003'", 'sender là "x@y.example", lập lại là "h-tan-hong@'),
    ("UPDATE attachment SET name = 'x.xlsx' WHERE message = 3", "TN-2023-0003 file 1: name"),
    ("DELETE FROM evidence WHERE message = 3 AND number = 0", "TN-2023-0003 evidence 1: được lập lại, nhưng sổ không có"),
    ("UPDATE obligation SET due = due + 86400 WHERE unit = 'h-cao-lanh' AND report = 'HALF_YEAR'", "HALF_YEAR/2023/h-cao-lanh: due là"),
    ("UPDATE submission SET form_values = replace(form_values, '7', '8') WHERE version = 1", "h-tan-hong version 1: form_values là"),
    ("UPDATE submission SET late = 1, days_late = 3 WHERE version = 1", "version 1: late là \"1\", lập lại là \"0\""),
    ("UPDATE finding SET text = 'x'", "finding 1: text là \"x\""),
    ("DELETE FROM letter_mail WHERE letter = 1; DELETE FROM letter WHERE id = 1", "remind:2023-05-26:tp-cao-lanh to tp-cao-lanh@dongthap.example: được lập lại"),
    ("UPDATE letter SET recipient = 'x@y.example' WHERE id = 1", "to x@y.example: không được lập lại"),
    ("UPDATE command SET text = 'x' WHERE code = 'GN-2023-0001'", "GN-2023-0001: text là \"x\""),
    ("INSERT INTO contact (unit, address, valid_from, author) VALUES ('h-cao-lanh', 'x@y.example', 0, 'x')", "h-cao-lanh x@y.example"),
    ("UPDATE bounced SET at = NULL", "h-thanh-binh@dongthap.example: at là trống"),
    ("UPDATE request SET due = due + 1", "DX:1: due là"),
    ("DELETE FROM hold", "h-chau-thanh 1: được lập lại, nhưng"),
    ("UPDATE series SET last = last + 1 WHERE name = 'TN'", "TN 2023: last là"),
    ("DROP TRIGGER journal_no_update; UPDATE journal SET detail = '{}' WHERE event = 'submission'", "submission HALF_YEAR/2023/h-tan-hong: detail là"),
])
def test_what_other_hands_changed_is_found(copy, change, told):
    with sqlite3.connect(copy.state / "docket.db") as docket:
        docket.executescript(change)
    docket.close()
    done = copy.run("docketctl", "rebuild")
    assert done.returncode == 1 and told in done.stdout, done.stdout + done.stderr


FREE = "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; "


@pytest.mark.parametrize("change, told", [
    ("UPDATE message SET outcome = 'ignored' WHERE code = 'TN-2023-0003'", "TN-2023-0003 has another outcome than the journal says"),
    ("UPDATE message SET outcome = 'ignored' WHERE code = 'TN-2023-0003'", "TN-2023-0003 delivered something, but is not filed"),
    ("UPDATE message SET received = received - 86400 WHERE code = 'TN-2023-0004'", "TN-2023-0004 came from elsewhere, at another time"),
    ("UPDATE message SET uid = 99 WHERE code = 'TN-2023-0004'", "TN-2023-0004 came from elsewhere"),
    ("UPDATE message SET duplicate_of = 1 WHERE id = 4", "TN-2023-0004 is called a duplicate of one with other bytes"),
    ("DELETE FROM evidence WHERE message = 6; DELETE FROM command WHERE message = 6; DELETE FROM letter_mail WHERE letter IN "
     "(SELECT id FROM letter WHERE message = 6); DELETE FROM letter WHERE message = 6; DELETE FROM message WHERE id = 6",
     "message TN-2023-0006 stands in the journal, but not in the docket"),
    ("DELETE FROM evidence WHERE message = 3 AND number = 0", "evidence of message TN-2023-0003 is not numbered"),
    ("UPDATE series SET last = last - 1 WHERE name = 'GN'", "series GN 2023 is behind"),
    ("UPDATE folder SET last_uid = 0", "folder INBOX was read less far"),
    ("UPDATE submission SET late = 1 WHERE id = 1", "is late by no day"),
    ("UPDATE submission SET complete = 1 - complete WHERE id = 1", "is complete with an error, or incomplete without one"),
    ("UPDATE submission SET attachment = 9 WHERE id = 1", "names a file that the message does not have"),
    ("UPDATE submission SET message = (SELECT id FROM message WHERE code = 'TN-2023-0002') WHERE id = 1", "TN-2023-0002 has no journal entry"),
    ("DELETE FROM finding", "incomplete without one"),
    ("UPDATE obligation SET state = 'waived' WHERE unit = 'h-cao-lanh' AND report = 'HALF_YEAR' AND period = '2023'",
     "HALF_YEAR/2023/h-cao-lanh is in another state than the journal says"),
    ("UPDATE obligation SET state = 'waived' WHERE unit = 'tp-sa-dec' AND report = 'ANNUAL'", "is in another state than the journal says"),
    ("UPDATE obligation SET due = due + 86400 WHERE unit = 'h-tam-nong' AND report = 'HALF_YEAR'", "another deadline than the journal says"),
    ("UPDATE letter SET state = 'failed', sent = NULL WHERE id = 1", "was sent, but the docket does not say so"),
    ("UPDATE letter SET state = 'sent', sent = 1, next_try = NULL WHERE state = 'failed'", "ended otherwise than the journal says"),
    ("UPDATE letter SET recipient = 'x@y.example' WHERE id = 1", "to x@y.example has no journal entry"),
    ("UPDATE letter_mail SET mail = CAST(replace(CAST(mail AS TEXT), '@pv05', '@pv06') AS BLOB) WHERE letter = 1", "is not the one that was written"),
    ("UPDATE command SET state = 'done' WHERE state = 'refused' OR state = 'waiting'", "is not in the state that the journal says"),
    ("UPDATE command SET text = 'x' WHERE code = 'GN-2023-0005'", "GN-2023-0005 was given in other words"),
    ("UPDATE command SET officer = 'x@y.example' WHERE code = 'GN-2023-0005'", "GN-2023-0005 was given in other words, or by another"),
    ("INSERT INTO contact (unit, address, valid_from, author) VALUES ('h-cao-lanh', 'x@y.example', 0, 'x')",
     "the address h-cao-lanh x@y.example of a unit has no journal entry"),
    ("INSERT INTO bounced VALUES ('x@y.example', 1, 'x')", "the bounced address x@y.example has no journal entry"),
    ("INSERT INTO hold (unit, since, author) VALUES ('', 1, 'x')", 'the stop of reminders for "" has no journal entry'),
    ("INSERT INTO request VALUES ('DX:9', 'x', 1, 2, 'x')", "the request DX:9 was ordered by nobody"),
    (FREE, "the journal's guard journal_no_update is gone"),
    (FREE + "DELETE FROM journal WHERE number > (SELECT max(number) FROM journal) - 5", "ended otherwise than the journal says"),
])
def test_verify_finds_what_cannot_be(copy, change, told):
    with sqlite3.connect(copy.state / "docket.db") as docket:
        docket.executescript(change)
    docket.close()
    done = copy.run("docketctl", "verify")
    assert done.returncode == 1 and told in done.stdout + done.stderr, done.stdout + done.stderr


def test_bytes_changed_in_the_archive_are_found(copy):
    [(sha,)] = copy.rows("SELECT sha256 FROM message WHERE code = 'TN-2023-0003'")
    file = copy.state / "raw" / sha[:2] / sha
    raw = file.read_bytes()
    file.chmod(0o600)
    file.write_bytes(raw[:-3] + b"x\r\n")
    done = copy.run("docketctl", "verify")
    assert done.returncode == 1 and "TN-2023-0003 in the archive are not those that came" in done.stdout + done.stderr


def test_a_mail_that_left_the_archive_is_missed(copy):
    [(sha,)] = copy.rows("SELECT sha256 FROM message WHERE code = 'TN-2023-0003'")
    (copy.state / "raw" / sha[:2] / sha).unlink()
    done = copy.run("docketctl", "rebuild")
    assert done.returncode == 1 and "TN-2023-0003: archive: cannot open" in done.stdout


def test_a_folder_made_anew_and_a_mail_too_large(servers, tmp_path):
    desk = Office(servers, tmp_path / "office", address="anew@pv05.example", mailbox={"folders": ["INBOX", "Box"]},
                  limits={"message_most": "64K"})
    small = mail(desk, "h-tan-hong", "Báo cáo 6 tháng", filled(desk, "h-tan-hong"))
    large = mail(desk, "h-lap-vo", "Báo cáo 6 tháng", filled(desk, "h-lap-vo"), text="dài lắm\n" * 20000)
    for raw in (small, large):
        with servers.mailbox(desk.address) as imap:
            imap.delete("Box")
            time.sleep(1.1)                                     # Dovecot takes the new UIDVALIDITY from the clock
            assert imap.create("Box")[0] == "OK"
        append(desk, raw, at("2023-06-07T08:00"), folder="Box")
        desk.once("--now", "2023-06-07T09:00")
    append(desk, small, at("2023-06-07T10:00"), folder="Box")
    desk.once("--now", "2023-06-07T11:00")
    assert [o for o, in desk.rows("SELECT outcome FROM message ORDER BY id")] == ["filed", "too-large", "duplicate"]
    assert desk.rows("SELECT count(*) FROM journal WHERE event = 'uidvalidity'") == [(1,)]
    desk.rebuilt()


def test_a_changed_plan_is_said(servers, tmp_path):
    (tmp_path / "office").mkdir()
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text)
    desk = Office(servers, tmp_path / "office", address="changed@pv05.example", plan=plan)
    desk.once("--now", "2023-05-26T08:00")
    plan.write_text(plan.read_text().replace('before = "06-10"', 'before = "06-15"'))
    desk.once("--now", "2023-05-27T08:00")
    done = desk.run("docketctl", "rebuild")
    assert done.returncode == 1 and "remind:2023-05-26:h-tan-hong: there is no such letter now" in done.stdout
    assert "Kế hoạch đã thay đổi 1 lần" in done.stdout


def test_what_an_older_program_wrote_frightens_nobody(copy):
    with sqlite3.connect(copy.state / "docket.db") as docket:
        docket.execute("INSERT INTO setting (key, value) VALUES ('upgraded', '5 288 2023-12-01')")
        docket.execute("UPDATE command SET result = 'Đã gán' WHERE code = 'GN-2023-0001'")
        assert docket.execute(r"""UPDATE submission SET form_values = replace(form_values, '\"', '\u0022')
                                  WHERE form_values LIKE '%\"%'""").rowcount == 1
    said = copy.run("docketctl", "rebuild").stdout
    assert "Sổ này do chương trình cũ hơn (phiên bản sổ 5) giữ đến 2023-12-01, mục 288 của nhật ký." in said
    assert "form_values" not in said
    assert "những gì ghi trước đó có thể khác" in said and "docketctl verify kiểm tra" in said
