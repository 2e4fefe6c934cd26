"""Servers that do what no real one does on request: an IMAP and an SMTP server on loopback, whose every
answer a story may change.

    box = Mailbox({1: mail(1), 2: mail(2)})
    box.answers["FETCH 2"] = lambda: "NO not this one"
"""
import re
import socket
import threading


class Peer:
    """Listens; talk(say, hear) is the dialogue of one caller, who has patience."""
    timeout = "10m"

    def __init__(self):
        self.lines, self.callers = [], 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            caller = self.listener.accept()[0]
            self.callers += 1
            threading.Thread(target=self._serve, args=(caller,), name=str(self.callers), daemon=True).start()

    def _serve(self, caller):
        stream = caller.makefile("rwb", buffering=0)

        def say(line):
            stream.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

        def hear():
            line = stream.readline().decode()
            if not line:
                raise EOFError
            self.lines.append(line.rstrip("\r\n"))
            return self.lines[-1]
        try:
            with caller:
                self.talk(say, hear)
        except (EOFError, OSError):
            pass


class Mailbox(Peer):
    """One INBOX. mails: {uid: bytes}. date(uid), size(uid), row(uid), text(uid) and the refusals may be replaced."""

    def __init__(self, mails, folders=("INBOX",), permanent=r"\Seen \*", uidnext=True):
        self.mails, self.folders, self.permanent, self.uidnext = dict(mails), folders, permanent, uidnext
        self.flags, self.refuse, self.open = {}, {}, False
        super().__init__()

    # What a story replaces.
    def date(self, uid):
        return '" 9-Jun-2023 16:00:00 +0700"'

    def size(self, uid):
        return len(self.mails[uid])

    def row(self, uid):
        return f"UID {uid} FLAGS ({' '.join(self.flags.get(uid, ()))}) INTERNALDATE {self.date(uid)} RFC822.SIZE {self.size(uid)}"

    def text(self, uid):
        return b"BODY[] {%d}\r\n%s" % (len(self.mails[uid]), self.mails[uid])

    def uids(self, words):
        if not self.open:
            return []
        top, found = max(self.mails, default=0), set()
        for word in words.split(","):
            first, _, last = word.partition(":")
            last = top if last == "*" else int(last or first)
            found |= {u for u in self.mails if min(int(first), last) <= u <= max(int(first), last)}
        return sorted(found)

    def talk(self, say, hear):
        say("* OK ready")
        while True:
            tag, _, command = hear().partition(" ")
            verb = command.split()[0].upper()
            if verb == "LOGOUT":
                say("* BYE")
            ended = next((answer for start, answer in self.refuse.items() if re.match(start, command, re.I)), None)
            if ended == "":
                return
            ended = ended or getattr(self, "on_" + verb.lower())(command, say, hear) or "OK done"
            say(f"{tag} {ended}")
            if verb == "LOGOUT":
                return

    def on_capability(self, command, say, hear):
        say("* CAPABILITY IMAP4rev1")

    def on_login(self, command, say, hear):
        pass

    on_noop = on_logout = on_login

    def on_list(self, command, say, hear):
        for folder in self.folders:
            say(rf'* LIST ({"" if folder == "INBOX" else chr(92) + "Junk"}) "." "{folder}"')

    def on_select(self, command, say, hear):
        if command.split()[1].strip('"') not in self.folders:
            return "NO no such folder"
        self.open = command.split()[1].strip('"') == "INBOX"
        mine = self.mails if self.open else {}
        say(f"* {len(mine)} EXISTS")
        for code in (f"PERMANENTFLAGS ({self.permanent})", "UIDVALIDITY 14",
                     *[f"UIDNEXT {max(mine, default=0) + 1}"] * self.uidnext):
            say(f"* OK [{code}] said")

    def on_uid(self, command, say, hear):
        verb, words, rest = (command.split(" ", 3)[1:] + ["\\Seen"])[:3]       # UID SEARCH UNSEEN
        if verb == "SEARCH":
            found = [] if not self.open else self.mails if words == "UID" else [u for u in self.mails if rest not in self.flags.get(u, ())]
            say("* SEARCH " + " ".join(map(str, found)))
            return
        for uid in self.uids(words):
            number = sorted(self.mails).index(uid) + 1
            if verb == "STORE":
                self.flags.setdefault(uid, []).append(rest.split("(")[1].rstrip(")"))
            elif "BODY" not in rest:
                say(f"* {number} FETCH ({self.row(uid) if 'FLAGS' in rest else f'UID {uid}'})")
            else:
                refused = self.refuse.get(f"text {uid}")
                if refused == "":
                    raise EOFError
                if refused:
                    return refused
                if (text := self.text(uid)) is not None:
                    say(b"* %d FETCH (UID %d INTERNALDATE %s %s)" % (number, uid, self.date(uid).encode(), text))


class Relay(Peer):
    """Takes every letter, unless answers[verb] (or "dot", "greeting") says otherwise; a function gets the line, and may
    ask which caller() said it. groups: PIPELINING is offered."""

    def __init__(self, groups=False, **answers):
        self.answers, self.got, self.ids, self.offers, self.groups = answers, [], [], "AUTH PLAIN LOGIN", groups
        super().__init__()

    @staticmethod
    def caller():
        return int(threading.current_thread().name)

    def answer(self, verb, line, usual):
        found = self.answers.get(verb, usual)
        return (found(line) if callable(found) else found) or usual

    def talk(self, say, hear):
        greeting = self.answer("greeting", "", "220 ready")
        if greeting == "gone":
            return
        say(greeting)
        while True:
            line = hear()
            verb = line.split(" ")[0].split(":")[0].lower()
            if verb == "quit":
                say("221 bye")
                return
            usual = {"ehlo": "250-here\r\n" + "250-PIPELINING\r\n" * self.groups + "250-SIZE 50000000\r\n250 " + self.offers, "auth": "235 in"}.get(verb, "250 ok")
            if verb == "auth" and len(line.split()) < 3:
                say("334 ")
                hear()
            if verb == "mail":
                to = None
            if verb == "data":
                usual = "354 go on" if to else "503 no recipient"
            ended = self.answer(verb, line, usual)
            if ended == "gone":
                return
            if verb == "rcpt" and ended.startswith("250"):
                to = re.search("<(.*?)>", line)[1]
            say(ended)
            if verb == "data" and ended.startswith("354"):
                while (text := hear()) != ".":
                    if text.startswith("Message-ID: "):
                        self.ids.append(text[13:-1])
                ended = self.answer("dot", to, "250 taken")
                if ended.startswith("250"):
                    self.got.append(to)
                say(ended)
            if ended.startswith("421"):
                return


def login(folder, peer):
    """The server group of a configuration; without a peer nobody listens there."""
    return {"host": "127.0.0.1", "port": peer.port if peer else 1, "tls": "none", "user": "baocao@pv05.example",
            "password_file": folder / "password", "timeout": peer.timeout if peer else "1s"}
