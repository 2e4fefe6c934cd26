#!/usr/bin/python3
"""Mails written by hand, byte by byte, as they really arrive. Run after a
change; inputs and expectations are kept in the repository."""
import base64
import quopri
import unicodedata

from corpus import put

HEAD = (b"From: =?utf-8?Q?C=C3=B4ng_an_huy=E1=BB=87n?= <cah@thanhbinh.example>\r\n"
        b"To: baocao@pv05.example\r\nDate: Fri, 09 Jun 2023 16:05:00 +0700\r\n"
        b"Message-ID: <m1@thanhbinh.example>\r\nMIME-Version: 1.0\r\n")


def mail(name, head, body, expected, top=HEAD, folder="mail"):
    put(folder, name + ".eml", top + head + b"\r\n" + body, expected)


def b64(data):
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def part(head, data):
    return b"--b\r\n" + head + b"Content-Transfer-Encoding: base64\r\n\r\n" + b64(data) + b"\r\n"


def mixed(name, parts, expected, subject=b"Subject: x\r\n", top=HEAD, folder="mail"):
    mail(name, subject + b"Content-Type: multipart/mixed; boundary=b\r\n",
         b"".join(parts) + b"--b--\r\n", expected, top, folder)


TEXT = b"Content-Type: text/plain; charset=utf-8\r\n"
SUBJECT = "Báo cáo 6 tháng đầu năm của huyện Thanh Bình"


def headers():
    raw = SUBJECT.encode()
    cut = raw.index("ệ".encode()) + 1          # inside a letter
    words = b" ".join(b"=?UTF-8?B?" + base64.b64encode(w) + b"?=" for w in (raw[:cut], raw[cut:]))
    mail("word-split-in-letter", b"Subject: " + words.replace(b" ", b"\r\n ") + TEXT[:0] + b"\r\n" + TEXT, b"x\r\n", {
        "headers": {"subject": SUBJECT, "message_id": "m1@thanhbinh.example", "date": "2023-06-09T16:05:00+07:00",
                    "from": [{"name": "Công an huyện", "addr": "cah@thanhbinh.example"}]},
        "text": "x"})
    mail("raw-utf8-header", b"Subject: " + raw + b"\r\n" + TEXT, b"x\r\n",
         {"headers": {"subject": SUBJECT}, "flags~": ["raw-8bit-header"]})
    nfd = unicodedata.normalize("NFD", SUBJECT).encode()
    mail("nfd-header", b"Subject: " + nfd + b"\r\n" + TEXT, unicodedata.normalize("NFD", "Huyện Lấp Vò\r\n").encode(),
         {"headers": {"subject": SUBJECT}, "flags~": ["nfd"], "text": "Huyện Lấp Vò"})
    cp1258 = b"B\xe1o c\xe1o c\xf9a huy\xea\xf2n Lai Vung, L\xe2\xecp V\xf2"
    mail("raw-1258-header", b"Subject: B\xe1o c\xe1o huy\xea\xf2n L\xe2\xecp Vo\xcc\r\n" + TEXT, b"x\r\n",
         {"headers": {"subject": "Báo cáo huyện Lấp Vò"}, "flags~": ["raw-8bit-header"]})
    mail("word-1258", b"Subject: =?windows-1258?Q?B=E1o_c=E1o_huy=EA=F2n_L=E2=ECp_Vo=CC?=\r\n"
         b"Content-Type: text/plain; charset=windows-1258\r\nContent-Transfer-Encoding: quoted-printable\r\n",
         b"K=EDnh g=FD=D2i ph=F2ng c=F4ng an huy=EA=F2n L=E2=ECp Vo=CC",
         {"headers": {"subject": "Báo cáo huyện Lấp Vò"}, "text~": "huyện Lấp Vò"})
    assert cp1258
    mail("word-latin-and-q", b"Subject: =?iso-8859-1?q?Caf=E9_?= =?utf-8?q?v=C3=A0?= x =?utf-8?Q?=3F=3D?=\r\n" + TEXT, b"x\r\n",
         {"headers": {"subject": "Café và x ?="}})
    mail("folded-subject", b"Subject: =?utf-8?Q?V/v_b=C3=A1o_c=C3=A1o?=\r\n =?utf-8?Q?_k=E1=BA=BFt_qu=E1=BA=A3?=\r\n\tth=\r\n" + TEXT,
         b"x\r\n", {"headers": {"subject": "V/v báo cáo kết quả th="}})
    mail("authentication-results", b"Subject: x\r\n" + TEXT, b"x\r\n",
         {"headers": {"authentication_results": ["mx.pv05.example; dkim=pass header.d=thanhbinh.example", "evil.example; dkim=pass"],
                      "return_path": "", "auto_submitted": "auto-replied", "precedence": "bulk",
                      "list_headers": ["List-Id", "List-Unsubscribe"], "auto_headers": ["X-Loop"],
                      "in_reply_to": ["a@pv05.example"], "references": ["r1@x.example", "a@pv05.example"]},
          "header_counts": {"from": 1, "subject": 1, "message_id": 1, "date": 1, "content_type": 1}},
         top=b"Authentication-Results: mx.pv05.example;\r\n\tdkim=pass header.d=thanhbinh.example\r\n"
             b"Authentication-Results: evil.example; dkim=pass\r\nReturn-Path: <>\r\n"
             b"Auto-Submitted: Auto-Replied (vacation)\r\nPrecedence: bulk\r\nList-Id: <x.example>\r\n"
             b"List-Unsubscribe: <mailto:a@x.example>\r\nX-Loop: yes\r\nIn-Reply-To: <a@pv05.example>\r\n"
             b"References: <r1@x.example>\r\n <a@pv05.example>\r\n" + HEAD)
    mail("two-from", b"Subject: x\r\nFrom: other@x.example\r\n" + TEXT, b"x\r\n",
         {"header_counts": {"from": 2}, "flags~": ["odd-from", "doubtful-structure"]})
    mail("two-mailboxes-in-from", b"Subject: x\r\n" + TEXT, b"x\r\n",
         {"headers": {"from": [{"addr": "a@x.example"}, {"addr": "b@x.example"}]}, "flags~": ["odd-from"]},
         top=b"From: a@x.example, b@x.example\r\n")
    mail("address-in-display-name", b"Subject: x\r\n" + TEXT, b"x\r\n",
         {"headers": {"from": [{"name": "truongphong@pv05.example", "addr": "evil@x.example"}]}, "flags~": ["odd-from"]},
         top=b'From: "truongphong@pv05.example" <evil@x.example>\r\n')
    mail("two-subjects", b"Subject: first\r\nSubject: second\r\n" + TEXT, b"x\r\n",
         {"headers": {"subject": "first"}, "header_counts": {"subject": 2}, "flags~": ["doubtful-structure"],
          "problems~": ["the field Subject stands in the header more than once"]})
    mail("no-header-but-text", b"", b"just text\r\n", {"header_counts": None, "flags~": ["odd-from"]}, top=b"X: y\r\n")


def openings():
    body = b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n"
    mail("envelope-line", body, "Lấp Vò\r\n".encode(), {"text": "Lấp Vò", "headers": {"subject": "x"}, "flags": None},
         top=b"From a@x.example Fri Jun  9 16:05:00 2023\r\n" + HEAD)
    mail("blank-line-first", body, "Lấp Vò\r\n".encode(), {"text": "Lấp Vò", "headers": {"subject": "x"}}, top=b"      \r\n" + HEAD)


def bodies():
    full = ("Kính gửi PV05,\n\nĐơn vị gửi báo cáo.\n\nVào 10:00 Th 2, 5 thg 6, 2023 PV05 <baocao@pv05.example> đã viết:\n\n"
            "> Đề nghị huyện Cao Lãnh báo cáo.\n")
    mail("reply-quoted-vi", b"Subject: Re: x\r\n" + TEXT + b"Content-Transfer-Encoding: 8bit\r\n", full.replace("\n", "\r\n").encode(),
         {"text": "Kính gửi PV05,\n\nĐơn vị gửi báo cáo.", "text_full~": "Cao Lãnh"})
    mail("reply-below-quote", b"Subject: Re: x\r\n" + TEXT + b"Content-Transfer-Encoding: 8bit\r\n",
         b"On Mon, 5 Jun 2023 at 10:00, PV05\r\n<baocao@pv05.example> wrote:\r\n> please report\r\n\r\nHere it is.\r\n",
         {"text": "Here it is."})
    mail("outlook-block", b"Subject: Re: x\r\n" + TEXT + b"Content-Transfer-Encoding: 8bit\r\n",
         "Gửi bổ sung.\r\n\r\n________________________________\r\nTừ: PV05\r\nĐã gửi: 5/6/2023\r\nĐến: a\r\nChủ đề: x\r\n\r\nHuyện Tân Hồng\r\n".encode(),
         {"text~": "Gửi bổ sung.", "text_full~": "Tân Hồng"})
    mail("dates-are-no-quote", b"Subject: x\r\n" + TEXT + b"Content-Transfer-Encoding: 8bit\r\n",
         "Số liệu\r\nTừ: 01/01/2023\r\nĐến: 14/6/2023\r\nSố cuộc: 12\r\n".encode(),
         {"text": "Số liệu\nTừ: 01/01/2023\nĐến: 14/6/2023\nSố cuộc: 12"})
    mail("signature", b"Subject: x\r\n" + TEXT, b"Noi dung\r\n-- \r\nPhong PV05, TP Cao Lanh\r\n",
         {"text": "Noi dung", "text_full~": "Cao Lanh"})
    html = ("<html><head><title>no</title><style>p{}</style></head><body><p>K&iacute;nh g&#7917;i</p>"
            "<table><tr><td>Số cuộc</td><td>12</td></tr><tr><td>Số người</td><td>1&nbsp;200</td></tr></table>"
            "<blockquote>cũ</blockquote><script>const a=1</script></body></html>")
    mail("html-only", b"Subject: x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
         quopri.encodestring(html.encode()).replace(b"\n", b"\r\n"),
         {"text": "Kính gửi\nSố cuộc\t12\nSố người\t1 200", "text_full~": "> cũ"})
    mail("alternative", b"Subject: x\r\nContent-Type: multipart/alternative; boundary=b\r\n",
         b"--b\r\n" + TEXT + b"\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--\r\n",
         {"text": "plain", "attachments": None})
    mail("ascii-declared-8bit", b"Subject: x\r\nContent-Type: text/plain; charset=us-ascii\r\n", "Đồng Tháp\r\n".encode(),
         {"text": "Đồng Tháp"})
    mail("utf16-body", b"Subject: x\r\nContent-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n",
         b64("Huyện Tháp Mười".encode("utf-16")), {"text": "Huyện Tháp Mười"})


def old_fonts():
    mail("tcvn3-body", b"Subject: =?iso-8859-1?Q?B=B8o_c=B8o_6_th=B8ng?=\r\nContent-Type: text/plain; charset=iso-8859-1\r\n",
         b"C\xabng an huy\xd6n Thanh B\xd7nh b\xb8o c\xb8o k\xd5t qu\xb6 th\xf9c hi\xd6n n\xa8m 2023\r\n",
         {"headers": {"subject": "Báo cáo 6 tháng"}, "flags~": ["tcvn3"], "text": "Công an huyện Thanh Bình báo cáo kết quả thực hiện năm 2023"})
    mail("vni-body", b"Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n",
         "Coâng an huyeän Laáp Voø baùo caùo keát quaû thöïc hieän\r\n".encode(),
         {"flags~": ["vni"], "text": "Công an huyện Lấp Vò báo cáo kết quả thực hiện"})


def attachments():
    name = "Báo cáo 6 tháng.txt"
    pct = "".join("%%%02X" % c for c in name.encode())
    nfd = unicodedata.normalize("NFD", name)
    names = [b"Content-Disposition: attachment; filename*=utf-8''" + pct.encode() + b"\r\n",
             b"Content-Disposition: attachment; filename*0*=utf-8''" + pct[:21].encode() + b";\r\n filename*1*=" + pct[21:].encode() + b"\r\n",
             b'Content-Disposition: attachment; filename="=?UTF-8?B?' + base64.b64encode(name.encode()) + b'?="\r\n',
             b'Content-Disposition: attachment; filename="' + nfd.encode() + b'"\r\n',
             b'Content-Type: text/plain; name="' + name.encode() + b'"\r\nContent-Disposition: attachment\r\n',
             b"Content-Disposition: attachment; filename*=windows-1258''B%E1o%20c%E1o%206%20th%E1ng.txt\r\n",
             b'Content-Disposition: attachment; filename="C:\\My Documents\\' + name.encode() + b'"\r\n',
             b'Content-Disposition: attachment; filename="/storage/0/' + name.encode() + b'"\r\n',
             b'Content-Disposition: attachment; filename="..\\..\\a.txt"\r\n',
             b'Content-Disposition: attachment; filename=112/BC.txt\r\n',
             b'Content-Disposition: attachment; filename="' + "Báo cáo kết quả công tác huyện".encode()[:-2] + b'"\r\n']
    digest = "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5"      # of "12345"
    mixed("file-names", [part(n, b"12345") for n in names],
          {"attachments": [{"name": name, "size": 5, "sha256": digest, "type": "txt", "status": "read", "text": "12345"}] * 8 +
                          [{"name": "..\\..\\a.txt"}, {"name": "112/BC.txt"}, {"name": "Báo cáo kết quả công tác huy\ufffd\ufffd"}]})
    a = b"Content-Disposition: attachment; filename="
    mixed("kinds", [part(TEXT, b"body\n"), part(a + b"a.pdf\r\n", b"MZ" + bytes(100)), part(a + b"b.txt.js\r\n", b"alert(1)"),
                    part(a + b"c.doc\r\n", b"L\0\0\0\1\x14\2\0" + bytes(70)), part(a + b"d.rar\r\n", b"Rar!\x1a\x07\x00x"),
                    part(a + b"e.7z\r\n", b"7z\xbc\xaf\x27\x1cxx"), part(a + b"f.docx\r\n", b""), part(a + b"z123.jpg\r\n", b"\xff\xd8\xff\xe0"),
                    part(b"Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline\r\n", b"\x89PNG\r\n\x1a\n0")],
          {"text": "body", "attachments": [
              {"type": "exe", "status": "quarantined"}, {"type": "script", "status": "quarantined"}, {"type": "lnk", "status": "quarantined"},
              {"type": "rar", "status": "stored"}, {"type": "7z", "status": "stored"}, {"type": "empty", "status": "unreadable", "size": None},
              {"type": "jpeg", "status": "stored"}, {"type": "png", "status": "stored", "flags": ["inline"]}]})


def reports():
    mail("bounce", b"Subject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n",
         b"--b\r\n" + TEXT + b"\r\nyour mail bounced\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
         b"Reporting-MTA: dns; mx.x.example\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
         b"Diagnostic-Code: smtp; 550 5.1.1\r\n no such user\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
         b"From: baocao@pv05.example\r\nSubject: letter\r\nMessage-ID: <l1@pv05.example>\r\n\r\nletter\r\n--b--\r\n",
         {"headers": {"content_type": "multipart/report", "report_type": "delivery-status", "return_path": ""},
          "dsn": [{"tag": "reporting-mta", "value": "dns; mx.x.example"}, {"tag": "final-recipient", "value": "rfc822; a@x.example"},
                  {"tag": "action", "value": "failed"}, {"tag": "status", "value": "5.1.1"},
                  {"tag": "diagnostic-code", "value": "smtp; 550 5.1.1 no such user"},
                  {"tag": "message-id", "value": "l1@pv05.example"}],
          "text": "your mail bounced", "attachments": [{"type": "eml", "flags": ["returned"]}]},
         top=b"Return-Path: <>\r\n" + HEAD)


def trace():
    """What a server found stands above what the sender wrote; ids that were encoded, and folded in the middle."""
    below = b"Authentication-Results: mx.pv05.example; dmarc=pass header.from=thanhbinh.example\r\n"
    mail("results-below-the-sender", below + b"Subject: x\r\n" + TEXT, b"x\r\n", {"headers": {"authentication_results": None}})
    mail("results-above-and-below", below + b"Subject: x\r\n" + TEXT, b"x\r\n", {"headers": {"authentication_results": [
        "mx.pv05.example; none"]}}, top=b"Received: by mx\r\nAuthentication-Results: mx.pv05.example; none\r\n" + HEAD)
    mail("result-of-a-lookalike", b"Subject: x\r\n" + TEXT, b"x\r\n", {"headers": {"authentication_results": [
        "?mx.pv05.example; dmarc=pass"]}}, top="Authentication-Results: mx.pv05.example\u200b; dmarc=pass\r\n".encode() + HEAD)
    ident = "<ack_3aTN-2023-0042_20a_40b.0123456789abcdef@pv05.example>"
    mail("encoded-ids", b"Subject: x\r\nIn-Reply-To: =?us-ascii?Q?" + ident.replace("_", "=5F").encode() +
         b"?=\r\nReferences: <a@b.example> <c\r\n @d.example>\r\n" + TEXT, b"x\r\n",
         {"headers": {"in_reply_to": [ident[1:-1]], "references": ["a@b.example", "c@d.example"]}})


if __name__ == "__main__":
    headers()
    trace()
    openings()
    bodies()
    attachments()
    old_fonts()
    reports()
