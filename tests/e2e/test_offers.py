"""The lines a notice offers: sent back as they stand they do what they say, in the round that was meant."""
import datetime

import pytest

from test_orders import PASS, VN, desk, order, put, mail, report_mail, run, said, state     # noqa: F401

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


def test_a_report_without_a_period_goes_to_the_nearest_round(desk):     # noqa: F811
    put(desk, mail(desk, TAN_HONG, "Báo cáo 6 tháng năm 2024", "Kính gửi báo cáo 6 tháng năm 2023.\n", auth=PASS.replace("pv05", "dongthap"), files=[("Bao cao 6 thang nam 2023.pdf", b"%PDF-1.4 x")]))
    [(code, outcome)] = desk.rows("SELECT code, outcome FROM message ORDER BY id DESC LIMIT 1")
    assert outcome == "review"
    answer = said(order(desk, f"phân loại {code} huyện Tân Hồng, báo cáo 6 tháng"))
    assert "lấy kỳ đang mở có hạn gần nhất" in answer and state(desk, "h-tan-hong")[2] is not None, answer
    assert desk.rows("SELECT count(*) FROM obligation WHERE period = ''") == [(0,)]
