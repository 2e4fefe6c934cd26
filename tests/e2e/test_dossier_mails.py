"""What comes for a dossier: documents in whatever mails and order, and whose they are. No servers."""
import datetime
import itertools
import re

import pytest

from office import Nowhere, Office
from test_dossiers import KINDS, NOVEMBER, SUBJECT, desk, dossier, order, paper, parts, selected, whole        # noqa: F401
from test_path import VN, mail
from test_rules import letters, outcome, received


# --- documents in any order -------------------------------------------------------------------------------

def groupings(items):
    """The ordered set partitions of three: 13 ways in which they come, mail by mail."""
    found = set()
    for order_ in itertools.permutations(items):
        for cuts in itertools.product((0, 1), repeat=len(items) - 1):
            groups, group = [], [order_[0]]
            for item, cut in zip(order_[1:], cuts):
                if cut:
                    groups.append(tuple(sorted(group)))
                    group = []
                group.append(item)
            found.add((*groups, tuple(sorted(group))))
    return sorted(found)


def test_the_same_dossier_in_whatever_mails_it_comes(tmp_path):
    """Each of the 13 groupings, with a duplicate and a superseded part now before and now behind: the same bytes."""
    ways, seen = groupings(["TTr", "BC", "BB"]), set()
    assert len(ways) == 13
    papers = Office(Nowhere, tmp_path / "papers")
    files = {k: paper(papers, f"{k}.docx", k, "xã Tân Mỹ", text="đạt 34/34 tiêu chí" if k == "BC" else "") for k in KINDS}
    old = paper(papers, "BB cu.docx", "BB", "xã Tân Mỹ", day=10)
    for number, groups in enumerate(ways):
        for extra in ((0, -1), (-1, 0))[:: 1 if number % 2 else -1][:1]:
            desk = Office(Nowhere, tmp_path / f"{number}{extra[0]}")
            [hs] = selected(desk)
            mails = [[files[k] for k in group] for group in groups]
            mails[extra[0]].append(old)
            mails.insert(len(mails) if extra[1] else 0, [files["TTr"]] if groups != (("BB", "BC", "TTr"),) else [files["TTr"], files["BC"]])
            for i, some in enumerate(mails):
                received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), *some), NOVEMBER + datetime.timedelta(hours=i))
            assert dossier(desk, hs)["stage"] == "complete", groups
            seen.add((desk.ctl("--now", "2023-12-01T08:00", "dossier", hs), desk.ctl("--now", "2023-12-01T08:00", "dossier", hs, "--json")))
    assert len(seen) == 1
    desk.rebuilt()


def test_two_candidates_in_one_mail_and_a_joint_proposal(desk):
    one, two = selected(desk, "h-thanh-binh", {"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"}, {"kind": "xã", "name": "Tân Phú", "managed_by": "xã"})
    code = received(desk, mail(desk, "h-thanh-binh", "Hồ sơ đề nghị công nhận điển hình năm 2023",
                               paper(desk, "TTr.docx", "TTr", "xã Tân Mỹ và xã Tân Phú", issuer="BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH"),
                               paper(desk, "BB1.docx", "BB", "xã Tân Mỹ", issuer="BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH"),
                               paper(desk, "BB2.docx", "BB", "xã Tân Phú", issuer="BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH")), NOVEMBER)
    for hs, file in ((one, "BB1.docx"), (two, "BB2.docx")):
        assert parts(desk, hs) == {"PROPOSAL": "present", "RESULTS": "missing", "MINUTES": "present"}
        assert [p["file"]["name"] for p in dossier(desk, hs)["parts"] if p["part"] == "MINUTES"] == [file]
    assert one in letters(desk, code)["dossier"] and two in letters(desk, code)["dossier"]
    code = received(desk, mail(desk, "h-thanh-binh", "Bổ sung hồ sơ đề nghị công nhận năm 2023", paper(desk, "BC.docx", "BC", "điển hình",
                               issuer="BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH")), NOVEMBER)
    told = letters(desk, code)
    assert "chưa rõ là hồ sơ của đơn vị nào" in told["received"] and "dossier-asks" in told
    said = order(desk, f"XẾP {code} VÀO {two}")
    assert "Hồ sơ đủ thành phần" in said and dossier(desk, two)["stage"] == "complete" and dossier(desk, one)["stage"] == "incomplete"
    order(desk, "HỦY " + re.search(r"GN-2023-\d{4}", said)[0], at="2023-12-01T08:01")
    assert dossier(desk, two)["stage"] == "incomplete" and parts(desk, two)["RESULTS"] == "missing"
    desk.rebuilt()


def test_one_file_with_all_parts_is_asked_about(desk):
    [hs] = selected(desk)
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"),
                               paper(desk, "Ho so.docx", "TTr", "xã Tân Mỹ", more=("BC", "BB"))), NOVEMBER)
    assert "nhiều thành phần trong một tệp" in letters(desk, code)["dossier"] and dossier(desk, hs)["wanting"] == 3
    order(desk, f"XẾP {code} VÀO {hs} 1, 2, 3")
    assert dossier(desk, hs)["stage"] == "complete" and set(parts(desk, hs).values()) == {"present"}
    desk.rebuilt()


def test_what_came_before_the_list_finds_its_candidate(desk):
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), paper(desk, "TTr.docx", "TTr", "xã Tân Mỹ"),
                               paper(desk, "BB.docx", "BB", "xã Tân Mỹ")), datetime.datetime(2023, 4, 5, 9, 0, tzinfo=VN))
    assert "received" in letters(desk, code)
    [hs] = selected(desk)
    assert parts(desk, hs) == {"PROPOSAL": "present", "RESULTS": "missing", "MINUTES": "present"}
    assert dossier(desk, hs)["stage"] == "incomplete"
    desk.rebuilt()


def test_a_mail_that_is_no_longer_the_units_takes_its_parts_along(desk):
    [hs] = selected(desk)
    whole(desk)
    [(code,)] = desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")
    said = order(desk, f"SAI TUYẾN {code}")
    assert "KHÔNG" not in said and dossier(desk, hs)["stage"] == "incomplete" and dossier(desk, hs)["wanting"] == 3
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'dossier' AND reason LIKE ?", f"%{hs}")[0][0] == 1
    order(desk, "HỦY " + re.search(r"GN-2023-\d{4}", said)[0], at="2023-12-01T08:01")
    assert dossier(desk, hs)["stage"] == "complete"
    desk.rebuilt()


# --- whose it is, told otherwise ----------------------------------------------------------------------------------

TWO = ({"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"}, {"kind": "xã", "name": "Tân Phú", "managed_by": "xã"})


def scan(desk, name, note=b"x"):
    (desk.folder / name).write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                                     b"trailer<</Root 1 0 R>>\n%%EOF\n" + note)
    return desk.folder / name


def answering(raw, message_id):
    return raw.replace(b"Message-ID:", b"In-Reply-To: <" + message_id.encode() + b">\r\nReferences: <" + message_id.encode() + b">\r\nMessage-ID:", 1)


def test_an_answer_to_our_letter_is_for_the_dossier_it_was_about(desk):
    one, two = selected(desk, "h-thanh-binh", *TWO)
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Phú"), paper(desk, "TTr.docx", "TTr", "xã Tân Phú", issuer="BAN CHỈ ĐẠO 138")), NOVEMBER)
    [(ours, subject)] = desk.rows("SELECT message_id, subject FROM letter WHERE letter = 'dossier'")
    raw = answering(mail(desk, "h-thanh-binh", f"Re: {subject}", scan(desk, "BB.pdf"), scan(desk, "BC.pdf", b"y")), ours)
    answer = received(desk, raw, NOVEMBER + datetime.timedelta(days=1))
    assert outcome(desk, answer)[0] == "filed" and code
    assert dossier(desk, two)["stage"] == "complete" and dossier(desk, one)["stage"] == "selected"
    desk.rebuilt()


def test_a_part_that_is_titled_like_a_report_is_taken_in_answer(desk):
    [hs] = selected(desk)
    received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), paper(desk, "TTr.docx", "TTr", "xã Tân Mỹ")), NOVEMBER)
    [(ours, subject)] = desk.rows("SELECT message_id, subject FROM letter WHERE letter = 'dossier'")
    answer = received(desk, answering(mail(desk, "h-thanh-binh", f"Re: {subject}", paper(desk, "02 BC ket qua.docx", "BC", "xã Tân Mỹ")), ours),
                      NOVEMBER + datetime.timedelta(days=1))
    assert outcome(desk, answer)[0] == "filed" and parts(desk, hs)["RESULTS"] == "present", parts(desk, hs)
    desk.rebuilt()


def test_a_part_of_one_that_is_no_candidate_goes_into_no_dossier(desk):
    """Not for the code in the answer, either; and the letter does not ask for one."""
    [hs] = selected(desk)
    other = paper(desk, "TTr.docx", "TTr", "xã Tân Phú", issuer="ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ")
    for subject in SUBJECT.format("xã Tân Phú"), f"{hs} bổ sung hồ sơ đề nghị công nhận năm 2023":
        told = letters(desk, received(desk, mail(desk, "h-thanh-binh", subject, other), NOVEMBER))["received"]
        assert "chưa có trong danh sách lựa chọn" in " ".join(told.split()) and "ghi mã hồ sơ" not in told
    for n, whose in enumerate(("xã Tân Phú", "Trường THPT Thanh Bình 1")):       # said by the letter alone
        raw = mail(desk, "h-thanh-binh", "Hồ sơ đề nghị công nhận năm 2023", scan(desk, "TTr.pdf", b"%d" % n), text=f"Gửi Phòng hồ sơ của {whose}.\n")
        assert "dossier-asks" in letters(desk, received(desk, raw, NOVEMBER))
    assert set(parts(desk, hs).values()) == {"missing"}
    desk.rebuilt()


@pytest.mark.parametrize("about, held", [("Trường THCS Thanh Bình", True), ("xã Tân Phú", True), ("đơn vị", False)])
def test_a_paper_about_another_does_not_go_to_the_only_candidate(desk, about, held):
    [hs] = selected(desk, "h-thanh-binh", {"kind": "cơ sở giáo dục", "name": "Trường THPT Thanh Bình", "managed_by": "tỉnh"})
    code = received(desk, mail(desk, "h-thanh-binh", "Biên bản họp xét", paper(desk, "BB.docx", "BB", about)), NOVEMBER)
    assert outcome(desk, code)[0] == "filed"
    assert parts(desk, hs)["MINUTES"] == ("missing" if held else "present")
    if held:
        told = letters(desk, code)
        assert "chưa có trong danh sách lựa chọn" in " ".join(told["received"].split()) and "dossier-asks" in told
    desk.rebuilt()


def test_a_later_part_does_not_take_the_place_of_an_earlier_one(desk):
    selected(desk)
    for name, kind in ("TTr.docx", "TTr"), ("BB.docx", "BB"):
        code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), paper(desk, name, kind, "xã Tân Mỹ")), NOVEMBER)
    assert "[x] 1." in letters(desk, code)["dossier"] and "thay bản" not in letters(desk, code)["dossier"]


@pytest.mark.parametrize("say", ["{}", "hồ sơ {} bổ sung"])
def test_the_code_in_the_subject_tells_whose_a_file_is_that_came_before(desk, say):
    one, two = selected(desk, "h-thanh-binh", *TWO)
    file, at = scan(desk, "BB.pdf"), NOVEMBER
    first = received(desk, mail(desk, "h-thanh-binh", "Hồ sơ đề nghị công nhận điển hình năm 2023", file), at)
    assert one in letters(desk, first)["received"] and two in letters(desk, first)["received"]
    received(desk, mail(desk, "h-thanh-binh", "Hồ sơ đề nghị công nhận năm 2023 " + say.format(two.lower()), file), at + datetime.timedelta(hours=1))
    assert parts(desk, two)["MINUTES"] == "present" and parts(desk, one)["MINUTES"] == "missing"
    desk.rebuilt()


def test_a_strangers_part_counts_once_it_is_the_units(desk):
    [hs] = selected(desk)
    code = received(desk, mail(desk, "x", "Hồ sơ đề nghị công nhận xã Tân Mỹ, huyện Thanh Bình điển hình năm 2023",
                               paper(desk, "BB.docx", "BB", "xã Tân Mỹ", issuer="BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH"), sender="canbo.tb@gmail.example"), NOVEMBER)
    assert outcome(desk, code)[0] == "filed" and dossier(desk, hs)["stage"] == "selected" and parts(desk, hs)["MINUTES"] == "missing"
    said = order(desk, f"XÁC NHẬN {code}")
    assert parts(desk, hs)["MINUTES"] == "present" and dossier(desk, hs)["stage"] == "incomplete", said
    desk.rebuilt()


def test_a_photograph_of_the_minutes_is_them(desk):
    [hs] = selected(desk)
    (desk.folder / "Bien ban.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 800)
    received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), desk.folder / "Bien ban.jpg"), NOVEMBER)
    assert parts(desk, hs)["MINUTES"] == "present", desk.ctl("dossier", hs)
    desk.rebuilt()


def test_papers_of_two_that_no_list_names_take_nobodys_place(desk):
    code = received(desk, mail(desk, "h-thanh-binh", "Hồ sơ đề nghị công nhận điển hình năm 2023", paper(desk, "BB1.docx", "BB", "xã Tân Mỹ"),
                               paper(desk, "BB2.docx", "BB", "xã Tân Phú")), NOVEMBER)
    told = " ".join(letters(desk, code).values())
    assert "chưa có trong danh sách lựa chọn" in " ".join(told.split()) and "bản cũ hơn" not in told


def test_an_archive_is_what_it_holds(desk):
    import zipfile
    [hs] = selected(desk)
    with zipfile.ZipFile(desk.folder / "ho so.zip", "w") as z:
        for k in KINDS:
            z.write(paper(desk, f"{k}.docx", k, "xã Tân Mỹ"), f"{k}.docx")
    code = received(desk, mail(desk, "h-thanh-binh", SUBJECT.format("xã Tân Mỹ"), desk.folder / "ho so.zip"), NOVEMBER)
    assert dossier(desk, hs)["stage"] == "complete", letters(desk, code)
    desk.rebuilt()


# --- beside a report ---------------------------------------------------------------------------------------

def titled(desk, name, title):
    import docx
    document = docx.Document()
    for line in ("BAN CHỈ ĐẠO 138\nHUYỆN THANH BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "Số: 45/BC-BCĐ138", "BÁO CÁO",
                 title, "Kính gửi: Ban Chỉ đạo 138/ĐP Tỉnh."):
        document.add_paragraph(line)
    document.save(desk.folder / name)
    return desk.folder / name


def annual(desk):
    return titled(desk, "BC nam.docx", "Kết quả phong trào TDBVANTQ năm 2023")


RESULTS = "Kết quả xây dựng xã Tân Mỹ điển hình về phong trào TDBVANTQ năm 2023"


@pytest.mark.parametrize("subject", ["Báo cáo năm 2023 và hồ sơ xã Tân Mỹ", "Hồ sơ xã Tân Mỹ và báo cáo năm 2023"])
@pytest.mark.parametrize("results", [None, RESULTS])
def test_a_report_and_a_dossier_in_one_mail_each_go_their_way(desk, subject, results):
    """Also where the dossier's own report has the year in its title."""
    [hs] = selected(desk)
    files = [annual(desk), *(titled(desk, "BC.docx", results) if results and k == "BC" else paper(desk, f"{k}.docx", k, "xã Tân Mỹ") for k in KINDS)]
    code = received(desk, mail(desk, "h-thanh-binh", subject, *(files if subject.startswith("Báo") else files[::-1]),
                               text="Huyện gửi báo cáo năm và hồ sơ của xã Tân Mỹ."), NOVEMBER)
    assert desk.rows("SELECT o.report FROM submission s JOIN obligation o ON o.id = s.obligation JOIN message m ON m.id = s.message "
                     "WHERE m.code = ? ORDER BY 1", code) == [("ANNUAL",), ("DOSSIER",)]
    assert dossier(desk, hs)["stage"] == "complete" and "BC nam" not in str(dossier(desk, hs))
    desk.rebuilt()


def test_a_report_that_cannot_be_told_from_the_dossier_waits(desk):
    [hs] = selected(desk)
    code = received(desk, mail(desk, "h-thanh-binh", "Báo cáo năm 2023 và hồ sơ xã Tân Mỹ", *(scan(desk, f"{n}.pdf") for n in range(1, 4))), NOVEMBER)
    assert outcome(desk, code)[0] == "review" and dossier(desk, hs)["stage"] == "selected"
    said = " ".join(letters(desk, code)["unclear"].split())
    assert "tệp nào là báo cáo của đơn vị, tệp nào thuộc hồ sơ" in said and "Loại: (loại báo cáo)" in said


@pytest.mark.parametrize("subject, title, filed", [
    ("Báo cáo năm 2023", RESULTS, None),
    ("Báo cáo năm 2023", "Kết quả thực hiện xây dựng cơ quan Công an huyện điển hình năm 2023 (theo Bộ Tiêu chí)", None),
    ("Gửi báo cáo kết quả xây dựng điển hình", RESULTS, "DOSSIER"),
    ("Gửi báo cáo", RESULTS, "DOSSIER"),
    ("Báo cáo năm 2023", "Kết quả xây dựng điển hình và phong trào TDBVANTQ năm 2023", "ANNUAL"),
    ("Báo cáo năm 2023", "Kết quả xây dựng các đơn vị điển hình về phong trào TDBVANTQ năm 2023", "ANNUAL"),
    ("Báo cáo 6 tháng năm 2023", "Kết quả xây dựng điển hình về phong trào TDBVANTQ 6 tháng đầu năm 2023", "HALF_YEAR")])
def test_the_dossiers_own_report_is_not_the_annual_one(desk, subject, title, filed):
    selected(desk)
    code = received(desk, mail(desk, "h-thanh-binh", subject, titled(desk, "BC.docx", title)), NOVEMBER)
    assert desk.rows("SELECT o.report FROM submission s JOIN obligation o ON o.id = s.obligation JOIN message m ON m.id = s.message "
                     "WHERE m.code = ?", code) == ([(filed,)] if filed else []), outcome(desk, code)
