"""The officer on his telephone: a notice says what is asked, a few words in answer are an order, and only his."""
import html
import re
import urllib.parse

import pytest

from office import Office
from test_path import filled
from test_secret import page
from test_orders import CANBO, FAIL, LEAD, MORNING, SERIAL, body, confirmation, desk, mail, order, put, report_mail, run, said, state  # noqa: F401

TAN_HONG = "h-tan-hong@dongthap.example"


def write(desk, subject, text, sender=TAN_HONG, **more):
    put(desk, mail(desk, sender, subject, text, **more))
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

@pytest.mark.parametrize("words, why", [("đồng ý", "theo đề nghị rút lại"), ("ok trả lại nhé", "theo đề nghị rút lại"), ("trả lại: sai số liệu mục 2", "sai số liệu mục 2")])
def test_a_report_that_its_unit_wants_back_is_the_officers_to_return(desk, words, why):
    report = report_mail(desk, "h-tan-hong")
    before = state(desk, "h-tan-hong")
    code = write(desk, "Xin rút lại báo cáo 6 tháng năm 2023", "Đơn vị xin rút lại báo cáo do sai số liệu.\n", auth=None)
    assert outcome(desk, code) == ("note", "recall") and state(desk, "h-tan-hong") == before
    told = desk.letters(TAN_HONG)[-1]
    assert code in told["Subject"] and report in said(told) and "vẫn được tính là đã nhận" in said(told) and "chuyển cán bộ" in said(told)
    [line] = re.findall(r"TRẢ LẠI TN\S+: .*?đơn vị", said(notice(desk, code)))
    assert report in line and code in desk.ctl("todo")
    assert "TRẢ LẠI" in said(answer(desk, code, words)) and state(desk, "h-tan-hong")[0] == "returned"
    assert why in said(desk.letters(TAN_HONG)[-1])
    assert outcome(desk, code) == ("note", "answered") and code not in desk.ctl("todo")
    order(desk, f"hủy {re.search(r'HỦY (GN-[0-9-]+)', said(desk.letters(CANBO)[-1]))[1]}")
    assert outcome(desk, code) == ("note", "recall") and state(desk, "h-tan-hong")[0] == before[0]


@pytest.mark.parametrize("words", ["Thôi không rút nữa anh nha.", "Khỏi rút, giữ bản cũ giúp em.", "Dạ bản hồi sáng đúng rồi anh khỏi bỏ."])
def test_who_wants_it_back_no_more_does_not_want_it_back_twice(desk, words):
    report_mail(desk, "h-tan-hong")
    write(desk, "Xin rút lại báo cáo 6 tháng năm 2023", "Đơn vị xin rút lại báo cáo do sai số liệu.\n", auth=None)
    code = write(desk, f"Re: {desk.letters(TAN_HONG)[-1]['Subject']}", words, auth=None)
    assert outcome(desk, code) == ("note", "words") and words in said(notice(desk, code))
    assert "rút lại" not in desk.letters(TAN_HONG)[-1]["Subject"].partition(code)[2]


def test_who_wants_back_what_came_on_paper_hears_that_it_counts(desk):
    order(desk, "ghi nhận Tân Hồng 6T 2023 ngày 07/06/2023 qua giấy số 12/BC-BCĐ")
    write(desk, "Xin rút lại báo cáo 6 tháng năm 2023", "Đơn vị xin rút lại báo cáo do sai số liệu.\n", auth=None)
    told = said(desk.letters(TAN_HONG)[-1])
    assert "đã ghi nhận báo cáo này nộp qua kênh khác" in told and "chưa có gì để rút" not in told


@pytest.mark.parametrize("subject, unit, words", [
    ("Đề nghị thu hồi báo cáo năm 2023", "h-tan-hong", "chưa có gì để rút"), ("Recall: Báo cáo 6 tháng năm 2023", "h-tam-nong", "chưa có gì để rút"),
    ("Đề nghị thu hồi công văn số 99/BC-BCĐ138", "h-tan-hong", "ghi mã tiếp nhận")])
def test_what_never_came_is_said_to_who_wants_it_back(desk, subject, unit, words):
    report_mail(desk, "h-tan-hong")
    code = write(desk, subject, "Do sai sót.\n", f"{unit}@dongthap.example", auth=None)
    assert words in said(desk.letters(f"{unit}@dongthap.example")[-1])
    assert "TRẢ LẠI" not in said(notice(desk, code)) and "XONG" in said(notice(desk, code))


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


# --- the notice --------------------------------------------------------------------

def hrefs(letter):
    return [html.unescape(h) for h in re.findall(r'href="(mailto:[^"]+)"', letter.get_body(("html",)).get_content())]


def test_a_notice_says_what_is_asked_and_opens_the_answer(desk):
    code = ask_for_time(desk)
    n = notice(desk, code)
    text = body(n)
    assert all(words in n["Subject"] for words in (code, "huyện Tân Hồng", "báo cáo định kỳ 6 tháng 2023", "xin gia hạn"))
    assert text.index("Do mất điện, huyện xin gia hạn") < text.index(f"GIA HẠN {code}") < text.index("08:02 ngày 08/6/2023")
    assert not re.search(r"\b[0-9a-f]{64}\b", text) and text.count("Nội bộ") == 0
    to, _, query = hrefs(n)[0][len("mailto:"):].partition("?")
    fields = urllib.parse.parse_qs(query, strict_parsing=True)
    assert to == desk.address and fields["subject"][0].startswith("Re: ") and code in fields["subject"][0]
    assert "Đã gia hạn" in said(order(desk, fields["body"][0], subject=fields["subject"][0]))


def test_lines_that_want_words_are_not_obeyed_as_they_stand(desk):
    code = report_mail(desk, "h-tan-hong", subject="KHẨN: Báo cáo 6 tháng năm 2023")
    before = state(desk, "h-tan-hong")
    lines = [urllib.parse.parse_qs(h.partition("?")[2])["body"][0] for h in hrefs(notice(desk, code))]
    assert f"GỬI TỆP {code}" in lines and f"ĐẠT {code}" in lines
    for line in (line for line in lines if line.endswith(" ")):
        assert "KHÔNG thực hiện" in said(order(desk, line)) and "KHÔNG thực hiện" in said(order(desk, line + "…"))
    assert state(desk, "h-tan-hong") == before


def test_the_paper_that_was_sent_is_ready_to_be_recorded(desk):
    code = write(desk, "Về báo cáo 6 tháng năm 2023", "Huyện hỏi đã nhận được bản giấy số 45/BC-BCĐ138 ngày 07/6/2023 chưa ạ?\n")
    n = notice(desk, code)
    assert "số 45/BC-BCĐ138 ngày 07/6/2023" in said(n)
    [line] = [urllib.parse.parse_qs(h.partition("?")[2])["body"][0] for h in hrefs(n) if "GHI%20NH" in h]
    assert "Đã ghi nhận: Huyện Tân Hồng" in said(order(desk, line)) and state(desk, "h-tan-hong")[0] == "on-paper"
    assert outcome(desk, code) == ("note", "answered")


def test_long_words_are_cut(desk):
    code = write(desk, "Hỏi", "Cho hỏi:\n" + "".join(f"dòng {i}\n" for i in range(30)))
    text = body(notice(desk, code))
    assert "dòng 13" in text and "dòng 14" not in text and "16 dòng nữa" in text


# --- who is told, and how -------------------------------------------------------------

PEOPLE = [{"address": CANBO, "name": "đồng chí An", "role": "officer"},
          {"address": LEAD, "name": "đồng chí Bình", "role": "lead", "notices": "off"},
          {"address": "hung@pv05.example", "name": "đồng chí Hùng", "role": "officer", "notices": "daily"},
          {"address": "smith@pv05.example", "name": "Ms Smith", "role": "officer", "language": "en"}]


@pytest.fixture
def crowd(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address=f"crowd-{next(SERIAL)}@pv05.example", office={"language": "vi"}, officers=PEOPLE)
    office.at = MORNING
    run(office)
    yield office
    office.rebuilt()


def notices(office, to):
    return [m for (m,) in office.rows("SELECT subject FROM letter WHERE letter = 'officer-notice' AND recipient = ? ORDER BY id", to)]


def test_each_officer_is_told_as_he_wishes(crowd):
    codes = [write(crowd, "Hỏi về biểu mẫu", f"Cho huyện hỏi mẫu {i} lấy ở đâu ạ?\n", sender=f"{unit}@dongthap.example")
             for i, unit in enumerate(("h-tan-hong", "h-tam-nong"))]
    assert len(notices(crowd, CANBO)) == 2 and notices(crowd, LEAD) == [] == notices(crowd, "hung@pv05.example")
    english = crowd.letters("smith@pv05.example")[-1]
    assert "correspondence" in english["Subject"] and "Evidence" not in body(english) and "Thư trao đổi" not in body(english)
    urgent = report_mail(crowd, "h-lap-vo", subject="HỎA TỐC: Báo cáo 6 tháng năm 2023")
    assert [urgent in s for s in notices(crowd, "hung@pv05.example")] == [True]
    crowd.at = crowd.at.replace(day=9, hour=8)
    run(crowd)
    run(crowd)
    [_, day] = [m for m in crowd.letters("hung@pv05.example") if urgent in m["Subject"] or "trong ngày" in m["Subject"]]
    assert all(code in body(day) for code in codes) and f"TRẢ LỜI {codes[0]}" in body(day)
    crowd.at = crowd.at.replace(day=12)
    run(crowd)
    assert len(notices(crowd, "hung@pv05.example")) == 2        # nothing new, no list


def test_answers_come_in_the_officers_language(crowd):
    report_mail(crowd, "h-tan-hong")
    assert "Done" in said(order(crowd, "ĐẠT TN-2023-0001", "smith@pv05.example")) or "Accepted" in said(crowd.letters("smith@pv05.example")[-1])


def test_somebody_must_be_told(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address="nobody@pv05.example", officers=[{**p, "notices": "off"} for p in PEOPLE])
    refused = office.run("docketd", "-n")
    assert refused.returncode != 0 and "at least one officer or lead must take notices" in refused.stderr + refused.stdout


# --- what is as usual makes none -------------------------------------------------------------

def ask_for(desk, title="Rà soát mô hình camera an ninh"):
    order(desk, confirmation(order(desk, f'ĐỘT XUẤT "{title}" hạn 30/06/2023 16:00 cho huyện Tân Hồng, huyện Lấp Vò')))


@pytest.mark.parametrize("subject, lines, told", [
    ("Báo cáo rà soát mô hình camera an ninh", ("BÁO CÁO", "Kết quả rà soát mô hình camera an ninh"), False),
    ("Bao cao ket qua ra soat mo hinh camera an ninh", ("BÁO CÁO", "Kết quả rà soát"), False),
    ("Báo cáo camera", ("BÁO CÁO", "Kết quả rà soát mô hình camera an ninh"), False),
    ("Gửi Phòng PV05", ("BÁO CÁO", "Kết quả rà soát mô hình camera an ninh"), True),      # it says nothing itself
    ("BC rà soát camera", ("BÁO CÁO", "Kết quả"), True),                 # by a part of its title
    ("Báo cáo đột xuất", ("BÁO CÁO", "Kết quả"), True)])                 # the only one that is open
def test_what_was_asked_for_by_its_title_makes_no_notice(desk, subject, lines, told):
    ask_for(desk)
    before = len(desk.letters(CANBO))
    code = write(desk, subject, "Kính gửi.\n", auth=None, files=[("b.docx", page(lines=lines))])
    assert outcome(desk, code)[0] == "filed" and (len(desk.letters(CANBO)) > before) == told
    assert code in said(order(desk, "cần xử lý"))


# --- which of two requests --------------------------------------------------------------------

def two_requests(desk):
    """The code of a report that names neither; the letter that asks its unit."""
    ask_for(desk)
    order(desk, confirmation(order(desk, 'ĐỘT XUẤT "Tình hình tội phạm lừa đảo qua mạng" hạn 05/07/2023 17:00 cho huyện Tân Hồng')))
    code = write(desk, "Báo cáo đột xuất", "Kính gửi.\n", auth=None, files=[("b.docx", page(lines=("BÁO CÁO", "Kết quả thực hiện")))])
    assert outcome(desk, code) == ("review", "which-request")
    return code, desk.letters(TAN_HONG)[-1]


def filed_for(desk):
    return [p for p, in desk.rows("SELECT o.period FROM submission s JOIN obligation o ON o.id = s.obligation")]


def test_both_requests_are_named_to_the_unit_and_the_officer(desk):
    code, letter = two_requests(desk)
    for named in (said(letter), said(notice(desk, code))):
        assert "«Rà soát mô hình camera an ninh», trước 16:00 ngày 30/6/2023" in named
        assert "«Tình hình tội phạm lừa đảo qua mạng», trước 17:00 ngày 05/7/2023" in named


@pytest.mark.parametrize("words, period", [
    ("DX:2", "DX:2"), ("dx1", "DX:1"), ("Dạ của yêu cầu số 2 ạ", "DX:2"), ("so 1", "DX:1"), ("Của yêu cầu lừa đảo qua mạng", "DX:2"),
    ("Rà soát camera", "DX:1"), ("Em gửi yêu cầu hạn ngày 05/7", "DX:2"), ("30/6/2023", "DX:1"),
    ("yêu cầu thứ hai", "DX:2"), ("cái đầu tiên nha phòng", "DX:1"), ("thứ hai", None), ("Em gửi vào thứ hai", None), ("cái thứ ba", None),
    ("số 1 và số 2", None), ("Báo cáo camera hạn 05/7", None), ("Theo công văn số 2 của huyện", None), ("Không phải yêu cầu số 2", None),
    ("Em sẽ gửi lại ngày 5/7", None), ("số 3", None), ("Xin gia hạn yêu cầu số 2 đến 10/7", None)])
def test_the_unit_says_which_request_it_answers(desk, words, period):
    code, letter = two_requests(desk)
    write(desk, f"Re: {letter['Subject']}", words + "\n", auth=None, reply_to=letter)
    assert filed_for(desk) == ([period] if period else []) and outcome(desk, code)[0] == ("filed" if period else "review")


@pytest.mark.parametrize("words, period", [("DX:2", "DX:2"), ("số 2 nhé em", "DX:2"), ("hạn 5/7", "DX:2"), ("yêu cầu số 1", "DX:1"),
                                           ("vụ camera", "DX:1"), ("lừa đảo qua mạng", "DX:2"), ("Báo cáo rà soát mô hình camera nhé", "DX:1"),
                                           ("camera lừa đảo", None), ("chưa rõ camera", None), ("hạn 6/7", None), ("số 1 số 2", None)])
def test_the_officer_says_which_request_it_answers(desk, words, period):
    code, _ = two_requests(desk)
    answer(desk, code, words)
    assert filed_for(desk) == ([period] if period else [])
