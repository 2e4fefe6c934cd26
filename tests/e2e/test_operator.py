"""What an operator sees without asking: the start line, systemd's status line, when the mailbox was last read,
and one letter when something begins to fail and one when it is over."""
import os
import socket
from pathlib import Path

import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login
from servers import PATIENCE, wait_until

WAITING_KIB = 12 << 10
LEAD, OFFICER = "truongphong@pv05.example", "canbo@pv05.example"
MAIL = b"From: h-tan-hong@dongthap.example\r\nSubject: Bao cao\r\nMessage-ID: <1@x.example>\r\n\r\nxin chao\r\n"


class Desk(Office):
    def __init__(self, folder, **changes):
        self.box, self.relay = Mailbox({1: MAIL}), Relay()
        super().__init__(Nowhere, folder, mailbox={"server": login(folder, self.box), "folders": ["INBOX"], "poll": "30s"},
                         sending={"server": login(folder, self.relay)}, **changes)

    def at(self, when):
        return self.run("docketd", "--once", "--now", f"2023-06-{when}:00")

    def told(self):
        return self.rows("SELECT substr(reason, 1, instr(reason, ':') - 1), recipient FROM letter WHERE letter = 'operator' ORDER BY id")


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "office")
    yield desk
    desk.rebuilt()


def waiting_kib(process):
    """PSS of a process and all that it started."""
    try:
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        own = int(Path(f"/proc/{process}/smaps_rollup").read_text().split("Pss:")[1].split()[0])
    except (OSError, IndexError):           # just ended, or not for us to see
        return 0
    return own + sum(map(waiting_kib, below))


def test_what_waits_keeps_little(desk):
    """Code that only a start needs, freed memory and pages of the docket are given back."""
    with desk.running() as daemon:
        wait_until(lambda: 0 < waiting_kib(daemon.pid) < WAITING_KIB, f"a daemon of less than {WAITING_KIB} KiB")


def test_a_start_line_and_a_status_line(desk, tmp_path):
    notes, where = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM), str(tmp_path / "notify")
    notes.bind(where)
    heard = []

    def hear(words):
        notes.settimeout(PATIENCE)
        heard.append(notes.recv(4096).decode())
        return words in "\n".join(heard)

    os.environ["NOTIFY_SOCKET"] = where
    try:
        with desk.running():
            wait_until(lambda: hear("READY=1"))
            wait_until(lambda: hear("STATUS=mailbox last read"))
    finally:
        del os.environ["NOTIFY_SOCKET"]
    assert any("letters wait; " in note for note in heard)
    first = desk.said().splitlines()[0]
    for word in ("docketd 0.1 reads INBOX of baocao@pv05.example at 127.0.0.1", "35 units, 7 reports; 2 officers", str(desk.state)):
        assert word in first


def test_when_the_mailbox_was_last_read(desk):
    desk.once("--now", "2023-06-06T08:00:00")
    assert "Hộp thư đọc lần cuối: 08:00 06/06/2023" in desk.ctl("--now", "2023-06-06T09:00:00", "status")
    desk.box.refuse["LOGIN"] = "NO [AUTHENTICATIONFAILED] wrong"
    assert desk.at("06T10:00").returncode == 1
    said = desk.ctl("--now", "2023-06-06T10:30:00", "status")
    assert "Hộp thư không đọc được từ 10:00 06/06/2023: 127.0.0.1:" in said and "the server refused" in said


def test_a_login_that_fails_is_told_once_and_so_is_its_end(desk):
    desk.at("06T08:00")
    desk.box.refuse["LOGIN"] = "NO [AUTHENTICATIONFAILED] wrong"
    for minute in (10, 20):
        assert desk.at(f"06T08:{minute}").returncode == 1
    assert desk.told() == []                # a server may have its moods
    for minute in (30, 40, 50):
        desk.at(f"06T08:{minute}")
    assert desk.told() == [("login", LEAD)]
    desk.box.refuse = {}
    for minute in (10, 20):
        desk.at(f"06T09:{minute}")
    assert desk.told() == [("login", LEAD), ("login_over", LEAD)]


def test_a_login_that_is_not_possible_now_is_nobodys_wrong_password(desk):
    desk.box.refuse["LOGIN"] = "NO [UNAVAILABLE] user database is away"
    for hour in (8, 9, 10):
        desk.at(f"06T{hour:02}:00")
    assert ("login", LEAD) not in desk.told()
    said = desk.ctl("--now", "2023-06-06T10:30:00", "status")
    assert "user database is away" in said and "gõ lại" not in said


def test_an_office_without_a_lead_has_officers(tmp_path):
    desk = Desk(tmp_path / "office", officers=[{"address": OFFICER, "name": "A", "role": "officer"}])
    desk.box.refuse["LOGIN"] = "NO wrong"
    for hour in (8, 9, 10):
        desk.at(f"06T{hour:02}:00")
    assert desk.told() == [("login", OFFICER)]
    desk.rebuilt()


def test_a_mailbox_not_read_for_hours_is_told_once_and_so_is_its_end(desk):
    desk.at("06T08:00")
    desk.box.refuse["SELECT"] = "NO not now"
    for hour in (9, 11, 13, 15):
        desk.at(f"06T{hour:02}:00")
    assert desk.told() == [("mailbox", OFFICER), ("mailbox", LEAD)]
    desk.box.refuse = {}
    for hour in (16, 17):
        desk.at(f"06T{hour}:00")
    assert desk.told()[2:] == [("mailbox_over", OFFICER), ("mailbox_over", LEAD)]


def test_a_mailbox_that_is_looked_at_seldom_is_not_unread(tmp_path):
    desk = Desk(tmp_path / "office")
    desk.conf.write_text(desk.conf.read_text().replace('poll = "30s"', 'poll = "2h"'))
    desk.at("06T08:00")
    desk.box.refuse["SELECT"] = "NO not now"
    desk.at("06T20:00")
    assert desk.told() == []
    desk.at("07T09:00")
    assert desk.told() == [("mailbox", OFFICER), ("mailbox", LEAD)]
    desk.rebuilt()


def test_a_machine_that_was_off_tells_nothing(desk):
    desk.at("05T17:00")
    with desk.running("--now", "2023-06-06T08:00:00"):
        wait_until(lambda: desk.rows("SELECT 1 FROM setting WHERE key = 'digest.day' AND value = '2023-06-06'"), "the day's digest")
    assert desk.told() == []


def test_open_rounds_stand_first(desk):
    desk.once("--now", "2023-06-06T08:00:00")
    said = desk.ctl("--now", "2023-06-06T09:00:00", "status")
    assert said.index("Báo cáo định kỳ 6 tháng") < said.index("Báo cáo năm")
    assert "Các kỳ đã qua" not in said
    later = desk.ctl("--now", "2023-11-01T09:00:00", "status")
    over = later.index("Các kỳ đã qua")
    assert later.index("Báo cáo năm, kỳ 2023") < over < later.index("6 tháng, kỳ 2023 (hạn trước 10/6/2023): đã nhận 0/12")
    assert "STT" in desk.ctl("--now", "2023-11-01T09:00:00", "status", "HALF_YEAR")
