"""The claims ledger: every testable statement of the sources, recomputed.

`claims` is written by hand: what a source says, and a rule that computes the
value to hold it against. `audit` is made from it by `results`. A rule is one
of

    TABLE: EXPRESSION where QUERY    a value computed from a table
    check TABLE CHECK WHERE          a table's own sum or share, recomputed
    claim ID                         what another passage prints

and two rules joined by `` ; `` give the two ends of a range.
"""

import re
from functools import cache

import pandas as pd

from nkcourse.errors import DataError, UnknownNameError
from nkcourse.sums import NOISE, check_table
from nkcourse.tables import Text, load, nearest, reference, resource

VALUE = re.compile(r"(\w+): (.+?)(?: where (.+))?", re.DOTALL)
CHECK = re.compile(r"check (\w+) (\w+) (.+)")
HELPERS = {
    one.__name__: one
    for one in (load, len, min, max, abs, sum, round, sorted, set, str, float)
} | {"pd": pd}
ENDS = ("low", "high")
SELF_EVIDENT = ("label", "list", "date", "year")  # units not worth saying
Value = float | str


@cache
def _claims() -> pd.DataFrame:
    return load("claims").set_index("id", drop=False)


def claim(name: str) -> pd.Series:
    """Return one row of the ledger.

    Parameters
    ----------
    name : str
        The id of a claim, such as "003-041".

    Raises
    ------
    UnknownNameError
        If there is no such claim; the message suggests the nearest id.
    """
    known = _claims()
    if name not in known.index:
        raise UnknownNameError(
            f"There is no claim {name!r}.{nearest(name, list(known.index))} "
            "audit() lists them all."
        )
    return known.loc[name]


@cache
def checked(table: str) -> pd.DataFrame:
    """Return a table's own checks, recomputed, by check and place."""
    return check_table(table).set_index(["check", "where"])


def _check(rule: str) -> pd.Series:
    """Return the row of a table's own check that a rule names."""
    table, check, where = CHECK.fullmatch(rule).groups()
    try:
        return checked(table).loc[(check, where)]
    except KeyError:
        raise DataError(
            f"The rule {rule!r} names no check of the table {table!r}."
        ) from None


def _evaluate(name: str, expression: str, where: str | None) -> Value:
    """Compute an expression over the columns of the rows of a table."""
    table = load(name)
    names = {"__builtins__": {}} | HELPERS
    # A rule is code of this repository and is reviewed as code. Leaving out
    # the builtins catches slips; it is no protection.
    try:
        table = table.query(where) if where else table
        if table.empty:  # its sum would be 0, and a missing row is not zero
            raise DataError(f"No row of the table {name!r} fits {where!r}.")
        names |= {column: table[column] for column in table}
        found = eval(expression, names | {"table": table})
    except (NameError, SyntaxError, TypeError) as error:
        raise DataError(
            f"The rule over the table {name!r} cannot be computed: {error}."
        ) from error
    if isinstance(found, pd.Series):
        if len(found) != 1:
            raise DataError(
                f"{expression!r} over the table {name!r}, where {where}, "
                f"gives {len(found)} values. A rule must give one."
            )
        found = found.item()
    return found if isinstance(found, str) else float(found)


def _compute_one(rule: str) -> tuple[Value, ...]:
    """Compute one rule; a claim that prints a range gives both its ends."""
    if rule.startswith("check "):
        return (float(_check(rule)["computed"]),)
    if rule.startswith("claim "):
        row = claim(rule.removeprefix("claim ").strip())
        if not pd.isna(row["text"]):
            return (row["text"],)
        ends = [row[end] for end in ENDS if not pd.isna(row[end])]
        return tuple(dict.fromkeys(ends))
    match = VALUE.fullmatch(rule)
    if not match:
        raise DataError(
            f"The rule {rule!r} cannot be read. Write TABLE: EXPRESSION where "
            "QUERY, check TABLE CHECK WHERE, or claim ID."
        )
    return (_evaluate(*match.groups()),)


def compute(rule: str) -> tuple[Value, ...]:
    """Compute what a rule says: one value, or the two ends of a range.

    Parameters
    ----------
    rule : str
        A rule in the grammar of this module. It is run as code: never pass
        one that comes from elsewhere.

    Returns
    -------
    tuple
        One or two values, numbers or texts.

    Raises
    ------
    DataError
        If the rule cannot be read, keeps no row, or does not give one value.
    UnknownNameError
        If it names a table or a claim that does not exist.
    """
    rule = " ".join(rule.split())
    parts = [_compute_one(one.strip()) for one in rule.split(" ; ")]
    return tuple(value for part in parts for value in part)


def about(value: float, decimals: int) -> float:
    """Return how far a number called "about" may be off.

    Half a unit of its last digit that is not a closing zero: 67 stands for
    66.5 to 67.5, and 10,000 for 5,000 to 15,000.
    """
    if decimals or value == 0:
        return 0.5 * 10.0**-decimals
    digits = str(int(abs(value)))
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))


def slack(row: pd.Series) -> float:
    """Return how far rounding can move what a claim prints."""
    if row["test"].startswith("check "):
        return float(_check(row["test"])["tolerance"])
    if row["qualifier"] == "about":
        return max(about(row[end], row["decimals"]) for end in ENDS)
    if row["decimals"] or row["unit"] == "percent":
        return 0.5 * 10.0 ** -row["decimals"]
    return 0.0  # a count or a year is exact


def _off(row: pd.Series, found: tuple[float, ...]) -> float:
    """Return how far the recomputed value lies from the printed one."""
    low, high = row["low"], row["high"]
    if len(found) == 2 and low < high:  # a range against a range
        return max(abs(found[0] - low), abs(found[1] - high))
    if len(found) == 2:  # a number against a range that should hold it
        return max(found[0] - low, low - found[1], 0)
    return max(low - found[0], found[0] - high, 0)


def judge(row: pd.Series, found: tuple[Value, ...]) -> str:
    """Say whether a printed claim agrees with the recomputed value.

    Parameters
    ----------
    row : pandas.Series
        A row of `claims`.
    found : tuple
        What its rule computes; empty where nothing can test it.

    Returns
    -------
    str
        "agrees", "agrees by rounding", "disagrees" or "cannot be tested".
    """
    if not found or any(pd.isna(one) for one in found):
        return "cannot be tested"
    if not pd.isna(row["text"]):
        same = str(found[0]).casefold() == row["text"].casefold()
        return "agrees" if same else "disagrees"
    allowed = slack(row) + NOISE
    limits = {
        "over": min(found) > row["low"],
        "at least": min(found) >= row["low"] - NOISE,
        "under": max(found) < row["high"],
        "at most": max(found) <= row["high"] + NOISE,
        "up to": max(found) <= row["high"] + allowed,
    }
    if row["qualifier"] in limits:
        return "agrees" if limits[row["qualifier"]] else "disagrees"
    off = _off(row, found)
    if off <= NOISE:
        return "agrees"
    return "agrees by rounding" if off <= allowed else "disagrees"


def _difference(row: pd.Series, numbers: list[float]) -> float | None:
    """Return printed minus recomputed, from the end that is nearest."""
    printed = [row[end] for end in ENDS if not pd.isna(row[end])]
    if not numbers or not printed:
        return None
    within = min(printed) <= numbers[0] <= max(printed)
    around = min(numbers) <= printed[0] <= max(numbers)
    if (len(numbers) == 1 and within) or (len(printed) == 1 and around):
        return 0.0
    return min((one - two for one in printed for two in numbers), key=abs)


def _result(row: pd.Series) -> dict:
    """Return one row of `audit` for one row of `claims`."""
    found = compute(row["test"]) if not pd.isna(row["test"]) else ()
    verdict = judge(row, found)
    numbers = [one for one in found if not isinstance(one, str)]
    texts = [one for one in found if isinstance(one, str)]
    return {
        "id": row["id"],
        "low": numbers[0] if numbers else None,
        "high": numbers[-1] if numbers else None,
        "text": texts[0] if texts else None,
        "difference": _difference(row, numbers),
        "verdict": verdict,
        "kind": row["kind"] if verdict == "disagrees" else None,
    }


def results() -> pd.DataFrame:
    """Recompute every claim of the ledger; `data/audit.csv` is made of it.

    Returns
    -------
    pandas.DataFrame
        One row a claim: `id`, the recomputed `low` and `high` (equal for a
        single value) or `text`, `difference` (printed - recomputed, between
        the ends that are nearest; 0 inside a range), `verdict`
        and, where it disagrees, `kind`.
    """
    return pd.DataFrame([_result(row) for _, row in _claims().iterrows()])


def audit() -> pd.DataFrame:
    """Return the whole ledger: each claim with its recomputation and verdict.

    Returns
    -------
    pandas.DataFrame
        The columns of the tables `claims` and `audit` in one row a claim;
        what was recomputed is called `found_low`, `found_high`, `found_text`.
        The column `kind` is empty unless the verdict is "disagrees".
    """
    found = load("audit").rename(
        columns={end: f"found_{end}" for end in (*ENDS, "text")}
    )
    return load("claims").drop(columns="kind").merge(found, on="id")


def shown(low: object, high: object, text: object, unit: str = "") -> str:
    """Return a value or a range as a reader writes it; years without comma."""
    if not pd.isna(text):
        return str(text)
    form = ".0f" if unit == "year" else ",.10g"
    ends = [round(one, 3) for one in (low, high) if not pd.isna(one)]
    return " to ".join(dict.fromkeys(f"{one:{form}}" for one in ends))


def _steps(rule: str) -> list[str]:
    """Return in words how one rule is computed."""
    if rule.startswith("claim "):
        other = claim(rule.removeprefix("claim ").strip())
        return [f"Take claim {other['id']}: {other['claim']}"]
    if rule.startswith("other_values: "):
        row = load("other_values").query(VALUE.fullmatch(rule)[3]).iloc[0]
        return [
            f"Take what {reference(row['source'])} has ({row['place']}); we "
            "typed it from there."
        ]
    if rule.startswith("check "):
        table, check, where = CHECK.fullmatch(rule).groups()
        return [
            f"Take the table `{table}` ({resource(table)['title']}).",
            f"Recompute its check “{check}” for {where}.",
        ]
    table, expression, where = VALUE.fullmatch(rule).groups()
    steps = [f"Take the table `{table}` ({resource(table)['title']})."]
    if where:
        count = len(load(table).query(where))
        rows = "1 row" if count == 1 else f"{count} rows"
        steps.append(f"Keep the rows where `{where}`: {rows}.")
    return [*steps, f"Compute `{expression}`."]


def _uses(name: str) -> list[str]:
    """Return a line naming the lessons whose prose rests on a claim."""
    bound = load("bindings")
    mine = (
        bound["claims"]
        .str.split("; ")
        .map(lambda ids: isinstance(ids, list) and name in ids)
    )
    lessons = sorted(set(bound.loc[mine, "notebook"]))
    return ["", f"**Used in:** {', '.join(lessons)}."] if lessons else []


def follow(name: str) -> Text:
    """Follow one claim from the source to its verdict.

    Parameters
    ----------
    name : str
        The id of a claim, such as "003-041"; `audit` lists them all.

    Returns
    -------
    Text
        The claim, its source and place, the steps of its recomputation, and
        the verdict. Formatted in a notebook, plain in a terminal.

    Raises
    ------
    UnknownNameError
        If there is no such claim.
    """
    row = claim(name)
    result = _result(row)
    unsaid = ("exactly", "between", "implied")
    qualifier = "" if row["qualifier"] in unsaid else row["qualifier"]
    printed = shown(row["low"], row["high"], row["text"], row["unit"])
    period = "" if pd.isna(row["period"]) else f", {row['period']}"
    unit = "" if row["unit"] in SELF_EVIDENT else row["unit"]
    printed = " ".join(filter(None, [qualifier, printed, unit])) + period
    how = "We read it as" if row["qualifier"] == "implied" else "Printed"
    lines = [
        f"**Claim {name}.** {row['claim']}",
        "",
        f"- **Source:** {reference(row['source'])} {row['place']}.",
        f"- **Attributed to:** {row['attributed_to']}",
        f"- **{how}:** {printed}",
    ]
    if pd.isna(row["test"]):
        lines.append("- **Tested against:** nothing that we hold")
    else:
        lines += [f"- **Tested against:** {row['against']}", ""]
        steps = [
            step for rule in row["test"].split(" ; ") for step in _steps(rule)
        ]
        found = shown(
            result["low"], result["high"], result["text"], row["unit"]
        )
        steps.append(f"The result is {found}.")
        lines += [f"{at}. {step}" for at, step in enumerate(steps, start=1)]
    kind = f" ({result['kind']})" if result["kind"] else ""
    lines += ["", f"**Verdict:** {result['verdict']}{kind}."]
    if not pd.isna(row["explanation"]):
        lines.append(row["explanation"])
    lines += _uses(name)
    return Text("\n".join(lines))
