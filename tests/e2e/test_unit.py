"""The unit tests (cmocka), each program as one test, plain and with sanitizers."""
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from servers import PATIENCE

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = REPOSITORY / os.environ.get("BUILD", "build")
NAMES = sorted(source.stem for source in (REPOSITORY / "tests/unit").glob("*.c"))


def run(build, name):
    program = BUILD / ("unit" if build == "plain" else "san/unit") / name
    return subprocess.run([program], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE)


@pytest.fixture(scope="module")
def runs(request):
    """Several at once, for most of their time goes by in waiting."""
    chosen = [item.callspec.params for item in request.session.items if item.path == request.path]
    with ThreadPoolExecutor(4) as pool:
        yield {(p["build"], p["name"]): pool.submit(run, p["build"], p["name"]) for p in chosen}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("build", ["plain", "san"])
def test_unit(runs, build, name):
    done = runs[build, name].result()
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-6000:]
