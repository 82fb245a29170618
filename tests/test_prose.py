"""Figures in prose are bound to the tables, and recomputed here.

A figure is followed by an invisible comment that says where it comes from:

    947<!-- arrivals_by_sex: total where period == 'to 1998' -->

The comment is a rule of nkcourse.audit: a value computed from a table, or
`claim 003-041` for what a claim of the ledger prints. Numbers that are names
need no binding.
"""

import re
from pathlib import Path

import nbformat
import pytest

from nkcourse.audit import compute

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("notebooks", "solutions", "exercises")
NUMBER = r"\d[\d,]*(?:\.\d+)?"
BOUND = re.compile(rf"({NUMBER})(?: ?%)?<!--\s*(.*?)\s*-->", re.DOTALL)

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
    | \b\d+\s+minutes\b | \*\d+\s+minutes,\s+\d+\s+so\ far\*
    | ^\s*(?:\*\*)?\d\.
    | \bfrom\ 0\ to\ 4\b
    """,
    re.VERBOSE | re.MULTILINE,
)


def prose():
    """Yield a place and the text of every Markdown cell and page."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.ipynb")):
            cells = nbformat.read(path, as_version=4).cells
            for number, cell in enumerate(cells):
                if cell.cell_type == "markdown":
                    yield f"{folder}/{path.name}, cell {number}", cell.source


PLACES = list(prose())


def said(text, rule):
    """Return a figure as printed in prose, and as recomputed."""
    decimals = len(text.partition(".")[2])
    (found,) = compute(rule)
    return text.replace(",", ""), f"{found:.{decimals}f}"


def unbound(text):
    """Return the numbers in a text that are neither bound nor names."""
    text = BOUND.sub(" ", text)
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
    ],
)
def test_unbound_figures_are_found(text, found):
    assert unbound(text) == found
