"""Documents as edXML: three writers' files and our own are read alike, prove nothing, and are written for
the office's own document system."""
import base64
import hashlib
import io
import json
import subprocess
import zipfile
from email.message import EmailMessage

import pytest

from office import BUILD, Nowhere, Office
from servers import OFFICE
from test_figures import CANBO

NOW = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
OLD = "http://www.e-doc.vn/Schema/"
REPORT = "CÔNG AN HUYỆN THANH BÌNH\nSố: 112/BC-CAH\nBÁO CÁO\nKết quả 6 tháng\n".encode()
TABLE = "Đơn vị;Số cuộc\nThanh Bình;12\n".encode()
FIELDS = {
    "From/OrganId": "H16.10", "From/OrganName": "Công an huyện Thanh Bình", "From/OrganAdd": "Thị trấn Thanh Bình", "From/Email": "cah@tb.example",
    "To/OrganId": "H16", "To/OrganName": "Công an Tỉnh", "Code/CodeNumber": "112", "Code/CodeNotation": "BC-CAH",
    "PromulgationInfo/Place": "Thanh Bình", "PromulgationInfo/PromulgationDate": "2023/06/08", "DocumentType/Type": "18",
    "DocumentType/TypeName": "Báo cáo", "Subject": "kết quả 6 tháng <đầu năm> & phương hướng", "Content": "Kính gửi Công an Tỉnh",
    "SignerInfo/Position": "Trưởng Công an huyện", "SignerInfo/FullName": "Nguyễn Văn A", "DueDate": "2023/06/10", "OtherInfo/Priority": "1",
    "OtherInfo/PageAmount": "3", "DocumentId": "H16.10,2023/06/08,112/BC-CAH",
}


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def header(prefix):
    out, groups = "", {}
    for path, value in FIELDS.items():
        group, _, name = path.rpartition("/")
        groups.setdefault(group, []).append((name, value))
    for group, leaves in groups.items():
        text = "".join(f"<{prefix}{name}>{escape(value)}</{prefix}{name}>" for name, value in leaves)
        out += f"<{prefix}{group}>{text}</{prefix}{group}>" if group else text
    return out + f"<{prefix}ToPlaces><{prefix}Place>Công an Tỉnh</{prefix}Place><{prefix}Place>Lưu: VT</{prefix}Place></{prefix}ToPlaces>"


def zipped(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr(name, data)
    return out.getvalue()


def edxml(space=NOW, prefix="edXML:", behind="", cid="", pack=lambda name, data: data, named=True, extra="", doctype=""):
    files = "".join(
        f"<{behind}Attachment><{behind}ContentType>text/plain</{behind}ContentType><{behind}ContentId>{cid}{i}</{behind}ContentId>"
        + (f"<{behind}AttachmentName>{name}</{behind}AttachmentName>" if named else "")
        + f"<{behind}ContentTransferEncoded>{base64.encodebytes(pack(name, data)).decode()}</{behind}ContentTransferEncoded></{behind}Attachment>"
        for i, (name, data) in enumerate((("bao cao.txt", REPORT), ("so lieu.csv", TABLE))))
    manifest = "".join(f'<{prefix}Reference xlink:href="cid:{i}"><{prefix}ContentId>{i}</{prefix}ContentId><{prefix}AttachmentName>{name}</{prefix}AttachmentName>'
                       f"</{prefix}Reference>" for i, name in enumerate(("bao cao.txt", "so lieu.csv")))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- gửi từ trục -->{doctype}<{prefix}edXML xmlns="{space}" xmlns:edXML="{space}" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink"><{prefix}edXMLEnvelope><{prefix}edXMLHeader><{prefix}MessageHeader>{header(prefix)}'
            f"</{prefix}MessageHeader><{prefix}TraceHeaderList><{prefix}TraceHeader><{prefix}OrganId>H16.10</{prefix}OrganId></{prefix}TraceHeader>"
            f"<{prefix}Bussiness><{prefix}BussinessDocType>0</{prefix}BussinessDocType></{prefix}Bussiness></{prefix}TraceHeaderList>{extra}</{prefix}edXMLHeader>"
            f"<{prefix}edXMLBody><{prefix}edXMLManifest>{manifest}</{prefix}edXMLManifest></{prefix}edXMLBody></{prefix}edXMLEnvelope>"
            f"<{behind}AttachmentEncoded>{files}</{behind}AttachmentEncoded></{prefix}edXML>").encode()


WRITERS = {
    "prefixed": edxml(),
    "older, without a prefix, by the manifest's names": edxml(OLD, prefix="", cid="cid:", named=False),
    "zipped before it is encoded": edxml(pack=zipped, behind="edXML:", cid="cid:"),
}


def wrap(data, folder, name="van ban.edxml", sender="cah@tb.example"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = sender, OFFICE, "Văn bản", f"<{hashlib.sha256(data).hexdigest()[:9]}@tb.example>"
    message.set_content("Kính gửi\n")
    message.add_attachment(data, maintype="application", subtype="xml", filename=name)
    path = folder / "mail.eml"
    path.write_bytes(message.as_bytes())
    return path


def read(data, folder, name="van ban.edxml"):
    out = subprocess.run([BUILD / "docket-reader", wrap(data, folder, name)], capture_output=True, text=True)
    return json.loads(out.stdout)["attachments"]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", ["van ban.edxml", "van ban.xml"])
def test_every_field_and_file_comes_back(tmp_path, writer, name):
    container, *files = read(WRITERS[writer], tmp_path, name)
    assert container["type"] == "edxml" and container["status"] == "read"
    fields = {c["tag"].removeprefix("MessageHeader/"): c["value"] for c in container["controls"]}
    assert {path: fields.get(path) for path in FIELDS} == FIELDS
    head = container["letterhead"]
    assert head["issuer"] == "Công an huyện Thanh Bình" and head["number"] == "112/BC-CAH" and head["date"] == "2023-06-08"
    assert head["type"] == "Báo cáo" and head["subject"] == FIELDS["Subject"] and head["signer"] == "Nguyễn Văn A" and head["urgency"] == "Khẩn"
    assert head["recipients"] == ["Công an Tỉnh", "Lưu: VT"]
    hashes = {f["sha256"]: f["name"] for f in files}
    for file, data in ("bao cao.txt", REPORT), ("so lieu.csv", TABLE):
        assert hashes[hashlib.sha256(data).hexdigest()] == file


@pytest.mark.parametrize("data, why", [
    (edxml(doctype="<!DOCTYPE edXML>"), "has a DOCTYPE"),
    (edxml("http://www.go.vn/eDoc"), "of no version that is known"),
    (edxml()[:-40], "damaged"),
])
def test_what_is_not_taken_is_said(tmp_path, data, why):
    container, *files = read(data, tmp_path)
    assert container["type"] == "edxml" and container["status"] == "unreadable" and why in container["reason"]
    assert "letterhead" not in container and (files == [] or why == "damaged")


def test_another_xml_is_none(tmp_path):
    [file] = read(b'<?xml version="1.0"?><bao-cao><edXML/></bao-cao>', tmp_path)
    assert file["type"] == "xml"


def test_containers_end(tmp_path):
    data = edxml()
    for _ in range(6):
        outer = edxml(pack=lambda name, _, inner=data: inner)
        data = outer
    files = read(data, tmp_path)
    assert any("nested deeper" in (f.get("reason") or "") for f in files)


# --- in the docket -------------------------------------------------------------------------

@pytest.fixture
def desk(tmp_path):
    desk = Office(Nowhere(), tmp_path / "office", office={"language": "vi"})
    desk.tmp = tmp_path
    return desk


def take(desk, data, sender):
    desk.ctl("--now", "2023-06-09T08:00", "import", wrap(data, desk.tmp, sender=sender), "--received", "2023-06-09T08:00")
    return desk.rows("SELECT code, outcome FROM message ORDER BY id DESC LIMIT 1")[0]


def test_it_proves_no_sender(desk):
    code, outcome = take(desk, WRITERS["prefixed"], "ai-do@gmail.example")
    assert desk.rows("SELECT DISTINCT strength FROM evidence WHERE source = 'letterhead' AND attachment = 0") == [("weak",)]
    assert desk.rows("SELECT standing FROM submission") == [("provisional",)]       # for what the file in it says: a stranger's, as ever
    assert desk.rows("SELECT issuer, doc_number, doc_date FROM letterhead WHERE attachment = 0") == [("Công an huyện Thanh Bình", "112/BC-CAH", "2023-06-08")]


def test_our_own_comes_back(desk):
    code, _ = take(desk, WRITERS["prefixed"], "h-thanh-binh@dongthap.example")
    desk.ctl("--now", "2023-06-09T09:00", "edxml", code, "-o", desk.tmp / "out.edxml")
    written = (desk.tmp / "out.edxml").read_bytes()
    container, inner, *_ = read(written, desk.tmp)
    assert container["letterhead"] == read(WRITERS["prefixed"], desk.tmp)[0]["letterhead"]
    assert inner["sha256"] == hashlib.sha256(WRITERS["prefixed"]).hexdigest()
    fields = {c["tag"]: c["value"] for c in container["controls"]}
    assert fields["MessageHeader/DocumentId"] == FIELDS["DocumentId"] and fields["TraceHeaderList/Bussiness/BussinessDocType"] == "0"


def test_a_status_says_no_more_than_was_done(desk):
    file = desk.form("HALF_YEAR", "2023", "h-tam-nong", desk.tmp / "bieu.xlsx")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = "h-tam-nong@dongthap.example", OFFICE, "Báo cáo 6 tháng năm 2023", "<s@x.example>"
    message.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename="bieu.xlsx")
    (desk.tmp / "m.eml").write_bytes(message.as_bytes())
    desk.ctl("--now", "2023-06-09T08:00", "import", desk.tmp / "m.eml", "--received", "2023-06-09T08:00")
    status = desk.tmp / "status.edxml"

    def told(number):
        return desk.run("docketctl", "--now", "2023-06-09T09:00", "edxml", "TN-2023-0001", "--status", number, "-o", status)

    assert told("03").returncode == 0 and b"<edXML:StatusCode>03<" in status.read_bytes()
    done = told("06")
    assert done.returncode == 1 and "no officer has found it good" in done.stderr
    desk.ctl("--now", "2023-06-09T09:00", "do", "ĐẠT TN-2023-0001", "--as", CANBO)
    assert told("06").returncode == 0
    [container] = read(status.read_bytes(), desk.tmp)
    fields = {c["tag"]: c["value"] for c in container["controls"]}
    assert fields["MessageHeader/StatusCode"] == "06" and fields["MessageHeader/ResponseFor/DocumentId"] == "TN-2023-0001"
    assert told("07").returncode == 2 and desk.run("docketctl", "edxml", "TN-2023-0009", "-o", status).returncode == 1
