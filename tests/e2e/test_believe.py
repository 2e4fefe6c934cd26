"""What a mailbox is told by people and by programs, in many forms: what counts as a report, what is only looked at, what is
dropped. No servers: each mail is imported into a docket of its own."""
import base64
import email
import email.policy
from email.header import Header

import openpyxl
import pytest

from office import Nowhere, Office, named_cells

UNIT = "h-cao-lanh@dongthap.example"
OURS = "[BVANTQ Nhắc hạn] Báo cáo định kỳ 6 tháng 2023 - trước ngày 10/6/2023 (còn 3 ngày) - huyện Cao Lãnh"
TEXT = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" \
      b"trailer << /Root 1 0 R >>\n%%EOF\n"


def part(head, body=b""):
    return f"--b\n{head}Content-Transfer-Encoding: base64\n\n{base64.encodebytes(body).decode()}"


def attached(media, name, body):
    return part(f'Content-Type: {media}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n', body)


def mail(subject, text="", parts=(), sender=UNIT, top="", kind="mixed"):
    head = (f"{top}From: {sender}\nTo: baocao@pv05.example\nSubject: {Header(subject, 'utf-8', maxlinelen=9999).encode()}\n"
            f"Message-ID: <m{hash((subject, text, tuple(parts), top)) & 0xffffff}@dongthap.example>\n"
            "Date: Tue, 06 Jun 2023 09:00:00 +0700\nMIME-Version: 1.0\n")
    if not parts:
        return head + TEXT + "\n" + text + "\n"
    return head + f"Content-Type: multipart/{kind}; boundary=b\n\n--b\n{TEXT}\n{text}\n" + "".join(parts) + "--b--\n"


@pytest.fixture
def docket(tmp_path):
    office = Office(Nowhere, tmp_path / "office")
    taken = []

    def take(text, received="2023-06-06T09:00"):
        file = tmp_path / f"{len(taken)}.eml"
        file.write_text(text)
        taken.append(file)
        office.ctl("--now", received, "import", file, "--received", received)
        return office.rows("SELECT outcome, reason FROM message ORDER BY id DESC LIMIT 1")[0]

    take.office = office
    yield take
    office.rebuilt()


def state(docket):
    return docket.office.rows("SELECT o.state, count(s.id) FROM obligation o LEFT JOIN submission s ON s.obligation = o.id "
                              "WHERE o.unit = 'h-cao-lanh' AND o.report = 'HALF_YEAR' AND o.period = '2023' GROUP BY o.id "
                              "HAVING count(s.id) > 0 OR o.state <> 'open'")


def letters(docket, to=UNIT):
    return [x for (x,) in docket.office.rows("SELECT letter FROM letter WHERE recipient = ? ORDER BY id", to)]


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(6000)
NO_DOCUMENT = {
    "reaction": (OURS, [part("Content-Type: text/vnd.google.email-reaction+json\n", b'{"version":1,"emoji":"x"}')]),
    "reaction in a file": (OURS, [attached("application/json", "reaction.json", b'{"reaction":"like"}')]),
    "accepted": ("Đã chấp nhận: Hạn báo cáo định kỳ 6 tháng 2023", [part("Content-Type: text/calendar; method=REPLY\n",
                                                                       b"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n")]),
    "invitation": ("Hạn báo cáo định kỳ 6 tháng 2023", [attached("text/calendar", "invite.ics", b"BEGIN:VCALENDAR\nMETHOD:REQUEST\n")]),
    "PGP signature": (OURS, [attached("application/pgp-signature", "signature.asc", b"-----BEGIN PGP SIGNATURE-----\n")]),
    "S/MIME signature": (OURS, [attached("application/pkcs7-signature", "smime.p7s", b"\x30\x82\x01\x00" + bytes(300))]),
    "key": (OURS, [attached("application/pgp-keys", "OpenPGP_0x12AB.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n")]),
    "card": (OURS, [attached("text/vcard", "Nguyen Van A.vcf", b"BEGIN:VCARD\nFN:A\nEND:VCARD\n")]),
    "AMP": (OURS, [part("Content-Type: text/x-amp-html\n", "<html amp4email>Báo cáo 6 tháng</html>".encode())]),
    "footer of a list": (OURS, [attached("text/plain", "ATT00001.txt", "Danh sách thư nội bộ".encode())]),
    "disclaimer": (OURS, [attached("text/html", "disclaimer.html", b"<html><body>" + b"Confidential. " * 80 + b"</body></html>")]),
    "receipt": (OURS, [attached("text/plain", "DeliveryReceipt.txt", "Đã gửi: Báo cáo 6 tháng 2023".encode())]),
    "body again as RTF": (OURS, [part("Content-Type: application/rtf\n", b"{\\rtf1 Da nhan.}")]),
    "empty winmail.dat": (OURS, [attached("application/ms-tnef", "winmail.dat", b"\x78\x9f\x3e\x22\x01\x00")]),
    "logo": (OURS, [attached("image/png", "logo.png", PICTURE)]),
    "Outlook's picture": (OURS, [attached("image/png", "image001.png", PICTURE * 5)]),
}


@pytest.mark.parametrize("name", NO_DOCUMENT)
def test_what_programs_add_is_no_report(docket, name):
    subject, parts = NO_DOCUMENT[name]
    assert docket(mail(f"Re: {subject}" if subject == OURS else subject, "Đơn vị đã nhận, sẽ báo cáo sau.", parts))[0] == "note"
    assert state(docket) == [] and letters(docket) == []
    assert letters(docket, "canbo@pv05.example") == ([] if name == "accepted" else ["officer-notice"])      # nobody wrote that


@pytest.mark.parametrize("name", ["reaction", "accepted", "card", "logo"])
def test_and_replaces_none(docket, name):
    subject, parts = NO_DOCUMENT[name]
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))[0] == "filed"
    before = state(docket)
    docket(mail(f"Re: {subject}", "Đã nhận.", parts))
    assert state(docket) == before == [("received", 1)]


def test_a_report_without_its_file_replaces_none(docket):
    docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    [(first,)] = docket.office.rows("SELECT accepted FROM obligation WHERE report = 'HALF_YEAR' AND accepted IS NOT NULL")
    docket(mail("Báo cáo 6 tháng năm 2023 (bản sửa)", "Gửi lại báo cáo.", sender=UNIT))
    assert docket.office.rows("SELECT state, accepted FROM obligation WHERE accepted IS NOT NULL") == [("received", first)]
    assert letters(docket) == ["received", "incomplete"]


PAGE = attached("image/png", "IMG_0001.png", b"\x89PNG\r\n\x1a\n" + bytes(20000))
PICTURES = {"Dạ em gửi hình hội nghị ạ.": ("filed", [("incomplete", 1)]), "Giấy mời họp gửi phòng.": ("filed", [("incomplete", 1)]),
            "Đơn vị gửi công văn xin gia hạn nộp báo cáo.": ("note", []), "Em chụp hình báo cáo gửi phòng.": ("filed", [("received", 1)]),
            "Em gửi hình ạ.": ("filed", [("received", 1)]), "Xã gửi vài tấm mô hình camera.": ("filed", [("received", 1)])}


@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_is_what_its_letter_says(docket, text):
    outcome, after = PICTURES[text]
    assert docket(mail("Báo cáo 6 tháng năm 2023", text, [PAGE]))[0] == outcome
    assert state(docket) == after
    assert ("officer-notice" in letters(docket, "canbo@pv05.example")) == ("báo cáo gửi" not in text)


@pytest.mark.parametrize("text, after", [("Dạ em gửi hình hội nghị ạ.", "returned"), ("Kính gửi phòng.", "returned"),
                                         ("Dạ em gửi trang có chữ ký ạ.", "received")])
def test_a_picture_cures_what_was_returned_only_where_it_is_said_to(docket, text, after):
    docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    [(first,)] = docket.office.rows("SELECT accepted FROM obligation WHERE report = 'HALF_YEAR' AND accepted IS NOT NULL")
    docket.office.ctl("--now", "2023-06-07T08:00", "do", "tra lai TN-2023-0001: thieu chu ky", "--as", "canbo@pv05.example")
    docket(mail("Báo cáo 6 tháng năm 2023", text, [PAGE]), "2023-06-08T09:00")
    assert state(docket) == [(after, 2)]
    assert [(first,)] == docket.office.rows("SELECT accepted FROM obligation WHERE accepted IS NOT NULL")
    assert "officer-notice" in letters(docket, "canbo@pv05.example")


LINKS = {
    "mail drop": [attached("text/html", "Mail Drop Attachment.html", b"<html><a href='https://files.example/x'>Bao cao.xlsx</a></html>")],
    "cloud": [attached("text/html", "Báo cáo 6 tháng.html".encode().decode(), b"<html><a href='https://x.example'>Open</a></html>")],
    "external": ['--b\nContent-Type: message/external-body; access-type=URL; URL="https://files.example/x"; name="bc.xlsx"\n\n'
                 "Content-Type: application/octet-stream\n\n"],
    "words": [],
}


@pytest.mark.parametrize("name", LINKS)
def test_only_a_link(docket, name):
    text = "Tệp ở https://drive.google.example/file/d/abc" if name == "words" else "Gửi báo cáo."
    assert docket(mail("Báo cáo 6 tháng năm 2023", text, LINKS[name]))[0] == "filed"
    assert state(docket) == [("incomplete", 1)]
    assert "liên kết" in docket.office.rows("SELECT text FROM finding")[0][0]


def test_an_empty_part_spoils_nothing(docket):
    for empty in (attached("text/plain", "ATT00001.txt", b""), attached("application/octet-stream", "ATT00002.bin", b"")):
        docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi.", [attached("application/pdf", "BC 6 thang.pdf", PDF + f"% {len(empty)}\n".encode()), empty]))
    assert state(docket) == [("received", 2)]
    assert letters(docket) == ["received", "received"]


FORWARDED = "--b\nContent-Type: message/rfc822\n\nFrom: {0}\nTo: h-cao-lanh@dongthap.example\nSubject: Nhac: bao cao 6 thang nam 2023\n" \
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nDe nghi Cong an huyen Cao Lanh gui bao cao 6 thang dau nam " \
            "2023 truoc ngay 10/6/2023.\n{1}--c--\n"


def test_words_that_are_forwarded_are_nobodys_report(docket):
    for sender in ("baocao@pv05.example", "ai@khac.example"):
        assert docket(mail("Fwd: Nhac bao cao", "Don vi chua ro thu nay, de nghi huong dan.",
                           [FORWARDED.format(sender, "")]))[0] == "note"
    assert state(docket) == []


def test_files_that_are_forwarded_are(docket):
    inner = attached("application/pdf", "BC 6 thang 2023.pdf", PDF).replace("--b", "--c")
    assert docket(mail("Fwd: bao cao 6 thang 2023", "Kinh gui.", [FORWARDED.format("vanthu@dongthap.example", inner)]))[0] == "filed"
    assert state(docket) == [("received", 1)]


# ---- machines and people -----------------------------------------------------------------------

PREFIXES = ["Tự động trả lời", "Ngoài văn phòng", "Tin nhắn tự động", "OOO", "Auto", "Abwesenheitsnotiz", "Đã đọc", "Accepted",
            "Chấp nhận", "Undeliverable", "Read", "Réponse automatique", "Automatisches Antwort", "Vắng", "Declined", "Tentative",
            "Đã xem", "Thông báo", "Nhận được", "I am away", "[EXTERNAL]", "*** SPAM ***", "Out of Office AutoReply"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_our_own_subject_is_no_report(docket, prefix):
    assert docket(mail(f"{prefix}: {OURS}", "Hiện tôi nghỉ phép, sẽ trả lời sau."))[0] in ("note", "ignored")
    assert state(docket) == [] and letters(docket) == []


QUOTED = ("Vào Th 2, 5 thg 6, 2023 vào lúc 08:00 <baocao@pv05.example> đã viết:\n> Kính gửi: Ban Chỉ đạo 138\n> \n"
          "> Không gửi tài liệu có độ mật (Mật, Tối mật, Tuyệt mật) qua hộp thư này.\n")


def test_our_own_words_about_secrets_make_none(docket):
    """The foot of our letter, quoted below no word, and the subject of the one that asks about a secret."""
    report = [attached("application/pdf", "Bao cao 6 thang 2023.pdf", PDF)]
    assert docket(mail(f"Re: {OURS}", QUOTED, report))[0] == "filed"
    assert docket(mail("[MẬT] Báo cáo", "Kính gửi."))[0] == "quarantine"
    [(raw,)] = docket.office.rows("SELECT m.mail FROM letter l JOIN letter_mail m ON m.letter = l.id WHERE l.letter = 'secret'")
    subject = email.message_from_bytes(raw, policy=email.policy.default)["Subject"]
    assert docket(mail(f"Re: {subject}", "Em ghi nhầm, báo cáo thường thôi, em gửi lại.", report))[0] == "duplicate"
    assert docket(mail(f"Re: {subject}", "Đơn vị sẽ gửi bản giấy qua giao liên."))[0] == "note"
    assert docket(mail(f"MẬT Re: {subject}", "Kính gửi."))[0] == "quarantine"


def test_our_own_words_about_a_draft_make_none(docket):
    """The signed copy, in answer to what we said of the draft and without a word of his own."""
    assert docket(mail("Báo cáo 6 tháng (dự thảo)", "Xã gửi dự thảo.", [attached("application/pdf", "Du thao BC 6 thang.pdf", PDF)]))[0] == "review"
    [(raw,)] = docket.office.rows("SELECT m.mail FROM letter l JOIN letter_mail m ON m.letter = l.id WHERE l.letter = 'unclear'")
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    quoted = "".join(f"> {line}\n" for line in letter.get_body(("plain",)).get_content().splitlines())
    signed = [attached("application/pdf", "BC 6 thang 2023 so 45.pdf", PDF + b"signed")]
    assert "thảo" in quoted
    assert docket(mail(f"Re: {letter['Subject']}", f"Vào 08:00, Phòng PV05 đã viết:\n{quoted}", signed), "2023-06-06T09:05")[0] == "filed"


def test_a_notice_does_not_call_certain_what_it_asks_to_look_at(docket):
    files = [attached("application/pdf", name, PDF + name.encode()) for name in ("BC 6 thang 2023.pdf", "Danh sach lua chon 2023.pdf")]
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", files))[0] == "filed"
    notice, = [body_of(docket, "canbo@pv05.example")]
    assert "cần xem lại" in notice and "suy ra từ tên tệp" in notice and "đã rõ" not in notice


def body_of(docket, to):
    [(raw,)] = docket.office.rows("SELECT mail FROM letter_mail JOIN letter ON letter.id = letter_mail.letter WHERE recipient = ?", to)
    m = email.message_from_bytes(raw, policy=email.policy.default)
    return m["Subject"] + m.get_body(("plain",)).get_content()


@pytest.mark.parametrize("prefix, outcome", [("Tự động trả lời: ", "ignored"), ("Gone fishing: ", "note"), ("Đã đọc: ", "note")])
def test_their_own_subject_come_back_is_no_report(docket, prefix, outcome):
    subject = "Báo cáo 6 tháng năm 2023"
    assert docket(mail(subject, "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))[0] == "filed"
    assert docket(mail(prefix + subject, "Tôi đang đi công tác."), "2023-06-06T09:05")[0] == outcome
    assert state(docket) == [("received", 1)] and letters(docket) == ["received"]


def test_a_responder_is_heard_once_a_day(docket):
    for i in range(6):
        docket(mail(f"Re: {OURS}", "Đây là thư trả lời tự động. Chúng tôi đã nhận được thư của quý cơ quan.", top=f"X-Number: {i}\n"))
    assert letters(docket, "canbo@pv05.example") == ["officer-notice"] and letters(docket) == []
    docket(mail(f"Re: {OURS}", "Đơn vị gửi trong chiều nay."))
    assert len(letters(docket, "canbo@pv05.example")) == 2


PASS = "Authentication-Results: mx.pv05.example; dmarc=pass header.from={}\n"


def test_an_officers_responder_gets_no_answers(docket):
    top = PASS.format("pv05.example")
    for i in range(30):
        docket(mail("Tự động trả lời: [BVANTQ] Kết quả lệnh: TÌNH HÌNH", "Tôi vắng mặt.", sender="canbo@pv05.example",
                    top=f"X-Number: {i}\n{top}"))
    assert letters(docket, "canbo@pv05.example") == []


def test_words_of_an_officer_that_are_no_order_are_answered_so_often(docket):
    """A responder that keeps no subject of ours; what is an order is answered still."""
    top = PASS.format("pv05.example")
    for i in range(26):
        docket(mail("Vắng văn phòng", f"Hôm nay tôi đi công tác xa, việc gấp xin gọi số {i}.", sender="canbo@pv05.example", top=top))
    answers = letters(docket, "canbo@pv05.example")
    assert answers == ["transcript"] * len(answers) and 10 < len(answers) <= 20
    docket(mail("tình hình 6T 2023", "", sender="canbo@pv05.example", top=top))
    assert len(letters(docket, "canbo@pv05.example")) == len(answers) + 1


@pytest.mark.parametrize("head", ["Feedback-ID: a:b:c:ZohoMail\n", "X-Auto-Response-Suppress: OOF\n", "X-MS-Exchange-Inbox-Rules-Loop: a@b\n",
                                  "X-Auto-Response-Suppress: DR, RN, NRN, OOF\n"])
def test_marks_of_providers_say_nothing_of_a_known_sender(docket, head):
    assert docket(mail("Xin gia hạn báo cáo 6 tháng", "Đơn vị xin gia hạn nộp báo cáo 6 tháng đến ngày 15/6/2023 do mưa lũ.",
                       top=head + PASS.format("dongthap.example"))) == ("note", "extension")
    assert letters(docket) == ["extension-asked"]
    assert docket(mail("tình hình 6T 2023", "", sender="canbo@pv05.example", top=head + PASS.format("pv05.example")))[0] == "command"


def test_a_request_that_names_no_report_is_asked_which(docket):
    assert docket(mail("Xin gia hạn", "Anh ơi huyện em xin nộp trễ 3 ngày ạ.", top=PASS.format("dongthap.example"))) == ("note", "extension")
    said = " ".join(body_of(docket, UNIT).split())
    assert "Thư chưa nêu rõ báo cáo nào" in said and "gia hạn kỳ" not in said and "gia hạn  " not in said


def test_a_paper_told_of_in_a_mail_of_its_own_is_noted(docket):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Đã nộp bản giấy số 12/BC-BCĐ ngày 05/6/2023 qua bưu điện.",
                       top=PASS.format("dongthap.example"))) == ("note", "words")
    assert letters(docket) == ["paper"] and "12/BC-BCĐ" in body_of(docket, UNIT)


def test_a_recall_of_a_recall_is_told_as_well(docket):
    """The same words under another subject: a program writes them, and they ask for something else."""
    top = PASS.format("dongthap.example")
    for subject in ("Recall: Báo cáo 6 tháng năm 2023", "Recall: Recall: Báo cáo 6 tháng năm 2023", "Recall: Báo cáo 6 tháng năm 2023"):
        assert docket(mail(subject, "BCD 138 would like to recall the message.", top=top))[0] in ("note", "duplicate")
    assert letters(docket, "canbo@pv05.example") == ["officer-notice"] * 2


@pytest.mark.parametrize("head", ["X-Auto-Response-Suppress: All\n", "X-Auto-Response-Suppress: AutoReply, OOF\n", "List-Id: <x.example>\n",
                                  "Precedence: bulk\n", "Precedence: list\n", "X-Loop: a@b.example\n"])
def test_words_behind_other_marks_are_noted_but_not_answered(docket, head):
    assert docket(mail("Xin gia hạn báo cáo 6 tháng", "Đơn vị xin gia hạn nộp báo cáo 6 tháng.", top=head)) == ("note", "extension")
    assert letters(docket) == [] and letters(docket, "canbo@pv05.example") == ["officer-notice"]
    assert "chưa được báo nhận" in body_of(docket, "canbo@pv05.example")


def test_a_report_through_a_list_is_filed_and_the_officers_hear_that_nobody_was_answered(docket):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC.pdf", PDF)],
                       top="List-Id: <x.example>\n" + PASS.format("dongthap.example"))) == ("filed", "list")
    notice = body_of(docket, "canbo@pv05.example")
    assert letters(docket) == [] and "chưa được báo nhận" in notice and "suy ra" not in notice


@pytest.mark.parametrize("head", ["List-Id: <x.example>\n", "Feedback-ID: a:b:c:d\n", "Precedence: bulk\n"])
def test_bulk_mail_of_strangers_is_dropped(docket, head):
    assert docket(mail("Báo giá tháng 6", "Kính mời.", sender="ban@hang.example", top=head + PASS.format("hang.example")))[0] == "ignored"


NOTHING = ["dkim=none; spf=none smtp.mailfrom=dongthap.example; dmarc=none header.from=dongthap.example", "none",
           "spf=neutral smtp.mailfrom=dongthap.example", "dkim=temperror header.d=dongthap.example; dmarc=temperror"]


@pytest.mark.parametrize("found", [f"mx.pv05.example; {x}" for x in NOTHING] + [
    "spf=none (sender IP is 192.0.2.1) smtp.mailfrom=dongthap.example; dkim=none (message not signed) header.d=none;dmarc=none "
    "action=none header.from=dongthap.example;compauth=softpass reason=201"])
def test_nothing_to_check_is_no_failure(docket, found):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi.", [attached("application/pdf", "BC.pdf", PDF)],
                       top=f"Authentication-Results: {found}\n"))[0] == "filed"
    assert letters(docket) == ["received"]


def test_a_failure_is_one(docket):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi.", [attached("application/pdf", "BC.pdf", PDF)],
                       top="Authentication-Results: mx.pv05.example; dmarc=fail header.from=dongthap.example\n"))[0] == "review"
    assert letters(docket) == []


def test_what_stands_below_the_sender_proves_nothing(docket):
    order = mail("gia han tam nong 6T 2023 den 14/06/2023: ly do", "", sender="canbo@pv05.example")
    head, body = order.split("\n\n", 1)
    docket(f"{head}\n{PASS.format('pv05.example')}\n{body}")
    assert docket.office.rows("SELECT state FROM command") == [("waiting",)]


# ---- questions, and answers to ours -----------------------------------------------------------------

@pytest.mark.parametrize("subject, text", [
    ("Xin cho hỏi hạn nộp báo cáo 6 tháng?", ""), ("Kính gửi PV05", "Xin cho hỏi hạn nộp báo cáo 6 tháng?"),
    ("Kinh gui PV05", "xin cho hoi han nop bao cao 6 thang"), ("Báo cáo 6 tháng năm 2023", "Báo cáo 6 tháng năm nay dùng mẫu nào ạ?"),
    ("huyện Cao Lãnh", "Đơn vị xin hướng dẫn cách lập báo cáo 6 tháng."), ("Hỏi", "Báo cáo năm 2023 nộp trước ngày nào?")])
def test_a_question_is_no_report(docket, subject, text):
    assert docket(mail(subject, text)) == ("note", "question")
    assert state(docket) == []


def test_a_forgotten_file_is_no_question(docket):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Gửi kèm theo báo cáo. Có vướng mắc gì xin liên hệ?"))[0] == "filed"
    assert letters(docket) == ["incomplete"]


FIGURES = "Số cuộc tuyên truyền: 12\nSố tin, bài: 30\nĐang duy trì: 17\nXây dựng mới: 2\nSố lớp tập huấn: 3\n"


@pytest.mark.parametrize("said, outcome", [
    (FIGURES + "Khó khăn, vướng mắc: Không", "filed"), (FIGURES + "Kiến nghị: không có.", "filed"),
    (FIGURES + "Khó khăn, vướng mắc: Có, thiếu kinh phí; cấp xã không có cán bộ chuyên trách?", "filed"),
    ("Số cuộc tuyên truyền: 12, vậy đủ chưa ạ?", "note"), ("Số cuộc tuyên truyền, số tin, bài, số lớp tập huấn ghi cả của xã không ạ?", "note")])
def test_a_form_typed_into_the_mail_asks_nothing(docket, said, outcome):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi Phòng.\n" + said))[0] == outcome
    assert letters(docket) == ["incomplete"] if outcome == "filed" else "incomplete" not in letters(docket)


def test_figures_in_an_answer_are_words_once_the_report_is_there(docket):
    assert docket(mail("Báo cáo 6 tháng năm 2023", "", [attached("application/pdf", "scan.pdf", PDF)]))[0] == "filed"
    assert docket(mail("Re: Báo cáo 6 tháng năm 2023", FIGURES + "Khó khăn, vướng mắc: Không"))[0] == "note"


@pytest.mark.parametrize("subject", ["TN-2023-0001", "Trả lời thư TN-2023-0001", "Phúc đáp TN-2023-0001", "Bổ sung thông tin thư TN-2023-0001",
                                     "Gửi lại thông tin theo yêu cầu TN-2023-0001"])
def test_the_asked_line_settles_in_a_new_mail_too(docket, subject):
    assert docket(mail("Báo cáo", "Kính gửi PV05.", [attached("application/pdf", "scan.pdf", PDF)], top=PASS.format("dongthap.example")))[0] == "review"
    assert docket(mail(subject, "Đơn vị: huyện Cao Lãnh; Loại: báo cáo 6 tháng; Kỳ: 2023")) == ("note", "answer")
    assert docket.office.rows("SELECT code, outcome, reason FROM message") == [("TN-2023-0001", "filed", "sender-said"),
                                                                               ("TN-2023-0002", "note", "answer")]
    assert state(docket) == [("received", 1)]


def test_but_not_of_another_sender(docket):
    docket(mail("Báo cáo", "Kính gửi PV05.", [attached("application/pdf", "scan.pdf", PDF)], top=PASS.format("dongthap.example")))
    docket(mail("TN-2023-0001", "Đơn vị: huyện Cao Lãnh; Loại: báo cáo 6 tháng; Kỳ: 2023", sender="h-tam-nong@dongthap.example"))
    assert docket.office.rows("SELECT outcome FROM message WHERE code = 'TN-2023-0001'") == [("review",)]


# ---- the same once more, and corrections -----------------------------------------------------------

def bodies(docket, to=UNIT):
    found = []
    for (raw,) in docket.office.rows("SELECT m.mail FROM letter_mail AS m JOIN letter AS l ON l.id = m.letter WHERE l.recipient = ? "
                                     "ORDER BY l.id", to):
        found.append(email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content())
    return found


def filled(docket, campaigns):
    file = docket.office.form("HALF_YEAR", "2023", "h-cao-lanh", docket.office.folder / f"{campaigns}.xlsx")
    book = openpyxl.load_workbook(file)
    for name, sheet, at in named_cells(book):
        if name == "campaigns":
            sheet[at] = campaigns
    book.save(file)
    return attached("application/octet-stream", f"BC 6 thang.xlsx", file.read_bytes())


def test_the_same_words_without_a_file_hear_the_same(docket):
    for top in ("Delivered-To: a@pv05.example\n", "Delivered-To: b@pv05.example\n"):
        docket(mail("Báo cáo 6 tháng năm 2023", "Kính gửi Phòng PV05, huyện Cao Lãnh gửi báo cáo.", top=top))
    first, second = bodies(docket)
    assert letters(docket) == ["incomplete", "incomplete"]
    assert "Chưa có tệp đính kèm" in first and "Chưa có tệp đính kèm" in second
    assert "TN-2023-0001" in second and "đã nhận tại thư mã" in second and "đã nhận tại thư mã" not in first
    assert len(letters(docket, "canbo@pv05.example")) == 1


@pytest.mark.parametrize("campaigns, letter", [(-3, "incomplete"), ("12 cuộc và thêm", "incomplete")])
def test_a_faulty_cell_twice_is_told_twice(docket, campaigns, letter):
    form = filled(docket, campaigns)
    for text in ("Gửi báo cáo.", "Gửi lại."):
        docket(mail("Báo cáo 6 tháng năm 2023", text, [form]))
    first, second = bodies(docket)
    told = [x for x in first.split("\n") if x.startswith(("- ", "* ", "• "))]
    assert letters(docket) == [letter, letter] and told and all(x in second for x in told)


def test_the_same_file_was_there_already(docket):
    for text in ("Gửi báo cáo.", "Gửi lại cho chắc."):
        docket(mail("Báo cáo 6 tháng năm 2023", text, [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    assert letters(docket) == ["received", "received"]
    assert "đã nhận tại thư mã TN-2023-0001" in " ".join(bodies(docket)[1].split())
    assert state(docket) == [("received", 1)]


def test_a_correction_hears_that_it_is_the_second_version(docket):
    for n in (1, 2, 3):
        docket(mail("Báo cáo 6 tháng năm 2023" + (" (thay thế)" if n > 1 else ""), "Gửi.",
                    [attached("application/pdf", "BC 6 thang.pdf", PDF + f"% {n}\n".encode())]))
    first, second, third = (" ".join(x.split()) for x in bodies(docket))
    assert "thay bản đã nhận" not in first
    assert "bản thứ 2, thay bản đã nhận tại thư mã TN-2023-0001" in second
    assert "bản thứ 3, thay bản đã nhận tại thư mã TN-2023-0002" in third


def test_what_lacks_its_file_leaves_the_first_in_place(docket):
    docket(mail("Báo cáo 6 tháng năm 2023", "Gửi.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    docket(mail("Báo cáo 6 tháng năm 2023 (bản sửa)", "Gửi bản sửa."))
    second = " ".join(bodies(docket)[1].split())
    assert "bản đã nhận tại thư mã TN-2023-0001 vẫn giữ nguyên" in second and "CHƯA TÍNH LÀ ĐÃ NỘP" not in second


def test_the_first_that_has_a_file_takes_the_place(docket):
    docket(mail("Báo cáo 6 tháng năm 2023", "Gửi."))
    docket(mail("Báo cáo 6 tháng năm 2023", "Gửi kèm tệp.", [filled(docket, -3)]))
    assert docket.office.rows("SELECT o.state, s.version FROM obligation AS o JOIN submission AS s ON s.id = o.accepted") == \
        [("incomplete", 2)]


def test_one_mail_by_two_ways_is_answered_once(docket):
    one = mail("Báo cáo 6 tháng năm 2023", "Gửi.", [attached("application/pdf", "BC 6 thang.pdf", PDF)])
    docket("Delivered-To: baocao@pv05.example\n" + one)
    assert docket("Delivered-To: pv05@pv05.example\n" + one)[0] == "duplicate"
    assert letters(docket) == ["received"]
    assert letters(docket, "canbo@pv05.example") == []
