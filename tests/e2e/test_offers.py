"""The lines a notice offers: sent back as they stand they do what they say, in the round that was meant."""
import datetime

import pytest

from test_orders import CANBO, PASS, VN, confirmation, desk, order, put, mail, report_mail, run, said, state     # noqa: F401

TAN_HONG = "h-tan-hong@dongthap.example"


def at(desk, *when):                                                    # noqa: F811
    desk.at = datetime.datetime(*when, tzinfo=VN)
    run(desk)



def deadlines(desk):                                                    # noqa: F811
    rows = desk.rows("SELECT due FROM obligation WHERE unit = 'h-tan-hong' AND report = 'HALF_YEAR' ORDER BY period")
    return [datetime.datetime.fromtimestamp(due, VN).strftime("%d/%m/%Y") for (due,) in rows]


@pytest.mark.parametrize("day, came", [(9, False), (10, False), (10, True)], ids=["last day", "late", "late, and sent"])
def test_more_time_is_given_to_the_round_that_was_meant(desk, day, came):       # noqa: F811
    """Next year's round stands in the docket already."""
    at(desk, 2023, 6, day, 16)
    if came:
        report_mail(desk, "h-tan-hong")
    put(desk, mail(desk, TAN_HONG, "Xin gia hạn báo cáo 6 tháng", "Xã xin gia hạn báo cáo 6 tháng đến 12/6 do mưa lũ.\n", auth=PASS.replace("pv05", "dongthap")))
    [(code,)] = desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")
    answer = said(order(desk, f"gia hạn {code} đến 12/6: đồng ý"))
    assert "KHÔNG" not in answer and deadlines(desk) == ["13/06/2023", "10/06/2024"][:len(deadlines(desk))], answer
    assert day == 9 or len(deadlines(desk)) == 2


def test_more_time_is_offered_to_none_that_came_in_time(desk):           # noqa: F811
    at(desk, 2023, 6, 8, 9)
    put(desk, mail(desk, TAN_HONG, "Xin gia hạn báo cáo 6 tháng", "Xã xin gia hạn báo cáo 6 tháng đến 12/6 do mưa lũ.\n", auth=PASS.replace("pv05", "dongthap")))
    [(code,)] = desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")
    assert f"GIA HẠN {code}" in said(order(desk, "cần xử lý"))
    at(desk, 2023, 6, 9, 9)
    put(desk, mail(desk, TAN_HONG, "Báo cáo 6 tháng năm 2023", "Kính gửi báo cáo 6 tháng.\n", auth=PASS.replace("pv05", "dongthap"),
                   files=[("BC 6 thang.pdf", b"%PDF-1.4 scan")]))
    [(sent,)] = desk.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")
    for line in f"phân loại {sent} huyện Tân Hồng, báo cáo 6 tháng 2023", f"đạt {sent}":
        assert "KHÔNG" not in said(order(desk, line))
    assert state(desk, "h-tan-hong")[0] == "accepted"
    answer = said(order(desk, "cần xử lý"))
    assert code not in answer and "2024" not in answer, answer


def test_a_report_without_a_period_goes_to_the_nearest_round(desk):     # noqa: F811
    put(desk, mail(desk, TAN_HONG, "Báo cáo 6 tháng năm 2024", "Kính gửi báo cáo 6 tháng năm 2023.\n", auth=PASS.replace("pv05", "dongthap"), files=[("Bao cao 6 thang nam 2023.pdf", b"%PDF-1.4 x")]))
    [(code, outcome)] = desk.rows("SELECT code, outcome FROM message ORDER BY id DESC LIMIT 1")
    assert outcome == "review" and f"PHÂN LOẠI {code} Huyện Tân Hồng, Báo cáo định kỳ 6 tháng 2023" in said(desk.letters(CANBO)[-1])
    answer = said(order(desk, f"phân loại {code} huyện Tân Hồng, báo cáo 6 tháng"))
    assert "lấy kỳ đang mở có hạn gần nhất" in answer and state(desk, "h-tan-hong")[2] is not None, answer
    assert desk.rows("SELECT count(*) FROM obligation WHERE period = ''") == [(0,)]


def test_each_request_is_offered_that_a_mail_may_answer(desk):          # noqa: F811
    sent = mail(desk, TAN_HONG, "Báo cáo đột xuất", "Kính gửi.\n", auth=None, files=[("bc.pdf", b"%PDF-1.4 dx")])
    for title in ("Tình hình dịp lễ", "Rà soát camera"):
        answer = order(desk, f"đột xuất \"{title}\" hạn 20/6/2023 17:00 cho Tân Hồng")
        order(desk, confirmation(answer), reply_to=answer)
    put(desk, sent)
    [(code, reason)] = desk.rows("SELECT code, reason FROM message ORDER BY id DESC LIMIT 1")
    lines = [f"PHÂN LOẠI {code} Huyện Tân Hồng, Báo cáo đột xuất DX:{n}" for n in (1, 2)]
    notice = said(desk.letters(CANBO)[-1])
    assert reason == "which-request" and all(line in notice for line in lines) and "nhiều yêu cầu đột xuất đang mở" in notice
    assert "DX:1: «Tình hình dịp lễ»" in notice and "DX:2: «Rà soát camera»" in notice
    asked = said(order(desk, f"phân loại {code} huyện Tân Hồng, báo cáo đột xuất"))     # none is guessed
    assert "KHÔNG thực hiện" in asked and all(line in asked for line in lines)
    order(desk, lines[1])
    assert desk.rows("SELECT o.period FROM submission s JOIN obligation o ON o.id = s.obligation") == [("DX:2",)]
