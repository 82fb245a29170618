"""Figures in prose are bound to the tables or the ledger, and recomputed.

How a figure is bound: see tools/bindings.py. Numbers that are names need no
binding.
"""

import re

import pytest

from nkcourse.audit import compute
from tools.bindings import BOUND, NUMBER, parts, prose

# Not prose: code, links, tags, comments, clocks.
ASIDE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>",
    re.DOTALL,
)
# Numbers that are names: years, dates, periods as headed in a table, and
# whatever a word before or after makes a name.
NAMES = re.compile(
    r"""
      \b(?:19|20)\d\d(?:-(?:19|20)?\d\d|s)?\b
    | ~\d{4}
    | \b(?:[Ll]essons?|[Tt]ables?|[Ee]xercises?|[Aa]rticles?|Art\.|Part|page)
      \s+\d+(?:\.\w+)?(?:\s+and\s+\d+(?:\.\d+)?)?
    | \bCC\ BY\ 4\.0
    | ^\#+\s*(?:Exercise\s+)?\d+(?:\.\d+)?
    | \*\d+\s+minutes?,\s+\d+\s+so\ far\* | \b\d+\s+minutes\b
    | ^\s*(?:\*\*)?\d\.
    | \bfrom\ 0\ to\ 4\b
    """,
    re.VERBOSE | re.MULTILINE,
)


PLACES = [(f"{name}, cell {at}", text) for name, at, text in prose()]


def said(text, rule):
    """Return a figure as printed in prose, and as recomputed."""
    decimals = len(text.partition(".")[2])
    (found,) = compute(parts(rule)[0])
    return text.replace(",", ""), f"{found:.{decimals}f}"


COUNTED = r"(?=\s+(?:people|women|men|arrivals|persons)\b)"


def unbound(text):
    """Return the numbers in a text that are neither bound nor names."""
    text = BOUND.sub(" ", text)
    counted = re.findall(rf"\b\d{{4}}\b{COUNTED}", text)
    if counted:  # four digits, but no year
        return counted
    text = NAMES.sub(" ", ASIDE.sub(" ", text))
    return re.findall(NUMBER, text)


@pytest.mark.parametrize(
    ("place", "text"), PLACES, ids=[place for place, _ in PLACES]
)
def test_figures_are_bound_and_true(place, text):
    for figure, rule in BOUND.findall(text):
        printed, computed = said(figure, rule)
        assert printed == computed, f"{place}: {figure} <!-- {rule} -->"
    assert not unbound(text), place


def test_a_false_figure_is_caught():
    good = "947<!-- arrivals_by_sex: total where period == 'to 1998' -->"
    printed, computed = said(*BOUND.search(good).groups())
    assert printed == computed == "947"
    false = good.replace("947", "948")
    printed, computed = said(*BOUND.search(false).groups())
    assert printed != computed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in 2009, 2,914 came", ["2,914"]),
        ("in 1998 and 1999, lesson 04, Table 7, Article 33", []),
        ("12 per cent of 947", ["12", "947"]),
        ("`1 + 1` and [x](y2.ipynb)", []),
        ("55 minutes to teach", []),
        ("2000 people came", ["2000"]),
    ],
)
def test_unbound_figures_are_found(text, found):
    assert unbound(text) == found
