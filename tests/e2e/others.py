"""A second server of each kind, unpacked and run as an ordinary user on loopback: Courier IMAP beside Dovecot,
Postfix beside Exim. What docketd was tried on alone it believes in too easily.
"""
import contextlib
import os
import socket
import subprocess
import threading
import time
from pathlib import Path

from servers import REPOSITORY, reserved_port


def unpacked(servers, name, *packages):
    done = subprocess.run([REPOSITORY / "tools/unpack", Path(servers.cache) / name, *packages], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return Path(done.stdout.strip())


class Courier:
    """One mailbox, read by Courier's imapd: a process for each connection, logged in already (its own login needs a
    daemon of root's). No UIDNEXT, folders below INBOX, and a text of its own for mails that vanish."""

    def __init__(self, servers, folder):
        self.servers, self.maildir = servers, Path(folder) / "Maildir"
        self.root = unpacked(servers, "courier", "courier-imap", "courier-base", "courier-authlib", "libcourier-unicode4", "libgamin0")
        self.serial, self.children = 0, []
        for box in (self.maildir, self.maildir / ".Spam"):
            for part in ("cur", "new", "tmp"):
                (box / part).mkdir(parents=True)
        (self.maildir / ".Spam/maildirfolder").touch()
        self.own()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def own(self):
        if os.getuid() == 0:
            for path in [self.maildir, *self.maildir.rglob("*")]:
                os.chown(path, self.servers.uid, self.servers.gid)

    def deliver(self, mail, folder="."):
        self.serial += 1
        (self.maildir / folder / "new" / f"{int(time.time())}.{self.serial}.here").write_bytes(mail.replace(b"\r\n", b"\n"))
        self.own()

    def _listen(self):
        drop = {"user": self.servers.uid, "group": self.servers.gid, "extra_groups": []} if os.getuid() == 0 else {}
        libraries = f"{self.root}/usr/lib:{self.root}/usr/lib/x86_64-linux-gnu"
        while True:
            try:
                caller = self.listener.accept()[0]
            except OSError:
                return
            with caller:
                child = subprocess.Popen(
                    [self.root / "usr/bin/imapd", "Maildir"], cwd=self.maildir.parent, stdin=caller, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    env={"LD_LIBRARY_PATH": libraries, "AUTHENTICATED": "me", "AUTHADDR": "me", "HOME": str(self.maildir.parent),
                         "MAILDIR": "./Maildir", "IMAP_KEYWORDS": "1", "IMAP_CAPABILITY": "IMAP4rev1 UIDPLUS"}, **drop)
                self.children.append(child)
                threading.Thread(target=self._pass_on, args=(child.stdout, caller.dup()), daemon=True).start()

    @staticmethod
    def _pass_on(said, caller):
        """All but the complaint that no daemon tells it of changes."""
        with said, caller, contextlib.suppress(OSError):
            for line in iter(said.readline, b""):
                if b"[ALERT] Filesystem notification" not in line:
                    caller.sendall(line)

    def stop(self):
        self.listener.close()
        for child in self.children:
            child.kill()
            child.wait()


MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {root}/usr/lib/postfix/sbin
command_directory = {root}/usr/sbin
meta_directory = {root}/etc/postfix
shlib_directory = {root}/usr/lib/postfix
hash_queue_names = none
mail_owner = postfix
setgid_group = postdrop
default_privs = daemon
import_environment = LD_PRELOAD LD_LIBRARY_PATH UID_WRAPPER UID_WRAPPER_ROOT NSS_WRAPPER_PASSWD NSS_WRAPPER_GROUP MAIL_CONFIG
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.pv05.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
relay_domains = dongthap.example, pv05.example
relay_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{h-thap-muoi@dongthap.example = 550 5.1.1 no such user here}} }}
smtpd_sender_restrictions = {senders}
smtpd_tls_cert_file = {cert}/server.pem
smtpd_tls_key_file = {cert}/server.key
smtpd_tls_security_level = encrypt
"""
SERVICES = """
pickup pickup n 1
cleanup cleanup n 0
qmgr qmgr n 1
rewrite trivial-rewrite - -
bounce bounce - 0
defer bounce - 0
trace bounce - 0
flush flush n 0
lmtp lmtp - -
smtp smtp - -
error error - -
proxymap proxymap - -
tlsmgr tlsmgr - 1
anvil anvil - 1
showq showq n -
"""
USERS = "root:x:0:0::/:/bin/false\npostfix:x:501:501::/:/bin/false\ndaemon:x:502:502::/:/bin/false\nnobody:x:65534:65534::/:/bin/false\n"
GROUPS = "root:x:0:\npostfix:x:501:\ndaemon:x:502:\npostdrop:x:503:\nnogroup:x:65534:\n"


class Postfix:
    """Delivers into the mailboxes of the usual servers. Postfix runs for root only; a wrapper lets it think so."""

    def __init__(self, servers, folder, senders=""):
        root, folder = unpacked(servers, "postfix", "postfix"), Path(folder) / "postfix"
        self.held = reserved_port()
        self.port = self.held.getsockname()[1]
        for part in ("conf", "data", *(f"queue/{q}" for q in "active bounce corrupt defer deferred flush hold incoming private saved trace "
                                        "maildrop public pid".split())):
            (folder / part).mkdir(parents=True)
        words = {"folder": folder, "root": root, "lmtp": servers.ports["lmtp"], "cert": servers.folder, "senders": senders}
        (folder / "conf/main.cf").write_text(MAIN_CF.format(**words))
        rows = [row.split() for row in SERVICES.split("\n") if row]
        (folder / "conf/master.cf").write_text(f"{self.port} inet n - n - - smtpd\npostlog unix-dgram n - n - 1 postlogd\n" + "".join(
            f"{name} unix {private} - n - {most} {command}\n" for name, command, private, most in rows))
        (folder / "passwd").write_text(USERS)
        (folder / "group").write_text(GROUPS)
        self.log = folder / "log"
        drop = {}
        if os.getuid() == 0:
            drop = {"user": servers.uid, "group": servers.gid, "extra_groups": []}
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, servers.uid, servers.gid)
        self.child = subprocess.Popen(
            [root / "usr/lib/postfix/sbin/master", "-d", "-c", folder / "conf"], cwd=folder / "queue", stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=open(folder / "start.log", "wb"), start_new_session=True, **drop,
            env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": str(root / "usr/lib/postfix"), "LD_PRELOAD": "libnss_wrapper.so libuid_wrapper.so",
                 "UID_WRAPPER": "1", "UID_WRAPPER_ROOT": "1", "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
                 "NSS_WRAPPER_GROUP": str(folder / "group"), "MAIL_CONFIG": str(folder / "conf")})
        self._wait()

    def _wait(self):
        for _ in range(300):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as s:
                    if s.recv(3) == b"220":
                        return
            except OSError:
                pass
            if self.child.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"no Postfix: {self.log.read_text() if self.log.exists() else 'no log'}")

    def stop(self):
        self.held.close()
        self.child.terminate()
        self.child.wait(timeout=30)
