"""The guides in words that are true, on as many pages as they promise; help and completion from the same tables."""
import html
import os
import pty
import re
import select
import shutil
import subprocess

import pytest

from office import BUILD, REPOSITORY
from servers import PATIENCE


def printed(*words):
    return subprocess.run([BUILD / "docketctl", *words], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not (shutil.which("pandoc") and shutil.which("chromium")), reason="needs the packages of make guides")
def test_guides_have_the_pages_they_promise(tmp_path):
    subprocess.run([REPOSITORY / "tools/guides", tmp_path], check=True, capture_output=True, timeout=600)
    names = {p.stem for p in tmp_path.glob("*.html")}
    assert names == {f"{name}.{language}" for name in ("district", "officer", "administrator") for language in ("vi", "en")}
    for language in ("vi", "en"):                                  # "--json" is no dash of a sentence
        text = html.unescape(re.sub(r"<[^>]*>", "", (tmp_path / f"administrator.{language}.html").read_text()))
        assert [line for line in re.findall(r"^  ([a-z]+ .*?) *$", printed("help"), re.M) if line not in re.sub(r"\s+", " ", text)] == []
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
    assert "EXTEND <unit" in printed("help", "orders", "en") and "GIA HẠN" not in printed("help", "orders", "en")
    assert printed("help", "verify").splitlines()[0].strip() == "verify"
    done = subprocess.run([BUILD / "docketctl", "help", "nix"], capture_output=True, text=True)
    assert done.returncode == 2 and "there is no command" in done.stderr


TYPED = [
    (["st"], {"status"}), (["calendar", ""], {"--json"}), (["-c", "/etc/x.conf", "outbox", "--"], {"--all", "--json"}),
    (["-c", "x.conf", "outbox", "--"], {"--all", "--json"}), (["setup", "--pr"], {"--provider"}), (["help", "ver"], {"verify"}),
    (["plan", "ch"], {"check"}), (["completion", ""], {"bash", "zsh"}), (["edxml", "TN-2023-0001", "--status", "0"], {"03", "06"}),
    (["--n"], {"--now"}),
]


def commands_and_words():
    """{command: what of its line is typed as it stands}, as `docketctl help` shows it."""
    lines = re.findall(r"^  ([a-z]+) (.*)$", printed("help"), re.M)
    return {name: set(re.findall(r"(?:^|[\s\[|])([a-z0-9-]+)(?=$|[\s\]|])", words)) for name, words in lines}


def by_bash(script, typed):
    words = " ".join(f"'{w}'" for w in ["docketctl", *typed])
    done = subprocess.run(["bash", "-c", f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _docketctl; printf '%s\\n' \"${{COMPREPLY[@]}}\""],
                          capture_output=True, text=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def by_zsh(script, typed):
    """What its completion system is given: the words that it would offer, those that begin as typed."""
    words = " ".join(f"'{w}'" for w in ["docketctl", *typed])
    stub = """_files() { }; _describe() { local one; for one in ${(P)2}; do print -r -- ${one%%:*}; done }
              compadd() { shift; print -rl -- "$@" }"""
    done = subprocess.run(["zsh", "-f", "-c", f"{stub}; words=({words}); CURRENT={len(typed) + 1}; f() {{ source {script} }}; f"],
                          capture_output=True, text=True)
    assert done.stderr == ""
    return {word for word in done.stdout.split() if word.startswith(typed[-1])}


SHELLS = {"bash": by_bash, "zsh": by_zsh}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_completes_every_command_and_its_words(shell, tmp_path):
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    script = tmp_path / "completion"
    script.write_text(printed("completion", shell))
    for typed, offered in TYPED:
        assert SHELLS[shell](script, typed) == offered, typed
    all_ = commands_and_words()
    assert set(all_) | {"-c", "--now"} == SHELLS[shell](script, [""])
    for name, words in all_.items():
        assert words <= SHELLS[shell](script, [name, ""]), name
    assert SHELLS[shell](script, ["-c", ""]) == set()               # a file


def test_a_real_zsh_takes_the_completion(tmp_path):
    """Typed into an interactive one: the only command that begins so is written out."""
    if shutil.which("zsh") is None:
        pytest.skip("there is no zsh here")
    (tmp_path / "_docketctl").write_text(printed("completion", "zsh"))
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], {"PATH": f"{BUILD}:/usr/bin:/bin", "HOME": str(tmp_path), "TERM": "dumb", "PS1": "> "})
    heard = b""

    def until(text):
        nonlocal heard
        while text not in heard:
            assert select.select([fd], [], [], PATIENCE)[0], heard
            heard += os.read(fd, 4096).replace(b"\x07", b"")     # it rings where it completes
        heard = b""

    os.write(fd, f"fpath=({tmp_path} $fpath); autoload -U compinit; compinit -u -d {tmp_path}/dump; print rea''dy\n".encode())
    until(b"ready")
    for typed, word in ((b"docketctl verif\t", b"verify "), (b"docketctl -c x.conf setup --unat\t", b"--unattended "), (b"docketctl plan diff --js\t", b"--json ")):
        os.write(fd, typed)
        until(word)
        os.write(fd, b"\x15")                                      # the line is given up
    os.close(fd)
    os.waitpid(pid, 0)
