"""docketctl export --json: what other programs read is what the schema says, and what the docket has."""
import json

import jsonschema
import pytest

from office import Nowhere, Office
from servers import REPOSITORY
from test_board import mail
from test_figures import AFTER, COUNTS, ROUND, figures, year     # noqa: F401 (year: a fixture)

SCHEMA = json.loads((REPOSITORY / "src/report/export.schema.json").read_text())


def export(desk, *words):
    return json.loads(desk.ctl("--now", AFTER, "export", *words, "--json"))


def test_it_is_what_the_schema_says(year):      # noqa: F811
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    value = export(year)
    jsonschema.validate(value, SCHEMA)
    assert value == export(year)                                # the same docket and clock
    assert len(value["units"]) == 35 and {r["report"] for r in value["rounds"]} > {"HALF_YEAR", "ANNUAL", "SELECT_LIST"}
    wrong = json.loads(json.dumps(value))
    wrong["rounds"][0]["obligations"][0]["state"] = "lost"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def test_its_numbers_are_those_of_the_rates(year):      # noqa: F811
    [round_] = export(year, *ROUND)["rounds"]
    [rate] = year.rates(AFTER, *ROUND)["rounds"]
    assert figures(round_["counts"]) == figures(rate)
    rows = [o for o in round_["obligations"] if o["tracked"]]
    assert [sum(o[key] for o in rows) for key in ("expected", "received", "on_time", "overdue")] == [rate[k] for k in ("expected", "received", "on_time", "overdue")]


def test_values_have_their_types_and_lead_to_their_cells(year):     # noqa: F811
    [round_] = export(year, *ROUND)["rounds"]
    rows = {o["unit"]: o for o in round_["obligations"]}
    version = rows["h-hong-ngu"]["version"]
    [campaigns] = [v for v in version["values"] if v["field"] == "campaigns"]
    assert campaigns["value"] == 3 and campaigns["type"] == "integer" and "!" in campaigns["place"]
    assert version["version"] == 2 and version["file"] == "h-hong-ngu-HALF_YEAR.xlsx" and len(version["sha256"]) == 64
    assert rows["h-chau-thanh"]["version"] is None and rows["tp-sa-dec"]["version"]["findings"]


def test_what_a_sender_wrote_stays_a_text(tmp_path):
    desk = Office(Nowhere(), tmp_path / "office", office={"language": "vi"})
    note = tmp_path / 'bao "cao" \u202e 6 thang.txt'
    note.write_text("Kính gửi\n")
    path = mail(tmp_path, "h-tam-nong", 'Báo cáo 6 tháng năm 2023 "\\ <b>', note)
    desk.ctl("--now", "2023-06-05T08:00", "import", path, "--received", "2023-06-05T08:00")
    jsonschema.validate(export(desk), SCHEMA)


def test_a_file_is_written_where_it_is_asked_for(year, tmp_path):       # noqa: F811
    year.ctl("--now", AFTER, "export", *ROUND, "--json", "-o", tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_text()) == export(year, *ROUND)
    assert year.run("docketctl", "export").returncode == 2 and set(COUNTS) == set(SCHEMA["definitions"]["counts"]["required"])
