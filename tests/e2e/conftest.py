"""What the files of stories share: real servers for each file, an office of its own for each story."""
import os
import re
import shutil
import tempfile

import pytest

from office import Office, changed_plan
from servers import Servers


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Started by root, the servers run as nobody; every other run of root's would close /tmp/pytest-of-root to
    them while they work, so this one has a folder that is its own."""
    if os.getuid() == 0 and config.option.basetemp is None and not hasattr(config, "workerinput"):
        config.option.basetemp = config.own_basetemp = tempfile.mkdtemp(prefix="pytest-docketd-")


def pytest_make_parametrize_id(val, argname):
    """A file's bytes are no name for a story: they hold the second it was made in, and each worker makes its own."""
    return argname if isinstance(val, bytes) else None


def pytest_sessionfinish(session, exitstatus):
    if exitstatus == 0 and hasattr(session.config, "own_basetemp"):
        shutil.rmtree(session.config.own_basetemp, ignore_errors=True)      # after a failure its logs are wanted


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("servers")
    for parent in [folder, *folder.parents]:
        if parent == folder or any(p.name.startswith("pytest-") for p in [parent, *parent.parents]):
            parent.chmod(0o755)                     # pytest closes them to the servers' user
    with Servers(folder) as running:
        yield running


@pytest.fixture
def desk(servers, tmp_path, request):
    """Today's clock, so its districts have not ended. In the end the docket is rebuilt from its archive and
    journal, and compared (G5)."""
    name = re.sub(r"[\W_]+", "-", request.node.name)[:40].strip("-")
    plan = changed_plan(tmp_path / "plan.conf", lambda text: text.replace('valid_to = "2025-06-30";', ""))
    office = Office(servers, tmp_path / "office", plan=plan, address=f"{name}@pv05.example")
    yield office
    office.rebuilt()
