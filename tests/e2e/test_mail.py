"""The mail room against a real Dovecot and a real Exim, through mailtool.c: TLS and its refusals,
whole messages, marks, waiting, sending. What no real server does is in tests/unit/mail_*.c.
"""
import contextlib
import socket
import ssl
import subprocess
import threading
import time

import pytest

from office import BUILD
from servers import OFFICE, PATIENCE

TOOL = BUILD / "e2e/mailtool"
DISTRICT = "CL@dongthap.example"
KEPT = "docketd"


class Tool:
    """mailtool for one account; refused() gives the sentence a refusal is told with."""

    def __init__(self, servers, user=OFFICE, tls="implicit", **changes):
        smtp = {"implicit": "smtps", "starttls": "smtp", "none": "smtp"}[tls]
        imap = {"implicit": "imaps", "starttls": "imap", "none": "imap"}[tls]
        self.ports = {"smtp": servers.ports[smtp], "imap": servers.ports[imap]}
        self.facts = {"host": "localhost", "tls": tls, "ca": servers.ca_file, "user": user,
                      "password": servers.password, **changes}

    def words(self, command, *words):
        f = self.facts
        port = f.get("port", self.ports["smtp" if command in ("send", "check") else "imap"])
        return [str(w) for w in (TOOL, f["host"], port, f["tls"], f["ca"], f["user"], f["password"], command, *words)]

    def run(self, *words, **how):
        return subprocess.run(self.words(*words), text=True, capture_output=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, **how)

    def __call__(self, *words):
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return [line.split() for line in done.stdout.splitlines()]

    def refused(self, *words):
        done = self.run(*words)
        assert done.returncode == 1
        return done.stderr

    def list(self, folder="INBOX"):
        """{uid: marked}"""
        return {int(row[0]): row[3] == "1" for row in self("list", folder)[1:]}

    def wait(self, folder="INBOX", seconds=2 * PATIENCE):
        """A running wait, once it waits; a byte to its stdin wakes it."""
        child = subprocess.Popen(self.words("wait", folder, seconds), text=True, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for line in child.stdout:
            if line == "waiting\n":
                return child
        raise AssertionError(child.stderr.read())


def mail(n, size=0):
    return f"From: {DISTRICT}\r\nSubject: mail {n}\r\n\r\n.dot\r\n{'x' * 70}\r\n".encode() + b"0123456789abcde\r\n" * (size // 17)


def boxed(servers, user, *sizes):
    """A fresh mailbox with these mails, uids 1, 2, ..."""
    servers.deliver(user, *(mail(n, size) for n, size in enumerate(sizes, 1)))
    return Tool(servers, user)


# --- TLS ---------------------------------------------------------------------

@pytest.mark.parametrize("tls", ["implicit", "starttls", "none"])
def test_messages_arrive_to_the_byte(servers, tmp_path, tls):
    user = f"{tls}@pv05.example"
    begun = int(time.time())
    boxed(servers, user, 0, 100, 200_000)
    tool = Tool(servers, user, tls)
    rows = tool("fetch", "INBOX", tmp_path, 1, 2, 3, 7)
    wanted = servers.mails(user)
    assert [(int(r[0]), int(r[1]), r[3]) for r in rows] == [(n, len(w), "1") for n, w in enumerate(wanted, 1)]
    assert [(tmp_path / str(n)).read_bytes() for n in (1, 2, 3)] == wanted
    assert begun <= int(rows[0][2]) <= time.time()                  # INTERNALDATE
    with servers.mailbox(user) as imap:
        imap.select("INBOX")
        assert imap.search(None, "SEEN")[1] == [b""]                # only looked at


@pytest.mark.parametrize("change, sentence", [
    ({"ca": ""}, "certificate refused: The certificate is NOT trusted"),
    ({"host": "127.1"}, "certificate refused: The certificate is NOT trusted. The name in the certificate does not match"),
    ({"password": "wrong"}, "login: the server refused"),
    ({"port": 1}, "cannot connect: Connection refused"),
    ({"ca": "/nonexistent"}, "/nonexistent: "),
])
def test_refusals_are_told(servers, change, sentence):
    for tls in ("implicit", "starttls"):
        assert sentence in Tool(servers, tls=tls, **change).refused("list", "INBOX")


def test_tls_where_none_is_spoken(servers):
    assert "greets before TLS" in Tool(servers, port=servers.ports["imap"]).refused("list", "INBOX")


@pytest.fixture(scope="module")
def yesterday(servers):
    """The port of a server whose certificate ended yesterday."""
    subprocess.run(["openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                    "-days", "-1", "-extfile", "names", "-out", "yesterday.pem"], cwd=servers.folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(servers.folder / "yesterday.pem", servers.folder / "server.key")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def answer():
            while True:
                try:
                    caller = listener.accept()[0]
                except OSError:                 # closed: the tests are over
                    return
                with caller, contextlib.suppress(OSError):      # he hangs up
                    context.wrap_socket(caller, server_side=True).close()
        threading.Thread(target=answer, daemon=True).start()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("words", [("list", "INBOX"), ("check",)])
def test_a_certificate_that_has_ended(servers, yesterday, words):
    told = Tool(servers, port=yesterday).refused(*words)
    assert "certificate" in told and "expired" in told


# --- folders and marks -------------------------------------------------------

def test_marks(servers):
    tool = boxed(servers, "marks@pv05.example", 0, 0, 0, 0, 0)
    assert tool.list() == dict.fromkeys((1, 2, 3, 4, 5), False)
    tool("mark", "INBOX", "keyword", KEPT, 1, 3)
    tool("mark", "INBOX", "keyword", KEPT, 3, 4, 99)                # twice and vanished: no matter
    tool("mark", "INBOX", "seen", "-", 2)
    tool("mark", "INBOX", "move", "Spam", 5)
    assert tool.list() == {1: True, 2: False, 3: True, 4: True}
    assert tool.list("Spam") == {1: False}
    assert "Mailbox doesn't exist" in tool.refused("mark", "INBOX", "move", "Nowhere", 1)
    assert "Mailbox doesn't exist" in tool.refused("list", "Nowhere")
    assert tool.list() == {1: True, 2: False, 3: True, 4: True}


def test_vietnamese_folder(servers):
    tool = boxed(servers, "vn@pv05.example", 0)
    with servers.mailbox("vn@pv05.example") as imap:
        assert imap.create('"Th&AbA- &- r&AOE-c"')[0] == "OK"    # RFC 3501, 5.1.3
    tool("mark", "INBOX", "move", "Thư & rác", 1)
    assert tool.list("Thư & rác") == {1: False}


def test_uidvalidity_changes_with_the_folder(servers):
    tool = boxed(servers, "again@pv05.example", 0)
    with servers.mailbox("again@pv05.example") as imap:
        imap.create("Box")
        before = tool("list", "Box")[0]
        imap.delete("Box")
        time.sleep(1.1)                                             # Dovecot takes it from the clock
        imap.create("Box")
    after = tool("list", "Box")[0]
    assert before[0] != after[0]
    assert before[2] == after[2] == "1"                             # keywords are kept


def test_expunged_in_between(servers, tmp_path):
    tool = boxed(servers, "gone@pv05.example", 0, 0, 0)
    with servers.mailbox("gone@pv05.example") as imap:
        imap.select("INBOX")
        imap.store("2", "+FLAGS", "\\Deleted")
        imap.expunge()
    assert [row[0] for row in tool("fetch", "INBOX", tmp_path, 1, 2, 3)] == ["1", "3"]


def test_many_scattered_messages(servers):
    tool = boxed(servers, "many@pv05.example", *[0] * 700)
    odd = range(1, 701, 2)                                          # more ranges than one command holds
    assert [int(row[0]) for row in tool("fetch", "INBOX", "-", *odd)] == list(odd)
    tool("mark", "INBOX", "keyword", KEPT, *odd)
    assert [uid for uid, marked in tool.list().items() if marked] == list(odd)


def test_large_message_in_little_memory(servers, tmp_path):
    tool = boxed(servers, "large@pv05.example", 30_000_000)
    done = tool.run("fetch", "INBOX", tmp_path, 1)
    assert int(done.stderr.split("peak ")[1].split()[0]) < 25_000   # KiB
    assert (tmp_path / "1").read_bytes() == servers.mails("large@pv05.example")[0]


# --- waiting -----------------------------------------------------------------

def test_new_mail_ends_the_wait(servers):
    child = boxed(servers, "wait@pv05.example", 0).wait()
    servers.deliver("wait@pv05.example", mail(2))
    assert child.stdout.read() == "1\n"
    child.communicate()


def test_wait_is_woken_or_runs_out(servers):
    tool = boxed(servers, "bell@pv05.example", 0)
    child = tool.wait()
    assert child.communicate("x", timeout=PATIENCE)[0] == "0\n"
    child = tool.wait(seconds=1)
    assert child.stdout.read() == "0\n"
    child.communicate()


def test_server_goes_down_while_waited_for(servers):
    tool = boxed(servers, "down@pv05.example", 0)
    child = tool.wait()
    servers.stop_one("dovecot")
    out, err = child.communicate(timeout=PATIENCE)
    assert child.returncode == 1 and out == "-1\n"
    assert "waiting for mail" in err
    assert "cannot connect" in tool.refused("list", "INBOX")
    servers.start_one("dovecot")
    assert tool.list() == {1: False}


# --- sending -----------------------------------------------------------------

@pytest.fixture
def letter(tmp_path):
    file = tmp_path / "letter.eml"
    file.write_bytes(b"From: " + OFFICE.encode() + b"\r\nSubject: T1\r\n\r\n.one dot\r\n..two\r\n.\r\nend\r\n")
    return file


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_letter_arrives_as_written(servers, letter, tls):
    to, other = f"letter-{tls}@dongthap.example", f"other-{tls}@dongthap.example"
    tool = Tool(servers, tls=tls)
    tool("check")
    assert tool("send", "", letter, to, other)[0][:2] == ["0", "250"]
    for address in (to, other):
        arrived = servers.wait_for(address, 1)[0]
        assert arrived.startswith(b"Return-Path: <>\r\n")
        assert arrived.endswith(letter.read_bytes().split(b"Subject", 1)[1])
        assert b"dmarc=pass header.from=pv05.example" in arrived


@pytest.mark.parametrize("to, result", [
    ("nosuchuser@dongthap.example", "3 550 550 5.1.1 no such user here"),
    ("overquota@dongthap.example", "6 550 550 5.4.5 daily sending quota exceeded"),
    ("fullbox@dongthap.example", "1 451 451 4.2.2 mailbox full"),
    ("someone@elsewhere.invalid", "4 550 550 5.7.1 relay not permitted"),
    ("a@b.example\r\nDATA", "3 0 a recipient's address holds a character that no address may hold"),
])
def test_refused_recipients(servers, letter, to, result):
    assert " ".join(Tool(servers, tls="starttls")("send", "", letter, to)[0]) == result


@pytest.mark.parametrize("change, result", [
    ({"password": "wrong"}, ["7", "535"]),
    ({"ca": ""}, ["7", "0"]),
    ({"host": "mx.localhost"}, ["7", "0"]),
    ({"port": 1}, ["7", "0"]),
    ({"user": ""}, ["7", "550"]),
])
def test_refused_connections(servers, letter, change, result):
    tool = Tool(servers, tls="starttls", **change)
    assert tool("send", OFFICE, letter, DISTRICT)[0][:2] == result
    if "user" not in change:
        assert tool.run("check").returncode == 1


def test_exim_goes_down_and_comes_back(servers, letter):
    tool = Tool(servers)
    servers.stop_one("exim")
    assert tool("send", "", letter, DISTRICT)[0][:2] == ["7", "0"]
    servers.start_one("exim")
    assert tool("send", "", letter, DISTRICT)[0][:2] == ["0", "250"]
