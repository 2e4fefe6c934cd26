"""What the bench's two Python scripts have in common: their table, the form's rules, the letter."""
import argparse
import datetime
import email.utils
import re

from job import COLUMNS, FIELDS, REQUIRED, TABLE      # what the bench's form asks for

EPOCH = datetime.date(1899, 12, 30)
SCHEMA = """
CREATE TABLE report(id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE NOT NULL, message_id TEXT, sender TEXT, subject TEXT,
    unit TEXT, kind TEXT, period TEXT, received INTEGER, form_values TEXT, findings TEXT, files TEXT, acked INTEGER DEFAULT 0)"""
PUT = ("INSERT INTO report(sha256,message_id,sender,subject,unit,kind,period,received,form_values,findings,files)"
       " VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
LETTER = """From: =?utf-8?b?UGjDsm5nIGLDoW8gY8Ohbw==?= <baocao@pv05.example>\r
To: {to}\r
Subject: {subject}\r
In-Reply-To: {answers}\r
References: {answers}\r
Date: {date}\r
Message-ID: <ack.{id}@pv05.example>\r
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
  Mã tiếp nhận : TN-2024-{id:04}\r
  Loại báo cáo : Báo cáo tháng, kỳ {period}\r
  Thời điểm nhận: {received}\r
  Kết quả      : {result}\r
{files}\r
Received on time; this says nothing yet about its content.\r
--=_a\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
<p>Kính gửi: {unit}</p><p>Mã tiếp nhận: {id}<br>Kỳ {period}<br>{received}<br>{result}</p><pre>{files}</pre>\r
--=_a--\r
"""


def arguments(doc):
    ap = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--imap", "--smtp"):
        ap.add_argument(name, type=int, required=True)
    for name in ("--user", "--password", "--db"):
        ap.add_argument(name, required=True)
    ap.add_argument("--tls", metavar="CA")
    return ap


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


class Form:
    """[[field, row, value]] and [[place, what is wrong]] of a form's cells, by its defined names."""

    def __init__(self):
        self.values, self.findings = [], []

    def name(self, name, ref, grid):
        """A defined name of the workbook; grid has the texts of its sheet by reference."""
        ref = ref.replace("$", "")
        if name.startswith("d_"):
            self.put(FIELDS[name[2:]], name[2:], name[2:], 0, grid.get(ref), ref)
        elif name.startswith("t_"):
            self.table(ref, grid.get)

    def table(self, ref, get):
        first, last = (int(re.sub("[A-Z]", "", r)) for r in ref.split(":"))
        letters = [chr(ord(ref[0]) + n) for n in range(len(COLUMNS))]
        columns = [(letter, name, kind, TABLE + "." + name) for letter, (name, kind) in zip(letters, COLUMNS.items())]
        filled = 0
        for line in map(str, range(first, last + 1)):
            row = [get(letter + line) for letter in letters]
            if any(row):
                filled += 1
                for text, (letter, name, kind, field) in zip(row, columns):
                    self.put(kind, name, field, filled, text, letter + line)

    def put(self, kind, name, field, row, text, place):
        if text is None or text == "":
            if name in REQUIRED:
                self.findings.append([place, "thiếu " + field])
            return
        value = canonical(kind, text)
        if value is None or (kind == "integer" and value[0] == "-"):
            self.findings.append([place, "sai kiểu " + field])
        else:
            self.values.append([field, row, value])


def letter(number, to, subject, answers, unit, period, received, findings, files):
    """The acknowledgement as text with CRLF; subject is encoded, received an instant, files are (name, size, hash)."""
    return LETTER.format(
        id=number, to=to, subject=subject, answers=answers, unit=unit, period=period, date=email.utils.formatdate(localtime=True),
        received=datetime.datetime.fromtimestamp(received).isoformat(), result="CẦN BỔ SUNG" if findings else "ĐÚNG HẠN",
        files="".join("    %d. %s (%d) %s\r\n" % (n, *f) for n, f in enumerate(files, 1)))
