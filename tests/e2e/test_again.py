"""The same file once more: a repetition only of what still counts. No servers: mails are imported, orders given by the shell."""
import email
import email.policy

import pytest

from office import Nowhere, Office
from test_believe import PDF, attached, mail
from test_path import filled

CANBO = "canbo@pv05.example"
UNIT = "h-cao-lanh"
STRANGER = "nguyenvana@gmail.example"


@pytest.fixture
def desk(tmp_path):
    office = Office(Nowhere, tmp_path / "office")
    taken = []

    def take(*files, day=6, subject="Báo cáo 6 tháng năm 2023", unit=UNIT, sender=None, copy=None, text=""):
        """files: letters; each is a file of its own. copy: the number of a mail that comes by another way, too."""
        file = tmp_path / f"{len(taken)}.eml"
        name = lambda f: (f"BC {f}.pdf", PDF + f"% {f}\n".encode()) if isinstance(f, str) else f
        raw = mail(subject, f"Thư {len(taken)}. {text}", [attached("application/pdf", *name(f)) for f in files],
                   sender=sender or f"{unit}@dongthap.example")
        file.write_text(raw if copy is None else "Delivered-To: pv05@pv05.example\n" + taken[copy])
        taken.append(raw)
        take.now = f"2023-06-{day:02}T09:{len(taken):02}"
        office.ctl("--now", take.now, "import", file, "--received", take.now)
        return outcome(take)

    def order(line):
        done = office.run("docketctl", "--now", take.now, "do", line, "--as", CANBO)
        return done.returncode == 0, " ".join(done.stdout.split())

    take.order, take.office, take.now = order, office, "2023-06-06T09:00"
    yield take
    assert "ổn" in office.ctl("verify")
    office.rebuilt()


def outcome(desk):
    return desk.office.rows("SELECT outcome, reason FROM message ORDER BY id DESC LIMIT 1")[0]


def owed(desk, unit=UNIT):
    """State, and the mail whose version is in force."""
    return desk.office.rows("SELECT o.state, m.code FROM obligation o LEFT JOIN submission s ON s.id = o.accepted "
                            "LEFT JOIN message m ON m.id = s.message WHERE o.unit = ? AND o.report = 'HALF_YEAR' AND o.period = '2023'", unit)[0]


def letters(desk, code, to=f"{UNIT}@dongthap.example"):
    return desk.office.rows("SELECT letter FROM letter l JOIN message m ON m.id = l.message WHERE m.code = ? AND l.recipient = ?", code, to)


def said(desk, code, to=f"{UNIT}@dongthap.example"):
    [(raw,)] = desk.office.rows("SELECT lm.mail FROM letter l JOIN letter_mail lm ON lm.letter = l.id JOIN message m ON m.id = l.message "
                                "WHERE m.code = ? AND l.recipient = ? ORDER BY l.id DESC LIMIT 1", code, to)
    return " ".join(email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content().split())


TAKEN_OUT = [["từ chối TN-2023-0001: gửi nhầm"], ["sai tuyến TN-2023-0001"], ["phân loại TN-2023-0001 huyện Tháp Mười 6T 2023"]]


@pytest.mark.parametrize("orders", TAKEN_OUT, ids=["refused", "wrong-route", "misfiled"])
def test_what_was_taken_out_counts_when_it_is_sent_again(desk, orders):
    """As a new version, of its own day; the officer is told what became of the first."""
    desk("A")
    for line in orders:
        assert desk.order(line)[0]
    assert owed(desk) == ("open", None)
    assert desk("A", day=12)[0] == "filed" and owed(desk) == ("received", "TN-2023-0002")
    assert "TRỄ HẠN" in said(desk, "TN-2023-0002")
    assert "giống hệt tệp của thư mã TN-2023-0001" in said(desk, "TN-2023-0002", CANBO)
    assert desk("A", day=13)[0] == "duplicate" and owed(desk) == ("received", "TN-2023-0002")


@pytest.mark.parametrize("subject,order,sent,told", [
    ("Báo cáo 6 tháng năm 2023", "từ chối", ("A",), True), ("Báo cáo 6 tháng năm 2023", "từ chối", ("B", "C"), True),
    ("Gửi phòng", "sai tuyến", ("B",), True), ("Gửi phòng", "xong", ("B",), False), ("Báo cáo 6 tháng năm 2023", "từ chối", ("C",), False),
])
def test_one_file_of_a_refused_mail_is_known_again(desk, subject, order, sent, told):
    desk("A", "B", subject=subject)
    assert desk.order(f"{order} TN-2023-0001" + ": gửi nhầm" * (order == "từ chối"))[0]
    assert desk(*sent, day=7)[0] == "filed" and owed(desk) == ("received", "TN-2023-0002")
    assert bool(letters(desk, "TN-2023-0002", CANBO)) == told
    assert not told or "giống hệt tệp của thư mã TN-2023-0001" in said(desk, "TN-2023-0002", CANBO)


def test_a_second_copy_of_what_was_refused_is_no_new_word(desk):
    desk("A")
    assert desk.order("từ chối TN-2023-0001")[0]
    assert desk(copy=0, day=7)[0] == "duplicate" and owed(desk) == ("open", None)
    assert letters(desk, "TN-2023-0002") == []


def test_a_refused_strangers_mail_is_not_the_units_by_being_sent_again(desk):
    desk("A", sender=STRANGER, subject="Báo cáo 6 tháng năm 2023 huyện Cao Lãnh")
    assert desk.order("từ chối TN-2023-0001: không phải")[0]
    desk("A", day=12)                                                   # the unit's own counts from its own day
    assert owed(desk) == ("received", "TN-2023-0002") and "TRỄ HẠN" in said(desk, "TN-2023-0002")
    assert desk.office.rows("SELECT standing FROM submission ORDER BY id") == [("rejected",), ("vouched",)]


def test_a_stranger_who_was_refused_waits_for_a_word_once_more(desk):
    for day in (6, 7):
        desk("A", day=day, sender=STRANGER, subject="Báo cáo 6 tháng năm 2023 huyện Cao Lãnh")
        assert desk.office.rows("SELECT standing FROM submission ORDER BY id DESC LIMIT 1") == [("provisional",)]
        assert letters(desk, f"TN-2023-000{day - 5}") and letters(desk, f"TN-2023-000{day - 5}", CANBO)
        assert desk.order(f"từ chối TN-2023-000{day - 5}")[0]
    assert owed(desk) == ("open", None)


def test_the_last_one_sent_is_in_force(desk):
    for n, (file, earlier) in enumerate((("A", 0), ("B", 1), ("A", 2), ("B", 3)), 1):
        assert desk(file)[0] == "filed" and owed(desk) == ("received", f"TN-2023-000{n}")
        assert earlier == 0 or f"thay bản đã nhận tại thư mã TN-2023-000{earlier}" in said(desk, f"TN-2023-000{n}")
    assert desk("B")[0] == "duplicate" and owed(desk) == ("received", "TN-2023-0004")


def test_a_copy_that_comes_late_takes_nothing_back(desk):
    """By another way, or from a folder that is read later; nor does what only came without its file, or to add."""
    desk("A", day=6)
    desk("B", day=7)
    assert desk(copy=0, day=8)[0] == "duplicate" and desk("A", day=5)[0] == "duplicate"
    assert owed(desk) == ("received", "TN-2023-0002")
    desk(day=8)
    assert desk("B", day=9)[0] == "duplicate" and owed(desk) == ("received", "TN-2023-0002")


def test_going_back_behind_the_officers_word_is_shown_to_him(desk):
    desk("A")
    desk("B")
    assert desk.order("đạt TN-2023-0002")[0]
    assert desk("A") == ("filed", "after-word") and letters(desk, "TN-2023-0003", CANBO)


@pytest.mark.parametrize("line, state", [("thiếu TN-2023-0001: chữ ký của lãnh đạo", "incomplete"), ("trả lại TN-2023-0001: sai số liệu mục II", "returned")])
def test_what_was_found_wanting_is_still_wanting(desk, line, state):
    desk("A")
    assert desk.order(line)[0] and owed(desk)[0] == state
    assert desk("A")[0] == "duplicate" and owed(desk) == (state, "TN-2023-0001")
    assert letters(desk, "TN-2023-0002") == [("incomplete",)]
    assert "giống hệt tệp đã nhận tại thư mã TN-2023-0001" in said(desk, "TN-2023-0002") and line.split(": ")[1] in said(desk, "TN-2023-0002")
    desk("A", day=28)
    assert "bổ sung trước ngày" in said(desk, "TN-2023-0002") and "sớm bổ sung" in said(desk, "TN-2023-0003")      # that day is over
    assert desk("A", "B", day=29)[0] == "filed" and owed(desk) == ("received", "TN-2023-0004")     # with what was wanting
    assert desk.order("đạt TN-2023-0004")[0] and desk("A", "B", day=29)[0] == "duplicate"
    assert letters(desk, "TN-2023-0005") == [("received",)]


def test_a_form_with_what_was_wanting_beside_it_is_no_repetition(desk):
    form = ("bieu.xlsx", filled(desk.office, UNIT, campaigns=3).read_bytes())
    desk(form)
    assert desk.order("thiếu TN-2023-0001: bản ký")[0] and owed(desk)[0] == "incomplete"
    assert desk(form, "signed")[0] == "filed" and owed(desk) == ("received", "TN-2023-0002")


def test_what_was_returned_and_replaced_comes_back_with_a_word_to_the_officer(desk):
    desk("A")
    assert desk.order("trả lại TN-2023-0001: sai số liệu")[0]
    desk("B")
    assert desk("A")[0] == "filed" and owed(desk) == ("received", "TN-2023-0003")
    assert "sai số liệu" in said(desk, "TN-2023-0003", CANBO)


# --- who is exempted ------------------------------------------------------------------------

def exempt(desk):
    line = desk.order("miễn huyện Cao Lãnh 6T 2023: mới thành lập")[1]
    assert desk.order("ĐỒNG Ý " + line.split("ĐỒNG Ý ")[1].split()[0])[0] and owed(desk)[0] == "waived"


def test_who_is_exempted_and_sends_all_the_same_is_not_late(desk):
    exempt(desk)
    assert desk("A", day=12)[0] == "filed" and owed(desk) == ("waived", "TN-2023-0001")
    assert letters(desk, "TN-2023-0001") == [("received",)]
    assert "ĐƯỢC MIỄN KỲ NÀY; báo cáo gửi đến đã được ghi nhận" in said(desk, "TN-2023-0001") and "TRỄ" not in said(desk, "TN-2023-0001")
    assert "đã được miễn" in said(desk, "TN-2023-0001", CANBO) and "ĐẠT" not in said(desk, "TN-2023-0001", CANBO)
    assert "TRỄ" not in desk.order("tra cứu TN-2023-0001")[1]
    assert desk.order("hủy GN-2023-0001")[0] and owed(desk) == ("received", "TN-2023-0001")


def test_nothing_is_asked_of_who_is_exempted(desk):
    exempt(desk)
    desk(day=7)
    desk(("bieu.xlsx", filled(desk.office, UNIT, campaigns=-3).read_bytes()), day=12)
    for code in ("TN-2023-0001", "TN-2023-0002"):
        assert letters(desk, code) == [("received",)] and "ĐƯỢC MIỄN KỲ NÀY" in said(desk, code)
    assert "không được nhỏ hơn 0" in said(desk, "TN-2023-0002") and owed(desk)[0] == "waived"


# --- one verdict twice ------------------------------------------------------------------------

@pytest.mark.parametrize("line, other, letter", [
    ("đạt TN-2023-0001", "trả lại TN-2023-0001: sai mục II", "accepted"), ("trả lại TN-2023-0001: sai mục II", "trả lại TN-2023-0001: sai mục III", "returned"),
    ("thiếu TN-2023-0001: chữ ký", "thiếu TN-2023-0001: con dấu", "incomplete"), ("sai tuyến TN-2023-0001", "sai tuyến TN-2023-0001 huyện Tháp Mười", "wrong-route")])
def test_a_verdict_given_twice_reaches_the_unit_once(desk, line, other, letter):
    desk("A")
    assert desk.order(line)[0]
    before = owed(desk)
    for again in (line, line.upper()):
        done, answer = desk.order(again)
        assert not done and "theo lệnh GN-2023-0001; không có gì thay đổi" in answer and owed(desk) == before
    assert desk.office.rows("SELECT count(*) FROM letter WHERE letter = ?", letter) == [(1,)]
    assert desk.order(other)[0]                                         # another word is one
    assert desk.order(line)[0]                                          # and so is the first once more behind it
    assert desk.office.rows("SELECT count(*) FROM letter WHERE letter = ?", letter)[0][0] >= 2


def test_a_verdict_taken_back_may_be_given_again(desk):
    desk("A")
    assert desk.order("đạt TN-2023-0001")[0] and desk.order("hủy GN-2023-0001")[0]
    assert desk.order("đạt TN-2023-0001")[0] and owed(desk)[0] == "accepted"
