"""Plans of other offices, and of the province across the reform: a whole year of each, lived by `docketctl simulate`."""
import datetime
import json

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
