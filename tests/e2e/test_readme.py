"""What README and docketctl(1) show to type works, on the day it is read and later."""
import datetime
import re
import shlex
import subprocess

import pytest

from office import BUILD, REPOSITORY
from servers import PATIENCE

TODAY = datetime.date.today()
NOT_ALONE = {"setup": "asks a person", "login": "asks a browser", "check": "needs servers", "plan": "makes files of its own", "restore": "needs a lost docket"}


def examples():
    readme = (REPOSITORY / "README.md").read_text()
    manual = (REPOSITORY / "src/docketctl.1").read_text()
    lines = re.findall(r"`docketctl ([^`]+)`", readme) + re.findall(r"^\.Dl docketctl (.+)$", manual, re.M)
    return sorted({" ".join(line.split()) for line in lines if line.split()[0] not in NOT_ALONE})


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The configuration as it is shipped, its folders here; a docket of one board and one mail."""
    folder = tmp_path_factory.mktemp("readme")
    conf = (REPOSITORY / "etc/docketd.conf").read_text()
    for name in ("plans/", "letters", "board"):
        conf = re.sub(rf'"{name}', f'"{REPOSITORY}/etc/{name}', conf)
    file = folder / "docketd.conf"
    file.write_text(re.sub(r"(?ms)^storage = \{.*?^\};", f'storage = {{ state = "{folder}/state"; runtime = "{folder}/run"; }};', conf))
    (folder / "mail.eml").write_text("From: a@b.example\nTo: baocao@pv05.example\nSubject: Bao cao 6 thang\n\nxin chao\n")
    return file


def run(desk, words, day):
    return subprocess.run([BUILD / "docketctl", "-c", desk, "--now", f"{day}T09:00:00", *words], cwd=desk.parent,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)


@pytest.mark.parametrize("day", [TODAY, TODAY + datetime.timedelta(200), TODAY + datetime.timedelta(800)], ids=["today", "soon", "later"])
def test_examples(desk, day):
    assert run(desk, ["do", "tro giup", "--as", "canbo@pv05.example"], day).returncode == 0        # there is a docket
    for line in examples():
        words = [word.replace("/var/backups/docketd", str(desk.parent / "backups")) for word in shlex.split(line)]
        done = run(desk, words, day)
        assert done.returncode == 0 or words[0] in ("doctor", "rebuild"), (line, done.stdout, done.stderr)
        assert "error" not in done.stderr and "usage" not in done.stderr, (line, done.stderr)
        if words[0] == "do" and day > TODAY:        # so that it can be ordered again
            run(desk, ["do", "tiep tuc nhac phuong cao lanh", "--as", "canbo@pv05.example"], day)


def test_there_are_examples():
    kinds = {line.split()[0] for line in examples()}
    assert {"calendar", "simulate", "form", "status", "do", "explain", "doctor", "backup"} <= kinds
