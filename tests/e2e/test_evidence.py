"""Who may order: without the evidence that it is the officer, now, and his own words, nothing moves."""
import datetime
import email.utils

from servers import AUTHSERV_ID
from test_orders import CANBO, FAIL, LEAD, LINE, PASS, VN, body, confirmation, desk, docket, mail, order, put, run, said, state   # noqa: F401 (desk: a fixture)


def test_a_forged_order_does_nothing_and_is_reported(desk):
    before, seen = docket(desk), len(desk.letters(CANBO))
    reports = len(desk.letters(LEAD))
    for _ in range(3):
        assert order(desk, LINE, auth=FAIL) is None
    assert docket(desk) == before and len(desk.letters(CANBO)) == seen
    assert len(desk.letters(LEAD)) == reports + 1             # once a day
    assert desk.rows("SELECT count(*) FROM journal WHERE event = 'attempt'") == [(3,)]
    below = mail(desk, CANBO, "x", LINE, auth=FAIL)            # a forged verdict below the server's own
    put(desk, below.replace(b"\r\nFrom:", f"\r\nAuthentication-Results: {PASS}\r\nFrom:".encode(), 1))
    assert docket(desk) == before


def test_without_evidence_a_code_is_asked(desk):
    before = docket(desk)
    answer = order(desk, LINE, auth=None)
    assert "CHƯA thực hiện" in said(answer) and docket(desk) == before
    word = confirmation(answer)
    assert order(desk, word, sender=LEAD) is not None and docket(desk) == before       # another officer's code
    order(desk, word[:-1] + ("0" if word[-1] != "0" else "1"), auth=None)              # a guessed one
    assert docket(desk) == before
    order(desk, word, auth=None)
    assert state(desk, "h-tam-nong")[1] == int(datetime.datetime(2023, 6, 15, tzinfo=VN).timestamp())
    after = docket(desk)
    assert "đã được xử lý" in said(order(desk, word, auth=None)) and docket(desk) == after


def test_a_code_lives_a_day(desk):
    before = docket(desk)
    word = confirmation(order(desk, "miễn Tam Nông 6T 2023: bão"))
    run(desk, 24 * 60)
    assert "hết hiệu lực" in said(order(desk, word)) and docket(desk)["obligation"] == before["obligation"]


def test_an_answer_to_our_letter_is_evidence(desk):
    answer = order(desk, "tinh hinh")
    order(desk, LINE, auth=None, reply_to=answer)
    assert state(desk, "h-tam-nong")[1] == int(datetime.datetime(2023, 6, 15, tzinfo=VN).timestamp())
    other = order(desk, "chua nop", sender=LEAD)
    before = docket(desk)
    order(desk, "gia han lap vo 6T 2023 den 14/06/2023: x", auth=None, reply_to=other)  # a letter that went to another
    assert docket(desk) == before


def test_the_same_mail_again_does_nothing(desk):
    raw = mail(desk, CANBO, "x", LINE)
    put(desk, raw)
    before, seen = docket(desk), len(desk.letters(CANBO))
    put(desk, raw)
    assert docket(desk)["obligation"] == before["obligation"] and len(desk.letters(CANBO)) == seen
    assert desk.rows("SELECT count(*) FROM command") == [(1,)]


def test_a_captured_mail_sent_again_does_nothing(desk):
    raw = mail(desk, CANBO, "x", LINE)
    put(desk, raw)
    order(desk, f"huy {desk.rows('SELECT code FROM command')[0][0]}")
    before, seen = docket(desk), len(desk.letters(CANBO))
    put(desk, raw.replace(b"\r\nTo:", b"\r\nX-Way: another\r\nTo:", 1))
    assert docket(desk)["obligation"] == before["obligation"] and len(desk.letters(CANBO)) == seen


def test_an_old_order_is_asked_about(desk):
    before = docket(desk)
    raw = mail(desk, CANBO, "x", LINE)
    old = email.utils.format_datetime(desk.at - datetime.timedelta(days=10))
    put(desk, raw.replace(b"\r\nTo:", f"\r\nDate: {old}\r\nTo:".encode(), 1))
    assert "CHƯA thực hiện" in said(desk.letters(CANBO)[-1]) and docket(desk) == before


def test_a_forwarded_order_is_asked_about(desk):
    before = docket(desk)
    assert "CHƯA thực hiện" in said(order(desk, "", subject="Fwd: " + LINE))
    assert docket(desk) == before


def test_a_viewer_may_only_look(desk):
    text = desk.conf.read_text()
    desk.conf.write_text(text.replace('role = "officer"', 'role = "viewer"'))
    before = docket(desk)
    assert "quyền cao hơn" in said(order(desk, LINE)) and docket(desk) == before
    assert "Tổng" in said(order(desk, "chua nop 6T 2023"))


def test_a_unit_asks_about_itself_only(desk):
    answer = order(desk, "", sender="h-tam-nong@dongthap.example", subject="tình hình",
                   auth=f"{AUTHSERV_ID}; dmarc=pass header.from=dongthap.example")
    assert "Huyện Tam Nông" in body(answer) and "Tân Hồng" not in body(answer)
    for auth in (None, f"{AUTHSERV_ID}; dmarc=pass header.from=elsewhere.example"):
        order(desk, "", sender="ai-do@elsewhere.example", subject="tình hình", auth=auth)
    assert not any("Huyện" in body(m) for m in desk.letters("ai-do@elsewhere.example"))
