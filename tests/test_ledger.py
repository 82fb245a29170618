"""The claims ledger: complete, linked, and each verdict computed."""

import pandas as pd
import pytest

from nkcourse import audit, errors, load, trace
from nkcourse.audit import about, compute, judge, shown
from nkcourse.sums import check_tables

FIVE = {"lim_chung", "li", "lee", "encyclopedia", "magazine"}
LEDGER = audit()
TESTED = LEDGER[LEDGER["test"].notna()]


def test_every_rule_runs():
    for rule in TESTED["test"]:
        assert 1 <= len(compute(rule)) <= 2, rule


def test_a_disagreement_has_a_kind_and_two_readings():
    wrong = LEDGER[LEDGER["verdict"] == "disagrees"]
    assert wrong["kind"].notna().all()
    assert wrong["second_reading"].notna().all()


def test_what_cannot_be_tested_has_no_rule_and_the_reverse():
    untested = LEDGER["verdict"] == "cannot be tested"
    assert (LEDGER["test"].isna() == untested).all()


def test_kinds_are_written_only_for_disagreements():
    claims = load("claims").set_index("id")
    agrees = LEDGER.loc[LEDGER["verdict"].str.startswith("agrees"), "id"]
    assert claims.loc[agrees, "kind"].isna().all()


def test_each_failing_sum_is_a_claim_and_no_other_is():
    """The ledger is the one list of what does not add up."""
    sums = check_tables().query("verdict == 'disagrees'")
    failing = {
        f"check {row.table} {row.check} {row.where}"
        for row in sums.itertuples()
    }
    wrong = TESTED.loc[TESTED["verdict"] == "disagrees", "test"]
    assert set(wrong[wrong.str.startswith("check ")]) == failing


def test_each_paragraph_has_a_claim_or_a_reason():
    coverage = load("coverage").set_index(["source", "paragraph"])
    claimed = set(zip(LEDGER["source"], LEDGER["paragraph"], strict=True))
    for place, row in coverage.iterrows():
        assert (place in claimed) == pd.isna(row["why_none"]), place
    assert set(coverage.index.get_level_values("source")) >= FIVE


def test_paragraphs_are_numbered_without_gaps():
    for _, numbers in load("coverage").groupby("source")["paragraph"]:
        assert list(numbers) == list(range(1, len(numbers) + 1))


def test_claims_name_claims_that_exist():
    for rule in TESTED["test"]:
        for one in rule.split(" ; "):
            if one.startswith("claim "):
                assert one.removeprefix("claim ") in set(LEDGER["id"])


def row(low=None, high=None, text=None, **more):
    fields = {
        "qualifier": "exactly",
        "unit": "people",
        "decimals": 0,
        "test": "arrivals_by_sex: total.sum()",
        "text": text,
        "low": low,
        "high": low if high is None else high,
    }
    return pd.Series(fields | more)


@pytest.mark.parametrize(
    ("claim", "found", "said"),
    [
        (row(5), (5.0,), "agrees"),
        (row(5), (6.0,), "disagrees"),
        (row(12, unit="percent"), (12.249,), "agrees by rounding"),
        (row(12, unit="percent"), (12.6,), "disagrees"),
        (row(1.33, decimals=2), (1.334,), "agrees by rounding"),
        (row(1.33, decimals=2), (1.34,), "disagrees"),
        (row(20, qualifier="about"), (17.5,), "agrees by rounding"),
        (row(20, qualifier="about"), (26.0,), "disagrees"),
        (row(67, qualifier="about"), (67.4,), "agrees by rounding"),
        (row(67, qualifier="about"), (68.0,), "disagrees"),
        (row(33_000, qualifier="over"), (33_523.0,), "agrees"),
        (row(33_000, qualifier="over"), (1_047.0,), "disagrees"),
        (row(5, qualifier="at least"), (5.0,), "agrees"),
        (row(5, qualifier="under"), (5.0,), "disagrees"),
        (row(5, qualifier="at most"), (5.0,), "agrees"),
        (row(5, qualifier="up to"), (6.0,), "disagrees"),
        (row(10, 30, qualifier="between"), (20.0,), "agrees"),
        (row(10, 30, qualifier="between"), (31.0,), "disagrees"),
        (row(10, 30, qualifier="between"), (10.0, 30.0), "agrees"),
        (row(10, 30, qualifier="between"), (10.0, 40.0), "disagrees"),
        (row(15), (10.0, 30.0), "agrees"),
        (row(35), (10.0, 30.0), "disagrees"),
        (row(0, qualifier="implied"), (3.0,), "disagrees"),
        (row(text="UNHCR"), ("unhcr",), "agrees"),
        (row(text="UNHRC"), ("UNHCR",), "disagrees"),
        (row(5), (), "cannot be tested"),
        (row(5), (float("nan"),), "cannot be tested"),
    ],
)
def test_verdict_follows_from_the_printed_decimals(claim, found, said):
    assert judge(claim, found) == said


@pytest.mark.parametrize(
    ("number", "off"),
    [(67, 0.5), (20, 5), (10_000, 5_000), (300_000, 50_000), (0, 0.5)],
)
def test_about(number, off):
    assert about(number, 0) == off


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("nonsense", "cannot be read"),
        ("arrivals_by_sexx: total.sum()", "Did you mean 'arrivals_by_sex'"),
        ("arrivals_by_sex: total", "gives 28 values"),
        ("check arrivals_by_sex sexes 1066", "names no check"),
        ("claim 003-1O2", "There is no claim"),
        ("arrivals_by_sex: total.sum() where period == 'x'", "No row"),
        ("arrivals_by_sex: totl.sum()", "cannot be computed"),
        ("arrivals_by_sex: total.sum() where yeer == 1", "cannot be computed"),
    ],
)
def test_a_bad_rule_is_met_by_a_sentence(rule, said):
    with pytest.raises(errors.CourseError, match=said):
        compute(rule)


def test_a_rule_has_no_builtins():
    with pytest.raises(errors.DataError, match="__import__"):
        compute("arrivals_by_sex: __import__('os')")


def test_a_claim_that_prints_a_range_gives_both_ends():
    ranges = LEDGER[LEDGER["low"] < LEDGER["high"]]
    one = ranges.iloc[0]
    assert compute(f"claim {one['id']}") == (one["low"], one["high"])


def test_every_other_value_serves_a_claim():
    rules = " ".join(TESTED["test"])
    for row in load("other_values").itertuples():
        assert f"'{row.id}'" in rules, row.id
        assert row.place.count("(") == row.place.count(")"), row.id


def test_no_two_claims_test_each_other():
    rule = TESTED.set_index("id")["test"]
    for name, said in rule.items():
        if said.startswith("claim "):
            assert rule.get(said.removeprefix("claim ")) != f"claim {name}"


def test_trace_shows_the_way_from_source_to_verdict():
    wrong = LEDGER[
        (LEDGER["source"] == "encyclopedia")
        & (LEDGER["kind"] == "cumulative as annual")
    ]["id"].iloc[0]
    said = trace(wrong)
    for part in (
        f"**Claim {wrong}.**",
        "**Source:**",
        "**Printed:**",
        "1. Take",
        "The result is",
        "**Verdict:** disagrees (cumulative as annual)",
    ):
        assert part in said
    assert said._repr_markdown_() == str(said)


def test_trace_works_for_every_claim():
    for name in LEDGER["id"]:
        assert "**Verdict:**" in trace(name)


def test_trace_of_an_unknown_claim_suggests_one():
    with pytest.raises(errors.UnknownNameError, match="Did you mean '003-1"):
        trace("003-1O2")


def test_a_figure_in_a_lesson_leads_to_its_claims_and_back():
    """A claim named behind a figure prints it, or is recomputed to it.

    A lesson may write 10 million won where the claim has 10,000,000.
    """
    bound = load("bindings").dropna(subset="claims")
    assert "11-arrivals" in set(bound["notebook"])
    ledger = LEDGER.set_index("id")
    for row in bound.itertuples():
        figure = float(row.figure.replace(",", ""))
        for one in row.claims.split("; "):
            values = ledger.loc[one, ["low", "high", "found_low"]]
            assert any(
                abs(figure - value / unit) < 0.5
                for value in values
                for unit in (1, 1_000_000)
            ), row
            assert row.notebook in trace(one).partition("Used in:")[2]


@pytest.mark.parametrize(
    ("low", "high", "text", "unit", "said"),
    [
        (33_000, None, None, "people", "33,000"),
        (None, 1_000, None, "people", "1,000"),
        (10, 30, None, "percent", "10 to 30"),
        (12.5, 12.5, None, "percent", "12.5"),
        (1986, 1989, None, "year", "1986 to 1989"),
        (None, None, "UNHCR", "label", "UNHCR"),
    ],
)
def test_a_value_is_shown_as_a_reader_writes_it(low, high, text, unit, said):
    assert shown(low, high, text, unit) == said


def test_each_word_of_the_ledger_has_an_example_that_bears_it():
    words = load("vocabulary")
    ledger = LEDGER.set_index("id")
    for row in words.itertuples():
        assert ledger.at[row.example, row.list] == row.word
    for column in ("verdict", "kind"):
        listed = set(words.loc[words["list"] == column, "word"])
        assert listed == set(LEDGER[column].dropna())
