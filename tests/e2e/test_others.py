"""docketd on a second server of each kind: the same stories on Dovecot and Courier, on Exim and Postfix."""
import contextlib
import os
import tempfile
from pathlib import Path
import shutil
import socket
import threading
import time

import pytest

from office import Office, open_folder
from others import Courier, Postfix
from test_path import append, mail


def letter(n):
    return (f"From: h{n}@dongthap.example\r\nSubject: Bao cao 6 thang {n}\r\nMessage-ID: <{n}@dongthap.example>\r\n"
            f"Date: Tue, 6 Jun 2023 07:0{n}:00 +0700\r\n\r\nxin chao {n}\r\n").encode()


class Boxes:
    """A mailbox of either server, by what a story does to it."""

    def __init__(self, kind, servers, folder):
        self.kind, self.servers, self.folder = kind, servers, folder
        self.address = f"{folder.name[-20:].strip('-_').lower()}-{kind}@pv05.example".replace("_", "-")
        self.courier = Courier(servers, folder) if kind == "courier" else None

    def office(self, **changes):
        login = {} if self.kind == "dovecot" else {"mailbox": {"server": {
            "host": "127.0.0.1", "port": self.courier.port, "tls": "none", "user": "me", "password_file": self.folder / "office/password"}}}
        return Office(self.servers, self.folder / "office", address=self.address, **{**login, **changes})

    def maildir(self):
        return self.courier.maildir if self.courier else self.servers.folder / "mail" / self.address / "Maildir"

    def deliver(self, *mails, spam=False):
        for one in mails:
            if self.courier:
                self.courier.deliver(one, ".Spam" if spam else ".")
            else:
                self.servers.deliver(self.address, one, folder="Spam" if spam else None, sender="h@dongthap.example")

    def own(self):
        if os.getuid() == 0:
            for path in [self.maildir(), *self.maildir().rglob("*")]:
                os.chown(path, self.servers.uid, self.servers.gid)


@pytest.fixture(params=["dovecot", "courier"])
def box(servers, tmp_path, request):
    folder = open_folder(tmp_path)
    folder.chmod(0o755)
    made = Boxes(request.param, servers, folder)
    yield made
    if made.courier:
        made.courier.stop()


def outcomes(desk):
    return desk.rows("SELECT folder, uid, outcome FROM message ORDER BY folder, uid")


def test_every_mail_once(box):
    desk = box.office()
    box.deliver(letter(1), letter(2))
    box.deliver(letter(3), spam=True)
    desk.once()
    assert outcomes(desk) == [("INBOX", 1, "review"), ("INBOX", 2, "review"), ("Spam", 1, "review")]
    box.deliver(letter(4))
    desk.once()
    desk.once()
    assert len(outcomes(desk)) == 4
    assert desk.rows("SELECT count(*) FROM message WHERE marked = 0") == [(0,)]
    assert "IMAP           ổn" in desk.run("docketctl", "check").stdout
    desk.rebuilt()


def test_a_mailbox_put_back_from_a_copy_loses_nothing(box):
    desk = box.office()
    box.deliver(letter(1), letter(2))
    desk.once("--now", "2026-01-05T08:00")
    copy = box.folder / "copy"
    shutil.copytree(box.maildir(), copy)
    box.deliver(letter(3), letter(4))
    desk.once("--now", "2026-01-05T08:10")
    shutil.rmtree(box.maildir())
    shutil.copytree(copy, box.maildir())
    box.own()
    box.deliver(letter(5), letter(6))
    desk.once("--now", "2026-01-06T09:00")
    assert desk.rows("SELECT count(*), count(DISTINCT sha256) FROM message WHERE outcome <> 'duplicate'") == [(6, 6)]
    desk.rebuilt()


class Meddler:
    """Passes everything on, and lets another session act just before a text is asked for."""

    def __init__(self, port, act):
        self.to, self.act, self.listener = port, act, socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                caller = self.listener.accept()[0]
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.to))
            for here, there, watch in ((caller, server, True), (server, caller, False)):
                threading.Thread(target=self._pass_on, args=(here, there, watch), daemon=True).start()

    def _pass_on(self, here, there, watch):
        with contextlib.suppress(OSError):
            while data := here.recv(65536):
                if watch and b"BODY.PEEK" in data:
                    self.act()
                there.sendall(data)
            there.shutdown(socket.SHUT_WR)


def test_mails_that_vanish_between_list_and_fetch_have_no_row(servers, tmp_path):
    folder = open_folder(tmp_path)
    folder.chmod(0o755)
    box = Boxes("courier", servers, folder)
    try:
        box.deliver(*(letter(n) for n in range(1, 6)))

        def act():
            for file in box.maildir().rglob("*.here*"):
                if any(f".{n}.here" in file.name for n in (2, 4)):
                    file.unlink(missing_ok=True)
        box.courier.port = (meddler := Meddler(box.courier.port, act)).port
        desk = box.office()
        said = desk.once()
        assert desk.rows("SELECT uid, outcome FROM message ORDER BY uid") == [(n, "review") for n in (1, 3, 5)]
        assert said.count("was removed from the mailbox before it could be read") == 2
        meddler.listener.close()
    finally:
        box.courier.stop()


def test_a_folder_that_is_not_there_is_told_with_those_that_are(box):
    desk = box.office()
    desk.conf.write_text(desk.conf.read_text().replace('mailbox = { ', 'mailbox = { folders = ( "INBOX", "Thư cũ" ); '))
    box.deliver(letter(1))
    said = desk.once()
    assert "Thư cũ: there is no such folder, and it is passed over; there are: " in said and "INBOX" in said and "Spam" in said
    assert "Spam" in desk.run("docketctl", "check").stdout


# --- Postfix --------------------------------------------------------------------------------

@contextlib.contextmanager
def postfix(servers, tmp_path, **more):
    with tempfile.TemporaryDirectory(prefix="docketd-mta-") as short:   # a socket's path has 107 bytes at most
        folder = Path(short)
        folder.chmod(0o755)
        server = Postfix(servers, folder, **more)
        try:
            yield server
        finally:
            server.stop()


def office_on(servers, server, folder, address):
    secret = folder / "office/password"
    return Office(servers, folder / "office", address=address, sending={"retry_first": 1, "server": {
        "host": "localhost", "ca_file": servers.ca_file, "port": server.port, "tls": "starttls"}}), secret


def test_letters_go_out_by_postfix(servers, tmp_path):
    with postfix(servers, tmp_path) as server:
        desk, _ = office_on(servers, server, tmp_path, "by-postfix@pv05.example")
        assert "SMTP           ổn" in desk.run("docketctl", "check").stdout
        append(desk, mail(desk, "h-lap-vo", "Báo cáo 6 tháng"), time.time())
        append(desk, mail(desk, "h-thap-muoi", "Báo cáo 6 tháng"), time.time())
        desk.once()
        states = dict(desk.rows("SELECT recipient, state FROM letter WHERE recipient LIKE '%@dongthap.example'"))
        assert states["h-lap-vo@dongthap.example"] == "sent" and states["h-thap-muoi@dongthap.example"] == "failed"
        assert servers.wait_for("h-lap-vo@dongthap.example", 1)
        desk.rebuilt()


def test_postfix_refuses_the_empty_sender(servers, tmp_path):
    with postfix(servers, tmp_path, senders="check_sender_access inline:{ {<> = 553 5.1.7 no empty sender} }") as server:
        desk, _ = office_on(servers, server, tmp_path, "no-empty@pv05.example")
        append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng"), time.time())
        said = desk.once()
        assert desk.rows("SELECT state FROM letter WHERE recipient = 'h-tam-nong@dongthap.example'") == [("sent",)]
        assert "takes no empty envelope sender" in said
