"""What a plan calls its units is text wherever it stands: no markup, no formula, no line, no path, no template."""
import csv
import datetime
import email
import email.policy
import html
import io
import json
import re

import openpyxl
import pytest

from office import Office
from test_orders import SERIAL, VN, body, order, run

NAMES = {
    "markup": '<b>Xã</b> "Một" & \'Hai\'', "formula": "=1+2 xã", "plus": "+84 xã Ba", "at": "@xã Bốn", "minus": "-5 xã Năm", "tab": "\t=6 xã Sáu",
    "line": "xã\nBcc: ai@do.example", "slash": "../xã A/B\\C", "template": "{{office.name}} {{#n}} xã", "format": "xã 100%s %n %d",
    "list": "xã Tám, xã; Chín: |", "marks": "# xã *Mười* |% _x_", "right": "xã \u202eMười một\u202c", "long": "Xã " + "rất dài " * 24 + "hết",
    "word": "Xã" + "x" * 198,
}


def cleaned(name):
    """As the configuration takes it: one line, nothing that cannot be seen."""
    return re.sub(r"[\u202a-\u202e]", "", " ".join(name.split()))


def plan(path):
    def quoted(text):
        return json.dumps(text, ensure_ascii=False).replace("\\t", "\\x09")

    units = ",\n".join('{ code = "%s"; name = %s; holder = %s; short_name = %s; level = "xa"; addresses = ["%s@xa.example"]; }'
                       % (code, quoted(name), quoted(name), quoted(name[:60]), code) for code, name in NAMES.items())
    path.write_text(f"""code = "ten"; title = "Kế hoạch tên"; number = "1/KH"; date = "03/01/2023"; subject_tag = "TEN";
units = ( {units} );
reports = ( {{ code = "THANG"; name = "Báo cáo tháng"; recurrence = "monthly"; dues = ( {{ by = "20"; }} ); who = {{ levels = ["xa"]; }};
  subject_words = ["báo cáo tháng"]; reminder_days = [2]; form = {{ version = "1"; title = "Biểu tháng"; sections = ( {{ title = "1. Số liệu"; fields = (
    {{ name = "cases"; label = "Số vụ"; type = "integer"; required = true; min = 0; }} ); }} ); }}; }} );
""")
    return path


@pytest.fixture(scope="module")
def desk(servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    office = Office(servers, folder / "office", plan=plan(folder / "plan.conf"), address=f"names-{next(SERIAL)}@pv05.example", office={"language": "vi"},
                    sending={"per_officer_day": 500, "per_hour": 1000}, mailbox={"go_live": "2023-06-01"})
    office.at = datetime.datetime(2023, 6, 16, 8, 0, tzinfo=VN)
    run(office)                                         # two days before: every unit is reminded
    office.at = datetime.datetime(2023, 6, 22, 8, 0, tzinfo=VN)
    run(office)                                         # overdue: officers are told
    return office


def stands(name, text):
    """Wrapping does not count."""
    return "".join(cleaned(name).split()) in "".join(text.split())


def now(desk):
    return desk.at.strftime("%Y-%m-%dT%H:%M")


def test_letters(desk):
    mails = [email.message_from_bytes(raw, policy=email.policy.default) for (raw,) in desk.rows("SELECT mail FROM letter_mail")]
    to = {}
    for letter in mails:
        to.setdefault(str(letter["To"]), []).append(letter)
    for code, name in NAMES.items():
        [letter, *_] = to[f"{code}@xa.example"]
        page = letter.get_body(("html",)).get_content()
        assert stands(name, body(letter)) and letter["Bcc"] is None and "\n" not in str(letter["Subject"]), code
        assert stands(name, html.unescape(re.sub(r"<(wbr|br|/?p|/?b|/?strong|/?i|/?em)[^>]*>", "", page))), code
        assert "<b>Xã" not in page, code
        for part in letter.iter_attachments():
            assert re.fullmatch(r"[\w.-]+", part.get_filename()), part.get_filename()
            if part.get_filename().endswith(".xlsx"):
                assert_no_formula(openpyxl.load_workbook(io.BytesIO(part.get_content())))
            if part.get_filename().endswith(".ics"):
                lines = part.get_content().decode() if isinstance(part.get_content(), bytes) else part.get_content()
                assert lines.count("BEGIN:VEVENT") == 1 and not re.search(r"^Bcc:", lines, re.M)


def assert_no_formula(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not any(cleaned(name).lstrip("=")[:8] in str(cell.value) for name in NAMES.values()), cell.value


def test_the_board(desk):
    pages = list((desk.state / "board").rglob("*.html"))
    assert pages
    for page in pages:
        text = page.read_text()
        assert "<b>Xã" not in text and "\u202e" not in text and desk.folder in page.parents
    index = html.unescape("".join(page.read_text() for page in pages))
    for code, name in NAMES.items():
        assert cleaned(name[:60]) in index, code
    assert all(re.fullmatch(r"[\w.-]+", page.name) for page in pages)


def test_books_and_tables(desk, tmp_path):
    desk.ctl("--now", now(desk), "do", "TỔNG HỢP THANG 2023-06", "--as", "canbo@pv05.example", "-o", tmp_path / "all.xlsx")
    desk.ctl("register", "-o", tmp_path / "book.xlsx")
    desk.ctl("register", "--tracking", "-o", tmp_path / "book.csv")
    for name in "all.xlsx", "book.xlsx":
        assert_no_formula(openpyxl.load_workbook(tmp_path / name))
    cells = {str(cell.value) for sheet in openpyxl.load_workbook(tmp_path / "all.xlsx") for row in sheet.iter_rows() for cell in row if cell.value}
    for code, name in NAMES.items():
        assert any(cleaned(name[:60]) in cell for cell in cells), code
    for row in csv.reader(io.StringIO((tmp_path / "book.csv").read_text(encoding="utf-8-sig")), delimiter=","):
        for cell in row:
            assert not re.match(r"[=+@\t\r]|-\D", cell), cell


def test_the_shell_and_the_officer(desk, tmp_path):
    text = desk.ctl("--now", now(desk), "status", "THANG", "2023-06")
    for code, name in NAMES.items():
        assert cleaned(name[:60])[:15] in text, code
    assert "\u202e" not in text and "\nBcc" not in text
    rows = json.loads(desk.ctl("--now", now(desk), "status", "--json"))
    assert rows
    for code in NAMES:
        path = tmp_path / f"{code}.xlsx"
        desk.ctl("--now", now(desk), "form", "THANG", code, "-o", path)
        assert_no_formula(openpyxl.load_workbook(path))
    answer = order(desk, "CHƯA NỘP THANG 2023-06")
    page = answer.get_body(("html",)).get_content()
    assert "<b>Xã" not in page and answer["Bcc"] is None
    for code, name in NAMES.items():
        assert stands(cleaned(name)[:18], body(answer)), code             # a column wraps longer ones


def test_the_docket_is_made_again(desk):
    desk.rebuilt()
