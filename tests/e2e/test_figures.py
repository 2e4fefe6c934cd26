"""Figures an office is judged by: each case in which a count is easily wrong has its exact numbers,
and what was known on any day can be said again."""
import json
import re

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from office import Nowhere, Office, changed_plan, named_cells
from test_board import mail
from test_orders import CANBO, desk, digests, at, order, report_mail, said    # noqa: F401 (desk: a fixture)

AFTER = "2023-06-20T08:00"
ROUND = ("HALF_YEAR", "2023")


def one(plan, code, change):
    """The text of the plan with one unit's own lines changed."""
    first, rest = plan.split(f'code = "{code}"', 1)
    unit, rest = rest.split("tracked = ", 1)
    return f'{first}code = "{code}"' + change(unit) + "tracked = " + rest


def merged_plan(text):
    """A year with changes: one district closed before the deadline, one merged into another, one made anew, one opened later."""
    text = text.replace('valid_to = "2025-06-30";', "")
    text = one(text, "h-lap-vo", lambda unit: unit + 'valid_to = "2023-03-31"; ')
    text = one(text, "h-lai-vung", lambda unit: unit + 'valid_to = "2023-05-31"; successor = "h-chau-thanh"; ')
    text = one(text, "h-chau-thanh", lambda unit: unit + 'valid_from = "2023-06-01"; ')
    return one(text, "h-thanh-binh", lambda unit: unit + 'valid_from = "2023-06-11"; ')


class Desk(Office):
    def __init__(self, folder):
        super().__init__(Nowhere(), folder / "office", plan=changed_plan(folder / "plan.conf", merged_plan), office={"language": "vi"})
        self.folder_of_mails, self.sent = folder, 0

    def filled(self, unit, report="HALF_YEAR", period="2023", **values):
        file = self.form(report, period, unit, self.folder_of_mails / f"{unit}-{report}.xlsx")
        book = openpyxl.load_workbook(file)
        for name, sheet, ref in named_cells(book):
            left, top, right, bottom = range_boundaries(ref)
            if not name.startswith("d_") or (left, top) != (right, bottom):
                continue
            cell = sheet.cell(top, left)
            kind = next((v.type for v in sheet.data_validations.dataValidation if cell.coordinate in v.sqref), None)
            cell.value = values.get(name[2:], {"whole": 0, "decimal": 0}.get(kind))
        book.save(file)
        return file

    def sends(self, unit, received, file, now=None, subject="Báo cáo 6 tháng năm 2023", sender=None):
        self.sent += 1
        path = mail(self.folder_of_mails, unit, subject + " " * self.sent, *([file] if file else []))
        if sender:
            path.write_bytes(path.read_bytes().replace(f"{unit}@dongthap.example".encode(), sender.encode()))
        self.ctl("--now", now or received, "import", path, "--received", received)
        return self.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]

    def orders(self, now, line):
        done = self.run("docketctl", "--now", now, "do", line, "--as", CANBO)
        confirm = re.search(r"ĐỒNG Ý \S+", done.stdout)
        if confirm:
            done = self.run("docketctl", "--now", now, "do", confirm[0].strip('".'), "--as", CANBO)
        assert done.returncode == 0, done.stdout + done.stderr

    def rates(self, now=AFTER, *words):
        return json.loads(self.ctl("--now", now, "status", *words, "--rates", "--json"))


COUNTS = ("expected", "received", "on_time", "complete", "accepted", "waived", "overdue")


def figures(rate):
    return tuple(rate[key] for key in COUNTS)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Each district in a case of its own; what is counted of each: COUNTS."""
    d = Desk(tmp_path_factory.mktemp("figures"))
    d.ctl("--now", "2023-01-02T08:00", "import", mail(d.folder_of_mails, "nguoi-la", "Chào"), "--received", "2023-01-02T08:00")
    # a list that says that nobody is eligible
    d.sends("tp-sa-dec", "2023-04-05T09:00", d.filled("tp-sa-dec", "SELECT_LIST", total=0, year=2023, none_eligible="Có"),
            subject="Danh sách lựa chọn năm 2023")
    # sent again and again, by two: one report
    for day, who in (5, None), (6, None), (7, "canhan@gmail.example"):
        d.sends("tp-cao-lanh", f"2023-06-0{day}T08:00", d.filled("tp-cao-lanh", campaigns=day), sender=who)
    # the form, left empty: it came, and is not complete
    d.sends("tp-sa-dec", "2023-06-07T09:00", d.form("HALF_YEAR", "2023", "tp-sa-dec", d.folder_of_mails / "empty.xlsx"))
    # a stranger's, and nobody has spoken for it
    d.sends("h-cao-lanh", "2023-06-07T10:00", d.filled("h-cao-lanh"), sender="nhanvien@gmail.example")
    d.sends("tp-cao-lanh", "2023-06-08T08:00", d.filled("tp-cao-lanh", campaigns=8))
    # an extension, kept in the end; waived
    d.orders("2023-06-08T09:00", "GIA HẠN HUYỆN TAM NÔNG 6T 2023 đến 14/06/2023: sáp nhập")
    d.orders("2023-06-08T09:10", "MIỄN HUYỆN THÁP MƯỜI 6T 2023: bão")
    # late, returned, sent again, accepted: late for ever
    first = d.sends("h-hong-ngu", "2023-06-11T10:00", d.filled("h-hong-ngu"))
    d.orders("2023-06-12T08:00", f"TRẢ LẠI {first}: sai số liệu hạn 16/06")
    # docketd stood still for days: the mailbox's own time counts
    d.sends("tp-hong-ngu", "2023-06-09T16:59", d.filled("tp-hong-ngu"), now="2023-06-13T08:00")
    # on paper, on time, entered later
    d.orders("2023-06-13T09:00", "GHI NHẬN HUYỆN TÂN HỒNG 6T 2023 ngày 08/06/2023 qua giấy số 77/BC")
    d.sends("h-tam-nong", "2023-06-14T23:30", d.filled("h-tam-nong"))
    again = d.sends("h-hong-ngu", "2023-06-15T10:00", d.filled("h-hong-ngu", campaigns=3))
    d.orders("2023-06-16T08:00", f"ĐẠT {again}")
    return d


@pytest.mark.parametrize("unit, expected", [
    ("tp-cao-lanh", (1, 1, 1, 1, 0, 0, 0)),         # 3 re-sends and 2 senders are one
    ("tp-sa-dec", (1, 1, 1, 0, 0, 0, 0)),           # an empty form: received, not complete
    ("tp-hong-ngu", (1, 1, 1, 1, 0, 0, 0)),         # downtime is not lateness
    ("h-tan-hong", (1, 1, 1, 1, 0, 0, 0)),          # on paper, on the day given
    ("h-tam-nong", (1, 1, 1, 1, 0, 0, 0)),          # within its own deadline
    ("h-thap-muoi", (0, 0, 0, 0, 0, 1, 0)),         # waived: in no other number
    ("h-cao-lanh", (1, 1, 1, 1, 0, 0, 0)),          # provisional: it counts until somebody says otherwise
    ("h-hong-ngu", (1, 1, 0, 1, 1, 0, 0)),          # late, returned, accepted
    ("h-lap-vo", None),                             # closed before the deadline
    ("h-lai-vung", None),                           # merged before the deadline ...
    ("h-chau-thanh", (1, 0, 0, 0, 0, 0, 1)),        # ... into this one, which is there on it
    ("h-thanh-binh", None),                         # opened the day after it
    ("so-yt", None),                                # not tracked
])
def test_each_case_has_its_numbers(year, unit, expected):
    rates = year.rates(AFTER, *ROUND)
    found = {r["unit"]: figures(r) for r in rates["units"]}
    assert found.get(unit) == expected


def test_a_round_is_the_sum_of_its_units(year):
    [rate] = year.rates(AFTER, *ROUND)["rounds"]
    assert figures(rate) == (8, 7, 6, 6, 1, 1, 1)
    assert [rate[f"{key}_percent"] for key in COUNTS[1:5]] == [88, 75, 75, 13]
    assert rate["median_days_before_deadline"] == 1             # -2 0 0 1 2 2 4: of those that came


def test_an_empty_list_with_its_box_is_complete(year):
    units = {r["unit"]: figures(r) for r in year.rates(AFTER, "SELECT_LIST", "2023")["units"]}
    assert units["tp-sa-dec"][:4] == (1, 1, 1, 1)


def test_a_round_to_come_weighs_on_no_unit(year):
    rates = year.rates("2023-06-01T08:00")
    [annual] = [r for r in rates["rounds"] if (r["report"], r["period"]) == ("ANNUAL", "2023")]
    assert annual["expected"] == 10 and annual["overdue"] == 0
    assert year.rates(AFTER, "ANNUAL", "2023")["units"] == []


def test_a_share_of_nothing_is_no_share(year):
    text = year.ctl("--now", AFTER, "status", *ROUND, "--rates")
    assert re.search(r"HALF_YEAR 2023 +7/8 \(88%\) +6/8 \(75%\) +6/8 \(75%\) +1/8 \(13%\) +1 +1 +sớm 1 ngày", text)
    assert re.search(r"Huyện Tháp Mười +không áp dụng  ", text)
    assert "Tỷ lệ: đã nhận 7/8 (88%) | đúng hạn 6/8 (75%) | đủ 6/8 (75%)" in year.ctl("--now", AFTER, "status", *ROUND)


# --- what was known then ------------------------------------------------------------------------

def counted(year, *as_of, now=AFTER):
    rates = json.loads(year.ctl("--now", now, "status", *ROUND, "--rates", "--json", *as_of))
    return [figures(r) for r in rates["rounds"]]


def test_every_day_can_be_said_again(year):
    """What the docket says of a day now is what it would have said on that day; nothing after it has weight."""
    days = {"2022-12-31T00:00": [], "2023-06-08T09:05": [(9, 3, 3, 2, 0, 0, 0)], "2023-06-12T09:00": [(8, 4, 3, 2, 0, 1, 3)],
            "2023-06-13T08:30": [(8, 5, 4, 3, 0, 1, 2)], "2023-06-15T09:00": [(8, 7, 6, 5, 0, 1, 1)]}
    for day, numbers in days.items():
        assert counted(year, "--as-of", day) == numbers, day
    text = year.ctl("--now", AFTER, "status", *ROUND, "--as-of", "2023-06-12T09:00")
    assert re.search(r"Huyện Hồng Ngự +Trả lại chỉnh sửa", text) and re.search(r"TP Hồng Ngự +Quá hạn 3 ngày", text)


def test_the_past_is_not_guessed(year):
    for when, why in ("2023-06-21", "not a time that is past"), ("gestern", "not a time"):
        done = year.run("docketctl", "--now", AFTER, "status", "--as-of", when)
        assert done.returncode == 1 and why in done.stderr
    assert "ổn" in year.ctl("verify")
    year.rebuilt()


def test_it_is_what_was_sent_that_day(desk):    # noqa: F811
    """Reports that came later, an order and its undoing change nothing of what the officers read on Monday."""
    report_mail(desk, "h-tan-hong")
    at(desk, 2023, 6, 12, 8, 0)
    monday = said(digests(desk)[-1])
    missing = re.search(r"Chưa nhận: ([^.]*?TP Cao Lãnh.*?Huyện Châu Thành)", monday, re.S)[1]
    then = f"{desk.at:%Y-%m-%dT%H:%M:%S}"
    report_mail(desk, "h-tam-nong")
    answer = order(desk, "mien huyen thanh binh 6T 2023: bao")
    order(desk, re.search(r"ĐỒNG Ý \S+", said(answer))[0].strip('".'), reply_to=answer)
    at(desk, 2023, 6, 14, 8, 0)
    now = f"{desk.at:%Y-%m-%dT%H:%M:%S}"
    rows = json.loads(desk.ctl("--now", now, "status", *ROUND, "--json", "--as-of", then))
    owing = [r["unit"] for r in rows if r["tracked"] and r["state"] == "open"]
    assert len(owing) == 11 == len(missing.split(", ")) and "h-tam-nong" in owing and "h-thanh-binh" in owing
    assert "1/12 (8%)" in monday and "đã nhận 1/12 (8%)" in desk.ctl("--now", now, "status", *ROUND, "--as-of", then)
    assert "đã nhận 2/11 (18%)" in desk.ctl("--now", now, "status", *ROUND)
