"""Forms filled at random, in every format and dress, come back as they were filled, or with a word about what was
not read; never different in silence. FORMS_RUNS and FORMS_SEED make it longer: make forms."""
import json
import os
import shutil
import subprocess
from email.message import EmailMessage

import pytest

from forms import Case, libconfig_read
from office import PLAN, Nowhere, Office

SEED, RUNS = int(os.environ.get("FORMS_SEED", 1)), int(os.environ.get("FORMS_RUNS", 60))
MAILS = {"HALF_YEAR": ("Báo cáo 6 tháng đầu năm 2023", "2023-06-06"), "ANNUAL": ("Báo cáo năm 2023", "2023-10-10"),
         "IMPL_2023": ("Báo cáo kết quả triển khai kế hoạch", "2023-04-06"),
         "SELECT_LIST": ("Danh sách lựa chọn đơn vị điển hình năm 2023", "2023-03-20")}


def mail(case):
    m = EmailMessage()
    m["From"], m["To"] = "h-cao-lanh@dongthap.example", "bc138@congan.dongthap.example"
    m["Subject"], m["Message-ID"] = MAILS[case.code][0] + " huyện Cao Lãnh", f"<{case.seed}@dongthap.example>"
    m["Date"] = "Tue, 06 Jun 2023 09:00:00 +0700"
    m["Authentication-Results"] = "mx.pv05.example; dkim=pass header.d=dongthap.example"
    m.set_content("Kính gửi PV05,\nBCĐ 138 huyện Cao Lãnh gửi báo cáo.\n")
    for f in case.files:
        m.add_attachment(f.read_bytes(), maintype="application", subtype="octet-stream", filename=f.name)
    return m.as_bytes()


def convert(cases, folder):
    """As LibreOffice saves them, all of one format at a time."""
    wanted = {c.convert for c in cases} - {None}
    if wanted and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    for to in sorted(wanted):
        some = [c for c in cases if c.convert == to]
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                        to if to != "csv" else "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", folder / to,
                        *[c.files[0] for c in some]], check=True, capture_output=True, timeout=600)
        for c in some:
            c.files = [folder / to / f"{c.seed}.{to}"]


def faults(case, values, findings):
    text = "\n".join(findings)
    for key in sorted({**case.want, **values}):
        got, want = values.get(key), case.want.get(key)
        if got != want and (got is not None or f"“{case.labels.get(key)}”" not in text):
            yield f"{key}: {got!r}, filled in: {want!r}"


def found(office, case):
    """What the docket holds of it: values, sentences to the sender."""
    [(number, values)] = office.rows("SELECT s.id, s.form_values FROM submission AS s JOIN message AS m ON m.id = s.message "
                                     "WHERE m.message_id = ?", f"{case.seed}@dongthap.example")
    return ({f"{f}#{r}" if r else f: v for f, r, _, v, _ in json.loads(values)},
            [text for (text,) in office.rows("SELECT text FROM finding WHERE submission = ?", number)])


def test_forms_filled_at_random_come_back_or_are_told(tmp_path):
    plan = libconfig_read(PLAN.read_text())
    office = Office(Nowhere, tmp_path / "office")
    for code, (_, day) in MAILS.items():
        office.form(code, "2023", "h-cao-lanh", tmp_path / f"{code}.xlsx")
    cases = [Case(SEED * 100000 + i, plan) for i in range(RUNS)]
    for case in cases:
        case.write(tmp_path, tmp_path / f"{case.code}.xlsx")
        case.convert = case.convert if RUNS > 100 or case.seed % 4 == 0 else None      # LibreOffice takes its seconds
    convert(cases, tmp_path)
    for code, (_, day) in MAILS.items():
        paths = []
        for case in (c for c in cases if c.code == code):
            paths.append(tmp_path / f"{case.seed}.eml")
            paths[-1].write_bytes(mail(case))
        done = office.run("docketctl", "--now", day + "T10:00:00+07:00", "import", *paths, "--received", day + "T09:00:00+07:00",
                          timeout=1200) if paths else None
        assert done is None or done.returncode == 0, done.stderr
    wrong = [f"{c.seed} {c.code} {c.files[0].name} {c.writer.__name__} {c.style}: {f}" for c in cases for f in faults(c, *found(office, c))]
    assert not wrong, "\n".join(wrong)
