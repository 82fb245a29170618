"""A changed digit in a source's table is noticed.

Each figure of the tables that the five sources print gets another first
digit, one at a time; the table's own checks and the claims of the ledger are
then recomputed. Of the figures that take part in any of them, nearly all must
change a verdict.
"""

import re
import sys
from functools import cache

import pandas as pd
import pytest

from nkcourse import sums
from nkcourse.errors import DataError
from nkcourse.tables import catalogue, load, resource
from tools.mutants import mutants
from tools.notebooks import ROOT

PICK = sums._pick
FIVE = {"lim_chung", "li", "lee", "encyclopedia", "magazine"}
TABLES = [
    name
    for name in catalogue()["table"]
    if resource(name).get("source") in FIVE
]


def figures(name):
    """Return the columns of printed figures: numbers that name no row."""
    schema = resource(name)["schema"]
    return [
        field["name"]
        for field in schema["fields"]
        if field["type"] in ("integer", "number")
        and field["name"] not in schema["primaryKey"]
        and not field["name"].endswith("_year")
    ]


def other_digit(value):
    """Return a figure with another first digit."""
    text = re.sub(r"\.0$", "", str(value))
    digit = int(text[0])
    first = str(digit + 5 if digit < 5 else digit - 4)
    return type(value)(float(first + text[1:]))


class Changed:
    """Load the tables, one of them with one changed cell.

    What a query picks from a table is kept as long as the table is the same:
    the checks ask the same again and again.
    """

    def __init__(self):
        self.name, self.table = None, None
        self.kept = {name: load(name) for name in catalogue()["table"]}
        self.picked, self.picked_here = {}, {}

    def change(self, name, table):
        self.name, self.table, self.picked_here = name, table, {}

    def pick(self, table, where):
        picked = self.picked_here if table is self.table else self.picked
        key = id(table), str(where)
        if key not in picked:
            picked[key] = table, PICK(table, where)
        return picked[key][1]

    def __call__(self, name):
        if name == self.name:
            return self.table
        return self.kept[name] if name in self.kept else load(name)


def users(name):
    """Return the checks and the claims that use a table."""
    checks = [
        (one, check)
        for one in catalogue()["table"]
        for check in resource(one).get("checks", [])
        if name in (one, check.get("other"))
    ]
    claims = load("claims").dropna(subset="test")
    mine = claims["test"].str.contains(rf"\b{name}\b", regex=True)
    return name, checks, claims[mine]


@cache
def _kept_users(name):
    return users(name)


def outcome(name, checks, claims, module):
    """Return every computed value, and every verdict that they give."""
    results = list(sums.totals(name))
    for one, check in checks:
        results += sums.RECIPES[check["check"]](one, check)
    values = [str(one) for one in results]
    verdicts = [sums.verdict(*one[1:]) for one in results]
    module.checked.cache_clear()
    for _, row in claims.iterrows():
        try:
            found = module.compute(row["test"])
            verdicts.append(module.judge(row, found))
        except DataError:  # a rule that now finds no row: that is noticed
            found = ()
            verdicts.append("no longer computed")
        values.append(str(found))
    return values, verdicts


def every_figure(tables):
    """Yield each printed figure: its table, place, and the table it is of."""
    for name in TABLES:
        table = tables[name]
        for column in figures(name):
            for index in table[column].dropna().index:
                yield name, table, column, index, name
    totals = tables["printed_totals"]
    for index, name in totals["table"].items():
        if name in TABLES:
            yield "printed_totals", totals, "printed", index, name


def test_a_changed_digit_flips_a_verdict(monkeypatch):
    module = sys.modules["nkcourse.audit"]
    changed = Changed()
    monkeypatch.setattr(sums, "load", changed)
    monkeypatch.setattr(module, "load", changed)
    monkeypatch.setattr(sums, "_pick", changed.pick)
    monkeypatch.setitem(module.HELPERS, "load", changed)
    unchanged = cache(lambda user: outcome(*_kept_users(user), module))
    cells = used = 0
    missed = []
    for name, table, column, index, user in every_figure(changed.kept):
        changed.change(None, None)
        before = unchanged(user)
        value = table.at[index, column]
        copy = table.copy()
        copy.loc[index, column] = other_digit(value)
        changed.change(name, copy)
        values, verdicts = outcome(*_kept_users(user), module)
        cells += 1
        used += (values, verdicts) != before
        if values != before[0] and verdicts == before[1]:
            missed.append((name, column, index, value))
    changed.change(None, None)
    flipped = used - len(missed)
    module.checked.cache_clear()
    print(*missed, sep="\n")
    print(
        f"{cells} figures; {used} take part in a sum, share or claim; "
        f"{flipped} of these flip a verdict ({flipped / used:.1%}); "
        f"{flipped / cells:.1%} of all"
    )
    assert flipped / used >= 0.95, missed


@pytest.mark.parametrize("mutant", mutants(), ids=lambda one: one.path)
def test_every_listed_mutant_changes_a_file(mutant):
    """`make mutants` would stop in the middle."""
    assert mutant.old != mutant.new
    assert mutant.old in (ROOT / mutant.path).read_text("utf-8")
    for path in mutant.tests.split():
        assert (ROOT / path).is_file()


def test_a_changed_digit_is_another_number():
    assert other_digit(607) == 207
    assert other_digit(9) == 5
    assert other_digit(0.5) == 5.5
    assert pd.notna(other_digit(40.7))
