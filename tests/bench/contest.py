"""Who takes part in the bench: the raw fetch, docketd, the older build, two Python scripts; and where each works.

A Place is one contender's account, servers, folder and SMTP sink. Its mailbox is filled from the corpus;
what the contender stored and sent there is checked before any figure of it counts.
"""
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import corpus                                                       # noqa: E402
from office import BUILD, Office                                    # noqa: E402
from servers import PATIENCE, REPOSITORY, wait_until                # noqa: E402

PYTHON = "/usr/bin/python3"
NOW = "2024-01-04T08:00"                 # after the mails, before any reminder is due
OLDER = "df31cf3"
ASIDE = "earlier-"                       # folders of earlier rounds


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


def link(mail, path):
    """The same file; elsewhere, a copy of the same age."""
    try:
        os.link(mail, path)
    except OSError:
        shutil.copy2(mail, path)


class Wrong(RuntimeError):
    """A run whose figures do not count."""


class Place:
    def __init__(self, servers, folder, plan, tools, name, secure=False, trip=0):
        """trip: milliseconds of a round trip to both servers."""
        self.servers, self.plan, self.tools, self.secure = servers, plan, tools, secure
        self.account = re.sub("[^a-z]+", "-", name) + "@pv05.example"
        self.folder = folder / self.account.split("@")[0]
        self.maildir = servers.folder / "mail" / self.account / "Maildir"
        self.work, self.sink_log = self.folder / "work", self.folder / "sink.log"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.imap, self.smtp = servers.ports["imaps" if secure else "imap"], free_port()
        self.helpers = [subprocess.Popen([tools / "smtp_sink", self.sink_log, str(self.smtp)])]
        if trip:
            self.imap, self.smtp = (self.delayed(port, trip) for port in (self.imap, self.smtp))

    def delayed(self, port, trip):
        near = free_port()
        self.helpers.append(subprocess.Popen([self.tools / "delay", str(trip / 2), str(near), str(port)]))
        return near

    def close(self):
        for helper in self.helpers:
            helper.send_signal(signal.SIGTERM)
            helper.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def fill(self, mails):
        """An unseen, indexed mailbox of these mails, no docket, an empty log."""
        shutil.rmtree(self.maildir, ignore_errors=True)
        if self.work.exists():
            # Kept to the end: ext4 without a journal passes over inodes freed in the last minutes one by
            # one, so that who makes a file a mail would pay for the removal of an earlier round's.
            self.work.rename(self.folder / f"{ASIDE}{time.time_ns()}")
        self.work.mkdir(parents=True)
        for part in ("cur", "new", "tmp"):
            (self.maildir / part).mkdir(parents=True)
        for mail in mails:
            link(mail, self.maildir / "cur" / mail.name)
        if os.getuid() == 0:
            for path in (self.maildir.parent, self.maildir, *self.maildir.iterdir()):
                os.chown(path, self.servers.uid, self.servers.gid)
        with self.servers.mailbox(self.account) as imap:        # Dovecot builds its index now, not in the run
            assert int(imap.select("INBOX", readonly=True)[1][0]) == len(mails)
            if mails:
                imap.fetch("1:*", "(UID RFC822.SIZE INTERNALDATE)")
        self.sink_log.write_text("")
        os.sync()

    def deliver(self, mail):
        """One more mail, as a delivery on the server's machine; its time of arrival is the file's own."""
        name = mail.name.split(":")[0]
        link(mail, self.maildir / "tmp" / name)
        (self.maildir / "tmp" / name).rename(self.maildir / "new" / name)

    def answered(self):
        """{Message-ID: when its acknowledgement was taken}, by the monotonic clock."""
        rows = (line.split("\t") for line in self.sink_log.read_text().splitlines())
        return {row[3]: float(row[4]) for row in rows if len(row) == 5 and row[3]}

    def check(self, contender, count):
        """A hash of all values that were stored; the number of rows and letters must be right."""
        if contender.values is None:
            return None
        rows, answered = contender.values(self), self.answered()
        if len(rows) != count or len(answered) != count:
            raise Wrong(f"{contender.name}: {len(rows)} complete reports and {len(answered)} mails answered, {count} of each were due")
        digest = hashlib.sha256()
        for unit, kind, given in sorted(rows, key=lambda row: row[:2]):
            given = sorted(([f, r, v] for f, r, v in given if not f.endswith(".stt")), key=lambda v: (v[0], v[1]))
            digest.update(json.dumps([unit, kind, given], ensure_ascii=False).encode())
        return digest.hexdigest()


class Raw:
    name, values, stays, slow = "raw fetch", None, False, False

    def words(self, place, stay=False):
        return [place.tools / "imap_raw", *(["-s"] if place.secure else []), place.imap, place.account, place.servers.password]


class Docketd:
    stays, slow = True, False

    def __init__(self, name="docketd", tree=REPOSITORY, build=BUILD):
        self.name, self.tree, self.build = name, tree, build

    def words(self, place, stay=False, now=NOW):
        sink = {"host": "127.0.0.1", "port": place.smtp, "tls": "none"}
        login = {"host": "localhost", "user": place.account, "port": place.imap, "tls": "implicit" if place.secure else "none"}
        login.update(password_file=place.work / "password", ca_file=place.servers.ca_file)
        office = Office(place.servers, place.work, plan=place.plan, address=place.account, mailbox={"server": login, "folders": ["INBOX"]},
                        sending={"server": sink, "per_hour": 0, "per_day": 0})
        if self.tree != REPOSITORY:             # what it did not know yet
            text = office.conf.read_text().replace(str(REPOSITORY / "etc"), str(self.tree / "etc"))
            office.conf.write_text(re.sub(r'(?m)^board = .*\n|go_live = "[^"]*"; ', "", text))
        return [self.build / "docketd", "-c", office.conf, *([] if stay else ["--once"]), *(["--now", now] if now else [])]

    def values(self, place):
        with sqlite3.connect(place.work / "state/docket.db") as docket:
            rows = docket.execute("SELECT o.unit, o.report, s.form_values FROM submission s JOIN obligation o ON o.id = s.obligation"
                                  " WHERE s.complete = 1").fetchall()
        return [(u, k, [[v[0], v[1], v[3]] for v in json.loads(j)]) for u, k, j in rows]


class Script:
    def __init__(self, name, file, archive=False, stays=False):
        self.name, self.file, self.archive, self.stays = name, file, archive, stays
        self.slow = stays                       # the ordinary one: half a minute and more, so it runs in the first round only

    def words(self, place, stay=False, now=None):
        return [PYTHON, HERE / self.file, "--imap", place.imap, "--smtp", place.smtp, "--user", place.account,
                "--password", place.servers.password, "--db", place.work / "script.db",
                *(["--tls", place.servers.ca_file] if place.secure else []),
                *(["--archive", place.work / "archive"] if self.archive else []), *(["--stay"] if stay else [])]

    def values(self, place):
        with sqlite3.connect(place.work / "script.db") as db:
            return [(u, k, json.loads(v)) for u, k, v in
                    db.execute("SELECT unit, kind, form_values FROM report WHERE findings = '[]' AND acked = 1")]


def older(folder):
    """The build that the goals are measured against, made from the history in folder; None where there is none."""
    tree = folder / "older"
    if not (tree / "build/docketd").exists():
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)
        have = subprocess.run(["git", "-C", REPOSITORY, "archive", "-o", folder / "older.tar", OLDER], capture_output=True)
        if have.returncode:
            print(f"bench: the history does not hold commit {OLDER}, so the older build does not take part", flush=True)
            return None
        print("building the older docketd ...", flush=True)
        subprocess.run(["tar", "-xf", folder / "older.tar", "-C", tree], check=True)
        subprocess.run(["make", "-s", f"-j{os.cpu_count()}", "BUILD=build", "DEPS=true"], cwd=tree, check=True, stdout=subprocess.DEVNULL)
    return Docketd("older build", tree, tree / "build")


def start(contender, place, stay=False, **more):
    """The contender, in a session of its own; what it says goes to a log."""
    words = [str(w) for w in contender.words(place, stay, **more)]
    with open(place.folder / "said.log", "wb") as log:
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)


def run(contender, place, watch=None):
    """Wall and CPU seconds, and peak MiB, of one whole job."""
    before, begun = os.times(), time.monotonic()
    child = start(contender, place)
    try:
        peak = watch_memory(child, watch) if watch else 0
        status = child.wait()           # with a bound it would look every 50 ms
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
    wall, after = time.monotonic() - begun, os.times()
    if status:
        said = (place.folder / "said.log").read_text(errors="replace")
        raise Wrong(f"{contender.name} ended with status {status}: {said[-1000:]}")
    return wall, after.children_user + after.children_system - before.children_user - before.children_system, peak


def session(leader):
    """The processes of a session that are there now, as folders of /proc."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[3]) == leader:
                yield stat.parent
        except (OSError, IndexError):
            continue


def memory(leader):
    """PSS of a session, MiB."""
    total = 0
    for process in session(leader):
        try:
            total += int((process / "smaps_rollup").read_text().split("Pss:")[1].split()[0])
        except (OSError, IndexError):
            continue
    return total / 1024


def watch_memory(child, every):
    peak = 0
    while child.poll() is None:
        peak = max(peak, memory(child.pid))
        time.sleep(every)
    return peak


def stop(child):
    child.send_signal(signal.SIGTERM)
    child.wait(PATIENCE)


def wait_answered(place, known):
    """When the mail with this Message-ID was answered."""
    return wait_until(lambda: place.answered().get(known), f"the answer to {known}")
