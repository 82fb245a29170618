"""What `explore` does to a table, without a widget: keep, group, compute.

Everything here is a function of a table's name and plain settings, so that
tests can call it for every table and every setting.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from nkcourse.errors import CourseError
from nkcourse.tables import resource
from nkcourse.widgets.parts import original

COUNT = "number of rows"
EMPTY = "(empty)"
# The figures, each in a hundred, or with the first row that has one as 100.
HOW = ("sum", "share", "index")
ORDERS = ("as in the table", "largest first")
# Figures that may be added to each other; others are rates or averages.
ADDED = {"people", "cases", "deaths", "tonnes", "million tonnes", "rows"}
UNITS = {"P": "people", "C": "cases"}  # as in the table unhcr_decisions
FAR_APART = 20  # the largest over the smallest, from where on a log axis
MOST_GROUPS = 60  # distinct values of a column that can be grouped by
MOST_LETTERS = 60  # in the longest of them


@cache
def _fields(name: str) -> dict[str, dict]:
    return {one["name"]: one for one in resource(name)["schema"]["fields"]}


def is_year(name: str, column: str) -> bool:
    """Say whether a column holds years."""
    field = _fields(name)[column]
    return field["type"] == "integer" and (
        column == "year" or column.endswith("_year")
    )


@cache
def figures(name: str) -> list[str]:
    """Return the columns of a table that hold figures, `COUNT` the last.

    A figure has a unit. A number without one is a rank or an identifier.
    """
    found = [
        column
        for column, field in _fields(name).items()
        if field["type"] in ("integer", "number")
        and "unit" in field
        and not is_year(name, column)
    ]
    return [*found, COUNT]


@cache
def groupings(name: str) -> list[str]:
    """Return the columns of a table that rows can be grouped by."""
    table = original(name)
    key = resource(name)["schema"]["primaryKey"]
    kinds = {column: one["type"] for column, one in _fields(name).items()}
    found = []
    for column in table.columns.difference(figures(name), sort=False):
        if kinds[column] == "number":
            continue
        values = table[column].dropna()
        if column in key[:1]:  # a row a group, however many there are
            found.insert(0, column)
        elif (
            values.nunique() <= MOST_GROUPS
            and values.astype(str).str.len().max() <= MOST_LETTERS
        ):
            found.append(column)
    return found


@cache
def ends(name: str) -> list[tuple[str, str]]:
    """Return the pairs of columns that are two ends of one range."""
    have = figures(name)
    pairs = [(low, low.replace("low", "high")) for low in have if "low" in low]
    pairs += [(one, f"{one}_high") for one in have if f"{one}_high" in have]
    return [pair for pair in pairs if pair[1] in have]


@dataclass(frozen=True)
class Question:
    """What is asked of a table.

    Attributes
    ----------
    table : str
        The name of a table of the pack.
    where : str
        A pandas query that rows must pass; "" keeps all.
    figures : tuple of str
        Columns from `figures(table)`.
    by : str
        The column that makes the groups: the rows of the result.
    split : str or None
        A column whose values become the result's columns.
    how : str
        One of `HOW`.
    order : str
        One of `ORDERS`; years keep theirs.
    """

    table: str
    where: str
    figures: tuple[str, ...]
    by: str
    split: str | None = None
    how: str = "sum"
    order: str = "as in the table"


def _is_filled(table: pd.DataFrame, column: str) -> bool:
    """Say whether more than half of a column's cells hold a figure."""
    return column == COUNT or table[column].notna().mean() > 0.5


def opening(name: str) -> Question:
    """Return the question that `explore` opens a table with."""
    key = resource(name)["schema"]["primaryKey"]
    have, by = figures(name), groupings(name)
    table = original(name)
    year = [one for one in by if one in key and is_year(name, one)]
    group = (year or by)[0]
    split = None
    if table.duplicated(group).any():
        others = [one for one in key if one in by and one != group]
        others = [one for one in others if table[one].nunique() <= 12]
        split = next(iter(others), None)
    if pairs := ends(name):
        shown = pairs[0]
    else:
        filled = [one for one in have if _is_filled(table, one)]
        liked = [one for one in ("total", "people") if one in filled]
        sexes = [one for one in ("men", "women") if one in filled]
        shown = tuple(liked[:1] or sexes or filled[:1])
    where = ""
    if any(_is_mixed(name, one) for one in shown):
        often = table["unit"].mode()[0]
        where = f"unit == {often!r}"
    if shown == (COUNT,):
        few = [one for one in by if table[one].duplicated().any()]
        group, split = (few or by)[0], None
    if shown in ends(name):  # a row each, named by words if any name it
        split = None
        words = [one for one in by if one != "id" and table[one].is_unique]
        group = next(iter(words), group)
    return Question(name, where, shown, group, split)


def keep(name: str, where: str) -> pd.DataFrame:
    """Return the rows of a table that pass a filter.

    Parameters
    ----------
    name : str
        The name of a table.
    where : str
        A condition in the words of `DataFrame.query`; "" keeps all rows.

    Raises
    ------
    CourseError
        If the filter cannot be read, or no row passes it.
    """
    table = original(name)
    if not where.strip():
        return table
    try:
        rows = table.query(where)
    # query() raises what Python, pandas or numpy raise for a wrong sentence
    except Exception as error:
        raise CourseError(
            f"The filter {where!r} cannot be read: {error}. Write it like "
            f"{_example(table)}, or empty the box. The columns are "
            f"{', '.join(table.columns)}."
        ) from None
    if not isinstance(rows, pd.DataFrame) or rows.empty:
        raise CourseError(
            f"No row of {name} passes the filter {where!r}. Choose other "
            "values, or empty the box."
        )
    return rows


def _example(table: pd.DataFrame) -> str:
    """Return a filter that keeps one row of a table."""
    column = table.columns[0]
    return f"{column} == {table[column].iloc[0]!r}"


def _is_mixed(name: str, figure: str) -> bool:
    """Say whether a figure's unit stands in a column, row by row."""
    return "see" in _fields(name).get(figure, {}).get("unit", "")


def groups(question: Question) -> list[str]:
    """Return the columns that the rows are grouped by."""
    return [one for one in (question.by, question.split) if one]


def blanks(question: Question, rows: pd.DataFrame) -> dict[str, str]:
    """Return how missing words are called; rows without a year have none."""
    return {
        column: EMPTY
        for column in groups(question)
        if rows[column].isna().any()
        and _fields(question.table)[column]["type"] == "string"
    }


def unit_of(question: Question, rows: pd.DataFrame) -> str:
    """Return the unit of the figures that are asked for.

    Raises
    ------
    CourseError
        If they have more than one unit.
    """
    units = set()
    for figure in question.figures:
        if figure == COUNT:
            units.add("rows")
        elif _is_mixed(question.table, figure):
            units |= {UNITS.get(one, one) for one in rows["unit"].unique()}
        else:
            units.add(_fields(question.table)[figure]["unit"])
    if len(units) > 1:
        raise CourseError(
            "These figures have different units ("
            f"{', '.join(sorted(units))}) and cannot stand on one axis. "
            "Choose figures of one unit, or filter by the column unit."
        )
    return units.pop()


def _check(question: Question, rows: pd.DataFrame, unit: str) -> None:
    """Raise CourseError where adding up would make a false figure."""
    if not question.figures:
        raise CourseError("Choose at least one figure.")
    if question.split and len(question.figures) > 1:
        raise CourseError(
            "Choose one figure, or split by nothing: with both, each bar "
            "would need two names."
        )
    of_ranges = {end for pair in ends(question.table) for end in pair}
    if unit in ADDED and not of_ranges.intersection(question.figures):
        return
    what = "the ends of ranges" if unit in ADDED else f"figures in {unit}"
    if question.how == "share":
        raise CourseError(
            f"{what.capitalize()} are not parts of a whole, so they have no "
            "shares. Choose sum or index."
        )
    counts = rows.dropna(subset=list(question.figures), how="all")
    counts = counts.groupby(groups(question)).size()
    if len(counts) and counts.max() > 1:
        raise CourseError(
            f"{counts.max()} rows fall together, and {what} cannot be added. "
            f"Group by {groupings(question.table)[0]}, split, or filter, so "
            "that each group is one row."
        )


@lru_cache(maxsize=64)
def compute(question: Question) -> tuple[pd.DataFrame, str]:
    """Answer a question with a table: a row a group, a column a series.

    Parameters
    ----------
    question : Question
        What is asked.

    Returns
    -------
    tuple
        The table of floats, its index named after the column `by`, and the
        unit. Empty cells stay empty. Groups stand in the order of the table.

    Raises
    ------
    CourseError
        If the filter keeps nothing, or the sum would be false.
    """
    rows = keep(question.table, question.where)
    unit = unit_of(question, rows) if question.figures else ""
    _check(question, rows, unit)
    # a copy, which pandas needs to add a column to hundreds
    rows = rows.copy().assign(**{COUNT: 1}).fillna(blanks(question, rows))
    grouped = rows.groupby(groups(question), sort=False)
    wanted = list(question.figures)
    if question.split:
        shown = grouped[wanted[0]].sum(min_count=1).unstack(sort=False)
        shown = shown.rename(columns=str)
    else:
        shown = grouped[wanted].sum(min_count=1)
    shown = shown.astype(float)
    if shown.empty:
        raise CourseError(
            f"None of these rows has a {question.by}, so they cannot be "
            "grouped by it. Group by another column."
        )
    if question.figures == (COUNT,):
        shown = shown.fillna(0)  # no row is a count of 0, not a gap
    if is_year(question.table, question.by):
        shown = shown.sort_index()
    elif question.order == ORDERS[1]:
        largest = shown.sum(axis=1).sort_values(ascending=False, kind="stable")
        shown = shown.loc[largest.index]
    if question.how == "share":
        several = question.split or len(question.figures) > 1
        whole = shown.sum(axis=1) if several else shown.sum().sum()
        shown, unit = 100 * shown.div(whole, axis=0), "percent"
    elif question.how == "index":
        first = shown.bfill().iloc[0]
        shown, unit = 100 * shown / first.where(first != 0), "index"
    return shown, unit


def charts(question: Question, shown: pd.DataFrame) -> list[str]:
    """Return the charts that suit an answer, the best one first."""
    found = ["bars"]
    if is_year(question.table, question.by) and len(shown) > 1:
        found.insert(0, "lines")
    if len(shown.columns) > 1:
        found.append("small multiples")
    if tuple(question.figures) in ends(question.table):
        if question.how == "sum":
            found.insert(0, "intervals")
    return found


def limits(shown: pd.DataFrame, chart: str, *, years: bool) -> tuple[int, int]:
    """Return how many rows and how many series of an answer a chart holds.

    More would not be told apart; the first rows and the largest series are
    drawn, and the table behind the figure has them all.
    """
    rows, series = len(shown), len(shown.columns)
    if chart == "small multiples":
        return (rows, 12) if years else (20, 9)
    if chart == "lines":
        return rows, 7
    if chart == "intervals":
        return 36, series
    return 36 // min(series, 7), 7


def is_wide(part: pd.DataFrame) -> bool:
    """Say whether figures are so far apart that a log axis is needed."""
    low, high = part.min(axis=None), part.max(axis=None)
    return bool(low > 0 and high / low > FAR_APART)
