"""A login server (RFC 6749, RFC 7636, RFC 8628) over HTTPS on loopback, whose tokens the private Dovecot and
Exim check by themselves; and a browser that consents.

    login = LoginServer(servers, "baocao@pv05.example")
    login.plays.append((400, {"error": "invalid_grant"}))        # the next answer
"""
import base64
import hashlib
import hmac
import http.server
import itertools
import json
import re
import ssl
import threading
import time
import urllib.parse
import urllib.request


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class LoginServer:
    client_id, client_secret = "docketd-of-this-office", "bi-mat-cua-ung-dung"

    def __init__(self, servers, user):
        self.servers, self.user = servers, user
        self.plays, self.requests, self.codes, self.numbers = [], [], {}, itertools.count(1)
        self.valid = set()                      # refresh tokens that are taken
        self.lasts = self.signed = 3600         # what it says of an access token, and what is true
        self.ahead = 0                          # seconds by which its clock is
        self.more = {}                          # further words of its answers
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(servers.folder / "server.pem", servers.folder / "server.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def settings(self, folder, **more):
        """The group oauth2 of docketd.conf."""
        secret = folder / "client-secret"
        secret.touch(mode=0o600)
        secret.write_text(self.client_secret + "\n")
        return {"provider": "google", "client_id": self.client_id, "client_secret_file": secret, "authorize_url": self.url + "/authorize",
                "token_url": self.url + "/token", "device_url": self.url + "/device", "ca_file": self.servers.ca_file, **more}

    def _handler(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(urllib.parse.parse_qsl(body))
                outer.requests.append((time.time(), self.path, form))
                status, answer = outer.plays.pop(0) if outer.plays else outer.answer(self.path, form)
                text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def date_time_string(self, timestamp=None):
                return super().date_time_string(time.time() + outer.ahead)

            def log_message(self, *words):
                pass
        return Handler

    # --- what it decides ------------------------------------------------------------

    def answer(self, path, form):
        if form.get("client_id") != self.client_id:
            return 401, {"error": "invalid_client"}
        if path == "/device":
            return 200, {"device_code": "device-1", "user_code": "WDJB-MJHT", "verification_uri": "https://login.example/device",
                         "interval": 1, "expires_in": 60}
        if form.get("client_secret") != self.client_secret:
            return 401, {"error": "invalid_client"}
        kind = form["grant_type"]
        if kind == "authorization_code":
            challenge, redirect = self.codes.pop(form["code"], (None, None))
            proof = b64url(hashlib.sha256(form["code_verifier"].encode()).digest())
            if proof != challenge or form["redirect_uri"] != redirect:
                return 400, {"error": "invalid_grant", "error_description": "Bad Request"}
        elif kind == "refresh_token" and form["refresh_token"] not in self.valid:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        elif kind == "refresh_token":
            self.valid = {form["refresh_token"]}            # the one before is void once its successor is used
        return 200, self.tokens()

    def tokens(self):
        refresh, access = f"refresh-{next(self.numbers)}", self.sign()
        self.valid.add(refresh)
        with open(self.servers.folder / "tokens", "a") as known:
            known.write(f"{access}: {self.user}\n")
        return {"access_token": access, "refresh_token": refresh, "expires_in": self.lasts, "token_type": "Bearer", **self.more}

    def sign(self):
        """RFC 7519, HS256: what Dovecot checks offline."""
        now = int(time.time())
        words = [{"alg": "HS256", "typ": "JWT"}, {"sub": self.user, "email": self.user, "iat": now - 10, "exp": now + self.signed, "jti": str(next(self.numbers))}]
        text = ".".join(b64url(json.dumps(w).encode()) for w in words)
        return text + "." + b64url(hmac.new(self.servers.token_key, text.encode(), hashlib.sha256).digest())

    # --- the person ---------------------------------------------------------------------

    def consent(self, url, error=None, state=None):
        """Where the browser ends after a person consented at this address."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        assert asked["code_challenge_method"] == "S256" and asked["client_id"] == self.client_id
        code = f"code-{next(self.numbers)}"
        self.codes[code] = (asked["code_challenge"], asked["redirect_uri"])
        words = {"error": error} if error else {"code": code}
        return asked["redirect_uri"] + "?" + urllib.parse.urlencode({"state": state or asked["state"], **words})


def address_of(text, login):
    return re.search(re.escape(login.url) + r"/authorize\S+", text)[0]


def browse(url):
    with urllib.request.urlopen(url, timeout=60) as page:
        return page.read().decode()
