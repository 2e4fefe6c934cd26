"""Automatic mail, odd senders and delivery reports, on real servers: recorded, and not answered."""
import datetime
import time

from test_filing import UNIT, authenticated, letter_to, pour
from test_path import ON_TIME, append, body, filled, mail


MACHINES = [
    "Auto-Submitted: auto-replied", "Auto-Submitted: (vacation; out) auto-replied (x); owner-email=\"a@b.example\"",
    "Auto-Submitted: auto-generated", "auto-submitted: AUTO-NOTIFIED; owner-token=1", "Auto-Submitted: no\r\nAuto-Submitted: auto-replied",
    "X-Autoreply: yes", "X-AutoReply-From: x@y.example", "X-Autorespond: Re: x", "X-Autoresponder: 1", "X-Mail-Autoreply: 1",
    "Precedence: auto_reply", "Precedence: (c) auto-reply", "Preference: auto_reply", "Return-Path: <>", "Return-Path: < >",
    "X-Failed-Recipients: a@b.example",
    "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
    "Content-Type: multipart/report; report-type=\"feedback-report\"; boundary=b",
]
LISTS = ["X-Loop: x@y.example", "Precedence: bulk", "Precedence: JUNK", "precedence: list", "X-Precedence: bulk", "List-Id: <a.example>",
         "List-Unsubscribe: <mailto:x@y.example>", "List-Post: NO", "X-Auto-Response-Suppress: OOF, AutoReply"]
PEOPLE = ["Feedback-ID: 1:2:3", "X-Auto-Response-Suppress: OOF, RN", "Auto-Submitted: no", "Auto-Submitted: (a person) no", "Precedence: first-class", "Return-Path: <h-lap-vo@dongthap.example>",
          "X-Auto-Response-Suppress: none"]


def test_no_mark_of_a_machine_is_answered(desk):
    """Every form seen in the field, from a registered and authenticated sender: recorded, never answered. What lists and
    forwarding recipes mark may be a person's."""
    def marked(n, mark):
        raw = f"From: h-lap-vo@dongthap.example\r\nTo: {desk.address}\r\nMessage-ID: <{n}@m.example>\r\n" \
              f"Subject: =?utf-8?q?B=C3=A1o_c=C3=A1o_6_th=C3=A1ng_2023?= {n}\r\n{mark}\r\n\r\nx\r\n"
        return authenticated(raw.encode(), "dongthap.example")
    pour(desk, [marked(n, m) for n, m in enumerate(MACHINES + LISTS)])
    desk.once()
    outcomes = dict(desk.rows("SELECT message_id, outcome FROM message"))
    assert [m for n, m in enumerate(MACHINES) if outcomes[f"{n}@m.example"] != "ignored"] == []
    assert {outcomes[f"{len(MACHINES) + n}@m.example"] for n in range(len(LISTS))} <= {"filed", "duplicate"}
    assert desk.rows("SELECT count(*) FROM letter WHERE letter NOT IN ('officer-notice', 'digest')") == [(0,)]
    pour(desk, [marked(100 + n, m) for n, m in enumerate(PEOPLE)], ON_TIME + datetime.timedelta(minutes=5))
    desk.once()
    assert desk.rows("SELECT count(*) FROM letter WHERE letter NOT IN ('officer-notice', 'digest')") == [(len(PEOPLE),)]


def test_odd_senders_decide_nothing(desk):
    """Two From fields, two addresses in one, none: no filing by sender, no letter."""
    heads = ["From: h-lap-vo@dongthap.example\r\nFrom: gia@mail.example", "From: h-lap-vo@dongthap.example, gia@mail.example", "From: ",
             "From: <>", "Sender: h-lap-vo@dongthap.example", "From: h-lap-vo@dongthap.example <gia@mail.example>",
             "From: \"h-lap-vo@dongthap.example\" <gia@mail.example>", "From: Nhom: h-lap-vo@dongthap.example, gia@mail.example;"]
    pour(desk, [authenticated(f"{h}\r\nTo: {desk.address}\r\nMessage-ID: <{n}@m.example>\r\nSubject: bao cao 6 thang 2023 lan {n}\r\n"
                              "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n"
                              f"Content-Type: application/pdf; name=bc{n}.pdf\r\n\r\n%PDF-{n}\r\n--b--\r\n".encode(), "dongthap.example")
                for n, h in enumerate(heads)])
    desk.once()
    assert desk.rows("SELECT outcome, count(*) FROM message GROUP BY outcome") == [("review", len(heads))]
    assert desk.rows("SELECT DISTINCT recipient FROM letter WHERE recipient NOT LIKE '%@pv05.example'") == []


def delivery_report(desk, original, action="failed", status="5.1.1", sender="MAILER-DAEMON@dongthap.example", subject="Undelivered Mail"):
    fields = "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\n" + \
        (f"Action: {action}\r\n" if action else "") + (f"Status: {status}\r\n" if status else "") + "Diagnostic-Code: smtp; 550 no such user\r\n"
    return (f"From: {sender}\r\nTo: {desk.address}\r\nSubject: {subject}\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\n"
            f"Message-ID: <{time.monotonic_ns()}@mx.example>\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n"
            f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{fields}\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
            f"Message-ID: <{original}>\r\nSubject: x\r\n\r\n--b--\r\n").encode()


def test_a_delivery_report_counts_for_our_own_letter_and_for_good_only(desk):
    append(desk, mail(desk, UNIT, "Báo cáo 6 tháng", filled(desk, UNIT)), ON_TIME)
    desk.once()
    [(ours,)] = desk.rows("SELECT message_id FROM letter WHERE recipient = ?", f"{UNIT}@dongthap.example")
    harmless = [("delayed", "4.4.1", ours), ("Delayed", None, ours), (None, "4.2.2", ours), ("relayed", "2.0.0", ours),
                ("failed", "5.1.1", "forged." + "0" * 32 + "@pv05.example"), ("failed", "5.1.1", ours[:-20] + ("1" if ours[-20] == "0" else "0") + ours[-19:]),
                ("failed", "5.1.1", "x@elsewhere.example")]
    for action, status, id in harmless:
        append(desk, delivery_report(desk, id, action, status), ON_TIME)
    desk.once()
    assert desk.rows("SELECT DISTINCT outcome FROM message WHERE id > 1") == [("bounce",)]
    assert desk.rows("SELECT * FROM bounced") == []
    assert desk.rows("SELECT count(*) FROM letter WHERE letter = 'officer-notice'") == [(0,)]
    append(desk, delivery_report(desk, ours, "Failed"), ON_TIME)
    append(desk, delivery_report(desk, ours, None, "5.2.1"), ON_TIME)
    desk.once()
    assert [a for a, in desk.rows("SELECT address FROM bounced")] == [f"{UNIT}@dongthap.example"]
    [told] = letter_to(desk, "canbo@pv05.example", "bị trả lại")
    assert f"{UNIT}@dongthap.example" in body(told) and "550 no such user" in body(told)
