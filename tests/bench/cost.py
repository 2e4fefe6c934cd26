#!/usr/bin/python3
"""What one ordinary form costs, in instructions, and what the largest mail takes, in memory.

    tests/bench/cost.py         beside tests/bench/ceilings, which make check holds

docketd --once takes N mails from a real server and answers them, then 2N, under Valgrind: what starting
costs is in both and falls out. The reader is one whose children are not shut in, each counted from
there (open.c); the clerk is all of docketd's own processes. On the same programs the counts repeat within
a few in a thousand. The memory is the peak of PSS over all processes, with a mail of 35 MB; the
readers' is shown to root alone.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import contest                                                      # noqa: E402
import corpus                                                       # noqa: E402
import plan                                                         # noqa: E402
from job import PERIOD, REPORTS, unit_code                          # noqa: E402
from office import BUILD, Office                                    # noqa: E402
from servers import Servers                                         # noqa: E402

MAILS = 6
LARGE_SIDE = 5050                       # pixels of a scan: 34.9 MB on the wire
# What libraries choose by the processor's abilities is switched off: the same code everywhere.
SAME = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-BMI2", "NETTLE_FAT_OVERRIDE": "vendor:other"}


def ceilings():
    """{what: the most it may be}."""
    lines = (line.split("#")[0].split() for line in (HERE / "ceilings").read_text().splitlines())
    return {words[0]: float(words[1]) for words in lines if words}


class Counted(contest.Docketd):
    """docketd under Valgrind; each process writes its count to a file of out when it ends."""

    def __init__(self, out):
        super().__init__()
        self.out = out

    def words(self, place, stay=False, now=contest.NOW):
        words = super().words(place, stay, now)
        words[2].write_text(words[2].read_text() + f'reader = {{ program = "{BUILD / "open/docket-reader"}"; }};\n')
        return ["env", *(f"{k}={v}" for k, v in SAME.items()), "valgrind", "-q", "--tool=callgrind", "--trace-children=yes",
                f"--callgrind-out-file={self.out}/%p", *words]


def totals(folder):
    """Instructions of all (docketd's, the readers') processes."""
    out = dict.fromkeys(("docketd", "docket-reader", "docket-ordinary"), 0)
    for path in folder.iterdir():
        text = path.read_text()
        name, found = (re.search(f"(?m)^{field}: +(.*)$", text) for field in ("cmd", "totals"))
        if name and found:                      # docketd does not wait for the readers' services
            out[Path(name[1].split()[0]).name] += int(found[1])
    return out["docket-reader"] + out["docket-ordinary"], out["docketd"]


def job(place, contender, mails, watch=None):
    place.fill(mails)
    peak = contest.run(contender, place, watch)[2]
    place.check(contender, len(mails))
    return peak


def instructions(place, mails, folder):
    counts = []
    for n in (len(mails) // 2, len(mails)):
        out = folder / f"counts-{n}"
        out.mkdir()
        job(place, Counted(out), mails[:n])
        counts.append(totals(out))
    return [(twice - once) / (len(mails) - len(mails) // 2) / 1e6 for once, twice in zip(*counts)]


def measure(folder):
    """{what: how much}, as in ceilings; folder is one that the servers' user may enter."""
    plan.write(folder / "plan.conf", units=2 * MAILS)
    subprocess.run(["cc", "-std=c17", "-D_GNU_SOURCE", "-O2", "-o", folder / "smtp_sink", HERE / "smtp_sink.c"], check=True)
    with Servers(folder / "servers") as servers:
        form = Office(servers, folder / "form", plan=folder / "plan.conf").form(REPORTS[0], PERIOD, unit_code(0), folder / "form.xlsx")
        for name, count, side in (("forms", 2 * MAILS, 0), ("large", 1, LARGE_SIDE)):
            corpus.make(folder / name, form, count, 1, side)
        with contest.Place(servers, folder, folder / "plan.conf", folder, "cost") as place:
            reader, clerk = instructions(place, corpus.mails(folder / "forms"), folder)
            memory = job(place, contest.Docketd(), corpus.mails(folder / "large"), 0.01)
    return {"reader": reader, "clerk": clerk, "memory": memory}


def main():
    with tempfile.TemporaryDirectory(prefix="docketd-cost-") as name:
        Path(name).chmod(0o755)
        most = ceilings()
        for what, much in measure(Path(name)).items():
            print(f"{what:8}{much:8.2f}   ceiling {most[what]:.1f}")


if __name__ == "__main__":
    main()
