"""The tables: valid, unchanged, and adding up except where we say not."""

import json

import pandas as pd
import pytest
from frictionless import Package

from nkcourse.sums import check_table, verdict
from nkcourse.tables import DATA, catalogue, cite, describe, load, resource
from tools.data import derived
from tools.notebooks import files

NAMES = list(catalogue()["table"])


def test_tables_are_valid_by_frictionless():
    """Types, constraints, keys, foreign keys and hashes of every table."""
    report = Package(str(DATA / "datapackage.json")).validate()
    where = ["resourceName", "rowNumber", "fieldName", "message"]
    assert report.valid, report.flatten(where)
    assert [task.name for task in report.tasks] == NAMES


def test_every_csv_is_in_the_package_and_back():
    described = {resource(name)["path"] for name in NAMES}
    assert described == {path.name for path in DATA.glob("*.csv")}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_said_to_be_proved_has_sums_that_agree(name):
    proof = resource(name)["proof"]["status"]
    assert proof in {"proved", "unproved", "no sums"}
    if proof == "proved":
        assert check_table(name)["verdict"].str.startswith("agrees").any()


@pytest.mark.parametrize("name", NAMES)
def test_table_says_what_it_must(name):
    about = resource(name)
    for wanted in ("title", "description", "publisher", "licenses", "hash"):
        assert about[wanted], wanted
    for field in about["schema"]["fields"]:
        assert field.get("description") or field.get("title"), field
        assert (field["type"] == "number") == ("decimals" in field), field
    if name not in ("sources", "printed_totals"):
        assert about["counted"]
        assert cite(name).count("Licence:") == 1
    assert about["title"] in describe(name)


def test_decimals_are_the_printed_ones():
    """Each number has at most the decimals that its column declares."""
    for name in NAMES:
        text = pd.read_csv(
            DATA / resource(name)["path"], dtype=str, keep_default_na=False
        )
        for field in resource(name)["schema"]["fields"]:
            if field["type"] != "number":
                continue
            parts = text[field["name"]].str.partition(".")
            longest = parts[2].str.len().max()
            assert longest <= field["decimals"], (name, field["name"])


def test_printed_totals_name_tables_and_columns():
    for row in load("printed_totals").itertuples():
        assert row.column in load(row.table), row


@pytest.mark.parametrize("path", derived(), ids=lambda path: path.name)
def test_derived_files_are_fresh(path):
    """Hashes, dictionary and licences follow from the tables (make data)."""
    assert path.read_text(encoding="utf-8") == derived()[path]


def test_files_are_plain_utf8_with_lf():
    for path in files(DATA, "*"):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in raw, path.name
        assert raw.endswith(b"\n"), path.name
        raw.decode("utf-8")


def test_numbers_of_edition_2026_that_must_never_move():
    """2025 was announced as 224 and corrected to 223; both are kept."""
    editions = load("arrivals_editions").query("year == 2025")
    assert set(editions["total"]) == {223, 224}
    years = load("arrivals_by_sex").set_index("period")
    assert years.at["2025", "total"] == 223


def test_missing_unhcr_rows_are_not_zeros():
    """China and South Korea report nobody; that is no row, not a zero."""
    assert not {"CHN", "KOR"} & set(load("unhcr_population")["asylum_iso3"])


@pytest.mark.parametrize(
    ("printed", "computed", "tolerance", "said"),
    [
        (5, 5.0, 0, "agrees"),
        (1.33, 1.34, 0.015, "agrees by rounding"),
        (1.34, 1.70, 0.015, "disagrees"),
        (5, 6, 0, "disagrees"),
        (None, 6, 0, "cannot be tested"),
        (5, pd.NA, 0, "cannot be tested"),
    ],
)
def test_verdict(printed, computed, tolerance, said):
    assert verdict(printed, computed, tolerance) == said


def test_no_resource_has_a_key_that_nobody_reads():
    known = {
        "name", "path", "type", "format", "mediatype", "encoding", "title",
        "description", "publisher", "source", "place", "published", "unit",
        "counted", "not_counted", "breaks", "footnotes", "licenses", "proof",
        "checks", "schema", "bytes", "hash",
    }  # fmt: skip
    package = json.loads((DATA / "datapackage.json").read_bytes())
    for one in package["resources"]:
        assert set(one) <= known, one["name"]
