"""What a child of the reader inherits and touches, counted and not timed: every mapping and every page costs each mail."""
import os
import re
import socket
import struct
import subprocess
from pathlib import Path

import pytest

from office import BUILD

CORPUS = Path(__file__).parent.parent / "corpus/mail"
MAIL = b"From: a@b.example\nSubject: x\n\nhello\n"
MAPPINGS, PRIVATE, PSS = 25, 6, 2048                    # PSS of the waiting service in KiB
FAULTS = 29                             # 25; some more where the page cache holds the program in other pieces


class Service:
    def __init__(self, option="--serve"):
        self.sock, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.child = subprocess.Popen([BUILD / "docket-reader", option, "1"], stdin=theirs, env={"LD_BIND_NOW": "1", "G_SLICE": "always-malloc"})
        theirs.close()
        self.mails = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()
        assert self.child.wait() == 0

    def read(self, mail):
        fd = os.memfd_create("mail")
        os.write(fd, mail)
        self.mails += 1
        socket.send_fds(self.sock, [struct.pack("QQ", self.mails, len(mail))], [fd])
        os.close(fd)
        message, (answer,), _, _ = socket.recv_fds(self.sock, 64, 1)
        number, size, status = struct.unpack("QQi4x", message)
        text = os.pread(answer, size, 0)
        os.close(answer)
        assert (number, size, status) == (self.mails, len(text), 0)
        return text

    def faults(self):
        """Of all children so far."""
        with open(f"/proc/{self.child.pid}/stat") as stat:
            return int(stat.read().rsplit(")", 1)[1].split()[8])

    def mappings(self):
        with open(f"/proc/{self.child.pid}/smaps") as smaps:
            return re.split(r"(?m)^(?=[0-9a-f]+-[0-9a-f]+ )", smaps.read())[1:]


def number(mapping, key):
    return int(re.search(rf"\n{key}:\s+(\d+)", mapping)[1])


def test_a_child_inherits_and_touches_little():
    if not os.path.exists(BUILD / "docket-ordinary"):
        pytest.skip("built without docket-ordinary")
    with Service() as service:
        assert b"hello" in service.read(MAIL)
        before = service.faults()
        for _ in range(20):
            service.read(MAIL)
        assert (service.faults() - before) / 20 <= FAULTS
        try:
            mappings = service.mappings()
        except PermissionError:
            pytest.skip("only root may look at a process that is not dumpable")
        inherited = [m for m in mappings if " dc" not in m.rsplit("VmFlags:", 1)[1]]
        assert len(inherited) <= MAPPINGS
        assert sum(number(m, "Anonymous") > 0 for m in inherited) <= PRIVATE
        assert sum(number(m, "Pss") for m in mappings) <= PSS


def test_both_services_read_the_same():
    """A mail stays with the ordinary service or goes on to the one with everything."""
    mails = sorted(CORPUS.glob("*.eml"))
    assert mails
    with Service() as service, Service("--serve-whole") as whole:
        for mail in mails:
            assert service.read(mail.read_bytes()) == whole.read(mail.read_bytes()), mail.name
