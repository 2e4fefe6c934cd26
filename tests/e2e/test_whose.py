"""Whose a report is, and whose word on it stands: each is told what is so now, by its last letter or the answer."""
import datetime

import pytest

from servers import AUTHSERV_ID
from test_believe import PDF
from test_believe import PDF
from test_orders import CANBO, LEAD, VN, code_of, confirmation, desk, mail, order, put, report_mail, said, state    # noqa: F401 (desk: a fixture)
from test_undo import TAM_NONG, TAN_HONG, last

STRANGER = "nguyen.an@mail.example"


def strangers_report(desk, day=8):
    desk.at = datetime.datetime(2023, 6, day, 9, 0, tzinfo=VN)
    put(desk, mail(desk, STRANGER, "Báo cáo 6 tháng năm 2023 - huyện Tân Hồng", "Kính gửi.\n", auth=f"{AUTHSERV_ID}; dmarc=pass header.from=mail.example",
                   files=[("bc.pdf", PDF)]))
    return desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]


def answered(desk, letter, text, sender=TAN_HONG):
    passes = f"{AUTHSERV_ID}; dmarc=pass header.from={sender.split('@')[1]}"
    put(desk, mail(desk, sender, "Re: " + letter["Subject"], text + "\n", auth=passes, reply_to=letter))
    return desk.rows("SELECT outcome, reason FROM message ORDER BY id DESC LIMIT 1")[0]


@pytest.mark.parametrize("word, standing_is", [("XÁC NHẬN", "vouched"), ("TỪ CHỐI", "rejected")])
def test_what_counts_for_now_is_told_anew_and_confirmed_by_that_letter(desk, word, standing_is):
    given = order(desk, "gia hạn Tân Hồng 6T 2023 đến 20/06/2023: bão")
    code = strangers_report(desk, day=14)
    assert "TRỄ" not in last(desk, code)[1]
    order(desk, f"HỦY {code_of(given)}")
    subject, text = last(desk, code)
    assert "Tính lại" in subject and "TRỄ HẠN 5 ngày" in text and "mới được ghi nhận tạm" in text and STRANGER in text
    assert answered(desk, desk.letters(TAN_HONG)[-1], word)[0] == "note"
    assert desk.rows("SELECT standing FROM submission") == [(standing_is,)]
    answer = [said(m) for m in desk.letters(TAN_HONG)][-1]
    assert ("trễ hạn 5 ngày" if standing_is == "vouched" else "Chưa nhận") in answer
    taken_back = [m["Subject"] for m in desk.letters(STRANGER) if "Rút lại thư" in m["Subject"]]
    assert len(taken_back) == 2 * (standing_is == "rejected")        # each letter that he holds


def test_an_officer_who_confirms_hears_how_late_it_is(desk):
    code = strangers_report(desk, day=14)
    assert "trễ hạn 5 ngày" in said(order(desk, f"XÁC NHẬN {code}"))
    subject, text = last(desk, code)                # and the unit, that nobody asks it any more
    assert "Tính lại" in subject and "TRỄ HẠN 5 ngày" in text and "ghi nhận tạm" not in text
    before = len(desk.letters(CANBO))
    assert "thay cho" not in said(order(desk, f"ĐẠT {code}", sender=LEAD)) and len(desk.letters(CANBO)) == before


def test_a_units_word_that_changes_what_counts_is_told(desk):
    """Its own report was late; the stranger's, which was its own after all, was not."""
    code = strangers_report(desk)
    [asked] = [m for m in desk.letters(TAN_HONG) if code in m["Subject"]]
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    report_mail(desk, "h-tan-hong")
    assert "TRỄ HẠN 3 ngày" in last(desk, "6 tháng")[1]
    answered(desk, asked, "XÁC NHẬN")
    subject, text = last(desk, "6 tháng")
    assert "Tính lại" in subject and "ĐÚNG HẠN" in text


@pytest.mark.parametrize("who", [STRANGER, TAM_NONG])
def test_who_answers_for_another_hears_that_nothing_came_of_it(desk, who):
    code = strangers_report(desk)
    [asked] = [m for m in desk.letters(TAN_HONG) if code in m["Subject"]]
    assert answered(desk, asked, "XÁC NHẬN", sender=who)[0] == "note"
    assert desk.rows("SELECT standing FROM submission") == [("provisional",)]
    told = desk.letters(who)[-1]
    assert "chưa áp dụng" in told["Subject"] and who in said(told)


def test_an_officer_hears_whose_order_stands(desk):
    code = strangers_report(desk)
    notice = [m for m in desk.letters(CANBO) if code in m["Subject"]][-1]
    act = code_of(order(desk, f"TỪ CHỐI {code}: không rõ", sender=LEAD))
    unclear = said(order(desk, "Xác nhận nhé em", subject="Re: " + notice["Subject"], reply_to=notice))
    assert "đã bị từ chối" in unclear and f"XÁC NHẬN {code}" in unclear and act in unclear and LEAD in unclear
    assert "Chỉ đồng chí đó hoặc lãnh đạo" in unclear
    refused = said(order(desk, f"HỦY {act}"))
    assert LEAD in refused and f"TỪ CHỐI {code}" in refused
    assert "Đã xác nhận" in said(order(desk, f"XÁC NHẬN {code}"))


def test_all_are_given_time_those_who_came_too_late_as_well(desk):
    order(desk, "gia hạn Tam Nông 6T 2023 đến 30/06/2023: lũ")
    desk.at = datetime.datetime(2023, 6, 9, 9, 0, tzinfo=VN)
    report_mail(desk, "h-lai-vung")
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    code = report_mail(desk, "h-tan-hong")
    order(desk, f"đạt {code}")
    asked = order(desk, "gia hạn tất cả các huyện 6T 2023 đến 15/06/2023: bão")
    done = said(order(desk, confirmation(asked), reply_to=asked))
    assert "Huyện Tam Nông: giữ nguyên, đang có hạn riêng" in done
    assert state(desk, "h-tan-hong")[0] == "accepted" and "Tính lại" in last(desk, "6 tháng")[0] and "TRỄ" not in last(desk, "6 tháng")[1]
    assert "in_state" in [r for r, in desk.rows("SELECT result FROM command")] or "KHÔNG thực hiện" in said(
        order(desk, "gia hạn Tân Hồng 6T 2023 đến 18/06/2023: bão"))


def test_a_waiver_of_a_report_that_came_in_time_is_told(desk):
    report_mail(desk, "h-tan-hong")
    asked = order(desk, "miễn Tân Hồng 6T 2023: sáp nhập")
    done = order(desk, confirmation(asked), reply_to=asked)
    assert "ĐƯỢC MIỄN KỲ NÀY" in last(desk, "6 tháng")[1]
    order(desk, f"HỦY {code_of(done)}")
    assert "ĐÚNG HẠN" in last(desk, "6 tháng")[1]


def test_who_is_overruled_hears_it(desk):
    code = report_mail(desk, "h-tan-hong")
    first = code_of(order(desk, f"ĐẠT {code}"))
    done = said(order(desk, f"từ chối {code}: nhầm năm", sender=LEAD))
    assert first in done and CANBO in done and "thay cho lệnh đó" in done
    told = desk.letters(CANBO)[-1]
    assert "đã được thay" in told["Subject"] and first in said(told) and "nhầm năm" in said(told)
    assert f"tính trở lại: XÁC NHẬN {code}" in said(order(desk, f"ĐẠT {code}"))
    order(desk, f"XÁC NHẬN {code}")
    order(desk, f"trả lại {code}: sai biểu mẫu", sender=LEAD)
    order(desk, "gia hạn Tân Hồng 6T 2023 đến 20/06/2023: bão")
    assert "thay cho lệnh đó" in said(order(desk, f"thiếu {code}: phụ lục"))
    assert state(desk, "h-tan-hong")[0] == "incomplete"
    act = code_of(order(desk, f"ĐẠT {code}"))
    order(desk, f"HỦY {act}", sender=LEAD)
    assert f"HỦY {act}" in said(desk.letters(CANBO)[-1])


def test_who_need_not_report_is_told(desk):
    asked = order(desk, "miễn Tân Hồng 6T 2023: sáp nhập")
    done = order(desk, confirmation(asked), reply_to=asked)
    subject, text = last(desk, "6 tháng")
    assert "Được miễn" in subject and "không phải nộp" in text and "lý do: sáp nhập" in text
    order(desk, f"HỦY {code_of(done)}")
    subject, text = last(desk, "6 tháng")
    assert "Rút lại thư" in subject and "Trạng thái : Chưa nhận" in text
    order(desk, "ghi nhận Tân Hồng 6T 2023 ngày 07/06/2023 qua giấy số 12/BC-BCĐ")
    subject, text = last(desk, "6 tháng")
    assert "Đã nộp qua kênh khác" in subject and "07/6/2023" in text


def test_more_time_to_correct_counts_from_the_day_for_that(desk):
    code = report_mail(desk, "h-tan-hong")
    order(desk, f"trả lại {code}: sai biểu mẫu, hạn 20/6")
    put(desk, mail(desk, TAN_HONG, "Xin gia hạn báo cáo 6 tháng năm 2023", "Đơn vị xin thêm 2 ngày để đối chiếu số liệu.\n", auth=None))
    text = last(desk, "gia hạn")[1]
    assert "trước ngày 21/6/2023" in text and "10/6/2023" not in text
    notice = desk.letters(CANBO)[-1]
    assert "đến 22/06/2023" in said(notice)
    assert "không muộn hơn" in said(order(desk, "gia hạn Tân Hồng 6T 2023 đến 18/06/2023: bão"))
    done = said(order(desk, "cho huyện thêm 3 ngày", subject="Re: " + notice["Subject"], reply_to=notice))
    assert "chậm nhất hết ngày 23/6/2023" in done
    assert "trước ngày 24/6/2023" in last(desk, "Gia hạn")[1] and "trước ngày 21/6/2023" in last(desk, "Gia hạn")[1]


def test_an_answer_in_which_nothing_is_ordered_is_not_passed_over(desk):
    quoted = "________________________________\nTừ: Phòng PV05\nĐã gửi: Thứ Năm, 8 Tháng 6 2023 8:00 SA\nĐến: canbo\nChủ đề: x\n\n"
    told = order(desk, quoted + "ĐẠT TN-2023-0001", subject="Re: [BVANTQ] x")
    assert "không thấy lệnh nào" in said(told) and desk.rows("SELECT count(*) FROM command") == [(0,)]
    assert order(desk, "Cảm ơn em nhiều nhé", subject="Re: [BVANTQ] x") is None


def test_more_time_to_correct_makes_no_late_report_punctual(desk):
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    code = report_mail(desk, "h-tan-hong")
    order(desk, f"trả lại {code}: sai biểu mẫu, hạn 20/6")
    given = order(desk, "gia hạn Tân Hồng 6T 2023 đến 22/06/2023: chờ xác minh")
    assert "giữ nguyên" in said(given)
    subject, text = last(desk, "6 tháng")
    assert "Gia hạn" in subject and "trước ngày 23/6/2023" in text and "trước ngày 21/6/2023" in text
    cure = "SELECT due_original = due, strftime('%d', cure, 'unixepoch', '+7 hours') FROM obligation WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR' AND period = '2023'"
    assert desk.rows(cure) == [(1, "23")]
    order(desk, f"HỦY {code_of(given)}")
    assert desk.rows(cure) == [(1, "21")]
    order(desk, "gia hạn Tân Hồng 6T 2023 đến 12/06/2023: bão")             # that day helps it to be no longer late
    assert "Tính lại" in last(desk, "6 tháng")[0] and "TRỄ" not in last(desk, "6 tháng")[1]


def test_an_earlier_mail_of_a_stranger_that_is_filed_makes_the_report_less_late(desk):
    code = strangers_report(desk, day=12)
    desk.at = datetime.datetime(2023, 6, 13, 9, 0, tzinfo=VN)
    report_mail(desk, "h-tan-hong")
    assert "TRỄ HẠN 4 ngày" in last(desk, "6 tháng")[1]
    assert "trễ hạn 3 ngày" in said(order(desk, f"phân loại {code} huyện Tân Hồng 6T 2023"))
    assert "Tính lại" in last(desk, "6 tháng")[0] and "TRỄ HẠN 3 ngày" in last(desk, "6 tháng")[1]
