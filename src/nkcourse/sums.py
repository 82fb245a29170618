"""Recompute the sums, shares and identities that the tables print.

What is tested stands as data: the `checks` of each table in
datapackage.json, and every printed total in the table `printed_totals`.
Here is one small function for each kind of check. The claims of the ledger
are tested in `nkcourse.audit`.
"""

from collections.abc import Iterator

import pandas as pd

from nkcourse.tables import catalogue, load, resource

COLUMNS = [
    "table",
    "check",
    "where",
    "printed",
    "computed",
    "difference",
    "tolerance",
    "verdict",
]
NOISE = 1e-9  # binary floating point, far below any printed decimal

Result = tuple[str, float, float, float]  # where, printed, computed, tolerance


def half_unit(name: str, column: str) -> float:
    """Return how far rounding can move a printed figure of a column.

    Half a unit of its last printed decimal; 0 for counts.
    """
    fields = {one["name"]: one for one in resource(name)["schema"]["fields"]}
    field = fields[column]
    if field["type"] == "integer":
        return 0.0
    return 0.5 * 10 ** -field["decimals"]


def verdict(printed: float, computed: float, tolerance: float) -> str:
    """Compare a printed figure with the recomputed one.

    Returns
    -------
    str
        "agrees", "agrees by rounding", "disagrees", or "cannot be tested"
        where one of the two is missing.
    """
    if pd.isna(printed) or pd.isna(computed):
        return "cannot be tested"
    difference = abs(printed - computed)
    if difference <= NOISE:
        return "agrees"
    if difference <= tolerance + NOISE:
        return "agrees by rounding"
    return "disagrees"


def _groups(table: pd.DataFrame, within: list[str]):
    """Yield a name and the rows of each group ("all" without grouping)."""
    if not within:
        yield "all", table
        return
    for values, rows in table.groupby(within, sort=False):
        yield ", ".join(str(value) for value in values), rows


def _keys(name: str, table: pd.DataFrame) -> pd.Series:
    """Return what each row is called: the values of its primary key."""
    first, *others = resource(name)["schema"]["primaryKey"]
    called = table[first].astype(str)
    for column in others:
        called = called + ", " + table[column].astype(str)
    return called


def _pick(table: pd.DataFrame, where: object) -> pd.DataFrame:
    """Return the rows that a query picks; all of them without a query."""
    return table if pd.isna(where) or not where else table.query(where)


def parts(name: str, check: dict) -> Iterator[Result]:
    """In each row, the parts add up to the whole."""
    table = load(name)
    called = _keys(name, table)
    printed = check["parts"] + [check["whole"]]
    tolerance = sum(half_unit(name, column) for column in printed)
    for index, row in table.iterrows():
        # missing parts give a missing sum, which cannot be tested
        computed = row[check["parts"]].astype("Float64").sum(skipna=False)
        yield called[index], row[check["whole"]], computed, tolerance


def share(name: str, check: dict) -> Iterator[Result]:
    """A printed percentage is the part's share of the base."""
    table = load(name)
    called = _keys(name, table)
    part, percent, base = check["part"], check["percent"], check["base"]
    for _, rows in _groups(table, check.get("within", [])):
        bases = _bases(name, base, part, rows)
        for index, row in rows.iterrows():
            whole = bases[index]
            slack = 100 * half_unit(name, part) / whole
            yield (
                called[index],
                row[percent],
                100 * row[part] / whole,
                half_unit(name, percent) + slack,
            )


def _bases(
    name: str, base: object, part: str, rows: pd.DataFrame
) -> pd.Series:
    """Return what each row of a group is a share of."""
    if base == "sum":
        base = rows[part].sum()
    elif isinstance(base, dict):
        base = _printed_total(name, base["printed_total"], rows)
    elif isinstance(base, str):
        return rows[base]
    return pd.Series(base, index=rows.index)


def _totals_of(name: str) -> pd.DataFrame:
    totals = load("printed_totals")
    return totals[totals["table"] == name]


def _printed_total(name: str, column: str, rows: pd.DataFrame) -> float:
    """Return the printed total whose `where` picks exactly these rows."""
    table = load(name)
    totals = _totals_of(name)
    for _, total in totals[totals["column"] == column].iterrows():
        if _pick(table, total["where"]).index.equals(rows.index):
            return total["printed"]
    raise LookupError(f"{name}: no printed total of {column} for these rows")


def running(name: str, check: dict) -> Iterator[Result]:
    """A printed running total is the sum of the figures so far."""
    table = load(name)
    called = _keys(name, table)
    one = half_unit(name, check["of"])
    last = half_unit(name, check["running"])
    for _, rows in _groups(table, check.get("within", [])):
        so_far = rows[check["of"]].cumsum()
        for count, (index, row) in enumerate(rows.iterrows(), start=1):
            yield (
                called[index],
                row[check["running"]],
                so_far[index],
                one * count + last,
            )


def adds_to(name: str, check: dict) -> Iterator[Result]:
    """The shares of one question add up to the whole."""
    column = check["column"]
    for group, rows in _groups(load(name), check.get("within", [])):
        computed = rows[column].sum(skipna=False)
        tolerance = half_unit(name, column) * len(rows)
        yield group, check["to"], computed, tolerance


def _sum(name: str, columns: str | list[str], where: object):
    """Return the sum of one or more columns, and what rounding can move."""
    rows = _pick(load(name), where)
    columns = [columns] if isinstance(columns, str) else columns
    slack = len(rows) * sum(half_unit(name, column) for column in columns)
    return rows[columns].sum(min_count=1).sum(min_count=1), slack


def same(name: str, check: dict) -> Iterator[Result]:
    """A sum over this table equals a sum over another one."""
    printed, slack = _sum(name, check["column"], check.get("where"))
    computed, other = _sum(
        check["other"], check["other_column"], check.get("other_where")
    )
    yield "all", printed, computed, slack + other


def totals(name: str) -> Iterator[Result]:
    """Each printed total is the sum of the rows it stands under."""
    for _, total in _totals_of(name).iterrows():
        column, where = total["column"], total["where"]
        computed, slack = _sum(name, column, where)
        place = column if pd.isna(where) else f"{column}: {where}"
        tolerance = slack + half_unit(name, column)
        yield place, total["printed"], computed, tolerance


RECIPES = {
    "parts": parts,
    "share": share,
    "running": running,
    "adds_to": adds_to,
    "same": same,
}


def check_table(name: str) -> pd.DataFrame:
    """Recompute every sum, share and identity of one table.

    Parameters
    ----------
    name : str
        The name of a table, as `catalogue` lists it.

    Returns
    -------
    pandas.DataFrame
        One row a comparison: `table`, `check` (its id), `where` (the row or
        group), `printed`, `computed`, `difference` (printed - computed),
        `tolerance` (what rounding explains) and `verdict`.
    """
    found = [("total", result) for result in totals(name)]
    for check in resource(name).get("checks", []):
        recipe = RECIPES[check["check"]]
        found += [(check["id"], result) for result in recipe(name, check)]
    rows = []
    for check, (where, printed, computed, tolerance) in found:
        row = [name, check, where, printed, computed]
        row += [printed - computed, tolerance]
        rows.append([*row, verdict(printed, computed, tolerance)])
    return pd.DataFrame(rows, columns=COLUMNS)


def check_tables() -> pd.DataFrame:
    """Recompute every sum, share and identity of every table.

    Returns
    -------
    pandas.DataFrame
        The rows of `check_table` for all tables, one below the other.
    """
    found = [check_table(name) for name in catalogue()["table"]]
    return pd.concat([one for one in found if len(one)], ignore_index=True)
