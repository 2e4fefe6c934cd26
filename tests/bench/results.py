"""What make bench found, as a page: ratios within rounds, CPU beside wall, the machine they were taken on."""
import os
import re
import statistics
import subprocess
from pathlib import Path


RACES = {"plain": "plain IMAP", "tls": "IMAP over TLS", "trip": "20 ms to both servers and back", "large": "large mails, IMAP over TLS"}
AGAINST = [("wall", 0, "raw fetch"), ("wall", 0, "older build"), ("wall", 0, "fast script, no archive"),
           ("CPU", 1, "older build"), ("CPU", 1, "fast script, no archive")]


def median(values):
    return statistics.median(values)


def ratio(rounds, name, base, k):
    """The median over the rounds of name's figure by base's."""
    if base not in rounds or name == "raw fetch":
        return None
    return median(mine[k] / other[k] for mine, other in zip(rounds[name], rounds[base]))


def cell(value, form="{:.2f}"):
    return "" if value is None else form.format(value)


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def race(part, entry):
    found = entry["found"]
    rounds = found["rounds"]
    rows = []
    for name, runs in rounds.items():
        wall, cpu = (median(run[k] for run in runs) for k in (0, 1))
        rows.append([name, f"{wall:.2f}", f"{found['mails'] / wall:.0f}", f"{cpu:.2f}", f"{found['peaks'][name]:.0f}",
                     *(cell(ratio(rounds, name, base, k)) for _, k, base in AGAINST)])
    head = ["", "wall s", "mails/s", "CPU s", "peak MiB", *(f"{what} / {base}" for what, _, base in AGAINST)]
    turns = max(map(len, rounds.values()))
    return (f"## {found['mails']:,} mails of together {found['octets'] / 1e6:.0f} MB, {RACES[part]}\n\n"
            f"Medians of {turns} round{'s' * (turns > 1)}{', the ordinary script once' * (turns > 1)}; {source(entry)}.\n\n" + table(head, rows))


def source(entry):
    return f"docketd at {entry['version']}, load before {entry['load']:.1f}"


def latency(entry):
    rows = []
    for name, kinds in entry["found"].items():
        row = [name]
        for kind in ("small", "large"):
            own = sorted(1000 * (answered - told) for told, answered in kinds[kind])
            row += [f"{median(own):.1f}", f"{own[len(own) * 9 // 10]:.1f}"] if own else ["", ""]
        rows.append(row)
    n = min(len(kinds["small"]) for kinds in entry["found"].values())
    return (f"## From the server's IDLE notice to the acknowledgement at the SMTP server\n\n{n} mails of each kind, by turns; "
            f"the server's own half second until the notice is not in it; {source(entry)}.\n\n"
            + table(["ms", "small mail, median", "9 in 10", "1.4 MB, median", "9 in 10"], rows))


def idle(entry):
    rows = [[name, f"{n}", f"{mib:.1f}", f"{wakes}", f"{cpu:.1f}"] for name, (n, mib, wakes, cpu) in entry["found"]["cost"].items()]
    return (f"## {entry['found']['seconds']} seconds of nothing\n\nIMAP over TLS, in IDLE; all processes together; {source(entry)}.\n\n"
            + table(["", "processes", "PSS MiB", "wake-ups", "CPU ms"], rows))


def goals(found):
    """What is asked of docketd, beside what was measured."""
    rows = []

    def row(what, value, must, aim, form="{:.2f}", less=True):
        if value is not None:
            reached = "aim" if (value <= aim) == less or value == aim else "must" if (value <= must) == less or value == must else "no"
            rows.append([what, form.format(value), form.format(must), form.format(aim), reached])

    def by(part, name, base, k):
        rounds = found.get(part, {}).get("found", {}).get("rounds", {})
        return ratio(rounds, name, base, k) if name in rounds else None

    peak = max([found[p]["found"]["peaks"]["docketd"] for p in RACES if "docketd" in found.get(p, {}).get("found", {}).get("peaks", {})], default=None)
    for part in ("tls", "plain"):
        row(f"CPU against the older build, {RACES[part]}", by(part, "docketd", "older build", 1), 0.70, 0.50)
    row("wall against the raw fetch, IMAP over TLS", by("tls", "docketd", "raw fetch", 0), 1.5, 1.2)
    row("times faster than the fast script without archive, plain IMAP", by("plain", "fast script, no archive", "docketd", 0), 2.4, 3.3, less=False)
    row("times faster than it, 20 ms round trip", by("trip", "fast script, no archive", "docketd", 0), 3.5, 4.5, less=False)
    row("peak MiB of all processes together", peak, 60, 30, "{:.0f}")
    if "docketd" in found.get("idle", {}).get("found", {}).get("cost", {}):
        _, mib, wakes, _ = found["idle"]["found"]["cost"]["docketd"]
        row("idle: MiB of all processes together", mib, 12, 8, "{:.1f}")
        row("idle: wake-ups in 5 minutes", wakes * 300 / found["idle"]["found"]["seconds"], 15, 3, "{:.0f}")
    if found.get("latency", {}).get("found", {}).get("docketd", {}).get("small"):
        own = median(answered - told for told, answered in found["latency"]["found"]["docketd"]["small"])
        row("ms from the notice to the acknowledgement, small mail", 1000 * own, 8, 5, "{:.1f}")
    return "## Against the goals\n\n" + table(["", "measured", "must", "aim", "reached"], rows)


def given_back():
    """A guest that gives free pages back to its host (page_reporting) pays for the first use of each."""
    order = Path("/sys/module/page_reporting/parameters/page_reporting_order")
    return " that go back to the host while free" if order.exists() and int(order.read_text()) <= 10 else ""


def machine():
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)|$", info)[1] or os.uname().machine
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 1048576
    mounts = [line.split()[1:3] for line in Path("/proc/self/mounts").read_text().splitlines()]
    kind = max((m for m in mounts if Path.cwd().is_relative_to(m[0])), key=lambda m: len(m[0]),
               default=("/", "a file system that is no mount in here"))[1]         # within chroot (make bare)
    dovecot = subprocess.run(["/usr/sbin/dovecot", "--version"], capture_output=True, text=True).stdout.split(" ")[0]
    return (f"{model}, {os.cpu_count()} cores for contender and servers together, {memory:.0f} GiB{given_back()}, Linux "
            f"{os.uname().release.split('-')[0]}, {kind}; Dovecot {dovecot}")


def text(found):
    parts = [race(part, found[part]) for part in RACES if part in found]
    parts += [make(found[part]) for part, make in (("latency", latency), ("idle", idle)) if part in found]
    return (f"# What make bench found\n\nOn {machine()}. Compare ratios, not seconds: a ratio is the median over the rounds of one run,\n"
            "each against its neighbour in the same round. Every run's rows, values and letters were checked first.\n\n"
            + goals(found) + "\n" + "\n".join(parts))
