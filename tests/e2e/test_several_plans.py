"""Several plans in one mailbox: two of different matter at once, and last year's for what comes late."""
import datetime
import itertools
import json

import openpyxl
import pytest

from office import Nowhere, Office
from servers import AUTHSERV_ID
from test_calendar import Year
from test_path import filled
from test_orders import VN, mail, order, put, run, said

SERIAL = itertools.count(1)
PASSES = f"{AUTHSERV_ID}; dmarc=pass header.from=xa.example"

UNIT = """{{ code = "{0}"; name = "xã {1}"; holder = "UBND xã {1}"; short_name = "Xã {1}"; level = "commune"; kind = "xã";
  addresses = ["{0}@xa.example"]; aliases_strong = ["xã {1}"]; }}"""
NAMES = {"x-an": "An Bình", "x-ba": "Ba Sao", "x-cu": "Cũ Kỹ", "x-moi": "Mới Mẻ"}


def sheet_of(form):
    return "\n".join(str(c.value) for row in openpyxl.load_workbook(form).worksheets[0].iter_rows() for c in row if c.value is not None)


def plan(folder, code, title, units, reports, more=""):
    file = folder / f"{code}.conf"
    file.write_text(f"""code = "{code}"; title = "{title}"; {more}
units = (
  {{ code = "vp"; name = "Văn phòng"; holder = "Văn phòng"; short_name = "VP"; level = "office"; host = true; tracked = false;
    aliases_strong = ["Văn phòng tỉnh"]; }},
  {", ".join(UNIT.format(u, NAMES[u]) for u in units)} );
reports = ( {reports} );
""")
    return file


def form(field, label):
    return f"""form = {{ version = "1"; title = "Biểu năm"; sections = ( {{ title = "1. Số liệu"; fields = (
        {{ name = "{field}"; label = "{label}"; type = "integer"; required = true; min = 0; }} ); }} ); }};"""


def year(due, first="", more=""):
    return f"""{{ code = "YEAR"; name = "Báo cáo năm"; recurrence = "yearly"; dues = ( {{ by = "{due}"; }} ); {first}
        who = {{ levels = ["commune"]; }}; needs_attachment = true; subject_words = ["báo cáo năm"]; {more} }}"""


MONTH = """{ code = "MONTH"; name = "Báo cáo tháng"; recurrence = "monthly"; period = "before"; dues = ( { by = "05"; } );
        first = "2026-01-01"; who = { levels = ["commune"]; }; subject_words = ["báo cáo tháng"]; }"""
FIRE = """{ code = "FIRE"; name = "Báo cáo phòng cháy"; recurrence = "quarterly";
        dues = ( { by = "03-20"; }, { by = "06-20"; }, { by = "09-20"; }, { by = "12-20"; } );
        who = { levels = ["commune"]; }; subject_words = ["báo cáo phòng cháy"]; }"""
TAG, TAG_FIRE = 'subject_tag = "BVANTQ";', 'subject_tag = "PCCC"; own_topics = ["phòng cháy"];'


@pytest.fixture
def plans(tmp_path):
    """This year's, another matter's, last year's: each with units of its own."""
    return [plan(tmp_path, "toi-pham-2026", "Kế hoạch năm 2026", ["x-an", "x-ba", "x-moi"],
                 year("12-15", 'first = "2026-01-01";', form("total", "Tổng số vụ")) + "," + MONTH,
                 TAG + ' number = "15/KH-BCĐ138"; date = "05/01/2026";'),
            plan(tmp_path, "chay-2026", "Kế hoạch phòng cháy", ["x-an", "x-ba"], FIRE, TAG_FIRE),
            plan(tmp_path, "toi-pham-2025", "Kế hoạch năm 2025", ["x-an", "x-ba", "x-cu"],
                 year("12-20", "", form("cases", "Số vụ")), TAG)]


@pytest.fixture
def desk(servers, tmp_path, plans):
    office = Office(servers, tmp_path / "office", address=f"plans-{next(SERIAL)}@pv05.example", office={"language": "vi"},
                    plan=plans, sending={"per_hour": 1000}, mailbox={"go_live": "2025-12-01"})
    office.at = datetime.datetime(2025, 12, 10, 8, 0, tzinfo=VN)
    run(office)
    yield office
    office.rebuilt()


def arrive(desk, unit, subject, *files):
    put(desk, mail(desk, f"{unit}@xa.example", subject, "Kính gửi.\n", auth=PASSES, files=files))
    return desk.rows("SELECT code, outcome, reason FROM message ORDER BY id DESC LIMIT 1")[0]


def test_a_year_of_the_calendar_on_two_plans_at_once(tmp_path, plans):
    lived = Year(Office(Nowhere, tmp_path / "office", plan=plans[:2], mailbox={"go_live": "2026-01-01"}), "2026-01-01", "2027-01-31", """
        2026-03-19T10:00:00 arrive x-an FIRE 2026-Q1
        2026-12-17T10:00:00 arrive x-ba YEAR 2026
    """)
    owed = {u: {(o["report"], o["period"]) for o in lived.ends if o["unit"] == u and o["due"] < "2027"} for u in NAMES}
    crime = {("YEAR", "2026")} | {("MONTH", f"2026-{m:02}") for m in range(1, 12)} | {("MONTH", "2025-12")}
    fire = {("FIRE", f"2026-Q{q}") for q in range(1, 5)}
    assert owed == {"x-an": crime | fire, "x-ba": crime | fire, "x-moi": crime, "x-cu": set()}
    assert lived.end("x-an", "FIRE", "2026-Q1")["on_time"] and not lived.end("x-ba", "YEAR", "2026")["on_time"]
    assert ("2026-03-20", "1") not in lived.days("x-an", "FIRE") and lived.days("x-ba", "FIRE")
    heard = [(m["unit"], m["day"]) for m in lived.letters if m["unit"]]
    assert len(heard) == len(set(heard))                # one letter a day, whatever plan it is of


def test_last_years_report_is_judged_by_last_years_plan(desk, tmp_path):
    desk.at = datetime.datetime(2026, 1, 8, 9, 0, tzinfo=VN)
    run(desk)
    form = desk.form("YEAR", "2025", "x-an", tmp_path / "2025.xlsx")
    assert "Số vụ" in sheet_of(form) and "Kế hoạch năm 2025" in sheet_of(form)
    form_now = desk.form("YEAR", "2026", "x-an", tmp_path / "2026.xlsx")
    assert "Tổng số vụ" in sheet_of(form_now) and "15/KH-BCĐ138" in sheet_of(form_now)
    code, outcome, _ = arrive(desk, "x-an", "Báo cáo năm 2025 xã An Bình",
                              ("bieu.xlsx", filled(desk, "x-an", "YEAR", "2025", cases=7).read_bytes()))
    assert outcome == "filed"
    assert '"7"' in desk.rows("SELECT form_values FROM submission")[0][0]
    assert desk.rows("SELECT report, period, date(due + 7*3600 - 1, 'unixepoch'), first_received > due FROM obligation "
                     "WHERE unit = 'x-an' AND first_received IS NOT NULL") == [("YEAR", "2025", "2025-12-20", 1)]
    [told] = [m for m in desk.letters("x-an@xa.example") if code in m["Subject"]]
    assert "Kế hoạch năm 2025" in said(told) and "15/KH-BCĐ138" not in said(told)
    status = desk.ctl("status", "YEAR", "2025", "--now", "2026-01-09T12:00")
    assert "toi-pham-2025" in status and "Xã Cũ Kỹ" in status and "Xã Mới Mẻ" not in status
    assert {r["plan"] for r in json.loads(desk.ctl("status", "--json"))} == {"toi-pham-2025", "toi-pham-2026", "chay-2026"}


def test_a_unit_only_last_year_had_may_still_answer_and_owes_nothing_now(desk):
    desk.at = datetime.datetime(2026, 1, 8, 9, 0, tzinfo=VN)
    run(desk)
    assert arrive(desk, "x-cu", "Báo cáo năm 2025 xã Cũ Kỹ", ("bao cao.pdf", b"%PDF-1.4 c"))[1] == "filed"
    assert desk.rows("SELECT DISTINCT report, period FROM obligation WHERE unit = 'x-cu'") == [("YEAR", "2025")]
    assert not desk.rows("SELECT 1 FROM obligation WHERE unit = 'x-moi' AND period = '2025'")


def test_two_plans_in_one_reminder_and_their_orders(desk):
    desk.at = datetime.datetime(2025, 12, 19, 9, 0, tzinfo=VN)
    run(desk)
    told = [m for m in desk.letters("x-an@xa.example")][-1]
    assert "Kế hoạch phòng cháy" in said(told) and "Kế hoạch năm 2025" in said(told)
    assert "FIRE" in desk.ctl("calendar", "2026")
    assert "Báo cáo phòng cháy" in said(order(desk, "tình hình báo cáo phòng cháy quý 4 2025"))
    code, outcome, _ = arrive(desk, "x-ba", "Báo cáo phòng cháy quý IV năm 2025 xã Ba Sao", ("bc.pdf", b"%PDF-1.4 f"))
    assert outcome == "filed"
    [ack] = [m for m in desk.letters("x-ba@xa.example") if code in m["Subject"]]
    assert ack["Subject"].startswith("[PCCC")
    assert arrive(desk, "x-ba", "Re: " + ack["Subject"], ("bc2.pdf", b"%PDF-1.4 g"))[1] == "filed"


# --- what cannot be meant together ------------------------------------------------------------

def checked(tmp_path, plans):
    done = Office(Nowhere, tmp_path / "checked", plan=plans).run("docketd", "-n")
    return done.returncode, done.stdout + done.stderr


def test_the_check_says_which_plan_asks_for_what(tmp_path, plans):
    rc, text = checked(tmp_path, plans)
    assert rc == 0 and "plans toi-pham-2026, chay-2026, toi-pham-2025" in text
    assert "YEAR: rounds due up to 2025-12-31 are those of plan toi-pham-2025, later ones those of plan toi-pham-2026" in text
    plans[2].write_text(plans[2].read_text().replace("x-an@xa.example", "cu@xa.example"))
    assert "unit x-an: what plan toi-pham-2025 says of its addresses is not used" in checked(tmp_path, plans)[1]


@pytest.mark.parametrize("old, new, why", [
    ('first = "2026-01-01";', "", "plans toi-pham-2026 and toi-pham-2025 both ask for YEAR"),
    ('"toi-pham-2026"', '"toi-pham-2025"', "is the code of another plan in force"),
    ('"báo cáo tháng"', '"báo cáo phòng cháy"', "stand for MONTH and for FIRE"),
    ('"Báo cáo tháng"', '"Báo cáo phòng cháy"', "nobody could say which is meant"),
    ('"x-moi@xa.example"', '"x-cu@xa.example"', "x-cu@xa.example is already registered for"),
    ('code = "YEAR"', 'code = "Year"', "is spelled YEAR in plan toi-pham-2025"),
])
def test_plans_that_contradict_each_other_are_refused(tmp_path, plans, old, new, why):
    text = plans[0].read_text()
    assert old in text
    plans[0].write_text(text.replace(old, new))
    rc, said = checked(tmp_path, plans)
    assert rc != 0 and why in said, said


def test_the_shell_knows_the_set(tmp_path, plans):
    office = Office(Nowhere, tmp_path / "office", plan=plans)
    assert "kế hoạch toi-pham-2026, chay-2026, toi-pham-2025" in office.ctl("plan", "check", *plans)
    shown = office.ctl("plan", "show")
    assert "kế hoạch toi-pham-2025 đến hết 2025-12-31" in shown and "kế hoạch chay-2026" in shown
    done = office.run("docketctl", "plan", "export")
    assert done.returncode != 0 and "đang áp dụng nhiều kế hoạch: ghi rõ tệp của một kế hoạch" in done.stderr
    assert "x-an" in office.ctl("plan", "export", plans[1])
