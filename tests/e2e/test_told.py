"""Letters say what is true: what came and when, what is missing and until when, what a copy repeats."""
import datetime


import pytest


from servers import AUTHSERV_ID
from test_orders import VN, confirmation, desk, mail, order, put, report_mail, said     # noqa: F401 (desk: a fixture)
from test_path import filled

TAN_HONG, TAM_NONG = "h-tan-hong@dongthap.example", "h-tam-nong@dongthap.example"
PASSES = f"{AUTHSERV_ID}; dmarc=pass header.from=mail.example"


def last(desk, who):
    return said(desk.letters(who)[-1])


# --- the officer's word on a mail ----------------------------------------------------------

@pytest.mark.parametrize("line, subject", [("thiếu {code}: cần bản Excel, hạn 20/6", "bổ sung"), ("thiếu {code}: cần bản ký", "bổ sung")])
def test_the_letter_about_a_mail_has_the_facts_of_that_mail(desk, line, subject):
    code = report_mail(desk, "h-tan-hong")
    order(desk, line.format(code=code))
    text = last(desk, TAN_HONG)
    assert subject in desk.letters(TAN_HONG)[-1]["Subject"] and code in text
    assert "ĐÚNG HẠN" in text and "1 tệp" in text and "BC.pdf" in text and "cần bản" in text


# --- reminders to complete ---------------------------------------------------------------------

def test_a_reminder_to_complete_says_what_came_and_what_is_missing(desk):
    code = report_mail(desk, "h-tan-hong")
    order(desk, f"thiếu {code}: cần bản Excel, hạn 20/6")
    order(desk, "nhắc Tân Hồng 6T 2023")
    text = last(desk, TAN_HONG)
    assert "chưa nhận được" not in text and code in text and "cần bản Excel" in text
    assert "trước ngày 21/6/2023" in text and "8/6/2023" in text and "bổ sung" in desk.letters(TAN_HONG)[-1]["Subject"]


def test_a_reminder_to_correct_after_its_date_says_how_long(desk):
    code = report_mail(desk, "h-tan-hong")
    order(desk, f"trả lại {code}: sai biểu mẫu, hạn 9/6")
    desk.at += datetime.timedelta(days=4)
    order(desk, "nhắc Tân Hồng 6T 2023")
    text = last(desk, TAN_HONG)
    assert "sai biểu mẫu" in text and "đã quá 3 ngày" in text and "chưa nhận được" not in text


def test_the_shell_reminds_nobody_while_the_mailbox_is_unread(desk):
    order(desk, "tình hình 6T 2023")
    later = (desk.at + datetime.timedelta(days=4)).strftime("%Y-%m-%dT%H:%M")
    done = desk.run("docketctl", "--now", later, "do", "nhắc Tân Hồng 6T 2023", "--as", "canbo@pv05.example")
    assert done.returncode != 0 and "hộp thư chưa đọc từ" in " ".join(done.stdout.split()) and "ĐỒNG Ý" in done.stdout


def test_all_are_reminded_each_of_his_own(desk):
    report_mail(desk, "h-tan-hong")                     # a file that cannot be read: incomplete
    answer = order(desk, "NHẮC TẤT CẢ 6T 2023")
    order(desk, confirmation(answer), reply_to=answer)
    assert "đã nhận" in last(desk, TAN_HONG) and "Không đọc được tệp" in last(desk, TAN_HONG)
    assert "chưa nhận được" in last(desk, TAM_NONG)


def test_a_mail_without_its_file_is_said_in_the_reminder(desk):
    put(desk, mail(desk, TAM_NONG, "Báo cáo 6 tháng năm 2023", "Kính gửi báo cáo 6 tháng năm 2023.\n", auth=None))
    [(code, outcome)] = desk.rows("SELECT code, outcome FROM message WHERE sender = ?", TAM_NONG)
    assert outcome == "filed"
    order(desk, "nhắc Tam Nông 6T 2023")
    text = last(desk, TAM_NONG)
    assert "chưa nhận được" in text and code in text and "chưa có báo cáo kèm theo" in text


# --- what is not clear --------------------------------------------------------------------------------

def test_what_is_asked_is_what_is_not_known(desk):
    put(desk, mail(desk, "phongtrao.caolanh@mail.example", "Báo cáo 6 tháng năm 2023 - Cao Lãnh", "Kính gửi.\n", auth=f"{PASSES}",
                   files=[("BC.pdf", b"%PDF-1.4 c")]))
    text = last(desk, "phongtrao.caolanh@mail.example")
    assert "Chưa xác định được: đơn vị gửi" in text and "loại báo cáo;" not in text
    assert "Đơn vị: (tên đơn vị); Loại: báo cáo định kỳ 6 tháng; Kỳ: 2023" in text


# Another matter's report is not offered as ours, nor two years as one.
@pytest.mark.parametrize("subject, line", [
    ("Báo cáo kết quả ngày hội toàn dân bảo vệ ANTQ năm 2023", "Loại: (loại báo cáo); "),
    ("Danh sách năm 2024 thay danh sách năm 2023", "Loại: (loại báo cáo); Kỳ: (năm)"),
])
def test_the_line_to_copy_offers_only_what_can_be_meant(desk, subject, line):
    put(desk, mail(desk, TAN_HONG, subject, "Kính gửi.\n", auth=None, files=[("scan.pdf", b"%PDF-1.4 n")]))
    assert "Đơn vị: huyện Tân Hồng; " + line in last(desk, TAN_HONG)


def test_a_draft_is_called_a_draft(desk):
    put(desk, mail(desk, TAN_HONG, "Dự thảo báo cáo 6 tháng năm 2023 của huyện Tân Hồng", "Kính gửi dự thảo để xin ý kiến.\n", auth=None,
                   files=[("Du thao BC.pdf", b"%PDF-1.4 d")]))
    text = last(desk, TAN_HONG)
    assert "bản thảo" in text and "Chưa xác định được" not in text
    assert "được giữ nguyên" not in text and "thời điểm nhận bản chính thức" in " ".join(text.split())
    assert "Đơn vị: huyện Tân Hồng; Loại: báo cáo định kỳ 6 tháng; Kỳ: 2023" in text


# --- whom a commune is sent through ---------------------------------------------------------------------

def test_nobody_is_sent_through_a_district_that_is_no_more(desk):
    desk.at = datetime.datetime(2025, 7, 2, 8, 0, tzinfo=VN)
    put(desk, mail(desk, "ubnd.phucuong@mail.example", "UBND xã Phú Cường, huyện Tam Nông - báo cáo 6 tháng năm 2025", "Kính gửi.\n",
                   auth=f"{PASSES}", files=[("BC.pdf", b"%PDF-1.4 e")]))
    for letter in desk.letters("ubnd.phucuong@mail.example"):
        assert "gửi qua Ban Chỉ đạo 138 huyện Tam Nông" not in said(letter)
    assert not [m for m in desk.letters(TAM_NONG) if "gửi qua" in m["Subject"]]


def test_a_stranger_whose_receipt_does_not_hold_any_more_hears_so_too_and_nobody_else(desk):
    who = "bao.tanhong@mail.example"
    desk.at = datetime.datetime(2023, 6, 12, 9, 0, tzinfo=VN)
    put(desk, mail(desk, who, "Báo cáo 6 tháng năm 2023 huyện Tân Hồng", "Kính gửi.\n", auth=PASSES,
                   files=[("BC.xlsx", filled(desk, "h-tan-hong").read_bytes())]))
    assert "TRỄ HẠN 3 ngày" in last(desk, who)
    answer = order(desk, "gia hạn Tân Hồng 6T 2023 đến 14/06/2023: mưa lũ")
    assert "ĐÚNG HẠN" in last(desk, who) and "mưa lũ" not in last(desk, who) and "XÁC NHẬN" not in last(desk, who)
    assert "ĐÚNG HẠN" in last(desk, TAN_HONG) and "XÁC NHẬN" in last(desk, TAN_HONG) and who in said(answer)
    order(desk, "gia hạn Tân Hồng 6T 2023 đến 15/06/2023: mưa lũ")              # in time as before
    assert desk.rows("SELECT recipient FROM letter WHERE letter = 'standing' ORDER BY id") == [(TAN_HONG,), (who,)]
    for act in "GN-2023-0002", "GN-2023-0001":
        order(desk, f"HỦY {act}")
    assert all("TRỄ HẠN 3 ngày" in last(desk, w) and "Tính lại" in desk.letters(w)[-1]["Subject"] for w in (who, TAN_HONG))
