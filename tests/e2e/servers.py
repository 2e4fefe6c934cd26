"""A private mail service for demo and tests: Dovecot (IMAP, IMAPS, LMTP) and
Exim (SMTP) on free loopback ports, in one folder, as an ordinary user.

    with Servers("/tmp/mail") as mail:
        mail.send("CL@dongthap.example", [mail.office], message_bytes, auth=True)
        mail.wait_for(mail.office, 1)

    python3 tests/e2e/servers.py start|stop FOLDER      (start prints the ports as JSON)

Every address of *.example has a mailbox (INBOX, Spam) and the same password.
Exim plays the office's receiving server: it states what it found out in
Authentication-Results (RFC 8601) and drops forged ones that carry its name.
Started by root, both servers run as nobody.
"""
import base64
import grp
import imaplib
import json
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server_files import DOVECOT_CONF, DOVECOT_OAUTH2, EXIM_CONF

REPOSITORY = Path(__file__).resolve().parents[2]
AUTHSERV_ID = "mx.pv05.example"
OFFICE = "baocao@pv05.example"
OFFICERS = ("canbo@pv05.example", "truongphong@pv05.example")
SERVERS = {"dovecot": ("imap", "imaps", "lmtp"), "exim": ("smtp", "smtps")}
PORTS = [port for ports in SERVERS.values() for port in ports]
PATIENCE = 900                  # seconds for what is to happen; a bound, no measurement
SOCKET_PATH_MOST = 70           # sockaddr_un holds 108 bytes; Dovecot's names take up to 35


def wait_until(condition, what="what was waited for"):
    """What the condition gives, once it is true."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, f"{what} has not come"
        time.sleep(0.05)
    return found


def reserved_port():
    """A socket that is bound and never listens: no other process is given its port, and the server we
    start, which reuses addresses as it does, may listen there."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


def alive(pid, folder):
    """Is pid still the server we started for this folder, and no zombie?"""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z" and (not words or os.fsencode(str(folder)) in words)   # empty: exec is under way


class Servers:
    host = "localhost"
    office = OFFICE
    officers = OFFICERS
    password = "mat-khau-thu"
    token_key = b"the key of access tokens that only these servers know"

    def __init__(self, folder, cache=None):
        self.folder = Path(folder).resolve()
        self.cache = cache or os.environ.get("DOCKETD_CACHE") or REPOSITORY / "build/cache"
        self.ca_file = str(self.folder / "ca.pem")
        self.ports = {}
        self.held = []                          # the ports' sockets
        self.pids = {}
        self.run = self.folder / "run"
        user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self.uid, self.gid, self.user = user.pw_uid, user.pw_gid, user.pw_name

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    # --- life ---------------------------------------------------------------

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self._check_reachable()
        for part in ("mail", "exim/spool"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        self._make_certificates()
        self._unpack_exim()
        try:
            if len(str(self.run)) > SOCKET_PATH_MOST:
                self.run = Path(tempfile.mkdtemp(prefix="docketd-run-"))
            self.run.mkdir(exist_ok=True)
            self.held = [reserved_port() for _ in PORTS]
            self.ports = {name: held.getsockname()[1] for name, held in zip(PORTS, self.held)}
            self._write_files()
            self._hand_over()
            for server in SERVERS:
                self.start_one(server)
        except BaseException:
            self.stop()
            raise

    def start_one(self, server):
        words, environment = self._command(server)
        self.pids[server] = self._spawn(words, environment)
        self._save()
        for port in SERVERS[server]:
            self._wait_port(server, port)

    def stop_one(self, server):
        """As if its machine had gone down; start_one brings it back on the same ports."""
        self._end(self.pids.pop(server))

    def stop(self):
        """Ends both servers and every child of theirs; fine if nothing runs."""
        for pid in self.pids.values():
            self._end(pid)
        self.pids = {}
        for held in self.held:
            held.close()
        (self.folder / "servers.json").unlink(missing_ok=True)
        if self.run.parent != self.folder:
            shutil.rmtree(self.run, ignore_errors=True)

    @classmethod
    def load(cls, folder):
        """The servers that an earlier `start` left running in this folder."""
        servers = cls(folder)
        saved = json.loads((servers.folder / "servers.json").read_text())
        servers.ports, servers.pids, servers.run = saved["ports"], saved["pids"], Path(saved["run"])
        return servers

    def facts(self):
        return {"host": self.host, "ports": self.ports, "ca_file": self.ca_file, "office": self.office,
                "officers": list(self.officers), "password": self.password, "pids": self.pids,
                "run": str(self.run)}

    # --- mail ---------------------------------------------------------------

    def deliver(self, user, *messages, folder=None, sender=""):
        """Straight into a mailbox by LMTP, as any mail from outside would end up."""
        if folder:
            user = user.replace("@", f"+{folder}@")
        with smtplib.LMTP("127.0.0.1", self.ports["lmtp"], timeout=PATIENCE) as lmtp:
            for message in messages:
                lmtp.sendmail(sender, [user], message)

    def send(self, sender, recipients, message, auth=False):
        """Through Exim. auth: True logs in as the sender, an address as that one."""
        recipients = [recipients] if isinstance(recipients, str) else recipients
        with smtplib.SMTP(self.host, self.ports["smtp"], timeout=PATIENCE) as smtp:
            smtp.starttls(context=self.tls())
            if auth:
                smtp.login(sender if auth is True else auth, self.password)
            smtp.sendmail(sender, recipients, message)

    def mailbox(self, user):
        imap = imaplib.IMAP4_SSL(self.host, self.ports["imaps"], ssl_context=self.tls(), timeout=PATIENCE)
        imap.login(user, self.password)
        return imap

    def mails(self, user, folder="INBOX"):
        """The whole mails of a folder, oldest first, left unseen."""
        with self.mailbox(user) as imap:
            if imap.select(folder, readonly=True)[1] == [b"0"]:
                return []
            return [row[1] for row in imap.fetch("1:*", "(BODY.PEEK[])")[1] if isinstance(row, tuple)]

    def settle(self):
        """Once Exim has delivered all that it took."""
        wait_until(lambda: not any((self.folder / "exim/spool/input").glob("*-H")), "an empty queue")

    def wait_for(self, user, n, folder="INBOX"):
        """The mails of a folder once there are n of them."""
        return wait_until(lambda: len(mails := self.mails(user, folder)) >= n and mails, f"mail {n} of {user} in {folder}")

    def tls(self):
        return ssl.create_default_context(cafile=self.ca_file)

    # --- inside -------------------------------------------------------------

    def _check_reachable(self):
        if os.getuid() != 0:
            return
        for folder in self.folder.parents:
            if not folder.stat().st_mode & stat.S_IXOTH:
                raise RuntimeError(f"{folder} is closed to other users, so servers run by {self.user} "
                                   f"cannot work in {self.folder}: choose another folder")

    def _make_certificates(self):
        if Path(self.ca_file).exists():
            return
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        (self.folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        for arguments in (
                ["req", "-x509", *key, "-days", "3650", "-subj", "/CN=docketd test CA",
                 "-addext", "keyUsage=critical,keyCertSign", "-keyout", "ca.key", "-out", "ca.pem"],
                ["req", *key, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr"],
                ["x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                 "-days", "3650", "-extfile", "names", "-out", "server.pem"]):
            done = subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"openssl {arguments[0]} failed: {done.stderr.strip()}")

    def _unpack_exim(self):
        done = subprocess.run([REPOSITORY / "tools/exim", Path(self.cache) / "exim"], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        shutil.copy(done.stdout.strip(), self.folder / "exim/exim4")

    def _write_files(self):
        words = {**self.ports, "folder": self.folder, "run": self.run, "user": self.user, "uid": self.uid,
                 "gid": self.gid, "group": self._group(), "password": self.password,
                 "authserv_id": AUTHSERV_ID, "authserv_pattern": re.escape(AUTHSERV_ID).replace("\\", "\\\\")}
        (self.folder / "dovecot.conf").write_text(DOVECOT_CONF.format(**words))
        (self.folder / "oauth2.conf").write_text(DOVECOT_OAUTH2.format(**words))
        key = self.folder / "oauth2-keys/default/HS256/default"
        key.parent.mkdir(parents=True, exist_ok=True)
        key.write_bytes(base64.b64encode(self.token_key))
        (self.folder / "tokens").touch()
        (self.folder / "exim.conf").write_text(EXIM_CONF.format(**words))
        # Exim looks up the user it was built for and refuses to run without it.
        (self.folder / "exim/passwd").write_text(
            f"{self.user}:x:{self.uid}:{self.gid}::/:/bin/false\n"
            f"Debian-exim:x:{self.uid}:{self.gid}::/:/bin/false\nroot:x:0:0::/:/bin/false\n")
        (self.folder / "exim/group").write_text(
            f"{self._group()}:x:{self.gid}:\nDebian-exim:x:{self.gid}:\nroot:x:0:\n")

    def _group(self):
        return grp.getgrgid(self.gid).gr_name

    def _command(self, server):
        if server == "dovecot":
            return ["/usr/sbin/dovecot", "-F", "-c", self.folder / "dovecot.conf"], None
        return ([self.folder / "exim/exim4", "-C", self.folder / "exim.conf", "-bdf", "-q2s"],
                {"PATH": "/usr/bin:/bin", "LD_PRELOAD": "libnss_wrapper.so",
                 "NSS_WRAPPER_PASSWD": str(self.folder / "exim/passwd"),
                 "NSS_WRAPPER_GROUP": str(self.folder / "exim/group")})

    def _hand_over(self):
        if os.getuid() == 0:
            for top in (self.folder, self.run):
                for path in [top, *top.rglob("*")]:
                    os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _spawn(self, words, environment):
        drop = {"user": self.uid, "group": self.gid, "extra_groups": []} if os.getuid() == 0 else {}
        with open(self.folder / "start.log", "ab") as note:
            child = subprocess.Popen([str(w) for w in words], cwd=self.folder, env=environment, stdout=note,
                                     stderr=note, stdin=subprocess.DEVNULL, start_new_session=True, **drop)
        return child.pid

    def _save(self):
        (self.folder / "servers.json").write_text(json.dumps(self.facts()))

    def _wait_port(self, server, name):
        def answers():
            try:
                socket.create_connection(("127.0.0.1", self.ports[name]), timeout=PATIENCE).close()
                return True
            except OSError:
                if not alive(self.pids[server], self.folder):
                    raise RuntimeError(f"no server on the {name} port: {self._complaints()}") from None
                return False

        wait_until(answers, f"the server on the {name} port")

    def _complaints(self):
        logs = ("start.log", "dovecot.log", "exim/mainlog", "exim/paniclog")
        texts = [(self.folder / log).read_text(errors="replace")[-500:] for log in logs
                 if (self.folder / log).exists()]
        return " | ".join(t.strip() for t in texts if t.strip())

    def _end(self, pid):
        """Both servers lead their own process group: first ask, then make sure."""
        if not alive(pid, self.folder):
            return                              # its number may be another's by now
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + 10             # a demo's user waits no longer for one that will not end
        while alive(pid, self.folder) and time.monotonic() < end:
            time.sleep(0.02)
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        try:
            os.waitpid(pid, 0)
        except ChildProcessError:
            pass                                # started by an earlier command, not by us


def main(words):
    if len(words) != 3 or words[1] not in ("start", "stop"):
        print(__doc__, file=sys.stderr)
        return 2
    folder = words[2]
    if (Path(folder) / "servers.json").exists():
        Servers.load(folder).stop()             # what a broken run left behind
    if words[1] == "start":
        servers = Servers(folder)
        servers.start()
        print(json.dumps(servers.facts()))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv))
    except RuntimeError as wrong:
        sys.exit(f"servers: {wrong}")
