#!/usr/bin/python3
"""The bench's peer: docketd's job as the best Python script we can write.

Fetches many mails to a FETCH, splits and decodes bodies by hand, reads the form
through its defined names with zipfile and lxml, checks the fields, stores a whole
batch in one durable commit, keeps the raw mails (--archive), then acknowledges
each over one pipelined SMTP connection and flags the batch.

  peer.py --imap PORT [--tls CA] --smtp PORT --user U --password P --db FILE [--archive FOLDER]
"""
import argparse
import binascii
import ctypes
import datetime
import email.header
import email.parser
import email.utils
import hashlib
import imaplib
import io
import json
import os
import re
import smtplib
import sqlite3
import ssl
import sys
import time
import zipfile

from lxml import etree

from job import COLUMNS, FIELDS, REQUIRED, TABLE      # what the bench's form asks for

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CELL, VALUE = NS + "c", NS + "v"
HEADERS = email.parser.BytesHeaderParser()
EPOCH = datetime.date(1899, 12, 30)
BATCH = 8 << 20
SCHEMA = """
CREATE TABLE report(id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE NOT NULL, message_id TEXT, sender TEXT, subject TEXT,
    unit TEXT, kind TEXT, period TEXT, received INTEGER, form_values TEXT, findings TEXT, files TEXT, acked INTEGER DEFAULT 0)"""
LETTER = """From: =?utf-8?b?UGjDsm5nIGLDoW8gY8Ohbw==?= <baocao@pv05.example>\r
To: {to}\r
Subject: {subject}\r
In-Reply-To: {answers}\r
References: {answers}\r
Date: {date}\r
Message-ID: {id}\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="=_a"\r
\r
--=_a\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
Kính gửi: {unit}\r
\r
  Mã tiếp nhận : {code}\r
  Loại báo cáo : Báo cáo tháng, kỳ {period}\r
  Thời điểm nhận: {received}\r
  Kết quả      : {result}\r
{files}\r
Received on time; this says nothing yet about its content.\r
--=_a\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
<p>Kính gửi: {unit}</p><p>Mã tiếp nhận: {code}<br>Kỳ {period}<br>{received}<br>{result}</p><pre>{files}</pre>\r
--=_a--\r
"""


def decoded(value):
    return str(email.header.make_header(email.header.decode_header(value or "")))


def split_mail(raw):
    """Headers and [(file name, bytes)] of a mail with one flat multipart."""
    cut = raw.index(b"\r\n\r\n")
    head = HEADERS.parsebytes(raw[:cut + 4])
    mark = b"\r\n--" + head.get_boundary().encode()
    at, files = raw.index(mark, cut), []
    while raw[at + len(mark):at + len(mark) + 2] != b"--":
        body = raw.index(b"\r\n\r\n", at)
        end = raw.index(mark, body)
        part = HEADERS.parsebytes(raw[at + len(mark) + 2:body + 4])
        if name := part.get_filename():
            files.append((name, binascii.a2b_base64(memoryview(raw)[body + 4:end])))
        at = end
    return head, files


def cells(tree, shared):
    out = {}
    for c in tree.iter(CELL):
        if len(c):
            kind, first = c.get("t"), c[0]
            if kind == "inlineStr":
                out[c.get("r")] = first[0].text if len(first) == 1 else "".join(first.itertext())
            elif first.tag == VALUE:
                out[c.get("r")] = shared[int(first.text)] if kind == "s" else first.text
    return out


def canonical(kind, text):
    """The value as docketd stores it, or None where it is not of its type."""
    try:
        if kind == "integer":
            return text if text.isdigit() else str(int(float(text))) if float(text).is_integer() else None
        if kind == "decimal":
            return repr(float(text)).removesuffix(".0")
        if kind == "date":
            return (EPOCH + datetime.timedelta(int(float(text)))).isoformat()
    except ValueError:
        return None
    return text.strip()


def read_form(data):
    """Identity, [[field, row, value]] and findings of one of our forms."""
    book = zipfile.ZipFile(io.BytesIO(data))
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
        shared = ["".join(t.text or "" for t in si.iter(NS + "t"))
                  for si in etree.fromstring(book.read("xl/sharedStrings.xml")).iter(NS + "si")]
    workbook = etree.fromstring(book.read("xl/workbook.xml"))
    sheets = {s.get("name"): "xl/worksheets/sheet%d.xml" % n
              for n, s in enumerate(workbook.iter(NS + "sheet"), 1)}
    read = {name: cells(etree.fromstring(book.read(path)), shared) for name, path in sheets.items()}
    hidden = read["_docketd"]
    identity = {hidden[r]: hidden.get("B" + r[1:]) for r in hidden if r[0] == "A"}
    values, findings = [], []
    for name in workbook.iter(NS + "definedName"):
        sheet, _, ref = name.text.rpartition("!")
        grid, ref, kind = read.get(sheet.strip("'")), ref.replace("$", ""), name.get("name")
        if kind.startswith("d_"):
            put(values, findings, FIELDS, kind[2:], kind[2:], 0, grid.get(ref), ref)
        elif kind.startswith("t_"):
            read_table(values, findings, grid, ref)
    return identity, values, findings


def read_table(values, findings, grid, ref):
    first, last = (int(re.sub("[A-Z]", "", r)) for r in ref.split(":"))
    letters = [chr(ord(ref[0]) + n) for n in range(len(COLUMNS))]
    columns = [(letter, name, TABLE + "." + name) for letter, name in zip(letters, COLUMNS)]
    filled, get = 0, grid.get
    for line in map(str, range(first, last + 1)):
        row = [get(letter + line) for letter in letters]
        if any(row):
            filled += 1
            for text, (letter, name, field) in zip(row, columns):
                put(values, findings, COLUMNS, name, field, filled, text, letter + line)


def put(values, findings, kinds, name, field, row, text, place):
    if text is None or text == "":
        if name in REQUIRED:
            findings.append([place, "thiếu " + field])
        return
    value = canonical(kinds[name], text)
    if value is None or (value[0] == "-" and kinds[name] == "integer"):
        findings.append([place, "sai kiểu " + field])
    else:
        values.append([field, row, value])


class Smtp:
    """One connection, RFC 2920 groups: one round trip a letter."""

    def __init__(self, port):
        self.smtp = smtplib.SMTP("127.0.0.1", port)
        self.smtp.ehlo()
        self.socket, self.file, self.tail = self.smtp.sock, self.smtp.sock.makefile("rb"), b""

    def expect(self, *codes):
        for code in codes:
            line = self.file.readline()
            if line[:3] != code:
                raise RuntimeError(line)

    def send(self, to, text):
        begun = bool(self.tail)
        self.socket.sendall(self.tail + b"MAIL FROM:<>\r\nRCPT TO:<%s>\r\nDATA\r\n" % to)
        self.expect(*([b"250"] if begun else []), b"250", b"250", b"354")
        self.tail = text.replace(b"\r\n.", b"\r\n..") + b".\r\n"

    def flush(self):
        if self.tail:
            self.socket.sendall(self.tail)
            self.expect(b"250")
            self.tail = b""


class Archive:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.fd, self.syncfs = os.open(folder, os.O_RDONLY), ctypes.CDLL(None).syncfs

    def put(self, digest, raw):
        place = os.path.join(self.folder, digest[:2])
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, digest + ".new"), "wb") as f:
            f.write(raw)

    def settle(self, digests):
        """All of a batch on disk with one flush, then under their names with another."""
        self.syncfs(self.fd)
        for d in digests:
            path = os.path.join(self.folder, d[:2], d)
            os.rename(path + ".new", path)
        self.syncfs(self.fd)


def take(raw, received):
    head, files = split_mail(raw)
    row = {"sha256": hashlib.sha256(raw).hexdigest(), "message_id": head["Message-ID"], "sender": decoded(head["From"]),
           "subject": decoded(head["Subject"]), "received": received, "unit": None, "kind": None, "period": None,
           "values": [], "findings": [], "to": email.utils.parseaddr(head["From"])[1],
           "files": [(n, len(d), hashlib.sha256(d).hexdigest()) for n, d in files]}
    for name, data in files:
        if name.endswith(".xlsx"):
            identity, row["values"], row["findings"] = read_form(data)
            row["unit"], row["kind"], row["period"] = (identity[k] for k in ("unit", "report", "period"))
    return row


def store(db, rows):
    db.execute("BEGIN IMMEDIATE")
    for r in rows:
        done = db.execute("INSERT INTO report(sha256,message_id,sender,subject,unit,kind,period,received,form_values,findings,files)"
                          " VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                          (r["sha256"], r["message_id"], r["sender"], r["subject"], r["unit"], r["kind"], r["period"], r["received"],
                           *(json.dumps(r[k], ensure_ascii=False) for k in ("values", "findings", "files"))))
        r["id"] = done.lastrowid if done.rowcount else None
    db.execute("COMMIT")


def letter(r):
    words = {"to": r["to"], "answers": r["message_id"], "date": email.utils.formatdate(localtime=True),
             "subject": email.header.Header("Đã nhận Báo cáo tháng %s của %s" % (r["period"], r["unit"]), "utf-8").encode(linesep="\r\n"),
             "id": "<ack.%d@pv05.example>" % r["id"], "unit": r["unit"], "code": "TN-2024-%04d" % r["id"], "period": r["period"],
             "received": datetime.datetime.fromtimestamp(r["received"]).isoformat(),
             "result": "CẦN BỔ SUNG" if r["findings"] else "ĐÚNG HẠN",
             "files": "".join("    %d. %s (%d) %s\r\n" % (n, *f) for n, f in enumerate(r["files"], 1))}
    return LETTER.format(**words).encode()


def batches(sizes):
    batch, octets = [], 0
    for uid, size in sizes:
        if batch and octets + size > BATCH:
            yield batch
            batch, octets = [], 0
        batch.append(uid)
        octets += size
    if batch:
        yield batch


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--imap", "--smtp"):
        ap.add_argument(name, type=int, required=True)
    for name in ("--user", "--password", "--db"):
        ap.add_argument(name, required=True)
    ap.add_argument("--tls")
    ap.add_argument("--archive")
    a = ap.parse_args()
    imap = imaplib.IMAP4_SSL("localhost", a.imap, ssl_context=ssl.create_default_context(cafile=a.tls)) if a.tls \
        else imaplib.IMAP4("127.0.0.1", a.imap)
    imap.login(a.user, a.password)
    imap.select("INBOX")
    smtp, archive = Smtp(a.smtp), Archive(a.archive) if a.archive else None
    db = sqlite3.connect(a.db, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute(SCHEMA)
    rows = imap.uid("FETCH", "1:*", "(FLAGS RFC822.SIZE)")[1]
    sizes = [(re.search(rb"UID (\d+)", r)[1], int(re.search(rb"RFC822.SIZE (\d+)", r)[1]))
             for r in rows if r and rb"\\Seen" not in r]
    acked = []
    for batch in batches(sizes):
        taken = []
        items = imap.uid("FETCH", b",".join(batch), "(INTERNALDATE BODY.PEEK[])")[1]
        for n, item in enumerate(items):
            if isinstance(item, tuple):
                items[n] = None                     # one mail at a time stays in memory
                received = int(time.mktime(imaplib.Internaldate2tuple(item[0])))
                taken.append(take(item[1], received))
                if archive:
                    archive.put(taken[-1]["sha256"], item[1])
        if archive:
            archive.settle([r["sha256"] for r in taken])
        store(db, taken)
        for r in taken:
            if r["id"] is not None:
                smtp.send(r["to"].encode(), letter(r))
                acked.append((r["id"],))
        smtp.flush()
        imap.uid("STORE", b",".join(batch), "+FLAGS.SILENT", "(\\Seen)")
        db.executemany("UPDATE report SET acked=1 WHERE id=?", acked)
        acked = []
    imap.logout()


if __name__ == "__main__":
    sys.exit(main())
