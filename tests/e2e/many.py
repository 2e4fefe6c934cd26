"""A plan of many units and reports, most of them filed: straight into the docket."""
import json
import os
import sqlite3
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
BUILD = (HERE / os.environ.get("BUILD", "build")).resolve()
NOW = "2023-06-14T10:00"
FIELDS = 30


def plan(units, reports, fields=FIELDS, first="2023-01-01", code="u{}".format):
    form = ",\n".join(f'{{ name = "f{i}"; label = "Số liệu {i}"; type = "integer"; required = true; min = 0; }}' for i in range(fields))
    unit = ",\n".join(f'{{ code = "{code(i)}"; name = "xã Số {i}"; holder = "Công an xã Số {i}"; short_name = "Xã Số {i}"; level = "commune"; kind = "xã"; '
                      f'addresses = ["u{i}@tinh.example"]; aliases_strong = ["xã Số {i}"]; tracked = true; }}' for i in range(units))
    report = ",\n".join(
        f'{{ code = "R{i}"; name = "Báo cáo số {i}"; recurrence = "yearly"; first = "{first}"; dues = ( {{ before = "06-{i % 25 + 1:02}"; }} ); '
        f'weekend = "none"; who = {{ levels = ["commune"]; }}; subject_words = ["báo cáo số {i}"]; '
        f'form = {{ version = "1"; title = "Biểu {i}"; sections = ( {{ title = "1. Số liệu"; fields = (\n{form}); }} ); }}; }}' for i in range(reports))
    return f'code = "lon"; title = "Kế hoạch lớn"; subject_tag = "LON"; units = (\n{unit}\n); reports = (\n{report}\n);'


def office(folder, units, reports):
    (folder / "plan.conf").write_text(plan(units, reports))
    conf = folder / "docketd.conf"
    server = '{ host = "127.0.0.1"; user = "a"; password_file = "/none"; }'
    conf.write_text(f'''plan = "{folder}/plan.conf"; letters = "{HERE}/etc/letters"; board = {{ templates = "{HERE}/etc/board"; }};
office = {{ name = "Văn phòng"; address = "vp@tinh.example"; language = "vi"; }};
officers = ( {{ address = "canbo@tinh.example"; name = "An"; role = "lead"; }} );
mailbox = {{ server = {server}; go_live = "2023-01-01"; }}; sending = {{ server = {server}; }};
storage = {{ state = "{folder}/state"; runtime = "{folder}/run"; }};''')
    return conf


def ctl(conf, *words):
    subprocess.run([BUILD / "docketctl", "-c", conf, "--now", NOW, *words], stdout=subprocess.DEVNULL, check=True)


def fill(folder):
    """Seven in ten have sent theirs, some of them late; one in ten of these waits for an officer."""
    values = json.dumps([[f"f{i}", 0, "integer", str(i * 7 % 1000), f"Biểu 1!C{i + 3}"] for i in range(FIELDS)], ensure_ascii=False)
    docket = sqlite3.connect(folder / "state/docket.db")
    with docket:
        for at, (row, due) in enumerate(docket.execute("SELECT id, due FROM obligation WHERE due < 1700000000 AND id % 10 < 7 ORDER BY id").fetchall(), 1):
            received = due + 86400 if row % 10 == 0 else due - 86400
            docket.execute("INSERT INTO message (id, code, folder, uidvalidity, uid, received, entered, sha256, size, sender, subject, outcome, reason, "
                           "flagged, marked) VALUES (?, ?, 'INBOX', 1, ?, ?, ?, ?, 1000, 'u@tinh.example', 'Báo cáo', 'filed', 'certain', 0, 1)",
                           (at, f"TN-2023-{at:04}", at, received, received, f"{at:064x}"))
            docket.execute("INSERT INTO attachment (message, number, name, type, size, sha256, status) VALUES (?, 0, 'bieu.xlsx', 'xlsx', 9, ?, 'read')",
                           (at, f"{at:064x}"))
            docket.execute("INSERT INTO submission (id, message, obligation, version, received, complete, late, days_late, attachment, content_hash, form_values) "
                           "VALUES (?, ?, ?, 1, ?, 1, ?, ?, 0, ?, ?)", (at, at, row, received, row % 10 == 0, row % 10 == 0, f"{at:064x}", values))
            docket.execute("UPDATE obligation SET state = ?, first_received = ?, completed = ?, accepted = ? WHERE id = ?",
                           ("received" if at % 10 == 0 else "accepted", received, received, at, row))
        docket.execute("INSERT INTO journal (number, at, actor, event, hash) SELECT max(number) + 1, 1686000000, 'bench', 'fill', hash FROM journal")
    docket.close()
