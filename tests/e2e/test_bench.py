"""make bench works: every contender does the whole job, and all of them store the same (its figures are no matter here)."""
import os
import subprocess

from servers import REPOSITORY


def test_bench_in_short(tmp_path):
    done = subprocess.run([REPOSITORY / "tests/bench/bench", "--short", "--folder", tmp_path], cwd=REPOSITORY, capture_output=True,
                          text=True, env=dict(os.environ))
    assert done.returncode == 0, done.stdout + done.stderr
    for contender in ("raw fetch", "docketd", "fast script", "fast script, no archive", "ordinary script"):
        assert done.stdout.count(f"\n| {contender} | ") >= 4, done.stdout
    assert not (tmp_path / "older").exists()            # minutes, so not in short
