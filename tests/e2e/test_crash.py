"""docketd is killed at every step that leaves a trace, and started again.

One mail with a filled form waits in the mailbox. Undisturbed, docketd --once takes N
steps (tests/crash/crash.c counts them). For each k of them: a fresh office, a run that is
killed just before step k, a run that is not. Docket, archive, mailbox and the letters
the district received must be those of the undisturbed run (G1 to G4).
"""
import datetime
import email
import email.policy
import hashlib
import imaplib
import mmap
import os
import re
import sqlite3
import struct
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from office import BUILD, Office, changed_plan
from servers import wait_until

RECEIVED = datetime.datetime(2023, 6, 7, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
REPORT, PERIOD, UNIT = "HALF_YEAR", "2023", "h-cao-lanh"
UNIT_ADDRESS = "h-cao-lanh@dongthap.example"
MOST = 0 if os.environ.get("CRASH_ALL") else 120        # steps tried; 0: all
# Columns that tell the time, or hang on it.
TIMES = {"at", "entered", "created", "next_try", "tried", "sent", "hash", "attempts", "reply", "reply_code", "message_id",
         "mail", "uidvalidity", "sha256", "size", "doubts", "searched"}
TABLES = ("message", "attachment", "evidence", "obligation", "submission", "finding", "letter", "folder", "series")


class Steps:
    """The counter that crash.so shares: how many, and what each was."""

    def __init__(self, file):
        self.file = file

    def read(self):
        with open(self.file, "rb") as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as m:
            n = struct.unpack_from("<Q", m)[0]
            return [m[8 + 24 * i:8 + 24 * (i + 1)].rstrip(b"\0").decode() for i in range(min(n, 4096))]


class Case:
    """One office of its own on the shared servers, with one mail waiting."""

    def __init__(self, servers, folder, name, mail):
        self.servers, self.name, self.folder = servers, name, folder / name
        self.mailbox, self.unit = f"{name}.baocao@pv05.example", f"{name}.{UNIT_ADDRESS}"
        self.folder.mkdir()
        plan = changed_plan(self.folder / "plan.conf", lambda text: text.replace(UNIT_ADDRESS, self.unit))
        self.office = Office(servers, self.folder, plan=plan, address=self.mailbox, sending={"retry_first": 1})
        self.raw = mail.replace(UNIT_ADDRESS.encode(), self.unit.encode())
        with servers.mailbox(self.mailbox) as imap:
            assert imap.append("INBOX", None, imaplib.Time2Internaldate(RECEIVED), self.raw)[0] == "OK"

    def run(self, kill_at=None):
        steps = self.folder / "steps"
        steps.unlink(missing_ok=True)
        env = {**os.environ, "LD_PRELOAD": str(BUILD / "crash.so"), "CRASH_COUNTER": str(steps)}
        if kill_at:
            env["CRASH_AT"] = str(kill_at)
        done = self.office.run("docketd", "--once", env=env, start_new_session=True)
        return done, Steps(steps).read()

    def recover(self):
        """Undisturbed runs until nothing waits; a letter whose answer was lost pauses first."""
        def done():
            self.office.once()
            return not self.office.rows("SELECT 1 FROM letter WHERE state NOT IN ('sent', 'withdrawn', 'failed')")

        wait_until(done, f"an empty outbox of {self.name}")

    def sending(self):
        """Was a letter on its way? Only then may it come twice."""
        try:
            return bool(self.office.rows("SELECT 1 FROM letter WHERE state = 'sending'"))
        except sqlite3.OperationalError:                    # killed before the docket stood
            return False

    # --- what is left behind, without times ---------------------------------

    def traces(self):
        return {"docket": self.docket(), "journal": self.journal(), "archive": self.archive(), "mailbox": self.flags()}

    def neutral(self, value):
        return value.replace(f"{self.name}.", "") if isinstance(value, str) else value

    def docket(self):
        dump = {}
        for table in TABLES:
            columns = [r[0] for r in self.office.rows(f"SELECT name FROM pragma_table_info('{table}')") if r[0] not in TIMES]
            dump[table] = sorted(repr([self.neutral(v) for v in row])
                                 for row in self.office.rows(f"SELECT {', '.join(columns)} FROM {table}")
                                 if row[0] != "settled")                # the store's own count of flushes
        return dump

    def journal(self):
        return [(self.neutral(a), e, self.neutral(s)) for a, e, s in
                self.office.rows("SELECT actor, event, subject FROM journal ORDER BY number") if e != "letter"]

    def archive(self):
        files = [p for p in (self.office.state / "raw").rglob("*") if p.is_file()]
        return [(p.name == hashlib.sha256(p.read_bytes()).hexdigest(), p.read_bytes() == self.raw) for p in files]

    def flags(self):
        with self.servers.mailbox(self.mailbox) as imap:
            imap.select("INBOX", readonly=True)
            return sorted(re.search(rb"FLAGS \(([^)]*)\)", r)[1].replace(b"\\Recent", b"").strip()
                          for r in imap.fetch("1:*", "(FLAGS)")[1])

    def letters(self):
        return [email.message_from_bytes(m, policy=email.policy.default) for m in self.servers.mails(self.unit)]


@pytest.fixture(scope="module")
def mail(servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash-form")
    form = Office(servers, folder).form(REPORT, PERIOD, UNIT, folder / "form.xlsx")
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Công an huyện Cao Lãnh <{UNIT_ADDRESS}>"
    message["To"] = "baocao@pv05.example"
    message["Subject"] = "Báo cáo 6 tháng đầu năm 2023"
    message["Message-ID"] = "<bc6t@dongthap.example>"
    message["Date"] = "Wed, 07 Jun 2023 08:00:00 +0700"
    message.set_content("Kính gửi Phòng PV05, huyện Cao Lãnh gửi báo cáo.\n")
    message.add_attachment(form.read_bytes(), maintype="application", filename="bao-cao.xlsx",
                           subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    return message.as_bytes()


def chosen(n):
    if not MOST or n <= MOST:
        return list(range(1, n + 1))
    return sorted({1 + round(i * (n - 1) / (MOST - 1)) for i in range(MOST)})


def one(servers, folder, mail, k):
    case = Case(servers, folder, f"k{k}", mail)
    done, steps = case.run(kill_at=k)
    case.died = done.returncode == -9
    case.step = steps[k - 1] if len(steps) >= k else "none: it had ended"
    case.window = case.sending()
    case.recover()
    assert "ổn" in case.office.ctl("verify")
    case.office.rebuilt()
    return case


def test_killed_at_every_step(servers, mail, tmp_path):
    calm = Case(servers, tmp_path, "calm", mail)
    done, steps = calm.run()
    assert done.returncode == 0, done.stderr
    calm.recover()
    expected = calm.traces()
    assert len(steps) > 20 and len(calm.letters() or servers.wait_for(calm.unit, 1)) == 1

    with ThreadPoolExecutor(2) as pool:
        cases = list(pool.map(lambda k: one(servers, tmp_path, mail, k), chosen(len(steps))))
    wrong = []
    for case in cases:
        at = f"killed before step {case.name[1:]} of {len(steps)} ({case.step})"
        servers.wait_for(case.unit, 1)
        for what, trace in case.traces().items():
            if trace != expected[what]:
                wrong.append(f"{at}: {what} differs: {difference(expected[what], trace)}")
        letters = case.letters()
        if len(letters) > 1 and not (case.window and len(letters) == 2 and len({m["Message-ID"] for m in letters}) == 1):
            wrong.append(f"{at}: the district received {len(letters)} letters")
    assert sum(case.died for case in cases) >= len(cases) * 3 // 4
    assert not wrong, f"{len(wrong)} differences:\n" + "\n".join(wrong[:20])


def difference(a, b):
    if isinstance(a, dict):
        return "; ".join(f"{k}: {difference(a[k], b[k])}" for k in a if a[k] != b[k])
    return f"expected {[x for x in a if x not in b]}, found {[x for x in b if x not in a]} ({len(a)} and {len(b)} rows)"
