"""The officer on his telephone: a notice says what is asked, a few words in answer are an order, and only his."""
import re

import pytest

from test_path import filled
from test_orders import CANBO, FAIL, LEAD, body, confirmation, desk, mail, order, put, report_mail, run, said, state  # noqa: F401

TAN_HONG = "h-tan-hong@dongthap.example"


def write(desk, subject, text, sender=TAN_HONG):
    put(desk, mail(desk, sender, subject, text))
    return desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]


def notice(desk, code, to=CANBO):
    return [m for m in desk.letters(to) if code in m["Subject"]][-1]


def ask_for_time(desk, until="ngày 12/6/2023"):
    return write(desk, "Xin gia hạn báo cáo 6 tháng năm 2023", f"Do mất điện, huyện xin gia hạn nộp báo cáo đến {until}.\n")


def answer(desk, code, words, sender=CANBO, **more):
    return order(desk, words, sender, subject=f"Re: {notice(desk, code, sender)['Subject']}", reply_to=notice(desk, code, sender), **more)


def whole_report(desk, unit, subject="Báo cáo 6 tháng năm 2023", **values):
    put(desk, mail(desk, f"{unit}@dongthap.example", subject, "Báo cáo kèm theo.\n", auth=None,
                   files=[("bieu.xlsx", filled(desk, unit, **values).read_bytes())]))
    return desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]


def outcome(desk, code):
    return desk.rows("SELECT outcome, reason FROM message WHERE code = ?", code)[0]


# --- a few words ---------------------------------------------------------------------

def test_a_word_grants_the_time_that_was_asked_for(desk):
    code = ask_for_time(desk)
    reply = answer(desk, code, "Chào em, anh đồng ý nhé\n\nSent from my iPhone")
    assert "Đã gia hạn: Huyện Tân Hồng" in said(reply) and "12/6/2023" in said(reply)
    assert state(desk, "h-tan-hong")[1] == 1686589200       # the end of 12 June in Viet Nam
    assert outcome(desk, code) == ("note", "time-granted")
    told = desk.letters(TAN_HONG)[-1]
    assert code in told["Subject"] and "Thời hạn mới" in body(told)
    taken = desk.letters(LEAD)[-1]
    assert "GIA HẠN" in said(taken) and code in taken["Subject"]
    again = answer(desk, code, "đồng ý", LEAD)
    assert "KHÔNG thực hiện" in said(again) and "GN-" in said(again)


@pytest.mark.parametrize("words, due", [("đến 13/6 nhé", 1686675600), ("cho thêm 5 ngày", 1686762000), ("gia hạn đến 17h ngày 12/6", 1686564000),
                                        ("thứ sáu tuần sau", 1686934800)])
def test_a_day_grants_another_one(desk, words, due):
    code = ask_for_time(desk)
    assert "Đã gia hạn" in said(answer(desk, code, words))
    assert state(desk, "h-tan-hong")[1] == due


def test_no_is_told_with_its_reason(desk):
    code = ask_for_time(desk)
    before = state(desk, "h-tan-hong")
    assert "TỪ CHỐI" in said(answer(desk, code, "không đồng ý"))
    assert outcome(desk, code) == ("note", "extension")
    assert "Không đồng ý gia hạn" in said(answer(desk, code, "không đồng ý: phải báo cáo Bộ ngày 11/6"))
    assert outcome(desk, code) == ("note", "time-refused") and state(desk, "h-tan-hong") == before
    letter = desk.letters(TAN_HONG)[-1]
    assert "phải báo cáo Bộ ngày 11/6" in body(letter) and letter["In-Reply-To"]


@pytest.mark.parametrize("words", ["ok", "đồng ý nhưng phải nộp bản giấy trước", "đồng ý\nhuyện Tam Nông thì không", "đồng ý, không đồng ý",
                                   "PV05 thông báo:\nđồng ý"])
def test_what_is_in_doubt_changes_nothing(desk, words):
    code = ask_for_time(desk)
    before = state(desk, "h-tan-hong")
    reply = answer(desk, code, words)
    assert "GIA HẠN" in said(reply) and state(desk, "h-tan-hong") == before
    assert outcome(desk, code) == ("note", "extension")


def test_nobody_else_answers_for_him(desk):
    code = ask_for_time(desk)
    before = state(desk, "h-tan-hong")
    n = notice(desk, code)
    order(desk, "đồng ý", subject=f"Re: {n['Subject']}", reply_to=n, auth=FAIL)
    assert state(desk, "h-tan-hong") == before
    asked = order(desk, "đồng ý", subject=f"Re: {n['Subject']}", auth=None)         # the code alone is no proof
    assert "CHƯA thực hiện" in said(asked) and state(desk, "h-tan-hong") == before
    put(desk, mail(desk, "ai-do@xau.example", f"Re: {n['Subject']}", "đồng ý", reply_to=n))
    assert state(desk, "h-tan-hong") == before


def test_quoted_orders_are_nobodys(desk):
    code = ask_for_time(desk)
    before = state(desk, "h-tan-hong")
    quoted = "\n".join("> " + line for line in body(notice(desk, code)).splitlines())
    answer(desk, code, f"cảm ơn em\n\nVào 08:00, PV05 <{desk.address}> đã viết:\n{quoted}\n")
    answer(desk, code, f"Để anh xem\n{body(notice(desk, code))}")
    assert state(desk, "h-tan-hong") == before
    assert desk.rows("SELECT count(*) FROM command WHERE state = 'done' AND before_state IS NOT NULL") == [(0,)]
    assert "Đã gia hạn" in said(answer(desk, code, f"Vào 08:00, PV05 <{desk.address}> đã viết:\n{quoted}\n\nđồng ý"))


def test_the_code_in_the_subject_is_enough(desk):
    code = ask_for_time(desk)
    assert "Đã gia hạn" in said(order(desk, "đồng ý", subject=f"Re: {notice(desk, code)['Subject']}"))


def test_a_unit_and_a_report_place_a_mail(desk):
    code = report_mail(desk, "ai-do", subject="Gửi báo cáo", sender="nguoi.la@gmail.example")
    reply = answer(desk, code, "huyện Tân Hồng, báo cáo 6 tháng 2023")
    assert f"Đã gán {code}: Huyện Tân Hồng" in said(reply)


def test_a_report_is_accepted_and_sent_back(desk):
    code = report_mail(desk, "h-tan-hong", subject="KHẨN: Báo cáo 6 tháng năm 2023")
    assert "Trả lại chỉnh sửa" in said(answer(desk, code, "chưa đạt: thiếu chữ ký", LEAD))
    reply = said(answer(desk, code, "ok đạt"))
    assert "Đạt yêu cầu" in reply and LEAD in reply and "TRẢ LẠI" in reply
    assert state(desk, "h-tan-hong")[0] == "accepted"


def test_an_order_is_confirmed_and_taken_back_by_a_word(desk):
    asked = order(desk, "miễn Sở Y tế 6T 2023: chống dịch")
    done = order(desk, "đồng ý", subject=f"Re: {asked['Subject']}", reply_to=asked)
    assert "Đã miễn" in said(done) and state(desk, "so-yt")[0] == "waived"
    back = order(desk, "hủy", subject=f"Re: {done['Subject']}", reply_to=done)
    assert "hoàn tác" in said(back).lower()


# --- new orders ----------------------------------------------------------------------

def test_words_go_to_the_sender(desk):
    code = write(desk, "Hỏi về biểu mẫu", "Cho huyện hỏi mẫu báo cáo 6 tháng lấy ở đâu ạ?\n")
    reply = order(desk, f"TRẢ LỜI {code}: Mẫu gửi kèm thư nhắc ngày 26/5; nếu chưa có, gọi 0277 3 800 000; gia hạn Tam Nông 6T đến 20/6: bão")
    assert "Đã trả lời" in said(reply)
    letter = desk.letters(TAN_HONG)[-1]
    assert "gọi 0277 3 800 000; gia hạn Tam Nông" in said(letter) and letter["In-Reply-To"]
    assert outcome(desk, code) == ("note", "answered")
    assert desk.rows("SELECT count(*) FROM command") == [(1,)]


def test_a_mail_is_done_with(desk):
    code = write(desk, "Hỏi về biểu mẫu", "Cho huyện hỏi mẫu báo cáo ở đâu ạ?\n")
    assert "Đã đóng" in said(answer(desk, code, "xong"))
    assert outcome(desk, code) == ("note", "closed")
    assert "đã được xử lý" in said(answer(desk, code, "xong"))


def test_files_come_to_the_officer(desk):
    code = report_mail(desk, "h-tan-hong")
    reply = order(desk, f"gửi giúp anh tệp {code}")
    [part] = list(reply.iter_attachments())
    assert part.get_filename() == "BC.pdf" and part.get_content().startswith(b"%PDF-1.4")


def test_all_that_wait_are_accepted_once_they_were_listed(desk):
    codes = [whole_report(desk, unit) for unit in ("h-tan-hong", "h-tam-nong")]
    asked = order(desk, "đạt tất cả báo cáo 6 tháng 2023")
    assert all(code in said(asked) for code in codes) and "Huyện Tam Nông" in said(asked)
    assert state(desk, "h-tan-hong")[0] == "received"
    late = whole_report(desk, "h-lap-vo")
    newer = whole_report(desk, "h-tam-nong", campaigns=7)
    done = said(order(desk, confirmation(asked)))
    assert state(desk, "h-tan-hong")[0] == "accepted"
    assert state(desk, "h-tam-nong")[0] == "received", newer
    assert state(desk, "h-lap-vo")[0] == "received", late
    assert "bỏ qua" in done and "1/2" in done
