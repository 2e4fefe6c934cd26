"""Dossiers: candidates out of lists, documents out of mails in any order, and what officers decide.
No servers: mails come from files, letters are read in the outbox.
"""
import datetime
import itertools
import json
import re

import docx
import pytest

from office import Nowhere, Office, changed_plan
from test_path import VN, mail
from test_rules import IN_TIME, letters, outcome, received, sends, warnings

NOVEMBER = datetime.datetime(2023, 11, 20, 9, 0, tzinfo=VN)
SUBJECT = "Hồ sơ đề nghị công nhận {} điển hình năm 2023"
KINDS = {"TTr": "TỜ TRÌNH", "BC": "BÁO CÁO", "BB": "BIÊN BẢN"}


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def paper(desk, name, kind, about, day=20, text="", issuer="ỦY BAN NHÂN DÂN\nXÃ TÂN MỸ", more=()):
    """A document with a letterhead: name "TTr.docx", kind "TTr"; more: further kinds in the same file."""
    document = docx.Document()
    for what in (kind, *more):
        head = document.add_table(1, 2)
        head.cell(0, 0).text = f"{issuer}\n-------\nSố: {day}/{what}-UBND"
        head.cell(0, 1).text = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\n"
                                f"Thanh Bình, ngày {day:02} tháng 11 năm 2023")
        document.add_paragraph(KINDS[what])
        document.add_paragraph(f"Về việc công nhận {about} điển hình")
        document.add_paragraph("-----")
        document.add_paragraph(text)
        foot = document.add_table(1, 2)
        foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
        foot.cell(0, 1).text = "CHỦ TỊCH\n\nNguyễn Văn Sáu"
    document.save(desk.folder / name)
    return desk.folder / name


def selected(desk, unit="h-thanh-binh", *candidates):
    """The list comes; the codes of its candidates' dossiers."""
    before = {c for c, in desk.rows("SELECT code FROM dossier")} if (desk.state / "docket.db").exists() else set()
    code, _ = sends(desk, unit, *(candidates or ({"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"},)))
    assert outcome(desk, code)[0] == "filed"
    return [c for c, in desk.rows("SELECT code FROM dossier ORDER BY id") if c not in before]


def dossier(desk, code):
    return json.loads(desk.ctl("--now", "2023-12-01T08:00", "dossier", code, "--json"))


def parts(desk, code):
    return {p["part"]: p["state"] for p in dossier(desk, code)["parts"]}


def order(desk, line, at="2023-12-01T08:00", who="canbo@pv05.example"):
    done = desk.run("docketctl", "--now", at, "do", line, "--as", who)
    return done.stdout


def test_candidates_come_from_the_list_one_row_each(desk):
    first, second = selected(desk, "h-thanh-binh", {"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"},
                             {"kind": "doanh nghiệp", "name": "Công ty TNHH Hòa Bình", "locality": "xã Tân Phú", "managed_by": "huyện"})
    one, other = dossier(desk, first), dossier(desk, second)
    assert (one["candidate"], one["kind"], one["stage"], one["decider"]) == ("Tân Mỹ", "xã", "selected", "Ban Chỉ đạo 138 cấp huyện")
    assert (other["kind"], other["place"], other["decider"]) == ("doanh nghiệp", "xã Tân Phú", "Ban Chỉ đạo 138/ĐP Tỉnh")
    assert "Xuất sắc" in one["evidence"] and one["wanting"] == 3
    desk.rebuilt()


def test_one_letter_says_what_a_dossier_lacks(desk):
    [hs] = selected(desk)
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), paper(desk, "TTr.docx", "TTr", "xã Tân Mỹ")), NOVEMBER)
    told = letters(desk, code)
    assert list(told) == ["dossier"] and warnings(desk, code) == []
    assert "[x] 1. Tờ trình" in told["dossier"] and "[ ] 2. Báo cáo kết quả" in told["dossier"] and "[ ] 3. Biên bản" in told["dossier"]
    assert "thiếu 2 thành phần" in desk.rows("SELECT subject FROM letter WHERE letter = 'dossier'")[0][0]
    assert dossier(desk, hs)["stage"] == "incomplete"
    code = received(desk, mail(desk, "h-thanh-binh", "Bổ sung hồ sơ đề nghị công nhận năm 2023", paper(desk, "BB.docx", "BB", "xã Tân Mỹ"),
                               paper(desk, "BC.docx", "BC", "xã Tân Mỹ", text="Xã tự đánh giá đạt 30/34 tiêu chí.")), NOVEMBER)
    assert dossier(desk, hs)["stage"] == "complete" and set(letters(desk, code)) == {"received", "dossier-asks"}
    [results] = [p for p in dossier(desk, hs)["parts"] if p["part"] == "RESULTS"]
    assert results["file"]["criteria"] == {"met": 30, "total": 34}
    seen = dossier(desk, hs)["seen"]
    assert f"THẨM ĐỊNH {hs} {seen}" in letters(desk, code)["dossier-asks"]
    desk.rebuilt()
