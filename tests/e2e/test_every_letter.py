"""Every letter, as the office really writes it, in both languages: nothing in it stays empty, raw or half said."""
import datetime
import email
import email.policy
import html.parser
import re
from email.message import EmailMessage

import pytest

from office import REPOSITORY, Nowhere, Office
from scripted import Mailbox, Relay, login
from test_chat_link import Bot, link
from test_bounces import NO_FIELDS, TO
from test_orders import FAIL, VN, code_of, confirmation, mail, order, report_mail, run, said
from test_orders import put as deliver
from test_dossiers import paper
from test_path import filled
from test_rules import a_list
from servers import AUTHSERV_ID

PARTIALS = {"dossiers", "files", "findings", "footer", "receipt", "remarks"}
LANGUAGES = ("vi", "en")


def names():
    """letter_names of src/core/letter/keys.c are the files of etc/letters without the parts of others."""
    found = [{p.stem for p in (REPOSITORY / "etc/letters" / one).glob("*.txt")} - PARTIALS for one in LANGUAGES]
    assert found[0] == found[1]
    return found[0]


# --- a scenario in which every letter is written ---------------------------------------------

def put(office, sender, subject, text="Kính gửi.\n", domain="mail.example", files=(), **more):
    passes = f"{AUTHSERV_ID}; dmarc=pass header.from={domain}"
    deliver(office, mail(office, sender, subject, text, auth=passes, files=files, **more))
    return office.rows("SELECT code FROM message ORDER BY id DESC LIMIT 1")[0][0]


def form(office, unit, report="HALF_YEAR", **values):
    file = filled(office, unit, report, **values)
    return f"{report}-{file.name}", file.read_bytes()


def on(office, month, day, hour=8):
    office.at = datetime.datetime(2023, month, day, hour, 0, tzinfo=VN)
    run(office)


def undone(office, line, **more):
    answer = order(office, line, **more)
    assert "HỦY GN" in said(answer), (line, said(answer))
    order(office, f"hủy {code_of(answer)}")


def senders(office):
    """What a clerk receives in a week."""
    known = "h-lap-vo@dongthap.example"
    put(office, known, "Báo cáo 6 tháng năm 2023", domain="dongthap.example", files=[form(office, "h-lap-vo")])
    put(office, known, "Báo cáo 6 tháng năm 2023", domain="dongthap.example", files=[form(office, "h-lap-vo", campaigns=3)])
    report_mail(office, "h-thanh-binh")                                            # not readable
    report_mail(office, "h-lai-vung", subject="Báo cáo 6 tháng năm 2023 và báo cáo năm 2023")
    put(office, "la@mail.example", "Báo cáo 6 tháng", files=[form(office, "h-cao-lanh")])
    put(office, "la@mail.example", "Re: thư", "XÁC NHẬN\n", reply_to=office.letters("la@mail.example")[-1])
    put(office, "ubnd@dinhyen.example", "UBND xã Định Yên gửi báo cáo 6 tháng năm 2023", domain="dinhyen.example")
    put(office, "ubnd@tanmy.example", "UBND xã Tân Mỹ gửi báo cáo 6 tháng năm 2023", domain="tanmy.example")
    put(office, "pt.caolanh@mail.example", "Báo cáo 6 tháng năm 2023 - Cao Lãnh", files=[("BC.pdf", b"%PDF-1.4 c")])
    put(office, "h-hong-ngu@dongthap.example", "", "", domain="dongthap.example", files=[("a.pdf", b"%PDF-1.4 q")])
    put(office, known, "Xin gia hạn báo cáo 6 tháng", "Đơn vị xin gia hạn nộp báo cáo 6 tháng do mưa lũ.\n", domain="dongthap.example")
    put(office, "h-hong-ngu@dongthap.example", "Xin gia hạn báo cáo 6 tháng", "Xin gia hạn nộp báo cáo 6 tháng.\n",
        domain="dongthap.example")
    put(office, known, "Xin mẫu báo cáo năm", "Đơn vị xin mẫu báo cáo năm.\n", domain="dongthap.example")
    [reminder] = [m for m in office.letters("h-chau-thanh@dongthap.example") if "còn 3 ngày" in m["Subject"]]
    put(office, "h-chau-thanh@dongthap.example", "Re: " + reminder["Subject"], "Đã gửi bản giấy, số 45/BC-BCĐ138.\n",
        domain="dongthap.example", reply_to=reminder)
    put(office, "tp-sa-dec@dongthap.example", "Trao đổi", "Đơn vị đã gửi báo cáo ngày 01/6 rồi ạ.\n", domain="dongthap.example")
    put(office, "tp-sa-dec@dongthap.example", "Báo cáo 6 tháng", "Đơn vị đang chờ số liệu, mai mốt có liền.\n", domain="dongthap.example")
    put(office, known, "[MẬT] Phương án", domain="dongthap.example")
    put(office, "h-tam-nong@dongthap.example", "Báo cáo 6 tháng năm 2023", domain="dongthap.example")
    put(office, "h-tam-nong@dongthap.example", "Báo cáo 6 tháng năm 2023", domain="dongthap.example",
        files=[("BC.exe", b"MZ no document")])
    put(office, "tp-hong-ngu@dongthap.example", "Báo cáo 6 tháng năm 2023", domain="dongthap.example")
    again = [form(office, "h-thap-muoi")]
    for _ in range(2):
        put(office, "h-thap-muoi@dongthap.example", "Báo cáo 6 tháng năm 2023", domain="dongthap.example", files=again)
    for about in ("báo cáo 6 tháng năm 2023", "báo cáo năm 2023", "thư"):
        put(office, "h-thap-muoi@dongthap.example", f"Xin rút lại {about}", "Do sai sót.\n", domain="dongthap.example")
    both = [form(office, "tp-sa-dec"), form(office, "tp-sa-dec", report="SELECT_LIST")]
    put(office, "tp-sa-dec@dongthap.example", "Báo cáo", domain="dongthap.example", files=both)
    put(office, "h-lap-vo@dongthap.example", "Báo cáo 6 tháng", "dài lắm\n" * 80000, domain="dongthap.example")
    [asked] = [m for m in office.letters("h-cao-lanh@dongthap.example") if "chưa đăng ký" in m["Subject"]]
    put(office, "h-cao-lanh@dongthap.example", "Re: " + asked["Subject"], "XÁC NHẬN\n", domain="dongthap.example", reply_to=asked)
    [(ours,)] = office.rows("SELECT message_id FROM letter WHERE recipient = ? LIMIT 1", TO)
    deliver(office, NO_FIELDS["words"].replace("@ID@", ours).encode())


def officers(office):
    code = report_mail(office, "h-tan-hong")
    for line in ("ĐẠT {}", "thiếu {}: cần bản Excel, hạn 20/6", "thiếu {}: cần bản ký", "trả lại {}: sai biểu mẫu, hạn 12/6",
                 "trả lại {}: sai", "gia hạn tân hồng 6T 2023 đến 20/6: bão",
                 "SAI TUYẾN {}"):
        undone(office, line.format(code))
    recorded = order(office, "ghi nhận TP Cao Lãnh 6T 2023 ngày 01/06/2023 qua giấy số 7/BC")
    report_mail(office, "tp-cao-lanh")
    order(office, f"hủy {code_of(recorded)}")
    answer = order(office, "miễn huyện Châu Thành 6T 2023: sáp nhập")
    undone(office, confirmation(answer), reply_to=answer)
    request = "đột xuất \"Dịp lễ\" hạn {} cho {}"
    answer = order(office, request.format("20/6/2023 17:00", "Tam Nông, Tân Hồng"))
    undone(office, confirmation(answer), reply_to=answer)
    answer = order(office, request.format("9/6/2023", "Tam Nông, Tháp Mười, huyện Cao Lãnh, huyện Hồng Ngự"))
    order(office, confirmation(answer), reply_to=answer)
    for line in (f"trả lại {code}: sai biểu mẫu", "nhắc Tân Hồng 6T 2023", f"thiếu {code}: cần bản Excel", "nhắc Tân Hồng 6T 2023",
                 f"trả lại {code}: sai, hạn 12/6", "nhắc Tân Hồng 6T 2023",
                 "nhắc Thanh Bình 6T 2023", "nhắc Tam Nông 6T 2023", "tình hình 6T 2023", "chờ phân loại"):
        order(office, line)
    order(office, "ĐẠT " + code, auth=FAIL)
    order(office, "ĐẠT " + code, sender="truongphong@pv05.example")         # over another's word
    for asked, in office.rows("SELECT code FROM message WHERE reason = 'extension'"):
        order(office, f"từ chối {asked}: phải báo cáo cấp trên ngày 11/6")
        order(office, f"trả lời {asked}: Đề nghị gọi cán bộ đầu mối.")


def dossiers(office):
    """A candidate, a part of his dossier, what is found wrong with it; and what nobody can place."""
    unit = "h-chau-thanh@dongthap.example"
    list_, _ = a_list(office, "h-chau-thanh", {"kind": "xã", "name": "An Hiệp", "managed_by": "xã"})
    put(office, unit, "Danh sách lựa chọn xây dựng điển hình năm 2023", domain="dongthap.example", files=[(list_.name, list_.read_bytes())])
    for kinds in (("TTr",), ("BC", "BB")):
        files = [paper(office, f"{k}.docx", k, "xã An Hiệp", issuer="BAN CHỈ ĐẠO 138\nHUYỆN CHÂU THÀNH") for k in kinds]
        put(office, unit, "Hồ sơ đề nghị công nhận xã An Hiệp điển hình năm 2023", domain="dongthap.example",
            files=[(f.name, f.read_bytes()) for f in files])
    put(office, unit, "Hồ sơ đề nghị công nhận xã An Hiệp điển hình năm 2023", domain="dongthap.example", files=[("x.pdf", b"%PDF-1.4 x")])
    [(code, seen)] = office.rows("SELECT code, seen FROM dossier")
    for line in (f"THẨM ĐỊNH {code} {seen}", f"HOÃN {code} {seen} đến 20/6/2023: chờ xác minh", f"THIẾU {code} 2: thiếu chữ ký"):
        order(office, line)


def whole_reports(office):
    """What goes up, and, as if from an office below, what comes: the second before the first."""
    for _ in range(2):
        answer = order(office, "gửi cấp trên 6T 2023")
        order(office, confirmation(answer), reply_to=answer)
    rows = office.rows("SELECT c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id WHERE l.letter = 'upward' ORDER BY l.id DESC")
    for raw, in rows:
        [json] = [part.get_content() for part in email.message_from_bytes(raw, policy=email.policy.default).iter_attachments()
                  if part.get_filename().endswith(".json")]
        m = EmailMessage()
        m["Authentication-Results"] = f"{AUTHSERV_ID}; dmarc=pass header.from=dongthap.example"
        m["From"], m["To"], m["Subject"] = "h-hong-ngu@dongthap.example", office.address, "Báo cáo tổng hợp"
        m["Message-ID"] = f"<{hash(json)}@dongthap.example>"
        m.set_content("Kính gửi.\n")
        m.add_attachment(json.encode() if isinstance(json, str) else json, maintype="application", subtype="json", filename="tong-hop.json")
        deliver(office, m.as_bytes())


def troubles(folder):
    """Servers that do not do their part: (letter, mail) of an office at them."""
    box = Mailbox({1: b"From: a@x.example\r\nSubject: x\r\n\r\nx\r\n"})
    box.refuse["text 1"] = "NO later"
    server = {"server": login(folder, box), "folders": ["INBOX"]}
    sending = {"server": login(folder, Relay(rcpt=lambda line: "550 5.1.1 no such user" if "h-tam-nong@" in line else None))}
    office = Office(Nowhere, folder, office={"language": "+".join(LANGUAGES)}, mailbox=server, sending=sending)
    for day in range(6, 10):
        office.run("docketd", "--once", "--now", f"2023-06-0{day}T08:00:00")
    for hour, refuse in ((10, {"select": "NO not now"}), (11, {}), (12, {"LOGIN": "NO wrong"}), (13, {"LOGIN": "NO wrong"}), (14, {"LOGIN": "NO wrong"}), (15, {})):
        box.refuse = refuse
        office.run("docketd", "--once", "--now", f"2023-06-12T{hour}:00:00")
    return mails(office)


def chats(servers, folder):
    """An officer links his chat."""
    bot = Bot(servers, "zalo")
    (folder / "bot").touch(mode=0o600)
    (folder / "bot").write_text("zalo://TOKEN\n")
    office = Office(servers, folder, address="every-chat@pv05.example", office={"language": "+".join(LANGUAGES)},
                    chat={"bot_file": folder / "bot", "bot_server": f"https://{bot.host}", "ca_file": servers.ca_file})
    office.once()
    link(office, bot, "6ede9afa")
    return mails(office)


def mails(office):
    rows = office.rows("SELECT l.letter, c.mail FROM letter l JOIN letter_mail c ON c.letter = l.id ORDER BY l.id")
    office.rebuilt()
    return [(name, email.message_from_bytes(raw, policy=email.policy.default)) for name, raw in rows]


@pytest.fixture(scope="module")
def written(servers, tmp_path_factory):
    """[(letter, mail)] of a half year of one office."""
    office = Office(servers, tmp_path_factory.mktemp("letters") / "office", address="every-letter@pv05.example",
                    office={"language": "+".join(LANGUAGES)}, sending={"per_hour": 0, "per_day": 0, "per_officer_day": 500, "per_thread": 100, "per_sender_day": 100},
                    officers=[{"address": "canbo@pv05.example", "name": "đồng chí Nguyễn Văn An", "role": "officer"},
                              {"address": "truongphong@pv05.example", "name": "đồng chí Trần Thị Bình", "role": "lead"},
                              {"address": "hung@pv05.example", "name": "đồng chí Hùng", "role": "officer", "notices": "daily"}],
                    limits={"message_most": "512K"},
                    above={"address": "captren@mail.example", "unit": "h-hong-ngu", "plan": "dong-thap-2023"})
    for month, day in ((3, 24), (4, 6), (5, 26), (6, 6)):         # the list is due on a Sunday and has quotas
        on(office, month, day)
    office.at = datetime.datetime(2023, 6, 7, 9, 0, tzinfo=VN)
    senders(office)
    officers(office)
    dossiers(office)
    whole_reports(office)
    for day in (8, 9, 12, 13):
        on(office, 6, day)
    put(office, "h-chau-thanh@dongthap.example", "Báo cáo 6 tháng năm 2023", domain="dongthap.example",
        files=[form(office, "h-chau-thanh")])
    order(office, "nhắc Tân Hồng 6T 2023")                        # its date has passed
    for day in (15, 19, 20):
        on(office, 6, day)
    office.at = datetime.datetime(2025, 7, 2, 8, 0, tzinfo=VN)      # no districts any more
    put(office, "ubnd@dinhyen.example", "UBND xã Định Yên gửi báo cáo 6 tháng năm 2025", domain="dinhyen.example")
    return mails(office) + troubles(tmp_path_factory.mktemp("troubles") / "office") + chats(servers, tmp_path_factory.mktemp("chats"))


# --- what is wrong with a text -----------------------------------------------------------------

FAULTS = {
    "a key that was not filled in": r"\{\{|\}\}",
    "brackets or quotes around nothing": r"\(\s*\)|\[\s*\](?! \d+\. )|\"\s*\"|“\s*”",
    "a mark with nothing before it": r"(?<=\S)[ \t]+[,;.)](?=\s|$)|(?:^|[\s(])[,;](?=\s)|,\s*[,;.]",
    "a label with nothing behind it": r"(?m)^\s*[^:\n]{1,40} :\s*$",
    "a list announced that is not there": r":\r?\n\r?\n(?=\S)",
    "a word of the machine": r"\(null\)|\bNULL\b|\bnan\b|\b1970\b",
}
WHOLE = {                               # of a letter's text as a whole
    "a half that says nothing": r"(?:\A|-{20})\s*(?:Trân trọng|Yours faithfully)",
    "a mark that stands nowhere": r"\A(?s:(?!.*\(\*\).*\(\*\)).*\(\*\))",
}


class Page(html.parser.HTMLParser):
    """Its runs of text, and its tables as rows of (tag, text)."""
    def __init__(self, text):
        super().__init__()
        self.runs, self.tables, self.cell = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append([tag, ""])
            self.cell = self.tables[-1][-1][-1]

    def handle_endtag(self, tag):
        self.cell = None if tag in ("td", "th") else self.cell

    def handle_data(self, text):
        self.runs.append(text)
        if self.cell is not None:
            self.cell[1] += text


def of_text(text, faults=FAULTS):
    return {(fault, text[max(m.start() - 60, 0):m.end() + 30]) for fault, form in faults.items() for m in re.finditer(form, text)}


def of_page(page):
    found = set().union(*map(of_text, page.runs))
    found |= {("a doubled space", run) for run in page.runs if re.search(r"\S  +\S", run)}
    for table in page.tables:
        if len(table[0]) == 2:
            found |= {("a label with nothing behind it", label) for (_, label), (_, value) in table if not value.strip()}
        else:
            rows = table[1:] if all(tag == "th" for tag, _ in table[0]) else table
            found |= {("a column without a value", table[0][c][1]) for c in range(len(table[0])) if not any(r[c][1].strip() for r in rows)}
    return found


def faults(letter):
    plain, page = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    subject = letter["Subject"]
    found = of_text(subject) | of_text(plain) | of_text(plain, WHOLE) | of_page(Page(page))
    if subject.endswith("]"):
        found.add(("a subject that says nothing", subject))
    return found | {("a doubled space", subject) for _ in re.findall(r"  |\s$", subject)}


# --- the letters --------------------------------------------------------------------------------

def test_every_letter_is_written(written):
    assert names() - {name for name, _ in written} == set()


def test_every_notice_is_written(written):
    heads = [(REPOSITORY / f"etc/letters/vi/{name}.txt").read_text().splitlines()[0] for name in ("officer-notice", "operator")]
    kinds = dict(re.findall(r"\{\{#notice\.(\w+)\}\}(.*?)\{\{/", " ".join(heads)))
    subjects = " ".join(letter["Subject"] for _, letter in written)
    assert len(kinds) > 10 and {kind for kind, words in kinds.items() if words not in subjects} == set()


def test_a_letter_that_could_not_be_sent_is_named(written):
    told = [said(letter) for _, letter in written if "Thư không gửi được" in letter["Subject"]]
    assert told and all(re.search(r" Thư : \[", text) and " Lý do : " not in text for text in told)


def test_what_is_asked_is_said(written):
    """A letter that asks for more says what is not known, or what the doubt is."""
    for name, letter in written:
        text = said(letter)
        assert name != "unclear" or "Chưa xác định được: " in text or "Thư chưa được tự động ghi nhận là báo cáo: " in text


@pytest.mark.parametrize("name", sorted(names()))
def test_nothing_in_it_stays_empty(written, name):
    found = {f for n, letter in written if n == name for f in faults(letter)}
    assert not found


@pytest.mark.parametrize("text", ["Mã : \n", "hạn () và", "gồm , và", "của {{unit}}", "kỳ ;\n", "Thư \"\" lúc", "x, .", "còn thiếu:\n\nTrân trọng"])
def test_what_stays_empty_is_seen(text):
    assert of_text(text)


@pytest.mark.parametrize("text", ["\n\nTrân trọng./.", "Đạt.\n\n--------------------\n\nYours faithfully,", "1. TP Hồng Ngự\n\n(*) Thư bị trả lại."])
def test_a_text_that_says_nothing_is_seen(text):
    assert of_text(text, WHOLE) and not of_text("1. TP Hồng Ngự (*)\n\n(*) Thư bị trả lại.\n\nTrân trọng./.", WHOLE)


@pytest.mark.parametrize("table", ["<tr><th>Hạn</th><td></td></tr>", "<tr><th>a</th><th>b</th><th>c</th></tr><tr><td>1</td><td> </td><td>2</td></tr>"])
def test_an_empty_cell_is_seen(table):
    assert of_page(Page(f"<table>{table}</table>"))
