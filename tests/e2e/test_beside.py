"""Two runs of the tests beside each other do not meet."""
import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.getuid() != 0, reason="the servers run as who runs the tests")
def test_another_run_closes_no_door_to_our_servers(servers, tmp_path):
    servers.deliver("a@pv05.example", b"Subject: one\r\n\r\n")
    other = tmp_path / "test_other.py"
    other.write_text("def test_something(tmp_path):\n    assert tmp_path.exists()\n")
    subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", other], check=True, capture_output=True, cwd=tmp_path)
    for _ in range(3):
        assert len(servers.mails("a@pv05.example")) == 1
