"""The bench's contenders as they stay: how soon they acknowledge a mail, and what they cost while there is none."""
import contextlib
import time

import contest
import corpus

REST = 0.3                      # seconds between an acknowledgement and the next mail


class Watcher:
    """An IDLE of our own on a place's mailbox: when the server tells that a mail is there."""

    def __init__(self, place):
        self.imap = place.servers.mailbox(place.account)
        self.imap.select("INBOX", readonly=True)
        self.imap.send(b"i IDLE\r\n")
        self.imap.readline()

    def told(self, count):
        while not self.imap.readline().startswith(b"* %d EXISTS" % count):
            pass
        return time.monotonic()

    def close(self):
        self.imap.sock.close()


@contextlib.contextmanager
def staying(contenders, make_place, **more):
    """(contender, place, process) of each, all of them running."""
    there = []
    with contextlib.ExitStack() as stack:
        for contender in contenders:
            place = stack.enter_context(make_place(contender.name))
            place.fill([])
            child = contest.start(contender, place, stay=True, **(more if isinstance(contender, contest.Docketd) else {}))
            stack.callback(contest.stop, child)
            there.append((contender, place, child))
        yield there


def message_id(mail):
    text = mail.read_bytes()[:2000].decode()
    return text.split("Message-ID: ")[1].split("\n")[0]


def latency(contenders, make_place, mails):
    """{name: [(notice, acknowledgement) in seconds since the delivery]}, small mails and large ones by turns of all."""
    out = {c.name: {"small": [], "large": []} for c in contenders}
    with staying(contenders, make_place) as there, contextlib.ExitStack() as stack:
        watchers = [stack.enter_context(contextlib.closing(Watcher(place))) for _, place, _ in there]
        for n, mail in enumerate(mails, 1):
            kind = "small" if corpus.octets(mail) < 100_000 else "large"
            for (contender, place, _), watcher in zip(there, watchers):
                begun = time.monotonic()
                place.deliver(mail)
                told = watcher.told(n)
                answered = contest.wait_answered(place, message_id(mail))
                if n > 2:                           # the first ones warm the caches
                    out[contender.name][kind].append((told - begun, answered - begun))
                time.sleep(REST)
        values = {place.check(contender, len(mails)) for contender, place, _ in there}
    if len(values) != 1:
        raise contest.Wrong("the contenders stored different values")
    return out


def sample(leader):
    """{process: (nanoseconds of CPU, context switches)} of a session."""
    out = {}
    for process in contest.session(leader):
        cpu = switches = 0
        for task in (process / "task").iterdir():
            cpu += int((task / "schedstat").read_text().split()[0])
            switches += sum(int(line.split()[1]) for line in (task / "status").read_text().splitlines() if "_ctxt_switches" in line)
        out[process.name] = (cpu, switches)
    return out


def idle(contenders, make_place, rest, seconds):
    """{name: (processes, MiB PSS, wake-ups, CPU ms)}, some seconds after their start; each alone:
    beside each other they would share the pages of their libraries, and the server's time."""
    out = {}
    for contender in contenders:
        with staying([contender], make_place, now=None) as [(_, _, child)]:
            time.sleep(rest)
            memory, before = contest.memory(child.pid), sample(child.pid)
            time.sleep(seconds)
            after, zero = sample(child.pid), (0, 0)
            cost = [sum(now[k] - before.get(process, zero)[k] for process, now in after.items()) for k in (0, 1)]
            out[contender.name] = (len(after), memory, cost[1], cost[0] / 1e6)
            if child.poll() is not None:
                raise contest.Wrong(f"{contender.name} ended while it waited")
    return out
