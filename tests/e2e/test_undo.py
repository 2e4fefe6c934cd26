"""What an officer did by mistake is undone whole: in the docket, and with whoever was told.
One order that fails stops no other.
"""
import sqlite3

import pytest

from test_orders import CANBO, LEAD, code_of, confirmation, desk, order, report_mail, said, state     # noqa: F401 (desk: a fixture)


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
    assert "mọi đơn vị" in said(order(desk, "tiếp tục nhắc")) and "dừng nhắc" not in desk.ctl("status")


def test_reminders_of_a_level_are_stopped_for_that_level(desk):
    answer = order(desk, "dừng nhắc các huyện")
    order(desk, confirmation(answer), reply_to=answer)
    assert desk.rows("SELECT count(*) FROM hold WHERE unit = ''") == [(0,)]
    assert desk.rows("SELECT count(*) FROM hold") == [(12,)]
