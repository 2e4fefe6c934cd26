"""The guides in words that are true, on as many pages as they promise; help and completion from the same tables."""
import re
import shutil
import subprocess

import pytest

from office import BUILD, REPOSITORY


def printed(*words):
    return subprocess.run([BUILD / "docketctl", *words], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not (shutil.which("pandoc") and shutil.which("chromium")), reason="needs the packages of make guides")
def test_guides_have_the_pages_they_promise(tmp_path):
    subprocess.run([REPOSITORY / "tools/guides", tmp_path], check=True, capture_output=True, timeout=600)
    names = {p.stem for p in tmp_path.glob("*.html")}
    assert names == {f"{name}.{language}" for name in ("district", "officer", "administrator") for language in ("vi", "en")}
    for page in tmp_path.glob("*.html"):
        text = page.read_text()
        assert not re.search(r"""(src|href)=["']?https?:|@import|url\(http""", text)        # nothing is fetched from elsewhere
        assert re.search(rf'<html[^>]* lang="{page.stem[-2:]}"', text) and "<!-- orders" not in text
        pages = int(re.search(r"^Pages: +(\d+)", subprocess.run(["pdfinfo", page.with_suffix(".pdf")], capture_output=True, text=True).stdout, re.M)[1])
        assert pages == 1 or page.stem.startswith("administrator") and pages <= 3
    for language in ("vi", "en"):
        shown = subprocess.run(["pdftotext", "-layout", tmp_path / f"officer.{language}.pdf", "-"], capture_output=True, text=True).stdout
        words = set(re.findall(r"\w+", shown))
        for line in printed("help", "orders", language).splitlines():
            assert set(re.findall(r"\w+", line)) <= words, line


def test_help_is_of_all_commands_or_one(tmp_path):
    usage = printed("--help")
    assert printed("help") in usage and "GIA HẠN" in printed("help", "orders") and "a deadline of its own" in printed("help", "orders", "en")
    assert printed("help", "verify").splitlines()[0].strip() == "verify"
    done = subprocess.run([BUILD / "docketctl", "help", "nix"], capture_output=True, text=True)
    assert done.returncode == 2 and "there is no command" in done.stderr


@pytest.mark.parametrize("typed, offered", [
    (["st"], {"status"}), (["calendar", ""], {"--json"}), (["-c", "/etc/x.conf", "outbox", "--"], {"--all", "--json"}),
    (["setup", "--pr"], {"--provider"}), (["help", "ver"], {"verify"}),
])
def test_the_shell_completes(typed, offered, tmp_path):
    script = tmp_path / "completion"
    script.write_text(printed("completion", "bash"))
    words = " ".join(f"'{w}'" for w in ["docketctl", *typed])
    done = subprocess.run(["bash", "-c", f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _docketctl; printf '%s\\n' \"${{COMPREPLY[@]}}\""],
                          capture_output=True, text=True)
    assert set(done.stdout.split()) == offered, done.stderr
    commands = set(re.findall(r"^  ([a-z]+)", printed("--help"), re.M))
    assert set(re.findall(r"^    '([a-z]+):", printed("completion", "zsh"), re.M)) == commands
