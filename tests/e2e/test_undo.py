"""What an officer did by mistake is undone whole: in the docket, and with whoever was told.
One order that fails stops no other.
"""
import datetime
import re
import sqlite3

import pytest

from test_believe import PDF
from test_orders import CANBO, LEAD, VN, body, code_of, confirmation, desk, docket, order, put, report_mail, run, said, state, mail    # noqa: F401,E501 (desk: a fixture)
from test_path import filled
from test_rules import a_list

TAN_HONG, TAM_NONG = "h-tan-hong@dongthap.example", "h-tam-nong@dongthap.example"


def broken(desk, sql, *values):
    """The docket as a fault elsewhere may leave it."""
    with sqlite3.connect(desk.state / "docket.db") as docket:
        docket.execute("PRAGMA foreign_keys = OFF")
        docket.execute(sql, values)


# --- one order does not stop the next -----------------------------------------------------

@pytest.mark.parametrize("text", ["huy GN-2023-0001", "tinh hinh 6T\nhuy GN-2023-0002", "hủy GN-2023-0001, GN-2023-0002"])
def test_an_order_that_names_itself_is_answered(desk, text):
    answer = order(desk, text)
    assert "chính lệnh này" in said(answer)
    report_mail(desk, "h-tan-hong")
    assert state(desk, "h-tan-hong")[0] in ("received", "incomplete")


def test_an_order_that_fails_ends_in_an_answer(servers, tmp_path):
    from office import Office
    from test_orders import MORNING, run

    office = Office(servers, tmp_path / "office", address="orders-fails@pv05.example", office={"language": "vi"})
    office.at = MORNING
    run(office)
    code = report_mail(office, "h-tan-hong")
    broken(office, "DELETE FROM obligation WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR'")
    answer = order(office, f"ĐẠT {code}\ngia han tam nong 6T 2023 den 14/06/2023: bao")
    assert "hệ thống gặp lỗi" in said(answer) and "Đã gia hạn" in said(answer)
    assert office.rows("SELECT line, state FROM command ORDER BY line") == [(1, "refused"), (2, "done")]
    report_mail(office, "h-tam-nong")
    assert state(office, "h-tam-nong")[0] in ("received", "incomplete")


# --- stopped reminders ---------------------------------------------------------------------

def test_stopping_all_reminders_is_confirmed_and_stays_visible(desk):
    answer = order(desk, "", subject="dừng nhắc")
    assert "CHƯA thực hiện" in said(answer) and desk.rows("SELECT count(*) FROM hold") == [(0,)]
    order(desk, confirmation(answer), reply_to=answer)
    since = f"MỌI ĐƠN VỊ: từ {desk.at:%H:%M ngày %d/}6/2023 (officer:{CANBO})"
    assert since in said(order(desk, "tình hình 6T 2023")) and since in desk.ctl("status")
    assert since in desk.run("docketctl", "check").stdout
    order(desk, "dừng nhắc Tam Nông")
    again = said(order(desk, "tiếp tục nhắc Tam Nông"))
    assert "Nhắc trở lại: Huyện Tam Nông" in again and "Vẫn đang dừng nhắc mọi đơn vị" in again
    order(desk, "dừng nhắc Tân Hồng")
    again = said(order(desk, "tiếp tục nhắc"))
    assert "Nhắc trở lại: mọi đơn vị" in again and "riêng Huyện Tân Hồng" in again
    again = said(order(desk, "tiếp tục nhắc"))              # it changed nothing: there is nothing to undo
    assert "Không bị dừng nhắc: mọi đơn vị" in again and "riêng Huyện Tân Hồng" in again and "HỦY" not in again
    order(desk, "tiếp tục nhắc Tân Hồng")
    assert "dừng nhắc" not in desk.ctl("status")


def test_reminders_of_a_level_are_stopped_for_that_level(desk):
    answer = order(desk, "dừng nhắc các huyện")
    order(desk, confirmation(answer), reply_to=answer)
    assert desk.rows("SELECT count(*) FROM hold WHERE unit = ''") == [(0,)]
    assert desk.rows("SELECT count(*) FROM hold") == [(12,)]


# --- undo compares what was ordered, not what is -----------------------------------------------

def letters_of(desk, who, template):
    return desk.rows("SELECT count(*) FROM letter WHERE recipient = ? AND letter = ? AND state = 'sent'", who, template)[0][0]


def test_only_the_last_order_is_undone_first(desk):
    code = report_mail(desk, "h-tan-hong")
    before = docket(desk)
    first = code_of(order(desk, f"đạt {code}"))
    second = code_of(order(desk, f"trả lại {code}: sai", sender=LEAD))
    third = code_of(order(desk, f"đạt {code}"))
    refused = said(order(desk, f"hủy {first}", sender=LEAD))
    assert "hoàn tác các lệnh sau trước" in refused and second in refused and third in refused
    assert state(desk, "h-tan-hong")[0] == "accepted"
    for one in (third, second, first):
        assert "Đã hoàn tác" in said(order(desk, f"hủy {one}", sender=LEAD))
    assert docket(desk) == before


def test_stop_go_stop_is_three_orders(desk):
    first = code_of(order(desk, "dừng nhắc Tam Nông"))
    order(desk, "tiếp tục nhắc Tam Nông")
    last = code_of(order(desk, "dừng nhắc Tam Nông"))
    assert "hoàn tác các lệnh sau trước" in said(order(desk, f"hủy {first}"))
    assert "Đã hoàn tác" in said(order(desk, f"hủy {last}"))


def test_paper_by_mistake_can_be_corrected(desk):
    paper = order(desk, "ghi nhận Tam Nông 6T 2023 ngày 08/06 qua giấy số 7/BC")
    again = said(order(desk, "ghi nhận Tam Nông 6T 2023 ngày 07/06 qua giấy số 7/BC"))
    assert "KHÔNG thực hiện" in again and code_of(paper) in again
    desk.at += datetime.timedelta(days=5)
    report_mail(desk, "h-tam-nong")
    done = said(order(desk, f"hủy {code_of(paper)}"))
    assert "Đã hoàn tác" in done and "trễ hạn 4 ngày" in done
    assert state(desk, "h-tam-nong")[0] in ("received", "incomplete")
    assert datetime.datetime.fromtimestamp(state(desk, "h-tam-nong")[2], VN).day == 13


def test_what_came_since_counts_when_an_order_is_undone(desk):
    code = report_mail(desk, "h-tan-hong")
    undo = code_of(order(desk, f"thiếu {code}: cần bản Excel, hạn 20/6"))
    report_mail(desk, "h-tan-hong")
    assert "Đã hoàn tác" in said(order(desk, f"hủy {undo}"))
    assert desk.rows("SELECT state, cure, (SELECT count(*) FROM submission WHERE obligation = o.id) FROM obligation o "
                     "WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR'") == [("incomplete", None, 2)]


# --- what was told is untold ---------------------------------------------------------------------

@pytest.mark.parametrize("line", ["ĐẠT {code}", "thiếu {code}: chưa có bản ký", "trả lại {code}: sai biểu mẫu",
                                  "gia hạn tân hồng 6T 2023 đến 20/6: bão"])
def test_a_letter_that_went_out_is_taken_back_by_a_letter(desk, line):
    code = report_mail(desk, "h-tan-hong")
    answer = order(desk, line.format(code=code))
    told = desk.letters(TAN_HONG)[-1]
    undone = said(order(desk, f"hủy {code_of(answer)}"))
    assert TAN_HONG in undone and "rút lại" in undone
    withdrawn = desk.letters(TAN_HONG)[-1]
    assert "Rút lại thư" in withdrawn["Subject"] and "không còn hiệu lực" in said(withdrawn)
    assert re.sub(r"\s+", " ", told["Subject"]) in said(withdrawn)
    assert "trước ngày 10/6/2023" in said(withdrawn)


def test_a_request_that_is_undone_is_called_off(desk):
    answer = order(desk, "đột xuất \"Tình hình dịp lễ\" hạn 20/6/2023 17:00 cho Tam Nông, Tân Hồng")
    done = order(desk, confirmation(answer), reply_to=answer)
    order(desk, f"hủy {code_of(done)}")
    for who in (TAM_NONG, TAN_HONG):
        withdrawn = desk.letters(who)[-1]
        assert "Rút lại thư" in withdrawn["Subject"] and "Tình hình dịp lễ" in said(withdrawn)
    assert desk.rows("SELECT count(*) FROM obligation WHERE period LIKE 'DX:%'") == [(0,)]


def test_a_request_that_was_answered_stays(desk):
    answer = order(desk, "đột xuất \"Tình hình dịp lễ\" hạn 20/6/2023 17:00 cho Tam Nông, Tân Hồng")
    done = order(desk, confirmation(answer), reply_to=answer)
    asked = [m for m in desk.letters(TAM_NONG) if "Đột xuất" in m["Subject"]][-1]
    put(desk, mail(desk, TAM_NONG, "Re: " + asked["Subject"], "Kính gửi báo cáo.\n", auth=None, reply_to=asked,
                   files=[("bc.pdf", b"%PDF-1.4 dx")]))
    assert "đã có đơn vị trả lời" in said(order(desk, f"hủy {code_of(done)}"))
    assert desk.rows("SELECT count(*) FROM obligation WHERE period LIKE 'DX:%'") == [(2,)]


# --- anything filed can be refiled or cancelled ----------------------------------------------------

WRONG = [("SAI TUYẾN {code}", "wrong-route"), ("từ chối {code}", "note"), ("trùng {code} với {other}", "duplicate")]


@pytest.mark.parametrize("line, outcome", WRONG)
@pytest.mark.parametrize("returned", [False, True])
def test_a_wrong_paper_filed_by_itself_is_taken_out(desk, line, outcome, returned):
    other = report_mail(desk, "h-tan-hong", subject="Danh sách lựa chọn xây dựng điển hình năm 2023")
    code = report_mail(desk, "h-tan-hong")
    assert state(desk, "h-tan-hong")[2] is not None
    if returned:
        order(desk, f"trả lại {code}: không phải báo cáo của huyện")
    before = docket(desk)
    answer = order(desk, line.format(code=code, other=other))
    assert state(desk, "h-tan-hong")[0] == "open" and state(desk, "h-tan-hong")[2] is None
    assert desk.rows("SELECT outcome FROM message WHERE code = ?", code) == [(outcome,)]
    told = [said(m) for m in desk.letters(TAN_HONG)]
    assert any("không còn hiệu lực" in t for t in told)
    if outcome == "wrong-route":
        assert "Kính gửi: Ban Chỉ đạo 138 huyện Tân Hồng" in told[-1] and "cán bộ đầu mối sẽ hướng dẫn" in told[-1]
    kept = docket(desk)
    order(desk, f"hủy {code_of(answer)}")
    assert docket(desk) == before != kept
    order(desk, line.format(code=code, other=other))
    desk.at = desk.at.replace(day=11)
    report_mail(desk, "h-tan-hong")                 # the real one, late
    received = datetime.datetime.fromtimestamp(state(desk, "h-tan-hong")[2], VN)
    assert received.day == 11


def test_a_wrong_paper_is_refiled(desk):
    code = report_mail(desk, "h-tan-hong")
    before = docket(desk)
    answer = order(desk, f"phân loại {code} Tam Nông 6T 2023")
    assert state(desk, "h-tan-hong")[0] == "open" and state(desk, "h-tam-nong")[0] in ("received", "incomplete")
    assert any("không còn hiệu lực" in said(m) for m in desk.letters(TAN_HONG))
    order(desk, f"hủy {code_of(answer)}")
    assert docket(desk) == before


def test_an_officers_decision_on_another_version_stays(desk):
    wrong = report_mail(desk, "h-tan-hong")
    right = report_mail(desk, "h-tan-hong")
    order(desk, f"đạt {right}")
    order(desk, f"từ chối {wrong}")
    now = desk.rows("SELECT o.state, m.code, o.first_received = s.received FROM obligation o JOIN submission s ON s.id = o.accepted "
                    "JOIN message m ON m.id = s.message WHERE o.unit = 'h-tan-hong' AND o.report = 'HALF_YEAR'")
    assert now == [("accepted", right, 1)]


# --- units that are no more ------------------------------------------------------------------------

@pytest.mark.parametrize("line", ["đột xuất \"x\" hạn 30/7/2025 16:00 cho tất cả các huyện", "đột xuất \"x\" hạn 30/7/2025 cho Tam Nông",
                                  "gia hạn Tam Nông 6T 2025 đến 30/7: bão", "nhắc Tam Nông 6T 2025", "đầu mối Tam Nông a@b.example",
                                  "trả lại {code}: sai", "thiếu {code}: bản ký"])
def test_nothing_is_asked_of_a_unit_that_is_no_more(desk, line):
    code = report_mail(desk, "h-tan-hong")
    desk.at = datetime.datetime(2025, 7, 2, 8, 0, tzinfo=VN)
    run(desk)
    written = desk.rows("SELECT count(*) FROM letter WHERE recipient LIKE '%dongthap.example'")
    text = said(order(desk, line.format(code=code)))
    assert "đã kết thúc hoạt động ngày 30/6/2025" in text or "không có đơn vị nào" in text
    assert "ĐỒNG Ý" not in text
    assert desk.rows("SELECT count(*) FROM letter WHERE recipient LIKE '%dongthap.example'") == written


def test_a_deadline_with_an_hour_is_that_hour(desk):
    answer = order(desk, "ĐỘT XUẤT \"Báo cáo nhanh\" hạn trước ngày 30/08/2023 16:00 cho Tam Nông")
    order(desk, confirmation(answer), reply_to=answer)
    [(due,)] = desk.rows("SELECT due FROM obligation WHERE period LIKE 'DX:%'")
    assert due == int(datetime.datetime(2023, 8, 30, 16, 0, tzinfo=VN).timestamp())
    assert "trước 16:00 ngày 30/8/2023" in said(desk.letters(TAM_NONG)[-1])


# --- what the unit was told while the order stood ---------------------------------------------

def standing(desk):
    return [said(m) for m in desk.letters(TAN_HONG) if "Tính lại" in m["Subject"]]


def test_a_late_mail_told_on_time_by_a_paper_is_told_late_when_the_paper_is_undone(desk):
    paper = order(desk, "ghi nhận Tân Hồng 6T 2023 ngày 07/06/2023 qua giấy số 12/BC-BCĐ")
    desk.at = datetime.datetime(2023, 6, 13, 9, 0, tzinfo=VN)
    code = report_mail(desk, "h-tan-hong")
    assert "ĐÚNG HẠN" in said(desk.letters(TAN_HONG)[-1])
    order(desk, f"hủy {code_of(paper)}")
    [text] = standing(desk)
    assert code in text and "TRỄ HẠN 4 ngày" in text and "13/6/2023" in text and "theo ý kiến của" in text


def test_an_undo_that_names_the_unit_hears_the_code_of_its_order(desk):
    paper, other = (code_of(order(desk, line)) for line in (PAPER.format(day="07"), "gia hạn Tân Hồng DS 2024 đến 15/01/2024: bão"))
    asked = body(order(desk, "HỦY GHI NHẬN huyện Tân Hồng"))
    assert f"HỦY {paper}" in asked and other not in asked and "GHI NHẬN Huyện Tân Hồng" in " ".join(asked.split())
    assert f"HỦY {other}" in body(order(desk, "hủy gia hạn Tân Hồng")) and "HỦY GN" not in body(order(desk, "hủy ghi nhận Tam Nông"))
    both = body(order(desk, "hủy lệnh huyện Tân Hồng"))
    assert f"HỦY {paper}" in both and f"HỦY {other}" in both
    code = report_mail(desk, "h-tam-nong")
    accepted = code_of(order(desk, f"đạt {code}"))
    assert f"HỦY {accepted}" in body(order(desk, f"hủy đạt {code}"))
    order(desk, f"HỦY {accepted}")
    assert "HỦY GN" not in body(order(desk, f"hủy đạt {code}"))


PAPER = "ghi nhận Tân Hồng 6T 2023 ngày {day}/06/2023 qua trục liên thông số 12/BC-BCĐ"


@pytest.mark.parametrize("day, result", [("07", "ĐÚNG HẠN"), ("12", "TRỄ HẠN 3 ngày")])
def test_a_mail_behind_a_recorded_paper_says_whose_day_counts(desk, day, result):
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    order(desk, PAPER.format(day=day))
    desk.at = datetime.datetime(2023, 6, 15, 9, 0, tzinfo=VN)
    report_mail(desk, "h-tan-hong")
    told = said(desk.letters(TAN_HONG)[-1])
    assert result in told and f"Ngày được tính : {day}/6/2023, của bản nộp qua kênh khác mà cán bộ đã ghi nhận" in told
    assert f"Ngày nộp lần đầu ({day}/6/2023) được ghi nhận" in told


def test_a_mail_that_came_before_the_recorded_paper_counts_itself(desk):
    code = report_mail(desk, "ai-do", subject="Gửi báo cáo", sender="nguoi.la@gmail.example")
    desk.at = datetime.datetime(2023, 6, 13, 9, 0, tzinfo=VN)
    order(desk, PAPER.format(day="12"))
    done = said(order(desk, f"phân loại {code} huyện Tân Hồng 6T 2023"))
    assert "ĐÚNG HẠN" in done and "TRỄ" not in done


def test_a_mail_without_a_file_behind_a_recorded_paper_wants_nothing_until_that_is_undone(desk):
    paper = order(desk, PAPER.format(day="07"))
    put(desk, mail(desk, TAN_HONG, "Báo cáo 6 tháng năm 2023", "Kính gửi báo cáo.\n", auth=None))
    told = desk.letters(TAN_HONG)[-1]
    assert "Đã nhận" in told["Subject"] and "GIỮ NGUYÊN BẢN ĐÃ GHI NHẬN; thư này không có tệp" in said(told)
    assert "CHƯA TÍNH" not in said(told) and "bổ sung" not in said(told)
    order(desk, f"hủy {code_of(paper)}")
    [text] = standing(desk)
    assert "nay chưa được tính là đã nộp" in text and "CHƯA TÍNH LÀ ĐÃ NỘP" in text
    assert state(desk, "h-tan-hong")[0] == "incomplete"


def test_an_undone_extension_tells_whose_mail_is_late_after_all(desk):
    given = order(desk, "gia hạn Tân Hồng 6T 2023 đến 15/06/2023: bão")
    desk.at = datetime.datetime(2023, 6, 14, 9, 0, tzinfo=VN)
    report_mail(desk, "h-tan-hong")
    assert "ĐÚNG HẠN" in said(desk.letters(TAN_HONG)[-1])
    order(desk, f"hủy {code_of(given)}")
    [text] = standing(desk)
    assert "TRỄ HẠN 5 ngày" in text


@pytest.mark.parametrize("first", [True, False])
def test_what_was_told_before_the_order_or_never_is_not_told_again(desk, first):
    if first:
        report_mail(desk, "h-tan-hong")
    paper = order(desk, "ghi nhận Tân Hồng 6T 2023 ngày 07/06/2023 qua giấy số 12/BC-BCĐ")
    order(desk, f"hủy {code_of(paper)}")
    assert not standing(desk)


@pytest.mark.parametrize("first", ["itself", "officer"])
def test_a_mail_is_filed_where_it_is_filed_already(desk, first):
    """Two officers answer the same notice: the second changes nothing."""
    report_mail(desk, "h-cao-lanh")
    [(code,)] = desk.rows("SELECT code FROM message")
    line = f"phân loại {code} huyện Cao Lãnh 6T 2023"
    if first == "officer":
        order(desk, f"từ chối {code}")
        assert "được tính trở lại" in said(order(desk, line))
    letters = desk.rows("SELECT count(*) FROM letter WHERE recipient NOT LIKE '%@pv05.example'")
    text = said(order(desk, line, sender="truongphong@pv05.example"))
    assert "đã được gán như vậy từ trước" in text and "KHÔNG thực hiện" not in text and "Không còn tính" not in text
    assert desk.rows("SELECT o.state, s.standing FROM obligation o JOIN submission s ON s.obligation = o.id") == [("incomplete", "vouched")]
    assert desk.rows("SELECT count(*) FROM letter WHERE recipient NOT LIKE '%@pv05.example'") == letters


def test_a_mail_filed_elsewhere_by_mistake_is_filed_back(desk):
    report_mail(desk, "h-cao-lanh")
    [(code,)] = desk.rows("SELECT code FROM message")
    order(desk, f"phân loại {code} huyện Cao Lãnh báo cáo năm 2023")
    assert "được tính trở lại" in said(order(desk, f"phân loại {code} huyện Cao Lãnh 6T 2023"))
    counts = "SELECT o.report FROM obligation o JOIN submission s ON s.obligation = o.id WHERE s.standing <> 'rejected' AND o.first_received IS NOT NULL"
    assert desk.rows(counts) == [("HALF_YEAR",)]
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'standing' AND recipient = 'h-cao-lanh@dongthap.example'") == [(1,)]
    assert "KHÔNG thực hiện" in said(order(desk, f"xác nhận {code}"))            # what was rejected meanwhile stays so
    assert desk.rows(counts) == [("HALF_YEAR",)]


def test_a_strangers_mail_is_filed_where_it_is_filed_already(desk):
    """Its first letters hold: none is taken back, and it is the unit's from now on."""
    put(desk, mail(desk, "la@mail.example", "Báo cáo 6 tháng năm 2023 - huyện Tân Hồng", "Kính gửi.\n", auth=None, files=[("bc.pdf", PDF)]))
    [(code, standing)] = desk.rows("SELECT m.code, s.standing FROM message m JOIN submission s ON s.message = m.id")
    assert standing == "provisional"
    assert "nay được tính là của đơn vị" in said(order(desk, f"phân loại {code} huyện Tân Hồng 6T 2023"))
    assert desk.rows("SELECT standing FROM submission") == [("vouched",)]
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'withdrawn'") == [(0,)] and "Tính lại" in last(desk, code)[0]


# --- the last letter that a unit holds is true ------------------------------------------------------

def last(desk, about):
    """Subject and text of the last letter to Tân Hồng about this report."""
    mine = [(re.sub(r"\s+", " ", m["Subject"]), said(m)) for m in desk.letters(TAN_HONG)]
    return [pair for pair in mine if about in pair[0]][-1]


def test_a_refused_report_that_counts_again_is_on_time_again(desk):
    first = report_mail(desk, "h-tan-hong")
    refused = code_of(order(desk, f"từ chối {first}: gửi nhầm"))
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    second = report_mail(desk, "h-tan-hong")
    assert "TRỄ HẠN 3 ngày" in last(desk, "6 tháng")[1]
    order(desk, f"HỦY {refused}")
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and "ĐÚNG HẠN" in text and first in text
    order(desk, f"từ chối {first}: gửi nhầm")               # late once more, and no letter about a letter
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and "TRỄ HẠN 3 ngày" in text and second in text
    assert not any("Rút lại thư: [BVANTQ" in m["Subject"] and m["Subject"].count("Rút lại") > 1 for m in desk.letters(TAN_HONG))


@pytest.mark.parametrize("verdict", ["đạt {code}", "thiếu {code}: phụ lục"])
def test_a_verdict_that_a_later_letter_repeats_is_taken_back_with_it(desk, verdict):
    code = report_mail(desk, "h-tan-hong")
    was = state(desk, "h-tan-hong")[0]
    judged = code_of(order(desk, verdict.format(code=code)))
    refused = code_of(order(desk, f"từ chối {code}: gửi nhầm"))
    order(desk, f"HỦY {refused}")
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and ("Đạt yêu cầu" if "đạt" in verdict else "Hạn bổ sung") in text
    order(desk, f"HỦY {judged}")
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and "Thiếu thành phần" in text and "Hạn bổ sung" not in text
    assert state(desk, "h-tan-hong")[0] == was == "incomplete"
    order(desk, f"đạt {code}")                              # its own letter says it: no other follows
    assert "đạt yêu cầu" in last(desk, "6 tháng")[0]


def test_an_order_that_makes_a_report_less_late_tells_the_unit_and_so_does_its_undo(desk):
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    report_mail(desk, "h-tan-hong")
    given = order(desk, "gia hạn Tân Hồng 6T 2023 đến 20/06/2023: bão")
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and "TRỄ" not in text and "lý do: bão" in text
    again = order(desk, "gia hạn Tân Hồng 6T 2023 đến 25/06/2023: bão")     # on time before and after
    assert len(standing(desk)) == 1
    order(desk, f"HỦY {code_of(again)}")
    assert len(standing(desk)) == 1
    order(desk, f"HỦY {code_of(given)}")
    assert "TRỄ HẠN 3 ngày" in standing(desk)[-1]


@pytest.mark.parametrize("before", [True, False])
def test_a_waiver_and_its_undo_say_how_the_report_counts(desk, before):
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    report_mail(desk, "h-tan-hong" if before else "h-tam-nong")
    asked = order(desk, "miễn Tân Hồng 6T 2023: sáp nhập")
    done = order(desk, confirmation(asked), reply_to=asked)
    if not before:
        report_mail(desk, "h-tan-hong")
    assert "ĐƯỢC MIỄN KỲ NÀY" in last(desk, "6 tháng")[1]
    order(desk, f"HỦY {code_of(done)}")
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and "TRỄ HẠN 3 ngày" in text


def test_a_refused_report_says_why(desk):
    code = report_mail(desk, "h-tan-hong")
    done = said(order(desk, f"từ chối {code}: thiếu chữ ký"))
    assert "(thiếu chữ ký): không tính cho" in done and "không phải của" not in done
    assert "lý do: thiếu chữ ký" in last(desk, "6 tháng")[1]
    code = report_mail(desk, "ai-do", subject="Báo cáo 6 tháng năm 2023 huyện Tam Nông", sender="nguoi.la@gmail.example")
    assert "không phải của Huyện Tam Nông" in said(order(desk, f"từ chối {code}"))


def test_a_mail_moved_there_and_back_and_there_leaves_no_false_letter(desk):
    code = report_mail(desk, "h-tan-hong")
    for where, gone in (("năm 2023", "6 tháng"), ("6T 2023", "báo cáo năm"), ("năm 2023", "6 tháng"), ("6T 2023", "báo cáo năm")):
        act = code_of(order(desk, f"phân loại {code} huyện Tân Hồng {where}"))
        assert "Rút lại thư" in last(desk, gone)[0], (where, gone)
    order(desk, f"HỦY {act}")
    assert "Tính lại" in last(desk, "báo cáo năm")[0] and "Rút lại thư" in last(desk, "6 tháng")[0]


def test_an_older_version_that_comes_back_is_not_said_to_be_the_one_in_force(desk):
    first = report_mail(desk, "h-tan-hong")
    order(desk, f"phân loại {first} Tam Nông 6T 2023")
    second = report_mail(desk, "h-tan-hong")
    order(desk, f"phân loại {first} Tân Hồng 6T 2023")
    [(force,)] = desk.rows("SELECT m.code FROM obligation o JOIN submission s ON s.id = o.accepted JOIN message m ON m.id = s.message")
    assert force in (first, second) and force in last(desk, "6 tháng")[0] and "Rút lại thư" in desk.letters(TAM_NONG)[-1]["Subject"]


def test_of_two_reports_in_one_mail_the_one_that_stays_is_told(desk):
    selected, _ = a_list(desk, "h-tan-hong", {"kind": "xã", "name": "Tân Hội Cơ"})
    files = [("ds.xlsx", selected.read_bytes()), ("bc.xlsx", filled(desk, "h-tan-hong", "IMPL_2023").read_bytes())]
    put(desk, mail(desk, TAN_HONG, "Gửi Phòng PV05", "Gửi 2 báo cáo.\n", auth=None, files=files))
    [(code, n)] = desk.rows("SELECT m.code, count(*) FROM message m JOIN submission s ON s.message = m.id")
    assert n == 2
    act = code_of(order(desk, f"phân loại {code} huyện Tân Hồng danh sách 2024"))
    refused = said(order(desk, f"phân loại {code} huyện Tân Hồng 6T 2023"))          # of two none is guessed
    assert "KHÔNG thực hiện" in refused and f"PHÂN LOẠI THÊM {code}" in refused and f"PHÂN LOẠI RIÊNG {code}" in refused
    told = ("SELECT o.report || o.period, l.letter FROM letter l JOIN obligation o ON o.id = l.obligation WHERE l.recipient = ? "
            "AND l.letter <> 'reminder' ORDER BY l.id")
    assert dict(desk.rows(told, TAN_HONG)) == {"IMPL_20232023": "standing", "SELECT_LIST2024": "received"}
    order(desk, f"HỦY {act}")
    assert dict(desk.rows(told, TAN_HONG)) == {"IMPL_20232023": "standing", "SELECT_LIST2023": "standing", "SELECT_LIST2024": "withdrawn"}


def test_a_mail_is_filed_for_two_units_or_for_one_report_alone(desk):
    code = report_mail(desk, "h-tan-hong")
    counts = "SELECT o.unit, o.report FROM submission s JOIN obligation o ON o.id = s.obligation WHERE s.standing = 'vouched' ORDER BY 1, 2"
    moved = said(order(desk, f"phân loại {code} Tam Nông 6T 2023"))
    line = re.search(r"PHÂN LOẠI THÊM [^\"]*", moved)[0]
    order(desk, line)
    assert desk.rows(counts) == [("h-tam-nong", "HALF_YEAR"), ("h-tan-hong", "HALF_YEAR")]
    assert "Đề nghị bổ sung" in desk.letters(TAM_NONG)[-1]["Subject"] and "Tính lại" in last(desk, "6 tháng")[0]
    act = code_of(order(desk, f"phan loai rieng {code} tam nong bao cao nam 2023"))
    assert desk.rows(counts) == [("h-tam-nong", "ANNUAL")] and "Rút lại thư" in last(desk, "6 tháng")[0]
    order(desk, f"HỦY {act}")
    assert desk.rows(counts) == [("h-tam-nong", "HALF_YEAR"), ("h-tan-hong", "HALF_YEAR")] and "Tính lại" in last(desk, "6 tháng")[0]


def test_a_refused_strangers_mail_counts_on_express_words_alone(desk):
    put(desk, mail(desk, "la@mail.example", "Báo cáo 6 tháng năm 2023 - huyện Tân Hồng", "Kính gửi.\n", auth="mail.example", files=[("bc.pdf", b"%PDF-1.4 x")]))
    [(code,)] = desk.rows("SELECT code FROM message")
    order(desk, f"từ chối {code}: không rõ")
    answer = said(order(desk, f"phân loại {code} huyện Tân Hồng 6T 2023"))
    assert "KHÔNG thực hiện" in answer and f"XÁC NHẬN {code}" in answer
    assert desk.rows("SELECT standing FROM submission") == [("rejected",)]
    done = said(order(desk, f"XÁC NHẬN {code}"))
    assert desk.rows("SELECT standing FROM submission") == [("vouched",)] and "Tính lại" in last(desk, "6 tháng")[0], done


def test_a_stranger_whose_mail_counts_for_now_again_hears_that_his_letter_holds(desk):
    put(desk, mail(desk, "la@mail.example", "Báo cáo 6 tháng năm 2023 - huyện Tân Hồng", "Kính gửi.\n", auth="mail.example",
                   files=[("bc.pdf", b"%PDF-1.4 x")]))
    [(code,)] = desk.rows("SELECT code FROM message")
    act = code_of(order(desk, f"từ chối {code}: không rõ"))
    order(desk, f"HỦY {act}")
    assert "Thư lại có hiệu lực" in last(desk, code)[0] and "lại có hiệu lực" in last(desk, code)[1]
