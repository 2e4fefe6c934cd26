"""Whose report is it, on real servers: who is believed, who is asked, who hears of it, and who hears nothing."""
import datetime
import email
import email.policy

import pytest

from office import Office
from test_path import ON_TIME, append, body, filled, letters, mail, mine, servers  # noqa: F401 (servers: a fixture)

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
    return [m for m in letters(desk, user) if desk.address in m["From"] and word in m["Subject"]]


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
