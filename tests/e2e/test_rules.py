"""What the plan leaves open and how it was settled (rules A1 to A29), mail by mail: no servers,
mails come from files, letters are read in the outbox.
"""
import datetime
import email
import email.policy

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from office import Nowhere, Office, changed_plan, named_cells
from test_path import VN, body, filled, mail

IN_TIME = datetime.datetime(2023, 4, 6, 9, 0, tzinfo=VN)


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def received(desk, raw, at=IN_TIME):
    """The code under which the mail stands in the docket."""
    file = desk.folder / "mail.eml"
    file.write_bytes(raw)
    moment = f"{at:%Y-%m-%dT%H:%M:%S}"
    return desk.ctl("--now", moment, "import", file, "--received", moment).split(": ")[1].strip()


def outcome(desk, code):
    [row] = desk.rows("SELECT outcome, reason FROM message WHERE code = ?", code)
    return row


def letters(desk, code, name=None):
    """What goes out about the mail: {letter: its text}."""
    rows = desk.rows("SELECT l.letter, c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id "
                     "JOIN message m ON m.id = l.message WHERE m.code = ? ORDER BY l.id", code)
    return {letter: body(email.message_from_bytes(raw, policy=email.policy.default)) for letter, raw in rows}


def warnings(desk, code):
    """(code, place, text) of what was found in the mail."""
    return desk.rows("SELECT f.code, f.place, f.text FROM finding f JOIN submission s ON s.id = f.submission "
                     "JOIN message m ON m.id = s.message WHERE m.code = ? ORDER BY f.number", code)


def answers(desk, unit, report="SELECT_LIST", period="2023"):
    [row] = desk.rows("SELECT state FROM obligation WHERE unit = ? AND report = ? AND period = ?", unit, report, period)
    return row[0]


# --- the list of selected units ---------------------------------------------------------

GOOD = {"managed_by": "huyện", "grade": "Xuất sắc", "decision_number": "12/QĐ-UBND"}


def a_list(desk, unit, *candidates, period="2023", **scalars):
    """The office's form with one row per candidate: {"kind": ..., "name": ...}; the file and the place of each kind."""
    file = filled(desk, unit, "SELECT_LIST", period, **{"year": int(period), "total": len(candidates), **scalars})
    book = openpyxl.load_workbook(file)
    [(sheet, ref)] = [(s, r) for n, s, r in named_cells(book) if n == "t_candidates"]
    left, top, _, _ = range_boundaries(ref)
    columns = ["kind", "name", "locality", "managed_by", "decision_number", "decision_date", "grade", "head", "note"]
    places = []
    for i, candidate in enumerate(candidates):
        for column, value in {**GOOD, **candidate}.items():
            sheet.cell(top + i, left + columns.index(column)).value = value
        places.append(f"{sheet.title}!{sheet.cell(top + i, left).coordinate}")
    book.save(file)
    return file, places


def sends(desk, unit, *candidates, at=IN_TIME, subject="Danh sách lựa chọn xây dựng điển hình", **more):
    file, places = a_list(desk, unit, *candidates, **more)
    return received(desk, mail(desk, unit, subject, file), at), places


@pytest.mark.parametrize("unit, name, kind", [
    ("h-tam-nong", "huyện Tam Nông", "phường"), ("tp-sa-dec", "thành phố Sa Đéc", "thị trấn")])
def test_a16_an_impossible_kind_waits_for_an_officer(desk, unit, name, kind):
    code, [place] = sends(desk, unit, {"kind": kind, "name": "An Hòa"})
    assert outcome(desk, code) == ("review", f"it names a kind of candidate that the unit cannot have (A16): {place}")
    assert desk.rows("SELECT count(*) FROM submission") == [(0,)]
    told = letters(desk, code)
    assert f"{place}: {name} không có “{kind}”" in told["unclear"].replace("\n  ", " ")
    assert place in told["officer-notice"]
    # The officer may file it all the same; its time stays.
    desk.ctl("--now", "2023-04-12T08:00", "do", f"phan loai {code} {unit} DS 2023", "--as", "canbo@pv05.example")
    assert answers(desk, unit) == "received"
    assert [w[:2] for w in warnings(desk, code)][0] == ("candidate-kind", place)
    assert desk.rows("SELECT late FROM submission") == [(0,)]


def test_a16_both_languages_say_it(tmp_path):
    desk = Office(Nowhere, tmp_path / "office", office={"language": "vi+en"})
    code, [place] = sends(desk, "h-tam-nong", {"kind": "phường", "name": "An Hòa"})
    text = " ".join(letters(desk, code)["unclear"].split())
    assert "huyện Tam Nông không có “phường”; loại đơn vị có thể lựa chọn: xã, thị trấn," in text
    assert "huyện Tam Nông has no “phường”; the kinds it may choose from: xã, thị trấn," in text


def test_a16_a_word_of_the_sender_does_not_make_it_possible(desk):
    code, _ = sends(desk, "h-tam-nong", {"kind": "phường", "name": "An Hòa"})
    [(asked,)] = desk.rows("SELECT message_id FROM letter WHERE letter = 'unclear'")
    raw = mail(desk, "h-tam-nong", "Re: Đã nhận thư", text="Đơn vị: huyện Tam Nông; Loại: danh sách lựa chọn; Kỳ: 2023\n")
    answer = received(desk, raw.replace(b"MIME-Version", f"In-Reply-To: <{asked}>\r\nMIME-Version".encode(), 1))
    assert "answers what was unclear" in outcome(desk, answer)[1]
    assert outcome(desk, code)[0] == "review"


@pytest.mark.parametrize("unit, kinds, quota", [
    ("tp-sa-dec", ["doanh nghiệp"], None),
    ("tp-sa-dec", ["phường"], "01 doanh nghiệp"),                       # one, but not of the kind
    ("tp-sa-dec", ["doanh nghiệp", "doanh nghiệp"], "01 doanh nghiệp"),
    ("tp-sa-dec", ["doanh nghiệp", "phường"], "01 doanh nghiệp"),
    ("h-tan-hong", ["thị trấn"], None),                                 # one of any kind
    ("h-tan-hong", ["xã", "cơ quan"], "01 đơn vị"),
])
def test_a17_in_2023_one_of_the_named_kind_else_a_warning(desk, unit, kinds, quota):
    code, _ = sends(desk, unit, *[{"kind": k, "name": f"Đơn vị {i}"} for i, k in enumerate(kinds)])
    assert outcome(desk, code)[0] == "filed" and answers(desk, unit) == "received"      # never a rejection
    assert [c for c, _, _ in warnings(desk, code)] == ([] if quota is None else ["quota"])
    told = letters(desk, code)
    if quota is None:
        assert "officer-notice" not in told and "Chỉ tiêu" not in told["received"]
    else:
        [(_, _, text)] = warnings(desk, code)
        assert f"Chỉ tiêu của quý đơn vị là {quota}, danh sách có" in text
        assert "Chỉ tiêu của quý đơn vị" in told["received"] and "Chỉ tiêu của quý đơn vị" in told["officer-notice"]


@pytest.mark.parametrize("kinds", [["phường"], ["phường", "xã", "cơ quan"]])
def test_a17_in_other_years_at_least_one_of_any_kind(desk, kinds):
    code, _ = sends(desk, "tp-sa-dec", *[{"kind": k, "name": f"Đơn vị {i}"} for i, k in enumerate(kinds)], period="2024",
                    at=datetime.datetime(2024, 1, 3, 9, 0, tzinfo=VN))
    assert warnings(desk, code) == [] and answers(desk, "tp-sa-dec", period="2024") == "received"


def test_a17_a_list_without_anybody_is_incomplete(desk):
    code, _ = sends(desk, "tp-sa-dec")
    assert [c for c, _, _ in warnings(desk, code)] == ["rows"] and answers(desk, "tp-sa-dec") == "incomplete"


def test_a18_a_nil_report_counts_and_is_flagged(desk):
    code, _ = sends(desk, "tp-sa-dec", none_eligible="x")
    assert outcome(desk, code) == ("filed", "the list says that no unit is eligible: it counts, and an officer looks (A18)")
    assert desk.rows("SELECT flagged FROM message WHERE code = ?", code) == [(1,)]
    assert answers(desk, "tp-sa-dec") == "received" and warnings(desk, code) == []
    assert "officer-notice" in letters(desk, code)


def test_a6_missing_evidence_is_a_warning(desk):
    code, _ = sends(desk, "h-lap-vo", {"kind": "xã", "name": "Mỹ An Hưng A", "grade": None, "decision_number": None})
    assert [c for c, _, _ in warnings(desk, code)] == ["evidence", "evidence"]
    assert outcome(desk, code)[0] == "filed" and answers(desk, "h-lap-vo") == "received"
    assert "Chưa kèm minh chứng" in letters(desk, code)["received"]
