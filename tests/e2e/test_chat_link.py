"""An officer's own chat: linked by a code of one use, told what he is told by mail, asked nothing but how many."""
import hashlib
import json
import re
import time

import pytest

from office import Office, changed_plan
from servers import wait_until
from test_chat import Chat, words
from test_path import mail

TOKEN = "123456:t0ken-of-the-bot"
OFFICER = "canbo@pv05.example"
CHATS = {"zalo": ("6ede9afa66b88fe6d6a9", "77aa01"), "tgram": ("4211", "-100200")}


class Bot(Chat):
    """A bot's service: what was written to it is given by getUpdates, Zalo's one at a time and the last one again."""

    def __init__(self, servers, scheme):
        super().__init__(servers)
        self.scheme, self.updates, self.said, self.polls, self.dead, self.given = scheme, [], [], [], None, 0
        self.reply = self.answers

    def write(self, chat, text, private=True, is_bot=False):
        n = len(self.updates) + 1
        if self.scheme == "zalo":
            self.updates.append({"event_name": "message.text.received", "message": {
                "from": {"id": chat, "display_name": "Ai đó", "is_bot": is_bot}, "chat": {"id": chat, "chat_type": "PRIVATE" if private else "GROUP"},
                "text": text, "message_id": f"m{n:x}", "date": 1750316131602}})
        else:
            self.updates.append({"update_id": 900 + n, "message": {
                "message_id": n, "from": {"id": 1, "is_bot": is_bot}, "chat": {"id": int(chat), "type": "private" if private else "group"}, "text": text}})

    def answers(self, path, body):
        if self.dead is not None:
            return self.dead
        if path.endswith("/sendMessage"):
            self.said.append((body["chat_id"], body["text"]))
            return 200, {"ok": True, "result": {"message_id": "x", "date": 1}}
        self.polls.append(body)
        if self.scheme == "zalo":
            if not self.updates:
                return 200, {"ok": False, "error_code": 408, "description": "Request timeout"}
            self.given = min(self.given + 1, len(self.updates))
            return 200, {"ok": True, "result": self.updates[self.given - 1]}            # the last one again and again
        return 200, {"ok": True, "result": [u for u in self.updates if u["update_id"] >= body["offset"]]}

    def told(self, chat):
        return [text for to, text in self.said if to == chat]


@pytest.fixture(params=["zalo", "tgram"])
def bot(servers, request):
    return Bot(servers, request.param)


@pytest.fixture
def desk(servers, bot, tmp_path, request):
    folder = tmp_path / "office"
    folder.mkdir()
    secret = folder / "bot"
    secret.touch(mode=0o600)
    secret.write_text(f"{bot.scheme}://{TOKEN}\n")
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace('valid_to = "2025-06-30";', ""))
    name = f"bot-{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    made = Office(servers, folder, plan=plan, address=f"{name}@pv05.example",
                  chat={"bot_file": secret, "bot_name": "Bot PV05", "bot_server": f"https://{bot.host}", "ca_file": servers.ca_file,
                        "hours_from": "00:00", "hours_to": "23:59"})
    made.once()
    yield made
    made.rebuilt()
    for file in made.state.rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes(), file


def code_of(text):
    return re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", text)[0]


def code(desk):
    return code_of(desk.ctl("do", "--as", OFFICER, "KẾT NỐI CHAT"))


def hear(desk, n=1):
    return "".join(desk.once() for _ in range(n))


def link(desk, bot, chat):
    bot.write(chat, code(desk))
    hear(desk)
    assert "Đã kết nối" in bot.told(chat)[-1]


def test_a_code_by_mail_links_a_chat_that_asks_for_counts_alone(desk, bot, servers):
    mine, other = CHATS[bot.scheme]
    servers.send(OFFICER, desk.address, mail(desk, None, "KẾT NỐI CHAT", text="", sender=OFFICER), auth=True)
    servers.settle()
    desk.once()
    letter = desk.letters(OFFICER)[-1].get_body(("plain",)).get_content()
    given = code_of(letter)
    assert "Bot PV05" in letter
    bot.write(mine, f" {given.lower().replace('-', ' ')} ")
    log = hear(desk, 2)                                         # heard once, however often it is given
    assert "Đã kết nối" in bot.told(mine)[-1] and len(bot.told(mine)) == 1, log
    assert any("Chat đã được kết nối" in m["Subject"] and "NGẮT KẾT NỐI CHAT" in m.get_body(("plain",)).get_content() for m in desk.letters(OFFICER))
    words(desk, 2)
    bot.write(mine, "tình hình")
    log += hear(desk, 2)
    counts = next(text for text in bot.told(mine) if "đã nhận" in text)
    assert re.search(r"đã nhận \d+/\d+", counts) and "Thư chờ phân loại: 2" in counts
    assert sum("chờ phân loại, mã" in text for text in bot.told(mine)) == 2         # his notices come here, too
    for private in ("BÍ MẬT", "Lời riêng", "ngoai.example", "la0"):
        assert private not in json.dumps(bot.said, ensure_ascii=False)
    bot.write(other, given)                                     # it was for one use
    log += hear(desk)
    assert "Đã kết nối" not in "".join(bot.told(other))
    desk.ctl("do", "--as", OFFICER, "NGẮT KẾT NỐI CHAT")
    before = len(bot.told(mine))
    words(desk, 1)
    bot.write(mine, "TÌNH HÌNH")
    log += hear(desk)
    assert all("đã nhận" not in text and "phân loại" not in text for text in bot.told(mine)[before:])
    assert TOKEN not in log and given not in log
    assert desk.rows("SELECT count(*), count(ended) FROM chat_link") == [(1, 1)]


def test_what_is_no_question_and_who_is_not_known(desk, bot):
    mine, other = CHATS[bot.scheme]
    link(desk, bot, mine)
    for text in ("CHƯA NỘP", "TRA CỨU TN-2023-0001", "xin chào"):
        bot.write(mine, text)
        hear(desk)
    assert len(bot.told(mine)) == 2 and "chỉ hỏi được: TÌNH HÌNH" in bot.told(mine)[-1]        # said once an hour
    for text in ("TÌNH HÌNH", "AAAA-2222", "BBBB-3333", "?"):
        bot.write(other, text)
        hear(desk)
    assert len(bot.told(other)) == 1 and "mã kết nối" in bot.told(other)[0] and "nhận" not in bot.told(other)[0]


def test_tries_are_few_and_a_code_is_not_for_ever(desk, bot):
    mine, other = CHATS[bot.scheme]
    for _ in range(5):
        bot.write(other, "AAAA-2222")
        hear(desk)
    bot.write(other, code(desk))
    hear(desk)
    assert desk.rows("SELECT count(*) FROM chat_link") == [(0,)] and len(bot.told(other)) == 1
    old = code(desk)
    assert code(desk) != old
    bot.write(mine, old)                            # a newer one was given
    hear(desk)
    assert desk.rows("SELECT count(*) FROM chat_link") == [(0,)]


def test_groups_and_bots_are_not_heard(desk, bot):
    mine, _ = CHATS[bot.scheme]
    given = code(desk)
    bot.write(mine, given, private=False)
    bot.write(mine, given, is_bot=True)
    hear(desk, 2)
    assert bot.said == [] and desk.rows("SELECT count(*) FROM chat_heard") == [(0,)]


def test_what_the_service_is_asked(desk, bot):
    mine, _ = CHATS[bot.scheme]
    link(desk, bot, mine)
    hear(desk)
    assert {path.rsplit("/", 1)[0] for _, path, _, _ in bot.got} == {f"/bot{TOKEN}"}
    if bot.scheme == "zalo":
        assert all(poll == {"timeout": 0} for poll in bot.polls)
    else:
        assert bot.polls[0] == {"timeout": 0, "offset": 1, "limit": 10, "allowed_updates": ["message"]} and bot.polls[-1]["offset"] == 902


@pytest.mark.parametrize("dead", [(200, {"ok": False, "error_code": 401}), (502, None), (200, None)])
def test_a_bot_that_is_dead_delays_no_mail(desk, bot, dead):
    bot.dead = dead
    with desk.running():
        desk.servers.send("h-cao-lanh@dongthap.example", desk.address, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
        desk.servers.wait_for("h-cao-lanh@dongthap.example", 1)
        wait_until(lambda: "the bot cannot be heard" in desk.said(), "the log")
        assert desk.said().count("the bot cannot be heard") == 1 and TOKEN not in desk.said()


def test_a_poll_that_hangs_delays_no_mail_and_no_end(desk, bot):
    bot.hangs.clear()
    with desk.running():
        wait_until(lambda: bot.got, "a poll")
        desk.servers.send("h-cao-lanh@dongthap.example", desk.address, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng"), auth=True)
        desk.servers.wait_for("h-cao-lanh@dongthap.example", 1)
    bot.hangs.set()


def test_no_bot_no_code(desk, bot):
    text = desk.conf.read_text()
    desk.conf.write_text(re.sub(r"(?m)^chat = .*$", "", text))
    done = desk.run("docketctl", "do", "--as", OFFICER, "KẾT NỐI CHAT")
    assert done.returncode == 1 and "không có bot" in done.stdout
