"""Many letters go over several connections at once: each once, those to one address in their order, and none the
worse for a server that takes fewer connections."""
import contextlib
import threading

import pytest

from office import Nowhere, Office, changed_plan
from scripted import Mailbox, Relay, login
from servers import PATIENCE, wait_until
from test_channel import DAY
from test_others import postfix

LETTERS = 14                                    # reminders to twelve districts, a digest to two officers


class Story:
    def __init__(self, folder, groups, per_hour=0, **answers):
        self.relay = Relay(groups, **answers)
        self.desk = Office(Nowhere(), folder, mailbox={"server": login(folder, Mailbox({})), "folders": ["INBOX"]},
                           sending={"server": login(folder, self.relay), "retry_first": 60, "per_hour": per_hour})

    def run(self, hour="08:00"):
        self.said = self.desk.once("--now", f"{DAY}T{hour}:00")

    def states(self):
        return dict(self.desk.rows("SELECT state, count(*) FROM letter GROUP BY state"))

    def wait_for(self, callers):
        """An answer that comes once so many have called."""
        def answer(_):
            wait_until(lambda: self.relay.callers >= callers or self.relay.got == [], f"{callers} callers")
        return answer


@pytest.fixture(params=[False, True], ids=["step-by-step", "groups"])
def begin(tmp_path, request):
    stories = []

    def make(**how):
        stories.append(Story(tmp_path / "office", request.param, **how))
        return stories[0]
    yield make
    stories[0].desk.rebuilt()


def all_sent_once(s):
    assert s.states() == {"sent": LETTERS} and len(s.relay.got) == len(set(s.relay.got)) == LETTERS


def test_many_letters_are_worth_another_line(begin):
    s = begin()
    s.relay.answers["dot"] = s.wait_for(2)
    s.run()
    all_sent_once(s)
    assert s.relay.callers == 2


@pytest.mark.parametrize("verb, answer", [("greeting", "421 too many connections"), ("greeting", "gone"), ("ehlo", "421 one is enough"),
                                          ("auth", "454 4.7.0 too many of yours"), ("mail", "421 4.7.0 too many"), ("mail", "gone")])
def test_a_server_that_takes_one_line(begin, verb, answer):
    s = begin()
    s.relay.answers["dot"] = s.wait_for(2)
    s.relay.answers[verb] = lambda _: answer if s.relay.caller() > 1 else None
    s.run()
    all_sent_once(s)
    assert s.relay.callers == 2 and "sending rests" not in s.said and "not sent yet" not in s.said


def test_a_server_that_wants_less_is_asked_with_one(begin):
    """What it puts off while several are at work waits, and the rest goes one by one."""
    s = begin()
    s.relay.answers["dot"] = s.wait_for(2)
    s.relay.answers["rcpt"] = lambda _: "451 4.3.2 too many at once" if s.relay.caller() > 1 else None
    s.run()
    assert s.states()["sent"] >= LETTERS - 2 and "sending rests" not in s.said
    s.relay.answers.clear()
    s.run(hour="08:20")
    all_sent_once(s)


def test_the_limit_holds_over_all_lines(begin):
    s = begin(per_hour=8)
    s.relay.answers["dot"] = s.wait_for(2)
    s.run()
    assert s.states()["sent"] == len(s.relay.got) == 6          # a quarter is kept for answers
    assert "the sending limit is reached: 8 letters wait" in s.said


def test_the_order_to_one_address_stays(tmp_path):
    """Notices to one officer between letters to others: by whichever connection, in the order they were written."""
    s = Story(tmp_path / "office", True)
    box = {n: (f"From: nguoi{n}@la.example\r\nSubject: Hoi {n}\r\nMessage-ID: <{n}@la.example>\r\n\r\nxin chao {n}\r\n").encode() for n in range(1, 9)}
    s.desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", Mailbox(box)), "folders": ["INBOX"]},
                    sending={"server": login(tmp_path / "office", s.relay), "per_hour": 0, "per_day": 0})
    s.relay.answers["dot"] = s.wait_for(2)
    s.run()
    to = "canbo@pv05.example"
    ids = [row[0] for row in s.desk.rows("SELECT message_id FROM letter WHERE recipient = ? ORDER BY priority, id", to)]
    arrived = [i for i in s.relay.ids if i in ids]
    assert s.relay.callers > 1 and len(ids) > 5 and arrived == ids
    s.desk.rebuilt()


def test_killed_with_several_in_hand(begin):
    """None is lost, none comes a third time, and what was never answered is told as that."""
    s = begin()
    stuck = threading.Event()
    s.relay.answers["dot"] = lambda _: stuck.wait(PATIENCE) and None if len(s.relay.got) > 0 else s.relay.got.append("first")
    with pytest.raises(AssertionError):
        with s.desk.running("--now", f"{DAY}T08:00:00") as daemon:
            wait_until(lambda: len(s.desk.rows("SELECT 1 FROM letter WHERE state = 'sending'")) > 1, "several letters in hand")
            daemon.kill()
    in_hand = s.desk.rows("SELECT id FROM letter WHERE state = 'sending'")
    assert len(in_hand) > 1
    s.relay.answers.clear()
    stuck.set()
    s.run(hour="08:10")
    assert f"{len(in_hand)} letters were on their way when the courier stopped" in s.said
    assert s.states() == {"sent": LETTERS}
    assert s.desk.rows("SELECT id FROM letter WHERE doubts = 1") == in_hand


@pytest.mark.parametrize("kind", ["exim", "postfix"])
def test_a_real_server_takes_many_letters_in_groups(servers, tmp_path, kind):
    """A day's reminders to twelve districts, each of which gets one, and two officers."""
    own = f"by-{kind}"
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace("@dongthap.example", f".{own}@dongthap.example"))
    with postfix(servers, tmp_path) if kind == "postfix" else contextlib.nullcontext() as server:
        to = {"server": {"host": "localhost", "ca_file": servers.ca_file, "port": server.port, "tls": "starttls"}} if server else {}
        desk = Office(servers, tmp_path / "office", plan=plan, address=f"{own}@pv05.example", sending={**to, "per_hour": 0})
        desk.once("--now", f"{DAY}T08:00:00")
        assert desk.rows("SELECT state, count(*) FROM letter GROUP BY state") == [("sent", LETTERS)]
        for (unit,) in desk.rows("SELECT recipient FROM letter WHERE recipient LIKE '%@dongthap.example'"):
            assert len(servers.wait_for(unit, 1)) == 1
        desk.rebuilt()
