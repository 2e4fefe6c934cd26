"""A form with wrong cells goes back with those cells tinted and commented: the same file, its values untouched, and
nothing that a form is not."""
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile

import openpyxl
from openpyxl.comments import Comment
import pytest

from office import BUILD, Nowhere, Office
from test_path import ON_TIME, append, body, filled, mail, mine, place_of

TINT = "FFFFC7CE"
WRONG = {"campaigns": "nhiều lắm", "articles": -4}


def values(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {(s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.value is not None}


def marks(data):
    """{place: (comment, tinted)} of the first sheet's cells that have either."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = {f"{sheet.title}!{c.coordinate}": (c.comment and c.comment.text, c.fill.fgColor.rgb == TINT)
             for row in sheet.iter_rows() for c in row}
    return {place: found for place, found in found.items() if found[0] or found[1]}


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def changed(data, change):
    """The same package with change(members) made."""
    parts = members(data)
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in parts.items():
            box.writestr(name, text)
    return out.getvalue()


def enclosed(letter):
    return {p.get_filename(): p.get_content() for p in letter.iter_attachments()}


def send(desk, unit, file, n):
    append(desk, mail(desk, unit, f"Báo cáo 6 tháng, lần {n}", file), ON_TIME)
    desk.once()
    return mine(desk, unit)[n - 1]


def test_the_form_comes_back_marked_and_again_until_it_is_right(desk):
    file = filled(desk, "h-tam-nong", **WRONG)
    places = {field: place_of(file, field) for field in WRONG}
    sent = file.read_bytes()
    letter = send(desk, "h-tam-nong", file, 1)
    back = enclosed(letter)["h-tam-nong.xlsx"]
    assert "các ô cần sửa đã được tô màu" in " ".join(body(letter).split())
    assert set(marks(back)) == set(places.values()) and all(tinted for _, tinted in marks(back).values())
    for place, (words, _) in marks(back).items():
        assert words in " ".join(body(letter).split())
    assert values(back) == values(sent)
    before, after = members(sent), members(back)
    touched = {name for name in before if before[name] != after[name]}
    assert touched <= {"[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"}

    book = openpyxl.load_workbook(io.BytesIO(back))             # one cell is mended in the file that came back
    sheet, cell = places["campaigns"].split("!")
    book[sheet][cell].value = 12
    book.save(file)
    again = marks(enclosed(send(desk, "h-tam-nong", file, 2))["h-tam-nong.xlsx"])
    assert again[places["articles"]][1] and again[places["campaigns"]] == ("Ô này không còn lỗi.", False)

    sheet, cell = places["articles"].split("!")
    book[sheet][cell].value = 4
    book.save(file)
    assert enclosed(send(desk, "h-tam-nong", file, 3)) == {}
    assert desk.rows("SELECT state FROM obligation WHERE unit = 'h-tam-nong' AND report = 'HALF_YEAR' AND period = '2023'") == [("received",)]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_where_the_format_cannot_be_marked_the_letter_says_so(desk, kind):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    file = filled(desk, "h-tam-nong", **WRONG)
    letter = send(desk, "h-tam-nong", convert(file, kind), 1)
    assert enclosed(letter) == {} and "không đánh dấu trực tiếp được" in " ".join(body(letter).split())
    assert place_of(file, "articles") in body(letter)


def test_a_stranger_gets_no_file_back(desk):
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng", filled(desk, "h-tam-nong", **WRONG), sender="la@mail.example"), ON_TIME)
    desk.once()
    assert all(enclosed(letter) == {} for letter in desk.letters("la@mail.example"))


# --- the reader alone ---------------------------------------------------------------------------

def convert(file, kind):
    folder = file.parent / "converted"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{file.parent}/profile", "--headless", "--convert-to", kind,
                    "--outdir", folder, file], check=True, capture_output=True)
    return folder / f"{file.stem}.{kind}"


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    office = Office(Nowhere, tmp_path_factory.mktemp("forms") / "office")
    return filled(office, "h-tam-nong", **WRONG)


def marked(folder, data, *cells, name="a.xlsx"):
    """(what came back or None, why not)"""
    file = folder / name
    file.write_bytes(data)
    raw = folder / "mail.eml"
    raw.write_bytes(mail(type("Desk", (), {"address": "a@b.example"}), "x", "x", file))
    wish = os.memfd_create("marks", 0)
    os.write(wish, json.dumps({"mended": "đã sửa", "marks": cells}).encode())
    with open(raw, "rb") as source:
        done = subprocess.run(["sh", "-c", f'exec "$0" --mark "$1" 3</proc/self/fd/{wish}', BUILD / "docket-reader",
                               hashlib.sha256(data).hexdigest()], stdin=source, capture_output=True, pass_fds=(wish,))
    os.close(wish)
    return (done.stdout if done.returncode == 0 else None), done.stderr.decode()


CELLS = (["Biểu 1!C12", "phải là <số> & \"dương\""], ["Biểu 1!B400", "thiếu"], ["Biểu 1!C12", "hai"], ["Biểu 1!ZZ3", "xa"])


def check(before, after):
    assert after is not None
    found = marks(after)
    assert found["Biểu 1!C12"] == ("phải là <số> & \"dương\"\nhai", True)
    assert found["Biểu 1!B400"] == ("thiếu", True) and found["Biểu 1!ZZ3"] == ("xa", True)
    assert values(before) == values(after)


def edit(name, *changes):
    def change(parts):
        text = parts[name].decode()
        for pattern, new in changes:
            text, n = re.subn(pattern, new, text)
            assert n
        parts[name] = text.encode()
    return change


def prefixed(parts):
    """As some libraries write: every element with a prefix."""
    text = parts["xl/worksheets/sheet1.xml"].decode().replace(' xmlns="', ' xmlns:x="', 1)
    parts["xl/worksheets/sheet1.xml"] = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text).encode()


def commented(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0]["D20"].comment = Comment("của tôi", "Lê Văn Tám")
    book.worksheets[0]["C12"].comment = Comment("đang hỏi", "Lê Văn Tám")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without_styles(parts):
    """As some libraries write: no word about how cells look."""
    del parts["xl/styles.xml"]
    for name, pattern in (("xl/_rels/workbook.xml.rels", r"<Relationship [^>]*styles[^>]*/>"), ("[Content_Types].xml", r"<Override [^>]*styles[^>]*/>"),
                          *((f"xl/worksheets/sheet{n}.xml", r' s="\d+"') for n in (1, 2))):
        parts[name] = re.sub(pattern, "", parts[name].decode()).encode()


SHAPES = {
    "without-styles": lambda data: changed(data, without_styles),
    "with-folders": lambda data: changed(data, lambda parts: parts.update({"xl/": b"", "_rels/": b"", "xl/worksheets/": b""})),
    "openpyxl": lambda data: data,
    "with-prefix": lambda data: changed(data, prefixed),
    "one-quote": lambda data: changed(data, edit("xl/worksheets/sheet1.xml", (r'(<c r=)"(C\d+)"', r"\1'\2'"))),
    "no-count": lambda data: changed(data, edit("xl/styles.xml", (r'<cellXfs count="\d+"', "<cellXfs"), (r'<fills count="\d+"', "<fills"))),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_workbooks(tmp_path, form, shape):
    data = SHAPES[shape](form.read_bytes())
    back, why = marked(tmp_path, data, *CELLS)
    assert not why
    check(data, back)


def test_as_libreoffice_writes_and_reads_it(tmp_path, form):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    data = convert(form, "xlsx").read_bytes()
    back, why = marked(tmp_path, data, *CELLS)
    assert not why
    check(data, back)
    (tmp_path / "back.xlsx").write_bytes(back)
    found = marks(convert(tmp_path / "back.xlsx", "xlsx").read_bytes())
    assert found["Biểu 1!C12"] == ("phải là <số> & \"dương\"\nhai", True) and found["Biểu 1!ZZ3"] == ("xa", True)


def test_other_comments_stay(tmp_path, form):
    data = commented(form.read_bytes())
    back, why = marked(tmp_path, data, *CELLS)
    assert not why and values(back) == values(data)
    found = marks(back)
    assert found["Biểu 1!D20"][0] == "của tôi" and found["Biểu 1!C12"] == ("đang hỏi", True)
    assert found["Biểu 1!B400"] == ("thiếu", True)


def test_the_same_marks_are_the_same_bytes(tmp_path, form):
    assert marked(tmp_path, form.read_bytes(), *CELLS) == marked(tmp_path, form.read_bytes(), *CELLS)


def extra(name):
    return lambda data: changed(data, lambda parts: parts.update({name: b"x"}))


NOT_BACK = {
    "macros": extra("xl/vbaProject.bin"), "object": extra("xl/embeddings/oleObject1.bin"), "control": extra("xl/activeX/activeX1.xml"),
    "link": extra("xl/externalLinks/externalLink1.xml"), "signed": extra("_xmlsignatures/sig1.xml"), "odd": extra("setup.exe"),
    "large": lambda data: changed(data, lambda parts: parts.update({"xl/media/image1.png": os.urandom(5 << 20)})),
    "no-styles": lambda data: changed(data, lambda parts: parts.pop("xl/styles.xml")),
    "another-sheet": lambda data: data,
}


@pytest.mark.parametrize("case", NOT_BACK)
def test_what_does_not_go_back(tmp_path, form, case):
    data = NOT_BACK[case](form.read_bytes())
    cells = (["Biểu 9!C12", "x"],) if case == "another-sheet" else CELLS
    back, why = marked(tmp_path, data, *cells)
    assert back is None and why
