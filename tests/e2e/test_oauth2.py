"""Login without a password, on servers that check the tokens themselves."""
import json
import os
import re
import stat
import subprocess
import time

import pytest

from oauth import LoginServer, address_of, browse
from office import BUILD, Office
from servers import PATIENCE
from test_crash import Steps
from test_path import mail


class Desk(Office):
    def __init__(self, servers, folder, address, **oauth2):
        folder.mkdir()
        self.login = LoginServer(servers, address)
        no_password = {"password_file": "", "oauth2": True, "user": address, "host": servers.host, "ca_file": servers.ca_file}
        super().__init__(servers, folder, address=address, oauth2=self.login.settings(folder, **oauth2),
                         mailbox={"server": {**no_password, "port": servers.ports["imaps"], "tls": "implicit"}, "go_live": "2023-01-01"},
                         sending={"server": {**no_password, "port": servers.ports["smtp"], "tls": "starttls"}})
        self.conf.write_text(self.conf.read_text().replace('password_file = ""; ', ""))
        self.tokens = self.state / "oauth2"

    def kept(self):
        return json.loads(self.tokens.read_text())

    def change(self, **words):
        """The tokens as they would be at another time."""
        self.tokens.write_text(json.dumps({**self.kept(), **words}))

    def start_login(self, *words):
        return subprocess.Popen([BUILD / "docketctl", "-c", self.conf, "login", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, bufsize=1)

    def log_in(self, **how):
        """By a browser elsewhere: the address it ended on is pasted."""
        asks = self.start_login()
        shown = ""
        while "login_hint" not in shown:
            shown += asks.stdout.readline()
        out, err = asks.communicate(self.login.consent(address_of(shown, self.login), **how) + "\n", timeout=PATIENCE)
        return asks.returncode, shown + out, err

    def secrets(self):
        kept = self.kept() if self.tokens.exists() else {}
        return [self.login.client_secret, *(kept[k] for k in ("refresh", "access") if k in kept)]


@pytest.fixture
def desk(servers, tmp_path, request):
    name = re.sub(r"\W+", "-", request.node.name)[:40].strip("-").lower()
    return Desk(servers, tmp_path / "office", f"{name}@pv05.example")


def test_a_pasted_address_logs_in_and_mail_is_read_and_answered(desk, servers):
    code, out, err = desk.log_in()
    assert code == 0 and "Máy chủ thư nhận phép này." in out, out + err
    assert stat.S_IMODE(desk.tokens.stat().st_mode) == 0o600 and desk.kept()["refresh"] in desk.login.valid
    servers.send("h-cao-lanh@dongthap.example", desk.address, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
    servers.wait_for(desk.address, 1)
    log = desk.once("-v", "-v")
    assert len(desk.letters("h-cao-lanh@dongthap.example")) == 1
    for secret in desk.secrets():               # neither what was shown, nor the log, nor any file but its own
        assert secret not in out + err + log
        for file in desk.folder.rglob("*"):
            if file.is_file() and file not in (desk.tokens, desk.folder / "client-secret"):
                assert secret.encode() not in file.read_bytes(), file
    desk.rebuilt()


def test_a_browser_on_this_machine_needs_no_pasting(desk):
    asks = desk.start_login()
    shown = ""
    while "login_hint" not in shown:
        shown += asks.stdout.readline()
    words = open(f"/proc/{asks.pid}/cmdline", "rb").read() + open(f"/proc/{asks.pid}/environ", "rb").read()
    assert desk.login.client_secret.encode() not in words
    assert re.search(r"core file size +0 +0 ", open(f"/proc/{asks.pid}/limits").read())
    end = desk.login.consent(address_of(shown, desk.login))
    with pytest.raises(OSError):
        browse(end.split("?")[0] + "favicon.ico")
    assert "Đã nhận." in browse(end)
    out, err = asks.communicate(timeout=PATIENCE)
    assert asks.returncode == 0, out + err


def test_a_code_on_another_device(desk):
    desk.login.plays = [desk.login.answer("/device", {"client_id": desk.login.client_id}), (400, {"error": "authorization_pending"}),
                        (400, {"error": "slow_down"})]
    asks = desk.start_login("--device")
    out, err = asks.communicate(timeout=PATIENCE)
    assert asks.returncode == 0 and "WDJB-MJHT" in out, out + err
    assert [form["grant_type"] for _, path, form in desk.login.requests if path == "/token"][-1].endswith("device_code")


def test_another_login_s_answer_is_refused(desk):
    code, out, err = desk.log_in(state="of-somebody-else")
    assert code == 1 and "của lần đăng nhập khác" in err and not desk.tokens.exists() and desk.login.requests == []


def test_the_end_of_a_grant_is_said_at_login(desk):
    desk.login.more = {"refresh_token_expires_in": 604799}
    code, out, err = desk.log_in()
    assert code == 0 and "Chú ý: phép này chỉ đến" in out


@pytest.mark.parametrize("offered, other", [("xoauth2", "oauthbearer"), ("oauthbearer", "xoauth2")])
def test_either_mechanism_where_it_alone_is_offered(desk, servers, offered, other):
    dovecot, exim = servers.folder / "dovecot.conf", servers.folder / "exim.conf"
    before = dovecot.read_text(), exim.read_text()
    dovecot.write_text(before[0].replace(f" {other}", ""))
    exim.write_text(re.sub(rf"^{other}:\n(  .*\n)+", "", before[1], flags=re.M))
    try:
        for server in ("dovecot", "exim"):
            servers.stop_one(server)
            servers.start_one(server)
        assert desk.log_in()[0] == 0
        servers.send("h-cao-lanh@dongthap.example", desk.address, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
        servers.wait_for(desk.address, 1)
        desk.once()
        assert f"user=<{desk.address}>, method={offered.upper()}" in (servers.folder / "dovecot.log").read_text()
        assert f" A={offered}:{desk.address} " in (servers.folder / "exim/mainlog").read_text()
    finally:
        for conf, text in zip((dovecot, exim), before):
            conf.write_text(text)
        for server in ("dovecot", "exim"):
            servers.stop_one(server)
            servers.start_one(server)


def test_a_token_near_its_end_is_renewed_before_and_the_new_refresh_token_kept(desk):
    assert desk.log_in()[0] == 0
    before = desk.kept()
    desk.change(expires=int(time.time()) + 30)
    assert desk.run("docketctl", "check").returncode == 0
    after = desk.kept()
    assert after["refresh"] != before["refresh"] and after["access"] != before["access"] and after["refresh"] in desk.login.valid
    n = len(desk.login.requests)
    assert desk.run("docketctl", "check").returncode == 0 and len(desk.login.requests) == n     # one serves until it ends


def test_a_token_that_ends_before_its_time_is_renewed_once(desk):
    assert desk.log_in()[0] == 0
    desk.login.signed = -5                      # what it gives out is void at once
    desk.change(expires=0)
    done = desk.run("docketctl", "check")
    assert done.returncode == 1 and len(desk.login.requests) == 2
    desk.login.signed = 3600
    desk.change(got=int(time.time()) - 600, expires=int(time.time()) + 3000)
    done = desk.run("docketctl", "check")
    assert done.returncode == 0 and len(desk.login.requests) == 3, done.stdout


GRANT = "invalid_grant"
EXPIRED = {"error": GRANT, "error_description": "Token has been expired or revoked."}
FAILURES = {
    "seven days in testing mode": (400, EXPIRED, {"granted": -7 * 86400 - 60}, "Publish app"),
    "password changed at Google": (400, EXPIRED, {}, "đổi mật khẩu"),
    "session policy": (400, {"error": GRANT, "error_description": "reauth related error (invalid_rapt)", "error_subtype": "invalid_rapt"}, {},
                       "Google Cloud session control"),
    "policy of the administrator": (400, {"error": "admin_policy_enforced"}, {}, "API controls"),
    "client switched off": (401, {"error": "disabled_client"}, {}, "Ứng dụng đã bị tắt"),
    "wrong client secret": (401, {"error": "invalid_client", "error_description": "Unauthorized"}, {}, "client_secret_file"),
    "wrong secret at Microsoft": (401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided."}, {},
                                  "cột Value"),
    "secret expired at Microsoft": (401, {"error": "invalid_client", "error_description": "AADSTS7000222: The provided client secret keys are expired."},
                                    {}, "đã hết hạn"),
    "password changed at Microsoft": (400, {"error": GRANT, "error_description": "AADSTS50173: The provided grant has expired due to it being revoked"},
                                      {}, "Mật khẩu của hộp thư đã đổi"),
    "a second factor": (400, {"error": GRANT, "error_description": "AADSTS50076: Due to a configuration change made by your administrator"}, {},
                        "xác thực nhiều bước"),
    "sign-in frequency": (400, {"error": GRANT, "error_description": "AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency "
                                "checks by conditional access."}, {}, "sign-in frequency"),
    "conditional access": (400, {"error": GRANT, "error_description": "AADSTS53003: Access has been blocked by Conditional Access policies."}, {},
                           "Conditional Access"),
    "ninety days unused": (400, {"error": GRANT, "error_description": "AADSTS700082: The refresh token has expired due to inactivity."}, {}, "90 ngày"),
    "no consent": (400, {"error": "invalid_grant", "error_description": "AADSTS65001: The user or administrator has not consented"}, {}, "bấm Accept"),
    "wrong scope": (400, {"error": "invalid_scope"}, {}, "scope"),
    "account blocked": (400, {"error": GRANT, "error_description": "AADSTS50057: The user account is disabled."}, {}, "Unblock sign-in"),
    "code used twice": (400, {"error": GRANT, "error_description": "AADSTS54005: OAuth2 Authorization code was already redeemed"}, {}, "đã dùng rồi"),
    "login server ill": (503, b"<html>later</html>", {}, "docketd tự thử lại"),
    "no JSON": (200, b"{", {}, "docketd tự thử lại"),
    "no token in it": (200, {"access_token": "two words"}, {}, "docketd tự thử lại"),
}


def test_each_failure_is_one_sentence_and_no_storm(desk, servers):
    """All in one office: the tokens as at first, the failure, what docketctl login would say and the daemon logs."""
    assert desk.log_in()[0] == 0
    good = desk.kept()
    for what, (status, answer, then, sentence) in FAILURES.items():
        desk.tokens.write_text(json.dumps({**good, "expires": 0, **{k: int(time.time()) + v for k, v in then.items()}}))
        desk.login.plays, n = [(status, answer)] * 5, len(desk.login.requests)
        done = desk.run("docketctl", "check")
        line = next(line for line in done.stdout.splitlines() if line.startswith("IMAP"))
        assert done.returncode == 1 and sentence in line, (what, done.stdout)
        assert desk.run("docketctl", "check").returncode == 1
        assert len(desk.login.requests) == n + 1, what          # two looks at IMAP, two at SMTP, one request
        for secret in desk.secrets():
            assert secret not in done.stdout + done.stderr, what
        desk.change(failed=int(time.time()) - 61)               # a minute later it is asked once more
        desk.run("docketctl", "check")
        assert len(desk.login.requests) == n + 2, what


def test_clocks_that_differ_are_named(desk):
    assert desk.log_in()[0] == 0
    desk.change(expires=0)
    desk.login.ahead, desk.login.plays = 900, [(400, {"error": GRANT, "error_description": "Bad Request"})]
    assert "Đồng hồ máy này sai" in desk.run("docketctl", "check").stdout


def test_killed_at_each_step_a_valid_refresh_token_is_kept(desk):
    """The server takes the token before until the one that followed it is used (RFC 9700, 4.14.2)."""
    assert desk.log_in()[0] == 0
    desk.once()
    desk.change(expires=0)
    counter = desk.folder / "steps"

    def check(**env):
        counter.unlink(missing_ok=True)
        return desk.run("docketctl", "check", start_new_session=True,
                        env={**os.environ, "LD_PRELOAD": str(BUILD / "crash.so"), "CRASH_COUNTER": str(counter), **env})

    assert check().returncode == 0
    steps = Steps(counter).read()
    assert any("rename" in step for step in steps), steps
    for k in range(1, len(steps) + 1):
        desk.change(expires=0)
        check(CRASH_AT=str(k))
        assert desk.kept()["refresh"] in desk.login.valid, (k, steps[k - 1])
        assert stat.S_IMODE(desk.tokens.stat().st_mode) == 0o600
        desk.login.valid = {desk.kept()["refresh"]}         # and it alone lets in again


def test_the_lead_is_told_once_and_no_letter_is_lost(desk, servers):
    """Who may not read the mailbox says so in the outbox, once, in words that say what to do."""
    assert desk.log_in()[0] == 0
    desk.once()
    desk.change(expires=0)
    desk.login.plays = [(400, EXPIRED)] * 200
    for minute in range(5):
        assert desk.run("docketd", "--once").returncode == 1
        desk.change(failed=int(time.time()) - 61)
    rows = desk.rows("SELECT reason, recipient, count(*) FROM letter WHERE letter = 'operator' GROUP BY 1, 2")
    assert [(to, n) for _, to, n in rows] == [("truongphong@pv05.example", 1)]
    desk.login.plays = []
    assert desk.log_in()[0] == 0
    desk.once()
    told = [letter for letter in desk.letters("truongphong@pv05.example")]
    assert any("docketctl login" in letter.get_body(("plain",)).get_content() for letter in told)


def test_others_may_not_read_the_tokens(desk):
    assert desk.log_in()[0] == 0
    desk.tokens.chmod(0o644)
    done = desk.run("docketctl", "check")
    assert done.returncode == 1 and "others may read it" in done.stdout


def test_a_backup_holds_no_token_and_says_what_to_do_then(desk):
    assert desk.log_in()[0] == 0
    desk.once()
    said = desk.ctl("backup", desk.folder / "backups")
    assert "mã đăng nhập OAuth 2.0; khôi phục xong thì chạy: docketctl login" in said
    for file in (desk.folder / "backups").rglob("*"):
        assert file.is_dir() or not any(s.encode() in file.read_bytes() for s in desk.secrets()), file
    desk.state.rename(desk.folder / "lost")
    said = desk.ctl("restore", desk.folder / "backups")
    assert "chạy docketctl login trước khi đó" in said
    looked = desk.run("docketctl", "doctor").stdout
    assert re.search(r"đăng nhập +XỬ LÝ +chưa có phép đăng nhập OAuth 2.0 .*\n +-> docketctl login", looked), looked
    assert desk.log_in()[0] == 0
    desk.once()
    assert re.search(r"đăng nhập +ổn +bằng OAuth 2.0", desk.run("docketctl", "doctor").stdout)
