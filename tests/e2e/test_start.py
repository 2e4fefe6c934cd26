"""The first day of a docket: what was due before it is owed by nobody, unless the office says since when it keeps one."""
import pytest

from office import Nowhere, Office
from test_believe import PDF, attached, mail

DAY = "2023-07-03T09:00"                                        # the half-year report was due on 10 June


@pytest.mark.parametrize("go_live, owed", [(None, 0), ("2023-06-01", 13)])
def test_what_was_due_before_it_is_not_owed(tmp_path, go_live, owed):
    office = Office(Nowhere, tmp_path / "office", mailbox={"go_live": go_live or "2023-01-01"})
    if go_live is None:
        office.conf.write_text(office.conf.read_text().replace('go_live = "2023-01-01";', ""))
    raw = tmp_path / "mail.eml"
    raw.write_text(mail("Báo cáo 6 tháng năm 2023", "Kính gửi PV05.", [attached("application/pdf", "BC 6 thang.pdf", PDF)]))
    office.ctl("--now", DAY, "import", raw, "--received", "2023-07-03T08:00")
    came = office.rows("SELECT unit, state, due <= unixepoch(?) FROM obligation WHERE report = 'HALF_YEAR' AND period = '2023' AND state <> 'open'", DAY)
    assert came == [("h-cao-lanh", "received", 1)]              # what comes all the same is filed, late
    past = office.rows("SELECT count(*) FROM obligation WHERE due <= unixepoch(?) AND tracked", DAY)
    assert past == [(max(owed - 1, 1),)]
    assert ("Quá hạn" in office.ctl("--now", DAY, "status", "HALF_YEAR", "2023")) == bool(owed)
    assert ("due before it is owed by nobody" in office.run("docketd", "-n").stdout) == (go_live is None)
    office.rebuilt()


def test_what_only_a_reminder_needs_is_not_carried(tmp_path):
    """A library of calendar entries, three megabytes with its own, is loaded when the first one is written."""
    office = Office(Nowhere, tmp_path / "office")
    with office.running() as daemon:
        children = open(f"/proc/{daemon.pid}/task/{daemon.pid}/children").read().split()
        held = "".join(open(f"/proc/{pid}/maps").read() for pid in (daemon.pid, *children))
    assert "libsqlite3" in held and "libical" not in held
