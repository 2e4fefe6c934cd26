"""Backups while mail comes in, each of which becomes a docket again; and an office put back from one, which sends
nothing twice."""
import hashlib
import itertools
import os
import shutil
import subprocess

import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login
from servers import AUTHSERV_ID, wait_until

BACKUPS = int(os.environ.get("BACKUPS", 5))
MAILS = 20 * BACKUPS
UNITS = ("h-tan-hong", "h-tam-nong", "h-lap-vo", "h-lai-vung")


def mail(uid):
    unit = UNITS[uid % len(UNITS)]
    return (f"From: {unit}@dongthap.example\r\nSubject: Bao cao so {uid}\r\nMessage-ID: <{uid}@dongthap.example>\r\n\r\n"
            f"thu so {uid}\r\n").encode()


class Desk(Office):
    def __init__(self, folder, box, relay, **changes):
        self.box, self.relay = box, relay
        super().__init__(Nowhere, folder, mailbox={"server": login(folder, box), "folders": ["INBOX"], "poll": "5s"},
                         sending={"server": login(folder, relay), "per_sender_day": 10000, "per_thread": 1000}, **changes)

    def backup(self, *words):
        return self.ctl("backup", self.folder / "backups", *words).split(":")[0]

    def wrong(self, *words):
        done = self.run("docketctl", *words)
        assert done.returncode == 1 and "docketctl: " in done.stderr, done.stderr
        return done.stderr


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "office", Mailbox({}), Relay())
    yield desk
    desk.rebuilt()


def other(desk, name):
    """Another machine with the same mailbox and server."""
    new = Desk(desk.folder.parent / name, desk.box, desk.relay)
    return new


def test_backups_while_mail_comes_in(desk):
    made = []
    with desk.running("--now", "2023-06-09T16:00:00"):
        for n in range(BACKUPS):
            for uid in range(n * 20 + 1, n * 20 + 21):
                desk.box.mails[uid] = mail(uid)
            made.append(desk.backup())
        wait_until(lambda: desk.rows("SELECT count(*) FROM message") == [(MAILS,)], "the mails")
    made.append(desk.backup())
    known = []
    for n, backup in enumerate(made):
        done = subprocess.run(["sha256sum", "--quiet", "-c", "manifest"], cwd=backup, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
        new = other(desk, f"new-{n}")
        new.ctl("restore", backup)
        assert "ổn" in new.ctl("verify")
        new.rebuilt()
        known.append(new.rows("SELECT count(*) FROM message")[0][0])
        shutil.rmtree(new.folder)
    assert known == sorted(known) and known[-1] == MAILS


def test_what_two_backups_have_in_common_is_on_the_disk_once_and_old_ones_go(desk):
    desk.box.mails = {1: mail(1), 2: mail(2)}
    desk.once("--now", "2023-06-09T16:00:00")
    first, second, third = (desk.backup("--keep", "2") for _ in range(3))
    assert not os.path.exists(first) and os.path.exists(second)
    [(sha,)] = desk.rows("SELECT sha256 FROM message WHERE uid = 1")
    assert len({os.stat(f"{b}/raw/{sha[:2]}/{sha}").st_ino for b in (second, third)}) == 1
    assert [row[0] for row in desk.rows("SELECT json_extract(detail, '$.removed') FROM journal WHERE event = 'backup'")] == [None, None, "1"]


def test_a_restored_office_sends_nothing_twice(desk):
    desk.box.mails = {1: mail(1)}
    desk.box.date = lambda uid: f'" 6-Jun-2023 {"10:20" if uid == 4 else "08:00"}:00 +0700"'
    desk.once("--now", "2023-06-06T08:00:00")                   # with its reminders
    desk.relay.answers["dot"] = "451 4.7.1 later"               # an acknowledgement waits in the copy
    desk.box.mails[2] = mail(2)
    desk.once("--now", "2023-06-06T08:30:00")
    backup = desk.backup()
    desk.relay.answers.clear()
    desk.box.mails[3] = mail(3)
    desk.once("--now", "2023-06-06T09:30:00")                   # it goes out, and another
    sent = sorted(desk.relay.got)
    assert desk.rows("SELECT count(*) FROM letter WHERE state <> 'sent'") == [(0,)]

    new = other(desk, "new")
    said = new.ctl("--now", "2023-06-06T10:00:00", "restore", desk.folder / "backups")
    assert "TIẾP TỤC GỬI" in said
    new.once("--now", "2023-06-06T10:10:00")
    assert sorted(desk.relay.got) == sent                       # nothing before an officer says so
    assert new.rows("SELECT count(*) FROM message") == [(3,)]   # what came since is read again
    for words in ("status", "outbox"):
        assert "TIẾP TỤC GỬI" in new.ctl("--now", "2023-06-06T10:10:00", words)
    assert "tạm dừng từ 10:00" in (new.state / "board/index.html").read_text()
    new.box.mails[4] = mail(4)
    answer = new.ctl("--now", "2023-06-06T10:30:00", "do", "tiep tuc gui", "--as", "canbo@pv05.example")
    assert "Đã gửi thư trở lại" in answer and "có thể đã gửi trước" in " ".join(answer.split())
    new.once("--now", "2023-06-06T10:40:00")
    more = sorted(desk.relay.got)
    for address in sent:
        more.remove(address)
    assert more and set(more) <= {f"{UNITS[0]}@dongthap.example", "canbo@pv05.example", "truongphong@pv05.example"}     # the fourth mail's
    assert new.rows("SELECT count(*) FROM letter WHERE state = 'queued'") == [(0,)]
    assert "không bị tạm dừng" in new.run("docketctl", "do", "tiếp tục gửi", "--as", "canbo@pv05.example").stdout
    new.rebuilt()


def test_an_officer_lets_it_go_on_by_mail(desk):
    desk.box.date = lambda uid: f'" 6-Jun-2023 {"10:20" if uid == 2 else "08:00"}:00 +0700"'
    desk.box.mails = {1: mail(1)}
    desk.once("--now", "2023-06-06T08:00:00")
    desk.backup()
    new = other(desk, "new")
    new.ctl("--now", "2023-06-06T10:00:00", "restore", desk.folder / "backups")
    before = sorted(desk.relay.got)
    desk.box.mails[2] = (f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=pv05.example\r\nFrom: canbo@pv05.example\r\n"
                         "Subject: tiep tuc gui\r\nMessage-ID: <2@pv05.example>\r\n\r\n\r\n").encode()
    new.once("--now", "2023-06-06T10:30:00")
    after = sorted(desk.relay.got)
    for address in before:
        after.remove(address)
    assert after == ["canbo@pv05.example"]                      # the answer, and nothing of the morning
    assert "TIẾP TỤC GỬI" not in new.ctl("--now", "2023-06-06T10:31:00", "status")
    new.rebuilt()


def test_sending_stops_and_goes_on(desk):
    desk.once("--now", "2023-06-05T08:00:00")
    before = len(desk.relay.got)
    desk.ctl("do", "tạm dừng gửi", "--as", "canbo@pv05.example")
    assert "sending is paused" in desk.once("--now", "2023-06-06T08:00:00")
    assert len(desk.relay.got) == before
    desk.ctl("do", "tiếp tục gửi", "--as", "canbo@pv05.example")
    desk.once("--now", "2023-06-06T09:00:00")
    assert len(desk.relay.got) > before + 10                    # nothing is lost by it


def test_stale_logs_go_and_a_docket_stays(desk):
    desk.box.mails = {1: mail(1)}
    desk.once("--now", "2023-06-09T16:00:00")
    backup = desk.backup()
    assert "stands there" in desk.wrong("restore", backup)
    new = other(desk, "new")
    new.state.mkdir()
    for name in ("docket.db-wal", "docket.db-shm"):
        (new.state / name).write_bytes(b"of another docket")
    new.ctl("restore", backup)
    assert new.rows("SELECT count(*) FROM message") == [(1,)]
    new.rebuilt()
    (new.state / "docket.db").unlink()
    (new.state / "raw/ab").mkdir(exist_ok=True)
    (new.state / "raw/ab" / ("ab" + "0" * 62)).write_text("x")
    assert "not empty" in new.wrong("restore", backup)


def spoil(backup, how):
    raw = next(p for p in backup.glob("raw/*/*"))
    manifest = (backup / "manifest").read_text()
    if how == "mail":
        raw.unlink()
        raw.write_text("another")
    elif how == "gone":
        raw.unlink()
    elif how == "docket":
        data = bytearray((backup / "docket.db").read_bytes())
        data[5000] ^= 1
        (backup / "docket.db").write_bytes(data)
    elif how == "path":
        (backup / "manifest").write_text(manifest + hashlib.sha256(b"").hexdigest() + "  ../../outside\n")
    elif how == "unlisted":
        (backup / "manifest").write_text("".join(line + "\n" for line in manifest.splitlines() if raw.name not in line))
    else:
        (backup / "manifest").unlink()


@pytest.mark.parametrize("how", ["mail", "gone", "docket", "path", "unlisted", "manifest"])
def test_a_damaged_backup_is_refused(desk, how):
    desk.box.mails = {1: mail(1)}
    desk.once("--now", "2023-06-09T16:00:00")
    backup = desk.backup()
    spoil(desk.folder / "backups" / os.path.basename(backup), how)
    new = other(desk, "new")
    new.wrong("restore", backup)
    assert not (new.state / "docket.db").exists()


def test_there_must_be_a_docket_and_a_number(tmp_path):
    desk = Desk(tmp_path / "office", Mailbox({}), Relay())
    assert "no docket yet" in desk.wrong("backup", tmp_path / "b")
    desk.once("--now", "2023-06-09T16:00:00")
    assert "--keep" in desk.wrong("backup", tmp_path / "b", "--keep", "none")
    assert "no whole backup" in desk.wrong("restore", tmp_path)
