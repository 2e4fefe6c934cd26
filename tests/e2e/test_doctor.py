"""What a monitoring program and a telephone hear: docketctl doctor, the metrics, the alarm by another way."""
import ctypes
import json
import os
import re

import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login
from servers import wait_until
from test_operator import MAIL

NOW = ("--now", "2023-06-06T09:00:00")


class Desk(Office):
    def __init__(self, folder, **changes):
        self.box, self.relay = Mailbox({1: MAIL}), Relay()
        mailbox = {"server": login(folder, self.box), "folders": ["INBOX"], **changes.pop("mailbox", {})}
        super().__init__(Nowhere, folder, mailbox=mailbox, sending={"server": login(folder, self.relay), "per_hour": 1000}, **changes)

    def doctor(self, *now):
        """(exit status, {check: (level, said, do)})"""
        done = self.run("docketctl", *(now or NOW), "doctor", "--json")
        return done.returncode, {c["name"]: (c["level"], c["said"], c.get("do")) for c in json.loads(done.stdout)}

    def at(self, when):
        return self.run("docketd", "--once", "--now", f"2023-06-{when}:00")


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "office")
    yield desk
    desk.rebuilt()


def test_before_the_first_run(desk):
    done = desk.run("docketctl", "doctor")
    assert done.returncode == 2 and "docketd chưa chạy lần nào" in done.stderr
    desk.conf.write_text(desk.conf.read_text() + "nonsense = 1;\n")
    assert desk.run("docketctl", "doctor").returncode == 3
    desk.conf.write_text(desk.conf.read_text().replace("nonsense = 1;\n", ""))


def test_a_running_office(desk):
    with desk.running("--now", "2023-06-06T08:00:00"):
        wait_until(lambda: desk.rows("SELECT 1 FROM setting WHERE key = 'mailbox.drained'"), "the mailbox")
        status, found = desk.doctor()
        assert found["docketd"][0] == "well" and found["mailbox"] == ("well", "last read 60 min ago", None)
        assert status in (0, 1)                 # this machine's clock and disk are its own
        landlock = ctypes.CDLL(None).syscall(444, None, 0, 1) > 0
        assert found["sandbox"][:2] == ("well", "seccomp and Landlock") if landlock else found["sandbox"][0] == "look"
    status, found = desk.doctor()
    assert status == 2 and found["docketd"][0] == "ACT" and "systemctl start docketd" in found["docketd"][2]
    text = desk.run("docketctl", *NOW, "doctor").stdout
    assert re.search(r"docketd +XỬ LÝ +không chạy\n +-> systemctl start docketd; journalctl", text)
    assert [said for _, said, _ in found.values() if said in text] == []            # programs hear English, people the office's language
    assert all(len(line) < 160 for line in text.splitlines()) and len(text.splitlines()) <= 24


def test_what_is_to_be_done(desk):
    desk.at("06T08:00")
    desk.box.refuse["LOGIN"] = "NO [AUTHENTICATIONFAILED] wrong"
    desk.relay.answers["auth"] = "535 5.7.8 no"
    desk.at("06T08:30")
    desk.at("07T08:30")                                  # new reminders wait
    status, found = desk.doctor("--now", "2023-06-07T14:00:00")
    assert status == 2
    assert found["mailbox"][0] == "ACT" and "the login is refused" in found["mailbox"][1] and "check" in found["mailbox"][2]
    assert found["sending"][0] == "ACT" and "535" in found["sending"][1]
    assert found["backup"] == ("look", "never", "systemctl enable --now docketd-backup.timer; docketctl backup DIR")
    desk.ctl("--now", "2023-06-07T14:00:00", "backup", desk.folder / "b")
    assert desk.doctor("--now", "2023-06-07T15:00:00")[1]["backup"] == ("well", "60 min ago", None)
    desk.ctl("--now", "2023-06-07T15:00:00", "do", "tạm dừng gửi", "--as", "canbo@pv05.example")
    assert desk.doctor("--now", "2023-06-07T15:00:00")[1]["sending"][0] == "look"
    assert desk.doctor("--now", "2023-06-01T15:00:00")[1]["clock"][0] == "ACT"      # before the journal's last entry


@pytest.mark.parametrize("day, level, words", [("2023-06-06", "well", "35 units"), ("2025-05-20", "look", "its last unit ends on 2025-06-30"),
                                               ("2026-05-20", "look", "have ended, the last on 2025-06-30")])
def test_the_end_of_the_plan(desk, day, level, words):
    desk.at("01T08:00")
    found = desk.doctor("--now", f"{day}T09:00:00")[1]["plan"]
    assert found[0] == level and words in found[1]


def test_certificates(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address="doctor@pv05.example")
    office.once("--now", "2023-06-06T08:00:00")
    found = {c["name"]: c for c in json.loads(office.run("docketctl", "doctor", "--json").stdout)}
    for name in ("IMAP certificate", "SMTP certificate"):
        assert re.search(r"localhost: 36[45]\d days left", found[name]["said"]) and found[name]["level"] == "well"


def test_why_a_letter_waits(desk):
    desk.relay.answers["rcpt"] = lambda line: "451 4.7.1 greylisted" if "h-tan-hong@" in line else None
    said = desk.at("06T08:00").stderr
    assert re.search(r"letter \S+ to h-tan-hong@\S+ not sent yet, it is tried again at 2023-06-06T01:01:00Z: 451", said)


# --- metrics ----------------------------------------------------------------------------------

def series(text):
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if not line.startswith("#")}


def test_metrics(tmp_path):
    file = tmp_path / "docketd.prom"
    desk = Desk(tmp_path / "office", metrics={"file": file})
    desk.at("06T08:00")
    found = series(file.read_text())
    assert len(found) <= 25 and os.stat(file).st_mode & 0o777 == 0o644 and not list(tmp_path.glob("*.tmp"))
    assert found["docketd_mailbox_last_success_timestamp_seconds"] == found["docketd_written_timestamp_seconds"] == 1686013200
    assert found['docketd_mails{outcome="review"}'] + found['docketd_mails{outcome="other"}'] + found['docketd_mails{outcome="filed"}'] == 1
    assert found["docketd_backup_last_success_timestamp_seconds"] == 0
    desk.box.refuse["LOGIN"] = "NO wrong"
    desk.at("06T09:00")
    now = series(file.read_text())
    assert now["docketd_mailbox_failing"] == 1 and now["docketd_mailbox_logins_refused"] == 1
    assert now['docketd_letters{state="sent"}'] == desk.rows("SELECT count(*) FROM letter WHERE state = 'sent'")[0][0] > 10
    text = file.read_text()
    for word in ("h-tan-hong", "Tân Hồng", "dongthap", "pv05", "Bao cao"):
        assert word not in text
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) docketd_\w+ .+|docketd_\w+(\{\w+=\"[^\"]*\"\})? -?[0-9]+", line), line
    file.unlink()
    file.mkdir()                                # a file that cannot be written stops nothing
    assert "metrics are not written" in desk.at("06T10:00").stderr
    desk.rebuilt()


# --- the alarm ---------------------------------------------------------------------------------

def alarmed(folder, script, **more):
    program = folder / "ring"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    return Desk(folder / "office", alarm={"command": [str(program), "to whom; $(id)"], "after": "2h", **more})


def test_an_alarm_by_another_way(tmp_path):
    heard = tmp_path / "heard"
    desk = alarmed(tmp_path, f'echo "to: $1" >>{heard}; cat >>{heard}\n')
    desk.at("06T08:00")
    desk.box.refuse["SELECT"] = "NO not now"
    desk.relay.answers["auth"] = "535 5.7.8 no"
    desk.at("06T09:00")
    assert not heard.exists()
    for hour in ("10:30", "11:00"):
        desk.at(f"06T{hour}")
    first = heard.read_text()
    assert first.count("to: to whom; $(id)") == 1 and "The mailbox is not read: since 08:00 on 6 June 2023." in first
    desk.at("07T08:00")                         # its notice, and reminders, cannot go out
    desk.at("07T10:30")
    assert heard.read_text().count("No letter goes out: since 10:30 on 6 June 2023.\n535 5.7.8 no") == 1
    desk.box.refuse, desk.relay.answers = {}, {}
    desk.at("07T11:00")
    desk.at("07T11:10")
    last = heard.read_text()
    assert last.count("that is over") == 2 and last.count("to: ") == 4
    desk.rebuilt()


def test_a_part_that_ends_again_and_again(tmp_path):
    heard = tmp_path / "heard"
    desk = alarmed(tmp_path, f"cat >>{heard}\n")
    desk.at("06T08:00")
    docket = desk.state / "docket.db"
    for name in ("docket.db", "docket.db-wal", "docket.db-shm"):
        (desk.state / name).unlink(missing_ok=True)
    docket.write_text("no docket at all, but a file of some length\n" * 100)
    with desk.running():
        wait_until(lambda: heard.exists() and "ends again and again" in heard.read_text(), "the alarm")


def test_an_alarm_that_fails_stops_nothing(tmp_path):
    desk = alarmed(tmp_path, "exit 3\n")
    desk.box.refuse["LOGIN"] = "NO wrong"
    for minute in (10, 20, 30, 40):
        said = desk.at(f"06T08:{minute}").stderr
        assert ("ended with another status" in said) == (minute == 30)
    assert [row for row in desk.rows("SELECT letter FROM letter WHERE letter = 'operator'")] == [("operator",)]
    desk.rebuilt()


def test_an_alarm_needs_a_path(tmp_path):
    desk = Desk(tmp_path / "office", alarm={"command": ["sendsms"]})
    done = desk.run("docketd", "-n")
    assert done.returncode == 1 and "must begin with the absolute path of a program" in done.stderr
