"""The sample office on the private servers: a configuration, a plan, docketd and docketctl.

    office = Office(servers, folder, plan=..., sending={"retry_first": 1})
    office.once()                       # docketd --once
    office.ctl("status", "HALF_YEAR")   # its output
    office.rows("SELECT code, outcome FROM message")
"""
import contextlib
import email
import email.policy
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
from pathlib import Path

from servers import AUTHSERV_ID, OFFICE, PATIENCE, REPOSITORY, wait_until

BUILD = REPOSITORY / os.environ.get("BUILD", "build")
PLAN = REPOSITORY / "etc/plans/dong-thap-2023.conf"


def libconfig(value):
    """A Python value in libconfig's syntax."""
    if isinstance(value, dict):
        return "{ " + " ".join(f"{k} = {libconfig(v)};" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "( " + ", ".join(libconfig(v) for v in value) + " )"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


def open_folder(path):
    """path; or, started by root where others may not look (/root), a folder under /tmp: the servers run as nobody."""
    if os.getuid() != 0 or all(p.stat().st_mode & stat.S_IXOTH for p in [path, *path.resolve().parents] if p.exists()):
        return path
    other = Path(tempfile.mkdtemp(prefix=f"docketd-{path.parent.name}-"))
    other.chmod(0o755)
    return other


def changed_plan(path, change):
    """The shipped plan at path, with change(text) made; what it includes comes along."""
    for other in PLAN.parent.glob("*.conf"):
        if other != PLAN:
            shutil.copy(other, path.parent / other.name)
    path.write_text(change(PLAN.read_text()))
    return path


def named_cells(book):
    """(name, sheet, "B7" or "A20:H39") of every defined name of an openpyxl workbook (3.0 and 3.1)."""
    names = book.defined_names
    for name in getattr(names, "definedName", None) or names.values():
        for sheet, ref in name.destinations:
            yield name.name, book[sheet], ref.replace("$", "")


class Nowhere:
    """Stands in for the servers where nothing is sent."""
    host, ca_file, password = "127.0.0.1", "/none", "none"
    ports = {"imaps": 993, "smtp": 587}


class Office:
    def __init__(self, servers, folder, plan=PLAN, address=OFFICE, **changes):
        """changes: groups of docketd.conf whose options are laid over those below."""
        self.servers, self.folder, self.address = servers, Path(folder), address
        self.state = self.folder / "state"
        self.conf = self.folder / "docketd.conf"
        secret = self.folder / "password"
        self.folder.mkdir(parents=True, exist_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(servers.password + "\n")
        login = {"host": servers.host, "ca_file": servers.ca_file, "user": address, "password_file": secret}
        groups = {
            "plan": [Path(p).resolve() for p in plan] if isinstance(plan, list) else Path(plan).resolve(),
            "letters": REPOSITORY / "etc/letters",
            "board": {"templates": REPOSITORY / "etc/board"},
            "office": {"name": "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc, Công an tỉnh Đồng Tháp",
                       "from_name": "Phòng PV05 Công an tỉnh Đồng Tháp",
                       "address": address, "contact": "đồng chí Nguyễn Văn An", "phone": "0277 3000 000",
                       "authserv_ids": [AUTHSERV_ID]},
            "officers": [{"address": "canbo@pv05.example", "name": "đồng chí Nguyễn Văn An", "role": "officer"},
                         {"address": "truongphong@pv05.example", "name": "đồng chí Trần Thị Bình", "role": "lead"}],
            "mailbox": {"server": {**login, "port": servers.ports["imaps"], "tls": "implicit"}, "go_live": "2023-01-01"},
            "sending": {"server": {**login, "port": servers.ports["smtp"], "tls": "starttls"}},
            "storage": {"state": self.state, "runtime": self.folder / "run"},
        }
        for name, group in changes.items():
            groups[name] = {**groups.get(name, {}), **group} if isinstance(group, dict) else group
        self.conf.write_text("\n".join(f"{k} = {libconfig(v)};" for k, v in groups.items()) + "\n")

    def run(self, program, *words, timeout=PATIENCE, **more):
        return subprocess.run([BUILD / program, "-c", self.conf, *map(str, words)], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=timeout, **more)

    def once(self, *words, **more):
        done = self.run("docketd", "--once", *words, **more)
        assert done.returncode == 0, done.stderr
        return done.stderr

    @contextlib.contextmanager
    def running(self, *words, program="docketd"):
        """docketd as it stays; it must end well when it is told to."""
        with open(self.folder / "docketd.log", "w") as log:
            daemon = subprocess.Popen([BUILD / program, "-v", "-c", self.conf, *words], stdin=subprocess.DEVNULL, stderr=log)
        try:
            wait_until(lambda: (self.folder / "run/intake.wake").exists() and (self.state / "docket.db").exists(), "a running docketd")
            yield daemon
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(PATIENCE)
        assert daemon.returncode == 0, self.said()

    def said(self):
        """What the running one has logged so far."""
        return (self.folder / "docketd.log").read_text()

    def ctl(self, *words):
        done = self.run("docketctl", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rebuilt(self):
        """The docket is in order, and made again from archive and journal it is the same (G5)."""
        for command in ("verify", "rebuild") if (self.state / "docket.db").exists() else ():
            done = self.run("docketctl", command)
            assert done.returncode == 0, done.stdout + done.stderr

    def form(self, report, period, unit, file):
        self.ctl("form", report, period, unit, "-o", file)
        return Path(file)

    def letters(self, who):
        """Its letters to one address in the order they were written, once all that were sent are delivered."""
        self.servers.settle()
        mails = (email.message_from_bytes(raw, policy=email.policy.default) for raw in self.servers.mails(who))
        written = dict(self.rows("SELECT '<' || message_id || '>', id FROM letter")) if (self.state / "docket.db").exists() else {}
        return sorted((m for m in mails if self.address in m["From"]), key=lambda m: written.get(m["Message-ID"], 0))

    def rows(self, sql, *values):
        with sqlite3.connect(f"file:{self.state}/docket.db?mode=ro", uri=True) as docket:
            return docket.execute(sql, values).fetchall()
