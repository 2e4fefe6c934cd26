"""The unit tests (cmocka), each program as one test, plain and with sanitizers."""
import os
import subprocess
from pathlib import Path

import pytest

from servers import PATIENCE

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = REPOSITORY / os.environ.get("BUILD", "build")
NAMES = sorted(source.stem for source in (REPOSITORY / "tests/unit").glob("*.c"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("build", ["plain", "san"])
def test_unit(build, name):
    program = BUILD / ("unit" if build == "plain" else "san/unit") / name
    done = subprocess.run([program], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-6000:]
