"""make install puts a working tree where it is told, and the unit stays hardened."""
import os
import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = os.environ.get("BUILD", "build")


def make_install(stage, *words):
    subprocess.run(["make", f"BUILD={BUILD}", f"DESTDIR={stage}", *words, "install"], cwd=REPOSITORY, check=True,
                   capture_output=True, text=True, env={**os.environ, "MAKEFLAGS": ""})


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    stage = tmp_path_factory.mktemp("stage")
    make_install(stage)
    return stage


def test_programs_configuration_and_manuals_are_there(stage):
    there = {str(p.relative_to(stage)) for p in stage.rglob("*") if p.is_file()}
    assert {"usr/local/sbin/docketd", "usr/local/bin/docketctl", "usr/local/libexec/docketd/docket-reader",
            "usr/local/etc/docketd/docketd.conf", "usr/local/etc/docketd/plans/dong-thap-2023.conf",
            "usr/local/etc/docketd/plans/dong-thap-2026.conf",
            "usr/local/share/man/man8/docketd.8", "usr/local/share/man/man1/docketctl.1",
            "usr/local/share/man/man5/docketd.conf.5", "usr/local/lib/systemd/system/docketd.service",
            "usr/local/lib/sysusers.d/docketd.conf", "usr/local/lib/tmpfiles.d/docketd.conf"} <= there


def test_the_installed_configuration_is_in_order(stage):
    conf = stage / "usr/local/etc/docketd/docketd.conf"
    done = subprocess.run([stage / "usr/local/sbin/docketd", "-n", "-c", conf], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_office_s_own_files_are_not_overwritten(stage):
    conf = stage / "usr/local/etc/docketd/docketd.conf"
    before = conf.read_text()
    conf.write_text("# ours\n")
    make_install(stage)
    assert conf.read_text() == "# ours\n"
    conf.write_text(before)


@pytest.mark.parametrize("name", ["docketd.service", "docketd@.service"])
def test_the_unit_names_what_was_installed(stage, name):
    unit = (stage / "usr/local/lib/systemd/system" / name).read_text()
    program, conf = re.search(r"^ExecStart=(\S+) -c (\S+)$", unit, re.M).groups()
    assert (stage / program.lstrip("/")).exists()
    assert conf == ("/usr/local/etc/docketd/%i/docketd.conf" if "@" in name else "/usr/local/etc/docketd/docketd.conf")
    assert f"ConditionPathExists={conf}\n" in unit         # nothing starts before it is configured
    assert "@" not in re.sub(r"=[~]?@[a-z-]+|~?@[a-z-]+", "", unit)


@pytest.mark.parametrize("name, folder", [("docketd-backup", ""), ("docketd-backup@", "/%i")])
def test_the_backup_s_unit_and_timer(stage, name, folder):
    units = stage / "usr/local/lib/systemd/system"
    unit = (units / f"{name}.service").read_text()
    program, words = re.search(r"^ExecStart=(\S+) (.*)$", unit, re.M).groups()
    assert (stage / program.lstrip("/")).exists() and (units / f"{name}.timer").exists()
    assert words == f"-c /usr/local/etc/docketd{folder}/docketd.conf backup /var/backups/docketd{folder} --keep 14"
    assert "@" not in unit and f"/var/lib/docketd{folder}/docket.db" in unit


@pytest.mark.parametrize("name", ["docketd.service", "docketd@.service"])
def test_the_unit_stays_hardened(stage, name):
    unit = stage / "usr/local/lib/systemd/system" / name
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=12", unit],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr
    assert "ignoring" not in done.stderr, done.stderr
