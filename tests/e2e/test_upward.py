"""Three offices: two send their consolidated reports up, the third takes each in as a whole.

X and Y are docketds of their own; the commune x-hai of Y reports straight to the province, too.
"""
import datetime
import email
import email.policy
import json
import re
from email.message import EmailMessage

import jsonschema
import openpyxl
import pytest

from office import REPOSITORY, Nowhere, Office
from scripted import Mailbox, Relay, login
from test_orders import body

CANBO = "canbo@pv05.example"
YEAR = str(datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).year)
SCHEMA = json.loads((REPOSITORY / "src/report/package.schema.json").read_text())
REPORT = """
    {{ code = "HALF_YEAR"; name = "Báo cáo định kỳ 6 tháng"; name_en = "Half-year report"; recurrence = "yearly"; dues = ( {{ by = "12-31"; }} );
      who = {{ levels = ["{level}"]; }}; needs_attachment = true; subject_words = ["báo cáo 6 tháng"];
      form = {{ version = "1"; title = "Báo cáo 6 tháng"; sections = ( {{ title = "1. Tuyên truyền"; fields = (
        {{ name = "meetings"; label = "Số cuộc tuyên truyền"; label_en = "Meetings"; type = "integer"; required = true; min = 0; }},
        {{ name = "people"; label = "Số lượt người"; label_en = "People"; type = "integer"; min = 0; }} ); }} ); }}; }}
"""


def plan(path, code, level, units):
    rows = ",\n".join(f'{{ code = "{unit}"; name = "{name}"; holder = "UBND {name}"; short_name = "{name}"; level = "{level}"; '
                      f'addresses = ["{address}"]; }}' for unit, name, address in units)
    path.write_text(f'code = "{code}"; title = "Kế hoạch {code}"; subject_tag = "BVANTQ";\nunits = (\n{rows}\n);\n'
                    f'reports = ({REPORT.format(level=level)});\n')
    return path


def secret(path, text):
    path.touch(mode=0o600)
    path.write_text(text + "\n")
    return path


class Offices:
    def __init__(self, servers, folder):
        self.servers = servers
        mark = folder.name[-12:].replace("_", "-").strip("-").lower()
        self.x, self.y, self.up = (f"{who}-{mark}@pv05.example" for who in ("x", "y", "up"))
        key = secret(folder / "key", "a key that X and the province have")
        above = {"address": self.up, "plan": "tinh"}
        self.below = {
            "h-x": Office(servers, folder / "x", address=self.x, office={"name": "Công an huyện Xuân"}, above={**above, "unit": "h-x", "key_file": key},
                          plan=plan(folder / "x.conf", "huyen-x", "commune", [("x-mot", "xã Mỹ Một", "mot@dv.example"), ("x-bon", "xã Tân Bốn", "bon@dv.example")])),
            "h-y": Office(servers, folder / "y", address=self.y, office={"name": "Công an huyện Yên"}, above={**above, "unit": "h-y"},
                          plan=plan(folder / "y.conf", "huyen-y", "commune", [("x-hai", "xã Phú Hai", "hai@dv.example"), ("x-ba", "xã Phú Ba", "ba@dv.example")])),
        }
        self.above = Office(servers, folder / "up", address=self.up, below=[{"unit": "h-x", "key_file": key}],
                            plan=plan(folder / "up.conf", "tinh", "commune", [("h-x", "huyện Xuân", self.x), ("h-y", "huyện Yên", self.y),
                                                                             ("x-hai", "xã Phú Hai", "hai@dv.example")]))
        for office in (*self.below.values(), self.above):
            office.once()

    def report(self, office, unit, sender, meetings, folder):
        """A unit's filled form, by a real mail."""
        file = office.form("HALF_YEAR", YEAR, unit, folder / f"{unit}-{meetings}.xlsx")
        book = openpyxl.load_workbook(file)
        names = book.defined_names
        for name in getattr(names, "definedName", None) or names.values():
            for sheet, ref in name.destinations if name.name in ("d_meetings", "d_people") else ():
                book[sheet][ref.replace("$", "")] = meetings if name.name == "d_meetings" else 0
        book.save(file)
        m = EmailMessage()
        m["From"], m["To"], m["Subject"] = sender, office.address, f"Báo cáo 6 tháng năm {YEAR}"
        m["Message-ID"] = f"<{unit}.{meetings}.{office.address}>"
        m.set_content("Kính gửi báo cáo.\n")
        m.add_attachment(file.read_bytes(), maintype="application", subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet", filename="bieu.xlsx")
        self.servers.send(sender, office.address, m.as_bytes(), auth=True)
        self.servers.settle()
        office.once()
        return office.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]

    def send_up(self, unit):
        """The order, and its confirmation; the mail as it arrives above."""
        office = self.below[unit]
        asked = office.run("docketctl", "do", f"gui cap tren HALF_YEAR {YEAR}", "--as", CANBO).stdout
        done = office.ctl("do", re.search(r"ĐỒNG Ý \S+", asked)[0], "--as", CANBO)
        assert "Đã gửi cấp trên" in done
        before = len(self.servers.mails(self.up))
        office.once()
        self.servers.settle()
        return self.servers.wait_for(self.up, before + 1)[-1]

    def told(self):
        """Until nobody has anything to say."""
        for _ in range(4):
            for office in (self.above, *self.below.values()):
                office.once()
            self.servers.settle()


@pytest.fixture
def offices(servers, tmp_path):
    trio = Offices(servers, tmp_path)
    yield trio
    for office in (trio.above, *trio.below.values()):
        office.rebuilt()


def package(raw):
    m = email.message_from_bytes(raw, policy=email.policy.default)
    files = {part.get_filename().rsplit(".", 1)[1]: part.get_content() for part in m.iter_attachments()}
    assert set(files) == {"xlsx", "json"}
    return json.loads(files["json"]), m


def snapshots(office):
    return office.rows("SELECT o.unit, p.sequence FROM snapshot AS p JOIN submission AS s ON s.id = p.submission "
                       "JOIN obligation AS o ON o.accepted = s.id ORDER BY 1")


def outcomes(office):
    return office.rows("SELECT outcome, reason FROM message ORDER BY id")


def test_three_offices(offices, tmp_path):
    x, y, up = offices.below["h-x"], offices.below["h-y"], offices.above
    source = offices.report(x, "x-mot", "mot@dv.example", 12, tmp_path)
    value, mail = package(offices.send_up("h-x"))
    jsonschema.validate(value, SCHEMA)
    one, four = value["units"]
    assert (one["is"], one["source"], one["version"], four["is"]) == ("value", source, 1, "missing")
    assert {v["field"]: (v["is"], v.get("value")) for v in one["values"]} == {"meetings": ("value", 12), "people": ("zero", 0)}
    assert "!" in one["values"][0]["place"] and mail["Auto-Submitted"] == "no" and "1/2" in body(mail)

    up.once()
    assert outcomes(up)[-1] == ("filed", "certain") and snapshots(up) == [("h-x", 1)]
    up.once()
    assert "chưa đủ 1/2 đơn vị cấp dưới" in said_of(up, "do", f"TÌNH HÌNH HALF_YEAR {YEAR}", "--as", CANBO)
    page = (up.state / "board" / "index.html").read_text()
    assert re.search(r"● Đang kiểm tra, [^<]*, <span class=\"part\">chưa đủ 1/2</span>", page)
    [letter] = [m for m in up.letters(offices.x)]
    assert "Đã nhận" in letter["Subject"] and "chưa đủ 1/2" in body(letter)

    # A late report below, and another package: the whole takes the place of the whole.
    offices.report(x, "x-bon", "bon@dv.example", 30, tmp_path)
    second, _ = package(offices.send_up("h-x"))
    assert (second["sequence"], second["before"]) == (2, value["hash"])
    offices.report(y, "x-hai", "hai@dv.example", 5, tmp_path)
    offices.report(y, "x-ba", "ba@dv.example", 7, tmp_path)
    offices.send_up("h-y")
    offices.report(up, "x-hai", "hai@dv.example", 5, tmp_path)     # both ways
    assert snapshots(up) == [("h-x", 2), ("h-y", 1)]
    # The sums are of the last snapshots; what x-hai reported both ways counts once; each value leads to its cell.
    up.ctl("do", f"tong hop HALF_YEAR {YEAR}", "--as", CANBO, "-o", tmp_path / "up.xlsx")
    book = openpyxl.load_workbook(tmp_path / "up.xlsx")
    rows = {row[1]: row for row in book["Số liệu"].iter_rows(values_only=True)}
    assert [rows[name][3] for name in ("huyện Xuân", "huyện Yên", "xã Phú Hai")] == [42, 7, 5]
    assert rows["Số đơn vị có số liệu"][3] == "đủ 4/4"
    below = [row for row in book["Cấp dưới"].iter_rows(min_row=4, values_only=True) if row[6] == "Số cuộc tuyên truyền"]
    assert {(row[1], row[3], row[4], row[8], bool(row[13])) for row in below} == {
        ("huyện Xuân", 2, "xã Mỹ Một", 12, False), ("huyện Xuân", 2, "xã Tân Bốn", 30, False),
        ("huyện Yên", 1, "xã Phú Hai", 5, True), ("huyện Yên", 1, "xã Phú Ba", 7, False)}
    assert all(re.fullmatch(r"TN-\d+-\d+", row[9]) and row[10] == 1 and row[11] == "bieu.xlsx" and "!" in row[12] for row in below)
    assert "huyện Xuân: báo cáo tổng hợp số 2, đủ 2/2" in up.ctl("status", "HALF_YEAR", YEAR)

    assert "chưa đủ" not in (up.state / "board" / "index.html").read_text()     # all of them are there
    offices.told()
    # Everybody falls silent: the offices below note what the one above says, and answer nothing.
    assert outcomes(x).count(("note", "from-above")) == 2 and outcomes(y).count(("note", "from-above")) == 1
    before = [len(o.rows("SELECT id FROM letter")) for o in (x, y, up)]
    offices.told()
    assert before == [len(o.rows("SELECT id FROM letter")) for o in (x, y, up)]


def last_code(office):
    return office.rows("SELECT code FROM message WHERE outcome <> 'command' ORDER BY id DESC LIMIT 1")[0][0]


def standing(office, unit):
    """The state, the mail whose content counts, and its figure."""
    return office.rows("SELECT o.state, m.code, (SELECT value FROM value AS v WHERE v.submission = s.id AND v.field = 'meetings') "
                       "FROM obligation AS o JOIN submission AS s ON s.id = o.accepted JOIN message AS m ON m.id = s.message "
                       "WHERE o.unit = ? AND o.report = 'HALF_YEAR'", unit)[0]


def told_officers(office, code):
    return [m for m in office.letters(CANBO) if code in m["Subject"]]


@pytest.mark.parametrize("unit", ["h-x", "x-hai"])
def test_what_was_accepted_is_put_aside_only_by_word(offices, tmp_path, unit):
    """A whole report of an office below and a form of a unit alike: a newer one waits for the officer, who hears which
    he had accepted, and may keep it."""
    x, up = offices.below["h-x"], offices.above

    def send(meetings):
        if unit == "x-hai":
            return offices.report(up, "x-hai", "hai@dv.example", meetings, tmp_path)
        offices.report(x, "x-mot", "mot@dv.example", meetings, tmp_path)
        offices.send_up("h-x")
        up.once()
        return last_code(up)

    first = send(12)
    up.ctl("do", f"ĐẠT {first}", "--as", CANBO)
    assert standing(up, unit) == ("accepted", first, "12") and not told_officers(up, first)
    second = send(30)
    assert standing(up, unit) == ("received", second, "30")         # seen, and labelled as not accepted
    assert up.rows("SELECT outcome, reason, about FROM message WHERE code = ?", second) == [("filed", "after-word", first)]
    [notice] = told_officers(up, second)
    words = re.sub(r"\s+", " ", body(notice))
    assert f"đã chấp nhận {first}" in words and f"ĐẠT {second}" in words
    assert f"ĐẠT {second}" in up.ctl("todo") and "đạt 0" in up.ctl("status", "HALF_YEAR", YEAR)
    up.ctl("do", f"ĐẠT {first}", "--as", CANBO)
    assert standing(up, unit) == ("accepted", first, "12") and second not in up.ctl("todo")
    third = send(31)
    assert standing(up, unit)[:2] == ("received", third) and len(told_officers(up, third)) == 1
    up.ctl("do", f"TRẢ LẠI {third}: sai số liệu", "--as", CANBO)
    assert standing(up, unit)[0] == "returned"


def the_line(text, period=YEAR):
    return f"GỬI CẤP TRÊN HALF_YEAR {period}" in text or re.search(rf'GỬI CẤP TRÊN [^"\n]*{period}', text) is not None


def said_of(office, *words):
    return re.sub(r"\s+", " ", office.ctl(*words))


OUTDATED = "đã gửi cấp trên không còn đúng với sổ"


def test_officers_hear_when_what_was_sent_is_outdated(offices, tmp_path):
    """A late arrival, a word of an officer: told where work waits and in the answer, once, until it is sent again."""
    x = offices.below["h-x"]
    code = offices.report(x, "x-mot", "mot@dv.example", 12, tmp_path)
    asked = x.run("docketctl", "upward", "HALF_YEAR", YEAR, "--as", CANBO).stdout
    confirm = re.search(r"ĐỒNG Ý \S+", asked)[0]
    assert x.rows("SELECT count(*) FROM package") == [(0,)]         # asked about first, as by mail
    assert "Đã gửi cấp trên" in x.ctl("do", confirm, "--as", CANBO)
    x.once()
    assert OUTDATED not in said_of(x, "todo") and "Đã gửi cấp trên: bản tổng hợp số 1" in x.ctl("status", "HALF_YEAR", YEAR)

    answer = said_of(x, "do", f"ĐẠT {code}", "--as", CANBO)
    assert f"Bản tổng hợp số 1 {OUTDATED[:15]}" in answer and the_line(answer)
    assert "Số liệu " + OUTDATED in said_of(x, "todo") and the_line(x.ctl("todo"))
    [(act,)] = x.rows("SELECT code FROM command WHERE state = 'done' ORDER BY id DESC LIMIT 1")
    x.ctl("do", f"HỦY {act}", "--as", CANBO)
    assert OUTDATED not in said_of(x, "todo")                       # it says again what it said

    offices.report(x, "x-bon", "bon@dv.example", 30, tmp_path)
    todo = json.loads(x.ctl("todo", "--json"))
    [row] = [row for row in todo["rows"] if row["kind"] == "upward"]
    assert (row["sequence"], row["who"]) == (1, offices.up) and the_line(row["order"])
    assert "Số liệu " + OUTDATED in (x.state / "board" / "index.html").read_text()
    assert "không còn đúng" not in x.ctl("do", f"ĐẠT {code}", "--as", CANBO)        # told before
    status = said_of(x, "do", f"TÌNH HÌNH HALF_YEAR {YEAR}", "--as", CANBO)
    assert "Đã gửi cấp trên: bản tổng hợp số 1" in status and the_line(status)
    assert f"docketctl upward HALF_YEAR {YEAR}" in x.ctl("status", "HALF_YEAR", YEAR)

    asked = x.run("docketctl", "do", row["order"], "--as", CANBO).stdout        # ready to be said as it stands
    x.ctl("do", re.search(r"ĐỒNG Ý \S+", asked)[0], "--as", CANBO)
    assert OUTDATED not in said_of(x, "todo") and x.rows("SELECT max(sequence) FROM package") == [(2,)]
    assert "gửi lại" not in x.ctl("status", "HALF_YEAR", YEAR)


def test_what_no_server_takes_is_said_before_it_is_sent(tmp_path):
    """What the server said at its hello counts; once it takes more, so does the order."""
    relay = Relay(ehlo="250-here\r\n250-SIZE 50000\r\n250 AUTH PLAIN LOGIN")
    office = Office(Nowhere(), tmp_path / "z", mailbox={"server": login(tmp_path / "z", Mailbox([])), "folders": ["INBOX"]},
                    sending={"server": login(tmp_path / "z", relay)}, above={"address": "up@pv05.example", "unit": "h-z"},
                    plan=plan(tmp_path / "z.conf", "huyen-z", "commune", [("z-mot", "xã Mỹ Một", "mot@dv.example")]))

    def order(*words):
        done = office.run("docketctl", *words, "--as", CANBO)
        return done.returncode, re.sub(r"\s+", " ", done.stdout)

    def remind():                       # any letter
        office.once()
        assert "ĐỒNG Ý" not in order("do", f"NHẮC xã Mỹ Một HALF_YEAR {YEAR}")[1]
        office.once()

    remind()
    status, words = order("upward", "HALF_YEAR", YEAR)
    assert status == 1 and "KHÔNG thực hiện" in words and "chỉ nhận đến 49 KB" in words and "TỔNG HỢP" in words
    assert "ĐỒNG Ý" not in words and office.rows("SELECT count(*) FROM package") == [(0,)]
    relay.answers.clear()
    remind()
    assert "ĐỒNG Ý" in order("upward", "HALF_YEAR", YEAR)[1]
    office.rebuilt()


def test_the_digest_says_once_that_what_was_sent_is_outdated(tmp_path):
    """The officer who only reads his digest: on his next Monday, with the line to send; not again a week later."""
    office = Office(Nowhere(), tmp_path / "z", mailbox={"server": login(tmp_path / "z", Mailbox([])), "folders": ["INBOX"]},
                    sending={"server": login(tmp_path / "z", Relay())}, above={"address": "up@pv05.example", "unit": "h-z"},
                    plan=plan(tmp_path / "z.conf", "huyen-z", "commune", [("z-mot", "xã Mỹ Một", "mot@dv.example")]))

    def at(day, hour=9):
        return f"2023-05-{day:02}T{hour:02}:00"

    def morning(day):
        assert office.run("docketd", "--once", "--now", at(day, 8)).returncode == 0
        raw = office.rows("SELECT c.mail FROM letter AS l JOIN letter_mail AS c ON c.letter = l.id WHERE l.letter = 'digest' "
                          "AND l.recipient = ? AND l.reason = ?", CANBO, f"digest:2023-05-{day:02}")
        return [re.sub(r"\s+", " ", body(email.message_from_bytes(r, policy=email.policy.default))) for r, in raw]

    morning(8)
    asked = office.run("docketctl", "--now", at(8), "upward", "HALF_YEAR", "2023", "--as", CANBO).stdout
    office.ctl("--now", at(8), "do", re.search(r"ĐỒNG Ý \S+", asked)[0], "--as", CANBO)
    assert OUTDATED not in "".join(morning(15))
    office.ctl("--now", at(16), "do", "GHI NHẬN xã Mỹ Một HALF_YEAR 2023 ngày 16/05/2023 qua giấy", "--as", CANBO)
    [digest] = morning(22)
    assert OUTDATED in digest and the_line(digest, "2023")
    assert morning(29) == []                    # nothing new
    office.rebuilt()


def test_upward_refuses_what_it_does_not_know(offices):
    x = offices.below["h-x"]
    for words, why in ((("NONE", YEAR), "no report"), (("HALF_YEAR", "2023; ĐẠT TN-2023-0001"), "no period")):
        done = x.run("docketctl", "upward", *words, "--as", CANBO)
        assert done.returncode == 1 and why in done.stderr
    assert x.run("docketctl", "upward", "HALF_YEAR", YEAR).returncode == 2
    above = offices.above.run("docketctl", "upward", "HALF_YEAR", YEAR, "--as", CANBO).stdout
    assert "chưa cấu hình cơ quan cấp trên" in re.sub(r"\s+", " ", above) and "ĐỒNG Ý" not in above


def test_repeats_gaps_and_older_ones(offices, tmp_path):
    """One is lost, one comes late, one twice: the last stands, the lost one is asked for once, and nothing is said twice."""
    x, up = offices.below["h-x"], offices.above
    mails = []
    for meetings in (1, 2, 3):
        offices.report(x, "x-mot", "mot@dv.example", meetings, tmp_path)
        mails.append(offices.send_up("h-x"))
        with offices.servers.mailbox(offices.up) as imap:       # on its way still
            imap.select("INBOX")
            imap.store("1:*", "+FLAGS", "\\Deleted")
            imap.expunge()
    for raw in (mails[1], mails[0], mails[2], mails[2], mails[1]):
        offices.servers.deliver(offices.up, raw, sender=offices.x)
        up.once()
        up.once()
    assert snapshots(up) == [("h-x", 3)]
    assert outcomes(up) == [("filed", "certain"), ("duplicate", "package-older"), ("filed", "certain"),
                            ("duplicate", "same-report"), ("duplicate", "same-report")]
    letters = [m["Subject"] for m in up.letters(offices.x)]
    assert sum("chưa nhận số 1" in s for s in letters) == 1 and sum("số 1 đến sau, không thay số liệu" in s for s in letters) == 1
    assert len(letters) == 4            # the same mail again was answered before
    offices.told()
    assert len(up.letters(offices.x)) == 4


def test_what_proves_nothing_waits_for_an_officer(offices, tmp_path):
    """A key that is another, a sender that is not vouched for, another plan: looked at, with a reason; never taken in."""
    x, y, up = offices.below["h-x"], offices.below["h-y"], offices.above
    offices.report(x, "x-mot", "mot@dv.example", 4, tmp_path)
    raw = offices.send_up("h-x")
    value, _ = package(raw)
    with offices.servers.mailbox(offices.up) as imap:
        imap.select("INBOX")
        imap.store("1:*", "+FLAGS", "\\Deleted")
        imap.expunge()

    def sent(change, sender, auth=True):
        m = EmailMessage()
        m["From"], m["To"], m["Subject"], m["Message-ID"] = sender, offices.up, "Báo cáo tổng hợp", f"<{len(outcomes(up))}.{offices.up}>"
        m.set_content("Kính gửi.")
        m.add_attachment(change(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).encode(), maintype="application",
                         subtype="json", filename="tong-hop.json")
        offices.servers.send(sender, offices.up, m.as_bytes(), auth=auth)
        offices.servers.settle()
        up.once()
        return outcomes(up)[-1]

    assert sent(lambda t: t.replace(value["mac"], "0" * 64), offices.x) == ("review", "package-unproven")
    assert sent(lambda t: t.replace('"value":4', '"value":5'), offices.x)[0] != "filed"        # no longer what its hash says
    assert snapshots(up) == []
    assert sent(lambda t: t, "la@mail.example") == ("filed", "certain")                        # the key proves it, whoever carries it
    assert snapshots(up) == [("h-x", 1)]
    offices.report(y, "x-ba", "ba@dv.example", 9, tmp_path)
    value, _ = package(offices.send_up("h-y"))
    assert sent(lambda t: t, "la@mail.example") == ("review", "package-unproven")


def test_a_workbook_alone_is_an_ordinary_mail(offices, tmp_path):
    """An office without docketd sends its table by hand: received, or looked at; no package, no failure."""
    book = openpyxl.Workbook()
    book.active.append(["Đơn vị", "Số cuộc tuyên truyền", "Số lượt người"])
    book.active.append(["xã Phú Ba", 7, 70])
    book.save(tmp_path / "tong-hop.xlsx")
    m = EmailMessage()
    m["From"], m["To"], m["Subject"], m["Message-ID"] = offices.y, offices.up, f"Báo cáo 6 tháng năm {YEAR}", f"<hand.{offices.up}>"
    m.set_content("Kính gửi báo cáo tổng hợp.")
    m.add_attachment((tmp_path / "tong-hop.xlsx").read_bytes(), maintype="application", filename="tong-hop.xlsx",
                     subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    offices.servers.send(offices.y, offices.up, m.as_bytes(), auth=True)
    offices.servers.settle()
    offices.above.once()
    assert outcomes(offices.above)[-1][0] in ("filed", "review") and snapshots(offices.above) == []
