"""What Gmail and Microsoft do that other servers do not, as they say it."""
import pytest

from office import Nowhere, Office
from scripted import Mailbox, Relay, login
from servers import OFFICE, wait_until
from test_refusals import mail, story                                   # noqa: F401


@pytest.mark.parametrize("where, said, means", [
    ("LOGIN", "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "app password"),
    ("LOGIN", "NO [WEBALERT https://accounts.google.com/signin/continue] Web login required. (Failure)", "in a browser"),
    ("LOGIN", "NO [ALERT] Too many simultaneous connections. (Failure)", "Gmail allows 15"),
    ("SELECT", "BAD User is authenticated but not connected.", "ticks IMAP"),
    ("SELECT", "BAD Request is throttled. Suggested Backoff Time: 61230 milliseconds", "Microsoft throttles"),
    ("UID", "NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", "2,500 MB"),
])
def test_a_refusal_is_explained_and_nothing_is_lost(story, where, said, means):         # noqa: F811
    here = story(Mailbox({1: mail(1)}))
    here.box.refuse = {where: said}
    here.look()
    assert here.exits == [1] and means in here.said and said.split("] ")[-1].removeprefix("BAD ")[:30] in here.said, here.said
    here.box.refuse = {}
    here.look()
    assert here.exits == [1, 0] and list(here.outcomes()) == [1]


WRONG_WAYS = {
    ("mailbox", "imaps", "starttls"): 'tls = "implicit"', ("mailbox", "imap", "implicit"): 'tls = "starttls"',
    ("mailbox", "smtp", "starttls"): "sends mail (SMTP)", ("mailbox", "smtps", "implicit"): "sends mail (SMTP)",
    ("sending", "smtps", "starttls"): 'tls = "implicit"', ("sending", "smtp", "implicit"): 'tls = "starttls"',
    ("sending", "imap", "starttls"): "gives mail out (IMAP)", ("sending", "imaps", "implicit"): "gives mail out (IMAP)",
}


@pytest.mark.parametrize("way", WRONG_WAYS, ids="-".join)
def test_the_log_says_how_a_port_wants_to_be_spoken_to(servers, tmp_path, way):
    part, port, tls = way
    desk = Office(servers, tmp_path / "office", **{part: {"server": {
        "host": servers.host, "ca_file": servers.ca_file, "user": OFFICE, "password_file": tmp_path / "office/password",
        "port": servers.ports[port], "tls": tls, "timeout": "4s"}}})
    raw = tmp_path / "mail.eml"
    raw.write_bytes(mail(1))
    desk.ctl("--now", "2023-06-06T08:00", "import", raw, "--received", "2023-06-06T07:00")
    said = desk.run("docketd", "--once", "--now", "2023-06-06T08:00").stderr
    assert WRONG_WAYS[way] in said and "firewall" not in said, said
    assert desk.rows("SELECT count(*) FROM letter WHERE state = 'sent'") == [(0,)] or part == "mailbox"
    desk.rebuilt()


def test_the_limit_of_a_day_is_explained_and_the_letters_wait(tmp_path):
    relay = Relay(mail="550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to https://support.google.com/a/answer/166852")
    desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", Mailbox({1: mail(1)})), "folders": ["INBOX"]},
                  sending={"server": login(tmp_path / "office", relay), "retry_first": 1})
    done = desk.run("docketd", "--once", "--now", "2023-06-06T08:00:00")
    assert "Gmail 500, Workspace 2,000" in done.stderr, done.stderr
    waiting = desk.rows("SELECT count(*) FROM letter WHERE state = 'queued'")[0][0]
    assert waiting > 0 and desk.rows("SELECT count(*) FROM letter WHERE state = 'failed'") == [(0,)]
    del relay.answers["mail"]
    desk.once("--now", "2023-06-07T08:00:00")
    assert desk.rows("SELECT count(*) FROM letter WHERE state = 'queued'") == [(0,)]


def test_no_keywords_are_needed(story):                                 # noqa: F811
    """Microsoft keeps none: the docket alone knows what was read."""
    here = story(Mailbox({1: mail(1), 2: mail(2)}, permanent=r"\Seen \Answered \Flagged \Deleted \Draft $MDNSent"))
    here.look()
    here.look()
    assert here.exits == [0, 0] and list(here.outcomes()) == [1, 2] and here.box.flags == {}


class Idler(Mailbox):
    """Offers IDLE, and keeps which way the client waits."""
    waits = ()

    def on_capability(self, command, say, hear):
        say("* CAPABILITY IMAP4rev1 IDLE")

    def on_noop(self, command, say, hear):
        self.waits += ("asks",)

    def on_idle(self, command, say, hear):
        self.waits += ("idles",)
        say("+ idling")
        hear()


@pytest.mark.parametrize("wanted, way", [(True, "idles"), (False, "asks")])
def test_idle_is_used_where_the_office_wants_it(tmp_path, wanted, way):
    box = Idler({1: mail(1)})
    desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX"], "poll": "1s", "idle": wanted},
                  sending={"server": login(tmp_path / "office", Relay())})
    with desk.running("--now", "2023-06-06T08:00:00"):
        wait_until(lambda: way in box.waits, "a wait for mail")
    assert set(box.waits) == {way}


def test_a_look_by_the_clock_does_not_open_the_folder_anew(tmp_path):
    """Who idles is told of what comes; the list is asked for all the same."""
    box = Idler({1: mail(1)})
    desk = Office(Nowhere(), tmp_path / "office", mailbox={"server": login(tmp_path / "office", box), "folders": ["INBOX"], "poll": "1s"},
                  sending={"server": login(tmp_path / "office", Relay())})

    def heard(start):
        return sum(line.split(" ", 1)[1].startswith(start) for line in box.lines if " " in line)
    with desk.running("--now", "2023-06-06T08:00:00"):
        wait_until(lambda: heard("UID FETCH 2:*") >= 3, "three looks")
        assert heard("SELECT") == 1, box.lines
        box.mails[2] = mail(2)
        wait_until(lambda: desk.rows("SELECT 1 FROM message WHERE uid = 2"), "the mail that nobody told of")
        wait_until(lambda: heard("SELECT") == 2, "the folder opened again behind it")
    desk.rebuilt()
