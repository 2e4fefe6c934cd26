"""The office's own shell used wrongly: one sentence, the right exit status, nothing done. And manuals that are true."""
import os
import re
import stat
import subprocess
from pathlib import Path

import openpyxl
import pytest

from office import BUILD, REPOSITORY, Office, changed_plan, open_folder
from test_believe import PDF, attached, mail


class Nowhere:
    """Servers that no test here needs."""
    host, ca_file, password, ports = "localhost", "/etc/ssl/certs/ca-certificates.crt", "x", {"imaps": 993, "smtp": 587}


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


@pytest.mark.parametrize("words, status, sentence", [
    (["status", "--all"], 2, "status takes no --all"),
    (["calendar", "2023", "--dry-run"], 2, "calendar takes no --dry-run"),
    (["verify", "-o", "x"], 2, "verify takes no -o"),
    (["show"], 2, "usage: docketctl show CODE"),
    (["nix"], 2, 'no command "nix"'),
    (["form", "HALF_YEAR", "h-tam-nong", "-o", "bieu.docx"], 2, "docketctl: form needs -o FILE.xlsx\n"),
    (["form", "HALF", "h-tam-nong", "-o", "x.xlsx"], 1, 'docketctl: the plan has no report "HALF"; it has SELECT_LIST '),
    (["export", "HALF", "--json"], 1, 'docketctl: the plan has no report "HALF"; it has SELECT_LIST '),
    (["form", "HALF_YEAR", "h-tam", "-o", "x.xlsx"], 1, 'no unit "h-tam"; docketctl plan export lists them'),
    (["simulate", "--from", "2024-01-01", "--to", "2023-01-01"], 2, "is before --from"),
    (["form", "HALF_YEAR", "20x3", "h-cao-lanh", "-o", "x.xlsx"], 1, 'no period "20x3"'),
    (["form", "HALF_YEAR", "2023", "h-cao-lanh", "-o", "/nowhere/x.xlsx"], 1, "/nowhere/x.xlsx: No such file or directory"),
    (["status", "HALF_YEAR", "20x3"], 0, "không có nghĩa vụ báo cáo HALF_YEAR kỳ 20x3"),
    (["--now", "soon", "status"], 2, "not a time"),
    (["status"], 0, "Chưa có sổ: docketd chưa chạy lần nào."),
    (["status", "HALF_YEAR", "2023"], 0, "không có nghĩa vụ báo cáo HALF_YEAR kỳ 2023 nào: docketd chưa chạy lần nào."),
    (["outbox"], 0, "Chưa có sổ: docketd chưa chạy lần nào."),
    (["journal"], 0, "Chưa có sổ: docketd chưa chạy lần nào."),
    (["journal", "--json"], 0, "[]"),
])
def test_wrong_use_is_told_in_one_sentence(desk, words, status, sentence):
    done = desk.run("docketctl", *words, cwd=desk.folder)
    assert done.returncode == status and sentence in done.stdout + done.stderr
    assert len((done.stdout + done.stderr).splitlines()) <= 2, done.stdout + done.stderr


def test_what_is_no_file_is_not_waited_for(desk):
    os.mkfifo(desk.folder / "mail.eml")
    for command in ("import", "explain"):
        done = desk.run("docketctl", command, desk.folder / "mail.eml")
        assert done.returncode == 1 and "not a file" in done.stderr


@pytest.mark.parametrize("option", ["plan", "letters"])
def test_a_file_that_the_configuration_names_is_missing(desk, option):
    desk.conf.write_text(re.sub(rf'^{option} = ".*";', f'{option} = "/nowhere";', desk.conf.read_text(), flags=re.M))
    done = desk.run("docketd", "-n")
    assert done.returncode == 1
    assert done.stderr == f"{desk.conf}: {option}: /nowhere: No such file or directory\n"


def test_what_an_office_should_know_of_its_plan(desk, tmp_path):
    def change(text):
        first, rest = text.split('code = "h-tam-nong"', 1)
        rest = rest.replace('addresses = ["h-tam-nong@dongthap.example"]', "addresses = []", 1).replace('valid_to = "2025-06-30";', "", 1)
        return first + 'code = "h-tam-nong"' + rest

    assert re.search(r"note: all 12 units that plan \S+ reminds have ended, the last on 2025-06-30", desk.run("docketd", "-n").stdout)
    plan = changed_plan(tmp_path / "plan.conf", change)
    desk.conf.write_text(re.sub(r'^plan = ".*";', f'plan = "{plan}";', desk.conf.read_text(), flags=re.M))
    done = desk.run("docketd", "-n")
    assert done.returncode == 0 and "have ended" not in done.stdout
    assert "note: unit h-tam-nong has no address: no reminder reaches it\n" in done.stdout


def test_words_of_two_reports_are_refused(desk, tmp_path):
    plan = changed_plan(tmp_path / "plan.conf", lambda text:
                        text.replace('subject_words = ["báo cáo tổng kết năm"', 'subject_words = ["BC 6 THÁNG"'))
    desk.conf.write_text(re.sub(r'^plan = ".*";', f'plan = "{plan}";', desk.conf.read_text(), flags=re.M))
    done = desk.run("docketd", "-n")
    assert done.returncode != 0
    assert re.search(r'plan.conf:\d+: .*the subject words "BC 6 THÁNG" stand for HALF_YEAR and for ANNUAL', done.stdout + done.stderr)


# --- the manuals ----------------------------------------------------------------------

def manual(name):
    return (REPOSITORY / "src" / name).read_text()


def usage(desk, program):
    return desk.run(program, "--help").stdout


@pytest.mark.parametrize("name", ["docketctl.1", "docketd.8", "docketd.conf.5"])
def test_a_manual_is_well_formed(name):
    done = subprocess.run(["man", "-l", "--warnings", "-E", "UTF-8", REPOSITORY / "src" / name], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""


def test_the_manual_has_every_command_and_no_other(desk):
    commands = set(re.findall(r"^  ([a-z]+)", usage(desk, "docketctl"), re.M))
    described = set(re.findall(r"^\.It Cm ([a-z]+)", manual("docketctl.1").split(".Sh ORDERS")[0], re.M))
    assert commands == described


def test_the_manual_shows_the_quotation_marks_of_an_order():
    """mdoc(7) drops a bare one, and the order is refused without."""
    page = subprocess.run(["man", "-l", REPOSITORY / "src/docketctl.1"], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "200"})
    if page.returncode == 0:
        assert 'ĐỘT XUẤT "<tên>" hạn' in re.sub(".\b", "", page.stdout)


@pytest.mark.parametrize("program, name", [("docketctl", "docketctl.1"), ("docketd", "docketd.8")])
def test_the_manual_has_every_option_and_no_other(desk, program, name):
    described = set(re.findall(r"\bFl -([a-z-]+)", manual(name)))
    assert described == set(re.findall(r"--([a-z-]+)", usage(desk, program)))


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes somebody else")
def test_root_is_told_as_whom_it_works(desk):
    desk.state.mkdir()
    os.chown(desk.state, 65534, 65534)
    assert f"docketctl: working as uid 65534, the owner of {desk.state}\n" in desk.run("docketctl", "status").stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes somebody else")
def test_root_reads_and_writes_its_own_files(tmp_path):
    """A folder that the docket's owner may not enter: what is read is opened before, what is made is carried there."""
    desk = Office(Nowhere, open_folder(tmp_path))
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    raw = own / "mail.eml"
    raw.write_text(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    raw.chmod(0o600)
    for folder in (desk.state, desk.folder / "run"):
        folder.mkdir()
        os.chown(folder, 65534, 65534)
    at = ("--now", "2023-06-06T10:00")
    said = desk.ctl(*at, "explain", raw, "--received", "2023-06-06T09:00")
    assert said.startswith("đã vào sổ") and "HALF_YEAR  2023  đúng hạn" in said
    assert "TN-2023-0001" in desk.ctl(*at, "import", raw, "--received", "2023-06-06T09:00")
    assert "no/such.eml: No such file or directory" in desk.run("docketctl", "import", own / "no/such.eml").stderr
    desk.ctl(*at, "do", "tổng hợp 6T 2023", "--as", "canbo@pv05.example", "-o", own / "so.xlsx")
    assert openpyxl.load_workbook(own / "so.xlsx").sheetnames
    here = own / "here"
    here.mkdir(mode=0o700)
    said = desk.run("docketctl", *at, "do", "tổng hợp 6T 2023", "--as", "canbo@pv05.example", cwd=here).stdout
    assert [f.name for f in here.iterdir()] == [said.splitlines()[-1]]
    assert desk.ctl(*at, "board", "-o", own / "board") == f"{own}/board/index.html\n"
    assert (own / "board/index.html").stat().st_size > 1000
    desk.ctl(*at, "rebuild", "-o", own / "again")
    kept = (own / "again/docket.db").read_bytes()
    assert kept.startswith(b"SQLite format 3")
    done = desk.run("docketctl", *at, "rebuild", "-o", own / "again")
    assert done.returncode == 1 and "stands there already" in done.stderr and (own / "again/docket.db").read_bytes() == kept
    assert {f.stat().st_uid for f in desk.state.rglob("*")} == {65534}
    assert not list(Path("/tmp").glob("docketctl-*"))


@pytest.mark.parametrize("program, words", [("docketctl", ["doctor"]), ("docketd", ["-n"])])
def test_a_configuration_that_is_not_there(tmp_path, program, words):
    done = subprocess.run([BUILD / program, "-c", tmp_path / "docketd.conf", *words], capture_output=True, text=True)
    assert done.returncode != 0 and done.stdout == ""
    assert done.stderr == f"{tmp_path}/docketd.conf: no such file; docketctl setup writes it, -c FILE names another\n"


@pytest.mark.parametrize("option, folder", [("letters", "letters/vi"), ("board", "board/vi")])
def test_a_folder_without_its_language_is_named_once(tmp_path, option, folder):
    (tmp_path / "board").mkdir()
    (tmp_path / "letters").mkdir()
    place = tmp_path / option
    office = Office(Nowhere, tmp_path / "office", **{option: {"templates": place} if option == "board" else place})
    assert office.run("docketd", "-n").stderr == f"{tmp_path / folder}: No such file or directory\n"


@pytest.mark.parametrize("language, sentence", [("vi", "là của tài khoản"), ("en", "belongs to")])
def test_a_docket_of_somebody_else_is_told_with_whom_to_be(tmp_path, language, sentence):
    drop = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    if drop and not all(p.stat().st_mode & stat.S_IXOTH for p in BUILD.resolve().parents):
        pytest.skip("started by root where others may not look")
    folder = open_folder(tmp_path) / "office"
    office = Office(Nowhere, folder, office={"language": language})
    office.ctl("import", "--received", "2023-06-05T08:00", write_mail(tmp_path))
    (office.state / "docket.db").chmod(0o000)
    for words in ["status"], ["do", "trợ giúp", "--as", "canbo@pv05.example"], ["verify"]:
        done = office.run("docketctl", *words, **drop)
        assert done.returncode == 1 and sentence in done.stderr and str(office.state) in done.stderr and done.stderr.count("\n") == 1, done.stderr


def write_mail(folder):
    raw = folder / "mail.eml"
    raw.write_text(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    return raw


@pytest.mark.parametrize("command", ["todo", "verify"])
def test_no_docket_is_not_taken_for_one_in_order(desk, command):
    assert desk.ctl(command) == "Chưa có sổ: docketd chưa chạy lần nào.\n"
