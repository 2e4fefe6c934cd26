"""The calendar of the plan, and a year played through: who is chased, when, and who is spared."""
import csv
import datetime
import json

import pytest

from office import Nowhere, Office, changed_plan
from servers import REPOSITORY

DEADLINES = REPOSITORY / "tests/corpus/calendar/deadlines.tsv"
TRACKED = 12


# --- the calendar ---------------------------------------------------------------------

@pytest.fixture
def shell(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def deadlines():
    with DEADLINES.open() as file:
        [keys, *rows] = csv.reader(file, delimiter="\t")
    keys[keys.index("weekday", keys.index("weekday") + 1)] = "last_working_weekday"
    return [dict(zip(keys, row)) for row in rows]


@pytest.mark.parametrize("year", range(2023, 2031))
def test_every_deadline_is_as_the_office_worked_it_out(shell, year):
    known = [row for row in deadlines() if row["before_date"].startswith(str(year))]
    said = [row for row in json.loads(shell.ctl("calendar", year, "--json"))]
    assert known and said == known


def test_the_calendar_is_readable(shell):
    text = shell.ctl("calendar", "2026")
    assert "04/01/2026 Chủ nhật   31/12/2025 Thứ Tư" in text


def test_a_day_of_two_reminders_is_listed_once(shell):
    """9 June 2025 is a Monday: three days before it and one day before it are the Friday."""
    said = shell.ctl("--now", "2025-03-01T08:00", "do", "lịch hạn", "--as", "canbo@pv05.example")
    assert "26/5, 2/6, 6/6\n" in said


# --- a year played through ------------------------------------------------------------------

class Year:
    def __init__(self, office, start, end, scenario=""):
        file = office.folder / "scenario.txt"
        file.write_text(scenario)
        told = json.loads(office.ctl("simulate", "--from", start, "--to", end, "--scenario", file, "--json"))
        self.letters, self.ends = told["letters"], told["obligations"]

    def days(self, unit, report=None):
        """(day, level) of each reminder of a unit; levels after the deadline as "+3"."""
        return [(m["day"], f"+{r['level']}" if r["stage"] == "overdue" else r["level"])
                for m in self.letters if m["unit"] == unit for r in m["reports"]
                if report in (None, r["report"]) and "stage" in r]

    def end(self, unit, report, period):
        [row] = [o for o in self.ends if (o["unit"], o["report"], o["period"]) == (unit, report, period)]
        return row


def day_off(day):
    with (REPOSITORY / "tests/corpus/calendar/holidays_vn.tsv").open() as file:
        return day.weekday() > 4 or day.isoformat() in {line.split("\t")[0] for line in file}


def test_a_silent_district_hears_every_stage_and_then_its_office_does(shell):
    year = Year(shell, "2023-01-01", "2024-01-31")
    assert year.days("h-tan-hong", "HALF_YEAR") == [
        ("2023-05-26", 14), ("2023-06-02", 7), ("2023-06-06", 3), ("2023-06-08", 1),
        ("2023-06-12", "+0"), ("2023-06-15", "+3"), ("2023-06-19", "+7")]
    assert {m["unit"] for m in year.letters if m["letter"] in ("reminder", "reminders", "overdue")} == \
        {o["unit"] for o in year.ends if o["tracked"]}
    [told] = [m for m in year.letters if m["letter"] == "escalation" and m["reports"][0]["report"] == "HALF_YEAR"]
    assert told["day"] == "2023-06-19" and len(told["reports"]) == TRACKED


def test_reminders_fall_on_the_days_of_the_calendar(shell):
    """Weekends, Tet and what two stages do that meet on one day."""
    for year in range(2023, 2025):
        told = Year(shell, f"{year - 1}-12-01", f"{year}-11-30")
        for row in deadlines():
            if not row["before_date"].startswith(str(year)):
                continue
            stages = {}
            for level in (14, 7, 3, 1):         # of levels that meet the nearest to the end is sent (A29)
                stages[row[f"remind_{level}"]] = level
            got = [(d, s) for d, s in told.days("h-tan-hong", row["kind"])
                   if not str(s).startswith("+") and d < row["before_date"] and d >= f"{year - 1}-12-15"]
            got = [(d, s) for d, s in got if d in stages]
            assert got == sorted(stages.items()), row
            assert row["first_overdue_notice_day"] in [d for d, s in told.days("h-tan-hong", row["kind"]) if s == "+0"]


def test_nobody_hears_twice_on_one_day_nor_on_a_day_off(shell):
    year = Year(shell, "2023-01-01", "2024-12-31")
    heard = [(m["unit"], m["day"]) for m in year.letters if m["unit"]]
    assert len(heard) == len(set(heard))
    for m in year.letters:
        assert "07:00" <= m["hour"] < "17:00"
        assert not day_off(datetime.date.fromisoformat(m["day"]))


def test_a_stage_within_tet_moves_before_it(shell):
    year = Year(shell, "2024-01-15", "2024-02-19", '2024-01-15T09:00 order đột xuất "Công văn số 9/CV" hạn 19/02/2024 cho huyện Tân Hồng')
    moved = datetime.date(2024, 2, 12)          # seven days before the last day: the third day of the new year
    assert day_off(moved)
    while day_off(moved):
        moved -= datetime.timedelta(days=1)
    assert (moved.isoformat(), 7) in year.days("h-tan-hong", "AD_HOC")


def test_two_reports_due_together_are_one_letter(shell):
    year = Year(shell, "2023-03-01", "2023-04-09")
    digests = [m for m in year.letters if m["unit"] == "tp-sa-dec"]
    assert [len(m["reports"]) for m in digests] == [2, 2, 2, 2]
    assert {m["letter"] for m in digests} == {"reminders"}


def test_the_last_second_is_on_time_and_the_next_is_not(shell):
    year = Year(shell, "2023-05-01", "2023-06-30", """
        2023-06-09T23:59:59 arrive h-cao-lanh HALF_YEAR 2023
        2023-06-10T00:00:00 arrive tp-cao-lanh HALF_YEAR 2023
    """)
    on_time, late = (year.end(u, "HALF_YEAR", "2023") for u in ("h-cao-lanh", "tp-cao-lanh"))
    assert (on_time["on_time"], on_time["days_late"]) == (True, 0)
    assert (late["on_time"], late["days_late"]) == (False, 1)
    for unit in ("h-cao-lanh", "tp-cao-lanh"):
        assert not [d for d, _ in year.days(unit, "HALF_YEAR") if d > "2023-06-09"]


def test_a_mail_without_its_file_does_not_end_the_chase(shell):
    year = Year(shell, "2023-05-01", "2023-06-30", "2023-06-01T09:00 arrive h-cao-lanh HALF_YEAR 2023 empty")
    assert ("2023-06-08", 1) in year.days("h-cao-lanh", "HALF_YEAR")
    assert year.end("h-cao-lanh", "HALF_YEAR", "2023")["first_received"] is None


def test_an_incomplete_report_fixes_the_first_clock(shell):
    year = Year(shell, "2023-05-01", "2023-06-30", """
        2023-06-08T09:00 arrive h-cao-lanh HALF_YEAR 2023 incomplete
        2023-06-20T09:00 arrive h-cao-lanh HALF_YEAR 2023 complete
    """)
    end = year.end("h-cao-lanh", "HALF_YEAR", "2023")
    assert end["on_time"] and end["state"] == "received"
    assert not [d for d, _ in year.days("h-cao-lanh", "HALF_YEAR") if d > "2023-06-08"]


def test_paper_ends_the_chase(shell):
    year = Year(shell, "2023-05-01", "2023-06-30", "2023-06-05T10:00 order ghi nhận huyện Lai Vung 6T 2023 ngày 01/06/2023 qua giấy số 7/BC")
    assert year.days("h-lai-vung", "HALF_YEAR") == [("2023-05-26", 14), ("2023-06-02", 7)]
    assert year.end("h-lai-vung", "HALF_YEAR", "2023")["state"] == "on-paper"
    assert year.end("h-lai-vung", "HALF_YEAR", "2023")["on_time"]


def test_an_extension_in_the_last_hour_moves_what_follows(shell):
    year = Year(shell, "2023-05-01", "2023-07-31", "2023-06-09T23:30 order gia hạn huyện Tam Nông 6T 2023 đến 14/06/2023: mưa bão")
    after = [(d, s) for d, s in year.days("h-tam-nong", "HALF_YEAR") if d > "2023-06-09"]
    assert after == [("2023-06-13", 1), ("2023-06-15", "+0"), ("2023-06-19", "+3"), ("2023-06-22", "+7")]


def test_who_is_waived_is_left_alone(shell):
    year = Year(shell, "2023-05-01", "2023-06-30", "2023-05-29T09:00 order miễn huyện Tam Nông 6T 2023: sáp nhập")
    assert year.days("h-tam-nong", "HALF_YEAR") == [("2023-05-26", 14)]


def test_what_passed_while_the_daemon_was_down_is_not_sent_after(shell):
    year = Year(shell, "2023-05-20", "2023-06-30", """
        2023-06-01T12:00 down
        2023-06-06T10:00 arrive h-lap-vo HALF_YEAR 2023
        2023-06-07T10:00 up
    """)
    assert year.days("h-tan-hong", "HALF_YEAR")[:2] == [("2023-05-26", 14), ("2023-06-08", 1)]
    assert year.days("h-lap-vo", "HALF_YEAR") == [("2023-05-26", 14)]
    end = year.end("h-lap-vo", "HALF_YEAR", "2023")
    assert end["on_time"] and end["first_received"] == "2023-06-06T03:00:00Z"


def test_of_two_stages_missed_neither_is_sent_after_and_the_next_one_is(shell):
    """A29: down over the letters of 14 and 7 days, up five days before the last day."""
    year = Year(shell, "2023-05-20", "2023-06-09", "2023-05-25T12:00 down\n2023-06-04T10:00 up\n")
    assert year.days("h-tan-hong", "HALF_YEAR") == [("2023-06-06", 3), ("2023-06-08", 1)]


def test_departments_tracked_from_june_on_are_chased_from_june_on(shell):
    """A7: nobody is overdue with what was due before tracking was switched on."""
    plan = changed_plan(shell.folder / "tracked.conf", lambda text: text.replace("tracked = false;", "tracked = true;"))
    year = Year(shell, "2023-01-01", "2023-12-31", f"2023-06-05T10:00 plan {plan}")
    assert year.days("so-tttt")[:3] == [("2023-06-06", 3), ("2023-06-08", 1), ("2023-06-12", "+0")]
    assert not year.end("so-tttt", "IMPL_2023", "2023")["tracked"] and year.end("so-tttt", "HALF_YEAR", "2023")["tracked"]
    assert not {"ca-tinh", "bo-chbp"} & {o["unit"] for o in year.ends}


def test_a_changed_plan_makes_nobody_late_at_once(shell):
    plan = changed_plan(shell.folder / "earlier.conf", lambda text: text.replace('before = "10-15"', 'before = "07-01"'))
    year = Year(shell, "2023-06-20", "2023-12-31", f"2023-07-03T09:00 plan {plan}")
    assert year.end("h-tan-hong", "ANNUAL", "2023")["due"] == "2023-10-14T17:00:00Z"
    assert year.days("h-tan-hong", "ANNUAL")[0] == ("2023-09-29", 14)


def test_a_daemon_that_comes_up_on_a_stage_sends_it_that_day(shell):
    year = Year(shell, "2023-05-20", "2023-06-30", "2023-06-01T12:00 down\n2023-06-06T14:10 up\n")
    assert ("2023-06-06", 3) in year.days("h-tan-hong", "HALF_YEAR")
    assert {m["hour"] for m in year.letters if m["day"] == "2023-06-06"} == {"14:10"}


def test_a_unit_whose_mail_waits_is_shown_instead_of_reminded(shell):
    year = Year(shell, "2023-05-20", "2023-06-30", """
        2023-06-01T12:00 review h-cao-lanh
        2023-06-07T12:00 order xong TN-2023-0001
    """)
    assert [d for d, _ in year.days("h-cao-lanh", "HALF_YEAR")][:2] == ["2023-05-26", "2023-06-08"]
    shown = [(m["day"], r["unit"], r["why"]) for m in year.letters if m["letter"] == "not-reminded" for r in m["reports"]]
    assert shown == [("2023-06-02", "h-cao-lanh", "held"), ("2023-06-06", "h-cao-lanh", "held")]


def test_a_changed_plan_moves_the_future_and_leaves_the_past(shell):
    plan = changed_plan(shell.folder / "later.conf", lambda text: text.replace('before = "10-15"', 'before = "11-01"')
                        .replace('before = "06-10"', 'before = "06-01"'))
    year = Year(shell, "2023-01-01", "2023-12-31", f"2023-07-03T09:00 plan {plan}")
    assert year.end("h-tan-hong", "ANNUAL", "2023")["due"] == "2023-10-31T17:00:00Z"
    assert year.end("h-tan-hong", "HALF_YEAR", "2023")["due"] == "2023-06-09T17:00:00Z"
    assert year.days("h-tan-hong", "ANNUAL")[0] == ("2023-10-17", 14)


def test_a_clock_that_jumps_ten_years_sends_no_storm(shell):
    year = Year(shell, "2023-02-01", "2033-02-02", "2023-02-02T09:00 clock 2033-02-01T09:00")
    assert year.letters == []


def test_a_clock_set_back_repeats_nothing(shell):
    year = Year(shell, "2023-05-20", "2023-06-30", "2023-06-06T09:00 clock 2023-05-25T09:00")
    assert year.days("h-tan-hong", "HALF_YEAR") == [
        ("2023-05-26", 14), ("2023-06-02", 7), ("2023-06-06", 3), ("2023-06-08", 1),
        ("2023-06-12", "+0"), ("2023-06-15", "+3"), ("2023-06-19", "+7")]


def test_units_that_no_longer_exist_are_not_asked(shell):
    year = Year(shell, "2025-05-01", "2026-01-31")
    assert {o["report"] for o in year.ends if o["unit"] == "h-tan-hong"} == {"HALF_YEAR"}


def test_a_request_is_opened_and_chased(shell):
    year = Year(shell, "2023-03-01", "2023-03-31", '2023-03-01T09:00 order đột xuất "Công văn số 512/CV" hạn 17/03/2023 17:00 cho huyện Tân Hồng, thành phố Sa Đéc')
    opened = {m["to"] for m in year.letters if m["letter"] == "request"}
    assert opened == {"h-tan-hong@dongthap.example", "tp-sa-dec@dongthap.example"}
    assert year.days("h-tan-hong", "AD_HOC")[:4] == \
        [("2023-03-03", 14), ("2023-03-10", 7), ("2023-03-14", 3), ("2023-03-16", 1)]


def test_sending_limits_spread_the_letters_and_take_back_what_is_answered(tmp_path):
    """Four an hour, of which three for reminders; a district whose letter still waits answers meanwhile."""
    year = Year(Office(Nowhere, tmp_path / "office", sending={"per_hour": 4}), "2023-06-02", "2023-06-02",
                "2023-06-02T08:30 arrive h-chau-thanh HALF_YEAR 2023")
    hours = {m["unit"]: m["hour"] for m in year.letters}
    assert len(hours) == TRACKED - 1 and "h-chau-thanh" not in hours
    counts = [sum(h.startswith(f"{hour:02}") for h in hours.values()) for hour in range(7, 11)]
    assert counts == [3, 3, 3, 2]


def test_what_the_limits_of_a_day_leave_unsent_is_shown_and_sent_on_the_next(tmp_path):
    year = Year(Office(Nowhere, tmp_path / "office", sending={"per_day": 8}), "2023-06-02", "2023-06-05")
    unsent = [m for m in year.letters if m.get("unsent")]
    assert [m["day"] for m in unsent] == ["2023-06-02"] * (TRACKED - 6)
    assert [m["day"] for m in year.letters if not m.get("unsent")] == ["2023-06-02"] * 6 + ["2023-06-03"] * (TRACKED - 6)


def test_leaders_are_named_in_the_last_letter_before_the_deadline(tmp_path):
    def led(text):
        return text.replace('addresses = ["h-tan-hong@dongthap.example"];',
                            'addresses = ["h-tan-hong@dongthap.example"]; leaders = ["chutich@dongthap.example"];')

    (tmp_path / "office").mkdir()
    office = Office(Nowhere, tmp_path / "office", plan=changed_plan(tmp_path / "office/led.conf", led))
    year = Year(office, "2023-05-20", "2023-06-30")
    assert [(m["day"], m["unit"], m["cc"]) for m in year.letters if "cc" in m] == \
        [("2023-06-08", "h-tan-hong", ["chutich@dongthap.example"])]


def test_a_scenario_takes_an_officers_own_line(shell):
    """What an order does, and the letter it writes, are the real ones."""
    year = Year(shell, "2023-05-01", "2023-07-31", "2023-06-08T10:00 order gia han tam nong 6T 2023 den 14/06/2023: mua bao\n")
    assert year.end("h-tam-nong", "HALF_YEAR", "2023")["due"] == "2023-06-14T17:00:00Z"
    assert [(m["day"], m["to"]) for m in year.letters if m["letter"] == "extension-granted"] == \
        [("2023-06-08", "h-tam-nong@dongthap.example")]
    file = shell.folder / "scenario.txt"
    file.write_text("2023-06-08T10:00 order gia han nam nao\n")
    done = shell.run("docketctl", "simulate", "--from", "2023-05-01", "--to", "2023-07-31", "--scenario", file)
    assert done.returncode == 1 and "line 1: " in done.stderr


def test_a_verdict_of_a_scenario_is_an_officers_line_about_its_mail(shell):
    year = Year(shell, "2023-05-01", "2023-07-31", """
        2023-06-05T09:00 arrive h-tam-nong HALF_YEAR 2023
        2023-06-06T09:00 arrive h-lap-vo HALF_YEAR 2023
        2023-06-06T10:00 order đạt TN-2023-0001
        2023-06-07T10:00 order trả lại TN-2023-0002: sai biểu mẫu, hạn 20/06/2023
        2023-06-07T11:00 order dừng nhắc huyện Lai Vung
        2023-06-12T10:00 order tiếp tục nhắc huyện Lai Vung
    """)
    assert [year.end(u, "HALF_YEAR", "2023")["state"] for u in ("h-tam-nong", "h-lap-vo")] == ["accepted", "returned"]
    assert not [d for d, _ in year.days("h-lai-vung", "HALF_YEAR") if "2023-06-08" <= d < "2023-06-12"]


def test_a_scenario_that_cannot_be_is_refused_with_its_line(shell):
    file = shell.folder / "scenario.txt"
    file.write_text("2023-06-01 arrive h-tan-hong HALF_YEAR 2023\n2023-06-02 vanish h-tan-hong\n")
    done = shell.run("docketctl", "simulate", "--from", "2023-01-01", "--to", "2023-12-31", "--scenario", file)
    assert done.returncode == 1 and f"{file}:2" in done.stderr


def test_a_simulation_changes_nothing(shell):
    Year(shell, "2023-01-01", "2024-01-31")
    assert not shell.state.exists()


# --- a plan that uses every word ------------------------------------------------------------

EVERY_WORD = REPOSITORY / "tests/corpus/plan/every-word.conf"


@pytest.fixture
def other(tmp_path):
    return Office(Nowhere, tmp_path / "office", plan=EVERY_WORD)


@pytest.mark.parametrize("kind, period, before, last, working, overdue", [
    ("WEEK", "2024-W05", "2024-02-02T17:00", "2024-02-02", "2024-02-02", "2024-02-05"),
    ("WEEK", "2024-W06", "2024-02-15T17:00", "2024-02-15", "2024-02-15", "2024-02-16"),     # Friday within Tet: moved behind it
    ("WEEK", "2024-W26", "2024-06-28T17:00", "2024-06-28", "2024-06-28", "2024-07-01"),     # the last round, on `last` itself
    ("MONTH", "2024-06", "2024-06-16", "2024-06-15", "2024-06-14", "2024-06-17"),           # "by" a Saturday, which stays
    ("MONTH", "2024-12", "2024-12-11T09:30", "2024-12-11", "2024-12-11", "2024-12-12"),     # the exception of one month
    ("QUARTER", "2024-Q1", "2024-04-23", "2024-04-22", "2024-04-22", "2024-04-23"),         # a Saturday moves to Monday
    ("QUARTER", "2024-Q4", "2025-02-04", "2025-02-03", "2025-02-03", "2025-02-04"),         # in the next year, behind Tet
    ("HALF", "2024-H1", "2024-07-01", "2024-06-30", "2024-06-28", "2024-07-01"),
    ("HALF", "2024-H2", "2025-01-01", "2024-12-31", "2024-12-31", "2025-01-02"),
    ("YEAR", "2024", "2025-04-01", "2025-03-31", "2025-03-31", "2025-04-01"),
    ("YEAR", "2025", "2025-12-31T12:01", "2025-12-31", "2025-12-31", "2026-01-01"),           # "by 12:00": that minute counts
    ("ONCE", "2024", "2024-02-16", "2024-02-15", "2024-02-15", "2024-02-16"),
])
def test_each_recurrence_has_its_days(other, kind, period, before, last, working, overdue):
    rows = [r for year in (2024, 2025) for r in json.loads(other.ctl("calendar", year, "--json"))]
    [row] = [r for r in rows if (r["kind"], r["period"]) == (kind, period)]
    day, _, hour = before.partition("T")
    assert (row["before_date"], row.get("before_time", "")) == (day, hour)
    assert (row["last_on_time_day"], row["last_working_day"], row["first_overdue_notice_day"]) == (last, working, overdue)


def test_each_recurrence_has_its_rounds(other):
    rows = json.loads(other.ctl("calendar", 2024, "--json"))
    rounds = {k: [r["period"] for r in rows if r["kind"] == k] for k in {r["kind"] for r in rows}}
    assert rounds["WEEK"] == [f"2024-W{n:02}" for n in range(2, 27)]
    assert rounds["MONTH"] == [f"2024-{n:02}" for n in range(1, 13)]
    assert rounds["QUARTER"] == ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"]
    assert rounds["HALF"] == ["2023-H2", "2024-H1"]         # the second of 2024 is due before 2025
    assert "YEAR" not in rounds and rounds["ONCE"] == ["2024"]
    assert not {"ASKED", "FILE", "FILE2"} & set(rounds)


def test_each_owes_what_is_his_while_he_exists(other):
    year = Year(other, "2024-01-08", "2025-02-28")
    owed = {}
    for o in year.ends:
        owed.setdefault(o["unit"], {}).setdefault(o["report"], []).append(o["period"])
    assert "host" not in owed
    assert set(owed["a"]) == {"WEEK", "MONTH", "QUARTER", "HALF", "ONCE"}
    assert owed["b"]["HALF"] == ["2024-H1"] and owed["b"]["MONTH"] == [f"2024-{n:02}" for n in range(1, 7)]
    assert owed["c"] == {"QUARTER": ["2024-Q2", "2024-Q3", "2024-Q4"], "HALF": ["2024-H2"]}     # except MONTH; from July on
    assert set(owed["b-1"]) == {"MONTH", "ONCE"} and set(owed["dept"]) == {"QUARTER", "ONCE"}
    assert not [m for m in year.letters if m["unit"] == "dept"]                                # not tracked
    assert not [m for m in year.letters if m["unit"] == "b" and m["day"] > "2024-06-30"]
    assert not [m for m in year.letters if m["unit"] == "c" and m["day"] < "2024-07-01"]
    heard = [(m["unit"], m["day"]) for m in year.letters if m["unit"]]
    assert len(heard) == len(set(heard))


def test_a_report_may_have_reminder_days_of_its_own(other):
    year = Year(other, "2024-03-01", "2024-03-31")
    assert [d for d in year.days("a", "WEEK") if d[1] in (14, 7)] == []
    assert ("2024-03-12", 3) in year.days("a", "WEEK") and ("2024-03-14", 1) in year.days("a", "WEEK")
    assert ("2024-03-01", 14) in year.days("a", "MONTH") and ("2024-03-08", 7) in year.days("a", "MONTH")


def test_stages_that_all_fall_before_tet_are_one(other):
    """Of the list, the month and two weeks: one letter on the last working day before it."""
    year = Year(other, "2024-02-05", "2024-02-14")
    [letter] = [m for m in year.letters if m["unit"] == "a" and m["day"] == "2024-02-07"]
    assert {(r["report"], r["period"], r["level"]) for r in letter["reports"]} == {
        ("WEEK", "2024-W06", 1), ("WEEK", "2024-W07", 3), ("MONTH", "2024-02", 1), ("ONCE", "2024", 1)}
    assert not [m for m in year.letters if "2024-02-08" <= m["day"] <= "2024-02-14"]


def test_an_hour_is_kept_to_the_second(other):
    year = Year(other, "2024-03-01", "2024-03-31", """
        2024-03-08T16:59:59 arrive a WEEK 2024-W10
        2024-03-15T17:00:00 arrive a WEEK 2024-W11
        2024-03-15T23:59:59 arrive a MONTH 2024-03
        2024-03-16T00:00:00 arrive b MONTH 2024-03
    """)
    assert year.end("a", "WEEK", "2024-W10")["on_time"] and year.end("a", "MONTH", "2024-03")["on_time"]
    assert [year.end(*key)["days_late"] for key in (("a", "WEEK", "2024-W11"), ("b", "MONTH", "2024-03"))] == [1, 1]
