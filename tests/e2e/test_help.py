"""Districts help themselves: who asks for the form or the deadline gets both; the number of a paper is acknowledged."""
import datetime
import email
import email.policy
import io
import re

import openpyxl
import pytest

from test_orders import VN, mail, put, run, said
from office import REPOSITORY, Office
from servers import AUTHSERV_ID

UNIT = "h-tan-hong@dongthap.example"
PASS = f"{AUTHSERV_ID}; dmarc=pass header.from=dongthap.example"


@pytest.fixture(scope="module")
def asked(servers, tmp_path_factory):
    """An office on the day after its reminders of a half-year report."""
    office = Office(servers, tmp_path_factory.mktemp("help") / "office", address="help@pv05.example", office={"language": "vi"},
                    sending={"per_sender_day": 100, "per_thread": 100})
    office.at = datetime.datetime(2023, 6, 6, 8, 0, tzinfo=VN)
    run(office)
    yield office
    office.rebuilt()


def write(office, subject, text, sender=UNIT, **more):
    """The letter that answers it: (template, letter); None: none."""
    put(office, mail(office, sender, subject, text + "\n", auth=PASS, **more))
    [(code,)] = office.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")
    rows = office.rows("SELECT letter FROM letter WHERE reason = ? AND recipient = ?", "ack:" + code, sender)
    return rows and (rows[0][0], next(m for m in office.letters(sender) if code in m["Subject"]))


@pytest.mark.parametrize("subject, text", [
    ("Xin mẫu báo cáo", "Đơn vị xin mẫu báo cáo 6 tháng."), ("Hỏi hạn nộp", "Xin hỏi hạn nộp báo cáo là ngày nào?"),
    ("Báo cáo 6 tháng", "Cho em xin lại biểu mẫu với ạ."), ("V/v biểu mẫu", "Nhờ phòng gửi giúp biểu mẫu báo cáo 6 tháng."),
    ("Hỏi", "Khi nào phải nộp báo cáo 6 tháng?"), ("Thời hạn", "Thời hạn gửi báo cáo 6 tháng năm 2023 đến ngày nào?"),
    ("xin bieu mau", "de nghi cung cap bieu mau bao cao 6 thang"), ("Hỏi", "Bao giờ gửi báo cáo 6 tháng ạ?"),
    ("Mẫu", "Đơn vị cần file mẫu để làm báo cáo."), ("Question", "Please send the form of the half-year report.")])
def test_form_and_deadline(asked, subject, text):
    name, letter = write(asked, subject, text)
    assert name == "help" and "Báo cáo định kỳ 6 tháng" in said(letter) and "trước ngày 10/6/2023" in said(letter)
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert set(files) >= {"HALF_YEAR_2023_h-tan-hong.xlsx", "han-bao-cao.ics"}
    assert "DTSTART;VALUE=DATE:20230609" in files["han-bao-cao.ics"]
    book = openpyxl.load_workbook(io.BytesIO(files["HALF_YEAR_2023_h-tan-hong.xlsx"]))
    assert any("Tân Hồng" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    [notice] = asked.rows("SELECT m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id WHERE l.letter = 'officer-notice'"
                          " ORDER BY l.id DESC LIMIT 1")
    assert "Đơn vị đã được tự động gửi biểu mẫu và lịch hạn" in said(email.message_from_bytes(notice[0], policy=email.policy.default))


@pytest.mark.parametrize("words, name", [("xin biểu mẫu", "help"), ("xin gia hạn đến 15/6/2023", "extension-asked"),
                                         ("xin rút lại báo cáo", "recall-asked")])
def test_what_the_guides_tell_units_to_write_is_understood(asked, words, name):
    for guide in (REPOSITORY / "guides").glob("*/district.md"):
        assert re.sub("[0-9/]+", "…", words) in guide.read_text(), guide
    assert write(asked, words, "")[0] == name


@pytest.mark.parametrize("subject, text", [
    ("Hỏi", "Cho hỏi phòng đã nhận được báo cáo chưa ạ?"), ("Cảm ơn", "Đã nhận biểu mẫu, cảm ơn."),
    ("Xin hỏi số điện thoại", "Xin cho biết số điện thoại của cán bộ?")])
def test_other_words_are_not_answered_with_a_form(asked, subject, text):
    assert not write(asked, subject, text)


def test_a_stranger_hears_nothing(asked):
    assert not write(asked, "Xin mẫu", "Xin mẫu báo cáo 6 tháng?", sender="la@mail.example")


@pytest.mark.parametrize("text, number", [
    ("Đơn vị đã gửi bản giấy, số 45/BC-BCĐ138 ngày 05/6/2023.", "45/BC-BCĐ138 ngày 05/6/2023"),
    ("Đã gửi qua trục liên thông: 112/BC-UBND", "112/BC-UBND"),
    ("Bao cao giay so 7/BC-CAH, ngày 5/6/2023 a", "7/BC-CAH, ngày 5/6/2023")])
def test_a_paper_number_that_was_asked_for(asked, text, number):
    [reminder] = [m for m in asked.letters(UNIT) if "Nhắc hạn" in m["Subject"]]
    before = asked.rows("SELECT state FROM obligation WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR' AND period = '2023'")
    name, letter = write(asked, "Re: " + reminder["Subject"], text, reply_to=reminder)
    assert name == "paper" and f"văn bản số {number}." in said(letter) and "vẫn được tính theo trạng thái hiện nay" in said(letter)
    assert before == asked.rows("SELECT state FROM obligation WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR' AND period = '2023'")


@pytest.mark.parametrize("text, offered", [
    ("Đơn vị đã gửi báo cáo 6 tháng qua trục liên thông, số 77/BC-BCĐ138 ngày 06/6/2023.",
     "GHI NHẬN {code} Huyện Tân Hồng, Báo cáo định kỳ 6 tháng 2023 ngày 06/06/2023 qua trục liên thông số 77/BC-BCĐ138"),
    ("Dạ em gửi báo cáo qua Zalo cho anh rồi ạ.", "GHI NHẬN {code} Huyện Tân Hồng, Báo cáo định kỳ 6 tháng 2023 qua Zalo ngày …"),
    ("Huyện đã nộp trực tiếp tại phòng sáng nay.",
     "GHI NHẬN {code} Huyện Tân Hồng, Báo cáo định kỳ 6 tháng 2023 ngày 06/06/2023 qua trực tiếp")])
def test_a_report_sent_another_way(asked, text, offered):
    """The unit hears what becomes of it, the officers get the order that records it, and no version is made."""
    name, letter = write(asked, "Báo cáo 6 tháng 2023", text)
    assert name == "paper" and "Cán bộ sẽ đối chiếu" in said(letter) and "đính kèm tệp" in said(letter)
    assert asked.rows("SELECT count(*) FROM submission") == [(0,)]
    [(code, notice)] = asked.rows("SELECT s.code, m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id JOIN message AS s"
                                  " ON s.id = l.message WHERE l.letter = 'officer-notice' ORDER BY l.id DESC LIMIT 1")
    assert offered.format(code=code) in said(email.message_from_bytes(notice, policy=email.policy.default))


def test_a_number_nobody_asked_for(asked):
    assert not write(asked, "Trao đổi", "Theo công văn số 45/CV-BCĐ138, phòng cho ý kiến?")
