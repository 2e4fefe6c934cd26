"""What everything that shows a number says, against a second count: out of the docket's rows, by the words of the
manual, in Python. A year with a merger of units, chance, and what hostile senders write; and an office in English."""
import json
import random
import re

import openpyxl
import pytest

from office import REPOSITORY, Nowhere, Office
from test_board import mail
from test_figures import COUNTS, Desk, figures
from test_orders import CANBO

HOSTILE = ["=1+1", "+cmd", "@SUM(A1)", "-2", "<script>alert(1)</script> &amp; <b>", "\u202eđảo ngược\u202c", "x" * 9000,
           "'quoted\"; DROP", "tab\tand\nline", "[docketd](javascript:1) {{office}} %s %n", "١٢٣ ٤", "&#x3d;1+1"]
UNITS = ("tp-cao-lanh", "tp-sa-dec", "tp-hong-ngu", "h-tan-hong", "h-hong-ngu", "h-tam-nong", "h-thap-muoi", "h-cao-lanh")       # h-chau-thanh sends nothing


def instant(office, text):
    [(value,)] = office.rows("SELECT unixepoch(? || ':00') - 25200", text.replace("T", " "))
    return value


def counted(rows, now):
    """Of (state, due, first_received, tracked), as core/calendar/count.h describes it in words."""
    n = dict.fromkeys(COUNTS, 0)
    for state, due, first, tracked in rows:
        if not tracked or state == "cancelled":
            continue
        if state == "waived":
            n["waived"] += 1
            continue
        came = first is not None or state == "on-paper"
        n["expected"] += 1
        n["received"] += came
        n["on_time"] += came and (due is None or first is None or first < due)
        n["complete"] += came and state not in ("open", "incomplete", "returned")
        n["accepted"] += state in ("accepted", "consolidated")
        n["overdue"] += not came and due is not None and due <= now
    return tuple(n.values())


def rounds(docket, now):
    out = {}
    for report, period, *row in docket("SELECT report, period, state, due, first_received, tracked FROM obligation"):
        out.setdefault((report, period), []).append(row)
    return {key: counted(rows, now) for key, rows in out.items() if any(counted(rows, now))}


def said_by_rates(office, now, *words):
    found = json.loads(office.ctl("--now", now, "status", "--rates", "--json", *words))
    return {(r["report"], r["period"]): figures(r) for r in found["rounds"] if any(figures(r))}


def agree(office, now, folder, line):
    """Rates and the board's pages, now; line: how a page of the board tells a round."""
    wanted = rounds(office.rows, instant(office, now))
    assert said_by_rates(office, now) == wanted
    office.ctl("--now", now, "board", "-o", folder)
    pages = 0
    for (report, period), n in wanted.items():
        page = folder / f"report-{report}-{period}.html"
        if page.exists():
            text = re.sub(r"<[^>]*>", "", page.read_text())
            found = re.search(line, text)
            assert found, text[:2000]
            expected, received, on_time, complete, accepted, waived, overdue = n
            assert tuple(int(x or 0) for x in found.groups()) == (received, expected, on_time, complete, accepted, overdue, waived), page.name
            pages += 1
    assert pages
    return wanted


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    d = Desk(tmp_path_factory.mktemp("totals"))
    d.then = {}
    chance = random.Random(138)
    sent = []
    for day in range(1, 25):
        at = f"2023-06-{day:02}T{chance.randint(8, 16):02}:{chance.randint(0, 59):02}"
        unit = chance.choice(UNITS)
        if chance.random() < .75:
            values = {"campaigns": chance.choice((0, 7, 12, 31000)), "courses": chance.choice((None, 3)),
                      "difficulties": HOSTILE[day % len(HOSTILE)]}
            sent.append(d.sends(unit, at, d.filled(unit, **values)))
        elif sent:
            code = chance.choice(sent)
            line = chance.choice((f"ĐẠT {code}", f"TRẢ LẠI {code}: {chance.choice(HOSTILE[:5])} hạn 30/06", f"MIỄN {unit} 6T 2023: bão",
                                  f"GHI NHẬN {unit} 6T 2023 ngày {day:02}/06/2023 qua giấy"))
            asked = d.run("docketctl", "--now", at, "do", line, "--as", CANBO).stdout
            confirm = re.search(r"ĐỒNG Ý \S+", asked)
            if confirm:
                d.run("docketctl", "--now", at, "do", confirm[0].strip('".'), "--as", CANBO)
        if day % 6 == 0:
            after = f"2023-06-{day:02}T23:00"
            d.then[after] = rounds(d.rows, instant(d, after))
    d.run("docketctl", "--now", "2023-06-24T23:30", "do", f"ĐẠT {sent[-1]}", "--as", CANBO)
    return d


LINE = r"Đã nhận (\d+)/(\d+), đúng hạn (\d+), đủ thành phần (\d+), đạt (\d+), quá hạn (\d+)(?:, được miễn (\d+))?\."


def test_a_year_of_chance_is_counted_alike_everywhere(year, tmp_path):
    wanted = agree(year, "2023-06-25T09:00", tmp_path, LINE)
    expected, received, on_time, complete, accepted, waived, overdue = wanted["HALF_YEAR", "2023"]
    assert expected > received > on_time > 0 and accepted and overdue        # chance left no column empty
    text = (tmp_path / "index.html").read_text()
    owing = year.rows("SELECT count(DISTINCT unit), count(*) FROM obligation WHERE tracked = 1 AND state IN ('open', 'incomplete', 'returned') "
                      "AND first_received IS NULL AND due <= ?", instant(year, "2023-06-25T09:00"))[0]
    assert re.search(r"Hôm nay (\d+)/\d+ đơn vị quá hạn (\d+) báo cáo", text).groups() == tuple(map(str, owing))
    assert "<script>" not in text and not any("<script>alert" in page.read_text() for page in tmp_path.glob("*.html"))


def test_every_day_that_was_is_counted_as_it_was(year):
    assert len(year.then) == 4
    for at, wanted in year.then.items():
        assert said_by_rates(year, "2023-06-25T09:00", "--as-of", at) == wanted, at


def test_the_workbook_adds_up_what_stands_in_the_docket(year, tmp_path):
    path = tmp_path / "sum.xlsx"
    done = year.run("docketctl", "--now", "2023-06-25T09:00", "do", "tong hop 6T 2023", "--as", CANBO, "-o", path)
    assert done.returncode == 0, done.stdout + done.stderr
    values, waived = {}, set()
    for unit, state, text, obligation, version, standing in year.rows(
            "SELECT o.unit, o.state, s.form_values, o.id, s.version, s.standing FROM obligation AS o LEFT JOIN submission AS s ON s.id = o.accepted "
            "WHERE o.report = 'HALF_YEAR' AND o.period = '2023' AND o.tracked = 1"):
        accepted = year.rows("SELECT b.form_values FROM submission AS a JOIN message AS m ON m.id = a.message JOIN message AS was ON was.code = m.about "
                             "JOIN submission AS b ON b.message = was.id AND b.obligation = a.obligation WHERE a.obligation = ? AND a.version <= ? "
                             "AND m.reason = 'after-word' ORDER BY a.version DESC LIMIT 1", obligation, version)
        if accepted and state in ("received", "incomplete"):
            [(text,)] = accepted
        text = "[]" if state == "returned" or standing == "provisional" else text
        values[unit] = {field: value for field, row, _, value, _ in json.loads(text or "[]") if row == 0}
        waived |= {unit} if state == "waived" else set()
    for data_only in True, False:
        book = openpyxl.load_workbook(path, data_only=data_only)
        sheet = book["Số liệu"]
        heads = {cell.value: cell.column - 1 for cell in sheet[4]}
        rows = {row[1].value: row for row in sheet.iter_rows(min_row=5)}
        for label, field in ("Số cuộc tuyên truyền", "campaigns"), ("Số lớp tập huấn", "courses"):
            known = {u: float(v[field]) for u, v in values.items() if v.get(field) is not None}
            total, cover = rows["Tổng cộng"][heads[label]], rows["Số đơn vị có số liệu"][heads[label]].value
            n, of = len(set(known) - waived), len(set(values) - waived)
            assert cover == f"{'đủ' if n == of else 'chưa đủ'} {n}/{of}"
            if data_only:
                assert total.value == sum(known.values())
            else:
                column = [row[heads[label]].value for name, row in rows.items() if name not in ("Tổng cộng", "Số đơn vị có số liệu")]
                assert total.value.startswith("=SUM(") and sum(c for c in column if isinstance(c, (int, float))) == sum(known.values())
        texts = {cell.value: cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row[heads["Khó khăn, vướng mắc"]:heads["Khó khăn, vướng mắc"] + 1]}
        told = {v["difficulties"] for v in values.values() if v.get("difficulties")}
        assert told and told <= set(texts) and {texts[t] for t in told} <= {"s"}        # to the letter, and never a formula
        n = dict(zip(COUNTS, rounds(year.rows, instant(year, "2023-06-25T09:00"))["HALF_YEAR", "2023"]))
        chart = [row[1].value for row in book["Biểu đồ"].iter_rows(min_row=4, max_row=7)]
        assert chart == [n["on_time"], n["received"] - n["on_time"], n["expected"] - n["received"], n["waived"]]
        assert len([r for r in book["Tình hình"].iter_rows(min_row=4) if r[1].value]) >= n["expected"] + n["waived"]


def test_an_english_office_is_counted_alike(tmp_path):
    office = Office(Nowhere(), tmp_path / "office", plan=REPOSITORY / "tests/corpus/hospitals/plan.conf",
                    office={"language": "en", "name": "Department of Health <b>=1+1</b>"})
    chance = random.Random(7)
    units = ["st-mary", "northgate", "riverside", "oakhill", "ashby", "cedar"]
    for day in range(1, 9):
        unit, file = chance.choice(units), tmp_path / f"{chance.choice(('report', '=1+1', 'r&d <b>'))} {day}.pdf"
        file.write_bytes(b"%%PDF-1.4 %d" % day)
        at = f"2024-02-{day:02}T09:00"
        message = mail(tmp_path, unit, "Monthly activity report January 2024" + " " * day, file)
        message.write_bytes(message.read_bytes().replace(b"dongthap.example", b"hospital.example"))
        office.ctl("--now", at, "import", message, "--received", at)
    line = r"Received (\d+)/(\d+), on time (\d+), complete (\d+), accepted (\d+), overdue (\d+)(?:, waived (\d+))?\."
    wanted = agree(office, "2024-02-10T09:00", tmp_path / "board", line)
    assert wanted["MONTHLY", "2024-01"][1] > 0
    path = tmp_path / "sum.xlsx"
    done = office.run("docketctl", "--now", "2024-02-10T09:00", "do", "consolidate MONTHLY 2024-01", "--as", CANBO, "-o", path)
    assert done.returncode == 0, done.stdout + done.stderr
    n = dict(zip(COUNTS, wanted["MONTHLY", "2024-01"]))
    chart = [row[1].value for row in openpyxl.load_workbook(path)["Chart"].iter_rows(min_row=4, max_row=7)]
    assert chart == [n["on_time"], n["received"] - n["on_time"], n["expected"] - n["received"], n["waived"]]
