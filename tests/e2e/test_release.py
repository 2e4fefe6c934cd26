"""Mails that were kept apart wrongly, as secret or for a macro: an officer lets them out, and they are judged as any other."""
import pytest

from office import Office
from test_orders import CANBO, MORNING, SERIAL, body, code_of, docket, mail, order, put, run, said, state
from test_path import filled
from test_secret import page, with_part

TAN_HONG = "h-tan-hong@dongthap.example"


@pytest.fixture
def desk(servers, tmp_path):
    office = Office(servers, tmp_path / "office", address=f"release-{next(SERIAL)}@pv05.example", office={"language": "vi"})
    office.at = MORNING
    run(office)
    yield office
    office.rebuilt()


def kept_apart(desk, text="Tài liệu mật, đề nghị không chuyển.\n", sender=TAN_HONG, subject="Báo cáo 6 tháng năm 2023", files=None):
    """Its code; then the notice that the officer has of it."""
    if files is None:
        file = filled(desk, "h-tan-hong")
        files = [(file.name, file.read_bytes())]
    put(desk, mail(desk, sender, subject, text, auth=None, files=files))
    [(code, outcome)] = desk.rows("SELECT code, outcome FROM message ORDER BY id DESC LIMIT 1")
    assert outcome == "quarantine"
    return code, desk.letters(CANBO)[-1]


def outcome(desk, code):
    return desk.rows("SELECT outcome, reason, subject IS NULL FROM message WHERE code = ?", code)[0]


def test_a_report_called_secret_by_mistake_comes_out_and_counts(desk):
    code, notice = kept_apart(desk)
    apart = docket(desk)
    assert f"XÁC NHẬN {code}" in body(notice)
    answer = order(desk, "Tài liệu này không mật em nhé", reply_to=notice, subject="Re: " + notice["Subject"])
    assert outcome(desk, code) == ("filed", "certain", 0) and state(desk, "h-tan-hong")[0] == "received"
    assert "chịu trách nhiệm" in said(answer) and "Huyện Tân Hồng" in said(answer)
    letters = [said(m) for m in desk.letters(TAN_HONG)]
    assert "ĐÚNG HẠN" in letters[-1] and "không bị cách ly nữa" in letters[-1]
    answer = order(desk, f"hủy {code_of(answer)}")
    assert outcome(desk, code) == ("quarantine", "secret", 1)
    assert docket(desk) == apart
    assert "không còn hiệu lực" in said(desk.letters(TAN_HONG)[-1])


def macros(desk):
    file = filled(desk, "h-tan-hong")
    return [("BC.xlsm", with_part(file.read_bytes(), "xl/vbaProject.bin"))]


def test_a_form_with_macros_is_read_and_they_are_not_run(desk):
    code, notice = kept_apart(desk, text="Kính gửi.\n", files=macros(desk))
    answer = order(desk, "ghi nhận", reply_to=notice, subject="Re: " + notice["Subject"])
    assert outcome(desk, code)[0] == "filed" and state(desk, "h-tan-hong")[0] == "received"
    assert "macro không được chạy" in said(answer) and "bí mật" not in said(answer)
    assert "macro không được chạy" in said(desk.letters(TAN_HONG)[-1]) and "có macro, không chạy" in said(desk.letters(TAN_HONG)[-1])
    assert "macro không được chạy" in said(order(desk, f"xem {code}"))


def test_it_is_filed_as_the_officer_says(desk):
    code, notice = kept_apart(desk, subject="Báo cáo", files=[("BC.docx", page(head="MẬT"))])
    answer = order(desk, f"phân loại {code} h tân hồng 6T 2023")
    assert outcome(desk, code) == ("filed", "officer-said", 0) and "chịu trách nhiệm" in said(answer)
    order(desk, f"hủy {code_of(answer)}")
    assert outcome(desk, code) == ("quarantine", "secret", 1) and notice


def test_what_it_is_not_clear_of_waits_as_any_mail(desk):
    code, notice = kept_apart(desk, sender="la@mail.example", subject="Văn bản của Cao Lãnh")
    answer = order(desk, f"không mật {code}", reply_to=notice)
    assert outcome(desk, code)[0] == "review" and f"PHÂN LOẠI {code}" in body(answer)


def test_a_strangers_counts_for_now_and_the_unit_is_asked(desk):
    code, _ = kept_apart(desk, sender="la@mail.example")
    answer = order(desk, f"xác nhận {code}")
    assert desk.rows("SELECT standing FROM submission") == [("provisional",)] and f"TỪ CHỐI {code}" in body(answer)
    assert "chưa có trong danh bạ" in said(desk.letters(TAN_HONG)[-1])
    order(desk, f"xác nhận {code}")
    assert desk.rows("SELECT standing FROM submission") == [("vouched",)]


def test_a_question_comes_out_and_its_writer_hears_that_nothing_is_held(desk):
    code, notice = kept_apart(desk, text="Tài liệu mật, cho hỏi nộp ở đâu?\n", subject="Hỏi về hồ sơ", files=())
    order(desk, "không mật", reply_to=notice, subject="Re: " + notice["Subject"])
    assert outcome(desk, code)[0] == "note"
    assert "không còn hiệu lực" in said(desk.letters(TAN_HONG)[-1])


def test_it_waits_on_the_list_until_it_is_out_or_done_with(desk):
    code, _ = kept_apart(desk)
    assert f"Thư bị cách ly {code}" in said(order(desk, "cần xử lý"))
    answer = order(desk, f"xong {code}")
    assert outcome(desk, code) == ("quarantine", "closed", 1) and code not in said(order(desk, "cần xử lý"))
    order(desk, f"hủy {code_of(answer)}")
    assert outcome(desk, code) == ("quarantine", "secret", 1)


@pytest.mark.parametrize("line", ["đã xem", "ok", "đúng là mật", "không mất", "để anh xem có mật không"])
def test_nothing_else_lets_it_out(desk, line):
    code, notice = kept_apart(desk)
    order(desk, line, reply_to=notice, subject="Re: " + notice["Subject"])
    assert outcome(desk, code) == ("quarantine", "secret", 1)


def test_who_may_only_look_does_not_let_it_out(desk):
    code, _ = kept_apart(desk)
    order(desk, f"xác nhận {code}", sender="giamsat@pv05.example")
    assert outcome(desk, code)[0] == "quarantine"


def counts(desk):
    """Whose version of the only report there is counts, and what is thought of it."""
    return desk.rows("SELECT m.code, o.state FROM obligation AS o JOIN submission AS s ON s.id = o.accepted JOIN message AS m ON m.id = s.message")


@pytest.mark.parametrize("line", ["xác nhận {}", "phân loại {} h tân hồng 6T 2023"])
@pytest.mark.parametrize("verdict", ["received", "accepted", "returned"])
def test_what_came_before_the_report_that_counts_takes_no_place_of_it(desk, line, verdict):
    code, _ = kept_apart(desk)
    file = filled(desk, "h-tan-hong", campaigns=43)
    put(desk, mail(desk, TAN_HONG, "Báo cáo 6 tháng năm 2023", "Kính gửi.\n", auth=None, files=[(file.name, file.read_bytes())]))
    [(newer, is_now)] = counts(desk)
    if verdict != is_now:
        order(desk, {"accepted": f"đạt {newer}", "returned": f"trả lại {newer}: sai mục 3"}[verdict])
    apart = docket(desk)
    answer = order(desk, line.format(code))
    assert counts(desk) == [(newer, verdict)] and f"Đã có bản mới hơn: {newer}" in said(answer)
    assert "ghi là bản trước" in said(desk.letters(TAN_HONG)[-1]) and "thay bản" not in said(desk.letters(TAN_HONG)[-1])
    order(desk, f"từ chối {newer}: gửi nhầm")
    assert counts(desk) == [(code, "received")]
    order(desk, f"hủy {code_of(desk.letters(CANBO)[-1])}")
    assert counts(desk) == [(newer, verdict)]
    order(desk, f"hủy {code_of(answer)}")
    assert docket(desk) == apart
