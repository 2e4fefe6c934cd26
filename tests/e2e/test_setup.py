"""From nothing to the first acknowledged mail: what a person types, what is refused, what a second run leaves alone."""
import os
import re
import shutil
import stat
import subprocess
from datetime import datetime, timedelta

import pytest

from office import BUILD, REPOSITORY, Office
from servers import PATIENCE, Servers
from test_path import mail

OFFICE = "Phòng tham mưu Công an tỉnh mẫu"

SECOND = """code = "hai"; title = "Kế hoạch hai"; subject_tag = "HAI";
units = ( { code = "hai-vp"; name = "Văn phòng hai"; holder = "Văn phòng hai"; short_name = "VP hai"; level = "hai"; } );
reports = ( { code = "HAI"; name = "Báo cáo hai"; recurrence = "monthly"; dues = ( { by = "05"; } ); who = { levels = ["hai"]; };
              subject_words = ["báo cáo hai"]; } );
"""


class Desk(Office):
    """An office whose configuration is not written yet: only etc/ lies there, as a package puts it."""

    def __init__(self, servers, folder, address):
        self.servers, self.folder, self.address = servers, folder, address
        self.conf, self.state = folder / "docketd.conf", folder / "state"
        for part in ("plans", "letters", "board"):
            shutil.copytree(REPOSITORY / "etc" / part, folder / part)
        plan = folder / "plans/dong-thap-2023.conf"
        plan.write_text(re.sub(r"\bvalid_to = [^;]*;", "", plan.read_text()))
        for other in (folder / "plans").glob("dong-thap-2026*"):
            other.unlink()

    def server(self, name, tls):
        return f"localhost:{self.servers.ports[name]}/{tls}"

    def setup(self, *words, typed=()):
        return subprocess.run([BUILD / "docketctl", "-c", self.conf, "setup", "--ca-file", self.servers.ca_file,
                               "--state", self.state, "--runtime", self.folder / "run", *map(str, words)],
                              input="".join(f"{line}\n" for line in typed), capture_output=True, text=True, timeout=PATIENCE)

    def again(self, *words, typed=()):
        return subprocess.run([BUILD / "docketctl", "-c", self.conf, "setup", *map(str, words)],
                              input="".join(f"{line}\n" for line in typed), capture_output=True, text=True, timeout=PATIENCE)

    def answers(self, **others):
        """Question by question what a person types; "" is Enter."""
        usual = {"address": self.address, "provider": "", "imap": self.server("imaps", "implicit"),
                 "smtp": self.server("smtp", "starttls"), "user": "", "password": self.servers.password, "folders": "",
                 "plan": str(self.folder / "plans/dong-thap-2023.conf"), "office": OFFICE, "contact": "Trực ban, 0277 3000 000",
                 "officers": "Nguyễn Văn An <canbo@pv05.example>", "go_live": ""}
        lines = []
        for key, text in usual.items():
            lines += [others[key]] if isinstance(others.get(key), str) else [*others.get(key, []), text]
        return lines


@pytest.fixture
def desk(servers, tmp_path, request):
    name = re.sub(r"\W+", "-", request.node.name)[:40].strip("-")
    folder = tmp_path / "etc"
    folder.mkdir()
    return Desk(servers, folder, f"{name}@pv05.example")


def test_twelve_answers_and_the_first_mail_is_acknowledged(desk, servers):
    done = desk.setup(typed=desk.answers())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("/12  ") == 12 and "Thư đã đi và đã về." in done.stdout
    text = desk.conf.read_text()
    assert servers.password not in text + done.stdout + done.stderr
    for secret in ("imap-password", "smtp-password"):
        assert stat.S_IMODE((desk.folder / secret).stat().st_mode) == 0o600
        assert (desk.folder / secret).read_text() == servers.password + "\n"
    assert 'authserv_ids = ["mx.pv05.example"];' in text and 'folders = ["INBOX", "Spam"];' in text
    assert re.search(r'go_live = "20\d\d-', text) and 'from_name = "Phòng tham mưu Công an tỉnh mẫu";' in text
    sample = (REPOSITORY / "etc/docketd.conf").read_text()
    remarks = re.findall(r"#.*", sample)
    assert [r for r in remarks if r not in text] == [r for r in remarks if "go_live =" in r]    # a person's file, with its remarks
    assert desk.run("docketd", "-n").returncode == 0
    servers.send("h-cao-lanh@dongthap.example", desk.address, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
    servers.wait_for(desk.address, 2)
    desk.once()
    assert [str(letter["Subject"]) for letter in desk.letters("h-cao-lanh@dongthap.example")] != []
    desk.rebuilt()


def test_a_second_run_changes_what_is_asked_and_no_byte_more(desk, servers):
    assert desk.setup(typed=desk.answers()).returncode == 0
    before = desk.conf.read_text()
    done = desk.again(typed=[""] * 12)
    assert done.returncode == 0 and "Không có gì thay đổi." in done.stdout and desk.conf.read_text() == before
    done = desk.again("--contact", "Trần Thị Bình, 0909 000 111")
    assert done.returncode == 0, done.stderr
    assert [(a, b) for a, b in zip(before.splitlines(), desk.conf.read_text().splitlines()) if a != b] == [
        ('    contact = "Trực ban";            # in ở chân thư', '    contact = "Trần Thị Bình";            # in ở chân thư'),
        ('    phone = "0277 3000 000";', '    phone = "0909 000 111";')]
    before = desk.conf.read_text()
    done = desk.again("--contact", "Lê Văn Tám, 1", "--dry-run")
    assert done.returncode == 0 and "Lê Văn Tám" in done.stdout and desk.conf.read_text() == before


def test_of_several_plans_the_answer_is_the_first(desk):
    assert desk.setup(typed=desk.answers()).returncode == 0
    (desk.folder / "plans/second.conf").write_text(SECOND)
    text = desk.conf.read_text()
    [line] = [w for w in text.splitlines() if w.startswith("plan = ")]
    several = 'plan = ["plans/dong-thap-2023.conf", "plans/second.conf"];'
    desk.conf.write_text(text.replace(line, several))
    assert "Không có gì thay đổi." in desk.again(typed=[""] * 12).stdout
    shutil.copy(desk.folder / "plans/dong-thap-2023.conf", desk.folder / "plans/third.conf")
    done = desk.again("--plan", "plans/third.conf", "--dry-run")
    assert 'plan = ["plans/third.conf", "plans/second.conf"];' in done.stdout, done.stdout + done.stderr


def test_without_a_person(desk, servers, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(servers.password + "\n")
    words = ["--unattended", "--language", "en", "--address", desk.address, "--imap", desk.server("imaps", "implicit"), "--smtp",
             desk.server("smtp", "starttls"), "--plan", "plans/dong-thap-2023.conf", "--office", OFFICE, "--contact", "Trực ban",
             "--officers", "An <canbo@pv05.example>, binh@pv05.example viewer"]
    done = desk.setup(*words)
    assert done.returncode == 1 and done.stderr == "An answer is missing: --password-file FILE (Password (Gmail: app password)).\n"
    assert not desk.conf.exists()
    done = desk.setup(*words, "--password-file", secret, "--dry-run")
    assert done.returncode == 0 and OFFICE in done.stdout and not desk.conf.exists() and not (desk.folder / "imap-password").exists()
    done = desk.setup(*words, "--password-file", secret)
    assert done.returncode == 0, done.stderr
    assert '{ address = "canbo@pv05.example"; name = "An"; role = "lead"; },' in desk.conf.read_text()


WRONG = {
    "no address": ("address", "bao cao", "không phải địa chỉ thư"),
    "an address without a domain": ("address", "baocao@may", "không phải địa chỉ thư"),
    "an unknown provider": ("provider", "yahoo", 'Không có loại "yahoo"'),
    "words for a server": ("imap", "máy chủ thư", "viết tên:cổng"),
    "a port beyond all": ("imap", "localhost:99999", "viết tên:cổng"),
    "an unknown way of TLS": ("imap", "localhost:993/ssl", "viết tên:cổng"),
    "a server that is nowhere": ("imap", "imap.invalid:993", "Không có máy chủ nào tên này"),
    "a port nobody listens on": ("imap", "localhost:1/implicit", "Máy chủ không mở cổng này"),
    "a name the certificate has not": ("imap", "{127.1 imaps}/implicit", "Chứng thư của máy chủ là của tên khác"),
    "TLS where there is none yet": ("imap", "{localhost imap}/implicit", "Cổng này chào trước rồi mới lập TLS"),
    "STARTTLS where TLS is at once": ("imap", "{localhost imaps}/starttls", "Cổng này đòi TLS ngay khi nối"),
    "mail is read where it is sent": ("imap", "{localhost smtp}/starttls", "không phải cổng nhận thư (IMAP)"),
    "... by TLS at once": ("imap", "{localhost smtp}/implicit", "không phải cổng nhận thư (IMAP)"),
    "a sending server that is nowhere": ("smtp", "smtp.invalid:587", "Không có máy chủ nào tên này"),
    "a sending port nobody listens on": ("smtp", "localhost:1", "Không nối được máy chủ"),
    "TLS at once where STARTTLS is": ("smtp", "{localhost smtp}/implicit", "Cổng này chào trước rồi mới lập TLS"),
    "mail is sent where it is read": ("smtp", "{localhost imap}/starttls", "không phải cổng gửi thư (SMTP)"),
    "... and TLS is at once": ("smtp", "{localhost imaps}/implicit", "không phải cổng gửi thư (SMTP)"),
    "a login name of two words": ("user", "bao cao", "có dấu cách"),
    "no password": ("password", "", "Mật khẩu trống"),
    "a wrong password": ("password", "sai", "không nhận tên hoặc mật khẩu"),
    "a password with a control character": ("password", "mat\tkhau", "ký tự điều khiển"),
    "a folder that is not there": ("folders", "INBOX, Thùng rác", 'Không có thư mục "Thùng rác"; đang có: '),
    "no folder": ("folders", ",", "ít nhất là INBOX"),
    "no plan": ("plan", "ke-hoach.conf", "Không có tệp kế hoạch"),
    "the plan to begin with": ("plan", "plans/template.conf", "là kế hoạch mẫu"),
    "a plan that is none": ("plan", "plans/holidays-vn.conf", "Kế hoạch có"),
    "an endless name": ("office", "Phòng " * 60, "Dài quá 300 chữ"),
    "an officer without an address": ("officers", "Nguyễn Văn An", "không phải địa chỉ thư"),
    "a role that is none": ("officers", "An <an@pv05.example> sếp", 'Không có vai trò "sếp"'),
    "a unit as officer": ("officers", "h-cao-lanh@dongthap.example", "nơi báo cáo không thể là nơi nhận"),
    "the mailbox as officer": ("officers", "{self}", "chính hộp thư nhận báo cáo"),
    "one officer twice": ("officers", "An <an@pv05.example>, Bình <an@pv05.example>", "có hai lần"),
    "a year that is a slip": ("go_live", "2099-01-01", "cách nay hơn 400 ngày"),
    "a day of another office": ("go_live", "1999-01-01", "cách nay hơn 400 ngày"),
    "no time": ("go_live", "hôm qua", "không phải thời điểm"),
}


def test_a_wrong_answer_gets_one_sentence_and_is_asked_for_again(desk, servers):
    """All of them in one sitting, each before the right answer to its question."""
    def meant(text):
        text = text.replace("{self}", desk.address)
        return re.sub(r"\{(\S+) (\w+)\}", lambda m: f"{m[1]}:{servers.ports[m[2]]}", text)

    wrong = {}
    for question, text, _ in WRONG.values():
        wrong.setdefault(question, []).append(meant(text))
    done = desk.setup("--no-test", typed=desk.answers(**wrong))
    assert done.returncode == 0, done.stdout + done.stderr
    said = [line for line in done.stdout.splitlines()]
    for what, (question, text, sentence) in WRONG.items():
        assert any(sentence in line for line in said), (what, done.stdout)
    asked = len(re.findall(r"\d/12  ", done.stdout))
    assert asked == 12 + len(WRONG), done.stdout
    assert "(thư rác)" in done.stdout and "spam" not in done.stdout.lower().replace("spam (thư rác)", "").replace("inbox, spam", "")
    assert servers.password not in done.stdout


def test_what_is_taken_and_worth_a_word(desk):
    """A beginning that is still ahead, a contact that nobody can call: said at once, and by all that is looked at later."""
    ahead = (datetime.now() + timedelta(days=20)).strftime("%Y-%m-%dT07:00")
    done = desk.setup("--no-test", typed=desk.answers(contact="Trực ban", go_live=ahead))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"trước {ahead} chưa nhắc ai và chưa trả lời thư nào" in done.stdout and "chưa có số điện thoại" in done.stdout
    note = desk.run("docketd", "-n").stdout
    assert "mailbox.go_live is ahead" in note and "office.phone is not set" in note
    desk.once()
    for command in "check", "doctor", "status":
        assert "MỌI ĐƠN VỊ: trước 07:00" in desk.run("docketctl", command).stdout
    assert "MỌI ĐƠN VỊ: trước 07:00" in (desk.state / "board/index.html").read_text()
    desk.conf.write_text(re.sub('go_live = "20..', 'go_live = "2099', desk.conf.read_text()))
    refused = desk.run("docketd", "-n")
    assert refused.returncode == 1 and "mailbox.go_live: is more than 400 days ahead" in refused.stderr


def test_a_plan_that_is_over_is_told_of(desk):
    (desk.folder / "plans/old.conf").write_text((REPOSITORY / "etc/plans/dong-thap-2023.conf").read_text())
    done = desk.setup("--no-test", "--dry-run", typed=desk.answers(plan="plans/old.conf"))
    assert done.returncode == 0 and re.search(r"cả \d+ đơn vị phải báo cáo của kế hoạch này đã hết hiệu lực", done.stdout), done.stdout


def test_a_telephone_is_found_without_a_comma(desk):
    assert desk.setup("--no-test", typed=desk.answers(contact="Ai đó, 1")).returncode == 0
    for answer, contact, phone in (("Trực ban 0277 3000 000", "Trực ban", "0277 3000 000"), ("Trực ban, 113", "Trực ban", "113"),
                                   ("Trực ban,0277.3000.000", "Trực ban", "0277.3000.000"), ("Phòng 3", "Phòng 3", None)):
        done = desk.again("--contact", answer, "--dry-run")
        assert f'contact = "{contact}";' in done.stdout, done.stdout + done.stderr
        assert (f'phone = "{phone}";' in done.stdout) == (phone is not None)
        assert ("chưa có số điện thoại" in done.stdout) == (phone is None)


def test_a_provider_without_passwords_asks_for_the_client_and_then_for_a_login(desk):
    words = ["--unattended", "--address", desk.address, "--provider", "microsoft", "--imap", desk.server("imaps", "implicit"), "--smtp",
             desk.server("smtp", "starttls"), "--plan", "plans/dong-thap-2023.conf", "--office", OFFICE, "--contact", "Trực ban",
             "--officers", "An <canbo@pv05.example>", "--password-file", "-"]
    done = desk.setup(*words, typed=["x"])
    assert done.returncode == 1 and "không phải mã ứng dụng" in done.stderr
    done = desk.setup(*words, typed=["6f1a2b3c-0000-4000-8000-123456789abc"])
    assert done.returncode == 0 and "docketctl login" in done.stdout, done.stderr
    text = desk.conf.read_text()
    assert text.count("oauth2 = true;") == 2 and not re.search(r"^ *password_file = ", text, re.M)
    assert 'oauth2 = {\n    provider = "microsoft";\n    client_id = "6f1a2b3c-' in text
    assert desk.run("docketd", "-n").returncode == 0 and list(desk.folder.glob("*-password")) == []
    done = desk.run("docketctl", "check")
    assert done.returncode == 1 and "Chưa đăng nhập: chạy docketctl login." in done.stdout


def test_answers_that_end_half_way_write_nothing(desk):
    done = desk.setup(typed=desk.answers()[:7])
    assert done.returncode == 1 and "chưa ghi gì" in done.stdout and not desk.conf.exists()
    assert list(desk.folder.glob("*password*")) == []


def test_a_broken_configuration_is_mended_by_hand_first(desk):
    desk.conf.write_text("plan = ;\n")
    done = desk.again(typed=[""] * 12)
    assert done.returncode == 1 and "docketd.conf:1: syntax error" in done.stderr


def test_two_offices_with_two_plans_beside_each_other(desk, servers, tmp_path):
    """Each has its folder below the common one, its plan, its docket; a unit's mail is answered by the one it went to."""
    plan = desk.folder / "plans/dong-thap-2023.conf"
    (desk.folder / "plans/xa.conf").write_text(plan.read_text().replace('code = "dong-thap-2023"', 'code = "dong-thap-xa"', 1))
    offices = []
    for name, file in (("tinh", "dong-thap-2023.conf"), ("xa", "xa.conf")):
        office = Desk.__new__(Desk)
        office.servers, office.folder, office.address = servers, desk.folder / name, f"{name}.{desk.address}"
        office.conf, office.state = office.folder / "docketd.conf", tmp_path / name
        done = office.setup("--runtime", tmp_path / f"run-{name}", typed=office.answers(plan=f"plans/{file}", address=office.address))
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"enable --now docketd@{name};" in done.stdout
        text = office.conf.read_text()
        assert f'plan = "../plans/{file}";' in text and 'letters = "../letters";' in text and 'templates = "../board";' in text
        offices.append(office)
    for office in offices:
        servers.send("h-cao-lanh@dongthap.example", office.address, mail(office, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
        servers.wait_for(office.address, 2)
    for office in offices:
        office.once()
    for office in offices:
        assert len(office.letters("h-cao-lanh@dongthap.example")) == 1
        assert len(office.rows("SELECT 1 FROM message WHERE sender = 'h-cao-lanh@dongthap.example'")) == 1
        assert office.run("docketctl", "simulate", "--from", "2026-01-01", "--to", "2026-12-31").returncode == 0
        office.rebuilt()


def test_letters_and_plans_are_found_with_the_program(desk, servers, tmp_path):
    """From the tree it was built in: a file anywhere, its docket beside it, no service."""
    office = Desk.__new__(Desk)
    office.servers, office.folder, office.address = servers, tmp_path / "mine", desk.address
    office.conf, office.state = office.folder / "docketd.conf", office.folder / "state"
    answers = desk.answers(plan="1")
    done = office.again("--ca-file", servers.ca_file, typed=answers)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^  1  \S+: \d+ đơn vị", done.stdout.split("8/12")[0], re.M)
    assert f"Bắt đầu chạy: {BUILD.resolve()}/docketd -c {office.conf};" in done.stdout and "systemctl" not in done.stdout
    assert "ke-hoach-mau" not in done.stdout
    text = office.conf.read_text()
    assert re.search(r'letters = "/.*/letters";', text) and re.search(r'templates = "/.*/board";', text) and re.search(r'plan = "/.*/plans/', text)
    office.once()
    assert (office.folder / "state/docket.db").exists()
    assert office.again(typed=[""] * 12).returncode == 0


def test_what_cannot_be_written_is_said_before_the_first_question(desk):
    desk.conf = desk.folder / "plans/holidays-vn.conf/docketd.conf"         # a file, no folder
    done = desk.again()
    assert done.returncode == 1 and f"Không ghi được {desk.conf}" in done.stderr and "1/12" not in done.stdout


def test_an_office_apart_has_its_docket_where_its_unit_looks_for_it(desk):
    office = Desk.__new__(Desk)
    office.servers, office.folder, office.address, office.conf = desk.servers, desk.folder / "xa", desk.address, desk.folder / "xa/docketd.conf"
    done = office.again("--ca-file", desk.servers.ca_file, "--dry-run", typed=desk.answers())
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'state = "/var/lib/docketd/xa"; ' in done.stdout and 'runtime = "/run/docketd-xa";' in done.stdout
    assert not office.folder.exists()
