"""The way of a message, on real servers: a district's mail goes in at one end, the docket
changes, and the right letter comes out at the other.
"""
import datetime
import email
import email.policy
import imaplib
import os
import resource
import signal
import socket
import threading
import unicodedata
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from office import BUILD, REPOSITORY, Office, changed_plan, named_cells
from servers import wait_until

VN = datetime.timezone(datetime.timedelta(hours=7))
XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_TIME = datetime.datetime(2023, 6, 9, 16, 0, tzinfo=VN)
LATE = datetime.datetime(2023, 6, 12, 8, 0, tzinfo=VN)


# --- a district at work -----------------------------------------------------------

def filled(desk, unit, report="HALF_YEAR", period="2023", **values):
    """The form as the office hands it out, filled in with zeros, today, and what is given."""
    file = desk.form(report, period, unit, desk.folder / f"{unit}.xlsx")
    book = openpyxl.load_workbook(file)
    for name, sheet, ref in named_cells(book):
        if not name.startswith("d_"):
            continue
        left, top, _, _ = range_boundaries(ref)
        cell = sheet.cell(top, left)
        kind = next((v.type for v in sheet.data_validations.dataValidation if cell.coordinate in v.sqref), None)
        cell.value = values.get(name[2:], {"whole": 0, "decimal": 0, "date": datetime.date(2023, 5, 31)}.get(kind))
    book.save(file)
    return file


def place_of(file, field):
    for name, sheet, ref in named_cells(openpyxl.load_workbook(file)):
        if name == f"d_{field}":
            return f"{sheet.title}!{ref.split(':')[0]}"


def mail(desk, unit, subject, *files, sender=None, text="Kính gửi Phòng PV05 báo cáo kèm theo.\n", message_id=None):
    m = EmailMessage(policy=email.policy.SMTP)
    m["From"] = sender or f"{unit}@dongthap.example"
    m["To"] = desk.address
    m["Subject"] = subject
    m["Message-ID"] = message_id or email.utils.make_msgid(domain="dongthap.example")
    m.set_content(text)
    for file in files:
        m.add_attachment(Path(file).read_bytes(), filename=Path(file).name, maintype="application", subtype=XLSX)
    return m.as_bytes()


def append(desk, message, received, folder="INBOX"):
    """Into the office's mailbox with the server's own time of receipt."""
    with desk.servers.mailbox(desk.address) as imap:
        assert imap.append(folder, None, imaplib.Time2Internaldate(received), message)[0] == "OK"


def arrive(desk, message):
    """Delivered now, as from outside."""
    desk.servers.deliver(desk.address, message, sender=email.message_from_bytes(message)["From"])


def mine(desk, unit):
    """The letters this office sent the unit (the stories share the districts), once they are delivered."""
    return desk.letters(f"{unit}@dongthap.example")


def body(letter):
    return letter.get_body(("plain",)).get_content()


# --- the stories --------------------------------------------------------------------

def test_a_good_report_is_filed_and_acknowledged(desk):
    raw = mail(desk, "h-tan-hong", "Báo cáo 6 tháng", filled(desk, "h-tan-hong"), message_id="<bc.1@dongthap.example>")
    append(desk, raw, ON_TIME)
    desk.once()
    assert desk.rows("SELECT outcome, code FROM message") == [("filed", "TN-2023-0001")]
    assert desk.rows("SELECT unit, report, period, state FROM obligation WHERE state <> 'open'") == \
        [("h-tan-hong", "HALF_YEAR", "2023", "received")]
    [letter] = mine(desk, "h-tan-hong")
    assert "TN-2023-0001" in letter["Subject"] and letter["In-Reply-To"] == "<bc.1@dongthap.example>"
    assert letter["Auto-Submitted"] == "auto-replied"
    assert "ĐÚNG HẠN" in body(letter) and "trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)" in body(letter)
    assert unicodedata.is_normalized("NFC", body(letter))
    with desk.servers.mailbox(desk.address) as imap:            # looked at, marked, not expunged
        imap.select("INBOX", readonly=True)
        flags = imap.fetch("1", "(FLAGS)")[1][0]
        assert b"docketd" in flags and b"\\Seen" not in flags
    desk.once()
    assert len(mine(desk, "h-tan-hong")) == 1
    assert "ổn" in desk.ctl("verify")


def test_wrong_cells_are_named(desk):
    names = [n for n, _, _ in named_cells(openpyxl.load_workbook(desk.form("HALF_YEAR", "2023", "h-tam-nong",
                                                                          desk.folder / "x.xlsx")))]
    numbers = [n[2:] for n in names if n.startswith("d_so_")][:2] or [n[2:] for n in names if n.startswith("d_")][:2]
    file = filled(desk, "h-tam-nong", **{numbers[0]: "nhiều lắm", numbers[1]: -4})
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng", file), ON_TIME)
    desk.once()
    assert desk.rows("SELECT state FROM obligation WHERE unit = 'h-tam-nong' AND report = 'HALF_YEAR' AND period = '2023'") \
        == [("incomplete",)]
    [letter] = mine(desk, "h-tam-nong")
    for number in numbers:
        assert place_of(file, number) in body(letter)


def test_a_late_report_is_told_how_late(desk):
    append(desk, mail(desk, "h-lai-vung", "Báo cáo 6 tháng", filled(desk, "h-lai-vung")), LATE)
    desk.once()
    assert desk.rows("SELECT late, days_late FROM submission") == [(1, 3)]
    assert "TRỄ HẠN 3 ngày" in body(mine(desk, "h-lai-vung")[0])


def test_the_boundary_is_midnight(desk):
    at = datetime.datetime(2023, 6, 10, 0, 0, 0, tzinfo=VN)
    append(desk, mail(desk, "h-thap-muoi", "Báo cáo", filled(desk, "h-thap-muoi")), at - datetime.timedelta(seconds=1))
    append(desk, mail(desk, "h-thanh-binh", "Báo cáo", filled(desk, "h-thanh-binh")), at)
    desk.once()
    assert desk.rows("SELECT o.unit, s.late, s.days_late FROM submission s JOIN obligation o ON o.id = s.obligation "
                     "ORDER BY o.unit") == [("h-thanh-binh", 1, 1), ("h-thap-muoi", 0, 0)]


def test_what_nobody_can_classify_waits_for_an_officer(desk):
    append(desk, mail(desk, "h-chau-thanh", "Gửi anh chị", text="Em gửi ạ.\n"), ON_TIME)
    desk.once()
    [(outcome, reason)] = desk.rows("SELECT outcome, reason FROM message")
    assert outcome in ("review", "note") and reason
    assert desk.rows("SELECT count(*) FROM submission") == [(0,)]
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'officer-notice' AND state = 'sent'")[0][0] >= 1


def test_a_stranger_gets_no_letter(desk):
    """Acknowledgements are no spam relay: a From line alone proves nothing."""
    append(desk, mail(desk, None, "Báo cáo 6 tháng năm 2023 huyện Tam Nông", sender="victim@elsewhere.example"), ON_TIME)
    desk.once()
    assert desk.rows("SELECT count(*) FROM letter WHERE recipient = 'victim@elsewhere.example'") == [(0,)]


def test_a_stranger_does_not_replace_what_a_district_sent(desk):
    """The hidden identity of a form is no secret: whoever has one may fill it in (G7)."""
    append(desk, mail(desk, "h-tan-hong", "Báo cáo 6 tháng", filled(desk, "h-tan-hong", campaigns=7)), ON_TIME)
    append(desk, mail(desk, None, "Báo cáo 6 tháng", filled(desk, "h-tan-hong", campaigns=9999),
                      sender="anyone@elsewhere.example"), ON_TIME + datetime.timedelta(minutes=5))
    desk.once()
    counts = desk.rows("SELECT v.value FROM obligation o JOIN value v ON v.submission = o.accepted "
                       "WHERE o.unit = 'h-tan-hong' AND v.field = 'campaigns'")
    assert counts == [("7",)]
    told = {r for r, in desk.rows("SELECT recipient FROM letter WHERE message = 2")}
    assert "h-tan-hong@dongthap.example" in told and "canbo@pv05.example" in told
    assert "anyone@elsewhere.example" not in told


def test_a_reply_to_our_letter_is_known_by_its_thread(desk):
    append(desk, mail(desk, "h-lai-vung", "Báo cáo 6 tháng", filled(desk, "h-lai-vung")), ON_TIME)
    desk.once()
    ours = mine(desk, "h-lai-vung")[-1]["Message-ID"]
    note = desk.folder / "bo sung.pdf"
    note.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                     b"trailer<</Root 1 0 R>>\n%%EOF\n")
    raw = mail(desk, "h-lai-vung", "Gửi bổ sung", note).replace(b"MIME-Version", f"In-Reply-To: {ours}\r\nMIME-Version".encode(), 1)
    append(desk, raw, LATE)
    desk.once()
    assert desk.rows("SELECT outcome FROM message WHERE id = 2") == [("filed",)]
    assert ("thread", "proof") in desk.rows("SELECT source, strength FROM evidence WHERE message = 2")


def test_a_mail_without_its_file_is_not_called_on_time(desk):
    append(desk, mail(desk, "h-thanh-binh", "Báo cáo 6 tháng năm 2023", text="Báo cáo ở liên kết Google Drive.\n"), ON_TIME)
    desk.once()
    [letter] = mine(desk, "h-thanh-binh")
    assert "ĐÚNG HẠN" not in body(letter) and "được ghi nhận" not in body(letter)


def test_the_same_mail_twice_changes_nothing(desk):
    raw = mail(desk, "h-lap-vo", "Báo cáo 6 tháng", filled(desk, "h-lap-vo"))
    append(desk, raw, ON_TIME)
    append(desk, raw, LATE, folder="Spam")
    append(desk, raw, LATE)
    desk.once()
    assert sorted(o for o, in desk.rows("SELECT outcome FROM message")) == ["duplicate", "duplicate", "filed"]
    assert desk.rows("SELECT count(*) FROM submission") == [(1,)]
    assert len(mine(desk, "h-lap-vo")) == 1


def test_the_first_copy_counts_whenever_it_is_read(desk):
    """A10: the inbox is read before Spam, where the mail came in time."""
    raw = mail(desk, "h-lap-vo", "Báo cáo 6 tháng", filled(desk, "h-lap-vo"))
    append(desk, raw, LATE)
    append(desk, raw, ON_TIME, folder="Spam")
    desk.once()
    assert sorted(o for o, in desk.rows("SELECT outcome FROM message")) == ["duplicate", "filed"]
    assert desk.rows("SELECT first_received FROM obligation WHERE unit = 'h-lap-vo' AND state = 'received'") == \
        [(int(ON_TIME.timestamp()),)]
    assert "ổn" in desk.ctl("verify")


def test_a_rebuilt_mailbox_makes_no_new_case(desk):
    raw = mail(desk, "h-hong-ngu", "Báo cáo 6 tháng", filled(desk, "h-hong-ngu"))
    append(desk, raw, ON_TIME)
    desk.once()
    with desk.servers.mailbox(desk.address) as imap:        # a new UIDVALIDITY for the same name
        assert imap.create("Old")[0] == "OK"
        imap.select("INBOX")
        imap.copy("1", "Old")
    for program in (["docketd", "--once"],):
        desk.conf.write_text(desk.conf.read_text().replace("mailbox = {", "mailbox = { folders = [\"Old\", \"INBOX\"];", 1))
        assert desk.run(*program).returncode == 0
    assert [o for o, in desk.rows("SELECT outcome FROM message ORDER BY id")] == ["filed", "duplicate"]
    assert len(mine(desk, "h-hong-ngu")) == 1


def test_a_second_version_keeps_the_first_time(desk):
    first, second = filled(desk, "h-cao-lanh"), None
    append(desk, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng", first), ON_TIME)
    desk.once()
    second = filled(desk, "h-cao-lanh", **{"kho_khan": "Không", "kien_nghi": "Không"})
    book = openpyxl.load_workbook(second)
    book.properties.title = "bản sửa"
    book.save(second)
    append(desk, mail(desk, "h-cao-lanh", "Thay thế báo cáo 6 tháng", second), LATE)
    desk.once()
    assert desk.rows("SELECT version, late FROM submission ORDER BY version") == [(1, 0), (2, 0)]
    [(first_received,)] = desk.rows("SELECT first_received FROM obligation WHERE unit = 'h-cao-lanh' AND report = 'HALF_YEAR' "
                                    "AND period = '2023'")
    assert first_received == int(ON_TIME.timestamp())


@pytest.fixture
def both_copies(servers, tmp_path):
    """An office whose plan wants the half-year report signed and editable."""
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace(
        'code = "HALF_YEAR";', 'code = "HALF_YEAR"; renditions = "both";', 1))
    return Office(servers, tmp_path / "office", plan=plan, address="both-copies@pv05.example")


def test_a_report_in_two_renditions_is_one_document(both_copies):
    desk = both_copies
    form = filled(desk, "h-tam-nong", campaigns=7).rename(desk.folder / "31-BC-BCĐ138 báo cáo 6 tháng.xlsx")
    signed = desk.folder / "31-BC-BCD138.signed.pdf"
    signed.write_bytes((REPOSITORY / "tests/corpus/form/scan.pdf").read_bytes())
    append(desk, mail(desk, "h-tam-nong", "Báo cáo 6 tháng", form), ON_TIME)
    desk.once()
    [first] = mine(desk, "h-tam-nong")
    assert "Chưa có bản ký, đóng dấu (PDF)." in body(first)
    append(desk, mail(desk, "h-tam-nong", "Bổ sung báo cáo 6 tháng", signed), LATE)
    desk.once()
    assert desk.rows("SELECT version, complete FROM submission ORDER BY version") == [(1, 0), (2, 1)]
    values = "SELECT value FROM value WHERE submission = ? AND field = 'campaigns'"
    assert desk.rows(values, 2) == desk.rows(values, 1) == [("7",)]
    append(desk, mail(desk, "h-tam-nong", "Thay thế báo cáo 6 tháng", signed, form), LATE + datetime.timedelta(hours=1))
    desk.once()
    assert desk.rows("SELECT number, rendition_of FROM attachment WHERE message = 3 ORDER BY number") == [(0, 1), (1, None)]
    assert "bản PDF của tệp 2" in desk.ctl("show", "TN-2023-0003")
    assert "2 tệp (1 văn bản)" in body(mine(desk, "h-tam-nong")[-1])


def test_a_form_typed_into_the_mail_is_read(desk):
    scan = desk.folder / "scan0001.jpg"
    scan.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    append(desk, mail(desk, "h-chau-thanh", "Báo cáo 6 tháng năm 2023", scan,
                      text="Kính gửi PV05.\nSố cuộc tuyên truyền: 17\nSố lượt người được tuyên truyền: 1.250\nTrân trọng.\n"), ON_TIME)
    desk.once()
    assert desk.rows("SELECT field, value, place FROM value ORDER BY place") == [
        ("campaigns", "17", "dòng 2"), ("campaign_people", "1250", "dòng 3")]


@pytest.fixture
def stumbling(servers, tmp_path, request):
    """An office whose reader fails on mails that ask for it: tests/e2e/stumble.c."""
    return Office(servers, tmp_path / "office", address=f"{len(request.node.name)}-stumbling@pv05.example",
                  reader={"program": BUILD / "e2e/docket-reader"})


def test_one_bad_message_never_stops_the_next(stumbling):
    desk = stumbling
    levels = [b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(32)]
    ends = [b"--b%d--\r\n" % n for n in reversed(range(32))]
    head = b"From: so-tc@dongthap.example\r\nSubject: x\r\n"
    append(desk, head + b"".join(levels + [b"\r\nx\r\n"] + ends), ON_TIME)     # one level more than is read
    append(desk, head + b"".join(b"X-Trace: %d\r\n" % n for n in range(1000)) + b"\r\nx\r\n", ON_TIME)
    append(desk, head + b"X-Stumble: mail\r\n\r\nx\r\n", ON_TIME)
    append(desk, mail(desk, "tp-sa-dec", "Báo cáo 6 tháng", filled(desk, "tp-sa-dec")), ON_TIME)
    desk.once()
    assert [o for o, in desk.rows("SELECT outcome FROM message ORDER BY id")] == ["review", "review", "review", "filed"]
    assert desk.rows("SELECT reason, sha256 IS NOT NULL FROM message WHERE id = 3") == [("unreadable", 1)]
    [notice] = [m for m in desk.letters("canbo@pv05.example") if "TN-2023-0003" in m["Subject"]]
    assert "không đọc được nội dung thư" in body(notice)


def test_a_mail_that_ends_the_intake_costs_only_itself(servers, tmp_path):
    """What only a fault of the program does: tests/e2e/stumble_clerk.c. Twice it is tried, then it is recorded."""
    desk = Office(servers, tmp_path / "office", address="faulty@pv05.example", reader={"program": BUILD / "docket-reader"})
    for unit, subject in (("h-chau-thanh", "Báo cáo 6 tháng"), ("h-lai-vung", "stumble"), ("h-lap-vo", "stumble again"), ("tp-sa-dec", "Báo cáo 6 tháng")):
        append(desk, mail(desk, unit, subject, filled(desk, unit)), ON_TIME)
    done = desk.run("e2e/docketd", "--once")
    assert done.returncode == 0, done.stderr
    assert desk.rows("SELECT outcome, reason FROM message ORDER BY id") == [
        ("filed", "certain"), ("review", "failed"), ("review", "failed"), ("filed", "certain")]
    assert done.stderr.count("ended the intake") == 4
    for code in ("TN-2023-0002", "TN-2023-0003"):
        assert [m for m in desk.letters("canbo@pv05.example") if code in m["Subject"]]
    desk.rebuilt()
    with desk.running(program="e2e/docketd"):
        append(desk, mail(desk, "h-lap-vo", "stumble over this", filled(desk, "h-lap-vo")), ON_TIME)
        append(desk, mail(desk, "h-lap-vo", "Báo cáo 6 tháng", filled(desk, "h-lap-vo")), ON_TIME)
        wait_until(lambda: desk.rows("SELECT outcome FROM message WHERE id > 4 ORDER BY id") == [("review",), ("filed",)], "both mails")


def test_a_file_that_ends_the_reader_costs_only_itself(stumbling):
    desk = stumbling
    form = REPOSITORY / "tests/corpus/form/acroform.pdf"
    raw = mail(desk, "h-thap-muoi", "Báo cáo 6 tháng", form, filled(desk, "h-thap-muoi", campaigns=7))
    append(desk, b"X-Stumble: form\r\n" + raw, ON_TIME)
    desk.once()
    assert desk.rows("SELECT outcome FROM message") == [("filed",)]
    assert desk.rows("SELECT value FROM value WHERE field = 'campaigns'") == [("7",)]
    [letter] = mine(desk, "h-thap-muoi")
    assert "Chỉ đọc được một phần của tệp «acroform.pdf»." in " ".join(body(letter).split())


# --- when something is wrong --------------------------------------------------------

def fault(desk):
    done = desk.run("docketd", "--once")
    assert done.returncode == 1
    return done.stderr


def test_a_certificate_of_another_host_is_refused(desk):
    desk.conf.write_text(desk.conf.read_text().replace(desk.servers.ca_file, "/etc/ssl/certs/ca-certificates.crt")
                         if Path("/etc/ssl/certs/ca-certificates.crt").exists() else "")
    assert "certificate" in fault(desk)
    assert desk.rows("SELECT count(*) FROM message") == [(0,)]


def test_a_wrong_password_is_said_and_not_shown(desk):
    (desk.folder / "password").write_text("sai-mat-khau\n")
    said = fault(desk)
    assert "login" in said.lower() or "log in" in said.lower() or "authentication" in said.lower()
    assert "sai-mat-khau" not in said


def test_a_full_disk_is_called_by_its_name(desk):
    """Not "the server sent too little": the reason is the first that went wrong."""
    big = desk.folder / "scan.pdf"
    big.write_bytes(b"%PDF-1.4\n" + os.urandom(3 << 20))
    desk.once()
    append(desk, mail(desk, "h-cao-lanh", "Báo cáo 6 tháng", big, filled(desk, "h-cao-lanh")), ON_TIME)
    done = desk.run("docketd", "--once", restore_signals=False,     # SIGXFSZ stays ignored: writing fails
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20)))
    assert done.returncode == 1 and "archive: " in done.stderr and "File too large" in done.stderr
    assert desk.rows("SELECT count(*) FROM message") == [(0,)]
    desk.once()
    assert desk.rows("SELECT outcome FROM message") == [("filed",)]


def test_a_broken_configuration_is_refused_line_by_line(desk):
    text = desk.conf.read_text()
    desk.conf.write_text(text + "nonsense = 1;\n")
    done = desk.run("docketd", "-n")
    assert done.returncode == 1 and f"docketd.conf:{text.count(chr(10)) + 1}: nonsense" in done.stderr
    desk.conf.write_text(text)


def test_the_daemon_answers_while_it_waits_and_keeps_the_old_configuration(desk):
    with desk.running() as daemon:
        arrive(desk, mail(desk, "tp-hong-ngu", "Báo cáo 6 tháng", filled(desk, "tp-hong-ngu")))
        wait_until(lambda: mine(desk, "tp-hong-ngu"))
        good = desk.conf.read_text()
        desk.conf.write_text(good + "nonsense = 1;\n")
        daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: "nonsense" in desk.said() and "stays in force" in desk.said())
        desk.conf.write_text(good)
        arrive(desk, mail(desk, "tp-cao-lanh", "Báo cáo 6 tháng", filled(desk, "tp-cao-lanh")))
        wait_until(lambda: mine(desk, "tp-cao-lanh"))


def test_the_imap_server_goes_away_and_comes_back(desk):
    with desk.running():
        wait_until(lambda: f"Login: user=<{desk.address}>" in (desk.servers.folder / "dovecot.log").read_text())
        desk.servers.stop_one("dovecot")
        wait_until(lambda: "the mailbox is tried again" in desk.said())
        desk.servers.start_one("dovecot")
        arrive(desk, mail(desk, "so-yt", "Báo cáo 6 tháng", filled(desk, "so-yt")))
        wait_until(lambda: mine(desk, "so-yt"))


class Cut:
    """Between docketd and Dovecot: hangs up after so many octets of one connection, once."""

    def __init__(self, port, after):
        self.port, self.left = port, after
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self.copy, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self.copy, args=(server, client, True), daemon=True).start()

    def copy(self, source, sink, counted):
        try:
            while data := source.recv(65536):
                if counted and self.left is not None and len(data) >= self.left:
                    sink.sendall(data[:self.left])
                    self.left = None
                    break
                if counted and self.left is not None:
                    self.left -= len(data)
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def test_the_connection_breaks_in_the_middle_of_a_message(servers, tmp_path):
    """What arrived whole before is committed; the rest is fetched at the next run, each once."""
    cut = Cut(servers.ports["imap"], 2_000_000)
    login = {"user": "cut@pv05.example", "password_file": tmp_path / "office/password", "tls": "none"}
    desk = Office(servers, tmp_path / "office", address="cut@pv05.example", limits={"batch_messages": 1},
                  mailbox={"server": {**login, "host": "127.0.0.1", "port": cut.listener.getsockname()[1]}})
    for n, size in enumerate((1000, 1000, 3_000_000, 1000)):
        append(desk, mail(desk, "h-lap-vo", f"Trao đổi lần {n}", text="x" * 70 + "\n" + ("y" * 75 + "\n") * (size // 76)), ON_TIME)
    first = desk.run("docketd", "--once")
    assert first.returncode != 0 and "fetching messages" in first.stderr
    assert [n for n, in desk.rows("SELECT count(*) FROM message")] == [2]
    desk.once()
    assert [s for s, in desk.rows("SELECT subject FROM message ORDER BY uid")] == [f"Trao đổi lần {n}" for n in range(4)]
    with servers.mailbox(desk.address) as imap:
        imap.select("INBOX", readonly=True)
        assert len(imap.search(None, "KEYWORD", "docketd")[1][0].split()) == 4


def processes(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [p for c in children for p in processes(int(c))]


def pss(pid):
    """KiB of all processes of a daemon together."""
    total = 0
    for p in processes(pid):
        try:
            total += next(int(line.split()[1]) for line in Path(f"/proc/{p}/smaps_rollup").read_text().splitlines()
                          if line.startswith("Pss:"))
        except (OSError, StopIteration):
            pass
    return total


def test_a_thirty_megabyte_mail_costs_little_memory(desk):
    big = desk.folder / "scan.pdf"
    big.write_bytes(b"%PDF-1.4\n" + os.urandom(22 << 20))
    raw = mail(desk, "so-gddt", "Báo cáo 6 tháng", big, filled(desk, "so-gddt"))
    peaks = []

    def answered(daemon):
        peaks.extend(pss(daemon.pid) for _ in range(20))
        return mine(desk, "so-gddt")

    with desk.running() as daemon:
        wait_until(lambda: len(processes(daemon.pid)) >= 5 and pss(daemon.pid) < 25 * 1024, "an idle daemon of less than 25 MiB")
        append(desk, raw, ON_TIME)
        wait_until(lambda: answered(daemon))
    assert max(peaks) < 150 * 1024, f"{max(peaks)} KiB at the peak"


def test_two_daemons_do_not_share_a_docket(desk):
    with desk.running():
        second = desk.run("docketd", "--once")
        assert second.returncode == 1 and "another docketd" in second.stderr


def test_the_sender_settles_what_was_unclear_with_one_line(desk):
    scan = desk.folder / "scan0001.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                     b"trailer<</Root 1 0 R>>\n%%EOF\n")
    append(desk, mail(desk, "h-chau-thanh", "Gửi phòng PV05", scan), ON_TIME)
    desk.once()
    assert desk.rows("SELECT outcome FROM message") == [("review",)]
    [question] = mine(desk, "h-chau-thanh")
    answer = mail(desk, "h-chau-thanh", "Re: " + question["Subject"],
                  text="Đơn vị: huyện Châu Thành; Loại: báo cáo 6 tháng; Kỳ: 2023\n")
    answer = answer.replace(b"MIME-Version", f"In-Reply-To: {question['Message-ID']}\r\nMIME-Version".encode(), 1)
    append(desk, answer, LATE)
    desk.once()
    assert desk.rows("SELECT code, outcome FROM message ORDER BY id") == [("TN-2023-0001", "filed"), ("TN-2023-0002", "note")]
    assert desk.rows("SELECT o.report, o.period, s.late FROM submission s JOIN obligation o ON o.id = s.obligation") == \
        [("HALF_YEAR", "2023", 0)]
    assert "TN-2023-0001" in mine(desk, "h-chau-thanh")[-1]["Subject"]
    assert "ổn" in desk.ctl("verify")
