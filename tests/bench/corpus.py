"""The bench's mails: deterministic, 2,000 of them make 717 MB on the wire.

Every mail: Vietnamese subject and text, one form as docketctl writes it (about 10 KB,
70 table rows), every fourth also a scan of 1 MB. One form is written by docketctl and
filled by openpyxl with marks; each mail's form is that file with the marks replaced.
"""
import base64
import datetime
import email.header
import io
import os
import random
import re
import time
import zipfile
from pathlib import Path

import openpyxl

from job import COLUMNS, FIELDS, LEVELS, REPORTS, ROWS, TABLE, UNITS, report, report_name, unit_address, unit_code, unit_name
from office import named_cells

# Whole phrases, not single words: "hội vệ" would fold to "hỏi về", and a question is for an officer.
PHRASES = ("công tác tuyên truyền, phong trào bảo vệ an ninh, giữ gìn trật tự, trên địa bàn xã, tiếp tục được quan tâm, tổ chức "
           "thực hiện tốt, vụ việc giảm mạnh, đề nghị cấp trên, hỗ trợ thêm kinh phí, tập huấn lực lượng, tổ tự quản, mô hình "
           "camera, khu phố văn hóa, ngày hội toàn dân, khen thưởng tập thể, cá nhân tiêu biểu").split(", ")
NAMES = "An Bình Chi Dung Giang Hạnh Lan Mai Nga Oanh Phương Thảo Xuân Yến".split()
SCAN_EVERY, SCAN_SIDE = 4, 1000
LARGE_SIDE = 4185                        # pixels; 24 MB on the wire
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def phrase(r, n):
    """n words, about."""
    return ", ".join(r.choice(PHRASES) for _ in range((n + 3) // 4))


def values(r):
    """What one unit reports, by field; table cells by (row, column)."""
    n = r.randrange
    out = {"nguoi_lap": "Nguyễn Thị " + r.choice(NAMES), "dien_thoai": "09%08d" % n(10 ** 8),
           "ngay_lap": datetime.date(2024, 1 + n(12), 1 + n(28)), "tong_ca": 50 + n(450), "ca_nang": n(50), "tu_vong": n(5),
           "tiem_chung": n(3000), "kinh_phi": n(10 ** 9), "thiet_hai": n(10 ** 9), "muc_do": r.choice(LEVELS),
           "de_nghi": phrase(r, 12), "ghi_chu": phrase(r, 20)}
    for row in range(ROWS):
        for name, value in zip(COLUMNS, (phrase(r, 3), phrase(r, 8), n(1000), n(10 ** 8) / 100)):
            out[row, name] = value
    return out


class Template:
    """One filled form, cut at its marks."""

    def __init__(self, form):
        marks = self._fill(form)
        self.members = []
        with zipfile.ZipFile(io.BytesIO(marks)) as book:
            for info in book.infolist():
                text = book.read(info).decode()
                text = re.sub(r"<v>8(\d{8})</v>", "<v>\x00#\\1\x00</v>", text)      # numbers
                text = text.replace(unit_code(0), "\x00unit\x00").replace(REPORTS[0], "\x00report\x00")
                for said in (unit_name(0), unit_name(0).encode("ascii", "xmlcharrefreplace").decode()):
                    text = text.replace(said, "\x00name\x00")
                self.members.append((info.filename, re.sub("@@(.*?)@@", "\x00\\1\x00", text).split("\x00")))

    def _fill(self, form):
        """Texts become @@#n@@, numbers 8nnnnnnnn, n being the value's place in self.keys."""
        self.keys = []
        book = openpyxl.load_workbook(form)

        def put(cell, key, kind):
            number = len(self.keys)
            self.keys.append(key)
            cell.value = "@@#%08d@@" % number if kind in ("text", "choice") else 800000000 + number

        for name, sheet, ref in named_cells(book):
            if name.startswith("d_") and name[2:] in FIELDS:
                put(sheet[ref.split(":")[0]], name[2:], FIELDS[name[2:]])
            elif name == "t_" + TABLE:
                for row, line in enumerate(sheet[ref]):
                    for cell, (column, kind) in zip(line, COLUMNS.items()):
                        put(cell, (row, column), kind)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def make(self, unit, kind, given):
        words = {"unit": unit_code(unit), "name": unit_name(unit), "report": kind}
        for number, key in enumerate(self.keys):
            value = given[key]
            if isinstance(value, datetime.date):
                value = (value - datetime.date(1899, 12, 30)).days
            words["#%08d" % number] = str(value)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
            for name, pieces in self.members:
                text = "".join(piece if i % 2 == 0 else words[piece] for i, piece in enumerate(pieces))
                book.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def pdf(pixels, side):
    """A scanner's page: one square grey image, no text."""
    page = b"q 595 0 0 842 0 0 cm /I Do Q"
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
              b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
              b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
              b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n"
              b"%s\nendstream" % (side, side, len(pixels), pixels)]
    out, places = [b"%PDF-1.4\n"], []
    for number, body in enumerate(bodies, 1):
        places.append(sum(map(len, out)))
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = sum(map(len, out))
    out.append(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places) +
               b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)
    return b"".join(out)


def b64(data):
    return base64.encodebytes(data)


def mail(r, i, form, scan):
    unit, edge = i % UNITS, "=_bd_%08d" % i
    subject = "%s của đơn vị %04d" % (report_name(report(i)), unit)
    head = ('From: %s <%s>\nTo: <baocao@pv05.example>\nSubject: %s\nDate: %s\nMessage-ID: <bc-%05d@donvi.example>\n'
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="%s"\n\n' % (
                email.header.Header("Đơn vị %04d" % unit, "utf-8").encode(), unit_address(unit),
                email.header.Header(subject, "utf-8", maxlinelen=75).encode(),
                time.strftime("%a, %d %b %Y %H:%M:%S +0700", time.gmtime(received(i) + 7 * 3600)), i, edge))
    text = "Kính gửi Quý cơ quan,\n\n" + "\n".join(phrase(r, 14) for _ in range(12)) + "\n\nTrân trọng.\n"
    parts = [("text/plain; charset=utf-8", "", b64(text.encode())),
             (XLSX, "\nContent-Disposition: attachment;\n filename*=utf-8''B%%C3%%A1o%%20c%%C3%%A1o%%20%05d.xlsx" % i, b64(form))]
    if scan:
        parts.append(("application/pdf", '\nContent-Disposition: attachment; filename="scan-%05d.pdf"' % i, b64(scan)))
    out = [head.encode()]
    for kind, disposition, body in parts:
        out.append(("--%s\nContent-Type: %s\nContent-Transfer-Encoding: base64%s\n\n" % (edge, kind, disposition)).encode() + body)
    return b"".join(out) + b"--" + edge.encode() + b"--\n"


def received(i):
    """INTERNALDATE: in the first days of the month, so every report is on time."""
    return int(datetime.datetime(2024, 1, 2, 1, 0, tzinfo=datetime.timezone.utc).timestamp()) + 20 * i


def make(folder, form, count, every=SCAN_EVERY, side=SCAN_SIDE):
    """Writes FOLDER/cur as Dovecot's own delivery would; a scan of side by side pixels in every few mails (0: none)."""
    template, r = Template(form), random.Random(1)
    scan_bytes = side * side
    noise = random.Random(2).randbytes(scan_bytes + (7 << 20))
    (Path(folder) / "cur").mkdir(parents=True)
    for i in range(count):
        book, scan = template.make(i % UNITS, report(i), values(r)), None
        if side and i % every == 0:
            at = r.randrange(len(noise) - scan_bytes)
            scan = pdf(noise[at:at + scan_bytes], side)
        data = mail(r, i, book, scan)
        wire = len(data) + data.count(b"\n")
        path = Path(folder) / "cur" / ("%d.M%dP1.bench,S=%d,W=%d:2," % (received(i), i, len(data), wire))
        path.write_bytes(data)
        os.chmod(path, 0o644)
        os.utime(path, (received(i), received(i)))


def mails(folder):
    """Its files, in order of arrival."""
    return sorted((Path(folder) / "cur").iterdir(), key=lambda path: int(path.name.split(".")[0]))


def octets(path):
    """What a mail of mails() is on the wire."""
    return int(path.name.split("W=")[1].split(":")[0])
