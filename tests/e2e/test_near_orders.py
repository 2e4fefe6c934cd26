"""Orders that would fall on nothing, on the wrong version, on another unit or in another year are refused with a
reason. No servers: mails are imported, orders given by the shell."""
import datetime
import email
import email.policy
import re

import pytest

from office import REPOSITORY, Nowhere, Office
from test_believe import PDF, attached, mail
from test_files import put
from test_path import filled
from test_path import mail as form_mail
from test_rules import received

CANBO = "canbo@pv05.example"
NOW = "2023-06-08T09:00"


@pytest.fixture
def desk(tmp_path):
    office = Office(Nowhere, tmp_path / "office")

    def take(subject, text="Kính gửi PV05.", files=("BC.pdf",), unit="h-cao-lanh", received="2023-06-06T09:00", sender=None, top=""):
        file = tmp_path / "one.eml"
        parts = [attached("application/pdf", f, PDF + f"% {f} {subject} {unit}\n".encode()) for f in files]
        file.write_text(mail(subject, text, parts, sender=sender or f"{unit}@dongthap.example", top=top))
        office.ctl("--now", received, "import", file, "--received", received)
        return office.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]

    def order(line):
        done = office.run("docketctl", "--now", NOW, "do", line, "--as", CANBO)
        return done.returncode == 0, " ".join(done.stdout.split())

    take.order, take.office = order, office
    yield take
    office.rebuilt()


def state(desk, unit="h-cao-lanh"):
    return desk.office.rows("SELECT state FROM obligation WHERE unit = ? AND report = 'HALF_YEAR' AND period = '2023'", unit)[0][0]


def test_a_page_sent_again_leaves_the_report_in_force(desk):
    """Whatever the subject calls it."""
    first = desk("Báo cáo 6 tháng năm 2023")
    desk("Đính chính báo cáo 6 tháng 2023", "Gửi lại trang 3 bị thiếu.", files=("trang 3.pdf",))
    assert desk.office.rows("SELECT m.code FROM obligation o JOIN submission s ON s.id = o.accepted JOIN message m ON m.id = s.message") == [(first,)]
    assert "phần bổ sung cho báo cáo đã nhận" in notice(desk, "h-cao-lanh@dongthap.example") and "Gửi lại trang 3 bị thiếu" in notice(desk)


def test_a_mail_without_a_report_is_not_accepted(desk):
    code = desk("Báo cáo 6 tháng năm 2023", files=())
    before = state(desk)
    done, said = desk.order(f"đạt {code}")
    assert not done and "chưa tính là đã nộp" in said and state(desk) == before


def test_an_order_falls_on_no_version_that_was_replaced(desk):
    first, second = desk("Báo cáo 6 tháng năm 2023"), desk("Báo cáo 6 tháng năm 2023 (bản sửa)", files=("BC sua.pdf",))
    for line in (f"trả lại {first}: thiếu chữ ký", f"đạt {first}"):
        done, said = desk.order(line)
        assert not done and second in said and state(desk) == "received"
    assert desk.order(f"đạt {second}")[0] and state(desk) == "accepted"


def test_what_brought_no_report_is_judged_for_none(desk):
    """Words that came after the report: a verdict on them would fall on it."""
    report, words = desk("Báo cáo 6 tháng năm 2023"), desk("Báo cáo 6 tháng năm 2023", "Bản giấy em nộp sau.", files=())
    assert state(desk) == "received"
    for line in (f"đạt {words}", f"trả lại {words}: thiếu chữ ký"):
        done, said = desk.order(line)
        assert not done and report in said and state(desk) == "received", said
    assert f"ĐẠT {words}" not in desk.order("cần xử lý")[1]
    assert desk.order(f"đạt {report}")[0] and state(desk) == "accepted"


def test_a_version_with_faults_leaves_the_one_before_in_force(desk):
    first = desk("Báo cáo 6 tháng năm 2023")
    form = put(filled(desk.office, "h-cao-lanh"), campaigns="nhiều")
    received(desk.office, form_mail(desk.office, "h-cao-lanh", "Báo cáo 6 tháng năm 2023", form), datetime.datetime(2023, 6, 7, 9))
    assert state(desk) == "incomplete"
    assert desk.order(f"đạt {first}")[0] and state(desk) == "accepted"


def test_a_stranger_holds_up_nobodys_report_and_is_judged_by_nobody(desk):
    own = desk("Báo cáo 6 tháng năm 2023")
    strange = desk("Báo cáo 6 tháng năm 2023 huyện Cao Lãnh (thay thế)", files=("khac.pdf",), sender="x@mail.example")
    for line in (f"đạt {strange}", f"trả lại {strange}: sai số liệu"):
        done, said = desk.order(line)
        assert not done and f"XÁC NHẬN {strange}" in said and state(desk) == "received", said
    said = desk.order("đạt hết 6T 2023")[1]
    assert own in said and strange not in said
    token = re.search(r"ĐỒNG Ý (GN-[-0-9A-F]+)", said)[1]
    assert desk.order(f"đồng ý {token}")[0] and state(desk) == "accepted"


@pytest.mark.parametrize("by", ["XÁC NHẬN {}", "phân loại {} huyện cao lãnh 6T 2023"])
def test_what_was_confirmed_is_confirmed_once(desk, by):
    strange = desk("Báo cáo 6 tháng năm 2023 huyện Cao Lãnh", files=("khac.pdf",), sender="x@mail.example")
    assert desk.order(by.format(strange))[0]
    done, said = desk.order(f"XÁC NHẬN {strange}")
    assert not done and "đã được xác nhận là của đơn vị theo lệnh GN-2023-0001" in said, said
    own = desk("Báo cáo 6 tháng năm 2023", unit="h-tan-hong")
    done, said = desk.order(f"XÁC NHẬN {own}")
    assert not done and f"nếu báo cáo đạt yêu cầu: ĐẠT {own}" in said, said


def test_the_same_answer_is_sent_once(desk):
    question = desk("Hỏi", "Cho em hỏi hạn nộp ạ?", files=())
    for line, done in (("Nộp trước 10/6 nhé.", True), ("nộp trước 10/6 nhé", False), ("Nộp qua thư này.", True)):
        assert desk.order(f"trả lời {question}: {line}")[0] == done, line
    assert "GN-2023-0001" in desk.order(f"TRẢ LỜI {question}: Nộp trước 10/6 nhé.")[1]
    desk.office.ctl("do", "hủy GN-2023-0003", "--as", "canbo@pv05.example")
    assert desk.order(f"trả lời {question}: Nộp qua thư này.")[0]       # that letter was taken back


def test_of_a_mail_that_counts_for_nothing_there_is_no_copy(desk):
    report, question = desk("Báo cáo 6 tháng năm 2023"), desk("Hỏi", "Cho em hỏi hạn nộp ạ?", files=())
    done, said = desk.order(f"trùng {report} với {question}")
    assert not done and "không phải bản trùng" in said and state(desk) == "received"
    second = desk("Báo cáo 6 tháng năm 2023", files=("BC 2.pdf",))
    assert desk.order(f"trùng {second} với {report}")[0] and state(desk) == "received"


def test_two_units_mails_are_no_copies(desk):
    one, other = desk("Báo cáo 6 tháng năm 2023"), desk("Báo cáo 6 tháng năm 2023", unit="h-lai-vung")
    done, said = desk.order(f"trùng {other} với {one}")
    assert not done and "không phải bản trùng" in said and state(desk, "h-lai-vung") == "received"


def test_a_slip_of_the_year_is_seen(desk):
    desk("Hỏi", "Cho hỏi?", files=())
    done, said = desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 7/6/2022 qua giấy")
    assert not done and "xem lại năm" in said
    assert not desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 7/12/2022 qua giấy")[0]
    assert not desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 8/1/2023 qua giấy")[0]         # a slip of the month
    assert not desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 8/10/2023 qua giấy")[0]
    for day in "31/6", "31-6":
        assert f"không có ngày «{day}»" in desk.order(f"gia hạn huyện Cao Lãnh 6T 2023 đến {day}: bão")[1]
    for day in "29/2", "5/1/2024":
        done, said = desk.order(f"gia hạn huyện Cao Lãnh 6T 2023 đến {day}: bão")
        assert not done and "hơn nửa năm" in said
    assert desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 7/6/2023 qua giấy")[0]


@pytest.mark.parametrize("text, told", [("Đơn vị đã gửi giấy số 12/BC-BCĐ138 ngày 31/5/2023.", True), ("Báo cáo đã nộp bằng giấy rồi ạ.", True),
                                        ("Kính gửi giấy mời họp.", False)])
def test_a_report_told_to_have_gone_on_paper_is_none_without_its_file(desk, text, told):
    desk("Báo cáo 6 tháng 2023", text, files=())
    assert (desk.office.rows("SELECT outcome FROM message") == [("note",)]) == told


def test_thanks_with_more_behind_them_are_read(desk):
    desk("Re: [BVANTQ Quá hạn 3 ngày] Báo cáo định kỳ 6 tháng 2023 - huyện Cao Lãnh", "Cảm ơn Phòng. Đơn vị đã gửi ngày 07/6 rồi ạ.", files=())
    desk("Re: [BVANTQ Quá hạn 3 ngày] Báo cáo định kỳ 6 tháng 2023 - huyện Cao Lãnh", "Đã nhận được, xin cảm ơn Phòng.", files=())
    assert [o for (o,) in desk.office.rows("SELECT outcome FROM message ORDER BY id")] == ["note", "ignored"]


@pytest.mark.parametrize("subject, text, line", [("Xin gia hạn báo cáo 6 tháng 2023 - huyện Lai Vung", "Huyện Lai Vung xin gia hạn đến ngày 14/6/2023.", "GIA HẠN"),
                                                 ("Huyện Lai Vung xin rút lại báo cáo 6 tháng 2023", "Huyện Lai Vung xin rút lại báo cáo đã gửi.", "TRẢ LẠI TN-2023-0001")])
def test_a_strangers_wish_is_offered_to_nobody(desk, subject, text, line):
    desk("Báo cáo 6 tháng năm 2023", unit="h-lai-vung")
    file = desk.office.folder / "stranger.eml"
    for sender, offered in (("ai.do@mail.example", False), ("h-lai-vung@dongthap.example", True)):
        file.write_text(mail(subject, text, sender=sender))
        desk.office.ctl("--now", NOW, "import", file, "--received", NOW)
        said = notice(desk)
        assert (line in said) == offered and ("không có trong danh bạ" in said) == (not offered)
        told = notice(desk, "h-lai-vung@dongthap.example")
        assert (f"do địa chỉ {sender} gửi" in told) == (not offered)


@pytest.mark.parametrize("subject, text, settled", [
    ("{0}", "Dạ đơn vị: huyện Cao Lãnh, loại: báo cáo 6 tháng đầu năm 2023 ạ", True), ("V/v thư mã {0}", "Đây là báo cáo 6 tháng đầu năm 2023 của huyện Cao Lãnh.", True),
    ("Trả lời", "Thư {0} là báo cáo 6 tháng năm 2023 của huyện Cao Lãnh ạ.", True), ("{0}", "Đơn vị: huyện Cao Lãnh; Loại: báo cáo 6 tháng; Kỳ: 2023", True),
    ("{0}", "Dạ báo cáo 6 tháng ạ", True), ("{0}", "Kính gửi Phòng PV05, đây là báo cáo 6 tháng, đề nghị ghi nhận.", True),
    ("{0}", "Dạ em xin lỗi, quên ghi tiêu đề. Đây là bc 6T nha anh Sơn.\nTrân trọng,\nNguyễn Văn Bình", True), ("{0}", "Dạ báo cáo 6 tháng năm ngoái", False),
    ("{0}", "Kế hoạch 6 tháng năm 2023", False), ("{0}", "Báo cáo 6 tháng của Hội Nông dân", False), ("{0}", "Hình ảnh kèm báo cáo 6 tháng năm 2023", False),
    ("{0}", "Báo cáo 6 tháng mật", False), ("{0}", "chac la bao cao 6 thang, de em hoi", False), ("{0}", "Đơn vị: huyện Cao Lãnh; Loại: phụ lục báo cáo 6 tháng; Kỳ: 2023", False),
    ("{0}", "Không phải báo cáo 6 tháng", False), ("{0}", "Báo cáo 6 tháng em gửi sau", False),
    ("{0}", "báo cáo ạ", False), ("{0}", "Có phải báo cáo 6 tháng năm 2023 không ạ?", False)])
def test_what_a_waiting_mail_is_may_be_said_in_own_words(desk, subject, text, settled):
    code = desk("Gửi anh", "Gửi anh", files=("scan.pdf",))
    desk(subject.format(code), text.format(code), files=())
    assert (desk.office.rows("SELECT outcome FROM message WHERE code = ?", code) == [("filed",)]) == settled
    assert desk.office.rows("SELECT outcome FROM message ORDER BY id DESC LIMIT 1") == [("note",)]


@pytest.mark.parametrize("subject, received, lines", [
    ("Xin gia hạn hồ sơ và báo cáo 6 tháng", "2023-06-05T09:00", ["Báo cáo định kỳ 6 tháng 2023 đến 20/"]),        # a dossier has no deadline
    ("Xin gia hạn danh sách lựa chọn và báo cáo kết quả triển khai năm 2023", "2023-04-05T09:00",
     ["Danh sách lựa chọn, xây dựng điển hình 2023 đến 20/", "Báo cáo kết quả triển khai Kế hoạch 2023 đến 20/"])])
def test_time_for_two_reports_is_asked_for_both(desk, subject, received, lines):
    desk(subject, "Xin gia hạn cả hai đến ngày 20.".replace("20.", f"20/{int(received[5:7])}/2023."), files=(), received=received)
    for who, kind in ((CANBO, "officer-notice"), ("h-cao-lanh@dongthap.example", "extension-asked")):
        [(letter,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.letter = ? AND l.recipient = ?", kind, who)
        said = " ".join(email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",)).get_content().split()).lower()
        for line in lines:
            assert (line if who == CANBO else line.split(" 2023")[0]).lower() in said
        assert "hồ sơ đề nghị" not in said.split("nhận lúc")[0]


@pytest.mark.parametrize("text, lines", [("Huyện xin gia hạn báo cáo camera đến 28/6.", ["DX:2"]), ("Huyện xin gia hạn báo cáo đột xuất đến 28/6.", ["DX:1", "DX:2"]),
                                         ("Cho huyện nộp báo cáo tình hình lũ vào 28/6 được không ạ", ["DX:1"])])
def test_more_time_for_a_request_names_it(desk, text, lines):
    for title in ("Tình hình lũ", "Rà soát camera"):
        said = desk.order(f'ĐỘT XUẤT "{title}" hạn 20/06/2023 16:00 cho huyện Cao Lãnh')[1]
        assert desk.order("đồng ý " + re.search(r"ĐỒNG Ý (GN-[-0-9A-F]+)", said)[1])[0]
    desk("Xin gia hạn", text, files=(), received="2023-06-19T09:00")
    [(letter,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.letter = 'officer-notice' AND l.recipient = ?", CANBO)
    said = " ".join(email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",)).get_content().split())
    for request in ("DX:1", "DX:2"):
        assert (f"Báo cáo đột xuất {request} đến 28/06/2023" in said) == (request in lines), said


@pytest.mark.parametrize("text, says", [("Gửi bổ sung phụ lục số liệu.", "bổ sung cho"), ("Em gửi thêm hình ảnh ạ.", "bổ sung cho"),
                                        ("Báo cáo đã bổ sung theo góp ý của Phòng.", "thay"), ("Gửi lại báo cáo, có bổ sung mục III.", "thay"), ("Kính gửi.", "thay")])
def test_an_addition_is_not_called_a_replacement(desk, text, says):
    first = desk("Báo cáo 6 tháng năm 2023")
    desk("Báo cáo 6 tháng năm 2023", text, files=("tep.pdf",))
    [(letter,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.letter = 'received' ORDER BY l.id DESC LIMIT 1")
    said = " ".join(email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",)).get_content().split())
    assert f"bản thứ 2, {says} bản đã nhận tại thư mã {first}" in said


TWO = ("Báo cáo 6 tháng năm 2023", "Báo cáo kết quả triển khai Kế hoạch năm 2023")


@pytest.mark.parametrize("before, follows, added", [(TWO[:1], None, 0), (TWO, None, None), (TWO, 0, 0), (TWO, 1, 1)])
def test_an_annex_without_its_report_goes_to_the_one_it_belongs_to(desk, before, follows, added):
    codes = [desk(subject, files=("scan 1.pdf",)) for subject in before]
    assert [o for o, in desk.office.rows("SELECT outcome FROM message")] == ["filed"] * len(before)
    ids = [i for i, in desk.office.rows("SELECT message_id FROM message ORDER BY id")]
    code = desk("Gửi phụ lục", "Đơn vị gửi phụ lục còn thiếu.", files=("scan 2.pdf",), received="2023-06-07T09:00",
                top="" if follows is None else f"In-Reply-To: <{ids[follows].strip('<>')}>\n")
    [(outcome, reason)] = desk.office.rows("SELECT outcome, reason FROM message WHERE code = ?", code)
    [(letter,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.recipient LIKE 'h-cao%' ORDER BY l.id DESC LIMIT 1")
    said = " ".join(email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",)).get_content().split())
    if added is None:
        assert (outcome, reason) == ("review", "which-report") and "Loại: (loại báo cáo)" in said
    else:
        assert outcome == "filed" and f"bổ sung cho bản đã nhận tại thư mã {codes[added]}" in said


def annex_to_a_wanting(desk, tmp_path, first, follows, subject, text, name):
    if first is None:
        desk("Báo cáo 6 tháng năm 2023", files=())
    else:
        desk.office.ctl("form", "HALF_YEAR", "h-cao-lanh", "-o", tmp_path / "bieu.xlsx", "--now", "2023-06-01T09:00")
        received(desk.office, form_mail(desk.office, "h-cao-lanh", "Báo cáo 6 tháng năm 2023", tmp_path / "bieu.xlsx"))
    assert state(desk) == "incomplete"
    [(letter,)] = desk.office.rows("SELECT message_id FROM letter WHERE letter = 'incomplete'")
    return desk(subject, text, files=(name,), received="2023-06-07T09:00",
                top=f"In-Reply-To: <{letter.strip('<>')}>\n" if follows else "")


@pytest.mark.parametrize("follows", [False, True])
def test_an_annex_does_not_make_good_a_report_that_is_wanting(desk, tmp_path, follows):
    code = annex_to_a_wanting(desk, tmp_path, "blank", follows, "Gửi phụ lục", "Đơn vị gửi phụ lục.", "Phu luc 2.pdf")
    assert desk.office.rows("SELECT outcome FROM message WHERE code = ?", code) == [("review",)] and state(desk) == "incomplete"


@pytest.mark.parametrize("first, name, says", [
    (None, "Phu luc 2.pdf", "«Phu luc 2.pdf» chỉ là phụ lục"), (None, "Danh sách mô hình.pdf", "chưa thấy báo cáo"), (None, "02. PL 3.pdf", "chưa thấy báo cáo"),
    (None, "scan.pdf", None), (None, "BC kem phu luc.pdf", None),
    ("blank", "Phụ biểu.pdf", "“Số cuộc tuyên truyền” chưa được điền"), ("blank", "scan.pdf", None)])
def test_what_was_wanted_must_be_in_the_answer(desk, tmp_path, first, name, says):
    code = annex_to_a_wanting(desk, tmp_path, first, True, "Re: nhắc", "Kính gửi.", name)
    assert state(desk) == ("received" if says is None else "incomplete")
    letters = desk.office.rows("SELECT l.letter, c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id JOIN message m ON m.id = l.message "
                               "WHERE m.code = ? ORDER BY l.id", code)
    said = " ".join(email.message_from_bytes(letters[0][1], policy=email.policy.default).get_body(("plain",)).get_content().split())
    assert says is None or says in said
    assert ("officer-notice" in {k for k, _ in letters}) == (says is not None or first is not None)
    if (first, says) == ("blank", None):
        assert "TN-2023-0001 chưa được điền" in said


@pytest.mark.parametrize("text, name, stays", [("Gửi bổ sung phụ lục số liệu.", "Phu luc.pdf", True), ("Em gửi thêm hình ảnh ạ.", "hinh anh.pdf", True),
                                               ("Kính gửi.", "Phu luc 1.pdf", True), ("Em gửi bổ sung ạ.", "BC day du.pdf", False),
                                               ("Em gửi bổ sung báo cáo.", "scan.pdf", False), ("Kính gửi.", "scan.pdf", False),
                                               ("Gửi lại trang 3 bị thiếu.", "trang 3.pdf", True), ("Em scan lại trang cuối có chữ ký ạ.", "scan.pdf", True),
                                               ("Nộp lại phụ lục 2 đã chỉnh sửa.", "tep.pdf", True), ("goi lai anh phan II bi mo", "img.pdf", True),
                                               ("Em quên phụ lục, xin gửi lại.", "PL1.pdf", True), ("Thay thế phụ lục 1.", "tep.pdf", True),
                                               ("Gửi lại báo cáo, có bổ sung phụ lục 2.", "scan.pdf", False), ("Gửi lại do thiếu trang 3.", "scan.pdf", False),
                                               ("Gửi phụ lục và báo cáo.", "scan.pdf", False), ("Báo cáo đã sửa lại trang 2.", "scan.pdf", False),
                                               ("Bản này thay thế bản cũ.", "PL1.pdf", False)])
def test_an_addition_leaves_the_report_in_force(desk, text, name, stays):
    def in_force():
        return desk.office.rows("SELECT m.code, o.state FROM obligation o JOIN submission s ON s.id = o.accepted JOIN message m ON m.id = s.message")

    first = desk("Báo cáo 6 tháng năm 2023")
    second = desk("Báo cáo 6 tháng năm 2023", text, files=(name,))
    assert in_force() == [(first if stays else second, "received")]
    desk.order(f"đạt {second}")
    assert in_force() == [(first if stays else second, "accepted")]


@pytest.mark.parametrize("text, name, first", [
    ("Gửi bổ sung biên bản họp Ban Chỉ đạo.", "scan.pdf", None), ("goi them phong bien ban hop ban chi dao", "tep.pdf", None), ("Em gửi bài phát biểu ạ.", "scan.pdf", None),
    ("Gửi bổ sung hình ảnh hội nghị.", "scan.pdf", None), ("Gởi phòng danh sách đề nghị khen thưởng.", "scan.pdf", None), ("Em gửi bổ sung ạ.", "02. Biên bản họp.pdf", None),
    ("Kính gửi Phòng.", "Ke hoach 2024.pdf", None), ("Gửi thêm thư mời dự lễ.", "scan.pdf", "Báo cáo 6 tháng năm 2023"), ("Kính gửi.", "Bien ban.pdf", "Báo cáo 6 tháng năm 2023"),
    ("Gửi theo thông báo của Phòng.", "scan.pdf", True), ("Gửi bổ sung phụ lục kèm biên bản.", "scan.pdf", True), ("Gửi bổ sung phụ lục ảnh hội nghị.", "scan.pdf", True),
    ("Gửi bổ sung danh sách mô hình.", "Danh sách mô hình.pdf", True), ("Theo kế hoạch, gửi bổ sung số liệu.", "scan.pdf", True)])
def test_a_paper_of_another_matter_is_no_part_of_a_report(desk, text, name, first):
    """first: the subject of one that comes when nothing was there yet; True: it does belong to the report."""
    if first in (None, True):
        desk("Báo cáo 6 tháng năm 2023")
    thread = desk.office.rows("SELECT message_id FROM letter WHERE letter = 'received'") if first is None else []
    code = desk(first if isinstance(first, str) else "Báo cáo 6 tháng năm 2023" if first else "Re: Đã nhận", text, files=(name,), received="2023-06-07T09:00",
                top="".join(f"In-Reply-To: <{i.strip('<>')}>\n" for i, in thread))
    [(outcome,)] = desk.office.rows("SELECT outcome FROM message WHERE code = ?", code)
    assert outcome == ("filed" if first is True else "review")
    assert desk.office.rows("SELECT letter FROM letter l JOIN message m ON m.id = l.message WHERE m.code = ? AND l.recipient = ?", code, CANBO) == [("officer-notice",)] \
        or first is True


@pytest.mark.parametrize("subject, files, reports", [
    ("Tờ trình về việc báo cáo 6 tháng năm 2023", ("scan.pdf",), ["HALF_YEAR"]), ("Tờ trình kèm Báo cáo 6 tháng đầu năm 2023", ("TTr.pdf", "BC 6T.pdf"), ["HALF_YEAR"]),
    ("Báo cáo 6 tháng năm 2023", ("To trinh bao cao 6 thang.pdf", "BC.pdf"), ["HALF_YEAR"]),
    ("Tờ trình đề nghị công nhận xã Mỹ Thọ", ("TTr.pdf",), ["DOSSIER"]), ("Báo cáo 6 tháng năm 2023", ("BC 6T.pdf", "TTr xa My Tho.pdf"), ["DOSSIER", "HALF_YEAR"]),
    ("Tờ trình và báo cáo kết quả xây dựng xã điển hình năm 2023", ("TTr.pdf", "BC.pdf"), ["DOSSIER"])])
def test_a_proposal_that_covers_a_report_is_part_of_it(desk, subject, files, reports):
    """One that proposes somebody is part of a dossier."""
    desk(subject, files=files)
    assert sorted(r for r, in desk.office.rows("SELECT o.report FROM obligation o JOIN submission s ON s.obligation = o.id")) == reports


def test_a_reminder_knows_of_the_wish_for_time_that_waits(desk):
    def reminded(unit):
        assert desk.order(f"nhắc {unit} 6T 2023")[0]
        [(letter,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.letter = 'reminder' ORDER BY l.id DESC LIMIT 1")
        return " ".join(email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",)).get_content().split())
    code = desk("Xin gia hạn báo cáo 6 tháng", "Đơn vị xin gia hạn đến 15/6/2023.", files=())
    assert f"(mã {code}) đang chờ ý kiến" in reminded("huyện Cao Lãnh") and "chờ ý kiến" not in reminded("huyện Lai Vung")


@pytest.mark.parametrize("text", ["Đơn vị: huyện Cao Lãnh; Loại: (loại báo cáo); Kỳ: (năm)", "Đơn vị: huyện Cao Lãnh; Loại: (loại báo cáo); Kỳ: 2023",
                                  "Đơn vị: huyện Lai Vung; Loại: báo cáo 6 tháng; Kỳ: 2023",
                                  "Là báo cáo năm 2019 anh ơi", "Anh xem trong file giúp em"])
def test_an_answer_that_settles_nothing_is_asked_about_again(desk, text):
    code = desk("Gửi anh", "Gửi anh", files=("scan.pdf",))
    for asked in (2, 3):                # the second letter is about the waiting mail, too
        desk(f"Re: [BVANTQ {code}] Đã nhận thư", f"{text}\n{'.' * asked}", files=())
        letters = desk.office.rows("SELECT c.mail, m.code FROM letter l JOIN letter_mail c ON c.letter = l.id JOIN message m ON m.id = l.message WHERE l.letter = 'unclear'")
        assert [about for _, about in letters] == [code] * asked
    said = " ".join(email.message_from_bytes(letters[-1][0], policy=email.policy.default).get_body(("plain",)).get_content().split())
    assert "Câu trả lời của quý đơn vị nhận lúc" in said and "Loại: (loại báo cáo)" in said


@pytest.mark.parametrize("subject, settles", [("tn 2023 0001", True), ("TN2023-0001", True), ("Thư TN 2023-1", True), ("mã số thư TN_2023_0001", True), ("tn-2023-1", True),
                                              ("TN 2023.0001", True), ("tn/2023/0001", True), ("Bổ sung TN – 2023 – 0001", True),
                                              ("TN 2023 01", False), ("Gửi TN 2023-2024", False), ("TN 2023-01-06", False)])
def test_a_receipt_code_is_understood_as_people_write_it(desk, subject, settles):
    code = desk("Gửi anh", "Gửi anh.", files=("scan.pdf",))
    desk(subject, "Don vi: huyen Cao Lanh; Loai: bao cao 6 thang; Ky: 2023", files=())
    assert desk.office.rows("SELECT outcome FROM message WHERE code = ?", code) == [("filed" if settles else "review",)]


@pytest.mark.parametrize("title, becomes, name, place", [
    ("Kết quả công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc 6 tháng đầu năm 2022", "review", "bao cao.rtf", None),
    ("Kết quả công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc 6 tháng đầu năm 2023", "filed", "bao cao.rtf", "HALF_YEAR"),
    ("Kết quả công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc", "filed", "bao cao.rtf", "HALF_YEAR"),
    ("Kết quả triển khai thực hiện Kế hoạch năm 2023", "filed", "bao cao.rtf", "IMPL_2023"),
    ("Danh sách lựa chọn xây dựng điển hình năm 2023", "filed", "DS.rtf", "SELECT_LIST"),
    ("Danh sách lựa chọn xây dựng điển hình năm 2020", "review", "DS.rtf", None)])
def test_another_report_in_the_thread_goes_to_its_own_place(desk, title, becomes, name, place):
    desk("Báo cáo 6 tháng năm 2023", files=())
    [(letter,)] = desk.office.rows("SELECT message_id FROM letter WHERE letter = 'incomplete'")
    words = f"BÁO CÁO\n{title}\nNội dung báo cáo."
    rtf = "{\\rtf1 " + "".join("\\par " if c == "\n" else c if c.isascii() else f"\\u{ord(c)}?" for c in words) + "}"
    file = desk.office.folder / "one.eml"
    file.write_text(mail("Gửi báo cáo", "Dạ em gửi báo cáo.", [attached("application/rtf", name, rtf.encode())],
                         top=f"In-Reply-To: <{letter.strip('<>')}>\n"))
    desk.office.ctl("--now", NOW, "import", file, "--received", NOW)
    assert desk.office.rows("SELECT outcome FROM message ORDER BY id DESC LIMIT 1") == [(becomes,)]
    assert desk.office.rows("SELECT o.report FROM submission s JOIN obligation o ON o.id = s.obligation WHERE s.message = 2") == [(place,)] * (place is not None)


ASKED = "Đơn vị: huyện Cao Lãnh; Loại: báo cáo 6 tháng; Kỳ: 2023"


@pytest.mark.parametrize("subject, file, text, settles", [
    ("Gửi anh", "scan.pdf", ASKED, True), ("Gửi anh", "scan.pdf", "Dạ đây là báo cáo 6 tháng năm 2023.\n" + ASKED, True),
    ("Báo cáo 6 tháng năm 2023", "BC nam 2023.pdf", ASKED, False), ("Báo cáo 6 tháng năm 2023", "Quyet dinh kien toan.pdf", ASKED, False),
    ("Báo cáo 6 tháng năm 2023 (dự thảo)", "scan.pdf", ASKED, False), ("Gửi anh", "Du thao bao cao.pdf", ASKED, False),
    ("Gửi anh", "scan.pdf", "Chưa phải báo cáo, khi nào ký xong xã gửi.\n" + ASKED, False), ("Gửi anh", "scan.pdf", ASKED + " (dự thảo)", False),
    ("Gửi anh", "scan.pdf", ASKED + "\nNhưng chưa làm xong, xin gia hạn đến 12/6.", False)])
def test_the_asked_line_settles_what_nothing_had_said(desk, subject, file, text, settles):
    code = desk(subject, "Gửi anh.", files=(file,))
    desk(code, text, files=())
    assert desk.office.rows("SELECT outcome FROM message WHERE code = ?", code) == [("filed" if settles else "review",)]
    assert settles or len(desk.office.rows("SELECT id FROM letter WHERE letter = 'officer-notice' AND recipient = ?", CANBO)) == 2


@pytest.mark.parametrize("subject, file, text", [
    ("Báo cáo 6 tháng năm 2023 (dự thảo)", "scan.pdf", "sếp ký rồi, anh cứ lấy bản hôm trước"), ("Gửi anh", "Du thao bao cao.pdf", ASKED),
    ("Báo cáo 6 tháng năm 2023", "Quyet dinh kien toan.pdf", ASKED), ("Gửi anh", "scan.pdf", "khong phai bc 6 thang dau anh, tai lieu tham khao thoi"),
    ("Gửi anh", "scan.pdf", "Dạ em không biết loại gì, sếp kêu gửi")])
def test_what_settles_nothing_goes_to_an_officer_and_its_sender_hears_so(desk, subject, file, text):
    code = desk(subject, "Gửi anh.", files=(file,))
    answer = desk(f"Re: [BVANTQ {code}] Đã nhận thư", text, files=())
    said, told = notice(desk, "h-cao-lanh@dongthap.example"), notice(desk)
    assert "không kèm tệp và đã được chuyển cán bộ" in said and "Đơn vị: " not in said and code in said
    assert f"PHÂN LOẠI {code} Huyện Cao Lãnh" in told and f"XONG {code}" in told and f"XONG {answer}" in told


def test_of_two_years_neither_stands_in_the_line_that_is_offered(desk):
    code = desk("2022, 2023: báo cáo 6 tháng")
    [line] = re.findall(f"PHÂN LOẠI {code} [^?]*? 2023", notice(desk))
    assert desk.order(line)[0] and state(desk) == "received"


def test_nobody_is_given_a_line_that_would_misfile(desk):
    desk("Báo cáo 6 tháng năm 2023", files=("BC nam 2023.pdf",))
    [(letter,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.letter = 'unclear'")
    said = email.message_from_bytes(letter, policy=email.policy.default).get_body(("plain",)).get_content()
    assert "Loại: (loại báo cáo); Kỳ: 2023" in said and "Chưa xác định được: loại báo cáo." in said


def notice(desk, who=CANBO):
    [(raw,)] = desk.office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.recipient = ? ORDER BY l.id DESC LIMIT 1", who)
    return " ".join(email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content().split())


@pytest.mark.parametrize("text, line", [
    ("Báo cáo 6 tháng đã chuyển phát nhanh EMS ngày 05/6.", "ngày 05/06/2023 qua bưu chính"),
    ("Báo cáo số 12/BC-BCĐ138 đã nộp trực tiếp tại Phòng sáng nay.", "ngày 06/06/2023 qua trực tiếp số 12/BC-BCĐ138"),
    ("Báo cáo 6 tháng đơn vị đã gửi qua trục liên thông.", "qua trục liên thông ngày")])
def test_what_a_unit_says_of_its_paper_stands_in_the_line(desk, text, line):
    code = desk("Báo cáo 6 tháng 2023", text, files=())
    assert f"GHI NHẬN {code} Huyện Cao Lãnh, Báo cáo định kỳ 6 tháng 2023 {line}" in notice(desk)
    desk("Báo cáo 6 tháng 2023 huyện Cao Lãnh", text, files=(), sender="x@mail.example")
    said = notice(desk)
    assert "GHI NHẬN" not in said and "không có trong danh bạ" in said


@pytest.mark.parametrize("plan, line, understood", [
    ("2023", "ds các đơn vị nộp trễ", "TRỄ HẠN TẤT CẢ, Báo cáo định kỳ 6 tháng 2023"), ("2023", "danh sách các huyện trễ hạn", "TRỄ HẠN các huyện, thành phố, Báo cáo định kỳ 6 tháng 2023"),
    ("2023", "danh sách đơn vị chưa nộp", "CHƯA NỘP Báo cáo định kỳ 6 tháng 2023"), ("2023", "chưa nộp danh sách 2023", "CHƯA NỘP Danh sách lựa chọn, xây dựng điển hình 2023"),
    ("2023", "danh sách lựa chọn ai chưa nộp", "CHƯA NỘP Danh sách lựa chọn, xây dựng điển hình 2023"),
    ("2023", "nhắc các huyện Lấp Vò, Lai Vung 6T", "NHẮC Huyện Lấp Vò, Huyện Lai Vung, Báo cáo định kỳ 6 tháng 2023"),
    ("2026", "nhắc tất cả phường 6T 2026", "NHẮC các phường, Báo cáo định kỳ 6 tháng 2026"),
    ("2026", "gia hạn tất cả các xã 6T 2026 đến 15/6: bão", "GIA HẠN các xã, Báo cáo định kỳ 6 tháng 2026 đến 15/06/2026: bão"),
    ("2026", "gia hạn các xã và phường 6T 2026 đến 15/6: bão", "GIA HẠN các xã, phường, Báo cáo định kỳ 6 tháng 2026 đến 15/06/2026: bão"),
    ("2026", "chưa nộp các phường 6T", "CHƯA NỘP các phường, Báo cáo định kỳ 6 tháng 2026")])
def test_an_order_is_for_those_it_names(tmp_path, plan, line, understood):
    office = Office(Nowhere, tmp_path / "office", plan=REPOSITORY / f"etc/plans/dong-thap-{plan}.conf", office={"language": "vi"})
    said = " ".join(office.run("docketctl", "--now", f"{plan}-06-08T09:00", "do", line, "--as", CANBO).stdout.split())
    assert f"Đã hiểu: {understood}" in said, said
    if line.startswith("chưa nộp các phường"):
        assert "Phường" in said and "Xã" not in said.split("Chưa nhận", 1)[1]


@pytest.mark.parametrize("text", ["Không phải báo cáo, em gửi nhầm.", "Xin rút thư này."])
def test_a_mail_that_waits_is_taken_back_as_what_it_is(desk, text):
    code = desk("Gửi anh", "Gửi anh.", files=("scan.pdf",))
    desk(f"Re: [BVANTQ {code}] Đã nhận thư - cần bổ sung thông tin", text, files=())
    told = notice(desk, "h-cao-lanh@dongthap.example")
    assert f"Thư mã {code}" in told and "chưa được ghi nhận là báo cáo nào" in told and "chưa xác định được, thư nào" not in told
    said = notice(desk)
    assert f"XONG {code}" in said and f"TRẢ LẠI {code}" not in said
    assert desk.order(f"xong {code}")[0]


def test_who_sent_what_nobody_placed_is_not_simply_missing(desk):
    code = desk("Gửi anh", "Gửi anh.", files=("scan.pdf",))
    said = desk.order("chưa nộp 6T 2023")[1]
    assert "Huyện Cao Lãnh (đã gửi" in said and code in said and "Chờ phân loại: 1 thư" in said
    desk.order(f"xong {code}")
    assert "Chờ phân loại" not in desk.order("chưa nộp 6T 2023")[1]


def test_a_day_on_paper_is_corrected_by_undoing_the_first(desk):
    assert desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 01/6/2023 qua giấy")[0]
    desk("Báo cáo 6 tháng năm 2023")
    done, said = desk.order("ghi nhận huyện Cao Lãnh 6T 2023 ngày 07/6/2023 qua giấy số 77/BC")
    assert not done and "HỦY GN-2023-0001" in said


def test_two_reminders_by_order_are_two_letters(desk):
    for line in ("nhắc thanh bình danh sách 2023", "nhắc thanh bình 6t 2023"):
        assert desk.order(line)[0]
    assert desk.office.rows("SELECT state FROM letter WHERE recipient = 'h-thanh-binh@dongthap.example'") == [("queued",), ("queued",)]
