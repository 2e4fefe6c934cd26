#!/usr/bin/python3
"""How the steps of the work grow with the docket: UNITS units, ten reports, ten years, nine in ten filed.

    growth.py [UNITS]...        110, 1,100 and 11,000 make dockets of 10,000, 100,000 and 1,000,000 messages; without
                                a size all three, and what follows; it is written to tests/bench/GROWTH.md
    growth.py rebuild [MAILS]...        that many real mails are read, and the docket is made anew from its archive
    growth.py hour [MAILS [SECONDS]]    a deadline's rush: four offices on this machine get 11,000 mails in two minutes

The docket is filled by SQL, in the shape that docketd leaves (message, attachment, evidence, submission, letter,
journal); obligations are made by docketd itself. Then every step is the real program's: status of one report, the
calendar's tick where nothing is due, 100 mails with forms from a real server (the tick taken off), board, workbook,
metrics. A step may grow with what it puts out and no faster; a step that puts out the same must take the same.
"""
import email.message
import io
import json
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]
import openpyxl                                                     # noqa: E402

import contest                                                      # noqa: E402
import many                                                         # noqa: E402
import results                                                      # noqa: E402
import waiting                                                      # noqa: E402
from office import BUILD, Office, named_cells, open_folder          # noqa: E402
from servers import Servers, wait_until                             # noqa: E402

SIZES, REBUILT = [110, 1100, 11000], [275, 550, 1100]
FIELDS, REPORTS, MAILS, OFFICES = 10, 10, 100, 4
YEARS = range(2014, 2024)
NOW, RECEIVED = "2023-07-20T10:00", 1689750000
LEAD = "truongphong@pv05.example"
XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def unit_code(n):
    return f"u{n:06}"


def plan(units):
    return many.plan(units, REPORTS, FIELDS, f"{YEARS[0]}-01-01", unit_code)


class Daemon(contest.Docketd):
    """docketd --once over the grown docket; it remembers its years from the first one's start."""

    def words(self, place, stay=False, now=NOW):
        words = super().words(place, stay, now)
        text = words[2].read_text().replace('go_live = "2023-01-01"', f'go_live = "{YEARS[0]}-01-01"')
        text = text.replace("board = {", f'board = {{ folder = "{words[2]}/none";')      # not written: it is a step of its own
        words[2].write_text(text + f'metrics = {{ file = "{place.work}/metrics"; }};\n')
        return words


def timed(words):
    """Seconds, CPU seconds, MiB and output of one program. (ru_maxrss would count this process's own pages.)"""
    begun, peak = time.monotonic(), 0
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([str(w) for w in words], stdin=subprocess.DEVNULL, stdout=out)
        while True:
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            if done:
                break
            text = Path(f"/proc/{child.pid}/status").read_text()
            peak = max(peak, int(text.split("VmHWM:")[1].split()[0]) if "VmHWM:" in text else 0)
            time.sleep(0.005)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0, words
        out.seek(0)
        return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, peak / 1024, out.read()


MESSAGE = ("message", "id, code, folder, uidvalidity, uid, received, entered, sha256, size, message_id, sender, subject, outcome, reason, flagged, marked")
ATTACHMENT = ("attachment", "message, number, name, type, size, sha256, status")
EVIDENCE = ("evidence", "message, number, source, unit, report, period, strength, quote, attachment")
SUBMISSION = ("submission", "id, message, obligation, version, received, complete, late, days_late, attachment, content_hash, form_values")
LETTER = ("letter", "id, reason, recipient, letter, priority, message, obligation, message_id, subject, envelope_from, size, created, state, attempts, "
                    "doubts, reply_code, sent")
JOURNAL = ("journal", "number, at, actor, event, subject, detail, hash")


def fill(docket):
    """Nine in ten of what is due have sent theirs, one of ten of these late; ten in a thousand of the last year's wait for an officer."""
    values = json.dumps([[f"f{i}", 0, "integer", str(i * 7 % 1000), f"Biểu 1!C{i + 3}"] for i in range(FIELDS)], ensure_ascii=False)
    db = sqlite3.connect(docket)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA cache_size=-400000")
    owed = db.execute("SELECT id, unit, report, period, due FROM obligation WHERE due < ? AND id % 10 < 9 ORDER BY due, id", (RECEIVED,)).fetchall()
    number, last = db.execute("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1").fetchone()
    filed = [(at, *row, row[4] + (86400 if row[0] % 10 == 0 else -86400)) for at, row in enumerate(owed, 1)]
    address = lambda unit: f"u{int(unit[1:])}@tinh.example"             # noqa: E731
    for table, make in (
            (MESSAGE, lambda at, row, unit, report, period, due, came: [
                (at, f"TN-{period}-{at:07}", "INBOX", 1, at, came, came, f"{at * 2654435761 % (1 << 64):064x}", 20000, f"<{at}@tinh.example>", address(unit),
                 "Báo cáo số " + report[1:], "filed", "certain", 0, 1)]),
            (ATTACHMENT, lambda at, row, unit, report, period, due, came: [(at, 0, "bieu.xlsx", "xlsx", 9000, f"{at * 2246822519 % (1 << 64):064x}", "read")]),
            (EVIDENCE, lambda at, row, unit, report, period, due, came: [
                (at, 0, "form", unit, report, period, "proof", "_docketd", 0), (at, 1, "address", unit, None, None, "strong", address(unit), -1)]),
            (SUBMISSION, lambda at, row, unit, report, period, due, came: [
                (at, at, row, 1, came, 1, row % 10 == 0, row % 10 == 0, 0, f"{at:064x}", values)]),
            (LETTER, lambda at, row, unit, report, period, due, came: [
                (at, f"receipt:{at}", address(unit), "receipt", 1, at, row, f"{at}@pv05.example", "Đã nhận", "bao@pv05.example", 3000, came, "sent", 1, 0, 250, came)]),
            (JOURNAL, lambda at, row, unit, report, period, due, came: [
                (number + 2 * at - 1, came, "intake", "message", f"TN-{period}-{at:07}", '{"outcome":"filed"}', last),
                (number + 2 * at, came, "intake", "obligation", f"{report}/{period}/{unit}", '{"state":"accepted"}', last)])):
        text = f"INSERT INTO {table[0]} ({table[1]}) VALUES ({', '.join('?' * len(table[1].split(',')))})"
        with db:
            db.executemany(text, (values for f in filed for values in make(*f)))
    with db:
        db.executemany("UPDATE obligation SET state = ?, first_received = ?, completed = ?, accepted = ? WHERE id = ?",
                       (("received" if f[5][:4] == "2023" and f[0] % 100 == 0 else "accepted", f[6], f[6], f[0], f[1]) for f in
                        ((at, row, unit, report, due, period, came) for at, row, unit, report, period, due, came in filed)))
        db.execute("INSERT INTO folder (name, uidvalidity, last_uid) VALUES ('OLD', 1, 1)")
    db.close()
    return len(filed)


def mails(form, units, folder):
    """One form, filled; each mail's is that file with another unit's code."""
    book = openpyxl.load_workbook(form)
    for name, sheet, ref in named_cells(book):
        if name.startswith("d_f"):
            sheet[ref].value = 7
    marked = io.BytesIO()
    book.save(marked)
    (folder / "cur").mkdir(parents=True)
    for i in range(units):
        out = io.BytesIO()
        with zipfile.ZipFile(marked) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info.filename, old.read(info).replace(unit_code(0).encode(), unit_code(i).encode()))
        mail = email.message.EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"u{i}@tinh.example", "baocao@pv05.example", "Báo cáo số 0"
        mail["Message-ID"], mail["Date"] = f"<new-{i}@tinh.example>", "Wed, 19 Jul 2023 14:00:00 +0700"
        mail.set_content("Kính gửi phòng, xin gửi báo cáo.")
        mail.add_attachment(out.getvalue(), maintype="application", subtype=XLSX, filename="bieu.xlsx")
        path = folder / "cur" / f"{RECEIVED + i}.M{i}P1.bench:2,"
        path.write_bytes(mail.as_bytes())
        path.chmod(0o644)
        os.utime(path, (RECEIVED, RECEIVED))
    return sorted((folder / "cur").iterdir())


def refill(place, files):
    """The mailbox alone; the docket stays."""
    kept = place.folder / "kept"
    place.work.rename(kept)
    place.fill(files)
    place.work.rmdir()
    kept.rename(place.work)


def grow(servers, folder, units):
    plan_file = folder / "plan.conf"
    plan_file.write_text(plan(units))
    subprocess.run(["cc", "-std=c17", "-D_GNU_SOURCE", "-O2", "-o", folder / "smtp_sink", HERE / "smtp_sink.c"], check=True)
    out = {"units": units}
    with contest.Place(servers, folder, plan_file, folder, "growth") as place:
        daemon = Daemon()
        place.fill([])
        conf = daemon.words(place)[2]
        ctl = [BUILD / "docketctl", "-c", conf, "--now", NOW]
        out["made"] = timed([*ctl, "do", "tinh hinh", "--as", LEAD])[:2]
        with multiprocessing.Pool(1) as pool:           # a child's memory would count its parent's
            out["messages"] = pool.apply(fill, (place.work / "state/docket.db",))
        out["bytes"] = (place.work / "state/docket.db").stat().st_size
        out["first"] = contest.run(daemon, place)[:2]
        out["tick"] = contest.run(daemon, place)[:2]
        timed([*ctl, "form", "R0", "2023", unit_code(0), "-o", folder / "form.xlsx"])
        files = mails(folder / "form.xlsx", min(units, MAILS), folder / "mails")
        refill(place, files)
        run = contest.run(daemon, place)[:2]
        with sqlite3.connect(place.work / "state/docket.db") as db:
            new = db.execute("SELECT outcome, count(*) FROM message WHERE id > ? GROUP BY 1", (out["messages"],)).fetchall()
        assert new == [("filed", len(files))], new
        out["intake"] = [len(files) / (run[0] - out["tick"][0]), 1000 * (run[1] - out["tick"][1]) / len(files)]
        status = timed([*ctl, "status", "R0", "2023"])
        out["status"] = [*status[:3], status[3].count(b"\n")]
        out["overview"] = timed([*ctl, "do", "tinh hinh", "--as", LEAD])[:2]
        out["line"] = timed([*ctl, "do", f"tinh hinh {unit_code(1)}", "--as", LEAD])[:2]
        board = timed([*ctl, "board", "-o", folder / "board"])
        out["board"] = [*board[:3], sum(p.stat().st_size for p in (folder / "board").rglob("*.html"))]
        book = timed([*ctl, "do", "tong hop R0 2023", "--as", LEAD, "-o", folder / "book.xlsx"])
        out["workbook"] = [*book[:3], (folder / "book.xlsx").stat().st_size]
    return out


def forms(servers, folder, units):
    """Mails with the first report of the last year, one of each unit; a plan and the sink beside them."""
    (folder / "plan.conf").write_text(plan(units))
    subprocess.run(["cc", "-std=c17", "-D_GNU_SOURCE", "-O2", "-o", folder / "smtp_sink", HERE / "smtp_sink.c"], check=True)
    office = Office(servers, folder / "form", plan=folder / "plan.conf")
    return mails(office.form("R0", "2023", unit_code(0), folder / "form.xlsx"), units, folder / "mails")


def rebuild(servers, folder, count):
    files, daemon = forms(servers, folder, count), Daemon()
    with contest.Place(servers, folder, folder / "plan.conf", folder, "growth") as place:
        place.fill(files)
        run = contest.run(daemon, place)
        again = timed([BUILD / "docketctl", "-c", place.work / "docketd.conf", "--now", NOW, "rebuild"])
    return (f"{count:,} mails: taken in {run[0]:.1f} s, cpu {run[1]:.1f} s; rebuilt in {again[0]:.1f} s, cpu {again[1]:.1f} s, "
            f"{1000 * again[1] / count:.1f} ms a mail, {again[2]:.0f} MiB.")


def hour(servers, folder, count=11000, seconds=120):
    """Every mail is delivered at its moment, to the four offices by turns; each is answered."""
    files, delivered, peak = forms(servers, folder, count // OFFICES), {}, 0
    names = [f"office {'abcd'[n]}" for n in range(OFFICES)]
    with waiting.staying([Daemon(name) for name in names],
                         lambda name: contest.Place(servers, folder, folder / "plan.conf", folder, name)) as there:
        time.sleep(3)
        before, begun = os.times(), time.monotonic()
        for n, file in enumerate(files):
            for k, (_, place, _) in enumerate(there):
                time.sleep(max(0, begun + (n * OFFICES + k) * seconds / count - time.monotonic()))
                place.deliver(file)
                delivered[k, f"<new-{n}@tinh.example>"] = time.monotonic()
            if n % 100 == 0:
                peak = max(peak, sum(contest.memory(child.pid) for _, _, child in there))
        end = time.monotonic()
        wait_until(lambda: all(len(place.answered()) == len(files) for _, place, _ in there), "the last answer")
        took = sorted(at - delivered[k, known] for k, (_, place, _) in enumerate(there) for known, at in place.answered().items())
    cpu = os.times()
    cpu = cpu.children_user + cpu.children_system - before.children_user - before.children_system
    return (f"{len(took):,} mails to {OFFICES} offices within {end - begun:.0f} s: answered after {took[len(took) // 2]:.2f} s (half), "
            f"{took[len(took) * 9 // 10]:.2f} s (nine in ten), {took[-1]:.2f} s (all); CPU {1000 * cpu / len(took):.1f} ms a mail, "
            f"{peak:.0f} MiB for all offices.")


# what it is; of which the figure is a part; which one of it; how it is written
ROWS = [("messages", "messages", None, "{:,}"), ("docket, MB", "bytes", None, "{:,}"),
        ("ten years of obligations made, s", "made", 1, "{:.2f}"), ("start and the calendar's tick, nothing due, s", "tick", 1, "{:.2f}"),
        ("a mail taken and answered, ms", "intake", 1, "{:.1f}"),
        ("status of one report, s", "status", 1, "{:.2f}"), ("... lines", "status", 3, "{:,}"),
        ("order TINH HINH, s", "overview", 1, "{:.2f}"), ("order TINH HINH of one unit, s", "line", 1, "{:.2f}"),
        ("board, s", "board", 1, "{:.2f}"), ("... MiB of memory", "board", 2, "{:.0f}"), ("... MB of pages", "board", 3, "{:,.1f}"),
        ("workbook of one report, s", "workbook", 1, "{:.2f}"), ("... MiB of memory", "workbook", 2, "{:.0f}"), ("... MB", "workbook", 3, "{:.3f}")]


def table(sizes):
    """Columns are sizes, the last one how much the largest is of the smallest."""
    head = ["", *(f"{f['units']:,} units" for f in sizes), "grown"]
    lines = [head, ["---", *["---:"] * (len(sizes) + 1)]]
    for what, key, place, form in ROWS:
        values = [f[key] if place is None else f[key][place] for f in sizes]
        values = [v / 1e6 if "MB" in what else v for v in values]
        lines.append([what, *(form.format(v) if "MB" not in what or form != "{:,}" else f"{v:,.0f}" for v in values), f"{values[-1] / values[0]:.1f}"])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def alone(work, *given):
    """work in a folder and with servers of its own."""
    with tempfile.TemporaryDirectory(prefix="docketd-growth-", dir=BUILD) as name:
        folder = Path(name)
        folder.chmod(0o755)
        home = open_folder(folder / "servers")
        try:
            with Servers(home) as servers:
                return work(servers, folder, *given)
        finally:
            shutil.rmtree(home, ignore_errors=True)


def main():
    words = sys.argv[1:]
    numbers = [int(word) for word in words if word.isdigit()]
    if words[:1] == ["hour"]:
        return print(alone(hour, *numbers))
    if words[:1] == ["rebuild"]:
        return print("\n".join(alone(rebuild, count) for count in numbers or REBUILT))
    sizes = []
    for units in numbers or SIZES:
        sizes.append(alone(grow, units))
        print(table(sizes), flush=True)
    if not numbers:
        more = [alone(rebuild, count) for count in REBUILT] + [alone(hour)]
        print("\n".join(more))
        (HERE / "GROWTH.md").write_text(f"# What make growth found\n\nTen reports a year for ten years, nine in ten filed; seconds are of CPU; "
                                        f"on {results.machine()}.\n\n{table(sizes)}\n" + "".join(f"- {line}\n" for line in more))


if __name__ == "__main__":
    main()
