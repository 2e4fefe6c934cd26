#!/usr/bin/python3
"""docketd's job in one Python process, as fast as one gets.

IMAP by hand: the next batch is asked for before the one at hand is read, the flags are not
waited for. Bodies are split and decoded by hand, the form is read with expat, a batch is
one durable commit, and a letter's envelope follows the text of the one before (RFC 2920).

  fast.py --imap PORT [--tls CA] --smtp PORT --user U --password P --db FILE [--archive FOLDER]
"""
import base64
import binascii
import ctypes
import datetime
import email.header
import hashlib
import io
import json
import os
import re
import socket
import sqlite3
import ssl
import sys
import urllib.parse
import zipfile
from xml.parsers import expat

import intake

BATCH = 4 << 20
INSIDE = {"v", "is", "t", "r"}                # of a cell
NAME = re.compile(rb"filename(\*?)=(?:\"([^\"]*)\"|utf-8''([^\s;]+))")
WORD = re.compile(r"=\?utf-8\?b\?([^?]*)\?=\s*", re.I)


class Line:
    """A connection that is read by lines and by octets."""

    def __init__(self, port, tls=None):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.socket = ssl.create_default_context(cafile=tls).wrap_socket(self.socket, server_hostname="localhost")
        self.file = self.socket.makefile("rb", 1 << 18)
        self.file.readline()
        self.send, self.line, self.octets = self.socket.sendall, self.file.readline, self.file.read


class Imap(Line):
    def __init__(self, port, tls, user, password):
        super().__init__(port, tls)
        self.tags = 0
        for text in (f'LOGIN "{user}" "{password}"', "SELECT INBOX"):
            self.until(self.ask(text))

    def ask(self, text):
        self.tags += 1
        self.send(b"a%d %s\r\n" % (self.tags, text.encode()))
        return b"a%d " % self.tags

    def until(self, tag):
        """The untagged lines before the answer to tag; those to flags that nobody waited for are passed over."""
        lines = []
        while not (line := self.line()).startswith(tag):
            lines.append(line)
        if line[len(tag):len(tag) + 2] != b"OK":
            raise RuntimeError(line)
        return lines

    def mails(self, tag):
        """(received, raw) of each mail of a FETCH."""
        while not (line := self.line()).startswith(tag):
            if b" BODY[] {" in line:
                received = re.search(rb'INTERNALDATE "([^"]+)"', line)[1].decode().strip()
                raw = self.octets(int(line[line.rindex(b"{") + 1:-3]))
                yield int(datetime.datetime.strptime(received, "%d-%b-%Y %H:%M:%S %z").timestamp()), raw


class Smtp(Line):
    """One connection, RFC 2920 groups: one round trip a letter."""

    def __init__(self, port):
        super().__init__(port)
        self.send(b"EHLO localhost\r\n")
        while self.line()[3:4] == b"-":
            pass
        self.tail = b""

    def expect(self, *codes):
        for code in codes:
            if (line := self.line())[:3] != code:
                raise RuntimeError(line)

    def letter(self, to, text):
        begun = bool(self.tail)
        self.send(self.tail + b"MAIL FROM:<>\r\nRCPT TO:<%s>\r\nDATA\r\n" % to.encode())
        self.expect(*([b"250"] if begun else []), b"250", b"250", b"354")
        self.tail = text.encode().replace(b"\r\n.", b"\r\n..") + b".\r\n"

    def flush(self):
        if self.tail:
            self.send(self.tail)
            self.expect(b"250")
            self.tail = b""


class Archive:
    def __init__(self, folder):
        self.folder, self.new = folder, []
        os.makedirs(folder, exist_ok=True)
        self.fd, self.syncfs = os.open(folder, os.O_RDONLY), ctypes.CDLL(None).syncfs

    def put(self, digest, raw):
        place = os.path.join(self.folder, digest[:2])
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, digest + ".new"), "wb") as f:
            f.write(raw)
        self.new.append(os.path.join(place, digest))

    def settle(self):
        """All of a batch on disk with one flush, then under their names with another."""
        self.syncfs(self.fd)
        for path in self.new:
            os.rename(path + ".new", path)
        self.new = []
        self.syncfs(self.fd)


def headers(raw, start, end):
    """{lower-case name: value}; folded lines are joined."""
    text = raw[start:end].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ").decode()
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in text.split("\r\n"))}


def decoded(value):
    if "=?" not in value:
        return value
    text = WORD.sub(lambda m: base64.b64decode(m[1]).decode(), value)
    return text if "=?" not in text else str(email.header.make_header(email.header.decode_header(value)))


def split_mail(raw):
    """Headers and [(file name, bytes)] of a mail with one flat multipart."""
    cut = raw.index(b"\r\n\r\n")
    head, files = headers(raw, 0, cut), []
    mark = b"\r\n--" + re.search('boundary="?([^";]+)', head["content-type"])[1].encode()
    at = raw.index(mark, cut)
    while raw[at + len(mark):at + len(mark) + 2] != b"--":
        body = raw.index(b"\r\n\r\n", at)
        end = raw.index(mark, body)
        if name := NAME.search(raw, at, body):
            name = urllib.parse.unquote(name[3].decode()) if name[1] else name[2].decode()
            files.append((name, binascii.a2b_base64(memoryview(raw)[body + 4:end])))
        at = end
    return head, files


def parsed(data, start, text=None, end=None):
    p = expat.ParserCreate()
    p.buffer_text, p.StartElementHandler, p.CharacterDataHandler, p.EndElementHandler = True, start, text, end
    p.Parse(data, True)


def shared_strings(data):
    out = []

    def start(name, _):
        if name == "si":
            out.append("")

    def text(t):
        out[-1] += t
    parsed(data, start, text)
    return out


def cells(data, shared):
    """The text of every cell by its reference."""
    out, at, kind = {}, None, None

    def start(name, given):
        nonlocal at, kind
        if name == "c":
            at, kind = given["r"], given.get("t")
        elif name not in INSIDE:
            at = None

    def text(t):
        if kind == "s":
            out[at] = shared[int(t)]
        else:
            out[at] = out[at] + t if at in out else t
    parsed(data, start, text)
    return out


def read_form(data):
    """Identity, values and findings of one of our forms."""
    book = zipfile.ZipFile(io.BytesIO(data))
    shared = shared_strings(book.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in book.NameToInfo else []
    sheets, names = [], []

    def start(tag, given):
        if tag == "sheet":
            sheets.append(given["name"])
        elif tag == "definedName":
            names.append([given["name"], ""])

    def text(t):
        if names:
            names[-1][1] += t
    parsed(book.read("xl/workbook.xml"), start, text)
    read = {name: cells(book.read("xl/worksheets/sheet%d.xml" % n), shared) for n, name in enumerate(sheets, 1)}
    hidden, form = read["_docketd"], intake.Form()
    for name, place in names:
        sheet, _, ref = place.rpartition("!")
        form.name(name, ref, read.get(sheet.strip("'")))
    return {hidden[r]: hidden.get("B" + r[1:]) for r in hidden if r[0] == "A"}, form.values, form.findings


def take(raw, received):
    head, files = split_mail(raw)
    row = {"sha256": hashlib.sha256(raw).hexdigest(), "message_id": head["message-id"], "sender": decoded(head["from"]),
           "subject": decoded(head["subject"]), "received": received, "unit": None, "report": None, "period": None,
           "values": [], "findings": [], "to": re.search("<?([^<>]+)>?$", head["from"])[1],
           "files": [(n, len(d), hashlib.sha256(d).hexdigest()) for n, d in files]}
    for name, data in files:
        if name.endswith(".xlsx"):
            identity, row["values"], row["findings"] = read_form(data)
            row.update(identity)
    return row


def store(db, rows, acked):
    db.execute("BEGIN IMMEDIATE")
    db.executemany("UPDATE report SET acked=1 WHERE id=?", acked)
    for r in rows:
        done = db.execute(intake.PUT, (*(r[k] for k in ("sha256", "message_id", "sender", "subject", "unit", "report", "period", "received")),
                                       *(json.dumps(r[k], ensure_ascii=False) for k in ("values", "findings", "files"))))
        r["id"] = done.lastrowid if done.rowcount else None
    db.execute("COMMIT")


def acknowledge(smtp, r):
    subject = "=?utf-8?b?%s?=" % base64.b64encode(f"Đã nhận Báo cáo tháng {r['period']} của {r['unit']}".encode()).decode()
    smtp.letter(r["to"], intake.letter(r["id"], r["to"], subject, r["message_id"], r["unit"], r["period"], r["received"],
                                       r["findings"], r["files"]))


def batches(rows):
    batch, octets = [], 0
    for row in rows:
        if b" FETCH (" not in row or b"\\Seen" in row:
            continue
        uid, size = (re.search(word + rb" (\d+)", row)[1] for word in (b"UID", b"RFC822.SIZE"))
        if batch and octets + int(size) > BATCH:
            yield ",".join(batch)
            batch, octets = [], 0
        batch.append(uid.decode())
        octets += int(size)
    if batch:
        yield ",".join(batch)


def main():
    ap = intake.arguments(__doc__)
    ap.add_argument("--archive")
    a = ap.parse_args()
    imap, smtp = Imap(a.imap, a.tls, a.user, a.password), Smtp(a.smtp)
    archive = Archive(a.archive) if a.archive else None
    db = sqlite3.connect(a.db, isolation_level=None)
    for text in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", intake.SCHEMA):
        db.execute(text)
    todo = list(batches(imap.until(imap.ask("UID FETCH 1:* (FLAGS RFC822.SIZE)"))))
    asked, acked = [], []
    for n, batch in enumerate(todo):
        for ahead in todo[len(asked):n + 2]:
            asked.append(imap.ask(f"UID FETCH {ahead} (INTERNALDATE BODY.PEEK[])"))
        taken = []
        for received, raw in imap.mails(asked[n]):
            taken.append(take(raw, received))
            if archive:
                archive.put(taken[-1]["sha256"], raw)
            del raw                                 # one mail at a time stays in memory
        if archive:
            archive.settle()
        store(db, taken, acked)
        new = [r for r in taken if r["id"] is not None]
        for r in new:
            acknowledge(smtp, r)
        smtp.flush()
        acked = [(r["id"],) for r in new]
        imap.ask(f"UID STORE {batch} +FLAGS.SILENT (\\Seen)")
    store(db, [], acked)
    imap.until(imap.ask("LOGOUT"))


if __name__ == "__main__":
    sys.exit(main())
