#!/usr/bin/python3
"""Tables and letters as PDF: drawn by hand, each in another way, and printed by LibreOffice,
Chromium and wkhtmltopdf. Needs those three, python3-docx and python3-openpyxl."""
import io
import pathlib
import subprocess
import tempfile

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus import put
from make_document import pdf
from make_form import converted

XS, TOP, STEP = (60, 100, 300, 400), 700, 20
ROWS = [("STT", "Noi dung", "Ket qua"), ("1", "So cuoc", "12"), ("2", "So luot nguoi", "1.250"), ("3", "So tin, bai", "30")]


def at(x, y, text, size=10):
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def drawing(pages, extra=(), resources=b"", entries=b""):
    """Pages of such content; extra objects begin at 4 + 2 * pages."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    for i, content in enumerate(pages):
        body = content.encode("latin-1")
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents %d 0 R/Resources<</Font<</F 3 0 R>>%s>>>>"
                       % (entries, 5 + 2 * i, resources))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(body), body))
    return pdf(objects + list(extra))


def words(rows=ROWS, xs=XS, top=TOP):
    """Column by column, as no reader would read them."""
    return "\n".join(at(xs[c] + 3, top - STEP * r - 14, rows[r][c])
                     for c in reversed(range(len(rows[0]))) for r in range(len(rows)) if rows[r][c])


def edges(nrows=len(ROWS), xs=XS, top=TOP):
    bottom = top - STEP * nrows
    lying = [(xs[0], top - STEP * r, xs[-1], top - STEP * r) for r in range(nrows + 1)]
    return lying + [(x, top, x, bottom) for x in xs]


def strokes(lines):
    return "".join("%g %g m %g %g l S\n" % line for line in lines)


def dots(lines):
    out = []
    for x1, y1, x2, y2 in lines:
        n = int(max(abs(x2 - x1), abs(y2 - y1)) / 3)
        out += ["%.0f %.0f 1 1 re f" % (x1 + (x2 - x1) * k / n, y1 + (y2 - y1) * k / n) for k in range(n + 1)]
    return "\n".join(out)


def read(*tables, **more):
    return {"type": "pdf", "status": "read", "flags": None, "tables": [[list(r) for r in t] for t in tables], **more}


def rules():
    """One table, its rules drawn in every way there is."""
    lines = edges()
    put("form", "pdf-strokes.pdf", drawing([words() + "\n" + strokes(lines)]), read(ROWS))
    boxes = "\n".join("%g %g %g %g re f" % (x1 - .2, y2 - .2, max(x2 - x1, .5), max(y1 - y2, .5)) for x1, y1, x2, y2 in lines)
    put("form", "pdf-boxes.pdf", drawing([words() + "\n" + boxes]), read(ROWS))
    put("form", "pdf-dots.pdf", drawing([words() + "\n" + dots(lines)]), read(ROWS))
    cells = "\n".join("%g %g %g %g re s" % (XS[c], TOP - STEP * (r + 1), XS[c + 1] - XS[c], STEP) for r in range(4) for c in range(3))
    put("form", "pdf-cells.pdf", drawing([words() + "\n" + cells]), read(ROWS))
    for turn, matrix in ((90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 595 842"), (270, "0 -1 1 0 -100 842")):
        turned = f"q {matrix} cm\n{words()}\n{strokes(lines)}\nQ"
        put("form", f"pdf-turned-{turn}.pdf",
            drawing([turned], entries=b"/Rotate %d/CropBox[-600 -600 1200 1200]" % turn).replace(b"[0 0 595 842]", b"[-600 -600 1200 1200]"),
            read(ROWS))
    within = ("q 2 0 0 2 0 0 cm " + strokes([tuple(v / 2 for v in line) for line in lines]) + " Q").encode()
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 850]/Matrix[1 0 0 1 0 10]/Length %d>>stream\n%s\nendstream" % (len(within), within)
    image = "q 1 0 0 1 0 -10 cm /X Do Q\nBI /W 1 /H 1 /BPC 8 /CS /G ID ( EI\n"
    put("form", "pdf-within.pdf", drawing([image + words()], [form], b"/XObject<</X 6 0 R>>"), read(ROWS))
    open_sides = strokes(lines[:5] + lines[6:8])
    put("form", "pdf-open-sides.pdf", drawing([words() + "\n" + open_sides]), read(ROWS))
    frame = strokes([(40, 760, 560, 760), (40, 60, 560, 60), (40, 760, 40, 60), (560, 760, 560, 60)])
    put("form", "pdf-frame.pdf", drawing([at(60, 730, "BAO CAO") + words() + frame + strokes(lines)]), read(ROWS, **{"text~": "BAO CAO\n"}))


def cells():
    """Merged cells; text on two lines; a table on two pages, whose head is repeated and whose row is cut."""
    lines = [line for line in edges() if line != (XS[0], TOP - 60, XS[-1], TOP - 60) and line[0] != XS[2]]
    lines += [(XS[1], TOP - 60, XS[-1], TOP - 60), (XS[2], TOP - 20, XS[2], TOP - 80)]
    rows = [("STT", "Noi dung va ket qua", ""), ("1", "So cuoc", "12"), ("2", "So luot nguoi", "1.250"), ("", "So tin, bai", "30")]
    put("form", "pdf-merged.pdf", drawing([words(rows) + "\n" + strokes(lines)]), read(rows))
    xs = (60, 100, 172, 240)
    tall = [(xs[0], y, xs[-1], y) for y in (700, 680, 650, 630)] + [(x, 700, x, 630) for x in xs]
    text = [at(63, 686, "STT"), at(103, 686, "Noi dung"), at(175, 686, "Ket qua"), at(63, 661, "1"), at(103, 668, "So luot nguoi"),
            at(103, 655, "duoc tuyen"), at(175, 661, "1.250"), at(103, 636, "So cuoc"), at(63, 636, "2"), at(175, 636, "12")]
    put("form", "pdf-two-lines.pdf", drawing(["\n".join(text[::-1]) + strokes(tall)]),
        read([("STT", "Noi dung", "Ket qua"), ("1", "So luot nguoi duoc tuyen", "1.250"), ("2", "So cuoc", "12")]))
    one = [("STT", "Noi dung", "Ket qua"), ("1", "So cuoc", "12"), ("2", "Truong trung hoc", "")]
    two = [("STT", "Noi dung", "Ket qua"), ("", "pho thong", ""), ("3", "So tin, bai", "30")]
    running = at(60, 815, "Bieu so 1, ky 2023")
    pages = [running + words(one, top=200) + strokes(edges(3, top=200)) + at(300, 40, "Trang 1/2"),
             at(300, 800, "- 2 -") + running + words(two) + strokes(edges(3))]
    put("form", "pdf-two-pages.pdf", drawing(pages),
        read([("STT", "Noi dung", "Ket qua"), ("1", "So cuoc", "12"), ("2", "Truong trung hoc pho thong", ""), ("3", "So tin, bai", "30")]))


def marks():
    """Figures of notes above the line and below it; a square metre; a figure set in two sizes."""
    def mark(text, size, rise):
        return f") Tj /F {size} Tf {rise} Ts ({text}) Tj 0 Ts ("
    rows = [("STT", "Noi dung" + mark("1", 6, 4), "Ket qua"), ("1", "So cuoc", "12" + mark("1", 6, 4)), ("2", "So luot nguoi", "1.250" + mark("(2)", 6, -3)),
            ("3", "So tin, bai", "30" + mark("a", 8.3, 3.3)), ("4", "Dien tich, km" + mark("2", 6, 4), "12" + mark("0", 8, 0)),
            ("5", "Khi CO" + mark("2", 6, -2), "7" + mark("1", 8.3, -2))]
    table = [("STT", "Noi dung", "Ket qua"), ("1", "So cuoc", "12"), ("2", "So luot nguoi", "1.250"), ("3", "So tin, bai", "30"),
             ("4", "Dien tich, km 2", "120"), ("5", "Khi CO 2", "7")]
    put("form", "pdf-marks.pdf", drawing([words(rows) + "\n" + strokes(edges(6))]), read(table, flags=["raised-text"]))


def looks():
    """What does not count: struck out by a line or a note, white, under white paint, of no size, of no ink, clear as glass. And
    what looks like it, but counts: white on a dark ground, outlined, underlined, under a marker's colour."""
    labels = ["Noi dung", "So cuoc", "So lop", "So tin, bai", "So don", "So nguoi", "So xa", "So to", "So mo hinh"]
    states = [b"<</Type/ExtGState/ca 0>>", b"<</Type/ExtGState/ca 0.4/BM/Multiply>>"]
    note = b"/Annots[<</Type/Annot/Subtype/StrikeOut/Rect[303 546 314 556]/QuadPoints[303 555 314 555 303 545 314 545]>>]"

    def box(row, x1, x2, y1, y2, paint):
        return f"q {paint} {XS[2] + x1} {TOP - STEP * row - 14 + y1:g} {x2 - x1:g} {y2 - y1:g} re f Q\n"

    def page(name, figures, expected, below, above, entries, **more):
        cells = [f"q BT /F 10 Tf {XS[2] + 3} {TOP - STEP * k - 14} Td {figure} Tj ET Q\n" for k, figure in enumerate(figures)]
        rows = [("STT", labels[0], "")] + [(str(k), labels[k], "") for k in range(1, len(figures))]
        content = below + "".join(cells) + words(rows) + "\n" + strokes(edges(len(figures))) + above
        table = [("STT", labels[0], "Ket qua")] + [(str(k), labels[k], v) for k, v in enumerate(expected, 1)]
        put("form", name, drawing([content], states, b"/ExtGState<</C 6 0 R/H 7 0 R>>", entries), read(table, **more))
    page("pdf-unseen.pdf", ["(Ket qua)", "(10) Tj ( 12)", "1 g (99) Tj 0 g (7)", "(77) Tj (   30)", "/F 1 Tf (99) Tj /F 10 Tf (8)",
                            "3 Tr (9) Tj 0 Tr (120)", "/C gs (9) Tj /H gs (5)", "(60) Tj (   6)", "(9) Tj (  2)"],
         ("12", "7", "30", "8", "120", "5", "6", "2"), "", box(1, 3, 14.1, 3, 3.6, "0 g") + box(3, 2, 15, -3, 9, "1 g") +
         f"303 {TOP - STEP * 8 - 10.6} m 308.5 {TOP - STEP * 8 - 10.6} l S\n", note, flags=["struck-text", "hidden-text"])
    page("pdf-seen.pdf", ["1 g (Ket qua)", "(12)", "(7)", "(30)", "1 0 0 rg (8)", "1 Tr (120)", "0 0 1 rg 1 g 0 g (5)", "2 Tr (6)", "0.5 g (2)"],
         ("12", "7", "30", "8", "120", "5", "6", "2"), box(0, 0, 100, -6, 14, "0 0.2 0.6 rg") + box(2, 0, 100, -6, 14, "0.9 g"),
         box(1, 3, 14.1, -2, -1.4, "0 g") + box(3, 2, 15, -3, 9, "/H gs 1 1 0 rg"), b"")


def no_row_rules():
    """Rules between the columns alone; figures stand beside the first line of their row, or its last."""
    xs = (60, 100, 172, 240)
    frame = strokes([(60, 700, 240, 700), (60, 680, 240, 680), (60, 600, 240, 600)] + [(x, 700, x, 600) for x in xs])
    head = [at(63, 686, "STT"), at(103, 686, "Noi dung"), at(175, 686, "Ket qua")]
    label = [at(103, 666, "So luot nguoi"), at(103, 654, "duoc tuyen"), at(103, 642, "So cuoc"), at(103, 630, "So tin, bai")]
    rows = read([("STT", "Noi dung", "Ket qua"), ("1", "So luot nguoi duoc tuyen", "1.250"), ("2", "So cuoc", "12"), ("3", "So tin, bai", "30")])
    for name, y in (("first", 666), ("last", 654)):
        figures = [at(63, y, "1"), at(175, y, "1.250"), at(63, 642, "2"), at(175, 642, "12"), at(63, 630, "3"), at(175, 630, "30")]
        put("form", f"pdf-rows-by-{name}.pdf", drawing(["".join((head + label + figures)[::-1]) + frame]), rows)


def columns():
    """No rules: columns by their gaps, rows by theirs; figures to the right of their heads, and in the middle of two lines."""
    text = [at(60, 700, "STT"), at(100, 700, "Noi dung"), at(300, 700, "Ket qua"), at(60, 676, "1"), at(100, 676, "So cuoc"),
            at(340, 676, "12"), at(60, 652, "2"), at(100, 652, "So luot nguoi"), at(340, 652, "1.250"), at(100, 640, "duoc tuyen truyen"),
            at(100, 616, "So tin, bai"), at(60, 616, "3"), at(345, 616, "30")]
    put("form", "pdf-no-rules.pdf", drawing(["\n".join(text[::-1])]),
        {"tables": None, "text~": "STT\tNoi dung\tKet qua\n1\tSo cuoc\t12\n2\tSo luot nguoi duoc tuyen truyen\t1.250\n3\tSo tin, bai\t30\n"})
    near = [at(60, 700 - 12 * k, "Muc %d" % k) + at(300, 700 - 12 * k, str(k)) for k in range(1, 6)]
    put("form", "pdf-near-rows.pdf", drawing(["\n".join(near)]),
        {"text~": "".join(f"Muc {k}\t{k}\n" for k in range(1, 6))})


def letters():
    """Letterhead columns that nearly touch, written last; prose over two lines; text nobody sees; letters that are none."""
    head = [at(70, 780, "UY BAN NHAN DAN HUYEN CAO LANH", 11), at(285, 780, "CONG HOA XA HOI CHU NGHIA VIET NAM", 11),
            at(120, 766, "So: 12/BC-UBND", 11), at(320, 766, "Doc lap - Tu do - Hanh phuc", 11),
            at(300, 745, "Cao Lanh, ngay 06 thang 6 nam 2023", 11), at(270, 720, "BAO CAO", 11), at(220, 700, "Ket qua 6 thang dau nam 2023", 11),
            at(220, 680, "Kinh gui: PV05", 11)]
    prose = [at(70, 660, "Kho khan, vuong mac: kinh phi con han che, thieu can bo chuyen trach o nhieu xa, phuong", 11),
             at(70, 646, "tien cu.", 11), at(70, 632, "Kien nghi: khong.", 11)]
    put("form", "pdf-letter.pdf", drawing(["\n".join((head + prose)[::-1])]), {
        "letterhead": {"issuer": "UY BAN NHAN DAN HUYEN CAO LANH", "number": "12/BC-UBND", "place": "Cao Lanh", "date": "2023-06-06",
                       "type": "Báo cáo", "subject": "Ket qua 6 thang dau nam 2023"},
        "text~": "nhieu xa, phuong tien cu.\nKien nghi: khong.\n"})
    image = [b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream"]
    seen = "q 595 0 0 842 0 0 cm /X Do Q\n"
    put("form", "pdf-ocr.pdf", drawing([seen + "3 Tr\n" + words()], image, b"/XObject<</X 6 0 R>>"), {"flags": ["ocr"], "text~": "So cuoc\t12"})
    put("form", "pdf-over-picture.pdf", drawing([seen + words()], image, b"/XObject<</X 6 0 R>>"), {"flags": None, "text~": "So cuoc\t12"})
    put("form", "pdf-hidden.pdf", drawing(["3 Tr\n" + words()]), {"flags": ["hidden-text"], "text": ""})
    put("form", "pdf-some-hidden.pdf", drawing([words() + "3 Tr\n" + at(305, 620, "99")]), {
        "flags": ["hidden-text"], "reason": None})
    lost = {"status": "unreadable", "reason": "its fonts do not say which letters they show", "text": "", "tables": None}
    put("form", "pdf-nonsense.pdf", drawing(["\n".join(at(60, 700 - 14 * k, '7 5"*>3 -=45 8#1<7 $"#7 3#E"') for k in range(6))]), lost)
    put("form", "pdf-outlines.pdf", drawing(["60 700 m 70 710 l 80 700 l 64 704 m 76 704 l S"]), {"status": "read", "flags": ["scan"]})


# ---- programs ------------------------------------------------------------------------------------

HEAD, LIST = ("STT", "Nội dung", "Đơn vị", "Kết quả"), ("STT", "Tên đơn vị", "Loại", "Số tiêu chí đạt")
BODY = [("1", "Số cuộc tuyên truyền", "cuộc", "12"), ("2", "Số lượt người được tuyên truyền", "lượt", "1.250"),
        ("3", "Số tin, bài", "", "30"), ("4", "Khó khăn, vướng mắc", "", "Kinh phí còn hạn chế, thiếu cán bộ chuyên trách ở nhiều xã")]
LISTED = [(str(k), "Trường Trung học phổ thông Cao Lãnh số %d" % k, "cơ sở giáo dục", "9") for k in range(1, 31)]


def html(border):
    style = f"body{{font:10pt DejaVu Sans}}table{{border-collapse:collapse;width:9cm}}td{{border:{border};padding:3px;width:2cm}}"
    rows = "".join("<tr>" + "".join(f"<td>{c}" for c in r) for r in (HEAD, *BODY))
    return f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style><p>BÁO CÁO<table>{rows}</table>".encode()


def printed(program, page):
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder, "x.html"), pathlib.Path(folder, "x.pdf")
        source.write_bytes(page)
        chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={out}", source]
        subprocess.run(chromium if program == "chromium" else ["wkhtmltopdf", "-q", source, out], check=True, capture_output=True)
        return out.read_bytes()


def table(d, head, rows):
    t = d.add_table(1, len(head))
    t.style = "Table Grid"
    for i, text in enumerate(head):
        t.cell(0, i).text = text
    for row in rows:
        for cell, text in zip(t.add_row().cells, row):
            cell.text = text
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    t.rows[0]._tr.get_or_add_trPr().append(repeat)


def programs():
    flat = [list(r) for r in (HEAD, *BODY)]
    for program in ("chromium", "wkhtmltopdf"):
        for name, border in (("", "1px solid #000"), ("-dotted", "1px dotted #555")):
            put("form", f"pdf-{program}{name}.pdf", printed(program, html(border)), {"flags": None, "tables": [flat], "text~": "BÁO CÁO\n"})
    d, out = docx.Document(), io.BytesIO()
    d.add_paragraph("Danh sách:")
    table(d, LIST, LISTED)
    d.save(out)
    put("form", "pdf-writer.pdf", converted(out.getvalue(), ".docx", "pdf"), read((LIST, *LISTED)))
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (HEAD, *BODY[:3]):
        book.active.append([int(c) if c.isdigit() else c for c in row])
    book.active.column_dimensions["B"].width = 40
    book.save(out)
    put("form", "pdf-calc.pdf", converted(out.getvalue(), ".xlsx", "pdf"), {"tables": None, "text~": "truyền\tcuộc\t12\n"})


if __name__ == "__main__":
    rules()
    cells()
    marks()
    looks()
    no_row_rules()
    columns()
    letters()
    programs()
