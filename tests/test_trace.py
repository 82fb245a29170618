"""trace: every claim gives a view, and the figure draws what it prints."""

import re
import sys
from functools import cache
from html import unescape

import pandas as pd
import pytest
from matplotlib.text import Annotation

from nkcourse import audit, load, trace, widgets
from nkcourse.audit import claim, compute, judge
from nkcourse.errors import CourseError, UnknownNameError
from nkcourse.widgets.parts import View
from nkcourse.widgets.trace import (
    ALL,
    LETTERS,
    draw_trace,
    intervals,
    ledger,
    option,
    passing,
    source_names,
    trace_view,
)

# the function of that name hides the module
MODULE = sys.modules["nkcourse.widgets.trace"]
IDS = list(ledger().index)
once_loaded = cache(load)
NO_FIGURE = ("cannot be tested", "prints words or a date")


@pytest.fixture
def once(monkeypatch):
    """Read each table once only, where 760 claims are traced."""
    for name in ("nkcourse.audit", "nkcourse.tables"):
        monkeypatch.setattr(sys.modules[name], "load", once_loaded)


@pytest.mark.parametrize("source", sorted({one[:3] for one in IDS}))
def test_every_claim_gives_a_view(source, monkeypatch, once):
    def without_png(fig, alt, table, caption, source, below):
        check_figure(fig, alt, table, caption)
        return View("<img>" + below)

    monkeypatch.setattr(MODULE, "figure_view", without_png)
    for name in (one for one in IDS if one.startswith(source)):
        html = trace_view.__wrapped__(ALL, ALL, ALL, "", option(name)).html
        row = ledger().loc[name]
        words = unescape(re.sub("<[^>]+>", "", html))
        assert f"Claim {name}." in words and row["claim"] in words, name
        assert f"Verdict: {row['verdict']}" in words, name
        assert "Source:" in words and row["attributed_to"] in words, name
        assert "nan" not in words.split(), name
        number = pd.isna(row["text"]) and row["verdict"] != "cannot be tested"
        assert ("<img>" in html) == number, name
        if not number:
            assert any(one in words for one in NO_FIGURE), name
        tested = not pd.isna(row["test"])
        assert ("The rows that it is tested with" in words) == tested, name


def check_figure(fig, alt, table, caption):
    """The marks stand at the numbers of the table, inside the axes."""
    ax = fig.axes[0]
    marks = {
        (float(x), float(y))
        for line in ax.lines
        for x, y in zip(*line.get_data(), strict=True)
    }
    wanted = {
        (float(one[end]), float(at))
        for at, one in enumerate(table.to_dict("records"))
        for end in ("low", "high")
        if not pd.isna(one[end])
    }
    assert marks == wanted
    low, high = ax.get_xlim()
    assert all(low < x < high for x, _ in marks)
    said = [one.get_text() for one in ax.texts
            if isinstance(one, Annotation) and one.get_text()]  # fmt: skip
    assert said == list(table["said"])
    assert len(alt.split()) > 15 and not re.search(r"\bnan\b", alt)
    assert all(one in alt for one in said)
    zero = "does not begin at 0" in caption
    assert zero == (low > 0 and (table["unit"] != "year").all())


def test_the_numbers_are_those_of_the_ledger_and_of_a_new_computation():
    for name in IDS[::7]:
        try:
            table = intervals(name).set_index("what")
        except CourseError:
            continue
        row, found = claim(name), compute(claim(name)["test"])
        assert table.loc["recomputed", ["low", "high"]].tolist() == (
            pytest.approx([found[0], found[-1]], abs=1e-5)
        )
        assert [table["low"].iloc[0], table["high"].iloc[0]] == (
            pytest.approx([row["low"], row["high"]], nan_ok=True)
        )
        if judge(row, found) == "agrees by rounding":
            allowed = table.loc["rounding allows"]
            assert allowed["low"] - 1e-5 <= found[0]
            assert found[-1] <= allowed["high"] + 1e-5


def test_what_rounding_allows_is_drawn_wherever_it_decides():
    rounded = ledger().query("verdict == 'agrees by rounding'").index
    assert len(rounded) > 10
    for name in rounded:
        assert "rounding allows" in set(intervals(name)["what"]), name


@pytest.mark.parametrize(
    "name, says",
    [
        ("003-102", "printed over 33,000 people; recomputed: 1,047 people"),
        ("003-102", "31,953 people above"),
        ("003-012", "printed after 2005; recomputed: 1997"),
        ("002-021", "One lies within the other"),
        ("000-030", "read as 0; recomputed: 0. They are equal."),
        ("003-010", "Rounding allows 75.5 to 84.5"),
    ],
)
def test_the_alt_text_says_what_is_drawn(name, says):
    assert says in draw_trace(option(name))[1]


def test_a_claim_in_words_stands_beside_what_is_recomputed():
    html = trace_view(ALL, ALL, ALL, "", option("000-005")).html
    assert "<td>2003-03</td>" in html and "<td>2002-03</td>" in html
    assert "no place on an axis" in html


SETTINGS = [
    *[(one, ALL, ALL) for one in (ALL, *source_names())],
    *[(ALL, one, ALL) for one in ledger()["verdict"].unique()],
    *[(ALL, ALL, one) for one in ledger()["kind"].dropna().unique()],
]


@pytest.mark.parametrize("source, verdict, kind", SETTINGS)
def test_each_option_lists_the_claims_that_have_it(source, verdict, kind):
    rows = audit()
    for column, value in [
        ("source", source_names().get(source, ALL)),
        ("verdict", verdict),
        ("kind", kind),
    ]:
        if value != ALL:
            rows = rows[rows[column] == value]
    assert passing(source, verdict, kind, "") == list(rows["id"])
    assert len(rows)


def test_each_control_lists_every_value_there_is():
    controls = widgets.trace()._controls
    for name in ("verdict", "kind"):
        wanted = set(ledger()[name].dropna())
        assert set(controls[name].options) == {ALL, *wanted}
    assert set(source_names().values()) == set(ledger()["source"])
    assert len(controls["claim"].options) == len(IDS)


def test_claims_are_listed_by_their_id_and_a_beginning_cut_at_a_word():
    for name in IDS:
        said = option(name)
        words = ledger().at[name, "claim"]
        assert said.startswith(f"{name}: ") and len(said) <= LETTERS + 9
        begun = said.removeprefix(f"{name}: ").removesuffix(" …")
        assert (words + " ").startswith(begun + " ")


def test_all_words_of_a_search_have_to_stand_there():
    both = passing(ALL, ALL, ALL, "Hanawon TRAINING")
    assert set(both) == set(passing(ALL, ALL, ALL, "hanawon")) & set(
        passing(ALL, ALL, ALL, "training")
    )
    assert passing(ALL, ALL, ALL, "003-102")[0] == "003-102"
    assert passing(ALL, ALL, ALL, "[(") == []  # no pattern, only letters


def shown(widget):
    return widget._picture.shown["html"]


def test_every_control_is_named_and_moves_the_view():
    values = {
        "source": "Jung-Hoon Lee",
        "verdict": "agrees by rounding",
        "kind": "sum",
        "search": "women",
    }
    alts = set()
    for name in widgets.trace()._controls:
        widget = widgets.trace()
        control = widget._controls[name]
        assert control.description, name
        before = shown(widget)
        control.value = values.get(name) or option("002-021")
        assert shown(widget) != before, name
        alts.add(re.search('alt="([^"]*)"|$', shown(widget))[1])
        asked = widget.settings
        if name != "claim":
            chosen = widget.settings["claim"]
            del asked["claim"]
            listed = [option(one) for one in passing(**asked)]
            assert list(widget._controls["claim"].options) == listed
            assert chosen in listed
            count = f"{len(listed)} of the 760 claims of the ledger pass."
            assert count in shown(widget)
    assert len(alts - {None}) > 2


def test_a_claim_that_still_passes_stays_chosen():
    widget = widgets.trace("003-102")
    widget._controls["verdict"].value = "disagrees"
    assert widget.settings["claim"] == option("003-102")
    assert "Claim 003-102" in shown(widget)


def test_no_claim_is_met_by_a_sentence_and_left_again():
    widget = widgets.trace()
    widget._controls["verdict"].value = "agrees"
    widget._controls["kind"].value = "misprint"
    assert widget.settings["claim"] is None
    assert "No claim of the ledger passes" in shown(widget)
    assert "<img" not in shown(widget)
    widget._controls["verdict"].value = ALL
    assert "<strong>Claim" in shown(widget)
    widget._controls["search"].value = "no such word anywhere"
    assert "No claim of the ledger passes" in shown(widget)


def test_without_a_kernel_there_is_a_figure_a_table_and_a_sentence():
    html = widgets.trace()._repr_mimebundle_()["text/html"]
    assert "<img alt=" in html and "<table" in html
    assert "With a running kernel" in html
    assert "All 760 claims" in html


def test_an_unknown_claim_is_refused():
    with pytest.raises(UnknownNameError, match="Did you mean"):
        widgets.trace("003-1o2")


def test_the_trace_is_that_of_the_ledger():
    told = str(trace("003-102")).splitlines()[-3]
    html = trace_view(ALL, ALL, ALL, "", option("003-102")).html
    assert told in unescape(html)
