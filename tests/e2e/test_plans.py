"""Plans of other offices, and of the province across the reform: a whole year of each, lived by `docketctl simulate`."""
import csv
import datetime
import io
import json
import re
import shutil

import openpyxl
import pytest

from office import Office, REPOSITORY
from test_calendar import Nowhere, Year

CORPUS = REPOSITORY / "tests/corpus"


def desk(folder, plan):
    return Office(Nowhere, folder / "office", plan=plan)


@pytest.fixture
def hospitals(tmp_path):
    return desk(tmp_path, CORPUS / "hospitals/plan.conf")


def test_hospitals_report_for_the_week_and_month_before(hospitals):
    """Period and last day on time, against the calendar of Python."""
    rows = {(r["kind"], r["period"]): r["last_on_time_day"] for r in json.loads(hospitals.ctl("calendar", 2024, "--json"))}
    expected = {}
    tuesday = datetime.date(2024, 1, 2)
    while tuesday < datetime.date(2024, 12, 31):        # the last one is over in 2025
        year, week, _ = (tuesday - datetime.timedelta(days=7)).isocalendar()
        expected["WEEKLY", f"{year}-W{week:02}"] = tuesday.isoformat()
        tuesday += datetime.timedelta(days=7)
    for month in range(1, 13):
        year, before = (2023, 12) if month == 1 else (2024, month - 1)
        expected["MONTHLY", f"{year}-{before:02}"] = f"2024-{month:02}-05"
    assert rows == expected


def test_a_year_of_twenty_hospitals(hospitals):
    year = Year(hospitals, "2024-01-01", "2025-01-31", """
        2024-02-05T23:59:59 arrive kingsford MONTHLY 2024-01
        2024-02-06T00:00:00 arrive oakhill MONTHLY 2024-01
    """)
    ends = [o for o in year.ends if o["unit"] == "ashby" and "2024" <= o["period"] < "2025"]
    assert len([o for o in ends if o["report"] == "MONTHLY"]) == 12
    assert len([o for o in ends if o["report"] == "WEEKLY"]) == 52
    assert len({o["unit"] for o in year.ends}) == 20
    assert year.end("kingsford", "MONTHLY", "2024-01")["on_time"]
    assert not year.end("oakhill", "MONTHLY", "2024-01")["on_time"]
    heard = [(m["unit"], m["day"]) for m in year.letters if m["unit"]]
    assert len(heard) == len(set(heard))


def test_a_year_of_schools_and_their_clusters(tmp_path):
    year = Year(desk(tmp_path, CORPUS / "schools/plan.conf"), "2024-01-01", "2025-02-28")
    owed = {}
    for o in year.ends:
        owed.setdefault(o["unit"], set()).add((o["report"], o["period"]))
    quarters = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert {("QUY", q) for q in quarters} <= owed["thpt-le-loi"]
    assert {("TONG_HOP", q) for q in quarters} <= owed["cum-1"]
    assert not {r for u in owed for r, _ in owed[u] if u.startswith("cum") and r == "QUY"}
    assert ("2024-04-10", "+0") in year.days("thpt-le-loi", "QUY")
    assert ("2024-04-22", "+0") in year.days("cum-1", "TONG_HOP")      # the 20th is a Saturday


def test_a_year_across_the_reform(tmp_path):
    """Districts owe and hear until 30 June 2025, communes from 1 July on; nobody hears for another."""
    year = Year(desk(tmp_path, REPOSITORY / "etc/plans/dong-thap-2026.conf"), "2025-01-01", "2026-01-31")
    district = {"tp-cao-lanh", "h-tam-nong", "h-thap-muoi"}
    commune = {"p-cao-lanh", "x-tam-nong", "x-thap-muoi", "x-cai-be"}
    owed = {u: {(o["report"], o["period"]) for o in year.ends if o["unit"] == u} for u in district | commune}
    for unit in district:
        assert owed[unit] == {("SELECT_LIST", "2025"), ("HALF_YEAR", "2025")}
        assert max(m["day"] for m in year.letters if m["unit"] == unit) <= "2025-06-30"
    for unit in commune:
        assert owed[unit] >= {("ANNUAL", "2025"), ("SELECT_LIST", "2026")}
        assert ("HALF_YEAR", "2025") not in owed[unit]
        assert min(m["day"] for m in year.letters if m["unit"] == unit) > "2025-06-30"
    assert len({o["unit"] for o in year.ends if o["report"] == "ANNUAL" and o["tracked"]}) == 102
    assert year.end("h-tam-nong", "HALF_YEAR", "2025")["state"] == "open"


# --- writing a plan -----------------------------------------------------------------------

@pytest.fixture
def shell(tmp_path):
    return desk(tmp_path, REPOSITORY / "etc/plans/dong-thap-2023.conf")


def plan(shell, *words):
    return shell.run("docketctl", "plan", *words)


def test_a_plan_to_begin_with_is_in_order(shell, tmp_path):
    file = tmp_path / "new.conf"
    assert plan(shell, "new", "-o", file).returncode == 0
    done = plan(shell, "check", file)
    assert done.returncode == 0 and "ổn: 2 đơn vị, 2 loại báo cáo" in done.stdout
    assert "THANG: kế hoạch không nêu content, method, cutoff, outline, forms, procedure" in done.stdout
    assert "(kế hoạch không nêu)" in plan(shell, "show", file).stdout


def test_check_says_where_a_plan_is_wrong(shell, tmp_path):
    file = tmp_path / "new.conf"
    plan(shell, "new", "-o", file)
    file.write_text(file.read_text().replace('level = "commune"', 'level = 5', 1))
    done = plan(shell, "check", file)
    assert done.returncode == 1 and re.search(r"new.conf:\d+: .*level", done.stderr)


def test_what_a_new_version_changes(shell, tmp_path):
    old = REPOSITORY / "etc/plans/dong-thap-2026.conf"
    assert plan(shell, "diff", old, old).stdout == "hai bản như nhau\n"
    file = tmp_path / "new.conf"
    plan(shell, "new", "-o", file)
    other = tmp_path / "other.conf"
    other.write_text(file.read_text().replace('by = "05"', 'before = "08T17:00"').replace('"x-mau"', '"x-sau"'))
    done = plan(shell, "diff", file, other)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "+ reports.THANG.dues.1.before = 08T17:00", "- reports.THANG.dues.1.by = 05",
        '- units.x-mau "xã Mẫu"', '+ units.x-sau "xã Mẫu"']


@pytest.mark.parametrize("name", ["units.csv", "units.xlsx"])
def test_units_go_to_a_table_and_back(shell, tmp_path, name):
    """All of them come back as they were: the two plans say the same."""
    table, part = tmp_path / name, tmp_path / "units.conf"
    assert plan(shell, "export", "-o", table).returncode == 0
    done = plan(shell, "import", table, "-o", part)
    assert done.returncode == 0, done.stderr
    text = (REPOSITORY / "etc/plans/dong-thap-2023.conf").read_text()
    for other in ("holidays-vn.conf", "communes-dong-thap-2023.conf"):
        shutil.copy(REPOSITORY / "etc/plans" / other, tmp_path)
    again = tmp_path / "again.conf"
    start, end = text.index("units = ("), text.index("# ==== Báo cáo")
    again.write_text(text[:start] + '@include "units.conf"\n' + text[end:])
    assert plan(shell, "diff", REPOSITORY / "etc/plans/dong-thap-2023.conf", again).stdout == "hai bản như nhau\n"


def test_a_table_changes_what_it_names(shell, tmp_path):
    book = openpyxl.Workbook()
    for row in (["code", "addresses", "name", "holder", "short_name", "level", "valid_from"],
                ["h-tam-nong", "mot@dv.example; hai@dv.example", "huyện Tam Nông", "BCĐ Tam Nông", "Tam Nông", "district", None],
                ["x-moi", "moi@dv.example", "xã Mới", "UBND xã Mới", "Xã Mới", "commune", datetime.date(2025, 7, 1)]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    done = plan(shell, "import", tmp_path / "t.xlsx")
    assert done.returncode == 0, done.stderr
    nong = re.search(r'code = "h-tam-nong";.*?\}', done.stdout, re.S)[0]
    assert 'addresses = ["mot@dv.example", "hai@dv.example"];' in nong and 'holder = "BCĐ Tam Nông";' in nong
    assert 'aliases_strong = ["huyện Tam Nông", "H Tam Nông"' in nong           # no column of the table
    assert 'valid_from = "2025-07-01";' in re.search(r'code = "x-moi";.*?\}', done.stdout, re.S)[0]
    assert 'code = "h-lap-vo"' in done.stdout


@pytest.mark.parametrize("rows, said", [
    ([["code", "adresses"], ["h-tam-nong", "a@b.example"]], "adresses: is no column of units"),
    ([["name"], ["xã Mới"]], "code: is missing"),
    ([["code", "addresses"], ["h-tam-nong", "none"]], "addresses"),
    ([["code", "name"], ["x-moi", "xã Mới"]], "holder"),
    ([["code", "note"], ["h-tam-nong", "a"], ["H-TAM-NONG", "b"]], "stands in row 2 too"),
    ([["code", "note"], ["", "a"]], "code: is missing"),
])
def test_a_table_is_refused_whole(shell, tmp_path, rows, said):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (tmp_path / "t.csv").write_text(text.getvalue())
    done = plan(shell, "import", tmp_path / "t.csv", "-o", tmp_path / "units.conf")
    assert done.returncode == 1 and said in done.stderr
    assert not (tmp_path / "units.conf").exists()
