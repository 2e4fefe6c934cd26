"""An office whose language is English, with an English plan: nothing of what it reads is Vietnamese."""
import datetime
import email
import email.policy
import html
import io
import re

import openpyxl
import pytest

from office import Nowhere, REPOSITORY, Office
from test_orders import CANBO, SERIAL, VN, body, confirmation, mail, order, put, run, said

PLAN = REPOSITORY / "tests/corpus/hospitals/plan.conf"
OURS = re.compile(r"[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd"
                  r"\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")       # letters of Vietnamese


@pytest.fixture(scope="module")
def desk(servers, tmp_path_factory):
    office = Office(servers, tmp_path_factory.mktemp("english") / "office", plan=PLAN, address=f"english-{next(SERIAL)}@pv05.example",
                    office={"language": "en", "name": "Department of Health", "from_name": "Department of Health", "contact": "Ann Lee"},
                    officers=[{"address": CANBO, "name": "Ann Lee", "role": "lead"}],
                    sending={"per_officer_day": 500, "per_thread": 100, "per_sender_day": 100})
    office.at = datetime.datetime(2024, 2, 5, 8, 0, tzinfo=VN)
    run(office)
    return office


def around(text):
    return [re.sub(r"\s+", " ", text[max(m.start() - 40, 0):m.end() + 40]) for m in OURS.finditer(text)][:3]


def texts(letter):
    return [letter["Subject"], body(letter), html.unescape(letter.get_body(("html",)).get_content())]


ORDERS = ["status", "status MONTHLY 2024-01", "missing MONTHLY 2024-01", "late MONTHLY 2024-01", "unit {unit}", "queue", "todo",
          "search report", "deadlines", "deadlines 2024", "help", "delete everything", "accept TN-2024-9999", "extend {unit} MONTHLY 2024-01",
          "extend {unit} MONTHLY 2024-01 until 20/02/2024: the flood", "waive {unit} MONTHLY 2024-01: closed", "remind {unit} MONTHLY 2024-01",
          "record {unit} MONTHLY 2024-01 on 02/02/2024 by paper number 7", "pause {unit}", "resume {unit}", "undo GN-2024-0001",
          "show {code}", "classify {code} {unit} MONTHLY 2024-01", "return {code}: wrong form", "incomplete {code}: a page is missing",
          "accept {code}", "duplicate {code} of {code}", "wrong route {code}", "vouch {code}", "deny {code}", "close {code}", "files {code}",
          "figures {code}", "reply {code}: thank you", "register", "consolidate MONTHLY 2024-01", "send upward MONTHLY 2024-01", "contact {unit} new@ashby.example",
          "accept all MONTHLY 2024-01", "confirm GN-2024-0001-0000000000000000", "status\nmissing MONTHLY 2024-01"]


def test_every_answer_is_english(desk):
    put(desk, mail(desk, "stranger@mail.example", "Monthly report", "Please find it.\n", auth=None, files=[("report.pdf", b"%PDF-1.4 x")]))
    [(code,)] = desk.rows("SELECT code FROM message WHERE outcome <> 'command' ORDER BY id DESC LIMIT 1")
    unit = "Ashby"
    found = []
    for line in ORDERS:
        line = line.format(unit=unit, code=code)
        answer = order(desk, line, subject="an order")
        assert answer is not None, line
        found += [(line, around(text)) for text in texts(answer)[:2] if OURS.search(text)]
        for part in answer.iter_attachments():
            if part.get_filename().endswith(".xlsx"):
                book = openpyxl.load_workbook(io.BytesIO(part.get_content()))
                found += [(part.get_filename(), sheet.title, cell.value) for sheet in book for row in sheet for cell in row
                          if OURS.search(f"{sheet.title} {cell.value}") and "report.pdf" not in str(cell.value)]
                assert part.get_filename().startswith(("register_", "consolidated_"))
    assert not found


@pytest.mark.parametrize(("language", "head"), [("en+vi", "Rates as of"), ("vi+en", "Tỷ lệ tính đến")])
def test_of_two_languages_the_first_is_the_offices(servers, tmp_path, language, head):
    """What is asked for at the office's own machine and what it files: rates, status, register."""
    office = Office(servers, tmp_path / "office", plan=PLAN, address=f"two-{next(SERIAL)}@pv05.example", office={"language": language})
    office.at = datetime.datetime(2024, 2, 6, 8, 0, tzinfo=VN)
    run(office)
    at = office.at.strftime("%Y-%m-%dT%H:%M")
    rates = office.ctl("--now", at, "status", "--rates")
    assert rates.startswith(head) and bool(OURS.search(rates)) == language.startswith("vi")
    assert bool(OURS.search(office.ctl("--now", at, "status"))) == language.startswith("vi")
    office.ctl("register", "2024", "-o", tmp_path / "register.csv")
    register = (tmp_path / "register.csv").read_text(encoding="utf-8-sig")
    assert register.startswith('"Date of arrival"' if language.startswith("en") else '"Ngày đến"')


def test_every_other_letter_and_the_board_are_english(desk):
    for day in (6, 7, 12, 13):
        desk.at = datetime.datetime(2024, 2, day, 8, 0, tzinfo=VN)
        run(desk)
    found = []
    for (raw,) in desk.rows("SELECT c.mail FROM letter_mail c"):
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        found += [(letter["Subject"], around(text)) for text in texts(letter)[:2] if OURS.search(text)]
    assert not found
    for page in (desk.state / "board").glob("*.html"):
        assert not OURS.search(html.unescape(page.read_text())), page.name
    for words in (), ("MONTHLY", "2024-01"), ("MONTHLY", "1999-01"), ("--rates",):
        assert around(desk.ctl("--now", desk.at.strftime("%Y-%m-%dT%H:%M"), "status", *words)) == []
    codes = [code for (code,) in desk.rows("SELECT code FROM message WHERE code <> ''")]
    for words in (["calendar", "2024"], ["simulate", "--from", "2024-01-20", "--to", "2024-02-20"], ["dossier"], ["outbox", "--all"],
                  ["todo"], ["verify"], ["check"], ["doctor"], ["purge", "--dry-run"], ["plan", "check"],
                  ["plan", "show"], ["plan", "diff", PLAN, PLAN], ["rebuild"], ["backup", desk.folder / "backups"], *(["show", code] for code in codes)):
        assert around(desk.run("docketctl", "--now", desk.at.strftime("%Y-%m-%dT%H:%M"), *words).stdout) == [], words


def test_an_english_office_without_a_docket(tmp_path):
    office = Office(Nowhere, tmp_path / "office", plan=PLAN, office={"language": "en", "name": "Department of Health"})
    for command in "status", "outbox", "journal", "dossier":
        assert office.ctl(command) == "There is no docket: docketd has not run yet.\n"


def test_a_digest_is_in_the_language_of_who_reads_it(servers, tmp_path):
    people = [{"address": CANBO, "name": "đồng chí Nguyễn Văn An", "role": "lead"},
              {"address": "smith@pv05.example", "name": "Ms Smith", "role": "officer", "language": "en"}]
    office = Office(servers, tmp_path / "office", address=f"digest-{next(SERIAL)}@pv05.example", office={"language": "vi"}, officers=people)
    office.at = datetime.datetime(2023, 6, 12, 8, 0, tzinfo=VN)
    run(office)
    put(office, mail(office, "pt.caolanh@mail.example", "Báo cáo 6 tháng năm 2023 - Cao Lãnh", "Kính gửi.\n", auth=None,
                     files=[("BC.pdf", b"%PDF-1.4 c")]))
    office.at = datetime.datetime(2023, 6, 19, 8, 0, tzinfo=VN)
    run(office)
    theirs, hers = ([said(m) for m in office.letters(who) if "digest" in m["Subject"].lower() or "Bản tin" in m["Subject"]][-1]
                    for who in (CANBO, "smith@pv05.example"))
    assert "Chưa nhận: " in theirs and "trước ngày 10/6/2023" in theirs and "CẦN" not in hers
    assert "Missing: " in hers and "before 10 June 2023" in hers and "CLASSIFY TN-2023-" in hers
    assert "trước" not in hers and "Chưa" not in hers
    office.rebuilt()
