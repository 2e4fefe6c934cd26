"""Originals past the retention: what is still needed stays, what goes leaves word, and the docket can still be made again."""
import shutil
import sqlite3

import pytest

from office import REPOSITORY
from test_rebuild import copy, played     # noqa: F401: a year of mails, orders and reminders, and a copy of it to spoil

LATER = "2026-06-01T08:00"


@pytest.fixture
def office(copy):                         # noqa: F811
    copy.conf.write_text(copy.conf.read_text().replace("storage = { ", 'storage = { retention = "365d"; '))
    assert 'retention = "365d"' in copy.conf.read_text()
    return copy


def originals(office):
    return {code for code, sha in office.rows("SELECT code, sha256 FROM message WHERE sha256 IS NOT NULL")
            if (office.state / "raw" / sha[:2] / sha).exists()}


def purge(office, *words, now=LATER):
    return office.ctl("--now", now, "purge", *words)


def test_what_is_past_the_retention_goes_and_the_docket_is_the_same(office):
    before = originals(office)
    said = purge(office, "--dry-run")
    would = {line.split()[0] for line in said.splitlines() if line.startswith("TN-")}
    assert would and "bản gốc sẽ bị xóa" in said and originals(office) == before
    assert purge(office).count("TN-") == len(would)
    assert before - originals(office) == would
    gone = office.rows("SELECT actor, subject FROM journal WHERE event = 'purge'")
    assert set(gone) == {("shell", code) for code in would}
    assert f"bản gốc của {len(would)} thư đã được xóa vì quá hạn lưu" in office.ctl("verify")
    rebuilt = office.run("docketctl", "rebuild")
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    assert f"{len(would)} thư lấy từ những gì đã đọc được" in rebuilt.stdout
    assert purge(office).startswith("0 bản gốc đã bị xóa")


def test_what_may_be_needed_stays(office):
    purge(office)
    left = originals(office)
    needed = {code for code, in office.rows("""
        SELECT m.code FROM message AS m LEFT JOIN submission AS s ON s.message = m.id LEFT JOIN obligation AS o ON o.id = s.obligation
        WHERE m.outcome IN ('review', 'quarantine') OR o.accepted = s.id OR o.first_received = s.received
              OR o.state IN ('open', 'received', 'incomplete', 'returned')""")}
    assert needed and needed <= left
    for code, in office.rows("SELECT m.code FROM submission AS s JOIN message AS m ON m.id = s.message WHERE s.version = "
                             "(SELECT max(version) FROM submission WHERE obligation = s.obligation)"):
        assert code in left


@pytest.mark.parametrize("state, stays", [("queued", True), ("sending", True), ("unknown", True), ("sent", False), ("failed", False), ("withdrawn", False)])
def test_a_mail_stays_while_a_letter_about_it_may_still_go_out(office, state, stays):
    listed = {line.split()[0] for line in purge(office, "--dry-run").splitlines() if line.startswith("TN-")}
    [(code, letter), *_] = office.rows("SELECT m.code, l.id FROM message m JOIN letter l ON l.message = m.id WHERE l.state = 'sent' "
                                       f"AND m.code IN ({','.join('?' * len(listed))})", *sorted(listed))
    with sqlite3.connect(office.state / "docket.db") as db:
        db.execute("UPDATE letter SET state = ?1, sent = iif(?1 = 'sent', sent, NULL), next_try = iif(?1 IN ('queued', 'unknown'), 1, NULL) "
                   "WHERE id = ?2", (state, letter))
    assert (code not in purge(office, "--dry-run")) == stays


def test_what_is_young_or_without_a_rule_stays(office):
    before = originals(office)
    assert purge(office, now="2024-01-01T08:00").startswith("0 bản gốc")
    office.conf.write_text(office.conf.read_text().replace('retention = "365d"; ', ""))
    assert "Chưa ghi storage.retention" in purge(office)
    assert originals(office) == before


def test_a_removed_mail_is_read_and_its_files_are_said_to_be_gone(office):
    purge(office)
    [(code, sha)] = office.rows("SELECT m.code, m.sha256 FROM message AS m JOIN journal AS j ON j.subject = m.code AND j.event = 'purge' LIMIT 1")
    assert office.ctl("read", code).startswith("{")
    done = office.run("docketctl", "edxml", code, "-o", office.folder / "out.edxml")
    assert done.returncode == 0 or "past the retention" in done.stderr, done.stderr
    [(facts,)] = office.rows("SELECT json_extract(detail, '$.facts') FROM journal WHERE event = 'purge' AND subject = ?", code)
    (office.state / "raw" / facts[:2] / facts).unlink()
    done = office.run("docketctl", "verify")
    assert done.returncode != 0 and f"what was kept of message {code}, whose original was removed, is not in the archive" in done.stdout


def test_a_copy_of_a_removed_mail_changes_nothing(office):
    whole = office.folder / "whole"
    shutil.copytree(office.state / "raw", whole)
    purge(office)
    [(code, sha)] = office.rows("SELECT m.code, m.sha256 FROM message AS m JOIN journal AS j ON j.subject = m.code AND j.event = 'purge' LIMIT 1")
    office.ctl("--now", LATER, "import", whole / sha[:2] / sha)
    assert code in originals(office)
    assert purge(office, now="2026-07-01T08:00").startswith("0 bản gốc")      # the copy is young
    assert office.run("docketctl", "verify").returncode == 0
    assert office.run("docketctl", "rebuild").returncode == 0


def test_a_backup_without_them_is_restored(office):
    purge(office)
    made = office.ctl("backup", office.folder / "backups").split(":")[0]
    state = office.state
    state.rename(office.folder / "lost")
    office.ctl("restore", made)
    assert "đã được xóa vì quá hạn lưu" in office.ctl("verify")


def test_the_backup_unit_purges_too():
    unit = (REPOSITORY / "systemd/docketd-backup.service").read_text()
    assert "ExecStartPost=@PREFIX@/bin/docketctl -c @FOLDER@/docketd.conf purge" in unit
