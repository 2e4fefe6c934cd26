"""One ordinary form costs no more instructions, and the largest mail no more memory, than tests/bench/ceilings allow."""
import sys

import pytest

from servers import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "tests/bench"))
import cost                                                         # noqa: E402


@pytest.fixture
def folder(tmp_path):
    for parent in [tmp_path, *tmp_path.parents]:
        if parent == tmp_path or any(p.name.startswith("pytest-") for p in [parent, *parent.parents]):
            parent.chmod(0o755)                     # pytest closes them to the servers' user
    return tmp_path


def test_a_form_costs_no_more_than_its_ceiling(folder):
    most, found = cost.ceilings(), cost.measure(folder)
    assert set(found) == set(most)
    assert {what: much for what, much in found.items() if much > most[what]} == {}, f"{found} under {most}"
    assert found["reader"] > 1 and found["clerk"] > 1 and found["memory"] > 1       # something was counted
