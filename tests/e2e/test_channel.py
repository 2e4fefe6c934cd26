"""Sending where the server refuses: whose the refusal is decides what becomes of a letter. Faults of the channel
cost one connection and no letter; what is the letter's or the address's own ends it."""
import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login

DAY, NEXT = "2023-06-06", "2023-06-07"         # reminders to twelve districts, a digest to two officers


class Story:
    def __init__(self, folder, **answers):
        self.relay = Relay(**answers)
        self.desk = Office(Nowhere(), folder, mailbox={"server": login(folder, Mailbox({})), "folders": ["INBOX"]},
                           sending={"server": login(folder, self.relay), "retry_first": 60})
        self.said = ""

    def run(self, day=DAY, hour="08:00"):
        self.said += self.desk.once("--now", f"{day}T{hour}:00")

    def states(self):
        return dict(self.desk.rows("SELECT state, count(*) FROM letter GROUP BY state"))

    def attempts(self):
        return self.desk.rows("SELECT max(attempts) FROM letter")[0][0]


@pytest.fixture
def story(tmp_path):
    stories = []

    def begin(**answers):
        stories.append(Story(tmp_path / "office", **answers))
        return stories[0]
    yield begin
    stories[0].desk.rebuilt()


CHANNEL = {
    "greeting-421": {"greeting": "421 too many connections"}, "greeting-554": {"greeting": "554 no"}, "greeting-gone": {"greeting": "gone"},
    "ehlo-gone": {"ehlo": "gone"}, "auth-454": {"auth": "454 4.7.0 not now"}, "auth-535": {"auth": "535 5.7.8 no"},
    "auth-421": {"auth": "421 4.7.0 bye"}, "mail-553": {"mail": "553 5.7.1 this account does not own that sender"},
    "mail-550": {"mail": "550-5.7.60 one\r\n550 two"}, "mail-421": {"mail": "421 4.3.2 down"}, "mail-gone": {"mail": "gone"},
    "mail-452": {"mail": "452 4.3.1 no space"}, "quota": {"dot": "550 5.4.5 daily quota"}, "sender": {"rcpt": "550 5.1.8 bad sender"},
}


@pytest.mark.parametrize("case", CHANNEL)
def test_the_channel_is_at_fault(story, case):
    s = story(**CHANNEL[case])
    s.run()
    assert s.states() == {"queued": 14} and s.attempts() <= (case in ("quota", "sender"))
    assert s.relay.callers <= 2 and sum("MAIL" in line for line in s.relay.lines) <= 2
    assert s.said.count("sending rests until") == 1
    assert "Việc gửi thư đang tạm dừng từ" in s.desk.ctl("outbox")
    s.relay.answers.clear()
    s.run(hour="09:00")
    assert s.states() == {"sent": 14} and len(s.relay.got) == 14
    assert "sending works again" in s.said and "Việc gửi thư" not in s.desk.ctl("outbox")


@pytest.mark.parametrize("answers", [{"dot": "554 5.2.0 submission quota used up"}, {"dot": "554 5.2.252 SendAsDenied; id=12ab"},
                                     {"rcpt": "550 5.7.1 relaying denied"}, {"rcpt": "550 mailing too much today"},
                                     {"dot": lambda to: f"554 5.7.0 <{to}>: looks like spam (id {len(to)}7)"},
                                     {"rcpt": "451 4.7.1 slow down"}, {"rcpt": "550 5.1.1 no such user"}, {"rcpt": "552 5.2.2 mailbox full"},
                                     {"dot": "552 5.3.4 too big"}],
                         ids=["quota", "send-as", "relay", "no-code", "own-words", "slow", "no-user", "full", "size"])
def test_the_same_answer_to_all_is_the_channel_s(story, answers):
    s = story(**answers)
    s.run()
    assert s.states() == {"queued": 14} and s.attempts() <= 1
    assert sum("MAIL" in line for line in s.relay.lines) == 3
    s.run(hour="08:30")                     # it is known by its words: one letter, not three
    assert s.states() == {"queued": 14} and sum("MAIL" in line for line in s.relay.lines) == 4
    s.relay.answers.clear()
    s.run(hour="10:00")
    assert s.states() == {"sent": 14} and len(s.relay.got) == 14
    assert s.desk.rows("SELECT count(*) FROM bounced") == [(0,)]


def only(address, answer):
    return lambda line: answer if address in line else None


def test_an_address_that_is_none(story):
    s = story(rcpt=only("h-tan-hong@", "550-5.1.1 The account you tried to reach is none.\r\n550-5.1.1 See\r\n550 https://x.example"))
    s.run()
    assert s.states() == {"failed": 1, "sent": 15}      # the officers were told
    assert s.desk.rows("SELECT address FROM bounced") == [("h-tan-hong@dongthap.example",)]
    [(reply,)] = s.desk.rows("SELECT reply FROM letter WHERE state = 'failed'")
    assert reply == "550 5.1.1 The account you tried to reach is none. 5.1.1 See https://x.example"


@pytest.mark.parametrize("verb, answer", [("rcpt", "550 5.7.1 not wanted here"), ("rcpt", "550 unknown"), ("dot", "554 5.7.1 content")])
def test_one_letter_is_refused_for_good(story, verb, answer):
    s = story(**{verb: only("h-tan-hong@", answer)})
    s.run()
    assert s.states() == {"queued": 1, "sent": 13}      # it may have been our account
    s.run(hour="08:20")
    assert s.states() == {"failed": 1, "sent": 15}      # others were taken meanwhile: it was not


@pytest.mark.parametrize("answer, dead", [
    ("550 Invalid recipient: <h-tan-hong@dongthap.example>", True), ("550 Unrouteable address", True), ("550 No Such User Here", True), ("553 Recipient unknown", True),
    ("550-Verification failed\r\n550 Unknown user", True), ("550 5.7.1 user unknown to this list", False), ("550 rejected by policy", False), ("550 5.2.1 no such user today", False)])
def test_an_address_that_is_none_by_the_words_alone(story, answer, dead):
    """Nothing more goes there; what says something else ends the letter alone."""
    s = story(rcpt=only("h-tan-hong@", answer))
    s.run()
    s.run(hour="08:20")
    assert s.states()["failed"] == 1
    assert s.desk.rows("SELECT address FROM bounced WHERE at IS NOT NULL") == [("h-tan-hong@dongthap.example",)] * dead


def test_the_letters_on_which_a_working_channel_turns_bad(story):
    """Four are taken; the next refusal is believed to be its letter's own, until all hear the same: then none has ended."""
    heard = []

    def turns(line):
        heard.append(line)
        return "550 5.1.1 no such user" if len(heard) > 4 else None

    s = story(rcpt=turns)
    s.run()
    states = s.states()
    assert states.pop("withdrawn") > 0              # the notices that it had ended; one in hand at that moment waits
    assert states in ({"sent": 4, "queued": 10}, {"sent": 4, "queued": 11})
    assert s.desk.rows("SELECT count(*) FROM bounced WHERE at IS NOT NULL") == [(0,)]
    s.relay.answers.clear()
    s.run(hour="10:00")
    assert s.states().get("sent") in (14, 15) and "failed" not in s.states()


@pytest.mark.parametrize("answer", ["421 4.3.0 bye", "550 5.4.5 daily quota"])
def test_one_letter_that_ends_each_connection(story, answer):
    s = story(rcpt=only("h-tan-hong@", answer))
    s.run()
    for hour in ("08:20", "08:40", "09:00"):
        s.run(hour=hour)
    assert s.states() == {"queued": 1, "sent": 13}      # the others are not kept back
    assert s.attempts() >= 2                            # and it will come to its end


@pytest.mark.parametrize("answers", [{"dot": "550 5.4.5 daily quota"}, {"rcpt": "421 4.7.0 slow down"}, {"dot": "421 4.7.0 slow down"},
                                     {"rcpt": "550 5.1.8 bad sender"}, {"rcpt": "550 5.4.6 loop"}])
def test_a_channel_that_stays_at_fault_costs_no_letter_its_attempts(story, answers):
    """Run by cron every few hours; at last one letter is alone, and after a day on which others were taken the limit is back."""
    s = story(**answers)
    for hour in ("08:00", "09:00", "11:00", "14:00", "16:00"):
        s.run(hour=hour)
    assert s.states() == {"queued": 14} and s.attempts() <= 1
    [verb] = answers
    taken = []

    def limit(line):
        taken.append(line)
        return answers[verb] if len(taken) > 13 else None

    s.relay.answers[verb] = limit
    for hour in ("17:00", "20:00", "23:00", "23:50"):
        s.run(hour=hour)
    assert s.states() == {"queued": 1, "sent": 13} and s.attempts() <= 2


def test_an_empty_sender_that_is_refused(tmp_path):
    s = Story(tmp_path / "office", mail=only("<>", "550 5.5.2 null sender not allowed"))
    s.run(day="2023-06-05")
    box = Mailbox({1: b"From: h-tan-hong@dongthap.example\r\nSubject: Bao cao 6 thang\r\nMessage-ID: <1@x.example>\r\n\r\nxin chao\r\n"})
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX"]},
                    sending={"server": login(tmp_path / "office", s.relay)})
    before = sum("MAIL FROM:<>" in line for line in s.relay.lines)
    s.run(day="2023-06-05", hour="08:10")
    s.run(day="2023-06-05", hour="08:20")
    [(envelope, state)] = s.desk.rows("SELECT envelope_from, state FROM letter WHERE recipient = 'h-tan-hong@dongthap.example'")
    assert (envelope, state) == ("", "sent")
    assert sum("MAIL FROM:<>" in line for line in s.relay.lines) == before + 1      # remembered
    assert "answers go out with baocao@pv05.example" in s.said


def test_a_limit_is_said(tmp_path):
    s = Story(tmp_path / "office")
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", Mailbox({})), "folders": ["INBOX"]},
                    sending={"server": login(tmp_path / "office", s.relay), "per_hour": 8})
    s.run()
    assert s.states()["sent"] == 6                      # a quarter is kept for answers
    assert "the sending limit is reached: 8 letters wait, the next one until 2023-06-06T02:00:01Z" in s.said
    now = ("--now", f"{DAY}T08:01:00")
    assert "Đã hết hạn mức gửi thư; các thư còn lại chờ đến 09:00 06/06/2023 (8)" in s.desk.ctl(*now, "outbox")
    assert "Đã hết hạn mức gửi thư; các thư còn lại chờ đến 09:00" in s.desk.ctl(*now, "status")
