"""Our letters as another mail library reads them: the unit tests leave them in a folder, Python's email package opens them."""
import email
import email.policy
import html.parser
import os
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
UNIT = REPOSITORY / os.environ.get("BUILD", "build") / "unit"
VOID = {"meta", "br", "hr"}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    folder = tmp_path_factory.mktemp("letters")
    for program in "core_letter_context", "core_letter_mail":
        subprocess.run([UNIT / program], cwd=REPOSITORY, env={**os.environ, "LETTERS_OUT": str(folder)},
                       check=True, capture_output=True)
    return {path.stem: path.read_bytes() for path in folder.glob("*.eml")}


def parse(raw):
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not [d for part in mail.walk() for d in part.defects]
    return mail


class Markup(html.parser.HTMLParser):
    """Every element is closed in order; the words are collected."""

    def __init__(self):
        super().__init__()
        self.open, self.words, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert tag not in ("td", "th") or "font-family" in dict(attrs)["style"]     # Outlook lets no font into a table
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_every_letter_is_a_clean_mail(letters):
    templates = [f for f in (REPOSITORY / "etc/letters").glob("*/*.txt") if f.read_text().startswith("Subject:")]
    assert letters.keys() == {f"{f.stem}-{f.parent.name}" for f in templates} | {"with-files"}
    for name, raw in letters.items():
        mail = parse(raw)
        assert raw.isascii() and b"\n" not in raw.replace(b"\r\n", b""), name
        foldable = [line for line in raw.split(b"\r\n") if not line.startswith((b"Message-ID: ", b"Content-Type: "))]
        assert max(map(len, foldable)) <= 78, name
        assert mail["Auto-Submitted"] == "auto-replied" and mail["X-Auto-Response-Suppress"] == "All"
        assert mail["From"].addresses[0].addr_spec == "baocao@pv05.example"
        assert mail["Date"].datetime.utcoffset().total_seconds() == 25200
        assert re.fullmatch(r"<[A-Za-z0-9._-]+@pv05\.example>", mail["Message-ID"])
        assert "{{" not in mail["Subject"] and mail["Subject"].startswith("[BVANTQ")


def test_text_and_html_say_the_same_in_nfc(letters):
    for name, raw in letters.items():
        mail = parse(raw)
        text = mail.get_body(("plain",)).get_content()
        page = mail.get_body(("html",)).get_content()
        markup = Markup()
        markup.feed(page)
        assert markup.open == [] and {"script", "img", "style", "link"}.isdisjoint(markup.tags), name
        assert text == unicodedata.normalize("NFC", text)
        text = re.sub(r"\s*<mailto:[^\s>]*>", "", text)      # a link behind its words, in the page one with them
        assert max(map(len, text.splitlines())) <= 76, name
        if name == "with-files":
            continue
        if "<strong>" in page:            # rows that stand one below the other, each with the headings of its columns
            words = lambda said: set(re.findall(r"\w{3,}", re.sub(r"(?<=[,-])\n *", "", said)))
            text = re.sub(r"(?m)^  \D+  \D+  \D+$", "", text.replace("\r\n", "\n"))     # a heading over nothing stands nowhere
            assert not words(text) - words(" ".join(markup.words)), name
            continue
        squeeze = lambda words: re.sub(r"[\s:|•\d.-]+", "", words)
        spoken = squeeze("".join(markup.words).split(mail["Subject"], 1)[1].replace("\xa0", " "))
        assert spoken == squeeze(text.replace("\r\n--\r\n", "\n").replace("\n--\n", "\n")), name


def test_the_acknowledgement_as_a_district_reads_it(letters):
    mail = parse(letters["received-vi"])
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "[BVANTQ TN-2023-0042] Đã nhận báo cáo định kỳ 6 tháng 2023 của huyện Tháp Mười"
    assert mail["From"].addresses[0].display_name.startswith("Phòng Xây dựng phong trào")
    assert mail["In-Reply-To"] == mail["References"] == "<abc@dongthap.example>"
    assert "  Thời hạn       : trước ngày 10/6/2023 (chậm nhất hết ngày 09/6/2023)\n" in text.replace("\r\n", "\n")
    assert "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" in text


def test_files_keep_their_names_and_bytes(letters):
    mail = parse(letters["with-files"])
    assert mail.get_content_type() == "multipart/mixed"
    files = {part.get_filename(): part for part in mail.iter_attachments()}
    assert list(files) == ["Biểu số 01 - Danh sách lựa chọn, xây dựng điển hình của thành phố Cao Lãnh (bản chính thức).xlsx",
                           "plain.txt"]
    assert [part.get_payload(decode=True) for part in files.values()] == [b"PK\x03\x04\x00\xff", b"a\n"]
    assert [a.addr_spec for a in mail["Cc"].addresses] == ["lanhdao@dongthap.example", "vanthu@dongthap.example"]
    assert mail["Reply-To"] == "traloi@pv05.example"
    assert mail["From"].addresses[0].display_name == 'Phòng "PV05", Công an tỉnh'
