"""What a server may refuse, give empty, cut or say in an odd way: message, row, folder, mark. Nothing that is
listed is skipped in silence, nothing that cannot be had stops the rest, and nobody is reminded meanwhile."""
import email
import email.policy

import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login

DAY = "2023-06-06"


def mail(n):
    return (f"Received: from a.example by mx.pv05.example; Tue, 6 Jun 2023 07:0{n}:00 +0700\r\nFrom: h{n}@dongthap.example\r\n"
            f"Subject: Bao cao 6 thang {n}\r\nMessage-ID: <{n}@dongthap.example>\r\n\r\nxin chao {n}\r\n").encode()


class Story:
    def __init__(self, folder, box):
        self.box, self.relay = box, Relay()
        self.desk = Office(Nowhere(), folder, mailbox={"server": login(folder, box), "folders": ["INBOX"]},
                           sending={"server": login(folder, self.relay), "retry_first": 1})
        self.minute, self.said, self.exits = 0, "", []

    def look(self, day=DAY):
        done = self.desk.run("docketd", "--once", "--now", f"{day}T08:{self.minute:02}:00")
        self.minute += 1
        self.said += done.stderr
        self.exits.append(done.returncode)

    def outcomes(self):
        return dict(self.desk.rows("SELECT uid, outcome FROM message ORDER BY uid"))

    def digest(self):
        mail = self.desk.rows("SELECT m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id WHERE l.letter = 'digest' LIMIT 1")[0][0]
        return email.message_from_bytes(mail, policy=email.policy.default).get_body(("plain",)).get_content()

    def count(self, letter):
        return self.desk.rows("SELECT count(*) FROM letter WHERE letter LIKE ?", letter)[0][0]


@pytest.fixture
def story(tmp_path):
    stories = []

    def begin(box):
        stories.append(Story(tmp_path / "office", box))
        return stories[0]
    yield begin
    stories[0].desk.rebuilt()


def refuse(answer):
    return lambda box: box.refuse.__setitem__("text 2", answer)


def give(text):
    def change(box):
        usual = box.text
        box.text = lambda uid: text if uid == 2 else usual(uid)
    return change


def cut(box):
    box.timeout = "4s"                  # the rest is waited for
    give(b"BODY[] {50}\r\nshort")(box)


@pytest.mark.parametrize("change", [refuse("NO [SERVERBUG] internal error"), refuse("BAD not this one"), refuse(""),
                                    give(None), give(b"BODY[] NIL"), give(b'BODY[] ""'), give(b"BODY[] {0}\r\n"), give(b"FLAGS ()"), cut],
                         ids=["no", "bad", "hangs-up", "no-row", "nil", "empty", "no-octets", "only-flags", "cut"])
def test_a_message_that_is_not_given(story, change):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    change(box)
    s = story(box)
    for _ in range(3):
        assert s.count("remind%") == 0 if s.exits else True         # until it has its row
        s.look()
    assert s.outcomes() == {1: "review", 2: "not-obtainable", 3: "review"}
    assert s.exits == [1, 1, 0] or s.exits == [1, 1, 1]             # 1: the connection died of it
    assert "the server lists message 2 and does not give it" in s.said and "the officers are told" in s.said
    assert s.desk.rows("SELECT count(*) FROM letter WHERE reason = 'notice:' || (SELECT code FROM message WHERE uid = 2)") == [(2,)]
    s.look()
    assert s.exits[-1] == 0 and s.count("remind%") > 0              # it is asked for once a day from now on
    box.refuse, box.text = {}, lambda uid: Mailbox.text(box, uid)
    s.look("2023-06-08")
    assert s.desk.rows("SELECT outcome, uid FROM message WHERE uid IN (0, 2) ORDER BY id") == [("not-obtainable", 0), ("review", 2)]


@pytest.mark.parametrize("uid, answer", [(2, "NO later"), (3, "")], ids=["refused", "the-last-one-cut"])
def test_one_that_comes_late_is_entered(story, uid, answer):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    box.refuse[f"text {uid}"] = answer
    s = story(box)
    s.look()
    assert uid not in s.outcomes() and s.exits == [1]
    box.refuse = {}
    s.look()
    assert s.outcomes() == {n: "review" for n in (1, 2, 3)} and s.exits == [1, 0]
    assert s.desk.rows("SELECT count(*) FROM missing") == [(0,)]


def test_a_server_that_gave_nothing_for_a_while(story):
    """As soon as it gives one again, it is asked for all."""
    box = Mailbox({n: mail(n) for n in range(1, 8)})
    box.refuse["UID FETCH .*BODY"] = "NO [INUSE] later"
    s = story(box)
    s.look()
    assert s.outcomes() == {}
    box.refuse = {}
    s.look()
    assert list(s.outcomes()) == list(range(1, 8)) and s.exits == [1, 0]


def test_one_that_somebody_removed_has_no_row(story):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    box.refuse["text 2"] = "NO later"
    s = story(box)
    s.look()
    del box.mails[2]
    s.look()
    assert s.outcomes() == {1: "review", 3: "review"} and s.exits == [1, 0]
    assert s.desk.rows("SELECT count(*) FROM missing") == [(0,)]


def test_a_mail_made_up_for_one_that_is_gone(story):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    usual, kept = box.text, dict(box.mails)

    def text(uid):
        if uid == 2:
            box.mails.pop(2, None)
            return b"BODY[] {35}\r\nFrom: root@x\r\n\r\nmessage unavailable"
        return usual(uid)
    box.text = text
    box.uids = lambda words: [u for u in sorted(kept) if u in Mailbox.uids(box, words) or (u == 2 and "1:3" in words)]
    s = story(box)
    s.look()
    assert s.outcomes() == {1: "review", 3: "review"} and s.exits == [0]


@pytest.mark.parametrize("wrong", [10, 5000])
def test_wrong_sizes_lose_nothing(story, wrong):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    box.size = lambda uid: wrong
    s = story(box)
    s.look()
    assert s.outcomes() == {n: "review" for n in (1, 2, 3)}


@pytest.mark.parametrize("date, received, flagged", [
    ("NIL", "2023-06-06T00:02:00Z", 1), ('"yesterday"', "2023-06-06T00:02:00Z", 1),
    ('" 1-Jan-1970 00:00:00 +0000"', "2023-06-06T00:02:00Z", 1), ('" 6-Jun-2033 08:00:00 +0700"', "2023-06-06T00:02:00Z", 1),
    ('"06-Jun-2023 00:30:00 Z"', "2023-06-06T00:30:00Z", 0)])
def test_a_row_without_a_date(story, date, received, flagged):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    usual = box.date
    box.date = lambda uid: date if uid == 2 else usual(uid)
    s = story(box)
    s.look()
    assert set(s.outcomes()) == {1, 2, 3} and s.exits == [0]
    assert s.desk.rows("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', received, 'unixepoch'), flagged FROM message WHERE uid = 2") == [(received, flagged)]


@pytest.mark.parametrize("row", ["UID {0} FLAGS ()", "UID {0} RFC822.SIZE NIL INTERNALDATE NIL FLAGS NIL", "FLAGS () UID {0} RFC822.SIZE",
                                 "RFC822.SIZE 100 FLAGS () INTERNALDATE NIL", "UID NIL RFC822.SIZE 3", "oops"])
def test_odd_rows(story, row):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    usual = box.row
    box.row = lambda uid: row.format(uid) if uid == 2 else usual(uid)
    s = story(box)
    s.look()
    assert set(s.outcomes()) == {1, 2, 3} and s.exits == [0]


@pytest.mark.parametrize("answer", ["NO not trusted", "NO [UNAVAILABLE] later", "NO [INUSE] in use", "BAD no"])
def test_a_folder_that_does_not_open(story, answer):
    box = Mailbox({1: mail(1)})
    box.refuse["SELECT INBOX"] = answer
    s = story(box)
    for _ in range(2):
        s.look()
    assert s.outcomes() == {} and s.exits == [1, 1] and s.count("remind%") == 0
    assert "INBOX: it cannot be opened, so the mailbox is not read" in s.said
    assert "Hộp thư chưa đọc lần nào" in s.digest()
    box.refuse = {}
    s.look()
    assert s.outcomes() == {1: "review"} and s.exits[-1] == 0 and s.count("remind%") > 0


def test_the_other_folders_are_read(story, tmp_path):
    box = Mailbox({1: mail(1)}, folders=("INBOX", "INBOX.Spam", "Closed"))
    box.refuse["SELECT Closed"] = "NO [SERVERBUG] broken index"
    s = story(box)
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX", "Spam", "Closed", "Archive"]},
                    sending={"server": login(tmp_path / "office", s.relay)})
    s.look()
    assert s.outcomes() == {1: "review"} and s.exits == [1]
    assert "Closed: it cannot be opened" in s.said
    assert "Archive: there is no such folder, and it is passed over; there are: INBOX, INBOX.Spam (the one for spam), Closed (the one for spam)" in s.said
    assert any("SELECT" in line and "INBOX.Spam" in line for line in box.lines)
    box.refuse = {}
    s.look()
    assert s.exits == [1, 0] and s.said.count("Archive: ") == 1     # told once


@pytest.mark.parametrize("where", ["SELECT Spam", r"SELECT INBOX|UID FETCH 1:\*"])
def test_a_folder_on_which_every_connection_ends(story, tmp_path, where):
    """The others are read all the same, and nobody is reminded before it is."""
    box = Mailbox({1: mail(1)}, folders=("INBOX", "Spam"))
    box.refuse[where] = ""
    s = story(box)
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX", "Spam"]},
                    sending={"server": login(tmp_path / "office", s.relay), "retry_first": 1})
    for n in (2, 3, 4):
        s.look()
        box.mails[n] = mail(n)
    first = {n: "review" for n in (1, 2, 3)} if "Spam" in where else {}
    assert s.outcomes() == first and s.exits == [1, 1, 1] and s.count("remind%") == 0
    box.refuse = {}
    s.look()
    s.look()
    assert s.outcomes() == {n: "review" for n in (1, 2, 3, 4)} and s.exits[-2:] == [0, 0] and s.count("remind%") > 0
    assert [line.split()[-1] for line in box.lines if "SELECT" in line][-2:] == ["Spam", "INBOX"]


@pytest.mark.parametrize("answer", ["NO keyword not permitted", "BAD unknown flag"])
def test_a_mark_that_is_refused(story, answer):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)})
    box.refuse["UID STORE"] = answer
    s = story(box)
    s.look()
    box.mails[4] = mail(4)
    s.look()
    assert set(s.outcomes()) == {1, 2, 3, 4} and s.exits == [0, 0]
    assert s.said.count("the docket alone knows") == 1
    box.refuse = {}
    s.look()
    assert sorted(box.flags) == [1, 2, 3, 4]


def test_a_keyword_that_is_not_kept_is_not_asked_for(story):
    box = Mailbox({1: mail(1)}, permanent=r"\Seen \Deleted")
    s = story(box)
    s.look()
    s.look()
    assert s.outcomes() == {1: "review"} and "STORE" not in " ".join(box.lines)
    assert s.said.count("it keeps no keywords here") == 1


@pytest.mark.parametrize("uidnext, later", [(True, []), (False, []), (True, [3, 4])], ids=["uidnext", "silent", "overtaken"])
def test_a_mailbox_put_back_from_a_copy(story, uidnext, later):
    box = Mailbox({n: mail(n) for n in (1, 2, 3, 4)}, uidnext=uidnext)
    s = story(box)
    s.look()
    box.mails = {1: mail(1), 2: mail(2), 3: mail(7), **({4: mail(8)} if later else {})}
    box.flags = {1: ["docketd"], 2: ["docketd"]}
    s.look("2023-06-07")
    new = 1 + len(later[1:])
    assert s.desk.rows("SELECT count(*), count(DISTINCT sha256) FROM message") == [(4 + new, 4 + new)]
    assert s.exits == [0, 0]


# --- the first start --------------------------------------------------------------------------

def test_what_lay_there_before_the_first_start_is_not_answered(story, tmp_path):
    box = Mailbox({1: mail(1).replace(b"Tue, 6 Jun 2023", b"Sun, 2 Jan 2022"), 2: mail(2), 3: mail(3)})
    dates = {1: '" 2-Jan-2022 16:00:00 +0700"', 2: '" 6-Jun-2023 06:30:00 +0700"', 3: '" 6-Jun-2023 07:30:00 +0700"'}
    box.date = dates.get
    s = story(box)
    s.desk.conf.write_text("\n".join(line.replace('go_live = "2023-01-01";', "") for line in s.desk.conf.read_text().split("\n")))
    s.look()
    assert s.outcomes() == {1: "historic", 2: "historic", 3: "review"}
    assert s.said.count("this is the first start: mail that came before 2023-06-06T00:00:00Z is recorded and not answered") == 1
    assert s.desk.rows("SELECT DISTINCT m.uid FROM letter AS l JOIN message AS m ON m.id = l.message") == [(3,)]
    s.look()
    assert s.said.count("this is the first start") == 1
    assert "mailbox.go_live is not set" in s.desk.run("docketd", "-n").stdout
    assert "chỉ được ghi sổ, không trả lời" in s.desk.run("docketctl", "check").stdout


# --- connections that cannot come about --------------------------------------------------------

@pytest.mark.parametrize("group, port, tls, fine", [
    ("mailbox", 993, "starttls", False), ("mailbox", 143, "implicit", False), ("mailbox", 993, "implicit", True), ("mailbox", 1993, "starttls", True),
    ("sending", 587, "implicit", False), ("sending", 465, "starttls", False), ("sending", 465, "implicit", True)])
def test_a_tls_mode_that_does_not_go_with_its_port(tmp_path, group, port, tls, fine):
    folder = tmp_path / "office"
    desk = Office(Nowhere(), folder, **{group: {"server": {"host": "mail.pv05.example", "port": port, "tls": tls, "user": "u", "password_file": folder / "password"}}})
    done = desk.run("docketd", "-n")
    assert done.returncode == (not fine)
    assert fine or f'tls: must be "{"starttls" if tls == "implicit" else "implicit"}" for port {port}' in done.stderr


def test_a_ca_file_that_is_not_there_is_said(tmp_path):
    done = Office(Nowhere(), tmp_path / "office").run("docketd", "-n")
    assert done.returncode == 0 and "mailbox.server.ca_file: /none: No such file or directory" in done.stdout


def test_a_mailbox_put_back_from_a_copy_loses_nothing_where_seen_is_the_mark(story, tmp_path):
    box = Mailbox({n: mail(n) for n in (1, 2, 3)}, uidnext=False)
    s = story(box)
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX"], "mark": "seen"},
                    sending={"server": login(tmp_path / "office", s.relay)})
    s.look()
    assert box.flags == {n: ["\\Seen"] for n in (1, 2, 3)}
    box.mails[3] = mail(4)                                      # another under the number of one that was read
    del box.flags[3]
    s.look()
    assert len(s.outcomes()) == 3
    s.look("2023-06-07")
    assert s.desk.rows("SELECT count(DISTINCT sha256) FROM message") == [(4,)]
    assert box.flags[3] == ["\\Seen"]


OFFICER = "canbo@pv05.example"


def order(*lines):
    return ("Authentication-Results: mx.pv05.example; dkim=pass header.d=pv05.example; dmarc=pass header.from=pv05.example\r\n"
            f"From: {OFFICER}\r\nSubject: lenh\r\nMessage-ID: <lenh@pv05.example>\r\nDate: Mon, 12 Jun 2023 07:30:00 +0700\r\n\r\n" + "\r\n".join(lines) + "\r\n").encode()


def letter(desk, kind):
    mail = desk.rows("SELECT m.mail FROM letter AS l JOIN letter_mail AS m ON m.letter = l.id WHERE l.letter = ? LIMIT 1", kind)[0][0]
    return " ".join(email.message_from_bytes(mail, policy=email.policy.default).get_body(("plain",)).get_content().split())


def test_an_order_beside_a_folder_that_does_not_open_reminds_nobody_unasked(story, tmp_path):
    box = Mailbox({1: order("tinh hinh 6t 2023", "nhac tam nong 6t 2023")}, folders=("INBOX", "Spam"))
    box.date = lambda uid: '"12-Jun-2023 07:31:00 +0700"'
    box.refuse["SELECT Spam"] = "NO [UNAVAILABLE] backend down"
    s = story(box)
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX", "Spam"]},
                    sending={"server": login(tmp_path / "office", s.relay), "retry_first": 1}, office={"language": "vi"})
    s.look("2023-06-12")
    assert s.outcomes() == {1: "command"} and s.count("overdue") == 0
    told = letter(s.desk, "transcript")
    assert told.count("hộp thư không đọc được từ 08:00 ngày 12/6/2023: báo cáo có thể đã đến") == 2 and "ĐỒNG Ý GN-2023-0002" in told
    s.minute = 59
    s.desk.run("docketd", "--once", "--now", "2023-06-12T14:30:00")
    assert "Có thư mục hoặc thư mà máy chủ thư không giao. [not read to its end: Spam:" in letter(s.desk, "operator") and "backend down" in letter(s.desk, "operator")
    box.refuse = {}
    s.desk.run("docketd", "--once", "--now", "2023-06-12T15:00:00")
    assert "hộp thư" not in s.desk.ctl("--now", "2023-06-12T15:01", "do", "nhac lap vo 6t 2023", "--as", OFFICER)


def test_who_asks_while_the_mailbox_cannot_be_read_is_told(story):
    box = Mailbox({})
    s = story(box)
    s.look()
    for when, told in (("T08:30", False), ("T23:00", True)):       # not looked at for long, though nothing failed
        assert ("hộp thư chưa đọc từ 08:00 ngày 06/6/2023" in s.desk.ctl("--now", DAY + when, "do", "missing half-year 2023", "--as", OFFICER)) == told
    box.refuse["LOGIN"] = "NO [UNAVAILABLE] away"
    s.look("2023-06-07")
    for line in ("tinh hinh 6t 2023", "chua nop 6t 2023", "tre han", "don vi tam nong", "can xu ly"):
        assert "hộp thư không đọc được từ" in s.desk.ctl("--now", "2023-06-12T09:00", "do", line, "--as", OFFICER), line
    said = s.desk.run("docketctl", "--now", "2023-06-12T09:00", "do", "nhac tam nong 6t 2023", "--as", OFFICER).stdout
    assert "hộp thư không đọc được từ" in said and "ĐỒNG Ý GN-" in said and s.count("overdue") == 0
