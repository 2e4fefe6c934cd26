"""Whose report is it, on real servers: who is believed, who is asked, who hears of it, and who hears nothing."""
import datetime
import email
import email.policy
import json
import os

import docx
import pytest

from office import Office, changed_plan
from test_path import LATE, ON_TIME, append, body, filled, mail, mine

PASS = "mx.pv05.example; dmarc=pass header.from={}"
NO_DIGEST = "letter <> 'digest'"          # which goes out on working days


def with_header(raw, name, value):
    """As the topmost field."""
    return f"{name}: {value}\r\n".encode() + raw


def authenticated(raw, domain):
    return with_header(raw, "Authentication-Results", PASS.format(domain))


def written(desk, address):
    """Letters this office wrote to one address: (template, subject), oldest first."""
    return desk.rows("SELECT letter, subject FROM letter WHERE recipient = ? ORDER BY id", address)


def letter_to(desk, user, word):
    """Letters of this office with that word in the subject."""
    return [m for m in desk.letters(user) if word in m["Subject"]]


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
    assert "ổn" in desk.ctl("verify")
    # once: a second answer changes nothing
    answer(desk, asked(desk), "TỪ CHỐI\n", received=ON_TIME + datetime.timedelta(hours=2))
    assert standings(desk) == ["vouched"] and desk.rows("SELECT count(*) FROM command") == [(1,)]


def test_the_unit_rejects_it_and_an_officer_takes_that_back(desk):
    stranger_sends(desk)
    answer(desk, asked(desk), "Từ chối.\n\nTrân trọng\n")
    assert standings(desk) == ["rejected"] and owed(desk) == ("open", None, None)
    assert desk.rows("SELECT outcome FROM message WHERE id = 1") == [("note",)]
    assert "ổn" in desk.ctl("verify")
    told = [m for m in letter_to(desk, "canbo@pv05.example", "đã trả lời")]
    [(code,)] = desk.rows("SELECT code FROM command")
    assert f"HỦY {code}" in body(told[-1])
    desk.ctl("do", f"hủy {code}", "--as", "canbo@pv05.example")
    assert standings(desk) == ["provisional"] and owed(desk)[0] == "received"
    assert desk.rows("SELECT outcome FROM message WHERE id = 1") == [("filed",)]
    assert "ổn" in desk.ctl("verify")


@pytest.mark.parametrize("words, standing", [
    ("Không phải của chúng tôi, đơn vị chưa gửi báo cáo.\n", "rejected"), ("Đơn vị không gửi thư này.\n", "rejected"), ("Không đúng ạ\n", "rejected"),
    ("Dạ, đúng là của đơn vị chúng em.\n", "vouched"), ("Đúng rồi ạ\n", "vouched"), ("Đơn vị chưa gửi bản giấy.\n", "provisional"),
    ("Em sẽ hỏi lại.\n", "provisional"),
], ids=["not-ours", "not-sent", "not", "ours", "yes", "paper", "later"])
def test_the_units_own_words(desk, words, standing):
    stranger_sends(desk)
    answer(desk, asked(desk), words)
    assert standings(desk) == [standing]
    assert bool(letter_to(desk, "canbo@pv05.example", "đã trả lời")) == (standing != "provisional")


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
    for line in ("Xác nhận đã nhận được thư.\n", "XÁC NHẬN\nTỪ CHỐI\n", "Không phải của đơn vị à?\n", "Đúng là của đơn vị, nhưng là bản nháp.\n"):
        answer(desk, letter, line)
    assert standings(desk) == ["provisional"]
    assert desk.rows("SELECT count(*) FROM command") == [(0,)]
    assert "unit:" not in str(desk.rows("SELECT actor FROM journal"))


def test_an_authenticated_stranger_hears_that_his_unit_was_asked(desk):
    """He gets the same letter, without the question; his own word does not settle it."""
    append(desk, authenticated(mail(desk, None, "Báo cáo 6 tháng", filled(desk, UNIT), sender=STRANGER), "mail.example"), ON_TIME)
    desk.once()
    [his] = letter_to(desk, STRANGER, "chưa đăng ký")
    assert STRANGER in body(his) and "TỪ CHỐI" not in body(his)
    raw = with_header(mail(desk, None, "Re: " + his["Subject"], sender=STRANGER, text="XÁC NHẬN\n"), "In-Reply-To", his["Message-ID"])
    append(desk, authenticated(raw, "mail.example"), ON_TIME)
    desk.once()
    assert standings(desk) == ["provisional"] and desk.rows("SELECT count(*) FROM command") == [(0,)]
    answer(desk, asked(desk), "xác nhận\n")
    assert standings(desk) == ["vouched"]


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
    line = "phân loại TN-2023-0002 huyện Tân Hồng 6T 2023"
    assert '"XÁC NHẬN' in desk.run("docketctl", "do", line, "--as", "canbo@pv05.example").stdout       # whose it is was said: not so in passing
    assert standings(desk) == ["vouched", "rejected"]
    desk.ctl("do", "xác nhận TN-2023-0002", "--as", "canbo@pv05.example")
    assert standings(desk) == ["vouched", "vouched"] and owed(desk)[2] == 2
    assert "ổn" in desk.ctl("verify")


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
    assert standings(desk) == ["aside", "vouched"] and owed(desk) == ("received", int(late.timestamp()), 2)
    assert "TRỄ HẠN" in body(letter_to(desk, f"{UNIT}@dongthap.example", "Đã nhận")[-1])
    assert "ổn" in desk.ctl("verify")
    desk.ctl("do", "xác nhận TN-2023-0001", "--as", "canbo@pv05.example")      # it was the unit's after all
    assert owed(desk)[1] == int(ON_TIME.timestamp())
    [(act,)] = desk.rows("SELECT code FROM command")
    desk.ctl("do", f"hủy {act}", "--as", "canbo@pv05.example")
    desk.ctl("do", "từ chối TN-2023-0001", "--as", "canbo@pv05.example")
    assert owed(desk) == ("received", int(late.timestamp()), 2)
    [version] = json.loads(desk.ctl("show", "TN-2023-0002", "--json"))["submissions"]
    assert (version["late"], version["days_late"]) == (True, 3)
    assert "trễ 3" in desk.ctl("do", "xem TN-2023-0002", "--as", "canbo@pv05.example")
    assert "ổn" in desk.ctl("verify")


def test_what_an_officer_decided_is_not_rejected_over_his_head(desk):
    stranger_sends(desk)
    assert "đơn vị chưa xác nhận" in " ".join(desk.ctl("do", "đạt TN-2023-0001", "--as", "canbo@pv05.example").split())
    answer(desk, asked(desk), "TỪ CHỐI\n")
    assert standings(desk) == ["provisional"] and owed(desk)[0] == "accepted"
    assert desk.rows("SELECT state FROM command ORDER BY id DESC LIMIT 1") == [("refused",)]
    assert letter_to(desk, "canbo@pv05.example", "đã trả lời")


# --- floods and loops ---------------------------------------------------------------------

def pour(desk, mails, received=ON_TIME):
    """Many mails at once, straight into the Maildir: a thousand APPENDs take minutes on a slow disk."""
    with desk.servers.mailbox(desk.address) as imap:
        imap.select("INBOX")
    folder = desk.servers.folder / "mail" / desk.address / "Maildir" / "new"
    folder.mkdir(parents=True, exist_ok=True)
    os.chown(folder, desk.servers.uid, desk.servers.gid)
    for n, raw in enumerate(mails):
        file = folder / f"{int(received.timestamp())}.M{n}.test"
        file.write_bytes(raw)
        os.utime(file, (received.timestamp(),) * 2)
        os.chown(file, desk.servers.uid, desk.servers.gid)


def test_a_thousand_automatic_replies_are_recorded_and_not_answered(desk):
    form = mail(desk, "so-tc", "Automatic reply: [Nhắc hạn] Báo cáo năm 2023", text="Tôi vắng mặt.\n", message_id="<{}@x.example>")
    pour(desk, [with_header(form.replace(b"<{}@", b"<%d@" % n), "Auto-Submitted", "auto-replied") for n in range(1000)])
    desk.once()
    assert desk.rows("SELECT outcome, count(*) FROM message GROUP BY outcome") == [("ignored", 1000)]
    assert desk.rows(f"SELECT count(*) FROM letter WHERE {NO_DIGEST}") == [(0,)]


def test_a_thousand_mails_of_one_sender_get_at_most_the_cap_of_letters(desk):
    """Registered or not, however he writes his address: who is flooded is not him, nor an officer, nor a unit."""
    shapes = ["h-lap-vo@dongthap.example", "H-Lap-Vo@DongThap.example"]
    pour(desk, [mail(desk, None, f"Báo cáo số {n}", sender=shapes[n % 2], text="Gửi anh chị.\n") for n in range(800)] +
         [mail(desk, None, f"Báo cáo 6 tháng năm 2023 huyện Tam Nông lần {n}", filled(desk, "h-tam-nong", campaigns=n + 1),
               sender=STRANGER) for n in range(1)] * 1 +
         [mail(desk, None, f"Báo cáo năm 2023 - UBND xã Định Yên {n}", sender=f"a{n}@mail.example") for n in range(199)])
    desk.once()
    assert desk.rows("SELECT count(*) FROM message") == [(1000,)]
    most = dict(desk.rows(f"SELECT recipient, count(*) FROM letter WHERE {NO_DIGEST} GROUP BY recipient"))
    assert 0 < most["h-lap-vo@dongthap.example"] <= 20 + 20          # answers, and copies of what went past the district
    assert most["canbo@pv05.example"] == most["truongphong@pv05.example"] == 100
    assert set(most) == {"h-lap-vo@dongthap.example", "h-tam-nong@dongthap.example", "canbo@pv05.example", "truongphong@pv05.example"}
    [(last,)] = desk.rows("SELECT m.mail FROM letter l JOIN letter_mail m ON m.letter = l.id WHERE l.recipient = ? "
                          f"AND l.{NO_DIGEST} ORDER BY l.id DESC LIMIT 1", "canbo@pv05.example")
    assert "Đã đủ số thông báo trong 24 giờ" in body(email.message_from_bytes(last, policy=email.policy.default))


def test_two_offices_set_on_each_other_fall_silent(servers, tmp_path):
    """Each is the other's registered, authenticated sender: no letter of one makes the other write."""
    names = ["vong-a@pv05.example", "vong-b@pv05.example"]
    offices = []
    for mine_, other in (names, names[::-1]):
        folder = tmp_path / mine_.split("@")[0]
        folder.mkdir()
        plan = changed_plan(folder / "plan.conf", lambda t, o=other: t.replace("h-lap-vo@dongthap.example", o))
        offices.append(Office(servers, folder / "office", address=mine_, plan=plan))
    a, b = offices
    raw = mail(a, None, "Báo cáo 6 tháng năm 2023 - huyện Lấp Vò", filled(a, "h-lap-vo"), sender=b.address)
    servers.send(b.address, [a.address], raw, auth=True)
    servers.wait_for(a.address, 1)
    for turn in range(4):
        for office in offices:
            before = len(servers.mails(office.address))
            office.once("--now", f"2023-06-08T08:0{turn}")
            assert len(servers.mails(office.address)) == before
        servers.settle()
    # B reminds A, which owes it a report by B's plan: with an empty form, which is nobody's report
    assert [a.rows("SELECT outcome FROM message ORDER BY id"), b.rows("SELECT outcome FROM message ORDER BY id")] == \
        [[("filed",), ("review",)], [("ignored",)]]
    assert a.rows("SELECT reason FROM message WHERE id = 2") == [("auto-files",)]
    assert [t for t, in a.rows("SELECT letter FROM letter WHERE recipient = ?", b.address)] in (["received"], ["late"])
    assert [t for t, in b.rows("SELECT letter FROM letter WHERE recipient = ?", a.address)] == ["reminder"]


def test_a_conversation_ends_as_well(servers, tmp_path):
    """Answers within one thread are capped, by our own ids among its references."""
    desk = Office(servers, tmp_path / "office", address="thread@pv05.example", sending={"per_thread": 2})
    ids = []
    for n in range(4):
        raw = mail(desk, "h-lap-vo", f"Re: Báo cáo {n}", filled(desk, "h-lap-vo", campaigns=n + 1))
        append(desk, with_header(raw, "References", " ".join(f"<{i}>" for i in ids) or "<x@y.example>"), ON_TIME)
        desk.once()
        ids = [i for i, in desk.rows("SELECT message_id FROM letter WHERE recipient = 'h-lap-vo@dongthap.example' ORDER BY id")]
    assert len(ids) == 2 and desk.rows("SELECT count(*) FROM message") == [(4,)]


# --- what anybody can write ------------------------------------------------------------------

FORGED = [                                  # of h.example; none is the server's own word of a pass
    ["mx.pv05.example; dmarc=fail header.from=h.example", "mx.pv05.example; dmarc=pass header.from=h.example"],    # below
    ["mx.evil.example; dmarc=pass header.from=h.example"],                                                         # above, of another
    ["mx.evil.example; dmarc=pass header.from=h.example", "mx.pv05.example; dmarc=pass header.from=h.example"],
    ["mx.pv05.example.evil.example; dmarc=pass header.from=h.example"],                                            # look-alikes
    ["mx.pv05.examp1e; dmarc=pass header.from=h.example"],
    ["mx.pv05.example\u200b; dmarc=pass header.from=h.example"],
    ["(mx.pv05.example;) evil.example; dmarc=pass header.from=h.example"],                                         # comments
    ["evil.example (mx.pv05.example; dmarc=pass header.from=h.example)"],
    ["mx.pv05.example; dmarc=fail (dmarc=pass) header.from=h.example"],
    ["mx.pv05.example; dmarc=fail\r\n (x\r\n dmarc=pass) header.from=h.example"],                                  # folded
    ["evil.example;\r\n mx.pv05.example; dmarc=pass header.from=h.example"],
    ["mx.pv05.example; dmarc=none reason=\"; dmarc=pass header.from=h.example\""],
    ["mx.pv05.example; dmarc=pass header.from=elsewhere.example"],
]


def test_a_forged_authentication_result_is_not_believed(desk):
    """A stranger is answered only if the office's own server vouches for him."""
    for n, fields in enumerate(FORGED + [["mx.pv05.example;\r\n dmarc=pass (p=none) header.from=h.example"]]):
        raw = mail(desk, None, f"Báo cáo 6 tháng năm 2023 huyện Tam Nông {n}", sender=f"n{n}@h.example")
        for field in reversed(fields):
            raw = f"Authentication-Results: {field}\r\n".encode() + raw
        append(desk, raw, ON_TIME)
    desk.once()
    assert desk.rows("SELECT count(*) FROM message") == [(len(FORGED) + 1,)]
    assert desk.rows("SELECT DISTINCT recipient FROM letter WHERE recipient LIKE 'n%@h.example'") == [(f"n{len(FORGED)}@h.example",)]


def test_a_registered_address_that_fails_goes_to_review(desk):
    """Forged headers of the sender below the server's own do not help him."""
    raw = mail(desk, UNIT, "Báo cáo 6 tháng", filled(desk, UNIT))
    servers_word = f"Authentication-Results: {FORGED[0][0].replace('h.example', 'dongthap.example')}\r\n".encode()
    append(desk, servers_word + authenticated(raw, "dongthap.example"), ON_TIME)
    through = mail(desk, UNIT, "Báo cáo 6 tháng lần hai", filled(desk, UNIT, campaigns=3))
    desk.servers.send("ai-do@elsewhere.example", [desk.address], authenticated(through, "dongthap.example"), auth=True)
    desk.servers.wait_for(desk.address, 2)
    desk.once()
    assert desk.rows("SELECT DISTINCT outcome, reason FROM message") == \
        [("review", "not-authenticated")]
    assert desk.rows("SELECT count(*) FROM letter WHERE recipient = ?", f"{UNIT}@dongthap.example") == [(0,)]


def test_forged_threads_and_subject_codes_change_nothing(desk):
    append(desk, mail(desk, UNIT, "Báo cáo 6 tháng", filled(desk, UNIT)), ON_TIME)
    append(desk, mail(desk, "h-lap-vo", "Gửi phòng", text="Gửi.\n"), ON_TIME)
    desk.once()
    real = letter_to(desk, f"{UNIT}@dongthap.example", "TN-2023-0001")[-1]["Message-ID"].strip("<>")
    asked_id = desk.rows("SELECT message_id FROM letter WHERE reason LIKE 'ask:%'")[0][0]
    tag, rest = real.split(".", 1)
    ids = [real + "0", "0" + real, real.upper(), tag + "." + asked_id.split(".", 1)[1], real.replace("@", ".x@"),
           real.split("@")[0] + "@elsewhere.example", "rem-HALF_YEAR-2023-h-tan-hong@pv05.example"]
    docket = [desk.rows(f"SELECT * FROM {t} ORDER BY 1") for t in ("obligation", "submission", "contact", "bounced")]
    for n, id in enumerate(ids):
        raw = mail(desk, None, f"Re: [BVANTQ TN-2023-000{n % 2 + 1}] Đã nhận {n}", *([__file__] if n % 2 else []),
                   sender="gia@mail.example", text="Gửi.\n" if n % 2 else "Đơn vị: huyện Lấp Vò; Loại: báo cáo 6 tháng; Kỳ: 2023\n")
        append(desk, with_header(with_header(raw, "In-Reply-To", f"<{id}>"), "References", f"<{id}>"), ON_TIME)
    desk.once()
    assert "thread" not in {s for s, in desk.rows("SELECT source FROM evidence WHERE message > 2")}
    assert [desk.rows(f"SELECT * FROM {t} ORDER BY 1") for t in ("obligation", "submission", "contact", "bounced")] == docket
    assert desk.rows("SELECT count(*) FROM letter WHERE recipient = 'gia@mail.example'") == [(0,)]


# --- marks ------------------------------------------------------------------------------------

def test_what_is_secret_is_repeated_nowhere(desk):
    """Neither subject nor words nor names of files: not in letters, listings, log or docket (A26)."""
    import docx
    page = desk.folder / "BC nam 2023.docx"
    document = docx.Document()
    for text in ("MẬT", "BAN CHỈ ĐẠO 138", "HUYỆN LẤP VÒ", "Kế hoạch hành quân tuyệt đối kín"):
        document.add_paragraph(text)
    document.save(page)
    labelled = desk.folder / "BC nam 2023 (2).docx"
    document.paragraphs[0].text = "Độ mật: Tuyệt mật"
    document.save(labelled)
    secret_name = desk.folder / "phuong-an-kin (MẬT).pdf"
    secret_name.write_bytes(b"%PDF-1.4 x")
    first = mail(desk, "h-lap-vo", "[MẬT] Phương án phuong-an-kin", text="Lời phuong-an-kin.\n")
    append(desk, authenticated(first, "dongthap.example"), ON_TIME)
    append(desk, authenticated(first, "dongthap.example"), ON_TIME, folder="Spam")
    append(desk, authenticated(mail(desk, "h-lap-vo", "Phương án phuong-an-kin", secret_name, text="phuong-an-kin\n"), "dongthap.example"), ON_TIME)
    for files, text in (([page], "phuong-an-kin\n"), ([labelled], "phuong-an-kin\n"), ([], "Độ mật: Mật\nphuong-an-kin\n")):
        append(desk, authenticated(mail(desk, "h-lap-vo", "phuong-an-kin", *files, text=text), "dongthap.example"), ON_TIME)
    said = desk.once("-v")
    assert sorted(o for o, in desk.rows("SELECT outcome FROM message")) == ["duplicate"] + ["quarantine"] * 5
    shown = [desk.ctl("show", c) + desk.ctl("show", c, "--json") for c, in desk.rows("SELECT code FROM message")]
    asked = [desk.ctl("do", line, "--as", "canbo@pv05.example") for line in
             ["chờ phân loại", "tìm phuong-an-kin"] + [f"tra cứu {c}" for c, in desk.rows("SELECT code FROM message")]]
    mails = [email.message_from_bytes(m, policy=email.policy.default) for m, in desk.rows("SELECT mail FROM letter_mail")]
    written_ = [m["Subject"] + body(m) for m in mails]
    docket = [str(desk.rows(f"SELECT * FROM {t}")) for t, in desk.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
              if t not in ("letter_mail", "command", "journal")]
    assert "TN-2023" not in asked[1]
    for text in [said, *shown, *written_, *docket, *asked[:1], *asked[2:]]:
        assert "phuong-an-kin" not in text and "hành quân" not in text, text
    assert {t for t, _ in written(desk, "h-lap-vo@dongthap.example")} == {"secret"}


def test_what_is_urgent_reaches_the_officer_at_once(desk):
    append(desk, mail(desk, "h-lap-vo", "HỎA TỐC: Báo cáo 6 tháng năm 2023", filled(desk, "h-lap-vo")), ON_TIME)
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng năm 2023, khẩn trương", filled(desk, "h-tam-nong")), ON_TIME)
    desk.once()
    [told] = letter_to(desk, "canbo@pv05.example", "KHẨN")
    text = " ".join(body(told).split())
    assert "HỎA TỐC" in text and "Đã ghi nhận cho huyện Lấp Vò" in text


def test_mail_before_the_first_day_is_recorded_without_a_letter(servers, tmp_path):
    desk = Office(servers, tmp_path / "office", address="go-live@pv05.example", mailbox={"go_live": "2023-06-10"})
    for n, (user, subject) in enumerate([(UNIT, "Báo cáo 6 tháng"), (None, "UBND xã Định Yên gửi báo cáo"), (UNIT, "Gửi anh")]):
        raw = mail(desk, user, subject, *([filled(desk, UNIT)] if n == 0 else []), sender=None if user else "xa@xa.example")
        append(desk, authenticated(raw, "dongthap.example" if user else "xa.example"), ON_TIME)
    desk.once()
    assert desk.rows("SELECT DISTINCT outcome FROM message") == [("historic",)]
    assert desk.rows(f"SELECT count(*) FROM letter WHERE {NO_DIGEST}") == [(0,)]


# --- another's file -----------------------------------------------------------------

def test_another_units_file_is_pointed_out(desk):
    document = docx.Document()
    document.add_paragraph("Kết quả phong trào trong kỳ.")
    document.save(desk.folder / "BC.docx")
    for unit in ("h-lap-vo", "h-tam-nong"):
        append(desk, mail(desk, unit, "Báo cáo 6 tháng năm 2023", desk.folder / "BC.docx"), ON_TIME)
    desk.once()
    first, second = (" ".join(body(mine(desk, unit)[-1]).split()) for unit in ("h-lap-vo", "h-tam-nong"))
    assert "giống hệt" not in first and "giống hệt một tệp mà đơn vị khác đã gửi" in second and "Lấp Vò" not in second
    assert [s for s, in desk.rows("SELECT subject FROM letter WHERE letter = 'officer-notice' AND subject LIKE '%Tam Nông%cần xem lại%'")]


# --- what comes after a form ---------------------------------------------------------

def test_an_annex_does_not_take_the_figures_away(desk):
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng năm 2023", filled(desk, "h-tam-nong", campaigns=5)), ON_TIME)
    desk.once()
    annex = desk.folder / "Phu luc.docx"
    for words in ("Phụ lục 2: các mô hình mới.", "Phụ lục 3: danh sách."):      # a further one names the report, too
        document = docx.Document()
        document.add_paragraph(words)
        document.save(annex)
        append(desk, mail(desk, "h-tam-nong", "Bổ sung phụ lục báo cáo 6 tháng năm 2023", annex), LATE)
        desk.once()
    [(version, values, state)] = desk.rows("SELECT s.version, s.form_values, o.state FROM obligation o JOIN submission s ON s.id = o.accepted "
                                           "WHERE o.unit = 'h-tam-nong' AND o.report = 'HALF_YEAR' AND o.period = '2023'")
    assert (version, state) == (1, "received") and ["campaigns", 0, "integer", "5"] in [v[:4] for v in json.loads(values)]
    letter = " ".join(body(mine(desk, "h-tam-nong")[-1]).split())
    assert "bổ sung cho báo cáo đã nhận tại thư mã TN-2023-0001; báo cáo đó vẫn có hiệu lực và số liệu vẫn lấy theo đó" in letter and "ĐÚNG HẠN" in letter
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'officer-notice' AND subject LIKE '%cần xem lại%'")[0][0] > 0


def test_the_other_half_of_a_form_says_what_goes_with_the_first(desk):
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng năm 2023", filled(desk, "h-tam-nong", campaigns=5)), ON_TIME)
    desk.once()
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng năm 2023 phần 2", filled(desk, "h-tam-nong", campaigns=None)), ON_TIME)
    desk.once()
    letter = " ".join(body(mine(desk, "h-tam-nong")[-1]).split())
    assert "Bản gửi trước (thư mã TN-2023-0001) có số liệu của 1 mục bắt buộc mà bản này để trống, như “Số cuộc tuyên truyền”" in letter
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'officer-notice' AND subject LIKE '%cần xem lại%'")[0][0] > 0
