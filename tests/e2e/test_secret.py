"""Where a mark of secrecy stands (A26), files that may act, and wrappings that nobody can open: mail
by mail, without servers.
"""
import functools
import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from office import Nowhere, Office
from test_path import mail
from test_rules import june, letters, outcome, received

GRADES = ["MẬT", "TỐI MẬT", "Độ mật: Tuyệt mật"]
SUBJECT = "Báo cáo 6 tháng năm 2023"


@pytest.fixture
def desk(tmp_path):
    return Office(Nowhere, tmp_path / "office")


def judged(desk, name, content, subject=SUBJECT, text="Kính gửi.\n"):
    files = []
    if name:
        (desk.folder / name).write_bytes(content)
        files = [desk.folder / name]
    code = received(desk, mail(desk, "h-tan-hong", subject, *files, text=text), june(8)).split(",")[0]
    return outcome(desk, code), letters(desk, code)


def saved(thing):
    b = io.BytesIO()
    thing.save(b)
    return b.getvalue()


def page(head=None, foot=None, lines=("BÁO CÁO", "Kết quả 6 tháng đầu năm 2023")):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = head or ""
    document.sections[0].footer.paragraphs[0].text = foot or ""
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def run_of_word(within):
    """A paper with this in the head of its pages."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">{within}</w:r>'))
    for line in ("BÁO CÁO", "Kết quả 6 tháng đầu năm 2023"):
        document.add_paragraph(line)
    return saved(document)


def watermark(mark):
    return run_of_word(f'<w:pict><v:shape><v:textpath string="{mark}"/></v:shape></w:pict>')


def book(**cells):
    b = openpyxl.Workbook()
    for at, value in cells.items():
        b.active[at] = value
    return saved(b)


def headed(mark, where, side):
    b = openpyxl.Workbook()
    b.active["A1"] = "BÁO CÁO 6 THÁNG"
    getattr(getattr(b.active, where), side).text = mark
    return saved(b)


def drawn(mark):
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in
                    {"office": "office", "table": "table", "text": "text", "draw": "drawing", "svg": "svg-compatible"}.items())
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document{names} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
            '<office:body><office:spreadsheet><table:table table:name="A"><table:shapes><draw:frame svg:width="3cm" svg:height="1cm" '
            f'svg:x="8cm" svg:y="0cm"><draw:text-box><text:p>{mark}</text:p></draw:text-box></draw:frame></table:shapes>'
            '<table:table-column/><table:table-row><table:table-cell office:value-type="string"><text:p>BÁO CÁO 6 THÁNG</text:p>'
            '</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>').encode()


@functools.cache
def converted(content, ending, to):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a." + ending)
        file.write_bytes(content)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", folder, file],
                       check=True, capture_output=True)
        return Path(folder, "a." + to).read_bytes()


def rtf(text):
    return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)


def odt(mark, kind="header"):
    styles = ('<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
              'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
              f'<office:master-styles><style:master-page style:name="S"><style:{kind}><text:p>{mark}</text:p></style:{kind}>'
              '</style:master-page></office:master-styles></office:document-styles>')
    content = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
               '<text:p>BÁO CÁO</text:p><text:p>Kết quả 6 tháng đầu năm 2023</text:p></office:text></office:body></office:document-content>')
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        z.writestr("content.xml", content)
        z.writestr("styles.xml", styles)
    return b.getvalue()


BODY = "\\pard " + rtf("BÁO CÁO") + "\\par " + rtf("Kết quả 6 tháng đầu năm 2023") + "\\par"
PLACES = {
    "page header": ("bc.docx", lambda m: page(head=m)),
    "watermark": ("bc.docx", watermark),
    "page footer": ("bc.docx", lambda m: page(foot=m)),
    "header of odt": ("bc.odt", odt),
    "first footer of odt": ("bc.odt", lambda m: odt(m, "footer-first")),
    "header of rtf": ("bc.rtf", lambda m: f"{{\\rtf1\\ansi{{\\header \\pard {rtf(m)}\\par}}{BODY}}}".encode()),
    "box of rtf": ("bc.rtf", lambda m: f"{{\\rtf1\\ansi{{\\shp{{\\*\\shpinst{{\\shptxt \\pard {rtf(m)}\\par}}}}}}{BODY}}}".encode()),
    "first cell": ("bc.xlsx", lambda m: book(A1=m, A3="BÁO CÁO 6 THÁNG")),
    "beside the issuer": ("bc.xlsx", lambda m: book(A1="CÔNG AN HUYỆN TÂN HỒNG", E1=m, A3="BÁO CÁO")),
    "page header of xlsx": ("bc.xlsx", lambda m: headed(m, "oddHeader", "center")),
    "first page's footer of xlsx": ("bc.xlsx", lambda m: headed(f'&"Arial,Bold"&14{m}', "firstFooter", "right")),
    "page header of xls": ("bc.xls", lambda m: converted(headed(m, "oddHeader", "left"), "xlsx", "xls")),
    "box of fods": ("bc.fods", drawn),
    "box of xlsx": ("bc.xlsx", lambda m: converted(drawn(m), "fods", "xlsx")),
    "box of xls": ("bc.xls", lambda m: converted(drawn(m), "fods", "xls")),
    "csv": ("bc.csv", lambda m: f"CÔNG AN HUYỆN TÂN HỒNG,,{m}\nSTT,Nội dung,Số liệu\n1,Số cuộc,12\n".encode()),
    "beside the issuer in html": ("bc.html", lambda m: f"<table><tr><td>CÔNG AN HUYỆN TÂN HỒNG</td><td>{m}</td></tr></table><p>BÁO CÁO</p>".encode()),
}


@pytest.mark.parametrize("mark", GRADES)
@pytest.mark.parametrize("place", PLACES)
def test_a_mark_is_seen_wherever_a_paper_bears_it(desk, place, mark):
    name, make = PLACES[place]
    (end, reason), told = judged(desk, name, make(mark))
    assert end == "quarantine" and set(told) == {"secret", "officer-notice"}


@pytest.mark.parametrize("text", [
    "Tài liệu mật, đề nghị không chuyển.", "Em gửi kèm báo cáo mật.", "Đây là văn bản tối mật, đề nghị phòng bảo quản.",
    "Phòng nhận giùm em báo cáo mật này.", "Nhờ anh in giúp em tài liệu mật kèm theo.", "Báo cáo này mật, em gửi tạm qua mail.",
    "Kính gửi phòng.\nTài liệu này thuộc bí mật nhà nước, không sao chụp.", "Báo cáo kèm theo có độ mật: Tối mật.",
    "Tệp này đóng dấu Mật."])
def test_who_says_that_his_papers_are_secret_is_believed(desk, text):
    (end, _), told = judged(desk, "bc.docx", page(), text=text + "\n")
    assert end == "quarantine" and set(told) == {"secret", "officer-notice"}


@pytest.mark.parametrize("content", [
    watermark("DỰ THẢO"), page(head="Dự thảo lần 2"), page(lines=("Dự thảo lần 2 ngày 01/6/2023", "BÁO CÁO")),
    page(lines=("BÁO CÁO (Dự thảo)", "Kết quả 6 tháng")), page(lines=("BÁO CÁO", "(Dự thảo) Kết quả công tác xây dựng phong trào 6 tháng đầu năm 2023"))])
def test_a_paper_calls_itself_a_draft(desk, content):
    assert judged(desk, "bc.docx", content)[0] == ("review", "draft")


def test_a_paper_that_is_still_commented_on_is_filed_with_a_remark(desk):
    content = page(lines=("BÁO CÁO", "Kết quả 6 tháng đầu năm 2023"))
    document = docx.Document(io.BytesIO(content))
    document.paragraphs[1]._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="0"/></w:r>'))
    (end, _), told = judged(desk, "bc.docx", saved(document))
    assert end == "filed" and "ghi chú góp ý bên lề" in " ".join(told["received"].split())


ABOUT = {
    "columns": ("bc.xlsx", book(A1="BÁO CÁO", A2="Nội dung", B2="Tuyệt mật", C2="Tối mật", D2="Mật", A3="Số tài liệu")),
    "columns in capitals": ("bc.xlsx", book(A1="STT", B1="MẬT", C1="TỔNG", A2=1, B2=0, C2=3)),
    "columns of words": ("bc.xlsx", book(A1="BÁO CÁO", A2="NỘI DUNG", B2="MẬT", C2="GHI CHÚ", A3="Số tài liệu", B3="năm", C3="x")),
    "column of figures": ("bc.xlsx", book(A1="Kết quả 6 tháng đầu năm 2023", B2="MẬT", A3="Số tài liệu", B3=5, A4="Số vụ", B4=0)),
    "one column": ("bc.xlsx", book(A1="NỘI DUNG", B1="MẬT", A2="Số vụ", B2=0)),
    "rows": ("bc.xlsx", book(A1="Tài liệu phát hành", A2="Tuyệt mật", A3="Tối mật", A4="Mật")),
    "words": ("bc.docx", page(lines=("BÁO CÁO", "Kết quả 6 tháng đầu năm 2023", "Số vụ lộ mật: 0", "Mật ong: 12 lít", "Mật độ dân số"))),
    "header": ("bc.docx", page(head="BÁO CÁO CÔNG TÁC BẢO MẬT")),
}


@pytest.mark.parametrize("what", ABOUT)
def test_what_is_about_secrets_is_none(desk, what):
    assert judged(desk, *ABOUT[what])[0][0] == "filed"


@pytest.mark.parametrize("text", [
    "Trong kỳ không có tài liệu mật.", "Công tác quản lý tài liệu mật được thực hiện tốt.", "Số tài liệu mật: 5.",
    "Phòng nhận giùm em báo cáo mật ở văn thư.", "Phòng coi giùm em phần quản lý tài liệu mật.", "Phòng xem giúp báo cáo này không phải tài liệu mật.",
    "Tài liệu này không mật.", "Tài liệu mật: không.", "Văn bản mật không gửi qua mail, phòng nhận bản giấy sau.", "Báo cáo công tác bảo vệ bí mật nhà nước.", "Mật khẩu tệp nén là 1234, tài liệu bảo mật."])
def test_words_about_secrets_are_no_mark(desk, text):
    assert judged(desk, "bc.docx", page(), text=text + "\n")[0][0] == "filed"


def test_a_word_that_may_mean_lost_is_shown_to_an_officer(desk):
    assert judged(desk, "bc.docx", page(), text="bc 6 thang mat\n")[0] == ("filed", "asks-beside")


# --- macros -----------------------------------------------------------------------------------

def with_part(raw, name, content=b"x", types=b""):
    b = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as z, zipfile.ZipFile(b, "w") as to:
        for n in z.namelist():
            c = z.read(n)
            to.writestr(n, c.replace(b"</Types>", types + b"</Types>") if n == "[Content_Types].xml" else c)
        to.writestr(name, content)
    return b.getvalue()


TYPE = b'<Override PartName="/word/other.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
MACROS = {
    "docm": ("bc.docm", with_part(page(), "word/vbaProject.bin")),
    "renamed": ("bc.docx", with_part(page(), "word/vbaProject.bin")),
    "part of another name": ("bc.docx", with_part(page(), "word/other.bin", types=TYPE)),
    "xlsm": ("bc.xlsm", with_part(book(A1="BÁO CÁO"), "xl/vbaProject.bin")),
    "odt": ("bc.odt", with_part(odt("trang 1"), "Basic/Standard/Module1.xml")),
}


@pytest.mark.parametrize("kind", MACROS)
def test_a_file_with_macros_is_not_opened(desk, kind):
    end, told = judged(desk, *MACROS[kind])
    assert end == ("quarantine", "dangerous") and set(told) == {"not-opened", "officer-notice"}
    assert desk.rows("SELECT count(*) FROM submission") == [(0,)]


def test_an_empty_list_of_libraries_is_no_macro(desk):
    assert judged(desk, "bc.odt", with_part(odt("trang 1"), "Basic/Standard/script-lb.xml"))[0][0] == "filed"


# --- wrappings ----------------------------------------------------------------------------------

@pytest.mark.parametrize("rest", [b"x" * 2000, b"\0" * 500, b"\1\0\2\x90\x06\0\xff\xff\0\0"], ids=["letters", "zeros", "cut"])
def test_a_wrapping_that_cannot_be_read_is_no_report(desk, rest):
    _, told = judged(desk, "winmail.dat", b"\x78\x9f\x3e\x22" + rest)
    assert set(told) == {"incomplete", "officer-notice"}
    text = " ".join(told["incomplete"].split())
    assert "Không đọc được tệp «winmail.dat»" in text and "CHƯA TÍNH LÀ ĐÃ NỘP" in text and "ĐÚNG HẠN" not in text


# --- outlines ------------------------------------------------------------------------------------

@pytest.mark.parametrize("subject, name, title, end", [
    ("Đề cương báo cáo 6 tháng 2023", "bc.docx", "BÁO CÁO", "review"), (SUBJECT, "De cuong BC 6T.docx", "BÁO CÁO", "review"),
    (SUBJECT, "bc.docx", "ĐỀ CƯƠNG", "review"), (SUBJECT, "BC 6T theo de cuong.docx", "BÁO CÁO", "filed")])
def test_an_outline_is_no_report(desk, subject, name, title, end):
    assert judged(desk, name, page(lines=(title, "Kết quả 6 tháng đầu năm 2023")), subject)[0][0] == end


SEALED = (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
          b"MDQGCSqGSIb3DQEHA6AnMCUCAQAxADAeeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\n")
PGP = b"-----BEGIN PGP MESSAGE-----\n\nhQEMAwKf\n-----END PGP MESSAGE-----\n"


def parts(kind, *bodies):
    return b"Content-Type: multipart/%s; boundary=q\n\n" % kind + b"".join(b"--q\n" + body for body in bodies) + b"--q--\n"


@pytest.mark.parametrize("body", [
    SEALED, parts(b"signed; protocol=application/pkcs7-signature", SEALED, b"Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n"),
    parts(b"encrypted", b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n", b"Content-Type: application/octet-stream\n\n" + PGP),
    parts(b"mixed", b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n", b"Content-Type: application/octet-stream; name=encrypted.asc\n\n" + PGP)])
def test_a_mail_that_is_encrypted_is_asked_for_as_a_mail(desk, body):
    head = mail(desk, "h-tan-hong", SUBJECT).partition(b"Content-Type")[0].replace(b"\r\n", b"\n")
    code = received(desk, head + body, june(8))
    told = " ".join(letters(desk, code)["not-opened"].split())
    assert outcome(desk, code) == ("quarantine", "sealed") and "mà không mã hóa: bỏ chọn mục “Mã hóa”" in told and "mật khẩu" not in told


def test_a_file_that_is_encrypted_is_named(desk):
    told = " ".join(judged(desk, "BC.xlsx.asc", PGP)[1]["not-opened"].split())
    assert "- BC.xlsx.asc: được mã hóa, không mở được" in told and "mật khẩu" in told


def test_words_that_are_encrypted_hinder_no_file(desk):
    end, told = judged(desk, "bc.docx", page(), text=PGP.decode())
    assert end[0] == "filed" and "Nội dung thư được đặt mật khẩu hoặc mã hóa" in " ".join(told["received"].split())
