"""The board, as a browser shows it: what stands on it, for whom, and that it asks nobody for anything."""
import base64
import hashlib
import json
import re
import shutil
import subprocess
from email.message import EmailMessage

import pytest

import many
from office import BUILD, Nowhere, Office, changed_plan
from servers import OFFICE, REPOSITORY

NOW = "2023-06-14T10:00"
HOSTILE = '<script>alert(1)</script> "báo cáo" <img src=x onerror=alert(2)> \u202egnp'


def mail(folder, unit, subject, *files):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"{unit}@dongthap.example", OFFICE, subject
    message["Message-ID"] = f"<{unit}.{len(subject)}@dongthap.example>"
    message.set_content("Kính gửi Phòng PV05.\n")
    for file in files:
        message.add_attachment(file.read_bytes(), maintype="application", subtype="octet-stream", filename=file.name)
    path = folder / f"{unit}-{len(subject)}.eml"
    path.write_bytes(message.as_bytes())
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Ten days of June: three districts sent, one of them late, and somebody whom nobody knows."""
    folder = tmp_path_factory.mktemp("board")
    office = Office(Nowhere(), folder / "office", office={"language": "vi+en"})
    for day, unit in (8, "h-cao-lanh"), (9, "tp-sa-dec"), (11, "h-tam-nong"):
        file = office.form("HALF_YEAR", "2023", unit, folder / f"{unit}.xlsx")
        received = f"2023-06-{day:02}T09:00"
        office.ctl("--now", received, "import", mail(folder, unit, "Báo cáo 6 tháng năm 2023", file), "--received", received)
    office.ctl("--now", "2023-06-13T09:00", "import", mail(folder, "nguoi-la", HOSTILE), "--received", "2023-06-13T09:00")
    for name, *words in ("all",), ("again",), ("public", "--public"):
        office.ctl("--now", NOW, "board", "-o", folder / name, *words)
    office.all, office.again, office.public = folder / "all", folder / "again", folder / "public"
    return office


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", page.read_text(), flags=re.S)))


def test_the_first_sentence_says_who_owes_what(office):
    words = text_of(office.all / "index.html")
    assert "Hôm nay 12/12 đơn vị quá hạn 33 báo cáo." in words
    assert re.search(r"Báo cáo định kỳ 6 tháng 2023, quá hạn 5 ngày: thiếu 9/12 – TP Cao Lãnh, TP Hồng Ngự, ", words)
    assert words.index("6 tháng 2023, quá hạn 5 ngày") < words.index("Danh sách lựa chọn, xây dựng điển hình 2023, quá hạn 66 ngày")
    assert "quá hạn 66 ngày: thiếu 12/12" in words and "thiếu 12/12 –" not in words      # all of them need no names
    assert "Số liệu lúc 10:00 ngày 14/6/2023" in words and "quá 24 giờ: hỏi lại" in words
    english = text_of(office.all / "en" / "index.html")
    assert "Today 12 of 12 units are overdue with 33 reports." in english


def test_years_of_debts_do_not_fill_the_first_screen(office, tmp_path):
    office.ctl("--now", "2025-06-20T10:00", "board", "-o", tmp_path / "late")
    words = text_of(tmp_path / "late/index.html")
    first = words[words.index("Hôm nay"):words.index("đợt cũ hơn")]
    assert first.count("quá hạn") == 6 and first.endswith("và 1 ")


def test_the_worst_stand_first_and_late_is_said(office):
    rows = re.findall(r'<tr>\n<th scope="row"><a href="unit-([\w-]+)\.html">.*?</tr>', (office.all / "index.html").read_text(), re.S)
    assert set(rows[9:12]) == {"tp-sa-dec", "h-cao-lanh", "h-tam-nong"}
    assert "11/6 09:00 trễ 2 ngày" in text_of(office.all / "report-HALF_YEAR-2023.html")
    assert "Đã nhận 3/12, đúng hạn 2," in text_of(office.all / "report-HALF_YEAR-2023.html")
    assert "TN-2023-0003" in text_of(office.all / "unit-h-tam-nong.html")


def test_every_row_has_a_cell_for_each_head(office):
    """A part of a cell may stand in no row twice, whatever a name means elsewhere on the page."""
    for page in office.all.rglob("*.html"):
        for table in re.findall(r"<table.*?</table>", page.read_text(), re.S):
            head, *rows = re.findall(r"<tr.*?</tr>", table, re.S)
            heads = len(re.findall(r"<th scope", head))
            assert {len(re.findall(r"<t[dh]\b", row)) for row in rows} <= {heads}, page.name


def test_the_same_docket_and_clock_give_the_same_bytes(office):
    pages = sorted(p.relative_to(office.all) for p in office.all.rglob("*.html"))
    assert len(pages) == 80
    for page in pages:
        assert (office.all / page).read_bytes() == (office.again / page).read_bytes(), page
        assert (office.all / page).stat().st_size < 150 * 1024


def test_it_names_no_unit_where_it_is_public(office):
    assert [p.relative_to(office.public).as_posix() for p in sorted(office.public.rglob("*.html"))] == ["en/index.html", "index.html"]
    words = (office.public / "index.html").read_text()
    assert "thiếu 9/12" in words
    for name in "Tam Nông", "Cao Lãnh", "Sở", "dongthap.example", "TN-2023":
        assert name not in words


def test_what_a_mail_says_is_text(office):
    page = (office.all / "index.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "\u202e" not in page
    for page in office.all.rglob("*.html"):
        assert not re.search(r"<script|<img|<iframe|<link|javascript:|https?://|url\(", page.read_text()), page


def test_its_policy_lets_in_its_own_style_alone(office):
    for page in office.all.rglob("*.html"):
        html = page.read_text()
        style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\"" in html
        assert " style=" not in html


def luminance(colour):
    colour = colour.lstrip("#")
    colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_marks_can_be_seen(office):
    """WCAG 2.2: 4.5:1 for text, 3:1 for what carries meaning."""
    style = re.search(r"<style>(.*?)</style>", (office.all / "index.html").read_text(), re.S)[1]
    seen = 0
    for name, rule in re.findall(r"^([^@{}\n]+) \{ ([^}]*) \}", style, re.M):
        value = dict(re.findall(r"(?:^|; )([\w-]+): ([^;]+)", rule))
        ground = value.get("background", "#fff").split()[0]
        if not ground.startswith("#"):
            continue
        if value.get("color", "").startswith("#"):
            seen += 1
            assert contrast(value["color"], ground) >= 4.5, name
        for edge in re.findall(r"#[0-9a-f]{3,6}", value.get("border-left", "")):
            seen += 1
            assert contrast(edge, ground) >= 3, name
        if value.get("fill", "#fff") not in ("#fff",):
            assert contrast(value["fill"], "#fff") >= 3, name
    assert seen >= 10


# --- in a browser ------------------------------------------------------------------

def chromium(folder, *words, page):
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
         f"--user-data-dir={folder / 'profile'}", *words, page.resolve().as_uri()],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    assert "CONSOLE" not in done.stderr, [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout


def with_script(page, script, folder):
    """A copy that a script of the test may look at."""
    copy = folder / f"copy-{page.name}"
    html = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>\n', "", page.read_text())
    copy.write_text(html.replace("</body>", f"<script>{script}</script></body>"))
    return copy


def test_it_prints_on_paper_with_pages_counted(office, tmp_path):
    chromium(tmp_path, f"--print-to-pdf={tmp_path / 'board.pdf'}", "--no-pdf-header-footer", page=office.all / "index.html")
    pages = subprocess.run(["pdftotext", "-layout", tmp_path / "board.pdf", "-"], capture_output=True, text=True,
                           check=True).stdout.split("\f")[:-1]
    assert [f"{n}/{len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
    with_rows = [n for n, page in enumerate(pages) if "TP Hồng Ngự" in page or "Hội LHPN Tỉnh" in page]
    assert len(pages) <= 4 and max(with_rows) - min(with_rows) <= 2
    assert all("Đơn vị" in pages[n] for n in with_rows)             # the table's head again


def measured(page, width, folder):
    """How wide the page is at this width of the screen, and the regions of it that scroll."""
    inner = with_script(page, "parent.postMessage([document.documentElement.scrollWidth, ...[...document.querySelectorAll('.scroll')]"
                        ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.getAttribute('aria-labelledby') || '?')].join(), '*')", folder)
    outer = folder / "outer.html"
    outer.write_text("<!DOCTYPE html><meta charset=utf-8><body><script>onmessage = e => document.body.append('width=' + e.data + ';')"
                     f"</script><iframe width={width} height=900 style='border:0' src='{inner.name}'></iframe>")
    shown = chromium(folder, "--virtual-time-budget=5000", "--dump-dom", page=outer)
    wide, *regions = re.search(r"width=(\d[^;]*);", shown)[1].split(",")
    return int(wide), regions


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_it_fits_the_screen(office, tmp_path, width):
    """Nothing but the tables' own regions is wider than the screen."""
    for name in "index.html", "report-HALF_YEAR-2023.html", "unit-h-tam-nong.html":
        assert measured(office.all / name, width, tmp_path)[0] <= width, name


def test_a_telephone_shows_units_reports_and_dossiers_whole(tmp_path):
    """Only the two tables with a column for each report are moved sideways."""
    from test_dossiers import order, selected

    desk = Office(Nowhere(), tmp_path / "office", office={"language": "vi+en"})
    _, code = selected(desk, "h-thanh-binh", {"kind": "xã", "name": "Tân Mỹ", "managed_by": "xã"},
                       {"kind": "doanh nghiệp", "name": "Công ty Trách nhiệm hữu hạn Một thành viên Xuất nhập khẩu Hòa Bình",
                        "locality": "xã Tân Phú", "managed_by": "huyện"})
    order(desk, f"LOẠI {code}: đơn vị xin rút")
    desk.ctl("--now", "2023-12-01T08:00", "board", "-o", tmp_path / "board")
    for page in "index", "unit-h-thanh-binh", "report-SELECT_LIST-2023":
        for folder in "board", "board/en":
            wide, regions = measured(tmp_path / folder / f"{page}.html", 360, tmp_path)
            assert wide <= 360 and set(regions) <= ({"bang", "khac"} if page == "index" else set()), (folder, page, regions)


@pytest.fixture(scope="session")
def axe():
    """The checker of accessibility, from npm, for tests alone."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here")
    kept = BUILD.resolve() / "npm"
    if not (kept / "package/axe.min.js").exists():
        kept.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", "axe-core@4.10.2"], cwd=kept, check=True, capture_output=True, timeout=300)
        subprocess.run(["tar", "xzf", "axe-core-4.10.2.tgz"], cwd=kept, check=True)
    return (kept / "package/axe.min.js").read_text()


def test_everybody_can_read_it(office, tmp_path, axe):
    for page in office.all / "index.html", office.all / "report-HALF_YEAR-2023.html", office.all / "en" / "unit-h-tam-nong.html":
        copy = with_script(page, axe + ";axe.run().then(r => { document.body.textContent = 'found=' + JSON.stringify("
                           "r.violations.map(v => [v.id, v.nodes.map(n => n.html)])) + '=end' })", tmp_path)
        shown = chromium(tmp_path, "--virtual-time-budget=20000", "--dump-dom", page=copy)
        assert json.loads(re.search(r"found=(.*)=end", shown)[1]) == []


# --- many units --------------------------------------------------------------------

@pytest.mark.parametrize("units, reports, index, page", [(35, 7, 150, 150), (168, 7, 600, 150), (450, 2, 600, 600)])
def test_it_stays_small(tmp_path, units, reports, index, page):
    conf = many.office(tmp_path, units, reports)
    many.ctl(conf, "do", "tinh hinh", "--as", "canbo@tinh.example")
    many.fill(tmp_path)
    many.ctl(conf, "board", "-o", tmp_path / "board")
    sizes = {p.name: p.stat().st_size / 1024 for p in (tmp_path / "board").glob("*.html")}
    assert sizes["index.html"] <= index and max(sizes.values()) <= page
    assert len([n for n in sizes if n.startswith("unit-")]) == units
    words = text_of(tmp_path / "board/index.html")
    assert ("Còn 50 đơn vị khác" in words) == (units == 450)


def test_a_year_of_mergers_in_english(tmp_path):
    """Names of the plan are text too; who ended owes nothing of what was due later, and its heir is named."""
    from test_figures import merged_plan        # which has its mails from here

    hostile = '<b>District</b> "A" & B'

    def change(text):
        return merged_plan(text).replace('short_name = "Huyện Tam Nông"', 'short_name = "' + hostile.replace('"', '\\"') + '"') \
            .replace('name_en = "Half-year report"', 'name_en = "Half-year <i>report</i>"')

    desk = Office(Nowhere(), tmp_path / "office", plan=changed_plan(tmp_path / "plan.conf", change), office={"language": "en"})
    desk.ctl("--now", "2023-01-03T09:00", "import", mail(tmp_path, "nguoi-la", HOSTILE), "--received", "2023-01-03T09:00")
    desk.ctl("--now", NOW, "board", "-o", tmp_path / "board")
    page = (tmp_path / "board/index.html").read_text()
    assert "&lt;b&gt;District&lt;/b&gt; &quot;A&quot; &amp; B" in page and "<b>District" not in page and "<i>report" not in page
    assert 'lang="en"' in page and not re.search(r"quá hạn|Chưa nhận|đơn vị", text_of(tmp_path / "board/index.html"))
    rounds = text_of(tmp_path / "board/report-HALF_YEAR-2023.html")
    assert "Lấp Vò" not in rounds and "Lai Vung" not in rounds and "Châu Thành" in rounds
    assert "Received 0/9" in rounds


# --- by the daemon -----------------------------------------------------------------

def test_the_daemon_keeps_it_fresh(desk):
    board = desk.state / "board"
    desk.once("--now", "2023-06-14T10:00")
    first = (board / "index.html").read_text()
    assert "Số liệu lúc 10:00 ngày 14/6/2023" in first and "đọc hết lần cuối lúc 10:00 ngày 14/6/2023" in first
    (board / "unit-gone.html").write_text("a unit that is no more")
    (board / "notes.html").write_text("the office's own")
    desk.once("--now", "2023-06-15T10:00")
    assert "Số liệu lúc 10:00 ngày 15/6/2023" in (board / "index.html").read_text()
    assert not (board / "unit-gone.html").exists() and (board / "notes.html").exists()
    assert not list(board.glob("*.tmp"))


def test_a_folder_that_cannot_be_written_stops_nothing(desk):
    (desk.folder / "file").write_text("no folder")
    desk.conf.write_text(desk.conf.read_text().replace("board = { ", f'board = {{ folder = "{desk.folder}/file/board"; ', 1))
    assert "the board is not written" in desk.once("--now", "2023-06-14T10:00")


def test_a_template_that_is_wrong_is_refused_by_name(desk, tmp_path):
    shutil.copytree(REPOSITORY / "etc/board", tmp_path / "board")
    index = tmp_path / "board/vi/index.html"
    index.write_text(index.read_text().replace("{{debtors}}", "{{deptors}}", 1))
    desk.conf.write_text(desk.conf.read_text().replace(str(REPOSITORY / "etc/board"), str(tmp_path / "board")))
    done = desk.run("docketd", "-n")
    assert done.returncode == 1 and re.search(r'index:\d+: .*"deptors"', done.stderr), done.stderr
