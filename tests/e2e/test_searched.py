"""A unit says that it sent its report before, or asks whether it came: it is told what did come, once, and what to do."""
import email
import email.policy
import re

import pytest

from test_believe import OURS, PDF, UNIT, attached, docket, mail  # noqa: F401

SUBJECT = "Re: " + OURS
AT = "2023-06-12T08:00"


def said(docket, letter="searched", to=UNIT):
    raw = docket.office.rows("SELECT m.mail FROM letter l JOIN letter_mail m ON m.letter = l.id WHERE l.letter = ? AND l.recipient = ?"
                             " ORDER BY l.id", letter, to)
    return [" ".join(email.message_from_bytes(x, policy=email.policy.default).get_body(("plain",)).get_content().split()) for (x,) in raw]


def notice(docket):
    return said(docket, "officer-notice", "canbo@pv05.example")[-1]


@pytest.mark.parametrize("subject, text, day", [
    (SUBJECT, "Em gửi từ hôm 08/6 qua mail này rồi mà anh, anh coi lại giúp em.", "08/6/2023"),
    (SUBJECT, "Cảm ơn Phòng. Đơn vị đã gửi ngày 07/6 rồi ạ.", "07/6/2023"), (SUBJECT, "Đơn vị đã gửi rồi mà", None),
    (SUBJECT, "Huyện gửi báo cáo qua email hôm qua rồi anh.", "11/6/2023"), (SUBJECT, "Phòng đã nhận được báo cáo của huyện chưa ạ?", None),
    (SUBJECT, "Sao còn nhắc? Báo cáo gửi hôm 5/6.", "05/6/2023"), ("Báo cáo 6 tháng 2023", "Đơn vị đã gửi ngày 07/6 rồi.", "07/6/2023"),
    ("Bao cao 6 thang 2023", "da gui hom 8/6 roi a", "08/6/2023"), ("Re: quá hạn", "Huyện đã gởi hôm 02/6, đề nghị Phòng coi lại giùm.", "02/6/2023"),
    ("Bao cao 6 thang", "Ben em goi mail roi a, anh kiem tra lai giup.", None), ("BC 6 tháng", "Đã gửi.\nSent from my iPhone", None),
    ("Re: quá hạn", "Sao lại quá hạn, chúng tôi gửi đúng ngày 8 mà.", None), ("BC 6T", "Hổm rày tụi em gởi rồi nghen anh", None),
    ("Hỏi", "Thư em gửi hôm qua có tới không anh, thấy máy báo lỗi.", None), (SUBJECT, "We sent the report on 7 June.", None)])
def test_nothing_came(docket, subject, text, day):
    assert docket(mail(subject, text), AT)[0] == "note"
    [letter] = said(docket)
    assert "không có thư nào khác của quý đơn vị" in letter and "Chưa nhận" in letter and "Đề nghị quý đơn vị gửi lại báo cáo" in letter
    assert day is None or f"kể cả ngày {day}" in letter
    assert "không có thư nào của đơn vị; đề nghị đơn vị gửi lại" in notice(docket)
    assert docket.office.rows("SELECT count(*) FROM submission") == [(0,)]


@pytest.mark.parametrize("text", [
    "Chiều em gửi.", "Đơn vị đã họp xong, ngày mai gửi.", "Đã gửi cho Sở Nội vụ hôm 7/6.", "Đã gửi công văn đôn đốc xuống các xã.",
    "Các xã đã gửi số liệu, huyện đang tổng hợp.", "Báo cáo đã trình ký, chưa gửi.", "Huyện Lai Vung nộp chưa anh?", "Đã gửi bản giấy ngày 07/6."])
def test_what_says_something_else(docket, text):
    docket(mail(SUBJECT, text), AT)
    assert not said(docket)


NEW = "Báo cáo 6 tháng năm 2023"


@pytest.mark.parametrize("subject, text", [
    (NEW, "Đã gửi Văn phòng UBND tỉnh, nhờ phòng liên hệ lấy."), ("bao cao 6 thang", "huyen da chuyen cho cong an xa gui, chac cung toi roi"),
    (NEW, "Báo cáo đơn vị nộp chung bên Ban Chỉ huy Quân sự rồi."), ("Bao cao 6 thang", "mang bi hu, thu 2 sua xong em goi lien"),
    (NEW, "Anh ráng chờ huyện em chút nghen, mai mốt có liền."), (NEW, "Huyện đang chờ số liệu của trường học, có là gửi liền."),
    (NEW, "Số liệu các xã chưa gửi đủ, huyện đang đôn đốc."), (NEW, "Kính gửi Phòng PV05,\nCán bộ phụ trách đang bệnh, tuần sau huyện gửi."),
    (NEW, "Sếp đi họp, ký xong em gửi liền nha."), ("BC 6T", "Anh cứ lấy bản hôm trước giùm em."), ("Re: " + NEW, "Em gửi lại báo cáo ạ."),
    (SUBJECT, "Báo cáo đã gửi Ủy ban nhân dân tỉnh rồi anh."), (NEW, "Dạ chiều em gửi liền."), (NEW, "Báo cáo em để ở phòng trực ban công an tỉnh"),
    (NEW, "Chút nữa em gửi"), (NEW, "Đơn vị đã gởi qua Văn phòng Huyện ủy hôm thứ 2."), (NEW, "Phòng lấy giùm số liệu tháng trước, không đổi."),
    ("", "Chiều nay em gửi báo cáo 6 tháng nha anh")])
def test_words_that_bring_no_report_are_answered_so(docket, subject, text):
    assert docket(mail(subject, text), AT) == ("note", "words")
    [letter] = said(docket, "no-file")
    assert "Thư không kèm tệp nên chưa được tính là báo cáo" in letter and "trước 10/6/2023" in letter and "Chưa nhận" in letter
    assert text.split("\n")[-1] in notice(docket) and docket.office.rows("SELECT count(*) FROM submission") == [(0,)]


@pytest.mark.parametrize("text, letter", [
    ("Đã nhập liệu trên phần mềm báo cáo rồi, không gửi mail nữa.", "paper"), ("Huyện đã gửi file qua Zalo vì mail không đính kèm được, khi nào được gửi lại.", "paper"),
    ("Gửi lại báo cáo, hôm qua mạng yếu.", "incomplete"), ("Kính gửi Phòng.", "incomplete"), ("Do mất điện nên giờ đơn vị mới gửi báo cáo.", "incomplete"),
    ("Em gửi báo cáo, hôm qua bận quá chưa gửi được.", "incomplete"), ("Kính gửi Phòng báo cáo 6 tháng, bản giấy gửi sau.", "incomplete"), ("Báo cáo đây anh.", "incomplete"), ("Dạ đơn vị gửi.", "incomplete"), ("Gởi lại nè anh, hồi sáng quên đính kèm.", "incomplete"), ("Bản kia em gửi lộn của xã khác", "recall-asked"),
    ("Đã gửi từ iPhone của tôi", "incomplete"), ("Báo cáo xã liên thông trên VNPT iOffice rồi", "paper"), ("Đơn vị gửi văn thư Công an tỉnh ngày 05/6", "paper"),
    ("File biểu mẫu phòng gửi em mở hông lên, phòng gửi lại giúp.", "help"), ("bản hồi nãy chưa ký đó anh, đừng lấy", "recall-asked"),
    ("file hồi nãy sai rồi, bỏ đi anh", "recall-asked"), ("nộp trễ chút được hông anh, chắc mai mốt có", "extension-asked")])
def test_a_report_that_was_to_come_along_or_went_by_a_known_way(docket, text, letter):
    docket(mail(NEW, text), AT)
    assert docket.office.rows("SELECT letter FROM letter WHERE recipient = ?", UNIT) == [(letter,)]


@pytest.mark.parametrize("subject, text", [(SUBJECT, "Đơn vị đã nhận, sẽ báo cáo sau."), ("Trao đổi", "Em đổi số điện thoại rồi nha anh.")])
def test_a_promise_in_answer_to_us_and_other_words_are_heard_alone(docket, subject, text):
    assert docket(mail(subject, text), AT) == ("note", "words")
    assert docket.office.rows("SELECT letter FROM letter WHERE recipient = ?", UNIT) == []


def test_what_came_is_named(docket):
    """A mail that waits is not asked for again; of one that counts it is said that nothing need be sent."""
    docket(mail("Gửi anh", "Em gửi ạ.", [attached("application/pdf", "scan.pdf", PDF)]), "2023-06-07T09:00")
    docket(mail("Báo cáo 6 tháng 2023 huyện Lai Vung", "Gửi cùng huyện Cao Lãnh.", sender="h-lai-vung@dongthap.example"), "2023-06-07T10:00")
    docket(mail("Trao đổi", "Em gửi ngày 07/6 rồi mà anh."), AT)
    [letter] = said(docket)
    assert "TN-2023-0001, nhận lúc 09:00 ngày 07/6/2023, tiêu đề «Gửi anh»: chờ phân loại" in letter and "TN-2023-0002" not in letter
    assert "chưa phải gửi lại" in letter and "Đề nghị quý đơn vị gửi lại" not in letter


def test_what_counts(docket):
    docket(mail("Báo cáo 6 tháng 2023", "Kính gửi.", [attached("application/pdf", "Bao cao 6 thang.pdf", PDF)]), "2023-06-07T09:00")
    assert docket(mail(SUBJECT, "Đơn vị đã gửi ngày 07/6 rồi."), AT)[0] == "note"
    assert "Đang kiểm tra" in said(docket)[0] and "không phải gửi lại" in said(docket)[0]


def test_what_a_stranger_sent(docket):
    docket(mail("Báo cáo 6 tháng 2023 huyện Cao Lãnh", "Kính gửi.", [attached("application/pdf", "Bao cao 6 thang.pdf", PDF)],
                sender="la@mail.example"), "2023-06-07T09:00")
    docket(mail(SUBJECT, "Đơn vị đã gửi ngày 07/6 rồi."), AT)
    [letter] = said(docket)
    assert "gửi từ la@mail.example (địa chỉ chưa đăng ký)" in letter and "không phải gửi lại" not in letter and "đã xác nhận" in letter


def test_what_came_from_an_address_that_was_noted_since(docket):
    """It is the unit's own by now, and another unit's is not told of."""
    for sender in ("rieng@mail.example", "lai-vung@mail.example"):
        docket(mail("Gửi anh, BCĐ 138 huyện Cao Lãnh", "Em gửi ạ.", [attached("application/pdf", "scan.pdf", PDF)], sender=sender), "2023-06-07T09:00")
    for unit, address in (("Cao Lãnh", "rieng@mail.example"), ("Lai Vung", "lai-vung@mail.example")):
        docket.office.run("docketctl", "--now", "2023-06-08T09:00", "do", f"đầu mối huyện {unit} {address}", "--as", "truongphong@pv05.example")
        [code] = set(re.findall(r"ĐỒNG Ý \S+", said(docket, "transcript", "canbo@pv05.example")[-1]))
        docket.office.ctl("--now", "2023-06-08T09:01", "do", code, "--as", "canbo@pv05.example")
    docket(mail(SUBJECT, "Đơn vị đã gửi ngày 07/6 rồi."), AT)
    [letter] = said(docket)
    assert "tiêu đề «Gửi anh, BCĐ 138 huyện Cao Lãnh»" in letter and "rieng@mail.example" not in letter and "TN-2023-0002" not in letter


def test_once_for_one_claim(docket):
    """Said again, the officers hear it; another day is another claim."""
    docket(mail(SUBJECT, "Đơn vị đã gửi ngày 07/6 rồi."), AT)
    docket(mail(SUBJECT, "Gửi ngày 07/6 rồi mà, anh xem lại."), "2023-06-12T09:00")
    docket(mail(SUBJECT, "Đã gửi rồi."), "2023-06-13T09:00")
    assert len(said(docket)) == 1 and "không trả lời lần nữa" in notice(docket)
    docket(mail(SUBJECT, "Đã gửi ngày 08/6 rồi."), "2023-06-13T10:00")
    assert len(said(docket)) == 2


@pytest.mark.parametrize("top, sender", [("Auto-Submitted: auto-replied\n", UNIT), ("", "la@mail.example")])
def test_no_letter_to_programs_and_strangers(docket, top, sender):
    docket(mail(SUBJECT, "Đơn vị đã gửi ngày 07/6 rồi.", top=top, sender=sender), AT)
    assert not said(docket, to=sender)
