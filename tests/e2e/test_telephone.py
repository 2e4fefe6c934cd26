"""What an officer's telephone shows: every answer on a screen of 360 px, in both languages, whole and without
scrolling sideways."""
import os
import re
from pathlib import Path

import pytest

from office import Office
from test_board import chromium
from test_orders import CANBO, MORNING, code_of, order, put, mail, report_mail, run, said

WIDTH = 360
LONG = "van.thu.ban-chi-dao-138.phong-xay-dung-phong-trao@mot-ten-mien-rat-dai.dongthap.example"
FILES = "Bao_cao_ket_qua_6_thang_dau_nam_2023_cua_Ban_chi_dao_138_huyen_Tan_Hong_ban_chinh_thuc.pdf"


def asked(office):
    """[(name, answer)]: one of each kind, of an office in the middle of its work."""
    code = report_mail(office, "h-tan-hong")
    put(office, mail(office, LONG, "Báo cáo 6 tháng năm 2023 - Cao Lãnh", "Kính gửi.\n", auth=None, files=[(FILES, b"%PDF-1.4 x")]))
    [(queued,)] = office.rows("SELECT code FROM message WHERE sender = ?", LONG)
    report_mail(office, "tp-sa-dec")
    orders = {
        "extended": "gia hạn tam nông 6T 2023 đến 20/6/2023: mưa lũ",
        "incomplete": f"thiếu {code}: chưa có bản ký, đóng dấu; đề nghị gửi lại cả biểu số liệu, hạn 12/6",
        "overview": "tình hình", "todo": "cần xử lý", "status": "tình hình 6T 2023", "missing": "chưa nộp 6T 2023", "late": "trễ hạn SELECT_LIST 2023", "unit": "đơn vị tam nông",
        "mail": f"tra cứu {code}", "waiting": f"tra cứu {queued}", "queue": "chờ phân loại", "found": "tìm báo cáo",
        "deadlines": "lịch hạn", "year": "lịch hạn 2023", "selected": "danh sách điển hình 2023", "help": "trợ giúp",
        "unclear": "xoa het", "refused": "đạt TN-2023-9999", "confirm": "miễn tam nông 6T 2023: sáp nhập",
        "two": f"đạt {code}\nchưa nộp 6T 2023", "file": "sổ đến", "files": f"gửi tệp {queued}", "values": f"số liệu {code}",
        "reached": "đạt tất cả 6T 2023", "told": f"trả lời {queued}: Đề nghị cho biết báo cáo này của thành phố hay của huyện Cao Lãnh."}
    notices = [("notice", m) for m in office.letters(CANBO) if queued in m["Subject"]]
    assert notices
    return notices + [(name, order(office, line)) for name, line in orders.items()]


@pytest.fixture(scope="module", params=["vi", "en"])
def answers(request, servers, tmp_path_factory):
    office = Office(servers, tmp_path_factory.mktemp("telephone") / "office", address=f"telephone-{request.param}@pv05.example",
                    office={"language": request.param}, sending={"per_officer_day": 500, "per_thread": 100})
    office.at = MORNING
    run(office)
    return request.param, asked(office)


def widths(page, folder):
    """(what is wider than the screen and its width, ...) as a browser lays it out."""
    script = ("const wide = [...document.querySelectorAll('body *')].filter(e => e.scrollWidth > Math.ceil(e.getBoundingClientRect().width) + 1"
              f" || e.getBoundingClientRect().right > {WIDTH});"
              "parent.postMessage(document.documentElement.scrollWidth + ' ' + wide.map(e => e.outerHTML.slice(0, 200)).join('|'), '*')")
    inner, outer = folder / "inner.html", folder / "outer.html"
    inner.write_text('<!DOCTYPE html><meta charset="utf-8"><body style="margin:8px">' + page + f"<script>{script}</script></body>")
    outer.write_text("<!DOCTYPE html><meta charset=utf-8><body><script>onmessage = e => document.body.append('width=' + e.data + '=end')"
                     f"</script><iframe width={WIDTH} height=900 style='border:0' src='inner.html'></iframe>")
    width, wide = re.search(r"width=(\d+) (.*)=end", chromium(folder, "--virtual-time-budget=5000", "--dump-dom", page=outer), re.S).groups()
    return int(width), wide


def test_every_answer_fits_a_telephone(answers, tmp_path):
    language, letters = answers
    for name, letter in letters:
        page = letter.get_body(("html",)).get_content()
        if "TELEPHONE" in os.environ:                     # to look at: TELEPHONE=folder
            Path(os.environ["TELEPHONE"], f"{language}-{name}.html").write_text(page)
            Path(os.environ["TELEPHONE"], f"{language}-{name}.txt").write_text(letter["Subject"] + "\n\n" + letter.get_body(("plain",)).get_content())
        width, wide = widths(page, tmp_path)
        assert width <= WIDTH and not wide, (language, name, width, wide)
