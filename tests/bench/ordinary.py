#!/usr/bin/python3
"""docketd's job as a careful user would script it, with what Debian ships: imaplib, email, openpyxl,
sqlite3, smtplib. One mail after the other: fetched, parsed, its form read, one durable commit,
one letter over a kept connection, and only then flagged. --stay waits for more with IDLE.

  ordinary.py --imap PORT [--tls CA] --smtp PORT --user U --password P --db FILE [--stay]
"""
import datetime
import email
import email.header
import email.policy
import email.utils
import hashlib
import imaplib
import io
import json
import smtplib
import sqlite3
import ssl
import sys
import time

import openpyxl

import intake

IDLE_SECONDS = 1500


def text_of(value):
    """A cell's value as its file spells it."""
    if isinstance(value, datetime.datetime):
        return str((value.date() - intake.EPOCH).days)
    return None if value is None else str(value)


def read_form(data):
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    read = {sheet.title: {cell.coordinate: text_of(cell.value) for row in sheet.iter_rows() for cell in row} for sheet in book}
    hidden, form = read["_docketd"], intake.Form()
    names = book.defined_names
    for name in getattr(names, "definedName", None) or names.values():      # openpyxl 3.0 and 3.1
        for sheet, ref in name.destinations:
            form.name(name.name, ref, read[sheet])
    return {hidden[r]: hidden.get("B" + r[1:]) for r in hidden if r[0] == "A"}, form.values, form.findings


class Intake:
    def __init__(self, a):
        self.imap = imaplib.IMAP4_SSL("localhost", a.imap, ssl_context=ssl.create_default_context(cafile=a.tls)) if a.tls \
            else imaplib.IMAP4("127.0.0.1", a.imap)
        self.imap.login(a.user, a.password)
        self.imap.select("INBOX")
        self.smtp = smtplib.SMTP("127.0.0.1", a.smtp)
        self.smtp.ehlo()
        self.db = sqlite3.connect(a.db, isolation_level=None)
        for text in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", intake.SCHEMA):
            self.db.execute(text)

    def one(self, uid):
        (head, raw), *_ = self.imap.uid("FETCH", uid, "(INTERNALDATE BODY.PEEK[])")[1]
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        received = int(time.mktime(imaplib.Internaldate2tuple(head)))
        identity, values, findings, files = {}, [], [], []
        for part in mail.iter_attachments():
            data = part.get_payload(decode=True)
            files.append((part.get_filename(), len(data), hashlib.sha256(data).hexdigest()))
            if part.get_filename().endswith(".xlsx"):
                identity, values, findings = read_form(data)
        unit, period = identity.get("unit"), identity.get("period")
        self.db.execute("BEGIN IMMEDIATE")
        done = self.db.execute(intake.PUT, (hashlib.sha256(raw).hexdigest(), mail["Message-ID"], mail["From"], mail["Subject"], unit,
                                            identity.get("report"), period, received,
                                            *(json.dumps(x, ensure_ascii=False) for x in (values, findings, files))))
        self.db.execute("COMMIT")
        if done.rowcount:
            to = email.utils.parseaddr(mail["From"])[1]
            subject = email.header.Header(f"Đã nhận Báo cáo tháng {period} của {unit}", "utf-8").encode(linesep="\r\n")
            letter = intake.letter(done.lastrowid, to, subject, mail["Message-ID"], unit, period, received, findings, files)
            self.smtp.sendmail("", [to], letter.encode())
            self.db.execute("UPDATE report SET acked=1 WHERE id=?", (done.lastrowid,))
        self.imap.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")

    def sweep(self):
        for uid in self.imap.uid("SEARCH", "UNSEEN")[1][0].split():
            self.one(uid)

    def idle(self):
        """Until a mail is there (imaplib of Debian 12 has no IDLE of its own)."""
        tag = self.imap._new_tag()
        self.imap.send(tag + b" IDLE\r\n")
        self.imap.sock.settimeout(IDLE_SECONDS)
        try:
            while b" EXISTS" not in self.imap.readline():
                pass
        except TimeoutError:
            pass
        self.imap.sock.settimeout(None)
        self.imap.send(b"DONE\r\n")
        while not self.imap.readline().startswith(tag):
            pass


def main():
    ap = intake.arguments(__doc__)
    ap.add_argument("--stay", action="store_true")
    a = ap.parse_args()
    job = Intake(a)
    job.sweep()
    while a.stay:
        job.idle()
        job.sweep()
    job.smtp.quit()
    job.imap.logout()


if __name__ == "__main__":
    sys.exit(main())
