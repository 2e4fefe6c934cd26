"""Forms filled at random as people fill them: any layout, any figure's dress, every writer at hand.

    case = Case(seed, plan)             # .report, .want: what a clerk would read
    case.write(folder)                  # its files; LibreOffice's are named in .convert
"""
import datetime
import random
import re

import docx
import openpyxl

LISTS = {"(": ")", "[": "]"}


def libconfig_read(text):
    """The groups and lists of a libconfig text, as far as plans use it."""
    tokens = re.findall(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][\w]*|-?\d+(?:\.\d+)?|[{}()\[\]=;,]', re.sub(r'(?m)^\s*[#@].*$|\s# [^"\n]*$', "", text))
    at = 0

    def value():
        nonlocal at
        token, at = tokens[at], at + 1
        if token == "{":
            return group("}")
        if token in LISTS:
            items = []
            while tokens[at] != LISTS[token]:
                items.append(value())
                at += tokens[at] == ","
            at += 1
            return items
        if token.startswith('"'):
            words = token[1:-1]
            while tokens[at].startswith('"'):
                words, at = words + tokens[at][1:-1], at + 1
            return words.replace('\\"', '"')
        return {"true": True, "false": False}.get(token, token)

    def group(end):
        nonlocal at
        out = {}
        while at < len(tokens) and tokens[at] != end:
            name, at = tokens[at], at + 2
            out[name] = value()
            at += at < len(tokens) and tokens[at] in ";,"
        at += 1
        return out

    return group(None)


# ---- what is filled in -------------------------------------------------------------------

WORDS = "An Bình Hòa Long Mỹ Phú Tân Thạnh Thuận Trung Đông Tây Hưng Lợi Nhơn Quới".split()
KINDS = ["xã", "thị trấn", "cơ quan", "doanh nghiệp", "cơ sở giáo dục"]    # what every district may name
NAMES = {"xã": "Xã", "thị trấn": "Thị trấn", "cơ quan": "Phòng", "doanh nghiệp": "Tổng Công ty", "cơ sở giáo dục": "Trường THPT"}
TEXTS = ["Thiếu kinh phí", "Cán bộ còn kiêm nhiệm; đề nghị tập huấn thêm", "Đề nghị hỗ trợ 02 bộ loa", "Không",
         "Địa bàn rộng, dân cư phân tán"]


class Case:
    def __init__(self, seed, plan):
        self.random = r = random.Random(seed)
        self.seed = seed
        self.report = r.choice([x for x in plan["reports"] if "form" in x])
        self.code = self.report["code"]
        self.form = self.report["form"]
        self.want, self.labels, self.files, self.convert = {}, {}, [], None
        self.fill()

    def chance(self, p):
        return self.random.random() < p

    def value(self, field, name, row):
        r, kind = self.random, field.get("type", "text")
        if self.chance(0.1) and not row:
            return None
        if kind in ("integer", "decimal"):
            return r.choice([0, 0, r.randint(1, 30), r.randint(31, 999), r.randint(1000, 60000)]) if field["name"] != "year" else 2023
        if kind == "date":
            return datetime.date(2023, r.randint(1, 6), r.randint(1, 28))
        if kind == "yesno":
            return r.choice(["yes", "no"])
        if kind == "choice":
            return r.choice([c for c in field["choices"] if c in KINDS] or field["choices"])
        return "%d/QĐ-UBND" % r.randint(1, 900) if "number" in name else r.choice(TEXTS)

    def fill(self):
        self.scalars, self.rows = {}, {}
        for section in self.form["sections"]:
            for f in section.get("fields", []):
                self.scalars[f["name"]] = self.value(f, f["name"], 0)
                self.note(f["name"], f, self.scalars[f["name"]])
            for t in section.get("tables", []):
                fixed = t.get("row_labels", [])
                self.rows[t["name"]] = rows = [{} for _ in range(len(fixed) or self.random.randint(1, 5))]
                for i, row in enumerate(rows):
                    for c in t["columns"]:
                        row[c["name"]] = self.value(c, c["name"], 0 if fixed else 1)
                    if "kind" in row and "name" in row:
                        row["name"] = "%s %s %s %d" % (NAMES[row["kind"]], *self.random.sample(WORDS, 2), i)
                    for c in t["columns"]:
                        self.note("%s.%s#%d" % (t["name"], c["name"], i + 1), c, row[c["name"]])

    def note(self, key, field, value):
        self.labels[key] = field["label"]
        if value is not None:
            self.want[key] = value.isoformat() if isinstance(value, datetime.date) else str(value)

    # ---- how it is written -----------------------------------------------------------------

    def label(self, text):
        r = self.random
        if not self.dressed:
            return text
        before = r.choice(["", "", "", "- ", "+ ", "a) ", "I. ", "II.1. ", "1.2. ", "(3) ", "• ", "Mục 4: "])
        behind = r.choice(["", "", "", "", ":", " *", " (1)", " [2]", ":……", " (ĐVT: người)", "¹", " (*)"])
        return before + text + behind

    def head(self, text, number):
        if not self.dressed:
            return text
        return text + self.random.choice(["", "", "", " (%d)" % number, "\n(%d)" % number, ":", " *"])

    def shown(self, field, value):
        """As typed into a cell: a Python value or a text."""
        r, kind = self.random, field.get("type", "text")
        if value is None:
            return r.choice([None, None, "……", "....."]) if self.dressed else None
        if kind == "integer":
            if not self.dressed or field["name"] == "year":
                return value
            if value == 0:
                return r.choice([0, 0, "-", "–", "Không", "0", "00"])
            dots = "{:,}".format(value).replace(",", ".")
            return r.choice([value, value, value, str(value), dots, "%d;" % value, "%s." % dots, "……%d……" % value,
                             "%s lượt" % dots, "%d (tăng)" % value, "\u200b%d" % value, " %d " % value])
        if kind == "date":
            return r.choice([value, value, value.strftime("%d/%m/%Y"), value.strftime("%-d-%-m-%Y"),
                             value.strftime("ngày %-d tháng %-m năm %Y")])
        if kind == "yesno":
            return {"yes": r.choice(["Có", "có", "x", "X"]), "no": r.choice(["Không", "không"])}[value]
        if kind == "choice" and self.dressed:
            return r.choice([value, value.capitalize(), value.upper()])
        return value

    def scalar_rows(self, fields):
        r, rows = self.random, []
        numbers = [f for f in fields if f.get("type") == "integer"]
        if self.style == "across" and len(numbers) == len(fields) > 1:
            values = [self.shown(f, self.scalars[f["name"]]) for f in fields]
            if any(isinstance(v, int) for v in values):
                return [["STT", "Đơn vị"] + [f["label"] for f in fields], [1, "Toàn huyện"] + values]
        if self.style == "columns" and fields:
            rows.append(["STT", "Nội dung", "ĐVT", "Năm trước", "Kết quả", "Ghi chú"])
        for i, f in enumerate(fields):
            label, value = self.label(f["label"]), self.shown(f, self.scalars[f["name"]])
            if self.style == "columns":
                number = f.get("type") == "integer"
                rows.append([i + 1, label, "cuộc" if number and self.chance(0.5) else None,
                             r.randint(1, 99) if number and self.chance(0.5) else None, value, r.choice([None, None, "tăng"])])
            elif self.style == "colon" and value is not None and not isinstance(value, datetime.date):
                rows.append(["%s: %s" % (f["label"], value)])
            else:
                rows.append([i + 1, label, value] if self.style != "bare" else [label, value])
        return rows

    def table_rows(self, t):
        r, fixed = self.random, t.get("row_labels", [])
        head = ["STT"] + (["Nội dung"] if fixed else []) + [self.head(c["label"], i + 2) for i, c in enumerate(t["columns"])]
        rows = [head]
        if self.dressed and self.chance(0.3):
            rows.append(["(%d)" % (i + 1) for i in range(len(head))])
        for i, row in enumerate(self.rows[t["name"]]):
            if self.dressed and not fixed and i and self.chance(0.15):
                rows.append(r.choice([head, [], ["IV", "Khối khác"]]))
            rows.append([i + 1] + ([fixed[i]] if fixed else []) + [self.shown(c, row[c["name"]]) for c in t["columns"]])
        if self.dressed and self.chance(0.3):
            total = [r.choice([None, "Tổng", "Cộng"])] + [None] * (len(head) - 1)
            total[1] = None if total[0] else r.choice(["Tổng cộng", "Cộng", "Tổng số: %d" % len(fixed)])
            if t["columns"][-1].get("type") == "integer":
                total[-1] = r.randint(1, 99)
            rows.append(total)
        return rows

    def grids(self):
        """Sheets or tables: lists of rows of cells."""
        out, rows = [], [["BÁO CÁO CỦA HUYỆN"], []]
        for section in self.form["sections"]:
            rows.append([section["title"]])
            blocks = [self.scalar_rows(section.get("fields", []))] + [self.table_rows(t) for t in section.get("tables", [])]
            if self.random.random() < 0.3:
                blocks.reverse()
            for block in blocks:
                rows += block
                rows += [[]] * self.random.randint(0, 2)
            if self.split and self.chance(0.4):
                out.append(rows)
                rows = []
        return out + [rows] if rows else out

    def write(self, folder, ours):
        """ours: path of docketctl's form of this report."""
        r = self.random
        self.dressed, self.split = self.chance(0.8), self.chance(0.3)
        self.style = r.choice(["bare", "numbered", "columns", "colon", "across"])
        self.writer = r.choice([self.write_xlsx, self.write_xlsx, self.write_docx, self.write_lines, self.write_csv, self.write_ours, self.write_ours])
        self.writer(folder, ours)

    def write_xlsx(self, folder, _):
        """Perhaps not in the first column, perhaps in two workbooks, or with a sheet twice, or behind a letter."""
        grids, left, top = self.grids(), self.random.choice([0, 0, 1]), self.random.choice([0, 0, 3])
        files = [grids[:1], grids[1:]] if len(grids) > 1 and self.chance(0.3) else [grids]
        for number, part in enumerate(files):
            book = openpyxl.Workbook()
            for i, rows in enumerate(part):
                sheet = book.active if i == 0 else book.create_sheet()
                for n, row in enumerate(rows, 1 + top):
                    for c, value in enumerate(row, 1 + left):
                        if value is not None:
                            sheet.cell(n, c, value)
                for n, row in enumerate(rows, 1 + top):
                    if len(row) == 1 and self.chance(0.3):
                        sheet.merge_cells(start_row=n, start_column=1 + left, end_row=n, end_column=4 + left)
            if self.chance(0.1):
                book.copy_worksheet(book.active)
            self.save(book, folder, "" if number == 0 else "b")
        if self.chance(0.2):
            letter = docx.Document()
            letter.add_paragraph("Kính gửi: Công an Tỉnh. Trong kỳ, đơn vị đã triển khai tốt kế hoạch; số liệu có phụ lục kèm theo.")
            self.files.insert(0, folder / ("%d thu.docx" % self.seed))
            letter.save(self.files[0])
            self.convert = None

    def write_lines(self, folder, _):
        """A report as it is written by hand: headings, "label: value", tables where there are rows."""
        paper = docx.Document()
        for section in self.form["sections"]:
            paper.add_paragraph(section["title"])
            for f in section.get("fields", []):
                value = self.shown(f, self.scalars[f["name"]])
                paper.add_paragraph("%s%s: %s" % (self.random.choice(["", "- ", "+ "]), f["label"], text_of(value)))
            for t in section.get("tables", []):
                self.add_table(paper, [row for row in self.table_rows(t) if row])
        self.files.append(folder / ("%d.docx" % self.seed))
        paper.save(self.files[0])

    def write_docx(self, folder, _):
        paper = docx.Document()
        for rows in self.grids():
            while rows:
                n = next((i for i, row in enumerate(rows) if not row), len(rows))
                part, rows = rows[:n], rows[n + 1:]
                if part:
                    self.add_table(paper, part)
        self.files.append(folder / ("%d.docx" % self.seed))
        paper.save(self.files[0])

    def add_table(self, paper, rows):
        table = paper.add_table(len(rows), max(map(len, rows)))
        for line, row in zip(table.rows, rows):
            for cell, value in zip(line.cells, row):
                cell.text = text_of(value)
        paper.add_paragraph("")

    def write_csv(self, folder, _):
        mark, coding = self.random.choice([(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")])
        lines = []
        for rows in self.grids():
            width = max(map(len, rows))
            for row in rows:
                cells = [text_of(v) for v in row] + [""] * (width - len(row))
                lines.append(mark.join('"%s"' % c.replace('"', '""') if re.search('[;,"\n\t]', c) else c for c in cells))
        self.files.append(folder / ("%d.csv" % self.seed))
        self.files[0].write_bytes("\r\n".join(lines + [""]).encode(coding))

    def write_ours(self, folder, ours):
        self.dressed = self.chance(0.3)
        book = openpyxl.load_workbook(ours)
        names = {n.name: n for n in book.defined_names.definedName}
        for section in self.form["sections"]:
            for f in section.get("fields", []):
                self.put(book, names["d_" + f["name"]], [[self.shown(f, self.scalars[f["name"]])]])
            for t in section.get("tables", []):
                rows = [[self.shown(c, row[c["name"]]) for c in t["columns"]] for row in self.rows[t["name"]]]
                self.put(book, names["t_" + t["name"]], rows)
        lost = self.random.choice(["nothing", "nothing", "names", "all"])
        if lost != "nothing":
            book.defined_names.definedName.clear()
        if lost == "all":
            del book["_docketd"]
        self.save(book, folder)

    def put(self, book, name, rows):
        [(title, ref)] = name.destinations
        first = book[title][ref.replace("$", "").split(":")[0]]
        for i, row in enumerate(rows):
            for k, value in enumerate(row):
                if value is not None:
                    book[title].cell(first.row + i, first.column + k).value = value

    def save(self, book, folder, more=""):
        self.files.append(folder / ("%d%s.xlsx" % (self.seed, more)))
        book.save(self.files[-1])
        self.convert = None if more else self.random.choice([None, "xls", "ods", "fods", "html", "xlsx", "csv" if len(book.sheetnames) == 1 else "ods"])


def text_of(value):
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else str(value)
