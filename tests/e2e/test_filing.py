"""Whose report is it, on real servers: who is believed, who is asked, who hears of it, and who hears nothing."""
import datetime
import email
import email.policy
import time

import pytest

from office import Office
from test_path import ON_TIME, append, body, filled, mail, servers  # noqa: F401 (servers: a fixture)

PASS = "mx.pv05.example; dmarc=pass header.from={}"


@pytest.fixture
def desk(servers, tmp_path, request):  # noqa: F811
    """An office of its own for each story."""
    name = request.node.name.replace("_", "-")[:40]
    return Office(servers, tmp_path / "office", address=f"{name}@pv05.example")


def with_header(raw, name, value):
    """As the topmost field."""
    return f"{name}: {value}\r\n".encode() + raw


def authenticated(raw, domain):
    return with_header(raw, "Authentication-Results", PASS.format(domain))


def written(desk, address):
    """Letters this office wrote to one address: (template, subject), oldest first."""
    return desk.rows("SELECT letter, subject FROM letter WHERE recipient = ? ORDER BY id", address)


def letter_to(desk, user, word):
    """Letters of this office with that word in the subject, once all that were sent are delivered."""
    [(sent,)] = desk.rows("SELECT count(*) FROM letter WHERE state = 'sent' AND recipient = ?", user)
    end = time.monotonic() + 10
    while True:
        found = [m for m in (email.message_from_bytes(raw, policy=email.policy.default) for raw in desk.servers.mails(user))
                 if desk.address in m["From"]]
        if len(found) >= sent or time.monotonic() > end:
            return [m for m in found if word in m["Subject"]]
        time.sleep(0.05)


# --- communes -----------------------------------------------------------------------

def test_a_commune_is_shown_its_district(desk):
    append(desk, authenticated(mail(desk, None, "UBND xã Định Yên gửi báo cáo 6 tháng năm 2023", sender="ubnd@dinhyen.example"),
                               "dinhyen.example"), ON_TIME)
    append(desk, authenticated(mail(desk, None, "UBND xã Tân Mỹ gửi báo cáo 6 tháng năm 2023", sender="ubnd@tanmy.example"),
                               "tanmy.example"), ON_TIME)
    desk.once()
    assert desk.rows("SELECT outcome FROM message") == [("wrong-route",)] * 2
    assert desk.rows("SELECT count(*) FROM submission") == [(0,)]
    texts = {}
    for user in ("ubnd@dinhyen.example", "ubnd@tanmy.example"):
        assert [t for t, _ in written(desk, user)] == ["wrong-route"]
        [(text,)] = desk.rows("SELECT m.mail FROM letter l JOIN letter_mail m ON m.letter = l.id WHERE l.recipient = ?", user)
        texts[user] = " ".join(body(email.message_from_bytes(text, policy=email.policy.default)).split())
    assert "gửi qua Ban Chỉ đạo 138 huyện Lấp Vò." in texts["ubnd@dinhyen.example"]
    assert "gửi qua Ban Chỉ đạo 138 huyện Thanh Bình hoặc Ban Chỉ đạo 138 huyện Lấp Vò, nơi trực tiếp quản lý" in \
        texts["ubnd@tanmy.example"]
    # the district hears of what went past it (A23), nobody of a homonym; the officers of both
    assert [t for t, _ in written(desk, "h-lap-vo@dongthap.example")] == ["wrong-route"]
    assert written(desk, "h-thanh-binh@dongthap.example") == []
    assert desk.rows("SELECT count(DISTINCT message) FROM letter WHERE letter = 'officer-notice'") == [(2,)]


# --- what a stranger sends for a unit: the unit's word, or an officer's ----------------

STRANGER = "nguoila@mail.example"
UNIT = "h-tan-hong"


def answer(desk, letter, text, sender=f"{UNIT}@dongthap.example", received=None):
    raw = mail(desk, None, "Re: " + letter["Subject"], sender=sender, text=text)
    append(desk, with_header(raw, "In-Reply-To", letter["Message-ID"]), received or ON_TIME + datetime.timedelta(hours=1))
    desk.once()


def asked(desk):
    """The letter that asked the unit (T14)."""
    return letter_to(desk, f"{UNIT}@dongthap.example", "chưa đăng ký")[-1]


def stranger_sends(desk, received=ON_TIME, **values):
    append(desk, mail(desk, None, "Báo cáo 6 tháng", filled(desk, UNIT, **values), sender=STRANGER), received)
    desk.once()


def owed(desk):
    return desk.rows("SELECT state, first_received, accepted FROM obligation WHERE unit = ? AND report = 'HALF_YEAR' "
                     "AND period = '2023'", UNIT)[0]


def standings(desk):
    return [s for s, in desk.rows("SELECT standing FROM submission ORDER BY id")]


def test_the_unit_confirms_what_a_stranger_sent(desk):
    stranger_sends(desk)
    assert standings(desk) == ["provisional"] and owed(desk)[0] == "received"
    assert "XÁC NHẬN" in body(asked(desk)) and "TỪ CHỐI" in body(asked(desk))
    answer(desk, asked(desk), "XÁC NHẬN\n")
    assert standings(desk) == ["vouched"] and owed(desk)[0] == "received"
    assert desk.rows("SELECT outcome FROM message ORDER BY id") == [("filed",), ("note",)]
    assert desk.rows("SELECT actor FROM journal WHERE event = 'command'") == [(f"unit:{UNIT}@dongthap.example",)]
    assert "in order" in desk.ctl("verify")
    # once: a second answer changes nothing
    answer(desk, asked(desk), "TỪ CHỐI\n", received=ON_TIME + datetime.timedelta(hours=2))
    assert standings(desk) == ["vouched"] and desk.rows("SELECT count(*) FROM command") == [(1,)]


def test_the_unit_rejects_it_and_an_officer_takes_that_back(desk):
    stranger_sends(desk)
    answer(desk, asked(desk), "Từ chối.\n\nTrân trọng\n")
    assert standings(desk) == ["rejected"] and owed(desk) == ("open", None, None)
    assert desk.rows("SELECT outcome FROM message WHERE id = 1") == [("note",)]
    assert "in order" in desk.ctl("verify")
    told = [m for m in letter_to(desk, "canbo@pv05.example", "đã trả lời")]
    [(code,)] = desk.rows("SELECT code FROM command")
    assert f"HỦY {code}" in body(told[-1])
    desk.ctl("do", f"hủy {code}", "--as", "canbo@pv05.example")
    assert standings(desk) == ["provisional"] and owed(desk)[0] == "received"
    assert desk.rows("SELECT outcome FROM message WHERE id = 1") == [("filed",)]
    assert "in order" in desk.ctl("verify")


def test_only_the_address_that_was_asked_settles_it(desk):
    """A forged mail, another unit, a stranger who saw the letter: nothing happens."""
    stranger_sends(desk)
    letter = asked(desk)
    for sender in (STRANGER, "h-lap-vo@dongthap.example"):
        answer(desk, letter, "XÁC NHẬN\n", sender=sender)
    raw = mail(desk, None, "Re: " + letter["Subject"], sender=f"{UNIT}@dongthap.example", text="XÁC NHẬN\n")
    raw = with_header(raw, "In-Reply-To", letter["Message-ID"])
    append(desk, with_header(raw, "Authentication-Results", "mx.pv05.example; dmarc=fail header.from=dongthap.example"), ON_TIME)
    guessed = letter["Message-ID"].replace(">", "").replace("@", "0@") + ">"
    raw = mail(desk, None, "Re: " + letter["Subject"], sender=f"{UNIT}@dongthap.example", text="XÁC NHẬN TN-2023-0001\n")
    append(desk, with_header(raw, "In-Reply-To", guessed), ON_TIME)
    for line in ("Xác nhận đã nhận được thư.\n", "XÁC NHẬN\nTỪ CHỐI\n", "Đơn vị không gửi thư này.\n"):
        answer(desk, letter, line)
    assert standings(desk) == ["provisional"]
    assert desk.rows("SELECT count(*) FROM command") == [(0,)]
    assert "unit:" not in str(desk.rows("SELECT actor FROM journal"))


def test_an_officer_confirms_or_rejects(desk):
    append(desk, mail(desk, UNIT, "Báo cáo 6 tháng", filled(desk, UNIT, campaigns=7)), ON_TIME)
    stranger_sends(desk, ON_TIME + datetime.timedelta(minutes=5), campaigns=9)
    first = owed(desk)
    assert standings(desk) == ["vouched", "aside"]
    assert "XÁC NHẬN TN-2023-0002" in body(letter_to(desk, "canbo@pv05.example", "người gửi chưa đăng ký")[-1])
    desk.ctl("do", "xác nhận TN-2023-0002", "--as", "canbo@pv05.example")
    assert standings(desk) == ["vouched", "vouched"] and owed(desk)[2] == 2
    [(act,)] = desk.rows("SELECT code FROM command")
    desk.ctl("do", f"huy {act}", "--as", "canbo@pv05.example")
    assert standings(desk) == ["vouched", "aside"] and owed(desk) == first
    desk.ctl("do", "từ chối TN-2023-0002", "--as", "canbo@pv05.example")
    assert standings(desk) == ["vouched", "rejected"] and owed(desk) == first
    said = desk.run("docketctl", "do", "từ chối TN-2023-0001", "--as", "canbo@pv05.example")
    assert "không có báo cáo nào chờ xác nhận" in said.stdout
    assert "in order" in desk.ctl("verify")


def test_the_unit_sends_the_same_file_itself(desk):
    """That is its word as well; and what is rejected leaves the time of the unit's own."""
    file = filled(desk, UNIT)
    append(desk, mail(desk, None, "Báo cáo 6 tháng", file, sender=STRANGER), ON_TIME)
    desk.once()
    append(desk, mail(desk, UNIT, "Báo cáo 6 tháng", file), ON_TIME + datetime.timedelta(days=3))
    desk.once()
    assert standings(desk) == ["vouched"]
    assert desk.rows("SELECT outcome FROM message ORDER BY id") == [("filed",), ("duplicate",)]
    assert owed(desk)[1] == int(ON_TIME.timestamp())


def test_rejecting_the_first_leaves_the_time_of_the_units_own(desk):
    stranger_sends(desk, campaigns=9)
    late = ON_TIME + datetime.timedelta(days=3)
    append(desk, mail(desk, UNIT, "Báo cáo 6 tháng", filled(desk, UNIT, campaigns=7)), late)
    desk.once()
    assert owed(desk)[1:] == (int(ON_TIME.timestamp()), 2)
    desk.ctl("do", "từ chối TN-2023-0001", "--as", "canbo@pv05.example")
    assert owed(desk) == ("received", int(late.timestamp()), 2)
    assert "in order" in desk.ctl("verify")


def test_what_an_officer_decided_is_not_rejected_over_his_head(desk):
    stranger_sends(desk)
    desk.ctl("do", "đạt TN-2023-0001", "--as", "canbo@pv05.example")
    answer(desk, asked(desk), "TỪ CHỐI\n")
    assert standings(desk) == ["provisional"] and owed(desk)[0] == "accepted"
    assert desk.rows("SELECT state FROM command ORDER BY id DESC LIMIT 1") == [("refused",)]
    assert letter_to(desk, "canbo@pv05.example", "đã trả lời")
