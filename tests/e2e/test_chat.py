"""Officers' notices in a chat: what is said, how often, and that a chat that is dead delays no mail."""
import hashlib
import http.server
import json
import re
import ssl
import threading
import time

import pytest

from office import Office, changed_plan
from test_path import mail

TOKEN = "t0ken-of-the-chat"


class Chat:
    """A server that takes every notice, unless answer says otherwise."""

    def __init__(self, servers):
        self.got, self.answer, self.hangs = [], (200, b"{}"), threading.Event()
        self.reply = None                           # or what answers a path and a body
        self.hangs.set()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.command, self.path, self.headers["Authorization"], json.loads(body)))
                outer.hangs.wait()
                status, answer = outer.answer
                if outer.reply is not None:
                    status, said = outer.reply(self.path, json.loads(body))
                    answer = b"" if said is None else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
            do_PUT = do_POST

            def log_message(self, *words):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(servers.folder / "server.pem", servers.folder / "server.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.host = f"localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def texts(self):
        return [next(body[key] for key in ("text", "message", "body") if key in body) for _, _, _, body in self.got]


@pytest.fixture
def chat(servers):
    return Chat(servers)


@pytest.fixture
def office(servers, chat, tmp_path, request):
    made = []

    def make(*urls, **more):
        folder = tmp_path / "office"
        folder.mkdir()
        secret = folder / "chat"
        secret.touch(mode=0o600)
        secret.write_text("# of the office\n" + "".join(url.replace("HOST", chat.host) + "\n" for url in urls))
        plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace('valid_to = "2025-06-30";', ""))
        name = f"chat-{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
        made.append(Office(servers, folder, plan=plan, address=f"{name}@pv05.example",
                           chat={"urls_file": secret, "ca_file": servers.ca_file, "hours_from": "00:00", "hours_to": "23:59", **more}))
        return made[0]
    yield make
    for desk in made:
        desk.rebuilt()


def words(desk, n):
    """Mails that only an officer can place."""
    for i in range(n):
        desk.servers.deliver(desk.address, mail(desk, f"nguoi-la-{i}", f"BÍ MẬT {i}", text=f"Lời riêng số {i}.\n", sender=f"la{i}@ngoai.example"),
                             sender=f"la{i}@ngoai.example")


@pytest.mark.parametrize("url, path", [
    (f"mmosts://HOST/{TOKEN}", f"/hooks/{TOKEN}"), (f"jsons://an:{TOKEN}@HOST/a", "/a"), (f"ntfys://{TOKEN}@HOST/bao-cao", "/"),
    (f"matrixs://{TOKEN}@HOST/!phong:x.example", "/_matrix/client/v3/rooms/%21phong%3Ax.example/send/m.room.message/"),
])
def test_a_notice_says_the_code_and_nothing_of_the_mail(office, chat, url, path):
    desk = office(url)
    words(desk, 1)
    log = desk.once("-v", "-v")
    assert len(chat.got) == 1 and chat.got[0][1].startswith(path), log
    code = desk.rows("SELECT code FROM message")[0][0]
    assert code in chat.texts()[0] and "chờ phân loại" in chat.texts()[0]
    for private in ("BÍ MẬT", "Lời riêng", "ngoai.example", "la0"):
        assert private not in json.dumps(chat.got, ensure_ascii=False)
    desk.once()
    assert len(chat.got) == 1                       # and once only
    for file in [*desk.state.rglob("*")]:
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes(), file
    assert TOKEN not in log


def test_more_than_an_hour_holds_is_one_digest(office, chat):
    desk = office(f"mmosts://HOST/{TOKEN}", per_hour=4)
    words(desk, 9)
    desk.once()
    assert len(chat.got) == 4 and re.search(r": 6 việc mới cần xem", chat.texts()[3])
    assert desk.rows("SELECT state, count(*) FROM chat GROUP BY 1 ORDER BY 1") == [("merged", 5), ("sent", 4)]
    words(desk, 1)
    desk.once()
    assert len(chat.got) == 4                       # the hour is full


def test_a_chat_that_hangs_delays_no_mail(office, chat):
    desk = office(f"mmosts://HOST/{TOKEN}")
    chat.hangs.clear()
    with desk.running():
        words(desk, 1)
        desk.servers.send("h-cao-lanh@dongthap.example", desk.address, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
        while not chat.got:                         # it hangs now
            time.sleep(0.1)
        desk.servers.send("h-thap-muoi@dongthap.example", desk.address, mail(desk, "h-thap-muoi", "Báo cáo 6 tháng"), auth=True)
        desk.servers.wait_for("h-thap-muoi@dongthap.example", 1)
        assert desk.rows("SELECT count(*) FROM chat WHERE state = 'sent'") == [(0,)]
        chat.hangs.set()


@pytest.mark.parametrize("answer, state", [((500, b""), "queued"), ((403, b""), "failed"), ((302, b""), "failed")])
def test_a_refusal_is_tried_again_or_given_up(office, chat, answer, state):
    desk = office(f"mmosts://HOST/{TOKEN}")
    chat.answer = answer
    words(desk, 1)
    log = desk.once()
    assert desk.rows("SELECT state, attempts FROM chat") == [(state, 1)] and f"status {answer[0]}" in log and TOKEN not in log
    said = next(line for line in desk.run("docketctl", "doctor").stdout.splitlines() if line.startswith("chat "))
    assert ("1 thông báo trong ngày qua" in said and str(answer[0]) in said) == (state == "failed") and TOKEN not in said


def test_nobody_listens_or_an_address_is_none(office):
    desk = office(f"jsons://localhost:1/{TOKEN}", f"zalo://{TOKEN}")
    words(desk, 1)
    log = desk.once()
    assert "chat jsons-" in log and "is not sent yet" in log and "address 2: it must look like zalo://TOKEN/CHAT_ID" in log and TOKEN not in log


def test_a_program_gets_json(office, tmp_path):
    program = tmp_path / "notify"
    program.write_text(f"#!/bin/sh\ncat >{tmp_path}/got\n")
    program.chmod(0o755)
    desk = office(f"exec:{program} --quiet")
    words(desk, 1)
    desk.once()
    assert "chờ phân loại" in json.loads((tmp_path / "got").read_text())["message"]


def test_others_may_not_read_the_addresses(office):
    desk = office("exec:/bin/true")
    (desk.folder / "chat").chmod(0o644)
    done = desk.run("docketd", "--once")
    assert done.returncode == 1 and "chat.urls_file" in done.stderr and "0644" in done.stderr
